"""The choice of sentences for a section: the weighty ones, without repetition, told in the order of time.

It must not change a sentence. Sentences that say the same become one with all their sources.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from copytaster.dossier.telling import Candidate
from copytaster.dossier.values import Sentence

# Two sentences with this share of the shorter one's words say the same; above the lower bound they repeat too much for one section.
SAME, REPEATS = 0.75, 0.5
_EARLIEST = dt.date(1, 1, 1)


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of the shorter text's words that the other has too."""
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))


def choose(found: Sequence[Candidate], size: int, *, taken: Sequence[Candidate] = ()) -> list[Candidate]:
    """At most `size` sentences by weight, none repeating another or one in `taken`."""
    chosen: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (-c.weight, c.citation.version, c.citation.start)):
        if len(chosen) == size:
            break
        if all(overlap(candidate.read.terms, other.read.terms) < REPEATS for other in [*chosen, *taken]):
            chosen.append(candidate)
    return chosen


def in_time(found: Sequence[Candidate]) -> list[Candidate]:
    """Sentences in the order of what they tell."""
    return sorted(found, key=lambda c: ((c.when.first if c.when else c.day) or _EARLIEST, c.citation.version, c.citation.start))


def sentence(chosen: Candidate, every: Sequence[Candidate], *, speaker: str = "", side: str = "", why: str = "") -> Sentence:
    """A candidate as a told sentence, with every other sentence that says the same as a further source."""
    same = [
        c
        for c in every
        if c is not chosen and c.citation.version != chosen.citation.version and overlap(c.read.terms, chosen.read.terms) >= SAME
    ]
    citations = (chosen.citation, *(c.citation for c in same[:6]))
    origins = tuple(dict.fromkeys(o for c in [chosen, *same] for o in c.origins))
    return Sentence(
        chosen.told.text, citations, chosen.told.edits, chosen.when, chosen.read.role.label, speaker, side, origins, why
    )


def with_when(candidate: Candidate) -> Candidate:
    """The same candidate; a place for later rules on dates."""
    return replace(candidate)
