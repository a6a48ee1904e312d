"""Who speaks in a sentence, and for which side: from the words of the copy to an actor.

"the President" in a release of a president's office is that president's side; a pronoun is whoever spoke last. It must not guess: a
speaker who is not named and not in office stands on no side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Read
from copytaster.dossier.sides import side_of
from copytaster.dossier.standing import origins
from copytaster.dossier.values import Actor, Side
from copytaster.model import Version
from copytaster.text.names import mentions
from copytaster.text.quotes import CUES, Attribution, is_pronoun

# An origin of this kind speaks for its state: "Kremlin", "President of Ukraine", "Ministry of Defence of Azerbaijan".
_ORGAN = re.compile(
    r"\b(?:president\w*|prime minister|government|cabinet|ministry|ministers?|parliament|embassy|armed forces|general staff"
    r"|foreign office|army|navy|kremlin|white house)\b",
    re.IGNORECASE,
)
# Who is named by an office alone.
_OFFICE = re.compile(
    r"\b(?:president|head of (?:the )?(?:state|government|office|president)|prime minister|minister|chancellor|king|queen"
    r"|first lady|spokes(?:man|woman|person)|government|ministry|adviser|ambassador|deputy head|commander|general staff)\b",
    re.IGNORECASE,
)
# In a state's own release "we" is that state; elsewhere it may be anybody. "He" is whoever spoke last.
_OWN = re.compile(r"\A(?:I|we)\Z", re.IGNORECASE)
_OTHER = re.compile(r"\A(?:he|she|they)\Z", re.IGNORECASE)
# A span that begins so is no speaker: a relative clause, a circumstance, half of a quotation.
_NO_SPEAKER = re.compile(
    r"\A(?:at|in|on|of|by|as|from|with|during|despite|after|before|when|which|whose|where|that|what|if|it|this|there|and|but|or"
    r"|because|to|for|saying|not|also|then|so)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 22


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker: as printed, as an actor (a key, or nothing), and the side that it speaks for (a key, or nothing)."""

    printed: str
    actor: str = ""
    side: str = ""


# A host that only a state's organ has: president.gov.ua, kremlin.ru, mfa.gov.az, mod.uk.
_STATE_HOST = re.compile(
    r"\Ahttps?://(?:[\w-]+\.)*(?:gov|gob|gouv|govt|go|kremlin|president|presidency|government|mfa|mid|mod|mil)\.(?P<code>[a-z]{2})(?:[:/]|\Z)"
)


def organ_of(version: Version) -> str:
    """The code of the state whose organ wrote a version; nothing for the press."""
    if host := _STATE_HOST.match(version.item.url.lower()):
        return {"uk": "GB"}.get(host.group("code"), host.group("code").upper())
    known = origins(version)
    if len(known) != 1:
        return ""
    found = [m for m in mentions(known[0]) if m.state]
    named = [m for m in found if m.kind == "seat" and m.text == known[0].removeprefix("The ")]
    return (named or found)[0].state if named or (found and _ORGAN.search(known[0])) else ""


def speakers(
    read: Read, text: str, cast: Cast, sides: Sequence[Side], *, organ: str = "", before: Voice | None = None
) -> Iterator[tuple[Attribution, Voice]]:
    """What is said in a sentence, each with who says it; `text` is the field that the sentence stands in."""
    known = False
    for said in read.says:
        found = voice(read, said, text[slice(*said.source)] if said.source else "", cast, sides, organ=organ, before=before)
        if found:
            known, before = True, found
            yield said, found
    answer = None if known else declines(read)
    if answer is not None and answer.source is not None:
        found = voice(read, answer, text[slice(*answer.source)], cast, sides, organ=organ, before=before)
        if found:
            yield answer, found


def voice(
    read: Read, said: Attribution, printed: str, cast: Cast, sides: Sequence[Side], *, organ: str = "", before: Voice | None = None
) -> Voice | None:
    """Who says what `said` holds; `printed` are the words of its source, `before` is who spoke last in the same text."""
    if said.source is None:
        return None
    if is_pronoun(printed):
        own = next((s.key for s in sides if s.key == organ), "") if _OWN.match(printed) else ""
        return Voice(printed, side=own) if own else before if _OTHER.match(printed) else None
    if _NO_SPEAKER.match(printed) or printed[-1:] in ',”"»' or printed.count(" ") >= _MOST_WORDS:
        return None
    actor, tail = _speaker(read, said.source, cast)
    if tail > _LONGEST_TAIL or (actor is not None and actor.kind == "place"):
        return None
    if actor is not None and (actor.kind == "person" or not organ or not _OFFICE.search(printed)):
        return Voice(printed, actor.key, side_of(actor, sides))
    if organ and _OFFICE.search(printed) and (actor is None or side_of(actor, sides) == organ or actor.kind == "body"):
        named = next((s.key for s in sides if s.key == organ), "")
        return Voice(printed, actor.key if actor and side_of(actor, sides) == named else "", named)
    return Voice(printed, actor.key, side_of(actor, sides)) if actor else Voice(printed)


