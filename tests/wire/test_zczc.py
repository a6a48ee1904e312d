"""Telex that ZCZC opens: every message is an item, fields by sign and by name, lines of routing left out."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item
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
