"""Corrections that only the first or last paragraph of copy tells of."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from copytaster.model import UTC, Delivery, Item
from copytaster.wire import corrected, finish

NOON = dt.datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
STORY = "\n\n".join(f"Paragraph {n} says that the harbour stays closed, the mayor said on Monday." for n in range(1, 12))

TOLD = [
    "(This story corrects the mayor's name in paragraph 3)",
    "(This March 4 story has been corrected to say that the mayor is 54)",
    "(Corrects paragraph 3 to say that the harbour closed on Monday)",
    "Corrects spelling of mayor's name in second paragraph",
    "Clarification: an earlier version of this story did not name the ship's owner.",
    "An earlier version of this article misstated the age of the mayor.",
    "A previous version of this story incorrectly said the harbour was open.",
    "This article was amended on 4 March 2026 because it named the wrong mayor.",
    "Correction, March 4: The mayor is 54, not 45.",
    "(Korrektur: Der Hafen ist seit Montag geschlossen, nicht seit Dienstag.)",
    "Berichtigung: Der Bürgermeister heißt Vik.",
    "Anmerkung der Redaktion: In einer früheren Version dieses Artikels hieß es, der Hafen sei offen.",
    "Der Artikel wurde am Montag korrigiert.",
    "Cet article a été corrigé : le maire s'appelle Vik.",
    "Une version précédente de cet article indiquait par erreur que le port était ouvert.",
    "Fe de errores: El alcalde se llama Vik.",
    "Una versión anterior de este artículo decía que el puerto estaba abierto.",
    "Rättelse: Borgmästaren heter Vik.",
    "I en tidigare version av artikeln angavs fel ålder.",
    "Rettelse: Borgermesteren hedder Vik.",
]


def finished(body: str, **fields: str) -> Item:
    return finish.item(Item("Harbour stays closed", body=body, version_created=NOON, **fields), Delivery("s", NOON, b"x", ""))  # type: ignore[arg-type]


@pytest.mark.parametrize("words", TOLD)
def test_a_correction_told_at_the_top_or_at_the_end_of_the_text_is_marked_as_any_other(words: str) -> None:
    for body in (f"{words}\n\n{STORY}", f"{STORY}\n\n{words}", f"{STORY}\n\n{words}\n\n(Reporting by Ann Reporter)"):
        found = finished(body)
        assert (found.marks, found.signals, found.ed_note, found.body) == (("correction",), ("sig:correction",), words, body)


def test_a_correction_in_brackets_behind_the_last_sentence_is_found() -> None:
    body = f"{STORY} (This story corrects the name in paragraph 3.) (Reporting by Ann Reporter)"
    assert finished(body).ed_note == "(This story corrects the name in paragraph 3.)"


def test_a_note_that_is_there_stays_and_a_correction_that_is_marked_is_not_told_twice() -> None:
    assert finished(f"{STORY}\n\n{TOLD[0]}", ed_note="Photos.").ed_note == "Photos."
    assert finished(f"{STORY}\n\n{TOLD[0]}", ed_note="CORRECTS name").marks == ("correction",)


@pytest.mark.parametrize(
    "words",
    [
        "The minister corrected the figures that an earlier version of the report gave.",
        "The bank's correction: shares fell by a tenth.",
        "This story was updated at 11:25 p.m. EDT.",
        "This article has been updated to include comments from the mayor.",
        "Polizei korrigiert Zahl der Verletzten: drei statt vier.",
        "An earlier version of the bill said that harbours may close.",
        "The law needs to be corrected, the mayor said.",
    ],
)
def test_news_of_corrections_is_none(words: str) -> None:
    assert finished(f"{words}\n\n{STORY}\n\n{words}").marks == ()


def test_words_in_the_middle_of_a_text_are_news() -> None:
    assert corrected.told(f"{STORY}\n\n{TOLD[5]}\n\n{STORY}") == ""


@pytest.mark.parametrize("piece", ["(", "(this story ", "an earlier version of this story, ", "correct \n", "this a b c "])
def test_no_text_makes_it_slow(piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    began = time.process_time()
    corrected.told(text)
    assert time.process_time() - began < 0.5
