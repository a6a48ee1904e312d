"""Bulletins of weather services: what it is called, who sent it, when; not its number, its routing or its service as a headline."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.model import UTC, Delivery
from copytaster.wire import sniff
from copytaster.wire.reading import Reading

LOCAL = """XVK38100
Islands Bureau of Meteorology
North Isles

Cancellation of
Road Weather Alert for Vik

Issued at 9:27 am EST on Thursday 5 March 2026.

The road weather alert for the western suburbs has been cancelled, but the
situation will continue to be watched and further alerts will be issued if
necessary.
No further alerts will be issued for this event.
"""
SEAS = """XVK21020
40:2:1:04:55S075E35100:11:00
SECURITE
High Seas Weather Warning for AREA 10
Issued by the Islands Bureau of Meteorology, VIK
At 1859UTC 4 March 2026

GALE WARNING FOR SOUTHEASTERN AREA

SITUATION AT 1800UTC
The gales in this area are now included in warning 4.
"""
WMO = """WSVK32 KVIK 041200
HWOVIK

HAZARDOUS WEATHER OUTLOOK
NATIONAL WEATHER SERVICE VIK
700 AM EST WED MAR 4 2026

VKZ063-066>068-231300-

WINDS OF 30 KNOTS ARE EXPECTED ON MONDAY ALONG THE COAST.

$$
"""


def read(text: str) -> Reading:
    return sniff.read(Delivery("wire", dt.datetime(2026, 3, 5, tzinfo=UTC), text.encode()))


def test_a_bulletin_is_called_what_it_is_and_not_by_its_number_or_its_service() -> None:
    (item,) = read(LOCAL).items
    assert item.headline == "Cancellation of Road Weather Alert for Vik"
    assert item.credit_line == "Islands Bureau of Meteorology, North Isles"
    assert item.body.startswith("The road weather alert for the western suburbs has been cancelled, but the situation will")
    assert item.uri == "bulletin:XVK38100:2026-03-05"


def test_a_zone_that_is_another_countrys_as_well_leaves_the_day() -> None:
    (item,) = read(LOCAL).items
    assert (item.version_created, item.day) == (None, dt.date(2026, 3, 5))


def test_routing_and_the_call_to_ships_are_left_out_and_universal_time_is_read() -> None:
    (item,) = read(SEAS).items
    assert (item.headline, item.credit_line) == ("High Seas Weather Warning for AREA 10", "Islands Bureau of Meteorology")
    assert item.version_created == dt.datetime(2026, 3, 4, 18, 59, tzinfo=UTC)
    assert item.body.startswith("GALE WARNING FOR SOUTHEASTERN AREA")


@pytest.mark.parametrize(("before", "behind", "format_"), [("", "", "bulletin"), ("ZCZC MIAWSVIK ALL\n\n", "\nNNNN\n", "zczc")])
def test_a_bulletin_under_the_heading_of_the_wmo_is_read_with_and_without_its_frame(before: str, behind: str, format_: str) -> None:
    reading = read(f"{before}{WMO}{behind}")
    (item,) = reading.items
    assert (reading.format, item.headline) == (format_, "HAZARDOUS WEATHER OUTLOOK")
    assert item.version_created == dt.datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
    assert item.body.endswith("WINDS OF 30 KNOTS ARE EXPECTED ON MONDAY ALONG THE COAST.")


@pytest.mark.parametrize(
    "text",
    [
        "ABC12345\nHarbour closed\nFerry aground\n",
        "Weather service warns\nIssued at noon\nFerry aground\n",
        "SAUS31 KWBC 231200\nMETAR KJFK 231151Z 22005KT 10SM FEW250 12/04 A3001\n",
    ],
)
def test_what_names_no_service_or_no_number_is_no_bulletin(text: str) -> None:
    assert read(text).format != "bulletin"
