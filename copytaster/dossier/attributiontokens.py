"""Sentences as the attribution model meets them: tokens with their spans, traits of word forms, and what stands in quotation marks.

It must not look at labels, nor weigh anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from copytaster.text.names import ROLES
from copytaster.text.quotes import CUES
from copytaster.text.sentences import Sentence
from copytaster.text.vectors import table

Span = tuple[int, int]
_TOKEN = re.compile(r"``|''|(?:[A-Z]\.)+|\d+(?:[.,]\d+)*|[^\W\d_]+(?=n['’]t\b)|n['’]t\b|[^\W_]+|['’](?:s|re|ll|ve|d|m)\b|[^\w\s]")
_OPENS, _CLOSES, _EITHER = frozenset({"“", "``"}), frozenset({"”"}), frozenset({'"', "''"})
_MARKS = _OPENS | _CLOSES | _EITHER
# What a token is to the quotation marks around it. In a sentence that has marks, QUOTED is added.
OUTSIDE, OPENING, CLOSING, INSIDE, QUOTED = 0, 1, 2, 3, 4
STATES = 8
_NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one sentence with their spans in the text, and the state of each towards quotation marks."""

    words: list[str]
    spans: list[Span]
    states: list[int]
    opens: bool

    def is_inside(self, place: int) -> bool:
        """Whether a token stands within quotation marks or is one."""
        return self.states[place] % QUOTED != OUTSIDE

    @property
    def is_quotation(self) -> bool:
        """Whether nearly all of the sentence stands within quotation marks."""
        inside = sum(state % QUOTED != OUTSIDE for state in self.states)
        return inside > _NEARLY_ALL * len(self.states)


def tokens(text: str, cut: Sequence[Sentence]) -> list[Tokens]:
    """The tokens of each sentence. A quotation goes on over sentences until it is closed or a paragraph opens without a mark."""
    found: list[Tokens] = []
    is_open, before = False, 0
    for sentence in cut:
        spans = [(sentence.start + m.start(), sentence.start + m.end()) for m in _TOKEN.finditer(sentence.text)]
        words = [text[a:b] for a, b in spans]
        opens = not found or "\n" in text[before : sentence.start]
        if opens and words and words[0] not in _CLOSES:
            is_open = False
        before = sentence.end
        states, is_open = _states(words, is_open=is_open)
        found.append(Tokens(words, spans, states, opens))
    return found


def _states(words: Sequence[str], *, is_open: bool) -> tuple[list[int], bool]:
    states = []
    for word in words:
        if word in _MARKS:
            is_open = word in _OPENS or (word in _EITHER and not is_open)
            states.append(OPENING if is_open else CLOSING)
        else:
            states.append(INSIDE if is_open else OUTSIDE)
    if any(states):
        states = [s + QUOTED for s in states]
    return states, is_open


def folded(word: str) -> str:
    """A word form as the table of vectors knows it."""
    if word in _MARKS:
        return '"'
    low = word.lower().replace("’", "'")
    return f"#{min(5, len(low))}" if low[0].isdigit() else low


@lru_cache(maxsize=20_000)
def traits(word: str) -> tuple[str, ...]:
    """What can be seen of a word form by itself: the word, its shape, its ending, its clusters, whether it speaks of speaking."""
    low = folded(word)
    found = [f"w={low}", f"s={_shape(word)}"]
    if len(low) > 4:
        found += [f"e3={low[-3:]}", f"e2={low[-2:]}"]
    held = table()
    row = held.rows.get(low)
    found += ["rare"] if row is None else [f"c{grain}={c}" for grain, c in enumerate(held.clusters[row].tolist())]
    if low in CUES:
        found.append("cue")
    if low in ROLES or low.rstrip("s") in ROLES:
        found.append("role")
    return tuple(found)


def _shape(word: str) -> str:
    if word.isupper():
        return "XX" if len(word) > 1 else "X"
    if word[0].isupper():
        return "Xx"
    return "d" if word[0].isdigit() else "x" if word[0].isalpha() else "."
