"""Hubs that send instead of being asked: agreed with, verified, signed, renewed."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import gzip
import hashlib
import hmac
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlencode

import aiohttp
import brotli
import pytest
import uvicorn
from asking import NOW, QUICK, pull, run, source

from copytaster.errors import StoreFull
from copytaster.evals.loopback import Loopback, Request, reply
from copytaster.fetch import websub
from copytaster.fetch.callback import Callback
from copytaster.fetch.http import Fetcher
from copytaster.fetch.schedule import pushed
from copytaster.fetch.websub import Received, Subscription
from copytaster.model import SourceState

TOPIC = "https://example.org/feed"
WIRE = source(TOPIC)
LIVE = Subscription(
    "test-wire", "https://hub.example/", TOPIC, "token", "secret", NOW, status="live", until=NOW + dt.timedelta(days=10)
)
ASKED = dataclasses.replace(LIVE, status="asked", until=None)
COPY = b"<rss/>"


def signed(body: bytes, *, secret: str = "secret", method: str = "sha256") -> dict[str, str]:
    """The headers of a delivery."""
    return {
        "x-hub-signature": f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}",
        "content-type": "Application/RSS+xml; x=y",
    }


def intent(mode: str = "subscribe", topic: str = TOPIC, **more: str) -> dict[str, str]:
    """The query of a hub that verifies."""
    return {"hub.mode": mode, "hub.topic": topic, "hub.challenge": "echo me", **{f"hub.{k}": v for k, v in more.items()}}


def test_a_hub_is_found_in_the_headers_before_the_feed_and_addresses_are_made_whole() -> None:
    assert websub.offered(WIRE, {"hub": "https://h1.example/", "self": "/feed2"}, {"hub": "https://h2.example/"}) == (
        "https://h1.example/",
        "https://example.org/feed2",
    )
    assert websub.offered(WIRE, {}, {"hub": "https://h2.example/"}) == ("https://h2.example/", TOPIC)
    assert websub.offered(WIRE, {}, {}) is None
    assert websub.offered(WIRE, {"hub": "mailto:hub@example.org"}, {}) is None


def test_each_subscription_has_a_callback_and_a_secret_that_nobody_can_guess() -> None:
    one, two = (websub.new(WIRE, "https://hub.example/", TOPIC, now=NOW) for _ in range(2))
    assert {len(one.token) >= 32, len(one.secret) >= 40, len(one.secret) < 200} == {True}
    assert (one.token, one.secret) != (two.token, two.secret)


def test_what_we_asked_for_is_confirmed_with_the_challenge() -> None:
    received = websub.verify(ASKED, intent(lease_seconds="864000"), now=NOW)
    assert (received.status, received.body) == (200, "echo me")
    assert received.subscription.status == "live"
    assert received.subscription.until == NOW + dt.timedelta(days=10)


@pytest.mark.parametrize(
    ("subscription", "query"),
    [
        (ASKED, intent(topic="https://example.org/other")),
        (ASKED, intent(mode="unsubscribe")),
        (LIVE, intent(mode="unsubscribe")),
        (ASKED, intent(mode="publish")),
        (ASKED, {"hub.mode": "subscribe", "hub.topic": TOPIC}),
        (dataclasses.replace(LIVE, status="ended"), intent()),
        (dataclasses.replace(LIVE, status="denied"), intent()),
        (ASKED, {}),
    ],
)
def test_what_we_did_not_ask_for_is_not_confirmed(subscription: Subscription, query: dict[str, str]) -> None:
    received = websub.verify(subscription, query, now=NOW)
    assert received.status == 404
    assert "echo me" not in received.body
    assert received.subscription == subscription
    assert received.why


def test_an_end_that_we_asked_for_is_confirmed() -> None:
    assert websub.verify(dataclasses.replace(LIVE, status="ended"), intent(mode="unsubscribe"), now=NOW).body == "echo me"


def test_a_denial_is_noted_with_its_reason() -> None:
    received = websub.verify(ASKED, {"hub.mode": "denied", "hub.topic": TOPIC, "hub.reason": "not for you"}, now=NOW)
    assert (received.subscription.status, received.subscription.reason) == ("denied", "not for you")


def test_a_lease_is_neither_endless_nor_nonsense() -> None:
    for seconds, days in (("9" * 40, 60), ("soon", 10), ("", 10), ("-5", 10), ("²", 10)):
        assert websub.verify(ASKED, intent(lease_seconds=seconds), now=NOW).subscription.until == NOW + dt.timedelta(days=days)


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_a_delivery_under_a_right_signature_is_copy(method: str) -> None:
    received = websub.accept(WIRE, LIVE, signed(COPY, method=method), COPY, now=NOW)
    assert received.delivery is not None
    assert (received.delivery.body, received.delivery.address, received.delivery.media_type) == (COPY, TOPIC, "application/rss+xml")
    assert 200 <= received.status < 300


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-hub-signature": ""},
        {"x-hub-signature": "sha256="},
        {"x-hub-signature": "sha256=ä"},
        {"x-hub-signature": "md5=" + hashlib.md5(COPY).hexdigest()},
        {"x-hub-signature": "new=" + "0" * 64},
        {"x-hub-signature": "sha256=" + hashlib.sha256(COPY).hexdigest()},
        signed(COPY, secret="another"),
        signed(COPY + b" "),
    ],
)
def test_a_delivery_without_a_right_signature_is_thanked_for_and_dropped(headers: dict[str, str]) -> None:
    received = websub.accept(WIRE, LIVE, headers, COPY, now=NOW)
    assert received.delivery is None
    assert received.status == 202
    assert "sign" in received.why


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "br", "deflate, gzip"])
def test_a_packed_delivery_is_signed_as_it_travels_and_unpacked(coding: str) -> None:
    inner = zlib.compress(COPY) if "deflate" in coding else COPY
    body = brotli.compress(COPY) if coding == "br" else gzip.compress(inner)
    received = websub.accept(WIRE, LIVE, {**signed(body), "content-encoding": coding}, body, now=NOW)
    assert received.delivery is not None
    assert received.delivery.body == COPY


def test_a_packed_delivery_that_is_broken_or_a_bomb_is_dropped() -> None:
    for body in (gzip.compress(COPY)[:-9], gzip.compress(bytes(2_000_000)), b"\xff" * 99):
        coding = "gzip" if body[:1] == b"\x1f" else "br"
        received = websub.accept(WIRE, LIVE, {**signed(body), "content-encoding": coding}, body, now=NOW, max_bytes=1_000_000)
        assert received.delivery is None
        assert "unpacked" in received.why


def test_a_signature_in_capitals_is_a_signature() -> None:
    method, _, digest = signed(COPY)["x-hub-signature"].partition("=")
    assert websub.accept(WIRE, LIVE, {"x-hub-signature": f"{method.upper()}={digest.upper()}"}, COPY, now=NOW).delivery is not None


def test_a_delivery_that_nobody_subscribed_to_is_told_so() -> None:
    for status in ("asked", "denied", "ended", "failed"):
        received = websub.accept(WIRE, dataclasses.replace(LIVE, status=status), signed(COPY), COPY, now=NOW)
        assert (received.status, received.delivery) == (410, None)


def test_a_lease_is_renewed_in_its_last_tenth_and_not_twice_in_an_hour() -> None:
    assert websub.is_due(None, NOW)
    assert not websub.is_due(LIVE, NOW + dt.timedelta(days=8, hours=23))
    late = NOW + dt.timedelta(days=9, hours=1)
    assert websub.is_due(LIVE, late)
    assert not websub.is_due(dataclasses.replace(LIVE, asked=late), late + dt.timedelta(minutes=59))
    for status, wait in (("asked", 6), ("failed", 24), ("denied", 7 * 24)):
        waiting = dataclasses.replace(LIVE, status=status)
        assert not websub.is_due(waiting, NOW + dt.timedelta(hours=wait - 1))
        assert websub.is_due(waiting, NOW + dt.timedelta(hours=wait))
    assert not websub.is_due(dataclasses.replace(LIVE, status="ended"), NOW + dt.timedelta(days=999))


def test_a_clock_that_was_ahead_does_not_end_the_renewals() -> None:
    ahead = NOW + dt.timedelta(days=2000)
    for status in ("live", "asked", "failed"):
        odd = dataclasses.replace(LIVE, status=status, since=NOW - dt.timedelta(days=9), asked=ahead, until=ahead)
        assert websub.is_due(odd, NOW)


def test_a_poll_that_took_a_minute_does_not_undo_what_a_hub_sent_meanwhile() -> None:
    later = NOW + dt.timedelta(minutes=1)
    stands = pushed(websub.kept(SourceState("test-wire", notes={"rate": "1"}), LIVE), fresh=2, now=later)
    polled = SourceState(
        "test-wire", status="ok", checked=NOW, changed=NOW - dt.timedelta(days=2), notes={"rate": "2", "arrivals": "5"}
    )
    after = websub.carried(polled, stands)
    assert (after.changed, after.status, after.notes["rate"]) == (later, "ok", "2")
    assert after.notes["arrivals"] == stands.notes["arrivals"]
    assert websub.of(after) == LIVE
    newer = dataclasses.replace(polled, changed=later + dt.timedelta(minutes=1))
    assert websub.carried(newer, stands).notes["arrivals"] == "5"


def test_a_subscription_outlives_a_restart_in_the_notes_of_its_source() -> None:
    state = websub.kept(SourceState("test-wire", notes={"rate": "3"}), LIVE)
    assert websub.of(state) == LIVE
    assert state.notes["rate"] == "3"
    assert float(state.notes["pushed_until"]) == (NOW + dt.timedelta(days=10)).timestamp()
    assert websub.kept(state, dataclasses.replace(LIVE, status="denied")).notes["pushed_until"] == "0"
    for broken in ("", "{", "[]", "{}", '{"since": 1}'):
        assert websub.of(SourceState("test-wire", notes={"websub": broken})) is None


@asynccontextmanager
async def served(app: Callback) -> AsyncIterator[str]:
    """A real server with the callback mounted; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/websub"
    finally:
        server.should_exit = True
        await task


