import pytest

from copytaster.text.spots import differ, happened_to, parted, spots

ODISHA = "Six people are killed after a bus collides with a truck in Sundergarh, Odisha, India"


def test_a_place_is_read_with_all_its_levels_but_the_state() -> None:
    assert spots(ODISHA) == ((frozenset({"sundergarh"}), frozenset({"odisha"})),)


@pytest.mark.parametrize(
    "headline",
    [
        "US, Qatar, Turkey to join third day of Gaza peace talks in Egypt",
        "Fred Ramsdell, Shimon Sakaguchi and Mary Brunkow share the prize",
        "Six people are killed in a bus crash",
    ],
)
def test_lists_of_states_and_of_people_are_no_place(headline: str) -> None:
    assert spots(headline) == ()


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("in Sundergarh, Odisha, India", "in Panjgur, Balochistan, Pakistan", True),
        ("in Bhind district, Madhya Pradesh, India", "in Khandwa district, Madhya Pradesh, India", True),
        ("in Himachal Pradesh, India", "in Khandwa district, Madhya Pradesh, India", True),
        ("in Cebu, Philippines", "in Bogo, Cebu, Philippines", False),
        ("in Delhi, India", "in New Delhi, India", False),
        ("in Lviv, Ukraine", "in Lviv, Lviv Oblast, Ukraine", False),
    ],
)
def test_places_part_only_at_one_level(one: str, other: str, answer: bool) -> None:
    assert parted(spots(f"Five killed {one}"), spots(f"Six killed {other}")) is answer


def test_only_dead_and_injured_are_counted_in_one_place() -> None:
    assert happened_to(ODISHA).where
    assert not happened_to("Delegations meet in Sharm el-Sheikh, South Sinai, Egypt").where


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        ("Liverpool beat Everton 3-0 to go top of the league", True),
        ("Arsenal beat Everton 3-0 to go top of the league", True),
        ("Saka scores twice as Arsenal see off Chelsea 2-0", False),
        ("Arsenal top after win over Chelsea", False),
    ],
)
def test_a_score_belongs_to_two_sides(other: str, answer: bool) -> None:
    assert differ(happened_to("Arsenal beat Chelsea 2-0 to go top of the league"), happened_to(other)) is answer


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        ("Eleven people killed as a lorry falls into a ravine in Sundergarh, Odisha, India", True),
        ("Eleven people killed in a car bombing in Sundergarh, Odisha, India", True),
        ("Eleven people killed in a road accident in Sundergarh, Odisha, India", False),
        ("Toll of the bus crash in Sundergarh, Odisha, India, rises to nine dead", False),
        ("Nine now dead in Odisha, India", False),
        ("The death toll from toxic cough syrup in Odisha, India, rises to 20", True),
    ],
)
def test_two_accidents_at_one_place_are_of_two_things(other: str, answer: bool) -> None:
    assert differ(happened_to("Six people are killed after a bus crash in Sundergarh, Odisha, India"), happened_to(other)) is answer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jetliner crashes after takeoff in Sundergarh, India, killing 241", "Airline disaster in Sundergarh, India: 260 dead"),
        ("Jetliner crashes after takeoff in Sundergarh, India, killing 241", "Plane lost in Sundergarh, India: 260 dead"),
        ("Suicide bomber kills 12 outside court in Sundergarh, India", "Blast near judges in Sundergarh, India, leaves 14 dead"),
        ("Landslide buries village in Sundergarh, India, killing 90", "Mudslide wipes out hamlet in Sundergarh, India; 70 dead"),
    ],
)
def test_one_accident_by_other_words_is_no_other(one: str, other: str) -> None:
    assert happened_to(one).where
    assert not differ(happened_to(one), happened_to(other))


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        ("Poet wins Nobel Prize in Literature", True),
        ("Nobel Prize for chemistry goes to makers of crystals", False),
        ("From shepherd to Nobel: a laureate looks back", False),
    ],
)
def test_prizes_of_two_fields_are_two_prizes(other: str, answer: bool) -> None:
    assert differ(happened_to("Trio wins chemistry Nobel"), happened_to(other)) is answer
