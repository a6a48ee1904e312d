"""What notes to editors say of a version: correction, update, kill, hold. It must not read what is for print, nor embargoes
(wire/embargo.py).

A note is free text in the language of its agency: "Eds: CORRECTS spelling in 3rd graf", "(Adds quotes)", "ATTENTION - AJOUTE
déclarations".
"""

from __future__ import annotations

import re

_MARKS = (
    ("kill", re.compile(
        r"\bKILLS?\b(?! (?:the )?(?:\d|people|two|three))|\bMANDATORY KILL\b|(?i:\b(?:story|item|article|text|copy"
        r"|dispatch|meldung|dépêche|nota) "
        r"(?:has been |is |wurde |wird |est |ha sido |hiermit )?(?:killed|withdrawn|retracted|cancell?ed|zurückgezogen"
        r"|annulée?|anulada)\b)"
        r"|(?i:\b(?:do not use|must not be (?:used|published)|bitte nicht (?:verwenden|verwerten|veröffentlichen)"
        r"|ne pas (?:utiliser|diffuser)"
        r"|no utilizar|non utilizzare|skal ikke brukes|får ikke brukes|bör inte användas)\b"
        r"(?!(?:\W+\w+){0,3}?\W+(?:before|until|till|vor|bis|avant|antes|hasta|prima|før|före)\b))"
    )),
    ("hold", re.compile(
        # With a time behind it, it is an embargo.
        r"\bHOLD\b(?! FOR RELEASE)|(?:\bHFR|(?i:\bhold for release))\b"
        r"(?!,? (?:until|till|at|for|from|on|\d|[A-Z][a-z]+day|noon|midnight)\b)"
        r"|\bWITHHOLD\b"
    )),
    ("correction", re.compile(
        r"\b(?:correct(?:s|ed|ion|ions|ing)|corrige[sr]?|correctif|rectifi(?:e|catif|cation|catie|ca)|korrektur|berichtigt|berichtigung|korrigiert"
        r"|rettelse|rättelse|rättar|korjaus|korjattu|korjaa|correcci[oó]n|correzione|rettifica|errata|corre[cç][aã]o|correctie|oprava|sprostowanie"
        r"|поправка|уточнение|corrigendum)\b"
        # "SUBS 3rd graf to CORRECT magnitude": in small letters it may be news of what somebody is to correct.
        r"|(?-i:\bto CORRECT\b)|\b(?:subs?|grafs?|para\w*|lead|headline|slug|byline|dateline)\b[^.;\n]{0,40} to correct\b",
        re.IGNORECASE,
    )),
    ("repeat", re.compile(r"\b(?:repeat(?:s|ed|ing)?|wiederholung|répétition|repetici[oó]n|gentagelse)\b", re.IGNORECASE)),
    ("refile", re.compile(r"\brefil(?:e|es|ed|ing)\b", re.IGNORECASE)),
    ("writethru", re.compile(r"\bwrite-?thr(?:u|ough)\b", re.IGNORECASE)),
    ("update", re.compile(
        r"\b(?:updat(?:e|es|ed|ing)|adds|added|adding|recasts?|rewrites|trims|inserts|restores|minor edits|complemented"
        r"|ajoute|ajout|actualise|précise"
        r"|aktualisiert|neu|ergänzt|erweitert|actualiza|añade|amplía|aggiorna|aggiunge|atualiza|acrescenta|oppdater(?:t|er)|opdateret|uppdater(?:ad|ar)|utförligare|utvidet|utvidgad|udvidet"
        r"|täydennetty|päivitetty|aangevuld|aktualizuje|дополнение|добавляет)\b", re.IGNORECASE
    )),
)  # fmt: skip


def marks(note: str) -> tuple[str, ...]:
    """The marks that a note to editors amounts to."""
    return tuple(mark for mark, pattern in _MARKS if pattern.search(note)) if note else ()
