"""The SQLite store keeps the contract, and says in plain words what is wrong with a file."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from copytaster.errors import StoreBusy, StoreFull, StoreTooNew, StoreTrouble
from copytaster.model import DecisionKind, Delivery
from copytaster.store.base import Store, Wanted
from copytaster.store.sqlite import open_store
from copytaster.store.sqlite.connect import migrate, migrations
from tests.conftest import START, Counting, version
from tests.store.contract import SOURCE, StoreContract, fill


def opened(path: Path, *, writable: bool = True) -> Store:
    return open_store(path, now=lambda: START, writable=writable)


class TestSqlite(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:  # type: ignore[override]
        made = opened(tmp_path / "desk.sqlite")
        yield made
        made.close()


def test_a_second_writer_is_told_who_holds_the_pen(tmp_path: Path) -> None:
    first = opened(tmp_path / "desk.sqlite")
    first.announce("http://127.0.0.1:8000")
    with pytest.raises(StoreBusy, match=rf"process {os.getpid()} at http://127.0.0.1:8000"):
        opened(tmp_path / "desk.sqlite")
    first.close()
    opened(tmp_path / "desk.sqlite").close()


def test_readers_work_beside_a_writer_and_cannot_write(tmp_path: Path) -> None:
    writer = opened(tmp_path / "desk.sqlite")
    reader = opened(tmp_path / "desk.sqlite", writable=False)
    with writer.pen() as pen:
        fill(pen, version(1, "One"))
    assert [line.id for line in reader.lines(Wanted())] == [1]
    with pytest.raises(StoreTrouble, match="reading only"), reader.pen():
        pass
    reader.close()
    writer.close()


def test_many_threads_can_read_while_one_writes(tmp_path: Path) -> None:
    store = opened(tmp_path / "desk.sqlite")
    wrong: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            count = store.count_lines(Wanted())
            if count % 10:
                wrong.append(count)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for start in range(0, 200, 10):
        with store.pen() as pen:
            fill(pen, *(version(start + n, f"Line {start + n}", minutes=n) for n in range(1, 11)))
    stop.set()
    for thread in threads:
        thread.join()
    assert not wrong
    assert store.count_lines(Wanted()) == 200
    store.close()


def test_threads_that_come_and_go_leave_no_files_open(tmp_path: Path) -> None:
    from copytaster.store.sqlite.pool import MOST

    store = opened(tmp_path / "desk.sqlite")

    def read() -> None:
        for _ in range(20):
            assert store.change_number() == 0

    def files() -> int:
        return len(os.listdir("/proc/self/fd"))

    before = files()
    for _ in range(5):
        threads = [threading.Thread(target=read) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert files() - before <= 3 * MOST
    store.close()
    assert files() < before


def _much(store: Store, filled_with: str = "x") -> None:
    with store.pen() as pen:
        pen.remember("much", filled_with * 20_000_000)


def test_the_log_is_cut_off_after_one_large_transaction(tmp_path: Path) -> None:
    store = opened(tmp_path / "desk.sqlite")
    _much(store)
    assert (tmp_path / "desk.sqlite-wal").stat().st_size < 1_000_000
    store.close()


def test_a_reader_in_the_middle_of_a_long_question_holds_no_writer_up(tmp_path: Path) -> None:
    store = opened(tmp_path / "desk.sqlite")
    reader = sqlite3.connect(tmp_path / "desk.sqlite", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM memory").fetchall()
    _much(store)
    began = time.monotonic()
    for n in range(3):
        with store.pen() as pen:
            pen.remember("small", str(n))
    assert time.monotonic() - began < 2
    reader.execute("COMMIT")
    reader.close()
    _much(store, filled_with="y")
    assert (tmp_path / "desk.sqlite-wal").stat().st_size < 1_000_000
    store.close()


def test_a_log_that_cannot_be_folded_back_does_not_unsay_what_was_written(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = opened(tmp_path / "desk.sqlite")

    class Broken:
        def execute(self, sql: str) -> None:
            raise sqlite3.OperationalError("disk I/O error")

    store._log._connection = Broken()  # type: ignore[attr-defined]
    _much(store)
    assert len(store.memory("much") or "") == 20_000_000
    assert "could not be folded back" in caplog.text
    store.close()


def test_no_question_of_a_page_reads_a_whole_table(tmp_path: Path) -> None:
    store = opened(tmp_path / "desk.sqlite")
    counted = Counting(store)
    store.figures()
    store.last_received()
    store.lines(Wanted(tasted=True, genre=None))
    store.lines(Wanted(source="wire"))
    store.situations(limit=10)
    store.undated(START)
    store.edition(1)
    store.editions(kind="dossier", key="1")
    store.deliveries(state="kept", limit=1)
    store.decisions(kind=DecisionKind.UNDO)
    store.decisions(on=[1])
    store.decided_in([1])
    store.lines_changed(1)
    store.held(None)
    store.held(START)
    store.orders_held()
    store.versions_under("wire", ["urn:1"])
    for sql in list(counted.asked):
        marks = [1] * sql.count("?")
        plan = [row[3] for row in store._rows("EXPLAIN QUERY PLAN " + sql, marks)]  # type: ignore[attr-defined]
        read = [step for step in plan if re.match(r"SCAN (version|raw|delivery|line|edition|situation|decision\b)", step)]
        assert [step for step in read if "INDEX" not in step] == [], sql
    store.close()


def test_the_search_index_of_an_older_database_takes_in_batches_too(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    connection = sqlite3.connect(path, isolation_level=None)
    for number, script in migrations():
        if number < 5:
            connection.executescript(f"{script}\nPRAGMA user_version = {number};")
    migrate(connection, path)
    kept = dict(connection.execute("SELECT k, v FROM search_config WHERE k IN ('hashsize', 'automerge')"))
    connection.close()
    assert kept == {"hashsize": 4 * 1024 * 1024, "automerge": 8}


def test_what_a_transaction_received_reaches_the_search_index_in_one_go(tmp_path: Path) -> None:
    store = opened(tmp_path / "desk.sqlite")
    with store.pen() as pen:
        for number in range(1, 6):
            fill(pen, version(number, f"Talks {number}"))
    store.close()
    with sqlite3.connect(tmp_path / "desk.sqlite") as connection:
        stretches = connection.execute("SELECT count(DISTINCT id >> 37) FROM search_data WHERE id >> 37 > 0").fetchone()[0]
    connection.close()
    assert stretches == 1


def test_a_database_from_a_newer_version_is_refused_with_advice(tmp_path: Path) -> None:
    opened(tmp_path / "desk.sqlite").close()
    with sqlite3.connect(tmp_path / "desk.sqlite") as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    for writable in (True, False):
        with pytest.raises(StoreTooNew, match=r"newer copytaster.*Upgrade"):
            opened(tmp_path / "desk.sqlite", writable=writable)


def test_a_file_that_is_no_database_is_left_alone_and_named(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite"
    file.write_bytes(b"this is no database, and long enough to be taken for one " * 40)
    with pytest.raises(StoreTrouble, match="not a sound database"):
        opened(file)
    assert file.read_bytes().startswith(b"this is no database")


def test_reading_where_nothing_is_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="no desk here yet"):
        opened(tmp_path / "desk.sqlite", writable=False)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    store = opened(tmp_path / "desk.sqlite")
    with store.pen() as pen:
        pen.put_source(SOURCE)
        pen.keep(Delivery("wire", START, b"first"))
    # SQLite's own limit on pages stands in for a disk without room: the error it raises is the same.
    store._writer.execute("PRAGMA max_page_count = 60")  # type: ignore[attr-defined]
    with pytest.raises(StoreFull, match="disk is full"), store.pen() as pen:
        for n in range(200):
            pen.keep(Delivery("wire", START, os.urandom(20_000) + bytes([n])))
    store._writer.execute("PRAGMA max_page_count = 1000000")  # type: ignore[attr-defined]
    assert store.figures().deliveries == 1
    with store.pen() as pen:
        pen.keep(Delivery("wire", START, b"second"))
    assert store.figures().deliveries == 2
    store.close()


_WRITER = """
import sys
from pathlib import Path
from copytaster import open_desk
from copytaster.model import Source
from tests.conftest import headlines

