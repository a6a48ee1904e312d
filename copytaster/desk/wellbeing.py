"""How the wires fare, for the page, the command and the alarm. It asks nobody: it looks at what asking has taught."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from copytaster.fetch.health import Alert, Health, Status, alert, health
from copytaster.fetch.history import History
from copytaster.model import Source, SourceState
from copytaster.store.base import Reader

if TYPE_CHECKING:
    from copytaster.desk.desk import Desk
    from copytaster.fetch.http import Fetcher

log = logging.getLogger(__name__)
_REMEMBERED = "health"


def health_of(desk: Desk, source: Source, state: SourceState) -> Health | None:
    """How a source fares; None for one that was handed over."""
    return health(source, state, History.of(state), desk.real_now()) if source.is_asked else None


async def watch(desk: Desk, sources: Sequence[Source], fetcher: Fetcher) -> None:
    """Tell the log, and the address that `alert_to` names, when a source gets into trouble or out of it."""
    for one in await asyncio.to_thread(_news, desk, sources):
        log.warning("%s: %s", one.status.value, one.what)
        if desk.settings.alert_to:
            await _send(desk.settings.alert_to, one, fetcher)


def _news(desk: Desk, sources: Sequence[Source]) -> list[Alert]:
    """What has changed since the desk last looked, and remember how it is now."""
    before = remembered(desk.store)
    states = desk.store.states()
    now: dict[str, str] = {}
    found = []
    for source in sources:
        held = health_of(desk, source, states.get(source.key) or SourceState(source.key))
        if held is None:
            continue
        was = Health(Status(before[source.key]), "") if source.key in before else None
        # One that is in trouble and asked to wait meanwhile is still in trouble: neither news now, nor news again afterwards.
        stands = was if was and was.status.is_trouble and held.status is Status.WAITING else held
        now[source.key] = stands.status.value
        if (news := alert(source, was, held)) is not None:
            found.append(news)
    if now != before:
        with desk.store.pen() as pen:
            pen.remember(_REMEMBERED, json.dumps(now))
    return found


def remembered(reader: Reader) -> dict[str, str]:
    """How each source fared when the desk last looked."""
    held: dict[str, str] = json.loads(reader.memory(_REMEMBERED) or "{}")
    return held


async def _send(address: str, one: Alert, fetcher: Fetcher) -> None:
    """Post an alert as a form. An alarm that cannot be sent is no reason to stop."""
    form = {"source": one.source, "status": one.status.value, "was": one.was.value, "what": one.what}
    try:
        await fetcher.ask(address, form=form)
    except Exception:  # the outer door: whatever is wrong with the alarm's address, the desk goes on
        log.exception("the alert could not be sent to %s", address)
