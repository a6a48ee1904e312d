"""What can begin something, what comes back to it, and the day on which a situation began."""

from __future__ import annotations

import pytest

from copytaster.dossier.begun import Kind, has_begun, is_apart, kind_of, main_clause, worsens
from copytaster.dossier.compose import compose
from copytaster.dossier.values import FOLLOWED, HAPPENED, TITLES, Dossier, SectionKey
from tests.dossier.copy import version


def told(name: str, *copy: tuple[str, str]) -> Dossier:
    return compose(name, [version(n, day, body, uri=str(n)) for n, (day, body) in enumerate(copy, start=1)])


def texts(dossier: Dossier, key: SectionKey) -> list[str]:
    return [s.text for s in dossier.section(key).sentences]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("On 3 March 2024, soldiers of Latvia shot Juris Berg at the border.", Kind.VIOLENCE),
        ("An earthquake of magnitude 6 strikes Valga, Estonia, killing eight people.", Kind.DISASTER),
        ("Unrest erupts in Riga following power and water cuts in the city.", Kind.UNREST),
        ("Prime Minister Anna Ozola announced her resignation in an address to the nation.", Kind.LAW),
        ("The president declared a state of emergency so he could close the port.", Kind.POWER),
        ("Police arrest twelve people in Tartu over the sale of visas to sailors.", Kind.LAW),
        ("A gunman kills the presidential candidate Jaan Tamm in Narva.", Kind.VIOLENCE),
        ("A car rams into a parade in Tartu, killing six people.", Kind.VIOLENCE),
        ("At least ten people are killed in Valga ahead of peace talks in Riga.", Kind.VIOLENCE),
        ("Gunmen attack a vaccination team near Valga in Estonia.", Kind.VIOLENCE),
        ("The plane crashed near the end of a runway in Tartu.", Kind.DISASTER),
        ("Estonia withdrew its ships from the joint treaty with Latvia.", Kind.LAW),
        ("Juris Berg was found guilty in May on nine counts of fraud.", Kind.LAW),
        ("The candidate Jaan Tamm attacks the mayor of Narva at a parade.", None),
        ("Estonia bans a funeral of the seven sailors in Tartu.", None),
    ],
)
def test_a_deed_that_changes_how_things_stand_can_begin_something(text: str, kind: Kind) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Latvia and Estonia agree to a ceasefire and the release of all prisoners.",
        "Latvia says that Estonian forces attacked a village near Valga.",
        "The foreign ministers of Latvia and Estonia will meet in Tallinn on Monday after the attack.",
        "The embassy of Latvia issues a warning and advises travellers to leave the city.",
        "The death toll from the collapse of a school in Riga rises to sixty.",
        "Police detain dozens of people on the third consecutive day of protests.",
        "Troops of Estonia continue to attack villages near Valga.",
        "Five more sailors were killed in the harbour of Riga.",
        "Latvia closes its airspace in response to the attack on its airport.",
        "An officer deployed in Valga as part of a mission is a hero to many.",
        "Estonia approves the general use of a vaccine made in Latvia.",
        "Estonia strikes a trade deal with Latvia.",
        "The weather service of Estonia issues a hurricane warning for Kihnu.",
        "Fighting ends in the harbour of Riga.",
    ],
)
def test_what_ends_goes_on_is_arranged_or_only_said_begins_nothing(text: str) -> None:
    assert kind_of(text) is None


def test_an_agreement_begins_something_only_where_the_situation_is_about_one() -> None:
    text = "Latvia and Estonia sign an agreement on the fishing grounds off Kihnu."
    assert kind_of(text) is None
    assert kind_of(text, of_pact=True) == Kind.PACT


def test_the_main_clause_is_what_neither_dates_nor_explains() -> None:
    assert main_clause("On 3 March 2024, Latvia closed the bridge after a lorry struck it.") == "Latvia closed the bridge"
    assert main_clause("At least three people are killed in Riga, Latvia, as police open fire.").startswith("At least three")


def test_a_count_that_grew_is_no_event_of_its_own_and_another_strike_is() -> None:
    assert is_apart("A missile strikes a hotel in Riga, Latvia, killing four people.") == Kind.VIOLENCE
    assert is_apart("The death toll from the strike on a hotel in Riga rises to nine.") is None


def test_what_is_said_to_have_begun_has() -> None:
    assert has_begun("The protests began in June 2019 over a proposed law.")
    assert not has_begun("The president began a speech on protests.")


def test_a_treaty_is_no_escalation_and_an_arrest_is() -> None:
    assert worsens("Police of Latvia arrested nine sailors from Estonia.")
    assert not worsens("Latvia and Estonia sign a treaty on the attacks of the past.")
    assert not worsens("The speaker of parliament confirmed a vote on the impeachment of the president.")


KILLING = (
    ("2024-03-05", "On 2 March 2024, soldiers of Latvia killed Juris Berg, head of the guard of Estonia, in an airstrike."),
    ("2024-03-06", "The embassy of Latvia in Tallinn closed its gates to visitors on 6 March 2024."),
    ("2024-03-09", "During the funeral of Juris Berg on 7 March 2024 a stampede erupted in Tartu, in which 56 people died."),
)


