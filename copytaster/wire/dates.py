"""Dates as the world's wires print them become instants or days. It must never answer "now", nor a date that was not printed.

RFC 822 and ISO 8601 in the liberties that publishers take with them, telex times, Unix times, and dates in words or figures in some
75 languages (the months are baked from CLDR: data/months.json). A date without a time is a day. Zero dates (1970-01-01 00:00,
0001-01-01, 1899-12-30) mean that there is none. Years of other calendars are reckoned where that is sure (calendars.py). Where the
same figures could be two days (03/04/2025), the day comes first, as in most of the world, except for American English; the note
says so.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from copytaster.model import UTC
from copytaster.wire import halves, zones
from copytaster.wire.calendars import OtherCalendar, civil, of_taiwan, solar_month, thai_short

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


NEVER = When()
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_RFC822 = re.compile(
    r"\s*(?:[^\W\d_]{2,12}\.?,?\s*)?(\d{1,2})[\s-]*([A-Za-z]{3})[a-z]*\.?,?[\s-]*(\d{4}|\d{2}(?=[\s,]))[\s,]*"
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm]\b)?\s*(?:([+-]\d{1,2}):?(\d{2})?|\(?([A-Za-z]{1,5})\)?(?:([+-]\d{1,2}):?(\d{2})?)?)?\s*(?:\(.*\))?\s*"
)
_COMPACT = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2}):?(\d{2})?)?(?:\s?(Z|[+-]\d{2}:?\d{2}|(?<=\s)[A-Z]{2,5}))?", re.IGNORECASE
)
_ASCTIME = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3})[a-z]*\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(?:([A-Z]{1,5}|[+-]\d{4})\s+)?(\d{4})"
)
# What stands before a clock without a zone, and the clock.
_CLOCK_LAST = re.compile(r"(.*\d)[.,]?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([AaPp][Mm]))?")
_FIGURE = re.compile(r"\d")
_NO_ZONE = "no time zone given: read as UTC"
_WEEK = re.compile(r"\d{4}-?W\d{2}(?:-?[1-7])?")
_ORDINAL = re.compile(r"(\d{4})-(\d{3})")
_COUNTED = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{13}|\d{16}|\d{19}")
# Marks that steer the direction or the joining of letters, and the minus sign that stands for a hyphen before a zone.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff\u00ad"))
_PLAIN = _INVISIBLE | {0x2212: "-", 0x060C: ","}
# "8 أكتوبر/تشرين الأول 2025": one month by its two Arabic names.
_TWICE = re.compile(r"(?<=[\u0620-\u064a])\s?/\s?[\u0620-\u064a][\u0620-\u064a ]*(?=\s*\d)")
_HAN = re.compile(r"[〇零○一二三四五六七八九十]+(?=\s*[年月日号號时時点點分])")
_HAN_DIGITS = {**dict(zip("〇零○一二三四五六七八九", (0, 0, 0, *range(1, 10)), strict=True))}
_VIETNAMESE = re.compile(r"(\d{1,2})\s+(?:tháng|thg)\s+(\d{1,2})(?:,|\s+năm)?\s+(\d{4})", re.IGNORECASE)
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2}|\d(?=[Z+-]))(?:[.,]\d*)?)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}:?\d{0,2}(?=Z?$)|[A-Z]{2,5})?Z?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d/.-])(\d{1,2})(?:[:٫]|\s*[.hH時时点點시]\s*)(\d{2}|\d(?=\s*[分분]))?"
    r"(?:(?:[:.]|\s*[分분]\s*)(\d{2}|\d(?=\s*[秒초])))?\s*(?:[秒초分분])?\s*",
)
_ZONE = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{1,2}):?(\d{2})?\b|\b([^\W\d_]{1,5})\s*$|\(([^\W\d_]{2,5})\)", re.IGNORECASE)
_EASTERN = re.compile(
    r"(?:(令和|平成|昭和|民國|民国)\s*(\d{1,3}|元)|(\d{2,4}))\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?"
)
# Whose short dates begin with the month, and whose with a year of two figures (CLDR's short forms).
_MONTHS_FIRST = ("en-us", "en-ph", "es-us", "fil", "tl")
_YEARS_FIRST = ("eu", "ja", "ko", "mn", "ne", "zh")
_THAI_LETTER = re.compile(r"[\u0e01-\u0e4e]")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
# "2026. 11. 23." is Korean and Hungarian; without its blanks the end of it would be a date of its own.
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_TAIWAN = re.compile(r"(?<!\d)(1\d\d)\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_WORDY = (
    re.compile(r"(?<![\d:٫])(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.|-го|η|ú|án|én)?[\s,./-]*(?:de\s+|d['’]|of\s+|del\s+|di\s+)?"
               r"(?P<m>[^\W\d_][^\d,/]{1,24}?)\.?[\s,./-]*(?:de\s+|del\s+|năm\s+)?(?P<y>\d{4}|['’]?\d{2}(?![:٫]\d|[.h]\d\d|,?\s+\d{4}))(?!\d)"),
    re.compile(r"(?P<m>[^\W\d_][^\d,/]{1,24}?)\.?[\s/-]*(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?,?\s+(?P<y>\d{4})(?!\d)"),
    # Latvian, Kazakh, Kyrgyz: the year, a word for it, the day, the month.
    re.compile(r"(?<!\d)(?P<y>\d{4})[\s.-]*[^\W\d_]{1,6}[.,]*\s+(?P<d>\d{1,2})[\s.-]+(?P<m>[^\W\d_]{3,12})"),
    re.compile(r"(?<!\d)(?P<y>\d{4})(?:\.|\(?e\)?ko)?[\s,/-]+(?:оны\s+)?(?P<m>[^\W\d_][^\d,/]{1,24}?)\.?[\s/-]*(?P<d>\d{1,2})\.?(?!\d)"),
)  # fmt: skip


def read(text: str, language: str | None = None) -> When:
    """What a printed date says. `language` helps where a name or an order of figures could mean two days."""
    if not text:
        return NEVER
    return _at_hand(text, language or "") if len(text) <= _LONGEST else _read(text.strip(), language or "")


def month_of(name: str, language: str = "") -> int | None:
    """The month that a name means in any of the known languages."""
    return _month(name.casefold(), language)


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
def _at_hand(text: str, language: str) -> When:
    """The entries of a feed and the rows of a table print the same dates again and again."""
    return _read(text.strip(), language)


def _read(text: str, language: str) -> When:
    if not text:
        return NEVER
    try:
        plain = text[:_LONGEST] if text.isascii() else text[:_LONGEST].translate(_PLAIN).strip()
        return _checked(_with_clock(plain, language) or _printed(plain, language), text)
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
    known = _day_alone(before, language) if int(hour) <= 24 else None
    if known is None:
        return None
    at = _at(known[0], halves.hour(int(hour), half.lower() if half else ""), minute, second)
    return When(at, note=f"{known[1]}; {_NO_ZONE}" if known[1] else _NO_ZONE)


def _rfc822(found: re.Match[str], language: str) -> When | None:
    day, name, year, hour, minute, second, half, sign_hours, minutes, zone, zone_hours, zone_minutes = found.groups()
    month = _MONTHS.get(name.lower())
    # What stands in brackets behind a zone is a comment, and where there is none it may be the zone: "14:30 (GMT+7)".
    if month is None or (not (zone or sign_hours) and "(" in found.group()):
        return None
    offset, note = 0.0, "" if sign_hours or zone else _NO_ZONE
    if not half and zone and halves.named(zone):
        half, zone, note = halves.named(zone), None, _NO_ZONE
    at = _at(civil(_year(year), month, int(day), language=language), halves.hour(int(hour), (half or "").lower()), minute, second)
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
    printed, text = text, _in_our_figures(text)
    found = _day(text, language, printed)
    if found is None:
        only = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", text)
        if only:
            day = civil(int(only.group(1)), int(only.group(2) or 1), 1, language=language, printed=printed)
            return When(day=day, note="only a year or month is given")
        return When(note=f"date not read: {text[:40]!r}")
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


@lru_cache(maxsize=8192)
def _day_alone(text: str, language: str) -> tuple[dt.date, str] | None:
    """The day that a text ends with, and a note; None where it ends otherwise, or other figures stand before it. The rows of a
    table print other times of the same days."""
    found = _day(text, language, text) if text == _in_our_figures(text) else None
    if found is None or found[1][1] != len(text) or _FIGURE.search(text, 0, found[1][0]):
        return None
    return found[0], found[2]


def _in_our_figures(text: str) -> str:
    """A text whose figures, of whatever script, are 0 to 9."""
    if text.isascii():
        return text
    text = "".join(str(unicodedata.digit(c)) if not c.isascii() and c.isdigit() else c for c in text)
    return _HAN.sub(_of_han, _TWICE.sub("", unicodedata.normalize("NFKC", text)))


def _of_han(found: re.Match[str]) -> str:
    """A number in Chinese characters, by its digits (二〇二五) or by tens (二十八), in figures."""
    text = found.group()
    if "十" not in text:
        return "".join(str(_HAN_DIGITS[c]) for c in text)
    tens, _, ones = text.partition("十")
    return str(10 * (_HAN_DIGITS.get(tens, 0) if tens else 1) + (_HAN_DIGITS.get(ones, 0) if ones else 0))


Found = tuple[dt.date, tuple[int, int], str]


def _day(text: str, language: str, printed: str) -> Found | None:
    """The first day in a text, where it stands, and a note. A day of a calendar that is not reckoned is passed over for another."""
    other: OtherCalendar | None = None
    for look in _LOOKS if _LETTER.search(text) else _LOOKS_AT_FIGURES:
        try:
            if found := look(text, language, printed):
                return found
        except OtherCalendar as error:
            other = other or error
    if other:
        raise other
    return None


def _day_in_figures(text: str, language: str, printed: str) -> Found | None:
    if found := _EASTERN.search(text):
        era, count, year, month, day = found.groups()
        if era:
            number = _ERAS[era] + (1 if count == "元" else int(count))
        else:
            number = of_taiwan(int(year)) if len(year) == 3 else _year(year)
        return civil(number, int(month), int(day), language=language, printed=printed), found.span(), ""
    other: OtherCalendar | None = None
    for found in _YEAR_FIRST.finditer(text):
        try:
            return civil(*map(int, found.groups()), language=language, printed=printed), found.span(), ""
        except OtherCalendar as error:
            other = error
    if other:
        raise other
    if language[:2].lower() == "zh" and (found := _TAIWAN.search(text)):
        year, month, day = found.groups()
        return dt.date(of_taiwan(int(year)), int(month), int(day)), found.span(), ""
    if found := _VIETNAMESE.search(text):
        day, month, year = found.groups()
        return dt.date(int(year), int(month), int(day)), found.span(), ""
    return None


def _day_in_words(text: str, language: str, printed: str) -> Found | None:
    folded = text.casefold()
    for pattern in _WORDY:
        for found in _overlapping(pattern, folded):
            name, day, figures = found.group("m"), int(found.group("d")), found.group("y").lstrip("'’")
            if named := _month(name, language):
                year = thai_short(int(figures)) if len(figures) == 2 and _THAI_LETTER.search(name) else _year(figures)
                return civil(year, named, day, language=language), found.span(), ""
            if named := solar_month(name):
                return civil(int(figures), named, day, language="fa"), found.span(), ""
    return None


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, those too that begin within another: "5 Monday 13 January 2025" holds a date though "5 Monday 13" is none."""
    found = pattern.search(text)
    while found:
        yield found
        found = pattern.search(text, found.start() + 1)


