"""Time expressions in running text, found and resolved against the day of the copy, in the values of TIMEX3 (ISO-TimeML).

    find("The jet crashed on Wednesday.", anchor=date(2024, 12, 27))  ->  value "2024-12-25"

Rules are built from the tables of text/timewords.py, one set per language; text/timevalues.py does the arithmetic. What cannot be
resolved without guessing (no anchor, no day to refer to) gets a value with X in it and no bounds. It must not read a clock.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from copytaster.text import timevalues as values
from copytaster.text.timerules import Rules, rules
from copytaster.text.timewords import TABLES, TimeWords

Resolved = tuple[str, str] | None
Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression, its span, and what it means. `type` is DATE, TIME, DURATION or SET; `value` as in TIMEX3.

    `first` and `last` are the first and last day it covers, where they are known; `precision` is day, week, month, quarter, season,
    half, year, decade or century.
    """

    text: str
    start: int
    end: int
    type: str
    value: str
    first: dt.date | None = None
    last: dt.date | None = None
    precision: str = ""


@dataclass(slots=True)
class Context:
    """What the rules know while a text is read from its start: the day of the copy, the words, and the last date named."""

    text: str
    anchor: dt.date | None
    words: TimeWords
    rules: Rules
    last: str = ""
    past: bool = True
    seen: list[str] = field(default_factory=list)

    def is_future(self, start: int, end: int) -> bool:
        """Whether the words around an expression speak of what is to come."""
        return self.rules.is_future(self.text, start, end)


def find(text: str, *, anchor: dt.date | None, language: str = "en") -> list[TimeExpression]:
    """Every time expression of a text in order; overlaps never. Languages without a table are read with the English rules."""
    language = (language or "en").split("-")[0].lower()
    words = TABLES.get(language, TABLES["en"])
    built = rules(words.language)
    if not built.trigger.search(text):
        return []
    context = Context(text, anchor, words, built)
    found: list[TimeExpression] = []
    at = 0
    while match := built.whole.search(text, at):
        expression = _first_that_fits(match, context)
        if expression:
            found.append(expression)
        at = expression.end if expression else _next_word(text, match.start())
    return found


def _first_that_fits(match: Match, context: Context) -> TimeExpression | None:
    """The reading of the rule that matched; where that rule declines, of the next one that does not."""
    names = list(context.rules.single)
    for name in names[names.index(match.lastgroup or "") :]:
        if expression := _read(name, match.start(), context):
            return expression
    return None


_STEP = re.compile(r"\w+|\W")


def _next_word(text: str, at: int) -> int:
    following = _STEP.match(text, at)
    return following.end() if following else at + 1


def _read(name: str, start: int, context: Context) -> TimeExpression | None:
    match = context.rules.single[name].match(context.text, start)
    if match is None:
        return None
    resolved = RESOLVERS[name](match, context)
    if resolved is None:
        return None
    kind, value = resolved
    bounds = values.bounds(value) if kind in {"DATE", "TIME"} else None
    if bounds:
        context.last = value
    return TimeExpression(
        context.text[match.start() : match.end()],
        match.start(),
        match.end(),
        kind,
        value,
        bounds[0] if bounds else None,
        bounds[1] if bounds else None,
        bounds[2] if bounds else "",
    )


def _year(printed: str | None) -> int | None:
    if not printed:
        return None
    digits = re.sub(r"\D", "", printed)
    if len(digits) == 2:
        return values.century(int(digits))
    return int(digits) if digits else None


def _iso(m: Match, c: Context) -> Resolved:
    return values.dated(int(m["y"]), int(m["m"]), int(m["d"]))


def _slashed(m: Match, c: Context) -> Resolved:
    first, second, year = int(m["a"]), int(m["b"]), _year(m["y"])
    month, day = (first, second) if c.words.language == "en" and first <= 12 else (second, first)
    return values.dated(year, month, day) if year else None


def _day(m: Match, c: Context) -> Resolved:
    """Month and day, with or without a year: without one it is the nearest such day, earlier or later as the words say."""
    month, day = c.words.months[m["mon"].lower()], int(re.sub(r"\D", "", m["day"]))
    year = _year(m["year"])
    if year is None and c.anchor:
        year = values.nearest_year(c.anchor, month, day, future=c.is_future(m.start(), m.end()))
    if year is None:
        return ("DATE", f"XXXX-{month:02d}-{day:02d}") if 1 <= day <= 31 else None
    return values.dated(year, month, day)