def test_the_killing_that_later_copy_is_about_is_the_trigger_and_not_what_an_embassy_did_next() -> None:
    dossier = told("Latvia kills Juris Berg", *KILLING)
    assert str(dossier.trigger) == "2024-03-02"
    assert any("killed Juris Berg" in t for t in texts(dossier, SectionKey.TRIGGER))
    assert not any("killed Juris Berg" in t for t in texts(dossier, SectionKey.BACKGROUND))


WAR = (
    ("2024-03-01", "A drone of Latvia strikes a power station near Tartu in Estonia, leaving the city without light."),
    ("2024-03-04", "Four people are killed in a missile strike of Estonia on a house in Cesis, Latvia."),
    ("2024-03-06", "At least nine people are injured in a strike of Latvia on a train at Valga, Estonia."),
    ("2024-03-09", "Two people are killed in a drone strike of Estonia on a church in Ogre, Latvia."),
    ("2024-03-11", "Latvia and Estonia agree to a ceasefire from 12 March 2024."),
)


def test_one_strike_of_many_is_no_trigger_of_a_war_nor_is_its_ceasefire() -> None:
    dossier = told("Latvian–Estonian war", *WAR)
    assert dossier.trigger is None
    section = dossier.section(SectionKey.ESCALATION)
    assert section.title == HAPPENED
    days = [s.when.first for s in section.sentences if s.when]
    assert days == sorted(days)
    assert len(days) >= 3


def test_a_disaster_that_later_copy_counts_the_dead_of_is_a_trigger_and_nothing_escalates() -> None:
    dossier = told(
        "2024 Riga bridge collapse",
        ("2024-03-03", "The Vansu bridge in Riga, Latvia, collapses, killing eight people."),
        ("2024-03-05", "The toll from the collapse of the Vansu bridge in Riga, Latvia, rises to eleven."),
        ("2024-03-06", "Divers search the Daugava below the Vansu bridge for two lorries."),
    )
    assert str(dossier.trigger) == "2024-03-03"
    assert dossier.section(SectionKey.ESCALATION).title == FOLLOWED


def test_two_accidents_in_one_country_have_no_trigger() -> None:
    dossier = told(
        "Road accidents in Latvia",
        ("2024-03-03", "Five people are killed when a lorry collides with two motorbikes near Cesis, Latvia."),
        ("2024-03-08", "Eleven people are killed after a bus topples into a pond near Ogre, Latvia."),
    )
    assert dossier.trigger is None


def test_copy_that_begins_in_the_middle_has_no_trigger() -> None:
    dossier = told(
        "2024 Latvian protests",
        (
            "2024-03-03",
            "Police in Latvia detain dozens of people on the third consecutive day of protests over the price of bread.",
        ),
        ("2024-03-04", "Protests over the price of bread in Latvia continue despite arrests."),
        ("2024-03-06", "Three people are killed in Ogre, Latvia, as police open fire during protests over the price of bread."),
    )
    assert dossier.trigger is None


def test_what_grew_worse_after_a_trigger_is_an_escalation() -> None:
    dossier = told(
        "2024 Riga shooting",
        ("2024-03-03", "Police of Latvia shot the sailor Juris Berg dead in the harbour of Riga."),
        ("2024-03-04", "After the shooting of Juris Berg crowds attacked a police station in Riga."),
        ("2024-03-05", "Police arrested nine people in Riga over the attack that followed the death of Juris Berg."),
        ("2024-03-06", "The minister Anna Ozola resigned after the death of Juris Berg in the harbour."),
    )
    assert str(dossier.trigger) == "2024-03-03"
    assert dossier.section(SectionKey.ESCALATION).title == TITLES[SectionKey.ESCALATION]


def test_a_section_without_a_sentence_does_not_speak_of_a_trigger_that_is_none() -> None:
    dossier = told("Latvian–Estonian war", *WAR)
    assert "trigger" not in dossier.section(SectionKey.REACTIONS).note.lower()
    assert dossier.section(SectionKey.TRIGGER).note.startswith("No single day")


def test_what_earlier_copy_calls_under_way_did_not_begin_on_a_later_day() -> None:
    dossier = told(
        "2024 Valga protests",
        ("2024-03-05", "Estonia declares an emergency in Valga amid ongoing farmer-led protests over the price of diesel."),
        ("2024-03-07", "Five people are arrested in Valga after an alleged attempt on the life of Jaan Tamm."),
        ("2024-03-12", "Police clash with farmers in Valga after the arrest of five people in the alleged attempt on Jaan Tamm."),
    )
    assert dossier.trigger is None
    assert dossier.section(SectionKey.ESCALATION).title == HAPPENED


