"""Dated events: each dated by when it happened, the same event from many reports one entry with all its sources.

It must not date an event by when it was told, unless the sentence is the news of that day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from copytaster.dossier.actors import Cast
from copytaster.dossier.choose import overlap
from copytaster.dossier.days import named_days, weigh_days
from copytaster.dossier.telling import Candidate
from copytaster.dossier.values import Event, Precision, SectionKey, When

# Two reports of one day tell the same event when the shorter shares this much of its words with the other.
_SAME_EVENT = 0.4
LONGEST = 60


def timeline(found: Sequence[Candidate], cast: Cast, sections: Mapping[int, SectionKey]) -> tuple[Event, ...]:
    """The events of a situation in order of time; the weightiest where there are too many. `sections` is by index in `found`."""
    days = _days(found)
    by_day: dict[When, list[int]] = defaultdict(list)
    for place, c in enumerate(found):
        if c.when and not c.is_future and c.read.role.label not in {"evaluation", "expectation", "anecdote"}:
            by_day[c.when].append(place)
    events = [event for when, places in by_day.items() for event in _events(when, places, found, cast, sections, days)]
    events.sort(key=lambda e: -e.weight)
    return tuple(sorted(events[:LONGEST], key=lambda e: (e.when.first, e.when.last)))


def _days(found: Sequence[Candidate]) -> Mapping[dt.date, float]:
    """How much each day matters (dossier/days): by the copy that can be told."""
    printed: dict[int, dt.date | None] = {}
    named: dict[int, set[dt.date]] = defaultdict(set)
    for c in found:
        printed[c.citation.version] = c.day
        named[c.citation.version] |= named_days(c.read.times)
    return weigh_days((day, named[version]) for version, day in printed.items())


def _events(
    when: When,
    places: list[int],
    found: Sequence[Candidate],
    cast: Cast,
    sections: Mapping[int, SectionKey],
    days: Mapping[dt.date, float],
) -> list[Event]:
    groups: list[list[int]] = []
    for place in sorted(places, key=lambda p: -found[p].weight):
        home = next((g for g in groups if overlap(found[place].read.terms, found[g[0]].read.terms) >= _SAME_EVENT), None)
        if home is None:
            groups.append([place])
        else:
            home.append(place)
    return [_event(when, group, found, cast, sections, days) for group in groups]


def _event(
    when: When,
    group: list[int],
    found: Sequence[Candidate],
    cast: Cast,
    sections: Mapping[int, SectionKey],
    days: Mapping[dt.date, float],
) -> Event:
    best = found[group[0]]
    told = {found[p].citation.version for p in group}
    actors = tuple(dict.fromkeys(a.key for p in group for a in cast.in_span(found[p].read, found[p].read.start, found[p].read.end)))
    matters = days.get(when.first, 0.0) if when.precision == Precision.DAY else 0.0
    return Event(
        when,
        best.told.text,
        tuple(found[p].citation for p in group[:8]),
        next((sections[p] for p in group if p in sections), None),
        actors[:8],
        best.told.edits,
        len(told),
        best.weight * (1 + len(told)) + matters,
    )
