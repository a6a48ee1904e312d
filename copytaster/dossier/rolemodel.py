"""The trained model behind sentence roles: in each of five folds a linear model and a small recurrent network, averaged.

Each fold was trained on four fifths of the training documents, so that a training document can be scored by the one fold that never
saw it (`fold`); any other document is scored by all five. All that a word brings, its clusters with it, is one row of a table.
Weights: data/roles.npz, made by train/roles.py; their card is data/CARD.md. Numpy only; it must not learn.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from copytaster.dossier.rolefeatures import Features, of_word
from copytaster.text.vectors import DIMENSIONS, GRAINS, mean, means, table, tokens

Floats = npt.NDArray[np.float32]
LABELS = ("main", "consequence", "previous", "context", "history", "anecdote", "evaluation", "expectation", "none")
FOLDS = 5
# Columns of the linear models: nine labels and speech.
WIDTH = len(LABELS) + 1


# What is weighed for a sentence: its own features, what its neighbours on either side and those two places away show.
CIRCLES = ("own", "before", "after", "two_before", "two_after")


@dataclass(frozen=True)
class Index:
    """Feature -> row for each circle of features, and for each row of `own` its row in the networks (-1: none)."""

    own: Mapping[str, int]
    near: Mapping[str, int]
    far: Mapping[str, int]
    net: Sequence[int]


@dataclass(frozen=True)
class Model:
    """Weights of all folds. Linear: one matrix per circle, columns fold by fold. Networks: fold by fold, see train/roles.py.
    Offsets: what is added to the log probabilities of each label, by fold, and at last for all folds together."""

    index: Index
    linear: Mapping[str, Floats]
    bias: Floats
    embedding: Floats
    net: Mapping[str, Floats]
    offsets: Floats
    documents: Mapping[int, int]


@dataclass(frozen=True)
class Tables:
    """The weights of one fold, or of all together, laid out for reading: a row for each word with all that it brings (its clusters
    with it), for each feature that is seen, for each pair. Columns: WIDTH for each of CIRCLES, then the networks' embeddings; of
    pairs only the first WIDTH."""

    words: Mapping[str, int]
    of_words: Floats
    seen: Mapping[str, int]
    of_seen: Floats
    pairs: Mapping[str, int]
    of_pairs: Floats
    bias: Floats
    nobody: Floats
    net: Mapping[str, Floats]
    offsets: Floats


@cache
def model() -> Model:
    """The model that ships."""
    raw = (resources.files("copytaster.dossier") / "data" / "roles.npz").read_bytes()
    with np.load(io.BytesIO(raw)) as held:
        return read(held)


def read(held: Mapping[str, npt.NDArray[Any]]) -> Model:
    """A model from its arrays, as train/roles.py names them."""
    own, near, far = ({f: i for i, f in enumerate(str(held[f"names_{c}"]).split("\n"))} for c in ("own", "near", "far"))
    return Model(
        Index(own, near, far, held["rows_net"].tolist()),
        {c: held[f"linear_{c}"].astype(np.float32) * held[f"scale_{c}"] for c in CIRCLES},
        held["bias"].astype(np.float32),
        held["embedding"].astype(np.float32) * held["embedding_scale"],
        {name[4:]: held[name].astype(np.float32) for name in held if name.startswith("net_")},
        held["offsets"].astype(np.float32),
        dict(zip(held["documents"].tolist(), held["folds"].tolist(), strict=True)),
    )


def fingerprint(sentences: Sequence[str]) -> int:
    """A number for a document by which the card tells whether the model was trained on it."""
    whole = " ".join(" ".join(sentences).split())
    return int.from_bytes(hashlib.sha256(whole.encode()).digest()[:7], "big")


@cache
def tables(fold: int | None = None) -> Tables:
    """The weights that ship, of a fold or of all together."""
    return laid_out(model(), fold)


def laid_out(held: Model, fold: int | None = None) -> Tables:
    """The weights of a fold, or the mean of the linear models and all networks, as rows to be summed."""
    index = held.index
    first, last = (0, FOLDS) if fold is None else (fold, fold + 1)
    size = held.embedding.shape[1] // FOLDS
    linear = {c: w.reshape(len(w), FOLDS, WIDTH)[:, first:last].mean(axis=1) for c, w in held.linear.items()}
    embedding = held.embedding[:, first * size : last * size]
    names = [*dict.fromkeys([*index.own, *index.near, *index.far])]
    whole = np.zeros((len(names), len(CIRCLES) * WIDTH + embedding.shape[1]), np.float32)
    row_of = {name: row for row, name in enumerate(names)}
    for place, circle in enumerate(CIRCLES):
        known = index.own if circle == "own" else index.near if circle in {"before", "after"} else index.far
        whole[[row_of[name] for name in known], place * WIDTH : (place + 1) * WIDTH] = linear[circle]
    for name, row in index.own.items():
        if index.net[row] >= 0:
            whole[row_of[name], len(CIRCLES) * WIDTH :] = embedding[index.net[row]]
    nobody = whole[row_of[NOBODY], : len(CIRCLES) * WIDTH].copy()
    pairs = [name for name in names if name.startswith(PAIRS)]
    seen = [name for name in names if not name.startswith((*PAIRS, "w=", *CLUSTERS))]
    every = [*dict.fromkeys([*(name[2:] for name in names if name.startswith("w=")), *table().rows])]
    parts = [[row_of[f] for f in of_word(word) if f in row_of] for word in every]
    return Tables(
        {word: row for row, word in enumerate(every)},
        _summed(parts, whole),
        {name: row for row, name in enumerate(seen)},
        whole[[row_of[name] for name in seen]],
        {name: row for row, name in enumerate(pairs)},
        np.ascontiguousarray(whole[[row_of[name] for name in pairs], :WIDTH]),
        held.bias.reshape(FOLDS, WIDTH)[first:last].mean(axis=0),
        nobody,
        {name: weights[first:last] for name, weights in held.net.items()},
        held.offsets[FOLDS if fold is None else fold],
    )


def probabilities(found: Sequence[Features], *, headline: str, fold: int | None = None) -> tuple[Floats, Floats]:
    """Label probabilities (sentences x labels) and the probability of speech, from all folds or from one."""
    labels, speech = scores(found, headline=headline, fold=fold)
    return settled(labels, fold), speech


def settled(told: Floats, fold: int | None = None) -> Floats:
    """Label probabilities from log probabilities, the offsets of a fold or of all added."""
    return np.exp(log_softmax(told + tables(fold).offsets))


def scores(found: Sequence[Features], *, headline: str, fold: int | None = None) -> tuple[Floats, Floats]:
    """Log probabilities of the labels before their offsets, and the probability of speech."""
    return weighed(tables(fold), found, headline)


def weighed(held: Tables, found: Sequence[Features], headline: str) -> tuple[Floats, Floats]:
    """The same by weights that are given."""
    brought = _brought(held, found)
    linear = _linear(held, brought, [f.pairs for f in found])
    network = networks(brought[:, len(CIRCLES) * WIDTH :], dense(found, headline), held.net)
    labels = (log_softmax(linear[:, :-1]) + log_softmax(network[:, :, :-1]).mean(axis=0)) / 2
    speech: Floats = (1 / (1 + np.exp(-linear[:, -1]))).astype(np.float32)
    return labels, speech


def log_softmax(values: Floats) -> Floats:
    """Log probabilities along the last axis."""
    shifted = values - values.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def _summed(rows: Sequence[Sequence[int]], weights: Floats) -> Floats:
    """The sum of some rows of a matrix for each list of rows."""
    counts = np.array([len(r) for r in rows])
    result = np.zeros((len(rows), weights.shape[1]), np.float32)
    if counts.sum():
        flat = np.fromiter(chain.from_iterable(rows), np.intp, int(counts.sum()))
        starts = np.concatenate([[0], np.cumsum(counts[counts > 0])[:-1]])
        result[counts > 0] = np.add.reduceat(weights[flat], starts, axis=0)
    return result


def _known(names: Sequence[str], rows: Mapping[str, int]) -> list[int]:
    return [r for r in map(rows.get, names) if r is not None]


def _brought(held: Tables, found: Sequence[Features]) -> Floats:
    """What each sentence brings, to itself and to those around it: the sum of the rows of its words and of what is seen of it."""
    counts = np.zeros((len(found), len(held.seen)), np.float32)
    for place, features in enumerate(found):
        counts[place, _known(features.seen, held.seen)] = 1
    result: Floats = _summed([_known(f.words, held.words) for f in found], held.of_words) + counts @ held.of_seen
    return result


# Names of features that are pairs and runs of words; of clusters of words; of a place before the first sentence or after the last.
PAIRS = ("b=", "st2=", "st3=", "en3=")
CLUSTERS = tuple(f"c{grain}=" for grain in GRAINS)
NOBODY = "none"


def _linear(held: Tables, brought: Floats, pairs: Sequence[Sequence[str]]) -> Floats:
    """Scores of one fold's linear model, or the mean over folds: for labels the same as the mean of their log probabilities."""
    result = held.bias + brought[:, :WIDTH] + _summed([_known(p, held.pairs) for p in pairs], held.of_pairs)
    for circle, apart in ((1, 1), (2, -1), (3, 2), (4, -2)):
        block = slice(circle * WIDTH, (circle + 1) * WIDTH)
        if apart > 0:
            result[apart:] += brought[:-apart, block]
        else:
            result[:apart] += brought[-apart:, block]
    result[0] += held.nobody[WIDTH : 2 * WIDTH]
    result[-1] += held.nobody[2 * WIDTH : 3 * WIDTH]
    return result