def _day_with_year_last(text: str, language: str, printed: str) -> Found | None:
    found = _YEAR_LAST.search(text)
    if not found:
        return None
    first, sign, second, figures = found.groups()
    if len(first) == len(figures) == 2 and language[:2].lower() in _YEARS_FIRST:
        return civil(_year(first), int(second), int(figures), language=language, printed=printed), found.span(), ""
    day, month, note = int(first), int(second), ""
    american = language.lower().replace("_", "-") in _MONTHS_FIRST and sign != "."
    if month > 12 or (american and day <= 12):
        day, month = month, day
    if ((int(first) <= 12 and int(second) <= 12 and first != second) or (len(figures) == 2 and int(second) <= 12)) and sign != ".":
        note = f"{found.group()}: read as {'month' if american else 'day'} first"
    is_thai = len(figures) == 2 and language[:2].lower() == "th"
    year = thai_short(int(figures)) if is_thai else _year(figures)
    return civil(year, month, day, language=language, printed=printed), found.span(), note


_LOOKS = (_day_in_figures, _day_in_words, _day_with_year_last)
_LETTER, _LOOKS_AT_FIGURES = re.compile(r"[^\W\d_]"), (_day_in_figures, _day_with_year_last)


@lru_cache(maxsize=1)
def _names() -> dict[str, int | dict[str, int]]:
    """The table of months by their keys, and by their keys without accents where those mean one month only."""
    table: dict[str, int | dict[str, int]] = json.loads(files("copytaster.wire").joinpath("data/months.json").read_text("utf-8"))[
        "months"
    ]
    keyed = {_key(name): month for name, month in table.items()}
    bare: dict[str, set[int]] = {}
    for name, month in keyed.items():
        bare.setdefault(_bare(name), set()).update(month.values() if isinstance(month, dict) else (month,))
    return {name: months.pop() for name, months in bare.items() if len(months) == 1} | keyed


