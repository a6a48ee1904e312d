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
