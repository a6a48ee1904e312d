"""Tables and JSON lines: each row an item, each broken row a note."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import bounds, csvlines, csvrows, sniff
from copytaster.wire.reading import Reading


def read(text: str | bytes) -> Reading:
    body = text.encode() if isinstance(text, str) else text
    return sniff.read(Delivery("table", dt.datetime(2025, 10, 9, tzinfo=UTC), body))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_table_is_read_whatever_parts_its_fields(sign: str) -> None:
    rows = [
        ["Title", "Published At", "Text", "URL", "Author"],
        ["Harbour closed", "2025-10-08T09:30:00Z", '"Two lines,\nand a ""quote"""', "https://a.example/1", "Ann"],
        ["", "", "", "", ""],
    ]
    (item,) = read("\n".join(sign.join(row) for row in rows)).items
    assert item.headline == "Harbour closed"
    assert item.version_created == dt.datetime(2025, 10, 8, 9, 30, tzinfo=UTC)
    assert (item.body, item.url, item.byline) == ('Two lines,\nand a "quote"', "https://a.example/1", "Ann")


def test_a_table_may_be_in_another_encoding_and_language() -> None:
    reading = read("Titel;Datum;Text\nHäfen geschlossen;08.10.2025;Der Minister schließt die Häfen.\n".encode("cp1252"))
    (item,) = reading.items
    assert (item.headline, item.day, item.language) == ("Häfen geschlossen", dt.date(2025, 10, 8), "de")
    assert "windows-1252" in reading.notes[0]


def test_a_row_without_a_headline_or_text_costs_itself() -> None:
    reading = read("title,text,date\n,,2025-10-08\nHarbour closed,It is.,2025-10-09\n")
    assert [item.headline for item in reading.items] == ["Harbour closed"]
    assert reading.lost == 1
    assert reading.notes[0].startswith("line 2:")


def test_a_broken_line_of_json_costs_itself() -> None:
    reading = read(
        '{"headline": "One"}\n{"headline": "Two\n[1, 2]\n{"title": "Three", "pubDate": "Wed, 08 Oct 2025 09:30:00 GMT"}\n'
    )
    assert [item.headline for item in reading.items] == ["One", "Three"]
    assert reading.lost == 2
    assert reading.notes[0].startswith("line 2: not JSON")


def test_rows_shorter_than_any_headline_are_read_up_to_a_bound_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(read("title,text\n" + "a,b\n" * 20_000).items) == 20_000
    monkeypatch.setattr(bounds, "ROW", 500)
    reading = read("title,text\n" + "a,b\n" * 20_000)
    assert len(reading.items) < 15_000
    assert reading.lost
    assert "the rest was not read" in reading.notes[0]


def test_a_table_whose_first_line_names_nothing_is_no_table() -> None:
    assert not csvlines.looks_like(b"1,2,3\n4,5,6\n")
    with pytest.raises(Unreadable, match="names no field"):
        csvlines.read(Delivery("table", dt.datetime(2025, 10, 9, tzinfo=UTC), b"1,2,3\n4,5,6\n"))


def _on_an_old_page(address: str, seen: str) -> Item:
    (item,) = read(
        json.dumps(
            {
                "text": "A soldier is wounded.",
                "date": "2025-10-01",
                "first_seen": seen,
                "sources": [{"outlet": "A", "url": address}],
            }
        )
    ).items
    return item


def test_todays_news_on_an_old_page_is_of_the_day_in_the_address_of_its_source() -> None:
    item = _on_an_old_page("https://a.example/world/truce-2025-12-24/", "2025-12-25T11:36:44Z")

    assert item.day == dt.date(2025, 12, 24)
    assert item.version_created == dt.datetime(2025, 12, 25, 11, 36, 44, tzinfo=UTC)
    assert any("the source counts" in note for note in item.notes)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/2025/10/01/truce",
        "https://a.example/truce-2026-01-24/",
        "https://a.example/truce",
        "https://a/2025/99/24/",
    ],
)
def test_a_late_look_at_an_old_page_says_no_other_day(address: str) -> None:
    item = _on_an_old_page(address, "2025-12-25T11:36:44Z")

    assert item.day == dt.date(2025, 10, 1)
    assert item.version_created is None


