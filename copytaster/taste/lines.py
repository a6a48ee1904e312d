"""Whether one version rewrites another: the pairwise judgment behind `Taster.match`.

It sees two items' traits and the time between them, never a third item. A small learned model (trees.py, trained by
train/lines.py) weighs what is kept, added and dropped; a few traps are held apart by rule, because a model that has seen some
thousand pairs will not learn them: another ordinal ("12th", "13th" package), another score, another weekday, another subject.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from copytaster.taste.swaps import is_swap, other_persons
from copytaster.taste.traits import Traits
from copytaster.taste.wording import as_printed, listed
from copytaster.text.numbers import Number
from copytaster.text.places import name as place_name
from copytaster.text.spots import Spot, parted
from copytaster.text.words import words

# What `signs` measures, in order. The learned weights belong to these names.
SIGNS = (
    "kept share",
    "kept of old",
    "kept of new",
    "kept",
    "added",
    "dropped",
    "rarest added",
    "rarest dropped",
    "names kept",
    "names added",
    "names dropped",
    "letters",
    "pairs of words",
    "same first word",
    "same first two",
    "texts alike",
    "both have texts",
    "new headline in old text",
    "old headline in new text",
    "hours",
    "number changed",
    "other numbers",
    "same numbers",
    "words in old",
    "words in new",
    "only the prefix",
    "kept words",
)
# A sentence that keeps so many words is the same sentence, whatever was corrected in it; short headlines differ by one word.
_AT_LENGTH = 8
# A count that falls to two thirds or less of what it was is another count: of the pairs of one wire in versions/many-outlets that
# have three words in common, 237 with such a fall are two dispatches and 16 are one; 580 that name other states are two and 2 one.
_FALLS = 1.5
# Where two headlines share less than this part of their weight, another place is another event; where more, it was corrected.
_ELSEWHERE = 0.75
# Verbs of headlines that say the opposite of each other; six pairs with such a turn there are two dispatches, none is one.
_OPPOSITES = tuple(
    tuple(frozenset(words(side)) for side in pair.split("|"))
    for pair in (
        "raises raised hikes hiked increases increased|cuts cut lowers lowered slashes slashed reduces reduced",
        "wins won|loses lost",
        "upholds upheld|overturns overturned",
        "arrests arrested detains detained|releases released frees freed",
        "rises rose jumps jumped gains gained climbs climbed surges surged|falls fell drops dropped slips slipped tumbles tumbled",
        "accepts accepted approves approved|rejects rejected refuses refused",
        "opens opened reopens reopened|closes closed shuts",
        "begins began starts started resumes resumed|ends ended stops stopped suspends suspended halts halted",
        "confirms confirmed admits admitted|denies denied",
        "lifts lifted eases eased|imposes imposed suspends suspended tightens tightened",
    )
)
_TURNS = frozenset(word for pair in _OPPOSITES for side in pair for word in side)
# "The death toll from the flood rises to 34": the toll of what was told before, whichever day it is told.
_RISING = re.compile(
    r"\b(?:toll|number of (?:deaths|dead|victims))\b.*\b(?:rises?|rose|climbs?|increases?|grows?|reaches|stands)\b", re.IGNORECASE
)
# A day's worth of hours counts as one in the scale of the sign.
_DAY_HOURS = 24.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two items compare: the words kept, added and dropped in the headline, their signs, and a veto in words."""

    kept: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    signs: tuple[float, ...]
    veto: str = ""


def compare(old: Traits, new: Traits, seconds: float) -> Likeness:
    """How two items compare, by their headlines first, by their texts where both have one."""
    before, after = old.worth, new.worth
    kept = tuple([w for w in after if w in before])
    added = tuple([w for w in after if w not in before])
    dropped = tuple([w for w in before if w not in after])
    recounted = _recounted(old, new)
    counts = {word for pair in recounted for number in pair for word in words(number.printed)} if recounted else None
    if counts:
        added = tuple(w for w in added if w not in counts)
        dropped = tuple(w for w in dropped if w not in counts)
    signs = _signs(old, new, kept, added, dropped, seconds, bool(counts))
    veto = _veto(old, new, kept, added, dropped, recounted)
    if not veto and signs[0] < _ELSEWHERE and _is_elsewhere(old, new):
        veto = f"another place: {_spot(old.spots)}, now {_spot(new.spots)}"
    return Likeness(kept, added, dropped, signs, veto)


