from dataclasses import replace

import numpy as np
import pytest

from copytaster.taste.gathering import Sums, gather, weights
from copytaster.taste.kinship import SIGNS, Group, Kin, Shape, Ties, Words
from copytaster.taste.learned import Network, network
from copytaster.text.spots import Happening

NAMING = {1: 1.0, 2: 1.0, 3: 0.0, 4: 0.0, 5: 0.5, 6: 0.0}


def told(*items: dict[int, float], days: tuple[float, ...] = ()) -> Words:
    terms = tuple((np.array(list(item), np.int32), np.array(list(item.values()), np.float32)) for item in items)
    return Words(terms, NAMING, np.array(days or (0.0,) * len(items)) * 86400.0)


def answering(answer: float) -> Network:
    return Network(SIGNS, np.zeros((len(SIGNS), 1)), np.zeros(1), np.zeros(1), answer)


def signs(kin: Kin, i: int, j: int, product: float = 0.3, sizes: tuple[int, int] = (1, 1)) -> dict[str, float]:
    one, other = (Group(float(n), n + 0.2 * n * (n - 1), 7.0 * n, 0.5 * n) for n in sizes)
    return dict(zip(SIGNS, kin.signs(i, j, Shape(product, one, other)), strict=True))


def test_a_word_that_a_third_group_says_too_is_not_said_by_nobody_else() -> None:
    pair = {1: 0.6, 3: 0.8}, {1: 0.6, 4: 0.8}
    alone = signs(Kin(answering(1), told(*pair)), 0, 1)
    crowded = signs(Kin(answering(1), told(*pair, {1: 0.6, 5: 0.8}, {1: 0.6, 6: 0.8})), 0, 1)
    assert alone["said by nobody else"] == pytest.approx(1.0)
    assert crowded["said by nobody else"] == pytest.approx(0.5)


def test_one_shared_word_carries_all_and_two_share_the_burden() -> None:
    kin = Kin(answering(1), told({1: 0.6, 2: 0.6, 3: 0.5}, {1: 0.6, 4: 0.8}, {1: 0.6, 2: 0.6, 5: 0.5}))
    assert signs(kin, 0, 1)["share of the strongest word"] == pytest.approx(1.0)
    assert signs(kin, 0, 2)["share of the strongest word"] == pytest.approx(0.5)
    assert signs(kin, 0, 2)["words that carry it"] > signs(kin, 0, 1)["words that carry it"]


def test_names_that_agree_and_verbs_that_agree_are_told_apart() -> None:
    kin = Kin(answering(1), told({1: 0.6, 3: 0.8}, {1: 0.6, 4: 0.8}, {2: 0.6, 3: 0.8}))
    by_name, by_verb = signs(kin, 0, 1), signs(kin, 0, 2)
    assert by_name["likeness of names"] > by_verb["likeness of names"]
    assert by_verb["likeness of other words"] > by_name["likeness of other words"]
    assert (by_name["share of names"], by_verb["share of names"]) == (pytest.approx(1), pytest.approx(0, abs=1e-6))


def test_signs_do_not_ask_which_of_two_groups_came_first() -> None:
    kin = Kin(answering(1), told({1: 0.6, 3: 0.5, 4: 0.6}, {1: 0.6, 5: 0.8}, days=(3, 9)))
    assert signs(kin, 0, 1) == pytest.approx(signs(kin, 1, 0))
    assert signs(kin, 0, 1)["days between"] == pytest.approx(np.log(7))


def test_what_joins_is_summed_up_as_if_it_had_been_one_from_the_start() -> None:
    kin = Kin(answering(1), told({1: 0.6, 3: 0.8}, {1: 0.8, 2: 0.6}, {1: 0.5, 2: 0.5, 3: 0.7}))
    kin.join(0, 1)
    joined = signs(kin, 0, 2, sizes=(2, 1))
    # Words 1, 2 and 3 of the two together: 1.4, .6 and .8, said by two, one and one.
    product = 1.4 * 0.5 + 0.6 * 0.5 + 0.8 * 0.7
    assert joined["share of the strongest word"] == pytest.approx(0.7 / product)
    assert joined["said throughout one"] == pytest.approx((0.7 * 1 + 0.3 * 0.5 + 0.56 * 0.5) / product)
    assert joined["likeness of names"] == pytest.approx(np.log(1.0 / np.sqrt((1.4**2 + 0.6**2) * 0.5) + 0.02))


def test_what_kin_refuse_is_not_joined_however_near_it_is_unless_it_is_bound() -> None:
    items = ({1: 1.0}, {1: 1.0}, {1: 1.0})

    def gathered(answer: float, bound: list[int]) -> list[int]:
        products, ones = np.ones((3, 3), np.float32), np.ones(3, np.float32)
        sums = Sums(ones.copy(), ones.copy(), 7 * ones, ones.copy())
        kin = Kin(answering(answer), told(*items))
        return gather(weights("stories"), products, sums, bound=np.array(bound), kin=kin)

    assert gathered(1, [-1, -1, -1]) == [0, 0, 0]
    assert gathered(-99, [-1, -1, -1]) == [0, 1, 2]
    assert gathered(-99, [4, -1, 4]) == [0, 1, 0]
    assert gathered(-1, [-1, -1, -1]) == [0, 0, 0], "near enough, the score outweighs a small doubt"
    assert gathered(1, [4, 5, -1])[:2] != [0, 0]


