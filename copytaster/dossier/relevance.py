"""Which of the copy is about the situation at all, where it was collected by a name alone.

Copy that names every side, or is filed under the situation, or shares rare names with such copy, stays. Of copy that was judged to
be of the situation, only what names no side goes; where it has no sides, only bare headlines. Where that would leave too little,
all of it stays. It must not drop copy because of what it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Analysed
from copytaster.dossier.kept import Kept
from copytaster.dossier.named import Named
from copytaster.dossier.sides import side_of
from copytaster.dossier.values import Field, Side
from copytaster.model import Version
from copytaster.text.words import fold, words

Pair = tuple[Version, Analysed]
# Fewer texts than this about the situation: then all of the copy is taken.
_FEWEST = 3


def relevant(
    name: str, copy: Sequence[Pair], cast: Cast, sides: Sequence[Side], *, kept: Kept | None = None, is_judged: bool = False
) -> list[Pair]:
    """The copy that is about the situation. `is_judged`: it was placed there one by one, not collected by a name."""
    held = kept or Kept()
    asked = set(words(name)) - {"relation", "crisis", "conflict", "war", "talk"}
    names = [held.names(a) for _, a in copy]
    states = {s.key for s in sides}
    sided = {
        key: side
        for key, actor in cast.actors.items()
        if (side := side_of(actor, sides) or (actor.state if actor.state in states else ""))
    }
    enough = min(1, len(sides)) if is_judged else len(sides)
    is_core = [_is_core(p, n, asked, cast, sided, enough) for p, n in zip(copy, names, strict=True)]
    if sum(is_core) < _FEWEST:
        return list(copy)
    own = [frozenset(one.mention.key for one in n if one.mention.kind in {"body", "name", "person"}) for n in names]
    rare = _rare_names([o for o, core in zip(own, is_core, strict=True) if core], own, sides, is_judged=is_judged)
    is_open = is_judged and not sides
    return [
        p for p, core, o in zip(copy, is_core, own, strict=True) if core or not rare.isdisjoint(o) or (is_open and _says_more(p[1]))
    ]


def _says_more(analysed: Analysed) -> bool:
    """Whether a version says more than a bare headline, or its headline is somebody's words: another headline on the same event
    adds nothing."""
    return any(r.field != Field.HEADLINE or r.says for r in analysed.sentences)


def _is_core(pair: Pair, names: Sequence[Named], asked: set[str], cast: Cast, sided: Mapping[str, str], enough: int) -> bool:
    version, analysed = pair
    filed = {w for s in version.item.situation for w in words(s)}
    if asked and asked <= filed:
        return True
    if enough:
        here = {sided.get(cast.meant.get((version.id, one.mention.key), "")) for one in names} - {None}
        if enough > 1 or len(here) >= enough:
            return len(here) >= enough
    said = {w for r in analysed.sentences for w in r.terms}
    return bool(asked) and len(asked & said) >= 0.5 * len(asked)


def _rare_names(
    core: Sequence[frozenset[str]], copy: Sequence[frozenset[str]], sides: Sequence[Side], *, is_judged: bool
) -> set[str]:
    """Names of the core that mean this situation: in two or more of its texts, and mostly there. Of copy that was judged one word
    is name enough where most of the core has it (Hamas)."""
    inside = Counter(n for names in core for n in names)
    everywhere = Counter(n for names in copy for n in names)
    sided = {fold(s.name) for s in sides}
    return {
        n
        for n, k in inside.items()
        if k >= 2
        and k >= (0.6 if is_judged else 0.7) * everywhere[n]
        and n not in sided
        and (" " in n or any(c.isdigit() for c in n) or (is_judged and 2 * k > len(core)))
    }
