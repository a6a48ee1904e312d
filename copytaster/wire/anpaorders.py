"""What the lines at the head of ANPA 1312 copy order: advances and other copy to be held, kills and eliminations, and the marks of
bulletins, advisories and news digests.

    $adv07                                              STORY ELIMINATION
    For Release Saturday, Nov. 7, and Thereafter        Eds: Kill/eliminate BC-Harbour, a0703.
    Hold for release, expected at 10 a.m. EST           BULLETIN

An advance may end late and never early: what cannot be read has no end. It must not take news for an order ("For release of
hostages", "Budget vote put off").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from copytaster.text import marks
from copytaster.wire import embargo, notices
from copytaster.wire.dates import midnight
from copytaster.wire.embargoends import end_of, together, westernmost

_EDS = re.compile(r"\W*(?:eds?|editors?|note to editors|editors?['’]? note|attention|advisory)\b[\s.:,!_-]*", re.IGNORECASE)
# "$adv07", "Adv 07-08": the day, or the days of a weekend, or a month and its day.
_CODE = re.compile(r"(?:\$\s?adv[a-z]{0,12}|\badv)\.?[ -]?(?P<first>\d{1,2})?(?:-(?P<last>\d{1,2}))?(?![\d\w])", re.IGNORECASE)
_IN_SLUG = re.compile(r"(?:(?<=[\s,(-])adv\.?[ -]?\d|, ?adv\b)", re.IGNORECASE)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?)"
_AT_ONCE = re.compile(
    r"\bfor immediate (?:release|use)\b|\bfor (?:release|use)\W{1,3}(?:immediate(?:ly)?|at will|any ?time|(?:up)?on receipt|now)\b",
    re.IGNORECASE,
)
# Whatever follows, these are orders, where they open a line or a sentence of a note.
_HOLDS = re.compile(
    r"(?:(?:strictly )?hold(?:ing)? (?:this (?:\w+ )?|the story )?for release\b|hfr\b"
    r"|(?:(?:this |the )?(?:story|copy|column|item|material) is |sent |moved |moving )?for (?:automatic )?release\b"
    r"(?! (?:of|from (?:prison|jail|custody|hospital))\b)"
    rf"|for {_WEEKDAY}(?: [\w'’]{{2,6}}){{0,2}} (?:(?:release|use)\b|(?:papers|editions)(?:\W*$| (?:of|only)\b))"
    r"|for weekend release\b"
    r"|(?:please |members |editors |to )?withhold(?:ing)?\W*$|please (?:hold|withhold)\b|(?:pls|must) (?:hold|withhold)\b"
    r"|withhold (?:until|till|pending|for release|publication|[AB]M-|BC-|[a-z]\d{4}|this|the story)|hold\W*$"
    r"|not for (?:release|publication|use)(?:\W*$| (?:before|until|till|prior)\b)"
    r"|(?:do|must|may) not (?:be )?(?:used?|released?|publish(?:ed)?|print(?:ed)?) (?:before|until|till)\b"
    r"|(?:strictly |strict )?embargo(?:ed)?(?:\W*$|\s*[:(]|,? (?:for|until|till|to)\b))",
    re.IGNORECASE,
)
# Orders where a time follows.
_TIMED = re.compile(
    r"(?:for (?:use|publication|broadcast)|release (?:date|time)|(?-i:RELEASE)|(?:ap )?adv(?:ance)?s?"
    r"|(?:sent|moved|moving) in advance|hold)\b(?: (?:release|until|till|for|at|on|after|from|by|only|in|not before)\b)*\W*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;!?]\s+[(\"]?")
_SMALL = frozenset("the weekend weekends edition editions papers of at on or in after any time release use ams pms for".split())
_THEREAFTER = re.compile(
    r"(?i:,? (?:and|or) (?:there)?after\b)|\b[AP]\.?Ms\b|\b[AP]MS\b|\b[AP]Ms?(?= (?:papers|editions|cycle|release))"
)
# An order that names a time that is not certain has no end.
_UNSURE = re.compile(
    r"\b(?:expected|tentative(?:ly)?|approx\w*|about|around|scheduled|anticipated|likely|upon|delivery|pending|further notice)\b",
    re.IGNORECASE,
)
# Behind a hyphen it is news: "BC-ARMS-ELIMINATION".
_KILLED_SLUG = re.compile(r"(?:,\s*|--|\b(?:STORY|MANDATORY|BULLETIN) )(?:ELIMINAT(?:IONS?|ED?)|KILL(?:ED)?)\W*\d{0,5}\W*$")
_KILLS = re.compile(
    r"(?:(?:all|members|subscribers|clients|points|please|kindly|must|a|the)\W+){0,3}"
    r"(?:(?:mandatory|story|bulletin) (?:kill|elimination|withdrawal)|(?:kill|eliminate|withdraw|spike)s?(?:/\w+)?)\b"
    r"(?P<rest>[^.\n]{0,120})",
    re.IGNORECASE,
)
# Of copy that stands these words say what is struck out of it.
_OF_A_PART = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)|grafs?|graphs?|para\w*|lines?|sentences?|references?|quotes?|bylines?|captions?|photos?|headlines?|words?"
    r"|optional|incorrect|outdated)\b",
    re.IGNORECASE,
)
_NOTICES = {
    "kill": re.compile(
        r"(?:(?:(?i:story|mandatory|bulletin|urgent)) )+(?i:eliminations?|withdrawals?|kills?)|ELIMINATIONS?|KILLS?|WITHDRAWALS?"
    ),
    "alert": re.compile(r"(?:bulletin|flash)(?: matter)?|(?:ap|upi)? ?news ?alert", re.IGNORECASE),
    "correction": re.compile(r"(?:ap )?correctives?", re.IGNORECASE),
    "advisory": re.compile(r"(?:(?:ap|editors?['’]?|urgent|story|upi|nyt) )*advisor(?:y|ies)", re.IGNORECASE),
}  # fmt: skip
_TO_DESKS = re.compile(
    r"(?:(?:all|and|to|the|managing|news|sports|business|photo|city|state|broadcast|features?|wire|telegraph|program)\W+){0,4}"
    r"(?:editors?|directors?|desks|members|subscribers|clients|newsrooms)\b(?:[\s,&]+(?:and )?[\w ]{0,30}"
    r"(?:editors?|directors?|desks|members|subscribers|clients|newsrooms)\b)*\W*",
    re.IGNORECASE,
)
_SERVICES = r"(?:AP|NYT|N\.Y\. Times|UPI|KRT?N?|SHNS|SH|Scripps(?: Howard)?|Reuters?|LAT-?WP|CQ|Cox|Bloomberg|Kyodo)"
_BUDGET = re.compile(
    rf"(?:(?:BC|AM|PM)-+)?(?:(?:US|World)-+)?"
    rf"(?:{_SERVICES}[\s-]*(?:[A-Za-z]{{2,14}}[\s-]){{0,3}}(?:News ?)?(?:digest|budget|daybook|planner)"
    r"|(?:[A-Za-z]{2,14}[\s-]){0,2}?news[\s-]?(?:digest|budget))s?"
    r"(?=$|[\s,(-]+(?:\d|adv|update|late|early|am\b|pm\b|mon|tue|wed|thu|fri|sat|sun|for\b|all\b))",
    re.IGNORECASE,
)
_LISTS = ("digest", "budget", "daybook", "planner")
_LONGEST, _LONGEST_TIME, _NEAR = 1000, 60, 60


def is_order(line: str) -> bool:
    """Whether a line of a head orders that copy be held: an advance, an embargo, "hold for release"."""
    line = line[:_LONGEST]
    bare, is_note = _without_address(line)
    if _AT_ONCE.search(bare):
        return False
    if (code := _CODE.match(bare)) and (bare.startswith("$") or code["first"]):
        return True
    return _behind(line) is not None or embargo.of_headline(line, None)[0] or (is_note and embargo.is_embargoed(line))


def end(orders: Iterable[str], slug: str, issued: dt.datetime) -> dt.datetime | None:
    """Until when the lines that order so, or the slug of an advance, hold copy; None where no end can be read for certain."""
    lines = [line[:_LONGEST] for line in orders]
    if any(_UNSURE.search((_behind(line) or "")[:_NEAR]) for line in lines):
        return None
    said = [when for line in lines if (when := _end(line, issued)) is not None]
    if not said:
        said = [when for line in (*lines, slug) for code in _CODE.finditer(line) if (when := _of_code(code, issued)) is not None]
    return max(said, default=None)


def is_advance(slug: str) -> bool:
    """Whether a slug is that of an advance: "BC-Housing-Boom, ADV07"."""
    return _IN_SLUG.search(slug) is not None


def is_time(line: str) -> bool:
    """Whether a line goes on with the time of the order above it: "SUNDAY, NOV. 8"."""
    return len(line) <= _LONGEST_TIME and _is_time_next(line)


def notice(line: str) -> tuple[str, ...]:
    """The marks of a line that is nothing but a notice: BULLETIN, STORY ELIMINATION, 1ST LEAD."""
    bare = line[:_LONGEST].strip(" =*+-:()[]<._")
    return tuple(mark for mark, pattern in _NOTICES.items() if pattern.fullmatch(bare)) or marks.marks_of_line(bare)


def of_note(line: str) -> tuple[str, ...]:
    """The marks that a note to editors amounts to beyond those that every format has (ednote.py)."""
    bare, is_note = _without_address(line[:_LONGEST])
    if not is_note:
        return ()
    found = _KILLS.match(bare)
    if (found and not _OF_A_PART.search(found["rest"])) or notices.kills(bare):
        return ("kill",)
    return ("advisory",) if _TO_DESKS.fullmatch(bare) or (not bare and "ditor" in line) else ()


def of_slug(slug: str) -> tuple[str, ...]:
    """The marks that a slug has by the habits of American wires."""
    low = slug[:_LONGEST].lower()
    if ("elimin" in low or "kill" in low) and _KILLED_SLUG.search(slug[:_LONGEST]):
        return ("kill",)
    return ("budget",) if any(word in low for word in _LISTS) and _BUDGET.match(slug[:_LONGEST]) else ()


def _without_address(line: str) -> tuple[str, bool]:
    """A line without the words that address editors, and whether it had any."""
    found = _EDS.match(line)
    bare = line[found.end() :] if found else line
    return bare.lstrip(" \t([{*=+#>!.\"'“‘_-"), found is not None


def _is_time_next(rest: str) -> bool:
    times, _ = together(rest[:200], None, "en")
    return bool(times) and all(word in _SMALL for word in re.findall(r"[a-z]+", rest[: times[0].start].lower()))


def _behind(line: str) -> str | None:
    """What stands behind the words of an order, with the weekday among them; None where there are none."""
    bare, is_note = _without_address(_CODE.sub("", line))
    for start in (0, *(found.end() for found in _SENTENCE.finditer(bare))) if is_note else (0,):
        if found := _HOLDS.match(bare, start):
            weekday = re.search(_WEEKDAY, found.group(), re.IGNORECASE)
            return f"{weekday.group() if weekday else ''} {bare[found.end() :]}"
        if (found := _TIMED.match(bare, start)) and _is_time_next(bare[found.end() :]):
            return bare[found.end() :]
    return None


def _end(line: str, issued: dt.datetime) -> dt.datetime | None:
    """The end that the words of an order name."""
    ends = [end_of(_THEREAFTER.sub(" ", _behind(line) or "")[:200], issued, "en")]
    if embargo.is_embargoed(line):
        ends.append(embargo.of_note(line, issued))
    return max(filter(None, ends), default=None)


def _of_code(code: re.Match[str], issued: dt.datetime) -> dt.datetime | None:
    """The end of the day that the figures of an advance name: the next of that number."""
    if not code["first"]:
        return None
    first, last = int(code["first"]), int(code["last"] or code["first"])
    today = issued.date()
    soon = (today + dt.timedelta(days=ahead) for ahead in range(-1, 92))
    days: Sequence[dt.date] = [day for day in soon if day.day == last]
    exact = [day for day in days if day.month == first] if code["last"] else []
    day = next(iter(exact or [day for day in days if day >= today]), None)
    return midnight(day) + dt.timedelta(days=1, hours=-westernmost("en")) if day else None
