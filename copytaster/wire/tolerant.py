"""feedparser, asked with care: it reads any feed that was ever made, and is given none that would take it quadratic time.

It must be given text that is already decoded, never an address or a file name: it would fetch the one and open the other.
"""

from __future__ import annotations

import io
import re
import warnings
from typing import Any, NamedTuple

import feedparser
import feedparser.mixin

from copytaster.wire.quickfeed import LONGEST_NAME, MOST_TAGS

Entry = dict[str, Any]


class Told(NamedTuple):
    """A feed in feedparser's shape: its version, what it says of itself, its entries, notes on what was wrong, how many entries
    that stand in it cannot be read, and the names of its elements and attributes where they are known."""

    version: str
    about: Entry
    entries: list[Entry]
    notes: tuple[str, ...] = ()
    lost: int = 0
    tags: frozenset[str] | None = None


# The most that it is asked to read of a document, in characters and in tags: it reads some 40,000 tags a second.
LARGEST, MOST_ELEMENTS = 1_500_000, 50_000
_REST = "too large for feedparser: the rest was not read"
_ENTITY = re.compile(r"<!ENTITY[^>]*>")
_ENTITY_THAT_GROWS = re.compile(r"<!ENTITY\s+%|.*&\w", re.DOTALL)
_LONGEST_ENTITY = 300
_LONG_TAG = re.compile(r"<[^<>]{20000,}>?")


def read(text: str, base: str = "") -> Told:
    """A feed as feedparser reads it."""
    notes = () if reads_whole(text) else (_REST,)
    text = _LONG_TAG.sub("", text[:LARGEST])
    if text.count("<") > MOST_ELEMENTS:
        text = "<".join(text.split("<", MOST_ELEMENTS + 1)[:-1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            found = feedparser.parse(
                io.BytesIO(text.encode("utf-8", errors="replace")),
                sanitize_html=False,
                resolve_relative_uris=False,
                response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base},
            )
        except (TypeError, ValueError, AttributeError, LookupError, AssertionError, RecursionError) as error:
            # Closing tags that never opened make it fall over its own stack, among other things.
            return Told("", {}, [], (f"malformed: feedparser fails on it ({type(error).__name__})", *notes))
    trouble = found.get("bozo_exception") if found.get("bozo") else None
    # Where nothing at all can be made of a text the answer has no version.
    return Told(found.get("version") or "", found.feed, found.entries, (f"malformed: {trouble}", *notes) if trouble else notes)


def reads_whole(text: str) -> bool:
    """Whether a document is small enough to be read to its end."""
    return len(text) <= LARGEST and text.count("<") <= MOST_ELEMENTS


def without_bombs(text: str) -> str:
    """A document without declarations of entities that are long, or made of others."""
    declared = text.rfind(">") + 1
    return _ENTITY.sub(_harmless, text[:declared]) + text[declared:]


def _harmless(found: re.Match[str]) -> str:
    declared = found.group()
    return "" if len(declared) > len("<!ENTITY>") + _LONGEST_ENTITY or _ENTITY_THAT_GROWS.match(declared) else declared


def _bounded(parser: Any) -> None:
    """Keep feedparser from what costs it quadratic time: it looks at all tags of an entry for each, and seeks an address in a name
    from each of its letters on.
    """
    add, seek = parser._add_tag, parser._sync_author_detail

    def add_one_of_few(self: Any, term: str | None, scheme: str | None, label: str | None) -> None:
        if len(self._get_context().get("tags", ())) < MOST_TAGS:
            add(self, term, scheme, label)

    def seek_in_a_name(self: Any, key: str = "author") -> None:
        if len(str(self._get_context().get(key) or "")) <= LONGEST_NAME:
            seek(self, key)

    parser._add_tag, parser._sync_author_detail = add_one_of_few, seek_in_a_name
    # An identity is what was printed: joined to the address of the feed it would change with the address.
    parser.can_be_relative_uri.discard("id")


_bounded(feedparser.mixin._FeedParserMixin)
