"""NewsML-G2 in JSON."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from copytaster.model import UTC, Delivery, Item
from copytaster.wire import sniff


def told(meta: dict[str, Any]) -> dict[str, Any]:
    return {
        "newsItem": {
            "_guid": "tag:wire.example,2026:7",
            "_version": 5,
            "itemMeta": {"versionCreated": {"$": "2026-03-04T10:00:00Z"}, "pubStatus": {"_qcode": "stat:usable"}} | meta,
            "contentMeta": {
                "urgency": {"$": 3},
                "language": [{"_tag": "en"}],
                "headline": [{"_xml:lang": "en", "$": "Ferry aground"}],
            },
            "contentSet": {"inlineXML": [{"$": "<html><body><p>A ferry ran aground.</p></body></html>"}]},
            "rtr:links": [],
        },
        "topNewsMetadata": [],
    }


def items(value: Any) -> tuple[Item, ...]:
    return sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), json.dumps(value).encode())).items


def test_it_is_read_as_the_tree_that_it_was() -> None:
    (found,) = items(told({}))
    assert (found.headline, found.uri, found.version, found.urgency) == ("Ferry aground", "tag:wire.example,2026:7", "5", 3)
    assert (found.body, found.version_created) == ("A ferry ran aground.", dt.datetime(2026, 3, 4, 10, tzinfo=UTC))


def test_its_status_and_its_embargo_count() -> None:
    (found,) = items(told({"pubStatus": {"_qcode": "stat:canceled"}}))
    assert found.pub_status == "canceled"
    (found,) = items(told({"embargoed": {"$": "2026-03-06T12:00:00Z"}}))
    assert found.embargoed_until == dt.datetime(2026, 3, 6, 12, tzinfo=UTC)


def test_each_of_a_list_is_an_item() -> None:
    assert len(items([told({}), told({})])) == 2


def test_values_in_values_without_end_are_left() -> None:
    deep: Any = {"$": "x"}
    for _ in range(90):
        deep = {"group": deep}
    (found,) = items(told({"title": deep}))
    assert found.headline == "Ferry aground"


def test_names_and_signs_that_xml_forbids_are_left() -> None:
    (found,) = items(told({"1 x": "y", "_<": "z", "edNote": {"$": "A\x01B"}}))
    assert found.ed_note == "AB"
