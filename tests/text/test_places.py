import pytest

from copytaster.text.lexicon import bridge, read, states
from copytaster.text.places import codes


def places(text: str, language: str = "en") -> set[str]:
    return {codes()[number] for number in states(read(text, language))}


def test_states_are_seen_in_their_names_their_peoples_and_their_cities() -> None:
    assert places("Ukrainian drones over Belgorod as Saudi Arabia hosts talks on Kharkiv") == {"UA", "RU", "SA"}


def test_the_state_named_most_often_comes_first() -> None:
    assert [codes()[n] for n in states(read("Kyiv answers Moscow: Ukrainian forces, united"))] == ["UA", "RU"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Президент Украины прибыл в Стамбул", "ru"),
        ("Prezydent Ukrainy przybył na rozmowy", "pl"),
        ("Ukrayna cumhurbaşkanı geldi", "tr"),
        ("乌克兰总统抵达", "zh"),
        ("ウクライナ大統領が到着", "ja"),
    ],
)
def test_states_are_seen_in_other_languages_and_under_their_endings(text: str, language: str) -> None:
    assert "UA" in places(text, language)


def test_a_common_word_is_no_place() -> None:
    assert places("Nice reading for a mobile split") == set()


def test_a_name_in_other_letters_is_bridged_to_the_english_one() -> None:
    assert bridge("путина") == bridge("putinem") == "putin"
    assert bridge("правительство") == ""
