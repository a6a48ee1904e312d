"""Tables as text: comma, semicolon or tab between fields, names in the first line. For backfills, and for what spreadsheets
hand out.

The names are those that JSON lines use (jsonlines.py), in any case and with blanks or signs between their words. A row that
cannot be read costs that row (csvrows.py).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import Delivery
from copytaster.wire import bounds, csvrows, jsonlines
from copytaster.wire.decode import declared_by, decode, is_text
from copytaster.wire.reading import Reading

_KNOWN = frozenset(
    """headline title text body content article summary description date published time url link author byline source outlet
    category id language lang version pub_date published_at created_at datetime publish_date section tags keywords name""".split()
)
_NAMES = {
    name: field
    for field, names in {
        "title": "titel titre título titulo titular titolo tytuł tytul rubrik overskrift otsikko nadpis überschrift ueberschrift"
        " schlagzeile kop заголовок 标题 標題 見出し タイトル 제목 başlık baslik τίτλος عنوان article_title",
        "date": "datum fecha data dato päivämäärä pvm tarih дата 日期 日付 날짜 ημερομηνία تاريخ veröffentlicht erschienen",
        "text": "texto inhalt texte testo tekst treść tresc text_body contenu cuerpo corpo conteúdo conteudo contenuto contenido"
        " inhoud innehåll indhold innhold sisältö текст содержание 内容 正文 本文 본문 metin κείμενο نص full_text article_text"
        " articlebody speech transcript",
        "summary": "zusammenfassung vorspann teaser résumé resume chapeau resumen resumo sommario riassunto samenvatting"
        " sammanfattning ingress lead streszczenie описание 摘要 要約 요약 özet",
        "author": "autor auteur autore auteurs verfasser författare forfatter kirjoittaja автор 作者 記者 기자 yazar συντάκτης",
        "outlet": "source source_name quelle fuente fonte bron källa kilde lähde źródło zrodlo источник 来源 來源 出典 출처"
        " kaynak πηγή",
        "language": "sprache langue idioma lingua taal språk sprog kieli język язык 语言 言語",
        "published": "datetime published_date publication_date",
        "url": "web_url article_url adresse lien enlace indirizzo ссылка 链接 링크 bağlantı",
    }.items()
    for name in names.split()
}
_SAID = re.compile(r"\"?sep=.\"?[ \t]*(?=[\r\n])", re.IGNORECASE)
_SEPARATORS = (",", ";", "\t", "|")


def looks_like(head: bytes) -> bool:
    """Whether bytes open with a line of names, two of them known, with one sign between them."""
    if not is_text(head) or head.lstrip()[:1] in (b"<", b"{", b"["):
        return False
    return bool(_separator(_first(_table(decode(head)[0]))))


def _table(text: str) -> str:
    """The text from the line of names on. Spreadsheets may say above it what parts the fields ("sep=;")."""
    text = text.lstrip("\ufeff \r\n").replace("\x00", "")
    said = _SAID.match(text)
    return text[said.end() :].lstrip("\r\n") if said else text


def _first(text: str) -> str:
    return re.split(r"[\r\n]", text[:20_000], maxsplit=1)[0]


def _separator(first: str) -> str:
    for sign in _SEPARATORS:
        names = [_name(part) for part in first.split(sign)]
        if len(names) > 1 and sum(name in _KNOWN for name in names) >= 2 and all(len(name) < 60 for name in names):
            return sign
    return ""


def _name(printed: str) -> str:
    bare = re.sub(r"\W+", "_", printed.strip().strip("\"'").lower()).strip("_")
    return _NAMES.get(bare, bare)


def read(delivery: Delivery) -> Reading:
    """The items of a table, a row each."""
    text, notes = decode(delivery.body, declared_by(delivery.media_type))
    text = _table(text)
    separator = _separator(_first(text))
    if not separator:
        raise Unreadable("a table whose first line names no field that is known")
    strays: list[str] = []
    rows = _named(csvrows.rows(text, separator, strays))
    reading = jsonlines.read_values(rows, notes, most=bounds.most(len(text), bounds.ROW), is_table=True)
    return Reading("csv", reading.items, reading.about, (*reading.notes, *strays), reading.lost)


def _named(rows: Iterator[tuple[int, list[str] | csv.Error]]) -> Iterator[tuple[int, Any]]:
    """The rows behind the first, each under the names that the first gives."""
    names: list[str] = []
    has_twins = False
    for number, row in rows:
        if isinstance(row, csv.Error):
            yield number, Unreadable(str(row))
        elif not names:
            names = [_name(name) for name in row]
            has_twins = len(set(names)) < len(names)
        elif any(map(str.strip, row)):
            pairs = zip(names, row, strict=False)
            # Of two columns of one meaning the first that says something counts.
            yield number, dict(pairs) if not has_twins else dict(reversed([pair for pair in pairs if pair[1].strip()]))
