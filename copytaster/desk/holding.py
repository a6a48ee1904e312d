"""What is held back, and what it means for other copy: which kill waits with the copy that it kills, whose embargo a later version
puts off, and which copy that is out an order stops although the order itself must not be seen. It writes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from copytaster.model import Item, PubStatus, Version
from copytaster.store.base import Pen, Reader
from copytaster.taste.renewed import KILLING, is_sent_after, number_of
from copytaster.text import marks
from copytaster.text.words import fold

# What an item is called by: "uri" or "headline", and its words.
_Name = tuple[str, str]
# So many of the newest under one headline are compared by their text.
_ALIKE = 20


class Waiting:
    """What is held back while some deliveries are taken in, by the names under which a kill can call it. It is asked of the store
    once, when the first kill comes.
    """

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._names: dict[str, set[_Name]] | None = None
        self._new: list[Version] = []

    def holds(self, version: Version) -> bool:
        """Whether a version may not be seen yet: under embargo, withheld by its wire, or a kill of copy that is not out either."""
        item = version.item
        is_held = (
            (item.embargoed_until is not None and item.embargoed_until > version.arrived)
            or item.pub_status is PubStatus.WITHHELD
            or (item.pub_status is PubStatus.CANCELED and not _called(item).isdisjoint(self._of(version.source)))
        )
        if is_held:
            self._new.append(version)
        return is_held

    def _of(self, source: str) -> set[_Name]:
        """The names of all that is held of a wire."""
        if self._names is None:
            self._names = {}
            self._new = [*self._pen.held(None), *self._new]
        while self._new:
            version = self._new.pop()
            self._names.setdefault(version.source, set()).update(_names(version.item))
        return self._names.get(source, set())


class Stops:
    """Orders that are held back, and yet hold for copy that is out: the kill of a piece whose next version is under embargo, a hold
    on a piece that was sent before. Of the order itself nothing shows.
    """

    def __init__(self, orders: Iterable[Version]) -> None:
        self._orders: dict[tuple[str, _Name], list[Version]] = {}
        for order in orders:
            if is_order(order.item):
                for name in _stopped_by(order.item):
                    self._orders.setdefault((order.source, name), []).append(order)

    def stopping(self, versions: Sequence[Version]) -> Version | None:
        """The order that stops the line which some versions make; None where there is none, or where one of them came after it."""
        if not self._orders:
            return None
        for version in versions:
            for order in (o for name in _names(version.item) for o in self._orders.get((version.source, name), ())):
                if not any(_is_past(one, order) for one in versions):
                    return order
        return None


def is_order(item: Item) -> bool:
    """Whether an item, held back itself, stops what was sent before it: a kill, or a hold that is not merely an embargo."""
    return item.pub_status is PubStatus.CANCELED or (item.pub_status is PubStatus.WITHHELD and "embargo" not in item.marks)


def uris_stopped_by(item: Item) -> list[str]:
    """The ids of the copy that an order stops."""
    return sorted(name for kind, name in _stopped_by(item) if kind == "uri")


class Held:
    """All that is held back at a moment, by its names: what may come out of it then, and what comes with it."""

    def __init__(self, waiting: Iterable[Version], now: dt.datetime) -> None:
        self._holding: dict[tuple[str, _Name], list[Version]] = {}
        self._kills: dict[tuple[str, _Name], list[Version]] = {}
        self._texts: dict[int, str] = {}
        for one in waiting:
            item = one.item
            if item.pub_status is PubStatus.WITHHELD or (item.embargoed_until or now) > now:
                _put(self._holding, one)
            elif item.pub_status is PubStatus.CANCELED:
                _put(self._kills, one)

    def is_overruled(self, version: Version) -> bool:
        """Whether a later version of the same copy is withheld or under a longer embargo: that holds for the earlier ones, too."""
        item = version.item
        by_id = self._holding.get((version.source, ("uri", item.uri or "")), ())
        if any(later.id > version.id for later in by_id):
            return True
        alike = [later for later in _found(self._holding, version)[-_ALIKE:] if later.id > version.id]
        return any(self._is_of(version, later) for later in alike)

    def kills_of(self, version: Version) -> list[Version]:
        """The kills that wait with a version: of its id, in answer to it, or under its headline."""
        return [kill for kill in _found(self._kills, version) if kill.id > version.id]

    def is_replaced(self, version: Version, reader: Reader) -> bool:
        """Whether copy was killed while it waited, and what replaces it is out: then neither the copy nor its kill comes out."""
        kills = self.kills_of(version)
        if not kills or not version.item.uri:
            return False
        return any(is_sent_after(one, kill) for one in reader.versions_under(version.source, [version.item.uri]) for kill in kills)

    def _is_of(self, version: Version, later: Version) -> bool:
        """Whether one text holds the other. Headlines alone are too little: a wire may head two days' horoscopes alike."""
        said, again = self._folded(version), self._folded(later)
        return bool(said and again) and (said in again or again in said)

    def _folded(self, version: Version) -> str:
        if version.id not in self._texts:
            self._texts[version.id] = fold(version.item.text)
        return self._texts[version.id]


def _put(index: dict[tuple[str, _Name], list[Version]], version: Version) -> None:
    for name in _called(version.item):
        index.setdefault((version.source, name), []).append(version)


def _found(index: dict[tuple[str, _Name], list[Version]], version: Version) -> list[Version]:
    """What calls a version by any of its names."""
    if not index:
        return []
    return [one for name in _names(version.item) for one in index.get((version.source, name), ())]


def _is_past(version: Version, order: Version) -> bool:
    """Whether a version was sent after an order, so that the order is over for its line. A kill is over only where that is sure."""
    if version.id <= order.id or version.source != order.source or version.item.pub_status is not PubStatus.USABLE:
        return False
    if order.item.pub_status is PubStatus.CANCELED:
        return is_sent_after(version, order)
    number, before = number_of(version.item), number_of(order.item)
    return number is None or before is None or number > before


def _names(item: Item) -> set[_Name]:
    """The names under which a kill can call an item: its id, and its headline without marks."""
    return _named([item.uri], [item.headline])


def _called(kill: Item) -> set[_Name]:
    """The names that a kill calls: its own and those of what it answers."""
    answered = [one for one in kill.related if one.rel in KILLING]
    return _named([kill.uri, *(one.uri for one in answered)], [kill.headline, *(one.headline for one in answered)])


def _stopped_by(order: Item) -> set[_Name]:
    """The names of what an order stops that is out: a hold that of its own id, a kill also what it answers or quotes."""
    if order.pub_status is not PubStatus.CANCELED:
        return _named([order.uri], [])
    answered = [one for one in order.related if one.rel in KILLING]
    return _named([order.uri, *(one.uri for one in answered)], [one.headline for one in answered])


def _named(uris: Iterable[str | None], headlines: Iterable[str]) -> set[_Name]:
    return {("uri", uri) for uri in uris if uri} | _names_of_headlines(headlines)


def _names_of_headlines(headlines: Iterable[str]) -> set[_Name]:
    said = {fold(marks.bare(line)) for line in headlines if line}
    return {("headline", line) for line in said if line}
