"""The front page asks the store for what it shows, and no more."""

from __future__ import annotations

from typing import Any

from copytaster.desk.desk import Desk
from copytaster.desk.front import rail_places
from copytaster.model import Source
from copytaster.taste.rail import telling_words
from tests.conftest import START, Counting, headlines


def test_wires_that_carry_times_cost_the_front_page_nothing(desk: Desk, clock: Any) -> None:
    for number in range(30):
        desk.add_source(Source(f"w{number}", f"Wire {number}", kind="jsonl"))
        desk.receive([headlines(*(f"Event {number} {n} happens" for n in range(20)), source=f"w{number}")])
    clock.now = START.replace(year=2026)
    counted = Counting(desk.store)
    made = desk.front()
    assert made.stories == ()
    assert counted.questions < 12
    assert counted.rows < 12


def test_a_featured_piece_is_one_question_and_its_answer(own_demo: Desk) -> None:
    counted = Counting(own_demo.store)
    rail = rail_places(own_demo.store, own_demo.now())
    assert len(rail) == 11
    assert counted.questions <= 2 + 2 * len(rail)


def test_only_words_that_can_overtake_a_piece_are_sought() -> None:
    assert telling_words("Report says new year") == []
    found = telling_words("Azerbaijan airline crash: what the report says")
    assert found[0].startswith("azerbaij")
    assert "say" not in found
