import datetime as dt
from dataclasses import replace

from copytaster.model import Dated, Line, Story
from copytaster.taste.overtaken import expects, find, find_across
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


def test_a_single_line_is_never_announced_by_its_number() -> None:
    (reason,) = weigh(_story(lines=1, versions=1), [line(1, "Talks open in Cairo")], NOON + dt.timedelta(hours=2)).reasons
    assert reason == "one report, and no other wire has it"


def test_one_dispatch_in_three_places_says_so_and_is_not_called_reworded() -> None:
    copied = replace(line(1, "Talks open in Cairo"), versions=4, places=("a", "b", "c"))
    assert weigh(_story(lines=1, versions=4), [copied], NOON + dt.timedelta(hours=2)).reasons == ("printed by 3 wires",)


def test_a_recap_does_not_announce_yesterdays_story_again() -> None:
    told = [
        line(1, "Ferry with 314 aboard runs aground off Greek island of Kythnos"),
        line(2, "All 314 safe after ferry runs aground"),
    ]
    recap = line(3, "Ferry with 314 aboard runs aground off Kythnos", minutes=26 * 60)
    news = line(3, "Captain of Kythnos ferry charged with negligence in Piraeus", minutes=26 * 60)
    now = NOON + dt.timedelta(hours=27)
    assert weigh(_story(), [*told, news], now).value > 2 * weigh(_story(), [*told, recap], now).value
    assert "last news 1 day ago" in weigh(_story(), [*told, recap], now).reasons


def test_a_match_is_overtaken_by_its_result_though_the_result_opened_a_story_of_its_own() -> None:
    lines = [
        line(1, "Djokovic to face Vacherot in Shanghai Masters semi-final"),
        line(2, "Gold tops $4,000 as safe haven shines", minutes=30),
        line(3, "Vacherot beats Djokovic to reach Shanghai Masters final", minutes=60),
    ]
    assert [(o.line, o.by) for o in find_across(lines)] == [(1, 3)]


def test_another_match_of_one_of_the_two_overtakes_nothing() -> None:
    lines = [
        line(1, "Djokovic to face Vacherot in Shanghai Masters semi-final"),
        line(2, "Rinderknech beats Auger-Aliassime in Shanghai Masters", minutes=60),
    ]
    assert find_across(lines) == ()


def test_what_happened_ahead_of_something_is_no_curtain_raiser() -> None:
    assert not expects("Texas troops arrive near Chicago ahead of deployment")
    assert expects("Energy storage and new materials eyed for chemistry Nobel")
    assert expects("Trump unlikely to win Nobel Peace Prize, but who will?")


def test_an_outlet_under_two_names_is_one_origin() -> None:
    lines = [line(1, "Talks open in Cairo", origins=("BBC News",)), line(2, "Cairo talks adjourned", origins=("BBC",))]
    assert weigh(_story(), lines, NOON + dt.timedelta(hours=2)).reasons[0] == "2 lines in the last six hours"


def test_an_old_line_that_is_reworded_is_no_line_of_the_last_hours() -> None:
    lines = [line(1, "Talks open in Cairo"), line(2, "Ferry service halted for talks in Cairo", minutes=30)]
    now = NOON + dt.timedelta(days=2)
    reworded = [lines[0], replace(lines[1], time=now - dt.timedelta(hours=1))]
    assert weigh(_story(), reworded, now).reasons == ("2 lines", "last news 2 days ago, reworded since")
