"""What a dossier says in short: of a row of like events the gravest, and beside what weighs most the newest."""

from __future__ import annotations

from dataclasses import replace

from copytaster.dossier.actors import cast
from copytaster.dossier.analyse import analyse
from copytaster.dossier.leaning import Copy
from copytaster.dossier.sections import Course
from copytaster.dossier.standfirst import _worth
from copytaster.dossier.telling import candidates
from copytaster.dossier.values import SectionKey
from tests.dossier.copy import version
from tests.dossier.test_trigger import texts, told

GRAVEST = ("2025-10-04", "At least forty people are killed in a drone strike on the port of Liepaja in Latvia.")
ROW = [
    ("2025-10-01", "Two people are killed in a drone strike on the town of Valga in Latvia."),
    GRAVEST,
    ("2025-10-07", "Three people are killed in a drone strike on the village of Ape in Latvia."),
    ("2025-10-09", "One person is killed in a drone strike on the station of Cesis in Latvia."),
    ("2025-10-11", "Two people are killed in a drone strike on a church of Kuldiga in Latvia."),
]


def test_of_a_row_of_strikes_the_gravest_and_the_last_are_told_in_short() -> None:
    dossier = told("Latvian insurgency", *ROW)
    assert texts(dossier, SectionKey.STANDFIRST) == [GRAVEST[1], ROW[-1][1]]


def test_an_accident_is_not_the_gravest_of_what_is_called_after_a_bombing() -> None:
    crash = ("2025-10-05", "At least ninety people are killed in two separate road accidents near Liepaja in Latvia.")
    dossier = told("October 2025 Liepaja bombing", *ROW, crash)
    assert GRAVEST[1] in texts(dossier, SectionKey.STANDFIRST)
    assert crash[1] not in texts(dossier, SectionKey.STANDFIRST)


def test_two_dead_in_one_clause_are_counted_together() -> None:
    both = ("2025-10-06", "Thirty officers and twenty soldiers are killed in an ambush on the road to Ape in Latvia.")
    assert both[1] in texts(told("Latvian insurgency", *ROW, both), SectionKey.STANDFIRST)


def test_the_newest_news_stands_beside_what_weighs_most() -> None:
    copy = [
        ("2025-10-08", "Latvia and Estonia agree to a ceasefire to end the Valga war."),
        ("2025-10-03", "The council of Valga publishes a plan for the bridges of the Valga war."),
        ("2025-10-05", "Engineers of Estonia inspect the bridges at Valga after the Valga war."),
        ("2025-10-14", "Latvia hands over twenty prisoners of the Valga war to Estonia."),
    ]
    assert texts(told("Valga war", *copy), SectionKey.STANDFIRST) == [copy[0][1], copy[-1][1]]


def test_the_aftermath_is_not_the_newest_news_of_a_war_with_a_year() -> None:
    copy = [
        ("2020-11-03", "Forces of Latvia shell the town of Valga in Estonia."),
        ("2020-11-05", "Forces of Latvia capture the town of Ape in Estonia."),
        ("2020-11-09", "Latvia signs a deal with Estonia to end the war over Valga."),
        ("2021-07-28", "Clashes near Valga between Latvia and Estonia wound three soldiers."),
    ]
    assert copy[-1][1] not in texts(told("2020 Valga war", *copy), SectionKey.STANDFIRST)


def test_what_pictures_show_sums_up_less_than_what_happened() -> None:
    sentences = (
        "Footage from the air shows the damage that an earthquake did to the town of Valga in Latvia.",
        "Divers in the harbour see the damage that an earthquake did to the town of Valga in Latvia.",
    )
    copy = [version(n, "2025-10-02", body, uri=str(n)) for n, body in enumerate(sentences, start=1)]
    read = [analyse(one) for one in copy]
    shown, seen = (replace(c, weight=1.0) for c in candidates(list(zip(copy, read, strict=True)), cast(read), as_of=None))
    course = Course("Valga earthquake", Copy.of([shown, seen]), None, None)
    assert _worth(shown, course) < _worth(seen, course)
