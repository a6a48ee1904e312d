"""Calls overlaid by decisions: what hangs together, and who has the last word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copytaster.desk.overlay import Act, Join, Leave, Part, overlay

CHAIN = {2: 1, 3: 2, 4: 3}


def test_the_machines_calls_alone_make_one_line_of_a_chain() -> None:
    assert overlay([1, 2, 3, 4, 5], CHAIN, []) == {1: 1, 2: 1, 3: 1, 4: 1, 5: 5}


def test_not_the_same_takes_the_later_version_out_with_all_that_followed_it() -> None:
    assert overlay([1, 2, 3, 4], CHAIN, [Part((3, 1))]) == {1: 1, 2: 1, 3: 3, 4: 3}


def test_the_order_in_which_two_versions_are_named_does_not_matter() -> None:
    assert overlay([1, 2, 3, 4], CHAIN, [Part((1, 3))]) == overlay([1, 2, 3, 4], CHAIN, [Part((3, 1))])


def test_a_later_decision_wins_over_an_earlier_one() -> None:
    assert overlay([1, 2], {}, [Join((1, 2)), Part((1, 2))]) == {1: 1, 2: 2}
    assert overlay([1, 2], {}, [Join((1, 2)), Part((1, 2)), Join((1, 2))]) == {1: 1, 2: 1}


def test_split_takes_out_just_what_is_named_and_keeps_the_rest_together() -> None:
    parents = {2: 1, 3: 1, 4: 2}
    assert overlay([1, 2, 3, 4], parents, [Leave((1,), seen=4)]) == {1: 1, 2: 2, 3: 2, 4: 2}
    assert overlay([1, 2, 3, 4], parents, [Leave((2, 3), seen=4)]) == {1: 1, 2: 2, 3: 2, 4: 1}


def test_what_comes_after_a_split_follows_what_drew_it_in() -> None:
    parents = {2: 1, 3: 1, 5: 2, 6: 3}
    assert overlay([1, 2, 3, 5, 6], parents, [Leave((2,), seen=3)]) == {1: 1, 2: 2, 3: 1, 5: 2, 6: 1}


def test_edges_to_what_is_not_looked_at_are_ignored() -> None:
    assert overlay([3, 4], {3: 1, 4: 3}, [Part((1, 3))]) == {3: 3, 4: 3}


NODES = list(range(1, 9))
forests = st.fixed_dictionaries({n: st.integers(1, n - 1) for n in NODES[1:]}).flatmap(
    lambda full: st.sets(st.sampled_from(NODES[1:])).map(lambda roots: {n: p for n, p in full.items() if n not in roots})
)
pairs = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] != p[1])
acts = st.lists(
    st.one_of(
        pairs.map(Join),
        pairs.map(Part),
        st.lists(st.sampled_from(NODES), min_size=1, max_size=3, unique=True).map(lambda n: Leave(tuple(n), seen=8)),
    ),
    max_size=6,
)


@given(forests, acts, pairs)
def test_the_last_decision_always_holds(parents: dict[int, int], before: list[Act], pair: tuple[int, int]) -> None:
    joined = overlay(NODES, parents, [*before, Join(pair)])
    assert joined[pair[0]] == joined[pair[1]]
    parted = overlay(NODES, parents, [*before, Part(pair)])
    assert parted[pair[0]] != parted[pair[1]]
    left = overlay(NODES, parents, [*before, Leave(pair, seen=8)])
    assert left[pair[0]] == left[pair[1]]
    assert {n for n in NODES if left[n] == left[pair[0]]} == set(pair)


@given(forests, acts)
def test_a_label_is_the_smallest_of_those_that_bear_it(parents: dict[int, int], given_acts: list[Act]) -> None:
    labels = overlay(NODES, parents, given_acts)
    assert set(labels) == set(NODES)
    for label in labels.values():
        assert label == min(n for n in NODES if labels[n] == label)


@given(forests, acts)
def test_looking_only_at_what_hangs_together_gives_the_same_labels(parents: dict[int, int], given_acts: list[Act]) -> None:
    whole = overlay(NODES, parents, given_acts)
    assert overlay(NODES, parents, given_acts) == whole
    assert overlay(reversed(NODES), parents, given_acts) == whole
