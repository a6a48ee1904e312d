"""Reading connections, lent for one question and given back: never more than a few, however many threads ask.

It must not write, and it does not know what is asked.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copytaster.errors import StoreTrouble
from copytaster.store.sqlite.connect import connect_for_reading

# A connection holds two or three files open and a cache of up to 16 MB; a web server's forty threads take turns on these.
MOST = 8


class Readers:
    """The reading connections of a store. A thread that finds all of them lent out waits for its turn."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.BoundedSemaphore(MOST)
        self._guard = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._open = 0
        self._is_closed = False

    def __len__(self) -> int:
        return self._open

    @contextmanager
    def lent(self) -> Iterator[sqlite3.Connection]:
        """A connection for one question; who holds one must not ask for another."""
        with self._turn:
            connection = self._taken()
            try:
                yield connection
            finally:
                self._given_back(connection)

    def close(self) -> None:
        """Close what is idle now, and what is lent as soon as it comes back."""
        with self._guard:
            self._is_closed = True
            for connection in self._idle:
                connection.close()
            self._open -= len(self._idle)
            self._idle.clear()

    def _taken(self) -> sqlite3.Connection:
        with self._guard:
            if self._is_closed:
                raise StoreTrouble(f"{self._path}: the store is closed")
            if self._idle:
                return self._idle.pop()
        connection = connect_for_reading(self._path)
        with self._guard:
            self._open += 1
        return connection

    def _given_back(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            if self._is_closed:
                connection.close()
                self._open -= 1
            else:
                self._idle.append(connection)
