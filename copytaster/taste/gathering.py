"""How well two groups of copy belong together, and groups gathered from the nearest upwards.

One score serves the streaming placement (one item and a story) and the second look (two groups of items): the logarithm of the
mean likeness of their items, of the likeness of their sums, their sizes, their own coherence, the length of their texts, and how
crowded it is around them (an item with eighty near it stands in a great story, where less will do), each with a weight
(data/stories.json, train/stories.py). It is 0 where both decisions are as good. It must not know what is gathered.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from copytaster.taste.kinship import MEASURES, Group, Kin, Shape

Floats = NDArray[np.float32]
FEATURES = (*MEASURES, "crowded and short", "one")


# An item this near belongs to the crowd around another.
_NEAR = 0.15


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of `FEATURES`."""

    values: tuple[float, ...]


@cache
def weights(name: str) -> Weights:
    """The weights that ship under a name."""
    data = json.loads(resources.files("copytaster.taste").joinpath(f"data/{name}.json").read_text(encoding="utf-8"))
    return Weights(tuple(data[feature] for feature in FEATURES))


@dataclass(slots=True)
class Sums:
    """Groups by their sums: how many items, the squared length of the summed vectors, how many words in all, and the logarithms of
    how many items are near each."""

    size: Floats
    mass: Floats
    words: Floats
    crowd: Floats

    def take(self, places: NDArray[np.integer]) -> Sums:
        """Some of the groups."""
        return Sums(self.size[places], self.mass[places], self.words[places], self.crowd[places])


def score(by: Weights, product: Floats, one: Sums, other: Sums) -> Floats:
    """The score of joining groups: `product` is the inner product of their sums. Shapes broadcast."""
    w = by.values
    sizes = one.size * other.size
    found: Floats = (
        w[0] * np.log(product / sizes + 0.003)
        + w[1] * np.log(product / np.sqrt(one.mass * other.mass) + 0.01)
        + w[2] * np.log(np.minimum(one.size, other.size))
        + w[3] * np.log(np.maximum(one.size, other.size))
        + w[11]
    )
    a, b = np.log(one.words / one.size), np.log(other.words / other.size)
    shorter = np.minimum(a, b)
    found += w[4] * shorter + w[5] * np.maximum(a, b)
    around, there = one.crowd / one.size, other.crowd / other.size
    less = np.minimum(around, there)
    found += w[8] * less + w[9] * np.maximum(around, there) + w[10] * less * shorter
    own, others = _coherence(one), _coherence(other)
    found += w[6] * np.log(np.minimum(own, others) + 0.02) + w[7] * np.log(np.maximum(own, others) + 0.02)
    return found


def score_alone(by: Weights, product: float, words: int, crowd: float, group: Sequence[float]) -> float:
    """What `score` gives for one item and one group (what a `Group` holds), without arrays, which cost more than they save for a
    handful of groups. Comparing in place takes a third of the time of asking `max`."""
    w = by.values
    log = math.log
    size, mass, held_words, held_crowd = group
    if size < 1.0:
        size = 1.0
    if mass < 1e-6:
        mass = 1e-6
    if held_words < 1.0:
        held_words = 1.0
    own, there = log(words or 1), log(held_words / size)
    shorter, longer = (own, there) if own < there else (there, own)
    around = held_crowd / size
    less, more = (crowd, around) if crowd < around else (around, crowd)
    coherence = max((mass - size) / (size * (size - 1)), 0.0) if size > 1 else 0.0
    return (
        w[0] * log(product / size + 0.003)
        + w[1] * log(product / math.sqrt(mass) + 0.01)
        + w[3] * log(size)
        + (w[4] + w[10] * less) * shorter
        + w[5] * longer
        + w[6] * _LOOSEST
        + w[7] * log(coherence + 0.02)
        + w[8] * less
        + w[9] * more
        + w[11]
    )


# A single item has nobody to be like: its coherence is 0.
_LOOSEST = math.log(0.02)


def crowding(likenesses: Floats) -> Floats:
    """How crowded it is around items, from the likenesses of each to others (the last axis)."""
    found: Floats = np.log1p((likenesses > _NEAR).sum(-1)).astype(np.float32)
    return found


def crowding_alone(likenesses: Floats) -> float:
    """What `crowding` gives for one item."""
    return math.log1p(np.count_nonzero(likenesses > _NEAR))


def _coherence(of: Sums) -> Floats:
    """The mean likeness of a group's own items to each other; 0 for a single item, which has nobody to be like."""
    found: Floats = np.maximum((of.mass - of.size) / np.maximum(of.size * (of.size - 1), 1), 0)
    return found


_OUT = -1e9
_PAIRS_AT_ONCE = 100_000


