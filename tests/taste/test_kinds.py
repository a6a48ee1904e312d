import numpy as np

from copytaster.model import Item
from copytaster.taste.kinds import ACCIDENT, kinds, leaning, likely
from copytaster.taste.traits import traits


def kind_of(headline: str) -> str:
    return kinds()[int(likely(leaning(list(traits(Item(headline)).weights)).sum(0)).argmax())]


def test_an_accident_a_vote_and_a_match_are_three_kinds_of_news() -> None:
    assert kind_of("Six people are killed after a bus collides with a truck") == kinds()[ACCIDENT] == "disasters and accidents"
    assert kind_of("Voters elect a new parliament as the ruling party loses its majority") == "politics and elections"
    assert kind_of("Italy defeat Bulgaria 3-1 in the final of the volleyball championship") == "sports"


def test_a_word_that_no_table_has_leans_nowhere() -> None:
    assert not leaning(["qwzrtplk"]).any()
    assert np.allclose(likely(leaning(["qwzrtplk"])), 1 / len(kinds()))
