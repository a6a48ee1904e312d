"""Whether a rewrite says what the sentence said: word for word, but for a handful of changes that cannot turn it round.

What may change is a closed list: the present may become the past, articles may come and go, a linking word may be dropped, a
semicolon may become ", and", "that" may stand after a verb of saying, "the plane of Azerbaijan Airlines" may stand for "the
Azerbaijan Airlines plane". Every other word stays, in its order, with the signs between. It must not weigh how alike two sentences
are: who does what to whom hangs on one word, and a share of common words does not see it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from copytaster.text.dates import find
from copytaster.text.names import mentions
from copytaster.text.tense import is_past_of

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[^\W_]+(?:[-'][^\W_]+)*|[^\w\s]")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u2013": "-", "\u2014": "-"})
_ARTICLES = frozenset({"a", "an", "the"})
# "few" and "a few" are not the same.
_MEASURED = frozenset({"few", "little", "lot", "number", "couple", "third", "quarter", "half", "hundred", "thousand", "million"})
# Words that tie a sentence to the one before it and say nothing of their own; those of several letters only between signs.
_LINKS = frozenset({"meanwhile", "moreover", "furthermore", "additionally"})
# After these "that" may stand or not.
_SAYING = frozenset(
    """say says said saying claim claims claimed report reports reported announce announces announced state states stated argue
    argues argued insist insists insisted warn warns warned allege alleges alleged admit admits admitted confirm confirms
    confirmed""".split()
)
# After these a verb is no present form: "to close", "will close".
_BARE_AFTER = frozenset(
    "to will would shall should can could may might must do does did not never let make makes help helps cannot".split()
)
# After these comes a noun, though it looks like a verb: "in strikes", "of attacks".
_NOUN_AFTER = frozenset(
    "of in on by for with from after before over against at into amid during between his her its their this any".split()
)
# A bare form is a verb of the present only after those who are many: "forces attack", not "Russia attack victims".
_MANY = frozenset("people police men women they we and".split())


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or sign: as printed, where it stands, whether it opens the sentence, and whether it stands between quotation marks."""

    text: str
    start: int
    opens: bool
    quoted: bool

    @property
    def low(self) -> str:
        return self.text.lower() if self.opens else self.text


def departure(text: str, told: str, *, day: dt.date | None = None) -> str:
    """Where a rewrite leaves the sentence that was told, in words for people; nothing where it does not. `day` is the day that the
    sentence's copy speaks from: what lies ahead of it is not put into the past.
    """
    return _Comparison(told, text, day).departure()


