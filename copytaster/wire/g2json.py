"""NewsML-G2 brought to JSON name by name, as LSEG's Data Platform answers: {"newsItem": {"_guid": ..., "itemMeta": {...}}}.

Names with a stroke in front are attributes, "$" is the text. It becomes the tree that it was, which newsml_g2.py reads. It must
not read anything of it itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from copytaster.errors import Unreadable
from copytaster.model import Item
from copytaster.wire import bounds, newsml_g2
from copytaster.wire.elements import Element, bare_name, printable
from copytaster.wire.reading import Reading

_ITEMS = ("newsItem", "packageItem", "planningItem", "conceptItem")
_METAS = frozenset(("_guid", "@guid", "itemMeta", "contentMeta"))
_TEXTS = frozenset(("$", "#text", "_text"))
_ATTRIBUTES = ("_", "@")
# So many values are brought to a tree, for each byte of the document; so deep one may stand in another.
_VALUES_ALWAYS, _BYTES_A_VALUE, _DEEPEST = 50_000, 10, 64
# To add an attribute a tree looks at all that an element has.
_MOST_ATTRIBUTES = 100


def fits(value: Any) -> bool:
    """Whether a value is an object with such an item, or a list of them."""
    return next(_items(value), None) is not None


def read(value: Any, size: int) -> Reading:
    """The items of a document of so many bytes."""
    found, trouble, lost = list[Item](), list[str](), 0
    left = [max(_VALUES_ALWAYS, size // _BYTES_A_VALUE)]
    most = bounds.most(size, bounds.NEWS_ITEM)
    for count, (name, held) in enumerate(_items(value)):
        if count >= most or left[0] <= 0:
            trouble.append(bounds.rest(count))
            lost += 1
            break
        try:
            found.append(newsml_g2.item(_tree(name, held, left)))
        except Unreadable as error:
            lost += 1
            trouble.append(str(error))
    if not found:
        raise Unreadable(trouble[0])
    return Reading("newsml-g2", tuple(found), notes=tuple(trouble), lost=lost)


def _items(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in value if isinstance(value, list) else [value]:
        for name in _ITEMS if isinstance(one, dict) else ():
            held = one.get(name)
            for inner in held if isinstance(held, list) else [held]:
                if isinstance(inner, dict) and not _METAS.isdisjoint(inner):
                    yield name, inner


def _tree(name: str, value: dict[str, Any], left: list[int]) -> Element:
    """The element that an object was; `left` counts how many values are still taken."""
    root: Element = etree.Element(name)
    waiting: list[tuple[Element, dict[str, Any], int]] = [(root, value, 0)]
    while waiting:
        element, held, depth = waiting.pop()
        for key, several in held.items():
            for one in several if isinstance(several, list) else [several]:
                left[0] -= 1
                if left[0] < 0:
                    return root
                if not isinstance(one, dict):
                    _say(element, key, one)
                elif depth < _DEEPEST and (named := bare_name(key)):
                    waiting.append((etree.SubElement(element, named), one, depth + 1))
    return root


def _say(element: Element, key: str, value: Any) -> None:
    """Put a text or a number where it stood: into an attribute, into the element, or into one of its own."""
    text = printable(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if not text:
        return
    if key in _TEXTS:
        element.text = (element.text or "") + text
    elif key.startswith(_ATTRIBUTES):
        if (named := bare_name(key[1:])) and len(element.attrib) < _MOST_ATTRIBUTES:
            element.set(named, text)
    elif named := bare_name(key):
        etree.SubElement(element, named).text = text
