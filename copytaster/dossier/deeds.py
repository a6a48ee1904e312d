"""Who does what to whom in one sentence: an actor, a verb of a table, an actor.

A deed is a verb of the table below between two names, or the passive of one with "by". It must not join what stands in two clauses,
nor take a noun ("a few blocks to", "attacks on") or a participle before one ("captured fighters") for what somebody does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Read
from copytaster.dossier.crowds import crowds
from copytaster.dossier.values import Actor
from copytaster.text.names import Mention

Named = tuple[Mention, Actor]

# Stems of verbs by tone: what one does against another, with another, or says to another.
_AGAINST = (
    "attack bomb shell strike struck hit shoot shot kill wound injure invade occupy raid seize capture arrest detain expel accuse"
    " blame condemn criticis criticiz denounce threaten warn sanction ban block blockade besiege violate breach reject refuse"
    " dismiss deny sue target intercept ambush destroy oppose fight fought abduct kidnap imprison summon suspend cancel boycott"
    " execute close retaliat defy defied demand pressure torture assault downed fire impeach subpoena oust topple"
    " overthrow overthrew indict jail storm rebuk slam assail blast vilif disperse mutin surround"
)
_WITH = (
    "support back aid help assist praise thank welcome congratulat meet met visit host join sign agree ally cooperat recognis"
    " recogniz release free return hand pay compensat apologis apologiz protect arm fund mediat negotiat approve endorse promise"
    " pledge offer invite deploy donat supply supplies evacuat rescue treat nominat honour receive hail grant"
)
_TO = "tell told ask urge call inform notify notifies press order request"
TONES = {stem: tone for stems, tone in ((_AGAINST, -1), (_WITH, 1), (_TO, 0)) for stem in stems.split()}
_DEED = re.compile(
    r"(?<![\w-])(?P<aux>(?:was|were|is|are|been|being|has|have|had|will|would)\s+(?:\w+ly\s+)?(?:been\s+)?)?"
    r"(?P<verb>(?:" + "|".join(sorted(TONES, key=len, reverse=True)) + r")(?:e?s|e?d|[a-z]?ed|ing|[a-z]?ing|e|ies|ied)?)(?![\w-])"
    r"(?P<rest>[^,;:()]*)\Z"
)
_CLAUSE = re.compile(
    r"[;:()“”\"]|,\s"
    r"|\b(?:that|which|who|whose|because|although|if|whether|after|before|when|while|as|since|until|where|it|they|he|she)\b"
)
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
# What stands before a noun or a participle that belongs to one: "the attacks", "a few blocks", "for attacks", "guarding captured".
_NOUN_AFTER = re.compile(
    r"\b(?:an?|the|its|their|his|her|our|few|several|many|some|two|three|four|five|more|new|of|for|with|in|on|over|against|about|from|by"
    r"|amid|under|during|\w+ing)\s\Z|\d\s\Z|\ban?\s[a-z]+\s\Z",
    re.IGNORECASE,
)
# A name that a preposition governs does nothing in its sentence, but in the name of its office: "the government of Denmark bans".
_GOVERNED = re.compile(
    r"\b(?P<by>of|to|in|on|at|for|with|by|from|against|near|outside|about|than|between|into|under|like|including)\s+"
    r"(?:the\s+|an?\s+|its\s+|their\s+|his\s+|her\s+)?(?:[a-z]+\s+)?\Z"
)
_HEADS = re.compile(
    r"\b(?:governments?|presidents?|ministers?|ministry|army|forces|military|navy|air force|parliament|republic|kingdom|leaders?"
    r"|people|authorities|supporters|residents|citizens|king|queen|secretary)(?:\s+of\s+[\w-]+)?\s+of\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
# "agrees to suspend", "refused to attack": what is only meant.
_MEANT = re.compile(r"\A\s+to\s+(?!the\b|an?\b)[a-z]+\b")
_LONGEST_GAP = 70
_ACTORS = frozenset({"person", "body", "state"})
# Past forms that are stems of their own in the table.
_PAST = frozenset("struck hit shot fought met sent told defied downed overthrew".split())


@dataclass(frozen=True, slots=True)
class Deed:
    """What an actor does to another, with the verb as printed; `is_said`: only somebody's words say so."""

    actor: Actor
    verb: str
    target: Actor
    is_said: bool = False


