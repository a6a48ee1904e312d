"""Feeds of what the desk shows: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, from one set of values.

It must not say anything the pages do not say; what a wire wrote is text here, never markup.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
_PLAIN: Any = {None: ATOM}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. `key` is its lasting identifier; `day` is what it is filed under when it carries no instant."""

    key: str
    title: str
    link: str
    updated: dt.datetime
    published: dt.datetime
    summary: str
    author: str
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its own address, the page it belongs to, its entries newest first."""

    title: str
    link: str
    self_link: str
    updated: dt.datetime
    entries: tuple[Entry, ...]


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=_PLAIN)
    _add(root, "title", feed.title)
    _add(root, "id", feed.self_link)
    _add(root, "updated", feed.updated.isoformat())
    _link(root, feed.link, "alternate", "text/html")
    _link(root, feed.self_link, "self", "application/atom+xml")
    _add(root, "generator", "copytaster")
    for one in feed.entries:
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        _add(entry, "title", one.title)
        _add(entry, "id", one.key)
        _add(entry, "updated", one.updated.isoformat())
        _add(entry, "published", one.published.isoformat())
        _link(entry, one.link, "alternate", "text/html")
        author = etree.SubElement(entry, f"{{{ATOM}}}author")
        _add(author, "name", one.author)
        _add(entry, "summary", one.summary)
        if one.rights:
            _add(entry, "rights", one.rights)
    return _written(root)


def _link(parent: etree._Element, href: str, rel: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", {"href": href, "rel": rel, "type": kind})


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = _clean(text)


def rss(feed: Feed) -> bytes:
    """The feed as RSS 2.0."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": ATOM, "dc": "http://purl.org/dc/elements/1.1/"})
    channel = etree.SubElement(root, "channel")
    for name, text in (("title", feed.title), ("link", feed.link), ("description", feed.title)):
        etree.SubElement(channel, name).text = _clean(text)
    etree.SubElement(channel, "lastBuildDate").text = format_datetime(feed.updated, usegmt=True)
    etree.SubElement(channel, f"{{{ATOM}}}link", {"href": feed.self_link, "rel": "self", "type": "application/rss+xml"})
    for one in feed.entries:
        item = etree.SubElement(channel, "item")
        etree.SubElement(item, "title").text = _clean(one.title)
        etree.SubElement(item, "link").text = one.link
        etree.SubElement(item, "guid", {"isPermaLink": "false"}).text = one.key
        etree.SubElement(item, "pubDate").text = format_datetime(one.updated, usegmt=True)
        etree.SubElement(item, "{http://purl.org/dc/elements/1.1/}creator").text = _clean(one.author)
        etree.SubElement(item, "description").text = _clean(one.summary)
    return _written(root)


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1."""
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.link,
        "feed_url": feed.self_link,
        "items": [
            {
                "id": one.key,
                "url": one.link,
                "title": one.title,
                "content_text": one.summary or one.title,
                "date_published": one.published.isoformat(),
                "date_modified": one.updated.isoformat(),
                "authors": [{"name": one.author}],
            }
            for one in feed.entries
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


FORMATS = {
    "rss": (rss, "application/rss+xml"),
    "atom": (atom, "application/atom+xml"),
    "json": (json_feed, "application/feed+json"),
    "feed.json": (json_feed, "application/feed+json"),
}


def newest(entries: Sequence[Entry], fallback: dt.datetime) -> dt.datetime:
    """When a feed last changed: its newest entry, so that the same entries always make the same bytes."""
    return max((one.updated for one in entries), default=fallback)


def _clean(text: str) -> str:
    """Text that XML can hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or (ord(c) >= 0x20 and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) not in (0xFFFE, 0xFFFF))
    )


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")
