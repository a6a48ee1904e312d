"""Agency copy in the entries of a feed: a document of NITF or NewsML-G2 as the content, AP's own elements, orders beside the text.

A feed's own fields say little of such copy: what its documents say counts before them, and of all orders the strictest. It must not
look into feeds that hold none of it, which is told from their bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import Item, PubStatus, changed
from copytaster.wire import dates, newsml_g2, nitf, xmlorders
from copytaster.wire.elements import Element, first, said, tree
from copytaster.wire.reading import urgency_of

_HINT = re.compile(
    rb"<(?:[\w.-]+:)?(?:nitf|newsItem|NewsManagement|pubStatus|publishingStatus)[\s>/]|<[^<>]{0,80}embarg", re.IGNORECASE
)
# Fields in which the document of an entry says more than the entry.
_BETTER = (
    "headline",
    "body",
    "byline",
    "dateline",
    "slugline",
    "ed_note",
    "version",
    "urgency",
    "signals",
    "related",
    "info_source",
)
_MOST_ENTRIES = 20_000
_STRICTEST = (PubStatus.CANCELED, PubStatus.WITHHELD)


def held(body: bytes, media_type: str = "") -> dict[str, Element]:
    """The entries of a feed by their ids, where any holds agency copy or orders."""
    if not _HINT.search(body):
        return {}
    try:
        root, _ = tree(body, media_type)
    except Unreadable:
        return {}
    entries = islice(root.iter("entry", "item"), _MOST_ENTRIES)
    return {name: entry for entry in entries if (name := said(entry, "id", "guid", "link"))}


def beside(item: Item, entry: Element) -> Item:
    """An item with what the document in its entry says, and under the orders of both."""
    change: dict[str, Any] = {}
    inner = _document(entry)
    if inner is not None:
        change |= {name: value for name in _BETTER if (value := getattr(inner, name))}
        if any(note.startswith("no headline") for note in inner.notes):
            change.pop("headline")
    change |= _of_ap(entry)
    notes = list(item.notes)
    until, status, marks = xmlorders.of(xmlorders.told(entry), xmlorders.NOTHING, item.version_created, item.language, notes)
    release = dates.read(said(entry, "NewsManagement/PublishingReleaseDateTime")).instant
    if (
        release is not None
        and status is PubStatus.WITHHELD
        and said(entry, "NewsManagement/PublishingStatus").lower() == "embargoed"
    ):
        status, until = None, max(filter(None, (until, release)))
    ends = [end for end in (item.embargoed_until, until, inner.embargoed_until if inner else None) if end is not None]
    statuses = {item.pub_status, status, inner.pub_status if inner else None}
    if ("embargo" in marks and until is None) or (inner and "embargo" in inner.marks and inner.embargoed_until is None):
        # One that has no end outlasts the others.
        statuses.add(PubStatus.WITHHELD)
    return changed(
        item,
        change
        | {
            "embargoed_until": max(ends, default=None),
            "pub_status": next((one for one in _STRICTEST if one in statuses), PubStatus.USABLE),
            "marks": tuple(dict.fromkeys((*item.marks, *marks, *(inner.marks if inner else ())))),
            "notes": tuple(notes),
        },
    )


def _document(entry: Element) -> Item | None:
    """The item of the document that an entry holds; None where it holds none that can be read."""
    found = next(entry.iter("nitf", "newsItem"), None)
    if found is None:
        return None
    try:
        return nitf.item(found) if found.tag == "nitf" else newsml_g2.item(found)
    except Unreadable:
        return None


def _of_ap(entry: Element) -> Mapping[str, Any]:
    """What AP's own elements say of an entry (its WebFeeds guide); only what stands there."""
    about = first(entry, "ContentMetadata")
    priority = first(about, "Priority")
    said_of = {
        "headline": said(about, "HeadLine"),
        "byline": said(about, "ByLine"),
        "dateline": said(about, "DateLine"),
        "slugline": said(about, "SlugLine"),
        "version": said(entry, "NewsManagement/ManagementSequenceNumber"),
        "urgency": urgency_of(priority.get("Numeric") or "") if priority is not None else None,
    }
    return {name: value for name, value in said_of.items() if value}
