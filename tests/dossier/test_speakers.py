"""Words are given to who said them, deeds to who did them, and what happened is no reaction."""

from __future__ import annotations

import pytest

from copytaster.dossier.actors import cast
from copytaster.dossier.analyse import analyse
from copytaster.dossier.claims import hear
from copytaster.dossier.compose import compose
from copytaster.dossier.crowds import crowds
from copytaster.dossier.relations import relations
from copytaster.dossier.statements import is_reaction, is_statement
from copytaster.dossier.values import Claim, SectionKey, Side
from copytaster.dossier.voices import tidy
from copytaster.text.names import mentions
from copytaster.text.quotes import attributions
from tests.dossier.copy import version

LATVIA, ESTONIA = Side("LV", "Latvia"), Side("EE", "Estonia")


def claims(text: str) -> list[Claim]:
    one = version(1, "2025-05-01", text)
    read = analyse(one)
    return [h.claim for h in hear([(one, read)], cast([read]), (LATVIA, ESTONIA))]


def said_by(text: str, words: str) -> list[str]:
    """The actors to whom a claim with these words is given; nothing for one that no actor makes."""
    return [c.actor for c in claims(text) if words in c.words]


def deeds(text: str) -> set[tuple[str, str, str]]:
    one = version(1, "2025-05-01", text)
    read = analyse(one)
    return {(r.actor, r.verb, r.target) for r in relations([(one, read)], cast([read]))}


def test_a_participle_belongs_to_the_subject_and_not_to_who_is_named_last() -> None:
    text = 'President Janis Ozols lashed out at mayor Anna Berzina on Twitter, accusing her of "not doing her job".'
    assert said_by(text, "not doing her job") == ["janis ozols"]


def test_a_participle_belongs_to_the_last_clause_before_it() -> None:
    text = "Latvia accepted the plan, but Estonia rejected it, saying the sailors had not been asked."
    assert set(said_by(text, "had not been asked")) == {"EE"}


def test_a_description_behind_a_comma_is_the_person_before_it() -> None:
    text = (
        "On Monday a page attributed to John Ozols, a Latvian citizen who has become the commander of the guard in Tartu, announced"
        " that the guard had lost the bridge."
    )
    assert said_by(text, "had lost the bridge") == ["john ozols"]


def test_they_are_the_officials_of_the_same_sentence_and_not_who_spoke_last() -> None:
    text = "Estonia said the sea was calm. Officials in Riga saw two ships sink in what they described as a storm of ice."
    assert "EE" not in said_by(text, "a storm of ice")


def test_whom_a_speaker_goes_against_does_not_speak() -> None:
    text = "A unit of the Latvian Guard mutinies against President Janis Ozols and calls for all forces to refuse his orders."
    assert "janis ozols" not in said_by(text, "refuse")


def test_he_and_she_are_no_outlet_and_nobody_whom_the_same_words_name() -> None:
    text = (
        'Anna Berzina called the plan "a breach of the law," according to NBC. "We are moving forward with an inquiry," '
        "she announced. He also said that Berzina would lose the vote."
    )
    assert said_by(text, "moving forward") == ["anna berzina"]
    assert "anna berzina" not in said_by(text, "would lose")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Critics of President Janis Ozols said that the move was a ploy.", "a ploy"),
        ("Janis Ozols' doctors said that the fever was gone.", "the fever"),
    ],
)
def test_who_only_belongs_to_somebody_does_not_speak_for_him(text: str, words: str) -> None:
    assert said_by(f"The Latvian President Janis Ozols fell ill in Riga. {text}", words) == [""]


def test_an_adviser_speaks_for_the_side_and_is_not_the_president() -> None:
    found = claims("A senior adviser to Latvian President Janis Ozols said that Estonia was arming the rebels.")
    assert [(c.actor, c.side) for c in found] == [("", "LV")]


def test_a_protester_speaks_for_the_protesters() -> None:
    protesters = Side("protesters", "Protesters")
    one = version(
        1, "2025-05-01", "Protesters said that the government of Latvia must go. Student protester Anna Berzina said so too."
    )
    read = analyse(one)
    heard = hear([(one, read)], cast([read]), (LATVIA, protesters))
    assert [h.claim.side for h in heard] == ["protesters", "protesters"]


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        ("John McCormick on Saturday", "John McCormick"),
        ("Kosgei after the race", "Kosgei"),
        ("Cherry, who led", "Cherry"),
        ("Association of Malaysia over", "Association of Malaysia"),
        ("Armenia and the self-", "Armenia"),
        ("the Commission on Presidential Debates", "the Commission on Presidential Debates"),
    ],
)
def test_what_hangs_on_a_speaker_is_no_part_of_the_name(printed: str, left: str) -> None:
    assert tidy(printed) == left


