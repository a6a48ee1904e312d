"""What notes to editors say of a version: correction, update, kill, hold, embargo and until when. It must not read what is
for print.

A note is free text in the language of its agency: "Eds: CORRECTS spelling in 3rd graf", "(Adds quotes)", "ATTENTION - AJOUTE
déclarations", "Sperrfrist: 23. Januar 19.00 Uhr". An embargo whose end cannot be read has no end: the item is then withheld.
"""

from __future__ import annotations

import datetime as dt
import re

from copytaster.model import UTC
from copytaster.wire import dates

_MARKS = (
    ("kill", re.compile(
        r"\bKILLS?\b(?! (?:the )?(?:\d|people|two|three))|\bMANDATORY KILL\b|(?i:\b(?:story|item|article|text|copy"
        r"|dispatch|meldung|dépêche|nota) "
        r"(?:has been |is |wurde |wird |est |ha sido |hiermit )?(?:killed|withdrawn|retracted|cancell?ed|zurückgezogen"
        r"|annulée?|anulada)\b)"
        r"|(?i:\b(?:do not use|must not be (?:used|published)|bitte nicht (?:verwenden|verwerten|veröffentlichen)"
        r"|ne pas (?:utiliser|diffuser)"
        r"|no utilizar|non utilizzare|skal ikke brukes|får ikke brukes|bör inte användas)\b)"
    )),
    ("hold", re.compile(r"\bHOLD(?: FOR RELEASE)?\b|\bHFR\b|\bWITHHOLD\b")),
    ("correction", re.compile(
        r"\b(?:correct(?:s|ed|ion|ions|ing)|corrige[sr]?|correctif|rectifi(?:e|catif|cation|catie|ca)|korrektur|berichtigt|berichtigung|korrigiert"
        r"|rettelse|rättelse|rättar|korjaus|korjattu|korjaa|correcci[oó]n|correzione|rettifica|errata|corre[cç][aã]o|correctie|oprava|sprostowanie"
        r"|поправка|уточнение|corrigendum)\b", re.IGNORECASE
    )),
    ("repeat", re.compile(r"\b(?:repeat(?:s|ed|ing)?|wiederholung|répétition|repetici[oó]n|gentagelse)\b", re.IGNORECASE)),
    ("refile", re.compile(r"\brefil(?:e|es|ed|ing)\b", re.IGNORECASE)),
    ("writethru", re.compile(r"\bwrite-?thr(?:u|ough)\b", re.IGNORECASE)),
    ("update", re.compile(
        r"\b(?:updat(?:e|es|ed|ing)|adds|added|adding|recasts?|rewrites|trims|inserts|restores|minor edits|complemented"
        r"|ajoute|ajout|actualise|précise"
        r"|aktualisiert|neu|ergänzt|erweitert|actualiza|añade|amplía|aggiorna|aggiunge|atualiza|acrescenta|oppdater(?:t|er)|opdateret|uppdater(?:ad|ar)"
        r"|täydennetty|päivitetty|aangevuld|aktualizuje|дополнение|добавляет)\b", re.IGNORECASE
    )),
)  # fmt: skip
_EMBARGO = re.compile(
    r"embargo|sperrfrist|sperrvermerk|gesperrt bis|not (?:to be |for )(?:published|publication|released?|use"
    r"|broadcast)[\w ]{0,20} (?:before|until|prior to)"
    r"|for (?:release|use|publication|broadcast) (?:at|after|from|only after)|hold (?:for release )?until|frei ab"
    r"|vrij vanaf|frigis|frigives|julkaisuvapaa",
    re.IGNORECASE,
)
_LIFTED = re.compile(
    r"embargo(?:ed)? (?:has been |is |was )?(?:lifted|over|expired|ended|broken)|sperrfrist (?:ist )?(?:aufgehoben"
    r"|abgelaufen)|no embargo",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})(?!\d)(?:(?P<sign>[:.h])(?P<minute>\d{2}))?\s*(?P<half>[ap]\.?\s?m\b\.?)?\s*(?:uhr|hrs?|hours|heures)?\s*"
    r"(?P<zone>[A-Z]{3,4}\b|[+-]\d{2}:?\d{2}\b)?|(?<!\d)(?P<packed>[012]\d[0-5]\d)\s*(?:hours|hrs)?\s*(?P<zone2>GMT|UTC|CET|CEST|MEZ|MESZ|BST|[ECMP][SD]T)"
    r"|\b(?P<word>midnight|noon|mitternacht|minuit|midi|medianoche|mezzanotte)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|\.|er)?\s*(?:of\s+|de\s+)?(?P<m>[^\W\d_]{3,12})\.?,?(?:\s+(?:de\s+)?(?P<y>\d{4}))?|(?P<m2>[^\W\d_]{3,12})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>\d{4}))?|(?<!\d)(?P<d3>\d{1,2})\.(?P<n3>\d{1,2})\.(?P<y3>\d{4})?"
)
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday montag lundi lunes lunedì segunda måndag mandag",
            "tuesday dienstag mardi martes martedì terça tisdag tirsdag",
            "wednesday mittwoch mercredi miércoles mercoledì quarta onsdag",
            "thursday donnerstag jeudi jueves giovedì quinta torsdag",
            "friday freitag vendredi viernes venerdì sexta fredag",
            "saturday samstag sonnabend samedi sábado sabato lördag lørdag",
            "sunday sonntag dimanche domingo domenica söndag søndag",
        )
    )
    for name in names.split()
}
_WORDS = {"noon": 12, "midi": 12}
# Where no zone is printed, the westernmost of the places where the language is at home: an embargo may end late, never early.
_WESTERNMOST = {"en": -8.0, "es": -6.0, "pt": -3.0, "fr": -5.0}


