"""copytaster: the desk that tastes incoming copy.

from copytaster import open_desk

with open_desk("~/desk") as desk:
    desk.add("https://example.org/feed.xml")
    for story in desk.front():
        print(story.title)
"""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

# The judges multiply small matrices, many at once in the server's own threads: more threads below them only wait for each other. To
# read 300 releases took 41 CPU-seconds with two threads of BLAS and 7.5 with one. It must be said before numpy is loaded.
for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

if TYPE_CHECKING:
    from copytaster.desk.desk import Desk, open_desk

try:
    __version__ = version("copytaster")
except PackageNotFoundError:  # run from a checkout that is not installed
    __version__ = "0"

__all__ = ["Desk", "__version__", "open_desk"]


def __getattr__(name: str) -> Any:
    """`open_desk` and `Desk` are loaded when asked for, so that `copytaster --help` answers at once."""
    if name in {"open_desk", "Desk"}:
        from copytaster.desk import desk

        return getattr(desk, name)
    raise AttributeError(f"module 'copytaster' has no attribute {name!r}")
