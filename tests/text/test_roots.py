from copytaster.text.background import naming as of_word
from copytaster.text.roots import is_state, naming
from copytaster.text.words import root


def test_a_cut_root_names_no_more_than_the_words_that_have_it() -> None:
    for word in ("injured", "collapses", "announces", "vehicle"):
        assert naming(root(word.removesuffix("s"))) < 0.2, word


def test_a_name_stays_a_name() -> None:
    assert naming(root("putin")) > 0.9
    assert naming("qwzrtplk") == of_word("qwzrtplk") == 1.0
    assert naming("2025") == 0.0


def test_states_and_their_peoples_are_told_from_other_names() -> None:
    assert is_state(root("france"))
    assert is_state(root("pakistani"))
    assert not is_state(root("rajoelina"))
