"""Whether words are supported by other words: every name, number and date of a sentence must stand in what it is cited from.

Used by the check before print, by the check of texts that people write, and before a rewrite is accepted. It must not guess: what
it cannot find, it reports.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from copytaster.text.dates import find
from copytaster.text.names import gazetteer, mentions
from copytaster.text.numbers import numbers
from copytaster.text.sentences import sentences
from copytaster.text.timewords import ENGLISH_MONTHS
from copytaster.text.words import fold, root, words


@dataclass(frozen=True, slots=True)
class Unsupported:
    """What a sentence says and its sources do not: the words, and their kind (name, number, date, claim)."""

    words: str
    kind: str


def unsupported(text: str, sources: Iterable[str], *, day: dt.date | None = None, language: str = "en") -> list[Unsupported]:
    """The names, numbers and dates of `text` that none of `sources` has. `day` is the day the sources speak from."""
    told = [s for s in sources if s]
    return [*_names(text, told), *_dates(text, told, day, language), *_numbers(text, told, day, language)]


def _names(text: str, sources: list[str]) -> list[Unsupported]:
    whole = fold(" \n ".join(sources))
    known = {m.key for s in sources for m in mentions(s)}
    new = [m for m in mentions(text) if m.key not in known and not _has_name(fold(m.text), whole)]
    return [Unsupported(m.text, "name") for m in new]


def _has_name(name: str, whole: str) -> bool:
    """The name, or for a person's name of several words the last of them, as a word of the sources."""
    if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", whole):
        return True
    kind = gazetteer().get(name, ("", ""))[0]
    parts = [p for p in name.split() if len(p) > 2]
    return not kind and bool(parts) and all(re.search(rf"(?<!\w){re.escape(p)}(?!\w)", whole) for p in parts)


_DIGITS = re.compile(r"\d+")


def _dates(text: str, sources: list[str], day: dt.date | None, language: str) -> list[Unsupported]:
    """A date is supported when a source names the same day, or a time that lies in it, or was itself made on that day."""
    known = [(t.first, t.last) for s in sources for t in find(s, anchor=day, language=language) if t.first and t.last]
    if day:
        known.append((day, day))
    clocks = {d for s in sources for d in _DIGITS.findall(s)}
    missing = []
    for time in find(text, anchor=day, language=language):
        if time.type == "TIME" and any(d not in clocks for d in _DIGITS.findall(time.text)):
            missing.append(Unsupported(time.text, "date"))
        if time.first is None or time.last is None or not re.search(r"\d", time.text):
            continue
        if not any(time.first <= first and last <= time.last for first, last in known):
            missing.append(Unsupported(time.text, "date"))
    return missing


def _numbers(text: str, sources: list[str], day: dt.date | None, language: str) -> list[Unsupported]:
    known = {n.value for s in sources for n in numbers(s)}
    times = find(text, anchor=day, language=language)
    missing = []
    for number in numbers(text):
        in_date = any(t.start <= number.start < t.end for t in times if t.type in {"DATE", "TIME"})
        if not in_date and number.value not in known:
            missing.append(Unsupported(number.printed, "number"))
    return missing


# Words that turn a sentence round, and words that make it somebody's: what a source says with them is not said without them.
_NEGATIVE = re.compile(r"\b(?:not|no|never|none|neither|nor|without|cannot)\b|n['’]t\b|\bden(?:y|ies|ied|ying)\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|told|according to|claim\w*|accus\w+|alleg\w+|den(?:y|ies|ied)|report\w*|announc\w+"
    r"|stat(?:ed|es)|warn\w*"
    r"|call(?:ed|s)|admi\w+|suspect\w*|believ\w+|attribut\w+|argu\w+|insist\w*|blam\w+|denounc\w+|decri\w+|vow\w*|noted|stressed)\b",
    re.IGNORECASE,
)
# A sentence that is made of a source's words shares at least this much of its content with one place in it. On the demo's sets
# every told sentence shares all of it; sentences cited to another version of the same wire at random share .14 at the median.
SHARED = 0.5


def unclaimed(text: str, sources: Sequence[str]) -> list[Unsupported]:
    """What a sentence claims and no place in its sources does: nothing like it stands there, or the other way round, or only as
    somebody's words.
    """
    told = _roots(text)
    if not told or not sources:
        return []
    best, share = max(
        ((p, len(told & _roots(p)) / len(told)) for s in sources for p in _places(s)), key=lambda f: f[1], default=("", 0.0)
    )
    if share < SHARED:
        return [Unsupported(text if len(text) < 80 else text[:77] + "...", "claim")]
    found = []
    if bool(_NEGATIVE.search(text)) != bool(_NEGATIVE.search(best)) and _turned(text, best):
        found.append(Unsupported(_turned(text, best), "claim"))
    if _SAID.search(best) and not _SAID.search(text) and not _stands_plain(text, sources):
        found.append(Unsupported("what is somebody's statement in the source", "claim"))
    return found


