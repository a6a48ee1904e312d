"""Copy for the tests of the dossier room: versions made from a few words, and the demo's own wires."""

from __future__ import annotations

import datetime as dt
from importlib import resources

from copytaster.model import UTC, Credit, Dated, Delivery, Genre, Item, Version
from copytaster.wire import sniff

RECEIVED = dt.datetime(2025, 10, 15, tzinfo=UTC)


def version(number: int, day: str, body: str, *, headline: str = "", outlet: str = "Reuters", uri: str | None = None) -> Version:
    """A version filed under a day."""
    filed = dt.date.fromisoformat(day)
    item = Item(headline=headline or body.split(". ")[0], body=body, day=filed, uri=uri, credits=(Credit(outlet),), language="en")
    time = dt.datetime.combine(filed, dt.time(12), UTC)
    return Version(number, "wire", number, time, time, Dated.DAY, item)


def demo(folder: str, name: str, *, first: int) -> list[Version]:
    """The items of one of the demo's files as versions, numbered from `first`."""
    body = (resources.files("copytaster.demo") / "data" / folder / name).read_bytes()
    found = []
    for number, item in enumerate(sniff.read(Delivery("demo", RECEIVED, body)).items, start=first):
        when = item.version_created or (dt.datetime.combine(item.day, dt.time(), UTC) if item.day else RECEIVED)
        dated = Dated.INSTANT if item.version_created else Dated.DAY if item.day else Dated.ARRIVAL
        found.append(Version(number, "demo", 1, when, when, dated, item))
    return found


def seed_analysis() -> Item:
    """The analysis on the seed page."""
    return next(v.item for v in demo("seed-page", "page.txt", first=1) if v.item.genre == Genre.ANALYSIS)
