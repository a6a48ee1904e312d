"""Finds the weights of the score that gathers situations: copytaster/taste/data/situations.json.

    python -m train.situations --data DATA [--rounds 120]

The same score as for stories (taste/gathering.py), over events of Wikipedia Current Events 2020-2023 in stretches of a thousand;
gold is the innermost development that an event is filed under. What it prints for 2025 is carried over: no event of 2025 is
learned from.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from copytaster.evals.forms import item, when
from copytaster.taste.gathering import FEATURES, crowding
from copytaster.taste.secondlook import Settled, _products, long_view
from copytaster.taste.traits import traits
from copytaster.taste.window import query
from evals.adapt_taste import Row, current_events
from train.stories import Corpus, climb, reached

TARGET = Path(__file__).parent.parent / "copytaster" / "taste" / "data" / "situations.json"
START = (0.63, 1.05, -0.03, 0.06, -0.29, 0.15, -0.12, 0.08, 0.0, 0.0, 0.0, 1.6)
HALF_LIFE = 120 * 86400.0
STRETCH = 1000


def corpus(rows: Sequence[Row], half_life: float = HALF_LIFE) -> Corpus:
    """The likenesses of dated events, names foremost, with time taken off."""
    ids: dict[str, int] = {}
    terms = []
    for row in rows:
        asked = long_view(query(traits(item(row)).weights))
        terms.append((np.array([ids.setdefault(w, len(ids)) for w in asked.words], np.int32), np.array(asked.weights, np.float32)))
    names = tuple(range(len(rows)))
    times = np.array([when(r["time"]).timestamp() for r in rows])  # type: ignore[union-attr]
    products = _products(Settled(names, names, times, tuple(terms)))
    products *= np.exp2(-np.abs(times[:, None] - times[None, :]) / half_life).astype(np.float32)
    np.fill_diagonal(products, 0.0)
    crowd = crowding(products)
    np.fill_diagonal(products, 1.0)
    words = np.maximum([len(t) for t, _ in terms], 1).astype(np.float32)
    return Corpus(f"{rows[0]['time']} {len(rows)}", tuple(r["gold"] for r in rows), products, words, crowd)


def repeated(rows: Sequence[Row]) -> list[Row]:
    """Only events whose development is named at least twice."""
    counts = Counter(r["gold"] for r in rows)
    return [r for r in rows if counts[r["gold"]] > 1]


def main() -> None:
    """Fit, report on another year, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=120)
    arguments = parser.parse_args()
    early = sorted(current_events(arguments.data, "current-events-2020_2023"), key=lambda r: r["time"])
    late = sorted(current_events(arguments.data, "current-events-2025"), key=lambda r: r["time"])
    stretches = [early[i : i + STRETCH] for i in (500, 4000, 8000, 10500)]
    learned = [corpus(part) for part in (*stretches, *map(repeated, stretches))]
    values = climb(learned, arguments.rounds, start=START, say=print)
    print("2020-2023:", [round(reached(values, c), 3) for c in learned])
    print(
        "2025, carried over:",
        round(reached(values, corpus(late)), 3),
        "named twice:",
        round(reached(values, corpus(repeated(late))), 3),
    )
    TARGET.write_text(json.dumps(dict(zip(FEATURES, np.round(values, 4).tolist(), strict=True)), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
