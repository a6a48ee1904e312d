"""Who speaks in a sentence, and for which side: from the words of the copy to an actor.

"the President" in a release of a president's office is that president's side; a pronoun is whoever spoke last. It must not guess: a
speaker who is not named and not in office stands on no side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from copytaster.dossier.actors import Cast
from copytaster.dossier.analyse import Read
from copytaster.dossier.crowds import crowd_of
from copytaster.dossier.deeds import Named, is_governed
from copytaster.dossier.sides import side_of
from copytaster.dossier.speakers import hangs, is_said_by, opens_with_many, phrase, written_by
from copytaster.dossier.standing import origins
from copytaster.dossier.statements import is_statement
from copytaster.dossier.values import Actor, Side
from copytaster.model import Version
from copytaster.text.names import mentions
from copytaster.text.quotes import Attribution, is_pronoun

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
# Nor is one that counts people, or names what cannot speak.
_NOBODY = re.compile(
    r"\A(?:(?:more |other |fewer )?than|at least|the remaining|\d)"
    r"|\A(?:(?:the|this|that|an?|its)\s+)?(?:[a-z]+\s+)?(?:agreement|deal|video|cease-?fire|bill|law|attack|strike|move|decision|crash"
    r"|event|debate)s?\Z",
    re.IGNORECASE,
)
# What follows a speaker and is no part of the name: "John McCormick on Saturday", "Kosgei after the race", "Cherry, who led".
_TAIL = re.compile(
    r"(?:,?\s+(?:(?:who|which|whose|where|after|during|via|last|late|early|following|yesterday|today)\b"
    r"|on\s(?:[A-Z]\w+day|Twitter|Facebook|Instagram|Telegram|X)\b).*"
    r"|,?\s+(?:in|on|over|at|by|of|from|with|to|and|for|as|said|also|has|had)|\s+and\s(?:the\s)?\w*-)\Z",
    re.DOTALL,
)
# Whom the words of a source go against or come after does not speak: "A unit mutinies against the president and calls".
_OBJECT = re.compile(r"\s(?:against|after|before|during|despite|over|amid|following)\s|,?\s(?:who|which|whose|where)\b")
# Who speaks for somebody, who only belongs to him, and what he wrote.
_STAFF = re.compile(
    r"\A(?:\w+\s+){0,2}(?:advis[eo]rs?|aides?|spokes\w+|offices?|campaign|administration|government|teams?|lawyers?|attorneys?|cabinet"
    r"|press secretary|chief of staff)\b",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\A(?:\w+\s+){0,2}(?:statements?|tweets?|posts?|letters?|message|remarks|words|speech|book|memo)\b", re.IGNORECASE
)
_OF_SOMEBODY = re.compile(
    r"\b(?P<head>advis[eo]rs?|aides?|spokes\w+|office|campaign|administration|lawyers?|attorneys?|supporters|critics|opponents|opposition|allies"
    r"|rivals?|sons?|daughters?|wife|husband|widow|brothers?|sisters?|family|doctors?|friends?)\s(?:to|of|for)\s"
    r"(?:the\s)?(?:[\w.-]+\s){0,3}\Z",
    re.IGNORECASE,
)
_NAMED_SO = re.compile(r"\b(?:an?|one)\s.*\b(?:named|called)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker: as printed, as an actor (a key, or nothing), and the side that it speaks for (a key, or nothing). `person` is the
    last who was heard and can be "he" or "she", where this one cannot."""

    printed: str
    actor: str = ""
    side: str = ""
    person: Voice | None = field(default=None, compare=False)


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
            known, before = known or is_statement(read, said, text), _remembering(found, before, cast)
            yield said, before
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
        return Voice(printed, side=own) if own else _meant(read, said, printed, cast, before)
    if said.source[0] > said.cue[0] and _NOT_BY.search(read.text[: said.source[0] - read.start]):
        return None
    if person := _who_is(read, said.source[0], cast):
        return Voice(person[0].text, person[1].key, side_of(person[1], sides))
    subject = _subject(read, said, cast)
    if subject is not None:
        return Voice(subject[0].text, subject[1].key, side_of(subject[1], sides))
    span = phrase(read, said.source, said.cue[0])
    if span is not None and span != said.source and said.source[1] <= said.cue[0] and not is_said_by(read, span[1], said.cue):
        return None
    if span is None:
        return _instead(read, said, cast, sides)
    if span != said.source:
        printed = read.text[span[0] - read.start : span[1] - read.start]
    printed = tidy(printed)
    if _NO_SPEAKER.match(printed) or _NOBODY.search(printed) or printed[-1:] in ',”"»' or printed.count(" ") >= _MOST_WORDS:
        return None
    actor, tail, of = _speaker(read, span, cast)
    if tail > _LONGEST_TAIL or (actor is not None and actor.kind == "place"):
        return None
    if of and actor is not None:
        is_his = _WRITTEN.match(of) is not None
        return Voice(printed, actor.key if is_his else "", side_of(actor, sides) if is_his or _STAFF.match(of) else "")
    if (
        actor is not None
        and actor.kind == "state"
        and f"{actor.key} arms" in {f for s in sides for f in s.foes}
        and _ARMS.search(printed)
    ):
        return Voice(printed)
    if actor is not None and (actor.kind == "person" or not organ or not _OFFICE.search(printed)):
        return Voice(printed, actor.key, side_of(actor, sides) or _owner(read, span, actor, sides))
    if organ and _OFFICE.search(printed) and (actor is None or side_of(actor, sides) == organ or actor.kind == "body"):
        named = next((s.key for s in sides if s.key == organ), "")
        return Voice(printed, actor.key if actor and side_of(actor, sides) == named else "", named)
    if actor is None and (crowd := crowd_of(printed)) in cast.actors:
        return Voice(printed, crowd, next((s.key for s in sides if s.key == crowd), ""))
    return Voice(printed, actor.key, side_of(actor, sides)) if actor else Voice(printed)


