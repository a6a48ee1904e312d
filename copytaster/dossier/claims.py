"""Who says what, verbatim, and which claims stand against each other.

A claim is a span of copy: nothing is rephrased. Two claims are contested when different sides speak to the same question; the
later claim of a side that comes over to the other's overtakes the earlier one. It must not give a verdict.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Analysed, Read, field_text
from copytaster.dossier.sides import side_of
from copytaster.dossier.standing import origins
from copytaster.dossier.telling import cite
from copytaster.dossier.values import Claim, Contest, Field, Side
from copytaster.model import Version
from copytaster.text.names import state_names
from copytaster.text.quotes import Attribution, is_pronoun
from copytaster.text.words import fold, words

_DENY = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject\w*|dismiss\w*|disput\w*|refut\w*|declin\w+ to|not|no|never|false|instead|contradict\w*)\b",
    re.IGNORECASE,
)
_ADMIT = re.compile(r"\b(?:admit\w*|admission|acknowledg\w*|conced\w*|confirm\w*|responsib\w*)\b", re.IGNORECASE)
# Words that speak of the saying and not of the matter.
_EMPTY = frozenset(
    words(
        "people country countries government official officials state states president minister said report time day year".strip()
    )
)


def claims(copy: Sequence[tuple[Version, Analysed]], cast: Cast, sides: Sequence[Side]) -> list[Claim]:
    """Every statement with a speaker who is named, in order of time."""
    found = [c for version, analysed in copy for c in _of_version(version, analysed, cast, sides)]
    return sorted(found, key=lambda c: (c.said or dt.date.min, c.citation.version, c.citation.start))


def _of_version(version: Version, analysed: Analysed, cast: Cast, sides: Sequence[Side]) -> Iterator[Claim]:
    speaker: tuple[str, str] | None = None
    for read in analysed.sentences:
        text = field_text(version, read.field)
        for said in read.says:
            named = _speaker(text, read, said, cast, speaker)
            if named is None or not said.content or (read.field == Field.HEADLINE and version.item.text):
                continue
            speaker = named
            span = max(said.content, key=lambda c: c[1] - c[0])
            actor = cast.actors.get(named[1])
            yield Claim(
                f"{version.id}:{read.field.value}:{span[0]}",
                named[0],
                text[slice(*said.cue)],
                text[slice(*span)],
                cite(version, read.field, *span),
                said.direct,
                named[1],
                side_of(actor, sides),
                read.start,
                analysed.day,
                origins(version),
            )


def _speaker(text: str, read: Read, said: Attribution, cast: Cast, before: tuple[str, str] | None) -> tuple[str, str] | None:
    """The speaker in the words of the copy and as an actor; a pronoun is whoever spoke last."""
    if said.source is None:
        return None
    printed = text[slice(*said.source)]
    if is_pronoun(printed):
        return before
    named = cast.in_span(read, *said.source)
    people = [a for a in named if a.kind == "person"] or [a for a in named if a.kind == "body"] or named
    return (printed, people[-1].key) if people else (printed, "")


def contests(found: Sequence[Claim], sides: Sequence[Side], *, limit: int = 12) -> tuple[tuple[Contest, ...], list[Claim]]:
    """Contested questions, most spoken to first, and the claims with those marked that later ones took the place of."""
    if len(sides) < 2:
        return (), list(found)
    sided = [c for c in found if c.side]
    matter = {c.key: _matter(c, sides) for c in sided}
    rarity = Counter(t for terms in matter.values() for t in terms)
    groups = _grouped(sided, matter, rarity)
    contested = [g for g in groups if len({c.side for c in g}) > 1 and _stands_against(g)]
    overtaken = {c.key: c for group in contested for c in _overtaken(group, matter)}
    marked = [overtaken.get(c.key, c) for c in found]
    made = [Contest(_question(g, matter), tuple(overtaken.get(c.key, c) for c in g)) for g in contested]
    made.sort(key=lambda k: -len(k.claims))
    return tuple(made[:limit]), marked


def _matter(claim: Claim, sides: Sequence[Side]) -> frozenset[str]:
    """What a claim speaks of: its content words without the sides' own names."""
    own = {t for s in sides for t in words(f"{s.name} {state_names().get(s.key, '')}")}
    return frozenset(t for t in words(claim.words) if t not in _EMPTY and not any(t.startswith(o[:5]) for o in own if len(o) > 3))


def _grouped(found: Sequence[Claim], matter: Mapping[str, frozenset[str]], rarity: Counter[str]) -> list[list[Claim]]:
    """Claims that share two words of the matter, or one that few claims have and that stands in the same sentence."""
    groups: list[list[Claim]] = []
    for claim in found:
        home = next((g for g in groups if any(_same_question(claim, other, matter, rarity, len(found)) for other in g)), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    return groups


def _same_question(a: Claim, b: Claim, matter: Mapping[str, frozenset[str]], rarity: Counter[str], total: int) -> bool:
    if (a.citation.version, a.citation.field, a.sentence) == (b.citation.version, b.citation.field, b.sentence):
        return a.side != b.side
    shared = matter[a.key] & matter[b.key]
    rare = [t for t in shared if rarity[t] <= max(3, total // 10)]
    enough = len(shared) >= min(3, 0.5 * min(len(matter[a.key]), len(matter[b.key])))
    return enough and len(rare) >= 2


def _stands_against(group: Sequence[Claim]) -> bool:
    """Whether one of them denies, or two sides say it differently."""
    if any(_DENY.search(f"{c.cue} {c.words}") for c in group):
        return True
    by_side: dict[str, set[str]] = defaultdict(set)
    for claim in group:
        by_side[claim.side].add(fold(claim.words))
    return len(by_side) > 1


def _overtaken(group: Sequence[Claim], matter: Mapping[str, frozenset[str]]) -> list[Claim]:
    """Earlier claims of a side that later spoke like the other side, or admitted it."""
    result = []
    for early in group:
        for late in group:
            if late.side != early.side or not (early.said and late.said) or late.said <= early.said:
                continue
            others = [c for c in group if c.side != early.side]
            towards = max((len(matter[late.key] & matter[c.key]) for c in others), default=0)
            if towards > len(matter[late.key] & matter[early.key]) and (
                _ADMIT.search(f"{late.cue} {late.words}") or _DENY.search(early.words + early.cue)
            ):
                result.append(replace(early, overtaken_by=late.key, why=f"{late.speaker}, {late.said:%d %B %Y}: {late.words}"))
                break
    return result


def _question(group: Sequence[Claim], matter: Mapping[str, frozenset[str]]) -> str:
    """The words that most of the claims share, as the copy prints them."""
    counts = Counter(t for c in group for t in matter[c.key])
    shared = {t for t, n in counts.items() if n > 1} or set(list(matter[group[0].key])[:3])
    printed = [w.strip(".,;:()“”\"'") for w in group[0].words.split()]
    kept = [w for w in printed if any(t in shared for t in words(w))]
    return " ".join(dict.fromkeys(kept)) or group[0].words[:60]
