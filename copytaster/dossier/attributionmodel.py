"""The trained model behind attributions: a small convolutional network that finds cues, and for each cue its source and content.

All sentences of a text are read at once: their tokens lie in one matrix with a gap between sentences that is wider than any filter
reaches. Weights: data/attribution.npz, made by train/attribution.py; their card is data/ATTRIBUTION.txt. Numpy only; it must not
learn, nor decide what a span is (dossier/attributions).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt

from copytaster.dossier.attributiontokens import Tokens, folded, traits
from copytaster.text.vectors import DIMENSIONS, table

Floats = npt.NDArray[np.float32]
# How far the filters of each layer reach apart, for the sentence and for a cue in it; none reaches over the gap.
DILATIONS, LINK_DILATIONS = (1, 2, 4, 1), (1, 2)
GAP = 4
# The places of tokens as a cue sees them: ten steps on either side, and the cue itself.
DISTANCES = 21
_STEPS = np.array([0, 1, 2, 3, 4, 5, 6, 6, 6, *[7] * 6, *[8] * 11, 9])
TRAIT_SHARE, VECTOR_SHARE = 0.5, 2.0


@dataclass(frozen=True)
class Model:
    """Trait -> row, the rows' embeddings, and the layers by name."""

    index: Mapping[str, int]
    embedding: Floats
    layers: Mapping[str, Floats]
    threshold: float


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue that was found: its sentence, its tokens, how sure; and for each token of the sentence the probability that it is part
    of the source and of the content."""

    sentence: int
    places: tuple[int, int]
    sure: float
    source: Floats
    content: Floats


@cache
def model() -> Model:
    """The model that ships."""
    raw = (resources.files("copytaster.dossier") / "data" / "attribution.npz").read_bytes()
    with np.load(io.BytesIO(raw)) as held:
        index = {f: i for i, f in enumerate(str(held["names"]).split("\n"))}
        embedding = held["embedding"].astype(np.float32) * held["embedding_scale"]
        layers = {name[6:]: np.ascontiguousarray(held[name].astype(np.float32)) for name in held.files if name.startswith("layer_")}
        return Model(index, embedding, layers, float(held["threshold"]))


@lru_cache(maxsize=20_000)
def _entered(word: str) -> bytes:
    """What a word form brings into the first layer, as bytes: a row of a matrix that is joined from many."""
    held = model()
    rows = [r for t in traits(word) if (r := held.index.get(t)) is not None]
    words = table()
    row = words.rows.get(folded(word))
    vector = np.zeros(DIMENSIONS, np.float32) if row is None else words.vectors[row]
    whole = np.concatenate([held.embedding[rows].sum(axis=0) * TRAIT_SHARE, vector * VECTOR_SHARE])
    entered: Floats = (whole @ held.layers["words_w"]).astype(np.float32)
    return entered.tobytes()


def cues(sentences: Sequence[Tokens]) -> list[Cue]:
    """Every cue in some sentences of one text, in order."""
    read = [i for i, s in enumerate(sentences) if s.words]
    if not read:
        return []
    layers = model().layers
    starts, hidden = _encoded([sentences[i] for i in read])
    chances = _softmax(hidden @ layers["cue_w"] + layers["cue_b"])
    found = []
    for i, start in zip(read, starts, strict=True):
        inside = chances[start : start + len(sentences[i].words)]
        found += [(i, start, places, sure) for places, sure in runs(inside, model().threshold)]
    if not found:
        return []
    sizes = [len(sentences[i].words) for i, *_ in found]
    chances = _linked(hidden, [(start, size, places) for (_, start, places, _), size in zip(found, sizes, strict=True)])
    result, at = [], GAP
    for (i, _, places, sure), size in zip(found, sizes, strict=True):
        part = chances[at : at + size]
        result.append(Cue(i, places, sure, part[:, 1] + part[:, 3], part[:, 2]))
        at += size + GAP
    return result


def runs(chances: Floats, threshold: float) -> list[tuple[tuple[int, int], float]]:
    """Cues in the chances of one sentence's tokens (columns: none, first of a cue, further of a cue), with how sure each is."""
    likely = chances[:, 1] + chances[:, 2]
    found: list[tuple[tuple[int, int], float]] = []
    for place in np.flatnonzero(likely > threshold).tolist():
        if found and found[-1][0][1] == place and chances[place, 2] > chances[place, 1]:
            (start, _), sure = found[-1]
            found[-1] = ((start, place + 1), max(sure, float(likely[place])))
        else:
            found.append(((place, place + 1), float(likely[place])))
    return found


