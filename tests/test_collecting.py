"""The collector looks seldom while a piece of work is under way, and as usual after the last of them."""

import gc
import threading

import pytest

from copytaster.collecting import seldom_collecting


def test_the_collector_is_as_it_was_after_a_piece_of_work() -> None:
    before = gc.get_threshold()
    with seldom_collecting():
        assert gc.get_threshold()[0] > before[0]
        assert gc.isenabled()
    assert gc.get_threshold() == before


def test_pieces_of_work_that_overlap_in_two_threads_leave_nothing_behind() -> None:
    before = gc.get_threshold()
    begun, go_on = threading.Event(), threading.Event()

    def other() -> None:
        with seldom_collecting():
            begun.set()
            go_on.wait(5)

    thread = threading.Thread(target=other)
    with seldom_collecting():
        thread.start()
        assert begun.wait(5)
    assert gc.get_threshold()[0] > before[0]
    go_on.set()
    thread.join()
    assert gc.get_threshold() == before


def test_work_that_fails_leaves_the_collector_as_it_was() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), seldom_collecting():
        raise ValueError("broken")
    assert gc.get_threshold() == before


def test_a_collector_that_is_off_stays_off() -> None:
    before = gc.get_threshold()
    gc.set_threshold(0, *before[1:])
    try:
        with seldom_collecting():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)
