"""Copy for the dossier eval, from files: each situation a name and its versions in the order of time.

A file is a table (.csv with headline or title, body or text, date or time, link, source) or anything that the wires are read from
(JSON lines, feeds, agency formats). All files of one folder are one situation, named by a `name.txt` beside them if there is one;
where the items say themselves which situation they belong to, that parts them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from copytaster.errors import Unreadable
from copytaster.evals.corpus import files
from copytaster.model import UTC, Dated, Delivery, Genre, Item, Version
from copytaster.text.names import mentions
from copytaster.wire import sniff

_COLUMNS = {
    "headline": ("headline", "title"),
    "body": ("body", "text", "content", "article"),
    "summary": ("summary", "standfirst", "description"),
    "time": ("date", "time", "published", "published_at"),
    "url": ("link", "url", "address"),
    "source": ("source", "outlet", "publisher", "origin"),
}
# A situation with fewer versions is not scored, and a development that items name is one from so many on.
FEWEST = 8
_RECEIVED = dt.datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Situation:
    """Copy on one situation."""

    name: str
    place: str
    versions: tuple[Version, ...]


def situations(path: Path) -> tuple[list[Situation], list[str]]:
    """The situations below a path, and what could not be read."""
    folders: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    names: dict[str, str] = {}
    for name, body in files(path):
        place = PurePosixPath(name)
        if place.name == "name.txt":
            names[str(place.parent)] = body.decode("utf-8").strip()
        elif place.suffix.lower() in {".csv", ".jsonl", ".json", ".xml", ".rss", ".ndjson", ""} or place.suffix.lower() == ".tsv":
            folders[str(place.parent)].append((name, body))
    found: list[Situation] = []
    notes: list[str] = []
    number = 0
    for folder, held in sorted(folders.items()):
        items: list[tuple[str, Item]] = []
        for name, body in held:
            try:
                items += [(PurePosixPath(name).name.split(".")[0], item) for item in _items(name, body)]
            except Unreadable as error:
                notes.append(f"{name}: {error}")
        label = names.get(folder, "") or (path.stem if folder == "." else PurePosixPath(folder).name)
        for title, members in _parted(label, items).items():
            versions = [_version(number + i, key, item) for i, (key, item) in enumerate(members, start=1)]
            number += len(members)
            kept = sorted((v for v in versions if v is not None), key=lambda v: (v.time, v.id))
            if len(kept) >= FEWEST:
                found.append(Situation(title, folder, tuple(kept)))
            elif len(members) >= FEWEST:
                notes.append(f"{folder}: {title}: fewer than {FEWEST} dated texts")
    return found, notes


def _items(name: str, body: bytes) -> Iterator[Item]:
    if name.lower().endswith((".csv", ".tsv")):
        yield from _table(body, "\t" if name.lower().endswith(".tsv") else ",")
        return
    for item in sniff.read(Delivery(name, _RECEIVED, body, name)).items:
        if item.genre is Genre.CURRENT and (item.body or item.summary or item.headline):
            yield item


def _table(body: bytes, delimiter: str) -> Iterator[Item]:
    csv.field_size_limit(1 << 30)
    for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=delimiter):
        low = {str(k).strip().lower(): v or "" for k, v in row.items() if k is not None}
        value = {field: next((low[n] for n in names if low.get(n)), "") for field, names in _COLUMNS.items()}
        time = _time(value["time"])
        if not (value["headline"] or value["body"]) or time is None:
            continue
        yield Item(
            headline=value["headline"] or value["body"][:120],
            summary=value["summary"] if not value["body"] else "",
            body=value["body"],
            url=value["url"],
            uri=value["url"] or None,
            version_created=time,
            origin=value["source"],
        )


def _time(text: str) -> dt.datetime | None:
    try:
        read = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _parted(label: str, items: list[tuple[str, Item]]) -> dict[str, list[tuple[str, Item]]]:
    """Items by the developments that they name; all as one where few name any, or where the folder's name holds two states."""
    filed = [(key, item) for key, item in items if item.situation]
    if len(filed) < 0.5 * len(items):
        return {_title(label): items}
    parted: dict[str, list[tuple[str, Item]]] = defaultdict(list)
    for key, item in filed:
        for development in dict.fromkeys(item.situation):
            parted[development].append((key, item))
    whole = {_title(label): items} if len({m.state for m in mentions(_title(label)) if m.state}) > 1 else {}
    return whole | {name: members for name, members in sorted(parted.items()) if len(members) >= FEWEST}


def _title(label: str) -> str:
    return re.sub(r"[-_]+", " ", label).strip().title() if label.islower() else label


def _version(number: int, key: str, item: Item) -> Version | None:
    time = item.version_created or (dt.datetime.combine(item.day, dt.time(12), UTC) if item.day else None)
    if time is None:
        return None
    dated = Dated.INSTANT if item.version_created else Dated.DAY
    return Version(number, re.sub(r"[-_]?\d{4}.*", "", key), number, time, time, dated, item)
