"""Sources asked over HTTP, against servers on loopback that behave, misbehave and attack."""

from __future__ import annotations

import asyncio
import dataclasses
import gzip
import ssl
import zlib
from itertools import pairwise
from pathlib import Path

import brotli
import hypothesis
import pytest
from asking import NOW, QUICK, Names, pull, run, source
from hypothesis import given
from hypothesis import strategies as st

from copytaster.compression import zstd
from copytaster.errors import Misconfigured
from copytaster.evals.loopback import Loopback, Request, Script, reply
from copytaster.fetch.http import Fetcher
from copytaster.fetch.outcome import Outcome, Pulled
from copytaster.fetch.schedule import heed
from copytaster.model import Source, SourceState

FEED = b"<rss version='2.0'><channel><title>T</title></channel></rss>" * 20


def asked(script: Script, *, path: str = "/feed.xml", state: SourceState | None = None, **own: str) -> tuple[Pulled, list[Request]]:
    """Ask a server that follows a script once."""

    async def ask() -> tuple[Pulled, list[Request]]:
        async with Loopback(script) as server:
            return await pull(server.address(path), state, **own), server.requests

    return run(ask())


def answering(answer: bytes) -> Script:
    """A script that always says the same."""

    async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
        return answer

    return script


def hanging_up(answer: bytes) -> Script:
    """A script that says something and closes the connection."""

    async def script(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    return script


def test_what_a_server_sends_is_handed_on_as_it_is() -> None:
    pulled, requests = asked(answering(reply(FEED, "200 OK", "Content-Type: Application/RSS+xml; charset=x", 'ETag: "a"')))
    assert pulled.outcome is Outcome.NEW
    assert pulled.delivery is not None
    assert pulled.delivery.body == FEED
    assert pulled.delivery.media_type == "application/rss+xml"
    assert pulled.delivery.source == "test-wire"
    assert pulled.delivery.received >= NOW
    assert pulled.state.status == "ok"
    assert pulled.state.etag == '"a"'
    assert pulled.state.next_check is not None
    assert pulled.problem == ""
    (request,) = requests
    assert "if-none-match" not in request.headers
    assert request.headers["user-agent"].startswith("copytaster/")


PACKINGS = {
    "gzip": gzip.compress(FEED),
    "x-gzip": gzip.compress(FEED[:100]) + gzip.compress(FEED[100:]) + b"\0\0\0",
    "deflate": zlib.compress(FEED),
    "br": brotli.compress(FEED),
    "zstd": zstd.compress(FEED),
    "identity": FEED,
}


@pytest.mark.parametrize("coding", PACKINGS)
def test_a_packed_answer_is_unpacked(coding: str) -> None:
    pulled, _ = asked(answering(reply(PACKINGS[coding], "200 OK", f"Content-Encoding: {coding}")))
    assert pulled.delivery is not None
    assert pulled.delivery.body == FEED


def test_the_bytes_are_believed_before_the_header() -> None:
    for answer in (reply(FEED, "200 OK", "Content-Encoding: gzip"), reply(gzip.compress(FEED))):
        pulled, _ = asked(answering(answer))
        assert pulled.delivery is not None
        assert pulled.delivery.body == FEED


@pytest.mark.parametrize("coding", ["deflate", "br", "zstd", "compress", "text/xml", "UTF-8", "binary"])
def test_a_document_that_is_not_packed_is_seen_to_be_whatever_the_header_says(coding: str) -> None:
    for body in (FEED, b"\xef\xbb\xbf\r\n" + FEED, b'{"version": "https://jsonfeed.org/version/1.1"}'):
        pulled, _ = asked(answering(reply(body, "200 OK", f"Content-Encoding: {coding}")))
        assert pulled.delivery is not None
        assert pulled.delivery.body == body


@pytest.mark.parametrize(
    "lines", [("identity, gzip",), ("GZip,",), ("gzip, identity",), ("br, x-gzip",), ("br", "gzip"), ("gzip, gzip",), ("zstd",)]
)
def test_codings_in_a_row_are_taken_off_last_first(lines: tuple[str, ...]) -> None:
    inner = brotli.compress(FEED) if "br" in lines[0] else FEED
    pulled, _ = asked(answering(reply(gzip.compress(inner), "200 OK", *(f"Content-Encoding: {line}" for line in lines))))
    assert pulled.delivery is not None
    assert pulled.delivery.body == FEED


def test_a_bomb_between_two_packings_is_refused() -> None:
    # Empty blocks of deflate: what they unpack to is nothing, so that only the packing around them can be counted.
    blocks = b"\0\0\0\xff\xff" * 20_000_000
    pulled, _ = asked(answering(reply(gzip.compress(blocks, 1), "200 OK", "Content-Encoding: deflate, gzip")))
    assert "far too much" in pulled.problem


def test_validators_go_back_byte_for_byte() -> None:
    odd = {"etag": 'W/"ä;q=1"--gzip', "last_modified": "yesterday,  or so"}
    answer = reply(FEED, "200 OK", f"ETag: {odd['etag'].encode().decode('latin-1')}", f"Last-Modified: {odd['last_modified']}")
    pulled, _ = asked(answering(answer))
    assert pulled.state.etag == odd["etag"]
    state = dataclasses.replace(pulled.state, notes={})
    again, (request,) = asked(answering(reply(b"", "304 Not Modified")), state=state)
    assert request.headers["if-none-match"].encode("latin-1").decode() == odd["etag"]
    assert request.headers["if-modified-since"] == odd["last_modified"]
    assert again.outcome is Outcome.NOT_MODIFIED
    assert again.delivery is None
    assert again.state.etag == odd["etag"]


def test_a_validator_that_cannot_be_echoed_is_not_kept() -> None:
    pulled, _ = asked(answering(reply(FEED, "200 OK", "ETag: \xff\xfe")))
    assert pulled.outcome is Outcome.NEW
    assert pulled.state.etag is None


def test_freshness_holds_on_through_answers_that_do_not_repeat_it() -> None:
    """RFC 9111: what a 304 leaves out stands as it was."""

    async def ask() -> None:
        async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
            if "if-none-match" in request.headers:
                return reply(b"", "304 Not Modified")
            return reply(FEED, "200 OK", 'ETag: "a"', "Cache-Control: max-age=43200")

        async with Loopback(script) as server:
            state, now = SourceState("test-wire"), NOW
            for _ in range(3):
                state = (await pull(server.address(), state, now=now)).state
                assert state.next_check is not None
                assert (state.next_check - now).total_seconds() >= 43200
                now = state.next_check

    run(ask())


DATE = "Date: Wed, 08 Oct 2025 12:00:00 GMT"
HALF_A_DAY_ON = "Thu, 09 Oct 2025 00:00:00 GMT"


@pytest.mark.parametrize(
    "headers",
    [
        ("Cache-Control: public", "Cache-Control: max-age=43200"),
        ("Cache-Control: public", DATE, f"Expires: {HALF_A_DAY_ON}"),
        ("Retry-After: 43200",),
        (DATE, "Retry-After: Thursday, 09-Oct-25 00:00:00 GMT"),
    ],
)
@pytest.mark.parametrize("status", ["200 OK", "304 Not Modified"])
def test_a_pause_that_is_asked_for_in_any_lawful_form_is_kept(status: str, headers: tuple[str, ...]) -> None:
    known = dataclasses.replace(SourceState("test-wire"), etag='"a"')
    pulled, _ = asked(answering(reply(FEED if status[0] == "2" else b"", status, *headers)), state=known)
    assert pulled.outcome.is_success
    assert pulled.state.next_check is not None
    assert 43200 <= (pulled.state.next_check - NOW).total_seconds() < 44000


def test_a_plea_that_makes_no_sense_is_one_without_words() -> None:
    for words in ("5 minutes", "-1", "2025-10-09T00:00:00Z"):
        pulled, _ = asked(answering(reply(b"", "429 Too Many Requests", f"Retry-After: {words}")))
        assert pulled.state.next_check is not None
        assert 3600 <= (pulled.state.next_check - NOW).total_seconds() < 4000


def test_a_part_is_not_taken_for_the_whole() -> None:
    pulled, _ = asked(answering(reply(FEED[:100], "206 Partial Content", 'ETag: "a"', "Content-Range: bytes 0-99/1200")))
    assert pulled.outcome is Outcome.CUT_SHORT
    assert pulled.delivery is None
    assert pulled.state.etag is None


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b\xe4r", "/b%E4r"),
        ("/b\xc3\xa4r", "/b%C3%A4r"),
        ("/b c", "/b%20c"),
        ("/b%20c", "/b%20c"),
        ("/b#part", "/b"),
        ("b?x=1&y=a%2Bb", "/b?x=1&y=a%2Bb"),
        ("?page=2", "/feed.xml?page=2"),
    ],
)
def test_a_redirect_leads_where_its_bytes_say(location: str, target: str) -> None:
    async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
        if request.target == "/feed.xml":
            return reply(b"", "301 Moved Permanently", f"Location: {location}")
        return reply(FEED)

    pulled, requests = asked(script)
    assert pulled.outcome is Outcome.NEW
    assert requests[-1].target == target
    assert (pulled.state.moved_to or "").endswith(target)


