"""Lists of headlines as people paste them: with clocks, days, numbers, links and outlets around them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copytaster.model import UTC, Delivery, Item
from copytaster.wire import pasted, sniff

HEADLINES = ["Harbour closed for the day", "Ferry is back in port", "Council votes on the port"]


def read(text: str) -> dict[str, Item]:
    items = sniff.read(Delivery("pasted", dt.datetime(2025, 10, 9, 12, tzinfo=UTC), text.encode())).items
    return {item.headline: item for item in items}


def listed(form: str, *others: tuple[str, ...]) -> str:
    return "".join(form.format(headline, *(other[count] for other in others)) for count, headline in enumerate(HEADLINES))


DAYS = ("7", "8", "9")
FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "bullets": (listed("• {}\n"), {}),
    "boxes to tick": (listed("- [ ] {}\n"), {}),
    "numbers": ("".join(f"{count}. {one}\n" for count, one in enumerate(HEADLINES, start=1)), {}),
    "columns with tabs": (listed("10:0{2}\t{1}\t{0}\n", ("AFP", "Reuters", "dpa"), DAYS), {"credit_line": "AFP"}),
    "agencies in brackets": (listed("{} ({})\n", ("AFP", "Reuters", "dpa")), {"credit_line": "AFP"}),
    "agencies in front": (listed("{1}: {0}\n", ("AFP", "Reuters", "AP")), {"credit_line": "AFP"}),
    "outlets behind": (listed("{} - {}\n", ("The Times", "BBC News", "Le Monde")), {"credit_line": "The Times"}),
    "outlets behind, one in small letters": (
        listed("{} – {}\n", ("kicker", "BBC News", "Le Monde")),
        {"credit_line": "kicker"},
    ),
    "a day in front": (listed("{1} Oct 2025 — {0}\n", DAYS), {"day": dt.date(2025, 10, 7)}),
    "a day and a clock in brackets": (
        listed("[0{1}.10.2025 10:32] {0}\n", DAYS),
        {"version_created": dt.datetime(2025, 10, 7, 10, 32, tzinfo=UTC)},
    ),
    "a day behind": (listed("{} (October {}, 2025)\n", DAYS), {"day": dt.date(2025, 10, 7)}),
    "an American day behind": (listed("{} | 10/1{}/2025\n", DAYS), {"day": dt.date(2025, 10, 17)}),
    "an outlet and a day": (
        listed("{} - {} - {} Oct 2025\n", ("The Times", "BBC News", "Le Monde"), DAYS),
        {"day": dt.date(2025, 10, 7), "credit_line": "The Times"},
    ),
    "cards of a search": (listed("{1}\n{0}\n2 hours ago\n", ("The Times", "BBC", "Le Monde")), {"credit_line": "The Times"}),
    "links in Markdown": (listed("- [{}](https://a.example/{})\n", DAYS), {"url": "https://a.example/7"}),
    "links behind": (listed("{}: https://a.example/{}\n", DAYS), {"url": "https://a.example/7"}),
    "links under": (listed("{}\nhttps://a.example/{}\n", DAYS), {"url": "https://a.example/7"}),
    "links over": (listed("https://a.example/{1}\n{0}\n", DAYS), {"url": "https://a.example/7"}),
    "days over them": (
        listed("Tuesday, October {1}, 2025\n{0}\n", DAYS),
        {"day": dt.date(2025, 10, 7)},
    ),
    "agencies in brackets and clocks": (
        "7 October 2025\n" + listed("{} ({}) 1{}:30\n", ("AFP", "Reuters", "dpa"), DAYS),
        {"credit_line": "AFP", "version_created": dt.datetime(2025, 10, 7, 17, 30, tzinfo=UTC)},
    ),
    "clocks, days and codes of a terminal": (
        listed("1{1}:30 07Oct25 RTRS-{0} [nL1N3XX0{1}]\n", DAYS),
        {"credit_line": "RTRS", "version_created": dt.datetime(2025, 10, 7, 17, 30, tzinfo=UTC)},
    ),
    "a terminal's day over clocks": (
        "7-Oct-2025\n" + listed("1{1}:30:0{1} {0}\n", DAYS),
        {"version_created": dt.datetime(2025, 10, 7, 17, 30, 7, tzinfo=UTC)},
    ),
    "a day without a year over bullets": ("Tuesday 7 October\n" + listed("- {}\n"), {"day": dt.date(2025, 10, 7)}),
    "a weekday that was another day": ("Friday 7 October\n" + listed("- {}\n"), {"day": None}),
    "rules": (listed("{}\n----------\n"), {}),
    "the name of the list over bullets": ("*TOP NEWS* Front Page\n" + listed("> {}\n"), {}),
    "days over clocks": (
        "7 October 2025\n" + listed("1{1}:30 {0}\n", DAYS),
        {"version_created": dt.datetime(2025, 10, 7, 17, 30, tzinfo=UTC)},
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_stands_around_headlines_is_parted_from_them(form: str) -> None:
    text, said = FORMS[form]
    found = read(text)
    assert sorted(found) == sorted(HEADLINES)
    first = found[HEADLINES[0]]
    assert {field: getattr(first, field) for field in said} == said


@pytest.mark.parametrize("form", ["{1}:30 {0}\n", "{} — {} hours ago\n", "{}\n{}h\n", "{} | vor {} Stunden\n"])
def test_a_clock_or_a_span_without_a_day_dates_nothing_and_is_kept_in_the_note(form: str) -> None:
    found = read(listed(form, ("17", "18", "19")))
    assert sorted(found) == sorted(HEADLINES)
    for item in found.values():
        assert (item.version_created, item.day) == (None, None)
        assert "undated: “" in item.notes[0]
        assert "1" in item.notes[0]


def test_the_order_of_a_list_is_that_of_its_times() -> None:
    upwards = sniff.read(Delivery("pasted", dt.datetime(2025, 10, 9, tzinfo=UTC), listed("{1} Oct 2025: {0}\n", DAYS).encode()))
    assert [item.headline for item in upwards.items] == HEADLINES


@pytest.mark.parametrize(
    "form", ["{1}:30\n{0}\n", "{}\n1{}.10.2025 10:30\n", "1{1} October 2025, 10:30\n{0}\n", "7 October 2025\n{1}:30\n{0}\n"]
)
def test_times_in_lines_of_their_own_stand_all_over_or_all_under_their_headlines(form: str) -> None:
    pairs = form.startswith("7 October 2025")
    text = ("7 October 2025\n" if pairs else "") + listed(
        form.removeprefix("7 October 2025\n"), ("17", "18", "19") if "{1}:30" in form else DAYS
    )
    found = read(text)
    assert sorted(found) == sorted(HEADLINES)
    printed = [found[headline].version_created or found[headline].notes[0] for headline in HEADLINES]
    assert len(set(printed)) == 3
    assert all(str(one) in str(said) for one, said in zip((17, 18, 19), printed, strict=True))


def test_days_under_their_headlines_are_theirs() -> None:
    found = read(listed("{}\n{} October 2025\n", DAYS))
    assert [found[headline].day for headline in HEADLINES] == [dt.date(2025, 10, day) for day in (7, 8, 9)]


def test_days_that_lie_close_together_with_the_month_first_are_american() -> None:
    found = read(listed("{} (4/{}/2025)\n", ("9", "10", "11")))
    assert [found[headline].day for headline in HEADLINES] == [dt.date(2025, 4, day) for day in (9, 10, 11)]
    assert read(listed("{} (0{}/04/2025)\n", DAYS))[HEADLINES[0]].day == dt.date(2025, 4, 7)


HELD = [
    "At 10:32 the lights went out in Vik",
    "March 10 rally: what we know",
    "Ferry aground - captain arrested",
    "WHO: measles are back",
    "Taliban 2.0 - a year on",
    "In pictures: 7 October 2025",
    "10 dead in Vik",
    "1. FC Köln wins",
    "Two killed (one of them a child)",
    "UPDATE 1-Harbour reopens",
    "(OFFICIAL) Harbour reopens",
    "Yesterday",
    "Sept 11: a widow remembers",
    "KYIV - Drones hit port",
    "Arsenal - Chelsea",
    "Alba - Bonn (78:83)",
    "9/11/01 - a widow remembers",
    "10:10 - the film turns ten",
]


@given(st.permutations(HELD))
def test_part_of_a_headline_is_left_in_it(lines: list[str]) -> None:
    assert [one.headline for one in pasted.entries(lines, [])] == lines


@pytest.mark.parametrize("line", HELD)
def test_one_line_alone_shows_no_habit(line: str) -> None:
    assert [(one.headline, one.said, one.outlet) for one in pasted.entries([line], [])] == [(line, "", "")]


@given(st.lists(st.text(st.sampled_from("ab 1:2.-–|()[]/h7 Oct2025pm"), min_size=1).map(str.strip).filter(bool), max_size=8))
def test_no_line_is_lost_that_says_more_than_when_or_where(lines: list[str]) -> None:
    said = "".join(f"{one.headline}{one.url}{one.outlet}{one.said}{one.heading}" for one in pasted.entries(lines, []))
    assert said.count("b") == "".join(lines).count("b")


def test_a_day_without_a_year_between_headlines_may_be_one() -> None:
    assert [one.headline for one in pasted.entries(["Ferry back", "May 12", "Tug sunk"], [])] == [
        "Ferry back",
        "May 12",
        "Tug sunk",
    ]


def test_a_long_list_of_numbers_is_no_running_text() -> None:
    text = "".join(f"{count}. Headline of the harbour {count} (BBC, {count} April 2024)\n" for count in range(1, 9))
    found = read(text)
    assert len(found) == 8
    assert found["Headline of the harbour 3"].day == dt.date(2024, 4, 3)


def test_a_list_that_nobody_pasted_is_left_as_it_is_and_that_is_said() -> None:
    notes: list[str] = []
    found = pasted.entries(["10:32 Ferry back in port"] * 30_001, notes)
    assert (len(found), found[0].headline) == (30_001, "10:32 Ferry back in port")
    assert "left in them" in notes[0]


def test_numbers_go_where_they_count_most_lines_between_a_greeting_and_a_farewell() -> None:
    found = read("Good morning\n" + "".join(f"{count}. {one}\n" for count, one in enumerate(HEADLINES, start=1)) + "See you\n")
    assert set(HEADLINES) < set(found)
