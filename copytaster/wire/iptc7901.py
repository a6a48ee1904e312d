"""IPTC 7901 telex (1979-1995), as dpa, ats/sda, KNA, APA and others still send it: header, keywords, heading, text, time.

    SOH source and number, priority, category, words, further fields
    Keywords/
    STX marks, headline and byline, closed by "=" or "+"
        text
    ETX DDhhmm [GMT] Mon YY

The lines above the headline that are nothing but marks ("1ST LEAD", "REFILE") stay marks; a line that begins with "By" below it is
the byline. What follows "not for publication" goes to the note to editors.
"""

from __future__ import annotations

import datetime as dt
import re

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item
from copytaster.text import marks
from copytaster.text.markup import tidy
from copytaster.wire import days, telex, zones
from copytaster.wire.reading import Reading, stand_in

_HEADER = re.compile(
    r"\s*(?P<source>[a-z]{2,4})(?P<number>\d{3,5})\s+(?P<urgency>\d)\s+(?P<category>[a-z]{1,4})\s+(?P<words>\d{1,5})?",
    re.IGNORECASE,
)
# A header without a control character in front of it must give all its fields, and an agency.
_BARE = re.compile(
    r"\s*[a-z]{2,4}\d{3,5} +\d +[a-z]{1,4} +\d{1,5} +(?:dpa(?:-\w+)?|kna|sda|ats|apa|epd|sid|afp|ap) +\d{1,5}\b[^\n]*\n"
)
_AGENCY = re.compile(r"\b(dpa(?:-\w+)?|kna|sda|ats|apa|epd|sid|afp|ap|ans|etf|tns)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{6}-\d{2,3}-\d{4,8})(?:#(\d+))?")
_TIME = re.compile(
    r"(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s*(?P<zone>[A-Z]{2,4})?\s+(?P<month>[^\W\d_]{3,9})\.?\s+(?P<year>\d{2,4})",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:by|von|par|per|por|di|av|af)\s+[^\W\d_]", re.IGNORECASE)
_DATELINE = re.compile(r"\s*([^()\n]{2,60}?\s*\([^()\n]{2,30}\))\s*[-–—.]?\s")


def looks_like(head: bytes) -> bool:
    """Whether bytes hold a heading in the manner of IPTC 7901."""
    return any(_HEADER.match(part) for part in telex.parts(head)) or bool(_BARE.match(telex.ended(head.decode("latin-1"))))


def read(delivery: Delivery) -> Reading:
    """The items of a transmission, one for each message."""
    return telex.read(delivery, "iptc7901", _item)


def _item(message: str, received: dt.datetime) -> Item:
    top, _, rest = message.partition(telex.STX) if telex.STX in message else _opened(message)
    header = _HEADER.match(top)
    if header is None:
        raise Unreadable(f"no IPTC 7901 header: {top[:40]!r}")
    first, _, keywords = top.partition("\n")
    text, _, end = rest.partition(telex.ETX) if telex.ETX in rest else _ended(rest)
    heading, body = _parted(text)
    headline, byline, found = _heading(heading)
    printed, aside = telex.parted(telex.clean(body).split("\n"))
    text = "\n".join(printed)
    del printed  # a million short lines are 60 MB
    prose, closing = _without_closing(telex.prose(text.split("\n")))
    notes: list[str] = []
    if not headline:
        headline, note = stand_in(prose, tidy(telex.clean(keywords)))
        notes.append(note)
    if not headline:
        raise Unreadable("a telex without headline or text")
    when, trouble = _time(end, received)
    notes += [trouble] if trouble else []
    agency = _AGENCY.search(first[header.end() :])
    number = _NUMBER.search(first)
    serial = f"{header['source']}{header['number']}".lower() if header["number"].strip("0") else ""
    dateline = _DATELINE.match(prose)
    return Item(
        headline=headline,
        uri=number.group(1) if number else _address(serial, when),
        version=number.group(2) if number else None,
        slugline=tidy(telex.clean(keywords)).replace("\n", " "),
        dateline=dateline.group(1) if dateline else "",
        byline=byline,
        ed_note=tidy("\n".join(filter(None, (closing, "\n".join(aside))))),
        urgency=int(header["urgency"]) if 1 <= int(header["urgency"]) <= 9 else None,
        version_created=when,
        credit_line=agency.group(1) if agency else "",
        body=prose,
        marks=found,
        notes=tuple(notes),
    )


