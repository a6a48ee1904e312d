"""Words with what is known of them: read piece by piece between blanks, the same as cut out of the whole text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copytaster.text.lexicon import read
from copytaster.text.words import words

PIECES = st.sampled_from(
    "“Trump’s U.S. 4,000 7.1-magnitude don't ‘no’ É São İstanbul 東京ガス 대통령이 _under_ a.b. x's' €5 ﷺ \xa0 \u0301 ß ½".split(
        " "
    )
)


@pytest.mark.parametrize("language", ["en", "de"])
@settings(deadline=None)
@given(text=st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=6).map("".join)))
def test_what_is_kept_between_two_blanks_has_the_words_of_the_whole_text(language: str, text: str) -> None:
    assert [word.stem for word in read(text, language)] == words(text)
    assert read(text, language) == read(text, language)


def test_an_address_is_read_without_being_kept() -> None:
    address = "https://example.org/a/very/long/path/that/will/not/come/again"
    assert [word.stem for word in read(address)] == words(address)