@lru_cache(maxsize=4096)
def distances(size: int, places: tuple[int, int]) -> npt.NDArray[np.intp]:
    """Where each token of a sentence stands as a cue sees it, as a row of the table of distances."""
    at = np.arange(size)
    off = np.where(at < places[0], at - places[0], np.where(at >= places[1], at - places[1] + 1, 0))
    steps = np.sign(off) * _STEPS[np.minimum(np.abs(off), len(_STEPS) - 1)] + DISTANCES // 2
    steps[places[0] : places[1]] = DISTANCES - 1
    result: npt.NDArray[np.intp] = steps.astype(np.intp)
    result.setflags(write=False)
    return result


def _encoded(sentences: Sequence[Tokens]) -> tuple[list[int], Floats]:
    """Where each sentence starts in the matrix, and the matrix: token by token what was read of it and around it."""
    layers = model().layers
    sizes = [len(s.words) for s in sentences]
    starts = list(accumulate((size + GAP for size in sizes[:-1]), initial=GAP))
    filled = np.concatenate([np.arange(start, start + size) for start, size in zip(starts, sizes, strict=True)])
    words = np.frombuffer(b"".join(map(_entered, chain.from_iterable(s.words for s in sentences))), np.float32)
    states = layers["states"][list(chain.from_iterable(s.states for s in sentences))]
    read = np.zeros((starts[-1] + sizes[-1] + GAP, states.shape[1]), np.float32)
    read[filled] = np.maximum(words.reshape(states.shape) + states + layers["words_b"], 0)
    around = _convolved(read, filled, "around", DILATIONS)
    return starts, np.concatenate([read, around], axis=1)


def _convolved(matrix: Floats, filled: npt.NDArray[np.intp], name: str, dilations: Sequence[int]) -> Floats:
    """Layers of filters over the rows, each adding to what stood there; gaps stay empty. Half of all reading time is spent here, so
    nothing is copied that need not be."""
    layers = model().layers
    matrix = matrix.copy()
    mask = np.zeros((len(matrix), 1), np.float32)
    mask[filled] = 1
    for number, dilation in enumerate(dilations):
        weights = layers[f"{name}{number}_w"]
        reach = dilation * (len(weights) // 2)
        last = len(matrix) - 2 * reach
        summed = matrix[:last] @ weights[0]
        for tap in range(1, len(weights)):
            summed += matrix[tap * dilation : last + tap * dilation] @ weights[tap]
        summed += layers[f"{name}{number}_b"]
        np.maximum(summed, 0, out=summed)
        summed *= mask[reach : len(matrix) - reach]
        matrix[reach : len(matrix) - reach] += summed
    return matrix


def _linked(hidden: Floats, asked: Sequence[tuple[int, int, tuple[int, int]]]) -> Floats:
    """Chances of each token of each cue's sentence (none, source, content, first of the source), sentences parted by gaps."""
    layers = model().layers
    token = hidden @ layers["token_w"] + layers["token_b"]
    centres = np.stack([hidden[start + a : start + b].mean(axis=0) for start, _, (a, b) in asked]) @ layers["centre_w"]
    rows: list[Floats] = []
    filled: list[npt.NDArray[np.intp]] = []
    gap = np.zeros((GAP, token.shape[1]), np.float32)
    at = GAP
    for (start, size, places), centre in zip(asked, centres, strict=True):
        rows += [gap, np.maximum(token[start : start + size] + centre + layers["distance"][distances(size, places)], 0)]
        filled.append(np.arange(at, at + size))
        at += size + GAP
    seen = _convolved(np.concatenate([*rows, gap]), np.concatenate(filled), "link", LINK_DILATIONS)
    return _softmax(seen @ layers["link_w"] + layers["link_b"])


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = raised / raised.sum(axis=1, keepdims=True)
    return result
