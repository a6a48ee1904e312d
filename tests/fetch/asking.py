"""For the tests of fetching: settings that allow loopback, a source at an address, a fixed now."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
from collections.abc import Coroutine
from typing import Any, TypeVar

from aiohttp.abc import AbstractResolver, ResolveResult

from copytaster.fetch.http import Fetcher
from copytaster.fetch.limits import FetchSettings
from copytaster.fetch.outcome import Pulled
from copytaster.model import UTC, Pace, Source, SourceState

NOW = dt.datetime(2025, 10, 8, 12, tzinfo=UTC)
LOOPBACK = ("127.0.0.0/8", "::1/128")
QUICK = FetchSettings(
    allow=LOOPBACK, gap_seconds=0, connect_seconds=0.5, silence_seconds=0.4, total_seconds=1.5, max_bytes=1024 * 1024
)
T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run one test's coroutine."""
    return asyncio.run(coroutine)


def source(address: str, *, pace: Pace = Pace.NEWS, **settings: str) -> Source:
    """A source named Test Wire."""
    return Source("test-wire", "Test Wire", address=address, pace=pace, settings=settings)


async def pull(
    address: str,
    state: SourceState | None = None,
    *,
    settings: FetchSettings = QUICK,
    now: dt.datetime = NOW,
    resolver: AbstractResolver | None = None,
    **own: str,
) -> Pulled:
    """Ask an address once with a fetcher of its own."""
    async with Fetcher(settings, resolver=resolver) as fetcher:
        return await fetcher.pull(source(address, **own), state or SourceState("test-wire"), now=now)


class Names(AbstractResolver):
    """A resolver that answers from a list, one entry for each look-up; the last one stays."""

    def __init__(self, *answers: str | list[str]) -> None:
        self.answers = [[a] if isinstance(a, str) else a for a in answers]
        self.asked = 0

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        addresses = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing to let go of."""
