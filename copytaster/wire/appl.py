"""APPL, the XML in which The Associated Press keeps and sends its copy (schema of 2005, versions 3 to 5).

What is said of a story stands in sections beside it; its texts stand in components, each in a document of NITF without a head.
Clocks without a zone are UTC. It must not take the script of a film or the caption of a picture for a story, where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item, PubStatus, Subject
from copytaster.wire import copytext, dates, documents, orders
from copytaster.wire.elements import Element, first, line, lines, prose, root_name, said
from copytaster.wire.reading import Reading, stand_in, urgency_of

_SECTIONS = (b"<PublicationManagement", b"<PublicationComponent", b"ap.org/schemas")
# The roles of texts, the likeliest story first.
_ROLES = ("Main", "Script", "Caption")
_LONGEST_SUBJECT = 80
_STAMP = len("2019-04-16T13:08:05")


def looks_like(head: bytes) -> bool:
    """Whether bytes open like a publication, or a list of them."""
    name = root_name(head)[0]
    return name in ("Publication", "Publications") and any(section in head for section in _SECTIONS)


def read(delivery: Delivery) -> Reading:
    """The items of a document in the order they stand."""
    return documents.read(delivery, "appl", "Publication", item)


def item(element: Element) -> Item:
    """The item of a publication. Raises `Unreadable` where it has neither headline, text nor id."""
    told, management = first(element, "NewsLines"), first(element, "PublicationManagement")
    uri, notes = said(element, "Identification/ItemId"), list[str]()
    body = _body(element)
    headline = said(told, "HeadLine", "OriginalHeadLine", "ExtendedHeadLine") or said(element, "Identification/HeadLine")
    if not headline:
        headline, note = stand_in(body, said(told, "Title") or uri)
        notes.append(note)
    if not headline:
        raise Unreadable("a publication without headline, text or id")
    made = _made(first(management, "FirstCreated"))
    changed = next(
        (when for text in lines(management, "ArrivalDateTime", "LastModifiedDateTime") if (when := _when(text)).is_read), made
    )
    if not changed.is_read:
        notes.append("undated: no time is given")
    status, release, marks = _ordered(management, changed, notes)
    media = said(element, "Identification/MediaType").lower()
    return Item(
        headline=headline,
        uri=uri or None,
        version=said(element, "Identification/RecordSequenceNumber") or None,
        slugline=said(told, "SlugLine", "Title"),
        dateline=said(told, "DateLine"),
        byline=", ".join(dict.fromkeys(lines(told, "ByLine"))),
        ed_note="\n".join(filter(None, (prose(e) for e in _all(management, "SpecialInstructions")))),
        urgency=urgency_of(said(element, "Identification/Priority")),
        signals=tuple(dict.fromkeys(lines(management, "Editorial/Type"))),
        pub_status=status,
        embargoed_until=release.instant,
        marks=marks,
        first_created=made.instant,
        version_created=changed.instant,
        day=changed.day,
        info_source=said(element, "AdministrativeMetadata/Source"),
        credit_line=said(element, "AdministrativeMetadata/Provider"),
        subjects=tuple(Subject(name) for name in dict.fromkeys(_names(element, "SubjectClassification"))),
        entities=tuple(dict.fromkeys(_names(element, "EntityClassification"))),
        language=said(element, "Identification/DefaultLanguage") or None,
        summary=prose(first(element, "DescriptiveMetadata/Description")),
        body=body,
        type={"photo": "picture"}.get(media, media) if media in ("photo", "video", "audio", "graphic") else "text",
        usage=said(told, "CopyrightLine"),
        notes=tuple(notes),
    )


def _all(element: Element | None, path: str) -> Iterator[Element]:
    return iter(element.iterfind(path)) if element is not None else iter(())


def _body(element: Element) -> str:
    """The story, else the script or the caption, else whatever text is longest."""
    texts = dict[str, str]()
    for component in element.iterfind("PublicationComponent"):
        for content in component.iterfind("TextContentItem/DataContent"):
            text, role = copytext.of_element(content), component.get("Role") or ""
            if len(text) > len(texts.get(role, "")):
                texts[role] = text
    return next((texts[role] for role in _ROLES if role in texts), max(texts.values(), key=len, default=""))


def _when(printed: str) -> dates.When:
    return dates.read(f"{printed}Z" if len(printed) == _STAMP and "T" in printed else printed)


def _made(element: Element | None) -> dates.When:
    """When a story was first filed, which stands in attributes: the year, the month, the day and the clock."""
    if element is None:
        return dates.NEVER
    year, month, day, clock = (element.get(name) or "" for name in ("Year", "Month", "Day", "Time"))
    return _when(f"{year}-{month:0>2}-{day:0>2}T{clock}") if year and month and day and clock else _when(line(element))


def _ordered(management: Element | None, changed: dates.When, notes: list[str]) -> tuple[PubStatus, dates.When, tuple[str, ...]]:
    """The status, the release where it is yet to come, and the mark of an embargo without an end."""
    printed = said(management, "Status")
    release = _when(said(management, "ReleaseDateTime"))
    if release.instant is None or (changed.instant is not None and release.instant <= changed.instant):
        release = dates.NEVER
    if printed.lower() == "embargoed":
        return PubStatus.USABLE, release, () if release.instant else ("embargo",)
    status: PubStatus = orders.of({"pubstatus": printed}, None, None, notes).get("pub_status", PubStatus.USABLE)
    return status, release, ()


def _names(element: Element, path: str) -> Iterator[str]:
    for one in element.iterfind(f"DescriptiveMetadata/{path}/Occurrence"):
        if 0 < len(name := (one.get("Value") or "").strip()) < _LONGEST_SUBJECT:
            yield name
