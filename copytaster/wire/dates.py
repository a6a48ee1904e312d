"""Dates as the world's wires print them become instants or days. It must never answer "now", nor a date that was not printed.

RFC 822 and ISO 8601 in the liberties that publishers take with them, telex times, Unix times, and days in words or figures
(days.py) with a clock and a zone. A date without a time is a day. Zero dates (1970-01-01 00:00, 0001-01-01, 1899-12-30) mean that
there is none.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from copytaster.model import UTC
from copytaster.wire import days, halves, zones
from copytaster.wire.calendars import OtherCalendar, civil

_EPOCH, _NEARLY = dt.datetime(1970, 1, 1, tzinfo=UTC), dt.timedelta(hours=14)
# From this year on no date stands for none.
_SURELY = 1971
_ZEROS = frozenset((dt.date(1601, 1, 1), dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1900, 1, 1)))
_LONGEST = 120
_FARTHEST = 14


class When(NamedTuple):
    """What a printed date says: an instant in UTC, or only a day, or neither; `note` says what was wrong or assumed."""

    instant: dt.datetime | None = None
    day: dt.date | None = None
    note: str = ""

    @property
    def is_read(self) -> bool:
        """Whether it says an instant or a day."""
        return self.instant is not None or self.day is not None


NEVER = When()
_RFC822 = re.compile(
    r"\s*(?:[^\W\d_]{2,12}\.?,?\s*)?(\d{1,2})[\s-]*([A-Za-z]{3})[a-z]*\.?,?[\s-]*(\d{4}|\d{2}(?=[\s,]))[\s,]*"
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm]\b)?\s*(?:([+-]\d{1,2}):?(\d{2})?|\(?([A-Za-z]{1,5})\)?(?:([+-]\d{1,2}):?(\d{2})?)?)?\s*(?:\(.*\))?\s*"
)
_COMPACT = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2}):?(?:(\d{2})(?:[.,]\d{1,9})?)?)?(?:\s?(Z|[+-]\d{2}:?\d{2}|(?<=\s)[A-Z]{2,5}))?",
    re.IGNORECASE,
)
_ASCTIME = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3})[a-z]*\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(?:([A-Z]{1,5}|[+-]\d{4})\s+)?(\d{4})"
)
# What stands before a clock without a zone, and the clock.
_CLOCK_LAST = re.compile(r"(.*\d)[.,]?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([AaPp][Mm]))?")
# Minutes and seconds of one figure: "9:5:7".
_UNPADDED = re.compile(r"(?<=\d:)(?=\d(?!\d))")
_PLACE = re.compile(r"[\[(]?\b([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+){1,2})[\])]?$")
_NO_ZONE = "no time zone given: read as UTC"
_WEEK = re.compile(r"\d{4}-?W\d{2}(?:-?[1-7])?")
_ORDINAL = re.compile(r"(\d{4})-(\d{3})")
_COUNTED = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{13}|\d{16}|\d{19}")
_PLAIN = days.INVISIBLE | {0x2212: "-", 0x060C: ","}
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2}|\d(?=[Z+-]))(?:[.,]\d*)?)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}:?\d{0,2}(?=Z?$)|[A-Z]{2,5})?Z?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d/.-])(\d{1,2})(?:[:٫]|\s*[.hH時时点點시]\s*)(\d{2}|\d(?=\s*[分분]))?"
    r"(?:(?:[:.]|\s*[分분]\s*)(\d{2}|\d(?=\s*[秒초])))?\s*(?:[秒초分분])?\s*",
)
_ZONE = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{1,2}):?(\d{2})?\b|\b([^\W\d_]{1,5})\s*$|\(([^\W\d_]{2,5})\)", re.IGNORECASE)


def read(text: str, language: str | None = None) -> When:
    """What a printed date says. `language` helps where a name or an order of figures could mean two days."""
    if not text:
        return NEVER
    return _at_hand(text, language or "") if len(text) <= _LONGEST else _read(text.strip(), language or "")


def midnight(day: dt.date) -> dt.datetime:
    """The first instant of a day, in UTC."""
    return dt.datetime.combine(day, dt.time(), UTC)


def of_number(value: float) -> When:
    """A Unix time in seconds or milliseconds."""
    try:
        return _checked(_unix(value), str(value))
    except (ValueError, OverflowError, OSError):
        return When(note=f"date not read: {value!r}")


# Twenty years have 7,300 days.
@lru_cache(maxsize=8192)
def _at_hand(text: str, language: str) -> When:
    """The entries of a feed and the rows of a table print the same dates again and again."""
    return _read(text.strip(), language)


def _read(text: str, language: str) -> When:
    if not text:
        return NEVER
    try:
        plain = text[:_LONGEST] if text.isascii() else text[:_LONGEST].translate(_PLAIN).strip()
        plain = _UNPADDED.sub("0", plain)
        return _checked(_with_clock(plain, language) or _at_place(plain, language) or _printed(plain, language), text)
    except OtherCalendar as error:
        return When(note=f"undated: {error} ({text[:40]})")
    except (ValueError, OverflowError):
        return When(note=f"date not read: {text[:40]!r}")


def _printed(text: str, language: str) -> When:
    if not text[:4].isdigit():
        if (found := _RFC822.fullmatch(text)) and (when := _rfc822(found, language)):
            return when
        if found := _ASCTIME.fullmatch(text):
            name, number, clock, zone, year = found.groups()
            return _printed(f"{number} {name} {year} {clock} {zone or ''}".strip(), language)
    else:
        if len(text) > 10 and text[4] == "-" and "1600" <= text[:4] < "2060" and text[13:14] != ".":
            try:
                return _instant(dt.datetime.fromisoformat(text))
            except ValueError:
                pass
        if text.isascii() and (counted := _counted(text)):
            return counted
        for pattern in (_ISO, _COMPACT):
            found = pattern.fullmatch(text)
            if found:
                return _figures(found, language)
    return _free(text, language)


def _with_clock(text: str, language: str) -> When | None:
    """A day in a form that is read already, with a clock behind it and no zone; None for any other text."""
    if text[-3:-2] != ":" and text[-1:] not in ("m", "M"):
        return None
    parted = _CLOCK_LAST.fullmatch(text)
    if parted is None:
        return None
    before, hour, minute, second, half = parted.groups()
    known = days.alone(before, language) if int(hour) <= 24 else None
    if known is None:
        return None
    at = _at(known[0], halves.hour(int(hour), half.lower() if half else ""), minute, second)
    return When(at, note=f"{known[1]}; {_NO_ZONE}" if known[1] else _NO_ZONE)


def _at_place(text: str, language: str) -> When | None:
    """A date by the clock of a place that is named behind it; None where none is named, or a zone stands before it."""
    named = _PLACE.search(text) if "/" in text and not text[-1:].isdigit() else None
    clock = zones.of_place(named.group(1)) if named else None
    if named is None or clock is None:
        return None
    when = _printed(text[: named.start()].strip(), language)
    if when.instant is None or not when.note.endswith(_NO_ZONE):
        return when
    return When(when.instant.replace(tzinfo=clock).astimezone(UTC), note=when.note.removesuffix(_NO_ZONE).rstrip("; "))


def _rfc822(found: re.Match[str], language: str) -> When | None:
    day, name, year, hour, minute, second, half, sign_hours, minutes, zone, zone_hours, zone_minutes = found.groups()
    month = days.ENGLISH.get(name.lower())
    # What stands in brackets behind a zone is a comment, and where there is none it may be the zone: "14:30 (GMT+7)".
    if month is None or (not (zone or sign_hours) and "(" in found.group()):
        return None
    offset, note = 0.0, "" if sign_hours or zone else _NO_ZONE
    if not half and zone and halves.named(zone):
        half, zone, note = halves.named(zone), None, _NO_ZONE
    date = civil(days.year_of(year), month, int(day), language=language)
    at = _at(date, halves.hour(int(hour), (half or "").lower()), minute, second)
    if sign_hours or zone_hours:
        offset = _offset(sign_hours or zone_hours, minutes or zone_minutes)
    elif zone:
        offset, note = _named_zone(zone, language, at)
    return When(at - dt.timedelta(hours=offset), note=note)


def _at(day: dt.date, hour: int, minute: str | None, second: str | None) -> dt.datetime:
    """A time of a day; 24:00 is the beginning of the next. Raises ValueError where there is no such time."""
    at = dt.datetime(day.year, day.month, day.day, 0 if hour == 24 else hour, int(minute or 0), _second(second), tzinfo=UTC)
    if hour != 24:
        return at
    if at.time() != dt.time():
        raise ValueError("there is no time after 24:00")
    return at + dt.timedelta(days=1)


def _counted(text: str) -> When | None:
    """Days counted otherwise than by months, and instants counted from 1970; None where the text is none of them."""
    if _WEEK.fullmatch(text):
        note = "" if text[-2] in "-0123456789" and len(text.replace("-", "")) == 8 else "only a week is given"
        return When(day=dt.date.fromisoformat(text), note=note)
    if found := _ORDINAL.fullmatch(text):
        year, number = map(int, found.groups())
        day = dt.date(year, 1, 1) + dt.timedelta(days=number - 1)
        if day.year != year:
            raise ValueError("there is no such day of the year")
        return When(day=day)
    if not _COUNTED.fullmatch(text):
        return None
    if len(text) == 10 and text.isdigit() and text[:2] == "20":
        # 2025100814 is an hour of 2025 rather than an instant in 2034.
        try:
            return When(_at(dt.date.fromisoformat(text[:8]), int(text[8:]), None, None), note=_NO_ZONE)
        except ValueError:
            pass
    return _unix(int(text) / 1000 ** (len(text) // 3 - 3) if text.isdigit() and len(text) > 13 else float(text))


def _figures(found: re.Match[str], language: str) -> When:
    """ISO 8601 in its loose and its compact form."""
    year, month, day, hour, minute, second, zone = found.groups()
    if int(year) == 0 or month == "00" or day == "00":
        return When(note=f"undated: a zero date is given ({found.group()[:20]})")
    date = civil(int(year), int(month), int(day or 1), language=language)
    if hour is None:
        return When(day=date, note="" if day else "only a month is given")
    half = halves.named(zone or "")
    at = _at(date, halves.hour(int(hour), (half or "").lower()), minute, second)
    if zone and zone[0] in "+-":
        return _instant(at.replace(tzinfo=dt.timezone(dt.timedelta(hours=_offset(zone[:3], zone[3:].lstrip(":"))))))
    offset, note = _named_zone(zone, language, at) if zone and not half else (0.0, _NO_ZONE)
    return When(at - dt.timedelta(hours=offset), note=note)


def _free(text: str, language: str) -> When:
    """A date in words or figures of any of the known languages, with or without a time behind or before it."""
    printed, text = text, days.in_our_figures(text)
    found = days.find(text, language, printed)
    if found is None:
        return _month_alone(text, language, printed) or When(note=f"date not read: {text[:40]!r}")
    day, (start, end), note = found
    # What stood around the day does not touch: م behind a year is no half of a day.
    rest = f"{text[:start]} ; {text[end:]}"
    clock = next((m for m in _TIME.finditer(rest) if m.group(2) or not m.group(0).strip()[-1:].isdigit()), None)
    if clock is None or int(clock.group(1)) > 24:
        return When(day=day, note=note)
    half, taken = halves.beside(rest[: clock.start()], rest[clock.end() :])
    at = _at(day, halves.hour(int(clock.group(1)), half), clock.group(2), clock.group(3))
    offset, zone_note = _free_zone(rest[clock.end() + taken :].strip(" ,;"), language, at)
    return When(at - dt.timedelta(hours=offset), note="; ".join(filter(None, (note, zone_note))))


def _month_alone(text: str, language: str, printed: str) -> When | None:
    """The first day of a year or month that is given alone: "2020", "2020-11", "Nov. 2020"."""
    if only := re.fullmatch(r"(\d{4})(?:-(\d{2}))?", text):
        year, month = int(only.group(1)), int(only.group(2) or 1)
    elif (only := re.fullmatch(r"([^\W\d_]{3,12})\.?,?\s+(\d{4})", text)) and (named := days.month_of(only.group(1), language)):
        year, month = int(only.group(2)), named
    else:
        return None
    return When(day=civil(year, month, 1, language=language, printed=printed), note="only a year or month is given")


def _unix(value: float) -> When:
    seconds = value / 1000 if abs(value) >= 1e11 else value
    return When(_EPOCH + dt.timedelta(seconds=seconds))


def _instant(when: dt.datetime) -> When:
    if when.tzinfo is None:
        return When(when.replace(tzinfo=UTC, microsecond=0), note=_NO_ZONE)
    if abs(when.utcoffset() or dt.timedelta()) > dt.timedelta(hours=_FARTHEST):
        raise ValueError("no clock is so far off")
    return When(when.astimezone(UTC).replace(microsecond=0))


def _checked(when: When, text: str) -> When:
    """Zero dates are no dates."""
    instant = when.instant
    if instant is not None and instant.year < _SURELY and (abs(instant - _EPOCH) <= _NEARLY or _is_zero(instant.date())):
        return When(note=f"undated: a zero date is given ({text[:40]})")
    if when.day is not None and when.day.year < _SURELY and (when.day == _EPOCH.date() or _is_zero(when.day)):
        return When(note=f"undated: a zero date is given ({text[:40]})")
    return when


def _is_zero(day: dt.date) -> bool:
    return day.year < 1600 or day in _ZEROS


def _second(text: str | None) -> int:
    return min(int(text), 59) if text else 0


def _offset(hours: str, minutes: str | None) -> float:
    """Hours ahead of UTC. Raises ValueError where no place on earth is so far off (RFC 3339's bound; +14:00 is Kiribati)."""
    size = abs(int(hours)) + int(minutes or 0) / 60
    if size > _FARTHEST or int(minutes or 0) > 59:
        raise ValueError(f"no clock is {hours}:{minutes} off")
    return -size if hours.startswith("-") else size


def _named_zone(name: str, language: str, at: dt.datetime) -> tuple[float, str]:
    hours = zones.zone_of(name, language, at)
    return (0.0, f"time zone {name.upper()} not known: read as UTC") if hours is None else (hours, "")


def _free_zone(rest: str, language: str, at: dt.datetime) -> tuple[float, str]:
    found = _ZONE.search(rest)
    if found and found.group(1):
        return _offset(found.group(1) + found.group(2), found.group(3)), ""
    name = (found.group(4) or found.group(5)) if found else ""
    # Where a day of the week stands behind it, a zone is told by its capitals: "7:51 PM ET Fri, 17 July".
    first = rest.partition(" ")[0]
    for word in (name, first if first.isupper() else ""):
        if word and (known := zones.zone_of(word, language, at)) is not None:
            return known, ""
    place = _PLACE.search(rest)
    return 0.0, f"time zone {place.group(1)} not known: read as UTC" if place else _NO_ZONE
