"""Names in German, where every noun has a capital: which runs of capitals are names at all.

A run is kept where a table knows it, where an office stands before it, where it is an acronym, or where it has two or more words
none of which is a noun of the language: stands behind an article, a number or an adjective somewhere in the text. It must not be
asked about other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copytaster.text.places import OPENS, codes, place_of
from copytaster.text.words import fold

_DETERMINED = re.compile(
    r"\b(?:[Dd]e[rsmn]|[Dd]ie|[Dd]as|[Ee]in(?:e[rsmn]?)?|[Kk]ein(?:e[rsmn]?)?|[Ii][mn]s|[IiAa]m|[Zz]u[mr]|[Vv]om|[Bb]eim|[Aa]ns"
    r"|(?:[Ss]ein|[Ii]hr|[Uu]nser|[Mm]ein)(?:e[rsmn]?)?|[Dd]ies(?:e[rsmn]?)|[Jj]ede[rsmn]?|[Vv]iele[rn]?|[Mm]ehrere[rn]?"
    r"|[Aa]lle[rn]?|[Ee]inige[rn]?|[0-9][\d.,]*|[a-zäöüß]{3,}(?:e|en|er|es|em))\s+(?P<noun>[A-ZÄÖÜ][\wäöüß-]+)"
)
_ENDINGS = re.compile(
    r"(?:ung|heit|keit|schaft|tion|ismus|tät|nis|leben|haus|gebiet|gericht|krieg|markt|recht|preis)(?:e|en|s|se|es)?\Z"
)
_OFFICE = re.compile(
    r"(?:minister|präsident|kanzler|sprecher|chef|könig|papst|vorsitzende|kommandeur|general|botschafter|bürgermeister|sekretär"
    r"|abgeordnete|staatschef|direktor|trainer|experte|oppositionsführer)(?:in|r|n|s)?\Z",
    re.IGNORECASE,
)
# What opens a sentence with a capital and is no noun either.
_OPENERS = frozenset(
    """nach bei mit für vor auf aus von seit während trotz wegen der die das den dem des ein eine einen einem einer es er sie wir
    ich und aber auch wie wenn als dass im am in an zu zum
    zur unter über gegen durch ohne um so dann dort hier diese dieser dieses doch
    beim vom laut zwischen ab bis nur noch schon nun jetzt zuvor danach dabei damit außerdem zudem insgesamt rund etwa mehr alle
    viele mehrere einige kein keine sein seine ihr ihre was wer wo warum nachdem weil obwohl ob denn jedoch allerdings dennoch heute
    gestern morgen""".split()
)
_SEATS = {
    "moskau": "RU", "kiew": "UA", "teheran": "IR", "peking": "CN", "kairo": "EG", "rom": "IT", "brüssel": "BE", "wien": "AT",
    "prag": "CZ", "warschau": "PL", "tiflis": "GE", "eriwan": "AM", "belgrad": "RS", "athen": "GR", "neu-delhi": "IN",
}  # fmt: skip
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a run that is a name: its span, the office before it, and the code of the state that it is or sits for."""

    start: int
    end: int
    role: str = ""
    state: str = ""
    is_seat: bool = False


def nouns(text: str) -> frozenset[str]:
    """The nouns of the language in a text, folded: what is determined somewhere."""
    return frozenset(fold(m["noun"]) for m in _DETERMINED.finditer(text))


def named(text: str, start: int, end: int, known: frozenset[str], surnames: frozenset[str] = frozenset()) -> Iterator[Part]:
    """The names in a run of capitals; `known` are the nouns of the text, `surnames` the last words of names in it."""
    held: list[tuple[str, int, int]] = []
    role = ""
    for m in _WORD.finditer(text[start:end]):
        word, at = m.group(), start + m.start()
        token = (word, at, start + m.end())
        code, is_seat = _state(word)
        if code or _OFFICE.search(word) or _is_noun(word, known) or fold(word) in _OPENERS:
            yield from _name(held, role, surnames)
            held, role = [], word if _OFFICE.search(word) else ""
            if code:
                yield Part(at, token[2], state=code, is_seat=is_seat)
        else:
            held.append(token)
    yield from _name(held, role, surnames)


def _name(held: list[tuple[str, int, int]], role: str, surnames: frozenset[str]) -> Iterator[Part]:
    is_acronym = len(held) == 1 and held[0][0].isupper() and held[0][0].isalpha() and 2 <= len(held[0][0]) <= 6
    if len(held) > 1 or is_acronym or (held and (role or held[0][0] in surnames)):
        yield Part(held[0][1], held[-1][2], role)


def _is_noun(word: str, known: frozenset[str]) -> bool:
    return (fold(word) in known and not word.isupper()) or _ENDINGS.search(word.lower()) is not None


def _state(word: str) -> tuple[str, bool]:
    low = word.lower()
    if low in _SEATS:
        return _SEATS[low], True
    place = place_of(low, "de") if len(low) > 3 else 0
    return (codes()[place], False) if place not in {0, OPENS} else ("", False)
