"""What is added: handed over under a name, by an address in any spelling, or not at all, with a reason that says what to do."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from copytaster.desk.adding import as_opml
from copytaster.desk.desk import Desk
from copytaster.desk.previewing import preview
from copytaster.errors import Misconfigured, Unreachable, Unreadable
from copytaster.model import Source, SourceState
from copytaster.store.base import Wanted
from copytaster.wire import opml
from tests.conftest import START
from tests.desk.test_fetching import Server
from tests.test_cli import FEED, OPML


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server on loopback."""
    made = Server()
    yield made
    made.close()


def written(folder: Path, name: str, **fields: str) -> str:
    """A ninjs item in a file."""
    usual = {"uri": "urn:1", "type": "text", "pubstatus": "usable", "headline": "Harbour closed", "body_text": "For a week."}
    (folder / name).write_text(json.dumps({**usual, **fields}))
    return str(folder / name)


def at(minutes: int) -> str:
    """A time of the day as ninjs prints it."""
    return f"{START + dt.timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}"


def test_files_handed_over_under_one_name_are_one_wire_so_that_a_kill_reaches_its_copy(desk: Desk, tmp_path: Path) -> None:
    first = desk.add(written(tmp_path, "1.json", version="1", versioncreated=at(0)), name="NTB")
    second = desk.add(written(tmp_path, "2.json", version="2", versioncreated=at(5), headline="Harbour open"), name="ntb")
    kill = written(tmp_path, "3.json", version="3", versioncreated=at(9), pubstatus="canceled")
    third = desk.add("-", name="NTB", body=Path(kill).read_bytes())
    assert {s.key for added in (first, second, third) for s in added.sources} == {"ntb"}
    (line,) = desk.store.lines(Wanted(source="ntb", spiked=True))
    assert (line.versions, line.killed) == (3, True)


def test_copy_from_standard_input_under_two_names_is_two_wires(desk: Desk) -> None:
    for name in ("NTB", "APA", ""):
        desk.add("-", name=name, body=FEED.encode())
    assert {"ntb", "apa", "standard-input"} <= {s.key for s in desk.store.sources()}


def test_a_file_that_cannot_be_read_lies_in_quarantine(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "broken.bin").write_bytes(b"\x00\x01\x02\x03" * 50)
    with pytest.raises(Unreadable, match="It lies in quarantine"):
        desk.add(str(tmp_path / "broken.bin"))
    (kept,) = desk.store.deliveries(state="quarantined")
    assert kept.source == "broken-bin"


def test_a_list_of_feeds_behind_an_address_is_known_for_one(desk: Desk, server: Server) -> None:
    server.answers["/feeds.opml"] = (200, {}, OPML.encode())
    (source,) = desk.add(f"{server.base}/feeds.opml").sources
    assert source.kind == "list"
    assert {"one", "two"} <= {s.key for s in desk.store.sources()}


@pytest.mark.parametrize("again", ["{0}/feed", "{0}/feed/", "{0}/feed#top", "{0}/new"])
def test_an_address_that_the_desk_has_already_makes_no_second_source(desk: Desk, server: Server, again: str) -> None:
    server.answers |= {path: (200, {}, FEED.encode()) for path in ("/feed", "/feed/", "/new")}
    (source,) = desk.add(f"{server.base}/feed").sources
    desk.change_state(source.key, lambda state: SourceState(source.key, status="ok", moved_to=f"{server.base}/new"))
    before = len(desk.store.sources())
    assert desk.add(again.format(server.base), ask=False).sources[0].key == source.key
    assert len(desk.store.sources()) == before


def test_a_feed_that_a_list_brought_makes_no_second_source(desk: Desk, server: Server) -> None:
    server.answers["/list"] = (200, {}, OPML.encode())
    desk.add(f"{server.base}/list", name="Papers", kind="list")
    before = len(desk.store.sources())
    assert desk.add("https://www.one.example/feed/", ask=False).sources[0].key == "one"
    assert len(desk.store.sources()) == before


