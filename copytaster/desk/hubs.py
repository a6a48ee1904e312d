"""Hubs that send news as it comes (WebSub): asked where a feed offers one and the desk has an address that the hub can reach."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from copytaster.fetch import websub
from copytaster.fetch.callback import Callback
from copytaster.fetch.pages import asks_for_text
from copytaster.model import Source, SourceState

if TYPE_CHECKING:
    from copytaster.desk.desk import Desk
    from copytaster.fetch.http import Fetcher

log = logging.getLogger(__name__)

PATH = "/websub"
_HUB, _TOPIC = "hub", "topic"

offered = websub.offered


def noted(state: SourceState, hub: str, topic: str) -> SourceState:
    """A source's state with the hub that it offers."""
    return replace(state, notes={**state.notes, _HUB: hub, _TOPIC: topic})


async def renew(desk: Desk, sources: Sequence[Source], fetcher: Fetcher) -> None:
    """Ask the hubs of some sources to begin or go on sending, where that is due. Needs the desk's public address."""
    public = desk.settings.public_address.rstrip("/")
    if not public:
        return
    states = desk.store.states()
    for source in sources:
        state = states.get(source.key)
        if state is None or not state.notes.get(_HUB):
            continue
        known = websub.of(state)
        now = desk.real_now()
        if websub.is_due(known, now):
            wanted = known or websub.new(source, state.notes[_HUB], state.notes.get(_TOPIC, source.address), now=now)
            # Kept before the hub is asked: it may call back at once to hear whether we meant it.
            meant = replace(wanted, status="live" if wanted.status == "live" else "asked")
            desk.change_state(source.key, partial(websub.kept, subscription=meant))
            asked = await websub.subscribe(fetcher, wanted, public + PATH, now=now)
            desk.change_state(source.key, partial(_after_asking, asked=asked))


def _after_asking(state: SourceState, *, asked: websub.Subscription) -> SourceState:
    """The state with what came of asking a hub, unless the hub has called back already and it is live."""
    held = websub.of(state)
    return websub.kept(state, asked) if held is None or held.status != "live" or asked.status == "failed" else state


def door(desk: Desk) -> Callback:
    """The application that hubs knock at, for the site to mount under `PATH`."""

    def find(token: str) -> tuple[Source, websub.Subscription] | None:
        sources: Mapping[str, Source] = {source.key: source for source in desk.store.sources()}
        for key, state in desk.store.states().items():
            held = websub.of(state)
            if held is not None and held.token == token and key in sources:
                return sources[key], held
        return None

    async def keep(received: websub.Received) -> None:
        import asyncio

        await asyncio.to_thread(_keep, desk, received)

    return Callback(find, keep, clock=desk.real_now, max_bytes=desk.settings.fetch_largest)


def _keep(desk: Desk, received: websub.Received) -> None:
    """What a hub's call brought, kept before the hub is thanked."""
    key = received.subscription.source
    if received.why:
        log.warning("the hub of %s: %s", key, received.why)
    source = desk.store.source(key)
    rings = received.delivery is not None and source is not None and asks_for_text(source)
    if received.delivery and not rings:
        desk.receive([received.delivery])

    def change(state: SourceState) -> SourceState:
        # What a hub sends comes without the articles behind it: it rings, and the source itself is asked.
        known = replace(state, next_check=desk.real_now()) if rings else state
        return websub.kept(known, received.subscription)

    desk.change_state(key, change)
