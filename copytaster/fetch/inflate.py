"""Packed bodies are unpacked piece by piece, so that a small answer cannot fill the memory. It must not read sockets.

An `Unpacker` takes the bytes of one body as they come and yields what they unpack to in pieces of about `PIECE` bytes; whoever
feeds it counts, and stops. Windows are bounded too: a zstd frame may ask for one of 2 GiB, of which RFC 9659 allows senders of web
content 8 MiB; brotli's cannot pass 16 MiB and is only touched as far as it is filled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Protocol, cast

import brotli

from copytaster.compression import ZSTD_BEGINS, unpacker_of_zstd, zstd
from copytaster.errors import Unreadable

try:
    # Intel's inflate takes 0.17 ms for a real feed where the standard library's takes 0.42; with it 2,500 feeds are fetched in a
    # CPU-second instead of 1,300 (the 106 of feeds/real-feeds-share.tar.gz; `python -m bench.fetching` prints both).
    from isal import isal_zlib as zlib
except ImportError:  # no wheel for this platform
    import zlib  # type: ignore[no-redef]

__all__ = ["PIECE", "Unpacker", "unpacked", "unpacker"]

_ZLIB_ERROR = cast("type[Exception]", zlib.error)
PIECE = 128 * 1024
# Members (gzip) and frames (zstd) can be strung together. Honest senders use one, log shippers some hundreds.
_MEMBERS = 1000
# One packing around another is lawful and hardly met; more is made to cost. Between the two no honest feed has more than this.
_LAYERS = 2
_BETWEEN = 64 * 1024 * 1024
# RFC 9659
_ZSTD_WINDOW_LOG = 23
_GZIP = b"\x1f\x8b"
_GZIP_DEFLATE = b"\x1f\x8b\x08"
_GZIP_BEGINS = re.compile(rb"\x1f\x8b")
# So many bytes tell whether another member begins.
_BEGINNING = 4
_NO_BYTES = re.compile(rb"(?!)")
# How a document begins that is not packed, whatever the header says: markup or JSON. No packing begins so but by a rare chance.
_READABLE = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,4}(?:<[!?A-Za-z][A-Za-z:\[-]{2}|\{\s{0,4}\"[\w$])")
# What stands in Content-Encoding though it names no packing.
_NO_PACKING = frozenset({"", "identity", "none", "utf-8", "utf8", "binary", "8bit", "7bit", "aws-chunked", "chunked"})


class Unpacker(Protocol):
    """Takes a body bit by bit and yields what it unpacks to."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What some more bytes unpack to. Raises `Unreadable` where they make no sense."""

    def is_complete(self) -> bool:
        """Whether the body may end here."""


def unpacker(coding: str, head: bytes) -> Unpacker:
    """The unpacker for a Content-Encoding and the first bytes of the body. Raises `Unreadable` for a coding nobody asked for.

    The bytes are believed before the header: there are sites that say gzip and send plain text, and sites that serve `feed.xml.gz`
    as it lies on the disk. Of several codings the last was put on last (RFC 9110, 8.4).
    """
    names = [name for part in coding.split(",") if (name := part.strip().lower()) not in _NO_PACKING]
    if len(names) > _LAYERS:
        raise Unreadable(f"it is packed {len(names)} times over")
    found = _unpacker(names[-1] if names else "", head)
    return found if len(names) < 2 or isinstance(found, Plain) else Layers(found, names[0])


def unpacked(coding: str, body: bytes, *, most: int) -> bytes:
    """A whole body, unpacked. Raises `Unreadable` where it makes no sense, breaks off, or has more than `most` bytes."""
    unpack = unpacker(coding, body)
    pieces, size = [], 0
    for piece in unpack.feed(body):
        size += len(piece)
        if size > most:
            raise Unreadable(f"it has more than {most} bytes")
        pieces.append(piece)
    if not unpack.is_complete():
        raise Unreadable("it ends in the middle of its packing")
    return b"".join(pieces)


