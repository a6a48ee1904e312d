"""What a wire's headings say: which name a development, which are rubrics, and when two of them are one development's name.

"Gaza war" is a development; "Crime in Germany" and "France–Iran relations" are rubrics, drawers for all of a country's news. A wire
renames what it files ("2025 Davao earthquake", later "2025 Davao Oriental earthquakes") and writes one name in two ways ("Gaza
peace plan" and "Gaza war peace plan" under "Gaza war"). It must not know any story: `judge.Taster` says where headings lead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from functools import lru_cache

from copytaster.text.places import nation_of
from copytaster.text.timewords import ENGLISH_MONTHS
from copytaster.text.words import STOPWORDS, root, stem, words

# Fields of life, which every country has all the time. What happens to it at one time (a war, a flood, an insurgency) is none.
_FIELDS = (
    "crime terrorism politics economy corruption censorship abortion cannabis rights punishment shootings violence marriage"
    " freedom press media elections immigration detention asylum piracy kidnapping trafficking slavery transport aviation"
    " energy power healthcare health education women religion islam christianity racism antisemitism islamophobia separatism"
    " brutality wage wages disputes tourism internet telecommunications issues sport sports football taxation homelessness poverty"
    " drugs law science agriculture mining"
).split()
# What such a field may hang on: "Freedom of religion in Chad" is a rubric, too, "Protests against immigration in Peru" is none.
_HANGS = "of|against|on|over|for|to|about|by|at|from|with"
_OF = "economy politics history government law culture demographics geography religion military".split()
_PLACE = r"(?:the )?[^\W\d_a-z][^\d,;]*$"
_FIELD = f"(?i:{'|'.join(_FIELDS)}|climate change)"
_RUBRIC = re.compile(
    rf"^(?:[^\d,;–-]+[–-][^\d,;]+ relations$|(?:[^\d,;]+ )?(?i:relations) of {_PLACE}"
    rf"|(?:(?!(?:{_HANGS})\b)[^\d,; ]+ )*(?:{_FIELD} (?:{_HANGS}) (?:[^\d,;]+ )?)?{_FIELD} in {_PLACE}"
    rf"|(?i:{'|'.join(_OF)}) of {_PLACE}"
    r"|(?:List|Timeline|Outline) of )"
)
# "Haitian conflict (2020–present)" is the Haitian conflict.
_YEARS = re.compile(r"\s*\(\d{4}\s*[–-]\s*(?:present|\d{2,4})\)")
# Of a heading, so many words at least are left beside those of the larger one that it stands under, to be known by them.
_ENOUGH = 2

# "2021 border crisis" goes on as "2021–2022 border crisis"; "2024–25 season" and "2025–26 season" are two.
_DATED = re.compile(r"\b((?:19|20)\d\d)(?:\s*[–-]\s*(?:\d{4}|\d\d))?(?!\d)")
# What fighting of one year is called as it grows.
_FIGHTING = frozenset(words("war conflict clashes skirmishes fighting hostilities"))
# What one state does to another in such fighting.
_BLOWS = frozenset(words("airstrike airstrikes strike strikes attack attacks bombing bombings raid raids shelling incursion"))
_SIDES = 2
# Copy that says so many words of a heading, which are all that it tells, is of what it names: in 72 of 83 cases of five months
# (April and May 2021, March to May 2025 of the events), and in some 8 of the others that wire has two headings for one thing.
_TELLING = 3
_MONTHS = frozenset(words(ENGLISH_MONTHS.replace("|", " ")))
# What a larger development is part of the name of: "Aftermath of the 2020 Karabakh war".
_WITHIN = re.compile(r"\b(?:of|to|on|in|over|about|against|during|after|before|from) (?:the )?")

Path = tuple[str, ...]
Key = tuple[str, ...]


@lru_cache(maxsize=4096)
def is_rubric(heading: str) -> bool:
    """Whether a heading is a drawer for a country's crime, economy or relations, and names nothing that goes on."""
    return bool(_RUBRIC.match(heading))


def developments(path: Sequence[str]) -> Path:
    """The headings of a path that name developments, outermost first."""
    return tuple([heading for heading in path if not is_rubric(heading)])


@lru_cache(maxsize=4096)
def key(heading: str) -> Key:
    """A heading as it is looked up: without its years in brackets, case, endings and small words."""
    return tuple([stem(word) for word in words(_YEARS.sub("", heading))]) or (heading,)


