"""A hub sends what is new as it comes: subscribed to, verified, signed, and believed only then."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import hmac
import http.server
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import pytest

from copytaster.desk import hubs
from copytaster.desk.fetching import fetch_settings
from copytaster.fetch import websub
from copytaster.fetch.http import Fetcher
from copytaster.model import Source, SourceState
from copytaster.store.base import Wanted
from tests.conftest import Served, until
from tests.test_cli import FEED


class Hub:
    """A feed that offers a hub, and the hub, in one server."""

    def __init__(self) -> None:
        self.wanted: dict[str, str] = {}
        self.asked: list[dict[str, str]] = []
        self.link = '<{base}/hub>; rel="hub", <{base}/feed>; rel="self"'
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = FEED.encode()
                self.send_response(200)
                if outer.link:
                    self.send_header("Link", outer.link.format(base=outer.base))
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                outer.wanted = {name: values[0] for name, values in parse_qs(form).items()}
                outer.asked.append({**outer.wanted, "path": self.path})
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def verify(self, mode: str = "subscribe") -> tuple[int, bytes]:
        query = {
            "hub.mode": mode,
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
    renew(served)


def offer(served: Served, hub: Hub, link: str) -> None:
    """What the feed says of its hub from now on, heard and acted upon."""
    hub.link = link
    served.desk.fetch([state_of(served).source], even_early=True)
    renew(served)


def renew(served: Served) -> None:
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


def state_of(served: Served) -> SourceState:
    """The state of the only source that has one."""
    return next(iter(served.desk.store.states().values()))


def later(served: Served, **ago: float) -> None:
    """As if what is agreed with the hub had been agreed so long ago."""
    known = websub.of(state_of(served))
    assert known is not None
    back = dt.timedelta(**ago)
    moved = replace(known, since=known.since - back, asked=(known.asked or known.since) - back)
    moved = replace(moved, until=known.until - back if known.until else None)
    served.desk.change_state(known.source, lambda state: websub.kept(state, moved))


def test_news_that_a_hub_sends_are_news_of_the_source(served: Served, hub: Hub) -> None:
    """Polls find nothing new where a hub was quicker: the source must not be called silent for it."""
    subscribe(served, hub)
    hub.verify()
    key = state_of(served).source
    long_ago = served.desk.real_now() - dt.timedelta(days=9)
    served.desk.change_state(key, lambda state: replace(state, changed=long_ago))
    hub.send(FEED.replace("<item>", "<item><title>Bridge painted blue</title><guid>3</guid></item><item>", 1).encode())
    until(lambda: "Bridge painted blue" in headlines(served))
    until(lambda: (state_of(served).changed or long_ago) > long_ago)
    assert state_of(served).notes["arrivals"]


def test_a_delivery_that_is_sent_again_brings_nothing_twice(served: Served, hub: Hub) -> None:
    subscribe(served, hub)
    hub.verify()
    body = FEED.replace("<item>", "<item><title>Bridge painted blue</title><guid>3</guid></item><item>", 1).encode()
    hub.send(body)
    until(lambda: "Bridge painted blue" in headlines(served))
    before = served.desk.store.figures()
    assert hub.send(body)[0] == 202
    assert served.desk.store.figures().items == before.items


def test_a_hub_is_not_asked_again_and_again_while_it_takes_its_time(served: Served, hub: Hub) -> None:
    subscribe(served, hub)
    hub.verify()
    later(served, days=9, hours=12)
    renew(served)
    renew(served)
    assert len(hub.asked) == 2, "once to begin, once to renew"
    assert websub.of(state_of(served)).status == "live"  # type: ignore[union-attr]


def test_a_source_that_is_retired_is_unsubscribed_and_taken_up_again_is_subscribed(served: Served, hub: Hub) -> None:
    subscribe(served, hub)
    hub.verify()
    key = state_of(served).source
    served.desk.retire([key])
    with pytest.raises(urllib.error.HTTPError, match="404"):
        hub.send(b"<rss/>")
    renew(served)
    assert hub.wanted["hub.mode"] == "unsubscribe"
    assert hub.verify("unsubscribe") == (200, b"42x")
    renew(served)
    assert len(hub.asked) == 2
    served.desk.add(f"{hub.base}/feed")
    later(served, hours=2)
    renew(served)
    assert hub.wanted["hub.mode"] == "subscribe"
    assert hub.verify() == (200, b"42x")


def test_a_feed_that_goes_to_another_hub_is_followed_there(served: Served, hub: Hub) -> None:
    subscribe(served, hub)
    hub.verify()
    offer(served, hub, "<{base}/hub2>; rel=hub, <{base}/feed>; rel=self, <{base}/hub3>; rel=hub")
    assert (hub.asked[-1]["path"], hub.asked[-1]["hub.mode"]) == ("/hub", "unsubscribe")
    later(served, hours=2)
    renew(served)
    assert (hub.asked[-1]["path"], hub.asked[-1]["hub.mode"]) == ("/hub2", "subscribe")


def test_a_feed_that_offers_no_hub_any_more_is_unsubscribed(served: Served, hub: Hub) -> None:
    subscribe(served, hub)
    hub.verify()
    offer(served, hub, "")
    assert hub.asked[-1]["hub.mode"] == "unsubscribe"
    assert float(state_of(served).notes["pushed_until"]) == 0


def test_headers_of_a_not_modified_do_not_take_away_what_the_text_said() -> None:
    source = Source("a", "A", address="https://example.org/f?x=1")
    state = hubs.heard(SourceState("a"), source, {}, {"hub": "https://h.example/", "self": "https://example.org/f"}, is_whole=True)
    again = hubs.heard(state, source, {"hub": "https://h.example/"}, {}, is_whole=False)
    assert again.notes == state.notes
    assert hubs.heard(state, source, {}, {}, is_whole=False) == state
    assert not hubs.heard(state, source, {}, {}, is_whole=True).notes
