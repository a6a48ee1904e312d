"""Which of its times date a sentence: those on its main verb, not those on a noun, a name or another clause."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.dossier.actors import cast
from copytaster.dossier.analyse import analyse
from copytaster.dossier.dating import dating
from copytaster.dossier.finite import is_told_now
from copytaster.dossier.happened import day_of_news, happened, is_deed, is_told_in_past, without_eponyms
from copytaster.dossier.telling import candidates
from tests.dossier.copy import version

LEAD = "The council of Riga closed the bridge on Tuesday."


def _dating(sentence: str, *, day: str = "2025-10-09") -> list[str]:
    read = analyse(version(1, day, sentence)).sentences[-1]
    copied = dt.date.fromisoformat(day)
    return [t.text for t in dating(read, [t for t in read.times if t.first], now=is_told_now(read.text), day=copied)]


def _when(text: str, *, day: str = "2025-10-09") -> str:
    read = analyse(version(1, day, text))
    last = without_eponyms(read.sentences[-1])
    return str(happened(last, read.day, news=day_of_news(read), tells_of_past=is_told_in_past(read))[0])


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("On Monday the council of Riga closed the bridge.", ["Monday"]),
        ("The council of Riga closed the bridge on Monday.", ["Monday"]),
        ("The council of Riga yesterday closed the bridge.", ["yesterday"]),
        ("Officials in Riga said on Monday that the bridge was shut in March.", ["Monday"]),
        ("During a march on Monday, a tram in Riga left its rails.", ["Monday"]),
        ("As of the evening of Monday, the council of Riga had closed four bridges.", ["Monday"]),
        ("In its January 3 notice the council of Riga warned drivers.", ["January 3"]),
        ("Hours after a lorry hit the bridge on Monday, the council of Riga closed it.", ["Monday"]),
        ("Anna Ozola was mayor of Riga from 2000 to 2010.", ["2000", "2010"]),
        ("A crowd watched the parade, which took place in Riga on Monday.", ["Monday"]),
    ],
)
def test_a_time_on_the_main_verb_dates(sentence: str, times: list[str]) -> None:
    assert _dating(sentence) == times


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor of Riga showed a video of 2 October.",
        "The court in Riga struck down the Bridge Act of 1867.",
        "The court in Riga cleared the men who robbed a bank in 2019.",
        "Following a landslide near Riga on Monday, the council closed the bridge.",
        "The council of Riga closed the bridge after a lorry hit it on Monday.",
        "Ministers in Riga asked for the text of a call between the two mayors in July.",
        "The name had to be short, said Anna Ozola of Riga, under rules adopted in 2015.",
        'The mayor of Riga wrote, "On Monday we knew nothing."',
        "Talks in Riga ended despite the truce in place since August.",
        "The council of Riga postponed the vote planned for Monday.",
        "The May map of the bridges of Riga draws a line.",
        "Marchers in Riga demanded an inquiry into the violence against them on September 12.",
    ],
)
def test_a_time_on_a_noun_or_in_another_clause_does_not(sentence: str) -> None:
    assert _dating(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The government of Latvia bans all drones after several were seen near Riga last week.",
        "The death toll of the fire in a school last week in Riga rises to 67 as the search ends.",
        "All nine gunmen involved in the attack in Riga on Tuesday that killed 30 people are arrested in a raid.",
        "Latvia hands over three more coins following the return of four on Monday.",
        "A video emerges showing guards beating prisoners during a riot in Riga last month.",
    ],
)
def test_what_is_told_in_the_present_is_of_the_day_of_its_copy(sentence: str) -> None:
    assert _when(sentence) == "9 October 2025"


@pytest.mark.parametrize(
    "sentence",
    [
        "Latvia announces that it will close nine schools in Riga by 2030.",
        "The mayor of Riga announces he has signed a deal to end the strike by Friday morning.",
        "The league fines the club of Riga over papers used in 2027 Baltic Cup qualifiers.",
        "The court of Riga strikes two parties off the list ahead of Sunday's vote.",
    ],
)
def test_what_is_done_about_a_day_ahead_is_news_of_its_own_day(sentence: str) -> None:
    assert _when(sentence) == "9 October 2025"


def test_what_will_be_done_looks_ahead() -> None:
    read = analyse(version(1, "2025-10-09", "The council of Riga will close nine schools by 2030."))
    assert happened(read.sentences[-1], read.day)[:2] == (None, True)


def test_a_clock_alone_says_no_day() -> None:
    read = analyse(version(1, "2025-10-09", f"{LEAD} In 2003 Anna Ozola lost. Her deputy was sworn in at 5:00 p.m. in Riga."))
    when = happened(read.sentences[-1], read.day, news=day_of_news(read), tells_of_past=True)[0]
    assert when is None or str(when) == "7 October 2025"


def test_a_sentence_with_several_days_is_of_the_time_that_it_opens_with() -> None:
    text = "In 2023, fever broke out in Riga first on February 6, in Tartu on October 22 and in Narva on November 7."
    assert _when(text, day="2024-01-01") == "2023"


def test_what_was_forecast_is_no_event() -> None:
    read = analyse(version(1, "2025-10-09", "The storm was expected to reach Riga late on Wednesday."))
    assert happened(read.sentences[-1], read.day)[:2] == (None, True)


@pytest.mark.parametrize(("cue", "deed"), [("declared", True), ("according to", True), ("said", False), ("claims", False)])
def test_a_deed_in_words_is_told_from_a_statement(cue: str, deed: bool) -> None:
    assert is_deed(cue) is deed


def test_a_declaration_is_of_the_day_it_was_made_on() -> None:
    text = "On Tuesday the mayor of Riga shut the schools. The ministry of health declared the outbreak an emergency on August 31."
    assert _when(text) == "31 August 2025"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Forensic experts identify the three sailors returned on Monday as two Latvians and an Estonian.", "2025-10-14"),
        ("Divers bury the four sailors killed on Monday.", "2025-10-14"),
        ("Police say the three sailors returned on Monday.", "2025-10-13"),
        ("Ten people are killed as a storm makes landfall in Latvia since yesterday.", "2025-10-14"),
        ("Officials in the city arrested on Monday a man from Riga.", "2025-10-13"),
        ("Latvia leaves the convention on herring, after Estonia left the council in 2022.", "2025-10-14"),
    ],
)
def test_the_time_of_a_participle_or_of_another_clause_is_not_that_of_the_news(text: str, day: str) -> None:
    copy = version(1, "2025-10-14", text)
    found = candidates([(copy, analyse(copy))], cast([analyse(copy)]), as_of=dt.date(2025, 10, 15))
    assert [str(c.when.first) for c in found if c.when] == [day]
