"""Packed bodies are unpacked piece by piece, so that a small answer cannot fill the memory. It must not read sockets.

An `Unpacker` takes the bytes of one body as they come and yields what they unpack to in pieces of about `PIECE` bytes; whoever
feeds it counts, and stops. Windows are bounded too: a zstd frame may ask for one of 2 GiB, of which RFC 9659 allows senders of web
content 8 MiB; brotli's cannot pass 16 MiB and is only touched as far as it is filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, cast

import brotli

from copytaster.compression import zstd
from copytaster.errors import Unreadable

try:
    # Intel's inflate takes 0.17 ms for a real feed where the standard library's takes 0.42; with it 2,500 feeds are fetched in a
    # CPU-second instead of 1,300 (the 106 of feeds/real-feeds-share.tar.gz; `python -m bench.fetching` prints both).
    from isal import isal_zlib as zlib
except ImportError:  # no wheel for this platform
    import zlib  # type: ignore[no-redef]

__all__ = ["PIECE", "Unpacker", "unpacker"]

_ZLIB_ERROR = cast("type[Exception]", zlib.error)
PIECE = 128 * 1024
# Members (gzip) and frames (zstd) can be strung together. Honest senders use one, log shippers some hundreds.
_MEMBERS = 1000
_ZSTD_WINDOW_LOG = 23
_GZIP = b"\x1f\x8b"


class Unpacker(Protocol):
    """Takes a body bit by bit and yields what it unpacks to."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What some more bytes unpack to. Raises `Unreadable` where they make no sense."""

    def is_complete(self) -> bool:
        """Whether the body may end here."""


def unpacker(coding: str, head: bytes) -> Unpacker:
    """The unpacker for a Content-Encoding and the first bytes of the body. Raises `Unreadable` for a coding nobody asked for.

    The bytes are believed before the header: there are sites that say gzip and send plain text, and sites that serve `feed.xml.gz`
    as it lies on the disk.
    """
    coding = coding.strip().lower()
    if coding in {"", "identity", "none", "gzip", "x-gzip", "utf-8"}:
        return Members(lambda: _Zlib(31)) if _GZIP.startswith(head[:2]) and head else Plain()
    if coding == "deflate":
        # RFC 9110 means zlib's wrapping, some servers send none: the low half of zlib's first byte is always 8.
        return Members(lambda: _Zlib(15 if head[:1] and head[0] & 15 == 8 else -15))
    if coding == "br":
        return Brotli()
    if coding == "zstd":
        return Members(_Zstd)
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
        """The bytes that followed its end and begin another member."""


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
        # Some servers pad the end with zeros or a line break.
        rest: bytes = self._inner.unused_data
        return rest if rest.startswith(_GZIP) else b""


class _Zstd:
    def __init__(self) -> None:
        self._inner = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG})

    @property
    def eof(self) -> bool:
        return self._inner.eof

    def unpack(self, data: bytes) -> bytes:
        return self._inner.decompress(data, PIECE)

    def rest(self) -> bytes:
        return self._inner.unused_data


class Members:
    """gzip, deflate and zstd: one member after another, each with an unpacker of its own."""

    def __init__(self, begin: Callable[[], Member]) -> None:
        self._begin = begin
        self._member = begin()
        self._begun = 1

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What some more bytes unpack to, member after member."""
        while True:
            if self._member.eof:
                if not data:
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
