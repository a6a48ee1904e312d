"""Messages that are no copy but tell editors to throw copy away: "Please kill our story “...”", "Die Meldung „...“ wird
zurückgezogen. Bitte nicht verwenden." It must not take news of a withdrawal for one: an order speaks to its reader, and is short.
"""

from __future__ import annotations

import re

_LONGEST = 1500
_COPY = (
    r"(?:stor(?:y|ies)|items?|articles?|copy|dispatch(?:es)?|alerts?|eilmeldung|meldung(?:en)?|bericht|korrespondenz|nachricht"
    r"|dépêches?|alerte|texte|nota|noticia|despacho|notizia|lancio|bericht|artikel|telegram)"
)
# An order by itself.
_KILL = re.compile(
    rf"\b(?:mandatory kill|(?:please|kindly|must|editors[,:]?) (?:kill|spike|withdraw|disregard)\b[^.\n]{{0,60}}?\b{_COPY}\b"
    rf"|kill (?:the|our|this) (?:\w+ ){{0,3}}{_COPY}\b)",
    re.IGNORECASE,
)
# A withdrawal, which is an order where its reader is told what not to do.
_WITHDRAWN = re.compile(
    rf"\b{_COPY}\b[^.\n]{{0,200}}?\b(?:killed|withdrawn|retracted|zurückgezogen|ziehen wir zurück|annulliert|annulée?s?"
    r"|anulad[oa]s?|annullat[oa]|ingetrokken|trukket(?: tilbage)?|(?:dras|drages) tillbaka)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:do not (?:use|publish|run)|must not be (?:used|published)"
    r"|nicht (?:mehr |weiter )?(?:verwenden|verwerten|veröffentlichen)"
    r"|ne (?:pas|plus) (?:l['’ ]?)?(?:utiliser|diffuser|publier)|no (?:utilizar|publicar|difundir)|non (?:utilizzare|pubblicare)"
    r"|niet (?:te )?(?:gebruiken|publiceren)|ikke brukes|ikke (?:må )?bringes"
    r"|(?:bör|får) inte användas|please|bitte|veuillez|prière)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“„«\"]\s?([^“”„«»\"\n]{12,240}?)\s?[”“»\"]")


def kills(text: str) -> bool:
    """Whether a message is an order to throw copy away."""
    if len(text) > _LONGEST:
        return False
    return bool(_KILL.search(text) or (_WITHDRAWN.search(text) and _TOLD.search(text)))


def named(text: str) -> str:
    """The headline that such a message puts in quotation marks; empty where there is none."""
    found = _QUOTED.search(text)
    return " ".join(found.group(1).split()) if found else ""
