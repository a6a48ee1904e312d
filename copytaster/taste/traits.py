"""What the judges look at in one item: its words with their weights, numbers, days, and the marks an agency sets.

Made once for each version; everything that compares two versions compares their traits. It must not know of any other version.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from copytaster.model import Item
from copytaster.text.background import telling
from copytaster.text.numbers import NUMBER_WORDS, Number, numbers
from copytaster.text.words import fold, root, words

# A body says most of what it has to say at its top; words behind this many characters are follow-up and background.
_READ = 6000
# Most telling words of one item that are kept. Recall of stories on full articles does not rise beyond it (docs/how-it-judges.md).
_KEPT = 64
# Of a text, so many words are kept for comparing it with another version.
_COMPARED = 150
# Words of the first paragraphs count more than what follows, and a word more the more often it is said.
_TOP = 60
_REPEATED = tuple(1.0 + math.log(max(n, 1)) for n in range(9))
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "january february march april may june july august september october november december".split()
_DAY = re.compile(r"\b(" + "|".join(_DAYS) + r")\b")
_MONTH = re.compile(r"\b(" + "|".join(_MONTHS) + r")\b")
# Agencies' marks of a new wording stand in front of the headline, and are no part of what it says.
_MARKS = re.compile(
    r"^\s*(?:(?:UPDATE|WRAPUP|RPT|CORRECTED|REFILE|BREAKING|URGENT|EXCLUSIVE|LIVE|WATCH|ALERT|FLASH|JUST IN|DEVELOPING|ANALYSIS|"
    r"EXPLAINER|FACTBOX|TIMELINE|UPDATED?)(?:\s*\d+)?(?:\([^)]*\))?\s*[-:–—|]+\s*)+"
)
_BY_OUTLET = re.compile(r"\s+[-–—|]\s+[A-Z][\w.&' ]{2,40}$")


@dataclass(frozen=True)
class Traits:
    """The traits of an item. `weights` holds the roots of its most telling words; `head` the words of the headline in order,
    `text` those of what follows. What only close reading asks for is made when it is asked for.
    """

    headline: str
    head: tuple[str, ...]
    weights: dict[str, float]
    text: tuple[str, ...]

    @cached_property
    def folded(self) -> str:
        """The headline folded for comparison."""
        return fold(self.headline)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of the headline."""
        if NUMBER_WORDS.isdisjoint(self.head) and not any(map(str.isdigit, self.headline)):
            return ()
        return tuple(numbers(self.headline))

    @cached_property
    def letters(self) -> frozenset[str]:
        """The overlapping triples of letters of the headline."""
        text = self.folded
        return frozenset([text[i : i + 3] for i in range(max(1, len(text) - 2))])

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs of words that follow each other in the headline."""
        return frozenset(zip(self.head, self.head[1:], strict=False))

    @cached_property
    def days(self) -> frozenset[str]:
        """The weekdays that the headline names."""
        return frozenset(_DAY.findall(self.folded))

    @cached_property
    def months(self) -> frozenset[str]:
        """The months that the headline names."""
        return frozenset(_MONTH.findall(self.folded))


def bare(headline: str) -> str:
    """A headline without an agency's marks ("UPDATE 2-") in front of it."""
    if not headline[:3].isupper():
        return headline
    return _MARKS.sub("", headline) or headline


def traits(item: Item) -> Traits:
    """The traits of an item."""
    headline = bare(item.headline)
    language = (item.language or "en")[:2].lower()
    head = words(headline)
    text = words(item.text[:_READ]) if item.text else []
    return Traits(headline, tuple(head), _weights(head, text, language), tuple(text[:_COMPARED]))


def remembered(headline: str, text: tuple[str, ...]) -> Traits:
    """The traits of a version that was read before, as far as comparing needs them."""
    return Traits(headline, tuple(words(headline)), {}, text)


def _weights(head: list[str], text: list[str], language: str) -> dict[str, float]:
    """Roots with what they weigh here: how telling they are, more in the headline, less with the distance from the top."""
    found: dict[str, float] = {}
    for word in dict.fromkeys(head):
        found[root(word)] = telling(word, language)
    if not text:
        return found
    first: dict[str, int] = {}
    for place, word in enumerate(text):
        first.setdefault(word, place)
    count = Counter(text)
    for word, place in first.items():
        weight = telling(word, language) * (0.5 if place < _TOP else 0.3) * _REPEATED[min(count[word], 8)]
        key = root(word)
        found[key] = found.get(key, 0.0) + weight
    if len(found) > _KEPT:
        found = dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_KEPT])
    return found
