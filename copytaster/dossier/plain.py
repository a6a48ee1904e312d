"""Dossier values as plain JSON-able data and back, for editions, exports and the pages' twins. It must not lose a field."""

from __future__ import annotations

import datetime as dt
import enum
import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def plain(value: Any) -> Any:
    """A value of the dossier room as dicts, lists, strings and numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    return value


def restore(kind: type[T], data: Any) -> T:
    """The value that `plain` was made from. Fields that a newer version of the house added take their defaults."""
    made: T = _restore(kind, data)
    return made


def _restore(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        inner = [k for k in typing.get_args(kind) if k is not type(None)]
        return None if data is None else _restore(inner[0], data)
    if origin is tuple:
        return tuple(_restore(typing.get_args(kind)[0], item) for item in data)
    if isinstance(kind, type):
        if is_dataclass(kind):
            hints = _hints(kind)
            return kind(**{name: _restore(hints[name], data[name]) for name in hints if name in data})
        if issubclass(kind, enum.Enum):
            return kind(data)
        if issubclass(kind, dt.datetime):
            return dt.datetime.fromisoformat(data)
        if issubclass(kind, dt.date):
            return dt.date.fromisoformat(data)
    return data


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
