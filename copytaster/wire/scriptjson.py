"""The JSON in a page's scripts becomes values, in the shapes that publishing systems and their add-ons leave it in: wrapped for old
browsers, a comma or a brace too many, two documents in one script, quotes escaped or not. It must not run anything.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from copytaster.errors import Unreadable
from copytaster.wire.jsontext import load

_LOOSE = json.JSONDecoder(strict=False)
_MOST_DOCUMENTS, _NEAR = 50, 40
# What a page tells of an article is shorter; to mend a text takes a microsecond a sign at the worst.
LONGEST_MENDED = 300_000
_OPENING = re.compile(r"\s*(?:<!--|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|//[^\n]*(?:\n|\Z))")
_CLOSING = re.compile(r"(?://\s*)?(?:-->|\]\]>)$|/\*\s*\]\]>\s*\*/$")
# A string as a whole, so that nothing in it is taken for what stands around it; one without an end goes to the end.
_STRING_OR_COMMA = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z)|,(?=\s*[}\]])', re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_SOUND = frozenset('"\\/bfnrt')
_QUOTE = re.compile(r'(?<!\\)"')


def values(script: str, most: int = LONGEST_MENDED) -> Iterator[Any]:
    """The values that a script of a page holds; none where it is no JSON that can be made sound. One that is longer than `most` is
    not mended.
    """
    text = _bare(script)
    for mend in (None, _without_slips, _with_quotes_escaped) if len(text) <= most else (None,):
        text = mend(text) if mend else text
        try:
            yield load(text)
        except Unreadable:
            if found := list(_in_a_row(text)):
                yield from found
                return
        else:
            return


def _bare(script: str) -> str:
    """A script without what wraps its JSON."""
    text = script.strip()
    for _ in range(4):
        opening = _OPENING.match(text)
        text = text[opening.end() :] if opening else text
        text = text.strip()
        if closing := _CLOSING.search(text, max(0, len(text) - _NEAR)):
            text = text[: closing.start()]
    text = text.strip().rstrip(";")
    return html.unescape(text) if "&quot;" in text and '"' not in text else text


def _in_a_row(text: str) -> Iterator[Any]:
    """The documents that stand one behind the other in a script, as far as they are sound."""
    place = 0
    for _ in range(_MOST_DOCUMENTS):
        while place < len(text) and text[place] in " \t\r\n,;":
            place += 1
        if text[place : place + 1] not in ("{", "["):
            return
        try:
            value, place = _LOOSE.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield value


def _without_slips(text: str) -> str:
    """A text without commas before a closing brace, and without escapes that JSON does not know."""
    return _STRING_OR_COMMA.sub(lambda found: _ESCAPE.sub(_sound, found.group()) if found.group() != "," else "", text)


def _sound(found: re.Match[str]) -> str:
    told = found.group(1)
    return found.group() if told in _SOUND or len(told) > 1 else told


def _with_quotes_escaped(text: str) -> str:
    """A text whose quotation marks are escaped where neither a string can begin nor one can end."""
    return _QUOTE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - _NEAR) : found.start()].rstrip()[-1:]
    behind = found.string[found.end() : found.end() + _NEAR].lstrip()[:1]
    return '"' if before in ("{", "[", ",", ":", "") or behind in ("}", "]", ",", ":", "") else '\\"'
