"""Dates as the world's wires print them become instants or days. It must never answer "now", nor a date that was not printed.

RFC 822 and ISO 8601 in the liberties that publishers take with them, telex times, Unix times, and dates in words or figures in some
75 languages (the months are baked from CLDR: data/months.json). A date without a time is a day. Zero dates (1970-01-01 00:00,
0001-01-01, 1899-12-30) mean that there is none. Where the same figures could be two days (03/04/2025), the day comes first, as in
most of the world, except for American English; the note says so.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from copytaster.model import UTC

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class When:
    """What a printed date says: an instant in UTC, or only a day, or neither; `note` says what was wrong or assumed."""

    instant: dt.datetime | None = None
    day: dt.date | None = None
    note: str = ""


NEVER = When()
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_ZONES = {
    "": 0.0, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2,
    "mez": 1, "mesz": 2,
    "eet": 2, "eest": 3, "msk": 3, "мск": 3, "msd": 4, "trt": 3, "ast": -4, "adt": -3, "est": -5, "edt": -4, "et": -5,
    "cst": -6, "cdt": -5, "ct": -6,
    "mst": -7, "mdt": -6, "mt": -7, "pst": -8, "pdt": -7, "pt": -8, "akst": -9, "akdt": -8, "hst": -10, "nst": -3.5,
    "ndt": -2.5, "brt": -3,
    "brst": -2, "art": -3, "clt": -4, "clst": -3, "cot": -5, "pet": -5, "vet": -4, "ist": 5.5, "pkt": 5, "npt": 5.75,
    "hkt": 8, "sgt": 8,
    "myt": 8, "pht": 8, "wib": 7, "wita": 8, "wit": 9, "ict": 7, "jst": 9, "kst": 9, "awst": 8, "acst": 9.5, "acdt": 10.5,
    "aest": 10,
    "aedt": 11, "nzst": 12, "nzdt": 13, "sast": 2, "cat": 2, "eat": 3, "wat": 1, "irst": 3.5, "gst": 4, "azt": 4, "uzt": 5,
    "almt": 5,
}  # fmt: skip
_RFC822 = re.compile(
    r"\s*(?:[^\W\d_]{2,12}\.?,?\s*)?(\d{1,2})[\s-]*([A-Za-z]{3})[a-z]*\.?,?[\s-]*(\d{4}|\d{2}(?=[\s,]))[\s,]*"
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm]\b)?\s*(?:([+-]\d{1,2}):?(\d{2})?|\(?([A-Za-z]{1,5})\)?(?:([+-]\d{1,2}):?(\d{2})?)?)?\s*(?:\(.*\))?\s*"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2}):?(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)
_ASCTIME = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3})[a-z]*\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(?:([A-Z]{1,5}|[+-]\d{4})\s+)?(\d{4})"
)
_VIETNAMESE = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2})(?:,|\s+năm)?\s+(\d{4})", re.IGNORECASE)
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2}|\d(?=[Z+-]))(?:[.,]\d*)?)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}:?\d{0,2}(?=Z?$)|[A-Z]{2,5})?Z?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d/.-])(\d{1,2})(?:[:٫]|\s*[.hH時时点點시]\s*)(\d{2})?(?:(?:[:.]|\s*[分분]\s*)(\d{2}))?\s*(?:[秒초분分])?\s*"
    r"(am\b|pm\b|a\.\s?m\.|p\.\s?m\.|πμ|μμ|π\.μ\.|μ\.μ\.|de\.|du\.|sa\b|ch\b)?",
    re.IGNORECASE,
)
_HALF = re.compile(r"上午|下午|午前|午後|오전|오후|凌晨|晚上|ص\b|م\b|öö|ös", re.IGNORECASE)
_ZONE = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{1,2}):?(\d{2})?\b|\b([^\W\d_]{1,5})\s*$|\(([^\W\d_]{2,5})\)", re.IGNORECASE)
_EASTERN = re.compile(
    r"(?:(令和|平成|昭和|民國|民国)\s*(\d{1,3}|元)|(\d{2,4}))\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
# "2026. 11. 23." is Korean and Hungarian; without its blanks the end of it would be a date of its own.
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_WORDY = (
    re.compile(r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.|-го|η|ú|án|én)?[\s,./-]*(?:de\s+|d['’]|of\s+|del\s+|di\s+|tháng\s+)?"
               r"(?P<m>[^\W\d_][^\d,/]{1,24}?)\.?[\s,./-]*(?:de\s+|del\s+|năm\s+)?(?P<y>\d{4}|['’]?\d{2})(?!\d)"),
    re.compile(r"(?P<m>[^\W\d_][^\d,/]{1,24}?)\.?[\s/-]*(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?,?\s+(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})\.\s*gada\s+(?P<d>\d{1,2})\.\s*(?P<m>[^\W\d_]{3,12})"),
    re.compile(r"(?<!\d)(?P<y>\d{4})\.?[\s,/-]+(?P<m>[^\W\d_][^\d,/]{1,24}?)\.?[\s/-]*(?P<d>\d{1,2})\.?(?!\d)"),
)  # fmt: skip


def read(text: str, language: str | None = None) -> When:
    """What a printed date says. `language` helps where a name or an order of figures could mean two days."""
    text = text.strip()
    if not text:
        return NEVER
    try:
        return _checked(_read(text[:_LONGEST], language or ""), text)
    except (ValueError, OverflowError):
        return When(note=f"date not read: {text[:40]!r}")


def month_of(name: str, language: str = "") -> int | None:
    """The month that a name means in any of the known languages."""
    return _month(name.casefold(), language)


def zone_of(name: str) -> float | None:
    """The hours that a zone's name is ahead of UTC; None where it is not known."""
    return _ZONES.get(name.lower())


