"""Articles behind links, and whether their sites let robots read them."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt

import pytest
from asking import NOW, QUICK, run, source
from readers import length, obey

from copytaster.evals.loopback import Loopback, Request, reply
from copytaster.fetch.http import Fetcher
from copytaster.fetch.outcome import Outcome
from copytaster.fetch.pages import Page, Pages, asks_for_text
from copytaster.fetch.robots import Robots
from copytaster.fetch.worker import Worker

PAGE = b"<html><p>An article.</p></html>"
WIRE = source("https://example.org/feed", full_text="yes")


class Site:
    """A site with a robots.txt (or an answer in its place) and pages."""

    def __init__(self, robots: bytes, *, page: bytes = reply(PAGE, "200 OK", "Content-Type: text/html; charset=x")) -> None:
        self.robots = robots
        self.page = page

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> bytes:
        return self.robots if request.target == "/robots.txt" else self.page


def rules(*lines: str) -> bytes:
    """A robots.txt."""
    return reply("\n".join(lines).encode())


async def get(server: Loopback, path: str = "/article", *, function: object = length) -> Page:
    """Get one page with everything new."""
    worker = Worker(function)  # type: ignore[arg-type]
    try:
        async with Fetcher(QUICK) as fetcher:
            return await Pages(fetcher, worker).get(WIRE, server.address(path), now=NOW)
    finally:
        await worker.close()


def got(site: Site, path: str = "/article", *, function: object = length) -> tuple[Page, list[str]]:
    """A page, and what its site was asked for."""

    async def ask() -> tuple[Page, list[str]]:
        async with Loopback(site) as server:
            page = await get(server, path, function=function)
            return page, [request.target for request in server.requests]

    return run(ask())


def test_an_article_is_asked_for_by_setting_only() -> None:
    assert asks_for_text(WIRE)
    assert not asks_for_text(source("https://example.org/feed"))
    assert not asks_for_text(source("https://example.org/feed", full_text="no"))


def test_an_article_is_handed_on_raw_and_read() -> None:
    page, asked = got(Site(rules("User-agent: *", "Disallow: /private/")))
    assert (page.outcome, page.problem) == (Outcome.NEW, "")
    assert page.delivery is not None
    assert page.delivery.body == PAGE
    assert page.delivery.media_type == "text/html"
    assert page.read["length"] == len(PAGE)
    assert asked == ["/robots.txt", "/article"]


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (rules("User-agent: *", "Disallow: /"), False),
        (rules("User-agent: copytaster", "Disallow: /article", "", "User-agent: *", "Allow: /"), False),
        (rules("User-agent: *", "Disallow: /", "", "User-agent: CopyTaster", "Allow: /"), True),
        (rules("User-agent: *", "Disallow: /a*cle$"), False),
        (rules("User-agent: *", "Disallow: /", "Allow: /article"), True),
        (reply(b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /"), False),
        (reply(b"User-agent: *\rDisallow: /\r"), False),
        (rules("User-agent: copytaster/1.0 (news)", "Disallow: /"), False),
        (rules("User-agent: copy", "Disallow: /"), True),
        (rules("User-agent: copytaster-news", "Disallow: /"), True),
        (rules("User-agent: copytaster", "Disallow: /x", "", "User-agent: a", "", "User-agent: copytaster", "Disallow: /a"), False),
        (rules("User-agent: a", "User-agent: copytaster", "Disallow: /"), False),
        (rules("User-agent: *", "Disallow: /", "", "User-agent: copytaster", "Crawl-delay: 0"), True),
        (rules("User-agent: *", "Allow: /article", "Disallow: /article"), True),
        (rules("User-agent: *", "Disallow: /%61rticle"), False),
        (rules("User-agent: *", "Disallow:", "Crawl-delay: nan"), True),
        (reply(b"# " + b"x" * 600_000 + b"\nUser-agent: *\nDisallow: /"), True),
        (reply(b"User-agent: *\nDisallow: /\n# " + b"x" * 600_000), False),
        (rules(""), True),
        (rules("<html>not a robots file</html>"), True),
        (reply(b"\xff\xfe\x00", "200 OK"), True),
        (reply(b"", "404 Not Found"), True),
        (reply(b"", "403 Forbidden"), True),
        (reply(b"", "429 Slow"), False),
        (reply(b"", "503 Busy"), False),
        (b"garbage\r\n\r\n", False),
    ],
)
def test_a_site_says_for_itself_whether_robots_may_come(robots: bytes, allowed: bool) -> None:
    page, asked = got(Site(robots))
    assert (page.outcome is Outcome.NEW) == allowed
    assert ("/article" in asked) == allowed
    if not allowed:
        assert page.outcome is Outcome.DENIED
        assert "/article): " in page.problem
        assert "robots.txt" in page.problem


def test_the_site_behind_a_redirect_is_asked_too() -> None:
    async def ask() -> None:
        async with Loopback(Site(rules("User-agent: *", "Disallow: /")), host="127.0.0.2") as closed:
            there = reply(b"", "302 Found", f"Location: {closed.address('/article')}")
            async with Loopback(Site(rules(""), page=there)) as server:
                assert (await get(server)).outcome is Outcome.DENIED
            assert [request.target for request in closed.requests] == ["/robots.txt"]

    run(ask())


def test_a_robots_file_is_asked_for_once_a_day_and_after_trouble_in_an_hour() -> None:
    async def ask() -> None:
        site = Site(rules("User-agent: *", "Disallow: /private"))
        async with Loopback(site) as server, Fetcher(QUICK) as fetcher:
            robots = Robots(fetcher)
            found = await asyncio.gather(*(robots.rule(server.address(f"/{n}"), now=NOW) for n in range(9)))
            assert all(rule.is_allowed for rule in found)
            assert not (await robots.rule(server.address("/private/x"), now=NOW + dt.timedelta(hours=23))).is_allowed
            assert len(server.requests) == 1
            site.robots = reply(b"", "500 Oops")
            for hours, asked, is_allowed in ((25, 2, False), (25.5, 2, False), (27, 3, True)):
                if hours == 27:
                    site.robots = reply(b"", "404 No")
                assert (await robots.rule(server.address("/x"), now=NOW + dt.timedelta(hours=hours))).is_allowed == is_allowed
                assert len(server.requests) == asked

    run(ask())


def test_a_robots_file_is_asked_for_at_the_pace_of_its_host() -> None:
    came: list[float] = []

    async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
        came.append(asyncio.get_running_loop().time())
        return reply(b"<p>x</p>" * 99, "200 OK", "Content-Type: text/html")

    async def ask() -> None:
        async with Loopback(script) as server, Fetcher(dataclasses.replace(QUICK, gap_seconds=0.3)) as fetcher:
            worker = Worker(length)
            assert (await Pages(fetcher, worker).get(WIRE, server.address("/article"), now=NOW)).outcome is Outcome.NEW
            await worker.close()

    run(ask())
    assert len(came) == 2
    assert came[1] - came[0] >= 0.25


def test_a_crawl_delay_is_kept_and_bounded() -> None:
    async def ask() -> None:
        async with Loopback(Site(rules("User-agent: *", "Crawl-delay: 0.2"))) as server, Fetcher(QUICK) as fetcher:
            worker = Worker(length)
            pages, began = Pages(fetcher, worker), asyncio.get_running_loop().time()
            found = [await pages.get(WIRE, server.address(f"/{n}"), now=NOW) for n in range(3)]
            assert [page.outcome for page in found] == [Outcome.NEW] * 3
            assert asyncio.get_running_loop().time() - began >= 0.39
            await worker.close()
        async with Loopback(Site(rules("User-agent: *", "Crawl-delay: 86400"))) as server, Fetcher(QUICK) as fetcher:
            assert (await Robots(fetcher).rule(server.address("/"), now=NOW)).delay == 60

    run(ask())


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (reply(b"x", "200 OK", "Content-Type: video/mp4"), "what lies there is video/mp4"),
        (reply(b"", "404 Gone astray"), "HTTP 404"),
        (reply(b"", "200 OK", "Content-Type: text/html"), "empty"),
        (reply(b"", "304 Not Modified"), "no page"),
        (reply(b"", "402 Pay"), "does not let the desk in"),
    ],
)
def test_what_is_no_article_is_one_clear_sentence(page: bytes, words: str) -> None:
    found, _ = got(Site(rules(""), page=page))
    assert found.delivery is None
    assert words in found.problem
    assert found.problem.startswith("Test Wire (http://127.0.0.1")


def test_a_page_that_breaks_the_reader_is_kept_raw_with_the_reason() -> None:
    found, _ = got(Site(rules(""), page=reply(b"die", "200 OK", "Content-Type: text/html")), function=obey)
    assert found.delivery is not None
    assert found.delivery.body == b"die"
    assert found.outcome is Outcome.BROKEN
    assert "cannot be read: reading it broke the reader" in found.problem


def test_a_link_inside_is_not_dialled_and_a_link_to_nothing_is_said() -> None:
    async def ask() -> None:
        async with Loopback(Site(rules(""))) as server, Fetcher(dataclasses.replace(QUICK, allow=())) as fetcher:
            pages = Pages(fetcher, Worker(length))
            for address in (server.address(), "mailto:desk@example.org", "javascript:alert(1)", ""):
                page = await pages.get(WIRE, address, now=NOW)
                assert page.delivery is None
                assert page.problem
            assert server.connections == 0

    run(ask())