class Shelf:
    """As much of a desk as a callback needs."""

    def __init__(self) -> None:
        self.subscription: Subscription | None = None
        self.received: list[Received] = []
        self.is_full = False

    def find(self, token: str) -> tuple[object, Subscription] | None:
        """The subscription of a token."""
        return (WIRE, self.subscription) if self.subscription and self.subscription.token == token else None

    async def keep(self, received: Received) -> None:
        """Keep what a call brought."""
        if self.is_full:
            raise StoreFull("the disk is full")
        self.received.append(received)
        self.subscription = received.subscription


def test_the_whole_way_from_a_feed_that_offers_a_hub_to_copy_that_a_hub_sends() -> None:
    async def walk() -> None:
        shelf = Shelf()
        app = Callback(shelf.find, shelf.keep, clock=lambda: NOW, max_bytes=1000)  # type: ignore[arg-type]

        async def hub(request: Request, writer: asyncio.StreamWriter) -> bytes:
            return reply(b"", "202 Accepted")

        async with Loopback(hub) as hubs, served(app) as callback, aiohttp.ClientSession() as session, Fetcher(QUICK) as fetcher:

            async def feed(request: Request, writer: asyncio.StreamWriter) -> bytes:
                return reply(COPY, "200 OK", f'Link: <{hubs.address("/hub")}>; rel="hub"', f'Link: <{TOPIC}>; rel="self"')

            async with Loopback(feed) as feeds:
                offer = websub.offered(WIRE, (await pull(feeds.address())).links, {})
            assert offer == (hubs.address("/hub"), TOPIC)
            shelf.subscription = await websub.subscribe(fetcher, websub.new(WIRE, *offer, now=NOW), callback, now=NOW)
            form = {name: value[0] for name, value in parse_qs(hubs.requests[0].body.decode()).items()}
            assert (form["hub.mode"], form["hub.topic"]) == ("subscribe", TOPIC)
            assert form["hub.callback"] == f"{callback}/{shelf.subscription.token}"
            secret = form["hub.secret"]

            async with session.get(form["hub.callback"] + "?" + urlencode(intent(lease_seconds="3600"))) as answer:
                assert (answer.status, await answer.text()) == (200, "echo me")
                assert answer.content_type == "text/plain"
            assert shelf.subscription.status == "live"

            async with session.post(form["hub.callback"], data=COPY, headers=signed(COPY, secret=secret)) as answer:
                assert answer.status == 202
            delivered = shelf.received[-1].delivery
            assert delivered is not None
            assert delivered.body == COPY

            kept = len(shelf.received)
            async with session.post(form["hub.callback"], data=b"x" * 1001, headers=signed(b"")) as answer:
                assert answer.status == 413
            async with session.post(f"{callback}/guess", data=COPY, headers=signed(COPY, secret=secret)) as answer:
                assert answer.status == 404
            async with session.put(form["hub.callback"], data=COPY) as answer:
                assert answer.status == 405
            shelf.is_full = True
            async with session.post(form["hub.callback"], data=COPY, headers=signed(COPY, secret=secret)) as answer:
                assert answer.status == 503
            assert len(shelf.received) == kept

            ended = await websub.subscribe(fetcher, shelf.subscription, callback, now=NOW, end=True)
            assert ended.status == "ended"
            assert b"hub.mode=unsubscribe" in hubs.requests[-1].body

    run(walk())


