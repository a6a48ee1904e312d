"""Time expressions in running text, found and resolved against the day of the copy, in the values of TIMEX3 (ISO-TimeML).

    find("The jet crashed on Wednesday.", anchor=date(2024, 12, 27))  ->  value "2024-12-25"

Rules are built from the tables of text/timewords.py, one set per language; text/timevalues.py does the arithmetic. What cannot be
resolved without guessing (no anchor, no day to refer to) gets a value with X in it and no bounds. It must not read a clock.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from copytaster.text import timevalues as values
from copytaster.text.timerules import DIGITS, STOP, WORD, Rules, rules
from copytaster.text.timewords import EN_NUMBERS, TABLES, TimeWords

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
    """What the rules know while a text is read from its start: the day of the copy, the words, the last date told, the last one
    that was named outright, and the last business quarter."""

    text: str
    anchor: dt.date | None
    words: TimeWords
    rules: Rules
    last: str = ""
    named: str = ""
    quarter: str = ""
    year_told: tuple[int, int] | None = None

    def year_of_sentence(self, start: int) -> int | None:
        """The year that a sentence gives before `start` ("In 2019 ... first on February 6"), unless it looks ahead."""
        if self.year_told is None or STOP.search(self.text[self.year_told[1] : start]) or self.is_future(start, start):
            return None
        return self.year_told[0]

    def is_future(self, start: int, end: int) -> bool:
        """Whether the words around an expression speak of what is to come."""
        return self.rules.is_future(self.text, start, end)


def find(text: str, *, anchor: dt.date | None, language: str = "en") -> list[TimeExpression]:
    """Every time expression of a text in order; overlaps never. Languages without a table are read with the English rules."""
    language = (language or "en").split("-")[0].lower()
    words = TABLES.get(language, TABLES["en"])
    built = rules(words.language)
    context = Context(text, anchor, words, built)
    found: list[TimeExpression] = []
    end = 0
    for start in _starts(text, built):
        if start >= end and (match := built.whole.match(text, start)) and (expression := _first_that_fits(match, context)):
            found.append(expression)
            end = expression.end
    return _of_last_week(found, anchor) if anchor else found


_LAST_DAY = re.compile(r"last\s[a-z]+day\Z", re.IGNORECASE)
_WEEK = dt.timedelta(days=7)


def _of_last_week(found: list[TimeExpression], anchor: dt.date) -> list[TimeExpression]:
    """Times with "last Thursday" a week earlier where the text names that date and not the nearest Thursday: on a Friday it may
    mean either."""
    near = [at for at, t in enumerate(found) if _LAST_DAY.match(t.text) and t.first and anchor - t.first < _WEEK]
    if not near:
        return found
    named = {t.first for t in found if t.precision == "day" and any(c.isdigit() for c in t.text)}
    made = list(found)
    for at in near:
        one = found[at]
        if one.first and one.first not in named and (before := one.first - _WEEK) in named:
            made[at] = replace(one, value=before.isoformat(), first=before, last=before)
    return made


def _starts(text: str, built: Rules) -> Iterator[int]:
    """Where an expression may begin: at each trigger word or telling number, and at the openers right before it."""
    pending: list[int] = []
    last = 0
    for m in WORD.finditer(text):
        word, start = m.group().lower(), m.start()
        if start - last > _WIDEST_GAP:
            pending.clear()
        last = m.end()
        if word in built.triggers or (word[0].isdigit() and DIGITS.match(text, start)):
            yield from pending
            pending.clear()
            yield start
        elif word in built.openers or word[0].isdigit():
            pending.append(start)
        else:
            pending.clear()


# Between two words of one expression stand at most a comma, a point and white space.
_WIDEST_GAP = 4


def _first_that_fits(match: Match, context: Context) -> TimeExpression | None:
    """The reading of the rule that matched; where that rule declines, of the next one that does not."""
    names = list(context.rules.single)
    for name in names[names.index(match.lastgroup or "") :]:
        if expression := _read(name, match.start(), context):
            return expression
    return None


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
        if context.anchor and is_past_week(match.group()):
            bounds = (context.anchor - _UP_TO_NOW, context.anchor, "week")
        context.last = value
        if name in _NAMED:
            context.named = value
        if name == "year" and _TELLS_YEAR.search(context.text[: match.start()]) and _ENDS.match(context.text, match.end()):
            context.year_told = (bounds[0].year, match.end())
        if name == "quarter" and bounds[2] == "quarter" and not match["ago"]:
            context.quarter = value
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


# "over the past week" means the seven days up to the copy's; "last week" is that of the calendar.
_PAST_WEEK = re.compile(r"(?:the\s+)?past\s+week", re.IGNORECASE)
_UP_TO_NOW = dt.timedelta(days=6)


def is_past_week(printed: str) -> bool:
    """Whether a time is the week up to the day of the copy."""
    return _PAST_WEEK.fullmatch(printed) is not None


# "In 2019," tells the year of what follows; "the 2019 law" does not.
_TELLS_YEAR = re.compile(r"\b(?:in|during)\s+\Z", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[,;:)—–-]|(?:in|at|on|the|there|when)\b)")


def _year(printed: str | None) -> int | None:
    if not printed:
        return None
    digits = re.sub(r"\D", "", printed)
    if not digits:
        words = [EN_NUMBERS.get(w, 0) for w in re.split(r"[\s-]+", printed.lower())]
        return 1900 + sum(words[1:])
    if len(digits) == 2:
        return values.century(int(digits))
    return int(digits)


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
    if year is None and c.words.language == "en" and m["mon"] in {"may", "march"}:
        return None  # "COVID-19 may require"
    if year is None and m["rel"] and c.anchor:
        year = c.anchor.year + {"last": -1, "this": 0, "next": 1}[m["rel"].lower()]
    if year is None and c.anchor:
        year = c.year_of_sentence(m.start()) or _nearest_year(m, c, month, day)
    if year is None:
        return ("DATE", f"XXXX-{month:02d}-{day:02d}") if 1 <= day <= 31 else None
    return values.dated(year, month, day)


# "the January 7 assassination": a day that names a thing. Things have names when they have happened, or are about to.
_NAMES_A_THING = re.compile(r"\s+(?!(?:and|or|in|at|on|to|as|that|when|after|before|for|with|by|was|were|is)\b)[a-z]{3,}")
_ABOUT_TO = dt.timedelta(days=60)


def _nearest_year(m: Match, c: Context, month: int, day: int) -> int | None:
    assert c.anchor
    future = c.is_future(m.start(), m.end())
    year = values.nearest_year(c.anchor, month, day, future=future)
    if year and m.group().lower().startswith("the ") and _NAMES_A_THING.match(c.text, m.end()):
        try:
            return year if dt.date(year, month, day) - c.anchor <= _ABOUT_TO else year - 1
        except ValueError:
            return year
    return year


def _month(m: Match, c: Context) -> Resolved:
    printed = m["mon"]
    month = c.words.months[printed.lower()]
    year = _year(m["year"])
    if year is None and m["rel"] and c.anchor:
        year = c.anchor.year + {"last": -1, "this": 0, "next": 1}[m["rel"].lower()]
    if year is None and m["which"] and c.anchor and m["which"].lower() not in {"", "this"}:
        later = m["which"].lower() in c.words.next
        year = c.anchor.year + (0 if (month > c.anchor.month) == later and month != c.anchor.month else (1 if later else -1))
    if year is None and (not _is_month_here(m, c) or _EVERY_YEAR.search(c.text[max(0, m.start() - 40) : m.start()])):
        return None
    if year is None and c.anchor:
        future = c.is_future(m.start(), m.end()) or _is_meant_for(m, c, month)
        year = values.nearest_month_year(c.anchor, month, future=future)
    return "DATE", f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}"


def _is_meant_for(m: Match, c: Context, month: int) -> bool:
    """Whether a month lies little ahead of the copy, and what is spoken of is for it ("a bid for October elections")."""
    assert c.anchor
    return 0 < (month - c.anchor.month) % 12 <= 4 and bool(re.search(r"\bfor\s+\Z", c.text[max(0, m.start() - 5) : m.start()]))


# "the rains, which typically begin in May"
_EVERY_YEAR = re.compile(r"\b(?:typically|usually|normally|generally|traditionally|every year|each year|annually)\b[^.;,]*\Z")


def _is_month_here(m: Match, c: Context) -> bool:
    """ "may" and "march" are verbs; a bare month wants a capital, and "May" a preposition before it."""
    printed = m["mon"]
    if c.words.language in {"en", "de"} and not printed[0].isupper():
        return False
    if len(printed) <= 4 and printed.lower() not in {
        "may",
        "june",
        "july",
        "mai",
        "juin",
        "juni",
        "juli",
        "mars",
        "août",
        "mayo",
        "märz",
    }:
        return printed.endswith(".")  # "Jan" and "Dec" alone are people
    ambiguous = printed.lower() in {"may", "march", "mars", "mai"}
    if printed == "May" and c.text[m.end() : m.end() + 2] in {"'s", "’s"} and m.group() == printed:
        return False  # a person's
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
    before = c.text[max(0, m.start() - 20) : m.start()]
    if _NUMBERED.search(before) or (year < _NEWS_YEARS and not _OF_YEARS.search(before)):
        return None
    if year < _LATE_YEARS and _COUNTS.match(c.text, m.end()):
        return None
    if _is_clock(m, c):
        return None
    return ("DATE", f"{year:04d}") if 1000 <= year <= 2100 else None


# "1612 President Perez asks for help. 1815 ...": the times of a page that is written as things happen.
_LIVE = re.compile(r"(?:\A|\n|[.!?\"”]\s)(?P<time>(?:[01]\d|2[0-3])[0-5]\d)\s(?=[A-Z])")


def _is_clock(m: Match, c: Context) -> bool:
    """Whether four digits that open a sentence are a time of the clock: before any year of the news, or one of many such."""
    at = m.start("year")
    if not any(live.start("time") == at for live in _LIVE.finditer(c.text, max(0, at - 3), at + 6)):
        return False
    return int(m["year"]) < _LATE_YEARS or sum(1 for _ in _LIVE.finditer(c.text)) >= _MANY_LIVE


_MANY_LIVE = 4


# "§ 1201", "Masters 1000", "1720 had been discharged": numbers of four digits that are no years.
_NUMBERED = re.compile(
    r"(?:§|№|\b(?:no|nos|section|sections|article|code|chapter|title|room|flight|route|highway|interstate)\b\.?)\s*\Z",
    re.IGNORECASE,
)
_OF_YEARS = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|during|before|after|of|around|about|circa|year|early|late|mid|to|and)|[-–(])\s*\Z",
    re.IGNORECASE,
)
# Years before the first are told with a preposition; before the second, a figure that counts is no year.
_NEWS_YEARS, _LATE_YEARS = 1500, 1850
_COUNTS = re.compile(r"\s+(?:had|have|were|are)\b|\s+[a-z]+s\s+(?:were|had|have|are|was)\b|\s+of\s+(?:them|these|those|the)\b")


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
    if year is not None and m["ago"]:
        year -= 1
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
    before = c.text[max(0, m.start() - 24) : m.start()]
    if _ANY_SUCH.search(before) or _A_PAPER.match(c.text, m.end()):
        return None
    if m.group().lower().startswith("the ") and _OF_AN_EVENT.match(c.text, m.end()):
        return "DATE", f"XXXX-WXX-{number + 1}"
    owns = c.text[m.end() : m.end() + 2] in {"'s", "’s"}
    if number == (c.anchor.weekday() + 1) % 7 and not which and (owns or _EARLY.search(c.text[max(0, m.start() - 9) : m.end()])):
        return _with_part(c.anchor + dt.timedelta(days=1), m["part"], c)
    if number == c.anchor.weekday() and _TODAY.match(c.text, m.end()):
        return _with_part(c.anchor, m["part"], c)
    if number == (c.anchor.weekday() - 1) % 7 and not which and _WAS_TO_BE.search(c.text[max(0, m.start() - 80) : m.start()]):
        return _with_part(c.anchor - dt.timedelta(days=1), m["part"], c)
    owns = owns and not _AHEAD_OF.search(c.text[max(0, m.start() - 20) : m.start()])
    if which in c.words.next or (not which and not owns and c.is_future(m.start(), m.end())):
        ahead = (number - c.anchor.weekday()) % 7
        day = c.anchor + dt.timedelta(days=ahead or (7 if which in c.words.next else 0))
    else:
        back = (c.anchor.weekday() - number) % 7
        day = c.anchor - dt.timedelta(days=back or (7 if which in c.words.past else 0))
    return _with_part(day, m["part"], c)


# "a normal Friday afternoon": any such day. "one Sunday newspaper", the Sunday Times: what comes out on such days. "the Friday
# before the first sanctions": what day it was hangs on something else.
_ANY_SUCH = re.compile(r"\b(?:normal|typical|usual|ordinary|average|regular|any|holy)\s+(?:[A-Z][a-z]+\s+)?\Z")
_A_PAPER = re.compile(r"\s+(?:news)?papers?\b|\s+(?-i:Times|Telegraph|Mail|Mirror|Express|Herald|Tribune)\b")
_OF_AN_EVENT = re.compile(r"\s+(?:before|after)\s+(?:the|his|her|its|their)\s")
# Copy that went on being written past midnight says "early Friday" under Thursday's date; six days ago was "last Friday". So it is
# with what a day owns: "Sunday's final" on a Saturday is still to come.
_EARLY = re.compile(r"\b[Ee]arly\s+(?:on\s+)?(?:[A-Z][a-z]+day\b|\Z)")
# "ahead of Sunday's vote"
_AHEAD_OF = re.compile(r"\b(?:ahead of|run-up to|upcoming|in time for)\s+(?:the\s+)?\Z")
# "on Monday - today -"
_TODAY = re.compile(r"[\s,(—–-]+today\b")
# What was forecast for a day that copy of the next one names had come to its day.
_WAS_TO_BE = re.compile(
    r"\b(?:(?:was|were|had been) (?:expected|forecast|scheduled|due|set)|(?:predicted|forecast) (?:that )?[^.;]{0,40}\bwould)\b"
    r"[^.;]*\Z"
)


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
    if not c.anchor or _is_final(m, c):
        return None
    return _with_part(c.anchor - dt.timedelta(days=1 if m["which"].lower() == "last" else 0), m["part"], c)


def _deictic(m: Match, c: Context) -> Resolved:
    """ "last week", "this year", "the past two months", "the next few days"."""
    unit = c.words.units[m["unit"].lower()]
    which = (m["which"] or m["after"] or "").lower().removeprefix("the ")
    number = _number(m["num"], c) if m["num"] else None
    if unit == "D" and not number and (_is_final(m, c) or which == "the last"):
        return None
    if which == "latest":
        return None if unit != "Y" or not c.anchor else ("DATE", f"{c.anchor.year:04d}")
    if number is not None or (m["unit"].lower() in c.rules.plurals and which not in c.words.this):
        return "DURATION", values.duration(number or "X", unit)
    if not c.anchor or unit.startswith("T"):
        return "DURATION", values.duration("1", unit)
    shift = -1 if which in c.words.past else 1 if which in c.words.next else 0
    if unit == "W" and shift < 0 and c.words.language == "en" and c.anchor.weekday() == _SUNDAY:
        shift = 0  # on Sunday a new week has begun, and the last one is that which ends with this day by the calendar of ISO 8601
    if unit == "WE" and not shift and c.anchor.weekday() < _SATURDAY and not c.is_future(m.start(), m.end()):
        shift = -1  # "formed this weekend", on a Tuesday
    return "DATE", values.shifted(c.anchor, unit, shift)


_SATURDAY, _SUNDAY = 5, 6


def _is_final(m: Match, c: Context) -> bool:
    """Whether "the last day", "the last night" is the final one of something and not the one before today."""
    owned = m.group().lower().startswith("the ") or re.search(
        r"\b(?:the|its|his|her|their)\s+\Z", c.text[max(0, m.start() - 6) : m.start()]
    )
    return bool(owned) and (m["which"] or "").lower().endswith("last")


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


_BEFORE = re.compile(r"\bbefore\s+\Z")
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RACE = re.compile(r"\A(\d{1,2}):(\d\d):(\d\d)")


def _lasted(m: Match) -> Resolved:
    """ "a time of 2:05:45": hours, minutes and seconds are how long it took."""
    hours, minutes, seconds = m.group()[:8].strip().split(":")
    return "DURATION", f"PT{int(hours)}H{int(minutes)}M{int(seconds[:2])}S"


def _clock(m: Match, c: Context) -> Resolved:
    if _RACE.search(m.group()) and not (m["ampm"] or m["onday"]):
        return _lasted(m)
    day = (values.day_of(c.named) if _A_DAY.match(c.named) else None) or c.anchor
    if m["onday"] and (inner := find(m["onday"], anchor=c.anchor, language=c.words.language)):
        day = inner[0].first or day
        before = _BEFORE.search(c.text[: m.start()])  # "shortly before midnight Wednesday" looks neither way
        if c.anchor and day and day < c.anchor and c.is_future(before.start() if before else m.start(), m.end()):
            day += dt.timedelta(days=7) if (c.anchor - day).days < 7 else dt.timedelta()
    printed = day.isoformat() if day else "XXXX-XX-XX"
    if m["named"]:
        return "TIME", f"{printed}T{'12:00' if m['named'].lower() == 'noon' else '24:00'}"
    if m["inpart"]:
        hour = int(m["h2"]) % 12 + (0 if m["inpart"].lower() == "morning" else 12)
        return "TIME", f"{printed}T{hour:02d}:00"
    hour, minute = int(m["h"]), int(m["min"] or 0)
    half = (m["ampm"] or "").lower().replace(".", "").replace(" ", "")
    if hour > 24 or minute > 59 or (not half and m["min"] is None):
        return None
    hour = hour % 12 + 12 if half == "pm" else hour % 12 if half == "am" else hour
    return "TIME", f"{printed}T{hour:02d}:{minute:02d}"


def _last_quarter(c: Context) -> str:
    """The quarter a text speaks of: the last it named, else the latest that was over on its day."""
    if c.quarter:
        return c.quarter
    return values.shifted(c.anchor, "Q", -1) if c.anchor else ""


def _the_quarter(m: Match, c: Context) -> Resolved:
    quarter = _last_quarter(c)
    if m["noun"].lower() == "period" and not (m["which"] or m["year"]):
        return None
    if m["year"]:
        return "DATE", f"{m['year']}-{quarter[5:]}" if quarter else m["year"]
    if (m["which"] or "").lower() == "current" and c.anchor:
        return "DATE", values.shifted(c.anchor, "Q", 0)
    return ("DATE", quarter) if quarter else None


def _year_before(m: Match, c: Context) -> Resolved:
    """ "a year ago", "the year-ago quarter": where business quarters are the talk, the same quarter a year before."""
    if _speaks_of_quarters(m, c):
        quarter = _last_quarter(c)
        return ("DATE", f"{int(quarter[:4]) - 1:04d}{quarter[4:]}") if quarter else None
    word = (m.groupdict().get("word") or "ago").lower()
    base = c.anchor if word == "ago" else values.day_of(c.named) or c.anchor
    return ("DATE", f"{base.year - 1:04d}") if base else None


_QUARTERS = re.compile(r"\bquarter\b|-quarter\b|\ba share\b|\bnet income\b|\bearnings\b|\bnet loss\b", re.IGNORECASE)


def _speaks_of_quarters(m: Match, c: Context) -> bool:
    if "quarter" in m.group().lower():
        return True
    return bool(c.quarter) and bool(_QUARTERS.search(c.text[max(0, m.start() - 400) : m.end() + 60]))


def _spelled(m: Match, c: Context) -> Resolved:
    ten = c.words.numbers[m["ten"].lower()]
    return "DATE", f"{1900 + ten + (c.words.numbers[m['one'].lower()] if m['one'] else 0)}"


def _two_thousand(m: Match, c: Context) -> Resolved:
    return "DATE", f"{2000 + (c.words.numbers[m['one'].lower()] if m['one'] else 0)}"


_TENS = {"twen": 2, "thir": 3, "for": 4, "fif": 5, "six": 6, "seven": 7, "eigh": 8, "nine": 9}


def _nineties(m: Match, c: Context) -> Resolved:
    return "DATE", f"19{_TENS[m['ten'].lower()]}"


def _weekend(m: Match, c: Context) -> Resolved:
    """The weekend: this week's where the words look ahead, else the last one."""
    if not c.anchor:
        return None
    which = (m["which"] or "").strip().lower()
    ahead = which in {"coming", "next"} or (not which and c.is_future(m.start(), m.end()))
    return "DATE", values.shifted(c.anchor, "WE", 0 if ahead or c.anchor.weekday() > 4 else -1)


