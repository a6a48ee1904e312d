"""What is known of a word before a line was read: its stem, its root, how telling it is, how much it names. Looked up once a token.

It must not know what a headline is. Tables stand in background.py, rules in words.py; this is where both are kept at hand, because
a desk meets the same fifty thousand tokens all day. No token reaches over a blank, so what stands between two blanks, with its
commas and capitals, is kept with its words too: a text is read at six times the speed of cutting it into tokens each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from anyascii import anyascii

from copytaster.text.background import is_name, naming, telling
from copytaster.text.places import OPENS, pair_of, place_of
from copytaster.text.words import fold, root, tokens, word_of

# A name in another language: so many letters at least, so many of them an ending that English does not have.
_SHORTEST, _ENDING = 5, 3
# Tokens kept at hand in one language. A desk that has met more begins again with none.
_AT_HAND = 100_000
# What is printed comes in more shapes than words do: 102,000 in the 6 MB of feeds/real-feeds-share.tar.gz that are looked at. Each
# takes about 230 bytes.
_PRINTED_AT_HAND = 131_072
# What is longer than this between two blanks (an address, a sentence in Chinese) will hardly come again.
_LONGEST = 32
# Signs at the ends of what is printed between two blanks that are part of no token.
_AROUND = "\"'.,;:!?()[]{}<>*-_/%$#&+=|~`^@\\“”‘’–—…"


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word as the judges weigh it: `weight` says how telling it is, `named` how much of that names somebody or something, `place`
    which state it speaks of (text/places.py). `bridge` is the root of the English name that a word of another language spells.

    Within what one `read` answers, a stem is one object, so that words are counted by what they are and not letter by letter.
    """

    stem: str
    root: str
    weight: float
    named: float
    place: int
    bridge: str = ""


class _Lexicon(dict[str, tuple[Word, ...]]):
    """Token -> its word, alone in a tuple that all tokens of its stem share; a token that carries no topic -> an empty one."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._by_stem: dict[str, tuple[Word]] = {}

    def __missing__(self, token: str) -> tuple[Word, ...]:
        stem = word_of(token)
        if not stem:
            self[token] = ()
            return ()
        found = self._by_stem.get(stem)
        if found is None:
            weight = telling(stem, self._language)
            named, place = weight * naming(stem), place_of(stem, self._language)
            found = self._by_stem[stem] = (Word(stem, root(stem), weight, named, place, self._bridge(stem)),)
        self[token] = found
        return found

    def clear(self) -> None:
        """Begin again with none."""
        super().clear()
        self._by_stem.clear()

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


class _Printed(dict[str, tuple[Word, ...]]):
    """What stands between two blanks, as printed -> the words in it."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._lexicon = _Lexicon(language)

    def __missing__(self, printed: str) -> tuple[Word, ...]:
        known = self._lexicon
        bare = printed.strip(_AROUND)
        if bare.isascii() and (bare.isalpha() or bare.isdigit()):
            # What nearly everything between two blanks is; the same as below, in a quarter of the time.
            found = known[bare.lower()]
        else:
            found = tuple(chain.from_iterable([known[token] for token in tokens(printed)]))
        if len(printed) <= _LONGEST:
            self[printed] = found
        return found

    def trim(self) -> None:
        """Begin again with none where there are too many: between two texts, and both tables at once, so that within a text a stem
        is one object."""
        if len(self) >= _PRINTED_AT_HAND or len(self._lexicon) >= _AT_HAND:
            self.clear()
            self._lexicon.clear()


@cache
def _printed(language: str) -> _Printed:
    return _Printed(language)


def printed(text: str, language: str = "en") -> list[tuple[str, tuple[Word, ...]]]:
    """What stands between the blanks of a text, as printed, in order, with the words in each."""
    known = _printed(language)
    known.trim()
    parts = text.split()
    return list(zip(parts, map(known.__getitem__, parts), strict=True))


def read(text: str, language: str = "en") -> list[Word]:
    """The content words of a text in order, as `words.words` finds them, with what is known of each."""
    known = _printed(language)
    known.trim()
    return list(chain.from_iterable(map(known.__getitem__, text.split())))


def states(told: Sequence[Word]) -> list[int]:
    """The states that words speak of, by the numbers of text/places.py, the most often named first."""
    counts: dict[int, int] = {}
    for at, word in enumerate(told):
        place = word.place
        if place == OPENS:
            place = pair_of(word.stem, told[at + 1].stem) if at + 1 < len(told) else 0
        if place:
            counts[place] = counts.get(place, 0) + 1
    return sorted(counts, key=lambda place: (-counts[place], place))