def test_a_list_that_is_handed_out_names_living_feeds_where_they_are_now(desk: Desk) -> None:
    for key, kind in (("moved", "feed"), ("gone", "feed"), ("page", "page"), ("list", "list"), ("left", "handed over")):
        desk.add_source(Source(key, key, kind=kind, address=f"https://{key}.example/"))
    desk.keep_state(SourceState("moved", status="ok", moved_to="https://new.example/feed"))
    desk.keep_state(SourceState("gone", status="gone"))
    assert [(s.name, s.address) for s in opml.read(as_opml(desk).encode())] == [("moved", "https://new.example/feed")]


def test_a_list_of_feeds_with_lone_ampersands_and_characters_that_there_are_not_is_read() -> None:
    body = b"<opml><body><outline text='Courts' xmlUrl='https://a.example/?a=1&b=2' x='&#xD800;'/><outline text='B' xmlUrl='b:"
    assert [(s.name, s.address) for s in opml.read(body)][:1] == [("Courts", "https://a.example/?a=1&b=2")]


def test_an_error_names_an_address_once(desk: Desk, server: Server) -> None:
    with pytest.raises(Unreachable) as caught:
        desk.add(f"{server.base}/404")
    assert str(caught.value).count(f"{server.base}/404") == 1


def test_an_address_of_a_kind_that_is_not_asked_says_which_are(desk: Desk) -> None:
    with pytest.raises(Misconfigured, match="https://, imap://"):
        desk.add("ftp://wire.example/feed.xml")


def test_a_page_without_a_list_names_its_feed_and_the_command_that_looks_at_it(desk: Desk, server: Server) -> None:
    page = "<!DOCTYPE html><html><head><title>x</title>{0}</head><body><p>Hello.</p></body></html>"
    server.answers["/bare"] = (200, {}, page.format("").encode())
    with pytest.raises(Unreadable, match=f"copytaster add {server.base}/bare --preview --select item=CSS"):
        desk.add(f"{server.base}/bare")
    link = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    server.answers["/fed"] = (200, {}, page.format(link).encode())
    with pytest.raises(Unreadable, match=f"copytaster add {server.base}/rss.xml"):
        desk.add(f"{server.base}/fed")


def test_an_address_without_its_scheme_is_guessed_at_and_a_file_is_not(desk: Desk) -> None:
    with pytest.raises(Unreachable, match=r"copytaster add https://www\.example\.org/feed"):
        desk.add("www.example.org/feed")
    with pytest.raises(Unreachable, match="check the path"):
        desk.add("headlines.txt")


def test_an_address_without_a_host_is_no_source(desk: Desk) -> None:
    with pytest.raises(Misconfigured, match="names no host"):
        desk.add("https://")
    assert all(source.address != "https://" for source in desk.store.sources())


def test_what_stays_on_the_desk_says_how_it_is_taken_off(desk: Desk, server: Server) -> None:
    with pytest.raises(Unreachable, match="`copytaster retire nowhere` takes it off"):
        desk.add(f"{server.base}/nowhere", name="Nowhere")


