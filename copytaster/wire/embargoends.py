"""The ends of embargoes as words print them: the times that stand together behind an order, a date, a weekday, a time of day, a
zone, in any order and in the languages of the agencies, and the instant that they mean. It must not read an end that is earlier
than the one that was meant: of two ways the later counts. Whether there is an order is not asked here (wire/embargo.py).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from copytaster.model import UTC
from copytaster.wire import dates, zones
from copytaster.wire.days import month_of
from copytaster.wire.embargowords import FILLERS, HALVES, HOME, LATE, NEXT_DAYS, OF_LANGUAGE, PLACES, WEEKDAYS, WESTERNMOST

_BREAK = re.compile(r"[.;:\n–—|\]*]|\s-\s")
NEAR = 28
# Days without a year are read as of this one where it is not known when copy was sent; a line with a time alone is no longer.
_UNKNOWN, _LONGEST_TIME = dt.datetime(2000, 1, 1, tzinfo=UTC), 120
_BEHIND_UTC = re.compile(r"(\b(?:utc|gmt)\s?)[−–](?=\d)", re.IGNORECASE)
# India's time, Israel's and, in summer, Ireland's: the last ends latest.
_INDIAN_OR_IRISH, _IRISH = "IST", 1.0
_WORD = re.compile(r"[^\W\d_]+")
_COUNTRY = re.compile(r"\bU\.([SK])\.")
_MONTH = r"(?P<m>[^\W\d_]{3,14})"
_YEAR = r"(?P<y>20\d\d)(?!\d)"
_OF_CLOCK = re.compile(r"\s*(?:hrs?|hours|uhr|gmt|utc|cest?|mes?z|bst|[ecmp][sd]t)\b", re.IGNORECASE)
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})\s?[-/.年년]\s?(?P<n>\d{1,2})\s?[-/.月월]\s?(?P<d>\d{1,2})[日일]?(?!\d)",
        r"(?<!\d)(?P<y>20\d\d)(?P<n>[01]\d)(?P<d>[0-3]\d)(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})\s?(?P<sep>[./-])\s?(?P<n>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}|\d{2})(?![\d:])",
        r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|-го|º|ª|\.)?[\s-]*(?:of\s+|de\s+|del\s+|di\s+|d['’])?"
        + rf"{_MONTH}\.?,?(?:[\s-]+(?:de\s+|del\s+)?{_YEAR})?",
        rf"(?<![^\W\d_]){_MONTH}\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:\d|h)(?!\s*[ap]\.?\s?m\b)(?!\.\d)(?:,?\s+{_YEAR})?",
        r"(?<!\d)(?P<n>\d{1,2})[月월]\s?(?P<d>\d{1,2})[日일]",
        r"(?<![\d.:])(?P<d>\d{1,2})(?P<sep>[./])(?P<n>\d{1,2})(?:\.(?!\d)|(?<=/\d)(?![\d/])|(?<=/\d\d)(?![\d/]))",
    )
)
_OFFSET = r"(?:utc|gmt)?\s?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)(?!\d)"
_ZONE = rf"(?:\s*[(,/]?\s*(?:{_OFFSET}|(?P<zone>[^\W\d_]{{1,5}})\b))?"
_HALF = r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)"
_FRONT = "(?P<front>午前|上午|早上|凌晨|오전|새벽|午後|下午|晚上|傍晚|오후|저녁|夜)"
# Of a note in Chinese characters alone the end is Beijing's, an hour after Tokyo's: late rather than early.
_SCRIPTS = tuple(
    (language, re.compile(signs))
    for language, signs in (("ja", "[ぁ-ヿ]|午前|午後"), ("ko", "[가-힣]"), ("zh", "[一-鿿]"), ("ar", "[ء-ي]"))
)
_EARLY = frozenset("午前 上午 早上 凌晨 오전 새벽".split())
_HOURS = r"(?:\s*(?:uhr|hrs?|hours|heures?|horas?|h|ч|klo|kl)\b)"
_CLOCKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:\b1?[02]\s*)?(?P<word>midnight|noon|mitternacht|minuit|midi|medianoche|mediodía|mezzanotte|mezzogiorno|полуночи)\b{_ZONE}",
        rf"(?:{_FRONT}\s*)?"
        + r"(?<![\d.:])(?P<h>\d{1,2})\s?(?:[:：]|h(?=\d))\s?(?P<min>\d{2})(?!\d)(?::\d{2}(?:\.\d+)?)?"
        + rf"{_HALF}?{_HOURS}?{_ZONE}",
        rf"(?<![\d.:])(?P<h>\d{{1,2}})(?:[.](?P<min>\d{{2}}))?(?:{_HALF}|{_HOURS}){_ZONE}",
        r"(?<!\d)(?P<h>[012]\d)(?P<min>[0-5]\d)(?!\d)(?=\s*(?:hrs?|hours|uhr|h)?\s*(?:[(]?(?:z\b|gmt|utc|cest?\b|mes?z\b|bst\b"
        + rf"|[ecmpaw]e?[sd]?t\b|jst\b|ist\b|msk\b)|hrs?\b|hours\b|uhr\b)|z\b)(?:\s*(?:hrs?|hours|uhr)\b)?{_ZONE}",
        rf"(?:{_FRONT}\s*)?(?<!\d)(?P<h>\d{{1,2}})\s?[时時点點시](?:\s?(?P<min>\d{{2}})\s?[分분]?)?{_ZONE}",
        # "0001", the hour that press offices like best; "2026" is a year.
        r"(?<![\d.:/+-])(?P<h>0\d)(?P<min>[0-5]\d)(?![\d./-])" + _ZONE,
        r"\b(?:las|alle(?: ore)?|ore|às|um|kl\.?|klo|klokken|om|o godz\.?|godz\.?)\s+"
        + r"(?P<h>\d{1,2})(?:[.](?P<min>\d{2}))?(?!\d|[.:/]\d)"
        + _ZONE,
        rf"(?<![\d.:/])(?P<h>[012]\d|\d)\.(?P<min>[0-5]\d)(?!\d|\.\d){_ZONE}",
    )
)
_ALONE = re.compile(rf"\b{_OFFSET}|\b(?P<zone>[A-Z]{{3,5}}|ET|CT|MT|PT|Z)\b")


@dataclass(frozen=True, slots=True)
class _Zone:
    """Hours ahead of UTC. A `name` may stand for others in summer ("ET")."""

    hours: float
    name: str = ""

    def at(self, local: dt.datetime) -> float:
        """The hours at a local time."""
        named = zones.zone_of(self.name, at=local) if self.name else None
        return self.hours if named is None else named


@dataclass(frozen=True, slots=True)
class Time:
    """One printed part of an end: a day, or a time of day in minutes with its zone; and where it stands."""

    start: int
    end: int
    day: dt.date | None = None
    minutes: int | None = None
    zone: _Zone | None = None


@lru_cache(maxsize=4096)
def end_of(text: str, issued: dt.datetime | None, language: str | None) -> dt.datetime | None:
    """The latest instant that the times which stand together in a text can mean."""
    try:
        return _end(_whole(text), issued, language)
    except OverflowError:
        return None  # "31.12.9999": no end that a clock of ours reaches


def is_time_alone(line: str) -> bool:
    """Whether a line says nothing but a time, as the one below "EMBARGOED UNTIL 6 A.M." may."""
    times, _ = together(line[:_LONGEST_TIME], None, None)
    return bool(times) and len(line) <= _LONGEST_TIME and _is_plain(_left(_whole(line), times))


def _end(text: str, issued: dt.datetime | None, language: str | None) -> dt.datetime | None:
    times, _ = together(text, issued, language)
    if not times:
        return None
    clocks = [one for one in times if one.minutes is not None]
    named = [one.zone for one in clocks if one.zone is not None] or _zones(text, times)
    usual = min(named, key=lambda zone: zone.hours) if named else _Zone(_place(text[: times[-1].end + 40], language))
    days = [one.day for one in times if one.day is not None]
    left = _left(text, times)
    if days and issued is None and max(days).year == _UNKNOWN.year:
        return None  # a day without a year, of copy that does not say when it was sent
    if days:
        return max(_instant(max(days), one, usual) for one in clocks or [Time(0, 0, minutes=24 * 60)])
    if issued is None or not _is_plain(left):
        return None
    return _soonest(left, clocks, usual, issued)


def _soonest(left: str, clocks: list[Time], usual: _Zone, issued: dt.datetime) -> dt.datetime | None:
    """The next instant after the issue that a weekday, "tomorrow" or a time of day alone means."""
    words = _WORD.findall(left.casefold())
    today = (issued + dt.timedelta(hours=usual.at(issued))).date()
    weekday = next((WEEKDAYS[word] for word in words if word in WEEKDAYS), None)
    ahead = max((NEXT_DAYS[word] for word in words if word in NEXT_DAYS), default=None)
    if weekday is None and ahead is None and not clocks:
        return None
    day = today + dt.timedelta(days=(weekday - today.weekday()) % 7 if weekday is not None else ahead or 0)
    when = max(_instant(day, one, usual) for one in clocks or [Time(0, 0, minutes=24 * 60)])
    if when < issued and ahead is None:
        when += dt.timedelta(days=7 if weekday is not None else 1)
    return when


def _instant(day: dt.date, clock: Time, usual: _Zone) -> dt.datetime:
    local = dates.midnight(day) + dt.timedelta(minutes=clock.minutes or 0)
    return local - dt.timedelta(hours=(clock.zone or usual).at(local))


def together(text: str, issued: dt.datetime | None, language: str | None) -> tuple[list[Time], bool]:
    """The first times of a text that stand together, and whether something parts them from what follows. Behind a colon
    or a dash only what is not told yet belongs to them.
    """
    text = _whole(text)
    found = _in_order(text, issued or _UNKNOWN, language or "")
    kept: list[Time] = []
    for one in found:
        if kept:
            gap = text[kept[-1].end : one.start]
            told = any(k.day for k in kept) if one.day else any(k.minutes is not None for k in kept)
            # "9 a.m." ends with a full stop that may be the sentence's.
            if len(gap) > NEAR or re.search(r"\.\s+\w", gap) or (told and _BREAK.search(text, kept[-1].end - 1, one.start)):
                break
        kept.append(one)
    rest = text[kept[-1].end :] if kept else ""
    return kept, not rest.strip() or re.match(r"\W*[:|\]).\n–—]|\s+-\s", rest) is not None


@lru_cache(maxsize=4096)
def _in_order(text: str, issued: dt.datetime, language: str) -> tuple[Time, ...]:
    """The times of a text. They are asked for twice, to see an order and its end, and a press office's orders are much alike."""
    return tuple(sorted(_times(text, issued, language), key=lambda one: one.start))


