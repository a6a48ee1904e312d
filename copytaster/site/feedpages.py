"""Which feeds there are: the front page, the wire, each story. Each in three formats from the same entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from copytaster.desk.desk import Desk
from copytaster.errors import Unknown
from copytaster.model import UTC, Line, Source, Story
from copytaster.site import views
from copytaster.site.faces import Faces, base_of
from copytaster.site.feeds import FORMATS, Entry, Feed, newest
from copytaster.site.pages import _number, at_the_hour
from copytaster.store.base import Wanted

_ENTRIES = 60
Maker = Callable[[Desk, Request, str], Feed]


def endpoint(maker: Maker, kind: str) -> Callable[[Request], Any]:
    """The endpoint of one feed in one format."""
    write, media_type = FORMATS[kind]

    async def answer(request: Request) -> Response:
        desk: Desk = request.app.state.desk

        def made() -> bytes:
            return write(maker(desk, request, base_of(request, desk)))

        faces: Faces = request.app.state.faces
        return await faces.feed(request, made, media_type)

    return answer


def front(desk: Desk, request: Request, base: str) -> Feed:
    """The ranked stories, in the order of the front page."""
    made = desk.front()
    entries = [_story_entry(ranked.story, "; ".join(ranked.weight.reasons), base) for ranked in made.stories]
    return _feed(desk, request, desk.settings.title, f"{base}/", base, entries)


def wire(desk: Desk, request: Request, base: str) -> Feed:
    """The newest lines."""
    lines = desk.store.lines(Wanted(limit=_ENTRIES, until=desk.now(), source=request.query_params.get("source", "")))
    return _feed(desk, request, f"{desk.settings.title}: the wire", f"{base}/wire", base, _line_entries(desk, lines, base))


def story(desk: Desk, request: Request, base: str) -> Feed:
    """The lines of one story."""
    found: Story = desk.find("story", _number(request.path_params["id"]))
    lines = at_the_hour(desk, [line for line in desk.store.lines_of_story(found.id) if not line.spiked])[:_ENTRIES]
    if not lines:
        raise Unknown(f"story {found.id} was taken out by the desk")
    link = base + views.address("story", found.id, found.title)
    return _feed(desk, request, found.title, link, base, _line_entries(desk, lines, base))


def _feed(desk: Desk, request: Request, title: str, link: str, base: str, entries: list[Entry]) -> Feed:
    return Feed(title, link, base + request.url.path, newest(entries, desk.now()), tuple(entries))


def _story_entry(value: Story, why: str, base: str) -> Entry:
    link = base + views.address("story", value.id, value.title)
    return Entry(
        f"{base}/story/{value.id}", value.title, link, value.time, value.first_time, f"{views.counts(value)}. {why}", "copytaster"
    )


def _line_entries(desk: Desk, lines: list[Line], base: str) -> list[Entry]:
    sources = {source.key: source for source in desk.store.sources()}
    return [_line_entry(line, sources.get(line.source), base) for line in lines if not line.killed and not line.spiked]


def _line_entry(line: Line, source: Source | None, base: str) -> Entry:
    name = source.name if source else line.source
    author = f"{name}, citing {', '.join(line.origins[:3])}" if line.origins else name
    summary = views.shortened(line.head.item.text, line.head.item.headline) or line.headline
    return Entry(
        key=f"{base}/line/{line.id}",
        title=line.headline,
        link=base + views.address("line", line.id, line.headline),
        updated=line.time.astimezone(UTC),
        published=line.first_time.astimezone(UTC),
        summary=summary,
        author=author,
        rights=source.licence if source else "",
    )
