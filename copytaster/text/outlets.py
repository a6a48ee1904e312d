"""Outlets by the names that copy credits them with: "BBC News" and "BBC", "The Times of Israel" and "Times Of Israel" are one.

It must not say who wrote a piece of copy (`wire/origin.py` does), nor change a name that is shown to a reader.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from copytaster.model import Item

# Names that no rule brings together: what an agency or a broadcaster is called at length -> its short name.
_SHORT = {
    "associatedpress": "ap",
    "agencefrancepresse": "afp",
    "agenciaefe": "efe",
    "deutschepresseagentur": "dpa",
    "deutschewelle": "dw",
    "unitedpressinternational": "upi",
    "anadoluajansi": "anadolu",
    "aa": "anadolu",
    "britishbroadcastingcorporation": "bbc",
}


def credited(printed: str) -> str:
    """The outlet that a credit names: "AFP via France 24" is AFP."""
    return printed.split(" via ")[0].strip()


def origins_of(item: Item) -> tuple[str, ...]:
    """Who wrote a piece of copy: the agency where it is known, else the outlets that the copy itself credits."""
    return (item.origin,) if item.origin else voices(credited(credit.outlet) for credit in item.credits)


_HOST = re.compile(r"https?://(?:[^/@\s]*@)?(?P<host>[^/:?#\s]+)", re.IGNORECASE)
# What stands between a site's own name and its country: "example.co.uk".
_BEFORE_COUNTRY = frozenset("ac co com gov go net ne or org edu".split())


@lru_cache(maxsize=8192)
def site_of(address: str) -> str:
    """The site that an address is on, without the parts that one outlet has many of: "uk.example.com" and "example.com" are one."""
    found = _HOST.match(address)
    if found is None:
        return ""
    parts = found["host"].lower().rstrip(".").split(".")
    if len(parts) < 3 or all(p.isdigit() for p in parts):
        return ".".join(parts)
    is_national = len(parts[-1]) == 2 and parts[-2] in _BEFORE_COUNTRY
    return ".".join(parts[-3:] if is_national else parts[-2:])


@lru_cache(maxsize=8192)
def voice(name: str) -> str:
    """What all spellings of an outlet's name have in common; compare by it, never show it."""
    words = name.split()
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    ending = [word.lower() for word in words]
    if len(words) > 2 and ending[-2:] == ["news", "agency"]:
        words = words[:-2]
    elif len(words) > 1 and (ending[-1] in ("agency", "english") or (ending[-1] == "news" and words[-2].isupper())):
        words = words[:-1]
    plain = "".join(c for c in unicodedata.normalize("NFKD", "".join(words).lower().replace("ı", "i")) if c.isalnum())
    return _SHORT.get(plain, plain) or name


def voices(names: Iterable[str]) -> tuple[str, ...]:
    """The outlets among some names, each once, under the spelling that came first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(voice(name), name)
    return tuple(found.values())
