"""The origin of copy: which agency wrote it, wherever it was printed. It must not call an outlet an agency for carrying its copy.

Looked for where agencies are named, in this order: the credit line and the supplier, the byline, the dateline, the first and
the last lines of the text. Two items with the same origin are one voice; independent origins can be counted.
"""

from __future__ import annotations

import re
from functools import lru_cache

# What an agency is called -> the name that it goes by here. Short names count only where they stand in brackets or between slashes.
_AGENCIES = {
    "AFP": "afp|agence france-presse|agence france presse|agencia france-presse|agencia france presse|أ ف ب|ا ف ب|فرانس برس|法新社",
    "AP": "ap|associated press|the associated press|أسوشيتد برس",
    "Reuters": "reuters|rtrs|thomson reuters|رويترز|ロイター|路透社|路透|рейтер",
    "dpa": "dpa|deutsche presse-agentur|deutsche presse agentur|dpa-afx|dpa-infocom|lno|tca/dpa",
    "PA": "pa|pa media|press association|pressassociation",
    "EFE": "efe|agencia efe|efeusa",
    "Europa Press": "europa press|ep",
    "ANSA": "ansa",
    "Adnkronos": "adnkronos|adn kronos",
    "AGI": "agi|agenzia italia",
    "Lusa": "lusa|agência lusa",
    "APA": "apa|austria presse agentur",
    "Keystone-SDA": "sda|ats|keystone-sda|keystone-ats|awp",
    "ANP": "anp",
    "Belga": "belga",
    "Ritzau": "ritzau",
    "NTB": "ntb|ntb scanpix",
    "TT": "tt|tt nyhetsbyrån",
    "STT": "stt|stt-lehtikuva|lehtikuva",
    "PAP": "pap|polska agencja prasowa",
    "ČTK": "čtk|ctk",
    "TASR": "tasr",
    "MTI": "mti",
    "Agerpres": "agerpres",
    "BTA": "bta",
    "Hina": "hina",
    "STA": "sta",
    "Tanjug": "tanjug",
    "Beta": "beta",
    "ANA-MPA": "ana-mpa|απε-μπε|ampe",
    "BNS": "bns",
    "LETA": "leta",
    "ELTA": "elta",
    "Ukrinform": "ukrinform|укрінформ|укринформ",
    "UNIAN": "unian|уніан",
    "Interfax-Ukraine": "interfax-ukraine",
    "Interfax": "interfax|интерфакс",
    "TASS": "tass|itar-tass|тасс",
    "RIA Novosti": "ria|ria novosti|риа|риа новости|sputnik",
    "BelTA": "belta|белта",
    "Anadolu": "aa|anadolu|anadolu agency|anadolu ajansı",
    "DHA": "dha|demirören",
    "IHA": "iha|i̇ha",
    "Trend": "trend|azertac|azərtac|apa.az",
    "Armenpress": "armenpress",
    "IRNA": "irna|ایرنا",
    "ISNA": "isna|ایسنا",
    "SANA": "sana|سانا",
    "WAFA": "wafa|وفا",
    "SPA": "spa|واس",
    "WAM": "wam|وام",
    "QNA": "qna|قنا",
    "KUNA": "kuna|كونا",
    "MENA": "mena|أ ش أ",
    "MAP": "map",
    "APS": "aps",
    "TAP": "tap",
    "Xinhua": "xinhua|新华社|新華社",
    "Kyodo": "kyodo|kyodo news|共同|共同通信",
    "Jiji": "jiji|jiji press|時事|時事通信",
    "Yonhap": "yonhap|연합뉴스",
    "Newsis": "newsis|뉴시스",
    "CNA": "cna|中央社",
    "PTI": "pti|press trust of india",
    "ANI": "ani",
    "IANS": "ians",
    "UNI": "uni",
    "APP": "app|associated press of pakistan",
    "Bernama": "bernama",
    "Antara": "antara",
    "PNA": "pna",
    "VNA": "vna|ttxvn",
    "AAP": "aap|australian associated press",
    "The Canadian Press": "canadian press|the canadian press|la presse canadienne|cp",
    "UPI": "upi",
    "Bloomberg": "bloomberg|bloomberg news",
    "New York Times": "nyt|new york times news service|n.y. times news service",
    "Scripps Howard": "scripps howard news service",
    "Knight Ridder": "knight ridder|knight ridder newspapers|knight ridder/tribune information services",
    "Dow Jones": "dow jones|dow jones newswires|djn",
    "Télam": "télam|telam",
    "Agência Brasil": "agência brasil|abr",
    "Notimex": "notimex",
    "Prensa Latina": "prensa latina|pl",
    "NAN": "nan|news agency of nigeria",
    "epd": "epd",
    "KNA": "kna|katholische nachrichten-agentur",
    "SID": "sid",
    "PR Newswire": "prnewswire|pr newswire|prnewswire-asianet|ots",
    "Business Wire": "business wire|businesswire",
    "GlobeNewswire": "globe newswire|globenewswire",
}
_BY_NAME = {name: agency for agency, names in _AGENCIES.items() for name in names.split("|") if name}
_LONG = sorted((n for n in _BY_NAME if len(n) > 5 or " " in n), key=len, reverse=True)
_NAMED = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, _LONG)) + r")(?!\w)", re.IGNORECASE)
# "BERLIN (AP) —", "Rom (dpa/afp) -", "(EFE).-", "MOSCOW, January 21. /TASS/.", "SAITAMA, Dec. 9 Kyodo -", "【ワシントン共同】"
_BOXED = re.compile(r"[(\[（【/]\s*([^()\[\]（）【】\n]{2,40}?)\s*[)\]）】/]")
_KYODO = re.compile(
    r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\.? \d{1,2},? (Kyodo|Xinhua|AFP|AP|IRNA|PNA|UNI|PTI)\b"
)
# Sought in small letters. Each of these begins with a letter or sign of its own: so at most places none need be tried.
_RUSSIAN = re.compile(r"[А-ЯЁ][^.\n]{2,40}\.\s*\d{1,2}\s[а-яё]{3,8}\.\s*([А-ЯЁA-Z][А-ЯЁA-Z .-]{2,20}?)\s*[-–—]\s")
_SOURCES = (
    "source|quelle|fuente|fonte|bron|kilde|källa|lähde|kaynak|источник|with|mit material der|mit material von|con información de"
    "|avec|via"
)
_BEFORE_SOURCE = "|".join(rf"{word}\s*:?" for word in _SOURCES.split("|"))
_TAIL = re.compile(rf"(?:{_BEFORE_SOURCE}|©|/|\(|\[|—|–|-)\s*([^\n.,;:()\[\]]{{2,40}})")
_HEAD, _END = 220, 120
# Short names are words, too (app, map, beta): in running text they must be printed in capitals, as their agencies do, but for
# these.
_SHORT = 6
# Names of so many letters are initials, which are printed in capitals: "Pa." is a state.
_INITIALS = 3
_IN_SMALL_LETTERS = frozenset("dpa ats sda afp efe kna epd sid ansa ritzau tass čtk".split())
# Names that are words or first names as well, where only the first letter is a capital: a sender called "Uni" is no agency.
_WORDS = frozenset("Uni App Map Tap Spa Nan Sid Ani Sana Mena".split())


