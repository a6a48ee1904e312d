"""The zstd of the standard library, which before Python 3.14 is a package of its own."""

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["zstd"]