def _key(name: str) -> str:
    """A name without what joins its letters; Turkey's capitals (EKİM, ARALIK) fold to letters with and without a dot."""
    return name.translate(_INVISIBLE).casefold().replace("i\u0307", "i").replace("ı", "i")


def _bare(name: str) -> str:
    """A Latin or Greek name without its accents, as capitals often stand; other scripts keep their marks, which are letters."""
    if not ("a" <= name[:1] < "\u0400"):
        return name
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def _month(name: str, language: str) -> int | None:
    """The month that a name means: the name itself, its last word, or its beginning of three letters and more."""
    # Hebrew puts "in" before the month as a letter of it; Hindi writes some of its months in two ways.
    name = _key(name).strip(" .,-").replace("म्ब", "ंब").replace("अक्तू", "अक्टू").replace("сарын", "сар")
    name = name[1:] if name[:1] == "ב" else name
    table = _names()
    for candidate in dict.fromkeys((name, name.split()[-1] if name.split() else "", name.split(" ")[0])):
        bare = candidate.strip(" .,-")
        found = table.get(bare) or table.get(_bare(bare))
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


def _year(text: str) -> int:
    """A year in figures; of two figures by the rule of mail (RFC 5322, 4.3): up to 49 in this century."""
    year = int(text)
    return year + (2000 if year < 50 else 1900) if len(text) <= 2 else year


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
    if not found:
        place = re.search(r"[A-Z][a-z]+/[A-Z][A-Za-z_]+", rest)
        return 0.0, f"time zone {place.group()} not known: read as UTC" if place else _NO_ZONE
    sign, hours, minutes, name, boxed = found.groups()
    if sign:
        return _offset(sign + hours, minutes), ""
    known = zones.zone_of(name or boxed, language, at)
    return (0.0, _NO_ZONE) if known is None else (known, "")
