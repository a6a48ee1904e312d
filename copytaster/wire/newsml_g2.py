"""NewsML-G2 (IPTC, all versions): news items, package items, planning and concept items, alone or in a news message.

Knowledge and catalog items hold vocabularies and no copy: a delivery of them is read without an item, and says so. It must
not follow a reference: what an item only points at (remoteContent, itemRef) is named, not fetched.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from copytaster.errors import Unreadable
from copytaster.model import Credit, Delivery, Genre, Item, Media, Place, PubStatus, Relation, Subject
from copytaster.text.markup import one_line
from copytaster.wire import bounds, dates, embargo, g2texts, nitf, orders, origin
from copytaster.wire.addresses import web_address
from copytaster.wire.elements import Element, first, line, lines, prose, root_name, said, tree
from copytaster.wire.g2texts import each
from copytaster.wire.reading import Reading, stand_in, urgency_of
from copytaster.wire.topics import SCHEME, code_of, subject_of

_ITEMS = ("newsItem", "packageItem", "planningItem", "conceptItem")
_VOCABULARIES = ("knowledgeItem", "catalogItem", "catalog")
_FRAGMENTS = ("contentMeta", "contentSet", "groupSet")
_ROOTS = frozenset((*_ITEMS, *_VOCABULARIES, *_FRAGMENTS, "newsMessage", "itemSet"))
_KINDS = {"text", "picture", "video", "audio", "graphic", "composite"}
# What Reuters signals of an edit (its API documentation, "signal"); "edStat:N" is new copy.
_EDIT_STATUS = {"edStat:U": "update", "edStat:C": "correction", "edStat:D": "kill"}
# Whom a system knows by a name that nobody else calls them (dpa: "berg.ann", "kraffzick").
_LOGIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_PLACE_TYPES = ("geoarea", "poi", "city", "country", "location", "place", "region")


def looks_like(head: bytes) -> bool:
    """Whether bytes open like a document of this family."""
    return root_name(head)[0] in _ROOTS


def read(delivery: Delivery) -> Reading:
    """The items of a document in the order they stand."""
    root, notes = tree(delivery.body, delivery.media_type)
    found, trouble = [], list(notes)
    elements = [root] if root.tag in _ITEMS else list(root.iter(*_ITEMS))
    most = bounds.most(len(delivery.body), bounds.NEWS_ITEM)
    if len(elements) > most:
        trouble.append(bounds.rest(most))
    said_by = [element for element in elements[:most] if not _is_frame(element)] or elements[:most]
    for element in said_by:
        try:
            found.append(item(element))
        except Unreadable as error:
            trouble.append(str(error))
    lost = len(elements[most:]) + len(said_by) - len(found)
    if not elements and root.tag in _FRAGMENTS:
        try:
            found.append(item(root))
        except Unreadable as error:
            trouble.append(f"a fragment: {error}")
    elif not elements:
        trouble.append(f"a {root.tag} without copy: {said(root, './/title', './/name') or 'no title'}")
    about = {"title": said(root, "header/sender"), "sent": said(root, "header/sent")}
    return Reading("newsml-g2", tuple(found), {k: v for k, v in about.items() if v}, tuple(trouble), lost=lost)


def item(element: Element) -> Item:
    """The item of an element of this family. Raises `Unreadable` where it has neither headline, text nor guid."""
    meta, content = first(element, "itemMeta"), first(element, "contentMeta")
    if element.tag == "contentMeta":
        content = element
    language = _language(element, content)
    body, summary = g2texts.body(element, language), g2texts.summary(element, content)
    uri = element.get("guid") or ""
    headline, trouble = g2texts.headline(element, meta, content, language), []
    if not headline:
        headline, note = stand_in(body or summary, said(content, "slugline") or uri)
        trouble.append(note)
    if not headline:
        raise Unreadable(f"a {element.tag} without headline, text or guid")
    created, made = dates.read(said(meta, "versionCreated")), dates.read(said(meta, "firstCreated"))
    if created.instant is None and created.day is None:
        others = (*lines(content, "contentModified", "contentCreated"), *_sent(element))
        created = next((when for when in map(dates.read, others) if when.is_read), created)
        trouble.append(created.note or "" if created.instant or created.day else "undated: no time is given")
    kind = coded(first(meta, "itemClass")).rpartition(":")[2].rpartition("/")[2].lower()
    media = tuple(_media(element, kind))
    until, marks = _embargo(meta, created.instant, language, trouble)
    signals = tuple(dict.fromkeys(filter(None, (coded(e) for e in each(meta, "signal")))))
    return Item(
        headline=headline,
        uri=uri or None,
        version=element.get("version"),
        slugline=said(content, "slugline"),
        dateline=_dateline(content) or nitf.dateline(element),
        byline=said(content, "by") or _people(content, "creator") or nitf.byline(element),
        ed_note="\n".join(dict.fromkeys(filter(None, (prose(e) for e in each(meta, "edNote"))))),
        urgency=urgency_of(said(content, "urgency")),
        signals=signals,
        pub_status=_status(meta, trouble),
        embargoed_until=until,
        marks=tuple(dict.fromkeys((*marks, *(_EDIT_STATUS[code] for code in signals if code in _EDIT_STATUS)))),
        first_created=made.instant,
        version_created=created.instant,
        day=created.day,
        info_source=", ".join(dict.fromkeys(filter(None, map(named, each(content, "infoSource"))))),
        credit_line=said(content, "creditline") or named(first(meta, "provider")),
        credits=tuple(Credit(n, web_address(e.get("uri", ""))) for e in each(content, "infoSource") if (n := named(e))),
        subjects=_subjects(content),
        entities=_entities(content),
        language=language,
        summary="" if summary == body else summary,
        body=body,
        url=_address(meta),
        image=next((m.url for m in media if m.type.startswith(("image", "picture"))), ""),
        genre=Genre.ADVISORY if element.tag == "planningItem" or kind == "planning" else Genre.CURRENT,
        type=_kind(element, kind),
        places=tuple(_places(content)),
        media=media,
        related=tuple(_related(element, meta)),
        usage=said(element, "rightsInfo/usageTerms") or said(element, "rightsInfo/copyrightNotice"),
        notes=tuple(filter(None, trouble)),
    )


def _is_frame(element: Element) -> bool:
    """Whether a package has no words of its own and only says which items belong together."""
    return element.tag == "packageItem" and not said(
        element, "contentMeta/headline", "contentMeta/slugline", "contentMeta/description", "itemMeta/title", "groupSet//headline"
    )


def coded(element: Element | None) -> str:
    """The code that an element stands for: its qcode, else its address, literal or text."""
    if element is None:
        return ""
    return element.get("qcode") or element.get("uri") or element.get("literal") or line(element)


def named(element: Element | None) -> str:
    """The name that an element gives, else its literal or the end of its code."""
    if element is None:
        return ""
    name = next((line(e) for e in element.iterfind("name") if e.get("lang", "en").startswith("en")), "") or said(element, "name")
    own = " ".join((element.text or "").split())
    return name or own or element.get("literal") or coded(element).rpartition(":")[2].rpartition("/")[2]


def _sent(element: Element) -> Iterator[str]:
    """When the message was sent in which an item stands."""
    for message in element.iterancestors("newsMessage"):
        yield from lines(message, "header/sent")


def _dateline(content: Element | None) -> str:
    return said(content, "dateline") or named(first(content, "located"))


def _people(content: Element | None, path: str) -> str:
    names = [name for name in map(named, each(content, path)) if name and not _LOGIN.fullmatch(name) and not origin.agency(name)]
    return ", ".join(dict.fromkeys(names))


def _status(meta: Element | None, trouble: list[str]) -> PubStatus:
    """The status of an item; one that is not the IPTC's, as that of a draft, withholds with a note."""
    printed = coded(first(meta, "pubStatus"))
    ordered = orders.of({"pubstatus": printed}, None, None, [])
    status: PubStatus = ordered.get("pub_status", PubStatus.USABLE)
    if status is PubStatus.WITHHELD and not printed.lower().endswith("withheld"):
        trouble.append(f"status {printed[:40]!r}: withheld")
    return status


