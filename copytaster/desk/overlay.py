"""Calls overlaid by decisions: which versions stand in one line, which lines in one story, which stories in one situation.

The machine's calls make a forest: every version points at the one it is a version of, every line at the line that drew it into its
story. Decisions cut and join that forest, in the order in which they were made, so a later one wins over an earlier one. What
hangs together then is one thing, and it is named by its smallest member. Pure: it knows neither store nor clock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Join:
    """These belong together (same, merge)."""

    nodes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """These two do not belong together (not the same): the later one leaves, with all that followed it."""

    nodes: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Leave:
    """These leave what they stand in and stand together elsewhere; what else stood there up to `seen` stays together (split).

    `rest` is one of those that stayed.
    """

    nodes: tuple[int, ...]
    seen: int
    rest: int = 0


Act = Join | Part | Leave


def overlay(nodes: Iterable[int], parents: Mapping[int, int], acts: Sequence[Act]) -> dict[int, int]:
    """The label of every node: the smallest node that it hangs together with, after all `acts` in their order.

    `parents` holds the machine's edges, child to parent; edges to nodes outside `nodes` are ignored.
    """
    known = set(nodes)
    edges: dict[int, set[int]] = {node: set() for node in known}
    for child, parent in parents.items():
        if child in known and parent in known and child != parent:
            _link(edges, child, parent)
    for act in acts:
        inside = tuple(node for node in act.nodes if node in known)
        if len(inside) < (1 if isinstance(act, Leave) else 2):
            continue
        if isinstance(act, Join):
            for node in inside[1:]:
                _link(edges, inside[0], node)
        elif isinstance(act, Part):
            _part(edges, parents, inside[0], inside[1])
        else:
            _leave(edges, inside, act.seen)
    labels: dict[int, int] = {}
    for node in sorted(known):
        if node not in labels:
            labels.update(dict.fromkeys(_reach(edges, node), node))
    return labels


def around(seeds: Iterable[int], acts: Sequence[Act], label_of: Callable[[int], int | None], also: Iterable[int] = ()) -> set[int]:
    """The labels of all that decisions tie to some nodes, and the labels `also`: what must be looked at together."""
    labels = {label for seed in seeds if (label := label_of(seed)) is not None} | set(also)
    ties = [{label for node in _named(act) if (label := label_of(node)) is not None} for act in acts]
    grew = True
    while grew:
        grew = False
        for tie in ties:
            if tie & labels and not tie <= labels:
                labels |= tie
                grew = True
    return labels


def _named(act: Act) -> tuple[int, ...]:
    return (*act.nodes, act.rest) if isinstance(act, Leave) and act.rest else act.nodes


def _part(edges: dict[int, set[int]], parents: Mapping[int, int], one: int, other: int) -> None:
    later, earlier = max(one, other), min(one, other)
    for cut in ({parents.get(later)} - {None}, {earlier}, set(edges[later])):
        if earlier not in _reach(edges, later):
            return
        for node in cut:
            _unlink(edges, later, node)  # type: ignore[arg-type]


def _leave(edges: dict[int, set[int]], leaving: tuple[int, ...], seen: int) -> None:
    gone = set(leaving)
    rest = {node for start in leaving for node in _reach(edges, start) if node not in gone and node <= seen}
    for node in gone:
        for other in list(edges[node]):
            if other in rest:
                _unlink(edges, node, other)
    for group in (sorted(rest), sorted(gone)):
        for node in group[1:]:
            _link(edges, group[0], node)


def _reach(edges: Mapping[int, set[int]], start: int) -> set[int]:
    seen = {start}
    queue = deque(seen)
    while queue:
        for node in edges[queue.popleft()]:
            if node not in seen:
                seen.add(node)
                queue.append(node)
    return seen


def _link(edges: dict[int, set[int]], one: int, other: int) -> None:
    edges[one].add(other)
    edges[other].add(one)


def _unlink(edges: dict[int, set[int]], one: int, other: int) -> None:
    edges[one].discard(other)
    edges.get(other, set()).discard(one)
