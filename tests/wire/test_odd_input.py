"""What no agency would send, and what a line that broke off leaves of a document, costs no more than itself."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import tarfile
import time
import zipfile

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, PubStatus
from copytaster.wire import plaincopy, sniff
from copytaster.wire.reading import Reading

RECEIVED = dt.datetime(2025, 10, 9, 7, tzinfo=UTC)
G2 = '<newsItem guid="{guid}"><contentMeta><headline>Harbour stays shut</headline>{inner}</contentMeta></newsItem>'
NINJS = '"uri":"urn:1","headline":"Harbour stays shut","body_text":"It is shut."'
POSTS = [{"title": f"Ferry {n}", "text": "It sails again.", "url": f"https://vik.example/{n}"} for n in range(5)]


def read(body: str | bytes) -> Reading:
    return sniff.read(Delivery("gazette", RECEIVED, body.encode() if isinstance(body, str) else body, "https://vik.example/feed"))


def headlines(reading: Reading) -> set[str]:
    return {item.headline for item in reading.items}


@pytest.mark.parametrize("urgency", ["²", "9" * 5000, "٣٣", "-1", "high", "0", "10"])
@pytest.mark.parametrize(
    "document",
    [
        G2.format(guid="urn:1", inner="<urgency>{}</urgency>"),
        "<nitf><head><docdata><urgency ed-urg='{}'/></docdata></head>"
        "<body><body.content><p>Harbour shut.</p></body.content></body></nitf>",
        "<NewsML><NewsItem><NewsManagement><Urgency FormalName='{}'/></NewsManagement><NewsComponent><NewsLines>"
        "<HeadLine>Harbour shut</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>",
        "<story><title>Harbour shut</title><text>It is shut.</text><id>1</id><priority>{}</priority></story>",
        ".HEADLINE Harbour shut\n.PRIORITY {}\n.BODY\nThe harbour stays closed, the port said on Monday.\n",
        f'{{{{{NINJS},"urgency":"{{}}"}}}}',
    ],
    ids=["newsml-g2", "nitf", "newsml1", "xml", "copy", "ninjs"],
)
def test_an_urgency_that_is_none_is_left_out(document: str, urgency: str) -> None:
    assert read(document.format(urgency)).items[0].urgency is None


@pytest.mark.parametrize("urgency", ["3", "03", "3.0"])
def test_an_urgency_may_be_written_as_any_number(urgency: str) -> None:
    assert read(G2.format(guid="urn:1", inner=f"<urgency>{urgency}</urgency>")).items[0].urgency == 3


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1" + "0" * 400, "1" + "0" * 30])
@pytest.mark.parametrize(
    "field",
    [
        '"urgency":{}',
        '"versioncreated":{}',
        '"versioncreated":{{"$date":{}}}',
        '"place":[{{"name":"Vik","geometry_geojson":{{"type":"Point","coordinates":[{},1]}}}}]',
    ],
)
def test_a_number_beyond_all_measure_costs_its_field_alone(field: str, number: str) -> None:
    told = field.format(number)
    found = read(f"[{{{NINJS},{told}}},{{{NINJS.replace('urn:1', 'urn:2')}}}]").items
    assert {item.uri for item in found} == {"urn:1", "urn:2"}
    assert all(place.latitude is None for item in found for place in item.places)
    lines = read(f'{{"title":"Ferry back","text":"It sails.",{told}}}\n{{"title":"Ferry gone","text":"It sails."}}\n')
    assert headlines(lines) == {"Ferry back", "Ferry gone"}


def test_a_list_holds_news_objects_and_other_copy_side_by_side() -> None:
    news = json.loads(f"{{{NINJS}}}")
    for document in ([news, *POSTS], {"items": [*POSTS, news]}):
        assert headlines(read(json.dumps(document))) == {"Harbour stays shut", *(post["title"] for post in POSTS)}


def test_a_list_that_was_cut_off_costs_its_last_object_alone() -> None:
    reading = read(json.dumps(POSTS)[:-20])
    assert headlines(reading) == {f"Ferry {n}" for n in range(4)}
    assert reading.lost == 1
    assert any("broken" in note for note in reading.notes)


def test_line_ends_inside_the_texts_of_a_feed_that_was_cut_off_cost_nothing() -> None:
    entries = ",".join(f'{{"id":"{n}","title":"Ferry {n}","content_text":"It sails\nagain."}}' for n in range(3))
    reading = read(f'{{"version":"https://jsonfeed.org/version/1.1","items":[{entries},{{"id":"4","ti')
    assert headlines(reading) == {"Ferry 0", "Ferry 1", "Ferry 2"}


def test_whoever_wrote_a_broken_entry_is_no_entry() -> None:
    broken = '{"id":"2","title":"B" "x","author":{"name":"Ann Berg","url":"https://vik.example/ann"}}'
    reading = read(
        f'{{"version":"https://jsonfeed.org/version/1.1","items":[{{"id":"1","title":"A"}},{broken},{{"id":"3","title":"C"}}]}}'
    )
    assert headlines(reading) == {"A", "C"}


def test_two_columns_of_one_meaning_do_not_hide_each_other() -> None:
    table = (
        "title,text,full_text,url\nHarbour shut,It is shut.,,https://vik.example/1\nFerry back,,It sails.,https://vik.example/2\n"
    )
    assert {item.headline: item.body for item in read(table).items} == {"Harbour shut": "It is shut.", "Ferry back": "It sails."}


def test_a_title_with_many_signs_behind_it_is_no_trouble() -> None:
    title = "Harbour stays shut for a week" + " | Gazette" * 3_000
    text = "<p>The harbour stays closed, the port said on Monday.</p>" * 40
    page = f"<html><head><meta property='og:site_name' content='Gazette'><title>{title}</title></head><body>{text}</body></html>"
    assert read(page).items[0].headline.startswith("Harbour stays shut for a week")
    assert read(page.replace(" | Gazette" * 2_998, "")).items[0].headline == "Harbour stays shut for a week"


def test_a_line_of_blanks_in_a_text_of_the_desk_is_soon_read() -> None:
    began = time.process_time()
    (found,) = read("# Harbour" + " " * 3_000 + "shut #\n\nIt is shut.\n\n## Why\n\nStorm.\n").items
    assert found.headline == "Harbour shut"
    assert time.process_time() - began < 1


def _archive(cut: int) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for number in range(3):
            body = G2.format(guid=f"urn:{number}", inner="").encode() + b" " * 3_000
            member = tarfile.TarInfo(f"{number}.xml")
            member.size = len(body)
            archive.addfile(member, io.BytesIO(body))
    return packed.getvalue()[:cut]


@pytest.mark.parametrize(("cut", "whole"), [(4_000, 1), (4_300, 1), (5_000, 2), (8_000, 2), (8_192, 2), (8_300, 2), (9_000, 3)])
def test_an_archive_that_was_cut_off_gives_what_stands_before_the_cut_and_says_so(cut: int, whole: int) -> None:
    reading = read(_archive(cut))
    assert {item.uri for item in reading.items} == {f"urn:{n}" for n in range(whole)}
    assert any("cut off" in note for note in reading.notes)


def test_a_whole_archive_is_not_called_cut_off() -> None:
    assert read(_archive(1 << 20)).notes == ()


def test_records_of_a_web_archive_may_end_their_lines_in_either_way() -> None:
    def record(title: str, end: str) -> bytes:
        feed = f"<rss version='2.0'><channel><item><title>{title}</title></item></channel></rss>"
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n{feed}".encode()
        head = ("WARC/1.0", "WARC-Type: response", "Content-Type: application/http", f"Content-Length: {len(answer)}", "", "")
        return end.join(head).encode() + answer + (2 * end).encode()

    for ends in (("\n", "\n"), ("\r\n", "\n"), ("\n", "\r\n")):
        reading = read(record("Ferry back", ends[0]) + record("Ferry gone", ends[1]))
        assert headlines(reading) == {"Ferry back", "Ferry gone"}
        assert reading.notes == ()


def test_a_name_with_a_full_stop_in_it_is_a_byline_and_a_login_is_none() -> None:
    inner = "<creator><name>Donald J. Ferry</name></creator><creator literal='berg.ann'/>"
    assert read(G2.format(guid="urn:1", inner=inner)).items[0].byline == "Donald J. Ferry"


def test_a_reference_and_an_attribute_that_no_tree_can_name_cost_nothing_else() -> None:
    story = "<story><title>Harbour shut</title>&f-oo;<text>It is shut.</text><id>1</id></story>"
    assert read(story).items[0].body == "It is shut."
    odd = G2.format(guid="urn:1", inner="").replace("<newsItem", '<newsItem xmlns:x="http://www.w3.o}rg/2001" x:lang="en"')
    assert read(odd).items[0].uri == "urn:1"


@pytest.mark.parametrize(
    "front",
    [
        "date: 2025-13-45",
        "title: " + "1" * 5_000,
        "date: 0001-01-01T00:00:00+14:00",
        "b: " + "{a: " * 2_000,
        "".join(f"k{n}: v\n" for n in range(200_000)),
    ],
    ids=["no day", "no number", "no time", "nested", "long"],
)
def test_front_matter_that_holds_what_is_none_is_read_or_refused_with_a_reason(front: str) -> None:
    began = time.process_time()
    with contextlib.suppress(Unreadable):
        read(f"---\ntitle: Harbour\n{front}\n---\nIt is shut.\n")
    assert time.process_time() - began < 1


def test_front_matter_holds_plain_values_alone() -> None:
    grown = "".join(f"b{n}: &b{n} [*b{n - 1}, *b{n - 1}]\n" for n in range(1, 20))
    (found,) = read(f"---\nb0: &b0 [x, x]\n{grown}title: Harbour\nby: *b19\nslug: *b19\n---\nIt is shut.\n").items
    assert (found.headline, found.byline, found.uri) == ("Harbour", "", None)


@pytest.mark.parametrize("piece", ["<head ", '<div class=\\"dat\\">', "<h1 ", "<h1>"])
@pytest.mark.parametrize("end", ["", "</head></h1></div>"])
def test_heads_that_never_end_are_soon_read(piece: str, end: str) -> None:
    began = time.process_time()
    (found,) = read(f'{{"uri":"urn:1","headline":"Harbour shut","body_html":"<html>{piece * 30_000}{end}"}}').items
    assert found.headline == "Harbour shut"
    assert time.process_time() - began < 2


def test_one_field_alone_is_a_line_of_the_text() -> None:
    assert plaincopy.item("Headline: Harbour shut").headline == "Headline: Harbour shut"
    folded = plaincopy.item(".HEADLINE Harbour\n  stays\n  shut\n.SLUG\n  harbour\n")
    assert (folded.headline, folded.slugline) == ("Harbour stays shut", "harbour")


def test_what_stands_below_the_longest_head_of_a_telex_is_its_text() -> None:
    head = "^BC-Harbour<\n^Harbour stays shut<\n" + "^Eds: a note<\n" * 300
    (found,) = read(f"\x01a0456\x1fbx-\r\nr a\x13BC-Harbour \x11 10-08 0042\r\n\x02{head}\tThe port is shut.\n\x03").items
    assert found.headline == "Harbour stays shut"
    assert found.body.endswith("The port is shut.")
    assert (found.ed_note + found.body).count("Eds: a note") == 300


def test_a_link_in_an_archive_is_named_and_not_followed() -> None:
    packed = io.BytesIO()
    link = zipfile.ZipInfo("link.xml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, G2.format(guid="urn:link", inner=""))
        archive.writestr("a.xml", G2.format(guid="urn:1", inner=""))
    reading = read(packed.getvalue())
    assert [item.uri for item in reading.items] == ["urn:1"]
    assert reading.notes == ("'link.xml': a link",)


def test_a_headline_that_is_a_body_without_line_ends_is_cut_with_a_note() -> None:
    (found,) = read(G2.format(guid="urn:1", inner="").replace("Harbour stays shut", "Harbour shut " * 200)).items
    assert len(found.headline) <= 1_002
    assert "headline of 2,599 characters was cut" in found.notes


@pytest.mark.parametrize(
    ("status", "meant"), [("hold", PubStatus.WITHHELD), ("kill", PubStatus.CANCELED), ("usable", PubStatus.USABLE)]
)
def test_the_status_of_a_nitf_document_holds_or_kills_it(status: str, meant: PubStatus) -> None:
    head = f"<nitf><head><docdata management-status='{status}'/></head>"
    (found,) = read(f"{head}<body><body.head><hedline><hl1>Harbour shut</hl1></hedline></body.head></body></nitf>").items
    assert found.pub_status is meant


def test_an_alert_of_nitf_that_is_but_a_headline_keeps_it() -> None:
    head = "<body.head><hedline><hl1>Harbour shut</hl1></hedline><dateline><location>Vik</location></dateline></body.head>"
    (found,) = read(f"<nitf><body>{head}</body></nitf>").items
    assert (found.headline, found.dateline, found.body) == ("Harbour shut", "Vik", "")
