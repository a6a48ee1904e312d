"""Copy that a wire sends after it killed a piece, as the corrected story: it is not what was killed. And copy that comes after its
kill. Pure.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from copytaster.model import Item, PubStatus, Version

# How a kill stands to what it kills, where it comes under an id of its own.
KILLING = frozenset({"in-reply-to", "kills", "previous", "previousversion"})
# Wires number versions from 1, or by the second.
_DIGITS = 18


def number_of(item: Item) -> int | None:
    """The number that the wire gives a version, where it is one."""
    printed = item.version or ""
    return int(printed) if printed.isdecimal() and len(printed) <= _DIGITS else None


def is_numbered_with(item: Item, other: Item) -> bool:
    """Whether two versions have one id, and numbers that say which is the later."""
    return bool(item.uri) and item.uri == other.uri and number_of(item) is not None and number_of(other) is not None


def is_sent_after(version: Version, kill: Version) -> bool:
    """Whether copy was surely sent after a kill and not only delivered after it: its wire numbers it higher, or dates it later."""
    item, killed = version.item, kill.item
    if version.id <= kill.id or version.source != kill.source or item.pub_status is not PubStatus.USABLE:
        return False
    if is_numbered_with(item, killed):
        return (number_of(item) or 0) > (number_of(killed) or 0)
    return item.version_created is not None and killed.version_created is not None and item.version_created > killed.version_created


class Kills:
    """The kills that are known, without their words: by the line that each killed, and by the ids of copy that has not come yet."""

    def __init__(self) -> None:
        self._of_line: dict[int, Version] = {}
        self._awaited: dict[tuple[str, str], int] = {}

    def heed(self, kill: Version, *, line: int, known: Container[tuple[str, str]]) -> None:
        """Know a kill of a line, or one that is a line of its own because what it answers is not `known`."""
        told = kill.item
        bare = Item("", uri=told.uri, version=told.version, version_created=told.version_created, pub_status=told.pub_status)
        self._of_line[line] = replace(kill, item=bare)
        for relation in told.related:
            if relation.rel in KILLING and relation.uri and (kill.source, relation.uri) not in known:
                self._awaited[kill.source, relation.uri] = kill.id

    def awaiting(self, version: Version) -> int | None:
        """The kill that came before a version; None where there is none."""
        return self._awaited.get((version.source, version.item.uri)) if version.item.uri else None

    def over(self, version: Version, line: int) -> Version | None:
        """The kill of a line, where a version was surely sent after it."""
        kill = self._of_line.get(line)
        return kill if kill is not None and is_sent_after(version, kill) else None

    def relabel(self, lines: Mapping[int, int]) -> None:
        """Versions stand in other lines now."""
        self._of_line = {lines.get(kill.id, line): kill for line, kill in self._of_line.items()}

    def forget(self, known: Container[int]) -> None:
        """Keep only what has to do with versions that are `known`."""
        self._of_line = {line: kill for line, kill in self._of_line.items() if line in known}
        self._awaited = {name: kill for name, kill in self._awaited.items() if kill in known}
