"""Tables as text: comma, semicolon, tab or bar between fields, names in the first line. For backfills, and for what spreadsheets,
archives and media monitors hand out.

The names are those that JSON lines use (jsonfields.py). A row that cannot be read costs that row (csvrows.py).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import Delivery
from copytaster.wire import bounds, csvrows, dates, jsonfields, jsonlines
from copytaster.wire.decode import declared_by, decode, is_text
from copytaster.wire.reading import Reading

_SAID = re.compile(r"\"?sep=.\"?[ \t]*(?=[\r\n])", re.IGNORECASE)
_SEPARATORS = (",", ";", "\t", "|")
_LONGEST_NAME, _MOST_WORDS, _ROWS = 60, 3, 5
# A cell that holds an object or a list, as programs print them: "{'id': None, 'name': 'AP'}", "['Ann Lee', 'Bo Ray']".
_HOLDS = re.compile(r"""\{\s*['"].*\}|\[\s*['"{].*\]""", re.DOTALL)
_NAME = re.compile(r"""['"](?:name|main|title|full_name)['"]\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")""")
_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_LONGEST_CELL = 4_000


def looks_like(head: bytes) -> bool:
    """Whether bytes open with a line of names, two of them known, with one sign between them."""
    if not is_text(head) or head.lstrip()[:1] in (b"<", b"{", b"["):
        return False
    return bool(_separator(_table(decode(head)[0])))


def _table(text: str) -> str:
    """The text from the line of names on. Spreadsheets may say above it what parts the fields ("sep=;")."""
    text = text.lstrip("\ufeff \r\n").replace("\x00", "")
    said = _SAID.match(text)
    return text[said.end() :].lstrip("\r\n") if said else text


def _separator(text: str) -> str:
    """The sign between the names of a table; empty where the first line holds no names."""
    first, *rows = re.split(r"[\r\n]+", text[:20_000], maxsplit=_ROWS + 1)
    for sign in _SEPARATORS:
        names = [_name(part) for part in first.split(sign)]
        if len(names) < 2 or max(map(len, names)) >= _LONGEST_NAME:
            continue
        known = sum(map(jsonfields.is_known, names))
        if known >= 2:
            return sign
        guessed = sum(map(jsonfields.is_guessed, names))
        if known + guessed >= 2 and _has_dates(names, [row.split(sign) for row in rows[:_ROWS]]):
            return sign
    return ""


def _has_dates(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether short names stand over rows of as many fields, one of them a date in each row. The last row may be cut off."""
    if len(rows) < 2 or any(len(name.split()) > _MOST_WORDS for name in names):
        return False
    whole = rows[:-1] if len(rows) > 2 else rows
    if any(len(row) < len(names) for row in whole):
        return False
    return any(all(_is_date(row[place]) for row in whole) for place in range(len(names)))


def _is_date(printed: str) -> bool:
    when = dates.read(printed.strip(' "'))
    return when.instant is not None or when.day is not None


def _name(printed: str) -> str:
    return printed.strip().strip("\"'").strip()


def read(delivery: Delivery) -> Reading:
    """The items of a table, a row each."""
    text, notes = decode(delivery.body, declared_by(delivery.media_type))
    text = _table(text)
    separator = _separator(text)
    if not separator:
        raise Unreadable("a table whose first line names no field that is known")
    strays: list[str] = []
    rows = _named(csvrows.rows(text, separator, strays))
    reading = jsonlines.read_values(rows, notes, most=bounds.most(len(text), bounds.ROW), is_table=True)
    return Reading("csv", reading.items, reading.about, (*reading.notes, *strays), reading.lost)


def _named(rows: Iterator[tuple[int, list[str] | csv.Error]]) -> Iterator[tuple[int, Any]]:
    """The rows behind the first, each under the names that the first gives."""
    names: list[str] = []
    has_twins = False
    holding: list[int] | None = None
    for number, row in rows:
        if isinstance(row, csv.Error):
            yield number, Unreadable(str(row))
        elif not names:
            names = [_name(name) for name in row]
            has_twins = len(set(names)) < len(names)
        elif any(map(str.strip, row)):
            if holding is None:
                holding = [place for place, cell in enumerate(row) if _HOLDS.fullmatch(cell.strip()[:_LONGEST_CELL])]
            for place in holding:
                row[place : place + 1] = [_held(cell) for cell in row[place : place + 1]]
            pairs = zip(names, row, strict=False)
            # Of two columns of one name the first that says something counts.
            yield number, dict(pairs) if not has_twins else dict(reversed([pair for pair in pairs if pair[1].strip()]))


def _held(cell: str) -> str:
    """What a cell says that holds an object with a name, or a list of texts; any other cell is itself."""
    bare = cell.strip()
    if len(bare) > _LONGEST_CELL or not _HOLDS.fullmatch(bare):
        return cell
    found = _NAME.findall(bare) or (_QUOTED.findall(bare) if bare[0] == "[" else [])
    return ", ".join(one or other for one, other in islice(found, 100)) or cell