def midnight(day: dt.date) -> dt.datetime:
    """The first instant of a day, in UTC."""
    return dt.datetime.combine(day, dt.time(), UTC)


def of_number(value: float) -> When:
    """A Unix time in seconds or milliseconds."""
    try:
        return _checked(_unix(value), str(value))
    except (ValueError, OverflowError, OSError):
        return When(note=f"date not read: {value!r}")


@lru_cache(maxsize=1024)
def _read(text: str, language: str) -> When:
    found = _RFC822.fullmatch(text)
    if found:
        when = _rfc822(found, language)
        if when:
            return when
    if found := _ASCTIME.fullmatch(text):
        name, number, clock, zone, year = found.groups()
        return _read(f"{number} {name} {year} {clock} {zone or ''}".strip(), language)
    if text[:4].isdigit():
        if len(text) > 10 and text[4] == "-":
            try:
                return _instant(dt.datetime.fromisoformat(text))
            except ValueError:
                pass
        if text.isdigit() and len(text) in (9, 10, 13):
            return _unix(int(text))
        for pattern in (_ISO, _COMPACT):
            found = pattern.fullmatch(text)
            if found:
                return _figures(found, language)
    return _free(text, language)


def _rfc822(found: re.Match[str], language: str) -> When | None:
    day, name, year, hour, minute, second, half, sign_hours, minutes, zone, zone_hours, zone_minutes = found.groups()
    month = _MONTHS.get(name.lower())
    if month is None:
        return None
    offset, note = 0.0, "" if sign_hours or zone else "no time zone given: read as UTC"
    if sign_hours or zone_hours:
        offset = _offset(sign_hours or zone_hours, minutes or zone_minutes)
    elif zone and zone.lower() not in ("am", "pm"):
        offset, note = _named_zone(zone, language)
    at = dt.datetime(_year(year), month, int(day), _hour(int(hour), half), int(minute), _second(second), tzinfo=UTC)
    return When(at - dt.timedelta(hours=offset), note=note)


