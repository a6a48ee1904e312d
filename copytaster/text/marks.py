"""The marks by which agencies say what a version is: read off headlines, sluglines and notes to editors, and taken off for
comparison.

"UPDATE 2-Oil falls" and "Oil falls" are one headline in two versions. A mark is a word of the glossary, with its number where it
has one: "update 2", "writethru 8", "correction", "kill". It must not take a mark for what is news: "Kill Bill returns" and
"Correction on Wall Street" keep their words, because a mark is always set off by a dash, a colon, brackets or a line of its own.

The words are those that AFP, ANP, ANSA, AP, APA, Belga, dpa, EFE, Kyodo, NTB, PAP, Reuters, Ritzau, STT, TASS, TT, Xinhua and
Yonhap print; docs/formats.md lists them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from copytaster.text.words import fold

_WORDS = {
    "alert": "alert newsalert apnewsalert flash blitz bulletin breaking alerte molnija blesk avance 속보 速報 快讯 快訊",
    "urgent": "urgent urgente eil eilmeldung eilt hast haster ilmoitus pilne срочно acil 긴급 至急 "
    "breaking_news urgentissimo bråttom kiire son_dakika עדכון_דחוף عاجل",
    "lead": "lead ld new_lead news_lead newlead nl lead_all lead-all tete chapeau hovedsak 종합 (lead)",
    "add": "add adds addition ajoute ajout toevoeging tillägg zusatz",
    "insert": "insert inserts insertion",
    "sub": "sub subs substitute",
    "take": "take tk",
    "writethru": "writethru ld-writethru lead-writethru ld_writethru lead_writethru writethrough write-thru write_thru",
    "update": "update updated updates upd aktualisiert aktualisierung neu actualisation actualise actualiza actualizacion "
    "actualizado ampliacion ampliacion_1 amplia ampl amp aggiornamento aggiornato atualiza atualizada atualizado "
    "oppdatert ny_versjon "
    "uppdatering uppdaterad opdatering opdateret päivitetty aktualizacja aktl aktualizace обновление обновлено обновляется "
    "bijgewerkt guncelleme güncelleme 更新 재송 dopunjeno",
    "wrap": "wrapup wrap wrap-up roundup round-up zusammenfassung zf zusf synthese synthèse resumen "
    "riepilogo resumo papier_general "
    "papier_général sammendrag sammanfattning sammandrag overview 3.zusammenfassung 2.zusammenfassung",
    "curtain-raiser": "curtain-raiser curtainraiser preview vorschau avant-papier previa anteprima vorbericht look_ahead lookahead",
    "repeat": "repeat rpt repeating wiederholung wdh wh repetition répétition repite repeticion "
    "ripetizione gentagelse repris herhaling "
    "toisto powtorka powtórka повтор 重发 tekrar resend re-sending resending",
    "refile": "refile refiling refiles",
    "correction": "correction corrected corrects correct corrects_headline corrected_repeat korrektur berichtigung korr korrigiert "
    "berichtigt rectificatif rectification correctif corrige correccion corrección corregida errata_corrige errata "
    "rettifica correzione "
    "correcao correção corrigida rettelse korrigering rättelse korjaus korjattu korjattu_versio correctie "
    "rectificatie korekta sprostowanie "
    "oprava поправка уточнение уточняется dogru düzeltme duzeltme 更正 訂正 정정 ispravka ispravak corrected_official "
    "clarification",
    "advisory": "advisory note_to_editors editors_note editor's_note achtung hinweis avis_aux_redactions "
    "avviso aviso nota_a_los_editores "
    "redaktionshinweis attention",
    "hold": "hold withhold hold_for_release hfr",
    "kill": "kill killed mandatory_kill story_kill bulletin_kill withdrawn withdrawal zuruckgezogen "
    "zurückgezogen zurückziehung annule "
    "annulé annulation annulee annulée anulado anulada annullato annullata trukket trukket_tilbage tilbagekaldt "
    "ingetrokken poistettu "
    "устранено аннулировано аннулируется anulowano wycofane eliminare 撤稿 撤销",
    "embargo": "embargo embargoed sperrfrist sous_embargo embargado",
    "budget": "budget daybook digest news_digest planner tagesvorschau themenvorschau agenda_report",
    "chrono": "chrono timeline chronology chronologie cronologia chronik",
    "factbox": "factbox facts stichwort faktakasse fakta faktaboks faktaruta encadre repères key_facts",
    "exclusive": "exclusive exklusiv exclusif exclusivo exclusiva esclusiva",
    "analysis": "analysis analyse analisis analisi analise insight breakingviews commentary news_analysis",
    "feature": "feature special_report reportage korr-bericht",
    "brief": "brief briefs kurzmeldung breve",
    "table": "table poll instant_view text press_digest market_pulse column",
    "pictures": "pix picture pictures graphic tv video",
    "live": "live liveblog live_updates live_blog en_direct direct en_vivo diretta ao_vivo",
}
_BY_WORD = {fold(word).replace("_", " "): mark for mark, words in _WORDS.items() for word in words.split()}
# Printed in capitals and followed by a dash they are marks; otherwise they are ordinary words of a headline.
_ONLY_CAPITALS = frozenset(
    fold(w)
    for w in """text table poll pix column add sub take facts neu attention direct lead live brief correct preview feature
    timeline hinweis achtung analysis analyse overview agenda_report digest budget planner graphic
    picture pictures tv video hfr""".split()
)
_ORDINAL = r"(?:st|nd|rd|th|er|ere|eme|ème|e|[ºª°.])"
_NUMBERED = re.compile(
    rf"(?P<before>\d{{1,2}}){_ORDINAL}?[\s-]*(?P<word>\D+)|(?P<name>\D*\w)[\s.#-]*(?P<after>\d{{1,2}})", re.IGNORECASE
)
_OFFICIAL = re.compile(r"(?<=[A-Z])\s*[-–]?\s*\(OFFICIAL\)(?=[-–: ])")
_FRONT = re.compile(
    r"[\s*+=#>!]*(?:"
    r"[\[(【［](?P<boxed>[^\[\]()【】［］]{2,40})[\])】］][\s:.–—-]*"
    r"|(?P<bare>[^\W_][\w'’ ./-]{1,40}?)\s*(?P<sep>\.-|\.–|:|：|\s[–—-]+\s|[–—-]+(?=\S)|//+|!!+)\s*"
    r")"
)
_BACK = re.compile(r"\s*[\[(](?P<inner>[^\[\]()]{1,40})[\])][\s.*+=]*$")
_TAKE = re.compile(r"(?<=[^\W\d_])\s+\(([2-9])\)$")
_TRIM = re.compile(r"^[\s*+=]{2,}|[\s*+=]{2,}$|(?<=\w)\+$|\s=$")
_EDGES = frozenset("*+=")
_CYCLE = re.compile(r"^(?:BC|AM|PM|AP)[-–]{1,2}(?=[^\W\d_])")
# Before news of hedge funds HFR is who counted them, Hedge Fund Research, and no order.
_COUNTED = re.compile(
    r"\b(?:hedge[- ]?(?:funds?|fonds)|funds? of funds|HFR[A-Z]|fonds spéculatifs|fondos de cobertura)\b", re.IGNORECASE
)
_HINT = re.compile(r"[-–—:：.\[(【［+*=/!]")
# No marks take more than this; 5 MB of blanks between two letters took half a minute to part.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Marked:
    """A line with its marks taken off, and the marks in the order they were printed."""

    bare: str
    marks: tuple[str, ...] = ()


def of_headline(line: str) -> Marked:
    """The marks of a headline. A line that would be left empty keeps its words: then the mark is all that it says."""
    if not _HINT.search(line):
        return Marked(line)
    return _of_short(line) if len(line) <= _LONGEST else _of_line(line)


def _of_line(line: str) -> Marked:
    rest = _OFFICIAL.sub("", line) if "(OFFICIAL)" in line else line
    marks: list[str] = []
    while (found := _FRONT.match(rest)) and (read := _front_marks(found)):
        if read == ["hold"] and "HFR" in found.group() and _COUNTED.search(rest, found.end()):
            break
        marks += read
        rest = rest[found.end() :]
    if ")" in rest or "]" in rest:
        rest, tail = _from_back(rest)
        marks += tail
    # What is trimmed is white space or one of these signs at an end.
    if rest[:1] in _EDGES or rest[:1].isspace() or rest[-1:] in _EDGES or rest[-1:].isspace():
        rest = _TRIM.sub("", rest).strip()
    return Marked(rest or line.strip(), _once(marks))


# A headline is looked at once when it is read and again when it is judged, and the same one comes in the next answer of a feed.
_of_short = lru_cache(maxsize=4096)(_of_line)


def _from_back(line: str) -> tuple[str, list[str]]:
    """A line without the marks in brackets at its end, and those."""
    tail: list[str] = []
    while (found := _BACK.search(line)) and (read := _inner_marks(found.group("inner"))):
        tail = read + tail
        line = line[: found.start()]
    if found := _TAKE.search(line):
        tail.insert(0, f"take {found.group(1)}")
        line = line[: found.start()]
    return line, tail


def of_slugline(line: str) -> Marked:
    """The marks of a slugline, which stand behind its keywords: "BC-US--Storm, 3rd Ld-Writethru,1234" is "US--Storm"."""
    rest, marks = line.strip().rstrip(","), []
    parts = [part.strip() for part in re.split(r"[,;/]", rest)]
    kept = []
    for place, part in enumerate(parts):
        read = _inner_marks(part) if place else []
        if read:
            marks += read
        elif not (place and re.fullmatch(r"\d{1,5}", part)):
            kept.append(part)
    bare = (", " if "," in rest else "/").join(kept)
    inner = _BACK.search(bare)
    if inner and (read := _inner_marks(inner.group("inner"))):
        marks += read
        bare = bare[: inner.start()]
    head = re.match(r"(?:BC-[\w-]*?-?-)?(AP ?NewsAlert|NewsAlert)\b", bare)
    if head or re.search(r"[-–]APNewsAlert$", bare):
        marks.append("alert")
    if ending := re.search(r"[-–](KILL|ADVISORY|CORRECTION|ALERT|URGENT|LEAD|UPDATE|HFR|HOLD)$", bare):
        marks.append("hold" if ending.group(1) == "HFR" else ending.group(1).lower())
        bare = bare[: ending.start()]
    return Marked(_CYCLE.sub("", bare).strip(), _once(marks))


def is_mark(line: str) -> bool:
    """Whether a whole line is nothing but marks, as "1ST LEAD" above a headline on the telex."""
    return bool(_inner_marks(line.strip(" =*+-:()[]")))


def marks_of_line(line: str) -> tuple[str, ...]:
    """The marks of a line that is nothing but marks; none otherwise."""
    return _once(_inner_marks(line.strip(" =*+-:()[]")))


@lru_cache(maxsize=16384)
def bare(headline: str) -> str:
    """A headline as it is compared: its marks taken off."""
    return of_headline(headline).bare


def _front_marks(found: re.Match[str]) -> list[str]:
    boxed = found.group("boxed")
    if boxed is not None:
        return _inner_marks(boxed)
    words = found.group("bare")
    marks = _inner_marks(words)
    if not marks:
        return []
    separator = found.group("sep")
    capitals = words.upper() == words
    plain = {fold(part) for part in re.findall(r"[^\W\d_]+", words)}
    if separator[0] in ":：/!" or separator.startswith(".") or capitals:
        return marks if capitals or not plain <= _ONLY_CAPITALS else []
    return []


_NET, _NO_FIGURE = re.compile(r"\d{1,2}(?:st|nd|rd|th) net(?: .*)?|net \d"), re.compile(r"\D")
_PARTS = re.compile(r"\s*[,/;&+]\s*|\s+-\s+|-(?=[^\W\d_]{4})")


def _inner_marks(text: str) -> list[str]:
    """The marks that a short text is made of, parted by commas, slashes or blanks; none when any part of it is something else."""
    if len(text) > _LONGEST:
        return []
    text = fold(text).strip(" .:-–")
    if one := _mark(text):
        return [one]
    marks: list[str] = []
    parts = _PARTS.split(text)
    if len(parts) == 1:
        return []
    for part in parts:
        one = _mark(part)
        if one is None:
            return []
        marks.append(one)
    return marks


def _mark(text: str) -> str | None:
    text = text.strip(" .:-")
    if text in _BY_WORD:
        return _BY_WORD[text]
    if "net" in text and _NET.fullmatch(text):
        return f"net {_NO_FIGURE.sub('', text)}"
    found = _NUMBERED.fullmatch(text)
    if not found:
        return None
    word = (found.group("word") or found.group("name") or "").strip(" .-#")
    number = found.group("before") or found.group("after")
    mark = _BY_WORD.get(word)
    return f"{mark} {int(number)}" if mark else None


def _once(marks: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(marks))
