"""Pages that list headlines without offering a feed: by the CSS selectors that a person gives, or by a guess shown before it
is kept.

    rules = {"item": "article.teaser", "headline": "h3", "link": "a", "summary": "p", "date": "time"}

`item` selects each entry; the others are looked for inside it and may be left out: then the first heading, the first link,
the longest paragraph and the first time element are taken, or the day that is printed in, beside or above it (nearby.py). A guess
finds the entries as what repeats on the page: links with headline-like texts that stand in boxes of the same make. It must not
fetch the pages that it names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from cssselect import SelectorError
from lxml.cssselect import CSSSelector

from copytaster.errors import Misconfigured, Unreadable
from copytaster.model import Delivery, Item
from copytaster.wire import dates, nearby, pagetree
from copytaster.wire.addresses import web_address
from copytaster.wire.elements import Element
from copytaster.wire.reading import Reading

PARTS = ("item", "headline", "link", "summary", "date", "byline", "image")
_SHORTEST, _LONGEST, _FEWEST, _MOST = 20, 250, 5, 300
_MOST_LINKS = 4_000
# A box with more text than a teaser holds an article.
_LONGEST_ENTRY = 1_000
_BOXES = ("article", "li", "tr", "section", "div", "p", "h1", "h2", "h3", "h4", "dd", "dt")
# Scripts without spaces between words say in one sign what others say in two or three.
_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEAVES = ("div", "p", "span", "strong", "b")
_TITLE = re.compile(r"title|headline|heading|titel|titre|titulo", re.IGNORECASE)
_MENU = re.compile(
    r"\bnav|menu|footer|breadcrumb|cookie|social|share|login|pagination|toolbar|lang(?:uage)?-|header-?top", re.IGNORECASE
)
_NO_NEWS = re.compile(
    r"/(?:login|anmelden|abo|subscribe|impressum|kontakt|contact|about|privacy|datenschutz|terms|agb|newsletter|tag|author|video/?$)s?/?(?:$|[?#])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a page seems to list: the rules that find its entries, the entries, how much of the page's text they are (0 to 1), and
    the text of those that are no longer than a teaser.
    """

    rules: Mapping[str, str]
    items: tuple[Item, ...]
    linked: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for all entries of a page: where its links begin, its language, and the days that stand around entries."""

    base: str
    language: str
    around: Mapping[Element, dates.When]

    @classmethod
    def of(cls, root: Element, address: str, boxes: list[Element]) -> _Setting:
        language = (root.get("lang") or "").strip()
        return cls(pagetree.base_of(root, address), language, nearby.around(boxes, language))


def read(delivery: Delivery, rules: Mapping[str, str]) -> Reading:
    """The entries of a page by given selectors. Raises `Misconfigured` for a selector that is none, `Unreadable` where it finds
    nothing.
    """
    text, notes = pagetree.text_of(delivery.body, delivery.media_type)
    root = pagetree.tree(text)
    if unknown := set(rules) - set(PARTS):
        raise Misconfigured(f"a listing knows no part {min(unknown)!r}; it knows: {', '.join(PARTS)}")
    if not rules.get("item"):
        raise Misconfigured("a listing needs the selector 'item', which finds each entry of the page")
    boxes = _select(root, rules["item"], "item")
    setting = _Setting.of(root, delivery.address, boxes[:_MOST])
    found = [item for place, box in enumerate(boxes[:_MOST]) if (item := _entry(box, rules, setting, place)) is not None]
    if not found:
        raise Unreadable(f"the selector {rules['item']!r} finds {len(boxes)} elements on this page and no headline in them")
    return Reading("listing", tuple(reversed(_once(found))), {}, notes, lost=0)


def guess(delivery: Delivery) -> Guess:
    """What a page seems to list, to be looked at before it is kept. Raises `Unreadable` where nothing repeats."""
    text, _ = pagetree.text_of(delivery.body, delivery.media_type)
    found = guessed(pagetree.tree(text), delivery.address)
    if found is None:
        raise Unreadable(f"no list of headlines was found on this page: at least {_FEWEST} links of the same make are needed")
    return found


def guessed(root: Element, base: str = "") -> Guess | None:
    """The largest family of boxes that each hold a headline with a link."""
    found: list[tuple[Element, Element]] = []
    sizes = _Sizes()
    for link in islice(root.iter("a"), _MOST_LINKS):
        words = pagetree.texts(_headed(link))
        if is_headline(words) and _is_news(link, base):
            found.append((_box(link, sizes), link))
    rule, boxes = _family(found)
    if len(boxes) < _FEWEST:
        return None
    rules = {"item": rule, "link": "a"}
    setting = _Setting.of(root, base, boxes[:_MOST])
    items = _once([item for place, box in enumerate(boxes[:_MOST]) if (item := _entry(box, rules, setting, place)) is not None])
    inside = {p for box in boxes[:_MOST] for p in box.iter("p")}
    paragraphs = (p for p in islice(root.iter("p"), _MOST_LINKS) if p not in inside and p.find(".//a") is None)
    text = sum(len(pagetree.texts(p)) for p in paragraphs)
    headed = sum(len(item.headline) for item in items)
    entries = [pagetree.texts(box) for box in boxes[:_MOST]]
    told = "\n".join(entry for entry in entries if len(entry) <= _LONGEST_ENTRY)
    return Guess(rules, tuple(reversed(items)), round(headed / max(headed + text, 1), 3), told) if len(items) >= _FEWEST else None


def _family(found: list[tuple[Element, Element]]) -> tuple[str, list[Element]]:
    """The boxes that hold most headline words among those of one make, with the selector that finds them. Where the classes are
    each another, as some systems make them, those that lie side by side are of one make.
    """
    by_make: dict[str, list[tuple[Element, Element]]] = defaultdict(list)
    for box, link in found:
        by_make[_make(box)].append((box, link))
    rule, boxes = _largest(by_make)
    if len(boxes) >= _FEWEST:
        return rule, boxes
    beside: dict[str, list[tuple[Element, Element]]] = defaultdict(list)
    for box, link in found:
        if (parent := box.getparent()) is not None:
            beside[f"{_make(parent)} > {box.tag}"].append((box, link))
    return _largest(beside)


def _largest(families: Mapping[str, list[tuple[Element, Element]]]) -> tuple[str, list[Element]]:
    weighed = {rule: sum(len(pagetree.texts(a)) for _, a in family) for rule, family in families.items()}
    rule = max(weighed, key=weighed.__getitem__, default="")
    return rule, list(dict.fromkeys(box for box, _ in families.get(rule, ())))


def is_headline(words: str) -> bool:
    """Whether words are as long as a headline, and more than one."""
    dense = len(_DENSE.findall(words[: _LONGEST + 1]))
    return len(words) + 1.5 * dense >= _SHORTEST and len(words) <= _LONGEST and (" " in words or dense > 0)


def _is_heading(words: str, setting: _Setting) -> bool:
    return (len(words) >= 10 or is_headline(words)) and not nearby.is_day(words, setting.language)


def _headed(link: Element) -> Element:
    """What holds the headline in a link: a whole card may be one link. A heading, what calls itself a title, or the first text in
    it that reads like a headline.
    """
    if len(link) == 0:
        return link
    heading = next((h for h in islice(link.iter("h1", "h2", "h3", "h4", "h5"), 3) if is_headline(pagetree.texts(h))), None)
    if heading is not None:
        return heading
    leaves = [e for e in islice(link.iter(*_LEAVES), 30) if len(e) == 0 and is_headline(pagetree.texts(e))]
    named = next((e for e in leaves if _TITLE.search(e.get("class") or "")), None)
    blocks = any(True for _ in islice(link.iter("div", "p"), 1))
    return named if named is not None else leaves[0] if leaves and blocks else link


def _is_news(link: Element, base: str) -> bool:
    address = web_address(link.get("href") or "", base or "http://page.invalid/")
    if not address or _NO_NEWS.search(address):
        return False
    around = [link, *islice(link.iterancestors(), 6)]
    return not any(
        e.tag in ("nav", "footer", "header") or _MENU.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in around
    )


class _Sizes(dict[Element, int]):
    """A link -> how long its text is: each is asked for by all that stand beside it."""

    def __missing__(self, link: Element) -> int:
        found = self[link] = len(pagetree.texts(link))
        return found


def _box(link: Element, sizes: Mapping[Element, int]) -> Element:
    """The largest element around a link that holds no other headline's link."""
    href, box = link.get("href"), link
    for parent in islice(link.iterancestors(*_BOXES, "body"), 6):
        others = {a.get("href") for a in islice(parent.iter("a"), 30) if sizes[a] >= _SHORTEST}
        if len(others - {href}) or parent.tag == "body":
            break
        box = parent
    return box


