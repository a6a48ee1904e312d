"""Who acts on whom: an actor, a deed and an actor, read off single sentences, with every place where it stands.

A deed is a verb of the table below between two names, or the passive of one with "by". It must not join what stands in two clauses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Analysed, Read
from copytaster.dossier.kept import Kept
from copytaster.dossier.telling import cite
from copytaster.dossier.values import Actor, Citation, Relation
from copytaster.model import Version
from copytaster.text.names import Mention

# Stems of verbs by tone: what one does against another, with another, or says to another.
_AGAINST = (
    "attack bomb shell strike struck hit shoot shot kill wound injure invade occupy raid seize capture arrest detain expel accuse"
    " blame condemn criticis criticiz denounce threaten warn sanction ban block blockade besiege violate breach reject refuse"
    " dismiss deny sue target intercept ambush destroy oppose fight fought abduct kidnap imprison summon suspend cancel boycott"
    " execute close retaliat defy defied demand pressure protest torture assault downed fire"
)
_WITH = (
    "support back aid help assist praise thank welcome congratulat meet met visit host join sign agree ally cooperat recognis"
    " recogniz release free return hand pay compensat apologis apologiz protect arm fund mediat negotiat approve endorse promise"
    " pledge offer invite deploy donat supply supplies evacuat rescue treat nominat honour receive hail grant"
)
_TO = "tell told ask urge call inform notify notifies press order propose request announce"
_TONES = {stem: tone for stems, tone in ((_AGAINST, -1), (_WITH, 1), (_TO, 0)) for stem in stems.split()}
_DEED = re.compile(
    r"(?<![\w-])(?P<aux>(?:was|were|is|are|been|being|has|have|had|will|would)\s+(?:\w+ly\s+)?(?:been\s+)?)?"
    r"(?P<verb>(?:" + "|".join(sorted(_TONES, key=len, reverse=True)) + r")(?:e?s|e?d|[a-z]?ed|ing|[a-z]?ing|e|ies|ied)?)(?![\w-])"
    r"(?P<rest>[^,;:()]*)\Z"
)
_CLAUSE = re.compile(r"[;:()“”\"]|,\s|\b(?:that|which|who|whose|because|although|if)\b")
_NEGATED = re.compile(r"\b(?:not|never|n't|refus\w+ to|declin\w+ to|fail\w+ to)\s", re.IGNORECASE)
# Between the deed and the one it is done to: an article, an adjective, a number, the word it governs; no other circumstance.
_OBJECT = re.compile(
    r"\s*(?:(?:on|against|with|to|at|upon|over)\s)?(?:\s*(?!in\b|of\b|for\b|from\b|by\b|ahead\b)[\w’'-]+){0,3}\s*\Z"
)
_AGENT = re.compile(r"\b(?:by|in)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?\Z")
_BE = re.compile(r"\b(?:was|were|is|are|been|being)\b")
# What a people's name stands for when a force or an official follows: "Russian troops".
_ACTING = re.compile(
    r"\A\s+(?:\w+\s+)?(?:troops?|forces?|army|navy|military|soldiers?|police|officials?|government|authorities|court|president|drones?"
    r"|jets?|warplanes|missiles?|militants?|fighters?|settlers?|strikes?|attacks?|airstrikes?|shelling|leaders?|ministers?|navies|citizens?"
    r"|prisoners?|hostages?|civilians?|people|men|women|children|ships?|vessels?|diplomats?|ambassador|embassy|journalists?)\b"
)
_LONGEST_GAP = 70
_MOST = 60
_ACTORS = frozenset({"person", "body", "state"})


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
        Relation(actor, target, told[0][1], len({c.version for c, _ in told}), _TONES[stem], tuple(c for c, _ in told[:6]))
        for (actor, target, stem), told in found.items()
    ]
    made.sort(key=lambda r: (-r.count, r.actor, r.target, r.verb))
    return tuple(made[:limit])


def _deeds(version: Version, analysed: Analysed, cast: Cast) -> list[tuple[tuple[str, str, str], tuple[Citation, str]]]:
    return [
        ((actor.key, target.key, _stem(verb)), (cite(version, read.field, read.start, read.end), verb))
        for read in analysed.sentences
        for actor, verb, target in deeds(read, cast)
    ]


def deeds(read: Read, cast: Cast) -> Iterator[tuple[Actor, str, Actor]]:
    """The deeds of one sentence: who, the verb as printed, whom."""
    if len(read.names) < 2 or not _ANY_DEED.search(read.text):
        return
    known = [(m, a) for m in read.names if (a := cast.of(read.version, m)) is not None and a.kind in _ACTORS]
    for at, (left, actor) in enumerate(known):
        for right, target in known[at + 1 : at + 3]:
            if target.key != actor.key and target.key != actor.state and target.state != actor.key:
                deed = _between(read, left, right)
                if deed is not None:
                    verb, is_passive = deed
                    yield (target, verb, actor) if is_passive else (actor, verb, target)
                    break


_ANY_DEED = re.compile(r"\b(?:" + "|".join(sorted(_TONES, key=len, reverse=True)) + ")")


def _between(read: Read, left: Mention, right: Mention) -> tuple[str, bool] | None:
    """The verb between two names and whether it is passive, or None where nothing links them."""
    gap = read.text[left.end - read.start : right.start - read.start]
    if len(gap) > _LONGEST_GAP or _CLAUSE.search(gap) or _NEGATED.search(gap) or gap.lstrip()[:2] in {"'s", "’s", ", "}:
        return None
    deed = _DEED.search(gap)
    if deed is None or re.match(r"\s+(?:and|or|of)\s", gap) or " to " in gap[: deed.start("verb")]:
        return None
    after = read.text[right.end - read.start :]
    if right.kind == "people" and not right.text.endswith("s") and not _ACTING.match(after):
        return None
    verb, rest, aux = deed.group("verb"), deed.group("rest"), deed.group("aux") or ""
    if left.kind == "people" and not left.text.endswith("s") and not _ACTING.match(gap):
        return None
    if _BE.search(aux) and not verb.endswith("ing"):
        return (verb, True) if _AGENT.search(rest) else None
    if verb.endswith("ing") and not _BE.search(aux):
        return None
    if _stem(verb) == verb and verb not in _PAST and not (left.text.endswith("s") or left.kind == "people" or aux):
        return None
    return (verb, False) if _OBJECT.match(rest) else None


# Past forms that are stems of their own in the table.
_PAST = frozenset("struck hit shot fought met sent told defied downed".split())


def _stem(verb: str) -> str:
    return max((s for s in _TONES if verb.startswith(s)), key=len)
