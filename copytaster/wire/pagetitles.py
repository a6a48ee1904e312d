"""The headline of a page: as its linked data, its card for networks, its title or its own heading has it, without the name of the
outlet around it. It must not take the outlet's own name, or the kind of page, for a headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import islice

from copytaster.text.markup import one_line
from copytaster.wire import pagehead, pagetree
from copytaster.wire.elements import Element
from copytaster.wire.pagehead import bare
from copytaster.wire.pagethings import Thing
from copytaster.wire.pagetree import Page

_TITLES = (
    "og:title",
    "twitter:title",
    "headline",
    "dc.title",
    "dcterms.title",
    "sailthru.title",
    "parsely-title",
    "citation_title",
    "title",
)
# So many times a name of an outlet is taken off the end of a title; to compare two takes a third of a millisecond.
_MOST_SIGNS = 20
_SIGN = re.compile(r"\s+[|\-–—·•»:]\s+|\s*[|ㅣ｜]\s*")
# What may part a title from a name that is known to be the outlet's.
_PARTING = " \t|ㅣ｜-–—·•»›«‹/_:：~"
_SECTION = re.compile(r"_[^_\s]{2,8}$")
_SHORTEST = 8
_LONGEST_NAMED = 400
_LOGO = re.compile(r"(?<![a-z])logo(?![a-z])|site-?(?:title|name)", re.IGNORECASE)
_HOST = re.compile(r"(?:www\.)?[\w-]+\.[a-z]{2,6}", re.IGNORECASE)
# What systems call a page that nobody gave a headline.
_NO_HEADLINES = frozenset("article newsarticle blogposting webpage untitled notitle home homepage index startseite".split())


def headline(page: Page, things: list[Thing], publisher: str) -> str:
    """The headline by schema.org, by OpenGraph, or as the page's own heading has it.

    A page may have three (for readers, for search engines, for networks). Asked in this order 87 % of 258 publisher pages give the
    very words that people noted as the headline; with OpenGraph first it is 81, with the page's heading first 79 %.
    """
    root, metas = page.root, page.metas
    named = [without_sign(one_line(str(t.get("headline") or t.get("name") or "")), publisher) for t in things[:10]]
    card = without_sign(first(metas, "og:title", "twitter:title"), publisher)
    headings = _headings(root)
    title = without_sign(pagetree.title(root), publisher)
    no_headlines = _NO_HEADLINES | {bare(publisher)} | _logos(root) | ({bare(title)} if _HOST.fullmatch(title) else set())
    named = [name for name in named if bare(name) not in no_headlines]
    card = "" if bare(card) in no_headlines or _is_a_logo(card, title, headings) else card
    told = _told(next(filter(None, named), ""), card, title, headings)
    shorter = next((h for h in headings if not told and card and _begins(card, h)), "")
    known = _known(page, publisher, (told, shorter, card), title, headings)
    first_known = ""
    for one in filter(None, known):
        if bare(one) not in no_headlines:
            return one
        first_known = first_known or one
    return _subheading(root) or first_known


def _headings(root: Element) -> list[str]:
    """The words of a page's first headings."""
    return [text for h in islice(root.iter("h1"), 20) if 3 < len(text := pagetree.texts(h)) < 400]


def _entry_title(page: Page) -> str:
    """The words of the one element that microformats name the headline of an entry; nothing where a page has several."""
    named = page.found("//*[contains(concat(' ', @class, ' '), ' entry-title ')]", "entry-title")
    return pagetree.texts(named[0])[:_LONGEST_NAMED] if len(named) == 1 else ""


def _logos(root: Element) -> set[str]:
    """The names of outlets that stand as headings on top of pages."""
    found = set()
    for h in islice(root.iter("h1"), 20):
        around = (h, *islice(h.iterancestors(), 1))
        if _LOGO.search(" ".join(pagetree.named(e) for e in around)):
            found.add(bare(pagetree.texts(h)))
    return found


def _subheading(root: Element) -> str:
    """The first heading below the name of an outlet that reads like a headline of what stands here."""
    for h in islice(root.iter("h2"), 20):
        text = pagetree.texts(h)
        if 12 < len(text) < 250 and " " in text and not pagehead.has_link_away(h) and not pagehead.is_elsewhere(h, None):
            return text
    return ""


