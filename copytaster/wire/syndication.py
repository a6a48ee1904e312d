"""RSS, Atom and RDF feeds of every age and state, read with feedparser (its sanitiser off: markup becomes plain text here).

It must not resolve an address over the network, and no markup passes: headline, summary and body are plain text.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import warnings
from typing import Any

import feedparser

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item, Subject
from copytaster.text.markup import one_line, plain
from copytaster.wire.reading import Reading

_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|RDF|channel)[\s>]", re.IGNORECASE)


def looks_like(head: bytes) -> bool:
    """Whether bytes open like an RSS, Atom or RDF document, in any encoding that keeps ASCII."""
    flat = head.replace(b"\x00", b"")
    return bool(_ROOT.search(flat)) and not re.match(rb"\s*<!doctype html|\s*<html", flat, re.IGNORECASE)


def read(delivery: Delivery) -> Reading:
    """The entries of a feed as items, oldest first (a feed has its newest on top). Broken entries cost no other."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parsed = feedparser.parse(delivery.body, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries and not parsed.version:
        problem = parsed.get("bozo_exception")
        raise Unreadable(f"not a feed: {problem}" if problem else "not a feed")
    items = [item for entry in reversed(parsed.entries) if (item := _item(entry, parsed.feed)) is not None]
    notes = (f"malformed: {parsed.bozo_exception}",) if parsed.get("bozo") and parsed.get("bozo_exception") else ()
    return Reading(parsed.version or "feed", tuple(items), _about(parsed.feed), notes, lost=len(parsed.entries) - len(items))


def _about(feed: Any) -> dict[str, str]:
    found = {
        "title": one_line(feed.get("title", "")),
        "homepage": feed.get("link", ""),
        "language": feed.get("language", ""),
        "description": one_line(feed.get("subtitle", "")),
        "ttl": str(feed.get("ttl", "")),
    }
    for link in feed.get("links", ()):
        if link.get("rel") in ("hub", "self"):
            found.setdefault(link["rel"], link.get("href", ""))
    return {name: value for name, value in found.items() if value}


def _item(entry: Any, feed: Any) -> Item | None:
    body = plain(max((part.get("value", "") for part in entry.get("content", ())), key=len, default=""))
    summary = plain(entry.get("summary", ""))
    headline = one_line(entry.get("title", ""))
    notes: list[str] = []
    if not headline:
        headline = one_line((summary or body).split("\n", 1)[0])[:240]
        notes.append("no headline: the first words of the text stand in")
    if not headline:
        return None
    updated, trouble = _time(entry, "updated")
    published, trouble_too = _time(entry, "published")
    created = updated or published
    if created is None:
        notes.append((trouble_too or trouble) or "undated: no time is given")
    return Item(
        headline=headline,
        uri=entry.get("id") or entry.get("link") or None,
        byline=one_line(entry.get("author", "")),
        first_created=published,
        version_created=created,
        subjects=tuple(Subject(one_line(tag["term"])) for tag in entry.get("tags", ()) if tag.get("term")),
        language=feed.get("language") or None,
        summary="" if body and summary == body else summary,
        body=body,
        url=_web_address(entry.get("link", "")),
        notes=tuple(notes),
    )


def _time(entry: Any, name: str) -> tuple[dt.datetime | None, str]:
    # Asking for "updated" where only "published" stands makes feedparser warn and answer with the other.
    if name not in entry.keys():  # noqa: SIM118 - feedparser's `in` maps one name to the other
        return None, ""
    parsed = entry.get(f"{name}_parsed")
    if not parsed:
        return None, f"undated: {name} {str(entry.get(name))[:40]!r} cannot be read"
    try:
        when = dt.datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (OverflowError, ValueError, OSError):
        return None, f"undated: {name} is out of range"
    if when.year < 1980:
        return None, f"undated: {name} says {when:%Y-%m-%d}"
    return when, ""


def _web_address(address: str) -> str:
    """An address that a page may link to, or nothing: javascript: and data: addresses never pass."""
    return address if re.match(r"https?://", address.strip(), re.IGNORECASE) else ""
