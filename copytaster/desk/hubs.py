"""Hubs that send news as it comes (WebSub): asked where a feed offers one and the desk has an address that the hub can reach."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from copytaster.fetch import websub
from copytaster.fetch.callback import Callback
from copytaster.fetch.pages import asks_for_text
from copytaster.fetch.schedule import pushed
from copytaster.model import HANDED_OVER, Source, SourceState

if TYPE_CHECKING:
    from copytaster.desk.desk import Desk
    from copytaster.fetch.http import Fetcher

log = logging.getLogger(__name__)

PATH = "/websub"
_HUB, _TOPIC = "hub", "topic"
# So many hubs are asked in one round; the next round is seconds away.
_AT_ONCE = 8


def heard(state: SourceState, source: Source, links: Mapping[str, str], about: Mapping[str, str], *, is_whole: bool) -> SourceState:
    """A source's state with the hub that its headers and its text offer.

    Only an answer that came whole and could be read (`is_whole`) says that there is no hub any more; the headers of a "not
    modified" may name one, and leave out what only the text says.
    """
    if not (is_whole or links.get("hub")):
        return state
    known = {} if is_whole else {"self": state.notes.get(_TOPIC, "")}
    notes = {name: value for name, value in state.notes.items() if name not in (_HUB, _TOPIC)}
    if offered := websub.offered(source, links, {**known, **about}):
        notes |= {_HUB: offered[0], _TOPIC: offered[1]}
    return replace(state, notes=notes)


async def renew(desk: Desk, sources: Sequence[Source], fetcher: Fetcher) -> None:
    """Ask the hubs of some sources to begin or go on sending, or to end, where that is due. Needs the desk's public address."""
    public = desk.settings.public_address.rstrip("/")
    if not public:
        return
    states, now = desk.store.states(), desk.real_now()
    plans = ((source, _plan(source, states[source.key], now)) for source in sources if source.key in states)
    ready = [(source, *plan) for source, plan in plans if plan is not None]
    await asyncio.gather(*(_agree(desk, *one, public + PATH, fetcher) for one in ready[:_AT_ONCE]))


def _plan(source: Source, state: SourceState, now: dt.datetime) -> tuple[websub.Subscription, bool] | None:
    """What to ask the hub of a source for, and whether it is to end; None where there is nothing to ask."""
    hub, topic = state.notes.get(_HUB, ""), state.notes.get(_TOPIC, source.address)
    wants = bool(hub) and source.kind != HANDED_OVER
    known = websub.of(state)
    if known is None or known.status == "ended":
        is_due = wants and (known is None or websub.has_rested(known, now))
        return (websub.new(source, hub, topic, now=now), False) if is_due else None
    if not wants or (known.hub, known.topic) != (hub, topic):
        return known, True
    return (known, False) if websub.is_due(known, now) else None


async def _agree(desk: Desk, source: Source, wanted: websub.Subscription, is_end: bool, callback: str, fetcher: Fetcher) -> None:
    now = desk.real_now()
    # Kept before the hub is asked: it may call back at once to hear whether we meant it.
    status = "ended" if is_end else "live" if wanted.status == "live" else "asked"
    desk.change_state(source.key, partial(websub.kept, subscription=replace(wanted, status=status, asked=now)))
    asked = await websub.subscribe(fetcher, wanted, callback, now=now, end=is_end)
    if asked.reason:
        log.warning("the hub of %s: %s", source.key, asked.reason)
    desk.change_state(source.key, partial(_after_asking, asked=asked))


def _after_asking(state: SourceState, *, asked: websub.Subscription) -> SourceState:
    """The state with what came of asking a hub, unless the hub has called back meanwhile: what it said then stands."""
    held = websub.of(state)
    has_called = held is not None and held.token == asked.token and held.since >= (asked.asked or asked.since)
    return state if has_called else websub.kept(state, asked)


def door(desk: Desk) -> Callback:
    """The application that hubs knock at, for the site to mount under `PATH`."""

    def find(token: str) -> tuple[Source, websub.Subscription] | None:
        sources: Mapping[str, Source] = {source.key: source for source in desk.store.sources()}
        for key, state in desk.store.states().items():
            held = websub.of(state) if token in state.notes.get("websub", "") else None
            if held is not None and held.token == token and key in sources:
                # What a hub sends for a source that was retired is not wanted, though that is not agreed with the hub yet.
                return (sources[key], held) if sources[key].kind != HANDED_OVER or held.status == "ended" else None
        return None

    async def keep(received: websub.Received) -> None:
        await asyncio.to_thread(_keep, desk, received)

    return Callback(find, keep, clock=desk.real_now, max_bytes=desk.settings.fetch_largest)


def _keep(desk: Desk, received: websub.Received) -> None:
    """What a hub's call brought, kept before the hub is thanked."""
    key = received.subscription.source
    if received.why:
        log.warning("the hub of %s: %s", key, received.why)
    source = desk.store.source(key)
    rings = received.delivery is not None and source is not None and asks_for_text(source)
    fresh = desk.receive([received.delivery]).items if received.delivery and not rings else 0

    def change(state: SourceState) -> SourceState:
        # What a hub sends comes without the articles behind it: it rings, and the source itself is asked.
        known = replace(state, next_check=desk.real_now()) if rings else pushed(state, fresh=fresh, now=desk.real_now())
        return websub.kept(known, received.subscription)

    desk.change_state(key, change)
