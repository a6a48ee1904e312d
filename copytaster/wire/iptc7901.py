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
from string import ascii_lowercase

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item
from copytaster.text.markup import tidy
from copytaster.wire import dategroups, datelines, embargo, notices, origin, signoffs, telex, telexheadings, telexstarts
from copytaster.wire.reading import Reading, stand_in

_HEADER = re.compile(
    r"\s*(?P<source>[a-z]{2,4})(?P<number>\d{3,5})\s+(?P<urgency>\d)\s+(?P<category>[a-z]{1,4})\s+(?P<words>\d{1,5})?",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"\b(dpa(?:-\w+)?|kna|sda|ats|apa|epd|sid|afp|ap|ans|etf|tns)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{6}-\d{2,3}-\d{4,8})(?:#(\d+))?")
_KEYWORDS = re.compile(r"[^\s/=+]+/[^\n/=+]{1,60}(?:/[^\n/=+]{1,60}){0,8}|[^\W\d_]{2,24}(?:[-,][^\W_]{2,24}){1,5}")
_LONGEST_HEADING = 2000


def looks_like(head: bytes) -> bool:
    """Whether bytes hold a heading in the manner of IPTC 7901."""
    return any(_HEADER.match(part) for part in telex.parts(head)) or telexstarts.opens(
        telex.ended(head.decode("utf-8", errors="replace"))
    )


def read(delivery: Delivery) -> Reading:
    """The items of a transmission, one for each message."""
    return telex.read(delivery, "iptc7901", _item, telexstarts.starts)


def _item(message: str, received: dt.datetime) -> Item:
    top, _, rest = message.partition(telex.STX) if telex.STX in message else _opened(message)
    header = _HEADER.match(top)
    if header is None:
        raise Unreadable(f"no IPTC 7901 header: {top[:40]!r}")
    first, _, keywords = top.partition("\n")
    text, _, end = rest.partition(telex.ETX)
    lines, body = _parted(text)
    heading = telexheadings.read(lines)
    filed, ordered = _orders_among(telex.clean(keywords).split("\n"))
    prose, closing, dated = _text(body)
    notes: list[str] = []
    headline = heading.headline
    if not headline:
        headline, note = stand_in(prose, tidy("\n".join(filed)))
        notes.append(note)
    if not headline:
        raise Unreadable("a telex without headline or text")
    when, trouble = dategroups.read(end, received)
    if when is None and dated:
        when, trouble = dategroups.read(dated, received)
    notes += [trouble] if trouble else []
    agency = _AGENCY.search(first[header.end() :])
    service = agency.group(1) if agency else ""
    number = _NUMBER.search(first)
    serial = f"{header['source']}{header['number']}".lower()
    is_kill = notices.takes_back(headline, "\n".join((*ordered, prose)))
    return Item(
        headline=headline,
        uri=number.group(1) if number else _address(serial, when),
        version=number.group(2) if number else None,
        slugline=tidy("\n".join(filed)).replace("\n", " "),
        dateline=datelines.of(prose),
        byline=heading.byline,
        ed_note=tidy("\n".join(filter(None, (*ordered, *heading.notes, closing)))),
        urgency=int(header["urgency"]) if 1 <= int(header["urgency"]) <= 9 else None,
        version_created=when,
        credit_line=service,
        origin=origin.agency(service) or origin.agency(service.partition("-")[0]),
        summary=heading.summary,
        body=prose,
        marks=(*heading.marks, "kill") if is_kill else heading.marks,
        related=notices.relations(headline, prose, lambda serial: _address(serial, when)) if is_kill else (),
        notes=tuple(notes),
    )


def _orders_among(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines above a text that file it, and those that order what is to be done with it."""
    ordered = [line.strip() for line in lines if embargo.of_headline(line.strip(), None)[0] or notices.kills(line)]
    return [line for line in lines if line.strip() not in ordered], ordered


def _text(body: str) -> tuple[str, str, str]:
    """The text of a message as paragraphs, what stands below it for editors, and the line that dates it."""
    lines = telex.clean(body).split("\n")
    end, dated, below = signoffs.dated(lines)
    del lines[end:]
    printed, aside = telex.parted(lines)
    del lines  # a million short lines are 60 MB
    signs = signoffs.parted(printed)
    text = "\n".join(printed)
    del printed
    return telex.prose(text.split("\n")), "\n".join((*signs, *aside, *below)), dated


def _address(serial: str, when: dt.datetime | None) -> str | None:
    """The id of a message: services count from one each day. dpa's converter counts nothing and prints 0000: that is no id."""
    if not serial.strip(f"{ascii_lowercase}0"):
        return None
    return f"iptc7901:{serial}:{when.date().isoformat()}" if when else f"iptc7901:{serial}"


def _opened(message: str) -> tuple[str, str, str]:
    """The header and the text of a message that lost its control characters on the way, as in mail."""
    first, _, rest = message.lstrip().partition("\n")
    keywords, _, text = rest.lstrip("\n").partition("\n")
    return (f"{first}\n{keywords.strip(' /')}/", "", text) if _are_keywords(keywords, text) else (first, "", rest)


def _are_keywords(line: str, below: str) -> bool:
    """Whether a line below the header holds keywords: strokes or hyphens join them, and more of the heading follows."""
    if line.rstrip().endswith("/"):
        return True
    heading, is_closed, _ = below[:_LONGEST_HEADING].partition("=\n") if "=" in below else below.partition("\n\n")
    return _KEYWORDS.fullmatch(line.strip()) is not None and bool(is_closed and heading.strip())


def _parted(text: str) -> tuple[list[str], str]:
    """The lines of the heading, which "=" or "+" closes at the end of a line, and the text below it."""
    found = re.search(r"[=+]\s*$", text[:_LONGEST_HEADING], re.MULTILINE)
    if found:
        return text[: found.start()].split("\n"), text[found.end() :]
    above, _, below = text.lstrip("\n").partition("\n\n")
    return (above.split("\n"), below) if below else ([], text)
