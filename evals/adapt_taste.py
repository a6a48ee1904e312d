"""Turns the sets on stories, situations, versions and likeness into the documented forms of `copytaster eval`.

    python -m evals.adapt_taste --data DATA --out FOLDER

writes FOLDER/stories/*.jsonl, FOLDER/situations/*.jsonl, FOLDER/versions/*.jsonl and FOLDER/taste/*.jsonl. It changes no text and
makes no choice that a judge should make.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
# Seeds the order of the shuffled headlines, so that every run sees the same stream.
_SEED = 8


def rows(path: Path) -> Iterator[Row]:
    """The objects of a packed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def uci(data: Path) -> list[Row]:
    """Headlines without their times, which give the story away, shuffled."""
    found = [
        {"id": r["id"], "title": r["title"], "source": r["source"], "gold": r["story"]}
        for r in rows(data / "stories/uci-news-aggregator.jsonl.gz")
    ]
    random.Random(_SEED).shuffle(found)
    return found


def ecbplus(data: Path, split: str) -> list[Row]:
    """Short reports of one split; the first sentence stands in for the headline that they lack."""
    found = [
        {"id": r["id"], "title": "", "text": " ".join(r["sentences"]), "gold": r["story"]}
        for r in rows(data / "stories/ecbplus-train-dev.jsonl.gz")
        if r["split"] == split
    ]
    random.Random(_SEED).shuffle(found)
    return found


def wikinews(data: Path) -> list[Row]:
    """Full articles that one Wikinews piece cites."""
    found = [
        {"id": r["id"], "title": r["title"], "text": r["text"], "gold": r["story"]}
        for r in rows(data / "stories/wikinews-cited.jsonl.gz")
    ]
    random.Random(_SEED).shuffle(found)
    return found


def current_events(data: Path, name: str) -> list[Row]:
    """Dated events that are filed under a development; the innermost one is the situation."""
    return [
        {"id": f"{name}-{i}", "title": "", "text": r["text"], "time": r["date"], "gold": r["situation"][-1]}
        for i, r in enumerate(rows(data / f"stories/{name}.jsonl.gz"))
        if r["situation"]
    ]


def many_outlets(data: Path) -> list[Row]:
    """Wordings of feeds, with the dispatch that each belongs to; those whose dispatch is not known have none."""
    return [
        {
            "id": str(i),
            "title": r["title"],
            "summary": r.get("summary") or "",
            "time": r["ts"],
            "source": r["outlet"],
            "gold": r["dispatch"] or None,
        }
        for i, r in enumerate(rows(data / "versions/many-outlets-2025-05_06.jsonl.gz"))
    ]


def front_pages(data: Path) -> list[Row]:
    """Wordings of front pages, with the address that each stood under."""
    return [
        {"id": str(i), "title": r["title"], "time": r["first_seen"], "source": r["outlet"], "gold": r["url"]}
        for i, r in enumerate(rows(data / "versions/bbc-and-aggregator-2025-05_06.jsonl.gz"))
    ]


def likeness(data: Path, keep: Callable[[Row], bool]) -> list[Row]:
    """Pairs of articles; scores turned so that they grow with likeness (the set has 1 for the same, 4 for unrelated)."""
    return [
        {
            "id": r["pair_id"],
            "text_a": r["text_a"].strip(),
            "lang_a": r["lang_a"],
            "text_b": r["text_b"].strip(),
            "lang_b": r["lang_b"],
            "score": 4 - float(r["overall"]),
        }
        for r in rows(data / "similarity/semeval2022-task8-sample.jsonl.gz")
        if keep(r)
    ]


def ecbplus_dev(data: Path) -> list[Row]:
    """The development part of ECB+."""
    return ecbplus(data, "dev")


def current_events_2025(data: Path) -> list[Row]:
    """The developments of 2025."""
    return current_events(data, "current-events-2025")


def likeness_english(data: Path) -> list[Row]:
    """Graded pairs in English."""
    return likeness(data, lambda r: r["lang_a"] == r["lang_b"] == "en")


def write(found: Iterable[Row], target: Path) -> None:
    """One object a line."""
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(row, ensure_ascii=False) for row in found]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{target}: {len(lines)}")


def adapt(data: Path, out: Path) -> None:
    """Every set that is there."""
    write(uci(data), out / "stories/uci.jsonl")
    write(ecbplus(data, "train"), out / "stories/ecbplus-train.jsonl")
    write(ecbplus(data, "dev"), out / "stories/ecbplus-dev.jsonl")
    write(wikinews(data), out / "stories/wikinews-cited.jsonl")
    for name in ("current-events-2025", "current-events-2020_2023"):
        write(current_events(data, name), out / f"situations/{name}.jsonl")
    write(many_outlets(data), out / "versions/many-outlets.jsonl")
    write(front_pages(data), out / "versions/bbc-and-aggregator.jsonl")
    write(likeness(data, lambda r: r["lang_a"] == r["lang_b"] == "en"), out / "taste/semeval-english.jsonl")
    write(likeness(data, lambda r: r["lang_a"] == r["lang_b"] != "en"), out / "taste/semeval-other.jsonl")
    write(likeness(data, lambda r: r["lang_a"] != r["lang_b"]), out / "taste/semeval-across.jsonl")


def main() -> None:
    """Read the arguments and adapt."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    adapt(arguments.data, arguments.out)


if __name__ == "__main__":
    main()