ORDERED = {
    "a table": "headline,date,embargo,status,EdNote,Urgency\nRail plan,2025-10-09,{0},{1},{2},2\n",
    "a German table": "Titel;Datum;Sperrfrist;Status;Redaktionshinweis;Priority\nRail plan;09.10.2025;{0};{1};{2};2\n",
    "JSON lines": (
        '{{"title": "Rail plan", "date": "2025-10-09", "embargoed_until": "{0}", "status": "{1}", "editorsNote": "{2}",'
        ' "priority": 2}}\n'
    ),
    "a JSON Feed": '{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"id": "1", "title": "Rail plan",'
    ' "date_published": "2025-10-09T00:00:00Z", "urgency": 2, "_desk": {{"embargo": "{0}", "status": "{1}", "ednote": "{2}"}}}}]}}',
}


@pytest.mark.parametrize("form", ORDERED)
def test_what_rows_say_to_editors_ends_in_the_fields_of_every_format(form: str) -> None:
    def item(embargo: str = "", status: str = "", note: str = "") -> Item:
        (found,) = read(ORDERED[form].format(embargo, status, note)).items
        return found

    end = dt.datetime(2025, 10, 10, 6, tzinfo=UTC)
    assert (item("2025-10-10T06:00:00Z").embargoed_until, item("2025-10-10T06:00:00Z").marks) == (end, ("embargo",))
    assert item("10 October 2025 06:00 GMT").embargoed_until == end
    assert item(note="Sperrfrist: 10.10.2025 07:00 MEZ").embargoed_until == end
    assert (item("after the speech").pub_status, item("yes").pub_status) == (PubStatus.WITHHELD, PubStatus.WITHHELD)
    assert (item("none").pub_status, item("none").marks, item().marks) == (PubStatus.USABLE, (), ())
    assert (item(status="withheld").pub_status, item(status="canceled").marks) == (PubStatus.WITHHELD, ("kill",))
    assert (item(status="usable").pub_status, item().urgency) == (PubStatus.USABLE, 2)
    assert item(note="MANDATORY KILL").pub_status is PubStatus.CANCELED


def test_an_embargo_may_stand_in_two_fields_or_be_a_number() -> None:
    reading = read("title,date,embargo_date,embargo_time\nRail plan,2025-10-09,10.10.2025,06:00 GMT\n")
    assert reading.items[0].embargoed_until == dt.datetime(2025, 10, 10, 6, tzinfo=UTC)
    reading = read('{"title": "Rail plan", "embargo": 1760076000}\n{"title": "Rail plan two", "embargo": true}\n')
    assert reading.items[0].embargoed_until == dt.datetime(2025, 10, 10, 6, tzinfo=UTC)
    assert reading.items[1].pub_status is PubStatus.WITHHELD


LANGUAGES = {
    "ru": (["cp1251", "koi8-r", "cp866"], "Заголовок;Дата;Текст", "Президент подписал закон о бюджете"),
    "ja": (["cp932", "euc_jp"], "見出し;日付;本文", "首相が予算案を閣議決定したと発表した"),
    "zh": (["gb18030", "big5"], "标题;日期;正文", "北京今天通过明年的预算案"),
    "ko": (["cp949"], "제목;날짜;본문", "정부 내년 예산안 통과시켰다고 밝혀"),
    "pl": (["cp1250", "iso8859-2"], "Tytuł;Data;Treść", "Rząd przyjął budżet, większość sześciu głosów była za"),
    "el": (["cp1253"], "Τίτλος;Ημερομηνία;Κείμενο", "Η κυβέρνηση ενέκρινε τον προϋπολογισμό"),
    "tr": (["cp1254"], "Başlık;Tarih;Metin", "Başbakan bütçeyi açıkladı, İstanbul için yatırım yapılacak"),
    "de": (
        ["cp1252", "mac-roman", "cp850", "utf-16", "utf-16-le", "utf-8-sig"],
        "Überschrift;Datum;Inhalt",
        "Bürger für größere Straßen",
    ),
}


