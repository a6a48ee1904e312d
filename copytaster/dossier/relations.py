"""Who acts on whom: the deeds of single sentences gathered, with every place where they stand.

What somebody is only said to have done is no deed. It must not give a deed that no sentence tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import partial

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Analysed
from copytaster.dossier.deeds import TONES, deeds, stem_of
from copytaster.dossier.kept import Kept
from copytaster.dossier.telling import cite
from copytaster.dossier.values import Citation, Relation
from copytaster.model import Version

_MOST = 60


def relations(
    copy: Sequence[tuple[Version, Analysed]],
    cast: Cast,
    *,
    among: Collection[str] = (),
    limit: int = _MOST,
    kept: Kept | None = None,
) -> tuple[Relation, ...]:
    """Who acts on whom in some copy, most often told first; only those whose keys are `among` these, where any are given."""
    found: dict[tuple[str, str, str], list[tuple[Citation, str]]] = defaultdict(list)
    held = kept or Kept()
    for version, analysed in copy:
        depends = held.signature(analysed, cast, (), None)
        for key, told_at in held.get("deeds", version.id, depends, partial(_deeds, version, analysed, cast)):
            if not among or (key[0] in among and key[1] in among):
                found[key].append(told_at)
    made = [
        Relation(actor, target, told[0][1], len({c.version for c, _ in told}), TONES[stem], tuple(c for c, _ in told[:6]))
        for (actor, target, stem), told in found.items()
    ]
    made.sort(key=lambda r: (-r.count, r.actor, r.target, r.verb))
    return tuple(made[:limit])


def _deeds(version: Version, analysed: Analysed, cast: Cast) -> list[tuple[tuple[str, str, str], tuple[Citation, str]]]:
    return [
        ((deed.actor.key, deed.target.key, stem_of(deed.verb)), (cite(version, read.field, read.start, read.end), deed.verb))
        for read in analysed.sentences
        for deed in deeds(read, cast)
        if not deed.is_said
    ]
