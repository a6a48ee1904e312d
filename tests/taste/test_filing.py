from dataclasses import replace

import numpy as np
import pytest

from copytaster.evals.lived import live
from copytaster.taste import foretold
from copytaster.taste.filing import Filing
from copytaster.taste.gathering import weights
from copytaster.taste.headings import alike, keys, within
from copytaster.taste.judge import Taster
from copytaster.taste.learned import network
from copytaster.taste.secondlook import developments, regroup, settled
from copytaster.taste.situations import name_of
from copytaster.taste.traits import traits
from copytaster.taste.window import Window, query
from tests.taste import NOON, version
from tests.taste.test_situations import _filed

WAR, PLAN = ("River war",), ("River war", "River peace plan")


def test_a_development_is_led_by_the_first_story_that_stands_under_it() -> None:
    filing = Filing([(1, 1, WAR), (2, 2, PLAN), (3, 3, PLAN)])
    assert (filing.story_of(WAR), filing.story_of(PLAN), filing.story_of(("Hill war",))) == (1, 2, None)


def test_a_story_stands_where_most_of_its_lines_do_and_with_its_first_where_they_part() -> None:
    assert Filing([(1, 1, WAR), (2, 1, PLAN), (3, 1, PLAN)]).path_of(1) == PLAN
    assert Filing([(1, 1, PLAN), (2, 1, WAR)]).path_of(1) == PLAN
    assert Filing([(1, 1, ("Knife attack",)), (2, 1, ("Knife crisis",))]).path_of(1) == ("Knife attack",)


def test_what_a_wire_files_anew_leads_no_longer_where_it_stood() -> None:
    filing = Filing([(1, 1, WAR), (1, 1, ("Hill revolt", "Siege of the mill"))])
    assert filing.story_of(WAR) is None
    assert filing.story_of(("Siege of the mill",)) == 1


def test_the_same_lines_one_by_one_or_at_once_lead_alike() -> None:
    filed = [
        (1, 1, ("2031 Coast earthquake",)),
        (2, 2, ("2031 North Coast earthquakes",)),
        (1, 1, ("2031 North Coast earthquakes",)),
        (4, 2, ("2031 Coast floods",)),
        (5, 2, ("2031 Coast floods",)),
    ]
    grown = Filing()
    for line, story, path in filed:
        if grown.is_stale:
            grown = Filing(filed[: filed.index((line, story, path))])
        grown.add(line, story, path)
    if grown.is_stale:
        grown = Filing(filed)
    at_once = Filing(filed)
    for path in {path for _, _, path in filed}:
        assert grown.story_of(path) == at_once.story_of(path)
    assert at_once.story_of(("2031 Coast earthquake",)) == 1
    assert at_once.story_of(("2031 Coast floods",)) == 2


def test_fighting_of_one_year_is_one_whatever_it_is_called_as_it_grows() -> None:
    clashes, war = keys(("2031 Upper Tavush clashes",)), keys(("2031 Upper Tavush war",))
    assert set(clashes) & set(war)
    assert not set(clashes) & set(keys(("2032 Upper Tavush war",)))
    assert not set(keys(("2031 Iranian strikes on Chad",))) & set(keys(("2031 Chadian strikes on Iran",)))


def test_a_span_of_years_is_known_by_the_year_it_begins_in() -> None:
    assert set(keys(("2031 Chad–Niger border crisis",))) & set(keys(("2031–2032 Chad–Niger border crisis",)))
    assert not set(keys(("2031–32 windstorm season",))) & set(keys(("2032–33 windstorm season",)))


def test_of_two_headings_in_one_story_one_may_only_add_the_month() -> None:
    assert alike(("2031 Chadian–Nigerien clashes",), ("Sahel war", "May 2031 Chad–Niger clashes"))
    assert not alike(("2031 Chadian–Nigerien clashes",), ("Sahel war", "2031 Chad–Niger trade war"))
    assert not alike(("Sahel war",), ("Sahel war", "May 2031 Sahel war"))


def test_a_heading_that_names_a_larger_development_stands_under_it() -> None:
    assert "2031 river war" in within("Aftermath of the 2031 river war")
    taster = Taster()
    live(
        [
            version(1, "Delegations of both banks meet in Vienna", situation=("2031 river war",)),
            version(2, "Ferry service across the river halted", minutes=60, situation=("Aftermath of the 2031 river war",)),
        ],
        taster,
        second_look=False,
    )
    assert taster.consolidate(NOON).parents == {2: 1}


def test_a_desk_that_learns_again_files_as_the_one_that_saw_an_opener_move() -> None:
    """What opened a development joins another story: copy under its heading goes to the same place on both desks."""
    versions = [
        version(1, "Harvest begins in the valleys of Tavush", situation=("River war",)),
        version(2, "Ferry service across the river halted", minutes=60, situation=("Siege of the bridge",)),
        version(3, "Fishermen fear the siege of the bridge", minutes=120, situation=("Siege of the bridge",)),
        version(4, "Delegations of both banks meet in Vienna", minutes=180, situation=("River war",)),
    ]
    lived, learnt = Taster(), Taster()
    stories, situations = {1: 1, 2: 2, 3: 3, 4: 4}, {1: 1, 2: 2, 3: 2, 4: 1}
    for v in versions:
        lived.learn(v, line=v.id, story=stories[v.id], situation=situations[v.id])
    lived.relabel(stories={2: 1}, situations={1: 1, 3: 3})
    for v in versions:
        story = {2: 1}.get(v.id, v.id)
        learnt.learn(v, line=v.id, story=story, situation={1: 1, 3: 3, 4: 1}[story])
    later = version(9, "Millers count their losses", minutes=3000, situation=("Siege of the bridge",))
    assert lived.attach(later) == learnt.attach(later)
    assert lived.attach(later).situation == 3
    assert lived.consolidate(NOON) == learnt.consolidate(NOON)


