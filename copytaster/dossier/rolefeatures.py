"""What can be seen of a sentence in its document, as words that the role model weighs: names of features, no numbers, no labels.

Three circles: `own` is all that is seen of a sentence, `near` what its neighbours see of it, `far` what those two places away see.
It must not look at anything but the document.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from copytaster.text.dates import TimeExpression
from copytaster.text.vectors import GRAINS, table, tokens

_SAID = re.compile(
    r"\b(?:said|says|say|told|added|according to|noted|asked|warned|argued|explained|stated|announced|called|claimed|wrote|saying"
    r"|denied|urged|confirmed|insisted)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\d%|percent|\$\d|million|billion")
_PERFECT = re.compile(r"\b(?:has|have) (?:\w+ly )?(?:been|\w+ed)\b")
_PLUPERFECT = re.compile(r"\bhad (?:\w+ly )?\w+(?:ed|en|n|t)\b")
_PAST, _PRESENT = re.compile(r"\b\w{2,}ed\b"), re.compile(r"\b(?:is|are|has|have|does|do)\b")
_FUTURE = re.compile(r"\b(?:will|would|could|may|might|should)\b")
_OPENERS = frozenset("he she they it i we this that these those but and in on the".split())
# Edges of the classes that counts and shares fall into; days of age count back from the day of the copy.
_AGES = (-365, -31, -7, -1, 0, 1, 3, 8, 31, 62, 180, 365, 800, 3650)
_SHARES = (0, 0.1, 0.2, 0.35, 0.5)


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence as the model meets it. `opens` says that it opens a paragraph; `names` and `terms` are folded."""

    text: str
    opens: bool
    times: Sequence[TimeExpression]
    names: frozenset[str]
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one sentence, in three circles, and its tokens."""

    own: list[str]
    near: list[str]
    far: list[str]
    tokens: list[str]


def features(document: Sequence[Seen], *, day: dt.date | None, headline: frozenset[str], titled: frozenset[str]) -> list[Features]:
    """The features of each sentence of a document. `headline` holds the headline's terms, `titled` its names."""
    quotes = _quotes(document)
    frequency = Counter(term for seen in document for term in seen.terms)
    found = []
    met: set[str] = set()
    for place, seen in enumerate(document):
        words = tokens(seen.text)
        lexical = _lexical(words)
        far = [*_speech(seen.text, quotes[place]), *_times(seen, day), *_grammar(seen.text, words)]
        own = [*lexical, *_edges(words), *far, *_place(place, len(document), seen, words), *_ages(seen, day)]
        own += _ties(place, document, headline, titled, frequency, met)
        met |= seen.names
        found.append(Features(own, [*far, *_heard(words)], far, words))
    return found


def _class(value: float, edges: Sequence[float]) -> int:
    return bisect_left(edges, value)


@lru_cache(maxsize=50_000)
def _seen_of(word: str) -> tuple[str, ...]:
    """What is seen of a word by itself: the word, and its clusters from coarse to fine."""
    held = table()
    row = held.rows.get(word)
    clusters = () if row is None else zip(GRAINS, held.clusters[row].tolist(), strict=True)
    return (f"w={word}", *(f"c{size}={c}" for size, c in clusters))


def _lexical(words: Sequence[str]) -> list[str]:
    """Words, pairs of neighbours, and the clusters of the words."""
    return [*{f for w in words for f in _seen_of(w)}, *{f"b={a}_{b}" for a, b in pairwise(words)}]


def _heard(words: Sequence[str]) -> list[str]:
    """What a neighbour sees of the words: words, coarse clusters, the first word."""
    if not words:
        return []
    found = {_seen_of(w)[0] for w in words if w.isalpha()} | {f for w in words for f in _seen_of(w)[1:2]}
    return [*found, f"st1={words[0]}"]


def _edges(words: Sequence[str]) -> list[str]:
    if not words:
        return []
    return [f"st1={words[0]}", "st2=" + "_".join(words[:2]), "st3=" + "_".join(words[:3]), "en3=" + "_".join(words[-4:-1])]


def _quotes(document: Sequence[Seen]) -> list[tuple[bool, bool, int, float]]:
    """For each sentence: whether it begins and ends inside quotation marks, how many marks it has, the share inside them.

    A paragraph that does not open with a mark ends a quotation that was never closed.
    """
    is_open = False
    found = []
    for seen in document:
        text = seen.text.replace("``", '"').replace("''", '"')
        if seen.opens and not text.lstrip().startswith(("“", '"')):
            is_open = False
        began, marks, inside, at = is_open, 0, 0, 0
        for mark in re.finditer(r"[“”\"]", text):
            inside += mark.start() - at if is_open else 0
            is_open = mark.group() == "“" or (mark.group() == '"' and not is_open)
            at = mark.end()
            marks += 1
        inside += len(text) - at if is_open else 0
        found.append((began, is_open, marks, inside / max(1, len(text))))
    return found


