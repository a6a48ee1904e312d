"""Agency copy in feeds: documents in the content of entries, AP's elements, orders beside the text."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.model import UTC, Delivery, Item
from copytaster.wire import sniff

END = dt.datetime(2026, 3, 6, 12, tzinfo=UTC)


def item(entry: str) -> Item:
    body = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:apnm="http://ap.org/schemas/03/2005/apnm"
    xmlns:apcm="http://ap.org/schemas/03/2005/apcm"><title>Wire</title><id>f</id><entry><id>urn:7</id><title>AP-Ferry</title>
    <updated>2026-03-04T10:00:00Z</updated>{entry}</entry></feed>"""
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), body.encode())).items
    return found


NITF = """<content type="text/xml"><nitf><head><docdata {data}</docdata></head>
<body><body.head><hedline><hl1>Ferry aground</hl1>
</hedline><byline>By Ada Berg</byline></body.head><body.content><p>VIK (AP) - A ferry ran aground.</p></body.content></body></nitf>
</content>"""
AP = """<apnm:NewsManagement><apnm:PublishingStatus>{}</apnm:PublishingStatus>{}
<apnm:ManagementSequenceNumber>3</apnm:ManagementSequenceNumber></apnm:NewsManagement>
<apcm:ContentMetadata><apcm:HeadLine>Ferry stuck</apcm:HeadLine><apcm:ByLine>Ada Berg</apcm:ByLine></apcm:ContentMetadata>"""


def test_headline_byline_and_text_of_a_document_stand_apart() -> None:
    found = item(NITF.format(data=">"))
    assert (found.headline, found.byline, found.body) == ("Ferry aground", "By Ada Berg", "VIK (AP) - A ferry ran aground.")


@pytest.mark.parametrize("text", [NITF.format(data=">"), '<content type="html">&lt;p&gt;A ferry ran aground.&lt;/p&gt;</content>'])
@pytest.mark.parametrize(("status", "expected"), [("Canceled", "canceled"), ("Withheld", "withheld"), ("Usable", "usable")])
def test_the_status_that_ap_gives_counts(text: str, status: str, expected: str) -> None:
    found = item(text + AP.format(status, ""))
    assert (found.pub_status, found.headline, found.version) == (expected, "Ferry stuck", "3")


def test_an_embargo_of_ap_holds_until_its_release_and_without_one_withholds() -> None:
    release = "<apnm:PublishingReleaseDateTime>2026-03-06T12:00:00Z</apnm:PublishingReleaseDateTime>"
    assert item(NITF.format(data=">") + AP.format("Embargoed", release)).embargoed_until == END
    assert item(NITF.format(data=">") + AP.format("Embargoed", "")).pub_status == "withheld"


def test_what_a_document_in_an_entry_orders_counts() -> None:
    assert item(NITF.format(data='management-status="killed">')).pub_status == "canceled"
    held = item(NITF.format(data='management-status="embargoed"><date.release norm="20260306T120000Z"/>'))
    assert held.embargoed_until == END
    g2 = """<content type="application/vnd.iptc.g2.newsitem+xml"><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:7">
    <itemMeta><versionCreated>2026-03-04T10:00:00Z</versionCreated><embargoed>2026-03-06T12:00:00Z</embargoed>
    <pubStatus qcode="stat:{}"/></itemMeta><contentMeta><headline>Ferry aground</headline></contentMeta><contentSet><inlineXML>
    <html xmlns="http://www.w3.org/1999/xhtml"><body><p>A ferry ran aground.</p></body></html></inlineXML></contentSet></newsItem>
    </content>"""
    assert item(g2.format("usable")).embargoed_until == END
    assert item(g2.format("canceled")).pub_status == "canceled"


def test_an_embargo_beside_the_text_of_an_entry_holds_it() -> None:
    assert item("<summary>A ferry.</summary><x:embargo xmlns:x='urn:x'>2026-03-06T12:00:00Z</x:embargo>").embargoed_until == END


@pytest.mark.parametrize("letters", ["utf-8", "utf-16"])
@pytest.mark.parametrize("named", ["", "<link>/2</link>", '<guid isPermaLink="true">x</guid>', "<ID>7</ID>"])
@pytest.mark.parametrize("tag", ["item", "Item"])
def test_an_embargo_holds_the_entry_it_stands_in_whatever_names_the_entry(letters: str, named: str, tag: str) -> None:
    ordered = "<embargo>2026-03-06T12:00:00Z</embargo>"
    body = f"""<rss version="2.0"><channel><title>Wire</title><link>https://a.example/</link>
    <{tag}><title>Ferry aground</title>{named}{ordered}</{tag}><{tag}><title>Barge afloat</title></{tag}></channel></rss>"""
    read = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), body.encode(letters))).items
    assert [(one.headline, one.embargoed_until) for one in read] == [("Barge afloat", None), ("Ferry aground", END)]


@pytest.mark.parametrize(
    ("order", "status"),
    [
        ("<status>killed</status>", "canceled"),
        ("<x:deleted xmlns:x='urn:x'>true</x:deleted>", "canceled"),
        ("<workflow><withheld>yes</withheld></workflow>", "withheld"),
        ("<holdUntil>when told</holdUntil>", "withheld"),
        ("<status>open</status><rights>All reserved</rights><action>comment</action>", "usable"),
    ],
)
@pytest.mark.parametrize("broken", ["", "<summary>A & B</summary>"])
def test_orders_that_stand_beside_the_text_of_an_entry_count(order: str, status: str, broken: str) -> None:
    assert item(order + broken).pub_status == status
