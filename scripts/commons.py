"""Bakes copytaster/text/data/commons.txt: words that news prints in lower case, so that opening a sentence makes them no name.

    python scripts/commons.py DATA        (the data folder; reads roles/, timelines/, attribution/ and demo/)

A word is taken when at least 12 documents print it inside a sentence and nine times in ten without a capital. Single words out of
thousands of documents: no text can be read back from the list.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "copytaster" / "text" / "data" / "commons.txt"
_INNER = re.compile(r"(?<=[a-z,;] )[^\W\d_]+(?:['’-][^\W\d_]+)*")


def main(data: Path) -> None:
    """Count and write."""
    documents: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for text in _texts(data):
        found = Counter(m.group() for m in _INNER.finditer(text))
        for word, count in found.items():
            every[word.lower()] += count
            if word.islower():
                lower[word] += count
        documents.update({w for w in found if w.islower()})
    kept = sorted(w for w, n in documents.items() if n >= 12 and lower[w] >= 0.9 * every[w])
    OUT.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} words")


def _texts(data: Path) -> Iterator[str]:
    for name in ("roles/newsdiscourse-train-validation.tar.gz", "attribution/polnear-train-dev.tar.gz"):
        with tarfile.open(data / name) as archive:
            for member in archive:
                if member.name.endswith(".txt") and (file := archive.extractfile(member)):
                    yield file.read().decode("utf-8", "replace")
    with tarfile.open(data / "timelines" / "timeline17-share.tar.gz") as archive:
        for member in archive:
            if member.name.endswith("articles.jsonl") and (file := archive.extractfile(member)):
                for line in file:
                    yield json.loads(line)["text"]
    with gzip.open(data / "demo" / "enwikinews_2019_2020.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.dumps(json.loads(line), ensure_ascii=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