def _is_elsewhere(old: Traits, new: Traits) -> bool:
    """Whether two headlines count other things in other places; where the first count stands, the place was corrected."""
    return bool(old.numbers and new.numbers) and old.numbers[0].value != new.numbers[0].value and parted(old.spots, new.spots)


def _spot(found: Sequence[Spot]) -> str:
    return ", ".join(" ".join(sorted(level)) for level in found[0])


def _signs(
    old: Traits, new: Traits, kept: Sequence[str], added: Sequence[str], dropped: Sequence[str], seconds: float, changed: bool
) -> tuple[float, ...]:
    shared, names_kept, _ = _weighed(kept, new.worth)
    more, names_added, rarest_added = _weighed(added, new.worth)
    less, names_dropped, rarest_dropped = _weighed(dropped, old.worth)
    whole = shared + more + less or 1.0
    log = math.log1p
    return (
        shared / whole,
        shared / (shared + less or 1.0),
        shared / (shared + more or 1.0),
        log(shared),
        log(more),
        log(less),
        rarest_added / 12,
        rarest_dropped / 12,
        log(names_kept),
        log(names_added),
        log(names_dropped),
        _overlap(old.letters, new.letters),
        _overlap(old.pairs, new.pairs),
        float(old.head[:1] == new.head[:1]),
        float(old.head[:2] == new.head[:2]),
        _alike(old.top, new.top),
        float(bool(old.text) and bool(new.text)),
        _told_in(new.worth, old),
        _told_in(old.worth, new),
        log(abs(seconds) / 3600.0) / log(_DAY_HOURS),
        float(changed),
        float(not old.values <= new.values and not new.values <= old.values),
        float(not old.values.isdisjoint(new.values)),
        log(len(old.head)),
        log(len(new.head)),
        _only_prefix(old, new, kept),
        log(len(kept)),
    )


def _weighed(part: Sequence[str], worth: Mapping[str, tuple[float, float]]) -> tuple[float, float, float]:
    """How telling some words are, how much of that names somebody or something, and how telling the most telling is."""
    if not part:
        return 0.0, 0.0, 0.0
    found = [worth[word] for word in part]
    return sum([w for w, _ in found]), sum([n for _, n in found]), max(found)[0]


def _overlap(a: Set[Any], b: Set[Any]) -> float:
    """Twice the shared part over both sizes (Dice)."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _alike(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The shared weight of two texts' first words, as a part of the smaller one's."""
    if not a or not b:
        return 0.0
    return sum([weight for word, weight in a.items() if word in b]) / (min(sum(a.values()), sum(b.values())) or 1.0)


def _told_in(worth: Mapping[str, tuple[float, float]], other: Traits) -> float:
    """How much of a headline's weight stands in the other's text."""
    if not worth or not other.text:
        return 0.0
    held = other.told
    return sum([weight for word, (weight, _) in worth.items() if word in held]) / (sum([w for w, _ in worth.values()]) or 1.0)


def _only_prefix(old: Traits, new: Traits, kept: Sequence[str]) -> float:
    """Whether all that is kept stands before a colon: the name of a column, not the news in it."""
    prefix, colon, _ = new.headline.partition(":")
    if not colon or not kept or not old.headline.startswith(prefix):
        return 0.0
    return float(set(kept) <= set(words(prefix)))


def _recounted(old: Traits, new: Traits) -> list[tuple[Number, Number]]:
    """Numbers that count the same thing in both headlines with another value, then and now: a toll that grows is no other line."""
    return [
        (other, number)
        for number in new.numbers
        for other in old.numbers
        if number.kind == other.kind == "count" and number.noun and number.noun == other.noun and number.value != other.value
    ]


