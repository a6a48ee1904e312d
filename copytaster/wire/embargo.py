"""Embargoes: whether a note, a field, a headline or the top of a text orders one, and until when it holds (embargoends.py). Where
something that looks like a date cannot be read there is no end, and the item is withheld. It must not take news of embargoes for
an order.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from copytaster.wire import dates
from copytaster.wire.embargoends import NEAR, Time, end_of, is_time_alone, language_of, together, westernmost
from copytaster.wire.embargowords import HINTS, PLAIN_HINTS

_NOT_BEFORE = (
    r"(?:not (?:to be |for )?(?:public )?|(?:do|must|may) not (?:be )?)(?:publish(?:ed)?|publication|releas(?:ed?|ing)|use[d]?"
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
    r"|frei (?:zur|für die) (?:veröffentlichung|verwendung|publikation) (?:erst |frühestens )?(?:ab|am)"
    r"|frei (?:erst )?ab|freigabe(?: ab|:)|freigegeben (?:erst )?ab|vrij vanaf|frigis|frigives|klausulere?t til|julkaisuvapaa"
    r"|julkaistavissa|vapaa julkaistavaksi"
)
# "Bis 24.11., 11 Uhr gesperrt" as a line of its own; in a sentence it is a road.
_UP_TO = r"(?:^|(?<=\n)|(?<=: )|(?<=\())bis (?=[^.;\n]{0,20}\d[^;\n]{0,40} gesperrt\W*(?:\n|$))"
_FOR_RELEASE = (
    r"for (?:release|use|publication|broadcast) (?:at(?! will\b)|after|from|on|only after)|hold (?:until|till)"
    r"|hold (?:it|(?:this|the)(?: (?:story|copy|piece|text|release|report|news))?) (?:until|till)"
    r"|(?:hold for release|\bhfr\b)(?:,? (?:until|till|at|after|for|from|on))?"
)
# In scripts that part no words, and in Arabic. The word for "lifted" alone is news ("fishing ban lifted").
_UNSPACED = (
    r"(?:報道|情報)?解禁(?:日時|时间|時間|日期)|(?:情報|報道)解禁|(?:禁发|禁發|禁止?(?:发布|發布|刊播|报道|報道))(?:至|到|期)?|不得(?:提前)?(?:发布|發布|刊播|报道|報道)"
    r"|限时发布|エンバーゴ|엠바고|보도\s?시점|(?:محظور|حظر|يحظر) (?:من )?النشر|لا ينشر قبل|للنشر بعد"
)
_ON_GOODS = re.compile(
    r"\b(?:(?:oil|gas|arms|weapons?|grain|food|wheat|rice|meat|beef|pork|fish|fruit|wine|sugar|coal|timber|fuel|energy|uranium|gold"
    r"|diamond|chip|tech(?:nology)?|exports?|imports?|trade|travel|tourism|flight|air|naval|sea|economic|cuban?|us|u\.s\.|eu|un)"
    r"[- ](?:export |import |trade )?embargo"
    r"|(?:öl|gas|waffen|handels|wirtschafts|getreide|import|export)-?embargo"
    r"|embargos? (?:on|against|gegen|sur|contre|contra|sobre|sul|tegen|mot)"
    r" (?!(?:this|the|our|these|all|attached|publication|release|stor(?:y|ies)|material|copy)\b))\w*",
    re.IGNORECASE,
)
_SPEAKING = re.compile(rf"embarg[oaeé]\w*|sperre?frist|sperrvermerk|эмбарго|{_FROM_THEN}", re.IGNORECASE)
_FORBIDDEN = re.compile(rf"\W*(?:{_UNSPACED})")
_FOR_EDITIONS = r"frei für [^.;\n]{0,24}ausgaben?"
_ORDERS = (
    rf"{_UNSPACED}|sperre?frist|sperrvermerk|gesperrt bis|{_UP_TO}|{_FOR_EDITIONS}"
    rf"|эмбарго|εμπ[αά]ργκο|ambargolu|אמברגו|{_NOT_BEFORE}|{_FROM_THEN}|{_FOR_RELEASE}"
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
# A day or time behind these words orders only where it is still to come: releases of agencies bear the day they came out, too.
_RELEASED = r"(?:date |time )?(?:for|of) release(?: ?:|(?= (?:mon|tues|wednes|thurs|fri|satur|sun)day\b))|release (?:date|time) ?:"
# At the start of a headline, or behind a bracket or a dash in it, these words are no news but an order, if more of one follows.
_STRICT = r"(?:strictly|strict|streng|strikt(?:es)?|estrictamente)"
_EDITION = r"(?:print|newspapers?|online|web(?:site)?s?|digital|broadcast|radio|tv|television|social media|zeitungen|presse)"
_IN_FRONT = (
    r"please(?: note)?|merci(?: de)?|veuillez|(?:se )?ruega|rogamos|por favor|si prega di|gelieve"
    r"|bitte(?: beachten(?: sie)?)?(?: die)?|obs|attention|achtung|attenzione|atención|à|da|es gilt(?: eine| die)?"
    r"|this (?:story|item|article|release|material|copy|text|report|paper)(?: is)?"
    r"|diese[rs]? (?:text|beitrag|meldung|bericht|artikel)(?: ist| unterliegt einer)?|der (?:text|beitrag|bericht) ist"
    r"|(?:press|media|news) ?(?:release|statement)|pressemitteilung|medienmitteilung|presseinformation|vorabmeldung|cp"
    r"|communiqué(?: de presse)?|comunicado(?: de prensa)?|nota de prensa|comunicato(?: stampa)?|persbericht|pressmeddelande"
    r"|pressemelding|pressemeddelelse|información|contenido|estudio"
    rf"|{_EDITION}(?: (?:and|und|et|y|&) {_EDITION})?|new|revised|amended|updated|neue|nouvel|nuevo|nuovo"
)
_COPY = r"(?:content|copy|material|news|press|media|release|stor(?:y|ies)|report|statement|text|version|research|study|paper)"
_ORDER = re.compile(
    rf"(?P<front>(?:{_IN_FRONT})[\s:!.–—-]{{1,4}})?(?P<strict>{_STRICT}\s+)?"
    r"(?P<under>(?:under|sous|bajo|sob|sotto|unter|onder|под)\s+(?:an?\s+)?)?"
    rf"(?P<strict2>{_STRICT}\s+)?"
    rf"(?:(?P<copy>embargoed {_COPY}\b)"
    r"|(?P<participle>embargo(?:ed|é|e)\b|embargad[oa]\b|embargert\b|(?<=sous )embargo\b(?: strict\b)?"
    r"|(?:(?<=bajo )|(?<=sob ))embargo\b)"
    r"|(?P<noun>(?:press[e]?[- ]?)?embarg[oó]\b|эмбарго|εμπ[αά]ργκο|ambargolu\b|אמברגו|(?P<sperr>sperre?frist\b|sperrvermerk\b))"
    rf"|(?P<release>(?:{_FOR_RELEASE}|{_FROM_THEN})(?!\w))|(?P<released>{_RELEASED})"
    rf"|(?P<unspaced>{_UNSPACED})|(?P<whole>(?:{_NOT_BEFORE}|gesperrt bis|{_FOR_EDITIONS})\b))",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\s*:?\s*(?:(?:lifts?|ends|expires|endet|läuft ab)\b"
    r"|(?:is |gilt |holds |for (?:release|publication|broadcast|use)[\w ]{0,20} )?"
    r"(?:until|till|til|to|before|bis|jusqu|hasta|até|ate|fino|tot|do|до|zum|ab|până|έως|עד)\b)",
    re.IGNORECASE,
)
# Of an embargo that moves only a clock behind it tells that copy is meant: "embargo extended to 31 July" is news.
_MOVED = re.compile(
    r"\s*:?\s*(?:(?:has been|is|was|wird|wurde) )?(?:now|moved|extended|changed|postponed|put back|shifted|brought forward|updated"
    r"|verlängert|verschoben|geändert|vorgezogen|neu|reporté|prolongé|aplazado|prorrogado)\b",
    re.IGNORECASE,
)
# What follows is the end for another kind of outlet: "print Thursday, 26 November; online from 00:01 27 November".
_ALSO = re.compile(rf"[;,/|.\n]\s*{_EDITION}\b", re.IGNORECASE)
_FOR = re.compile(r"\s+for\b(?: (?:release|publication|broadcast|use)\b)?\s*:?", re.IGNORECASE)
_IS_HOLD = re.compile(r"HFR$|hold for release$|HOLD FOR RELEASE$|Hold for release$|Hold For Release$")
# Where an order may begin within a line: set off, or said of what the line stands on ("material in this release is embargoed").
_PLACES_OF_ORDERS = re.compile(
    r"[(\[|【]\s*|\s[-–—]\s+|[:.]\s+"
    r"|\b(?:is|are|remains?|ist|est|está|è|unterliegt(?: der| einer)?)\s+(?=(?:\w{1,12}\s+){0,2}(?:embarg|sperr|gesperrt))",
    re.IGNORECASE,
)
# What an order may follow as if it were the first: "[press]", "EMBARGO - ".
_TAG, _HEADING = (
    re.compile(r"\[[^\[\]\n]{1,40}\]\s*(?=\S)"),
    re.compile(r"\W*(?:strict(?:ly)? )?embargo(?:ed)?\s*[:–—-]\s*", re.IGNORECASE),
)
_OPEN_END = re.compile(
    r"\s*:?\s*(?:until|till|bis|jusqu['’]\w*|hasta)\s+(?:further notice|publication|delivery|release|the speech"
    r"|auf weiteres|(?:la )?publi\w+|nuevo aviso|nouvel ordre)\W*",
    re.IGNORECASE,
)
_AROUND = " \t:.!)]】*=+#>-–—"
# An order whose time stands in the line below: nothing but the number of a release stands behind its words.
_AT_END = re.compile(
    r"(?P<word>(?:embarg\w*|sperrfrist|\b(?:until|till|before|release|publication|jusqu['’]au|hasta|bis)))"
    r"\s*:?\s*(?:[A-Z]{2,6}-\d[\d-]{1,10})?\s*$",
    re.IGNORECASE,
)
# A time so many characters behind a word is the next thing that is said.
_NEXT = 4
_WINDOW = 200
# An order that is all of a line begins within so many signs, and so many words stand behind its time: a zone, "(London time)".
_NEXT_TO_FRONT, _LEFT_BEHIND = 30, 3
# So many further orders are looked for behind one.
_FURTHER = 6
# The orders of a large delivery are much alike: short ones are kept at hand, a millisecond each.
_SHORT = 300
# An order is sought in so many characters of a note: a mail may hand over a line of megabytes as one, at .4 µs a character.
_LONGEST_NOTE = 100_000


def is_embargoed(note: str) -> bool:
    """Whether a note speaks of an embargo that still stands."""
    if not is_hinted(note[:_LONGEST_NOTE]) or _LIFTED.search(note):
        return False
    return _EMBARGO.search(_ON_GOODS.sub(" ", note[:_LONGEST_NOTE])) is not None


def of_note(note: str, issued: dt.datetime | None, language: str | None = None) -> dt.datetime | None:
    """Until when a note puts an item under embargo; None where it names no time that can be read."""
    found = _EMBARGO.search(note, 0, _LONGEST_NOTE)
    if not found:
        return None
    told = language or language_of(note[found.start() :].partition("\n")[0])
    return _latest(note[found.end() : _LONGEST_NOTE], issued, told)


def is_hinted(text: str) -> bool:
    """Whether a text has any of the words that every order has one of. What this says no to, `of_headline` says no to."""
    low = text.lower()
    for hint in PLAIN_HINTS if low.isascii() else HINTS:
        if hint in low:
            return True
    return "not " in low and any(word in low for word in _NOT_YET)


def of_headline(line: str, issued: dt.datetime | None, language: str | None = None) -> tuple[bool, dt.datetime | None]:
    """Whether a headline, or a line at the top of a text, orders an embargo, and until when. News about embargoes orders none:
    an order stands at the start or set off, and names a time behind it or says that it is strict.
    """
    if not is_hinted(line):
        return False, None
    return _at_hand(line, issued, language) if len(line) <= _SHORT else _ordered(line, issued, language)


def _ordered(line: str, issued: dt.datetime | None, language: str | None) -> tuple[bool, dt.datetime | None]:
    lifted = _LIFTED.search(line)
    if lifted and issued and _has_clock(_times_behind(line, lifted)):
        lifts = end_of(line[lifted.end() : lifted.end() + _WINDOW], issued, language)
        if lifts and lifts > issued:
            return True, lifts
    first = len(line) - len(line.lstrip(" \t*+=#>!([.【-–—"))
    firsts = {first, *(found.end() for pattern in (_TAG, _HEADING) if (found := pattern.match(line)))}
    for start in sorted({*firsts, *(m.end() for m in _PLACES_OF_ORDERS.finditer(line))}):
        found = _ORDER.match(line, start)
        if found is None or (lifted and lifted.start() <= found.end()):
            continue
        told, rest = language or language_of(line[start : start + 120]), line[found.end() : found.end() + _WINDOW]
        if _is_order(found, rest, *together(rest, issued, told), issued, first=start in firsts):
            return True, _latest(line[found.end() : _LONGEST_NOTE], issued, told)
    return False, None


_at_hand = lru_cache(maxsize=2048)(_ordered)


def _latest(behind: str, issued: dt.datetime | None, language: str | None) -> dt.datetime | None:
    """The end that an order names, by what stands behind its words; the latest where print and online have ends of their own, or
    another order follows."""
    end = end_of(behind[:_WINDOW], issued, language)
    if end is None:
        return None
    patterns = (_ALSO, _EMBARGO) if is_hinted(behind) else (_ALSO,)
    further = [found.end() for pattern in patterns for found in islice(pattern.finditer(behind), _FURTHER)]
    return max([end, *filter(None, (end_of(behind[at : at + _WINDOW], issued, language) for at in further))])


def is_alone(line: str) -> bool:
    """Whether a line orders an embargo and says nothing else: what stands below it is what it holds."""
    if not of_headline(line, None)[0] or (order := _EMBARGO.search(line)) is None:
        return False
    times = _times_behind(line, order)
    behind = line[order.end() + (times[-1].end if times else 0) :]
    return order.start() <= _NEXT_TO_FRONT and len(re.findall(r"[^\W\d_]{2,}", behind)) <= _LEFT_BEHIND


def of_top(text: str, issued: dt.datetime | None, language: str | None = None) -> Iterator[dt.datetime | None]:
    """The end of each embargo that the lines of a text's top order; None for one that cannot be read."""
    for line in _wholes(text) if is_hinted(text) else ():
        ordered, end = of_headline(line, issued, language)
        if ordered:
            yield end


