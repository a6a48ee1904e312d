"""Addresses in feeds: what is taken as it stands is what joining would have made of it."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copytaster.wire import quickfeed

PIECES = st.sampled_from(
    [*"http://a.b|https://example.org|HTTP://A.b|/|//|?|#|;|&amp;|=|:80|:|@|%20|[|]|..|a|Å|~|,|(x)|\t| |?&|=?".split("|"), "|"]
)


@pytest.mark.parametrize("base", ["http://a.b/c/d?e#f", "https://example.org", "file:///a/b", "feed.xml"])
@given(address=st.lists(PIECES, min_size=1, max_size=8).map("".join))
def test_joining_changes_no_address_that_is_taken_as_it_stands(base: str, address: str) -> None:
    try:
        joined = urljoin(base, address)
    except ValueError:
        joined = address
    assert quickfeed._joined(base, address) == joined


def test_an_address_that_is_whole_is_taken_as_it_stands() -> None:
    whole = "https://example.org:8080/a/b.html?c=d&e=%20"
    assert quickfeed._WHOLE.fullmatch(whole)
    assert quickfeed._joined("http://a.b/", whole) == whole
