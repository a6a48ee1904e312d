"""The trained model behind sentence roles: in each of five folds a linear model and a small recurrent network, averaged.

Each fold was trained on four fifths of the training documents, so that a training document can be scored by the one fold that never
saw it (`fold`); any other document is scored by all five. Weights: data/roles.npz, made by train/roles.py; their card is
data/ROLES.txt. Numpy only; it must not learn.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain

import numpy as np
import numpy.typing as npt

from copytaster.dossier.rolefeatures import Features
from copytaster.text.vectors import DIMENSIONS, mean, means, tokens

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
    """Weights of all folds. Linear: one matrix per circle, columns fold by fold, and their mean over the folds. Networks: fold by
    fold, see train/roles.py."""

    index: Index
    linear: Mapping[str, Floats]
    bias: Floats
    mean_linear: Mapping[str, Floats]
    mean_bias: Floats
    embedding: Floats
    net: Mapping[str, Floats]
    log_prior: Floats
    documents: Mapping[int, int]


@cache
def model() -> Model:
    """The model that ships."""
    raw = (resources.files("copytaster.dossier") / "data" / "roles.npz").read_bytes()
    with np.load(io.BytesIO(raw)) as held:
        own, near, far = ({f: i for i, f in enumerate(str(held[f"names_{c}"]).split("\n"))} for c in ("own", "near", "far"))
        linear = {c: held[f"linear_{c}"].astype(np.float32) * held[f"scale_{c}"] for c in CIRCLES}
        net = {name[4:]: held[name].astype(np.float32) for name in held.files if name.startswith("net_")}
        return Model(
            Index(own, near, far, held["rows_net"].tolist()),
            linear,
            held["bias"].astype(np.float32),
            {c: np.ascontiguousarray(w.reshape(len(w), FOLDS, WIDTH).mean(axis=1)) for c, w in linear.items()},
            held["bias"].reshape(FOLDS, WIDTH).mean(axis=0).astype(np.float32),
            held["embedding"].astype(np.float32) * held["embedding_scale"],
            net,
            np.log(held["prior"]).astype(np.float32),
            dict(zip(held["documents"].tolist(), held["folds"].tolist(), strict=True)),
        )


def fingerprint(sentences: Sequence[str]) -> int:
    """A number for a document by which the card tells whether the model was trained on it."""
    whole = " ".join(" ".join(sentences).split())
    return int.from_bytes(hashlib.sha256(whole.encode()).digest()[:7], "big")


def probabilities(found: Sequence[Features], *, headline: str, fold: int | None = None) -> tuple[Floats, Floats]:
    """Label probabilities (sentences x labels) and the probability of speech, from all folds or from one."""
    held = model()
    first, last = (0, FOLDS) if fold is None else (fold, fold + 1)
    rows = rows_of(found, held.index)
    linear = _linear(held, rows, fold)
    network = _networks(held, rows, dense(found, headline), slice(first, last))
    labels = (_log_softmax(linear[:, :-1]) + _log_softmax(network[:, :, :-1]).mean(axis=0)) / 2
    labels -= PRIOR_POWER * held.log_prior
    speech: Floats = (1 / (1 + np.exp(-linear[:, -1]))).astype(np.float32)
    return np.exp(_log_softmax(labels)), speech


# Labels are weighed by their rarity to this power. Cross-validated macro / micro F1: 0 51.1 / 60.0, 0.2 52.6 / 59.7,
# 0.35 52.9 / 58.8, 0.5 52.8 / 57.5. A second network in each fold changed nothing (52.7 / 59.7 at 0.2).
PRIOR_POWER = 0.35


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=-1, keepdims=True)
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


Rows = Mapping[str, Sequence[Sequence[int]]]


def rows_of(found: Sequence[Features], index: Index) -> Rows:
    """For each circle, and for the networks ("net"), the rows of each sentence's features; unknown ones are left out."""
    own = [[r for r in map(index.own.get, s.own) if r is not None] for s in found]
    near = [[r for r in map(index.near.get, s.near) if r is not None] for s in found]
    far = [[r for r in map(index.far.get, s.far) if r is not None] for s in found]
    edge = [index.near[NOBODY]] if NOBODY in index.near else []
    to_net = index.net
    return {
        "own": own,
        "before": [edge, *near[:-1]],
        "after": [*near[1:], edge],
        "two_before": [[], [], *far][: len(far)],
        "two_after": [*far, [], []][2:],
        "net": [[n for r in rows if (n := to_net[r]) >= 0] for rows in own],
    }


# The feature of a place before the first sentence or after the last.
NOBODY = "none"


def _linear(held: Model, rows: Rows, fold: int | None) -> Floats:
    """Scores of one fold's linear model, or the mean over folds: for labels the same as the mean of their log probabilities."""
    weights, bias, columns = held.mean_linear, held.mean_bias, slice(None)
    if fold is not None:
        weights, bias, columns = held.linear, held.bias, slice(fold * WIDTH, (fold + 1) * WIDTH)
    scores = np.tile(bias[columns], (len(rows["own"]), 1))
    for circle in CIRCLES:
        scores += _summed(rows[circle], weights[circle][:, columns])
    return scores


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


def _networks(held: Model, rows: Rows, vectors: Floats, nets: slice) -> Floats:
    """Scores of some networks (networks x sentences x outputs): features and vectors, one layer, a two-way recurrent layer over the
    document, one layer."""
    net = held.net
    size = held.embedding.shape[1] // FOLDS
    wanted = held.embedding[:, nets.start * size : nets.stop * size]
    summed = (_summed(rows["net"], wanted) / 4).reshape(len(vectors), -1, size).transpose(1, 0, 2)
    inputs = np.concatenate([summed, np.broadcast_to(vectors, (len(summed), *vectors.shape))], axis=2)
    hidden = np.maximum(inputs @ net["in_w"][nets].transpose(0, 2, 1) + net["in_b"][nets][:, None], 0)
    states = _recurrent(hidden, net, nets)
    result: Floats = np.concatenate([hidden, states], axis=2) @ net["out_w"][nets].transpose(0, 2, 1) + net["out_b"][nets][:, None]
    return result


def _recurrent(inputs: Floats, net: Mapping[str, Floats], nets: slice) -> Floats:
    """Gated recurrent units (Cho et al. 2014) over a sequence, forwards and backwards, for all networks in one go.

    Gates stand in the order reset, update, new. Result: networks x sentences x both states.
    """
    both = np.stack([inputs, inputs[:, ::-1]], axis=1)
    gates = both @ net["gru_wi"][nets].transpose(0, 1, 3, 2) + net["gru_bi"][nets][:, :, None]
    weights, bias = net["gru_wh"][nets].transpose(0, 1, 3, 2), net["gru_bh"][nets]
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
