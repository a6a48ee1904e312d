"""The names under which sets of news made elsewhere say the same. It must not judge what stands under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from copytaster.text.markup import one_line
from copytaster.wire.jsontext import string

# What is said -> the names for it, the surest first.
NAMES = {
    what: tuple(names.split())
    for what, names in {
        "headline": "headline title name",
        "body": "text body content article full_text content_html body_html maintext",
        "summary": "summary description teaser abstract",
        "time": "time published version_created versioncreated first_seen ts published_at publishedAt pub_date pubDate"
        " date_published publish_date datePublished created_at timestamp updated created",
        "day": "date day",
        "uri": "uri guid id dispatch url link",
        "version": "version",
        "slugline": "slugline slug",
        "byline": "byline author by",
        "authors": "authors author",
        "outlet": "outlet publisher source",
        "source": "source",
        "sources": "sources",
        "subjects": "category categories section tags keywords topic",
        "situation": "situation",
        "entities": "entities",
        "language": "language lang",
        "url": "url link canonical_url",
        "image": "image image_url urlToImage top_image",
    }.items()
}
# The names of so many objects are kept at hand, where they have no more signs than this in all.
_AT_HAND, _SHORT = 256, 1_000


class Fields:
    """What an object says. The rows of a table have the same names, so those that tell something are sought once; `told` holds
    what any of them tells."""

    __slots__ = ("told", "value")

    def __init__(self, value: Mapping[str, Any]) -> None:
        names = tuple(value)
        self.value = value
        self.told = _at_hand(names) if sum(map(len, names)) <= _SHORT else _told(names)

    def text(self, what: str) -> str:
        """The first text or number under one of the names, as text."""
        names = self.told.get(what)
        if names is None:
            return ""
        first = self.value[names[0]]
        if isinstance(first, str) and (text := first.strip()):
            return text
        return string(self.value, *names)

    def texts(self, what: str) -> list[str]:
        """The texts under the first of the names that has any, whether it holds one or a list of them."""
        for name in self.told.get(what, ()):
            if found := texts(self.value[name]):
                return found
        return []

    def held(self, what: str) -> Any:
        """What stands under the first of the names that has anything."""
        for name in self.told.get(what, ()):
            if held := self.value[name]:
                return held
        return None


def texts(held: Any) -> list[str]:
    """The texts of a value that may be one or a list of them, each a text or an object with a name."""
    several = held if isinstance(held, list) else [held]
    said = [one if isinstance(one, str) else string(one, "name", "title", "term") for one in several]
    return [text for one in said if one and (text := one_line(one))]


def _told(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What an object with some names tells, and under which of them."""
    given = set(names)
    return {what: tuple(name for name in known if name in given) for what, known in NAMES.items() if not given.isdisjoint(known)}


_at_hand = lru_cache(maxsize=_AT_HAND)(_told)
