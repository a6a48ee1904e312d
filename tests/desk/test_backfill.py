"""A day that is backfilled comes out as the day that was lived; a desk that was closed in between as one that was not."""

from __future__ import annotations

from pathlib import Path

from copytaster import open_desk
from copytaster.desk import demo
from copytaster.desk.desk import Desk
from copytaster.model import Delivery
from copytaster.store.base import Wanted

_DAYS = slice(300, 700)


def deliveries() -> list[Delivery]:
    """Some days of the demo's wires: enough lines for second looks."""
    return [d for d in demo.deliveries() if d.source in (demo.EVENTS.key, demo.SEED.key)][_DAYS]


def opened(folder: Path) -> Desk:
    desk = open_desk(folder)
    for source in demo.SOURCES:
        desk.add_source(source)
    return desk


def standing(desk: Desk) -> list[object]:
    """All that stands: lines with their versions and calls, stories, situations."""
    store = desk.store
    lines = store.lines(Wanted(limit=-1, genre=None, spiked=True))
    versions = {line.id: [v.id for v in store.versions_of_line(line.id)] for line in lines}
    every = [v for held in versions.values() for v in held]
    return [
        [(line.id, line.story, line.time, line.head.id) for line in lines],
        versions,
        store.line_calls(every),
        store.story_calls(versions),
        [(s.id, s.title, s.situation, s.lines) for s in store.stories()],
        [(s.id, s.name, s.stories, s.parent) for s in store.situations(at_least=1)],
        store.situation_calls([s.id for s in store.stories()]),
    ]


def test_delivery_by_delivery_or_all_at_once_makes_no_difference(tmp_path: Path) -> None:
    with opened(tmp_path / "lived") as lived, opened(tmp_path / "backfilled") as backfilled:
        for delivery in deliveries():
            lived.receive([delivery])
        backfilled.receive(deliveries())
        assert standing(lived) == standing(backfilled)
        assert lived.store.memory("second look") is not None


def test_closing_the_desk_in_between_makes_no_difference(tmp_path: Path) -> None:
    coming = deliveries()
    with opened(tmp_path / "open") as kept_open:
        kept_open.receive(coming)
        whole = standing(kept_open)
    for start in range(0, len(coming), 90):
        with opened(tmp_path / "closed") as desk:
            desk.receive(coming[start : start + 90])
            parts = standing(desk)
    assert parts == whole


def test_judging_again_gives_what_judging_gave(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        desk.receive(deliveries())
        before = standing(desk)
        desk.judge_again()
        assert standing(desk) == before


def test_what_a_second_look_decides_is_carried_out(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        desk.receive([d for d in demo.deliveries() if d.source in (demo.EVENTS.key, demo.SEED.key)][:900])
        store = desk.store
        lines = {line.id: line for line in store.lines(Wanted(limit=-1, spiked=True))}
        stories = {story.id: story for story in store.stories()}
        placed, attached = store.story_calls(lines), store.situation_calls(stories)
        assert any(call.why.startswith("a second look") for call in placed.values())
        assert any(call.why.startswith("a second look") for call in attached.values())
        assert {c.line: lines[c.line].story for c in placed.values()} == {c.line: lines[c.story].story for c in placed.values()}
        of = {story.id: story.situation for story in stories.values()}
        # A situation is named by its first story, which may have joined another one since: its line still tells where it stands.
        named = {c.story: of[lines[c.situation].story] for c in attached.values()}
        assert {c.story: of[c.story] for c in attached.values()} == named