def _figures(found: re.Match[str], language: str) -> When:
    """ISO 8601 in its loose and its compact form."""
    year, month, day, hour, minute, second, zone = found.groups()
    if int(year) == 0 or month == "00" or day == "00":
        return When(note=f"undated: a zero date is given ({found.group()[:20]})")
    if hour is None:
        date = dt.date(int(year), int(month), int(day or 1))
        return When(day=date, note="" if day else "only a month is given")
    at = dt.datetime(int(year), int(month), int(day or 1), int(hour) % 24, int(minute), _second(second), tzinfo=UTC)
    if int(hour) == 24:
        at += dt.timedelta(days=1)
    if zone and zone[0] in "+-":
        return _instant(at.replace(tzinfo=dt.timezone(dt.timedelta(hours=_offset(zone[:3], zone[3:].lstrip(":"))))))
    offset, note = _named_zone(zone, language) if zone else (0.0, "no time zone given: read as UTC")
    return When(at - dt.timedelta(hours=offset), note=note)


def _free(text: str, language: str) -> When:
    """A date in words or figures of any of the known languages, with or without a time behind or before it."""
    if not text.isascii():
        text = "".join(str(unicodedata.digit(c)) if not c.isascii() and c.isdigit() else c for c in text)
        text = unicodedata.normalize("NFKC", text)
    found = _day(text, language)
    if found is None:
        only = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", text)
        if only:
            return When(day=dt.date(int(only.group(1)), int(only.group(2) or 1), 1), note="only a year or month is given")
        return When(note=f"date not read: {text[:40]!r}")
    day, (start, end), note = found
    rest = text[:start] + " " + text[end:]
    clock = next((m for m in _TIME.finditer(rest) if m.group(2) or m.group(4) or not m.group(0).strip()[-1:].isdigit()), None)
    if clock is None or int(clock.group(1)) > 24:
        return When(day=day, note=note)
    half = clock.group(4) or (m.group() if (m := _HALF.search(rest)) else None)
    time = dt.time(_hour(int(clock.group(1)) % 24, half), int(clock.group(2) or 0), _second(clock.group(3)))
    offset, zone_note = _free_zone(rest[clock.end() :].strip(" ,;"), language)
    naive = dt.datetime.combine(day, time)
    return When((naive - dt.timedelta(hours=offset)).replace(tzinfo=UTC), note="; ".join(filter(None, (note, zone_note))))


def _day(text: str, language: str) -> tuple[dt.date, tuple[int, int], str] | None:
    if found := _EASTERN.search(text):
        era, count, year, month, day = found.groups()
        number = _ERAS[era] + (1 if count == "元" else int(count)) if era else int(year) + (2000 if len(year) < 4 else 0)
        return dt.date(number, int(month), int(day)), found.span(), ""
    if found := _YEAR_FIRST.search(text):
        year, month, day = map(int, found.groups())
        return dt.date(_of_thailand(year), month, day), found.span(), ""
    if found := _VIETNAMESE.search(text):
        day, month, year = map(int, found.groups())
        return dt.date(year, month, day), found.span(), ""
    folded = text.casefold()
    for pattern in _WORDY:
        for found in pattern.finditer(folded):
            named = _month(found.group("m"), language)
            if named:
                year = _of_thailand(_year(found.group("y").lstrip("'’")))
                return dt.date(year, named, int(found.group("d"))), found.span(), ""
    if found := _YEAR_LAST.search(text):
        return _year_last(found, language)
    return None


def _year_last(found: re.Match[str], language: str) -> tuple[dt.date, tuple[int, int], str]:
    first, sign, second, year = found.groups()
    day, month, note = int(first), int(second), ""
    american = language.lower().replace("_", "-") in ("en-us", "en-ph", "es-us") and sign != "."
    if month > 12 or (american and day <= 12):
        day, month = month, day
    if int(first) <= 12 and int(second) <= 12 and first != second and sign != ".":
        note = f"{found.group()}: read as {'month' if american else 'day'} first"
    return dt.date(_of_thailand(_year(year)), month, day), found.span(), note


