"""Packed bodies in every cut."""

from __future__ import annotations

import contextlib
import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copytaster.errors import Unreadable
from copytaster.fetch.inflate import PIECE, unpacker, zstd

TEXT = b"".join(b"line %d of the wire, and then some\n" % n for n in range(20_000))


def raw_deflate(data: bytes) -> bytes:
    """Deflate without zlib's wrapping, as some servers send it."""
    pack = zlib.compressobj(wbits=-15)
    return pack.compress(data) + pack.flush()


PACKED = {
    "gzip": ("gzip", gzip.compress(TEXT)),
    "two members": ("gzip", gzip.compress(TEXT[:999]) + gzip.compress(TEXT[999:])),
    "padded": ("gzip", gzip.compress(TEXT) + b"\0" * 9),
    "unlabelled": ("", gzip.compress(TEXT)),
    "padded with text": ("gzip", gzip.compress(TEXT) + b"\r\n<!-- served in 0.1 s -->\r\n"),
    "zlib padded": ("deflate", zlib.compress(TEXT) + b"\r\n"),
    "zstd padded": ("zstd", zstd.compress(TEXT) + b"\0\n\0\n\0"),
    "zlib": ("deflate", zlib.compress(TEXT)),
    "raw": ("deflate", raw_deflate(TEXT)),
    "br": ("br", brotli.compress(TEXT, quality=3)),
    "zstd": ("zstd", zstd.compress(TEXT)),
    "two frames": ("zstd", zstd.compress(TEXT[:999]) + zstd.compress(TEXT[999:])),
}


def unpacked(coding: str, packed: bytes, step: int) -> tuple[list[bytes], bool]:
    """What comes out when it goes in in steps, and whether it may end there."""
    unpack = unpacker(coding, packed[:step])
    out = [piece for at in range(0, len(packed), step) for piece in unpack.feed(packed[at : at + step])]
    return out, unpack.is_complete()


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("step", [13, 4096, 1 << 30])
def test_a_body_comes_out_whole_however_it_is_cut(name: str, step: int) -> None:
    out, is_complete = unpacked(*PACKED[name], step)
    assert b"".join(out) == TEXT
    assert is_complete


@pytest.mark.parametrize("name", [n for n in PACKED if "padded" not in n])
def test_a_body_that_ends_early_is_seen_to(name: str) -> None:
    coding, packed = PACKED[name]
    out, is_complete = unpacked(coding, packed[: len(packed) * 2 // 3], 4096)
    assert TEXT.startswith(b"".join(out))
    assert not is_complete


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_bomb_comes_out_in_small_pieces(coding: str) -> None:
    zeros = bytes(20 * 1024 * 1024)
    packed = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstd.compress}[coding](zeros)
    out, _ = unpacked(coding, packed, 1 << 30)
    assert max(map(len, out)) <= 4 * PIECE
    assert sum(map(len, out)) == len(zeros)


@given(st.sampled_from(["gzip", "deflate", "br", "zstd", ""]), st.binary(max_size=200), st.integers(1, 50))
def test_no_bytes_are_so_odd_that_anything_but_unreadable_comes_of_them(coding: str, data: bytes, step: int) -> None:
    for body in (data, b"\x1f\x8b\x08" + data, b"\x28\xb5\x2f\xfd" + data):
        with contextlib.suppress(Unreadable):
            unpacked(coding, body, step)


def test_a_coding_that_nobody_asked_for_is_named() -> None:
    with pytest.raises(Unreadable, match="'compress'"):
        unpacker("compress", b"x")
