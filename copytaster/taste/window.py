"""The versions that the judges still remember, in arrays, with an index from words to rows.

A row is one version. Rows are found by shared words (`near`), in order of arrival, and forgotten oldest first when there are more
than `capacity`. It must not judge: it knows which rows are near, never what that means.

Everything stands in flat arrays, because objects would cost ten times the memory, and lists of rows a hundred times the time:
measured with 100,000 headlines, bench/judging.py.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]
Floats = NDArray[np.float32]

# A word in more rows than this says little; its newest rows are looked at, so that a query costs the same in any window.
_NEWEST = 1500
# Rows that share less than this part of their weight with the query are not handed on.
_FLOOR = 0.08
NONE = -1


@dataclass(frozen=True, slots=True)
class Query:
    """The words of one item, with weights of unit length."""

    words: tuple[str, ...]
    weights: tuple[float, ...]


def query(weights: Mapping[str, float]) -> Query:
    """A query from words with their weights, brought to unit length."""
    length = sum(w * w for w in weights.values()) ** 0.5 or 1.0
    return Query(tuple(weights), tuple(w / length for w in weights.values()))


class Window:
    """Rows and their index. `capacity` bounds the rows kept; between one and two times as many lie in memory."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.count = 0
        self.version: NDArray[np.int64] = np.zeros(1024, np.int64)
        self.source: NDArray[np.int32] = np.zeros(1024, np.int32)
        self.time: NDArray[np.float64] = np.zeros(1024, np.float64)
        self.line: NDArray[np.int64] = np.zeros(1024, np.int64)
        self.story: NDArray[np.int64] = np.zeros(1024, np.int64)
        self.headline: list[str] = []
        self.row_of: dict[int, int] = {}
        self._touched: Floats = np.zeros(1024, np.float32)
        self._ids: dict[str, int] = {}
        self._rows: list[array[int]] = []
        self._shares: list[array[float]] = []
        self._terms: array[int] = array("i")
        self._term_shares: array[float] = array("f")
        self._ends: array[int] = array("q")

    def near(self, asked: Query) -> tuple[Rows, Floats]:
        """Rows that share words with a query, with the cosine of each, in no particular order."""
        touched = self._touched
        found: list[Rows] = []
        for word, share in zip(asked.words, asked.weights, strict=True):
            place = self._ids.get(word)
            if place is None:
                continue
            rows = np.frombuffer(self._rows[place], np.int32)
            shares = np.frombuffer(self._shares[place], np.float32)
            if len(rows) > _NEWEST:
                rows, shares = rows[-_NEWEST:], shares[-_NEWEST:]
            touched[rows] += shares * np.float32(share)
            found.append(rows)
        if not found:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        rows = np.concatenate(found)
        near = np.unique(rows[touched[rows] >= _FLOOR])
        cosines = touched[near]
        touched[rows] = 0
        return near, cosines

    def add(self, asked: Query, *, version: int, source: int, time: float, line: int, story: int, headline: str) -> int:
        """Take a row in and answer its number. The numbers of rows change when old ones are forgotten: keep none."""
        if self.count >= 2 * self.capacity:
            self._forget()
        row = self.count
        if row == len(self.version):
            self._grow()
        self.version[row], self.source[row], self.time[row] = version, source, time
        self.line[row], self.story[row] = line, story
        self.headline.append(headline)
        self.row_of[version] = row
        for word, share in zip(asked.words, asked.weights, strict=True):
            place = self._ids.get(word)
            if place is None:
                place = self._ids[word] = len(self._rows)
                self._rows.append(array("i"))
                self._shares.append(array("f"))
            self._rows[place].append(row)
            self._shares[place].append(share)
            self._terms.append(place)
            self._term_shares.append(share)
        self._ends.append(len(self._terms))
        self.count += 1
        return row

    def terms(self, row: int) -> tuple[NDArray[np.int32], Floats]:
        """The word numbers and weights of a row."""
        start = self._ends[row - 1] if row else 0
        terms = np.frombuffer(self._terms, np.int32)[start : self._ends[row]]
        return terms, np.frombuffer(self._term_shares, np.float32)[start : self._ends[row]]

    def _grow(self) -> None:
        size = min(2 * len(self.version), max(2 * self.capacity, 1024))
        for name in ("version", "source", "time", "line", "story", "_touched"):
            old = getattr(self, name)
            new = np.zeros(size, old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

    def _forget(self) -> None:
        """Drop the older half. Rare and costly: once in `capacity` rows."""
        gone = self.count - self.capacity
        for name in ("version", "source", "time", "line", "story"):
            kept = getattr(self, name)
            kept[: self.capacity] = kept[gone : self.count].copy()
        start = self._ends[gone - 1]
        self._terms, self._term_shares = self._terms[start:], self._term_shares[start:]
        self._ends = array("q", (np.frombuffer(self._ends, np.int64)[gone:] - start).tolist())
        self.headline = self.headline[gone:]
        self.count = self.capacity
        self.row_of = {int(version): row for row, version in enumerate(self.version[: self.count])}
        self._reindex(gone)

    def _reindex(self, gone: int) -> None:
        words = list(self._ids)
        self._ids = {}
        rows, shares = self._rows, self._shares
        self._rows, self._shares = [], []
        numbers = np.full(len(words), NONE, np.int32)
        for place, word in enumerate(words):
            held = np.frombuffer(rows[place], np.int32)
            first = int(np.searchsorted(held, gone))
            if first == len(held):
                continue
            numbers[place] = self._ids[word] = len(self._rows)
            self._rows.append(array("i", (held[first:] - gone).astype(np.int32).tobytes()))
            self._shares.append(shares[place][first:])
        self._terms = array("i", numbers[np.frombuffer(self._terms, np.int32)].tobytes())
