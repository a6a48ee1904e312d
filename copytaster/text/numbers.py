"""Numbers as quantities: "Twenty-two", "22" and "4,000" become values with their place in the text and the noun they count.

It must not decide whether a changed number is news; it only says which numbers stand where. English number words; digits of
any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from copytaster.text.words import fold, stem

_UNITS = {
    w: i
    for i, w in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split()
    )
}
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
_WORD = "|".join([*_UNITS, *_TENS, *_SCALES])
# The words that numbers are written with, as `words.words` gives them.
NUMBER_WORDS = frozenset({stem(word) for word in (*_UNITS, *_TENS, *_SCALES)} | {"billions", "millions"})
# Digits and words are sought apart: where a text has no number words, which most have not, one look at each character is enough.
_DIGITS = re.compile(
    r"(?=[\d$€£¥])(?:(?P<score>\b\d{1,3}[-–]\d{1,3}\b(?![-–]))"
    r"|(?P<ordinal>\b\d+(?i:st|nd|rd|th)\b)"
    r"|(?P<digits>(?<![\w.,])[$€£¥]?\d+(?:[.,]\d+)*)(?P<percent>\s?%)?"
    r"(?:[\s-](?P<scale>(?i:hundred|thousand|million|billion|trillion|bn|mn|k|m))\b)?)"
)
_WORDS = re.compile(rf"\b(?:{_WORD})(?:(?:[\s-]|\sand\s)(?:{_WORD}))*\b", re.IGNORECASE)
_LETTERS = re.compile(r"[a-z]+")
_SPELLED = frozenset({*_UNITS, *_TENS, *_SCALES})
_SHORT_SCALES = {"bn": 10**9, "mn": 10**6, "m": 10**6, "k": 10**3}
_NOUN = re.compile(r"\s*(?:[-–]\s*)?(?:(?:people|more|other|others|of|the|its|their|an?)\s+){0,2}([^\W\d_]+(?:['’-][^\W\d_]+)*)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, its kind (`count`, `ordinal`, `score`, `year`), the noun after it, its span in characters."""

    value: float
    kind: str
    noun: str
    printed: str
    start: int
    end: int


def numbers(text: str) -> list[Number]:
    """Every number of a text in order. "one" alone counts only before a noun that it counts, so it is left out."""
    found: list[Number] = []
    end = 0
    for m in _matches(text):
        if m.start() < end:
            continue
        end = m.end()
        value, kind = (_spelled(m.group()), "count") if m.re is _WORDS else _value(m)
        if value is None or (m.re is _WORDS and fold(m.group()) in {"one", "hundred", "thousand", "million", "billion"}):
            continue
        noun = _NOUN.match(text, end)
        found.append(Number(value, kind, stem(fold(noun.group(1))) if noun else "", m.group().strip(), m.start(), end))
    return found


def _matches(text: str) -> list[re.Match[str]]:
    digits = list(_DIGITS.finditer(text))
    lower = text.lower()
    said = _SPELLED.intersection(_LETTERS.findall(lower))
    if not said:
        return digits
    # A lower case of another length ("İ") tells no places in the text.
    spelled = _spelled_in(text, lower, said) if len(lower) == len(text) else list(_WORDS.finditer(text))
    return sorted(digits + spelled, key=re.Match.start) if digits else spelled


def _spelled_in(text: str, lower: str, said: Iterable[str]) -> list[re.Match[str]]:
    """What `_WORDS` finds in a text, at a third of the time: it is tried only where a word that it can begin with stands."""
    starts: list[int] = []
    for word in said:
        start = lower.find(word)
        while start >= 0:
            starts.append(start)
            start = lower.find(word, start + 1)
    found: list[re.Match[str]] = []
    end = 0
    for start in sorted(starts):
        if start >= end and (match := _WORDS.match(text, start)):
            found.append(match)
            end = match.end()
    return found


def _value(m: re.Match[str]) -> tuple[float | None, str]:
    if m.group("score"):
        left, right = re.split("[-–]", m.group("score"))
        return float(f"{int(left)}.{int(right):03d}"), "score"
    if m.group("ordinal"):
        return float(re.sub(r"\D", "", m.group("ordinal"))), "ordinal"
    digits = m.group("digits").lstrip("$€£¥")
    plain = re.sub(r",(?=\d{3}(?!\d))", "", digits)
    if plain.count(".") > 1 or "," in plain:
        plain = plain.replace(",", ".", 1) if plain.count(",") == 1 and "." not in plain else re.sub(r"[.,]", "", plain)
    value = float(plain)
    if m.group("scale"):
        scale = m.group("scale").lower()
        value *= _SCALES.get(scale) or _SHORT_SCALES[scale]
    elif re.fullmatch(r"(?:1[5-9]|20)\d\d", m.group("digits")) and not m.group("percent"):
        return value, "year"
    return value, "percent" if m.group("percent") else "count"


def _spelled(words: str) -> float | None:
    total, part = 0, 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _UNITS:
            part += _UNITS[word]
        elif word in _TENS:
            part += _TENS[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in _SCALES:
            total += max(part, 1) * _SCALES[word]
            part = 0
    return float(total + part)
