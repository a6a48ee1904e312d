"""Which source is asked when. Pure: it reads no clock and asks nobody.

Three voices decide how long to wait, and the longest wins. *We* adapt to how often a source has news, between the hard bounds of
its pace. The *feed* hints (ttl, sy:), which is heeded within those bounds. The *server* tells (Cache-Control, Retry-After), which
is obeyed beyond them, up to a cap: a year of freshness is a careless setting, not a wish.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from copytaster.model import Pace, Source, SourceState

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Bounds:
    """How often a source of one pace is asked, in seconds: from `fastest` to `slowest`; `cap` is the most freshness can ask."""

    fastest: float
    first: float
    slowest: float
    cap: float


BOUNDS: Mapping[Pace, Bounds] = {
    Pace.WIRE: Bounds(fastest=2 * MINUTE, first=5 * MINUTE, slowest=15 * MINUTE, cap=DAY),
    Pace.NEWS: Bounds(fastest=10 * MINUTE, first=30 * MINUTE, slowest=2 * HOUR, cap=2 * DAY),
    Pace.SLOW: Bounds(fastest=HOUR, first=6 * HOUR, slowest=DAY, cap=7 * DAY),
}
# A server that says "too many requests" and not for how long.
RATE_LIMITED = HOUR
LONGEST_PLEA = 7 * DAY
LONGEST_PAUSE = DAY
SHRINK, GROW = 0.7, 1.3

_PERIODS = {"hourly": HOUR, "daily": DAY, "weekly": 7 * DAY, "monthly": 30 * DAY, "yearly": 365 * DAY}


def due(sources: Iterable[Source], states: Mapping[str, SourceState], now: dt.datetime, *, per_host: int = 2) -> list[Source]:
    """The sources to ask now, longest overdue first, at most `per_host` of each host.

    A source that is gone is never due. A host that has asked to wait is left alone with all its sources.
    """
    sources = list(sources)
    held = {_asked(s, states.get(s.key)) for s in sources if _has_asked_to_wait(states.get(s.key), now)}
    ready = [s for s in sources if _is_ready(states.get(s.key), now)]
    ready.sort(key=lambda s: (_since(states.get(s.key)), s.key))
    taken: dict[str, int] = {}
    chosen = []
    for source in ready:
        host = _asked(source, states.get(source.key))
        taken[host] = taken.get(host, 0) + 1
        if not host or (host not in held and taken[host] <= per_host):
            chosen.append(source)
    return chosen


def next_check(
    source: Source, *, after: dt.datetime, interval: float, hint: float = 0.0, told: float = 0.0, failures: int = 0
) -> dt.datetime:
    """When to ask again: never before what the server told, spread a little so that sources do not march in step.

    `interval` is ours, `hint` the feed's, `told` the server's, all in seconds. Each failure in a row doubles our own.
    """
    bounds = BOUNDS[source.pace]
    ours = min(max(interval, hint, bounds.fastest), bounds.slowest)
    if failures:
        ours = min(max(ours, bounds.first) * 2 ** min(failures - 1, 20), max(LONGEST_PAUSE, bounds.slowest))
    wait = max(ours, told)
    return after + dt.timedelta(seconds=wait + spread(source.key) * min(0.1 * wait, 5 * MINUTE))


def adapt(pace: Pace, interval: float | None, *, has_news: bool) -> float:
    """Our own interval after an answer: shorter after news, longer after none, within the bounds of the pace."""
    bounds = BOUNDS[pace]
    if interval is None:
        return bounds.first
    return min(max(interval * (SHRINK if has_news else GROW), bounds.fastest), bounds.slowest)


def settle(
    source: Source, state: SourceState, *, fresh: int, about: Mapping[str, str] | None = None, unreadable: str = ""
) -> SourceState:
    """The state after its delivery was read: `fresh` items were new, `about` is what the feed says of itself.

    With `unreadable` (why no item could be read) the source counts as failing, and a move that it had just made is not believed:
    behind it may be a login page.
    """
    after = state.checked
    if after is None:
        return state
    if unreadable:
        failures = state.failures + 1
        when = next_check(source, after=after, interval=interval_of(source, state), told=noted(state, "told"), failures=failures)
        problem = f"{source.name}: what it sent cannot be read ({unreadable}); open {source.address} and see whether it is a feed."
        return replace(state, status="unreadable", problem=problem, failures=failures, next_check=when, moved_to=None)
    interval = adapt(source.pace, interval_of(source, state), has_news=fresh > 0)
    hint = hinted(about or {}) or 0.0
    notes = {**state.notes, "interval": f"{interval:.0f}", "hint": f"{hint:.0f}"}
    when = next_check(source, after=after, interval=interval, hint=hint, told=noted(state, "told"))
    return replace(state, notes=notes, next_check=when, changed=after if fresh else state.changed)


def hinted(about: Mapping[str, str]) -> float | None:
    """How many seconds a feed asks to be left alone: ttl in minutes, or the syndication module's period and frequency."""
    hints = []
    ttl = about.get("ttl", "").strip()
    if ttl.isascii() and ttl.isdigit():
        hints.append(min(int(ttl[:9]) * MINUTE, 365 * DAY))
    period = _PERIODS.get(about.get("sy_updateperiod", "").strip().lower())
    if period:
        frequency = about.get("sy_updatefrequency", "").strip()
        hints.append(period / max(int(frequency[:9]), 1) if frequency.isascii() and frequency.isdigit() else period)
    return max(hints, default=None)


def interval_of(source: Source, state: SourceState) -> float:
    """Our own interval as the state keeps it."""
    return noted(state, "interval") or BOUNDS[source.pace].first


def noted(state: SourceState, name: str) -> float:
    """A number of seconds that the state's notes keep; 0 where there is none that makes sense."""
    try:
        kept = float(state.notes.get(name, "0"))
    except ValueError:
        return 0.0
    return kept if 0 <= kept <= 365 * DAY else 0.0


def host_of(address: str) -> str:
    """The host of an address; empty for files and folders."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def shard_of(source: Source, shards: int) -> int:
    """Which of several fetching processes asks this source: all sources of a host fall to one, so that its pace can be kept."""
    host = host_of(source.address) or source.key
    return int.from_bytes(hashlib.sha256(host.encode()).digest()[:8], "big") % shards


def spread(key: str) -> float:
    """A number in [0, 1) that is the same for a key at every start."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") / 2**32


def _asked(source: Source, state: SourceState | None) -> str:
    """The host that is asked for a source: where it moved to, else its own."""
    return host_of((state.moved_to if state else None) or source.address)


def _is_ready(state: SourceState | None, now: dt.datetime) -> bool:
    return state is None or (state.status != "gone" and (state.next_check is None or state.next_check <= now))


def _has_asked_to_wait(state: SourceState | None, now: dt.datetime) -> bool:
    return state is not None and state.status == "rate limited" and state.next_check is not None and state.next_check > now


def _since(state: SourceState | None) -> float:
    return state.next_check.timestamp() if state and state.next_check else 0.0