def dense(found: Sequence[Features], headline: str) -> Floats:
    """Mean vectors of each sentence and of the headline, and how near they are to headline, lead and the whole."""
    own = means([f.tokens for f in found])
    head = mean(tokens(headline))
    unit = _unit(own[:, :DIMENSIONS])
    near = np.stack([unit @ _unit(head[:DIMENSIONS]), unit @ unit[0], unit @ _unit(unit.mean(axis=0))], axis=1)
    return np.concatenate([3 * own, np.tile(3 * head, (len(found), 1)), near], axis=1)


def _unit(vectors: Floats) -> Floats:
    result: Floats = vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + 1e-6)
    return result


def networks(embedded: Floats, vectors: Floats, net: Mapping[str, Floats]) -> Floats:
    """Scores of some networks (networks x sentences x outputs): what the features bring and vectors, one layer, a two-way recurrent
    layer over the document, one layer."""
    count = len(net["in_b"])
    summed = (embedded / 4).reshape(len(vectors), count, -1).transpose(1, 0, 2)
    inputs = np.concatenate([summed, np.broadcast_to(vectors, (count, *vectors.shape))], axis=2)
    hidden = np.maximum(inputs @ net["in_w"].transpose(0, 2, 1) + net["in_b"][:, None], 0)
    states = _recurrent(hidden, net)
    result: Floats = np.concatenate([hidden, states], axis=2) @ net["out_w"].transpose(0, 2, 1) + net["out_b"][:, None]
    return result


