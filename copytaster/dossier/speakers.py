"""A speaker as a noun phrase: the words of a source cut to who speaks in them, or nothing where nobody does.

"Trump orders the", "six", "a decision the association" name nobody to whom words can be ascribed. It must not say who the speaker
is (dossier/voices), only which words name one.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from copytaster.dossier.analyse import Read
from copytaster.text.names import BODY_HEADS, ROLES, Mention

# Nouns for those who speak and for what they wrote; with them a phrase without a name is a speaker.
_SPEAKING = frozenset(
    """police authority official officer witness resident doctor scientist researcher rescuer relative expert critic
    supporter opponent ally associate aide adviser advisor lawyer attorney prosecutor investigator organizer organiser
    observer activist campaigner protester demonstrator worker student teacher farmer villager union troop soldier
    militant rebel firefighter medic migrant refugee traveler traveller user viewer fan player driver owner neighbour
    neighbor friend family mother father parent brother sister son daughter wife husband widow member man woman boy girl
    victim survivor suspect defendant judge jury lawmaker politician legislator minister spokesperson spokesman
    spokeswoman source media newspaper agency organizer airline supplier regulator watchdog monitor opposition
    administration campaign military people user leader employee staff crew pilot passenger customer consumer economist
    analyst commentator historian professor author writer artist musician actor singer priest imam rabbi monk nurse
    engineer trader investor banker scientist virologist forecaster meteorologist seismologist diplomat envoy""".split()
)
_WRITTEN = frozenset(
    """motion summary statement letter report notice ruling document indictment lawsuit complaint study survey release
    post communique communiqué verdict opinion judgment website order petition memo memorandum resolution filing
    affidavit declaration charter message tweet article editorial poll""".split()
)
_SPEAKERS = ROLES | BODY_HEADS | _SPEAKING
_HEADS = _SPEAKERS | _WRITTEN
# A name that hangs on one of these does not speak: "a suit against Pierluisi", "talking to the council", "published by GitHub".
_HANGS = re.compile(
    r"(?:\b(?:against|over|about|than|between|into|towards?)|\b(?:speak|talk|writ)ing to|\b(?:spoke|talked|wrote|told|remarks) to"
    r"|(?:\A|,\s)(?:in|at|on|during))\s(?:(?:the|its|his|her|their|an?)\s)?\Z",
    re.IGNORECASE,
)
# None of these is longer, so that no more need be looked at.
_LONGEST = 60
_DONE_BY = re.compile(r"\b[a-z]+ed by\s(?:the\s)?\Z")
_CLAUSE = re.compile(r",?\s(?:which|who|whose|where)\b")
_DETERMINER = re.compile(r"(?<![,\s])\s(?P<np>(?:the|an?|its|his|her|their)\s)", re.IGNORECASE)
_CONNECTS = re.compile(
    r"(?:\b(?:and|or|of|for|in|to|at|by|from|with|on|as|under|near|against|including|between|across|behind|all|both|within|over|than)"
    r"|[,(])\Z",
    re.IGNORECASE,
)
# A verb behind a name: what follows is no part of the speaker.
_VERB = re.compile(
    r"\s(?P<verb>[a-z]+s|[a-z]+ed|made|said|told|gave|took|held|is|was|were|are|has|had)"
    r"(?=\s(?:the|an?|to|against|on|in|for|his|her|its|their|that|over|with|from|by|as)\b|\s?\Z)"
)
_ENDS = re.compile(
    r"(?:[\s,]+(?:the|an?|his|her|its|their|over|in|on|at|of|for|to|with|both|and|or|also|simply|then|made|I|we))+\Z", re.IGNORECASE
)
_WHO = frozenset({"person", "name", "body"})
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def hangs(read: Read, start: int, cue: int) -> bool:
    """Whether what begins at a place hangs on a preposition that speakers do not stand behind; "stated by" is none."""
    before = read.text[max(0, start - read.start - _LONGEST) : start - read.start]
    return _HANGS.search(before) is not None or (start < cue and _DONE_BY.search(before) is not None)


def phrase(read: Read, source: tuple[int, int], cue: int) -> tuple[int, int] | None:
    """The span of a source's words that names who speaks; None where none does. `cue` is where the verb of saying stands."""
    start, end = source
    if read.text[: start - read.start].endswith("(") or hangs(read, start, cue):
        return None
    for mention in read.names:
        if mention.start < start < mention.end:
            if mention.kind not in _WHO:
                return None  # "States President Donald Trump": half of a longer name
            start = mention.start
        elif mention.start < end < mention.end and mention.kind in _WHO:
            end = mention.end
    if clause := _CLAUSE.search(read.text, start - read.start, end - read.start):
        end = read.start + clause.start()
    start = _from_last_phrase(read, start, end)
    end = _to_head(read, start, _to_verb(read, start, end), cue)
    text = read.text[start - read.start : end - read.start]
    end -= len(text) - len(_ENDS.sub("", text).rstrip(" ,"))
    if text.endswith(("'s", "’s")):
        return None  # "the party's expected nominee": nobody who speaks
    return (start, end) if end > start and _is_speaker(read, start, end) else None


