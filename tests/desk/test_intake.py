"""Intake: nothing that a wire sends stops it, nothing is lost, and what was taken in twice stands once."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from copytaster import open_desk
from copytaster.desk import intake
from copytaster.desk.desk import Desk
from copytaster.errors import StoreFull, Unreadable
from copytaster.model import Dated, Delivery, Genre, Item, Source
from copytaster.store.base import Wanted
from copytaster.wire.reading import Reading
from tests.conftest import START, Clock, headlines


def lines(desk: Desk) -> list[str]:
    return [line.headline for line in desk.store.lines(Wanted())]


def test_a_delivery_becomes_lines_newest_first(desk: Desk) -> None:
    done = desk.receive([headlines("Volcano erupts in Iceland", "Parliament passes budget")])
    assert (done.items, done.quarantined) == (2, 0)
    assert lines(desk) == ["Parliament passes budget", "Volcano erupts in Iceland"]


def test_what_comes_again_is_not_taken_twice(desk: Desk) -> None:
    first = headlines("Volcano erupts in Iceland", "Parliament passes budget")
    desk.receive([first])
    again = desk.receive([first])
    assert (again.repeats, again.items) == (1, 0)
    grown = Delivery("wire", first.received, first.body + b'\n{"title": "Third thing"}', "test")
    assert desk.receive([grown]).items == 1


def test_a_wire_that_goes_back_to_an_earlier_wording_is_told(desk: Desk) -> None:
    def say(text: str, minutes: int) -> None:
        body = json.dumps({"id": "urn:1", "title": text}).encode()
        desk.receive([Delivery("wire", START + dt.timedelta(minutes=minutes), body)])

    say("Minister resigns over scandal", 0)
    say("Minister denies resigning over scandal", 5)
    say("Minister resigns over scandal", 10)
    (line,) = desk.store.lines(Wanted())
    assert line.versions == 3
    assert line.headline == "Minister resigns over scandal"


def test_identifiers_that_stand_twice_in_one_delivery_are_not_trusted(desk: Desk) -> None:
    body = b'{"id": "same", "title": "Volcano erupts in Iceland"}\n{"id": "same", "title": "Parliament passes budget"}'
    desk.receive([Delivery("wire", START, body)])
    again = desk.receive([Delivery("wire", START, body + b"\n")])
    assert again.items == 0


def test_bytes_of_no_known_kind_go_into_quarantine_with_the_reason(desk: Desk) -> None:
    done = desk.receive([Delivery("wire", START, b"\x00\x01\x02" * 99, "https://example.org/x"), headlines("Good news arrives")])
    assert done.quarantined == 1
    assert "https://example.org/x" in done.problems[0]
    assert lines(desk) == ["Good news arrives"]
    (record,) = desk.store.deliveries(state="quarantined")
    kept = desk.store.delivery(record.id)
    assert kept is not None
    assert kept.body == b"\x00\x01\x02" * 99


def test_a_reader_that_fails_does_not_stop_the_wire(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = intake.sniff.read

    def read(delivery: Delivery, rules: dict[str, str]) -> Reading:
        if b"trap" in delivery.body:
            raise ZeroDivisionError("a mistake of ours")
        return sound(delivery, rules)

    monkeypatch.setattr(intake.sniff, "read", read)
    done = desk.receive([headlines("trap"), headlines("Good news arrives", minutes=1)])
    assert "a mistake of ours" in done.problems[0]
    assert lines(desk) == ["Good news arrives"]
    monkeypatch.setattr(intake.sniff, "read", sound)
    (record,) = desk.store.deliveries(state="quarantined")
    assert desk.read_again(record.id).items == 1
    assert desk.store.deliveries(state="quarantined") == []


def test_all_that_lies_in_quarantine_can_be_read_again_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(delivery: Delivery, rules: dict[str, str]) -> Reading:
        raise Unreadable("not yet")

    with monkeypatch.context() as patch:
        patch.setattr(intake.sniff, "read", failing)
        desk.receive([headlines("Good news arrives"), headlines("More of it", minutes=1), headlines("\x00\x01", minutes=2)])
    done = desk.read_again()
    assert (done.items, done.quarantined) == (2, 1)
    assert len(desk.store.deliveries(state="quarantined")) == 1


def test_a_broken_line_costs_that_line_only(desk: Desk) -> None:
    body = b'{"title": "First"}\n{"title": broken\n[1, 2]\n{"text": ""}\n{"title": "Last"}'
    done = desk.receive([Delivery("wire", START, body)])
    assert (done.items, done.lost) == (2, 3)
    assert any("line 2" in note for note in done.notes)


def test_what_was_kept_and_not_read_is_read_at_the_next_start(tmp_path: Path, clock: Clock) -> None:
    with open_desk(tmp_path, clock=clock) as desk:
        desk.add_source(Source("wire", "A wire"))
        with desk.store.pen() as pen:
            pen.keep(headlines("Kept, then the light went out"))
        assert lines(desk) == []
    with open_desk(tmp_path, clock=clock) as desk:
        assert lines(desk) == ["Kept, then the light went out"]


def test_an_item_from_the_future_is_kept_flagged_and_sorted_by_its_arrival(desk: Desk) -> None:
    body = json.dumps({"title": "From tomorrow", "time": "2031-01-01T00:00:00+00:00"}).encode()
    desk.receive([Delivery("wire", START, body)])
    (line,) = desk.store.lines(Wanted())
    assert line.time == START
    assert line.head.item.version_created == dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
    assert "future" in line.head.item.notes[-1]


def test_times_are_told_apart_by_what_they_rest_on(desk: Desk) -> None:
    body = (
        b'{"title": "A day", "date": "2025-10-07"}\n{"title": "Nothing"}\n{"title": "An instant", "time": "2025-10-08T05:00:00Z"}'
    )
    desk.receive([Delivery("wire", START, body)])
    dated = {line.headline: line.head.dated for line in desk.store.lines(Wanted())}
    assert dated == {"A day": Dated.DAY, "Nothing": Dated.ARRIVAL, "An instant": Dated.INSTANT}


def test_an_embargoed_item_is_nowhere_before_its_time(desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    until = START + dt.timedelta(hours=2)
    item = Item(headline="Budget figures under embargo", uri="b1", version_created=START, embargoed_until=until)
    monkeypatch.setattr(intake.sniff, "read", lambda delivery, rules: Reading("test", (item,)))
    assert desk.receive([Delivery("wire", START, b"x")]).held == 1
    clock.now = START + dt.timedelta(hours=1)
    assert desk.release() == 0
    assert (lines(desk), desk.store.search("budget"), list(desk.store.all_versions())) == ([], [], [])
    clock.now = until
    assert desk.release() == 1
    assert lines(desk) == ["Budget figures under embargo"]


def test_after_a_transaction_that_failed_the_judges_know_only_what_was_written(desk: Desk) -> None:
    desk.receive([headlines("Volcano erupts in Iceland, thousands flee")])
    desk.store._writer.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]
    with pytest.raises(StoreFull):
        desk.receive([headlines(*(f"Story {n} about town {n * 7919} and river {n * 104729}" for n in range(500)), minutes=1)])
    desk.store._writer.execute("PRAGMA max_page_count = 1000000")  # type: ignore[attr-defined]
    desk.receive([headlines("Volcano erupts in Iceland, ten thousands flee", minutes=9)])
    newest = desk.store.lines(Wanted(limit=1))[0]
    assert newest.versions == 2


def test_featured_pieces_and_analyses_stand_beside_the_wire(desk: Desk) -> None:
    text = "---\ntitle: A long view\n---\nIt began long ago.\n\n## Background\n\nMore of it.\n"
    desk.receive([Delivery("wire", START, text.encode())])
    assert lines(desk) == []
    (analysis,) = desk.store.lines(Wanted(genre=Genre.ANALYSIS))
    assert (analysis.headline, analysis.story) == ("A long view", None)


def test_a_file_that_is_missing_adds_nothing_and_one_that_is_unreadable_lies_in_quarantine(desk: Desk, tmp_path: Path) -> None:
    before = desk.store.figures()
    with pytest.raises(Exception, match=r"no file or folder .*nowhere.txt"):
        desk.add(str(tmp_path / "nowhere.txt"))
    assert desk.store.figures() == before
    (tmp_path / "bad.bin").write_bytes(b"\x00\x01" * 100)
    with pytest.raises(Unreadable, match=r"bad.bin"):
        desk.add(str(tmp_path / "bad.bin"))
    after = desk.store.figures()
    assert (after.items, after.quarantined) == (before.items, before.quarantined + 1)


def test_the_demo_loads_whole_and_folds_just_the_three_rewrites_of_its_page(demo: Desk) -> None:
    figures = demo.store.figures()
    assert figures.items == 62 + 1058 + 83 + 295
    assert figures.quarantined == 0
    page = demo.store.lines(Wanted(source="seed-page", limit=100))
    folded = {
        line.headline: [v.item.headline for v in demo.store.versions_of_line(line.id)][1:] for line in page if line.versions > 1
    }
    assert len(page) == 47
    assert folded == {
        "US, Qatar, Turkey to join third day of Gaza peace talks in Egypt": [
            "Qatar, Turkey to join third day of Gaza peace talks in Egypt"
        ],
        "Gold tops $4,000 for first time as safe haven shines": ["Gold tops $4,000 for first time as traders pile into safe haven"],
        "De Minaur, Auger-Aliassime through to Shanghai quarter-finals": [
            "De Minaur, Rinderknech through to Shanghai quarter-finals"
        ],
    }
    assert all(line.head.dated is Dated.ARRIVAL for line in page)


def test_a_dispatch_printed_by_two_wires_is_one_line_in_two_places(desk: Desk) -> None:
    headline = "Ferry with 314 aboard runs aground off Greek island of Kythnos"
    for wire in ("athens", "courier"):
        desk.add_source(Source(wire, wire.title()))
        desk.receive([headlines(headline, source=wire, minutes=10 * (wire == "courier"))])
    (line,) = desk.store.lines(Wanted())
    assert (line.source, line.places, line.versions) == ("athens", ("athens", "courier"), 2)
    story = desk.store.story(line.story or 0)
    assert story is not None
    assert (story.lines, story.wires) == (1, 2)


def test_a_desk_of_lines_only_folds_as_another_does_and_places_when_judged_again_without(tmp_path: Path, clock: Clock) -> None:
    said = [headlines("Qatar to join Gaza talks", "US, Qatar to join Gaza talks", "Parliament passes budget")]
    with open_desk(tmp_path / "whole", clock=clock) as desk:
        desk.add_source(Source("wire", "Wire"))
        desk.receive(said)
        whole = [(line.headline, line.versions, line.story) for line in desk.store.lines(Wanted())]
    with open_desk(tmp_path / "lines", clock=clock, only_lines=True) as desk:
        desk.add_source(Source("wire", "Wire"))
        desk.receive(said)
        assert [(line.headline, line.versions) for line in desk.store.lines(Wanted())] == [told[:2] for told in whole]
        assert {line.story for line in desk.store.lines(Wanted())} == {None}
        assert not desk.store.stories()
    with open_desk(tmp_path / "lines", clock=clock) as desk:
        desk.judge_again()
        assert [(line.headline, line.versions, line.story) for line in desk.store.lines(Wanted())] == whole
