"""The shapes that web interfaces wrap news in: answers with lists somewhere inside, objects in objects, texts in objects.

Content systems, search engines and the interfaces of newspapers and agencies tell the same few things (jsonlines.py) one or two
levels deeper. Here they are brought up; their names are known to jsonfields.py. It must not read an item itself, and nothing that
a document already tells in the usual way is changed.
"""

from __future__ import annotations

from typing import Any

_DEEPEST = 4
# Where answers hold their list, the likeliest first.
_LISTS = "articles items results docs hits posts stories news entries data documents records rows".split()
_ANSWERS = "response data result results hits payload feed answer body content".split()
# What an object is wrapped in, or keeps its text in.
_WRAPPED = "_source attributes fields article item story post record document release dispatch data node".split()
_TELLING = ("headline", "title", "text", "body", "content")
# An object with one of these stands for what it holds there: WordPress, MongoDB, newspapers' interfaces, XML brought to JSON.
_STANDS_FOR = ("rendered", "$date", "$oid", "main", "original", "#text", "_text", "plain")
_TEXTS = ("text", "body", "content", "paragraphs", "news")
Fields = dict[str, Any]


def listed(value: Any) -> list[Any]:
    """The objects of a document: of a list, or of the likeliest list of objects that it holds, or the document itself."""
    for _ in range(_DEEPEST):
        if isinstance(value, list):
            return value
        if not isinstance(value, dict) or tells(value):
            break
        if (rows := _of_columns(value)) is not None:
            return rows
        lists = {
            name: held
            for name, held in value.items()
            if isinstance(held, list) and held and all(isinstance(one, dict) for one in held)
        }
        if lists:
            return next((lists[name] for name in _LISTS if name in lists), None) or max(lists.values(), key=len)
        inner = next((value[name] for name in _ANSWERS if isinstance(value.get(name), dict)), None)
        if inner is None:
            break
        value = inner
    return [value]


def _of_columns(value: Fields) -> list[Any] | None:
    """The objects of a table that a program wrote column by column ({"title": {"0": ...}}), or as names and rows."""
    columns, data = value.get("columns"), value.get("data")
    if isinstance(columns, list) and isinstance(data, list) and all(isinstance(row, list) for row in data) and data:
        return [dict(zip(map(str, columns), row, strict=False)) for row in data]
    held = list(value.values())
    is_table = all(isinstance(one, dict) for one in held) and len({tuple(one) for one in held}) == 1 and len(held) > 1
    if is_table and held[0] and all(str(place).isdigit() for place in held[0]):
        return [{name: column[place] for name, column in value.items()} for place in held[0]]
    return None


def shaped(value: Fields) -> Fields:
    """An object with what it wraps brought up."""
    if not any(isinstance(held, dict | list) for held in value.values()):
        return value
    value = _spoken(value)
    for _ in range(_DEEPEST):
        name = next((name for name in _WRAPPED if isinstance(value.get(name), dict)), "")
        if not name or tells(value):
            break
        value = {key: held for key, held in value.items() if key != name} | _spoken(value[name])
    for name in _TEXTS:
        if isinstance(value.get(name), list):
            value[name] = _joined(value[name])
    return value


def _joined(pieces: list[Any]) -> str:
    """A text that stands in pieces: paragraphs, or runs of words of which some are set off (chats' exports)."""
    texts = [one if isinstance(one, str) else one.get("text", "") if isinstance(one, dict) else "" for one in pieces]
    is_run = any(isinstance(one, dict) for one in pieces) and any(isinstance(one, str) for one in pieces)
    return ("" if is_run else "\n\n").join(text for text in texts if isinstance(text, str))


def stands_for(held: Any) -> Any:
    """What a value says where it is an object that stands for a text or a number; else the value itself. Milliseconds of a date
    become seconds."""
    if not isinstance(held, dict):
        return held
    name = next((name for name in _STANDS_FOR if isinstance(held.get(name), str | int | float)), "")
    told = held[name] if name else held
    return told / 1000 if name == "$date" and isinstance(told, int | float) and 1e11 < abs(told) < 1e18 else told


def _spoken(value: Fields) -> Fields:
    """The same object, its objects that stand for a text or a number replaced by it; keywords by their values."""
    found = {name: stands_for(held) if isinstance(held, dict) else held for name, held in value.items()}
    if isinstance(words := found.get("keywords"), list):
        found["keywords"] = [one["value"] if isinstance(one, dict) and isinstance(one.get("value"), str) else one for one in words]
    if isinstance(found.get("author"), int):
        del found["author"]
    return found


def tells(value: Fields) -> bool:
    """Whether an object says something under one of the usual names."""
    return any(isinstance(held := value.get(name), str) and bool(held.strip()) for name in _TELLING)