class _Comparison:
    """Two sentences walked side by side: `reach` holds, for the words of the rewrite read so far, the places in the told one."""

    def __init__(self, told: str, text: str, day: dt.date | None) -> None:
        self._told = _tokens(told)
        self._text = _tokens(text)
        self._bodies = _bodies(told, self._told)
        self._may_shift = not any(t.last and day and t.last > day for t in find(told, anchor=day))

    def departure(self) -> str:
        """Why no walk leads through both to their ends."""
        seen = {(0, 0)}
        queue = [(0, 0)]
        while queue:
            at, read = queue.pop()
            if at == len(self._told) and read == len(self._text):
                return ""
            for step in self._steps(at, read):
                if step not in seen:
                    seen.add(step)
                    queue.append(step)
        at, read = max(seen, key=lambda place: (place[1], place[0]))
        if read < len(self._text) and at < len(self._told):
            return f"it has “{self._text[read].text}” where the composed sentence has “{self._told[at].text}”"
        if read < len(self._text):
            return f"it adds “{self._text[read].text}”"
        return f"it leaves out “{self._told[at].text}”"

    def _steps(self, at: int, read: int) -> Iterator[tuple[int, int]]:
        """The places that can be reached from one by one change that is allowed."""
        one = self._told[at] if at < len(self._told) else None
        new = self._text[read] if read < len(self._text) else None
        if one and new and (_is_same(one, new) or self._is_shifted(at, read)):
            yield at + 1, read + 1
        if one and self._may_go(self._told, at):
            yield at + 1, read
        if new and self._may_go(self._text, read):
            yield at, read + 1
        if one and not one.quoted:
            yield from self._unlinked(at, read)
            yield from self._joined(at, read)
            yield from self._turned(at, read)

    def _is_shifted(self, at: int, read: int) -> bool:
        """Whether a present form became the past, of what does not lie ahead."""
        one, new = self._told[at], self._text[read]
        before = self._told[at - 1].text.lower() if at else ""
        if one.quoted or not (self._may_shift and one.text.islower() and new.text.islower()):
            return False
        if before in _BARE_AFTER | _ARTICLES | _NOUN_AFTER or before.endswith("'s") or not is_past_of(new.text, one.text):
            return False
        return one.text.endswith("s") or one.text in {"are", "have"} or before.endswith("s") or before in _MANY

    def _may_go(self, row: Sequence[_Token], at: int) -> bool:
        """Whether a token may stand or not: an article, "that" after a verb of saying, the comma after a date."""
        one = row[at]
        before = row[at - 1].text if at else ""
        after = row[at + 1].text.lower() if at + 1 < len(row) else ""
        if one.quoted:
            return False
        if one.low in _ARTICLES:
            return after not in _MEASURED
        if one.text == "that":
            return before in _SAYING
        return one.text == "," and bool(re.fullmatch(r"(?:19|20)\d\d", before))

    def _unlinked(self, at: int, read: int) -> Iterator[tuple[int, int]]:
        """A linking word dropped, with its commas."""
        row = [t.text.lower() for t in self._told[at : at + 3]]
        if at == 0 and row[0] in _LINKS and row[1:2] == [","]:
            yield at + 2, read
        if row[0] == "," and len(row) == 3 and row[1] in _LINKS and row[2] == ",":
            yield at + 3, read
        if row[0] == "also":
            yield at + 1, read

    def _joined(self, at: int, read: int) -> Iterator[tuple[int, int]]:
        """A semicolon told as ", and"."""
        if self._told[at].text == ";" and [t.text for t in self._text[read : read + 2]] == [",", "and"]:
            yield at + 1, read + 2

    def _turned(self, at: int, read: int) -> Iterator[tuple[int, int]]:
        """A body before its noun told after it: "the Azerbaijan Airlines plane" as "the plane of Azerbaijan Airlines"."""
        size = self._bodies.get(at, 0)
        if not size or not at or self._told[at - 1].low not in _ARTICLES or at + size >= len(self._told):
            return
        noun = self._told[at + size].text
        body = [t.text for t in self._told[at : at + size]]
        following = self._told[at + size + 1].text if at + size + 1 < len(self._told) else "."
        if not noun.islower() or following[0].isupper():
            return
        new = [t.text for t in self._text[read : read + size + 3]]
        for turned in ([noun, "of", *body], [noun, "of", "the", *body]):
            if new[: len(turned)] == turned:
                yield at + size + 1, read + len(turned)


def _is_same(one: _Token, new: _Token) -> bool:
    """The same word or sign. Case counts but where a sentence opens: "may" and "May" are two words."""
    if one.quoted != new.quoted:
        return False
    return one.text == new.text or ((one.opens or new.opens) and one.text.lower() == new.text.lower())


def _tokens(text: str) -> list[_Token]:
    quoted = False
    made = []
    for place, m in enumerate(_TOKEN.finditer(text.translate(_PLAIN))):
        if m.group() == '"':
            quoted = not quoted
        made.append(_Token(m.group(), m.start(), place == 0, quoted))
    return made


def _bodies(told: str, row: Sequence[_Token]) -> Mapping[int, int]:
    """Where a body's name begins among the tokens, and how many tokens it has."""
    starts = {token.start: place for place, token in enumerate(row)}
    return {
        starts[m.start]: sum(m.start <= t.start < m.end for t in row)
        for m in mentions(told)
        if m.kind == "body" and m.start in starts
    }
