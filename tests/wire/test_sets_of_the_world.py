"""Public sets of news, exports of archives and of media monitors: each has names of its own for the same few things."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery
from copytaster.wire import csvlines, sniff
from copytaster.wire.reading import Reading


def read(text: str) -> Reading:
    return sniff.read(Delivery("set", dt.datetime(2026, 1, 1, tzinfo=UTC), text.encode()))


def at(year: int, month: int, day: int, hour: int, minute: int, second: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=UTC)


# What it is -> the line of names, a row, what the row says; a second row is made of the first.
SETS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "a million headlines": (
        "publish_date,headline_text",
        "20030219,Harbour closed",
        {"day": dt.date(2003, 2, 19)},
    ),
    "headlines by subject": (
        "publish_date,headline_category,headline_text",
        "20010102,city.delhi,Harbour closed",
        {"day": dt.date(2001, 1, 2), "subjects": ["city.delhi"]},
    ),
    "articles of many papers": (
        ",id,title,publication,author,date,year,month,url,content",
        '0,17283,Harbour closed,New York Times,Ann Lee,2016-12-31,2016.0,12.0,,"The harbour is closed."',
        {"day": dt.date(2016, 12, 31), "credit_line": "New York Times", "byline": "Ann Lee", "body": "The harbour is closed."},
    ),
    "year, month and day beside the date": (
        "date,year,month,day,author,title,article,url,section,publication",
        "2016-12-09 18:31:00,2016,12.0,9,Ann Lee,Harbour closed,The harbour is closed.,https://a.example/1,Sea,Vox",
        {"version_created": at(2016, 12, 9, 18, 31), "subjects": ["Sea"], "credit_line": "Vox"},
    ),
    "headlines, times, descriptions": (
        "Headlines,Time,Description",
        "Harbour closed,Jul 18 2020,The harbour is closed.",
        {"day": dt.date(2020, 7, 18), "summary": "The harbour is closed."},
    ),
    "the clock before the day": (
        "Headlines,Time,Description",
        'Harbour closed," 7:51  PM ET Fri, 17 July 2020",The harbour is closed.',
        {"version_created": at(2020, 7, 17, 23, 51)},
    ),
    "a day in words": ("Time,Headlines", "18-Jul-20,Harbour closed", {"day": dt.date(2020, 7, 18)}),
    "feeds as a table": (
        "title,pubDate,guid,link,description",
        'Harbour closed,"Mon, 07 Mar 2022 08:01:56 GMT",https://a.example/1,https://a.example/1?at=x,It is closed.',
        {"version_created": at(2022, 3, 7, 8, 1, 56), "uri": "https://a.example/1", "summary": "It is closed."},
    ),
    "a subject beside a title": (
        "title,text,subject,date",
        'Harbour closed,It is closed.,politicsNews,"December 31, 2017 "',
        {"day": dt.date(2017, 12, 31), "subjects": ["politicsNews"]},
    ),
    "Media Cloud": (
        "id,indexed_date,language,media_name,media_url,publish_date,title,url",
        "abc1,2024-01-05 10:12:30.123456,en,nytimes.com,nytimes.com,2024-01-04,Harbour closed,https://a.example/1",
        {"day": dt.date(2024, 1, 4), "credit_line": "nytimes.com", "uri": "abc1"},
    ),
    "Event Registry": (
        "uri,lang,date,time,dateTime,url,title,body,source.title",
        "7001,eng,2025-10-07,10:30:00,2025-10-07T10:30:00Z,https://a.example/1,Harbour closed,It is closed.,Reuters",
        {"version_created": at(2025, 10, 7, 10, 30), "credit_line": "Reuters", "language": "en"},
    ),
    "a day and a clock": ("date,time,title", "2025-10-07,11:30 PM,Harbour closed", {"version_created": at(2025, 10, 7, 23, 30)}),
    "Tag und Uhrzeit": (
        "Datum;Uhrzeit;Titel;Quelle",
        "07.10.2025;10:30;Hafen geschlossen;dpa",
        {"version_created": at(2025, 10, 7, 10, 30), "credit_line": "dpa", "headline": "Hafen geschlossen"},
    ),
    "Meltwater": (
        "Date\tHeadline\tURL\tOpening Text\tHit Sentence\tSource\tLanguage",
        "07-Oct-2025 10:30AM\tHarbour closed\thttps://a.example/1\tIt is closed.\t...\tThe Times\tEnglish",
        {"version_created": at(2025, 10, 7, 10, 30), "summary": "It is closed.", "credit_line": "The Times", "language": "en"},
    ),
    "ProQuest": (
        "Title,Abstract,StoreId,Authors,entryDate,pubdate,pubtitle,DocumentURL",
        'Harbour closed,It is closed.,12,"Lee, Ann",2025-10-08,"Oct 7, 2025",The Times,https://a.example/1',
        {"day": dt.date(2025, 10, 7), "credit_line": "The Times", "byline": "Lee, Ann", "url": "https://a.example/1"},
    ),
    "Nexis": (
        "Headline,Publication,Published date,Byline,Section,Length,Body",
        'Harbour closed,The Guardian,"October 7, 2025 Tuesday",Ann Lee,News,300 words,It is closed.',
        {"day": dt.date(2025, 10, 7), "credit_line": "The Guardian", "byline": "Ann Lee", "body": "It is closed."},
    ),
    "objects in cells": (
        "source,author,title,urlToImage,publishedAt,keywords",
        "\"{'id': None, 'name': 'AP'}\",Ann Lee,Harbour closed,https://a.example/1.jpg,2025-10-07T10:30:00Z,\"['sea', 'ports']\"",
        {"version_created": at(2025, 10, 7, 10, 30), "credit_line": "AP", "image": "https://a.example/1.jpg"},
    ),
    "three fields for a day": ("year,month,day,title", "2025,10,7,Harbour closed", {"day": dt.date(2025, 10, 7)}),
    "date de publication": (
        "Titre;Date de publication;Source;Lien",
        "Le port est fermé;07/10/2025 10:30;AFP;https://a.example/1",
        {"version_created": at(2025, 10, 7, 10, 30), "headline": "Le port est fermé"},
    ),
    "names that are guessed": (
        "Release date (UTC),News headline EN",
        "2025-10-07,Harbour closed",
        {"day": dt.date(2025, 10, 7)},
    ),
    "days as a spreadsheet counts them": ("Title,Date", "Harbour closed,45937.4375", {"version_created": at(2025, 10, 7, 10, 30)}),
}


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_read_by_its_own_names(name: str) -> None:
    names, row, said = SETS[name]
    other = row.replace("Harbour closed", "Ferry back").replace("Hafen geschlossen", "Fähre da").replace("Le port", "Le bac")
    reading = read(f"{names}\n{row}\n{other}\n{other}\n")
    assert (reading.format, len(reading.items), reading.lost) == ("csv", 3, 0)
    item = next(one for one in reading.items if one.headline == said.get("headline", "Harbour closed"))
    found = {field: getattr(item, field) for field in said}
    if "subjects" in found:
        found["subjects"] = [subject.name for subject in item.subjects]
    assert found == said
    assert not item.notes


def test_objects_of_the_same_names_are_read_as_rows_are() -> None:
    line = '{"title": "%s", "date_publish": "2025-10-07 10:30:00", "maintext": "It is closed.", "source_domain": "a.example"}\n'
    item, _ = read(line % "Harbour closed" + line % "Ferry back").items
    assert (item.version_created, item.body, item.credit_line) == (at(2025, 10, 7, 10, 30), "It is closed.", "a.example")


def test_an_object_with_an_id_and_a_text_keeps_its_text() -> None:
    line = '{"uuid": "u%d", "title": "Harbour closed", "text": "It is closed.", "published": "2025-10-07T10:30:00.000+03:00"}\n'
    item, _ = read(line % 1 + line % 2).items
    assert (item.uri, item.body, item.version_created) == ("u1", "It is closed.", at(2025, 10, 7, 7, 30))


@pytest.mark.parametrize(
    ("printed", "days", "note"),
    [
        (("10/03/2025", "10/14/2025", "11/02/2025"), ((10, 3), (10, 14), (11, 2)), ""),
        (("03/10/2025", "14/10/2025", "02/11/2025"), ((10, 3), (10, 14), (11, 2)), ""),
        (("10-03-25 08:00", "10-14-25 08:00", "11-02-25 08:00"), ((10, 3), (10, 14), (11, 2)), ""),
        (("03/10/2025", "05/10/2025", "02/11/2025"), ((10, 3), (10, 5), (11, 2)), "03/10/2025 and its like could be two days"),
    ],
)
def test_the_other_rows_tell_which_way_round_a_day_stands(
    printed: tuple[str, ...], days: tuple[tuple[int, int], ...], note: str
) -> None:
    reading = read("Date,Title\n" + "".join(f"{date},Headline number {count}\n" for count, date in enumerate(printed)))
    found = {
        item.headline[-1]: (item.day or item.version_created.date()) for item in reading.items if item.day or item.version_created
    }
    assert [found[str(count)] for count in range(3)] == [dt.date(2025, *day) for day in days]
    assert [said.startswith(note) for said in reading.notes] == [True] * bool(note)


@pytest.mark.parametrize(
    "line",
    ["New date, title fight", "Date set for harbour, headline act named", "Councillor resigns, mayor out", "Ein Titel, kein Datum"],
)
def test_headlines_with_commas_are_no_table(line: str) -> None:
    assert not csvlines.looks_like(f"{line}\nStorm hits north, kills two\nCouncil votes, mayor quits\nFerry, back\n".encode())


def test_a_table_without_names_is_read_by_what_its_columns_hold() -> None:
    rows = [
        "2025-10-07,Harbour closed for the day,AP,https://a.example/1",
        '2025-10-08,"Ferry back, at last",AFP,https://a.example/2',
    ]
    reading = read("\n".join([*rows, *rows, "2025-10-09,,AP,"]) + "\n")
    item = reading.items[0]
    assert (item.headline, item.day, item.credit_line, item.url) == (
        "Harbour closed for the day",
        dt.date(2025, 10, 7),
        "AP",
        "https://a.example/1",
    )
    assert "date, headline, source, url" in reading.notes[0]
    assert (reading.lost, len(reading.items)) == (1, 4)
    assert any(note.startswith("line 5:") for note in reading.notes)


def test_a_table_of_markdown_is_a_table() -> None:
    reading = read("| Date | Headline |\n|:---|---:|\n| 2025-10-07 | Harbour closed |\n| 2025-10-08 | Ferry back |\n")
    assert [(item.headline, item.day and item.day.day) for item in reading.items] == [("Harbour closed", 7), ("Ferry back", 8)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "PDF"),
        (b"{\\rtf1\\ansi Harbour closed\\par}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "Office"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Council meets\nEND:VEVENT\nEND:VCALENDAR\n", "calendar"),
    ],
)
def test_documents_of_other_programs_are_named(body: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        sniff.read(Delivery("set", dt.datetime(2026, 1, 1, tzinfo=UTC), body))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("xl/workbook.xml", "<workbook/>", "save it as CSV"),
        ("word/document.xml", "<document/>", "Word"),
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "LibreOffice: save it as CSV"),
    ],
)
def test_office_documents_are_named_and_not_opened_as_archives(name: str, text: str, said: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, text)
    with pytest.raises(Unreadable, match=said):
        sniff.read(Delivery("set", dt.datetime(2026, 1, 1, tzinfo=UTC), packed.getvalue()))


# What stands in a table -> the headline of its first row, and what else the row says.
TABLES: dict[str, tuple[str, dict[str, Any]]] = {
    "cells that say nothing": (
        "title,author,date,text,url\nHarbour closed,nan,2025-10-07,NaN,N/A\nFerry back,None,2025-10-08,NULL,-\n",
        {"byline": "", "body": "", "uri": None, "url": "", "origin": ""},
    ),
    "the order of a day in its name": (
        "Headline,Date (MM/DD/YYYY)\nHarbour closed,10/07/2025\nFerry back,11/08/2025\n",
        {"day": dt.date(2025, 10, 7)},
    ),
    "a zone in a field": (
        "Headline,Date,Time,Timezone\nHarbour closed,2025-10-07,08:15,Asia/Taipei\n",
        {"version_created": at(2025, 10, 7, 0, 15)},
    ),
    "clocks without a sign": ("Date,Time,Headline\n2025-10-07,0912,Harbour closed\n", {"version_created": at(2025, 10, 7, 9, 12)}),
    "months by name": ("Year,Month,Day,Title\n2025,Oct,7,Harbour closed\n", {"day": dt.date(2025, 10, 7)}),
    "years of two figures": ("Year,Month,Day,Title\n25,10,7,Harbour closed\n", {"day": dt.date(2025, 10, 7)}),
    "entities between semicolons": (
        "Title;Description;Published\nHarbour closed;Wind &amp; rain;2025-10-07\n",
        {"summary": "Wind & rain", "day": dt.date(2025, 10, 7)},
    ),
    "marks behind backslashes": (
        'title,text,date\nHarbour closed,"The \\"great\\" storm, he said",2025-10-07\n',
        {"body": 'The "great" storm, he said', "day": dt.date(2025, 10, 7)},
    ),
    "a comma too many": (
        "title,date,source\nHarbour closed, ferries stay,2025-10-07,AP\n",
        {"headline": "Harbour closed, ferries stay", "day": dt.date(2025, 10, 7), "credit_line": "AP"},
    ),
    "lines above the names": (
        "# export of the desk\ntitle,date,source\nHarbour closed,2025-10-07,AP\n",
        {"day": dt.date(2025, 10, 7)},
    ),
    "Arabic": (
        "التاريخ;العنوان;المصدر\n07/10/2025;أغلق الميناء;الجزيرة\n",
        {"headline": "أغلق الميناء", "day": dt.date(2025, 10, 7)},
    ),
    "running text in brackets": (
        'title,date,text\nHarbour closed,2025-10-07,"[""No comment,"" he said. He went home. [ends]"\n',
        {"body": '["No comment," he said. He went home. [ends]'},
    ),
    "objects from the second row on": (
        "title,date,author\nFerry back,2025-10-06,\nHarbour closed,2025-10-07,\"{'name': 'Ann O\\'Lee'}\"\n",
        {"byline": "Ann O'Lee"},
    ),
    "names and rows": ('{"columns": ["title", "date"], "data": [["Harbour closed", "2025-10-07"]]}', {"day": dt.date(2025, 10, 7)}),
    "columns": ('{"title": {"0": "Harbour closed"}, "date": {"0": "2025-10-07"}}', {"day": dt.date(2025, 10, 7)}),
    "a list of headlines": ('["Harbour closed", "Ferry back in port"]', {"headline": "Harbour closed"}),
    "words set off": (
        '{"messages": [{"id": 5, "date": "2025-10-07", "text": ["Harbour ", {"type": "bold", "text": "closed"}]}]}',
        {"headline": "Harbour closed"},
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_what_its_maker_meant(name: str) -> None:
    text, said = TABLES[name]
    item = next(one for one in read(text).items if one.headline == said.get("headline", "Harbour closed"))
    assert {field: getattr(item, field) for field in said} == said


def test_a_year_alone_is_noted_and_a_line_of_totals_is_no_copy() -> None:
    reading = read("title,date\nHarbour closed,2025\nTotal,1\n")
    assert [(item.headline, item.notes) for item in reading.items] == [("Harbour closed", ("only a year or month is given",))]
    assert (reading.lost, reading.notes) == (1, ("line 3: “Total” is no copy",))


def test_an_archive_that_speaks_of_office_documents_is_an_archive() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "How xl/workbook files broke the harbour\nFerry back in port\n")
    found = sniff.read(Delivery("set", dt.datetime(2026, 1, 1, tzinfo=UTC), packed.getvalue()))
    assert len(found.items) == 2


def graph(*said: str) -> str:
    """Rows of GDELT's graph, of which the last column says so of its page."""
    rows = []
    for number, one in enumerate(said):
        cells = [f"20251009101500-{number}", "20251009101500", "1", "a.example", f"https://a.example/{number}", *[""] * 22]
        cells[7], cells[18], cells[26] = "TAX_FNCACT_MINISTER;", "https://a.example/a.jpg", one
        rows.append("\t".join(cells))
    return "\n".join(rows) + "\n"


