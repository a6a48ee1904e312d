"""Bodies packed for keeping, the same for every database: small ones as they came, larger ones with zstd.

It must not forget a way in which a body was ever packed: what was kept in the first year is unpacked in the tenth.
"""

from __future__ import annotations

import zlib

from copytaster.compression import zstd

# How a body lies in the store: this number stands beside it.
PLAIN, ZLIB, ZSTD = 0, 1, 2
# Smaller bodies gain a few hundred bytes each, and cost as much time as storing them.
_WORTH_PACKING = 1024
# The 22.4 MB of feeds/real-feeds-share.tar.gz: zlib at 6 makes 4.97 MB of them in .43 CPU-seconds, zstd at 3 4.78 MB in .06, at 1
# 5.16 MB in .04, at -1 6.48 MB in .04; Intel's deflate 5.84 MB in .04. A body costs its packing at each arrival that is new.
_LEVEL = 1


def pack(body: bytes) -> tuple[int, bytes]:
    """How a body is kept, and the bytes that are kept of it."""
    if len(body) >= _WORTH_PACKING:
        packed = zstd.compress(body, _LEVEL)
        if len(packed) < len(body):
            return ZSTD, packed
    return PLAIN, body


def unpack(way: int, kept: bytes) -> bytes:
    """The body as it came."""
    if way == ZSTD:
        return zstd.decompress(kept)
    return zlib.decompress(kept) if way == ZLIB else kept
