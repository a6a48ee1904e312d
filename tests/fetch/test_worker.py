"""Reading hostile bytes in a process that can be shot."""

from __future__ import annotations

import asyncio
import os
import time

import pytest
from asking import run
from readers import length, obey

from copytaster.errors import Unreadable
from copytaster.fetch.worker import Worker


def test_a_worker_reads_in_another_process_and_stays_for_the_next_call() -> None:
    async def work() -> None:
        worker = Worker(length)
        first, second = await worker.call(b"x" * 100_000, "https://example.org/ä"), await worker.call(b"")
        assert (first["length"], first["address"], second["length"]) == (100_000, "https://example.org/ä", 0)
        assert first["pid"] == second["pid"] != os.getpid()
        await worker.close()

    run(work())


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (b"spin", "took longer than 1 s"),
        (b"sleep", "took longer than 1 s"),
        (b"memory", "more than 300 MiB"),
        (b"leak", "more than 300 MiB"),
        (b"die", r"broke the reader \(exit 3\)"),
        (b"raise", "ZeroDivisionError: in the reader"),
        (b"unreadable", "there is no article on this page"),
        (b"bytes", "TypeError"),
    ],
)
def test_whatever_goes_wrong_is_one_reason_and_the_next_call_works(order: bytes, words: str) -> None:
    async def work() -> None:
        worker = Worker(obey, seconds=1)
        began = time.monotonic()
        with pytest.raises(Unreadable, match=words):
            await worker.call(order)
        assert time.monotonic() - began < 10
        assert await worker.call(b"go on") == "done"
        await worker.close()

    run(work())


def test_what_a_reader_prints_is_not_taken_for_its_reply() -> None:
    async def work() -> None:
        worker = Worker(obey)
        assert await worker.call(b"print") == "done"
        assert await worker.call(b"print") == "done"
        await worker.close()

    run(work())


def test_calls_wait_for_one_another_and_a_cancelled_one_leaves_no_reply_behind() -> None:
    async def work() -> None:
        worker = Worker(length)
        replies = await asyncio.gather(*(worker.call(b"x" * n) for n in range(20)))
        assert [reply["length"] for reply in replies] == list(range(20))
        await worker.close()
        slow = Worker(obey, seconds=5)
        await slow.call(b"warm up")
        task = asyncio.create_task(slow.call(b"sleep"))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await slow.call(b"go on") == "done"
        await slow.close()

    run(work())


def test_closing_a_worker_that_never_worked_is_no_error() -> None:
    run(Worker(length).close())
