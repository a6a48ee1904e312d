"""IPTC 7901 and ANPA 1312: control characters, headings, times, several messages in one transmission."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item
from copytaster.wire import sniff
from copytaster.wire.reading import Reading

RECEIVED = dt.datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
TELEX = (
    "\x01bdt0123 3 pl 120 dpa 0456\nFähre/Norwegen/\n\x02{marks}Fähre vor Norwegen auf Grund gelaufen =\n\n"
    "Oslo (dpa) - Eine Fähre ist am Mittwoch vor der Küste Norwegens auf Grund\ngelaufen. Verletzt wurde niemand, wie die Polizei"
    " mitteilte.\n\n   Die Ursache ist noch unklar, sagte ein Sprecher der Reederei\nam Nachmittag.\n\x03\n041115 Mrz 26\n\x04"
)
ANPA = (
    "\x01a0456AP\x1fr\nu i\x13\x11 BC-Norway-Ferry     03-04 0120\n\x02^BC-Norway-Ferry, {mark}0120<\n^Ferry aground off Norway<\n"
    "^Eds: {note}<\n^By ADA BERG=\n^Associated Press=\n"
    "\tOSLO, Norway (AP) _ A ferry ran aground off Norway on Wednesday.\n\tNobody was hurt, police said.\n"
    "\x03AP-WS-03-04-26 1015GMT\n\x04"
)


def read(text: str) -> Reading:
    return sniff.read(Delivery("wire", RECEIVED, text.encode("latin-1")))


def telex(marks: str = "") -> Item:
    (found,) = read(TELEX.format(marks=marks)).items
    return found


def anpa(mark: str = "", note: str = "Adds police.") -> Item:
    (found,) = read(ANPA.format(mark=mark, note=note)).items
    return found


def test_a_telex_is_an_item_with_its_broken_lines_joined() -> None:
    found = telex()
    assert found.headline == "Fähre vor Norwegen auf Grund gelaufen"
    assert "auf Grund gelaufen. Verletzt wurde niemand" in found.body
    assert found.version_created == dt.datetime(2026, 3, 4, 11, 15, tzinfo=UTC)
    assert (found.urgency, found.origin, found.language) == (3, "dpa", "de")


@pytest.mark.parametrize("end", ["\r\n", "\r\r\n", "\r", "\n\r", "\r\r\r\n"])
@pytest.mark.parametrize("text", [TELEX.format(marks="1. Lead\n"), ANPA.format(mark="1st Ld-Writethru,", note="Adds.")])
def test_lines_of_a_telex_may_end_in_any_way_that_a_teleprinter_ends_them(text: str, end: str) -> None:
    assert read(text.replace("\n", end)).items == read(text).items


@pytest.mark.parametrize("text", [TELEX.format(marks=""), ANPA.format(mark="", note="Adds.")])
def test_a_message_whose_start_of_heading_got_lost_is_still_one(text: str) -> None:
    assert read(text.removeprefix("\x01")).items == read(text).items


def test_marks_above_the_headline_of_a_telex_stay_marks() -> None:
    found = telex(marks="Eilmeldung\n")
    assert found.headline == "Fähre vor Norwegen auf Grund gelaufen"
    assert {"urgent", "alert"} & set(found.marks)


def test_an_anpa_message_is_an_item() -> None:
    found = anpa()
    assert (found.headline, found.slugline) == ("Ferry aground off Norway", "BC-Norway-Ferry")
    assert found.byline.startswith("By ADA BERG")
    assert found.version_created == dt.datetime(2026, 3, 4, 10, 15, tzinfo=UTC)
    assert found.body.startswith("OSLO, Norway (AP)")
    assert "\n\nNobody was hurt" in found.body
    assert found.origin == "AP"


def test_a_writethru_and_a_correction_are_marked() -> None:
    found = anpa(mark="3rd Ld-Writethru, ", note="CORRECTS the name of the ferry.")
    assert any(mark.startswith(("writethru", "lead")) for mark in found.marks)
    assert "correction" in found.marks


def test_a_form_feed_inside_a_slug_breaks_nothing() -> None:
    (found,) = read(ANPA.format(mark="", note="Adds.").replace("^BC-", "^BC-\x0c")).items
    assert (found.headline, found.slugline) == ("Ferry aground off Norway", "BC- Norway-Ferry")


def test_a_transmission_holds_several_messages_and_a_broken_one_costs_itself_alone() -> None:
    reading = read(
        TELEX.format(marks="") + "\x01bdt0124 3 pl 10 dpa\n\x02\x03\x04" + TELEX.format(marks="").replace("0123", "0125")
    )
    assert len(reading.items) == 2
    assert len({found.uri for found in reading.items}) == 2


@pytest.mark.parametrize("text", ["\x01\x02\x03\x04", "\x01bdt0123 3 pl\n\x02\x03"])
def test_a_telex_without_copy_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_a_telex_that_lost_its_control_characters_on_the_way_is_still_one() -> None:
    whole = telex("2. Zusammenfassung\n")
    bare = TELEX.format(marks="2. Zusammenfassung\n")
    for sign in "\x01\x02\x03\x04":
        bare = bare.replace(sign, "")
    reading = read(bare)
    (found,) = reading.items
    assert reading.format == "iptc7901"
    assert (found.headline, found.body, found.version_created) == (whole.headline, whole.body, whole.version_created)
    assert (found.marks, found.slugline, found.urgency) == (whole.marks, whole.slugline, whole.urgency)


def test_a_list_that_opens_with_letters_and_figures_is_no_telex() -> None:
    assert read("abc123 5 ways to sail\nFerry aground off Norway\nTug sent\n").format == "headlines"


@pytest.mark.parametrize(
    ("line", "sent"),
    [
        ("AP-NY-03-04-26 0559EST<", (2026, 3, 4, 10, 59)),
        ("AP-NY-03-04-26 0559EDT<", (2026, 3, 4, 9, 59)),
        ("AP-WS-03-04-26 2259PDT<", (2026, 3, 5, 5, 59)),
        ("AP-CS-03-04-26 0101CST<", (2026, 3, 4, 7, 1)),
        ("AP-NR-03-04-26 1200ET<", (2026, 3, 4, 17, 0)),
        ("NYT-03-04-26 0922Z", (2026, 3, 4, 9, 22)),
        ("upi 03-04-26 02:15 aes", (2026, 3, 4, 7, 15)),
        ("UPI 03-03-26 12:15 PCD", (2026, 3, 3, 17, 15)),
        ("KWS-21:37-03-02-26", (2026, 2, 3, 21, 37)),
    ],
)
def test_the_zone_of_a_sign_off_counts(line: str, sent: tuple[int, int, int, int, int]) -> None:
    (found,) = read(ANPA.format(mark="", note="Adds.").replace("AP-WS-03-04-26 1015GMT", line)).items
    assert found.version_created == dt.datetime(*sent, tzinfo=UTC)


def test_a_zone_that_is_not_known_is_noted() -> None:
    (found,) = read(ANPA.format(mark="", note="Adds.").replace("1015GMT", "1015XQT")).items
    assert found.version_created == dt.datetime(2026, 3, 4, 10, 15, tzinfo=UTC)
    assert "time zone 'XQT' is not known: read as UTC" in found.notes


@pytest.mark.parametrize(("printed", "year"), [("89", 1989), ("79", 1979), ("99", 1999), ("00", 2000), ("26", 2026), ("27", 2027)])
def test_two_figures_of_a_year_far_in_the_future_are_of_the_last_century(printed: str, year: int) -> None:
    (found,) = read(ANPA.format(mark="", note="Adds.").replace("03-04-26 1015", f"03-04-{printed} 1015")).items
    assert found.version_created == dt.datetime(year, 3, 4, 10, 15, tzinfo=UTC)
