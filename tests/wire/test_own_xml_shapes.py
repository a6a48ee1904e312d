"""XML of an agency's own making, in the shapes and languages in which houses write it down; and XML that is no news."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item
from copytaster.wire import sniff

LONG = "The ferry ran aground off Vik on Wednesday morning, and all of the eighty people on board were brought ashore " * 2


def items(document: str) -> tuple[Item, ...]:
    return sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 20, 0, tzinfo=UTC), document.encode())).items


@pytest.mark.parametrize(
    "names",
    [
        "NOTICIA CODIGO FECHA TITULAR CONTENIDO",
        "notizia codice data titolo testo",
        "сообщение id дата заголовок текст",
        "haber id tarih başlık metin",
        "Meldung Kennung Datum Schlagzeile Inhalt",
    ],
)
def test_names_in_other_languages_are_read(names: str) -> None:
    piece, number, day, headline, text = names.split()
    fields = {number: "7", day: "2026-03-04", headline: "Ferry aground", text: "A ferry ran aground."}
    told = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    (found,) = items(f"<{piece}>{told}</{piece}>")
    assert (found.uri, found.headline, found.body, str(found.day)) == ("7", "Ferry aground", "A ferry ran aground.", "2026-03-04")


def test_a_headline_over_a_text_of_many_words_is_copy_whatever_else_is_not_said() -> None:
    (found,) = items(f"<piece><title>Ferry aground</title><text>{LONG}</text></piece>")
    assert found.headline == "Ferry aground"
    assert "undated" in found.notes[0]


def test_a_headline_by_its_own_name_needs_no_more_than_an_id() -> None:
    document = (
        "<wire><story id='1'><headline>Ferry aground</headline></story><story id='2'><headline>Ferry free</headline></story></wire>"
    )
    assert [(item.uri, item.headline) for item in items(document)] == [("1", "Ferry aground"), ("2", "Ferry free")]


def test_a_story_all_in_attributes_is_read() -> None:
    (found,) = items(
        "<wire><s id='7' version='2' urgency='3' date='2026-03-04T10:00:00Z' headline='Ferry aground' text='At Vik.'/></wire>"
    )
    assert (found.uri, found.version, found.urgency, found.headline, found.body) == ("7", "2", 3, "Ferry aground", "At Vik.")
    assert found.version_created == dt.datetime(2026, 3, 4, 10, tzinfo=UTC)


def test_the_version_of_a_format_is_not_that_of_copy() -> None:
    document = "<wire version='1.2'><story><id>7</id><title>Ferry aground</title><text>At Vik.</text></story></wire>"
    assert items(document)[0].version is None


def test_fields_that_an_attribute_names_are_read() -> None:
    document = """<doc><str name="id">7</str><str name="title">Ferry aground</str><date name="published">2026-03-04T10:00:00Z</date>
    <str name="body">A ferry ran aground.</str></doc>"""
    (found,) = items(document)
    assert (found.uri, found.headline, found.body) == ("7", "Ferry aground", "A ferry ran aground.")


def test_fields_deep_in_a_head_belong_to_the_story_of_a_message() -> None:
    document = f"""<doc><msg lang="en-us"><head><data><codes><more accession-number="20260304001" display-date="20260304T1005Z"/>
    </codes></data></head><body><headline>Ferry aground</headline><text><p>{LONG}</p></text></body></msg></doc>"""
    (found,) = items(document)
    assert (found.uri, found.headline, found.language) == ("20260304001", "Ferry aground", "en")
    assert found.version_created == dt.datetime(2026, 3, 4, 10, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "told",
    [
        "<date>04/03/2026</date><time>10:05</time>",
        "<FECHA>2026-03-04</FECHA><HORA>10:05:00</HORA>",
        "<SendDate>20260304</SendDate><SendTime>100500</SendTime>",
        "<data>04/03/2026</data><ora>10:05</ora>",
        "<date><day>4</day><month>3</month><year>2026</year><time>10:05</time></date>",
        '<date day="04" month="03" year="2026" time="10:05"/>',
    ],
)
def test_a_day_and_a_clock_in_two_fields_are_one_time(told: str) -> None:
    (found,) = items(f"<piece><id>7</id><title>Ferry aground</title><text>At Vik.</text>{told}</piece>")
    assert found.version_created == dt.datetime(2026, 3, 4, 10, 5, tzinfo=UTC)


def test_what_changed_last_dates_the_version_and_what_was_published_the_first() -> None:
    told = "<lastmod>2026-03-04T10:00:00Z</lastmod><publication_date>2026-03-04T08:00:00Z</publication_date>"
    (found,) = items(f"<piece><id>7</id><title>Ferry aground</title>{told}</piece>")
    assert found.version_created == dt.datetime(2026, 3, 4, 10, tzinfo=UTC)
    assert found.first_created == dt.datetime(2026, 3, 4, 8, tzinfo=UTC)


def test_what_stands_above_a_list_dates_and_credits_what_says_nothing_of_it() -> None:
    story = "<story id='{}'><headline>Ferry {}</headline><text>At Vik.</text></story>"
    document = (
        f"<wire agency='Harbour Press' sent='2026-03-04T10:00:00Z'>{story.format(1, 'aground')}{story.format(2, 'free')}</wire>"
    )
    assert [(item.credit_line, str(item.version_created)) for item in items(document)] == [
        ("Harbour Press", "2026-03-04 10:00:00+00:00")
    ] * 2


def test_a_list_with_a_title_a_date_and_a_description_is_no_item_itself() -> None:
    story = "<story><id>{0}</id><title>Ferry {0}</title><text>A ferry ran aground.</text></story>"
    head = "<title>Harbour news</title><id>h</id><date>2026-03-04</date><description>All of the harbour.</description>"
    assert [item.headline for item in items(f"<list>{head}{story.format(1)}</list>")] == ["Ferry 1"]
    assert [item.headline for item in items(f"<list>{head}{story.format(1)}{story.format(2)}</list>")] == ["Ferry 1", "Ferry 2"]


def test_a_rundown_is_read_by_its_stories_and_no_text_is_glued_of_their_fields() -> None:
    story = "<story><storyID>{}</storyID><storySlug>{} strike</storySlug><storyNum>A</storyNum></story>"
    found = items(f"<mos><roCreate><roID>9</roID>{story.format(1, 'Harbour')}{story.format(2, 'Airport')}</roCreate></mos>")
    assert [(item.uri, item.headline, item.body) for item in found] == [("1", "Harbour strike", ""), ("2", "Airport strike", "")]


def test_captions_and_inserts_are_none_of_the_text_and_paragraphs_of_any_name_are() -> None:
    document = """<piece><id>7</id><title>Ferry aground</title><body><par>One.</par><media><caption>A ferry</caption></media>
    <par>Two <name>Vik</name> three.</par></body></piece>"""
    assert items(document)[0].body == "One.\n\nTwo Vik three."


def test_what_the_head_of_a_message_orders_holds_for_its_only_story() -> None:
    story = f"<copy><headline>Ferry aground</headline><text>{LONG}</text></copy>"
    (found,) = items(f"<message><head><admin><status>killed</status></admin></head>{story}</message>")
    assert found.pub_status == "canceled"


def test_an_order_in_one_story_of_a_list_is_none_for_the_next() -> None:
    story = "<story><id>{0}</id><headline>Ferry {0}</headline><text>At Vik.</text><status>{1}</status></story>"
    found = items(f"<wire date='2026-03-04'><stories>{story.format(1, 'killed')}{story.format(2, 'final')}</stories></wire>")
    assert [item.pub_status for item in found] == ["canceled", "usable"]


@pytest.mark.parametrize(
    "document",
    [
        f"<project><groupId>a</groupId><artifactId>b</artifactId><version>1</version><description>{LONG}</description></project>",
        "<urlset><url><loc>https://a.example/b</loc><lastmod>2026-03-04</lastmod></url></urlset>",
        "<config><section><title>My site</title><id>7</id><port>80</port></section></config>",
        f"<resources><string name='title'>App</string><string name='text'>{LONG}</string></resources>",
        "<mappings><field name='headline'>ns:head</field><field name='date'>ns:date</field></mappings>",
        f"<xliff version='1.2'><file><body><trans-unit id='1'><source>{LONG}</source></trans-unit></body></file></xliff>",
        "<products><product id='1'><title>Chair</title></product><product id='2'><title>Table</title></product></products>",
        "<response><status>OK</status><message>No news</message><timestamp>2026-03-04T10:00:00Z</timestamp></response>",
        "<gpx><trk><name>Run</name><trkpt lat='1' lon='2'><time>2026-03-04T10:00:00Z</time></trkpt></trk></gpx>",
    ],
)
def test_xml_that_is_no_news_is_refused(document: str) -> None:
    with pytest.raises(Unreadable):
        items(document)


def test_names_that_nobody_knows_are_told_by_the_shape_of_what_stands_under_them() -> None:
    document = """<zzz><aaa>V-8</aaa><bbb>Ferry aground off Vik</bbb><ccc>2026-03-04T10:00:00Z</ccc>
    <ddd>A ferry ran aground off Vik on Wednesday.</ddd></zzz>"""
    (found,) = items(document)
    assert (found.headline, found.body) == ("Ferry aground off Vik", "A ferry ran aground off Vik on Wednesday.")
    assert found.version_created == dt.datetime(2026, 3, 4, 10, tzinfo=UTC)
    assert sum("by its shape" in note for note in found.notes) == 2


def test_a_text_of_an_unknown_name_is_not_lost_below_a_headline() -> None:
    told = "<copyright>All rights are reserved.</copyright><zzz><yyy>The ferry is free.</yyy><yyy>It sails at noon.</yyy></zzz>"
    (found,) = items(f"<piece><id>7</id><headline>Ferry free</headline>{told}</piece>")
    assert found.body == "The ferry is free.\n\nIt sails at noon."


def test_paragraphs_among_the_fields_are_the_text_of_each_article_of_an_issue() -> None:
    article = "<article><title>{}</title><p>The ferry sails again.</p><p>Crowds cheered at noon.</p></article>"
    head = "<title>Harbour weekly</title><description>News of the harbour.</description>"
    document = (
        f"<issue date='2026-03-04'>{head}<articles>{article.format('Ferry free')}{article.format('Ferry sold')}</articles></issue>"
    )
    assert [(item.headline, item.body.count("\n\n"), str(item.day)) for item in items(document)] == [
        ("Ferry free", 1, "2026-03-04"),
        ("Ferry sold", 1, "2026-03-04"),
    ]


def test_an_embargo_is_no_date_of_a_version_and_holds_copy_that_only_its_shape_tells() -> None:
    document = """<aaa><bbb>Ferry aground off Vik</bbb><Sperrfrist>2026-03-06T12:00:00Z</Sperrfrist>
    <Sendezeit>2026-03-04T10:00:00Z</Sendezeit><ccc>A ferry ran aground off Vik on Wednesday.</ccc></aaa>"""
    (found,) = items(document)
    assert found.embargoed_until == dt.datetime(2026, 3, 6, 12, tzinfo=UTC)
    assert found.version_created == dt.datetime(2026, 3, 4, 10, tzinfo=UTC)


def test_a_release_later_than_the_copy_holds_it_and_one_alone_dates_it() -> None:
    text = "<id>7</id><headline>Ferry free</headline><text>The ferry is free.</text><releaseDate>2026-03-06T12:00:00Z</releaseDate>"
    (held,) = items(f"<piece>{text}<created>2026-03-04T10:00:00Z</created></piece>")
    assert held.embargoed_until == dt.datetime(2026, 3, 6, 12, tzinfo=UTC)
    (dated,) = items(f"<piece>{text.replace('-06T', '-03T')}</piece>")
    assert (dated.embargoed_until, str(dated.version_created)) == (None, "2026-03-03 12:00:00+00:00")


@pytest.mark.parametrize(("number", "uri"), [("112233", "112233"), ("0456", None), ("20260304", None)])
def test_a_number_is_an_identity_where_it_is_long_and_no_day(number: str, uri: str | None) -> None:
    (found,) = items(f"<piece nr='{number}'><date>2026-03-04</date><headline>Ferry free</headline><text>At Vik.</text></piece>")
    assert found.uri == uri


def test_a_story_with_a_text_and_a_number_in_a_message_that_kills_is_killed() -> None:
    story = "<Story><StoryId>S-12</StoryId><Rev>3</Rev><Head>Ferry aground</Head><Text>Please kill the story.</Text></Story>"
    (found,) = items(f"<Wire><Header><SentAt>2026-03-04T10:00:00Z</SentAt><Command>KILL</Command></Header>{story}</Wire>")
    assert (found.uri, found.headline, found.pub_status) == ("S-12", "Ferry aground", "canceled")


def test_a_text_in_a_script_that_ends_no_sentence_with_a_sign_is_told_by_its_length() -> None:
    told = "<วันที่>2026-03-04</วันที่><เนื้อหา>เรือเฟอร์รี่เกยตื้นนอกชายฝั่งเมื่อวันพุธและผู้โดยสารทุกคนขึ้นฝั่งได้</เนื้อหา>"
    (found,) = items(f"<ข่าว><หัวข้อ>เรือเฟอร์รี่เกยตื้นนอกชายฝั่ง</หัวข้อ>{told}</ข่าว>")
    assert found.headline == "เรือเฟอร์รี่เกยตื้นนอกชายฝั่ง"


def test_an_instruction_or_a_line_shorter_than_the_caption_is_no_text() -> None:
    told = "<specialInstructions>Not to be used in any other way, we ask.</specialInstructions><rank>News - Optional</rank>"
    caption = "<caption>A ferry lies aground off Vik, where it was driven on Wednesday by the storm.</caption>"
    with pytest.raises(Unreadable):
        items(f"<photo><id>7</id><taken>2026-03-04T10:00:00Z</taken>{told}{caption}</photo>")
