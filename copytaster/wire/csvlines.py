"""Tables as text: comma, semicolon, tab or bar between fields, names in the first line, or none. For backfills, and for what
spreadsheets, archives and media monitors hand out.

The names are those that JSON lines use (jsonfields.py). A row that cannot be read costs that row (csvrows.py).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import Delivery
from copytaster.wire import bounds, csvrows, dates, jsonfields, jsonlines
from copytaster.wire.decode import declared_by, decode, is_text
from copytaster.wire.origin import agency
from copytaster.wire.reading import Reading

# A table without names shows what it holds in so many lines, three at the least; headlines have three words on average.
_PEEKED, _SHOWN, _FEWEST, _WORDS = 4_000, 12, 3, 3
# So many lines may stand above the names.
_ABOVE = 6
_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d{2}\b")
# A quotation mark behind a backslash, within a field.
_ESCAPED = re.compile(r'\\"(?![,;\t|\r\n]|\Z)')
_TOTALS = frozenset("total totals sum average summe gesamt insgesamt totale".split())
_LINK = re.compile(r"\s*https?://\S+\s*$")
_SAID = re.compile(r"\"?sep=.\"?[ \t]*(?=[\r\n])", re.IGNORECASE)
_SEPARATORS = (",", ";", "\t", "|")
_LONGEST_NAME, _MOST_WORDS, _ROWS, _LONGEST_DATE, _MOST_OF_TOTAL = 60, 3, 5, 40, 2
# A cell that holds an object or a list, as programs print them: "{'id': None, 'name': 'AP'}", "['Ann Lee', 'Bo Ray']".
_TEXT = r"""(?:'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+")"""
_VALUE = rf"(?:{_TEXT}|None|null|True|true|False|false|-?\d[\d.]*+)"
_OBJECT = re.compile(rf"\{{\s*{_TEXT}\s*:\s*{_VALUE}(?:\s*,\s*{_TEXT}\s*:\s*{_VALUE})*+\s*\}}", re.DOTALL)
_LIST = re.compile(rf"\[\s*{_TEXT}(?:\s*,\s*{_TEXT})*+\s*\]", re.DOTALL)
_PAIR = re.compile(rf"({_TEXT})\s*:\s*({_TEXT})?", re.DOTALL)
_PIECE = re.compile(_TEXT, re.DOTALL)
_NAMES = ("name", "main", "title", "full_name")
# A cell of the line under the names in a table of Markdown.
_RULE = re.compile(r"\s*(?::?-+:?)?\s*")


def looks_like(head: bytes) -> bool:
    """Whether bytes open with a line of names, two of them known, with one sign between them."""
    if not is_text(head) or head.lstrip()[:1] in (b"<", b"{", b"["):
        return False
    text = _table(decode(head)[0])
    return bool(_separator(text) or _nameless(text))


def _table(text: str) -> str:
    """The text from the line of names on. Spreadsheets may say above it what parts the fields ("sep=;"), exports what they are."""
    text = text.lstrip("\ufeff \r\n").replace("\x00", "")
    said = _SAID.match(text)
    text = text[said.end() :].lstrip("\r\n") if said else text
    lines = re.split(r"(\r\n|\r|\n)", text[:_PEEKED], maxsplit=_ABOVE)
    below = [text[len("".join(lines[:count])) :] for count in range(0, len(lines), 2)]
    return next((rest for rest in below if _by_names(rest, known=2 if rest is text else 3)), text)


def _by_names(text: str, known: int) -> bool:
    """Whether the first line of a text holds so many known names, with one sign between all."""
    first = re.split(r"[\r\n]", text[:_PEEKED], maxsplit=1)[0]
    return any(sum(map(jsonfields.is_known, names)) >= known for _, names in _parted(first))


def _parted(line: str) -> Iterator[tuple[str, list[str]]]:
    """What may be names, by the sign that parts them: two and more, none of them longer than a name is."""
    for sign in _SEPARATORS:
        names = [_name(part) for part in line.split(sign)]
        if len(names) > 1 and max(map(len, names)) < _LONGEST_NAME:
            yield sign, names


def _separator(text: str) -> str:
    """The sign between the names of a table; empty where the first line holds no names."""
    first, *rows = re.split(r"[\r\n]+", text[:20_000], maxsplit=_ROWS + 1)
    for sign, names in _parted(first):
        known = sum(map(jsonfields.is_known, names))
        if known >= 2:
            return sign
        guessed = sum(map(jsonfields.is_guessed, names))
        if known + guessed >= 2 and _has_dates(names, [row.split(sign) for row in rows[:_ROWS]]):
            return sign
    return ""


def _nameless(text: str) -> tuple[str, list[str]] | None:
    """The sign between the fields of a table whose first line holds no names, and the names that its first rows suggest: a column
    of days or of links, and one of headlines. None for any other text."""
    lines = [line for line in re.split(r"[\r\n]+", text[:_PEEKED])[:_SHOWN] if line]
    lines = lines[:-1] if len(text) >= _PEEKED or len(lines) == _SHOWN else lines
    for sign in _SEPARATORS if len(lines) >= _FEWEST else ():
        try:
            rows = list(csv.reader(lines, delimiter=sign, strict=True))
        except csv.Error:
            continue
        if len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
            continue
        # A bracket that another field closes: the sign stands within a line of running text.
        if any(cell.count("(") != cell.count(")") for row in rows for cell in row):
            continue
        columns = [[cell for cell in cells if cell.strip()] for cells in zip(*rows, strict=True)]
        names = [_holding(cells) for cells in columns]
        words = [
            0.0 if name or not cells else sum(len(cell.split()) for cell in cells) / len(cells)
            for name, cells in zip(names, columns, strict=True)
        ]
        running = [place for place, count in enumerate(words) if count >= _WORDS]
        longest = max(running, key=words.__getitem__, default=-1)
        # A clock before the text is the rest of a date: "16.04.2024, 10:32 | ...".
        is_table = running and not {"date", "url"}.isdisjoint(names) and not all(map(_CLOCK.match, columns[longest]))
        if is_table:
            names[longest] = "headline" if len(running) == 1 else "text"
            for place in [place for place in running if place != longest][:1]:
                names[place] = "headline"
            return sign, names
    return None


def _holding(cells: Sequence[str]) -> str:
    """The name of a column that holds nothing but days, links or agencies; empty for any other."""
    if len(cells) < _FEWEST:
        return ""
    kinds = (("date", _is_date), ("url", _LINK.match), ("source", agency))
    return next((name for name, fits in kinds if all(map(fits, cells))), "")


def _has_dates(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether short names stand over rows of as many fields, one of them a date in each row. The last row may be cut off."""
    if len(rows) < 2 or any(len(name.split()) > _MOST_WORDS for name in names):
        return False
    whole = rows[:-1] if len(rows) > 2 else rows
    if any(len(row) < len(names) for row in whole):
        return False
    return any(all(_is_date(row[place]) for row in whole) for place in range(len(names)))


def _is_date(printed: str) -> bool:
    bare = printed.strip(' "')
    return len(bare) <= _LONGEST_DATE and dates.read(bare).is_read


def _name(printed: str) -> str:
    return printed.strip().strip("\"'").strip()


def read(delivery: Delivery) -> Reading:
    """The items of a table, a row each."""
    text, notes = decode(delivery.body, declared_by(delivery.media_type))
    text = _table(text)
    separator = _separator(text)
    names: list[str] = []
    if not separator and (told := _nameless(text)):
        separator, names = told
        notes = (*notes, f"a table without names: its columns are read as {', '.join(filter(None, names))}")
    if not separator:
        raise Unreadable("a table whose first line names no field that is known")
    strays: list[str] = []
    text = _ESCAPED.sub('""', text) if '\\"' in text and '""' not in text else text
    has_objects = "{'" in text or "['" in text or '{""' in text or '[""' in text
    most = bounds.most(len(delivery.body), bounds.ROW)
    rows = _named(csvrows.rows(text, separator, strays, most), names, separator, has_objects=has_objects)
    reading = jsonlines.read_values(rows, notes, most=most, is_table=True)
    return Reading("csv", reading.items, reading.about, (*reading.notes, *strays), reading.lost)


def _named(
    rows: Iterator[tuple[int, list[str] | csv.Error]], names: list[str], separator: str, *, has_objects: bool
) -> Iterator[tuple[int, Any]]:
    """The rows, each under its names; where there are none yet the first row gives them."""
    has_twins = len(set(names)) < len(names)
    for number, row in rows:
        if isinstance(row, csv.Error):
            yield number, Unreadable(str(row))
        elif not names:
            names = [_name(name) for name in row]
            has_twins = len(set(names)) < len(names)
        elif any(map(str.strip, row)) and not (number <= _ABOVE + 2 and all(map(_RULE.fullmatch, row))):
            if has_objects:
                row = [_held(cell) if cell[:1] in ("{", "[") else cell for cell in row]
            if len(row) > len(names) and any(map(str.strip, row[len(names) :])):
                row = _gathered(row, names, separator)
            if row[0].strip().casefold() in _TOTALS and sum(map(bool, row)) <= _MOST_OF_TOTAL:
                yield number, Unreadable(f"“{row[0]}” is no copy")
                continue
            pairs = zip(names, row, strict=False)
            # Of two columns of one name the first that says something counts.
            yield number, dict(pairs) if not has_twins else dict(reversed([pair for pair in pairs if pair[1].strip()]))


def _held(cell: str) -> str:
    """What a cell says that holds an object with a name, or a list of texts; any other cell is itself."""
    bare = cell.strip()
    if _LIST.fullmatch(bare):
        return ", ".join(_plain(piece) for piece in _PIECE.findall(bare))
    if _OBJECT.fullmatch(bare):
        told = {_plain(name): _plain(value) for name, value in _PAIR.findall(bare) if value}
        return next((told[name] for name in _NAMES if name in told), cell) if "text" not in told else cell
    return cell


def _plain(quoted: str) -> str:
    return re.sub(r"\\(.)", r"\1", quoted[1:-1])


def _gathered(row: list[str], names: Sequence[str], separator: str) -> list[str]:
    """A row whose headline or text holds the separator, unquoted, brought to its fields again: where every day then is one."""
    more = len(row) - len(names)
    told = jsonfields.Fields(dict.fromkeys(names, "")).told
    places = [names.index(name) for what in ("headline", "body", "summary") for name in told.get(what, ())[:1]]
    days = [names.index(name) for what in ("day", "time") for name in told.get(what, ())]
    for place in dict.fromkeys(places):
        whole = [*row[:place], separator.join(row[place : place + more + 1]), *row[place + more + 1 :]]
        if days and all(_is_date(whole[day]) or not whole[day].strip() for day in days) and any(whole[day].strip() for day in days):
            return whole
    return row