with open_desk(sys.argv[1]) as desk:
    desk.add_source(Source("wire", "A wire", kind="jsonl"))
    for n in range(10_000):
        done = desk.receive([headlines(f"Event number {n} in town {n * 7919}", f"Another thing {n * 104729} happens", minutes=n)])
        print(n, flush=True)
"""


def test_killed_in_the_middle_it_loses_nothing_acknowledged_and_shows_no_half_line(tmp_path: Path) -> None:
    from copytaster import open_desk

    acknowledged = -1
    for _ in range(3):
        program = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
        )
        assert program.stdout is not None
        seen = []
        for line in program.stdout:
            seen.append(int(line))
            if len(seen) >= 12:
                program.kill()
                break
        program.wait()
        program.stdout.close()
        acknowledged = max(acknowledged, seen[-1])
    with open_desk(tmp_path) as desk:
        store = desk.store
        bodies = {store.delivery(r.id).body for r in store.deliveries()}  # type: ignore[union-attr]
        for n in range(acknowledged + 1):
            assert any(f"Event number {n} in town {n * 7919}".encode() in body for body in bodies)
        assert store.deliveries(state="kept") == []
        versions = list(store.all_versions())
        assert {v.id for v in versions} == set(store.line_calls([v.id for v in versions]))
        for v in versions:
            line = store.line_of(v.id)
            assert line is not None
            assert store.line(line) is not None
            assert store.story(store.story_of(line) or 0) is not None
