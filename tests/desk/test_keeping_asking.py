"""The desk's own loop: who is asked while somebody else takes his time."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import pytest

from copytaster import open_desk
from copytaster.desk import fetching
from copytaster.evals.loopback import Loopback, Request, reply
from copytaster.model import Pace, Source
from copytaster.settings import Settings
from tests.test_cli import FEED


def test_a_source_that_takes_its_time_holds_up_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_TICK", 0.05)
    settings = Settings(data=tmp_path / "desk", allow_addresses=("127.0.0.0/8",), fetch_timeout=20, fetch_gap=0)

    async def tar(request: Request, writer: asyncio.StreamWriter) -> bytes:
        await asyncio.sleep(20)
        return b""

    async def feed(request: Request, writer: asyncio.StreamWriter) -> bytes:
        return reply(FEED.encode())

    async def live() -> None:
        with open_desk(settings=settings) as desk:
            async with Loopback(tar, host="127.0.0.2") as pit, Loopback(feed, host="127.0.0.3") as good:
                desk.add_source(Source("pit", "Pit", address=pit.address(), pace=Pace.WIRE))
                loop = asyncio.create_task(fetching.keep_asking(desk))
                while not pit.requests:
                    await asyncio.sleep(0.02)
                desk.add_source(Source("good", "Good", address=good.address(), pace=Pace.WIRE))
                async with asyncio.timeout(5):
                    while desk.store.state("good").succeeded is None:
                        await asyncio.sleep(0.02)
                # Nobody is asked twice because he has not answered yet.
                assert (len(pit.requests), len(good.requests)) == (1, 1)
                loop.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await loop

    asyncio.run(asyncio.wait_for(live(), 15))


def test_what_goes_wrong_beside_asking_does_not_stop_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(fetching, "_TICK", 0.05)
    settings = Settings(data=tmp_path / "desk", allow_addresses=("127.0.0.0/8",), fetch_gap=0)

    async def feed(request: Request, writer: asyncio.StreamWriter) -> bytes:
        return reply(FEED.encode())

    async def live() -> None:
        with open_desk(settings=settings) as desk:
            monkeypatch.setattr(type(desk), "release", lambda self: 1 / 0)
            async with Loopback(feed, host="127.0.0.3") as good:
                loop = asyncio.create_task(fetching.keep_asking(desk))
                while "looking after" not in caplog.text:
                    await asyncio.sleep(0.02)
                desk.add_source(Source("good", "Good", address=good.address()))
                async with asyncio.timeout(5):
                    while desk.store.state("good").succeeded is None:
                        await asyncio.sleep(0.02)
                loop.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await loop

    asyncio.run(asyncio.wait_for(live(), 15))


def test_an_embargo_that_ends_waits_for_no_hub_that_takes_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_TICK", 0.05)
    released: list[int] = []

    async def renew(*_: object) -> None:
        await asyncio.sleep(20)

    async def live() -> None:
        with open_desk(settings=Settings(data=tmp_path / "desk")) as desk:
            monkeypatch.setattr(fetching.hubs, "renew", renew)
            monkeypatch.setattr(type(desk), "release", lambda self: released.append(1))
            loop = asyncio.create_task(fetching.keep_asking(desk))
            async with asyncio.timeout(5):
                while len(released) < 3:
                    await asyncio.sleep(0.02)
            loop.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await loop

    asyncio.run(asyncio.wait_for(live(), 15))