def _this_year(m: Match, c: Context) -> Resolved:
    return ("DATE", f"{c.anchor.year:04d}") if c.anchor else None


def _the_year(m: Match, c: Context) -> Resolved:
    return ("DURATION", "P1Y") if m["ended"] else _this_year(m, c)


def _year_end(m: Match, c: Context) -> Resolved:
    if not c.anchor:
        return None
    return "DATE", f"{c.anchor.year}-12-31" if "-" in m.group() else f"{c.anchor.year}"


def _holiday(m: Match, c: Context) -> Resolved:
    month, day = c.words.holidays[re.sub(r"\s+", " ", m["hol"].lower().replace("’", "'"))]
    year = _year(m["year"])
    if year is None and c.anchor:
        year = values.nearest_year(c.anchor, month, day, future=c.is_future(m.start(), m.end()))
    return values.dated(year, month, day) if year else None


def _feast(m: Match, c: Context) -> Resolved:
    """Movable feasts: Thanksgiving, Easter, election day (the United States')."""
    name, what = m["feast"].lower(), (m["what"] or "").lower()
    if name == "election" and what != "day":
        return None
    years = [int(m["year"])] if m["year"] else [c.anchor.year - 1, c.anchor.year, c.anchor.year + 1] if c.anchor else []
    days = [values.feast(name, year) for year in years]
    if not days:
        return None
    day = min(days, key=lambda d: abs((d - c.anchor).days) if c.anchor else 0)
    if what == "week":
        return "DATE", values.shifted(day, "W", 0)
    return "DATE", (day + dt.timedelta(days=1 if what == "monday" else 0)).isoformat()


# Rules whose dates were named outright, so that "a year earlier" counts from them.
_NAMED = frozenset({"iso", "slashed", "mdy", "dmy", "month", "year", "quarter", "weekday", "relative"})


RESOLVERS: dict[str, Callable[[Match, Context], Resolved]] = {
    "iso": _iso,
    "slashed": _slashed,
    "mdy": _day,
    "dmy": _day,
    "quarter": _quarter,
    "yearago": _year_before,
    "ayearago": _year_before,
    "thequarter": _the_quarter,
    "spelled": _spelled,
    "twothousand": _two_thousand,
    "nineties": _nineties,
    "weekend": _weekend,
    "yearend": _year_end,
    "wholeyear": _this_year,
    "theyear": _the_year,
    "feast": _feast,
    "holiday": _holiday,
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
