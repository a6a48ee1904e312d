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
