"""The sides of a situation, and on which of them an actor stands.

Two actors are sides where the copy has them act on, charge or fight each other, whatever they are: states, persons, crowds.
Two that the situation's own name sets side by side ("Azerbaijan–Russia relations") are its sides too. That copy names two states is
no quarrel: where nobody opposes anybody there are no sides. It must not judge who is right.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice, pairwise

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Analysed
from copytaster.dossier.crowds import crowd_of
from copytaster.dossier.kept import Kept
from copytaster.dossier.opposed import Clash, clashes, fought
from copytaster.dossier.values import Actor, Side
from copytaster.text.names import Mention, mentions, state_names
from copytaster.text.words import fold

# Two are sides where so many sentences set them against each other, or one where the situation's name has them both; and where
# each is named in this share of the texts: one report on caucuses in the Northern Marianas makes them no side.
_SENTENCES = 2
_TEXTS = 0.2
# In much copy as many more: nine sentences on ten arrested missionaries in 266 texts on an earthquake make no quarrel.
# Sentences a text: protests .99, two presidents' releases .16, a war's politics .09; a flu .04 and .01, the earthquake .03.
_OF_TEXTS = 0.05
# What a name says counts as so many sentences.
_SAID_BY_NAME = 3


def find_sides(
    name: str, copy: Sequence[Analysed], cast: Cast, given: Sequence[str] = (), *, kept: Kept | None = None
) -> tuple[Side, ...]:
    """The sides of a situation: two, or none, unless `given` (keys or names) says otherwise."""
    held = kept or Kept()
    room = _room(name, _clashes(copy, cast, held), copy, cast)
    keys = [k for k in (_as_key(g, cast) for g in given) if k] or _side_by_side(name, cast) or _opposed(name, room)
    sides = [Side(key, _side_name(key, cast)) for key in dict.fromkeys(keys)]
    has_coup = bool(sides) and _tells_of_coup(copy)
    foes = {s.key: _foes_of(s.key, {o.key for o in sides} - {s.key}, room) for s in sides}
    foes = {key: found | (_mutinous(key, cast) if has_coup else set()) for key, found in foes.items()}
    sides = [replace(s, foes=tuple(sorted(foes[s.key]))) for s in sides]
    return tuple(replace(s, actors=tuple(a.key for a in cast.actors.values() if side_of(a, sides) == s.key)[:40]) for s in sides)


def _clashes(copy: Sequence[Analysed], cast: Cast, kept: Kept) -> list[Clash]:
    home = next((a.key for a in cast.actors.values() if a.kind == "state"), "")  # the actors stand by how many texts name them
    told: list[Clash] = []
    for one in copy:
        told += kept.get("clashes", one.version, (home, kept.signature(one, cast, (), None)), partial(clashes, one, cast, home))
    return told


def side_of(actor: Actor | None, sides: Sequence[Side]) -> str:
    """The key of the side that an actor stands on, or nothing: its own, or that of the state it stands for and does not go against;
    a person of a crowd stands with the crowd."""
    if actor is None:
        return ""
    for side in sides:
        if actor.key == side.key:
            return side.key
    if actor.kind == "person" and (crowd := crowd_of(actor.role)):
        return next((s.key for s in sides if s.key == crowd), "")
    if actor.kind in {"person", "body", "name"} and actor.stands_for:
        return next((s.key for s in sides if actor.stands_for == s.key and actor.key not in s.foes), "")
    if actor.kind == "person" and any(crowd_of(s.key) for s in sides) and _FORCES.search(actor.role):
        return next((s.key for s in sides if not crowd_of(s.key) and actor.key not in s.foes), "")
    return ""


# Who faces a crowd for those whom it stands against: a police officer at a protest is on the side of the government.
_FORCES = re.compile(r"\b(?:police|superintendent|security forces|army|military|gendarmerie|commissioner)\b", re.IGNORECASE)


def _as_key(given: str, cast: Cast) -> str:
    if given in cast.actors:
        return given
    found = mentions(given)
    return (found[0].state or found[0].key) if found else ""


@dataclass
class _Room:
    """Who stands against whom: for each two parties the sentences that say so and their versions; what each party is named by."""

    cast: Cast
    sentences: Counter[tuple[str, str]] = field(default_factory=Counter)
    between: Counter[tuple[str, str]] = field(default_factory=Counter)
    texts: Mapping[str, frozenset[int]] = field(default_factory=dict)
    count: int = 1

    def share(self, key: str) -> float:
        """The share of the texts that name a party."""
        return len(self.texts.get(key, ())) / self.count


def _room(name: str, told: Sequence[Clash], copy: Sequence[Analysed], cast: Cast) -> _Room:
    room = _Room(cast, count=max(1, len(copy)))
    for one, other in [*((c.one, c.other) for c in told), *(pair for pair in _fought_in(name, cast) for _ in range(_SAID_BY_NAME))]:
        room.between[_pair(one, other)] += 1
        room.sentences[_parties(one, other, cast)] += 1
    texts: dict[str, set[int]] = defaultdict(set)
    for (version, _), key in cast.meant.items():
        texts[key].add(version)
        if (actor := cast.actors.get(key)) and actor.state:
            texts[actor.state].add(version)
    room.texts = {key: frozenset(found) for key, found in texts.items()}
    return room


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _parties(one: str, other: str, cast: Cast) -> tuple[str, str]:
    """The parties that two actors who clash belong to: their states, or they themselves where that is one state or none."""
    left, right = (cast.actors[k].stands_for if k in cast.actors else "" for k in (one, other))
    if left and left == right:
        return _pair(one, other)
    return _pair(left or one, right or other)


def _opposed(name: str, room: _Room) -> list[str]:
    """The two parties that most sentences set against each other, those first that the name names; nothing where too few do. Two
    whom the name ties by a pact stand on one side."""
    fewest = max(_SENTENCES, _OF_TEXTS * room.count)
    partners = {other: key for m, key, n, other in _neighbours(name, room.cast) if _PACT.match(name, n.end)}
    against: Counter[tuple[str, str]] = Counter()
    for (one, other), n in room.sentences.items():
        if (left := partners.get(one, one)) != (right := partners.get(other, other)):
            against[_pair(left, right)] += n
    found = [
        (n, pair)
        for pair, n in against.items()
        if n >= fewest and all(_can_speak(room.cast.actors.get(k)) and room.share(k) >= _TEXTS for k in pair)
    ]
    if not found:
        return []
    _, pair = max(found, key=lambda f: (f[0], sum(len(room.texts[k]) for k in f[1]), f[1]))
    named = [m.state or m.key for m in mentions(name)]
    ordered = sorted(pair, key=lambda k: (named.index(k) if k in named else len(named), -len(room.texts[k]), k))
    return [_lead(k, next(o for o in pair if o != k), room) for k in ordered]


def _lead(party: str, other: str, room: _Room) -> str:
    """Who leads a party: in a quarrel within a state its president or whoever it mostly goes against, since a mutinous army is the
    state's too; between states the state."""
    if other not in room.cast.actors or not _is_within(room.cast.actors[other], party):
        return party
    against = {k: n for (a, b), n in room.between.items() for k, o in ((a, b), (b, a)) if o == other and _stands(k, room) == party}
    best = max(against, key=lambda k: (against[k], k), default=party)
    return best if 2 * against.get(best, 0) > sum(against.values()) else party


