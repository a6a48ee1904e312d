"""NewsML 1.0 to 1.2 (IPTC 2000-2003): envelope, news items, components in components, as AFP, ANP, Belga, EFE, Kyodo or TASS
fill them.

The text of an item is that of its components: the longest, or lead and body where an agency keeps them apart. Components that are
the same news in several languages become an item each. AFP's alerts have an empty headline: the first words of the text stand in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from copytaster.errors import Unreadable
from copytaster.model import Credit, Delivery, Item, Media, Place, PubStatus, Relation, Subject
from copytaster.text import marks as printed
from copytaster.wire import bounds, dates, embargo, nitf, orders
from copytaster.wire.addresses import web_address
from copytaster.wire.elements import Element, first, line, lines, root_name, said, tree
from copytaster.wire.newsml1texts import (
    PICTURES,
    body_of,
    caption_of,
    coded,
    contents_of,
    headline_of,
    language_of,
    news_line,
    summary_of,
)
from copytaster.wire.reading import Reading, stand_in, urgency_of
from copytaster.wire.topics import subject_of

_STATUS = {
    "withheld": PubStatus.WITHHELD,
    "embargoed": PubStatus.USABLE,
    "canceled": PubStatus.CANCELED,
    "cancelled": PubStatus.CANCELED,
    "killed": PubStatus.CANCELED,
    "deleted": PubStatus.CANCELED,
}
_KILLS = ("kill", "delete", "rescind", "cancel", "withdraw", "annul")


@dataclass(frozen=True, slots=True)
class _Envelope:
    """What the envelope of a document says of all its items."""

    sent: str
    priority: str
    sender: str = ""


def looks_like(head: bytes) -> bool:
    """Whether bytes open like NewsML 1."""
    return root_name(head)[0] == "NewsML"


def read(delivery: Delivery) -> Reading:
    """The items of a document in the order they stand."""
    root, notes = tree(delivery.body, delivery.media_type)
    trouble = list(notes)
    found, lost = items(root, trouble, len(delivery.body))
    envelope = _envelope(root)
    if not found and not lost:
        raise Unreadable("a NewsML document without a news item")
    about = {"title": envelope.sender, "sent": envelope.sent}
    return Reading("newsml1", tuple(found), {k: v for k, v in about.items() if v}, tuple(trouble), lost=lost)


def items(root: Element, trouble: list[str], size: int = 0) -> tuple[list[Item], int]:
    """The items of a document of so many bytes, and how many could not be read; `trouble` is told why."""
    envelope, found, lost = _envelope(root), list[Item](), 0
    most = bounds.most(size, bounds.NEWS_ENVELOPE)
    for count, element in enumerate(root.iter("NewsItem")):
        if count >= most:
            lost += 1
            trouble.append(bounds.rest(most))
            break
        if element.find("NewsComponent") is None and element.find("TopicSet") is not None:
            trouble.append("a NewsItem of topics holds no copy")
            continue
        try:
            found += _items(element, envelope)
        except Unreadable as error:
            lost += 1
            trouble.append(str(error))
    return found, lost


def _envelope(root: Element) -> _Envelope:
    return _Envelope(
        said(root, "NewsEnvelope/DateAndTime"),
        coded(first(root, "NewsEnvelope/Priority")),
        coded(first(root, "NewsEnvelope/SentFrom/Party")),
    )


def _items(element: Element, envelope: _Envelope) -> list[Item]:
    top = first(element, "NewsComponent")
    versions = [
        c
        for c in (top if top is not None else ())
        if c.tag == "NewsComponent" and said(c, "NewsLines/HeadLine", "NewsLines/Headline")
    ]
    languages = {language_of(c) for c in versions if body_of(c)}
    if len(languages) > 1 and len(versions) == len([c for c in versions if body_of(c)]):
        parts = [f"#{component.get('Duid') or number}" for number, component in enumerate(versions)]
        return [_item(element, component, envelope, part) for component, part in zip(versions, parts, strict=True)]
    return [_item(element, top, envelope, "")]


def _item(element: Element, component: Element | None, envelope: _Envelope, part: str) -> Item:
    management = first(element, "NewsManagement")
    uri, version = _identity(element)
    body = body_of(component)
    notes: list[str] = []
    headline = headline_of(element, component)
    slugline = said(component, ".//SlugLine") or said(element, "Identification/NameLabel")
    if not headline:
        headline, note = stand_in(body, slugline or uri)
        notes.append(note)
    if not headline:
        raise Unreadable("a NewsItem without headline, text or identifier")
    made = dates.read(said(management, "FirstCreated"))
    given = (said(management, "ThisRevisionCreated"), envelope.sent, said(element, "Identification/NewsIdentifier/DateId"))
    told = map(dates.read, given[:2] if made.instant or made.day else given)
    created = next((when for when in told if when.is_read), made)
    if created.instant is None and created.day is None:
        notes.append(created.note or "undated: no time is given")
    language = language_of(component) or element.get("lang")
    until, marks = _embargo(management, created.instant, language, notes)
    media = tuple(_media(component))
    kind = coded(first(component, ".//ContentItem/MediaType")).lower()
    return Item(
        headline=headline,
        uri=f"{uri}{part}" if uri else None,
        version=version or None,
        slugline=slugline,
        dateline=news_line(component, "DateLine") or (nitf.dateline(component) if component is not None else ""),
        byline=news_line(component, "ByLine") or (nitf.byline(component) if component is not None else ""),
        ed_note=_ed_note(element, component),
        urgency=_urgency(management, envelope),
        signals=tuple(_signals(element, management)),
        pub_status=_status(management),
        embargoed_until=until,
        marks=tuple(dict.fromkeys((*marks, *_versions(component)))),
        first_created=made.instant,
        version_created=created.instant,
        day=created.day,
        info_source=_parties(component, "Source") or _parties(component, "Creator"),
        credit_line=news_line(component, "CreditLine") or _parties(component, "Provider") or envelope.sender,
        credits=tuple(map(Credit, _names(component, "Source"))),
        subjects=_subjects(component),
        language=language,
        summary="" if (summary := summary_of(component, headline) or ("" if body else caption_of(component))) == body else summary,
        body=body,
        url=next(filter(None, map(web_address, lines(component, ".//MoreLink", ".//NewsItemUrl"))), ""),
        image=next((m.url for m in media if m.type.startswith(("photo", "image", "picture"))), ""),
        type="text" if body or not kind.startswith(PICTURES) else {"photo": "picture", "image": "picture"}.get(kind, kind),
        places=tuple(_places(component)),
        media=media,
        related=tuple(
            Relation("associated", link.get("NewsItem", ""))
            for link in element.iterfind("NewsManagement/AssociatedWith")
            if link.get("NewsItem")
        ),
        usage=said(component, ".//CopyrightLine") or said(component, ".//UsageRights/UsageType"),
        notes=tuple(notes),
    )


def _identity(element: Element) -> tuple[str, str]:
    """The name that all versions share, and the version; agencies that give no whole public identifier are helped out."""
    identity = first(element, "Identification/NewsIdentifier")
    number, revision = said(identity, "NewsItemId"), said(identity, "RevisionId")
    public = said(identity, "PublicIdentifier")
    if public and revision:
        public = re.sub(rf":{re.escape(revision)}[A-Z]?$", "", public)
    if number and number not in public:
        public = ":".join(filter(None, ("urn:newsml", said(identity, "ProviderId"), said(identity, "DateId"), number)))
    own = next((e.get("Duid") or "" for e in element.iter("NewsComponent") if len(e.get("Duid") or "") > 8), "")
    return public or said(element, ".//DescriptiveMetada/guid") or own, revision


def _versions(component: Element | None) -> Iterator[str]:
    """The marks that AFP gives as a property: "Correction", "Lead"."""
    for holder in component.iterfind(".//DescriptiveMetadata/Property") if component is not None else ():
        if holder.get("FormalName") == "Version":
            yield from printed.marks_of_line(holder.get("Value", ""))


def _urgency(management: Element | None, envelope: _Envelope) -> int | None:
    return urgency_of(coded(first(management, "Urgency"))) or urgency_of(envelope.priority)


def _signals(element: Element, management: Element | None) -> Iterator[str]:
    kind = coded(first(management, "NewsItemType"))
    if kind and kind.lower() != "news":
        yield kind
    for path in ("Instruction", "RevisionHistory", "DerivedFrom"):
        for found in management.iterfind(path) if management is not None else ():
            if coded(found):
                yield coded(found)
    revision = first(element, "Identification/NewsIdentifier/RevisionId")
    if revision is not None and revision.get("Update", "N") in ("U", "A"):
        yield "sig:update"


def _status(management: Element | None) -> PubStatus:
    instruction = coded(first(management, "Instruction")).lower()
    if any(kill in instruction for kill in _KILLS):
        return PubStatus.CANCELED
    printed = coded(first(management, "Status")).lower()
    known: PubStatus = orders.of({"status": printed}, None, None, []).get("pub_status", PubStatus.USABLE)
    return _STATUS.get(printed, known)


def _embargo(
    management: Element | None, issued: dt.datetime | None, language: str | None, notes: list[str]
) -> tuple[dt.datetime | None, tuple[str, ...]]:
    """Until when an item that is embargoed or withheld stays so; one that is embargoed and does not say until when has no end."""
    change = first(management, "StatusWillChange")
    endless = ("embargo",) if coded(first(management, "Status")).lower() == "embargoed" else ()
    if change is None or coded(first(change, "FutureStatus")).lower() not in ("usable", ""):
        return None, endless
    until, marks = embargo.of_field(said(change, "DateAndTime"), issued, language, notes)
    return until, marks if until else (marks or endless)


def _ed_note(element: Element, component: Element | None) -> str:
    found = list(lines(element, "NewsManagement/Instruction/Comment"))
    found += [
        holder.get("Value", "")
        for holder in (component.iter("Property") if component is not None else ())
        if (holder.get("FormalName") or "").lower() in ("editorialinfo", "ednote", "editorialnote")
    ]
    for told in component.iter("NewsLine") if component is not None else ():
        kind = coded(first(told, "NewsLineType")).lower()
        if any(word in kind for word in ("note", "advisory", "instruction", "correction", "embargo")):
            text = said(told, "NewsLineText")
            found.append(f"Embargo: {text}" if text and "embargo" in kind and not embargo.is_embargoed(text) else text)
    return "\n".join(dict.fromkeys(filter(None, found)))


def _parties(component: Element | None, path: str) -> str:
    return ", ".join(_names(component, path))


def _names(component: Element | None, path: str) -> tuple[str, ...]:
    names = [coded(e) for e in component.iterfind(f".//AdministrativeMetadata/{path}/Party")] if component is not None else []
    return tuple(dict.fromkeys(filter(None, names)))


def _subjects(component: Element | None) -> tuple[Subject, ...]:
    found: dict[Subject, None] = {}
    names = _names_of_topics(component)
    for code in component.iterfind(".//SubjectCode/*") if component is not None else ():
        name = (code.get("FormalName") or "").strip()
        if name:
            scheme = code.get("Scheme") or code.get("Vocabulary") or ""
            subject = subject_of("", name, "" if "iptc" in scheme.lower() or not scheme else scheme)
            found[replace(subject, name=names.get(name, name)) if subject.name == name else subject] = None
    for word in lines(component, ".//NewsLines/KeywordLine"):
        found[Subject(word)] = None
    for holder in component.iter("Property") if component is not None else ():
        if holder.get("FormalName") == "Keyword" and (holder.get("Value") or "").strip():
            found[Subject(holder.get("Value", "").strip())] = None
    return tuple(found)


def _names_of_topics(component: Element | None) -> dict[str, str]:
    """The names that a document's own list of topics gives to codes, in English where it has one."""
    names: dict[str, str] = {}
    for topic in component.iterfind(".//TopicSet/Topic") if component is not None else ():
        told = [e for e in topic.iterfind("Description") if (e.get("Variant") or "Name") == "Name" and line(e)]
        english = [e for e in told if (e.get("lang") or "").lower().startswith("en")]
        for best in (english or told)[:1]:
            names |= {code: line(best) for code in lines(topic, "FormalName")}
    return names


def _places(component: Element | None) -> Iterator[Place]:
    seen: set[str] = set()
    where = list(component.iterfind(".//DescriptiveMetadata/Location")) if component is not None else []
    for place in where or (component.iterfind("DescriptiveMetadata") if component is not None else ()):
        said_of = {p.get("FormalName", ""): (p.get("Value") or "").strip() for p in place.iter("Property")}
        name = said_of.get("City") or said_of.get("SubLocation") or said_of.get("CountryArea") or said_of.get("Country") or ""
        latitude: float | None = None
        longitude: float | None = None
        with suppress(KeyError, ValueError):
            latitude, longitude = float(said_of["Latitude"]), float(said_of["Longitude"])
        if name and name not in seen:
            seen.add(name)
            yield Place(name, said_of.get("Country", "") if said_of.get("Country") != name else "", latitude, longitude)


def _media(component: Element | None) -> Iterator[Media]:
    for content, role in contents_of(component) if component is not None else ():
        kind = coded(first(content, "MediaType")).lower()
        mime = coded(first(content, "MimeType")).lower()
        address = web_address(content.get("Href") or "")
        if address and (kind or mime).startswith(PICTURES) and role != "logo":
            yield Media(address, mime or kind)
