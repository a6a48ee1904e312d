"""Feeds: what any reader can read, says what the pages say."""

from __future__ import annotations

import json

import feedparser
import pytest
from lxml import etree

from copytaster.model import Delivery
from copytaster.wire import sniff
from tests.conftest import START, Served, headlines


@pytest.mark.parametrize("path", ["/feed", "/wire"])
@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_is_sound_and_says_what_the_page_says(served_demo: Served, path: str, kind: str) -> None:
    body = served_demo.page(f"{path}.{kind}").encode()
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    assert len(parsed.entries) >= 30
    titles = [entry.title for entry in parsed.entries]
    if path == "/feed":
        assert titles == [story["title"] for story in served_demo.values("/front.json")["stories"]]
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)
    for entry in parsed.entries:
        assert entry.link.startswith(served_demo.base)
        assert entry.updated_parsed if kind == "atom" else entry.published_parsed


def test_atom_has_what_rfc_4287_asks_of_every_feed(served_demo: Served) -> None:
    root = etree.fromstring(served_demo.page("/wire.atom").encode())
    names = {"a": "http://www.w3.org/2005/Atom"}
    for where in (".", "a:entry"):
        for node in root.xpath(where, namespaces=names):
            for field in ("id", "title", "updated"):
                assert len(node.findall(f"a:{field}", names)) == 1, (where, field)
    assert root.xpath("a:entry[not(a:author/a:name)]", namespaces=names) == []
    assert root.xpath("a:link[@rel='self']/@href", namespaces=names) == [f"{served_demo.base}/wire.atom"]


def test_json_feed_has_what_version_1_1_asks(served_demo: Served) -> None:
    value = json.loads(served_demo.page("/feed.json"))
    assert value["version"] == "https://jsonfeed.org/version/1.1"
    for item in value["items"]:
        assert item["id"]
        assert "content_text" in item or "content_html" in item


def test_each_story_has_its_feeds(served_demo: Served) -> None:
    story = served_demo.values("/front.json")["stories"][0]
    for kind in ("rss", "atom", "feed.json"):
        body = served_demo.page(f"{story['url']}.{kind}")
        assert served_demo.values(story["url"] + ".json")["lines"][0]["headline"][:20] in body.replace("&amp;", "&")


def test_a_desk_can_read_the_feeds_of_a_desk(served_demo: Served) -> None:
    for kind in ("rss", "atom"):
        reading = sniff.read(Delivery("other", START, served_demo.page(f"/wire.{kind}").encode()))
        wire = {row["headline"] for row in served_demo.values("/wire.json")["wire"]}
        assert wire & {item.headline for item in reading.items}


def test_the_same_lines_give_the_same_bytes(served: Served) -> None:
    served.desk.receive([headlines("Gold tops record")])
    assert served.page("/wire.rss") == served.page("/wire.rss")
    _, headers, _ = served.ask("/wire.rss")
    assert served.ask("/wire.rss", headers={"If-None-Match": headers["etag"]})[0] == 304


def test_an_empty_desk_has_sound_feeds(served: Served) -> None:
    for path in ("/feed.rss", "/feed.atom", "/wire.rss", "/wire.atom"):
        assert not feedparser.parse(served.page(path).encode()).bozo
