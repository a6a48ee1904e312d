"""Which section a sentence belongs to, seen from the whole situation: time, sides and cue words decide, the role only helps.

The trigger is the first day of the densest burst of copy that later copy keeps citing. What happened before it is background, what
followed is escalation; what a side says is a reaction; what looks ahead is outlook. What was news in June is background in October.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

from copytaster.dossier.actors import Cast
from copytaster.dossier.sides import side_of
from copytaster.dossier.telling import Candidate
from copytaster.dossier.values import Precision, SectionKey, Side, When

# The trigger is told over this many days: copy comes in the evening and the next morning.
TRIGGER_DAYS = 2
# A burst is counted over a week; copy that cites the day counts from the third day on.
_BURST = dt.timedelta(days=7)
_LATER = dt.timedelta(days=3)

CONSEQUENCE = re.compile(
    r"\b(?:as a result|led to|leading to|caus(?:es|ed|ing)|prompt(?:s|ed|ing)|forc(?:es|ed|ing)|result(?:s|ed|ing) in"
    r"|consequences?|impact\w*"
    r"|fallout|aftermath|toll|displac\w+|homeless|evacuat\w+|suspend\w+|cancel\w+|halt(?:s|ed|ing)|clos(?:es|ed|ing)|clos(?:e|ure)"
    r"|prices?|shares|markets?|shortages?|refugees?|damages?|destroyed|bann?(?:s|ed|ing)|sanctions?|tariffs?"
    r"|strain(?:s|ed|ing)|deteriorat\w+|weaken\w*)\b",
    re.IGNORECASE,
)
OUTLOOK = re.compile(
    r"\b(?:will|would|could|may|might|expected|expects?|plans?|planned|scheduled|hopes?|intends?|set to|aims? to"
    r"|likely|upcoming|future|uncertain|remains to be seen"
    r"|if\b.{0,80}\bwould|next (?:week|month|year)|warn(?:s|ed)? (?:of|that))\b",
    re.IGNORECASE,
)


def find_trigger(told: Sequence[Candidate]) -> dt.date | None:
    """The first day of the burst that later copy cites most; None where the copy has no dates."""
    days = Counter(c.when.first for c in told if c.when and c.when.precision == Precision.DAY)
    published = Counter(c.day for c in told if c.day)
    if not published:
        return min(days, default=None)
    cited: Counter[dt.date] = Counter()
    for c in told:
        if c.when and c.day and c.day - c.when.first >= _LATER:
            cited[c.when.first] += 1
    first, last = min(published), max(published)
    best: tuple[float, dt.date] | None = None
    for day in sorted({*days, *(d for d in cited if d >= first - dt.timedelta(days=400))}):
        burst = sum(n for d, n in published.items() if day <= d < day + _BURST)
        before = sum(n for d, n in published.items() if day - _BURST <= d < day)
        later = sum(n for d, n in cited.items() if day <= d < day + dt.timedelta(days=TRIGGER_DAYS))
        score = 2.0 * later + max(0, burst - before) * (0.5 if day < last else 0.25)
        if best is None or score > best[0] * 1.001:
            best = (score, day)
    return best[1] if best else None


def section_of(
    c: Candidate, trigger: dt.date | None, cast: Cast, sides: Sequence[Side], as_of: dt.date | None
) -> SectionKey | None:
    """The section of one sentence, or None where none fits."""
    if c.is_future or (c.read.role.label == "expectation" and OUTLOOK.search(c.told.text) and _is_recent(c, as_of)):
        return SectionKey.OUTLOOK if _is_recent(c, as_of) else None
    speaker = speaker_side(c, cast, sides)
    if c.when and trigger and _before(c.when, trigger):
        return SectionKey.BACKGROUND
    if c.read.role.label == "history":
        return SectionKey.BACKGROUND
    if speaker and c.read.says:
        return SectionKey.REACTIONS
    if (
        c.when
        and trigger
        and trigger <= c.when.first < trigger + dt.timedelta(days=TRIGGER_DAYS)
        and c.when.precision == Precision.DAY
    ):
        return SectionKey.TRIGGER
    if CONSEQUENCE.search(c.told.text) and c.read.role.label in {"consequence", "main", "context", "none"}:
        return SectionKey.CONSEQUENCES
    if c.when and trigger:
        return SectionKey.ESCALATION
    if c.read.role.label == "context":
        return SectionKey.BACKGROUND
    return None


def speaker_side(c: Candidate, cast: Cast, sides: Sequence[Side]) -> str:
    """The side of whoever speaks in a sentence, or nothing."""
    for said in c.read.says:
        if said.source:
            for actor in cast.in_span(c.read, *said.source):
                if side := side_of(actor, sides):
                    return side
    return ""


def _before(when: When, trigger: dt.date) -> bool:
    return when.last < trigger


def _is_recent(c: Candidate, as_of: dt.date | None) -> bool:
    """Whether what looked ahead still does: copy of the last weeks, or a date that has not come."""
    if as_of is None or c.day is None:
        return as_of is None
    ahead = [t.first for t in c.read.times if t.first and t.first > c.day]
    return any(d > as_of for d in ahead) or (not ahead and as_of - c.day <= dt.timedelta(days=45))
