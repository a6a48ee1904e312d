"""Who acts in a situation: mentions from many texts merged into actors with their names, states and sides.

A bare surname belongs to the fuller name that the same text uses, else to the one that most texts use; a capital at work stands
for its government; spellings that differ by a letter are one name. It must not merge two persons who only share a surname.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from copytaster.dossier.analyse import Analysed, Read
from copytaster.dossier.kept import Kept
from copytaster.dossier.named import Named
from copytaster.dossier.values import Actor
from copytaster.text.names import BODY_HEADS, ROLES, STATE_KINDS, Mention, gazetteer, is_common, outlets, state_names
from copytaster.text.numbers import NUMBER_WORDS
from copytaster.text.words import fold, stem

# Words that name an office, a body or a direction and nobody in particular: "Head of State", "Armed Forces", "Western".
_GENERIC = (
    ROLES
    | BODY_HEADS
    | frozenset(
        """state republic president presidential armed national federal supreme security general eastern western northern southern
    central north south east west first lady order order-in-chief defence defense foreign affairs interior health energy finance
    justice economy deputy verkhovna of the for and dear comrade moreover meanwhile eternal parties
    sides summit forum constitution""".split()
    )
)


_MOST_BARE = 30


@dataclass(frozen=True)
class Cast:
    """The actors of some copy, and which actor each mention means: (version, start of the mention's field span) is not needed,
    because the same name in the same version means the same actor."""

    actors: Mapping[str, Actor]
    meant: Mapping[tuple[int, str], str] = field(default_factory=dict)

    def of(self, version: int, mention: Mention) -> Actor | None:
        """The actor that a mention in a version means."""
        return self.actors.get(self.meant.get((version, mention.key), ""))

    def in_span(self, read: Read, start: int, end: int) -> list[Actor]:
        """The actors named inside a span of a sentence, in order, each once."""
        found: dict[str, Actor] = {}
        for mention in read.names:
            if mention.start >= start and mention.end <= end and (actor := self.of(read.version, mention)):
                found.setdefault(actor.key, actor)
        return list(found.values())


@dataclass(slots=True)
class _Card:
    """What is gathered about one name."""

    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    places: int = 0
    count: int = 0
    versions: set[int] = field(default_factory=set)


def cast(copy: Sequence[Analysed], *, kept: Kept | None = None) -> Cast:
    """The actors of some copy, most mentioned first."""
    held = kept or Kept()
    heard = [(a.version, one) for a in copy for one in held.names(a)]
    full = {**_fuller_names(heard), **_named_like_places(heard)}
    cards: dict[str, _Card] = defaultdict(_Card)
    meant: dict[tuple[int, str], str] = {}
    for version, one in heard:
        key = _key_of(version, one.mention, full)
        if not key:
            continue
        meant[version, one.mention.key] = key
        _note(cards[key], version, _as_person(one) if one.mention.kind == "place" and key != one.mention.key else one)
    merged = _merged_spellings(cards)
    meant = {where: merged.get(key, key) for where, key in meant.items()} if merged else meant
    ordered = sorted(cards.items(), key=lambda c: (-len(c[1].versions), -c[1].count, c[0]))
    return Cast({key: _actor(key, card) for key, card in ordered}, meant)


_SMALL_WORD = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])")


def acting(actors: Iterable[Actor], copy: Sequence[Analysed]) -> list[Actor]:
    """The actors without those whose only name is a word that the same copy writes small as often: "Meanwhile", "Editing"."""
    listed = list(actors)
    asked = {a.key for a in listed if a.kind == "name" and " " not in a.key and a.key.isascii()}
    small = Counter(w for a in copy for r in a.sentences for w in _SMALL_WORD.findall(r.text) if w in asked) if asked else Counter()
    return [a for a in listed if a.key not in asked or small[a.key] < a.mentions]


def _fuller_names(heard: Iterable[tuple[int, Named]]) -> dict[tuple[int, str], str]:
    """(version, surname) -> full name used in that version; (0, surname) -> the one that most versions use."""
    used: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    bare: Counter[str] = Counter()
    for version, one in heard:
        key = one.mention.key
        if _could_be_person(key, one.mention.kind):
            surname = key.split()[-1]
            used[version, surname][key] += one.count
            used[0, surname][key] += one.count
        elif " " not in key:
            bare[key] += one.count
    clear = {where: names.most_common(1)[0] for where, names in used.items() if _is_clear(names)}
    # A name that stands alone far more often than in full is a name of its own: Europe is no short form of FIBA Europe.
    full = {name: n for (version, name), (_, n) in clear.items() if version == 0}
    return {where: name for where, (name, _) in clear.items() if bare[where[1]] <= _MOST_BARE * full.get(where[1], 1)}


def _named_like_places(heard: Sequence[tuple[int, Named]]) -> dict[tuple[int, str], str]:
    """(version, surname) -> full name, for persons who are called like a place (Ana Lund): in a version that has the full name, and
    where the bare one does not mostly stand as a place ("in Lund")."""
    bare: Counter[tuple[int, str]] = Counter()
    placed: Counter[tuple[int, str]] = Counter()
    for version, one in heard:
        if one.mention.kind == "place":
            bare[version, one.mention.key] += one.count
            placed[version, one.mention.key] += one.places
    if not bare:
        return {}
    found: dict[tuple[int, str], set[str]] = defaultdict(set)
    for version, one in heard:
        given, _, surname = one.mention.key.rpartition(" ")
        where = (version, surname)
        is_person = bool(given) and one.mention.kind in {"person", "name"} and _is_given_name(given)
        if is_person and where in bare and placed[where] * 2 <= bare[where]:
            found[where].add(one.mention.key)
    return {where: next(iter(names)) for where, names in found.items() if len(names) == 1}


def _as_person(one: Named) -> Named:
    """The name of a place that is a person's here, with nothing left of the place."""
    return replace(one, mention=replace(one.mention, kind="name", state=""), places=0)


def _is_given_name(name: str) -> bool:
    """Whether what stands before a surname can be somebody's first names: no office, place or common word."""
    parts = name.split()
    return len(parts) <= 2 and not any(w in _GENERIC or w in gazetteer() or is_common(w) or w in BODY_HEADS for w in parts)


@lru_cache(maxsize=50_000)
def _could_be_person(key: str, kind: str) -> bool:
    """Whether a name of several words can be a person's full one: no office, place or common word among them."""
    words = key.split()
    if kind not in {"person", "name"} or not 2 <= len(words) <= 4 or any(c.isdigit() for c in key):
        return False
    return not any(w in _GENERIC or w in gazetteer() or is_common(w) for w in (words[0], words[-1])) and " of " not in key


@lru_cache(maxsize=50_000)
def _names_nobody(key: str) -> bool:
    """Whether a name is an office or a body without its state: "Head of State", "the Government"."""
    words = re.split(r"[\s-]+", key)
    return all(w in _GENERIC or is_common(w) or stem(w) in NUMBER_WORDS for w in words)


def _is_clear(names: Counter[str]) -> bool:
    """Whether one full name for a surname leads so far that the bare surname means it."""
    counts = [n for _, n in names.most_common(2)]
    return len(counts) == 1 or counts[0] >= 2 * counts[1]


def _key_of(version: int, mention: Mention, full: Mapping[tuple[int, str], str]) -> str:
    if mention.kind in STATE_KINDS or mention.kind == "crowd":
        return mention.key
    if mention.key in outlets() or (mention.kind == "name" and any(c.isdigit() for c in mention.key)):
        return ""  # who is asked for what it reports, and COVID-19, act in nothing
    if mention.kind == "body" and " " in mention.key and any(c.isdigit() for c in mention.key.split()[-1]):
        return ""  # "Russian Air Force Mil Mi-8"
    if mention.kind == "place" and (version, mention.key) in full:
        return full[version, mention.key]
    if _names_nobody(mention.key):
        return f"{mention.state.lower()} {mention.key}" if mention.state and mention.kind == "body" else ""
    if mention.kind in {"person", "name"} and " " not in mention.key:
        return full.get((version, mention.key)) or full.get((0, mention.key)) or mention.key
    return mention.key


def _note(card: _Card, version: int, one: Named) -> None:
    mention = one.mention
    card.names[mention.text] += one.count
    card.kinds[mention.kind] += one.count
    card.count += one.count
    card.places += one.places
    card.versions.add(version)
    if mention.state and mention.kind not in STATE_KINDS:
        card.states[mention.state] += one.count
    if mention.role:
        card.roles[mention.role.lower()] += one.count


def _merged_spellings(cards: dict[str, _Card]) -> dict[str, str]:
    """Names that differ by at most one letter in a long word (Zelensky, Zelenskyy) become the more frequent one."""
    merged: dict[str, str] = {}
    by_shape: dict[str, list[str]] = defaultdict(list)
    for key in cards:
        if len(key) >= 7 and not key.isupper():
            by_shape[key[:3]].append(key)
    for keys in by_shape.values():
        keys.sort(key=lambda k: (-cards[k].count, k))
        for place, key in enumerate(keys):
            if key in merged:
                continue
            for other in keys[place + 1 :]:
                if other not in merged and _is_spelling(key, other):
                    merged[other] = key
    for other, key in merged.items():
        _pour(cards.pop(other), cards[key])
    return merged


def _is_spelling(left: str, right: str) -> bool:
    """Whether two names differ only in how the end of one long word is spelt (Zelensky, Zelenskyy, Zelenskiy)."""
    if abs(len(left) - len(right)) > 2 or len(left.split()) != len(right.split()):
        return False
    pairs = [(a, b) for a, b in zip(left.split(), right.split(), strict=True) if a != b]
    if len(pairs) != 1 or min(map(len, pairs[0])) < 6 or any(c.isdigit() for c in left + right):
        return False
    a, b = sorted(pairs[0], key=len)
    if a.replace("z", "s") == b.replace("z", "s"):
        return True  # Organization, Organisation
    plain_a, plain_b = (w.replace("yy", "y").replace("iy", "y").replace("ii", "i").rstrip("yi") for w in (a, b))
    return plain_a == plain_b and a[:4] == b[:4]


def _pour(one: _Card, into: _Card) -> None:
    for name in ("names", "kinds", "states", "roles"):
        getattr(into, name).update(getattr(one, name))
    into.count += one.count
    into.places += one.places
    into.versions |= one.versions


def _actor(key: str, card: _Card) -> Actor:
    kind = _kind(key, card)
    is_thing = kind != "state" and key.split()[-1].isdigit()  # Flight 8243 stands on no side
    state = key if kind == "state" else "" if is_thing else (card.states.most_common(1)[0][0] if card.states else "")
    name = state_names().get(key, "") if kind == "state" else ""
    if kind != "state" and key[:2].upper() == state and key[2:3] == " ":
        name = f"{max(card.names, key=lambda n: (card.names[n], n))} ({state_names().get(state, state)})"
    names = sorted(card.names, key=lambda n: (-card.names[n], n))
    best = name or max(card.names, key=lambda n: (fold(n) == key, len(n.split()) if kind == "person" else 0, card.names[n], n))
    role = card.roles.most_common(1)[0][0] if card.roles else ""
    aliases = tuple(n for n in names if n != best)[:12]
    if card.kinds["crowd"]:
        best, aliases = key.capitalize(), ()
    stands_for = state if _is_in_office(key, kind, card) else ""
    return Actor(key, best, kind, aliases, state=state, role=role, mentions=card.count, stands_for=stands_for)


# Who speaks and acts for a state: not its athletes, mayors, companies, courts and universities, nor who wants to hold an office.
_OFFICE = re.compile(
    r"\b(?:president|premier|minister|minister-president|chancellor|secretary|spokes(?:man|woman|person)|ambassador|envoy|general"
    r"|admiral|commander|marshal|king|queen|emir|sultan|prince|head of (?:state|government)|supreme leader|adviser|advisor|aide"
    r"|official|diplomat|negotiator|chief of staff|chief executive|leader|autocrat|strongman|dictator)\b"
)
_NO_OFFICE = re.compile(
    r"\b(?:former|ex|opposition|exiled?|jailed|rebel|separatist|dissident|candidate|nominee|critic|activist|protest\w*|governor of"
    r"|shadow|party|company|university|club|campaign|student|union|religious|spiritual|community|protest)\b"
)
_ORGANS = frozenset(
    """ministry army navy forces force military government parliament senate congress duma knesset police guard guards cabinet
    administration embassy consulate department intelligence command presidency kremlin assembly marines corps""".split()
)
_NO_ORGANS = frozenset("party front movement company club university foundation union league relief task airlines labour".split())


def _is_in_office(key: str, kind: str, card: _Card) -> bool:
    """Whether an actor stands for its state by what it is: the state itself, who holds an office of it, an organ of it, or who is
    listed as its armed group. That a word for the state is in a name puts nobody on its side."""
    if kind == "state" or gazetteer().get(key, ("", ""))[0] == "group":
        return True
    if kind == "person":
        held = sum(n for role, n in card.roles.items() if _OFFICE.search(role) and not _NO_OFFICE.search(role))
        return 2 * held > sum(card.roles.values())
    words = set(key.split())
    return kind == "body" and not words.isdisjoint(_ORGANS) and words.isdisjoint(_NO_ORGANS)


def _kind(key: str, card: _Card) -> str:
    if card.kinds.keys() & STATE_KINDS:
        return "state"
    if card.kinds["crowd"]:
        return "body"
    if card.roles or card.kinds["person"]:
        return "body" if card.kinds["body"] > card.kinds["person"] else "person"
    if card.kinds["body"]:
        return "body"
    if card.kinds["place"] or card.places * 2 > card.count:
        return "place"
    return "name"
