"""Trains the judgment on rewrites: copytaster/taste/data/lines.json.

    python -m train.lines --data DATA      (needs scikit-learn, which only training uses)

Pairs of one outlet within a day from versions/many-outlets (front pages and feeds of some forty outlets, May and June 2025);
`same` says that the two stood under one id. The figures it prints are cross-validated over blocks of three days, so that no
story is both learned and tested, then over outlets.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from copytaster.evals.forms import Marked, marked
from copytaster.evals.scoring import f1
from copytaster.taste import lines
from copytaster.taste.traits import traits
from copytaster.taste.window import query
from evals.adapt_taste import many_outlets, write
from train import fitting

_DAY = 86400.0
_BLOCK = 3 * _DAY
_NEAR = 0.04
Pair = tuple[int, int, bool, bool]


def pairs(found: Sequence[Marked]) -> tuple[list[Pair], np.ndarray]:
    """Pairs of one source within a day that share some weight: (earlier, later, same?, vetoed?) with their signs."""
    seen = [traits(m.version.item) for m in found]
    asked = [query(t.weights) for t in seen]
    by_source: dict[str, list[int]] = defaultdict(list)
    for i, m in enumerate(found):
        by_source[m.version.source].append(i)
    result: list[Pair] = []
    signs: list[tuple[float, ...]] = []
    for members in by_source.values():
        index: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for b in members:
            close: Counter[int] = Counter()
            for word, share in zip(asked[b].words, asked[b].weights, strict=True):
                for a, other in index[word]:
                    close[a] += share * other  # type: ignore[assignment]
                index[word].append((b, share))
            for a, cosine in close.items():
                seconds = (found[b].version.time - found[a].version.time).total_seconds()
                if cosine < _NEAR or seconds > _DAY or found[a].gold is None or found[b].gold is None:
                    continue
                same = found[a].gold == found[b].gold
                if not same and found[a].version.item.headline == found[b].version.item.headline:
                    continue
                likeness = lines.compare(seen[a], seen[b], seconds)
                result.append((a, b, same, bool(likeness.veto)))
                signs.append(likeness.signs)
    return result, np.array(signs, np.float64)


def folded(
    found: Sequence[Marked], judged: Sequence[Pair], scores: np.ndarray, least: float, keep: Callable[[int], bool]
) -> tuple[float, float]:
    """Precision and recall over pairs when each item joins its best earlier one, if that scores `least`."""
    best: dict[int, tuple[float, int]] = {}
    for (a, b, _, vetoed), score in zip(judged, scores, strict=True):
        if keep(a) and keep(b) and not vetoed and score >= least and score > best.get(b, (0.0, 0))[0]:
            best[b] = (float(score), a)
    root = list(range(len(found)))
    for b in sorted(best):
        root[b] = root[best[b][1]]
    right = wrong = total = 0
    members: dict[str, list[int]] = defaultdict(list)
    for i, m in enumerate(found):
        if m.gold is not None and keep(i):
            members[m.version.source].append(i)
    for group in members.values():
        for place, a in enumerate(group):
            for b in group[place + 1 :]:
                if (found[b].version.time - found[a].version.time).total_seconds() > _DAY:
                    break
                same = found[a].gold == found[b].gold
                total += same
                if root[a] == root[b]:
                    right += same
                    wrong += not same and found[a].version.item.headline != found[b].version.item.headline
    return right / max(right + wrong, 1), right / max(total, 1)


def report(name: str, found: Sequence[Marked], judged: Sequence[Pair], scores: np.ndarray, keep: Callable[[int], bool]) -> None:
    """F1 at one half, and the recall where precision reaches .97."""
    precision, recall = folded(found, judged, scores, 0.5, keep)
    print(f"{name}: at .5 precision {precision:.3f} recall {recall:.3f} F1 {f1(precision, recall):.3f}", end="")
    for least in np.arange(0.5, 0.995, 0.01):
        p, r = folded(found, judged, scores, float(least), keep)
        if p >= 0.97:
            print(f"; recall {r:.3f} at precision {p:.3f} ({least:.2f})", end="")
            break
    print(flush=True)


def main() -> None:
    """Cross-validate, report, fit on all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    with TemporaryDirectory() as folder:
        write(many_outlets(data), Path(folder) / "lines.jsonl")
        found = marked(Path(folder) / "lines.jsonl")
    judged, signs = pairs(found)
    same = np.array([p[2] for p in judged])
    block = np.array([int(found[p[1]].version.time.timestamp() // _BLOCK) % 5 for p in judged])
    scores = np.zeros(len(same))
    for fold in range(5):
        net = fitting.fit(signs[block != fold], same[block != fold], seeds=2)
        scores[block == fold] = fitting.probability(net, signs[block == fold])
    report("unseen days", found, judged, scores, lambda i: True)
    report("unseen days, without Wikipedia", found, judged, scores, lambda i: not found[i].version.source.startswith("Wiki"))
    outlet = np.array([sum(map(ord, found[p[1]].version.source)) % 5 for p in judged])
    for fold in range(5):
        net = fitting.fit(signs[outlet != fold], same[outlet != fold], seeds=2)
        scores[outlet == fold] = fitting.probability(net, signs[outlet == fold])
    report("unseen outlets", found, judged, scores, lambda i: True)
    fitting.write("lines", lines.SIGNS, fitting.fit(signs, same))


if __name__ == "__main__":
    main()
