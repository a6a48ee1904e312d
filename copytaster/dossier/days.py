"""Which days of a situation matter, and which sentences tell a day: by counting copy, not by looking at what happened.

A day matters by how many texts speak of it. A text speaks of each day that it names and of the day that it was printed on. It must
not date an event (dossier/timeline does) nor change a sentence.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copytaster.dossier.analyse import Analysed, Read
from copytaster.text.dates import TimeExpression

# How much a text says for a day that it names ahead of the day (it may not come to pass) and on the very day; otherwise 1. From the
# grid {0, 0.25, 0.5, 0.75} x {0.75, 1}; with each of the five events of timelines/timeline17-share left out in turn, the other four
# chose these or their neighbours, and date F1 on what was left out was .747 (.727 when texts that name a day are counted).
AHEAD, SAME_DAY = 0.5, 0.75
# A day is told by sentences that name it, and by the first sentences of texts printed on it or a day after.
OPENING, AFTER = 5, 1
# Sentences that name the day count more, and each place further from the top of a text counts less (alignment ROUGE-1 .110; .092
# without the two).
NAMED, FURTHER, FURTHEST = 1.3, 0.9, 8
# What repeats a sentence that is told already loses this share of the best score; above the bound it is not told at all.
REPEATED, TOO_ALIKE = 0.5, 0.8
_LONGEST, _FEWEST_WORDS = 400, 4


def named_days(times: Iterable[TimeExpression]) -> set[dt.date]:
    """The days that some times name exactly."""
    return {t.first for t in times if t.first and t.precision == "day" and t.type in {"DATE", "TIME"}}


def weigh_days(texts: Iterable[tuple[dt.date | None, set[dt.date]]]) -> dict[dt.date, float]:
    """How much each day matters. Each text: the day that it was printed on, and the days that it names."""
    weights: defaultdict[dt.date, float] = defaultdict(float)
    for printed, named in texts:
        for day in named:
            weights[day] += 1 if printed is None or day < printed else SAME_DAY if day == printed else AHEAD
        if printed and printed not in named:
            weights[printed] += 1
    return dict(weights)


def weigh(copy: Sequence[Analysed]) -> dict[dt.date, float]:
    """How much each day matters in some copy."""
    return weigh_days((a.day, named_days(t for r in a.sentences for t in r.times)) for a in copy)


@dataclass(frozen=True, slots=True)
class Teller:
    """A sentence that may tell a day: how far from the top of its text it stands, and whether it names the day."""

    read: Read
    place: int
    names: bool


def tell(
    copy: Sequence[Analysed],
    days: Iterable[dt.date],
    size: int,
    *,
    after: int = AFTER,
    named: float = NAMED,
    further: float = FURTHER,
) -> dict[dt.date, list[Read]]:
    """For each day at most `size` sentences that tell it best: central to what is said of the day, and no two alike."""
    rarity = _rarity(copy)
    found = _tellers(copy, after)
    result = {}
    for day in days:
        tellers = found.get(day, [])
        worth = [(named if t.names else 1.0) * further ** min(t.place, FURTHEST) for t in tellers]
        result[day] = [t.read for t in _best(tellers, worth, rarity, size)]
    return result


def _tellers(copy: Sequence[Analysed], after: int) -> Mapping[dt.date, list[Teller]]:
    found: defaultdict[dt.date, list[Teller]] = defaultdict(list)
    for analysed in copy:
        for place, read in enumerate(analysed.sentences):
            if len(read.terms) < _FEWEST_WORDS or len(read.text) > _LONGEST:
                continue
            named = named_days(read.times)
            for day in named:
                found[day].append(Teller(read, place, True))
            if analysed.day and place < OPENING:
                for back in range(after + 1):
                    day = analysed.day - dt.timedelta(days=back)
                    if day not in named:
                        found[day].append(Teller(read, place, False))
    return found


def _rarity(copy: Sequence[Analysed]) -> Mapping[str, float]:
    frequency: Counter[str] = Counter()
    for analysed in copy:
        frequency.update(frozenset().union(*(r.terms for r in analysed.sentences)))
    return {term: math.log(1 + len(copy) / n) for term, n in frequency.items()}


def _best(tellers: Sequence[Teller], worth: Sequence[float], rarity: Mapping[str, float], size: int) -> list[Teller]:
    """The most central sentences, each that repeats a chosen one marked down (maximal marginal relevance)."""
    counts = Counter(term for t in tellers for term in t.read.terms)
    centre = {term: n * rarity[term] for term, n in counts.items()}
    scored = sorted(((worth[i] * _central(t, centre, rarity), i) for i, t in enumerate(tellers)), key=lambda s: (-s[0], s[1]))[:60]
    most = scored[0][0] if scored else 0.0
    chosen: list[Teller] = []
    while scored and len(chosen) < size:
        alike = [max((_alike(tellers[i], c) for c in chosen), default=0.0) for _, i in scored]
        at = max(range(len(scored)), key=lambda k: scored[k][0] - REPEATED * most * alike[k])
        _, place = scored.pop(at)
        if alike[at] <= TOO_ALIKE:
            chosen.append(tellers[place])
    return chosen


def _central(teller: Teller, centre: Mapping[str, float], rarity: Mapping[str, float]) -> float:
    terms = teller.read.terms
    length = math.sqrt(math.fsum(rarity[t] ** 2 for t in terms)) or 1.0
    return sum(centre[t] * rarity[t] for t in terms) / length


def _alike(one: Teller, other: Teller) -> float:
    left, right = one.read.terms, other.read.terms
    return len(left & right) / min(len(left), len(right))
