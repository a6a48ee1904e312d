"""How much is read of one delivery, so that no bytes cost more than they are worth. It must not read anything itself.

A list is read to its end unless it has more entries than a large one of real copy: in 5 MB those take so many bytes each at the
least, and beyond 5 MB as well. Shorter ones are a bomb: the rest is left, with a note. The raw bytes are kept in any case. The
figures behind the bounds: docs/formats.md.
"""

from __future__ import annotations

from dataclasses import dataclass

# Bytes that an entry takes at the least, by what holds it: a line of a table or list, a JSON object, an entry of a feed, a telex,
# a piece of XML of a house's own, a ninjs object, an item of NewsML-G2, of NewsML 1, a message of a mailbox.
ROW, RECORD, ENTRY, TELEX, PIECE, OBJECT, NEWS_ITEM, NEWS_ENVELOPE, MESSAGE = 50, 80, 120, 200, 180, 250, 300, 1000, 500
# A document of a standard in a wrapper: it has a head, an identity and dates of its own.
WRAPPED = 700
# Copy whose words order an embargo: beyond one in so many bytes it is withheld, and its end is not read.
ORDER = 2_500
_LARGE_LIST = 5_000_000

# What a whole archive may unpack to: so many bytes, or so many times its size. Text packs four- to tenfold.
_LARGEST_WHOLE, _GROWTH = 60_000_000, 20
LARGEST_MEMBER = 32_000_000
# A member of an archive costs as many bytes as its reading takes time: a page reads ten times slower than a short feed.
MEMBER, PAGE = 450, 4_000
# Copy in an archive: an entry takes at least so many of its bytes. Large text that packs more than so many times is a bomb.
_PACKED_ENTRY, _PACKS, _LARGE = 10, 100, 1_000_000
_ENTRIES_ALWAYS = 20_000


def most(size: int, each: int) -> int:
    """How many entries are read of a document of so many bytes: of a small one as many as of a large one."""
    return max(_LARGE_LIST, size) // each


def rest(number: int) -> str:
    """The note on what was left."""
    return f"more than {number:,} entries, too short to be copy: the rest was not read"


@dataclass(slots=True)
class Room:
    """What is left of the bounds of one delivery, shared by all that is packed in it, however deep."""

    bytes: int
    members: int
    entries: int

    @staticmethod
    def of(size: int) -> Room:
        """The room that a delivery of so many bytes begins with."""
        return Room(max(_LARGEST_WHOLE, _GROWTH * size), max(_LARGE_LIST, size), max(_ENTRIES_ALWAYS, size // _PACKED_ENTRY))

    def largest(self) -> int:
        """How large the next member may be."""
        return max(0, min(LARGEST_MEMBER, self.bytes))

    def refusal(self, size: int, packed: int) -> str:
        """Why a member that would unpack to so many bytes is refused; empty where it is not."""
        if size > self.largest():
            return f"would unpack to {size:,} bytes"
        return f"packed {size // max(packed, 1):,}-fold: a bomb" if size > _LARGE and size > _PACKS * packed else ""

    def take(self, size: int) -> None:
        """A member of so many bytes is unpacked."""
        self.bytes -= size

    def count(self, entries: int) -> None:
        """A member held so many entries."""
        self.entries -= entries

    def has_place(self, cost: int = MEMBER) -> bool:
        """Whether one more member is read; it takes its place."""
        self.members -= cost
        return self.members >= 0 and self.entries > 0
