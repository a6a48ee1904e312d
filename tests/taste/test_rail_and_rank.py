import datetime as dt
from dataclasses import replace

from copytaster.model import Dated, Line, Story
from copytaster.taste.overtaken import find
from copytaster.taste.rail import RailState, judge
from copytaster.taste.rank import weigh
from tests.taste import FEATURE, NOON, line


def _undated(headline: str) -> Line:
    piece = line(1, headline)
    return replace(piece, genre=FEATURE, head=replace(piece.head, dated=Dated.ARRIVAL))


def test_a_piece_that_names_a_year_gone_by_is_stale_and_says_so() -> None:
    call = judge(_undated("Holy souls on display at 2024 Venice Biennale"), (), NOON)
    assert (call.state, call.why) == (RailState.STALE, "names 2024, and it is October 2025")


def test_an_undated_piece_gets_no_age() -> None:
    assert judge(_undated('Scientists: "Mini organs" from human stem cells'), (), NOON).state is RailState.UNDATED


def test_a_piece_that_the_wire_has_moved_on_from_names_the_newer_line() -> None:
    newer = line(7, "Israel intercepts Gaza flotilla, detains activists")
    call = judge(_undated('Activists organise "flotilla" with aid for Gaza'), [newer], NOON)
    assert (call.state, call.by) == (RailState.STALE, 7)


def test_an_old_dated_piece_is_stale_by_age() -> None:
    piece = replace(line(1, "The long road of the salt traders"), genre=FEATURE)
    assert judge(piece, (), NOON + dt.timedelta(days=80)).why == "80 days old"


def test_a_curtain_raiser_is_overtaken_by_its_outcome() -> None:
    lines = [
        line(1, "Energy storage and new materials eyed for chemistry Nobel"),
        line(2, "Trio wins chemistry Nobel for new form of molecular architecture", minutes=60),
    ]
    assert [(o.line, o.by) for o in find(lines)] == [(1, 2)]


def test_an_outcome_of_another_thing_overtakes_nothing() -> None:
    lines = [
        line(1, "Trump unlikely to win Nobel Peace Prize, but who will?"),
        line(2, "Trio wins chemistry Nobel for architecture", minutes=60),
    ]
    assert find(lines) == ()


def _story(**fields: object) -> Story:
    return replace(Story(1, "s", NOON, NOON, 2, 2, 2, 2, None, 0), **fields)


def test_a_weight_reads_like_a_sentence() -> None:
    lines = [
        line(i, f"Talks open in Cairo {i}", origins=(o,)) for i, o in enumerate(("AFP", "AP", "Reuters", "AFP", "AP"), start=1)
    ]
    weight = weigh(_story(lines=5, versions=5), lines, NOON + dt.timedelta(hours=2))
    assert weight.reasons[0] == "5 lines from 3 origins in the last six hours"


def test_a_pin_stands_above_everything() -> None:
    old = weigh(_story(pinned=True), [line(1, "Old")], NOON + dt.timedelta(days=9))
    new = weigh(_story(), [line(i, f"New {i}", origins=(str(i),)) for i in range(1, 50)], NOON)
    assert old.value > new.value
    assert old.reasons[0] == "pinned by the desk"


def test_an_overtaken_story_sinks() -> None:
    lines = [line(1, "Energy storage and new materials eyed for chemistry Nobel")]
    gone = find([*lines, line(2, "Trio wins chemistry Nobel for new form of molecular architecture", minutes=60)])
    assert weigh(_story(), lines, NOON, overtaken=gone).value < 0.5 * weigh(_story(), lines, NOON).value


def test_a_story_fades_with_time() -> None:
    lines = [line(1, "Talks open in Cairo")]
    assert weigh(_story(), lines, NOON).value > weigh(_story(), lines, NOON + dt.timedelta(hours=20)).value
