"""What can be told outside its article, and how its times then read."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.dossier.actors import cast
from copytaster.dossier.analyse import analyse
from copytaster.dossier.compose import compose
from copytaster.dossier.happened import without_eponyms
from copytaster.dossier.resolve import tell
from copytaster.dossier.sides import find_sides
from copytaster.dossier.telling import candidates
from copytaster.dossier.timeline import timeline
from tests.dossier.copy import version


def told(text: str, *, day: str = "2020-03-05") -> str | None:
    """The last sentence of a text as a dossier would tell it."""
    analysed = analyse(version(1, day, text))
    made = tell(without_eponyms(analysed.sentences[-1]), None, cast([analysed]), day=dt.date.fromisoformat(day), as_of=None)
    return made.text if made else None


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("Sanders heads into Super Tuesday with the most delegates.", "Sanders heads into Super Tuesday with the most delegates."),
        ("The senator spoke in Iowa on February 11.", "The senator spoke in Iowa on 11 February 2020."),
        (
            "Ohio had planned the vote for April 28, its governor said.",
            "Ohio had planned the vote for 28 April 2020, its governor said.",
        ),
        ("Iraq repeated it in its January 3 security alert.", "Iraq repeated it in its 3 January 2020 security alert."),
        ("Traditional May Day rallies were called off in Lima.", "Traditional May Day rallies were called off in Lima."),
        ("Trains stop in Paris between 9 pm and 6 am.", "Trains stop in Paris between 9 pm and 6 am."),
    ],
)
def test_a_time_reads_as_its_sentence_needs_it(text: str, reads: str) -> None:
    assert told(text) == reads


@pytest.mark.parametrize(
    "text",
    [
        "Andrew Yang and Michael Bennet suspended their campaigns the same day.",
        "Two days later, Warren ended her campaign in Massachusetts.",
        "The stampede, which occurred in Kerman, killed at least 56 people.",
        "The court found that it could rule on the prorogation.",
        "While there are talks between Israel and Palestine.",
        "In this way, the British prime minister is elected indirectly.",
    ],
)
def test_what_points_outside_its_sentence_is_not_told(text: str) -> None:
    analysed = [version(1, "2020-03-05", text)]
    assert not candidates([(v, analyse(v)) for v in analysed], cast([analyse(v) for v in analysed]), as_of=dt.date(2020, 3, 6))


def test_a_day_told_from_another_in_the_same_sentence_stands() -> None:
    text = "Italy closed its schools on March 4, 2020, and all shops the next day."
    assert told(text, day="2020-03-20") == text


def test_who_executes_somebody_accused_of_something_makes_no_statement() -> None:
    copy = [version(1, "2025-10-13", "Hamas publicly executes eight men in Gaza City accused of being Israeli collaborators.")]
    assert not compose("Israel and Hamas", copy).claims


def test_a_statement_about_long_ago_is_dated_by_when_it_is_made() -> None:
    copy = [
        version(
            1, "2025-10-09", "Vladimir Putin says that Russian air defence shot down the Azerbaijani airliner in December 2024."
        )
    ]
    (event,) = compose("Azerbaijan and Russia", copy).timeline
    assert event.when.first == dt.date(2025, 10, 9)


def test_what_was_said_years_ago_is_no_reaction_of_today() -> None:
    copy = [
        version(1, "2020-01-04", "American troops killed General Soleimani in Iraq on Friday."),
        version(
            2,
            "2020-01-06",
            "In 2007, the United States government called Soleimani a terrorist. Iraq said it will expel American troops.",
        ),
    ]
    dossier = compose("Iraq and the United States", copy)
    said = {s.text[:7]: s.when.first.year for section in dossier.sections for s in section.sentences if s.when}
    assert said["In 2007"] == 2007


@pytest.mark.parametrize("name", ["Azerbaijan Airlines Flight 8243", "Hurricane Dorian, Bahamas"])
def test_a_flight_or_a_storm_is_no_side(name: str) -> None:
    text = f"{name.partition(',')[0]} was on the way to the Bahamas. Russia told Azerbaijan so. Russia met Azerbaijan there."
    analysed = [analyse(version(1, "2025-01-09", text))]
    assert not {"Flight", "Hurricane"} & {w for s in find_sides(name, analysed, cast(analysed)) for w in s.name.split()}


def test_an_event_told_of_a_week_and_of_a_day_in_it_is_one() -> None:
    copy = [
        version(1, "2020-01-03", "American forces killed General Qasem Soleimani in an airstrike in Iraq on January 2, 2020."),
        version(2, "2020-01-08", "General Qasem Soleimani was killed last week by an American airstrike in Iraq."),
    ]
    pairs = [(v, analyse(v)) for v in copy]
    everyone = cast([a for _, a in pairs])
    (event,) = timeline(candidates(pairs, everyone, as_of=dt.date(2020, 1, 9)), everyone, {})
    assert (event.when.first, event.told) == (dt.date(2020, 1, 2), 2)


def test_security_forces_are_no_consequence() -> None:
    copy = [
        version(
            1, "2025-10-12", "At least 27 people are killed in clashes between Hamas security forces and armed men in Gaza City."
        )
    ]
    assert not compose("Israel and Hamas", copy).section("consequences").sentences  # type: ignore[arg-type]


def test_an_event_stands_in_the_section_that_tells_it() -> None:
    copy = [
        version(1, "2025-02-06", "Azerbaijan announces that it will close the Russian House in Baku."),
        version(2, "2025-10-24", "A court in Azerbaijan orders that a Russian journalist be released from prison."),
    ]
    dossier = compose("Azerbaijan and Russia", copy)
    stands = {s.citations[0]: section.key for section in dossier.sections[1:] for s in section.sentences}
    assert all(stands.get(e.citations[0], e.section) == e.section for e in dossier.timeline)


def test_what_did_not_happen_is_no_event_and_does_not_open_a_dossier() -> None:
    denied = "Russia did not start the war against Ukraine on 24 February 2022."
    copy = [
        version(
            1,
            "2022-02-24",
            "Russia launched missiles at cities of Ukraine on 24 February 2022. Ukraine declared martial law in Kyiv.",
        ),
        version(2, "2022-06-01", f"{denied} It began in Crimea in 2014. Ukraine met Poland in Kyiv on 1 June 2022."),
    ]
    dossier = compose("Russia and Ukraine", copy)
    assert denied not in [e.text for e in dossier.timeline]
    assert denied not in [s.text for s in dossier.sections[0].sentences]


def test_the_previous_day_in_the_first_sentence_is_that_before_the_copy() -> None:
    text = "In response to a raid the previous day that hurt two people, Latvia closes its border with Estonia."
    assert told(text, day="2025-09-25") == text.replace("the previous day", "on 24 September 2025")


def test_a_body_is_called_by_the_one_name_that_the_sentence_before_gives() -> None:
    lead = "The High Court of Latvia heard the case of the herring fishers on Monday."
    rest = "The court found that the quota was unlawful."
    copy = [version(1, "2020-03-05", f"{lead} {rest}")]
    found = candidates([(v, analyse(v)) for v in copy], cast([analyse(v) for v in copy]), as_of=dt.date(2020, 3, 6))
    assert found[-1].told.text == "The High Court of Latvia found that the quota was unlawful."
    two = [version(1, "2020-03-05", f"The High Court of Latvia met the Supreme Court of Estonia on Monday. {rest}")]
    found = candidates([(v, analyse(v)) for v in two], cast([analyse(v) for v in two]), as_of=dt.date(2020, 3, 6))
    assert not any("found that" in c.told.text for c in found)


def test_whoever_a_phrase_waits_for_is_named_after_its_comma() -> None:
    text = "Speaking through his lawyers, Jaan Tamm denied all charges in the Narva court."
    assert told(text) == text
    assert told("Speaking through his lawyers, the man denied all charges in Narva and asked Jaan Tamm for help.") is None