@pytest.mark.parametrize("answer", ["404 Not Found", "500 Oops", "302 Found"])
def test_a_hub_that_refuses_is_a_failure_with_a_reason(answer: str) -> None:
    async def ask() -> None:
        async def hub(request: Request, writer: asyncio.StreamWriter) -> bytes:
            return reply(b"", answer, "Location: /elsewhere")

        async with Loopback(hub) as hubs, Fetcher(QUICK) as fetcher:
            asked = await websub.subscribe(
                fetcher, dataclasses.replace(ASKED, hub=hubs.address()), "https://desk.example/", now=NOW
            )
            assert (asked.status, asked.asked) == ("failed", NOW)
            assert answer[:3] in asked.reason
            assert len(hubs.requests) == 1

    run(ask())


def test_a_hub_at_a_private_address_is_not_dialled() -> None:
    async def ask() -> None:
        async with Fetcher(dataclasses.replace(QUICK, allow=())) as fetcher:
            asked = await websub.subscribe(
                fetcher, dataclasses.replace(ASKED, hub="http://10.0.0.1/"), "https://desk.example/", now=NOW
            )
            assert asked.status == "failed"
            assert "private network" in asked.reason

    run(ask())


def test_a_live_lease_stays_live_while_it_is_renewed() -> None:
    async def ask() -> None:
        async def hub(request: Request, writer: asyncio.StreamWriter) -> bytes:
            return reply(b"", "202 Accepted")

        async with Loopback(hub) as hubs, Fetcher(QUICK) as fetcher:
            live = dataclasses.replace(LIVE, hub=hubs.address())
            renewing = await websub.subscribe(fetcher, live, "https://desk.example/", now=NOW)
            assert (renewing.status, renewing.until, renewing.asked) == ("live", LIVE.until, NOW)

    run(ask())


