"""Whose words a headline gives, and what is only the title of a text."""

from __future__ import annotations

import pytest

from copytaster.dossier.analyse import analyse
from copytaster.dossier.headlined import is_said, is_title
from copytaster.text.names import mentions
from tests.dossier.copy import version


@pytest.mark.parametrize(
    "text",
    [
        "The port of Valga must stay open for ever - address by President Juris Berg",
        "Estonia will rebuild each of its bridges – the President of Estonia",
        "The bridges of Tartu are lost to us: John Tamm",
        "No ship has left the harbour - Adviser to the Mayor of Narva",
    ],
)
def test_an_office_or_a_name_behind_a_headline_says_it(text: str) -> None:
    assert is_said(text, mentions(text))


@pytest.mark.parametrize(
    "text",
    [
        "Plane lands on a beach in Latvia - Baltic News Service",
        "Estonia votes for a new parliament: Latvia",
        "Obituary: John Tamm",
        "Ministers of the Baltic states meet in Riga",
    ],
)
def test_an_outlet_a_state_and_an_obituary_say_nothing(text: str) -> None:
    assert not is_said(text, mentions(text))


@pytest.mark.parametrize(
    ("headline", "can_be_told"),
    [
        ("No ship of Estonia is ever lost - President of Estonia", False),
        ("Address by President Juris Berg to the sailors of Estonia", False),
        ("President Juris Berg opens the bridge of Valga to ships", True),
    ],
)
def test_a_headline_is_told_only_where_it_is_news(headline: str, can_be_told: bool) -> None:
    body = "Juris Berg opened the bridge of Valga on Monday. He thanked the sailors of Estonia."
    assert analyse(version(1, "2024-03-05", body, headline=headline)).sentences[0].alone is can_be_told


def test_the_title_of_an_address_tells_nothing() -> None:
    assert is_title("Address by President Juris Berg to the sailors of Estonia")
    assert not is_title("Addresses of ten thousand sailors leaked in Estonia")
