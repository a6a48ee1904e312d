"""How long a dossier takes: a cold one over up to 2,000 articles, and the one after a single new article, on one core.

    python -m bench.telling [--data DATA] [--articles 2000]

With DATA (or COPYTASTER_DATA) it tells the conflict of situations/ from the releases of both sides; without, the Wikinews articles
that ship with the demo. Reading is done once for each version; composing is done anew for every dossier.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import os
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from copytaster.dossier.analyse import analyse
from copytaster.dossier.compose import compose
from copytaster.model import UTC, Credit, Dated, Delivery, Item, Version
from copytaster.wire import sniff

_SIDES = {"kremlin-2021_2022": "Kremlin", "zelenskyy-2021_2022": "President of Ukraine"}
_RECEIVED = dt.datetime(2025, 10, 15, tzinfo=UTC)


def copy(data: Path | None) -> Iterator[Item]:
    """The articles, each with a body and a day."""
    if data is None:
        folder = resources.files("copytaster.demo") / "data" / "wikinews"
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if ".jsonl" in file.name:
                yield from sniff.read(Delivery("bench", _RECEIVED, file.read_bytes())).items
        return
    csv.field_size_limit(10**9)
    for name, origin in _SIDES.items():
        with gzip.open(data / "situations" / f"{name}.csv.gz", "rt", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                day = dt.date.fromisoformat(row["date"][:10])
                yield Item(headline=row["headline"], body=row["body"], day=day, credits=(Credit(origin),), language="en")


def _version(number: int, item: Item) -> Version:
    when = item.version_created or dt.datetime.combine(item.day or _RECEIVED.date(), dt.time(), UTC)
    return Version(number, "bench", 1, when, when, Dated.DAY, item)


def main() -> dict[str, float | int]:
    """Read and tell, then one article more."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYTASTER_DATA"))
    parser.add_argument("--articles", type=int, default=2000)
    arguments = parser.parse_known_args()[0]
    data = Path(arguments.data) if arguments.data else None
    items = [i for i in copy(data) if i.body][: arguments.articles]
    versions = [_version(number, item) for number, item in enumerate(items, start=1)]
    began = time.process_time()
    kept = {v.id: analyse(v) for v in versions[:-1]}
    read = time.process_time() - began
    compose("Russia and Ukraine" if data else "News", versions[:-1], analyses=kept)
    cold = time.process_time() - began
    began = time.process_time()
    kept[versions[-1].id] = analyse(versions[-1])
    one = time.process_time() - began
    compose("Russia and Ukraine" if data else "News", versions, analyses=kept)
    return {
        "articles": len(versions),
        "words_each": round(sum(len(i.body.split()) for i in items) / len(items)),
        "read_seconds": round(read, 2),
        "cold_seconds": round(cold, 2),
        "new_article_read_seconds": round(one, 3),
        "new_article_seconds": round(time.process_time() - began, 2),
    }


if __name__ == "__main__":
    print(main())