def _speech(text: str, quote: tuple[bool, bool, int, float]) -> list[str]:
    began, ended, marks, inside = quote
    said = bool(_SAID.search(text))
    share = _class(inside, (0, 0.1, 0.3, 0.6, 0.85, 0.97))
    return [f"qs{began:d}{ended:d}", f"sh{share}", f"said{said:d}", f"said{said:d}_sh{share}", f"qn{min(marks, 4)}"]


def _times(seen: Seen, day: dt.date | None) -> list[str]:
    found = []
    for time in seen.times:
        found.append(f"tt={time.type}")
        if time.value.endswith("_REF"):
            found.append(f"tref={time.value}")
        if time.first and day:
            found += [f"age={_class(_age(time, day), _AGES)}", f"prec={time.precision}"]
    return found


def _age(time: TimeExpression, day: dt.date) -> int:
    """Days that a time lies back; negative ahead; 0 where it holds the day."""
    if time.last and time.last < day:
        return (day - time.last).days
    return -(time.first - day).days if time.first and time.first > day else 0


def _ages(seen: Seen, day: dt.date | None) -> list[str]:
    said = bool(_SAID.search(seen.text))
    ages = [_age(t, day) for t in seen.times if t.first and day]
    if not ages:
        return [f"notime_said{said:d}"]
    oldest = _class(max(ages), _AGES)
    return [f"maxage={oldest}", f"minage={_class(min(ages), _AGES)}", f"maxage={oldest}_said{said:d}"]


def _grammar(text: str, words: Sequence[str]) -> list[str]:
    first = words[0] if words and words[0] in _OPENERS else "-"
    found = [
        f"caps{text.isupper():d}",
        f"past={min(3, len(_PAST.findall(text)))}",
        f"pres={min(3, len(_PRESENT.findall(text)))}",
        f"fut{bool(_FUTURE.search(text)):d}",
        f"opener={first}",
    ]
    for name, pattern in (("perfect", _PERFECT), ("pluperfect", _PLUPERFECT), ("money", _MONEY)):
        if pattern.search(text):
            found.append(name)
    if text.rstrip().endswith("?"):
        found.append("question")
    return found


def _place(place: int, count: int, seen: Seen, words: Sequence[str]) -> list[str]:
    found = [f"pos={min(place, 12)}", f"end={min(count - 1 - place, 6)}", f"frac={8 * place // count}"]
    found += [
        f"n={_class(count, (8, 14, 20, 30, 45))}",
        f"open{seen.opens:d}",
        f"len={_class(len(words), (5, 9, 14, 20, 27, 35, 45))}",
    ]
    return found + [f"pos<{k}" for k in (1, 2, 3, 5, 8, 12, 20) if place < k]


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / max(1, min(len(left), len(right)))


def _ties(
    place: int,
    document: Sequence[Seen],
    headline: frozenset[str],
    titled: frozenset[str],
    frequency: Counter[str],
    met: set[str],
) -> list[str]:
    """How the sentence is tied to headline, lead, neighbours and the whole."""
    seen = document[place]
    terms = seen.terms
    size = max(1, len(terms))
    found = [f"ovH={_class(_overlap(terms, headline), (0, 0.15, 0.3, 0.5, 0.75))}"]
    if place:
        found.append(f"ov0={_class(_overlap(terms, document[0].terms), _SHARES)}")
        found.append(f"ovP={_class(_overlap(terms, document[place - 1].terms), _SHARES)}")
    if place + 1 < len(document):
        found.append(f"ovN={_class(_overlap(terms, document[place + 1].terms), _SHARES)}")
    shared = sum(1 for t in terms if frequency[t] > 1) / size
    repeated = sum(frequency[t] - 1 for t in terms) / size
    found.append(f"cent={_class(shared, (0.1, 0.25, 0.4, 0.55, 0.7, 0.85))}")
    found.append(f"rep={_class(repeated, (0.1, 0.3, 0.6, 1, 1.5, 2.5))}")
    found += [f"newn={min(4, len(seen.names - met))}", f"names={min(6, len(seen.names))}"]
    return [*found, f"nH={min(3, len(seen.names & titled))}", f"n0={min(3, len(seen.names & document[0].names))}"]