def _address(serial: str, when: dt.datetime | None) -> str | None:
    """The id of a message: services count from one each day. dpa's converter counts nothing and prints 0000: that is no id."""
    return ":".join(filter(None, ("iptc7901", serial, when.date().isoformat() if when else ""))) if serial else None


def _opened(message: str) -> tuple[str, str, str]:
    """The header and the text of a message that lost its control characters on the way, as in mail."""
    first, _, rest = message.lstrip().partition("\n")
    keywords, _, text = rest.lstrip("\n").partition("\n")
    return (f"{first}\n{keywords.strip('/')}/", "", text) if keywords.rstrip().endswith("/") else (first, "", rest)


def _ended(text: str) -> tuple[str, str, str]:
    """The text and the line of the time below it, where no control character parts them."""
    head, _, last = text.rstrip().rpartition("\n")
    return (head, "", last) if _TIME.fullmatch(last.strip()) else (text, "", "")


def _parted(text: str) -> tuple[list[str], str]:
    """The lines of the heading, which "=" or "+" closes at the end of a line, and the text below it."""
    found = re.search(r"[=+]\s*$", text[:2000], re.MULTILINE)
    if found:
        return text[: found.start()].split("\n"), text[found.end() :]
    above, _, below = text.lstrip("\n").partition("\n\n")
    return (above.split("\n"), below) if below else ([], text)


def _heading(lines: list[str]) -> tuple[str, str, tuple[str, ...]]:
    """Headline, byline and marks of a heading. Keyword lines that end with a colon open the headline, as ats has it."""
    rest: list[str] = []
    found: list[str] = []
    byline = ""
    for line in (tidy(telex.clean(line)) for line in lines):
        if not line:
            continue
        if marks.is_mark(line):
            found += marks.marks_of_line(line)
        elif rest and _BYLINE.match(line):
            byline = line
        elif byline:
            byline += f", {line}"
        else:
            rest.append(line)
    while len(rest) > 1 and len(rest[0]) < 25 and " " not in rest[0].rstrip(":"):
        found.append(rest.pop(0).lower()) if not rest[0].endswith(":") and marks.is_mark(rest[0]) else rest.pop(0)
    return telex.quoted(" ".join(rest)), byline, tuple(dict.fromkeys(found))


def _without_closing(prose: str) -> tuple[str, str]:
    """The text without the last line of authors' signs ("dpa wsz jln npr", "(SDA/sj)")."""
    head, _, last = prose.rpartition("\n\n")
    if (
        head
        and len(last) < 60
        and re.fullmatch(
            r"(?:dpa|kna|sda|apa|ats|epd|sid)[a-z0-9 /-]{0,50}|\((?:SDA|ATS|AFP|KNA)[^()]{0,40}\)", last, re.IGNORECASE
        )
    ):
        return head, last
    return prose, ""


def _time(end: str, received: dt.datetime) -> tuple[dt.datetime | None, str]:
    found = _TIME.search(end)
    if not found:
        return None, "undated: the telex gives no time"
    month = days.month_of(found["month"])
    year = int(found["year"]) + (
        2000 if len(found["year"]) == 2 and int(found["year"]) < 70 else 1900 if len(found["year"]) == 2 else 0
    )
    try:
        at = dt.datetime(year, month or 0, int(found["day"]), int(found["hour"]), int(found["minute"]), tzinfo=UTC)
    except ValueError:
        return None, f"date not read: {found.group()!r}"
    zone = (found["zone"] or "").upper()
    hours = zones.zone_of(zone, at=at)
    note = "" if zone and hours is not None else "no time zone given: read as UTC"
    return at - dt.timedelta(hours=hours or 0), note