def _stands(key: str, room: _Room) -> str:
    return room.cast.actors[key].stands_for if key in room.cast.actors else ""


def _is_within(actor: Actor, state: str) -> bool:
    """Whether an actor belongs to a state that it stands against: a crowd, or somebody whom copy connects with that state."""
    return actor.key == crowd_of(actor.name) or (actor.state == state and actor.key != state)


def _foes_of(key: str, others: set[str], room: _Room) -> set[str]:
    """Who acts against a side, by itself or those who stand for it, more than against the others."""
    ours, theirs = Counter[str](), Counter[str]()
    for (one, other), n in room.between.items():
        for actor, foe in ((one, other), (other, one)):
            stands = room.cast.actors[actor].stands_for if actor in room.cast.actors else ""
            if key in {actor, stands}:
                ours[foe] += n
            elif others & {actor, stands}:
                theirs[foe] += n
    return {foe for foe, n in ours.items() if n > theirs[foe] and foe not in {key, *others}}


_COUP = re.compile(r"\b(?:coup|mutin\w+|junta|seiz\w+ power|tak\w+ power|turned on)\b", re.IGNORECASE)
_ARMS = frozenset("army forces military guard guards corps navy".split())
# As many sentences as tell of a coup.
_TOLD_OF = 2


def _tells_of_coup(copy: Sequence[Analysed]) -> bool:
    told = (r for a in copy for r in a.sentences if _COUP.search(r.text))
    return len(tuple(islice(told, _TOLD_OF))) == _TOLD_OF


