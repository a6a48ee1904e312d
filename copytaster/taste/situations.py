"""Situations told in words: what a long development is called, from its own lines and the headings that wires file it under.

It names; which story belongs to which situation is judged in `judge.Taster.attach`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from copytaster.model import Line
from copytaster.taste.headings import developments
from copytaster.taste.naming import central, shared


def name_of(lines: Sequence[Line]) -> str:
    """The name of a situation from its lines: the innermost heading that half of those filed stand under, else a name and a thing
    that its stories share, else the rubric of most, else the headline that says most of what they share."""
    filed = [path for line in lines if (path := developments(line.head.item.situation))]
    if 2 * len(filed) >= len(lines) and (heading := _most(filed)):
        return heading
    if len(lines) == 1:
        return _rubric(lines) or lines[0].headline
    return shared(lines) or _rubric(lines) or central([line.headline for line in lines])


def _most(filed: Sequence[Sequence[str]]) -> str:
    """The heading that most paths hold; of those that half of them hold, the innermost."""
    held = Counter(heading for path in filed for heading in dict.fromkeys(path))
    depth = Counter({heading: sum(path.index(heading) for path in filed if heading in path) / held[heading] for heading in held})
    most = [heading for heading in held if 2 * held[heading] >= len(filed)]
    return max(most, key=lambda h: (depth[h], held[h], -len(h), h), default="")


def _rubric(lines: Sequence[Line]) -> str:
    rubrics = Counter(line.head.item.situation[-1] for line in lines if line.head.item.situation)
    if 2 * sum(rubrics.values()) < len(lines):
        return ""
    return max(rubrics, key=lambda h: (rubrics[h], -len(h), h), default="")


def path_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """The developments, outermost first, that wires file these lines under; empty where they file them under none."""
    paths = Counter(line.head.item.situation for line in lines if line.head.item.situation)
    return max(paths, key=lambda p: (paths[p], len(p), p)) if paths else ()
