"""How much a root names, from the words that have it: story vectors hold roots ("injur", "collaps"), which no table lists.

Asked of the table of words, a cut root would pass for a word so rare that it must be a name. It must not know where roots are used.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from copytaster.text.background import capitals, telling
from copytaster.text.places import state_names
from copytaster.text.words import root


def naming(of: str) -> float:
    """How often the words of a root name somebody or something, 0 to 1; what no table has is rare, and rare words are names."""
    if of[0].isdigit():
        return 0.0
    return _naming().get(of, 1.0)


def namings(several: Iterable[str]) -> list[float]:
    """`naming` of many roots."""
    table = _naming()
    return [0.0 if one[0].isdigit() else table.get(one, 1.0) for one in several]


def is_state(of: str) -> bool:
    """Whether a root names a state or its people by itself."""
    return of in _states()


@cache
def _naming() -> dict[str, float]:
    """The mean over the words of each root, by how often each is met."""
    often: dict[str, float] = {}
    names: dict[str, float] = {}
    for word, share in capitals().items():
        of, count = root(word), math.exp(-telling(word))
        often[of] = often.get(of, 0.0) + count
        names[of] = names.get(of, 0.0) + count * share
    return {of: names[of] / count for of, count in often.items()}


@cache
def _states() -> frozenset[str]:
    return frozenset(map(root, state_names()))