def _whole(text: str) -> str:
    """A text of the same length whose countries have no full stops ("2 p.m. U.S. Eastern Time") and whose zones have no dashes
    ("UTC−5")."""
    if "U." in text:
        text = _COUNTRY.sub(r"U\1  ", text)
    return _BEHIND_UTC.sub(r"\1-", text) if "−" in text or "–" in text else text


def _times(text: str, issued: dt.datetime, language: str) -> Iterator[Time]:
    left = text
    for pattern in _DAYS[:-1]:
        for found in pattern.finditer(left):
            day, end = _day(found, issued, language)
            if day is not None:
                yield Time(found.start(), end, day=day)
                left = _blank(left, (found.start(), end))
    has_clock = any(_minutes(found) is not None for pattern in _CLOCKS[:-1] for found in pattern.finditer(left))
    for found in _DAYS[-1].finditer(left):
        day, _ = _day(found, issued, language)
        # "23.11." is a day; "18.30" is one only where it cannot be a time of day, or another time stands by it.
        if day is not None and (has_clock or found.group().endswith(".") or found["sep"] == "/"):
            yield Time(*found.span(), day=day)
            left = _blank(left, found.span())
    for word in _WORD.finditer(left):
        if word.group().casefold() in WEEKDAYS or word.group().casefold() in NEXT_DAYS:
            yield Time(*word.span())
    for pattern in _CLOCKS:
        for found in pattern.finditer(left):
            minutes = _minutes(found)
            if minutes is not None:
                yield Time(
                    *_span(found), minutes=_by_half(minutes, text[_span(found)[1] : _span(found)[1] + 25]), zone=_zone(found)
                )
                left = _blank(left, _span(found))