def _make(element: Element) -> str:
    """A selector for elements of the same make: the name and the first class that is no state or number."""
    classes = [
        c
        for c in (element.get("class") or "").split()
        if re.fullmatch(r"[A-Za-z_-][\w-]*", c) and not re.search(r"\d{2,}|first|last|active", c)
    ]
    if classes:
        return f"{element.tag}.{classes[0]}"
    parent = element.getparent()
    above = [c for c in ((parent.get("class") or "").split() if parent is not None else ()) if re.fullmatch(r"[A-Za-z_-][\w-]*", c)]
    if parent is not None and parent.tag not in ("body", "html"):
        return f"{parent.tag}.{above[0]} > {element.tag}" if above else f"{parent.tag} > {element.tag}"
    return str(element.tag)


def _select(root: Element, selector: str, part: str) -> list[Element]:
    try:
        return list(CSSSelector(selector)(root))  # type: ignore[arg-type]
    except (SelectorError, SyntaxError, ValueError) as error:
        raise Misconfigured(f"the selector for {part!r} is no CSS selector: {selector!r} ({error})") from None


def _part(box: Element, rules: Mapping[str, str], part: str) -> Element | None:
    found = _select(box, rules[part], part) if rules.get(part) else []
    return found[0] if found else None


def _entry(box: Element, rules: Mapping[str, str], setting: _Setting, place: int) -> Item | None:
    link = _part(box, rules, "link")
    if link is None or not link.get("href"):
        link = max(
            islice((*([box] if box.tag == "a" else ()), *box.iter("a")), 20), key=lambda a: len(pagetree.texts(a)), default=None
        )
    heading = _part(box, rules, "headline")
    if heading is None:
        headings = (h for h in box.iter("h1", "h2", "h3", "h4", "h5") if _is_heading(pagetree.texts(h), setting))
        heading = next(headings, _headed(link) if link is not None else box)
    headline = pagetree.texts(heading)
    if not headline or len(headline) > 4 * _LONGEST:
        return None
    address = web_address((link.get("href") if link is not None else "") or "", setting.base)
    when, notes = _when(box, rules, heading, setting)
    summary = _part(box, rules, "summary")
    told = pagetree.texts(summary) if summary is not None else max((pagetree.texts(p) for p in box.iter("p")), key=len, default="")
    byline = _part(box, rules, "byline")
    image = _part(box, rules, "image")
    picture = image if image is not None else next(box.iter("img"), None)
    return Item(
        headline=headline,
        uri=address or None,
        byline=pagetree.texts(byline) if byline is not None else "",
        version_created=when.instant,
        day=when.day,
        summary="" if told == headline else told,
        url=address,
        image=web_address((picture.get("src") or picture.get("data-src") or "") if picture is not None else "", setting.base),
        position=place,
        notes=notes,
    )


def _when(box: Element, rules: Mapping[str, str], heading: Element, setting: _Setting) -> tuple[dates.When, tuple[str, ...]]:
    element = _part(box, rules, "date")
    if element is None:
        element = next(box.iter("time"), None)
    if element is not None:
        for printed in (element.get("datetime"), element.get("content"), element.get("title"), pagetree.texts(element)):
            when = dates.read(printed or "", setting.language)
            if when.instant or when.day:
                return when, tuple(filter(None, (when.note,)))
        if rules.get("date"):
            return dates.NEVER, (f"date not read: {pagetree.texts(element)[:40]!r}",)
    when = nearby.inside(box, heading, setting.language)
    when = when if when.instant or when.day else setting.around.get(box, dates.NEVER)
    if when.instant or when.day:
        return when, tuple(filter(None, (when.note,)))
    return dates.NEVER, ("undated: the page gives no time",)


def _once(items: list[Item]) -> list[Item]:
    """Entries without those that name the same page again; of the same headline under two addresses the first stays."""
    seen: Counter[str] = Counter()
    kept = []
    for item in items:
        keys = [key for key in (item.url, item.headline.lower()) if key]
        if not any(seen[key] for key in keys):
            kept.append(item)
        seen.update(keys)
    return kept
