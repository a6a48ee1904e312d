"""Notes to editors: what they say of a version, and until when an embargo holds."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import ednote, embargo, finish

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


ORDERED = Delivery("wire", ISSUED, b"x")
SIX = dt.datetime(2026, 3, 4, 23, 0, tzinfo=UTC)


def finished(**fields: str) -> Item:
    held = Item(**{"headline": "Rail plan published", "language": "en", "version_created": ISSUED, **fields})  # type: ignore[arg-type]
    return finish.item(held, ORDERED)


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "HFR: Rail plan published"},
        {"headline": "HFR-Rail plan published"},
        {"headline": "(HFR) Rail plan published"},
        {"headline": "Hold for release: Rail plan published"},
        {"slugline": "BC-US--Rail Plan, HFR"},
        {"slugline": "BC-US--Rail Plan-HFR"},
        {"ed_note": "HFR"},
        {"ed_note": "Eds: Hold for release."},
        {"body": "HFR\n\nThe plan was published."},
        {"body": "Hold for release\n\nThe plan was published."},
    ],
)
def test_copy_that_is_to_be_held_for_release_is_withheld_wherever_that_is_said(fields: dict[str, str]) -> None:
    assert finished(**fields).pub_status is PubStatus.WITHHELD


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "HFR 6 p.m. EST: Rail plan published"},
        {"headline": "HFR until 6 p.m. EST - Rail plan published"},
        {"headline": "Hold for release 6 p.m. EST: Rail plan published"},
        {"slugline": "HFR 6 p.m. EST"},
        {"ed_note": "HFR 6 p.m. EST"},
        {"ed_note": "Hold for release until 6 p.m. EST"},
        {"body": "HFR 6 p.m. EST\n\nThe plan was published."},
        {"body": "Editors: Hold for release 6 p.m. EST.\nThe plan was published."},
    ],
)
def test_copy_that_is_to_be_held_until_a_time_is_under_embargo_until_then(fields: dict[str, str]) -> None:
    found = finished(**fields)
    assert (found.embargoed_until, found.pub_status) == (SIX, PubStatus.USABLE)


@pytest.mark.parametrize(
    "headline",
    [
        "HFR begins trial run",
        "VIA HFR: Trains for Quebec",
        "Hedge funds gain, HFR says",
        "HFR Sunday opens its doors",
        "Families hold for release of hostages",
        "Calls to hold for release of report on Sunday grow",
        "HFR trains run until 6 p.m. on Sunday",
        "HFR: Hedge funds gain in May",
        "HFR - Hedge fund launches rise in first quarter",
        "HFR: HFRI index falls 1.2 percent",
    ],
)
def test_a_name_and_ordinary_words_hold_nothing(headline: str) -> None:
    for found in (finished(headline=headline), finished(body=f"{headline}.\n\nIt was said on Monday.")):
        assert (found.pub_status, found.embargoed_until, found.marks) == (PubStatus.USABLE, None, ())


@pytest.mark.parametrize(
    "order",
    [
        "Nicht senden vor 5. März 2026, 18 Uhr",
        "Bitte nicht drucken vor dem 5. März, 18.00 Uhr",
        "Nicht publizieren vor 5.3.2026 18:00 Uhr",
        "Nicht veroeffentlichen vor 5.3.2026 18:00 Uhr",
        "Får ej publiceras före 5 mars kl. 18.00",
        "Får ej sändas före den 5 mars kl. 18",
        "Far ej publiceras fore 5 mars kl. 18.00",
        "FAR EJ SANDAS FORE KL 18.00 5 MARS",
        "Faar inte publiceras foere 5 mars kl 18",
    ],
)
def test_an_order_not_to_send_or_print_before_a_time_is_an_embargo_wherever_it_stands(order: str) -> None:
    for fields in ({"ed_note": order}, {"headline": order}, {"body": f"{order}\n\nThe plan was published."}):
        found = finished(**{"language": "", **fields})
        assert (found.embargoed_until, found.pub_status) == (dt.datetime(2026, 3, 5, 17, 0, tzinfo=UTC), PubStatus.USABLE)


@pytest.mark.parametrize(
    "headline",
    [
        "Sender darf nicht senden",
        "Filmen får ej sändas",
        "Warum Verlage nicht drucken",
        "Det får ej ske igen före valet kl. 18, säger partiet",
    ],
)
def test_news_of_what_may_not_be_sent_is_under_no_embargo(headline: str) -> None:
    assert (finished(headline=headline).embargoed_until, finished(headline=headline).marks) == (None, ())


@pytest.mark.parametrize(
    ("day", "hour"), [("8 July 2025", 13), ("8 January 2026", 14), ("2 November 2025", 14), ("1 November 2025", 13)]
)
@pytest.mark.parametrize("order", ["EMBARGOED until 9 a.m. ET {}", "EMBARGO: {} ET, 9 a.m.", "EMBARGO: {}, 09:00 ET"])
def test_an_embargo_by_the_clock_of_new_york_ends_by_the_law_of_its_day(order: str, day: str, hour: int) -> None:
    issued = dt.datetime(2025, 6, 30, 12, 0, tzinfo=UTC)
    ends = embargo.of_note(order.format(day), issued, "en")
    assert ends is not None
    assert (ends.hour, ends.minute) == (hour, 0)