@pytest.mark.parametrize(
    "text",
    [
        "Janis Ozols is declared the winner of the election in Latvia.",
        "The union fines the Latvian league over alleged use of false papers in the cup.",
        "Latvia hands over four bodies, though the agreement acknowledged that some could not be found.",
        "Zarins was not cited for the incident near Riga.",
    ],
)
def test_what_is_said_of_somebody_is_no_claim_of_his(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "reacts"),
    [
        ("Latvia agrees to grant Estonia the rights in the port for 99 years.", False),
        ('Latvia declares an "emergency" at the plant after a strike.', False),
        ("Latvia reports that three of its soldiers were killed in clashes.", False),
        ("According to the embassy of Latvia, the man died on Monday.", False),
        ("Latvia says that Estonia fired first.", True),
        ("Latvia announces that it will answer in kind.", True),
        ("Latvia declines to confirm whether its forces fired.", True),
        ('"We condemn the strikes," said the government of Latvia.', True),
    ],
)
def test_a_deed_done_by_words_and_a_report_are_no_reactions(text: str, reacts: bool) -> None:
    one = version(1, "2025-05-01", text)
    (read,) = analyse(one).sentences
    found = [is_reaction(said, text) for said in read.says if is_statement(read, said, text)]
    assert any(found) == reacts


def test_an_agreement_is_told_as_an_event() -> None:
    copy = [
        version(1, "2025-05-01", "Latvia agrees to grant Estonia the rights in the port of Liepaja for 99 years."),
        version(2, "2025-05-02", "Estonia says that the rights in the port of Liepaja will bring peace with Latvia."),
    ]
    told = compose("Latvia–Estonia relations", copy)
    assert [s.side for s in told.section(SectionKey.REACTIONS).sentences] == ["EE"]


def test_a_claim_ends_where_the_other_side_begins_to_speak() -> None:
    text = "Latvia says that Estonia holds its land while Estonia rejects the charge and blames Latvian forces for opening fire."
    found = [(text[slice(*a.source)], text[slice(*a.content[0])]) for a in attributions(text) if a.source]
    assert found == [
        ("Latvia", "Estonia holds its land"),
        ("Estonia", "the charge and blames Latvian forces for opening fire"),
    ]
    assert [c.words for c in claims(text)] == [words for _, words in found]


def test_a_while_that_only_tells_of_time_cuts_nothing() -> None:
    text = "Latvia says that nine people died while they slept."
    assert [text[slice(*a.content[0])] for a in attributions(text)] == ["nine people died while they slept"]


@pytest.mark.parametrize(
    "text",
    [
        "The march began at the Latvian Parliament and moved a few blocks to the Estonian Embassy.",
        "Latvia would take over guarding captured Hamas fighters.",
        "Latvia named the attack on the embassy in Riga as an example of the attacks on Estonia.",
        "They sailed on to break the blockade of Latvia after it was attacked by Estonian drones.",
        "A senior adviser to Latvian President Janis Ozols accuses Estonia of a breach.",
        "Latvia says Lithuania attacked Estonia in May.",
        "Latvia agrees to attack Estonia.",
    ],
)
def test_nouns_participles_charges_and_other_clauses_are_no_deeds(text: str) -> None:
    assert deeds(text) == set()


def test_the_president_acts_once_and_not_his_state_beside_him() -> None:
    found = deeds("Latvia president Janis Ozols dismisses Prime Minister Anna Berzina.")
    assert {(actor, verb) for actor, verb, _ in found} == {("janis ozols", "dismisses")}


def test_crowds_act_and_a_named_group_is_none() -> None:
    assert [c.key for c in crowds("Protesters and demonstrators met Houthi rebels; protests went on; rebel-held land.")] == [
        "protesters",
        "protesters",
        "protesters",
    ]


@pytest.mark.parametrize(
    ("text", "state", "role"),
    [
        ("Latvian Prime Minister Anna Berzina spoke.", "LV", "Prime Minister"),
        ("Acting Prime Minister of Latvia Anna Berzina spoke.", "LV", "Prime Minister"),
        ("Anna Berzina, the chief executive of Hong Kong, spoke.", "HK", "chief executive"),
        ("Anna Berzina, the Chancellor of Germany, spoke.", "DE", "Chancellor"),
    ],
)
def test_an_office_of_several_words_keeps_its_state(text: str, state: str, role: str) -> None:
    found = next(m for m in mentions(text) if m.text == "Anna Berzina")
    assert (found.kind, found.state, found.role) == ("person", state, role)


def test_two_peoples_with_a_hyphen_are_two_names() -> None:
    assert [(m.text, m.key) for m in mentions("The Sino-Indian border and Jean-Luc Roux")] == [
        ("Sino", "CN"),
        ("Indian", "IN"),
        ("Jean-Luc Roux", "jean-luc roux"),
    ]