def test_a_heading_names_a_situation_though_most_of_its_lines_bear_none() -> None:
    lines = [
        _filed(1, "Prize for chemistry goes to three", "2031 Prizes"),
        _filed(2, "Trio wins chemistry prize"),
        _filed(3, "Who will get the peace prize?"),
    ]
    assert name_of(lines) == "2031 Prizes"


def test_a_situation_of_one_story_is_called_what_the_story_is_filed_under() -> None:
    raid = _filed(1, "Clan raided", *PLAN)
    raid = replace(raid, head=replace(raid.head, id=9))
    assert (
        name_of([_filed(2, "Clan fights", *WAR), raid]) == PLAN[-1] == (Filing([(1, 1, PLAN), (2, 1, WAR)]).path_of(1) or WAR)[-1]
    )


def test_a_development_is_called_what_its_wire_called_it_last() -> None:
    lines = [
        _filed(1, "Shells fall on the bridge", "2031 Upper Tavush clashes"),
        _filed(2, "Shells fall on the mill", "2031 Upper Tavush clashes"),
        _filed(3, "Truce in Tavush", "2031 Upper Tavush war"),
    ]
    assert name_of(lines) == "2031 Upper Tavush war"


@pytest.mark.parametrize(
    ("heading", "source", "unlike"),
    [
        ("Shelling of the coast", "wire", True),
        ("Shelling of the coast", "other", False),
        ("Truce of Vienna", "wire", False),
        ("River war", "wire", False),
    ],
)
def test_what_one_wire_files_under_two_developments_is_less_near(heading: str, source: str, unlike: bool) -> None:
    taster = Taster()
    for v in (
        version(1, "Both banks agree on a truce in Vienna", situation=("River war", "Truce of Vienna")),
        version(2, "Village shelled hours after the truce", source=source, minutes=400, situation=("River war", heading)),
    ):
        taster.learn(v, line=v.id, story=v.id, situation=v.id)
    found = taster._unlike(taster._openers(0))
    assert found is not None
    assert bool(found[0, 1]) is bool(found[1, 0]) is unlike


def test_likeness_of_what_is_unlike_counts_half() -> None:
    window = Window(10)
    for number, headline in enumerate(
        ("Storm Amy hits Donegal and cuts power", "Two killed in France as Storm Amy makes landfall"), start=1
    ):
        seen = traits(version(number, headline).item)
        near = (np.zeros(0, np.intp), np.zeros(0, np.float32))
        asked = query(seen.weights)
        window.add(asked, near, version=number, source=0, time=0.0, line=number, story=number, headline=headline)
    of = settled(window, np.arange(2, dtype=np.int32))
    by, kin = weights("stories"), network("stories-kin")
    together = regroup(by, kin, of, half_life=86400.0)
    parted = regroup(by, kin, of, half_life=86400.0, unlike=~np.eye(2, dtype=bool))
    assert (len(set(together.values())), len(set(parted.values()))) == (1, 2)


def test_what_a_wire_did_not_file_under_a_heading_that_it_uses_comes_to_it_less_easily() -> None:
    """Copy of before the heading may have been of it all along; another wire files nothing."""
    raid = version(1, "Gunmen raid bank in Tijuana, Mexico, and kill a guard", situation=("Mexican drug war",))
    vote = "Congress of Mexico votes on bank guards and gunmen"
    for source, minutes, held_off in (("wire", 2000.0, True), ("other", 2000.0, False), ("wire", -2000.0, False)):
        copy = version(2, vote, source=source, minutes=minutes)
        taster = Taster()
        for v in sorted((raid, copy), key=lambda v: v.time):
            taster.learn(v, line=v.id, story=v.id, situation=v.id)
        of = developments(taster._window, taster._openers(0), {1: 1, 2: 2}, {})
        unlike = taster._unfiled(of, {1: 1})
        assert unlike is not None
        assert bool(unlike[0, 1]) is bool(unlike[1, 0]) is held_off


@pytest.mark.parametrize(("seconds", "together"), [(7 * 86400.0, True), (-1.0, False)])
def test_the_first_report_of_a_flood_goes_where_its_wire_files_the_flood_once_it_has_a_name(
    seconds: float, together: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foretold, "WITHIN", seconds)
    first = version(1, "At least 28 people are killed in floods and landslides in central and southern Mexico")
    heading = ("October 2031 Mexico floods and landslides",)
    named = version(2, "Torrential rains kill 47 villagers", minutes=1800, situation=heading)
    toll = version(3, "The army reaches cut-off valleys as the count of the dead goes on", minutes=3200, situation=heading)
    lived = live([first, named, toll])
    assert (lived.situation_of(1) == lived.situation_of(2)) is together
    assert lived.situation_of(2) == lived.situation_of(3)