def _embargo(
    meta: Element | None, issued: dt.datetime | None, language: str | None, trouble: list[str]
) -> tuple[dt.datetime | None, tuple[str, ...]]:
    """Until when an item is under embargo. An empty element holds it back until further notice (NewsML-G2, "embargoed")."""
    element = first(meta, "embargoed")
    if element is None:
        return None, ()
    return embargo.of_field(line(element), issued, language, trouble) if line(element) else (None, ("embargo",))


def _subjects(content: Element | None) -> tuple[Subject, ...]:
    found: dict[Subject, None] = {}
    for path in ("subject", "genre", "keyword"):
        for element in each(content, path):
            kind = (element.get("type") or "").lower()
            if kind.endswith(("organisation", "person")) or _is_place(element):
                continue
            code = element.get("qcode") or element.get("uri") or ""
            name = named(element)
            if name or code:
                scheme = code.partition(":")[0] if ":" in code and not code.startswith("http") else ""
                found |= dict.fromkeys(_filed(subject_of(name, code, scheme), element))
    return tuple(found)


def _filed(subject: Subject, element: Element) -> Iterator[Subject]:
    """A subject, and behind one of an agency's own the Media Topic that it says it is, or belongs to."""
    yield subject
    if subject.scheme == SCHEME:
        return
    for other in (*element.iterfind("sameAs"), *element.iterfind("broader")):
        if code_of(code := other.get("qcode") or other.get("uri") or ""):
            yield subject_of(said(other, "name"), code)
            return


