"""What copy says of its own mending in its first or last paragraphs: "(This story corrects the name in paragraph 3)", "An earlier
version of this article misstated ...", "(Korrektur: ...)", "Cet article a été corrigé".

Such a paragraph opens with the words and is short. News of somebody's correction must not be taken for one.
"""

from __future__ import annotations

import re

# So many lines at the top and at the end, blank ones among them, of at most so many characters: credits and contacts may stand
# below the words.
_FIRST, _LAST, _LONGEST = 4, 8, 700
_PIECE = r"(?:story|article|item|report|copy|post|piece|column|dispatch|headline|caption|review|interview|obituary|transcript)"
_WRONG = (
    r"(?:\w+ly |also |had |has |have )?(?:misstat|misidentif|misspell|mischaracteri|misquot|misattribut|misreport|misnam|mistaken"
    r"|misplac|mislabel|incorrect|inaccurat|wrong|erroneous|contained|omitted|overstat|understat|gave (?:the|an) (?:wrong"
    r"|incorrect)|referred|reported|said|stated|suggested|attributed|included|described|listed|used|named|cited|quoted|implied|transposed)"
)
_OPENINGS = (
    # English
    r"(?:this|the) (?:[\w.,]+ ){0,4}?(?:version of (?:this|the) )?(?:story|article|item|report|copy|post|piece|version|headline)"
    r"(?: was)? (?:corrects|has been (?:corrected|refiled to correct|updated to correct|amended to correct)"
    r"|(?:was|is being) (?:corrected|refiled to correct|updated to correct)|has corrected)\b",
    rf"this {_PIECE} was amended on (?:\d|[A-Z])",
    r"the following correction was (?:printed|published)",
    rf"an? (?:[\w-]+ )?{_PIECE} (?:on|last|yesterday|in|about)\b[^.\n]{{0,12}}[^\n]{{0,160}}? (?:misstated|misidentified|misspelled"
    r"|gave an incorrect|incorrectly (?:said|stated|identified|described|reported))",
    r"correct(?:s|ed|ing):? (?:to (?:say|show|read|reflect|clarify|fix|change|remove|add|make|attribute|drop)\b"
    r"|(?:typo|spelling|dateline|headline|byline|slug|day|date|name|title|figure|amount|age|attribution|conversion|quote)\b"
    r"|(?:in |the )?(?:\d+\w{0,2}|first|second|third|fourth|fifth|last|lead|final|penultimate) ?(?:and \w+ )?(?:para|graf|sentence"
    r"|reference)"
    r"|para(?:graph|s|graphs)?\b|graf|[^.\n]{2,60} in (?:the )?(?:headline|lead|\w+ (?:para|graf|sentence)|para|graf))",
    rf"(?:(?:correction|clarification)s?\W+)?(?:an?|the|some) (?:earlier|previous|original|initial|prior) versions? of"
    rf" (?:this|the|our) {_PIECE}\b[^.\n]{{0,80}}?\b{_WRONG}",
    rf"(?:in )?(?:an?|the) (?:earlier|previous|original) version of this {_PIECE},? (?:we|it|the)\b[^.\n]{{0,80}}?\b{_WRONG}",
    r"(?:correction|clarification|corrections and clarifications)(?: appended)?(?:,? (?:on )?[\w., ]{2,20})?:(?=\s)",
    r"correction appended\b",
    # German
    r"(?:korrektur(?:hinweis|meldung)?|berichtigung|richtigstellung|korrigiert|berichtigt)(?: vom [\w. ]{3,20})?:",
    r"(?:(?:anm(?:erkung|\.) der redaktion|hinweis(?: der redaktion)?|transparenzhinweis)\W+)?in einer (?:früheren|ersten"
    r"|vorherigen|ursprünglichen|älteren|vorigen) (?:version|fassung)"
    r" (?:dieses|des|dieser|der) \w+ (?:\w+ ){0,3}?(?:hieß|stand|war|wurde"
    r"|hatten|haben|hatte|lautete|berichteten|schrieben)\b",
    r"(?:der|die|dieser?|diese) (?:text|artikel|beitrag|meldung|bericht) (?:wurde|ist) (?:\w+ ){0,3}?(?:korrigiert|berichtigt)\b",
    r"wir haben (?:das|den fehler|die stelle|die angabe|dies)\b[^.\n]{0,60}\b(?:korrigiert|berichtigt)",
    # French
    r"(?:cet? (?:article|texte|papier)|cette (?:dépêche|information|version)) a été (?:\w+ ){0,2}?(?:corrigée?|rectifiée?)\b",
    r"(?:une|la) (?:version précédente|précédente version|première version) de (?:cet article|ce texte|cette dépêche)\b",
    r"(?:correction|rectificatif|erratum|corrige|rectification)\s?:",
    # Spanish, Portuguese, Italian
    r"una (?:versión anterior|primera versión) de (?:este|esta|la|el) (?:artículo|nota|noticia|información|texto)\b",
    r"(?:este artículo|esta (?:nota|noticia|información)) (?:ha sido|fue) (?:corregid[oa]|rectificad[oa])\b",
    r"(?:corrección|corrige|fe de (?:errores|erratas)|rectificación|correção|corrige|correzione|errata corrige|rettifica)\s?:",
    r"(?:uma versão anterior d(?:este|esta|o|a) (?:texto|artigo|reportagem|notícia)"
    r"|una versione precedente di quest['’o](?:o )?(?:articolo|testo))\b",
    # Dutch, Swedish, Danish, Norwegian, Finnish
    r"(?:correctie|rectificatie|rättelse|korrigering|rettelse|rettet|oikaisu|korjaus)(?: [\d./: ]{3,20})?:",
    r"in een eerdere versie van dit (?:artikel|bericht|stuk) (?:stond|werd|was|is)\b",
    r"i en tidigare version av (?:den här |denna )?(?:artikeln?|texten?|nyheten|telegrammet) (?:stod|angavs|uppgavs|skrev|hette)",
    r"i en tidligere (?:versjon|version|udgave) (?:av|af) (?:denne |dette )?(?:saken|artikkelen|artiklen|artikel|teksten) "
    r"(?:sto|stod|het|ble|blev|fremgik|skrev)",
)
_OPENS = re.compile(rf"[\W_]{{0,6}}(?:{'|'.join(_OPENINGS)})", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"\((?:{'|'.join(_OPENINGS)})[^()\n]*\)", re.IGNORECASE)


def told(text: str) -> str:
    """The paragraph in which copy tells of its own correction; empty where none does."""
    for part in (*text.split("\n", _FIRST)[:_FIRST], *text.rsplit("\n", _LAST)[-_LAST:]):
        if len(part) <= _LONGEST and _OPENS.match(part):
            return part
        if "(" in part and (found := _IN_BRACKETS.search(part[-_LAST * _LONGEST :])):
            return found.group()
    return ""
