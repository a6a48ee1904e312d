"""Which source is asked when."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from asking import NOW, source
from hypothesis import given
from hypothesis import strategies as st

from copytaster.fetch.pace import BOUNDS, DAY, HOUR, MINUTE, hinted, interval, learnt, noted
from copytaster.fetch.schedule import due, heed, host_of, next_check, shard_of
from copytaster.model import UTC, Pace, Source, SourceState


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


def test_what_is_being_asked_is_not_due_and_counts_for_its_host() -> None:
    chosen = due(wires(5), {}, NOW, per_host=2, under_way={"example.org-3"})
    assert [s.key for s in chosen] == ["example.org-0"]
    assert due(wires(2), {}, NOW, under_way={"example.org-0", "example.org-1"}) == []


def test_a_host_that_asked_to_wait_is_left_alone_with_all_its_sources() -> None:
    states = {"example.org-1": SourceState("example.org-1", status="rate limited", next_check=at(60))}
    assert due(wires(3), states, NOW) == []
    assert len(due(wires(3), states, at(60), per_host=9)) == 3


def test_a_moved_source_counts_for_the_host_it_moved_to() -> None:
    states = {"example.org-0": SourceState("example.org-0", moved_to="https://b.example/")}
    assert len(due(wires(1) + wires(2, "b.example"), states, NOW, per_host=1)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://Example.ORG/a", "https://example.org./b"),
        ("http://example.org:8080/a", "http://user:pass@example.org/b"),
        ("https://münchen.example/a", "https://xn--mnchen-3ya.example/b"),
        ("http://[::1]/a", "http://[0:0:0:0:0:0:0:1]:8080/b"),
    ],
)
def test_a_host_is_one_host_however_it_is_written(one: str, other: str) -> None:
    assert host_of(one) == host_of(other) != ""
    sources = [Source("a", "A", address=one), Source("b", "B", address=other)]
    assert len(due(sources, {}, NOW, per_host=1)) == 1
    assert shard_of(sources[0], 1000) == shard_of(sources[1], 1000)


def test_a_clock_that_was_years_ahead_does_not_silence_a_source_for_years() -> None:
    """Written while the clock stood in 2030, read after it was put right."""
    ahead = at(5 * 365 * DAY)
    for status in ("ok", "rate limited"):
        wrong = SourceState("example.org-0", status=status, checked=ahead, next_check=ahead + dt.timedelta(hours=2))
        assert due(wires(1), {"example.org-0": wrong}, NOW) == wires(1)


@given(st.floats(0, 3600), st.floats(120, 7 * DAY))
def test_a_clock_that_is_put_back_a_little_makes_nobody_early(back: float, waiting: float) -> None:
    asked = SourceState("example.org-0", status="ok", checked=at(back), next_check=at(back + waiting))
    assert due(wires(1), {"example.org-0": asked}, NOW) == []


def test_a_lease_that_was_written_under_a_wrong_clock_does_not_slow_the_polling() -> None:
    one = source("https://example.org/")
    wrong = state(rate=500, pushed_until=at(5 * 365 * DAY).timestamp())
    assert wait(next_check(one, wrong, after=NOW)) < BOUNDS[Pace.NEWS].slowest


@pytest.mark.parametrize("pace", Pace)
def test_a_request_that_nobody_heard_is_repeated_within_the_bounds_of_the_pace(pace: Pace) -> None:
    """The desk's own line was down for a night: its wires are back a quarter of an hour after it."""
    one = source("https://example.org/", pace=pace)
    waits = [wait(next_check(one, state(), after=NOW, failures=n, was_heard=False)) for n in range(1, 12)]
    assert waits == sorted(waits)
    assert waits[-1] <= BOUNDS[pace].slowest * 1.1


def state(status: str = "ok", **notes: float) -> SourceState:
    """A state that was checked now, with notes."""
    return SourceState("test-wire", status=status, checked=NOW, notes={name: str(value) for name, value in notes.items()})


@pytest.mark.parametrize("pace", Pace)
def test_no_hint_or_habit_leaves_the_bounds_of_the_pace(pace: Pace) -> None:
    bounds, one = BOUNDS[pace], source("https://example.org/", pace=pace)
    fast, slow = (next_check(one, state(rate=r, hint=h), after=NOW) for r, h in ((1e9, 0), (0, 99 * DAY)))
    assert bounds.fastest <= wait(fast) <= bounds.fastest * 1.1
    assert bounds.slowest <= wait(slow) <= bounds.slowest * 1.1
    assert bounds.first <= wait(next_check(one, state(), after=NOW)) <= bounds.first * 1.1


