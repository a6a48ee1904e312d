"""Lists whose items name each field on a line of its own, as people and small programs write them, and the simple kind of YAML:

    Title: Ferry back in port                 - title: Ferry back in port
    URL: https://a.example/1                    url: https://a.example/1
    Date: 8 October 2025                        date: 2025-10-08

    Title: Council resigns                    - title: Council resigns

The names are those of tables (jsonfields.py). One such block alone is one piece of copy (plaincopy.py). It must not take headlines
with a colon for fields: the name that opens the first block opens every other, and most lines begin with a known name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copytaster.errors import Unreadable
from copytaster.model import Delivery
from copytaster.wire import bounds, jsonfields, jsonlines
from copytaster.wire.decode import decode, is_text
from copytaster.wire.reading import Reading

_FIELD = re.compile(r"(?P<indent>\s*)(?P<dash>[-*•]\s+)?(?P<name>[^\W\d_][\w ()/+-]{0,30}?)\s*:(?:\s+(?P<value>.*)|$)")
# "articles:" over a list of YAML.
_LIST = re.compile(r"\w{1,30}:")
_RULE = re.compile(r"\s*(?:[-=*_#]{2,}|\.{3})\s*$")
# So much of the lines that the detector sees must be named fields, of so many names at the least.
_MOST, _NAMES = 0.6, 2
_BLOCK_SIGNS = frozenset("| > |- >- |+ >+".split())


def looks_like(head: bytes) -> bool:
    """Whether bytes open with blocks of named fields, the second of which begins as the first does."""
    if not is_text(head) or head.lstrip()[:1] in (b"<", b"{", b"["):
        return False
    lines = [line for line in decode(head)[0].splitlines() if line.strip() and not _RULE.match(line)]
    if len(lines) > 1 and _LIST.fullmatch(lines[0].rstrip()) and lines[1].lstrip().startswith("- "):
        del lines[0]
    first = _field(lines[0]) if lines else None
    if first is None or not _is_headed(lines):
        return False
    found = [name for line in lines if (field := _field(line)) and (name := field["name"].casefold())]
    return found.count(first["name"].casefold()) > 1 and len(set(found)) >= _NAMES and len(found) >= _MOST * len(lines)


def read(delivery: Delivery) -> Reading:
    """The items of a list of blocks. Raises `Unreadable` where no block has a headline or a text."""
    text, notes = decode(delivery.body)
    reading = jsonlines.read_values(_blocks(text), notes, most=bounds.most(len(delivery.body), bounds.RECORD), is_table=True)
    return Reading("fields", reading.items, notes=reading.notes, lost=reading.lost)


def _field(line: str) -> re.Match[str] | None:
    found = _FIELD.match(line)
    return found if found and jsonfields.is_known(found["name"]) else None


def _is_headed(lines: list[str]) -> bool:
    """Whether one of the names is that of a headline."""
    return any(field["name"].strip().casefold() in _HEADLINES for line in lines if (field := _field(line)))


_HEADLINES = frozenset(jsonfields.NAMES["headline"])


def _blocks(text: str) -> Iterator[tuple[int, dict[str, str] | Unreadable]]:
    """The blocks of a text with the line that each begins at. Lines that name no field go on with the one above them."""
    opener = ""
    begun = 0
    block: dict[str, list[str]] = {}
    last = ""
    for number, line in enumerate(text.splitlines(), start=1):
        field = _field(line)
        if field is None or (not field["dash"] and field["indent"] and not opener):
            if last and line.strip() and not _RULE.match(line):
                block[last].append(line.strip())
            continue
        name = field["name"].strip()
        opener = opener or name.casefold()
        if name.casefold() == opener and block:
            yield begun, _joined(block)
            block = {}
        begun = begun if block else number
        if name in block:
            block[last].append(line.strip())
        else:
            block[name], last = [_bare(field["value"] or "")], name
    if block:
        yield begun, _joined(block)


def _joined(block: dict[str, list[str]]) -> dict[str, str]:
    """The fields of a block, each as one text; what stands on lines below a name is its paragraphs."""
    return {name: "\n\n".join(filter(None, lines)) for name, lines in block.items()}


def _bare(value: str) -> str:
    """A value without the quotation marks and signs that YAML puts around texts."""
    value = value.strip()
    if value in _BLOCK_SIGNS:
        return ""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    return value
