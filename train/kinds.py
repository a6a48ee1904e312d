"""Finds how far each root leans to each kind of news (copytaster/taste/data/kinds.json).

    python -m train.kinds --data DATA

Over the events of Wikipedia Current Events 2020-2023, each under one of the portal's ten categories. For each root that a score of
events say: the logarithm of how much more often it is said in a kind than in the mean of all kinds. What is printed is the share of
the events of 2025 that the strongest leaning puts into their category; none of these was counted.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from pathlib import Path

import numpy as np

from copytaster.evals.forms import item
from copytaster.taste.traits import traits
from evals.adapt_taste import Row, rows
from train.fitting import TARGET

KINDS = (
    "armed conflicts and attacks",
    "arts and culture",
    "business and economy",
    "disasters and accidents",
    "health and environment",
    "international relations",
    "law and crime",
    "politics and elections",
    "science and technology",
    "sports",
)
# A root is counted as if it had been said in the mean of all kinds so many times more.
DOUBT = 3.0
# Roots of so many events: what fewer say could be read back.
LEAST = 20
# Leanings that are smaller than this are left out.
FAINT = 0.3


def told(row: Row) -> list[str]:
    """The roots of an event."""
    return list(traits(item({"title": "", "text": row["text"]})).weights)


def count(found: list[Row]) -> dict[str, list[int]]:
    """The leanings of roots, in tenths."""
    said = {kind: Counter[str]() for kind in KINDS}
    events = Counter[str]()
    for row in found:
        kind = row["category"].lower()
        if kind in said:
            events[kind] += 1
            said[kind].update(told(row))
    whole: Counter[str] = sum(said.values(), Counter())
    result: dict[str, list[int]] = {}
    for root, times in sorted(whole.items()):
        if times < LEAST:
            continue
        rates = [said[kind][root] / events[kind] for kind in KINDS]
        mean = float(np.mean(rates))
        leans = [math.log((said[kind][root] + DOUBT) / (mean * events[kind] + DOUBT)) for kind in KINDS]
        if max(map(abs, leans)) >= FAINT:
            result[root] = [round(10 * lean) for lean in leans]
    return result


def main() -> None:
    """Count, report on another year, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    leans = count(list(rows(arguments.data / "stories/current-events-2020_2023.jsonl.gz")))
    late = [r for r in rows(arguments.data / "stories/current-events-2025.jsonl.gz") if r["category"].lower() in KINDS]
    none = [0] * len(KINDS)
    right = sum(
        KINDS[int(np.sum([leans.get(w, none) for w in told(r)] or [none], 0).argmax())] == r["category"].lower() for r in late
    )
    print(f"{len(leans)} roots; {right / len(late):.3f} of {len(late)} events of 2025 in their category")
    text = json.dumps({"kinds": KINDS, "roots": leans}, separators=(",", ":"), ensure_ascii=False)
    (TARGET / "kinds.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
