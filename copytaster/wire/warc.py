"""WARC web archives (ISO 28500) and ARC, from which they come: every answer with a page, a feed or a document in it becomes a
delivery of its own.

Requests, metadata and pictures are passed over. A record that is broken costs itself: reading goes on at the next one.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator

import brotli

from copytaster.model import Delivery
from copytaster.wire.bounds import LARGEST_MEMBER, Room

_VERSION = re.compile(rb"WARC/(?:0\.1[78]|1\.[01])\r?\n")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^Content-Length:\s*(\d{1,12})", re.IGNORECASE | re.MULTILINE)
_WANTED = re.compile(r"html|xml|json|text/plain|rss|atom", re.IGNORECASE)
# What says nothing of what it holds; its first sign does.
_UNKNOWN = re.compile(r"(?:application|binary|unknown)/(?:octet-stream|unknown|x-download|force-download|download)", re.IGNORECASE)
_MARKUP = (b"<", b"{", b"[")
# 203 is the answer as a proxy hands it on.
_WHOLE = (b" 200", b" 203")
# Texts of pages are longer; to read a record of fields takes three times as long as one of plain text.
_SHORTEST_PAGE = 400
_CODINGS = ("gzip", "x-gzip", "deflate", "br")
_LARGEST_HEAD, _MOST_CODINGS = 65_536, 3
# URL, address of the server, time, media type, in ARC 2 some fields more, length.
_ARC_RECORD = re.compile(rb"^(\S{3,4000}) \S{1,60} \d{8,14} (\S{1,200}) (?:\S{1,2000} ){0,5}(\d{1,12})\r?\n", re.MULTILINE)
_ARC = b"filedesc://"
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,100}\r\n")


def looks_like(head: bytes) -> bool:
    """Whether bytes open with a record of a web archive."""
    return _VERSION.match(head) is not None or head.startswith(_ARC)


def members(delivery: Delivery, notes: list[str], room: Room) -> Iterator[Delivery]:
    """The answers of an archive as deliveries, each with its address; what is broken is named in `notes`."""
    answers = _of_arc if delivery.body.startswith(_ARC) else _of_warc
    for answer in answers(delivery, notes, room):
        room.take(len(answer.body))
        yield answer
    if not room.largest():
        notes.append("its answers unpack to far too much: what was packed in the last of them was not read")


def _of_arc(delivery: Delivery, notes: list[str], room: Room) -> Iterator[Delivery]:
    body, place = delivery.body, 0
    while found := _ARC_RECORD.search(body, place):
        address, kind = found.group(1).decode("utf-8", errors="replace"), found.group(2).decode("ascii", errors="replace")
        start, place = found.end(), found.end() + int(found.group(3))
        if address.startswith(("filedesc:", "dns:")):
            continue
        if place > len(body):
            notes.append(f"the record of {address[:80]} is cut off")
        block = body[start : min(place, start + LARGEST_MEMBER)]
        fields = {"warc-target-uri": address, "content-type": "application/http" if block.startswith(b"HTTP/") else kind}
        if (answer := _answer(delivery, fields, block, room.largest())) is not None:
            yield answer


def _of_warc(delivery: Delivery, notes: list[str], room: Room) -> Iterator[Delivery]:
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
                yield answer


def _fields(head: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.decode("utf-8", errors="replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            fields[name.strip().lower()] = value.strip().strip("<>")
    return fields


def _answer(delivery: Delivery, fields: dict[str, str], block: bytes, largest: int) -> Delivery | None:
    kind, body = fields.get("content-type", ""), block
    if kind.startswith("application/http"):
        top = _END_OF_HEAD.search(block, 0, _LARGEST_HEAD)
        status, _, lines = block[: top.start() if top else len(block)].partition(b"\n")
        if not any(code in status[:16] for code in _WHOLE):
            return None
        http, body = _fields(lines), block[top.end() :] if top else b""
        kind = http.get("content-type", "")
        if "chunked" in http.get("transfer-encoding", "").lower():
            body = _dechunked(body)
        for coding in reversed(http.get("content-encoding", "").lower().split(",")[:_MOST_CODINGS]):
            body = _unpacked(body, coding.strip(), largest)
    if kind and not _WANTED.search(kind) and not (_UNKNOWN.match(kind) and body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_MARKUP)):
        return None
    address = fields.get("warc-target-uri", "")
    if fields.get("warc-type") == "conversion" and "text/plain" in kind and len(body) >= _SHORTEST_PAGE:
        kind, body = "application/json", _converted(body, address, fields)
    return Delivery(delivery.source, delivery.received, body, address, kind) if body.strip() else None


def _converted(text: bytes, address: str, fields: dict[str, str]) -> bytes:
    """The text that was taken out of a page, whose first line is its title, with what the record says of the page."""
    title, _, rest = text.decode("utf-8", errors="replace").strip().partition("\n")
    if not title:
        return b""
    language = fields.get("warc-identified-content-language", "").partition(",")[0]
    return json.dumps({"headline": title.strip(), "url": address, "language": language, "text": rest.strip()}).encode()


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


def _unpacked(body: bytes, coding: str, largest: int) -> bytes:
    """A body that is packed in a way, up to a bound; nothing where there is no room. One that is not packed so after all stays as
    it is, and so does zstd, which is told by its bytes like an archive.
    """
    if coding in _CODINGS and not largest:
        return b""
    if coding == "br":
        try:
            return bytes(brotli.Decompressor().process(body, output_buffer_limit=largest))[:largest]
        except brotli.error:
            return body
    for bits in (47, -15) if coding in _CODINGS else ():
        try:
            return zlib.decompressobj(wbits=bits).decompress(body, largest)
        except zlib.error:
            continue
    return body
