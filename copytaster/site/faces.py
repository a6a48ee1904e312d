"""One set of values, two faces: a builder makes a page's values, this makes HTML or JSON of them, compressed and with an ETag.

Pages that anybody may see are kept ready under the store's change number, so that a page is built once for all its readers. It must
not know what is on a page.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
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
    _ready: OrderedDict[tuple[str, str, int], _Ready] = field(default_factory=OrderedDict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

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
            made = await run_in_threadpool(self._made, builder, request, editor)
            return _answer(request, made, private=editor is not None)

        endpoint.__doc__ = builder.__doc__
        return endpoint

    def _made(self, builder: Builder, request: Request, editor: Editor | None) -> _Ready:
        key = (f"{request.url.path}?{request.url.query}", request.headers.get("host", ""), self.desk.store.change_number())
        if editor is None:
            with self._guard:
                found = self._ready.get(key)
                if found is not None and time.monotonic() - found.made < _STALE_AFTER:
                    self._ready.move_to_end(key)
                    return found
        made = self._build(builder, request, editor)
        if editor is None and made.status == 200:
            with self._guard:
                self._ready[key] = made
                while len(self._ready) > _KEPT:
                    self._ready.popitem(last=False)
        return made

    def _build(self, builder: Builder, request: Request, editor: Editor | None) -> _Ready:
        ask = Ask(self.desk, request.path_params, request.query_params, editor, base_of(request, self.desk))
        page = builder(ask)
        if page.moved_to:
            return _Ready(b"", b"", "", "text/plain", 308, page.moved_to, time.monotonic())
        if request.url.path.endswith(".json"):
            body = json.dumps(_bare({"title": page.title, **page.values}), ensure_ascii=False, indent=1, default=str).encode()
            return _ready(body, "application/json", page.status)
        return _ready(self.html(page, ask, request.url.path).encode(), "text/html", page.status)

    def html(self, page: Page, ask: Ask, path: str) -> str:
        """A page in HTML."""
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
            change=desk.store.change_number(),
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


def ready_response(request: Request, body: bytes, media_type: str) -> Response:
    """Some bytes as an answer with ETag and compression, as pages have it."""
    return _answer(request, _ready(body, media_type, 200), private=False)


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
