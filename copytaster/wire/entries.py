"""One entry of a list becomes an item: its headline, where it leads, the day, the summary, and what it says to editors. It must
not let pass an order of embargo, wherever in the entry it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from copytaster.errors import Misconfigured
from copytaster.model import Item
from copytaster.wire import dates, embargo, nearby, pagetree
from copytaster.wire.addresses import web_address
from copytaster.wire.elements import Element
from copytaster.wire.teasers import HEADINGS, LONGEST, described, headed, is_headline, is_no_news, leads_nowhere, links_of

# Where pictures are loaded late, what stands in `src` is a blank.
_SOURCES = ("data-src", "data-lazy-src", "data-original", "src")
# What stands in front of the entries of a list.
_SIGNS = "•▪■►▶●◆ "
_MOST_ELEMENTS, _LONGEST_ORDER, _LONGEST_RUN = 200, 200, 2_000
# Names of what holds the end of an embargo. "tag-embargo" and "category-embargo" stand on news about one.
_OF_EMBARGO = re.compile(
    r"(?:is|under)?[-_]?(?:embargo(?P<participle>ed)?|sperrfrist)"
    r"(?:[-_]{0,2}(?:until|till|date|time|datetime|end|ends|expires|expiry|notice|note|info|label|box|hint|text|bis))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all entries of a page: its address, where its links begin, its language, and the days that stand around
    entries.
    """

    address: str
    base: str
    language: str
    around: Mapping[Element, dates.When]

    @classmethod
    def of(cls, root: Element, address: str, boxes: list[Element]) -> Setting:
        """The setting of some boxes on a page."""
        language = language_of(root)
        return cls(address.partition("#")[0], pagetree.base_of(root, address), language, nearby.around(boxes, language))


def language_of(root: Element) -> str:
    """The language that a page declares."""
    return (root.get("lang") or "").strip()


def select(root: Element, selector: str, part: str) -> list[Element]:
    """What a selector finds. Raises `Misconfigured` for one that is none; `part` is what it was given for."""
    try:
        return list(CSSSelector(selector)(root))  # type: ignore[arg-type]
    except (SelectorError, SyntaxError, ValueError) as error:
        raise Misconfigured(f"the selector for {part!r} is no CSS selector: {selector!r} ({error})") from None


def entry(box: Element, rules: Mapping[str, str], setting: Setting, position: int) -> Item | None:
    """The item of an entry; None where it has no headline."""
    heading = _part(box, rules, "headline")
    link = _part(box, rules, "link")
    if link is not None and not link.get("href"):
        link = None
    if heading is None:
        heading = next((h for h in box.iter(*HEADINGS) if _is_heading(pagetree.texts(h), setting)), None)
    if link is None:
        link = _link_of(box, heading, setting)
    if heading is None:
        heading = headed(link) if link is not None else box
    headline = (pagetree.texts(heading) or described(heading)).lstrip(_SIGNS)
    if not headline or len(headline) > 4 * LONGEST:
        return None
    address = _address(link, setting)
    when, notes = _when(box, rules, heading, setting)
    summary = _part(box, rules, "summary")
    told = pagetree.texts(summary) if summary is not None else max((pagetree.texts(p) for p in box.iter("p")), key=len, default="")
    byline = _part(box, rules, "byline")
    image = _part(box, rules, "image")
    return Item(
        headline=headline,
        uri=address or None,
        byline=pagetree.texts(byline) if byline is not None else "",
        version_created=when.instant,
        day=when.day,
        ed_note=_order(box, heading, when, setting),
        summary="" if told == headline else told,
        url=address,
        image=_source(image if image is not None else next(box.iter("img"), None), setting),
        position=position,
        notes=notes,
    )


def once(items: list[Item]) -> list[Item]:
    """Entries without those that name the same page again; of the same headline under two addresses the first stays. Of entries
    without an address those of another day are others.
    """
    seen: Counter[str] = Counter()
    kept = []
    for item in items:
        headline = item.headline.lower()
        keys = [item.url, headline] if item.url else [f"{headline} {item.day or item.version_created}"]
        if not any(seen[key] for key in keys):
            kept.append(item)
        seen.update(keys)
    return kept


def _part(box: Element, rules: Mapping[str, str], part: str) -> Element | None:
    found = select(box, rules[part], part) if rules.get(part) else []
    return found[0] if found else None


def _is_heading(words: str, setting: Setting) -> bool:
    return (len(words) >= 10 or is_headline(words)) and not nearby.is_day(words, setting.language)


def _link_of(box: Element, heading: Element | None, setting: Setting) -> Element | None:
    """Where an entry leads: the link in its heading or around it, else the one whose address it repeats, else the longest."""
    if heading is not None:
        around = (e for e in islice(heading.iterancestors(), 4) if e.tag == "a")
        if (link := next((a for a in (*heading.iter("a"), *around) if a.get("href")), None)) is not None:
            return link
    links = [a for a in links_of(box) if a.get("href")]
    if heading is None:
        return max(links, key=lambda a: len(pagetree.texts(a)), default=None)
    times = Counter(address for a in links if (address := _address(a, setting)) and not is_no_news(address))
    return max(links, key=lambda a: (times[_address(a, setting)], len(pagetree.texts(a))), default=None)


