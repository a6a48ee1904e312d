"""The documented forms of evaluation data, read from any file or folder, packed or not.

Groupings (`stories`, `situations`, `versions`): JSON lines {id, title, text?, summary?, time?, source?, gold}; a gold of null is
judged and not scored. Pairs (`taste`): JSON lines {title_a?, text_a?, title_b?, text_b?, same or score}. A line that cannot be read
stops the run with its number: a figure over part of a file would be a figure over another file.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import UTC, Dated, Item, Version
from copytaster.text.markup import one_line, plain
from copytaster.wire.jsonlines import first_sentence

# Items without a time came together: nothing is said about which was first but by their order in the file.
_UNDATED = dt.datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Marked:
    """A version with the group that the gold standard puts it in; None where it does not say (it is judged, not scored)."""

    version: Version
    gold: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items and how far they are the same news: 1 or 0, or a score on the scale of the data."""

    a: Item
    b: Item
    score: float
    graded: bool


def objects(data: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The JSON objects of a file, or of all .jsonl and .jsonl.gz files below a folder, each with the place it stands at."""
    if not data.exists():
        raise Unreadable(f"there is no file or folder {data}")
    files = [data] if data.is_file() else sorted(p for p in data.rglob("*") if p.name.endswith((".jsonl", ".jsonl.gz", ".json")))
    if not files:
        raise Unreadable(f"no .jsonl or .jsonl.gz file lies below {data}")
    for file in files:
        raw = file.read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8", errors="replace")
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                try:
                    value = json.loads(line)
                except json.JSONDecodeError as error:
                    raise Unreadable(f"{file}, line {number}: not JSON: {error.msg}") from error
                if not isinstance(value, dict):
                    raise Unreadable(f"{file}, line {number}: not an object")
                yield f"{file}, line {number}", value


def marked(data: Path, *, one_wire: bool = True) -> list[Marked]:
    """The versions of a grouping file in the order of their times, those without a time in the order of the file. Rows without a
    source come from one wire, or each from a wire of its own that nobody knows."""
    found: list[tuple[dt.datetime, int, Item, str, str | None, bool]] = []
    for number, (where, value) in enumerate(objects(data)):
        if "gold" not in value:
            raise Unreadable(f"{where}: no gold")
        gold = None if value["gold"] is None else str(value["gold"])
        time = when(value.get("time"))
        found.append((time or _UNDATED, number, item(value), str(value.get("source") or ""), gold, time is not None))
    found.sort(key=lambda row: row[:2])
    return [
        Marked(
            Version(i, source or ("wire" if one_wire else f"wire {i}"), 0, time, time, _dated(dated), one),
            gold,
        )
        for i, (time, _, one, source, gold, dated) in enumerate(found, start=1)
    ]


def _dated(by_the_row: bool) -> Dated:
    return Dated.INSTANT if by_the_row else Dated.ARRIVAL


def item(value: Mapping[str, Any], end: str = "") -> Item:
    """The item in an object whose names end in `end` ("_a"). Its id is left out: it would give the answer away."""
    text = plain(_string(value, f"text{end}"))
    summary = plain(_string(value, f"summary{end}"))
    headline = one_line(plain(_string(value, f"title{end}"))) or first_sentence(text or summary)
    return Item(headline, summary=summary, body="" if text == headline else text, language=_string(value, f"lang{end}") or None)


def pairs(data: Path) -> list[Pair]:
    """The pairs of a file. `same` is a truth value; `score` a number that grows with likeness."""
    found: list[Pair] = []
    for where, value in objects(data):
        score = value.get("score", value.get("same"))
        if score is None:
            raise Unreadable(f"{where}: neither same nor score")
        found.append(Pair(item(value, "_a"), item(value, "_b"), float(score), "score" in value))
    return found


def when(value: object) -> dt.datetime | None:
    """A time as ISO 8601, as mail writes it, or as seconds since 1970; None where there is none that can be read."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return dt.datetime.fromtimestamp(value, UTC)
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        time = dt.datetime.fromisoformat(value.strip())
    except ValueError:
        try:
            time = email.utils.parsedate_to_datetime(value)
        except ValueError:
            return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _string(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""
