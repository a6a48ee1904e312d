"""How far two texts tell the same news, as one number: for pairs that come without a stream around them.

Signs are taken from headlines and texts (what is said, how often, at the top, in the headline; names apart from other words), and
weighed by a network and by trees that were trained on graded pairs (train/likeness.py); their mean is the answer. Two languages
are compared by what crosses them: names, numbers, and words that are written alike in both once they are in Latin letters; a
network of its own weighs that.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from typing import Any

from copytaster.model import Item
from copytaster.taste.learned import network
from copytaster.taste.profile import Profile, unit
from copytaster.taste.trees import trees
from copytaster.text.vectors import table

SIGNS = (
    "words alike",
    "words alike, in the smaller",
    "words by their count alike",
    "stems by their count alike",
    "tops alike",
    "first words alike",
    "leads alike",
    "names alike",
    "names shared",
    "other words alike",
    "headlines alike",
    "letters of headlines alike",
    "letters alike",
    "headline told in the other",
    "headlines told in the tops",
    "headline told and words alike",
    "tops told in the other",
    "headlines told by kin words",
    "sense alike",
    "most telling shared",
    "runs of four kept",
    "pairs of words alike",
    "sizes alike",
    "shorter",
    "longer",
)
# So many of the most telling shared words count.
_MOST_TELLING = 10
# Words whose vectors are nearer than this have something to do with each other; below it stands what any two words have in common.
_KIN = 0.2


def likeness(a: Item, b: Item) -> float:
    """From 0 (other news) to 1 (the same news)."""
    found = signs(a, b)
    if is_across(a, b):
        return float(network("likeness-across").probability([found])[0])
    graded = (float(network("likeness").probability([found])[0]) + float(trees("likeness-trees").value([found])[0])) / 2
    return max(0.0, min(1.0, graded))


def is_across(a: Item, b: Item) -> bool:
    """Whether two items are known to be in two languages."""
    return bool(a.language and b.language and a.language[:2] != b.language[:2])


def signs(a: Item, b: Item) -> tuple[float, ...]:
    """What is weighed, in the order of `SIGNS`."""
    across = is_across(a, b)
    one, other = Profile(a, across), Profile(b, across)
    counted = _cosine(one.counted, other.counted)
    told = max(_told(one.head, other.counted), _told(other.head, one.counted))
    shared = sorted((min(weight, other.once[w]) for w, weight in one.once.items() if w in other.once), reverse=True)
    return (
        _cosine(one.logged, other.logged),
        _within(one.logged, other.logged),
        counted,
        _cosine(one.stems, other.stems),
        _cosine(one.top, other.top),
        _cosine(one.opening, other.opening),
        _cosine(one.lead, other.lead),
        _cosine(one.names, other.names),
        math.log1p(len(one.names.keys() & other.names.keys())),
        _cosine(one.others, other.others),
        _cosine(one.head, other.head),
        _dice(one.head_letters, other.head_letters),
        _cosine(one.letters, other.letters),
        told,
        (_told(one.head, other.top) + _told(other.head, one.top)) / 2,
        told * counted,
        min(_told(one.top, other.counted), _told(other.top, one.counted)),
        (_kin(one, other) + _kin(other, one)) / 2,
        float(one.sense @ other.sense),
        math.log1p(sum(shared[:_MOST_TELLING])),
        _contained(one.runs, other.runs),
        _dice(one.pairs, other.pairs),
        min(one.size, other.size) / max(one.size, other.size, 1),
        math.log1p(min(one.size, other.size)),
        math.log1p(max(one.size, other.size)),
    )


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    if not a or not b:
        return 0.0
    along = sum([weight * b[word] for word, weight in a.items() if word in b])
    length = math.sqrt(sum([w * w for w in a.values()]) * sum([w * w for w in b.values()]))
    return along / length if length else 0.0


def _within(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The shared weight as a part of the smaller text's."""
    least = min(sum(a.values()), sum(b.values()))
    return sum([min(w, b[word]) for word, w in a.items() if word in b]) / least if least else 0.0


def _told(some: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How much of some words' weight stands in the other text."""
    whole = sum(some.values())
    return sum([w for word, w in some.items() if word in other]) / whole if whole else 0.0


def _kin(one: Profile, other: Profile) -> float:
    """How much of a headline's weight stands in the other text, in the same words or, in part, in words that are near them."""
    whole = sum(one.titled.values())
    if not whole:
        return 0.0
    found = sum([weight for word, weight in one.titled.items() if word in other.known])
    missed = [word for word in one.titled if word not in other.known and word in table().rows]
    if missed and len(other.senses):
        nearest = (unit(missed) @ other.senses.T).max(axis=1).tolist()
        found += sum([one.titled[word] * max(0.0, near - _KIN) for word, near in zip(missed, nearest, strict=True)])
    return found / whole


def _dice(a: Set[Any], b: Set[Any]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _contained(a: Set[Any], b: Set[Any]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
