"""Agency copy in the entries of a feed: a document of NITF or NewsML-G2 as the content, AP's own elements, orders beside the text.

A feed's own fields say little of such copy: what its documents say counts before them, and of all orders the strictest. It must not
look into feeds that hold none of it, which is told by their tags.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from copytaster.errors import Unreadable
from copytaster.model import Item, PubStatus, changed
from copytaster.wire import dates, newsml_g2, nitf, xmlorders
from copytaster.wire.elements import Element, first, said, tree
from copytaster.wire.reading import urgency_of

_DOCUMENTS = frozenset(("nitf", "newsitem", "newsmanagement"))
_ORDERS = frozenset(("embargo", "status", "pubstatus", "action", "killed", "held", "free"))
# The same, and orders by their most common names, in bytes.
_NAMED = re.compile(
    rb"<(?:[\w.-]+:)?(?:nitf|newsItem|NewsManagement|(?:pub|publishing)?status|action|killed|deleted|withdrawn|withheld|hold"
    rb"|(?:hold|not|publish)_?(?:until|before|after)|sperrfrist)[\s>/]",
    re.IGNORECASE,
)
_EMBARGO = re.compile(rb"<[^<>]{0,80}embarg", re.IGNORECASE)
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


def held(body: bytes, media_type: str = "", tags: frozenset[str] | None = None) -> Copy:
    """The entries of a feed, where any holds agency copy or orders: told by its tags, where they are known, or from its bytes."""
    if not (_is_hinted(body) if tags is None else any(map(_is_of_copy, tags))):
        return Copy((), {})
    try:
        root, _ = tree(body, media_type)
    except Unreadable:
        return Copy((), {})
    entries = tuple(islice(root.iter("entry", "item", "Entry", "Item", "ENTRY", "ITEM"), _MOST_ENTRIES))
    named = {name: entry for entry in entries for name in (said(entry, "id", "guid", "link"), said(entry, "title")) if name}
    return Copy(entries, named)


class Copy(NamedTuple):
    """The entries of a feed in their order, and by what names them: id, address, headline."""

    entries: tuple[Element, ...]
    named: dict[str, Element]

    def of(self, place: int, count: int, *names: str | None) -> Element | None:
        """The entry at a place among `count`; where so many were not read here, the one of the first name that is known."""
        if len(self.entries) == count:
            return self.entries[place]
        return next((self.named[name] for name in names if name and name in self.named), None)


@lru_cache(maxsize=4096)
def _is_of_copy(tag: str) -> bool:
    """Whether a tag or an attribute, as lxml names it, is that of an order or of a document."""
    name = tag.rpartition("}")[2]
    return name.lower() in _DOCUMENTS or xmlorders.ordered_by(name) in _ORDERS


def _is_hinted(body: bytes) -> bool:
    """Whether the bytes of a feed that is in doubt look so. Where letters are two bytes long the tree has to tell."""
    if b"\0" in body[:4]:
        return True
    return ((b"mbarg" in body or b"MBARG" in body) and _EMBARGO.search(body) is not None) or _NAMED.search(body) is not None


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
