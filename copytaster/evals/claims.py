"""`copytaster eval claims`: who says what, scored on PolNeAR's layout (a folder of texts, a folder of brat files).

`sentence_f1`: sentences, as the desk cuts them, in which an attribution has its cue. `content_f1`: words inside anybody's content.
`source_exact`: sources with exactly the words of a gold source whose cue is in the same sentence, as F1 over all that have one.
A text that several people marked is scored against each.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from copytaster.dossier.attributions import attributions
from copytaster.evals import Score
from copytaster.evals.polnear import Document, Span, documents
from copytaster.text.sentences import sentences

_WORD = re.compile(r"\w+")


@dataclass
class Tally:
    """What was found, what is in the gold, and what is in both; with how many documents in how many seconds."""

    said: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    seconds: float = 0.0

    def count(self, name: str, said: Counter[object], gold: Counter[object]) -> None:
        """Count one kind of thing in one document."""
        self.said[name] += said.total()
        self.gold[name] += gold.total()
        self.right[name] += (said & gold).total()

    def figures(self, name: str, key: str) -> dict[str, float | int | str]:
        """Precision, recall and F1 in percent."""
        right, said, gold = self.right[name], self.said[name], self.gold[name]
        f1 = round(200 * right / max(1, said + gold), 2)
        precision, recall = round(100 * right / max(1, said), 2), round(100 * right / max(1, gold), 2)
        bare = key.removesuffix("_f1")
        return {key: f1, f"{bare}_precision": precision, f"{bare}_recall": recall}


def run(data: Path) -> Score:
    """Score the attributions of every document below `data`."""
    tally = Tally()
    errors: list[str] = []
    every = list(documents(data))
    held_out = [document for document in every if not document.is_training]
    for document in held_out or every:
        errors += _score(document, tally)
    figures: dict[str, float | int | str] = {
        **tally.figures("sentence", "sentence_f1"),
        **tally.figures("content", "content_f1"),
        **tally.figures("source", "source_exact"),
        "attributions": tally.gold["cue"],
        "documents": tally.documents,
        "ms_per_document": round(1000 * tally.seconds / max(1, tally.documents), 2),
    }
    left_out = len(every) - len(held_out)
    note = f"{left_out} texts in folders named train are left out: the weights were trained on PolNeAR's"
    if left_out and not held_out:
        note = "the weights were trained on texts like these: no held-out figure"
    return Score("claims", figures, (note,) if left_out else (), tuple(errors[:60]))


def _score(document: Document, tally: Tally) -> list[str]:
    text = document.text
    began = time.process_time()
    cut = sentences(text)
    found = attributions(text, cut)
    tally.seconds += time.process_time() - began
    tally.documents += 1
    starts = [s.start for s in cut]
    words = [m.span() for m in _WORD.finditer(text)]

    def place(span: Span) -> int:
        return bisect_right(starts, span[0]) - 1

    said_in = {place(a.cue) for a in found}
    gold_in = {place(g.cue[0]) for g in document.gold}
    tally.count("sentence", Counter(said_in), Counter(gold_in))
    tally.count("cue", Counter(place(a.cue) for a in found), Counter(place(g.cue[0]) for g in document.gold))
    tally.count(
        "content",
        Counter(_words(words, (s for a in found for s in a.content))),
        Counter(_words(words, (s for g in document.gold for s in g.content))),
    )
    tally.count(
        "source",
        Counter((place(a.cue), tuple(sorted(_words(words, [a.source])))) for a in found if a.source),
        Counter((place(g.cue[0]), tuple(sorted(_words(words, g.source)))) for g in document.gold if g.source),
    )
    wrong = [(i, "missed") for i in gold_in - said_in] + [(i, "not in gold") for i in said_in - gold_in]
    return [f"{document.name}: {what}: {cut[i].text[:160]}" for i, what in sorted(wrong) if 0 <= i < len(cut)]


def _words(words: list[Span], spans: Iterable[Span]) -> set[int]:
    """Which words of a text stand in some spans."""
    starts = [a for a, _ in words]
    found: set[int] = set()
    for start, end in spans:
        first = bisect_right(starts, start)
        first -= first > 0 and words[first - 1][1] > start
        while first < len(words) and words[first][0] < end:
            found.add(first)
            first += 1
    return found
