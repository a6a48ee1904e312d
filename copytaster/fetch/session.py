"""The HTTP library, set up once: what it may dial, what it must not do of its own accord. No request is made here.

Left to itself the library keeps cookies, reads proxies from the environment, follows redirects, unpacks without a limit, and sends
a request a second time when the connection breaks; each is switched off, because the desk answers for every request it makes.
"""

from __future__ import annotations

import ssl
from contextvars import ContextVar

import aiohttp
from aiohttp.abc import AbstractResolver

from copytaster.errors import Misconfigured
from copytaster.fetch.guard import Guard, GuardedResolver
from copytaster.fetch.limits import FetchSettings
from copytaster.fetch.outcome import Outcome, Trouble

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/json;q=0.8, text/html;q=0.5, */*;q=0.2"
)
_BUFFER = 64 * 1024
# Some publishers' security policies alone have more than the library's 8 KiB.
_LONGEST_HEADER = 32 * 1024
_STALE_CONNECTIONS = 3


_reused: ContextVar[bool] = ContextVar("_reused", default=False)


def open_session(settings: FetchSettings, resolver: AbstractResolver | None) -> aiohttp.ClientSession:
    """A session that dials only what the guard lets it. To be called where an event loop runs."""
    guard = Guard(settings.allow)
    connector = aiohttp.TCPConnector(
        resolver=GuardedResolver(resolver or aiohttp.resolver.DefaultResolver(), guard),
        socket_factory=guard.socket,
        limit=settings.connections,
        limit_per_host=settings.connections_per_host,
        ssl=trust(settings.ca_file) or True,
    )
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=settings.connect_seconds, sock_read=settings.silence_seconds)
    return aiohttp.ClientSession(
        connector=connector,
        timeout=timeout,
        headers={"User-Agent": settings.user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, br, zstd, deflate"},
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        read_bufsize=_BUFFER,
        max_line_size=_LONGEST_HEADER,
        max_field_size=_LONGEST_HEADER,
        trace_configs=[_note_reuse()],
        middlewares=(_once,),
    )


async def _once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Send a request, and send it again only where the server cannot have seen it: on an old connection that it had given up."""
    for _ in range(_STALE_CONNECTIONS):
        _reused.set(False)
        try:
            return await send(request)
        except aiohttp.ClientConnectorError:
            raise
        except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
            trouble = Trouble(Outcome.CUT_SHORT, "the server closed the connection without an answer")
            if not _reused.get() or request.method != "GET":
                raise trouble from error
    raise trouble


def _note_reuse() -> aiohttp.TraceConfig:
    """Remembers, for the request under way, that it goes over a connection that had served another before."""

    async def note(*_: object) -> None:
        _reused.set(True)

    trace = aiohttp.TraceConfig()
    trace.on_connection_reuseconn.append(note)
    return trace


def trust(ca_file: str) -> ssl.SSLContext | None:
    """What certificates are trusted when those of a file are, too; None for the system's alone. Raises `Misconfigured`."""
    if not ca_file:
        return None
    context = ssl.create_default_context()
    try:
        context.load_verify_locations(ca_file)
    except (OSError, ssl.SSLError) as error:
        raise Misconfigured(f"no certificates can be read from {ca_file} ({error})") from error
    return context
