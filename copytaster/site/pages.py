"""What is on each page: a builder a page, from the desk's values to the view that templates, JSON and feeds share.

It must not write HTML, and it must not decide: it asks the desk, and says what it was told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from copytaster.desk.desk import Desk
from copytaster.desk.front import as_of, weighed
from copytaster.desk.holding import Stops
from copytaster.desk.rulings import undone
from copytaster.desk.telling import ANALYSIS
from copytaster.desk.wellbeing import health_of
from copytaster.errors import Misconfigured, Unknown
from copytaster.model import UTC, Dated, DecisionKind, Genre, Line, PubStatus, Source, SourceState, Story, Version
from copytaster.site import charts, views
from copytaster.site.analyses import analysis_sections, published_version
from copytaster.site.faces import Ask, Page
from copytaster.store.base import Reader, Wanted
from copytaster.store.codec import instant, micros
from copytaster.taste.changes import compare

_LIVE = 34
# The figures below the list say how many lie there in all.
_MOST_IN_QUARANTINE = 100
_SEARCHED = 50


def front(ask: Ask) -> Page:
    """The front page: ranked stories, the live wire, undated pages, the analysis, the rail."""
    desk, store = ask.desk, ask.desk.store
    at = _instant(ask.query.get("at", ""))
    made = desk.front(at)
    sources = _sources(store)
    live = [as_of(store, line, made.at) for line in store.lines(Wanted(limit=_LIVE, until=made.at))]
    live.sort(key=lambda line: (line.time, line.head.id), reverse=True)
    pages = [
        {
            "source": views.source(sources.get(page.source), page.source),
            "read": views.when(page.read, Dated.DAY),
            "lines": [wire_row(store, line, sources) for line in page.lines],
        }
        for page in made.pages
    ]
    stories = [views.ranked(ranked, place, sources) for place, ranked in enumerate(made.stories, start=1)]
    for view, ranked in zip(stories, made.stories, strict=True):
        view["curve"] = charts.spark(ranked.lines, until=made.at)
    rail = [views.rail(place, sources) for place in made.rail]
    analyses = [_analysis(ask, line, sources) for line in made.analyses]
    shown = {line.source for line in live} | {line.source for r in made.stories for line in r.lines}
    shown |= {page.source for page in made.pages} | {place.line.source for place in made.rail}
    return Page(
        "front.html",
        desk.settings.title,
        {
            "at": views.when(made.at),
            "past": at is not None,
            "stories": stories,
            "weighed": made.weighed,
            "hours": desk.settings.front_hours,
            "wire": [wire_row(store, line, sources) for line in live],
            "later": _later(store, made.at) if desk.is_demo else 0,
            "pages": pages,
            "rail": rail,
            "stale": sum(place["state"] == "stale" for place in rail),
            "analyses": [view for view in analyses if view],
            "attributions": views.attributions(sources.get(key) for key in sorted(shown)),
            "sources": len(sources),
        },
        feeds=_feeds("/feed", desk.settings.title),
        twin="/front.json",
    )


def _analysis(ask: Ask, line: Line, sources: Mapping[str, Source]) -> dict[str, Any] | None:
    """An analysis in sections: its newest edition for readers, its draft for the desk."""
    editions = ask.desk.editions(ANALYSIS, line.id)
    if not editions and ask.editor is None:
        return None
    shown = published_version(ask.desk.store, editions) or line.head
    address = views.address("analysis", line.id, line.headline)
    return {**views.line(line, sources), "url": address, **analysis_sections(shown)}


def wire(ask: Ask) -> Page:
    """The wire: lines newest first, versions folded under the one that stands."""
    store = ask.desk.store
    sources = _sources(store)
    query = ask.query
    now = ask.desk.now()
    limit = ask.desk.settings.wire_lines
    wanted = Wanted(
        limit=limit + 1,
        source=query.get("source", ""),
        text=query.get("q", ""),
        since=_instant(query.get("since", "")),
        until=_until(query.get("until", "")) or (None if query.get("later") else now),
        before=_before(query.get("before", "")),
        tasted=bool(query.get("tasted")),
        spiked=bool(query.get("spiked")) and ask.editor is not None,
    )
    lines = store.lines(wanted)
    more = lines[limit - 1] if len(lines) > limit else None
    shown = lines[:limit] if query.get("later") else [as_of(store, line, now) for line in lines[:limit]]
    shown.sort(key=lambda line: (line.time, line.head.id), reverse=True)
    rows = [wire_row(store, line, sources) for line in shown]
    filters = {name: query[name] for name in ("source", "q", "since", "until", "tasted", "spiked", "later") if query.get(name)}
    return Page(
        "wire.html",
        "The wire",
        {
            "wire": rows,
            "filters": filters,
            "wires": [{**views.source(source), "chosen": source.key == wanted.source} for source in sources.values()],
            "next": f"{micros(more.time)},{more.head.id}" if more else "",
            "is_live": not filters and not query.get("before"),
            "later": _later(store, now) if ask.desk.is_demo and not query.get("later") else 0,
            "attributions": views.attributions(sources.get(line.source) for line in lines[:limit]),
        },
        feeds=_feeds("/wire", "The wire"),
        twin=_with_query("/wire.json", query),
    )


def _later(store: Reader, now: dt.datetime) -> int:
    """How many lines began after an instant."""
    return store.count_lines(Wanted()) - store.count_lines(Wanted(until=now))


def wire_row(store: Reader, line: Line, sources: Mapping[str, Source], *, for_desk: bool = False) -> dict[str, Any]:
    """A line with its versions, each with what it changed: what unfolds in the wire."""
    view = views.line(line, sources)
    view["chain"] = chain(store, line, for_desk=for_desk) if line.versions > 1 else []
    return view


def chain(store: Reader, line: Line, *, for_desk: bool = False) -> list[dict[str, Any]]:
    """The versions of a line, newest first, each compared with the one that came before it in the line."""
    versions = [version for version in store.versions_of_line(line.id) if version.id <= line.head.id]
    calls = store.line_calls([v.id for v in versions])
    changes = {newer.id: compare(older, newer) for newer, older in pairwise(versions)}
    return [views.version(v, calls.get(v.id), changes.get(v.id), killed=line.killed, for_desk=for_desk) for v in versions]


def line(ask: Ask) -> Page:
    """One line: what it says now, its versions, where else the story is told."""
    store = ask.desk.store
    found: Line = ask.desk.find("line", _number(ask.path["id"]))
    if instead := not_for_readers(ask, found):
        return instead
    true = views.address("line", found.id, found.headline)
    if moved := _moved(ask, true):
        return moved
    sources = _sources(store)
    story = store.story(found.story) if found.story else None
    others = [one for one in _shown(ask, store.lines_of_story(story.id)) if one.id != found.id][:12] if story else []
    view = {**views.line(found, sources), "chain": chain(store, found, for_desk=ask.editor is not None)}
    decisions = store.decisions(on=[found.id])
    gone = undone(store.decisions(kind=DecisionKind.UNDO))
    by_desk = any(d.kind is DecisionKind.KILL and d.id not in gone for d in decisions)
    return Page(
        "line.html",
        found.headline,
        {
            "line": view,
            "text": "" if found.killed else found.head.item.text,
            "killed_by": "" if not found.killed else "The desk" if by_desk else "The wire",
            "is_withheld": found.killed and not by_desk and _is_withheld(store, found),
            "item": _item_facts(found.head, for_desk=ask.editor is not None) if ask.editor or not found.killed else [],
            "story": views.story(story) if story else None,
            "others": [views.line(one, sources) for one in others],
            "decisions": _decisions(store, decisions),
            "attributions": views.attributions([sources.get(found.source)]),
        },
        twin=f"{true}.json",
    )


def _is_withheld(store: Reader, line: Line) -> bool:
    """Whether a line must not be used because its wire holds it back, and not because it was killed."""
    order = Stops(store.orders_held()).stopping(store.versions_of_line(line.id))
    return order is not None and order.item.pub_status is PubStatus.WITHHELD


def _shown(ask: Ask, lines: Sequence[Line]) -> list[Line]:
    """The lines that may be shown to who asks: what was spiked is for the desk only."""
    return [line for line in lines if ask.editor is not None or not line.spiked]


def not_for_readers(ask: Ask, line: Line) -> Page | None:
    """A published analysis has a page of its own. Raises `Unknown` for what only the desk may see: drafts, and what was spiked."""
    if ask.editor is not None:
        return None
    if line.spiked:
        raise Unknown(f"line {line.id} was taken out by the desk")
    if line.genre is Genre.ANALYSIS:
        if not ask.desk.editions(ANALYSIS, line.id):
            raise Unknown(f"there is no line {line.id}")
        return Page("", "", {}, moved_to=f"/analysis/{line.id}")
    return None


def _item_facts(version: Version, *, for_desk: bool) -> list[list[str]]:
    """The fields of an item that a person may want to see, named as the glossary names them. What a wire says to editors is not
    printed."""
    item = version.item
    facts = [
        ("byline", item.byline),
        ("dateline", item.dateline),
        ("slugline", item.slugline),
        ("urgency", str(item.urgency or "")),
        ("version", item.version or ""),
        ("edNote", item.ed_note if for_desk else ""),
        ("origin", item.origin),
        ("filed under", " › ".join(item.situation)),
        ("subjects", ", ".join(s.name for s in item.subjects)),
        ("language", item.language or ""),
        ("reading notes", "; ".join(item.notes)),
    ]
    return [[name, value] for name, value in facts if value]


def story(ask: Ask) -> Page:
    """One story: its lines in time, its sources, its development, its situation."""
    desk, store = ask.desk, ask.desk.store
    found: Story = desk.find("story", _number(ask.path["id"]))
    true = views.address("story", found.id, found.title)
    if moved := _moved(ask, true):
        return moved
    sources = _sources(store)
    lines = at_the_hour(desk, _shown(ask, store.lines_of_story(found.id)))
    if not lines:
        raise Unknown(f"story {found.id} was taken out by the desk")
    now = desk.now()
    standing = weighed(found, lines, now if desk.is_demo else max(now, found.time))
    calls = store.story_calls([one.id for one in lines])
    rows = []
    for one in lines:
        row = wire_row(store, one, sources, for_desk=ask.editor is not None)
        call = calls.get(one.id)
        row["call"] = {"near": call.near, "score": call.score, "why": call.why} if call else None
        rows.append(row)
    situation = store.situation(found.situation) if found.situation else None
    decisions = store.decisions(on=[one.id for one in lines])
    return Page(
        "story.html",
        found.title,
        {
            "story": views.story(found),
            "reasons": list(standing.weight.reasons) if standing else [],
            "overtaken": [{"line": o.line, "by": o.by, "why": o.why} for o in standing.overtaken] if standing else [],
            "lines": rows,
            "outlets": _outlets(lines, sources),
            "development": charts.development(lines, {key: s.name for key, s in sources.items()}),
            "situation": views.situation(situation) if situation and situation.stories > 1 else None,
            "decisions": _decisions(store, decisions),
            "attributions": views.attributions(sources.get(one.source) for one in lines),
        },
        feeds=_feeds(true, found.title),
        twin=f"{true}.json",
    )


def at_the_hour(desk: Desk, lines: list[Line]) -> list[Line]:
    """Lines as they stood where a demo's clock stands; all as they are where it goes, or where none had come by then."""
    if not desk.is_demo:
        return lines
    return [as_of(desk.store, one, desk.now()) for one in lines if one.first_time <= desk.now()] or lines


