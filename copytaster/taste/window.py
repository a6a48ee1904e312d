"""The versions that the judges still remember, in arrays, with an index from words to rows.

A row is one version; it stands in a line, and its line in a story. Rows are found by shared words (`near`) and forgotten oldest
first when there are more than twice `capacity`. Stories have slots, where the sums live that placing needs. It must not judge: it
knows which rows are near, never what that means.

Everything stands in flat arrays that the window grows itself, because objects would cost ten times the memory, and lists of rows a
hundred times the time: measured with 100,000 headlines, bench/judging.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copytaster.taste.kinds import leaning
from copytaster.taste.postings import Floats, Places, Postings, Rows
from copytaster.text.roots import is_state, namings

# Rows that share less than this part of their weight with the query are not handed on, nor more rows than this. Half of the floor
# and twice the rows change no BCubed F1 by more than .0002 (UCI, ECB+, cited articles, current events), at a third more time.
_FLOOR = 0.1
_MOST = 128
# A word that carries less of a query than this cannot tip a judgment: .07 for .12 moves F1 by at most .001 on the same sets.
_FEATHER = 0.12
# A row is found once for each word that it shares, seldom for more than this many.
_SURELY = 4
NONE = -1
# Three states of a row stand in one number.
_PLACE_BITS = 10
_NOTHING = (np.zeros(0, np.intp), np.zeros(0, np.float32))
_ROW_ARRAYS = ("version", "source", "time", "line", "slot", "length", "crowded", "places", "_ends")
_SLOT_ARRAYS = ("story", "shape", "_drawn", "_slot_place")
__all__ = ["NONE", "Floats", "Places", "Query", "Rows", "Window", "query"]


@dataclass(frozen=True, slots=True)
class Query:
    """The words of one item, with weights of unit length."""

    words: tuple[str, ...]
    weights: tuple[float, ...]


def query(weights: Mapping[str, float]) -> Query:
    """A query from words with their weights, brought to unit length."""
    length = sum([w * w for w in weights.values()]) ** 0.5 or 1.0
    return Query(tuple(weights), tuple([weight / length for weight in weights.values()]))


def _nearest(rows: Places, cosines: Floats, most: int) -> tuple[Places, Floats]:
    """The rows with the highest cosines, so many at the most."""
    if len(rows) <= most:
        return rows, cosines
    top = cosines.argpartition(-most)[-most:]
    return rows.take(top), cosines.take(top)


class Window:
    """Rows and their index. `capacity` bounds the rows kept; between one and two times as many lie in memory.

    The `shape` of each story slot: how many rows, the squared length of the sum of their vectors, how many words they hold, how
    crowded it was around them.
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
        self.places: Rows = np.zeros(1024, np.int32)
        self.story: NDArray[np.int64] = np.zeros(1024, np.int64)
        self.shape: Floats = np.zeros((1024, 4), np.float32)
        self.slots = 0
        self.headline: list[str] = []
        self.row_of: dict[int, int] = {}
        self._grown: set[int] = set()
        self._slot_of: dict[int, int] = {}
        self._touched: Floats = np.zeros(1024, np.float32)
        self._place: Places = np.zeros(1024, np.intp)
        self._drawn: Floats = np.zeros(1024, np.float32)
        self._slot_place: Places = np.zeros(1024, np.intp)
        self._postings = Postings()
        self._terms: Rows = np.zeros(8192, np.int32)
        self._term_shares: Floats = np.zeros(8192, np.float32)
        self._ends: NDArray[np.int64] = np.zeros(1024, np.int64)
        self._naming: NDArray[np.float64] = np.zeros(0, np.float64)
        self._stating: NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._leaning: Floats = leaning(())

    def near(self, asked: Query) -> tuple[Places, Floats]:
        """Rows that share words with a query, each once, with its cosine; the order means nothing.

        Arrays are asked by their own methods, and by places: numpy's functions and masks take two to three times as long for a
        few hundred numbers.
        """
        words, weights = asked.words, asked.weights
        if min(weights, default=1.0) < _FEATHER < max(weights, default=0.0):
            heavy = [(word, weight) for word, weight in zip(words, weights, strict=True) if weight >= _FEATHER]
            words, weights = zip(*heavy, strict=True)
        found = self._postings.find(words, weights)
        if found is None:
            return _NOTHING
        every, shares = found
        touched = self._touched
        np.add.at(touched, every, shares)
        cosines = touched.take(every)
        touched[every] = 0
        close = (cosines >= _FLOOR).nonzero()[0]
        rows, cosines = every.take(close), cosines.take(close)
        rows, cosines = _nearest(rows, cosines, _SURELY * _MOST)
        kept = self._once(rows, self._place)
        return _nearest(rows.take(kept), cosines.take(kept), _MOST)

    @staticmethod
    def _once(numbers: Places, place: Places) -> Places:
        """Which entries of a list of numbers to keep so that each stays once; without sorting, by way of a table of places."""
        order = np.arange(len(numbers))
        place[numbers] = order
        kept: Places = (place.take(numbers) == order).nonzero()[0]
        return kept

    def drawn(self, slots: Places, cosines: Floats) -> tuple[Places, Floats]:
        """Some story slots, each once, with the sum of the cosines that stand beside it."""
        np.add.at(self._drawn, slots, cosines)
        slots = slots.take(self._once(slots, self._slot_place))
        sums = self._drawn.take(slots)
        self._drawn[slots] = 0
        return slots, sums

    def add(
        self,
        asked: Query,
        near: tuple[Places, Floats],
        *,
        version: int,
        source: int,
        time: float,
        line: int,
        story: int,
        headline: str,
        crowded: float = 0.0,
        places: tuple[int, ...] = (),
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
        self.places[row] = sum([place << _PLACE_BITS * i for i, place in enumerate(places)])
        self.slot[row] = self._enter(story, asked, near, crowded) if story != NONE else NONE
        self.headline.append(headline)
        self.row_of[version] = row
        shares = np.array(asked.weights, np.float32)
        self._note(row, self._postings.enter(asked.words, shares, row), shares)
        self.count += 1
        return row

    def _note(self, row: int, numbers: list[int], shares: Floats) -> None:
        """Keep the words of a row, so that they can be asked for by the row."""
        start = int(self._ends[row - 1]) if row else 0
        end = start + len(numbers)
        if end > len(self._terms):
            self._grow(("_terms", "_term_shares"), 0, by=1.25)
        self._terms[start:end] = numbers
        self._term_shares[start:end] = shares
        self._ends[row] = end

    def terms_of(self, rows: NDArray[np.integer]) -> tuple[Rows, Floats, NDArray[np.integer]]:
        """The word numbers and weights of several rows, one row after another, and how many each has."""
        counts = self.length[rows].astype(np.int64)
        before = np.cumsum(counts) - counts
        at = np.repeat(self._ends[rows] - counts - before, counts) + np.arange(int(counts.sum()))
        return self._terms[at], self._term_shares[at], counts

    def naming_of(self, terms: NDArray[np.integer]) -> NDArray[np.float64]:
        """How often each of some words, by their numbers, names somebody or something. Asked once for each word."""
        words = self._postings.words
        if len(self._naming) < len(words):
            self._naming = np.concatenate((self._naming, np.array(namings(words[len(self._naming) :]))))
        found: NDArray[np.float64] = self._naming[terms]
        return found

    def leaning_of(self, terms: NDArray[np.integer]) -> Floats:
        """How far some words, by their numbers, lean to each kind of news."""
        words = self._postings.words
        if len(self._leaning) < len(words):
            self._leaning = np.concatenate((self._leaning, leaning(words[len(self._leaning) :])))
        found: Floats = self._leaning[terms]
        return found

    def is_state(self, terms: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Whether each of some words, by their numbers, names a state or its people."""
        words = self._postings.words
        if len(self._stating) < len(words):
            more = np.array([is_state(word) for word in words[len(self._stating) :]], np.bool_)
            self._stating = np.concatenate((self._stating, more))
        found: NDArray[np.bool_] = self._stating[terms]
        return found

    def story_of(self, row: int) -> int:
        """The story that a row stands in, or `NONE`."""
        slot = int(self.slot[row])
        return NONE if slot == NONE else int(self.story[slot])

    def latest(self, rows: Rows) -> Rows:
        """For the rows that open lines, in order: the newest row of the same line and wire, which says what the line says now. What
        others print of it again takes the place of nothing."""
        opened = self.line[rows]
        lines = self.line[: self.count]
        place = np.minimum(np.searchsorted(opened, lines), len(rows) - 1)
        same = np.flatnonzero((opened[place] == lines) & (self.source[rows][place] == self.source[: self.count]))
        found = rows.copy()
        np.maximum.at(found, place[same], same.astype(np.int32))
        return found

    def slot_of(self, story: int) -> int | None:
        """The slot of a story, where it has rows in memory."""
        return self._slot_of.get(story)

    def has_rows(self, story: int) -> bool:
        """Whether a row stands in a story."""
        slot = self._slot_of.get(story)
        return slot is not None and bool(self.shape[slot, 0])

    def terms(self, row: int) -> tuple[Rows, Floats]:
        """The word numbers and weights of a row."""
        start = int(self._ends[row - 1]) if row else 0
        end = int(self._ends[row])
        return self._terms[start:end], self._term_shares[start:end]

    def is_sought_by(self, row: int, words: tuple[str, ...]) -> bool:
        """Whether a row has these words and no others, in this order."""
        if self.length[row] != len(words):
            return False
        numbers = self._postings.numbers
        known: list[int] = self.terms(row)[0].tolist()
        return all(numbers.get(word) == number for word, number in zip(words, known, strict=True))

    def places_of(self, rows: NDArray[np.integer]) -> Rows:
        """The numbers of the states that rows speak of, three columns, 0 for none."""
        packed = self.places[rows]
        found: Rows = np.stack([(packed >> _PLACE_BITS * i) & ((1 << _PLACE_BITS) - 1) for i in range(3)], axis=1)
        return found

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

    def measure(self) -> None:
        """Take anew the sums of the stories that grew since they were taken last: row by row they are only nearly right, since a
        row knows no more than those nearest to it."""
        for slot in sorted(self._grown):
            self._measure(slot)
        self._grown.clear()

    def _slot(self, story: int) -> int:
        slot = self._slot_of.get(story)
        if slot is None:
            slot = self._slot_of[story] = self.slots
            self.slots += 1
            if slot == len(self.story):
                self._grow(_SLOT_ARRAYS, 0)
            self.story[slot], self.shape[slot] = story, 0
        return slot

    def _enter(self, story: int, asked: Query, near: tuple[Places, Floats], crowded: float) -> int:
        """The slot of a story with one more row in its sums: |s + x|² = |s|² + 2 s·x + 1."""
        slot = self._slot(story)
        shape = self.shape[slot]
        size, mass, words, crowd = shape.tolist()
        if size:
            rows, cosines = near
            mass += 2 * float(np.add.reduce(cosines.compress(self.slot.take(rows) == slot)))
        shape[:] = size + 1, mass + 1, words + len(asked.words), crowd + crowded
        if size:
            self._grown.add(slot)
        return slot

    def _measure(self, slot: int) -> None:
        rows = np.nonzero(self.slot[: self.count] == slot)[0]
        terms, shares, counts = self.terms_of(rows)
        whole = np.bincount(np.unique(terms, return_inverse=True)[1], shares)
        self.shape[slot] = len(rows), (whole * whole).sum(), counts.sum(), self.crowded[rows].sum()

    def _grow(self, names: Iterable[str], most: int, *, by: float = 2.0) -> None:
        for name in names:
            old = getattr(self, name)
            size = int(by * len(old)) + 1024
            new = np.zeros((min(size, max(most, 1024)) if most else size, *old.shape[1:]), old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

    def _forget(self) -> None:
        """Drop the older half. Rare and costly: once in `capacity` rows."""
        gone = self.count - self.capacity
        start = int(self._ends[gone - 1])
        for name in _ROW_ARRAYS:
            kept = getattr(self, name)
            kept[: self.capacity] = kept[gone : self.count].copy()
        self.count = self.capacity
        self._ends[: self.count] -= start
        end = int(self._ends[self.count - 1])
        self._terms[:end], self._term_shares[:end] = (part[start : start + end].copy() for part in (self._terms, self._term_shares))
        self.headline = self.headline[gone:]
        self.row_of = {int(version): row for row, version in enumerate(self.version[: self.count].tolist())}
        lengths = np.diff(self._ends[: self.count], prepend=0)
        rows = np.repeat(np.arange(self.count, dtype=np.int32), lengths)
        self._naming, self._stating, self._leaning = self._naming[:0], self._stating[:0], self._leaning[:0]
        self._postings, self._terms[:end] = Postings.of(self._postings.words, self._terms[:end], self._term_shares[:end], rows)
        self._reslot()

    def _reslot(self) -> None:
        """Keep the slots of stories that still have rows. A story that lost rows keeps its shape: sums shrink with its size."""
        used, place, kept = np.unique(self.slot[: self.count], return_inverse=True, return_counts=True)
        first = 1 if len(used) and used[0] == NONE else 0
        old = used[first:]
        shape = self.shape[old]
        share = (kept[first:] / np.maximum(shape[:, 0], 1)).astype(np.float32)
        self.story[: len(old)] = self.story[old]
        self.shape[: len(old)] = shape * np.stack((share, share * share, share, share), axis=1)
        self.slots = len(old)
        self.slot[: self.count] = place - first
        self._slot_of = {int(story): slot for slot, story in enumerate(self.story[: self.slots].tolist())}
        self._grown.clear()
