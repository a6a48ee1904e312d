"""The front page as values: ranked stories with their reasons, the rail with what has gone stale, the pages that carry no times.

It reads and weighs; it must not write, and it takes the time as an argument, so that any past moment has its front page too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from copytaster.desk.standing import line_of, story_of
from copytaster.model import Dated, Genre, Line, Story, Weight
from copytaster.store.base import Reader, Wanted
from copytaster.taste import overtaken, rail, rank
from copytaster.taste.overtaken import Overtaken
from copytaster.taste.rail import RailCall

# More stories than this are not weighed for one front page: the newest are.
_WEIGHED = 1000
_RAIL = 40
_NONE: Mapping[int, Overtaken] = {}
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story on the front page: as it stood at that moment, its lines (newest first), its weight, and what was overtaken in it."""

    story: Story
    lines: tuple[Line, ...]
    weight: Weight
    overtaken: tuple[Overtaken, ...] = ()


@dataclass(frozen=True, slots=True)
class RailPlace:
    """A featured piece and how it stands."""

    line: Line
    call: RailCall


@dataclass(frozen=True, slots=True)
class UndatedPage:
    """The lines of a page that carries no times, in the page's order, and when the page was read."""

    source: str
    read: dt.datetime
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """Everything on the front page but the live wire."""

    at: dt.datetime
    stories: tuple[Ranked, ...]
    weighed: int
    rail: tuple[RailPlace, ...]
    pages: tuple[UndatedPage, ...]
    analyses: tuple[Line, ...]


def front(reader: Reader, now: dt.datetime, *, hours: int, limit: int) -> Front:
    """The front page at an instant: stories with news in the last `hours`, the `limit` weightiest of them."""
    stories = ranked_stories(reader, now, hours=hours)
    return Front(
        at=now,
        stories=tuple(stories[:limit]),
        weighed=len(stories),
        rail=tuple(rail_places(reader, now)),
        pages=tuple(undated_pages(reader, now)),
        analyses=tuple(reader.lines(Wanted(genre=Genre.ANALYSIS, until=now, limit=5))),
    )


def ranked_stories(reader: Reader, now: dt.datetime, *, hours: int) -> list[Ranked]:
    """The stories with news in the last `hours` before `now` and those pinned, weightiest first."""
    since = now - dt.timedelta(hours=hours)
    stories = reader.stories(since=since, until=now, limit=_WEIGHED)
    known = {story.id for story in stories}
    stories += [story for story in reader.pinned_stories() if story.id not in known]
    lines_of = reader.lines_of_stories([story.id for story in stories])
    stood = {story.id: [as_of(reader, line, now) for line in lines_of[story.id]] for story in stories if not story.spiked}
    everything = [line for lines in stood.values() for line in lines if line.first_time <= now and not line.spiked]
    afar = {o.line: o for o in overtaken.find_across(everything)}
    found = []
    for story in stories:
        if story.spiked:
            continue
        ranked = weighed(story, stood[story.id], now, afar)
        if ranked is not None:
            found.append(ranked)
    return sorted(found, key=lambda r: (-r.weight.value, -r.story.time.timestamp(), r.story.id))


def as_of(reader: Reader, line: Line, now: dt.datetime) -> Line:
    """A line as it stood at an instant: without the versions that came later. Only asks where there are such."""
    if line.time <= now or line.first_time > now:
        return line
    versions = [version for version in reader.versions_of_line(line.id) if version.time <= now]
    then = line_of(versions, reader.line_calls([v.id for v in versions]), story=line.story, flags={}, id=line.id)
    return replace(
        then,
        changed=line.changed,
        tasted=line.tasted,
        spiked=line.spiked,
        pinned=line.pinned,
        killed=line.killed,
        corrected_headline=line.corrected_headline,
        correction=line.correction,
    )


def weighed(story: Story, lines: Sequence[Line], now: dt.datetime, afar: Mapping[int, Overtaken] = _NONE) -> Ranked | None:
    """A story as it stood at an instant, with its weight; None if it had not begun. `afar`: lines that others overtook."""
    standing = tuple(line for line in lines if line.first_time <= now and not line.spiked and not line.killed)
    if not standing:
        return None
    if len(standing) < len(lines) or story.time > now:
        then = story_of(standing, situation=story.situation, flags={}, id=story.id)
        story = replace(then, pinned=story.pinned, tasted=story.tasted, spiked=story.spiked, changed=story.changed)
    within = overtaken.find(standing)
    known = {o.line for o in within}
    gone = (*within, *(afar[line.id] for line in standing if line.id in afar and line.id not in known))
    return Ranked(story, standing, rank.weigh(story, standing, now, overtaken=gone), gone)


def rail_places(reader: Reader, now: dt.datetime) -> list[RailPlace]:
    """The featured pieces in the order of their pages, each with how it stands beside what the wires told since."""
    features = reader.lines(Wanted(genre=Genre.FEATURE, until=now, limit=_RAIL))
    return [RailPlace(line, rail.judge(line, _near(reader, line, now), now)) for line in features]


def _near(reader: Reader, feature: Line, now: dt.datetime) -> list[Line]:
    """Lines of the wire that may tell of the same thing as a featured piece, later where it has a time."""
    after = None if feature.head.dated is Dated.ARRIVAL else feature.head.time
    return reader.near(rail.telling_words(feature.headline), after=after, until=now, limit=_NEAR)


def undated_pages(reader: Reader, now: dt.datetime) -> list[UndatedPage]:
    """The last reading of every page whose lines carry no times: all its lines, in the page's own order."""
    by_source = groupby(reader.undated(now), key=lambda line: line.head.source)
    pages = [(source, tuple(lines)) for source, lines in by_source]
    return [UndatedPage(source, lines[0].head.arrived, lines) for source, lines in pages]
