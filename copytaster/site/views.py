"""Values as plain dictionaries, once for all faces: the same ones are filled into templates, served as JSON and put into feeds.

It must not ask the store or know a template; what a page says about a line is decided here and nowhere else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from copytaster.desk.front import RailPlace, Ranked
from copytaster.fetch.health import Health
from copytaster.model import (
    CLOCK_ERROR,
    HANDED_OVER,
    Change,
    ChangeKind,
    Dated,
    Decision,
    DiffPart,
    Line,
    LineCall,
    Situation,
    Source,
    SourceState,
    Story,
    Version,
)
from copytaster.text.words import fold

View = dict[str, Any]


def slug(title: str) -> str:
    """A title as the readable end of an address."""
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:60].rstrip("-")


def address(level: str, id: int, title: str = "") -> str:
    """The page of a line, story or situation. Only the number counts; the words are for people."""
    words = slug(title)
    return f"/{level}/{id}-{words}" if words else f"/{level}/{id}"


def when(time: dt.datetime, dated: Dated = Dated.INSTANT) -> View:
    """An instant for machines (`iso`) and people (`text`): a day only where the wire gave only a day."""
    if dated is Dated.DAY:
        return {"iso": time.date().isoformat(), "text": f"{time:%-d %b %Y}", "dated": dated.value}
    text = f"{time:%-d %b %Y, %H:%M}"
    if dated is Dated.ARRIVAL:
        return {"iso": time.isoformat(), "text": f"undated; read {time:%-d %b %Y}", "dated": dated.value}
    return {"iso": time.isoformat(), "text": text, "dated": dated.value}


def ahead(value: Version) -> View | None:
    """The time that a version gives itself where that was still to come when it arrived: it stands under its arrival then."""
    claimed = value.item.version_created
    return when(claimed) if claimed is not None and claimed - value.arrived > CLOCK_ERROR else None


def source(value: Source | None, key: str = "") -> View:
    """A wire with what must be said wherever its copy is shown."""
    if value is None:
        return {"key": key, "name": key, "attribution": "", "licence": "", "licence_url": "", "homepage": ""}
    return {
        "key": value.key,
        "name": value.name,
        "attribution": value.attribution,
        "licence": value.licence,
        "licence_url": _web(value.licence_url),
        "homepage": _web(value.homepage),
    }


def line(value: Line, sources: Mapping[str, Source]) -> View:
    """A line as a row of the wire."""
    item = value.head.item
    text = "" if value.killed else item.text
    return {
        "id": value.id,
        "url": address("line", value.id, value.headline),
        "headline": value.headline,
        "wire_headline": item.headline if value.corrected_headline else "",
        "source": source(sources.get(value.source), value.source),
        "origins": list(value.origins),
        "places": [source(sources.get(place), place)["name"] for place in value.places if place != value.source],
        "time": when(value.time, value.head.dated),
        "dated_ahead": ahead(value.head),
        "first_time": when(value.first_time, value.head.dated),
        "versions": value.versions,
        "version": value.head.id,
        "story": value.story,
        "summary": shortened(text, item.headline),
        "link": _web(item.url),
        "credits": [] if value.killed else [{"outlet": c.outlet, "url": _web(c.url)} for c in item.credits],
        "genre": value.genre.value,
        "urgency": item.urgency,
        "slugline": "" if value.killed else item.slugline,
        "language": item.language or "",
        "notes": list(item.notes),
        "tasted": value.tasted,
        "pinned": value.pinned,
        "spiked": value.spiked,
        "killed": value.killed,
        "correction": value.correction,
        "change": value.changed,
    }


def shortened(text: str, headline: str, longest: int = 320) -> str:
    """The beginning of a text without repeating a headline that was taken from it."""
    text = " ".join(text.split())
    if text.startswith(headline.rstrip(" …")):
        is_cut = headline.endswith("…")
        text = ("… " if is_cut else "") + text[len(headline.rstrip(" …")) :].lstrip(" .")
    if len(text) > longest:
        text = text[:longest].rsplit(" ", 1)[0] + " …"
    return text


def version(value: Version, call: LineCall | None, change: Change | None, *, killed: bool = False, for_desk: bool = False) -> View:
    """A version in the chain of its line: its words, how it differs from the one before, and why it stands here. Of killed copy
    only the headlines stand; what the wire says to editors is shown to them alone."""
    item = value.item
    return {
        "id": value.id,
        "headline": item.headline,
        "text": "" if killed else item.text,
        "time": when(value.time, value.dated),
        "dated_ahead": ahead(value),
        "arrived": when(value.arrived),
        "kind": call.kind.value if call else "new",
        "of": call.of if call else None,
        "why": call.why if call else "",
        "score": call.score if call else 0.0,
        "kinds": [kind.value for kind in change.kinds] if change else [],
        "advisory": change.advisory if change and (not killed or ChangeKind.KILLED in change.kinds) else "",
        "after": between(change.seconds) if change else "",
        "headline_diff": diff(change.headline) if change and not killed else [],
        "text_diff": diff(change.text) if change and not killed else [],
        "link": _web(item.url),
        "version": item.version or "",
        "ed_note": item.ed_note if for_desk else "",
        "notes": list(item.notes),
        "credits": [] if killed else [{"outlet": c.outlet, "url": _web(c.url)} for c in item.credits],
    }


def diff(parts: Sequence[DiffPart]) -> list[View]:
    """A word diff as parts to print: same, added, removed."""
    return [{"op": part.op, "text": part.text} for part in parts]


def between(seconds: float | None) -> str:
    """The time between two versions in words."""
    if seconds is None:
        return ""
    seconds = abs(seconds)
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            number = round(seconds / size)
            return f"{number} {unit}{'' if number == 1 else 's'} later"
    return "at once" if seconds < 1 else f"{round(seconds)} seconds later"


def story(value: Story) -> View:
    """A story's own facts."""
    return {
        "id": value.id,
        "url": address("story", value.id, value.title),
        "title": value.title,
        "time": when(value.time),
        "first_time": when(value.first_time),
        "lines": value.lines,
        "versions": value.versions,
        "wires": value.wires,
        "origins": value.origins,
        "situation": value.situation,
        "pinned": value.pinned,
        "tasted": value.tasted,
        "spiked": value.spiked,
        "killed": False,
        "correction": "",
        "counts": counts(value),
        "change": value.changed,
    }


