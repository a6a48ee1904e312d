"""What several tests stand on: desks in a folder of their own, copy made by hand, a desk served on loopback."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from copytaster import open_desk
from copytaster.desk.desk import Desk
from copytaster.model import UTC, Dated, Delivery, Item, Pace, Source, Version
from copytaster.settings import Settings
from copytaster.site.app import create_app
from copytaster.site.auth import token_of

START = dt.datetime(2025, 10, 8, 6, 0, tzinfo=UTC)


def version(number: int, headline: str, *, source: str = "wire", minutes: int = 0, **fields: Any) -> Version:
    """A version made by hand, `minutes` after the start of the day."""
    time_ = START + dt.timedelta(minutes=minutes)
    return Version(number, source, 1, time_, time_, Dated.INSTANT, Item(headline=headline, version_created=time_, **fields))


def headlines(*lines: str, source: str = "wire", minutes: int = 0) -> Delivery:
    """A delivery of JSON lines, one headline each, dated at its arrival; later in the list is later in time."""
    start = START + dt.timedelta(minutes=minutes)
    body = [json.dumps({"title": line, "time": (start + dt.timedelta(seconds=i)).isoformat()}) for i, line in enumerate(lines)]
    return Delivery(source, start + dt.timedelta(seconds=len(lines)), "\n".join(body).encode(), "test")


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: dt.datetime = START + dt.timedelta(hours=12)) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """An empty desk with one wire."""
    settings = Settings(data=tmp_path / "desk", allow_addresses=("127.0.0.1/32",))
    with open_desk(settings=settings, clock=clock) as made:
        made.add_source(Source("wire", "A wire", kind="jsonl", pace=Pace.WIRE))
        yield made


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a desk with the demo, loaded once; tests copy them or only read."""
    folder = tmp_path_factory.mktemp("demo")
    with open_desk(folder) as made:
        made.load_demo()
    return folder


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> Iterator[Desk]:
    """The demo's desk, to read only."""
    with open_desk(demo_folder, writable=False) as made:
        yield made


@pytest.fixture
def own_demo(demo_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of the demo's desk that a test may write to."""
    import shutil

    shutil.copytree(demo_folder, tmp_path / "demo")
    with open_desk(tmp_path / "demo") as made:
        yield made


class Counting:
    """Counts the questions that a store's file is asked, and the rows that come back."""

    def __init__(self, store: Any) -> None:
        self.asked: list[str] = []
        self.rows = 0
        self._ask = store._rows
        store._rows = self

    @property
    def questions(self) -> int:
        return len(self.asked)

    def __call__(self, sql: str, values: Sequence[Any] = ()) -> Any:
        found = self._ask(sql, values)
        self.asked.append(sql)
        self.rows += len(found)
        return found


class Served:
    """A desk served on loopback, and a plain client for it."""

    def __init__(self, desk: Desk, port: int) -> None:
        self.desk = desk
        self.port = port
        self.base = f"http://127.0.0.1:{port}"
        self.token = token_of(desk.settings.data)[0]

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (lower case) and body of an answer; redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def page(self, path: str) -> str:
        """The text of a page that must be there."""
        status, _, body = self.ask(path)
        assert status == 200, (path, status, body[:300])
        return body.decode()

    def values(self, path: str) -> Any:
        """The JSON of a page that must be there."""
        return json.loads(self.page(path))

    def order(self, path: str, value: Any, *, token: str | None = None) -> tuple[int, Any]:
        """An order with the desk's token."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token or self.token}"}
        status, _, body = self.ask(path, method="POST", body=json.dumps(value).encode(), headers=headers)
        return status, json.loads(body)


@contextlib.contextmanager
def serving(desk: Desk) -> Iterator[Served]:
    """A desk served on loopback by a thread of this process."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until(lambda: server.started)
    try:
        yield Served(desk, listening.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def until(is_so: Callable[[], bool], *, seconds: float = 10.0) -> None:
    """Wait until something is so; fail when it does not come about."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise AssertionError("it did not come about")
        time.sleep(0.02)


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    """The one-wire desk on its pages."""
    with serving(desk) as made:
        yield made


@pytest.fixture(scope="session")
def served_demo(demo: Desk) -> Iterator[Served]:
    """The demo's desk on its pages, to read only."""
    with serving(demo) as made:
        yield made
