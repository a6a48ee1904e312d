"""What later copy took the place of is shown so: from its intake to the page, the files and the draft of the next edition."""

from __future__ import annotations

import html
import json

import pytest

from copytaster.desk.desk import Desk
from copytaster.desk.telling import draft_of
from copytaster.dossier.values import Claim
from tests.conftest import serving
from tests.site.test_telling import situation_of, wire

CRASH = [
    (1, "Airliner crashes", "An airliner from Latvia crashed near Tartu in Estonia on 6 October 2025, killing 12 people.", 0),
    (
        2,
        "Two causes",
        "While Latvia attributed the crash of the airliner on 6 October to a bird strike, Estonia suspects that a Latvian missile"
        " was responsible.",
        60,
    ),
    (3, "Search ends", "Rescuers from Latvia and Estonia ended their search at the wreck of the airliner near Tartu.", 120),
]
LATER = (
    "Latvia's president Anna Ozola admits that Latvian air defence shot down the airliner on 6 October 2025,"
    " in her first admission of responsibility for the crash."
)


@pytest.fixture
def crash(desk: Desk) -> Desk:
    for number, title, text, minutes in CRASH:
        desk.receive([wire(number, title, text, minutes)])
    return desk


def _gone(desk: Desk) -> list[Claim]:
    return [c for c in desk.tell(situation_of(desk)).dossier.claims if c.overtaken_by]


def test_an_admission_marks_the_older_claim_on_the_page_and_in_every_file(crash: Desk) -> None:
    number = situation_of(crash)
    assert _gone(crash) == []
    edition = crash.publish_dossier(number)
    crash.receive([wire(4, "Latvia admits", LATER, 24 * 60)])
    gone = _gone(crash)
    assert ["bird strike" in c.words for c in gone] == [True]
    why = "admitted since: Latvia's president Anna Ozola, "
    assert gone[0].why.startswith(why)
    told = crash.tell(number)
    marked = [s for section in told.dossier.sections for s in section.sentences if s.overtaken]
    assert any("bird strike" in s.text for s in marked)
    assert [r.kind for r in draft_of(told, edition)].count("overtaken") >= 1
    for form in ("markdown", "html", "json"):
        assert why in html.unescape(crash.print_dossier(number, form).body.decode()), form
    assert why in html.unescape(json.loads(crash.print_dossier(number, "ninjs").body)["bodies"][0]["value"])
    with serving(crash) as served:
        page = html.unescape(served.ask(f"/situation/{number}")[2].decode())
    assert ">overtaken</span>" in page
    assert why in page


def test_the_overtaken_claim_stands_beside_the_one_it_was_set_against(crash: Desk) -> None:
    crash.receive([wire(4, "Latvia admits", LATER, 24 * 60)])
    contest = crash.tell(situation_of(crash)).dossier.contests[0]
    cells = {c.words: bool(c.overtaken_by) for c in contest.claims}
    assert [gone for words, gone in cells.items() if "bird strike" in words] == [True]
    assert [gone for words, gone in cells.items() if "missile was responsible" in words] == [False]


def test_a_report_that_only_repeats_the_claim_overtakes_nothing(crash: Desk) -> None:
    crash.receive(
        [wire(5, "Again", "Latvia attributed the crash of the airliner on 6 October 2025 to a bird strike again.", 24 * 60)]
    )
    assert _gone(crash) == []
