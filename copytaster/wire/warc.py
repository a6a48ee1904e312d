"""WARC web archives (ISO 28500): every answer with a page, a feed or a document in it becomes a delivery of its own.

Requests, metadata and pictures are passed over. A record that is broken costs itself: reading goes on at the next one.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from copytaster.model import Delivery
from copytaster.wire.bounds import LARGEST_MEMBER, Room

_VERSION = re.compile(rb"WARC/(?:0\.1[78]|1\.[01])\r?\n")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^Content-Length:\s*(\d{1,12})", re.IGNORECASE | re.MULTILINE)
_WANTED = re.compile(r"html|xml|json|text/plain|rss|atom", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,100}\r\n")


def looks_like(head: bytes) -> bool:
    """Whether bytes open with a WARC record."""
    return _VERSION.match(head) is not None


def members(delivery: Delivery, notes: list[str], room: Room) -> Iterator[Delivery]:
    """The answers of an archive as deliveries, each with its address; what is broken is named in `notes`."""
    body, place = delivery.body, 0
    while found := _VERSION.search(body, place):
        top = _END_OF_HEAD.search(body, found.end())
        if top is None:
            notes.append("the last record is cut off")
            return
        head = body[found.end() : top.start()]
        length = _LENGTH.search(head)
        if length is None:
            notes.append(f"a record at byte {found.start():,} gives no length")
            place = found.end()
            continue
        start = top.end()
        place = start + int(length.group(1))
        fields = _fields(head)
        if fields.get("warc-type") in ("response", "resource", "conversion"):
            if place > len(body):
                notes.append(f"the record of {fields.get('warc-target-uri', '?')[:80]} is cut off")
            answer = _answer(delivery, fields, body[start : min(place, start + LARGEST_MEMBER)], room.largest())
            if answer is not None:
                room.take(len(answer.body))
                yield answer


def _fields(head: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.decode("utf-8", errors="replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            fields[name.strip().lower()] = value.strip().strip("<>")
    return fields


def _answer(delivery: Delivery, fields: dict[str, str], block: bytes, largest: int) -> Delivery | None:
    kind = fields.get("content-type", "")
    if kind.startswith("application/http"):
        head, _, body = block.partition(b"\r\n\r\n")
        status, _, lines = head.partition(b"\r\n")
        if b" 200" not in status[:16]:
            return None
        http = _fields(lines)
        kind = http.get("content-type", "")
        if "chunked" in http.get("transfer-encoding", "").lower():
            body = _dechunked(body)
        if http.get("content-encoding", "").lower() in ("gzip", "x-gzip", "deflate"):
            body = _unpacked(body, largest)
    else:
        body = block
    if kind and not _WANTED.search(kind):
        return None
    return Delivery(delivery.source, delivery.received, body, fields.get("warc-target-uri", ""), kind) if body.strip() else None


def _dechunked(body: bytes) -> bytes:
    """The chunks of a body joined; a body that is not chunked after all stays as it is."""
    parts, place = [], 0
    while found := _CHUNK.match(body, place):
        size = int(found.group(1), 16)
        if size == 0:
            break
        parts.append(body[found.end() : found.end() + size])
        place = found.end() + size + 2
    return b"".join(parts) or body


def _unpacked(body: bytes, largest: int) -> bytes:
    for bits in (47, -15):
        try:
            return zlib.decompressobj(wbits=bits).decompress(body, max(1, largest))
        except zlib.error:
            continue
    return body
