"""What a mail carries goes by what the mail orders: its embargo holds for all that is attached to it or passed on in it, and what
has no date and no sender has those of the mail. An embargo of what is carried holds for the mail, too. It must not shorten an
embargo, nor let out what either of them holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from typing import Any

from copytaster.model import Item, PubStatus, changed

# Orders to the desk that hold for all that comes with them. A kill does not: what replaces the killed copy may be attached.
_HOLDING = ("embargo", "hold")
# A note that lies in a package: so long, and of all that is in it.
_LONGEST_COVER = 400
_OF_ALL = re.compile(
    r"\b(?:all|every|alle[sn]?|tous?|toutes?|todos?|todas?|tutt[ioe]|alla|alt) (?:\w+ ){0,3}"
    r"(?:material\w*|contents?|items?|stor(?:y|ies)|texts?|texten?|documents?|dokumente?|files?|dateien|attachments?|releases?"
    r"|matériels?|textes?|documentos?|textos?|testi)\b"
    r"|\b(?:this|dieses?|diese|ce|este|questo) (?:package|paket|archive?|archiv|zip|folder|ordner|dossier|paquete|pacchetto)\b",
    re.IGNORECASE,
)


def under(cover: Item, one: Item) -> Item:
    """An item as the mail that carries it lets it go. Both are as finished (finish.py)."""
    one = _held(cover, one, "the mail that carries it")
    change: dict[str, Any] = {}
    if one.version_created is None and one.day is None and (cover.version_created or cover.day):
        change = {"version_created": cover.version_created, "day": cover.day}
        change["notes"] = tuple(note for note in one.notes if not note.startswith("undated"))
    if not (one.byline or one.info_source or one.credit_line):
        change |= {"byline": cover.byline, "info_source": cover.info_source, "origin": one.origin or cover.origin}
    return changed(one, change) if change else one


def strictest(items: Sequence[Item]) -> Item | None:
    """The first of some items, under the orders of all of them; None where there are none."""
    return reduce(lambda one, other: _held(other, one, "what comes with it"), items) if items else None


def packed_with(items: Sequence[Item]) -> list[Item]:
    """The items of one package, under what a note in it orders for all ("All material in this package is embargoed ...")."""
    cover = strictest([one for one in items if _is_cover(one)])
    return [_held(cover, one, "the package") for one in items] if cover else list(items)


def _is_cover(one: Item) -> bool:
    """Whether an item is no more than an order for all that it lies beside."""
    said = one.body if one.body.startswith(one.headline) else f"{one.headline}\n{one.body}"
    is_held = one.embargoed_until is not None or one.pub_status is PubStatus.WITHHELD
    return is_held and "embargo" in one.marks and len(said) <= _LONGEST_COVER and _OF_ALL.search(said) is not None


def beside(one: Item, cover: Item) -> Item:
    """A mail as an item that it carries lets it go: its subject is mostly the headline of that."""
    return _held(one, cover, "what it carries")


def _held(ordering: Item, one: Item, named: str) -> Item:
    """An item under the orders of another."""
    change: dict[str, Any] = {}
    notes: list[str] = []
    marks = [mark for mark in ordering.marks if mark.partition(" ")[0] in _HOLDING and mark not in one.marks]
    if marks:
        change["marks"] = (*one.marks, *marks)
    until = ordering.embargoed_until
    if until is not None and (one.embargoed_until is None or one.embargoed_until < until):
        change["embargoed_until"] = until
        notes.append(f"under the embargo of {named}")
    if ordering.pub_status is PubStatus.WITHHELD and one.pub_status is PubStatus.USABLE:
        change["pub_status"] = PubStatus.WITHHELD
        notes.append(f"withheld as {named} is")
    if not change:
        return one
    if ordering.ed_note and not one.ed_note:
        change["ed_note"] = ordering.ed_note
    return changed(one, change | {"notes": (*one.notes, *notes)})
