"""APPL, the XML of The Associated Press."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item
from copytaster.wire import sniff

PUBLICATION = """<Publication Version="5.3.2" xmlns="http://ap.org/schemas/03/2005/appl">
<Identification><ItemId>40b5</ItemId><MediaType>Text</MediaType><Priority>4</Priority><DefaultLanguage>en-us</DefaultLanguage>
<RecordSequenceNumber>3</RecordSequenceNumber></Identification>
<PublicationManagement><ArrivalDateTime>2026-03-04T10:08:05</ArrivalDateTime>
<FirstCreated Year="2026" Month="3" Day="4" Time="09:08:05"/>{management}
<SpecialInstructions>Eds: Will be updated.</SpecialInstructions></PublicationManagement>
<NewsLines><Title>BC-Ferry</Title><HeadLine>Ferry aground</HeadLine><ByLine>By PAT WRITER</ByLine>
<DateLine>HARBOUR, Maine (AP)</DateLine></NewsLines>
<PublicationComponent Role="Caption"><TextContentItem><DataContent><nitf><body.content><block><p>A ferry, seen from a boat that
came to look at it.</p></block></body.content></nitf></DataContent></TextContentItem></PublicationComponent>
<PublicationComponent Role="Main"><TextContentItem><DataContent><nitf><body.content><block><p>A ferry ran aground.</p></block>
</body.content></nitf></DataContent></TextContentItem></PublicationComponent></Publication>"""


def item(management: str = "<Status>Usable</Status>") -> Item:
    body = PUBLICATION.format(management=management).encode()
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), body)).items
    return found


def test_what_stands_in_sections_beside_the_text_is_said_of_it() -> None:
    found = item()
    assert (found.headline, found.uri, found.version, found.urgency) == ("Ferry aground", "40b5", "3", 4)
    assert (found.slugline, found.byline, found.ed_note) == ("BC-Ferry", "By PAT WRITER", "Eds: Will be updated.")
    assert (found.body, found.pub_status) == ("A ferry ran aground.", "usable")


def test_clocks_without_a_zone_are_utc() -> None:
    found = item()
    assert found.first_created == dt.datetime(2026, 3, 4, 9, 8, 5, tzinfo=UTC)
    assert found.version_created == dt.datetime(2026, 3, 4, 10, 8, 5, tzinfo=UTC)


@pytest.mark.parametrize("status", ["Usable", "Embargoed"])
def test_a_release_to_come_is_an_embargo(status: str) -> None:
    found = item(f"<Status>{status}</Status><ReleaseDateTime>2026-03-06T05:00:00</ReleaseDateTime>")
    assert found.embargoed_until == dt.datetime(2026, 3, 6, 5, tzinfo=UTC)


def test_a_release_that_is_the_arrival_holds_nothing() -> None:
    found = item("<Status>Usable</Status><ReleaseDateTime>2026-03-04T10:08:05</ReleaseDateTime>")
    assert (found.embargoed_until, found.pub_status) == (None, "usable")


def test_an_embargo_without_a_release_withholds() -> None:
    assert item("<Status>Embargoed</Status>").pub_status == "withheld"


@pytest.mark.parametrize(("status", "expected"), [("Withheld", "withheld"), ("Canceled", "canceled")])
def test_its_status_counts(status: str, expected: str) -> None:
    assert item(f"<Status>{status}</Status>").pub_status == expected


def test_its_kinds_of_edit_are_kills_and_corrections() -> None:
    assert item("<Status>Usable</Status><Editorial><Type>Kill</Type></Editorial>").pub_status == "canceled"
    assert "correction" in item("<Status>Usable</Status><Editorial><Type>Corrective</Type></Editorial>").marks


def test_several_publications_are_an_item_each() -> None:
    one = PUBLICATION.format(management="")
    both = f"<Publications>{one}{one.replace('40b5', '40b6')}</Publications>"
    found = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), both.encode())).items
    assert [one.uri for one in found] == ["40b5", "40b6"]


def test_a_publication_that_says_nothing_is_refused() -> None:
    with pytest.raises(Unreadable, match="without headline, text or id"):
        sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, tzinfo=UTC), b"<Publication><PublicationManagement/></Publication>"))
