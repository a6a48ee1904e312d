"""The choice of sentences for a section: the weighty ones, without repetition, told in the order of time.

It must not change a sentence. Sentences that say the same become one with all their sources.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import repeat

from copytaster.dossier.order import understood
from copytaster.dossier.support import quantities, tolls
from copytaster.dossier.telling import Candidate
from copytaster.dossier.values import Precision, Sentence
from copytaster.text.outlets import voices

# Above this share of the shorter one's words, the rare ones counting more, two sentences repeat too much for one section. By words
# alone a bus in a gorge and a lorry in a pond were one ("people are killed in the district of ..., India").
REPEATS = 0.5
# Another sentence says the same when it has this share of the told one's weight in words, is itself mostly that, and has every
# number of it. Read by hand on the demo's sets and the two presidents' releases: at .7 and .5 no second source of 60 said less.
SAYS, MOSTLY = 0.7, 0.5


def overlap(left: frozenset[str], right: frozenset[str], rarity: Mapping[str, float] | None = None) -> float:
    """The share of the shorter text's words that the other has too; with `rarity` of their weight."""
    if not left or not right:
        return 0.0
    common = left & right
    if rarity is None or not common:
        return len(common) / min(len(left), len(right))
    shared, mine, yours = (_weight(terms, rarity) for terms in (common, left, right))
    return shared / min(mine, yours) if mine and yours else 0.0


def _weight(terms: frozenset[str], rarity: Mapping[str, float]) -> float:
    return math.fsum(map(rarity.get, terms, repeat(0.0)))  # exact: a set has another order in each process


# Each sentence already chosen from an origin makes the next one from it weigh this much less.
_SAME_ORIGIN = 0.85
_POOL = 400


def choose(
    found: Sequence[Candidate],
    size: int,
    *,
    taken: Sequence[Candidate] = (),
    a_day: int = 3,
    rarity: Mapping[str, float] | None = None,
) -> list[Candidate]:
    """At most `size` sentences by weight, from many origins, at most `a_day` of one day or one text, none repeating another or one
    in `taken`. `rarity` is what a word weighs.
    """
    pool = sorted(found, key=lambda c: (-c.weight, c.citation.version, c.citation.start))[:_POOL]
    pool = [c for c in pool if not any(_repeats(c, other, _share(c, other, rarity)) for other in taken)]
    left = [(c, 0) for c in pool]
    chosen: list[Candidate] = []
    days: Counter[object] = Counter()
    known: Counter[str] = Counter()
    while left and len(chosen) < size:
        best, _ = max(left, key=lambda one: _worth(one[0], one[1], known))
        chosen.append(best)
        marks = [m for m in (best.stands, best.citation.version) if m is not None]
        days.update(marks)
        known.update(best.origins)
        full = {m for m in marks if days[m] >= a_day}
        left = [
            (c, alike + (share >= REPEATS))
            for c, alike in left
            if c.stands not in full and c.citation.version not in full and not _repeats(c, best, share := _share(c, best, rarity))
        ]
    return chosen


# The tolls of many days are told one after another only where there is nothing else.
_LOOKALIKE = 0.6


def _worth(c: Candidate, alike: int, known: Mapping[str, int]) -> float:
    """The weight of a candidate beside what was chosen: of other origins, and `alike` of the same words about other days."""
    same = min((known[o] for o in c.origins), default=0)
    return float(c.weight * _SAME_ORIGIN**same * _LOOKALIKE**alike)


def _share(left: Candidate, right: Candidate, rarity: Mapping[str, float] | None) -> float:
    return overlap(left.read.terms, right.read.terms, rarity)


# What is told of one day in so much the same words is told twice; strikes of two days with other counts never are.
_SAME_DAY = 0.45


def _repeats(left: Candidate, right: Candidate, share: float) -> bool:
    if left.when and left.when == right.when:
        return share >= _SAME_DAY
    if _are_days_apart(left, right):
        return share >= _ALL_BUT_ALL
    if share >= REPEATS and left.when and right.when and left.when.precision == right.when.precision == Precision.DAY:
        return not _count_differently(left.told.text, right.told.text)
    return share >= REPEATS


# What is dated on two days that far apart are two events, where not nearly every word is the same.
_DAYS_APART, _ALL_BUT_ALL = 2, 0.75


def _are_days_apart(left: Candidate, right: Candidate) -> bool:
    mine, yours = left.when, right.when
    if mine is None or yours is None or not mine.precision == yours.precision == Precision.DAY:
        return False
    return abs(mine.first - yours.first).days >= _DAYS_APART


def _count_differently(left: str, right: str) -> bool:
    mine, yours = ({(t.fate, t.value) for t in tolls(text)} for text in (left, right))
    return bool(mine) and bool(yours) and not mine & yours


def in_time(found: Sequence[Candidate]) -> list[Candidate]:
    """Sentences in the order of what they tell."""
    by_day = sorted(found, key=lambda c: (_day(c), c.citation.version, c.citation.start))
    return understood(by_day, lambda c: c.told.text, _day)


def _day(c: Candidate) -> dt.date:
    return (c.stands.first if c.stands else c.day) or _arrived(c)


def _arrived(c: Candidate) -> dt.date:
    return c.citation.time.date() if c.citation.time else dt.date.min


class Sayings:
    """Every sentence that can be told, by its words: which of them say what another says. `where` gives the places of each word."""

    def __init__(self, every: Sequence[Candidate], rarity: Mapping[str, float], where: Mapping[str, Sequence[int]]) -> None:
        self._every = every
        self.rarity = self._rarity = rarity
        self._where = where

    def same(self, told: Candidate) -> list[Candidate]:
        """The sentences of other versions that say all that `told` says, the nearest first."""
        weight = _weight(told.read.terms, self._rarity)
        if not weight:
            return []
        shared: dict[int, float] = defaultdict(float)
        rare = sorted(told.read.terms, key=lambda t: (len(self._where[t]), t))
        # A sentence first met when so little is left cannot come over the bar any more.
        left = weight
        for term in rare:
            gathering = left >= SAYS * weight
            worth = self._rarity.get(term, 0.0)
            for place in self._where[term]:
                if gathering or place in shared:
                    shared[place] += worth
            left -= worth
        figures = quantities(told.told.text)
        found = []
        for place, had in shared.items():
            other = self._every[place]
            if had < SAYS * weight or other.citation.version == told.citation.version or not _may_be_one(told, other):
                continue
            if had < MOSTLY * _weight(other.read.terms, self._rarity) or figures - quantities(other.told.text):
                continue
            found.append((-had, place))
        return [self._every[place] for _, place in sorted(found)]


def _may_be_one(left: Candidate, right: Candidate) -> bool:
    """Whether what two sentences tell can have happened at the same time: reports of one event are a day apart at most."""
    if left.when is None or right.when is None:
        return left.when is right.when
    apart = max(left.when.first - right.when.last, right.when.first - left.when.last)
    return apart <= dt.timedelta(days=1)


def sentence(chosen: Candidate, sayings: Sayings, *, why: str = "") -> Sentence:
    """A candidate as a told sentence, with every other sentence that says the same as a further source."""
    same = sayings.same(chosen)
    citations = (chosen.citation, *(c.citation for c in same[:6]))
    origins = voices(o for c in [chosen, *same] for o in c.origins)
    speaker = chosen.voice
    return Sentence(
        chosen.told.text,
        citations,
        chosen.told.edits,
        chosen.stands,
        chosen.read.role.label,
        speaker.printed if speaker else "",
        speaker.side if speaker else "",
        origins,
        why,
    )
