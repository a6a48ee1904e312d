"""Which teasers of a page are its news: those in boxes of one make are a family, and families that look like news are kept. What
speaks for one is, beside long headlines, a day, a heading, a summary: a menu has none of them. It must not read the entries.

A family too many (what is read most, a menu of long labels) is seen in the preview; one too few would lose the lead of a front
page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from lxml.cssselect import CSSSelector

from copytaster.wire import dates, nearby, pagetree
from copytaster.wire.elements import Element
from copytaster.wire.teasers import Teaser, words_of

FEWEST = 5
# A box with more text than a teaser holds an article; one with so much more than its headline has a summary.
LONGEST_ENTRY, _SUMMARY = 1_000, 60
# A day speaks for news more than a heading or a summary does.
_DATED, _DRESSED = 2, 1
# Headlines without anything beside them have so many words on average; the labels of menus two to four.
_WORDS, _FEWEST_BARE = 5, 3
# Of so many families at the most, so many boxes of each are looked at.
_MOST_FAMILIES, _MOST_LOOKED_AT, _LOOKED_AT = 24, 400, 6
_ASIDE = re.compile(
    r"related|sidebar|most-?(?:read|viewed|popular)|popular|trending|recommend|meistgelesen|widget|comment|promo|advert",
    re.IGNORECASE,
)
_SOUND = re.compile(r"[A-Za-z_-][\w-]*")
_OF_ONE = re.compile(r"\d{2,}|first|last|active")
_MOST_ABOVE = 3


@dataclass(frozen=True, slots=True)
class Family:
    """Teasers in boxes of one make, with the selector that their make amounts to, and what speaks for them."""

    rule: str
    teasers: tuple[Teaser, ...]
    is_dated: bool = False
    is_dressed: bool = False

    @property
    def boxes(self) -> list[Element]:
        """The boxes, each once."""
        return list(dict.fromkeys(teaser.box for teaser in self.teasers))

    @property
    def size(self) -> int:
        """How long its headlines are together, those of one address once."""
        return sum(map(len, self.headlines))

    @property
    def headlines(self) -> list[str]:
        """The headlines, the longest of each address."""
        once: dict[str, str] = {}
        for teaser in self.teasers:
            key = teaser.address or teaser.headline
            once[key] = max(once.get(key, ""), teaser.headline, key=len)
        return list(once.values())

    @property
    def weight(self) -> int:
        """How much speaks for the family."""
        return self.size * (1 + _DATED * self.is_dated + _DRESSED * self.is_dressed)


def chosen(teasers: list[Teaser], language: str) -> list[Family]:
    """The families that are a page's news, the one for which most speaks first; none where nothing repeats often enough.

    Where the classes are each another, as some systems make them, boxes that lie side by side are of one make.
    """
    if len(teasers) < FEWEST:
        return []
    days = nearby.around(dict.fromkeys(teaser.box for teaser in teasers), language)
    for make in (_make, _make_beside):
        families = _looked_at(_grouped(teasers, make), days, language)
        main = max((one for one in families if len(one.boxes) >= FEWEST), key=lambda one: one.weight, default=None)
        if main is not None:
            return [main, *(one for one in families if one is not main and _is_news(one, main))][:_MOST_FAMILIES]
    return []


def selector(root: Element, families: Iterable[Family]) -> str:
    """The selector that finds the boxes of all families. Of all but the first, one that would find much else is left out."""
    rules = []
    for number, family in enumerate(families):
        rule, is_exact = _exact(root, family)
        if is_exact or number == 0:
            rules.append(rule)
    return ", ".join(dict.fromkeys(rules))


def _grouped(teasers: list[Teaser], make: Callable[[Element], str]) -> Mapping[str, list[Teaser]]:
    groups: dict[str, list[Teaser]] = defaultdict(list)
    for teaser in teasers:
        if rule := make(teaser.box):
            groups[rule].append(teaser)
    return groups


def _looked_at(groups: Mapping[str, list[Teaser]], days: Mapping[Element, dates.When], language: str) -> list[Family]:
    """The families with what speaks for each, the largest first; those of menus are left out, unless they are dated."""
    families = sorted((Family(rule, tuple(held)) for rule, held in groups.items()), key=lambda one: one.size, reverse=True)
    left, found = _MOST_LOOKED_AT, []
    for family in families:
        if left <= 0:
            break
        sample = {teaser.box: teaser for teaser in family.teasers}
        some = list(islice(sample.values(), _LOOKED_AT))
        left -= len(some)
        dated = sum(teaser.box in days or _has_day(teaser, language) for teaser in some)
        dressed = sum(teaser.has_heading or _has_summary(teaser) for teaser in some)
        is_dated = 2 * dated >= len(some)
        if is_dated or not any(teaser.is_doubtful for teaser in some):
            found.append(Family(family.rule, family.teasers, is_dated, 2 * dressed >= len(some)))
    return found


def _has_day(teaser: Teaser, language: str) -> bool:
    if any(map(str.isdigit, next((e.get("datetime") or "" for e in teaser.box.iter("time")), ""))):
        return True
    return nearby.inside(teaser.box, teaser.place, language).is_read


def _has_summary(teaser: Teaser) -> bool:
    return _SUMMARY <= len(pagetree.texts(teaser.box)) - len(teaser.headline) <= LONGEST_ENTRY


def _is_news(one: Family, main: Family) -> bool:
    """Whether a family beside the main one is news as well."""
    some = one.boxes[:_LOOKED_AT]
    if 2 * sum(len(pagetree.texts(box)) > LONGEST_ENTRY for box in some) >= len(some):
        return False
    if not one.is_dated and any(map(_is_aside, some)):
        return False
    held = set(main.boxes)
    if any(not held.isdisjoint(islice(box.iterancestors(), _MOST_ABOVE)) for box in some):
        return False  # sections and authors of the entries
    if one.is_dated or one.is_dressed:
        return len(one.boxes) > 1 or any(map(_is_shown, one.teasers))
    said = one.headlines
    return not main.is_dated and len(said) >= _FEWEST_BARE and sum(map(words_of, said)) >= _WORDS * len(said)


def _is_shown(teaser: Teaser) -> bool:
    """Whether a teaser that has not its like is shown off as a lead is: its heading is a link, or a picture stands beside it."""
    is_link = teaser.place.tag == "a" or next(teaser.place.iter("a"), None) is not None
    return is_link or any(e.tag == "a" for e in teaser.place.iterancestors()) or next(teaser.box.iter("img"), None) is not None


def _is_aside(box: Element) -> bool:
    around = (box, *islice(box.iterancestors(), 6))
    return any(e.tag == "aside" or (e.tag not in ("body", "html") and _ASIDE.search(pagetree.named(e))) for e in around)


def _make(element: Element) -> str:
    """A selector for elements of the same make: the name and the first class that is no state or number."""
    if classes := _classes(element):
        return f"{element.tag}.{classes[0]}"
    parent = element.getparent()
    if parent is None or parent.tag in ("body", "html"):
        return str(element.tag)
    above = [c for c in (parent.get("class") or "").split() if _SOUND.fullmatch(c)]
    return f"{parent.tag}.{above[0]} > {element.tag}" if above else f"{parent.tag} > {element.tag}"


def _make_beside(element: Element) -> str:
    parent = element.getparent()
    return f"{_make(parent)} > {element.tag}" if parent is not None else ""


def _classes(element: Element) -> list[str]:
    return [c for c in (element.get("class") or "").split() if _SOUND.fullmatch(c) and not _OF_ONE.search(c)]


def _exact(root: Element, family: Family) -> tuple[str, bool]:
    """A selector for the boxes of a family, as short as it can be without finding much else, and whether there is one."""
    boxes = family.boxes
    best, fewest = family.rule, len(boxes) + len(boxes) // 5
    least = None
    for rule in _ever_closer(family.rule, boxes):
        others = set(CSSSelector(rule)(root))  # type: ignore[arg-type]
        if not others.issuperset(boxes):
            continue
        if len(others) <= fewest:
            return rule, True
        if least is None or len(others) < least:
            best, least = rule, len(others)
    return best, False


def _ever_closer(rule: str, boxes: list[Element]) -> Iterator[str]:
    """A selector, the same with all classes that the boxes share, and with what stands above them."""
    yield rule
    first = boxes[0]
    shared = [c for c in _classes(first) if all(c in (box.get("class") or "").split() for box in boxes)][:4]
    yield (closer := ".".join((str(first.tag), *shared)))
    above: list[Element] = list(islice(first.iterancestors(), _MOST_ABOVE))
    for parent in above:
        if parent.tag in ("body", "html"):
            break
        closer = f"{'.'.join((str(parent.tag), *_classes(parent)[:2]))} > {closer}"
        yield closer
