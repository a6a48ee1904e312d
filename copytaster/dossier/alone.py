"""Whether the words of a sentence can stand alone at all: whole, not in the first person, not pointing at what stood before.

It looks at the words only. What takes the day, the names or the sentence before is for dossier/resolve to say; a sentence that
cannot stand here is never told.
"""

from __future__ import annotations

import re

from copytaster.dossier.values import Edit, Field

# A sentence outside these bounds (in characters) is a fragment, a caption or a table: it is read, and never told.
SHORTEST, LONGEST = 25, 600
_DATELINE = re.compile(
    r"\A[A-Z][\w .,/’'-]{1,60}?\s*\((?:[A-Z][\w /.-]{1,30})\)\s*(?:[-–—]+|_)\s*"
    r"|\A[A-Z][A-Z .,/’'-]{2,50}(?:,\s\w+\.?\s\d{1,2})?\s+[-–—]+\s+"
)
# "+ At least 66 people are injured": a sign of the wire.
_SIGN = re.compile(r"\A[+*•]\s+")
_CONNECTIVE = re.compile(
    r"\A(?:But|And|However|Meanwhile|Also|Moreover|Furthermore|Still|Yet|Instead|Nevertheless|Nonetheless|In addition"
    r"|Additionally|Separately|Earlier|Later|Then|So|Thus|Overall)\b,?\s+"
)
_POINTING = re.compile(
    r"\A(?:(?:In (?:exchange|return|response)|As a result),|(?:At least |About |Some |Around )?[\w-]+ others\b"
    r"|(?:This|That|These|Those|Such|They|Both|(?:One|Some|Many|Most|All) of (?:these|those|them|the)|The other"
    r"|Others?|Another|Neither|Either|It|Its|Their|There|Here|Instead"
    r"|The\s(?:latter|former|same|two|three|move|decision|"
    r"announcement|incident|comments?|remarks?|statement|statements|attack|visit|news|measure|ruling|pair|men|women"
    r"|man|woman|agreement|report|reports|law|meeting|talks|company|group|vote|move|plan|proposal))\b)"
)
# "So before 1998, companies tried"; "And then, because people had found": behind a connective that is taken away another one.
_GOES_ON = re.compile(r"(?:then|so|later|also|thus)\b|So\s(?!far\b)")
_FIRST_PERSON = re.compile(r"(?<![\w'’])(?:I|I'm|I’m|we|We|my|My|our|Our|us|me|you|You|your|Your)(?![\w.-])")
# "The court found", "The stampede, which": a noun that nothing in its own sentence explains means one that was told of before.
# Offices and bodies of which a state has one stand alone.
_KNOWN = (
    "government|president|police|military|army|navy|parliament|senate|house|king|queen|pope|opposition|prime"
    "|foreign|state|world|sun"
)
_VERBS = (
    "was|were|is|are|has|have|had|will|would|did|does|could|said|says|found|held|[a-z]{3,}ed|in question"
    "|kills?|injures?|wounds?|hits?|leaves?|takes?|makes?|comes?|cites?|accounts?|sustains?|shows?|includes?|follows?|marks?"
    "|brings?|occurs?|happens?|begins?|ends?|remains?|calls?|gives?|lists?|adds?|causes?|suffers?|destroys?|damages?|forces?"
)
_TOLD_BEFORE = re.compile(
    rf"\AThe (?!(?:{_KNOWN})\b)[a-z]+(?:,|\s(?:also\s|then\s)?(?:{_VERBS})\b)"
    r"|\AIn (?:this|that) (?:way|case|regard|context|connection|respect)\b"
)
# Bodies whose full name the sentence before may give: "The court found" after "the Supreme Court of Estonia".
_BODY = (
    "court|tribunal|company|party|group|committee|commission|council|agency|ministry|union|club|team|university|bank|board|association"
    "|federation|league|organi[sz]ation|institute|authority"
)
OF_A_BODY = re.compile(rf"The (?P<noun>{_BODY})\s(?:also\s|then\s|later\s)?(?:{_VERBS})\b")
# "ended his on Wednesday", "declined such an arrangement": whose, and what, was told before.
_OF_BEFORE = re.compile(
    r"\b(?:his|hers|theirs|ours)(?=[,.;]|\s(?:on|in|at|after|before|by|yesterday|today|last|this|too|later)\b)"
    r"|\bsuch an? [a-z]+(?! (?:as|that)\b)|\bOn the (?:day|night|eve|morning) of the [a-z]+(?=[,.])"
)
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")


