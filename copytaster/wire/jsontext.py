"""JSON from outside becomes values, and what is sound in a broken document is saved. It must not judge what the values mean."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from copytaster.errors import Unreadable
from copytaster.wire.decode import declared_by, decode

_LOOSE = json.JSONDecoder(strict=False)
# How many places of a broken document are tried as the beginning of an object, and how often its length may be walked in all.
_MOST_TRIES, _MOST_WALKS = 20_000, 4
# Half of a character that takes two escapes: no text can hold it, so no store and no page can.
_HALVES = re.compile(r"\\u[dD][89a-fA-F]")


def is_json(head: bytes) -> bool:
    """Whether bytes open with a JSON object or an array of something that JSON knows."""
    flat = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if flat[:1] == b"{":
        return flat[1:].lstrip()[:1] in (b'"', b"}", b"")
    return flat[:1] == b"[" and flat[1:].lstrip()[:1] in (b"{", b"[", b'"', b"]", b"")


def text_of(body: bytes, media_type: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of a JSON document, without the marks and wrappings that some send around it."""
    text, notes = decode(body, declared_by(media_type))
    return text.strip("\ufeff \t\r\n\x00"), notes


def load(text: str) -> Any:
    """The value of a document. Raises `Unreadable` where it is not JSON, saying where."""
    try:
        value = _LOOSE.decode(text)
        return _whole(value) if _HALVES.search(text) else value
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise Unreadable("the JSON is nested too deep") from None
    except ValueError as error:
        raise Unreadable(f"not JSON: {error}") from None


def _whole(value: Any) -> Any:
    """A value without halves of characters: each becomes the sign for what cannot be read."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(held) for held in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(held) for name, held in value.items()}
    return value


def lines(text: str) -> Iterator[tuple[int, Any]]:
    """The values of JSON lines with their line numbers; what is wrong with a line stands in its place as `Unreadable`."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, load(line.strip().rstrip(","))
            except Unreadable as error:
                yield number, error


def are_lines(text: str) -> bool:
    """Whether a document is JSON lines: several lines, the first or the second of them a whole object."""
    first, _, rest = text.partition("\n")
    if not first.lstrip().startswith("{") or not rest.strip():
        return False
    for line in (first, rest.lstrip().partition("\n")[0]):
        try:
            if isinstance(load(line.strip()), dict):
                return True
        except Unreadable:
            continue
    return False


def saved(text: str, key: str) -> list[dict[str, Any]]:
    """The objects of a broken document that are whole: those in the list named `key`, else the outermost ones that can be read."""
    place = text.find("[", text.find(f'"{key}"') + 1) + 1 if f'"{key}"' in text else 1
    found: list[dict[str, Any]] = []
    walked = 0
    for _ in range(_MOST_TRIES):
        place = text.find("{", place)
        if place < 0 or walked > _MOST_WALKS * len(text):
            break
        try:
            value, end = _LOOSE.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError, ValueError) as error:
            walked += getattr(error, "pos", place + 1000) - place
            place += 1
            continue
        if isinstance(value, dict) and value:
            found.append(value)
        place = end
    return _whole(found) if _HALVES.search(text) else found


def string(value: Any, *names: str) -> str:
    """The first of some fields that holds a text or a number, as text."""
    if isinstance(value, dict) and not value.keys().isdisjoint(names):
        for name in names:
            held = value.get(name)
            if isinstance(held, int | float) and not isinstance(held, bool):
                return str(held)
            if isinstance(held, str) and (text := held.strip()):
                return text
    return ""


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; one object alone is a list of itself; anything else is none."""
    if isinstance(value, dict):
        return [value]
    return [held for held in value if isinstance(held, dict)] if isinstance(value, list) else []
