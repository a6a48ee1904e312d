"""One set of values, two faces: a builder makes a page's values, this makes HTML or JSON of them, compressed and with an ETag.

Pages and feeds that anybody may see are kept ready under the store's change number, so that each is built once for all its readers,
also for those who ask while it is being built. It must not know what is on a page.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from copytaster import __version__
from copytaster.desk.desk import Desk
from copytaster.site.auth import Editor, editor_of

# A ready page is served for at most so long although nothing changed: its ranking depends on the time.
_STALE_AFTER = 30.0
_KEPT = 512
_SMALLEST_COMPRESSED = 600


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page builder is given: the desk, what the address says, and who asks (None: any reader)."""

    desk: Desk
    path: Mapping[str, str]
    query: Mapping[str, str]
    editor: Editor | None
    base: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page's values and the template that fills them in. `moved_to` sends the reader on to the page's true address."""

    template: str
    title: str
    values: Mapping[str, Any]
    status: int = 200
    moved_to: str = ""
    feeds: tuple[tuple[str, str], ...] = ()
    twin: str = ""


Builder = Callable[[Ask], Page]
_Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class _Ready:
    body: bytes
    packed: bytes
    etag: str
    media_type: str
    status: int
    moved_to: str
    made: float


@dataclass(slots=True)
class Faces:
    """The pages of one desk."""

    desk: Desk
    environment: Environment = field(init=False)
    _kept: OrderedDict[_Key, _Ready] = field(default_factory=OrderedDict)
    _coming: dict[_Key, asyncio.Task[_Ready]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.environment = Environment(
            loader=PackageLoader("copytaster.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals["version"] = __version__

    def page(self, builder: Builder) -> Callable[[Request], Any]:
        """The endpoint for a builder: HTML, or JSON where the address ends in .json."""

        async def endpoint(request: Request) -> Response:
            editor = editor_of(request)
            if editor is not None:
                made = await run_in_threadpool(self._build, builder, request, editor)
                return _answer(request, made, private=True)
            return _answer(request, await self._shared(request, lambda: self._build(builder, request, None)), private=False)

        endpoint.__doc__ = builder.__doc__
        return endpoint

    async def feed(self, request: Request, write: Callable[[], bytes], media_type: str) -> Response:
        """A feed, kept ready as pages are."""
        return _answer(request, await self._shared(request, lambda: _ready(write(), media_type, 200)), private=False)

    async def _shared(self, request: Request, build: Callable[[], _Ready]) -> _Ready:
        """What is kept for an address, or what is built for it, once for all who ask meanwhile; they hold no thread."""
        number = await run_in_threadpool(self.desk.store.change_number)
        key = (f"{request.url.path}?{request.url.query}", request.headers.get("host", ""), number)
        found = self._kept.get(key)
        if found is not None and time.monotonic() - found.made < _STALE_AFTER:
            self._kept.move_to_end(key)
            return found
        coming = self._coming.get(key)
        if coming is None:
            coming = self._coming[key] = asyncio.create_task(self._built(key, build))
        # A reader who goes away takes nothing from the others.
        return await asyncio.shield(coming)

    async def _built(self, key: _Key, build: Callable[[], _Ready]) -> _Ready:
        try:
            made = await run_in_threadpool(build)
        finally:
            del self._coming[key]
        if made.status == 200:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    def _build(self, builder: Builder, request: Request, editor: Editor | None) -> _Ready:
        # The number is taken before the values: a change that comes between them is then told by the ticker, once more at worst.
        change = self.desk.store.change_number()
        ask = Ask(self.desk, request.path_params, request.query_params, editor, base_of(request, self.desk))
        page = builder(ask)
        if page.moved_to:
            return _Ready(b"", b"", "", "text/plain", 308, page.moved_to, time.monotonic())
        if request.url.path.endswith(".json"):
            body = json.dumps(_bare({"title": page.title, **page.values}), ensure_ascii=False, indent=1, default=str).encode()
            return _ready(body, "application/json", page.status)
        return _ready(self.html(page, ask, request.url.path, change=change).encode(), "text/html", page.status)

    def html(self, page: Page, ask: Ask, path: str, *, change: int) -> str:
        """A page in HTML; the ticker on it goes on from `change`."""
        desk = self.desk
        return self.environment.get_template(page.template).render(
            **page.values,
            page=page,
            path=path,
            desk_title=desk.settings.title,
            now=desk.now(),
            is_demo=desk.is_demo,
            editor=ask.editor,
            base=ask.base,
            change=change,
        )


def base_of(request: Request, desk: Desk) -> str:
    """The address under which readers reach the desk, without a slash at its end."""
    return (desk.settings.public_address or str(request.base_url)).rstrip("/")


def _bare(value: Any) -> Any:
    """Values without what is only for the eye: charts and rendered HTML."""
    if isinstance(value, Mapping):
        return {name: _bare(one) for name, one in value.items() if not isinstance(one, Markup)}
    return [_bare(one) for one in value] if isinstance(value, list | tuple) else value


def _ready(body: bytes, media_type: str, status: int) -> _Ready:
    etag = '"' + hashlib.sha256(body).hexdigest()[:24] + '"'
    packed = gzip.compress(body, 6, mtime=0) if len(body) >= _SMALLEST_COMPRESSED else b""
    return _Ready(body, packed, etag, media_type, status, "", time.monotonic())


def _answer(request: Request, made: _Ready, *, private: bool) -> Response:
    if made.moved_to:
        return Response(status_code=made.status, headers={"Location": made.moved_to})
    headers = {
        "ETag": made.etag,
        "Cache-Control": "private, no-store" if private else "public, max-age=0, must-revalidate",
        "Vary": "Accept-Encoding, Cookie",
    }
    if made.etag in [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    body = made.body
    if made.packed and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = made.packed, "gzip"
    return Response(body, made.status, headers, media_type=f"{made.media_type}; charset=utf-8")
