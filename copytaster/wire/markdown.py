"""Texts written at the desk: Markdown with front matter, or with a title and headings. One text is one item, an analysis.

Front matter may hold title, standfirst, uri (or slug), by, date, language. It must not render anything: the body stays Markdown.
"""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Genre, Item
from copytaster.text.frontmatter import split
from copytaster.text.markup import one_line, tidy
from copytaster.wire.decode import decode
from copytaster.wire.reading import Reading

_TITLE = re.compile(r"^#[ \t]+(\S.*)", re.MULTILINE)
_LOOKS = re.compile(
    rb"\A\s*---[ \t]*\r?\n(?:[^\n]*\n){0,40}?(?:title|standfirst)\s*:|\A\s*#\s+\S[^\n]*\n(?:[^\n]*\n)*?##\s", re.IGNORECASE
)


def looks_like(head: bytes) -> bool:
    """Whether bytes open with front matter that names a title, or with a Markdown title followed by headings."""
    return _LOOKS.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def read(delivery: Delivery) -> Reading:
    """The analysis that a Markdown text holds."""
    text, notes = decode(delivery.body)
    front, body = split(text)
    title = one_line(str(front.get("title") or ""))
    if not title and (m := _TITLE.search(body)):
        title = one_line(m.group(1).rstrip().rstrip("#"))
    if not title:
        raise Unreadable("this text has no title: begin it with front matter (title: ...) or with a line like '# Title'")
    body = _TITLE.sub("", body, count=1) if _TITLE.match(body.lstrip()) else body
    standfirst, body = _standfirst(str(front.get("standfirst") or ""), body)
    created, day = _time(front.get("date"))
    item = Item(
        headline=title,
        uri=str(front.get("uri") or front.get("slug") or "").strip() or None,
        byline=one_line(str(front.get("by") or front.get("author") or "")),
        version_created=created,
        day=day,
        language=str(front.get("language") or "").strip() or None,
        summary=standfirst,
        body=body,
        genre=Genre.ANALYSIS,
        notes=notes,
    )
    return Reading("markdown", (item,), notes=notes)


def _standfirst(given: str, body: str) -> tuple[str, str]:
    """The standfirst: what the front matter says, else the paragraphs before the first heading."""
    body = tidy(body)
    before, heading, rest = body.partition("\n## ") if not body.startswith("## ") else ("", "## ", body[3:])
    if given.strip() or not heading:
        return tidy(given), body
    return " ".join(before.split()), f"## {rest}".strip()


def _time(value: Any) -> tuple[dt.datetime | None, dt.date | None]:
    if isinstance(value, dt.datetime):
        with suppress(OverflowError):
            return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)), None
        return None, None
    if isinstance(value, dt.date):
        return None, value
    return None, None