@lru_cache(maxsize=16384)
def keys(path: Path) -> tuple[Key, ...]:
    """Under what the innermost heading of a path is looked up: by itself, by what it says beyond the one that holds it, and, where
    it bears a year, by that year with its other words, whatever the fighting is called."""
    inner = key(path[-1])
    found = (inner, *_dated(path[-1]))
    if len(path) == 1:
        return found
    outer = key(path[-2])
    rest = sorted(set(inner).difference(outer, STOPWORDS))
    return (*found, ("under", *outer, "", *rest)) if len(rest) >= _ENOUGH else found


@lru_cache(maxsize=4096)
def _dated(heading: str) -> tuple[Key, ...]:
    heading = _YEARS.sub("", heading)
    years = _DATED.search(heading)
    if not years:
        return ()
    said = tuple([_said(word) for word in words(_DATED.sub(" ", heading))])
    rest = tuple(sorted([word for word in said if word not in _FIGHTING]))
    found: tuple[Key, ...] = (("from", years[1], "", *said),) if len(said) >= _ENOUGH else ()
    return (*found, ("fought", years[1], "", *rest)) if _ENOUGH <= len(rest) < len(said) else found


def _said(word: str) -> str:
    """A word of a heading; a state and its people are one ("Armenian–Azerbaijani", "Armenia–Azerbaijan"), a town is itself: two
    quakes of a year in one state are two."""
    state = nation_of(word)
    return f"state {state}" if state else word


@lru_cache(maxsize=4096)
def tells(heading: str) -> frozenset[str]:
    """What a heading of a year tells beside it, in roots ("Mexico", "flood", "landslide"); nothing where that is little."""
    bare = words(_DATED.sub(" ", _YEARS.sub("", heading))) if _DATED.search(heading) else ()
    said = roots(" ".join([word for word in bare if word not in _MONTHS]))
    return said if len(said) >= _TELLING else frozenset()


@lru_cache(maxsize=16384)
def roots(headline: str) -> frozenset[str]:
    """What a headline says, in roots; a state and its people are one."""
    said = [(word, _said(word)) for word in words(headline) if word not in STOPWORDS]
    return frozenset([root(word) if other == word else other for word, other in said])


def within(heading: str) -> tuple[str, ...]:
    """The larger developments that a heading may name in its own: "2026 Iran war" for "Reactions to the 2026 Iran war", "2025 Nobel
    Prizes" for "2025 Nobel Prize in Medicine", and the year's conflict of two states for what one does to the other in it."""
    named = [heading[match.end() :] for match in _WITHIN.finditer(heading) if match.end() < len(heading)]
    if years := _DATED.search(heading):
        before, found, _ = heading.partition(" in ")
        if found and len(words(_DATED.sub(" ", before))) >= _ENOUGH:
            named += [before, f"{before}s"]
        said = words(_DATED.sub(" ", heading))
        sides = {nation: word for word in said if (nation := nation_of(word))}
        if len(sides) == _SIDES and not _BLOWS.isdisjoint(said):
            named.append(f"{years[1]} {' '.join(sides.values())} conflict")
    return tuple(named)


def alike(one: Path, other: Path) -> bool:
    """Whether two headings of one story name one development: of one year, and one of them only adds the month."""
    if {*one[:-1], *other[:-1]} & {one[-1], other[-1]} or (len(one) > 1 and len(other) > 1 and key(one[-2]) != key(other[-2])):
        return False
    a, b = (frozenset(map(_said, key(path[-1]))) for path in (one, other))
    return bool(_DATED.search(one[-1])) and (a ^ b) <= _MONTHS and (a <= b or b <= a)


def agreed(paths: Sequence[Sequence[Hashable]]) -> tuple[int, int]:
    """Of paths of headings, the first with the innermost heading that more than half of them hold, or half of them with the first
    path, and where in it that stands; else the first path and its end."""
    counts = Counter(heading for path in paths for heading in set(path))
    found = [
        (number, place)
        for number, path in enumerate(paths)
        for place, heading in enumerate(path)
        if 2 * counts[heading] > len(paths) or (2 * counts[heading] == len(paths) and heading in paths[0])
    ]
    return max(found, key=lambda at: at[1], default=(0, len(paths[0]) - 1))


def renamed(old: Path, new: Path) -> bool:
    """Whether a wire that filed copy under one path and now files it under another calls the same development by another name:
    both stand in the same place and share a word of substance."""
    if not (old and new) or [key(heading) for heading in old[-2:-1]] != [key(heading) for heading in new[-2:-1]]:
        return False
    shared = set(key(old[-1])) & set(key(new[-1])).difference(STOPWORDS)
    return any(not word.isdigit() for word in shared)
