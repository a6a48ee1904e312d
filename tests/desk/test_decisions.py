"""Decisions of editors: they win over the machine, they survive judging again, and each can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from copytaster import open_desk
from copytaster.desk.desk import Desk
from copytaster.errors import Undecidable, Unknown
from copytaster.model import DecisionKind, Source
from copytaster.store.base import Wanted
from tests.conftest import Clock, headlines

# Four things that have nothing to do with each other, then a rewrite of the first.
FOUR = (
    "Volcano erupts near Reykjavik, thousands flee lava",
    "Parliament in Nairobi passes budget after long debate",
    "Chess champion loses final in Samarkand",
    "Ferry sinks off Manila, dozens missing",
)
REWRITE = "Volcano erupts near Reykjavik, ten thousands flee lava"


@pytest.fixture
def four(desk: Desk) -> Desk:
    desk.receive([headlines(*FOUR)])
    desk.receive([headlines(REWRITE, minutes=10)])
    assert shape(desk) == [(1, 2), (2, 1), (3, 1), (4, 1)]
    return desk


def shape(desk: Desk) -> list[tuple[int, int]]:
    """Lines with the number of their versions."""
    return sorted((line.id, line.versions) for line in desk.store.lines(Wanted(spiked=True)))


def stories(desk: Desk) -> list[list[int]]:
    """Stories as the lines that stand in them."""
    found: dict[int, list[int]] = {}
    for line in desk.store.lines(Wanted(spiked=True)):
        found.setdefault(line.story or 0, []).append(line.id)
    return sorted(sorted(lines) for lines in found.values())


def test_not_the_same_parts_two_versions_and_undo_brings_them_together(four: Desk) -> None:
    ruling = four.decide("not the same", [5, 1])
    assert shape(four) == [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1)]
    four.undo(ruling.decision.id)
    assert shape(four) == [(1, 2), (2, 1), (3, 1), (4, 1)]
    assert four.store.line(5) is None
    assert four.find("line", 5).id == 1


def test_same_joins_two_lines_and_they_share_one_address(four: Desk) -> None:
    four.decide("same", [2, 3])
    assert shape(four) == [(1, 2), (2, 2), (4, 1)]
    assert four.find("line", 3).id == 2
    assert four.store.story_of(2) == 2
    assert four.store.story(3) is None


def test_merge_makes_one_story_and_split_takes_a_line_out(four: Desk) -> None:
    merged = four.decide("merge", [2, 4], level="story")
    assert stories(four) == [[1], [2, 4], [3]]
    assert four.find("story", 4).id == 2
    four.decide("merge", [2, 3], level="story")
    split = four.decide("split", [2], level="story")
    assert stories(four) == [[1], [2], [3, 4]]
    four.undo(split.decision.id)
    assert stories(four) == [[1], [2, 3, 4]]
    four.undo(merged.decision.id)
    assert stories(four) == [[1], [2, 3], [4]]
    with pytest.raises(Undecidable, match="stands alone"):
        four.decide("split", [4], level="story")


def test_decisions_hold_when_everything_is_judged_again(four: Desk) -> None:
    four.decide("not the same", [5, 1])
    four.decide("same", [2, 3])
    four.decide("merge", [1, 4], level="story")
    four.decide("pin", [4])
    before = (shape(four), stories(four), [s.pinned for s in four.store.stories()])
    four.judge_again()
    assert (shape(four), stories(four), [s.pinned for s in four.store.stories()]) == before


def test_decisions_bind_what_comes_later(four: Desk) -> None:
    four.decide("merge", [1, 4], level="story")
    four.receive([headlines("Ferry sinks off Manila, scores missing", minutes=20)])
    assert four.store.story_of(4) == 1
    assert [line.versions for line in four.store.lines_of_story(1)] == [2, 2]
    four.decide("not the same", [5, 1])
    four.receive([headlines("Volcano erupts near Reykjavik, ten thousands flee the lava", minutes=30)])
    lines = {v.id for v in four.store.versions_of_line(1)}
    assert 5 not in lines


@pytest.mark.parametrize("seed", [7, 8, 9, 10])
def test_deciding_step_by_step_gives_what_judging_again_gives(desk: Desk, seed: int) -> None:
    """Whatever is decided in whatever order, what stands is what stands when everything is judged anew."""
    import random

    towns = ("Oslo", "Lima", "Cairo", "Hanoi", "Perth", "Quito", "Seoul", "Tunis")
    desk.receive([headlines(*(f"{what} in {town}" for town, what in zip(towns, FOUR + FOUR, strict=True)))])
    dice = random.Random(seed)
    made: list[int] = []
    for _ in range(40):
        kind = dice.choice(["same", "not the same", "merge", "merge", "split", "split", "undo"])
        try:
            if kind == "undo" and made:
                made.append(desk.undo(dice.choice(made)).decision.id)
            elif kind == "split":
                lines = [line.id for line in desk.store.lines(Wanted())]
                made.append(desk.decide("split", dice.sample(lines, k=dice.choice([1, 1, 2])), level="story").decision.id)
            elif kind == "merge":
                found = [s.id for s in desk.store.stories()]
                made.append(desk.decide("merge", dice.sample(found, k=min(2, len(found))), level="story").decision.id)
            elif kind != "undo":
                made.append(desk.decide(kind, dice.sample(range(1, 9), k=2)).decision.id)
        except (Undecidable, Unknown):
            continue
        standing = (shape(desk), stories(desk))
        desk.judge_again()
        assert (shape(desk), stories(desk)) == standing, f"after {kind}, decision {made[-1:]}"
    assert len(made) > 15


def test_decisions_outlive_the_process(tmp_path: Path, clock: Clock) -> None:
    with open_desk(tmp_path, clock=clock) as desk:
        desk.add_source(Source("wire", "A wire"))
        desk.receive([headlines(*FOUR)])
        desk.decide("merge", [1, 2], level="story")
        desk.decide("spike", [3])
    with open_desk(tmp_path, clock=clock) as desk:
        desk.receive([headlines("Chess champion loses final in Samarkand after blunder", minutes=5)])
        assert stories(desk) == [[1, 2], [3], [4]]
        assert [line.id for line in desk.store.lines(Wanted())] == [4, 2, 1]


def test_spike_takes_a_line_out_of_wire_story_and_search_and_undo_returns_it(four: Desk) -> None:
    spiked = four.decide("spike", [3], note="not for us")
    assert 3 not in [line.id for line in four.store.lines(Wanted())]
    assert four.store.search("chess") == []
    story = four.store.story(3)
    assert story is not None
    assert story.spiked
    four.undo(spiked.decision.id)
    assert 3 in [line.id for line in four.store.lines(Wanted())]


def test_a_pinned_story_leads_the_front_page_and_says_so(four: Desk) -> None:
    four.decide("pin", [2], level="story")
    first = four.front().stories[0]
    assert first.story.id == 2
    assert "pinned by the desk" in first.weight.reasons


def test_a_pin_stays_with_its_story_through_a_merge(four: Desk) -> None:
    four.decide("pin", [4], level="story")
    four.decide("merge", [1, 4], level="story")
    story = four.store.story(1)
    assert story is not None
    assert story.pinned


def test_taste_fills_the_tasted_list(four: Desk) -> None:
    four.decide("taste", [4, 2])
    assert [line.id for line in four.store.lines(Wanted(tasted=True))] == [4, 2]


def test_a_correction_is_shown_and_the_wires_words_stay(four: Desk) -> None:
    made = four.decide("correct", [4], headline="Ferry sinks off Cebu", note="the wire named the wrong port")
    line = four.store.line(4)
    assert line is not None
    assert (line.headline, line.correction) == ("Ferry sinks off Cebu", "the wire named the wrong port")
    assert line.head.item.headline == FOUR[3]
    four.undo(made.decision.id)
    line = four.store.line(4)
    assert line is not None
    assert line.headline == FOUR[3]


def test_the_latest_of_two_corrections_holds_until_it_is_taken_back(four: Desk) -> None:
    four.decide("correct", [4], headline="First")
    second = four.decide("correct", [4], headline="Second")
    assert four.find("line", 4).headline == "Second"
    four.undo(second.decision.id)
    assert four.find("line", 4).headline == "First"


def test_a_situation_keeps_the_name_that_an_editor_gave_it_until_that_is_taken_back(four: Desk) -> None:
    four.decide("merge", [1, 3], level="situation")
    own = four.find("situation", 1).name
    made = four.decide("correct", [1], level="situation", headline="  Island nations ")
    assert made.said.startswith("Situation 1 is corrected.")
    assert four.find("situation", 1).name == "Island nations"
    four.decide("merge", [1, 4], level="situation")
    assert four.find("situation", 4).name == "Island nations"
    four.judge_again()
    assert four.find("situation", 1).name == "Island nations"
    four.undo(made.decision.id)
    assert four.find("situation", 1).name not in ("Island nations", "")
    four.decide("split", [4], level="situation")
    assert four.find("situation", 1).name == own


def test_an_undo_can_be_undone(four: Desk) -> None:
    made = four.decide("not the same", [5, 1])
    undo = four.undo(made.decision.id)
    assert len(shape(four)) == 4
    four.undo(undo.decision.id)
    assert len(shape(four)) == 5


def test_the_book_only_grows(four: Desk) -> None:
    made = four.decide("pin", [1])
    four.undo(made.decision.id)
    kinds = [d.kind for d in four.store.decisions()]
    assert kinds == [DecisionKind.UNDO, DecisionKind.PIN]


@pytest.mark.parametrize(
    ("kind", "on", "level", "error"),
    [
        ("pin", [99], "line", Unknown),
        ("pin", [], "line", Undecidable),
        ("merge", [1, 1], "story", Undecidable),
        ("merge", [1, 77], "story", Unknown),
        ("same", [1], "line", Undecidable),
        ("not the same", [1, 2, 3], "line", Undecidable),
        ("correct", [1], "line", Undecidable),
        ("correct", [1], "situation", Undecidable),
    ],
)
def test_a_decision_that_makes_no_sense_changes_nothing(
    four: Desk, kind: str, on: list[int], level: str, error: type[Exception]
) -> None:
    before = (four.store.change_number(), len(four.store.decisions()))
    with pytest.raises(error):
        four.decide(kind, on, level=level)
    assert (four.store.change_number(), len(four.store.decisions())) == before


def test_what_was_taken_back_cannot_be_taken_back_again(four: Desk) -> None:
    made = four.decide("pin", [1])
    four.undo(made.decision.id)
    with pytest.raises(Undecidable, match="already"):
        four.undo(made.decision.id)
    with pytest.raises(Unknown):
        four.undo(999)


def test_a_correction_or_kill_reaches_the_published_edition(own_demo: Desk) -> None:
    situation = max(own_demo.store.situations(text="Azerbaijan"), key=lambda s: s.lines)
    edition = own_demo.publish_dossier(situation.id)
    from copytaster.desk.telling import resting_on

    told = own_demo.tell(situation.id)
    cited = next(c for section in told.dossier.sections for s in section.sentences for c in s.citations)
    line = own_demo.store.line_of(cited.version)
    assert line is not None
    own_demo.decide("kill", [line], note="withdrawn")
    assert [e.id for e in resting_on(own_demo.store.editions(), {cited.version})] == [edition.id]
    again = own_demo.tell(situation.id)
    assert cited.version not in {c.version for sec in again.dossier.sections for s in sec.sentences for c in s.citations}


def test_publishing_is_a_decision_and_can_be_taken_back(own_demo: Desk) -> None:
    (analysis,) = own_demo.front().analyses
    first, *rest = own_demo.editions("analysis", analysis.id)
    assert (first.number, rest) == (1, [])
    with pytest.raises(Undecidable, match="grave faults"):
        own_demo.publish_analysis(analysis.id)
    own_demo.undo(first.decision or 0)
    assert own_demo.editions("analysis", analysis.id) == []
