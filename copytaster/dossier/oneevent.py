"""Whether two sentences tell one event: the same matter in other words, and nothing in one that the other cannot be.

Two tolls, two places, other counts of the same thing, other persons at the head are two events. It must not compare days
(dossier/timeline does), nor say which of two is true.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from copytaster.dossier.analyse import Read
from copytaster.dossier.choose import overlap
from copytaster.dossier.finite import pasts
from copytaster.dossier.support import tolls
from copytaster.dossier.telling import Candidate
from copytaster.dossier.tolls import may_be_one_toll, undated
from copytaster.text.numbers import NUMBER_WORDS, numbers
from copytaster.text.tense import present_of
from copytaster.text.words import root, stem, words

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
    if shared >= _ADDING and left.citation.version != right.citation.version and _adds_up(left, right):
        return True
    if shared < SHARED or overlap(left.read.terms, right.read.terms, rarity) < RARELY_SHARED:
        return False
    if left.citation.version == right.citation.version and not _is_said_again(left, right, shared):
        return False
    return _can_be_one(left, right, apart=_RECOUNTED) and not _have_other_heads(left.read, right.read)


def is_surely_one(left: Candidate, right: Candidate, share: float) -> bool:
    """Whether two sentences tell the same event though one gives its day less exactly or not at all."""
    alike = overlap(left.read.terms, right.read.terms)
    if is_one_nth_day(left, right):
        return True
    if alike < min(share, SHARED):
        return False
    mine, theirs = _names(left.read), _names(right.read)
    shared = _all_names(left.read) & _all_names(right.read) if mine & theirs else frozenset()
    if len(shared) >= _MORE_NAMES and pasts(left.read.text) & pasts(right.read.text):
        share = min(share, SHARED)
    if alike < share or _have_other_heads(left.read, right.read):
        return False
    alone = min(len(mine - theirs), len(theirs - mine))
    return _can_be_one(left, right, apart=1.0) and len(mine & theirs) >= _MORE_NAMES * alone


# Where one counts together what the other counts apart, and where both tell of "the third day", so much of the words will do.
_ADDING, _OF_ONE_DAY = 0.25, 0.15
_NTH_DAY = re.compile(
    r"\b(?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\s"
    r"(?:(?:and final|consecutive|straight|successive)\s)?(?P<span>day|night|week)\b"
)


def _adds_up(left: Candidate, right: Candidate) -> bool:
    """Whether one tells a toll that two counts of the other add up to, of somebody or some place that both name: "27 people are
    killed in clashes", "19 clansmen and eight fighters are killed"."""
    if _names(left.read).isdisjoint(_names(right.read)):
        return False
    return any(_is_sum(one, other) for one, other in ((left, right), (right, left)))


def _is_sum(whole: Candidate, parts: Candidate) -> bool:
    fates = {t.fate for t in tolls(undated(parts.read))}
    totals = {t.value for t in tolls(undated(whole.read)) if t.fate in fates}
    counts = [n.value for n in numbers(undated(parts.read)) if n.kind == "count"] if totals else []
    return any(a + b in totals for at, a in enumerate(counts) for b in counts[at + 1 :])


def is_one_nth_day(left: Candidate, right: Candidate) -> bool:
    """Whether both tell of "the third day" of what one state or body goes through, told on that day and on the next."""
    mine = _nth_days(left.read.text)
    if not mine or mine.isdisjoint(_nth_days(right.read.text)) or overlap(left.read.terms, right.read.terms) < _OF_ONE_DAY:
        return False
    apart = abs(left.when.first - right.when.first) if left.when and right.when else dt.timedelta()
    return apart <= dt.timedelta(days=1) and not {m.key for m in left.read.names}.isdisjoint(m.key for m in right.read.names)


@lru_cache(maxsize=32_768)
def _nth_days(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((m["nth"], m["span"]) for m in _NTH_DAY.finditer(text))


# Verbs that say nothing about what was done.
_PALE = frozenset(
    """said made took held came began ended gave had got went told found set put saw led confirmed linked known reported
    related""".split()
)
_DONE_TO = re.compile(r"\b(?:was|were|been)\s(?:\w+ly\s)?(?P<verb>[a-z]+)\b")
# A sentence that tells again what another tells in other words shares this much with it, by what its words have in common with kin.
_AGAIN = 0.38
_FEW = 3


def is_told_again(c: Candidate, told: Candidate) -> bool:
    """Whether a sentence adds nothing to one that is told: of the same time, with its verb, a name of it and no other count."""
    if c.when is None or told.when is None or c.when.first > told.when.last or told.when.first > c.when.last:
        return False
    mine, theirs = matter(c.read), matter(told.read)
    if len(mine & theirs) < _AGAIN * min(len(mine), len(theirs)) or _all_names(c.read).isdisjoint(_all_names(told.read)):
        return False
    if not any(root(present_of(stem(verb))) in theirs for verb in _deeds(c.read.text)):
        return False
    counted = {n.value for n in numbers(undated(told.read))}
    return all(n.value < _FEW or n.value in counted for n in numbers(undated(c.read)))


def matter(read: Read) -> frozenset[str]:
    """The words of a sentence but for its times, by what they have in common with their kin: "impeached" and "impeachment"."""
    return frozenset(root(present_of(w)) for w in words(undated(read)))


def _deeds(text: str) -> frozenset[str]:
    return (pasts(text) | {m["verb"] for m in _DONE_TO.finditer(text)}) - _PALE


def _all_names(read: Read) -> frozenset[str]:
    return frozenset(w for m in read.names for w in words(m.text))


# Two wordings of one report share this much of their words but for the figures, which may have been counted anew.
_REWORDED = 0.8


def is_reworded(left: Candidate, right: Candidate) -> bool:
    """Whether two sentences are one report in two wordings: of one time, in nearly the same words, though the toll may differ."""
    if left.when != right.when:
        return False
    mine, theirs = ({t for t in c.read.terms if not (t[0].isdigit() or t in NUMBER_WORDS)} for c in (left, right))
    if not mine or len(mine & theirs) < _REWORDED * max(len(mine), len(theirs)):
        return False
    here, there = _names(left.read), _names(right.read)
    return not (here - there and there - here)


def _is_said_again(left: Candidate, right: Candidate, shared: float) -> bool:
    if shared >= _SAME_TEXT:
        return True
    if pasts(left.read.text) & pasts(right.read.text):
        return shared >= _MOSTLY or len(_names(left.read) & _names(right.read)) >= _MORE_NAMES
    mine = {n.value for n in numbers(undated(left.read))}
    return shared >= _MOSTLY and any(n.value in mine for n in numbers(undated(right.read)))


def _can_be_one(left: Candidate, right: Candidate, *, apart: float) -> bool:
    mine, theirs = undated(left.read), undated(right.read)
    return may_be_one_toll(mine, theirs, apart=apart) and not _count_otherwise(mine, theirs)


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
