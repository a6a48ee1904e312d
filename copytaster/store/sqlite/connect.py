"""Connections to the file: one that writes, many that only read; migrations; the desk's lock; errors in plain words.

SQLite before 3.51.3 can lose a checkpoint when two connections write and restart the log, so exactly one connection writes, in one
process, held by a lock on a file beside the database; it is also the only one that checkpoints.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from copytaster.errors import StoreBusy, StoreFull, StoreTooNew, StoreTrouble

log = logging.getLogger(__name__)

# Seconds that a connection waits for another's lock.
_PATIENCE = 10
_LONGEST_LOG = 16 * 1024 * 1024
_READ_PRAGMAS = ("PRAGMA query_only = ON", "PRAGMA cache_size = -16000", "PRAGMA mmap_size = 268435456")
_WRITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -64000",
    "PRAGMA wal_autocheckpoint = 0",
)


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as sentences: which file, what happened, what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        if "full" in text or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            raise StoreFull(f"{path}: the disk is full. Nothing acknowledged is lost; free some space and go on.") from error
        if "locked" in text or "busy" in text:
            raise StoreBusy(f"{path}: another program holds the database. Stop it, or wait and try again.") from error
        if "readonly" in text or "unable to open" in text:
            raise StoreTrouble(f"{path}: cannot be opened for writing ({text}). Check the folder and its permissions.") from error
        raise StoreTrouble(f"{path}: {text}") from error
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            raise StoreTrouble(
                f"{path}: this is not a sound database ({error}). Restore it, or move it away to begin anew."
            ) from error
        raise


class Lock:
    """The desk's pen is held by one process: an advisory lock on a file beside the database that names its holder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = path.open("a+", encoding="utf-8")
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise StoreFull(f"{path}: the disk is full.") from error
            raise StoreTrouble(f"{path}: cannot be opened for writing ({error.strerror}).") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = holder_of(path)
            self._file.close()
            raise StoreBusy(f"{path.parent}: another copytaster is at work on this desk ({holder or 'unknown'}).") from error

    def say(self, holder: str) -> None:
        """Write down who holds the pen, for whoever finds it held: a process, and an address where it takes orders."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(holder)
        self._file.flush()

    def close(self) -> None:
        """Give the pen back."""
        self._file.close()


def holder_of(path: Path) -> str:
    """What the holder of the pen wrote down about itself."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def connect_for_writing(path: Path) -> sqlite3.Connection:
    """The writing connection, on a database brought up to date."""
    with plain_errors(path):
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=_PATIENCE)
        with _closed_on_trouble(connection):
            for pragma in _WRITE_PRAGMAS:
                connection.execute(pragma)
            migrate(connection, path)
    return connection


def connect_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write."""
    with plain_errors(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False, timeout=_PATIENCE
        )
        with _closed_on_trouble(connection):
            for pragma in _READ_PRAGMAS:
                connection.execute(pragma)
    return connection


@contextmanager
def _closed_on_trouble(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def check_readable(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `StoreTrouble` for a database whose schema is not this version's; only a writer may change it."""
    stands_at, latest = connection.execute("PRAGMA user_version").fetchone()[0], migrations()[-1][0]
    if stands_at > latest:
        raise StoreTooNew(
            f"{path}: written by a newer copytaster (schema {stands_at}; this one knows {latest})."
            " Upgrade copytaster, or name another folder with --data."
        )
    if stands_at < latest:
        raise StoreTrouble(f"{path}: from an older copytaster (schema {stands_at}); `copytaster serve` brings it up to date.")


def migrations() -> list[tuple[int, str]]:
    """The numbered steps of the schema, first to last."""
    files = resources.files("copytaster.store").joinpath("migrations").iterdir()
    return sorted((int(f.name.split("_", 1)[0]), f.read_text(encoding="utf-8")) for f in files if f.name.endswith(".sql"))


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a database up to this version's schema, each step in a transaction of its own."""
    steps = migrations()
    stands_at = connection.execute("PRAGMA user_version").fetchone()[0]
    if stands_at > steps[-1][0]:
        raise StoreTooNew(
            f"{path}: written by a newer copytaster (schema {stands_at}; this one knows {steps[-1][0]})."
            " Upgrade copytaster, or name another folder with --data."
        )
    for number, script in steps:
        if number > stands_at:
            connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")


class Log:
    """The write-ahead log of a database, folded back when it has grown long, so that reading stays fast.

    It is looked at after a commit: what was written is safe by then, so nothing here raises, and nothing waits for a reader.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._file = path.with_name(path.name + "-wal")
        self._long = _LONGEST_LOG

    def fold_back(self) -> None:
        """Fold a long log back and cut it off; where a reader still needs it, again when it has grown by half as much."""
        try:
            size = self._file.stat().st_size
            if size <= self._long:
                return
            self._long = _LONGEST_LOG if self._is_cut_off() else size + _LONGEST_LOG // 2
        except (sqlite3.Error, OSError) as error:
            self._long += _LONGEST_LOG // 2
            log.warning("%s: could not be folded back into the database and grows (%s)", self._file, error)

    def _is_cut_off(self) -> bool:
        """Copy what no reader holds up; cut the log off only if that was all of it and nobody reads from it at this instant."""
        is_busy, frames, copied = self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if is_busy or copied < frames:
            return False
        self._connection.execute("PRAGMA busy_timeout = 0")
        try:
            is_busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")
        return not is_busy
