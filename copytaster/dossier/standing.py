"""Which versions stand: the latest of each line, without what was killed, withheld or written by the desk itself.

A dossier rests only on what stands. Earlier versions are kept at hand, so that a check can say what became of a sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from copytaster.model import Genre, PubStatus, Version
from copytaster.text.outlets import origins_of, site_of

_DEAD = {"kill", "sig:kill", "sig:cancel", "sig:canceled"}


@dataclass(frozen=True)
class Standing:
    """The versions that stand, oldest first; which version followed each earlier one; and the ids that may not be used any more."""

    versions: tuple[Version, ...]
    latest: Mapping[int, Version] = field(default_factory=dict)
    dead: frozenset[int] = frozenset()

    def now(self, version: int) -> Version | None:
        """The version that stands for the line of `version`; None where the line is dead or not in this copy."""
        return self.latest.get(version)


def standing(copy: Iterable[Version], *, line_of: Mapping[int, int] | None = None, killed: Collection[int] = ()) -> Standing:
    """What stands of some copy. `line_of` maps version to line; without it, versions of one source with one uri are one line."""
    lines: dict[object, list[Version]] = {}
    for version in sorted(copy, key=lambda v: (v.time, v.id)):
        if version.item.genre not in {Genre.ANALYSIS, Genre.ADVISORY}:
            lines.setdefault(_line(version, line_of), []).append(version)
    heads: list[Version] = []
    latest: dict[int, Version] = {}
    dead: set[int] = set()
    for versions in lines.values():
        if any(_is_dead(v, killed) for v in versions):
            dead.update(v.id for v in versions)
        elif (head := _head(versions)) is not None:
            heads.append(head)
            latest.update((v.id, head) for v in versions)
    return Standing(tuple(sorted(heads, key=lambda v: (v.time, v.id))), latest, frozenset(dead))


def _line(version: Version, line_of: Mapping[int, int] | None) -> object:
    if line_of and version.id in line_of:
        return line_of[version.id]
    return (version.source, version.item.uri) if version.item.uri else version.id


def _is_dead(version: Version, killed: Collection[int]) -> bool:
    item = version.item
    return (
        version.id in killed
        or item.pub_status == PubStatus.CANCELED
        or bool(_DEAD & {s.lower() for s in (*item.signals, *item.marks)})
    )


def _head(versions: Sequence[Version]) -> Version | None:
    usable = [v for v in versions if v.item.pub_status == PubStatus.USABLE]
    return usable[-1] if usable else None


def origins(version: Version) -> tuple[str, ...]:
    """Who wrote what a version says: its origin, else the outlets it credits, else the site that it stands on (a file may hold the
    copy of many), else its source. "AFP via France 24" is AFP."""
    item = version.item
    return origins_of(item) or (item.credit_line or item.info_source or site_of(item.url) or version.source,)
