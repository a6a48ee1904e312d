"""Fetching beside its peers, in one run: packed feeds from loopback per CPU-second, unpackers, and polling policies.

python -m bench.fetching [--data FOLDER]        FOLDER holds feeds/real-feeds-share.tar.gz and versions/...; else COPYTASTER_DATA

Peers that are not installed (httpx and requests are no dependencies) are left out, and that is said.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench import polling
from copytaster.evals.fetch import folder_of
from copytaster.evals.fetching.server import feed_files, serving
from copytaster.evals.fetching.speed import measured, peak_mib

_COUNT = 1500
_RUNS = 3


def _aiohttp(address: Callable[[int], str], count: int) -> None:
    """The library that copytaster builds on, alone: what the rest costs."""
    import asyncio

    import aiohttp
    import uvloop

    async def work() -> None:
        async with aiohttp.ClientSession() as session:
            numbers = iter(range(count))

            async def one() -> None:
                for n in numbers:
                    async with session.get(address(n)) as answer:
                        await answer.read()

            await asyncio.gather(*(one() for _ in range(16)))

    uvloop.run(work())


def _httpx(address: Callable[[int], str], count: int) -> None:
    import asyncio

    import httpx

    async def work() -> None:
        async with httpx.AsyncClient() as client:
            numbers = iter(range(count))

            async def one() -> None:
                for n in numbers:
                    (await client.get(address(n))).read()

            await asyncio.gather(*(one() for _ in range(16)))

    asyncio.run(work())


def _requests(address: Callable[[int], str], count: int) -> None:
    import requests

    with requests.Session() as session:
        for n in range(count):
            _ = session.get(address(n)).content


PEERS = {"aiohttp": _aiohttp, "httpx": _httpx, "requests": _requests}


def _peer(name: str, port: int, kinds: int, count: int) -> dict[str, float]:
    """A peer's run, in this process."""
    cpu = time.process_time()
    PEERS[name](lambda n: f"http://127.0.0.1:{port}/{n % kinds}", count)
    return {"per_cpu_second": count / (time.process_time() - cpu), "peak_mb": peak_mib()}


def _peer_apart(name: str, *arguments: object) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.fetching", "--peer", name, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def speed(folder: Path) -> None:
    """Feeds per CPU-second."""
    kinds = len(feed_files(folder))
    with serving("feeds", str(folder)) as port:
        runs = [measured("feeds", str(port), str(_COUNT), str(kinds)) for _ in range(_RUNS)]
        per_second = median(float(run["per_cpu_second"]) for run in runs)
        print(f"copytaster    {per_second:7.0f} feeds a CPU-second, {float(runs[0]['peak_mb']):5.0f} MB at most")
        for name in PEERS:
            if importlib.util.find_spec(name) is None:
                print(f"{name:12}  is not installed, and is left out")
                continue
            peers = [_peer_apart(name, port, kinds, _COUNT) for _ in range(_RUNS)]
            per_second = median(peer["per_cpu_second"] for peer in peers)
            print(f"{name:12}  {per_second:7.0f} feeds a CPU-second, {peers[0]['peak_mb']:5.0f} MB at most")


def unpackers(folder: Path) -> None:
    """Milliseconds to unpack one feed."""
    packed = [gzip.compress(path.read_bytes(), 6) for path in feed_files(folder)]
    kinds = {"standard library": zlib}
    if importlib.util.find_spec("isal"):
        from isal import isal_zlib

        kinds["isal"] = isal_zlib  # type: ignore[assignment]
    for name, kind in kinds.items():
        took = []
        for _ in range(_RUNS):
            cpu = time.process_time()
            for body in packed:
                kind.decompressobj(31).decompress(body)
            took.append(time.process_time() - cpu)
        print(f"gzip, {name:17} {median(took) / len(packed) * 1000:.2f} ms a feed")


def policies(data: Path) -> None:
    """Polling and silence."""
    print("\npolling policy                requests a day   mean wait   against a fixed interval")
    for name, a_day, minutes, ratio in polling.polling(data):
        print(f"{name:30} {a_day:13.1f} {minutes:7.1f} min {ratio:12.2f}")
    print("\nsilent after so many longest pauses   false alarms a month of a feed   after (median)")
    for factor, alarms, hours in polling.silence(data):
        print(f"{factor:35} {alarms:30.2f} {hours:14.0f} h")


def main() -> None:
    """Run what there is data for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("COPYTASTER_DATA", "data")))
    parser.add_argument("--peer", nargs=4, metavar=("NAME", "PORT", "KINDS", "COUNT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.peer:
        name, port, kinds, count = given.peer
        print(json.dumps(_peer(name, int(port), int(kinds), int(count))))
        return
    with folder_of(given.data) as folder:
        speed(folder)
        unpackers(folder)
    if (given.data / polling.FILE).exists():
        policies(given.data / polling.FILE)
    else:
        print(f"there is no {given.data / polling.FILE}: polling policies are left out")


if __name__ == "__main__":
    main()
