"""Orders of embargo beside copy: in what it is filed under, terms of use, headers, signals, above a feed, in a package."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from typing import Any

import pytest

from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import bounds, sniff

ARRIVED = dt.datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
END = dt.datetime(2026, 11, 23, 9, tzinfo=UTC)
TEXT = "The council said that the old mill is to be torn down next spring. Nobody in the room had expected that."
ORDER = "embargoed until 23 November 2026, 09:00 GMT"


def read(body: str | bytes) -> tuple[Item, ...]:
    body = body.encode() if isinstance(body, str) else body
    return sniff.read(Delivery("wire", ARRIVED, body, "https://press.example/1")).items


def rss(inside: str = "", above: str = "") -> str:
    item = f"<item><title>Mill goes</title><guid>1</guid>{inside}<description>{TEXT}</description></item>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Press</title>{above}{item}</channel></rss>'


def atom(inside: str) -> str:
    when = "<updated>2026-11-22T20:00:00Z</updated>"
    entry = f"<entry><id>1</id><title>Mill goes</title>{when}{inside}<summary>{TEXT}</summary></entry>"
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>P</title><id>f</id>{when}{entry}</feed>'


def json_feed(**fields: Any) -> str:
    item = {"id": "1", "title": "Mill goes", "content_text": TEXT, **fields}
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "P", "items": [item]})


def ninjs(**fields: Any) -> str:
    usual = {"uri": "urn:1", "type": "text", "versioncreated": "2026-11-22T20:00:00Z", "headline": "Mill goes"}
    return json.dumps({**usual, "body_text": TEXT, **fields})


def g2(meta: str = "", rights: str = "") -> str:
    return f"""<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" version="1"
standard="NewsML-G2" standardversion="2.33" conformance="power"><rightsInfo><usageTerms>{rights}</usageTerms></rightsInfo><itemMeta>
<itemClass qcode="ninat:text"/><provider literal="X"/><versionCreated>2026-11-22T20:00:00Z</versionCreated>
<pubStatus qcode="stat:usable"/>{meta}</itemMeta><contentMeta><headline>Mill goes</headline></contentMeta><contentSet><inlineXML>
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{TEXT}</p></body></html></inlineXML></contentSet></newsItem>"""


def newsml1(line: str) -> str:
    return f"""<?xml version="1.0"?><NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>x.example</ProviderId>
<DateId>20261122</DateId><NewsItemId>1</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId>
<PublicIdentifier>urn:1</PublicIdentifier></NewsIdentifier></Identification><NewsManagement><NewsItemType FormalName="News"/>
<FirstCreated>20261122T200000Z</FirstCreated><ThisRevisionCreated>20261122T200000Z</ThisRevisionCreated>
<Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines><HeadLine>Mill goes</HeadLine><NewsLine>
<NewsLineType FormalName="Embargo"/><NewsLineText>{line}</NewsLineText></NewsLine></NewsLines><ContentItem><DataContent>
<p>{TEXT}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""


def mail(header: str = "", text: str = TEXT) -> str:
    return (
        "From: P <p@p.example>\nTo: d@d.example\nSubject: Mill goes\nDate: Sun, 22 Nov 2026 20:00:00 +0000\n"
        f"Message-ID: <1@p.example>\n{header}\n{text}\n"
    )


def packed(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return made.getvalue()


HELD = {
    "category of RSS": rss(f"<category>{ORDER.upper()}</category>"),
    "channel of RSS": rss(above=f"<description>All items in this feed are {ORDER}</description>"),
    "rights of Atom": atom(f"<rights>{ORDER.capitalize()}</rights>"),
    "terms of ninjs beside a notice": ninjs(usageterms=f"Strictly {ORDER}", copyrightnotice="(c) P 2026"),
    "terms of NewsML-G2": g2(rights=f"Strictly {ORDER}"),
    "line of NewsML 1": newsml1("23 November 2026 09:00 GMT"),
    "header of a mail": mail("X-Embargo: Mon, 23 Nov 2026 09:00:00 +0000\n"),
    "request in a mail": mail(text=f"{TEXT}\n\nPlease hold this until 23 November 2026, 09:00 GMT.\n"),
    "request in French": mail(text=f"Merci de ne pas diffuser avant lundi 23 novembre 2026 à 10h00 (heure de Paris).\n\n{TEXT}\n"),
    "object that says what it is": json.dumps(
        [{"id": 1, "title": "Mill goes", "body": TEXT, "release": {"type": "embargo", "at": "2026-11-23T09:00:00Z"}}]
    ),
}
WITHHELD = {
    "tag of JSON Feed": json_feed(tags=["politics", "embargoed"]),
    "signal of NewsML-G2": g2('<signal qcode="x:embargoed"/>'),
}
USABLE = {
    "a subject": json_feed(tags=["Cuba", "embargo", "Embargo"]),
    "a subject in capitals": rss("<category>CUBA</category><category>EMBARGO</category>"),
    "a feed of that name": rss(above="<description>EMBARGO</description>"),
    "a signal that it was lifted": g2('<signal qcode="x:embargoLifted"/>'),
    "terms of selling": ninjs(usageterms="Embargo: 48 hours online after print. No archive."),
    "a header that says none": mail("X-Embargo: none\n"),
    "an object of another kind": json.dumps(
        [{"id": 1, "title": "Mill goes", "body": TEXT, "law": {"type": "embargo", "country": "x"}}]
    ),
    "what somebody holds": mail(text=f"{TEXT}\n\nThe banks hold the loan until spring, the council said.\n"),
}


@pytest.mark.parametrize("where", HELD)
def test_an_order_beside_the_copy_holds_it_until_its_end(where: str) -> None:
    assert [item.embargoed_until for item in read(HELD[where])] == [END]


@pytest.mark.parametrize("where", WITHHELD)
def test_an_order_beside_the_copy_without_an_end_withholds_it(where: str) -> None:
    assert [item.pub_status for item in read(WITHHELD[where])] == [PubStatus.WITHHELD]


@pytest.mark.parametrize("where", USABLE)
def test_what_only_speaks_of_embargoes_orders_none(where: str) -> None:
    assert [(item.pub_status, item.embargoed_until) for item in read(USABLE[where])] == [(PubStatus.USABLE, None)]


def test_a_note_in_a_package_orders_for_all_that_it_holds_and_an_embargoed_piece_for_itself() -> None:
    piece, other = ninjs(), ninjs(uri="urn:2", headline="Bridge stays", embargoed="2026-11-23T09:00:00Z")
    assert [item.embargoed_until for item in read(packed(a_json=piece, b_json=other))] == [None, END]
    note = f"All material in this package is {ORDER}."
    assert {item.embargoed_until for item in read(packed(a_json=piece, note_txt=note))} == {END}


def test_more_orders_than_copy_has_withhold_and_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "ORDER", 100_000)
    rows = "".join(f"<item><title>EMBARGOED until 10:{n:02} on Friday: ferry {n}</title></item>" for n in range(59))
    rows += "".join(f"<item><title>Barge {n} afloat</title></item>" for n in range(59))
    found = read(f"<rss version='2.0'><channel><title>x</title>{rows}{rows}</channel></rss>")
    held = [item for item in found if "embargo" in item.marks]
    unread = [item for item in held if item.embargoed_until is None]
    assert (len(found), len(held), {item.pub_status for item in unread}) == (236, 118, {PubStatus.WITHHELD})
    assert 40 <= len(held) - len(unread) < 118


