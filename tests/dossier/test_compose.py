"""A dossier composed from copy: every sentence stands in a source, and says where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copytaster.dossier.analyse import analyse, field_text
from copytaster.dossier.check import check, require_cited
from copytaster.dossier.compose import Overrides, compose
from copytaster.dossier.plain import plain, restore
from copytaster.dossier.values import Dossier, Section, SectionKey, Sentence
from copytaster.errors import Uncited
from copytaster.model import PubStatus
from tests.dossier.copy import demo, version

AZERBAIJAN = [
    *demo("azerbaijan-russia", "wikipedia_current_events.json", first=1000),
    *demo("azerbaijan-russia", "wikipedia_current_events_2020_2023.json", first=2000),
]
NAME = "Azerbaijan–Russia relations"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return compose(NAME, AZERBAIJAN)


def test_every_sentence_is_the_words_of_its_source_with_recorded_edits(dossier: Dossier) -> None:
    by_id = {v.id: v for v in AZERBAIJAN}
    told = [s for section in dossier.sections for s in section.sentences]
    assert len(told) > 10
    for sentence in told:
        first = sentence.citations[0]
        assert field_text(by_id[first.version], first.field)[first.start : first.end] == first.words
        undone = first.words
        for edit in reversed(sentence.edits):
            assert undone[edit.start : edit.end] == edit.old
            undone = undone[: edit.start] + edit.new + undone[edit.end :]
        assert undone[:1].upper() + undone[1:] == sentence.text


def test_a_clean_dossier_has_no_error(dossier: Dossier) -> None:
    assert [f for f in check(dossier, AZERBAIJAN) if f.severity == "error"] == []


def test_both_sides_are_quoted(dossier: Dossier) -> None:
    assert [s.name for s in dossier.sides] == ["Azerbaijan", "Russia"]
    assert dossier.cover.missing == ()
    assert {s.side for s in dossier.section(SectionKey.REACTIONS).sentences} == {"AZ", "RU"}


def test_a_dossier_survives_json(dossier: Dossier) -> None:
    assert restore(Dossier, plain(dossier)) == dossier


def test_the_same_copy_gives_the_same_dossier(dossier: Dossier) -> None:
    kept = {v.id: analyse(v) for v in AZERBAIJAN}
    assert compose(NAME, list(reversed(AZERBAIJAN)), analyses=kept) == dossier


def test_empty_copy_gives_an_honest_empty_dossier() -> None:
    empty = compose("Nothing yet", [])
    assert all(s.note and not s.sentences for s in empty.sections)
    assert check(empty, []) == ()


def test_a_killed_version_leaves_no_trace(dossier: Dossier) -> None:
    cited = dossier.section(SectionKey.ESCALATION).sentences[0].citations[0].version
    again = compose(NAME, AZERBAIJAN, killed={cited})
    assert cited not in again.versions
    assert any(f.code == "killed-source" for f in check(dossier, AZERBAIJAN, killed={cited}))


def test_the_latest_version_wins_and_the_check_sees_what_it_took_back() -> None:
    first = version(1, "2025-05-01", "Eight people died when a bridge fell in Riga, Latvia said. Estonia sent help.", uri="a")
    second = version(2, "2025-05-02", "Nine people died when a bridge fell in Riga, Latvia said. Estonia sent help.", uri="a")
    old = compose("Latvia and Estonia", [first])
    new = compose("Latvia and Estonia", [first, second])
    assert {c.version for s in new.sections for x in s.sentences for c in x.citations} == {2}
    assert any(f.code == "moved-span" and "Eight" in f.words for f in check(old, [first, second]))


def test_withheld_copy_is_not_told() -> None:
    copy = version(1, "2025-05-01", "Eight people died when a bridge fell in Riga, Latvia said.")
    held = replace(copy, item=replace(copy.item, pub_status=PubStatus.WITHHELD))
    assert not any(s.sentences for s in compose("Latvia", [held]).sections)


def test_an_editor_can_set_title_sides_and_trigger(dossier: Dossier) -> None:
    import datetime as dt

    set_by_hand = compose(NAME, AZERBAIJAN, overrides=Overrides("A row", ("Armenia", "Azerbaijan"), dt.date(2020, 9, 27)))
    assert set_by_hand.title == "A row"
    assert [s.key for s in set_by_hand.sides] == ["AM", "AZ"]
    assert set_by_hand.trigger == dt.date(2020, 9, 27)


def test_a_sentence_without_a_source_is_never_printed() -> None:
    bad = Dossier("x", "x", (Section(SectionKey.TRIGGER, "Trigger", (Sentence("It fell."),)),))
    with pytest.raises(Uncited, match="Trigger, sentence 1"):
        require_cited(bad)
