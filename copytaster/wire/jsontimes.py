"""When the things happened that objects and rows tell: an instant, a day, a day and a clock in two fields, year, month and day in
three. It must not answer with a time that no field gives.

Where the same figures could be two days (03/04/2025), the other rows tell which way round they stand: 04/25/2025 among them is
American. Sets that were gathered by looking at pages say when somebody looked, which is not when a line was written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from copytaster.wire import dates
from copytaster.wire.dates import When
from copytaster.wire.jsonfields import Fields
from copytaster.wire.jsontext import string

# An edit seen this long after its day was seen by a late crawl: it says when somebody looked, not when it was written.
_CRAWL_LAG = dt.timedelta(days=14)
# ".../2025/12/24/three-killed", "...-will-respond-2025-12-24/"
_IN_AN_ADDRESS = re.compile(r"[/-](20\d\d)[/-](\d{2})[/-](\d{2})(?=[/-]|\Z)")
_CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d{2}){1,2}\b.{0,20}")
_WHOLE_NUMBER = re.compile(r"(\d{1,4})(?:\.0*)?")
# Days since the end of 1899, as spreadsheets count them: 1954 to 2119.
_COUNTED = re.compile(r"[2-7]\d{4}(?:\.\d{1,12})?")
_FIRST_COUNTED = dt.datetime(1899, 12, 30, tzinfo=dt.UTC)
_IN_FIGURES = re.compile(r"\s*(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)")
_AMERICAN = "en-us"
# So many objects show which fields hold dates; so many times more must show the month first than the day.
_SHOWN, _MORE = 20, 20


class Told(NamedTuple):
    """What an object says of its time: `seen` is its instant, `filed` the day that it is filed under; `printed` the words of the
    former."""

    seen: When
    filed: When
    printed: str = ""

    @property
    def day(self) -> dt.date | None:
        """The day that it is filed under, or else happened on."""
        return self.filed.day or (self.filed.instant.date() if self.filed.instant else None) or self.seen.day

    def order(self) -> dt.datetime | None:
        """Where it stands in the order of arrival."""
        return self.seen.instant or (dates.midnight(self.filed.day) if self.filed.day else None)

    def instant(self, day: dt.date | None) -> tuple[dt.datetime | None, list[str]]:
        """When this wording was made, with a note where the set cannot know it. `day` is the one that it is taken to be of."""
        at = self.seen.instant
        if not self.printed:
            return self.filed.instant, [] if day or self.filed.instant else [self.filed.note or "undated: no time is given"]
        if at is None:
            is_read = self.seen.day is not None
            return self.filed.instant, [] if is_read else [self.seen.note or f"time not read: {self.printed[:40]!r}"]
        if day and (late := at - dates.midnight(day)) > _CRAWL_LAG:
            return None, [f"first seen {at:%Y-%m-%d}, {late.days} days after its day: the day counts"]
        return at, []

    def linked(self, day: dt.date | None, addresses: Iterable[str]) -> dt.date | None:
        """The day that the address of a source gives, where the page's own day cannot be true: it lies long before, and nobody saw
        the line until that day. Who writes today's news on an old page files it under that page's day."""
        looked = self.seen.instant
        if day is None or looked is None or looked - dates.midnight(day) <= _CRAWL_LAG:
            return None
        for year, month, of_month in (m.groups() for m in map(_IN_AN_ADDRESS.search, addresses) if m):
            try:
                linked = dt.date(int(year), int(month), int(of_month))
            except ValueError:
                continue
            if linked - day > _CRAWL_LAG and dt.timedelta() <= looked - dates.midnight(linked) <= _CRAWL_LAG:
                return linked
        return None


def told(fields: Fields, around: str = "") -> Told:
    """What an object says of its time. `around` is the language whose way round its figures stand."""
    names = fields.told
    filed, _ = _first(fields, "day", around) if "day" in names else (dates.NEVER, "")
    if not (filed.day or filed.instant) and "year" in names and "month" in names:
        filed = _of_parts(fields) or filed
    seen, printed = _first(fields, "time", around) if "time" in names else (dates.NEVER, "")
    if filed.day and not seen.instant and (clock := _clock(fields, printed)):
        at = dates.read(f"{filed.day.isoformat()} {clock}")
        seen, printed = (at, clock) if at.instant else (seen, printed)
    return Told(seen, filed, printed)


def _first(fields: Fields, what: str, around: str) -> tuple[When, str]:
    """The first date that the fields of some names give, and how it is printed; where none can be read, the first of them."""
    unread: tuple[When, str] | None = None
    for name in fields.told[what]:
        held = fields.value[name]
        if printed := held.strip() if isinstance(held, str) else string(fields.value, name):
            when = _read(printed, around)
            if when.instant or when.day:
                return when, printed
            unread = unread or (when, printed)
    return unread or (dates.NEVER, "")


def _read(printed: str, around: str) -> When:
    if len(printed) < 20 and printed[:5].isdigit() and _COUNTED.fullmatch(printed):
        days = float(printed)
        at = _FIRST_COUNTED + dt.timedelta(seconds=round(days * 86_400))
        return When(at if days % 1 else None, at.date())
    return dates.read(printed, around)


def _clock(fields: Fields, printed: str) -> str:
    """The time of day that stands in a field of its own."""
    clock = fields.text("clock") or printed
    return clock if _CLOCK.fullmatch(clock) else ""


def _of_parts(fields: Fields) -> When | None:
    """The day whose year, month and day stand in fields of their own."""
    parts = [_WHOLE_NUMBER.fullmatch(fields.text(what)) for what in ("year", "month", "dayofmonth")]
    year, month, day = [int(part.group(1)) if part else 0 for part in parts]
    try:
        return When(day=dt.date(year, month, day))
    except ValueError:
        return None


def way_round(values: Sequence[Any]) -> tuple[str, str]:
    """The language whose order of day and month the dates of some objects have, empty for the usual one; and a note where nothing
    tells which it is."""
    objects = [value for value in values if isinstance(value, Mapping)]
    names = {name for value in objects[:_SHOWN] for what in ("time", "day") for name in Fields(value).told.get(what, ())}
    names = {name for name in names if any(_figures(value, name) for value in objects[:_SHOWN])}
    days = months = 0
    either = ""
    for name in names:
        for found in filter(None, (_figures(value, name) for value in objects)):
            first, second = int(found.group(1)), int(found.group(3))
            days += first > 12 >= second
            months += second > 12 >= first
            either = either or (found.group().strip() if first != second and max(first, second) <= 12 else "")
    if months > _MORE * days:
        return _AMERICAN, ""
    return "", f"{either} and its like could be two days: the day is taken to come first" if either and not days else ""


def _figures(value: Mapping[str, Any], name: str) -> re.Match[str] | None:
    held = value.get(name)
    return _IN_FIGURES.match(held) if isinstance(held, str) else None
