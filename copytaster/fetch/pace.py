"""How long we would wait of our own accord: the bounds of a pace, and between them the interval that fits how often there is news.

With a number of requests to spend, items wait least on average when a source is asked in proportion to the square root of its rate
(a mean wait of half the interval, weighted by items, minimised under a fixed sum of 1/interval). Pure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from copytaster.model import Pace, SourceState

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Bounds:
    """How often a source of one pace is asked. All in seconds.

    Never more often than `fastest` nor, unless the server asks for it, less often than `slowest`; at first every `first`; `daily`
    is the interval that fits one item a day; `cap` is the most that a server's freshness can ask.
    """

    fastest: float
    first: float
    daily: float
    slowest: float
    cap: float


BOUNDS: Mapping[Pace, Bounds] = {
    Pace.WIRE: Bounds(fastest=2 * MINUTE, first=5 * MINUTE, daily=50 * MINUTE, slowest=15 * MINUTE, cap=DAY),
    Pace.NEWS: Bounds(fastest=10 * MINUTE, first=30 * MINUTE, daily=2 * HOUR, slowest=2 * HOUR, cap=2 * DAY),
    Pace.SLOW: Bounds(fastest=HOUR, first=6 * HOUR, daily=5 * HOUR, slowest=DAY, cap=7 * DAY),
}
# The rate is a moving mean that forgets half in this time. On seven feeds of versions/many-outlets-2025-05_06.jsonl.gz items then
# wait 0.78 of what they would at a fixed interval with as many requests; from 6 to 72 hours it is 0.75 to 0.81, at one hour 0.89.
# Shrinking the interval after news and stretching it after none, as is often done, gives 0.84 to 0.94 (`python -m bench.fetching`).
HALF_LIFE = 12 * HOUR

_PERIODS = {"hourly": HOUR, "daily": DAY, "weekly": 7 * DAY, "monthly": 30 * DAY, "yearly": 365 * DAY}


def interval(pace: Pace, rate: float | None) -> float:
    """The interval that fits `rate` items a day; the first one where no rate is known."""
    bounds = BOUNDS[pace]
    if rate is None:
        return bounds.first
    return min(max(bounds.daily / math.sqrt(max(rate, 1e-3)), bounds.fastest), bounds.slowest)


def learnt(pace: Pace, rate: float | None, *, fresh: int, span: float) -> float:
    """The rate, in items a day, after `fresh` items came in `span` seconds. What comes at first sight (no span) teaches nothing."""
    bounds = BOUNDS[pace]
    before = (bounds.daily / bounds.first) ** 2 if rate is None else rate
    if span <= 0:
        return before
    kept: float = 0.5 ** (span / HALF_LIFE)
    return before * kept + fresh * DAY / span * (1 - kept)


def hinted(about: Mapping[str, str]) -> float | None:
    """How many seconds a feed asks to be left alone: ttl in minutes, or the syndication module's period and frequency.

    Of that module's two, a missing one means daily, and once (its section on defaults). A JSON Feed that says of itself that it is
    finished ("expired") is asked as seldom as may be.
    """
    hints = [365 * DAY] if about.get("expired") else []
    if (ttl := _count(about.get("ttl", ""))) is not None:
        hints.append(min(ttl * MINUTE, 365 * DAY))
    frequency = _count(about.get("update_frequency", ""))
    named = about.get("update_period", "").strip().lower()
    period = _PERIODS.get(named) or (DAY if frequency and not named else None)
    if period:
        hints.append(period / max(frequency or 1.0, 1.0))
    return max(hints, default=None)


def _count(text: str) -> float | None:
    """A number of minutes or of times, which some write with a fraction; None where it is none."""
    return float(text.replace(",", ".")) if re.fullmatch(r"\s*\d{1,99}(?:[.,]\d{1,9})?\s*", text, re.ASCII) else None


def noted(state: SourceState, name: str) -> float | None:
    """A number that the state's notes keep; None where there is none that makes sense."""
    try:
        kept = float(state.notes.get(name, ""))
    except ValueError:
        return None
    return kept if 0 <= kept < math.inf else None
