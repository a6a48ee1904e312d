"""`copytaster eval timeline`: the days that a topic's timeline has and what is told of them, held against journalists' timelines.

PATH holds a folder for each topic: articles.jsonl (id, time, text) and timelines.jsonl (a list of [day, sentences] a line). As
in published work on Timeline17 the copy is cut to the range of the gold timeline, and as many days are chosen as it has, with its
mean number of sentences. `date_f1` is the F1 of the days; `align_rouge1` the alignment-based ROUGE-1 of Martschat & Markert (2017,
"align+ m:1") over stems without function words, so it differs in the third place from the Perl script's. `baseline_*` is scored in
the same run: days by the number of articles that mention them, sentences by centroid and marginal relevance alone.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from copytaster.dossier import days
from copytaster.dossier.analyse import Analysed, Read, analyse
from copytaster.evals import Score
from copytaster.evals.corpora import files
from copytaster.model import UTC, Dated, Item, Version
from copytaster.text.words import words

Timeline = Mapping[dt.date, Sequence[str]]
_DAY = dt.timedelta(days=1)
Pair = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Topic:
    """A topic: its copy as the desk reads it, and a gold timeline."""

    name: str
    copy: Sequence[Analysed]
    gold: Timeline


def run(data: Path) -> Score:
    """Score every timeline below `data`."""
    rows: list[dict[str, float | int | str]] = []
    notes: list[str] = []
    for topic in topics(data, notes):
        first, last = min(topic.gold), max(topic.gold)
        copy = [a for a in topic.copy if a.day and first <= a.day <= last]
        size = max(1, round(sum(map(len, topic.gold.values())) / len(topic.gold)))
        row: dict[str, float | int | str] = {"topic": topic.name, "articles": len(copy), "dates": len(topic.gold)}
        for prefix, told in (("", _ours(copy, topic.gold, size)), ("baseline_", _baseline(copy, topic.gold, size))):
            row[f"{prefix}date_f1"] = round(2 * len(told.keys() & topic.gold.keys()) / (len(told) + len(topic.gold)), 4)
            row[f"{prefix}align_rouge1"] = round(align(told, topic.gold), 4)
        rows.append(row)
    keys = ("date_f1", "align_rouge1", "baseline_date_f1", "baseline_align_rouge1")
    figures: dict[str, float | int | str] = {k: round(sum(float(r[k]) for r in rows) / max(1, len(rows)), 4) for k in keys}
    for key in keys[:2]:
        figures[f"{key}_gain"] = round(float(figures[key]) - float(figures[f"baseline_{key}"]), 4)
    return Score("timeline", {**figures, "timelines": len(rows)}, tuple(notes), (), tuple(rows))


def topics(data: Path, notes: list[str]) -> Iterator[Topic]:
    """Every gold timeline with its copy; what has no copy is noted."""
    held: dict[str, dict[str, str]] = defaultdict(dict)
    for place, content in files(data, "articles.jsonl", "timelines.jsonl"):
        held[place.parent.name or data.name][place.name] = content.decode("utf-8", "replace")
    for name, parts in sorted(held.items()):
        if len(parts) < 2:
            notes.append(f"{name}: left out, for it has no {({'articles.jsonl', 'timelines.jsonl'} - parts.keys()).pop()}")
            continue
        lines = parts["articles.jsonl"].splitlines()
        copy = [analyse(_version(number, json.loads(line))) for number, line in enumerate(lines, start=1) if line.strip()]
        for line in parts["timelines.jsonl"].splitlines():
            entries = json.loads(line) if line.strip() else []
            if entries:
                yield Topic(name, copy, {dt.date.fromisoformat(day[:10]): told for day, told in entries})


def _version(number: int, row: Mapping[str, str]) -> Version:
    day = dt.date.fromisoformat(row["time"][:10])
    time = dt.datetime.combine(day, dt.time(), UTC)
    return Version(number, "eval", number, time, time, Dated.DAY, Item(headline="", body=row["text"], day=day, language="en"))


def _range(gold: Timeline) -> list[dt.date]:
    first, last = min(gold), max(gold)
    return [first + _DAY * i for i in range((last - first).days + 1)]


def _chosen(weights: Mapping[dt.date, float], gold: Timeline) -> list[dt.date]:
    return sorted(_range(gold), key=lambda day: (-weights.get(day, 0.0), day))[: len(gold)]


def _ours(copy: Sequence[Analysed], gold: Timeline, size: int) -> Timeline:
    return _printed(days.tell(copy, _chosen(days.weigh(copy), gold), size))


def _baseline(copy: Sequence[Analysed], gold: Timeline, size: int) -> Timeline:
    """Days by the number of articles that mention them; sentences that name the day or open an article of it or the two days after,
    by centroid and marginal relevance."""
    counts: Counter[dt.date] = Counter()
    for analysed in copy:
        counts.update(days.named_days(t for r in analysed.sentences for t in r.times))
    return _printed(days.tell(copy, _chosen(counts, gold), size, after=2, named=1.0, further=1.0))


def _printed(told: Mapping[dt.date, Sequence[Read]]) -> Timeline:
    return {day: [r.text for r in reads] for day, reads in told.items()}


def align(told: Timeline, gold: Timeline) -> float:
    """Alignment-based ROUGE-1 F1, many days to one: each day is held against the day of the other side that is nearest in time and
    words, and what they share counts the less the further they are apart."""
    said = {day: Counter(w for s in text for w in words(s)) for day, text in told.items()}
    meant = {day: Counter(w for s in text for w in words(s)) for day, text in gold.items()}
    shared = {(a, b): (said[a] & meant[b]).total() for a in said for b in meant}
    cost = {(a, b): _cost(a, b, shared[a, b], said[a].total() + meant[b].total()) for a, b in shared}
    precision = _share([min(((a, b) for b in sorted(meant)), key=lambda p: cost[p]) for a in sorted(said)], shared, said)
    recall = _share([min(((a, b) for a in sorted(said)), key=lambda p: cost[p]) for b in sorted(meant)], shared, meant)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _cost(a: dt.date, b: dt.date, shared: int, total: int) -> float:
    return (1 - 1 / (abs((a - b).days) + 1)) * (1 - (2 * shared / total if total else 0.0))


def _share(pairs: Sequence[Pair], shared: Mapping[Pair, int], of: Mapping[dt.date, Counter[str]]) -> float:
    found = sum(shared[pair] / (abs((pair[0] - pair[1]).days) + 1) for pair in pairs)
    total = sum(counts.total() for counts in of.values())
    return found / total if total else 0.0
