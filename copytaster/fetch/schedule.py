"""Which source is asked when. Pure: it reads no clock and asks nobody.

Three voices decide how long to wait, and the longest wins. *We* fit the interval to how often a source has news (pace.py). The
*feed* hints (ttl, sy:, skipHours, skipDays), which is heeded within the bounds of its pace. The *server* tells (Cache-Control,
Retry-After), which is obeyed beyond them, up to a cap: a year of freshness is a careless setting, not a wish.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from yarl import URL

from copytaster.fetch.history import arrived
from copytaster.fetch.pace import BOUNDS, DAY, HOUR, MINUTE, hinted, interval, learnt, noted
from copytaster.fetch.skips import past, skipped
from copytaster.model import Source, SourceState

# A server that says "too many requests" and not for how long.
RATE_LIMITED = HOUR
LONGEST_PLEA = 7 * DAY
LONGEST_PAUSE = DAY
_LONGEST_SPREAD = 5 * MINUTE
# Clocks are put right by less than this every day, which is no reason to ask anybody.
_CLOCK = dt.timedelta(hours=1)
# No lease that a hub gives is believed beyond this; one that seems to run longer was written under a clock that was wrong.
_LONGEST_PUSH = 60 * DAY
# The status of a list that has lost most of its feeds.
NOT_FOLLOWED = "not followed"


def due(
    sources: Iterable[Source],
    states: Mapping[str, SourceState],
    now: dt.datetime,
    *,
    per_host: int = 2,
    under_way: Container[str] = (),
) -> list[Source]:
    """The sources to ask now, longest overdue first, at most `per_host` of each host.

    A source that is gone is never due, nor one that is being asked (its key is in `under_way`), which counts for its host. A host
    that has asked to wait is left alone with all its sources.
    """
    sources = list(sources)
    held = {_asked(s, states.get(s.key)) for s in sources if _has_asked_to_wait(states.get(s.key), now)}
    taken: dict[str, int] = {}
    for source in sources:
        if source.key in under_way:
            host = _asked(source, states.get(source.key))
            taken[host] = taken.get(host, 0) + 1
    ready = [s for s in sources if s.key not in under_way and _is_ready(states.get(s.key), now)]
    ready.sort(key=lambda s: (_since(states.get(s.key)), s.key))
    chosen = []
    for source in ready:
        host = _asked(source, states.get(source.key))
        taken[host] = taken.get(host, 0) + 1
        if not host or (host not in held and taken[host] <= per_host):
            chosen.append(source)
    return chosen


def next_check(
    source: Source,
    state: SourceState,
    *,
    after: dt.datetime,
    told: float | None = None,
    failures: int = 0,
    was_heard: bool = True,
) -> dt.datetime:
    """When to ask again: never before what the server told, spread a little so that sources do not march in step.

    The state's notes hold the rate of the source, the feed's hint, and what the server told with its last good answer; `told` is
    what it told now, in seconds. Each failure in a row doubles the wait of our own; where no server heard the request (`was_heard`
    is false: no name, no connection) it costs nobody anything and may be the desk's own line, so that the wait stays in the bounds.
    """
    bounds = BOUNDS[source.pace]
    ours = min(max(interval(source.pace, noted(state, "rate")), noted(state, "hint") or 0.0), bounds.slowest)
    if _is_pushed(state, after):
        ours = bounds.slowest
    if failures:
        longest = max(LONGEST_PAUSE, bounds.slowest) if was_heard else bounds.slowest
        ours = min(max(ours, bounds.first) * 2 ** min(failures - 1, 20), longest)
    wait = max(ours, (noted(state, "told") or 0.0) if told is None else told)
    when = after + dt.timedelta(seconds=wait + spread(source.key) * min(0.1 * wait, _LONGEST_SPREAD))
    return past(when, state.notes.get("skips", ""), max(when, after + dt.timedelta(seconds=bounds.slowest)))


def heed(
    source: Source,
    state: SourceState,
    *,
    fresh: int,
    about: Mapping[str, str] | None = None,
    unreadable: str = "",
    why_not: str = "",
) -> SourceState:
    """The state after its delivery was read: `fresh` items were new, `about` is what the feed says of itself.

    With `unreadable` (why no item could be read) the source counts as failing, and a move that it had just made is not believed:
    behind it may be a login page. `why_not` is why a list that could be read is not followed.
    """
    if state.checked is None:
        return state
    if unreadable:
        failures = int(noted(state, "unreadable") or 0) + 1
        where = "it" if source.name == source.address else source.address
        problem = f"{source.name}: what it sent cannot be read ({unreadable}); open {where} and see whether it is a feed."
        kept = replace(state, status="unreadable", problem=problem, failures=failures, moved_to=None)
        kept = replace(kept, notes={**state.notes, "unreadable": str(failures)})
        return replace(kept, next_check=next_check(source, kept, after=state.checked, failures=failures))
    notes = {name: value for name, value in state.notes.items() if name != "unreadable"}
    notes["hint"] = f"{hinted(about or {}) or 0:.0f}"
    notes["skips"] = skipped(about or {})
    notes["rate"] = f"{learnt(source.pace, noted(state, 'rate'), fresh=fresh, span=noted(state, 'span') or 0):.3f}"
    if why_not:
        # It stands as it was received until an editor agrees, whatever "not modified" says meanwhile.
        notes["unreadable"] = "1"
    if fresh:
        notes = arrived(notes, state.checked)
    kept = replace(state, notes=notes, changed=state.checked if fresh else state.changed)
    if why_not:
        kept = replace(kept, status=NOT_FOLLOWED, problem=why_not, failures=1)
    elif kept.status == NOT_FOLLOWED:
        kept = replace(kept, status="ok", problem="", failures=0)
    return replace(kept, next_check=next_check(source, kept, after=state.checked))


def pushed(state: SourceState, *, fresh: int, now: dt.datetime) -> SourceState:
    """The state after a hub sent something of which `fresh` items were new: the source had news, though it was not asked."""
    return replace(state, changed=now, notes=arrived(state.notes, now)) if fresh else state


@lru_cache(maxsize=8192)
def host_of(address: str) -> str:
    """The host of an address, the same for all its spellings: capitals, IDN or punycode, a dot at the end, the ways to write IPv6.
    Empty for files and folders."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
        if ":" in host:
            return str(ipaddress.ip_address(host))
        return host if host.isascii() else (URL.build(scheme="http", host=host).raw_host or host)
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


def _is_pushed(state: SourceState, now: dt.datetime) -> bool:
    """Whether a hub sends us the news of this source, so that asking is only a safeguard."""
    return 0 < (noted(state, "pushed_until") or 0.0) - now.timestamp() <= _LONGEST_PUSH


def _is_ready(state: SourceState | None, now: dt.datetime) -> bool:
    return state is None or (state.status != "gone" and _is_time(state, now))


def _is_time(state: SourceState, now: dt.datetime) -> bool:
    """Whether the next check has come. A clock that was put back by more than the wait itself would put it off for as long as it
    was wrong: then the wait is over, too."""
    if state.next_check is None or state.next_check <= now:
        return True
    return state.checked is not None and now < state.checked - max(state.next_check - state.checked, _CLOCK)


def _has_asked_to_wait(state: SourceState | None, now: dt.datetime) -> bool:
    return state is not None and state.status == "rate limited" and not _is_time(state, now)


def _since(state: SourceState | None) -> float:
    return state.next_check.timestamp() if state and state.next_check else 0.0