@pytest.mark.parametrize(("language", "encoding"), [(code, name) for code, held in LANGUAGES.items() for name in held[0]])
def test_a_table_that_declares_no_encoding_is_told_by_its_letters(language: str, encoding: str) -> None:
    _, names, headline = LANGUAGES[language]
    # Big5 has no simplified characters: names and headline in the traditional ones.
    names, headline = ("標題;日期;正文", "行政院今天通過明年的預算案") if encoding == "big5" else (names, headline)
    table = f"{names}\n{headline};08.10.2025;{headline}, {headline}\n{headline} 2;07.10.2025;{headline}\n"
    found = read(table.encode(encoding))
    assert [item.headline for item in found.items] == [f"{headline} 2", headline]
    assert [item.day for item in found.items] == [dt.date(2025, 10, 7), dt.date(2025, 10, 8)]
    assert found.items[1].body == f"{headline}, {headline}"


def test_a_table_may_say_what_parts_its_fields_before_it_names_them() -> None:
    (item,) = read('sep=;\r\nTitle;Date;Text\r\n"A, b";08.10.2025;"Two\r\nlines"\r\n').items
    assert (item.headline, item.day, item.body) == ("A, b", dt.date(2025, 10, 8), "Two\nlines")


@pytest.mark.parametrize("source", ['"The Harbour Post"', '{"id": "post", "name": "The Harbour Post"}'])
def test_the_source_that_a_line_names_is_its_credit(source: str) -> None:
    (item,) = read(f'{{"title": "Harbour closed", "text": "It is closed.", "date": "2025-10-08", "source": {source}}}\n').items
    assert item.credit_line == "The Harbour Post"


def table(*rows: str, names: str = "id,title,text,date") -> str:
    return "\n".join((names, *rows)) + "\n"


ROWS = [f'{n},Headline number {n},"The harbour, they said, is closed for {n} days.",2025-10-{n:02}' for n in range(1, 9)]


@pytest.mark.parametrize(
    ("place", "broken"),
    [
        (0, '1,"Headline number 1,The harbour is closed.,2025-10-01'),
        (2, '3,Headline number 3,"The harbour is closed.,2025-10-03'),
        (3, '4,Headline number 4,"The minister said: ""No"",2025-10-04'),
        (7, '8,"Headline number 8,The harbour is closed.,2025-10-08'),
    ],
    ids=["in the first row", "in the middle", "behind quotes that are escaped", "in the last row"],
)
def test_a_stray_quotation_mark_costs_no_row(place: int, broken: str) -> None:
    reading = read(table(*ROWS[:place], broken, *ROWS[place + 1 :]))
    assert [item.uri for item in reading.items] == [str(n) for n in range(1, 9)]
    assert [item.headline for item in reading.items] == [f"Headline number {n}" for n in range(1, 9)]
    assert [item.body for item in reading.items if item.uri != str(place + 1)] == [
        f"The harbour, they said, is closed for {n} days." for n in range(1, 9) if n != place + 1
    ]
    assert [item.day for item in reading.items] == [dt.date(2025, 10, n) for n in range(1, 9)]
    assert any(note.startswith(f"line {place + 2}: a stray quotation mark") for note in reading.notes), reading.notes


def test_each_of_several_stray_marks_costs_no_row() -> None:
    rows = [
        f'{n},"Headline number {n},The harbour is closed,2025-10-{n:02}' if n in (2, 3, 6) else ROWS[n - 1] for n in range(1, 9)
    ]
    reading = read(table(*rows))
    assert [item.uri for item in reading.items] == [str(n) for n in range(1, 9)]


def test_a_stray_mark_that_a_quote_in_inches_closes_costs_no_row() -> None:
    rows = [f"{n},Headline number {n},The harbour is closed,2025-10-{n:02}" for n in range(1, 9)]
    rows[1] = '2,"Headline number 2,The harbour is closed,2025-10-02'
    rows[5] = '6,Headline of a TV of 42",The harbour is closed,2025-10-06'
    reading = read(table(*rows))
    assert [item.uri for item in reading.items] == [str(n) for n in range(1, 9)]


def test_a_stray_mark_in_the_line_of_names_costs_no_row() -> None:
    reading = read(table(*ROWS, names='id,title,"text,date'))
    assert [item.uri for item in reading.items] == [str(n) for n in range(1, 9)]


