"""Values to columns and back, the same for every database: instants as microseconds, odd fields as JSON with defaults left out."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

from copytaster.model import (
    UTC,
    Change,
    ChangeKind,
    Credit,
    Genre,
    Item,
    Media,
    Pace,
    Place,
    PubStatus,
    Relation,
    Source,
    SourceState,
    Subject,
)

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def micros(when: dt.datetime) -> int:
    """An aware instant as microseconds since 1970 in UTC."""
    return (when - _EPOCH) // _MICROSECOND


def instant(value: int) -> dt.datetime:
    """The instant that `micros` made."""
    return _EPOCH + dt.timedelta(microseconds=value)


# Fields of an Item that have columns of their own.
_COLUMNS = frozenset({"headline", "summary", "body", "uri", "embargoed_until"})
_FIELDS = tuple((f.name, f.default) for f in dataclasses.fields(Item) if f.name not in _COLUMNS)
_HELD = attrgetter(*(name for name, _ in _FIELDS))
_tightly = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_plainly = json.JSONEncoder(ensure_ascii=False).encode
_INSTANTS = ("first_created", "version_created")
_TUPLES = ("signals", "situation", "entities", "marks", "notes")
# Fields that hold values of their own: each is packed as the list of its fields.
_VALUES: Mapping[str, type] = {"subjects": Subject, "credits": Credit, "places": Place, "media": Media, "related": Relation}
_PARTS = {name: attrgetter(*(f.name for f in dataclasses.fields(kind))) for name, kind in _VALUES.items()}


def pack_item(item: Item) -> str:
    """All fields of an item that have no column, as JSON; those that stand at their default are left out."""
    packed: dict[str, Any] = {}
    for (name, default), value in zip(_FIELDS, _HELD(item), strict=True):
        if value is default or value == default:
            continue
        if name in _PARTS:
            parts = _PARTS[name]
            value = [parts(one) for one in value]
        elif isinstance(value, dt.datetime):
            value = micros(value)
        elif isinstance(value, dt.date):
            value = value.isoformat()
        packed[name] = value
    return _tightly(packed)


def unpack_item(rest: str, *, headline: str, summary: str, body: str, uri: str | None, embargoed_until: int | None) -> Item:
    """The item that `pack_item` packed, with its columns put back."""
    values: dict[str, Any] = json.loads(rest)
    for name in _INSTANTS:
        if name in values:
            values[name] = instant(values[name])
    for name in _TUPLES:
        if name in values:
            values[name] = tuple(values[name])
    if "day" in values:
        values["day"] = dt.date.fromisoformat(values["day"])
    for name, kind in _VALUES.items():
        if name in values:
            values[name] = tuple(kind(*parts) for parts in values[name])
    if "genre" in values:
        values["genre"] = Genre(values["genre"])
    if "pub_status" in values:
        values["pub_status"] = PubStatus(values["pub_status"])
    if embargoed_until is not None:
        values["embargoed_until"] = instant(embargoed_until)
    return Item(headline=headline, summary=summary, body=body, uri=uri, **values)


def pack_source(source: Source) -> str:
    """A source as JSON."""
    return json.dumps({**_shallow(source), "settings": dict(source.settings)}, ensure_ascii=False)


def unpack_source(packed: str) -> Source:
    """The source that `pack_source` packed; fields that this version does not know are ignored."""
    values = _known(json.loads(packed), Source)
    values["pace"] = Pace(values.get("pace", Pace.NEWS))
    return Source(**values)


_STATE_INSTANTS = ("checked", "next_check", "succeeded", "changed")


def pack_state(state: SourceState) -> str:
    """A source's state as JSON."""
    values = {**_shallow(state), "notes": dict(state.notes)}
    for name in _STATE_INSTANTS:
        if values[name] is not None:
            values[name] = micros(values[name])
    return json.dumps(values, ensure_ascii=False)


def unpack_state(packed: str) -> SourceState:
    """The state that `pack_state` packed."""
    values = _known(json.loads(packed), SourceState)
    for name in _STATE_INSTANTS:
        if values.get(name) is not None:
            values[name] = instant(values[name])
    return SourceState(**values)


def pack_change(change: Change | None) -> str | None:
    """What a change was called; the diffs themselves are made again from the texts when somebody looks."""
    if change is None:
        return None
    packed = {"old": change.old, "kinds": list(change.kinds), "advisory": change.advisory, "seconds": change.seconds}
    return json.dumps(packed, ensure_ascii=False)


def unpack_change(new: int, packed: str) -> Change:
    """The change of version `new` without its diffs."""
    values = json.loads(packed)
    kinds = tuple(ChangeKind(kind) for kind in values["kinds"])
    return Change(values["old"], new, kinds, (), (), values["advisory"], values["seconds"])


@lru_cache(maxsize=4096)
def pack_list(texts: tuple[str, ...]) -> str:
    """Some short texts as JSON: the wires of a line, whom it credits. Most lines have those of the line before."""
    return _plainly(texts)


def pack_detail(detail: Mapping[str, str]) -> str:
    """The details of a decision as JSON."""
    return json.dumps(dict(detail), ensure_ascii=False)


def _shallow(value: Any) -> dict[str, Any]:
    return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}


def _known(values: dict[str, Any], kind: type) -> dict[str, Any]:
    names = {f.name for f in dataclasses.fields(kind)}
    return {name: value for name, value in values.items() if name in names}
