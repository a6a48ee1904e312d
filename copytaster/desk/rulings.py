"""The decisions in effect, ready to be asked: which acts bind which level, which flags lie on which version.

It must not decide anything: it only keeps what was decided and not undone, in the order it was decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from copytaster.desk.overlay import Act, Join, Leave, Part
from copytaster.model import Decision, DecisionKind

LINE, STORY, SITUATION = "line", "story", "situation"
_FLAGS = frozenset({DecisionKind.TASTE, DecisionKind.SPIKE, DecisionKind.PIN, DecisionKind.CORRECT, DecisionKind.KILL})


def level_of(decision: Decision) -> str:
    """The level that a decision is made on: line, story or situation."""
    if decision.kind in (DecisionKind.SAME, DecisionKind.NOT_SAME):
        return LINE
    return decision.detail.get("level", LINE)


def undone(decisions: Iterable[Decision]) -> set[int]:
    """The decisions that were taken back. Taking back an undo brings the first one into effect again."""
    by_id = sorted(decisions, key=lambda d: d.id, reverse=True)
    gone: set[int] = set()
    for decision in by_id:
        if decision.kind is DecisionKind.UNDO and decision.id not in gone and decision.undoes is not None:
            gone.add(decision.undoes)
    return gone


class Rulings:
    """All decisions in effect."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        everything = list(decisions)
        gone = undone(everything)
        self.in_effect = sorted((d for d in everything if d.id not in gone and d.kind is not DecisionKind.UNDO), key=lambda d: d.id)
        self._flags: dict[tuple[str, int], list[Decision]] = defaultdict(list)
        self._anchors: dict[str, set[int]] = {LINE: set(), STORY: set(), SITUATION: set()}
        self._acts: dict[str, list[Act]] = {LINE: [], STORY: [], SITUATION: []}
        for decision in self.in_effect:
            level = level_of(decision)
            if decision.kind in _FLAGS:
                for version in decision.on:
                    self._flags[level, version].append(decision)
            elif (act := _act(decision)) is not None:
                self._acts[level].append(act)
                self._anchors[level].update(decision.on)

    def acts(self, level: str) -> list[Act]:
        """The acts that join and part what stands on a level, oldest first, in terms of version ids."""
        return self._acts[level]

    def is_bound(self, level: str, version: int) -> bool:
        """Whether a version is named in a decision that joins or parts on this level."""
        return version in self._anchors[level]

    def named(self, level: str) -> set[int]:
        """The versions that are named in decisions that join or part on this level."""
        return self._anchors[level]

    def flagged(self, level: str) -> list[int]:
        """The versions that a flag lies on, on a level."""
        return [version for flag_level, version in self._flags if flag_level == level]

    def flags(self, level: str, versions: Iterable[int]) -> dict[DecisionKind, Decision]:
        """The flags that lie on any of some versions on a level; of several of a kind the latest."""
        if not self._flags:
            return {}
        found: dict[DecisionKind, Decision] = {}
        for version in versions:
            for decision in self._flags.get((level, version), ()):
                if decision.kind not in found or found[decision.kind].id < decision.id:
                    found[decision.kind] = decision
        return found


def _act(decision: Decision) -> Act | None:
    if decision.kind in (DecisionKind.SAME, DecisionKind.MERGE):
        return Join(decision.on)
    if decision.kind is DecisionKind.NOT_SAME:
        return Part((decision.on[0], decision.on[1]))
    if decision.kind is DecisionKind.SPLIT:
        return Leave(decision.on, int(decision.detail["seen"]), int(decision.detail["rest"]))
    return None
