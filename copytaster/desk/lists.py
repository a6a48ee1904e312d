"""Lists of feeds that the desk subscribes to by address: what they name comes onto the desk, what they drop is asked no more.

Nothing that was received is lost: a source that a list dropped stays on the desk, handed over, with all its copy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copytaster.errors import Unreadable
from copytaster.fetch.subscriptions import step
from copytaster.model import Delivery, Source
from copytaster.wire import opml

if TYPE_CHECKING:
    from copytaster.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following a list."""

    listed: int = 0
    changes: int = 0
    why_not: str = ""
    unreadable: str = ""


def follow(desk: Desk, source: Source, delivery: Delivery) -> Followed:
    """Bring the desk's sources in step with a list that came in. The list's bytes are kept like any delivery's."""
    with desk.store.pen() as pen:
        kept = pen.keep(delivery)
        try:
            listed = opml.read(delivery.body)
            if not listed:
                raise Unreadable("this OPML list names no feed")
        except Unreadable as error:
            pen.quarantine(kept.id, str(error))
            return Followed(unreadable=str(error))
        pen.mark_read(kept.id, len(listed))
        changes = step(source, listed, pen.sources(), states=pen.states())
        for one in (*changes.added, *changes.changed):
            pen.put_source(one)
        for one in changes.removed:
            pen.put_source(replace(one, kind="handed over", settings={k: v for k, v in one.settings.items() if k != "list"}))
    return Followed(len(listed), len(changes.added) + len(changes.removed) + len(changes.changed), changes.why_not)
