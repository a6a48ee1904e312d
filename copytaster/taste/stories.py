"""Which story a line belongs to: the judgment behind `Taster.place`, over the rows near it.

It must not change the window. A story is never named here by more than the rows that stand in it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from copytaster.taste.traits import Traits
from copytaster.taste.window import NONE, Floats, Rows, Window
from copytaster.taste.wording import as_printed, later, listed
from copytaster.text.words import words

_CONSIDERED = 48
_JOIN = 0.34
_DEVELOPMENT = 0.22
# What was told two days ago still draws half as much as what was told today.
_HALF_LIFE = 4 * 86400.0


@dataclass(frozen=True, slots=True)
class Found:
    """A story that a line may join: its number, the row that drew it there, the score."""

    story: int
    row: int
    score: float


def best(window: Window, rows: Rows, cosines: Floats, time: float) -> Found | None:
    """The story that fits best, when one fits well enough."""
    labels = window.story[rows]
    held = labels != NONE
    rows, cosines, labels = rows[held], cosines[held], labels[held]
    if not len(rows):
        return None
    decayed = cosines * np.exp2(-np.abs(time - window.time[rows]) / _HALF_LIFE)
    order = np.argsort(-decayed, kind="stable")[:_CONSIDERED]
    scores: dict[int, list[float]] = {}
    first: dict[int, int] = {}
    for place in order.tolist():
        label = int(labels[place])
        scores.setdefault(label, []).append(float(decayed[place]))
        first.setdefault(label, int(rows[place]))
    story, score = max(((s, _score(found)) for s, found in scores.items()), key=lambda pair: (pair[1], -pair[0]))
    return Found(story, first[story], score) if score >= _JOIN else None


def _score(cosines: list[float]) -> float:
    """The nearest line counts most; more lines that are near speak for the story, with less and less to say."""
    top = cosines[:4]
    return top[0] + 0.1 * sum(top[1:])


def development(window: Window, rows: Rows, cosines: Floats) -> tuple[int, float] | None:
    """The nearest row at any distance in time that stands in a story, when it is near enough to be one development."""
    held = window.story[rows] != NONE
    rows, cosines = rows[held], cosines[held]
    if not len(rows):
        return None
    place = int(np.argmax(cosines))
    score = float(cosines[place])
    return (int(rows[place]), score) if score >= _DEVELOPMENT and not math.isnan(score) else None


def why(seen: Traits, headline: str, seconds: float) -> str:
    """Why a line is drawn to another, in words."""
    shared = [w for w in dict.fromkeys(words(headline)) if w in seen.weights]
    shared.sort(key=lambda w: -seen.weights[w])
    return f"shares {listed(as_printed(shared, headline))} with “{headline}”, {later(seconds)}"