def test_rows_of_gdelts_graph_are_what_their_pages_say_of_themselves() -> None:
    page = "<PAGE_PRECISEPUBTIMESTAMP>20251008130500</PAGE_PRECISEPUBTIMESTAMP><PAGE_AUTHORS>Ann Lee;Bo Fox</PAGE_AUTHORS>"
    reading = read(
        graph(
            f"<PAGE_LINKS>x</PAGE_LINKS>{page}<PAGE_TITLE>Harbour &amp; bridge closed</PAGE_TITLE>",
            "",
            "<PAGE_TITLE>Ferry back</PAGE_TITLE>",
        )
    )
    closed, back = reading.items
    assert (closed.headline, closed.url, closed.byline) == ("Harbour & bridge closed", "https://a.example/0", "Ann Lee, Bo Fox")
    assert (closed.version_created, closed.info_source) == (at(2025, 10, 8, 13, 5), "a.example")
    assert closed.image == "https://a.example/a.jpg"
    assert (back.headline, back.version_created, back.notes) == ("Ferry back", None, ("undated: the page gives no time",))
    assert (reading.lost, reading.notes) == (1, ("rows without the title of their page: 1",))
    with pytest.raises(Unreadable, match="no page gives its title"):
        read(graph("", "<PAGE_TITLE></PAGE_TITLE>"))
