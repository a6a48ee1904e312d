"""The store in one SQLite file: WAL, FTS5, one writing connection, as many reading ones as there are threads."""

from copytaster.store.sqlite.store import SqliteStore, open_store

__all__ = ["SqliteStore", "open_store"]
