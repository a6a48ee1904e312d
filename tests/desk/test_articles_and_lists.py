"""Pages: lists of headlines without a feed, looked at before they are kept, and the articles behind a feed's links."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from copytaster.desk import articles
from copytaster.desk.desk import Desk, open_desk
from copytaster.desk.previewing import preview
from copytaster.errors import Misconfigured, Unreadable
from copytaster.model import Delivery, Source
from copytaster.settings import Settings
from copytaster.store.base import Wanted
from tests.conftest import START, Clock
from tests.desk.test_fetching import Server, lines, server

__all__ = ["server"]

NAMES = ["Ferry service to the islands resumes", "Harbour dredging begins after long dispute", "Lighthouse opens to visitors again"]
NAMES += ["Fishing quota cut by a third this year", "Storm closes the coastal road overnight", "New pier approved by the council"]
LIST = (
    "<html><head><title>Harbour</title></head><body><nav><a href='/about'>About this paper and its owners</a></nav>{}</body></html>"
)
TEASERS = "".join(f"<article class='teaser'><h3><a href='/{n}'>{name}</a></h3></article>" for n, name in enumerate(NAMES))
SENTENCE = "The council of the town decided on Tuesday that the ferry may sail again from the first of the month. "
PARAGRAPHS = f"<p>{SENTENCE * 4}</p><p>{SENTENCE.replace('ferry', 'boat') * 4}</p>"
ARTICLE = f"<html><body><article><h1>Ferry resumes</h1>{PARAGRAPHS}</article></body></html>"
FEED = """<rss version="2.0"><channel><title>Harbour</title><link>{0}/</link>
<item><title>Ferry resumes</title><guid>1</guid><link>{0}/ferry</link><description>The ferry sails again.</description></item>
<item><title>Pier approved</title><guid>2</guid><link>{0}/pier</link><description>A new pier.</description></item>
</channel></rss>"""


def page(server: Server, path: str, body: str) -> str:
    server.answers[path] = (200, {"Content-Type": "text/html; charset=utf-8"}, body.encode())
    return server.base + path


def test_a_page_is_not_taken_for_a_feed_and_what_it_seems_to_list_is_said(desk: Desk, server: Server) -> None:
    address = page(server, "/", LIST.format(TEASERS))
    with pytest.raises(Unreadable, match=r"no feed.*seems to list 6 headlines.*Ferry service.*--kind page"):
        desk.add(address)
    assert [source.key for source in desk.store.sources()] == ["wire"]


def test_a_page_that_names_its_feed_says_where_it_is(desk: Desk, server: Server) -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/news.rss"></head>'
    address = page(server, "/", LIST.format(TEASERS).replace("</head>", head))
    with pytest.raises(Unreadable, match=rf"copytaster add {server.base}/news\.rss"):
        desk.add(address)


def test_a_page_is_kept_with_the_selectors_that_were_guessed(desk: Desk, server: Server) -> None:
    added = desk.add(page(server, "/", LIST.format(TEASERS)), kind="page", name="Harbour")
    assert lines(desk) == set(NAMES)
    assert added.sources[0].settings["select.item"] == "article.teaser"
    assert added.asked[0].items == len(NAMES)


def test_what_a_page_adds_comes_in_and_what_it_keeps_does_not_come_twice(desk: Desk, server: Server) -> None:
    address = page(server, "/", LIST.format(TEASERS))
    desk.add(address, kind="page")
    page(
        server,
        "/",
        LIST.format("<article class='teaser'><h3><a href='/n'>Cranes arrive at the new dock</a></h3></article>" + TEASERS),
    )
    (asked,) = desk.fetch(even_early=True)
    assert (asked.entries, asked.items) == (7, 1)


def test_given_selectors_find_what_a_guess_would_not(desk: Desk, server: Server) -> None:
    body = LIST.format("<p class='x'><b>Short</b> <a href='/1'>read</a></p><p class='x'><b>Brief</b> <a href='/2'>read</a></p>")
    settings = {"select.item": "p.x", "select.headline": "b"}
    desk.add(page(server, "/", body), kind="page", settings=settings)
    assert lines(desk) == {"Short", "Brief"}


def test_a_preview_shows_what_is_found_and_how_and_keeps_nothing(tmp_path: Path, server: Server) -> None:
    settings = Settings(data=tmp_path / "none", allow_addresses=("127.0.0.0/8",))
    seen = preview(settings, page(server, "/", LIST.format(TEASERS)))
    assert (seen.format, len(seen.items), dict(seen.selectors or {})) == ("listing", 6, {"item": "article.teaser"})
    assert not (tmp_path / "none").exists()
    chosen = preview(settings, server.base + "/", select={"item": "article", "headline": "h3"})
    assert [item.headline for item in reversed(chosen.items)] == NAMES
    with pytest.raises(Misconfigured, match="no CSS selector"):
        preview(settings, server.base + "/", select={"item": "article["})


def with_articles(server: Server) -> str:
    page(server, "/ferry", ARTICLE)
    server.answers["/feed"] = (200, {}, FEED.format(server.base).encode())
    return f"{server.base}/feed"


def test_the_articles_behind_links_come_in_with_the_feed(desk: Desk, server: Server) -> None:
    desk.add(with_articles(server), settings={"full_text": "yes"})
    found = {line.headline: line for line in desk.store.lines(Wanted())}
    ferry, pier = found["Ferry resumes"], found["Pier approved"]
    assert "the boat may sail again" in ferry.head.item.body
    assert ferry.versions == 1
    assert ferry.head.item.summary == "The ferry sails again."
    assert any("full text not read" in note and "404" in note for note in pier.head.item.notes)
    kept = [desk.store.delivery(record.id) for record in desk.store.deliveries()]
    assert sum(delivery is not None and b"<h1>Ferry" in delivery.body for delivery in kept) == 1


def test_an_article_is_asked_for_once_and_its_item_is_no_news_the_next_time(desk: Desk, server: Server) -> None:
    desk.add(with_articles(server), settings={"full_text": "yes"})
    (asked,) = desk.fetch(even_early=True)
    assert (asked.entries, asked.items) == (2, 0)
    assert [path for path, _ in server.asked].count("/ferry") == 1


def test_what_robots_may_not_read_is_left_alone(desk: Desk, server: Server) -> None:
    server.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /ferry\n")
    desk.add(with_articles(server), settings={"full_text": "yes"})
    assert "/ferry" not in [path for path, _ in server.asked]
    ferry = next(line for line in desk.store.lines(Wanted()) if line.headline == "Ferry resumes")
    assert any("robots" in note for note in ferry.head.item.notes)


def test_pages_that_were_kept_and_not_read_are_read_at_the_next_start(tmp_path: Path, clock: Clock) -> None:
    settings = Settings(data=tmp_path)
    with open_desk(settings=settings, clock=clock) as desk:
        desk.add_source(Source(key="h", name="Harbour", address="https://example.org/feed", settings={"full_text": "yes"}))
        with desk.store.pen() as pen:
            pen.keep(Delivery("h", START, FEED.format("https://example.org").encode(), "https://example.org/feed"))
            pen.keep(Delivery("h", START, ARTICLE.encode(), "https://example.org/ferry", articles.PAGE))
    with open_desk(settings=settings, clock=clock) as desk:
        bodies = {line.headline: line.head.item.body for line in desk.store.lines(Wanted())}
        assert set(bodies) == {"Ferry resumes", "Pier approved"}
        assert "the boat may sail again" in bodies["Ferry resumes"]
        assert desk.store.deliveries(state="kept") == []


def test_no_server_can_pass_a_page_off_as_one_that_was_asked_for(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = (200, {"Content-Type": articles.PAGE}, FEED.format(server.base).encode())
    desk.add(f"{server.base}/feed")
    assert lines(desk) == {"Ferry resumes", "Pier approved"}


def test_a_preview_of_a_page_without_copy_names_its_feed(tmp_path: Path, server: Server) -> None:
    settings = Settings(data=tmp_path / "desk", allow_addresses=("127.0.0.1/32",))
    where = page(
        server, "/", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>Hi</body></html>'
    )
    with pytest.raises(Unreadable, match=f"the page names its feed: copytaster add {server.base}/feed"):
        preview(settings, where)


@pytest.mark.parametrize(
    ("value", "command"),
    [
        ({"format": "rss20"}, "copytaster add https://a.example/x"),
        ({"format": "listing"}, "copytaster add https://a.example/x --kind page"),
        (
            {"format": "listing", "selectors": {"item": "li a"}, "given": True},
            "copytaster add https://a.example/x --select 'item=li a'",
        ),
        ({"format": "page", "feeds": {"https://a.example/f": "News"}}, "copytaster add https://a.example/f (the page's feed)"),
    ],
)
def test_a_preview_says_the_command_that_takes_in_what_it_shows(value: dict[str, Any], command: str) -> None:
    from copytaster.commands.intake import _shown

    usual = {"address": "https://a.example/x", "title": "", "feeds": {}, "selectors": {}, "given": False, "items": [], "notes": []}
    assert _shown({**usual, **value})[-1] == f"To take it in: {command}"
