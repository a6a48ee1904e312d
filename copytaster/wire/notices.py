"""Messages that are no copy but tell editors to throw copy away: "Please kill our story “...”", "Die Meldung „...“ wird
zurückgezogen. Bitte nicht verwenden." It must not take news of a withdrawal for one: an order speaks to its reader, and is short.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from copytaster.model import Relation

_LONGEST, _LONGEST_LINE = 1500, 300
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
# A notice of an agency by its number, its headline or neither; "Bericht" and "Text" are what others publish, too.
_ONE = (
    r"\b(?:eil|dpa-|apa-|ots-)?(?:meldung(?:en)?|aussendung(?:en)?)(?: \S{0,12}\d\S{0,12})?(?: [«„“\"][^«»„“”\"\n]{3,200}[»“”\"])?"
    r"(?: \([^()\n]{2,60}\))?"
)
# What a service orders those who take it; with a time behind it, it is an embargo.
_ORDER = re.compile(
    rf"\bbitte (?:\w+ ){{0,3}}?(?:verwenden sie )?(?:\w+ ){{0,2}}?{_ONE}[^.\n]{{0,80}}? nicht\b(?: (?:mehr|weiter))?"
    r"(?: (?:verwenden|verwerten|verbreiten|veröffentlichen|drucken|senden)\b|[.!])(?!(?:\W+\w+){0,3}?\W+(?:vor|bis|bevor|ehe)\b)"
    rf"|{_ONE} (?:ist|sind|wird|werden) (?:hiermit )?(?:(?:ersatzlos )?zu (?:streichen|stornieren)|ersatzlos gestrichen)\b"
    rf"|{_ONE} (?:(?:ist|wurde|wird) )?(?:irrtümlich|versehentlich|zurückgezogen|storniert|annulliert)\b[^\n]{{0,200}}?"
    r"\bnicht (?:mehr |weiter )?(?:verwenden|verwerten|verbreiten|veröffentlichen|drucken|senden)\b"
    r"|\b(?:subscribers|editors|clients|newspapers) (?:are|is) (?:advised|requested|asked) to (?:kill|spike|withdraw|disregard)\b"
    r"|\bmandatory kill\b|(?-i:\bKILL(?:[ ,!.]+KILL)+\b|\bANNULLARE (?:LA )?NOTIZIA\b)"
    r"|\bsi prega di (?:annullare|eliminare|non (?:utilizzare|pubblicare)) la (?:\w+ )?notizia\b",
    re.IGNORECASE,
)
# The headline of a notice: what it takes back stands behind it.
_HEADED = re.compile(
    rf"\W*(?:(?:achtung|dringend|eilt)\W+(?:(?:an alle )?redaktionen\W+)?)?(?:{_ONE} (?:(?:ist|wird|wurde|sind|werden) )?"
    r"(?:hiermit )?(?:zurückgezogen|(?:ersatzlos )?(?:zu streichen|gestrichen)|storniert|annulliert)\b"
    r"|(?-i:STORNO(?=\s*(?:[:/!(]|$)|\s+[-–—]\s)))[\s:!/–—-]*(?P<named>.*)",
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
        "streichen",
        "gestrichen",
        "storn",
        "bitte",
        "si prega",
        "annullare",
    ),
    *("ingetrok", "trukket", "tillbaka"),
)
_NUMBER = re.compile(r"\b[A-Za-z]{2,4}\d{2,5}\b")
_QUOTED = re.compile(r"[“„«\"]\s?([^“”„«»\"\n]{12,240}?)\s?[”“»\"]")


def kills(text: str) -> bool:
    """Whether a message is an order to throw copy away."""
    low = text.lower() if len(text) <= _LONGEST else ""
    if not any(hint in low for hint in _HINTS):
        return False
    return bool(_KILL.search(text) or _ORDER.search(text) or (_WITHDRAWN.search(text) and _TOLD.search(text)))


def takes_back(headline: str, text: str) -> bool:
    """Whether a telex takes back another of its service: "Meldung zurückgezogen: ...", "STORNO - ...", or an order in its text. It
    looks for no words that news of a withdrawal has, too, as `kills` does for mail."""
    whole = f"{headline[:_LONGEST_LINE]}\n{text}" if len(text) <= _LONGEST else headline[:_LONGEST_LINE]
    low = whole.lower()
    if not any(hint in low for hint in _HINTS):
        return False
    return _HEADED.fullmatch(headline[:_LONGEST_LINE]) is not None or _ORDER.search(whole) is not None


def relations(headline: str, text: str, address: Callable[[str], str | None]) -> tuple[Relation, ...]:
    """The copy that a notice throws away, by the headlines and numbers that it names. `address` makes an id of a number."""
    found = _HEADED.fullmatch(headline) if len(headline) <= _LONGEST_LINE else None
    headlines = dict.fromkeys(filter(None, (found["named"] if found else "", named(text))))
    numbers = dict.fromkeys(one.lower() for one in _NUMBER.findall(f"{headline}\n{text[:_LONGEST]}"))
    uris = filter(None, map(address, numbers))
    return (*(Relation("kills", headline=one) for one in headlines), *(Relation("kills", uri=one) for one in uris))


def named(text: str) -> str:
    """The headline that such a message puts in quotation marks; empty where there is none."""
    found = _QUOTED.search(text)
    return " ".join(found.group(1).split()) if found else ""
