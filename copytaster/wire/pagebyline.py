"""Who wrote the article of a page. It must not take the account of a publishing system, a day or the author of another story for a
name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from copytaster.text.markup import one_line
from copytaster.wire import pagehead, pagetree
from copytaster.wire.days import month_of
from copytaster.wire.elements import Element
from copytaster.wire.embargowords import WEEKDAYS
from copytaster.wire.pagethings import Thing
from copytaster.wire.pagetree import Page

_NAMES = """author article:author og:article:author parsely-author dc.creator dcterms.creator sailthru.author cxenseparse:author byl
citation_author""".split()
_MARKED = "//*[@itemprop='author' or @rel='author' or contains(@class,'byline')]"
_BOXES = "//*[contains(@class,'author') or self::address]"
# Accounts that publishing systems make.
_ACCOUNTS = frozenset(
    "admin administrator webmaster root user superuser wordpress editor default unknown anonymous none null".split()
)
_BY = re.compile(
    r"(?:(?:written |story |text )?by|(?:par|por)(?= \w+ \w)"
    r"|(?:ein beitrag |text: ?)?von(?! (?:der|den|dem|und|zu)\b)(?= \w+ \w))[:\s]\s*(?=\w)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:published|posted|updated|last updated|today(?= \d)|print this|veröffentlicht|aktualisiert|publié|publicado)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"@?\d|\s@\w")
_SHORTEST, _LONGEST = 3, 120


def byline(page: Page, things: list[Thing], shown: Element | None) -> str:
    """The names of the authors as the page has them, without the word before them."""
    return (
        _joined(_told(things))
        or _joined(_named(page.metas))
        or _joined(_printed(page, shown))
        or _joined(_named(page.metas, accounts=True))
    )


def _joined(names: list[str]) -> str:
    kept: list[str] = []
    for name in filter(None, map(_bare, names)):
        if not any(name in other or other in name for other in kept):
            kept.append(name)
    return ", ".join(kept)


def _told(things: list[Thing]) -> list[str]:
    for thing in things:
        held: Any = thing.get("author") or thing.get("creator")
        names = [pagetree.string(one, "name") for one in (held if isinstance(held, list) else [held]) if one]
        if names := [name for name in names if name.lower() not in _ACCOUNTS]:
            return names
    return []


def _named(metas: Mapping[str, list[str]], *, accounts: bool = False) -> list[str]:
    named = [one_line(value) for name in _NAMES for value in metas.get(name, ()) if not value.startswith("http")]
    return [name for name in named if accounts or name.lower() not in _ACCOUNTS][:20]


def _printed(page: Page, shown: Element | None) -> list[str]:
    """Up to three names that are printed, not those that stand in boxes of other stories."""
    marked = _names_in(page.found(_MARKED, "author", "byline"), shown, page.others)
    return marked or [
        name for name in _names_in(page.found(_BOXES, "author", "<address", "<ADDRESS"), shown, page.others) if _BY.match(name)
    ]


def _names_in(elements: list[Element], shown: Element | None, others: frozenset[Element]) -> list[str]:
    found = (e for e in elements if not pagetree.is_of(e, others) and not pagehead.is_elsewhere(e, shown))
    texts = (_without_day(text) for e in found if len(text := pagetree.texts(e)) < _LONGEST)
    return [text for text in texts if len(text) >= _SHORTEST][:3]


def _without_day(text: str) -> str:
    """What stands before the day or the time of a line with a name in it."""
    label = _LABEL.search(text)
    text = text[: label.start()].strip() if label else text
    digit = _DIGIT.search(text)
    if digit is None:
        return text
    before = text[: digit.start()].rstrip()
    words = re.split(r"\s+", before.strip(" ,|•·–—-(@"))
    # Behind a sign a name has ended: "Theresa May · 3 November".
    while (
        words
        and before[-1:] not in ",|•·–—-("
        and (words[-1].strip(".,|").casefold() in WEEKDAYS or month_of(words[-1].strip(".,|"), "") or len(words[-1]) == 1)
    ):
        words.pop()
    return " ".join(words).strip(" ,|•·–—-(")


def _bare(name: str) -> str:
    if name.startswith("http"):
        return ""
    return _BY.sub("", name, count=1) if _BY.match(name) else name
