"""Feeds over HTTP from a server on loopback: taken in, asked again politely, and told apart when something is wrong."""

from __future__ import annotations

import datetime as dt
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from copytaster.desk.desk import Desk
from copytaster.errors import Unknown, Unreachable
from copytaster.store.base import Wanted
from tests.conftest import Clock
from tests.test_cli import FEED, OPML

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Watch</title><id>urn:h</id>
<updated>2025-10-08T10:00:00Z</updated>
<entry><title>Ferry &amp; tug collide</title><id>urn:h:1</id><updated>2025-10-08T10:00:00Z</updated>
<link href="https://example.org/ferry"/>
<content type="html">&lt;p&gt;Nobody was hurt.&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</content></entry></feed>"""


class Server:
    """A web server whose answers a test sets, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                status, headers, body = outer.answers.get(self.path, (404, {}, b"nothing"))
                etag = headers.get("ETag")
                if etag and self.headers.get("If-None-Match") == etag:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


def lines(desk: Desk) -> set[str]:
    return {line.headline for line in desk.store.lines(Wanted())}


@pytest.mark.parametrize(
    ("feed", "name", "headlines"),
    [(FEED, "Village News", {"Cow wins prize", "Mill reopens after fire"}), (ATOM, "Harbour Watch", {"Ferry & tug collide"})],
)
def test_a_feed_is_added_by_its_address_and_goes_by_its_own_name(
    desk: Desk, server: Server, feed: str, name: str, headlines: set[str]
) -> None:
    server.answers["/feed"] = (200, {"Content-Type": "text/html"}, feed.encode())
    added = desk.add(f"{server.base}/feed")
    assert lines(desk) == headlines
    assert added.sources[0].name == name
    (line, *_) = desk.store.lines(Wanted())
    assert "script" not in line.head.item.text


def test_a_feed_that_has_not_changed_is_asked_with_its_validator(desk: Desk, server: Server, clock: Clock) -> None:
    server.answers["/feed"] = (200, {"ETag": '"v1"'}, FEED.encode())
    desk.add(f"{server.base}/feed")
    (asked,) = desk.fetch(even_early=True)
    assert (asked.outcome, asked.items) == ("not modified", 0)
    assert server.asked[-1][1]["if-none-match"] == '"v1"'


def test_new_items_of_a_feed_come_in_and_old_ones_do_not_come_twice(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = (200, {}, FEED.encode())
    desk.add(f"{server.base}/feed")
    item = "<item><title>Bridge painted blue</title><guid>3</guid></item>"
    server.answers["/feed"] = (200, {}, FEED.replace("<item>", item + "<item>", 1).encode())
    (asked,) = desk.fetch(even_early=True)
    assert (asked.entries, asked.items) == (3, 1)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, {}, b"<rss><channel><title>Broken<item><tit"), "cannot be read"),
        ((500, {}, b"oops"), "500"),
        ((404, {}, b""), "404"),
        ((429, {"Retry-After": "3600"}, b""), "429"),
        ((200, {"Content-Encoding": "gzip"}, b"Service unavailable"), "plain text where a feed should be"),
    ],
)
def test_a_source_with_a_problem_says_which_and_stays(
    desk: Desk, server: Server, answer: tuple[int, dict[str, str], bytes], said: str
) -> None:
    server.answers["/feed"] = answer
    with pytest.raises(Unreachable, match=said) as told:
        desk.add(f"{server.base}/feed", name="The Village")
    assert "The Village" in str(told.value)
    state = desk.store.states()["the-village"]
    assert said in state.problem
    assert state.next_check is not None


