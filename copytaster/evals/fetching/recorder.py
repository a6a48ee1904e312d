"""Three simulated days of polling, watched as Rachel Kroll's feed reader tests watch readers (rachelbythebay.com/fs/help.html).

The desk's own loop (due, pull, heed) runs against sites with habits, under a clock that jumps; every few hours it is shut down and
started again from what it had written. Counted is what an owner of such sites would complain about.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from copytaster.errors import Unreadable
from copytaster.evals.fetching.probes import Turning
from copytaster.evals.fetching.sites import HABITS, Habit, Said
from copytaster.evals.loopback import Loopback, Request
from copytaster.fetch.http import Fetcher
from copytaster.fetch.limits import FetchSettings
from copytaster.fetch.pace import BOUNDS
from copytaster.fetch.schedule import due, heed
from copytaster.model import UTC, Delivery, Source, SourceState
from copytaster.wire import sniff

_BEGIN = dt.datetime(2025, 10, 8, tzinfo=UTC)
_LENGTH = dt.timedelta(days=3)
_TICK = dt.timedelta(seconds=30)
_RESTART = dt.timedelta(hours=5)
_SETTINGS = FetchSettings(allow=("127.0.0.1/32",), gap_seconds=0, connections_per_host=16)


@dataclass(slots=True)
class Notebook:
    """What the owner of one site wrote down: the complaints, and what is needed to make them."""

    habit: Habit
    given: dict[str, str] = field(default_factory=dict)
    not_before: float = 0.0
    is_closed: bool = False
    requests: int = 0
    full: int = 0
    unconditional: int = 0
    wrong: int = 0
    early: int = 0
    rude: int = 0

    def watch(self, request: Request, now: float) -> Said:
        """Judge a request by what was said before, answer it, and remember what was said."""
        sent = {"etag": request.headers.get("if-none-match"), "last-modified": request.headers.get("if-modified-since")}
        self.wrong += any(value is not None and value != self.given.get(name) for name, value in sent.items())
        self.early += now < self.not_before
        self.rude += self.is_closed or bool({"cookie", "referer"} & set(request.headers)) or "user-agent" not in request.headers
        said = self.habit.play(request, now, self.requests)
        self.requests += 1
        self.full += said.status == 200
        self.unconditional += said.status in {200, 304} and not any(sent.values())
        self._remember(said)
        self.not_before = now + max(said.wait, BOUNDS[self.habit.pace].fastest if said.status not in {300, 301, 302, 308} else 0)
        self.is_closed = said.is_last
        return said

    def _remember(self, said: Said) -> None:
        marks = {name: value for name in ("etag", "last-modified") if (value := said.header(name)) is not None}
        if said.status == 200:
            self.given = marks
        elif said.status == 304:
            self.given.update(marks)


@dataclass(slots=True)
class Desk:
    """As much of a desk as polls: its sources, its states, and a disk for them."""

    sources: list[Source]
    states: dict[str, SourceState] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    disk: str = "{}"

    def shut_down(self) -> None:
        """Write everything down and forget it."""
        self.disk = json.dumps(
            {key: dataclasses.asdict(state) for key, state in self.states.items()}, default=dt.datetime.isoformat
        )
        self.states = {}

    def start(self) -> None:
        """Read what was written."""
        times = ("checked", "next_check", "succeeded", "changed")
        for key, kept in json.loads(self.disk).items():
            read = {name: dt.datetime.fromisoformat(kept[name]) if kept[name] else None for name in times}
            self.states[key] = SourceState(**{**kept, **read})

    async def poll(self, fetcher: Fetcher, now: dt.datetime) -> None:
        """Ask what is due, and heed what came."""
        for source in due(self.sources, self.states, now, per_host=99):
            pulled = await fetcher.pull(source, self.states.get(source.key, SourceState(source.key)), now=now)
            state = pulled.state
            if pulled.delivery:
                digest = hashlib.sha256(pulled.delivery.body).digest()
                state = heed(source, state, fresh=int(self.digests.get(source.key) != digest), about=_about(pulled.delivery))
                self.digests[source.key] = digest
            self.states[source.key] = state


def _about(delivery: Delivery) -> Mapping[str, str]:
    """What a feed says of itself, by the reader that the desk reads it with: hints count as they come through there."""
    try:
        return sniff.read(delivery).about
    except Unreadable:
        return {}


async def record(habits: tuple[Habit, ...] = HABITS) -> list[Notebook]:
    """The notebooks after three days."""
    books = {habit.path: Notebook(habit) for habit in habits}
    now = _BEGIN

    async def script(request: Request, writer: asyncio.StreamWriter) -> bytes | None:
        said = books[request.target].watch(request, (now - _BEGIN).total_seconds())
        if said.hangs_up:
            writer.transport.abort()
            return None
        return said.raw()

    async with Loopback(script) as server:
        # Each site is a host of its own: one that asks to wait must not hold up the others.
        desk = Desk([_source(habit, server.port) for habit in habits if habit.is_source])
        while now < _BEGIN + _LENGTH:
            desk.start()
            async with Fetcher(_SETTINGS, resolver=Turning([["127.0.0.1"]])) as fetcher:
                until = now + _RESTART
                while now < until:
                    await desk.poll(fetcher, now)
                    now += _TICK
            desk.shut_down()
    return list(books.values())


def _source(habit: Habit, port: int) -> Source:
    return Source(habit.path, habit.path, address=f"http://{habit.path[1:]}.example:{port}{habit.path}", pace=habit.pace)