def _outlets(lines: Sequence[Line], sources: Mapping[str, Source]) -> list[dict[str, Any]]:
    """Who tells a story: wires, and the outlets that their copy credits, most lines first."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in lines:
        wire_name = sources[one.source].name if one.source in sources else one.source
        for name in one.origins or (wire_name,):
            entry = found.setdefault((name, wire_name), {"outlet": name, "wire": wire_name, "lines": 0, "first": one.first_time})
            entry["lines"] += 1
            entry["first"] = min(entry["first"], one.first_time)
    ordered = sorted(found.values(), key=lambda e: (-e["lines"], e["first"], e["outlet"]))
    return [{**entry, "first": views.when(entry["first"])} for entry in ordered]


def search(ask: Ask) -> Page:
    """Search over everything: lines with all their wordings, situations, analyses."""
    store = ask.desk.store
    text = ask.query.get("q", "").strip()
    sources = _sources(store)
    found = store.search(text, limit=_SEARCHED, source=ask.query.get("source", "")) if text else []
    # A draft is for the desk, and an analysis that was published is found by what was printed of it: its title.
    hits = [hit for hit in found if ask.editor is not None or _is_out(ask, hit.line)]
    rows = [
        {
            **views.line(hit.line, sources),
            "snippet": [] if hit.line.killed or _is_draft(ask, hit.line) else _marked(hit.snippet),
            "found_in": hit.version,
            "score": round(hit.score, 3),
        }
        for hit in hits
    ]
    situations = store.situations(text=text, limit=10) if text else []
    return Page(
        "search.html",
        f"Search: {text}" if text else "Search",
        {
            "q": text,
            "source": ask.query.get("source", ""),
            "wires": [views.source(source) for source in sources.values()],
            "hits": rows,
            "is_full": len(rows) == _SEARCHED,
            "situations": [views.situation(s) for s in situations],
            "attributions": views.attributions(sources.get(hit.line.source) for hit in hits),
        },
        twin=_with_query("/search.json", ask.query),
    )


def _is_draft(ask: Ask, line: Line) -> bool:
    return line.genre is Genre.ANALYSIS and ask.editor is None


def _is_out(ask: Ask, line: Line) -> bool:
    return line.genre is not Genre.ANALYSIS or bool(ask.desk.editions(ANALYSIS, line.id))


def _marked(snippet: str) -> list[dict[str, Any]]:
    """A snippet as parts, those that were sought marked."""
    pieces = snippet.replace("\x02", "\x00\x02").replace("\x03", "\x00").split("\x00")
    return [{"text": piece.removeprefix("\x02"), "found": piece.startswith("\x02")} for piece in pieces if piece]


def health(ask: Ask) -> Page:
    """How the wires fare, those in trouble first, what lies in the store, and what could not be read."""
    store = ask.desk.store
    states = store.states()
    fared = [
        (s, state, health_of(ask.desk, s, state)) for s in store.sources() for state in [states.get(s.key) or SourceState(s.key)]
    ]
    fared.sort(key=lambda one: not (one[2] and one[2].status.is_trouble))
    return Page(
        "health.html",
        "Health",
        {
            "figures": _figures(store),
            "wires": [
                views.source_state(source, state, _count(store, source.key), held, for_desk=ask.editor is not None)
                for source, state, held in fared
            ],
            "quarantine": [
                {
                    "id": record.id,
                    "source": record.source,
                    "address": record.address if ask.editor is not None else "",
                    "received": views.when(record.received),
                    "size": record.size,
                    "problem": record.problem if ask.editor is not None else "",
                }
                for record in store.deliveries(state="quarantined", limit=_MOST_IN_QUARANTINE)
            ],
            "clock": views.when(ask.desk.now()),
        },
        twin="/health.json",
    )


def _count(store: Reader, source: str) -> int:
    return store.count_lines(Wanted(source=source, genre=None, spiked=True))


def _figures(store: Reader) -> dict[str, int]:
    figures = store.figures()
    return {name: getattr(figures, name) for name in figures.__dataclass_fields__}


def about(ask: Ask) -> Page:
    """Whose copy is shown here, under which licence."""
    sources = ask.desk.store.sources()
    return Page("about.html", "Sources and licences", {"wires": [views.source(s) for s in sources]}, twin="/about.json")


def book(ask: Ask) -> Page:
    """The desk's book: every decision, and the way to take it back."""
    store = ask.desk.store
    return Page("book.html", "Decisions", {"decisions": _decisions(store, store.decisions(limit=200))}, twin="/decisions.json")


