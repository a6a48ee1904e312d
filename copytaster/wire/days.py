"""The day that stands in a text, in words or figures of some 75 languages (the months are baked from CLDR: data/months.json). It
must not read clocks and zones (dates.py).

Years of other calendars are reckoned where that is sure (calendars.py). Where the same figures could be two days (03/04/2025), the
day comes first, as in most of the world, except for American English; the note says so.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from copytaster.wire.calendars import OtherCalendar, civil, of_taiwan, solar_month, thai_short

ENGLISH = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_FIGURE, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
# Marks that steer the direction or the joining of letters, and the minus sign that stands for a hyphen before a zone.
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff\u00ad"))
# "8 أكتوبر/تشرين الأول 2025": one month by its two Arabic names.
_TWICE = re.compile(r"(?<=[\u0620-\u064a])\s?/\s?[\u0620-\u064a][\u0620-\u064a ]*(?=\s*\d)")
_HAN = re.compile(r"[〇零○一二三四五六七八九十]+(?=\s*[年月日号號时時点點分])")
_HAN_DIGITS = {**dict(zip("〇零○一二三四五六七八九", (0, 0, 0, *range(1, 10)), strict=True))}
_VIETNAMESE = re.compile(r"(\d{1,2})\s+(?:tháng|thg)\s+(\d{1,2})(?:,|\s+năm)?\s+(\d{4})", re.IGNORECASE)
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
_BETWEEN_BLANKS = re.compile(r"(?<!\d)\d{1,2} \d{1,2} \d{4}(?!\d)")
_WORDY = (
    re.compile(r"(?<![\d:٫])(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.|-го|η|ú|án|én)?[\s,./-]*(?:de\s+|d['’]|of\s+|del\s+|di\s+)?"
               r"(?P<m>[^\W\d_][^\d,/]{1,24}?)\.?[\s,./-]*(?:de\s+|del\s+|năm\s+)?(?P<y>\d{4}|['’]?\d{2}(?![:٫]\d|[.h]\d\d|,?\s+\d{4}))(?!\d)"),
    re.compile(r"(?P<m>[^\W\d_][^\d,/]{1,24}?)\.?[\s/-]*(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?,?\s+(?P<y>\d{4})(?!\d)"),
    # Latvian, Kazakh, Kyrgyz: the year, a word for it, the day, the month.
    re.compile(r"(?<!\d)(?P<y>\d{4})[\s.-]*[^\W\d_]{1,6}[.,]*\s+(?P<d>\d{1,2})[\s.-]+(?P<m>[^\W\d_]{3,12})"),
    re.compile(r"(?<!\d)(?P<y>\d{4})(?:\.|\(?e\)?ko)?[\s,/-]+(?:оны\s+)?(?P<m>[^\W\d_][^\d,/]{1,24}?)\.?[\s/-]*(?P<d>\d{1,2})\.?(?!\d)"),
)  # fmt: skip


Found = tuple[dt.date, tuple[int, int], str]


def month_of(name: str, language: str = "") -> int | None:
    """The month that a name means in any of the known languages."""
    return _month(name.casefold(), language)


@lru_cache(maxsize=16_384)
def alone(text: str, language: str) -> tuple[dt.date, str] | None:
    """The day that a text ends with, and a note; None where it ends otherwise, or other figures stand before it. The rows of a
    table print other times of the same days."""
    found = find(text, language, text) if text == in_our_figures(text) else None
    if found is None or found[1][1] != len(text) or _FIGURE.search(text, 0, found[1][0]):
        return None
    return found[0], found[2]


def in_our_figures(text: str) -> str:
    """A text whose figures, of whatever script, are 0 to 9."""
    if text.isascii():
        return text
    text = "".join(str(unicodedata.digit(c)) if not c.isascii() and c.isdigit() else c for c in text)
    return _HAN.sub(_of_han, _TWICE.sub("", unicodedata.normalize("NFKC", text)))


def year_of(text: str) -> int:
    """A year in figures; of two figures by the rule of mail (RFC 5322, 4.3): up to 49 in this century."""
    year = int(text)
    return year + (2000 if year < 50 else 1900) if len(text) <= 2 else year


def find(text: str, language: str, printed: str) -> Found | None:
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
            number = of_taiwan(int(year)) if len(year) == 3 else year_of(year)
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
                year = thai_short(int(figures)) if len(figures) == 2 and _THAI_LETTER.search(name) else year_of(figures)
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
        return civil(year_of(first), int(second), int(figures), language=language, printed=printed), found.span(), ""
    day, month, note = int(first), int(second), ""
    american = language.lower().replace("_", "-") in _MONTHS_FIRST and sign != "."
    if month > 12 or (american and day <= 12):
        day, month = month, day
    if ((int(first) <= 12 and int(second) <= 12 and first != second) or (len(figures) == 2 and int(second) <= 12)) and sign != ".":
        note = f"{found.group()}: read as {'month' if american else 'day'} first"
    is_thai = len(figures) == 2 and language[:2].lower() == "th"
    year = thai_short(int(figures)) if is_thai else year_of(figures)
    return civil(year, month, day, language=language, printed=printed), found.span(), note


def _day_between_blanks(text: str, language: str, printed: str) -> Found | None:
    found = _BETWEEN_BLANKS.search(text)
    told = _day_with_year_last(found.group().replace(" ", "/"), language, printed) if found else None
    return (told[0], found.span(), told[2]) if found and told else None


_LOOKS = (_day_in_figures, _day_in_words, _day_with_year_last, _day_between_blanks)


_LOOKS_AT_FIGURES = (_day_in_figures, _day_with_year_last, _day_between_blanks)


def _of_han(found: re.Match[str]) -> str:
    """A number in Chinese characters, by its digits (二〇二五) or by tens (二十八), in figures."""
    text = found.group()
    if "十" not in text:
        return "".join(str(_HAN_DIGITS[c]) for c in text)
    tens, _, ones = text.partition("十")
    return str(10 * (_HAN_DIGITS.get(tens, 0) if tens else 1) + (_HAN_DIGITS.get(ones, 0) if ones else 0))


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
    return name.translate(INVISIBLE).casefold().replace("i\u0307", "i").replace("ı", "i")


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
    return ENGLISH.get(name[:3]) if name.isascii() and len(name) >= 3 and name.isalpha() and len(name) <= 4 else None
