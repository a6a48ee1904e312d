"""The sides of a situation, and on which of them an actor stands.

Sides are the states or groups that the situation's name holds; where it holds fewer than two, those that the copy names together
most. It must not judge who is right, and an actor whose state is on no side stands on none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Analysed, Read
from copytaster.dossier.values import Actor, Side
from copytaster.text.names import mentions, state_names
from copytaster.text.words import fold

# A second side must be named in at least this share of the sentences, or of the texts, that name the rarer one of the two; below it
# there is only one.
_SHARE = 0.25
_SHARE_OF_TEXTS = 0.5
# A side is named in this share of the texts at least: one report on caucuses in the Northern Marianas makes them no side.
_TEXTS = 0.2
# A person is a side where no states are when it speaks in this many texts.
_SPEAKS = 2


def find_sides(name: str, copy: Sequence[Analysed], cast: Cast, given: Sequence[str] = ()) -> tuple[Side, ...]:
    """The sides of a situation, at most two unless `given` (keys or names) says otherwise."""
    keys = [k for k in (_as_key(g, cast) for g in given) if k]
    if not keys:
        keys = _named(name, cast)
    if len(keys) < 2:
        keys = _together(copy, cast, keys)
    if len(keys) < 2 and not any(cast.actors[k].kind == "state" for k in keys if k in cast.actors):
        keys = _speaking(copy, cast) or keys
    sides = [Side(key, _side_name(key, cast)) for key in dict.fromkeys(keys)]
    return tuple(replace(s, actors=tuple(a.key for a in cast.actors.values() if side_of(a, sides) == s.key)[:40]) for s in sides)


def side_of(actor: Actor | None, sides: Sequence[Side]) -> str:
    """The key of the side that an actor stands on, or nothing."""
    if actor is None:
        return ""
    for side in sides:
        if actor.key == side.key:
            return side.key
    if _AGAINST_ITS_STATE.search(actor.role):
        return ""
    if actor.kind in {"person", "body", "name"}:
        return next((s.key for s in sides if actor.state and actor.state == s.key), "")
    return ""


# Who is called so stands against the state that the same words name: "Kremlin critic", "Russian opposition leader".
_AGAINST_ITS_STATE = re.compile(
    r"\b(?:opposition|critic|dissident|rebel|exiled?|jailed|separatist|defector|whistleblower)\b", re.IGNORECASE
)


def _as_key(given: str, cast: Cast) -> str:
    if given in cast.actors:
        return given
    found = mentions(given)
    return (found[0].state or found[0].key) if found else ""


def _named(name: str, cast: Cast) -> list[str]:
    keys = []
    for mention in mentions(name):
        is_thing = mention.key.split()[-1].isdigit()  # Azerbaijan Airlines Flight 8243
        key = mention.state if is_thing or mention.kind in {"state", "people", "seat", "place"} else mention.key
        if key in cast.actors and key not in keys and _can_speak(cast.actors[key]):
            keys.append(key)
    return keys[:4]


# What has a name and no voice.
_THINGS = frozenset(
    "flight hurricane typhoon cyclone storm earthquake train ship vessel bridge airport hospital cup games election".split()
)


def _can_speak(actor: Actor) -> bool:
    """Whether an actor can be a side: a state, a person, a body; no place, flight or storm."""
    words = set(fold(actor.name).split())
    return actor.kind in {"state", "person", "body"} and not words & _THINGS and not any(w.isdigit() for w in words)


def _together(copy: Sequence[Analysed], cast: Cast, keys: list[str]) -> list[str]:
    """The two that most sentences name together, one of them in `keys` where there is one."""
    in_sentences = _Counts([sorted(_parties(r, cast)) for a in copy for r in a.sentences])
    in_texts = _Counts([sorted({p for r in a.sentences for p in _parties(r, cast)}) for a in copy])
    fitting = [(n, pair) for pair, n in in_sentences.pairs.items() if not keys or keys[0] in pair]
    if fitting:
        n, pair = max(fitting, key=lambda f: (f[0], f[1]))
        first, second = (keys[0], next(k for k in pair if k != keys[0])) if keys else pair
        is_told_of = all(in_texts.alone[k] >= _TEXTS * len(copy) for k in pair)
        if n >= 2 and is_told_of and (in_sentences.share(pair) >= _SHARE or in_texts.share(pair) >= _SHARE_OF_TEXTS):
            return [first, second]
    return keys or [k for k, _ in in_sentences.alone.most_common(1)]


def _speaking(copy: Sequence[Analysed], cast: Cast) -> list[str]:
    """The two persons who speak in most of the copy: the sides of a quarrel within one state. Nothing where fewer than two do."""
    heard: Counter[str] = Counter()
    for analysed in copy:
        here = set()
        for read in analysed.sentences:
            for said in read.says:
                if said.source is not None and said.content:
                    here |= {a.key for a in cast.in_span(read, *said.source) if a.kind == "person"}
        heard.update(here)
    most = [key for key, n in sorted(heard.items(), key=lambda one: (-one[1], one[0])) if n >= _SPEAKS]
    return most[:2] if len(most) > 1 else []


class _Counts:
    """How often each is named, and each two together."""

    def __init__(self, named: Sequence[Sequence[str]]) -> None:
        self.alone: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        for here in named:
            self.alone.update(here)
            self.pairs.update(combinations(here, 2))

    def share(self, pair: tuple[str, str]) -> float:
        """The share of what names the rarer of two that names the other too."""
        return self.pairs[pair] / max(1, min(self.alone[k] for k in pair))


def _parties(read: Read, cast: Cast) -> set[str]:
    """Who can be a side: states, and bodies that are groups; persons count for their state."""
    found = set()
    for mention in read.names:
        actor = cast.of(read.version, mention)
        if actor and actor.kind == "state":
            found.add(actor.key)
        elif actor and actor.kind in {"person", "body"} and actor.state:
            found.add(actor.state)
    return found


def _side_name(key: str, cast: Cast) -> str:
    return state_names().get(key) or (cast.actors[key].name if key in cast.actors else key)


def with_sides(cast: Cast, sides: Sequence[Side]) -> Mapping[str, Actor]:
    """The actors with their sides filled in."""
    return {key: replace(actor, side=side_of(actor, sides)) for key, actor in cast.actors.items()}
