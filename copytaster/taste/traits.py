"""What the judges look at in one item: its words with their weights, numbers, days, and the marks an agency sets.

Made once for each version; everything that compares two versions compares their traits. It must not know of any other version.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar, overload

import numpy as np

from copytaster.model import Item
from copytaster.text.background import telling
from copytaster.text.lexicon import Word, read, states
from copytaster.text.marks import of_headline
from copytaster.text.numbers import NUMBER_WORDS, Number, numbers
from copytaster.text.places import english
from copytaster.text.spots import Spot, spots
from copytaster.text.words import fold, root

_T = TypeVar("_T")
# A body says most of what it has to say at its top; words behind this many characters are follow-up and background. Of
# stories/wikinews-cited, the only corpus here with long articles and gold, BCubed F1 with 1,500, 2,000, 3,000, 4,000 and 6,000:
# as shipped, mean of 30 draws of its stories, .879, .880, .877, .881, .882 (of pairs .774, .777, .760, .763, .764). It takes half
# the time of 6,000 to read what feeds carry in full. What falls with it, and what not, stands in docs/how-it-judges.md.
_READ = 2000
# Most telling words of one item that are kept. Recall of stories on full articles does not rise beyond it (docs/how-it-judges.md).
_KEPT = 64
# Of a text, so many words are kept for comparing it with another version.
_COMPARED = 150
# Words of the first paragraphs count more than what follows, and a word more the more often it is said.
_TOP = 60
# What crosses to another language weighs this much more there than at home. Of 707 graded pairs in two languages 236 tell the
# same news; of these the second text joins the first one's story 44 times without what crosses, 45 at 1, 49 at 1.5, 46 at 2.5,
# while lines that join any story are 73, 76, 81 and 89.
_CROSSING = 1.5
_REPEATED = tuple(1.0 + math.log(max(n, 1)) for n in range(9))
_MANY = len(_REPEATED)
# So many of the states that an item names are kept, the most named first.
_STATES = 3
_AT_THE_TOP, _BELOW = (tuple(share * times for times in _REPEATED) for share in (0.5, 0.3))
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = frozenset("january february march april june july august september october november december".split())
_DAY = re.compile(r"\b(" + "|".join(_DAYS) + r")\b")
_DIGIT = re.compile(r"\d")
_DATE = re.compile(rf"\b({'|'.join(sorted(_MONTHS))}) (\d{{1,2}})(?![\d.,]*\d)|\b(\d{{1,2}}) ({'|'.join(sorted(_MONTHS))})\b")
# Agencies' marks of a new wording stand in front of the headline, and are no part of what it says.
_MARKS = re.compile(
    r"^\s*(?:(?:UPDATE|WRAPUP|RPT|CORRECTED|REFILE|BREAKING|URGENT|EXCLUSIVE|LIVE|WATCH|ALERT|FLASH|JUST IN|DEVELOPING|ANALYSIS|"
    r"EXPLAINER|FACTBOX|TIMELINE|UPDATED?)(?:\s*\d+)?(?:\([^)]*\))?\s*[-:–—|]+\s*)+"
)


class _once(Generic[_T]):  # noqa: N801 - it stands where a decorator does
    """A property that is made when it is first asked for. `functools.cached_property` takes a lock each time it makes one (Python
    3.11), which costs as much as most of these."""

    def __init__(self, make: Callable[[Any], _T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, of: None, kind: type) -> _once[_T]: ...
    @overload
    def __get__(self, of: object, kind: type) -> _T: ...
    def __get__(self, of: Any, kind: type) -> Any:
        if of is None:
            return self
        made = of.__dict__[self._name] = self._make(of)
        return made


@dataclass(frozen=True)
class Traits:
    """The traits of an item. `weights` holds the roots of its most telling words; `known` the words of the headline in order,
    `text` those of what follows. What only close reading asks for is made when it is asked for.
    """

    headline: str
    known: tuple[Word, ...]
    weights: dict[str, float]
    text: tuple[str, ...]
    places: tuple[int, ...] = ()

    @_once
    def head(self) -> tuple[str, ...]:
        """The stems of the headline in order."""
        return tuple([word.stem for word in self.known])

    @_once
    def worth(self) -> dict[str, tuple[float, float]]:
        """The stems of the headline, each once: how telling each is, and how much of that names."""
        return {word.stem: (word.weight, word.named) for word in self.known}

    @_once
    def states(self) -> frozenset[int]:
        """The states that the headline names, by the numbers of `text.places`."""
        return frozenset(states(self.known))

    @_once
    def spots(self) -> tuple[Spot, ...]:
        """The places of the headline, as printed ("Panjgur, Balochistan, Pakistan")."""
        return spots(self.headline)

    @_once
    def folded(self) -> str:
        """The headline folded for comparison."""
        return fold(self.headline)

    @_once
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of the headline."""
        if NUMBER_WORDS.isdisjoint(self.head) and not _DIGIT.search(self.headline):
            return ()
        return tuple(numbers(self.headline))

    @_once
    def values(self) -> frozenset[float]:
        """The values of the headline's numbers."""
        return frozenset([number.value for number in self.numbers])

    @_once
    def letters(self) -> frozenset[int]:
        """The overlapping triples of letters of the headline, each as one number: no object that memory has to watch."""
        codes = np.frombuffer(self.folded.ljust(3).encode("utf-32-le", "surrogatepass"), np.int32).astype(np.int64)
        return frozenset(((codes[:-2] << 42) | (codes[1:-1] << 21) | codes[2:]).tolist())

    @_once
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs of words that follow each other in the headline."""
        return frozenset(zip(self.head, self.head[1:], strict=False))

    @_once
    def told(self) -> frozenset[str]:
        """The words of the text."""
        return frozenset(self.text)

    @_once
    def runs(self) -> frozenset[int]:
        """The overlapping runs of four words of the text, each as a number that holds within this process."""
        text = self.text
        return frozenset(map(hash, zip(text, text[1:], text[2:], text[3:], strict=False)))

    @_once
    def top(self) -> dict[str, float]:
        """The first words of the text, with how telling each is."""
        return {word: telling(word) for word in self.text[:_TOP]}

    @_once
    def days(self) -> frozenset[str]:
        """The weekdays that the headline names."""
        return frozenset(_DAY.findall(self.folded)) if "day" in self.folded else frozenset()

    @_once
    def months(self) -> frozenset[str]:
        """The months that the headline names."""
        return _MONTHS.intersection(self.head)

    @_once
    def dates(self) -> frozenset[str]:
        """The days of the year that the headline names, as "june 21"."""
        if not self.months:
            return frozenset()
        return frozenset([f"{a or d} {int(b or c)}" for a, b, c, d in _DATE.findall(self.folded)])


def bare(headline: str) -> str:
    """A headline without an agency's marks ("UPDATE 2-") in front of it."""
    if not headline[:3].isupper():
        return headline
    return _MARKS.sub("", headline) or headline