def _known(page: Page, publisher: str, told: tuple[str, ...], title: str, headings: list[str]) -> Iterator[str]:
    """What may be the headline, the likeliest first."""
    yield from told
    for element in page.found("//*[@itemprop='headline']", "itemprop"):
        if not pagetree.is_of(element, page.others):
            yield pagetree.texts(element)
            break
    yield _entry_title(page)
    yield next((h for h in headings if title and _alike(h, title) > 0.5), "")
    for name in _TITLES:
        yield without_sign(first(page.metas, name), publisher)
    yield title
    yield from headings


def _is_a_logo(card: str, title: str, headings: list[str]) -> bool:
    """Whether what is told to networks is the name on top of every page: the title and another heading agree without it."""
    same = [bare(heading) for heading in headings]
    return bare(title) in same and bare(card) not in bare(title) and bool(same) and bare(card) == same[0]


def titles(page: Page) -> list[str]:
    """All that a page is called in its head and its first headings."""
    title = pagetree.title(page.root)
    return [
        one
        for one in dict.fromkeys(
            (*(first(page.metas, name) for name in _TITLES), title, without_sign(title), *_headings(page.root))
        )
        if one
    ]


def is_in_head(headline: str, page: Page) -> bool:
    """Whether the head of a page bears a headline, too, as the pages of one article do."""
    wanted = bare(headline)
    title = pagetree.title(page.root)
    held = [told for name in (title, *(first(page.metas, name) for name in _TITLES)) if (told := bare(name))]
    return len(wanted) >= _SHORTEST and any(wanted in told or (told in wanted and 2 * len(told) > len(wanted)) for told in held)


def first(metas: Mapping[str, list[str]], *names: str) -> str:
    """The first value that is not empty among some meta elements."""
    return next((one_line(value) for name in names for value in metas.get(name, ()) if value), "")


def _told(named: str, card: str, title: str, headings: list[str]) -> str:
    """What schema.org calls the article; but where that is only what search engines are told in the page's title, too, and readers
    see other words in the heading and on the card: those."""
    shown = {bare(heading) for heading in headings}
    for_engines = bare(named) == bare(title) and bare(named) not in shown
    return card if card and for_engines and bare(card) in shown else named


def _begins(whole: str, part: str) -> bool:
    """Whether a title is a heading with the name of an outlet or a section behind it."""
    return (
        len(part) > 12
        and bare(whole).startswith(bare(part))
        and len(whole) - len(part) < 40
        and bool(_SIGN.search(whole[len(part) - 2 :]))
    )


def without_sign(title: str, publisher: str = "") -> str:
    """A title without the name of its outlet behind or before it ("... | Die Zeitung", "BBC News - ...")."""
    if publisher:
        title = _without_name(title, publisher)
    parts = [(m.start(), m.end()) for m in _SIGN.finditer(title)]
    for start, end in parts[: -_MOST_SIGNS - 1 : -1]:
        if not publisher or start <= 10 or _alike(title[end:], publisher) <= 0.6:
            break
        title = title[:start].rstrip()
        parts.pop()
    if not parts:
        return title
    start, end = parts[-1]
    last = title[end:]
    first = title[: parts[0][0]]
    if publisher and _alike(first, publisher) > 0.8 and len(title) - parts[0][1] > 10:
        return title[parts[0][1] :]
    if title[start:end].strip() in ("|", "»") and len(last.split()) <= 4 and start > 20:
        return title[:start].rstrip()
    return title


def _without_name(title: str, name: str) -> str:
    """A title without the very name of its outlet behind or before it, whatever sign parts the two."""
    low, wanted = title.casefold(), name.casefold()
    if len(low) != len(title) or len(wanted) != len(name):
        return title
    if low.endswith(wanted) and title[: -len(name)].rstrip(" ")[-1:] in _PARTING[2:]:
        left = title[: -len(name)].rstrip(_PARTING)
        if title[len(left) : len(left) + 1] == "_":
            left = _SECTION.sub("", left) if len(_SECTION.sub("", left)) >= _SHORTEST else left
        return left if len(left) >= _SHORTEST else title
    sign = title[len(name) :].lstrip(" ")[:1]
    # "London: ..." on the pages of a city is its news.
    if low.startswith(wanted) and sign in _PARTING[2:] and (sign not in ":：" or " " in name):
        left = title[len(name) :].lstrip(_PARTING)
        return left if len(left) > 10 else title
    return title


def _alike(one: str, other: str) -> float:
    one, other = bare(one), bare(other)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    return SequenceMatcher(None, one[:300], other[:300], autojunk=False).ratio()
