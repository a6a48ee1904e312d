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

Featured pieces and analyses are not folded with wire copy and open no story: `place` answers None for them, and `learn` is then
called with `story=None`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from copytaster.model import Genre, LineCall, LineKind, PubStatus, SituationCall, StoryCall, Version
from copytaster.taste import lines, stories
from copytaster.taste.traits import Traits, traits
from copytaster.taste.window import NONE, Floats, Query, Rows, Window, query
from copytaster.taste.wording import later

_CAPACITY = 200_000
# A wire's rewrites come within a day and a half; what is filed under the same day may be reworded months later.
_REWRITE_WINDOW = 36 * 3600.0
_APART = frozenset({Genre.FEATURE, Genre.ANALYSIS})


@dataclass(frozen=True, slots=True)
class Consolidation:
    """What a second look over settled stories changes: lines that move, stories that move to another situation."""

    stories: tuple[StoryCall, ...] = ()
    situations: tuple[SituationCall, ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    """One version looked at: its traits, and the rows near it."""

    version: int
    traits: Traits
    asked: Query
    rows: Rows
    cosines: Floats


class Taster:
    """All judges over one stream. Memory is bounded by `capacity`, the number of versions remembered, not by the stream."""

    def __init__(self, capacity: int = _CAPACITY) -> None:
        self._capacity = capacity
        self._window = Window(capacity)
        self._sources: dict[str, int] = {}
        self._last: _Look | None = None
        self._by_uri: dict[tuple[str, str], int] = {}
        self._situation_of: dict[int, int] = {}
        self._headings: dict[str, int] = {}
        self._traits: dict[int, Traits] = {}
        self._day: dict[int, dt.date] = {}

    @property
    def remembered(self) -> int:
        """How many versions are in memory."""
        return self._window.count

    def match(self, version: Version) -> LineCall:
        """Whether a version opens a line or is a version of one that is known."""
        item = version.item
        known = self._by_uri.get((version.source, item.uri)) if item.uri else None
        if known is not None:
            return self._chained(version, known)
        if item.genre in _APART:
            return LineCall(version.id, LineKind.NEW, why="a featured piece, not folded with the wire")
        return self._rewritten(version, self._look(version))

    def place(self, version: Version) -> StoryCall | None:
        """The story of the line that `version` opened; named by that line when it opens one. None for a featured piece."""
        if version.item.genre in _APART:
            return None
        look = self._look(version)
        window = self._window
        found = stories.best(window, look.rows, look.cosines, version.time.timestamp())
        if found is None:
            return StoryCall(version.id, version.id, why="no story near it")
        near = int(window.line[found.row])
        why = stories.why(look.traits, window.headline[found.row], version.time.timestamp() - float(window.time[found.row]))
        return StoryCall(version.id, found.story, near, round(found.score, 3), why)

    def attach(self, version: Version) -> SituationCall:
        """The situation of the story that `version` opened; named by that story when it opens one.

        What the wire itself files under comes first: its innermost heading names the situation, the next one its parent.
        """
        headings = version.item.situation
        if headings:
            parent = next((self._headings[h] for h in reversed(headings[:-1]) if h in self._headings), None)
            known = self._headings.get(headings[-1], version.id)
            return SituationCall(version.id, known, score=1.0, why=f"the wire files it under “{headings[-1]}”", parent=parent)
        look = self._look(version)
        found = stories.development(self._window, look.rows, look.cosines)
        if found is not None:
            row, score = found
            story = int(self._window.story[row])
            situation = self._situation_of.get(story)
            if situation is not None:
                apart = version.time.timestamp() - float(self._window.time[row])
                why = stories.why(look.traits, self._window.headline[row], apart)
                return SituationCall(version.id, situation, story, round(score, 3), why)
        return SituationCall(version.id, version.id, why="no situation near it")

    def learn(self, version: Version, *, line: int, story: int | None = None, situation: int | None = None) -> None:
        """Take a version into the window under the labels that hold for it."""
        item = version.item
        if item.uri:
            self._by_uri[version.source, item.uri] = version.id
        if item.genre in _APART:
            return
        look = self._look(version)
        self._window.add(
            look.asked,
            version=version.id,
            source=self._sources.setdefault(version.source, len(self._sources)),
            time=version.time.timestamp(),
            line=line,
            story=NONE if story is None else story,
            headline=look.traits.headline,
        )
        self._traits[version.id] = look.traits
        if item.day:
            self._day[version.id] = item.day
        if story is not None and situation is not None:
            self._situation_of[story] = situation
            if item.situation:
                self._headings[item.situation[-1]] = situation
        self._last = None
        if len(self._traits) > 2 * self._capacity:
            self._forget()

    def relabel(
        self,
        *,
        lines: Mapping[int, int] | None = None,
        stories: Mapping[int, int] | None = None,
        situations: Mapping[int, int] | None = None,
    ) -> None:
        """Labels changed by a decision: version -> line, line -> story, story -> situation."""
        window = self._window
        for version, line in (lines or {}).items():
            row = window.row_of.get(version)
            if row is not None:
                window.line[row] = line
        held = window.line[: window.count]
        for line, story in (stories or {}).items():
            window.story[: window.count][held == line] = story
        self._situation_of.update(situations or {})
        self._last = None

    def consolidate(self, now: dt.datetime) -> Consolidation:
        """A second look over stories that have settled: which lines and stories should stand elsewhere. Changes nothing."""
        return Consolidation()

    def _forget(self) -> None:
        """What the window has forgotten is forgotten here too."""
        known = self._window.row_of
        self._traits = {v: t for v, t in self._traits.items() if v in known}
        self._day = {v: d for v, d in self._day.items() if v in known}
        self._by_uri = {k: v for k, v in self._by_uri.items() if v in known}

    def _look(self, version: Version) -> _Look:
        if self._last is None or self._last.version != version.id:
            seen = traits(version.item)
            asked = query(seen.weights)
            self._last = _Look(version.id, seen, asked, *self._window.near(asked))
        return self._last

    def _chained(self, version: Version, known: int) -> LineCall:
        if version.item.pub_status is PubStatus.CANCELED:
            return LineCall(version.id, LineKind.KILL, known, 1.0, "the wire kills the item it sent under this id")
        before = self._traits.get(known)
        if before is not None and before.headline == version.item.headline and not version.item.version:
            return LineCall(version.id, LineKind.REPEAT, known, 1.0, "the wire's own id, the same headline")
        return LineCall(version.id, LineKind.VERSION, known, 1.0, "the wire's own id says so")

    def _rewritten(self, version: Version, look: _Look) -> LineCall:
        window = self._window
        if not len(look.rows):
            return LineCall(version.id, LineKind.NEW, why="nothing near it on this wire")
        time = version.time.timestamp()
        source = self._sources.get(version.source, NONE)
        close = (window.source[look.rows] == source) & (look.cosines >= 0.3)
        rows, cosines = look.rows[close], look.cosines[close]
        best: tuple[float, int, lines.Likeness] | None = None
        for place in np.argsort(-cosines, kind="stable")[:8]:
            row = int(rows[place])
            known = int(window.version[row])
            same_day = version.item.day is not None and self._day.get(known) == version.item.day
            if not same_day and abs(time - float(window.time[row])) > _REWRITE_WINDOW:
                continue
            likeness = lines.compare(self._traits[known], look.traits)
            if lines.is_same(likeness) and (best is None or likeness.score > best[0]):
                best = (likeness.score, row, likeness)
        if best is None:
            return LineCall(version.id, LineKind.NEW, why="nothing near it on this wire")
        score, row, likeness = best
        kind = LineKind.VERSION if likeness.added or likeness.dropped else LineKind.REPEAT
        told = lines.told(likeness, window.headline[row], look.traits.headline)
        why = f"same wire, {later(time - float(window.time[row]))}; {told}"
        return LineCall(version.id, kind, int(window.version[row]), round(score, 3), why)
