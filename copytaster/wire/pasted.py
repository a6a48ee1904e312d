"""What stands around the headlines of a list that somebody pasted: numbers, clocks and days before or behind them, days over
them, links, outlets. It must not take part of a headline for one of these, nor give a time that no line gives.

So what could as well be part of a headline counts only where most lines of the list have it: "10:32 Ferry back in port", "Ferry
back in port - The Times". What cannot be one counts wherever it stands: a link, an agency in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copytaster.wire import dates, days
from copytaster.wire.dates import NEVER, When
from copytaster.wire.jsontimes import way_round
from copytaster.wire.origin import agency

# So many of the lines must have something for it to be a habit of the list, and of the first lines half as many; fewer lines than
# that show none.
_MOST, _FEWEST, _FIRST = 0.8, 3, 50
# A line that says only when is short.
_SHORT = 40
_LONGEST_OUTLET = 4
_DAY = (
    r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|\d{1,2}(?:st|nd|rd|th|\.|º|er)?\s(?:de\s|of\s)?[^\W\d_]{3,12}\.?(?:,?\s(?:de\s)?\d{4})?"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?)"
)
_CLOCK = (
    r"(?:\d{1,2}[:h]\d{2}(?::\d{2})?|\d{2}\.\d{2}(?=\s?(?:[Uu]hr|[AaPp][Mm])))"
    r"(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s?(?:[Uu]hr|GMT|UTC|[A-Z]{1,3}E?S?T)\b)?"
)
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
_STAMP = rf"(?:{_WEEKDAY}{_DAY}(?:(?:,|\s[-–—|])?[\sT]+(?:at\s|um\s|à\s|kl\.?\s)?{_CLOCK})?|{_CLOCK}(?:,?\s+{_WEEKDAY}{_DAY})?)"
_SIGNS = " -–—|•·"
_SIGN = r"(?:\s*[-–—:|•·»>]|,)"
_IN_FRONT = re.compile(rf"(?:[\[(]\s*(?P<boxed>{_STAMP})\s*[\])]{_SIGN}?|(?P<bare>{_STAMP})(?P<sign>{_SIGN})?)\s+(?P<rest>\S.*)")
_BEHIND = re.compile(rf"(?P<rest>.*\S)\s*(?:[\[(]\s*(?P<boxed>{_STAMP})\s*[\])]|{_SIGN}\s*(?P<bare>{_STAMP}))")
_ONLY_DAY = re.compile(rf"[-–—=*#\s]*{_WEEKDAY}(?P<day>{_DAY})[-–—=*:\s]*")
_ONLY_CLOCK = re.compile(_CLOCK)
_NUMBER = re.compile(r"[#(]?(\d{1,4})[.)]\s+(\S.*)")
_BULLET = re.compile(r"^(?:[-–—*•·‣▪▫◦●○■□►▶→»›>]\s+)*(?:\[[ xX]?\]\s+)?")
_LINKED = re.compile(r"\[(?P<text>[^\[\]]{3,})\]\((?P<url>https?://[^\s()]+(?:\([^\s()]*\))?[^\s()]*)\)(?P<rest>.*)")
_LINK = r"<?(?P<url>https?://[^\s<>]+)>?"
_ONLY_LINK = re.compile(_LINK)
_LINK_BEHIND = re.compile(rf"(?P<rest>\S.*?)(?:{_SIGN})?\s+[(\[]?{_LINK}[)\]]?")
_LINK_IN_FRONT = re.compile(rf"{_LINK}(?:{_SIGN})?\s+(?P<rest>\S.*)")
_AGO = re.compile(
    r"(?:(?:an?|one|\d{1,3})\s?(?:s|sec|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)(?:\sago)?|just now"
    r"|vor (?:einer|einem|\d{1,3}) \w{3,8}|il y a (?:une?|\d{1,3}) \w{3,8}|hace (?:una?|\d{1,3}) \w{3,8})",
    re.IGNORECASE,
)
_AGO_BEHIND = re.compile(rf"(?P<rest>.*\S)\s*[-–—|•·(]\s*(?P<ago>{_AGO.pattern})\)?", re.IGNORECASE)
_BOXED_BEHIND = re.compile(r"(?P<rest>.*\S)\s*[(\[](?P<name>[^()\[\]]{2,40})[)\]]")
_BOXED_IN_FRONT = re.compile(r"[(\[](?P<name>[^()\[\]]{2,40})[)\]]\s*[-–—:]?\s*(?P<rest>\S.*)")
_NAME_BEHIND = re.compile(r"(?P<rest>.*\S)\s+[-–—|]\s+(?P<name>[^-–—|]{2,40})")
_NAME_IN_FRONT = re.compile(r"(?P<name>[^:|]{2,40})(?::|\s[|–—-])\s+(?P<rest>\S.*)")


@dataclass(slots=True)
class Entry:
    """A headline of a list, and what stands around it; `said` is what is printed of its time."""

    headline: str
    url: str = ""
    outlet: str = ""
    when: When = NEVER
    said: str = ""
    heading: str = ""


def entries(lines: Sequence[str]) -> list[Entry]:
    """The headlines of some lines, in their order."""
    found = [_linked(line if line[0].isalnum() else _BULLET.sub("", line)) for line in lines if line]
    if len(found) > 1:
        found = _with_links(_without_times_alone(_under_days(found)))
        _unnumbered(found)
    for parted in (_behind, _in_front, _agency, _outlet, _dated):
        parted(found)
    return [one for one in found if one.headline]


def _linked(line: str) -> Entry:
    """A line whose link is parted from its words. What is a link and nothing else keeps no words."""
    if "://" not in line:
        return Entry(line)
    if found := _ONLY_LINK.fullmatch(line):
        return Entry("", found["url"])
    for pattern in (_LINKED, _LINK_BEHIND, _LINK_IN_FRONT):
        if found := pattern.fullmatch(line):
            text = f"{found['text']}{found['rest']}" if pattern is _LINKED else found["rest"]
            return Entry(text.strip(), found["url"])
    return Entry(line)


def _under_days(found: Sequence[Entry]) -> list[Entry]:
    """The lines that are no headings, each with the day over it."""
    under, heading = [], ""
    for one in found:
        is_short = one.headline and not one.url and len(one.headline) <= _SHORT
        if is_short and (day := _ONLY_DAY.fullmatch(one.headline)) and _is_day(day["day"]):
            heading = one.headline.strip("-–—=*#: ")
        else:
            one.heading = heading
            under.append(one)
    return under


def _without_times_alone(found: Sequence[Entry]) -> list[Entry]:
    """The lines without those that only say how long ago, or at what o'clock, the headline over them was."""
    kept: list[Entry] = []
    for one in found:
        is_short = kept and not one.url and len(one.headline) <= _SHORT
        if is_short and (_AGO.fullmatch(one.headline) or _ONLY_CLOCK.fullmatch(one.headline)):
            kept[-1].said = kept[-1].said or one.headline
        else:
            kept.append(one)
    return kept


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
    """Numbers before the headlines go where they count them."""
    numbered = [_NUMBER.fullmatch(one.headline) for one in found if one.headline]
    counts = [int(match[1]) for match in numbered if match]
    if len(counts) == len(numbered) and len({b - a for a, b in pairwise(counts)}) == 1 and abs(counts[1] - counts[0]) == 1:
        for one in found:
            if match := _NUMBER.fullmatch(one.headline):
                one.headline = match[2]