def test_a_choice_is_followed_and_not_remembered() -> None:
    async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
        return reply(FEED) if request.target == "/b" else reply(b"", "300 Multiple Choices", "Location: /b")

    pulled, _ = asked(script)
    assert pulled.outcome is Outcome.NEW
    assert pulled.state.moved_to is None


def test_what_could_not_be_read_stays_unreadable_while_it_does_not_change() -> None:
    async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
        return reply(b"", "304 Not Modified") if "if-none-match" in request.headers else reply(FEED, "200 OK", 'ETag: "a"')

    async def ask() -> None:
        async with Loopback(script) as server:
            first = heed(source(server.address()), (await pull(server.address())).state, fresh=0, unreadable="it is a poem")
            again = await pull(server.address(), first)
            assert again.outcome is Outcome.NOT_MODIFIED
            assert again.state.status == "unreadable"
            assert "it is a poem" in again.problem

    run(ask())


def test_an_etag_that_changes_under_the_same_date_and_bytes_is_kept() -> None:
    """Half of the readers that Rachel Kroll watched kept the first ETag, and asked in vain ever after."""

    async def ask() -> None:
        tags = iter(['"1"', '"2"', None])

        async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
            tag = next(tags)
            return reply(FEED, "200 OK", "Last-Modified: x", *([f"ETag: {tag}"] if tag else []))

        async with Loopback(script) as server:
            state = SourceState("test-wire")
            for _ in range(3):
                state = (await pull(server.address(), state)).state
            assert [r.headers.get("if-none-match") for r in server.requests] == [None, '"1"', '"2"']
            assert state.etag is None

    run(ask())


