"""The group of figures that dates a telex: "041115 Mrz 26", "AFP 221530 GMT OCT 26", "281530 Oct 26NNNN", and below
APA's copy "APA0257 2026-10-22/08:23".

Day, hour and minute, sometimes a zone, month and year, in the words of any language. It must not guess: a month that is not known
gives no date. Without a zone the figures are read as UTC, with a note.
"""

from __future__ import annotations

import datetime as dt
import re

from copytaster.model import UTC
from copytaster.wire import days, zones

_GROUP = (
    r"(?P<day>\d{2})[ ./]?(?P<hour>\d{2})[.:]?(?P<minute>\d{2})[ \t]{0,4}(?:(?P<zone>[A-Za-z]{1,5})[ \t]{1,4})??"
    r"(?P<month>[^\W\d_]{3,10})\.?[ \t]{0,4}(?P<year>\d{4}|\d{2})(?!\d)"
    r"(?:[ \t]{1,4}(?P<later>GMT|UTC|[A-Z]{1,3}E?S?T|MEZ|MESZ|Z)\b)?"
)
# EFE and Télam: month, day, hour and minute, year.
_SLASHED = r"(?P<month2>\d{2})/(?P<day2>\d{2})/(?P<hour2>\d{2})-(?P<minute2>\d{2})/(?P<year2>\d{2})"
# APA and OTS below their copy.
_ISO = r"(?P<date>\d{4}-\d{2}-\d{2})/(?P<clock>\d{2}:\d{2})"
_FIND = re.compile(rf"(?<!\d)(?:{_GROUP}|{_SLASHED}|{_ISO})")
# On a line of its own the name of the service may stand in front of it, and the end of the message behind it.
_LINE = re.compile(
    rf"[ \t]{{0,80}}(?:[^\W\d_]{{2,8}}\d{{0,5}}[ \t]{{1,9}})?(?:{_GROUP}|{_SLASHED}|{_ISO})\W{{0,4}}(?:N{{3,4}})?\s{{0,80}}"
)
_LONGEST = 200
# A year of two figures that lies further ahead than this is of the century before.
_AHEAD = 1


def is_line(line: str) -> bool:
    """Whether a line is the date of a telex and nothing else."""
    found = _LINE.fullmatch(line) if len(line) <= _LONGEST else None
    return found is not None and (not found["month"] or days.month_of(found["month"]) is not None)


def read(text: str, received: dt.datetime) -> tuple[dt.datetime | None, str]:
    """When a telex was sent, by the first date in a few words of it, with a note on what is wrong with it."""
    found = _FIND.search(text[:_LONGEST])
    if not found:
        return None, "undated: the telex gives no time"
    try:
        at = _instant(found, received)
    except ValueError:
        return None, f"date not read: {found.group()!r}"
    zone = found["zone"] or found["later"] or ""
    hours = zones.zone_of(zone, at=at) if zone else None
    return at - dt.timedelta(hours=hours or 0), "" if hours is not None else "no time zone given: read as UTC"


def _instant(found: re.Match[str], received: dt.datetime) -> dt.datetime:
    """The instant of a date as if it were in UTC. Raises `ValueError` where there is no such day."""
    if found["date"]:
        return dt.datetime.fromisoformat(f"{found['date']}T{found['clock']}+00:00")
    last = "2" if found["day2"] else ""
    month = int(found["month2"]) if last else days.month_of(found["month"]) or 0
    day, hour, minute = (int(found[name + last]) for name in ("day", "hour", "minute"))
    return dt.datetime(_year(found["year" + last], received), month, day, hour, minute, tzinfo=UTC)


def _year(printed: str, received: dt.datetime) -> int:
    if len(printed) == 4:
        return int(printed)
    year = received.year - received.year % 100 + int(printed)
    return year - 100 if year > received.year + _AHEAD else year
