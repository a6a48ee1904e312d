"""What HTTP headers say about asking again."""

from __future__ import annotations

import pytest
from asking import NOW
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from copytaster.fetch import headers

LATER = "Wed, 08 Oct 2025 13:00:00 GMT"


@pytest.mark.parametrize(
    ("given_headers", "seconds"),
    [
        ({"Cache-Control": "max-age=600"}, 600),
        ({"cache-control": 'private, MAX-AGE="600", must-revalidate'}, 600),
        ({"Cache-Control": "max-age=600", "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600", "Age": "1000"}, None),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "s-maxage=10, max-age=600"}, 600),
        ({"Cache-Control": "no-cache, max-age=0"}, None),
        ({"Cache-Control": "max-age=-5"}, None),
        ({"Cache-Control": "max-age=soon"}, None),
        ({"Cache-Control": "no-store", "Expires": LATER}, None),
        ({"Cache-Control": "public, must-revalidate", "Expires": LATER}, 3600),
        ({"Cache-Control": "max-age=60", "Expires": LATER}, 60),
        ({"Cache-Control": "max-age=soon", "Expires": LATER}, None),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Cache-Control": 'no-cache="Set-Cookie, X", max-age=600'}, 600),
        ({"Cache-Control": "no-store, max-age=600"}, None),
        ({"Cache-Control": 'ext="max-age=5", max-age=600'}, 600),
        ({"Cache-Control": "max-age=600, max-age=5"}, 600),
        ({"Cache-Control": "stale-while-revalidate=9, stale-if-error=99, x-max-age=5"}, None),
        ({"Cache-Control": "max-age=600, immutable, stale-while-revalidate=9"}, 600),
        ({"Cache-Control": "max-age=600", "Age": "-100"}, 600),
        ({"Cache-Control": "max-age=600.5"}, 600.5),
        ({"Cache-Control": "max-age=" + "9" * 25}, 1e25),
        ({"Expires": LATER}, 3600),
        ({"Expires": "Wednesday, 08-Oct-25 13:00:00 GMT"}, 3600),
        ({"Expires": "Wed Oct  8 13:00:00 2025"}, 3600),
        ({"Expires": "-1"}, None),
        ({"Expires": "Fri, 31 Dec 9999 23:59:59 GMT", "Date": "Fri, 31 Dec 9999 22:59:59 GMT"}, 3600),
        ({"Expires": LATER, "Date": "Wed, 08 Oct 2025 12:30:00 GMT"}, 1800),
        ({"Expires": "0"}, None),
        ({"Expires": "Wed, 08 Oct 2025 11:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_freshness_is_what_the_server_gives_its_answer(given_headers: dict[str, str], seconds: float | None) -> None:
    assert headers.freshness(CIMultiDict(given_headers), NOW) == seconds


@pytest.mark.parametrize(
    ("given_headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": " 120 "}, 120),
        ({"Retry-After": LATER}, 3600),
        ({"Retry-After": LATER, "Date": "Wed, 08 Oct 2025 12:59:00 GMT"}, 60),
        ({"Retry-After": "later"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "0"}, None),
        ({"Retry-After": "120.5"}, 120.5),
        ({"Retry-After": "31536000"}, 31536000),
        ({"Retry-After": "Wednesday, 08-Oct-25 13:00:00 GMT"}, 3600),
        ({"Retry-After": "Wed Oct  8 13:00:00 2025"}, 3600),
        ({"Retry-After": "Wed, 08 Oct 2025 11:00:00 GMT"}, None),
        ({"Retry-After": "5 minutes"}, None),
        ({"Retry-After": "2025-10-08T13:00:00Z"}, None),
        ({"Retry-After": "soon", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "90"}, 90),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "90"}, 90),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(NOW.timestamp()) + 90)}, 90),
        ({"X-RateLimit-Remaining": "1", "X-RateLimit-Reset": "90"}, None),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": "90"}, 90),
        ({}, None),
    ],
)
def test_a_plea_to_wait_is_understood_in_every_form(given_headers: dict[str, str], seconds: float | None) -> None:
    assert headers.retry_after(CIMultiDict(given_headers), NOW) == seconds


def test_headers_that_come_in_several_lines_are_read_together() -> None:
    lines = CIMultiDict([("Cache-Control", "public"), ("Cache-Control", "max-age=600"), ("Cache-Control", "max-age=5")])
    assert headers.freshness(lines, NOW) == 600
    lines = CIMultiDict([("Retry-After", "60"), ("Retry-After", LATER)])
    assert headers.retry_after(lines, NOW) == 3600


@given(st.text(max_size=60))
def test_no_header_is_so_odd_that_reading_it_fails(text: str) -> None:
    for name in ("Cache-Control", "Expires", "Retry-After", "Date", "Age", "Content-Type", "X-RateLimit-Reset"):
        odd = CIMultiDict({name: text, "Retry-After": text, "X-RateLimit-Remaining": "0"})
        fresh, plea = headers.freshness(odd, NOW), headers.retry_after(odd, NOW)
        assert fresh is None or fresh > 0
        assert plea is None or plea > 0
        headers.media_type(odd)
    headers.links([text])


@pytest.mark.parametrize(
    "text", ["Wed, 08 Oct 2025 13:00:00 GMT", "Wednesday, 08-Oct-25 13:00:00 GMT", "Wed, 08 Oct 2025 13:00:00 -0000"]
)
def test_a_date_is_read_as_utc(text: str) -> None:
    found = headers.http_date(text)
    assert found is not None
    assert found.isoformat() == "2025-10-08T13:00:00+00:00"


def test_links_are_told_apart_by_relation() -> None:
    found = headers.links(
        [
            '<https://hub.example/>; rel="hub", <https://x.example/f>; type="a/b"; rel=self',
            '<https://hub2.example/>; rel="next hub"',
        ]
    )
    assert found == {"hub": "https://hub.example/", "self": "https://x.example/f", "next": "https://hub2.example/"}


def test_a_link_header_is_read_to_the_letter() -> None:
    found = headers.links(
        [
            '<https://decoy.example/>; title="<https://x.example/>; rel=hub, rel=self"; rel=alternate',
            '<https://other.example/>; rel=hub; anchor="https://other.example/page"',
            '<https://hub.example/?a,b;c>;title="say \\"rel=next\\", please";REL = "HUB https://example.org/rel"',
            "</feed.atom>;rel=self;rel=hub",
        ],
        "https://example.org/news/feed",
    )
    assert found["hub"] == "https://hub.example/?a,b;c"
    assert found["self"] == "https://example.org/feed.atom"
    assert found["alternate"] == "https://decoy.example/"


def test_links_that_were_made_to_take_long_do_not() -> None:
    assert headers.links(["<" * 200_000, "<a>" + ";" * 200_000, "<a>;" + " " * 200_000 + "rel"]) == {}
