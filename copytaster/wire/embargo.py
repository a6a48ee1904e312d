"""Embargoes: whether a note, a field, a headline or the top of a text orders one, and until when it holds (embargoends.py). Where
something that looks like a date cannot be read there is no end, and the item is withheld. It must not take news of embargoes for
an order.
"""

from __future__ import annotations

import datetime as dt
import re

from copytaster.wire import dates
from copytaster.wire.embargoends import NEAR, Time, end_of, language_of, together, westernmost
from copytaster.wire.embargowords import HINTS, PLAIN_HINTS

_NOT_BEFORE = (
    r"(?:not (?:to be |for )?|(?:do|must|may) not (?:be )?)(?:publish(?:ed)?|publication|releas(?:ed?|ing)|use[d]?"
    r"|broadcast|print(?:ed)?)[\w ]{0,20} (?:before|until|till|prior to)"
    r"|ne pas (?:publier|diffuser|utiliser) avant|no (?:publicar|difundir|utilizar) (?:antes del?|hasta)"
    r"|não (?:publicar|divulgar) antes d[eoa]s?|non pubblicare prima d\w*|nicht vor(?= \d| dem| \w+tag)"
    r"|nicht ver(?:ö|oe?)ffentlichen vor"
    r"|не публиковать (?:до|ранее)|nie publikować przed"
    r"|nicht (?:zur|f(?:ü|ue?)r die) (?:ver(?:ö|oe?)ffentlichung|verwendung|verbreitung|publikation) (?:vor|bis)"
    r"|nicht (?:zu )?(?:verwenden|verwerten|verbreiten|senden|drucken|publizieren) vor"
    r"|niet (?:te )?(?:publiceren|gebruiken|verspreiden) v[oó][oó]r(?= \d| \w+dag)"
    # On the telex å is a or aa, ö is o or oe, ä is a or ae.
    r"|f(?:å|aa?)r (?:ej|inte) (?:publiceras|offentligg(?:ö|oe?)ras|anv(?:ä|ae?)ndas|s(?:ä|ae?)ndas|tryckas|spridas) f(?:ö|oe?)re"
    r"|(?:m(?:å|aa?)|skal) ikke (?:publiseres|publiceres|offentliggj?(?:ø|oe?)res|brukes|bruges|bringes|sendes|udsendes|trykkes)"
    r" f(?:ø|oe?)r"
    r"|ei (?:saa )?(?:julkaista|julkaistavaksi) ennen|nezveřejňovat před|zveřejnit (?:až|nejdříve) (?:po|od)"
)
# What is news as well ("publication not before 2027") unless a time stands right behind it.
_FROM_THEN = (
    r"publication not before|interdi(?:te?|ction) (?:de|à la) (?:publication|diffusion) avant"
    r"|(?:zur )?(?:veröffentlichung|verwendung|publikation)(?: ist)? (?:erst |frühestens |nicht )(?:ab|vor|nach|am)"
    r"|frei (?:erst )?ab|freigabe(?: ab|:)|freigegeben (?:erst )?ab|vrij vanaf|frigis|frigives|klausuleret til|julkaisuvapaa"
    r"|vapaa julkaistavaksi"
)
# "Bis 24.11., 11 Uhr gesperrt" as a line of its own; in a sentence it is a road.
_UP_TO = r"(?:^|(?<=\n)|(?<=: )|(?<=\())bis (?=[^.;\n]{0,20}\d[^;\n]{0,40} gesperrt\W*(?:\n|$))"
_FOR_RELEASE = (
    r"for (?:release|use|publication|broadcast) (?:at|after|from|on|only after)|hold (?:until|till)"
    r"|(?:hold for release|\bhfr\b)(?:,? (?:until|till|at|after|for|from|on))?"
)
# In scripts that part no words, and in Arabic. The word for "lifted" alone is news ("fishing ban lifted").
_UNSPACED = (
    r"解禁(?:日時|时间|時間|日期)|情報解禁|(?:禁发|禁發|禁止?(?:发布|發布|刊播|报道|報道))(?:至|到|期)?|不得(?:提前)?(?:发布|發布|刊播|报道|報道)"
    r"|限时发布|エンバーゴ|엠바고|(?:محظور|حظر|يحظر) (?:من )?النشر|لا ينشر قبل|للنشر بعد"
)
_ORDERS = (
    rf"{_UNSPACED}|sperre?frist|sperrvermerk|gesperrt bis|{_UP_TO}|frei für [^.;\n]{{0,24}}ausgaben?"
    rf"|эмбарго|{_NOT_BEFORE}|{_FROM_THEN}|{_FOR_RELEASE}"
)
_EMBARGO = re.compile(rf"embarg[oaeé]\w*|{_ORDERS}", re.IGNORECASE)
_NOT_YET = ("before", "until", "till", "prior to")
_LIFTED = re.compile(
    r"embargo(?:ed)? (?:has been |is |was )?(?:lifted|over|expired|ended|broken)|sperrfrist (?:ist )?(?:aufgehoben"
    r"|abgelaufen)|no embargo|embargo (?:est )?levé|embargo levantado|embargo (?:è )?(?:revocato|scaduto)|embargo (?:is )?opgeheven"
    r"|(?:embargo|sperrfrist|freigabe) ?: ?(?:none|no|keine|entfällt|sofort(?: frei)?|ab sofort|aucun|ninguno|nessuno|geen|-)"
    r"(?=\s*(?:[.;,)\n]|$))",
    re.IGNORECASE,
)
# At the start of a headline, or behind a bracket or a dash in it, these words are no news but an order, if more of one follows.
_STRICT = r"(?:strictly|strict|streng|strikt(?:es)?|estrictamente)"
_ORDER = re.compile(
    r"(?:(?:please(?: note:?)?|bitte(?: beachten:?)?|obs!?:?"
    r"|this (?:story|item|article|release|material|copy|text|report|paper)(?: is)?|à|da"
    r"|es gilt(?: eine| die)?"
    r"|diese[rs]? (?:text|beitrag|meldung|bericht|artikel)(?: ist| unterliegt einer)?|der (?:text|beitrag|bericht) ist)\s+)?"
    rf"(?P<strict>{_STRICT}\s+)?(?:under\s+|sous\s+|bajo\s+|sob\s+|sotto\s+|unter\s+|onder\s+|под\s+)?"
    rf"(?P<strict2>{_STRICT}\s+)?"
    rf"(?:(?P<participle>embargo(?:ed|é|e)\b|embargad[oa]\b|embargert\b|(?<=sous )embargo\b|(?<=bajo )embargo\b|(?<=sob )embargo\b)"
    rf"|(?P<noun>(?:press[e]?[- ]?)?embargo\b|эмбарго|sperre?frist\b|sperrvermerk\b)"
    rf"|(?P<release>(?:{_FOR_RELEASE}|{_FROM_THEN})(?!\w))"
    rf"|(?P<unspaced>{_UNSPACED})|(?P<whole>(?:{_NOT_BEFORE}|gesperrt bis)\b))",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\s*:?\s*(?:(?:is |gilt |holds |for (?:release|publication|broadcast|use)[\w ]{0,20} )?"
    r"(?:until|till|til|to|before|bis|jusqu|hasta|até|ate|fino|tot|do|до|zum|ab)\b)",
    re.IGNORECASE,
)
_FOR = re.compile(r"\s+for\b", re.IGNORECASE)
_IS_HOLD = re.compile(r"HFR$|hold for release$|HOLD FOR RELEASE$|Hold for release$|Hold For Release$")
_PLACES_OF_ORDERS = re.compile(r"[(\[|【]\s*|\s[-–—]\s+|[:.]\s+")
_WINDOW = 200
# An order is sought in so many characters of a note: a mail may hand over a line of megabytes as one, at .4 µs a character.
_LONGEST_NOTE = 100_000


def is_embargoed(note: str) -> bool:
    """Whether a note speaks of an embargo that still stands."""
    return _EMBARGO.search(note, 0, _LONGEST_NOTE) is not None and not _LIFTED.search(note)


def of_note(note: str, issued: dt.datetime | None, language: str | None = None) -> dt.datetime | None:
    """Until when a note puts an item under embargo; None where it names no time that can be read."""
    found = _EMBARGO.search(note, 0, _LONGEST_NOTE)
    if not found:
        return None
    told = language or language_of(note[found.start() :].partition("\n")[0])
    return end_of(note[found.end() : found.end() + _WINDOW], issued, told)


def is_hinted(text: str) -> bool:
    """Whether a text has any of the words that every order has one of. What this says no to, `of_headline` says no to."""
    low = text.lower()
    for hint in PLAIN_HINTS if low.isascii() else HINTS:
        if hint in low:
            return True
    return "not " in low and any(word in low for word in _NOT_YET)


def of_headline(line: str, issued: dt.datetime | None, language: str | None = None) -> tuple[bool, dt.datetime | None]:
    """Whether a headline, or the line that opens a text, orders an embargo, and until when. News about embargoes orders none:
    an order stands at the start or set off, and names a time behind it or says that it is strict.
    """
    if not is_hinted(line) or not _EMBARGO.search(line):
        return False, None
    starts = [len(line) - len(line.lstrip(" \t*+=#>!([.【")), *(m.end() for m in _PLACES_OF_ORDERS.finditer(line))]
    for number, start in enumerate(starts):
        found = _ORDER.match(line, start)
        if found is None:
            continue
        told, rest = language or language_of(line[start : start + 120]), line[found.end() : found.end() + _WINDOW]
        if _is_order(found, rest, *together(rest, issued, told), first=number == 0):
            return True, end_of(rest, issued, told)
    return False, None


def until(text: str, issued: dt.datetime | None, language: str | None = None) -> dt.datetime | None:
    """The end of an embargo that a field gives: a date in any of the ways that dates are printed, or the words of a note."""
    told = dates.read(text, language)
    if told.instant is not None and not told.note:
        return told.instant
    found = end_of(text[:_WINDOW], issued, language or language_of(text))
    if found is not None:
        return found
    late = dt.timedelta(hours=-westernmost(language))
    if told.instant is not None:
        return told.instant + late
    return dates.midnight(told.day) + dt.timedelta(days=1) + late if told.day is not None else None


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


def _is_order(found: re.Match[str], rest: str, times: list[Time], clear: bool, *, first: bool) -> bool:
    is_near = bool(times) and times[0].start <= NEAR
    has_clock = is_near and any(one.minutes is not None for one in times)
    if first and _IS_HOLD.match(found.group()) and not rest.strip(" \t:.!)]】*=-–—"):
        return True  # "HFR" is all that the line says
    if not first:
        return has_clock and (not found["noun"] or _UNTIL.match(rest) is not None or rest.lstrip()[:1] == ":")
    if found["strict"] or found["strict2"] or found["whole"]:
        return True
    if found["unspaced"]:
        return is_near and times[0].start <= 8 and (has_clock or clear)
    if found["participle"]:
        # "Embargoed for 00:01 Tuesday" is an order, "embargoed for years" is news.
        return _UNTIL.match(rest) is not None or (is_near and times[0].start <= (9 if _FOR.match(rest) else 4))
    if found["release"]:
        # "For release at the box office from Friday", "Hold until spring" are news.
        return is_near and times[0].start <= 4 and (has_clock or clear)
    said = _UNTIL.match(rest) is not None or rest.lstrip()[:1] == ":" or (is_near and times[0].start <= 4)
    return said and is_near and (has_clock or clear)
