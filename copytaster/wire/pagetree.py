"""HTML pages become trees, safely and within bounds, and say what they say of themselves in schema.org, OpenGraph and meta
elements.

It must not run or fetch anything. A page larger than the bound is cut: what stands beyond is menus, scripts and other
people's news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from copytaster.errors import Unreadable
from copytaster.text.markup import one_line
from copytaster.wire import scriptjson
from copytaster.wire.addresses import web_address
from copytaster.wire.decode import declared_by, decode
from copytaster.wire.elements import Element

# lxml takes 55 bytes for each byte of a page that is nothing but tags: at this bound that is 165 MB.
LARGEST = 3_000_000
_LONGEST_BLOCK = 20_000
_OPENING = re.compile(r"<(script|style)\b([^<>]*)>", re.IGNORECASE)
_CLOSING = {name: re.compile(rf"</{name}\s*>?", re.IGNORECASE) for name in ("script", "style")}
_ATTRIBUTE_BOMB = re.compile(r"<[A-Za-z][^<>]{20000,}>")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# What a page begins with whose head was left out, or that a warning of its program stands before. No XML has such a root.
_FRAGMENT = re.compile(rb"<(?:br|p|h[1-6]|span|font|center)(?:\s[^<>]*)?/?>|<b>(?:warning|notice|deprecated|fatal|parse)\W")
_SCOPES, _MOST_FOUND = "//*[@itemscope][contains(@itemtype,'rticle') or contains(@itemtype,'osting')]", 60
_ASIDE = ("aside", "footer", "nav")
# What begins a line of its own in a browser, and ends one.
_APART = frozenset(
    """br p div li ul ol dl dt dd td th tr table h1 h2 h3 h4 h5 h6 section article header footer figure figcaption blockquote hr
    address aside main nav option pre form""".split()
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its text and its tree, what its meta elements say, and the boxes of it that microdata gives to other articles."""

    text: str
    root: Element
    metas: Mapping[str, list[str]]
    others: frozenset[Element]

    @classmethod
    def of(cls, text: str, root: Element) -> Page:
        """The page of a text and its tree."""
        others = others_in(root) if "itemscope" in text else frozenset[Element]()
        return cls(text, root, metas(root, others), others)

    def found(self, path: str, *words: str) -> list[Element]:
        """The elements at a path, as many as are worth looking at. None can stand there unless one of the words is in the page."""
        if not any(word in self.text for word in words):
            return []
        return list(islice(self.root.xpath(path), _MOST_FOUND))  # type: ignore[arg-type]


def base_of(root: Element, address: str) -> str:
    """Where the links of a page begin: at its first base element that has an address, else at its own."""
    named = next((base.get("href") or "" for base in root.iter("base") if base.get("href")), "")
    return (web_address(named, address) if named else "") or address


def canonical(root: Element) -> str:
    """The address that a page gives as its own, to search engines or to networks."""
    links = (link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    cards = (meta.get("content") for meta in root.iter("meta") if meta.get("property") == "og:url")
    return next(filter(None, (web_address(one or "") for one in (*links, *cards))), "")


def named(element: Element) -> str:
    """The class and the id of an element, by which authors of pages say what it is for."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def title(root: Element) -> str:
    """What a page is called in its head."""
    return next((texts(element) for element in root.iter("title")), "")


def is_html(head: bytes) -> bool:
    """Whether bytes open like an HTML page."""
    flat = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:4096].lower()
    if flat.startswith(b"<?xml"):
        return b"<html" in flat
    # XML says so in its first line; a remark that goes on beyond what is looked at stands before a page.
    if (flat.startswith(b"<!--") and b"-->" not in flat) or _FRAGMENT.match(flat):
        return True
    return flat.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        flat.startswith(
            (b"<!--", b"<!doctype", b"<meta", b"<title", b"<link", b"<script", b"<div", b"<article", b"<main", b"<section")
        )
        and (b"<html" in flat or b"<head" in flat or b"<body" in flat or b"<title" in flat or b"<div" in flat or b"<p" in flat)
    )


def text_of(body: bytes, media_type: str = "") -> tuple[str, tuple[str, ...]]:
    """A page as text, cut at the bound, with notes on what was wrong."""
    text, notes = decode(body[: 2 * LARGEST], declared_by(media_type))
    if len(text) > LARGEST:
        text, notes = text[:LARGEST], (*notes, f"a page of {len(body):,} bytes was cut")
    return _FORBIDDEN.sub("", text) if _FORBIDDEN.search(text) else text, notes


def tree(text: str) -> Element:
    """The tree of a page without its scripts and styles. Raises `Unreadable` where there is none."""
    text = _ATTRIBUTE_BOMB.sub("", _without_scripts(text))
    text = re.sub(r"\A[\s\ufeff]*<\?xml[^>]*\?>", "", text)
    parser = HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, encoding="utf-8")
    try:
        return document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable(f"an HTML page that holds nothing: {error}") from None


def _scripts(text: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Every script and style of a page: its attributes, where it opens, where what it holds begins and ends, and where it ends.

    One that is never closed ends with the page, as browsers have it; so each sign is looked at once, whatever is left open.
    """
    place = 0
    while found := _OPENING.search(text, place):
        closing = _CLOSING[found.group(1).lower()].search(text, found.end())
        end, place = (closing.start(), closing.end()) if closing else (len(text), len(text))
        yield found.group(2), found.start(), found.end(), end, place


def _without_scripts(text: str) -> str:
    kept, place = [], 0
    for told, start, _, _, end in _scripts(text):
        if "ld+json" not in told.lower():
            kept.append(text[place:start])
            place = end
    return "".join((*kept, text[place:]))


def linked_data(text: str) -> list[dict[str, Any]]:
    """Every object of the page's linked data (schema.org), the outermost first."""
    return [thing for value in data_scripts(text, "ld+json") for thing in _objects(value, 0)]


def data_scripts(text: str, kind: str = "json") -> Iterator[Any]:
    """The values of the scripts of a page that hold JSON and no program; of those only whose opening names the kind."""
    scripts = (text[a:b] for told, _, a, b, _ in _scripts(text) if kind in told.lower())
    room = scriptjson.LONGEST_MENDED
    for script in islice(scripts, 50):
        yield from scriptjson.values(script, room)
        room -= len(script)


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, dict):
        if "@type" in value or "headline" in value:
            yield value
        for name, held in value.items():
            if name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "liveBlogUpdate"):
                yield from _objects(held, depth + 1)
    elif isinstance(value, list):
        for held in value[:200]:
            yield from _objects(held, depth + 1)


