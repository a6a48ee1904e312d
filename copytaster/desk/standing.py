"""What stands: a line from its versions, a story from its lines, a situation from its stories. Pure: values in, a value out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from copytaster.model import (
    Decision,
    DecisionKind,
    Line,
    LineCall,
    LineKind,
    PubStatus,
    Situation,
    Story,
    Version,
)
from copytaster.taste.renewed import number_of
from copytaster.text.outlets import origins_of, voices

# A day has this many marks at most in the little curve of a story.
_LONGEST_CURVE = 60


def line_of(
    versions: Sequence[Version],
    calls: Mapping[int, LineCall],
    *,
    story: int | None,
    flags: Mapping[DecisionKind, Decision],
    id: int | None = None,
    stopped: bool = False,
) -> Line:
    """The line that some versions make. Its head is the latest to arrive, unless its wire numbers versions and that one is behind.
    A kill among them kills the line, also where it came before its copy, and so does an order that is held back (`stopped`). What
    another wire merely prints again takes the place of nothing.
    """
    ordered = sorted(versions, key=lambda v: v.id)
    own = [v for v in ordered if v.source == ordered[0].source or calls.get(v.id, _NEW).kind is not LineKind.REPEAT]
    head = _foremost(own)
    killed = any(calls.get(v.id, _NEW).kind is LineKind.KILL or v.item.pub_status is PubStatus.CANCELED for v in ordered)
    correction = flags.get(DecisionKind.CORRECT)
    return Line(
        id=id or ordered[0].id,
        head=head,
        source=head.source,
        first_time=min(v.time for v in ordered),
        time=_last_news(ordered),
        versions=len(ordered),
        story=story,
        changed=0,
        genre=head.item.genre,
        origins=_origins(ordered),
        tasted=DecisionKind.TASTE in flags,
        spiked=DecisionKind.SPIKE in flags,
        pinned=DecisionKind.PIN in flags,
        killed=killed or stopped or DecisionKind.KILL in flags,
        corrected_headline=correction.detail.get("headline", "") if correction else "",
        correction=correction.note if correction else "",
        places=tuple(dict.fromkeys(v.source for v in ordered)),
    )


_NEW = LineCall(0, LineKind.NEW)

# A version that comes so long after the one before it mends the record; it does not make the line new again.
_MENDS = dt.timedelta(hours=48)


def _foremost(versions: Sequence[Version]) -> Version:
    """The last of some versions; where the same item came in a higher version before it, that one."""
    last = versions[-1]
    if not last.item.uri or number_of(last.item) is None:
        return last
    same = [
        (number, v.id, v)
        for v in versions
        if v.source == last.source and v.item.uri == last.item.uri
        if (number := number_of(v.item)) is not None
    ]
    return max(same, key=lambda one: one[:2])[2]


def _last_news(versions: Sequence[Version]) -> dt.datetime:
    time = versions[0].time
    for version in versions[1:]:
        if version.time - time <= _MENDS:
            time = max(time, version.time)
    return time


def _origins(versions: Sequence[Version]) -> tuple[str, ...]:
    return voices(name for version in reversed(versions) for name in origins_of(version.item))


def story_of(
    lines: Sequence[Line], *, situation: int | None, flags: Mapping[DecisionKind, Decision], id: int | None = None
) -> Story:
    """The story that some lines make: named by its leading line, counted by lines, wires and origins."""
    standing = [line for line in lines if not line.spiked and not line.killed] or list(lines)
    lead = leading(standing)
    origins = voices(origin for line in standing for origin in line.origins or (f"wire {line.source}",))
    urgencies = [line.head.item.urgency for line in standing if line.head.item.urgency]
    days = Counter(line.time.date().isoformat() for line in standing)
    return Story(
        id=id or min(line.id for line in lines),
        title=lead.headline,
        first_time=min(line.first_time for line in standing),
        time=max(line.time for line in standing),
        lines=len(standing),
        versions=sum(line.versions for line in standing),
        wires=len({place for line in standing for place in line.places or (line.source,)}),
        origins=len(origins),
        situation=situation,
        changed=0,
        pinned=DecisionKind.PIN in flags or any(line.pinned for line in standing),
        spiked=DecisionKind.SPIKE in flags or all(line.spiked or line.killed for line in lines),
        tasted=DecisionKind.TASTE in flags or any(line.tasted for line in standing),
        urgency=min(urgencies, default=None),
        days=tuple(f"{day}:{count}" for day, count in sorted(days.items())[-_LONGEST_CURVE:]),
    )


# A leading line is sought among those at most this much older than the newest.
_LEAD_WINDOW = dt.timedelta(hours=12)


def leading(lines: Sequence[Line]) -> Line:
    """The line that speaks for a story: pinned or tasted by the desk, else of the latest day the one that began last among the
    newest."""
    latest = max(_day(line) for line in lines)
    late = [line for line in lines if _day(line) == latest]
    newest = max(line.time for line in late)
    fresh = [line for line in late if newest - line.time <= _LEAD_WINDOW]
    chosen = [line for line in lines if line.pinned or line.tasted] or fresh
    return max(chosen, key=lambda line: (line.pinned, line.tasted, line.first_time, len(line.origins), line.versions, line.id))


def _day(line: Line) -> dt.date:
    """The day that a line tells of: the one its copy states, however late its words were mended, else that of its last news."""
    last = line.time.date()
    return min(line.head.item.day or last, last)


def situation_of(stories: Sequence[Story], *, name: str, id: int, parent: int | None = None) -> Situation:
    """The situation that some stories make."""
    return Situation(
        id=id,
        name=name,
        first_time=min(s.first_time for s in stories),
        time=max(s.time for s in stories),
        stories=len(stories),
        lines=sum(s.lines for s in stories),
        changed=0,
        parent=parent,
    )
