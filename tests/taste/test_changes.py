import pytest

from copytaster.model import ChangeKind, PubStatus
from copytaster.taste.changes import compare, diff
from tests.taste import version


def test_an_added_actor_is_named() -> None:
    old = version(1, "Qatar, Turkey to join third day of Gaza peace talks in Egypt")
    new = version(2, "US, Qatar, Turkey to join third day of Gaza peace talks in Egypt", minutes=42)
    change = compare(old, new)
    assert change.kinds == (ChangeKind.ACTOR_ADDED,)
    assert change.advisory == "Adds US; no change in substance"
    assert change.seconds == 42 * 60


def test_a_grown_toll_says_from_and_to() -> None:
    change = compare(version(1, "Vietnam floods: 8 dead in the north"), version(2, "Vietnam floods: 12 dead in the north"))
    assert change.kinds[0] is ChangeKind.NUMBER_CHANGED
    assert "8 → 12" in change.advisory


def test_a_grown_toll_is_named_though_an_actor_came_with_it() -> None:
    old = version(1, "At least 47 Palestinians killed in Israeli strikes on Gaza")
    new = version(2, "At least 64 killed in Israeli strikes on Gaza, Hamas says")
    change = compare(old, new)
    assert {ChangeKind.NUMBER_CHANGED, ChangeKind.ACTOR_ADDED} <= set(change.kinds)
    assert change.advisory == "Killed: 47 → 64; adds Hamas; drops Palestinians"


def test_a_number_without_a_noun_is_known_by_the_words_around_it() -> None:
    change = compare(version(1, "Death toll at 47"), version(2, "Death toll at 64, UN says"))
    assert change.advisory == "Figure: 47 → 64; adds UN"


def test_numbers_that_count_other_things_are_no_change_of_one() -> None:
    old, new = version(1, "Iran fires 12 missiles at Israel"), version(2, "Israel kills 30 in strikes on Iran")
    assert ChangeKind.NUMBER_CHANGED not in compare(old, new).kinds


def test_one_figure_that_stands_in_several_places_is_told_once() -> None:
    old = version(1, "Bus crash in Odisha", body="40 people were taken to hospital. 40 ran.")
    new = version(2, "Bus crash in Odisha", body="43 people were taken to hospital. 43 ran.")
    assert compare(old, new).advisory.count("40 → 43") == 1


def test_an_alert_that_grows_is_expanded() -> None:
    old = version(1, "Quake hits Chile")
    new = version(
        2, "Quake hits Chile", body="A strong quake hit the coast of Chile on Tuesday, and officials spoke of damage in two towns."
    )
    assert ChangeKind.ALERT_EXPANDED in compare(old, new).kinds


def test_a_kill_is_told_as_a_kill() -> None:
    assert compare(version(1, "A"), version(2, "A", pub_status=PubStatus.CANCELED)).kinds == (ChangeKind.KILLED,)


def test_the_same_item_again_is_unchanged() -> None:
    assert compare(version(1, "A b c"), version(2, "A b c")).kinds == (ChangeKind.UNCHANGED,)


def test_the_parts_of_a_diff_give_both_texts_again() -> None:
    old, new = "Gold tops 4,000 as traders pile in", "Gold tops 4,000 as haven shines"
    parts = diff(old, new)
    assert " ".join(p.text for p in parts if p.op != "added") == old
    assert " ".join(p.text for p in parts if p.op != "removed") == new


def test_a_correction_that_the_wire_marks_is_one() -> None:
    new = version(2, "Four dead in crash", ed_note="Corrects number of dead in first paragraph")
    assert compare(version(1, "Five dead in crash"), new).kinds[0] is ChangeKind.CORRECTION


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Biden wins Georgia", "Biden loses Georgia"),
        ("Fed raises rates", "Fed cuts rates"),
        ("Court upholds ban on headscarves", "Court overturns ban on headscarves"),
        ("Russia accuses Armenia of arming Baku", "Armenia accuses Russia of arming Baku"),
        ("President reportedly flees the country", "President flees the country"),
        ("Minister will resign", "Minister will not resign"),
        ("Several men executed in Gaza City", "Seven men executed in Gaza City"),
        ("Lecornu appoints Le Maire as minister", "Lecornu resigns"),
    ],
)
def test_a_turn_of_the_news_is_never_called_no_change_in_substance(old: str, new: str) -> None:
    assert "no change in substance" not in compare(version(1, old), version(2, new)).advisory


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("President Jerí appoints Álvarez as prime minister", "President Jerí appoints Álvarez as the prime minister"),
        ("Talks held in Cairo on truce", "Talks are held in Cairo on a truce"),
    ],
)
def test_other_small_words_are_no_change_in_substance(old: str, new: str) -> None:
    assert compare(version(1, old), version(2, new)).advisory == "Rewords the headline; no change in substance"


@pytest.mark.parametrize(
    ("old", "new", "figure"),
    [
        ("Ferry sinks off Java, death toll 8", "Ferry sinks off Java, death toll 12", "8 → 12"),
        ("Storm kills 8 in Java", "Java storm death toll rises to 12", "8 → 12"),
    ],
)
def test_a_toll_is_told_in_whatever_words_it_is_counted(old: str, new: str, figure: str) -> None:
    assert figure in compare(version(1, old), version(2, new)).advisory
