"""Pages that list headlines without offering a feed: by the CSS selectors that a person gives, or by a guess shown before it
is kept.

    rules = {"item": "article.teaser", "headline": "h3", "link": "a", "summary": "p", "date": "time"}

`item` selects each entry; the others are looked for inside it and may be left out: then the first heading, its link, the longest
paragraph and the first time element are taken, or the day that is printed in, beside or above it (entries.py, nearby.py). A guess
finds the entries as what repeats on the page: headlines with links (teasers.py) that stand in boxes of the same make
(families.py). It must not fetch the pages that it names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

from copytaster.errors import Misconfigured, Unreadable
from copytaster.model import Delivery, Item
from copytaster.wire import entries, families, pagetree, teasers
from copytaster.wire.addresses import web_address
from copytaster.wire.elements import Element
from copytaster.wire.entries import Setting
from copytaster.wire.families import FEWEST, LONGEST_ENTRY, Family
from copytaster.wire.reading import Reading
from copytaster.wire.teasers import is_headline

__all__ = ["PARTS", "Guess", "guess", "guessed", "is_headline", "read"]

PARTS = ("item", "headline", "link", "summary", "date", "byline", "image")
_MOST, _MOST_PARAGRAPHS = 2_000, 4_000


@dataclass(frozen=True, slots=True)
class Guess:
    """What a page seems to list: the rules that find its entries, the entries, how much of the page's text they are (0 to 1), and
    the text of those that are no longer than a teaser.
    """

    rules: Mapping[str, str]
    items: tuple[Item, ...]
    linked: float
    text: str = ""


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
    boxes = entries.select(root, rules["item"], "item")
    if len(rules) == 1:
        boxes = _with_links(boxes)
    setting = Setting.of(root, web_address(delivery.address), boxes[:_MOST])
    found = [item for place, box in enumerate(boxes[:_MOST]) if (item := entries.entry(box, rules, setting, place)) is not None]
    if not found:
        raise Unreadable(f"the selector {rules['item']!r} finds {len(boxes)} elements on this page and no headline in them")
    return Reading("listing", tuple(reversed(entries.once(found))), {}, notes, lost=0)


def _with_links(boxes: list[Element]) -> list[Element]:
    """The boxes that hold a link, where most do: a short selector finds the head of a table and lines with days, too."""
    linked = [box for box in boxes if next(box.iter("a"), None) is not None]
    return linked if 3 * len(linked) > len(boxes) else boxes


def guess(delivery: Delivery) -> Guess:
    """What a page seems to list, to be looked at before it is kept. Raises `Unreadable` where nothing repeats."""
    text, _ = pagetree.text_of(delivery.body, delivery.media_type)
    root = pagetree.tree(text)
    address = web_address(delivery.address)
    found = _families(root, address)
    guessed = _guess_of(root, address, found)
    if guessed is None:
        raise Unreadable(f"no list of headlines was found on this page: at least {FEWEST} links of the same make are needed")
    return replace(guessed, rules={"item": families.selector(root, found)})


def guessed(root: Element, base: str = "") -> Guess | None:
    """What the families of boxes that each hold a headline with a link list; None where there are none."""
    return _guess_of(root, base, _families(root, base))


def _families(root: Element, base: str) -> list[Family]:
    language = entries.language_of(root)
    return families.chosen(teasers.found(root, base), language) or families.chosen(teasers.of_pictures(root, base), language)


def _guess_of(root: Element, base: str, found: list[Family]) -> Guess | None:
    held = {box for family in found for box in family.boxes}
    boxes = list(islice((element for element in root.iter() if element in held), _MOST)) if held else []
    setting = Setting.of(root, base, boxes)
    items = entries.once([item for place, box in enumerate(boxes) if (item := entries.entry(box, {}, setting, place)) is not None])
    if len(items) < FEWEST:
        return None
    # What stands alone, or is longer than a teaser, may be the article itself.
    listed = [box for family in found if len(boxes := family.boxes) >= FEWEST for box in boxes[:_MOST]]
    told = {box: text for box in listed if len(text := pagetree.texts(box)) <= LONGEST_ENTRY}
    inside = {p for box in told for p in box.iter("p")}
    paragraphs = (p for p in islice(root.iter("p"), _MOST_PARAGRAPHS) if p not in inside and p.find(".//a") is None)
    beside = sum(len(pagetree.texts(p)) for p in paragraphs)
    headed = max(family.size for family in found)
    rules = {"item": ", ".join(family.rule for family in found)}
    return Guess(rules, tuple(reversed(items)), round(headed / max(headed + beside, 1), 3), "\n".join(told.values()))
