"""Whether later copy comes back to what a sentence told: by its day, or by its names and words where it speaks of what was before.

"After the collapse", "following his victory", "the toll from the flood": such words look back. That two sentences name one country,
or both count dead, is no such thing. It must not decide what began (dossier/trigger).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from copytaster.dossier.begun import is_apart
from copytaster.dossier.telling import Candidate
from copytaster.text.names import STATE_KINDS, Mention
from copytaster.text.words import words

# What looks back at something told before.
BACK = re.compile(
    r"\b(?:after|following|since|because of|due to|as a result of|in (?:response|reaction|retaliation|connection) (?:to|for|with)"
    r"|in the (?:wake|aftermath) of|over|amid|toll (?:from|of|in)|responsib\w+ for|victims? of|blam\w+ for|continu\w+|resum\w+"
    r"|(?:caused|prompted|sparked|triggered) by|linked to|involved in|(?:accused|suspected|convicted) of"
    r"|(?:funeral|death|killing|murder|assassination|trial|arrest|ouster|resignation|removal|victory|defeat|collapse|crash|outbreak"
    r"|memory|anniversary) (?:of|in|for)|(?:his|her) (?:victory|resignation|arrest|death))\s",
    re.IGNORECASE,
)
# Words of news that any two reports share.
_COMMON = frozenset(
    """kill killed killing injure injured injury wound wounded die died dead death people person man woman child men women
    children attack attacked strike force security police officer government president minister prime country city state
    district province region area town village day week month year time monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december one two three
    four five six seven eight nine ten eleven twelve thirteen hundred thousand million least other another dozen army
    troop soldier military official authority national former leader war conflict group member part of end report
    reported say said announce announced call called make made take taken first last north south east west northern
    southern eastern western central local international general second number near include including amid across
    support united public early late home house morning evening""".split()
)
# How many of the texts may have a word that still tells one event from others; in a handful of texts every word may.
_RARE, _HANDFUL = 0.34, 6
_EXACT = frozenset({"day"})


@dataclass(frozen=True)
class Copy:
    """The sentences that can be told, laid out so that it is quick to ask what comes back to what."""

    told: Sequence[Candidate]
    days: frozenset[dt.date]
    first: dt.date | None
    last: dt.date | None
    where: Mapping[str, Sequence[int]]
    frequency: Mapping[str, int]
    versions: int

    @classmethod
    def of(cls, told: Sequence[Candidate]) -> Copy:
        """Lay out some sentences."""
        where: dict[str, list[int]] = defaultdict(list)
        texts: dict[int, set[str]] = defaultdict(set)
        for place, c in enumerate(told):
            texts[c.citation.version] |= c.read.terms
            for term in c.read.terms:
                where[term].append(place)
        frequency = Counter(chain.from_iterable(texts.values()))
        days = frozenset(c.day for c in told if c.day)
        return cls(told, days, min(days, default=None), max(days, default=None), where, frequency, len(texts))

    def sharing(self, terms: frozenset[str]) -> Sequence[int]:
        """The places of the sentences that have one of some words."""
        return sorted({place for term in terms for place in self.where.get(term, ())})

    def telling(self, c: Candidate) -> frozenset[str]:
        """The words of a sentence that tell its event from others: names that are no states, and what few texts have."""
        names = c.read.names
        states = _words(m.text for m in names if m.kind in STATE_KINDS or _lies_in(m, c))
        most = max(_HANDFUL, _RARE * self.versions) if self.versions > _HANDFUL else self.versions
        kept = c.read.terms - states - _COMMON
        return frozenset(t for t in kept if not t[0].isdigit() and self.frequency.get(t, 0) <= most)


def _lies_in(name: Mention, c: Candidate) -> bool:
    """Whether a name only says in which part of which country: "Madhya Pradesh, India"."""
    end = name.end - c.read.start
    return any(m.kind in STATE_KINDS and c.read.text[end : m.start - c.read.start] == ", " for m in c.read.names)


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(w for text in texts for w in words(text))


def names_day(c: Candidate, day: dt.date) -> bool:
    """Whether a sentence names a day on which it was not written."""
    return any(t.precision in _EXACT and t.first == day for t in c.read.times) and c.day is not None and c.day > day


def comes_back(later: Candidate, early: Candidate, telling: frozenset[str]) -> bool:
    """Whether a sentence looks back at what an earlier one told, whose telling words are given."""
    if later.citation.version == early.citation.version or not (later.day and early.day and later.day >= early.day):
        return False
    shared = telling & later.read.terms
    if not shared:
        return False
    text = later.told.text
    kind = is_apart(text)
    if kind is not None and kind == is_apart(early.told.text):
        # Another event of the same kind; it comes back only where behind such a word it names what the other was.
        behind = _words([m.group() for m in re.finditer(rf"{BACK.pattern}[^.;]*", text, re.IGNORECASE)])
        return len(shared & behind) >= _NAMED_TWICE and bool(shared & behind & _words(m.text for m in early.read.names))
    back = BACK.search(text)
    if back is not None:
        return bool(shared & _words([text[back.end() :]])) or (later.day > early.day and len(shared) > 1)
    return len(shared) >= _SHARED and bool(shared & _words(m.text for m in early.read.names))


# Where nothing looks back, later copy is about the same when it has so many of the telling words, a name among them.
_SHARED = 3
_NAMED_TWICE = 2
