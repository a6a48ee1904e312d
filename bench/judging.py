"""How fast and how large the judges are: headlines a CPU-second with growing windows, full articles, the slowest in a hundred.

    python -m bench.judging --data DATA [--sizes 1000,10000,100000,1000000] [--chart FILE.svg]

Headlines are those of the corpora; where a window wants more than there are, two halves of different headlines are put together, so
that words keep the frequencies they have in news. One window of each size is filled by learning that many headlines, each a line
and a story of its own, then five batches of 1,000 more are judged and learnt. The speed is that of the middle batch and of the
fastest: on a shared machine others' work shows in CPU-seconds too. Python's collector looks for garbage as seldom as it does while
a desk takes copy in (collecting.py); as often as it comes set, it takes 4 % of the judges' time.

Memory is what Python says it handed out while the window was filled, up to 100,000 headlines; watching that takes four times as
long, so with more it is what the process grew by. The texts of the headlines are left out of both.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import gzip
import json
import os
import random
import sys
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from copytaster.collecting import seldom_collecting
from copytaster.model import UTC, Dated, Item, Version
from copytaster.taste.judge import Taster
from copytaster.taste.traits import traits
from copytaster.taste.window import query

_START = dt.datetime(2025, 5, 1, tzinfo=UTC)
_BATCHES, _BATCH = 5, 1000
_PROBED = _BATCHES * _BATCH
_WATCHED = 100_000
_FILES = {
    "stories/uci-news-aggregator.jsonl.gz": "title",
    "versions/many-outlets-2025-05_06.jsonl.gz": "title",
    "stories/current-events-2020_2023.jsonl.gz": "text",
}


def headlines(data: Path) -> Iterator[str]:
    """Real headlines in a fixed order, then new ones put together from halves of real ones, without end."""
    found = []
    for name, field in _FILES.items():
        with gzip.open(data / name, "rt", encoding="utf-8") as file:
            found += [
                text[:120].rsplit(" ", 1)[0] if len(text) > 120 else text
                for text in (json.loads(line)[field] for line in file)
                if text
            ]
    found = sorted(set(found))
    rng = random.Random(1)
    rng.shuffle(found)
    yield from found
    while True:
        one, other = rng.choice(found).split(), rng.choice(found).split()
        yield " ".join(one[: len(one) // 2] + other[len(other) // 2 :])


def versions(texts: Iterator[str], count: int, first: int) -> Iterator[Version]:
    """Versions of fifty wires, one every ten seconds."""
    for number in range(first, first + count):
        when = _START + dt.timedelta(seconds=10 * number)
        yield Version(number, f"wire-{number % 50}", 0, when, when, Dated.INSTANT, Item(next(texts)))


def judge(taster: Taster, version: Version) -> None:
    """All that the desk asks of the judges for one version."""
    call = taster.match(version)
    placed = taster.place(version)
    story = placed.story if placed else None
    situation = taster.attach(version).situation if story == version.id else None
    taster.learn(version, line=call.of or version.id, story=story, situation=situation)


def timed(taster: Taster, batch: Iterable[Version]) -> list[int]:
    """Judge and learn some versions, and answer the CPU-nanoseconds of each."""
    taken = []
    with seldom_collecting():
        for version in batch:
            start = time.process_time_ns()
            judge(taster, version)
            taken.append(time.process_time_ns() - start)
    return taken


def fill(taster: Taster, batch: Iterable[Version]) -> int:
    """Fill a window without judging, which would take its time. Answers how many bytes the headlines take."""
    size = 0
    for version in batch:
        taster.learn(version, line=version.id, story=version.id, situation=version.id)
        size += sys.getsizeof(version.item.headline)
    return size


def held_by(taster: Taster, texts: Iterator[str], size: int) -> float:
    """Fill a window and answer how many bytes it takes, texts aside."""
    if size <= _WATCHED:
        batch = list(versions(texts, size, 1))
        tracemalloc.start()
        fill(taster, batch)
        held = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        return held
    before = _resident()
    told = fill(taster, versions(texts, size, 1))
    return _resident() - before - told


def _resident() -> int:
    """The bytes that this process has in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measure(data: Path, size: int) -> dict[str, float]:
    """Speed with `size` headlines in the window, and the memory they take, text aside."""
    _warm(data)
    texts = headlines(data)
    taster = Taster(capacity=size + _PROBED)
    held = held_by(taster, texts, size)
    taken = timed(taster, versions(texts, _PROBED, size + 1))
    batches = sorted(_BATCH / (sum(taken[i : i + _BATCH]) / 1e9) for i in range(0, _PROBED, _BATCH))
    taken.sort()
    return {
        "window": size,
        "headlines_per_second": round(batches[_BATCHES // 2]),
        "fastest_batch": round(batches[-1]),
        "p50_ms": round(taken[len(taken) // 2] / 1e6, 3),
        "p99_ms": round(taken[int(len(taken) * 0.99)] / 1e6, 3),
        "mb_per_100k": round(held / 1e6 / size * 100_000, 1),
    }


def _warm(data: Path) -> None:
    """Load the tables and fill the caches of words, which belong to the process and not to the window."""
    for headline in islice(headlines(data), _WATCHED):
        query(traits(Item(headline)).weights)


def articles(data: Path) -> dict[str, float]:
    """Articles of about 500 words a CPU-second."""
    with gzip.open(data / "stories/wikinews-cited.jsonl.gz", "rt", encoding="utf-8") as file:
        found = [json.loads(line) for line in file]
    taster = Taster()
    batch = []
    for number in range(1, 2001):
        one = found[number % len(found)]
        body = " ".join(one["text"].split()[:500])
        when = _START + dt.timedelta(seconds=60 * number)
        batch.append(Version(number, f"wire-{number % 50}", 0, when, when, Dated.INSTANT, Item(one["title"], body=body)))
    for version in batch[:100]:
        judge(Taster(), version)
    taken = timed(taster, batch)
    batches = sorted(400 / (sum(taken[i : i + 400]) / 1e9) for i in range(0, 2000, 400))
    return {"articles_per_second": round(batches[2]), "fastest_batch": round(batches[-1])}


def chart(rows: list[dict[str, float]]) -> str:
    """The growth curve as a small picture: window against microseconds for one headline."""
    width, height, left = 480, 240, 60
    taken = [1e6 / r["headlines_per_second"] for r in rows]
    step = (width - left - 20) / max(len(rows) - 1, 1)
    points = [(left + i * step, height - 40 - (height - 70) * t / max(taken) / 1.1) for i, t in enumerate(taken)]
    marks = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3"/><text x="{x:.0f}" y="{y - 8:.0f}">{t:.0f} µs</text>'
        f'<text x="{x:.0f}" y="{height - 18}">{r["window"]:,}</text>'
        for (x, y), t, r in zip(points, taken, rows, strict=True)
    )
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    style = 'font-family="sans-serif" font-size="11" text-anchor="middle"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {style}>'
        "<title>CPU time for one headline by lines in the window</title>"
        f'<polyline points="{line}" fill="none" stroke="#246"/>{marks}</svg>\n'
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--chart", type=Path)
    arguments = parser.parse_args()
    rows = []
    for size in arguments.sizes.split(","):
        rows.append(measure(arguments.data, int(size)))
        print(json.dumps(rows[-1]), flush=True)
    print(json.dumps(articles(arguments.data)))
    if arguments.chart:
        arguments.chart.write_text(chart(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
