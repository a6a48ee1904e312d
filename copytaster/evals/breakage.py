"""Feeds broken in one entry, as publishers break them: a tag left open, a tag closed twice, entities that XML does not know,
bytes of another encoding, characters that XML forbids, an open CDATA section, and a document that ends in the middle.

It must not touch any other entry, so that whatever else is lost is lost by the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENTRY = re.compile(rb"<((?:[\w.-]+:)?(?:item|entry))(?:\s[^>]*)?>.*?</\1\s*>", re.DOTALL)
_TITLE = re.compile(rb"<((?:[\w.-]+:)?title)(?:\s[^>]*)?>")


def broken(body: bytes) -> Iterator[tuple[str, int, bytes]]:
    """The ways in which a feed is broken: the name of the way, the number of the entry, and the document."""
    entries = list(_ENTRY.finditer(body))
    if not entries or b"\x00" in body[:200]:
        return
    number = len(entries) // 2
    entry = entries[number]
    inside = _TITLE.search(body, *entry.span())
    place = inside.end() if inside else entry.start(0) + len(entry.group(0).partition(b">")[0]) + 1
    name = inside.group(1) if inside else b"title"

    def put(what: bytes, at: int = place) -> bytes:
        return body[:at] + what + body[at:]

    yield "a tag left open", number, put(b"<b>left open ", entry.end(0) - len(entry.group(1)) - 3)
    yield "a tag closed twice", number, put(b"</" + name + b">")
    yield "an unknown entity", number, put(b"&nosuchentity; &nbsp; ")
    yield "a bare ampersand", number, put(b"Q & A && <3 ")
    yield "another encoding", number, put(b"caf\xe9 \xa3 \xff ")
    yield "a forbidden character", number, put(b"\x0c\x08\x1b ")
    yield "an open CDATA section", number, put(b"<![CDATA[ ", entry.end(0) - len(entry.group(1)) - 3)
    yield "an undeclared prefix", number, put(b"<odd:x y:z='1'>x</odd:x>", entry.end(0) - len(entry.group(1)) - 3)
    yield "an open attribute", number, put(b'<a href="x>y</a>', entry.end(0) - len(entry.group(1)) - 3)
    yield "cut", number, body[: (entry.start() + entry.end()) // 2]