@pytest.mark.parametrize("blank", ["", "  "])
def test_nothing_named_adds_nothing_and_not_the_folder_one_stands_in(
    desk: Desk, tmp_path: Path, blank: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list.txt").write_text("Cow wins prize at fair\nMill reopens after fire\n")
    monkeypatch.chdir(tmp_path)
    before = desk.store.sources()
    with pytest.raises(Misconfigured, match="nothing is named"):
        desk.add(blank)
    assert desk.store.sources() == before


def test_a_feed_that_is_gone_is_not_said_to_be_asked_again(desk: Desk, server: Server) -> None:
    server.answers["/gone"] = (410, {}, b"")
    with pytest.raises(Unreachable) as caught:
        desk.add(f"{server.base}/gone")
    assert "and is asked again" not in str(caught.value)


def test_feeds_that_a_list_brings_are_not_counted_as_copy_and_the_list_goes_by_its_title(desk: Desk, server: Server) -> None:
    server.answers["/feeds.opml"] = (200, {}, OPML.replace("<body>", "<head><title>Our papers</title></head><body>").encode())
    added = desk.add(f"{server.base}/feeds.opml")
    value = added.as_values(desk)
    assert (value["items"], value["listed"]) == (0, 2)
    assert desk.store.source(added.sources[0].key).name == "Our papers"


def test_a_folder_whose_name_is_strokes_without_end_goes_out() -> None:
    (one,) = opml.read(
        b'<opml version="2.0"><body><outline text="'
        + b"a/" * 3000
        + b'"><outline text="x" xmlUrl="https://a.example/f"/></outline></body></opml>'
    )
    assert [source.folder for source in opml.read(opml.write([one], "Feeds").encode())] == [one.folder]


def test_folders_in_folders_go_out_as_they_came_in() -> None:
    inner = '<outline text="North"><outline type="rss" text="Atom" xmlUrl="https://a.example/"/></outline>'
    body = f'<opml><body><outline text="World">{inner}<outline type="rss" text="B" xmlUrl="https://b.example/"/></outline></body></opml>'
    out = opml.write(opml.read(body.encode()), "Desk")
    assert 'text="World/North"' not in out
    assert {(s.name, s.folder) for s in opml.read(out.encode())} == {("Atom", "World/North"), ("B", "World")}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"pasword": "x"}, "no setting 'pasword'; there are full_text, user, password and header.NAME"),
        ({"full_text": "maybe"}, "full_text is yes or no, not .*maybe"),
        ({"select.itm": "li"}, "no part 'itm' to select; there are item, headline"),
        ({"header.": "x"}, "no setting 'header.'"),
    ],
)
def test_a_setting_that_there_is_not_is_named_with_those_that_there_are(desk: Desk, settings: dict[str, str], said: str) -> None:
    before = desk.store.sources()
    with pytest.raises(Misconfigured, match=said):
        desk.add("https://example.org/feed.xml", ask=False, settings=settings)
    assert desk.store.sources() == before


def test_a_page_on_which_the_selectors_find_nothing_is_not_kept(desk: Desk, server: Server) -> None:
    server.answers["/list"] = (
        200,
        {},
        b"<!DOCTYPE html><html><body><ul><li><a href='/1'>Cow wins prize</a></li></ul></body></html>",
    )
    before = desk.store.sources()
    with pytest.raises(Unreadable, match=r"'li\.none' finds 0 elements.*Nothing was kept"):
        desk.add(f"{server.base}/list", kind="page", settings={"select.item": "li.none"})
    assert desk.store.sources() == before


@pytest.mark.parametrize("written", ["feed://{0}/feed", "feed:http://{0}/feed"])
def test_an_address_as_browsers_write_it_for_feeds_is_one_on_the_web(desk: Desk, written: str) -> None:
    (source,) = desk.add(written.format("example.org"), ask=False).sources
    assert source.address in ("https://example.org/feed", "http://example.org/feed")


def test_all_feeds_that_a_page_names_are_said_with_their_titles(desk: Desk, server: Server) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" title="{t}" href="/{t}.rss">' for t in ("News", "Comments"))
    server.answers["/site"] = (200, {}, f"<!DOCTYPE html><html><head>{links}</head><body><p>Hello.</p></body></html>".encode())
    with pytest.raises(Unreadable, match=r"2 feeds: copytaster add \S+/News\.rss \(News\); copytaster add \S+/Comments\.rss"):
        desk.add(f"{server.base}/site")


def test_one_of_several_sources_of_a_name_is_retired_by_its_key_only(desk: Desk) -> None:
    for key in ("one", "two"):
        desk.add_source(Source(key, "The Courier", address=f"https://{key}.example/"))
    with pytest.raises(Misconfigured, match="2 sources go by The Courier; name the one by its key: one, two"):
        desk.retire(["The Courier"])
    assert [s.key for s in desk.retire(["two"])] == ["two"]


def test_a_preview_looks_into_files_and_uses_the_password_that_is_given(desk: Desk, server: Server, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("Cow wins prize at fair\nMill reopens after fire\n")
    assert len(preview(desk.settings, str(tmp_path / "list.txt")).items) == 2
    with pytest.raises(Misconfigured, match="is a folder"):
        preview(desk.settings, str(tmp_path))
    server.answers["/feed"] = (200, {}, FEED.encode())
    preview(desk.settings, f"{server.base}/feed", given={"header.X-Key": "sesame"})
    assert server.asked[-1][1]["x-key"] == "sesame"
