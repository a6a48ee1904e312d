import numpy as np

from copytaster.taste.secondlook import settled
from copytaster.taste.window import Query, Window


def learn(window: Window, number: int, words: dict[str, float], *, line: int, source: int = 0, story: int = 1) -> None:
    asked = Query(tuple(words), tuple(words.values()))
    window.add(
        asked,
        window.near(asked),
        version=number,
        source=source,
        time=float(number),
        line=line,
        story=story,
        headline=" ".join(words),
    )


def test_a_second_look_reads_what_a_line_says_now() -> None:
    window = Window(100)
    learn(window, 1, {"storm": 1.0}, line=1)
    learn(window, 2, {"quake": 1.0}, line=2)
    learn(window, 3, {"flood": 1.0}, line=1)
    of = settled(window, np.array([0, 1], np.int32))
    assert of.names == (1, 2)
    assert of.times.tolist() == [1.0, 2.0]
    assert [terms.tolist() for terms, _ in of.terms] == [window.terms(2)[0].tolist(), window.terms(1)[0].tolist()]


def test_what_another_wire_prints_of_a_line_takes_the_place_of_nothing() -> None:
    window = Window(100)
    learn(window, 1, {"storm": 1.0}, line=1)
    learn(window, 2, {"flood": 1.0}, line=1, source=1)
    assert window.latest(np.array([0], np.int32)).tolist() == [0]
