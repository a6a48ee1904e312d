"""What a format's reader hands on: the items of a delivery, and what the delivery says about its wire."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter

from copytaster.model import Item
from copytaster.text.sentences import sentences

LONGEST_HEADLINE = 240
# A first line longer than this is a paragraph: its first sentence is taken.
_ONE_BREATH = 140
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


_SAID = attrgetter(*(f.name for f in fields(Item) if f.name not in {"notes", "position"}))
_PLAIN = (str, int, type(None))
_as_json = json.JSONEncoder(ensure_ascii=False).encode


def digest(item: Item) -> str:
    """A fingerprint of all that an item says, its reading notes and page position left out: equal items are repeats."""
    values = _SAID(item)
    parts = [value if isinstance(value, _PLAIN) else str(value) for value in values]
    return hashlib.sha256(_as_json(parts).encode()).hexdigest()[:32]
