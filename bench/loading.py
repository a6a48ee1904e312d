"""The demo's wires from bytes to pages, on one core: kept, read, folded, placed, written, indexed; with each stage's share.

    python -m bench.run loading

`items_per_second` is whole runs without the stage clocks, CPU-seconds of this process, tables loaded beforehand as in a desk that
is open. The shares come from another run with a clock around each stage.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from copytaster import open_desk
from copytaster.desk import demo, intake, judging
from copytaster.desk.desk import Desk
from copytaster.evals import intake as evals_intake
from copytaster.store.sqlite.pen import Pen
from copytaster.store.sqlite.store import SqliteStore
from copytaster.taste.judge import Taster

_RUNS = 5


class Shares:
    """CPU-seconds by stage; a stage within a stage is counted once, for itself."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[float] = []

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function with a clock around it."""

        def timed(*given: Any, **named: Any) -> Any:
            began = time.process_time()
            self._open.append(0.0)
            try:
                return function(*given, **named)
            finally:
                whole = time.process_time() - began
                inner = self._open.pop()
                self.seconds[stage] += whole - inner
                if self._open:
                    self._open[-1] += whole

        return timed


_STAGES = (
    (intake.sniff, "read", "reading"),
    (intake, "digest", "fingerprints"),
    (Pen, "keep", "keeping bytes"),
    (Pen, "known", "asking what is known"),
    (Pen, "latest_digests", "asking what is known"),
    (Pen, "receive", "storing and indexing"),
    (Pen, "finish", "storing and indexing"),
    (Taster, "match", "folding"),
    (judging, "called", "saying what changed"),
    (Taster, "place", "placing"),
    (Taster, "attach", "attaching"),
    (Taster, "learn", "learning"),
    (Taster, "consolidate", "second looks"),
    (judging, "refresh", "writing what stands"),
    (evals_intake, "_part_all", "parting sentences"),
    (Pen, "call", "writing calls"),
    (Pen, "label_versions", "writing calls"),
)


def shares_of(work: Callable[[], tuple[int, float]]) -> list[tuple[str, float]]:
    """The share of each stage in some work that answers with its items and its CPU-seconds, the largest first."""
    shares = Shares()
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in _STAGES]
    try:
        for owner, name, stage in _STAGES:
            setattr(owner, name, shares.around(stage, getattr(owner, name)))
        whole = work()[1]
    finally:
        for owner, name, function in kept:
            setattr(owner, name, function)
    shares.seconds["the rest"] = whole - sum(shares.seconds.values())
    return sorted(((stage, seconds / whole) for stage, seconds in shares.seconds.items()), key=lambda pair: -pair[1])


def _load(desk: Desk) -> tuple[int, float]:
    """Items and CPU-seconds of one load into an empty desk."""
    coming = demo.deliveries()
    for source in demo.SOURCES:
        desk.add_source(source)
    began = time.process_time()
    done = desk.receive(coming)
    return done.items, time.process_time() - began


def main() -> dict[str, object]:
    """Load the demo several times; print speed and shares."""
    rates = []
    for _ in range(_RUNS + 1):
        with tempfile.TemporaryDirectory() as folder, open_desk(folder) as desk:
            items, seconds = _load(desk)
            rates.append(items / seconds)
    rates = sorted(rates[1:])
    with tempfile.TemporaryDirectory() as folder, open_desk(folder) as desk:
        for stage, share in shares_of(lambda: _load(desk)):
            print(f"  {100 * share:5.1f} %  {stage}")
    return {
        "items": items,
        "items_per_second": round(rates[len(rates) // 2]),
        "slowest_run": round(rates[0]),
        "fastest_run": round(rates[-1]),
        "store": SqliteStore.__name__,
    }
