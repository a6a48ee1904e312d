"""ninjs 1.0 to 3.1, and JSON Feed: fields, versions, status, embargo; what is not valid is read and said."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import ninjs_check, sniff
from copytaster.wire.reading import Reading
from copytaster.wire.topics import subject_of

RECEIVED = dt.datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
OLD = {
    "uri": "https://wire.example/ferry", "type": "text", "versioncreated": "2026-03-04T10:15:00Z", "version": "3",
    "pubstatus": "usable", "urgency": 2, "language": "en", "headline": "Ferry aground off Norway", "slugline": "Norway-ferry",
    "byline": "Ada Berg", "body_html": "<p>A ferry ran aground.</p><p>Nobody was hurt.</p><script>alert(1)</script>",
    "ednote": "Adds detail", "person": [{"name": "Kari Vik"}], "copyrightholder": "AFP", "infosource": [{"name": "AFP"}],
    "associations": {"main": {"uri": "https://wire.example/p", "type": "picture",
                              "renditions": {"big": {"href": "https://wire.example/p.jpg", "width": 900}}}},
}  # fmt: skip
NEW = {
    "uri": "https://wire.example/ferry", "standard": {"name": "ninjs", "version": "3.0"}, "type": "text",
    "versionCreated": "2026-03-04T10:15:00Z", "version": "3", "pubStatus": "usable", "language": "en",
    "headlines": [{"role": "main", "value": "Ferry aground off Norway"}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>A ferry ran aground.</p><p>Nobody was hurt.</p>"}],
    "edNotes": [{"value": "Adds detail"}], "infoSources": [{"name": "AFP"}],
}  # fmt: skip


def reading(value: Any) -> Reading:
    return sniff.read(Delivery("wire", RECEIVED, json.dumps(value).encode(), "https://wire.example/feed"))


def item(value: Any) -> Item:
    (found,) = reading(value).items
    return found


@pytest.mark.parametrize("value", [OLD, NEW], ids=["1.x", "3.x"])
def test_every_generation_of_ninjs_gives_the_same_item(value: dict[str, Any]) -> None:
    found = item(value)
    assert (found.uri, found.version, found.headline) == ("https://wire.example/ferry", "3", "Ferry aground off Norway")
    assert found.body == "A ferry ran aground.\n\nNobody was hurt."
    assert found.version_created == dt.datetime(2026, 3, 4, 10, 15, tzinfo=UTC)
    assert found.ed_note == "Adds detail"
    assert [credit.outlet for credit in found.credits] == ["AFP"]


def test_pictures_and_people_come_along() -> None:
    found = item(OLD)
    assert found.entities == ("Kari Vik",)
    assert [media.url for media in found.media] == ["https://wire.example/p.jpg"]


@pytest.mark.parametrize(("status", "expected"), [("withheld", PubStatus.WITHHELD), ("canceled", PubStatus.CANCELED)])
def test_the_status_is_kept(status: str, expected: PubStatus) -> None:
    assert item({**OLD, "pubstatus": status}).pub_status is expected


def test_an_embargo_is_kept_in_utc() -> None:
    assert item({**OLD, "embargoed": "2026-03-05T08:00:00+02:00"}).embargoed_until == dt.datetime(2026, 3, 5, 6, 0, tzinfo=UTC)


def test_a_date_that_is_none_leaves_the_item_undated_with_a_note() -> None:
    found = item({**OLD, "versioncreated": "soon"})
    assert found.version_created is None
    assert any("soon" in note or "undated" in note for note in found.notes)


def test_the_schema_of_the_version_finds_what_is_wrong() -> None:
    assert ninjs_check.check(OLD, "1.3") == ()
    assert any("pubstatus" in fault for fault in ninjs_check.check({**OLD, "pubstatus": "maybe"}, "1.3"))
    assert ninjs_check.check({"headline": "no uri"}, "1.3")


def test_what_is_not_valid_is_read_all_the_same_and_said() -> None:
    value = {
        **OLD,
        "pubstatus": "maybe",
        "$standard": {"name": "ninjs", "version": "1.3", "schema": "https://x/ninjs-schema_1.3.json"},
    }
    value["standard"] = value["$standard"]
    found = reading(value)
    assert found.items[0].headline == "Ferry aground off Norway"
    assert any("not valid ninjs 1.3" in note for note in (*found.notes, *found.items[0].notes))


FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Wire", "home_page_url": "https://wire.example/", "language": "en",
    "items": [
        {"id": "2", "url": "https://wire.example/2", "title": "Second of the day", "content_html": "<p>Told <b>here</b>.</p>",
         "date_published": "2026-03-04T10:15:00Z", "authors": [{"name": "Ada"}]},
        {"id": "1", "content_text": "A note without a title, told in one go.", "date_published": "2026-03-04T09:00:00Z"},
        {"title": 7},
    ],
}  # fmt: skip


def test_a_json_feed_is_read_oldest_first() -> None:
    found = reading(FEED)
    assert [one.uri for one in found.items][-2:] == ["1", "2"]
    assert found.items[-1].body == "Told here."
    assert found.about["title"] == "Wire"


def test_a_feed_that_is_cut_off_gives_what_is_whole() -> None:
    text = json.dumps(FEED)
    cut = text[: text.index('"id": "1"') + 20]
    found = sniff.read(Delivery("wire", RECEIVED, cut.encode()))
    assert [one.uri for one in found.items] == ["2"]
    assert found.lost
    assert any("broken" in note for note in found.notes)


@pytest.mark.parametrize("body", [b"{", b"[1, 2", b'{"a": ' * 5000, b"[" * 100_000, b'{"a": 1}'])
def test_json_that_holds_no_item_is_refused_in_a_sentence(body: bytes) -> None:
    with pytest.raises(Unreadable):
        sniff.read(Delivery("wire", RECEIVED, body))


@pytest.mark.parametrize("held", [True, "when she has spoken"])
def test_an_embargo_that_names_no_time_holds_the_item_back(held: object) -> None:
    found = item({**OLD, "embargoed": held})
    assert (found.embargoed_until, found.pub_status) == (None, PubStatus.WITHHELD)


def test_an_embargo_without_a_zone_ends_late_unless_its_name_says_utc() -> None:
    late = item({**OLD, "embargoed": "2026-03-05T08:00:00"}).embargoed_until
    assert late is not None
    assert late > dt.datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
    assert item({**OLD, "utc_embargo": "2026-03-05T08:00:00"}).embargoed_until == dt.datetime(2026, 3, 5, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("end", ["]}", ""])
def test_half_a_character_in_any_field_is_no_character(end: str) -> None:
    half = "\\ud800"
    one = f'{{"id": "{half}1", "url": "https://{half}a.example/1", "title": "Harbour{half} closed", "tags": ["{half}port"]}}'
    body = f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{one}{end}'
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), body.encode())).items
    assert found.headline == "Harbour\ufffd closed"
    assert "ud800" not in repr(found)


def test_media_topics_are_known_under_the_names_that_desks_give_the_vocabulary() -> None:
    assert subject_of("musikk", "20000018", "topics").code == "medtop:20000018"
    assert subject_of("Musikk", "01011000", "subject_custom").scheme == "medtop"
    assert subject_of("musikk", "20000018", "ressort").code == "20000018"
