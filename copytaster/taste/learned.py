"""What the judges have learned: small networks whose weights ship as JSON, with a card that names their data (data/CARD.md).

A network is one layer of rectified units over standardised signs and one output; the probability is its logistic. It must not
learn here: `train/` does, and writes the files.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Network:
    """Weights over named signs: (x * scale + shift) -> rectified hidden units -> one number."""

    signs: tuple[str, ...]
    hidden: Floats
    bias: Floats
    out: Floats
    offset: float
    # The least and the most of each sign that was learned from: beyond, a sign counts as if it stood there.
    within: tuple[Floats, Floats] | None = None

    def logit(self, signs: ArrayLike) -> Floats:
        """The logit for each row of signs."""
        known = np.asarray(signs, np.float64)
        if self.within is not None:
            known = np.minimum(np.maximum(known, self.within[0]), self.within[1])
        found: Floats = np.maximum(known @ self.hidden + self.bias, 0.0) @ self.out + self.offset
        return found

    def probability(self, signs: ArrayLike) -> Floats:
        """The probability for each row of signs."""
        found: Floats = 1.0 / (1.0 + np.exp(-np.clip(self.logit(signs), -30, 30)))
        return found


def logistic(logit: float) -> float:
    """The probability that one logit stands for."""
    return 1.0 / (1.0 + math.exp(-max(min(logit, 30.0), -30.0)))


@cache
def network(name: str) -> Network:
    """The network that ships under a name."""
    data = json.loads(resources.files("copytaster.taste").joinpath(f"data/{name}.json").read_text(encoding="utf-8"))
    return Network(
        tuple(data["signs"]),
        np.array(data["hidden"], np.float64),
        np.array(data["bias"], np.float64),
        np.array(data["out"], np.float64),
        float(data["offset"]),
        (np.array(data["least"], np.float64), np.array(data["most"], np.float64)) if "least" in data else None,
    )
