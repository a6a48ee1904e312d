"""When a sentence happened: by the day it names as an event, not by a year in a name nor by what has lasted since."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from copytaster.dossier.actors import cast
from copytaster.dossier.analyse import analyse
from copytaster.dossier.compose import Overrides, compose
from copytaster.dossier.happened import day_of_news, happened, is_told_in_past, without_eponyms
from copytaster.dossier.resolve import tell
from copytaster.dossier.telling import candidates
from copytaster.dossier.values import SectionKey
from copytaster.model import Item
from tests.dossier.copy import version

LEAD = "The council of Riga closed the bridge on Tuesday after a crack was found in it."


def _when(sentence: str, *, day: str = "2025-05-01") -> str:
    read = analyse(version(1, day, f"{LEAD} {sentence}"))
    last = without_eponyms(read.sentences[-1])
    when, _, lasts = happened(last, read.day, news=day_of_news(read), tells_of_past=is_told_in_past(read))
    return "lasts" if lasts else str(when)


def test_what_has_gone_on_since_a_day_did_not_happen_on_it() -> None:
    assert _when("Hundreds of people have marched in Riga since June 2024.") == "lasts"


@pytest.mark.parametrize(
    "sentence",
    ["Anna Ozola won the 2003 Riga Marathon in Latvia.", "The mayor signed a 2005 law on bridges in Riga."],
)
def test_a_year_before_its_noun_names_a_thing_and_dates_nothing(sentence: str) -> None:
    assert "20" not in _when(sentence) or "2025" in _when(sentence)


def test_a_year_with_a_preposition_dates() -> None:
    assert _when("In 2003 the city of Riga built the bridge.") == "2003"


def test_news_without_a_day_is_of_the_day_that_the_first_sentence_names() -> None:
    assert _when("Nine people were killed as cars fell into the river.") == "29 April 2025"


def test_a_present_tense_in_copy_that_tells_the_past_is_no_event() -> None:
    assert _when("The council uses cameras to watch its bridges.") == "lasts"


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("Latvia won the June 2 primaries in Riga with ease.", "the 2 June 2025 primaries"),
        ("As the campaign entered June, Latvia led the polls.", "entered June 2025"),
        ("Yesterday was the 70th anniversary of the founding of Latvia.", "30 June 2025 was the"),
        ("Crowds in Riga fled after Monday's attack on the market.", "after the 30 June 2025 attack"),
        ("The death toll from the past week's floods in Latvia rises to 64.", "from the floods in Latvia"),
        ("Doctors first saw it in a child about two months ago in Latvia.", "around May 2025"),
        ("A page of USA Today on the Riga vote was shared by thousands.", "USA Today on the Riga"),
        ("COVID-19 may require another approach, the city of Riga said.", "COVID-19 may require"),
        ("Latvia fell silent on Tuesday - today - as flags were lowered.", "silent on 1 July 2025 as flags"),
        ("Voting in Latvia ended at 2:00 PM on Saturday in all districts.", "at 2:00 PM on 28 June 2025 in all"),
        ("The mayor of Riga resigned shortly before midnight Saturday night.", "before midnight on 28 June 2025."),
        ("In a long period of Saturday and Sunday, no tram ran in Riga.", "period of 28 June 2025 and 29 June 2025, no"),
        ("On June 5 and 6, the schools of Latvia were shut to all.", "On 5 and 6 June 2025, the schools"),
        ("Rain fell on Riga in late May and flooded many of its cellars.", "Riga in late May 2025 and"),
        ("At the fair in Riga this past May, the mayor of Latvia spoke.", "in Riga in May 2025, the mayor"),
        ("Kalnins of Latvia was sworn in last week as mayor of Riga.", "sworn in during the week of 23 June 2025 as"),
        ("Kalnins of Latvia said he is to leave office next month on August 9.", "to leave office on 9 August 2025"),
        ("Storms broke over Riga this weekend, and two boats sank there.", "Riga over the weekend of 28 June 2025, and"),
        ("Voting day, a Tuesday, is known as the long day in Latvia.", "a Tuesday, is known"),
    ],
)
def test_a_time_is_said_in_full_without_breaking_its_sentence(printed: str, told: str) -> None:
    analysed = analyse(version(1, "2025-07-01", printed))
    made = tell(without_eponyms(analysed.sentences[-1]), None, cast([analysed]), day=analysed.day, as_of=None)
    assert made is not None
    assert told in made.text


def test_what_was_told_before_is_not_told_alone() -> None:
    text = "Latvia and Estonia ended their talks. Anna Ozola of Latvia ended hers on Monday. Latvia declined such an offer."
    dossier = compose("Latvia and Estonia", [version(1, "2025-07-01", text)])
    every = " ".join(s.text for section in dossier.sections for s in section.sentences)
    assert "ended hers" not in every
    assert "such an offer" not in every


def test_the_trigger_is_told_though_another_day_was_told_in_the_same_words() -> None:
    copy = [
        version(n, f"2025-09-{n:02d}", f"At least {n} people are killed in floods in the district of Riga in Latvia.", uri=str(n))
        for n in (3, 20, 21, 22, 23)
    ]
    dossier = compose("Latvia and Estonia", copy, overrides=Overrides(trigger=dt.date(2025, 9, 20)))
    assert dossier.section(SectionKey.TRIGGER).sentences


def test_what_the_standfirst_does_not_tell_stays_in_the_sections() -> None:
    matters = ("closes its border", "expels a minister", "seizes a trawler", "recalls its envoy")
    copy = [version(n, f"2025-05-{10 + n}", f"Latvia {what} in its row with Estonia.", uri=what) for n, what in enumerate(matters)]
    dossier = compose("Latvia and Estonia", copy)
    every = [s.text for section in dossier.sections for s in section.sentences]
    assert sorted(every) == sorted(f"Latvia {what} in its row with Estonia." for what in matters)


def test_a_headline_alone_is_told_as_a_sentence() -> None:
    headline = replace(
        version(1, "2025-05-01", ""), item=Item(headline="Latvia closes its border with Estonia", day=dt.date(2025, 5, 1))
    )
    told = [s for section in compose("Latvia and Estonia", [headline]).sections for s in section.sentences]
    assert [s.text for s in told] == ["Latvia closes its border with Estonia."]
    assert told[0].citations[0].words == "Latvia closes its border with Estonia"


def test_a_sign_of_the_wire_is_no_part_of_a_sentence() -> None:
    copy = [version(1, "2025-05-01", "+ At least 66 people are injured when two trains collide near Riga in Latvia.")]
    told = [s.text for section in compose("Latvia and Estonia", copy).sections for s in section.sentences]
    assert told == ["At least 66 people are injured when two trains collide near Riga in Latvia."]


def test_no_trigger_is_named_where_single_reports_lie_months_apart() -> None:
    days = ("2020-01-07", "2021-05-02", "2022-11-19", "2024-02-08")
    matters = ("a treaty on fish", "a loan for railways", "an exchange of prisoners", "the lease of an island")
    copy = [
        version(n, day, f"Latvia signs {what} with Estonia.", uri=day)
        for n, (day, what) in enumerate(zip(days, matters, strict=True), 1)
    ]
    dossier = compose("Latvia and Estonia", copy)
    assert dossier.trigger is None
    assert dossier.section(SectionKey.TRIGGER).note == "No single day stands out in the copy as the beginning."
    assert len(dossier.section(SectionKey.ESCALATION).sentences) > 1


def test_copy_that_was_judged_to_be_of_a_situation_is_told_where_it_names_one_side() -> None:
    copy = [
        version(n, f"2025-05-{n:02d}", f"Latvia and Estonia argue over fishing ground {n} in the gulf.", uri=str(n))
        for n in range(1, 5)
    ]
    lone = version(9, "2025-05-09", "Latvia says that the quarrel is over.", uri="9")
    strange = version(10, "2025-05-09", "A helicopter crashes on a mountain in Tanzania.", uri="10")
    judged = compose("Latvia and Estonia", [*copy, lone, strange], story_of={v.id: 1 for v in [*copy, lone, strange]})
    collected = compose("Latvia and Estonia", [*copy, lone, strange])
    assert lone.id in judged.versions
    assert strange.id not in judged.versions
    assert lone.id not in collected.versions


def test_the_past_week_is_the_seven_days_up_to_the_copys_own() -> None:
    lead = "Anna Ozola of Latvia visits Riga amid clashes between Latvia and Estonia over the past week."
    read = analyse(version(1, "2025-05-01", lead))
    told = tell(read.sentences[-1], None, cast([read]), day=read.day, as_of=read.day)
    assert told is not None
    assert told.text.endswith("over the week to 1 May 2025.")
    assert _when("In the past week storms flooded Riga.") == "25 April 2025 to 1 May 2025"


def test_a_sentence_without_a_day_is_of_the_day_that_its_paragraph_opens_with() -> None:
    body = (
        "The parliament of Latvia approved the law on Wednesday.\n\n"
        "On Monday, President Anna Ozola of Latvia spoke to the parliament of Estonia in Riga. "
        "The border issue is the main difference between Latvia and Estonia, President Anna Ozola of Latvia added."
    )
    copy = version(1, "2025-05-01", body)
    read = analyse(copy)
    told = {c.told.text: str(c.stands) for c in candidates([(copy, read)], cast([read]), as_of=read.day)}
    assert next(day for text, day in told.items() if "main difference" in text) == "28 April 2025"


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        ("Riga held its vote on 22 April, and Narva held its vote on 29 April.", "22 April 2025 to 29 April 2025"),
        ("On 28 April and on 27 April two members of the council resigned.", "27 April 2025 to 28 April 2025"),
        (
            "Riga showed support via the 20 March signing of a bill, a 2 April meeting, and sent a guest to join talks on 9 April.",
            "20 March 2025 to 9 April 2025",
        ),
        ("The council said on 29 April that 85 sites had been hit between 22 February and 2 April.", "29 April 2025"),
        ("On 28 April the council met after protests on 26 April and 27 April.", "28 April 2025"),
    ],
)
def test_a_sentence_that_tells_of_several_days_is_dated_by_all_of_them(sentence: str, when: str) -> None:
    assert _when(sentence) == when


def test_a_statement_behind_another_day_is_dated_by_none() -> None:
    body = (
        "The parliament of Latvia approved the law on Sunday.\n\n"
        "President Anna Ozola of Latvia criticized it while addressing the press on Tuesday. "
        'The minister Juris Berg of Estonia wrote, "I count on Latvia to act with restraint in the talks on the border."'
    )
    copy = version(1, "2025-04-30", body)
    read = analyse(copy)
    told = {c.told.text: c.stands for c in candidates([(copy, read)], cast([read]), as_of=read.day)}
    assert next(when for text, when in told.items() if "restraint" in text) is None


def test_copy_judged_to_be_of_a_situation_without_sides_is_told_but_for_bare_headlines() -> None:
    name = "Operation Lighthouse"
    copy = [
        version(n, f"2025-05-{n:02d}", f"Guards of Operation Lighthouse search street {n} of Narva.", uri=str(n))
        for n in range(1, 4)
    ]
    lone = version(
        9,
        "2025-05-01",
        "An armed woman is shot and injured by border agents after she allegedly boxed them in. It rained.",
        uri="9",
    )
    item = replace(lone.item, headline="Street in the south of the town closed", body="", uri="10")
    bare = replace(lone, id=10, item=item)
    judged = compose(name, [*copy, lone, bare], story_of={v.id: 1 for v in [*copy, lone, bare]})
    assert lone.id in judged.versions
    assert bare.id not in judged.versions
    assert lone.id not in compose(name, [*copy, lone]).versions


def _said_on(body: str, *, headline: str = "Ships of Latvia shell the harbour of Narva in Estonia") -> dict[str, str]:
    """The days on which was said what the sentences of a text of 10 May 2024 say, by the first words of each."""
    copy = version(1, "2024-05-10", body, headline=headline)
    read = analyse(copy)
    told = candidates([(copy, read)], cast([read]), as_of=read.day)
    return {" ".join(c.told.text.split()[:2]): str(c.spoken) for c in told if c.voice}


_LEAD = 'On Tuesday, ships of Latvia shelled the harbour of Narva in Estonia. Captain Juris Berg said, "We saw them fire."'


def test_who_first_speaks_paragraphs_below_older_news_speaks_on_no_known_day() -> None:
    said = _said_on(f'{_LEAD}\n\nThe harbour was closed.\n\nMayor Anna Ozola said, "Nobody was warned in time."')
    assert said == {"Captain Juris": "7 May 2024", "Mayor Anna": "None"}


def test_who_goes_on_speaks_on_the_day_that_his_paragraph_has_named() -> None:
    below = 'Wednesday, Anna Ozola, the mayor of Narva, left her office. "Three months ago," she said, "I came to help the town."'
    assert _said_on(f"{_LEAD}\n\nThe harbour was closed.\n\n{below}")['"Three months'] == "8 May 2024"


def test_a_text_that_opens_with_the_key_of_a_map_has_its_news_below_it() -> None:
    body = "Red areas are held by the army.\n\nLate on Tuesday, ships of Latvia shelled the harbour of Narva in Estonia."
    headline = "Ships of Latvia shell the harbour of Narva"
    assert day_of_news(analyse(version(1, "2024-05-10", body, headline=headline))) == dt.date(2024, 5, 7)
