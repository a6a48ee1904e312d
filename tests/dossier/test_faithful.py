"""A rewrite that turns a sentence round is refused, though all of its words are common ones; one that only smooths it is not."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.dossier.faithful import departure
from copytaster.dossier.rewrite import objection
from copytaster.dossier.values import Citation, Field, Sentence
from copytaster.text.tense import is_past_of

HAJIYEV = "A senior advisor to Azerbaijani president Ilham Aliyev accuses Russia of shooting down the plane."
DECLINES = "Russia declines to confirm that Russian forces accidentally shot down the Azerbaijan Airlines plane."
TURNED = [
    ("Azerbaijan accuses Russia of arming Armenia.", "Azerbaijan accuses Armenia of arming Russia."),
    ("Azerbaijan accuses Russia of arming Armenia.", "Russia accuses Azerbaijan of arming Armenia."),
    ("Azerbaijan accuses Russia of arming Armenia.", "Azerbaijan is accused of arming Armenia of Russia."),
    ("Armenia is open to holding talks with Azerbaijan.", "Armenia is closed to holding talks with Azerbaijan."),
    ("Armenia is open to holding talks with Azerbaijan.", "Armenia refuses to hold talks with Azerbaijan."),
    ("Russian peacekeepers withdraw from the city.", "Russian peacekeepers are driven from the city."),
    ("Russian peacekeepers withdraw from the city.", "Russian peacekeepers flee the city."),
    (DECLINES, "Russia confirms that Russian forces deliberately shot down the Azerbaijan Airlines plane."),
    (DECLINES, "Russia confirms that Russian forces accidentally shot down the Azerbaijan Airlines plane."),
    (DECLINES, "Russia declines to confirm that Russian forces shot down the Azerbaijan Airlines plane."),
    ("They will close their local branch in Baku.", "They will bomb their local branch in Baku."),
    ("Five people died since the start of the war.", "Five people died during the war."),
    (HAJIYEV, "Azerbaijani president Ilham Aliyev accuses Russia of shooting down the plane."),
    (HAJIYEV, "Ilham Aliyev accuses Russia of shooting down the plane."),
    ("Iran, says Russia, attacked Syria.", "Iran says Russia attacked Syria."),
    ("Aliyev aide Hajiyev resigns in Baku.", "Aliyev aided Hajiyev resigns in Baku."),
    ("Russia attack victims sue the ministry.", "Russia attacked victims sue the ministry."),
    ("Hamas kills the dog of the mayor.", "Hamas kills the mayor."),
    ("Hamas gives Ukraine aid and food.", "Hamas gives aid of Ukraine and food."),
    ("Few people in Baku say that Russia attacked.", "A few people in Baku say that Russia attacked."),
    ("The army may attack the city in May.", "The army attacks the city in May."),
    ("The plane was hit by a missile and crashed.", "The plane hit by a missile was crashed."),
    ("Russia may also strike Ukraine.", "Russia also may not strike Ukraine."),
    ('Aliyev said "Russia kills people" in Baku.', 'Aliyev said "Russia killed people" in Baku.'),
]
SMOOTHED = [
    ("An Azerbaijan Airlines plane crashes near Aktau.", "A plane of Azerbaijan Airlines crashed near Aktau."),
    ("Azerbaijan accuses Russia of arming Armenia.", "Azerbaijan accused Russia of arming Armenia."),
    ("The plane is hit by a missile and crashes in Kazakhstan.", "The plane was hit by a missile and crashed in Kazakhstan."),
    ("Meanwhile, Russian forces attack the city.", "Russian forces attacked the city."),
    ("Russia also said that it was sorry.", "Russia said it was sorry."),
    ("Aliyev accuses Russia; Putin apologizes to Aliyev.", "Aliyev accused Russia, and Putin apologized to Aliyev."),
    ("On 25 December 2024 a plane crashes near Aktau.", "On 25 December 2024, a plane crashed near Aktau."),
    ("Peacekeepers withdraw from the city.", "The peacekeepers withdrew from the city."),
]


def cited(text: str) -> Sentence:
    when = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
    return Sentence(text, (Citation(1, "wire", Field.BODY, 0, len(text), text, time=when),))


@pytest.mark.parametrize(("told", "text"), TURNED)
def test_a_rewrite_that_says_something_else_is_refused_and_told_why(told: str, text: str) -> None:
    assert departure(text, told)
    assert objection(text, cited(told))


@pytest.mark.parametrize(("told", "text"), SMOOTHED)
def test_a_rewrite_that_only_smooths_is_taken(told: str, text: str) -> None:
    assert departure(text, told) == ""
    assert objection(text, cited(told)) == ""


def test_the_reason_names_the_first_word_that_departs() -> None:
    told, text = TURNED[0]
    assert departure(text, told) == "it has “Armenia” where the composed sentence has “Russia”"
    assert departure("Russia attacks Syria.", "Russia attacks Syria today.") == "it has “.” where the composed sentence has “today”"


def test_what_lies_ahead_is_not_put_into_the_past() -> None:
    told, text = "Talks open in Baku on 3 July 2026.", "Talks opened in Baku on 3 July 2026."
    assert departure(text, told, day=dt.date(2026, 7, 3)) == ""
    assert departure(text, told, day=dt.date(2026, 6, 1))


@pytest.mark.parametrize(
    ("past", "present"),
    [("accused", "accuses"), ("denied", "denies"), ("withdrew", "withdraw"), ("was", "is"), ("stopped", "stops")],
)
def test_pasts_are_known_by_rule_and_by_table(past: str, present: str) -> None:
    assert is_past_of(past, present)
    assert not is_past_of(present, past)


def test_a_past_has_no_past() -> None:
    assert not is_past_of("felled", "fell")
    assert not is_past_of("founded", "found")
