"""Situations told in words: what a long development is called, from its own lines and the headings that wires file it under.

It names; which story belongs to which situation is judged in `judge.Taster.attach`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from copytaster.model import Line
from copytaster.taste.naming import central, shared


def name_of(lines: Sequence[Line]) -> str:
    """The name of a situation from its lines: the heading its wires use most, else a name and a thing that its
    stories share, else the headline that says most of what they share."""
    headings = Counter(line.head.item.situation[-1] for line in lines if line.head.item.situation)
    if headings and sum(headings.values()) * 2 >= len(lines):
        return max(headings, key=lambda h: (headings[h], -len(h), h))
    if len(lines) == 1:
        return lines[0].headline
    return shared(lines) or central([line.headline for line in lines])


def path_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """The developments, outermost first, that wires file these lines under; empty where they file them under none."""
    paths = Counter(line.head.item.situation for line in lines if line.head.item.situation)
    return max(paths, key=lambda p: (paths[p], len(p), p)) if paths else ()