def test_a_stray_mark_before_a_field_of_several_lines_leaves_that_field_whole() -> None:
    rows = [
        *ROWS[:2],
        '3,"Headline number 3,Closed.,2025-10-03',
        ROWS[3],
        '5,Headline number 5,"One.\nTwo, three.",2025-10-05',
        *ROWS[5:],
    ]
    reading = read(table(*rows))
    assert [item.uri for item in reading.items] == [str(n) for n in range(1, 9)]
    assert reading.items[4].body == "One.\nTwo, three."


@given(st.text('ab1", ;\n\r', max_size=80), st.sampled_from(",;"))
def test_marks_that_stand_anywhere_cost_no_error_and_no_line(text: str, separator: str) -> None:
    numbers = [number for number, _ in csvrows.rows(f"title{separator}text\n{text}", separator, [], 1000)]
    assert numbers == sorted(numbers)
    assert numbers[-1] == len(list(io.StringIO(f"title{separator}text\n{text}", newline="")))


PARAGRAPHS = "\n\n".join(f"Paragraph {n}, and what it says; no more." for n in range(1, 4))


@pytest.mark.parametrize("names", ["id,title,text,date", "title,text", "title,text,id"])
@pytest.mark.parametrize("lost", ["before the title", "behind the text"])
def test_a_mark_too_many_or_too_few_costs_no_other_row_of_a_table_with_paragraphs(names: str, lost: str) -> None:
    def row(n: int) -> str:
        values = {"id": str(n), "title": f"Headline number {n}", "date": f"2025-10-{n:02}", "text": f'"{PARAGRAPHS}"'}
        if n == 4:
            values |= {"title": f'"{values["title"]}'} if lost == "before the title" else {"text": f'"{PARAGRAPHS}'}
        return ",".join(values[name] for name in names.split(","))

    reading = read(table(*(row(n) for n in range(1, 9)), names=names))
    assert [item.headline for item in reading.items] == [f"Headline number {n}" for n in range(1, 9)]
    assert {item.body for item in reading.items} == {PARAGRAPHS}
    assert len([note for note in reading.notes if "stray" in note]) == 1


@given(
    st.lists(st.tuples(*[st.text('ab1", ;\n\r', max_size=8)] * 3), min_size=1, max_size=8), st.sampled_from(",;\t|"), st.booleans()
)
@example([("", "", ""), ("", "", "\r")], ",", True)
@example([("", "1", ""), ("\n1", "1", "")], ",", False)
def test_a_table_that_was_written_well_is_read_as_it_was_written(rows: list[tuple[str, ...]], separator: str, quoted: bool) -> None:
    file, notes = io.StringIO(newline=""), list[str]()
    csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(
        [("title", "text", "a"), *rows]
    )
    read = [row for _, row in csvrows.rows(file.getvalue(), separator, notes, 1000)]
    assert (read[1:], notes) == ([list(row) for row in rows], [])


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ("title,text", "The port, he said.\nClosed, she said.\nOpen, they said."),
        ("id,title,text,date", "One, two, three,\nfour, five, six,\nseven, eight, nine,\nten, eleven, twelve."),
        ("title,date,text", "One,\n,two,\n,,"),
    ],
)
def test_a_field_of_several_lines_stays_whole_however_many_commas_they_hold(names: str, text: str) -> None:
    values = {"id": "{}", "title": "Headline {}", "date": "2025-10-{:02}", "text": '"' + text + '"'}
    rows = [",".join(values[name] for name in names.split(",")).format(*[n] * 4) for n in range(1, 7)]
    reading = read(table(*rows, names=names))
    assert [item.headline for item in reading.items] == [f"Headline {n}" for n in range(1, 7)]
    assert all(item.body == text.strip() for item in reading.items), [item.body for item in reading.items]
    assert not any("stray" in note for note in reading.notes)


def test_headlines_too_short_to_tell_are_of_the_language_of_the_others() -> None:
    long = "The minister said on Wednesday that the harbour would stay closed until the storm is over, number {}"
    reading = read(table(*("Vik" if n % 7 == 0 else long.format(n) for n in range(400)), names="title,text"))
    assert {item.language for item in reading.items} == {"en"}
