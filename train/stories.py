"""Finds the weights of the score that gathers stories: copytaster/taste/data/stories.json.

    python -m train.stories --data DATA [--rounds 200] [--check]

A random climb over twelve weights towards the mean BCubed F1 over families of corpora: UCI headlines (dense, as they are; and thin,
one to four headlines a story among many that stand alone, as a wire has them), ECB+ reports, articles cited by Wikinews. With
`--check` it instead fits on parts and reports on what was left out: other stories of each family, then whole families ("carried
over").
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from copytaster.evals.forms import item
from copytaster.evals.scoring import grouping
from copytaster.taste.gathering import FEATURES, Sums, Weights, crowding, gather
from copytaster.taste.secondlook import Settled, _products
from copytaster.taste.traits import traits
from copytaster.taste.window import query
from evals.adapt_taste import Row, ecbplus, rows, uci, wikinews

TARGET = Path(__file__).parent.parent / "copytaster" / "taste" / "data" / "stories.json"
START = (0.63, 1.05, -0.03, 0.06, -0.29, 0.15, -0.12, 0.08, 0.7, 0.0, -0.2, 2.0)
STEPS = np.array([0.15, 0.15, 0.08, 0.08, 0.15, 0.1, 0.1, 0.1, 0.12, 0.08, 0.04, 0.25])


@dataclass(frozen=True, slots=True)
class Corpus:
    """Items with their likenesses, ready to be gathered again and again."""

    family: str
    gold: tuple[str, ...]
    products: np.ndarray
    words: np.ndarray
    crowd: np.ndarray


def corpus(family: str, found: Sequence[Row]) -> Corpus:
    """The likenesses of some rows in the documented form."""
    ids: dict[str, int] = {}
    terms = []
    for row in found:
        asked = query(traits(item(row)).weights)
        terms.append((np.array([ids.setdefault(w, len(ids)) for w in asked.words], np.int32), np.array(asked.weights, np.float32)))
    names = tuple(range(len(found)))
    products = _products(Settled(names, names, np.zeros(len(found)), tuple(terms)))
    np.fill_diagonal(products, 0.0)
    crowd = crowding(products)
    np.fill_diagonal(products, 1.0)
    words = np.maximum([len(t) for t, _ in terms], 1).astype(np.float32)
    return Corpus(family, tuple(r["gold"] for r in found), products, words, crowd)


def parts(found: Sequence[Row], count: int, seed: int) -> list[list[Row]]:
    """The rows by groups of whole stories."""
    golds = sorted({r["gold"] for r in found})
    random.Random(seed).shuffle(golds)
    return [[r for r in found if r["gold"] in chosen] for chosen in (set(golds[k::count]) for k in range(count))]


def thin(headlines: Sequence[Row], articles: Sequence[Row], others: Sequence[Row], seed: int) -> list[Row]:
    """Headlines as a wire has them on one day: one to four of a story, most often one, among many that stand alone."""
    rng = random.Random(seed)
    by_story: dict[str, list[Row]] = {}
    for row in (*headlines, *articles):
        by_story.setdefault(row["gold"], []).append({"title": row["title"], "gold": row["gold"]})
    found = [row for story in by_story.values() for row in rng.sample(story, min(len(story), rng.choice((1, 1, 1, 2, 2, 3, 4))))]
    found += rng.sample(others, min(len(others), len(found) // 2))
    rng.shuffle(found)
    return found


def corpora(data: Path) -> dict[str, Corpus]:
    """All training corpora: `+` and `-` hold other stories than each other."""
    found: dict[str, Corpus] = {"ecb+": corpus("ecb", ecbplus(data, "train")), "ecb-": corpus("ecb", ecbplus(data, "dev"))}
    articles = parts(wikinews(data), 2, 3)
    for sign, part in zip("+-", articles, strict=True):
        found[f"wikinews{sign}"] = corpus("wikinews", part)
    headlines = uci(data)
    for k, part in enumerate(parts(headlines, 6, 11)):
        found[f"uci{'+-'[k % 2]}{k // 2}"] = corpus("uci", part)
    alone = [{"title": r["title"], "gold": f"alone {i}"} for i, r in enumerate(rows(data / "demo/enwikinews_2019_2020.jsonl.gz"))]
    for k, (sign, part) in enumerate(zip("+-", parts(headlines, 2, 11), strict=True)):
        for seed in range(4):
            found[f"thin{sign}{seed}"] = corpus("thin", thin(part, articles[k], alone[k::2], seed))
    return found


def reached(values: np.ndarray, of: Corpus) -> float:
    """BCubed F1 of a corpus gathered with some weights."""
    ones = np.ones(len(of.gold), np.float32)
    found = gather(Weights(tuple(values)), of.products.copy(), Sums(ones.copy(), ones.copy(), of.words.copy(), of.crowd.copy()))
    return grouping(of.gold, found).bcubed_f1


def objective(values: np.ndarray, chosen: Sequence[Corpus], start: Sequence[float] = START) -> float:
    """The mean over families of the mean over their corpora."""
    families: dict[str, list[float]] = {}
    for of in chosen:
        families.setdefault(of.family, []).append(reached(values, of))
    return float(np.mean([np.mean(found) for found in families.values()])) - 0.001 * float(np.abs(values - np.array(start)).sum())


def climb(
    chosen: Sequence[Corpus],
    rounds: int,
    *,
    start: Sequence[float] = START,
    seed: int = 0,
    say: Callable[[str], None] = lambda _: None,
) -> np.ndarray:
    """The best weights that a random climb finds."""
    rng = np.random.default_rng(seed)
    values = np.array(start)
    best, step = objective(values, chosen, start), 1.0
    for number in range(rounds):
        moved = values + rng.normal(size=len(values)) * STEPS * step * (rng.random(len(values)) < 0.4)
        found = objective(moved, chosen, start)
        if found > best:
            values, best, step = moved, found, min(step * 1.25, 1.6)
            say(f"round {number}: {best:.4f}")
        else:
            step = max(step * 0.985, 0.2)
    return values


def check(found: dict[str, Corpus], rounds: int) -> None:
    """Cross-validation: by story, then by family."""
    for sign, other in ("+-", "-+"):
        values = climb([c for name, c in found.items() if sign in name], rounds)
        print(f"fitted on {sign}, held out:", {n: round(reached(values, c), 3) for n, c in found.items() if other in n}, flush=True)
    for family in ("uci", "ecb", "wikinews"):
        left_out = {"uci", "thin"} if family == "uci" else {family}
        values = climb([c for c in found.values() if c.family not in left_out], rounds)
        print(
            f"carried over to {family}:",
            {n: round(reached(values, c), 3) for n, c in found.items() if c.family in left_out},
            flush=True,
        )


def main() -> None:
    """Fit or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    found = corpora(arguments.data)
    if arguments.check:
        check(found, arguments.rounds)
        return
    values = climb(list(found.values()), arguments.rounds, say=print)
    print({name: round(reached(values, c), 3) for name, c in found.items()})
    TARGET.write_text(json.dumps(dict(zip(FEATURES, np.round(values, 4).tolist(), strict=True)), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
