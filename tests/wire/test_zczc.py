"""Telex that ZCZC opens: every message is an item, fields by sign and by name, lines of routing left out."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import sniff

SIGNED = """ZCZC VIK
%A
#harbour
$Harbour stays closed
*17000000
@NORTH
~Morning Service
The harbour of Vik stays closed until the storm is over, the harbour master said on Wednesday morning.

   Two ferries wait outside, and no other ship is expected before Friday, when the wind is to turn.

NNNN
"""
NAMED = """zczc
AN#7700
PD#04 March 2026 14:00:00
SO#Port News
BY#
TI#Harbour stays closed
AB#The harbour of Vik stays closed
until the storm is over.
TX#
The harbour of Vik stays closed until the storm is over, the harbour master said on Wednesday morning.
"""
ROUTED = """ZCZC0815/VIK
VIK03
R POL S0A QBXB
PORTO CHIUSO, TRAGHETTI FERMI
 (ANSA) - VIK, 4 MAR - Il porto di Vik resta chiuso fino alla fine della tempesta, ha detto mercoledi' il comandante.
(ANSA).
04-MAR-26 11:02 NNN
NNNN
"""


def items(text: str) -> tuple[Item, ...]:
    return sniff.read(Delivery("wire", dt.datetime(2026, 3, 5, tzinfo=UTC), text.encode())).items


def test_signs_in_front_of_lines_tell_headline_slug_and_topic() -> None:
    (found,) = items(SIGNED)
    assert (found.headline, found.slugline) == ("Harbour stays closed", "harbour")
    assert [subject.code for subject in found.subjects] == ["medtop:17000000"]
    assert found.body.startswith("The harbour of Vik")
    assert found.body.endswith("when the wind is to turn.")


def test_names_in_front_of_lines_tell_what_they_are() -> None:
    (found,) = items(NAMED)
    assert (found.uri, found.headline, found.credit_line) == ("7700", "Harbour stays closed", "Port News")
    assert found.version_created == dt.datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
    assert found.summary == "The harbour of Vik stays closed until the storm is over."
    assert found.body.startswith("The harbour of Vik stays closed until the storm is over, the")


def test_lines_of_routing_are_no_headline_and_the_last_line_dates_the_copy() -> None:
    (found,) = items(ROUTED)
    assert found.headline == "PORTO CHIUSO, TRAGHETTI FERMI"
    assert found.origin == "ANSA"
    assert found.version_created == dt.datetime(2026, 3, 4, 11, 2, tzinfo=UTC)
    assert "NNN" not in found.body


def test_every_message_of_a_transmission_is_an_item() -> None:
    assert [item.headline for item in items(SIGNED + ROUTED)] == ["Harbour stays closed", "PORTO CHIUSO, TRAGHETTI FERMI"]


@pytest.mark.parametrize("text", ["ZCZC", "ZCZC\nNNNN", "ZCZC 01\n\n\nNNNN\n"])
def test_a_transmission_without_copy_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        items(text)


def test_a_sign_with_next_to_nothing_behind_it_tells_nothing() -> None:
    (found,) = items(SIGNED.replace("$Harbour stays closed", "$K"))
    assert found.headline.startswith("The harbour of Vik stays closed")


@pytest.mark.parametrize("first", ["", "T"])
def test_a_named_field_may_begin_on_the_line_below_its_name(first: str) -> None:
    (found,) = items(NAMED.replace("TI#Harbour stays closed", f"TI#{first}\nHarbour stays closed"))
    assert found.headline == "Harbour stays closed"


def test_codes_of_receivers_in_brackets_are_routing() -> None:
    (found,) = items("ZCZC VIK000\nYY RFG INTERNET (3RR) INET(3RR) NC(ATD)\nRACING : Fields Saturday\n1 HARBOUR HCP 1.50\nNNNN\n")
    assert "INTERNET" not in found.headline + found.body


def test_lines_of_a_table_are_no_part_of_the_headline_above_it() -> None:
    rows = "\n".join(f" {n}  ferry {n}   berth {n + 3}   {n}.30" for n in range(1, 8))
    (found,) = items(f"ZCZC VIK000\nFERRIES : Vik departures\n{rows}\n\n\nNNNN\n")
    assert found.headline == "FERRIES : Vik departures"
    assert all(f"ferry {n}" in found.body for n in range(1, 8))


@pytest.mark.parametrize(
    ("head", "headline", "slugline", "keywords"),
    [
        ("#Port Vik\n:ARRIVALS 1-11 Saturday", "Port Vik: ARRIVALS 1-11 Saturday", "Port Vik", []),
        ("#Ten Ships\n:Ten Ships - March 13\nTen Ships - March 13", "Ten Ships - March 13", "Ten Ships", []),
        ("YY TDR\n:LIST :Port Vik SAILING DAY", "Port Vik SAILING DAY", "", ["LIST"]),
        ("YY RFG INTERNET (3RR) NC(ATD)\n:LIST :Vik - Form Thursday\n:SPORT - Vik", "Vik - Form Thursday", "", ["LIST"]),
        ("HH TDCom\nVik Comment Saturday ships 1-6", "Vik Comment Saturday ships 1-6", "", []),
        ("$J\n:\n:Vik Lotteries\n*T\nSat Lotto Draw No. 3855", "Sat Lotto Draw No. 3855", "", ["Vik Lotteries"]),
    ],
)  # fmt: skip
def test_lists_and_results_are_titled_by_what_they_list(head: str, headline: str, slugline: str, keywords: list[str]) -> None:
    body = "   Ship One - Pilot Boat Cup 1400m\n\n   STORMY (A Master) 5m: slowly away. Overtook near the pier.\n   VIK LISTS\n"
    (found,) = items(f"ZCZC FMG000\n{head}\n{body}NNNN\n")
    assert (found.headline, found.slugline) == (headline, slugline)
    assert [subject.name for subject in found.subjects] == keywords
    assert found.body.startswith("Ship One - Pilot Boat Cup 1400m")


def test_two_words_in_capitals_below_a_number_are_a_headline_unless_they_are_routing() -> None:
    (found,) = items("ZCZC 0815\nPORTO CHIUSO\n   Il porto di Vik resta chiuso, ha detto il comandante.\nNNNN\n")
    assert found.headline == "PORTO CHIUSO"


KUWAIT = """ZCZC KUN0044
POL-VIK-HARBOUR
HARBOUR OF VIK CLOSED

