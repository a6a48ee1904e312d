"""Time expressions, found and resolved."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.text.dates import find

WEDNESDAY = dt.date(2025, 10, 8)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "The jet crashed on Wednesday, Dec. 25, 2024.", "2024-12-25"),
        ("en", "It happened in June 2025.", "2025-06"),
        ("en", "He was born on August 29 , 1958 , in Gary .", "1958-08-29"),
        ("en", "He died at home on 25 December last year.", "2024-12-25"),
        ("en", "He came two weeks ago.", "2025-W39"),
        ("en", "Last year it rained.", "2024"),
        ("en", "It fell on Friday.", "2025-10-03"),
        ("en", "They will meet on Friday.", "2025-10-10"),
        ("en", "It fell on Wednesday.", "2025-10-08"),
        ("en", "Sales rose in the third quarter of 1989.", "1989-Q3"),
        ("en", "He left on Sept. 11.", "2025-09-11"),
        ("en", "It began in December.", "2024-12"),
        ("en", "He survived the October 7 attacks.", "2025-10-07"),
        ("en", "He died two years after the attack.", "P2Y"),
        ("en", "Profit in the third quarter of 1989 was above that of the year-ago quarter.", "1989-Q3 1988-Q3"),
        ("en", "He said Thursday that he would go on.", "2025-10-02"),
        ("en", "It stays open until Tuesday.", "2025-10-14"),
        ("en", "The list of the dead was released early on Thursday.", "2025-10-09"),
        ("en", "The networks went dark early Thursday.", "2025-10-09"),
        ("en", "Preparations are under way for Thursday's concert.", "2025-10-09"),
        ("en", "They said that Thursday was quiet.", "2025-10-02"),
        ("en", "Officials warned as early as November that it would run dry.", "2024-11"),
        ("en", "A vaccine could be ready as early as November.", "2025-11"),
        ("en", "The state agreed to hand over its arms by the end of November.", "2025-11"),
        ("en", "The index closed at 1,237 the Friday before the first sanctions.", "XXXX-WXX-5"),
        ("en", "It opened in nineteen ninety-six.", "1996"),
        ("en", "They met on Thanksgiving Day.", "2025-11-27"),
        ("en", "It closed at 5 p.m. EST Tuesday.", "2025-10-07T17:00"),
        ("en", "It rained over the weekend.", "2025-W40-WE"),
        ("en", "He spoke yesterday evening.", "2025-10-07TEV"),
        ("en", "Flags fly at half-mast on Wednesday - today - in Riga.", "2025-10-08 2025-10-08"),
        ("en", "The ship will dock on Wednesday.", "2025-10-08"),
        ("en", "The storm formed over Riga this weekend.", "2025-W40-WE"),
        ("en", "He resigned shortly before midnight Monday.", "2025-10-06T24:00"),
        ("en", "Two parties were struck off the list ahead of Sunday's vote.", "2025-10-12"),
        ("en", "The storm was forecast to reach the United States late on Thursday or early Friday.", "2025-10-09 2025-10-10"),
        ("en", "The storm was expected to pass by Riga late Tuesday night.", "2025-10-07TNI"),
        ("en", "In 2023, fever broke out in Riga on February 6 and in Tartu on November 3.", "2023 2023-02-06 2023-11-03"),
        ("en", "A 2023 law of the city comes before the court on November 3.", "2023 2025-11-03"),
        ("en", "He was sentenced for the January 7 killing of a guard.", "2025-01-07"),
        ("en", "The bid for December elections failed.", "2025-12"),
        ("en", "In 2023 she won. Her deputy was sworn in at 5:00 p.m. in Riga.", "2023 2025-10-08T17:00"),
        ("en", "The winner posted a time of 2:05:45 in Riga.", "PT2H5M45S"),
        ("en", "Voting ended at 2:00 PM on Saturday.", "2025-10-04T14:00"),
        ("de", "Er kam am 8. Oktober 2024.", "2024-10-08"),
        ("de", "Er kam vor zwei Wochen.", "2025-W39"),
        ("fr", "Il est venu il y a trois ans.", "2022"),
        ("fr", "La semaine dernière, il pleuvait.", "2025-W40"),
        ("es", "Llegó el 8 de octubre de 2024.", "2024-10-08"),
        ("es", "Llegó la semana pasada.", "2025-W40"),
    ],
)
def test_a_time_is_resolved_against_the_day_of_the_copy(language: str, text: str, value: str) -> None:
    assert [t.value for t in find(text, anchor=WEDNESDAY, language=language)] == value.split()


def test_spans_are_the_words_of_the_text() -> None:
    text = "On Monday, 6 October, and again last month, nobody came."
    for time in find(text, anchor=WEDNESDAY):
        assert text[time.start : time.end] == time.text


def test_on_a_sunday_the_last_week_is_the_one_that_ends() -> None:
    (time,) = find("Last week the governor resigned.", anchor=dt.date(2025, 10, 12))
    assert (time.first, time.last) == (dt.date(2025, 10, 6), dt.date(2025, 10, 12))


@pytest.mark.parametrize(
    "text",
    [
        "Of these, 1846 persons were in hospital and 1720 had been sent home.",
        "The notice cites 17 Code § 1201 and Section 1204.",
        "She is the first to win a Masters 1000 in Riga.",
        "Crowds gathered on the last day of the fair, and on the last night they sang.",
        "He left in protest over Theresa May's plan.",
        "He may go.",
        "They march on.",
        "It costs $1990.",
        "The second man won.",
        "He is 45 years old.",
        "Jan Kavan met him.",
        "A quarter of it burnt.",
        "The streets were empty compared to a normal Friday afternoon.",
        "The rains typically begin in May.",
        "A poll for one Sunday newspaper found that most want him gone.",
        "1612 President Perez thanks his guests. 1815 Mr Lee will fly to Lima.",
        "1912 The port is shut. 1924 Flights resume. 1951 The mayor speaks. 2003 Trains stop.",
    ],
)
def test_words_that_only_look_like_times_are_left_alone(text: str) -> None:
    assert find(text, anchor=WEDNESDAY) == []


def test_without_a_day_nothing_is_guessed() -> None:
    assert [t.first for t in find("It fell on Friday.", anchor=None)] == [None]
    assert [t.value for t in find("It fell in June 2025.", anchor=None)] == ["2025-06"]


FRIDAY = dt.date(2020, 1, 10)


def test_last_thursday_in_copy_of_a_friday_is_the_thursday_that_the_text_names() -> None:
    named = "He repeated his January 2 remarks. On last Thursday they had met in Athens."
    assert [t.value for t in find(named, anchor=FRIDAY)] == ["2020-01-02", "2020-01-02"]
    assert [t.value for t in find("On last Thursday they had met in Athens.", anchor=FRIDAY)] == ["2020-01-09"]
    both = "They met on January 2 and January 9. Last Thursday they signed."
    assert find(both, anchor=FRIDAY)[-1].value == "2020-01-09"
