"""Sources that are due are asked, what they send is taken in, and what was learnt of them is kept. An outer door for the network.

A source's state is kept no sooner than its delivery: once its validators are written, the server will not send those bytes again.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copytaster.desk.intake import Intake
from copytaster.fetch.drops import look
from copytaster.fetch.limits import FetchSettings
from copytaster.fetch.schedule import due, heed
from copytaster.model import Delivery, Source, SourceState
from copytaster.settings import Settings

if TYPE_CHECKING:
    from copytaster.desk.desk import Desk
    from copytaster.fetch.http import Fetcher

log = logging.getLogger(__name__)

# How often the desk looks whether a source is due.
_TICK = 5.0
# Kinds of source that are never asked: what they hold was handed over once.
HANDED_OVER = frozenset({"file", "desk", "headlines", "jsonl"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking one source."""

    source: Source
    outcome: str
    problem: str = ""
    entries: int = 0
    items: int = 0


def fetch_settings(settings: Settings) -> FetchSettings:
    """The fetch room's limits from the desk's settings."""
    return FetchSettings(
        user_agent=settings.user_agent or FetchSettings().user_agent,
        allow=settings.allow_addresses,
        max_bytes=settings.fetch_largest,
        total_seconds=settings.fetch_timeout,
    )


def is_asked(source: Source) -> bool:
    """Whether a source is one that the desk asks by itself."""
    return source.kind not in HANDED_OVER and bool(source.address)


async def ask_all(
    desk: Desk, sources: Sequence[Source], fetcher: Fetcher, *, on_each: Callable[[Asked], None] | None = None
) -> list[Asked]:
    """Ask some sources now, a few at a time, and take in what they send."""
    at_once = asyncio.Semaphore(desk.settings.fetch_at_once)

    async def one(source: Source) -> Asked:
        async with at_once:
            asked = await _ask(desk, source, fetcher)
        if on_each:
            on_each(asked)
        return asked

    return list(await asyncio.gather(*(one(source) for source in sources)))


async def _ask(desk: Desk, source: Source, fetcher: Fetcher) -> Asked:
    state = desk.store.state(source.key)
    now = desk.real_now()
    try:
        if source.kind == "folder":
            looked = await asyncio.to_thread(look, source, state, now=now)
            return await asyncio.to_thread(_take, desk, source, looked.deliveries, looked.state, "looked")
        pulled = await fetcher.pull(source, state, now=now)
        deliveries = (pulled.delivery,) if pulled.delivery else ()
        return await asyncio.to_thread(_take, desk, source, deliveries, pulled.state, pulled.outcome.value)
    except Exception as error:  # the outer door: one source that breaks something must not stop the others
        log.exception("asking %s failed", source.key)
        return Asked(source, "failed", f"{source.name}: {type(error).__name__}: {error}")


def _take(desk: Desk, source: Source, deliveries: Iterable[Delivery], state: SourceState, outcome: str) -> Asked:
    """Take in what came, then keep what was learnt of the source."""
    came = tuple(deliveries)
    done = desk.receive(came) if came else Intake()
    if came and source.kind != "folder":
        unreadable = done.problems[0].split(": ", 1)[-1] if done.quarantined else ""
        state = heed(source, state, fresh=done.items, about=done.about.get(source.key, {}), unreadable=unreadable)
        _learn_name(desk, source, done)
    desk.keep_state(state)
    return Asked(source, outcome, state.problem, done.entries, done.items)


def _learn_name(desk: Desk, source: Source, done: Intake) -> None:
    """A source that was added by its address alone goes by the name that its feed gives."""
    about = done.about.get(source.key, {})
    if source.name == source.address and about.get("title"):
        found = replace(
            source,
            name=about["title"][:120],
            homepage=source.homepage or about.get("homepage", ""),
            language=source.language or about.get("language") or None,
        )
        desk.add_source(found)


async def keep_asking(desk: Desk) -> None:
    """Ask every source when it is due, release what embargoes held back, for as long as the desk is open."""
    from copytaster.fetch.http import Fetcher

    async with Fetcher(fetch_settings(desk.settings)) as fetcher:
        while True:
            sources = [source for source in desk.store.sources() if is_asked(source)]
            ready = due(sources, desk.store.states(), desk.real_now())
            if ready:
                await ask_all(desk, ready[: desk.settings.fetch_at_once * 4], fetcher)
            await asyncio.to_thread(desk.release)
            await asyncio.sleep(_TICK)


def ask_now(desk: Desk, sources: Sequence[Source], *, on_each: Callable[[Asked], None] | None = None) -> list[Asked]:
    """Ask some sources once, now, and wait for all of it."""
    from copytaster.fetch.http import Fetcher

    async def run() -> list[Asked]:
        async with Fetcher(fetch_settings(desk.settings)) as fetcher:
            return await ask_all(desk, sources, fetcher, on_each=on_each)

    return asyncio.run(run())


def waiting_until(desk: Desk) -> dt.datetime | None:
    """When the next source is due."""
    states = desk.store.states()
    times = [states[s.key].next_check for s in desk.store.sources() if is_asked(s) and s.key in states]
    return min((t for t in times if t is not None), default=None)