def test_no_cookie_comes_back_and_nothing_tells_where_the_desk_was() -> None:
    async def ask() -> None:
        async with Loopback(answering(reply(FEED, "200 OK", "Set-Cookie: id=1"))) as server, Fetcher(QUICK) as fetcher:
            for _ in range(2):
                await fetcher.pull(source(server.address()), SourceState("test-wire"), now=NOW)
            assert not [r for r in server.requests if {"cookie", "referer"} & set(r.headers)]

    run(ask())


@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        ("404 Not Found", Outcome.MISSING, "new address"),
        ("410 Gone", Outcome.GONE, "copytaster retire"),
        ("401 Unauthorized", Outcome.DENIED, "password"),
        ("403 Forbidden", Outcome.DENIED, "does not let the desk in"),
        ("429 Too Many Requests", Outcome.RATE_LIMITED, "asked again at 2025-10-08 13:0"),
        ("500 Oops", Outcome.BROKEN, "HTTP 500"),
        ("304 Not Modified", Outcome.BROKEN, "without being asked"),
        ("200 OK", Outcome.BROKEN, "empty"),
        ("204 No Content", Outcome.BROKEN, "empty"),
        ("600 What", Outcome.BROKEN, "HTTP 600"),
    ],
)
def test_an_answer_that_is_no_copy_is_one_clear_sentence(status: str, outcome: Outcome, words: str) -> None:
    pulled, _ = asked(answering(reply(b"", status)))
    assert pulled.outcome is outcome
    assert words in pulled.problem
    assert pulled.problem.startswith("Test Wire (http://127.0.0.1:")
    assert pulled.problem.endswith(".")
    assert pulled.state.failures == 1
    assert pulled.delivery is None