# "Latvia's State Security Service", "the Latvian foreign ministry": whose it is stands in front.
_OF_STATE = re.compile(
    r"['’]s?\s"
    r"|(?:\s\w+){0,3}\s(?:ministry|government|army|military|navy|air force|security service|border (?:service|guard)|parliament)\b",
    re.IGNORECASE,
)
_STATES_OWN = re.compile(
    r"\b(?:ministry|service|army|military|forces?|navy|guard|agency|council|office|parliament|command)\b", re.IGNORECASE
)


def _owner(read: Read, span: tuple[int, int], actor: Actor, sides: Sequence[Side]) -> str:
    """The side of the state whose body speaks, where that stands in front of the body's name."""
    state = next((m for m in read.names if m.state and m.start - span[0] in (0, len("The "))), None)
    side = next((s for s in sides if state is not None and s.key == state.state), None)
    if actor.kind not in {"body", "name"} or state is None or side is None or actor.key in side.foes:
        return ""
    tail = read.text[state.end - read.start : span[1] - read.start]
    return side.key if _OF_STATE.match(tail) and _STATES_OWN.search(tail) else ""


def _instead(read: Read, said: Attribution, cast: Cast, sides: Sequence[Side]) -> Voice | None:
    """Who speaks where the words found for it name nobody: whoever is named right before the verb; else, where they hang on a
    preposition, whose document or which person the sentence opens with."""
    known = [(m, a) for m in read.names if m.end <= said.cue[0] and (a := cast.of(read.version, m)) and a.kind in _WHO]
    found = next((n for n in known if not read.text[n[0].end - read.start : said.cue[0] - read.start].strip()), None)
    if found is not None and not is_governed(read, found[0]):
        return Voice(found[0].text, found[1].key, side_of(found[1], sides))
    if said.source is None or not hangs(read, said.source[0], said.cue[0]) or said.source[0] > said.cue[0]:
        return None
    if (document := written_by(read, said.source[0])) and (author := cast.of(read.version, document[0])):
        return Voice(document[1], author.key, side_of(author, sides))
    people = [n for n in known if n[1].kind == "person" or (n[1].kind == "name" and " " in n[0].text)]
    person = next((n for n in people if n[0].end <= said.source[0] and not is_governed(read, n[0])), None)
    return Voice(person[0].text, person[1].key, side_of(person[1], sides)) if person else None


