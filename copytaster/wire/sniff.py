"""The detector in front of all formats: what a delivery is, told from its bytes and never from its name.

It must not trust a media type or a file ending; they are hints at most, and usually wrong.
"""

from __future__ import annotations

from types import ModuleType

from copytaster.errors import Unreadable
from copytaster.model import Delivery
from copytaster.wire import anpa, finish, headlines, iptc7901, jsondocs, markdown, newsml1, newsml_g2, nitf, ownxml, syndication
from copytaster.wire.reading import Reading

# Most particular first: the list of headlines takes any text, so it stands last.
FORMATS: tuple[ModuleType, ...] = (newsml_g2, newsml1, nitf, syndication, ownxml, jsondocs, anpa, iptc7901, markdown, headlines)
_HEAD = 4096


def read(delivery: Delivery) -> Reading:
    """The items of a delivery. Raises `Unreadable` where the bytes are of no known format or broken beyond reading."""
    if not delivery.body.strip():
        raise Unreadable("the delivery is empty")
    return finish.finished(detect(delivery.body).read(delivery), delivery)


def detect(body: bytes) -> ModuleType:
    """The format's module for some bytes."""
    head = body[:_HEAD]
    for module in FORMATS:
        if module.looks_like(head):
            return module
    raise Unreadable(f"not a format that can be read: it begins {head[:60]!r}")