def test_trouble_keeps_the_validators_and_a_page_of_trouble_gives_none() -> None:
    state = SourceState("test-wire", etag='"a"', last_modified="x")
    pulled, _ = asked(answering(reply(b"sorry", "503 Busy", 'ETag: "sorry"')), state=state)
    assert (pulled.state.etag, pulled.state.last_modified) == ('"a"', "x")


def test_a_source_that_is_gone_has_no_next_check() -> None:
    pulled, _ = asked(answering(reply(b"", "410 Gone")))
    assert pulled.state.status == "gone"
    assert pulled.state.next_check is None


async def _slow_head(request: Request, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


async def _drip(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.1)


async def _endless(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"x" * 65536)
        await writer.drain()


async def _endless_head(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X: " + b"x" * 1000 + b"\r\n")
        await writer.drain()


async def _reset(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


ATTACKS = {
    "slow": (_slow_head, Outcome.SLOW, "silent for 0.4 s"),
    "drip": (_drip, Outcome.SLOW, "not complete after 1.5 s"),
    "endless": (_endless, Outcome.TOO_LARGE, "more than 1 MiB"),
    "endless head": (_endless_head, Outcome.BROKEN, "does not speak HTTP"),
    "announced": (hanging_up(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx"), Outcome.TOO_LARGE, "more than 1 MiB"),
    "too short": (
        hanging_up(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx"),
        Outcome.CUT_SHORT,
        "before the answer was complete",
    ),
    "bad chunk": (answering(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), Outcome.BROKEN, "chunk size"),
    "reset": (_reset, Outcome.CUT_SHORT, "without an answer"),
    "hang up": (hanging_up(b""), Outcome.CUT_SHORT, "without an answer"),
    "no http": (hanging_up(b"220 smtp ready\r\n\r\n"), Outcome.BROKEN, "does not speak HTTP"),
    "half gzip": (answering(reply(gzip.compress(FEED)[:60], "200 OK", "Content-Encoding: gzip")), Outcome.CUT_SHORT, "packing"),
    "bad gzip": (answering(reply(b"\x1f\x8b" + b"x" * 99, "200 OK", "Content-Encoding: gzip")), Outcome.BROKEN, "unpacked"),
    "bad br": (answering(reply(b"\xff" * 99, "200 OK", "Content-Encoding: br")), Outcome.BROKEN, "unpacked"),
    "bad zstd": (answering(reply(b"\xff" * 99, "200 OK", "Content-Encoding: zstd")), Outcome.BROKEN, "unpacked"),
    "unasked": (answering(reply(b"\xff" * 99, "200 OK", "Content-Encoding: compress")), Outcome.BROKEN, "not asked for"),
    "circle": (answering(reply(b"", "302 Found", "Location: /feed.xml")), Outcome.BROKEN, "circle"),
    "no target": (answering(reply(b"", "302 Found", "Location: http://[bad")), Outcome.BROKEN, "not an address"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_server_that_misbehaves_is_left_with_one_clear_sentence(name: str) -> None:
    script, outcome, words = ATTACKS[name]
    pulled, requests = asked(script)
    assert (pulled.outcome, len(requests)) == (outcome, 1), pulled.problem
    assert words in pulled.problem
    assert "\n" not in pulled.problem


def bomb(coding: str, size: int) -> bytes:
    """Very many zeros in very few bytes."""
    zeros = bytes(size)
    return {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}[coding](zeros)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_too_large_and_one_just_below_the_limit_is_not(coding: str) -> None:
    big, _ = asked(answering(reply(bomb(coding, QUICK.max_bytes + 1), "200 OK", f"Content-Encoding: {coding}")))
    assert big.outcome is Outcome.TOO_LARGE
    assert "fetch_largest" in big.problem
    good, _ = asked(answering(reply(bomb(coding, QUICK.max_bytes), "200 OK", f"Content-Encoding: {coding}")))
    assert good.delivery is not None
    assert len(good.delivery.body) == QUICK.max_bytes


def test_a_zstd_frame_that_asks_for_a_huge_window_is_refused() -> None:
    options = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.enable_long_distance_matching: 1}
    pack = zstd.ZstdCompressor(options=options)
    frame = pack.compress(bytes(300_000)) + pack.flush()
    pulled, _ = asked(answering(reply(frame, "200 OK", "Content-Encoding: zstd")))
    assert pulled.outcome is Outcome.BROKEN
    assert "unpacked" in pulled.problem


def test_ten_thousand_empty_gzip_members_are_refused() -> None:
    pulled, _ = asked(answering(reply(gzip.compress(b"") * 10_000, "200 OK", "Content-Encoding: gzip")))
    assert pulled.outcome is Outcome.BROKEN
    assert "1000 parts" in pulled.problem


def redirecting(**ways: tuple[int, str]) -> Script:
    """A script that redirects from some paths (without their slash) and serves the feed at all others."""

    async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
        status, target = ways.get(request.target.strip("/"), (0, ""))
        return reply(b"", f"{status} Moved", f"Location: {target}") if status else reply(FEED, "200 OK", 'ETag: "new"')

    return script


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_is_remembered(status: int) -> None:
    async def ask() -> None:
        async with Loopback(redirecting(old=(status, "/new"))) as server:
            first = await pull(server.address("/old"))
            assert first.state.moved_to == server.address("/new")
            await pull(server.address("/old"), first.state)
            assert [r.target for r in server.requests] == ["/old", "/new", "/new"]
            assert server.requests[-1].headers["if-none-match"] == '"new"'

    run(ask())


@pytest.mark.parametrize("status", [302, 303, 307])
def test_another_redirect_is_followed_and_not_remembered(status: int) -> None:
    pulled, requests = asked(redirecting(old=(status, "/new")), path="/old")
    assert pulled.outcome is Outcome.NEW
    assert pulled.state.moved_to is None
    assert [r.target for r in requests] == ["/old", "/new"]


def test_only_the_permanent_beginning_of_a_chain_is_remembered() -> None:
    async def ask() -> None:
        async with Loopback(redirecting(a=(301, "/b"), b=(302, "/c"), c=(301, "/d"))) as server:
            assert (await pull(server.address("/a"))).state.moved_to == server.address("/b")

    run(ask())


def test_validators_are_sent_only_to_the_address_that_gave_them() -> None:
    async def ask() -> None:
        async with Loopback(redirecting(old=(302, "/new"))) as server:
            first = await pull(server.address("/old"))
            await pull(server.address("/old"), first.state)
            assert [r.headers.get("if-none-match") for r in server.requests] == [None, None, None, '"new"']

    run(ask())


def test_a_login_page_that_steps_in_costs_no_second_full_request() -> None:
    async def ask() -> None:
        is_closed = False

        async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
            if request.target == "/login":
                return reply(b"<html>Log in</html>", "200 OK", 'ETag: "login"')
            if is_closed:
                return reply(b"", "302 Found", "Location: /login")
            return reply(b"", "304 X", 'ETag: "a"') if "if-none-match" in request.headers else reply(FEED, "200 OK", 'ETag: "a"')

        async with Loopback(script) as server:
            one = source(server.address())
            first = await pull(server.address())
            state = heed(one, first.state, fresh=3)
            is_closed = True
            for _ in range(2):
                shut = await pull(server.address(), state)
                state = heed(one, shut.state, fresh=0, unreadable="it is a web page") if shut.delivery else shut.state
            assert state.status == "unreadable"
            is_closed = False
            again = await pull(server.address(), state)
            assert again.outcome is Outcome.NOT_MODIFIED
            assert (again.state.status, again.state.problem, again.state.etag) == ("ok", "", '"a"')
            assert "unreadable" not in again.state.notes
        sent = [request.headers.get("if-none-match") for request in server.requests if request.target != "/login"]
        assert sent == [None, '"a"', '"a"', '"a"']

    run(ask())


def test_notes_of_other_addresses_that_make_no_sense_are_left_out() -> None:
    for others in ("x", "[]", "{}", '{"http://a/": 3}', '{"http://a/": ["x"]}', "null"):
        state = SourceState("test-wire", notes={"others": others, "validated": "http://b/"})
        pulled, (request,) = asked(answering(reply(FEED, "200 OK", 'ETag: "a"')), state=state)
        assert pulled.state.etag == '"a"'
        assert "if-none-match" not in request.headers


def test_a_source_whose_own_address_was_changed_is_asked_there() -> None:
    async def ask() -> None:
        async with Loopback(redirecting(old=(301, "/new"))) as server:
            first = await pull(server.address("/old"))
            await pull(server.address("/mended"), first.state)
            assert server.requests[-1].target == "/mended"
            assert "if-none-match" not in server.requests[-1].headers

    run(ask())


def test_a_new_address_that_fails_three_times_is_forgotten() -> None:
    state = SourceState("test-wire", moved_to="http://127.0.0.1:9/new", etag='"a"')
    for failures in (1, 2, 3):
        state = run(pull("http://127.0.0.1:9/old", state)).state
        assert state.failures == failures
        assert (state.moved_to is None) == (failures == 3)
    assert state.etag == '"a"'


def test_more_redirects_than_allowed_are_too_many() -> None:
    async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
        return reply(b"", "302 Found", f"Location: {request.target}x")

    pulled, requests = asked(script)
    assert "more than 5 times" in pulled.problem
    assert len(requests) == 6


def test_secrets_go_to_the_origin_they_belong_to_and_are_never_shown() -> None:
    async def ask() -> None:
        async with Loopback(redirecting()) as other:
            async with Loopback(redirecting(a=(302, "/b"), b=(302, other.address("/c")))) as server:
                address = server.address("/a").replace("http://", "http://me:pw%20@")
                pulled = await pull(address, **{"header.X-Key": "k"})
                assert [r.headers.get("authorization") for r in server.requests] == ["Basic bWU6cHcg"] * 2
                assert [r.headers.get("x-key") for r in server.requests + other.requests] == ["k", "k", None]
                assert "authorization" not in other.requests[0].headers
                assert pulled.delivery is not None
                assert "pw" not in pulled.delivery.address
                assert "pw" not in str(pulled.state.notes)
            failed = await pull(address, pulled.state)
            assert failed.problem
            assert "pw" not in failed.problem

    run(ask())


def test_a_permanent_move_to_another_origin_leaves_the_secrets_behind() -> None:
    async def ask() -> None:
        async with Loopback(redirecting()) as other, Loopback(redirecting(a=(301, other.address("/c")))) as server:
            first = await pull(server.address("/a"), user="me", password="pw")
            await pull(server.address("/a"), first.state, user="me", password="pw")
            assert len(other.requests) == 2
            assert not [r for r in other.requests if "authorization" in r.headers]

    run(ask())


def test_a_name_that_does_not_exist_is_named() -> None:
    class Nowhere(Names):
        async def resolve(self, *_: object, **__: object) -> list[object]:  # type: ignore[override]
            raise OSError(-2, "Name or service not known")

    pulled = run(pull("http://nowhere.example/feed", resolver=Nowhere("")))
    assert pulled.outcome is Outcome.UNREACHABLE
    assert "no host named 'nowhere.example'" in pulled.problem


def test_a_port_where_nothing_answers_is_named() -> None:
    pulled = run(pull("http://127.0.0.1:9/feed"))
    assert pulled.outcome is Outcome.UNREACHABLE
    assert "nothing answers at 127.0.0.1:9" in pulled.problem


@pytest.mark.parametrize(
    "address", ["feed.xml", "ftp://example.org/", "http://", "http://[", "https://exa mple/", "", "http://x:99999/"]
)
def test_an_address_that_is_none_is_said_to_be_none(address: str) -> None:
    pulled = run(pull(address))
    assert pulled.outcome in {Outcome.REFUSED, Outcome.BROKEN, Outcome.UNREACHABLE}
    assert pulled.problem.startswith(f"Test Wire ({address})")


def test_a_certificate_that_nobody_signed_is_refused_unless_the_settings_trust_it(certificate: Path) -> None:
    async def ask() -> None:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate)
        async with Loopback(answering(reply(FEED)), tls=tls) as server:
            pulled = await pull(server.address())
            assert pulled.outcome is Outcome.UNREACHABLE
            assert "certificate" in pulled.problem
            assert "add its certificates" in pulled.problem
            assert not server.requests
            trusting = dataclasses.replace(QUICK, ca_file=str(certificate))
            assert (await pull(server.address(), settings=trusting)).outcome is Outcome.NEW

    run(ask())


def test_plain_text_where_tls_was_expected_is_said() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(reply(b"speak HTTP", "400 Bad Request"))
        writer.close()

    async def ask() -> None:
        async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
            pulled = await pull(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/feed")
            assert pulled.outcome is Outcome.UNREACHABLE
            assert "does not speak TLS" in pulled.problem

    run(ask())


def test_an_old_connection_that_the_server_gave_up_does_not_cost_a_failure() -> None:
    async def ask() -> None:
        served = 0

        async def script(request: Request, writer: asyncio.StreamWriter) -> bytes | None:
            nonlocal served
            served += 1
            return None if served == 2 else reply(FEED)

        async with Loopback(script) as server, Fetcher(QUICK) as fetcher:
            for _ in range(2):
                pulled = await fetcher.pull(source(server.address()), SourceState("test-wire"), now=NOW)
                assert pulled.outcome is Outcome.NEW
            assert server.connections == 2

    run(ask())


def test_requests_to_one_host_keep_their_distance_and_others_do_not_wait() -> None:
    async def ask() -> None:
        async with Loopback(answering(reply(FEED))) as one, Loopback(answering(reply(FEED)), host="127.0.0.2") as two:
            began = asyncio.get_running_loop().time()
            async with Fetcher(dataclasses.replace(QUICK, gap_seconds=0.2)) as fetcher:
                sources = [Source(str(n), str(n), address=one.address(f"/{n}")) for n in range(3)]
                await asyncio.gather(*(fetcher.pull(s, SourceState(s.key), now=NOW) for s in sources))
            assert asyncio.get_running_loop().time() - began >= 0.4
            async with Fetcher(dataclasses.replace(QUICK, gap_seconds=60)) as fetcher:
                for server in (one, two):
                    pulled = await fetcher.pull(source(server.address()), SourceState("test-wire"), now=NOW)
                    assert pulled.state.checked is not None
                    assert (pulled.state.checked - NOW).total_seconds() < 30

    run(ask())


def test_many_sources_that_are_sent_on_to_one_host_come_there_one_by_one() -> None:
    came: list[float] = []

    async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
        came.append(asyncio.get_running_loop().time())
        return reply(FEED)

    async def ask() -> None:
        async with Loopback(script, host="127.0.0.9") as end:
            await through(end)

    async def through(end: Loopback) -> None:
        moved = answering(reply(b"", "302 Found", f"Location: {end.address()}"))
        async with (
            Loopback(moved, host="127.0.0.2") as one,
            Loopback(moved, host="127.0.0.3") as two,
            Loopback(moved, host="127.0.0.4") as three,
        ):
            sources = [Source(str(n), str(n), address=server.address()) for n, server in enumerate((one, two, three))]
            # The wait for a turn is longer than what an answer may take, and is no fault of the server.
            slow = dataclasses.replace(QUICK, gap_seconds=0.4, total_seconds=0.6)
            async with Fetcher(slow) as fetcher:
                pulled = await asyncio.gather(*(fetcher.pull(s, SourceState(s.key), now=NOW) for s in sources))
        assert {one.outcome for one in pulled} == {Outcome.NEW}

    run(ask())
    assert min(later - earlier for earlier, later in pairwise(came)) >= 0.35


def test_what_is_gone_where_it_had_moved_to_is_asked_at_home_when_an_editor_asks() -> None:
    async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
        return reply(b"", "410 Gone") if request.target == "/new" else reply(FEED)

    async def ask() -> None:
        async with Loopback(script) as server:
            moved = SourceState("test-wire", moved_to=server.address("/new"), notes={"moved_from": server.address("/old")})
            gone = await pull(server.address("/old"), moved)
            assert gone.outcome is Outcome.GONE
            again = await pull(server.address("/old"), gone.state)
            assert again.outcome is Outcome.NEW

    run(ask())


def test_a_feed_that_moves_back_is_asked_at_home_again() -> None:
    async def script(request: Request, writer: asyncio.StreamWriter) -> bytes:
        return reply(FEED) if request.target == "/old" else reply(b"", "301 Moved Permanently", "Location: /old")

    async def ask() -> None:
        async with Loopback(script) as server:
            moved = SourceState("test-wire", moved_to=server.address("/new"), notes={"moved_from": server.address("/old")})
            assert (await pull(server.address("/old"), moved)).state.moved_to is None

    run(ask())


def test_many_large_answers_at_once_are_held_to_one_sum_and_a_small_one_gets_through() -> None:
    async def ask() -> None:
        settings = dataclasses.replace(QUICK, max_bytes=8_000_000, max_held=10_000_000, connections_per_host=20)

        async def script(request: Request, writer: asyncio.StreamWriter) -> bytes | None:
            if request.target == "/small":
                return reply(FEED)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 7000000\r\n\r\n")
            for _ in range(70):
                writer.write(bytes(100_000))
                await writer.drain()
                await asyncio.sleep(0.001)
            return b""

        async with Loopback(script) as server, Fetcher(settings) as fetcher:
            paths = ["/large"] * 6 + ["/small"]
            pulls = (fetcher.pull(source(server.address(path)), SourceState("test-wire"), now=NOW) for path in paths)
            *large, small = await asyncio.gather(*pulls)
            assert small.outcome is Outcome.NEW
            outcomes = {pulled.outcome for pulled in large}
            assert outcomes <= {Outcome.NEW, Outcome.TOO_LARGE}
            assert Outcome.TOO_LARGE in outcomes
            again = await fetcher.pull(source(server.address("/large")), SourceState("test-wire"), now=NOW)
            assert again.outcome is Outcome.NEW

    run(ask())


def test_whatever_breaks_ends_in_a_state_with_a_later_check(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Names):
        async def resolve(self, *_: object, **__: object) -> list[object]:  # type: ignore[override]
            raise KeyError("a fault of ours")

    pulled = run(pull("http://name.example/feed", resolver=Broken("")))
    assert pulled.outcome is Outcome.UNREACHABLE
    assert pulled.state.next_check is not None
    assert pulled.state.next_check > NOW
    assert "asking test-wire failed" in caplog.text


def test_odd_bytes_in_headers_end_in_text_that_can_be_kept() -> None:
    odd = "\xff\xfe\x80"
    for answer in (
        reply(b"", "302 Found", f"Location: http://{odd}/"),
        reply(FEED, "200 OK", f"Content-Type: {odd}", f"Link: <http://{odd}/>; rel=hub", f"ETag: {odd}"),
        reply(FEED, "200 OK", f"Content-Encoding: {odd}"),
        reply(b"", f"500 {odd}"),
    ):
        pulled, _ = asked(answering(answer))
        said = [pulled.problem, pulled.state.moved_to or "", *pulled.state.notes.values(), *pulled.links.values()]
        if pulled.delivery:
            said += [pulled.delivery.address, pulled.delivery.media_type]
        for text in said:
            assert text.isprintable()
            text.encode()


def test_settings_that_cannot_be_used_are_said_before_anything_is_asked() -> None:
    with pytest.raises(Misconfigured, match="intranet"):
        Fetcher(dataclasses.replace(QUICK, allow=("intranet",)))


@hypothesis.settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 301 X\r\nLocation: ", b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b"]
    ),
    st.binary(max_size=300),
)
def test_no_answer_is_so_odd_that_asking_fails_or_is_forgotten(head: bytes, rest: bytes) -> None:
    pulled, _ = asked(hanging_up(head + rest))
    assert pulled.state.checked is not None
    assert pulled.state.next_check is not None or pulled.outcome is Outcome.GONE
    assert (pulled.delivery is not None) == (pulled.outcome is Outcome.NEW)
    assert bool(pulled.problem) != pulled.outcome.is_success
    pulled.problem.encode()
