"""Front matter: the YAML between two lines of dashes at the top of a Markdown text. It must not read anything but plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from copytaster.errors import Unreadable

_FRONT = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def split(text: str) -> tuple[Mapping[str, Any], str]:
    """The front matter of a text and what follows it; nothing where there is none. Raises `Unreadable` where it is not YAML."""
    m = _FRONT.match(text)
    if not m:
        return {}, text
    try:
        found = yaml.safe_load(m.group(1))
    except yaml.YAMLError as error:
        raise Unreadable(f"the front matter is not YAML: {' '.join(str(error).split())}") from None
    return (found if isinstance(found, dict) else {}), text[m.end() :]
