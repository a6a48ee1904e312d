"""XML of an agency's own making: every piece of a list is read, and what a piece is filed under, whoever sends it."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.model import UTC, Delivery, Item
from copytaster.wire import bounds, sniff


def items(document: str) -> tuple[Item, ...]:
    return sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), document.encode())).items


PIECE = """<Piece><NewsID>{id}</NewsID><PublishDate>2026-03-04T10:0{id}:00Z</PublishDate><headline>{headline}</headline>
<section>Harbour</section><IPTCList><int>15000000</int></IPTCList>
<content>&lt;p&gt;The {headline} sails at noon.&lt;/p&gt;</content></Piece>"""


def test_each_piece_of_a_list_in_an_envelope_is_an_item() -> None:
    pieces = "".join(PIECE.format(id=n, headline=name) for n, name in enumerate(("ferry", "barge", "tug"), 1))
    found = items(f"<Response><Result><error>0</error><ListOfPieces>{pieces}</ListOfPieces></Result></Response>")
    assert [(item.uri, item.headline) for item in found] == [("1", "ferry"), ("2", "barge"), ("3", "tug")]
    assert found[2].body == "The tug sails at noon."


def test_one_piece_that_holds_its_fields_in_groups_is_one_item() -> None:
    document = """<message><head><id>7</id><date>2026-03-04T10:00:00Z</date></head>
    <copy><headline>Ferry aground</headline><text>A ferry ran aground off Vik on Wednesday.</text></copy></message>"""
    assert [(item.uri, item.headline) for item in items(document)] == [("7", "Ferry aground")]


def test_a_publisher_of_many_fields_is_credited_by_name_and_every_category_counts() -> None:
    document = """<release id="9"><title>Ferry aground</title><publicationDate>4.3.2026 10:00</publicationDate>
    <body>&lt;p&gt;A ferry ran aground off Vik.&lt;/p&gt;</body>
    <categories><category id="1"><label>Shipping</label></category><category id="2"><label>Weather</label></category></categories>
    <publisher><name>Port of Vik</name>
   <address>Quay 1</address><description>We keep the port.</description></publisher></release>"""
    (found,) = items(document)
    assert found.credit_line == "Port of Vik"
    assert [subject.name for subject in found.subjects] == ["Shipping", "Weather"]


def test_codes_of_the_iptc_are_subjects() -> None:
    (found,) = items(f"<list>{PIECE.format(id=1, headline='ferry')}</list>")
    assert ("sport", "medtop:15000000") in [(subject.name, subject.code) for subject in found.subjects]


def test_a_flash_is_an_alert() -> None:
    piece = PIECE.format(id=1, headline="ferry").replace("<section>", "<InfoFlash>true</InfoFlash><section>")
    (found,) = items(f"<list>{piece}</list>")
    assert "alert" in found.marks


def test_a_system_that_names_its_fields_in_two_words_is_read_with_its_writethru() -> None:
    document = """<Publish><PublishID>1</PublishID><ContentItem><NewsCompID>7</NewsCompID><Headline>Ferry aground</Headline>
    <SlugProper>NOR-Ferry</SlugProper><Keyword>Shipping,Weather</Keyword><UpdateNote>UPDATES: With quotes.</UpdateNote>
    <WritethruNum>2nd</WritethruNum><WriteThruType>Writethru</WriteThruType>
    <UpdatedDateTime>2026-03-04T10:00:00Z</UpdatedDateTime><CreatedDateTime>2026-03-04T09:00:00Z</CreatedDateTime>
    <ContentText>&lt;p&gt;A ferry ran aground off Vik.&lt;/p&gt;</ContentText></ContentItem></Publish>"""
    (found,) = items(document)
    assert (found.slugline, found.ed_note, found.body) == ("NOR-Ferry", "UPDATES: With quotes.", "A ferry ran aground off Vik.")
    assert (found.version_created, found.first_created) == (
        dt.datetime(2026, 3, 4, 10, 0, tzinfo=UTC),
        dt.datetime(2026, 3, 4, 9, 0, tzinfo=UTC),
    )
    assert found.marks == ("writethru 2", "update")


def test_signs_that_were_escaped_once_too_often_are_printed() -> None:
    piece = PIECE.format(id=1, headline="ferry").replace("sails at noon", "&amp;amp;quot;sails&amp;amp;quot; at noon")
    (found,) = items(f"<list>{piece}</list>")
    assert found.body == 'The ferry "sails" at noon.'


def test_what_is_left_of_a_document_of_many_elements_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "PIECE", 2_500)
    row = b"<a><title>b</title><id>c</id><text>d</text></a>"
    reading = sniff.read(Delivery("wire", dt.datetime(2026, 3, 5, tzinfo=UTC), b"<x>" + row * 3_000 + b"</x>"))
    assert (len(reading.items), reading.lost) == (1_999, 1)
    assert "the rest was not read" in reading.notes[-1]


PLAIN = "<headline>Ferry aground</headline><text>A ferry ran aground off Vik.</text><created>2026-03-04T10:00:00Z</created>"
NOON = dt.datetime(2026, 3, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "order",
    [
        "<embargoUntil>2026-03-06T12:00:00Z</embargoUntil>",
        "<embargoEnd>2026-03-06T12:00:00Z</embargoEnd>",
        "<embargo><date>2026-03-06</date><time>12:00Z</time></embargo>",
        '<embargo until="2026-03-06T12:00:00Z"/>',
        '<embargo active="true">2026-03-06T12:00:00Z</embargo>',
        '<meta embargo="2026-03-06T12:00:00Z"/>',
        "<rights><embargoed>2026-03-06T12:00:00Z</embargoed></rights>",
    ],
)
def test_an_embargo_by_any_of_its_names_holds_until_its_end(order: str) -> None:
    (found,) = items(f"<list><piece><id>7</id>{PLAIN}{order}</piece></list>")
    assert (found.embargoed_until, found.marks) == (NOON, ("embargo",))


def test_an_embargo_in_an_attribute_holds_its_own_piece_alone_and_one_above_a_list_holds_all() -> None:
    document = f'<list><piece id="1" embargo="2026-03-06T12:00:00Z">{PLAIN}</piece><piece id="2">{PLAIN}</piece></list>'
    assert [item.embargoed_until for item in items(document)] == [NOON, None]
    above = f'<list embargoUntil="2026-03-06T12:00:00Z"><piece id="1">{PLAIN}</piece><piece id="2">{PLAIN}</piece></list>'
    assert [item.embargoed_until for item in items(above)] == [NOON, NOON]


@pytest.mark.parametrize(
    ("order", "status"),
    [
        ("<status>Killed</status>", "canceled"),
        ("<pubStatus>stat:canceled</pubStatus>", "canceled"),
        ('<pubStatus qcode="stat:withheld"/>', "withheld"),
        ("<action>DELETE</action>", "canceled"),
        ("<publishingStatus>Withheld</publishingStatus>", "withheld"),
        ('<status code="7">embargoed</status>', "withheld"),
        ('<status value="withdrawn"/>', "canceled"),
        ("<status>draft</status>", "withheld"),
        ('<management status="killed"/>', "canceled"),
        ("<status>final</status>", "usable"),
        ('<photo status="deleted"/>', "usable"),
        ('<embargo nil="true"/>', "usable"),
        ('<embargo active="false">2026-03-06T12:00:00Z</embargo>', "usable"),
        ("<embargo>at the speech</embargo>", "withheld"),
    ],
)
def test_a_status_in_an_element_or_an_attribute_holds_or_kills(order: str, status: str) -> None:
    (found,) = items(f"<list><piece><id>7</id>{PLAIN}{order}</piece></list>")
    assert found.pub_status == status


def test_a_status_in_an_attribute_kills_its_own_piece_alone_and_an_action_above_a_list_kills_all() -> None:
    document = f'<list><piece id="1" status="killed">{PLAIN}</piece><piece id="2" status="active">{PLAIN}</piece></list>'
    assert [item.pub_status for item in items(document)] == ["canceled", "usable"]
    above = f"<list><action>delete</action><piece>{PLAIN}<id>1</id></piece><piece>{PLAIN}<id>2</id></piece></list>"
    assert [item.pub_status for item in items(above)] == ["canceled", "canceled"]


def test_the_only_piece_of_a_list_has_its_own_id_and_language() -> None:
    document = f'<list><piece id="u1" lang="en" status="killed">{PLAIN}</piece></list>'
    assert [(item.uri, item.language, item.pub_status) for item in items(document)] == [("u1", "en", "canceled")]


@pytest.mark.parametrize(
    "name",
    """publishedDate published_at datePublished updatedAt dateModified modifiedDate modifiedDateTime lastUpdate issued
    createdAt""".split(),
)
def test_a_date_is_read_by_any_of_its_common_names(name: str) -> None:
    text = "<id>7</id><headline>Ferry aground</headline><text>A ferry ran aground off Vik.</text>"
    (found,) = items(f"<list><piece>{text}<{name}>2026-03-04T10:00:00Z</{name}></piece></list>")
    assert found.version_created == dt.datetime(2026, 3, 4, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("<Published>false</Published>", "usable"),
        ("<isPublished>false</isPublished>", "withheld"),
        ("<publishable>no</publishable>", "withheld"),
    ],
)
def test_copy_that_its_own_house_has_not_printed_may_be_printed_and_that_nobody_may_is_withheld(told: str, status: str) -> None:
    (found,) = items(f"<story>{PLAIN}{told}</story>")
    assert found.pub_status == status


def read(body: str) -> tuple[Item, ...]:
    return sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), body.encode())).items


def test_a_deletion_by_a_letter_is_a_kill() -> None:
    told = """<YNewsML><Header><Action>{0}</Action><ContentID>AKR7</ContentID><SendDate>20260304</SendDate></Header>
    <NewsContent><Title>Ferry aground</Title><Body>A ferry ran aground.</Body></NewsContent></YNewsML>"""
    assert [(one.uri, one.pub_status) for one in read(told.format("I"))] == [("AKR7", "usable")]
    assert [one.pub_status for one in read(told.format("D"))] == ["canceled"]


def test_the_title_of_a_list_is_no_headline_of_what_it_holds() -> None:
    story = """<story id="{0}"><title>Ferry {0} aground</title><storyDate>Wed, 4 Mar 2026 05:00:00 -0500</storyDate>
    <text><paragraph>Ferry {0} ran aground.</paragraph></text></story>"""
    one, two = story.format(1), story.format(2)
    assert [found.headline for found in read(f"<x><list><title>At Sea</title><teaser>News</teaser>{one}{two}</list></x>")] == [
        "Ferry 1 aground",
        "Ferry 2 aground",
    ]
    assert [found.headline for found in read(f"<x><list><title>At Sea</title>{one}</list></x>")] == ["Ferry 1 aground"]


def test_a_story_with_stories_below_it_stays_one() -> None:
    below = "<related><title>Older</title><id>9</id><text>An older story.</text></related>"
    (found,) = read(f"<story><title>Ferry aground</title><id>1</id><text>A ferry ran aground.</text>{below}{below}</story>")
    assert found.headline == "Ferry aground"


def test_a_story_of_a_rundown_has_its_slug_for_a_headline() -> None:
    told = "<storyID>5PM;7</storyID><storySlug>FERRY</storySlug><storyBody><p>A ferry ran aground.</p></storyBody>"
    (found,) = read(f"<mos><roStorySend>{told}</roStorySend></mos>")
    assert (found.headline, found.uri, found.body) == ("FERRY", "5PM;7", "A ferry ran aground.")
