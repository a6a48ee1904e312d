"""The text of the article behind a feed's link, and how it joins the item that linked to it. Reads pages, asks for none.

`read` answers in plain JSON values, because it is called in a process of its own (fetch/worker.py). What joins an item is its text
and what the feed left empty; who said what, when, and under which identifier stays as the feed has it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import article, finish

# An item with so much running text of its own brings its article along.
ENOUGH = 1_500
_LISTING = "listing"


def read(body: bytes, address: str) -> dict[str, str]:
    """The article of a page: `body`, `byline`, `image`, `language`, empty where the page has none; `embargoed_until` (ISO 8601) or
    `withheld` only where the page is to be held back. Raises `Unreadable`.
    """
    delivery = Delivery("", dt.datetime(1970, 1, 1, tzinfo=UTC), body, address, "text/html")
    reading = article.read(delivery)
    if reading.format == _LISTING:
        raise Unreadable("the page holds a list of headlines, no article")
    (item,) = finish.finished(reading, delivery).items
    if not item.body:
        raise Unreadable("the page holds no running text")
    found = {"body": item.body, "byline": item.byline, "image": item.image, "language": item.language or ""}
    if item.embargoed_until is not None:
        found["embargoed_until"] = item.embargoed_until.isoformat()
    elif item.pub_status is PubStatus.WITHHELD:
        found["withheld"] = "yes"
    return found


def wants_text(item: Item) -> bool:
    """Whether an item links to an article and has little text itself."""
    return item.url.startswith(("http://", "https://")) and len(item.body) < ENOUGH


def joined(item: Item, article: Mapping[str, str] | str) -> Item:
    """The item with the text of its article; a string says why there is none, and becomes a note. A text that says less than
    the feed's own is not taken.
    """
    if isinstance(article, str):
        return replace(item, notes=(*item.notes, f"full text not read: {article}"))
    item = _held(item, article)
    text = article.get("body", "")
    if len(text) <= len(item.body):
        return replace(item, notes=(*item.notes, "full text not taken: the article's page says less than the feed"))
    summary = item.summary or (item.body if item.body and not text.startswith(item.body) else "")
    return replace(
        item,
        body=text,
        summary="" if summary and text.startswith(summary) else summary,
        byline=item.byline or article.get("byline", ""),
        image=item.image or article.get("image", ""),
        language=item.language or article.get("language") or None,
    )


def _held(item: Item, article: Mapping[str, str]) -> Item:
    """The item under the embargo that its article's page orders, if that ends later than its own."""
    printed = article.get("embargoed_until", "")
    until = dt.datetime.fromisoformat(printed) if printed else None
    marks = item.marks if "embargo" in item.marks else (*item.marks, "embargo")
    if until is not None and (item.embargoed_until is None or until > item.embargoed_until):
        return replace(item, embargoed_until=until, marks=marks)
    if article.get("withheld") and item.pub_status is PubStatus.USABLE:
        note = "withheld: the article's page is held back, and says no end that can be read"
        return replace(item, pub_status=PubStatus.WITHHELD, marks=marks, notes=(*item.notes, note))
    return item
