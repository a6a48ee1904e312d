"""One piece of copy as plain text: fields in front of it, or a headline, a byline and paragraphs, as press offices and desks
mail it.

Two ways are read. Dot copy and its kin name each field on a line of its own, above the text:

    .HEADLINE Harbour stays closed            Headline: Harbour stays closed
    .SLUG harbour-closure                     Slug: harbour-closure
    .BYLINE By Ann Reporter                   Embargo: 8 October 2025 18:00 GMT

Otherwise the first lines tell themselves apart: marks, a headline without a full stop, a byline, a dateline that opens the
text. It must not take a list of headlines for a text (headlines.py).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item, Subject
from copytaster.text.markup import one_line, tidy
from copytaster.wire import (
    anpahead,
    copyheads,
    copytails,
    datelines,
    dates,
    embargo,
    notices,
    origin,
    running,
    shortcopy,
    stamps,
    telex,
)
from copytaster.wire.decode import decode, is_text
from copytaster.wire.reading import Reading, stand_in, urgency_of

_NAMES = {
    "headline": "headline head title hl rubric schlagzeile titel überschrift titre titulo título titolo otsikko subject",
    "slugline": "slug slugline keyword keywords stichwort stikkord",
    "byline": "byline by author autor auteur reporter writer from",
    "dateline": "dateline place location ort spitzmarke",
    "date": "date time datum timestamp sent published fecha data",
    "urgency": "priority urgency prio priorität",
    "category": "category cat section ressort desk service",
    "ednote": "eds ed-note ednote note advisory editors hinweis achtung",
    "embargo": "embargo sperrfrist hold release",
    "source": "source credit agency quelle fuente fonte bron provider",
    "summary": "summary abstract lead standfirst teaser lede ingress vorspann",
    "language": "language lang sprache",
    "version": "version take revision",
    "body": "body text copy story",
    "id": "id ref reference code number",
}
_FIELD_OF = {word: name for name, words in _NAMES.items() for word in words.split()}
_FIELD = re.compile(r"^(?:\.(?P<dot>[A-Za-zÀ-ÿ-]{2,12})(?:\s*[:=]\s*|\s+|$)|(?P<word>[A-Za-zÀ-ÿ-]{2,12})\s*[:=]\s*)(?P<value>.*)$")
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-z][^()\n/]{1,50}?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?)"
    r"\s*[(/](?P<agency>[^()\n/]{2,30})[)/]\s*[-–—:.]*"
)
_RULE = re.compile(r"\f|^[-=_*~]{5,80}[ \t]*$", re.MULTILINE)
# A head behind carets opens within so many lines.
_CARETS = 8
_MOST_BLOCKS = 1000
_DOTS = re.compile(r"^\.(?:TEXT|BODY)\b", re.MULTILINE | re.IGNORECASE)
_DOT = re.compile(r"^\.[A-Z]{2,12}(?:[ \t:=].*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Copy:
    """What stands in a text: its named fields, and the lines below them."""

    fields: dict[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()


def looks_like(head: bytes) -> bool:
    """Whether bytes are running text, with fields in front of it or without: some paragraph of it reads as sentences."""
    if not is_text(head) or head.lstrip()[:1] in (b"<", b"{", b"["):
        return False
    text = decode(head)[0]
    is_one = running.is_story(text) or notices.is_alone(text) or shortcopy.is_one(text)
    # The last page may be cut off.
    top = text.rpartition("\f")[0] or text.rpartition("\n-----")[0]
    return is_one or len(_parted(text).fields) >= 2 or any(len(_pages(part)) > 1 for part in (text, top))


def read(delivery: Delivery) -> Reading:
    """The item that a text is, or those of each block of dot copy. Raises `Unreadable` where no block is one."""
    text, notes = decode(delivery.body)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = blocks(text)
    parts = _pages(text) if len(parts) == 1 else parts
    if len(parts) == 1:
        return Reading("copy", (item(text, received=delivery.received),), notes=notes)
    found: list[Item] = []
    trouble = list(notes)
    ordered = "\n".join(orders_above(parts))
    for number, part in enumerate(parts, start=1):
        try:
            one = item(part, received=delivery.received)
        except Unreadable as error:
            trouble.append(f"block {number}: {error}")
        else:
            found.append(replace(one, ed_note="\n".join(filter(None, (one.ed_note, ordered)))) if ordered else one)
    if not found:
        raise Unreadable(trouble[-1])
    return Reading("copy", tuple(found), notes=tuple(trouble), lost=len(parts) - len(found))


def blocks(text: str) -> list[str]:
    """The pieces of a text: of dot copy each block with fields in front of it is one."""
    if len(_DOTS.findall(text)) < 2:
        return [text]
    found: list[list[str]] = [[]]
    is_text = False
    for line in text.split("\n"):
        is_dot = _DOT.match(line) is not None
        if is_text and is_dot and not _DOTS.match(line) and len(found) < _MOST_BLOCKS:
            found.append([])
            is_text = False
        is_text = is_text or _DOTS.match(line) is not None
        found[-1].append(line)
    return ["\n".join(lines) for lines in found]


def _pages(text: str) -> list[str]:
    """The stories of a text that form feeds or rules part, if each part is one; where a part goes on with the one before, they are
    one."""
    pages = [page for page in _RULE.split(text, _MOST_BLOCKS) if page.strip()]
    if len(pages) < 2 or not all(map(_begins, pages[:_MOST_BLOCKS])):
        return [text]
    return pages


def _begins(page: str) -> bool:
    """Whether a page begins with the headline of a story."""
    first = page.lstrip().partition("\n")[0].strip()
    return not running.is_sentence(first) and not first[:1].islower() and running.is_story(page)


def orders_above(parts: Sequence[str]) -> list[str]:
    """The lines above the first of several blocks that order an embargo: they hold all of them."""
    top = re.split(r"^\.[A-Za-z]", parts[0], maxsplit=1, flags=re.MULTILINE)[0] if len(parts) > 1 else ""
    return [line for line in map(str.strip, top.split("\n")) if embargo.of_headline(line, None)[0]]


def item(text: str, headline: str = "", received: dt.datetime | None = None) -> Item:
    """A text as an item. `headline` is what stands outside of it, as the subject of a mail does; by when it was `received` a day
    without a year is told."""
    copy = _parted(text)
    said, lines = dict(copy.fields), list(copy.lines)
    del copy  # a million short lines are 60 MB
    if said.get("body"):
        lines.insert(0, said["body"])
    found: tuple[str, ...] = ()
    if any(line.lstrip().startswith("^") for line in lines[:_CARETS]):
        said, lines, found = _with_carets(said, lines, headline)
    head, lines = copyheads.read(lines, has_headline=bool(said.get("headline") or headline))
    found = tuple(dict.fromkeys((*found, *head.marks)))
    printed, aside = telex.parted(lines)
    printed, below = copytails.parted(printed)
    text = "\n".join(printed)
    del lines, printed  # with them, 5 MB of two letters a line peak at 340 MB
    body = telex.quoted(telex.prose(text.split("\n")))
    title = one_line(said.get("headline") or headline or head.headline)
    notes: list[str] = []
    if not title:
        # A notice may be a note to editors and nothing else.
        told = "\n".join(head.notes)
        title, note = stand_in(body or (told if notices.takes_back("", told) else ""), said.get("slugline", ""))
        notes.append(note)
    if not title:
        raise Unreadable("a text without a headline or a sentence")
    dateline = said.get("dateline") or datelines.of(body) or _dateline(body)
    when = _when(said, head.date, dateline, below, received)
    notes += [when.note] if when.note else []
    is_kill = notices.takes_back(title, "\n".join((*head.notes, body)))
    return Item(
        headline=title,
        uri=said.get("id") or None,
        version=said.get("version") or None,
        slugline=one_line(said.get("slugline") or head.slugline),
        dateline=dateline,
        byline=one_line(said.get("byline") or head.byline),
        ed_note=tidy("\n".join(filter(None, (said.get("ednote"), *head.notes, *aside, *below)))),
        urgency=urgency_of(said.get("urgency", "")),
        embargoed_until=_embargo(said.get("embargo", ""), when.instant, said.get("language")),
        version_created=when.instant,
        day=when.day,
        credit_line=one_line(said.get("source", "")),
        subjects=tuple(Subject(one_line(part)) for part in re.split(r"[,;]", said.get("category", "")) if part.strip()),
        language=said.get("language") or None,
        summary=one_line(said.get("summary", "")),
        body=body,
        origin="" if said.get("source") or said.get("byline") else _origin(head.byline, dateline, body, below),
        marks=(*found, "kill") if is_kill else found,
        related=notices.relations(title, f"{title}\n{body}", lambda number: None) if is_kill else (),
        notes=tuple(notes),
    )


def _dateline(body: str) -> str:
    """A dateline without an agency that is known, as those of press offices are."""
    found = _DATELINE.match(body)
    return found.group().rstrip(" -–—:.") if found else ""


def _when(said: dict[str, str], date: str, dateline: str, below: Sequence[str], received: dt.datetime | None) -> dates.When:
    """When a text was sent: by its field, by a line above it, by its dateline, by a line below it."""
    field = dates.read(said.get("date", ""), said.get("language"))
    printed = (date, *(line for line in below if stamps.is_stamp(line)))
    for when in (field, *map(dates.read, printed[:1]), datelines.day(dateline, received), *map(dates.read, printed[1:])):
        if when.is_read:
            return when
    return dates.When(note=field.note or "undated: the text gives no time")


def _origin(byline: str, dateline: str, body: str, below: Sequence[str]) -> str:
    """The agency that a text is of, where it is named below the text only."""
    if origin.origin(byline=byline, dateline=dateline, text=body):
        return ""
    return next((found for line in below if (found := copytails.agency_of(line))), "")


def _parted(text: str) -> Copy:
    """The fields in front of a text and the lines behind them. One field alone is a line of the text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    said: dict[str, list[str]] = {}
    last, place = "", len(lines)
    for number, raw in enumerate(lines):
        line = raw.strip()
        found = _FIELD.match(line)
        name = _FIELD_OF.get((found["dot"] or found["word"]).lower()) if found else None
        if found and name and name not in said:
            said[name], last = [found["value"].strip()], name
            if name == "body":
                return Copy(_joined(said), tuple(lines[number + 1 :]))
        elif not line and not said:
            continue
        elif raw[:1].isspace() and line and last:
            said[last].append(line)
        else:
            place = number
            break
    return Copy(_joined(said), tuple(lines[place:])) if len(said) >= 2 else Copy({}, tuple(lines))


