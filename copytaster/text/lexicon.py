"""What is known of a word before a line was read: its stem, its root, how telling it is, how much it names. Looked up once a token.

It must not know what a headline is. Tables stand in background.py, rules in words.py; this is where both are kept at hand, because
a desk meets the same fifty thousand tokens all day.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from anyascii import anyascii

from copytaster.text.background import is_name, naming, telling
from copytaster.text.places import place_of
from copytaster.text.words import fold, root, tokens, word_of

# A name in another language: so many letters at least, so many of them an ending that English does not have.
_SHORTEST, _ENDING = 5, 3
# Tokens kept at hand in one language. A desk that has met more begins again with none.
_AT_HAND = 100_000


class Word(NamedTuple):
    """A word as the judges weigh it: `weight` says how telling it is, `named` how much of that names somebody or something, `place`
    which state it speaks of (text/places.py). `bridge` is the root of the English name that a word of another language spells."""

    stem: str
    root: str
    weight: float
    named: float
    place: int
    bridge: str = ""


class _Lexicon(dict[str, "Word | tuple[()]"]):
    """Token -> word; a token that carries no topic -> nothing."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, token: str) -> Word | tuple[()]:
        if len(self) >= _AT_HAND:
            self.clear()
        stem = word_of(token)
        if stem:
            weight = telling(stem, self._language)
            self[token] = found = Word(
                stem, root(stem), weight, weight * naming(stem), place_of(stem, self._language), self._bridge(stem)
            )
            return found
        self[token] = ()
        return ()

    def _bridge(self, stem: str) -> str:
        return bridge(stem) if self._language != "en" else ""


def bridge(stem: str) -> str:
    """The root of the English name that a word spells, in whatever letters and with up to three letters of endings: "Путина" is
    "putin". Nothing where English has no such name."""
    if len(stem) < _SHORTEST:
        return ""
    latin = stem if stem.isascii() else fold(anyascii(stem))
    if not latin.isalpha():
        return ""
    for end in range(len(latin), max(_SHORTEST, len(latin) - _ENDING) - 1, -1):
        if is_name(latin[:end]):
            return root(latin[:end])
    return ""


@cache
def _lexicon(language: str) -> _Lexicon:
    return _Lexicon(language)


def read(text: str, language: str = "en") -> list[Word]:
    """The content words of a text in order, as `words.words` finds them, with what is known of each."""
    known = _lexicon(language)
    return [word for token in tokens(text) if (word := known[token])]
