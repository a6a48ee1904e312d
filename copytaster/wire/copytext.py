"""The running text inside an agency's markup: XHTML, NITF or a vocabulary of its own. Headline and head matter are left out
of it.
"""

from __future__ import annotations

import copy
import html
import re

from copytaster.text.markup import plain
from copytaster.wire.elements import Element, drop, first, line, prose, serial

# Where the text stands, in the order in which it is looked for. Notes in the head of NITF have a content of their own.
_BODIES = (".//body/body.content", ".//body.content", ".//body/section", ".//body", ".//Body", ".//block", ".//content")
_HEAD_MATTER = tuple(
    "head header body.head hedline title media-metadata media-producer media-caption figcaption script style footer".split()
)
# What schema.org's names say of parts of a page that are none of its text.
_PROPERTIES = frozenset("headline alternativeHeadline associatedMedia image creator author comment".split())
_BLOCKS = frozenset("div p h1 h2 h3 figure aside section header ul li".split())
_ESCAPED = re.compile(r"&(?:#\d{1,6}|quot|apos|amp|nbsp);")


def of_element(element: Element | None) -> str:
    """The text of the content that an element holds, as paragraphs; markup that stands in it as CDATA is markup, too."""
    if element is None:
        return ""
    if len(element) == 0:
        return plain(element.text or "")
    inner = (
        first(element, *(path for path in _BODIES if path != ".//body/section"))
        if element.tag not in ("body", "body.content")
        else element
    )
    if inner is not None and len(inner) == 0:
        return plain(inner.text or "")
    text = plain(serial(_without_heads(inner if inner is not None else element)))
    return once_more(text) or prose(_without_heads(element))


def once_more(text: str) -> str:
    """A text whose signs had been escaped twice (STT: "o&amp;#39;clock"), or whose markup stood in it as text or CDATA."""
    if "</p>" in text:
        parts = (plain(part) if "</p>" in part else part for part in text.split("\n\n"))
        text = "\n\n".join(filter(None, parts))
    return html.unescape(text) if _ESCAPED.search(text) else text


def _without_heads(element: Element) -> Element:
    """A copy of an element without what stands above the text, which is read from the tree itself."""
    element = copy.deepcopy(element)
    for tag in _HEAD_MATTER:
        for head in list(element.iter(tag)):
            if head is not element:
                drop(head)
    for figure in list(element.iter("figure")):
        if figure is not element and next(figure.iter("img"), None) is not None:
            drop(figure)
    for part in [inner for inner in element.iter(*_BLOCKS) if inner is not element and inner.get("itemprop") in _PROPERTIES]:
        drop(part)
    for note in list(element.iter("fn")):
        # A footnote stands below the text and not within a sentence.
        drop(note)
        note.tail = None
        element.append(note)
    _as_paragraphs(element)
    for block in [child for child in element if child.tag == "block"]:
        if _is_aside(block) or _is_doubled(block):
            drop(block)
    return element


def _as_paragraphs(element: Element) -> None:
    """Make paragraphs of the elements of IDF (Infomaker, Naviga), which says their kinds in attributes; its headline and its
    objects are no text."""
    for one in [inner for inner in element.iter("element", "object") if inner.get("type")]:
        if one.tag == "object" or one.get("type") == "headline":
            drop(one)
        else:
            one.tag = "p"


def _is_aside(block: Element) -> bool:
    """Whether a block tells of a correction and is none of the text."""
    return "correction" in (block.get("class") or "").lower()


def _is_doubled(block: Element) -> bool:
    """Whether the block below says the same and goes on: archives keep the lead apart and in the whole text (New York Times)."""
    below = block.getnext()
    return below is not None and below.tag == "block" and line(below).startswith(line(block) or "\0")
