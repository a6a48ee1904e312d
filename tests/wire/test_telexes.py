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


def test_messages_of_a_service_that_counts_nothing_have_no_id() -> None:
    text = TELEX.format(marks="").replace("0123", "0000")
    found = read(text + text.replace("Norwegen", "Schweden")).items
    assert [one.uri for one in found] == [None, None]
    assert telex().uri == "iptc7901:bdt0123:2026-03-04"


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


REUTERS = (
    "\x05\x05\x05F\n\x16\x16\x01f0215\x1freute\nd f BC-HARBOUR-<HRBR>-TALKS   03-03 0076\n\x02\n"
    "HARBOUR <HRBR> ENDS TALKS ON\nSALE OF QUAYS\n"
    "    OSLO, March 3 - Harbour Inc said its quays unit broke off\ntalks on a sale.\n Reuter\n\x03\x05\x05\x05C T\n"
    "\x16\x16\x01f0216\x1freute\nr f BC-coffee-crop   03-03 0050\n\x02\n"
    "COFFEE CROP IS LARGER\n    BOGOTA, March 3 - The crop is larger.\n Reuter\n\x03"
)


def test_the_telex_of_reuters_has_no_carets_and_no_signs_in_its_header() -> None:
    first, second = read(REUTERS).items
    assert (first.headline, second.headline) == ("HARBOUR <HRBR> ENDS TALKS ON SALE OF QUAYS", "COFFEE CROP IS LARGER")
    assert first.body == "OSLO, March 3 - Harbour Inc said its quays unit broke off talks on a sale."
    assert (first.slugline, first.dateline, first.origin) == ("BC-HARBOUR-<HRBR>-TALKS", "OSLO, March 3", "Reuters")
    assert (first.uri or "").startswith("anpa1312:f0215:")


def test_the_telex_of_upi_leaves_fields_open_and_signs_below_the_text() -> None:
    (found,) = read(
        "\x01n0333\x1f\r\nr i bc-britain-rail   03-04 0180\r\n\x02^bc-britain-rail 03-04<\r\n^British rail workers to strike\r\n"
        "   LONDON (UPI) -- British rail workers will walk off the job.\r\n   upi 03-04-26 02:15 aes\r\n\x03"
    ).items
    assert (found.headline, found.slugline, found.origin) == ("British rail workers to strike", "bc-britain-rail", "UPI")
    assert (found.dateline, found.version_created) == ("LONDON (UPI)", dt.datetime(2026, 3, 4, 7, 15, tzinfo=UTC))
    assert found.body.endswith("off the job.")


@pytest.mark.parametrize("service", ["kr0456", "K045", "ab0456SH"])
def test_a_service_may_have_two_letters(service: str) -> None:
    text = ANPA.format(mark="", note="Adds.").replace("a0456AP", service).replace("\x13\x11", "")
    reading = read(text)
    assert (reading.format, reading.items[0].headline) == ("anpa1312", "Ferry aground off Norway")


def test_what_new_york_times_signs_within_the_text_is_its_time() -> None:
    text = (
        ANPA.format(mark="", note="Adds.")
        .replace("\x03AP-WS-03-04-26 1015GMT", "\tNYT-03-04-26 0922EST<\n\x03")
        .replace(" (AP)", "")
    )
    (found,) = read(text.replace("0456AP", "0456")).items
    assert (found.version_created, found.origin) == (dt.datetime(2026, 3, 4, 14, 22, tzinfo=UTC), "New York Times")
    assert found.body.endswith("police said.")


BARE = (
    "a0456AP\nu i BC-Norway-Ferry     03-04 0120\nBC-Norway-Ferry, 2nd Ld-Writethru,0120<\nFerry aground off\nNorway; 3 missing<\n"
    "Eds: UPDATES with 3 missing.<\nBy ADA BERG=\nAssociated Press=\n\tOSLO, Norway (AP) _ A ferry ran aground.\n"
    "\tRescuers were searching the fjord.\nAP-WS-03-04-26 1015GMT\n"
)


def test_anpa_that_lost_its_control_characters_on_the_way_is_still_one() -> None:
    (found,) = read(BARE).items
    assert (found.headline, found.byline) == ("Ferry aground off Norway; 3 missing", "By ADA BERG, Associated Press")
    assert found.body == "OSLO, Norway (AP) — A ferry ran aground.\n\nRescuers were searching the fjord."
    assert (found.uri, found.origin, found.urgency) == ("anpa1312:a0456:2026-03-04", "AP", 3)
    assert found.version_created == dt.datetime(2026, 3, 4, 10, 15, tzinfo=UTC)


def test_messages_without_control_characters_are_parted_by_their_headers() -> None:
    reading = read(f"{BARE}\n{BARE.replace('0456', '0457')}\n{BARE.replace('0456', '0458')}")
    assert [found.uri for found in reading.items] == [f"anpa1312:a{number}:2026-03-04" for number in ("0456", "0457", "0458")]
    assert len({found.body for found in reading.items}) == 1


def test_anpa_without_header_and_control_characters_goes_by_its_slug_and_sign_off() -> None:
    (found,) = read(BARE.partition("0120\n")[2]).items
    assert (found.headline, found.slugline) == ("Ferry aground off Norway; 3 missing", "BC-Norway-Ferry, 2nd Ld-Writethru")
    assert (found.uri, found.version_created) == (None, dt.datetime(2026, 3, 4, 10, 15, tzinfo=UTC))


def test_a_message_that_lost_the_signs_around_its_text_is_still_one() -> None:
    whole = read(ANPA.format(mark="", note="Adds.")).items
    assert read(ANPA.format(mark="", note="Adds.").replace("\x02", "").replace("\x03", "").replace("\x04", "")).items == whole


@pytest.mark.parametrize(
    "text", ["a0456\nFerry aground off Norway\nTug sent to the ferry\n", "BC-Lions win, 31\nFerry aground off Norway\n"]
)
def test_a_list_that_opens_like_a_header_is_no_telex(text: str) -> None:
    assert read(text).format == "headlines"