def _entities(content: Element | None) -> tuple[str, ...]:
    found = []
    for element in each(content, "subject"):
        kind = (element.get("type") or "").lower().rpartition(":")[2]
        if kind in ("person", "organisation", "geoarea", "poi") and (name := said(element, "name")):
            found.append(name)
    return tuple(dict.fromkeys(found))


def _is_place(element: Element) -> bool:
    """Whether a subject is a place: by its type, or by a facet that says of which kind (Reuters)."""
    return (element.get("type") or "").lower().endswith(_PLACE_TYPES) or any(
        (facet.get("qcode") or "").startswith("geoProp:") for facet in element.iterfind("facet")
    )


def _places(content: Element | None) -> Iterator[Place]:
    for element in (*each(content, "located"), *each(content, "subject")):
        if element.tag == "subject" and not _is_place(element):
            continue
        position = first(element, "geoAreaDetails/position", "POIDetails/position")
        latitude = longitude = None
        if position is not None:
            try:
                latitude, longitude = float(position.get("latitude", "")), float(position.get("longitude", ""))
            except ValueError:
                latitude = longitude = None
        name = named(element)
        if (name and not name.isdigit()) or latitude is not None:
            yield Place(name, element.get("qcode") or "", latitude, longitude)


def _language(element: Element, content: Element | None) -> str | None:
    tag = first(content, "language")
    return (tag.get("tag") if tag is not None else None) or element.get("lang")


def _address(meta: Element | None) -> str:
    for link in each(meta, "link"):
        if (link.get("rel") or "").lower().endswith(("canonical", "web", "alternate")) and (
            address := web_address(link.get("href") or "")
        ):
            return address
    return ""


def _kind(element: Element, kind: str) -> str:
    if element.tag in ("packageItem", "planningItem", "conceptItem"):
        return {
            "packageItem": "composite",
            "planningItem": "planning",
            "conceptItem": "event" if _is_event(element) else "concept",
        }[element.tag]
    return kind if kind in _KINDS else "text"


def _is_event(element: Element) -> bool:
    return element.find("concept/eventDetails") is not None


def _media(element: Element, kind: str) -> Iterator[Media]:
    caption = (
        next((prose(e) for e in element.iterfind("contentMeta/description") if prose(e)), "")
        if kind in ("picture", "video")
        else ""
    )
    for remote in element.iterfind("contentSet/remoteContent"):
        if address := web_address(remote.get("href") or ""):
            yield Media(
                address, remote.get("contenttype") or kind, caption, said(element, "contentMeta/by", "contentMeta/creditline")
            )
    for icon in element.iterfind("contentMeta/icon"):
        if address := web_address(icon.get("href") or ""):
            yield Media(address, icon.get("contenttype") or "image")


def _related(element: Element, meta: Element | None) -> Iterator[Relation]:
    for link in each(meta, "link"):
        rel = (link.get("rel") or "related").rpartition(":")[2]
        uri = link.get("residref") or link.get("guidref") or ""
        address = web_address(link.get("href") or "")
        if uri or address:
            yield Relation(rel, uri, address, said(link, "title"))
    for member in element.iterfind("groupSet//itemRef"):
        uri = member.get("residref") or member.get("guidref") or ""
        address = web_address(member.get("href") or "")
        if uri or address:
            yield Relation("member", uri, address, one_line(said(member, "headline", "title")))
