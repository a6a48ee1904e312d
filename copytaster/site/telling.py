"""Pages that tell: situations, dossiers with every sentence cited, analyses with what the desk's check found, editions.

It must not compose or check; it lays out what the desk was told.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from copytaster.desk.printing import FORMS
from copytaster.desk.telling import ANALYSIS, DOSSIER, draft_of, lines_of
from copytaster.dossier.daymarks import paragraphs
from copytaster.dossier.draft import Revision
from copytaster.dossier.fallen import Fallen
from copytaster.dossier.plain import restore
from copytaster.dossier.values import TITLES, Citation, Claim, Contest, Dossier, Event, Finding, Precision, Sentence
from copytaster.errors import Unknown
from copytaster.model import Dated, Line, Situation, Source, Version
from copytaster.site import charts, graphs, views
from copytaster.site.analyses import analysis_sections, published_version
from copytaster.site.faces import Ask, Page
from copytaster.site.pages import _moved, _number, _sources, not_for_readers
from copytaster.store.base import Edition, Reader
from copytaster.taste.changes import diff

_LISTED = 400
_LATELY = dt.timedelta(days=14)


def situations(ask: Ask) -> Page:
    """All situations that have grown beyond one story, the largest first, those below another under it."""
    found = ask.desk.store.situations(limit=_LISTED)
    shown = {s.id for s in found}
    below: dict[int, list[Situation]] = {}
    for one in found:
        if one.parent in shown:
            below.setdefault(one.parent or 0, []).append(one)
    tops = [one for one in found if one.parent not in shown]
    lately = ask.desk.now() - _LATELY
    return Page(
        "situations.html",
        "Situations",
        {
            "groups": [
                {
                    "title": title,
                    "situations": [
                        {**views.situation(one), "below": [views.situation(b) for b in _all_below(one, below)]} for one in group
                    ],
                }
                for title, group in (
                    ("With news in the last two weeks", [one for one in tops if one.time >= lately]),
                    ("Older", [one for one in tops if one.time < lately]),
                )
                if group
            ]
        },
        twin="/situations.json",
    )


def _all_below(top: Situation, below: Mapping[int, Sequence[Situation]]) -> list[Situation]:
    found: list[Situation] = []
    queue = list(below.get(top.id, ()))
    seen = {top.id}
    while queue:
        one = queue.pop(0)
        if one.id not in seen:
            seen.add(one.id)
            found.append(one)
            queue += below.get(one.id, ())
    return found


def situation(ask: Ask) -> Page:
    """A situation with its dossier: six sections, timeline, actors, contested claims, sources, stories."""
    desk, store = ask.desk, ask.desk.store
    found: Situation = desk.find("situation", _number(ask.path["id"]))
    true = views.address("situation", found.id, found.name)
    if moved := _moved(ask, true):
        return moved
    told = desk.tell(found.id)
    sources = _sources(store)
    rests_on = set(told.line_of.values())
    lines = [line for line in lines_of(store, found) if line.id in rests_on]
    editions = desk.editions(DOSSIER, found.id)
    laid_out = Layout(told.dossier, told.versions, told.line_of, sources, desk.fallen(told.dossier, printed=False)).view()
    stories = store.stories(situation=found.id)
    below = [one for id_ in store.situations_below(found.id) if (one := store.situation(id_)) is not None]
    return Page(
        "situation.html",
        found.name,
        {
            "situation": views.situation(found),
            "above": _above(store, found),
            "below": [views.situation(one) for one in below],
            "dossier": laid_out,
            "findings": [finding(f) for f in told.findings],
            "is_shown_to_desk": ask.editor is not None or desk.is_demo,
            "coverage": charts.coverage(
                [line.time for line in lines], days=_told_days(told.dossier, [line.time for line in lines])
            ),
            "stories": [views.story(one) for one in stories],
            "editions": [edition_view(e) for e in editions],
            "draft": [revision(r) for r in draft_of(told, editions[0])] if editions else [],
            "forms": list(FORMS),
            "attributions": views.attributions(sources.get(key) for key in sorted({line.source for line in lines})),
        },
        twin=f"{true}.json",
    )


def _above(store: Reader, value: Situation) -> list[dict[str, Any]]:
    """The situations that this one is part of, outermost first."""
    found: list[Situation] = []
    seen = {value.id}
    parent = value.parent
    while parent is not None and parent not in seen and (one := store.situation(parent)) is not None:
        seen.add(parent)
        found.insert(0, one)
        parent = one.parent
    return [views.situation(one) for one in found]


def _told_days(dossier: Dossier, times: Sequence[dt.datetime]) -> list[dt.date]:
    """The exact days that the sections tell of, as far as they lie within a year of the copy."""
    if not times:
        return []
    told = [s.when.first for section in dossier.sections for s in section.sentences if s.when and s.when.precision == Precision.DAY]
    first, last = min(times).date() - _NEAR, max(times).date() + _NEAR
    return [day for day in told if first <= day <= last]


_NEAR = dt.timedelta(days=366)


class Layout:
    """A dossier laid out for a page: citations numbered in the order in which a reader meets them."""

    def __init__(
        self,
        dossier: Dossier,
        versions: Mapping[int, Version],
        line_of: Mapping[int, int],
        sources: Mapping[str, Source],
        fallen: Fallen,
    ) -> None:
        self._fallen = fallen
        self._dossier = dossier
        self._versions = versions
        self._line_of = line_of
        self._sources = sources
        self._numbers: dict[tuple[int, str, int, int], int] = {}
        self._cited: list[dict[str, Any]] = []

    def view(self) -> dict[str, Any]:
        """The whole dossier as a view."""
        dossier = self._dossier
        names = {actor.key: actor.name for actor in dossier.actors}
        sides = {side.key: side.name for side in dossier.sides}
        sections = [
            {
                "key": section.key.value,
                "title": section.title,
                "note": section.note,
                "sentences": [
                    self._sentence(one, sides) | {"day": day, "paragraph": number}
                    for number, marked in enumerate(paragraphs(section.sentences), start=1)
                    for day, one in marked
                ],
            }
            for section in dossier.sections
        ]
        titles = {key: dossier.section(key).title for key in TITLES}
        events = [self._event(place, one, names) for place, one in enumerate(dossier.timeline, start=1)]
        return {
            "title": dossier.title,
            "as_of": views.when(dossier.as_of) if dossier.as_of else None,
            "trigger": dossier.trigger.isoformat() if dossier.trigger else None,
            "sections": sections,
            "is_empty": not any(section["sentences"] for section in sections),
            "events": events,
            "timeline": charts.timeline(
                [
                    {
                        "key": e["key"],
                        "start": one.when.first,
                        "when": e["when"],
                        "section": e["section"],
                        "label": one.text,
                        "actors": e["actors"],
                    }
                    for e, one in zip(events, dossier.timeline, strict=True)
                ],
                [title for key, title in titles.items() if key.value != "standfirst"] + [""],
            ),
            "lanes": sorted({e["section"] for e in events if e["section"]}, key=list(titles.values()).index),
            "actors": [
                {
                    "key": actor.key,
                    "name": actor.name,
                    "kind": actor.kind,
                    "aliases": [alias for alias in actor.aliases if alias != actor.name],
                    "side": sides.get(actor.side, ""),
                    "role": actor.role,
                    "mentions": actor.mentions,
                }
                for actor in dossier.actors
            ],
            "sides": list(sides.values()),
            "acting": _acting(events),
            "graph": graphs.relations(dossier.relations, dossier.actors, dossier.sides),
            "relations": [
                {
                    "actor": names.get(one.actor, one.actor),
                    "verb": one.verb,
                    "target": names.get(one.target, one.target),
                    "count": one.count,
                    "tone": one.tone,
                    "citations": [self._cite(c) for c in one.citations[:3]],
                    "fallen": self._fallen.resting(one.citations),
                }
                for one in dossier.relations
            ],
            "claims": [self._claim(one, sides) for one in dossier.claims],
            "contests": [self._contest(one, sides) for one in dossier.contests],
            "cover": [
                {
                    "title": self._dossier.section(row.key).title,
                    "sentences": row.sentences,
                    "sourced": row.sourced,
                    "origins": list(row.origins),
                    "sides": [sides.get(side, side) for side in row.sides],
                }
                for row in dossier.cover.sections
            ],
            "missing": [sides.get(side, side) for side in dossier.cover.missing],
            "cited": self._cited,
            "notice": self._fallen.notice,
        }

    def _sentence(self, one: Sentence, sides: Mapping[str, str]) -> dict[str, Any]:
        return {
            "text": one.text,
            "citations": [self._cite(c) for c in one.citations],
            "fallen": self._fallen.resting(one.citations),
            "when": str(one.when) if one.when else "",
            "speaker": one.speaker,
            "side": sides.get(one.side, ""),
            "origins": list(one.origins),
            "one_origin": one.has_one_origin,
            "overtaken": one.overtaken,
            "edits": [{"old": e.old, "new": e.new, "why": e.why} for e in one.edits],
            "why": one.why,
        }

    def _event(self, place: int, one: Event, names: Mapping[str, str]) -> dict[str, Any]:
        return {
            "key": f"event-{place}",
            "when": str(one.when),
            "first": one.when.first.isoformat(),
            "last": one.when.last.isoformat(),
            "precision": one.when.precision.value,
            "text": one.text,
            "section": self._dossier.section(one.section).title if one.section else "",
            "actors": [names[a] for a in one.actors if a in names],
            "citations": [self._cite(c) for c in one.citations],
            "fallen": self._fallen.resting(one.citations),
            "told": one.told,
        }

    def _claim(self, one: Claim, sides: Mapping[str, str]) -> dict[str, Any]:
        return {
            "key": one.key,
            "speaker": one.speaker,
            "cue": one.cue,
            "words": one.words,
            "direct": one.direct,
            "side": sides.get(one.side, ""),
            "said": one.said.isoformat() if one.said else "",
            "origins": list(one.origins),
            "citation": self._cite(one.citation),
            "fallen": self._fallen.resting([one.citation]),
            "overtaken_by": one.overtaken_by,
            "why": one.why,
        }

    def _contest(self, one: Contest, sides: Mapping[str, str]) -> dict[str, Any]:
        return {"question": one.question, "claims": [self._claim(claim, sides) for claim in one.claims]}

    def _cite(self, one: Citation) -> dict[str, Any]:
        """A citation with its number; the same span keeps its number wherever it is cited."""
        key = (one.version, one.field.value, one.start, one.end)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self._cited.append(self._source_of(one, self._numbers[key]))
        return self._cited[self._numbers[key] - 1]

    def _source_of(self, one: Citation, number: int) -> dict[str, Any]:
        source = self._sources.get(one.source)
        version = self._versions.get(one.version)
        line = self._line_of.get(one.version)
        time = one.time or (version.time if version else None)
        return {
            "number": number,
            "version": one.version,
            "line": line,
            "href": f"/line/{line}#version-{one.version}" if line else f"/version/{one.version}",
            "field": one.field.value,
            "start": one.start,
            "end": one.end,
            "words": one.words,
            "wire": source.name if source else one.source,
            "outlets": list(one.outlets),
            "url": views._web(one.url),
            "fallen": self._fallen.of(one),
            "time": views.when(time, version.dated if version else Dated.INSTANT) if time else None,
        }


_MOST_NAMES = 12


def _acting(events: Sequence[Mapping[str, Any]]) -> list[str]:
    """The actors of two events or more, for the filter of the timeline."""
    counts = Counter(name for event in events for name in event["actors"])
    return [name for name, n in counts.most_common(_MOST_NAMES) if n > 1]


def finding(value: Finding) -> dict[str, Any]:
    """A finding for a page."""
    return {
        "code": value.code,
        "place": value.place,
        "reason": value.reason,
        "severity": value.severity.value,
        "words": value.words,
    }


def revision(value: Revision) -> dict[str, Any]:
    """One change of a draft, with its words compared where they were reworded."""
    parts = diff(value.before, value.after) if value.kind == "reworded" else ()
    return {
        "kind": value.kind,
        "section": value.section,
        "before": value.before,
        "after": value.after,
        "why": value.why,
        "diff": [{"op": p.op, "text": p.text} for p in parts],
    }


def edition_view(value: Edition) -> dict[str, Any]:
    """An edition as a row."""
    return {
        "id": value.id,
        "url": f"/edition/{value.id}",
        "number": value.number,
        "title": value.title,
        "at": views.when(value.at),
        "note": value.note,
        "decision": value.decision,
    }


def edition(ask: Ask) -> Page:
    """One published edition, frozen, with what has become of its sources since."""
    desk, store = ask.desk, ask.desk.store
    number = _number(ask.path["id"])
    found = store.edition(number)
    if found is None or found not in desk.editions(found.kind, found.anchor or 0):
        raise Unknown(f"there is no edition {number}, or it was taken back")
    if found.kind == ANALYSIS:
        return Page("", "", {}, moved_to=views.address("analysis", found.anchor or 0, found.title))
    held: Dossier = restore(Dossier, json.loads(found.content))
    versions = {v.id: v for v in store.versions(held.versions)}
    line_of = {v: line for v in versions if (line := store.line_of(v)) is not None}
    sources = _sources(store)
    view = Layout(held, versions, line_of, sources, desk.fallen(held, printed=True)).view()
    return Page(
        "edition.html",
        found.title,
        {
            "edition": edition_view(found),
            "situation": found.anchor,
            "forms": list(FORMS),
            "dossier": view,
            "attributions": views.attributions(sources.get(v.source) for v in versions.values()),
        },
        twin=f"/edition/{found.id}.json",
    )


def analysis(ask: Ask) -> Page:
    """An analysis: the published edition for readers, its check for the desk."""
    desk, store = ask.desk, ask.desk.store
    line: Line = desk.find("line", _number(ask.path["id"]))
    true = views.address("analysis", line.id, line.headline)
    if moved := _moved(ask, true):
        return moved
    editions = desk.editions(ANALYSIS, line.id)
    if not editions and ask.editor is None:
        raise Unknown("this analysis is not published")
    examined = desk.examine(line.id)
    sources = _sources(store)
    shown = published_version(store, editions) or line.head
    is_shown = ask.editor is not None or desk.is_demo
    held = examined.outline
    events = [
        {"key": f"event-{i}", "when": str(e.when), "section": TITLES[e.section] if e.section else "", "text": e.text}
        for i, e in enumerate(held.timeline, start=1)
    ]
    return Page(
        "analysis.html",
        line.headline,
        {
            "analysis": {**views.line(line, sources), **analysis_sections(shown)},
            "editions": [edition_view(e) for e in editions],
            "is_draft_newer": bool(editions) and shown.id != line.head.id,
            "is_shown_to_desk": is_shown,
            "findings": [finding(f) for f in examined.findings] if is_shown else [],
            "events": events,
            "contests": [
                {
                    "question": c.question,
                    "claims": [{"speaker": x.speaker, "cue": x.cue, "words": x.words, "direct": x.direct} for x in c.claims],
                }
                for c in held.contests
            ],
            "actors": [{"name": a.name, "kind": a.kind, "mentions": a.mentions} for a in held.actors],
            "attributions": views.attributions([sources.get(line.source)]),
        },
        twin=f"{true}.json",
    )


def version(ask: Ask) -> Page:
    """The way from a version to the line that it stands in."""
    number = _number(ask.path["id"])
    line = ask.desk.store.line_of(number)
    if line is None:
        raise Unknown(f"there is no version {number}")
    instead = not_for_readers(ask, ask.desk.find("line", line))
    return instead or Page("", "", {}, moved_to=f"/line/{line}#version-{number}")
