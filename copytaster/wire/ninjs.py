"""ninjs 1.0 to 3.1 (IPTC News in JSON), and the JSON of agencies and newsroom systems that speaks its language.

ninjs changed the spelling of its names with each major version (`body_html`, `bodies[]`; `versioncreated`, `versionCreated`),
and agencies have their own: AP's Media API, dpa digital wires, Superdesk, Belga. Names are compared without capitals and
underscores, so that one reader serves them all. It is tolerant: what a document has beyond the schema is passed over; whether
it is valid ninjs is another question (ninjs_check.py), answered in a note where the document names its schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import Credit, Delivery, Genre, Item, Media, Place, PubStatus, Relation, Subject
from copytaster.text.markup import one_line, plain
from copytaster.wire import bounds, dates, embargo, jsonfields, jsonshapes, jsontimes, ninjs_check, orders
from copytaster.wire.addresses import web_address
from copytaster.wire.jsontext import dicts, string
from copytaster.wire.reading import Reading, stand_in, urgency_of
from copytaster.wire.topics import subject_of

_TYPES = frozenset("text audio video picture graphic composite component planning event article image photo".split())
# A document speaks the language of ninjs when it has one name out of two of these groups.
_IDENTITY = frozenset(("uri", "guid", "urn", "newsobjectid", "itemid", "entryid", "uuid"))
_TELLING = frozenset(
    """versioncreated pubstatus bodytext bodyhtml bodyxhtml bodies headlines headline representationtype renditions associations
    ednote firstcreated descriptiontext altids eventdetails plannedcoverage articlehtml newscomponents newslines copyrightholder
    edlines descriptions usageterms""".split()
)
_WRAPPERS = tuple("items data item newsobjects _items results articles entries docs news documents hits".split())
_DEEPEST = 4
_WITH_PARAGRAPHS = 1.25
# No time is a number as large as this, in whatever unit; a larger one may be more than a float holds.
_NO_TIME = 10**18
_KINDS = {"article": "text", "image": "picture", "photo": "picture", "short": "text", "news": "text", "long": "text"}
# TT has its service and source in a line of its own.
_HEADS = tuple(
    (re.compile(whole, re.DOTALL | re.IGNORECASE), re.compile(end, re.IGNORECASE))
    for whole, end in (
        (r"<head\b.*?</head>", "</head>"),
        (r"<h1\b[^<>]*>[^<]*</h1>", "</h1>"),
        (r"<div class=\"dat\">.*?</div>", "</div>"),
    )
)
Fields = dict[str, Any]


def fits(value: Any) -> bool:
    """Whether a value is a news object, or holds some."""
    return next(_objects(value), None) is not None


def has_others(value: Any) -> bool:
    """Whether a document is a list of objects of which some are news objects, or hold some, and others are not."""
    fitting = {fits(one) for one in jsonshapes.listed(value) if isinstance(one, dict)}
    return len(fitting) > 1 and not is_object(value)


def read(value: Any, delivery: Delivery) -> Reading:
    """The items of a document: of one object, of a list of them, or of an answer that holds them."""
    found, notes = [], []
    most = bounds.most(len(delivery.body), bounds.OBJECT)
    for count, thing in enumerate(_objects(value)):
        if count >= most:
            notes.append(bounds.rest(most))
            break
        try:
            found.append(item(thing))
        except (Unreadable, TypeError, ValueError, AttributeError) as error:
            notes.append(f"an object was not read: {error}")
    if not found:
        raise Unreadable(notes[0] if notes else "no news object stands in this document")
    return Reading("ninjs", tuple(found), notes=tuple(notes), lost=len(notes))


def is_object(value: Any) -> bool:
    """Whether a value is one news object."""
    if not isinstance(value, dict):
        return False
    names = {_plain(name) for name in value}
    told = len(names & _TELLING)
    typed = isinstance(value.get("type"), str) and value["type"].lower() in _TYPES
    identity = not names.isdisjoint(_IDENTITY)
    if identity and (told or typed or ("title" in names and len(names & {"body", "lead", "type", "places", "language"}) > 1)):
        return True
    if told >= 2 and ("headline" in names or "headlines" in names):
        return True
    if "uri" not in names:
        return False
    known = ninjs_check.names()
    told = sum(name in known or name.startswith(("body", "description", "headline")) for name in names)
    return 2 * told > len(names)


def _objects(value: Any, depth: int = 0) -> Iterator[Fields]:
    if is_object(value):
        yield value
    elif isinstance(value, list) and depth < _DEEPEST:
        for held in value:
            yield from _objects(held, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for name, held in value.items():
            if _plain(name) in _WRAPPERS:
                yield from _objects(held, depth + 1)


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").lstrip("$") if name != "_items" else name


def item(value: Fields) -> Item:
    """One news object as an item. Raises `Unreadable` where it has neither a headline, a text nor a name."""
    fields = {_plain(name): held for name, held in value.items()}
    fields |= {name.lower(): held for name, held in value.items() if name.lower() in fields}
    notes = list(ninjs_check.violations(value))
    body = _text(fields, "body", ("articlehtml", "infoboxhtml")) or _components(fields, "body")
    summary = _text(fields, "description", ("teaser", "lead", "abstract", "summary")) or _components(fields, "lead")
    uri = _identity(fields)
    headline = _headline(fields)
    if not headline:
        headline, note = stand_in(body or summary, string(fields, "slugline") or uri)
        notes.append(note)
    if not headline:
        raise Unreadable("a news object without headline, text or identity")
    others = jsonfields.Fields(value)
    if not summary:
        summary = plain(string(fields, *_SUMMARIES))
    first, changed = _when(fields, notes, *_FIRST), _when(fields, notes, *_CHANGED)
    created = next((when for when in (changed, _published(others), first) if when.is_read), dates.NEVER)
    if not created.is_read:
        notes.append("undated: no time is given")
    kind = string(fields, "type", "assettype").lower()
    media = tuple(_media(fields))
    ordered = orders.of(value, created.instant, string(fields, "language"), notes)
    return Item(
        headline=headline,
        uri=uri or None,
        version=string(fields, "version", "currentversion") or None,
        slugline=one_line(string(fields, "slugline", "slug", "topic", "kicker")),
        dateline=one_line(string(fields, "dateline", "located")) or one_line(string(fields.get("datelinelocation"), "city")),
        byline=one_line(string(fields, "byline", "by")) or _names(fields.get("authors")) or _names(fields.get("bylines")),
        ed_note=_ed_note(fields),
        urgency=urgency_of(string(fields, "urgency", "priority")),
        signals=_signals(fields),
        pub_status=ordered.get("pub_status", PubStatus.USABLE),
        embargoed_until=ordered.get("embargoed_until"),
        marks=ordered.get("marks", ()),
        first_created=first.instant,
        version_created=created.instant,
        day=created.day,
        info_source=_names(fields.get("infosource") or fields.get("infosources")) or string(fields, "source", "copyrightholder"),
        credit_line=one_line(string(fields, "creditline", "descriptioncreditline", "credit", "copyrightholder", "provider")),
        credits=_credits(fields),
        subjects=_subjects(fields),
        entities=_entities(fields),
        language=string(fields, "language") or None,
        summary="" if summary == body else summary,
        body=body,
        url=web_address(string(fields, "url", "link", "canonicalurl", "website"))
        or web_address(others.text("url"))
        or web_address(uri),
        image=next((m.url for m in media if m.type.startswith(("image", "picture"))), ""),
        genre=Genre.ADVISORY if kind in ("planning", "event") else Genre.CURRENT,
        type=_KINDS.get(kind, kind) if kind in _TYPES | set(_KINDS) else "event" if "eventdetails" in fields else "text",
        places=_places(fields),
        media=media,
        related=tuple(_related(fields)),
        usage=_usage(fields),
        notes=tuple(dict.fromkeys(notes)),
    )


def _usage(fields: Fields) -> str:
    """The notice of copyright, else the terms; the terms where they are an order."""
    terms = one_line(string(fields, "usageterms"))
    return terms if embargo.is_embargoed(terms) else one_line(string(fields, "copyrightnotice")) or terms


# What the interfaces of newspapers call a summary.
_SUMMARIES = ("trailtext", "standfirst", "snippet", "excerpt", "leadtext")
_FIRST = (
    "firstcreated",
    "createdate",
    "created",
    "datecreated",
    "createdat",
    "createddate",
    "firstpublicationdate",
    "firstpublisheddate",
    "firstpublishedat",
    "firstpublishdate",
)
_CHANGED = (
    "versioncreated",
    "modified",
    "datemodified",
    "modifieddate",
    "modifiedat",
    "lastmodified",
    "lastmodifieddate",
    "lastupdated",
    "updatedat",
    "dateupdated",
    "validatedate",
    "publishdate",
    "updated",
    "contentcreated",
    "contenttimestamp",
    "versiondate",
    "firstpublished",
    "lasteditdate",
)


def _published(fields: jsonfields.Fields) -> dates.When:
    """When copy came out, by the names that the interfaces of newspapers and archives have for it."""
    told = jsontimes.told(fields)
    return next((when for when in (told.seen, told.filed) if when.is_read), dates.NEVER)


def _headline(fields: Fields) -> str:
    for name in ("headline", "title", "name"):
        found = string(fields, name)
        if found:
            return one_line(found)
        several = dicts(fields.get(f"{name}s"))
        main = sorted(several, key=lambda h: string(h, "role") not in ("main", "", "headline"))
        text = next(filter(None, (string(h, "value") for h in main)), "")
        if text:
            return one_line(text)
        variants = [held for key, held in sorted(fields.items()) if key.startswith(name) and isinstance(held, str) and held.strip()]
        main_variant = fields.get(f"{name}main")
        if variants:
            return one_line(main_variant if isinstance(main_variant, str) else variants[0])
    return ""


def _text(fields: Fields, name: str, others: tuple[str, ...]) -> str:
    """A body or description, whichever of its forms says most; markup becomes paragraphs."""
    said = {key: held for key, held in fields.items() if key.startswith(name) and isinstance(held, str) and _is_text(key)}
    # NITF in a field brings its head along: it counts where there is nothing else.
    told = [held for key, held in said.items() if held.strip() and not key.endswith("nitf")] or list(said.values())
    plural = {"body": "bodies", "description": "descriptions"}[name]
    told += [string(held, "value") for held in dicts(fields.get(plural))]
    forms = [(plain(_without_head(held)), "<p" in held) for held in told]
    # Of two forms of one text the one with paragraphs is the better; TT's plain one has headline and service above the text.
    best = max(forms, key=lambda form: len(form[0]) * (_WITH_PARAGRAPHS if form[1] else 1), default=("", False))[0]
    if best:
        return best
    return "\n\n".join(filter(None, (plain(string(fields, other)) for other in others)))


def _without_head(markup: str) -> str:
    """Markup of a whole page without its title and what repeats it above the text."""
    if markup.lstrip()[:5].lower() != "<html":
        return markup
    for whole, end in _HEADS:
        # Behind the last end nothing can be whole, and is not looked at from each beginning on.
        place = max((found.end() for found in end.finditer(markup)), default=0)
        markup = whole.sub("", markup[:place]) + markup[place:]
    return markup


def _is_text(key: str) -> bool:
    return not key.endswith(("charcount", "wordcount", "contenttype", "creditline"))


def _components(fields: Fields, role: str) -> str:
    """The text of one of Belga's components."""
    parts = []
    for component in dicts(fields.get("newscomponents")):
        if string(component, "assetType").lower() == role:
            parts += [string(proxy, "text", "content") for proxy in dicts(component.get("proxies"))]
            parts.append(string(component, "text", "content"))
    return "\n\n".join(filter(None, map(plain, parts)))