def origin(*, credit: str = "", source: str = "", byline: str = "", dateline: str = "", text: str = "") -> str:
    """The agency that wrote a piece of copy, by the name that it goes by; empty where none is named."""
    for said in (credit, source):
        if said and said.strip() not in _WORDS and (found := _whole(said) or _among(said)):
            return found
    if byline and byline.strip() not in _WORDS and (found := _of_byline(byline)):
        return found
    if dateline and (found := _boxed(dateline) or _at_end_of_dateline(dateline)):
        return found
    if not text:
        return ""
    head = text[:_HEAD]
    if found := _boxed(head) or _of_russian(head):
        return found
    dated = _KYODO.search(head)
    if dated:
        return _BY_NAME[dated.group(1).lower()]
    return _at_end(text)


def agency(name: str) -> str:
    """The agency that a name is, by the name that it goes by; empty for any other."""
    return _whole(name)


@lru_cache(maxsize=8192)
def _of_byline(byline: str) -> str:
    return _among(byline) or _boxed(byline) or _whole(byline.rpartition(",")[2])


def _boxed(text: str) -> str:
    """The first agency that stands in brackets or between slashes."""
    for found in _BOXED.finditer(text):
        agency = _whole(found.group(1))
        if agency and (len(found.group(1)) > _SHORT or found.group(1).isupper() or found.group(1).lower() in _IN_SMALL_LETTERS):
            return agency
        if agency := _whole(found.group(1).rpartition("=")[2]) if "=" in found.group(1) else "":
            return agency
        last = found.group(1).split()[-1]
        if not last.isascii() or "共同" in last or "時事" in last:
            for name in ("共同", "時事", "新華社"):
                if found.group(1).endswith(name):
                    return _BY_NAME[name]
    return ""


def _of_russian(head: str) -> str:
    """The agency in capitals behind place and day: "Москва. 1 ноября. ИНТЕРФАКС - "."""
    found = _RUSSIAN.match(head)
    return _whole(found.group(1)) if found else ""


def _at_end_of_dateline(dateline: str) -> str:
    """The agency that a dateline ends with: "OSLO, Dec. 9 Kyodo -". The state in "ERIE, Pa." or "ERIE, PA" is none."""
    before, _, last = dateline.rstrip(" -—–").rpartition(" ")
    last = last.strip("().")
    if len(last) <= _INITIALS and last.lower() not in _IN_SMALL_LETTERS and (before.endswith(",") or not last.isupper()):
        return ""
    return _whole(last)


def _at_end(text: str) -> str:
    """An agency named in the last line, as a source or as the owner of the rights."""
    last = text.rstrip()[-_END:].rpartition("\n")[2]
    for found in _TAIL.finditer(last.lower()):
        if agency := _whole(found.group(1)):
            return agency
    return _whole(last.strip(" .-–—=*()/[]")) if len(last) < 40 else ""


@lru_cache(maxsize=8192)
def _whole(name: str) -> str:
    """The agency that a name is, taken as a whole or as the first of several ("dpa/afp", "AFP, Reuters")."""
    folded = " ".join(name.lower().strip(" .:-–—=©/()[]").split())
    folded = re.sub(r"^(?:copyright|by|von|par|por|©|\(c\))\s+", "", re.sub(r"\s*\(?\d{4}\)?$|^\d{4}\s+", "", folded))
    if folded in _BY_NAME:
        return _BY_NAME[folded]
    bare = re.sub(r"\.(?:com|org|net|de|fr|it|es|be|ru|at|ch|co\.uk|se|fi|no|dk)$", "", folded.removeprefix("www."))
    if bare in _BY_NAME:
        return _BY_NAME[bare]
    parts = [part for printed in re.split(r"[/,;&+|]| and | und | et | y | e ", folded) if (part := printed.strip())]
    return _BY_NAME[parts[0]] if parts and all(part in _BY_NAME for part in parts) else ""


def _among(text: str) -> str:
    """An agency whose full name stands among other words."""
    found = _NAMED.search(text)
    return _BY_NAME[found.group().lower()] if found else ""
