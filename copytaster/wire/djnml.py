"""DJNML, the XML of Dow Jones' newswires (version 1.0b): a document or several, in `doc` or in a list of a house's own.

The number of accession is the id. It must not take the codes of companies and subjects for words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item, Subject
from copytaster.wire import dates, documents
from copytaster.wire.elements import Element, first, line, prose, root_name, said
from copytaster.wire.reading import Reading, stand_in, urgency_of

_INSIDE = re.compile(rb"<djnml[\s>]")
_MOST_CODES = 100


def looks_like(head: bytes) -> bool:
    """Whether bytes open like a document of this family, alone or in another element."""
    return bool(root_name(head)[0]) and _INSIDE.search(head) is not None


def read(delivery: Delivery) -> Reading:
    """The items of all documents, in the order they stand."""
    return documents.read(delivery, "djnml", "djnml", item)


def item(element: Element) -> Item:
    """The item of a document. Raises `Unreadable` where it has neither headline, text nor number."""
    data, holder = first(element, ".//djn-mdata"), element.getparent()
    uri, notes = _attribute(data, "accession-number"), list[str]()
    headline, body = said(element, ".//headline"), prose(first(element, "body/text", ".//text"))
    if not headline:
        headline, note = stand_in(body, uri)
        notes.append(note)
    if not headline:
        raise Unreadable("a document of DJNML without headline, text or number")
    given = (_attribute(data, "display-date"), _attribute(holder, "transmission-date"), element.get("docdate") or "")
    when = next((told for told in map(dates.read, given) if told.is_read), dates.NEVER)
    if not when.is_read:
        notes.append("undated: no time is given")
    return Item(
        headline=headline,
        uri=uri or None,
        urgency=urgency_of(said(element, ".//djn-urgency")),
        signals=("hot",) if _attribute(data, "hot").upper() == "Y" else (),
        version_created=when.instant,
        day=when.day,
        info_source=_attribute(data, "original-source"),
        credit_line=element.get("publisher") or _attribute(data, "brand"),
        subjects=tuple(dict.fromkeys(_subjects(element))),
        language=element.get("lang"),
        body=body,
        usage=_attribute(first(element, ".//copyright"), "holder"),
        notes=tuple(notes),
    )


def _attribute(element: Element | None, name: str) -> str:
    return (element.get(name) or "").strip() if element is not None else ""


def _subjects(element: Element) -> Iterator[Subject]:
    for count, code in enumerate(element.iterfind(".//djn-coding/*/c")):
        if count >= _MOST_CODES:
            return
        holder = code.getparent()
        if (text := line(code)) and holder is not None:
            yield Subject(text, text, holder.tag)
