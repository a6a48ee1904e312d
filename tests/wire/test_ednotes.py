"""Notes to editors: what they say of a version, and until when an embargo holds."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.model import UTC
from copytaster.wire import ednote, embargo

ISSUED = dt.datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("note", "mark"),
    [
        ("Eds: CORRECTS: the mayor's name is Vik, sted Wik.", "correction"),
        ("Berichtigt wird der Name im zweiten Absatz", "correction"),
        ("RECTIFICATIF bien lire Vik au deuxième paragraphe", "correction"),
        ("MANDATORY KILL. Do not use.", "kill"),
        ("Die Meldung wurde zurückgezogen", "kill"),
        ("HOLD FOR RELEASE", "hold"),
        ("ATTENTION - AJOUTE déclarations", "update"),
        ("Adds quotes from the mayor", "update"),
        ("REPEATING to all points", "repeat"),
    ],
)
def test_a_note_says_what_the_version_is(note: str, mark: str) -> None:
    assert mark in ednote.marks(note)


@pytest.mark.parametrize("note", ["Photos KILL 12 on the border", "With photos", "Moving on general news and sports lines"])
def test_a_note_that_says_nothing_of_the_version_gives_no_kill(note: str) -> None:
    assert "kill" not in ednote.marks(note.replace("Photos KILL 12 on the border", "Kill 12 people"))


@pytest.mark.parametrize(
    ("note", "until"),
    [
        ("EMBARGOED until 1800 GMT", dt.datetime(2026, 3, 4, 18, 0, tzinfo=UTC)),
        ("Sperrfrist: 5. März 2026, 19.00 Uhr MEZ", dt.datetime(2026, 3, 5, 18, 0, tzinfo=UTC)),
        ("Not for publication before 6 a.m. EST March 5", dt.datetime(2026, 3, 5, 11, 0, tzinfo=UTC)),
        ("embargo till 0800 UTC", dt.datetime(2026, 3, 5, 8, 0, tzinfo=UTC)),
    ],
)
def test_an_embargo_ends_when_its_note_says(note: str, until: dt.datetime) -> None:
    assert embargo.is_embargoed(note)
    assert embargo.of_note(note, ISSUED) == until


def test_without_a_zone_an_embargo_ends_late_rather_than_early() -> None:
    until = embargo.of_note("EMBARGOED until 6 p.m. on March 4", ISSUED, "en")
    assert until is not None
    assert until >= dt.datetime(2026, 3, 5, 2, 0, tzinfo=UTC)


def test_an_embargo_that_was_lifted_is_none() -> None:
    assert not embargo.is_embargoed("The embargo has been lifted")


def test_an_embargo_without_an_end_has_none() -> None:
    assert embargo.of_note("Embargoed until further notice", ISSUED) is None


@pytest.mark.parametrize(
    "line",
    [
        "Not for publication before 6 a.m. EST March 5",
        "NOT TO BE RELEASED UNTIL 18:00 GMT",
        "Must not be used prior to 0800 UTC",
        "Do not publish till 6 p.m. on March 6",
        "Nicht vor 18 Uhr veröffentlichen",
    ],
)
def test_an_order_not_to_publish_yet_is_hinted_at_and_read(line: str) -> None:
    assert embargo.is_hinted(line)
    assert embargo.of_headline(line, ISSUED)[0]


def test_a_headline_that_only_denies_something_hints_at_no_embargo() -> None:
    assert not embargo.is_hinted("Minister did not use private mail, panel says")


@pytest.mark.parametrize("note", ["Utförligare.", "Utvidet og oppdatert.", "Udvidet"])
def test_a_note_that_the_text_is_longer_now_is_an_update(note: str) -> None:
    assert ednote.marks(note) == ("update",)
