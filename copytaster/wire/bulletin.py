"""Bulletins of weather services, as they go out by telex and lie in their folders: a product's number or the WMO's heading, the
service, what the bulletin is, when it was issued, and the text.

    IDN38100                                       WSUS32 KMIA 231200
    Australian Government Bureau of Meteorology    HWOMFL
    New South Wales                                HAZARDOUS WEATHER OUTLOOK
                                                   NATIONAL WEATHER SERVICE MIAMI FL
    Road Weather Alert for Sydney                  700 AM EST SUN NOV 23 2025
    Issued at 9:27 am EST on Thursday 5 July 2018
                                                   WINDS OF 30 KNOTS ARE EXPECTED ...
    The alert for the western suburbs ...

It must not read observations, which are figures (METAR, SYNOP), nor take a local zone for another country's of the same name.
"""

from __future__ import annotations

import re

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item
from copytaster.text.markup import one_line
from copytaster.wire import dates, telex, zones
from copytaster.wire.decode import decode
from copytaster.wire.reading import Reading

_NUMBER = re.compile(r"[A-Z]{3}\d{5}(?:\.txt)?|[A-Z]{4}\d{2} [A-Z]{4} \d{6}(?: [A-Z]{3})?")
# Routing: "HWOMFL", "40:2:1:04:55S075E35100:11:00", "FLZ063-066>068-231300-", "000".
_CODED = re.compile(r"(?=.*\d)[A-Z0-9:./>-]+|[A-Z]{6}|SECURITE|PAN[ -]PAN|BULLETIN - .*")
_SERVICE = re.compile(
    r"bureau of meteorology|(?:weather|meteorological|met) (?:service|office|institute|agency|department)|wetterdienst|météo-france"
    r"|(?:hurricane|storm prediction|weather prediction|typhoon warning) cent(?:er|re)|environment canada|meteorologisk institutt",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"(?:issued (?:at|on|by)|at \d{4} ?utc)\b.*|\d{3,4} ?(?:[AP]M )?[A-Z]{3,4} (?:[A-Z]{3} ){2}\d{1,2} \d{4}", re.IGNORECASE
)
_BY = re.compile(r"issued by (?:the )?(?P<service>[^,.]+)", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2} [A-Za-z]{3,9} \d{4}|[A-Za-z]{3,9} \d{1,2},? \d{4}")
_CLOCK = re.compile(r"(?P<h>\d{1,2}):?(?P<m>\d{2}) ?(?P<half>[ap]m)? ?(?P<zone>[A-Z]{3,4})?\b", re.IGNORECASE)
_END = re.compile(r"^[ \t]*(?:NNNN|\$\$)[ \t]*$", re.MULTILINE)
# East of the Atlantic EST and CST are other hours; the service says where it is.
_AMERICAN = re.compile(
    r"national (?:weather service|hurricane center)|nws|storm prediction center|environment canada", re.IGNORECASE
)
_LONGEST_HEAD = 14


def looks_like(head: bytes) -> bool:
    """Whether bytes open with the number of a bulletin, and name a service or when it was issued below."""
    return is_opened(telex.clean(telex.ended(head[:2000].decode("latin-1"))))


def is_opened(text: str) -> bool:
    """The same of a text."""
    lines = [line.strip() for line in text[:2000].split("\n") if line.strip()][:_LONGEST_HEAD]
    return (
        bool(lines[1:] and _NUMBER.fullmatch(lines[0])) and any(map(_SERVICE.search, lines)) and any(map(_ISSUED.fullmatch, lines))
    )


def read(delivery: Delivery) -> Reading:
    """The item that a bulletin is."""
    text, notes = decode(delivery.body)
    return Reading("bulletin", (item(telex.ended(text)),), notes=notes)


def item(text: str) -> Item:
    """A bulletin as an item: what it is called is its headline."""
    *lines, rest = [*telex.clean(text).strip().split("\n", _LONGEST_HEAD), ""][: _LONGEST_HEAD + 1]
    number, place = lines[0].strip(), 1
    title: list[str] = []
    service: list[str] = []
    issued: list[str] = []
    while place < len(lines):
        line = lines[place].strip()
        if _ISSUED.fullmatch(line):
            issued.append(line)
            service += [found["service"]] if (found := _BY.match(line)) else []
        elif _SERVICE.search(line) or (line and service and not title and lines[place - 1].strip() == service[-1]):
            service.append(line)
        elif title and not lines[place - 1].strip() and line:
            break
        elif line and not _CODED.fullmatch(line):
            title.append(line)
        place += 1
    headline = one_line(" ".join(title))
    if not headline:
        raise Unreadable(f"a bulletin without a title: {number}")
    when = _when(" ".join(issued), bool(_AMERICAN.search(" ".join(service))))
    body = "\n".join((*lines[place:], rest))
    if end := _END.search(body):
        body = body[: end.start()]
    printed = when.instant or when.day
    return Item(
        headline=headline,
        uri=f"bulletin:{number.split()[0]}:{printed.isoformat()}" if printed else None,
        credit_line=one_line(", ".join(service)),
        version_created=when.instant,
        day=when.day,
        body=telex.prose(body.split("\n")),
        notes=() if printed else ("undated: the bulletin gives no time",),
    )


def _when(issued: str, is_american: bool) -> dates.When:
    """When a bulletin was issued; the day alone where its zone is not the one that the name has elsewhere."""
    day = _DAY.search(issued)
    clock = _CLOCK.search(_DAY.sub(" ", issued))
    if not day:
        return dates.When()
    zone = (clock["zone"] or "").upper() if clock else ""
    if clock and (zone in ("UTC", "GMT") or (is_american and zones.zone_of(zone) is not None)):
        told = dates.read(f"{day.group()} {clock['h']}:{clock['m']} {clock['half'] or ''} {zone}".replace("  ", " "), "en")
        if told.instant:
            return told
    return dates.read(day.group(), "en")