def _address(link: Element | None, setting: Setting) -> str:
    """Where a link leads; nothing where it leads back to the page that it stands on, and a script does the rest."""
    href = (link.get("href") or "") if link is not None else ""
    address = "" if leads_nowhere(href) else web_address(href, setting.base)
    return "" if address == setting.address else address


def _source(picture: Element | None, setting: Setting) -> str:
    if picture is None:
        return ""
    told = (picture.get(name) or "" for name in _SOURCES)
    several = (f"{picture.get(name) or ''} ".split(None, 1)[:1] for name in ("srcset", "data-srcset"))
    found = (web_address(one, setting.base) for one in (*told, *(one[0].rstrip(",") for one in several if one)))
    return next(filter(None, found), "")


def _when(box: Element, rules: Mapping[str, str], heading: Element, setting: Setting) -> tuple[dates.When, tuple[str, ...]]:
    element = _part(box, rules, "date")
    if element is None:
        element = next((e for e in box.iter("time") if not nearby.is_of_embargo(e)), None)
    if element is not None:
        for printed in (element.get("datetime"), element.get("content"), element.get("title"), pagetree.texts(element)):
            when = dates.read(printed or "", setting.language)
            if when.is_read:
                return when, tuple(filter(None, (when.note,)))
        if rules.get("date"):
            return dates.NEVER, (f"date not read: {pagetree.texts(element)[:40]!r}",)
    when = nearby.inside(box, heading, setting.language)
    when = when if when.is_read else setting.around.get(box, dates.NEVER)
    if when.is_read:
        return when, tuple(filter(None, (when.note,)))
    return dates.NEVER, ("undated: the page gives no time",)


def _order(box: Element, heading: Element, when: dates.When, setting: Setting) -> str:
    """What an entry says of an embargo on itself: in a line of its own, or in an element that is named so."""
    within = set(heading.iter()) if heading is not box else set()
    holding = {heading, *heading.iterancestors()}
    # What stands out within a headline may be an order, too.
    elements = [e for e in islice(box.iter(), _MOST_ELEMENTS) if e is not heading or heading is box]
    for element in elements:
        if (note := _named(element, is_box=element in holding)) and embargo.is_embargoed(note):
            return note
    beside = [line for line in _beside(box) if embargo.is_hinted(line)]
    if not beside and not embargo.is_hinted(pagetree.texts(box)):
        return ""
    endless = ""
    for line in (*_lines(elements, box, holding), *_around(box, within, heading), *beside):
        ordered, end = embargo.of_headline(line, when.instant, setting.language)
        if ordered and end:
            return line
        endless = endless or (line if ordered else "")
    return endless


def _beside(box: Element) -> Iterator[str]:
    """The lines of their own that stand right before and right behind an entry, and lead nowhere. Of two entries around an order
    both are held: better than neither."""
    for line in (box.getprevious(), box.getnext()):
        if line is not None and isinstance(line.tag, str) and next(line.iter("a"), None) is None:
            yield " ".join(pagetree.texts(line)[:_LONGEST_ORDER].split())


def _lines(elements: list[Element], box: Element, holding: set[Element]) -> Iterator[str]:
    """What stands in and behind each element of an entry, each in one line."""
    for element in elements:
        own = (element.text, element.tail if element is not box else "")
        for text in (*own, "" if element in holding else pagetree.texts(element)):
            if line := " ".join((text or "")[: 2 * _LONGEST_ORDER].split())[:_LONGEST_ORDER]:
                yield line


def _around(box: Element, within: set[Element], heading: Element) -> Iterator[str]:
    """What an entry says before its headline and behind it, each in one line: an order may be parted into several elements."""
    runs: tuple[list[str], list[str]] = ([], [])
    is_behind = False
    for event, element in islice(etree.iterwalk(box, ("start", "end")), 2 * _MOST_ELEMENTS):
        is_behind = is_behind or (event == "end" and element is heading)
        if element not in within or (event == "end" and element is heading):
            text = element.text if event == "start" else element.tail if element is not box else ""
            runs[is_behind].append(text or "")
    yield from filter(None, (" ".join(" ".join(run).split())[:_LONGEST_RUN] for run in runs))


def _named(element: Element, *, is_box: bool) -> str:
    """The note that an element's name and what it holds amount to; nothing where it is not named so, or holds nothing."""
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''} {element.get('name') or ''}"
    found = next(filter(None, map(_OF_EMBARGO.fullmatch, names[:500].split())), None)
    if found is None:
        return ""
    dated = [str(value) for name, value in element.attrib.items() if str(name).startswith("data-") and value[:2] == "20"]
    told = next(filter(None, (element.get("content"), element.get("datetime"), *dated)), "")
    told = told or ("" if is_box else pagetree.texts(element)[:_LONGEST_ORDER])
    if told:
        return told if embargo.is_embargoed(told) else f"Embargo: {told}"
    return "Embargoed" if is_box and found["participle"] else ""
