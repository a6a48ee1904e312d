"""Who says what, verbatim: each claim a span of copy with its speaker, and what it must be compared by.

A claim is a span of copy: nothing is rephrased. Which claims stand against each other is for dossier/contests to say. It must not
give a verdict.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Analysed, Read, field_text
from copytaster.dossier.happened import without_eponyms
from copytaster.dossier.kept import Kept
from copytaster.dossier.standing import origins
from copytaster.dossier.statements import is_statement
from copytaster.dossier.support import Toll, tolls
from copytaster.dossier.telling import cite
from copytaster.dossier.values import Claim, Field, Side
from copytaster.dossier.voices import Voice, organ_of, speakers
from copytaster.model import Version
from copytaster.text.names import state_names
from copytaster.text.quotes import Attribution, is_pronoun
from copytaster.text.words import root, words

# Words that speak of the saying and not of the matter.
_EMPTY = frozenset(
    words(
        "people country countries government official officials state states president minister said report time day year part"
        " number way thing things today tomorrow yesterday week month head work issue issues situation meeting"
    )
)
# Words that name one matter in many ways: reports of a crash say plane, jet, airliner, Flight 8243. With "=" what happened, with
# "~" what sides in a conflict accuse each other of.
_KIN = {
    stem: family
    for family, stems in {
        "=aircraft": "plane planes aircraft airplane jet jets airliner flight aviation airlines airline pilot",
        "=crash": "crash crashes crashed accident downing downed disaster tragedy",
        "=death": "death deaths died dead die killed killing killings casualties",
        "=strike": "strike strikes attack attacks raid raids bombing shelling airstrike airstrikes",
        "=shoot": "missile missiles shot shooting shelling air-defence air-defense defence defense pantsir projectile fire fired",
        "=deal": "deal agreement accord truce ceasefire pact",
        "~provocation": "provocation provocations provocative provoke provokes provoked",
        "~civilians": "civilian civilians residential",
        "~blockade": "blockade blockades blockaded unblock unblocked ports port grain",
        "~genocide": "genocide genocidal",
        "~nuclear plant": "nuclear radiation",
        "~weapons banned": "chemical biological",
    }.items()
    for stem in (root(w) for w in words(stems))
}


@dataclass(frozen=True)
class Heard:
    """A claim with what it is compared by: the words of its matter, those around it, the past days that its context names; whether
    it denies, admits, or says why something happened; the counts of victims that it gives; whether its
    days are named in the copy; whether it is known from the other side only; whether it gives its own side's deed as the cause."""

    claim: Claim
    matter: frozenset[str]
    context: frozenset[str]
    days: frozenset[tuple[dt.date, dt.date]]
    sentence: str
    denies: bool = False
    admits: bool = False
    names_a_cause: bool = False
    tolls: tuple[Toll, ...] = ()
    is_dated: bool = False
    is_hearsay: bool = False
    owns_up: bool = False


def hear(copy: Sequence[tuple[Version, Analysed]], cast: Cast, sides: Sequence[Side], *, kept: Kept | None = None) -> list[Heard]:
    """Every statement with a speaker, in order of time."""
    own = frozenset(root(t) for s in sides for t in words(f"{s.name} {state_names().get(s.key, '')}") if len(t) > 3)
    held = kept or Kept()
    found: list[Heard] = []
    for version, analysed in copy:
        depends = held.signature(analysed, cast, sides, None)
        found += held.get("heard", version.id, depends, partial(_heard, version, analysed, cast, sides, own))
    return sorted(found, key=_order)


def as_told(heard: Sequence[Heard], days: Mapping[tuple[int, Field, int], dt.date], cast: Cast) -> list[Heard]:
    """Statements with the day under which the text tells them (by version, field and start of the sentence), and the name of who is
    "he"."""
    found = []
    for one in heard:
        claim = one.claim
        said = days.get((claim.citation.version, claim.citation.field, claim.sentence), claim.said)
        known = cast.actors.get(claim.actor) if is_pronoun(claim.speaker) else None
        if said != claim.said or known:
            one = replace(one, claim=replace(claim, said=said, speaker=known.name if known else claim.speaker))
        found.append(one)
    return sorted(found, key=_order)


def _order(one: Heard) -> tuple[dt.date, int, int]:
    return one.claim.said or dt.date.min, one.claim.citation.version, one.claim.citation.start


def _heard(version: Version, analysed: Analysed, cast: Cast, sides: Sequence[Side], own: frozenset[str]) -> list[Heard]:
    return list(_of_version(version, analysed, cast, sides, own))


def _of_version(version: Version, analysed: Analysed, cast: Cast, sides: Sequence[Side], own: frozenset[str]) -> Iterator[Heard]:
    spoke: Voice | None = None
    organ = organ_of(version)
    known = origins(version)
    before: list[Read] = []
    for read in analysed.sentences:
        text = field_text(version, read.field)
        for said, heard in speakers(read, text, cast, sides, organ=organ, before=spoke):
            if not said.content or (read.field == Field.HEADLINE and version.item.text):
                continue
            spoke = heard
            if not is_statement(read, said, text):
                continue
            heard = _conceding(read, said, text[slice(*said.cue)], heard, sides)
            source = text[slice(*said.source)] if said.source else ""
            printed = source if is_pronoun(source) else heard.printed
            span = max(said.content, key=lambda c: c[1] - c[0])
            claim = Claim(
                f"{version.id}:{read.field.value}:{span[0]}",
                printed,
                text[slice(*said.cue)],
                text[slice(*span)],
                cite(version, read.field, *span),
                said.direct,
                heard.actor,
                heard.side,
                read.start,
                analysed.day,
                known,
            )
            about, days, is_dated = _around(read, before[-2:], analysed.day, own)
            is_hearsay = bool(heard.side) and organ in {s.key for s in sides} - {heard.side}
            counted = tuple(tolls(claim.words))
            stood = stance(claim.cue, claim.words, read.text)
            yield Heard(
                claim,
                matter(claim.words, own),
                about,
                days,
                read.text,
                *stood,
                counted,
                is_dated,
                is_hearsay,
                _is_own_deed(read, said, text, heard),
            )
        before.append(read)


