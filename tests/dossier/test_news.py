"""What the headline of a line announces is told in the dossier, from whichever sentence of its text says it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from copytaster.dossier.actors import cast
from copytaster.dossier.analyse import analyse
from copytaster.dossier.compose import compose
from copytaster.dossier.daymarks import day_marks
from copytaster.dossier.leaning import Copy
from copytaster.dossier.news import Rooms, in_short, tell_news
from copytaster.dossier.sections import Course
from copytaster.dossier.standfirst import standfirst
from copytaster.dossier.telling import Candidate, candidates
from copytaster.dossier.values import Dossier, Precision, Section, SectionKey, When
from copytaster.model import Dated, Version
from tests.dossier.copy import version


def announcing(body: str, headline: str, day: str = "2021-03-09") -> list[Candidate]:
    copy = version(1, day, body, headline=headline)
    read = analyse(copy)
    return [c for c in candidates([(copy, read)], cast([read]), as_of=copy.time.date()) if c.announces]


def told(dossier: Dossier) -> list[str]:
    return [s.text for section in dossier.sections for s in section.sentences]


@pytest.mark.parametrize(
    ("headline", "body", "news"),
    [
        (
            "Supreme Court of Estonia rules fish quota unlawful",
            "Today, the Supreme Court of Estonia issued a ruling on the fish quota of 2020."
            " The court found the quota to be unlawful. The building of the court stands in Tartu.",
            "The Supreme Court of Estonia found the quota to be unlawful.",
        ),
        (
            "Driver in Narva bus crash pleads not guilty",
            "Acting via his lawyers, Jaan Tamm, 41, pleaded not guilty on Monday to three counts of negligence in Narva."
            " The crash in February shocked the town.",
            "Acting via his lawyers, Jaan Tamm, 41, pleaded not guilty on 8 March 2021 to three counts of negligence in Narva.",
        ),
        (
            "Court removes Mayor Kask; Leida Saar becomes mayor",
            "On Monday, a court in Tartu removed Mayor Andres Kask from office over a loan. Kask had been elected in 2019."
            " Following the ruling, councillor Leida Saar was sworn in as mayor at 5:00 p.m. in the town hall.",
            "Following the ruling, councillor Leida Saar was sworn in as mayor at 5:00 p.m. in the town hall.",
        ),
        (
            "Liis Oja wins Green Party primaries in Tartu and Narva",
            "On Sunday, the Green Party held primary elections in Tartu, Narva and Valga."
            " By reports, the former minister Liis Oja won the primaries in Tartu and Narva.",
            "By reports, the former minister Liis Oja won the primaries in Tartu and Narva.",
        ),
        (
            "Ferry Aura sinks off Hiiumaa",
            "The ferry Aura sinks in a storm off Hiiumaa. Nine passengers are rescued, with the other four confirmed dead.",
            "Nine passengers are rescued, with the other four confirmed dead.",
        ),
    ],
)
def test_the_sentence_that_says_what_the_headline_says_is_found(headline: str, body: str, news: str) -> None:
    assert news in [c.told.text for c in announcing(body, headline)]


def test_what_only_explains_the_news_does_not_announce_it() -> None:
    body = (
        "On Sunday, the senator Liis Oja won the Green Party primary election in Tartu."
        " The Green Party uses primary elections in towns like Tartu to select its nominee."
    )
    assert [c.place for c in announcing(body, "Liis Oja wins Green Party primary election in Tartu")] == [1]


def test_where_no_sentence_can_be_told_the_headline_is() -> None:
    found = announcing(
        "They fled at night. It was the worst flood in years, she said.", "Flood destroys three villages near Viljandi"
    )
    assert [(c.told.text, str(c.when)) for c in found] == [("Flood destroys three villages near Viljandi.", "9 March 2021")]


def test_news_without_a_day_of_its_own_is_of_the_day_of_its_text() -> None:
    headline = "Court removes Mayor Kask; Leida Saar becomes mayor"
    body = "On Monday, a court removed Mayor Andres Kask. Following the ruling, Leida Saar was sworn in as mayor in the town hall."
    assert {str(c.when) for c in announcing(body, headline)} == {"8 March 2021"}


LONG = [
    version(
        n,
        f"2022-05-{n:02d}",
        f"The strike of the dockers in Riga goes on for day {n} at pier {n}. The union counts {n * 10} members at pier {n}."
        f" The port of Riga said pier {n} was closed for ships from abroad.",
        headline=f"Strike of dockers in Riga goes on at pier {n}",
        uri=str(n),
    )
    for n in range(1, 19)
]
END = version(
    19,
    "2022-05-20",
    "The port of Riga and the union agreed on higher wages on Friday. The strike ends at midnight.",
    headline="Port of Riga and union agree on wages",
    uri="end",
)


def test_each_line_of_a_few_is_told_and_the_last_state_of_affairs_among_many() -> None:
    few = compose("Dockers in Riga", [*LONG[:5], END])
    assert {c.version for s in few.sections for one in s.sentences for c in one.citations} >= {1, 2, 3, 4, 5, 19}
    many = compose("Dockers in Riga", [*LONG, END])
    assert any(text.startswith("The port of Riga and the union agreed") for text in told(many))


def test_what_goes_on_with_the_news_follows_it_to_the_standfirst() -> None:
    ferry = version(
        1,
        "2023-02-01",
        "The ferry Aura sinks in a storm off Hiiumaa, Estonia. Nine passengers are rescued, with the other four confirmed dead.",
        headline="Ferry Aura sinks off Hiiumaa",
        uri="a",
    )
    storm = version(2, "2023-02-01", "A storm cuts power to Tallinn, Estonia, in the night.", uri="b")
    sections = compose("Storm in Estonia", [ferry, storm]).sections
    holding = next(s for s in sections if any("Nine passengers" in one.text for one in s.sentences))
    texts = [one.text for one in holding.sentences]
    assert texts.index("Nine passengers are rescued, with the other four confirmed dead.") > 0


def headline_only(number: int, day: str, headline: str) -> Version:
    made = version(number, day, "", headline=headline, uri=str(number))
    return replace(made, dated=Dated.ARRIVAL, item=replace(made.item, day=None))


def test_a_bare_headline_is_of_the_day_it_came_in_and_stands_in_its_place() -> None:
    copy = [
        headline_only(1, "2025-10-08", "Envoys to join third day of talks about herring quotas"),
        version(2, "2025-10-09", "Latvia and Estonia sign a treaty on their fishing grounds in Riga.", uri="b"),
    ]
    dossier = compose("Talks in Riga", copy)
    assert [(str(e.when), e.citations[0].version) for e in dossier.timeline] == [("8 October 2025", 1), ("9 October 2025", 2)]
    order = [c.version for s in dossier.sections for one in s.sentences for c in one.citations]
    assert order == [1, 2]


def test_copy_with_a_text_and_no_date_of_its_own_has_no_day() -> None:
    made = version(1, "2025-10-08", "Latvia and Estonia agree on a treaty.")
    undated = replace(made, dated=Dated.ARRIVAL, item=replace(made.item, day=None))
    assert analyse(undated).day is None


def test_a_sentence_without_a_day_is_marked_with_its_copy_behind_one_of_another_day() -> None:
    first = compose("Talks", [version(1, "2025-10-08", "Latvia and Estonia agree on a treaty in Riga.")])
    one = next(s for section in first.sections for s in section.sentences)
    cited = replace(one.citations[0], version=2, time=dt.datetime(2025, 11, 1, tzinfo=dt.UTC))
    undated = replace(one, when=None, citations=(cited,))
    assert day_marks([one, undated, one]) == ["8 October 2025", "copy of 1 November 2025", "8 October 2025"]
    assert day_marks([one, replace(undated, citations=one.citations)]) == ["8 October 2025", ""]
    assert day_marks([one, replace(undated, text="Latvia was founded in 1918.")]) == ["8 October 2025", ""]


def test_the_caption_of_a_picture_is_not_told() -> None:
    body = (
        "On Saturday, Narva beat Valga in the final of the Estonian cup.\n\n"
        "Narva would score twice in the second half of the final. (Image: Ann Lee)\n\nValga went home with silver medals."
    )
    found = compose("Estonian cup", [version(1, "2021-03-09", body, headline="Narva beat Valga in final")])
    assert not any("score twice" in text for text in told(found))


def test_section_keys_are_unchanged_where_a_line_has_no_news() -> None:
    empty = compose("Nothing", [])
    assert [s.key for s in empty.sections] == list(SectionKey)
    assert all(isinstance(s, Section) and not s.sentences for s in empty.sections)


def candidates_of(*bodies: str) -> list[Candidate]:
    """The sentences of a few texts of one day."""
    copy = [version(number, "2021-03-09", body) for number, body in enumerate(bodies, start=1)]
    read = [analyse(one) for one in copy]
    return candidates(list(zip(copy, read, strict=True)), cast(read), as_of=copy[-1].time.date())


def test_a_wording_that_takes_the_place_of_two_stands_once() -> None:
    raid = "Police in Tartu said on Monday that officers had arrested a local {} in a raid on a house near the old market."
    found = candidates_of(*(raid.format(who) for who in ("teacher", "doctor", "lawyer")))
    rooms = Rooms({SectionKey.ESCALATION: found[:2]}, {SectionKey.ESCALATION: 8}, {}, None)
    tell_news(found, dict.fromkeys(range(3), SectionKey.ESCALATION), rooms)
    stand = [c.citation.version for c in rooms.chosen[SectionKey.ESCALATION]]
    assert len(stand) == len(set(stand))


def test_what_goes_on_with_news_leaves_no_section_empty() -> None:
    lead, *others = candidates_of(
        "The ferry Aura sinks in a storm off Hiiumaa. Nine passengers of the ferry are rescued. Four are found dead in the storm."
    )
    chosen = {SectionKey.CONSEQUENCES: [replace(c, announces=2) for c in others]}
    assert in_short([lead], chosen) == [lead]
    assert len(chosen[SectionKey.CONSEQUENCES]) == len(others) == 2


def test_what_the_standfirst_leaves_to_a_section_is_lost_by_none() -> None:
    slide, again, other = candidates_of(
        "Three people are killed in a landslide in Tartu on Monday.",
        "Three people are killed in a landslide in the town of Tartu on Monday.",
        "The bridge at Narva is closed to all traffic on Monday.",
    )
    chosen = {SectionKey.TRIGGER: [slide, other], SectionKey.ESCALATION: [again]}
    placed = {0: SectionKey.TRIGGER, 1: SectionKey.ESCALATION, 2: SectionKey.TRIGGER}
    told = [slide, again, other]
    short = standfirst(told, placed, chosen, {}, Course("Landslide", Copy.of(told)))
    assert slide in [*short, *chosen[SectionKey.TRIGGER]]


@pytest.mark.parametrize(("days", "is_told"), [(6, True), (4, False)])
def test_of_a_row_of_like_reports_one_makes_room_for_what_is_like_none(days: int, is_told: bool) -> None:
    row = [
        f"At least {9 * day} sailors are killed in attacks of Latvia across the bay of Narva in Estonia."
        for day in range(2, 2 + days)
    ]
    found = candidates_of(*row, "The navy publicly tries eight men who are accused of theft.")
    alone = replace(found[-1], announces=1, weight=0.0)
    told = [(dt.date(2021, 3, 2 * n), c) for n, c in enumerate(found[:-1], start=6)]
    *others, newest = [replace(c, announces=1, day=day, when=When(day, day, Precision.DAY)) for day, c in told]
    full = {SectionKey.ESCALATION: [*others, newest]}
    rooms = Rooms(full, {SectionKey.ESCALATION: days - 12}, {}, None)
    tell_news([alone, newest], dict.fromkeys(range(2), SectionKey.ESCALATION), rooms)
    stand = [c.told.text for c in full[SectionKey.ESCALATION]]
    assert (alone.told.text in stand) is is_told
    assert len(stand) == days


def test_a_page_that_stands_again_under_another_day_is_told_once() -> None:
    blurb = "When the singer Liis Oja came home from Riga, her friends in Tartu stayed away from her as if she had the Valga fever."
    pages = [
        (1, "2024-05-02", f"{blurb} Her new songs are of the sea."),
        (2, "2024-05-09", "The Valga fever reaches Narva, where doctors count nine patients. Three of them are sailors."),
        (3, "2024-05-16", "The Valga fever closes the schools of Tartu for a week. Children stay with their parents."),
        (4, "2024-06-01", f"{blurb} She will sing in Narva."),
    ]
    found = told(compose("Valga fever", [version(n, day, body, uri=str(n)) for n, day, body in pages]))
    assert sum("stayed away" in text for text in found) == 1
