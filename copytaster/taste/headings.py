"""What a wire's headings say: which name a development, which are rubrics, and when two of them are one development's name.

"Gaza war" is a development; "Crime in Germany" and "France–Iran relations" are rubrics, drawers for all of a country's news. A wire
renames what it files ("2025 Davao earthquake", later "2025 Davao Oriental earthquakes") and writes one name in two ways ("Gaza
peace plan" and "Gaza war peace plan" under "Gaza war"). It must not know any story: `judge.Taster` says where headings lead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from copytaster.text.words import STOPWORDS, stem, words

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


def keys(path: Path) -> tuple[Key, ...]:
    """Under what the innermost heading of a path is looked up: by itself, and by what it says beyond the one that holds it."""
    inner = key(path[-1])
    if len(path) == 1:
        return (inner,)
    outer = key(path[-2])
    rest = sorted(set(inner).difference(outer, STOPWORDS))
    return (inner, ("under", *outer, "", *rest)) if len(rest) >= _ENOUGH else (inner,)


def renamed(old: Path, new: Path) -> bool:
    """Whether a wire that filed copy under one path and now files it under another calls the same development by another name:
    both stand in the same place and share a word of substance."""
    if not (old and new) or [key(heading) for heading in old[-2:-1]] != [key(heading) for heading in new[-2:-1]]:
        return False
    shared = set(key(old[-1])) & set(key(new[-1])).difference(STOPWORDS)
    return any(not word.isdigit() for word in shared)
