"""The zstd of the standard library, which before Python 3.14 is a package of its own: how its frames begin, and their unpacker."""

import re
import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["ZSTD_BEGINS", "unpacker_of_zstd", "zstd"]

# A frame, or one that is to be passed over (RFC 8878, 3.1).
ZSTD_BEGINS = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")


def unpacker_of_zstd(window_log: int) -> zstd.ZstdDecompressor:
    """An unpacker of one frame, whose window may be 2 to the power of `window_log` bytes."""
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: window_log})
