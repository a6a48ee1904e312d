"""Years that are counted otherwise become years of the Gregorian calendar, where they can be told from it for sure.

Thailand's and Taiwan's years are the same days under another number. Iran's solar year is reckoned. The lunar years of Islam, the
years of Nepal, and others are not: their days follow what was seen of the moon or an almanac, and a wrong day is worse than none.
"""

from __future__ import annotations

import datetime as dt
import re

# The numbers that a year of each calendar can have in the lifetime of news; no year of the Gregorian calendar is among them.
_THAI = range(2400, 2700)
_SOLAR_HIJRI = range(1300, 1421)
_OTHER = range(1300, 1600)
_NEPALI = range(2060, 2120)
_REPUBLIC_OF_CHINA = range(80, 200)
_NOWRUZ_1400 = dt.date(2021, 3, 21)
_PERSIAN = ("fa", "prs", "ps")
_PERSIAN_DIGITS = re.compile(r"[\u06f0-\u06f9]")
_DEVANAGARI_DIGITS = re.compile(r"[\u0966-\u096f]")
_SOLAR_MONTHS = {
    name: number
    for number, names in enumerate(
        ("فروردین حمل", "اردیبهشت ثور", "خرداد جوزا", "تیر سرطان", "مرداد اسد", "شهریور سنبله", "مهر میزان", "آبان عقرب",
         "آذر قوس", "دی جدی", "بهمن دلو", "اسفند حوت"), start=1
    )
    for name in names.split()
}  # fmt: skip
_ARABIC_LETTERS = str.maketrans("يك", "یک")


class OtherCalendar(ValueError):
    """A day of a calendar that is not reckoned here."""


def civil(year: int, month: int, day: int, *, language: str = "", printed: str = "") -> dt.date:
    """The day of the Gregorian calendar. `printed` is the text as it came: its digits tell whose calendar a year may be of.

    Raises `OtherCalendar` where the year is of one that is not reckoned, ValueError where there is no such day.
    """
    if year in _THAI:
        return dt.date(year - 543, month, day)
    if year in _SOLAR_HIJRI and (language[:3].rstrip("-_").lower() in _PERSIAN or _PERSIAN_DIGITS.search(printed)):
        return of_iran(year, month, day)
    if year in _OTHER:
        raise OtherCalendar(f"the year {year} is of another calendar")
    if year in _NEPALI and (language[:2].lower() == "ne" or _DEVANAGARI_DIGITS.search(printed)):
        raise OtherCalendar(f"the year {year} may be of Nepal's calendar")
    return dt.date(year, month, day)


def solar_month(name: str) -> int | None:
    """The month of Iran's or Afghanistan's solar year that a name means."""
    return _SOLAR_MONTHS.get(name.translate(_ARABIC_LETTERS).strip(" .,،-"))


def of_iran(year: int, month: int, day: int) -> dt.date:
    """A day of the solar Hijri calendar. Six months of 31 days, five of 30, and one of 29, or 30 in a leap year.

    The rule of 33 years (eight leap years in each) agrees with the astronomical calendar from 1244 to 1472 (1865 to 2093).
    """
    length = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= length and year in _SOLAR_HIJRI):
        raise ValueError(f"there is no day {year}/{month}/{day}")
    leaps = sum(map(_is_leap, range(min(year, 1400), max(year, 1400))))
    years = 365 * (year - 1400) + (leaps if year > 1400 else -leaps)
    months = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return _NOWRUZ_1400 + dt.timedelta(days=years + months + day - 1)


def thai_short(year: int) -> int:
    """A year of two figures in Thai copy: of the Buddhist era, unless that lies far ahead ("68" is 2568, "25" is 2025)."""
    return year + 2500 - 543 if year >= 55 else year + 2000


def of_taiwan(year: int) -> int:
    """A year of three figures, counted from 1912 as the first. Raises ValueError where it cannot be one."""
    if year not in _REPUBLIC_OF_CHINA:
        raise ValueError(f"{year} is no year of the Republic of China")
    return year + 1911


def _is_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8
