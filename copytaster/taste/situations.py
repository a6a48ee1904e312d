"""Situations told in words: what a long development is called, from its own lines and the headings that wires file it under.

It names; which story belongs to which situation is judged in `judge.Taster.attach`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from copytaster.model import Line
from copytaster.taste.headings import Key, Path, agreed, developments, keys
from copytaster.taste.naming import central, shared

# Where a heading names one story in three, what gathers round it is called by it: "2025 Nobel Prizes", whatever else the seed says.
_SOME = 3
_PAIR = re.compile(r"([^,;]+[–-][^,;]+) relations$")
_NAME_FIRST = re.compile(r"(?P<name>[^,]+), (?P<thing>.+)")
_NAME_LAST = re.compile(r"(?P<thing>.+) (?:of|in|on|over|about|against|from|to|with) (?:the )?(?P<name>.+)")


def name_of(lines: Sequence[Line]) -> str:
    """The name of a situation from its lines: the heading that those filed agree on, where a third of its
    stories are filed; else a name and a thing that its stories share, else the rubric of most, else the headline that says most of
    what they share."""
    filed = [line for line in lines if developments(line.head.item.situation)]
    if filed and _SOME * len({_story(line) for line in filed}) >= len({_story(line) for line in lines}):
        in_order = sorted(filed, key=lambda line: line.id)
        return _most([developments(line.head.item.situation) for line in in_order])
    if len(lines) == 1:
        return _rubric(lines) or lines[0].headline
    rubric = _rubric(lines)
    return _of_two(rubric, shared(lines)) or rubric or central([line.headline for line in lines])


def _of_two(rubric: str, told: str) -> str:
    """A name that has one of two states that the rubric names with both: "Chad–Libya border treaty" for "Libya, border treaty" and
    for "Border treaty with Libya"."""
    pair = _PAIR.match(rubric)
    found = _NAME_FIRST.match(told) or _NAME_LAST.match(told)
    if not pair or not found or found["name"] not in pair[1]:
        return told
    return f"{pair[1]} {found['thing'][0].lower()}{found['thing'][1:]}"


def _story(line: Line) -> int:
    return line.id if line.story is None else line.story


def _most(filed: Sequence[Path]) -> str:
    """The innermost development that most paths agree on, by the name that it was given last."""
    known: dict[Key, int] = {}
    names: dict[int, str] = {}
    paths: list[list[int]] = []
    for path in filed:
        paths.append([])
        for end in range(1, len(path) + 1):
            one = keys(path[:end])
            number = next((known[key] for key in one if key in known), len(known))
            known |= dict.fromkeys(one, number)
            names[number] = path[end - 1]
            paths[-1].append(number)
    number, place = agreed(paths)
    return names[paths[number][place]]


def _rubric(lines: Sequence[Line]) -> str:
    rubrics = Counter(line.head.item.situation[-1] for line in lines if line.head.item.situation)
    if 2 * sum(rubrics.values()) < len(lines):
        return ""
    return max(rubrics, key=lambda h: (rubrics[h], -len(h), h), default="")


def path_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """The developments, outermost first, that wires file these lines under; empty where they file them under none."""
    paths = Counter(line.head.item.situation for line in lines if line.head.item.situation)
    return max(paths, key=lambda p: (paths[p], len(p), p)) if paths else ()
