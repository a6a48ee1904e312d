import itertools

import numpy as np
import pytest

from copytaster.model import Item
from copytaster.taste.learned import network
from copytaster.taste.likeness import SIGNS, likeness, signs
from copytaster.taste.trees import Trees, trees

QUAKE = Item(
    "Strong quake hits northern Chile, no deaths reported",
    body="A magnitude 6.8 earthquake struck northern Chile on Tuesday, shaking buildings in Antofagasta. President Boric said no "
    "deaths were reported. The national seismological centre put its depth at 110 kilometres.",
)
QUAKE_TOLD_AGAIN = Item(
    "Chile: 6.8 quake shakes Antofagasta",
    body="An earthquake of magnitude 6.8 shook Antofagasta in northern Chile on Tuesday. There were no reports of deaths, "
    "President Gabriel Boric said.",
)
MATCH = Item(
    "Sinner through to third round at Wimbledon",
    body="Jannik Sinner eased into the third round at Wimbledon with a straight-sets win on Centre Court on Thursday.",
)


def test_the_same_news_is_nearer_than_other_news() -> None:
    assert likeness(QUAKE, QUAKE_TOLD_AGAIN) > 0.6 > 0.2 > likeness(QUAKE, MATCH)


def test_the_order_of_a_pair_does_not_matter() -> None:
    for a, b in itertools.combinations((QUAKE, QUAKE_TOLD_AGAIN, MATCH), 2):
        assert likeness(a, b) == pytest.approx(likeness(b, a))


def test_an_item_without_words_is_no_error_and_like_nothing() -> None:
    assert 0.0 <= likeness(Item(""), QUAKE) < 0.5
    assert len(signs(Item(""), Item(""))) == len(SIGNS)


def test_two_languages_meet_in_their_names() -> None:
    russian = Item("Землетрясение в Чили: Борич сообщил об отсутствии жертв в Антофагасте", language="ru")
    other = Item("Синнер вышел в третий круг Уимблдона", language="ru")
    english = Item(QUAKE.headline, body=QUAKE.body, language="en")
    assert likeness(russian, english) > likeness(other, english)


def test_what_ships_weighs_the_signs_in_the_order_in_which_they_are_taken() -> None:
    assert network("likeness").signs == network("likeness-across").signs == trees("likeness-trees").signs == SIGNS


def test_trees_add_up_the_leaves_that_signs_lead_to() -> None:
    # Two trees of two floors: (a > .5, b > 2) and (b > 4, b > 9).
    small = Trees(
        ("a", "b"),
        np.array([0, 1, 1, 1]),
        np.array([0.5, 4.0, 2.0, 9.0]),
        np.array([0.0, 1.0, 10.0, 100.0, 0.0, 0.25, 7.0, 0.5]),
        np.array([0, 4]),
        1000.0,
    )
    assert small.value([(0.5, 1.0), (0.6, 2.0), (0.5, 3.0), (0.6, 5.0), (0.6, 9.5)]).tolist() == [1000, 1001, 1010, 1100.25, 1100.5]