def test_a_server_that_is_down_is_told_and_others_go_on(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = (200, {}, FEED.encode())
    with pytest.raises(Unreachable):
        desk.add("http://127.0.0.1:9/feed", name="Down")
    desk.add(f"{server.base}/feed")
    outcomes = {a.source.name: a.outcome for a in desk.fetch(even_early=True)}
    assert outcomes["Village News"] == "new" or outcomes["Village News"] == "not modified"
    assert outcomes["Down"] == "unreachable"


def test_a_private_address_is_refused_unless_it_is_allowed(desk: Desk, server: Server) -> None:
    with pytest.raises(Unreachable, match=r"10\.1\.2\.3"):
        desk.add("http://10.1.2.3/feed", name="Inside")
    assert desk.store.states()["inside"].status == "refused"


def test_a_body_without_end_is_cut_and_told(desk: Desk, server: Server) -> None:
    object.__setattr__(desk.settings, "fetch_largest", 100_000)
    server.answers["/feed"] = (200, {}, b"<rss>" + b"x" * 500_000)
    with pytest.raises(Unreachable, match=r"(?i)more than|too large|larger"):
        desk.add(f"{server.base}/feed", name="Endless")


def test_a_list_of_feeds_is_added_with_what_each_has(desk: Desk, server: Server, tmp_path: Path) -> None:
    server.answers["/feed"] = (200, {}, FEED.encode())
    text = OPML.replace("https://one.example", server.base)
    file = tmp_path / "list.opml"
    file.write_text(text)
    added = desk.add(str(file))
    assert [s.key for s in added.sources] == ["one", "two"]
    assert {a.source.key: a.items for a in added.asked}["one"] == 2
    assert "Cow wins prize" in lines(desk)


def test_a_folder_is_a_wire_whose_files_are_read_as_they_come(desk: Desk, tmp_path: Path) -> None:

    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "one.xml").write_text(FEED)
    os.utime(folder / "one.xml", (1_600_000_000, 1_600_000_000))
    desk.add(str(folder))
    assert "Cow wins prize" in lines(desk)
    (folder / "two.txt").write_text("Bells ring at noon\n")
    os.utime(folder / "two.txt", (1_600_000_000, 1_600_000_000))
    desk.fetch(["drop"], even_early=True)
    assert "Bells ring at noon" in lines(desk)


def test_what_is_not_due_is_not_asked(desk: Desk, server: Server, clock: Clock) -> None:
    server.answers["/feed"] = (200, {}, FEED.encode())
    desk.add(f"{server.base}/feed")
    assert desk.fetch() == []
    clock.now += dt.timedelta(hours=3)
    assert len(desk.fetch()) == 1


def test_a_host_that_told_one_source_to_wait_is_not_asked_for_another_by_name(desk: Desk, server: Server, clock: Clock) -> None:
    server.answers["/one"] = server.answers["/two"] = (200, {}, FEED.encode())
    desk.add(f"{server.base}/one", name="One")
    desk.add(f"{server.base}/two", name="Two")
    clock.now += dt.timedelta(hours=3)
    server.answers["/one"] = (429, {"Retry-After": "3600"}, b"")
    desk.fetch(["One"])
    asked = len(server.asked)
    assert desk.fetch(["Two"]) == []
    assert len(server.asked) == asked


def test_a_new_name_for_a_source_is_no_reason_to_ask_it_too_early(desk: Desk, server: Server, clock: Clock) -> None:
    server.answers["/feed"] = (200, {"ETag": '"a"', "Cache-Control": "max-age=43200"}, FEED.encode())
    desk.add(f"{server.base}/feed")
    desk.add(f"{server.base}/feed", name="Village")
    assert len(server.asked) == 1
    assert "Village" in {source.name for source in desk.store.sources()}
    desk.add(f"{server.base}/feed", settings={"header.X-Key": "k"})
    assert [headers.get("x-key") for _, headers in server.asked] == [None, "k"]
    assert server.asked[1][1]["if-none-match"] == '"a"'
    clock.now += dt.timedelta(hours=13)
    desk.add(f"{server.base}/feed", name="Hamlet")
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("hint", "hours"),
    [("<ttl>90</ttl>", 1.5), ("<sy:updatePeriod>hourly</sy:updatePeriod>", 1), ("<sy:updatePeriod>daily</sy:updatePeriod>", 2)],
)
def test_what_a_feed_hints_of_its_pace_is_heeded(desk: Desk, server: Server, clock: Clock, hint: str, hours: float) -> None:
    spaces = ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    feed = (
        f'<rss version="2.0"{spaces}><channel><title>T</title>{hint}<item><title>Ferry runs aground</title></item></channel></rss>'
    )
    server.answers["/feed"] = (200, {}, feed.encode())
    (source,) = desk.add(f"{server.base}/feed").sources
    state = desk.store.state(source.key)
    assert state.checked
    assert state.next_check
    assert state.next_check - state.checked >= dt.timedelta(hours=hours)


def test_a_list_that_is_followed_brings_feeds_and_takes_them_away(desk: Desk, server: Server) -> None:
    server.answers["/list"] = (200, {}, OPML.encode())
    desk.add(f"{server.base}/list", name="Papers", kind="list")
    assert {"one", "two"} <= {s.key for s in desk.store.sources()}
    server.answers["/list"] = (
        200,
        {},
        OPML.replace('<outline text="Two"', '<outline text="Three"').replace("two.", "three.").encode(),
    )
    desk.fetch(["papers"], even_early=True)
    kinds = {s.key: s.kind for s in desk.store.sources()}
    assert (kinds["three"], kinds["one"], kinds["two"]) == ("feed", "feed", "handed over")
    server.answers["/list"] = (200, {}, b"<opml><body></body></opml>")
    (asked,) = desk.fetch(["papers"], even_early=True)
    assert "names no feed" in asked.problem
    assert {s.key: s.kind for s in desk.store.sources()} == kinds


