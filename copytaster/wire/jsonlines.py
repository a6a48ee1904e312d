"""JSON lines: one object a line, for backfills and for sets of news made elsewhere.

Field names of the common kinds are understood: headline or title, text or body, summary, url, date, time or first_seen, source
or outlet, sources[{outlet, url}], situation[], entities[], id or uri, version, language or lang. A JSON array of such objects is
read the same way. A line that cannot be read costs that line, with a note, and nothing else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from itertools import chain, islice
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import UTC, Credit, Item, Subject, changed
from copytaster.text.markup import one_line, plain
from copytaster.text.sentences import sentences
from copytaster.wire import bounds, dates, jsonshapes, jsontext, jsontimes, ninjs, orders
from copytaster.wire.addresses import web_address
from copytaster.wire.jsonfields import Fields
from copytaster.wire.jsontext import dicts, string
from copytaster.wire.reading import Reading

_DATELINE = re.compile(r"\A\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s+)?(?P<date>[A-Z][a-z]+ \d{1,2}, \d{4})\s*(?:\n|\Z)")
_LONGEST_HEADLINE = 240
# Two developments named in one breath: "2025 Malagasy protests, 2025 Malagasy coup d'état".
_PARTED = re.compile(r"[;,]\s+(?=[A-Z0-9])")
# Names by which sets of news made elsewhere are told from ninjs.
_OURS = frozenset(("sources", "situation", "first_seen", "outlet", "dispatch", "story", "gold"))
# AFP and Factiva name an article under words that elsewhere are a number or a year (Romanian "an"): these are long, with figures.
_OWN_IDS, _OWN_ID = ("uno", "an"), re.compile(r"(?=\D*\d)\S{16,120}")
# What interfaces put in the place of copy that was taken away, or that the reader has not paid for, and behind copy that they cut.
_REMOVED = frozenset(("[removed]", "[deleted]"))
_UNPAID = re.compile(r"\W*(?:only )?available (?:only )?in (?:\w+ ){0,2}plans?\W*", re.IGNORECASE)
_CUT = re.compile(r"\s?\[\+?\d{1,9} (?:more )?char(?:acter)?s\]\Z")
_MOST_NOTES = 100
# So many of the first rows, or objects, show which way round their days stand.
_ROWS, _OBJECTS = 10_000, 500


def _byline(fields: Fields) -> str:
    return one_line(fields.text("byline")) or ", ".join(fields.texts("authors"))


# What stands in an item as some fields say it, and how they are read; several may say one thing.
_READ_AS: dict[str, Callable[[Fields], Any]] = {
    "uri": lambda fields: fields.text("uri") or None,
    "first": lambda fields: dates.read(fields.text("first")).instant,
    "version": lambda fields: fields.text("version") or None,
    "slugline": lambda fields: one_line(fields.text("slugline")),
    "dateline": lambda fields: one_line(fields.text("dateline")),
    "summary": lambda fields: plain(fields.text("summary")),
    "url": lambda fields: web_address(fields.text("url")),
    "image": lambda fields: web_address(fields.text("image")),
    "byline": _byline,
    "authors": _byline,
    "outlet": lambda fields: one_line(fields.text("outlet")) or ", ".join(fields.texts("source") or fields.texts("outlet")),
    "subjects": lambda fields: tuple([Subject(name) for name in fields.texts("subjects")]),
    "situation": lambda fields: tuple([one_line(name) for entry in fields.texts("situation") for name in _PARTED.split(entry)]),
    "usage": lambda fields: one_line(fields.text("usage")),
    "entities": lambda fields: tuple([name.replace("_", " ") for name in fields.texts("entities")]),
}
_FIELDS = {"outlet": "credit_line", "authors": "byline", "first": "first_created"}
_BLANK = Item(headline="")
_FIRST = dt.datetime.min.replace(tzinfo=UTC)


def read(text: str, size: int, notes: tuple[str, ...] = ()) -> Reading:
    """The items of a file of JSON lines of so many bytes, in the order of their times where they have them."""
    return read_values(jsontext.lines(text), notes, most=bounds.most(size, bounds.RECORD))


def read_values(values: Iterable[tuple[int, Any]], notes: tuple[str, ...] = (), *, most: int, is_table: bool = False) -> Reading:
    """The items of some numbered values, so many at the most; one that cannot be read costs itself alone. No row of a table is
    ninjs."""
    found: list[tuple[dt.datetime, Item]] = []
    trouble = list(notes)
    lost = 0
    spent = 0.0
    left = iter(values)
    first = list(islice(left, _ROWS if is_table else _OBJECTS))
    around, note = jsontimes.way_round([value for _, value in first])
    trouble += [note] if note else []
    before = len(trouble)
    for number, value in chain(first, left):
        if spent >= most:
            trouble.insert(0, bounds.rest(len(found) + lost))
            lost += 1
            break
        spent += 1
        try:
            if isinstance(value, Unreadable):
                raise value
            if isinstance(value, str) and value.strip():
                value = {"headline": value}
            if not isinstance(value, dict):
                raise Unreadable("not an object")
            told = value if is_table else jsonshapes.shaped(value)
            # What had to be brought up costs as much again.
            spent += told is not value
            value = told
            is_ninjs = not is_table and _OURS.isdisjoint(value) and ninjs.is_object(value)
            spent += is_ninjs * (bounds.OBJECT / bounds.RECORD - 1)
            fields = Fields(value)
            times = jsontimes.told(fields, around)
            item = ninjs.item(value) if is_ninjs else _item(fields, times)
            found.append((times.order() or item.version_created or (dates.midnight(item.day) if item.day else _FIRST), item))
        except (Unreadable, TypeError, ValueError, AttributeError, KeyError) as error:
            lost += 1
            if len(trouble) < _MOST_NOTES:
                trouble.append(f"line {number}: {error}")
    if not found:
        raise Unreadable(trouble[before] if len(trouble) > before else "the file is empty")
    found.sort(key=lambda pair: pair[0])
    return Reading("jsonlines", tuple(item for _, item in found), notes=tuple(trouble), lost=lost)


def _item(fields: Fields, times: jsontimes.Told) -> Item:
    value, told = fields.value, fields.told
    body, day_in_text = _cut_dateline(_copy(plain(fields.text("body")))) if "body" in told else ("", None)
    given = one_line(fields.text("headline"))
    if given.casefold() in _REMOVED:
        raise Unreadable("the interface has removed it")
    headline = given or first_sentence(body)
    if not headline:
        raise Unreadable("neither a headline nor a text")
    if "$schema" in value or ("properties" in value and "type" in value):
        raise Unreadable("a schema, and no copy")
    day = times.day or day_in_text
    sources = [s for s in dicts(fields.held("sources")) if string(s, "outlet", "name")] if "sources" in told else []
    linked = times.linked(day, [string(s, "url") for s in sources]) if sources else None
    created, notes = times.instant(linked or day)
    if linked:
        notes.append(f"its source is of {linked}, its page of {day}: the source counts")
    language = fields.text("language") or None
    ordered = orders.of(value, created, language, notes)
    said: dict[str, Any] = {"headline": headline, "version_created": created, "day": linked or day, "language": language}
    if given or body != headline:
        said["body"] = body
    if sources:
        said["credits"] = tuple([Credit(one_line(string(s, "outlet", "name")), string(s, "url")) for s in sources])
    for what in told:
        if read := _READ_AS.get(what):
            said[_FIELDS.get(what, what)] = read(fields)
    for name in _OWN_IDS:
        if name in value and _OWN_ID.fullmatch(own := string(value, name)):
            said["uri"] = own
    if notes:
        said["notes"] = tuple(notes)
    return changed(_BLANK, said | ordered if ordered else said)


def first_sentence(text: str) -> str:
    """The first sentence of a text as a headline stands in for one: without its full stop, cut at a word when very long."""
    first = next(iter(sentences(text[:2000])), None)
    if first is None:
        return ""
    line = one_line(first.text)
    if len(line) > _LONGEST_HEADLINE:
        line = line[:_LONGEST_HEADLINE].rsplit(" ", 1)[0] + " …"
    return line[:-1] if line.endswith(".") and not line.endswith(("..", "U.S.", "Jr.", "Inc.")) else line


def _copy(body: str) -> str:
    """A body without what an interface puts in its place, or behind it where it cuts it."""
    if len(body) < _LONGEST_HEADLINE and (_UNPAID.fullmatch(body) or body.casefold() in _REMOVED):
        return ""
    return _CUT.sub("", body) if body.endswith("]") else body


def _cut_dateline(body: str) -> tuple[str, dt.date | None]:
    """A dated first line ("Friday, January 4, 2019") is the day of the copy, not part of it."""
    m = _DATELINE.match(body)
    if not m:
        return body, None
    try:
        day = dt.datetime.strptime(m.group("date"), "%B %d, %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return body, None
    return body[m.end() :].lstrip(), day
