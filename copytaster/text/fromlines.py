"""The line that opens each message of a mailbox in one file (mbox): "From ann@agency.example Wed Oct  8 14:30:00 2025".

It must not take a sentence for one ("From Monday on the harbour is closed, ..."): what opens a message names a sender and a time,
and the header of the message stands below it.
"""

from __future__ import annotations

import re

_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
# As programs print it (RFC 4155, and before it): any sender, a weekday, a month, a day and a clock; a zone and a year in either
# order, or none. Archives that lists hand out write "ann at agency.example".
_STAMPED = re.compile(
    rb"From [^\n]{1,200}? {1,3}" + _DAY + rb",? {1,3}[A-Z][a-z]{2} {1,3}\d{1,2} {1,3}\d{1,2}:\d{2}(?::\d{2})?"
    rb"(?: {1,3}[A-Za-z0-9+-]{1,5}){0,3}[ \t]*\r?$"
)
# As others do: an address, or a name with a weekday, and a year behind it. "From worries to hopes, 2025 ..." is a sentence.
_LOOSE = re.compile(rb"From (?:[^\s@]+@\S|\S+(?= {1,3}" + _DAY + rb"\b))[^\n]*\d{4}")
_LONGEST = 1000
_HEADER = re.compile(rb">?From |[!-9;-~]{1,100}[ \t]*:")


def opens(line: bytes, following: bytes, *, is_parted: bool = True) -> bool:
    """Whether a line of a mailbox opens a message, by itself and by the line below it. `is_parted` says whether the line above it
    is empty, as it should be: some programs leave that out.
    """
    if not line.startswith(b"From "):
        return False
    line = line[:_LONGEST].rstrip(b"\n")
    if _STAMPED.match(line):
        return bool(_HEADER.match(following)) or (is_parted and not following.strip())
    return is_parted and bool(_LOOSE.match(line) and _HEADER.match(following))
