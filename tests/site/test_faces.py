"""Pages and feeds are built once for all their readers, and built anew when something changed."""

from __future__ import annotations

import asyncio
import re
import time
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from copytaster.desk.desk import Desk
from copytaster.site.app import create_app
from copytaster.site.faces import Ask, Builder, Faces, Page
from tests.conftest import headlines


class Slow:
    """A page that takes its time and counts how often it was built."""

    def __init__(self, desk: Desk) -> None:
        self.built = 0
        self.app = create_app(desk)
        self.faces = Faces(desk)

    def __call__(self, ask: Ask) -> Page:
        self.built += 1
        time.sleep(0.05)
        return Page("about.html", "Slow", {"wires": []}, twin="/slow.json")

    def asked(self, path: str = "/slow") -> Any:
        return self.faces.page(self)(_request(self.app, path))


def _request(app: Starlette, path: str) -> Request:
    return Request(
        {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": [(b"host", b"127.0.0.1")],
            "path_params": {},
            "scheme": "http",
            "server": ("127.0.0.1", 80),
            "app": app,
        }
    )


def test_many_who_ask_at_once_have_a_page_built_once(desk: Desk) -> None:
    slow = Slow(desk)

    async def crowd() -> list[Response]:
        return await asyncio.gather(*(slow.asked() for _ in range(60)))

    answers = asyncio.run(crowd())
    assert slow.built == 1
    assert len({answer.headers["etag"] for answer in answers}) == 1


def test_a_reader_who_goes_away_takes_the_page_from_nobody(desk: Desk) -> None:
    slow = Slow(desk)

    async def one_leaves() -> Response:
        first = asyncio.create_task(slow.asked())
        second = asyncio.create_task(slow.asked())
        await asyncio.sleep(0.02)
        first.cancel()
        answer: Response = await second
        return answer

    assert asyncio.run(one_leaves()).status_code == 200
    assert slow.built == 1


def test_a_change_has_a_page_built_anew_and_a_poll_does_not(desk: Desk) -> None:
    slow = Slow(desk)

    async def through_a_day() -> list[int]:
        counts = []
        for step in (lambda: None, lambda: desk.keep_state(desk.store.state("wire")), lambda: desk.receive([headlines("News")])):
            step()
            await slow.asked()
            counts.append(slow.built)
        return counts

    assert asyncio.run(through_a_day()) == [1, 1, 2]


def test_a_page_that_cannot_be_built_is_tried_again(desk: Desk) -> None:
    slow = Slow(desk)
    failing: Builder = lambda ask: Page("there-is-no-such-template.html", "", {})  # noqa: E731

    async def twice() -> list[BaseException | Response]:
        broken = [await _outcome(slow.faces.page(failing)(_request(slow.app, "/slow"))) for _ in range(2)]
        return [*broken, await slow.asked()]

    first, second, third = asyncio.run(twice())
    assert isinstance(first, Exception)
    assert isinstance(second, Exception)
    assert isinstance(third, Response)


async def _outcome(coming: Any) -> BaseException | Response:
    (found,) = await asyncio.gather(coming, return_exceptions=True)
    outcome: BaseException | Response = found
    return outcome


def test_a_line_that_comes_while_a_page_is_built_is_told_by_its_ticker(desk: Desk) -> None:
    faces, app = Faces(desk), create_app(desk)
    before = desk.store.change_number()

    def overtaken(ask: Ask) -> Page:
        desk.receive([headlines("It came in between")])
        return Page("about.html", "Overtaken", {"wires": []}, twin="/slow.json")

    answer = asyncio.run(faces.page(overtaken)(_request(app, "/slow")))
    assert re.search(rb'data-change="(\d+)"', answer.body)[1] == str(before).encode()


def test_a_feed_is_built_once_until_something_changes(desk: Desk) -> None:
    faces, app = Faces(desk), create_app(desk)
    built = []

    def write() -> bytes:
        built.append(1)
        return b"<rss/>"

    async def asked() -> None:
        for _ in range(5):
            await faces.feed(_request(app, "/feed.rss"), write, "application/rss+xml")
        desk.receive([headlines("News")])
        await faces.feed(_request(app, "/feed.rss"), write, "application/rss+xml")

    asyncio.run(asked())
    assert len(built) == 2
