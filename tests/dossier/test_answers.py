"""What means nothing without the sentence before it is told right behind it, or not at all."""

from __future__ import annotations

import pytest

from copytaster.dossier.analyse import analyse
from copytaster.dossier.announced import Said, announced
from copytaster.dossier.answers import is_bare_quotation
from copytaster.dossier.compose import compose
from copytaster.dossier.values import Field
from tests.dossier.copy import version

LEAD = "Shelling of two villages near Riga is reported by the army of Latvia."


def _told(*texts: str) -> list[str]:
    copy = [version(n, f"2025-10-0{n}", text, uri=str(n)) for n, text in enumerate(texts, start=1)]
    return [s.text for section in compose("Latvia and Estonia", copy).sections for s in section.sentences]


@pytest.mark.parametrize(
    "answer",
    [
        "The reports are denied by Estonia and its allies.",
        "Estonian officials say it was a false flag operation by soldiers of Latvia.",
        "Estonia denies the reports.",
        "In exchange, Estonia hands over maps of 97,000 mines to Latvia.",
        "Estonia apologizes, and offers to pay for what was destroyed.",
        "The parliament of Estonia, however, has voted against any inquiry.",
    ],
)
def test_an_answer_stands_right_behind_what_it_answers(answer: str) -> None:
    told = _told(f"{LEAD} {answer}", "The parliament of Estonia elects Anna Ozola president.")
    assert told[told.index(LEAD) + 1] == answer


def test_an_answer_to_what_cannot_be_told_is_not_told() -> None:
    told = _told(
        "They did it again to us there. Estonia denies the reports.", "The parliament of Estonia elects Anna Ozola president."
    )
    assert "Estonia denies the reports." not in told


def test_the_dead_counted_below_the_news_are_told_behind_it() -> None:
    lead = "A stampede erupted at the funeral of General Anna Ozola in Latvia on Tuesday, which delayed the burial."
    toll = "The stampede, which occurred in Riga, resulted in at least 56 deaths and over 200 people injured."
    told = _told(f"{lead} {toll}")
    assert told[1] == toll


def test_who_won_is_told_behind_the_vote() -> None:
    won = "By reports, former minister Anna Ozola won all three elections."
    told = _told(
        f"The party of Latvia held primary elections in Riga, Liepaja and Jelgava on Thursday. {won}",
        "The parliament of Estonia elects Juris Berg president.",
    )
    assert told[next(at for at, text in enumerate(told) if "held primary" in text) + 1] == won


def test_a_quotation_stands_behind_who_speaks_or_nowhere() -> None:
    quoted = '"The statement shows no understanding of what the party has done for Latvia."'
    speaker = "Juris Berg of the party of Latvia also criticized the decision on Tuesday."
    told = _told(f'"It is a big mistake for Latvia", Anna Ozola wrote on Tuesday. {speaker} {quoted}')
    assert quoted not in told or told[told.index(quoted) - 1].startswith("Juris Berg")


@pytest.mark.parametrize(
    ("text", "is_bare"),
    [
        ('"The "United States" is not holding anybody there."', True),
        ('"We are open to talks," she said, "as ever."', False),
        ('"We are open to talks."', True),
    ],
)
def test_a_bare_quotation_has_nothing_outside_its_marks(text: str, is_bare: bool) -> None:
    assert is_bare_quotation(text) == is_bare


def test_the_timeline_tells_a_denial_behind_the_report() -> None:
    denial = "The reports are denied by Estonia and its allies."
    copy = [version(1, "2025-10-01", f"{LEAD} {denial}"), version(2, "2025-10-02", "Anna Ozola of Latvia visits Tartu in Estonia.")]
    told = [e.text for e in compose("Latvia and Estonia", copy).timeline]
    assert told[:2] == [LEAD, denial]


