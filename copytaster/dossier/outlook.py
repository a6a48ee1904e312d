"""How likely it is that a sentence looks ahead, by a second look at what the role model takes for an expectation.

"Is expected to make landfall on Friday" and "could become kingmakers" look alike to the role model; how the future is put (which
verb, whose, in whose words, with which date) and what stands around it tell more. A dossier's Outlook takes a sentence for its role
only above a `bar`. Weights and bars: data/outlook.npz, made by train/outlook.py; it must not learn.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from copytaster.dossier.rolemodel import FOLDS, LABELS

Floats = npt.NDArray[np.float32]
AHEAD, JUDGED = LABELS.index("expectation"), LABELS.index("evaluation")
# Sentences below this probability of being an expectation are not looked at again: they are 12 % of all expectations.
CANDIDATE = 0.1
# How many measures stand before the cues in the weights.
MEASURES = 2 * (len(LABELS) + 1) * 2 + len(LABELS) + 1 + 3

_WORD = re.compile(r"[a-z']+")
_MODALS = frozenset("will would could may might should won't can".split())
_FIRST = _MODALS - {"won't", "can"} | {"expected", "plans"}
_LIGHT = frozenset("be not have also".split())
_BE = frozenset("is are was were".split())
_STEMS = re.compile(
    r"\b(expect|plan|schedul|likely|set to|due to|aim|hope|intend|vow|pledg|promis|warn|predict|forecast|propos|consider|seek|want"
    r"|need|if|unless|until|when|before|by|next|tomorrow|coming|later|soon|future|possib|potential|risk|remain|uncertain|unclear"
    r"|begin|start|continue|decide|decision|vote|election|meeting|hear|trial|talks|announce|release|report)"
)
_DATES = re.compile(
    r"\b(tonight|forthcoming|upcoming|(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|week|month|year"
    r"|january|february|march|april|june|july|august|september|october|november|december|\d{4})\b"
)
_AHEAD = re.compile(r"\b(?:will|would|could|may|might|expected|plans?)\b")
_SAID = re.compile(r"\b(?:said|says|told|added|warned|noted)\b")


@dataclass(frozen=True)
class Weights:
    """By fold, and at last for all: the weights of the measures, then of the cues; the bias; the bar."""

    cues: Mapping[str, int]
    weights: Floats
    bias: Floats
    bars: Floats


@cache
def _weights() -> Weights:
    raw = (resources.files("copytaster.dossier") / "data" / "outlook.npz").read_bytes()
    with np.load(io.BytesIO(raw)) as held:
        names = str(held["cues"]).split("\n")
        return Weights({name: row for row, name in enumerate(names)}, held["weights"], held["bias"], held["bars"])


def bar(fold: int | None = None) -> float:
    """The chance above which a dossier's Outlook takes a sentence for its role."""
    return float(_weights().bars[FOLDS if fold is None else fold])


def chances(texts: Sequence[str], told: Floats, speech: Floats, *, fold: int | None = None) -> Floats:
    """The probability that each sentence of a document looks ahead; 0 where the role model sees no expectation in it.

    `told` are the role model's log probabilities of the labels before their offsets, `speech` the probability of speech.
    """
    result = np.zeros(len(texts), np.float32)
    places = candidates(told)
    if not places:
        return result
    held, row = _weights(), FOLDS if fold is None else fold
    weights = held.weights[row]
    scores = measures(told, speech)[places] @ weights[:MEASURES] + held.bias[row]
    for at, place in enumerate(places):
        known = [held.cues[name] for name in cues(texts[place]) if name in held.cues]
        scores[at] += weights[MEASURES:][known].sum()
    result[places] = 1 / (1 + np.exp(-scores))
    return result


def candidates(told: Floats) -> list[int]:
    """The places of the sentences that are looked at again."""
    found: list[int] = np.flatnonzero(np.exp(told[:, AHEAD]) > CANDIDATE).tolist()
    return found


def measures(told: Floats, speech: Floats) -> Floats:
    """What the role model says of each sentence, of the two before and after it, and of the whole."""
    likely = np.concatenate([np.exp(told), speech[:, None]], axis=1)
    around = np.zeros((4, *likely.shape), np.float32)
    for row, apart in enumerate((1, 2)):
        around[row, apart:] = likely[:-apart]
        around[row + 2, :-apart] = likely[apart:]
    whole = np.tile([likely[:, AHEAD].mean(), likely[:, JUDGED].mean(), len(told) / 20], (len(told), 1))
    return np.concatenate([told, speech[:, None], *around, whole], axis=1, dtype=np.float32)


def cues(text: str) -> set[str]:
    """How a sentence speaks of what is to come."""
    low = text.lower()
    words = _WORD.findall(low)
    return {*_verbs(words), *_order(text), *(f"r={m}" for m in _STEMS.findall(low)), *map(_date, _DATES.findall(low))}


def _date(found: str) -> str:
    return "t=#year" if found.isdigit() else f"t={found}"


def _verbs(words: Sequence[str]) -> Iterator[str]:
    """Which verbs of the future, whose, and of what."""
    ahead = [place for place, word in enumerate(words) if word in _FIRST]
    yield f"first={words[ahead[0]]}_{min(4, ahead[0] // 5)}" if ahead else "first=-"
    yield f"many={min(3, len(ahead))}"
    padded = ["-", *words, "-", "-"]
    for place, word in enumerate(padded):
        if word in _MODALS:
            before, after, then = padded[place - 1], padded[place + 1], padded[place + 2]
            yield from (f"m={word}", f"s={word}_{before}", f"v={word}_{after}", f"at={min(3, (place - 1) // 6)}")
            if after in _LIGHT:
                yield f"w={word}_{after}_{then}"
        elif word in _BE and padded[place + 2 : place + 3] == ["to"]:
            yield f"i={word}_{padded[place + 1]}"


def _order(text: str) -> Iterator[str]:
    """Whether the future stands in a quotation, before or after "said"."""
    ahead, said = _AHEAD.search(text), _SAID.search(text)
    if not ahead:
        return
    if marks := [m.start() for m in re.finditer('[“”"]', text)]:
        yield f"quoted{sum(mark < ahead.start() for mark in marks) % 2}"
    if said:
        yield "said_first" if said.start() < ahead.start() else "said_last"
