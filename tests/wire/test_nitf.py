"""NITF: head, lines and body of a document; du-keys, editors' messages, embargo and kill."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import sniff

NEWS = """<?xml version="1.0"?><nitf><head><title>ferry title</title><docdata management-status="{status}">
<doc-id id-string="doc-77" regsrc="wire.example"/><urgency ed-urg="4"/><date.issue norm="20260304T101500Z"/>
<du-key key="NOR-FERRY" generation="3" version="2"/>{data}<key-list><keyword key="ferry"/></key-list></docdata>
<pubdata type="print"/></head><body><body.head><hedline><hl1>Ferry aground off Norway</hl1></hedline><byline>By Ada Berg</byline>
<distributor>AP</distributor><dateline><location>OSLO</location></dateline></body.head>
<body.content><p>OSLO (AP) — A ferry ran aground.</p><media media-type="image"><media-reference source="https://wire.example/p.jpg"/>
<media-caption>The ferry.</media-caption></media><p>Nobody was hurt.</p></body.content></body></nitf>"""


def item(status: str = "usable", data: str = "") -> Item:
    body = NEWS.format(status=status, data=data)
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), body.encode())).items
    return found


def test_a_document_is_an_item() -> None:
    found = item()
    assert (found.headline, found.uri, found.urgency) == ("Ferry aground off Norway", "doc-77", 4)
    assert found.version_created == dt.datetime(2026, 3, 4, 10, 15, tzinfo=UTC)
    assert found.body == "OSLO (AP) — A ferry ran aground.\n\nNobody was hurt."
    assert found.origin == "AP"
    assert [media.url for media in found.media] == ["https://wire.example/p.jpg"]
    assert any("NOR-FERRY" in relation.uri for relation in found.related)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("canceled", PubStatus.CANCELED),
        ("killed", PubStatus.CANCELED),
        ("withheld", PubStatus.WITHHELD),
        ("usable", PubStatus.USABLE),
    ],
)
def test_the_status_of_a_document_is_that_of_its_item(status: str, expected: PubStatus) -> None:
    assert item(status=status).pub_status is expected


def test_an_embargo_ends_at_the_release() -> None:
    found = item(data='<date.release norm="20260305T060000Z"/>')
    assert found.embargoed_until == dt.datetime(2026, 3, 5, 6, 0, tzinfo=UTC)


def test_a_message_to_editors_that_corrects_is_a_correction() -> None:
    found = item(data='<ed-msg info="CORRECTS the name of the ferry"/>')
    assert "CORRECTS" in found.ed_note
    assert "correction" in found.marks


def test_a_release_without_a_zone_ends_late_and_one_at_the_issue_holds_nothing_back() -> None:
    late = item(data='<date.release norm="20360305T060000"/>').embargoed_until
    assert late is not None
    assert late > dt.datetime(2036, 3, 5, 6, 0, tzinfo=UTC)
    assert item(data='<date.release norm="20010305T060000"/>').embargoed_until is None


def test_a_place_may_be_a_district_or_a_region() -> None:
    found = item(data='<evloc state-prov="Norden" county-dist="Norge"/><evloc region="Balkans"/>')
    assert [place.name for place in found.places] == ["Norge", "Balkans", "OSLO"]


def test_the_second_headline_sums_up_where_no_abstract_does() -> None:
    body = NEWS.format(status="usable", data="").replace("</hl1>", "</hl1><hl2>Tug on its way</hl2>")
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), body.encode())).items
    assert found.summary == "Tug on its way"


def test_codes_and_keywords_in_the_head_are_subjects() -> None:
    metas = '<meta name="category_iptc" content="15000000"/><meta name="article-keywords" content="Ferries, Vik"/><docdata'
    body = NEWS.format(status="usable", data="").replace("<docdata", metas)
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), body.encode())).items
    assert [subject.name for subject in found.subjects] == ["sport", "Ferries", "Vik", "ferry"]


def test_the_owner_of_the_rights_is_credited_where_no_distributor_is() -> None:
    body = NEWS.format(status="usable", data="").replace("<distributor>AP</distributor>", "<rights.owner>Vik Agency</rights.owner>")
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), body.encode())).items
    assert found.credit_line == "Vik Agency"


def test_an_embargo_that_names_no_release_holds_the_document_back() -> None:
    found = item(status="embargoed")
    assert found.pub_status is PubStatus.WITHHELD
    assert "embargo" in found.marks
    later = item(status="embargoed", data='<date.release norm="20260305T060000Z"/>')
    assert later.embargoed_until == dt.datetime(2026, 3, 5, 6, 0, tzinfo=UTC)


def document(head: str, data: str = "", content: str = "<p>The council met on Sunday.</p>") -> Item:
    body = f"""<nitf><head><docdata {data}<doc-id id-string="doc-78"/><date.issue norm="20260304T101500Z"/></docdata></head>
    <body><body.head><hedline><hl1>Council meets</hl1></hedline>{head}</body.head>
    <body.content>{content}</body.content></body></nitf>"""
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), body.encode())).items
    return found


def test_a_note_in_the_head_is_for_editors_and_does_not_stand_for_the_text() -> None:
    found = document("<note><body.content><p>Photo to come.</p></body.content></note>", ">")
    assert (found.body, found.ed_note) == ("The council met on Sunday.", "Photo to come.")


def test_a_document_that_corrects_another_says_so() -> None:
    found = document("", '><correction info="Corrects the day" id-string="doc-77"/>')
    assert (found.marks, found.ed_note, found.signals) == (("correction",), "Corrects the day", ("sig:correction",))
    assert [(one.rel, one.uri) for one in found.related] == [("corrects", "doc-77")]


@pytest.mark.parametrize("status", ["canceled", "Cancelled", "killed"])
def test_a_document_that_takes_another_back_kills_it(status: str) -> None:
    found = document("", f'management-status="usable" management-doc-idref="doc-77" management-idref-status="{status}">')
    assert found.pub_status is PubStatus.CANCELED
    assert [(one.rel, one.uri) for one in found.related] == [("kills", "doc-77")]


def test_a_document_that_names_another_in_use_kills_nothing() -> None:
    found = document("", 'management-doc-idref="doc-77" management-idref-status="usable">')
    assert found.pub_status is PubStatus.USABLE
    assert [(one.rel, one.uri) for one in found.related] == [("related", "doc-77")]


def test_a_draft_is_withheld() -> None:
    assert document("", 'management-status="draft">').pub_status is PubStatus.WITHHELD


def test_a_lead_that_is_kept_apart_and_in_the_text_is_read_once_and_a_correction_is_no_text() -> None:
    lead = "<p>A museum will close.</p>"
    content = f"""<block class="correction_text"><p>An article misstated a day.</p></block>
    <block class="lead_paragraph">{lead}</block>
    <block class="full_text">{lead}<p>It opened in 1911.</p></block>"""
    found = document("", ">", content)
    assert found.body == "A museum will close.\n\nIt opened in 1911."
    assert (found.marks, found.ed_note) == (("correction",), "An article misstated a day.")


def test_a_document_in_capitals_is_read() -> None:
    body = """<NITF><HEAD><DOCDATA MANAGEMENT-STATUS="withheld"><DOC-ID ID-STRING="doc-79"/><DATE.ISSUE NORM="20260304T101500Z"/>
    </DOCDATA></HEAD><BODY><BODY.HEAD><HEDLINE><HL1>Town votes</HL1></HEDLINE></BODY.HEAD><BODY.CONTENT><P>The town voted.</P>
    </BODY.CONTENT></BODY></NITF>"""
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), body.encode())).items
    assert (found.headline, found.uri, found.body, found.pub_status) == (
        "Town votes",
        "doc-79",
        "The town voted.",
        PubStatus.WITHHELD,
    )


def test_a_footnote_stands_below_the_text_and_not_within_a_sentence() -> None:
    note = "<fn><body.content><p>A note.</p></body.content></fn>"
    found = document("", ">", f"<p>The council met {note}on Sunday.</p><p>It voted.</p>")
    assert found.body == "The council met on Sunday.\n\nIt voted.\n\nA note."


def test_markup_in_a_block_is_markup() -> None:
    body = """<nitf><head><title>Ferry aground</title></head><body><body.head><headline><hl1>Ferry aground</hl1><hl2>At Vik</hl2>
    </headline></body.head><body.content><block><![CDATA[<p>A ferry ran aground.</p><p>No one was hurt.</p>]]></block>
    </body.content></body></nitf>"""
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), body.encode())).items
    assert (found.body, found.summary) == ("A ferry ran aground.\n\nNo one was hurt.", "At Vik")
