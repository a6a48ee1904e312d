"""The running text of XML of a house's own: what only holds others is a paragraph, what stands among words is none.

Captions, pictures and notes for machines that stand inside are no copy. It must not choose which element is the text.
"""

from __future__ import annotations

import copy
import re

from lxml import etree

from copytaster.text.markup import plain
from copytaster.wire import copytext
from copytaster.wire.elements import Element, drop, serial
from copytaster.wire.xmlnames import plain as bare

# Markup that was escaped in a part of a text.
_ESCAPED = re.compile(r"</(?:p|div|li|h\d)>")
_ASIDE = frozenset(
    """image photo picture media video audio figure fig figcaption caption storyitem storypresenter pi script style format
    reflist footnotes""".split()
)
# Parts of a text that say what they are (Infomaker's idf), and are none of it.
_HEADS = frozenset("header headline dateline byline caption".split())
_KNOWN = frozenset(
    """p br b i em strong a span div ul ol li table tr td th thead tbody blockquote h1 h2 h3 h4 h5 h6 hr pre html body img sub sup
    small object iframe svg noscript section article header footer u q cite code abbr tt""".split()
)


def prose(held: Element | str) -> str:
    """The text of a field as paragraphs."""
    if isinstance(held, str):
        return copytext.once_more(plain(held))
    if not len(held):
        text = held.text or ""
        return copytext.once_more(plain(plain(text) if "&lt;" in text else text))
    text = plain(serial(_in_paragraphs(held)))
    return copytext.once_more(plain(text) if _ESCAPED.search(text) else text)


def _in_paragraphs(element: Element) -> Element:
    """A copy of a text in the markup of HTML."""
    element = copy.deepcopy(element)
    element.tail = None
    for inner in list(element.iter(etree.Element)):
        if inner is not element and (bare(inner.tag) in _ASIDE or (inner.get("type") or "").lower() in _HEADS):
            drop(inner)
    for inner in element.iter(etree.Element):
        if inner is element or inner.tag.lower() not in _KNOWN:
            above = inner.getparent()
            inner.tag = "div" if above is None or not _has_words(above) else "span"
    return element


def _has_words(element: Element) -> bool:
    """Whether words stand between the children of an element."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)
