"""Full text for the sources that ask for it: the pages behind a feed's new items come in with the feed's delivery.

The raw pages are kept beside the feed before anything is read from them, marked by their media type, and never become items of
their own. They are read in a process of their own: it must not be this one that a hostile page keeps busy.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from copytaster.errors import Unreadable
from copytaster.fetch.pages import Pages
from copytaster.fetch.worker import Worker
from copytaster.model import Delivery, Item, Source
from copytaster.wire import fulltext, sniff
from copytaster.wire.reading import digest

if TYPE_CHECKING:
    from copytaster.desk.desk import Desk

log = logging.getLogger(__name__)

# A page that came for the item that links to it. No server can say so: what servers send is cut off before the parameters.
PAGE = "text/html; role=article"
# More new items at once than this are a backfill, and their articles would keep the newest waiting.
MOST = 25

# Address -> the article in plain values, or why there is none.
Articles = Mapping[str, Mapping[str, str] | str]


def is_page(delivery: Delivery) -> bool:
    """Whether a delivery is the page behind an item of a feed."""
    return delivery.media_type == PAGE


async def behind(desk: Desk, source: Source, delivery: Delivery, pages: Pages) -> tuple[list[Delivery], Articles]:
    """The pages behind the new items of a feed's delivery, raw, and what was read from them."""
    try:
        items = sniff.read(delivery).items
    except Unreadable:
        return [], {}
    wanted = _new(desk, source, [item for item in items if fulltext.wants_text(item)])
    kept: list[Delivery] = []
    articles: dict[str, Mapping[str, str] | str] = {
        item.url: f"{len(wanted)} items came at once, and the articles of {MOST} were asked for" for item in wanted[:-MOST]
    }
    for item in wanted[-MOST:]:
        page = await pages.get(source, item.url, now=desk.real_now())
        if page.delivery is not None:
            # Under the address that the item gives, so that both are found together again.
            kept.append(replace(page.delivery, address=item.url, media_type=PAGE))
        articles[item.url] = page.read or page.problem
    return kept, articles


def _new(desk: Desk, source: Source, items: Sequence[Item]) -> list[Item]:
    """Those of some items that this source has not said before."""
    digests = [digest(item) for item in items]
    known = desk.store.known(source.key, digests)
    return [item for item, fingerprint in zip(items, digests, strict=True) if fingerprint not in known]


def read_apart(pages: Iterable[Delivery]) -> Articles:
    """What pages say that were kept and not read when the process ended."""
    waiting = list(pages)
    if not waiting:
        return {}

    async def run() -> Articles:
        worker = Worker(fulltext.read)
        found: dict[str, Mapping[str, str] | str] = {}
        try:
            for page in waiting:
                try:
                    found[page.address] = await worker.call(page.body, page.address)
                except Unreadable as error:
                    found[page.address] = f"the article cannot be read: {error}"
        finally:
            await worker.close()
        return found

    # In a thread of its own: whoever opens the desk may be running a loop already.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, run()).result()
