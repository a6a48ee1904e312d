"""A hub sends what is new as it comes: subscribed to, verified, signed, and believed only then."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import http.server
import threading
import urllib.request
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode

import pytest

from copytaster.desk import hubs
from copytaster.desk.fetching import fetch_settings
from copytaster.fetch import websub
from copytaster.fetch.http import Fetcher
from copytaster.store.base import Wanted
from tests.conftest import Served, until
from tests.test_cli import FEED


class Hub:
    """A feed that offers a hub, and the hub, in one server."""

    def __init__(self) -> None:
        self.wanted: dict[str, str] = {}
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = FEED.encode()
                self.send_response(200)
                self.send_header("Link", f'<{outer.base}/hub>; rel="hub", <{outer.base}/feed>; rel="self"')
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                outer.wanted = {name: values[0] for name, values in parse_qs(form).items()}
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def verify(self) -> tuple[int, bytes]:
        query = {
            "hub.mode": "subscribe",
            "hub.topic": self.wanted["hub.topic"],
            "hub.challenge": "42x",
            "hub.lease_seconds": "864000",
        }
        return self._call(f"{self.wanted['hub.callback']}?{urlencode(query)}", None, {})

    def send(self, body: bytes, *, secret: str = "") -> tuple[int, bytes]:
        signature = hmac.new((secret or self.wanted["hub.secret"]).encode(), body, hashlib.sha256).hexdigest()
        return self._call(self.wanted["hub.callback"], body, {"X-Hub-Signature": f"sha256={signature}"})

    def _call(self, address: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        request = urllib.request.Request(address, body, {"Content-Type": "application/rss+xml", **headers})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def hub() -> Iterator[Hub]:
    made = Hub()
    yield made
    made.close()


def subscribe(served: Served, hub: Hub) -> None:
    object.__setattr__(served.desk.settings, "public_address", served.base)
    served.desk.add(f"{hub.base}/feed")

    async def run() -> None:
        async with Fetcher(fetch_settings(served.desk.settings)) as fetcher:
            await hubs.renew(served.desk, served.desk.store.sources(), fetcher)

    asyncio.run(run())


def headlines(served: Served) -> set[str]:
    return {line.headline for line in served.desk.store.lines(Wanted())}


def test_a_hub_is_asked_verifies_and_sends_what_is_new(served: Served, hub: Hub) -> None:
    subscribe(served, hub)
    assert hub.wanted["hub.mode"] == "subscribe"
    assert hub.verify() == (200, b"42x")
    held = websub.of(next(iter(served.desk.store.states().values())))
    assert held is not None
    assert held.status == "live"
    item = "<item><title>Bridge painted blue</title><guid>3</guid></item>"
    status, _ = hub.send(FEED.replace("<item>", item + "<item>", 1).encode())
    assert status == 202
    until(lambda: "Bridge painted blue" in headlines(served))


def test_what_is_signed_wrongly_is_thanked_for_and_thrown_away(served: Served, hub: Hub) -> None:
    subscribe(served, hub)
    hub.verify()
    before = served.desk.store.figures().deliveries
    status, _ = hub.send(FEED.replace("Cow", "Forged cow").encode(), secret="guess")
    assert status == 202
    assert served.desk.store.figures().deliveries == before
    assert "Forged cow wins prize" not in headlines(served)


def test_nobody_is_asked_where_the_desk_cannot_be_reached(served: Served, hub: Hub) -> None:
    served.desk.add(f"{hub.base}/feed")

    async def run() -> None:
        async with Fetcher(fetch_settings(served.desk.settings)) as fetcher:
            await hubs.renew(served.desk, served.desk.store.sources(), fetcher)

    asyncio.run(run())
    assert hub.wanted == {}