def can_stand(text: str, field: Field, opens: int = 0) -> bool:
    """Whether a sentence may be told, as far as its own words say. `opens` is where a time at its front ends ("This week")."""
    start = max(opens, opening(text))
    rest = text[start:]
    if not is_whole(text, field):
        return False
    if (_POINTING.match(rest) or _TOLD_BEFORE.match(rest)) and not OF_A_BODY.match(rest):
        return False
    if _GOES_ON.match(rest):
        return False
    if _OF_BEFORE.search(QUOTED.sub(" ", text)):
        return False
    return not speaks_of_itself(text)


def speaks_of_itself(text: str) -> bool:
    """Whether somebody says "I" or "we" outside quotation marks."""
    return _FIRST_PERSON.search(QUOTED.sub(" ", text)) is not None


# What a line of text ends with that describes a picture: "(Image: Ann Lee)", "Photo: Ann Lee.", "(AP Photo/Ann Lee)".
_CREDIT = re.compile(
    r"(?:[(\[]?\b(?:Image|Photo(?:graph)?|Picture|Pic|Credit|Photo credit)s?\s?(?::|by\b|/)\s?[^\n:]{2,60}"
    r"|\((?:AP|AFP|Reuters|EPA|Getty)\b[^()\n]{0,40}\)|\b(?:File photo|Getty Images))[)\]]?[. ]*$",
    re.MULTILINE,
)
_PICTURED = re.compile(r"[Ii]mage|[Pp]hoto|[Pp]ic|[Cc]redit|Getty|\((?:AP|AFP|EPA|Reuters)")
_LONGEST_CAPTION = 400


def captions(text: str) -> list[tuple[int, int]]:
    """The spans of a text that are the captions of pictures: short lines that end with whose picture it is."""
    if not _PICTURED.search(text):
        return []
    found = []
    for credit in _CREDIT.finditer(text):
        start = text.rfind("\n", 0, credit.start()) + 1
        if credit.end() - start <= _LONGEST_CAPTION:
            found.append((start, credit.end()))
    return found


def opening(text: str) -> int:
    """Where a sentence begins when a dateline or a connective at its front is taken away."""
    edit = leading(text)
    return edit.end if edit else 0


def is_whole(text: str, field: Field) -> bool:
    """Whether it is a sentence from its first letter to its last mark, and its marks are closed."""
    if not SHORTEST <= len(text) <= LONGEST or "\n" in text:
        return False
    if field != Field.HEADLINE and text[-1] not in '.!”"’)»':
        return False
    if text.count("“") != text.count("”") or text.count('"') % 2 or text.count("(") != text.count(")"):
        return False
    sign = _SIGN.match(text)
    first = text[sign.end() if sign else 0]
    return first.isupper() or first.isdigit() or first in '“"«'


def leading(text: str) -> Edit | None:
    """A dateline or a connective at the front, taken away."""
    dateline = _SIGN.match(text) or _DATELINE.match(text)
    start = dateline.end() if dateline else 0
    connective = _CONNECTIVE.match(text[start:])
    if (
        connective
        and text[start:].startswith(("Earlier", "Later", "Then", "So "))
        and not text[start:].startswith(("Later,", "Earlier,", "Then,"))
    ):
        connective = None
    end = start + (connective.end() if connective else 0)
    return Edit(0, end, text[:end], "", "a dateline or connective") if end else None
