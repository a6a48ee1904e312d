"""What can be told: the sentences of standing copy that stand alone, each with its date, its origins and what it weighs.

A `Candidate` is one sentence with its citation. It must not decide the section (dossier/sections) nor the choice (dossier/choose).
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Analysed, Read, field_text
from copytaster.dossier.resolve import Told, tell
from copytaster.dossier.standing import origins
from copytaster.dossier.values import Citation, Field, Precision, When
from copytaster.model import Version


@dataclass(frozen=True)
class Candidate:
    """A sentence that can be told. `when` is when it happened, `day` when it was reported; `is_future` looks ahead of that day."""

    read: Read
    told: Told
    citation: Citation
    day: dt.date | None
    when: When | None
    is_future: bool
    origins: tuple[str, ...]
    weight: float = 0.0


def candidates(copy: Sequence[tuple[Version, Analysed]], cast: Cast, *, as_of: dt.date | None) -> list[Candidate]:
    """Every sentence that can be told, in the order of the copy, weighed by how much of the copy speaks of the same."""
    found = [c for version, read in copy for c in _of_version(version, read, cast, as_of)]
    rarity = _rarity([analysed for _, analysed in copy])
    centre = _centre([c.read.terms for c in found], rarity)
    return [_weighed(c, centre, rarity) for c in found]


def _of_version(version: Version, analysed: Analysed, cast: Cast, as_of: dt.date | None) -> Iterator[Candidate]:
    before: Read | None = None
    has_text = any(r.field != Field.HEADLINE for r in analysed.sentences)
    for read in analysed.sentences:
        told = tell(read, before, cast, day=analysed.day, as_of=as_of)
        before = read
        if told is None or (read.field == Field.HEADLINE and has_text):
            continue
        when, is_future = happened(read, analysed.day)
        yield Candidate(
            read, told, cite(version, read.field, read.start, read.end), analysed.day, when, is_future, origins(version)
        )


def cite(version: Version, field: Field, start: int, end: int) -> Citation:
    """A span of a version as a citation, with the words that stand there."""
    item = version.item
    return Citation(
        version.id,
        version.source,
        field,
        start,
        end,
        field_text(version, field)[start:end],
        tuple(c.outlet for c in item.credits),
        item.url or next((c.url for c in item.credits if c.url), ""),
        version.time,
    )


def happened(read: Read, day: dt.date | None) -> tuple[When | None, bool]:
    """When what a sentence tells happened: the most exact date in it that is not ahead, else the day of the copy for its news."""
    dated = [t for t in read.times if t.type in {"DATE", "TIME"} and t.first and t.last and t.precision in _EXACT]
    past = [t for t in dated if day is None or (t.first and t.first <= day)]
    if past:
        best = min(past, key=lambda t: (_EXACT[t.precision], t.start))
        if best.first and best.last and not (day and best.last > day and best.precision != "day" and read.role.label == "main"):
            return When(best.first, best.last, _PRECISION[best.precision]), False
    if any(day and t.first and t.first > day for t in dated):
        return None, True
    if day and read.role.label in {"main", "consequence", "evaluation", "none"}:
        return When(day, day, Precision.DAY), False
    return None, read.role.label == "expectation"


_EXACT = {"day": 0, "week": 1, "month": 1, "quarter": 2, "season": 2, "half": 2, "year": 3}
_PRECISION = {
    "day": Precision.DAY,
    "week": Precision.SPAN,
    "month": Precision.MONTH,
    "quarter": Precision.SPAN,
    "season": Precision.SPAN,
    "half": Precision.SPAN,
    "year": Precision.YEAR,
}


def _rarity(copy: Sequence[Analysed]) -> Mapping[str, float]:
    """Inverse document frequency within the copy, damped: a word in one text only is noise, a word in all of them says nothing."""
    frequency: Counter[str] = Counter()
    for analysed in copy:
        frequency.update(set().union(*(r.terms for r in analysed.sentences)) if analysed.sentences else ())
    total = len(copy)
    return {term: math.log(1 + total / n) for term, n in frequency.items()}


def _centre(texts: Sequence[frozenset[str]], rarity: Mapping[str, float]) -> Mapping[str, float]:
    counts: Counter[str] = Counter()
    for terms in texts:
        counts.update(terms)
    return {term: n * rarity.get(term, 0.0) for term, n in counts.items() if n > 1}


def _weighed(candidate: Candidate, centre: Mapping[str, float], rarity: Mapping[str, float]) -> Candidate:
    terms = candidate.read.terms
    if not terms:
        return candidate
    norm = math.sqrt(sum(rarity.get(t, 0.0) ** 2 for t in terms)) or 1.0
    whole = math.sqrt(sum(v * v for v in centre.values())) or 1.0
    score = sum(centre.get(t, 0.0) * rarity.get(t, 0.0) for t in terms) / (norm * whole)
    return Candidate(
        candidate.read,
        candidate.told,
        candidate.citation,
        candidate.day,
        candidate.when,
        candidate.is_future,
        candidate.origins,
        score,
    )
