"""The names under which sets of news made elsewhere say the same, in objects of JSON and in columns of tables. It must not judge
what stands under them.

A name counts by its letters and figures alone: "Published At", "published_at" and "publishedAt" are one. The names are those of
public sets, of web interfaces, of the exports of archives and of media monitoring, and the plain words of fifteen languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from copytaster.text.markup import one_line
from copytaster.wire.jsontext import string

# What is said -> the names for it, the surest first.
NAMES = {
    what: tuple(names.split())
    for what, names in {
        "headline": "headline headlines title titles headlinetext headlinemain newsheadline newstitle articleheadline"
        " articletitle storytitle posttitle webtitle titel titre título titulo titular titolo tytuł tytul rubrik overskrift"
        " otsikko nadpis überschrift ueberschrift schlagzeile kop заголовок 标题 標題 見出し タイトル 제목 başlık baslik"
        " τίτλος عنوان العنوان כותרת शीर्षक name subject betreff objet asunto oggetto assunto",
        "body": "text body content article fulltext contenthtml bodyhtml maintext bodytext textbody articletext articlebody"
        " bodyxml bodyxhtml contentencoded"
        " articlecontent newscontent newstext storytext storybody fullarticle fullcontent paragraphs leadparagraph news"
        " texto inhalt volltext texte testo tekst treść tresc contenu cuerpo corpo conteúdo conteudo contenuto contenido"
        " inhoud innehåll indhold innhold sisältö teksti текст содержание 内容 正文 本文 본문 metin κείμενο نص speech transcript",
        "summary": "summary description teaser abstract shortdescription snippet excerpt lead standfirst subheadline"
        " leadtext introtext entradilla ingressi"
        " trailtext subtitle openingtext hitsentence zusammenfassung vorspann untertitel résumé resume chapeau resumen"
        " resumo sommario riassunto samenvatting sammanfattning ingress streszczenie описание 摘要 要約 요약 özet",
        "time": "time modificationdatetime publicationdatetime unixtimestamp"
        " published versioncreated firstseen ts publishedat pubdate datepublished publishdate publisheddate"
        " publicationdate datetime publishtime publishedtime publicationtime datepublish dateofpublication publishedon"
        " createdat createdutc publishedutc dateunixtime unixtime pubdt timestamp updated created datecreated veröffentlicht"
        " veröffentlichtam erschienen erschienenam publicadoem publicadoel veröffentlichungsdatum erscheinungsdatum"
        " webpublicationdate dategmt seendate datedepublication datepublication publiéle fechadepublicación"
        " fechadepublicacion fechapublicación fechapublicacion publicado datadipubblicazione datapubblicazione pubblicato"
        " datadepublicação datadepublicacao datapublicacao publicatiedatum gepubliceerd publiceringsdatum publicerad"
        " publisert julkaistu julkaisupäivä datapublikacji opublikowano датапубликации опубликовано 发布时间 发布日期"
        " 發布時間 公開日 公開日時 게시일"
        " firstpublishedat firstpublisheddate firstpublishdate firstpublicationdate",
        "day": "date day newsdate articledate storydate issuedate datum fecha data dato päivämäärä pvm tarih дата 日期 日付"
        " 날짜 ημερομηνία تاريخ التاريخ תאריך दिनांक तारीख",
        "clock": "clock timeofday uhrzeit heure hora ora tijd klockslag klokkeslett klokkeslæt godzina hodina čas idő saat"
        " время 時刻 时间 時間 시간",
        "zone": "timezone tz zone zeitzone utcoffset",
        "first": "firstcreated firstpublished firstpublishedat firstpublisheddate firstpublishdate firstpublicationdate",
        "uri": "uri guid urn id dispatch uuid articleid storyid storiesid newsid documentid docid releaseid url link",
        "version": "version revision",
        "slugline": "slugline slug",
        "dateline": "dateline",
        "byline": "byline author by authorname authornames journalist autor auteur autore auteurs verfasser författare"
        " authorsbyline forfatter kirjoittaja автор 作者 記者 기자 yazar συντάκτης",
        "authors": "authors author",
        "outlet": "outlet publisher source publication publicationname sourcename sourcetitle medianame mediaoutlet"
        " outletname newspaper newspapername publishername pubtitle newssource sourcecompany quelle fuente fonte bron källa"
        " kilde lähde źródło zrodlo источник 来源 來源 出典 출처 kaynak πηγή المصدر מקור स्रोत zeitung medium medio sitename"
        " sourcedomain domain site provider",
        "source": "source",
        "sources": "sources",
        "subjects": "category categories section tags keywords topic topics subject subjects headlinecategory newscategory"
        " articlesection sectionname newsdesk kategorie ressort catégorie rubrique categoría categoria sezione rubriek",
        "situation": "situation",
        "entities": "entities",
        "language": "language lang languagecode langcode sprache langue idioma lingua taal språk sprog kieli język язык 语言 言語",
        "url": "url link canonicalurl weburl articleurl pageurl documenturl permalink adresse lien enlace indirizzo ссылка"
        " 链接 링크 bağlantı",
        "image": "image imageurl urltoimage topimage thumbnail",
        "usage": "usage usageterms rights rightsstatement restrictions usagerestrictions termsofuse conditions licence license"
        " copyrightnotice droits rechte nutzungsrechte nutzungshinweis derechos diritti restricciones restrizioni",
        "year": "year jahr année año anno ano jaar år rok",
        "month": "month monat mois mes mese mês maand månad måned miesiąc",
        "dayofmonth": "day tag jour día dia giorno dag dzień",
    }.items()
}
# Where no name is known for it, one that speaks of a date or of a headline, and of nothing else.
_GUESSED = {
    "day": ("date datum fecha дата 日期 日付 published".split(), "time day".split()),
    "headline": ("headline title titel titre titul schlagzeile".split(), "headline body".split()),
}
_OTHERWISE = (
    "modif updat download crawl access retriev entry index collect scrap fetch insert birth death expir embargo last id url link"
    " source publication journal media job count length sentiment score clean lang author"
).split()
# What programs and people put where there is nothing.
NOTHING = frozenset("nan null none n/a na #n/a nil undefined \\n - -- – — nat <na>".split())
_LONGEST_NOTHING = max(map(len, NOTHING))
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])$")
# The names of so many objects are kept at hand, where they have no more signs than this in all.
_AT_HAND, _SHORT, _FEW = 256, 1_000, 100


def key(name: str) -> str:
    """The letters and figures of a name, by which it is known, without what stands in brackets behind it ("Date [dd/mm/yyyy]",
    "Time (GMT+8)")."""
    folded = unicodedata.normalize("NFC", name).casefold()
    if folded.endswith((")", "]")) and (bare := _BRACKETS.sub("", folded)):
        folded = bare
    return folded if folded.isalnum() else "".join(sign for sign in folded if sign.isalnum())


def is_known(name: str) -> bool:
    """Whether a name says what stands under it."""
    return key(name) in _MEANINGS


def is_guessed(name: str) -> bool:
    """Whether a name that is not known speaks of a date or a headline."""
    bare = key(name)
    return any(_speaks_of(bare, words) for words, _ in _GUESSED.values())


# What each name tells, and how sure it is (0 the surest).
_MEANINGS: dict[str, list[tuple[str, int]]] = {}
for _what, _names in NAMES.items():
    for _rank, _name in enumerate(_names):
        _MEANINGS.setdefault(key(_name), []).append((_what, _rank))


class _Latest:
    """What objects with some names tell, kept for the next of the same names: the rows of a wide table."""

    def __init__(self) -> None:
        self._held: tuple[tuple[str, ...], dict[str, tuple[str, ...]]] = ((), {})

    def told(self, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        known, told = self._held
        if known != names:
            told = _told(names)
            self._held = (names, told)
        return told


_latest = _Latest()


class Fields:
    """What an object says. The rows of a table have the same names, so those that tell something are sought once; `told` holds
    what any of them tells, and under which of them."""

    __slots__ = ("told", "value")

    def __init__(self, value: Mapping[str, Any]) -> None:
        names = tuple(value)
        self.value = value
        self.told = _at_hand(names) if len(names) <= _FEW and sum(map(len, names)) <= _SHORT else _latest.told(names)

    def text(self, what: str) -> str:
        """The first text or number under one of the names, as text."""
        names = self.told.get(what)
        if names is None:
            return ""
        for name in names:
            held = self.value[name]
            text = held.strip() if isinstance(held, str) else string(self.value, name)
            if text and not (len(text) <= _LONGEST_NOTHING and text.casefold() in NOTHING):
                return text
        return ""

    def texts(self, what: str) -> list[str]:
        """The texts under the first of the names that has any, whether it holds one or a list of them."""
        for name in self.told.get(what, ()):
            if found := [text for text in texts(self.value[name]) if text.casefold() not in NOTHING]:
                return found
        return []

    def held(self, what: str) -> Any:
        """What stands under the first of the names that has anything."""
        for name in self.told.get(what, ()):
            if held := self.value[name]:
                return held
        return None


def texts(held: Any) -> list[str]:
    """The texts of a value that may be one or a list of them, each a text or an object with a name."""
    several = held if isinstance(held, list) else [held]
    said = [one if isinstance(one, str) else string(one, "name", "title", "term") for one in several]
    return [text for one in said if one and (text := one_line(one))]


def _told(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What an object with some names tells, and under which of them."""
    keys = [(key(name), name) for name in names]
    given: dict[str, list[tuple[int, str]]] = {}
    for bare, name in keys:
        for what, rank in _MEANINGS.get(bare, ()):
            given.setdefault(what, []).append((rank, name))
    told = {what: tuple(name for _, name in sorted(ranked, key=itemgetter(0))) for what, ranked in given.items()}
    for what, (words, unless) in _GUESSED.items():
        if told.keys().isdisjoint(unless):
            found = next((name for bare, name in keys if _speaks_of(bare, words)), None)
            told |= {what: (found,)} if found is not None else {}
    return told


def _speaks_of(bare: str, words: Sequence[str]) -> bool:
    return any(word in bare for word in words) and not any(word in bare for word in _OTHERWISE)


_at_hand = lru_cache(maxsize=_AT_HAND)(_told)
