"""Makes copytaster/text/data/vectors.npz: a small vector and three clusters for each common English word of news.

    python -m train.vectors --data DATA      (needs scipy and scikit-learn, which only the training scripts use)

Positive pointwise mutual information of words within five places of each other, factored to 64 dimensions (Levy, Goldberg & Dagan
2015), rounded to a byte; k-means over them gives 100, 400 and 1,200 clusters. No labels are used. Words of fewer than five
documents are left out, so no text can be read back.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from copytaster.text.vectors import GRAINS, tokens
from train.background import members

TARGET = Path(__file__).parent.parent / "copytaster" / "text" / "data" / "vectors.npz"
KEPT, DIMENSIONS, WINDOW, FEWEST_DOCUMENTS = 20_000, 64, 5, 5
_MARKUP = re.compile(r"<[^>]+>")
_MARKS = re.compile(r"^(?:S\d+|H)[ \t]+|^(?:URL|DATE/).*$", re.MULTILINE)


def texts(data: Path) -> Iterator[str]:
    """The texts that are counted: the English news of the data folder."""
    for name in ("roles/newsdiscourse-train-validation.tar.gz", "attribution/polnear-train-dev.tar.gz"):
        yield from (_MARKS.sub("", text) for path, text in members(data / name) if path.endswith(".txt"))
    for path, text in members(data / "timelines/timeline17-share.tar.gz"):
        if path.endswith("articles.jsonl"):
            yield from (json.loads(line)["text"] for line in text.splitlines())
    for path, text in members(data / "time/tempeval3-training.tar.gz"):
        if path.endswith(".tml"):
            yield _MARKUP.sub("", text.partition("<TEXT>")[2])
    for name in (
        "stories/wikinews-cited",
        "demo/enwikinews_2019_2020",
        "stories/current-events-2025",
        "stories/current-events-2020_2023",
    ):
        yield from (row.get("text") or row.get("body") or "" for row in _lines(data / f"{name}.jsonl.gz"))
    for row in _lines(data / "similarity/semeval2022-task8-sample.jsonl.gz"):
        yield from (row.get(key) or "" for key in ("text_a", "text_b"))
    csv.field_size_limit(10**9)
    for name in ("kremlin-2021_2022", "zelenskyy-2021_2022"):
        with gzip.open(data / "situations" / f"{name}.csv.gz", "rt", encoding="utf-8") as file:
            yield from (row["body"] for row in csv.DictReader(file))
    for name in ("many-outlets-2025-05_06", "bbc-and-aggregator-2025-05_06"):
        for row in _lines(data / "versions" / f"{name}.jsonl.gz"):
            yield from (_MARKUP.sub(" ", v) for v in (row.get("title"), row.get("summary")) if isinstance(v, str))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def main() -> None:
    """Count, factor, cluster, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    documents = [tokens(text) for text in texts(parser.parse_args().data)]
    counts: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for document in documents:
        counts.update(document)
        seen.update(set(document))
    kept = [w for w, _ in counts.most_common(2 * KEPT) if seen[w] >= FEWEST_DOCUMENTS][:KEPT]
    vectors = _factored(_counted(documents, {w: i for i, w in enumerate(kept)}))
    clusters = _clustered(vectors)
    total = sum(counts.values())
    np.savez_compressed(
        TARGET,
        words=np.array("\n".join(kept)),
        vectors=np.clip(np.round(vectors * 127 / np.abs(vectors).max()), -127, 127).astype(np.int8),
        weights=np.array([1e-3 / (1e-3 + counts[w] / total) for w in kept], dtype=np.float16),
        clusters=clusters.astype(np.uint16),
    )
    print(f"{len(kept)} words of {total} in {len(documents)} documents; {TARGET.stat().st_size} bytes")


def _counted(documents: list[list[str]], index: dict[str, int]) -> Any:
    """How often two words stand within the window, nearer ones counting more."""
    from scipy.sparse import coo_matrix, csr_matrix

    size = len(index)
    whole = csr_matrix((size, size), dtype=np.float32)
    rows: list[Any] = []
    columns: list[Any] = []
    values: list[Any] = []

    def pour() -> Any:
        part = coo_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=(size, size))
        for held in (rows, columns, values):
            held.clear()
        return part.tocsr()

    for number, document in enumerate(documents, start=1):
        at = np.array([index.get(word, -1) for word in document])
        for distance in range(1, min(WINDOW, len(at) - 1) + 1):
            left, right = at[:-distance], at[distance:]
            known = (left >= 0) & (right >= 0)
            rows.append(left[known])
            columns.append(right[known])
            values.append(np.full(int(known.sum()), 1.0 / distance, np.float32))
        if number % 5000 == 0:
            whole = whole + pour()
    if rows:
        whole = whole + pour()
    return whole + whole.T


def _factored(counted: Any) -> Any:
    from scipy.sparse import csr_matrix
    from sklearn.utils.extmath import randomized_svd

    rows = np.asarray(counted.sum(1)).ravel()
    smoothed = rows**0.75
    smoothed /= smoothed.sum()
    flat = counted.tocoo()
    information = np.log(np.maximum(flat.data / (rows[flat.row] * smoothed[flat.col]), 1e-9))
    positive = information > 0
    matrix = csr_matrix((information[positive], (flat.row[positive], flat.col[positive])), shape=counted.shape)
    left, strength, _ = randomized_svd(matrix, DIMENSIONS, n_iter=5, random_state=0)
    vectors = left * np.sqrt(strength)
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def _clustered(vectors: Any) -> Any:
    from sklearn.cluster import MiniBatchKMeans

    return np.stack(
        [MiniBatchKMeans(size, random_state=0, n_init=3, batch_size=4096, max_iter=60).fit_predict(vectors) for size in GRAINS],
        axis=1,
    )


if __name__ == "__main__":
    main()
