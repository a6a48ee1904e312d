"""The store in one SQLite file: WAL, FTS5, one writing connection, a few reading ones that threads take turns on."""

from copytaster.store.sqlite.store import SqliteStore, clear, open_store

__all__ = ["SqliteStore", "clear", "open_store"]
