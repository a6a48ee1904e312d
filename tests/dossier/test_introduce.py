"""Whoever a dossier names first by the surname alone is called by the full name that the same text gives."""

from __future__ import annotations

import pytest

from copytaster.dossier.actors import cast
from copytaster.dossier.analyse import analyse
from copytaster.dossier.check import check
from copytaster.dossier.compose import compose
from copytaster.dossier.introduce import introduced
from copytaster.dossier.telling import cite
from copytaster.dossier.values import Field, Section, SectionKey, Sentence
from tests.dossier.copy import version

LEAD = "On Monday, Latvia closed the port of Liepaja, minister Elina Kalnina said."
LATER = (
    "The writer Janis Berzins, known for his novels on the port, was ill for years. Berzins died in October 2019 at the age of 68."
    " Berzins was buried in Riga in October 2019."
)
COPY = [version(1, "2020-03-05", f"{LEAD} {LATER}", headline="Latvia closes port of Liepaja")]


def told() -> list[str]:
    return [s.text for section in compose("Port of Liepaja", COPY).sections for s in section.sentences]


def test_the_first_mention_gives_the_full_name_and_the_next_does_not() -> None:
    of_him = [text for text in told() if "Berzins" in text and "writer" not in text]
    assert of_him
    assert sum("Janis Berzins" in text for text in told()) == 1


def test_a_name_written_out_is_an_edit_that_the_check_accepts() -> None:
    dossier = compose("Port of Liepaja", COPY)
    assert [f for f in check(dossier, COPY) if f.severity == "error"] == []
    made = [e for section in dossier.sections for s in section.sentences for e in s.edits if e.new == "Janis Berzins"]
    assert all(e.old == "Berzins" for e in made)


def test_a_surname_that_the_text_never_gives_in_full_stays() -> None:
    copy = [version(1, "2020-03-05", "Berzins died on Monday in Riga. Latvia closed the port of Liepaja after the storm.")]
    texts = [s.text for section in compose("Port of Liepaja", copy).sections for s in section.sentences]
    assert any(text.startswith("Berzins died") for text in texts)


def _presented(body: str) -> str:
    """How the last sentence of a text is told, of whom nothing was told before."""
    copy = version(1, "2020-03-05", body, headline="Latvia closes port of Liepaja")
    read = analyse(copy)
    last = cite(copy, Field.BODY, read.sentences[-1].start, read.sentences[-1].end)
    told = Sentence(last.words, (last,), (), None, "none", "Berg")
    section = Section(SectionKey.REACTIONS, "Reactions", (told,))
    return introduced((section,), (), {1: read}, cast([read]))[0].sentences[0].text


SAID = '"Nobody told the sailors of it", Berg said.'


@pytest.mark.parametrize(
    ("presents", "speaker"),
    [
        ("Harbour union leader Juris Berg was asked in Riga.", "Harbour union leader Juris Berg said."),
        ("The court heard Juris Berg, a lawyer of the sailors, in Riga.", "Juris Berg, a lawyer of the sailors, said."),
        ("The court heard Juris Berg, a Dane, and Anna Berg, a Swede, in Riga.", "Berg said."),
        ("The court heard Juris Berg in Riga.", "Berg said."),
        ("Yesterday Juris Berg was asked in Riga.", "Berg said."),
    ],
)
def test_who_speaks_and_was_never_named_is_called_what_the_text_presents_him_as(presents: str, speaker: str) -> None:
    assert _presented(f"{presents} {SAID}") == f'"Nobody told the sailors of it", {speaker}'
