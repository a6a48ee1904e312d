"""Where and when copy says that it was written, at its top: "Oslo (NTB):", "KUWAIT, Oct 28 (KUNA) --", "Madrid, 20 oct (EFE).-",
"(ANSA) - SAVONA, 28 OTT -", "TOKYO, Oct. 28, Kyodo -", "Москва. 28 октября. ИНТЕРФАКС -". It must not take a sentence for one that
only has a bracket.
"""

from __future__ import annotations

import datetime as dt
import re

from copytaster.wire import dates, days
from copytaster.wire.dates import NEVER, When
from copytaster.wire.origin import agency

_BEFORE = re.compile(
    r"\s*(?P<line>[^\W_][^()\n]{1,60}?\s*(?:\s[-–—]\s)?\((?P<agency>[^()\n]{2,30})\))\s*(?P<sign>(?:[-–—.:=]\s?){0,3})(?=\S)"
)
# A country in brackets behind the town: "Lugo (España), 30 oct (EFE).-".
_ABROAD = re.compile(
    r"\s*(?P<line>[^\W_][^()\n]{1,40}\([^()\d\n]{2,30}\),[^()\n]{1,40}\((?P<agency>[^()\n]{2,30})\))\s*(?P<sign>(?:[-–—.:=]\s?){0,3})"
)
_BEHIND = re.compile(
    r"\s*(?P<line>\((?P<agency>[^()\n]{2,30})\)\s*[-–—]{1,2}\s*"
    r"[^\W\d_][^()\n–—]{1,40}?,? \d{1,2}\.? ?[^\W\d_]{3,10}\.?)\s*(?P<sign>[-–—]{1,2})\s"
)
# Without brackets: a town, a day, the agency, a dash.
_BARE = re.compile(
    r"\s*(?P<line>[^\W\d_][^\n()–—]{1,40}?[,.]\s(?:\d{1,2}\.?\s[^\W\d_]{3,10}|[^\W\d_]{3,10}\.?\s\d{1,2})[.,]?\s"
    r"(?:/\s?)?(?P<agency>[^\W\d_][^\W\d_ -]{1,12})(?:\s?/)?\.?)\s?[-–—]{1,2}\s"
)
_FIGURES = re.compile(r"[\d\s.,%-]+")
# A day, without a year or with one: "VIK, Oct 28", "Lisboa, 28 out 2026", "KUALA LUMPUR, 28th October, 2026".
_DAY = re.compile(
    r"(?P<day>(?<!\d)\d{1,2})(?:st|nd|rd|th|\.|º|er)?[ ](?:de )?(?P<month>[^\W\d_]{3,12})\.?(?:,? (?:de )?(?P<year>\d{4}))?(?!\d)"
    r"|(?P<month2>[^\W\d_]{3,12})\.? (?P<day2>\d{1,2})(?:,? (?P<year2>\d{4}))?(?!\d)"
)
_FIGURED = re.compile(r"(?<![\d.])\d{1,2}\. ?\d{1,2}\. ?\d{4}(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
# Copy with a lead above it has its dateline in one of the first paragraphs.
_FIRST, _LONGEST = 4, 160
# A day so far ahead of its arrival is of that year; for one further ahead, down to a month, the year cannot be told.
_AHEAD, _UNSURE = dt.timedelta(days=2), dt.timedelta(days=40)


def of(text: str) -> str:
    """The dateline of a text, with the agency that it names; empty where there is none."""
    for place, paragraph in enumerate(text.split("\n\n", _FIRST)[:_FIRST]):
        found = _ABROAD.match(paragraph) or _BEFORE.match(paragraph) or _BEHIND.match(paragraph) or _BARE.match(paragraph)
        if not found or _FIGURES.fullmatch(found["agency"]):
            continue
        is_set_off = "sign" in found.groupdict() and bool(found["sign"].strip())
        if agency(found["agency"]) or agency(found["agency"].partition("/")[0]) or (is_set_off and place == 0):
            return found["line"]
    return ""


def day(dateline: str, received: dt.datetime | None) -> When:
    """The day that a dateline names; without a year the last such day before it was received."""
    if whole := _FIGURED.search(dateline, 0, _LONGEST):
        return dates.read(whole.group())
    found = _DAY.search(dateline, 0, _LONGEST)
    while found:
        month = days.month_of(found["month"] or found["month2"])
        if month is not None:
            number, year = int(found["day"] or found["day2"]), found["year"] or found["year2"]
            if year or received is None:
                return dates.read(f"{year}-{month:02}-{number:02}") if year else NEVER
            return _last(month, number, received)
        found = _DAY.search(dateline, found.start() + 1, _LONGEST)
    return NEVER


def _last(month: int, day: int, received: dt.datetime) -> When:
    """The last such day, with a note."""
    for year in (received.year + 1, received.year, received.year - 1):
        try:
            at = dt.datetime(year, month, day, tzinfo=received.tzinfo)
        except ValueError:
            continue
        if at <= received + _AHEAD:
            return When(day=at.date(), note="the dateline gives no year: the last such day")
        if at <= received + _UNSURE:
            break
    return NEVER
