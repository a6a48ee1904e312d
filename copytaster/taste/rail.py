"""The rail of featured pieces: which of them has gone stale, by what, in words.

A piece goes stale by its age, by a year or a season that has passed, or because the wire has moved on in its situation. A piece
without a date has no age; none is invented for it.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass

from copytaster.model import Dated, Line
from copytaster.taste.wording import ago
from copytaster.text.background import telling
from copytaster.text.words import fold, words

_OLD = dt.timedelta(days=45)
_YEAR = re.compile(r"(?<![\d$€£,.])(19\d\d|20\d\d)(?![\d,]|\.\d)")
_SEASONS = {
    "christmas": ((11, 12, 1), "Christmas"),
    "new year's": ((12, 1), "New Year's"),
    "easter": ((3, 4), "Easter"),
    "halloween": ((10, 11), "Halloween"),
    "oktoberfest": ((9, 10), "Oktoberfest"),
    "ramadan": ((1, 2, 3, 4), "Ramadan"),
    "thanksgiving": ((11,), "Thanksgiving"),
    "valentine": ((2,), "Valentine's Day"),
    "black friday": ((11, 12), "Black Friday"),
}
_MONTHS = "january february march april may june july august september october november december".split()
_IN_MONTH = re.compile(r"\b(?:in|this|by|until|of)\s+(" + "|".join(_MONTHS) + r")\b")
_TERM = re.compile(r"\bbiden[- ]harris\b|\bpresident biden\b", re.IGNORECASE)
# How telling the words are that a newer line must share before it overtakes a featured piece.
_MOVED_ON = 17.0


class RailState(enum.StrEnum):
    """How a featured piece stands: `FRESH`, `STALE`, or `UNDATED` (nothing speaks against it, and it has no age)."""

    FRESH = "fresh"
    STALE = "stale"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class RailCall:
    """The judgment on a featured piece, with its reason and, where a newer line speaks against it, that line."""

    line: int
    state: RailState
    why: str
    by: int | None = None


def judge(feature: Line, near: Sequence[Line], now: dt.datetime) -> RailCall:
    """How a featured piece stands at an instant, beside the lines of the wire that may have moved on (any lines may be given)."""
    item = feature.head.item
    said = f"{feature.headline} {item.summary}"
    dated = feature.head.dated is not Dated.ARRIVAL
    for reason in (_year(said, now), _season(said, now)):
        if reason:
            return RailCall(feature.id, RailState.STALE, reason)
    if dated and now - feature.head.time > _OLD:
        return RailCall(feature.id, RailState.STALE, f"{ago((now - feature.head.time).total_seconds())} old")
    newer = _moved_on(feature, near, dated)
    if newer is not None:
        return RailCall(feature.id, RailState.STALE, f"the wire has moved on: “{newer.headline}”, {newer.time:%-d %B %Y}", newer.id)
    if dated:
        return RailCall(feature.id, RailState.FRESH, f"{ago((now - feature.head.time).total_seconds())} old")
    return RailCall(feature.id, RailState.UNDATED, "carries no date, and nothing in it has passed")


def telling_words(headline: str) -> list[str]:
    """The words of a headline, the most telling first, without those that cannot make a line overtake it: they are the commonest,
    and a line that shared only them would fall short. What shares none of these words need not be given to `judge`."""
    found = sorted(dict.fromkeys(words(headline)), key=telling, reverse=True)
    left = sum(map(telling, found))
    kept = []
    for word in found:
        if left < _MOVED_ON:
            break
        kept.append(word)
        left -= telling(word)
    return kept


def _year(said: str, now: dt.datetime) -> str:
    years = [int(y) for y in _YEAR.findall(said)]
    if years and max(years) < now.year:
        return f"names {max(years)}, and it is {now:%B %Y}"
    return ""


def _season(said: str, now: dt.datetime) -> str:
    folded = fold(said)
    for sign, (months, name) in _SEASONS.items():
        if sign in folded and now.month not in months:
            return f"speaks of {name}, and it is {now:%B}"
    named = _IN_MONTH.search(folded)
    if named and (now.month - 1 - _MONTHS.index(named.group(1))) % 12 in range(2, 10):
        return f"speaks of {named.group(1).title()}, and it is {now:%B}"
    return ""


def _moved_on(feature: Line, near: Sequence[Line], dated: bool) -> Line | None:
    """The newest line of the wire that tells of the same thing by its rare words, after the piece where the piece has a time."""
    own = dict.fromkeys(words(feature.headline))
    best: Line | None = None
    for line in near:
        if line.id == feature.id or line.genre is feature.genre or (dated and line.time <= feature.head.time):
            continue
        shared = own.keys() & set(words(line.headline))
        if len(shared) >= 2 and sum(telling(w) for w in shared) >= _MOVED_ON and (best is None or line.time > best.time):
            best = line
    return best