def _recurrent(inputs: Floats, net: Mapping[str, Floats]) -> Floats:
    """Gated recurrent units (Cho et al. 2014) over a sequence, forwards and backwards, for all networks in one go.

    Gates stand in the order reset, update, new. Result: networks x sentences x both states.
    """
    both = np.stack([inputs, inputs[:, ::-1]], axis=1)
    gates = both @ net["gru_wi"].transpose(0, 1, 3, 2) + net["gru_bi"][:, :, None]
    weights, bias = net["gru_wh"].transpose(0, 1, 3, 2), net["gru_bh"]
    size = weights.shape[2]
    state = np.zeros((*gates.shape[:2], size), np.float32)
    states = np.empty((*gates.shape[:3], size), np.float32)
    for place in range(gates.shape[2]):
        gate = gates[:, :, place]
        inner = (state[:, :, None] @ weights)[:, :, 0] + bias
        open_gates = 1 / (1 + np.exp(-(gate[..., : 2 * size] + inner[..., : 2 * size])))
        reset, update = open_gates[..., :size], open_gates[..., size:]
        state = (1 - update) * np.tanh(gate[..., 2 * size :] + reset * inner[..., 2 * size :]) + update * state
        states[:, :, place] = state
    return np.concatenate([states[:, 0], states[:, 1, ::-1]], axis=2)
