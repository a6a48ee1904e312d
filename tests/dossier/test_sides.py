"""Sides are those whom the copy sets against each other; nobody is put with whom he fights."""

from __future__ import annotations

import pytest

from copytaster.dossier.actors import cast
from copytaster.dossier.analyse import analyse
from copytaster.dossier.check import check
from copytaster.dossier.compose import compose
from copytaster.dossier.sides import find_sides, side_of
from copytaster.dossier.values import Severity, Side
from tests.dossier.copy import version


def sides_of(name: str, *texts: str) -> tuple[Side, ...]:
    read = [analyse(version(n, "2025-05-01", text)) for n, text in enumerate(texts, start=1)]
    return find_sides(name, read, cast(read))


def names(name: str, *texts: str) -> set[str]:
    return {side.name for side in sides_of(name, *texts)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Coach crash", "A coach left the road near Riga, Latvia, killing nine people. Two of the dead were from Estonia."),
        ("Storm Bertil", "A storm crosses Latvia and Estonia. Latvia closes its ports. Schools in Estonia stay closed."),
        ("Basketball cup", "Latvia beat Estonia 80-71 in Riga. Estonia had lost to Latvia in March too."),
        ("Church", "He called the Latvia and Estonia wars a punishment. The Latvia and Estonia wars cost many lives."),
        ("Election", "Is Latvia to blame for the war with Estonia? The candidate answered no question about Latvia and Estonia."),
    ],
)
def test_where_nobody_opposes_anybody_there_are_no_sides(name: str, text: str) -> None:
    assert sides_of(name, text, text.replace("nine", "ten")) == ()


@pytest.mark.parametrize(
    "texts",
    [
        ("Latvia accuses Estonia of shelling a village.", "Estonia rejects what Latvia says about the village."),
        ("Latvian forces shelled Estonian troops at the river.", "Clashes between Latvia and Estonia go on."),
        ("At least 12 people die in the shelling of Valga, Latvia, by Estonia.", "Estonian strikes on Latvia go on."),
    ],
)
def test_those_who_fight_or_charge_each_other_are_the_sides(texts: tuple[str, ...]) -> None:
    assert names("Border crisis", *texts) == {"Latvia", "Estonia"}


def test_in_much_copy_two_sentences_make_no_quarrel() -> None:
    rescue = [f"Rescuers from Latvia and Estonia found {n} people alive after the quake in Bolivia." for n in range(2, 50)]
    quarrel = ["Bolivia accuses Latvia of taking children out of the country.", "Latvia rejects what Bolivia says of the children."]
    assert names("Quake", *quarrel, *rescue[:6]) == {"Bolivia", "Latvia"}
    assert names("Quake", *quarrel, *rescue) == set()


def test_an_ambassador_is_of_the_state_that_sends_him() -> None:
    texts = (
        "Latvia accuses Estonia of spying.",
        "Estonia rejects what Latvia says.",
        "Estonian Ambassador to Latvia Ann Lee left Riga.",
    )
    read = [analyse(version(n, "2025-05-01", text)) for n, text in enumerate(texts, start=1)]
    everyone = cast(read)
    found = find_sides("Spies", read, everyone)
    assert side_of(everyone.actors["ann lee"], found) == "EE"


def test_what_the_situations_name_sets_against_each_other_are_its_sides() -> None:
    text = "Four people are killed in Latvia. The army of Estonia reports nothing."
    assert names("Estonian strikes on Latvia", text) == {"Estonia", "Latvia"}
    assert names("Latvia–Estonia relations", text) == {"Estonia", "Latvia"}
    assert names("Russo-Ukrainian war", "A drone of Russia falls on a field in Ukraine.") == {"Russia", "Ukraine"}


def test_protesters_are_a_side_against_those_in_office() -> None:
    found = names(
        "Protests",
        "Protesters in Latvia demand the resignation of President Janis Ozols. Riot police fire tear gas at protesters in Riga.",
        "Latvian police detain dozens of protesters in Riga.",
    )
    assert found == {"Latvia", "Protesters"}


