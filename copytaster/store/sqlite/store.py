"""The store itself: reading connections lent a question at a time, and the one pen."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from copytaster.errors import StoreTrouble
from copytaster.store.base import Store
from copytaster.store.sqlite import rows
from copytaster.store.sqlite.connect import Lock, Log, check_readable, connect_for_writing, plain_errors
from copytaster.store.sqlite.pen import Pen
from copytaster.store.sqlite.pool import Readers
from copytaster.store.sqlite.reads import Reads

LOCK = "desk.lock"


class SqliteStore(Reads):
    """A desk's copy in one file. With `writable` it holds the desk's lock until `close`."""

    def __init__(self, path: Path, *, now: Callable[[], dt.datetime], writable: bool = True) -> None:
        self.path = path
        self._now = now
        self._readers = Readers(path)
        self._pen_lock = threading.RLock()
        self._writer: sqlite3.Connection | None = None
        self.lock: Lock | None = None
        if not writable:
            try:
                with self._readers.lent() as connection:
                    check_readable(connection, path)
            except BaseException:
                self._readers.close()
                raise
        else:
            self.lock = Lock(path.with_name(LOCK))
            self.lock.say(f"process {os.getpid()}")
            try:
                self._writer = connect_for_writing(path)
                self._log = Log(self._writer, path)
            except BaseException:
                self.lock.close()
                raise

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[rows.Row]:
        with plain_errors(self.path), self._readers.lent() as connection:
            return connection.execute(sql, values).fetchall()

    @contextmanager
    def pen(self) -> Iterator[Pen]:
        """One transaction: written as a whole when the block ends without an error, not at all otherwise."""
        if self._writer is None:
            raise StoreTrouble(f"{self.path}: opened for reading only")
        with self._pen_lock, plain_errors(self.path):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                pen = Pen(self._writer, self._now())
                yield pen
                pen.finish()
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
            self._log.fold_back()

    def is_writable(self) -> bool:
        """Whether this process holds the desk's pen."""
        return self._writer is not None

    def announce(self, address: str) -> None:
        """Write down where the holder of the pen takes orders."""
        if self.lock is not None:
            self.lock.say(f"process {os.getpid()} at {address}")

    def close(self) -> None:
        """Close all connections and give the pen back. The store cannot be used afterwards."""
        self._readers.close()
        if self._writer is not None:
            with self._pen_lock:
                self._writer.close()
                self._writer = None
        if self.lock is not None:
            self.lock.close()


def clear(folder: Path) -> None:
    """Take away all files of a desk, under its lock, so that none is taken from under somebody who uses it. Raises `StoreBusy`."""
    if not folder.exists():
        return
    lock = Lock(folder / LOCK)
    try:
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name != LOCK:
                entry.unlink()
    except OSError as error:
        raise StoreTrouble(f"{error.filename}: cannot be taken away ({error.strerror})") from error
    finally:
        lock.close()


def open_store(path: Path, *, now: Callable[[], dt.datetime], writable: bool = True) -> Store:
    """The store in the file `path`, made if it is not there; raises `StoreTrouble` where it cannot be used."""
    if not writable and not path.exists():
        raise StoreTrouble(f"{path}: there is no desk here yet. Begin one with: copytaster add URL, or copytaster demo.")
    return SqliteStore(path, now=now, writable=writable)