def _roots(text: str) -> frozenset[str]:
    return frozenset(root(w) for w in words(text))


def _places(source: str) -> Iterator[str]:
    """The sentences of a source, each alone and with the one after it."""
    cut = [s.text for s in sentences(source)]
    yield from cut
    for one, other in pairwise(cut):
        yield f"{one} {other}"


def _turned(text: str, place: str) -> str:
    """The negation that only one of two wordings has, where the rest of them is the same matter."""
    mine, theirs = _NEGATIVE.findall(text), _NEGATIVE.findall(place)
    return mine[0] if mine and not theirs else f"without “{theirs[0]}”" if theirs and not mine else ""


def _stands_plain(text: str, sources: Sequence[str]) -> bool:
    """Whether some source says the same in its own voice."""
    told = _roots(text)
    return any(
        len(told & _roots(s.text)) >= 0.8 * len(told) and not _SAID.search(s.text) for source in sources for s in sentences(source)
    )


def quantities(text: str) -> frozenset[float]:
    """The values of a text's numbers that are no dates."""
    times = find(text, anchor=None) if any(c.isdigit() for c in text) else []
    return frozenset(n.value for n in numbers(text) if not any(t.start <= n.start < t.end for t in times))


# What a toll counts, by the word that says what became of them. These grow while copy comes in.
_FATES = {
    "killed": r"killed|dead|deaths?|died|bodies|killing",
    "hurt": r"injured|wounded|hurt|injuries|injuring|wounding",
    "missing": r"missing|unaccounted",
    "held": r"arrested|detained|arrests|detaining|arresting|captured|hostages|prisoners",
    "moved": r"displaced|evacuated|homeless|fled",
    "trapped": r"trapped",
}
_BOUND = re.compile(r"\b(?P<low>at least|more than|over|some|nearly|about|around|up to|as many as|almost)\s+\Z", re.IGNORECASE)
# "The death toll ... rises to six"
_DEATH_TOLL = re.compile(
    r"\bdeath toll\b[^.]{0,180}\b(?:to|at|of|reach\w*|pass\w*|exceeds?)\s+(?:at least |about |more than |over )?\Z", re.IGNORECASE
)
# "72 people are killed, including 42 in the city": a part is no toll of its own.
_PART = re.compile(r"\bincluding (?:at least |some )?\Z")
# Behind its number an active verb has another object: "killing seven and injuring three", "two bombs killing five".
_ACTIVE = re.compile(r"\|(?!missing)\w+ing\b")
_STEMS_AFTER = {fate: _ACTIVE.sub("", stem) for fate, stem in _FATES.items()}
_FATE_AFTER = {fate: re.compile(rf"(?:\s+[\w’'-]+){{0,4}}?\s+(?:{stem})\b", re.IGNORECASE) for fate, stem in _STEMS_AFTER.items()}
# "Rains kill 47 people": before its number the present tense counts, too.
_STEMS_BEFORE = {**_FATES, "killed": _FATES["killed"] + "|kills?"}
_FATE_BEFORE = {fate: re.compile(rf"\b(?:{stem})\s+(?:\w+\s+){{0,2}}\Z", re.IGNORECASE) for fate, stem in _STEMS_BEFORE.items()}
# "the week of 29 September, 67 people killed": a day and a year are no toll.
_OF_DATE = re.compile(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{ENGLISH_MONTHS})\b")
_IN_MONTH = re.compile(rf"\b(?:{ENGLISH_MONTHS})\s+\Z")
_HAS_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Toll:
    """How many met a fate; `is_bound` where the words leave it open ("at least")."""

    fate: str
    value: float
    printed: str
    is_bound: bool


@lru_cache(maxsize=65_536)
def tolls(text: str) -> tuple[Toll, ...]:
    """The tolls of a text: "at least 38 people were killed", "killing three"."""
    if not _HAS_NUMBER.search(text):
        return ()
    found: list[Toll] = []
    for number in numbers(text):
        before = text[max(0, number.start - 30) : number.start]
        if number.kind != "count" or _PART.search(before) or _OF_DATE.match(text, number.end) or _IN_MONTH.search(before):
            continue
        after = {f: m.end() for f, p in _FATE_AFTER.items() if (m := p.match(text, number.end))}
        if _DEATH_TOLL.search(text[max(0, number.start - 200) : number.start]):
            after = {"killed": number.end}
        fate = min(after, key=lambda f: after[f]) if after else next((f for f, p in _FATE_BEFORE.items() if p.search(before)), "")
        if fate and not re.match(r"[-–]|\s+(?:years?|months?|days?|hours?|km|kilomet\w+|miles?)\b", text[number.end :]):
            found.append(Toll(fate, number.value, number.printed, _BOUND.search(before) is not None))
    return tuple(found)


def counts_dead(text: str) -> bool:
    """Whether a text has a toll of the dead."""
    return any(t.fate == "killed" for t in tolls(text))
