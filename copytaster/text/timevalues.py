"""Arithmetic of TIMEX3 values: what a value covers, and a value moved by days, weeks, months, quarters or years. Pure numbers."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


def bounds(value: str) -> tuple[dt.date, dt.date, str] | None:
    """The first and last day that a value covers, and its precision; None for values without a place on the calendar."""
    value = value.split("T")[0] if "T" in value and not value.startswith("P") else value
    try:
        return _bounds(value)
    except ValueError:
        return None


def _bounds(value: str) -> tuple[dt.date, dt.date, str] | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = dt.date.fromisoformat(value)
        return day, day, "day"
    if m := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return _months(int(m[1]), int(m[2]), 1, "month")
    if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = dt.date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return monday + dt.timedelta(days=5 if m[3] else 0), monday + dt.timedelta(days=6), "week"
    if m := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return _months(int(m[1]), 3 * int(m[2]) - 2, 3, "quarter")
    if m := re.fullmatch(r"(\d{4})-H([12])", value):
        return _months(int(m[1]), 6 * int(m[2]) - 5, 6, "half")
    if m := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return _months(int(m[1]), _SEASONS[m[2]][0], 3, "season")
    if re.fullmatch(r"\d{4}", value):
        return dt.date(int(value), 1, 1), dt.date(int(value), 12, 31), "year"
    if re.fullmatch(r"\d{3}", value):
        return dt.date(int(value) * 10, 1, 1), dt.date(int(value) * 10 + 9, 12, 31), "decade"
    if re.fullmatch(r"\d{2}", value) and value != "00":
        return dt.date(int(value) * 100, 1, 1), dt.date(int(value) * 100 + 99, 12, 31), "century"
    return None


def _months(year: int, month: int, size: int, precision: str) -> tuple[dt.date, dt.date, str]:
    first = dt.date(year, month, 1)
    return first, add_months(first, size) - dt.timedelta(days=1), precision


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months on, or the last day of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_of(value: str) -> dt.date | None:
    """The first day of a value, or None."""
    found = bounds(value) if value else None
    return found[0] if found else None


def dated(year: int, month: int, day: int) -> tuple[str, str] | None:
    """A calendar date as a DATE value, or None where there is no such day."""
    try:
        return "DATE", dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def century(two: int) -> int:
    """The year that two digits mean: '98 is 1998, '24 is 2024."""
    return 2000 + two if two < 50 else 1900 + two


def nearest_year(anchor: dt.date, month: int, day: int, *, future: bool) -> int | None:
    """The year of the nearest such day: the next one within ten months when the words speak of the future, else the nearest."""
    options = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            options.append((dt.date(year, month, day) - anchor).days)
        except ValueError:
            options.append(10_000)
    if future:
        ahead = [(d, y) for d, y in zip(options, (-1, 0, 1), strict=True) if 0 <= d <= 300]
        if ahead:
            return anchor.year + min(ahead)[1]
    # Copy without a future word that names a day more than two months ahead means last year's.
    best = min(zip(options, (-1, 0, 1), strict=True), key=lambda o: abs(o[0]) + (120 if o[0] > 0 else 0))
    return anchor.year + best[1] if best[0] < 10_000 else None


def nearest_month_year(anchor: dt.date, month: int, *, future: bool) -> int:
    """The year of a bare month: this year's when it is now, else the last such month, or the next when the words look ahead."""
    if month == anchor.month:
        return anchor.year
    if future:
        return anchor.year + (1 if month < anchor.month else 0)
    return anchor.year - (1 if month > anchor.month else 0)


def started_year(anchor: dt.date, first_month: int) -> int:
    """The year of the latest quarter or half (given by its first month) that has begun."""
    return anchor.year - (1 if first_month > anchor.month else 0)


def season_year(anchor: dt.date, season: str, shift: int) -> int:
    """The year of last, this or next season."""
    first = _SEASONS[season][0]
    if shift < 0:
        return anchor.year - (1 if first + 2 >= anchor.month else 0)
    if shift > 0:
        return anchor.year + (1 if first <= anchor.month else 0)
    return anchor.year


def shifted(day: dt.date, unit: str, by: int, *, exact: bool = False) -> str:
    """The value of the unit that holds `day`, moved by some units. `exact` keeps the day for short units ("two weeks ago")."""
    if unit == "D":
        return (day + dt.timedelta(days=by)).isoformat()
    if unit in {"W", "WE"}:
        moved = day + dt.timedelta(weeks=by)
        iso = moved.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        moved = add_months(day, by)
        return f"{moved.year:04d}-{moved.month:02d}"
    if unit == "Q":
        moved = add_months(day, 3 * by)
        return f"{moved.year:04d}-Q{(moved.month + 2) // 3}"
    if unit == "Y":
        return f"{day.year + by:04d}"
    if unit == "E":
        return f"{day.year + 10 * by:04d}"[:3]
    return f"{day.year + 100 * by:04d}"[:2]


def duration(number: str, unit: str) -> str:
    """A length of time: P3D, PT2H, P1Q, PXW. A weekend counts as two days."""
    if unit == "WE":
        return "P1WE" if number == "1" else f"P{number}WE"
    if unit == "C":
        return f"P{int(number) * 100}Y" if number.isdigit() else "PXC"
    if unit.startswith("T"):
        return f"PT{number}{unit[1]}"
    return f"P{number}{unit}"


def half(number: str, unit: str) -> str:
    """Some units and a half: P2Y6M, PT1H30M, else the decimal."""
    if unit == "Y":
        return f"P{number}Y6M"
    if unit == "TH":
        return f"PT{number}H30M"
    return duration(f"{number}.5", unit)


def feast(name: str, year: int) -> dt.date:
    """The day of a movable feast: Easter (the Gregorian computus), Thanksgiving and election day of the United States."""
    if name == "thanksgiving":
        first = dt.date(year, 11, 1)
        return first + dt.timedelta(days=(3 - first.weekday()) % 7 + 21)
    if name == "election":
        first = dt.date(year, 11, 2)
        return first + dt.timedelta(days=(1 - first.weekday()) % 7)
    golden = year % 19
    hundreds = year // 100
    epact = (hundreds - hundreds // 4 - (8 * hundreds + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (epact // 28) * (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - hundreds + hundreds // 4) % 7
    offset = epact - weekday
    month = 3 + (offset + 40) // 44
    return dt.date(year, month, offset + 28 - 31 * (month // 4))
