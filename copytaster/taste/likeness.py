"""How far two texts tell the same news, as one number: for pairs that come without a stream around them.

Signs are taken from headlines and texts (shared roots, names, numbers, first paragraphs), weighed by a small network that was
trained on graded pairs (train/likeness.py). Two languages are compared by what crosses them: names, numbers, and words that are
written alike in both once they are in Latin letters.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from itertools import pairwise

from anyascii import anyascii

from copytaster.model import Item
from copytaster.taste.learned import network
from copytaster.taste.traits import bare
from copytaster.text.background import naming, telling
from copytaster.text.capitals import capitals
from copytaster.text.words import fold, root, words

SIGNS = (
    "words alike",
    "words alike, in the smaller",
    "names alike",
    "names alike, in the smaller",
    "numbers alike",
    "headlines alike",
    "first words alike",
    "headline told in the other",
    "pairs of words alike",
    "rarest shared",
    "shared",
    "capitals alike",
    "shorter",
    "longer",
    "both long",
    "across languages",
)
_READ = 8000
_TOP = 80


def likeness(a: Item, b: Item) -> float:
    """From 0 (other news) to 1 (the same news)."""
    return float(network("likeness").probability([signs(a, b)])[0])


def signs(a: Item, b: Item) -> tuple[float, ...]:
    """What the network weighs, in the order of `SIGNS`."""
    across = bool(a.language and b.language and a.language[:2] != b.language[:2])
    one, other = (_Read(item, across) for item in (a, b))
    shared = one.weights.keys() & other.weights.keys()
    return (
        _cosine(one.weights, other.weights),
        _within(one.weights, other.weights),
        _cosine(one.names, other.names),
        _within(one.names, other.names),
        _dice(one.numbers, other.numbers),
        _cosine(one.head, other.head),
        _cosine(one.top, other.top),
        max(_told(one.head, other.weights), _told(other.head, one.weights)),
        _dice(one.pairs, other.pairs),
        max((telling(w) for w in shared), default=0.0) / 12,
        math.log1p(sum(telling(w) for w in shared)),
        _dice(one.capitals, other.capitals),
        math.log1p(min(one.size, other.size)),
        math.log1p(max(one.size, other.size)),
        float(min(one.size, other.size) > 100),
        float(across),
    )


class _Read:
    """One item as the signs need it."""

    def __init__(self, item: Item, across: bool) -> None:
        language = (item.language or "en")[:2]
        headline, text = bare(item.headline), item.text[:_READ]
        if across:
            # What is written alike in two languages is mostly names; in Latin letters they meet.
            headline, text = anyascii(headline), anyascii(text)
        every = words(f"{headline}\n{text}")
        self.size = len(every)
        counts: dict[str, int] = {}
        for word in every:
            counts[word] = counts.get(word, 0) + 1
        self.weights = _weighed(counts, language)
        named = {word: n for word, n in counts.items() if naming(word) > 0.5}
        self.names = _weighed(named, language)
        self.numbers = {word for word in counts if word[0].isdigit()}
        self.head = _weighed(dict.fromkeys(words(headline), 1), language)
        self.top = _weighed(dict.fromkeys(every[:_TOP], 1), language)
        self.pairs = set(pairwise(every))
        self.capitals = (
            set(capitals(f"{headline}\n{text}")) if not across else {fold(w) for w in capitals(anyascii(item.text[:_READ]))}
        )


def _weighed(counts: Mapping[str, int], language: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for word, n in counts.items():
        key = root(word)
        found[key] = found.get(key, 0.0) + telling(word, language) * (1 + math.log(n))
    return found


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    if not a or not b:
        return 0.0
    along = sum(weight * b[word] for word, weight in a.items() if word in b)
    return along / math.sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))


def _within(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The shared weight as a part of the smaller text's."""
    least = min(sum(a.values()), sum(b.values()))
    return sum(min(w, b[word]) for word, w in a.items() if word in b) / least if least else 0.0


def _told(head: Mapping[str, float], other: Mapping[str, float]) -> float:
    whole = sum(head.values())
    return sum(w for word, w in head.items() if word in other) / whole if whole else 0.0


def _dice(a: Collection[object], b: Collection[object]) -> float:
    return 2 * len(set(a) & set(b)) / (len(a) + len(b)) if a and b else 0.0