def test_what_the_server_tells_is_waited_for_beyond_the_bounds() -> None:
    one = source("https://example.org/", pace=Pace.WIRE)
    assert wait(next_check(one, state(rate=100, told=12 * HOUR), after=NOW)) >= 12 * HOUR
    assert wait(next_check(one, state(rate=100), after=NOW, told=12 * HOUR)) >= 12 * HOUR


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.integers(0, 99), st.text(max_size=5))
def test_a_check_is_never_earlier_than_told_nor_than_the_fastest(
    rate: float, h: float, told: float, failures: int, key: str
) -> None:
    for pace in Pace:
        one = dataclasses.replace(source("https://example.org/", pace=pace), key=key)
        waited = wait(next_check(one, state(rate=rate, hint=h, told=told), after=NOW, failures=failures))
        assert waited >= max(told, BOUNDS[pace].fastest) - 1e-3
        assert waited <= max(told, DAY, BOUNDS[pace].slowest) * 1.1 + 1


def test_each_failure_doubles_the_wait_up_to_a_day() -> None:
    one = source("https://example.org/")
    waits = [wait(next_check(one, state(), after=NOW, failures=n)) for n in range(1, 12)]
    assert waits[1] > 1.8 * waits[0]
    assert waits == sorted(waits)
    assert waits[-1] <= DAY + 300


def test_sources_do_not_march_in_step() -> None:
    assert len({next_check(s, state(), after=NOW) for s in wires(50)}) == 50


def test_a_source_that_a_hub_pushes_is_asked_as_seldom_as_its_pace_allows() -> None:
    one = source("https://example.org/")
    pushed, lapsed = (state(rate=500, pushed_until=(NOW + dt.timedelta(hours=h)).timestamp()) for h in (9, -1))
    assert wait(next_check(one, pushed, after=NOW)) >= BOUNDS[Pace.NEWS].slowest
    assert wait(next_check(one, lapsed, after=NOW)) < BOUNDS[Pace.NEWS].slowest


def test_news_makes_us_come_sooner_and_silence_later_within_the_bounds() -> None:
    bounds, rate = BOUNDS[Pace.NEWS], None
    for fresh, end in ((9, bounds.fastest), (0, bounds.slowest)):
        intervals = []
        for _ in range(400):
            rate = learnt(Pace.NEWS, rate, fresh=fresh, span=1800)
            intervals.append(interval(Pace.NEWS, rate))
        assert intervals == sorted(intervals, reverse=fresh > 0)
        assert intervals[-1] == end


def test_the_rate_comes_to_what_really_happens() -> None:
    rate = None
    for n in range(400):
        rate = learnt(Pace.NEWS, rate, fresh=n % 2, span=HOUR)
    assert rate == pytest.approx(12, rel=0.05)


def test_what_comes_at_first_sight_teaches_nothing() -> None:
    assert interval(Pace.NEWS, learnt(Pace.NEWS, None, fresh=500, span=0)) == pytest.approx(BOUNDS[Pace.NEWS].first)


@pytest.mark.parametrize(
    ("about", "seconds"),
    [
        ({"ttl": "60"}, HOUR),
        ({"ttl": "0"}, 0),
        ({"update_period": "hourly", "update_frequency": "2"}, 30 * MINUTE),
        ({"update_period": "Daily"}, DAY),
        ({"update_period": "hourly", "update_frequency": "0"}, HOUR),
        ({"ttl": "15", "update_period": "hourly"}, HOUR),
        ({"ttl": "soon", "update_period": "sometimes", "update_frequency": "x"}, None),
        ({"ttl": "²"}, None),
        ({"ttl": "-60"}, None),
        ({"ttl": " 90.0 "}, 90 * MINUTE),
        ({"expired": "yes", "ttl": "5"}, 365 * DAY),
        ({"update_period": " HOURLY ", "update_frequency": " 1 "}, HOUR),
        ({"update_frequency": "4"}, 6 * HOUR),
        ({"update_period": "", "update_frequency": "1"}, DAY),
        ({"update_period": "yearly", "update_frequency": "365.0"}, DAY),
        ({"ttl": "9" * 50}, 365 * DAY),
        ({}, None),
    ],
)
def test_hints_of_feeds_are_read_and_nonsense_is_none(about: dict[str, str], seconds: float | None) -> None:
    assert hinted(about) == seconds


