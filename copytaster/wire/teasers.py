"""The teasers of a page: each link or heading that reads like a headline, with the box around it that holds no other. It must not
judge which of them are news and which a menu (families.py); only what calls itself a menu is left out or doubted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from copytaster.wire import pagetree
from copytaster.wire.addresses import web_address
from copytaster.wire.elements import Element

SHORTEST, LONGEST = 20, 250
HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_MOST_LINKS, _MOST_HEADINGS = 4_000, 1_000
# So many elements around a link, and links in a box, are looked at.
_AROUND, _LINKS_OF_A_BOX = 6, 30
# A card may name its section or its author in links as long as headlines; more of them are a list of its own.
_BESIDE_A_HEADING = 2
# What a line may say around the link that leads on: a sign, "(PDF)".
_AROUND_MORE = 25
_BOXES = ("article", "li", "tr", "section", "div", "p", "h1", "h2", "h3", "h4", "dd", "dt")
_ENTRIES = ("article", "li", "tr", "td", "dd")
# Scripts without spaces between words say in one sign what others say in two or three.
_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEAVES = ("div", "p", "span", "strong", "b")
_TITLE = re.compile(r"title|headline|heading|titel|titre|titulo", re.IGNORECASE)
_NO_NEWS = re.compile(
    r"/(?:login|anmelden|abo|subscribe|impressum|kontakt|contact|about|privacy|datenschutz|terms|agb|newsletter|tag|author|video/?$)s?/?(?:$|[?#])",
    re.IGNORECASE,
)
# Classes are looked at word by word: "navy-news" and "shareholder-meeting" are no menus, and neither is what only says how a menu
# elsewhere lies ("nav-float-right", "has-menu").
_HUMP, _JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])"), re.compile(r"[-_:/]+")
_MENU = re.compile(
    r"(?:main|sub|top|side|site|foot|head|mobile|meta|mega|drop|sec|primary|page|tab|quick)?(?:nav|navi|navs|navbar|navigation|menus?)"
    r"|[a-z]{0,12}(?:footer|menu)|breadcrumbs?|cookies?|cookiebar|pagination|pager|toolbar|login|headertop"
)
_STATES = frozenset("float below above aligned has no with without open closed".split())
_SOCIAL, _LANGUAGE = frozenset("social share sharing".split()), frozenset("lang language languages".split())
_OF_MENUS = frozenset(
    """links link media icons icon bar button buttons btn list nav menu item items box block widget network networks tools wrapper
    container share sharing follow switch switcher select selector chooser dropdown top""".split()
)
_SIGNS_OF_MORE = " \t\r\n»›>→….)]"
_OF_A_PAGE = re.compile(r"(?:site|main|page|global)-?head|mast-?head|(?<![a-z])top(?![a-z])", re.IGNORECASE)
# Before the headline of an entry stands a day, a section, a number of the press office; before a link in a sentence, the sentence.
_LONGEST_LEAD_IN, _WORDS_OF_A_SENTENCE = 60, 3
_INLINE = ("a", "span", "strong", "b", "em", "i", "u", "small", "font", "q", "cite", "sup", "abbr")
_NOWHERE = ("", "#", "#!", "#;", "#none", "#void")


@dataclass(frozen=True, slots=True)
class Teaser:
    """A headline, the element that it stands in, where it leads (nothing where a script leads on), and the largest box around it
    that holds no other headline.
    """

    box: Element
    place: Element
    headline: str
    address: str
    has_heading: bool = False
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Link:
    """A link as others beside it see it: where it leads, how long its text is, whether it stands in a heading or holds one."""

    key: str | Element
    led: str | None
    size: int
    is_headed: bool


class _Page:
    """What is known of a page's links and boxes: each is asked for by all that stand beside it."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._links: dict[Element, _Link] = {}
        self._boxes: dict[Element, list[_Link]] = {}
        self._menus: dict[Element, bool] = {}

    def link(self, link: Element) -> _Link:
        """What there is to know of a link."""
        if (known := self._links.get(link)) is None:
            href = (link.get("href") or "").strip()
            around = any(e.tag in HEADINGS for e in islice(link.iterancestors(), 2))
            is_headed = around or next(link.iter(*HEADINGS), None) is not None
            size = len(pagetree.texts(link))
            known = _Link(link if leads_nowhere(href) else href, _led(link, self._base), size, is_headed)
            self._links[link] = known
        return known

    def links_in(self, box: Element) -> list[_Link]:
        """The first links in a box."""
        if (known := self._boxes.get(box)) is None:
            known = self._boxes[box] = [self.link(a) for a in islice(box.iter("a"), _LINKS_OF_A_BOX)]
        return known

    def is_doubtful(self, element: Element) -> bool:
        """Whether an element, or one of those around it, is named like a menu."""
        return any(self._is_named(e) for e in (element, *islice(element.iterancestors(), _AROUND)))

    def _is_named(self, element: Element) -> bool:
        if (known := self._menus.get(element)) is None:
            named = pagetree.named(element)[:500].split()
            known = self._menus[element] = element.tag not in ("body", "html") and any(map(_is_name_of_menu, named))
        return known


