"""Pages as browsers save them in one file: MHTML (RFC 2557; Chrome, Edge, Opera, Internet Explorer) and Safari's web archive, a
binary property list. The page itself becomes a delivery under its own address; its pictures, styles and frames are passed over.

It must not take a mail for one: mail is sent to somebody, a page is saved.
"""

from __future__ import annotations

import plistlib
import re
from collections.abc import Iterator
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import Delivery
from copytaster.wire import mime
from copytaster.wire.bounds import Room

_SAVED = re.compile(rb"^(?:snapshot-content-location[ \t]*:|from[ \t]*:[ \t]*[\"']?<?saved by\b)", re.IGNORECASE | re.MULTILINE)
_RELATED = re.compile(rb"^content-type[ \t]*:[ \t]*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(rb"^(?:from|to|received|message-id|return-path)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_AT = re.compile(rb"^content-location[ \t]*:[ \t]*(?:https?|file):", re.IGNORECASE | re.MULTILINE)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_PLIST, _MAIN = b"bplist00", b"WebMainResource"
# A property list ends with 32 bytes, of which the ninth to sixteenth say how many values it has; a page has six for each picture.
_TRAILER, _MOST_VALUES = 32, 100_000


def looks_like(head: bytes) -> bool:
    """Whether bytes open a page that a browser saved."""
    if head.startswith(_PLIST):
        return _MAIN in head
    top = re.split(rb"\r?\n\r?\n", head.lstrip(b"\xef\xbb\xbf \t\r\n"), maxsplit=1)[0]
    return bool(_RELATED.search(top) and (_SAVED.search(top) or (not _SENT.search(top) and _AT.search(head))))


def members(delivery: Delivery, notes: list[str], room: Room) -> Iterator[Delivery]:
    """The page, under the address that it was saved from. Raises `Unreadable` where there is none."""
    page = _of_safari(delivery) if delivery.body.startswith(_PLIST) else _of_mhtml(delivery)
    if len(page.body) > room.largest():
        raise Unreadable(f"a saved page of {len(page.body):,} bytes")
    room.take(len(page.body))
    yield page


def _of_mhtml(delivery: Delivery) -> Delivery:
    saved = mime.part(delivery.body)
    page = next((part for part in mime.leaves(saved) if part.kind in _PAGES), None)
    if page is None:
        raise Unreadable("a saved page without a page in it")
    address = saved.header("Snapshot-Content-Location") or page.header("Content-Location") or delivery.address
    return Delivery(delivery.source, delivery.received, page.bytes(), "".join(address.split()), page.header("Content-Type"))


def _of_safari(delivery: Delivery) -> Delivery:
    body = delivery.body
    if int.from_bytes(body[-_TRAILER:][8:16], "big") > _MOST_VALUES:
        raise Unreadable("a web archive of Safari with far too many values")
    try:
        main: Any = plistlib.loads(body, fmt=plistlib.FMT_BINARY)[_MAIN.decode()]
        page, address = main["WebResourceData"], main.get("WebResourceURL", "")
        charset = main.get("WebResourceTextEncodingName", "")
    except (plistlib.InvalidFileException, KeyError, TypeError, AttributeError, ValueError, OverflowError, RecursionError):
        raise Unreadable("a broken web archive of Safari") from None
    if not isinstance(page, bytes):
        raise Unreadable("a web archive of Safari without a page in it")
    kind = f"text/html; charset={charset}" if charset and isinstance(charset, str) else "text/html"
    return Delivery(delivery.source, delivery.received, page, str(address) or delivery.address, kind)
