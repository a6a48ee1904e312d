"""Pages and lists of headlines as plain text."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Genre
from copytaster.wire import headlines, sniff

PAGE = (
    """-
Second line of the ticker
-
First line of the ticker
A title without a stop
A standfirst that is long enough to be running text, because it goes on for a good while and says what the whole piece is about,
Background
"""
    + "The body of the first section, which goes on for long enough that nobody takes it for a headline. " * 3
    + """

A featured piece

Another one (47†)
"""
)


def delivery(text: str | bytes) -> Delivery:
    body = text.encode() if isinstance(text, str) else text
    return Delivery("page", dt.datetime(2025, 10, 8, tzinfo=UTC), body)


def test_a_page_yields_its_ticker_its_analysis_and_its_rail() -> None:
    items = headlines.read(delivery(PAGE)).items
    assert [i.headline for i in items if i.genre is Genre.CURRENT] == ["First line of the ticker", "Second line of the ticker"]
    assert [i.headline for i in items if i.genre is Genre.FEATURE] == ["Another one (47†)", "A featured piece"]
    (analysis,) = [i for i in items if i.genre is Genre.ANALYSIS]
    assert analysis.headline == "A title without a stop"
    assert "## Background" in analysis.body


def test_the_upper_line_of_a_page_is_the_newer_one_and_keeps_its_place() -> None:
    items = headlines.read(delivery(PAGE)).items
    ticker = [i for i in items if i.genre is Genre.CURRENT]
    assert [i.position for i in ticker] == [1, 0]


def test_no_line_of_a_page_is_given_a_time() -> None:
    for item in headlines.read(delivery(PAGE)).items:
        assert item.version_created is None
        assert item.day is None
        assert "undated" in item.notes[0]


def test_a_pasted_list_without_dashes_is_a_ticker() -> None:
    items = sniff.read(delivery("• One thing happens\n• Another thing happens\n")).items
    assert [i.headline for i in items] == ["Another thing happens", "One thing happens"]


def test_a_page_in_another_encoding_is_read_with_a_note() -> None:
    reading = headlines.read(delivery("-\nLa grève des éboueurs\n".encode("windows-1252")))
    assert reading.items[0].headline == "La grève des éboueurs"
    assert "not UTF-8" in reading.notes[0]


def test_bytes_without_a_headline_are_unreadable() -> None:
    with pytest.raises(Unreadable, match="empty"):
        sniff.read(delivery(b"   \n"))
    with pytest.raises(Unreadable):
        sniff.read(delivery(b"\x00\x01\x02\x03" * 50))


@pytest.mark.parametrize("sign", ["**", "+++", "///"])
def test_a_ticker_that_was_pasted_as_it_ran_is_parted_at_its_signs(sign: str) -> None:
    ran = f"FERRY AGROUND OFF VIK {sign} TUG SENT FROM OSLO {sign} HARBOUR 5.4% BUSIER IN MAY {sign} STORM TO LAST {sign}"
    found = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, tzinfo=UTC), ran.encode()))
    assert found.format == "headlines"
    assert [(item.position, item.headline) for item in reversed(found.items)] == [
        (0, "FERRY AGROUND OFF VIK"),
        (1, "TUG SENT FROM OSLO"),
        (2, "HARBOUR 5.4% BUSIER IN MAY"),
        (3, "STORM TO LAST"),
    ]


def test_a_notice_whose_lines_were_broken_to_a_width_is_no_list() -> None:
    notice = """PORT77
Port Authority of Vik
Northern Coast

Warning for small craft

Issued at 9:27 am on Thursday 5 March 2026.

The warning for the northern coast has been lifted, but the harbour master
will keep watching the weather and warn again if that should become
needful.
For berths please call the harbour office.
"""
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 5, tzinfo=UTC), notice.encode())).items
    assert "the harbour master will keep watching the weather and warn again if that should become needful." in found.body


def test_a_dateline_with_a_year_tells_the_day_of_a_release() -> None:
    release = "Vik Ferries to Buy a Tug\n\nVIK, Norway, March 4, 2026 /PRNewswire/ --\n\n" + (
        "Vik Ferries said today that it is to buy a tug, so that no ferry need wait off the harbour for one from Oslo any more. "
        * 2
    )
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 5, tzinfo=UTC), release.encode())).items
    assert (found.headline, found.day) == ("Vik Ferries to Buy a Tug", dt.date(2026, 3, 4))


def test_each_block_of_dot_copy_in_a_file_is_an_item_under_the_order_above_them() -> None:
    blocks = "".join(f".HEADLINE Pier {number} shut\n.SLUG pier{number}\n.TEXT\nIt is shut, he said.\n" for number in range(3))
    items = sniff.read(Delivery("dots", dt.datetime(2026, 3, 5, tzinfo=UTC), blocks.encode())).items
    assert [(item.headline, item.body) for item in items] == [(f"Pier {n} shut", "It is shut, he said.") for n in range(3)]
    held = f"EMBARGOED UNTIL 18:00 GMT, 6 March 2026\n{blocks}"
    ends = {item.embargoed_until for item in sniff.read(Delivery("dots", dt.datetime(2026, 3, 5, tzinfo=UTC), held.encode())).items}
    assert ends == {dt.datetime(2026, 3, 6, 18, tzinfo=UTC)}


@pytest.mark.parametrize(
    "order",
    ["EMBARGOED UNTIL 18:00 GMT, 6 March 2026", "Sperrfrist: 6. März 2026, 19 Uhr", "Embargo until 6 March, 18:00 GMT"],
)
def test_an_order_above_a_list_holds_every_line_of_it(order: str) -> None:
    printed = f"{order}\n\nFerry firm to buy tug\nPort of Vik grows\nUnion welcomes plan\n"
    items = sniff.read(Delivery("list", dt.datetime(2026, 3, 5, tzinfo=UTC), printed.encode())).items
    assert len(items) == 3
    assert {item.embargoed_until for item in items} == {dt.datetime(2026, 3, 6, 18, tzinfo=UTC)}


def test_an_order_that_holds_one_headline_holds_no_other() -> None:
    printed = "EMBARGOED UNTIL 18:00 GMT, 6 March 2026: Port of Vik grows\nFerry firm to buy tug\nUnion welcomes plan\n"
    items = sniff.read(Delivery("list", dt.datetime(2026, 3, 5, tzinfo=UTC), printed.encode())).items
    assert sorted(item.embargoed_until is not None for item in items) == [False, False, True]


def test_a_list_of_short_headlines_is_read_to_its_end() -> None:
    chinese = [f"港口关闭第{number}天工会表示罢工继续" for number in range(5_000)]
    english = [f"Pier {number} shut" for number in range(5_000)]
    for printed in (chinese, english):
        reading = sniff.read(Delivery("list", dt.datetime(2026, 3, 5, tzinfo=UTC), "\n".join(printed).encode()))
        assert sorted(item.headline for item in reading.items) == sorted(printed)
        assert not reading.notes
