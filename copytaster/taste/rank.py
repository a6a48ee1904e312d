"""Where a story stands on the front page, and why, in words that a reader understands.

A weight is made from what the desk holds on the story, never from who reads it. It must not know the time but from `now`.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Sequence

from copytaster.model import Line, Story, Weight
from copytaster.taste.overtaken import Overtaken
from copytaster.taste.wording import ago, count
from copytaster.text.background import telling
from copytaster.text.outlets import voices
from copytaster.text.words import words

# A story loses half of its weight in nine hours without news: what led in the morning has left the front page by the next.
_HALF_LIFE = 9 * 3600.0
_LATELY = dt.timedelta(hours=6)
# In its first hours a story is news whatever its lines repeat; afterwards a line must bring so much of its words' weight new.
_BREAKING = dt.timedelta(hours=12)
_NEW = 0.2
# Pins and spikes are decisions: no machine weight reaches this.
_PIN = 1000.0


def weigh(story: Story, lines: Sequence[Line], now: dt.datetime, *, overtaken: Collection[Overtaken] = ()) -> Weight:
    """The weight of a story at an instant. `lines` are the story's; `overtaken` those of them whose outcome has come."""
    reasons: list[str] = []
    if story.pinned:
        reasons.append("pinned by the desk")
    standing = [line for line in lines if not (line.killed or line.spiked)]
    gone = {o.line: o for o in overtaken}
    alive = [line for line in standing if line.id not in gone] or standing
    size = _size(alive, now, reasons)
    fresh = _freshness(alive, now, reasons)
    value = size * fresh * _urgency(story, reasons)
    if standing and all(line.id in gone for line in standing):
        value *= 0.2
        reasons.insert(0, gone[standing[-1].id].why)
    if any(line.tasted for line in standing):
        value *= 1.5
        reasons.append("picked by the desk")
    if story.spiked or not standing:
        value *= 0.01
    if not reasons:
        reasons.append("one report, and no other wire has it")
    return Weight(round(value + (_PIN if story.pinned else 0.0), 4), tuple(reasons))


def _size(lines: Sequence[Line], now: dt.datetime, reasons: list[str]) -> float:
    """Independent origins count most, then wires, then lines; new lines of the last hours count once more, rewordings do not."""
    origins = voices(origin for line in lines for origin in line.origins) or {line.source for line in lines}
    wires = {place for line in lines for place in line.places or (line.source,)}
    lately = [line for line in lines if now - line.first_time <= _LATELY]
    rewrites = sum(max(0, line.versions - max(1, len(line.places))) for line in lines)
    if told := _counted(lines, len(origins), len(wires), len(lately)):
        reasons.append(told)
    if rewrites >= 3:
        reasons.append(f"reworded {rewrites} times")
    growth = 0.5 * math.log2(1 + len(lately)) if len(lately) > 1 else 0.0
    told_by = math.log2(1 + len(origins)) + 0.5 * math.log2(1 + len(wires))
    return 1.0 + told_by + 0.5 * math.log2(1 + len(lines)) + growth + 0.1 * math.log2(1 + rewrites)


def _counted(lines: Sequence[Line], origins: int, wires: int, lately: int) -> str:
    """How widely a story is told, in words; nothing for a single line of one wire and one origin, whose number says nothing."""
    if len(lines) < 2:
        return f"one report that rests on {origins} origins" if origins > 1 else f"printed by {wires} wires" if wires > 1 else ""
    told = count(len(lines), "line")
    if origins > 1:
        told += f" from {count(origins, 'origin')}"
    if lately:
        told += " in the last six hours" if lately == len(lines) else f", {lately} of them in the last six hours"
    return told


def _freshness(lines: Sequence[Line], now: dt.datetime, reasons: list[str]) -> float:
    """By the newest line: a wording changed in an old line is no news of its own unless the line itself is of these days."""
    if not lines:
        return 0.0
    newest = max(line.first_time for line in _news(lines))
    reworded = max(line.time for line in lines)
    age = max(0.0, (now - newest).total_seconds())
    touched = max(0.0, (now - reworded).total_seconds())
    # A rewording brings back at most a third of what has faded.
    fresh = math.exp2(-age / _HALF_LIFE)
    fresh = max(fresh, fresh + (math.exp2(-touched / _HALF_LIFE) - fresh) / 3)
    if age < 3600:
        reasons.append("new within the hour")
    elif age >= 86400:
        since = any(line.first_time < line.time and now - line.time <= _LATELY for line in lines)
        reasons.append(f"last news {ago(age)} ago" + (", reworded since" if since else ""))
    return max(fresh, 0.001)


def _news(lines: Sequence[Line]) -> list[Line]:
    """The lines that bring news: all of the first hours, and later ones that say what no headline of the story said before. A
    recap of yesterday's story announces nothing."""
    ordered = sorted(lines, key=lambda line: (line.first_time, line.id))
    known: set[str] = set()
    found = []
    for line in ordered:
        said = dict.fromkeys(words(line.headline))
        new = sum(telling(word) for word in said if word not in known)
        whole = sum(telling(word) for word in said)
        if line.first_time - ordered[0].first_time <= _BREAKING or new >= _NEW * whole:
            found.append(line)
        known.update(said)
    return found


def _urgency(story: Story, reasons: list[str]) -> float:
    if story.urgency is None:
        return 1.0
    if story.urgency <= 3:
        reasons.append(f"urgency {story.urgency}")
    return {1: 2.5, 2: 2.0, 3: 1.5, 4: 1.1}.get(story.urgency, 1.0 if story.urgency == 5 else 0.8)
