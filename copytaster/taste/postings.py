"""The index behind the window: which rows hold a word, and how much of each row it carries. The newest rows of each word only.

Postings lie in one array that grows by itself; a word has a stretch of it that doubles when it is full, up to a bound: beyond it
the oldest half is dropped, because a word in more rows says too little to look at them all. So a query costs the same in any
window, and a common word no more memory than a rare one has headlines. No array is ever seen through another object's memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]
Places = NDArray[np.intp]
Floats = NDArray[np.float32]

# So many of a word's newest rows are looked at.
NEWEST = 400
# A stretch is never longer than this, and never keeps fewer than `NEWEST` when its oldest rows are dropped.
_LONGEST = 1024
# A stretch begins with room for so many rows: with one, half of the time of entering an article went into moving to longer ones.
_FIRST_ROOM = 4


class Postings:
    """Words by number, and for each the rows that hold it with the word's share of them."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.words: list[str] = []
        self._hold(np.zeros((4096, 2), np.int32))
        # Of each word's stretch: where it begins, where its next row goes, and how far it reaches.
        self._start: array[int] = array("i")
        self._free: array[int] = array("i")
        self._end: array[int] = array("i")
        self._used = 0
        self._spare: dict[int, list[int]] = {}

    def _hold(self, entries: Rows) -> None:
        """Take an array for the postings: a row and a share in each entry, side by side, so that a word's are one stretch."""
        self._entries = entries
        self._rows: Rows = entries[:, 0]
        self._shares: Floats = entries.view(np.float32)[:, 1]

    def find(self, words: Sequence[str], weights: Sequence[float]) -> tuple[Places, Floats] | None:
        """The newest rows of some words, each with the word's share of it times the word's weight; a row once for each word."""
        stretches: list[Rows] = []
        counts: list[int] = []
        factors: list[float] = []
        entries, number_of, start, free = self._entries, self.numbers.get, self._start, self._free
        for word, weight in zip(words, weights, strict=True):
            number = number_of(word)
            if number is not None:
                first, end = start[number], free[number]
                if end - first > NEWEST:
                    first = end - NEWEST
                stretches.append(entries[first:end])
                counts.append(end - first)
                factors.append(weight)
        if not stretches:
            return None
        found = np.concatenate(stretches)
        # Places in arrays are what numpy looks things up by: made once here, not again at each look.
        return found[:, 0].astype(np.intp), found.view(np.float32)[:, 1] * np.array(factors, np.float32).repeat(counts)

    def enter(self, words: Sequence[str], shares: Floats, row: int) -> list[int]:
        """Take a row in under its words; answers their numbers."""
        found: list[int] = []
        places: list[int] = []
        number_of, free, end = self.numbers.get, self._free, self._end
        for word in words:
            number = number_of(word)
            if number is None:
                number = self._open(word)
            place = free[number]
            if place == end[number]:
                place = self._widen(number)
            free[number] = place + 1
            places.append(place)
            found.append(number)
        at = np.array(places, np.intp)
        self._rows[at] = row
        self._shares[at] = shares
        return found

    def _open(self, word: str) -> int:
        number = self.numbers[word] = len(self.words)
        self.words.append(word)
        start = self._stretch(_FIRST_ROOM)
        self._start.append(start)
        self._free.append(start)
        self._end.append(start + _FIRST_ROOM)
        return number

    def _widen(self, number: int) -> int:
        """Twice the room for a word; at the bound, its oldest rows are dropped instead. Answers where its next row goes."""
        start, end = self._start[number], self._end[number]
        room = end - start
        if room == _LONGEST:
            self._entries[start : start + NEWEST] = self._entries[end - NEWEST : end]
            return start + NEWEST
        new = self._stretch(2 * room)
        self._entries[new : new + room] = self._entries[start:end]
        self._spare.setdefault(room, []).append(start)
        self._start[number], self._end[number] = new, new + 2 * room
        return new + room

    def _stretch(self, room: int) -> int:
        spare = self._spare.get(room)
        if spare:
            return spare.pop()
        start = self._used
        self._used += room
        if self._used > len(self._entries):
            longer = np.zeros((max(self._used, len(self._entries) * 5 // 4), 2), np.int32)
            longer[: len(self._entries)] = self._entries
            self._hold(longer)
        return start

    @classmethod
    def of(cls, words: Sequence[str], terms: Rows, shares: Floats, rows: Rows) -> tuple[Postings, Rows]:
        """Postings made anew from the words of some rows, in the order of the rows (`terms[i]`, a place in `words`, stands in
        `rows[i]`), with the new numbers of all `terms`."""
        new = cls()
        used, places = np.unique(terms, return_inverse=True)
        new.words = [words[number] for number in used.tolist()]
        new.numbers = {word: number for number, word in enumerate(new.words)}
        counts = np.bincount(places, minlength=len(used))
        order = np.argsort(places, kind="stable")
        ends = np.cumsum(counts)
        from_end = np.repeat(ends, counts) - np.arange(len(order)) - 1
        kept = from_end < NEWEST
        order, from_end = order[kept], from_end[kept]
        held = np.minimum(counts, NEWEST)
        rooms = 2 ** np.ceil(np.log2(np.maximum(held, 1))).astype(np.int64)
        starts = np.cumsum(rooms) - rooms
        at = np.repeat(starts + held, held) - from_end - 1
        new._used = int(rooms.sum())
        new._hold(np.zeros((max(new._used, 4096), 2), np.int32))
        new._rows[at], new._shares[at] = rows[order], shares[order]
        new._start, new._free = array("i", starts.tolist()), array("i", (starts + held).tolist())
        new._end = array("i", (starts + rooms).tolist())
        return new, places.astype(np.int32)
