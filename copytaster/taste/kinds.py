"""What kind of news copy is: war, accident, crime, election, sport and so on, as probabilities from its words.

Two stories of one country that are of two kinds (a vote and a train crash) are seldom one development. The table (data/kinds.json,
made by train/kinds.py) holds for each root how much more often it is said in each kind than in all. It must not decide anything.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# Words lean on each other (a quake comes with its magnitude), so each is believed by half.
_BELIEVED = 0.5
# Where accidents and disasters stand among the kinds.
ACCIDENT = 3


@cache
def kinds() -> tuple[str, ...]:
    """The kinds, in the order of the columns."""
    return tuple(_table()[0])


def leaning(roots: Sequence[str]) -> Floats:
    """For each root, how far it leans to each kind: logarithms, 0 for a root that is in no table."""
    names, told = _table()
    none = [0.0] * len(names)
    return np.array([told.get(one, none) for one in roots], np.float32).reshape(-1, len(names)) * _BELIEVED


def likely(leanings: Floats) -> Floats:
    """The probability of each kind, from summed leanings (the last axis)."""
    risen = np.exp(leanings - leanings.max(-1, keepdims=True))
    found: Floats = risen / risen.sum(-1, keepdims=True)
    return found


@cache
def _table() -> tuple[list[str], dict[str, list[float]]]:
    data = json.loads(resources.files("copytaster.taste").joinpath("data/kinds.json").read_text(encoding="utf-8"))
    return data["kinds"], {root: [tenth / 10 for tenth in told] for root, told in data["roots"].items()}
