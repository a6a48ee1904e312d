"""Which source is asked when."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from asking import NOW, source
from hypothesis import given
from hypothesis import strategies as st

from copytaster.fetch.schedule import BOUNDS, DAY, HOUR, MINUTE, adapt, due, hinted, interval_of, next_check, settle, shard_of
from copytaster.model import Pace, Source, SourceState


def at(seconds: float) -> dt.datetime:
    """So many seconds after now."""
    return NOW + dt.timedelta(seconds=seconds)


def wait(when: dt.datetime) -> float:
    """Seconds from now."""
    return (when - NOW).total_seconds()


def wires(count: int, host: str = "example.org") -> list[Source]:
    """So many sources on one host."""
    return [Source(f"{host}-{n}", f"Wire {n}", address=f"https://{host}/{n}") for n in range(count)]


def test_a_source_that_was_never_asked_is_due() -> None:
    assert due(wires(1), {}, NOW) == wires(1)
    assert due(wires(1), {"example.org-0": SourceState("example.org-0")}, NOW) == wires(1)


def test_a_source_is_not_due_a_second_before_its_time_and_due_at_it() -> None:
    states = {"example.org-0": SourceState("example.org-0", status="ok", next_check=NOW)}
    assert due(wires(1), states, at(-1)) == []
    assert due(wires(1), states, NOW) == wires(1)


def test_a_source_that_is_gone_is_never_due() -> None:
    assert due(wires(1), {"example.org-0": SourceState("example.org-0", status="gone")}, at(99 * DAY)) == []


def test_the_longest_overdue_comes_first() -> None:
    sources = wires(1, "a.example") + wires(1, "b.example") + wires(1, "c.example")
    states = {s.key: SourceState(s.key, next_check=at(-n)) for n, s in enumerate(sources)}
    assert [s.key for s in due(sources, states, NOW)] == ["c.example-0", "b.example-0", "a.example-0"]


def test_one_host_gets_a_few_at_a_time_and_files_are_not_counted() -> None:
    files = [Source(f"f{n}", f"f{n}", kind="file", address=f"/drop/{n}") for n in range(5)]
    chosen = due([*wires(9), *wires(1, "b.example"), *files], {}, NOW, per_host=2)
    assert [s.key for s in chosen] == ["b.example-0", "example.org-0", "example.org-1", "f0", "f1", "f2", "f3", "f4"]


def test_a_host_that_asked_to_wait_is_left_alone_with_all_its_sources() -> None:
    states = {"example.org-1": SourceState("example.org-1", status="rate limited", next_check=at(60))}
    assert due(wires(3), states, NOW) == []
    assert len(due(wires(3), states, at(60), per_host=9)) == 3


def test_a_moved_source_counts_for_the_host_it_moved_to() -> None:
    states = {"example.org-0": SourceState("example.org-0", moved_to="https://b.example/")}
    assert len(due(wires(1) + wires(2, "b.example"), states, NOW, per_host=1)) == 1


@pytest.mark.parametrize("pace", Pace)
def test_no_hint_or_habit_leaves_the_bounds_of_the_pace(pace: Pace) -> None:
    bounds, one = BOUNDS[pace], source("https://example.org/", pace=pace)
    fast, slow = (next_check(one, after=NOW, interval=i, hint=h) for i, h in ((0, 0), (10 * DAY, 99 * DAY)))
    assert bounds.fastest <= wait(fast) <= bounds.fastest * 1.1
    assert bounds.slowest <= wait(slow) <= bounds.slowest * 1.1


def test_what_the_server_tells_is_waited_for_beyond_the_bounds() -> None:
    one = source("https://example.org/", pace=Pace.WIRE)
    assert wait(next_check(one, after=NOW, interval=120, told=12 * HOUR)) >= 12 * HOUR


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.integers(0, 99), st.text(max_size=5))
def test_a_check_is_never_earlier_than_told_nor_than_the_fastest(i: float, h: float, told: float, failures: int, key: str) -> None:
    for pace in Pace:
        one = dataclasses.replace(source("https://example.org/", pace=pace), key=key)
        waited = wait(next_check(one, after=NOW, interval=i, hint=h, told=told, failures=failures))
        assert waited >= max(told, BOUNDS[pace].fastest) - 1e-3
        assert waited <= max(told, DAY, BOUNDS[pace].slowest) * 1.1 + 1


def test_each_failure_doubles_the_wait_up_to_a_day() -> None:
    one = source("https://example.org/")
    waits = [wait(next_check(one, after=NOW, interval=600, failures=n)) for n in range(1, 12)]
    assert waits[1] > 1.8 * waits[0]
    assert waits == sorted(waits)
    assert waits[-1] <= DAY + 300


def test_sources_do_not_march_in_step() -> None:
    assert len({next_check(s, after=NOW, interval=HOUR) for s in wires(50)}) == 50


def test_news_makes_us_come_sooner_and_silence_later_within_the_bounds() -> None:
    bounds = BOUNDS[Pace.NEWS]
    assert adapt(Pace.NEWS, None, has_news=True) == bounds.first
    interval = bounds.first
    assert adapt(Pace.NEWS, interval, has_news=True) < interval < adapt(Pace.NEWS, interval, has_news=False)
    for has_news, end in ((True, bounds.fastest), (False, bounds.slowest)):
        for _ in range(40):
            interval = adapt(Pace.NEWS, interval, has_news=has_news)
        assert interval == end


@pytest.mark.parametrize(
    ("about", "seconds"),
    [
        ({"ttl": "60"}, HOUR),
        ({"ttl": "0"}, 0),
        ({"sy_updateperiod": "hourly", "sy_updatefrequency": "2"}, 30 * MINUTE),
        ({"sy_updateperiod": "Daily"}, DAY),
        ({"sy_updateperiod": "hourly", "sy_updatefrequency": "0"}, HOUR),
        ({"ttl": "15", "sy_updateperiod": "hourly"}, HOUR),
        ({"ttl": "soon", "sy_updateperiod": "sometimes", "sy_updatefrequency": "x"}, None),
        ({"ttl": "²"}, None),
        ({"ttl": "9" * 50}, 365 * DAY),
        ({}, None),
    ],
)
def test_hints_of_feeds_are_read_and_nonsense_is_none(about: dict[str, str], seconds: float | None) -> None:
    assert hinted(about) == seconds


def test_settling_learns_from_what_was_read() -> None:
    one, state = source("https://example.org/"), SourceState("test-wire", status="ok", checked=NOW, notes={"interval": "1800"})
    busy, quiet = settle(one, state, fresh=3), settle(one, state, fresh=0)
    assert interval_of(one, busy) < 1800 < interval_of(one, quiet)
    assert (busy.changed, quiet.changed) == (NOW, None)
    hinting = settle(one, state, fresh=3, about={"ttl": "90"})
    assert hinting.next_check is not None
    assert wait(hinting.next_check) >= 90 * MINUTE


def test_settling_does_not_forget_what_the_server_told() -> None:
    state = SourceState("test-wire", status="ok", checked=NOW, notes={"told": "43200"})
    settled = settle(source("https://example.org/"), state, fresh=5).next_check
    assert settled is not None
    assert wait(settled) >= 43200


def test_a_move_to_something_unreadable_is_not_believed() -> None:
    state = SourceState("test-wire", status="ok", checked=NOW, moved_to="https://login.example/")
    doubted = settle(source("https://example.org/"), state, fresh=0, unreadable="it is a web page")
    assert doubted.moved_to is None
    assert doubted.failures == 1
    assert doubted.problem.startswith("Test Wire: ")
    assert "it is a web page" in doubted.problem


def test_notes_that_make_no_sense_do_no_harm() -> None:
    state = SourceState("test-wire", status="ok", checked=NOW, notes={"interval": "x", "told": "", "hint": "nan"})
    assert settle(source("https://example.org/"), state, fresh=0).next_check is not None


def test_all_sources_of_a_host_fall_to_one_shard_and_all_shards_are_used() -> None:
    assert len({shard_of(s, 7) for s in wires(20)}) == 1
    assert {shard_of(s, 4) for n in range(60) for s in wires(1, f"h{n}.example")} == {0, 1, 2, 3}
