"""The second look: stories gathered anew from their lines, now that more is known; a story keeps the name of its first line.

It answers which lines should stand in another story; it changes nothing. Editors' decisions come first: lines that are bound to a
story stay there, and lines that are held apart never meet. What stands together already is a little nearer than what does not, so
that nothing moves to and fro.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copytaster.taste.gathering import Sums, Weights, crowding, gather
from copytaster.taste.window import Query, Window, query
from copytaster.text.background import naming

Floats = NDArray[np.float32]
# How much nearer lines of one story are to each other in a second look. Large enough that a rounding moves nothing.
_HELD = 1.05
# How much more a name counts in the long view (train/situations.py).
_NAMES = 2.0
# Of a story, so many words speak for it in the long view.
_WORDS_OF_A_STORY = 48


@dataclass(frozen=True, slots=True)
class Settled:
    """Items of a second look: their vectors as term lists, their times, the groups they stand in."""

    names: tuple[int, ...]
    groups: tuple[int, ...]
    times: NDArray[np.float64]
    terms: tuple[tuple[NDArray[np.int32], Floats], ...]


def regroup(
    by: Weights,
    of: Settled,
    *,
    half_life: float,
    bound: Mapping[int, int] | None = None,
    apart: Collection[tuple[int, int]] = (),
) -> dict[int, int]:
    """The group of every item, by name: a group is named by its first item."""
    products = _products(of)
    products *= np.exp2(np.abs(of.times[:, None] - of.times[None, :]) / -half_life).astype(np.float32)
    standing = np.array(of.groups)
    products[standing[:, None] == standing[None, :]] *= _HELD
    np.fill_diagonal(products, 0.0)
    crowd = crowding(products)
    np.fill_diagonal(products, 1.0)
    place = {name: i for i, name in enumerate(of.names)}
    held_apart = {(place[a], place[b]) for a, b in apart if a in place and b in place}
    held_together, marks = _bound(of, bound or {}, place)
    for i, j in held_together:
        products[i, j] = products[j, i] = 1.0
    count = np.array([len(t) for t, _ in of.terms], np.float32)
    sums = Sums(np.ones(len(count), np.float32), np.ones(len(count), np.float32), np.maximum(count, 1), crowd)
    found = gather(by, products, sums, apart=held_apart, bound=marks)
    found = _together(found, held_together)
    return _named(of, found)


def _products(of: Settled) -> Floats:
    """Inner products of all pairs, summed over the words that they share."""
    count = len(of.names)
    index: dict[int, list[tuple[int, float]]] = {}
    for i, (terms, shares) in enumerate(of.terms):
        for term, share in zip(terms.tolist(), shares.tolist(), strict=True):
            index.setdefault(term, []).append((i, share))
    products = np.zeros((count, count), np.float32)
    for held in index.values():
        if len(held) > 1:
            places = np.array([i for i, _ in held])
            shares = np.array([s for _, s in held], np.float32)
            products[np.ix_(places, places)] += np.outer(shares, shares)
    return products


def _bound(of: Settled, bound: Mapping[int, int], place: Mapping[int, int]) -> tuple[list[tuple[int, int]], NDArray[np.int64]]:
    """Pairs of items bound to one group, and for each item the mark of the group that it is bound to, or -1."""
    members: dict[int, list[int]] = {}
    for name, group in bound.items():
        if name in place:
            members.setdefault(group, []).append(place[name])
    marks = np.full(len(of.names), -1, np.int64)
    for mark, held in enumerate(members.values()):
        marks[held] = mark
    return [(held[0], i) for held in members.values() for i in held[1:]], marks


def _together(found: Sequence[int], pairs: Collection[tuple[int, int]]) -> list[int]:
    result = list(found)
    for i, j in pairs:
        if result[i] != result[j]:
            result[j] = result[i]
    return result


def _named(of: Settled, found: Sequence[int]) -> dict[int, int]:
    """Names for gathered groups: the first of all that stands in one, as everywhere. Where a group's first item is no longer
    remembered, its name still is."""
    known = set(of.names)
    first: dict[int, int] = {}
    for i, group in enumerate(found):
        name = of.names[i] if of.groups[i] in known else min(of.names[i], of.groups[i])
        first[group] = min(first.get(group, name), name)
    return {name: first[group] for name, group in zip(of.names, found, strict=True)}


def changed(before: Mapping[int, int], after: Mapping[int, int]) -> dict[int, int]:
    """The items of every group that is not what it was, with the group that each stands in now."""
    old: dict[int, set[int]] = {}
    new: dict[int, set[int]] = {}
    for item, group in after.items():
        old.setdefault(before[item], set()).add(item)
        new.setdefault(group, set()).add(item)
    return {item: group for group, items in new.items() if old.get(group) != items for item in sorted(items)}


def long_view(asked: Query) -> Query:
    """A query as a long development sees it: names count three times, since what happens changes and where it happens does not."""
    return query({word: weight * (1 + _NAMES * naming(word)) for word, weight in zip(asked.words, asked.weights, strict=True)})


def developments(
    window: Window, rows: NDArray[np.integer], story_of: Mapping[int, int], situation_of: Mapping[int, int]
) -> Settled:
    """The stories of some rows as items of a second look over situations: their words summed up, seen from afar."""
    words = window.vocabulary()
    summed: dict[int, dict[str, float]] = {}
    first: dict[int, float] = {}
    for row in rows.tolist():
        story = story_of[int(window.line[row])]
        whole = summed.setdefault(story, {})
        first.setdefault(story, float(window.time[row]))
        for term, share in zip(*(part.tolist() for part in window.terms(row)), strict=True):
            whole[words[term]] = whole.get(words[term], 0.0) + share
    ids: dict[str, int] = {}
    terms = []
    for whole in summed.values():
        asked = long_view(query(dict(sorted(whole.items(), key=lambda pair: (-pair[1], pair[0]))[:_WORDS_OF_A_STORY])))
        terms.append((np.array([ids.setdefault(w, len(ids)) for w in asked.words], np.int32), np.array(asked.weights, np.float32)))
    names = tuple(summed)
    return Settled(names, tuple(situation_of.get(s, s) for s in names), np.array([first[s] for s in names]), tuple(terms))


def settled(window: Window, rows: NDArray[np.integer]) -> Settled:
    """The rows of a window as items of a second look, each by the name of its line."""
    chosen = rows.tolist()
    return Settled(
        tuple(int(window.line[row]) for row in chosen),
        tuple(window.story_of(row) for row in chosen),
        window.time[rows].astype(np.float64),
        tuple(window.terms(row) for row in chosen),
    )
