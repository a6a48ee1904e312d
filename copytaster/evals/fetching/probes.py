"""Ways to make the desk ask a private address, and how many of them get through. The right number is none.

Servers listen on this machine's IPv4 and IPv6 loopback. Each probe is one source as a stranger might offer it: a host in disguise,
a name that leads inside, a name that changes where it leads, a redirect. That the servers could be reached is shown by a control.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace

from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult

from copytaster.evals.loopback import Loopback, Request, reply
from copytaster.fetch.http import Fetcher
from copytaster.fetch.limits import FetchSettings
from copytaster.model import UTC, Source, SourceState

_NOW = dt.datetime(2025, 10, 8, tzinfo=UTC)
_QUICK = FetchSettings(gap_seconds=0, connect_seconds=0.15, silence_seconds=0.15, total_seconds=0.5)
# The server that redirects must be allowed; it stands for a public one.
_PUBLIC = "127.0.0.9"

HOSTS = """127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.0.0.1 0x7f.0x0.0x0.0x1 0177.0.0.1 017700000001 0177.1
0 0.0.0.0 00.0.0.0 127.0.0.1. localhost LOCALHOST localhost. 127.000.000.001 %31%32%37.0.0.1 ①②⑦.⓪.⓪.① 127。0。0。1
[::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:0:127.0.0.1] [::127.0.0.1]
[64:ff9b::7f00:1] [64:ff9b:1::7f00:1] [2002:7f00:1::] [2001:0:7f00:1::] [fe80::1] [fe80::1%25lo] [fec0::1]
[fd00::1] user@127.0.0.1 user:pass@127.0.0.1 example.org@127.0.0.1 example.org%2f@127.0.0.1
example.org%00@127.0.0.1 example.org\\@127.0.0.1 example.org#@127.0.0.1""".split()
NAMES: dict[str, Sequence[Sequence[str]]] = {
    "leads inside": [["127.0.0.1"]],
    "leads inside over IPv6": [["::1"]],
    "leads to this machine": [["0.0.0.0"], ["::"]],  # noqa: S104
    "leads inside by a mapped address": [["::ffff:127.0.0.1"]],
    "leads outside, then inside": [[_PUBLIC], ["127.0.0.1"]],
    "leads inside, then outside": [["127.0.0.1"], [_PUBLIC]],
    "leads to both at once": [[_PUBLIC, "127.0.0.1"], ["127.0.0.1", _PUBLIC]],
    "leads outside over IPv4, inside over IPv6": [[_PUBLIC, "::1"], ["::1", _PUBLIC]],
}
_TARGETS = (
    "http://127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://2130706433:{port}/",
    "http://[::1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://user:pass@127.0.0.1:{port}/",
    "http://public.example:{port}/",
    "https://127.0.0.1:{port}/",
    "http:\\\\127.0.0.1:{port}/",
)


@dataclass(slots=True)
class Probed:
    """How many ways were tried, which of them reached a server, and whether the control did."""

    tried: int = 0
    reached: list[str] = field(default_factory=list)
    control: bool = False


class Turning(AbstractResolver):
    """A resolver that gives its answers in turn, as a name server in an attacker's hands would."""

    def __init__(self, answers: Sequence[Sequence[str]]) -> None:
        self._answers = answers
        self._asked = 0

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        """The next answer, whatever the name."""
        addresses = self._answers[self._asked % len(self._answers)]
        self._asked += 1
        families = {address: socket.AF_INET6 if ":" in address else socket.AF_INET for address in addresses}
        return [ResolveResult(hostname=host, host=a, port=port, family=f, proto=0, flags=0) for a, f in families.items()]

    async def close(self) -> None:
        """Nothing is held."""


class Local(ThreadedResolver):
    """This machine's own resolver for odd ways of writing addresses; real names are not looked up."""

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        """What this machine makes of a host."""
        if "example" in host:
            raise OSError(f"{host} is not looked up")
        return await super().resolve(host, port, family)


async def probe(allow: tuple[str, ...] = ()) -> Probed:
    """Try all ways. `allow` opens the guard, to see that the probes would be noticed."""
    done = Probed()
    async with _servers() as servers:
        port = servers[0].port
        for host in HOSTS:
            settings = replace(_QUICK, allow=allow)
            await _try(done, servers, f"http://{host}:{port}/", f"host {host}", settings, Local())
        settings = replace(_QUICK, allow=(f"{_PUBLIC}/32", *allow))
        for what, answers in NAMES.items():
            await _try(done, servers, f"http://name.example:{port}/", f"a name that {what}", settings, Turning(answers), times=4)
        await _redirects(done, servers, settings)
        done.control = await _control(servers)
    return done


async def _redirects(done: Probed, servers: list[Loopback], settings: FetchSettings) -> None:
    """A good server sends the desk inside, by every kind of redirect."""
    for status in (301, 302, 303, 307, 308):
        for target in _TARGETS:
            location = target.format(port=servers[0].port)

            async def send(request: Request, writer: asyncio.StreamWriter, location: str = location, status: int = status) -> bytes:
                return reply(b"", f"{status} Elsewhere", f"Location: {location}")

            async with Loopback(send, host=_PUBLIC) as outside:
                names, what = Turning([["127.0.0.1"]]), f"a redirect ({status}) to {target}"
                await _try(done, servers, outside.address("/"), what, settings, names, times=2)


async def _try(
    done: Probed,
    servers: list[Loopback],
    address: str,
    what: str,
    settings: FetchSettings,
    dns: AbstractResolver,
    *,
    times: int = 1,
) -> None:
    """Pull an address some times, each time looking its name up anew."""
    before = sum(server.connections for server in servers)
    state = SourceState("probe")
    for _ in range(times):
        async with Fetcher(settings, resolver=dns) as fetcher:
            state = (await fetcher.pull(Source("probe", "Probe", address=address), state, now=_NOW)).state
    done.tried += 1
    if sum(server.connections for server in servers) != before:
        done.reached.append(what)


async def _control(servers: list[Loopback]) -> bool:
    """Whether the same request reaches the servers once the network is allowed."""
    allowing = replace(_QUICK, allow=("127.0.0.1/32", "::1/128"))
    async with Fetcher(allowing) as fetcher:
        pulls = [await fetcher.pull(Source("c", "Control", address=s.address("/")), SourceState("c"), now=_NOW) for s in servers]
    return all(pulled.delivery is not None for pulled in pulls)


@asynccontextmanager
async def _servers() -> AsyncIterator[list[Loopback]]:
    """A server on IPv4 loopback and, where there is IPv6, one on its loopback at the same port."""

    async def secret(request: Request, writer: asyncio.StreamWriter) -> bytes:
        return reply(b"what nobody outside may see")

    async with Loopback(secret) as four, AsyncExitStack() as stack:
        servers = [four]
        with contextlib.suppress(OSError):
            servers.append(await stack.enter_async_context(Loopback(secret, host="::1", port=four.port)))
        yield servers
