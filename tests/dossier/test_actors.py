"""Who is listed as acting, and under what name."""

from __future__ import annotations

from copytaster.dossier.actors import acting, cast
from copytaster.dossier.analyse import analyse
from tests.dossier.copy import version


def listed(*texts: str) -> set[str]:
    read = [analyse(version(n, "2025-05-01", text)) for n, text in enumerate(texts, start=1)]
    return {actor.name for actor in acting(cast(read).actors.values(), read)}


def test_a_word_that_the_copy_writes_small_as_often_is_nobody() -> None:
    found = listed(
        "The mayor left on a Stampede of the crowd in Riga. A stampede killed nine, and the stampede was the worst in years.",
        "In Riga Glitnir fell, the bank said.",
    )
    assert "Stampede" not in found
    assert "Glitnir" in found


def test_one_body_in_two_spellings_is_one() -> None:
    found = listed("Experts of the World Harbour Organization met.", "Experts of the World Harbour Organisation met.")
    assert len({name for name in found if name.startswith("World Harbour")}) == 1


def test_an_office_with_a_hyphen_is_no_part_of_a_name() -> None:
    assert "Ann Lee" in listed("In Riga Secretary-General Ann Lee met nobody.")
