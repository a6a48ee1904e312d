"""Messages that are no copy but tell editors to throw copy away: "Please kill our story “...”", "Die Meldung „...“ wird
zurückgezogen. Bitte nicht verwenden." It must not take news of a withdrawal for one: an order speaks to its reader, and is short.
"""

from __future__ import annotations

import re

_LONGEST = 1500
_COPY = (
    r"(?:stor(?:y|ies)|items?|articles?|copy|dispatch(?:es)?|alerts?|(?:press |media |news )?releases?"
    r"|eilmeldung|(?:presse|medien)?(?:meldung(?:en)?|mitteilung(?:en)?)|bericht|korrespondenz|nachricht|dépêches?|alerte|communiqués?|texte|nota"
    r"|noticia|comunicado|despacho|notizia|comunicato|lancio|artikel|persbericht|telegram|pressmeddelande|pressemelding)"
)
_OUR = rf"(?:unsere?n?|diese[ns]?|die|den|das|notre|nos|ce|la|le) (?:\w+ ){{0,3}}{_COPY}"
# An order by itself.
_KILL = re.compile(
    r"\b(?:mandatory kill|(?:please|kindly|must|editors[,:]?) (?:kill|spike|withdraw|disregard)\b"
    rf"[^.\n]{{0,60}}?\b{_COPY}\b|kill (?:the|our|this) (?:\w+ ){{0,3}}{_COPY}\b|would like to recall the message"
    rf"|verwenden sie {_OUR}\b[^.\n]{{0,200}}? nicht\b"
    rf"|(?:ne (?:pas|plus) tenir compte|merci d['’]ignorer)\b[^.\n]{{0,20}}?\b{_OUR}\b)",
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
    r"|(?:please|kindly) (?:delete|remove|discard|disregard|destroy|kill|spike|refrain|withdraw|take (?:it|them) down"
    r"|do not (?:use|publish|run|print|broadcast))"
    r"|nicht (?:mehr |weiter )?(?:verwenden|verwerten|veröffentlichen|zu verwenden)"
    r"|bitte (?:\w+ ){0,4}(?:löschen|entfernen|verwerfen|nicht (?:mehr |weiter )?(?:verwenden|verwerten|verbreiten|drucken|senden))"
    r"|ne (?:pas|plus) (?:l['’ ]?|en )?(?:utiliser|diffuser|publier|tenir)|(?:veuillez|prière de|merci de) (?:\w+ )?(?:l['’])?"
    r"(?:supprimer|annuler|détruire|retirer|ignorer|ne (?:pas|plus))"
    r"|no (?:utilizar|publicar|difundir|utilicen|publiquen|difundan)|por favor,? (?:no|eliminen|borren|anulen|ignoren)"
    r"|non (?:utilizzare|pubblicare)|niet (?:te )?(?:gebruiken|publiceren)|ikke brukes|ikke (?:må )?bringes"
    r"|(?:bör|får) inte användas)\b",
    re.IGNORECASE,
)
# One of these stands in every such message.
_HINTS = (
    *(
        "kill",
        "spike",
        "withdraw",
        "disregard",
        "recall",
        "retract",
        "verwenden",
        "zurück",
        "tenir compte",
        "ignorer",
        "annul",
        "anul",
    ),
    *("ingetrok", "trukket", "tillbaka"),
)
_QUOTED = re.compile(r"[“„«\"]\s?([^“”„«»\"\n]{12,240}?)\s?[”“»\"]")


def kills(text: str) -> bool:
    """Whether a message is an order to throw copy away."""
    low = text.lower() if len(text) <= _LONGEST else ""
    if not any(hint in low for hint in _HINTS):
        return False
    return bool(_KILL.search(text) or (_WITHDRAWN.search(text) and _TOLD.search(text)))


def named(text: str) -> str:
    """The headline that such a message puts in quotation marks; empty where there is none."""
    found = _QUOTED.search(text)
    return " ".join(found.group(1).split()) if found else ""
