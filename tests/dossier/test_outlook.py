"""What a dossier's Outlook takes for looking ahead."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np

from copytaster.dossier.actors import cast
from copytaster.dossier.analyse import analyse
from copytaster.dossier.leaning import Copy
from copytaster.dossier.outlook import MEASURES, bar, candidates, chances, cues, measures
from copytaster.dossier.rolemodel import FOLDS, LABELS
from copytaster.dossier.roles import roles
from copytaster.dossier.sections import Course, section_of
from copytaster.dossier.telling import candidates as told_of
from copytaster.dossier.trigger import Trigger
from copytaster.dossier.values import SectionKey
from copytaster.text.dates import find
from tests.dossier.copy import version

DAY = dt.date(2025, 10, 8)
STORM = (
    "A powerful storm killed at least 12 people in northern Vietnam on Tuesday, officials said.",
    "The storm flooded hundreds of homes and cut power to thousands of people.",
    "“It will be a tough fight, and we must be strong,” said Tran Van Nam, a farmer.",
    "The government is expected to announce aid next week.",
    "If the rain continues, the dam could fail and thousands would have to leave, experts warned.",
    "In 1997, Typhoon Linda killed more than 3,000 people in the south of the country.",
)


def _told(label: str, likely: float, count: int = 1) -> np.ndarray:
    rest = math.log((1 - likely) / (len(LABELS) - 1))
    return np.array([[math.log(likely) if name == label else rest for name in LABELS]] * count, np.float32)


def test_somebodys_judgment_of_what_will_be_is_no_outlook_though_it_has_the_label_and_a_plan_is() -> None:
    times = [find(s, anchor=DAY) for s in STORM]
    found = roles(STORM, times=times, speech=[False] * len(STORM), anchor=DAY, headline="Storm kills 12")
    assert [r.label for r in found[2:5]] == ["expectation"] * 3
    assert [r.outlook for r in found] == [False, False, False, True, True, False]


def test_what_is_put_into_the_outlook_is_what_looks_ahead_surely_or_names_a_day_ahead() -> None:
    judged, dated = "Storms like these could become more common.", "Storms like these could become more common by October 20."
    placed = {}
    for number, sentence in enumerate((judged, dated), start=1):
        body = " ".join([*STORM[:2], sentence, *STORM[3:]])
        one = version(number, "2025-10-08", body, headline="Storm kills 12")
        read = analyse(one)
        told = told_of([(one, read)], cast([read]), as_of=DAY)
        course = Course("A storm", Copy.of(told), Trigger(DAY), DAY)
        placed |= {c.read.text: section_of(c, course) for c in told}
        if sentence == judged:
            assert [r.role.label for r in read.sentences if r.text == judged] == ["expectation"]
    assert placed[judged] is None
    assert placed[STORM[4]] == SectionKey.OUTLOOK
    assert placed[dated] == SectionKey.OUTLOOK


def test_the_cues_say_which_verb_whose_in_whose_words_and_with_which_date() -> None:
    assert {"i=is_expected", "r=expect", "t=week", "first=expected_0"} <= cues(STORM[3])
    assert {"s=could_dam", "v=would_have", "r=if"} <= cues(STORM[4])
    assert {"m=will", "s=will_it", "w=will_be_a", "quoted1", "said_last"} <= cues(STORM[2])
    assert {"quoted0", "said_first"} <= cues("He said it will “never” end.")
    assert "t=#year" in cues("A vote is due in 2027.")
    assert cues("") == {"first=-", "many=0"}


def test_a_sentence_that_the_role_model_takes_for_something_else_is_not_looked_at_again() -> None:
    told, speech = _told("history", 0.95), np.zeros(1, np.float32)
    assert candidates(told) == []
    assert chances(["It will end."], told, speech).tolist() == [0]
    assert chances(["It will end next week."], _told("expectation", 0.9), speech)[0] > 0


def test_the_measures_of_a_sentence_are_its_own_its_neighbours_and_those_of_the_whole() -> None:
    told, speech = np.concatenate([_told("main", 0.9), _told("expectation", 0.8)]), np.array([0.25, 0.75], np.float32)
    found = measures(told, speech)
    assert found.shape == (2, MEASURES)
    wide = len(LABELS) + 1
    np.testing.assert_allclose(found[:, : wide - 1], told)
    np.testing.assert_allclose(found[1, wide : 2 * wide], [*np.exp(told[0]), 0.25], rtol=1e-5)  # the one before
    assert not found[0, wide : 3 * wide].any()  # nothing stands before the first
    np.testing.assert_allclose(found[0, 3 * wide : 4 * wide], [*np.exp(told[1]), 0.75], rtol=1e-5)  # the one after
    np.testing.assert_allclose(measures(told[:1], speech[:1])[0, wide : 5 * wide], 0)


def test_each_fold_has_weights_and_a_bar_of_its_own() -> None:
    told, speech = _told("expectation", 0.6), np.zeros(1, np.float32)
    alone = [float(chances([STORM[3]], told, speech, fold=fold)[0]) for fold in range(FOLDS)]
    assert len({*alone, float(chances([STORM[3]], told, speech)[0])}) == FOLDS + 1
    assert all(0.4 <= bar(fold) <= 0.7 for fold in (*range(FOLDS), None))
