"""The shapes that web interfaces wrap news in: answers with lists somewhere inside, objects in objects, texts in objects.

Content systems, search engines and the interfaces of newspapers and agencies tell the same few things (jsonlines.py) one or two
levels deeper. Here they are brought up; their names are known to jsonfields.py. It must not read an item itself, and nothing that
a document already tells in the usual way is changed.
"""

from __future__ import annotations

from typing import Any

from copytaster.wire import jsonblocks, jsonfields

_DEEPEST = 4
# Where answers hold their list, the likeliest first.
_LISTS = (
    "articles items results docs hits posts stories news entries data documents records rows releases newsitems edges nodes"
    " article item document story entry hit"
).split()
_ANSWERS = "response data result results hits payload feed answer body content".split()
# What an object is wrapped in, or keeps its text in.
_WRAPPED = "_source attributes fields article item story post record document release dispatch data node content".split()
_TELLING = ("headline", "title", "text", "body", "content")
# An object with one of these stands for what it holds there: WordPress, MongoDB, newspapers' interfaces, XML brought to JSON, Arc.
_STANDS_FOR = ("rendered", "$date", "$oid", "main", "original", "#text", "_text", "plain", "basic")
_TEXTS = ("text", "body", "content", "paragraphs", "news")
# Where a text stands in blocks, and what an article has beside them.
_BLOCKS = "content_elements contentElements blocks bodyBlocks content_blocks contentBlocks richText rich_text components".split()
_HEADS = ("headline", "headlines", "title")
# Media monitors keep the words of these beside the places of what was sought in them ({"text": ..., "matches": 2}).
_SAID = frozenset(("header", "headline", "title", "summary", "body", "language"))
# What a wire with a title of its own calls its news.
_OF_WIRES = "articles items entries stories posts news newsitems results documents releases records data".split()
# So many objects are asked whether they are news, in so many places on a level.
_ASKED, _PLACES = 3, 50
# Under these an answer says what went wrong.
_TROUBLE = ("error", "errors", "fault", "exception")
Fields = dict[str, Any]


def listed(value: Any) -> list[Any]:
    """The objects of a document: of a list, or of the likeliest list of objects that it holds, or the document itself."""
    whole, longest = value, list[Any]()
    for _ in range(_DEEPEST):
        if isinstance(value, list):
            return value
        if (only := _only(value)) is not None:
            return [only]
        if isinstance(value, dict) and (news := _of_wire(value)):
            return news
        if not isinstance(value, dict) or tells(value) or _is_story(value) or _is_told(value):
            return [value]
        if (rows := _of_columns(value)) is not None:
            return rows
        lists = _lists(value)
        if named := next((lists[name] for name in _LISTS if name in lists), None):
            return named
        longest = longest or max(lists.values(), key=len, default=[])
        inner = next((value[name] for name in _ANSWERS if isinstance(value.get(name), dict)), None)
        if inner is None:
            break
        value = inner
    return _deeper(whole) or longest or [value]


def _only(value: Any) -> Fields | None:
    """The article that is all an object holds, whatever it is called ({"Release": {"Title": ..., "Body": ...}})."""
    name, held = next(iter(value.items())) if isinstance(value, dict) and len(value) == 1 else ("", None)
    is_article = isinstance(held, dict) and name.lower() not in _TROUBLE and not _of_wire(held) and _is_told(held)
    return held if is_article else None


def _deeper(value: Fields) -> list[Any]:
    """The first list of news, by its name and by what stands in it, in the objects of an answer; empty where there is none."""
    level = [value]
    for _ in range(_DEEPEST):
        for one in level:
            lists = _lists(one)
            for name in _LISTS:
                if name in lists and all(map(_is_news, lists[name][:_ASKED])):
                    return lists[name]
        level = [held for one in level for held in one.values() if isinstance(held, dict) and not tells(held)][:_PLACES]
    return []


def _of_wire(value: Fields) -> list[Any]:
    """The news of a wire that says what it is called, and no more of itself; empty for any other object, which may name others."""
    if not any(isinstance(value.get(name), str) for name in _HEADS) or _is_told(value):
        return []
    lists = _lists(value)
    return next((lists[name] for name in _OF_WIRES if name in lists and all(map(_is_news, lists[name][:_ASKED]))), [])


def _is_told(value: Fields) -> bool:
    """Whether an object has a headline and a text of its own, under whatever names."""
    fields = jsonfields.Fields(value)
    return bool(fields.text("headline") and fields.text("body"))


def _is_news(value: Fields) -> bool:
    """Whether an object tells a headline or a text, and something besides."""
    said = shaped(value)
    told = jsonfields.Fields(said).told
    return tells(said) or ("headline" in told and not told.keys().isdisjoint(("body", "summary", "time", "day", "first")))


def _lists(value: Fields) -> dict[str, list[Any]]:
    """The lists of objects that an object holds."""
    return {
        name: held for name, held in value.items() if isinstance(held, list) and held and all(isinstance(one, dict) for one in held)
    }


def _is_story(value: Fields) -> bool:
    """Whether an object is one article whose text stands in blocks, and no list of articles."""
    has_head = any(isinstance(stands_for(value.get(name)), str) for name in _HEADS)
    return has_head and any(jsonblocks.is_blocks(value.get(name)) for name in (*_BLOCKS, *_TEXTS))


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
        if name == "content" and not tells(_spoken(value[name])):
            break
        if not name or tells(value):
            break
        value = {key: held for key, held in value.items() if key != name} | _spoken(value[name])
    for name in (*_BLOCKS, *_TEXTS):
        if jsonblocks.is_blocks(value.get(name)) and (name in _TEXTS or _is_story(value)):
            text = jsonblocks.text(value[name])
            if name in _TEXTS:
                value[name] = text
            elif not any(isinstance(value.get(other), str) for other in _TEXTS):
                value["body"] = text
    return _of_arc(value) if "content_elements" in value else value


def _of_arc(value: Fields) -> Fields:
    """A story of Arc with its author brought up, and without the version of its form, which is not that of the copy."""
    people = value["credits"].get("by") if isinstance(value.get("credits"), dict) else None
    return {name: held for name, held in value.items() if name != "version"} | ({"authors": people} if people else {})


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
    for name in _SAID & value.keys():
        if isinstance(held := value[name], dict) and isinstance(held.get("text"), str):
            found["headline" if name == "header" else name] = held["text"]
    if isinstance(words := found.get("keywords"), list):
        found["keywords"] = [one["value"] if isinstance(one, dict) and isinstance(one.get("value"), str) else one for one in words]
    if isinstance(people := found.get("creator"), list) and "authors" not in found:
        found["authors"] = people
    if isinstance(found.get("author"), int):
        del found["author"]
    return found


def tells(value: Fields) -> bool:
    """Whether an object says something under one of the usual names."""
    return any(isinstance(held := value.get(name), str) and bool(held.strip()) for name in _TELLING)