def _unpacker(coding: str, head: bytes) -> Unpacker:
    if head.startswith(_GZIP_DEFLATE) or (coding in {"", "gzip", "x-gzip"} and head and _GZIP.startswith(head[:2])):
        return Members(lambda: _Zlib(31), _GZIP_BEGINS)
    if ZSTD_BEGINS.match(head):
        return Members(_Zstd, ZSTD_BEGINS)
    if coding in {"", "gzip", "x-gzip"} or _READABLE.match(head):
        return Plain()
    if coding == "deflate":
        # RFC 9110 means zlib's wrapping, some servers send none: the low half of zlib's first byte is always 8.
        return Members(lambda: _Zlib(15 if head[:1] and head[0] & 15 == 8 else -15), _NO_BYTES)
    if coding == "br":
        return Brotli()
    if coding == "zstd":
        return Members(_Zstd, ZSTD_BEGINS)
    raise Unreadable(f"it is packed as {coding[:40]!r}, which was not asked for")


class Plain:
    """A body that is not packed."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The bytes themselves."""
        yield data

    def is_complete(self) -> bool:
        """Plain bytes may end anywhere; only an announced length can tell."""
        return True


class Member(Protocol):
    """One member of a body in which several may follow one another."""

    @property
    def eof(self) -> bool:
        """Whether it has come to its end."""

    def unpack(self, data: bytes) -> bytes:
        """Up to `PIECE` bytes more; none only when it waits for input or has ended."""

    def rest(self) -> bytes:
        """The bytes that followed its end."""


class _Zlib:
    def __init__(self, wbits: int) -> None:
        self._inner = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    def unpack(self, data: bytes) -> bytes:
        tail = self._inner.unconsumed_tail
        out: bytes = self._inner.decompress(tail + data if tail else data, PIECE)
        return out

    def rest(self) -> bytes:
        rest: bytes = self._inner.unused_data
        return rest


class _Zstd:
    def __init__(self) -> None:
        self._inner = unpacker_of_zstd(_ZSTD_WINDOW_LOG)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    def unpack(self, data: bytes) -> bytes:
        return self._inner.decompress(data, PIECE)

    def rest(self) -> bytes:
        return self._inner.unused_data


class Members:
    """gzip, deflate and zstd: one member after another, each with an unpacker of its own.

    What follows a member and does not begin as another (`begins`) is dropped: some servers pad the end with zeros or a line break.
    """

    def __init__(self, begin: Callable[[], Member], begins: re.Pattern[bytes]) -> None:
        self._begin = begin
        self._begins = begins
        self._member = begin()
        self._begun = 1
        self._after = b""
        self._is_over = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What some more bytes unpack to, member after member."""
        while not self._is_over:
            if self._member.eof:
                data, self._after = self._after + data, b""
                if len(data) < _BEGINNING:
                    self._after = data
                    return
                if not self._begins.match(data):
                    self._is_over = True
                    return
                self._next()
            try:
                out = self._member.unpack(data)
            except (_ZLIB_ERROR, zstd.ZstdError, EOFError) as error:
                raise Unreadable(f"its packing is broken ({error})") from error
            data = self._member.rest() if self._member.eof else b""
            if out:
                yield out
            elif not self._member.eof:
                return

    def _next(self) -> None:
        self._begun += 1
        if self._begun > _MEMBERS:
            raise Unreadable(f"it is packed in more than {_MEMBERS} parts")
        self._member = self._begin()

    def is_complete(self) -> bool:
        """Whether the last member has come to its end."""
        return self._member.eof


class Brotli:
    """Brotli: one stream, which says itself when it is finished."""

    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What some more bytes unpack to. What follows the end of the stream is dropped."""
        while not self._inner.is_finished():
            try:
                out: bytes = self._inner.process(data, output_buffer_limit=PIECE)
            except brotli.error as error:
                raise Unreadable(f"its packing is broken ({error})") from error
            data = b""
            if out:
                yield out
            elif self._inner.can_accept_more_data():
                return

    def is_complete(self) -> bool:
        """Whether the stream has said that it is finished."""
        return bool(self._inner.is_finished())


class Layers:
    """One packing around another. The inner one is chosen when its first bytes have come out of the outer one."""

    def __init__(self, outer: Unpacker, coding: str) -> None:
        self._outer = outer
        self._coding = coding
        self._inner: Unpacker | None = None
        self._between = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What some more bytes unpack to. Raises `Unreadable` where the outer packing alone gives more than any feed."""
        for piece in self._outer.feed(data):
            self._between += len(piece)
            if self._between > _BETWEEN:
                raise Unreadable("its outer packing alone unpacks to far too much")
            if self._inner is None:
                self._inner = _unpacker(self._coding, piece)
            yield from self._inner.feed(piece)

    def is_complete(self) -> bool:
        """Whether both packings have come to their ends."""
        return self._outer.is_complete() and (self._inner is None or self._inner.is_complete())
