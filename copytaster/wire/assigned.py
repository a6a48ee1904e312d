"""The values that a page hands to its programs by name: `window.__INITIAL_STATE__ = {...}`. It must not run anything: what is no
JSON, such as a function that would make the value, is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from copytaster.errors import Unreadable
from copytaster.wire.jsontext import load

_ASSIGNED = re.compile(r"""\b(?:window|self|globalThis)(?:\.\w{1,60}|\[["']\w{1,60}["']\])\s{0,9}=\s{0,9}(?=[\[{])""")
# Programs write so what JSON has no word for.
_UNDEFINED = re.compile(r"([:,\[]\s{0,3})undefined(?=\s{0,3}[,}\]])")
# No page has more; each is read to the end of its script at the most, and so many times its length in all.
_MOST, _MOST_WALKS = 20, 3
_decoder = json.JSONDecoder(strict=False)


def values(text: str) -> Iterator[Any]:
    """The JSON values that the scripts of a page give a name to."""
    place = walked = 0
    for _ in range(_MOST):
        if walked > _MOST_WALKS * len(text) or (found := _ASSIGNED.search(text, place)) is None:
            return
        place = found.end()
        end = text.find("</script", place)
        script = _UNDEFINED.sub(r"\1null", text[place : end if end >= 0 else len(text)])
        walked += len(script)
        try:
            _, length = _decoder.raw_decode(script)
            yield load(script[:length])
        except (ValueError, RecursionError, Unreadable):
            continue
