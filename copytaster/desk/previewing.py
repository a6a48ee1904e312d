"""What an address would bring, to be looked at before anything is kept: a feed, a page that names its feed, a list of headlines, an
article. It asks once and writes nothing.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copytaster.desk.fetching import askers
from copytaster.desk.intake import PAGES, selectors
from copytaster.errors import Misconfigured, Unreachable, Unreadable
from copytaster.model import UTC, Delivery, Item, Source, SourceState
from copytaster.settings import Settings
from copytaster.wire import article, listing, sniff
from copytaster.wire.addresses import web_address
from copytaster.wire.pagetree import is_html

if TYPE_CHECKING:
    from copytaster.fetch.outcome import Pulled


@dataclass(frozen=True, slots=True)
class Preview:
    """What stands at an address: the format it is read as, its items (oldest first), the feed that a page names, and the selectors
    that its list of headlines was found by (guessed where none were given)."""

    address: str
    format: str
    items: tuple[Item, ...]
    title: str = ""
    feed: str = ""
    selectors: Mapping[str, str] | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether a web page stands there, and no feed."""
        return self.format in PAGES


def preview(settings: Settings, address: str, *, select: Mapping[str, str] | None = None) -> Preview:
    """Ask for an address and say what would be read of it. Raises `Unreachable`, `Unreadable`, `Misconfigured`."""
    source = Source(
        key="preview",
        name=address,
        kind="page" if select else "feed",
        address=address,
        settings={f"select.{part}": css for part, css in (select or {}).items()},
    )
    pulled = asyncio.run(_pulled(settings, source))
    if pulled.delivery is None:
        raise Unreachable(pulled.problem or f"{address} sent nothing")
    try:
        return seen(source, pulled)
    except Unreadable as error:
        if is_html(pulled.delivery.body[:4096]) and (named := article.feed_of(pulled.delivery)):
            raise Unreadable(
                f"{address} holds no copy itself ({error}); the page names its feed: copytaster add {named}"
            ) from error
        raise Unreadable(f"{address}: {error}") from error


async def _pulled(settings: Settings, source: Source) -> Pulled:
    async with askers(settings) as by:
        return await by.fetcher.pull(source, SourceState(source.key), now=dt.datetime.now(UTC))


def seen(source: Source, pulled: Pulled) -> Preview:
    """What was pulled from a source's address, read as that source would be. Raises `Unreadable`, `Misconfigured`."""
    assert pulled.delivery is not None
    given = selectors(source)
    reading = sniff.read(pulled.delivery, given)
    found: Mapping[str, str] | None = given or None
    if given and reading.format not in PAGES:
        raise Misconfigured(f"{source.address} is no web page ({reading.format}): selectors are of no use there")
    if not given and reading.format == "listing":
        found = _guessed(pulled.delivery)
    feed = web_address(reading.about.get("feed", ""), pulled.delivery.address) if reading.about.get("feed") else ""
    title = reading.about.get("title", "")
    return Preview(source.address, reading.format, reading.items, title, feed, found, reading.notes)


def _guessed(delivery: Delivery) -> Mapping[str, str] | None:
    """The selectors that a list was found by; none where it stands in the page's scripts."""
    try:
        return listing.guess(delivery).rules
    except Unreadable:
        return None


def advice(seen: Preview) -> str:
    """What a person can do with an address that holds no feed, in a sentence or two."""
    if seen.feed:
        return f"the page names its feed: copytaster add {seen.feed}"
    if seen.format == "listing":
        first = seen.items[-1].headline
        return (
            f"the page seems to list {len(seen.items)} headlines, the first of them {first!r}."
            " Look at it with --preview, then add it with --kind page, and with --select where the guess is wrong"
        )
    return "the page is one article; --kind page takes it in, and asks again for changes"
