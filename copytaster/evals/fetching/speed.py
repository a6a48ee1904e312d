"""How many packed feeds one CPU-second of the client fetches, and how much memory a bomb costs it. Each run in a fresh process.

python -m copytaster.evals.fetching.speed feeds PORT COUNT KINDS     feeds fetched, from /0 to /KINDS-1
python -m copytaster.evals.fetching.speed bomb PORT NAME             one bomb

Prints one JSON object.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from copytaster.fetch.http import Fetcher
from copytaster.fetch.limits import FetchSettings
from copytaster.model import UTC, Source, SourceState

_SETTINGS = FetchSettings(allow=("127.0.0.1/32",), gap_seconds=0, connections_per_host=16)
_NOW = dt.datetime(2025, 10, 8, tzinfo=UTC)
_AT_ONCE = 16


def measured(*arguments: str) -> Mapping[str, float | str]:
    """What a run in a process of its own prints."""
    command = [sys.executable, "-m", "copytaster.evals.fetching.speed", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    found: Mapping[str, float | str] = json.loads(done.stdout)
    return found


def peak_mib() -> float:
    """The most memory that this process has had. Linux's getrusage would count what the parent had before it started us."""
    try:
        status = Path("/proc/self/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


async def _feeds(port: int, count: int, kinds: int) -> dict[str, float]:
    fetched = 0
    sources = iter([Source(str(n), f"Feed {n}", address=f"http://127.0.0.1:{port}/{n % kinds}") for n in range(count)])

    async def work() -> None:
        nonlocal fetched
        for source in sources:
            pulled = await fetcher.pull(source, SourceState(source.key), now=_NOW)
            assert pulled.delivery, pulled.problem
            fetched += len(pulled.delivery.body)

    async with Fetcher(_SETTINGS) as fetcher:
        began, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(work() for _ in range(_AT_ONCE)))
        cpu, took = time.process_time() - cpu, time.perf_counter() - began
    return {"per_cpu_second": count / cpu, "per_second": count / took, "megabytes": fetched / 1e6, "peak_mb": peak_mib()}


async def _bomb(port: int, name: str) -> dict[str, float | str]:
    async with Fetcher(_SETTINGS) as fetcher:
        small = Source("small", "Small", address=f"http://127.0.0.1:{port}/small")
        assert (await fetcher.pull(small, SourceState("small"), now=_NOW)).delivery
        before, cpu = peak_mib(), time.process_time()
        bomb = Source("bomb", "Bomb", address=f"http://127.0.0.1:{port}/{name}")
        pulled = await fetcher.pull(bomb, SourceState("bomb"), now=_NOW)
    peak = peak_mib()
    return {"outcome": pulled.outcome.value, "peak_mb": peak, "more_mb": peak - before, "cpu": time.process_time() - cpu}


def _main() -> None:
    kind, port, *rest = sys.argv[1:]
    work = _feeds(int(port), int(rest[0]), int(rest[1])) if kind == "feeds" else _bomb(int(port), rest[0])
    try:
        import uvloop
    except ImportError:
        print(json.dumps(asyncio.run(work)))
    else:
        print(json.dumps(uvloop.run(work)))


if __name__ == "__main__":
    _main()
