"""Trains the likeness of pairs: copytaster/taste/data/likeness.json.

    python -m train.likeness --data DATA      (needs scikit-learn, which only training uses)

Pairs and grades come from similarity/semeval2022-task8-sample; English pairs, pairs in one other language and pairs across
languages alike. The figures it prints are cross-validated over five parts, no article in two of them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from copytaster.evals.forms import item
from copytaster.evals.scoring import pearson
from copytaster.taste import likeness
from evals.adapt_taste import likeness as pairs
from train.fitting import TARGET, _rounded

_GRADES = 3.0


def fit(signs: Any, grades: Any, seeds: int = 6) -> dict[str, Any]:
    """Small networks side by side, fitted to grades from 0 to 1 through the logistic."""
    from sklearn.neural_network import MLPRegressor

    mean, spread = signs.mean(0), signs.std(0) + 1e-6
    scaled = (signs - mean) / spread
    # The logit of a grade, kept away from its poles, makes least squares behave.
    target = np.log((grades + 0.08) / (1.08 - grades))
    nets = [
        MLPRegressor(hidden_layer_sizes=(8,), alpha=2.0, max_iter=600, random_state=seed, tol=1e-5).fit(scaled, target)
        for seed in range(seeds)
    ]
    weight = np.concatenate([n.coefs_[0] for n in nets], 1)
    shift = np.concatenate([n.intercepts_[0] for n in nets])
    return {
        "hidden": weight / spread[:, None],
        "bias": shift - (mean / spread) @ weight,
        "out": np.concatenate([n.coefs_[1][:, 0] for n in nets]) / seeds,
        "offset": float(np.mean([n.intercepts_[1][0] for n in nets])),
    }


def probability(net: dict[str, Any], signs: Any) -> Any:
    """What a fitted network answers."""
    logit = np.maximum(signs @ net["hidden"] + net["bias"], 0) @ net["out"] + net["offset"]
    return 1 / (1 + np.exp(-logit))


def parts(rows: list[dict[str, Any]], count: int) -> np.ndarray:
    """A part for each pair, so that pairs that share an article share a part."""
    root: dict[str, str] = {}

    def first(x: str) -> str:
        while root.setdefault(x, x) != x:
            x = root[x]
        return x

    for row in rows:
        a, b = row["id"].split("_")
        root[first(a)] = first(b)
    numbers = {name: i for i, name in enumerate(sorted({first(r["id"].split("_")[0]) for r in rows}))}
    return np.array([numbers[first(r["id"].split("_")[0])] * 7919 % count for r in rows])


def main() -> None:
    """Cross-validate, fit on all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    rows = pairs(parser.parse_args().data, lambda _: True)
    signs = np.array([likeness.signs(item(r, "_a"), item(r, "_b")) for r in rows])
    grades = np.array([r["score"] / _GRADES for r in rows])
    part = parts(rows, 5)
    found = np.zeros(len(rows))
    for fold in range(5):
        found[part == fold] = probability(fit(signs[part != fold], grades[part != fold]), signs[part == fold])
    kind = np.array([f"{r['lang_a']}-{r['lang_b']}" for r in rows])
    for name in sorted(set(kind)):
        chosen = kind == name
        print(f"{name}: {chosen.sum()} pairs, Pearson {pearson(found[chosen].tolist(), grades[chosen].tolist()):.3f}")
    print(f"all: Pearson {pearson(found.tolist(), grades.tolist()):.3f}")
    for i, name in enumerate(likeness.SIGNS):
        chosen = kind == "en-en"
        print(f"   {name}: alone {pearson(signs[chosen, i].tolist(), grades[chosen].tolist()):.3f} on English pairs")
    net = fit(signs, grades)
    data = {"signs": list(likeness.SIGNS)} | {k: _rounded(v) for k, v in net.items()}
    (TARGET / "likeness.json").write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
