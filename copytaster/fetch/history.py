"""What a source's last answers were like and when it had news: kept short, in the notes of its state. Pure.

`answers` are the last twenty, as outcome and seconds; `arrivals` the hours in which something new came, for three weeks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from copytaster.fetch.outcome import Outcome
from copytaster.model import UTC, SourceState

ANSWERS = 20
DAYS = 21
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class History:
    """The last answers, oldest first, and the beginnings of the hours in which something new came, rising."""

    answers: tuple[tuple[Outcome, float], ...] = ()
    arrivals: tuple[dt.datetime, ...] = ()

    @classmethod
    def of(cls, state: SourceState) -> History:
        """The history that a state's notes keep; what cannot be read there is left out."""
        answers = []
        for word in state.notes.get("answers", "").split():
            outcome, _, seconds = word.partition("/")
            try:
                answers.append((Outcome(outcome.replace("_", " ")), float(seconds)))
            except ValueError:
                continue
        return cls(tuple(answers), tuple(dt.datetime.fromtimestamp(hour * _HOUR, UTC) for hour in _hours(state.notes)))


def answered(notes: Mapping[str, str], outcome: Outcome, seconds: float) -> dict[str, str]:
    """The notes with one more answer."""
    words = notes.get("answers", "").split()[1 - ANSWERS :]
    return {**notes, "answers": " ".join([*words, f"{outcome.value.replace(' ', '_')}/{seconds:.1f}"])}


def arrived(notes: Mapping[str, str], at: dt.datetime) -> dict[str, str]:
    """The notes with the hour in which something new came; hours of more than three weeks ago are dropped."""
    hour = int(at.timestamp() // _HOUR)
    kept = [earlier for earlier in _hours(notes) if hour - DAYS * 24 <= earlier < hour]
    return {**notes, "arrivals": " ".join(map(str, [*kept, hour]))}


def _hours(notes: Mapping[str, str]) -> list[int]:
    return [int(word) for word in notes.get("arrivals", "").split() if word.isascii() and word.isdigit() and len(word) < 8]
