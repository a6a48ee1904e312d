"""Sentences with their offsets. It must not change a character: a sentence is always `text[start:end]`.

Boundaries come from the sentencex library (rule based, many languages); paragraphs always end a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from sentencex import get_sentence_boundaries


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its span in characters of the text it was cut from."""

    text: str
    start: int
    end: int


def sentences(text: str, language: str = "en") -> list[Sentence]:
    """The sentences of a text in order, white space at their ends left out."""
    found: list[Sentence] = []
    for paragraph_start, paragraph in _paragraphs(text):
        for boundary in get_sentence_boundaries(language, paragraph):
            raw: str = paragraph[boundary["start_index"] : boundary["end_index"]]
            stripped = raw.strip()
            if stripped:
                start = paragraph_start + boundary["start_index"] + len(raw) - len(raw.lstrip())
                found.append(Sentence(stripped, start, start + len(stripped)))
    return found


def _paragraphs(text: str) -> list[tuple[int, str]]:
    result = []
    start = 0
    for part in text.split("\n"):
        if part.strip():
            result.append((start, part))
        start += len(part) + 1
    return result
