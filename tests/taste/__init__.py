"""Tests of the taste room, with small makers of versions and lines."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from copytaster.model import UTC, Dated, Delivery, Genre, Item, Line, LineCall, Version
from copytaster.taste.judge import Taster
from copytaster.wire import headlines

NOON = dt.datetime(2025, 10, 8, 12, tzinfo=UTC)


def version(number: int, headline: str, *, source: str = "wire", minutes: float = 0, **fields: object) -> Version:
    """A version that came `minutes` after noon."""
    time = NOON + dt.timedelta(minutes=minutes)
    item = Item(headline, **fields)  # type: ignore[arg-type]
    return Version(number, source, 1, time, time, Dated.INSTANT, item)


def line(number: int, headline: str, *, minutes: float = 0, source: str = "wire", origins: tuple[str, ...] = ()) -> Line:
    """A line of one version."""
    head = version(number, headline, source=source, minutes=minutes)
    return Line(number, head, source, head.time, head.time, 1, None, 0, origins=origins)


def judge_all(versions: list[Version], taster: Taster | None = None) -> tuple[dict[int, int], dict[int, int], dict[int, LineCall]]:
    """Lines by version, stories by line, and the calls, as a desk without decisions would have them."""
    taster = taster or Taster()
    lines: dict[int, int] = {}
    stories: dict[int, int] = {}
    situations: dict[int, int] = {}
    calls: dict[int, LineCall] = {}
    for v in versions:
        calls[v.id] = call = taster.match(v)
        lines[v.id] = v.id if call.of is None else lines[call.of]
        if call.of is None:
            placed = taster.place(v)
            if placed is None:
                taster.learn(v, line=v.id)
                continue
            stories[v.id] = placed.story
            if placed.story == v.id:
                situations[v.id] = taster.attach(v).situation
        story = stories[lines[v.id]]
        taster.learn(v, line=lines[v.id], story=story, situation=situations[story])
    return lines, stories, calls


def seed_versions(page: Path) -> list[Version]:
    """The versions of the seed page, undated, oldest first."""
    reading = headlines.read(Delivery("seed", NOON, page.read_bytes()))
    return [Version(i, "seed", 1, NOON, NOON, Dated.ARRIVAL, item) for i, item in enumerate(reading.items, start=1)]


def folds(versions: list[Version], calls: Mapping[int, LineCall]) -> set[frozenset[str]]:
    """The pairs of headlines that were folded."""
    headline = {v.id: v.item.headline for v in versions}
    return {frozenset((headline[v], headline[c.of])) for v, c in calls.items() if c.of is not None}


FEATURE = Genre.FEATURE