def gather(
    by: Weights,
    products: Floats,
    sums: Sums,
    *,
    least: float = 0.0,
    apart: Collection[tuple[int, int]] = (),
    bound: NDArray[np.integer] | None = None,
    kin: Kin | None = None,
) -> list[int]:
    """Groups of items, the best pair joined first, until no pair scores `least`. Answers for each item the first of its group.

    `products` (inner products of all pairs, symmetric) and `sums` are used up. `apart` names pairs that never stand together;
    `bound` gives items a mark (negative for none), and items of different marks never stand together either. With `kin`, a pair
    that comes up is joined only if that says so, and asked for again only when one of the two has grown.
    """
    count = len(products)
    scores = _scored(by, products, sums)
    for i, j in apart:
        scores[i, j] = scores[j, i] = -np.inf
    if bound is not None and (bound >= 0).any():
        marked = np.nonzero(bound >= 0)[0]
        scores[np.ix_(marked, marked)] = np.where(
            bound[marked][:, None] == bound[marked][None, :], scores[np.ix_(marked, marked)], -np.inf
        )
    np.fill_diagonal(scores, -np.inf)
    best = scores.argmax(1)
    top = scores[np.arange(count), best]
    root = list(range(count))
    while count:
        i = int(top.argmax())
        if top[i] < least:
            break
        j = int(best[i])
        i, j = min(i, j), max(i, j)
        if kin is not None:
            if not (_held(bound, i, j) or kin.are_one(i, j, _shape(products, sums, i, j), float(top[i]))):
                scores[i, j] = scores[j, i] = _OUT
                for k in (i, j):
                    best[k] = scores[k].argmax()
                    top[k] = scores[k, best[k]]
                continue
            kin.join(i, j)
        root[j] = i
        _join(products, sums, scores, i, j)
        top[j] = -np.inf
        _fill(by, scores, products, sums, i, _open(products, sums, i) & np.isfinite(scores[i]))
        scores[:, i] = scores[i]
        best[i] = scores[i].argmax()
        top[i] = scores[i, best[i]]
        rises = scores[i] > top
        best[rises], top[rises] = i, scores[i][rises]
        for k in np.nonzero(((best == i) | (best == j)) & ~rises & np.isfinite(top))[0].tolist():
            if k != i:
                best[k] = scores[k].argmax()
                top[k] = scores[k, best[k]]
    return [_first(root, i) for i in range(count)]


def _scored(by: Weights, products: Floats, sums: Sums) -> Floats:
    """The scores of all pairs of groups, many at once: a row at a time costs fifty times as much where rows have few neighbours."""
    count = len(products)
    scores = np.full((count, count), _OUT, np.float32)
    shared = products > 0.01 * np.sqrt(sums.size * sums.size[:, None])
    ones, others = np.nonzero(np.triu(shared, 1))
    for start in range(0, len(ones), _PAIRS_AT_ONCE):
        i, j = ones[start : start + _PAIRS_AT_ONCE], others[start : start + _PAIRS_AT_ONCE]
        scores[i, j] = scores[j, i] = score(by, products[i, j], sums.take(i), sums.take(j))
    return scores


def _held(bound: NDArray[np.integer] | None, i: int, j: int) -> bool:
    """Whether two groups are bound to stand together."""
    return bound is not None and bound[i] >= 0 and bool(bound[i] == bound[j])


def _shape(products: Floats, sums: Sums, i: int, j: int) -> Shape:
    one, other = (Group(sums.size.item(k), sums.mass.item(k), sums.words.item(k), sums.crowd.item(k)) for k in (i, j))
    return Shape(products.item(i, j), one, other)


def _open(products: Floats, sums: Sums, i: int) -> NDArray[np.bool_]:
    """The groups that share enough with a group to be worth a score."""
    near: NDArray[np.bool_] = products[i] > 0.01 * np.sqrt(sums.size * sums.size[i])
    near[i] = False
    return near


def _fill(by: Weights, scores: Floats, products: Floats, sums: Sums, i: int, near: NDArray[np.bool_]) -> None:
    places = np.nonzero(near)[0]
    scores[i][np.isfinite(scores[i])] = _OUT
    if len(places):
        scores[i, places] = score(by, products[i, places], sums.take(np.array([i])), sums.take(places))


def _join(products: Floats, sums: Sums, scores: Floats, i: int, j: int) -> None:
    products[i] += products[j]
    products[:, i] += products[:, j]
    products[j] = 0
    products[:, j] = 0
    sums.size[i] += sums.size[j]
    sums.words[i] += sums.words[j]
    sums.crowd[i] += sums.crowd[j]
    sums.mass[i] = products[i, i]
    forbidden = np.isneginf(scores[j])
    scores[i][forbidden] = -np.inf
    scores[j] = -np.inf
    scores[:, j] = -np.inf


def _first(root: Sequence[int], i: int) -> int:
    while root[i] != i:
        i = root[i]
    return i
