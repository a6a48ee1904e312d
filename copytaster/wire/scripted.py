"""Lists of headlines that a page keeps in its scripts, to be shown by the browser: schema.org's lists, and the values that
frameworks hand to their pages. It must not run anything: only JSON is read.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from itertools import chain
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import Item
from copytaster.wire import assigned, jsonlines, pagetree
from copytaster.wire.addresses import web_address
from copytaster.wire.listing import is_headline

_FEWEST, _MOST_VALUES, _MOST = 5, 20_000, 2_000
_TITLES = ("headline", "title", "name")
_LINKS = ("url", "link", "href", "path", "canonicalUrl", "permalink", "webUrl", "@id")


def listed(text: str, base: str) -> tuple[Item, ...]:
    """The entries of the largest list of headlines in a page's scripts, newest last; none where there is no such list."""
    values = chain(pagetree.data_scripts(text), assigned.values(text))
    best = max((found for value in values for found in _lists(value, base)), key=_weight, default=[])
    try:
        items = jsonlines.read_values(enumerate(reversed(best[:_MOST]), start=1), most=_MOST).items if _weight(best) else ()
    except Unreadable:
        return ()
    return tuple(replace(item, uri=item.url or item.uri) for item in items)


def _weight(entries: list[dict[str, Any]]) -> int:
    """How much a list has to say: its headlines, those of one address once. A menu has little."""
    once = {entry["url"]: entry["title"] for entry in entries}
    return sum(len(title) for title in once.values() if is_headline(title))


def _lists(value: Any, base: str) -> list[list[dict[str, Any]]]:
    """All lists in a value most of whose objects have a headline and a link."""
    found, waiting, seen = [], deque([value]), 0
    while waiting and seen < _MOST_VALUES:
        held = waiting.popleft()
        seen += 1
        if isinstance(held, dict):
            waiting.extend(v for v in held.values() if isinstance(v, dict | list))
        elif isinstance(held, list):
            entries = [entry for one in held if (entry := _entry(one, base)) is not None]
            if len(entries) >= _FEWEST and 2 * len(entries) > len(held):
                found.append(entries)
            waiting.extend(v for v in held if isinstance(v, dict | list))
    return found


def _entry(one: Any, base: str) -> dict[str, Any] | None:
    """An object with its headline and its link under the usual names."""
    if isinstance(one, dict) and isinstance(one.get("item"), dict):
        one = one["item"]
    if not isinstance(one, dict):
        return None
    headline = next((one[n] for n in _TITLES if isinstance(one.get(n), str) and " " in one[n].strip()), "")
    link = next((web_address(one[n], base) for n in _LINKS if isinstance(one.get(n), str) and "/" in one[n]), "")
    if not headline or not link:
        return None
    return {**{name: held for name, held in one.items() if name not in (*_TITLES, *_LINKS)}, "title": headline, "url": link}
