"""What fails in the middle leaves no trace: copy is neither lost nor seen too early, and what was not written does not bind."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from copytaster.desk.desk import Desk
from copytaster.desk.judging import Judging
from copytaster.errors import Misconfigured, Undecidable, Unknown
from copytaster.model import DecisionKind, Delivery
from copytaster.settings import load
from copytaster.store.base import Wanted
from tests.conftest import START, Clock, headlines

PODCAST = b"""<rss version="2.0" xmlns:georss="http://www.georss.org/georss"><channel><title>Talk</title>
<item><title>The harbour talks</title>
<guid>1</guid><enclosure url="https://example.org/1.mp3" type="audio/mpeg" length="1"/><georss:point>59.9 10.7</georss:point></item>
</channel></rss>"""


def lines(desk: Desk) -> list[str]:
    return sorted(line.headline for line in desk.store.lines(Wanted()))


def ninjs(headline: str, minutes: int = 0, **fields: Any) -> Delivery:
    when = START + dt.timedelta(minutes=minutes)
    value = {"uri": "urn:ferry", "type": "text", "versioncreated": when.isoformat(), "headline": headline, **fields}
    return Delivery("wire", when, json.dumps(value).encode())


def failing(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """Let judging fail on whatever names a word."""
    sound = Judging.take

    def take(self: Judging, pen: Any, versions: Any, rulings: Any) -> Any:
        if any(word in version.item.headline for version in versions):
            raise ZeroDivisionError("a mistake of ours")
        return sound(self, pen, versions, rulings)

    monkeypatch.setattr(Judging, "take", take)


def test_enclosures_and_places_are_kept(desk: Desk) -> None:
    desk.receive([Delivery("wire", START, PODCAST)])
    (line,) = desk.store.lines(Wanted())
    assert [media.url for media in line.head.item.media] == ["https://example.org/1.mp3"]
    assert [place.latitude for place in line.head.item.places] == [59.9]


def test_one_delivery_that_cannot_be_judged_costs_itself_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, "trap")
    done = desk.receive([headlines("Volcano erupts in Iceland"), headlines("A trap for judges"), headlines("Parliament meets")])
    assert lines(desk) == ["Parliament meets", "Volcano erupts in Iceland"]
    assert (done.items, done.quarantined) == (2, 1)
    assert "a mistake of ours" in done.problems[0]


def test_what_failed_once_is_no_repeat_when_it_comes_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        failing(patch, "Volcano")
        desk.receive([headlines("Volcano erupts in Iceland")])
    assert desk.receive([headlines("Volcano erupts in Iceland")]).items == 1


@pytest.mark.parametrize("name", ["batch", "fetch_at_once"])
def test_a_count_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(Misconfigured, match="at least 1"):
        load({name: 0})


def test_a_decision_that_was_not_written_does_not_bind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.receive([ninjs("Ferry aground off Norway")])
    with monkeypatch.context() as patch:
        patch.setattr("copytaster.desk.decisions._said", lambda decision: 1 / 0)
        patch.setattr("copytaster.desk.decisions.refresh", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.decide(DecisionKind.SPIKE, [1])
    assert desk.store.decisions() == []
    desk.receive([ninjs("Ferry aground off Norway, nobody hurt", 5)])
    (line,) = desk.store.lines(Wanted())
    assert (line.versions, line.spiked) == (2, False)


@pytest.mark.parametrize(
    "fields",
    [{"pubstatus": "withheld"}, {"ednote": "EMBARGOED until the minister has spoken"}, {"embargoed": "2031-01-01T00:00:00Z"}],
)
def test_copy_that_its_wire_holds_back_is_nowhere_until_an_editor_lets_it_out(desk: Desk, fields: dict[str, str]) -> None:
    assert desk.receive([ninjs("Ferry aground off Norway", **fields)]).held == 1
    assert (lines(desk), desk.store.search("ferry"), list(desk.store.all_versions())) == ([], [], [])
    (version,) = desk.held()
    assert desk.let_out([version.id]) == 1
    assert lines(desk) == ["Ferry aground off Norway"]
    assert desk.held() == []
    with pytest.raises(Unknown, match="no version 1 is held"):
        desk.let_out([version.id])


def test_withheld_copy_is_seen_when_its_wire_makes_it_usable(desk: Desk) -> None:
    desk.receive([ninjs("Ferry aground off Norway", pubstatus="withheld")])
    desk.receive([ninjs("Ferry aground off Norway", 5, pubstatus="usable")])
    assert lines(desk) == ["Ferry aground off Norway"]


def test_the_kill_of_copy_under_embargo_tells_nothing_before_its_time(desk: Desk, clock: Clock) -> None:
    until = START + dt.timedelta(hours=2)
    desk.receive([ninjs("Ferry aground off Norway", embargoed=until.isoformat())])
    desk.receive([ninjs("Ferry aground off Norway", 5, pubstatus="canceled")])
    assert (lines(desk), desk.store.search("ferry")) == ([], [])
    clock.now = until
    assert desk.release() == 2
    (line,) = desk.store.lines(Wanted())
    assert line.killed


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("kill", "story"),
        ("correct", "story"),
        ("pin", "situation"),
        ("spike", "situation"),
        ("taste", "situation"),
        ("merge", "line"),
    ],
)
def test_what_means_nothing_on_a_level_is_not_decided(desk: Desk, kind: str, level: str) -> None:
    desk.receive([headlines("Volcano erupts in Iceland", "Parliament meets")])
    with pytest.raises(Undecidable, match="is decided on a"):
        desk.decide(kind, [1, 2], level=level, headline="x")
    assert desk.store.decisions() == []


def test_without_a_level_a_decision_is_made_on_the_usual_one(desk: Desk) -> None:
    desk.receive([headlines("Volcano erupts in Iceland", "Parliament meets")])
    assert "Stories 1 and 2 are one" in desk.decide(DecisionKind.MERGE, [1, 2]).said
    assert len(desk.store.stories()) == 1
    with pytest.raises(Undecidable, match="one already"):
        desk.decide(DecisionKind.MERGE, [1, 2])
    assert "Line 2 left" in desk.decide(DecisionKind.SPLIT, [2]).said
    assert len(desk.store.stories()) == 2
