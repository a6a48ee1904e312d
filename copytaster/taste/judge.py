"""The streaming state of all judges: what the desk calls for every version that arrives.

    for version in versions:                      # in order of arrival
        call = taster.match(version)              # a version of what?        changes nothing
        ...                                       # the desk overlays decisions: the line it really stands in
        if it opened a line:
            call = taster.place(version)          # which story?              changes nothing
            if it opened a story:
                call = taster.attach(version)     # which situation?          changes nothing
        taster.learn(version, line=..., story=..., situation=...)

Calls name what the machine thinks; labels given to `learn` and `relabel` are what holds after the editors' decisions. Two tasters
that learnt the same versions with the same labels judge alike. It must not read a clock: the time of a version is in the version.
(In the making: this first state opens a line and a story for every version.)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from copytaster.model import LineCall, LineKind, SituationCall, StoryCall, Version


@dataclass(frozen=True, slots=True)
class Consolidation:
    """What a second look over settled stories changes: lines that move, stories that move to another situation."""

    stories: tuple[StoryCall, ...] = ()
    situations: tuple[SituationCall, ...] = ()


class Taster:
    """All judges over one stream. Memory is bounded by the window of each judge, not by the length of the stream."""

    def match(self, version: Version) -> LineCall:
        """Whether a version opens a line or is a version of one that is known."""
        return LineCall(version.id, LineKind.NEW, why="nothing near it on this wire")

    def place(self, version: Version) -> StoryCall:
        """The story of the line that `version` opened; the story is named by that line when it opens one."""
        return StoryCall(version.id, version.id, why="no story near it")

    def attach(self, version: Version) -> SituationCall:
        """The situation of the story that `version` opened; named by that story when it opens one."""
        return SituationCall(version.id, version.id, why="no situation near it")

    def learn(self, version: Version, *, line: int, story: int | None = None, situation: int | None = None) -> None:
        """Take a version into the window under the labels that hold for it."""

    def relabel(
        self,
        *,
        lines: Mapping[int, int] | None = None,
        stories: Mapping[int, int] | None = None,
        situations: Mapping[int, int] | None = None,
    ) -> None:
        """Labels changed by a decision: version -> line, line -> story, story -> situation."""

    def consolidate(self, now: dt.datetime) -> Consolidation:
        """A second look over stories that have settled: which lines and stories should stand elsewhere. Changes nothing."""
        return Consolidation()
