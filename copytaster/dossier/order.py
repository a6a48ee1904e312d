"""What is told of one day in an order in which it can be understood: a decree before who refuses to comply with it.

It must not move anything to another day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
_THING = (
    r"(?P<thing>decree|order|ruling|verdict|law|bill|ban|agreement|deal|treaty|letter|lawsuit|proposal|plan|ceasefire|truce|curfew|decision"
    r"|ultimatum|offer|pardon|summons|subpoena|strike|offensive)"
)
_NEW = re.compile(rf"\b[Aa]n?\s(?:[\w-]+\s){{0,2}}{_THING}\b")
_KNOWN = re.compile(rf"(?:\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Tt]his|[Tt]hat)|['’]s?)\s(?:[\w-]+\s)?{_THING}\b")


def understood(told: Sequence[T], text: Callable[[T], str], day: Callable[[T], dt.date | None]) -> list[T]:
    """What is told in order of time, with what names a thing as known behind what tells of it first, where both are of one day."""
    made: list[T] = []
    for one in told:
        new = {m["thing"] for m in _NEW.finditer(text(one))}
        at = next((at for at, other in enumerate(made) if day(other) == day(one) and new & _as_known(text(other))), len(made))
        made.insert(at, one)
    return made


def _as_known(text: str) -> set[str]:
    return {m["thing"] for m in _KNOWN.finditer(text)} - {m["thing"] for m in _NEW.finditer(text)}
