"""NITF 2.5 to 3.6 (News Industry Text Format, IPTC): one document, one item.

The identity is the document's id. A du-key names the story for a day and not the text, so it becomes the identity only where
the id is made from it (as NTB does); otherwise it stands among the relations. What an editor wrote of the version (ed-msg,
revision-history) is the note to editors.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item, Media, Place, PubStatus, Relation, Subject
from copytaster.wire import copytext, dates, embargo, orders
from copytaster.wire.addresses import web_address
from copytaster.wire.elements import Element, first, line, lines, prose, root_name, said, tree
from copytaster.wire.reading import Reading, stand_in, urgency_of
from copytaster.wire.topics import subject_of

_STATUS = {
    "withheld": PubStatus.WITHHELD,
    "hold": PubStatus.WITHHELD,
    "canceled": PubStatus.CANCELED,
    "cancelled": PubStatus.CANCELED,
    "killed": PubStatus.CANCELED,
    "kill": PubStatus.CANCELED,
}
# Codes of the IPTC and keywords that agencies put into the head.
_CODES = ("category_iptc", "iptc", "iptc-code", "iptccode", "subject-code")
_CODE = re.compile(r"\b\d{8}\b")
_MOST_WORDS = 50
_BELOW = (".//body.head/hedline/hl2", ".//body.head/headline/hl2")
# The parts of a place, the smallest first. NTB names countries as districts.
_PARTS = ("city", "county-dist", "state-prov", "region", "iso-cc")
_SLUGS = ("anpa-keyword", "NTBStikkord", "slug", "slugline", "keyword", "story-slug", "series-slug")


def looks_like(head: bytes) -> bool:
    """Whether bytes open like NITF."""
    return root_name(head)[0].lower() == "nitf"


def read(delivery: Delivery) -> Reading:
    """The item of a document."""
    root, notes = tree(delivery.body, delivery.media_type)
    if root.tag != "nitf":
        in_small_letters(root)
    return Reading("nitf", (item(root),), notes=notes)


def in_small_letters(root: Element) -> None:
    """Give the elements and attributes of a document in capitals, as SGML had them, their names in small letters."""
    for element in root.iter(etree.Element):
        element.tag = element.tag.lower()
        named = [(str(name).lower(), value) for name, value in element.attrib.items()]
        element.attrib.clear()
        for name, value in named:
            element.set(name, value)


def item(root: Element) -> Item:
    """The item of an NITF tree, wherever it stands. Raises `Unreadable` where it has neither headline, text nor id."""
    data = root.find(".//docdata")
    metas = {meta.get("name", ""): meta.get("content", "").strip() for meta in root.iterfind(".//head/meta")}
    # A note in the head has a content of its own.
    content, notes = first(root, ".//body/body.content", ".//body.content", "body"), []
    body = copytext.of_element(content)
    corrections = tuple(_corrections(data, content))
    summary = copytext.once_more(prose(root.find(".//body.head/abstract"))) or said(root, *_BELOW)
    uri, version = _identity(data)
    title = said(root, "head/title", ".//head/title")
    headline = said(root, ".//hedline/hl1", ".//headline/hl1", ".//body.head//hl1", ".//hedline", ".//hl1") or title
    if not headline:
        headline, note = stand_in(body or summary, uri)
        notes.append(note)
    if not headline:
        raise Unreadable("an NITF document without headline, text or id")
    made, changed = _times(root, data, notes)
    media = tuple(_media(root))
    language = root.get("baselang") or root.get("lang") or metas.get("language") or metas.get("anpa-language") or None
    return Item(
        headline=headline,
        uri=uri or None,
        version=version or None,
        slugline=_slugline(root, metas, title, headline),
        dateline=dateline(root),
        byline=byline(root),
        ed_note="\n".join(dict.fromkeys(filter(None, (*corrections, *_ed_notes(root))))),
        urgency=urgency_of(_attribute(root, ".//urgency", "ed-urg")),
        pub_status=_status(data, notes),
        embargoed_until=_embargo(data, made, language),
        marks=(*(("embargo",) if _is_endless(data) else ()), *(("correction",) if corrections else ())),
        first_created=made.instant,
        version_created=changed.instant,
        day=changed.day,
        info_source=_attribute(root, ".//from-src", "src-name")
        or _attribute(root, ".//doc-id", "regsrc")
        or metas.get("NTBKilde", ""),
        credit_line=said(root, ".//distributor", ".//body.head//rights.owner") or _attribute(root, ".//doc.copyright", "holder"),
        subjects=tuple(dict.fromkeys(_subjects(root))),
        entities=tuple(
            dict.fromkeys(name for tag in ("person", "org") for name in lines(root, f".//body.content//{tag}") if len(name) < 80)
        ),
        language=language,
        summary="" if summary == body else summary,
        body=body,
        image=next((m.url for m in media if m.type.startswith("image")), ""),
        places=tuple(dict.fromkeys(_places(root))),
        media=media,
        related=tuple(_related(root, data, uri)),
        usage=said(root, ".//rights") or _usage(root),
        notes=tuple(notes),
    )


def _status(data: Element | None, notes: list[str]) -> PubStatus:
    """The status of a document; one that takes another back is a kill."""
    if data is None:
        return PubStatus.USABLE
    if _STATUS.get((data.get("management-idref-status") or "").lower()) is PubStatus.CANCELED:
        return PubStatus.CANCELED
    printed = (data.get("management-status") or "").lower()
    if printed in ("embargoed", ""):
        return PubStatus.USABLE
    status: PubStatus = orders.of({"status": printed}, None, None, notes).get("pub_status", PubStatus.USABLE)
    return _STATUS.get(printed, status)


def _corrections(data: Element | None, content: Element | None) -> Iterator[str]:
    """What a document says of the errors that it corrects, or that were made in it."""
    for told in data.iterfind("correction") if data is not None else ():
        yield " ".join((told.get("info") or line(told) or "Correction").split())
    for block in content.iterfind("block") if content is not None else ():
        if "correction" in (block.get("class") or "").lower():
            yield line(block)


def _attribute(root: Element | None, path: str, name: str) -> str:
    found = root.find(path) if root is not None else None
    return " ".join((found.get(name) or "").split()) if found is not None else ""


def _identity(data: Element | None) -> tuple[str, str]:
    number = _attribute(data, "doc-id", "id-string")
    key = _attribute(data, "du-key", "key")
    version = _attribute(data, "du-key", "version") or _attribute(data, "du-key", "generation")
    if key and (not number or number.startswith(key)):
        return key, version
    return number, version or _attribute(data, "doc-id", "version")


def _times(root: Element, data: Element | None, notes: list[str]) -> tuple[dates.When, dates.When]:
    """When the text was issued first, and when this version was."""
    issued = dates.read(_attribute(data, "date.issue", "norm") or said(data, "date.issue"))
    others = (
        _attribute(root, ".//revision-history", "norm"),
        _attribute(root, ".//pubdata", "date.publication"),
        _attribute(root, ".//story.date", "norm"),
        _attribute(root, ".//meta[@name='timestamp']", "content"),
        said(root, ".//story.date"),
    )
    found = [when for when in map(dates.read, others) if when.is_read]
    if issued.instant is None and issued.day is None:
        if found:
            return found[0], found[0]
        notes.append(issued.note or "undated: no time is given")
        return issued, issued
    if "no time zone" in issued.note:
        notes.append(issued.note)
    revised = dates.read(others[0])
    return issued, revised if revised.instant and issued.instant and revised.instant > issued.instant else issued


def _embargo(data: Element | None, issued: dates.When, language: str | None) -> dt.datetime | None:
    """A release later than the issue is an embargo."""
    printed = _attribute(data, "date.release", "norm")
    release = dates.read(printed)
    if release.instant and (issued.instant is None or release.instant > issued.instant):
        return embargo.until(printed, issued.instant, language)
    return None


def _is_endless(data: Element | None) -> bool:
    """Whether a document is under embargo and does not say until when."""
    status = (data.get("management-status") or "").lower() if data is not None else ""
    return status == "embargoed" and dates.read(_attribute(data, "date.release", "norm")).instant is None


def _slugline(root: Element, metas: dict[str, str], title: str, headline: str) -> str:
    for name in _SLUGS:
        if metas.get(name):
            return metas[name]
    if title and title != headline and " " not in title:
        return title
    key = root.find(".//key-list/keyword")
    return (key.get("key") or line(key)) if key is not None else _attribute(root, ".//du-key", "key")


def dateline(root: Element) -> str:
    """The place that stands above a text, as printed."""
    found = root.find(".//body.head/dateline")
    if found is None:
        return ""
    place = ", ".join(filter(None, (line(part) for part in found.iterfind("location//*") if len(part) == 0)))
    return place or said(found, "location") or line(found).removesuffix(said(found, "story.date")).strip(" ,")


def byline(root: Element) -> str:
    """Who wrote a text: the people named, else the line as printed."""
    found = root.find(".//body.head/byline")
    if found is None:
        return ""
    people = [line(person) for person in found.iterfind("person")]
    return ", ".join(filter(None, people)) or " ".join((found.text or "").split()) or line(found)


def _ed_notes(root: Element) -> Iterator[str]:
    for note in root.iterfind(".//ed-msg"):
        yield " ".join((note.get("info") or line(note)).split())
    for revision in root.iterfind(".//revision-history"):
        yield " ".join((revision.get("comment") or "").split())
    for name in ("ednote", "ed-note", "editorial-note"):
        yield _attribute(root, f".//meta[@name='{name}']", "content")
    for path in (".//body.head/note", ".//body.end/note"):
        for note in root.iterfind(path):
            yield prose(note)


def _subjects(root: Element) -> Iterator[Subject]:
    for one in root.iterfind(".//tobject.subject"):
        code, own = one.get("tobject.subject.refnum") or "", (one.get("tobject.subject.ipr") or "IPTC").upper()
        names = (one.get(f"tobject.subject.{part}") for part in ("detail", "matter", "type"))
        name = next((n for n in names if n), "")
        if code or name:
            yield subject_of(name, code, "" if own == "IPTC" else own)
    for meta in root.iterfind(".//head/meta"):
        name, content = (meta.get("name") or "").lower(), meta.get("content") or ""
        if name in _CODES:
            yield from (subject_of("", code) for code in _CODE.findall(content))
        elif name.endswith("keywords"):
            yield from (Subject(text) for word in content.split(",")[:_MOST_WORDS] if (text := " ".join(word.split())))
    for word in root.iterfind(".//key-list/keyword"):
        if text := " ".join((word.get("key") or line(word)).split()):
            yield Subject(text)
    for kind in root.iterfind(".//tobject"):
        if kind.get("tobject.type") and kind.get("tobject.type", "").lower() != "news":
            yield Subject(kind.get("tobject.type", ""))


def _places(root: Element) -> Iterator[Place]:
    for where in root.iterfind(".//evloc"):
        if name := next((n for part in _PARTS if (n := where.get(part))), ""):
            yield Place(name, where.get("iso-cc") or "")
    if city := said(root, ".//dateline/location/city", ".//dateline/location"):
        yield Place(city)


def _media(root: Element) -> Iterator[Media]:
    for media in root.iterfind(".//media"):
        caption = said(media, "media-caption")
        for reference in media.iterfind("media-reference"):
            if address := web_address(reference.get("source") or reference.get("data-location") or ""):
                kind = reference.get("mime-type") or media.get("media-type") or "image"
                yield Media(address, kind, caption, said(media, "media-producer"))


def _related(root: Element, data: Element | None, uri: str) -> Iterator[Relation]:
    key = _attribute(data, "du-key", "key")
    if key and key != uri:
        yield Relation("du-key", key)
    if other := _attribute(root, ".//docdata", "management-doc-idref"):
        ended = _STATUS.get(_attribute(root, ".//docdata", "management-idref-status").lower()) is PubStatus.CANCELED
        yield Relation("kills" if ended else "related", other)
    for corrected in root.iterfind(".//docdata/correction"):
        if corrected.get("id-string"):
            yield Relation("corrects", corrected.get("id-string", ""))
    for reference in root.iterfind(".//doc.rights"):
        if reference.get("id-string"):
            yield Relation("rights", reference.get("id-string", ""))


def _usage(root: Element) -> str:
    holder, year = _attribute(root, ".//doc.copyright", "holder"), _attribute(root, ".//doc.copyright", "year")
    return f"© {year} {holder}".replace("  ", " ") if holder else ""
