"""The rows of a table as text, and what a stray quotation mark does to them. It must not know what the fields mean (csvlines.py).

A mark that opens a field and is never closed makes one field of all that stands up to the next mark. Without it those lines are
rows of the table's number of fields; the lines of a field that was meant to run over several are none.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest

# What is longer is looked into no further.
_LONGEST = 24_000_000
csv.field_size_limit(_LONGEST)
# Of what a mark ran over, so many must have the fields of a row: the others are rows that were broken before.
_SOUND = 0.9
# A column is formed if so many of its fields in the first rows are of one form: a number, an address, a date.
_FORMED, _ROWS, _SIGNS = 0.8, 400, 200_000
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[+-]?\d[\d.,]*",
        r"https?://\S+",
        r"(?:[^\W\d_]{3,9}\.?,? )?\d{1,4}(?:[./-]\d{1,2}[./-]\d{1,4}|\.? [^\W\d_]{3,9}\.? \d{4})(?:[T ,]+\d\d?[:.]\d\d.{0,24})?",
    )
)
# What is read again may be so many times the table, each attempt counted as so many signs more: beyond that somebody made it so.
_AGAIN, _TRY, _LINES, _MARKS, _MOST_NOTES = 2, 2_000, 2_000, 8, 20


@dataclass
class _Lines:
    """The lines of a table, and those that the row under way has taken. Lines can be given back."""

    left: Iterator[str]
    back: deque[str] = field(default_factory=deque)
    taken: list[str] = field(default_factory=list)
    number: int = 0
    is_over: bool = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.back.popleft() if self.back else next(self.left, None)
        if line is None:
            self.is_over = True
            raise StopIteration
        self.taken.append(line)
        return line

    def keep(self, count: int) -> None:
        """Give back what was taken behind so many lines."""
        if len(self.taken) > count:
            self.back.extendleft(reversed(self.taken[count:]))
            del self.taken[count:]
            self.is_over = False

    def end_row(self, count: int) -> None:
        """A row has ended so many lines on."""
        self.keep(count)
        self.number += count
        self.taken.clear()


def rows(text: str, separator: str, notes: list[str], most: int) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """The rows, the line of names among them, each with the number of its last line; `notes` is told of stray marks. One row does
    not swallow more than `most` lines."""
    table = _Table(text, separator, most)
    lines = _Lines(iter(io.StringIO(text, newline="")))
    reader = csv.reader(lines, delimiter=separator)
    for line in lines:
        if '"' not in line and len(line) <= _LONGEST:
            lines.number += 1
            lines.taken.clear()
            yield lines.number, table.parted(bare) if (bare := line.rstrip("\r\n")) else []
            continue
        lines.keep(0)
        row: list[str] | csv.Error
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row = error
        if found := table.mended(lines, row):
            if len(notes) < _MOST_NOTES:
                rows = f"the {len(found)} rows up to the next mark are read without it" if len(found) > 1 else "its row is mended"
                notes.append(f"line {lines.number + 1}: a stray quotation mark; {rows}")
            begin = lines.number
            lines.end_row(found[-1][0])
            reader = csv.reader(lines, delimiter=separator)
            yield from ((begin + count, one) for count, one in found)
        else:
            lines.end_row(len(lines.taken))
            yield lines.number, row


class _Table:
    """What the rows of a table look like."""

    def __init__(self, text: str, separator: str, most: int) -> None:
        self._separator = separator
        sign = re.escape(separator)
        self._field = re.compile(rf'"((?:[^"]++|"")*+)("?)[^{sign}\r\n]*+|[^{sign}\r\n]*+')
        self._opening = re.compile(rf'(?:^|{sign})(")')
        whole = rf'(?:"(?:[^"]++|"")*+"(?=[{sign}\r\n]|\Z)|(?!")[^{sign}\r\n]*+)'
        self._sound = re.compile(rf"(?:{whole}{sign})*+{whole}[\r\n]*")
        self._first = text[:_SIGNS]
        names = re.split(r"[\r\n]", self._first, maxsplit=1)[0]
        self._width = len(names.split(separator) if self._openings(names) else next(csv.reader([names], delimiter=separator), []))
        self._forms: list[re.Pattern[str] | None] | None = None
        self._most = most
        # Where a field holds a lone carriage return, what is a line cannot be told, and every mark is taken as it stands.
        is_mixed = "\n" in text and re.search(r"\r(?!\n)", text) is not None
        self._left = -1 if is_mixed else _SIGNS + _AGAIN * len(text)

    def parted(self, line: str) -> list[str]:
        """The fields of a line without quotation marks. A semicolon that ends an entity ("&amp;") parts none."""
        fields = line.split(self._separator)
        if len(fields) > self._width and self._separator == ";" and "&" in line:
            whole = html.unescape(line).split(";")
            return whole if len(whole) == self._width else fields
        return fields

    def mended(self, lines: _Lines, row: list[str] | csv.Error) -> list[tuple[int, list[str]]]:
        """The rows that the lines of one hold, each with the number of lines up to its end, where a mark in it is stray or
        was never closed; none where nothing is wrong with it.
        """
        if self._left < 0 or len(lines.taken) > self._most or sum(map(len, lines.taken)) > _LONGEST:
            return []
        if len(lines.taken) > 1 or lines.is_over:
            return self._swallowed(lines, row)
        line = lines.taken[0]
        if '"' in line and isinstance(row, list) and (len(row) != self._width or not self._sound.fullmatch(line)):
            return self._torn(lines, line, row)
        return []

    def _swallowed(self, lines: _Lines, row: list[str] | csv.Error) -> list[tuple[int, list[str]]]:
        """The rows that a mark made one of."""
        text = "".join(lines.taken)
        openings = self._openings(text)
        for place, mark in reversed(openings):
            if not self._may_try(len(text)):
                return []
            found = self._without(text, mark)
            if found and self._is_better(found, place, lines, row):
                return found
        return self._closed(lines, *openings[0]) if openings and not self._could_be_meant(lines, row) else []

    def _torn(self, lines: _Lines, line: str, row: list[str]) -> list[tuple[int, list[str]]]:
        """The row of a line in which one mark too many parts what belongs together."""
        for mark in [found.start(1) for found in self._opening.finditer(line)][:_MARKS]:
            again = chain([line[:mark] + line[mark + 1 :]], islice(lines, _LINES))
            try:
                whole = next(csv.reader(again, delimiter=self._separator, strict=True))
            except csv.Error:
                whole = []
            count, signs = len(lines.taken), sum(map(len, lines.taken))
            if self._is_row(whole) and (count > 1 or len(row) != self._width):
                return [(count, whole)]
            lines.keep(1)
            if not self._may_try(signs):
                break
        return []

    def _closed(self, lines: _Lines, place: int, mark: int) -> list[tuple[int, list[str]]]:
        """The row of a field that was never closed: it ends before the line in which the mark that closes it opens a field."""
        text = "".join(lines.taken)
        end = self._field.match(text, mark).end(2)  # type: ignore[union-attr]
        count = text.count("\n", 0, end) or text.count("\r", 0, end)
        if not count or count >= len(lines.taken):
            return []
        behind = lines.taken[count]
        opened = [number for number, _ in self._openings(behind)]
        fields = next(csv.reader([behind], delimiter=self._separator), [""])
        is_begun = behind.startswith('"') if place == self._width - 1 else False
        if not is_begun and (opened[:1] != [place] or len(fields) != place + 1):
            return []
        if any(self._formed()[:place]) and not self._has_form(fields[:place]):
            return []
        text = "".join(lines.taken[:count])
        before = next(csv.reader([text[:mark]], delimiter=self._separator), [""])[:place]
        row = [*before, *text[mark + 1 :].rstrip("\r\n").rsplit(self._separator, self._width - place - 1)]
        return [(count, row)] if self._is_row(row) else []

    def _may_try(self, signs: int) -> bool:
        self._left -= signs + _TRY
        return self._left >= 0

    def _openings(self, text: str) -> list[tuple[int, int]]:
        """The marks that open a field of several lines, or one that is never closed: the number of the field, and the place."""
        found, number, place = [], 0, 0
        while one := self._field.match(text, place):
            printed = one.group()
            if printed[:1] == '"' and (not one.group(2) or "\n" in printed or "\r" in printed):
                found.append((number, place))
            place, number = one.end() + 1, number + 1
            if text[one.end() : place] != self._separator:
                break
        return found[:1] + found[-1:] if len(found) > 1 else found

    def _without(self, text: str, mark: int) -> list[tuple[int, list[str]]]:
        """The rows that some lines hold without a mark: those that end there."""
        lines = [*io.StringIO(text[:mark] + text[mark + 1 :], newline=""), ""]
        reader = csv.reader(lines, delimiter=self._separator)
        try:
            found = [(reader.line_num, row) for row in reader if reader.line_num < len(lines)]
        except csv.Error:
            return []
        while found and not found[-1][1]:
            found.pop()
        return found

    def _is_better(self, found: list[tuple[int, list[str]]], place: int, lines: _Lines, row: list[str] | csv.Error) -> bool:
        """Whether some rows are what a table holds, and the one that the mark makes of them is not."""
        first, others = found[0][1], [one for _, one in found[1:]]
        behind = lines.taken[found[-1][0] :]
        more = max(0, len(first) - self._width)
        first[place : place + more + 1] = [self._separator.join(first[place : place + more + 1])]
        is_first = self._is_row(first) or (lines.number == 0 and not more)
        if sum(map(self._is_row, others)) < _SOUND * len(others) or not (is_first or others):
            return False
        if any(self._formed()):
            is_told = bool(others or lines.is_over or (behind and self._begins_row(behind[0])))
            return is_told and (is_first or not self._could_be_meant(lines, row))
        is_told = len(others) > 1 if more else bool(others or behind or lines.is_over)
        return is_first and is_told and not self._could_be_meant(lines, row)

    def _could_be_meant(self, lines: _Lines, row: list[str] | csv.Error) -> bool:
        """Whether some lines are one sound row: the mark was closed, a separator stands behind it, no field is missing."""
        if lines.is_over or isinstance(row, csv.Error) or len(row) != self._width:
            return False
        try:
            next(csv.reader(lines.taken, delimiter=self._separator, strict=True))
        except csv.Error:
            return False
        return True

    def _is_row(self, fields: Sequence[str]) -> bool:
        """Whether some fields are as many as a row has, and those in formed columns of their form."""
        return len(fields) == self._width and (self._has_form(fields) or not any(self._formed()))

    def _begins_row(self, line: str) -> bool:
        """Whether the fields of a line that leaves one open begin a row."""
        fields = next(csv.reader([line], delimiter=self._separator))
        return len(fields) <= self._width and self._has_form(fields[:-1])

    def _has_form(self, fields: Sequence[str]) -> bool:
        said = [(form, value.strip()) for form, value in zip(self._formed(), fields, strict=False) if form and value.strip()]
        return bool(said) and all(form.fullmatch(value) for form, value in said)

    def _formed(self) -> list[re.Pattern[str] | None]:
        """The form of each column that has one, told from the first rows; a line counts as one as well, lest a mark hide them."""
        if self._forms is None:
            lines = list(islice(io.StringIO(self._first, newline=""), 1, _ROWS))
            alone = (row for line in lines for row in csv.reader([line], delimiter=self._separator))
            rows = [row for row in (*csv.reader(lines, delimiter=self._separator), *alone) if len(row) == self._width]
            columns = list(zip_longest(*rows, fillvalue="")) or [()] * self._width
            self._forms = [_form([value.strip() for value in column if value.strip()]) for column in columns]
        return self._forms


def _form(values: Sequence[str]) -> re.Pattern[str] | None:
    """The form that most of some fields have; none where there are too few."""
    for form in _FORMS:
        if len(values) > 2 and sum(form.fullmatch(value) is not None for value in values) >= _FORMED * len(values):
            return form
    return None
