"""Numbers in words and digits, as the judges compare them."""

from __future__ import annotations

import pytest

from copytaster.text.numbers import _WORDS, _spelled_in, numbers

TEXTS = (
    "Twenty-two dead, one hundred and five hurt",
    "TEN years, a tenfold rise, often said, ten",
    "seven-eight tens_ two_three éone one two three",
    "Two hundred thousand and forty flee; five million and a half stay",
)


@pytest.mark.parametrize("text", TEXTS)
def test_spelled_numbers_are_found_where_the_whole_pattern_finds_them(text: str) -> None:
    lower = text.lower()
    said = {word for word in lower.replace(",", " ").replace("-", " ").replace(";", " ").split() if word.isalpha()}
    assert [m.span() for m in _spelled_in(text, lower, said)] == [m.span() for m in _WORDS.finditer(text)] != []


def test_numbers_in_words_and_digits_stand_in_the_order_of_the_text_with_what_they_count() -> None:
    found = numbers("Twenty-two dead and 4,000 homeless after two storms, 3rd since 2019")
    assert [(n.value, n.kind, n.noun) for n in found] == [
        (22, "count", "dead"),
        (4000, "count", "homeless"),
        (2, "count", "storm"),
        (3, "ordinal", "since"),
        (2019, "year", ""),
    ]


def test_a_letter_that_is_longer_in_lower_case_moves_no_number() -> None:
    [seven, many] = numbers("İstanbul: seven killed, two hundred thousand flee")
    assert (seven.printed, seven.start, seven.noun) == ("seven", 10, "killed")
    assert (many.value, many.noun) == (200_000, "flee")