NIGHT_AND_WEEKEND = {"skip_hours": "22 23 0 24 1", "skip_days": "Saturday sunday Someday"}


@pytest.mark.parametrize(
    ("pace", "checked", "to"),
    [
        (Pace.SLOW, "2025-10-08T17:30", "2025-10-09T02:00"),
        (Pace.SLOW, "2025-10-08T10:00", None),
        (Pace.NEWS, "2025-10-08T21:00", None),
        (Pace.NEWS, "2025-10-08T23:00", "2025-10-09T01:00"),
        (Pace.NEWS, "2025-10-09T00:30", "2025-10-09T02:00"),
        (Pace.WIRE, "2025-10-08T22:30", "2025-10-08T22:45"),
        (Pace.SLOW, "2025-10-10T20:00", "2025-10-11T20:00"),
    ],
)
def test_hours_and_days_that_a_feed_wants_skipped_are_skipped_within_the_bounds(pace: Pace, checked: str, to: str | None) -> None:
    """Nights and weekends off: the next check is where it was, or where the span ends, or at the slowest of the pace."""
    at_first = dt.datetime.fromisoformat(checked).replace(tzinfo=UTC)
    before = dataclasses.replace(state(), checked=at_first)
    one = source("https://example.org/", pace=pace)
    plain, skipping = (heed(one, before, fresh=1, about=about).next_check for about in ({}, NIGHT_AND_WEEKEND))
    assert skipping == (plain if to is None else dt.datetime.fromisoformat(to).replace(tzinfo=UTC))


def test_a_feed_that_wants_every_hour_or_nonsense_skipped_is_asked_as_ever() -> None:
    one = source("https://example.org/")
    for about in ({"skip_hours": " ".join(map(str, range(24)))}, {"skip_days": "Caturday", "skip_hours": "99 -x"}, {}):
        assert heed(one, state(), fresh=1, about=about).next_check == heed(one, state(), fresh=1).next_check
    odd = dataclasses.replace(state(), notes={"skips": "x/y/z"})
    assert wait(next_check(one, odd, after=NOW)) > 0


def test_heeding_learns_from_what_was_read() -> None:
    one, before = source("https://example.org/"), state(rate=10, span=HOUR)
    busy, quiet = heed(one, before, fresh=9), heed(one, before, fresh=0)
    assert (noted(busy, "rate") or 0) > 10 > (noted(quiet, "rate") or 0)
    assert (busy.changed, quiet.changed) == (NOW, None)
    hinting = heed(one, before, fresh=9, about={"ttl": "90"})
    assert hinting.next_check is not None
    assert wait(hinting.next_check) >= 90 * MINUTE


def test_heeding_does_not_forget_what_the_server_told() -> None:
    heeded = heed(source("https://example.org/"), state(told=43200), fresh=5).next_check
    assert heeded is not None
    assert wait(heeded) >= 43200


def test_what_stays_unreadable_is_read_less_and_less_and_mends_at_once() -> None:
    one, kept = source("https://example.org/"), state()
    waits = []
    for _ in range(4):
        kept = heed(one, dataclasses.replace(kept, failures=0, status="ok"), fresh=0, unreadable="it is a web page")
        assert kept.next_check is not None
        waits.append(wait(kept.next_check))
    assert waits == sorted(waits)
    assert waits[-1] > 4 * waits[0]
    mended = heed(one, dataclasses.replace(kept, failures=0, status="ok", problem=""), fresh=1)
    assert "unreadable" not in mended.notes
    assert (mended.status, mended.problem) == ("ok", "")


def test_a_move_to_something_unreadable_is_not_believed() -> None:
    moved = dataclasses.replace(state(), moved_to="https://login.example/")
    doubted = heed(source("https://example.org/"), moved, fresh=0, unreadable="it is a web page")
    assert doubted.moved_to is None
    assert doubted.failures == 1
    assert doubted.problem.startswith("Test Wire: ")
    assert "it is a web page" in doubted.problem


def test_notes_that_make_no_sense_do_no_harm() -> None:
    odd = SourceState("test-wire", checked=NOW, notes={"rate": "x", "told": "nan", "hint": "-1", "span": "inf", "unreadable": ""})
    assert heed(source("https://example.org/"), odd, fresh=0).next_check is not None


def test_all_sources_of_a_host_fall_to_one_shard_and_all_shards_are_used() -> None:
    assert len({shard_of(s, 7) for s in wires(20)}) == 1
    assert {shard_of(s, 4) for n in range(60) for s in wires(1, f"h{n}.example")} == {0, 1, 2, 3}
