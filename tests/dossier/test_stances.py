"""Who takes a stance is heard under Reactions though he stands on no side; who reports what happened is not."""

from __future__ import annotations

import pytest

from copytaster.dossier.analyse import analyse
from copytaster.dossier.compose import compose
from copytaster.dossier.stances import takes_stance
from copytaster.dossier.values import SectionKey
from tests.dossier.copy import version
from tests.dossier.test_trigger import texts, told


@pytest.mark.parametrize(
    ("text", "is_stance"),
    [
        ("The health experts of the League warn that parts of the plan break the law.", True),
        ("The Latvian foreign ministry denies a newspaper report that troops crossed the border.", True),
        ("President Janis Ozols says that the navy sank the ferry, in his first admission of guilt.", True),
        ("The league rejects the claim that its referees were paid.", True),
        ("The parliament rejects the budget of the government.", False),
        ("Police accuse the driver of killing seven riders.", False),
        ("The brigade claims responsibility for the attack on the bridge.", False),
        ("The tsunami centre warns of high waves.", False),
        ("Anna Ozola has repeatedly warned of the cuts to the schools.", False),
        ("The ship sank in the storm that Latvia had warned of.", False),
    ],
)
def test_only_who_judges_or_answers_takes_a_stance(text: str, is_stance: bool) -> None:
    (read,) = analyse(version(1, "2025-05-01", text)).sentences
    found = [s for s in read.says if s.source and takes_stance(s, text, read.start, text[slice(*s.source)])]
    assert bool(found) == is_stance


PLAN = ("2025-09-29", "The Kihnu Council publishes a plan for the harbour of Kihnu with twenty points.")


def test_a_body_on_no_side_that_warns_is_a_reaction() -> None:
    warning = "Experts of the United Nations warn that several points of the harbour plan contradict the law of the sea."
    dossier = told("Kihnu harbour plan", PLAN, ("2025-10-03", warning), ("2025-10-06", "Talks on the harbour begin in Kihnu."))
    assert texts(dossier, SectionKey.REACTIONS) == [warning]


def test_what_a_notice_alleges_is_no_reaction() -> None:
    notice = 'The notice of the Kihnu Council alleged the harbour was built to "circumvent the rules of the port authority".'
    assert notice not in texts(told("Kihnu harbour plan", PLAN, ("2025-10-03", notice)), SectionKey.REACTIONS)


def test_that_somebody_gives_no_comment_is_no_reaction() -> None:
    spoke = 'Anna Ozola of the Kihnu Council said the harbour plan is "a gift to the islanders of Kihnu".'
    silent = 'Juris Berg of the Kihnu Council said he "won\'t give any comments on the harbour plan at this time".'
    dossier = told("Kihnu harbour plan", PLAN, ("2025-10-03", spoke), ("2025-10-06", silent))
    assert texts(dossier, SectionKey.REACTIONS) == [spoke]


def test_each_who_is_quoted_speaks_once_before_anybody_speaks_twice() -> None:
    praised = [f'Anna Ozola of the Kihnu Council said the harbour plan is "{what}".' for what in GIFTS]
    berg = 'Juris Berg of the League said the harbour plan is "a waste of timber".'
    copy = [(f"2025-10-{day:02}", text) for day, text in enumerate([*praised, berg], start=3)]
    assert berg in texts(told("Kihnu harbour plan", PLAN, *copy), SectionKey.REACTIONS)


GIFTS = (
    "a gift to the islanders of Kihnu and their harbour",
    "the best plan that the Kihnu harbour ever had",
    "good for every ship of the harbour",
    "a harbour plan for our children on Kihnu",
    "right for the harbour and for Kihnu",
    "what the harbour of Kihnu wanted",
)


def test_that_no_traces_were_found_answers_who_says_so() -> None:
    none = "Officials of the hospital said no traces of poison were found in the blood of Anna Ozola."
    ill = ("2025-10-01", "Anna Ozola falls ill on a flight to Riga and is taken to a hospital.")
    said = ("2025-10-04", 'Her doctor Juris Berg said Anna Ozola was "surely poisoned" on the flight.')
    assert none in texts(told("Illness of Anna Ozola", ill, ("2025-10-03", none), said), SectionKey.REACTIONS)


def test_who_says_that_he_returned_the_prisoners_tells_an_event() -> None:
    shelled = ("2024-03-01", "Forces of Latvia shell the town of Valga in Estonia with heavy artillery.")
    returned = "Latvia says that it has returned all prisoners to Estonia."
    dossier = told("Latvia–Estonia war", shelled, ("2024-03-05", returned), ("2024-03-07", "Estonia accuses Latvia of a lie."))
    assert returned not in texts(dossier, SectionKey.REACTIONS)


def test_troops_that_do_something_and_say_why_speak_for_their_side() -> None:
    killed = "Latvian troops kill nine Estonians in Valga, saying those killed had crossed the line."
    dossier = told("Latvia–Estonia war", ("2024-03-01", "Estonia says that Latvia must leave Valga."), ("2024-03-05", killed))
    assert "LV" in dossier.cover.quoted


def test_the_security_service_of_a_state_speaks_for_that_state() -> None:
    struck = ("2024-03-01", "Estonian drones strike the airport of Riga in Latvia.")
    foiled = "Latvia's State Security Service affirms it has thwarted an attack plotted by Estonia."
    assert "LV" in told("Latvia–Estonia war", struck, ("2024-03-06", foiled)).cover.quoted


def test_who_says_what_he_will_not_do_is_heard_on_the_day_he_says_it() -> None:
    refuses = "Opposition leader Anna Ozola says that her party will not join any new government of President Janis Ozols."
    unrest = ("2025-09-25", "Unrest erupts in Riga following power cuts in the capital city of Latvia.")
    clash = ("2025-10-01", "Protests against President Janis Ozols spread across Latvia and its capital Riga.")
    dossier = told("2025 Latvian power cuts", unrest, clash, ("2025-10-03", refuses))
    (one,) = dossier.section(SectionKey.REACTIONS).sentences
    assert (one.text, str(one.when)) == (refuses, "3 October 2025")


def test_what_somebody_repeats_is_said_on_the_day_he_repeats_it() -> None:
    said = '"We seek to exclude nobody from the sea", Prime Minister Anna Ozola of Latvia said, repeating her January 2 remarks.'
    shelled = ("2024-01-03", "Forces of Estonia shell the town of Valga in Latvia.")
    dossier = told("Latvia–Estonia war", shelled, ("2024-01-07", said), ("2024-01-08", "Estonia accuses Latvia of a lie."))
    assert [str(s.when) for s in dossier.section(SectionKey.REACTIONS).sentences if "January" in s.text] == ["7 January 2024"]


def test_in_a_headline_who_speaks_stands_behind_the_colon() -> None:
    prize = version(1, "2025-10-08", "Anna Ozola is awarded the Kihnu Prize for her history of the tides of Kihnu.")
    hails = version(2, "2025-10-09", "", headline="From herring to prize: Ozola hails Kihnu's 'gift of the tides'")
    (one,) = compose("Kihnu Prize", [prize, hails]).section(SectionKey.REACTIONS).sentences
    assert one.speaker == "Ozola"