LISTING = "<html><body><h1>News</h1>" + "".join(
    f'<article class="t"><h3><a href="/n/{n}">Headline number {n} of the village wire</a></h3></article>' for n in range(9)
)


def test_a_page_that_is_asked_again_and_again_is_asked_only_where_robots_may_come(desk: Desk, server: Server, clock: Clock) -> None:
    server.answers["/news"] = (200, {"Content-Type": "text/html", "ETag": '"a"'}, LISTING.encode())
    desk.add(f"{server.base}/news", kind="page", name="Village")
    assert [path for path, _ in server.asked] == ["/robots.txt", "/news"]
    server.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /news")
    clock.now += dt.timedelta(days=2)
    (asked,) = desk.fetch(["Village"])
    assert "robots.txt asks robots to leave this page alone" in asked.problem
    assert [path for path, _ in server.asked][2:] == ["/robots.txt"]
    server.answers["/robots.txt"] = (404, {}, b"")
    clock.now += dt.timedelta(days=2)
    assert desk.fetch(["Village"])[0].problem == ""
    assert server.asked[-1][1]["if-none-match"] == '"a"'


def test_a_feed_is_asked_without_a_look_at_robots(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = (200, {}, FEED.encode())
    server.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /")
    desk.add(f"{server.base}/feed")
    assert [path for path, _ in server.asked] == ["/feed"]


def test_a_maildir_is_a_wire(desk: Desk, tmp_path: Path) -> None:
    box = tmp_path / "box"
    for part in ("cur", "new", "tmp"):
        (box / part).mkdir(parents=True)
    added = desk.add(str(box))
    assert added.sources[0].kind == "maildir"


def test_trouble_is_told_once_and_so_is_its_end(desk: Desk, server: Server, clock: Clock) -> None:
    from copytaster.desk.wellbeing import _news

    server.answers["/feed"] = (200, {}, FEED.encode())
    desk.add(f"{server.base}/feed", name="Village")
    server.answers["/feed"] = (500, {}, b"")
    desk.fetch(even_early=True)
    sources = desk.store.sources()
    assert _news(desk, sources) == []
    for _ in range(3):
        clock.now += dt.timedelta(days=2)
        desk.fetch()
    (alert,) = _news(desk, sources)
    assert (alert.source, alert.status.value) == ("village", "broken")
    assert _news(desk, sources) == []
    server.answers["/feed"] = (200, {}, FEED.replace("Cow wins", "Goat wins").encode())
    clock.now += dt.timedelta(days=2)
    desk.fetch()
    (alert,) = _news(desk, sources)
    assert "works again" in alert.what


def test_trouble_that_is_told_to_wait_meanwhile_is_told_neither_twice_nor_never_ended(
    desk: Desk, server: Server, clock: Clock
) -> None:
    from copytaster.desk.wellbeing import _news

    server.answers["/feed"] = (200, {}, FEED.encode())
    desk.add(f"{server.base}/feed", name="Village")

    def told(status: int, times: int) -> list[str]:
        server.answers["/feed"] = (status, {"Retry-After": "60"} if status == 429 else {}, FEED.encode())
        for _ in range(times):
            clock.now += dt.timedelta(hours=4)
            desk.fetch(even_early=True)
        return [alert.status.value for alert in _news(desk, desk.store.sources())]

    assert [told(500, 3), told(429, 1), told(500, 1), told(429, 1), told(200, 1)] == [["broken"], [], [], [], ["good"]]


def test_a_source_that_never_worked_is_not_called_good(desk: Desk, server: Server) -> None:
    from copytaster.desk.wellbeing import health_of

    server.answers["/feed"] = (404, {}, b"")
    with pytest.raises(Unreachable):
        desk.add(f"{server.base}/feed", name="Village")
    source = next(s for s in desk.store.sources() if s.name == "Village")
    found = health_of(desk, source, desk.store.state(source.key))
    assert found is not None
    assert found.status.value == "broken"
    assert "never worked" in found.why


def feeds(*numbers: int) -> bytes:
    """A list of feeds."""
    named = "".join(f'<outline text="N{n}" type="rss" xmlUrl="https://n{n}.example/feed"/>' for n in numbers)
    return f'<opml version="2.0"><body>{named}</body></opml>'.encode()


def test_an_editor_can_agree_to_a_list_that_has_lost_most_of_its_feeds(desk: Desk, server: Server) -> None:
    from copytaster.desk.wellbeing import health_of

    where = f"{server.base}/list"
    server.answers["/list"] = (200, {"ETag": '"1"'}, feeds(*range(9)))
    (source,) = desk.add(where, name="Papers", kind="list").sources
    server.answers["/list"] = (200, {"ETag": '"2"'}, feeds(1))
    for outcome in ("list", "not modified"):
        (asked,) = desk.fetch(["papers"], even_early=True)
        assert asked.outcome == outcome
        held = health_of(desk, source, desk.store.state("papers"))
        assert held
        assert held.status.is_trouble
        assert f"copytaster add {where} --agree" in held.why
    assert sum(s.kind == "feed" for s in desk.store.sources()) == 9
    desk.add(where, settings={"agreed": "yes"})
    assert [s.key for s in desk.store.sources() if s.kind == "feed"] == ["n1"]
    held = health_of(desk, source, desk.store.state("papers"))
    assert held
    assert not held.status.is_trouble
    server.answers["/list"] = (200, {"ETag": '"3"'}, feeds(*range(20, 40)))
    desk.fetch(["papers"], even_early=True)
    server.answers["/list"] = (200, {"ETag": '"4"'}, feeds(21))
    desk.fetch(["papers"], even_early=True)
    assert sum(s.kind == "feed" for s in desk.store.sources()) > 9, "one agreement is for one time"


def test_a_source_can_be_retired_and_taken_up_again(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = (200, {}, FEED.encode())
    where = f"{server.base}/feed"
    desk.add(where, name="Village News")
    known = lines(desk)
    assert [s.key for s in desk.retire(["village news"])] == ["village-news"]
    assert desk.fetch(even_early=True) == []
    assert lines(desk) == known
    with pytest.raises(Unknown, match="no source that can be asked goes by village-news"):
        desk.retire(["village-news"])
    desk.add(where)
    assert [asked.source.key for asked in desk.fetch([where], even_early=True)] == ["village-news"]


def test_a_folder_can_be_retired_and_taken_up_again(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "incoming").mkdir()
    desk.add(str(tmp_path / "incoming"))
    desk.retire(["incoming"])
    assert [(s.key, s.kind) for s in desk.add(str(tmp_path / "incoming")).sources] == [("incoming", "folder")]


def test_a_file_of_a_folder_that_cannot_be_read_is_told(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    for name, text in (("list.opml", OPML), ("good.xml", FEED)):
        (folder / name).write_text(text)
        os.utime(folder / name, (1, 1))
    (asked,) = desk.add(str(folder)).asked
    assert asked.items
    assert "1 of 2 could not be read" in asked.problem
    assert "a list of feeds (OPML)" in asked.problem


def test_what_is_gone_for_good_is_asked_only_by_its_name(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = (200, {}, FEED.encode())
    desk.add(f"{server.base}/feed", name="Village")
    server.answers["/feed"] = (410, {}, b"")
    assert [asked.outcome for asked in desk.fetch(even_early=True)] == ["gone"]
    assert desk.fetch(even_early=True) == []
    assert [asked.outcome for asked in desk.fetch(["Village"], even_early=True)] == ["gone"]


def test_the_address_that_a_feed_moved_to_can_be_noted_for_good(desk: Desk, server: Server) -> None:
    from copytaster.desk.wellbeing import health_of
    from copytaster.model import Pace

    server.answers["/old"] = (301, {"Location": "/new"}, b"")
    server.answers["/new"] = (200, {"ETag": '"1"'}, FEED.encode())
    desk.add(f"{server.base}/old", name="Village")
    moved = desk.store.source("village")
    assert moved
    held = health_of(desk, moved, desk.store.state("village"))
    assert held
    assert f"copytaster add {server.base}/new" in held.why
    desk.add(f"{server.base}/new", pace=Pace.SLOW)
    source = desk.store.source("village")
    assert source
    assert (source.key, source.address, source.pace) == ("village", f"{server.base}/new", Pace.SLOW)
    assert server.asked[-1][1]["if-none-match"] == '"1"'
    held = health_of(desk, source, desk.store.state("village"))
    assert held
    assert held.status.value == "good"


def test_a_folder_goes_by_its_name_however_it_is_written(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "incoming").mkdir()
    monkeypatch.chdir(tmp_path / "incoming")
    assert desk.add(".").sources[0].key == "incoming"
