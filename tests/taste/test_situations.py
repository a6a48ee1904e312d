from dataclasses import replace

from copytaster.model import Line
from copytaster.taste.situations import name_of, path_of
from tests.taste import line


def _filed(number: int, headline: str, *path: str) -> Line:
    one = line(number, headline)
    return replace(one, head=replace(one.head, item=replace(one.head.item, situation=path)))


def test_a_situation_bears_the_heading_that_its_wire_files_it_under() -> None:
    lines = [
        _filed(1, "Israel and Hamas agree", "Gaza war", "Gaza war peace plan"),
        _filed(2, "Aid enters", "Gaza war", "Gaza war peace plan"),
    ]
    assert name_of(lines) == "Gaza war peace plan"
    assert path_of(lines) == ("Gaza war", "Gaza war peace plan")


def test_a_situation_without_a_heading_is_named_from_its_own_words() -> None:
    lines = [
        line(1, "Protests in Madagascar demand that Rajoelina resign"),
        line(2, "Army of Madagascar ousts Rajoelina after protests"),
    ]
    assert "Madagascar" in name_of(lines)
    assert "Rajoelina" in name_of(lines)


def test_words_that_name_nothing_are_no_name() -> None:
    lines = [line(1, "Three people killed when roof collapses"), line(2, "Five people killed as bridge collapses in storm")]
    assert name_of(lines) == "Three people killed when roof collapses"