def _blank(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]


def _span(found: re.Match[str]) -> tuple[int, int]:
    """Where a time of day stands, with its zone if that is one."""
    groups = found.groupdict()
    if groups.get("zone") and zones.zone_of(groups["zone"]) is None:
        return found.start(), found.start("zone")
    return found.span()


def _day(found: re.Match[str], issued: dt.datetime, language: str) -> tuple[dt.date | None, int]:
    """The day that a match means, of two the later (03/04), and where it ends: in "23 November 2030 GMT" before the time."""
    parts = found.groupdict()
    number, end = int(parts["d"]), found.end()
    month = int(parts["n"]) if parts.get("n") else month_of(parts.get("m") or "", language)
    if not month:
        return None, end
    printed = parts.get("y")
    year = int(printed) + (2000 if len(printed) == 2 else 0) if printed else None
    if parts.get("m") and year and issued is not _UNKNOWN and abs(year - issued.year) > 1 and _OF_CLOCK.match(found.string, end):
        year, end = None, found.start("y")
    orders = [(number, month)] + ([(month, number)] if parts.get("sep") in ("/", "-") else [])
    days = [day for d, m in orders if (day := _date(year, m, d, issued)) is not None]
    return max(days, default=None), end


def _date(year: int | None, month: int, number: int, issued: dt.datetime) -> dt.date | None:
    try:
        day = dt.date(year if year is not None else issued.year, month, number)
        if year is None and day < issued.date() - dt.timedelta(days=180):
            day = day.replace(year=day.year + 1)
    except ValueError:
        return None
    return day