def test_terms_of_use_in_a_table_and_in_the_head_of_a_page_order_too() -> None:
    rows = f'Mill goes,{TEXT},2026-11-22T20:00:00Z,"{ORDER}"\nBarge afloat,{TEXT},2026-11-22T20:00:00Z,All rights reserved\n'
    found = {item.headline: item for item in read(f"title,text,published,rights\n{rows}")}
    assert (found["Mill goes"].embargoed_until, found["Barge afloat"].embargoed_until) == (END, None)
    assert found["Barge afloat"].usage == "All rights reserved"
    page = f"<head><title>Mill goes</title><meta name='rights' content='{ORDER}'><meta property='og:type' content='article'></head>"
    (one,) = read(f"<html>{page}<body><article><h1>Mill goes</h1><p>{TEXT * 6}</p></article></body></html>")
    assert one.embargoed_until == END


@pytest.mark.parametrize(
    "headline", ["ANNULLARE: Mill goes", "STORNO - Mill goes", "取消稿：磨坊将拆除", "ANULACIÓN: Mill goes", "BATAL: Mill"]
)
@pytest.mark.parametrize("form", [json_feed, rss])
def test_a_headline_that_takes_copy_back_kills_in_every_format(headline: str, form: Any) -> None:
    body = json_feed(title=headline) if form is json_feed else rss().replace("Mill goes", headline)
    assert read(body)[0].pub_status is PubStatus.CANCELED


@pytest.mark.parametrize("headline", ["Storno: what guests pay", "Anulación del contrato", "BATALLA: Mill", "Iptal edilen uçuşlar"])
def test_news_of_cancellations_stays(headline: str) -> None:
    assert read(json_feed(title=headline))[0].pub_status is PubStatus.USABLE


@pytest.mark.parametrize("name", ["禁发时间", "解禁日時", "엠바고", "ambargo", "levée_embargo", "Freigabe", "release_at"])
def test_an_embargo_by_its_name_in_other_languages_holds(name: str) -> None:
    assert read(json_feed(**{name: "2026-11-23T09:00:00Z"}))[0].embargoed_until == END


def test_the_status_of_an_embargo_that_ends_lets_go_at_its_end() -> None:
    told = {
        "uri": "u:1",
        "headline": "Mill goes",
        "body_text": TEXT,
        "versioncreated": "2026-11-22T20:00:00Z",
        "pubstatus": "embargoed",
    }
    (ending,) = read(json.dumps(told | {"embargoed": "2026-11-23T09:00:00Z"}))
    assert (ending.pub_status, ending.embargoed_until) == (PubStatus.USABLE, END)
    (endless,) = read(json.dumps(told))
    assert endless.pub_status is PubStatus.WITHHELD


@pytest.mark.parametrize(
    ("line", "until", "status"),
    [
        ("Sperrfrist: Montag, 23. November, 1000 Uhr", END, PubStatus.USABLE),
        ("KILL KILL KILL", None, PubStatus.CANCELED),
        ("Umfrage/", None, PubStatus.USABLE),
    ],
)
def test_an_order_among_the_keywords_of_a_telex_counts(line: str, until: dt.datetime | None, status: PubStatus) -> None:
    telex = (
        f"\x01bdt0123 4 wi 12 xyz 0123\n\nKonjunktur/\n{line}\n\x02Mill goes =\n\n   Vik (xyz) - {TEXT}\n\x03222000 nov 26\n\x04"
    )
    (found,) = read(telex)
    assert (found.embargoed_until, found.pub_status) == (until, status)
    assert "Sperrfrist" not in found.slugline
