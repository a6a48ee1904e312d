"""Crowds that act without a name: protesters, rebels, mutineers. In a quarrel within one state they are a side like its ministers.

A crowd is a common noun in the plural, a person of it ("a protester"), or what it does ("protests against the president"). It must
not take spectators or victims for a party.
"""

from __future__ import annotations

import re

from copytaster.text.names import Mention

_CROWDS = {
    "protesters": r"protest[eo]rs?|demonstrators?|marchers|protests|demonstrations",
    "rebels": r"rebels?|insurgents?",
    "separatists": r"separatists",
    "mutineers": r"mutineers?|mutinous (?:soldiers|troops)",
    "strikers": r"strikers|striking workers",
}
_FOUND = re.compile("|".join(rf"(?P<{key}>\b(?:{words})\b)" for key, words in _CROWDS.items()), re.IGNORECASE)
# "rebel group", "rebel-held", "the protester's": parts of other names and things, where no crowd acts.
_PART = re.compile(r"[-–]|\s(?:groups?|forces|leaders?|commanders?|territory|strongholds?)\b")
# "She protests", "it also protests": a verb.
_IS_DONE = re.compile(r"\b(?:it|he|she|also|who)\s\Z", re.IGNORECASE)

# "Houthi rebels" are no crowd: they have a name.
_NAMED = frozenset({"rebels", "separatists"})
_NAME = re.compile(r"\b[A-Z][\w’'-]+\s\Z")


def may_speak_of_one(text: str) -> bool:
    """Whether the beginning of any word for a crowd stands in a text: it takes a tenth of the time of looking for the words."""
    low = text.lower()
    return (
        "protest" in low
        or "rebel" in low
        or "demonstra" in low
        or "strik" in low
        or "mutin" in low
        or "insurgent" in low
        or "separatists" in low
        or "marchers" in low
    )


def crowds(text: str, start: int = 0) -> list[Mention]:
    """The crowds that a sentence speaks of; spans count from `start`."""
    if not may_speak_of_one(text):
        return []
    return [
        Mention(m.group(), start + m.start(), start + m.end(), "crowd", str(m.lastgroup))
        for m in _FOUND.finditer(text)
        if not (m.lastgroup in _NAMED and _NAME.search(text, 0, m.start()))
        and not _PART.match(text, m.end())
        and not _IS_DONE.search(text, max(0, m.start() - 8), m.start())
    ]


def crowd_of(text: str) -> str:
    """The key of the crowd that some words name or count somebody among; nothing where they name none."""
    m = _FOUND.search(text) if text else None
    return str(m.lastgroup) if m else ""
