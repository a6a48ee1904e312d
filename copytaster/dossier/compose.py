"""A dossier composed from copy: `compose(name, copy)`. Extractive: each sentence stands in a version, and says where.

Pure: the same copy gives the same dossier. Analyses of single versions can be handed in: one new version costs one analysis.
It must not print a sentence that it cannot cite, and an empty section says why it is empty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from copytaster.dossier.actors import Cast, cast
from copytaster.dossier.analyse import Analysed, analyse
from copytaster.dossier.check import require_cited
from copytaster.dossier.choose import choose, in_time, sentence
from copytaster.dossier.claims import claims, contests
from copytaster.dossier.cover import cover
from copytaster.dossier.relevance import relevant
from copytaster.dossier.sections import find_trigger, section_of, speaker_side
from copytaster.dossier.sides import find_sides, with_sides
from copytaster.dossier.standing import standing
from copytaster.dossier.telling import Candidate, candidates
from copytaster.dossier.timeline import timeline
from copytaster.dossier.values import TITLES, Dossier, Section, SectionKey, Side
from copytaster.model import Version

SIZES: Mapping[SectionKey, int] = {
    SectionKey.BACKGROUND: 6,
    SectionKey.TRIGGER: 3,
    SectionKey.ESCALATION: 8,
    SectionKey.REACTIONS: 8,
    SectionKey.CONSEQUENCES: 5,
    SectionKey.OUTLOOK: 4,
}
_EMPTY = {
    SectionKey.STANDFIRST: "Nothing in the copy can be told yet.",
    SectionKey.BACKGROUND: "No copy here tells what happened before.",
    SectionKey.TRIGGER: "No single day stands out in the copy as the beginning.",
    SectionKey.ESCALATION: "No copy here tells what followed.",
    SectionKey.REACTIONS: "No side is quoted in the copy.",
    SectionKey.CONSEQUENCES: "No copy here tells of consequences.",
    SectionKey.OUTLOOK: "No copy here looks ahead of its day.",
}


@dataclass(frozen=True)
class Overrides:
    """What an editor settles: the title, the sides (names or keys), the day of the trigger, versions not to rest on."""

    title: str = ""
    sides: tuple[str, ...] = ()
    trigger: dt.date | None = None
    without: frozenset[int] = field(default_factory=frozenset)


def compose(
    name: str,
    copy: Sequence[Version],
    *,
    line_of: Mapping[int, int] | None = None,
    story_of: Mapping[int, int] | None = None,
    killed: Collection[int] = (),
    overrides: Overrides | None = None,
    analyses: Mapping[int, Analysed] | None = None,
) -> Dossier:
    """The dossier on `name` from the versions that stand. `analyses` (version -> Analysed) spares reading what was read before."""
    given = overrides or Overrides()
    stands = standing(copy, line_of=line_of, killed=killed)
    kept = analyses or {}
    pairs = [(v, kept.get(v.id) or analyse(v)) for v in stands.versions if v.id not in given.without]
    everyone = cast([a for _, a in pairs])
    sides = find_sides(name, [a for _, a in pairs], everyone, given.sides)
    pairs = relevant(name, pairs, everyone, sides)
    as_of = max((v.time for v, _ in pairs), default=None)
    told = candidates(pairs, everyone, as_of=as_of.date() if as_of else None)
    trigger = given.trigger or find_trigger(told)
    placed = {
        place: key
        for place, c in enumerate(told)
        if (key := section_of(c, trigger, everyone, sides, as_of.date() if as_of else None))
    }
    sections = _sections(told, placed, trigger, everyone, sides)
    said = claims(pairs, everyone, sides)
    contested, said = contests(said, sides)
    dossier = Dossier(
        name,
        given.title or name,
        sections,
        timeline(told, everyone, placed),
        tuple(list(with_sides(everyone, sides).values())[:40]),
        sides,
        (),
        tuple(said),
        contested,
        cover(sections, sides, said),
        tuple(sorted({v.id for v, _ in pairs})),
        as_of,
        trigger,
    )
    require_cited(dossier)
    return dossier


def _sections(
    told: Sequence[Candidate], placed: Mapping[int, SectionKey], trigger: dt.date | None, everyone: Cast, sides: Sequence[Side]
) -> tuple[Section, ...]:
    chosen: dict[SectionKey, list[Candidate]] = {}
    for key, size in SIZES.items():
        taken = [c for group in chosen.values() for c in group]
        found = [told[p] for p, k in placed.items() if k == key]
        chosen[key] = in_time(
            _both_sides(found, size, taken, everyone, sides) if key == SectionKey.REACTIONS else choose(found, size, taken=taken)
        )
    standfirst = _standfirst(chosen)
    made = [_section(SectionKey.STANDFIRST, standfirst, told, everyone, sides)]
    return (*made, *(_section(key, chosen[key], told, everyone, sides) for key in SIZES))


def _both_sides(
    found: Sequence[Candidate], size: int, taken: Sequence[Candidate], everyone: Cast, sides: Sequence[Side]
) -> list[Candidate]:
    """Each side gets its share of the reactions before anybody gets more."""
    share = max(1, size // max(1, len(sides)))
    chosen: list[Candidate] = []
    for side in sides:
        chosen += choose([c for c in found if speaker_side(c, everyone, sides) == side.key], share, taken=[*taken, *chosen])
    return chosen


def _standfirst(chosen: Mapping[SectionKey, Sequence[Candidate]]) -> list[Candidate]:
    """How it began, and the latest of what followed."""
    first = sorted(chosen[SectionKey.TRIGGER], key=lambda c: -c.weight)[:1]
    later = [c for key in (SectionKey.ESCALATION, SectionKey.CONSEQUENCES, SectionKey.REACTIONS) for c in chosen[key] if c.day]
    latest = sorted(later, key=lambda c: (c.day or dt.date.min, c.weight))[-1:]
    return [*first, *(c for c in latest if c not in first)]


def _section(
    key: SectionKey, found: Sequence[Candidate], told: Sequence[Candidate], everyone: Cast, sides: Sequence[Side]
) -> Section:
    sentences = tuple(sentence(c, told, speaker=_speaker(c), side=speaker_side(c, everyone, sides), why=_why(c)) for c in found)
    return Section(key, TITLES[key], sentences, "" if sentences else _EMPTY[key])


def _speaker(c: Candidate) -> str:
    said = next((s for s in c.read.says if s.source), None)
    return c.read.text[said.source[0] - c.read.start : said.source[1] - c.read.start] if said and said.source else ""


def _why(c: Candidate) -> str:
    dated = f"dated {c.when}" if c.when else "no date of its own"
    return f"{c.read.role.label}; {dated}"
