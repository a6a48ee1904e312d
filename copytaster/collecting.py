"""How often Python's collector looks for garbage while much is made that is kept: the items of a batch, the analyses of a dossier.

It must not turn the collector off: what points in a circle is still found, only later.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# So many objects more than were let go, before the collector looks at the youngest ones; at all of them a hundred times as many.
_COLLECTED = 50_000


@dataclass
class _Pieces:
    """The pieces of work that are under way, in whatever thread, and the thresholds that were there before the first of them."""

    count: int = 0
    usual: tuple[int, int, int] = (700, 10, 10)
    guard: threading.Lock = field(default_factory=threading.Lock)


_UNDER_WAY = _Pieces()


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Let the collector look less often: to look at all that is kept again and again takes 8 % of the time of taking copy in
    (bench/loading.py), as much of reading for a dossier, and a fifth of composing one (bench/telling.py)."""
    with _UNDER_WAY.guard:
        if not _UNDER_WAY.count:
            _UNDER_WAY.usual = gc.get_threshold()
            if _UNDER_WAY.usual[0]:  # nought is a collector that somebody turned off
                gc.set_threshold(max(_UNDER_WAY.usual[0], _COLLECTED), *_UNDER_WAY.usual[1:])
        _UNDER_WAY.count += 1
    try:
        yield
    finally:
        with _UNDER_WAY.guard:
            _UNDER_WAY.count -= 1
            if not _UNDER_WAY.count:
                gc.set_threshold(*_UNDER_WAY.usual)
