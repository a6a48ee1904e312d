"""NewsML 1: identity, versions and the text of components; alerts without a headline; instructions that kill."""

from __future__ import annotations

import datetime as dt

from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import sniff

NEWS = """<?xml version="1.0" encoding="utf-8"?>
<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20260304T101500Z</DateAndTime><Priority FormalName="2"/></NewsEnvelope>
<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>wire.example</ProviderId><DateId>20260304</DateId>
<NewsItemId>TX-1</NewsItemId><RevisionId PreviousRevision="1" Update="{update}">2</RevisionId>
<PublicIdentifier>urn:newsml:wire.example:20260304:TX-1:2</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20260304T100000Z</FirstCreated>
<ThisRevisionCreated>20260304T101500Z</ThisRevisionCreated><Status FormalName="{status}"/>{management}</NewsManagement>
<NewsComponent><NewsLines><HeadLine>{headline}</HeadLine><ByLine>Ada Berg</ByLine><DateLine>Oslo, March 4, 2026</DateLine>
<SlugLine>Norway-ferry</SlugLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
<ContentItem><MediaType FormalName="Text"/><DataContent><p>A ferry ran aground off Norway on Wednesday.</p><p>Nobody was hurt.</p>
</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""


def item(headline: str = "Ferry aground", management: str = "", update: str = "N", status: str = "Usable") -> Item:
    body = NEWS.format(headline=headline, management=management, update=update, status=status)
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), body.encode())).items
    return found


def test_versions_share_a_name_and_the_revision_is_the_version() -> None:
    found = item()
    assert (found.uri, found.version) == ("urn:newsml:wire.example:20260304:TX-1", "2")
    assert found.version_created == dt.datetime(2026, 3, 4, 10, 15, tzinfo=UTC)
    assert (found.slugline, found.byline, found.credit_line, found.urgency) == ("Norway-ferry", "Ada Berg", "AFP", 2)
    assert found.body == "A ferry ran aground off Norway on Wednesday.\n\nNobody was hurt."


def test_an_alert_without_a_headline_takes_the_first_words_of_its_text() -> None:
    found = item(headline="")
    assert found.headline == "A ferry ran aground off Norway on Wednesday."
    assert any("first words of the text" in note for note in found.notes)


def test_an_instruction_to_delete_is_a_kill() -> None:
    found = item(management='<Instruction FormalName="Delete"/>')
    assert item(management='<Instruction FormalName="Rescind"/>').pub_status is PubStatus.CANCELED
    assert found.pub_status is PubStatus.CANCELED
    assert "kill" in found.marks


def test_an_embargo_ends_when_the_status_will_change() -> None:
    change = (
        '<StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20260305T060000+0100</DateAndTime></StatusWillChange>'
    )
    assert item(management=change).embargoed_until == dt.datetime(2026, 3, 5, 5, 0, tzinfo=UTC)


def test_an_update_is_signalled() -> None:
    assert "sig:update" in item(update="U").signals


def test_the_same_news_in_two_languages_is_two_items() -> None:
    one = """<NewsComponent Duid="{0}"><NewsLines><HeadLine>{1}</HeadLine></NewsLines>
    <DescriptiveMetadata><Language FormalName="{0}"/>
    </DescriptiveMetadata><ContentItem><MediaType FormalName="Text"/><DataContent><p>{2}</p></DataContent></ContentItem>
    </NewsComponent>"""
    parts = one.format("en", "Ferry aground", "A ferry ran aground.") + one.format(
        "de", "Fähre auf Grund", "Eine Fähre lief auf Grund."
    )
    body = f"""<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>w</ProviderId>
    <DateId>20260304</DateId><NewsItemId>7</NewsItemId>
    <RevisionId>1</RevisionId></NewsIdentifier></Identification><NewsComponent>{parts}</NewsComponent></NewsItem></NewsML>"""
    items = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, tzinfo=UTC), body.encode())).items
    assert [found.headline for found in items] == ["Ferry aground", "Fähre auf Grund"]
    assert len({found.uri for found in items}) == 2


def test_an_embargoed_item_that_does_not_say_until_when_is_withheld() -> None:
    assert item(status="Embargoed").pub_status is PubStatus.WITHHELD


def test_markup_that_stands_in_the_text_as_cdata_is_no_text() -> None:
    body = NEWS.format(headline="Ferry aground", management="", update="N", status="Usable")
    start, end = body.index("<DataContent>") + 13, body.index("</DataContent>")
    inner = "<body><body.content><![CDATA[A ferry ran aground.<BR>Nobody was hurt.]]></body.content></body>"
    (found,) = sniff.read(
        Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), (body[:start] + inner + body[end:]).encode())
    ).items
    assert found.body == "A ferry ran aground.\nNobody was hurt."


def changed(**parts: str) -> Item:
    """The item with something put in front of the places that are named: `lines`, `about`, `content`, `component`."""
    body = NEWS.format(headline="Ferry aground", management="", update="N", status="Usable")
    places = {"lines": "<SlugLine>", "about": "<Language ", "component": "<NewsLines>", "content": "<p>A ferry"}
    for name, text in parts.items():
        body = body.replace(places[name], text + places[name], 1)
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), body.encode())).items
    return found


def test_what_sums_the_text_up_is_the_summary() -> None:
    assert changed(lines="<SubHeadLine>Tug on its way</SubHeadLine>").summary == "Tug on its way"
    line = '<NewsLine><NewsLineType FormalName="Summary"/><NewsLineText>In short</NewsLineText></NewsLine>'
    assert changed(lines=line + "<SubHeadLine>Tug on its way</SubHeadLine>").summary == "In short"


def test_a_correction_that_only_a_property_tells_is_flagged() -> None:
    found = changed(about='<Property FormalName="Version" Value="Correction"/>')
    assert "correction" in found.marks
    assert "sig:correction" in found.signals
    assert changed(about='<Property FormalName="Version" Value="7"/>').marks == ()


def test_a_place_may_be_told_by_properties_alone() -> None:
    found = changed(about='<Property FormalName="Country" Value="NOR"/><Property FormalName="City" Value="Vik"/>')
    assert [(place.name, place.code) for place in found.places] == [("Vik", "NOR")]


def test_a_code_goes_by_the_name_that_the_document_gives_it() -> None:
    topic = '<TopicSet><Topic><FormalName>99000001</FormalName><Description xml:lang="nb" Variant="Name">Ferger</Description>'
    topic += '<Description xml:lang="en" Variant="Name">Ferries</Description></Topic></TopicSet>'
    found = changed(component=topic, about='<SubjectCode><SubjectMatter FormalName="99000001"/></SubjectCode>')
    assert ("Ferries", "99000001") in [(subject.name, subject.code) for subject in found.subjects]


def test_an_item_without_a_time_is_dated_by_its_identity() -> None:
    document = """<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>wire.example</ProviderId><DateId>20260304</DateId>
    <NewsItemId>7</NewsItemId></NewsIdentifier></Identification><NewsComponent><NewsLines>
    <HeadLine>Ferry aground</HeadLine></NewsLines>
    </NewsComponent></NewsItem></NewsML>"""
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), document.encode())).items
    assert found.day == dt.date(2026, 3, 4)


def test_who_sent_the_message_is_credited_where_nobody_else_is_and_a_name_with_a_comma_is_one() -> None:
    document = """<NewsML><NewsEnvelope><SentFrom><Party FormalName="Business Wire"/></SentFrom></NewsEnvelope>
    <NewsItem><NewsComponent><NewsLines><HeadLine>Ferry aground</HeadLine></NewsLines>
    <AdministrativeMetadata><Source><Party FormalName="Ferries, Inc."/></Source></AdministrativeMetadata>
    <NewsComponent><Role FormalName="Abstract"/>
    <ContentItem><DataContent>Ferry aground</DataContent></ContentItem></NewsComponent>
    <NewsComponent><Role FormalName="SubHeadLine"/>
    <ContentItem><DataContent>Tug on its way</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"""
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), document.encode())).items
    assert (found.credit_line, found.origin) == ("Business Wire", "Business Wire")
    assert [credit.outlet for credit in found.credits] == ["Ferries, Inc."]
    assert found.summary == "Tug on its way"


def test_a_picture_without_a_text_is_summed_up_by_its_caption() -> None:
    document = """<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>17</HeadLine></NewsLines>
    <NewsComponent><Role FormalName="Caption"/><ContentItem><MediaType FormalName="Text"/>
    <DataContent><nitf><body><body.content><p>The ferry off Vik.</p></body.content></body></nitf></DataContent></ContentItem>
    </NewsComponent></NewsComponent></NewsItem></NewsML>"""
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), document.encode())).items
    assert (found.summary, found.body) == ("The ferry off Vik.", "")


def read(document: str) -> tuple[Item, ...]:
    return sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, 0, tzinfo=UTC), document.encode())).items


def test_of_headlines_in_several_languages_that_of_the_text_counts() -> None:
    lines = '<HeadLine xml:lang="de">Fähre auf Grund</HeadLine><HeadLine xml:lang="en">Ferry aground</HeadLine>'
    document = NEWS.format(headline="x", management="", update="N", status="Usable").replace("<HeadLine>x</HeadLine>", lines)
    assert [one.headline for one in read(document)] == ["Ferry aground"]


def test_a_news_item_of_topics_is_none() -> None:
    topics = '<NewsItem><Identification/><TopicSet FormalName="Rubrics"><Topic Duid="t1"/></TopicSet></NewsItem></NewsML>'
    document = NEWS.format(headline="Ferry aground", management="", update="N", status="Usable").replace("</NewsML>", topics)
    assert [one.headline for one in read(document)] == ["Ferry aground"]


def test_paragraphs_without_the_element_of_a_text_are_the_text() -> None:
    document = NEWS.format(headline="Ferry aground", management="", update="N", status="Usable")
    document = document.replace("<DataContent>", "").replace("</DataContent>", "")
    assert [one.body for one in read(document)] == ["A ferry ran aground off Norway on Wednesday.\n\nNobody was hurt."]


def test_a_headline_in_a_component_of_its_own_is_the_headline() -> None:
    parts = "".join(
        f'<NewsComponent><Role FormalName="{role}"/><ContentItem><DataContent>{text}</DataContent></ContentItem></NewsComponent>'
        for role, text in (("Title", "Ferry aground"), ("Lead", "A ferry ran aground."), ("Body", "No one was hurt."))
    )
    body = f"<NewsML><NewsItem><NewsComponent>{parts}</NewsComponent></NewsItem></NewsML>"
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), body.encode())).items
    assert (found.headline, found.body) == ("Ferry aground", "A ferry ran aground.\n\nNo one was hurt.")
