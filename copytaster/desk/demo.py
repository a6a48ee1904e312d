"""The demo: real wires, shipped under their licences, that arrive as they did.

Each bullet of Wikipedia's Current Events is a delivery of the hour in which it was first seen, each Wikinews article one of its
day, the seed page one of the day on which it was read. It must not change a byte of them beyond cutting files into deliveries.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from copytaster.model import UTC, Delivery, Pace, Source

# The last evening of the demo's main wire. What began later (late bullets, and those on Azerbaijan up to 2026) is in the archive,
# in search and in dossiers, but not on the front page.
CLOCK = dt.datetime(2025, 10, 14, 22, 0, tzinfo=UTC)

# The page was read on this day; the hour is not known and nothing is judged by it.
_PAGE_READ = dt.datetime(2025, 10, 8, 20, 0, tzinfo=UTC)

_BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/"
_PORTAL = "https://en.wikipedia.org/wiki/Portal:Current_events"

SEED = Source(
    key="seed-page",
    name="News page of 8 October 2025",
    kind="headlines",
    pace=Pace.SLOW,
    language="en",
    attribution="A page of an international news site as read on 8 October 2025, kept by its reader.",
    licence="Shipped with the permission of the person who kept it",
)
EVENTS = Source(
    key="current-events",
    name="Wikipedia Current Events",
    kind="jsonl",
    homepage=_PORTAL,
    pace=Pace.WIRE,
    language="en",
    attribution="Wikipedia contributors, Portal:Current events, 24 September to 14 October 2025, citing the outlets named.",
    licence="CC BY-SA 4.0",
    licence_url=_BY_SA,
)
AZERBAIJAN = Source(
    key="current-events-azerbaijan",
    name="Wikipedia Current Events on Azerbaijan",
    kind="jsonl",
    homepage=_PORTAL,
    pace=Pace.SLOW,
    language="en",
    attribution="Wikipedia contributors, Portal:Current events, bullets that name Azerbaijan, citing the outlets named.",
    licence="CC BY-SA 4.0 (before June 2023: 3.0)",
    licence_url=_BY_SA,
)
WIKINEWS = Source(
    key="wikinews",
    name="Wikinews",
    kind="jsonl",
    homepage="https://en.wikinews.org/",
    pace=Pace.SLOW,
    language="en",
    attribution="Wikinews contributors, English Wikinews 2019 to 2021.",
    licence="CC BY 2.5",
    licence_url="https://creativecommons.org/licenses/by/2.5/",
)
SOURCES = (SEED, EVENTS, AZERBAIJAN, WIKINEWS)


@dataclass(frozen=True, slots=True)
class _Record:
    received: dt.datetime
    source: str
    text: str


def deliveries() -> list[Delivery]:
    """All deliveries of the demo in the order in which they came."""
    found = [
        Delivery(source, received, "\n".join(texts).encode(), f"demo:{source}", "application/x-ndjson")
        for (received, source), texts in _bundles().items()
    ]
    found.append(Delivery(SEED.key, _PAGE_READ, _file("seed-page", "page.txt"), f"demo:{SEED.key}", "text/plain"))
    return sorted(found, key=lambda delivery: (delivery.received, delivery.source))


def _bundles() -> dict[tuple[dt.datetime, str], list[str]]:
    bundles: dict[tuple[dt.datetime, str], list[str]] = {}
    for record in _records():
        bundles.setdefault((record.received, record.source), []).append(record.text)
    return bundles


def _records() -> Iterator[_Record]:
    for line in _file("current-events", "current_events_versions.jsonl").decode().splitlines():
        yield _Record(_first_seen(json.loads(line)), EVENTS.key, line)
    for name in ("wikipedia_current_events_2020_2023.json", "wikipedia_current_events.json"):
        for value in json.loads(_file("azerbaijan-russia", name)):
            yield _Record(_first_seen(value), AZERBAIJAN.key, json.dumps(value, ensure_ascii=False))
    for line in gzip.decompress(_file("wikinews", "articles.jsonl.gz")).decode().splitlines():
        yield _Record(_first_seen(json.loads(line)), WIKINEWS.key, line)


def _first_seen(value: dict[str, str]) -> dt.datetime:
    """When a record came: when it was first seen, else the midnight after its day."""
    if value.get("first_seen"):
        return dt.datetime.fromisoformat(value["first_seen"]).astimezone(UTC)
    day = dt.date.fromisoformat(value["date"])
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), UTC)


def _file(*parts: str) -> bytes:
    return resources.files("copytaster.demo").joinpath("data", *parts).read_bytes()
