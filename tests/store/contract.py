"""The contract of a store: what every database behind the Store protocol must do. A store joins by a subclass that opens it.

class TestSqlite(StoreContract):
    @pytest.fixture
    def store(self, tmp_path): ...
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import pytest

from copytaster.errors import CopytasterError
from copytaster.model import (
    Change,
    ChangeKind,
    Credit,
    Dated,
    Decision,
    DecisionKind,
    Delivery,
    Genre,
    Item,
    Line,
    LineCall,
    LineKind,
    Media,
    Place,
    PubStatus,
    Relation,
    Situation,
    SituationCall,
    Source,
    SourceState,
    Story,
    StoryCall,
    Subject,
    Version,
)
from copytaster.store.base import Calls, Edition, Figures, Pen, Received, Store, Wanted
from tests.conftest import START, version

SOURCE = Source("wire", "A wire", address="https://example.org/feed", licence="CC0", settings={"full": "yes"})


def hours(number: float) -> dt.timedelta:
    return dt.timedelta(hours=number)


def line_of(one: Version, **fields: object) -> Line:
    made = Line(one.id, one, one.source, one.time, one.time, 1, None, 0, one.item.genre)
    return replace(made, **fields)  # type: ignore[arg-type]


def fill(pen: Pen, *versions: Version) -> None:
    """Receive some versions, each as a line of its own."""
    if pen.source("wire") is None:
        pen.put_source(SOURCE)
        pen.keep(Delivery("wire", START, b"first", "test"))
    pen.receive([Received(v, f"digest {v.id}") for v in versions])
    pen.call([Calls(LineCall(v.id, LineKind.NEW, why="first")) for v in versions])
    pen.label_versions({v.id: v.id for v in versions})
    pen.put_lines([line_of(v) for v in versions])


class StoreContract:
    """Every store does this."""

    @pytest.fixture
    def store(self) -> Store:
        raise NotImplementedError

    # Transactions

    def test_what_a_pen_writes_is_seen_as_a_whole_or_not_at_all(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError), store.pen() as pen:
            fill(pen, version(1, "Lost"))
            raise ZeroDivisionError
        assert store.figures().items == 0
        assert store.sources() == []
        assert store.change_number() == 0

    def test_of_what_is_held_the_orders_are_known_and_under_its_id_only_what_is_out(self, store: Store) -> None:
        kill = version(3, "KILL", uri="urn:1", pub_status=PubStatus.CANCELED)
        with store.pen() as pen:
            fill(pen, version(1, "Out", uri="urn:1"))
            pen.receive([Received(v, f"digest {v.id}", held=True) for v in (version(2, "Held", uri="urn:1"), kill)])
        assert [v.id for v in store.held(None)] == [2, 3]
        assert [v.id for v in store.orders_held()] == [3]
        assert [v.id for v in store.versions_under("wire", ["urn:1", "urn:2"])] == [1]
        assert store.versions_under("another", ["urn:1"]) == []

    def test_readers_do_not_see_an_open_transaction_but_the_pen_does(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, version(1, "Half written"))
            assert pen.line(1) is not None
            assert store.line(1) is None
        assert store.line(1) is not None

    def test_each_transaction_that_writes_has_one_change_number(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, version(1, "One"), version(2, "Two"))
        with store.pen() as pen:
            pen.figures()
        with store.pen() as pen:
            fill(pen, version(3, "Three"))
            assert pen.number == 2
        assert store.change_number() == 2
        assert [line.id for line in store.lines_changed(1)] == [3]
        assert [line.id for line in store.lines_changed(0)] == [1, 2, 3]

    def test_what_readers_do_not_see_takes_no_change_number(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, version(1, "One"))
        with store.pen() as pen:
            pen.put_source(SOURCE)
            pen.put_state(SourceState("wire", "ok", checked=START))
            pen.remember("how it fares", "well")
            kept = pen.keep(Delivery("wire", START, b"the same again"))
            pen.mark_read(kept.id, 0)
            pen.quarantine(kept.id, "not a feed")
        assert store.change_number() == 1
        assert store.state("wire").status == "ok"
        assert store.memory("how it fares") == "well"

    def test_what_readers_see_takes_a_change_number(self, store: Store) -> None:
        writes = [
            lambda pen: fill(pen, version(1, "One")),
            lambda pen: pen.put_source(replace(SOURCE, name="A better name")),
            lambda pen: pen.put_lines([line_of(version(1, "One"), tasted=True)]),
            lambda pen: pen.decide(Decision(0, DecisionKind.PIN, (1,), START)),
            lambda pen: pen.put_edition(Edition(0, "dossier", "1", 0, "Title", START, "{}")),
            lambda pen: pen.drop("line", {1: 1}),
        ]
        for number, write in enumerate(writes, start=1):
            with store.pen() as pen:
                write(pen)
            assert store.change_number() == number

    def test_changed_lines_are_read_on_within_one_change_and_filtered(self, store: Store) -> None:
        with store.pen() as pen:
            pen.put_source(Source("other", "Other"))
            fill(pen, *(version(n, f"Gold {n}", source="other" if n % 5 == 0 else "wire") for n in range(1, 11)))
            pen.put_lines([line_of(version(4, "Gold 4"), spiked=True)])
        ids = lambda after, **given: [line.id for line in store.lines_changed(after, 3, **given)]  # noqa: E731
        assert ids(0) == [1, 2, 3]
        assert ids(1, line=3) == [4, 5, 6]
        assert ids(1, line=3, wanted=Wanted()) == [5, 6, 7]
        assert ids(0, wanted=Wanted(source="other")) == [5, 10]
        assert ids(0, wanted=Wanted(text="gold 7")) == [7]
        assert ids(1) == []

    def test_the_list_of_a_wire_holds_the_lines_that_it_carries_after_others(self, store: Store) -> None:
        with store.pen() as pen:
            pen.put_source(Source("other", "Other"))
            fill(pen, version(1, "Gold up"), version(2, "Gold down", source="other"), version(3, "Silver"), version(4, "Gold"))
            pen.put_lines([line_of(version(n, "Gold"), places=("wire", "other")) for n in (3, 4)])
        ids = lambda **given: [line.id for line in store.lines(Wanted(source="other", **given))]  # noqa: E731
        assert ids() == [4, 3, 2]
        assert ids(limit=2) == [4, 3]
        assert store.count_lines(Wanted(source="other")) == 3
        assert [line.id for line in store.lines_changed(0, wanted=Wanted(source="other"))] == [2, 3, 4]
        assert {hit.line.id for hit in store.search("gold", source="other")} == {2, 4}
        with store.pen() as pen:
            pen.put_lines([line_of(version(4, "Gold"), places=("wire",))])
        assert ids() == [3, 2]
        with store.pen() as pen:
            pen.put_lines([line_of(version(3, "Silver"), source="other", places=("other", "wire"))])
        assert ids() == [3, 2]
        assert [line.id for line in store.lines(Wanted(source="wire"))] == [4, 3, 1]

    # What is received

    def test_bytes_come_back_as_they_came(self, store: Store) -> None:
        body = bytes(range(256)) * 40
        with store.pen() as pen:
            pen.put_source(SOURCE)
            kept = pen.keep(Delivery("wire", START, body, "https://example.org/feed", "text/xml"))
            small = pen.keep(Delivery("wire", START, b"", "nothing"))
        assert store.delivery(kept.id) == Delivery("wire", START, body, "https://example.org/feed", "text/xml")
        assert store.delivery(small.id) == Delivery("wire", START, b"", "nothing")
        assert store.delivery(99) is None
        assert store.last_received() == START

    def test_bytes_that_were_kept_and_never_read_are_no_repeat(self, store: Store) -> None:
        with store.pen() as pen:
            pen.put_source(SOURCE)
            assert [pen.keep(Delivery("wire", START, b"a")).repeat for _ in range(2)] == [False, False]

    def test_the_same_bytes_again_are_a_repeat_until_others_come_between(self, store: Store) -> None:
        with store.pen() as pen:
            pen.put_source(SOURCE)
            repeats = []
            for body in (b"a", b"a", b"b", b"a"):
                kept = pen.keep(Delivery("wire", START, body))
                repeats.append(kept.repeat)
                if not kept.repeat:
                    pen.mark_read(kept.id, 1)
        assert repeats == [False, True, False, False]

    def test_a_delivery_is_kept_then_read_or_quarantined(self, store: Store) -> None:
        with store.pen() as pen:
            pen.put_source(SOURCE)
            first, second, third = (pen.keep(Delivery("wire", START, body)).id for body in (b"a", b"b", b"c"))
            pen.mark_read(first, 7)
            pen.quarantine(second, "not a feed")
        assert [(r.id, r.items) for r in store.deliveries(state="read")] == [(first, 7)]
        assert [(r.id, r.problem) for r in store.deliveries(state="quarantined")] == [(second, "not a feed")]
        assert [r.id for r in store.deliveries(state="kept")] == [third]
        assert [r.id for r in store.deliveries(source="wire", limit=2)] == [third, second]

    def test_every_field_of_an_item_comes_back(self, store: Store) -> None:
        item = Item(
            headline="Tête-à-tête: 習近平 and “quotes”",
            uri="urn:1",
            version="3",
            slugline="summit",
            dateline="PARIS",
            byline="By A. Writer",
            ed_note="not for print",
            urgency=2,
            signals=("sig:update",),
            pub_status=PubStatus.WITHHELD,
            embargoed_until=START - hours(1),
            first_created=START - hours(5),
            version_created=START,
            day=dt.date(2025, 10, 8),
            info_source="AFP",
            credit_line="AFP/Paris",
            origin="AFP",
            credits=(Credit("AP", "https://example.org/ap"),),
            subjects=(Subject("politics", "medtop:11000000", "medtop"),),
            situation=("War", "Talks"),
            entities=("France",),
            language="fr",
            summary="A summary.",
            body="A body.\n\nOf two paragraphs.",
            url="https://example.org/1",
            image="https://example.org/1.jpg",
            genre=Genre.FEATURE,
            position=4,
            marks=("UPDATE 2",),
            notes=("a note",),
            type="picture",
            places=(Place("Paris", "FR", 48.9, 2.4), Place("Somewhere")),
            media=(Media("https://example.org/1.mp3", "audio/mpeg", "A talk.", "AFP"),),
            related=(Relation("in-reply-to", "urn:0", "https://example.org/0", "Earlier"),),
            usage="Not for resale",
        )
        assert [f.name for f in fields(Item) if getattr(item, f.name) == f.default] == []
        one = replace(version(1, ""), item=item)
        with store.pen() as pen:
            fill(pen, one)
        assert store.version(1) == one
        assert store.versions([1, 99]) == [one]
        assert list(store.all_versions()) == [one]

    def test_known_and_latest_digests_tell_repeats(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, version(1, "A", uri="u"), version(2, "B", uri="u"))
        assert store.known("wire", ["digest 1", "digest 9"]) == {"digest 1"}
        assert store.known("other", ["digest 1"]) == set()
        assert store.latest_digests("wire", ["u", "v"]) == {"u": "digest 2"}
        assert store.last_version() == 2

    def test_a_held_version_is_nowhere_until_it_is_released(self, store: Store) -> None:
        held = version(1, "Embargoed secret", embargoed_until=START + hours(2))
        with store.pen() as pen:
            pen.put_source(SOURCE)
            pen.keep(Delivery("wire", START, b"x"))
            pen.receive([Received(held, "d", held=True)])
        assert store.version(1) is None
        assert list(store.all_versions()) == []
        assert store.search("secret") == []
        assert store.held(START + hours(1)) == []
        assert [v.id for v in store.held(START + hours(2))] == [1]
        with store.pen() as pen:
            pen.release([1])
            pen.label_versions({1: 1})
            pen.put_lines([line_of(held)])
        assert store.version(1) == held
        assert [hit.line.id for hit in store.search("secret")] == [1]

    def test_sources_and_their_states_come_back(self, store: Store) -> None:
        state = SourceState("wire", "ok", etag='W/"x"', checked=START, next_check=START + hours(1), failures=2, notes={"rate": "3"})
        with store.pen() as pen:
            pen.put_source(SOURCE)
            pen.put_source(replace(SOURCE, name="A better name"))
            pen.put_state(state)
        assert store.sources() == [replace(SOURCE, name="A better name")]
        assert store.source("none") is None
        assert store.state("wire") == state
        assert store.state("other") == SourceState("other")
        assert store.states() == {"wire": state}

    # What stands

    def test_the_wire_is_newest_first_and_pages_on_without_gap_or_repeat(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, *(version(n, f"Line {n}", minutes=n // 3) for n in range(1, 31)))
        seen: list[int] = []
        before = None
        while page := store.lines(Wanted(limit=7, before=before)):
            seen += [line.id for line in page]
            before = (page[-1].time, page[-1].head.id)
        assert seen == sorted(range(1, 31), reverse=True)

    def test_the_wire_can_be_asked_by_source_words_and_time(self, store: Store) -> None:
        with store.pen() as pen:
            pen.put_source(Source("other", "Other"))
            fill(
                pen,
                version(1, "Gold tops record", minutes=0),
                version(2, "Silver falls", minutes=10),
                version(3, "Gold slips", minutes=20, source="other"),
                version(4, "A feature on gold", minutes=30, genre=Genre.FEATURE),
            )
        ids = lambda **given: [line.id for line in store.lines(Wanted(**given))]  # noqa: E731
        assert ids() == [3, 2, 1]
        assert ids(genre=None) == [4, 3, 2, 1]
        assert ids(source="other") == [3]
        assert ids(text="gold") == [3, 1]
        assert ids(since=START + dt.timedelta(minutes=10)) == [3, 2]
        assert ids(until=START + dt.timedelta(minutes=10)) == [2, 1]
        assert store.count_lines(Wanted(text="gold")) == 2

    def test_pages_without_times_come_as_last_read_in_their_own_order(self, store: Store) -> None:
        def undated(number: int, *, delivery: int, position: int | None, source: str = "page", **fields: object) -> Version:
            one = version(number, f"Line {number}", source=source, minutes=number, position=position)
            return replace(one, delivery=delivery, dated=Dated.ARRIVAL, **fields)

        with store.pen() as pen:
            fill(pen, version(1, "Dated"))
            for key in ("page", "other"):
                pen.put_source(Source(key, key))
                pen.keep(Delivery(key, START, key.encode()))
            fill(
                pen,
                undated(2, delivery=2, position=0),
                undated(3, delivery=3, position=2),
                undated(4, delivery=3, position=1),
                undated(5, delivery=3, position=10),
                undated(6, delivery=3, position=None),
                undated(7, delivery=2, position=3, source="other"),
            )
            pen.put_lines([line_of(undated(5, delivery=3, position=10), spiked=True)])
        late = START + hours(1)
        assert [line.id for line in store.undated(late)] == [4, 3, 7]
        assert [line.id for line in store.undated(late, limit=1)] == [4, 7]
        assert [line.id for line in store.undated(START + dt.timedelta(minutes=2))] == [2]

    def test_spiked_lines_are_left_out_unless_asked_for(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, version(1, "Keep"), version(2, "Spiked"))
            pen.put_lines([line_of(version(2, "Spiked"), spiked=True)])
        assert [line.id for line in store.lines(Wanted())] == [1]
        assert [line.id for line in store.lines(Wanted(spiked=True))] == [2, 1]
        assert store.search("spiked") == []

    def test_versions_of_a_line_come_newest_first_with_their_calls(self, store: Store) -> None:
        first, second = version(1, "Eight killed"), version(2, "Twelve killed", minutes=5)
        change = Change(1, 2, (ChangeKind.NUMBER_CHANGED,), (), (), "Raises toll", 300.0)
        with store.pen() as pen:
            fill(pen, first)
            pen.receive([Received(second, "d2")])
            pen.call([Calls(LineCall(2, LineKind.VERSION, 1, 0.9, "same wire"), change)])
            pen.label_versions({2: 1})
            pen.put_lines([replace(line_of(first), head=second, versions=2, time=second.time)])
        assert [v.id for v in store.versions_of_line(1)] == [2, 1]
        assert store.line_of(2) == 1
        assert store.line_calls([2])[2] == LineCall(2, LineKind.VERSION, 1, 0.9, "same wire")
        assert store.changes([1, 2]) == {2: change}
        line = store.line(1)
        assert line is not None
        assert line.head == second

    def test_stories_and_situations_come_back_with_their_calls(self, store: Store) -> None:
        story = Story(1, "A story", START, START + hours(1), 2, 3, 1, 2, 1, 1, pinned=True, urgency=3, days=("2025-10-08:2",))
        situation = Situation(1, "A situation", START, START + hours(1), 2, 2, 1)
        below = Situation(2, "Within it", START, START, 2, 2, 1, parent=1)
        with store.pen() as pen:
            fill(pen, version(1, "One"), version(2, "Two"))
            pen.put_lines([line_of(version(n, "x"), story=1) for n in (1, 2)])
            pen.call_again(stories=[StoryCall(2, 1, 1, 0.7, "shares words")])
            pen.call_again(situations=[SituationCall(1, 1, None, 1.0, "filed", 9)])
            pen.put_stories([story])
            pen.put_situations([situation, below])
        assert store.story(1) == story
        assert store.pinned_stories() == [story]
        assert store.stories(since=START + hours(2)) == []
        assert store.stories(until=START - hours(1)) == []
        assert store.stories(situation=1) == [story]
        assert [line.id for line in store.lines_of_story(1)] == [2, 1]
        assert {s: len(lines) for s, lines in store.lines_of_stories([1, 5]).items()} == {1: 2, 5: 0}
        assert store.story_calls([1, 2]) == {2: StoryCall(2, 1, 1, 0.7, "shares words")}
        assert store.situation_calls([1]) == {1: SituationCall(1, 1, None, 1.0, "filed", 9)}
        assert store.situation(1) == situation
        assert store.situations(text="a SIT") == [situation]
        assert store.situations(text="100%") == []
        assert store.situations_below(1) == [2]
        assert (store.story_of(2), store.situation_of(1)) == (1, 1)

    def test_situations_that_name_each_other_as_parent_do_not_hang(self, store: Store) -> None:
        with store.pen() as pen:
            pen.put_situations(
                [Situation(1, "A", START, START, 2, 2, 0, parent=2), Situation(2, "B", START, START, 2, 2, 0, parent=1)]
            )
        assert store.situations_below(1) == [2]

    def test_what_was_merged_leads_on_to_where_it_went(self, store: Store) -> None:
        story = Story(1, "A", START, START, 1, 1, 1, 1, None, 0)
        with store.pen() as pen:
            pen.put_stories([story, replace(story, id=2), replace(story, id=3)])
            pen.drop("story", {3: 2})
            pen.drop("story", {2: 1})
        assert store.story(3) is None
        assert store.moved("story", 3) == 1
        assert store.moved("story", 1) is None
        with store.pen() as pen:
            pen.put_stories([replace(story, id=3)])
        assert store.moved("story", 3) is None

    def test_what_went_away_is_told_by_the_change_that_took_it_away(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, *(version(n, f"Line {n}") for n in (1, 2, 3)))
        with store.pen() as pen:
            pen.drop("line", {3: 1})
        with store.pen() as pen:
            pen.drop("line", {2: 2})
        assert store.gone("line", 0) == [3, 2]
        assert store.gone("line", 2) == [2]
        assert store.gone("line", 0, 1) == [3]
        assert store.gone("story", 0) == []
        assert (store.moved("line", 3), store.moved("line", 2)) == (1, None)
        with store.pen() as pen:
            pen.put_lines([line_of(version(3, "Line 3"))])
        assert store.gone("line", 0) == [2]
        with store.pen() as pen:
            pen.forget_calls()
            pen.put_lines([line_of(version(1, "Line 1"))])
        assert sorted(store.gone("line", 4)) == [3]

    def test_calls_can_be_dropped_and_received_copy_stays(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, version(1, "One"))
            pen.decide(Decision(0, DecisionKind.PIN, (1,), START))
        with store.pen() as pen:
            pen.forget_calls()
        assert store.lines(Wanted()) == []
        assert [v.id for v in store.all_versions()] == [1]
        assert len(store.decisions()) == 1

    # What is decided

    def test_decisions_come_back_newest_first_with_what_they_were_made_on(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, version(5, "Five"), version(7, "Seven"))
            first = pen.decide(Decision(0, DecisionKind.NOT_SAME, (7, 5), START, "ann", "two towns", {"level": "line"}))
            second = pen.decide(Decision(0, DecisionKind.UNDO, (7, 5), START, undoes=first.id))
        assert store.decisions() == [second, first]
        assert store.decision(first.id) == first
        assert first.on == (7, 5)
        assert store.decisions(on=[5]) == [second, first]
        assert store.decisions(on=[5, 7], limit=1) == [second]
        assert store.decisions(on=[5], kind=DecisionKind.NOT_SAME) == [first]
        assert store.decisions(on=[6]) == []
        assert store.decisions(kind=DecisionKind.UNDO) == [second]
        assert store.decisions(limit=1) == [second]

    def test_the_decided_versions_of_a_story_are_found_wherever_they_stand_now(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, *(version(n, f"Line {n}") for n in (1, 2, 3, 4)))
            pen.label_versions({2: 1})
            pen.drop("line", {2: 1})
            pen.put_lines([line_of(version(n, "x"), story=1 if n < 4 else 4) for n in (1, 3, 4)])
            for on in ((2,), (2, 4), (3,)):
                pen.decide(Decision(0, DecisionKind.TASTE, on, START, detail={"level": "story"}))
        assert store.decided_in([1, 4, 9]) == {1: [2, 3], 4: [4]}
        assert store.decided_in([]) == {}

    def test_editions_are_numbered_and_never_changed(self, store: Store) -> None:
        edition = Edition(0, "dossier", "1", 0, "Title", START, '{"a": 1}', "note", None, 1)
        with store.pen() as pen:
            first, second = pen.put_edition(edition), pen.put_edition(edition)
            other = pen.put_edition(replace(edition, key="2"))
        assert (first.number, second.number, other.number) == (1, 2, 1)
        assert store.editions(kind="dossier", key="1") == [second, first]
        assert store.edition(other.id) == other
        assert store.edition(99) is None

    def test_the_store_remembers_and_forgets_small_things(self, store: Store) -> None:
        with store.pen() as pen:
            pen.remember("clock", "stands")
        assert store.memory("clock") == "stands"
        with store.pen() as pen:
            pen.remember("clock", None)
        assert store.memory("clock") is None

    # Search

    def test_search_finds_old_wordings_and_shows_each_line_once(self, store: Store) -> None:
        first, second = version(1, "Qatar joins talks"), version(2, "US, Qatar join talks", minutes=3)
        with store.pen() as pen:
            fill(pen, first)
            pen.receive([Received(second, "d2")])
            pen.label_versions({2: 1})
            pen.put_lines([replace(line_of(first), head=second, versions=2)])
        assert [hit.line.id for hit in store.search("qatar talks")] == [1]
        assert [hit.version for hit in store.search("joins")] == [1]

    def test_a_search_within_a_transaction_finds_what_it_received(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, version(1, "Gold tops record"))
            assert [hit.line.id for hit in pen.search("gold")] == [1]
            fill(pen, version(2, "Tin slips", body="Gold, too."))
            assert {line.id for line in pen.lines(Wanted(text="gold"))} == {1, 2}
            assert [line.id for line in pen.near(["tin"])] == [2]
            fill(pen, version(3, "Gold again"))
        assert {hit.line.id for hit in store.search("gold")} == {1, 2, 3}

    def test_a_wire_with_few_lines_is_found_under_a_word_that_others_print_all_day(self, store: Store) -> None:
        with store.pen() as pen:
            pen.put_source(Source("small", "Small"))
            fill(pen, version(1, "Talks in Vaduz", source="small"), *(version(n, f"Talks {n}", minutes=9) for n in range(2, 2300)))
        assert [hit.line.id for hit in store.search("talks", source="small")] == [1]
        assert [hit.line.id for hit in store.search("talks", until=START)] == [1]

    def test_lines_near_some_words_come_if_they_share_one_in_a_headline(self, store: Store) -> None:
        with store.pen() as pen:
            fill(
                pen,
                version(1, "Gold tops record"),
                version(2, "Silver tops", minutes=10, body="gold"),
                version(3, "Tin slips", minutes=20),
                version(4, "Gold and tin", minutes=30),
            )
        ids = lambda *words, **given: [line.id for line in store.near(words, **given)]  # noqa: E731
        assert ids("gold", "tin") == [4, 3, 1]
        assert ids("gold", "tin", limit=1) == [4]
        assert ids("gold", "tin", after=START, until=START + dt.timedelta(minutes=20)) == [3]
        assert ids() == []
        assert ids("headline:gold) OR (x") == []

    def test_search_ranks_headlines_before_bodies_and_marks_the_words(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, version(1, "Weather", body="A volcano far away."), version(2, "Volcano erupts", body="Ash rises."))
        hits = store.search("volcano")
        assert [hit.line.id for hit in hits] == [2, 1]
        assert "\x02Volcano\x03" in hits[0].snippet

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ('"gold tops"', [1]),
            ("gold -tops", [2]),
            ("gol*", [2, 1]),
            ("GÓLD", [2, 1]),
            ("tops gold", [1]),
            ("nothing here", []),
            ("", []),
            ('"', []),
            ("AND OR NOT", []),
            ("headline:gold", []),
            ("gold*) OR (x", []),
            ("-gold", []),
            ("'; DROP TABLE line; --", []),
        ],
    )
    def test_what_people_type_is_never_a_language(self, store: Store, text: str, found: list[int]) -> None:
        with store.pen() as pen:
            fill(pen, version(1, "Gold tops record"), version(2, "Gold slips", minutes=1))
        assert sorted(hit.line.id for hit in store.search(text)) == sorted(found)

    def test_chinese_and_japanese_are_found_by_parts_of_words(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, version(1, "習近平会见普京"), version(2, "東京で地震"))
        assert [hit.line.id for hit in store.search("普京")] == [1]
        assert [hit.line.id for hit in store.search("地震")] == [2]
        assert store.search("平京") == []

    def test_figures_count_what_lies_there(self, store: Store) -> None:
        held = version(4, "Held", embargoed_until=START + hours(2))
        with store.pen() as pen:
            fill(pen, version(1, "One"), version(2, "Two"), version(3, "One more"))
            pen.label_versions({3: 1})
            pen.drop("line", {3: 1})
            pen.put_lines([replace(line_of(version(1, "One")), versions=2)])
            pen.receive([Received(held, "d", held=True)])
            pen.put_stories([Story(1, "A", START, START, 1, 1, 1, 1, None, 0)])
            pen.put_situations([Situation(n, "S", START, START, n, 2, 0) for n in (1, 2)])
            pen.quarantine(pen.keep(Delivery("wire", START, b"noise")).id, "not a feed")
            pen.decide(Decision(0, DecisionKind.PIN, (1,), START))
            pen.put_edition(Edition(0, "dossier", "1", 0, "Title", START, "{}"))
        assert store.figures() == Figures(
            sources=1,
            deliveries=2,
            quarantined=1,
            items=3,
            lines=2,
            folds=1,
            stories=1,
            situations=1,
            decisions=1,
            editions=1,
            bytes=len(b"first") + len(b"noise"),
            held=1,
        )

    def test_a_closed_store_can_be_opened_again(self, store: Store) -> None:
        with store.pen() as pen:
            fill(pen, version(1, "One"))
        store.close()
        with pytest.raises((CopytasterError, Exception)), store.pen():
            raise AssertionError("a closed store gave out a pen")
