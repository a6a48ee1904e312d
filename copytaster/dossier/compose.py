"""A dossier composed from copy: `compose(name, copy)`. Extractive: each sentence stands in a version, and says where.

Pure: the same copy gives the same dossier. Analyses of single versions can be handed in: one new version costs one analysis.
It must not print a sentence that it cannot cite, and an empty section says why it is empty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from copytaster.dossier.actors import acting, cast
from copytaster.dossier.analyse import Analysed, analyse
from copytaster.dossier.begun import Kind, ends, worsens
from copytaster.dossier.check import require_cited
from copytaster.dossier.choose import Sayings, choose, in_time, sentence
from copytaster.dossier.claims import Heard, as_told, hear
from copytaster.dossier.contests import contests, overtakes
from copytaster.dossier.cover import cover
from copytaster.dossier.introduce import introduced
from copytaster.dossier.kept import Kept
from copytaster.dossier.leaning import Copy
from copytaster.dossier.news import Rooms, in_short, tell_news
from copytaster.dossier.relations import relations
from copytaster.dossier.relevance import relevant
from copytaster.dossier.sections import Course, is_event_told, opened, section_of
from copytaster.dossier.sides import find_sides, is_tie, with_sides
from copytaster.dossier.standfirst import standfirst
from copytaster.dossier.standing import standing
from copytaster.dossier.telling import Candidate, candidates, rarities
from copytaster.dossier.timeline import timeline
from copytaster.dossier.tolls import outgrown
from copytaster.dossier.trigger import TRIGGER_DAYS, Trigger, find_trigger
from copytaster.dossier.values import (
    FOLLOWED,
    HAPPENED,
    TITLES,
    Citation,
    Claim,
    Dossier,
    Field,
    Precision,
    Section,
    SectionKey,
    Sentence,
    Side,
)
from copytaster.model import Version

SIZES: Mapping[SectionKey, int] = {
    SectionKey.BACKGROUND: 6,
    SectionKey.TRIGGER: 3,
    SectionKey.ESCALATION: 8,
    SectionKey.REACTIONS: 8,
    SectionKey.CONSEQUENCES: 5,
    SectionKey.OUTLOOK: 4,
}
# What happened is told at this length where there is no trigger that parts it.
_WITHOUT_TRIGGER = 12
# Of so few texts each may be told at greater length.
_FEW = 3
_EMPTY = {
    SectionKey.STANDFIRST: "There is too little copy to sum it up in other words than those below.",
    SectionKey.BACKGROUND: "No copy here tells what happened before.",
    SectionKey.TRIGGER: "No single day stands out in the copy as the beginning.",
    SectionKey.ESCALATION: "No copy here tells what followed.",
    SectionKey.REACTIONS: "No copy since the trigger quotes anybody on this.",
    SectionKey.CONSEQUENCES: "No copy here tells of consequences.",
    SectionKey.OUTLOOK: "No copy here looks ahead of its day.",
}
# The same where no day stands out as the beginning.
_WITHOUT = {
    SectionKey.ESCALATION: "No copy here tells what happened on a day.",
    SectionKey.REACTIONS: "No copy here quotes anybody on this.",
}
# Somebody is quoted, in what is told as an event.
_SPEAKS_ELSEWHERE = "What is said in the copy stands with what happened."
# A day stands out, and no sentence of that day can be told alone.
_UNTOLD = "Copy comes back to this day, but no sentence about it can stand alone."
_TOLD_ABOVE = "What began is told in short, above."
_MOST_ACTORS = 40


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
    beside: Sequence[Version] = (),
    kept: Kept | None = None,
    today: dt.date | None = None,
) -> Dossier:
    """The dossier on `name` from the versions that stand.

    `analyses` (version -> Analysed) spares reading what was read before, `kept` working out again what has not changed since it
    was handed in last. `story_of` (version -> story) says that the copy was judged to be of the situation. `beside` is other copy
    on the same sides, told of only where it overtakes what somebody says here. `today` is the day it is read on: what was to come
    by then is no outlook.
    """
    given = overrides or Overrides()
    stands = standing(copy, line_of=line_of, killed=killed)
    read = analyses or {}
    pairs = [(v, read.get(v.id) or analyse(v)) for v in stands.versions if v.id not in given.without]
    held = kept or Kept()
    everyone = cast([a for _, a in pairs], kept=held)
    sides = find_sides(name, [a for _, a in pairs], everyone, given.sides, kept=held)
    pairs = relevant(name, pairs, everyone, sides, kept=held, is_judged=story_of is not None)
    as_of = max((v.time for v, _ in pairs), default=None)
    day = as_of.date() if as_of else None
    rarity = rarities([a for _, a in pairs])
    told = candidates(pairs, everyone, as_of=day, sides=sides, kept=held, rarity=rarity)
    laid = Copy.of(told)
    trigger = Trigger(given.trigger) if given.trigger else find_trigger(name, told, laid)
    course = Course(name, laid, trigger, day, today)
    placed = opened({place: key for place, c in enumerate(told) if (key := section_of(c, course))}, course)
    heard = as_told(hear(pairs, everyone, sides, kept=held), _spoken(told), everyone)
    if not any(h.claim.side for h in heard) and not given.sides and (len(sides) == 1 or is_tie(name)):
        sides = ()  # where a bus leaves the road, nobody answers anybody; nor do two who sign a treaty and say nothing
    contested, said = contests([*heard, *_overtaking(heard, beside, [a for _, a in pairs], sides)], sides)
    sayings = Sayings(told, rarity, laid.where)
    gone = outgrown(told, sayings.rarity)
    told = [replace(c, weight=c.weight * _OUTGROWN) if place in gone else c for place, c in enumerate(told)]
    counts = {told[place].citation: why for place, why in gone.items()}
    sections = _with_overtaken(_sections(told, placed, course, sides, sayings), said, counts)
    sections = introduced(sections, [*told, *(a for c in told for a in c.answers)], {a.version: a for _, a in pairs}, everyone)
    actors = tuple(acting(list(with_sides(everyone, sides).values())[: 2 * _MOST_ACTORS], [a for _, a in pairs])[:_MOST_ACTORS])
    dossier = Dossier(
        name,
        given.title or name,
        sections,
        timeline(told, everyone, {**placed, **_chosen(told, sections)}),
        actors,
        sides,
        relations(pairs, everyone, among={a.key for a in actors}, kept=held),
        tuple(said),
        contested,
        cover(sections, sides, said, stated=_stated(told, sections)),
        tuple(sorted({v.id for v, _ in pairs} | {c.citation.version for c in said})),
        as_of,
        course.day,
    )
    require_cited(dossier)
    return dossier


def _spoken(told: Sequence[Candidate]) -> dict[tuple[int, Field, int], dt.date]:
    """The days on which was said what sentences say, where they are known to the day."""
    days = ((c, c.spoken) for c in told if c.voice and c.spoken and c.spoken.precision == Precision.DAY)
    return {(c.citation.version, c.read.field, c.read.start): spoken.first for c, spoken in days}


def _overtaking(heard: Sequence[Heard], beside: Sequence[Version], known: Sequence[Analysed], sides: Sequence[Side]) -> list[Heard]:
    """What is said in other copy that takes the place of something said here."""
    others = [(v, analyse(v)) for v in standing(beside).versions]
    if not others:
        return []
    late = hear(others, cast([*known, *(a for _, a in others)]), sides)
    return [h for h in late if any(overtakes(early, h) for early in heard)]


def _sections(
    told: Sequence[Candidate], placed: dict[int, SectionKey], course: Course, sides: Sequence[Side], sayings: Sayings
) -> tuple[Section, ...]:
    chosen: dict[SectionKey, list[Candidate]] = {}
    rarity, trigger, few = sayings.rarity, course.day, course.copy.versions <= _FEW
    # The trigger first: what it is told by must not be gone because some other day was told in the same words.
    sizes = SIZES if trigger else {**SIZES, SectionKey.ESCALATION: _WITHOUT_TRIGGER}
    for key, size in sorted(sizes.items(), key=lambda one: one[0] != SectionKey.TRIGGER):
        taken = [c for group in chosen.values() for c in group]
        found = [told[p] for p, k in placed.items() if k == key]
        if key == SectionKey.TRIGGER:
            found = found or [told[p] for p, k in placed.items() if k == SectionKey.REACTIONS and _is_first(told[p], trigger)]
            found = [replace(c, weight=c.weight * _BEGINS) if c.citation in course.begins else c for c in found]
        chosen[key] = in_time(
            _both_sides(found, size, taken, sides, rarity, few=few)
            if key == SectionKey.REACTIONS
            else choose(
                found,
                size,
                taken=taken,
                rarity=rarity,
                a_day=4 if few and key == SectionKey.ESCALATION else 3,
            )
        )
    _let_speak(told, placed, chosen, course, sides)
    _tell_deeds(told, placed, chosen, sizes)
    tell_news(told, placed, Rooms(chosen, sizes, rarity, trigger))
    short = in_short(standfirst(told, placed, chosen, rarity, course), chosen)
    made = [_section(SectionKey.STANDFIRST, short, sayings, course, _EMPTY[SectionKey.STANDFIRST])]
    notes = dict(_EMPTY if trigger else {**_EMPTY, **_WITHOUT})
    if trigger:
        notes[SectionKey.TRIGGER] = _TOLD_ABOVE if any(c.citation in course.begins for c in short) else _UNTOLD
    if any(c.voice or c.stated for c in [*short, *(c for group in chosen.values() for c in group)]):
        notes[SectionKey.REACTIONS] = _SPEAKS_ELSEWHERE
    return (*made, *(_section(key, chosen[key], sayings, course, notes[key]) for key in SIZES))


def _stated(told: Sequence[Candidate], sections: Sequence[Section]) -> set[str]:
    """The sides that say something in the told sentences."""
    stands = {s.citations[0] for section in sections for s in section.sentences}
    return {side for c in told if c.citation in stands for side in c.stated}


def _chosen(told: Sequence[Candidate], sections: Sequence[Section]) -> dict[int, SectionKey]:
    """Where the sentences stand that were chosen, by their place in `told`: an event stands where it is told."""
    stands = {s.citations[0]: section.key for section in sections[1:] for s in section.sentences}
    return {place: stands[c.citation] for place, c in enumerate(told) if c.citation in stands}


def _is_first(c: Candidate, trigger: dt.date | None) -> bool:
    """Whether a statement was made as it all began: where nobody else tells of that day, it does."""
    return bool(trigger and c.stands and trigger <= c.stands.first < trigger + dt.timedelta(days=TRIGGER_DAYS))


# A sentence with a count that later copy raised is told where nothing newer is.
_OUTGROWN = 0.5
# What tells that it began comes before what else is told of that day.
_BEGINS = 2.0
# Of those who stand on no side at most so many are quoted.
_OTHERS, _OTHERS_ALONE = 3, 5
# Of few texts so many may speak in one; of many two.
_A_TEXT = 4
_EVENTS = frozenset({SectionKey.TRIGGER, SectionKey.ESCALATION})
# Words in quotation marks tell a reader more than a report of them.
_QUOTED = 1.5
# What is said of what is to come gives way to what is said of what happened.
_AHEAD = 0.5


def _both_sides(
    found: Sequence[Candidate],
    size: int,
    taken: Sequence[Candidate],
    sides: Sequence[Side],
    rarity: Mapping[str, float],
    *,
    few: bool = False,
) -> list[Candidate]:
    """Each side gets its share of the reactions before anybody gets more, its words in quotation marks first; then others speak."""
    share = max(1, size // max(1, len(sides)))
    chosen: list[Candidate] = []
    found = [replace(c, weight=c.weight * (_QUOTED if c.is_quoted else 1.0) * (_AHEAD if c.is_future else 1.0)) for c in found]
    for side in sides:
        own = [c for c in found if c.voice and c.voice.side == side.key]
        chosen += choose(own, share, taken=[*taken, *chosen], a_day=2, rarity=rarity)
    others = [c for c in found if c.voice and not c.voice.side]
    first: dict[str, Candidate] = {}
    for c in sorted(others, key=lambda c: -c.weight):
        first.setdefault((c.voice.actor or c.voice.printed) if c.voice else "", c)
    room = min(_OTHERS if sides else _OTHERS_ALONE, size - len(chosen))
    # Each of them once before anybody speaks twice.
    for own in (list(first.values()), [c for c in others if c not in first.values()]):
        more = choose(own, room, taken=[*taken, *chosen], a_day=_A_TEXT if few else 2, rarity=rarity)
        chosen, room = chosen + more, room - len(more)
    return chosen


def _let_speak(
    told: Sequence[Candidate],
    placed: Mapping[int, SectionKey],
    chosen: Mapping[SectionKey, list[Candidate]],
    course: Course,
    sides: Sequence[Side],
) -> None:
    """A side that speaks in the copy and in no section yet gets its weightiest sentence: after the trigger as a reaction, before it
    as background, and among the events where it tells what it did."""
    events = {told[p].citation: key for p, key in placed.items() if key in _EVENTS}
    heard = {c.voice.side for group in chosen.values() for c in group if c.voice}
    for side in sides:
        own = [c for c in told if c.voice and c.voice.side == side.key] if side.key not in heard else []
        for one in choose(own, 1, taken=chosen[SectionKey.REACTIONS]) or choose(own, 1):
            is_before = bool(course.day and one.stands and one.stands.last < course.day)
            home = SectionKey.BACKGROUND if is_before else SectionKey.REACTIONS
            group = chosen[events.get(one.citation, home) if is_event_told(one) else home]
            group[:] = in_time([*group, one])


def _tell_deeds(
    told: Sequence[Candidate],
    placed: Mapping[int, SectionKey],
    chosen: Mapping[SectionKey, list[Candidate]],
    sizes: Mapping[SectionKey, int],
) -> None:
    """What somebody says he did himself is told where its section has room, though much else is told of its day."""
    for key in _EVENTS:
        own = [told[p] for p, k in placed.items() if k == key and told[p].voice and is_event_told(told[p])]
        taken = [c for group in chosen.values() for c in group]
        chosen[key][:] = in_time([*chosen[key], *choose(own, sizes[key] - len(chosen[key]), taken=taken)])


def _section(key: SectionKey, found: Sequence[Candidate], sayings: Sayings, course: Course, note: str) -> Section:
    """A section with its sentences, or with the note that says why it has none."""
    sentences = tuple(one for c in found for one in _with_answers(c, sayings))
    return Section(key, _title(key, found, course), sentences, "" if sentences else note)


def _with_answers(c: Candidate, sayings: Sayings) -> list[Sentence]:
    """A sentence and what is told right behind it, of its day where it names none."""
    behind = [(a, sentence(a, sayings, why=_why(a))) for a in c.answers]
    return [
        sentence(c, sayings, why=_why(c)),
        *(one if a.read.times and a.when else replace(one, when=c.stands) for a, one in behind),
    ]


def _title(key: SectionKey, found: Sequence[Candidate], course: Course) -> str:
    """The title of a section: what followed is an escalation only where it grew worse, and without a trigger nothing followed."""
    if key != SectionKey.ESCALATION or not found:
        return TITLES[key]
    if course.trigger is None:
        return HAPPENED
    if course.trigger.kind == Kind.DISASTER or any(ends(c.told.text) for c in found):
        return FOLLOWED
    return TITLES[key] if 2 * sum(worsens(c.told.text) for c in found) > len(found) else FOLLOWED


def _with_overtaken(sections: tuple[Section, ...], said: Sequence[Claim], counts: Mapping[Citation, str]) -> tuple[Section, ...]:
    """The sentences that hold a claim or a count which later copy took the place of, marked so."""
    gone = {(c.citation.version, c.citation.field, c.sentence): c for c in said if c.overtaken_by}
    made = []
    for section in sections:
        sentences = []
        for one in section.sentences:
            first = one.citations[0]
            claim = gone.get((first.version, first.field, first.start))
            why = claim.why if claim else counts.get(first, "")
            sentences.append(replace(one, overtaken=why) if why else one)
        made.append(replace(section, sentences=tuple(sentences)))
    return tuple(made)


def _why(c: Candidate) -> str:
    dated = f"dated {c.when}" if c.when else "no date of its own"
    return f"{c.read.role.label}; {dated}"
