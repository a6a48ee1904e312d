"""Tables as text: comma, semicolon or tab between fields, names in the first line. For backfills, and for what spreadsheets
hand out.

The names are those that JSON lines use (jsonlines.py), in any case and with blanks or signs between their words. A row that
cannot be read costs that row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import Delivery
from copytaster.wire import bounds, jsonlines
from copytaster.wire.decode import declared_by, decode
from copytaster.wire.reading import Reading

_KNOWN = frozenset(
    """headline title text body content article summary description date published time url link author byline source outlet
    category id language lang version pub_date published_at created_at datetime publish_date section tags keywords name""".split()
)
_NAMES = {
    "titel": "title",
    "titre": "title",
    "titulo": "title",
    "datum": "date",
    "fecha": "date",
    "texto": "text",
    "inhalt": "text",
    "source_name": "outlet",
    "source": "outlet",
    "published_date": "published",
    "publication_date": "published",
    "datetime": "published",
    "full_text": "text",
    "article_text": "text",
    "articlebody": "text",
    "web_url": "url",
    "article_url": "url",
    "article_title": "title",
    "speech": "text",
    "transcript": "text",
}
_SEPARATORS = (",", ";", "\t", "|")
csv.field_size_limit(24_000_000)


def looks_like(head: bytes) -> bool:
    """Whether bytes open with a line of names, two of them known, with one sign between them."""
    if b"\x00" in head or head.lstrip()[:1] in (b"<", b"{", b"["):
        return False
    first = decode(head)[0].lstrip("\ufeff \r\n").partition("\n")[0]
    return bool(_separator(first))


def _separator(first: str) -> str:
    for sign in _SEPARATORS:
        names = [_name(part) for part in first.split(sign)]
        if len(names) > 1 and sum(name in _KNOWN for name in names) >= 2 and all(len(name) < 60 for name in names):
            return sign
    return ""


def _name(printed: str) -> str:
    bare = re.sub(r"[^a-z0-9à-ÿ]+", "_", printed.strip().strip("\"'").lower()).strip("_")
    return _NAMES.get(bare, bare)


def read(delivery: Delivery) -> Reading:
    """The items of a table, a row each."""
    text, notes = decode(delivery.body, declared_by(delivery.media_type))
    text = text.lstrip("\ufeff \r\n").replace("\x00", "")
    separator = _separator(text.partition("\n")[0])
    if not separator:
        raise Unreadable("a table whose first line names no field that is known")
    reading = jsonlines.read_values(_rows(text, separator), notes, most=bounds.most(len(text), bounds.ROW), is_table=True)
    return Reading("csv", reading.items, reading.about, reading.notes, reading.lost)


def _rows(text: str, separator: str) -> Iterator[tuple[int, Any]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    names = [_name(name) for name in next(rows)]
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield rows.line_num, Unreadable(str(error))
            continue
        if any(field.strip() for field in row):
            yield rows.line_num, dict(zip(names, row, strict=False))
