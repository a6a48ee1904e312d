"""Sources that are due are asked, what they send is taken in, and what was learnt of them is kept. An outer door for the network.

A source's state is kept no sooner than its delivery: once its validators are written, the server will not send those bytes again.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from copytaster.desk import articles, hubs, lists
from copytaster.desk.articles import Articles
from copytaster.desk.intake import Intake
from copytaster.desk.wellbeing import watch
from copytaster.fetch import websub
from copytaster.fetch.drops import Looked, look
from copytaster.fetch.limits import FetchSettings
from copytaster.fetch.pages import Pages, asks_for_text
from copytaster.fetch.schedule import due, heed
from copytaster.fetch.worker import Worker
from copytaster.model import Delivery, Source, SourceState
from copytaster.settings import Settings
from copytaster.wire import fulltext, opml

if TYPE_CHECKING:
    from copytaster.desk.desk import Desk
    from copytaster.fetch.http import Fetcher
    from copytaster.fetch.outcome import Pulled

log = logging.getLogger(__name__)

# How often the desk looks whether a source is due.
_TICK = 5.0
# So many times as many sources as are asked at once wait for their turn, so that none is idle until the desk looks again.
_QUEUE = 4
# What came of asking a list of feeds: sources, and no copy.
LISTED = "list"
# Kinds that lie on this machine or in a mailbox.
_LOOKED_INTO = frozenset({"file", "folder", "maildir", "mbox", "imap"})


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
        ca_file=settings.fetch_certificates,
        max_bytes=settings.fetch_largest,
        total_seconds=settings.fetch_timeout,
        gap_seconds=settings.fetch_gap,
    )


@dataclass(frozen=True, slots=True)
class Askers:
    """What asks: for sources, and for the articles behind their links."""

    fetcher: Fetcher
    pages: Pages

    async def pull(self, source: Source, state: SourceState, *, now: dt.datetime) -> Pulled:
        """Ask a source for what is new: a page only where robots may come."""
        leave = partial(self.pages.leave, now=now) if source.kind == "page" else None
        return await self.fetcher.pull(source, state, now=now, leave=leave)


@asynccontextmanager
async def askers(settings: Settings) -> AsyncIterator[Askers]:
    """What asks, with its connections and its reader of pages, for as long as it is needed."""
    from copytaster.fetch.http import Fetcher

    worker = Worker(fulltext.read)
    try:
        async with Fetcher(fetch_settings(settings)) as fetcher:
            yield Askers(fetcher, Pages(fetcher, worker))
    finally:
        await worker.close()


async def ask_all(
    desk: Desk, sources: Sequence[Source], by: Askers, *, on_each: Callable[[Asked], None] | None = None
) -> list[Asked]:
    """Ask some sources now, a few at a time, and take in what they send."""
    at_once = asyncio.Semaphore(desk.settings.fetch_at_once)

    async def one(source: Source) -> Asked:
        async with at_once:
            asked = await _ask(desk, source, by)
        if on_each:
            on_each(asked)
        return asked

    return list(await asyncio.gather(*(one(source) for source in sources)))


async def _ask(desk: Desk, source: Source, by: Askers) -> Asked:
    state = desk.store.state(source.key)
    try:
        if source.kind in _LOOKED_INTO:
            looked = await asyncio.to_thread(_look, source, state, desk)
            return await asyncio.to_thread(_take, desk, source, looked.deliveries, looked.state, "looked into")
        pulled = await by.pull(source, state, now=desk.real_now())
        return await take(desk, source, pulled, by.pages)
    except Exception as error:  # the outer door: one source that breaks something must not stop the others
        log.exception("asking %s failed", source.key)
        return Asked(source, "failed", f"{source.name}: {type(error).__name__}: {error}")


async def take(desk: Desk, source: Source, pulled: Pulled, pages: Pages) -> Asked:
    """Take in what asking a source brought, with the articles behind its links where the source wants them."""
    if pulled.delivery is None:
        return await asyncio.to_thread(_take, desk, source, (), pulled.state, pulled.outcome.value, pulled.links)
    if source.kind == "list":
        return await asyncio.to_thread(follow, desk, source, pulled.delivery, pulled.state)
    came = [pulled.delivery]
    texts: Articles | None = None
    if asks_for_text(source):
        behind, texts = await articles.behind(desk, source, pulled.delivery, pages)
        came += behind
    return await asyncio.to_thread(_take, desk, source, came, pulled.state, pulled.outcome.value, pulled.links, texts)


def _look(source: Source, state: SourceState, desk: Desk) -> Looked:
    """What is new in a file, a folder or a mailbox."""
    now = desk.real_now()
    if source.kind in ("file", "folder"):
        return look(source, state, now=now)
    if source.kind == "imap":
        from copytaster.fetch.imap import look_imap

        return look_imap(source, state, now=now, settings=fetch_settings(desk.settings))
    from copytaster.fetch.mailboxes import look_maildir, look_mbox

    return (look_maildir if source.kind == "maildir" else look_mbox)(source, state, now=now)


def _take(
    desk: Desk,
    source: Source,
    deliveries: Iterable[Delivery],
    state: SourceState,
    outcome: str,
    links: dict[str, str] | None = None,
    texts: Articles | None = None,
) -> Asked:
    """Take in what came, then keep what was learnt of the source."""
    came = tuple(deliveries)
    done = desk.receive(came, texts=texts) if came else Intake()
    about = done.about.get(source.key, {})
    if came and source.kind not in _LOOKED_INTO:
        unreadable = done.problems[0].split(": ", 1)[-1] if done.quarantined else ""
        state = heed(source, state, fresh=done.items, about=about, unreadable=unreadable)
        _learn_name(desk, source, about)
    if links is not None:
        state = hubs.heard(state, source, links, about, is_whole=bool(came) and not done.quarantined)
    learnt = state
    desk.change_state(source.key, lambda stands: websub.carried(learnt, stands))
    problem = state.problem
    if done.quarantined and source.kind in _LOOKED_INTO:
        several = f"{done.quarantined} of {len(came)} could not be read" if len(came) > 1 else "it could not be read"
        problem = problem or f"{source.name}: {several} ({done.problems[0]}); `copytaster quarantine` lists what was not."
    return Asked(source, outcome, problem, done.entries, done.items)


def follow(desk: Desk, source: Source, delivery: Delivery, state: SourceState) -> Asked:
    """A list of feeds that is subscribed to came in: the desk's sources are brought in step with it."""
    done = lists.follow(desk, source, delivery)
    learnt = heed(source, state, fresh=done.changes, unreadable=done.unreadable, why_not=done.why_not)
    desk.change_state(source.key, lambda stands: websub.carried(learnt, stands))
    problem = desk.store.state(source.key).problem
    _learn_name(desk, source, {"title": opml.title_of(delivery.body)})
    return Asked(source, LISTED, problem, done.listed, done.changes)


