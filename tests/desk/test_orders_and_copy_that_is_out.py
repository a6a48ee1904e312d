"""Orders, held back themselves, that stop copy that is out; copy sent after a kill; embargoes put off under another id."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from copytaster.desk.desk import Desk, open_desk
from copytaster.desk.judging import Judging
from copytaster.model import UTC, Delivery
from copytaster.settings import Settings
from copytaster.store.base import Wanted
from tests.conftest import Clock

START = dt.datetime(2025, 10, 9, 6, tzinfo=UTC)
SHUT = "The harbour of the town is shut after the storm, the council said on Monday. Ships wait outside for the wind to drop."
OPEN = "The harbour of the town opens again on Tuesday, the council said. Ships may enter from noon, the harbour master told us."


def at(minutes: int) -> dt.datetime:
    """An instant so many minutes after the start."""
    return START + dt.timedelta(minutes=minutes)


def sent(minutes: int, headline: str, text: str, /, *, by: int | None = None, **fields: Any) -> Delivery:
    """An object of ninjs, dated when it was sent (`by`, else when it comes)."""
    dated = f"{at(minutes if by is None else by):%Y-%m-%dT%H:%M:%SZ}"
    value = {"uri": "urn:1", "type": "text", "versioncreated": dated, "headline": headline, "body_text": text, **fields}
    return Delivery("wire", at(minutes), json.dumps(value).encode(), "test")


def until(minutes: int) -> str:
    return f"{at(minutes):%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture
def wire(desk: Desk, clock: Clock) -> Desk:
    clock.now = START
    return desk


def standing(desk: Desk) -> list[tuple[int, bool]]:
    """The lines that stand, oldest first: the head of each, and whether it is killed."""
    return sorted((line.head.id, line.killed) for line in desk.store.lines(Wanted()))


def test_a_kill_stops_copy_that_is_out_though_its_next_version_is_under_embargo(wire: Desk, clock: Clock) -> None:
    wire.receive([sent(0, "Harbour shut", SHUT, version="1"), sent(5, "Harbour opens", OPEN, version="2", embargoed=until(60))])
    wire.receive([sent(9, "Harbour opens", OPEN, version="3", pubstatus="canceled")])
    assert (standing(wire), len(wire.held())) == ([(1, True)], 2)
    wire.judge_again()
    assert standing(wire) == [(1, True)]
    clock.now = at(61)
    assert wire.release() == 2
    assert standing(wire) == [(3, True)]


def test_a_kill_that_names_held_copy_beside_its_own_takes_effect_at_once(wire: Desk) -> None:
    wire.receive([sent(0, "Ferry is back", OPEN), sent(1, "Harbour shut", SHUT, uri="urn:2", embargoed=until(60))])
    wire.receive(
        [sent(5, "Ferry is back", "", pubstatus="canceled", associations={"see": {"uri": "urn:2", "headline": "Harbour"}})]
    )
    assert (standing(wire), len(wire.held())) == ([(3, True)], 1)


def test_copy_that_its_wire_withholds_after_it_was_sent_stands_again_when_it_is_let_out(wire: Desk) -> None:
    wire.receive([sent(0, "Harbour shut", SHUT, version="1"), sent(5, "Harbour shut", SHUT, version="2", pubstatus="withheld")])
    assert standing(wire) == [(1, True)]
    wire.receive([sent(9, "Harbour shut till noon", SHUT, version="3")])
    assert standing(wire) == [(3, False)]


def test_a_late_version_does_not_end_the_hold_on_its_copy(wire: Desk) -> None:
    wire.receive([sent(5, "Harbour shut", SHUT, version="2", pubstatus="withheld")])
    wire.receive([sent(9, "Harbour shut", SHUT, version="1", by=0)])
    assert standing(wire) == [(2, True)]


def test_a_version_under_embargo_stops_nothing_that_was_sent_freely(wire: Desk) -> None:
    wire.receive([sent(0, "Harbour shut", SHUT, version="1"), sent(5, "Harbour opens", OPEN, version="2", embargoed=until(60))])
    wire.receive([sent(6, "Harbour opens", OPEN, version="3", ednote="Embargoed until the end of the speech")])
    assert (standing(wire), len(wire.held())) == ([(1, False)], 2)


@pytest.mark.parametrize("is_anew", [False, True])
def test_the_corrected_story_after_a_kill_is_a_line_of_its_own(desk: Desk, clock: Clock, is_anew: bool) -> None:
    desk.receive([sent(0, "Harbour shut", SHUT, version="1"), sent(5, "Harbour shut", "", version="2", pubstatus="canceled")])
    if is_anew:
        desk.judge_again()
    desk.receive([sent(9, "Harbour opens", OPEN, version="3")])
    assert standing(desk) == [(2, True), (3, False)]
    desk.receive([sent(12, "Harbour opens at noon", OPEN, version="4")])
    assert standing(desk) == [(2, True), (4, False)]
    desk.judge_again()
    assert standing(desk) == [(2, True), (4, False)]


def test_the_corrected_story_is_known_after_a_restart(wire: Desk, clock: Clock) -> None:
    wire.receive([sent(0, "Harbour shut", SHUT, version="1"), sent(5, "Harbour opens", OPEN, version="2", embargoed=until(60))])
    wire.receive([sent(9, "Harbour opens", OPEN, version="3", pubstatus="canceled")])
    wire.close()
    with open_desk(settings=Settings(data=wire.settings.data), clock=clock) as again:
        assert standing(again) == [(1, True)]
        again.receive([sent(12, "Harbour opens at noon", OPEN, version="4")])
        assert standing(again) == [(1, True), (4, False)]
        clock.now = at(61)
        assert again.release() == 0
        assert standing(again) == [(1, True), (4, False)]


def test_the_corrected_story_under_an_id_of_its_own_is_not_killed_and_the_same_text_is(wire: Desk) -> None:
    wire.receive([sent(0, "Harbour of the town shut after storm", SHUT), sent(5, "KILL", "", pubstatus="canceled")])
    wire.receive([sent(9, "Harbour of the town shut after storm", SHUT, uri="urn:2")])
    assert standing(wire) == [(3, True)]
    mended = SHUT.replace("council", "harbour master")
    wire.receive([sent(12, "Harbour of the town shut after the storm", mended, uri="urn:3")])
    assert standing(wire) == [(3, True), (4, False)]


def test_copy_whose_kill_under_another_id_came_before_it_is_killed(wire: Desk) -> None:
    kill = b"From: a@a.example\nMessage-ID: <2@a.example>\nIn-Reply-To: <1@a.example>\nDate: Thu, 09 Oct 2025 06:05:00 +0000\n"
    copy = b"From: a@a.example\nMessage-ID: <1@a.example>\nDate: Thu, 09 Oct 2025 06:00:00 +0000\nSubject: Harbour shut\n\n"
    notice = b"Subject: Re: ours\n\nMANDATORY KILL\n\nEDITORS:\n\nThe council was misquoted.\n"
    wire.receive([Delivery("wire", at(6), kill + notice, "mail")])
    wire.receive([Delivery("wire", at(9), copy + SHUT.encode(), "mail")])
    assert standing(wire) == [(2, True)]
    wire.judge_again()
    assert standing(wire) == [(2, True)]


@pytest.mark.parametrize("text", [SHUT, f"The embargo is extended.\n\n{SHUT}"])
def test_an_embargo_put_off_under_another_id_holds_the_earlier_copy_too(wire: Desk, clock: Clock, text: str) -> None:
    wire.receive(
        [sent(0, "Harbour shut", SHUT, embargoed=until(60)), sent(5, "Harbour shut", text, uri="urn:2", embargoed=until(120))]
    )
    clock.now = at(61)
    assert wire.release() == 0
    clock.now = at(121)
    assert wire.release() == 2


def test_two_days_copy_under_one_headline_come_out_each_at_its_time(wire: Desk, clock: Clock) -> None:
    wire.receive([sent(0, "Horoscope", SHUT, embargoed=until(60)), sent(0, "Horoscope", OPEN, uri="urn:2", embargoed=until(120))])
    clock.now = at(61)
    assert wire.release() == 1


def test_copy_shows_no_moment_before_the_kill_that_waited_with_it(desk: Desk, clock: Clock) -> None:
    clock.now = START
    desk._receiver._batch = 1
    desk.receive([sent(0, "Harbour shut", SHUT, embargoed=until(60)), sent(5, "Harbour shut", "", pubstatus="canceled")])
    clock.now, before = at(61), desk.store.change_number()
    assert desk.release() == 2
    assert desk.store.change_number() == before + 1


def test_one_version_that_breaks_the_judges_keeps_no_other_from_coming_out(wire: Desk, clock: Clock, monkeypatch: Any) -> None:
    wire.receive([sent(0, "Harbour shut", SHUT, embargoed=until(60)), sent(1, "Ferry", OPEN, uri="urn:2", embargoed=until(60))])
    wire.receive([sent(5, "KILL", "", uri="urn:2", pubstatus="canceled")])
    take = Judging.take

    def breaking(self: Judging, pen: Any, versions: Any, rulings: Any) -> Any:
        assert versions[0].item.headline != "Harbour shut"
        return take(self, pen, versions, rulings)

    monkeypatch.setattr(Judging, "take", breaking)
    clock.now = at(61)
    assert wire.release() == 2
    assert (standing(wire), [version.id for version in wire.held()]) == ([(3, True)], [1])


def test_asking_the_sources_lets_out_what_is_due(wire: Desk, clock: Clock) -> None:
    wire.receive([sent(0, "Harbour shut", SHUT, embargoed=until(60))])
    clock.now = at(61)
    wire.fetch()
    assert standing(wire) == [(1, False)]
