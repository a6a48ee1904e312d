"""The heading of an article on its page, and the short lines that stand around it: there pages print when a piece was published,
who wrote it, and until when nobody may use it. It must not take the lines of menus, boxes and running text for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from copytaster.wire import pagetree
from copytaster.wire.elements import Element

_HEADINGS = ("h1", "h2", "h3", "h4")
_MOST_HEADINGS, _LONGEST_HEADING = 80, 400
# A heading in other words than those told to search engines shares so many pairs of letters with them.
_ALIKE = 0.4
# A line above running text is shorter; the page that says more in one says it in its first words.
LONGEST_LINE = 200
_MOST_BEFORE, _MOST_BEHIND, _MOST_IN, _LEVELS = 4, 12, 12, 3
# Farther up stands the head of the site, with the day of the visit.
_LEVELS_BEFORE = 2
_RUNNING, _MOST_OPENING = 160, 400
_BLOCKS = ("p", "div", "li", "h2", "h3", "h4", "h5", "small", "time", "dd", "td", "section", "header", "address")
_PASSED = frozenset("nav aside footer form script style figure noscript button select iframe".split())
_BOXES = frozenset("blockquote aside footer nav iframe figure".split())
# Boxes that tell of other pieces; "comment" alone is a kind of article, too, whose own lines are called after it.
_ELSEWHERE = re.compile(
    r"(?<![a-z])comments?(?:$|[\s_-](?!publish)|list|meta|author|body|data)|related|sidebar|widget|recent[\s_-]|footer|teaser|recommend|copyright"
    r"|\bmore-|\blist\b|agenda|embed|instagram|twitter|masthead|most-?read",
    re.IGNORECASE,
)
# What blog systems print below a post: who wrote it, and when.
_OWN_FOOTER = re.compile(r"(?:post|entry|article)[-_]{0,2}footer", re.IGNORECASE)
_LINKED = 20
# So much text has no teaser of another story.
_TEASER = 1_000


class Line(NamedTuple):
    """A short line near a heading, and the element that holds it."""

    element: Element
    text: str


def heading(root: Element, headline: str) -> Element | None:
    """The heading that shows an article's headline, in the same words or the most alike."""
    wanted = bare(headline)
    if len(wanted) < 4:
        return None
    longer, alike, most = None, None, _ALIKE
    held = [pairs(headline)]
    for h in islice(root.iter(*_HEADINGS), _MOST_HEADINGS):
        text = pagetree.texts(h, _LONGEST_HEADING)[:_LONGEST_HEADING]
        told = bare(text)
        if told == wanted:
            return h
        if longer is None and len(told) > 12 and is_same(text, headline):
            longer = h
        if h.tag == "h1" and (share := likeness(text, held)) > most:
            alike, most = h, share
    return longer if longer is not None else alike


def is_same(one: str, other: str) -> bool:
    """Whether of two headlines one is the other, or most of it."""
    short, long = sorted((bare(one), bare(other)), key=len)
    return bool(short) and short in long and 2 * len(short) > len(long)


def bare(text: str) -> str:
    """The letters and figures of a text, small."""
    return "".join(filter(str.isalnum, text.lower()))


def pairs(told: str) -> frozenset[str]:
    """The pairs of letters of a title, by which two are compared at little cost in any script."""
    letters = bare(told[:_LONGEST_HEADING])
    return frozenset(letters[n : n + 2] for n in range(len(letters) - 1))


def likeness(headline: str, shown: list[frozenset[str]]) -> float:
    """How much of its pairs of letters a headline shares with the most alike of some titles, 0 to 1."""
    own = pairs(headline)
    if not own:
        return 0.0
    return max((2 * len(own & other) / (len(own) + len(other)) for other in shown), default=0.0)


def lines(shown: Element | None) -> list[Line]:
    """The short lines before and behind a heading, up to the running text; a few more where the text is of short paragraphs."""
    if shown is None:
        return []
    return [*_before(shown), *islice(_behind(shown), 3 * _MOST_BEHIND)]


