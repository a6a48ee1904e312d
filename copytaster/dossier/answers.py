"""Sentences that mean something only behind another one: a denial, the other half of an exchange, the terms of the deal.

Such a sentence is told behind what it answers, or not at all. It must not say where either stands (dossier/sections).
"""

from __future__ import annotations

import re
from enum import StrEnum

from copytaster.dossier.alone import QUOTED, SHORTEST, is_whole, speaks_of_itself
from copytaster.dossier.analyse import Read
from copytaster.dossier.support import counts_dead, tolls
from copytaster.text.words import words


class Tie(StrEnum):
    """How a sentence hangs on the one before it: it says nothing without it, or tells what came of it."""

    NONE = ""
    ANSWER = "answer"
    RESULT = "result"
    OF_THING = "of what was told before"


_SAID = r"(?:reports?|claims?|accusations?|allegations?|charges?)"
_ANSWER = re.compile(
    rf"\A(?:The|This|That|These|Those|Such|Both)\s(?:[a-z]+\s)?{_SAID}\s(?:is|are|was|were|has been|have been|had been)\s"
    r"(?:[a-z]+ly\s|also\s|later\s)?(?:denied|rejected|disputed|dismissed|refuted|contradicted)\b"
    # Who "denies involvement" or "the reports" denies what was told before.
    r"|\A[^,;“\"]{2,80}\s(?:deny|denies|denied|rejects?|rejected|dismiss(?:es|ed)?|disputes?|disputed)\s"
    rf"(?:this|it|the {_SAID}|(?:any |all )?(?:involvement|responsibility|wrongdoing|{_SAID}))(?=[.,])"
    # "officials say it was a false flag operation": many are no "it".
    r"|\A(?:[A-Z][\w’'-]*\s)+(?:[a-z]+\s)*[a-z]+s\s(?:say|said|claim|claimed)\s(?:that\s)?it\s(?:is|was)\s(?:an?|the|not|no)\b"
    r"|\A(?:[A-Z][^,;“\"]{0,40},\s)?[Nn]o evidence\b"
    r"|\AIn (?:exchange|return),"
    r"|\A[A-Z][^,;“\"]{1,60}\sapologi[sz]e[sd]?(?=[.,])"
)
# "Parliament, however, has voted against it": what is set against the sentence before says something only behind it.
_HOWEVER = re.compile(r"\A[A-Z][^,;“\"]{2,60},\s(?:however|though|by contrast|in turn),\s")
_WON_ALL = re.compile(
    r"\b(?:won|lost|took|carried)\s(?:all|both|each|none)\s(?:of\s)?(?:the\s|these\s|those\s)?(?:[a-z]+\s)?(?P<of>[a-z]{4,}s)\b"
)
_OF_THE = re.compile(r"\AThe (?P<of>[a-z]{4,})\b")
# "The incident left seven dead": whatever it was, the sentence before told it.
_EVENT = frozenset("incident accident crash collision attack blast shooting explosion fire disaster quake storm clash".split())
_A_WORD = re.compile(r"\b[a-z]{2,}\b")
_MARKS = '“”"«»'


# "The agreement cedes several districts", "The decision was challenged in court": the terms of a pact, the fate of an order.
_PACTS = r"agreements?|deals?|treat(?:y|ies)|accords?|pacts?|memorand\w+|truces?|ceasefires?|proposals?|plans?"
_ORDERS = r"orders?|decisions?|decrees?|bans?|laws?|rulings?|bills?|injunctions?|measures?|verdicts?"
_TERMS = re.compile(
    rf"\AThe (?:{_PACTS})\s(?:(?:will|would|also)\s)*(?:cede[sd]?|gives?|gave|require[sd]?|call(?:s|ed) for|include[sd]?"
    r"|provide[sd]?|allow(?:s|ed)?|establish(?:es|ed)?|end(?:s|ed)?|sets?|grant(?:s|ed)?|stipulate[sd]?|commit(?:s|ted)?|cover(?:s|ed)?"
    r"|transfer(?:s|red)?|oblige[sd]?|bann?(?:s|ed)?)\b"
)
_FATE = re.compile(
    rf"\AThe (?:{_ORDERS})\s(?:was|were|is|has been|had been)\s(?:(?:also|later|then|[a-z]+ly)\s)?(?:challenged|struck"
    r"|overturned|blocked|upheld|reversed|suspended|appealed|lifted|annulled|rejected|quashed|stayed|revoked)\b"
)
_NAMED = {_TERMS: re.compile(rf"\b(?:{_PACTS})\b"), _FATE: re.compile(rf"\b(?:{_ORDERS})\b")}
# "Four attackers are killed.": how many more, of what the sentence before tells.
_COUNTED = re.compile(
    r"\A(?:At least |About |Some |Around |More than )?[\w-]+ (?:[\w-]+ ){1,3}(?:are|were|is|was) (?:also |reportedly )?"
    r"(?:killed|injured|wounded|arrested|missing|dead|displaced)\b[^.]{0,30}\.\Z"
)


def is_bare_quotation(text: str) -> bool:
    """Whether a sentence is nothing but words in quotation marks: who speaks stands in the sentence before."""
    return text[0] in _MARKS and text.rstrip(".,")[-1:] in _MARKS and not _A_WORD.search(QUOTED.sub(" ", text))


def tie(read: Read, before: Read | None) -> Tie:
    """How a sentence hangs on the one before it."""
    if is_bare_quotation(read.text) or _ANSWER.match(read.text):
        return Tie.ANSWER
    if before is None:
        return Tie.NONE
    if _HOWEVER.match(read.text):
        return Tie.ANSWER
    if any(pattern.match(read.text) for pattern in _NAMED):
        return Tie.OF_THING
    if _COUNTED.match(read.text) and tolls(read.text) and tolls(before.text):
        return Tie.RESULT
    won = _WON_ALL.search(read.text)
    if won and words(won["of"]) and before.terms.issuperset(words(won["of"])):
        return Tie.RESULT
    of = _OF_THE.match(read.text)
    is_of_before = of is not None and bool(words(of["of"])) and (of["of"] in _EVENT or before.terms.issuperset(words(of["of"])))
    return Tie.RESULT if is_of_before and not read.alone and counts_dead(read.text) and not counts_dead(before.text) else Tie.NONE


def names_thing(read: Read, before: Read) -> bool:
    """Whether an earlier sentence names what a later one tells the terms or the fate of."""
    return any(named.search(before.text) for pattern, named in _NAMED.items() if pattern.match(read.text))


def can_answer(read: Read) -> bool:
    """Whether a sentence can be told behind the one before it, though it cannot stand alone."""
    is_short = len(read.text) < SHORTEST and read.text[0].isupper() and read.text[-1] == "."
    return (is_short or is_whole(read.text, read.field)) and not speaks_of_itself(read.text)
