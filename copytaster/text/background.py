"""How telling a word is before a single line was read: background frequencies of words in news, in some forty languages.

The table (data/background.txt.gz, made by train/background.py, its sources and licences in data/ATTRIBUTION.txt) gives each word
the logarithm of the share of sentences that hold it. A word that no table has is rare. It must not learn: what a stream adds is
the judges' own affair.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

# The table's step of logarithm (train/background.py).
_STEP = 0.25
# What a word weighs that no table has: about one sentence in 200,000. A pair of characters of an unspaced script is cut blindly,
# so one that no table has says less.
RAREST = 12.0
_UNKNOWN_PAIR = 8.0
_UNKNOWN_NUMBER = 7.0
_NAME = 0.9


def telling(word: str, language: str = "en") -> float:
    """The weight of a word as `words.words` gives it: 0 for one in every sentence, `RAREST` for one that is in none."""
    found = _tables().get(language, {}).get(word)
    if found is None:
        found = _everywhere().get(word)
    if found is not None:
        return found
    if word[0].isdigit():
        return _UNKNOWN_NUMBER
    return _UNKNOWN_PAIR if len(word) <= 2 and not word.isascii() else RAREST


def naming(word: str) -> float:
    """How often a word names somebody or something, from 0 to 1: the share of its capitals inside English sentences.

    A word that the table does not have is rare, and rare words are names; numbers name nothing.
    """
    if word[0].isdigit():
        return 0.0
    return _naming().get(word, 1.0)


def capitals() -> Mapping[str, float]:
    """The words of the table with `naming` of each."""
    return _naming()


def is_name(word: str) -> bool:
    """Whether a word stands in the English table as a name: nearly always with a capital."""
    return _naming().get(word, 0.0) >= _NAME


@cache
def _naming() -> dict[str, float]:
    return {word: tenth / 10 for key, tenth, found in _lines() if key == "@" for word in found}


@cache
def _tables() -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = {}
    for language, step, found in _lines():
        if language != "@":
            tables.setdefault(language, {}).update(dict.fromkeys(found, min(RAREST, step * _STEP)))
    return tables


def _lines() -> Iterator[tuple[str, int, list[str]]]:
    packed = resources.files("copytaster.text").joinpath("data/background.txt.gz").read_bytes()
    for line in gzip.decompress(packed).decode().splitlines():
        key, step, *found = line.split(" ")
        yield key, int(step), found


@cache
def _everywhere() -> dict[str, float]:
    """English first; a word it lacks weighs what it weighs in the language that uses it most."""
    merged: dict[str, float] = {}
    for table in _tables().values():
        for word, weight in table.items():
            if weight < merged.get(word, RAREST + 1):
                merged[word] = weight
    return merged | _tables()["en"]
