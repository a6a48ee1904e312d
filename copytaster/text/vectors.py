"""A small vector and three clusters for each common English word of news: what kind of word it is, for judges that learn.

The table (data/vectors.npz, made by train/vectors.py, its sources in data/VECTORS.txt) is read once. Words that it lacks have no
vector: they say nothing. It must not learn anything while the desk runs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain

import numpy as np
import numpy.typing as npt

DIMENSIONS = 64
# How many clusters each of the three groupings has, coarse to fine.
GRAINS = (100, 400, 1200)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[“”\"%$?!,.]")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Vectors:
    """The table: word -> row; a unit vector, a weight (rare words more) and clusters by row."""

    rows: Mapping[str, int]
    vectors: Floats
    weights: Floats
    clusters: npt.NDArray[np.uint16]


def plain_quotes(text: str) -> str:
    """Text whose old typewriter quotes (``, '') are plain ones; as long as before where there are none."""
    return text.replace("``", '"').replace("''", '"') if "''" in text or "``" in text else text


def tokens(text: str) -> list[str]:
    """The tokens that the table knows: words in lower case, marks, numbers by the count of their digits, years as one."""
    found = []
    for token in _TOKEN.findall(plain_quotes(text)):
        if token[0].isdigit():
            whole = token.split(".")[0].replace(",", "")
            found.append("#year" if _YEAR.fullmatch(token) else f"#{min(5, len(whole))}")
        else:
            found.append(token.lower().replace("’", "'"))
    return found


@cache
def table() -> Vectors:
    """The table that ships."""
    raw = (resources.files("copytaster.text") / "data" / "vectors.npz").read_bytes()
    with np.load(io.BytesIO(raw)) as held:
        words = str(held["words"]).split("\n")
        vectors = held["vectors"].astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
        return Vectors({w: i for i, w in enumerate(words)}, vectors, held["weights"].astype(np.float32), held["clusters"])


def mean(words: Sequence[str]) -> Floats:
    """The mean vector of some tokens twice over: weighted towards rare words, and plain. Shape (2 * DIMENSIONS,)."""
    result: Floats = means([words])[0]
    return result


def means(texts: Sequence[Sequence[str]]) -> Floats:
    """The mean vectors of several texts, one row each; zeros where the table knows no word."""
    held = table()
    known = held.rows.get
    rows = [[r for r in map(known, words) if r is not None] for words in texts]
    counts = np.array([len(r) for r in rows])
    result = np.zeros((len(rows), 2 * DIMENSIONS), np.float32)
    if not counts.any():
        return result
    some = counts > 0
    flat = np.fromiter(chain.from_iterable(rows), np.intp, int(counts.sum()))
    starts = np.concatenate([[0], np.cumsum(counts[some])[:-1]])
    found, weights = held.vectors[flat], held.weights[flat][:, None]
    weighted = np.add.reduceat(found * weights, starts, axis=0) / (np.add.reduceat(weights, starts, axis=0) + 1e-6)
    result[some] = np.concatenate([weighted, np.add.reduceat(found, starts, axis=0) / counts[some][:, None]], axis=1)
    return result
