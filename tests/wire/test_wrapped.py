"""Documents of NITF and the NewsMLs in elements of a house's own."""

from __future__ import annotations

import datetime as dt

from copytaster.model import UTC, Delivery, Item
from copytaster.wire import sniff

NITF = """<nitf><head><docdata><doc-id id-string="{0}"/><date.issue norm="20260304T101500Z"/></docdata></head>
<body><body.head>
<hedline><hl1>Ferry {0} aground</hl1></hedline></body.head>
<body.content><p>Ferry {0} ran aground.</p></body.content></body></nitf>"""
G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:7">
<itemMeta><versionCreated>2026-03-04T10:00:00Z</versionCreated>
<embargoed>2026-03-06T12:00:00Z</embargoed></itemMeta><contentMeta><headline>Ferry aground</headline></contentMeta><contentSet>
<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>A ferry ran aground.</p></body></html>
</inlineXML></contentSet></newsItem>"""
END = dt.datetime(2026, 3, 6, 12, tzinfo=UTC)


def items(body: str) -> tuple[Item, ...]:
    return sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), body.encode())).items


def test_each_document_of_nitf_in_a_wrapper_is_an_item() -> None:
    found = items(f"<stories>{NITF.format(1)}{NITF.format(2)}<x>{NITF.format(3)}</x></stories>")
    assert [(item.uri, item.body) for item in found] == [(str(n), f"Ferry {n} ran aground.") for n in (1, 2, 3)]


def test_an_answer_of_soap_is_no_page() -> None:
    envelope = "http://schemas.xmlsoap.org/soap/envelope/"
    (found,) = items(f'<s:Envelope xmlns:s="{envelope}"><s:Body><Answer>{G2}</Answer></s:Body></s:Envelope>')
    assert (found.uri, found.headline, found.embargoed_until) == ("urn:7", "Ferry aground", END)


def test_newsml_in_a_wrapper_is_read() -> None:
    (found,) = items(
        """<Delivery><NewsML><NewsEnvelope><DateAndTime>20260304T100000Z</DateAndTime></NewsEnvelope><NewsItem><NewsComponent>
    <NewsLines><HeadLine>Ferry aground</HeadLine></NewsLines>
    <ContentItem><DataContent>A ferry ran aground.</DataContent></ContentItem>
    </NewsComponent></NewsItem></NewsML></Delivery>"""
    )
    assert (found.headline, found.version_created) == ("Ferry aground", dt.datetime(2026, 3, 4, 10, tzinfo=UTC))


def test_what_a_wrapper_orders_counts_for_what_it_holds() -> None:
    (found,) = items(f"<story><status>killed</status>{NITF.format(1)}</story>")
    assert found.pub_status == "canceled"
    (found,) = items(f'<story embargo="2026-03-06T12:00:00Z">{NITF.format(1)}</story>')
    assert found.embargoed_until == END


def test_an_embargo_without_an_end_outlasts_others_within_the_wrapper_and_without() -> None:
    (found,) = items(f'<story embargo="until further notice">{G2}</story>')
    assert (found.embargoed_until, "embargo" in found.marks) == (None, True)


HEADLESS = """<delivery><story id="S-9"><meta><headline>Ferry aground</headline><published>2026-03-04T10:00:00Z</published>{0}
</meta><content><nitf><body><body.content><p>A ferry ran aground.</p></body.content></body></nitf></content></story></delivery>"""


def test_nitf_without_a_head_is_the_text_of_what_the_house_says() -> None:
    (found,) = items(HEADLESS.format(""))
    assert (found.headline, found.uri, found.body) == ("Ferry aground", "S-9", "A ferry ran aground.")
    assert found.version_created == dt.datetime(2026, 3, 4, 10, tzinfo=UTC)


def test_nitf_without_a_head_stands_under_what_the_house_orders() -> None:
    (found,) = items(HEADLESS.format("<embargo>2026-03-06T12:00:00Z</embargo>"))
    assert found.embargoed_until == END
    (found,) = items(HEADLESS.format("<pubStatus>canceled</pubStatus>"))
    assert found.pub_status == "canceled"


def test_nitf_without_a_head_of_which_nothing_is_said_is_read_by_itself() -> None:
    (found,) = items("<x><nitf><body><body.content><p>A ferry ran aground.</p></body.content></body></nitf></x>")
    assert found.body == "A ferry ran aground."


def test_what_stands_beside_the_only_document_orders_for_it() -> None:
    control = "<control><embargoUntil>2026-03-06T12:00:00Z</embargoUntil></control>"
    (found,) = items(f"<envelope>{control}<payload>{NITF.format(1)}</payload></envelope>")
    assert found.embargoed_until == END
    assert all(
        one.embargoed_until is None for one in items(f"<envelope>{control}<x>{NITF.format(1)}{NITF.format(2)}</x></envelope>")
    )