def orders(text: str, most: int) -> list[str]:
    """The lines of a text that order an embargo, each with the one below it where its time stands there; so many characters of each
    are looked at."""
    return [line for line in _wholes(text, most) if of_headline(line, None)[0]] if is_hinted(text) else []


def _wholes(text: str, most: int | None = None) -> list[str]:
    """The lines of a text, each with the one below it where it breaks off."""
    lines = [line.strip()[:most] for line in text.split("\n") if line.strip()]
    return [joined(line, below) for line, below in zip(lines, [*lines[1:], ""], strict=True)]


def joined(line: str, below: str) -> str:
    """A line with the one below it where it breaks off behind the words of an order and the time stands there; else itself."""
    if not below or not is_hinted(line):
        return line
    if is_time_alone(below) and (order := _EMBARGO.search(line)) and not _has_day(_times_behind(line, order)):
        return f"{line} {below.strip()}"
    found = _AT_END.search(line, max(0, len(line) - _WINDOW))
    times = together(below.lstrip()[:_WINDOW], None, None)[0] if found else []
    if not found or not times or times[0].start > _NEXT:
        return line
    word_ends = found.end("word")
    return " ".join(filter(None, (line[:word_ends], below.strip(), line[word_ends:].strip(" \t:"))))


def speaks(line: str) -> bool:
    """Whether a line that is embargoed names an embargo on copy, and none on goods or against a country beside it."""
    return _SPEAKING.search(line) is not None and not _ON_GOODS.search(line)


