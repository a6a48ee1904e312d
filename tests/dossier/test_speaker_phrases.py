"""A printed speaker is a name or a noun that speaks, cut out of whatever words were found for it."""

from __future__ import annotations

import pytest

from copytaster.dossier.actors import cast
from copytaster.dossier.analyse import analyse
from copytaster.dossier.speakers import is_said_by, phrase
from copytaster.dossier.telling import candidates
from copytaster.dossier.voices import voice
from copytaster.text.quotes import Attribution
from tests.dossier.copy import version


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        (
            "Latvian president Liis Oja orders the army to the border.",
            "Latvian president Liis Oja orders the",
            "Latvian president Liis Oja",
        ),
        (
            "A unit of RIGPOL mutinies against Liis Oja and calls for calm.",
            "A unit of RIGPOL mutinies against Liis Oja",
            "A unit of RIGPOL",
        ),
        ("The harbour closed, a decision the association deplored.", "a decision the association", "the association"),
        (
            "An official government account made the following remark.",
            "An official government account made the",
            "An official government account",
        ),
        ("Estonia executes six prisoners accused of spying.", "six", None),
        ("The republic of Narva, formerly known as Ivangorod.", "formerly", None),
        ("Sixteen states sue the United States President Liis Oja declared.", "States President Liis Oja", None),
        ("The court found for a suit against Jaan Tamm over his claim.", "Jaan Tamm over his", None),
        ("The border cut the exclusive zone (NEEZ) claims of Estonia.", "NEEZ", None),
        ("Many people want a law against fishing, people say.", "people", None),
        ("Police and county officials say the road is closed.", "Police and county officials", "Police and county officials"),
        (
            "Experts of the Baltic Institute say the sea is rising.",
            "Experts of the Baltic Institute",
            "Experts of the Baltic Institute",
        ),
        ("The summary of the verdict says it was unlawful.", "The summary of the verdict", "The summary of the verdict"),
        ("Łukasz Szumowski said the road was closed.", "Łukasz Szumowski", "Łukasz Szumowski"),
    ],
)
def test_a_speaker_is_a_noun_phrase_or_nobody(text: str, source: str, speaker: str | None) -> None:
    read = analyse(version(1, "2025-05-01", text)).sentences[0]
    start, end = text.index(source), text.index(source) + len(source)
    span = phrase(read, (start, end), end + 1)
    assert (text[slice(*span)] if span else None) == speaker


@pytest.mark.parametrize(
    ("text", "source", "cue", "speaker"),
    [
        ("In the blog post on nets, Narva Fish said they would reopen.", "the blog post on nets", "said", "Narva Fish"),
        ("On Tuesday, Liis Oja speaking to the Baltic Council called the deal void.", "the Baltic Council", "called", "Liis Oja"),
        ("Narva Fish's notice published by Tallinn Code alleged a breach.", "Tallinn Code", "alleged", "Narva Fish's notice"),
    ],
)
def test_where_a_name_only_hangs_on_a_preposition_somebody_else_speaks(text: str, source: str, cue: str, speaker: str) -> None:
    read = analyse(version(1, "2025-05-01", text))
    spans = [(text.index(words), text.index(words) + len(words)) for words in (source, cue)]
    said = Attribution(spans[0], spans[1], ((spans[1][1] + 1, len(text) - 1),))
    found = voice(read.sentences[0], said, source, cast([read]), ())
    assert found is not None
    assert found.printed == speaker


def test_who_resigns_over_alleged_gifts_alleges_nothing() -> None:
    text = "Deputy Jaan Tamm resigns from the council over alleged gifts."
    read = analyse(version(1, "2025-05-01", text)).sentences[0]
    end = text.index(" resigns")
    assert not is_said_by(read, end, (text.index("alleged"), text.index("alleged") + 7))
    other = "Deputy Jaan Tamm leaves the council, saying he is ill."
    read = analyse(version(1, "2025-05-01", other)).sentences[0]
    assert is_said_by(read, end, (other.index("saying"), other.index("saying") + 6))


def test_a_quotation_names_its_speaker_where_the_copy_says_he() -> None:
    body = '"The port stays closed", minister Jaan Tamm said. "We shall not hinder the Baltic Council this year", he said.'
    copy = version(1, "2025-05-01", body)
    found = candidates([(copy, analyse(copy))], cast([analyse(copy)]), as_of=copy.time.date())
    assert [c.told.text for c in found][-1].endswith('this year", minister Jaan Tamm said.')


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("The police chief Jaan Tamm said that the square would not be cleared.", "the police chief Jaan Tamm said"),
        (
            "Jaan Tamm, leader of the opposition in the town, said that the square would not be cleared.",
            "Jaan Tamm, leader of the opposition, said",
        ),
    ],
)
def test_a_speaker_who_is_named_inside_a_sentence_reads_as_part_of_it(body: str, named: str) -> None:
    copy = version(1, "2025-05-01", f'{body} "We shall not hinder anybody this year", he said.')
    found = candidates([(copy, analyse(copy))], cast([analyse(copy)]), as_of=copy.time.date())
    assert found[-1].told.text.endswith(f'this year", {named}.')


def test_he_is_never_made_many() -> None:
    body = (
        'Tamm administration officials said that the square would not be cleared. "We shall not hinder anybody this year", he said.'
    )
    copy = version(1, "2025-05-01", body)
    found = candidates([(copy, analyse(copy))], cast([analyse(copy)]), as_of=copy.time.date())
    assert not any("this year" in c.told.text for c in found)
