"""Messages that are no copy but tell editors to throw copy away: "Please kill our story “...”", "Die Meldung „...“ wird
zurückgezogen. Bitte nicht verwenden." It must not take news of a withdrawal for one: an order speaks to its reader, and is short.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from copytaster.model import Relation

_LONGEST, _LONGEST_LINE = 1500, 300
# A notice has so few lines, and a sentence among them; what is longer than this is one without its full stop, too.
_MOST_LINES, _A_SENTENCE = 6, 120
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
# The same in other languages: who asks, what is to be done, and the copy that it is done to. What "annuls and replaces" another is
# its new version.
_ASKED = r"(?:rogamos|se ruega|por favor|pedimos|solicita(?:mos|-se)|pede-se|sírvanse)"
_FOREIGN = (
    r"^\(withdraws (?:\w+ ){0,4}?(?:stor(?:y|ies)|items?|alerts?|headlines?|briefs?)\b"
    r"|\b(?:story|item|alert|brief|snap)s?\b[^\n]{0,200}? (?:is|are|has been|have been|was) (?:hereby )?withdrawn\b"
    r"(?=[^\n]{0,200}\bno (?:substitute|replacement))",
    r"(?:^|\n)(?:eds?|editors?)\s?[:.,-]{1,2}\s?(?:please )?kill (?:the|our|this)\b|\b(?:a )?kill is mandatory\b",
    rf"\bbitte (?:\w+ ){{0,2}}?verwenden sie {_OUR}\b[^.\n]{{0,200}}? nicht\b(?!(?:\W+\w+){{0,3}}?\W+(?:vor|bis|bevor|ehe)\b)",
    r"\b(?:story|item|alert|dispatch)\b[^.\n]{0,80}? (?:sent|transmitted|published|filed|moved) in error\b[^\n]{0,60}?"
    r"\b(?:disregard|do not use|ignore)\b",
    r"\bthere (?:will be|is) no (?:substitute|replacement) (?:stor(?:y|ies)|item|alert)\b"
    r"|(?:^|[.:!] |\n)(?:please|kindly|editors[,:]?(?: please)?) (?:kill|spike|withdraw|disregard)\b[^.\n]{0,60}?"
    r"\b(?:story|item|alert|dispatch|copy)\b",
    rf"\b{_ASKED}\b[^.\n]{{0,60}}?\banul(?:en|ar|em|ación|ação)\b(?! [yeo] su[bs])[^.\n]{{0,40}}?"
    r"\b(?:noticia|notícia|nota|despacho|información|informação|teletipo|texto|peça|alerta)\b"
    rf"|\b{_ASKED}\b[^.\n]{{0,60}}?\b(?:elimin(?:en|ar|em)|retir(?:en|ar|em)|desconsider(?:ar|em)|desestim(?:en|ar)|ignor(?:en|ar|em))\b"
    r"[^.\n]{0,40}?\b(?:noticia|notícia|despacho|teletipo|alerta)\b",
    r"\banul(?:en|ar|e|em),? por favor,? (?:[ao]|la|el|nuestra|esta|nossa)\b",
    r"\b(?:veuillez|prière|merci|nous vous prions) ?(?:de |d['’])?(?:bien vouloir )?"
    r"(?:annuler|supprimer|détruire|retirer|ne (?:pas|plus) tenir compte d\w{1,2})\b(?! et remplacer)[^.\n]{0,40}?"
    r"\b(?:dépêche|alerte|article|communiqué|urgent|flash)s?\b"
    r"|\bnous annulons (?:notre|nos|la|cette) (?:\w+ ){0,2}?(?:dépêche|alerte|information|urgent|flash)s?\b",
    r"\b(?:si prega|vi preghiamo|preghiamo|pregasi)\b[^.\n]{0,40}?\b(?:annullare|eliminare|cestinare|considerare null[oa])\b"
    r"(?! e sostituire)[^.\n]{0,40}?\b(?:notizia|lancio|dispaccio|servizio|pezzo|nota|articolo)\b",
    r"\b(?:gelieve|verzoeken?|u wordt verzocht)\b[^.\n]{0,60}?\bbericht\b[^.\n]{0,80}? niet (?:meer |verder )?te"
    r" (?:gebruiken|publiceren|verspreiden)\b(?! voor)",
    r"\bprosimy o (?:anulowanie|niewykorzystywanie|niepublikowanie|usunięcie|wycofanie)\b[^.\n]{0,40}?"
    r"\b(?:depeszy|informacji|wiadomości|materiału)\b",
    r"\b(?:просьба|просим)\b[^.\n]{0,40}?\b(?:аннулировать|не использовать|считать недействительн\w+|удалить)\b[^.\n]{0,40}?"
    r"\b(?:сообщение|новость|материал|информацию)\b",
    r"\b(?:يرجى|نرجو|الرجاء) (?:إلغاء|حذف|عدم (?:استخدام|نشر))[^.\n]{0,30}?(?:خبر|برقية)",
    r"(?:記事|配信)を取り消し(?:ます|いたします)|请(?:撤销|删除|勿(?:使用|刊发|采用))[^。\n]{0,30}?稿",
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
    r"|\bsi prega di (?:annullare|eliminare|non (?:utilizzare|pubblicare)) la (?:\w+ )?notizia\b"
    rf"|{'|'.join(_FOREIGN)}",
    re.IGNORECASE,
)
# The headline of a notice: what it takes back stands behind it.
_IN_CAPITALS = (
    "STORNO|ANULACIÓN|ANULACION|ANULAÇÃO|ANNULLAMENTO|ANNULATION|INTREKKING|UTGÅR|ÅTERKALLAS|TREKKES(?: TILBAKE)?|TILBAGEKALDELSE"
    "|ANULOWANIE|АННУЛИРУЕТСЯ|АННУЛИРОВАНО"
)
_HEADED = re.compile(
    rf"\W*(?:(?:achtung|dringend|eilt)\W+(?:(?:an alle )?redaktionen\W+)?)?(?:{_ONE} (?:(?:ist|wird|wurde|sind|werden) )?"
    r"(?:hiermit )?(?:zurückgezogen|(?:ersatzlos )?(?:zu streichen|gestrichen)|storniert|annulliert)\b"
    rf"|(?-i:(?:{_IN_CAPITALS})(?=\s*(?:[:/!(]|$)|\s+[-–—]\s)))[\s:!/–—-]*(?P<named>.*)",
    re.IGNORECASE,
)
# The same at the front of any headline, in capitals or in scripts that have none; in small letters it may be news.
_HEADLINE = re.compile(
    rf"\W*(?:(?:{_IN_CAPITALS}|ANNULLARE|LANCIO ANNULLATO|PERUUTUS|ZRUŠENO|VISSZAVONÁS|İPTAL|ΑΚΥΡΩΣΗ|ANULAT|BATAL"
    r"|取消稿|전문취소|取り消し)"
    r"(?=\s*(?:[:/!(：】\]]|$)|\s+[-–—]\s))"
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
    *("ingetrok", "trukket", "tillbaka", "substitute", "replacement", "prega", "gelieve", "verzoek", "verzocht", "prosimy"),
    *("rogamos", "ruega", "por favor", "pedimos", "pede-se", "solicita", "sírvanse", "veuillez", "prière", "merci", "in error"),
    *("vous prions", "intrekking", "utgår", "återkallas", "trekkes", "tilbagekaldelse", "anulowanie"),
    *("аннулир", "просьба", "просим", "يرجى", "نرجو", "الرجاء", "取り消し", "请"),
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


def heads(headline: str) -> bool:
    """Whether a headline of whatever form begins with the word by which a service takes copy back: "STORNO: ..."."""
    return _HEADLINE.match(headline[:_LONGEST_LINE]) is not None


def is_alone(text: str) -> bool:
    """Whether a short text of whatever form is such an order, in sentences: its first line says so, or one below."""
    lines = [line for line in map(str.strip, text[: _LONGEST + 1].split("\n")) if line]
    is_told = any(line[-1] in '.!)»”"。' or len(line) > _A_SENTENCE for line in lines)
    return 0 < len(lines) <= _MOST_LINES and is_told and takes_back(lines[0], text)


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