def _month(m: Match, c: Context) -> Resolved:
    printed = m["mon"]
    month = c.words.months[printed.lower()]
    year = _year(m["year"])
    if year is None and m["which"] and c.anchor and m["which"].lower() not in {"", "this"}:
        later = m["which"].lower() in c.words.next
        year = c.anchor.year + (0 if (month > c.anchor.month) == later and month != c.anchor.month else (1 if later else -1))
    if year is None and not _is_month_here(m, c):
        return None
    if year is None and c.anchor:
        future = c.is_future(m.start(), m.end())
        year = values.nearest_month_year(c.anchor, month, future=future)
    return "DATE", f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}"


def _is_month_here(m: Match, c: Context) -> bool:
    """ "may" and "march" are verbs; a bare month wants a capital, and "May" a preposition before it."""
    printed = m["mon"]
    if c.words.language in {"en", "de"} and not printed[0].isupper():
        return False
    ambiguous = printed.lower() in {
        "may",
        "march",
        "mar",
        "jan",
        "dec",
        "sep",
        "jun",
        "jul",
        "apr",
        "nov",
        "oct",
        "aug",
        "feb",
        "sept",
        "mars",
        "mai",
    }
    if not ambiguous or m["part"]:
        return True
    return bool(
        re.search(
            r"\b(?:in|last|since|by|of|until|from|through|this|next|during|before|after|and|between|late|early|to|en|im|seit)\s+$",
            c.text[max(0, m.start() - 12) : m.start()],
            re.IGNORECASE,
        )
    )


def _year_alone(m: Match, c: Context) -> Resolved:
    year = int(re.sub(r"\D", "", m["year"]))
    return ("DATE", f"{year:04d}") if 1000 <= year <= 2100 else None


def _decade(m: Match, c: Context) -> Resolved:
    digits = re.sub(r"\D", "", m["dec"])
    return "DATE", (digits if len(digits) == 4 else str(values.century(int(digits))))[:3]


def _century(m: Match, c: Context) -> Resolved:
    return "DATE", f"{int(re.sub(r'[^0-9]', '', m['cent'])) - 1:02d}"


def _quarter(m: Match, c: Context) -> Resolved:
    letter = "Q" if m["size"].lower().startswith("q") else "H"
    number = c.words.ordinals.get(m["ord"].lower())
    year = _year(m["year"] or m["year0"])
    if year is None and (m["rel"] or m["rel0"]) and c.anchor:
        word = (m["rel"] or m["rel0"]).lower()
        year = c.anchor.year + (-1 if word.startswith("last") else 1 if word.startswith("next") else 0)
    if number is None or (letter == "H" and number > 2):
        return None
    if year is None and c.anchor:
        year = values.started_year(c.anchor, (number - 1) * (3 if letter == "Q" else 6) + 1)
    return "DATE", f"{year:04d}-{letter}{number}" if year else f"XXXX-{letter}{number}"


def _season(m: Match, c: Context) -> Resolved:
    season = c.words.seasons[m["season"].lower()]
    which = (m["which"] or "").lower()
    year = _year(m["year"])
    if year is None and not which:
        return None
    if year is None and c.anchor:
        year = values.season_year(c.anchor, season, -1 if which in c.words.past else 1 if which in c.words.next else 0)
    return "DATE", f"{year:04d}-{season}" if year else f"XXXX-{season}"


def _weekday(m: Match, c: Context) -> Resolved:
    number = c.words.weekdays[m["wd"].lower()]
    if not c.anchor:
        return "DATE", f"XXXX-WXX-{number + 1}"
    which = (m["which"] or m["after"] or "").lower()
    if which in c.words.next or (not which and c.is_future(m.start(), m.end())):
        day = c.anchor + dt.timedelta(days=(number - c.anchor.weekday() - 1) % 7 + 1)
    else:
        back = (c.anchor.weekday() - number) % 7
        day = c.anchor - dt.timedelta(days=back or (7 if which in c.words.past else 0))
    return _with_part(day, m["part"], c)


def _with_part(day: dt.date, part: str | None, c: Context) -> Resolved:
    if part:
        return "TIME", f"{day.isoformat()}T{c.words.day_parts[part.lower()]}"
    return "DATE", day.isoformat()


def _relative(m: Match, c: Context) -> Resolved:
    word = m["rel"].lower()
    if not c.anchor:
        return "DATE", "PRESENT_REF" if c.words.relative[word] == 0 else "XXXX-XX-XX"
    day = c.anchor + dt.timedelta(days=c.words.relative[word])
    if word == "tonight":
        return "TIME", f"{day.isoformat()}TNI"
    return _with_part(day, m["part"], c)


def _this_part(m: Match, c: Context) -> Resolved:
    return _with_part(c.anchor, m["part"], c) if c.anchor else None


