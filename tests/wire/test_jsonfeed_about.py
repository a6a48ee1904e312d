"""What a JSON Feed says of itself."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from copytaster.model import UTC, Delivery
from copytaster.wire import sniff


def about(**more: object) -> dict[str, str]:
    """What is read of a feed that says more of itself."""
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "title": "A"}], **more}
    body = json.dumps(feed).encode()
    return dict(sniff.read(Delivery("a", dt.datetime(2025, 10, 8, tzinfo=UTC), body, "https://example.org/f.json")).about)


@pytest.mark.parametrize(
    ("hubs", "hub"),
    [
        ([{"type": "rssCloud", "url": "https://cloud.example/"}, {"type": "WebSub", "url": "https://hub.example/"}], True),
        ([{"url": "https://hub.example/"}], True),
        ([{"type": "rssCloud", "url": "https://cloud.example/"}], False),
        ("https://hub.example/", False),
    ],
)
def test_only_a_hub_that_speaks_websub_is_one(hubs: object, hub: bool) -> None:
    assert about(hubs=hubs).get("hub") == ("https://hub.example/" if hub else None)


def test_a_feed_that_is_finished_says_so() -> None:
    assert about(expired=True)["expired"] == "yes"
    assert "expired" not in about(expired=False)
    assert "expired" not in about(expired="true")
