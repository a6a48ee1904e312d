"""Who says what: for each attribution in a text its source, its cue and its content, as spans of characters.

    "Russia attributed the crash to a bird strike"  ->  source "Russia", cue "attributed", content "the crash to a bird strike"

Direct speech stands in quotation marks, indirect speech does not. It must not decide whether a claim is true, and it never changes
a word: what somebody said is always a span of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copytaster.text.sentences import Sentence, sentences

Span = tuple[int, int]

CUES = frozenset(
    """said says say saying told tells tell announced announces announce claimed claims claim accused accuses accuse denied
    denies deny warned warns warn argued argues argue added adds reported reports report confirmed confirms confirm stated
    states believes believe believed suspects suspect suspected attributed attributes alleged alleges allege insisted
    insists vowed vows threatened threatens demanded demands urged urges condemned condemns criticised criticized
    criticises criticizes called calls declared declares declares suggested suggests revealed reveals rejected rejects
    dismissed dismisses described describes blamed blames promised promises pledged pledges admitted admits acknowledged
    acknowledges asked asks replied wrote writes tweeted explained explains noted notes estimated estimates predicted
    predicts thinks think hopes fears expects hailed hails praised praises expressed expresses apologised apologized
    apologizes offered cited cites maintained maintains repeated recalled concluded conceded complained disclosed
    questioned ordered""".split()
)
_CUE = re.compile(
    r"(?<![\w-])(?:" + "|".join(sorted(CUES, key=len, reverse=True)) + r")(?![\w-])(?!\s+(?:the\s+)?(?:lives|life)\b)"
)
_ACCORDING = re.compile(r"\b[Aa]ccording to\b")
_OPEN = '“"«„‘'
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]")
_LEAD_IN = re.compile(
    r"(?:(?:but|and|while|although|though|whereas|however|meanwhile|later|also|earlier|in response|still|yet)\b,?\s*)+",
    re.IGNORECASE,
)
_SOURCE_END = re.compile(
    r"[,;:()“”\"«»]|\s[–—-]\s|\b(?:that|who|which|when|as|after|before|because|while|where|in|on|at|to|during|following)\b"
)
_ADVERB = re.compile(
    r"\s+(?:also|has|have|had|later|then|previously|repeatedly|again|reportedly|recently|earlier|since|were|was|publicly)+\s*\Z"
)
_PRONOUN = re.compile(r"\A(?:he|she|they|it|who|we|i|you|this|that|which|there)\Z", re.IGNORECASE)
_NO_SOURCE = re.compile(
    r"\A(?:the|a|an|no|there|on|in|at|of|to|by|for|with|continuing|amid|its|his|their|her|who|which|that)\Z"
    r"|\A(?:there|on|with|through)\s"
    r"|\b(?:is|are|was|were|be|been|being|to|the|a|an|of|and|no|not|its|their|his)\Z",
    re.IGNORECASE,
)
_LONGEST_SOURCE = 160


@dataclass(frozen=True, slots=True)
class Attribution:
    """One act of saying. Spans are (start, end) in the text; `source` is None where nobody is named; `direct`: in quotes."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    direct: bool = False
    score: float = 1.0


def attributions(text: str, cut: list[Sentence] | None = None) -> list[Attribution]:
    """The attributions of a text in order. `cut` gives its sentences where they are known already."""
    found: list[Attribution] = []
    for sentence in sentences(text) if cut is None else cut:
        for start, end in clauses(text, sentence):
            attribution = of_clause(text, start, end)
            if attribution:
                found.append(attribution)
    return found


_TURN = re.compile(r",?\s+(?:while|whereas)\s+(?=(?:the\s)?[A-Z])")


def clauses(text: str, sentence: Sentence) -> list[Span]:
    """A sentence, or its two halves where it sets one voice against another ("While Russia says ..., Azerbaijan suspects ...",
    "Russia says ... while Azerbaijan rejects ...")."""
    opening = re.match(r"(?:While|Whereas|Although|Though)\s", sentence.text)
    if not opening:
        quoted = [m.span() for m in _QUOTED.finditer(sentence.text)]
        for turn in _TURN.finditer(sentence.text):
            left, right = sentence.text[: turn.start()], sentence.text[turn.end() :]
            if any(a < turn.start() < b for a, b in quoted):
                continue
            if _CUE.search(left) and _CUE.search(right[:80]):
                return [(sentence.start, sentence.start + turn.start()), (sentence.start + turn.end(), sentence.end)]
        return [(sentence.start, sentence.end)]
    for comma in re.finditer(r",\s+", sentence.text):
        rest = sentence.text[comma.end() :]
        if _CUE.search(sentence.text[: comma.start()]) and _CUE.search(rest[:80]):
            middle = sentence.start + comma.start()
            return [(sentence.start + opening.end(), middle), (sentence.start + comma.end(), sentence.end)]
    return [(sentence.start, sentence.end)]


