"""IPTC Media Topics: the codes that agencies file copy under, and their names (data/topics.json, made by scripts/bake_topics.py).

The older Subject Codes, which most agency archives still carry, are brought to the topics that took their place. A code of an
agency's own vocabulary stays what it is: it must not be taken for a topic because its figures look like one.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from copytaster.model import Subject

_CODE = re.compile(r"(?:^|[:/])(\d{8})$")
# Prefixes of the IPTC's own schemes as agencies write them; "" is a bare code.
_OURS = re.compile(
    r"^(?:medtop|mediatopics?|topics|subj|subject(?:_custom)?|iptc|iptc_?subject_?codes?|subjectcode|idsrc"
    r"|https?://tt\.se/spec/subref/.*|https?://cv\.iptc\.org/.*)?$",
    re.IGNORECASE,
)
SCHEME = "medtop"


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(files("copytaster.wire").joinpath("data/topics.json").read_text("utf-8"))
    return table


def code_of(code: str, scheme: str = "") -> str:
    """The eight figures of the Media Topic that a code means; empty where it is a code of another vocabulary."""
    found = _CODE.search(code.strip())
    if not found:
        return ""
    prefix = code.strip()[: found.start()].strip(":/")
    if not _OURS.match(prefix) or (not prefix and scheme and not _OURS.match(scheme.strip(":/"))):
        return ""
    number = found.group(1)
    table = _table()
    return number if number in table["topics"] else str(table["subject_codes"].get(number, ""))


def name_of(code: str) -> str:
    """The English name of a Media Topic; empty for a code that there is not."""
    return str(_table()["topics"].get(code.removeprefix("medtop:"), ("", ""))[0])


def broader(code: str) -> tuple[str, ...]:
    """The codes of the topics above one, the nearest first."""
    found: list[str] = []
    above = str(_table()["topics"].get(code.removeprefix("medtop:"), ("", ""))[1])
    while above and above not in found:
        found.append(above)
        above = str(_table()["topics"].get(above, ("", ""))[1])
    return tuple(found)


def subject_of(name: str, code: str = "", scheme: str = "") -> Subject:
    """A subject as an agency filed it: a Media Topic by its code where it is one, else the agency's own name and code."""
    topic = code_of(code, scheme) if code else ""
    if topic:
        return Subject(name or name_of(topic), f"{SCHEME}:{topic}", SCHEME)
    return Subject(name or code, code, scheme)
