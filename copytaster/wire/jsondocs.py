"""JSON of any kind: tells JSON Feed, NewsML-G2, ninjs and JSON lines apart by what stands in them. It must not read an item
itself.
"""

from __future__ import annotations

from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item, PubStatus, changed
from copytaster.wire import bounds, g2json, jsonfeed, jsonlines, jsonshapes, jsontext, ninjs, orders
from copytaster.wire.reading import Reading


def looks_like(head: bytes) -> bool:
    """Whether bytes open with a JSON object or an array."""
    return jsontext.is_json(head)


def read(delivery: Delivery) -> Reading:
    """The items of a JSON document or of JSON lines."""
    text, notes = jsontext.text_of(delivery.body, delivery.media_type)
    if jsontext.are_lines(text):
        return jsonlines.read(text, len(delivery.body), notes)
    try:
        value = jsontext.load(text)
    except Unreadable as error:
        return _saved(text, delivery, str(error))
    if jsonfeed.fits(value):
        reading = jsonfeed.read(value, delivery)
    elif g2json.fits(value):
        reading = g2json.read(value, len(delivery.body))
    elif ninjs.fits(value) and not ninjs.has_others(value):
        reading = ninjs.read(value, delivery)
    else:
        reading = jsonlines.read_values(
            enumerate(jsonshapes.listed(value), start=1), most=bounds.most(len(delivery.body), bounds.RECORD)
        )
    return Reading(reading.format, _ordered(reading.items, value), reading.about, (*notes, *reading.notes), reading.lost)


def _ordered(items: tuple[Item, ...], value: Any) -> tuple[Item, ...]:
    """Items as the answer that holds them orders: a kill counts for all, an embargo for those without one of their own."""
    notes: list[str] = []
    ordered = orders.of_answer(value, notes) if isinstance(value, dict) else {}
    status, until, marks = (ordered.get(name) for name in ("pub_status", "embargoed_until", "marks"))
    if not (status or until or marks):
        return items
    found = []
    for one in items:
        change: dict[str, Any] = {"notes": tuple(dict.fromkeys((*one.notes, *notes)))}
        if status and one.pub_status is not PubStatus.CANCELED:
            change["pub_status"] = status
        if (until or marks) and one.embargoed_until is None and "embargo" not in one.marks:
            change |= {"embargoed_until": until, "marks": (*one.marks, *(marks or ()))}
        found.append(changed(one, change))
    return tuple(found)


def _saved(text: str, delivery: Delivery, trouble: str) -> Reading:
    """What is whole in a document that is broken or cut off."""
    values = jsontext.saved(text, "items")
    if '"https://jsonfeed.org' in text[:4096] or '"home_page_url"' in text[:4096]:
        reading = jsonfeed.read({"items": [v for v in values if jsonfeed.is_entry(v)]}, delivery)
    elif found := [v for v in values if ninjs.is_object(v)]:
        reading = ninjs.read(found, delivery)
    elif found := [v for v in values if jsonshapes.tells(jsonshapes.shaped(v))]:
        reading = jsonlines.read_values(enumerate(found, start=1), most=bounds.most(len(delivery.body), bounds.RECORD))
    else:
        raise Unreadable(trouble)
    if not reading.items:
        raise Unreadable(trouble)
    return Reading(
        reading.format,
        reading.items,
        reading.about,
        (f"broken, read as far as it goes: {trouble}", *reading.notes),
        reading.lost + 1,
    )
