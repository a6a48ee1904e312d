"""Intake beside its peer, in one run: entries a CPU-second from the bytes of real feeds to a store that can be searched.

    python -m bench.run intake          feeds/real-feeds-share.tar.gz below COPYTASTER_DATA, or ../shared/data

Both begin with an empty database on disk and end with every entry stored and indexed, on one core. copytaster also tells languages,
parts sentences and folds versions (`lines_per_second`, a desk that is asked for lines only), and places lines in stories and
situations with second looks at both (`entries_per_second`, all that a desk does); lemon24/reader does none of that. It is no
dependency: `pip install 'copytaster[bench]'` brings it, and without it this says so.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from bench.loading import shares_of
from copytaster.evals import intake
from copytaster.model import Delivery

_ROOT = Path(__file__).parent.parent
_RUNS = 3


def _data() -> Path | None:
    for place in (os.environ.get("COPYTASTER_DATA"), str(_ROOT.parent / "shared" / "data")):
        if place and Path(place).is_dir():
            return Path(place)
    return None


def _reader(deliveries: list[Delivery]) -> tuple[int, float]:
    """Entries and CPU-seconds of lemon24/reader on the same bytes: feeds updated, search index brought up to date."""
    from reader import make_reader

    with tempfile.TemporaryDirectory() as folder:
        for delivery in deliveries:
            (Path(folder) / f"{delivery.source}.xml").write_bytes(delivery.body)
        with make_reader(str(Path(folder) / "reader.sqlite"), feed_root=folder) as reader:
            for delivery in deliveries:
                reader.add_feed(f"{delivery.source}.xml")
            reader.enable_search()
            began = time.process_time()
            reader.update_feeds(workers=1)
            reader.update_search()
            seconds = time.process_time() - began
            return reader.get_entry_counts().total or 0, seconds


def main() -> dict[str, object] | None:
    """Both, several times in turn; the middle run of each counts."""
    folder = _data()
    if folder is None:
        print("SKIPPED  intake: the real feeds are not here (set COPYTASTER_DATA)")
        return None
    deliveries = intake.readable(folder)
    has_reader = importlib.util.find_spec("reader") is not None
    if not has_reader:
        print("SKIPPED  lemon24/reader is not installed (pip install 'copytaster[bench]'): copytaster runs alone")
    ours, lines, theirs = [], [], []
    items = intake.items_of(deliveries)
    intake.filled(deliveries, items)
    for _ in range(_RUNS):
        count, seconds = intake.filled(deliveries, items)
        ours.append(count / seconds)
        lines.append(count / intake.filled(deliveries, items, only_lines=True)[1])
        if has_reader:
            count_reader, seconds = _reader(deliveries)
            theirs.append(count_reader / seconds)
    for only_lines in (False, True):
        print("of lines only:" if only_lines else "of all that a desk does:")
        for stage, share in shares_of(partial(intake.filled, deliveries, items, only_lines=only_lines)):
            print(f"  {100 * share:5.1f} %  {stage}")
    found: dict[str, object] = {
        "entries": count,
        "entries_per_second": round(statistics.median(ours)),
        "lines_per_second": round(statistics.median(lines)),
    }
    if theirs:
        found |= {"reader_entries": count_reader, "reader_entries_per_second": round(statistics.median(theirs))}
    return found


if __name__ == "__main__":
    print(main())
