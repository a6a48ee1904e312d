"""What an address would bring, to be looked at before anything is kept: a feed, a page that names its feed, a list of headlines, an
article. It asks once and writes nothing.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from copytaster.desk.fetching import askers
from copytaster.desk.intake import PAGES, selectors
from copytaster.errors import Misconfigured, Unreachable, Unreadable
from copytaster.fetch.drops import from_file
from copytaster.model import UTC, Delivery, Item, Source, SourceState
from copytaster.settings import Settings
from copytaster.wire import article, listing, sniff
from copytaster.wire.pagetree import is_html

if TYPE_CHECKING:
    from copytaster.fetch.outcome import Pulled


_MOST_FEEDS = 10


@dataclass(frozen=True, slots=True)
class Preview:
    """What stands at an address: the format it is read as, its items (oldest first), the feeds that a page names with their titles,
    and the selectors that its list of headlines was found by (guessed where none were given)."""

    address: str
    format: str
    items: tuple[Item, ...]
    title: str = ""
    feeds: Mapping[str, str] = field(default_factory=dict)
    selectors: Mapping[str, str] | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether a web page stands there, and no feed."""
        return self.format in PAGES


def preview(
    settings: Settings, address: str, *, select: Mapping[str, str] | None = None, given: Mapping[str, str] | None = None
) -> Preview:
    """Ask for an address, or look into a file, and say what would be read of it. `given` are other settings of the source: user,
    password. Raises `Unreachable`, `Unreadable`, `Misconfigured`.
    """
    source = Source(
        key="preview",
        name=address,
        kind="page" if select else "feed",
        address=address,
        settings={**(given or {}), **{f"select.{part}": css for part, css in (select or {}).items()}},
    )
    if "://" not in address:
        return _of_a_file(source)
    pulled = asyncio.run(_pulled(settings, source))
    if pulled.delivery is None:
        raise Unreachable(pulled.problem or f"{address} sent nothing")
    try:
        return seen(source, pulled)
    except Unreadable as error:
        if is_html(pulled.delivery.body[:4096]) and (named := article.feeds_of(pulled.delivery)):
            raise Unreadable(f"{address} holds no copy itself ({error}); {told(named)}") from error
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
    feeds = article.feeds_of(pulled.delivery) if reading.about.get("feed") else {}
    title = reading.about.get("title", "")
    return Preview(source.address, reading.format, reading.items, title, feeds, found, reading.notes)


def _of_a_file(source: Source) -> Preview:
    path = Path(source.address).expanduser().resolve()
    if path.is_dir():
        raise Misconfigured(f"{path} is a folder; --preview looks at an address or a file")
    delivery = from_file(source, path, now=dt.datetime.now(UTC))
    try:
        reading = sniff.read(delivery, selectors(source))
    except Unreadable as error:
        raise Unreadable(f"{path}: {error}") from error
    title = reading.about.get("title", "")
    return Preview(source.address, reading.format, reading.items, title, selectors=selectors(source) or None, notes=reading.notes)


def told(feeds: Mapping[str, str]) -> str:
    """The feeds that a page names, in a sentence."""
    if len(feeds) == 1:
        return f"the page names its feed: copytaster add {next(iter(feeds))}"
    each = [f"copytaster add {address}" + (f" ({title})" if title else "") for address, title in list(feeds.items())[:_MOST_FEEDS]]
    return f"the page names {len(feeds)} feeds: {'; '.join(each)}"


def _guessed(delivery: Delivery) -> Mapping[str, str] | None:
    """The selectors that a list was found by; none where it stands in the page's scripts."""
    try:
        return listing.guess(delivery).rules
    except Unreadable:
        return None


def advice(seen: Preview) -> str:
    """What a person can do with an address that holds no feed, in a sentence or two."""
    if seen.feeds:
        return told(seen.feeds)
    if seen.format == "listing":
        first = seen.items[-1].headline
        return (
            f"the page seems to list {len(seen.items)} headlines, the first of them {first!r}."
            " Look at it with --preview, then add it with --kind page, and with --select where the guess is wrong"
        )
    return "the page is one article; --kind page takes it in, and asks again for changes"
