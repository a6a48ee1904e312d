"""XML of an agency's own making: any document in which an element with a headline has a text, a date or an identity beside it.

Agencies that follow no standard still use a handful of words for the same things, in their own language and spelling. News sitemaps
(`urlset`) are read the same way. It must not read what is no news: a document without a headline beside one of these is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Genre, Item, Media, PubStatus, Subject
from copytaster.text import marks as printed
from copytaster.text.markup import one_line, plain
from copytaster.wire import bounds, copytext, dates, embargo, xmlorders
from copytaster.wire.addresses import web_address
from copytaster.wire.elements import Element, line, prose, root_name, said, tree
from copytaster.wire.reading import Reading, stand_in, urgency_of
from copytaster.wire.topics import subject_of

# The first name that is found counts. Names are compared in small letters, without signs between their parts.
_HEADLINES = "headline headline1 rubric rubrik title tittel titel otsikko titulo titre titolo hl1 storyslug".split()
_TEXTS = """body bodytext content text story storytext articletext contenttext articlebody newstext brodtekst fulltext texte
cuerpo testo directtext xml storybody""".split()
_SUMMARIES = """leadtext lead ingress summary abstract subtitle teaser standfirst description preamble entradilla chapo caption
englishcaption""".split()
_IDS = "newsid guid uri id ntbid storyid articleid documentid messageid newscompid systemslug contentid identifier loc".split()
_CHANGED = """versioncreated updated updateddatetime updatedat dateupdated lastupdated lastupdate lastmodified modified
modifieddate modifieddatetime modifiedat datemodified publishdate publicationdate publishdatetime published publisheddate
publishedat datepublished publicationdatetime pubdate issued""".split()
_MADE = """created createddate createddatetime firstcreated date datetime time lastmod timestamp filedate dateandtime createdat
datecreated senddate""".split()
_BYLINES = "byline author authors writer forfatter reporter creator".split()
_NOTES = "ednote editornote editorsnote tilredaktionen note editorialnote updatenote advisory".split()
# Orders by other names stand in orders.py.
_RELEASES = ["releasetime"]
_SLUGS = "slugline slug slugproper strapline keyword stikkord".split()
_URGENCIES = "urgency priority prioritet".split()
_PLACES = "dateline town placeline location".split()
_CREDITS = "origin credit creditline source provider agency publisher".split()
_URLS = "longurl url link shorturl loc canonical".split()
_VERSIONS = "version revision versionno".split()
_LANGUAGES = "language lang".split()
_SUBJECTS = "section category keywords subject genre topic".split()
_CODES = "iptclist iptc iptccode iptccodes subjectcode subjectcodes mediatopic mediatopics".split()
_FLAGS = {
    "killed": ("annuleret", "cancelled", "canceled", "killed", "deleted", "withdrawn"),
    "correction": ("korrektion", "correction", "iscorrection"),
    "update": ("nyversion", "isupdate"),
    "hold": ("holdflag",),
    "alert": ("infoflash", "flash", "newsflash", "breaking", "isbreaking"),
}
_CODE = re.compile(r"\b\d{8}\b")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2})?$", re.IGNORECASE)
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_DEEPEST, _LONGEST_SUBJECT = 12, 80
# So many that an element holds are asked whether they are news.
_ASKED = 3
_ODD = re.compile(r"[^a-z0-9]")
# Names of elements kept at hand, none longer than this.
_AT_HAND, _SHORT_NAME = 4096, 64


def looks_like(head: bytes) -> bool:
    """Whether bytes open like an XML document that is neither HTML nor a schema, a style sheet or a drawing."""
    name = root_name(head)[0].lower()
    return bool(name) and name not in ("html", "schema", "stylesheet", "transform", "svg", "opml", "rss", "feed", "rdf", "plist")


def read(delivery: Delivery) -> Reading:
    """The items of a document."""
    return of_tree(*tree(delivery.body, delivery.media_type), len(delivery.body))


def of_tree(root: Element, notes: tuple[str, ...], size: int) -> Reading:
    """The items of a document of so many bytes, of which some notes are told."""
    looked: list[str] = []
    pieces = _pieces(root, bounds.most(size, bounds.ENTRY), looked)
    found = [item for fields, holders in pieces if (item := _item(fields, holders)) is not None]
    if not found:
        raise Unreadable(
            f"an XML document <{root.tag}> in which no element has a headline with a text, a date or an identity beside it"
        )
    return Reading("xml", tuple(found), notes=(*notes, *looked), lost=len(looked))


def has_headline(element: Element) -> bool:
    """Whether an element says a headline itself, in its children or theirs."""
    fields = _fields(element)
    return any(line(fields[name]) for name in _HEADLINES if name in fields)


class _Names(dict[str, str]):
    """The name of an element -> its letters and figures alone. Those of a document come again and again."""

    def __missing__(self, name: str) -> str:
        told = _ODD.sub("", name.lower())
        if len(name) <= _SHORT_NAME and len(self) < _AT_HAND:
            self[name] = told
        return told


_NAMED = _Names()


def _plain(name: str) -> str:
    return _NAMED[name]


def _pieces(root: Element, most: int, notes: list[str]) -> Iterator[tuple[dict[str, Element], xmlorders.Told]]:
    """The elements that are news, with what those above them order: outermost first, none inside another. So many elements are
    looked at; `notes` is told where that leaves some out."""
    waiting, count = deque([(root, 0, xmlorders.NOTHING)]), 0
    while waiting:
        if count >= most:
            notes.append(f"more than {most:,} elements: the rest was not read")
            return
        element, depth, holders = waiting.popleft()
        count += 1
        fields = _fields(element)
        if _is_news(fields) and not _is_list(element, fields):
            yield _narrowed(element, fields, holders)
        elif depth < _DEEPEST and len(element):
            holders = (*holders, *xmlorders.above(element))
            waiting.extend((child, depth + 1, holders) for child in element)


def _narrowed(element: Element, fields: dict[str, Element], holders: xmlorders.Told) -> tuple[dict[str, Element], xmlorders.Told]:
    """The news that an element holds, where that is all it holds, with what its holder says of it besides."""
    told = next(fields[name] for name in (*_HEADLINES, *_TEXTS) if name in fields and line(fields[name]))
    inner = told.getparent()
    if inner is None or inner is element or not _is_news(own := _fields(inner)):
        return fields, holders
    return {**fields, **own}, (*holders, *xmlorders.above(element))


def _fields(element: Element) -> dict[str, Element]:
    """The children of an element by name, and below them the children of those that only hold others."""
    fields: dict[str, Element] = {"": element}
    for child in element:
        fields.setdefault(_plain(child.tag), child)
    for child in element:
        if len(child) and not (child.text or "").strip() and len(child) <= 80:
            for inner in child:
                fields.setdefault(_plain(inner.tag), inner)
    return fields


def _is_news(fields: dict[str, Element]) -> bool:
    if not any(line(fields[name]) for name in _HEADLINES if name in fields) and not _said(fields, _TEXTS):
        return False
    dated = bool(_said(fields, _CHANGED) or _said(fields, _MADE))
    named = bool(_said(fields, _IDS) or fields[""].get("id"))
    told = bool(_said(fields, _TEXTS) or _said(fields, _SUMMARIES))
    return dated + named + told >= 2


def _is_list(element: Element, fields: dict[str, Element]) -> bool:
    """Whether the headline that an element seems to have is that of one among several alike that it holds."""
    if _is_title_of_a_list(element):
        return True
    told = (fields[name] for name in (*_HEADLINES, *_TEXTS) if name in fields and line(fields[name]))
    holder = next((one.getparent() for one in told), None)
    return holder is not None and holder is not element and sum(child.tag == holder.tag for child in element) > 1


def _is_title_of_a_list(element: Element) -> bool:
    """Whether an element says no more of itself than a title, and one that it holds is news with a headline and a text."""
    own = {"": element} | {_plain(child.tag): child for child in reversed(element) if not len(child)}
    if _said(own, _TEXTS) or _said(own, _CHANGED) or _said(own, _MADE) or _said(own, _IDS) or own[""].get("id"):
        return False
    holding = (_fields(child) for child in element if len(child) > 1)
    return any(_is_news(held) and _said(held, _HEADLINES) and _said(held, _TEXTS) for held in islice(holding, _ASKED))


def _said(fields: dict[str, Element], names: list[str]) -> str:
    for name in names:
        if name in fields and (text := line(fields[name])):
            return text
    return ""


def _named(element: Element) -> str:
    """What somebody or something is called, where an element holds more of it than the name."""
    return (said(element, "name", "Name", "label", "title") if len(element) else "") or line(element)


def _name(fields: dict[str, Element], names: list[str]) -> str:
    return next((text for name in names if name in fields and (text := _named(fields[name]))), "")


def _subjects(top: Element) -> tuple[Subject, ...]:
    """Everything that an element is filed under, in words and in codes of the IPTC."""
    found: dict[Subject, None] = {}
    for element in (*top, *(inner for child in top for inner in child)):
        name, above = _plain(element.tag), element.getparent()
        if name in _SUBJECTS and 0 < len(text := _named(element)) < _LONGEST_SUBJECT:
            found[Subject(text)] = None
        elif name in _CODES or (above is not None and above is not top and _plain(above.tag) in _CODES):
            found |= {subject_of("", code): None for code in _CODE.findall(line(element))}
    return tuple(found)


def _prose(fields: dict[str, Element], names: list[str]) -> str:
    for name in names:
        if name in fields:
            element = fields[name]
            text = (
                plain(plain(element.text or "") if "&lt;" in (element.text or "") else element.text or "")
                if not len(element)
                else prose(element)
            )
            if text:
                return copytext.once_more(text)
    return ""


def _item(fields: dict[str, Element], holders: xmlorders.Told) -> Item | None:
    body, summary = _prose(fields, _TEXTS), _prose(fields, _SUMMARIES)
    headline, notes = one_line(_said(fields, _HEADLINES)), []
    if not headline:
        headline, note = stand_in(body or summary)
        notes.append(note)
    if not headline:
        return None
    language = (
        next((fields[n].get("lang") or line(fields[n]) for n in _LANGUAGES if n in fields), "") or fields[""].get("lang") or ""
    )
    changed = _when(fields, _CHANGED, language)
    made = _when(fields, _MADE, language)
    created = changed if changed.instant or changed.day else made
    if created.instant is None and created.day is None:
        notes.append(changed.note or made.note or "undated: no time is given")
    until, status, marks = _ordered(fields, holders, created.instant, language, notes)
    image = next(
        (
            web_address(line(e))
            for e in fields[""].iter("image", "url", "photo")
            if web_address(line(e)).lower().endswith(_PICTURES)
        ),
        "",
    )
    flags = [
        flag for flag, names in _FLAGS.items() if any(line(fields[n]).lower() in ("true", "1", "yes") for n in names if n in fields)
    ]
    # The Canadian Press gives a writethru in two fields.
    marks = (*marks, *printed.marks_of_line(f"{_said(fields, ['writethrunum'])} {_said(fields, ['writethrutype'])}"))
    return Item(
        headline=headline,
        uri=_said(fields, _IDS) or fields[""].get("id"),
        version=_said(fields, _VERSIONS) or None,
        slugline=_said(fields, _SLUGS),
        dateline=_name(fields, _PLACES),
        byline=_name(fields, _BYLINES),
        ed_note=_prose(fields, _NOTES),
        urgency=urgency_of(_said(fields, _URGENCIES)),
        signals=tuple(flags),
        pub_status=PubStatus.CANCELED
        if "killed" in flags
        else status or (PubStatus.WITHHELD if "hold" in flags else PubStatus.USABLE),
        embargoed_until=until,
        marks=marks,
        first_created=made.instant,
        version_created=created.instant,
        day=created.day,
        credit_line=_name(fields, _CREDITS),
        subjects=_subjects(fields[""]),
        language=language if _LANGUAGE.match(language) else None,
        summary="" if summary == body else summary,
        body=body,
        url=next((a for n in _URLS if n in fields and (a := web_address(line(fields[n])))), ""),
        image=image,
        media=(Media(image, "image"),) if image else (),
        genre=Genre.ADVISORY if "timestart" in fields else Genre.CURRENT,
        type="event" if "timestart" in fields else "text",
        notes=tuple(notes),
    )


def _ordered(
    fields: dict[str, Element], holders: xmlorders.Told, issued: dt.datetime | None, language: str, notes: list[str]
) -> tuple[dt.datetime | None, PubStatus | None, tuple[str, ...]]:
    """The embargo, the status and the marks that an element orders, and those above it."""
    until, status, marks = xmlorders.of(xmlorders.told(fields[""]), holders, issued, language, notes)
    if until is None and not marks:
        release = _when(fields, _RELEASES, language).instant
        # A release that is no later than the copy itself holds nothing back, whatever its zone.
        held = "" if release and issued and release <= issued else _said(fields, _RELEASES)
        until, marks = embargo.of_field(held, issued, language, notes)
    return until, status, marks


def _when(fields: dict[str, Element], names: list[str], language: str) -> dates.When:
    found = dates.NEVER
    for name in names:
        if name in fields and (text := line(fields[name])):
            when = dates.read(text, language)
            if when.is_read:
                return when
            found = when
    return found
