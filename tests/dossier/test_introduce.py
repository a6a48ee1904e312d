"""Whoever a dossier names first by the surname alone is called by the full name that the same text gives."""

from __future__ import annotations

from copytaster.dossier.check import check
from copytaster.dossier.compose import compose
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
