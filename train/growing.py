"""Grows boosted trees and writes them as copytaster/taste/trees.py reads them. Needs catboost, which only training uses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from train.fitting import TARGET

# A question that no sign answers with yes: it fills the floors of a tree that stopped early.
_NEVER = 1e30


def grow(
    signs: Any,
    target: Any,
    *,
    graded: bool,
    trees: int,
    rate: float,
    decay: float,
    share: float,
    seed: int,
    floors: int = 4,
) -> Any:
    """Oblivious trees: for truth values, or (`graded`) for grades. `share` of the signs is tried on each floor."""
    from catboost import CatBoostClassifier, CatBoostRegressor

    return (CatBoostRegressor if graded else CatBoostClassifier)(
        iterations=trees,
        depth=floors,
        learning_rate=rate,
        l2_leaf_reg=decay,
        rsm=share,
        border_count=64,
        bootstrap_type="Bernoulli",
        subsample=0.7,
        boosting_type="Plain",
        random_seed=seed,
        thread_count=1,
        verbose=0,
        allow_writing_files=False,
    ).fit(signs, target)


def raw(models: Sequence[Any], signs: Any) -> Any:
    """The mean of what several models answer, before any logistic."""
    return np.mean([m.predict(signs, prediction_type="RawFormulaVal") for m in models], axis=0)


def write(name: str, signs: Sequence[str], models: Sequence[Any]) -> None:
    """The file that ships: the mean of several models as one sum of leaves."""
    sign, limit, leaves, offset = [], [], [], 0.0
    with TemporaryDirectory() as folder:
        for number, model in enumerate(models):
            path = Path(folder) / f"{number}.json"
            model.save_model(str(path), format="json")
            grown = json.loads(path.read_text())
            scale, (bias,) = grown["scale_and_bias"]
            offset += bias / len(models)
            for tree in grown["oblivious_trees"]:
                questions = tree["splits"] or []
                missing = model.get_param("depth") - len(questions)
                sign.append([q["float_feature_index"] for q in questions] + [0] * missing)
                limit.append([float(f"{q['border']:.6g}") for q in questions] + [_NEVER] * missing)
                held = [float(f"{scale * leaf / len(models):.4g}") for leaf in tree["leaf_values"]]
                leaves.append(held + [0.0] * (2 ** model.get_param("depth") - len(held)))
    data = {"signs": list(signs), "sign": sign, "limit": limit, "leaves": leaves, "offset": float(f"{offset:.6g}")}
    (TARGET / f"{name}.json").write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"wrote {TARGET / name}.json")
