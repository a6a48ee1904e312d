"""Every kind of finding, planted one at a time in a clean dossier and in a written text."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from copytaster.dossier.analysis import check_analysis
from copytaster.dossier.check import are_elsewhere, check, stale
from copytaster.dossier.compose import Overrides, compose
from copytaster.dossier.support import unclaimed
from copytaster.dossier.values import Citation, Dossier, Field, Section, SectionKey, Sentence
from copytaster.evals.planted import Planted, plant
from tests.dossier.copy import version
from tests.dossier.test_compose import AZERBAIJAN
from tests.dossier.test_contests import CRASH

KINDS = {
    "canceled by its wire",
    "changed date",
    "changed figure",
    "contradicting toll",
    "killed source",
    "lost source",
    "no source",
    "out-of-order event",
    "reworded source",
    "section without a source",
    "silenced side",
    "stale fact",
    "turned round",
    "unsourced name",
    "words added",
}


@pytest.fixture(scope="module")
def faults() -> list[Planted]:
    sets = [("Azerbaijan–Russia relations", AZERBAIJAN), ("Azerbaijan and Russia", CRASH)]
    set_by_hand = Overrides(trigger=dt.date(2020, 9, 27))
    return [fault for name, copy in sets for fault in plant(compose(name, copy, overrides=set_by_hand), copy)]


def test_every_kind_of_fault_is_planted(faults: list[Planted]) -> None:
    assert {f.kind for f in faults} == KINDS


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_planted_fault_is_found_where_it_is(faults: list[Planted], kind: str) -> None:
    assert [f.place for f in faults if f.kind == kind and not f.is_found()] == []


def test_a_clean_dossier_has_no_finding_but_what_is_so() -> None:
    for name, copy in (("Azerbaijan–Russia relations", AZERBAIJAN), ("Azerbaijan and Russia", CRASH)):
        assert Counter(f.code for f in check(compose(name, copy), copy)).keys() <= {"overtaken", "one-origin"}


def test_a_claim_that_later_copy_overtook_is_found_in_the_text_that_tells_it() -> None:
    found = [f for f in check(compose("Azerbaijan and Russia", CRASH), CRASH) if f.code == "overtaken"]
    assert found
    assert all("Putin" in f.reason for f in found)


TEXT = """---
title: Azerbaijan and Russia
---
## Trigger

A plane crashed near Aktau on 25 December 2024, killing 38 people {v:1}.

## Escalation

