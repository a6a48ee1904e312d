"""`demo` and `serve`: the desk on its pages."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import socket
import time
from collections.abc import Awaitable, Callable
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from copytaster.commands.common import data_option, json_option, progress, put, say, settings_for
from copytaster.commands.served import address_of
from copytaster.errors import Misconfigured, StoreBusy

if TYPE_CHECKING:
    from copytaster.desk.desk import Desk
    from copytaster.model import Delivery
    from copytaster.settings import Settings

port_option = click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on (8000 if not set).")
host_option = click.option("--host", help="The address to listen on; 0.0.0.0 opens the desk to the network.")

# Where a replay begins if nothing else is said: what came before is loaded at once.
_REPLAY_FROM = "2025-10-08"


@click.command()
@data_option
@json_option
@port_option
@host_option
@click.option("--once", is_flag=True, help="Load, judge, print the figures, and end.")
@click.option("--replay", metavar="SPEED", help="Let the wires arrive as they did, so many times as fast: 600x.")
@click.option("--from", "begin", default=_REPLAY_FROM, show_default=True, help="With --replay: where it begins.")
def demo(data: Path | None, as_json: bool, port: int | None, host: str | None, once: bool, replay: str | None, begin: str) -> None:
    """Load the demo wires and serve the desk with them: no account, no key, no network.

    The demo has a desk of its own, made anew each time, beside yours.
    """
    speed = _speed(replay) if replay else 0.0
    start = _instant(begin) if replay else None
    settings = settings_for(data, port=port, host=host)
    if data is None:
        import dataclasses

        settings = dataclasses.replace(settings, data=settings.data / "demo")
    from copytaster.desk import demo as wires
    from copytaster.desk.desk import open_desk

    if data is None:
        _clear(settings.data)
    with open_desk(settings=settings) as desk:
        if not desk.is_demo and desk.store.sources():
            raise Misconfigured(
                f"{settings.data} holds a desk already, and the demo's copy would mix with it; name an empty folder"
            )
        coming = wires.deliveries()
        figures = _load(desk, coming, until=start, quiet=as_json)
        put(figures, as_json=as_json, lines=lambda: [f"{name.replace('_', ' '):>18}  {value:,}" for name, value in figures.items()])
        if once:
            return
        say(f"The demo's desk lies in {settings.data}; other commands find it with --data {settings.data}")
        later = [d for d in coming if start is not None and d.received > start]
        _serve(desk, settings, background=(lambda: _replay(desk, later, speed)) if replay else None)


def _clear(folder: Path) -> None:
    from copytaster.store.sqlite import clear

    try:
        clear(folder)
    except StoreBusy as error:
        address = address_of(folder)
        where = (
            f"is served already at {address}: look there, or stop it first" if address else "is being loaded already: wait for it"
        )
        raise StoreBusy(f"The demo in {folder} {where}.") from error


def _load(desk: Desk, coming: list[Delivery], *, until: dt.datetime | None, quiet: bool) -> dict[str, int | float]:
    total = sum(max(1, d.body.count(b"\n") + 1) for d in coming if until is None or d.received <= until)
    began = time.perf_counter()
    with progress("Tasting the demo wires", total, quiet=quiet) as advance:
        desk.load_demo(until=until, progress=advance)
    seconds = time.perf_counter() - began
    held = desk.store.figures()
    situations = desk.store.situations()
    with progress("Telling the dossiers", len(situations), quiet=quiet) as advance:
        dossiers = 0
        for situation in situations:
            told = desk.tell(situation.id)
            dossiers += any(section.sentences for section in told.dossier.sections)
            advance(1)
    return {
        "items": held.items,
        "lines": held.lines,
        "folds": held.folds,
        "stories": held.stories,
        "situations": held.situations,
        "dossiers": dossiers,
        "quarantined": held.quarantined,
        "seconds": round(seconds, 2),
        "items_per_second": round(held.items / seconds),
    }


def _speed(text: str) -> float:
    m = re.fullmatch(r"(\d+(?:\.\d+)?)x?", text.strip())
    if not m or float(m.group(1)) <= 0:
        raise Misconfigured(f"--replay {text!r}: write how many times as fast, like 600x")
    return float(m.group(1))


def _instant(text: str) -> dt.datetime:
    try:
        when = dt.datetime.fromisoformat(text)
    except ValueError:
        raise Misconfigured(f"--from {text!r}: write a day or an instant, like 2025-10-08 or 2025-10-08T06:00") from None
    return when.replace(tzinfo=dt.UTC) if when.tzinfo is None else when


async def _replay(desk: Desk, coming: list[Delivery], speed: float) -> None:
    """Hand the desk its deliveries in their time, `speed` times as fast. What arrived is taken out of `coming`, so that a replay
    that was broken off goes on where it stood."""
    if not coming:
        return
    clock = desk.now()
    began = time.monotonic()
    while coming:
        now = clock + dt.timedelta(seconds=(time.monotonic() - began) * speed)
        due = list(takewhile(lambda delivery: delivery.received <= now, coming))  # noqa: B023 - used up at once
        await asyncio.to_thread(_arrive, desk, now, due)
        del coming[: len(due)]
        await asyncio.sleep(0.5)


def _arrive(desk: Desk, now: dt.datetime, due: list[Delivery]) -> None:
    desk.set_clock(now)
    if due:
        desk.receive(due)


@click.command()
@data_option
@port_option
@host_option
@click.option("--no-fetch", is_flag=True, help="Serve what is there without asking any source.")
def serve(data: Path | None, port: int | None, host: str | None, no_fetch: bool) -> None:
    """Serve the desk, and ask its sources when they are due."""
    from copytaster.desk.desk import open_desk
    from copytaster.desk.fetching import keep_asking

    settings = settings_for(data, port=port, host=host)
    with open_desk(settings=settings) as desk:
        _serve(desk, settings, background=None if no_fetch else lambda: keep_asking(desk))


def _serve(desk: Desk, settings: Settings, *, background: Callable[[], Awaitable[None]] | None) -> None:
    """Serve until interrupted. The socket is taken first, so that a port in use is told in one sentence."""
    import uvicorn

    from copytaster.site.app import create_app
    from copytaster.site.auth import token_of

    listening = _listen(settings)
    shown = f"http://{_shown(settings.host)}:{listening.getsockname()[1]}"
    token, is_new = token_of(settings.data)
    if is_new:
        say(f"The desk's token, printed this once: {token}\nWhoever has it decides. It lies in {settings.data / 'desk.token'}.")
    app = create_app(desk, background=background)
    desk.announce(shown)
    say(f"The desk is open at {shown} (Ctrl-C closes it)")
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2, server_header=False)
    server = uvicorn.Server(config)
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((settings.host, settings.port))
        made.listen(2048)
    except OSError as error:
        made.close()
        where = f"{settings.host}:{settings.port}"
        raise Misconfigured(f"{where} cannot be listened on ({error.strerror}): choose another with --port N") from error
    return made


def _shown(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "") else f"[{host}]" if ":" in host else host  # noqa: S104 - only compared
