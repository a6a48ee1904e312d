"""The detector in front of all formats: what a delivery is, told from its bytes and never from its name.

It must not trust a media type or a file ending; they are hints at most, and usually wrong. What holds other documents (archives,
mailboxes, web archives) is opened, and each document in it is told and read in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from types import ModuleType

from copytaster.collecting import seldom_collecting
from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item
from copytaster.wire import (
    anpa,
    appl,
    archive,
    article,
    bulletin,
    carried,
    csvlines,
    djnml,
    fieldblocks,
    finish,
    foreign,
    gdelt,
    headlines,
    iptc7901,
    jsondocs,
    listing,
    mail,
    markdown,
    newsml1,
    newsml_g2,
    nitf,
    opml,
    ownxml,
    plaincopy,
    savedpage,
    syndication,
    warc,
    wrapped,
    zczc,
)
from copytaster.wire.bounds import MEMBER, PAGE, Room
from copytaster.wire.reading import Reading

# What holds other documents, and what is one. Most particular first: the list of headlines takes any text, so it stands last.
CONTAINERS: tuple[ModuleType, ...] = (archive, warc, savedpage)
FORMATS: tuple[ModuleType, ...] = (
    *CONTAINERS,
    iptc7901,
    newsml_g2,
    newsml1,
    nitf,
    appl,
    djnml,
    wrapped,
    syndication,
    article,
    ownxml,
    jsondocs,
    anpa,
    zczc,
    bulletin,
    mail,
    gdelt,
    csvlines,
    markdown,
    fieldblocks,
    plaincopy,
    headlines,
)
_HEAD = 4096
# An archive in a mail in an archive is read; beyond that somebody means no good. All of it shares one room (bounds.py).
_DEEPEST = 3
_MOST_NOTES, _FEWEST_WORDS = 100, 3


def read(delivery: Delivery, rules: Mapping[str, str] | None = None) -> Reading:
    """The items of a delivery. Raises `Unreadable` where the bytes are of no known format or broken beyond reading.

    `rules` are the selectors of a source whose pages are listings (listing.py); they count for HTML only.
    """
    with seldom_collecting():
        return _read(delivery, rules or {}, 0, Room.of(len(delivery.body)))


def _read(delivery: Delivery, rules: Mapping[str, str], depth: int, room: Room) -> Reading:
    if not delivery.body.strip():
        raise Unreadable("the delivery is empty")
    module = detect(delivery.body)
    if depth and not room.has_place(PAGE if module is article else MEMBER):
        raise Unreadable("too many members for so few bytes")
    if module in CONTAINERS:
        return _held(module, delivery, rules, depth, room)
    if module is mail:
        return _with_attachments(delivery, depth, room)
    reading = listing.read(delivery, rules) if rules and module is article else module.read(delivery)
    return finish.finished(reading, delivery)


def detect(body: bytes) -> ModuleType:
    """The format's module for some bytes."""
    head = body[:_HEAD]
    if known := foreign.named(body):
        raise Unreadable(known)
    for module in FORMATS:
        if module.looks_like(head):
            return module
    if opml.looks_like(head):
        raise Unreadable("a list of feeds (OPML) and no copy; added by itself it brings its feeds: copytaster add FILE")
    raise Unreadable(f"not a format that can be read: it begins with {_beginning(head)}")


def _beginning(head: bytes) -> str:
    """The first of some bytes as a person can read them."""
    text = head[:60].decode("utf-8", errors="replace")
    return (
        f"“{' '.join(text.split())}”"
        if text.isprintable() or ("\ufffd" not in text and "\x00" not in text)
        else "bytes that are no text"
    )


def _held(module: ModuleType, delivery: Delivery, rules: Mapping[str, str], depth: int, room: Room) -> Reading:
    """The items of all documents that a container holds; what is no copy is named in the notes."""
    if depth >= _DEEPEST:
        raise Unreadable("archives inside archives inside archives: not opened any further")
    notes: list[str] = []
    items: list[Item] = []
    about: Mapping[str, str] = {}
    formats: set[str] = set()
    lost = 0
    for reading in _readings(module.members(delivery, notes, room), rules, depth + 1, notes, room):
        items += reading.items
        room.count(len(reading.items))
        notes += reading.notes
        about = about or reading.about
        lost += reading.lost
        formats.add(reading.format)
    if not items:
        raise Unreadable(notes[0] if notes else "an archive without copy")
    if module is archive:
        items = carried.packed_with(items)
    return Reading(formats.pop() if len(formats) == 1 else "archive", tuple(items), about, tuple(notes[:_MOST_NOTES]), lost)


def _with_attachments(delivery: Delivery, depth: int, room: Room) -> Reading:
    """The items of mail, and of what each message carries, which goes by what that message orders."""
    letters, told, lost = mail.opened(delivery)
    reading = finish.finished(
        Reading("mail", tuple(item for letter in letters for item in letter.items), notes=told, lost=lost), delivery
    )
    finished, items, notes = iter(reading.items), list[Item](), list(reading.notes)
    for letter in letters:
        own = list(islice(finished, len(letter.items)))
        inner = _carried(letter, own, depth, notes, room)
        if ordering := carried.strictest(inner):
            own = [carried.beside(ordering, cover) for cover in own]
        if letter.is_blank and not inner:
            lost += 1
        items += inner if letter.is_blank or (letter.is_cover and inner) else [*own, *inner]
    if not items:
        raise Unreadable(notes[0] if notes else "mail without copy")
    return Reading("mail", tuple(items), reading.about, tuple(notes[:_MOST_NOTES]), lost)


def _carried(letter: mail.Letter, own: list[Item], depth: int, notes: list[str], room: Room) -> list[Item]:
    """The items that a message carries, under its orders."""
    if depth >= _DEEPEST:
        notes += [
            f"{one.address.rpartition('!/')[2][:80]}: mail inside mail inside mail: not opened any further" for one in letter.held
        ]
        return []
    items: list[Item] = []
    for inner in _readings(iter(letter.held), {}, depth + 1, notes, room):
        items += inner.items if inner.format != "headlines" or _is_list(inner.items) else ()
    cover = carried.strictest(own)
    return [carried.under(cover, item) for item in items] if cover else items


def _is_list(items: tuple[Item, ...]) -> bool:
    """Whether lines of an attached text are headlines: a word or two alone are none."""
    return len(items) > 1 or len(items[0].headline.split()) >= _FEWEST_WORDS


def _readings(members: Iterator[Delivery], rules: Mapping[str, str], depth: int, notes: list[str], room: Room) -> Iterator[Reading]:
    for member in members:
        try:
            yield _read(member, rules, depth, room)
        except Unreadable as error:
            notes.append(f"{member.address.rpartition('!/')[2][:80] or 'a member'}: {error}")