def test_the_dead_of_the_incident_are_told_behind_it_and_not_by_the_headline() -> None:
    lead = "On Friday, on Route 2 near Jelgava in Latvia, a pickup truck and a group of ten motorcycles collided."
    toll = 'The incident left seven motorcyclists dead; the cause of death reportedly was "blunt trauma."'
    copy = [
        version(1, "2025-10-06", f"{lead} {toll}", headline="Crash kills seven, among them former sailors of Latvia", uri="a"),
        version(
            2,
            "2025-10-08",
            "On Tuesday, Juris Berg pleaded not guilty in Jelgava, Latvia. According to police, Juris Berg was driving a truck"
            " near Jelgava on the night of October 3 and struck a group of motorcycles, killing seven riders and injuring three.",
            headline="Driver in Jelgava crash pleads not guilty",
            uri="b",
        ),
    ]
    told = [s.text for section in compose("Jelgava crash", copy).sections for s in section.sentences]
    assert told[next(at for at, text in enumerate(told) if "collided" in text) + 1] == toll
    assert not any(text.startswith("Crash kills") for text in told)


@pytest.mark.parametrize(
    ("thing", "more"),
    [
        (
            "The president of Latvia announces that she has signed a deal with Estonia to end the war over the harbour.",
            "The agreement cedes several districts to Estonia, including the port of Ainazi.",
        ),
        (
            "The governor of Latgale in Latvia signs an order that puts off the vote of the province.",
            "The decision was challenged in court, and the Supreme Court ruled that the governor lacked authority.",
        ),
    ],
)
def test_the_terms_of_a_deal_and_the_fate_of_an_order_are_told_behind_it(thing: str, more: str) -> None:
    told = _told(
        f"{thing} Estonia confirms that its troops will leave Valka. {more}",
        "The parliament of Estonia elects Anna Ozola president.",
    )
    assert told[told.index(thing) + 1] == more
    assert more not in _told(f"Estonia confirms that its troops will leave Valka. {more}")


def test_those_who_were_killed_too_are_told_behind_the_dead() -> None:
    bombing = "Eight people are killed in a car bombing outside the headquarters of the navy of Latvia in Riga."
    told = _told(f"{bombing} Four attackers are killed.", "The parliament of Estonia elects Anna Ozola president.")
    assert told[told.index(bombing) + 1] == "Four attackers are killed."


def test_what_the_news_means_is_told_with_it() -> None:
    means = "Berg's exit from the race left Anna Ozola as the expected nominee of the party."
    body = (
        "On Tuesday, Juris Berg ended his bid for the nomination of the Harbour Party in Latvia.\n\n"
        f"He spoke about the price of fish in his announcement.\n\n{means}"
    )
    copy = version(1, "2025-10-09", body, headline="Juris Berg ends bid for nomination in Latvia")
    told = [s for section in compose("Latvian primaries", [copy]).sections for s in section.sentences]
    assert [s.speaker for s in told if s.text == means] == [""]


def test_whom_an_attack_killed_besides_is_told_with_its_news() -> None:
    body = (
        "Estonia killed the general Juris Berg in an airstrike on Sunday. Estonia carried out the airstrike at a port in Riga."
        " Juris Berg was met there by Janis Ozols, who was also killed in the airstrike."
    )
    read = analyse(version(1, "2025-10-06", body, headline="Estonia kills general Juris Berg in airstrike"))
    said = [Said(r.text, r.terms, True, lambda: False) for r in read.sentences if r.field != Field.HEADLINE]
    assert announced("Estonia kills general Juris Berg in airstrike", said).beside == (2,)
    assert announced("Estonia kills general Juris Berg in airstrike", said[:2]).beside == ()


def test_who_does_something_to_him_is_not_he() -> None:
    kept = "In Riga minister Juris Berg won the vote, and Anna Ozola appointed him mayor of the town."
    gone = "Following the vote in Riga, Anna Ozola appointed him mayor of the town."
    assert kept in _told(kept, "The parliament of Estonia elects Anna Ozola president.")
    assert gone not in _told(gone, "The parliament of Estonia elects Anna Ozola president.")
