"""Who says what."""

from __future__ import annotations

import pytest

from copytaster.text.quotes import attributions


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Russia says two crew members are killed.", "Russia", "says", "two crew members are killed"),
        ("“We will win,” said Ilham Aliyev.", "Ilham Aliyev", "said", "“We will win,”"),
        ("The mayor said that it rained.", "The mayor", "said", "it rained"),
        ("Two died, according to the Red Cross.", "the Red Cross", "according to", "Two died"),
    ],
)
def test_source_cue_and_content_are_spans(text: str, source: str, cue: str, content: str) -> None:
    found = attributions(text)
    assert len(found) == 1
    assert found[0].source is not None
    assert text[slice(*found[0].source)] == source
    assert text[slice(*found[0].cue)] == cue
    assert text[slice(*found[0].content[0])].rstrip(",") == content.rstrip(",")


def test_two_voices_in_one_sentence_are_two_attributions() -> None:
    text = "While Russia attributed the crash to a bird strike, Azerbaijan suspects that a missile was responsible."
    assert [text[slice(*a.source)] for a in attributions(text) if a.source] == ["Russia", "Azerbaijan"]


@pytest.mark.parametrize("text", ["The storm claimed the lives of 38 people.", "He ate the reports.", "It rained."])
def test_not_every_sentence_is_speech(text: str) -> None:
    assert attributions(text) == []