def marks(note: str) -> tuple[str, ...]:
    """The marks that a note to editors amounts to."""
    return tuple(mark for mark, pattern in _MARKS if pattern.search(note)) if note else ()


def is_embargoed(note: str) -> bool:
    """Whether a note speaks of an embargo that still stands."""
    return _EMBARGO.search(note) is not None and not _LIFTED.search(note)


def embargo(note: str, issued: dt.datetime | None, language: str | None = None) -> dt.datetime | None:
    """Until when a note puts an item under embargo; None where it names no time that can be read."""
    found = _EMBARGO.search(note)
    if not found:
        return None
    rest = note[found.end() : found.end() + 200]
    clock, zone, span = _clock(rest)
    bare = rest[: span[0]] + " " + rest[span[1] :] if span else rest
    day = _day(bare, issued)
    if clock is None and day is None:
        return None
    if day is None:
        if issued is None:
            return None
        day = issued.date()
    hours = zone if zone is not None else _WESTERNMOST.get((language or "en")[:2].lower(), 0.0)
    when = (dt.datetime.combine(day, clock or dt.time(23, 59)) - dt.timedelta(hours=hours)).replace(tzinfo=UTC)
    if issued is not None and when < issued and not _DAY.search(bare):
        when += dt.timedelta(days=7 if _weekday(bare) is not None else 1)
    return when


def until(text: str, issued: dt.datetime | None, language: str | None = None) -> dt.datetime | None:
    """The end of an embargo that a field gives: a date in any of the ways that dates are printed, or the words of a note."""
    when = dates.read(text)
    late = -dt.timedelta(hours=_WESTERNMOST.get((language or "en")[:2].lower(), 0.0))
    if when.instant is not None:
        return when.instant + late if "no time zone" in when.note else when.instant
    if when.day is not None:
        return dates.midnight(when.day) + dt.timedelta(days=1) + late
    return embargo(f"embargo {text}", issued, language)


def of_field(
    printed: str, issued: dt.datetime | None, language: str | None, notes: list[str]
) -> tuple[dt.datetime | None, tuple[str, ...]]:
    """The end of the embargo that a field of a format gives, and the mark of one whose end cannot be read: it has no end."""
    if not printed:
        return None, ()
    when = until(printed, issued, language)
    if when is None:
        notes.append(f"embargo not read: {printed[:40]!r}")
        return None, ("embargo",)
    return when, ()


def _clock(text: str) -> tuple[dt.time | None, float | None, tuple[int, int] | None]:
    """The first time of day that is printed as one: with minutes, a half of the day, a zone or the word for hours behind it."""
    for found in _CLOCK.finditer(text):
        if found["word"]:
            return dt.time(_WORDS.get(found["word"].lower(), 0)), None, found.span()
        packed = found["packed"]
        hour, minute = (int(packed[:2]), int(packed[2:])) if packed else (int(found["hour"]), int(found["minute"] or 0))
        told = packed or found["minute"] or found["half"] or re.search(r"uhr|hrs?|hours|heures|h\b", found.group(), re.IGNORECASE)
        if not told or hour > 24 or minute > 59:
            continue
        if found["sign"] == "." and not re.search(r"uhr|hrs?|h\b|[ap]\.?\s?m|[A-Z]{3}", found.group(), re.IGNORECASE):
            continue  # 23.01. is a date
        if found["half"]:
            hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
        zone = found["zone"] or found["zone2"] or ""
        offset = dates.zone_of(zone) if zone.isalpha() else float(zone[:3]) if zone else None
        return dt.time(hour % 24, minute), offset, found.span()
    return None, None, None


def _day(text: str, issued: dt.datetime | None) -> dt.date | None:
    for found in _DAY.finditer(text):
        number = found["d"] or found["d2"] or found["d3"]
        month = int(found["n3"]) if found["n3"] else dates.month_of(found["m"] or found["m2"] or "")
        year = found["y"] or found["y2"] or found["y3"]
        if not month or (not year and issued is None):
            continue
        try:
            day = dt.date(int(year) if year else issued.year, month, int(number))  # type: ignore[union-attr]
        except ValueError:
            continue
        if not year and issued and day < issued.date() - dt.timedelta(days=180):
            day = day.replace(year=day.year + 1)
        return day
    if issued is not None:
        weekday = _weekday(text)
        if weekday is not None:
            return issued.date() + dt.timedelta(days=(weekday - issued.weekday()) % 7)
        if re.search(r"\b(?:tomorrow|morgen|demain|mañana|domani)\b", text, re.IGNORECASE):
            return issued.date() + dt.timedelta(days=1)
    return None


def _weekday(text: str) -> int | None:
    return next((_WEEKDAYS[word] for word in re.findall(r"[^\W\d_]+", text.lower()) if word in _WEEKDAYS), None)
