"""XML of an agency's own making: any document in which an element with a headline has a text, a date or an identity beside it.

Agencies that follow no standard still use a handful of words for the same things (xmlnames.py), as elements or attributes, flat
or in groups (xmlfields.py). News sitemaps (`urlset`) are read the same way. It must not read what is no news: a document without
a headline beside two of these, or beside a text of many words, is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Genre, Item, Media, PubStatus, Subject
from copytaster.text import marks as printed
from copytaster.text.markup import one_line
from copytaster.wire import bounds, dates, embargo, xmlfields, xmlnames, xmlorders, xmlshapes, xmltext
from copytaster.wire.addresses import web_address
from copytaster.wire.elements import Element, line, root_name, tree
from copytaster.wire.reading import Reading, stand_in, urgency_of
from copytaster.wire.topics import subject_of
from copytaster.wire.xmlfields import Fields, name_of, text_of

_CODE = re.compile(r"\b\d{8}\b")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2})?$", re.IGNORECASE)
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_DEEPEST, _LONGEST_SUBJECT = 12, 80
# A text of so many words below a headline is copy, whatever is not said of it. Where no spaces part words, two signs count as one.
_MANY_WORDS, _UNSPACED = 25, "\u0e00"
_DATES = ("changed", "issued", "created", "release")
_KINDS, _MOST_ORDERS, _LONG_NUMBER = 40, 80, 6
# What stands in copy and is a part of it or beside it.
_PARTS = xmlnames.ASIDE | {"section", "sections", "chapter", "block", "part"}
_YES = ("true", "1", "yes")


def looks_like(head: bytes) -> bool:
    """Whether bytes open like an XML document that is neither HTML nor a schema, a style sheet or a drawing."""
    name = root_name(head)[0].lower()
    return bool(name) and name not in ("html", "schema", "stylesheet", "transform", "svg", "opml", "rss", "feed", "rdf", "plist")


def read(delivery: Delivery) -> Reading:
    """The items of a document."""
    return of_tree(*tree(delivery.body, delivery.media_type), len(delivery.body), bounds.PIECE)


def of_tree(root: Element, notes: tuple[str, ...], size: int, each: int) -> Reading:
    """The items of a document of so many bytes, of which some notes are told. A piece has at least so many bytes `each`."""
    looked: list[str] = []
    pieces = _pieces(root, bounds.most(size, each), looked)
    found = [item for fields, holders in pieces if (item := _item(fields, holders)) is not None]
    if not found and not looked:
        pieces = _pieces(root, bounds.most(size, each), looked, is_by_shape=True)
        found = [item for fields, holders in pieces if (item := _item(fields, holders)) is not None]
    if not found:
        raise Unreadable(
            f"an XML document <{root.tag}> in which no element has a headline with a text, a date or an identity beside it"
        )
    return Reading("xml", tuple(found), notes=(*notes, *looked), lost=len(looked))


def has_headline(element: Element) -> bool:
    """Whether an element says a headline itself, in its children or in groups of them."""
    return bool(xmlfields.of(element).said("headline"))


def _pieces(root: Element, most: int, notes: list[str], *, is_by_shape: bool = False) -> Iterator[tuple[Fields, xmlorders.Told]]:
    """The elements that are news, with what those above them order: outermost first, none inside another. So many elements are
    looked at; `notes` is told where that leaves some out. Where names tell of none, those count that are news by their shape."""
    above: Fields | None = None
    waiting, count = deque([(root, 0, xmlorders.NOTHING, above)]), 0
    while waiting:
        if count >= most:
            notes.append(f"more than {most:,} elements: the rest was not read")
            return
        element, depth, holders, above = waiting.popleft()
        if not len(element) and len(element.attrib) < 2:
            continue
        count += 1
        fields = xmlfields.of(element)
        is_dated = above is not None and bool(above.said("issued"))
        if (_is_shaped(fields, is_dated) if is_by_shape else _is_news(fields, is_dated)) and not _is_about_others(fields):
            fields.outer = above
            yield _narrowed(fields), holders
        elif depth < _DEEPEST and len(element):
            holders = (*holders, *xmlorders.above(element))
            above = xmlfields.above(fields, above)
            waiting.extend((child, depth + 1, holders, above) for child in element)


def _narrowed(fields: Fields) -> Fields:
    """The fields of the element in which text and headline stand together, before those of what holds it."""
    told = next((held for kind in ("text", "headline") for held in fields.held(kind) if text_of(held)), "")
    inner = told.getparent() if not isinstance(told, str) else None
    if inner is None or inner is fields.element:
        return fields
    own = xmlfields.of(inner)
    if not own.said("headline"):
        return fields
    own.outer = fields
    return own


def _is_shaped(fields: Fields, is_dated: bool) -> bool:
    """Whether an element is news by its shape: headline, text and date, whatever they are called."""
    if xmlshapes.text(fields) is None and not fields.said("text"):
        return False
    is_dated = is_dated or any(fields.said(kind) for kind in _DATES) or xmlshapes.date(fields, "").is_read
    return is_dated and bool(fields.said("headline") or xmlshapes.headline(fields))


def _is_news(fields: Fields, is_dated: bool = False) -> bool:
    headed, texted = fields.said("headline"), _has_text(fields, "text")
    if headed and not texted and (whole := xmlshapes.paragraphs(fields.element)) is not None:
        fields.take("body", whole, 0)
        texted = True
    if not headed and not texted:
        return False
    named = bool(fields.said("id"))
    if headed and texted and (named or is_dated):
        return True
    dated = any(kind in fields.kinds and fields.said(kind) for kind in _DATES) or _guessed(fields, "").is_read
    if dated + named + (texted or _has_text(fields, "summary")) >= 2:
        return True
    if (dated or named) and (sure := fields.said("sure")) and (" " in sure or not sure.isascii()):
        return True
    return bool(headed) and texted and any(map(_is_long, fields.held("text")))


def _has_text(fields: Fields, kind: str) -> bool:
    return any(map(_has_words, fields.held(kind)))


def _has_words(held: xmlfields.Held) -> bool:
    if isinstance(held, str):
        return True
    return bool((held.text or "").strip()) or (len(held) > 0 and any(str(part).strip() for part in held.itertext()))


def _is_long(held: xmlfields.Held) -> bool:
    """Whether a text has many words."""
    count = 0
    for part in [held] if isinstance(held, str) else map(str, held.itertext()):
        count += len(part.split()) + sum(sign >= _UNSPACED for sign in part[:200]) // 2
        if count >= _MANY_WORDS:
            return True
    return False


def _is_about_others(fields: Fields) -> bool:
    """Whether a headline without a text is that of what holds news, and not of news."""
    if _has_text(fields, "text"):
        return False
    for holder in (fields.element, *fields.groups):
        kinds: dict[str, Element] = {}
        for child in islice(holder, _KINDS):
            if len(child) and xmlnames.plain(child.tag) not in _PARTS:
                kinds.setdefault(child.tag, child)
        for child in kinds.values():
            own = xmlfields.of(child)
            if own.said("headline") and _is_news(own, is_dated=True):
                return True
    return False


def _subjects(top: Element) -> tuple[Subject, ...]:
    """Everything that an element is filed under, in words and in codes of the IPTC."""
    found: dict[Subject, None] = {}
    for element in (*top, *(inner for child in top for inner in child)):
        name, above = xmlnames.plain(element.tag), element.getparent()
        if name in xmlnames.SUBJECTS and 0 < len(text := name_of(element)) < _LONGEST_SUBJECT:
            found[Subject(text)] = None
        elif name in xmlnames.CODES or (above is not None and above is not top and xmlnames.plain(above.tag) in xmlnames.CODES):
            found |= {subject_of("", code): None for code in _CODE.findall(line(element))}
    return tuple(found)


def _prose(fields: Fields, kind: str) -> str:
    return next((text for held in fields.held(kind) if (text := xmltext.prose(held))), "")


class _Times(NamedTuple):
    """When this version was made, and the first."""

    created: dates.When
    first: dt.datetime | None


def _item(fields: Fields, holders: xmlorders.Told) -> Item | None:
    notes = xmlshapes.completed(fields)
    body, summary = _prose(fields, "text"), _prose(fields, "summary")
    headline = one_line(fields.said("headline"))
    if not headline:
        headline, note = stand_in(body or summary)
        notes.append(note)
    if not headline:
        return None
    language = next((text for held in fields.held("language") if _LANGUAGE.match(text := _language(held))), "")
    times = _times(fields, language)
    if not times.created.is_read:
        notes.append(times.created.note or "undated: no time is given")
    until, status, marks = _ordered(fields, holders, times.created.instant, language, notes)
    image = _image(fields.element)
    flags = [
        flag
        for one in fields.chain()
        for flag in xmlnames.FLAGS.keys() & one.kinds.keys()
        if any(text_of(held).lower() in _YES for held in one.held(flag))
    ]
    if "writethrunum" in fields.kinds:
        # The Canadian Press gives a writethru in two fields.
        marks = (*marks, *printed.marks_of_line(f"{fields.said('writethrunum')} {fields.said('writethrutype')}"))
    is_event = "timestart" in fields.named
    return Item(
        headline=headline,
        uri=fields.nearest("id") or _number(fields),
        version=_version(fields),
        slugline=fields.said("slug"),
        dateline=fields.called("place"),
        byline=fields.called("byline"),
        ed_note=_prose(fields, "note"),
        urgency=urgency_of(fields.said("urgency")),
        signals=tuple(dict.fromkeys(sorted(flags))),
        pub_status=PubStatus.CANCELED
        if "killed" in flags
        else status or (PubStatus.WITHHELD if "hold" in flags else PubStatus.USABLE),
        embargoed_until=until,
        marks=marks,
        first_created=times.first,
        version_created=times.created.instant,
        day=times.created.day,
        credit_line=fields.called("credit"),
        subjects=_subjects(fields.element),
        language=language or None,
        summary="" if summary == body else summary,
        body=body,
        url=next((address for held in fields.held("url") if (address := web_address(text_of(held)))), ""),
        image=image,
        media=(Media(image, "image"),) if image else (),
        genre=Genre.ADVISORY if is_event else Genre.CURRENT,
        type="event" if is_event else "text",
        notes=tuple(notes),
    )


def _language(held: xmlfields.Held) -> str:
    return held if isinstance(held, str) else held.get("lang") or text_of(held)


def _number(fields: Fields) -> str | None:
    """The number of copy where it is long enough not to come again tomorrow, and no day."""
    number = fields.nearest("number")
    return number if len(number) >= _LONG_NUMBER and not dates.read(number).is_read else None


def _version(fields: Fields) -> str | None:
    """The version of copy; an attribute with a point in it is that of the format."""
    return next((t for held in fields.held("version") if (t := text_of(held)) and not (isinstance(held, str) and "." in t)), None)


def _image(element: Element) -> str:
    addresses = (web_address(line(e)) for e in element.iter("image", "url", "photo"))
    return next((address for address in addresses if address.lower().endswith(_PICTURES)), "")


def _times(fields: Fields, language: str) -> _Times:
    """When copy was made: by what it says itself, else by what it stands in."""
    around = [one for one in fields.chain() if one.is_above]
    trouble = dates.NEVER
    for level in ([one for one in fields.chain() if not one.is_above], *([one] for one in around)):
        changed, issued, made = (_when(level, kind, language) for kind in ("changed", "issued", "created"))
        guessed = (_guessed(one, language) for one in level)
        # When copy is to be released dates it where nothing else does.
        others = (*guessed, _when(level, "release", language))
        created = next((when for when in (changed, issued, made, *others) if when.is_read), None)
        if created is not None:
            first = made.instant or (issued.instant if changed.is_read else None)
            is_late = first is not None and created.instant is not None and first > created.instant
            return _Times(created, created.instant if is_late else first)
        trouble = next((when for when in (changed, issued, made) if when.note), trouble)
    return _Times(trouble, None)


def _when(level: list[Fields], kind: str, language: str) -> dates.When:
    """The first date of one kind that can be read, else one that says why it cannot."""
    told = [when for one in level if kind in one.kinds and ((when := one.when(kind, language)).is_read or when.note)]
    return next((when for when in told if when.is_read), told[0] if told else dates.NEVER)


def _guessed(fields: Fields, language: str) -> dates.When:
    """The first date under a name that is not known but speaks of one."""
    given = (fields.named[name] for name in fields.unknown if xmlnames.is_of_a_date(name))
    found = next((when for held in given if (when := xmlfields.date_of(held, language)).is_read), dates.NEVER)
    return found if found.is_read else xmlshapes.date(fields, language)


def _once(told: Iterable[tuple[str, Any]]) -> xmlorders.Told:
    """Orders without those that an element and what holds it tell alike."""
    found: list[tuple[str, Any]] = []
    for order in told:
        if order not in found:
            found.append(order)
    return tuple(found[:_MOST_ORDERS])


def _ordered(
    fields: Fields, holders: xmlorders.Told, issued: dt.datetime | None, language: str, notes: list[str]
) -> tuple[dt.datetime | None, PubStatus | None, tuple[str, ...]]:
    """The embargo, the status and the marks that an element orders, and those above it."""
    looked = [one for held in fields.chain() if not held.is_above for one in (held.element, *held.groups)]
    told = [order for one in looked for order in xmlorders.told(one)] if len(looked) > 1 else xmlorders.told(fields.element)
    until, status, marks = xmlorders.of(_once(told), holders, issued, language, notes)
    if until is None and not marks:
        release = next((w.instant for one in fields.chain() if (w := one.when("release", language)).instant), None)
        # A release that is no later than the copy itself holds nothing back, whatever its zone.
        held = "" if release and issued and release <= issued else fields.said("release")
        until, marks = embargo.of_field(held, issued, language, notes)
    return until, status, marks
