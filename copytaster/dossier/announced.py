"""What the headline of a text announces, and which sentences of the text say so: its news, which a dossier must not leave out.

The words of the headline decide. It must not say in which section the news stands (dossier/sections), nor whether it is told yet
(dossier/news).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from copytaster.dossier.support import counts_dead
from copytaster.text.numbers import NUMBER_WORDS
from copytaster.text.tense import present_of
from copytaster.text.words import root, words

# News stands at the top of a text: what a headline says is looked for in so many sentences.
TOP = 8
# Each place further down costs this much of a sentence's share of the headline's words, so that the lead wins over its repetition.
_FURTHER = 0.04
# A sentence that says less than this of a headline, or of one part of it, does not say it.
SAID, PARTLY = 0.3, 0.5
# A second sentence is needed where it has a word of the headline that the first lacks, and this share of all of them.
_BESIDE = 0.4
# So near to the first one that it goes on with it.
_NEAR = 5
# So far below the first one the dead may be counted.
_DEAD_BELOW = 2
_PARTS = re.compile(r";\s+|\s+[–—|]\s+")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as the search sees it: as printed, its content words, whether it can be told, and whether it tells what happened
    (not what holds, or was long ago)."""

    text: str
    terms: frozenset[str]
    can_be_told: bool
    is_news: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Announced:
    """The sentences (by their place in the text) that say what a headline announces, and those that go on with it; `is_enough`
    where they say it so well that the headline itself need not be told."""

    first: tuple[int, ...]
    beside: tuple[int, ...]
    is_enough: bool


def announced(headline: str, text: Sequence[Said]) -> Announced:
    """Which of the first sentences of a text say what its headline announces."""
    top = [(at, one, _matter(one.terms)) for at, one in enumerate(text[:TOP])]
    first: list[int] = []
    beside: list[int] = []
    is_enough = True
    parts = [frozenset(words(part)) for part in _PARTS.split(headline)]
    is_whole = len(parts) == 1 or any(len(part) < _FEWEST for part in parts)
    for asked in map(_matter, [frozenset(words(headline))] if is_whole else parts):
        if not asked:
            continue
        best = max((_worth(asked, has, at) for at, _, has in top), default=0.0)
        worth, at = max(((_worth(asked, has, at), -at) for at, one, has in top if one.can_be_told), default=(0.0, 0))
        if worth >= (SAID if is_whole else PARTLY) and worth >= _NEARLY * best:
            first.append(-at)
            beside += _beside(asked, top, -at)
        else:
            is_enough = False
    beside += [*_dead(text, first), *_also(text, first), *_outcome(text, first)]
    return Announced(tuple(dict.fromkeys(first)), tuple(at for at in dict.fromkeys(beside) if at not in first), is_enough)


# A part of a headline that says something by itself has so many words.
_FEWEST = 2


def _matter(terms: frozenset[str]) -> frozenset[str]:
    """Words by what they have in common with their kin: "wins" and "won", "ruling" and "rules"."""
    return frozenset(map(_kin, terms))


@lru_cache(maxsize=50_000)
def _kin(term: str) -> str:
    return root(present_of(term))


def _worth(asked: frozenset[str], has: frozenset[str], place: int) -> float:
    return len(asked & has) / len(asked) - _FURTHER * place


# Where the best sentence cannot be told alone, another one with this share of its words will do.
_NEARLY = 0.7


def _beside(asked: frozenset[str], top: Sequence[tuple[int, Said, frozenset[str]]], first: int) -> list[int]:
    """The sentence that says what the first one lacks: "issued a ruling", and then "found it unlawful"."""
    lacks = asked - top[first][2] - NUMBER_WORDS
    others = [(at, one, has) for at, one, has in top[: first + _NEAR] if one.can_be_told and at != first and lacks & has]
    found = [(len(lacks & has), -at) for at, one, has in others if len(asked & has) >= _BESIDE * len(asked) and one.is_news()]
    return [-max(found)[1]] if found else []


# "Sanders' exit from the race left Biden as the expected nominee": what the news means, named by it.
_MEANS = re.compile(
    r"\A[A-Z][\w.]+(?: [A-Z][\w.]+)*['’]s? (?:exit|resignation|withdrawal|death|victory|win|defeat|departure|removal|arrest)\b"
    r".*?\b(?:left|leaves|makes?|made|means|gives|gave|clears|cleared|paves|paved|brings|brought)\b"
)


def _outcome(text: Sequence[Said], found: Sequence[int]) -> list[int]:
    """The first sentence below the news that says what it means."""
    return _first_below(text, found, len(text), lambda said: _MEANS.match(said) is not None)


# "Who was also killed in the airstrike": whom else what the headline announces struck.
_ALSO = re.compile(r"\b(?:was|were|is|are)\salso\s(?:killed|injured|wounded|arrested|detained|charged|sentenced|dismissed)\b")
_ALSO_BELOW = 4


def _also(text: Sequence[Said], found: Sequence[int]) -> list[int]:
    """The first sentence right below the news that names whom else it struck."""
    return _first_below(text, found, _ALSO_BELOW, lambda said: _ALSO.search(said) is not None)


def _dead(text: Sequence[Said], found: Sequence[int]) -> list[int]:
    """The sentence right below the news that first counts the dead."""
    is_told = any(counts_dead(text[at].text) for at in found)
    return [] if is_told else _first_below(text, found, _DEAD_BELOW, counts_dead)


def _first_below(text: Sequence[Said], found: Sequence[int], most: int, says: Callable[[str], bool]) -> list[int]:
    """Of so many sentences below the news the first that can be told and says something."""
    below = range(found[0] + 1, min(found[0] + 1 + most, len(text))) if found else ()
    return next(([at] for at in below if text[at].can_be_told and says(text[at].text)), [])