def _deictic(m: Match, c: Context) -> Resolved:
    """ "last week", "this year", "the past two months", "the next few days"."""
    unit = c.words.units[m["unit"].lower()]
    which = (m["which"] or m["after"] or "").lower().removeprefix("the ")
    number = _number(m["num"], c) if m["num"] else None
    if number is not None or (m["unit"].lower() in c.rules.plurals and which not in c.words.this):
        return "DURATION", values.duration(number or "X", unit)
    if not c.anchor or unit.startswith("T"):
        return "DURATION", values.duration("1", unit)
    shift = -1 if which in c.words.past else 1 if which in c.words.next else 0
    if unit == "Y" and which == "past":
        return "DURATION", "P1Y"
    return "DATE", values.shifted(c.anchor, unit, shift)


def _number(printed: str, c: Context) -> str:
    word = printed.lower().strip()
    if word in c.words.vague or word in {"a few", "several"}:
        return "X"
    if word in c.words.numbers:
        return str(c.words.numbers[word])
    digits = word.replace(",", "")
    return digits if re.fullmatch(r"\d+(?:\.\d+)?", digits) else "X"


def _ago(m: Match, c: Context) -> Resolved:
    """ "two weeks ago", "a year earlier", "three days later", "vor zwei Wochen", "il y a trois ans"."""
    unit = c.words.units[m["unit"].lower()]
    number = _number(m["num"], c)
    word = re.sub(r"\s+", " ", (m["dir"]).lower())
    back = word in c.words.ago or word in c.words.earlier
    if word in {"after", "before"} and re.match(r"\s+[\w'’“\"]", c.text[m.end() : m.end() + 3]):
        return "DURATION", values.duration(number, unit)  # "two years after the attack": the attack is the point, not the copy
    base = c.anchor if word in c.words.ago or word in c.words.hence else values.day_of(c.last) or c.anchor
    if unit.startswith("T") or not number.isdigit() or base is None:
        if number == "X" and base is not None:
            return "DATE", "PAST_REF" if back else "FUTURE_REF"
        return "DURATION", values.duration(number, unit)
    return "DATE", values.shifted(base, unit, -int(number) if back else int(number), exact=True)


def _duration(m: Match, c: Context) -> Resolved:
    unit = c.words.units[m["unit"].lower()]
    number = _number(m["num"], c)
    if m["half"]:
        return "DURATION", values.half(number, unit)
    return "DURATION", values.duration(number, unit)


def _plural(m: Match, c: Context) -> Resolved:
    return "DURATION", values.duration("X", c.words.units[m["unit"].lower()])


def _set(m: Match, c: Context) -> Resolved:
    if m["wd"]:
        return "SET", f"XXXX-WXX-{c.words.weekdays[m['wd'].lower()] + 1}"
    number = _number(m["num"], c) if m["num"] else "1"
    return "SET", values.duration(number, c.words.units[m["unit"].lower()])


def _adverb(m: Match, c: Context) -> Resolved:
    return "SET", c.words.adverbs[m["adv"].lower()]


def _ref(m: Match, c: Context) -> Resolved:
    return "DATE", c.words.refs[re.sub(r"\s+", " ", m["ref"].lower())]


def _same(m: Match, c: Context) -> Resolved:
    """ "that day", "the same year": the last date that was named, at this unit."""
    unit = c.words.units[m["unit"].lower()]
    day = values.day_of(c.last)
    return ("DATE", values.shifted(day, unit, 0)) if day and not unit.startswith("T") else None


def _clock(m: Match, c: Context) -> Resolved:
    hour, minute = int(m["h"]), int(m["min"] or 0)
    half = (m["ampm"] or "").lower().replace(".", "").replace(" ", "")
    if hour > 24 or minute > 59 or (not half and m["min"] is None):
        return None
    hour = hour % 12 + 12 if half == "pm" else hour % 12 if half == "am" else hour
    base = values.day_of(c.last) or c.anchor
    return "TIME", f"{base.isoformat() if base else 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}"


RESOLVERS: dict[str, Callable[[Match, Context], Resolved]] = {
    "iso": _iso,
    "slashed": _slashed,
    "mdy": _day,
    "dmy": _day,
    "quarter": _quarter,
    "decade": _decade,
    "century": _century,
    "month": _month,
    "season": _season,
    "clock": _clock,
    "ago": _ago,
    "set": _set,
    "deictic": _deictic,
    "same": _same,
    "thispart": _this_part,
    "relative": _relative,
    "weekday": _weekday,
    "duration": _duration,
    "plural": _plural,
    "adverb": _adverb,
    "ref": _ref,
    "year": _year_alone,
}


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a table."""
    return tuple(TABLES)