@pytest.mark.parametrize("answer", ["503 Busy", "404 Gone astray"])
def test_a_live_lease_outlives_a_renewal_that_fails_and_ends_with_its_time(answer: str) -> None:
    """The hub hiccups a day before the lease ends: what it sends until then is still believed."""

    async def hub(request: Request, writer: asyncio.StreamWriter) -> bytes:
        return reply(b"", answer)

    async def ask() -> None:
        async with Loopback(hub) as hubs, Fetcher(QUICK) as fetcher:
            live = dataclasses.replace(LIVE, hub=hubs.address())
            late = NOW + dt.timedelta(days=9, hours=1)
            tried = await websub.subscribe(fetcher, live, "https://desk.example/", now=late)
            assert (tried.status, tried.until, tried.asked) == ("live", LIVE.until, late)
            assert answer[:3] in tried.reason
            assert websub.accept(WIRE, tried, signed(COPY), COPY, now=late).delivery is not None
            assert not websub.is_due(tried, late + dt.timedelta(minutes=59))
            assert websub.is_due(tried, late + dt.timedelta(hours=1))
            over = NOW + dt.timedelta(days=11)
            assert (await websub.subscribe(fetcher, tried, "https://desk.example/", now=over)).status == "failed"

    run(ask())


def test_what_is_to_end_ends_whether_the_hub_hears_it_or_not() -> None:
    async def ask() -> None:
        async with Fetcher(QUICK) as fetcher:
            dead = dataclasses.replace(LIVE, hub="http://127.0.0.1:9/")
            ended = await websub.subscribe(fetcher, dead, "https://desk.example/", now=NOW, end=True)
            assert ended.status == "ended"
            assert ended.reason

    run(ask())