def named_in(read: Read, cast: Cast) -> list[Named]:
    """The names of a sentence that act, crowds among them, with whom they mean, in order."""
    found = [(m, a) for m in (*read.names, *crowds(read.text, read.start)) if (a := cast.of(read.version, m)) is not None]
    return sorted(((m, a) for m, a in found if a.kind in _ACTORS), key=lambda n: n[0].start)


def deeds(read: Read, cast: Cast) -> Iterator[Deed]:
    """The deeds of one sentence."""
    if not any(map(_begins_one, read.terms)):
        return
    known = named_in(read, cast)
    for at, (left, actor) in enumerate(known):
        for step, (right, target) in enumerate(known[at + 1 : at + 3]):
            if target.key != actor.key and target.key != actor.state and target.state != actor.key:
                found = _between(read, left, right, known[at + 1][0] if step else None)
                if found is not None:
                    verb, is_passive, place = found
                    is_said = any(a <= place < b for said in read.says if said.source is not None for a, b in said.content)
                    yield Deed(target, verb, actor, is_said) if is_passive else Deed(actor, verb, target, is_said)
                    break


@lru_cache(maxsize=50_000)
def _begins_one(term: str) -> bool:
    """Whether a word begins as a verb of the table does: of a sentence without one nothing more need be asked."""
    return _ANY_DEED.match(term) is not None


_ANY_DEED = re.compile(r"\b(?:" + "|".join(sorted(TONES, key=len, reverse=True)) + ")")


def _between(read: Read, left: Mention, right: Mention, middle: Mention | None) -> tuple[str, bool, int] | None:
    """The verb between two names, whether it is passive, and where it stands; None where nothing links them."""
    gap = read.text[left.end - read.start : right.start - read.start]
    if len(gap) > _LONGEST_GAP or _CLAUSE.search(gap) or _NEGATED.search(gap) or gap.lstrip()[:2] in {"'s", "’s", ", "}:
        return None
    deed = _DEED.search(gap)
    if deed is None or re.match(r"\s+(?:and|or|of)\s", gap) or " to " in gap[: deed.start("verb")]:
        return None
    place = left.end + deed.start("verb")
    if middle is not None and middle.start < place:
        return None  # "Madagascar president Andry Rajoelina dismisses": he does
    after = read.text[right.end - read.start :]
    if right.kind == "people" and not right.text.endswith("s") and not _ACTING.match(after):
        return None
    verb, rest, aux = deed.group("verb"), deed.group("rest"), deed.group("aux") or ""
    if left.kind == "people" and not left.text.endswith("s") and not _ACTING.match(gap):
        return None
    if TONES[stem_of(verb)] == 0 and after[:2] in {"'s", "’s"}:
        return None
    is_passive = _BE.search(aux) is not None and not verb.endswith("ing")
    if is_governed(read, left) and not (is_passive and left.kind == "state"):
        return None
    if not aux and deed.start("verb") and _NOUN_AFTER.search(gap[: deed.start("verb")]):
        return None
    if is_passive:
        return (verb, True, place) if _AGENT.search(rest) else None
    if (verb.endswith("ing") and not _BE.search(aux)) or _MEANT.match(rest):
        return None
    if stem_of(verb) == verb and verb not in _PAST and not (left.text.endswith("s") or left.kind in {"people", "crowd"} or aux):
        return None
    return (verb, False, place) if _OBJECT.match(rest) else None


def is_governed(read: Read, mention: Mention) -> bool:
    """Whether a name hangs on a preposition, with all that belongs to it: "an adviser to Azerbaijani President Ilham Aliyev"."""
    start = mention.start - read.start
    if mention.role and read.text[:start].rstrip().lower().endswith(mention.role.lower()):
        start = len(read.text[:start].rstrip()) - len(mention.role)
    for other in reversed(read.names):
        end = other.end - read.start
        if other.end <= mention.start and re.fullmatch(r"(?:['’]s?)?\s*", read.text[end:start]):
            start = other.start - read.start
    before = read.text[:start]
    return _GOVERNED.search(before) is not None and _HEADS.search(before) is None


def stem_of(verb: str) -> str:
    """The stem in the table that a verb begins with, the longest."""
    return max((s for s in TONES if verb.startswith(s)), key=len)
