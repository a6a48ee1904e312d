"""Documents of NITF and the NewsMLs in an element of a house's own, or in an answer of SOAP: one or many, under its orders.

NITF without a head is the text of a story of which the house's own elements say the rest. It must not take a feed or a page
apart: those have readers of their own.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import islice
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item, PubStatus, changed
from copytaster.wire import bounds, newsml1, newsml_g2, nitf, ownxml, xmlorders
from copytaster.wire.elements import Element, line, root_name, tree
from copytaster.wire.reading import Reading

_INSIDE = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:nitf|NITF|newsItem|packageItem|newsMessage|NewsML)[\s>]")
_OTHERS = ("html", "rss", "feed", "rdf", "opml", "nitf", "newsml")
_DOCUMENTS = ("nitf", "NITF", "newsItem", "packageItem", "NewsML")
_NAMING = ("hl1", "hedline", "title", "doc-id")
_DEEPEST = 8
# So many documents are asked whether something stands around them.
_ASKED = 20


def looks_like(head: bytes) -> bool:
    """Whether bytes open like XML of another kind with such a document near its top."""
    name = root_name(head)[0].lower()
    return bool(name) and name not in _OTHERS and _INSIDE.search(head) is not None


def read(delivery: Delivery) -> Reading:
    """The items of all documents, in the order they stand."""
    root, notes = tree(delivery.body, delivery.media_type)
    documents, rest = _documents(root, bounds.most(len(delivery.body), bounds.WRAPPED))
    if _are_texts(documents):
        with suppress(Unreadable):
            return ownxml.of_tree(root, (*notes, *rest), len(delivery.body), bounds.WRAPPED // 2)
    found, trouble, lost = list[Item](), [*notes, *rest], len(rest)
    above: dict[Element, xmlorders.Told] = {}
    for element in documents:
        holders = list(islice(element.iterancestors(), _DEEPEST))
        try:
            for holder in holders:
                if holder not in above:
                    above[holder] = xmlorders.above(holder)
            told = tuple(order for holder in holders for order in above[holder])
            if len(documents) == 1:
                told += tuple(order for one in (element, *holders[:-1]) for order in xmlorders.beside(one))
            found += [_under(item, told) for item in _items(element, trouble)]
        except Unreadable as error:
            lost += 1
            trouble.append(str(error))
    if not found:
        raise Unreadable(trouble[0] if trouble else f"an XML document <{root.tag}> without copy")
    return Reading("wrapped", tuple(found), notes=tuple(trouble), lost=lost)


def _documents(root: Element, most: int) -> tuple[list[Element], list[str]]:
    """The outermost documents, so many at the most, and the note on what was left."""
    found = list[Element]()
    for count, element in enumerate(root.iter(*_DOCUMENTS)):
        if count >= most:
            return found, [bounds.rest(most)]
        if not any(holder.tag in _DOCUMENTS for holder in element.iterancestors()):
            found.append(element)
    return found, []


def _are_texts(documents: list[Element]) -> bool:
    """Whether documents are texts alone, of which the elements around them say the rest."""
    if not all(map(_is_headless, documents)):
        return False
    holders = dict.fromkeys(holder for one in documents[:_ASKED] for holder in islice(one.iterancestors(), _DEEPEST))
    return any(map(ownxml.has_headline, holders))


def _is_headless(element: Element) -> bool:
    """Whether a document is a text alone, which names itself in no way."""
    return element.tag == "nitf" and not any(one.tag == "doc-id" or line(one) for one in element.iter(*_NAMING))


def _items(element: Element, trouble: list[str]) -> list[Item]:
    if element.tag == "NewsML":
        found, lost = newsml1.items(element, trouble)
        if lost and not found:
            raise Unreadable("a NewsML document without an item that can be read")
        return found
    if element.tag == "NITF":
        nitf.in_small_letters(element)
    return [nitf.item(element) if element.tag == "nitf" else newsml_g2.item(element)]


def _under(item: Item, told: xmlorders.Told) -> Item:
    """An item under what stands above it."""
    if not told:
        return item
    notes = list(item.notes)
    until, status, marks = xmlorders.of(xmlorders.NOTHING, told, item.version_created, item.language, notes)
    change: dict[str, Any] = {"marks": tuple(dict.fromkeys((*item.marks, *marks))), "notes": tuple(notes)}
    if "embargo" in marks or ("embargo" in item.marks and item.embargoed_until is None):
        # One without an end outlasts all others.
        change["embargoed_until"] = None
    elif until is not None and (item.embargoed_until is None or until > item.embargoed_until):
        change["embargoed_until"] = until
    if status is not None and item.pub_status is not PubStatus.CANCELED:
        change["pub_status"] = status
    return changed(item, change)
