"""Trains the likeness of pairs: copytaster/taste/data/likeness.json, likeness-trees.json and likeness-across.json.

    python -m train.likeness --data DATA      (needs scikit-learn and catboost, which only training uses)

Pairs and grades come from similarity/semeval2022-task8-sample. Pairs in one language, whichever it is, train a network and boosted
trees, whose mean is taken; pairs across languages are judged by a network that saw all pairs. What is learned is six tenths the
grade itself and two tenths each of the grades for what is narrated and who is named: three readings of one pair err less than one.
The figures it prints are correlations with the grade itself, cross-validated over five parts, no article in two of them, three
times with other parts.
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
from evals.adapt_taste import rows as read
from train import growing
from train.fitting import TARGET, _rounded

_GRADES = 3.0
_BLEND = {"overall": 0.6, "narrative": 0.2, "entities": 0.2}
_PARTS = 5
_TIMES = 3


def fit(signs: Any, grades: Any, *, seeds: int = 6, decay: float = 10.0) -> dict[str, Any]:
    """Small networks side by side, fitted to grades from 0 to 1 through the logistic."""
    from sklearn.neural_network import MLPRegressor

    mean, spread = signs.mean(0), signs.std(0) + 1e-6
    scaled = np.clip((signs - mean) / spread, -4, 4)
    # The logit of a grade, kept away from its poles, makes least squares behave.
    target = np.log((grades + 0.08) / (1.08 - grades))
    nets = [
        MLPRegressor(hidden_layer_sizes=(8,), alpha=decay, max_iter=600, random_state=seed, tol=1e-5).fit(scaled, target)
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


def fit_across(signs: Any, grades: Any, across: Any) -> dict[str, Any]:
    """A network for two languages, that sees all pairs and is told which are of two; once it has learned, its pairs always are."""
    net = fit(np.hstack([signs, across[:, None]]), grades, decay=2.0)
    return net | {"hidden": net["hidden"][:-1], "bias": net["bias"] + net["hidden"][-1]}


def boosted(signs: Any, grades: Any, seeds: int = 2) -> list[Any]:
    """Boosted trees over part of the pairs and signs, twice, to be averaged."""
    return [growing.grow(signs, grades, graded=True, trees=300, rate=0.04, decay=10, share=0.4, seed=seed) for seed in range(seeds)]


def parts(rows: list[dict[str, Any]], count: int, seed: int = 0) -> np.ndarray:
    """A part for each pair, so that pairs that share an article share a part."""
    root: dict[str, str] = {}

    def first(x: str) -> str:
        while root.setdefault(x, x) != x:
            x = root[x]
        return x

    for row in rows:
        a, b = row["id"].split("_")
        root[first(a)] = first(b)
    names = sorted({first(r["id"].split("_")[0]) for r in rows})
    drawn = dict(zip(names, np.random.default_rng(seed).integers(0, count, len(names)).tolist(), strict=True))
    return np.array([drawn[first(r["id"].split("_")[0])] for r in rows])


def blended(data: Path, rows: list[dict[str, Any]]) -> Any:
    """What is learned for each pair, from 0 to 1 (the set has 1 for the same, 4 for unrelated)."""
    graded = {r["pair_id"]: r for r in read(data / "similarity/semeval2022-task8-sample.jsonl.gz")}
    return np.array([sum(share * (4 - float(graded[r["id"]][name])) for name, share in _BLEND.items()) / _GRADES for r in rows])


def judged(signs: Any, target: Any, across: Any, part: Any) -> dict[str, Any]:
    """What is answered for each pair when its part was left out: by the network, by the trees, by what ships."""
    net, grown = np.zeros(len(target)), np.zeros(len(target))
    for fold in range(_PARTS):
        here, learned = part == fold, (part != fold) & ~across
        net[here] = probability(fit(signs[learned], target[learned]), signs[here])
        grown[here] = growing.raw(boosted(signs[learned], target[learned]), signs[here])
        every, asked = part != fold, here & across
        net[asked] = probability(fit_across(signs[every], target[every], across[every]), signs[asked])
    return {"network": net, "trees": grown, "shipped": np.where(across, net, (net + grown) / 2)}


def main() -> None:
    """Cross-validate, fit on all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    rows = pairs(data, lambda _: True)
    signs = np.array([likeness.signs(item(r, "_a"), item(r, "_b")) for r in rows])
    grades = np.array([r["score"] / _GRADES for r in rows])
    target = blended(data, rows)
    kind = np.array([f"{r['lang_a']}-{r['lang_b']}" for r in rows])
    across = np.array([r["lang_a"] != r["lang_b"] for r in rows])
    times = [judged(signs, target, across, parts(rows, _PARTS, seed)) for seed in range(_TIMES)]
    for judge in times[0]:
        for name in (*sorted(set(kind)), "across") if judge == "shipped" else ("en-en",):
            chosen = across if name == "across" else kind == name
            found = [pearson(t[judge][chosen].tolist(), grades[chosen].tolist()) for t in times]
            told = " ".join(f"{f:.3f}" for f in found)
            print(f"{judge}, {name}: {chosen.sum()} pairs, Pearson {np.mean(found):.4f} ({told})", flush=True)
    nets = {"likeness": fit(signs[~across], target[~across]), "likeness-across": fit_across(signs, target, across)}
    for name, net in nets.items():
        held = {"signs": list(likeness.SIGNS)} | {k: _rounded(v) for k, v in net.items()}
        (TARGET / f"{name}.json").write_text(json.dumps(held, separators=(",", ":")) + "\n", encoding="utf-8")
    growing.write("likeness-trees", likeness.SIGNS, boosted(signs[~across], target[~across]))


if __name__ == "__main__":
    main()