def _identity(fields: Fields) -> str:
    found = string(fields, "uri", "guid", "urn", "newsobjectid", "itemid", "entryid", "uuid", "id")
    # AP's addresses carry the reader's session behind the question mark: it is no part of the item's name.
    return re.sub(r"\?(?:qt|et)=.*$", "", found)


def _when(fields: Fields, notes: list[str], *names: str) -> dates.When:
    for name in names:
        held = jsonshapes.stands_for(fields.get(name))
        if isinstance(held, int | float) and not isinstance(held, bool) and held > 1e8:
            when = dates.of_number(float(min(held, _NO_TIME)))
        else:
            when = dates.read(held.strip() if isinstance(held, str) else "")
        if when.note and "no time zone" not in when.note:
            notes.append(f"{name}: {when.note}")
        if when.is_read:
            return when
    return dates.NEVER


def _ed_note(fields: Fields) -> str:
    notes = [plain(string(fields, "ednote", "editorialinfo"))]
    notes += [plain(string(held, "ednote", "value")) for held in dicts(fields.get("ednotes"))]
    return "\n".join(dict.fromkeys(filter(None, notes)))


def _signals(fields: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for name in ("signal", "signals", "editorialtypes", "operation", "state"):
        held = fields.get(name)
        for one in held if isinstance(held, list) else [held]:
            text = one if isinstance(one, str) else string(one, "code", "name", "value")
            if text:
                found.append(text)
    return tuple(dict.fromkeys(found))


def _names(value: Any) -> str:
    names = [
        one_line(string(one, "name", "literal", "value", "by") if isinstance(one, dict) else str(one))
        for one in _listed(value)
        if one
    ]
    return ", ".join(dict.fromkeys(filter(None, names)))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _subjects(fields: Fields) -> tuple[Subject, ...]:
    found: dict[Subject, None] = {}
    for one in _filed(fields):
        label, code = (
            one_line(string(one, "name")),
            string(one, "code", "qcode", "literal") or string(one, "uri").rpartition("/")[2],
        )
        if label or code:
            found[subject_of(label, code, string(one, "scheme"))] = None
    keywords = fields.get("keywords") or fields.get("keywordnames") or ()
    for word in keywords if isinstance(keywords, list) else ():
        if isinstance(word, str) and word.strip():
            found[Subject(one_line(word))] = None
    return tuple(found)


def _filed(fields: Fields) -> Iterator[Fields]:
    """What an object is filed under, by itself and by what its distributor keeps of the agency; codes in a list are one each."""
    agency = fields.get("agencymetadata")
    for holder in (fields, agency if isinstance(agency, dict) else {}):
        for name in ("subject", "subjects", "categories", "genre", "genres", "service"):
            for one in dicts(holder.get(name)):
                codes = one.get("code")
                yield from [{"code": code} for code in codes if isinstance(code, str)] if isinstance(codes, list) else [one]


def _entities(fields: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for name in ("person", "people", "persons", "organisation", "organisations", "object", "objects", "event", "events"):
        found += [one_line(string(one, "name")) for one in dicts(fields.get(name))]
    return tuple(dict.fromkeys(filter(None, found)))


def _places(fields: Fields) -> tuple[Place, ...]:
    found = []
    for one in (*dicts(fields.get("place")), *dicts(fields.get("places")), *dicts(fields.get("datelinelocation"))):
        geometry = one.get("geometry_geojson") or one.get("geojson") or one.get("geoJSON") or {}
        point = geometry.get("coordinates") if isinstance(geometry, dict) else None
        latitude = longitude = None
        if isinstance(point, list) and len(point) >= 2 and _is_on_earth(*point[:2]):
            longitude, latitude = float(point[0]), float(point[1])
        name = one_line(string(one, "name", "city", "literal"))
        if name or latitude is not None:
            found.append(Place(name, string(one, "code", "countrycode"), latitude, longitude))
    return tuple(dict.fromkeys(found))


def _is_on_earth(longitude: Any, latitude: Any) -> bool:
    numbers = isinstance(longitude, int | float) and isinstance(latitude, int | float)
    return numbers and -180 <= longitude <= 180 and -90 <= latitude <= 90


def _credits(fields: Fields) -> tuple[Credit, ...]:
    return tuple(
        Credit(one_line(string(one, "name")), web_address(string(one, "url", "uri")))
        for one in (*dicts(fields.get("infosource")), *dicts(fields.get("infosources")))
        if string(one, "name")
    )


def _parts(fields: Fields, name: str) -> Iterator[tuple[str, Fields]]:
    held = fields.get(name)
    if isinstance(held, dict):
        yield from ((key, one) for key, one in held.items() if isinstance(one, dict))
    elif isinstance(held, list):
        yield from ((string(one, "name"), one) for one in held if isinstance(one, dict))


def _media(fields: Fields) -> Iterator[Media]:
    """The picture or film that an object is, and those that go with it."""
    kind = string(fields, "type").lower()
    if kind in ("picture", "photo", "image", "graphic", "video", "audio") and (best := _rendition(fields)):
        yield Media(best, kind, "", one_line(string(fields, "byline", "by")))
    for _, one in _parts(fields, "associations"):
        inner = {_plain(name): held for name, held in one.items()}
        sort = string(inner, "type").lower()
        if sort in ("picture", "photo", "image", "graphic", "video", "audio") and (best := _rendition(inner)):
            caption = _text(inner, "description", ()) or _headline(inner)
            yield Media(best, sort, caption, one_line(string(inner, "byline", "by")))


def _rendition(fields: Fields) -> str:
    """The address of the largest rendition."""
    sizes = []
    for _, one in _parts(fields, "renditions"):
        address = web_address(string(one, "href", "url"))
        width = one.get("width")
        if address:
            sizes.append((width if isinstance(width, int) else 0, address))
    return max(sizes, default=(0, ""))[1] or web_address(string(fields, "uri"))


def _related(fields: Fields) -> Iterator[Relation]:
    for name, one in _parts(fields, "associations"):
        inner = {_plain(key): held for key, held in one.items()}
        uri = _identity(inner)
        if uri:
            yield Relation(string(one, "rel") or name or "associated", uri, "", _headline(inner))
