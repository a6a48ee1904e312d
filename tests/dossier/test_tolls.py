"""Counts that later copy raised are shown as overtaken, and counts of two days are two events."""

from __future__ import annotations

import pytest

from copytaster.dossier.compose import compose
from copytaster.dossier.support import tolls
from copytaster.dossier.tolls import may_be_one_toll
from tests.dossier.copy import version

FLOOD = [
    version(1, "2025-10-01", "At least six people are killed as a school collapses in Riga, Latvia. Estonia sends help.", uri="a"),
    version(2, "2025-10-02", "Rescuers from Estonia reach the collapsed school in Riga in Latvia.", uri="b"),
    version(3, "2025-10-09", "The death toll of the school that collapsed in Riga, Latvia, rises to 67 people killed.", uri="c"),
]


def test_a_count_that_later_copy_raised_is_marked() -> None:
    dossier = compose("Latvia and Estonia", FLOOD)
    marked = {s.text: s.overtaken for section in dossier.sections for s in section.sentences if s.overtaken}
    assert list(marked.values()) == ["a later count is 67 killed, 9 October 2025"]
    assert "At least six" in next(iter(marked))


def test_the_last_count_is_marked_by_nothing() -> None:
    dossier = compose("Latvia and Estonia", FLOOD)
    last = [s for section in dossier.sections for s in section.sentences if "67" in s.text]
    assert last
    assert not any(s.overtaken for s in last)


@pytest.mark.parametrize(
    "early",
    [
        "At least 5,200 people are killed by the Borna fever around the world.",
        "At least 5,200 people are killed by the Borna fever.",
    ],
)
def test_a_count_of_one_state_overtakes_none_of_the_world(early: str) -> None:
    late = "The death toll of the Borna fever in Latvia rises to 5,500 people killed."
    copy = [version(1, "2025-10-01", early, uri="a"), version(2, "2025-10-09", late, uri="b")]
    dossier = compose("Borna fever", copy)
    assert not [s.overtaken for section in dossier.sections for s in section.sentences if s.overtaken]


def test_strikes_of_two_days_are_two_entries_of_the_timeline() -> None:
    copy = [
        version(1, "2025-09-26", "At least 60 people are killed in attacks by Latvia on Estonia.", uri="a"),
        version(2, "2025-09-27", "At least 91 people are killed in attacks by Latvia on Estonia.", uri="b"),
    ]
    dossier = compose("Latvia and Estonia", copy)
    assert [(str(e.when), e.told) for e in dossier.timeline] == [("26 September 2025", 1), ("27 September 2025", 1)]
    assert not any(s.overtaken for section in dossier.sections for s in section.sentences)


def test_only_the_same_fate_is_held_against_another() -> None:
    assert may_be_one_toll("Six people are killed.", "Sixty people are injured.", apart=1.0)
    assert not may_be_one_toll("Six people are killed.", "Sixty people are killed.", apart=1.5)


@pytest.mark.parametrize("day", ["the week of 29 September 2025", "September 29, 2025", "the 29th of September"])
def test_a_day_between_the_toll_and_its_count_is_no_count(day: str) -> None:
    told = tolls(f"The death toll from the collapse of a school in {day} in East Java rises to 67 as the search ends.")
    assert [(t.fate, t.value) for t in told] == [("killed", 67.0)]


def test_a_toll_is_read_in_the_present_tense_before_its_number() -> None:
    assert [(t.fate, t.value) for t in tolls("Torrential rains kill 47 people in Latvia.")] == [("killed", 47.0)]
    assert [(t.fate, t.value) for t in tolls("The 47 soldiers kill nine people in Latvia.")] == [("killed", 9.0)]


def test_an_active_verb_behind_a_number_counts_what_comes_after_it() -> None:
    told = tolls(
        "The truck struck a group of riders, killing seven and injuring three; two bombs killing five had gone off before."
    )
    assert [(t.fate, t.value) for t in told] == [("killed", 7.0), ("hurt", 3.0), ("killed", 5.0)]


def _marks(*copy: tuple[str, str]) -> list[str]:
    dossier = compose("Latvia and Estonia", [version(n, day, body, uri=str(n)) for n, (day, body) in enumerate(copy, start=1)])
    return [s.overtaken for section in dossier.sections for s in section.sentences if s.overtaken]


def test_a_count_that_later_copy_gives_otherwise_for_that_day_is_marked() -> None:
    early = ("2024-03-24", "Twenty-two sailors of Latvia are injured after a drone of Estonia strikes Liepaja.")
    late = "In response to a drone attack on Liepaja on 24 March 2024 that injured {} sailors, Latvia shells the port of Narva."
    assert _marks(early, ("2024-03-25", late.format(50))) == ["a later count is 50 hurt, 25 March 2024"]
    assert _marks(early, ("2024-03-25", late.format(22))) == []


def test_a_day_that_later_copy_gives_otherwise_is_marked() -> None:
    early = ("2024-03-08", "Eleven soldiers of Latvia are killed in an ambush on a convoy near Valga.")
    late = (
        "Rebels of Estonia who took part in the attack near Valga on 7 March 2024 that killed eleven soldiers are caught by Latvia."
    )
    assert _marks(early, ("2024-03-10", late)) == ["copy of 10 March 2024 has it on 7 March 2024"]
    said = ("2024-03-08", "Eleven soldiers of Latvia are killed on 7 March 2024 in an ambush on a convoy near Valga.")
    assert _marks(said, ("2024-03-10", late)) == []
