"""Who says what: sources, cues and contents as spans of the text."""

from __future__ import annotations

import numpy as np
import pytest

from copytaster.dossier.attributionmodel import DISTANCES, cues, distances, runs
from copytaster.dossier.attributions import attributions, span_of
from copytaster.dossier.attributiontokens import CLOSING, INSIDE, OPENING, OUTSIDE, QUOTED, tokens, traits
from copytaster.text.quotes import Attribution
from copytaster.text.sentences import sentences


def _told(text: str) -> list[tuple[str, str, list[str]]]:
    return [
        (text[slice(*a.source)] if a.source else "", text[slice(*a.cue)], [text[slice(*c)] for c in a.content])
        for a in attributions(text)
    ]


def _only(text: str) -> Attribution:
    (found,) = attributions(text)
    return found


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "Prime Minister Nikol Pashinyan said the talks would resume next week.",
            "Prime Minister Nikol Pashinyan",
            "said",
            "the talks would resume next week",
        ),
        (
            "“We will not give up,” said Maria Lopez, a union leader.",
            "Maria Lopez, a union leader",
            "said",
            "“We will not give up,”",
        ),
        (
            "According to the ministry, four soldiers were wounded in the attack.",
            "the ministry",
            "According to",
            "four soldiers were wounded in the attack",
        ),
    ],
)
def test_speaker_cue_and_words_are_spans_of_the_text(text: str, source: str, cue: str, content: str) -> None:
    assert _told(text) == [(source, cue, [content])]


def test_words_in_quotation_marks_are_direct_and_others_are_not() -> None:
    assert _only("“We will not give up,” said Maria Lopez.").direct
    assert not _only("Maria Lopez said that they would not give up.").direct


def test_a_sentence_that_is_all_quotation_goes_on_with_what_was_said_before() -> None:
    text = "“It was a terrible night,” said Ana Ruiz, a nurse. “We had no light at all.” “Nobody came to help us.”"
    found = _only(text)
    assert [text[slice(*c)] for c in found.content][1:] == ["“We had no light at all.”", "“Nobody came to help us.”"]


def test_plain_news_without_a_voice_has_no_attribution() -> None:
    assert attributions("The river rose by two metres on Monday. Four bridges were closed.") == []


def test_the_lives_that_a_disaster_claims_are_no_claim() -> None:
    assert all("lives" not in " ".join(content) for *_, content in _told("The accident claimed the lives of 38 people."))


def test_two_voices_set_against_each_other_are_heard_apart() -> None:
    text = "While Russia attributed the crash to a bird strike, Azerbaijan suspects that a Russian missile was responsible."
    assert [(source, content) for source, _, content in _told(text)] == [
        ("Russia", ["the crash to a bird strike"]),
        ("Azerbaijan", ["a Russian missile was responsible"]),
    ]


def test_each_span_stands_in_the_text_whatever_the_text() -> None:
    for text in (
        "",
        "\n\n",
        "“",
        "said said said",
        '"" said "',
        "He said: “No.\n\n“Yes”, she said.",
        "‘’“”''``" * 40,
        "said " * 3000,
    ):
        for found in attributions(text):
            for start, end in (found.cue, *found.content, *([found.source] if found.source else [])):
                assert 0 <= start < end <= len(text)


def test_a_sentence_is_heard_the_same_alone_and_among_others() -> None:
    alone = "Prime Minister Nikol Pashinyan said the talks would resume next week."
    before = "The river rose by two metres on Monday. "
    shifted = [(a.cue[0] - len(before), a.score) for a in attributions(before + alone + " Four bridges were closed.")]
    assert shifted == [(a.cue[0], pytest.approx(a.score, abs=2e-3)) for a in attributions(alone)]


def test_other_languages_are_read_by_rules() -> None:
    text = "„Wir geben nicht auf“, sagte Maria Lopez."
    assert attributions(text, language="de") == []  # the rules know English cues only
    assert attributions("Anna Meyer said it rained.", language="de")[0].score == 1.0


def test_tokens_know_what_stands_in_quotation_marks_until_a_paragraph_opens_without_one() -> None:
    text = "He said: “No. Never.\n\nIt rained."
    states = [s.states for s in tokens(text, sentences(text))]
    assert states[0] == [QUOTED + s for s in (OUTSIDE, OUTSIDE, OUTSIDE, OPENING, INSIDE, INSIDE)]
    assert states[1] == [QUOTED + INSIDE] * 2
    assert states[2] == [OUTSIDE] * 3
    closed = "“No.”"
    assert tokens(closed, sentences(closed))[0].states[-1] == QUOTED + CLOSING


def test_traits_of_a_word_form_name_the_word_its_shape_and_its_ending() -> None:
    assert {"w=announced", "s=Xx", "e3=ced", "cue"} <= set(traits("Announced"))
    assert "w=#4" in traits("2025")
    assert "role" in traits("spokesman")


def test_a_cue_of_two_words_is_one_and_two_cues_side_by_side_are_two() -> None:
    chances = np.array([[0.9, 0.1, 0], [0.1, 0.8, 0.1], [0.1, 0.2, 0.7], [0.1, 0.8, 0.1]])
    assert [places for places, _ in runs(chances, 0.5)] == [(1, 3), (3, 4)]


def test_distances_are_counted_from_either_end_of_a_cue() -> None:
    middle = DISTANCES // 2
    assert distances(5, (2, 4)).tolist() == [middle - 2, middle - 1, DISTANCES - 1, DISTANCES - 1, middle + 1]
    assert distances(60, (0, 1))[-1] == middle + 9


def test_the_span_of_a_source_bridges_one_doubtful_token_and_may_be_none() -> None:
    assert span_of(np.array([0.1, 0.9, 0.4, 0.9, 0.1], dtype=np.float32)) == (1, 4)
    assert span_of(np.array([0.1, 0.2], dtype=np.float32)) is None


def test_sentences_without_tokens_are_passed_over() -> None:
    assert cues([]) == []
