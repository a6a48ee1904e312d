"""One text as the likeness of pairs needs it: its words with their weights, by their count, at its top, in its headline.

Made once for each item of a pair. It must not know of the other one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from anyascii import anyascii

from copytaster.model import Item
from copytaster.taste.traits import bare
from copytaster.text.background import naming, telling
from copytaster.text.vectors import Floats, table, tokens
from copytaster.text.words import fold, root, words

# A text says what it tells at its top: so many characters are read; so many words are its top, its opening, its lead.
_READ = 8000
_TOP, _OPENING, _LEAD = 150, 80, 50
# Of the letters, so many tell two texts apart; of the words that have vectors, so many tell what kind of text it is.
_LETTERS, _SENSED = 3000, 800
# A word that names somebody or something more often than not.
_NAME = 0.5

Weights = dict[str, float]


class Profile:
    """What `likeness.signs` compares. Weights are by root, unless their name says otherwise."""

    def __init__(self, item: Item, across: bool) -> None:
        language = (item.language or "en")[:2]
        headline, text = bare(item.headline), item.text[:_READ]
        if across:
            # What is written alike in two languages is mostly names; in Latin letters they meet.
            headline, text = anyascii(headline), anyascii(text)
        every, titled = words(f"{headline}\n{text}"), words(headline)
        count = Counter(every)
        worth = {word: telling(word, language) for word in count}
        self.size = len(every)
        self.once = {root(word): weight for word, weight in worth.items()}
        self.logged = _weighed({word: worth[word] * (1 + math.log(n)) for word, n in count.items()})
        self.counted = _counted(every, worth)
        self.stems = {word: worth[word] * n for word, n in count.items()}
        self.top = _counted(every[:_TOP], worth)
        self.opening = _weighed({word: worth[word] for word in every[:_OPENING]})
        self.lead = _counted(every[:_LEAD], worth)
        self.names = _counted([word for word in every if naming(word) > _NAME], worth)
        self.others = _counted([word for word in every if naming(word) <= _NAME], worth)
        self.head = _counted(titled, worth)
        self.runs = set(zip(every, every[1:], every[2:], every[3:], strict=False))
        self.pairs = set(pairwise(every))
        self.head_letters = {fold(headline)[i : i + 4] for i in range(len(headline) - 3)}
        letters = fold(f"{headline} {text}")[:_LETTERS]
        self.letters = Counter(letters[i : i + 4] for i in range(len(letters) - 3))
        self.known = frozenset(count)
        self.titled = {word: worth[word] for word in titled}
        self.sense = _mean(tokens(f"{headline}\n{text}")[:_SENSED])
        self.senses = _senses(count)


def _weighed(stems: Weights) -> Weights:
    """Weights of stems gathered by root."""
    found: Weights = {}
    for stem, weight in stems.items():
        key = root(stem)
        found[key] = found.get(key, 0.0) + weight
    return found


def _counted(every: Iterable[str], worth: Weights) -> Weights:
    """What words weigh by root, each as often as it is said: what is said five times is what the text is about."""
    found: Weights = {}
    for word in every:
        key = root(word)
        found[key] = found.get(key, 0.0) + worth[word]
    return found


def _mean(every: list[str]) -> Floats:
    """The mean direction of the words that have a vector; nothing where none has."""
    known = table()
    rows = [known.rows[word] for word in every if word in known.rows]
    mean: Floats = (known.vectors[rows].astype(np.float32) * known.weights[rows].astype(np.float32)[:, None]).sum(0)
    return mean / (np.linalg.norm(mean) + 1e-9)


def _senses(every: Iterable[str]) -> Floats:
    """The unit vectors of the words that have one."""
    return unit([word for word in every if word in table().rows][:400])


def unit(every: list[str]) -> Floats:
    """Unit vectors of words that all have one."""
    known = table()
    found = known.vectors[[known.rows[word] for word in every]].astype(np.float32)
    lengths: Floats = np.linalg.norm(found, axis=1, keepdims=True) + 1e-9
    return found / lengths
