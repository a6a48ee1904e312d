"""What is known of a word before a line was read: its stem, its root, how telling it is, how much it names. Looked up once a token.

It must not know what a headline is. Tables stand in background.py, rules in words.py; this is where both are kept at hand, because
a desk meets the same fifty thousand tokens all day.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from copytaster.text.background import naming, telling
from copytaster.text.words import root, tokens, word_of

# Tokens kept at hand in one language. A desk that has met more begins again with none.
_AT_HAND = 100_000


class Word(NamedTuple):
    """A word as the judges weigh it: `weight` says how telling it is, `named` how much of that names somebody or something."""

    stem: str
    root: str
    weight: float
    named: float


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
            self[token] = found = Word(stem, root(stem), weight, weight * naming(stem))
            return found
        self[token] = ()
        return ()


@cache
def _lexicon(language: str) -> _Lexicon:
    return _Lexicon(language)


def read(text: str, language: str = "en") -> list[Word]:
    """The content words of a text in order, as `words.words` finds them, with what is known of each."""
    known = _lexicon(language)
    return [word for token in tokens(text) if (word := known[token])]
