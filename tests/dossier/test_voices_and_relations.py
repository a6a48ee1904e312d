"""Who speaks, and who acts on whom."""

from __future__ import annotations

import pytest

from copytaster.dossier.actors import cast
from copytaster.dossier.analyse import analyse
from copytaster.dossier.compose import compose
from copytaster.dossier.relations import relations
from copytaster.dossier.values import Dossier
from copytaster.dossier.voices import organ_of
from tests.dossier.copy import version


def deeds(text: str) -> set[tuple[str, str, str]]:
    one = version(1, "2025-05-01", text)
    read = analyse(one)
    return {(r.actor, r.verb, r.target) for r in relations([(one, read)], cast([read]))}


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Russia accuses Azerbaijan of arming Armenia's neighbours.", ("RU", "accuses", "AZ")),
        ("A helicopter of Russia was shot down by Azerbaijan over the border.", ("AZ", "shot", "RU")),
        ("Israeli troops attacked Hamas near the border on Monday.", ("IL", "attacked", "hamas")),
        ("Turkish officials thanked Qatar for its help in the talks.", ("TR", "thanked", "QA")),
    ],
)
def test_a_deed_has_an_actor_and_a_target(text: str, deed: tuple[str, str, str]) -> None:
    assert deed in deeds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Russia and Azerbaijan waited while Armenia voted.",
        "Russia did not attack Azerbaijan, the ministry said.",
        "Azerbaijan approves the use of the Russian Sputnik vaccine.",
        "Russia's talks were held in Turkey after the ban.",
    ],
)
def test_what_is_no_deed_links_nobody(text: str) -> None:
    assert deeds(text) == set()


def test_a_deed_told_by_two_reports_counts_two() -> None:
    copy = [version(n, "2025-05-01", "Russia accuses Azerbaijan of a breach.", outlet=str(n)) for n in (1, 2)]
    pairs = [(v, analyse(v)) for v in copy]
    found = relations(pairs, cast([a for _, a in pairs]))
    assert [(r.count, len(r.citations), r.tone) for r in found] == [(2, 2, -1)]


@pytest.mark.parametrize(
    ("outlet", "state"),
    [("Kremlin", "RU"), ("President of Ukraine", "UA"), ("The Times of Israel", ""), ("The Moscow Times", ""), ("Reuters", "")],
)
def test_an_organ_speaks_for_its_state_and_the_press_for_nobody(outlet: str, state: str) -> None:
    assert organ_of(version(1, "2025-05-01", "It rained.", outlet=outlet)) == state


def sides_of(text: str, outlet: str) -> list[str]:
    told: Dossier = compose("Russia and Ukraine", [version(1, "2022-05-01", text, outlet=outlet)])
    return [c.side for c in told.claims]


def test_the_president_in_a_release_of_an_office_is_its_own() -> None:
    text = '"Russia must leave Ukraine and pay for the damage it has done," the President said.'
    assert sides_of(text, "President of Ukraine") == ["UA"]
    assert sides_of(text, "Reuters") == [""]


def test_another_states_president_is_not_the_offices_own() -> None:
    text = "The President of Syria said that the support of Russia would help his country against Ukraine."
    assert sides_of(text, "Kremlin") == [""]


def test_a_clause_is_no_speaker() -> None:
    text = "Russian troops shelled nine villages near Kharkiv, saying that Ukraine had attacked first."
    assert sides_of(text, "Reuters") == ["RU"]  # the troops speak, not "Russian troops shelled nine villages"
