"""What a format's reader hands on: the items of a delivery, and what the delivery says about its wire."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from copytaster.model import Item


@dataclass(frozen=True, slots=True)
class Reading:
    """Items of one delivery, oldest first, with what was said of the wire itself and what could not be read.

    `about` may hold: title, homepage, language, description, hub, self, ttl (minutes), attribution. `lost` counts entries that
    stood in the delivery and could not be read; `notes` say why.
    """

    format: str
    items: tuple[Item, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    lost: int = 0


def digest(item: Item) -> str:
    """A fingerprint of all that an item says, its reading notes and page position left out: equal items are repeats."""
    parts = []
    for f in fields(Item):
        if f.name not in {"notes", "position"}:
            value = getattr(item, f.name)
            parts.append(value if isinstance(value, str | int | None) else str(value))
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]
