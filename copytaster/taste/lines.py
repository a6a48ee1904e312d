"""Whether one version rewrites another: the pairwise judgment behind `Taster.match`.

It sees two items' traits and the time between them, never a third item. The traps it holds apart: another ordinal ("12th", "13th"
package), another score, another weekday, another subject in the first place, another place or laureate's field.
"""

from __future__ import annotations

from dataclasses import dataclass

from copytaster.taste.traits import Traits
from copytaster.taste.wording import as_printed, listed
from copytaster.text.background import telling
from copytaster.text.words import words

# Shared part of all weight, above which two headlines of one wire are one line. First reading of versions/many-outlets; replaced by
# learned weights once they are there.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two items are: score in 0..1, the words kept, added and dropped in the headline, and a veto in words."""

    score: float
    kept: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    veto: str = ""


def compare(old: Traits, new: Traits) -> Likeness:
    """How alike two items are, by their headlines first, by their texts where both have one."""
    before, after = dict.fromkeys(old.head), dict.fromkeys(new.head)
    kept = tuple(w for w in after if w in before)
    added = tuple(w for w in after if w not in before)
    dropped = tuple(w for w in before if w not in after)
    counts = _grown(old, new)
    if counts:
        added = tuple(w for w in added if w not in counts)
        dropped = tuple(w for w in dropped if w not in counts)
    shared, more, less = (sum(telling(w) for w in part) for part in (kept, added, dropped))
    score = shared / (shared + more + less) if shared else 0.0
    # One headline inside the other, grown or cut: nothing speaks against it.
    if len(kept) >= 3 and min(more, less) == 0:
        score = max(score, 0.75)
    return Likeness(score, kept, added, dropped, _veto(old, new, added, dropped))


def _grown(old: Traits, new: Traits) -> set[str]:
    """The words of numbers that count the same thing in both headlines with another value: a toll that grows is no other line."""
    found: set[str] = set()
    for number in new.numbers:
        for other in old.numbers:
            if number.kind == other.kind == "count" and number.noun and number.noun == other.noun and number.value != other.value:
                found |= {*words(number.printed), *words(other.printed)}
    return found


def is_same(likeness: Likeness) -> bool:
    """Whether two items of one wire are versions of one line."""
    return not likeness.veto and likeness.score >= _SAME and len(likeness.kept) >= 2


def _veto(old: Traits, new: Traits, added: tuple[str, ...], dropped: tuple[str, ...]) -> str:
    """Why two items are not the same line however alike they are, or nothing."""
    if old.days and new.days and old.days != new.days:
        return f"another day: {_listed(old.days)}, now {_listed(new.days)}"
    if old.months and new.months and old.months != new.months:
        return f"another month: {_listed(old.months)}, now {_listed(new.months)}"
    for kind in ("ordinal", "score", "year"):
        before = {n.printed for n in old.numbers if n.kind == kind}
        after = {n.printed for n in new.numbers if n.kind == kind}
        if before and after and before != after:
            return f"another {kind}: {_listed(before)}, now {_listed(after)}"
    if added and dropped and old.head[0] in dropped and new.head[0] in added:
        return f"another subject: {dropped[0]}, now {added[0]}"
    return ""


def _listed(words: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(words))


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
