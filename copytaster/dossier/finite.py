"""Whether a sentence's verbs stand in the past or in the present, from the forms of English words. It reads no meaning."""

from __future__ import annotations

import re

from copytaster.dossier.alone import QUOTED
from copytaster.text.tense import PASTS

_PERFECT = re.compile(r"\b(?:has|have)\s+(?:(?:not|also|already|since|long|\w+ly)\s+)*(?:been\s+)?\w+")
_WORDS = re.compile(r"[a-z]+")
_NO_PAST = frozenset(
    """need indeed speed breed seed feed weed exceed proceed succeed hundred red bed united armed alleged suspected unnamed
    unidentified wounded injured occupied disputed proposed displaced besieged planned unrecognized unrecognised advanced related
    based""".split()
)
_WAS = frozenset("was were had did went".split())


def is_past(text: str) -> bool:
    """Whether a verb in some words stands in the past, what has been aside."""
    plain = _PERFECT.sub(" ", QUOTED.sub(" ", text).lower())
    return any(w in _WAS or _is_a_past(w) for w in _WORDS.findall(plain))


def pasts(text: str) -> frozenset[str]:
    """The words of a text that are pasts of verbs other than be, have, do and go."""
    return frozenset(w for w in _WORDS.findall(QUOTED.sub(" ", text).lower()) if _is_a_past(w) and w not in _WAS)


def _is_a_past(word: str) -> bool:
    return word in PASTS or (word.endswith("ed") and len(word) > 3 and word not in _NO_PAST)


_SUBORDINATE = re.compile(
    r"\b(?:after|following|since|because|although|though|despite|until|before|that|which|who|whom|whose|where|when|while|as|amid"
    r"|if)\b"
    r"|,\s+(?:\w+ly\s+)?[a-z]+ing\b"
)
_PASSIVE = re.compile(r"\b(?:is|are|be|being)\s+(?:\w+ly\s+)?\w+")
_HYPHENED = re.compile(r"\b\w+-\w+|(?<=\s)[A-Z]\w+")
_PRESENT = re.compile(r"\b(?:is|are)\b|\b[a-z]{2,}s\b")


# Verbs that tell in the present what holds, in copy that tells its news in the past.
_HOLDS = re.compile(
    r"\b(?:is|are|includes?|remains?|contains?|consists?|shows?|stands?|lies|draws?|means?|follows?|represents?|accounts? for)\b"
)
_MODAL = re.compile(
    r"\b(?:will|would|shall|may|might|could|(?:is|are) (?:to|set|due|expected|scheduled|planned|going|likely)|plans? to"
    r"|hopes? to)\b"
)
_SAYS = re.compile(
    r"\b(?:announces?|says?|agrees?|signs?|orders?|gives?|bans?|warns?|tells|declares?|approves?|passes|votes?|rejects?|suspends?"
    r"|threatens?|vows?|pledges?|confirms?|decides?|rules?|sets?|issues?|urges?|calls?)\b"
)


def tells_what_holds(text: str) -> bool:
    """Whether a sentence tells in the present what holds: "demands include an inquiry"."""
    head = _SUBORDINATE.split(QUOTED.sub(" ", text), maxsplit=1)[0]
    return bool(_HOLDS.search(head)) and not (_PERFECT.search(head) or is_past(_HYPHENED.sub(" ", _PASSIVE.sub(" ", head))))


def looks_ahead(text: str) -> bool:
    """Whether the main verb of a sentence looks ahead: "will meet", not "announces that it will", nor "signed a deal to end it"."""
    bare = QUOTED.sub(" ", text)
    modal = _MODAL.search(bare)
    return modal is not None and not (is_past(bare[: modal.start()]) or _SAYS.search(bare[: modal.start()]))


def is_told_now(text: str) -> bool:
    """Whether the main verb of a sentence stands in the present: "bans all drones after they were seen"."""
    head = _SUBORDINATE.split(QUOTED.sub(" ", text), maxsplit=1)[0]
    rest = _PASSIVE.sub(" ", _HYPHENED.sub(" ", head))
    return bool(_PRESENT.search(head)) and not (_PERFECT.search(head) or is_past(rest))
