"""How sources fare, told apart."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from asking import NOW, pull, run, source
from hypothesis import given
from hypothesis import strategies as st

from copytaster.fetch.health import Health, Status, alert, health, patience
from copytaster.fetch.history import ANSWERS, DAYS, History, answered, arrived
from copytaster.fetch.outcome import Outcome
from copytaster.fetch.schedule import heed
from copytaster.model import Pace, SourceState

WIRE = source("https://example.org/feed")
GOOD = SourceState("test-wire", status="ok", checked=NOW, succeeded=NOW, changed=NOW)
NOTHING = History()


def hours(count: float) -> dt.timedelta:
    """So many hours."""
    return dt.timedelta(hours=count)


def every(step: int, *, days: int = 14, until: dt.datetime = NOW) -> History:
    """News every so many hours."""
    return History(arrivals=tuple(until - hours(h) for h in range(days * 24, -1, -step)))


def failing(outcome: str, times: int) -> SourceState:
    """A source whose last answers were trouble."""
    return dataclasses.replace(GOOD, status=outcome, failures=times, problem="Test Wire (x): it is broken; mend it.")


@pytest.mark.parametrize(
    ("state", "history", "status", "words"),
    [
        (SourceState("test-wire"), NOTHING, Status.NEW, "not been asked"),
        (GOOD, NOTHING, Status.GOOD, "as it should on 2025-10-08 12:00 UTC"),
        (failing("unreachable", 2), NOTHING, Status.GOOD, "no trouble yet"),
        (failing("unreachable", 3), NOTHING, Status.BROKEN, "mend it (no success since 2025-10-08"),
        (failing("refused", 1), NOTHING, Status.BROKEN, "it is broken"),
        (failing("unreadable", 1), NOTHING, Status.GOOD, "no trouble yet"),
        (failing("unreadable", 2), NOTHING, Status.BROKEN, "it is broken"),
        (dataclasses.replace(failing("slow", 3), succeeded=None), NOTHING, Status.BROKEN, "it never worked"),
        (failing("rate limited", 5), NOTHING, Status.WAITING, "it is broken"),
        (dataclasses.replace(failing("rate limited", 2), succeeded=NOW - hours(99)), NOTHING, Status.WAITING, "it is broken"),
        (dataclasses.replace(failing("rate limited", 3), succeeded=NOW - hours(71)), NOTHING, Status.WAITING, "it is broken"),
        (dataclasses.replace(failing("rate limited", 3), succeeded=NOW - hours(73)), NOTHING, Status.BROKEN, "no success since"),
        (dataclasses.replace(failing("rate limited", 3), succeeded=None), NOTHING, Status.BROKEN, "it never worked"),
        (dataclasses.replace(GOOD, changed=NOW - hours(99), succeeded=NOW - hours(98)), NOTHING, Status.GOOD, ""),
        (failing("gone", 1), NOTHING, Status.GONE, "it is broken"),
        (dataclasses.replace(GOOD, moved_to="https://new.example/"), NOTHING, Status.MOVED, "https://new.example/"),
        (GOOD, History(((Outcome.NEW, 12.0),) * 5), Status.SLOW, "takes 12 s"),
        (GOOD, History(((Outcome.NEW, 12.0),) * 4), Status.GOOD, ""),
        (GOOD, History(((Outcome.NEW, 1.0), (Outcome.SLOW, 60.0)) * 3), Status.SLOW, "3 times out of 6"),
        (dataclasses.replace(GOOD, changed=NOW - hours(13)), every(6, until=NOW - hours(13)), Status.SILENT, "for 13 hours"),
        (dataclasses.replace(GOOD, changed=NOW - hours(11)), every(6, until=NOW - hours(11)), Status.GOOD, ""),
        (dataclasses.replace(GOOD, changed=NOW - hours(71)), NOTHING, Status.GOOD, ""),
        (dataclasses.replace(GOOD, changed=NOW - hours(73)), NOTHING, Status.SILENT, "3 days"),
        (dataclasses.replace(GOOD, changed=None), NOTHING, Status.GOOD, ""),
    ],
)
def test_each_way_of_faring_is_told_apart_with_its_reason(state: SourceState, history: History, status: Status, words: str) -> None:
    found = health(WIRE, state, history, NOW)
    assert found.status is status, found.why
    assert words in found.why
    assert found.why.endswith(".")


def test_patience_fits_the_pace_and_the_habit() -> None:
    assert patience(Pace.WIRE, NOTHING) < patience(Pace.NEWS, NOTHING) < patience(Pace.SLOW, NOTHING)
    assert patience(Pace.NEWS, every(10)) == hours(20)
    assert patience(Pace.NEWS, every(1)) == hours(12)
    assert patience(Pace.WIRE, every(1)) == hours(2)
    assert patience(Pace.NEWS, every(2, days=6)) == patience(Pace.NEWS, NOTHING)


def test_an_alert_is_raised_when_trouble_begins_and_when_it_ends_and_not_in_between() -> None:
    good, broken, silent = (Health(s, f"It is {s}.") for s in (Status.GOOD, Status.BROKEN, Status.SILENT))
    slow, waiting = Health(Status.SLOW, "It is slow."), Health(Status.WAITING, "It waits.")
    begun = alert(WIRE, good, broken)
    assert begun is not None
    assert (begun.source, begun.status, begun.was, begun.what) == ("test-wire", Status.BROKEN, Status.GOOD, "It is broken.")
    assert alert(WIRE, broken, broken) is None
    assert alert(WIRE, None, good) is None
    assert alert(WIRE, good, slow) is None
    assert alert(WIRE, broken, waiting) is None
    assert alert(WIRE, None, silent) is not None
    turned, ended = alert(WIRE, silent, broken), alert(WIRE, broken, slow)
    assert turned is not None
    assert turned.was is Status.SILENT
    assert ended is not None
    assert ended.what == "Test Wire works again."


def test_the_history_is_kept_by_asking_and_reading() -> None:
    state = run(pull("http://127.0.0.1:9/feed")).state
    state = run(pull("http://127.0.0.1:9/feed", state)).state
    assert [outcome for outcome, _ in History.of(state).answers] == [Outcome.UNREACHABLE] * 2
    heeded = heed(WIRE, dataclasses.replace(state, checked=NOW), fresh=2)
    assert History.of(heeded).arrivals == (NOW,)
    assert History.of(heed(WIRE, heeded, fresh=0)).arrivals == (NOW,)


def test_the_history_stays_short() -> None:
    notes: dict[str, str] = {}
    for n in range(24 * 100):
        notes = answered(notes, Outcome.NOT_MODIFIED, n / 10)
        notes = arrived(notes, NOW + hours(n))
        notes = arrived(notes, NOW + hours(n + 0.5))
    kept = History.of(SourceState("x", notes=notes))
    assert len(kept.answers) == ANSWERS
    assert kept.answers[-1] == (Outcome.NOT_MODIFIED, 239.9)
    assert len(kept.arrivals) == DAYS * 24 + 1
    assert sum(map(len, notes.values())) < 5000


@given(st.text(), st.text())
def test_notes_that_make_no_sense_are_left_out(answers: str, arrivals: str) -> None:
    odd = SourceState("x", notes={"answers": answers, "arrivals": arrivals})
    assert health(WIRE, dataclasses.replace(odd, checked=NOW, status="ok"), History.of(odd), NOW).why
    arrived(odd.notes, NOW)
