"""Whether two headlines are one sentence about two: "Alcaraz through to..." and "Sinner through to...", two people interviewed.

A learned weight sees a frame kept and a name changed, which is what a correction looks like too. These rules hold such pairs apart;
each looks at one place where wires put the one that the news is about. They must not see a text or a time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copytaster.taste.traits import Traits
from copytaster.text.words import fold

# "Swiss" and "Switzerland", "Senegal" and "Senegalese": no other subject.
_SAME_STEM = 3
# The words of a name that opens a headline ("Sinner", "Bernie Sanders"); "Starmer" and "Keir Starmer", of one and of two, are one.
_NAMES_THAT_OPEN = (1, 2)
# Names are capitalised this often.
_NAMED = 0.7
# What both headlines begin with, before a person is named in full with a comma behind ("Wikinews interviews Jo Jorgensen, ...").
_BEGUN = 2
_PERSON = re.compile(r"[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){1,3}(?=,)")
# Two spellings of a person ("Vladimir Leontyev", "Volodymyr Leontiev") share this part of their pairs of letters (.42), two
# persons less ("Phil Collins", "Bill Hammons": .36).
_SPELLINGS = 0.4


def is_swap(old: Traits, new: Traits, added: Sequence[str], dropped: Sequence[str]) -> bool:
    """Whether the first words, a name, gave way to another name while the rest stands."""
    if old.head[0][:_SAME_STEM] == new.head[0][:_SAME_STEM] or len(added) > 2 * len(new.head) / 3:
        return False
    return any(
        _opens_with(old, dropped, size) and _opens_with(new, added, size) and _goes_on(old, new, size) for size in _NAMES_THAT_OPEN
    )


def other_persons(old: str, new: str) -> tuple[str, str] | None:
    """The persons that two headlines name in full behind the same beginning, where they are not one; None where not."""
    if old[:1] != new[:1]:
        return None
    before, after = old.split(" "), new.split(" ")
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    if same < _BEGUN:
        return None
    one, other = _PERSON.match(" ".join(before[same:])), _PERSON.match(" ".join(after[same:]))
    if not one or not other or _likeness(one.group(), other.group()) >= _SPELLINGS:
        return None
    return one.group(), other.group()


def _likeness(one: str, other: str) -> float:
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b))


def _pairs(name: str) -> set[str]:
    bare = fold(name)
    return {bare[i : i + 2] for i in range(len(bare) - 1)}


def _opens_with(seen: Traits, only: Sequence[str], size: int) -> bool:
    """Whether so many words that the other headline does not have open this one; a name of several words is nothing but names."""
    first = seen.head[:size]
    if not all(word in only for word in first):
        return False
    return size == 1 or all(weight and named >= _NAMED * weight for weight, named in (seen.worth[word] for word in first))


def _goes_on(old: Traits, new: Traits, behind: int) -> bool:
    """Whether the same two words follow in both headlines."""
    then = old.head[behind : behind + 2]
    return len(then) == 2 and then == new.head[behind : behind + 2]
