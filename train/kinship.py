"""Learns whether two groups that stand nearest are one: the networks behind copytaster/taste/kinship.py.

Groups are gathered as the judges gather them, and each pair that comes up is written down with its signs and with how many of its
pairs of items the gold standard puts together. At first the gold standard decides what is joined, or the bare score does; then the
network learned so far, so that it meets the pairs that its own errors bring about. Used by train.stories and train.situations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from copytaster.evals.scoring import grouping
from copytaster.taste.gathering import Sums, Weights, crowding, gather
from copytaster.taste.kinship import SIGNS, Kin, Shape, Ties, Words
from copytaster.taste.learned import Network
from copytaster.taste.secondlook import WORTH_ASKING, Settled, _products, likeness_of_kinds
from train.fitting import fit

# A pair of great groups weighs more than one of two lines, but not by as much as it is greater: the mean held-out F1 of the four
# families was .887 with the power 1/4, .893 with 1/2, .884 with 3/4.
POWER = 0.5
UNITS, DECAY = 8, 1.0
# Networks whose answers are averaged: on the way, and at last. What three give differs by .01 on one corpus from draw to draw.
SEEDS, AT_LAST = 2, 8
ROUNDS = 3
DRAWN = 40_000
_EVEN = Ties()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Items with their likenesses, ready to be gathered again and again."""

    family: str
    gold: tuple[str, ...]
    products: np.ndarray
    words: np.ndarray
    crowd: np.ndarray
    told: Words


@dataclass(frozen=True, slots=True)
class Asked:
    """Pairs of groups that came up in one gathering: their signs, the share of their pairs that are one, how much they weigh."""

    family: str
    signs: np.ndarray
    same: np.ndarray
    weight: np.ndarray


def corpus(family: str, gold: Sequence[str], of: Settled, half_life: float | None = None) -> Corpus:
    """The likenesses of items as a second look sees them."""
    products = _products(of)
    if half_life is not None:
        products *= np.exp2(-np.abs(of.times[:, None] - of.times[None, :]) / half_life).astype(np.float32)
    if of.kinds is not None:
        products *= likeness_of_kinds(of.kinds)
    np.fill_diagonal(products, 0.0)
    crowd = crowding(products)
    np.fill_diagonal(products, 1.0)
    words = np.maximum([len(t) for t, _ in of.terms], 1).astype(np.float32)
    told = Words(of.terms, of.naming, of.times, of.states, of.kinds, of.happened, of.places)
    return Corpus(family, tuple(gold), products, words, crowd, told)


class Recorder(Kin):
    """Kin that write down what they are asked; the gold standard decides a part of it."""

    def __init__(self, net: Network | None, of: Corpus, *, taught: float, seed: int) -> None:
        super().__init__(net or _silent(SIGNS), of.told)
        self._net, self._taught = net, taught
        self._rng = np.random.default_rng(seed)
        self._gold = [Counter([gold]) for gold in of.gold]
        self.signs_of: list[list[float]] = []
        self.same: list[float] = []
        self.weight: list[float] = []

    def are_one(self, i: int, j: int, shape: Shape, score: float) -> bool:
        """What the gold standard says, or the network, or the score where there is no network yet."""
        one, other = self._gold[i], self._gold[j]
        size, there = shape.one[0], shape.other[0]
        same = sum(n * other[gold] for gold, n in one.items()) / (size * there)
        self.signs_of.append(self.signs(i, j, shape))
        self.same.append(same)
        self.weight.append((size * there / (size + there)) ** POWER)
        if self._rng.random() < self._taught:
            return same >= 0.5
        if self._net is not None:
            return super().are_one(i, j, shape, score)
        return score >= 0

    def join(self, i: int, j: int) -> None:
        """Join the gold standard's counts too."""
        super().join(i, j)
        self._gold[i] += self._gold[j]


def _silent(signs: Sequence[str]) -> Network:
    return Network(tuple(signs), np.zeros((len(signs), 1)), np.zeros(1), np.zeros(1), 0.0)


def _sums(of: Corpus) -> Sums:
    ones = np.ones(len(of.gold), np.float32)
    return Sums(ones, ones.copy(), of.words.copy(), of.crowd.copy())


def asked(by: Weights, net: Network | None, of: Corpus, *, taught: float, seed: int) -> Asked:
    """The pairs that come up when a corpus is gathered."""
    kin = Recorder(net, of, taught=taught, seed=seed)
    gather(by, of.products.copy(), _sums(of), least=WORTH_ASKING, kin=kin)
    return Asked(of.family, np.array(kin.signs_of, np.float32).reshape(-1, len(SIGNS)), np.array(kin.same), np.array(kin.weight))


def groups(by: Weights, net: Network, of: Corpus, ties: Ties = _EVEN) -> list[int]:
    """A corpus gathered as the second look does it."""
    return gather(by, of.products.copy(), _sums(of), least=WORTH_ASKING, kin=Kin(net, of.told, ties))


def reached(by: Weights, net: Network, of: Corpus, ties: Ties = _EVEN) -> float:
    """BCubed F1 of a corpus gathered as the second look does it."""
    return grouping(of.gold, groups(by, net, of, ties)).bcubed_f1


def learn(by: Weights, chosen: Sequence[Corpus], signs: Sequence[str], *, ease: float) -> dict[str, Any]:
    """A network over some signs, as a mapping. Each family weighs the same. `ease` is added to its answer."""
    found: list[Asked] = []
    net: dict[str, Any] | None = None
    for number in range(ROUNDS):
        for of in chosen:
            kin = net and network(net, signs)
            found += [asked(by, kin, of, taught=taught, seed=number) for taught in ((0.0, 0.3) if kin else (0.5, 1.0))]
        net = _fitted(found, signs, AT_LAST if number == ROUNDS - 1 else SEEDS)
    assert net is not None
    return net | {"offset": net["offset"] + ease}


def network(net: dict[str, Any], signs: Sequence[str]) -> Network:
    """A fitted mapping as the judges use it."""
    return Network(
        tuple(signs), *(np.asarray(net[key]) for key in ("hidden", "bias", "out")), net["offset"], (net["least"], net["most"])
    )


def _fitted(found: Sequence[Asked], names: Sequence[str], seeds: int) -> dict[str, Any]:
    whole = Counter[str]()
    for part in found:
        whole[part.family] += float(part.weight.sum())
    signs = np.concatenate([part.signs for part in found])[:, [SIGNS.index(name) for name in names]]
    same = np.concatenate([part.same for part in found])
    weight = np.concatenate([part.weight / whole[part.family] for part in found])
    # A pair of which a part is the same is the same in that part of the cases.
    rows = np.random.default_rng(len(found)).choice(len(signs), DRAWN, p=weight / weight.sum())
    truth = np.random.default_rng(len(rows)).random(len(rows)) < same[rows]
    # What lies beyond what was learned from, such as the size of a story that is greater than all of them, tells nothing more.
    least, most = np.quantile(signs[rows], (0.005, 0.995), axis=0)
    return fit(np.clip(signs[rows], least, most), truth, units=UNITS, seeds=seeds, decay=DECAY) | {"least": least, "most": most}
