"""Whatever bytes come, a reader answers with items or with our own error: arbitrary bytes, and samples of every format with bytes
cut out, doubled, changed and swapped.

COPYTASTER_FUZZ sets how many examples each property tries (100 where it is not set; the figures in docs/formats.md are from 5,000).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copytaster.errors import CopytasterError
from copytaster.model import UTC, Delivery
from copytaster.wire import opml, sniff
from tests.wire.samples import SAMPLES

EXAMPLES = int(os.environ.get("COPYTASTER_FUZZ", "100"))
CALM = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
RECEIVED = dt.datetime(2025, 10, 9, tzinfo=UTC)
PIECES = (
    *(b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"&#x0;", b"&#xD800;", b"xmlns:a='", b"\x00", b"\xff\xfe", b"\xe9" * 9),
    *(b"{", b"}", b"[", b'"', b"\\ud800", b"null", b"1e999", b"-", b"0" * 400, b"9" * 400, b"%00"),
    *(b"\r\n\r\n", b"--x", b"=?utf-8?q?=", b"From ", b"Content-Length: -1", b"WARC/1.0\r\n", b"PK\x03\x04", b"\x1f\x8b\x08"),
    *(b"\x01", b"\x02", b"\x03", b"\x1f", b"2025-13-45T99:99:99Z", b"31 Feb 2025 25:61", b"00000000T000000"),
)


OPML = b"<opml version='2.0'><body><outline text='A' xmlUrl='https://a.example/'/></body></opml>"


def tried(body: bytes, media_type: str = "") -> None:
    """Read some bytes: an answer or our own error; every item has a headline, aware times, and fits its bounds."""
    try:
        reading = sniff.read(Delivery("fuzz", RECEIVED, body, "https://fuzz.example/a", media_type))
    except CopytasterError:
        return
    for item in reading.items:
        assert item.headline.strip()
        assert len(item.headline) <= 1100
        for when in (item.version_created, item.first_created, item.embargoed_until):
            assert when is None or when.utcoffset() == dt.timedelta(0)
        f"{item.headline}{item.summary}{item.body}{item.byline}{item.url}".encode()


@st.composite
def mutated(draw: st.DrawFn, body: bytes) -> bytes:
    """A sample with a few wounds."""
    for _ in range(draw(st.integers(1, 6))):
        a, b = sorted((draw(st.integers(0, len(body))), draw(st.integers(0, len(body)))))
        b = min(b, a + draw(st.sampled_from((1, 8, 200, 100_000))))
        way = draw(st.sampled_from(("cut", "double", "put", "end", "noise")))
        piece = {"cut": b"", "double": body[a:b] * 2, "put": draw(st.sampled_from(PIECES)) + body[a:b], "end": b""}.get(way)
        body = body[:a] + (draw(st.binary(max_size=12)) if piece is None else piece) + (b"" if way == "end" else body[b:])
    return body


@CALM
@given(st.binary(max_size=3000), st.sampled_from(("", "text/xml; charset=utf-16", "text/html; charset=nonsense")))
def test_arbitrary_bytes_are_answered(body: bytes, media_type: str) -> None:
    tried(body, media_type)


@CALM
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=60))
def test_pieces_of_all_formats_in_any_order_are_answered(parts: list[bytes]) -> None:
    tried(b"".join(parts))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_of_the_format_that_it_is_a_sample_of(name: str) -> None:
    kind, body = SAMPLES[name]
    assert sniff.read(Delivery("fuzz", RECEIVED, body)).format == kind


@pytest.mark.parametrize("name", SAMPLES)
def test_a_wounded_sample_is_answered(name: str) -> None:
    body = SAMPLES[name][1]

    @CALM
    @given(mutated(body))
    def wounded(some: bytes) -> None:
        tried(some)

    wounded()


@pytest.mark.parametrize("module", sniff.FORMATS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_detector_answers_for_any_beginning(module: ModuleType) -> None:
    @CALM
    @given(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join)))
    def told(head: bytes) -> None:
        assert module.looks_like(head) in (True, False)

    told()


@CALM
@given(
    st.one_of(
        st.binary(max_size=500), mutated(b"<opml version='2.0'><body><outline text='A' xmlUrl='https://a.example/'/></body></opml>")
    )
)
def test_a_wounded_list_of_feeds_is_answered(body: bytes) -> None:
    with contextlib.suppress(CopytasterError):
        opml.read(body)
