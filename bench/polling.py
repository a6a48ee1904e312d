"""Polling policies and the alarm for silence, played through the known times of real feeds. No request is made.

The times are those at which items were published (or first seen, where the feed was watched every few minutes) in a file of the
form of versions/many-outlets-2025-05_06.jsonl.gz: JSON lines {feed, outlet, ts, published?}.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

from copytaster.fetch import health, pace
from copytaster.fetch.history import DAYS, History
from copytaster.model import UTC, Pace

FILE = "versions/many-outlets-2025-05_06.jsonl.gz"
# The outlet whose page was looked at every twelve minutes, so that first sight is as good as publication.
_WATCHED = "BBC News"
_FEWEST = 60

# Gives the next interval from the present one, how many items were new, and how long that took; keeps what it needs.
Policy = Callable[[float, int, float], float]


def published(data: Path) -> dict[str, list[float]]:
    """The instants at which each feed had something, for feeds with enough of them."""
    found: dict[str, set[float]] = defaultdict(set)
    for row in _rows(data):
        if row.get("published"):
            try:
                found[row["feed"]].add(parsedate_to_datetime(row["published"]).timestamp())
            except ValueError:
                continue
        elif row["outlet"] == _WATCHED:
            found[row["feed"]].add(dt.datetime.fromisoformat(row["ts"]).timestamp())
    return {feed: sorted(times) for feed, times in found.items() if len(times) >= _FEWEST}


def seen(data: Path) -> dict[str, list[float]]:
    """The instants at which each feed was seen to have something new, for feeds that were watched for two weeks and more."""
    found: dict[str, set[float]] = defaultdict(set)
    for row in _rows(data):
        found[row["feed"]].add(dt.datetime.fromisoformat(row["ts"]).timestamp())
    known = published(data)
    longer = {f: sorted(t) for f, t in found.items() if f not in known and len(t) >= 40 and max(t) - min(t) > 15 * pace.DAY}
    return known | longer


def _rows(data: Path) -> Iterator[dict[str, str]]:
    with gzip.open(data, "rt") as lines:
        yield from map(json.loads, lines)


def by_rate(of: Pace) -> Policy:
    """Ours: the interval goes with the root of the rate."""
    rate: float | None = None

    def policy(interval: float, fresh: int, span: float) -> float:
        nonlocal rate
        rate = pace.learnt(of, rate, fresh=fresh, span=span)
        return pace.interval(of, rate)

    return policy


def by_success(of: Pace, shrink: float, grow: float) -> Policy:
    """The usual way: sooner after news, later after none."""
    bounds = pace.BOUNDS[of]
    return lambda interval, fresh, span: min(max(interval * (shrink if fresh else grow), bounds.fastest), bounds.slowest)


def play(times: list[float], of: Pace, policy: Policy) -> tuple[int, list[float]]:
    """How often a feed is asked, and how long each item waited."""
    now = last = times[0]
    interval, asked, waits, at = pace.BOUNDS[of].first, 0, [], 0
    while now < times[-1]:
        before = at
        while at < len(times) and times[at] <= now:
            waits.append(now - times[at])
            at += 1
        asked += 1
        interval = policy(interval, at - before, now - last)
        last, now = now, now + interval
    return asked, waits


def polling(data: Path, of: Pace = Pace.NEWS) -> list[tuple[str, float, float, float]]:
    """For each policy: requests a day, the mean wait in minutes, and that wait against a fixed interval with as many requests."""
    feeds = published(data)
    makers: dict[str, Callable[[], Policy]] = {"by rate (ours)": lambda: by_rate(of)}
    for shrink, grow in ((0.5, 1.1), (0.5, 1.5), (0.7, 1.1), (0.7, 1.3), (0.8, 1.2), (0.9, 1.1)):
        makers[f"by success, {shrink} and {grow}"] = lambda shrink=shrink, grow=grow: by_success(of, shrink, grow)  # type: ignore[misc]
    rows = []
    for name, make in makers.items():
        played = [play(times, of, make()) for times in feeds.values()]
        days = sum((times[-1] - times[0]) / pace.DAY for times in feeds.values())
        a_day = sum(asked for asked, _ in played) / days
        waited = mean(wait for _, waits in played for wait in waits)
        rows.append((name, a_day, waited / 60, waited / (pace.DAY / a_day / 2)))
    return rows


def silence(data: Path) -> list[tuple[float, float, float]]:
    """For some factors: false alarms a month of a feed (each feed came back), and the median pause in hours before an alarm."""
    rows = []
    for factor in (1.5, 2.0, 2.5, 3.0):
        alarms, days, pauses = 0, 0.0, []
        for times in seen(data).values():
            hours = sorted({dt.datetime.fromtimestamp(t // 3600 * 3600, UTC) for t in times})
            for n, (last, back) in enumerate(pairwise(hours), 1):
                known = History(arrivals=tuple(h for h in hours[:n] if h > last - dt.timedelta(days=DAYS)))
                if len(known.arrivals) < 10 or known.arrivals[-1] - known.arrivals[0] < dt.timedelta(days=7):
                    continue
                allowed = health.patience(Pace.NEWS, known) * (factor / health.PAUSES)
                alarms += back - last > allowed
                days += (back - last).total_seconds() / pace.DAY
                pauses.append(allowed.total_seconds() / 3600)
        rows.append((factor, alarms / days * 30, median(pauses)))
    return rows
