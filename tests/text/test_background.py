from copytaster.text.background import RAREST, telling


def test_a_common_word_tells_less_than_a_rare_one() -> None:
    assert telling("president") < telling("nobel") < telling("rinderknech")


def test_a_word_that_no_table_has_is_the_most_telling() -> None:
    assert telling("qwzrtplk") == RAREST


def test_other_languages_have_their_common_words() -> None:
    assert telling("pour", "fr") < 4
    assert telling("der", "de") < 3
    assert telling("대통", "ko") < RAREST
