"""An agency's own chain without ids: alert, urgent, lead, writethru under one slugline.

The slugline is the keyword name that all leads of one story repeat; the mark says that a version takes the place of another. Either
alone proves nothing: agencies file five stories under "UKRAINE-CRISIS", and an alert opens what another alert does not continue. It
must not read headlines; `Taster.match` asks for words in common and for no veto besides.
"""

from __future__ import annotations

from collections.abc import Sequence

from copytaster.model import Item
from copytaster.text.marks import of_slugline
from copytaster.text.words import fold

# What takes the place of an earlier version, or stands beside it in one line.
_CONTINUES = frozenset("urgent lead add insert sub take writethru update repeat refile correction hold kill".split())
# What has a continuation to come.
_OPENS = frozenset({"alert", "urgent"})
_SHORTEST = 4


def slug(item: Item) -> str:
    """The slugline without marks, as a key; nothing where there is none, or where it is a mark itself (AFP files under "alert")."""
    if not item.slugline:
        return ""
    bare = of_slugline(item.slugline).bare
    if len(bare) < _SHORTEST or of_slugline(f"-,{bare}").marks:
        return ""
    return fold(bare)


def kinds(item: Item) -> frozenset[str]:
    """The marks of an item without their numbers."""
    return frozenset([mark.rstrip("0123456789 ") for mark in item.marks])


def continues(old: frozenset[str], new: frozenset[str]) -> bool:
    """Whether marks say that one version is followed by the other."""
    return bool(new & _CONTINUES) or (bool(old & _OPENS) and not new & _OPENS)


def told(new: Sequence[str], slugline: str) -> str:
    """The chain in words."""
    return f"the wire's slugline “{slugline}”" + (f", marked {', '.join(new)}" if new else "")
