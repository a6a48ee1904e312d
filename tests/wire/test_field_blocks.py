"""Lists whose items name each field on a line of its own, and zones that the names of columns give."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.model import UTC, Delivery
from copytaster.wire import sniff
from copytaster.wire.reading import Reading


def read(text: str) -> Reading:
    return sniff.read(Delivery("pasted", dt.datetime(2025, 10, 9, 12, tzinfo=UTC), text.encode()))


BLOCKS = {
    "parted by empty lines": (
        "Title: Ferry is back\nURL: https://a.example/1\nDate: 7 October 2025\nSource: The Times\n\n"
        "Title: Council votes\nURL: https://a.example/2\nDate: 8 October 2025\nSource: The Sun\n"
    ),
    "parted by rules": (
        "TITLE: Ferry is back\nURL: https://a.example/1\nDATE: 2025-10-07\nSOURCE: The Times\n-----\n"
        "TITLE: Council votes\nURL: https://a.example/2\nDATE: 2025-10-08\nSOURCE: The Sun\n-----\n"
    ),
    "YAML": (
        "articles:\n- title: 'Ferry is back'\n  url: https://a.example/1\n  date: 2025-10-07\n  source: The Times\n"
        '- title: "Council votes"\n  url: https://a.example/2\n  date: 2025-10-08\n  source: The Sun\n'
    ),
}


@pytest.mark.parametrize("form", BLOCKS)
def test_blocks_of_named_fields_are_items(form: str) -> None:
    items = read(BLOCKS[form]).items
    assert [(one.headline, one.url, one.day, one.credit_line) for one in items] == [
        ("Ferry is back", "https://a.example/1", dt.date(2025, 10, 7), "The Times"),
        ("Council votes", "https://a.example/2", dt.date(2025, 10, 8), "The Sun"),
    ]


def test_what_stands_below_the_name_of_a_text_is_its_paragraphs() -> None:
    text = "Title: Ferry\nText:\nThe ferry is back.\nNobody was hurt: not one.\n\nTitle: Council\nText: It votes.\n"
    assert [one.body for one in read(text).items] == ["The ferry is back.\n\nNobody was hurt: not one.", "It votes."]


def test_a_block_without_headline_and_text_costs_itself() -> None:
    reading = read("Title: Ferry is back\nDate: 2025-10-07\n\nTitle:\nDate: 2025-10-08\n\nTitle: Council votes\nDate: 2025-10-09\n")
    assert ([one.headline for one in reading.items], reading.lost) == (["Ferry is back", "Council votes"], 1)
    assert "line 4" in reading.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "News: Ferry is back\nSport: Oda wins\nNews: Council votes\nSport: Oda loses\n",
        "Ferry: what we know\nCouncil: the vote\nFerry: who was on board\n",
    ],
)
def test_headlines_with_colons_stay_headlines(text: str) -> None:
    assert sorted(one.headline for one in read(text).items) == sorted(text.splitlines())


def test_one_block_is_one_piece_of_copy() -> None:
    (item,) = read("Headline: Ferry is back\nSlug: ferry\n\nThe ferry is back in port, he said, and nobody was hurt.\n").items
    assert (item.headline, item.slugline) == ("Ferry is back", "ferry")


def test_links_out_of_a_chat_are_no_xml() -> None:
    items = read("<https://a.example/1|Ferry is back>\n<https://a.example/2|Council votes>\n").items
    assert {(one.headline, one.url) for one in items} == {
        ("Ferry is back", "https://a.example/1"),
        ("Council votes", "https://a.example/2"),
    }


@pytest.mark.parametrize(
    ("names", "row"),
    [
        ("headline,Time (GMT+8)", "Ferry is back,2025-10-08 22:00"),
        ("headline,Published (JST)", "Ferry is back,2025-10-08 23:00"),
        ("headline,date,Uhrzeit (MESZ)", "Ferry is back,2025-10-08,16:00"),
        ("headline,Time (GMT+8)", "Ferry is back,2025-10-08T16:00:00+02:00"),
        ("headline,Time (UTC)", "Ferry is back,2025-10-08 14:00"),
        ("headline,Time [hh:mm]", "Ferry is back,2025-10-08 14:00"),
    ],
)
def test_a_zone_that_the_name_of_a_column_gives_is_that_of_its_times(names: str, row: str) -> None:
    (item,) = read(f"{names}\n{row}\n").items
    assert item.version_created == dt.datetime(2025, 10, 8, 14, tzinfo=UTC)
