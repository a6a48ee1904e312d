"""The door that hubs knock at: an ASGI application for the site to mount, say at /websub.

What a call means is decided in websub.py. It must not keep anything itself, and must not thank a hub before the desk has kept what
it brought.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

from copytaster.errors import CopytasterError
from copytaster.fetch.websub import Received, Subscription, accept, verify
from copytaster.model import Source

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Find = Callable[[str], tuple[Source, Subscription] | None]
Keep = Callable[[Received], Awaitable[None]]


class Callback:
    """Answers hubs. `find` knows the subscription of a token, `keep` stores what a call brought, `clock` tells the time."""

    def __init__(self, find: Find, keep: Keep, *, clock: Callable[[], dt.datetime], max_bytes: int) -> None:
        self._find = find
        self._keep = keep
        self._clock = clock
        self._max_bytes = max_bytes

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One call of a hub."""
        if scope["type"] != "http":
            return
        found = self._find(str(scope["path"]).rstrip("/").rpartition("/")[2])
        if found is None:
            await _answer(send, 404, "no such subscription")
            return
        source, subscription = found
        if scope["method"] == "GET":
            query = dict(parse_qsl(bytes(scope["query_string"]).decode("latin-1")))
            received = verify(subscription, query, now=self._clock())
        elif scope["method"] == "POST":
            body = await self._body(receive)
            if body is None:
                await _answer(send, 413, "too large")
                return
            headers = {bytes(name).decode("latin-1").lower(): bytes(value).decode("latin-1") for name, value in scope["headers"]}
            received = accept(source, subscription, headers, body, now=self._clock(), max_bytes=self._max_bytes)
        else:
            await _answer(send, 405, "GET to verify, POST to deliver")
            return
        try:
            await self._keep(received)
        except CopytasterError as error:
            # The hub will come again.
            await _answer(send, 503, str(error))
            return
        await _answer(send, received.status, received.body)

    async def _body(self, receive: Receive) -> bytes | None:
        """The body of a call; None as soon as it is larger than allowed."""
        pieces, size, more = [], 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            pieces.append(message.get("body", b""))
            size += len(pieces[-1])
            if size > self._max_bytes:
                return None
            more = message.get("more_body", False)
        return b"".join(pieces)


async def _answer(send: Send, status: int, text: str) -> None:
    # What a hub made us echo must never be taken for a page.
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
