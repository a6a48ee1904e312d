"""Embargoes that a page prints around its headline or tells in its head, where the text of the article does not hold them. What
orders one is judged as in any other copy (embargo.py).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from copytaster.wire import embargo, pagehead, pagetree
from copytaster.wire.elements import Element
from copytaster.wire.pagehead import Line
from copytaster.wire.pagetree import Page

_NAMES = (
    "embargo",
    "embargoed",
    "embargo-until",
    "embargo_until",
    "embargo-date",
    "embargo_date",
    "embargodate",
    "embargoed_until",
    "sperrfrist",
)
_NONE = frozenset(("", "0", "no", "none", "false", "null", "nein", "keine"))
_YES = frozenset(("1", "yes", "true", "ja"))
_PATH = "//*[contains(@class,'embargo') or contains(@id,'embargo') or contains(@class,'sperrfrist')]"
# To look for each takes a tenth of a millisecond: those of most orders.
_WORDS = ("mbarg", "MBARG", "perrfrist", "PERRFRIST")
_MOST, _LONGEST = 40, 300
# Boxes that are named so hold links to news about embargoes.
_OF_TOPIC = re.compile(r"(?:tag|category|topic|term|nav|section)s?[-_]|embargo-topic", re.IGNORECASE)


def told(metas: Mapping[str, list[str]]) -> str:
    """The end of an embargo that the head of a page gives; the word alone where it only says that there is one."""
    value = next((value for name in _NAMES for value in metas.get(name, ()) if value.strip().lower() not in _NONE), "")
    return "embargo" if value.strip().lower() in _YES else value.strip()


def printed(page: Page, near: list[Line], shown: Element | None, issued: dt.datetime | None, language: str) -> str:
    """The lines around a headline that order an embargo, one below the other; empty where none does."""
    # They are looked for farther from the heading where the page has such a word at all.
    is_named = any(word in page.text for word in _WORDS)
    boxes = page.found(_PATH, *_WORDS) if is_named else []
    farther = pagehead.opening(page.root) if shown is None or is_named else ()
    lines = [*near[:_MOST], *(line for line in farther if not pagehead.is_elsewhere(line.element, shown))]
    found = dict.fromkeys(
        text for text in _lines(boxes, lines, shown) if embargo.of_headline(text, issued, language[:2] or None)[0]
    )
    kept = [text for text in found if not any(text != other and text in other for other in found)]
    return "\n".join(kept)


def _leads_away(element: Element) -> bool:
    """Whether what an element says is mostly a link: to a section, or to other stories."""
    if any(e.tag == "a" for e in (element, *islice(element.iterancestors(), 3))):
        return True
    linked = sum(len(pagetree.texts(a)) for a in islice(element.iter("a"), _MOST))
    return 2 * linked > len(pagetree.texts(element))


def _lines(boxes: list[Element], lines: list[Line], shown: Element | None) -> Iterator[str]:
    for line in lines:
        if not _leads_away(line.element):
            yield line.text
    for box in boxes:
        if (
            not _OF_TOPIC.search(pagetree.named(box))
            and not pagehead.is_elsewhere(box, shown)
            and not any(e.tag in ("nav", "ul", "ol", "table") for e in box.iterancestors())
        ):
            yield pagetree.texts(box)[:_LONGEST]
