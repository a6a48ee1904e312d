"""Lists of feeds that the desk subscribes to by address: what they name comes onto the desk, what they drop is asked no more.

Nothing that was received is lost: a source that a list dropped stays on the desk, handed over, with all its copy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copytaster.errors import Unreadable
from copytaster.fetch.subscriptions import step
from copytaster.model import HANDED_OVER, Delivery, Source
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


# A source's setting by which an editor agrees, once, to follow a list that has lost most of its feeds.
AGREED = "agreed"


def is_agreed(source: Source) -> bool:
    """Whether an editor agreed to follow a list whatever it has lost."""
    return AGREED in source.settings


def last_of(desk: Desk, source: Source) -> Delivery | None:
    """The list as it came last: what an editor agrees to has been received already."""
    known = desk.store.deliveries(source=source.key, limit=1)
    return desk.store.delivery(known[0].id) if known else None


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
        changes = step(source, listed, pen.sources(), states=pen.states(), is_agreed=is_agreed(source))
        if is_agreed(source) and not changes.why_not:
            pen.put_source(replace(source, settings={k: v for k, v in source.settings.items() if k != AGREED}))
        for one in (*changes.added, *changes.changed):
            pen.put_source(one)
        for one in changes.removed:
            pen.put_source(replace(one, kind=HANDED_OVER, settings={k: v for k, v in one.settings.items() if k != "list"}))
    return Followed(len(listed), len(changes.added) + len(changes.removed) + len(changes.changed), changes.why_not)
