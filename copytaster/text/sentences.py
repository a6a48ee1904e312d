"""Sentences with their offsets. It must not change a character: a sentence is always `text[start:end]`.

Boundaries come from the sentencex library (rule based, many languages); paragraphs always end a sentence. What it parts wrongly
in news is put together again: a full stop before a small letter, after an ordinal number (am 3. Oktober), after an initial.

Boundary F1 on `language/pud-sentences.tar.gz`, five sentences run together (`copytaster eval language`): en .998, ar .998,
de .988, es .989, fr .996, it .991, pl .980, pt .992, ru .993, tr .999, zh .974. The library alone: de .978, pl .943, tr .976.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from sentencex import segment

from copytaster.text.language import primary

# Languages that write ordinal numbers with a full stop.
_ORDINALS = frozenset("de tr pl cs sk sl hr bs sr da no nb nn fi hu et lv is fo lb".split())
# Both are sought in as many of a sentence's last characters as they can have, and one more.
_ORDINAL = re.compile(r"(?:^|[\s(])(?:\d{1,2}|[IVX]{1,5})\.$")
_INITIAL = re.compile(r"(?:^|[\s(.'’-])[^\W\d_]\.$")
_SMALL = re.compile(r"[\s\"“”„»«'’)\]-]*[^\W\d_]")
_HANGING = re.compile(r"(?:[-–—](?=\w)|\s*[,;:)\]°%])")
# Signs at which no sentence ends and no list goes on ("1) ...", "• ..."): a paragraph that has none but these before its last
# character, as more than half of all paragraphs, is one sentence, and the library need not be asked. Of 18,798 such paragraphs
# with brackets, colons and the signs of programs (feeds, agency copy, Wikinews, the sentences named above) it parts none. In
# Armenian and Greek commas and colons are not what they are elsewhere.
_PERHAPS = re.compile(r"""[^\w \t,'"’‘“”&%$€£/@+(–—:;=#<>{}\[\]*|\\^~`-]""")
_ANY = re.compile(".", re.DOTALL)
# The same signs for a paragraph in plain ASCII, as most are: named one by one they are found in half the time. The last character
# does not count.
_PERHAPS_PLAIN = re.compile(r"[!.?)\x00-\x08\x0a-\x1f\x7f](?!\Z)")
_WHITE = re.compile(r"\s")
_OWN_ENDS = frozenset({"el", "hy", "my"})
# A named tuple made without naming its fields: half the time, a hundred thousand times in the feeds of an hour.
_sentence = tuple.__new__
# In Chinese and Japanese a quotation that the sentence goes on after: 「…。」と述べた.
_QUOTE_GOES_ON = re.compile(r"\s*(?:と|とい|って|などと)")


class Sentence(NamedTuple):
    """A sentence and its span in characters of the text it was cut from."""

    text: str
    start: int
    end: int


def sentences(text: str, language: str | None = "en") -> list[Sentence]:
    """The sentences of a text in order, white space at their ends left out. A language that is not known is read as English."""
    code = primary(language) or "en"
    perhaps, plainly = (_ANY, _ANY) if code in _OWN_ENDS else (_PERHAPS, _PERHAPS_PLAIN)
    found: list[Sentence] = []
    end = -1
    # A hundred thousand times in the feeds of an hour: no function is called here for a paragraph that is one sentence.
    for paragraph in text.split("\n"):
        start = end + 1
        end = start + len(paragraph)
        if not paragraph:
            continue
        first = plainly.search(paragraph) if paragraph.isascii() else perhaps.search(paragraph)
        if first is not None and first.end() != len(paragraph):
            _add(found, _joined(_parts(paragraph, code), code), start)
            continue
        sentence = paragraph.strip()
        if len(sentence) == len(paragraph):
            found.append(_sentence(Sentence, (paragraph, start, end)))
        elif sentence:
            _add(found, (paragraph,), start)
    return found


def _add(found: list[Sentence], stretches: Iterable[str], start: int) -> None:
    """Take in stretches of a text that follow each other from `start` on, without the white space around each."""
    for raw in stretches:
        sentence = raw.strip()
        if sentence:
            begin = start if raw[0] == sentence[0] else start + raw.index(sentence[0])
            found.append(_sentence(Sentence, (sentence, begin, begin + len(sentence))))
        start += len(raw)


def _parts(paragraph: str, code: str) -> list[str]:
    """The stretches into which the library parts a paragraph: all of its characters, one stretch after another."""
    try:
        return segment(code, paragraph)  # type: ignore[no-any-return]
    except BaseException as error:
        # The library falls over white space of several bytes beside initials ("A\u2028. B."), and not as an `Exception`.
        if type(error).__name__ != "PanicException":
            raise
        ends = list(accumulate(map(len, segment(code, _WHITE.sub(" ", paragraph)))))
        return [paragraph[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _joined(parts: list[str], code: str) -> list[str]:
    """The stretches with those joined that no sentence ends between."""
    if len(parts) == 1:
        return parts
    last = parts[0]
    whole = [last]
    for after in parts[1:]:
        # "..., they said. The ...": behind two letters, the second a small one, and before a capital a full stop is the end.
        is_end = after[:1].isupper() and last[-2:] == ". " and last[-3:-2].islower() and last[-4:-3].isalpha()
        if not is_end and _goes_on(last, after, code):
            last += after
            whole[-1] = last
        else:
            whole.append(after)
            last = after
    return whole


def _goes_on(before: str, after: str, code: str) -> bool:
    # A capital at the very beginning, as nearly every sentence has one, is no small letter behind quotation marks, and hangs on
    # nothing.
    is_capital = after[:1].isupper()
    if not is_capital and (letter := _SMALL.match(after)) and letter.group()[-1].islower():
        return True
    before = before.rstrip()
    if before[-1:] != ".":
        return before[-1:] == "」" and _QUOTE_GOES_ON.match(after) is not None
    if not is_capital and _HANGING.match(after):
        return True
    if code in _ORDINALS and _ORDINAL.search(before[-7:]):
        return True
    # Most often a word of several letters stands before the full stop, and then it is no initial.
    return not before[-3:-2].isalpha() and _INITIAL.search(before[-3:]) is not None