def test_two_persons_of_one_state_who_attack_each_other_are_sides_by_themselves() -> None:
    found = names(
        "Race for president",
        "President of Latvia Janis Ozols attacked Anna Berzina over taxes. Berzina accused Ozols of lying about taxes in Latvia.",
        "Anna Berzina, a senator of Latvia, criticized Ozols. The Latvian President Janis Ozols blamed Berzina.",
    )
    assert found == {"Janis Ozols", "Anna Berzina"}


def actor_sides(name: str, text: str) -> dict[str, str]:
    read = [analyse(version(1, "2025-05-01", text))]
    everyone = cast(read)
    sides = find_sides(name, read, everyone)
    return {actor.name: side_of(actor, sides) for actor in everyone.actors.values()}


def test_only_who_holds_an_office_of_a_state_stands_for_it() -> None:
    found = actor_sides(
        "Latvia–Estonia relations",
        "Latvian President Janis Ozols accused Estonia. Latvian opposition leader Anna Berzina criticized Latvia. "
        "Latvian Airlines cancelled its flights. The Latvian swimmer Karlis Liepa won in Estonia. "
        "The Latvian Navy sailed. Latvia University was closed.",
    )
    assert found["Janis Ozols"] == found["Latvian Navy"] == "LV"
    assert {found[n] for n in found if n.split()[-1] in {"Berzina", "Liepa", "Airlines", "University"}} == {""}


def test_an_armed_group_does_not_stand_with_the_state_that_it_fights() -> None:
    found = actor_sides(
        "Sudan–Egypt relations",
        "The Rapid Support Forces attacked the Sudanese Armed Forces in Sudan. Egypt helps the Sudanese Armed Forces.",
    )
    assert found["Rapid Support Forces"] == ""
    assert found["Sudanese Armed Forces"] == "SD"


def test_the_army_does_not_speak_for_a_president_in_a_coup() -> None:
    found = actor_sides(
        "2025 Latvian protests",
        "Protests against Latvian President Janis Ozols spread in Latvia. Protests demanding that President Ozols resign go on. "
        "The Latvian Armed Forces joined a coup against President Janis Ozols. The mutiny was told of in Riga, Latvia.",
    )
    assert found["Latvian Armed Forces"] == ""


def silent(*texts: str) -> list[tuple[str, Severity]]:
    copy = [version(n, "2025-05-01", text) for n, text in enumerate(texts, start=1)]
    found = check(compose("Latvia–Estonia crisis", copy), copy)
    return [(f.reason, f.severity) for f in found if f.code == "no-voice"]


def test_a_silent_side_is_a_warning_beside_one_that_speaks_and_a_note_where_nobody_does() -> None:
    told = "Estonian strikes on Latvia went on near Valga on Thursday and four houses burned down."
    assert silent(told) == [("no side is quoted: neither Latvia nor Estonia", Severity.NOTE)]
    assert silent(told, "Latvia said that the strikes on Valga were a crime against its people.") == [
        ("Estonia is not quoted anywhere", Severity.WARNING)
    ]


def test_two_who_sign_a_pact_are_no_sides_but_whom_they_anger_is() -> None:
    copy = [
        version(1, "2025-05-01", "Latvia and Estonia signed a border agreement on the sea around the islands of Kihnu."),
        version(2, "2025-05-03", "Finland denounced the border agreement of Latvia and said that it breaks the law of the sea."),
        version(3, "2025-05-04", "Finland accuses Latvia of drawing the border of the agreement through its islands."),
        version(4, "2025-05-05", "Latvia says that Finland has no right to the islands around the border."),
    ]
    name = "Summit on Latvian-Estonian maritime border agreement"
    assert {s.key for s in compose(name, copy).sides} == {"LV", "FI"}
    assert compose(name, copy[:1]).sides == ()
