"""Rows to values: one function per noun beside the columns it wants, in their order."""

from __future__ import annotations

import json
from typing import Any

from copytaster.model import (
    Dated,
    Decision,
    DecisionKind,
    Genre,
    Line,
    LineCall,
    LineKind,
    Situation,
    SituationCall,
    Story,
    StoryCall,
    Version,
)
from copytaster.store.base import DeliveryRecord, Edition
from copytaster.store.codec import instant, unpack_item

Row = tuple[Any, ...]

VERSION = (
    "version.id, version.source, version.delivery, version.arrived, version.time, version.dated,"
    " version.rest, version.headline, version.summary, version.body, version.uri, version.embargoed_until"
)
_VERSION_WIDTH = 12


def version(row: Row) -> Version:
    """A version from the columns `VERSION`."""
    id_, source, delivery, arrived, time, dated, rest, headline, summary, body, uri, embargoed = row[:_VERSION_WIDTH]
    item = unpack_item(rest, headline=headline, summary=summary, body=body, uri=uri, embargoed_until=embargoed)
    return Version(id_, source, delivery, instant(arrived), instant(time), Dated(dated), item)


LINE = (
    "line.id, line.source, line.first_time, line.time, line.versions, line.story, line.changed, line.genre, line.origins,"
    " line.tasted, line.spiked, line.pinned, line.killed, line.corrected_headline, line.correction, line.places, " + VERSION
)
LINE_FROM = "line JOIN version ON version.id = line.head"
_LINE_WIDTH = 16


def line(row: Row) -> Line:
    """A line with its head from the columns `LINE`."""
    return Line(
        id=row[0],
        source=row[1],
        first_time=instant(row[2]),
        time=instant(row[3]),
        versions=row[4],
        story=row[5],
        changed=row[6],
        genre=Genre(row[7]),
        origins=tuple(json.loads(row[8])),
        tasted=bool(row[9]),
        spiked=bool(row[10]),
        pinned=bool(row[11]),
        killed=bool(row[12]),
        corrected_headline=row[13],
        correction=row[14],
        places=tuple(json.loads(row[15])),
        head=version(row[_LINE_WIDTH:]),
    )


STORY = "id, title, first_time, time, lines, versions, wires, origins, situation, changed, pinned, spiked, tasted, urgency, days"


def story(row: Row) -> Story:
    """A story from the columns `STORY`."""
    return Story(
        id=row[0],
        title=row[1],
        first_time=instant(row[2]),
        time=instant(row[3]),
        lines=row[4],
        versions=row[5],
        wires=row[6],
        origins=row[7],
        situation=row[8],
        changed=row[9],
        pinned=bool(row[10]),
        spiked=bool(row[11]),
        tasted=bool(row[12]),
        urgency=row[13],
        days=tuple(json.loads(row[14])),
    )


SITUATION = "id, name, first_time, time, stories, lines, changed, parent"


def situation(row: Row) -> Situation:
    """A situation from the columns `SITUATION`."""
    return Situation(row[0], row[1], instant(row[2]), instant(row[3]), row[4], row[5], row[6], row[7])


LINE_CALL = "version, kind, of, score, why"


def line_call(row: Row) -> LineCall:
    """A line call from the columns `LINE_CALL`."""
    return LineCall(row[0], LineKind(row[1]), row[2], row[3], row[4])


STORY_CALL = "line, story, near, score, why"


def story_call(row: Row) -> StoryCall:
    """A story call from the columns `STORY_CALL`."""
    return StoryCall(*row[:5])


SITUATION_CALL = "story, situation, near, score, why, parent"


def situation_call(row: Row) -> SituationCall:
    """A situation call from the columns `SITUATION_CALL`."""
    return SituationCall(*row[:6])


DECISION = (
    "decision.id, decision.kind, decision.at, decision.by, decision.note, decision.detail, decision.undoes,"
    " (SELECT json_group_array(version) FROM (SELECT version FROM decided_on WHERE decision = decision.id ORDER BY place))"
)


def decision(row: Row) -> Decision:
    """A decision with what it was made on from the columns `DECISION`."""
    return Decision(
        id=row[0],
        kind=DecisionKind(row[1]),
        at=instant(row[2]),
        by=row[3],
        note=row[4],
        detail=json.loads(row[5]),
        undoes=row[6],
        on=tuple(json.loads(row[7])),
    )


EDITION = "id, kind, key, number, title, at, content, note, decision, anchor"


def edition(row: Row) -> Edition:
    """An edition from the columns `EDITION`."""
    return Edition(row[0], row[1], row[2], row[3], row[4], instant(row[5]), row[6], row[7], row[8], row[9])


DELIVERY = (
    "delivery.id, delivery.source, delivery.received, delivery.address, raw.size, delivery.state, delivery.problem, delivery.items"
)
DELIVERY_FROM = "delivery JOIN raw ON raw.digest = delivery.digest"


def delivery(row: Row) -> DeliveryRecord:
    """What is known of a delivery from the columns `DELIVERY`."""
    return DeliveryRecord(row[0], row[1], instant(row[2]), row[3], row[4], row[5], row[6], row[7])


def brought_by(source: str) -> tuple[str, list[str]]:
    """The condition on lines that a wire brought first, and its values."""
    return "line.source = ?", [source]


def of_wire(source: str) -> tuple[str, list[str]]:
    """The condition on all lines of a wire, those that it brought first and those that it carries too, and its values."""
    (own, named), (other, names) = brought_by(source), carried_by(source)
    return f"({own} OR {other})", named + names


def carried_by(source: str) -> tuple[str, list[str]]:
    """The condition on lines that a wire carries and another brought first, and its values."""
    return (
        "(line.id IN (SELECT line FROM line_place WHERE line_place.source = ?) AND line.source <> ?"
        " AND EXISTS (SELECT 1 FROM json_each(line.places) WHERE value = ?))",
        [source] * 3,
    )
