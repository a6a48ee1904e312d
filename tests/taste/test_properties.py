import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from copytaster.evals.lived import live
from copytaster.model import Version
from copytaster.taste.judge import Taster
from tests.taste import NOON, version

WORDS = """Gaza talks Egypt Hamas ceasefire Vietnam floods rain Nobel chemistry prize laureate Shanghai tennis quarter-final
Djokovic tariffs Brussels steel commission""".split()
HEADLINES = st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=6, unique=True).map(" ".join), min_size=1, max_size=25)
ONE_SECOND = [
    "Qatar and Turkey join Gaza ceasefire talks in Egypt",
    "Hamas sees hope in Gaza ceasefire talks in Egypt",
    "Record floods submerge streets of Hanoi in Vietnam",
    "Thousands stranded as floods submerge Hanoi streets",
    "Rinderknech reaches Shanghai quarter-finals",
    "Vacherot joins Rinderknech in Shanghai quarter-finals",
    "Brussels proposes steel tariffs of fifty percent",
]


def stream(headlines: list[str], minutes: float = 7) -> list[Version]:
    return [version(i, h, source=f"wire {i % 3}", minutes=minutes * i) for i, h in enumerate(headlines, start=1)]


def partition(of: dict[int, int]) -> set[frozenset[int]]:
    groups: dict[int, set[int]] = {}
    for item, group in of.items():
        groups.setdefault(group, set()).add(item)
    return {frozenset(g) for g in groups.values()}


@given(HEADLINES)
@settings(max_examples=40, deadline=None)
def test_judging_changes_nothing(headlines: list[str]) -> None:
    versions = stream(headlines)
    taster = Taster()
    live(versions, taster, second_look=False)
    probe = version(999, "Gaza talks resume in Egypt", minutes=500)
    before = (taster.match(probe), taster.place(probe), taster.attach(probe), taster.consolidate(NOON))
    assert (taster.match(probe), taster.place(probe), taster.attach(probe), taster.consolidate(NOON)) == before


@given(HEADLINES)
@settings(max_examples=40, deadline=None)
def test_the_same_stream_twice_gives_the_same_stories(headlines: list[str]) -> None:
    one, other = live(stream(headlines)), live(stream(headlines))
    assert (one.lines, one.stories, one.situations) == (other.lines, other.stories, other.situations)


@given(HEADLINES)
@settings(max_examples=40, deadline=None)
def test_a_desk_that_learns_again_from_its_store_judges_as_the_one_that_lived(headlines: list[str]) -> None:
    versions = stream(headlines)
    lived_taster, replayed = Taster(), Taster()
    lived = live(versions, lived_taster, second_look=False)
    for v in versions:
        line = lived.lines[v.id]
        story = lived.stories[line]
        replayed.learn(v, line=line, story=story, situation=lived.situations.get(story))
    probe = version(999, "Hamas and Vietnam at Shanghai talks", minutes=500)
    assert replayed.match(probe) == lived_taster.match(probe)
    assert replayed.place(probe) == lived_taster.place(probe)
    assert replayed.attach(probe) == lived_taster.attach(probe)


@given(st.permutations(ONE_SECOND))
@settings(max_examples=40, deadline=None)
def test_order_inside_one_second_does_not_matter(headlines: list[str]) -> None:
    versions = [version(i, h) for i, h in enumerate(headlines, start=1)]
    lived = live(versions)
    named = {v.id: v.item.headline for v in versions}
    groups = {frozenset(named[i] for i in part) for part in partition({v.id: lived.story_of(v.id) for v in versions})}
    assert groups == {frozenset(ONE_SECOND[0:2]), frozenset(ONE_SECOND[2:4]), frozenset(ONE_SECOND[4:6]), frozenset(ONE_SECOND[6:])}


@given(HEADLINES)
@settings(max_examples=40, deadline=None)
def test_every_story_is_named_by_its_first_line(headlines: list[str]) -> None:
    lived = live(stream(headlines))
    for part in partition(lived.stories):
        assert {lived.stories[line] for line in part} == {min(part)}


@given(HEADLINES, st.data())
@settings(max_examples=40, deadline=None)
def test_a_second_look_obeys_decisions(headlines: list[str], data: st.DataObject) -> None:
    taster = Taster()
    lived = live(stream(headlines), taster, second_look=False)
    lines = sorted(lived.stories)
    if len(lines) < 3:
        return
    a, b, c = data.draw(st.permutations(lines).map(lambda p: p[:3]))
    looked = taster.consolidate(NOON + dt.timedelta(days=1), bound={a: 7777, b: 7777}, apart=[(a, c)])
    stories = lived.stories | {call.line: call.story for call in looked.stories}
    assert stories[a] == stories[b]
    assert stories[a] != stories[c]


def test_a_storys_id_outlives_a_second_look() -> None:
    taster = Taster()
    versions = stream(ONE_SECOND)
    before = live(versions, taster, second_look=False)
    looked = taster.consolidate(versions[-1].time)
    after = before.stories | {call.line: call.story for call in looked.stories}
    assert {story for story in before.stories.values() if story in set(after.values())}
    assert after[1] == before.stories[1] == 1


def test_a_second_look_at_once_after_another_moves_nothing() -> None:
    taster = Taster()
    versions = stream(ONE_SECOND)
    live(versions, taster)
    assert taster.consolidate(versions[-1].time).stories == ()
