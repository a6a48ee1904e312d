"""What a mail carries goes by what the mail orders: its embargo holds for all that is attached to it or passed on in it, and what
has no date and no sender has those of the mail. It must not shorten an embargo, nor let out what either of them holds.
"""

from __future__ import annotations

from typing import Any

from copytaster.model import Item, PubStatus, changed

# Orders to the desk that hold for all that comes with them. A kill does not: what replaces the killed copy may be attached.
_HOLDING = ("embargo", "hold")


def under(cover: Item, one: Item) -> Item:
    """An item as the mail that carries it lets it go. Both are as finished (finish.py)."""
    change: dict[str, Any] = {}
    notes = list(one.notes)
    marks = [mark for mark in cover.marks if mark.partition(" ")[0] in _HOLDING and mark not in one.marks]
    if marks:
        change["marks"] = (*one.marks, *marks)
    if cover.embargoed_until is not None and (one.embargoed_until is None or one.embargoed_until < cover.embargoed_until):
        change["embargoed_until"] = cover.embargoed_until
        notes.append("under the embargo of the mail that carries it")
    if cover.pub_status is PubStatus.WITHHELD and one.pub_status is PubStatus.USABLE:
        change["pub_status"] = PubStatus.WITHHELD
        notes.append("withheld as the mail that carries it is")
    if (change or marks) and cover.ed_note and not one.ed_note:
        change["ed_note"] = cover.ed_note
    if one.version_created is None and one.day is None and (cover.version_created or cover.day):
        change |= {"version_created": cover.version_created, "day": cover.day}
        notes = [note for note in notes if not note.startswith("undated")]
    if not (one.byline or one.info_source or one.credit_line):
        change |= {"byline": cover.byline, "info_source": cover.info_source, "origin": one.origin or cover.origin}
    if notes != list(one.notes):
        change["notes"] = tuple(notes)
    return changed(one, change) if change else one
