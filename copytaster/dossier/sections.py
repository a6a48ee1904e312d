"""Which section a sentence belongs to, seen from the whole situation: time, sides and cue words decide, the role only helps.

The trigger is the first day of the densest burst of copy that later copy keeps citing. What happened before it is background, what
followed is escalation; what a side says is a reaction; what looks ahead is outlook. What was news in June is background in October.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from copytaster.dossier.alone import QUOTED
from copytaster.dossier.telling import Candidate
from copytaster.dossier.values import Precision, SectionKey, When

# The trigger is told over this many days: copy comes in the evening and the next morning.
TRIGGER_DAYS = 2
# A burst is counted over a week; copy that cites the day counts from the third day on.
_BURST = dt.timedelta(days=7)
_LATER = dt.timedelta(days=3)
# What happened this long before the first copy can still be its trigger; after so long a day counts half.
_BEFORE = dt.timedelta(days=400)
_HALVED = dt.timedelta(days=730)
_DAY = dt.timedelta(days=1)

CONSEQUENCE = re.compile(
    r"\b(?:as a result|led to|leading to|caus(?:es|ed|ing)|prompt(?:s|ed|ing)|forc(?:ed|ing)|forces (?:\w+ ){1,3}to\b"
    r"|result(?:s|ed|ing) in"
    r"|consequences?"
    r"|fallout|displac\w+|homeless|evacuat\w+|suspend\w+|cancel\w+|halt(?:s|ed|ing)|clos(?:es|ed|ing)|clos(?:e|ure)"
    r"|prices?|shares|markets?|shortages?|refugees?|damages?|destroyed|bann?(?:s|ed|ing)|sanctions?|tariffs?"
    r"|strain(?:s|ed|ing)|deteriorat\w+|weaken\w*)\b",
    re.IGNORECASE,
)
# What follows from something, whenever it was: copy that only explains is no consequence for having one of the other words.
_FOLLOWS = re.compile(
    r"\b(?:as a result|led to|leading to|prompt(?:s|ed|ing)|result(?:s|ed|ing) in|forc(?:ed|ing))\b", re.IGNORECASE
)
OUTLOOK = re.compile(
    r"\b(?:will|would|could|may|might|expected|expects?|plans?|planned|scheduled|hopes?|intends?|set to|aims? to"
    r"|likely|upcoming|future|uncertain|remains to be seen"
    r"|if\b.{0,80}\bwould|next (?:week|month|year)|warn(?:s|ed)? (?:of|that))\b",
    re.IGNORECASE,
)


def find_trigger(told: Sequence[Candidate]) -> dt.date | None:
    """The first day of the burst that later copy cites most; None where no day stands out.

    A day counts twice for each version that comes back to it (a version that only names its month counts half), where two or more
    do, and half for each more than in the week before. Both fade with the years, because what is asked for is the beginning of what
    goes on now.
    """
    published, days, months = _calendar(told)
    if not published:
        return min((c.when.first for c in told if c.when), default=None)
    first, last = min(published), max(published)
    # What came before the first copy is not known: a week of its own as any other, where there are enough of them to tell.
    usual = sum(published.values()) * _BURST / (last - first) if last - first > 4 * _BURST else 0.0
    can_begin = [c for c in told if c.when and not c.lasts and c.read.role.label not in _OPINION]
    happened = {c.when.first for c in can_begin if c.when and c.when.precision == Precision.DAY}
    known = {d.replace(day=1) for d in happened}
    best: tuple[float, float, dt.date] | None = None
    for day in sorted({*happened, *(m for m in months if m not in known)}):
        if not first - _BEFORE <= day <= last:
            continue
        later = len(days.get(day, ())) + 0.5 * len(days.get(day + _DAY, ())) + 0.5 * len(months.get(day.replace(day=1), ()))
        burst = sum(n for d, n in published.items() if day <= d < day + _BURST)
        before = sum(n for d, n in published.items() if day - _BURST <= d < day) if day > first else usual
        if day == last and burst < 2 and last - first >= _BURST:
            continue  # what is told last has begun nothing that is told of here
        grown = max(0.0, burst - before) * (0.5 if day < last else 0.25)
        sure = 2.0 * (later if later >= 1.5 else 0) + grown
        score = sure * 0.5 ** ((last - day) / _HALVED)
        if best is None or score > best[0] * 1.001:
            best = (score, sure, day)
    return best[2] if best and (best[1] >= _STANDS_OUT or last - first <= 2 * _BURST) else None


# Over a longer time than a fortnight a day stands out when two later texts come back to it, or two more than usual follow it. Where
# less spoke for it in the demo's situations over months, every trigger that was read was arbitrary.
_STANDS_OUT = 1.0

Citing = dict[dt.date, set[int]]


def _calendar(told: Sequence[Candidate]) -> tuple[dict[dt.date, int], Citing, Citing]:
    """How many versions are of each day, and which versions come back to each day and to each month (named by its first day)."""
    published: Citing = defaultdict(set)
    days: Citing = defaultdict(set)
    months: Citing = defaultdict(set)
    for c in told:
        if c.day is None:
            continue
        published[c.day].add(c.citation.version)
        for time in c.read.times:
            if time.first and time.last and c.day - time.last >= _LATER and time.precision in {"day", "month"}:
                (days if time.precision == "day" else months)[time.first].add(c.citation.version)
    return {day: len(versions) for day, versions in published.items()}, days, months


def section_of(c: Candidate, trigger: dt.date | None, as_of: dt.date | None) -> SectionKey | None:
    """The section of one sentence, or None where none fits."""
    role, looks_ahead = c.read.role, _looks_ahead(c.told.text)
    if c.is_future or (looks_ahead and (role.outlook or role.label == "expectation")):
        is_sure = role.outlook or bool(_ahead(c))
        return SectionKey.OUTLOOK if is_sure and looks_ahead and _is_recent(c, as_of) else None
    if c.stands and trigger and c.stands.last < trigger:
        return SectionKey.BACKGROUND
    if c.voice and (c.voice.side or _is_heard(c)) and (trigger is None or c.day is None or c.day >= trigger):
        return SectionKey.REACTIONS
    if c.read.role.label == "history" or (trigger and ((c.day and c.day < trigger) or (c.when and c.when.first < trigger))):
        return SectionKey.BACKGROUND
    if trigger and c.when and _is_of_trigger(c.when, trigger) and c.read.role.label not in _OPINION:
        return SectionKey.TRIGGER
    if CONSEQUENCE.search(c.told.text) and _may_follow(c):
        return SectionKey.CONSEQUENCES
    if c.when and c.read.role.label not in _OPINION and c.when.precision != Precision.YEAR:
        return SectionKey.ESCALATION
    if c.day is None and c.read.role.label == "main":
        return SectionKey.ESCALATION  # a headline of a page without times is news, of a day that is not known
    return SectionKey.BACKGROUND if c.read.role.label == "context" and c.day is None else None


_OPINION = frozenset({"evaluation", "anecdote"})


@lru_cache(maxsize=32_768)
def _looks_ahead(text: str) -> bool:
    """Whether the copy itself looks ahead: what somebody says will be is a statement."""
    return OUTLOOK.search(text) is not None and OUTLOOK.search(QUOTED.sub(" ", text)) is not None


def _may_follow(c: Candidate) -> bool:
    """Whether a sentence with a word of consequence tells news; what only explains must say that it follows."""
    if c.read.role.label in {"consequence", "main"}:
        return bool(c.when or c.day)
    return c.read.role.label in {"context", "none"} and bool(c.when or (c.day and _FOLLOWS.search(c.told.text)))


def _is_of_trigger(when: When, trigger: dt.date) -> bool:
    if when.precision == Precision.MONTH:
        return when.first == trigger
    return trigger <= when.first <= when.last < trigger + dt.timedelta(days=TRIGGER_DAYS)


def _is_heard(c: Candidate) -> bool:
    """Whether somebody who is named and on no side is quoted word for word."""
    return bool(c.voice and c.voice.actor and c.is_quoted)


def _is_recent(c: Candidate, as_of: dt.date | None) -> bool:
    """Whether what looked ahead still does: copy of the last weeks, or a date that has not come."""
    if as_of is None or c.day is None:
        return as_of is None
    ahead = _ahead(c)
    return any(d > as_of for d in ahead) or (not ahead and as_of - c.day <= _STILL_AHEAD)


# So long an outlook without a date stays one. Of the demo's that were older than this when the copy ended all had been overtaken.
_STILL_AHEAD = dt.timedelta(days=14)


def _ahead(c: Candidate) -> list[dt.date]:
    """The dates that a sentence names and that lay ahead of it when it was reported."""
    return [t.first for t in c.read.times if c.day and t.first and t.first > c.day]
