"""What stands around the headlines of a list that somebody pasted: numbers, clocks and days before or behind them, days over
them, links, outlets. It must not take part of a headline for one of these, nor give a time that no line gives.

So what could as well be part of a headline counts only where most lines of the list have it: "10:32 Ferry back in port", "Ferry
back in port - The Times". What cannot be one counts wherever it stands: a link, an agency in brackets, a whole date set off.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copytaster.wire import dates, days, stamps
from copytaster.wire.dates import NEVER, When
from copytaster.wire.jsontimes import way_round
from copytaster.wire.origin import agency

# So many of the lines must have something for it to be a habit of the list, and of the first lines half as many; fewer lines than
# that show none.
_MOST, _FEWEST, _FIRST = 0.8, 3, 50
# A line longer than this is left as it is.
_LONGEST = 300
# No person pastes more lines than these.
_MOST_LINES = 30_000
# An outlet has so many words at the most, and what it printed so many at the least.
_OUTLET, _PRINTED = 4, 3
_SIGNS = " -–—|¦•·"
_SIGN = r"(?:\s*[-–—:|¦•·»>]|,)"
_IN_FRONT = re.compile(
    rf"(?:[\[(]\s*(?P<boxed>{stamps.STAMP})\s*[\])]{_SIGN}?|(?P<bare>{stamps.STAMP})(?P<sign>{_SIGN})?)\s+(?![AaPp]\.?[Mm]\b)(?P<rest>\S.*)"
)
_BEHIND = re.compile(rf"(?P<rest>.*?\S)\s?(?:[\[(]\s?(?P<boxed>{stamps.STAMP})\s?[\])]|{_SIGN}\s?(?P<bare>{stamps.STAMP}))")
_NUMBER = re.compile(r"[#(]?(\d{1,4})[.)]\s+(\S.*)")
_ONLY_NUMBER = re.compile(r"#?\d{1,3}[.)]?")
_BULLET = re.compile(r"^(?:[-–—*•·‣▪▫◦●○■□►▶→»›>]\s+)*(?:\[[ xX]?\]\s+)?")
_LINKED = re.compile(r"\[(?P<text>[^\[\]]{3,})\]\((?P<url>https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)?)\)(?P<rest>.*)")
# As chats write them: "<https://a.example/1|Ferry back>".
_CHAT = re.compile(r"\*?<(?P<url>https?://[^|<>\s]+)\|(?P<text>[^<>]{3,})>\*?(?P<rest>.*)")
_ONLY_LINK = re.compile(r"<?(?P<url>https?://[^\s<>]+)>?")
_LINK_BEHIND = re.compile(rf"(?P<rest>\S(?:.*?\S)??){_SIGN}?\s[(\[<]?(?P<url>https?://[^\s<>()]+)[)\]>]?")
_LINK_IN_FRONT = re.compile(rf"<?(?P<url>https?://[^\s<>]+)>?{_SIGN}?\s(?P<rest>\S.*)")
_AGO = re.compile(
    r"(?:(?:an?|one|\d{1,3})\s?(?:s|sec|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)(?:\sago)?|just now"
    r"|vor (?:einer|einem|\d{1,3}) \w{3,8}|il y a (?:une?|\d{1,3}) \w{3,8}|hace (?:una?|\d{1,3}) \w{3,8})",
    re.IGNORECASE,
)
_AGO_BEHIND = re.compile(rf"(?P<rest>.*?\S)\s?[-–—|•·(]\s?(?P<ago>{_AGO.pattern})\)?", re.IGNORECASE)
_AGO_IN_FRONT = re.compile(rf"(?P<ago>{_AGO.pattern})\s?[-–—|•·:]\s(?P<rest>\S.*)", re.IGNORECASE)
_BOXED_BEHIND = re.compile(rf"(?P<rest>.*?\S)\s?[(\[](?P<name>[^()\[\]]{{2,40}})[)\]](?:,?\s(?P<clock>{stamps.CLOCK}))?")
_BOXED_IN_FRONT = re.compile(r"[(\[](?P<name>[^()\[\]]{2,40})[)\]]\s?[-–—:]?\s?(?P<rest>\S.*)")
_NAME_BEHIND = re.compile(r"(?P<rest>.*\S)\s[-–—|¦]\s(?P<name>[^-–—|¦]{2,40})")
_NAME_IN_FRONT = re.compile(r"(?P<name>[^:|¦]{2,40}?)(?:(?::|\s[|¦–—-])\s|(?<=[A-Z]{4})-(?=[A-Z0-9*(]))(?P<rest>\S.*)")
# The code of a story on a terminal: "[nL1N3XX01]", "[ID:nGNX1234]".
_CODE = re.compile(r"\s?\[(?:ID:)?n[A-Z][A-Za-z0-9]{4,14}\]$")
# What stands between the columns of a pasted table while they are parted.
_COLUMN = " ¦ "
# A line that only names the list that stands below it, each line behind a bullet.
_LIST_NAME = re.compile(
    r"[\W_]*(?:(?:top|latest|breaking|other|more|today's) )?(?:news|headlines|stories|schlagzeilen|meldungen|nachrichten|titulares"
    r"|titres|noticias|notizie|manchetes)\b\W*(?:[^\W\d_]{2,12}\W*){0,2}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Entry:
    """A headline of a list, and what stands around it; `said` is what is printed of its time."""

    headline: str
    url: str = ""
    outlet: str = ""
    when: When = NEVER
    said: str = ""
    heading: str = ""


def entries(lines: Sequence[str], notes: list[str], received: dt.datetime | None = None) -> list[Entry]:
    """The headlines of some lines, in their order; `notes` is told what was assumed of their days. By when they were `received` a
    day over them that has no year is told."""
    if len(lines) > _MOST_LINES:
        notes.append(f"more than {_MOST_LINES:,} lines: what stands around their headlines is left in them")
        return [_linked(" ".join(line.split())) for line in lines if line]
    found = [_linked(_CODE.sub("", _in_columns(line))) for line in _without_rules(lines, notes)]
    if len(found) > 1:
        found = _with_links(_without_times_alone(_under_days(_without_marks_alone(found))))
        _unnumbered(found)
    for parted in (_behind, _in_front, _agency, _outlet):
        parted(found)
    _dated(found, notes, received)
    for one in found:
        one.headline = one.headline.replace(_COLUMN, " ").strip()
    return [one for one in found if one.headline]


def _in_columns(line: str) -> str:
    """A line with one blank between its words, and a sign between columns that were pasted with tabs."""
    return _COLUMN.join(filter(None, (" ".join(column.split()) for column in line.split("\t"))))


def _without_rules(lines: Sequence[str], notes: list[str]) -> list[str]:
    """Lines without the rules between them, and without the name of a list of bullets, which is noted."""
    kept = [line for line in lines if any(map(str.isalnum, line))] or [line for line in lines if line]
    are_marked = all(_BULLET.sub("", line, 1) != line for line in kept[1:])
    if len(kept) >= _FEWEST and are_marked and _LIST_NAME.fullmatch(kept[0]):
        notes.append(f"the list is named “{kept[0]}”")
        return kept[1:]
    return kept


def _linked(line: str) -> Entry:
    """A line without the mark before it, its link parted from its words. What is a link and nothing else keeps no words."""
    bare = line if line[0].isalnum() else _BULLET.sub("", line)
    if "://" not in bare or len(bare) > _LONGEST:
        return Entry(bare)
    if found := _ONLY_LINK.fullmatch(bare):
        return Entry("", found["url"])
    for pattern in (_LINKED, _CHAT):
        if found := pattern.fullmatch(bare):
            return Entry(f"{found['text']}{found['rest']}".strip(), found["url"])
    for pattern in (_LINK_IN_FRONT, _LINK_BEHIND):
        if found := pattern.fullmatch(bare):
            return Entry(found["rest"], found["url"])
    return Entry(bare)


def _without_marks_alone(found: Sequence[Entry]) -> list[Entry]:
    """The lines without those that hold a number and nothing else, and without headings of Markdown among other lines."""
    marked = [one.headline.startswith("#") and one.headline.lstrip("#").startswith(" ") for one in found]
    is_some = 0 < sum(marked) <= len(found) / 2
    kept = []
    for one, is_marked in zip(found, marked, strict=True):
        if is_marked and not is_some:
            one.headline = one.headline.lstrip("# ")
        if not (is_marked and is_some) and (one.url or not _ONLY_NUMBER.fullmatch(one.headline)):
            kept.append(one)
    return kept or list(found)


def _under_days(found: Sequence[Entry]) -> list[Entry]:
    """The lines that are no days, each with the day over it; or with the day under it, where each has one there."""
    days_alone = [_is_day_alone(one) for one in found]
    if days_alone[1::2] == [True] * (len(found) // 2) and not any(days_alone[::2]) and len(found) % 2 == 0:
        for one, day in zip(found[::2], found[1::2], strict=True):
            one.said = day.headline
        return list(found[::2])
    # A day without a year and a weekday may be a headline ("Sept 11"), unless the list begins with one.
    is_plain = days_alone[0]
    under, heading = [], ""
    for one, is_day in zip(found, days_alone, strict=True):
        if is_day and (is_plain or not stamps.is_yearless(one.headline)):
            heading = one.headline.strip("-–—=*#: ")
        else:
            one.heading = heading
            under.append(one)
    return under


def _is_day_alone(one: Entry) -> bool:
    if not one.headline or one.url or len(one.headline) > stamps.SHORT:
        return False
    day = stamps.ONLY_DAY.fullmatch(one.headline)
    return bool(
        day and (stamps.is_day(day["day"]) or any(days.month_of(word) for word in re.findall(r"[^\W\d_]{3,12}", day["day"])))
    )


def _without_times_alone(found: Sequence[Entry]) -> list[Entry]:
    """The lines without those that only say how long ago, or at what time, a headline was: the one under them, where the list
    begins with one, or else the one over them."""
    alone = [_is_time_alone(one) for one in found]
    if (
        len(found) % 3 == 0
        and [False, False, True] * (len(found) // 3) == alone
        and all(_is_name(one.headline) for one in found[::3])
    ):
        # Cards of a news search: an outlet, its headline, how long ago.
        for outlet, one, time in zip(found[::3], found[1::3], found[2::3], strict=True):
            one.outlet, one.said = outlet.headline, time.headline
        return list(found[1::3])
    others = len(found) - sum(alone)
    if not others or sum(alone) < _MOST / 2 * others:
        return list(found)
    kept: list[Entry] = []
    is_over, waiting = alone[0], ""
    for one, is_time in zip(found, alone, strict=True):
        if is_time and is_over:
            waiting = one.headline
        elif is_time:
            kept[-1].said = kept[-1].said or one.headline
        else:
            one.said, waiting = one.said or waiting, ""
            kept.append(one)
    return kept


def _is_time_alone(one: Entry) -> bool:
    if not one.headline or one.url or len(one.headline) > stamps.SHORT:
        return False
    if _AGO.fullmatch(one.headline) or stamps.ONLY_CLOCK.fullmatch(one.headline):
        return True
    return bool(stamps.ONLY_STAMP.fullmatch(one.headline) and stamps.HAS_CLOCK.search(one.headline) and stamps.is_day(one.headline))


def _with_links(found: Sequence[Entry]) -> list[Entry]:
    """The headlines with the links that stand in lines of their own, under or over them."""
    is_over = bool(found) and not found[0].headline
    kept: list[Entry] = []
    for one in reversed(found) if is_over else found:
        if one.headline or not kept or kept[-1].url:
            kept.append(one)
        else:
            kept[-1].url = one.url
    return kept[::-1] if is_over else kept


def _unnumbered(found: Sequence[Entry]) -> None:
    """Numbers before the headlines go where they count them: all of them, or those between a greeting and a farewell."""
    numbered = [(one, match) for one in found if one.headline and (match := _NUMBER.fullmatch(one.headline))]
    counts = [int(match[1]) for _, match in numbered]
    steps = {after - before for before, after in pairwise(counts)}
    headlines = sum(bool(one.headline) for one in found)
    are_all = len(counts) == headlines and steps in ({1}, {-1})
    if are_all or (len(counts) >= _FEWEST and 2 * len(counts) >= headlines and counts[0] == 1 and steps == {1}):
        for one, match in numbered:
            one.headline = match[2]


def _in_front(found: Sequence[Entry]) -> None:
    """Times before the headlines. One or two lines show no habit: there it must be a whole date that a sign parts from them, that
    stands in brackets, or that has a clock."""
    is_few = len(found) < _FEWEST

    def told(match: re.Match[str]) -> bool:
        stamp = match["boxed"] or match["bare"]
        if not is_few:
            return stamps.is_time(stamp)
        is_parted = match["boxed"] or stamps.HAS_CLOCK.search(stamp) or (match["sign"] and match["sign"] != ",")
        return bool(is_parted and re.search(r"\d{4}", stamp)) and stamps.is_day(stamp)

    for one, match in _habit(found, _AGO_IN_FRONT, lambda match: True):
        one.headline, one.said = match["rest"], one.said or match["ago"]
    for one, match in _habit(found, _IN_FRONT, told, fewest=1):
        one.headline, one.said = match["rest"], one.said or match["boxed"] or match["bare"]


def _behind(found: Sequence[Entry]) -> None:
    """Days behind the headlines, or how long ago they were. A clock alone may be a score, or how long a film runs."""
    for one, match in _habit(found, _AGO_BEHIND, lambda match: True):
        one.headline, one.said = match["rest"].rstrip(_SIGNS), one.said or match["ago"]
    for one, match in _habit(found, _BEHIND, lambda match: stamps.is_day(match["boxed"] or match["bare"])):
        one.headline, one.said = match["rest"].rstrip(_SIGNS), one.said or match["boxed"] or match["bare"]


def _habit(
    found: Sequence[Entry], pattern: re.Pattern[str], told: Callable[[re.Match[str]], bool], *, fewest: int = _FEWEST
) -> list[tuple[Entry, re.Match[str]]]:
    """The lines that have something which most lines of the list have; none where it is no habit."""
    if len(found) < fewest:
        return []
    having: list[tuple[Entry, re.Match[str]]] = []
    for count, one in enumerate(found):
        if count >= _FIRST and count % _FIRST == 0 and len(having) < _MOST * count / 2:
            return []
        if len(one.headline) <= _LONGEST and (match := pattern.fullmatch(one.headline)) and told(match):
            having.append((one, match))
    return having if len(having) >= _MOST * len(found) else []


def _agency(found: Sequence[Entry]) -> None:
    """Agencies in brackets, wherever one stands; other outlets in brackets where most lines have one."""
    for pattern in (_BOXED_BEHIND, _BOXED_IN_FRONT):
        boxed = [
            (one, match)
            for one in found
            if ("(" in one.headline or "[" in one.headline)
            and len(one.headline) <= _LONGEST
            and (match := pattern.fullmatch(one.headline))
        ]
        is_habit = len(found) >= _FEWEST and len(boxed) >= _MOST * len(found) and any(agency(m["name"]) for _, m in boxed)
        for one, match in boxed:
            if agency(match["name"]) or (is_habit and _is_name(match["name"])):
                one.headline, one.outlet = match["rest"], match["name"]
                one.said = one.said or match.groupdict().get("clock") or ""


def _outlet(found: Sequence[Entry]) -> None:
    """Outlets behind the headlines; before them only agencies, since much else stands before a colon."""
    behind = _habit(found, _NAME_BEHIND, lambda m: _may_be_name(m["name"]) and len(m["rest"].split()) >= _PRINTED)
    if 2 * sum(_is_name(match["name"]) for _, match in behind) <= len(behind):
        behind = []
    before = _habit(found, _NAME_IN_FRONT, lambda m: bool(agency(m["name"])))
    for one, match in (*before, *behind):
        one.headline, one.outlet = match["rest"], one.outlet or match["name"].strip()


def _may_be_name(words: str) -> bool:
    """Whether words are a name, or one in small letters as some papers have: "kicker"."""
    return _is_name(words) or words.strip().isalpha()


def _is_name(words: str) -> bool:
    return 0 < len(words.split()) <= _OUTLET and (words[0].isupper() or bool(agency(words)))


def _dated(found: Sequence[Entry], notes: list[str], received: dt.datetime | None) -> None:
    """The instants and days that are printed, by the day over a headline where it has but a clock."""
    timed = [one for one in found if one.said or one.heading]
    around, note = way_round([{"date": text} for one in timed for text in (one.said, one.heading)])
    notes += [note] if note else []
    for one in timed:
        is_clock = stamps.ONLY_CLOCK.fullmatch(one.said) is not None
        day = stamps.day_over(one.heading, around, received)
        if one.said and not is_clock:
            one.when = dates.read(one.said, around)
        elif is_clock and day.day:
            one.when = dates.read(f"{day.day.isoformat()} {one.said}")
        if not one.when.is_read:
            one.when = day if day.day else NEVER
            one.said = one.said or one.heading