def _joined(said: dict[str, list[str]]) -> dict[str, str]:
    """Fields whose values ran over several lines, each on one."""
    return {name: " ".join(filter(None, lines)) for name, lines in said.items()}


def _with_carets(said: dict[str, str], lines: list[str], subject: str) -> tuple[dict[str, str], list[str], tuple[str, ...]]:
    """Copy whose head stands behind carets, as on the telex (anpahead.py): its fields, the lines below it, and the marks found.
    What frames it, as the subject of a mail does, is its slug.
    """
    first = next(place for place, line in enumerate(lines) if line.lstrip().startswith("^"))
    top = lines[first : first + anpahead.HEAD]
    fields, rest = anpahead.parted("\n".join(line.lstrip() if line.lstrip().startswith("^") else line for line in top))
    head = anpahead.heading([*filter(str.strip, lines[:first]), *fields], said.get("slugline") or subject)
    found = {"headline": head.headline, "slugline": head.slug, "byline": head.byline, "ednote": "\n".join(head.aside)}
    below = [line.rstrip().rstrip("<") for line in (*rest, *lines[first + anpahead.HEAD :])]
    return said | {name: value for name, value in found.items() if value}, below, head.marks


def _embargo(text: str, issued: dt.datetime | None, language: str | None) -> dt.datetime | None:
    if not text or text.lower() in ("none", "no", "nein", "immediate", "-"):
        return None
    return embargo.until(text, issued, language)
