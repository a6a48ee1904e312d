"""What can be seen of a sentence in its document, as words that the role model weighs: names of features, no numbers, no labels.

Words and pairs of words stand for themselves; what is `seen` of a sentence is a name from a small set. Neighbours see its words and
what is `heard` of it, those two places away only the latter. It must not look at anything but the document.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from copytaster.text.dates import TimeExpression
from copytaster.text.vectors import GRAINS, table, tokens

_SAID = frozenset(
    "said says say told added according noted asked warned argued explained stated announced called claimed wrote saying denied"
    " urged confirmed insisted".split()
)
_MONEY = frozenset("% $ percent million billion".split())
_AUXILIARIES = frozenset(
    "will would could may might should must can is are was were has have had does do did won't can't don't didn't isn't".split()
)
_PRESENT, _FUTURE = frozenset("is are has have does do".split()), frozenset("will would could may might should".split())
_NO_FINITE = frozenset("united hundred need speed its this his was has news always perhaps sometimes".split())
# What a sentence looks at, beside its verb: ahead, back, a condition, a cause, somebody's judgment.
_MOODS = {
    "ahead": frozenset(
        "expect expected expects plan plans planned hope hopes hoping scheduled likely aims intends forecast next tomorrow"
        " upcoming coming soon future proposed promised threatened vowed pledged prepare preparing".split()
    ),
    "back": frozenset(
        "ago since former formerly previous previously earlier last once history historic decades founded born".split()
    ),
    "if": frozenset("if unless whether until".split()),
    "cause": frozenset("because after following led caused prompted prompting forced forcing resulted resulting triggered".split()),
    "judges": frozenset(
        "believe believes think thinks feel feels need important clear clearly great best worst seems seemed appears perhaps"
        " critics criticized praised argued concern concerns concerned".split()
    ),
}
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
    """The features of one sentence: its words (each once), pairs and runs of words, what is seen of it, what others hear of it, and
    its tokens."""

    words: list[str]
    pairs: list[str]
    seen: list[str]
    heard: list[str]
    tokens: list[str]


def features(
    document: Sequence[Seen],
    *,
    day: dt.date | None,
    headline: frozenset[str],
    titled: frozenset[str],
    places: Sequence[int] | None = None,
) -> list[Features]:
    """The features of each sentence of a document, or of those at some `places`. `headline` holds the headline's terms, `titled`
    its names."""
    quotes = _quotes(document)
    frequency = Counter(term for seen in document for term in seen.terms)
    asked = set(range(len(document)) if places is None else places)
    found = []
    met: set[str] = set()
    for place, seen in enumerate(document):
        if place not in asked:
            met |= seen.names
            continue
        words = tokens(seen.text)
        heard = [*_speech(words, quotes[place]), *_times(seen, day), *_grammar(seen.text, words), *_opens(words)]
        own = [*heard, *_place(place, len(document), seen, words), *_ages(seen, day, words)]
        own += _ties(place, document, headline, titled, frequency, met)
        met |= seen.names
        found.append(Features(list(dict.fromkeys(words)), _pairs(words), own, heard, words))
    return found


def _class(value: float, edges: Sequence[float]) -> int:
    return bisect_left(edges, value)


def of_word(word: str) -> list[str]:
    """What is seen of a word by itself: the word, and its clusters from coarse to fine."""
    held = table()
    row = held.rows.get(word)
    clusters = () if row is None else zip(GRAINS, held.clusters[row].tolist(), strict=True)
    return [f"w={word}", *(f"c{size}={c}" for size, c in clusters)]


def _pairs(words: Sequence[str]) -> list[str]:
    """Pairs of neighbours, and the first and last few words."""
    if not words:
        return []
    edges = ["st2=" + "_".join(words[:2]), "st3=" + "_".join(words[:3]), "en3=" + "_".join(words[-4:-1])]
    return [*{f"b={a}_{b}" for a, b in pairwise(words)}, *edges]


def _opens(words: Sequence[str]) -> list[str]:
    return [f"st1={words[0]}"] if words else []


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


def _speech(words: Sequence[str], quote: tuple[bool, bool, int, float]) -> list[str]:
    began, ended, marks, inside = quote
    said = not _SAID.isdisjoint(words)
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


def _ages(seen: Seen, day: dt.date | None, words: Sequence[str]) -> list[str]:
    said = not _SAID.isdisjoint(words)
    ages = [_age(t, day) for t in seen.times if t.first and day]
    if not ages:
        return [f"notime_said{said:d}"]
    oldest = _class(max(ages), _AGES)
    return [f"maxage={oldest}", f"minage={_class(min(ages), _AGES)}", f"maxage={oldest}_said{said:d}"]


def _grammar(text: str, words: Sequence[str]) -> list[str]:
    first = words[0] if words and words[0] in _OPENERS else "-"
    found = [
        f"caps{text.isupper():d}",
        f"past={min(3, sum(w.endswith('ed') and len(w) > 3 for w in words))}",
        f"pres={min(3, sum(w in _PRESENT for w in words))}",
        f"fut{not _FUTURE.isdisjoint(words):d}",
        f"opener={first}",
        f"verb={_first_verb(words)}",
        *_perfects(words),
        *(name for name, mood in _MOODS.items() if not mood.isdisjoint(words)),
    ]
    if not _MONEY.isdisjoint(words):
        found.append("money")
    if text.rstrip().endswith("?"):
        found.append("question")
    return found


def _perfects(words: Sequence[str]) -> set[str]:
    """Perfect ("has been", "have quickly risen") and pluperfect, an adverb between the two allowed."""
    found = set()
    for place, word in enumerate(words):
        if word in {"has", "have", "had"}:
            after = [w for w in words[place + 1 : place + 3] if not w.endswith("ly")][:1]
            if after and (after[0] == "been" or after[0].endswith("ed") or (word == "had" and after[0].endswith(("n", "t")))):
                found.add("pluperfect" if word == "had" else "perfect")
    return found


def _first_verb(words: Sequence[str]) -> str:
    """The first finite verb as far as its form tells: an auxiliary by itself, others by their ending."""
    for word in words:
        if word in _AUXILIARIES:
            return word
        if len(word) > 4 and word.endswith("ed") and word not in _NO_FINITE:
            return "-ed"
    return "-"


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
