"""Whether a statement answers something whoever makes it: it denies, condemns, praises, urges, warns, admits.

"Says" and "announces" alone do not: most of what is said in news is a report of what happened. It must not say who speaks
(dossier/voices), nor where the sentence stands (dossier/sections).
"""

from __future__ import annotations

import re

from copytaster.text.quotes import Attribution

_JUDGES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut\w+|condemn\w*|denounc\w+|critici[sz]\w+|decri(?:es|ed)|deplor\w+|blam(?:e|es|ed|ing)|accus(?:e|es|ed|ing)"
    r"|warn(?:s|ed|ing)?|prais(?:e|es|ed|ing)|hail(?:s|ed|ing)?|welcom(?:e|es|ed|ing)|applaud\w*|commend(?:s|ed|ing)?|thank(?:s|ed|ing)?"
    r"|congratulat\w+|urg(?:e|es|ed|ing)|appeal(?:s|ed|ing)? (?:to|for)|call(?:s|ed|ing)? (?:on|upon|for)|demand(?:s|ed|ing)?"
    r"|insist(?:s|ed|ing)?|threaten(?:s|ed|ing)?|apologi[sz]\w+|regret(?:s|ted|ting)?|lament(?:s|ed|ing)?|complain(?:s|ed|ing)?"
    r"|oppos(?:e|es|ed|ing)|defend(?:s|ed|ing)?|express(?:es|ed|ing)?|conced(?:e|es|ed|ing)|acknowledg\w+|admit(?:s|ted|ting)?)\b",
    re.IGNORECASE,
)
# "Rejects the accusation", not "rejects the bill": what a body decides is an event.
_TURNS_DOWN = re.compile(r"\b(?:reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disput(?:e|es|ed|ing))\b", re.IGNORECASE)
_WHAT_IS_SAID = re.compile(
    r"\A(?:(?:the|this|that|these|those|any|such|all|his|her|its|their|an?)\s)?(?:[\w’'-]+\s){0,2}(?:claims?|accusations?|allegations?"
    r"|charges?|reports?|statements?|suggestions?|criticisms?|concerns?|calls?|appeals?|demands?|ideas?|proposals?|plans?|offers?"
    r"|ultimatum|agreements?|deals?|results?)\b",
    re.IGNORECASE,
)
# What one person holds to be right, or will not do.
_HOLDS = re.compile(
    r"\b(?:should|must|ought to|(?:will|would|can|could) not|cannot|(?:wo|would|ca|could)n['’]t|unlikely|unacceptable|no say)\b"
)
# "Has repeatedly stated": what somebody always held answers nothing that is told.
_STANDING = re.compile(r"\b(?:repeatedly|previously|long|always|earlier|often|consistently)\b", re.IGNORECASE)
_RULES = re.compile(r"\b(?:announc|declar|order|decree|rul)\w*", re.IGNORECASE)
_ADMISSION = re.compile(r"\b(?:admission|acknowledge?ment) (?:of|that)\b", re.IGNORECASE)
# Who finds out, measures and charges reports what happened; so does who claims an attack.
_AUTHORITY = re.compile(
    r"\b(?:police|sheriff\w*|prosecutors?|investigators?|detectives?|courts?|tribunal|judges?|jury|coast ?guard|meteorolog\w+"
    r"|weather|hurricane|tsunami|observatory|geological|seismolog\w+|firefighters?|hospitals?|indictment|lawsuit|complaint)\b",
    re.IGNORECASE,
)
_OWNS_UP = re.compile(r"\bclaim\w* (?:responsibility|credit)\b|\bcharges? (?:against|of)\b", re.IGNORECASE)


# Who speaks stands at the front of the sentence, behind "In a statement," at most: no one named in a clause that hangs on it.
_FRONT = re.compile(
    r"\A(?:[^:]{3,60}: )?"
    r"(?:(?:(?:Later|Earlier|Also|Late|Early)\s)?(?:In|On|At|By|During|After|Following|Speaking|Writing)\b[^,;]{1,80},\s)?"
    r"(?:the\s|an?\s)?\Z",
    re.IGNORECASE,
)


# "Officials said no traces of poison were found": what denies without a word of denying.
_FOUND_NONE = re.compile(
    r"\A(?:that\s)?(?:there\s(?:is|are|was|were)\s)?no\s(?:traces?|signs?|evidence|indications?|proof|links?)\b"
)


def takes_stance(said: Attribution, text: str, start: int, speaker: str, *, is_person: bool = False) -> bool:
    """Whether a statement says what somebody holds of something, in the main clause of the sentence that begins at `start`;
    `speaker` is who makes it, as printed."""
    if said.source is None or not start <= said.source[0] < said.cue[0] or not _FRONT.match(text[start : said.source[0]]):
        return False
    cue = text[slice(*said.cue)]
    if _STANDING.search(text[said.source[1] : said.cue[1]]):
        return False
    words = " ".join(text[a:b] for a, b in said.content)
    if _FOUND_NONE.match(words):
        return True
    if _AUTHORITY.search(speaker) or _OWNS_UP.search(f"{cue} {words}"):
        return False
    if _JUDGES.search(cue) or _ADMISSION.search(text[said.cue[0] : said.content[-1][1] if said.content else said.cue[1]]):
        return True
    if is_person and _HOLDS.search(words) and not _RULES.search(cue):
        return True
    return _TURNS_DOWN.search(cue) is not None and _WHAT_IS_SAID.match(words) is not None
