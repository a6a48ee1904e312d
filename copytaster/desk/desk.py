"""The desk as a library and for the faces: `open_desk`. (In the making.)"""

from __future__ import annotations


class Desk:
    """One desk. (In the making.)"""


def open_desk(data: str | None = None) -> Desk:
    """Open the desk whose files lie in `data`."""
    raise NotImplementedError(data)