def test_an_incident_that_its_own_text_calls_one_of_a_row_begins_nothing() -> None:
    copy = (
        ("2024-03-05", "The air base at Valga in Estonia is closed after a drone was seen. {}"),
        ("2024-03-07", "Estonia bans drones after several were seen over the air base at Valga."),
        ("2024-03-08", "Latvia deploys a mission to the air base at Valga after the drone was seen."),
    )
    row = "Estonia describes the incident as part of an ongoing attack."
    alone = "Estonia describes the incident as an attack."
    assert told("Drones", (copy[0][0], copy[0][1].format(row)), *copy[1:]).trigger is None
    assert told("Drones", (copy[0][0], copy[0][1].format(alone)), *copy[1:]).trigger is not None


def test_a_party_barred_from_a_vote_does_not_begin_it_and_its_winner_does() -> None:
    later = ("2024-03-20", "Anna Ozola is sworn in as president of Latvia after the electoral commission of Riga counted the vote.")
    barred = ("2024-03-09", "The electoral commission of Riga bans the party of Anna Ozola from the vote.")
    winner = ("2024-03-09", "Anna Ozola is declared the winner of the vote by the electoral commission of Riga.")
    assert told("2024 Latvian election", barred, later).trigger is None
    assert told("2024 Latvian election", winner, later).trigger is not None


@pytest.mark.parametrize(
    "text",
    [
        "Ships are deployed by Latvia to protect the convoy after it was allegedly attacked by drones.",
        "Violence broke out in Riga when thousands marched to protest the results of the vote.",
        "Two navies are on their way to a ship that wants to break the blockade of Narva.",
    ],
)
def test_what_answers_a_deed_told_in_the_same_sentence_begins_nothing(text: str) -> None:
    assert kind_of(text) is None


def test_the_day_on_which_the_dead_of_rains_were_counted_is_not_the_day_on_which_the_rains_began() -> None:
    later = ("2024-03-14", "The death toll from the torrential rains in Valga and Tartu rises to 64.")
    assert told("2024 Valga floods", ("2024-03-12", "Torrential rains kill 47 people in Valga and Tartu."), later).trigger is None
    named = told("2024 Valga floods", ("2024-03-12", "Torrential rains kill 47 people in Valga and Tartu on 12 March 2024."), later)
    assert named.trigger is not None


def test_an_office_given_up_is_no_escalation() -> None:
    assert not worsens("The minister Jaan Tamm resigns from the parliament of Estonia.")
    assert worsens("The army ousts the president of Latvia.")


def test_the_day_that_most_texts_name_is_the_trigger_and_not_what_one_of_them_mentions_in_passing() -> None:
    found = told(
        "Baltic Air Flight 5",
        ("2024-07-17", "The president of Estonia accuses the rebels of Valga of shooting at a Baltic Air jet."),
        (
            "2024-07-18",
            "The loss of Flight 5 will change where airlines fly over Estonia. Estonia closed its eastern region to small planes"
            " on 1 July 2024 and closed the rest of it on Wednesday.",
        ),
        ("2024-07-18", "The missile was not ours, a minister of Estonia said. Flight 5 was hit over Valga on Wednesday."),
        ("2024-07-18", "Rescuers came slowly to the fields near Valga. Flight 5 had left Riga on Wednesday morning."),
    )
    assert found.trigger is not None
    assert found.trigger.isoformat() == "2024-07-17"
    assert any("Flight 5 was hit" in text for text in texts(found, SectionKey.TRIGGER))


def test_what_one_of_four_texts_mentions_in_passing_begins_nothing() -> None:
    found = told(
        "Relief of Valga",
        ("2024-04-25", "The mayor of Valga asks for flour. Two volunteers were injured in a car bomb in Valga on 9 April 2024."),
        ("2024-04-28", "Nurses of Tartu send blankets to the hospital of Valga."),
        ("2024-04-28", "Bakers of Riga collect sugar for the schools of Valga."),
        ("2024-04-29", "Sailors of Narva bring coal to the kitchens of Valga."),
    )
    assert found.trigger is None


PLACES = "Riga Tartu Valga Narva Kuressaare Haapsalu Rakvere Viljandi Paide Kihnu".split()


def epidemic(*cited: tuple[str, int], first: int = 0) -> Dossier:
    """Forty texts on an epidemic; from the one at `first` on so many of them come back to each day."""
    days = [""] * first + [day for day, times in cited for _ in range(times)]
    copy = [
        (
            f"2024-06-{1 + n // 2:02}",
            f"The spreading Estonian fever reaches {PLACES[n % 10]}, where doctors count {n + 3} patients."
            + (f" The Estonian fever killed {n + 2} sailors of {PLACES[n % 7]} on {days[n]}." if any(days[n : n + 1]) else ""),
        )
        for n in range(40)
    ]
    return told("Estonian fever", *copy)


def test_of_days_to_which_much_copy_comes_back_alike_none_is_the_trigger() -> None:
    assert epidemic(("9 May 2024", 5), ("18 May 2024", 4)).trigger is None
    assert str(epidemic(("9 May 2024", 8), ("18 May 2024", 2)).trigger) == "2024-05-09"


def test_a_day_before_which_most_of_much_copy_came_is_no_trigger() -> None:
    assert str(epidemic(("8 June 2024", 7), first=22).trigger) == "2024-06-08"
    assert epidemic(("13 June 2024", 7), first=32).trigger is None
