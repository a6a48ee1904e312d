"""The detector in front of all formats: what a delivery is, told from its bytes and never from its name.

It must not trust a media type or a file ending; they are hints at most, and usually wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from copytaster.errors import Unreadable
from copytaster.model import Delivery
from copytaster.wire import (
    anpa,
    article,
    finish,
    headlines,
    iptc7901,
    jsondocs,
    listing,
    markdown,
    newsml1,
    newsml_g2,
    nitf,
    ownxml,
    syndication,
)
from copytaster.wire.reading import Reading

# Most particular first: the list of headlines takes any text, so it stands last.
FORMATS: tuple[ModuleType, ...] = (
    newsml_g2,
    newsml1,
    nitf,
    syndication,
    article,
    ownxml,
    jsondocs,
    anpa,
    iptc7901,
    markdown,
    headlines,
)
_HEAD = 4096


def read(delivery: Delivery, rules: Mapping[str, str] | None = None) -> Reading:
    """The items of a delivery. Raises `Unreadable` where the bytes are of no known format or broken beyond reading.

    `rules` are the selectors of a source whose pages are listings (listing.py); they count for HTML only.
    """
    if not delivery.body.strip():
        raise Unreadable("the delivery is empty")
    module = detect(delivery.body)
    reading = listing.read(delivery, rules) if rules and module is article else module.read(delivery)
    return finish.finished(reading, delivery)


def detect(body: bytes) -> ModuleType:
    """The format's module for some bytes."""
    head = body[:_HEAD]
    for module in FORMATS:
        if module.looks_like(head):
            return module
    raise Unreadable(f"not a format that can be read: it begins {head[:60]!r}")
