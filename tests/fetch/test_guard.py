"""Which addresses are dialled, and that nothing reaches a server that may not be."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest
from asking import NOW, QUICK, Names, pull, run, source

from copytaster.errors import Misconfigured
from copytaster.evals.loopback import Loopback, Request, reply
from copytaster.fetch.guard import Guard, NotDialled
from copytaster.fetch.http import Fetcher
from copytaster.fetch.limits import FetchSettings
from copytaster.fetch.outcome import Outcome
from copytaster.model import SourceState

STRICT = dataclasses.replace(QUICK, allow=())
INNER = """0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1
203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:7f00:1 ::127.0.0.1
64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 2002:0a00:0001::1 3fff::1 5f00::1
fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1""".split()
PUBLIC = "1.1.1.1 8.8.8.8 93.184.215.14 172.32.0.1 192.0.1.1 2606:4700:4700::1111 ::ffff:8.8.8.8 64:ff9b::8.8.8.8".split()


@pytest.mark.parametrize("address", INNER)
def test_an_address_that_is_not_public_has_a_reason_not_to_be_dialled(address: str) -> None:
    assert Guard().reason(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_dialled(address: str) -> None:
    assert Guard().reason(address) == ""


def test_what_is_no_address_is_not_dialled() -> None:
    assert Guard().reason("example.org")
    assert Guard().reason("")


def test_an_allowed_network_may_be_dialled_and_its_neighbour_not() -> None:
    guard = Guard(["10.1.0.0/16", "::1/128"])
    assert guard.reason("10.1.255.1") == ""
    assert guard.reason("::1") == ""
    assert guard.reason("::ffff:10.1.2.3") == ""
    assert guard.reason("10.2.0.1")


def test_an_allowed_network_that_is_none_is_named_with_what_to_write() -> None:
    with pytest.raises(Misconfigured, match=r"'intranet'.*10\.1\.0\.0/16"):
        Guard(["intranet"])


def test_no_socket_is_made_for_a_private_address() -> None:
    with pytest.raises(NotDialled, match=r"192\.168\.1\.1 is a private network"):
        Guard().socket((2, 1, 6, "", ("192.168.1.1", 80)))


HOSTS = """127.0.0.1 127.1 2130706433 0x7f000001 0x7f.0.0.1 0177.0.0.1 017700000001 0 0.0.0.0 localhost LOCALHOST localhost. [::1]
[::] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:0:0:1] [::127.0.0.1] [fe80::1] [64:ff9b::7f00:1] [2002:7f00:1::] 169.254.169.254
user:pass@127.0.0.1 example.org@127.0.0.1 example.org%40@127.0.0.1 ①②⑦.⓪.⓪.① 127。0。0。1""".split()


@pytest.mark.parametrize("host", HOSTS)
def test_no_way_of_writing_this_machine_reaches_it(host: str) -> None:
    async def probe() -> None:
        async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
            return reply(b"secret")

        async with Loopback(script) as server:
            pulled = await pull(f"http://{host}:{server.port}/", settings=STRICT)
            assert server.connections == 0
            assert pulled.delivery is None
            assert pulled.outcome in {Outcome.REFUSED, Outcome.UNREACHABLE, Outcome.BROKEN, Outcome.SLOW}
            assert pulled.problem.startswith("Test Wire (")

    run(probe())


def test_a_name_that_leads_inside_is_refused_with_the_address_and_what_to_do() -> None:
    pulled = run(pull("http://inner.example/feed", settings=STRICT, resolver=Names("10.0.0.7")))
    assert pulled.outcome is Outcome.REFUSED
    assert "inner.example leads to 10.0.0.7, which is a private network" in pulled.problem
    assert "allow_addresses" in pulled.problem


def test_a_resolver_that_changes_its_answer_gains_nothing() -> None:
    """DNS rebinding: the name leads to a good address when it is looked at first, and inside when it is dialled."""

    async def probe() -> None:
        async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
            return reply(b"secret")

        settings = dataclasses.replace(STRICT, allow=("127.0.0.3/32",))
        good, bad = "127.0.0.3", "127.0.0.1"
        async with Loopback(script) as server:
            for names in (Names(good, bad), Names(bad, good), Names([good, bad]), Names([bad, good]), Names(good, good, bad)):
                for _ in range(4):
                    # A fetcher remembers a look-up for ten seconds: a new one looks again.
                    async with Fetcher(settings, resolver=names) as fetcher:
                        await fetcher.pull(source(f"http://rebind.example:{server.port}/"), SourceState("test-wire"), now=NOW)
            assert server.connections == 0

    run(probe())


def test_a_redirect_inside_is_refused_though_the_first_server_is_allowed() -> None:
    async def probe() -> None:
        async def inner(request: Request, writer: asyncio.StreamWriter) -> bytes:
            return reply(b"secret")

        async with Loopback(inner, host="127.0.0.2") as secret:
            for target in (secret.address(), f"http://user@127.0.0.2:{secret.port}/", f"//127.0.0.2:{secret.port}/"):

                async def outer(request: Request, writer: asyncio.StreamWriter, target: str = target) -> bytes:
                    return reply(b"", "302 Found", f"Location: {target}")

                async with Loopback(outer) as server:
                    settings = FetchSettings(allow=("127.0.0.1/32",), gap_seconds=0)
                    pulled = await pull(server.address(), settings=settings)
                    assert pulled.outcome is Outcome.REFUSED
                    assert "127.0.0.2" in pulled.problem
            assert secret.connections == 0

    run(probe())


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "data:text/plain,x", "unix:/run/x"]
)
def test_a_redirect_to_something_that_is_not_the_web_is_refused(target: str) -> None:
    async def probe() -> None:
        async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
            return reply(b"", "302 Found", f"Location: {target}")

        async with Loopback(script) as server:
            assert (await pull(server.address(), now=NOW)).outcome is Outcome.REFUSED

    run(probe())
