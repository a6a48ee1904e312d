"""How fast dossiers are: 2,000 articles from nothing, and one more article when all the others have been read.

    python -m bench.telling [--data DATA] [--articles 2000]

Articles are the two presidents' releases of `situations/` where DATA has them, else the demo's Wikinews articles over and over with
other days; CPU-seconds of one core, the reading, the composing and the check apart.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import time
from dataclasses import replace
from importlib import resources
from pathlib import Path

from copytaster.collecting import seldom_collecting
from copytaster.dossier.analyse import Analysed, analyse
from copytaster.dossier.check import check
from copytaster.dossier.compose import compose
from copytaster.dossier.kept import Kept
from copytaster.evals.dossiercopy import situations
from copytaster.model import Version


def articles(data: Path | None, count: int) -> tuple[str, list[Version]]:
    """That many articles on one situation, and its name."""
    held = data / "situations" if data else None
    if held is not None and held.is_dir():
        found, _ = situations(held)
        return "Russia and Ukraine", _repeated(list(found[0].versions), count)
    found, _ = situations(Path(str(resources.files("copytaster.demo") / "data" / "wikinews")))
    return "United States and Russia", _repeated(list(found[0].versions), count)


def _repeated(versions: list[Version], count: int) -> list[Version]:
    """So many versions: again and again with other numbers and days, each a line of its own."""
    made = []
    for number in range(1, count + 1):
        one = versions[(number - 1) % len(versions)]
        later = one.time + dt.timedelta(days=3 * ((number - 1) // len(versions)))
        made.append(replace(one, id=number, time=later, item=replace(one.item, uri=f"bench:{number}")))
    return made


def main() -> dict[str, float | int | str]:
    """Measure, with the collector as the desk has it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYTASTER_DATA"))
    parser.add_argument("--articles", type=int, default=2000)
    given, _ = parser.parse_known_args()
    name, copy = articles(Path(given.data) if given.data else None, given.articles)
    with seldom_collecting():
        return measured(name, copy)


def measured(name: str, copy: list[Version]) -> dict[str, float | int | str]:
    """CPU-seconds of reading, composing and checking some copy, and of one article more."""
    for one in copy[:5]:
        analyse(one)
    started = time.process_time()
    kept: dict[int, Analysed] = {v.id: analyse(v) for v in copy[:-1]}
    read = time.process_time()
    held = Kept()
    compose(name, copy[:-1], analyses=kept, kept=held)
    composed = time.process_time()
    kept[copy[-1].id] = analyse(copy[-1])
    dossier = compose(name, copy, analyses=kept, kept=held)
    again = time.process_time()
    findings = check(dossier, copy)
    checked = time.process_time()
    return {
        "articles": len(copy),
        "characters": sum(len(v.item.body) for v in copy),
        "read_seconds": round(read - started, 2),
        "compose_seconds": round(composed - read, 2),
        "check_seconds": round(checked - again, 2),
        "cold_seconds": round(composed - started + checked - again, 2),
        "one_more_seconds": round(checked - composed, 2),
        "findings": len(findings),
    }


if __name__ == "__main__":
    print(main())
