"""What is a reaction: somebody's words on what happened, not what he did himself, nor words torn from what they answer."""

from __future__ import annotations

from copytaster.dossier.values import SectionKey
from tests.dossier.test_trigger import texts, told

SHELLED = ("2024-03-01", "Forces of Latvia shell the town of Valga in Estonia with heavy artillery.")
ACCUSED = ("2024-03-03", "Estonia accuses Latvia of jamming the radio of its ships.")


def test_what_somebody_says_he_did_himself_is_an_event_told_by_its_day() -> None:
    took = "The military of Latvia says it has captured the city of Valga in Estonia."
    struck = 'Latvia\'s Ministry of Defence says advancing Latvian troops have "liberated" the hill of Munamagi in Estonia.'
    dossier = told("Latvia–Estonia war", SHELLED, ACCUSED, ("2024-03-05", took), ("2024-03-08", struck))
    assert {took, struck} <= set(texts(dossier, SectionKey.ESCALATION)) | set(texts(dossier, SectionKey.STANDFIRST))
    assert not {took, struck} & set(texts(dossier, SectionKey.REACTIONS))


def test_a_count_that_a_side_tells_is_no_reaction() -> None:
    count = "Estonia says that 214 Estonian soldiers were killed at the river Gauja."
    assert count not in texts(told("Latvia–Estonia war", SHELLED, ACCUSED, ("2024-03-05", count)), SectionKey.REACTIONS)


def test_what_a_prize_is_shared_for_is_said_by_nobody() -> None:
    shared = 'with Juris Berg sharing the other half for "a theory"'
    prize = f'Anna Ozola is awarded half of the Kihnu Prize for "a history of tides", {shared}.'
    assert texts(told("Kihnu Prize", ("2024-03-05", prize), ("2024-03-09", "The Kihnu Prize ends.")), SectionKey.REACTIONS) == []


def test_a_section_without_reactions_does_not_say_that_nobody_is_quoted_where_somebody_is() -> None:
    took = "The military of Latvia says it has captured the city of Valga in Estonia."
    dossier = told("Latvia–Estonia war", SHELLED, ("2024-03-05", took))
    assert "quotes anybody" not in dossier.section(SectionKey.REACTIONS).note


def test_an_accusation_with_which_it_all_begins_is_what_happened() -> None:
    advance = "Prime Minister Janis Ozols of Latvia accuses Estonia of moving its army across the border near Valga."
    agreed = ("2024-03-09", "Estonia releases fifteen Latvian prisoners near Valga.")
    shot = ("2024-03-12", "Latvia reports that three of its soldiers were killed in clashes with Estonian forces near Valga.")
    answer = ("2024-03-13", "Latvia says that Estonia holds its land and must leave Valga.")
    dossier = told("Latvia–Estonia border crisis", ("2024-03-01", advance), agreed, shot, answer)
    assert advance not in texts(dossier, SectionKey.REACTIONS)
    assert answer[1] in texts(dossier, SectionKey.REACTIONS)
    assert advance in texts(dossier, SectionKey.ESCALATION)