_DENY = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss\w*|disput\w*|refut\w*|declin\w+ to|no evidence|false|baseless"
    r"|fabricat\w*|did not|does not|do not|was not|were not|is not|are not|has not|have not|not responsible|never)\b",
    re.IGNORECASE,
)
_ADMIT = re.compile(
    r"\b(?:admi(?:t|ts|tted|tting|ssion)|acknowledg\w*|conced\w*|took responsibility|takes responsibility|accept\w* responsibility"
    r"|apologi[sz]\w*|confess\w*)\b",
    re.IGNORECASE,
)
# Copy that says why something happened.
_CAUSE = re.compile(
    r"\b(?:caus\w+|because|due to|attribut\w+|blam\w+|responsib\w+|result(?:ed)? (?:of|from)|shot down|struck|hit by|bird|strike"
    r""
    r"|missiles?|air defen[cs]es?|fired|downed|downing|shooting down|brought (?:\w+ ){0,2}down"
    r"|explo\w+|accident\w*|deliberate\w*|natural|injur\w+|tortur\w*|self-defen[cs]e|misfir\w+|malfunction\w*|failure"
    r"|sabotag\w*|terror\w*|provo\w+|false flag|stag(?:ed|ing)|carried out|targeted)\b",
    re.IGNORECASE,
)


def stance(cue: str, said: str, sentence: str) -> tuple[bool, bool, bool]:
    """Whether a claim denies, admits, names a cause: from its cue, its words and, for an admission, the sentence around them."""
    at = sentence.find(cue)
    near = sentence[max(0, at - 12) : at + 24] if at >= 0 else cue
    denies = bool(_DENY.search(near) or _DENY.search(said[:90]))
    admits = bool(_ADMIT.search(sentence))
    return denies, admits, bool(_CAUSE.search(f"{cue} {said}") or (admits and _CAUSE.search(sentence)))


# Who admits, admits what is his own: a speaker of no known side who "concedes that a Russian missile hit it" speaks for Russia.
_CONCEDES = re.compile(r"\b(?:admi(?:t|ts|tted)|acknowledg\w+|conced\w+|confess\w*)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:its|his|her|our|their|my) own\b", re.IGNORECASE)
_BLAME = re.compile(
    r"\b(?:missiles?|air[- ]defen[cs]es?|shot|shooting|downed|downing|fired|struck|hit|brought (?:\w+ ){0,2}down"
    r"|responsib\w+|to blame)\b",
    re.IGNORECASE,
)


def _conceding(read: Read, said: Attribution, cue: str, heard: Voice, sides: Sequence[Side]) -> Voice:
    """The speaker, on the side whose deed is conceded, where no side of his is known."""
    keys = {s.key for s in sides}
    if heard.side or not _CONCEDES.search(cue):
        return heard
    named = (m.key for m in read.names if m.key in keys and any(a <= m.start < b for a, b in said.content))
    return replace(heard, side=next(named, ""))


def _is_own_deed(read: Read, said: Attribution, text: str, heard: Voice) -> bool:
    """Whether a side gives its own arms as the cause: "Russian air defence shot it down", says Russia."""
    whole = " ".join(text[a:b] for a, b in said.content)
    names_itself = any(m.key == heard.side and any(a <= m.start < b for a, b in said.content) for m in read.names)
    return (
        bool(heard.side) and (names_itself or bool(_OWN.search(whole))) and bool(_BLAME.search(whole)) and not _DENY.search(whole)
    )


# Copy that names no past day speaks of these last days.
_FRESH = dt.timedelta(days=2)


def _around(
    read: Read, before: Sequence[Read], day: dt.date | None, own: frozenset[str]
) -> tuple[frozenset[str], frozenset[tuple[dt.date, dt.date]], bool]:
    """What the copy around a claim speaks of and when that was (its own sentence, else those before it); whether it names a day."""
    here = frozenset(_kin(root(t)) for t in read.terms if t not in _EMPTY) - own
    if not any(t.startswith("=") for t in here):
        here |= frozenset(_kin(root(t)) for r in before for t in r.terms if t not in _EMPTY) - own
    past = frozenset(_past([read], day)) or frozenset(_past(before, day))
    return here, past or (frozenset({(day - _FRESH, day)}) if day else frozenset()), bool(past)


def matter(text: str, own: frozenset[str] = frozenset()) -> frozenset[str]:
    """What words speak of: content words by their roots, one word for one matter, without the sides' own names."""
    return frozenset(_kin(root(t)) for t in words(text) if t not in _EMPTY and not _is_own(root(t), own))


def _kin(term: str) -> str:
    return _KIN.get(term, term)


@lru_cache(maxsize=50_000)
def _is_own(term: str, own: frozenset[str]) -> bool:
    return any(term[:5] == o[:5] for o in own)


def _past(reads: Sequence[Read], day: dt.date | None) -> Iterator[tuple[dt.date, dt.date]]:
    """The days and months that some sentences name and that lie behind them: what they speak of."""
    for read in reads:
        for time in without_eponyms(read).times:
            if time.first and time.last and time.precision in {"day", "month"} and (day is None or time.last < day):
                yield time.first, time.last
