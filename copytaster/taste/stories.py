"""Which story a line belongs to: the judgment behind `Taster.place`, over the rows near it.

It must not change the window. A story is known here by the rows that stand in it and by the sums of its slot.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from copytaster.taste.gathering import Group, Weights, score_alone
from copytaster.taste.traits import Traits
from copytaster.taste.window import NONE, Floats, Rows, Window
from copytaster.taste.wording import as_printed, later, listed
from copytaster.text.words import root, words

# A story is not joined on the word of one common term: its sum must be this near to the line at least.
_NEAREST = 0.1
# Of the stories near a line, so many are scored.
_SCORED = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A group that a line may join: its slot, the row that drew it there, the score."""

    slot: int
    row: int
    score: float


def best(by: Weights, window: Window, rows: Rows, cosines: Floats, length: int, crowd: float) -> Found | None:
    """The story whose score is highest, whether or not it is high enough. `cosines` have time taken off already."""
    if not len(rows):
        return None
    slots, sums = window.drawn(rows, cosines)
    near = sums * sums / window.mass[slots]
    if len(slots) > _SCORED:
        top = np.argpartition(near, -_SCORED)[-_SCORED:]
        slots, sums, near = slots[top], sums[top], near[top]
    found = -math.inf
    chosen = NONE
    size, mass, words_held, crowds = (of[slots].tolist() for of in (window.size, window.mass, window.words, window.crowd))
    for place, (slot, total, nearness) in enumerate(zip(slots.tolist(), sums.tolist(), near.tolist(), strict=True)):
        if nearness < _NEAREST * _NEAREST:
            continue
        group = Group(size[place], max(mass[place], 1e-6), max(words_held[place], 1.0), crowds[place])
        reached = score_alone(by, total, length, crowd, group)
        if reached > found or (reached == found and slot < chosen):
            found, chosen = reached, slot
    if chosen == NONE:
        return None
    within = np.nonzero(window.slot[rows] == chosen)[0]
    return Found(chosen, int(rows[within[cosines[within].argmax()]]), found)


def faded(window: Window, rows: Rows, cosines: Floats, time: float, half_life: float) -> Floats:
    """Cosines with time taken off: what is `half_life` seconds away is half as near."""
    result: Floats = (cosines * np.exp2(np.abs(window.time[rows] - time) / -half_life)).astype(np.float32)
    return result


def why(seen: Traits, headline: str, seconds: float) -> str:
    """Why a line is drawn to another, in words."""
    shared = [w for w in dict.fromkeys(map(root, words(headline))) if w in seen.weights]
    if not shared:
        return f"tells the same at length as “{headline}”, {later(seconds)}"
    shared.sort(key=lambda w: -seen.weights[w])
    return f"shares {listed(as_printed(shared, headline))} with “{headline}”, {later(seconds)}"


def likelihood(score: float) -> float:
    """A score as a number from 0 to 1 that people can compare; one half is where both decisions are as good."""
    return round(1 / (1 + math.exp(-4 * max(min(score, 7.0), -7.0))), 3)
