"""Whether one version rewrites another: the pairwise judgment behind `Taster.match`.

It sees two items' traits and the time between them, never a third item. A small learned model (learned.py, trained by
train/lines.py) weighs what is kept, added and dropped; a few traps are held apart by rule, because a model that has seen some
thousand pairs will not learn them: another ordinal ("12th", "13th" package), another score, another weekday, another subject.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from typing import Any

from copytaster.taste.traits import Traits
from copytaster.taste.wording import as_printed, listed
from copytaster.text.background import naming, telling
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
# "Swiss" and "Switzerland", "Senegal" and "Senegalese": no other subject.
_SAME_STEM = 3
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
    before, after = dict.fromkeys(old.head), dict.fromkeys(new.head)
    kept = tuple(w for w in after if w in before)
    added = tuple(w for w in after if w not in before)
    dropped = tuple(w for w in before if w not in after)
    counts = _counts(old, new)
    if counts:
        added = tuple(w for w in added if w not in counts)
        dropped = tuple(w for w in dropped if w not in counts)
    signs = _signs(old, new, kept, added, dropped, seconds, bool(counts))
    return Likeness(kept, added, dropped, signs, _veto(old, new, kept, added, dropped))


def _signs(
    old: Traits, new: Traits, kept: Sequence[str], added: Sequence[str], dropped: Sequence[str], seconds: float, changed: bool
) -> tuple[float, ...]:
    shared, more, less = (sum(map(telling, part)) for part in (kept, added, dropped))
    whole = shared + more + less or 1.0
    old_numbers, new_numbers = ({n.value for n in t.numbers} for t in (old, new))
    return (
        shared / whole,
        shared / (shared + less or 1.0),
        shared / (shared + more or 1.0),
        math.log1p(shared),
        math.log1p(more),
        math.log1p(less),
        max(map(telling, added), default=0.0) / 12,
        max(map(telling, dropped), default=0.0) / 12,
        math.log1p(_named(kept)),
        math.log1p(_named(added)),
        math.log1p(_named(dropped)),
        _overlap(old.letters, new.letters),
        _overlap(old.pairs, new.pairs),
        float(old.head[:1] == new.head[:1]),
        float(old.head[:2] == new.head[:2]),
        _alike(old.text, new.text),
        float(bool(old.text) and bool(new.text)),
        _told_in(new.head, old.text),
        _told_in(old.head, new.text),
        math.log1p(abs(seconds) / 3600.0) / math.log1p(_DAY_HOURS),
        float(changed),
        float(bool(old_numbers - new_numbers) and bool(new_numbers - old_numbers)),
        float(bool(old_numbers & new_numbers)),
        math.log1p(len(old.head)),
        math.log1p(len(new.head)),
        _only_prefix(old, new, kept),
        math.log1p(len(kept)),
    )


def _named(part: Sequence[str]) -> float:
    """How much of some words names somebody or something."""
    return sum(naming(word) * telling(word) for word in part)


def _overlap(a: Set[Any], b: Set[Any]) -> float:
    """Twice the shared part over both sizes (Dice)."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _alike(old: tuple[str, ...], new: tuple[str, ...]) -> float:
    """The shared weight of two texts' first words, as a part of the smaller one's."""
    a, b = set(old[:60]), set(new[:60])
    if not a or not b:
        return 0.0
    return sum(map(telling, a & b)) / (min(sum(map(telling, a)), sum(map(telling, b))) or 1.0)


def _told_in(head: tuple[str, ...], text: tuple[str, ...]) -> float:
    """How much of a headline's weight stands in a text."""
    if not head or not text:
        return 0.0
    held = set(text[:150])
    return sum(telling(w) for w in set(head) if w in held) / (sum(telling(w) for w in set(head)) or 1.0)


def _only_prefix(old: Traits, new: Traits, kept: Sequence[str]) -> float:
    """Whether all that is kept stands before a colon: the name of a column, not the news in it."""
    prefix, colon, _ = new.headline.partition(":")
    if not colon or not kept or not old.headline.startswith(prefix):
        return 0.0
    return float(set(kept) <= set(words(prefix)))


def _counts(old: Traits, new: Traits) -> set[str]:
    """The words of numbers that count the same thing in both headlines with another value: a toll that grows is no other line."""
    found: set[str] = set()
    for number in new.numbers:
        for other in old.numbers:
            if number.kind == other.kind == "count" and number.noun and number.noun == other.noun and number.value != other.value:
                found |= {*words(number.printed), *words(other.printed)}
    return found


def _veto(old: Traits, new: Traits, kept: Sequence[str], added: Sequence[str], dropped: Sequence[str]) -> str:
    """Why two items are not the same line however alike they are, or nothing."""
    if old.days and new.days and old.days != new.days:
        return f"another day: {_and(old.days)}, now {_and(new.days)}"
    if old.months and new.months and old.months != new.months:
        return f"another month: {_and(old.months)}, now {_and(new.months)}"
    at_length = len(kept) >= _AT_LENGTH
    for kind in ("ordinal", "year") if at_length else ("ordinal", "score", "year"):
        before = {n.value: n.printed for n in old.numbers if n.kind == kind}
        after = {n.value: n.printed for n in new.numbers if n.kind == kind}
        if before and after and before.keys() != after.keys():
            return f"another {kind}: {_and(before.values())}, now {_and(after.values())}"
    if added and dropped and not at_length and _is_swap(old, new, added, dropped):
        return f"another subject: {dropped[0]}, now {added[0]}"
    return ""


def _is_swap(old: Traits, new: Traits, added: Sequence[str], dropped: Sequence[str]) -> bool:
    """Whether the first word, a name, gave way to another name while the rest stands: "Alcaraz" and "Sinner through to..."."""
    first, then = old.head[0], new.head[0]
    if first[:_SAME_STEM] == then[:_SAME_STEM] or first not in dropped or then not in added or len(added) > 2 * len(new.head) / 3:
        return False
    return len(old.head) >= 3 and old.head[1:3] == new.head[1:3]


def _and(found: Collection[str]) -> str:
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
