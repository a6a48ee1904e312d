"""`copytaster eval dates`: time expressions found and resolved, scored on TimeML files as TempEval-3 does.

PATH is a folder (or archive) of .tml files in the layout of TempEval-3, or of MEANTIME's .xml; each folder in it is a row. An
expression counts as found when its span overlaps a gold one (each used once), and as right when its value is the gold value too;
`value_f1` is the F1 of the right ones over all types, `date_value_f1` over DATE only. Machine-made "Silver" folders are left out
when gold ones are there.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from copytaster.errors import Unreadable
from copytaster.evals import Score
from copytaster.evals.corpora import files
from copytaster.evals.timeml import Gold, read
from copytaster.text.dates import find


@dataclass
class Tally:
    """Counts of one folder."""

    gold: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    seconds: float = 0.0

    def f1(self, right: str, kind: str) -> float:
        """F1 in percent of what is counted as `right` among expressions of a kind."""
        total = self.gold[kind] + self.said[kind]
        return round(200 * self.right[right] / total, 2) if total else 0.0

    def add(self, other: Tally) -> None:
        """Pour another folder's counts into this one."""
        self.gold += other.gold
        self.said += other.said
        self.right += other.right
        self.documents += other.documents
        self.seconds += other.seconds


def run(data: Path) -> Score:
    """Score the tagger on every .tml file below `data`."""
    folders: dict[str, Tally] = defaultdict(Tally)
    errors: list[str] = []
    lost: list[str] = []
    for place, content in files(data, ".tml", ".xml"):
        try:
            text, anchor, gold = read(content)
        except Unreadable as error:
            lost.append(f"{place}: {error}")
            continue
        errors += _score(place.name, text, anchor, gold, folders[place.parent.name or data.name])
    golden = {name: tally for name, tally in folders.items() if "silver" not in name.lower()} or folders
    whole = Tally()
    for tally in golden.values():
        whole.add(tally)
    rows = tuple({"folder": name, **_figures(tally)} for name, tally in sorted(folders.items()))
    notes = (f"folders scored: {', '.join(sorted(golden))}", *lost)
    parts = {f"value_f1_{name.lower()}": tally.f1("value", "all") for name, tally in golden.items()} if len(golden) > 1 else {}
    return Score("dates", {**_figures(whole), **parts}, notes, tuple(errors[:200]), rows)


def _figures(t: Tally) -> dict[str, float | int | str]:
    return {
        "value_f1": t.f1("value", "all"),
        "date_value_f1": t.f1("date_value", "DATE"),
        "relaxed_f1": t.f1("found", "all"),
        "strict_f1": t.f1("strict", "all"),
        "type_f1": t.f1("type", "all"),
        "gold": t.gold["all"],
        "documents": t.documents,
        "ms_per_document": round(1000 * t.seconds / max(1, t.documents), 2),
    }


def _score(name: str, text: str, anchor: dt.date | None, gold: list[Gold], tally: Tally) -> list[str]:
    began = time.process_time()
    said = find(text, anchor=anchor)
    tally.seconds += time.process_time() - began
    tally.documents += 1
    errors = []
    used: set[int] = set()
    for g in gold:
        tally.gold.update(("all", g.type))
        hit = next((i for i, s in enumerate(said) if i not in used and s.start < g.end and g.start < s.end), None)
        if hit is None:
            errors.append(f"{name} ({anchor}): missed {text[g.start : g.end]!r} = {g.type} {g.value}")
            continue
        used.add(hit)
        s = said[hit]
        tally.right["found"] += 1
        tally.right["strict"] += (s.start, s.end) == (g.start, g.end)
        tally.right["type"] += s.type == g.type
        tally.right["value"] += s.value == g.value
        tally.right["date_value"] += s.value == g.value and s.type == g.type == "DATE"
        if s.value != g.value:
            around = " ".join(text[max(0, g.start - 50) : g.end + 30].split())
            errors.append(f"{name} ({anchor}): {s.text!r} = {s.type} {s.value}, gold {g.type} {g.value}: {around}")
    for i, s in enumerate(said):
        tally.said.update(("all", s.type))
        if i not in used:
            around = " ".join(text[max(0, s.start - 50) : s.end + 30].split())
            errors.append(f"{name} ({anchor}): not in gold: {s.text!r} = {s.type} {s.value}: {around}")
    return errors
