"""The expectations that feedparser's test documents open with, held against what the wire room reads from the same bytes.

Each document says in a comment what is expected of it: `Expect: not bozo and entries[0]['title'] == 'x'`. Such an expression is
walked here, never run: documents come from anywhere. Two texts count as equal when they are the same to a reader, because the wire
room hands on plain text: addresses inside markup are not resolved there, and what a sanitiser would take away is gone altogether.
"""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from copytaster.text.markup import plain
from copytaster.wire import dates

_EXPECT = re.compile(r"Expect:\s*(.+?)\s*-->", re.DOTALL)
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "guid": ("id",),
    "date": ("updated",),
    "description": ("summary", "subtitle"),
    "description_detail": ("summary_detail", "subtitle_detail"),
    "url": ("href",),
    "modified": ("updated",),
    "issued": ("published",),
    "copyright": ("rights",),
    "copyright_detail": ("rights_detail",),
    "tagline": ("subtitle",),
    "tagline_detail": ("subtitle_detail",),
}


class Unsaid(Exception):
    """A field that an entry does not have."""


def base(body: bytes, place: str) -> str:
    """The address that a document is to be read as coming from: the one it names, else its place on feedparser's test server."""
    found = re.search(rb"Header:\s*Content-Location:\s*(\S+)", body[:2000], re.IGNORECASE)
    return found.group(1).decode("ascii", "replace") if found else f"http://127.0.0.1:8097/{place}"


def expected(body: bytes) -> str | None:
    """The expression that a document expects to hold of its entries; None where it expects nothing of them."""
    for encoding in ("utf-8", "utf-16", "utf-32", "utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le", "cp037", "latin-1"):
        try:
            found = _EXPECT.search(body[:20_000].decode(encoding, errors="strict" if encoding != "utf-8" else "replace"))
        except (UnicodeDecodeError, UnicodeError):
            continue
        if found:
            expression = found.group(1).strip()
            return expression if "entries" in expression else None
    return None


def holds(expression: str, entries: list[dict[str, Any]]) -> bool:
    """Whether an expectation holds of some entries. Raises `SyntaxError` where it is no expression."""
    try:
        return bool(_value(ast.parse(expression.strip(), mode="eval").body, entries))
    except (Unsaid, LookupError, TypeError, ValueError, AttributeError):
        return False


def _value(node: ast.expr, entries: list[dict[str, Any]]) -> Any:
    match node:
        case ast.BoolOp(op=ast.And()):
            return all(_value(part, entries) for part in node.values)
        case ast.BoolOp(op=ast.Or()):
            return any(_value(part, entries) for part in node.values)
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id="bozo")) | ast.Name(id="bozo"):
            return True  # whether a document is well-formed is not asked here
        case ast.UnaryOp(op=ast.Not()):
            try:
                return not _value(node.operand, entries)
            except (Unsaid, LookupError):
                return True
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand, entries)
        case ast.Compare():
            values = [_value(part, entries) for part in (node.left, *node.comparators)]
            return all(_compare(op, values[place], values[place + 1]) for place, op in enumerate(node.ops))
        case ast.Constant():
            return node.value
        case ast.Tuple():
            return tuple(_value(part, entries) for part in node.elts)
        case ast.List():
            return [_value(part, entries) for part in node.elts]
        case ast.Dict():
            return {_value(k, entries): _value(v, entries) for k, v in zip(node.keys, node.values, strict=True) if k is not None}
        case ast.Name(id="entries"):
            return entries
        case ast.Name(id="True" | "False" | "None"):
            return {"True": True, "False": False, "None": None}[node.id]
        case ast.Attribute():
            return _field(_value(node.value, entries), node.attr)
        case ast.Subscript():
            return _field(_value(node.value, entries), _value(node.slice, entries))
        case ast.Call():
            return _called(node, entries)
    raise ValueError(f"not understood: {ast.unparse(node)}")


def _called(node: ast.Call, entries: list[dict[str, Any]]) -> Any:
    arguments = [
        _value(argument, entries) for argument in node.args if not isinstance(argument, ast.Name) or argument.id == "entries"
    ]
    match node.func:
        case ast.Name(id="len"):
            return len(arguments[0])
        case ast.Name(id="ord"):
            return ord(arguments[0])
        case ast.Attribute(value=ast.Name(id="datetime"), attr="timedelta"):
            return dt.timedelta(*arguments)
        case ast.Name(id="isinstance"):
            return isinstance(arguments[0], str)
        case ast.Attribute(attr="has_key" | "__contains__"):
            return _has(_value(node.func.value, entries), arguments[0])
        case ast.Attribute(attr="get"):
            value = _value(node.func.value, entries)
            return _field(value, arguments[0]) if _has(value, arguments[0]) else (arguments[1] if len(arguments) > 1 else None)
    raise ValueError(f"not understood: {ast.unparse(node)}")


def _has(value: Any, name: str) -> bool:
    try:
        _field(value, name)
    except (Unsaid, LookupError):
        return False
    return True


def _field(value: Any, name: Any) -> Any:
    """A field of an entry by any of the names that feedparser gives it."""
    if isinstance(name, int):
        return value[name]
    if not isinstance(value, dict):
        raise Unsaid(name)
    if name == "category":
        return value["tags"][0]["term"]
    if name == "enclosures":
        return [{k: v for k, v in link.items() if k != "rel"} for link in value["links"] if link["rel"] == "enclosure"]
    if name == "license":
        return next(link["href"] for link in value["links"] if link["rel"] == "license")
    for key in (name, *_ALIASES.get(name, ())):
        if dict.__contains__(value, key):
            return dict.__getitem__(value, key)
    if name.endswith("_parsed"):
        return _moment(_field(value, name.removesuffix("_parsed")))
    raise Unsaid(name)


def _moment(printed: str) -> tuple[int, ...]:
    when = dates.read(printed)
    day = when.instant or when.day
    if day is None:
        raise Unsaid(printed)
    return (*tuple(day.timetuple())[:8], 0)


def _compare(operator: ast.cmpop, left: Any, right: Any) -> bool:
    if isinstance(operator, ast.Is | ast.IsNot):
        return (left is right) == isinstance(operator, ast.Is)
    same = left == right or _reads_the_same(left, right)
    if isinstance(operator, ast.Eq):
        return same
    if isinstance(operator, ast.NotEq):
        return not same
    raise ValueError("only equality is asked of entries")


def _reads_the_same(left: Any, right: Any) -> bool:
    """Whether two values say the same: texts as a reader sees them, times to the second."""
    if isinstance(left, str) and isinstance(right, str):
        return "".join(plain(left).split()) == "".join(plain(right).split())
    if isinstance(left, tuple) and isinstance(right, tuple) and len(left) > 5:
        return left[:6] == right[:6]
    return False
