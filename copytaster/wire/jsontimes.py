"""When the things happened that objects and rows tell: an instant, a day, a day and a clock in two fields, year, month and day in
three. It must not answer with a time that no field gives.

Where the same figures could be two days (03/04/2025), the other rows tell which way round they stand: 04/25/2025 among them is
American. Sets that were gathered by looking at pages say when somebody looked, which is not when a line was written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from copytaster.wire import dates, days, zones
from copytaster.wire.dates import When
from copytaster.wire.jsonfields import NOTHING, Fields
from copytaster.wire.jsontext import string

# An edit seen this long after its day was seen by a late crawl: it says when somebody looked, not when it was written.
_CRAWL_LAG = dt.timedelta(days=14)
# ".../2025/12/24/three-killed", "...-will-respond-2025-12-24/"
_IN_AN_ADDRESS = re.compile(r"[/-](20\d\d)[/-](\d{2})[/-](\d{2})(?=[/-]|\Z)")
_CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d{2}){1,2}\b.{0,20}")
# A time that ends with its clock, and so has no zone of its own.
_ENDS_WITH_CLOCK = re.compile(r"\d[:.h]\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:\s?[ap]\.?m\.?)?$", re.IGNORECASE)
_ZONE_IN_NAME = re.compile(
    r"[(\[]\s*(?:(?:utc|gmt)\s?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)|(?P<zone>[a-z]{1,5}))\s*[)\]]$", re.IGNORECASE
)
_MILITARY = re.compile(r"([01]\d|2[0-3])([0-5]\d)(?:h|hrs)?")
_WHOLE_NUMBER = re.compile(r"(\d{1,4})(?:\.0*)?")
# Days since the end of 1899, as spreadsheets count them: 1954 to 2119.
_COUNTED = re.compile(r"[2-7]\d{4}(?:\.\d{1,12})?")
_FIRST_COUNTED = dt.datetime(1899, 12, 30, tzinfo=dt.UTC)
_IN_FIGURES = re.compile(r"\s*(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_SAID_AMERICAN, _SAID_USUAL = re.compile(r"\bmm?\W?dd?\b"), re.compile(r"\bdd?\W?mm?\b")
# Of dates that could be read both ways so many must be there, and lie so many times closer together; so many are compared.
_FEWEST, _CLOSER, _COMPARED = 3, 5, 1_000
_AMERICAN = "en-us"
# So many fields of one meaning are tried.
_TRIED = 4
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
        half = [when.note for when in (self.filed, self.seen) if when.day and when.note.startswith("only a")][:1]
        if not self.printed:
            is_told = day or self.filed.instant
            return self.filed.instant, half if is_told else [self.filed.note or "undated: no time is given"]
        if at is None:
            is_read = self.seen.day is not None
            return self.filed.instant, half if is_read else [self.seen.note or f"time not read: {self.printed[:40]!r}"]
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
    if not filed.is_read and "year" in names and "month" in names:
        filed = _of_parts(fields) or filed
    seen, printed = _first(fields, "time", around) if "time" in names else (dates.NEVER, "")
    if filed.day and not seen.instant and (clock := _clock(fields, printed)):
        zone = fields.text("zone") or next(filter(None, map(zone_in, fields.told.get("clock", ()))), "")
        at = dates.read(f"{filed.day.isoformat()} {clock} {zone}".strip())
        seen, printed = (at, clock) if at.instant else (seen, printed)
    return Told(seen, filed, printed)


def _first(fields: Fields, what: str, around: str) -> tuple[When, str]:
    """The first date that the fields of some names give, and how it is printed; where none can be read, the first of them."""
    unread: tuple[When, str] | None = None
    for name in fields.told[what][:_TRIED]:
        held = fields.value[name]
        printed = held.strip() if isinstance(held, str) else string(fields.value, name)
        if name.endswith((")", "]")) and _ENDS_WITH_CLOCK.search(printed):
            printed = f"{printed} {zone_in(name)}".rstrip()
        if printed and printed.casefold() not in NOTHING:
            when = _read(printed, around)
            if when.is_read:
                return when, printed
            unread = unread or (when, printed)
    return unread or (dates.NEVER, "")


@lru_cache(maxsize=256)
def zone_in(name: str) -> str:
    """The zone that stands in brackets behind the name of a field ("Time (GMT+8)"), as it stands behind a time; empty for none."""
    found = _ZONE_IN_NAME.search(name)
    if not found or (found["zone"] and zones.zone_of(found["zone"]) is None):
        return ""
    return found["offset"] or found["zone"].upper()


def _read(printed: str, around: str) -> When:
    if len(printed) < 20 and printed[:5].isdigit() and _COUNTED.fullmatch(printed):
        days = float(printed)
        at = _FIRST_COUNTED + dt.timedelta(seconds=round(days * 86_400))
        return When(at if days % 1 else None, at.date())
    return dates.read(printed, around)


def _clock(fields: Fields, printed: str) -> str:
    """The time of day that stands in a field of its own."""
    clock = fields.text("clock") or printed
    if military := _MILITARY.fullmatch(clock):
        return f"{military[1]}:{military[2]}"
    return clock if _CLOCK.fullmatch(clock) else ""


def _of_parts(fields: Fields) -> When | None:
    """The day whose year, month and day stand in fields of their own."""
    parts = [_WHOLE_NUMBER.fullmatch(fields.text(what)) for what in ("year", "month", "dayofmonth")]
    year, month, day = [int(part.group(1)) if part else 0 for part in parts]
    year = days.year_of(str(year)) if year else 0
    month = month or days.month_of(fields.text("month")) or 0
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
    if any(_SAID_AMERICAN.search(name.casefold()) for name in names):
        return _AMERICAN, ""
    if any(_SAID_USUAL.search(name.casefold()) for name in names):
        return "", ""
    first_days = first_months = 0
    both: dict[str, tuple[int, int, int]] = {}
    for name in names:
        for found in filter(None, (_figures(value, name) for value in objects)):
            first, second = int(found.group(1)), int(found.group(3))
            first_days += first > 12 >= second
            first_months += second > 12 >= first
            if max(first, second) <= 12 and len(both) < _COMPARED:
                both[found.group().strip()] = (int(found.group(4)), first, second)
    if first_months > _MORE * first_days or (not first_days and _is_closer(both.values())):
        return _AMERICAN, ""
    either = next((printed for printed, (_, first, second) in both.items() if first != second), "")
    is_told = first_days > _MORE * first_months
    return "", f"{either} and its like could be two days: the day is taken to come first" if either and not is_told else ""


def _is_closer(both: Iterable[tuple[int, int, int]]) -> bool:
    """Whether dates that could be read both ways lie much closer together with the month first. News is printed day after day."""
    several = set(both)
    if len(several) < _FEWEST:
        return False
    try:
        american = [dt.date(year % 100 + 2000, first, second) for year, first, second in several]
        usual = [dt.date(year % 100 + 2000, second, first) for year, first, second in several]
    except ValueError:
        return False
    return (max(american) - min(american)) * _CLOSER < max(usual) - min(usual)


def _figures(value: Mapping[str, Any], name: str) -> re.Match[str] | None:
    held = value.get(name)
    return _IN_FIGURES.match(held) if isinstance(held, str) else None
