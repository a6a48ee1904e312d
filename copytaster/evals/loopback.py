"""A server on this machine's loopback that says exactly what a script tells it to, to the byte, and remembers who asked what.

For evaluations and tests. It must not be tidy: broken, endless and lying answers are what it is for.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it arrived. Header names are in lower case; a header that came twice is joined by a line break."""

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


Script = Callable[[Request, asyncio.StreamWriter], Awaitable[bytes | None]]


def reply(body: bytes = b"", status: str = "200 OK", *headers: str) -> bytes:
    """A whole answer with a right length. `headers` are lines."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


class Loopback:
    """A server for the time of an `async with`; `script` gets each request and answers with bytes, or writes for itself."""

    def __init__(self, script: Script, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self.connections = 0
        self._script = script
        self._host = host
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.port = port

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self._host, self.port, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        await asyncio.sleep(0)

    def address(self, path: str = "/feed.xml", *, host: str = "") -> str:
        """An address that leads here."""
        shown = host or (f"[{self._host}]" if ":" in self._host else self._host)
        return f"http{'s' if self._tls else ''}://{shown}:{self.port}{path}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open.add(writer)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            while True:
                request = await _read(reader)
                self.requests.append(request)
                said = await self._script(request, writer)
                if said is None:
                    break
                writer.write(said)
                await writer.drain()
        self._open.discard(writer)
        with contextlib.suppress(OSError):
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    headers: dict[str, str] = {}
    for line in filter(None, lines):
        name, _, value = line.partition(":")
        key = name.strip().lower()
        headers[key] = f"{headers[key]}\n{value.strip()}" if key in headers else value.strip()
    method, target, _ = [*first.split(" "), "", ""][:3]
    return Request(method, target, headers, await reader.readexactly(int(headers.get("content-length", "0"))))
