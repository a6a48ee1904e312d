"""The versions that the judges still remember, in arrays, with an index from words to rows.

A row is one version; it stands in a line, and its line in a story. Rows are found by shared words (`near`) and forgotten oldest
first when there are more than twice `capacity`. Stories have slots, where the sums live that placing needs. It must not judge: it
knows which rows are near, never what that means.

Everything stands in flat arrays, because objects would cost ten times the memory, and lists of rows a hundred times the time:
measured with 100,000 headlines, bench/judging.py.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]
Floats = NDArray[np.float32]

# A word in more rows than this says little; its newest rows are looked at, so that a query costs the same in any window.
_NEWEST = 400
# Words are asked for from the most telling to the least. Once the rest could not bring two items this near, its words only add to
# rows that are already found.
_REST = 0.3
# Rows that share less than this part of their weight with the query are not handed on, nor more rows than this.
_FLOOR = 0.05
_MOST = 250
# A word that carries less of a query than this cannot tip a judgment.
_FEATHER = 0.07
NONE = -1
_NOTHING = (np.zeros(0, np.int32), np.zeros(0, np.float32))
_ROW_ARRAYS = ("version", "source", "time", "line", "slot", "length", "crowded")
_SLOT_ARRAYS = ("story", "size", "mass", "words", "crowd")


@dataclass(frozen=True, slots=True)
class Query:
    """The words of one item, with weights of unit length."""

    words: tuple[str, ...]
    weights: tuple[float, ...]


def query(weights: Mapping[str, float]) -> Query:
    """A query from words with their weights, the most telling first, brought to unit length."""
    length = sum([w * w for w in weights.values()]) ** 0.5 or 1.0
    ordered = sorted(weights.items(), key=_by_weight)
    return Query(tuple([word for word, _ in ordered]), tuple([weight / length for _, weight in ordered]))


def _by_weight(pair: tuple[str, float]) -> tuple[float, str]:
    return -pair[1], pair[0]


class Window:
    """Rows and their index. `capacity` bounds the rows kept; between one and two times as many lie in memory.

    Of each story slot: `size` rows, `mass` (the squared length of the sum of their vectors), `words` (how many words they hold),
    `crowd` (how crowded it was around them).
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.count = 0
        self.version: NDArray[np.int64] = np.zeros(1024, np.int64)
        self.source: Rows = np.zeros(1024, np.int32)
        self.time: NDArray[np.float64] = np.zeros(1024, np.float64)
        self.line: NDArray[np.int64] = np.zeros(1024, np.int64)
        self.slot: Rows = np.zeros(1024, np.int32)
        self.length: NDArray[np.int16] = np.zeros(1024, np.int16)
        self.crowded: Floats = np.zeros(1024, np.float32)
        self.story: NDArray[np.int64] = np.zeros(1024, np.int64)
        self.size: Floats = np.zeros(1024, np.float32)
        self.mass: Floats = np.zeros(1024, np.float32)
        self.words: Floats = np.zeros(1024, np.float32)
        self.crowd: Floats = np.zeros(1024, np.float32)
        self.slots = 0
        self.headline: list[str] = []
        self.row_of: dict[int, int] = {}
        self._slot_of: dict[int, int] = {}
        self._touched: Floats = np.zeros(1024, np.float32)
        self._place: Rows = np.zeros(1024, np.int32)
        self._drawn: Floats = np.zeros(1024, np.float32)
        self._slot_place: Rows = np.zeros(1024, np.int32)
        self._ids: dict[str, int] = {}
        self._rows: list[array[int]] = []
        self._shares: list[array[float]] = []
        self._terms: array[int] = array("i")
        self._term_shares: array[float] = array("f")
        self._ends: array[int] = array("q")

    def near(self, asked: Query) -> tuple[Rows, Floats]:
        """Rows that share words with a query, each once, with its cosine; the order means nothing."""
        touched, ids, rest = self._touched, self._ids, 1.0
        found: list[Rows] = []
        for word, share in zip(asked.words, asked.weights, strict=True):
            if share < _FEATHER and found:
                break
            place = ids.get(word)
            if place is not None:
                rows = np.frombuffer(self._rows[place], np.int32)
                shares = np.frombuffer(self._shares[place], np.float32)
                if len(rows) > _NEWEST:
                    rows, shares = rows[-_NEWEST:], shares[-_NEWEST:]
                so_far = touched[rows]
                if rest > _REST * _REST:
                    found.append(rows)
                    touched[rows] = so_far + shares * np.float32(share)
                elif found:
                    touched[rows] = so_far + shares * (so_far > 0) * np.float32(share)
            rest -= share * share
        if not found:
            return _NOTHING
        every = np.concatenate(found)
        cosines = touched[every]
        touched[every] = 0
        near = np.nonzero(cosines >= _FLOOR)[0]
        if len(near) > 4 * _MOST:
            near = near[np.argpartition(cosines[near], -4 * _MOST)[-4 * _MOST :]]
        rows, cosines = every[near], cosines[near]
        kept = self._once(rows, self._place)
        rows, cosines = rows[kept], cosines[kept]
        if len(rows) > _MOST:
            top = np.argpartition(cosines, -_MOST)[-_MOST:]
            rows, cosines = rows[top], cosines[top]
        return rows, cosines

    @staticmethod
    def _once(numbers: Rows, place: Rows) -> NDArray[np.bool_]:
        """Which entries of a list of numbers to keep so that each stays once; without sorting, by way of a table of places."""
        order = np.arange(len(numbers), dtype=np.int32)
        place[numbers] = order
        kept: NDArray[np.bool_] = place[numbers] == order
        return kept

    def drawn(self, rows: Rows, cosines: Floats) -> tuple[Rows, Floats]:
        """The story slots that rows stand in, each once, with the sum of its rows' cosines."""
        slots = self.slot[rows]
        held = slots != NONE
        if not held.all():
            slots, cosines = slots[held], cosines[held]
        np.add.at(self._drawn, slots, cosines)
        slots = slots[self._once(slots, self._slot_place)]
        sums = self._drawn[slots]
        self._drawn[slots] = 0
        return slots, sums

    def add(
        self,
        asked: Query,
        near: tuple[Rows, Floats],
        *,
        version: int,
        source: int,
        time: float,
        line: int,
        story: int,
        headline: str,
        crowded: float = 0.0,
    ) -> int:
        """Take a row in and answer its number. `near` is what the window answers for `asked`. The numbers of rows change when old
        ones are forgotten: keep none."""
        if self.count >= 2 * self.capacity:
            self._forget()
            near = self.near(asked)
        row = self.count
        if row == len(self.version):
            self._grow((*_ROW_ARRAYS, "_touched", "_place"), 2 * self.capacity)
        self.version[row], self.source[row], self.time[row], self.line[row] = version, source, time, line
        self.length[row], self.crowded[row] = len(asked.words), crowded
        self.slot[row] = self._enter(story, asked, near, crowded) if story != NONE else NONE
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

    def vocabulary(self) -> list[str]:
        """The words by their numbers."""
        return list(self._ids)

    def story_of(self, row: int) -> int:
        """The story that a row stands in, or `NONE`."""
        slot = int(self.slot[row])
        return NONE if slot == NONE else int(self.story[slot])

    def slot_of(self, story: int) -> int | None:
        """The slot of a story, where it has rows in memory."""
        return self._slot_of.get(story)

    def terms(self, row: int) -> tuple[Rows, Floats]:
        """The word numbers and weights of a row."""
        start = self._ends[row - 1] if row else 0
        end = self._ends[row]
        return np.frombuffer(self._terms, np.int32)[start:end], np.frombuffer(self._term_shares, np.float32)[start:end]

    def move(self, stories: Mapping[int, int]) -> None:
        """Put lines into other stories; the sums of all stories concerned are taken anew."""
        touched: set[int] = set()
        lines = self.line[: self.count]
        for line, story in stories.items():
            rows = np.nonzero(lines == line)[0]
            if len(rows):
                touched |= set(self.slot[rows].tolist())
                self.slot[rows] = self._slot(story)
                touched.add(self._slot_of[story])
        for slot in touched - {NONE}:
            self._measure(slot)

    def _slot(self, story: int) -> int:
        slot = self._slot_of.get(story)
        if slot is None:
            slot = self._slot_of[story] = self.slots
            self.slots += 1
            if slot == len(self.story):
                self._grow((*_SLOT_ARRAYS, "_drawn", "_slot_place"), 0)
            self.story[slot], self.size[slot], self.mass[slot], self.words[slot], self.crowd[slot] = story, 0, 0, 0, 0
        return slot

    def _enter(self, story: int, asked: Query, near: tuple[Rows, Floats], crowded: float) -> int:
        """The slot of a story with one more row in its sums: |s + x|² = |s|² + 2 s·x + 1."""
        slot = self._slot(story)
        if self.size[slot]:
            rows, cosines = near
            along = float(cosines[self.slot[rows] == slot].sum())
            self.mass[slot] += 2 * along + 1
        else:
            self.mass[slot] = 1
        self.size[slot] += 1
        self.words[slot] += len(asked.words)
        self.crowd[slot] += crowded
        return slot

    def _measure(self, slot: int) -> None:
        rows = np.nonzero(self.slot[: self.count] == slot)[0]
        self.size[slot] = len(rows)
        self.words[slot] = self.length[rows].sum()
        self.crowd[slot] = self.crowded[rows].sum()
        whole: dict[int, float] = {}
        for row in rows.tolist():
            for term, share in zip(*(part.tolist() for part in self.terms(row)), strict=True):
                whole[term] = whole.get(term, 0.0) + share
        self.mass[slot] = sum(v * v for v in whole.values())

    def _grow(self, names: Iterable[str], most: int) -> None:
        for name in names:
            old = getattr(self, name)
            new = np.zeros(min(2 * len(old), max(most, 1024)) if most else 2 * len(old), old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

    def _forget(self) -> None:
        """Drop the older half. Rare and costly: once in `capacity` rows."""
        gone = self.count - self.capacity
        for name in _ROW_ARRAYS:
            kept = getattr(self, name)
            kept[: self.capacity] = kept[gone : self.count].copy()
        start = self._ends[gone - 1]
        self._terms, self._term_shares = self._terms[start:], self._term_shares[start:]
        self._ends = array("q", (np.frombuffer(self._ends, np.int64)[gone:] - start).tolist())
        self.headline = self.headline[gone:]
        self.count = self.capacity
        self.row_of = {int(version): row for row, version in enumerate(self.version[: self.count].tolist())}
        self._reindex(gone)
        self._reslot()

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

    def _reslot(self) -> None:
        """Keep the slots of stories that still have rows. A story that lost rows keeps its shape: sums shrink with its size."""
        used, place, kept = np.unique(self.slot[: self.count], return_inverse=True, return_counts=True)
        first = 1 if len(used) and used[0] == NONE else 0
        old = used[first:]
        share = kept[first:] / np.maximum(self.size[old], 1)
        self.story[: len(old)] = self.story[old]
        self.mass[: len(old)] = self.mass[old] * share * share
        self.words[: len(old)] = self.words[old] * share
        self.crowd[: len(old)] = self.crowd[old] * share
        self.size[: len(old)] = kept[first:]
        self.slots = len(old)
        self.slot[: self.count] = place - first
        self._slot_of = {int(story): slot for slot, story in enumerate(self.story[: self.slots].tolist())}