def traits(item: Item) -> Traits:
    """The traits of an item."""
    headline = of_headline(item.headline).bare if item.marks else bare(item.headline)
    language = language_of(item)
    head = read(headline, language)
    if not item.text:
        places = tuple(states(head)[:_STATES])
        weights = {word.root: word.weight for word in head}
        return Traits(headline, tuple(head), weights if language == "en" else _bridged(weights, head, places), (), places)
    text = read(item.text[:_READ], language)
    compared = text[:_COMPARED]
    told = head + compared
    places = tuple(states(told)[:_STATES])
    weights = _weights(head, text)
    if language != "en":
        weights = _bridged(weights, told, places)
    return Traits(headline, tuple(head), weights, tuple([word.stem for word in compared]), places)


def _bridged(weights: dict[str, float], told: list[Word], places: tuple[int, ...]) -> dict[str, float]:
    """Weights in another language with what crosses over: names in Latin letters, the states spoken of by their English names."""
    for name in (*(word.bridge for word in told), *(root(english(place)) for place in places)):
        if name:
            weights[name] = max(weights.get(name, 0.0), _CROSSING * telling(name))
    return weights


def language_of(item: Item) -> str:
    """The language that an item is read in; English where it names none."""
    return (item.language or "en")[:2].lower()


def remembered(headline: str, text: tuple[str, ...], language: str) -> Traits:
    """The traits of a version that was read before, as far as comparing needs them."""
    return Traits(headline, tuple(read(headline, language)), {}, text)


def _weights(head: list[Word], text: list[Word]) -> dict[str, float]:
    """Roots with what they weigh here: how telling they are, more in the headline, less with the distance from the top."""
    known = {word.root: word.weight for word in head}
    # In the order in which the text first says them, so that those of its top come first.
    counted = iter(Counter(text).items())
    for share, words in ((_AT_THE_TOP, islice(counted, len(set(text[:_TOP])))), (_BELOW, counted)):
        for word, count in words:
            rooted = word.root
            weight = word.weight * (share[count] if count < _MANY else share[-1])
            known[rooted] = known[rooted] + weight if rooted in known else weight
    if len(known) <= _KEPT:
        return known
    least = sorted(known.values())[-_KEPT]
    heaviest = sorted([rooted for rooted, weight in known.items() if weight >= least])
    heaviest.sort(key=known.__getitem__, reverse=True)
    return {rooted: known[rooted] for rooted in heaviest[:_KEPT]}