_WHO = frozenset({"person", "name", "body"})


# After its cue a speaker stands bare or after "by": not so who somebody is compared with.
_NOT_BY = re.compile(r"\b(?:than|against|about|from|with)\s(?:the\s|former\s)?\Z")
# "Israeli troops kill nine people in Gaza" is a clause and no speaker: so many words after the name are too many.
_LONGEST_TAIL = 4
_ARMS = re.compile(r"\b(?:military|army|armed forces|soldiers|troops|officers)\b", re.IGNORECASE)
_SHE = re.compile(r"\A(?:he|she)\Z", re.IGNORECASE)


_FRONT = re.compile(
    r"\A(?:['’]s\s|[\s,.;:]+|(?:for\s)?(?:several|many|some|a few|two|three)\s(?:hours|days|weeks|months|years),?\s)+"
)


def tidy(printed: str) -> str:
    """The words of a source without what hangs on them: a day, a place that nothing follows, a relative clause."""
    printed = _FRONT.sub("", printed)
    return _TAIL.sub("", printed).rstrip(" ,")


def _remembering(found: Voice, before: Voice | None, cast: Cast) -> Voice:
    """A voice with the last one before it that "he" or "she" can mean, where it cannot be meant itself."""
    if before is None or _is_person(found, cast):
        return found
    return replace(found, person=before if _is_person(before, cast) else before.person)


def _is_person(heard: Voice, cast: Cast) -> bool:
    if heard.actor:
        return heard.actor in cast.actors and cast.actors[heard.actor].kind in {"person", "name"}
    return re.match(r"(?:an?|one|the)\s[a-z]", heard.printed) is not None and not heard.printed.endswith("s")


def _meant(read: Read, said: Attribution, printed: str, cast: Cast, before: Voice | None) -> Voice | None:
    """Whom a pronoun means: who spoke last; for "he" and "she" the last person, whom the words after it do not name again."""
    if before is None or not _OTHER.match(printed):
        return None
    if not _SHE.match(printed):
        if said.source is not None and opens_with_many(read.text[: said.source[0] - read.start]):
            return None  # "Officials confirmed late on Thursday ... by what they described as": they are the officials
        return None if is_pronoun(before.printed) or _is_person(before, cast) else before
    heard = before if _is_person(before, cast) else before.person
    if heard is None or said.source is None:
        return None
    again = (cast.of(read.version, m) for m in read.names if m.start > said.source[1])
    return None if heard.actor and any(a is not None and a.key == heard.actor for a in again) else heard


# "Juris Berg, an Estonian citizen who leads the guard, announced": what stands behind the comma says who the person is.
_IS_AN = re.compile(r",\san?\s(?=(?:[A-Z]\w+\s)?[a-z]+\swho\b)")


def _who_is(read: Read, start: int, cast: Cast) -> Named | None:
    """The person whom a source that begins at a place only describes."""
    for mention in read.names:
        found = _IS_AN.match(read.text, mention.end - read.start) if mention.end <= start else None
        actor = cast.of(read.version, mention) if found and start - read.start in range(found.start(), found.end() + 1) else None
        if actor is not None and actor.kind in {"person", "name"}:
            return mention, actor
    return None


