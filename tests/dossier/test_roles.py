"""The function of a sentence in its document."""

from __future__ import annotations

import datetime as dt

import numpy as np

from copytaster.dossier.rolefeatures import Seen, features
from copytaster.dossier.rolemodel import FOLDS, LABELS, model, probabilities
from copytaster.dossier.roles import Role, roles
from copytaster.text.dates import find
from copytaster.text.words import words

DAY = dt.date(2025, 10, 8)
STORM = (
    "A powerful storm killed at least 12 people in northern Vietnam on Tuesday, officials said.",
    "The storm flooded hundreds of homes and cut power to thousands of people.",
    "“We have lost everything, and the government did nothing to warn us,” said Tran Van Nam, a farmer.",
    "Forecasters said the storm would move into Laos on Thursday and could bring more floods.",
    "In 1997, Typhoon Linda killed more than 3,000 people in the south of the country.",
)


def _roles(sentences: tuple[str, ...], language: str = "en") -> list[Role]:
    times = [find(s, anchor=DAY, language=language) for s in sentences]
    return roles(sentences, times=times, speech=[False] * len(sentences), anchor=DAY, headline="Storm kills 12", language=language)


def test_the_sentences_of_a_report_have_the_roles_a_reader_would_give_them() -> None:
    found = [r.label for r in _roles(STORM)]
    assert found[0] == "main"
    assert found[2] == "evaluation"
    assert found[3] == "expectation"
    assert found[4] == "history"


def test_who_is_quoted_is_heard_as_speech_and_who_tells_is_not() -> None:
    found = [r.speech for r in _roles(STORM)]
    assert found[2]
    assert not found[1]
    assert not found[4]


def test_how_sure_a_label_is_is_a_probability_and_the_labels_share_one() -> None:
    seen = features(
        [Seen(s, True, (), frozenset(), frozenset(words(s))) for s in STORM], day=DAY, headline=frozenset(), titled=frozenset()
    )
    labels, speech = probabilities(seen, headline="Storm kills 12")
    assert labels.shape == (len(STORM), len(LABELS))
    np.testing.assert_allclose(labels.sum(axis=1), 1, rtol=1e-5)
    assert ((speech >= 0) & (speech <= 1)).all()
    assert all(0 < r.score <= 1 for r in _roles(STORM))


def test_a_fold_alone_is_not_the_same_as_all_of_them() -> None:
    seen = features(
        [Seen(s, True, (), frozenset(), frozenset(words(s))) for s in STORM], day=DAY, headline=frozenset(), titled=frozenset()
    )
    every = probabilities(seen, headline="")[0]
    alone = [probabilities(seen, headline="", fold=fold)[0] for fold in range(FOLDS)]
    assert all(np.abs(one - every).max() > 1e-3 for one in alone)
    assert all((one.argmax(axis=1) == every.argmax(axis=1)).mean() >= 0.6 for one in alone)


def test_the_card_of_the_weights_knows_each_training_document_by_its_fold() -> None:
    held = model()
    assert len(held.documents) == 600  # of 602: two of the corpus are there twice
    assert set(held.documents.values()) == set(range(FOLDS))


def test_a_text_without_sentences_has_no_roles_and_one_sentence_has_one() -> None:
    assert _roles(()) == []
    assert len(_roles(STORM[:1])) == 1


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    document = [
        Seen('"It was never closed.', True, (), frozenset(), frozenset()),
        Seen("A new paragraph.", True, (), frozenset(), frozenset()),
    ]
    seen = features(document, day=None, headline=frozenset(), titled=frozenset())
    assert "qs01" in seen[0].seen
    assert "qs00" in seen[1].seen


def test_other_languages_are_read_by_place_and_time() -> None:
    found = _roles(
        ("Bei einem Sturm starben am Dienstag zwölf Menschen.", "Im Jahr 1997 starben 3000.", "Am 12. Oktober 2025 wird gewählt."),
        "de",
    )
    assert [r.label for r in found] == ["main", "history", "expectation"]


def test_of_a_long_document_only_what_can_be_told_and_what_is_around_it_is_read() -> None:
    texts = (*STORM, *(f"Then we went on and told them about it, number {i}." for i in range(60)))
    asked = [True] * len(STORM) + [False] * 60
    times = [find(s, anchor=DAY) for s in texts]
    every = roles(texts, times=times, speech=[False] * len(texts), anchor=DAY, headline="Storm kills 12")
    some = roles(texts, times=times, speech=[False] * len(texts), anchor=DAY, headline="Storm kills 12", wanted=asked)
    assert sum(a.label == b.label for a, b in zip(some, every[: len(STORM)], strict=False)) >= len(STORM) - 2
    assert min(r.score for r in some[: len(STORM) + 2]) > 0
    assert {r.score for r in some[len(STORM) + 2 :]} == {0.0}
    assert min(r.score for r in every) > 0
