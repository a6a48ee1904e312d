"""The nouns of the house are values: nothing changes one, and a copy differs in what was asked for alone."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from copytaster.model import Item, PubStatus, Subject, changed

FERRY = Item("Ferry back", uri="a:1", marks=("update",), subjects=(Subject("Ships"),), body="It sails again.", position=0)


@pytest.mark.parametrize(
    "values", [{}, {"headline": "Ferry gone"}, {"pub_status": PubStatus.CANCELED, "marks": (), "language": "en"}]
)
def test_a_changed_item_is_what_replacing_makes_of_it(values: dict[str, object]) -> None:
    made = changed(FERRY, values)
    assert made == replace(FERRY, **values)  # type: ignore[arg-type]
    assert hash(made) == hash(replace(FERRY, **values))  # type: ignore[arg-type]
    assert FERRY.headline == "Ferry back"
    with pytest.raises(FrozenInstanceError):
        made.headline = "x"  # type: ignore[misc]


def test_every_value_of_an_item_can_be_changed() -> None:
    for one in fields(Item):
        assert getattr(changed(FERRY, {one.name: "other"}), one.name) == "other"


def test_a_value_that_an_item_does_not_have_is_refused() -> None:
    with pytest.raises(AttributeError, match="colour"):
        changed(FERRY, {"colour": "red"})