def _decisions(store: Reader, decisions: Iterable[Any]) -> list[dict[str, Any]]:
    gone = undone(store.decisions(kind=DecisionKind.UNDO))
    unique = {d.id: d for d in decisions}
    return [views.decision(d, undone=d.id in gone) for d in sorted(unique.values(), key=lambda d: -d.id)]


def tasted(ask: Ask) -> Page:
    """The tasted list: what the desk picked."""
    store = ask.desk.store
    sources = _sources(store)
    lines = store.lines(Wanted(tasted=True, genre=None, limit=200))
    return Page(
        "tasted.html",
        "Tasted",
        {
            "wire": [wire_row(store, one, sources) for one in lines],
            "attributions": views.attributions(sources.get(one.source) for one in lines),
        },
        twin="/tasted.json",
    )


def _sources(store: Reader) -> dict[str, Source]:
    return {source.key: source for source in store.sources()}


def _number(text: str) -> int:
    digits = text.split("-", 1)[0]
    if not digits.isascii() or not digits.isdigit() or len(digits) > 15:
        raise Unknown(f"there is nothing under {text[:60]!r}")
    return int(digits)


def _moved(ask: Ask, true: str) -> Page | None:
    """Send the reader on where something was merged into another and has another number now; other words in the address do not
    matter."""
    asked = _number(ask.path["id"])
    if asked != int(true.rsplit("/", 1)[1].split("-", 1)[0]):
        return Page("", "", {}, moved_to=true)
    return None


