"""Whether an attribution is a statement, and whether a statement is a reaction: not a deed done by words, nor a report of an event.

It must not say who speaks (dossier/voices), nor whether it is true.
"""

from __future__ import annotations

import re

from copytaster.dossier.analyse import Read
from copytaster.text.quotes import CUES, Attribution

# Between a speaker and the verb of speaking stand few words, or something set off by a comma: "Hamas executes eight men in Gaza
# City accused of ..." is no statement of Hamas.
_WIDEST = 25
_SAYING = CUES | frozenset(
    "stating notify notifies notified stressed stresses stress emphasized emphasizes emphasised emphasises underlined"
    " underlines underscored pointed points informed informs assured assures remarked remarks commented comments observed"
    " agreed agrees thanked congratulated reiterated reiterates reaffirmed reaffirms affirmed reminded advised calling claiming"
    " warning insisting adding noting urging vowing accusing denying labeled labelled labels referred refers answered"
    " responded responds opined voiced signalled hinted boasted proclaimed proposed proposes suggested guarantees guaranteed"
    " insists vowed say stated declares declaring declared decries decried hopes hoped want wants wanted know knows known"
    " understand affirm affirms asserts asserted"
    " expects expected considers considered welcomes welcomed thinks sees demands regrets regretted refuses"
    " refused declined declines admits recognises recognizes recognized".split()
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\Z")
_PARTICIPLE = re.compile(r"(?:\w+ed|told|said|known|seen|thought)\b")

# "sharing the other half of the prize for "the theory of growth"": words that tell what a prize is for, and that nobody says.
_IS_PRIZE = re.compile(r"(?:shar|award|w[io]n|receiv|honou?r|given\b|gets?\b|got\b)", re.IGNORECASE)
_FOR = re.compile(r"\bfor\s[\"“‘]")

# "responded by throwing things"
_BY_DOING = re.compile(r"by\s\w+ing\b")
# "is declared the winner", "has been termed", "over alleged use": what is said of somebody, and not by him.
_SAID_OF = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|not\s+)*(?:\w+ed|known|said|told|thought|seen)\b", re.IGNORECASE
)
_ADJECTIVE = re.compile(r"\b(?:over|of|the|an?|amid|by|for|its|their|his|her|for|with|\d+)\s\Z", re.IGNORECASE)


def _is_passive(said: Attribution, cue: str, text: str) -> bool:
    if "saying" in cue or (said.source is not None and said.source[0] >= said.cue[1]):
        return False
    if _SAID_OF.search(cue):
        return True
    before = text[max(0, said.cue[0] - 25) : said.cue[0]]
    return _PARTICIPLE.fullmatch(cue) is not None and (_PASSIVE.search(before) or _ADJECTIVE.search(before)) is not None


# Deeds that are done by speaking: what is declared, agreed, proposed or ordered is an event; that something is so, is a statement.
_DONE = re.compile(
    r"\b(?:declar\w*|agree\w*|announc\w*|propos\w*|order\w*|approv\w*|impos\w*|conclud\w*|end(?:s|ed)|nam(?:e|es|ed)|confirm\w*"
    r"|call(?:s|ed)? for)\b",
    re.IGNORECASE,
)
# Copy that tells what happened and only names who reported it.
_REPORTED = re.compile(r"\b(?:according to|report\w*|confirm\w*|estimat\w*)\b", re.IGNORECASE)
_DECLINED = re.compile(r"\b(?:declin|refus|den(?:y|ied))", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\A(?:that\b|[“\"‘])|\A[^,;]{0,90}?\b(?:is|are|was|were|will|would|has|have|had|can|could|may|might|should|must|cannot)\b",
    re.IGNORECASE,
)


def is_reaction(said: Attribution, text: str) -> bool:
    """Whether a statement says what somebody thinks or claims: not a thing that is declared or agreed, nor a report of an event."""
    cue = text[slice(*said.cue)]
    words = re.split(r"\s(?:as|after|amid|in response)\s", " ".join(text[a:b] for a, b in said.content))[0]
    if _DECLINED.search(text[said.source[0] if said.source else said.cue[0] : said.cue[1]]):
        return True
    if _REPORTED.search(cue) and not said.direct:
        return False
    is_of_thing = not _CLAUSE.match(words) or words.startswith("to ")
    return not (_DONE.search(cue) and is_of_thing and words.count(" ") < _LONG_WORDS)


# Words in quotation marks of this many are a statement, whatever verb brings them.
_LONG_WORDS = 40


# "Dozens are reportedly captured": who is spoken of, and not who reports.
_HEARSAY = frozenset({"reportedly", "allegedly", "supposedly"})


def is_statement(read: Read, said: Attribution, text: str) -> bool:
    """Whether somebody really says something: words in quotation marks, a verb of saying right beside its speaker, an answer
    declined."""
    cue = text[slice(*said.cue)]
    if cue.lower() in _HEARSAY:
        return False
    if said in read.says and _is_passive(said, cue, text):
        return False
    if said.direct and _IS_PRIZE.match(cue) and any(_FOR.search(text[said.cue[0] : b]) for _, b in said.content):
        return False
    if said not in read.says or said.direct:
        return True
    if "according to" in cue.lower():
        return True
    if any(_BY_DOING.match(text[a:b]) for a, b in said.content):
        return False
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
