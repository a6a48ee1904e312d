import pytest

from copytaster.evals.lived import live
from copytaster.taste.headings import developments, is_rubric, keys, renamed, within
from copytaster.taste.judge import Taster
from tests.taste import NOON, version


@pytest.mark.parametrize(
    ("heading", "answer"),
    [
        ("Crime in Portugal", True),
        ("Religious violence in Kenya", True),
        ("Economy of the Netherlands", True),
        ("Foreign relations of Peru", True),
        ("Chad–Libya relations", True),
        ("Violence against women in Peru", True),
        ("Freedom of religion in Chad", True),
        ("Protests against immigration in Peru", False),
        ("Attack on Islam in Chad", False),
        ("Insurgency in Mindanao", False),
        ("Measles outbreak in Tonga", False),
        ("2031 floods in Kenya", False),
        ("Regime change in Ruritania", False),
        ("Killing of Ivan Ivanov", False),
    ],
)
def test_a_rubric_is_no_development(heading: str, answer: bool) -> None:
    assert is_rubric(heading) is answer
    assert developments(("River war", heading)) == (("River war",) if answer else ("River war", heading))


def test_a_heading_is_known_by_what_it_says_beyond_the_larger_one() -> None:
    short, long = keys(("River war", "River peace plan")), keys(("River war", "River war peace plan"))
    assert set(short) & set(long)
    assert not set(short) & set(keys(("Hill war", "Hill war peace plan")))


def test_years_in_brackets_and_case_make_no_other_heading() -> None:
    assert keys(("River Crisis (2029–present)",)) == keys(("River crisis",))


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        (("2031 Coast earthquake",), ("2031 North Coast earthquakes",), True),
        (("War", "2031 Coast offensive"), ("War", "Battle of the Coast"), True),
        (("2031 Coast earthquake",), ("2031 Lake floods",), False),
        (("War",), ("War", "War peace plan"), False),
    ],
)
def test_a_name_is_changed_in_its_place_and_keeps_a_word(old: tuple[str, ...], new: tuple[str, ...], answer: bool) -> None:
    assert renamed(old, new) is answer


def test_what_stands_under_a_rubric_only_is_no_situation() -> None:
    taster = Taster()
    live([version(1, "Burglar gang sentenced in Leeds", situation=("Crime in England",))], taster, second_look=False)
    call = taster.attach(version(2, "Mayor of Herne Bay stabbed at home", minutes=200, situation=("Crime in England",)))
    assert call.situation == 2


def test_a_situation_is_found_under_the_name_that_its_wire_gave_it_later() -> None:
    taster = Taster()
    quake = "Magnitude 7.1 earthquake strikes Esmeraldas, killing three"
    live(
        [
            version(1, quake, situation=("2031 Esmeraldas earthquake",)),
            version(2, f"{quake} people", minutes=20, situation=("2031 Esmeraldas coast earthquakes",)),
        ],
        taster,
        second_look=False,
    )
    later = version(3, "Fishing fleet counts its losses", minutes=3000, situation=("2031 Esmeraldas coast earthquakes",))
    assert taster.attach(later).situation == 1


def test_a_larger_heading_goes_where_the_line_that_named_it_goes() -> None:
    taster = Taster()
    live(
        [
            version(1, "Harvest begins in the valleys of Tavush", situation=("River war", "Siege of the bridge", "Night raid")),
            version(2, "Delegations of both banks meet in Vienna", minutes=60, situation=("River war",)),
            version(3, "Ferry service across the river halted", minutes=120, situation=("River war", "Siege of the bridge")),
        ],
        taster,
        second_look=False,
    )
    assert taster.consolidate(NOON).parents == {1: 3, 3: 2}
    taster.relabel(stories={3: 2}, situations={3: 2})
    assert taster.consolidate(NOON, bound={2: 2, 3: 2}).parents == {1: 2}


def test_two_quakes_of_a_year_in_one_state_are_two() -> None:
    assert set(keys(("2025 Armenian–Azerbaijani clashes",))) & set(keys(("2025 Armenia–Azerbaijan clashes",)))
    assert not set(keys(("2025 Cebu earthquake",))) & set(keys(("2025 Davao earthquake",)))
    assert not set(keys(("2025 Lahore bombing",))) & set(keys(("2025 Quetta bombing",)))


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("2031 Games Prize in Medicine", "2031 Games Prizes"),
        ("2031 Pakistani airstrikes in Afghanistan", "2031 Afghanistan–Pakistan conflict"),
        ("Reactions to the 2031 River war", "2031 River war"),
    ],
)
def test_a_heading_names_what_holds_it(inner: str, outer: str) -> None:
    assert any(set(keys((name,))) & set(keys((outer,))) for name in within(inner))


def test_a_flood_in_two_states_is_no_part_of_their_conflict() -> None:
    conflict = set(keys(("2031 India–Pakistan conflict",)))
    assert not any(conflict & set(keys((name,))) for name in within("2031 India–Pakistan floods"))
