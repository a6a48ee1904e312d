"""Fits small networks and writes them as copytaster/taste/learned.py reads them. Needs scikit-learn, which only training uses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

TARGET = Path(__file__).parent.parent / "copytaster" / "taste" / "data"


def fit(signs: Any, same: Any, weights: Any = None, *, units: int = 16, seeds: int = 4, decay: float = 0.05) -> dict[str, Any]:
    """A network as a mapping: several small ones side by side, their outputs averaged before the logistic."""
    from sklearn.neural_network import MLPClassifier

    mean, spread = signs.mean(0), signs.std(0) + 1e-6
    scaled = (signs - mean) / spread
    drawn_from = None if weights is None else weights / weights.sum()
    hidden, bias, out, offsets = [], [], [], []
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        rows = rng.choice(len(scaled), min(len(scaled), 80_000), p=drawn_from, replace=drawn_from is not None)
        net = MLPClassifier(hidden_layer_sizes=(units,), alpha=decay, early_stopping=True, max_iter=80, random_state=seed).fit(
            scaled[rows], same[rows]
        )
        hidden.append(net.coefs_[0])
        bias.append(net.intercepts_[0])
        out.append(net.coefs_[1][:, 0] / seeds)
        offsets.append(float(net.intercepts_[1][0]) / seeds)
    weight, shift = np.concatenate(hidden, 1), np.concatenate(bias)
    # Standardising is folded into the first layer.
    return {
        "hidden": (weight / spread[:, None]),
        "bias": shift - (mean / spread) @ weight,
        "out": np.concatenate(out),
        "offset": sum(offsets),
    }


def probability(net: dict[str, Any], signs: Any) -> Any:
    """The probabilities that a fitted network gives."""
    logit = np.maximum(signs @ net["hidden"] + net["bias"], 0) @ net["out"] + net["offset"]
    return 1 / (1 + np.exp(-np.clip(logit, -30, 30)))


def write(name: str, signs: Sequence[str], net: dict[str, Any]) -> None:
    """The file that ships: five significant digits are more than enough."""
    data = {"signs": list(signs)} | {k: _rounded(v) for k, v in net.items()}
    TARGET.mkdir(exist_ok=True)
    (TARGET / f"{name}.json").write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"wrote {TARGET / name}.json")


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.5g}")
    return [_rounded(v) for v in value.tolist()] if hasattr(value, "tolist") else [_rounded(v) for v in value]
