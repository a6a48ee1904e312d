"""Bodies packed for keeping: nothing is lost, and what was packed in an earlier way is still read."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import zlib
from pathlib import Path

import pytest

from copytaster.model import Delivery, Source
from copytaster.store.packing import PLAIN, ZLIB, ZSTD, pack, unpack
from copytaster.store.sqlite import open_store
from tests.conftest import START

LONG = b"<item>copy that repeats itself</item>" * 200


@pytest.mark.parametrize("body", [b"", b"short", LONG, os.urandom(5000)], ids=["empty", "short", "long", "random"])
def test_a_body_comes_back_as_it_came(body: bytes) -> None:
    assert unpack(*pack(body)) == body


def test_a_long_body_is_packed_and_one_that_gains_nothing_is_not() -> None:
    assert pack(LONG)[0] == ZSTD
    assert len(pack(LONG)[1]) < len(LONG) / 10
    assert pack(b"short") == (PLAIN, b"short")
    assert pack(os.urandom(5000))[0] == PLAIN


def test_a_body_that_an_older_copytaster_packed_with_zlib_is_read(tmp_path: Path) -> None:
    store = open_store(tmp_path / "desk.sqlite", now=lambda: START)
    with store.pen() as pen:
        pen.put_source(Source("wire", "Wire"))
        kept = pen.keep(Delivery("wire", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), LONG, "https://wire.example/feed"))
    store.close()
    with sqlite3.connect(tmp_path / "desk.sqlite") as connection:
        connection.execute("UPDATE raw SET packed = ?, body = ?", (ZLIB, zlib.compress(LONG, 6)))
    connection.close()
    store = open_store(tmp_path / "desk.sqlite", now=lambda: START)
    found = store.delivery(kept.id)
    store.close()
    assert found is not None
    assert found.body == LONG
