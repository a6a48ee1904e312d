"""A text encoder of the BERT family in plain numpy: a document in, a vector for each sentence in its context out.

The weights come as arrays, read by whoever may touch disks (desk/encoders.py); here is only the arithmetic of the published
architecture (Devlin et al. 2019; RoBERTa's and MiniLM's weights have the same form; MPNet, Song et al. 2020, adds how far apart
two tokens stand to what they say of each other). It must not know what the vectors are for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, log, sqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ids = list[int]
# Tokens of the document in one window, of its headline before it, of one sentence: not tuned.
WINDOW, HEADLINE, SENTENCE = 300, 24, 100


@dataclass(frozen=True)
class Encoder:
    """Weights by their published names (without any prefix), and what the folder's config says of their shape.

    `cut` gives the token numbers of texts without marks at the ends. `first` is the number of the first position: RoBERTa counts
    from 2. `digest` names the weights: what was learned on top of them fits no others.
    """

    weights: Mapping[str, Floats]
    layers: int
    heads: int
    epsilon: float
    first: int
    longest: int
    opens: int
    closes: int
    cut: Callable[[Sequence[str]], list[Ids]]
    digest: str

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return int(self.weights["embeddings.LayerNorm.weight"].shape[0])


@dataclass(frozen=True, slots=True)
class Window:
    """Token numbers that are read at once, and for each the place of the sentence that it counts for (-1: only context)."""

    ids: Ids
    places: list[int]


def vectors(held: Encoder, sentences: Sequence[str], headline: str, layers: Sequence[int]) -> Floats:
    """What some layers say of each sentence: the mean of its tokens, each read with the headline and the sentences around it."""
    total = np.zeros((len(sentences), len(layers) * held.width), np.float32)
    count = np.zeros(len(sentences), np.float32)
    for window in windows(held, sentences, headline):
        found = states(held, window.ids, layers)
        places = np.array(window.places)
        kept = places >= 0
        np.add.at(total, places[kept], found[kept])
        np.add.at(count, places[kept], 1)
    result: Floats = (total / np.maximum(count, 1)[:, None]).astype(np.float32)
    return result


def windows(held: Encoder, sentences: Sequence[str], headline: str) -> list[Window]:
    """A document cut into windows of about the same length, each with the headline and one sentence more on either side."""
    told = [ids[:SENTENCE] for ids in held.cut(sentences)]
    head = held.cut([headline or "none"])[0][:HEADLINE]
    whole = sum(map(len, told))
    goal = whole / max(1, ceil(whole / min(WINDOW, held.longest - HEADLINE - 2)))
    parts: list[list[int]] = [[]]
    run = 0
    for place, ids in enumerate(told):
        if parts[-1] and run + len(ids) / 2 > goal * len(parts):
            parts.append([])
        parts[-1].append(place)
        run += len(ids)
    return [_window(held, told, head, part) for part in parts]


def _window(held: Encoder, told: Sequence[Ids], head: Ids, part: Sequence[int]) -> Window:
    ids, places = [held.opens, *head, held.closes], [-1] * (len(head) + 2)
    for place in range(max(0, part[0] - 1), min(len(told), part[-1] + 2)):
        ids += [*told[place], held.closes]
        places += [place if part[0] <= place <= part[-1] else -1] * len(told[place]) + [-1]
    return Window(ids[: held.longest], places[: held.longest])


def states(held: Encoder, ids: Ids, layers: Sequence[int]) -> Floats:
    """What some layers say of each token, side by side; layer 0 is the embedding. Those above the highest one asked are not run."""
    w = held.weights
    found = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][held.first :][: len(ids)]
    if (kinds := w.get("embeddings.token_type_embeddings.weight")) is not None:
        found = found + kinds[0]
    every = [_evened(held, found, "embeddings.LayerNorm")]
    bends = w.get(DISTANCES)
    # heads x tokens x tokens
    apart = None if bends is None else bends[steps_apart(len(ids), len(bends))].transpose(2, 0, 1)
    for layer in range(max(layers)):
        every.append(_layer(held, every[-1], f"encoder.layer.{layer}.", apart))
    return np.concatenate([every[layer] for layer in layers], axis=1)


# What the distance of two tokens adds to their score, a row for each step of distance and a column for each head.
DISTANCES = "encoder.relative_attention_bias.weight"
# From here on all distances are one step.
_FARTHEST = 128


@lru_cache(maxsize=8)
def steps_apart(count: int, steps: int) -> npt.NDArray[np.intp]:
    """The step of distance from each of so many tokens to each: half of the steps for those before, half for those after; of each
    half the nearer half counts token by token, the rest ever more coarsely (Raffel et al. 2020, which MPNet follows)."""
    side = steps // 2
    exact = side // 2
    away = np.arange(count)
    coarse = exact + (np.log(np.maximum(away, 1) / exact) / log(_FARTHEST / exact) * (side - exact)).astype(np.intp)
    step = np.where(away < exact, away, np.minimum(coarse, side - 1))
    offset = away[None, :] - away[:, None]
    found: npt.NDArray[np.intp] = step[np.abs(offset)] + np.where(offset > 0, side, 0)
    found.setflags(write=False)
    return found


def _layer(held: Encoder, found: Floats, name: str, apart: Floats | None) -> Floats:
    count, width = found.shape
    asked, keys, values = (
        _linear(held, found, f"{name}attention.self.{part}").reshape(count, held.heads, -1).transpose(1, 0, 2)
        for part in ("query", "key", "value")
    )
    scores: Floats = asked @ keys.transpose(0, 2, 1) / np.float32(sqrt(width // held.heads))
    if apart is not None:
        scores += apart
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    heard = _linear(held, (scores @ values).transpose(1, 0, 2).reshape(count, width), f"{name}attention.output.dense")
    found = _evened(held, found + heard, f"{name}attention.output.LayerNorm")
    inner = _curved(_linear(held, found, f"{name}intermediate.dense"))
    return _evened(held, found + _linear(held, inner, f"{name}output.dense"), f"{name}output.LayerNorm")


def _linear(held: Encoder, found: Floats, name: str) -> Floats:
    result: Floats = found @ held.weights[f"{name}.weight"].T + held.weights[f"{name}.bias"]
    return result


def _evened(held: Encoder, found: Floats, name: str) -> Floats:
    apart = found - found.mean(axis=-1, keepdims=True)
    spread = np.sqrt((apart * apart).mean(axis=-1, keepdims=True) + np.float32(held.epsilon))
    result: Floats = apart / spread * held.weights[f"{name}.weight"] + held.weights[f"{name}.bias"]
    return result


def _curved(found: Floats) -> Floats:
    """The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016)."""
    inner = found * found
    inner *= np.float32(0.044715)
    inner += 1
    inner *= found
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += 1
    inner *= found
    inner *= np.float32(0.5)
    return inner
