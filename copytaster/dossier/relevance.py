"""Which of the copy is about the situation at all, where it was collected by a name alone.

Copy that names every side, or is filed under the situation, or shares rare names with such copy, stays. Where that would leave
too little, all of it stays. It must not drop copy because of what it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Analysed
from copytaster.dossier.sides import side_of
from copytaster.dossier.values import Side
from copytaster.model import Version
from copytaster.text.words import fold, words

Pair = tuple[Version, Analysed]
# Fewer texts than this about the situation: then all of the copy is taken.
_FEWEST = 3


def relevant(name: str, copy: Sequence[Pair], cast: Cast, sides: Sequence[Side]) -> list[Pair]:
    """The copy that is about the situation."""
    asked = set(words(name)) - {"relation", "crisis", "conflict", "war", "talk"}
    core = [p for p in copy if _is_core(p, asked, cast, sides)]
    if len(core) < _FEWEST:
        return list(copy)
    rare = _rare_names(core, copy, sides)
    return [p for p in copy if p in core or rare & _names(p)]


def _is_core(pair: Pair, asked: set[str], cast: Cast, sides: Sequence[Side]) -> bool:
    version, analysed = pair
    filed = {w for s in version.item.situation for w in words(s)}
    if asked and asked <= filed:
        return True
    here = {side_of(cast.of(r.version, m), sides) for r in analysed.sentences for m in r.names} - {""}
    if len(sides) > 1:
        return len(here) > 1
    said = {w for r in analysed.sentences for w in r.terms}
    return bool(asked) and len(asked & said) >= 0.5 * len(asked)


def _rare_names(core: Sequence[Pair], copy: Sequence[Pair], sides: Sequence[Side]) -> set[str]:
    """Names of the core that mean this situation: in two or more of its texts, and mostly there."""
    inside = Counter(n for p in core for n in _names(p))
    everywhere = Counter(n for p in copy for n in _names(p))
    sided = {fold(s.name) for s in sides}
    return {
        n
        for n, k in inside.items()
        if k >= 2 and k >= 0.7 * everywhere[n] and n not in sided and (" " in n or any(c.isdigit() for c in n))
    }


def _names(pair: Pair) -> set[str]:
    return {m.key for r in pair[1].sentences for m in r.names if m.kind in {"body", "name", "person"}}
