"""The text of the article on a page, without menus, teasers, comments and notices.

The trafilatura library is asked where it is installed (the `pages` extra) and the page is of a size that it reads in time;
else the container whose paragraphs hold the most text is taken, its blocks in order. Where the page hands its whole text to
search engines (schema.org) and shows readers less, that text is taken. Shingle F1 on
`pages/article-extraction-scrapinghub.tar.gz`, 181 pages (`copytaster eval pages`): .964 at 60 pages/s with trafilatura tuned
to precision (.960 as it comes), .93 with the own reader at 180.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Any

from copytaster.text.markup import plain, tidy
from copytaster.wire import pagetree
from copytaster.wire.elements import Element

# At this many tags the worst page that could be made takes trafilatura 0.9 s.
_MOST_TAGS, _LARGEST = 12_000, 1_500_000
_SHORT, _MOST_BLOCKS, _SHORT_ENTRY = 250, 8_000, 20
# No page of a publisher is shorter than this; on pages of a few lines the library takes 9 ms, the own reader 0.5.
_SHORTEST_PAGE = 4_000
# What is named like an aside but holds more than this share of the page's text is none: "has-sidebar" stands on many a body.
_MOST_OF_IT = 0.3
_BLOCKS = ("p", "h2", "h3", "h4", "h5", "li", "blockquote", "pre")
_RUNNING = ("p", "pre", "blockquote", "div", "td")
_DROPPED = frozenset(
    """script style noscript nav footer aside form button select textarea iframe figure figcaption svg video audio object
    embed header
    template dialog input label menu""".split()
)
_BAD = re.compile(
    r"comment|sidebar|related|promo|share|sharing|social|newsletter|cookie|advert|\bads?\b|banner|breadcrumb|footer|\bnav|menu|popup|modal|subscribe"
    r"|subscription|recommend|teaser|\btags?\b|author-?(?:bio|info|box)|byline|caption|gallery|widget|outbrain|taboola|most-?read|trending|paywall"
    r"|consent|signup|sign-up|login|toolbar|pagination|pager|read-?more|also-?read|disclaimer|copyright|print-only|hidden|\bmeta\b|infobox|disqus",
    re.IGNORECASE,
)
_GOOD = re.compile(r"article|body|content|entry|story|text|post|main|paragraph", re.IGNORECASE)


def body(text: str, root: Element, told: str = "") -> str:
    """The text of the article on a page. `told` is what the page tells search engines of it."""
    found = _by_library(text)
    if len(found) < _SHORT:
        other = by_density(root)
        found = other if len(other) > 3 * len(found) else found
    whole = plain(told)
    return whole if len(whole) > 500 and len(whole) > 1.5 * len(found) else found


@lru_cache(maxsize=1)
def _library() -> Any:
    try:
        import trafilatura
    except ImportError:
        return None
    return trafilatura


def _by_library(text: str) -> str:
    library = _library()
    if library is None or not _SHORTEST_PAGE < len(text) <= _LARGEST or text.count("<") > 2 * _MOST_TAGS:
        return ""
    try:
        found = library.extract(text, include_comments=False, favor_precision=True)
    except (ValueError, TypeError, AttributeError, RecursionError, KeyError, IndexError):
        # The library raises these on trees that it did not foresee: the page is then read in the plain way.
        return ""
    return tidy((found or "").replace("\n", "\n\n"))


def by_density(root: Element) -> str:
    """The blocks of the container whose paragraphs hold the most text that is not links.

    A page that has next to nothing in paragraphs keeps its text in boxes of its own: then they count as paragraphs.
    """
    found = _densest(root, _BLOCKS)
    return found if len(found) > _SHORT else max(found, _densest(root, (*_BLOCKS, "div", "td")), key=len)


def _densest(root: Element, names: tuple[str, ...]) -> str:
    texts = {
        block: pagetree.texts(block)
        for block in islice(root.iter(*names), _MOST_BLOCKS)
        if _is_block(block) and not _is_dropped(block)
    }
    held = _held(texts)
    whole = max(held.values(), default=0)
    aside = {e for e, size in held.items() if size < _MOST_OF_IT * whole and _named_bad(e)}
    blocks = [b for b in texts if b not in aside and aside.isdisjoint(b.iterancestors())]
    scores: dict[Element, float] = {}
    for block in blocks:
        size = len(texts[block])
        if block.tag in _RUNNING and size >= 25:
            weight = size * (1 - _links(block, size))
            parent = block.getparent()
            for share in (1.0, 0.6, 0.35):
                if parent is None:
                    break
                scores[parent] = scores.get(parent, 0.0) + weight * share
                parent = parent.getparent()
    if not scores:
        return _bare_text(root)
    best = max(scores, key=lambda e: scores[e] * (1.15 if _GOOD.search(pagetree.named(e)) else 1.0))
    held_by = frozenset(texts)
    kept = [
        b
        for b in blocks
        if best in (ancestors := set(b.iterancestors())) and ancestors.isdisjoint(held_by) and _is_text(b, texts[b])
    ]
    while kept and kept[-1].tag.startswith("h"):
        kept.pop()
    # Short entries before any text are buttons, or the day.
    while kept and kept[0].tag == "li" and len(texts[kept[0]]) <= _SHORT_ENTRY:
        kept.pop(0)
    return tidy("\n\n".join(texts[b] for b in kept))


def _is_block(element: Element) -> bool:
    """Whether an element is a paragraph: by its name, or because it holds text of its own and no paragraph."""
    if element.tag in _BLOCKS:
        return True
    own = len(element.text or "") + sum(len(child.tail or "") for child in element)
    return own > 120 and next(element.iterdescendants(*_BLOCKS, "div", "td", "table"), None) is None


def _held(texts: dict[Element, str]) -> dict[Element, int]:
    """How much running text stands in each element."""
    held: dict[Element, int] = {}
    for block, text in texts.items():
        if block.tag in _RUNNING and len(text) >= 25:
            for element in (block, *block.iterancestors()):
                held[element] = held.get(element, 0) + len(text)
    return held


def _is_dropped(block: Element) -> bool:
    return any(element.tag in _DROPPED for element in block.iterancestors())


def _is_text(block: Element, text: str) -> bool:
    if block.tag == "li":
        links = _links(block, len(text))
        return (len(text) > _SHORT_ENTRY and links < 0.4) or (len(text) > 1 and not links)
    if block.tag.startswith("h"):
        return len(text) < 200 and _links(block, len(text)) < 0.5
    return _links(block, len(text)) < 0.6 or len(text) > 200


def _links(block: Element, size: int) -> float:
    """The share of a block's text that stands in links."""
    return min(1.0, sum(len(pagetree.texts(a)) for a in block.iter("a")) / size) if size else 0.0


def _named_bad(element: Element) -> bool:
    name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return bool(_BAD.search(name)) and not re.search(
        r"article-?body|story-?body|main-?content|post-?content|entry-?content", name, re.IGNORECASE
    )


def _bare_text(root: Element) -> str:
    """A page without paragraphs: its longest run of text."""
    found = [pagetree.texts(e) for e in root.iter("div", "td", "section", "article") if len(e) < 40]
    own = max(found, key=len, default="")
    return tidy(own) if len(own) > 200 else ""
