"""Dated events: each dated by when it happened, the same event from many reports one entry with all its sources.

It must not date an event by when it was told, unless the sentence is the news of that day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from copytaster.dossier.actors import Cast
from copytaster.dossier.answers import is_bare_quotation
from copytaster.dossier.days import named_days, weigh_days
from copytaster.dossier.oneevent import is_one_event, is_surely_one, rarity_in
from copytaster.dossier.order import understood
from copytaster.dossier.telling import Candidate, is_denied
from copytaster.dossier.values import Event, Precision, SectionKey, When

LONGEST = 40
# A year that one sentence names is mostly a biography.
_A_YEAR = 0.5
_NO_EVENT = frozenset({"evaluation", "expectation", "anecdote"})


def timeline(found: Sequence[Candidate], cast: Cast, sections: Mapping[int, SectionKey]) -> tuple[Event, ...]:
    """The events of a situation in order of time; the weightiest where there are too many. `sections` is by index in `found`."""
    days = _days(found)
    by_day: dict[When, list[int]] = defaultdict(list)
    for place, c in enumerate(found):
        if c.when and not (c.is_future or c.lasts) and not is_denied(c) and c.read.role.label not in _NO_EVENT:
            by_day[c.when].append(place)
    rarity = rarity_in(found)
    groups = _merged([(when, group) for when, places in by_day.items() for group in _grouped(places, found, rarity)], found)
    events = [(_event(when, group, found, cast, sections, days), found[group[0]]) for when, group in groups]
    ordered = sorted(_weightiest(events), key=lambda one: _order(one[0]))
    told = understood(ordered, lambda one: one[0].text, lambda one: one[0].when.first)
    return tuple(one for event, best in told for one in (event, *_answers(event, best)))


# Where there are too many, each event more of one day counts so much less: a day on which forty texts came out would fill it all.
_ANOTHER = 0.5


def _weightiest(events: Sequence[tuple[Event, Candidate]]) -> list[tuple[Event, Candidate]]:
    """The events that there is room for, each day's weightiest before its second."""
    told: Counter[dt.date] = Counter()
    worth: list[tuple[float, tuple[Event, Candidate]]] = []
    for event, best in sorted(events, key=lambda one: -one[0].weight):
        worth.append((event.weight * _ANOTHER ** told[event.when.first], (event, best)))
        told[event.when.first] += 1
    worth.sort(key=lambda one: -one[0])
    return [one for _, one in worth[:LONGEST]]


def _answers(event: Event, best: Candidate) -> Iterator[Event]:
    """What is told right behind an event, as in the text: a report does not stand without its denial. Bare words are no event."""
    for c in best.answers:
        if not is_bare_quotation(c.told.text):
            yield replace(event, text=c.told.text, citations=(c.citation,), edits=c.told.edits, told=1)


def _order(event: Event) -> tuple[dt.date, dt.date, str, int, int]:
    """By when it happened; what happened on one day by when it was told."""
    first = event.citations[0]
    return event.when.first, event.when.last, first.time.isoformat() if first.time else "", first.version, first.start


def _days(found: Sequence[Candidate]) -> Mapping[dt.date, float]:
    """How much each day matters (dossier/days): by the copy that can be told."""
    printed: dict[int, dt.date | None] = {}
    named: dict[int, set[dt.date]] = defaultdict(set)
    for c in found:
        printed[c.citation.version] = c.day
        named[c.citation.version] |= named_days(c.read.times)
    return weigh_days((day, named[version]) for version, day in printed.items())


Group = tuple[When, list[int]]


def _grouped(places: list[int], found: Sequence[Candidate], rarity: Mapping[str, float]) -> list[list[int]]:
    """The sentences of one time that tell the same event, the weightiest first."""
    groups: list[list[int]] = []
    for place in sorted(places, key=lambda p: -found[p].weight):
        home = next((g for g in groups if is_one_event(found[place], found[g[0]], rarity)), None)
        if home is None:
            groups.append([place])
        else:
            home.append(place)
    return groups


# The same event told of a month and of a day in it, or of a day and, without a date, in copy of the next one, shares more words.
_SURELY_SAME = 0.6


def _merged(groups: Sequence[Group], found: Sequence[Candidate]) -> list[Group]:
    """Groups with those joined that tell one event less exactly: of a span that holds the day, or of the day after."""
    exact: dict[dt.date, list[Group]] = defaultdict(list)
    for when, group in groups:
        if when.precision == Precision.DAY:
            exact[when.first].append((when, group))
    gone: set[int] = set()
    for when, group in groups:
        home = next((g for w, g in _exacter(when, group, exact, found) if g is not group and id(g) not in gone), None)
        if home is not None:
            home += group
            gone.add(id(group))
    return [(when, group) for when, group in groups if id(group) not in gone]


def _exacter(when: When, group: list[int], exact: Mapping[dt.date, list[Group]], found: Sequence[Candidate]) -> Iterator[Group]:
    if when.precision == Precision.DAY:
        undated = not any(t.precision == "day" for p in group for t in found[p].read.times)
        near = exact.get(when.first - dt.timedelta(days=1), ()) if undated else ()
    else:
        near = [g for day, held in exact.items() if when.first <= day <= when.last for g in held]
    one = found[group[0]]
    return ((w, g) for w, g in near if is_surely_one(one, found[g[0]], _SURELY_SAME))


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
        best.weight * (1 + len(told)) * (_A_YEAR if when.precision == Precision.YEAR else 1.0) + matters,
    )
