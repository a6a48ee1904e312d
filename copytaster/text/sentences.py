"""Sentences with their offsets. It must not change a character: a sentence is always `text[start:end]`.

Boundaries come from the sentencex library (rule based, many languages); paragraphs always end a sentence. What it parts wrongly
in news is put together again: a full stop before a small letter, after an ordinal number (am 3. Oktober), after an initial.

Boundary F1 on `language/pud-sentences.tar.gz`, five sentences run together (`copytaster eval language`): en .998, ar .998,
de .988, es .989, fr .996, it .991, pl .980, pt .992, ru .993, tr .999, zh .974. The library alone: de .978, pl .943, tr .976.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from copytaster.text.language import primary

# Languages that write ordinal numbers with a full stop.
_ORDINALS = frozenset("de tr pl cs sk sl hr bs sr da no nb nn fi hu et lv is fo lb".split())
_ORDINAL = re.compile(r"(?:^|[\s(])(?:\d{1,2}|[IVX]{1,5})\.$")
_INITIAL = re.compile(r"(?:^|[\s(.'’-])[^\W\d_]\.$")
_SMALL = re.compile(r"[\s\"“”„»«'’)\]-]*[^\W\d_]")
_HANGING = re.compile(r"(?:[-–—](?=\w)|\s*[,;:)\]°%])")
# In Chinese and Japanese a quotation that the sentence goes on after: 「…。」と述べた.
_QUOTE_GOES_ON = re.compile(r"\s*(?:と|とい|って|などと)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its span in characters of the text it was cut from."""

    text: str
    start: int
    end: int


def sentences(text: str, language: str | None = "en") -> list[Sentence]:
    """The sentences of a text in order, white space at their ends left out. A language that is not known is read as English."""
    code = primary(language) or "en"
    found: list[Sentence] = []
    for paragraph_start, paragraph in _paragraphs(text):
        for start, end in _mended(paragraph, _boundaries(paragraph, code), code):
            raw = paragraph[start:end]
            stripped = raw.strip()
            if stripped:
                begin = paragraph_start + start + len(raw) - len(raw.lstrip())
                found.append(Sentence(stripped, begin, begin + len(stripped)))
    return found


def _boundaries(paragraph: str, code: str) -> list[tuple[int, int]]:
    return [(boundary["start_index"], boundary["end_index"]) for boundary in get_sentence_boundaries(code, paragraph)]


def _mended(paragraph: str, spans: list[tuple[int, int]], code: str) -> list[tuple[int, int]]:
    """The spans with those joined that no sentence ends between."""
    whole: list[tuple[int, int]] = []
    for start, end in spans:
        if whole and _goes_on(paragraph[whole[-1][0] : whole[-1][1]].rstrip(), paragraph[start:end], code):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _goes_on(before: str, after: str, code: str) -> bool:
    letter = _SMALL.match(after)
    if letter and letter.group()[-1].islower():
        return True
    if not before.endswith("."):
        return before.endswith("」") and _QUOTE_GOES_ON.match(after) is not None
    if _HANGING.match(after):
        return True
    if code in _ORDINALS and _ORDINAL.search(before):
        return True
    return _INITIAL.search(before) is not None


def _paragraphs(text: str) -> list[tuple[int, str]]:
    result = []
    start = 0
    for part in text.split("\n"):
        if part.strip():
            result.append((start, part))
        start += len(part) + 1
    return result