def _from_last_phrase(read: Read, start: int, end: int) -> int:
    """Where the last of two phrases begins that stand side by side: "a decision the association"."""
    text = read.text[start - read.start : end - read.start]
    for m in _DETERMINER.finditer(text):
        if not _CONNECTS.search(text[: m.start()]) and text[m.end() :].strip():
            start += m.start("np")
            return _from_last_phrase(read, start, end)
    return start


def _to_verb(read: Read, start: int, end: int) -> int:
    """Where the first name of a source is followed by a verb: "A unit of CAPSAT mutinies against the president"."""
    for mention in read.names:
        if start <= mention.start and mention.end < end:
            verb = _VERB.match(read.text[: end - read.start], mention.end - read.start)
            if verb and not _is_noun(verb["verb"], _SPEAKERS):
                return mention.end
    return end


# "Latvian troops kill nine people, saying": many who do something in the present tense, which looks like no verb of theirs.
_MANY = re.compile(
    r"(?:[Tt]he\s)?(?:[A-Z][\w’'-]*\s){1,3}(?P<head>[a-z]+s)(?=\s(?!(?:of|for|in|at|on|from|and|or|who|that|to|with|near)\b)[a-z]+\s)"
)


def _to_head(read: Read, start: int, end: int, cue: int) -> int:
    """Where the noun for those who speak ends, in a whole clause that ", saying" follows."""
    said = read.text[cue - read.start :].split(" ", 1)[0]
    if not (said.endswith("ing") and read.text[: cue - read.start].rstrip().endswith(",")):
        return end
    many = _MANY.match(read.text[: end - read.start], start - read.start)
    return read.start + many.end("head") if many and _is_noun(many["head"], _SPEAKERS) else end


@lru_cache(maxsize=20_000)
def _is_noun(word: str, nouns: AbstractSet[str]) -> bool:
    return not nouns.isdisjoint((word, word.removesuffix("s"), _singular(word)))


def is_said_by(read: Read, end: int, cue: tuple[int, int]) -> bool:
    """Whether a cue is a verb of the phrase that ends at a place, where that has another verb first: "mutinies and calls for",
    "orders troops, saying"; not "resigns over alleged gifts"."""
    between = read.text[end - read.start : cue[0] - read.start]
    if _VERB.match(between) is None:
        return True
    first = read.text[cue[0] - read.start : cue[1] - read.start].split(" ")[0]
    return first.endswith("ing") or between.rstrip().endswith((" and", ",", " but"))


def opens_with_many(text: str) -> bool:
    """Whether the first words of a sentence name many who speak: "Officials in Riga", "The two pilots"."""
    first = [w.lower() for w in _WORD.findall(text)[:_FIRST]]
    return any(w.endswith("s") and _is_noun(w, _SPEAKERS) for w in first)


_FIRST = 3


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith("es") else word.removesuffix("s")


# A capital of any alphabet: "Özgür Özel", "Łukasz Szumowski".
_BEGINS_A_NAME = re.compile(r"\W?(?:[^\W_a-z]|(?:the|an?|one)\s)")


def _is_speaker(read: Read, start: int, end: int) -> bool:
    text = read.text[start - read.start : end - read.start]
    if any(start <= m.start and m.end <= end for m in read.names) and _BEGINS_A_NAME.match(text):
        return True
    words = [w.lower() for w in _WORD.findall(re.split(r"\s(?:of|for|in|from|at|with|to|on|released|responsible)\s", text)[0])]
    words = [re.sub(r"['’]s?\Z", "", w) for w in words]
    if not words or words == ["people"]:
        return False
    return any(_is_noun(w, _HEADS) for w in words) or (
        len(words) > 1 and words[-1].endswith(("ers", "ors", "ists", "men", "women"))
    )


_OWN_WORDS = re.compile(r"['’]s\s(?:[\w-]+\s){0,2}?(?P<what>[a-z]+)\b(?!-)")


def written_by(read: Read, until: int) -> tuple[Mention, str] | None:
    """Whose document a sentence opens with ("RIAA's notice published by GitHub"), and what it is called."""
    owner = next((m for m in read.names if m.end < until), None)
    if owner is None or owner.start - read.start > len("In the "):
        return None
    at = owner.end - read.start
    what = _OWN_WORDS.match(read.text, at)
    return (owner, owner.text + what.group()) if what and what["what"] in _WRITTEN else None