def of_clause(text: str, start: int, end: int) -> Attribution | None:
    """The first attribution of a clause."""
    body = text[start:end]
    quoted = [(start + m.start(), start + m.end()) for m in _QUOTED.finditer(body)]
    if m := _ACCORDING.search(body):
        return _according(text, start, end, (start + m.start(), start + m.end()), quoted)
    for m in _CUE.finditer(body):
        cue = (start + m.start(), start + m.end())
        if any(a <= cue[0] < b for a, b in quoted) or re.search(
            r"\b(?:the|a|an|no|of|their|his|its|several)\s\Z", text[start : cue[0]]
        ):
            continue
        found = _before(text, start, end, cue, quoted) or _after(text, start, end, cue, quoted)
        if found:
            return found
    return None


def _before(text: str, start: int, end: int, cue: Span, quoted: list[Span]) -> Attribution | None:
    """Source, then cue: "X said that Y", and "Y, X said"."""
    left = text[start : cue[0]]
    left = left[: len(left.rstrip())]
    shortened = _ADVERB.sub("", left + " ").rstrip()
    cut = max(shortened.rfind(mark) for mark in (", ", "; ", "” ", '" ', "» ", ": "))
    source = _trimmed(text, start + (cut + 1 if cut >= 0 else 0), start + len(shortened))
    if not source or not _is_source(text[slice(*source)]) or text[source[0]] in _OPEN:
        return None
    tail = _trimmed(text, cue[1], end)
    head = _trimmed(text, start, source[0])
    said_after = text[tail[0] : tail[1]] if tail else ""
    if head and text[head[1] - 1] in ',”"»' and len(said_after) < 40:
        return Attribution(source, cue, (head,), _is_direct(head, quoted))
    if tail and re.search(r"\w", said_after):
        content = without_that(text, tail)
        inside = tuple(q for q in quoted if q[0] >= cue[1])
        return Attribution(source, cue, (content,), bool(inside))
    return None


def _after(text: str, start: int, end: int, cue: Span, quoted: list[Span]) -> Attribution | None:
    """Content, then cue, then source: '"Y," said X'."""
    head = _trimmed(text, start, cue[0])
    if not head or text[head[1] - 1] not in ',”"»':
        return None
    stop = _SOURCE_END.search(text, cue[1] + 1, end)
    source = _trimmed(text, cue[1], stop.start() if stop else end)
    if not source or not _is_source(text[slice(*source)]):
        return None
    return Attribution(source, cue, (head,), _is_direct(head, quoted))


def _according(text: str, start: int, end: int, cue: Span, quoted: list[Span]) -> Attribution | None:
    stop = re.compile(r"[,;](?=\s)").search(text, cue[1], end)
    source = _trimmed(text, cue[1], stop.start() if stop else end)
    if not source:
        return None
    content = tuple(
        s for s in (_trimmed(text, start, cue[0]), _trimmed(text, stop.end(), end) if stop else None) if s and s[1] - s[0] > 3
    )
    return Attribution(source, cue, content, bool(quoted)) if content else None


def _is_direct(content: Span, quoted: list[Span]) -> bool:
    return any(q[0] < content[1] and q[1] > content[0] for q in quoted)


def _is_source(words: str) -> bool:
    if not words or len(words) > _LONGEST_SOURCE or words.count(" ") > 18 or _NO_SOURCE.search(words):
        return False
    return bool(re.search(r"[^\W\d_]", words))


def without_that(text: str, span: Span) -> Span:
    """A content without the "that" which only leads to it."""
    m = re.compile(r"that\s+").match(text, span[0], span[1])
    return (m.end(), span[1]) if m else span


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A span without white space and marks at its ends, and without a leading "But" or "Meanwhile,"."""
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    if m := _LEAD_IN.match(text, start, end):
        start = m.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:."):
        end -= 1
    return (start, end) if end > start else None


def is_pronoun(words: str) -> bool:
    """Whether a source is only a pronoun, so that it names nobody by itself."""
    return bool(_PRONOUN.match(words.strip()))