def _minutes(found: re.Match[str]) -> int | None:
    """The minutes of the day that a match means. Midnight is that at the end of the day: the later of two."""
    parts = found.groupdict()
    if parts.get("word"):
        return 12 * 60 if parts["word"].lower() in ("noon", "midi", "mediodía", "mezzogiorno") else 24 * 60
    hour, minute = int(parts["h"]), int(parts["min"] or 0)
    if parts.get("front") and parts["front"] not in _EARLY and hour < 12:
        hour += 12
    if parts.get("half"):
        hour = hour % 12 + (12 if parts["half"].lower() == "p" else 0)
    return hour * 60 + minute if hour * 60 + minute <= 24 * 60 and minute < 60 else None


def _by_half(minutes: int, behind: str) -> int:
    """The same time of day in the half that words behind it name: "10 de la noche"."""
    is_late = next((late for words, late in HALVES if re.match(rf"\s*(?:{words})\b", behind, re.IGNORECASE)), None)
    return minutes + 12 * 60 if is_late and minutes < 12 * 60 else minutes


def _zone(found: re.Match[str]) -> _Zone | None:
    if found["offset"]:
        return _Zone(_hours(found["offset"]))
    if (found["zone"] or "").upper() == _INDIAN_OR_IRISH:
        return _Zone(_IRISH)
    hours = zones.zone_of(found["zone"]) if found["zone"] else None
    return None if hours is None else _Zone(hours, found["zone"])


def _hours(offset: str) -> float:
    digits = offset[1:].replace(":", "")
    size = int(digits[:2]) + int(digits[2:] or 0) / 60 if len(digits) > 2 else float(digits)
    return -size if offset[0] == "-" else size


def _zones(text: str, times: list[Time]) -> list[_Zone]:
    """A zone that stands behind the date and not behind the time of day."""
    for one in times:
        found = _ALONE.match(text, one.end + len(text[one.end :]) - len(text[one.end :].lstrip(" ,(")))
        if found:
            zone = _zone(found)
            if zone is not None:
                return [zone]
    return []


def _place(text: str, language: str | None) -> float:
    """The hours ahead of UTC at a place that a text names the time of ("heure de Paris"), else those of the language."""
    for found in re.finditer(r"[^\W\d_]+(?: york)?", text.casefold()):
        if found.group() in PLACES:
            return PLACES[found.group()]
    return westernmost(language)


def westernmost(language: str | None) -> float:
    return HOME.get((language or "")[:2].lower(), WESTERNMOST)


def language_of(text: str) -> str | None:
    """The language that the words of a note are of: of several that it could be, the one that ends latest."""
    script = next((language for language, found in _SCRIPTS if found.search(text)), None)
    if script:
        return script
    words = _WORD.findall(text.casefold())[:12]
    return min((OF_LANGUAGE[word] for word in words if word in OF_LANGUAGE), key=westernmost, default=None)


def _left(text: str, times: list[Time]) -> str:
    """What a sentence says beside its times."""
    ending = _BREAK.search(text, times[-1].end)
    end = ending.start() if ending else len(text)
    left = text
    for one in times:
        if one.day is not None or one.minutes is not None:
            left = _blank(left, (one.start, one.end))
    return left[:end]


def _is_plain(left: str) -> bool:
    """Whether nothing but small words, a weekday and zones stand beside a time of day: then it says all about the end."""
    for word in re.findall(r"[^\W_]+", left.casefold()):
        if word in LATE or not (word in FILLERS or word in WEEKDAYS or word in NEXT_DAYS or word in PLACES):
            return False
    return True