def _subject(read: Read, said: Attribution, cast: Cast) -> Named | None:
    """Who a participle belongs to that a comma parts from its source, or whose source hangs on a preposition: in "X lashed out at
    Y, accusing her" it is X."""
    cue = read.text[said.cue[0] - read.start : said.cue[1] - read.start]
    if said.source is None or not cue.split(" ")[0].endswith("ing") or said.source[1] > said.cue[0]:
        return None
    known = [(m, a) for m in read.names if (a := cast.of(read.version, m)) is not None and a.kind != "place"]
    hung = [m for m, _ in known if said.source[0] <= m.start < said.source[1]]
    is_apart = "," in read.text[said.source[1] - read.start : said.cue[0] - read.start]
    if read.text[: said.cue[0] - read.start].endswith(" as "):
        return None  # "quoted him as saying"
    if hung and _NEW_CLAUSE.search(read.text[: hung[0].start - read.start]):
        return None  # "X accepted, but Y rejected it, saying"
    if not hung or not (is_apart or is_governed(read, hung[-1])):
        return None
    return next(
        ((m, a) for m, a in known if m.end <= said.source[0] and m.start < hung[0].start and not is_governed(read, m)), None
    )


# A clause of its own begins behind these.
_NEW_CLAUSE = re.compile(r"(?:\bbut|[,;]\s(?:and|while|whereas|though|yet)|;)\s(?:the\s)?\Z", re.IGNORECASE)


def _speaker(read: Read, source: tuple[int, int], cast: Cast) -> tuple[Actor | None, int, str]:
    """Of those named in a source the one who speaks (the last person, else the last body, else the first state), how many words
    follow the name; and, where only somebody or something of that one speaks, what it is ("campaign", "critics")."""
    start, end = source
    whole = read.text[start - read.start : end - read.start]
    if (cut := _OBJECT.search(whole)) and cut.start() > 0:
        end = start + cut.start()
    named = [(m, a) for m in read.names if start <= m.start and m.end <= end and (a := cast.of(read.version, m))]
    if not named or _NAMED_SO.search(whole):
        return None, 0, ""
    people = [n for n in named if n[1].kind == "person"] or [n for n in named if n[1].kind == "body"]
    mention, actor = people[-1] if people else named[0]
    tail = read.text[mention.end - read.start : end - read.start]
    of = ""
    if actor.kind in {"person", "name"}:
        before = read.text[start - read.start : mention.start - read.start]
        if owned := re.match(r"['’]s?\s+(?P<what>\w.*)", tail):
            of, tail = owned["what"], ""
        elif head := _OF_SOMEBODY.search(before):
            of = head["head"]
    return actor, tail.split(", ")[0].count(" "), of


# "Russia declines to confirm whether ...", "Hamas denied it had ...": who answers a question by not answering it.
_DECLINES = re.compile(
    r"\s+(?:(?:has|have|had|officials?|authorities|government|again|also|repeatedly|later)\s+)*"
    r"(?P<cue>(?:declin|refus)\w+ to (?:confirm|say|comment on|acknowledge|admit|accept)|den(?:y|ies|ied)|rejects?|rejected"
    r"|admits?|admitted|acknowledg\w+|conced\w+|apologi[sz]\w+ for|affirm(?:s|ed)|hail(?:s|ed)|prais(?:es|ed)|condemn(?:s|ed)"
    r"|denounc(?:es|ed)|criticis(?:es|ed)|criticiz(?:es|ed))\s+"
)


def declines(read: Read) -> Attribution | None:
    """A sentence in which whoever opens it denies, declines, admits, hails or condemns, read as a statement."""
    for mention in read.names[:3]:
        if mention.start - read.start > 40:
            break
        at = mention.end - read.start
        if (m := _DECLINES.match(read.text, at)) and len(read.text) - m.end() > 12:
            end = read.start + len(read.text.rstrip(" .!?"))
            comma = read.text.find(", despite ", m.end())
            content = (read.start + m.end(), read.start + comma if comma > 0 else end)
            # "From Riga to the sea: Ozola hails": who speaks stands behind the colon.
            start = mention.start if read.text[: mention.start - read.start].endswith(": ") else read.start
            return Attribution((start, mention.end), (read.start + m.start("cue"), read.start + m.end("cue")), (content,))
    return None
