"""Boosted trees that were learned elsewhere: many small trees over named signs, their leaves added up. Weights ship as JSON.

The trees are oblivious: on each floor of a tree one and the same question is asked, so the answers are the bits of the leaf's
number and all trees are walked in one step of arrays. It must not learn here: `train/` does, and writes the files.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
# What the answers on each floor count in the number of a leaf. One product takes a third of the time of floor after floor.
_BITS = (1 << np.arange(8)).astype(np.uint8)[:, None]


@dataclass(frozen=True, slots=True)
class Trees:
    """`sign` and `limit` hold the questions of the first floors of all trees, then of the second ones...: is that sign above that
    limit? `leaf` holds the leaves of all trees in one row, and `start` where each tree's begin.
    """

    signs: tuple[str, ...]
    sign: Numbers
    limit: Floats
    leaf: Floats
    start: Numbers
    offset: float

    def value(self, signs: ArrayLike) -> Floats:
        """The sum of the leaves that each row of signs leads to."""
        asked = np.asarray(signs, np.float64)
        floors = len(self.sign) // len(self.start)
        yes = (asked.take(self.sign, 1) > self.limit).view(np.uint8).reshape(len(asked), floors, len(self.start))
        at = (yes * _BITS[:floors]).sum(1, dtype=np.uint8)
        found: Floats = self.leaf.take(at + self.start).sum(1) + self.offset
        return found


@cache
def trees(name: str) -> Trees:
    """The trees that ship under a name."""
    data = json.loads(resources.files("copytaster.taste").joinpath(f"data/{name}.json").read_text(encoding="utf-8"))
    leaves = np.array(data["leaves"], np.float64)
    return Trees(
        tuple(data["signs"]),
        np.array(data["sign"], np.int64).T.ravel(),
        np.array(data["limit"], np.float64).T.ravel(),
        leaves.ravel(),
        np.arange(len(leaves)) * leaves.shape[1],
        float(data["offset"]),
    )
