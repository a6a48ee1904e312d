"""Which section a sentence stands in: consequences name their cause, deeds are no reactions, what was settled is no outlook."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from copytaster.dossier.compose import Overrides, compose
from copytaster.dossier.values import Dossier, SectionKey
from tests.dossier.copy import version
from tests.dossier.test_trigger import texts, told

BREACH = ("2024-03-03", "A drone strikes the airport of Parnu in Estonia, targeting the passenger terminal.")


def test_a_consequence_names_what_began_as_its_cause() -> None:
    dossier = told(
        "2024 drone strikes on Parnu",
        BREACH,
        ("2024-03-07", "Estonia closes its border crossings after a drone struck the airport of Parnu."),
    )
    assert len(texts(dossier, SectionKey.CONSEQUENCES)) == 1


def test_sanctions_of_another_quarrel_are_an_event_and_no_consequence() -> None:
    dossier = told(
        "Latvia–Estonia relations",
        ("2024-03-01", "Latvia begins to admit groups of tourists from Estonia without a visa."),
        ("2024-03-14", "The ministry of commerce of Estonia issues sanctions on five shipyards of Latvia."),
    )
    assert texts(dossier, SectionKey.CONSEQUENCES) == []
    assert len(texts(dossier, SectionKey.ESCALATION)) == 2


def test_another_attack_is_no_consequence_of_the_first() -> None:
    dossier = told(
        "Red Bay crisis",
        ("2024-03-01", "A missile strikes the ship Kihnu off Riga, Latvia, and injures three sailors."),
        ("2024-03-09", "A missile attack on the ship Abruka forces the crew to abandon the ship off Riga, Latvia."),
    )
    assert texts(dossier, SectionKey.CONSEQUENCES) == []


def test_what_a_side_does_is_no_reaction_though_it_accuses_somebody() -> None:
    dossier = told(
        "Latvia–Estonia relations",
        ("2024-03-01", "Latvia withdraws its case at the court in The Hague accusing Estonia of denying sailors a lawyer."),
        ("2024-03-09", "Latvia accuses Estonia of jamming the radio of its ships."),
        ("2024-03-12", "Estonia detains two sailors of Latvia for alleged espionage."),
    )
    assert any("withdraws its case" in t for t in texts(dossier, SectionKey.ESCALATION))
    assert not any("withdraws its case" in t for t in texts(dossier, SectionKey.REACTIONS))


HELD = "Anna Ozola, the minister of justice, could take up the office of governor of Kihnu if Juris Berg resigns."


def outlook(*copy: tuple[str, str], today: dt.date | None = None) -> list[str]:
    found = [version(n, day, body, uri=str(n)) for n, (day, body) in enumerate(copy, start=1)]
    dossier: Dossier = compose("Governor of Kihnu", found, today=today)
    return texts(dossier, SectionKey.OUTLOOK)


def test_what_later_copy_settled_is_no_outlook() -> None:
    first = ("2024-03-01", f"Juris Berg was charged in the harbour affair. {HELD}")
    sworn = ("2024-03-08", "Anna Ozola was sworn in as governor of Kihnu.")
    assert outlook(first) == [HELD]
    assert outlook(first, sworn) == []


def test_a_day_that_has_come_by_the_day_it_is_read_on_is_no_outlook() -> None:
    text = "The parliament of Latvia voted on the budget. The trial of Juris Berg is expected to begin on 21 March 2024."
    ahead = ["The trial of Juris Berg is expected to begin on 21 March 2024."]
    assert outlook(("2024-03-01", text)) == ahead
    assert outlook(("2024-03-01", text), today=dt.date(2024, 3, 10)) == ahead
    assert outlook(("2024-03-01", text), today=dt.date(2026, 3, 10)) == []


def test_the_standfirst_tells_who_won_and_not_that_the_polls_closed() -> None:
    dossier = told(
        "2024 Latvian election",
        ("2024-03-02", "Voting in Latvia concluded on 2 March 2024 in the election of the parliament of Latvia."),
        ("2024-03-02", "Sailors from Riga cast their ballots by post for the first time."),
        ("2024-03-04", "The Harbour Party of Anna Ozola wins the election in Latvia with 41% of the vote."),
    )
    assert texts(dossier, SectionKey.STANDFIRST) == [
        "The Harbour Party of Anna Ozola wins the election in Latvia with 41% of the vote."
    ]


def test_the_standfirst_does_not_speak_of_an_attack_that_is_told_below_it() -> None:
    dossier = told(
        "2024 strikes on boats of Latvia",
        (
            "2024-03-02",
            "The navy of Estonia strikes a boat of Latvia off Ruhnu. At least four sailors were killed in the attack.",
        ),
        ("2024-03-05", "Latvia recalls its envoy from Estonia over the boats off Ruhnu."),
        ("2024-03-09", "The navy of Estonia strikes another boat of Latvia near Kihnu."),
    )
    short = texts(dossier, SectionKey.STANDFIRST)
    assert not any("in the attack" in t and "strikes a boat" not in before for before, t in pairwise(["", *short]))


def test_two_events_of_different_days_in_like_words_are_both_told() -> None:
    dossier = told(
        "Latvia and Estonia",
        ("2024-03-02", "The navy of Estonia carries out a strike on an alleged smuggling boat near the coast of Latvia."),
        ("2024-03-13", "The navy of Estonia carries out an airstrike on an alleged drug boat near the coast of Latvia."),
        ("2024-03-15", "Fishermen of Latvia stay in port."),
    )
    every = [s.text for section in dossier.sections for s in section.sentences]
    assert sum("carries out" in t for t in every) == 2


def test_two_who_sign_a_treaty_and_say_nothing_are_no_sides() -> None:
    dossier = told(
        "Latvia–Estonia relations",
        ("2024-03-02", "The cabinet of Latvia approves a defence treaty with Estonia on the joint use of the port of Liepaja."),
        ("2024-03-06", "Latvia and Estonia sign a defence treaty on the joint use of the port of Liepaja."),
    )
    assert dossier.sides == ()
    assert dossier.cover.missing == ()


def test_a_police_officer_speaks_for_those_whom_a_crowd_stands_against() -> None:
    dossier = told(
        "Protesters in Riga",
        (
            "2024-03-02",
            "Protesters in Latvia demand that the government of Latvia resign. Riot police fire tear gas at protesters in Riga.",
        ),
        (
            "2024-03-03",
            "Police of Latvia detain dozens of protesters in Riga."
            ' Police Superintendent Anna Ozola said: "The lives of the officers were threatened by the crowd."',
        ),
    )
    assert {s.name for s in dossier.sides} == {"Latvia", "Protesters"}
    assert "LV" not in dossier.cover.missing


def test_the_newest_news_is_not_passed_over_because_nothing_could_come_back_to_it_yet() -> None:
    newest = "Three people are killed in the port of Kihnu, Estonia."
    dossier = told(
        "Kihnu port closure",
        ("2024-03-05", "A court in Tartu finds the closing of the port of Kihnu in Estonia unlawful."),
        (
            "2024-03-07",
            "Dockers return to the port of Kihnu in Estonia after the ruling of the county court in Tartu on its closing.",
        ),
        ("2024-03-09", newest),
        ("2024-03-09", "The mayor of Kihnu in Estonia visits the port."),
    )
    assert texts(dossier, SectionKey.STANDFIRST) == [newest]


SWORN = ("2024-03-02", "Juris Berg was sworn in as governor of Kihnu on Saturday after the resignation of Anna Ozola.")
RULED = (
    "2024-03-08",
    "On Thursday the Supreme Court of Latvia issued a ruling for the senate of Kihnu against Juris Berg over his claim to the"
    " governorship. Juris Berg was sworn in as governor on 2 March after Anna Ozola resigned.\n\n"
    "The senate of Kihnu never confirmed him.\n\n"
    "In finding Berg was improperly sworn in as governor, the Supreme Court also found unconstitutional a 2005 law permitting an"
    " appointee to succeed to the governorship without the consent of the senate.",
)


def test_a_condition_that_the_news_of_its_own_text_met_is_no_outlook() -> None:
    ruled = "On Thursday the Supreme Court of Latvia ruled against Juris Berg over his claim to the governorship of Kihnu."
    held = (
        "While the House of Representatives confirmed the nomination on Friday, the senate did not."
        " Berg stated he would leave the governorship if the senate voted against confirming him."
    )

    assert outlook(SWORN, ("2024-03-08", f"{ruled} {held}")) == []
    assert len(outlook(("2024-03-08", f"A hearing in the case of the harbour was opened on Thursday. {held}"))) == 1


def test_an_undated_deed_of_copy_since_the_trigger_is_no_background() -> None:
    found = [version(n, day, body, uri=str(n)) for n, (day, body) in enumerate((SWORN, RULED), start=1)]
    dossier = compose("Governor of Kihnu", found, overrides=Overrides(trigger=dt.date(2024, 3, 2)))

    assert texts(dossier, SectionKey.TRIGGER)
    assert not any("also found" in t for t in texts(dossier, SectionKey.BACKGROUND))