@lru_cache(maxsize=1)
def _names() -> dict[str, int | dict[str, int]]:
    table: dict[str, int | dict[str, int]] = json.loads(files("copytaster.wire").joinpath("data/months.json").read_text("utf-8"))[
        "months"
    ]
    return table


@lru_cache(maxsize=4096)
def _month(name: str, language: str) -> int | None:
    """The month that a name means: the name itself, its last word, or its beginning of three letters and more."""
    # Hebrew puts "in" before the month as a letter of it; Hindi writes some of its months in two ways.
    name = name.strip(" .,-").replace("म्ब", "ंब").replace("अक्तू", "अक्टू")
    name = name[1:] if name[:1] == "ב" else name
    table = _names()
    for candidate in dict.fromkeys((name, name.split()[-1] if name.split() else "", name.split(" ")[0])):
        found = table.get(candidate.strip(" .,-"))
        if isinstance(found, dict):
            found = found.get(language[:2].lower())
        if found:
            return found
    return _MONTHS.get(name[:3]) if name.isascii() and len(name) >= 3 and name.isalpha() and len(name) <= 4 else None


def _unix(value: float) -> When:
    seconds = value / 1000 if abs(value) >= 1e11 else value
    return When(_EPOCH + dt.timedelta(seconds=seconds))


def _instant(when: dt.datetime) -> When:
    if when.tzinfo is None:
        return When(when.replace(tzinfo=UTC, microsecond=0), note="no time zone given: read as UTC")
    return When(when.astimezone(UTC).replace(microsecond=0))


def _checked(when: When, text: str) -> When:
    """Zero dates are no dates."""
    instant = when.instant
    if instant is not None and (abs(instant - _EPOCH) <= dt.timedelta(hours=14) or _is_zero(instant.date())):
        return When(note=f"undated: a zero date is given ({text[:40]})")
    if when.day is not None and (when.day == _EPOCH.date() or _is_zero(when.day)):
        return When(note=f"undated: a zero date is given ({text[:40]})")
    return when


def _is_zero(day: dt.date) -> bool:
    return day.year < 1600 or day in (dt.date(1601, 1, 1), dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1900, 1, 1))


def _year(text: str) -> int:
    year = int(text)
    return year + (2000 if year < 70 else 1900) if len(text) <= 2 else year


def _of_thailand(year: int) -> int:
    return year - 543 if 2400 < year < 2700 else year


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    afternoon = half.lower().replace(" ", "") in (
        "pm",
        "p.m.",
        "μμ",
        "μ.μ.",
        "du.",
        "下午",
        "午後",
        "오후",
        "晚上",
        "م",
        "ös",
        "ch",
    )
    return hour % 12 + (12 if afternoon else 0) if hour <= 12 else hour


def _second(text: str | None) -> int:
    return min(int(text), 59) if text else 0


def _offset(hours: str, minutes: str | None) -> float:
    size = abs(int(hours)) + int(minutes or 0) / 60
    return -size if hours.startswith("-") else size


def _named_zone(name: str, language: str) -> tuple[float, str]:
    name = name.lower()
    if name == "cst" and language[:2].lower() == "zh":
        return 8.0, ""
    if name == "ist" and language[:2].lower() in ("he", "iw"):
        return 2.0, ""
    if name in _ZONES:
        return _ZONES[name], ""
    return 0.0, f"time zone {name.upper()} not known: read as UTC"


def _free_zone(rest: str, language: str) -> tuple[float, str]:
    found = _ZONE.search(rest)
    if not found:
        return 0.0, "no time zone given: read as UTC"
    sign, hours, minutes, name, boxed = found.groups()
    if sign:
        return _offset(sign + hours, minutes), ""
    name = (name or boxed).lower()
    return (_ZONES[name], "") if name in _ZONES else (0.0, "no time zone given: read as UTC")