def found(root: Element, base: str) -> list[Teaser]:
    """All teasers of a page: links that read like headlines, and headings without a link whose box leads to one place alone."""
    page = _Page(base)
    teasers = []
    for link in islice(root.iter("a"), _MOST_LINKS):
        place = headed(link)
        words = pagetree.texts(place)
        if not is_headline(words) or (address := page.link(link).led) is None or _is_outside(link):
            continue
        if page.link(link).is_headed or not _is_in_a_sentence(link):
            teasers.append(Teaser(_box(link, page), place, words, address, page.link(link).is_headed, page.is_doubtful(link)))
    for heading in islice(root.iter(*HEADINGS[1:]), _MOST_HEADINGS):
        words = pagetree.texts(heading)
        if is_headline(words) and not _is_linked(heading) and not _is_outside(heading):
            box, address = _card(heading, page)
            if address:
                teasers.append(Teaser(box, heading, words, address, True, page.is_doubtful(heading)))
    return teasers


def of_pictures(root: Element, base: str) -> list[Teaser]:
    """Links without a word that hold a picture whose description reads like a headline."""
    page = _Page(base)
    teasers = []
    for link in islice(root.iter("a"), _MOST_LINKS):
        words = described(link)
        if is_headline(words) and not page.link(link).size and (address := page.link(link).led) and not _is_outside(link):
            teasers.append(Teaser(_picture_box(link, page), link, words, address, False, page.is_doubtful(link)))
    return teasers


def described(element: Element) -> str:
    """What the first picture in an element is described with."""
    return next((" ".join(picture.get("alt", "").split()) for picture in element.iter("img") if picture.get("alt")), "")


def is_headline(words: str) -> bool:
    """Whether words are as long as a headline, and more than one."""
    dense = len(_DENSE.findall(words[: LONGEST + 1]))
    return len(words) + 1.5 * dense >= SHORTEST and len(words) <= LONGEST and (" " in words or dense > 0)


def words_of(headline: str) -> float:
    """How many words a headline has; of a script without spaces two signs count as one."""
    return len(headline.split()) + len(_DENSE.findall(headline[:LONGEST])) / 2


def headed(link: Element) -> Element:
    """What holds the headline in a link: a whole card may be one link. A heading, what calls itself a title, or the first text in
    it that reads like a headline.
    """
    if len(link) == 0:
        return link
    heading = next((h for h in islice(link.iter(*HEADINGS), 3) if is_headline(pagetree.texts(h))), None)
    if heading is not None:
        return heading
    leaves = [e for e in islice(link.iter(*_LEAVES), 30) if len(e) == 0 and is_headline(pagetree.texts(e))]
    named = next((e for e in leaves if _TITLE.search(e.get("class") or "")), None)
    blocks = any(True for _ in islice(link.iter("div", "p"), 1))
    return named if named is not None else leaves[0] if leaves and blocks else link


def leads_nowhere(href: str) -> bool:
    """Whether a link names no place, but leaves it to a script where it leads."""
    return href.strip().lower() in _NOWHERE or href.lstrip()[:11].lower() == "javascript:"


def is_no_news(address: str) -> bool:
    """Whether an address is that of a page which every site has."""
    return bool(_NO_NEWS.search(address))


def _led(link: Element, base: str) -> str | None:
    """Where a link leads; nothing where a script is called with a number, as by boards; None where it is no entry's."""
    href = link.get("href") or ""
    if leads_nowhere(href):
        return "" if _is_called_with_a_number(link) else None
    address = web_address(href, base or "http://page.invalid/")
    return address if address and not _NO_NEWS.search(address) and address != base.partition("#")[0] else None


def _is_called_with_a_number(link: Element) -> bool:
    called = f"{link.get('href') or ''} {link.get('onclick') or ''}"[:300].replace("void(0)", "")
    if "(" in called and any(map(str.isdigit, called)):
        return True
    return any(str(name).startswith("data-") and str(value).isdigit() for name, value in islice(link.attrib.items(), 20))