def kinds(thing: dict[str, Any]) -> set[str]:
    """The types of a schema.org object, in small letters."""
    held = thing.get("@type")
    return {
        str(kind).rpartition("/")[2].rpartition(":")[2].lower() for kind in (held if isinstance(held, list) else [held]) if kind
    }


def metas(root: Element, others: frozenset[Element] = frozenset()) -> dict[str, list[str]]:
    """What the meta elements of a page say, by name in small letters; what belongs to boxes of other articles is left out."""
    told: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        if not content or (element.get("itemprop") and is_of(element, others)):
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            for one in dict.fromkeys((name, *(name.split()[:4] if attribute == "property" else ()))) if name else ():
                told.setdefault(one, []).append(content)
    return told


def others_in(root: Element) -> frozenset[Element]:
    """The boxes that microdata calls articles, and that are not the page's own: of several, those without the page's heading."""
    scopes: list[Element] = list(islice(root.xpath(_SCOPES), _MOST_FOUND))  # type: ignore[arg-type]
    aside = {scope for scope in scopes if any(e.tag in _ASIDE for e in (scope, *islice(scope.iterancestors(), 8)))}
    if len(scopes) < 2:
        return frozenset(aside)
    headed = {scope for h in islice(root.iter("h1"), 20) for scope in h.iterancestors()}
    kept = [scope for scope in scopes if scope in headed] or ([] if headed else scopes[:1])
    return (frozenset(scopes) - frozenset(kept)) | aside


def is_of(element: Element, boxes: frozenset[Element]) -> bool:
    """Whether an element belongs to one of some boxes of microdata: the nearest around it."""
    return (
        bool(boxes)
        and next((e for e in element.iterancestors() if e.get("itemscope") is not None and e.get("itemtype")), None) in boxes
    )


def texts(element: Element, most: int = _LONGEST_BLOCK) -> str:
    """The text of an element on one line, as far as it is needed: a block that nests blocks would else be read once for each.

    What a browser shows apart stands apart: lines that a break ends, blocks, and a kicker in an element of its own.
    """
    if len(element) == 0:
        return " ".join((element.text or "").split())
    parts, size = [], 0
    for part in _parts(element):
        parts.append(part)
        size += len(part)
        if size > most:
            break
    return " ".join("".join(parts).split())


def _parts(element: Element) -> Iterator[str]:
    """The stretches of text in an element, with a blank where one of them ends for the eye."""
    is_ended, last = False, ""
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        tag = inner.tag
        if tag in _APART:
            yield " "
            last = ""
        if event == "start":
            text = inner.text if tag not in ("script", "style") else None
            if text and is_ended and last.islower() and text[0].isupper():
                yield " "
            is_ended = False
        else:
            is_ended = True
            text = inner.tail if inner is not element else None
        if text:
            yield text
            last, is_ended = text[-1], False


def string(value: Any, *names: str) -> str:
    """A text inside a linked-data value: itself, its name, or that of the first of several."""
    if isinstance(value, str | int | float):
        return one_line(str(value))
    if isinstance(value, list):
        return next(filter(None, (string(one, *names) for one in value)), "")
    if isinstance(value, dict):
        return next(filter(None, (string(value.get(name)) for name in names or ("name", "url", "@id", "@value"))), "")
    return ""