While Russia attributed the crash of December 2024 to a bird strike, Azerbaijan said that a Russian missile was responsible {v:3}.
"""


def codes(text: str, **given: object) -> list[tuple[str, str]]:
    return [(f.code, f.place) for f in check_analysis(text, copy=CRASH, day=dt.date(2025, 7, 6), **given)]  # type: ignore[arg-type]


def test_a_sound_text_has_only_the_finding_that_nobody_is_quoted() -> None:
    assert codes(TEXT) == [("no-voice", "the whole text")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("killing 38 people", "killing 83 people", "unsourced-number"),
        ("Aktau", "Tbilisi", "unsourced-name"),
        ("25 December", "21 December", "unsourced-date"),
        ("A plane crashed", "Two loud explosions woke the whole town before something fell burning", "unsourced-claim"),
        ("crashed near", "has not crashed near", "unsourced-claim"),
        (" {v:1}", "", "uncited"),
        ("{v:1}", "{v:99}", "lost-source"),
    ],
)
def test_a_fault_in_a_written_text_is_found(old: str, new: str, code: str) -> None:
    assert (code, "Trigger, sentence 1") in codes(TEXT.replace(old, new, 1))


def test_a_killed_source_of_a_written_text_is_found() -> None:
    assert ("killed-source", "Trigger, sentence 1") in codes(TEXT, killed={1})


def test_an_older_event_told_as_escalation_is_found() -> None:
    swapped = TEXT.replace("## Trigger", "## X").replace("## Escalation", "## Trigger").replace("## X", "## Escalation")
    later = swapped.replace("25 December 2024", "November 2024")
    assert ("before-trigger", "Escalation, sentence 1") in codes(
        later.replace("crash of December 2024", "crash").replace("While Russia", "In December 2024 it went on: while Russia")
    )


def test_what_somebody_says_of_an_older_day_is_not_out_of_order() -> None:
    text = "# Row\n## Trigger\nTwo brothers died on 27 June 2025 {v:3}.\n## Reactions\n"
    text += "Russian President Vladimir Putin said that the plane was downed in December 2024 {v:4}.\n"
    assert not any(code == "before-trigger" for code, _ in codes(text))


def test_a_text_overtaken_by_later_copy_is_told_so() -> None:
    found = [f for f in check_analysis(TEXT, copy=CRASH, later=CRASH[3:], day=dt.date(2025, 7, 6)) if f.code == "overtaken"]
    assert [f.place for f in found] == ["Escalation, sentence 1"]
    assert "bird strike" in found[0].reason
    assert "Putin" in found[0].reason


def test_two_tolls_of_one_event_in_a_text_contradict() -> None:
    text = "# Row\n## Trigger\nThe crash near Aktau killed 38 people {v:1}.\n"
    text += "## Outlook\nThe crash near Aktau killed 42 people {v:1}.\n"
    assert ("contradiction", "Outlook, sentence 1") in codes(text)


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        ("Five people were killed in Riga.", "Seven people were killed in Tartu.", True),
        ("Five people were killed in Riga.", "Seven people were killed on Monday.", False),
        ("Five people were killed in March.", "Seven people were killed in Tartu.", False),
        ("Five people were killed on Monday in Riga.", "Seven people were killed on Monday in Tartu.", True),
    ],
)
def test_days_and_months_are_no_other_places(left: str, right: str, answer: bool) -> None:
    assert are_elsewhere(left, right) is answer


def test_a_text_whose_source_was_reworded_is_told_so() -> None:
    old = version(1, "2025-05-01", "Eight people died when a bridge fell in Riga, Latvia said.", uri="a")
    new = version(2, "2025-05-02", "Nine people died when a bridge fell in Riga, Latvia said.", uri="a")
    text = "# Row\n## Trigger\nEight people died when a bridge fell in Riga, Latvia said {v:1}.\n"
    assert any(f.code == "moved-span" and "version 2" in f.reason for f in check_analysis(text, copy=[old, new]))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The bridge is now closed.", "“now” was written on 1 March 2025"),
        ("Talks are planned for 4 March 2025.", "it looks ahead to 4 March 2025, and that has passed"),
        ("The bridge fell on 4 March 2024.", ""),
        ("“We are now at war,” he said.", ""),
    ],
)
def test_what_was_true_then_is_stale(text: str, why: str) -> None:
    assert stale(text, dt.date(2025, 3, 1), dt.date(2025, 6, 1)) == why


def test_fresh_copy_is_not_stale() -> None:
    assert stale("The bridge is now closed.", dt.date(2025, 3, 1), dt.date(2025, 3, 20)) == ""


SOURCE = "Latvia said on Monday that the bridge at Valga had been closed. Nobody was hurt."


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The bridge at Valga had been closed, Latvia said.", 0),
        ("The bridge at Valga had been closed.", 1),
        ("Latvia said that the bridge at Valga had not been closed.", 1),
        ("Latvia paid for three ferries on the lake.", 1),
    ],
)
def test_a_claim_needs_words_voice_and_sense_of_its_source(text: str, claims: int) -> None:
    assert len(unclaimed(text, [SOURCE])) == claims


def test_a_section_may_be_empty_and_is_not_unsourced() -> None:
    dossier = compose("Azerbaijan and Russia", CRASH)
    emptied = replace(
        dossier,
        sections=tuple(replace(s, sentences=()) if s.key is SectionKey.OUTLOOK else s for s in dossier.sections),
    )
    assert not any(f.code == "unsourced-section" for f in check(emptied, CRASH))


def test_an_outlook_of_a_dossier_is_stale_once_its_day_has_come() -> None:
    copy = [version(1, "2026-01-05", "The ruling is expected in May 2026.")]
    cited = Citation(1, "wire", Field.BODY, 0, len(copy[0].item.body), copy[0].item.body, time=copy[0].time)
    section = Section(SectionKey.OUTLOOK, "Outlook", (Sentence(cited.words, (cited,)),))
    told = Dossier("A row", "A row", (section,), as_of=copy[0].time)
    assert [f.code for f in check(told, copy)] == []
    assert [f.code for f in check(told, copy, today=dt.date(2026, 5, 20))] == []
    found = check(told, copy, today=dt.date(2026, 11, 22))
    assert [(f.code, f.reason) for f in found] == [("stale", "it looks ahead to May 2026, and that has passed")]


def test_one_file_with_copy_of_many_sites_is_no_one_origin_and_one_origin_is_said_once() -> None:
    days = ("2021-05-01", "2021-05-02", "2021-05-03", "2021-05-04")
    told = (
        "The harbour of Riga burned down.",
        "Police arrested the owner of the depot in Riga.",
        'Latvia\'s president Ann Lee said that "the harbour will be built again" in Riga.',
        "The mayor of Riga resigned over the fire.",
    )
    bare = [version(n, day, text) for n, (day, text) in enumerate(zip(days, told, strict=True), start=1)]
    one = [replace(v, item=replace(v.item, credits=())) for v in bare]
    many = [replace(v, item=replace(v.item, url=f"https://www.site{v.id}.example/{v.id}")) for v in one]
    codes = [f.place for f in check(compose("Harbour fire", one), one) if f.code == "one-origin"]
    assert codes == ["All sections"]
    assert not [f for f in check(compose("Harbour fire", many), many) if f.place == "All sections"]
