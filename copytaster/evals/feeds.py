"""Feed reading, scored against feedparser: on its own test documents by what they say is expected of them, on any other feed by
laying what feedparser reads of the same bytes beside what the wire room reads.

`data` is a folder or archive of feeds, or feedparser's source distribution; of the whole collection of corpora the feeds are
taken. A feed is then broken in one place after the other, to see whether that costs more than the entry it stands in. It must
not count an entry as read that has no headline, text or address.
"""

from __future__ import annotations

import calendar
import datetime as dt
import io
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from copytaster.errors import CopytasterError, Misconfigured
from copytaster.evals import Score, assertions, breakage
from copytaster.evals.corpus import files, share
from copytaster.model import UTC, Delivery, Item
from copytaster.text.markup import plain
from copytaster.wire import sniff, syndication
from copytaster.wire.addresses import web_address

_PLACES = ("feeds/real-feeds-share.tar.gz", "feeds/feed-fixtures.tar.gz")
_FIELDS = ("title", "link", "id", "date")
_RECEIVED = dt.datetime(2100, 1, 1, tzinfo=UTC)
_MOST_ERRORS = 20
_TELLING = ("title", "summary", "link", "content", "id", "media_content", "enclosures")


@dataclass(slots=True)
class _Tally:
    count: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: {"own": 0.0, "reference": 0.0})
    errors: list[str] = field(default_factory=list)

    def wrong(self, what: str) -> None:
        if len(self.errors) < _MOST_ERRORS:
            self.errors.append(what)


def run(data: Path) -> Score:
    """Score the reading of every feed in some data. Raises `Misconfigured` where there is none."""
    tally = _Tally()
    documents = list(_documents(data))
    asserted = [(name, body, said) for name, body in documents if (said := assertions.expected(body)) is not None]
    for name, body, said in asserted:
        _asserted(name, body, said, tally)
    for name, body in documents if not asserted else ():
        if syndication.looks_like(body[:4096]):
            _beside(name, body, tally)
            _broken(name, body, tally)
    if not tally.count["documents"] and not tally.count["assertions"]:
        raise Misconfigured(f"no feed stands in {data}")
    return Score("feeds", _figures(tally), errors=tuple(tally.errors))


def _documents(data: Path) -> Iterator[tuple[str, bytes]]:
    places = [data / place for place in _PLACES if (data / place).exists()]
    for place in places or [data]:
        yield from files(place)


def _figures(tally: _Tally) -> dict[str, float | int | str]:
    count, seconds = tally.count, tally.seconds
    found: dict[str, float | int | str] = {}
    if count["assertions"]:
        found |= {
            "assertions": count["assertions"],
            "assertions_held": count["held"],
            "assertions_agreement": share(count["held"], count["assertions"]),
        }
    compared = sum(count[name] for name in _FIELDS)
    if not count["documents"]:
        return {"agreement": share(count["held"], count["assertions"]), **found}
    agreed = sum(count[f"{name}_same"] for name in _FIELDS)
    return found | {
        "documents": count["documents"],
        "entries": count["entries"],
        "entries_reference": count["reference"],
        "lost": count["lost"],
        "agreement": round(agreed / max(compared, 1), 5),
        **{name: round(count[f"{name}_same"] / max(count[name], 1), 5) for name in _FIELDS},
        "injections": count["injections"],
        "collateral": count["collateral"],
        "entries_per_second": round(count["entries"] / max(seconds["own"], 1e-9)),
        "entries_per_second_reference": round(count["reference"] / max(seconds["reference"], 1e-9)),
    }


def _asserted(name: str, body: bytes, expression: str, tally: _Tally) -> None:
    tally.count["assertions"] += 1
    place = name.partition("tests/")[2] or name
    try:
        entries = syndication.parsed(body, "", assertions.base(body, place))[2]
        held = assertions.holds(expression, entries)
    except (CopytasterError, SyntaxError):
        held = False
    tally.count["held"] += held
    if not held:
        tally.wrong(f"{place}: expected {expression[:160]}")