def _veto(
    old: Traits,
    new: Traits,
    kept: Sequence[str],
    added: Sequence[str],
    dropped: Sequence[str],
    recounted: Sequence[tuple[Number, Number]],
) -> str:
    """Why two items are not the same line however alike they are, or nothing."""
    if old.days and new.days and old.days != new.days:
        return f"another day: {_and(old.days)}, now {_and(new.days)}"
    if old.months and new.months and old.months != new.months:
        return f"another month: {_and(old.months)}, now {_and(new.months)}"
    if old.dates and new.dates and old.dates.isdisjoint(new.dates):
        return f"another date: {_and(old.dates)}, now {_and(new.dates)}"
    if old.states and new.states and old.states.isdisjoint(new.states):
        return f"another place: {_and(map(place_name, old.states))}, now {_and(map(place_name, new.states))}"
    if turned := _opposite(added, dropped) or _fallen(old, new, recounted):
        return turned
    at_length = len(kept) >= _AT_LENGTH
    for kind in () if not (old.numbers and new.numbers) else ("ordinal", "year") if at_length else ("ordinal", "score", "year"):
        before = {n.value: n.printed for n in old.numbers if n.kind == kind}
        after = {n.value: n.printed for n in new.numbers if n.kind == kind}
        if before and after and before.keys() != after.keys():
            return f"another {kind}: {_and(before.values())}, now {_and(after.values())}"
    if added and dropped and not at_length and is_swap(old, new, added, dropped):
        return f"another subject: {dropped[0]}, now {added[0]}"
    if added and dropped and (persons := other_persons(old.headline, new.headline)):
        return f"another person: {persons[0]}, now {persons[1]}"
    return ""


def _opposite(added: Sequence[str], dropped: Sequence[str]) -> str:
    """The turn of the news, where a verb gave way to its opposite."""
    if _TURNS.isdisjoint(added) or _TURNS.isdisjoint(dropped):
        return ""
    for one, other in _OPPOSITES:
        for before, after in ((one, other), (other, one)):
            was, now = before.intersection(dropped), after.intersection(added)
            if was and now:
                return f"the opposite: {min(was)}, now {min(now)}"
    return ""


def other_subject(likeness: Likeness, old: Traits, new: Traits) -> str:
    """The name that opens one headline where another opens the other, however long the sentence: where the sources are others too,
    nothing was corrected ("Tennessee reports its first case...", "Wisconsin reports its first case...")."""
    added, dropped = likeness.added, likeness.dropped
    return f"another subject: {dropped[0]}, now {added[0]}" if added and dropped and is_swap(old, new, added, dropped) else ""


def is_rising_toll(headline: str) -> bool:
    """Whether a headline tells how many died of something by now, and so goes on with what was told of it before."""
    return bool(_RISING.search(headline))


def falls(old: Traits, new: Traits) -> str:
    """A count that falls by too much from one headline to another to be a correction, in words."""
    return _fallen(old, new, _recounted(old, new)) if old.values and new.values else ""


def _fallen(old: Traits, new: Traits, recounted: Sequence[tuple[Number, Number]]) -> str:
    """A count that fell, where no other count of the two grew or stayed: another day's toll."""
    if not recounted or not old.values.isdisjoint(new.values) or any(now.value > was.value for was, now in recounted):
        return ""
    fell = [(was, now) for was, now in recounted if now.value * _FALLS <= was.value]
    return f"another count: {fell[-1][0].printed}, now {fell[-1][1].printed}" if fell else ""


def _and(found: Iterable[str]) -> str:
    return ", ".join(sorted(found))


def told(likeness: Likeness, old: str, new: str) -> str:
    """The likeness of two headlines in words: "6 of 7 words kept; adds US"."""
    if not likeness.added and not likeness.dropped:
        return "the same words"
    before = len(likeness.kept) + len(likeness.dropped)
    parts = [f"{len(likeness.kept)} of {before} words kept"]
    if likeness.added:
        parts.append(f"adds {listed(as_printed(likeness.added, new))}")
    if likeness.dropped:
        parts.append(f"drops {listed(as_printed(likeness.dropped, old))}")
    return "; ".join(parts)