# "Israeli troops kill nine people in Gaza" is a clause and no speaker: so many words after the name are too many.
_LONGEST_TAIL = 4


def _speaker(read: Read, source: tuple[int, int], cast: Cast) -> tuple[Actor | None, int]:
    """Of those named in a source the one who speaks (the last person, else the last body, else the first state), and how many
    words follow the name."""
    named = [(m, a) for m in read.names if source[0] <= m.start and m.end <= source[1] and (a := cast.of(read.version, m))]
    if not named:
        return None, 0
    people = [n for n in named if n[1].kind == "person"] or [n for n in named if n[1].kind == "body"]
    mention, actor = people[-1] if people else named[0]
    return actor, read.text[mention.end - read.start : source[1] - read.start].split(", ")[0].count(" ")


# "Russia declines to confirm whether ...", "Hamas denied it had ...": who answers a question by not answering it.
_DECLINES = re.compile(
    r"\s+(?:(?:has|have|had|officials?|authorities|government|again|also|repeatedly|later)\s+)*"
    r"(?P<cue>(?:declin|refus)\w+ to (?:confirm|say|comment on|acknowledge|admit|accept)|den(?:y|ies|ied)|rejects?|rejected"
    r"|admits?|admitted|acknowledg\w+|conced\w+|apologi[sz]\w+ for)\s+"
)


def declines(read: Read) -> Attribution | None:
    """A sentence in which whoever opens it denies, declines or admits, read as a statement."""
    for mention in read.names[:3]:
        if mention.start - read.start > 40:
            break
        at = mention.end - read.start
        if (m := _DECLINES.match(read.text, at)) and len(read.text) - m.end() > 12:
            end = read.start + len(read.text.rstrip(" .!?"))
            comma = read.text.find(", despite ", m.end())
            content = (read.start + m.end(), read.start + comma if comma > 0 else end)
            return Attribution((read.start, mention.end), (read.start + m.start("cue"), read.start + m.end("cue")), (content,))
    return None


# Between a speaker and the verb of speaking stand few words, or something set off by a comma: "Hamas executes eight men in Gaza
# City accused of ..." is no statement of Hamas.
_WIDEST = 25
_SAYING = CUES | frozenset(
    "stating notify notifies notified stressed stresses stress emphasized emphasizes emphasised emphasises underlined"
    " underlines underscored pointed points informed informs assured assures remarked remarks commented comments observed"
    " agreed agrees thanked congratulated reiterated reiterates reaffirmed affirmed reminded advised calling claiming"
    " warning insisting adding noting urging vowing accusing denying labeled labelled labels referred refers answered"
    " responded responds opined voiced signalled hinted boasted proclaimed proposed proposes suggested guarantees guaranteed"
    " insists vowed say stated declares declaring declared decries decried hopes hoped want wants wanted know knows known"
    " understand expects expected considers considered welcomes welcomed thinks sees demands regrets regretted refuses"
    " refused declined declines admits recognises recognizes recognized".split()
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\Z")
_PARTICIPLE = re.compile(r"(?:\w+ed|told|said|known|seen|thought)\b")


def is_statement(read: Read, said: Attribution, text: str) -> bool:
    """Whether somebody really says something: words in quotation marks, a verb of saying right beside its speaker, an answer
    declined."""
    if said not in read.says or said.direct:
        return True
    cue = text[slice(*said.cue)]
    if "according to" in cue.lower():
        return True
    if cue.lower().split()[-2:] == ["accused", "of"]:
        return False  # who is "accused of" something is spoken of
    if _SAYING.isdisjoint(cue.lower().split()):
        return False
    if _PARTICIPLE.match(cue) and _PASSIVE.search(text[max(0, said.cue[0] - 25) : said.cue[0]]):
        return False
    if said.source is None or said.source[1] > said.cue[0]:
        return True
    gap = text[said.source[1] : said.cue[0]]
    return len(gap) <= _WIDEST or gap.lstrip().startswith((",", "(", "–", "—")) or gap.rstrip().endswith(",")
