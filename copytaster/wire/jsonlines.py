"""JSON lines: one object a line, for backfills and for sets of news made elsewhere.

Field names of the common kinds are understood: headline or title, text or body, summary, url, date, time or first_seen, source
or outlet, sources[{outlet, url}], situation[], entities[], id or uri, version, language or lang. A JSON array of such objects is
read the same way. A line that cannot be read costs that line, with a note, and nothing else.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import UTC, Credit, Delivery, Genre, Item, Subject
from copytaster.text.markup import one_line, plain
from copytaster.text.sentences import sentences
from copytaster.wire.decode import decode
from copytaster.wire.reading import Reading

# An edit seen this long after its day was seen by a late crawl: it says when somebody looked, not when it was written.
_CRAWL_LAG = dt.timedelta(days=14)
_DATELINE = re.compile(r"\A\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s+)?(?P<date>[A-Z][a-z]+ \d{1,2}, \d{4})\s*(?:\n|\Z)")
_LONGEST_HEADLINE = 240
# Two developments named in one breath: "2025 Malagasy protests, 2025 Malagasy coup d'état".
_PARTED = re.compile(r"[;,]\s+(?=[A-Z0-9])")
_TIMES = ("time", "published", "version_created", "first_seen", "ts")


def looks_like(head: bytes) -> bool:
    """Whether bytes open with a JSON object or an array of them."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read(delivery: Delivery) -> Reading:
    """The items of a file of JSON lines, or of one JSON array, in the order of their times where they have them."""
    text, notes = decode(delivery.body)
    found: list[tuple[dt.datetime, Item]] = []
    trouble = list(notes)
    lost = 0
    for number, value in _values(text):
        try:
            if isinstance(value, json.JSONDecodeError):
                raise Unreadable(f"not JSON: {value.msg}")
            found.append((_order(value), _item(value)))
        except (Unreadable, TypeError, ValueError, AttributeError) as error:
            lost += 1
            trouble.append(f"line {number}: {error}")
    if not found:
        raise Unreadable(trouble[0] if trouble else "the file is empty")
    found.sort(key=lambda pair: pair[0])
    return Reading("jsonlines", tuple(item for _, item in found), notes=tuple(trouble), lost=lost)


def _values(text: str) -> Iterator[tuple[int, Any]]:
    stripped = text.strip()
    if stripped.startswith("["):
        try:
            yield from enumerate(json.loads(stripped), start=1)
        except json.JSONDecodeError as error:
            yield error.lineno, error
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                yield number, error


def _order(value: Any) -> dt.datetime:
    """Where a line stands in the order of arrival; lines without any time come first, as they lie in the file."""
    if not isinstance(value, dict):
        raise Unreadable("not an object")
    day = _day(_text(value, "date", "day"))
    return _parse(_text(value, *_TIMES)) or _midnight(day) or dt.datetime.min.replace(tzinfo=UTC)


def _item(value: dict[str, Any]) -> Item:
    body = plain(_text(value, "text", "body", "content"))
    body, day_in_text = _cut_dateline(body)
    headline = one_line(_text(value, "headline", "title"))
    made_headline = not headline
    if made_headline:
        headline = first_sentence(body)
    if not headline:
        raise Unreadable("neither a headline nor a text")
    day = _day(_text(value, "date", "day")) or day_in_text
    created, notes = _instant(_text(value, *_TIMES), day)
    outlet = _text(value, "outlet")
    return Item(
        headline=headline,
        uri=_text(value, "uri", "id", "dispatch") or None,
        version=_text(value, "version") or None,
        version_created=created,
        day=day,
        credits=tuple(Credit(one_line(s["outlet"]), s.get("url") or "") for s in value.get("sources") or () if s.get("outlet")),
        credit_line=outlet,
        subjects=(Subject(one_line(value["category"])),) if value.get("category") else (),
        situation=tuple(one_line(name) for entry in value.get("situation") or () for name in _PARTED.split(entry)),
        entities=tuple(one_line(name.replace("_", " ")) for name in value.get("entities") or ()),
        language=_text(value, "language", "lang") or None,
        summary=plain(_text(value, "summary")),
        body="" if made_headline and body == headline else body,
        url=_text(value, "url", "link"),
        genre=Genre.CURRENT,
        notes=tuple(notes),
    )


def first_sentence(text: str) -> str:
    """The first sentence of a text as a headline stands in for one: without its full stop, cut at a word when very long."""
    first = next(iter(sentences(text[:2000])), None)
    if first is None:
        return ""
    line = one_line(first.text)
    if len(line) > _LONGEST_HEADLINE:
        line = line[:_LONGEST_HEADLINE].rsplit(" ", 1)[0] + " …"
    return line[:-1] if line.endswith(".") and not line.endswith(("..", "U.S.", "Jr.", "Inc.")) else line


def _text(value: dict[str, Any], *names: str) -> str:
    for name in names:
        found = value.get(name)
        if isinstance(found, str | int) and not isinstance(found, bool) and str(found).strip():
            return str(found).strip()
    return ""


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(), UTC) if day else None


def _instant(text: str, day: dt.date | None) -> tuple[dt.datetime | None, list[str]]:
    """When this wording was made, with a note where the set cannot know it."""
    if not text:
        return None, [] if day else ["undated: no time is given"]
    when = _parse(text)
    if when is None:
        return None, [f"time not read: {text[:40]!r}"]
    start = _midnight(day)
    if start and when - start > _CRAWL_LAG:
        return None, [f"first seen {when:%Y-%m-%d}, {(when - start).days} days after its day: the day counts"]
    return when, []


def _parse(text: str) -> dt.datetime | None:
    try:
        when = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


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