def _learn_name(desk: Desk, source: Source, about: dict[str, str]) -> None:
    """A source that was added by its address alone goes by the name that its feed gives."""
    if source.name == source.address and about.get("title"):
        found = replace(
            source,
            name=about["title"][:120],
            homepage=source.homepage or about.get("homepage", ""),
            language=source.language or about.get("language") or None,
        )
        desk.add_source(found)


async def keep_asking(desk: Desk) -> None:
    """Ask every source when it is due, release what embargoes held back, watch over health, for as long as the desk is open.

    A source that takes its time holds up no other: those that are due meanwhile are asked beside it.
    """
    at_once, asking = asyncio.Semaphore(desk.settings.fetch_at_once), dict[str, asyncio.Task[None]]()
    care: dict[str, asyncio.Task[None]] = {}

    async def ask(source: Source) -> None:
        async with at_once:
            await _ask(desk, source, by)

    async with askers(desk.settings) as by, asyncio.TaskGroup() as group:
        while True:
            asking = {key: task for key, task in asking.items() if not task.done()}
            sources = [source for source in desk.store.sources() if source.is_asked]
            ready = due(sources, desk.store.states(), desk.real_now(), per_host=_per_host(desk), under_way=asking)
            for source in ready[: desk.settings.fetch_at_once * _QUEUE - len(asking)]:
                asking[source.key] = group.create_task(ask(source))
            # An embargo that ends waits for no hub and no alarm that take their time.
            if "embargoes" not in care or care["embargoes"].done():
                care["embargoes"] = group.create_task(_look_after(asyncio.to_thread(desk.release)))
            if "others" not in care or care["others"].done():
                care["others"] = group.create_task(_look_after(_renew_and_watch(desk, sources, by.fetcher)))
            await asyncio.sleep(_TICK)


async def _look_after(what: Awaitable[object]) -> None:
    """Something that is due beside asking."""
    try:
        await what
    except Exception:  # the outer door: what goes wrong here must not stop the asking, and is tried again in a moment
        log.exception("looking after what the desk has failed")


async def _renew_and_watch(desk: Desk, sources: Sequence[Source], fetcher: Fetcher) -> None:
    """Leases of hubs, alarms."""
    await hubs.renew(desk, desk.store.sources(), fetcher)
    await watch(desk, sources, fetcher)


def _per_host(desk: Desk) -> int:
    """How many sources of one host can begin until the desk looks again."""
    return max(2, int(_TICK / desk.settings.fetch_gap)) if desk.settings.fetch_gap > 0 else desk.settings.fetch_at_once


def ask_now(desk: Desk, sources: Sequence[Source], *, on_each: Callable[[Asked], None] | None = None) -> list[Asked]:
    """Ask some sources once, now, and wait for all of it."""

    async def run() -> list[Asked]:
        async with askers(desk.settings) as by:
            return await ask_all(desk, sources, by, on_each=on_each)

    return asyncio.run(run())


def are_due(desk: Desk, sources: Sequence[Source]) -> list[Source]:
    """Those of some sources that may be asked now without being impolite. A host that told any source to wait is left alone."""
    wanted = {source.key for source in sources}
    others = [source for source in desk.store.sources() if source.is_asked and source.key not in wanted]
    every = [*sources, *others]
    return [source for source in due(every, desk.store.states(), desk.real_now(), per_host=len(every)) if source.key in wanted]
