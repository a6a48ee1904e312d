"""The site of one desk as an ASGI application: routes, headers, errors. An outer door: no request may stop it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib import resources
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from copytaster.desk import hubs
from copytaster.desk.desk import Desk
from copytaster.errors import CopytasterError
from copytaster.site import controls, feedpages, files, pages, telling
from copytaster.site.auth import Guard, editor_of
from copytaster.site.faces import Ask, Builder, Faces, Page, base_of
from copytaster.site.live import Live
from copytaster.site.pages import feed_kinds

log = logging.getLogger(__name__)

# Everything comes from the desk itself: no script, style, font or picture from elsewhere, and no page of ours in a frame elsewhere.
_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
        b" form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
# Seconds before work in the background that failed is begun again.
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0
_LOCAL = {"127.0.0.1", "localhost", "[::1]"}


class Headers:
    """Puts the headers that guard a reader on every answer, and refuses hosts that this desk does not go by."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").rsplit(":", 1)[0]
        if self._hosts and host not in self._hosts:
            # A page elsewhere may point its own name at this machine; it gets nothing.
            refusal = JSONResponse({"error": "this desk does not go by that name"}, 421)
            await refusal(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        await self._app(scope, receive, guarded)


def create_app(desk: Desk, *, background: Callable[[], Awaitable[None]] | None = None) -> Starlette:
    """The site of a desk. `background` is work that goes on as long as the site is up (asking the sources)."""
    faces = Faces(desk)
    live = Live(desk, faces)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(live.watch())]
        if background is not None:
            tasks.append(asyncio.create_task(_kept_up(background)))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    routes = [
        *_both("/", "/front.json", pages.front, faces),
        *_both("/wire", "/wire.json", pages.wire, faces),
        *_both("/line/{id}", "/line/{id}.json", pages.line, faces),
        *_feed("/story/{id}", feedpages.story),
        *_both("/story/{id}", "/story/{id}.json", pages.story, faces),
        *_both("/situations", "/situations.json", telling.situations, faces),
        *_both("/situation/{id}", "/situation/{id}.json", telling.situation, faces),
        *_both("/analysis/{id}", "/analysis/{id}.json", telling.analysis, faces),
        *_both("/edition/{id}", "/edition/{id}.json", telling.edition, faces),
        Route("/situation/{id}/dossier.{form}", files.situation),
        Route("/edition/{id}/dossier.{form}", files.edition),
        Route("/version/{id}", faces.page(telling.version)),
        *_both("/search", "/search.json", pages.search, faces),
        *_both("/tasted", "/tasted.json", pages.tasted, faces),
        *_both("/health", "/health.json", pages.health, faces),
        *_both("/about", "/about.json", pages.about, faces),
        *_both("/decisions", "/decisions.json", pages.book, faces),
        *_feed("/feed", feedpages.front),
        *_feed("/wire", feedpages.wire),
        Route("/live", live.endpoint),
        Route("/desk", faces.page(controls.door), methods=["GET"]),
        Route("/desk", controls.enter, methods=["POST"]),
        Route("/desk/leave", controls.leave, methods=["POST"]),
        Route("/decide", controls.decide, methods=["POST"]),
        Route("/publish", controls.publish, methods=["POST"]),
        Route("/add", controls.add, methods=["POST"]),
        Route("/fetch", controls.fetch, methods=["POST"]),
        Route("/retire", controls.retire, methods=["POST"]),
        Route("/retaste", controls.retaste, methods=["POST"]),
        Route("/release", controls.release, methods=["POST"]),
        Route("/quarantine/again", controls.read_again, methods=["POST"]),
        Mount(hubs.PATH, hubs.door(desk)),
        Mount("/static", StaticFiles(directory=_static())),
    ]
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={
            CopytasterError: _trouble(faces),
            HTTPException: _no_page(faces),
            Exception: _broken,
        },
    )
    app.add_middleware(Headers, hosts=_hosts(desk))
    app.state.desk = desk
    app.state.faces = faces
    app.state.guard = Guard(desk.settings.data)
    return app


def _both(page: str, twin: str, builder: Builder, faces: Faces) -> list[Route]:
    """A page and its JSON twin. The twin stands first: its address also fits the page's."""
    endpoint = faces.page(builder)
    return [Route(twin, endpoint), Route(page, endpoint)]


def _feed(path: str, maker: feedpages.Maker) -> list[Route]:
    return [Route(f"{path}.{kind}", feedpages.endpoint(maker, kind)) for kind in feed_kinds(path)]


def _static() -> Path:
    return Path(str(resources.files("copytaster.site").joinpath("static")))


def _hosts(desk: Desk) -> frozenset[str]:
    """The names that this desk goes by. Open to a network without a public address of its own, it answers to any."""
    settings = desk.settings
    if settings.host not in ("127.0.0.1", "localhost", "::1") and not settings.public_address:
        return frozenset()
    public = settings.public_address.split("//")[-1].split("/")[0].rsplit(":", 1)[0]
    return frozenset(_LOCAL | ({public} if public else set()) | {settings.host})


async def _kept_up(work: Callable[[], Awaitable[None]]) -> None:
    """Work until it is done or cancelled; where it fails it is begun again, after a while that grows while it goes on failing."""
    pause = _SHORTEST_PAUSE
    while True:
        began = time.monotonic()
        try:
            await work()
            return
        except Exception:  # the outer door: a disk that is full for a moment must not end the asking for ever
            if time.monotonic() - began > _LONGEST_PAUSE:
                pause = _SHORTEST_PAUSE
            log.exception("the work in the background failed; it is begun again in %g seconds", pause)
        await asyncio.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _trouble(faces: Faces) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, CopytasterError)
        return _told(faces, request, controls.status_of(error), "This did not work", str(error))

    return answer


def _no_page(faces: Faces) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        title = "No such page" if error.status_code == 404 else "This did not work"
        return _told(faces, request, error.status_code, title, f"There is nothing at {request.url.path[:120]}.")

    return answer


def _told(faces: Faces, request: Request, status: int, title: str, said: str) -> Response:
    is_program = request.url.path.endswith(".json") or request.headers.get("content-type", "").startswith("application/json")
    if is_program:
        return JSONResponse({"error": said}, status)
    ask = Ask(faces.desk, {}, {}, editor_of(request), base_of(request, faces.desk))
    page = Page("trouble.html", title, {"said": said}, status)
    change = faces.desk.store.change_number()
    return HTMLResponse(faces.html(page, ask, request.url.path, change=change), status)


async def _broken(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return JSONResponse({"error": "something broke here; it was written to the log"}, 500)
