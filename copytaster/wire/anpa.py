"""ANPA 1312 wire copy, as AP, Kyodo and others send it: header with service, category, slug, date and words, then the text.

    SOH service and number, format
    priority category, font, slug, month-day words
    STX ^slug, version and words<
        ^headline, notes to editors, bylines, each behind "^" and closed by "<" or "="
        text
    ETX transmission line with date and time

A headline is the first line of the head that is nothing else. Alerts have none: the first words of the text stand in.
"""

from __future__ import annotations

import datetime as dt
import re

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item, Subject
from copytaster.text.markup import tidy
from copytaster.wire import anpatimes, telex
from copytaster.wire.reading import Reading, stand_in

_HEADER = re.compile(
    r"(?P<service>[a-zA-Z])(?P<number>\d{4})(?P<agency>[A-Za-z]*)\x1f(?P<format>[^\n]*)\n"
    r"(?P<priority>[a-z])\s(?P<category>[a-z])[\x0e-\x1f]+\s*(?P<slug>[^\n]*?)\s+(?P<date>\d{1,2}-\d{1,2})\s+(?P<words>\d{1,5})",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:ap|afp|kyodo|eds?|editor|editors|with|note|advisory|photo|graphic|video|budget|moving|for release|embargo"
    r"|upcoming|hfr)\b[^a-z]*"
    r"(?:photo|graphic|video|eds?|note|:|s:|'s note|\d)|(?:eds?|editors?|advisory|editor's note)\s*:?\s|ap (?:photo|video|graphic)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"by\s+[^\W\d_]", re.IGNORECASE)
_AGENCY = re.compile(r"(?:the )?associated press|ap [\w ]*writers?|for the associated press|kyodo news", re.IGNORECASE)
# How many words the copy has, behind its slug.
_WORDS = re.compile(r",?\s*(?:\d{1,5})?\s*$")
# A head has no more lines, and a line no more carets: 5 MB of "^a" took 3.1 s and 290 MB.
HEAD = 400
# "f" would be a flash, but AP sends features with it: it says nothing.
_URGENCY = {"b": 2, "u": 3, "r": 4, "d": 5, "s": 6, "w": 6}


def looks_like(head: bytes) -> bool:
    """Whether bytes hold an ANPA header: a unit separator on the first line, a category on the second."""
    return any(_HEADER.match(part) for part in telex.parts(head))


def read(delivery: Delivery) -> Reading:
    """The items of a transmission, one for each message."""
    return telex.read(delivery, "anpa1312", _item)


def _item(message: str, received: dt.datetime) -> Item:
    top, _, rest = message.partition(telex.STX)
    header = _HEADER.match(top + "\n")
    if header is None:
        raise Unreadable(f"no ANPA header: {top[:40]!r}")
    text, _, end = rest.partition(telex.ETX)
    head, lines = parted(text)
    slug, headline, byline, aside = heading(head, header["slug"])
    body = telex.quoted(telex.prose([telex.clean(line).rstrip("<") for line in lines]))
    body, sign = _without_sign(body)
    if not body and len(aside) > 2:
        # A list of headlines has nothing but its head.
        body, aside = "\n".join(aside), []
    notes: list[str] = []
    if not headline:
        headline, note = stand_in(body, slug)
        notes.append(note)
    if not headline:
        raise Unreadable("a message without headline or text")
    when, wire, trouble = anpatimes.sent(telex.clean(end), header["date"], received)
    notes += [trouble] if trouble else []
    serial = f"{header['service']}{header['number']}"
    agency = header["agency"] or sign or {"AP": "AP", "KWS": "Kyodo"}.get(wire, wire)
    dateline = re.match(r"\s*([^()\n]{2,60}?\s*\([A-Z][^()\n]{1,30}\))\s*[-–—_]?\s", body)
    return Item(
        headline=headline,
        uri=f"anpa1312:{serial}:{when.date().isoformat()}" if when else f"anpa1312:{serial}",
        slugline=slug,
        dateline=dateline.group(1) if dateline else "",
        byline=byline,
        ed_note="\n".join(aside),
        urgency=_URGENCY.get(header["priority"].lower()),
        version_created=when,
        credit_line=agency,
        subjects=(Subject(header["category"].lower(), header["category"].lower(), "anpa"),),
        body=body,
        notes=tuple(notes),
    )


def parted(text: str) -> tuple[list[str], list[str]]:
    """The lines of the head, which carets open, and the lines of the text. Without carets the first two lines are the head."""
    lines = text.split("\n")
    if not any(line.startswith("^") for line in lines[:6]):
        head = lines[:2]
        return [line for line in head if line.strip()], lines[2:]
    place = 0
    while place < min(len(lines), HEAD) and (lines[place].startswith("^") or not lines[place].strip()):
        place += 1
    return [piece for line in lines[:place] for piece in line.split("^", HEAD) if piece.strip()], lines[place:]


def heading(head: list[str], short: str) -> tuple[str, str, str, list[str]]:
    """Slugline, headline, byline and notes to editors of a head."""
    slug, headline = "", ""
    byline: list[str] = []
    aside: list[str] = []
    for raw in head:
        line = " ".join(tidy(telex.clean(raw)).rstrip("<=+ ").split())
        if not line or re.fullmatch(r"\*?\d+", line):
            continue
        if not slug and (line.upper().startswith(("BC-", "AP-", "AM-", "PM-")) or line.partition(",")[0][:12] == short[:12]):
            slug = _WORDS.sub("", line, count=1)
        elif _ASIDE.match(line):
            aside.append(line)
        elif _BYLINE.match(line) or (byline and _AGENCY.match(line)):
            byline.append(line)
        elif not headline:
            headline = telex.quoted(line)
        else:
            aside.append(line) if ":" in line[:20] else byline.append(line) if byline else aside.append(line)
    return slug or short, headline, ", ".join(byline), aside


def _without_sign(body: str) -> tuple[str, str]:
    """The text without the agency's sign below it ("==Kyodo")."""
    head, _, last = body.rpartition("\n\n")
    found = re.fullmatch(r"=+\s*([A-Za-z ]{2,20})|END", last)
    return (head, found.group(1) or "") if found and head else (body, "")
