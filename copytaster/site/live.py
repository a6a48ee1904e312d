"""The live ticker: server-sent events, a frame for every few changes, each numbered by the change it reaches.

A frame is whole or not there, and a reader that comes back says which was the last it saw (`Last-Event-ID`), so a dropped
connection loses no line and repeats none. What was folded into another line is named as gone. A reader that fell too far behind is
told to load the list anew.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from copytaster.desk.desk import Desk
from copytaster.model import Genre
from copytaster.site import pages
from copytaster.site.faces import Faces

# A reader with more changed lines than this between it and now loads the list anew.
_FURTHEST = 200
_HEARTBEAT = 15.0
# Writers in other processes announce nothing: the change number is looked at this often.
_LOOKED_AT = 2.0
_FRAMES_KEPT = 64


@dataclass(frozen=True, slots=True)
class Frame:
    """What one event says: the change it reaches from, the change it reaches, and its bytes; none where no line changed."""

    after: int
    number: int
    data: bytes


class Live:
    """Hands every reader the changes after the last it saw. Frames are made once for all readers that stand at the same change."""

    def __init__(self, desk: Desk, faces: Faces) -> None:
        self._desk = desk
        self._faces = faces
        self._moved = asyncio.Event()
        self._frames: dict[int, Frame] = {}
        self._number = desk.store.change_number()
        self._readers = 0
        self._loop: asyncio.AbstractEventLoop | None = None

    async def watch(self) -> None:
        """Follow the desk's changes until cancelled."""
        self._loop = asyncio.get_running_loop()
        stop = self._desk.listen(self._told)
        try:
            while True:
                await asyncio.sleep(_LOOKED_AT)
                self._move(await run_in_threadpool(self._desk.store.change_number))
        finally:
            stop()

    def _told(self, number: int) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._move, number)

    def _move(self, number: int) -> None:
        if number > self._number:
            self._number = number
            self._frames.clear()
            moved, self._moved = self._moved, asyncio.Event()
            moved.set()

    async def endpoint(self, request: Request) -> Response:
        """GET /live: the stream. `after` (or Last-Event-ID) is the last change that the reader saw."""
        if self._readers >= self._desk.settings.ticker_readers:
            return PlainTextResponse("The ticker has all the readers it can serve.", 503, {"Retry-After": "30"})
        said = request.headers.get("last-event-id") or request.query_params.get("after", "")
        after = int(said) if said.isascii() and said.isdigit() and len(said) < 18 else self._number
        return StreamingResponse(
            self._stream(request, after),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def _stream(self, request: Request, after: int) -> AsyncIterator[bytes]:
        self._readers += 1
        try:
            yield b"retry: 2000\n\n"
            while not await request.is_disconnected():
                moved = self._moved
                if after < self._number:
                    frame = await self._frame(after)
                    after = frame.number
                    if not frame.data:
                        continue
                    yield frame.data
                    await asyncio.sleep(self._desk.settings.ticker_seconds)
                    continue
                after = min(after, self._number)
                try:
                    await asyncio.wait_for(moved.wait(), _HEARTBEAT)
                    await asyncio.sleep(self._desk.settings.ticker_seconds)
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self._readers -= 1

    async def _frame(self, after: int) -> Frame:
        found = self._frames.get(after)
        if found is None:
            found = await run_in_threadpool(self._made, after)
            if len(self._frames) < _FRAMES_KEPT and found.number == self._number:
                self._frames[after] = found
        return found

    def _made(self, after: int) -> Frame:
        store = self._desk.store
        number = store.change_number()
        lines = store.lines_changed(after, _FURTHEST + 1)
        gone = store.gone("line", after, _FURTHEST + 1)
        if len(lines) + len(gone) > _FURTHEST:
            return Frame(after, number, _event("reload", number, {"number": number}))
        sources = {source.key: source for source in store.sources()}
        now = self._desk.now()
        rows = []
        for line in lines:
            if line.changed > number or line.genre is not Genre.CURRENT or line.first_time > now:
                continue
            row = pages.wire_row(store, line, sources)
            rows.append({"id": line.id, "gone": line.spiked, "versions": line.versions, "html": self._html(row), "line": row})
        if not rows and not gone:
            return Frame(after, number, b"")
        return Frame(after, number, _event("lines", number, {"number": number, "lines": rows, "gone": gone}))

    def _html(self, row: dict[str, Any]) -> str:
        parts = self._faces.environment.get_template("parts.html").make_module({"editor": None})
        html: str = parts.row(row, standfirst=False)  # type: ignore[attr-defined]
        return str(html)


def _event(name: str, number: int, value: dict[str, Any]) -> bytes:
    return f"id: {number}\nevent: {name}\ndata: {json.dumps(value, ensure_ascii=False, default=str)}\n\n".encode()
