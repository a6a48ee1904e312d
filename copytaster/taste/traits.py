"""What the judges look at in one item: its words with their weights, numbers, days, and the marks an agency sets.

Made once for each version; everything that compares two versions compares their traits. It must not know of any other version.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from copytaster.model import Item
from copytaster.text.background import telling
from copytaster.text.numbers import Number, numbers
from copytaster.text.words import fold, words

# A body says most of what it has to say at its top; words behind this many characters are follow-up and background.
_READ = 6000
# Most telling words of one item that are kept. Recall of stories on full articles does not rise beyond it (docs/how-it-judges.md).
_KEPT = 64
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "january february march april may june july august september october november december".split()
_DAY = re.compile(r"\b(" + "|".join(_DAYS) + r")\b")
_MONTH = re.compile(r"\b(" + "|".join(_MONTHS) + r")\b(?=\s+\d|\b)")
# Agencies' marks of a new wording stand in front of the headline, and are no part of what it says.
_MARKS = re.compile(
    r"^\s*(?:(?:UPDATE|WRAPUP|RPT|CORRECTED|REFILE|BREAKING|URGENT|EXCLUSIVE|LIVE|WATCH|ALERT|FLASH|JUST IN|DEVELOPING|ANALYSIS|"
    r"EXPLAINER|FACTBOX|TIMELINE|UPDATED?)(?:\s*\d+)?(?:\([^)]*\))?\s*[-:–—|]+\s*)+"
)
_BY_OUTLET = re.compile(r"\s+[-–—|]\s+[A-Z][\w.&' ]{2,40}$")


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of an item. `weights` holds its most telling words, headline first; `head` the words of the headline in order."""

    headline: str
    head: tuple[str, ...]
    weights: dict[str, float]
    text: tuple[str, ...]
    numbers: tuple[Number, ...]
    days: frozenset[str]
    months: frozenset[str]


def bare(headline: str) -> str:
    """A headline without an agency's marks ("UPDATE 2-") in front of it."""
    return _MARKS.sub("", headline) or headline


def traits(item: Item) -> Traits:
    """The traits of an item."""
    headline = bare(item.headline)
    language = (item.language or "en")[:2].lower()
    head = words(headline)
    text = words(item.text[:_READ]) if item.text else []
    folded = fold(headline)
    return Traits(
        headline=headline,
        head=tuple(head),
        weights=_weights(head, text, language),
        text=tuple(text),
        numbers=tuple(numbers(headline)),
        days=frozenset(_DAY.findall(folded)),
        months=frozenset(_MONTH.findall(folded)),
    )


def _weights(head: list[str], text: list[str], language: str) -> dict[str, float]:
    """Words with what they weigh here: how telling they are, more in the headline, less with the distance from the top."""
    found = {word: telling(word, language) for word in head}
    if not text:
        return found
    first: dict[str, int] = {}
    for place, word in enumerate(text):
        first.setdefault(word, place)
    count = Counter(text)
    for word, place in first.items():
        n = count[word]
        near_top = 1.0 if place < 60 else 0.6
        weight = telling(word, language) * near_top * (0.5 if n == 1 else 0.75 if n == 2 else 1.0)
        found[word] = found[word] + weight if word in found else weight
    if len(found) > _KEPT:
        found = dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_KEPT])
    return found
