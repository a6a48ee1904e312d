"""The second look: stories gathered anew from their lines, now that more is known; a story keeps the name of its first line.

It answers which lines should stand in another story; it changes nothing. Editors' decisions come first: lines that are bound to a
story stay there, and lines that are held apart never meet. What stands together already is a little nearer than what does not, so
that nothing moves to and fro.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copytaster.taste.gathering import Sums, Weights, crowding, gather
from copytaster.taste.kinds import kinds, likely
from copytaster.taste.kinship import Kin, Ties, Words
from copytaster.taste.learned import Network
from copytaster.taste.window import Rows, Window
from copytaster.text.spots import Happening, happened_to

Floats = NDArray[np.float32]
# How much nearer lines of one story are to each other in a second look. Large enough that a rounding moves nothing.
_HELD = 1.05
# Pairs of groups that score less than this are not opened to be asked. With -1, -.7 and -.4, BCubed F1 of half of UCI .869, .868
# and .865, of cited articles .857, .857 and .850, of events from 2023 .668, .669 and .667; for these, 2,337, 1,533 and 1,022 asked.
WORTH_ASKING = -0.7
# How much more a name counts in the long view (train/situations.py).
_NAMES = 2.0
# Pairs of items that share a word in no more items than this are added up for many words at once, so many pairs together.
_RARE = 48
_PAIRS_AT_ONCE = 1_000_000
# What the states that a story speaks of weigh beside all its words together. Events of 2020-2023 under their innermost
# development, mean BCubed F1 of six stretches of a thousand, each weight with its best threshold: without .703, at .2 .713, at .35
# .723, at .5 .733, at .6 .740, at .75 .734.
PLACES = 0.6
# What is left of the likeness of two stories of wholly other kinds of news. Score alone on events of 2022 and 2023 behind those
# learned from, with all that no heading holds among them, at its best threshold: 1 (kinds do not count) .734, .7 .745, .5 .746,
# .3 .746; at its own threshold .715, .739, .741, .740.
OF_OTHER_KIND = 0.5
# What is left of the likeness of two lines that one wire files under two developments of which neither holds the other. Read on
# the demo, for want of a corpus with stories and headings: with a half, as with a quarter, a strike leaves the truce beside it.
FILED_APART = 0.5
_EVEN = Ties()
# What it takes for two stories to open a situation, and for one to join others. On the events of 2022 and 2023 behind those that
# the network learned from, BCubed F1 is .669 and .753 (with all that no heading holds) with 0 for both; .675 and .752 with 0 and
# -.75; .680 and .751 with .5 and -1.5; what two need moves it by .002 at most. With .25 the demo keeps its situations of two that
# hang together and loses those that share a city or a union (train/situations.py prints all).
TIES = Ties(0.25, -0.75)
# Of a story, so many words speak for it in the long view.
_WORDS_OF_A_STORY = 48


@dataclass(frozen=True, slots=True)
class Settled:
    """Items of a second look: their vectors as term lists, their times, the groups they stand in; how much each term names, and
    which terms name states; where they are asked for, the kinds of each and the places of its toll. What bore
    the name of a group and stands in another item now is `elsewhere`."""

    names: tuple[int, ...]
    groups: tuple[int, ...]
    times: NDArray[np.float64]
    terms: tuple[tuple[NDArray[np.int32], Floats], ...]
    naming: Mapping[int, float]
    states: Collection[int] = frozenset()
    kinds: Floats | None = None
    happened: tuple[tuple[Happening, ...], ...] | None = None
    places: tuple[frozenset[int], ...] | None = None
    elsewhere: frozenset[int] = frozenset()


def regroup(
    by: Weights,
    kin: Network,
    of: Settled,
    *,
    half_life: float,
    ties: Ties = _EVEN,
    bound: Mapping[int, int] | None = None,
    apart: Collection[tuple[int, int]] = (),
    at_once: bool = True,
    unlike: NDArray[np.bool_] | None = None,
) -> dict[int, int]:
    """The group of every item, by name: a group is named by its first item.

    What is bound together is one group from the start; if not `at_once`, in the end, so that what is not bound may first come to
    those among it that it resembles. Pairs that are `unlike` are half as near.
    """
    products = _products(of)
    products *= np.exp2(np.abs(of.times[:, None] - of.times[None, :]) / -half_life).astype(np.float32)
    if of.kinds is not None:
        products *= likeness_of_kinds(of.kinds)
    if unlike is not None:
        products[unlike] *= FILED_APART
    standing = np.array(of.groups)
    products[standing[:, None] == standing[None, :]] *= _HELD
    np.fill_diagonal(products, 0.0)
    crowd = crowding(products)
    np.fill_diagonal(products, 1.0)
    place = {name: i for i, name in enumerate(of.names)}
    held_apart = {(place[a], place[b]) for a, b in apart if a in place and b in place}
    held_together, marks = _bound(of, bound or {}, place)
    for i, j in held_together if at_once else ():
        products[i, j] = products[j, i] = 1.0
    count = np.array([len(t) for t, _ in of.terms], np.float32)
    sums = Sums(np.ones(len(count), np.float32), np.ones(len(count), np.float32), np.maximum(count, 1), crowd)
    asked = Kin(kin, Words(of.terms, of.naming, of.times, of.states, of.kinds, of.happened, of.places), ties)
    found = gather(by, products, sums, least=WORTH_ASKING, apart=held_apart, bound=marks, kin=asked)
    found = (_together if at_once else _made_one)(found, held_together)
    return _named(of, found)


def likeness_of_kinds(kinds: Floats) -> Floats:
    """What the kinds of news leave of the likeness of all pairs of items."""
    alike = kinds / np.linalg.norm(kinds, axis=1, keepdims=True)
    found: Floats = OF_OTHER_KIND + (1 - OF_OTHER_KIND) * (alike @ alike.T)
    return found


def _products(of: Settled) -> Floats:
    """Inner products of all pairs, summed over the words that they share."""
    count = len(of.names)
    products = np.zeros((count, count), np.float32)
    if not count:
        return products
    terms = np.concatenate([terms for terms, _ in of.terms])
    shares = np.concatenate([shares for _, shares in of.terms])
    items = np.repeat(np.arange(count), [len(terms) for terms, _ in of.terms])
    order = np.argsort(terms, kind="stable")
    terms, shares, items = terms[order], shares[order], items[order]
    starts = np.flatnonzero(np.diff(terms, prepend=terms[:1] - 1))
    held = np.diff(starts, append=len(terms))
    for start, size in zip(starts[held > _RARE].tolist(), held[held > _RARE].tolist(), strict=True):
        places, part = items[start : start + size], shares[start : start + size]
        products[np.ix_(places, places)] += np.outer(part, part)
    rare = (held > 1) & (held <= _RARE)
    _add_pairs(products, items, shares, starts[rare], held[rare])
    return products


def _add_pairs(
    products: Floats, items: NDArray[np.int64], shares: Floats, starts: NDArray[np.int64], held: NDArray[np.int64]
) -> None:
    """Add the products of all pairs of entries within each stretch, many stretches at once."""
    flat = products.reshape(-1)
    pairs = np.cumsum(held * held)
    first = 0
    while first < len(held):
        done = int(pairs[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(pairs, done + _PAIRS_AT_ONCE)))
        start, size = starts[first:last], held[first:last]
        of_stretch = np.repeat(np.arange(len(size)), size * size)
        within = np.arange(len(of_stretch)) - np.repeat(np.cumsum(size * size) - size * size, size * size)
        one = start[of_stretch] + within // size[of_stretch]
        other = start[of_stretch] + within % size[of_stretch]
        np.add.at(flat, items[one] * len(products) + items[other], shares[one] * shares[other])
        first = last


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


def _made_one(found: Sequence[int], pairs: Collection[tuple[int, int]]) -> list[int]:
    """Groups with those made one that hold a pair."""
    result = list(found)
    for i, j in pairs:
        if (gone := result[j]) != result[i]:
            result = [result[i] if group == gone else group for group in result]
    return result


def _named(of: Settled, found: Sequence[int]) -> dict[int, int]:
    """Names for gathered groups: the first of all that stands in one, as everywhere. Where a group's first item is no longer
    remembered, its name still is, unless what bore it is known to stand elsewhere."""
    known = {*of.names, *of.elsewhere}
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


def first_filed(of: Settled, filed: Mapping[int, int]) -> dict[int, float]:
    """When that which each story leads was first told under its heading; `filed` has the story that leads each that is filed."""
    found: dict[int, float] = {}
    for story, time in zip(of.names, of.times.tolist(), strict=True):
        if story in filed:
            found[filed[story]] = min(time, found.get(filed[story], time))
    return found


def developments(window: Window, rows: Rows, story_of: Mapping[int, int], situation_of: Mapping[int, int]) -> Settled:
    """The stories of the lines that some rows open as items of a second look over situations: their words summed up, seen from
    afar. Each line speaks as it does now."""
    said = window.latest(rows)
    stories = [story_of[line] for line in window.line[rows].tolist()]
    place: dict[int, int] = {}
    of = np.array([place.setdefault(story, len(place)) for story in stories])
    first = np.full(len(place), np.inf)
    np.minimum.at(first, of, window.time[rows])
    terms: NDArray[np.integer]
    terms, shares, counts = window.terms_of(said)
    group = np.repeat(of, counts)
    # One entry for each word of each story, then of each story the heaviest.
    entries, at = np.unique(group * (int(terms.max(initial=0)) + 1) + terms, return_inverse=True)
    summed = np.bincount(at, shares, len(entries))
    group, terms = np.divmod(entries, int(terms.max(initial=0)) + 1)
    order = np.lexsort((terms, -summed, group))
    rank = np.arange(len(order)) - np.searchsorted(group, group)
    order = order[rank < _WORDS_OF_A_STORY]
    group, terms = group[order], terms[order]
    leanings = np.zeros((len(place), len(kinds())), np.float32)
    np.add.at(leanings, group, window.leaning_of(terms))
    weights = summed[order] * (1 + _NAMES * window.naming_of(terms))
    weights /= np.sqrt(np.bincount(group, weights * weights, len(place)))[group]
    group, terms, weights = _with_places(window.places_of(said), of, group, terms, weights)
    weights /= np.sqrt(np.bincount(group, weights * weights, len(place)))[group]
    ends = np.searchsorted(group, np.arange(1, len(place)))
    names = tuple(place)
    return Settled(
        names,
        tuple(situation_of.get(story, story) for story in names),
        first,
        tuple(zip(np.split(terms.astype(np.int32), ends), np.split(weights.astype(np.float32), ends), strict=True)),
        _naming(window, terms),
        _states(window, terms),
        likely(leanings),
        _tolls(window, said, of, len(place)),
        elsewhere=frozenset(line for line, story in story_of.items() if line != story),
    )


def _tolls(window: Window, said: Rows, of: NDArray[np.integer], count: int) -> tuple[tuple[Happening, ...], ...]:
    """What the lines of some stories belong to; `of` names the story of each row."""
    found: list[tuple[Happening, ...]] = [()] * count
    for row, story in zip(said.tolist(), of.tolist(), strict=True):
        if (happened := happened_to(window.headline[row])).where:
            found[story] += (happened,)
    return tuple(found)


def _with_places(
    held: NDArray[np.integer], of: NDArray[np.integer], group: NDArray[np.integer], terms: NDArray[np.integer], weights: Any
) -> tuple[NDArray[np.integer], NDArray[np.integer], Any]:
    """The words of stories with the states that their rows speak of (`held`, by row; `of`, the story of each row) as words too."""
    row, column = np.nonzero(held)
    base = int(held.max(initial=0)) + 1
    entries, counts = np.unique(of[row] * base + held[row, column], return_counts=True)
    where, states = np.divmod(entries, base)
    share = PLACES * np.sqrt(counts / np.bincount(where, counts)[where])
    group = np.concatenate((group, where))
    order = np.argsort(group, kind="stable")
    # States are numbered downwards from -1, so that no word has their number.
    return group[order], np.concatenate((terms, -states))[order], np.concatenate((weights, share))[order]


def _naming(window: Window, terms: NDArray[np.integer]) -> dict[int, float]:
    """How much some terms name; states, which are numbered below 0, name wholly."""
    used = np.unique(terms)
    found = dict.fromkeys(used[used < 0].tolist(), 1.0)
    found.update(zip(used[used >= 0].tolist(), window.naming_of(used[used >= 0]).tolist(), strict=True))
    return found


def _states(window: Window, terms: NDArray[np.integer]) -> frozenset[int]:
    """Those of some terms that name states."""
    used = np.unique(terms)
    words = used[used >= 0]
    return frozenset((*used[used < 0].tolist(), *words[window.is_state(words)].tolist()))


def settled(window: Window, rows: Rows) -> Settled:
    """The lines that some rows open as items of a second look, by what they say now; a line is as old as its first row."""
    said = window.latest(rows)
    terms, _, _ = window.terms_of(said)
    return Settled(
        tuple(window.line[rows].tolist()),
        tuple([window.story_of(row) for row in rows.tolist()]),
        window.time[rows].astype(np.float64),
        tuple([window.terms(row) for row in said.tolist()]),
        _naming(window, terms),
        _states(window, terms),
        happened=_tolls(window, said, np.arange(len(said)), len(said)),
        places=tuple([frozenset(found) - {0} for found in window.places_of(said).tolist()]),
    )