def forbids(line: str) -> bool:
    """Whether a line opens with words that forbid printing and have no other use in a note; in headlines they are news."""
    return _FORBIDDEN.match(line) is not None


def _times_behind(line: str, order: re.Match[str]) -> list[Time]:
    return together(line[order.end() : order.end() + _WINDOW], None, None)[0]


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
    # The first day of the first year is how some programs print that there is none.
    if not printed or printed.startswith("0001-01-01"):
        return None, ()
    when = until(printed, issued, language)
    if when is None:
        notes.append(f"embargo not read: {printed[:40]!r}")
        return None, ("embargo",)
    return when, ()


def _is_order(found: re.Match[str], rest: str, times: list[Time], clear: bool, issued: dt.datetime | None, *, first: bool) -> bool:
    is_near = bool(times) and times[0].start <= NEAR
    is_next = is_near and times[0].start <= _NEXT
    has_clock = is_near and _has_clock(times)
    is_alone, is_said = not rest.strip(_AROUND), rest.lstrip()[:1] == ":"
    is_embargoed = (found["participle"] or "").lower() == "embargoed"
    if found["copy"] or (is_said and (is_embargoed or found["sperr"])):
        return True
    if not first:
        said = _UNTIL.match(rest) is not None or is_said or (is_next and (clear or bool(found["sperr"]) or _has_day(times)))
        return has_clock and not found["released"] and (not found["noun"] or said)
    if is_alone and _stands_alone(found):
        return True
    if found["strict"] or found["strict2"] or found["whole"] or (found["noun"] and _OPEN_END.fullmatch(rest)):
        return True
    if found["under"] and (is_said or is_alone) and (found["front"] or found.group().isupper()):
        return True
    if found["sperr"] and _UNTIL.match(rest):
        return True
    if found["unspaced"]:
        return is_near and times[0].start <= 8 and (has_clock or clear)
    if found["participle"]:
        # "Embargoed for 00:01 Tuesday" is an order, "embargoed for years" is news.
        meant = _FOR.match(rest)
        return _UNTIL.match(rest) is not None or (is_near and times[0].start <= (meant.end() if meant else 0) + _NEXT)
    if found["release"]:
        # "For release at the box office from Friday", "Hold until spring" are news.
        return is_next and (has_clock or clear)
    if found["released"]:
        is_coming = _has_day(times) and found["released"].lower().startswith("for") and clear and _is_after(times, issued)
        return is_next and (has_clock or is_coming)
    if _MOVED.match(rest):
        return has_clock
    said = _UNTIL.match(rest) is not None or is_said or is_next
    is_coming = is_said and is_next and _has_day(times) and _is_after(times, issued)
    return said and is_near and (has_clock or clear or is_coming)


def _stands_alone(found: re.Match[str]) -> bool:
    """Whether words that are all that a line says are an order."""
    words = found.group()
    return bool(_IS_HOLD.match(words) or found["under"] or found["sperr"] or words.lower() == "embargoed" or words.isupper())


def _has_clock(times: list[Time]) -> bool:
    return any(one.minutes is not None for one in times)


def _has_day(times: list[Time]) -> bool:
    return any(one.day is not None for one in times)


def _is_after(times: list[Time], issued: dt.datetime | None) -> bool:
    """Whether a time names a day after that of the issue, if that is known."""
    return issued is None or any(one.day is not None and one.day > issued.date() for one in times)
