"""Intake from bytes to what stands on the pages, timed: kept, parsed, cleaned, told its language, parted into sentences, folded,
stored, indexed. Each run fills an empty desk on disk, in a process that has loaded its tables, and is counted in CPU-seconds of
one core.

Two figures stand side by side, each of runs of its own: `entries_per_second` with all that a desk does, stories, situations and
second looks among it, and `lines_per_second` of a desk that is asked for lines only: the stages named above and no more.

`data` is a folder or archive of deliveries of any format (feeds, agency copy, tables); of the collection of corpora the real feeds
are taken. Each file is a source of its own. It must not leave anything behind.
"""

from __future__ import annotations

import datetime as dt
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from copytaster.errors import CopytasterError, Misconfigured
from copytaster.evals import Score
from copytaster.evals.corpus import files
from copytaster.model import UTC, Delivery, Item, Source
from copytaster.text.language import detect
from copytaster.text.sentences import sentences
from copytaster.wire import sniff

_PLACE = "feeds/real-feeds-share.tar.gz"
_RECEIVED = dt.datetime(2026, 11, 1, 12, tzinfo=UTC)
_RUNS = 3


def run(data: Path, *, runs: int = _RUNS) -> Score:
    """Take in what a folder holds, several times. Raises `Misconfigured` where nothing in it can be read."""
    deliveries = readable(data)
    read = items_of(deliveries)
    filled(deliveries, read)
    taken = [(filled(deliveries, read), filled(deliveries, read, only_lines=True)) for _ in range(runs)]
    seconds, of_lines = (statistics.median(run[way][1] for run in taken) for way in (0, 1))
    items = taken[0][0][0]
    shares = _stages(deliveries)
    return Score(
        "intake",
        {
            "deliveries": len(deliveries),
            "entries": items,
            "megabytes": round(sum(len(d.body) for d in deliveries) / 1e6, 1),
            "entries_per_second": round(items / seconds),
            "lines_per_second": round(items / of_lines),
            "megabytes_per_second": round(sum(len(d.body) for d in deliveries) / 1e6 / seconds, 1),
            "parse_per_second": round(items / shares["parse"]),
            "sentences_per_second": round(items / shares["sentences"]),
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)),
        },
    )


def readable(data: Path) -> list[Delivery]:
    """The deliveries of a folder that hold copy."""
    where = data / _PLACE if (data / _PLACE).exists() else data
    found = []
    for number, (name, body) in enumerate(files(where)):
        delivery = Delivery(f"s{number}", _RECEIVED, body, f"https://eval.example/{name.strip('./')}")
        try:
            sniff.read(delivery)
        except CopytasterError:
            continue
        found.append(delivery)
    if not found:
        raise Misconfigured(f"nothing in {data} can be read")
    return found


def filled(deliveries: Sequence[Delivery], items: Sequence[Item], *, only_lines: bool = False) -> tuple[int, float]:
    """Entries and CPU-seconds of one load into an empty desk, and of parting the text of all `items` into its sentences."""
    from copytaster import open_desk

    with tempfile.TemporaryDirectory() as folder, open_desk(folder, only_lines=only_lines) as desk:
        for delivery in deliveries:
            desk.add_source(Source(delivery.source, delivery.source, address=delivery.address))
        began = time.process_time()
        done = desk.receive(deliveries)
        seconds = time.process_time() - began
    return done.entries, seconds + _timed(_part_all, items)


def items_of(deliveries: Sequence[Delivery]) -> list[Item]:
    """All that some deliveries hold."""
    return [item for delivery in deliveries for item in sniff.read(delivery).items]


def _part_all(items: Sequence[Item]) -> None:
    for item in items:
        sentences(item.text, item.language)


def _timed(function: Callable[..., Any], *given: Any) -> float:
    began = time.process_time()
    function(*given)
    return time.process_time() - began


def _stages(deliveries: Sequence[Delivery]) -> dict[str, float]:
    detect("The tables are loaded before the clock runs.")
    return {"parse": _timed(items_of, deliveries), "sentences": _timed(_part_all, items_of(deliveries))}
