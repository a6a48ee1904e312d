"""Finds what gathers situations: the weights of the score (copytaster/taste/data/situations.json) and the network that is asked for
each pair of groups that comes up (situations-kin.json).

    python -m train.situations --data DATA [--rounds 120] [--kin]

As for stories (train/stories.py), over events of Wikipedia Current Events 2020-2023 in stretches of twenty, of a thousand and of
three thousand; gold is the innermost development that an event is filed under. Each stretch comes twice: as filed; and with the
events that are filed under nothing, each a development of its own, since a wire has many that belong to nothing. What it prints for
2025 is carried over: no event of 2025 is learned from.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from copytaster.evals.forms import item, when
from copytaster.taste.gathering import FEATURES, Weights, weights
from copytaster.taste.kinship import SIGNS, Ties
from copytaster.taste.secondlook import developments
from copytaster.taste.traits import traits
from copytaster.taste.window import Window, query
from evals.adapt_taste import Row
from evals.adapt_taste import rows as packed
from train import kinship
from train.fitting import TARGET, write
from train.kinship import Corpus
from train.stories import climb, reached

START = (0.63, 1.05, -0.03, 0.06, -0.29, 0.15, -0.12, 0.08, 0.0, 0.0, 0.0, 1.6)
HALF_LIFE = 120 * 86400.0
FEW, STRETCH, LONG = 20, 1000, 3000
# The network is learned on events up to here; what it takes to join (secondlook.TIES) was chosen on those behind.
LEARNED_TO = 9500
TRIED = tuple(Ties(two, more) for two in (0.0, 0.25, 0.5, 1.0, 1.5) for more in (0.0, -0.75, -1.5, -2.25))
_ALONE = "alone "


def corpus(family: str, rows: Sequence[Row]) -> Corpus:
    """The likenesses of dated events as the second look over situations sees them, each a story of its own."""
    window = Window(len(rows) + 1)
    for number, row in enumerate(rows, start=1):
        seen = traits(item(row))
        time = when(row["time"])
        assert time is not None
        window.add(
            query(seen.weights),
            (np.zeros(0, np.int32), np.zeros(0, np.float32)),
            version=number,
            source=0,
            time=time.timestamp(),
            line=number,
            story=number,
            headline=seen.headline,
            places=seen.places,
        )
    of = developments(window, np.arange(len(rows)), {n: n for n in range(1, len(rows) + 1)}, {})
    return kinship.corpus(family, [r["gold"] for r in rows], of, HALF_LIFE)


def repeated(rows: Sequence[Row]) -> list[Row]:
    """Only events whose development is named at least twice."""
    counts = Counter(r["gold"] for r in rows)
    return [r for r in rows if counts[r["gold"]] > 1]


def corpora(rows: Sequence[Row]) -> list[Corpus]:
    """Stretches of three lengths."""
    few = [corpus("short", rows[i : i + FEW]) for i in range(100, len(rows) - FEW, 250)]
    short = [corpus("short", rows[i : i + STRETCH]) for i in range(500, len(rows) - STRETCH, 3500)]
    return few + short + [corpus("long", rows[i : i + LONG]) for i in range(0, len(rows) - LONG + 1, 3250)]


def all_events(data: Path, name: str) -> list[Row]:
    """Events in the order of their days; what is filed under nothing is a development of its own."""
    found = [
        {"text": r["text"], "time": r["date"], "gold": r["situation"][-1] if r["situation"] else f"{_ALONE}{i}"}
        for i, r in enumerate(packed(data / f"stories/{name}.jsonl.gz"))
    ]
    return sorted(found, key=lambda r: r["time"])


def filed(rows: Sequence[Row]) -> list[Row]:
    """The events that are filed under a development."""
    return [row for row in rows if not row["gold"].startswith(_ALONE)]


def learned_from(rows: Sequence[Row], until: str) -> list[list[Row]]:
    """The events before a day: as filed, and with all others."""
    found = [row for row in rows if row["time"] < until]
    return [filed(found), found]


def main() -> None:
    """Fit, report on another year, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=120)
    parser.add_argument("--kin", action="store_true")
    arguments = parser.parse_args()
    every, late = all_events(arguments.data, "current-events-2020_2023"), all_events(arguments.data, "current-events-2025")
    early = filed(every)
    until = early[LEARNED_TO]["time"]
    learned = [of for rows in learned_from(every, until) for of in corpora(rows)]
    by = weights("situations")
    if not arguments.kin:
        short = [of for of in learned if len(of.gold) == STRETCH]
        short += [corpus("named twice", repeated(early[i : i + STRETCH])) for i in (500, 4000, 8000)]
        by = Weights(tuple(np.round(climb(short, arguments.rounds, start=START, say=print), 4).tolist()))
        named = dict(zip(FEATURES, by.values, strict=True))
        (TARGET / "situations.json").write_text(json.dumps(named, indent=1) + "\n", encoding="utf-8")
    net = kinship.learn(by, learned, SIGNS, ease=0.0)
    found = kinship.network(net, SIGNS)
    behind = [row for row in every if row["time"] >= until]
    for name, rows in (
        ("behind them", filed(behind)),
        ("behind them, with what is not filed", behind),
        ("2025", filed(late)),
        ("2025, with what is not filed", late),
    ):
        of = corpus(name, rows)
        told = {tuple(ties): round(kinship.reached(by, found, of, ties), 4) for ties in TRIED}
        print(f"{name}: score alone {reached(by.values, of):.4f}; with ties of two and of more", told, flush=True)
    write("situations-kin", SIGNS, net)


if __name__ == "__main__":
    main()
