"""Which story a line belongs to: the judgment behind `Taster.place`, over the rows near it.

It must not change the window. A story is known here by the rows that stand in it and by the sums of its slot.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copytaster.taste.gathering import Weights, score_alone
from copytaster.taste.traits import Traits
from copytaster.taste.window import NONE, Floats, Places, Window
from copytaster.taste.wording import bare, later, listed
from copytaster.text.lexicon import printed
from copytaster.text.spots import differ, happened_to

# A story is not joined on the word of one common term: its sum must be this near to the line at least.
_NEAREST = 0.1
# A word that is capitalised this often is a name.
_NAME = 0.7
ELSEWHERE = "another place, accident, match or prize"
# A test in capitals: a test match, a nuclear test and a test case are news.
_TEST = re.compile(r"\W*TEST(?:ING)?\b(?:\W*(?i:test|page|message|only|please|ignore|transmission)\b|\W*$)")
# Of the stories near a line, the nearest are scored; with eight instead of four not one call changed (UCI headlines, ECB+).
_SCORED = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A group that a line may join: its slot, the row that drew it there, the score."""

    slot: int
    row: int
    score: float


def best(by: Weights, window: Window, rows: Places, cosines: Floats, length: int, crowd: float) -> Found | None:
    """The story whose score is highest, whether or not it is high enough. `cosines` have time taken off already."""
    of = window.slot.take(rows)
    inside = (of != NONE).nonzero()[0]
    if not len(inside):
        return None
    if len(inside) < len(rows):
        rows, cosines, of = rows.take(inside), cosines.take(inside), of.take(inside)
    slots, sums = window.drawn(of.astype(np.intp), cosines)
    shapes = window.shape.take(slots, 0)
    if len(slots) > _SCORED:
        top = (sums * sums / shapes[:, 1]).argpartition(-_SCORED)[-_SCORED:]
        slots, sums, shapes = slots.take(top), sums.take(top), shapes.take(top, 0)
    found, chosen = -math.inf, NONE
    for slot, product, shape in zip(slots.tolist(), sums.tolist(), shapes.tolist(), strict=True):
        if product * product < _NEAREST * _NEAREST * shape[1]:
            continue
        reached = score_alone(by, product, length, crowd, shape)
        if reached > found or (reached == found and slot < chosen):
            found, chosen = reached, slot
    if chosen == NONE:
        return None
    at = (of == chosen).nonzero()[0]
    return Found(chosen, int(rows[at[cosines.take(at).argmax()]]), found)


def faded(cosines: Floats, away: NDArray[np.float64], half_life: float) -> Floats:
    """Cosines with time taken off: what is `half_life` seconds away is half as near."""
    result: Floats = np.exp2((away * (-1.0 / half_life)).astype(np.float32))
    result *= cosines
    return result


def apart(headline: str, seen: Traits, known: Callable[[], Traits] | None) -> str:
    """Why a line is of another event than the one that draws it, whatever words they share; nothing where it may be the same.

    `headline` is that other one's; `known` gives all its traits, which only a line that names a state is compared by, and None
    stands for one that names no state.
    """
    if elsewhere(headline, seen.headline):
        return ELSEWHERE
    if known is None or not seen.states:
        return ""
    other = known()
    if other.states and other.states.isdisjoint(seen.states) and not _names(other) & _names(seen):
        return "another state, and no name in common,"
    return ""


def _names(seen: Traits) -> set[str]:
    return {stem for stem, (weight, named) in seen.worth.items() if weight and named >= _NAME * weight}


def elsewhere(known: str, seen: str) -> bool:
    """Whether two headlines count or decide what belongs to two places, matches or prizes."""
    here = happened_to(seen)
    return bool(here.where) and differ(happened_to(known), here)


def is_test(headline: str) -> bool:
    """Whether a wire only tries its line: "TEST PAGE", "TEST - please ignore"."""
    return "TEST" in headline and bool(_TEST.match(headline))


def why(seen: Traits, headline: str, seconds: float) -> str:
    """Why a line is drawn to another, in words."""
    weights = seen.weights
    shared: list[tuple[float, str]] = []
    for shown, words in printed(headline):
        for word in words:
            stem, root = word.stem, word.root
            if root in weights:
                shared.append((-weights[root], bare(shown)))
            if stem != root and stem in weights:
                shared.append((-weights[stem], bare(shown)))
    if not shared:
        return f"tells the same at length as “{headline}”, {later(seconds)}"
    shared.sort()
    return f"shares {listed(list(dict.fromkeys([word for _, word in shared])))} with “{headline}”, {later(seconds)}"


def likelihood(score: float) -> float:
    """A score as a number from 0 to 1 that people can compare; one half is where both decisions are as good."""
    return round(1 / (1 + math.exp(-4 * max(min(score, 7.0), -7.0))), 3)
