"""The cover meter: how much of each section is sourced, from how many origins, and which side is missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from copytaster.dossier.values import Claim, Cover, Section, SectionCover, Side
from copytaster.text.outlets import voices


def cover(sections: Sequence[Section], sides: Sequence[Side], claims: Sequence[Claim], *, stated: Collection[str] = ()) -> Cover:
    """The meter of some sections. A side is quoted when a sentence of the text or a claim lets it speak; `stated` are those of
    whom a told sentence reports what they say.
    """
    rows = tuple(
        SectionCover(
            section.key,
            len(section.sentences),
            sum(1 for s in section.sentences if s.citations),
            voices(o for s in section.sentences for o in s.origins),
            tuple(dict.fromkeys(s.side for s in section.sentences if s.side)),
        )
        for section in sections
    )
    heard = {side for row in rows for side in row.sides} | {c.side for c in claims if c.side} | set(stated)
    quoted = tuple(s.key for s in sides if s.key in heard)
    return Cover(rows, quoted, tuple(s.key for s in sides if s.key not in heard))
