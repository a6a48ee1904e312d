"""Measures of groupings against a gold standard. It must not know what is grouped.

BCubed: Bagga & Baldwin 1998, in the form of Amigó et al. 2009. V-measure: Rosenberg & Hirschberg 2007. Adjusted Rand index: Hubert
& Arabie 1985. All are computed from the table of overlaps, so that a million items cost no million squared.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grouping:
    """How well a grouping meets the gold one; all figures lie in 0..1, the Rand index may fall below 0."""

    bcubed_precision: float
    bcubed_recall: float
    bcubed_f1: float
    precision: float
    recall: float
    pairwise_f1: float
    v_measure: float
    ari: float
    groups: int
    gold_groups: int

    def figures(self) -> dict[str, float | int | str]:
        """The figures under plain keys, rounded to four places."""
        named = {name: getattr(self, name) for name in self.__slots__}
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in named.items()}


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of precision and recall; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def grouping(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Grouping:
    """Scores of a grouping: `gold[i]` and `found[i]` are the groups of item i."""
    size = len(gold)
    overlap = Counter(zip(gold, found, strict=True))
    golds, founds = Counter(gold), Counter(found)
    b_precision = sum(n * n / founds[f] for (_, f), n in overlap.items()) / max(size, 1)
    b_recall = sum(n * n / golds[g] for (g, _), n in overlap.items()) / max(size, 1)
    together, in_gold, in_found = (_pairs(c.values()) for c in (overlap, golds, founds))
    precision = together / in_found if in_found else 1.0
    recall = together / in_gold if in_gold else 1.0
    return Grouping(
        bcubed_precision=b_precision,
        bcubed_recall=b_recall,
        bcubed_f1=f1(b_precision, b_recall),
        precision=precision,
        recall=recall,
        pairwise_f1=f1(precision, recall),
        v_measure=_v_measure(overlap, golds, founds, size),
        ari=_ari(together, in_gold, in_found, size),
        groups=len(founds),
        gold_groups=len(golds),
    )


def pearson(a: Sequence[float], b: Sequence[float]) -> float:
    """The correlation of two series; 0 where one of them does not vary."""
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    over = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    under = math.sqrt(sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b))
    return over / under if under else 0.0


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def _v_measure(
    overlap: Counter[tuple[Hashable, Hashable]], golds: Counter[Hashable], founds: Counter[Hashable], size: int
) -> float:
    def entropy(sizes: Iterable[int]) -> float:
        return -sum(n / size * math.log(n / size) for n in sizes)

    h_gold, h_found = entropy(golds.values()), entropy(founds.values())
    joint = entropy(overlap.values())
    homogeneity = 1.0 - (joint - h_found) / h_gold if h_gold else 1.0
    completeness = 1.0 - (joint - h_gold) / h_found if h_found else 1.0
    return f1(homogeneity, completeness)


def _ari(together: int, in_gold: int, in_found: int, size: int) -> float:
    total = size * (size - 1) / 2
    expected = in_gold * in_found / total if total else 0.0
    most = (in_gold + in_found) / 2
    return (together - expected) / (most - expected) if most != expected else 1.0
