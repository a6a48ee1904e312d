"""The line that ends a message of ANPA 1312, which says when it was sent: "AP-NY-10-24-26 0011EDT", "NYT-10-27-26 1922EDT",
"upi 10-28-26 02:15 pes", "KWS-21:37-09-12-18". It must not pass over a zone: by it American clocks are four to eight hours late.
"""

from __future__ import annotations

import datetime as dt
import re

from copytaster.model import UTC
from copytaster.wire import zones

_DAY = r"(?P<month>\d{2})-(?P<day>\d{2})-(?P<year>\d{2})"
_CLOCK = r"(?P<hour>\d{2}):?(?P<minute>\d{2})"
_LINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<wire>[A-Z]{{2,5}})-(?:[A-Z]{{2,4}}-)?{_DAY}\s+{_CLOCK}\s*(?P<zone>[A-Z]{{1,4}})?",
        # In the afternoon by Eastern Standard Time: "pes".
        rf"(?i:(?P<wire>upi)\s+{_DAY}\s+{_CLOCK}\s*(?P<half>[ap])(?P<zone>[ecmp][sd]))",
        rf"(?i:(?P<wire>upi)\s+{_DAY}\s+{_CLOCK}\s*(?P<zone>gmt)?)",
        rf"(?P<wire>[A-Z]{{2,5}})-{_CLOCK}-(?P<day>\d{{2}})-(?P<month>\d{{2}})-(?P<year>\d{{2}})",
    )
)
# The oldest year that two figures may mean: before it no wire sent such lines.
_OLDEST = 1970
_LONGEST = 80


def is_signed(line: str) -> bool:
    """Whether a line of a text is nothing but the line that should stand behind it."""
    bare = line.strip(" \t<\x03\x04")
    return len(bare) <= _LONGEST and any(pattern.fullmatch(bare) for pattern in _LINES)


def sent(end: str, header: str, received: dt.datetime) -> tuple[dt.datetime | None, str, str]:
    """When a message was sent, the wire that says so, and what was wrong or assumed: by its last line, else its day by the header
    in the year of its arrival.
    """
    found = next(filter(None, (pattern.search(end) for pattern in _LINES)), None)
    local = _local(found, received) if found else None
    if found and local:
        return _by_zone(local, found)
    month, _, day = header.partition("-")
    for year in (received.year, received.year - 1):
        try:
            when = dt.datetime(year, int(month), int(day), tzinfo=UTC)
        except ValueError:
            continue
        if when <= received + dt.timedelta(days=2):
            return when, "", "only month and day are given: the year of arrival is assumed"
    return None, "", f"date not read: {header!r}" if header else "undated: the message gives no time"


def _local(found: re.Match[str], received: dt.datetime) -> dt.datetime | None:
    """The time by the clock of the place; None where there is no such day or hour."""
    hour, half = int(found["hour"]), (found.groupdict().get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    year = _year(int(found["year"]), received)
    try:
        return dt.datetime(year, int(found["month"]), int(found["day"]), hour, int(found["minute"]), tzinfo=UTC)
    except ValueError:
        return None


def _year(printed: int, received: dt.datetime) -> int:
    """The year that two figures mean: of the last century where it would lie in the future."""
    last = 1900 + printed
    return last if last >= _OLDEST and last + 100 > received.year + 1 else last + 100


def _by_zone(local: dt.datetime, found: re.Match[str]) -> tuple[dt.datetime, str, str]:
    said = found.groupdict()
    zone, wire = said.get("zone") or "", found["wire"].upper()
    hours = zones.zone_of(f"{zone}t" if said.get("half") else zone, at=local) if zone else None
    if hours is not None:
        return local - dt.timedelta(hours=hours), wire, ""
    return local, wire, f"time zone {zone!r} is not known: read as UTC" if zone else "no time zone given: read as UTC"
