from copytaster.taste.explain import explain
from copytaster.taste.judge import Taster
from tests.taste import judge_all, version

STREAM = [
    version(1, "Qatar, Turkey to join third day of Gaza peace talks in Egypt"),
    version(2, "Gold tops $4,000 for first time as traders pile into safe haven", minutes=1),
    version(3, "US, Qatar, Turkey to join third day of Gaza peace talks in Egypt", minutes=42),
    version(4, "Hamas says optimism prevails in Gaza peace talks in Egypt", minutes=50, source="other"),
    version(5, "Snakebite surge as Bangladesh hit by record rains", minutes=55),
]


def test_judging_changes_nothing() -> None:
    taster = Taster()
    taster.learn(STREAM[0], line=1, story=1, situation=1)
    before = [(taster.match(v), taster.place(v), taster.attach(v)) for v in STREAM]
    assert [(taster.match(v), taster.place(v), taster.attach(v)) for v in STREAM] == before


def test_the_same_stream_twice_gives_the_same_stories() -> None:
    assert judge_all(STREAM) == judge_all(STREAM)


def test_an_empty_desk_can_judge() -> None:
    call = Taster().place(STREAM[0])
    assert call is not None
    assert call.story == 1


def test_a_line_joins_the_story_of_a_line_near_it() -> None:
    _, stories, _ = judge_all(STREAM)
    assert stories == {1: 1, 2: 2, 4: 1, 5: 5}


def test_a_decision_moves_a_story_and_what_follows_goes_with_it() -> None:
    taster = Taster()
    judge_all(STREAM[:3], taster)
    taster.relabel(stories={1: 2})
    call = taster.place(STREAM[3])
    assert call is not None
    assert call.story == 2


def test_memory_is_bounded_by_the_capacity() -> None:
    taster = Taster(capacity=50)
    judge_all(
        [version(i, f"Report {i} names thing {i * 7919} in place {i * 104729}", minutes=i, uri=str(i)) for i in range(1, 400)],
        taster,
    )
    assert taster.remembered <= 100


def test_of_stories_that_are_forgotten_no_situation_is_kept() -> None:
    taster = Taster(capacity=50)
    for i in range(1, 400):
        copy = version(i, f"Report {i} names thing {i * 7919} in place {i * 104729}", minutes=i, uri=str(i))
        taster.learn(copy, line=i, story=i, situation=1)
    assert taster._situation_of[399] == 1
    assert len(taster._situation_of) <= 100


def test_explaining_two_headlines_says_line_and_story_with_reasons() -> None:
    (pair,) = explain([STREAM[0].item.headline, STREAM[2].item.headline])
    assert pair.same_line
    assert pair.same_story
    assert "adds US" in pair.line_why
    assert pair.advisory == "Adds US; no change in substance"


def test_a_line_in_another_language_joins_the_story_by_the_names_that_it_spells() -> None:
    _, stories, _ = judge_all(
        [
            version(1, "Erdogan receives Putin for Ukraine talks"),
            version(2, "Эрдоган принял Путина: переговоры об Украине", source="ru", minutes=20, language="ru"),
            version(3, "В Оттаве открылась выставка кошек", source="ru", minutes=30, language="ru"),
        ]
    )
    assert stories[2] == 1
    assert stories[3] == 3
