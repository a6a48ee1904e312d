"""Front matter: the YAML between two lines of dashes at the top of a Markdown text. It must not read anything but plain values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

import yaml

from copytaster.errors import Unreadable

_FRONT = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
# No text has more to say of itself; YAML is read at a quarter of a megabyte a second.
_LONGEST = 20_000
_PLAIN = (str, int, float, dt.date)


def split(text: str) -> tuple[Mapping[str, Any], str]:
    """The front matter of a text and what follows it; nothing where there is none.

    Raises `Unreadable` where it is not YAML, or holds a day or a number that there is not.
    """
    m = _FRONT.match(text)
    if not m:
        return {}, text
    if len(m.group(1)) > _LONGEST:
        raise Unreadable(f"a front matter of {len(m.group(1)):,} characters; at most {_LONGEST:,} are read")
    try:
        found = yaml.safe_load(m.group(1))
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        raise Unreadable(f"the front matter is not YAML: {' '.join(str(error).split())}") from None
    told = found if isinstance(found, dict) else {}
    return {name: value for name, value in told.items() if isinstance(value, _PLAIN)}, text[m.end() :]
