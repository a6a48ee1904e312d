"""Whether two sentences tell one event: the same matter in other words, and nothing in one that the other cannot be.

Two tolls, two places, other counts of the same thing, other persons at the head are two events. It must not compare days
(dossier/timeline does), nor say which of two is true.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from copytaster.dossier.analyse import Read
from copytaster.dossier.choose import overlap
from copytaster.dossier.finite import pasts
from copytaster.dossier.telling import Candidate
from copytaster.dossier.tolls import may_be_one_toll
from copytaster.text.numbers import NUMBER_WORDS, numbers
from copytaster.text.words import words

# Two texts tell one event when the shorter sentence shares this much of its words with the other, and of their weight by rarity in
# the situation: date and common words are nothing ("four people are killed in ..."). Set by hand on the demo's dossiers, where an
# editor found 26 of 46 entries of several sentences to be of two events: of the 20 that are left each is of one.
SHARED, RARELY_SHARED = 0.4, 0.35
# A text seldom tells one event twice: only in nearly the same words, or in most of them with the same number or verb.
_SAME_TEXT, _MOSTLY = 0.8, 0.6
# Reports of one day may count differently; those of two days with other counts tell two events.
_RECOUNTED = 1.5
# Where each names somebody or some place that the other does not, they share this many times as many words of names.
_MORE_NAMES = 3
_PARTS = frozenset({"person", "name", "place"})
_HEAD = 40


def rarity_in(found: Sequence[Candidate]) -> Mapping[str, float]:
    """How rare each word is in the copy that can be told: the logarithm of one and the texts for each that has it."""
    texts: dict[int, set[str]] = defaultdict(set)
    for c in found:
        texts[c.citation.version] |= c.read.terms
    frequency = Counter(term for terms in texts.values() for term in terms)
    return {term: math.log(1 + len(texts) / n) for term, n in frequency.items()}


def is_one_event(left: Candidate, right: Candidate, rarity: Mapping[str, float]) -> bool:
    """Whether two sentences of one time tell the same event."""
    shared = overlap(left.read.terms, right.read.terms)
    if shared < SHARED or overlap(left.read.terms, right.read.terms, rarity) < RARELY_SHARED:
        return False
    if left.citation.version == right.citation.version and not _is_said_again(left, right, shared):
        return False
    return _can_be_one(left, right, apart=_RECOUNTED) and not _have_other_heads(left.read, right.read)


def is_surely_one(left: Candidate, right: Candidate, share: float) -> bool:
    """Whether two sentences tell the same event though one gives its day less exactly or not at all."""
    alike = overlap(left.read.terms, right.read.terms)
    if alike < min(share, SHARED):
        return False
    mine, theirs = _names(left.read), _names(right.read)
    if len(mine & theirs) >= _MORE_NAMES and pasts(left.read.text) & pasts(right.read.text):
        share = min(share, SHARED)
    if alike < share or _have_other_heads(left.read, right.read):
        return False
    alone = min(len(mine - theirs), len(theirs - mine))
    return _can_be_one(left, right, apart=1.0) and len(mine & theirs) >= _MORE_NAMES * alone


# Two wordings of one report share this much of their words but for the figures, which may have been counted anew.
_REWORDED = 0.8


def is_reworded(left: Candidate, right: Candidate) -> bool:
    """Whether two sentences are one report in two wordings: of one time, in nearly the same words, though the toll may differ."""
    if left.when != right.when:
        return False
    mine, theirs = ({t for t in c.read.terms if not (t[0].isdigit() or t in NUMBER_WORDS)} for c in (left, right))
    if not mine or len(mine & theirs) < _REWORDED * min(len(mine), len(theirs)):
        return False
    here, there = _names(left.read), _names(right.read)
    return not (here - there and there - here)


def _is_said_again(left: Candidate, right: Candidate, shared: float) -> bool:
    if shared >= _SAME_TEXT:
        return True
    if pasts(left.read.text) & pasts(right.read.text):
        return shared >= _MOSTLY or len(_names(left.read) & _names(right.read)) >= _MORE_NAMES
    mine = {n.value for n in numbers(_undated(left.read))}
    return shared >= _MOSTLY and any(n.value in mine for n in numbers(_undated(right.read)))


def _can_be_one(left: Candidate, right: Candidate, *, apart: float) -> bool:
    mine, theirs = _undated(left.read), _undated(right.read)
    return may_be_one_toll(mine, theirs, apart=apart) and not _count_otherwise(mine, theirs)


def _undated(read: Read) -> str:
    """The words of a sentence without its times: "killed on 8 October" is no toll of eight."""
    text = read.text
    for t in read.times:
        start, end = t.start - read.start, t.end - read.start
        text = text[:start] + " " * (end - start) + text[end:]
    return text


_AFTER = re.compile(r"(?:[\s-]+[\w’'-]+){1,4}")


def _count_otherwise(left: str, right: str) -> bool:
    """Whether both count the same thing, and no count of it is the same: 20 living hostages, three dead hostages."""
    mine, theirs = _counted(left), _counted(right)
    return any(mine[noun].isdisjoint(theirs[noun]) for noun in mine.keys() & theirs.keys())


def _counted(text: str) -> Mapping[str, set[float]]:
    counted: dict[str, set[float]] = defaultdict(set)
    for number in numbers(text):
        if number.kind not in {"count", "percent", "score"}:
            continue
        if number.kind != "count":
            counted[number.kind].add(number.value)
            continue
        after = _AFTER.match(text, number.end)
        for noun in re.findall(r"[a-z]{3,}s\b", after.group().split(",")[0]) if after else ():
            counted[noun].add(number.value)
            break
        if number.noun in {"percent", "people"}:
            counted[number.noun].add(number.value)
    return counted


def _names(read: Read) -> frozenset[str]:
    """The words of the names below the state that a sentence has."""
    return _words_of(tuple([m.text for m in read.names if m.kind in _PARTS]))


@lru_cache(maxsize=32_768)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(w for name in names for w in words(name))


def _have_other_heads(left: Read, right: Read) -> bool:
    """Whether each begins with somebody whom the other does not name: "Ozola spoke to us", "Berg spoke to us"."""
    mine, theirs = _head(left), _head(right)
    return bool(mine and theirs) and mine.isdisjoint(words(right.text)) and theirs.isdisjoint(words(left.text))


def _head(read: Read) -> frozenset[str]:
    first = next((m for m in read.names if m.kind in {"person", "name"} and m.start - read.start <= _HEAD), None)
    return frozenset(words(first.text)) if first else frozenset()
