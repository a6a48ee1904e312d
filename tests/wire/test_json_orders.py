"""Orders in JSON: embargoes, kills and drafts, however a newsroom's interface writes them down."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import sniff

NINJS = {
    "uri": "urn:wire:1",
    "type": "text",
    "versioncreated": "2026-03-04T08:00:00Z",
    "headline": "Port director steps down",
    "body_text": "The director of the port steps down on Friday.",
}
PLAIN = {
    "id": "1",
    "title": "Port director steps down",
    "text": "The director of the port steps down on Friday.",
    "published": "2026-03-04T08:00:00Z",
}
END = dt.datetime(2026, 3, 6, 5, 0, tzinfo=UTC)
BOTH = pytest.mark.parametrize("told", [NINJS, PLAIN], ids=["ninjs", "interface"])


def item(value: Any) -> Item:
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 9, 0, tzinfo=UTC), json.dumps(value).encode())).items
    return found


@BOTH
@pytest.mark.parametrize(
    "order",
    [
        {"embargoed": {"until": "2026-03-06T05:00:00Z"}},
        {"embargo": {"start": "2026-03-04T08:00:00Z", "end": "2026-03-06T05:00:00Z", "active": True}},
        {"embargo": {"date": "2026-03-06", "time": "05:00 UTC"}},
        {"embargo": {"$date": 1772773200000}},
        {"embargo": {"until": {"$date": 1772773200000}}},
        {"embargo": {"details": {"until": "2026-03-06T05:00:00Z"}}},
        {"embargoes": [
            {"audience": "online", "until": "2026-03-05T05:00:00Z"},
            {"audience": "print", "until": "2026-03-06T05:00:00Z"},
        ]},
        {"embargoed": ["2026-03-06T05:00:00Z"]},
        {"isEmbargoed": True, "embargoEndDate": "2026-03-06T05:00:00Z"},
        {"embargoed": True, "embargo": {"until": "2026-03-06T05:00:00Z"}},
        {"embargoLiftAt": 1772773200},
        {"utc_embargo": "2026-03-06T05:00:00"},
        {"schedule_settings": {"embargo_utc": "2026-03-06T05:00:00"}},
        {"rights": {"embargoedUntil": "2026-03-06T05:00:00Z"}},
        {"meta": {"embargo": "2026-03-06T05:00:00Z"}},
        {"embargo_note": "Embargoed until 6 March 2026, 05:00 GMT"},
    ],
)  # fmt: skip
def test_the_end_of_an_embargo_is_found_wherever_an_object_keeps_it(told: dict[str, Any], order: dict[str, Any]) -> None:
    found = item(told | order)
    assert (found.embargoed_until, found.marks) == (END, ("embargo",))


@BOTH
@pytest.mark.parametrize(
    "order",
    [
        {"embargo": {"until": "when she has spoken"}},
        {"embargo": {"start": "2026-03-04T08:00:00Z"}},
        {"embargo": {"active": True}},
        {"embargo": {"from": "2026-03-04T08:00:00Z", "until": None}},
        {"embargo": {"a": {"b": {"c": {"d": {"e": "2026-03-04T08:00:00Z"}}}}}},
        {"embargoes": [{"until": "2026-03-06T05:00:00Z"}, {"until": "after the speech"}]},
        {"embargoed": ["x"] * 1_000},
        {"underEmbargo": "yes"},
        {"embargoStatus": "active"},
        {"is_embargoed": 1},
    ],
    ids=str,
)
def test_an_embargo_whose_end_an_object_does_not_tell_withholds(told: dict[str, Any], order: dict[str, Any]) -> None:
    found = item(told | order)
    assert (found.embargoed_until, found.pub_status, "embargo" in found.marks) == (None, PubStatus.WITHHELD, True)


@BOTH
@pytest.mark.parametrize(
    "order",
    [
        {"embargo": {"active": False, "until": "2026-03-06T05:00:00Z"}},
        {"embargo": {"lifted": True, "until": "2026-03-06T05:00:00Z"}},
        {"embargo": {"until": None, "reason": ""}},
        {"embargo": {}},
        {"embargoes": []},
        {"embargoed": False},
        {"embargoStatus": "lifted"},
        {"noEmbargo": True},
        {"embargoId": "77"},
        {"associations": {"main": {"uri": "urn:wire:p", "type": "picture", "embargoed": True}}},
    ],
    ids=str,
)
def test_an_embargo_that_is_none_or_is_over_holds_nothing(told: dict[str, Any], order: dict[str, Any]) -> None:
    found = item(told | order)
    assert (found.embargoed_until, found.pub_status, found.marks) == (None, PubStatus.USABLE, ())


@BOTH
@pytest.mark.parametrize(
    "order",
    [
        {"kill": True},
        {"isKilled": True},
        {"isDeleted": 1},
        {"kill": {"reason": "The director did not step down."}},
        {"deletedAt": "2026-03-04T08:30:00Z"},
        {"action": "delete"},
        {"action": "del"},
        {"operation": "Withdraw"},
        {"event": "article.deleted"},
        {"pubStatus": "stat:canceled"},
        {"pubstatus": {"qcode": "stat:canceled"}},
        {"status": ["usable", "killed"]},
        {"status": "http://cv.iptc.org/newscodes/pubstatusg2/canceled/"},
        {"status": "usable", "publishingStatus": "Retracted"},
        {"state": "unpublished"},
        {"management": {"pubStatus": "canceled"}},
    ],
    ids=str,
)
def test_an_order_to_kill_is_one_in_every_spelling(told: dict[str, Any], order: dict[str, Any]) -> None:
    found = item(told | order)
    assert (found.pub_status, "kill" in found.marks) == (PubStatus.CANCELED, True)


@BOTH
@pytest.mark.parametrize(
    "order",
    [
        {"kill": False},
        {"killed": 12},
        {"killed": 1},
        {"killed": "1"},
        {"deletedAt": None},
        {"deletedAt": ""},
        {"isDeleted": "false"},
        {"kill": {"active": False}},
        {"action": "add"},
        {"action": "recall"},
        {"status": "ok"},
        {"status": 200},
        {"state": "Texas"},
        {"pubStatus": "stat:usable"},
        {"pubstatus": "Published"},
        {"isDraft": False},
        {"isPublished": True},
        {"hold": False},
    ],
    ids=str,
)
def test_what_is_no_order_to_kill_or_to_hold_leaves_copy_usable(told: dict[str, Any], order: dict[str, Any]) -> None:
    found = item(told | order)
    assert (found.pub_status, found.marks) == (PubStatus.USABLE, ())


@BOTH
@pytest.mark.parametrize(
    "order",
    [
        {"status": "draft"},
        {"pubStatus": "imext:draft"},
        {"isDraft": True},
        {"isPublished": False},
        {"usable": "false"},
        {"onHold": True},
        {"notForPublication": "yes"},
    ],
    ids=str,
)
def test_a_draft_is_withheld(told: dict[str, Any], order: dict[str, Any]) -> None:
    assert item(told | order).pub_status is PubStatus.WITHHELD


@BOTH
def test_a_status_of_the_iptc_that_nobody_knows_withholds_and_is_named(told: dict[str, Any]) -> None:
    found = item(told | {"pubstatus": "stat:perhaps"})
    assert found.pub_status is PubStatus.WITHHELD
    assert any("perhaps" in note for note in found.notes)


@BOTH
@pytest.mark.parametrize("around", ["article", "data", "items", "articles"])
def test_what_an_answer_orders_counts_for_all_that_it_holds(told: dict[str, Any], around: str) -> None:
    held: Any = [told] if around.endswith("s") else told
    assert item({"action": "kill", around: held}).pub_status is PubStatus.CANCELED
    assert item({"event": "story.deleted", around: held}).pub_status is PubStatus.CANCELED
    assert item({"embargo": {"until": "2026-03-06T05:00:00Z"}, around: held}).embargoed_until == END
    assert item({"status": "ok", "action": "list", around: held}).pub_status is PubStatus.USABLE


def test_copy_that_is_scheduled_is_held_until_then() -> None:
    told = {"headline": "Ferry aground", "body": "A ferry ran aground.", "publish_schedule": "2026-03-06T12:00:00Z"}
    body = json.dumps([told]).encode()
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), body)).items
    assert found.embargoed_until == dt.datetime(2026, 3, 6, 12, tzinfo=UTC)


@BOTH
def test_a_reason_for_an_embargo_withholds_where_no_end_is_given_and_shortens_none(told: dict[str, Any]) -> None:
    held = item(told | {"embargoedreason": "Opening of the fair"})
    assert (held.pub_status, "embargo" in held.marks, held.embargoed_until) == (PubStatus.WITHHELD, True, None)
    assert item(told | {"embargoed": "2026-03-06T05:00:00Z", "embargoedreason": "Opening of the fair"}).embargoed_until == END
    assert item(told | {"embargoedreason": ""}).pub_status is PubStatus.USABLE
