"""Streams that are packed as a whole: gzip, bzip2, xz (with its older form, lzma) and zstd, unpacked piece by piece up to a bound.

A stream may be several strung together. What is cut off or broken is given as far as it goes. It must not know what is in it.
"""

from __future__ import annotations

import bz2
import lzma
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from copytaster.compression import ZSTD_BEGINS, unpacker_of_zstd, zstd
from copytaster.errors import Unreadable
from copytaster.wire.bounds import Room

_PIECE = 16_384
# Each costs up to so many bytes of memory before it gives any: xz -9 wants 65 MB, zstd --ultra -22 a window of 128 MB, of which no
# more is touched than is unpacked.
_XZ_MEMORY, _ZSTD_WINDOW_LOG = 80_000_000, 27
# Streams strung together: one for each so many bytes at the most. Those that pack in blocks take some hundred thousand for each.
_STREAM, _STREAMS_ALWAYS = 250, 20_000
_BROKEN = (zlib.error, lzma.LZMAError, zstd.ZstdError, OSError, EOFError, ValueError)


class _Unpacker(Protocol):
    """What unpacks one stream."""

    @property
    def eof(self) -> bool:
        """Whether it has come to its end."""

    @property
    def unused_data(self) -> bytes:
        """What followed its end."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Up to so many bytes more."""


@dataclass(frozen=True, slots=True)
class Form:
    """A way of packing: its name, how it begins, what may stand between two streams, and its unpacker."""

    name: str
    begins: re.Pattern[bytes]
    begin: Callable[[], _Unpacker]
    padding: bytes = b""
    each: int = 0


_FORMS = (
    Form("gzip", re.compile(rb"\x1f\x8b\x08"), lambda: zlib.decompressobj(wbits=31)),
    Form("bzip2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), bz2.BZ2Decompressor, each=_STREAM),
    Form("xz", re.compile(rb"\xfd7zXZ\x00"), lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY), b"\x00", _STREAM),
    Form(
        "lzma",
        re.compile(rb"\x5d\x00\x00.{2}(?:\xff{8}|.{5}\x00{3})\x00", re.DOTALL),
        lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY),
    ),
    Form("zstd", ZSTD_BEGINS, lambda: unpacker_of_zstd(_ZSTD_WINDOW_LOG), each=_STREAM),
)


def form_of(head: bytes) -> Form | None:
    """The way in which bytes that begin so are packed; None where they are not."""
    return next((form for form in _FORMS if form.begins.match(head)), None)


def unpacked(body: bytes, form: Form, room: Room) -> bytes:
    """What the streams of a body hold one after the other, up to the bound. Raises `Unreadable` for a bomb, or where nothing comes.

    The bytes are handed on in small pieces: an unpacker copies what is left over at a stream's end, and there may be many streams.
    """
    bound = room.bytes
    parts: list[bytes] = []
    size = place = begun = 0
    most = max(_STREAMS_ALWAYS, len(body) // form.each) if form.each else len(body)
    unpacker, piece = form.begin(), b""
    while piece or place < len(body):
        if not piece:
            piece = body[place : place + _PIECE]
            place += _PIECE
        try:
            part = unpacker.decompress(piece, bound - size + 1)
        except _BROKEN as error:
            if parts:
                break
            raise Unreadable(f"{form.name} that cannot be unpacked: {error}") from None
        except MemoryError:
            raise Unreadable(f"{form.name} that wants more memory than it is worth: a bomb") from None
        size += len(part)
        if size > bound:
            raise Unreadable(f"{form.name} that unpacks to more than {bound:,} bytes: a bomb")
        if part:
            parts.append(part)
        piece = b""
        if unpacker.eof:
            piece = unpacker.unused_data
            begun += 1
            while form.padding and not (piece := piece.lstrip(form.padding)) and place < len(body):
                piece = body[place : place + _PIECE]
                place += _PIECE
            if begun > most or not form.begins.match(piece + body[place : place + 16]):
                break
            unpacker = form.begin()
    room.take(size)
    return b"".join(parts)
