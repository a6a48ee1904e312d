"""The outer door: what it refuses, and that nothing stops it."""

from __future__ import annotations

import asyncio

import pytest

from copytaster.desk.desk import Desk
from copytaster.site.app import create_app
from tests.conftest import Served


def test_work_in_the_background_that_failed_is_begun_again(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    begun: list[int] = []
    done = asyncio.Event()

    async def work() -> None:
        begun.append(1)
        if len(begun) < 3:
            raise OSError("the disk is full for a moment")
        done.set()

    async def open_for_a_while() -> None:
        app = create_app(desk, background=work)
        async with app.router.lifespan_context(app):
            await asyncio.wait_for(done.wait(), 10)
            await asyncio.sleep(0.1)

    asyncio.run(open_for_a_while())
    assert len(begun) == 3
    assert caplog.text.count("begun again in") == 2
    assert "the disk is full for a moment" in caplog.text


@pytest.mark.parametrize("host", ["testserver", "evil.example", "evil.example:8000", ""])
def test_a_desk_on_this_machine_answers_to_no_other_name(served: Served, host: str) -> None:
    assert served.ask("/wire", headers={"Host": host})[0] == 421


def test_a_desk_on_this_machine_answers_to_its_own_names(served: Served) -> None:
    for host in (f"127.0.0.1:{served.port}", f"localhost:{served.port}", "localhost", f"[::1]:{served.port}"):
        assert served.ask("/wire", headers={"Host": host})[0] == 200
