"""What XML of a house's own orders, in elements and attributes: embargo, status, kill.

The names and words are those of JSON (orders.py). Orders that stand above a list count for all that it holds. It must
not take an order out of a text: only what is named so counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from copytaster.model import PubStatus
from copytaster.wire import dates, orders
from copytaster.wire.elements import Element

Told = tuple[tuple[str, Any], ...]
NOTHING: Told = ()
# What an attribute says of its element and not of the copy.
_FORMAL = frozenset(("lang", "space", "nil", "format", "schemalocation"))
# So deep, and so many parts of one order are looked at.
_DEEPEST, _MOST, _WIDEST, _MOST_ORDERS = 3, 20, 80, 40
_STRICTEST = (PubStatus.CANCELED, PubStatus.WITHHELD)
# Says in XML whether the house itself has printed the copy, not whether others may.
_NO_ORDER = frozenset(("published",))
_LISTED = ("status", "pubstatus", "action")
# What one above a list may order for all of it.
_OF_ALL = (*_LISTED, "embargo", "killed")
# Where orders stand as attributes, and what has a status of its own.
_HEADS = ("head", "meta", "manage", "admin", "publish", "rights", "info", "control", "workflow")
_OTHERS = frozenset(
    """image images photo photos picture pictures media video audio graphic attachment attachments link links related relateditem
    relateditems comment comments author user""".split()
)


def told(element: Element) -> Told:
    """What the attributes, the children, and the children of those that only hold others order."""
    return tuple(islice(_told(element, is_deep=True), _MOST_ORDERS))


def above(element: Element) -> Told:
    """What an element orders for all that it holds."""
    given = islice(_told(element, is_deep=False), _MOST_ORDERS)
    return tuple((name, value) for name, value in given if orders.told_by(name) in _OF_ALL)


def beside(element: Element) -> Told:
    """What stands beside an element that is alone in its holder, and orders for it."""
    holder = element.getparent()
    children = [child for child in holder if child is not element] if holder is not None else []
    given = islice((order for child in children for order in _of_child(child, is_deep=True)), _MOST_ORDERS)
    return tuple((name, value) for name, value in given if orders.told_by(name) in _OF_ALL)


def of(
    own: Told, holders: Told, issued: dt.datetime | None, language: str | None, notes: list[str]
) -> tuple[dt.datetime | None, PubStatus | None, tuple[str, ...]]:
    """The end of the embargo, the status and the marks that orders give together: the latest, the strictest, all. An embargo
    without an end outlasts all others."""
    if not own and not holders:
        return None, None, ()
    given = [orders.of(_named(own, issued), issued, language, notes), orders.of(_named(holders, issued), issued, language, notes)]
    ends = [one.get("embargoed_until") for one in given]
    marks = tuple(dict.fromkeys(mark for one in given for mark in one.get("marks", ())))
    is_endless = any(one.get("marks") and one.get("embargoed_until") is None for one in given)
    until = None if is_endless else max((end for end in ends if end is not None), default=None)
    statuses = {one.get("pub_status") for one in given}
    return until, next((status for status in _STRICTEST if status in statuses), None), marks


def _told(element: Element, *, is_deep: bool) -> Iterator[tuple[str, Any]]:
    yield from _attributes(element)
    for child in element:
        yield from _of_child(child, is_deep=is_deep)


def _of_child(child: Element, *, is_deep: bool) -> Iterator[tuple[str, Any]]:
    if (ordered := ordered_by(child.tag)) and ordered != "inner":
        if is_deep or not len(child) or ordered == "embargo":
            yield child.tag, _value(child)
    elif is_deep and (len(child) or child.attrib) and (name := child.tag.lower()) not in _OTHERS:
        if ordered or any(word in name for word in _HEADS):
            yield from _attributes(child)
        if len(child) <= _WIDEST and not (child.text or "").strip():
            yield from ((inner.tag, _value(inner)) for inner in child if ordered_by(inner.tag))


def ordered_by(name: str) -> str:
    """What an element or attribute of this name orders, as `orders.told_by` has it."""
    return "" if name.lower() in _NO_ORDER else orders.told_by(name)


def _attributes(element: Element) -> Iterator[tuple[str, Any]]:
    return ((str(name), value) for name, value in element.attrib.items() if ordered_by(str(name)))


def _value(element: Element) -> Any:
    """What an element orders, in the shape that JSON has it: text, or an object of attributes and children."""
    parts = _parts(element, 0)
    if not isinstance(parts, dict) or orders.told_by(element.tag) == "embargo":
        return parts
    said = [one for one in parts.values() if isinstance(one, str)]
    return said if orders.told_by(element.tag) in _LISTED else next(iter(said), "")


def _parts(element: Element, depth: int) -> Any:
    text = " ".join((element.text or "").split())
    attributes = {str(name): value for name, value in list(element.attrib.items())[:_MOST] if str(name).lower() not in _FORMAL}
    children = {child.tag: _parts(child, depth + 1) for child in islice(element, _MOST)} if depth < _DEEPEST else {}
    if not attributes and not children:
        return text
    return ({"until": text} if text else {}) | attributes | children


def _named(given: Told, issued: dt.datetime | None) -> Mapping[str, Any]:
    """Orders by name. Signs in a name do not count, so that they tell those of one name apart.

    A release that is no later than the copy itself holds nothing back, whatever its zone.
    """
    standing = [
        (name, value)
        for name, value in given
        if not (isinstance(value, str) and orders.told_by(name) == "embargo" and _is_over(value, issued))
    ]
    return {f"{name}{'-' * number}": value for number, (name, value) in enumerate(standing)}


def _is_over(printed: str, issued: dt.datetime | None) -> bool:
    release = dates.read(printed).instant
    return release is not None and issued is not None and release <= issued
