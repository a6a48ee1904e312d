"""Lives a stream as the desk would, without editors: every version judged and learnt in turn, then a second look."""

from __future__ import annotations

import datetime as dt
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from copytaster.model import LineCall, SituationCall, StoryCall, Version
from copytaster.taste.judge import Taster

# The desk looks again now and then; so does an evaluation, after so many versions and at the end.
_LOOKS_AGAIN = 3000


@dataclass(slots=True)
class Lived:
    """What came out: line of each version, story of each line, situation of each story, and the calls."""

    lines: dict[int, int] = field(default_factory=dict)
    stories: dict[int, int] = field(default_factory=dict)
    situations: dict[int, int] = field(default_factory=dict)
    matches: dict[int, LineCall] = field(default_factory=dict)
    places: dict[int, StoryCall] = field(default_factory=dict)
    attachments: dict[int, SituationCall] = field(default_factory=dict)
    seconds: float = 0.0

    def story_of(self, version: int) -> int:
        """The story that a version stands in; a version without one stands alone."""
        return self.stories.get(self.lines[version], -version)

    def situation_of(self, version: int) -> int:
        """The situation that a version stands in."""
        story = self.story_of(version)
        return self.situations.get(story, story)


def live(versions: Sequence[Version], taster: Taster | None = None, *, second_look: bool = True) -> Lived:
    """Judge and learn versions in order; CPU-seconds are those of judging alone."""
    taster = taster or Taster()
    found = Lived()
    start = time.process_time()
    for number, version in enumerate(versions, start=1):
        _take(taster, version, found)
        if second_look and (number % _LOOKS_AGAIN == 0 or number == len(versions)):
            _look_again(taster, found, version.time)
    found.seconds = time.process_time() - start
    return found


def _take(taster: Taster, version: Version, found: Lived) -> None:
    call = found.matches[version.id] = taster.match(version)
    line = found.lines[version.id] = version.id if call.of is None else found.lines[call.of]
    if call.of is None:
        placed = taster.place(version)
        if placed is None:
            taster.learn(version, line=line)
            return
        found.places[version.id] = placed
        found.stories[line] = placed.story
        if placed.story == version.id:
            attached = found.attachments[version.id] = taster.attach(version)
            found.situations[placed.story] = attached.situation
    story = found.stories.get(line)
    taster.learn(version, line=line, story=story, situation=None if story is None else found.situations.get(story))


def _look_again(taster: Taster, found: Lived, now: dt.datetime) -> None:
    changed = taster.consolidate(now)
    stories = {call.line: call.story for call in changed.stories}
    found.stories.update(stories)
    situations = {call.story: call.situation for call in changed.situations}
    found.situations.update(situations)
    taster.relabel(stories=stories, situations=situations)
    taster.measure()


def peak_mb() -> float:
    """The most memory that this process has held, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
