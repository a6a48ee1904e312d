"""A kill of copy that is not out yet waits with it, however many of both come."""

from __future__ import annotations

import datetime as dt
import json
import time

import pytest

from copytaster.desk.desk import Desk
from copytaster.model import UTC, Delivery

NOW = dt.datetime(2025, 10, 9, 7, tzinfo=UTC)


def sent(*objects: dict[str, str]) -> Delivery:
    told = [{"versioncreated": "2025-10-09T06:00:00Z", "body_text": "The port is shut.", **one} for one in objects]
    return Delivery("wire", NOW, json.dumps(told).encode(), "test")


def held(name: str) -> dict[str, str]:
    return {"uri": f"urn:{name}", "headline": f"Harbour {name}", "embargoed": "2025-10-12T06:00:00Z"}


@pytest.mark.parametrize("is_together", [True, False])
def test_a_kill_of_what_is_held_is_held_and_another_is_not(desk: Desk, is_together: bool) -> None:
    kills = [
        {"uri": "urn:b", "headline": "Harbour a", "pubstatus": "canceled"},
        {"uri": "urn:c", "headline": "Ferry", "pubstatus": "canceled"},
        {"uri": "urn:d", "headline": "KILL", "pubstatus": "canceled"},
    ]
    copy = [held("a"), held("KILL")]
    deliveries = [sent(*copy, *kills)] if is_together else [sent(*copy), sent(*kills)]
    assert desk.receive(deliveries).held == 3


def test_many_kills_cost_no_square_of_what_is_held(desk: Desk) -> None:
    kills = [{"uri": f"urn:kill-{n}", "headline": f"Ferry {n}", "pubstatus": "canceled"} for n in range(1_200)]
    desk.receive([sent(*(held(str(n)) for n in range(1_200)))])
    began = time.process_time()
    assert desk.receive([sent(*kills)]).held == 0
    assert time.process_time() - began < 4


def test_a_clock_that_runs_ahead_by_seconds_is_not_told_and_a_time_far_ahead_once(desk: Desk) -> None:
    near, far = {"uri": "urn:1", "headline": "Harbour shut"}, {"uri": "urn:2", "headline": "Ferry back"}
    done = desk.receive(
        [sent({**near, "versioncreated": "2025-10-09T07:00:09Z"}, {**far, "versioncreated": "2031-05-01T07:00:00Z"})]
    )
    assert done.items == 2
    notes = {version.item.uri: version.item.notes for version in desk.store.all_versions()}
    assert notes["urn:1"] == ()
    assert len([note for note in notes["urn:2"] if "future" in note]) == 1
    assert {version.time for version in desk.store.all_versions()} == {NOW}