def _mutinous(key: str, cast: Cast) -> set[str]:
    """The armed forces of a state whose copy tells of a coup: they do not speak for those in office."""
    bodies = {
        a.key for a in cast.actors.values() if a.stands_for == key and a.kind == "body" and not _ARMS.isdisjoint(a.key.split())
    }
    return {f"{key} arms", *bodies}


# What has a name and no voice.
_THINGS = frozenset(
    """flight hurricane typhoon cyclone storm earthquake train ship vessel bridge airport hospital cup games election league
    championship marathon act treaty constitution""".split()
)


def _can_speak(actor: Actor | None) -> bool:
    """Whether an actor can be a side: a state, a person, a body; no place, flight, law or storm."""
    if actor is None:
        return False
    words = set(fold(actor.name).split())
    return actor.kind in {"state", "person", "body"} and not words & _THINGS and not any(w.isdigit() for w in words)


_BESIDE = re.compile(r"\s*[-–—/]\s*|\s+(?:and|against|vs?\.?|versus)\s+(?:the\s+)?", re.IGNORECASE)


def _neighbours(name: str, cast: Cast) -> list[tuple[Mention, str, Mention, str]]:
    """Each two names that follow each other in a situation's name, with whom they mean."""
    found = [(m, key) for m in mentions(name) if (key := m.state if m.kind in {"state", "people", "seat", "place"} else m.key)]
    found = [(m, key) for m, key in found if key in cast.actors]
    return [(m, key, n, other) for (m, key), (n, other) in pairwise(found) if key != other]


def _fought_in(name: str, cast: Cast) -> list[tuple[str, str]]:
    """Those whom the situation's name has fight each other: "Russian strikes against Ukrainian infrastructure"."""
    return [(key, other) for m, key, n, other in _neighbours(name, cast) if fought(name, m.start, m.end, n.start, n.end)]


# What a name calls a tie between two is no quarrel by itself.
_TIE = re.compile(
    r"\b(?:relations|agreements?|treat(?:y|ies)|accords?|deals?|pacts?|summit|talks|partnership|cooperation|friendship|trade)\b",
    re.IGNORECASE,
)


_PACT = re.compile(r"\s(?:[\w-]+\s){0,3}(?:agreements?|treat(?:y|ies)|accords?|deals?|pacts?|memorand(?:um|a))\b", re.IGNORECASE)


def is_tie(name: str) -> bool:
    """Whether a situation's name only ties those whom it names: where nobody speaks for either, they are no sides."""
    return _TIE.search(name) is not None


def _side_by_side(name: str, cast: Cast) -> list[str]:
    """Two who stand side by side in a situation's name: "Denmark–Ukraine relations"."""
    for m, key, n, other in _neighbours(name, cast):
        if _PACT.match(name, n.end):
            continue  # two who sign a pact stand together, unless the copy sets them against each other
        if _BESIDE.fullmatch(name[m.end : n.start]) and _can_speak(cast.actors[key]) and _can_speak(cast.actors[other]):
            return [key, other]
    return []


def _side_name(key: str, cast: Cast) -> str:
    return state_names().get(key) or (cast.actors[key].name if key in cast.actors else key)


def with_sides(cast: Cast, sides: Sequence[Side]) -> Mapping[str, Actor]:
    """The actors with their sides filled in."""
    return {key: replace(actor, side=side_of(actor, sides)) for key, actor in cast.actors.items()}