def _in_front(found: Sequence[Entry]) -> None:
    """Times before the headlines. One or two lines show no habit: there a sign must part them, or brackets stand around."""
    is_few = len(found) < _FEWEST

    def told(match: re.Match[str]) -> bool:
        is_parted = match["boxed"] or (match["sign"] and match["sign"] != ",")
        return _is_time(match["boxed"] or match["bare"]) and bool(is_parted or not is_few)

    for one, match in _habit(found, _IN_FRONT, told, fewest=1):
        one.headline, one.said = match["rest"], one.said or match["boxed"] or match["bare"]


def _behind(found: Sequence[Entry]) -> None:
    """Times behind the headlines, or how long ago they were."""
    for one, match in _habit(found, _AGO_BEHIND, lambda match: True):
        one.headline, one.said = match["rest"].rstrip(_SIGNS), one.said or match["ago"]
    for one, match in _habit(found, _BEHIND, lambda match: _is_time(match["boxed"] or match["bare"])):
        one.headline, one.said = match["rest"].rstrip(_SIGNS), one.said or match["boxed"] or match["bare"]


def _habit(
    found: Sequence[Entry], pattern: re.Pattern[str], told: Callable[[re.Match[str]], bool], *, fewest: int = _FEWEST
) -> list[tuple[Entry, re.Match[str]]]:
    """The lines that have something which most lines of the list have; none where it is no habit."""
    if len(found) < fewest:
        return []
    having: list[tuple[Entry, re.Match[str]]] = []
    for count, one in enumerate(found):
        if count == _FIRST and len(having) < _MOST * _FIRST / 2:
            return []
        if (match := pattern.fullmatch(one.headline)) and told(match):
            having.append((one, match))
    return having if len(having) >= _MOST * len(found) else []


