"""Where a headline says that something happened, as it is printed: "Panjgur, Balochistan, Pakistan", the finest place first.

Two reports of dead and injured whose places part at one level ("Sundergarh, Odisha, India", "Raipur, Chhattisgarh, India") are
of two events; "Cebu, Philippines" and "Bogo, Cebu, Philippines" may be of one. It must not know what happened, nor any map: only
commas tell what lies in what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from copytaster.text.capitals import capitals, is_title_case
from copytaster.text.places import OPENS, pair_of, place_of
from copytaster.text.words import root, words

_CAPITAL = r"[^\W\d_a-z][\w.’'-]*"
_NAME = rf"{_CAPITAL}(?:(?: (?:and|of|de|del|la|le|el|al|du|da|do))? {_CAPITAL})*"
# Words that say what a place is, not which.
_SORTS = "district province region county city state raion oblast governorate prefecture parish island town village".split()
_LEVEL = rf"{_NAME}(?: (?:{'|'.join(_SORTS)}))?"
_CHAIN = re.compile(rf"{_LEVEL}(?:, {_LEVEL})+")
# A place has three levels at the most under its state; what has more is a list.
_DEEPEST = 4

# Words of reports of dead and injured. Such a count belongs to one place.
_TOLL = re.compile(r"\b(?:kill|injur|wound|dead\b|dies?\b|died\b|deaths?\b|drown)")
# One of these stands in all that is found so: seven looks for letters take a tenth of the time of one for words.
_TOLLS = ("kill", "injur", "wound", "dead", "die", "death", "drown")
# A score ("2-0", "3–1"); what was scored was scored by two sides.
_SCORE = re.compile(r"(?<![\d–-])\d{1,2}[-–]\d{1,2}(?![\d–-])")
_SIDES = 2
# A prize that is awarded in several fields on several days, by the words for each.
_PRIZE = "Nobel"
_PRIZES = dict.fromkeys(("medicine", "physiology"), "medicine") | dict.fromkeys(("economic", "economics"), "economics")
_PRIZES |= {field: field for field in ("peace", "chemistry", "physics", "literature")}
# What took lives, or on what people were: a row is one thing by many names. Where each of two headlines of one place names such a
# thing and they share none, they tell of two; other words ("blast", "workers") may be said of one thing or not.
_VEHICLES = (
    "bus minibus",
    "truck lorry",
    "car taxi van",
    "train railway tram",
    "plane airplane airliner jet jetliner aircraft flight",
    "helicopter",
    "boat ferry ship vessel dinghy",
)
_CAUSES = (
    "attack raid ambush bomb bomber bombing airstrike strike drone missile rocket shelling shooting shot gunman gunmen gunfire"
    " clash stabbing suicide assassin massacre militant insurgent kidnap abduct",
    "fire blaze inferno wildfire",
    "flood rain monsoon storm cyclone hurricane typhoon tornado landslide mudslide avalanche dam",
    "earthquake quake tremor aftershock tsunami",
    "stampede crush",
    "poison toxic contaminated outbreak epidemic disease virus cholera measles ebola dengue malaria",
)
# Said of any vehicle: where none is named it may be each.
_ACCIDENTS = "accident crash collision collide overturn topple"
# Headlines that a second look asks about again and again.
_AT_HAND = 16384

Spot = tuple[frozenset[str], ...]


def spots(headline: str) -> tuple[Spot, ...]:
    """The places of a headline, each as the words of its levels, the finest first, without the state that holds them all."""
    if ", " not in headline:
        return ()
    found: list[Spot] = []
    for match in _CHAIN.finditer(headline):
        levels = [words(level) for level in match.group().split(", ")]
        if len(levels) > _DEEPEST or not all(levels):
            continue
        state = _state(levels[-1])
        if not state or any(_state(level) not in (0, state) for level in levels[:-1]):
            continue
        inner = tuple(frozenset(level).difference(_SORTS) for level in levels[:-1])
        if all(inner):
            found.append(inner)
    return tuple(found)


class Happening(NamedTuple):
    """Where that is which a headline counts or decides, or the sides of a match, or the prize; and what it was, by the rows of
    `_VEHICLES` and `_CAUSES`."""

    where: tuple[Spot, ...] = ()
    what: frozenset[int] = frozenset()


_NOTHING = Happening()


@lru_cache(maxsize=_AT_HAND)
def happened_to(headline: str) -> Happening:
    """What a headline belongs to: the place of dead and injured, with what killed them; the sides of a match with its score; the
    field of a prize that is awarded in several. Nothing in any other headline."""
    if any(map(headline.__contains__, _TOLLS)) and _TOLL.search(headline):
        where = spots(headline)
        return Happening(where, _things(headline)) if where else _NOTHING
    if _PRIZE in headline:
        fields = {_PRIZES[word] for word in words(headline) if word in _PRIZES}
        return Happening(((frozenset({_PRIZE, *fields}),),)) if len(fields) == 1 else _NOTHING
    if ("-" in headline or "–" in headline) and _SCORE.search(headline) and not is_title_case(headline):
        sides = frozenset(capitals(headline))
        return Happening(((sides,),)) if len(sides) >= _SIDES else _NOTHING
    return _NOTHING


def differ(one: Happening, other: Happening) -> bool:
    """Whether two headlines tell of two: in other places throughout, or at one place of other things ("a truck crashes in Dera
    Ismail Khan", "a raid in Dera Ismail Khan")."""
    return parted(one.where, other.where) or (bool(one.what and other.what) and one.what.isdisjoint(other.what))


_ROW_OF = {root(word): row for row, things in enumerate((*_VEHICLES, *_CAUSES)) for word in words(things)}
_ANY_VEHICLE = frozenset(range(len(_VEHICLES)))
_VIOLENCE = len(_VEHICLES)
_OF_VEHICLES = frozenset(map(root, words(_ACCIDENTS)))


def _things(headline: str) -> frozenset[int]:
    """The rows that a headline names; a vehicle in an attack is only its means."""
    said = frozenset(map(root, words(headline)))
    found = frozenset([_ROW_OF[word] for word in said if word in _ROW_OF])
    if _VIOLENCE in found:
        return found - _ANY_VEHICLE
    return found | _ANY_VEHICLE if said & _OF_VEHICLES and not found & _ANY_VEHICLE else found


def parted(one: Sequence[Spot], other: Sequence[Spot]) -> bool:
    """Whether two headlines that both name places name other ones throughout: none that may be the same, or hold the other."""
    return bool(one) and bool(other) and all(_parted(a, b) for a in one for b in other)


def _parted(one: Spot, other: Spot) -> bool:
    if any(_is_same(one[0], level) for level in other) or any(_is_same(other[0], level) for level in one):
        return False
    return len(one) == len(other) or not _is_same(one[-1], other[-1])


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two levels may be one place: "Delhi" and "New Delhi", not "Himachal Pradesh" and "Madhya Pradesh"; the sides of
    one match are two, whoever else is named."""
    return one <= other or other <= one or len(one & other) >= _SIDES


def _state(level: Sequence[str]) -> int:
    """The state that a level speaks of, or 0."""
    first = place_of(level[0])
    if len(level) > 1 and (first == OPENS or not first):
        return pair_of(level[0], level[1])
    return max(first, 0)
