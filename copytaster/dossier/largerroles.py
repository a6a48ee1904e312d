"""The larger role model: networks over the vectors that a text encoder gives each sentence in its context, beside the core model.

A network reads what is seen of a sentence and, where the core's networks read word vectors, the encoder's middle layers; their log
probabilities and the core's are averaged. As in the core a training document is scored by networks that never saw it (`fold`), any
other by those that saw all. Made by train/largerroles.py for one encoder: weights for another do not fit. It must not learn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from copytaster.dossier import rolemodel
from copytaster.dossier.encoder import Encoder, vectors
from copytaster.dossier.rolefeatures import Features
from copytaster.dossier.rolemodel import FOLDS, log_softmax

Floats = npt.NDArray[np.float32]
# How much the networks count beside the core: macro / micro F1 56.2 / 61.5 with .5, 56.6 / 61.5 with .7, 56.6 / 61.4 with .8.
SHARE = 0.7
# Likenesses lie in a narrow band; stretched, they weigh as much as the numbers of a vector. Halved, these are learned more slowly.
_TIED, _HALF = 5, 0.5


@dataclass(frozen=True)
class Larger:
    """An encoder and what was learned on it. `layers` are those of the encoder that are read; `seen` gives the rows of `embedding`;
    `net` holds `each` networks for every fold and at last for all; `offsets` as in the core."""

    encoder: Encoder
    layers: Sequence[int]
    mean: Floats
    spread: Floats
    seen: Mapping[str, int]
    embedding: Floats
    net: Mapping[str, Floats]
    each: int
    offsets: Floats
    documents: Mapping[int, int]


def read(encoder: Encoder, held: Mapping[str, npt.NDArray[Any]]) -> Larger:
    """The model from its arrays, as train/largerroles.py names them. Raises `ValueError` where they are for another encoder."""
    if (made_for := str(held["encoder"])) != encoder.digest:
        raise ValueError(f"made for an encoder with the digest {made_for}, and this one has {encoder.digest}")
    net = {name[4:]: held[name].astype(np.float32) for name in held if name.startswith("net_")}
    for name in held:
        if name.startswith("scale_"):
            net[name[6:]] *= held[name]
    return Larger(
        encoder,
        held["layers"].tolist(),
        held["mean"].astype(np.float32),
        held["spread"].astype(np.float32),
        {name: row for row, name in enumerate(str(held["seen"]).split("\n"))},
        net.pop("embedding"),
        net,
        len(net["in_b"]) // (FOLDS + 1),
        held["offsets"].astype(np.float32),
        dict(zip(held["documents"].tolist(), held["folds"].tolist(), strict=True)),
    )


def scores(
    held: Larger, sentences: Sequence[str], found: Sequence[Features], *, headline: str, fold: int | None = None
) -> tuple[Floats, Floats]:
    """Log probabilities of the labels before their offsets, and the probability of speech."""
    return weighed(held, vectors(held.encoder, sentences, headline, held.layers), found, headline=headline, fold=fold)


def weighed(
    held: Larger, read_as: Floats, found: Sequence[Features], *, headline: str, fold: int | None = None
) -> tuple[Floats, Floats]:
    """The same where the encoder's vectors are at hand."""
    core, said = rolemodel.scores(found, headline=headline, fold=fold)
    row = FOLDS if fold is None else fold
    some = slice(row * held.each, (row + 1) * held.each)
    counts = np.zeros((len(found), len(held.seen)), np.float32)
    for place, features in enumerate(found):
        counts[place, [r for r in map(held.seen.get, features.seen) if r is not None]] = 1
    # networks x features x numbers -> sentences x (networks x numbers), as the core's networks are fed
    brought = np.concatenate([counts @ one for one in held.embedding[some]], axis=1)
    net = {name: weights[some] for name, weights in held.net.items()}
    out = rolemodel.networks(brought, dense(read_as, held.mean, held.spread, len(held.layers)), net)
    told = log_softmax(SHARE * log_softmax(out[:, :, :-1]).mean(axis=0) + (1 - SHARE) * core)
    speech: Floats = ((said + (1 / (1 + np.exp(-out[:, :, -1]))).mean(axis=0)) / 2).astype(np.float32)
    return told.astype(np.float32), speech


def dense(read_as: Floats, mean: Floats, spread: Floats, layers: int) -> Floats:
    """What a network reads of a document's vectors: the vectors, evened, and for each layer how near each is to the first, to the
    mean of all, to the mean of the first three, to the one before and to its nearest."""
    even = _HALF * (read_as - mean) / spread
    return np.concatenate([even, *(_ties(layer) for layer in np.split(even, layers, axis=1))], axis=1, dtype=np.float32)


def _ties(even: Floats) -> Floats:
    unit = _unit(even)
    alike = unit @ unit.T
    before = np.concatenate([[0], np.diagonal(alike, 1)])
    np.fill_diagonal(alike, 0)
    near = [unit @ unit[0], unit @ _unit(unit.mean(axis=0)), unit @ unit[:3].mean(axis=0), before, alike.max(axis=1)]
    result: Floats = _TIED * np.stack(near, axis=1)
    return result


def _unit(even: Floats) -> Floats:
    result: Floats = even / (np.linalg.norm(even, axis=-1, keepdims=True) + 1e-6)
    return result


def settled(held: Larger, told: Floats, fold: int | None = None) -> Floats:
    """Label probabilities from log probabilities, the offsets of a fold or of all added."""
    return np.exp(log_softmax(told + held.offsets[FOLDS if fold is None else fold]))
