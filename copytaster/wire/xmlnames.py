"""The names under which XML of a house's own says things, in elements and attributes. It must not judge what stands under them.

Names of the sets of news (jsonfields.py) hold here, too, but for those that mean another thing in XML: a "name", a "subject" or
"news" is no headline and no text there. Names are compared in small letters, without signs between their parts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from copytaster.wire import orders
from copytaster.wire.jsonfields import NAMES

_SHORT_NAME, _AT_HAND = 64, 4096
_NO_HEADLINES = "name subject betreff objet asunto oggetto assunto headlines titles rubrik".split()
_NO_TEXTS = "news article speech transcript paragraphs leadparagraph 内容".split()
_NO_CREDITS = "site domain medium medio zeitung".split()


def _list(words: str, what: str = "", without: list[str] | None = None, last: str = "") -> tuple[str, ...]:
    """Some names, behind them those that sets of news have for the same, and those that count last."""
    others = [plain(name) for name in NAMES.get(what, ())]
    return tuple(dict.fromkeys((*words.split(), *(name for name in others if name not in (without or ())), *last.split())))


# What systems put before the names of their fields ("field_body", "newsTitle").
_PREFIX = re.compile(r"(?:field|news|story|article|artikel|item|msg|message|txt)(?=\w{3})")


class _Names(dict[str, str]):
    """The name of an element -> its letters and figures alone. Those of a document come again and again."""

    def __missing__(self, name: str) -> str:
        folded = unicodedata.normalize("NFC", name).casefold()
        told = folded if folded.isalnum() else "".join(sign for sign in folded if sign.isalnum())
        if len(name) <= _SHORT_NAME and len(self) < _AT_HAND:
            self[name] = told
        return told


_NAMED = _Names()


def plain(name: str) -> str:
    """The letters and figures of a name, in small letters."""
    return _NAMED[name]


# The first name that is found counts. A slug heads what has no other headline (MOS).
SURE_HEADLINES = _list(
    """headline headline1 hl1 newsheadline newstitle articletitle storytitle headlinetext hedline titular schlagzeile
    manchete naslov наслов заголовок заглавие titreprincipal titlu cím tiêuđề judul judulberita ชื่อเรื่อง 标题 標題 見出し 제목
    τίτλος العنوان עنوان כותרת शीर्षक storyslug objslug"""
)
HEADLINES = _list(
    """titulek hed baslik tieude cim judul nadpis кратко headline headline1 hl1 newsheadline newstitle articletitle
    storytitle title tittel titel otsikko titulo titre titolo titular hedline manchete naslov наслов заглавие titlu cím
    antraštė virsraksts pealkiri tiêuđề judul judulberita tajuk rubric rubrik""",
    "headline",
    _NO_HEADLINES,
    "head storyslug objslug",
)
TEXTS = _list(
    """corps leipäteksti leipateksti broedtekst corpo icerik noidung body bodytext content text story storytext articletext
    contenttext articlebody newstext brodtekst fulltext texte cuerpo testo directtext xml storybody newsbody newscontent
    datacontent maintext copy brødtekst tekst tresc treść zprava telo törzs szöveg corp isi isiberita nộidung текст
    содержание contenido""",
    "body",
    _NO_TEXTS,
)
SUMMARIES = _list(
    """perex лид manchet dek ozet anons zajawka standfirst leadtext lead ingress summary abstract subtitle teaser standfirst
    description preamble entradilla chapo caption englishcaption subheadline subhead deck annotation mosabstract
    sottotitolo bajada copete""",
    "summary",
)
IDS = _list(
    """numeroid identyfikator identifikator azonosito azonosító tunnus ид идентификатор haberid haberno berichtnummer nid
    newsid guid uri id ntbid storyid articleid documentid messageid newscompid systemslug itemid contentid releaseid
    pressreleaseid noticeid noticiaid newsitemid dispatchid docid textid postid entryid meldungsid meldungid artikelid
    nyhetsid uuid suid goid urn doi identifier identifiant accessionnumber transmissionid codigo código codice kennung
    objid storynumber articlenumber newsnumber newsno storyno loc"""
)
CHANGED = _list(
    """datemaj maj versioncreated updated updateddatetime updatedat dateupdated lastupdated lastupdate lastmodified modified
    modifieddate modifieddatetime modifiedat datemodified modificationdate modificationdatetime updatedate updatetime
    updatedtime modtime modifytime changed changedat changedate lastchanged lastchange revised revisiondate geaendert
    geändert aktualisiert modifié miseàjour actualizado fechaactualizacion fechamodificacion aggiornato ændret endret
    päivitetty lastmod"""
)
CREATED = _list(
    """created createddate createddatetime firstcreated createdat datecreated creationdate creationdatetime creationtime
    firstpublished firstpublishedat firstpublisheddate firstpublicationdate firstseen erstellt opprettet oprettet creado
    fechacreacion"""
)
ISSUED = tuple(
    name
    for name in _list(
        """publishdate publicationdate publishdatetime published publisheddate publishedat datepublished publicationdatetime
    pubdate issued sent sentat senttime sentdate senddatetime senddate transmitted transmissiondate transmissiontime
    timeofarrival displaydate docdate docdatetime newsdate newstime numericdate storydate articledate filed filedat
    filedate wiredate datetime date time timestamp dateandtime data fecha datum dato дата 日期 날짜 日付 datetimegmt pubdatetime
    pubtime issuedate issuetime dateline1 fechahora datahora dataora""",
        "time",
    )
    + tuple(map(plain, NAMES["day"]))
    if name not in (*CHANGED, *CREATED)
)
# A clock that stands by itself, and in what a name for a day gives way to the one for its clock: SendDate, SendTime.
CLOCKS = _list("cas ώρα час time clock newstime pubtime sendtime", "clock")
PAIRS = (
    ("date", "time"),
    ("fecha", "hora"),
    ("datum", "uhrzeit"),
    ("datum", "zeit"),
    ("datum", "tijd"),
    ("datum", "tid"),
    ("data", "ora"),
    ("data", "hora"),
    ("data", "godzina"),
    ("dato", "tid"),
    ("day", "time"),
    ("дата", "время"),
    ("datum", "cas"),
    ("ημερομηνία", "ώρα"),
    ("дата", "час"),
)
ZONES = _list("", "zone")
YEARS, MONTHS, DAYS = (_list("", what) for what in ("year", "month", "dayofmonth"))
BYLINES = _list(
    "by verfasser autor muhabir byline author authors writer forfatter reporter creator contribgroup firma signature journalist",
    "byline",
    ["by"],
)
NOTES = _list("ednote editornote editorsnote tilredaktionen note editorialnote updatenote advisory notetoeditors redaktionshinweis")
# Orders by other names stand in orders.py.
RELEASES = ("releasetime", "releasedate", "releasedatetime", "releasedat")
SLUGS = _list("slugline slug slugproper strapline keyword stikkord")
URGENCIES = _list(
    "prioridade срочность priorytet prio urgency priority prioritet urgence dringlichkeit priorität prioridad urgencia priorita"
)
PLACES = _list("plaats dateline town placeline location luogo lugar ort lieu")
CREDITS = _list(
    """sursa izvor sumber nguồn forrás zdroj lahde lähde джерело lahde bron fuente fonte zrodlo origin
    credit creditline source provider agency publisher newsagency agencia agence agentur""",
    "outlet",
    _NO_CREDITS,
)
URLS = _list("longurl url link shorturl loc canonical weburl articleurl permalink")
VERSIONS = _list("rev version revision versionno versionnumber revisionnumber revisionid versión versione objrev")
LANGUAGES = _list("language lang", "language")
SUBJECTS = _list("section category keywords subject genre topic")
CODES = _list("iptclist iptc iptccode iptccodes subjectcode subjectcodes mediatopic mediatopics")
FLAGS = {
    "killed": ("annuleret", "cancelled", "canceled", "killed", "deleted", "withdrawn"),
    "correction": ("korrektion", "correction", "iscorrection"),
    "update": ("nyversion", "isupdate"),
    "hold": ("holdflag",),
    "alert": ("infoflash", "flash", "newsflash", "breaking", "isbreaking"),
}
# What stands beside copy and is none.
ASIDE = frozenset(
    (
        """image images photo photos foto fotos bild bilder picture pictures media video videos audio graphic graphics figure fig
    multimedia gallery attachment attachments link links related relateditem relateditems relatedarticles relatednews
    relatedstories relatedlinks comment comments user contact contacts company organization organisation journalmeta
    pubfrosting publication back references reflist keyword tag tags category categories topics subjects entities
    companies people places storyitem"""
    ).split()
) | frozenset((*BYLINES, *CREDITS, *SUBJECTS, *CODES, *PLACES)) - {"section"}
# What has fields of its own, which are none of what it stands in.
OTHERS = ASIDE | {"item", "items", "section", "sections"}
# What attributes of an element that only holds others may say of the copy.
OF_PARTS = frozenset(
    (*IDS, *CHANGED, *CREATED, *ISSUED, *VERSIONS, *URGENCIES, *LANGUAGES, *CREDITS, *BYLINES, *SLUGS)
) - frozenset("id uri urn loc code codigo name value content text key type".split())
# What may be said above copy for all that stands below.
OF_ALL = frozenset((*CHANGED, *ISSUED, *LANGUAGES, *CREDITS, *ZONES))
# What counts as an identity where it has several signs: short numbers come again every day.
NUMBERS = _list("nr no num number numer numero número numéro nummer nro номер 番号 編號 编号 رقم")
# What is said -> the names for it.
_KINDS = {
    "headline": HEADLINES,
    "sure": SURE_HEADLINES,
    "text": TEXTS,
    "summary": SUMMARIES,
    "id": IDS,
    "changed": CHANGED,
    "issued": ISSUED,
    "created": CREATED,
    "number": NUMBERS,
    "clock": CLOCKS,
    "zone": ZONES,
    "byline": BYLINES,
    "note": NOTES,
    "release": RELEASES,
    "slug": SLUGS,
    "urgency": URGENCIES,
    "place": PLACES,
    "credit": CREDITS,
    "url": URLS,
    "version": VERSIONS,
    "language": LANGUAGES,
    "subject": SUBJECTS,
    "writethrunum": ("writethrunum",),
    "writethrutype": ("writethrutype",),
    **FLAGS,
}
# A name -> what it says, and how sure it is (0 the surest).
MEANINGS: dict[str, list[tuple[str, int]]] = {}
for _kind, _names in _KINDS.items():
    for _rank, _one in enumerate(_names):
        MEANINGS.setdefault(_one, []).append((_kind, _rank))
_GUESSED_DATE = re.compile(r"date|datum|fecha|datetime|timestamp|дата|time$")
_NO_DATE = re.compile(
    r"birth|death|expir|^end|end(?:s|date|time|ing)?$|start|begin|event|licen|harvest|crawl|index|embargo|access|retriev|valid|due|until|from|down"
    r"|load|frei|sperr|release|bis$|hasta|ablauf|delay|dur|zone|^read|^run|update[rd]by|next|prev|accept|receiv|harvest|archiv|copyright"
)


@lru_cache(maxsize=1024)
def is_of_a_date(name: str) -> bool:
    """Whether a name that is not known speaks of the day of something that may be copy."""
    return _GUESSED_DATE.search(name) is not None and not is_of_no_copy(name)


def is_of_no_copy(name: str) -> bool:
    """Whether a date under a name is one of another thing: of an event, a licence, an embargo."""
    return _NO_DATE.search(name) is not None or bool(orders.told_by(name))


@lru_cache(maxsize=4096)
def known(name: str) -> str:
    """A name without what systems put before it, where it is known only so."""
    if name in MEANINGS or not (found := _PREFIX.match(name)):
        return name
    bare = name[found.end() :]
    return bare if bare in MEANINGS and not bare.startswith("id") else name