def opening(root: Element) -> Iterator[Line]:
    """The short lines of a page that stand before its first running text, wherever its heading is."""
    for block in islice(root.iter(*_BLOCKS, *_HEADINGS, "span", "strong", "b"), _MOST_OPENING):
        if any(e.tag in _PASSED or e.tag == "head" for e in (block, *islice(block.iterancestors(), 8))):
            continue
        text = _beginning(block)
        if text:
            yield Line(block, text[:LONGEST_LINE])
        if len(text) > _RUNNING and next(block.iterchildren(*_BLOCKS), None) is None:
            return


def is_elsewhere(element: Element, shown: Element | None) -> bool:
    """Whether an element stands in a box of its own that tells of something else: a comment, an embedded post, a linked story."""
    above = frozenset(shown.iterancestors()) if shown is not None else frozenset()
    for one in (element, *islice(element.iterancestors(), 8)):
        if one in above or one.tag in ("body", "html"):
            return False
        if _OWN_FOOTER.search(one.get("class") or ""):
            continue
        if one.tag in _BOXES or _ELSEWHERE.search(pagetree.named(one)):
            return True
        if one.tag in ("li", "tr") or (one.tag == "article" and shown is not None and not _is_the_article(one)):
            return has_link_away(one)
    return False


def _is_the_article(element: Element) -> bool:
    """Whether an article element is the first of its page and no teaser: some systems put the headline above it."""
    return len(pagetree.texts(element, _TEASER)) >= _TEASER and next(element.getroottree().iter("article")) is element


def has_link_away(element: Element) -> bool:
    """Whether an element holds the headline of another story with its link."""
    return any(a.get("href") and len(pagetree.texts(a)) >= _LINKED for a in islice(element.iter("a"), 20))


def _before(shown: Element) -> Iterator[Line]:
    element: Element | None = shown
    for _ in range(_LEVELS_BEFORE):
        if element is None or element.tag in ("body", "main"):
            return
        for one in islice(element.itersiblings(preceding=True), _MOST_BEFORE):
            if one.tag not in _PASSED and (text := _short(one)):
                yield Line(one, text)
                yield from _inside(one, text)
        element = element.getparent()


def _behind(shown: Element) -> Iterator[Line]:
    seen = 0
    for level in (shown, *islice(shown.iterancestors(), _LEVELS + 1)):
        if level.tag in ("body", "html"):
            return
        for one in islice(level.itersiblings(), _MOST_BEHIND):
            if one.tag in _PASSED or not (text := _beginning(one)):
                continue
            seen += 1
            if len(text) <= LONGEST_LINE:
                yield Line(one, text)
                yield from _inside(one, text)
            else:
                for line in _lines_of(one):
                    if line is None:
                        return
                    yield line
            if seen >= _MOST_BEHIND:
                return


def _lines_of(box: Element) -> Iterator[Line | None]:
    """The short lines of a longer box; None where its running text begins."""
    for block in islice((box, *box.iterdescendants(*_BLOCKS)), 4 * _MOST_IN):
        if any(e.tag in _PASSED for e in islice(block.iterancestors(), 6)):
            continue
        text = _beginning(block)
        own = next(block.iterchildren(*_BLOCKS), None) is None
        if text and len(text) <= LONGEST_LINE:
            yield Line(block, text)
        if own and len(text) > _RUNNING:
            yield Line(block, text[:LONGEST_LINE])
            yield None


def _inside(box: Element, whole: str) -> Iterator[Line]:
    for one in islice(box.iterdescendants(), _MOST_IN):
        if isinstance(one.tag, str) and one.tag not in _PASSED and (text := _beginning(one)) and text != whole:
            yield Line(one, text)


def _short(element: Element) -> str:
    text = _beginning(element)
    return text if len(text) <= LONGEST_LINE else ""


def _beginning(element: Element) -> str:
    """The text of an element as far as it tells whether it is a line."""
    return pagetree.texts(element, 2 * LONGEST_LINE)