def _reference(body: bytes) -> tuple[list[dict[str, Any]], str]:
    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    return list(found.entries), str(found.feed.get("link") or "")


def _beside(name: str, body: bytes, tally: _Tally) -> None:
    """One feed, as read here and as feedparser reads it."""
    count = tally.count
    began = time.process_time()
    try:
        theirs, base = _reference(body)
    except Exception as error:  # feedparser may raise anything on what is broken
        tally.wrong(f"{name}: feedparser fails on it: {error!r}")
        return
    between = time.process_time()
    try:
        about, entries = syndication.parsed(body)[1:3]
        items = [syndication.item(entry, about, about.get("link", "")) for entry in entries]
    except CopytasterError as error:
        tally.wrong(f"{name}: {error}")
        items = []
    tally.seconds["own"] += time.process_time() - between
    tally.seconds["reference"] += between - began
    worth = [e for e in theirs if any(e.get(k) for k in _TELLING)]
    found = [item for item in items if item is not None]
    count["documents"] += 1
    count["reference"] += len(worth)
    count["entries"] += len(found)
    if len(found) < len(worth):
        count["lost"] += len(worth) - len(found)
        tally.wrong(f"{name}: {len(found)} entries, feedparser finds {len(worth)}")
    for theirs_one, own in _pairs(theirs, items):
        for what, same, said in _compared(theirs_one, own, base):
            count[what] += 1
            count[f"{what}_same"] += same
            if not same:
                tally.wrong(f"{name}: {what}: {said}")


def _pairs(theirs: list[dict[str, Any]], items: list[Item | None]) -> Iterator[tuple[dict[str, Any], Item]]:
    """The same entry of both readings: by place where both found as many, else by identity."""
    if len(theirs) == len(items):
        yield from ((a, b) for a, b in zip(theirs, items, strict=True) if b is not None)
        return
    known = {item.uri: item for item in items if item is not None and item.uri}
    for entry in theirs:
        item = known.get(entry.get("id") or entry.get("link") or "")
        if item is not None:
            yield entry, item


def _compared(entry: dict[str, Any], item: Item, base: str) -> Iterator[tuple[str, bool, str]]:
    """What feedparser says of an entry beside what its item says, field by field, where feedparser says anything."""
    title = " ".join(plain(entry.get("title") or "").split())
    if title:
        yield "title", title == item.headline, f"{title[:60]!r} is {item.headline[:60]!r}"
    if entry.get("link") and (link := web_address(urljoin(base, str(entry["link"])))):
        yield "link", link == item.url or urljoin(base, item.url) == link, f"{link[:80]!r} is {item.url[:80]!r}"
    if entry.get("id"):
        yield "id", entry["id"] == item.uri, f"{entry['id'][:80]!r} is {str(item.uri)[:80]!r}"
    parsed = dict.get(entry, "updated_parsed") or dict.get(entry, "published_parsed") or dict.get(entry, "created_parsed")
    if parsed and parsed[0] > 1971:
        at = dt.datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        own = item.version_created or item.first_created
        printed = dict.get(entry, "updated") or dict.get(entry, "published")
        yield "date", own == at or (own is None and item.day == at.date()), f"{printed!r} is {own or item.day}, not {at}"


def _broken(name: str, body: bytes, tally: _Tally) -> None:
    """A feed that is broken in one entry, in several ways: how many of its other entries are lost by it."""
    whole = _names(body)
    for way, number, text in breakage.broken(body):
        tally.count["injections"] += 1
        missing = Counter(whole) - Counter(_names(text))
        allowed = max(1, len(whole) - number) if way == "cut" else 1
        beyond = max(0, sum(missing.values()) - allowed)
        tally.count["collateral"] += beyond
        if beyond:
            tally.wrong(f"{name}: {way} in entry {number + 1} of {len(whole)} loses {beyond} others")


def _names(body: bytes) -> list[str]:
    try:
        items = sniff.read(Delivery("eval", _RECEIVED, body)).items
    except CopytasterError:
        return []
    return [f"{item.uri} {item.url}" if item.uri or item.url else item.headline for item in items]