VIK, March 4 (KUNA) -- The harbour of Vik stays closed until the storm is over. (end)
abc.def
KUNA 041530 Mar 26NNNN
"""
INDIA = """ZCZC DEL22
NAT-HARBOUR-LD VIK
Harbour of Vik closed
Vik, Mar 4 (PTI) The harbour of Vik stays closed until the storm
is over. PTI ABC
DEF GHI
03041530
NNNN
"""


@pytest.mark.parametrize(
    ("text", "uri", "slugline", "headline"),
    [
        (KUWAIT, "zczc:kun0044:2026-03-04", "POL-VIK-HARBOUR", "HARBOUR OF VIK CLOSED"),
        (INDIA, "zczc:del22:2026-03-04", "NAT-HARBOUR-LD VIK", "Harbour of Vik closed"),
    ],
)
def test_number_slug_and_date_are_taken_from_the_lines_around_the_copy(text: str, uri: str, slugline: str, headline: str) -> None:
    (found,) = items(text)
    assert (found.uri, found.slugline, found.headline) == (uri, slugline, headline)
    assert found.version_created == dt.datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
    assert found.dateline.startswith("V")
    assert found.body.endswith("is over.")


def test_a_message_whose_end_stands_behind_its_date_or_got_lost_is_parted_from_the_next() -> None:
    found = items(KUWAIT + INDIA.replace("NNNN\n", "") + KUWAIT.replace("0044", "0045"))
    assert [one.uri for one in found] == ["zczc:kun0044:2026-03-04", "zczc:del22:2026-03-04", "zczc:kun0045:2026-03-04"]


def test_a_number_without_a_day_is_no_id() -> None:
    assert [one.uri for one in items(INDIA.replace("03041530\n", ""))] == [None]
    assert [one.uri for one in items(INDIA.replace("DEL22", "DEL00"))] == [None]


@pytest.mark.parametrize(
    "routing",
    ["XIC50247_SXA_QBXB\nR CRO S0A QBXB", "ADN0918 7 CRO 0 ADN CRO NAZ RLI", "AGI0533 3 POL 0 R01 /", "ТАСС 0147"],
)
def test_codes_of_services_above_a_headline_are_routing(routing: str) -> None:
    body = "   (ANSA) - VIK, 4 MAR - Il porto di Vik resta chiuso. (ANSA).\n\n     XYZ-ABC/DEF\n04-MAR-26 11:02 NNNN\n"
    (found,) = items(f"ZCZC\n{routing}\n== Porto di Vik chiuso =\n{body}")
    assert (found.headline, found.dateline) == ("Porto di Vik chiuso", "(ANSA) - VIK, 4 MAR")
    assert found.body == "(ANSA) - VIK, 4 MAR - Il porto di Vik resta chiuso. (ANSA)."


@pytest.mark.parametrize("headline", ["US-IRAN TALKS RESUME", "COVID-19", "Ro-Ro-Ferry sinks"])
def test_a_headline_with_hyphens_is_no_slug(headline: str) -> None:
    (found,) = items(f"ZCZC 0815\n{headline}\n\n   The talks resume on Wednesday, the harbour master said.\nNNNN\n")
    assert found.headline == headline


def test_an_order_in_front_of_a_headline_holds_it_and_loses_no_words() -> None:
    (found,) = items(
        "ZCZC1122/SXB\n+++EMBARGO ALLE 10 DEL 7 MARZO+++ PORTO CHIUSO\n   (ANSA) - VIK, 4 MAR - Il porto chiude. (ANSA).\nNNNN\n"
    )
    assert found.headline.endswith("PORTO CHIUSO")
    assert found.embargoed_until is not None


def test_an_order_to_kill_names_the_message_by_its_number() -> None:
    text = "KILL KILL KILL\nSubscribers are advised to kill DEL22 slugged NAT-HARBOUR issued at 1412 hrs.\nPTI\n03041530\nNNNN\n"
    (found,) = items(f"ZCZC DEL45\n{text}")
    assert found.pub_status is PubStatus.CANCELED
    assert "zczc:del22:2026-03-04" in [one.uri for one in found.related]