def _agency(found: Sequence[Entry]) -> None:
    """Agencies in brackets, wherever one stands."""
    for one in found:
        if "(" not in one.headline and "[" not in one.headline:
            continue
        for pattern in (_BOXED_BEHIND, _BOXED_IN_FRONT):
            if (match := pattern.fullmatch(one.headline)) and agency(match["name"]):
                one.headline, one.outlet = match["rest"], match["name"]
                break


def _outlet(found: Sequence[Entry]) -> None:
    """Outlets behind the headlines; before them only agencies, since much else stands before a colon."""
    behind = _habit(found, _NAME_BEHIND, lambda m: _is_name(m["name"]) and (m["name"][0].isupper() or bool(agency(m["name"]))))
    before = _habit(found, _NAME_IN_FRONT, lambda m: _is_name(m["name"]) and bool(agency(m["name"])))
    for one, match in (*before, *behind):
        one.headline, one.outlet = match["rest"], one.outlet or match["name"].strip()


def _is_name(words: str) -> bool:
    return len(words.split()) <= _LONGEST_OUTLET


def _dated(found: Sequence[Entry]) -> None:
    """The instants and days that are printed, by the day over a headline where it has but a clock."""
    timed = [one for one in found if one.said or one.heading]
    around, _ = way_round([{"date": text} for one in timed for text in (one.said, one.heading)])
    for one in timed:
        is_clock = _ONLY_CLOCK.fullmatch(one.said) is not None
        day = dates.read(one.heading, around) if one.heading else NEVER
        if one.said and not is_clock:
            one.when = dates.read(one.said, around)
        elif is_clock and day.day:
            one.when = dates.read(f"{day.day.isoformat()} {one.said}")
        if not (one.when.instant or one.when.day):
            one.when = day if day.day else NEVER
            one.said = one.said or one.heading


def _is_time(stamp: str) -> bool:
    return _ONLY_CLOCK.fullmatch(stamp) is not None or _is_day(stamp)


def _is_day(stamp: str) -> bool:
    """Whether a stamp is a day; one without a year has the name of a month."""
    when = dates.read(stamp)
    if when.day or when.instant:
        return "only a" not in when.note
    words = re.findall(r"[^\W\d_]{3,12}", stamp)
    others = [word for word in words if not days.month_of(word)]
    return len(others) < len(words) and others in ([], words[:1])
