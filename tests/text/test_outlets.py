"""Outlets under several spellings: one voice, and each name shown as it was printed first."""

from __future__ import annotations

import pytest

from copytaster.text.outlets import credited, site_of, voice, voices


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BBC News", "BBC"),
        ("The Times of Israel", "Times Of Israel"),
        ("France 24", "France24"),
        ("Associated Press", "AP News"),
        ("Xinhua News Agency", "Xinhua"),
        ("Anadolu Ajansı", "Anadolu Agency"),
        ("RTÉ News", "RTÉ"),
        ("Yahoo! News", "Yahoo News"),
        ("Al Jazeera English", "Al Jazeera"),
    ],
)
def test_spellings_of_one_outlet_are_one_voice(one: str, other: str) -> None:
    assert voice(one) == voice(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Times", "Time"),
        ("Sky News", "Sky Sports"),
        ("Arab News", "The New Arab"),
        ("ABC News Australia", "ABC News"),
        ("新华社", "共同"),
    ],
)
def test_outlets_with_like_names_stay_apart(one: str, other: str) -> None:
    assert voice(one) != voice(other)


def test_a_name_is_shown_as_it_was_printed_first() -> None:
    assert voices(["The Times of Israel", "BBC News", "Times of Israel", "BBC"]) == ("The Times of Israel", "BBC News")


def test_copy_printed_by_way_of_another_is_the_writers() -> None:
    assert credited("AFP via France 24") == "AFP"


def test_a_name_of_nothing_but_signs_is_itself() -> None:
    assert voice("[1]") == "1"
    assert voice("***") == "***"


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("http://www.example.com/a/b?c=1", "example.com"),
        ("https://uk.example.com", "example.com"),
        ("https://news.example.co.uk:8080/1/hi", "example.co.uk"),
        ("http://127.0.0.1:8000/x", "127.0.0.1"),
        ("mail:ann", ""),
        ("", ""),
    ],
)
def test_the_site_of_an_address_is_one_for_all_its_parts(address: str, site: str) -> None:
    assert site_of(address) == site