@pytest.mark.parametrize("name", ["stories-kin", "situations-kin"])
def test_the_networks_that_ship_ask_for_signs_that_are_there_and_for_none_that_tells_the_length_of_the_stream(name: str) -> None:
    assert set(network(name).signs) <= set(SIGNS)
    kin = Kin(network(name), told({1: 0.7, 2: 0.7}, {1: 0.7, 2: 0.7}, *[{3: 0.5, 4: 0.5}] * 40))
    few = Kin(network(name), told({1: 0.7, 2: 0.7}, {1: 0.7, 2: 0.7}))
    assert signs(kin, 0, 1) == signs(few, 0, 1)


HERE = (Happening(((frozenset({"sundergarh"}), frozenset({"odisha"})),)),)
THERE = (Happening(((frozenset({"panjgur"}), frozenset({"balochistan"})),)),)
PAIR = told({1: 0.6, 3: 0.8}, {1: 0.6, 3: 0.8})
SINGLE = Shape(1.0, Group(1, 1, 7, 0), Group(1, 1, 7, 0))


def test_two_tolls_of_two_places_are_two_events_whatever_they_share() -> None:
    assert Kin(answering(9), replace(PAIR, happened=(HERE, HERE))).are_one(0, 1, SINGLE, 1.0)
    assert not Kin(answering(9), replace(PAIR, happened=(HERE, THERE))).are_one(0, 1, SINGLE, 1.0)


def test_of_developments_an_accident_elsewhere_is_another_and_a_strike_elsewhere_need_not_be() -> None:
    accident, war = [0, 0, 0, 1], [1, 0, 0, 0]
    for kinds, answer in (((accident, war), False), ((war, war), True)):
        of = replace(PAIR, happened=(HERE, THERE), kinds=np.array(kinds, np.float32))
        assert Kin(answering(9), of).are_one(0, 1, SINGLE, 1.0) is answer


def test_two_alone_need_more_than_what_joins_others() -> None:
    ties = Ties(two=2.0, more=-2.0)
    many = Shape(1.0, Group(3, 6, 21, 0), Group(1, 1, 7, 0))
    for answer, of_two, of_more in ((1.0, False, True), (3.0, True, True), (-3.0, False, False)):
        kin = Kin(answering(answer), PAIR, ties)
        assert (kin.are_one(0, 1, SINGLE, 0.0), kin.are_one(0, 1, many, 0.0)) == (of_two, of_more)


def test_where_a_group_has_no_names_it_is_like_nothing_in_names() -> None:
    kin = Kin(answering(1), told({3: 0.6, 4: 0.8}, {3: 0.6, 6: 0.8}, {1: 0.6, 3: 0.8}, {1: 1.0}, {1: 1.0}))
    assert signs(kin, 0, 1)["likeness of names"] == pytest.approx(np.log(0.02))
    assert signs(kin, 0, 2)["likeness of names"] == pytest.approx(np.log(0.02))
    assert signs(kin, 3, 4)["likeness of names"] == pytest.approx(np.log(1.02))
    assert signs(kin, 3, 4)["likeness of other words"] == pytest.approx(np.log(0.02))


def test_votes_of_two_states_share_words_and_no_name() -> None:
    shape = Shape(0.8, Group(1, 1, 7, 0), Group(1, 1, 7, 0))
    votes = replace(told({3: 0.8, 4: 0.6}, {3: 0.8, 6: 0.6}), places=(frozenset({1}), frozenset({2})))
    talks = replace(told({1: 0.8, 4: 0.6}, {1: 0.8, 6: 0.6}), places=(frozenset({1}), frozenset({2})))
    assert not Kin(answering(9), votes).are_one(0, 1, shape, 1.0)
    assert Kin(answering(9), talks).are_one(0, 1, shape, 1.0)


def test_names_of_states_are_told_from_other_names() -> None:
    items = replace(told({1: 0.6, 2: 0.8}, {1: 0.6, 2: 0.8}, {1: 0.6, 3: 0.8}, {2: 0.8, 3: 0.6}), states={1})
    kin = Kin(answering(1), items)
    assert signs(kin, 0, 2)["share of states"] == pytest.approx(1)
    assert signs(kin, 0, 3)["share of states"] == pytest.approx(0)
    assert signs(kin, 0, 1)["strongest is a state"] == 0
    assert (signs(kin, 0, 1)["strongest names"], signs(kin, 0, 2)["strongest is a state"]) == (1, 1)


def test_kinds_of_news_agree_or_not() -> None:
    items = replace(told({1: 1.0}, {1: 1.0}, {1: 1.0}), kinds=np.array([[0, 0, 0, 1], [0, 0, 0, 1], [1, 0, 0, 0]], np.float32))
    kin = Kin(answering(1), items)
    assert signs(kin, 0, 1)["kinds alike"] == pytest.approx(1)
    assert signs(kin, 0, 2)["kinds alike"] == pytest.approx(0)
    assert (signs(kin, 0, 2)["less of an accident"], signs(kin, 0, 2)["more of an accident"]) == (0, 1)
