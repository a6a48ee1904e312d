"""Names, what they are, and the role and state that stand with them."""

from __future__ import annotations

import pytest

from copytaster.text.names import mentions


@pytest.mark.parametrize(
    ("text", "name", "kind", "state", "role"),
    [
        ("Russian president Vladimir Putin spoke.", "Vladimir Putin", "person", "RU", "president"),
        ("Azerbaijani President Ilham Aliyev met him.", "Ilham Aliyev", "person", "AZ", "President"),
        ("It fell on Azerbaijan Airlines Flight 8243.", "Azerbaijan Airlines Flight 8243", "body", "AZ", ""),
        ("He left Azerbaijan's Ministry of Defence.", "Ministry of Defence", "body", "AZ", ""),
        ("Police in Baku met.", "Baku", "seat", "AZ", ""),
        ("It was Hamas that agreed.", "Hamas", "body", "PS", ""),
        ("Rebels in Latvia snubbed President Ann Lee.", "Ann Lee", "person", "", "President"),
        ("Russian markets fell before President Ann Lee spoke.", "Ann Lee", "person", "", "President"),
        ("U.S. Ambassador to Latvia Ann Lee left.", "Ann Lee", "person", "US", "Ambassador"),
        ("According to Latvia's foreign minister Ann Lee, it is over.", "Ann Lee", "person", "LV", "foreign minister"),
        ("Israel's UN ambassador left.", "UN", "body", "", ""),
    ],
)
def test_a_name_is_found_with_its_kind_state_and_role(text: str, name: str, kind: str, state: str, role: str) -> None:
    found = {m.text: m for m in mentions(text)}
    assert (found[name].kind, found[name].state, found[name].role) == (kind, state, role)


@pytest.mark.parametrize("text", ["The police said so on Monday.", "However, nothing came of it.", "I think so."])
def test_a_capital_that_only_opens_a_sentence_is_no_name(text: str) -> None:
    assert mentions(text) == []


def test_a_place_that_is_part_of_a_name_is_not_a_place() -> None:
    assert [m.text for m in mentions("He saw Jack London there.")] == ["Jack London"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("It was Vice President of the United States Joe Biden.", "Joe Biden", "person"),
        ("He met Secretary of State Mike Pompeo.", "Mike Pompeo", "person"),
        ("He met Secretary of State Pompeo.", "Pompeo", "person"),
        ("Then Senator Amy Klobuchar of Minnesota left.", "Amy Klobuchar", "person"),
        ("So Senator from Vermont Bernie Sanders won.", "Bernie Sanders", "name"),
        ("So said The New York Times.", "New York Times", "body"),
        ("The New York Times said so.", "New York Times", "body"),
        ("They voted in Nevada.", "Nevada", "place"),
        ("He studied at Tehran University.", "Tehran University", "body"),
    ],
)
def test_an_office_or_a_place_beside_a_name_is_no_part_of_it(text: str, name: str, kind: str) -> None:
    assert {m.text: m.kind for m in mentions(text)}[name] == kind


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Reignited clashes kill three.", "Reignited"),
        ("It was the Russia-installed mayor.", "Russia-installed"),
        ("The Democratic caucuses were held.", "Democratic"),
        ("They voted on Super Tuesday.", "Super Tuesday"),
        ("The pro-Russian bloc lost.", "Russian"),
    ],
)
def test_what_names_nobody_is_no_name(text: str, printed: str) -> None:
    assert printed not in [m.text for m in mentions(text)]


def test_a_virus_is_no_body() -> None:
    assert [m.kind for m in mentions("They fought HIV there.")] == ["name"]


def test_german_nouns_are_no_names() -> None:
    text = (
        "Der russische Präsident Wladimir Putin hat am Montag in Moskau mit Bundeskanzler Friedrich Merz über die Lage der Menschen"
        " gesprochen. Putin sagte, die Regierung sei bereit. Nach Angaben der Polizei starben 20 Menschen bei einem Angriff auf ein"
        " Krankenhaus. Die SPD forderte Aufklärung. Menschen flohen nach Aserbaidschan."
    )
    found = [(m.text, m.kind, m.role or m.state) for m in mentions(text, "de")]
    assert found == [
        ("Wladimir Putin", "person", "Präsident"),
        ("Moskau", "seat", "RU"),
        ("Friedrich Merz", "person", "Bundeskanzler"),
        ("Putin", "name", ""),
        ("SPD", "body", ""),
        ("Aserbaidschan", "state", "AZ"),
    ]
