"""The day of a told sentence stands beside it where its words do not say it, and is no part of what a check reads."""

from __future__ import annotations

from dataclasses import replace

from copytaster.dossier.compose import compose
from copytaster.dossier.daymarks import day_marks, paragraphs
from copytaster.dossier.printed import Imprint, as_html, as_markdown
from copytaster.dossier.values import SectionKey, Sentence
from copytaster.dossier.written import read_markdown
from tests.dossier.copy import version

COPY = [
    version(1, "2020-08-29", "Latvia accuses Estonia of laying nets in its waters.", uri="a"),
    version(2, "2022-03-12", "Latvia closes its border with Estonia at Valga.", uri="b"),
    version(3, "2024-05-01", "Estonia and Latvia signed a treaty on fish in Riga on 30 April 2024.", uri="c"),
    version(4, "2025-07-02", "Estonia sends ships to Latvia.", uri="d"),
]


def _all() -> list[Sentence]:
    return [s for section in compose("Latvia and Estonia", COPY).sections for s in section.sentences]


def _of_three_days() -> list[Sentence]:
    return sorted((s for s in _all() if s.when), key=lambda s: str(s.when and s.when.first))[:3]


def test_a_day_is_set_before_a_sentence_that_does_not_say_it() -> None:
    told = _all()
    marks = {s.text: day_marks([s])[0] for s in told}
    assert marks["Latvia closes its border with Estonia at Valga."] == "12 March 2022"
    assert marks["Estonia and Latvia signed a treaty on fish in Riga on 30 April 2024."] == ""


def test_a_day_is_said_once_where_two_sentences_are_of_it() -> None:
    one = next(s for s in _all() if "Valga" in s.text)
    assert day_marks([one, one]) == ["12 March 2022", ""]


def test_a_section_of_many_days_gives_each_a_paragraph_and_one_of_two_days_stays_whole() -> None:
    one, two, three = _of_three_days()
    undated = replace(three, when=None)
    assert [[s for _, s in p] for p in paragraphs([one, two, undated, three])] == [[one], [two, undated], [three]]
    assert [[s for _, s in p] for p in paragraphs([one, two])] == [[one, two]]
    assert paragraphs([]) == []


def test_paragraphs_are_printed_and_lose_no_sentence() -> None:
    dossier = compose("Latvia and Estonia", COPY)
    one, two, three = _of_three_days()
    told = replace(dossier, sections=(replace(dossier.sections[3], sentences=(one, two, three)),))
    assert as_html(told, Imprint()).count("<p>") == 3 + 1  # the footer's
    read = [s for s in read_markdown(as_markdown(told, Imprint())).sentences if s.section is SectionKey.ESCALATION]
    assert len(read) == 3


def test_the_day_and_the_marks_are_printed_and_left_out_when_the_text_is_read_again() -> None:
    dossier = compose("Latvia and Estonia", COPY)
    printed = as_markdown(dossier, Imprint())
    assert "<time>12 March 2022:</time> Latvia closes" in printed
    assert "<small>(known from Reuters only)</small>" in printed
    assert "<time>12 March 2022:</time></small> Latvia closes" in as_html(dossier, Imprint())
    section = next(s for s in dossier.sections if s.sentences and s.key is not SectionKey.STANDFIRST)
    assert [w.text for w in read_markdown(printed).of(section.key)] == [s.text for s in section.sentences]


def test_what_somebody_says_on_no_known_day_is_told_with_the_day_of_its_copy() -> None:
    one, two, _ = _of_three_days()
    said = replace(two, when=None, speaker="Anna Ozola", text="Anna Ozola said that nobody was warned.")
    assert day_marks([said]) == ["copy of 12 March 2022"]
    assert day_marks([replace(said, speaker="")]) == [""]
    assert day_marks([one, said, said]) == ["29 August 2020", "copy of 12 March 2022", ""]
    # In the text told before another one speaks on whatever day; what is told there without a speaker goes on with it.
    assert day_marks([replace(two, when=one.when), said])[1] == "copy of 12 March 2022"
    assert day_marks([replace(two, when=one.when), replace(said, speaker="")])[1] == ""