def counts(value: Story) -> str:
    """How much stands behind a story, in words."""
    parts = [_plural(value.lines, "line"), _plural(value.wires, "wire"), _plural(value.origins, "origin")]
    if value.versions > value.lines:
        parts.insert(1, _plural(value.versions, "version"))
    return ", ".join(parts)


def ranked(value: Ranked, place: int, sources: Mapping[str, Source]) -> View:
    """A story with its place on the front page and the reasons for it."""
    return {
        **story(value.story),
        "place": place,
        "weight": value.weight.value,
        "reasons": list(value.weight.reasons),
        "lead": line(_lead(value), sources),
        "overtaken": [o.line for o in value.overtaken],
    }


def _lead(value: Ranked) -> Line:
    """The line whose text stands under a story's title: the one that the title is from, else the newest that may be used."""
    usable = [one for one in value.lines if not one.killed] or list(value.lines)
    return next((one for one in usable if one.headline == value.story.title), usable[0])


def rail(value: RailPlace, sources: Mapping[str, Source]) -> View:
    """A featured piece and how it stands."""
    return {**line(value.line, sources), "state": value.call.state.value, "why": value.call.why, "by": value.call.by}


def situation(value: Situation) -> View:
    """A situation's own facts."""
    return {
        "id": value.id,
        "url": address("situation", value.id, value.name),
        "name": value.name,
        "first_time": when(value.first_time, Dated.DAY),
        "time": when(value.time, Dated.DAY),
        "stories": value.stories,
        "lines": value.lines,
        "parent": value.parent,
        "counts": f"{_plural(value.stories, 'story', 'stories')}, {_plural(value.lines, 'line')}",
    }


def decision(value: Decision, *, undone: bool) -> View:
    """A decision as a row of the desk's book."""
    return {
        "id": value.id,
        "kind": value.kind.value,
        "on": list(value.on),
        "level": value.detail.get("level", "line"),
        "at": when(value.at),
        "by": value.by,
        "note": value.note,
        "headline": value.detail.get("headline", ""),
        "undoes": value.undoes,
        "undone": undone,
    }


def source_state(value: Source, state: SourceState, lines: int, health: Health | None, *, for_desk: bool) -> View:
    """A wire and how it fares; what was handed over once has no health. Addresses may hold secrets, and troubles name them: both
    are for the desk."""
    return {
        **source(value),
        "address": value.address if for_desk else "",
        "kind": value.kind,
        "pace": value.pace.value,
        "folder": value.folder,
        "lines": lines,
        "status": health.status.value if health else HANDED_OVER,
        "is_trouble": bool(health and health.status.is_trouble),
        "why": health.why if health and for_desk else "",
        "problem": state.problem if for_desk else "",
        "checked": when(state.checked) if state.checked else None,
        "next_check": when(state.next_check) if state.next_check else None,
        "succeeded": when(state.succeeded) if state.succeeded else None,
        "failures": state.failures,
    }


def attributions(sources: Iterable[Source | None]) -> list[View]:
    """What must be said of the wires whose copy a page shows."""
    seen = {value.key: value for value in sources if value is not None and (value.attribution or value.licence)}
    return [source(value) for value in seen.values()]


def _plural(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _web(link: str) -> str:
    """An address that may stand in a link: http and https only, whatever a wire sends."""
    return link if re.match(r"https?://", link, re.IGNORECASE) else ""
