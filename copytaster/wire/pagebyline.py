"""Who wrote the article of a page. It must not take the account of a publishing system, a day or the author of another story for a
name.
"""

from __future__ import annotations

import re
from typing import Any

from copytaster.text.markup import one_line
from copytaster.wire import pagehead, pagetree
from copytaster.wire.elements import Element
from copytaster.wire.pagethings import Thing

_NAMES = """author article:author og:article:author parsely-author dc.creator dcterms.creator sailthru.author cxenseparse:author byl
citation_author""".split()
_PRINTED = "//*[@itemprop='author' or @rel='author' or contains(@class,'byline') or contains(@class,'author') or self::address]"
# Accounts that publishing systems make.
_ACCOUNTS = frozenset(
    "admin administrator webmaster root user superuser wordpress editor default unknown anonymous none null".split()
)
_BY = re.compile(
    r"(?:(?:written |story |text )?by|par|por|(?:ein beitrag |text: ?)?von(?! (?:der|den|dem|und|zu)\b)(?= \w+ \w))[:\s]\s*(?=\w)",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 3, 120


def byline(things: list[Thing], metas: dict[str, list[str]], root: Element, shown: Element | None) -> str:
    """The names of the authors as the page has them, without the word before them."""
    for names in (_told(things), _named(metas), _printed(root, shown), _named(metas, accounts=True)):
        kept = [name for name in dict.fromkeys(map(_bare, names)) if name]
        if kept:
            return ", ".join(kept)
    return ""


def _told(things: list[Thing]) -> list[str]:
    for thing in things:
        held: Any = thing.get("author") or thing.get("creator")
        names = [pagetree.string(one, "name") for one in (held if isinstance(held, list) else [held]) if one]
        if names := [name for name in names if name.lower() not in _ACCOUNTS]:
            return names
    return []


def _named(metas: dict[str, list[str]], *, accounts: bool = False) -> list[str]:
    named = [one_line(value) for name in _NAMES for value in metas.get(name, ()) if not value.startswith("http")]
    return [name for name in named if accounts or name.lower() not in _ACCOUNTS][:20]


def _printed(root: Element, shown: Element | None) -> list[str]:
    """Up to three names that are printed, not those that stand in a line with others again, nor in boxes of other stories."""
    others = pagetree.others_in(root)
    names: list[str] = []
    for element in pagetree.found(root, _PRINTED):
        text = pagetree.texts(element)
        if not _SHORTEST <= len(text) < _LONGEST or sum(map(str.isdigit, text)) > 2:
            continue
        is_marked = (
            element.get("itemprop") == "author" or element.get("rel") == "author" or "byline" in (element.get("class") or "")
        )
        if pagehead.is_elsewhere(element, shown) or pagetree.is_of(element, others) or not (is_marked or _BY.match(text)):
            continue
        if not any(text in name for name in names):
            names.append(text)
    return names[:3]


def _bare(name: str) -> str:
    if name.startswith("http"):
        return ""
    return _BY.sub("", name, count=1) if _BY.match(name) else name
