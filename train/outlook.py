"""Makes copytaster/dossier/data/outlook.npz: how likely an expectation is one (copytaster/dossier/outlook.py).

    python -m train.outlook --data DATA      (needs torch and scikit-learn, which only the training scripts use)

A logistic regression over what the role model says of a sentence and its neighbours and over how the sentence speaks of the
future, on NewsDiscourse (roles/), train and validation parts. The weights of a fold are learned on the documents of the other four,
each as scored by a role model that saw neither its own fold nor the one that is held out: ten role models are trained for that, one
for each pair of folds, and thrown away. The weights for other documents are learned on all, each scored by the one fold that ships
and did not see it. Cues of fewer than eight documents are dropped. The bar of a fold is learned on the chances of the others.
"""

from __future__ import annotations

import argparse
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from copytaster.dossier.outlook import AHEAD, candidates, chances, cues, measures
from copytaster.dossier.rolefeatures import Features
from copytaster.dossier.rolemodel import FOLDS, LABELS, fingerprint, laid_out, read, scores, weighed
from copytaster.evals.newsdiscourse import Document, documents, seen
from train.roles import learned

TARGET = Path(__file__).parent.parent / "copytaster" / "dossier" / "data" / "outlook.npz"
# Chosen on folds: the inverse regularisation (.03 and .1 tried) and the least number of documents of a cue.
STRENGTH, FEWEST = 0.03, 8
# The bars that are tried, and how many of the surest fifth are to be right (83 % were asked for).
BARS, ASKED = np.arange(0.4, 0.71, 0.05), 0.84

Told = tuple[Any, Any]


def main() -> None:
    """Train all folds and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    corpus = list(documents(parser.parse_args().data / "roles" / "newsdiscourse-train-validation.tar.gz"))
    found = [seen(document) for document in corpus]
    folds = np.array([fingerprint(document.sentences) % FOLDS for document in corpus])
    by_fold = [scores(f, headline=d.headline, fold=int(k)) for f, d, k in zip(found, corpus, folds, strict=True)]
    without = _without(corpus, found, folds)
    names = _names(corpus)
    rows = []
    for fold in range(FOLDS):
        others = [i for i in range(len(corpus)) if folds[i] != fold]
        rows.append(_fitted([corpus[i] for i in others], [without[fold][i] for i in others], names))
    rows.append(_fitted(corpus, by_fold, names))
    weights, bias = np.stack([w for w, _ in rows]).astype(np.float32), np.array([b for _, b in rows], np.float32)
    held = {"cues": np.array("\n".join(names)), "weights": weights, "bias": bias, "bars": np.zeros(FOLDS + 1, np.float32)}
    np.savez_compressed(TARGET, **held)
    held["bars"] = _bars(corpus, by_fold, folds)
    np.savez_compressed(TARGET, **held)
    print(f"{len(corpus)} documents, {len(names)} cues, {TARGET.stat().st_size} bytes, bars {held['bars']}")


def _without(corpus: list[Document], found: list[list[Features]], folds: Any) -> list[dict[int, Told]]:
    """For each fold: the documents of the other folds, as scored by a model that saw neither that fold nor theirs."""
    result: list[dict[int, Told]] = [{} for _ in range(FOLDS)]
    pairs = list(combinations(range(FOLDS), 2))
    for at in range(0, len(pairs), FOLDS):
        some = pairs[at : at + FOLDS]
        held = learned(corpus, found, folds, [np.isin(folds, pair) for pair in some])
        for place, pair in enumerate(some):
            tables = laid_out(read(held), place)
            for fold, other in (pair, pair[::-1]):
                for i in np.flatnonzero(folds == other).tolist():
                    result[fold][i] = weighed(tables, found[i], corpus[i].headline)
    return result


def _names(corpus: list[Document]) -> dict[str, int]:
    seen_in: Counter[str] = Counter()
    for document in corpus:
        seen_in.update({name for text in document.sentences for name in cues(text)})
    return {name: row for row, name in enumerate(sorted(n for n, count in seen_in.items() if count >= FEWEST))}


def _fitted(corpus: list[Document], told: list[Told], names: dict[str, int]) -> tuple[Any, float]:
    from sklearn.linear_model import LogisticRegression

    rows, right = [], []
    for document, (labels, speech) in zip(corpus, told, strict=True):
        measured = measures(labels, speech)
        for place in candidates(labels):
            counts = np.zeros(len(names), np.float32)
            counts[[names[name] for name in cues(document.sentences[place]) if name in names]] = 1
            rows.append(np.concatenate([measured[place], counts]))
            right.append(document.labels[place] == LABELS[AHEAD])
    fitted = LogisticRegression(C=STRENGTH, max_iter=1000).fit(np.array(rows), np.array(right))
    return fitted.coef_[0], float(fitted.intercept_[0])


def _bars(corpus: list[Document], told: list[Told], folds: Any) -> Any:
    """For each fold, and at last for all: the lowest bar above which, on the other folds, the surest fifth is right as asked."""
    sure = np.concatenate([chances(d.sentences, *t, fold=int(k)) for d, t, k in zip(corpus, told, folds, strict=True)])
    gold = np.array([label == LABELS[AHEAD] for d in corpus for label in d.labels])
    fold_of = np.repeat(folds, [len(d.labels) for d in corpus])
    for bar in BARS:
        print(f"above {bar:.2f}: {(sure > bar).sum()} sentences, {100 * gold[sure > bar].mean():.1f} % right", end=", ")
        print(f"the surest fifth {100 * _fifth(sure, gold, bar):.1f} %")
    return np.array([_bar(sure[fold_of != k], gold[fold_of != k]) for k in range(FOLDS + 1)], np.float32)


def _bar(sure: Any, gold: Any) -> float:
    return next((bar for bar in BARS.tolist() if _fifth(sure, gold, bar) >= ASKED), BARS[-1])


def _fifth(sure: Any, gold: Any, bar: float) -> float:
    surest = np.argsort(-sure, kind="stable")[: max(1, int((sure > bar).sum()) // 5)]
    return float(gold[surest].mean())


if __name__ == "__main__":
    main()
