"""How a source fares, told apart: good, new, waiting, slow, moved, silent, broken, gone; and when to raise an alert. Pure.

Each status comes with its reason in a sentence for the page. A single failure is no trouble yet: networks hiccup.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from copytaster.fetch.history import DAYS, History
from copytaster.fetch.outcome import Outcome
from copytaster.fetch.schedule import NOT_FOLLOWED
from copytaster.model import Pace, Source, SourceState

_HOUR = dt.timedelta(hours=1)
_DAY = dt.timedelta(days=1)
# Silent: nothing new for twice the longest pause of the last three weeks. Played through the eleven feeds of
# versions/many-outlets-2025-05_06.jsonl.gz that have the times for it, that is one false alarm in seven months of a feed, after a
# pause of 32 hours in the median; at 1.5 times it is one in four months, at 2.5 one in fourteen (`python -m bench.fetching`).
PAUSES = 2.0
# Never alarmed sooner than this, and with less than a week of arrivals only after this.
_LEAST: Mapping[Pace, dt.timedelta] = {Pace.WIRE: 2 * _HOUR, Pace.NEWS: 12 * _HOUR, Pace.SLOW: 3 * _DAY}
_UNKNOWN: Mapping[Pace, dt.timedelta] = {Pace.WIRE: 6 * _HOUR, Pace.NEWS: 3 * _DAY, Pace.SLOW: 45 * _DAY}
_ARRIVALS, _WEEK = 10, 7 * _DAY
# Failures in a row that make a source broken. What the settings forbid does not mend itself; what cannot be read seldom does.
_FAILURES = 3
_FAILURES_OF = {Outcome.REFUSED.value: 1, "unreadable": 2}
_SLOW_SECONDS = 10.0
_SLOW_SHARE = 0.3
_SLOW_ANSWERS = 5


class Status(enum.StrEnum):
    """How a source fares, worst last."""

    GOOD = "good"
    NEW = "new"
    WAITING = "waiting"
    MOVED = "moved"
    SLOW = "slow"
    SILENT = "silent"
    BROKEN = "broken"
    GONE = "gone"

    @property
    def is_trouble(self) -> bool:
        """Whether somebody should look: copy is missing, or will be."""
        return self in {Status.SILENT, Status.BROKEN, Status.GONE}


@dataclass(frozen=True, slots=True)
class Health:
    """How a source fares and why, in a sentence."""

    status: Status
    why: str


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to tell the desk: a source has got into trouble, or out of it."""

    source: str
    status: Status
    was: Status
    what: str


def health(source: Source, state: SourceState, history: History, now: dt.datetime) -> Health:
    """How a source fares now."""
    name = source.name or source.key
    if state.status == "gone":
        return Health(Status.GONE, state.problem or f"{name} is gone for good.")
    if state.checked is None:
        return Health(Status.NEW, f"{name} has not been asked yet.")
    if state.status == Outcome.RATE_LIMITED.value and not _waits_too_long(source, state, now):
        return Health(Status.WAITING, state.problem)
    if state.status == NOT_FOLLOWED:
        return Health(Status.BROKEN, state.problem)
    if state.failures >= _FAILURES_OF.get(state.status, _FAILURES):
        since = f" (no success since {_day(state.succeeded)})" if state.succeeded else " (it never worked)"
        return Health(Status.BROKEN, f"{state.problem.removesuffix('.')}{since}.")
    # While the desk itself was off or asleep nobody was asked, and nobody was silent.
    if silence := _silence(name, source, state, history, min(now, state.succeeded or now)):
        return Health(Status.SILENT, silence)
    if slowness := _slowness(name, history):
        return Health(Status.SLOW, slowness)
    if state.moved_to and state.moved_to != source.address:
        moved = f"{name} has moved to {state.moved_to}, where it is asked; `copytaster add {state.moved_to}` notes that for good."
        return Health(Status.MOVED, moved)
    if state.failures and (state.succeeded is None or (state.status == "unreadable" and state.changed is None)):
        return Health(Status.BROKEN, f"{state.problem.removesuffix('.')} (it never worked).")
    if state.failures:
        return Health(Status.GOOD, f"The last request failed, which is no trouble yet. {state.problem}")
    return Health(Status.GOOD, f"{name} answered as it should on {_day(state.succeeded)}.")


def alert(source: Source, before: Health | None, after: Health) -> Alert | None:
    """What to tell the desk when a source's health goes from one state to another; None when that is no news."""
    was = before.status if before else Status.NEW
    if after.status.is_trouble and after.status is not was:
        return Alert(source.key, after.status, was, after.why)
    if was.is_trouble and not after.status.is_trouble and after.status is not Status.WAITING:
        return Alert(source.key, after.status, was, f"{source.name or source.key} works again.")
    return None


def patience(pace: Pace, history: History) -> dt.timedelta:
    """After how long without news a source counts as silent."""
    arrivals = history.arrivals
    if len(arrivals) < _ARRIVALS or arrivals[-1] - arrivals[0] < _WEEK:
        return _UNKNOWN[pace]
    longest = max(later - earlier for earlier, later in pairwise(arrivals))
    return max(PAUSES * longest, _LEAST[pace])


def _waits_too_long(source: Source, state: SourceState, now: dt.datetime) -> bool:
    """Whether a server has asked to wait again and again, for so long that copy must be missing."""
    return state.failures >= _FAILURES and (state.succeeded is None or now - state.succeeded > _UNKNOWN[source.pace])


def _silence(name: str, source: Source, state: SourceState, history: History, now: dt.datetime) -> str:
    last = state.changed
    if last is None or now - last <= (allowed := patience(source.pace, history)):
        return ""
    is_known = len(history.arrivals) >= _ARRIVALS
    usual = f"its longest pause in {DAYS} days is half of {_span(allowed)}" if is_known else "that is unusual"
    silence = f"has had nothing new for {_span(now - last)} (since {_day(last)}); {usual}"
    return f"{name} answers, but {silence}. See whether its site goes on."


def _slowness(name: str, history: History) -> str:
    took = [seconds for outcome, seconds in history.answers if outcome.is_success]
    timeouts = sum(outcome is Outcome.SLOW for outcome, _ in history.answers)
    if len(history.answers) < _SLOW_ANSWERS:
        return ""
    if timeouts >= _SLOW_SHARE * len(history.answers):
        return f"{name} did not answer in time {timeouts} times out of {len(history.answers)}."
    return f"{name} takes {median(took):.0f} s to answer." if took and median(took) > _SLOW_SECONDS else ""


def _day(when: dt.datetime | None) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC" if when else "no day"


def _span(span: dt.timedelta) -> str:
    hours = span / _HOUR
    return f"{hours / 24:.0f} days" if hours >= 48 else f"{hours:.0f} hours"
