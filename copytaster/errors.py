"""Every exception of the house. It must not import anything: all rooms raise from here.

CopytasterError              something is wrong with the world; the message says what, where, and what to do
├── Unreachable              a source did not answer, or may not be asked
│   └── Refused              an address that the desk will not dial (private, loopback, link-local)
├── Unreadable               bytes arrived, but no item can be read from them
├── Uncited                  a sentence would be printed without a source that says it
├── Unknown                  there is no such line, story, situation, source, edition
├── Undecidable              a decision that makes no sense (merging a story with itself, undoing twice)
├── Misconfigured            a setting that cannot be used
├── NotAllowed               the desk's token is missing or wrong
└── StoreTrouble             the database cannot be used
    ├── StoreBusy            another process holds the desk's pen
    ├── StoreTooNew          the database was written by a newer version
    └── StoreFull            the disk is full
"""

from __future__ import annotations


class CopytasterError(Exception):
    """Something is wrong with the world. `str(error)` is a sentence for people."""

    exit_code = 1


class Unreachable(CopytasterError):
    """A source did not answer, or may not be asked."""


class Refused(Unreachable):
    """An address that the desk will not dial: private, loopback, link-local."""


class Unreadable(CopytasterError):
    """Bytes arrived, but no item can be read from them. The bytes are kept."""


class Uncited(CopytasterError):
    """A sentence would be printed without a source that says it."""


class Unknown(CopytasterError):
    """There is no such line, story, situation, source or edition."""

    exit_code = 4


class Undecidable(CopytasterError):
    """A decision that makes no sense where it stands."""

    exit_code = 5


class Misconfigured(CopytasterError):
    """A setting that cannot be used."""

    exit_code = 2


class NotAllowed(CopytasterError):
    """The desk's token is missing or wrong."""

    exit_code = 6


class StoreTrouble(CopytasterError):
    """The database cannot be used."""

    exit_code = 3


class StoreBusy(StoreTrouble):
    """Another process holds the desk's pen."""


class StoreTooNew(StoreTrouble):
    """The database was written by a newer version of copytaster."""


class StoreFull(StoreTrouble):
    """The disk is full. What was acknowledged before stays."""


def ended(said: str) -> str:
    """A sentence with its full stop, for what another sentence follows."""
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."