def _is_outside(element: Element) -> bool:
    """Whether something stands in the navigation, the head or the foot of a page: the head of an entry is none."""
    is_heading = element.tag in HEADINGS[1:]
    around = list(islice(element.iterancestors(), _AROUND))
    for number, one in enumerate(around):
        if one.tag in ("nav", "footer"):
            return True
        if one.tag == "header" and (not is_heading or _OF_A_PAGE.search(pagetree.named(one))):
            return not any(other.tag in _ENTRIES for other in around[number:])
        is_heading = is_heading or one.tag in HEADINGS[1:]
    return False


def _is_in_a_sentence(link: Element) -> bool:
    """Whether a link is words of a sentence, by what stands in the line before and behind it."""
    element = link
    while (parent := element.getparent()) is not None and parent.tag in _INLINE and not (element.tail or "").strip():
        if (parent.text or "").strip() or element.getprevious() is not None:
            break
        element = parent
    behind = (element.tail or "").lstrip()[:1]
    if behind.islower() or behind in (",", ";"):
        return True
    before = _before(element)
    if len(before) > _LONGEST_LEAD_IN:
        return True
    is_open = before[-1:].islower() and len(before.split()) >= _WORDS_OF_A_SENTENCE
    return is_open and not any(map(str.isdigit, before))


def _before(element: Element) -> str:
    """What stands in a line before an element, back to the link or the break before it."""
    parts: list[str] = []
    one = element
    for _ in range(_AROUND):
        previous = one.getprevious()
        if previous is None:
            parent = one.getparent()
            parts.append((parent.text or "") if parent is not None else "")
            break
        parts.append(previous.tail or "")
        if previous.tag not in _INLINE or previous.tag == "a":
            break
        parts.append(pagetree.texts(previous))
        one = previous
    return " ".join(" ".join(part[-500:] for part in reversed(parts)).split())


def _is_name_of_menu(name: str) -> bool:
    words = _JOINT.split(_HUMP.sub("-", name).lower())
    if not _STATES.isdisjoint(words):
        return False
    if words[:2] == ["header", "top"] or any(map(_MENU.fullmatch, words)):
        return True
    for number, word in enumerate(words):
        behind = words[number + 1] if number + 1 < len(words) else ""
        if (word in _SOCIAL and (not behind or behind in _OF_MENUS)) or (word in _LANGUAGE and behind in _OF_MENUS):
            return True
    return False


def _box(link: Element, page: _Page) -> Element:
    """The largest element around a link that holds no other headline's link. Beside a heading, links that stand in none are no
    headlines, if they are few.
    """
    own, box = page.link(link), link
    for parent in islice(link.iterancestors(*_BOXES, "body"), _AROUND):
        beside = page.links_in(parent)
        others = {one.key for one in beside if one.size >= SHORTEST and one.key != own.key}
        rivals = {one.key for one in beside if one.is_headed} & others if own.is_headed else others
        if rivals or len(others) > _BESIDE_A_HEADING or parent.tag == "body":
            break
        box = parent
    return box


def _is_linked(heading: Element) -> bool:
    return next(heading.iter("a"), None) is not None or any(e.tag == "a" for e in islice(heading.iterancestors(), _AROUND))


def _card(heading: Element, page: _Page) -> tuple[Element, str]:
    """The largest box around a heading with a single address in it, which leads on from there ("More", a picture); and where to."""
    box, address = heading, ""
    for parent in islice(heading.iterancestors(*_BOXES, "body"), _AROUND):
        places = {one.led for one in page.links_in(parent) if one.led}
        if len(places) > 1 or parent.tag == "body" or _has_other_heading(parent, heading):
            break
        is_led = any(_leads_on(link, page) for link in links_of(parent) if page.link(link).led)
        box, address = parent, next(iter(places), "") if is_led else ""
    return box, address


def _has_other_heading(box: Element, heading: Element) -> bool:
    return any(h is not heading and is_headline(pagetree.texts(h)) for h in islice(box.iter(*HEADINGS), 3))


def _leads_on(link: Element, page: _Page) -> bool:
    """Whether a link stands for itself, or at the end of a text, and is no word of a sentence."""
    parent, size = link.getparent(), page.link(link).size
    if parent is None or size >= 2 * SHORTEST:
        return False
    is_last = link.getnext() is None and not (link.tail or "").strip(_SIGNS_OF_MORE)
    return is_last or len(pagetree.texts(parent)) - size <= _AROUND_MORE


def _picture_box(link: Element, page: _Page) -> Element:
    """The largest element around a link with no other link in it."""
    own, box = page.link(link).key, link
    for parent in islice(link.iterancestors(*_BOXES, "body"), _AROUND):
        if parent.tag == "body" or any(one.key != own for one in page.links_in(parent)):
            break
        box = parent
    return box


def links_of(box: Element) -> Iterator[Element]:
    """The first links of a box, itself among them where it is one."""
    return islice(box.iter("a"), _LINKS_OF_A_BOX)