def _instant(text: str) -> dt.datetime | None:
    try:
        when = dt.datetime.fromisoformat(text) if text else None
        if when is not None and not 1000 <= when.year < 9000:
            raise ValueError("out of reach")
    except ValueError:
        raise Misconfigured(f"{text[:40]!r} is no time; write it like 2025-10-08 or 2025-10-08T18:00") from None
    return when.replace(tzinfo=UTC) if when is not None and when.tzinfo is None else when


def _until(text: str) -> dt.datetime | None:
    """The end of what was named: of the whole day where only a day was."""
    when = _instant(text)
    return when + dt.timedelta(days=1) if when is not None and len(text) == 10 else when


def _before(text: str) -> tuple[dt.datetime, int] | None:
    """The last row of the page before, as its address has it; what is none is left out."""
    found = re.fullmatch(r"(-?[0-9]{1,17}),([0-9]{1,15})", text)
    return (instant(int(found[1])), int(found[2])) if found else None


def _with_query(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(dict(query))}" if query else path


def feed_kinds(path: str) -> tuple[str, str, str]:
    """The endings of a feed's addresses: RSS, Atom, JSON Feed. Where a page has its values under .json, the feed has another."""
    return ("rss", "atom", "json") if path == "/feed" else ("rss", "atom", "feed.json")


def _feeds(path: str, title: str) -> tuple[tuple[str, str], ...]:
    names = ("RSS", "Atom", "JSON Feed")
    return tuple((f"{path}.{kind}", f"{title} ({name})") for kind, name in zip(feed_kinds(path), names, strict=True))
