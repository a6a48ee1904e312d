"""Fetching, scored on loopback: speed on packed feeds, memory on bombs, private addresses, politeness over three simulated days.

`data` is a folder of feeds to serve (any files; a .tar.gz of such a folder will do). It must not reach beyond this machine.
"""

from __future__ import annotations

import asyncio
import statistics
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copytaster.errors import Misconfigured
from copytaster.evals import Score
from copytaster.evals.fetching.probes import probe
from copytaster.evals.fetching.recorder import Notebook, record
from copytaster.evals.fetching.server import BOMBS, feed_files, serving
from copytaster.evals.fetching.speed import measured

# Where the feeds lie when the whole collection of corpora is given, or its feeds.
_FEEDS_FILES = ("feeds/real-feeds-share.tar.gz", "real-feeds-share.tar.gz")
_FEEDS = 3000
_RUNS = 3
_BOMB_MIB = 1024
_ALL_NETWORKS = ("0.0.0.0/0", "::/0")


def run(data: Path, *, feeds: int = _FEEDS, bomb_mib: int = _BOMB_MIB) -> Score:
    """Run all four. Raises `Misconfigured` where there is nothing to serve."""
    with folder_of(data) as folder:
        figures: dict[str, float | int | str] = {**_speed(folder, feeds)}
    figures |= _bombs(bomb_mib)
    guarded, open_guard = asyncio.run(probe()), asyncio.run(probe(_ALL_NETWORKS))
    figures |= {
        "private_probes": guarded.tried,
        "private_probes_reached": len(guarded.reached),
        "private_probes_reached_without_guard": len(open_guard.reached),
    }
    books = asyncio.run(record())
    figures |= _complaints(books)
    notes = [] if guarded.control else ["the control did not reach the servers: the count of private probes means nothing"]
    return Score("fetch", figures, tuple(notes), tuple(guarded.reached), tuple(_row(book) for book in books))


def _speed(folder: Path, feeds: int) -> dict[str, float | int]:
    kinds = len(feed_files(folder))
    if not kinds:
        raise Misconfigured(f"no feed to serve lies in {folder}; name a folder of feeds, such as feeds/real-feeds-share.tar.gz")
    with serving("feeds", str(folder)) as port:
        runs = [measured("feeds", str(port), str(feeds), str(kinds)) for _ in range(_RUNS)]
    return {
        "feeds": feeds,
        "feed_kb": round(float(runs[0]["megabytes"]) * 1000 / feeds, 1),
        "feeds_per_cpu_second": round(statistics.median(float(r["per_cpu_second"]) for r in runs)),
        "feeds_per_second": round(statistics.median(float(r["per_second"]) for r in runs)),
        "peak_mb": round(max(float(r["peak_mb"]) for r in runs), 1),
    }


def _bombs(mib: int) -> dict[str, float | int | str]:
    with serving("bombs", str(mib)) as port:
        runs = {name: measured("bomb", str(port), name) for name in BOMBS}
    found: dict[str, float | int | str] = {
        "bombs_refused": sum(r["outcome"] == "too large" for r in runs.values()),
        "bombs": len(runs),
    }
    found["bomb_peak_mb"] = round(max(float(r["peak_mb"]) for r in runs.values()), 1)
    found["bomb_more_mb"] = round(max(float(r["more_mb"]) for r in runs.values()), 1)
    return found | {f"bomb_peak_mb_{name}": round(float(r["peak_mb"]), 1) for name, r in runs.items()}


def _complaints(books: list[Notebook]) -> dict[str, int]:
    """What the owners of the sites complain of. A site that gives no validators cannot be asked conditionally, and is left out."""
    able = [book for book in books if book.habit.has_validators]
    return {
        "recorder_sources": sum(book.habit.is_source for book in books),
        "recorder_requests": sum(book.requests for book in books),
        "unconditional_per_source": max(book.unconditional for book in able),
        "wrong_validators": sum(book.wrong for book in books),
        "early_polls": sum(book.early for book in books),
        "rude_requests": sum(book.rude for book in books),
    }


def _row(book: Notebook) -> dict[str, int | str]:
    names = ("requests", "full", "unconditional", "wrong", "early", "rude")
    return {"site": book.habit.path, **{name: getattr(book, name) for name in names}}


@contextmanager
def folder_of(data: Path) -> Iterator[Path]:
    """The folder itself, or that which an archive holds; names in the archive are not used."""
    data = next((found for place in _FEEDS_FILES if (found := data / place).exists()), data)
    if not data.exists():
        raise Misconfigured(f"there is no {data}")
    if data.is_dir() or not data.name.endswith((".tar.gz", ".tgz")):
        yield data
        return
    with tempfile.TemporaryDirectory() as made, tarfile.open(data) as archive:
        for n, member in enumerate(archive):
            file = archive.extractfile(member) if member.isfile() else None
            if file:
                (Path(made) / str(n)).write_bytes(file.read(20_000_000))
        yield Path(made)
