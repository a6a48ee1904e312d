"""The names of one version, each form counted once: what the merging of names over many versions needs to know of it.

It must not merge anything: whom a name means is for dossier/actors.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from copytaster.dossier.analyse import Analysed, Read
from copytaster.dossier.crowds import crowds
from copytaster.text.names import Mention

_PLACE_BEFORE = frozenset("in at near of outside inside around across throughout toward towards".split())


@dataclass(frozen=True, slots=True)
class Named:
    """A name as one version uses it in one form: a mention of it, how often, and how often as a place ("in London")."""

    mention: Mention
    count: int
    places: int


def named(analysed: Analysed) -> tuple[Named, ...]:
    """The names of one version, each form once, in the order in which they are met."""
    first: dict[tuple[str, ...], Mention] = {}
    count: Counter[tuple[str, ...]] = Counter()
    places: Counter[tuple[str, ...]] = Counter()
    for read in analysed.sentences:
        for m in (*read.names, *crowds(read.text, read.start)):
            form = (m.key, m.text, m.kind, m.state, m.role)
            first.setdefault(form, m)
            count[form] += 1
            places[form] += _is_at_place(read, m)
    return tuple(Named(m, count[form], places[form]) for form, m in first.items())


def _is_at_place(read: Read, mention: Mention) -> bool:
    at = mention.start - read.start
    before = read.text[max(0, at - 12) : at].split()
    return bool(before) and before[-1].lower() in _PLACE_BEFORE
