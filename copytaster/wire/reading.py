"""What a format's reader hands on: the items of a delivery, and what the delivery says about its wire."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter

from copytaster.model import Item
from copytaster.text.sentences import sentences

LONGEST_HEADLINE = 240
# A first line longer than this is a paragraph: its first sentence is taken.
_ONE_BREATH = 140
_URGENCY = re.compile(r"0*(\d)(?:\.\d+)?")
_DATELINE = re.compile(r"^[^\W\d_a-z][^()\n]{1,50}\([^()\n]{2,30}\)\s*[-–—_:.]+\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Reading:
    """Items of one delivery, oldest first, with what was said of the wire itself and what could not be read.

    `about` may hold: title, homepage, language, description, hub, self, next, ttl (minutes), update_period, update_frequency,
    skip_hours, skip_days, rights, attribution. `lost` counts entries that
    stood in the delivery and could not be read; `notes` say why.
    """

    format: str
    items: tuple[Item, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    lost: int = 0


def urgency_of(text: str) -> int | None:
    """The urgency that a wire writes as a number, 1 (highest) to 9; None for any other text."""
    found = _URGENCY.fullmatch(text.strip())
    return (int(found.group(1)) or None) if found else None


def stand_in(text: str, address: str = "") -> tuple[str, str]:
    """What stands in for a headline that is missing, with the note that says so: the first words of the text, else the address."""
    line = _DATELINE.sub("", text.strip().split("\n", 1)[0], count=1)
    if len(line) > _ONE_BREATH:
        first = next(iter(sentences(line[:2000])), None)
        line = first.text if first else line
    if line:
        short = line if len(line) <= LONGEST_HEADLINE else line[:LONGEST_HEADLINE].rsplit(" ", 1)[0] + " …"
        return short, "no headline: the first words of the text stand in"
    return " ".join(address.split())[:LONGEST_HEADLINE], "no headline and no text: the address stands in"


_NAMES = [f.name for f in fields(Item) if f.name not in {"notes", "position"}]
_TEXTS = _NAMES.index("summary")
# The summary and the body stand side by side; what stands before and behind them is short.
_BEFORE, _BEHIND = attrgetter(*_NAMES[:_TEXTS]), attrgetter(*_NAMES[_TEXTS + 2 :])
_PLAIN = (str, int, type(None))
_as_json = json.JSONEncoder(ensure_ascii=False).encode
# All but the control signs that JSON spells in ways of their own; a line end is spelled here.
_SPELLED_AS_THEY_ARE = bytes([10, *range(32, 256)])


def digest(item: Item) -> str:
    """A fingerprint of all that an item says, its reading notes and page position left out: equal items are repeats.

    It is made over a list in JSON, and stands in every store: it must never come out otherwise.
    """
    before, behind = _listed(_BEFORE(item)), _listed(_BEHIND(item))
    parts = before[:-1].encode(), _quoted(item.summary), _quoted(item.body), behind[1:].encode()
    return hashlib.sha256(b", ".join(parts)).hexdigest()[:32]


def _listed(values: Iterable[object]) -> str:
    return _as_json([value if isinstance(value, _PLAIN) else str(value) for value in values])


def _quoted(text: str) -> bytes:
    """A text as JSON has it, long ones at half the price of the library, which looks at each sign."""
    told = text.encode()
    if told.translate(None, _SPELLED_AS_THEY_ARE):
        return _as_json(text).encode()
    return b'"' + told.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'
