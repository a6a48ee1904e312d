"""What was worked out of single versions for the last dossier, so that one new article costs what is new.

What a version tells and what is said in it depend on the version, on whom its names mean, on the sides, and on whether its "now" is
still fresh. While none of these change, the former result holds. It must never give another result than working it out again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from copytaster.dossier.analyse import Analysed
from copytaster.dossier.named import Named, named
from copytaster.dossier.values import Side

if TYPE_CHECKING:
    from copytaster.dossier.actors import Cast

T = TypeVar("T")
_FRESH_DAYS = 4


@dataclass
class Kept:
    """Former results by what they are of and the version they come from, each with what it depended on."""

    _names: dict[int, tuple[Analysed, tuple[Named, ...], tuple[str, ...], int]] = field(default_factory=dict)
    _readings: int = 0
    _profiles: tuple[Cast | None, Mapping[str, Hashable]] = (None, MappingProxyType({}))
    _results: dict[tuple[str, int], tuple[Hashable, object]] = field(default_factory=dict)

    def names(self, analysed: Analysed) -> tuple[Named, ...]:
        """The names of a version."""
        return self._named(analysed)[1]

    def _named(self, analysed: Analysed) -> tuple[Analysed, tuple[Named, ...], tuple[str, ...], int]:
        """The reading of a version with its names, their keys, and the number of the reading: read anew, a version has another."""
        known = self._names.get(analysed.version)
        if known is None or known[0] is not analysed:
            found = named(analysed)
            self._readings += 1
            keys = tuple({one.mention.key: None for one in found})
            known = self._names[analysed.version] = (analysed, found, keys, self._readings)
        return known

    def signature(self, analysed: Analysed, cast: Cast, sides: Sequence[Side], as_of: dt.date | None) -> Hashable:
        """All that what a version tells depends on, beside its own words."""
        _, _, keys, reading = self._named(analysed)
        known = self._profiles_of(cast)
        who = tuple([known.get(cast.meant.get((analysed.version, key), "")) for key in keys])
        age = min((as_of - analysed.day).days, _FRESH_DAYS) if as_of and analysed.day else None
        return reading, who, tuple((s.key, s.name, s.foes) for s in sides), age

    def _profiles_of(self, cast: Cast) -> Mapping[str, Hashable]:
        """What can be asked of each actor of a cast, reckoned once a cast."""
        if self._profiles[0] is not cast:
            found = {key: (a.key, a.kind, a.name, a.state, a.stands_for, a.role) for key, a in cast.actors.items()}
            self._profiles = (cast, found)
        return self._profiles[1]

    def get(self, what: str, version: int, depends: Hashable, make: Callable[[], T]) -> T:
        """The former result where nothing that it depends on has changed, else a new one."""
        held = self._results.get((what, version))
        if held is not None and held[0] == depends:
            return held[1]  # type: ignore[return-value]
        made = make()
        self._results[what, version] = (depends, made)
        return made
