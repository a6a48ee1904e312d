"""Sources are asked over HTTP: one request, its redirects, one answer within the limits. It must not parse what comes.

What may be dialled is judged by guard.py, what an answer means by answer.py, when to ask by schedule.py; here is only the asking.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Awaitable, Callable, Container, Mapping
from functools import partial
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver

from copytaster.fetch.answer import decide, fail, start, validators
from copytaster.fetch.guard import Guard
from copytaster.fetch.headers import media_type, validator
from copytaster.fetch.inflate import unpacker
from copytaster.fetch.limits import FetchSettings
from copytaster.fetch.outcome import Answer, Outcome, Pulled, Trouble
from copytaster.fetch.schedule import host_of
from copytaster.fetch.session import open_session
from copytaster.fetch.trail import REDIRECTS, Trail, secrets
from copytaster.fetch.troubles import NETWORK, explain
from copytaster.model import Source, SourceState

log = logging.getLogger(__name__)

# Beyond this many hosts those whose turn has come are forgotten.
_HOSTS = 1000
# An answer up to this size is taken even when others fill what may be held.
_SMALL = 1024 * 1024
# So many bytes tell how a body is packed, whatever its headers say.
_HEAD = 16


class Fetcher:
    """Asks sources. One per process: its connections and its pacing of hosts are shared by all requests.

    async with Fetcher(settings) as fetcher:
        pulled = await fetcher.pull(source, state, now=now)
    """

    def __init__(self, settings: FetchSettings | None = None, *, resolver: AbstractResolver | None = None) -> None:
        self.settings = settings or FetchSettings()
        Guard(self.settings.allow)  # a setting that cannot be used is said now, not at each request
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None
        self._free_at: dict[str, float] = {}
        self._held = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def pull(
        self, source: Source, state: SourceState, *, now: dt.datetime, leave: Callable[[str], Awaitable[None]] | None = None
    ) -> Pulled:
        """Ask a source for what is new. Never raises for what the network does: trouble is an outcome.

        Feeds are made for robots. For a page there is `leave`, which waits for the turn at an address and may raise `Trouble`.
        """
        called = began = time.monotonic()
        try:
            first = start(source, state)
            await (leave or self.wait_for_turn)(first)
            began = time.monotonic()
            conditional = partial(validators, state)
            answer = await self.ask(
                first, headers=secrets(source, first), conditional=conditional, before_redirect=leave or self._away_from(first)
            )
        except Exception as error:
            # An outer door. Whatever goes wrong must end in a state with a later next check, or the source would be asked for ever.
            if not isinstance(error, NETWORK):
                log.exception("asking %s failed", source.key)
            trouble, over = explain(error, self.settings), time.monotonic()
            return fail(source, state, trouble, now=now + dt.timedelta(seconds=over - called), seconds=over - began)
        over = time.monotonic()
        return decide(source, state, answer, now=now + dt.timedelta(seconds=over - called), seconds=over - began)

    async def ask(
        self,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        conditional: Callable[[str], Mapping[str, str]] | None = None,
        form: Mapping[str, str] | None = None,
        kinds: Container[str] | None = None,
        before_redirect: Callable[[str], Awaitable[None]] | None = None,
    ) -> Answer:
        """The answer to a GET (a POST where there is a `form`) after its redirects. Raises one of `NETWORK`.

        With `kinds` a good answer of another media type is left before its body is read. `before_redirect` may raise.
        `headers` may hold secrets: they go to the address's own origin only. `conditional` gives the validators for an address.
        """
        trail = Trail(address, self.settings.redirects)
        async with asyncio.timeout(self.settings.total_seconds) as limit:
            while True:
                sent = dict(headers or {}) if trail.is_at_home() else {}
                if conditional:
                    sent.update(conditional(str(trail.url)))
                method = "POST" if form else "GET"
                async with self._open().request(method, trail.url, headers=sent, data=form, allow_redirects=False) as response:
                    if response.status not in REDIRECTS or "Location" not in response.headers:
                        return await self._read(response, trail, kinds)
                if form and response.status not in {307, 308}:
                    raise Trouble(Outcome.BROKEN, f"it answers a request to subscribe with a redirect (HTTP {response.status})")
                trail.follow(response.status, response.headers["Location"])
                if before_redirect:
                    # Waiting for one's turn, or for leave, is no time that the server takes.
                    ends, stood = limit.when() or 0.0, time.monotonic()
                    limit.reschedule(None)
                    await before_redirect(str(trail.url))
                    limit.reschedule(ends + time.monotonic() - stood)

    async def _read(self, response: aiohttp.ClientResponse, trail: Trail, kinds: Container[str] | None) -> Answer:
        has_copy = 200 <= response.status < 300
        if has_copy and kinds is not None and (kind := media_type(response.headers)) not in kinds:
            raise Trouble(Outcome.BROKEN, f"what lies there is {kind}, not what was looked for")
        return Answer(
            status=response.status,
            headers=response.headers,
            address=str(trail.url),
            body=await self._body(response) if has_copy else b"",
            etag=validator(response.raw_headers, b"etag"),
            last_modified=validator(response.raw_headers, b"last-modified"),
            permanent=trail.permanent,
            links=tuple(response.headers.getall("Link", ())),
        )

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        """The unpacked body. An answer that is too large is left as soon as it is seen to be."""
        if (response.content_length or 0) > self.settings.max_bytes:
            raise _too_large(self.settings.max_bytes)
        pieces: list[bytes] = []
        packed = size = 0
        data = await response.content.readany()
        while 0 < len(data) < _HEAD and (more := await response.content.readany()):
            data += more
        unpack = unpacker(",".join(response.headers.getall("Content-Encoding", ())), data)
        try:
            while data:
                packed += len(data)
                for piece in unpack.feed(data):
                    pieces.append(piece)
                    size += len(piece)
                    self._held += len(piece)
                    self._check(max(size, packed))
                data = await response.content.readany()
        finally:
            self._held -= size
        if size and not unpack.is_complete():
            raise Trouble(Outcome.CUT_SHORT, "the answer ends in the middle of its packing")
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _check(self, size: int) -> None:
        """Raises `Trouble` when an answer of this size so far is too much."""
        if size > self.settings.max_bytes:
            raise _too_large(self.settings.max_bytes)
        if self._held > self.settings.max_held and size > _SMALL:
            raise Trouble(Outcome.TOO_LARGE, "too many large answers came at once")

    async def wait_for_turn(self, address: str, *, gap: float = 0.0) -> None:
        """Keep the gap between the beginnings of two requests to one host: the settings', or a longer one."""
        gap, now = max(gap, self.settings.gap_seconds), time.monotonic()
        if gap <= 0:
            return
        host = host_of(address)
        turn = max(now, self._free_at.get(host, 0.0))
        if len(self._free_at) > _HOSTS:
            self._free_at = {name: free for name, free in self._free_at.items() if free > now}
        self._free_at[host] = turn + gap
        await asyncio.sleep(turn - now)

    def _away_from(self, first: str) -> Callable[[str], Awaitable[None]]:
        """Waits for the turn at each host that redirects lead to: many sources may be sent on to one."""
        at = host_of(first)

        async def wait(address: str) -> None:
            nonlocal at
            if host_of(address) != at:
                at = host_of(address)
                await self.wait_for_turn(address)

        return wait

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = open_session(self.settings, self._resolver)
        return self._session


def _too_large(limit: int) -> Trouble:
    advice = "if that is right for this source, raise fetch_largest in the settings"
    return Trouble(Outcome.TOO_LARGE, f"the answer has more than {limit / 1024 / 1024:.0f} MiB", advice=advice)
