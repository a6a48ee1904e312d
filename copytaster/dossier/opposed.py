"""Who stands against whom in some copy: deeds, charges, answers and words of conflict that set one actor against another.

A clash is read off one sentence. Two states that are named together, and an actor beside its state, are none. It must not say who
began.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Analysed, Read
from copytaster.dossier.crowds import may_speak_of_one
from copytaster.dossier.deeds import TONES, Named, deeds, named_in, stem_of
from copytaster.dossier.values import Actor
from copytaster.text.names import Mention
from copytaster.text.quotes import Attribution


@dataclass(frozen=True, slots=True)
class Clash:
    """Two actors (keys) that one sentence of a version sets against each other."""

    one: str
    other: str
    version: int


# Cues by which one charges, refuses or contradicts another.
_CHARGES = re.compile(
    r"\b(?:accus|blam|condemn|denounc|critici[sz]|reject|dismiss|refus|den(?:y|ies|ied)|threaten|protest|oppos|decr(?:y|ies|ied)"
    r"|slam|assail|attack|disput|rebuk|blast|vow|demand|call(?:s|ed)? (?:for|on)|warn)",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"\b(?:while|whereas|although|though|but|however|despite|contradict\w*)\b", re.IGNORECASE)
_FIGHT = (
    r"(?:war|wars|conflict|clash(?:es)?|fighting|hostilities|skirmish(?:es)?|battles?|tensions?|dispute|stand-?off|crisis|feud"
    r"|cease-?fire|truce|exchange of fire)"
)
_ASSAULT = (
    r"(?:invasion|aggression|attacks?|airstrikes?|air strikes?|strikes?|offensive|shelling|bombing|bombardment|assault|raids?|siege"
    r"|blockade|occupation|war|incursion|crackdown|sanctions|ultimatum|lawsuit|uprising|rebellion|coup|mutiny|protests?"
    r"|rall(?:y|ies)|demonstrations?)"
)
_TALKS = r"(?:(?:peace|cease-?fire|hostage|prisoner)\s+\w+)"
_BETWEEN = re.compile(rf"\b(?:{_FIGHT}|{_TALKS})\s+(?:\w+\s+){{0,3}}between\s+(?:the\s+)?(?:[a-z]+\s+){{0,2}}\Z", re.IGNORECASE)
_AND = re.compile(r"\s+(?:[a-z]+\s+){0,2}and\s+(?:the\s+)?(?:[a-z]+\s+){0,2}\Z")
_ASSAULT_ON = re.compile(
    rf"(?:['’]s?)?\s+(?:[\w-]+\s+){{0,2}}{_ASSAULT}\s+(?:of|on|upon|against|across|in|over|into)\s+(?:the\s+)?"
    r"(?:[a-z-]+\s+){0,2}\Z",
    re.IGNORECASE,
)
_SUFFERS = re.compile(rf"\b{_ASSAULT}\s+(?:of|on|upon|against|in)\s[^.;:]{{0,40}}\Z", re.IGNORECASE)
_BY = re.compile(r"(?:,|['’]s)?(?:\s+[\w-]+){0,4}?,?\s+by\s+(?:the\s+)?(?:[a-z]+\s+)?", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:fight\w*|fought|war|protest\w*|demonstrat\w*|rall\w+|ris\w+|mutin\w+|campaign\w*|offensive|struggle|lawsuit|case|suit"
    r"|rebel\w*|revolt\w*|operations?|uprising|turn\w*|gains)\s+(?:\w+\s+){0,2}against\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}\Z"
    r"|\btargeting\s+(?:[a-z-]+\s+){0,3}\Z",
    re.IGNORECASE,
)
_VERSUS = re.compile(r"\s*[-–—]\s*|\s+and\s+(?:the\s+)?(?:[a-z]+\s+)?")
_PAIR_FIGHTS = re.compile(
    rf"(?:['’]s?)?\s+(?:[a-z]+\s+){{0,2}}(?:{_FIGHT}\b|exchang\w+ fire|trad\w+ (?:fire|blame|accusations)"
    r"|accus\w+ each other|blam\w+ each other|fight|clash\b|could not (?:reach|agree)"
    r"|(?:\w+ )?agree\w* to (?:an?|the) (?:\w+ ){0,4}"
    r"(?:cease-?fire|truce|peace))",
    re.IGNORECASE,
)
# "the Iraq and Afghanistan wars" are two, and neither is fought between them.
_TWO_WARS = re.compile(r"\s+(?:wars|conflicts|crises)\b")
_LONGEST_GAP = 80


# A crowd and those whom it stands against: named, or only by what they are ("the police", "the government"), who are those of the
# country that the copy is about.
_PROTEST = re.compile(
    r"(?:\s+[\w’'-]+){0,8}?,?\s+(?:against|demand\w*|call\w* (?:for|on)|urg\w+|chant\w+|call\w* for the (?:resignation|ouster) of)"
    r"(?:\s+[\w-]+){0,6}\s+\Z",
    re.IGNORECASE,
)
_POWERS = re.compile(r"\b(?:police|security forces|riot police|troops|soldiers|gendarmes|government|authorities)\b", re.IGNORECASE)
_FORCE = re.compile(
    r"\b(?:detain\w*|arrest\w*|fir(?:e|es|ed|ing)|shot|shoot\w*|tear gas|water cannons?|dispers\w+|crack\w*|clash\w*|kill\w*"
    r"|beat\w*|surround\w*|against|demands?|demanding|violence|batons?|rubber bullets|riot)\b",
    re.IGNORECASE,
)


def clashes(analysed: Analysed, cast: Cast, home: str = "") -> list[Clash]:
    """The clashes of one version, each two actors once a sentence; `home` is the key of the state that the copy is about. Questions
    set nobody against anybody."""
    found: list[Clash] = []
    where = cast.actors.get(home)
    for read in analysed.sentences:
        if len(read.names) < 2 and not may_speak_of_one(read.text):
            continue  # who stands alone in a sentence stands against nobody in it
        if read.text.rstrip().endswith("?"):
            continue
        here = {tuple(sorted((a.key, b.key))) for a, b in _of_sentence(read, cast, where) if a.key != b.key}
        found += [Clash(one, other, analysed.version) for one, other in sorted(here)]
    return found


def _of_sentence(read: Read, cast: Cast, home: Actor | None) -> Iterator[tuple[Actor, Actor]]:
    known = named_in(read, cast)
    crowd = next((a for m, a in known if m.kind == "crowd"), None)
    if crowd and home and _POWERS.search(read.text) and _FORCE.search(read.text):
        yield crowd, next((a for m, a in known if a.kind == "state" and _POWERS.match(read.text, m.end - read.start + 1)), home)
    if len({a.key for _, a in known}) < 2:
        return
    for deed in deeds(read, cast):
        if TONES[stem_of(deed.verb)] < 0:
            yield deed.actor, deed.target
    yield from _charges(read, known)
    for at, (left, actor) in enumerate(known):
        for right, target in known[at + 1 : at + 3]:
            if _is_fought(read, left, right) or (left.kind == "crowd" and _is_faced(read, left, right)):
                yield actor, target


def _charges(read: Read, known: Sequence[Named]) -> Iterator[tuple[Actor, Actor]]:
    """Who charges or contradicts whom: the object of the charge is the first that its words name, or whoever speaks otherwise in
    the same sentence."""
    spoken: list[Actor] = []
    for said in read.says:
        speaker = _source(said, known)
        if speaker is None:
            continue
        spoken.append(speaker)
        cue = read.text[said.cue[0] - read.start : said.cue[1] - read.start]
        end = max((b for _, b in said.content), default=said.cue[1])
        if _CHARGES.search(cue):
            charged = [a for m, a in known if said.cue[1] <= m.start < end and a.key not in {speaker.key, speaker.state}]
            yield from ((speaker, a) for a in charged[:1])
    if len(spoken) > 1 and _CONTRAST.search(read.text):
        yield from ((spoken[0], a) for a in spoken[1:] if a.key not in {spoken[0].key, spoken[0].state})


def _source(said: Attribution, known: Sequence[Named]) -> Actor | None:
    if said.source is None:
        return None
    start, end = said.source
    inside = [(m, a) for m, a in known if start <= m.start and m.end <= end]
    people = [n for n in inside if n[1].kind == "person"] or inside
    return people[0][1] if people else None


def _is_fought(read: Read, left: Mention, right: Mention) -> bool:
    """Whether the words between two names, or those around them, are of a fight of the one with the other."""
    return fought(read.text, left.start - read.start, left.end - read.start, right.start - read.start, right.end - read.start)


def _is_faced(read: Read, left: Mention, right: Mention) -> bool:
    """Whether what a crowd does goes against the one who is named after it: "protests demanding that President Boe resign"."""
    return _PROTEST.fullmatch(read.text, left.end - read.start, right.start - read.start) is not None


def fought(text: str, start: int, end: int, other: int, other_end: int) -> bool:
    """Whether a text has its names at [start:end] and [other:other_end] fight each other."""
    gap = text[end:other]
    if len(gap) > _LONGEST_GAP or ";" in gap or ":" in gap:
        return False
    if _ASSAULT_ON.fullmatch(gap) or (_AGAINST.search(gap) and ("," not in gap or "targeting" in gap)):
        return True
    if _AND.fullmatch(gap) and _BETWEEN.search(text[:start]):
        return True
    if _TWO_WARS.match(text, other_end) and _AND.fullmatch(gap):
        return False
    if _BY.fullmatch(gap) and _SUFFERS.search(text[:start]):
        return True
    return _VERSUS.fullmatch(gap) is not None and _PAIR_FIGHTS.match(text, other_end) is not None
