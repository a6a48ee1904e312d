"""NewsML-G2: news items, packages, kills and embargoes, with the fields by which agencies speak to editors."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import sniff

RECEIVED = dt.datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire.example:20260304:ferry" version="{version}"
 standard="NewsML-G2" standardversion="2.34" xml:lang="en">
<rightsInfo><usageTerms>Not for resale</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Wire"/><versionCreated>2026-03-04T10:30:00+01:00</versionCreated>
<firstCreated>2026-03-04T10:00:00+01:00</firstCreated>{embargo}<pubStatus qcode="stat:{status}"/>
<edNote>{note}</edNote><signal qcode="sig:{signal}"/>
<link rel="irel:previousVersion" residref="urn:newsml:wire.example:20260304:old"/>
</itemMeta>
<contentMeta><urgency>3</urgency><located qcode="geo:oslo"><name>Oslo</name></located>
<infoSource literal="AFP"><name>AFP</name></infoSource>
<by>By Ada Berg</by><creditline>AFP</creditline><slugline>Norway-ferry</slugline>
<headline role="hld:sub">A sub headline</headline><headline>Ferry aground off Norway</headline>
<subject type="cpnat:abstract" qcode="medtop:20000148"/><subject type="cpnat:person"><name>Kari Vik</name></subject>
<description role="drol:summary">A ferry ran aground.</description></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>OSLO (AFP) - A ferry ran
aground on Wednesday.</p><p>Nobody was hurt.</p></body></html></inlineXML></contentSet></newsItem>"""


def read(body: str) -> tuple[Item, ...]:
    return sniff.read(Delivery("wire", RECEIVED, body.encode(), "https://wire.example/x")).items


def item(version: str = "2", status: str = "usable", note: str = "Adds detail", signal: str = "update", embargo: str = "") -> Item:
    (found,) = read(ITEM.format(version=version, status=status, note=note, signal=signal, embargo=embargo))
    return found


def test_a_news_item_is_read_with_all_that_it_says() -> None:
    found = item()
    assert (found.headline, found.uri, found.version) == ("Ferry aground off Norway", "urn:newsml:wire.example:20260304:ferry", "2")
    assert found.version_created == dt.datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    assert found.first_created == dt.datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
    assert (found.urgency, found.slugline, found.byline, found.dateline) == (3, "Norway-ferry", "By Ada Berg", "Oslo")
    assert found.body == "OSLO (AFP) - A ferry ran aground on Wednesday.\n\nNobody was hurt."
    assert (found.summary, found.ed_note, found.usage) == ("A ferry ran aground.", "Adds detail", "Not for resale")
    assert (found.origin, found.language) == ("AFP", "en")
    assert found.entities == ("Kari Vik",)
    assert [relation.rel for relation in found.related] == ["previousVersion"]
    assert "update" in found.marks


@pytest.mark.parametrize(("status", "expected"), [("withheld", PubStatus.WITHHELD), ("canceled", PubStatus.CANCELED)])
def test_the_status_is_that_of_the_item(status: str, expected: PubStatus) -> None:
    assert item(status=status).pub_status is expected


@pytest.mark.parametrize(("note", "signal"), [("MANDATORY KILL: wrong in every respect", "x"), ("", "kill")])
def test_a_kill_by_note_or_signal_cancels(note: str, signal: str) -> None:
    found = item(note=note, signal=signal)
    assert "kill" in found.marks
    if note:
        assert found.pub_status is PubStatus.CANCELED


def test_a_correction_is_marked_whoever_says_it() -> None:
    assert "correction" in item(note="CORRECTS spelling in 3rd graf").marks
    assert "correction" in item(note="", signal="correction").marks


def test_an_embargo_keeps_its_end_in_utc() -> None:
    found = item(embargo="<embargoed>2026-03-05T06:00:00+01:00</embargoed>")
    assert found.embargoed_until == dt.datetime(2026, 3, 5, 5, 0, tzinfo=UTC)
    assert "embargo" in found.marks


def test_an_embargo_whose_end_cannot_be_read_is_withheld() -> None:
    found = item(note="EMBARGOED until further word from the palace")
    assert found.pub_status is PubStatus.WITHHELD
    assert any("embargo" in note for note in found.notes)


def test_a_message_holds_many_items_and_one_that_is_empty_costs_itself_alone() -> None:
    sound = ITEM.format(version="1", status="usable", note="", signal="x", embargo="")
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sender>w</sender></header><itemSet>{sound}<newsItem/></itemSet></newsMessage>'
    reading = sniff.read(Delivery("wire", RECEIVED, message.encode()))
    assert [found.headline for found in reading.items] == ["Ferry aground off Norway"]
    assert reading.lost == 1


def test_a_package_names_its_members_and_fetches_none() -> None:
    body = """<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:p" version="1">
    <itemMeta><itemClass qcode="ninat:composite"/>
    <versionCreated>2026-03-04T10:00:00Z</versionCreated></itemMeta><contentMeta><headline>Evening package</headline></contentMeta>
    <groupSet><group id="g"><itemRef residref="tag:a"><headline>First</headline></itemRef><itemRef residref="tag:b"/>
    </group></groupSet>
    </packageItem>"""
    (found,) = read(body)
    assert (found.headline, found.type) == ("Evening package", "composite")
    assert [(relation.rel, relation.uri) for relation in found.related] == [("member", "tag:a"), ("member", "tag:b")]


def test_entities_of_the_document_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = bomb + ITEM.format(version="1", status="usable", note="&b;&f;", signal="x", embargo="")
    try:
        (found,) = read(body)
    except Unreadable:
        return
    assert "aaaa" not in found.ed_note
    assert "root:" not in found.ed_note


@pytest.mark.parametrize("held", ["<embargoed/>", "<embargoed>after the ceremony</embargoed>"])
def test_an_embargo_that_names_no_time_holds_the_item_back(held: str) -> None:
    found = item(embargo=held)
    assert (found.embargoed_until, found.pub_status) == (None, PubStatus.WITHHELD)


def test_an_embargo_without_a_zone_ends_late_and_never_early() -> None:
    found = item(embargo="<embargoed>2026-03-05T06:00:00</embargoed>")
    assert found.embargoed_until is not None
    assert found.embargoed_until > dt.datetime(2026, 3, 5, 6, 0, tzinfo=UTC)


MESSAGE = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="ferry" version="1"><itemMeta>
<itemClass qcode="ninat:text"/><versionCreated>2026-03-04T10:30:00Z</versionCreated></itemMeta><contentMeta>{meta}</contentMeta>
<contentSet><inlineXML><nitf><head><title>{title}</title></head><body><body.head><byline>By <person>Ada Berg</person></byline>
<dateline><location>VIK</location></dateline><abstract><p>The tug is on its way.</p></abstract></body.head>
<body.content><p>A ferry ran aground on Wednesday.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>
</itemSet></newsMessage>"""


def inside(meta: str = "", title: str = "Ferry aground off Vik") -> Item:
    (found,) = read(MESSAGE.format(meta=meta, title=title))
    return found


def test_what_only_the_text_inside_says_is_not_lost() -> None:
    found = inside()
    assert (found.headline, found.byline, found.dateline) == ("Ferry aground off Vik", "Ada Berg", "VIK")
    assert (found.summary, found.body) == ("The tug is on its way.", "A ferry ran aground on Wednesday.")


def test_a_slug_in_the_place_of_a_title_is_no_headline() -> None:
    assert inside(title="NOR-FERRY 2").headline == "A ferry ran aground on Wednesday."


def test_what_the_item_says_itself_comes_first() -> None:
    meta = "<by>Kari Vik</by><headline>Tug sent</headline><dateline>OSLO</dateline>"
    found = inside(meta + "<description role='drol:summary'>Soon.</description>")
    assert (found.headline, found.byline, found.dateline, found.summary) == ("Tug sent", "Kari Vik", "OSLO", "Soon.")


def test_a_subject_with_the_facet_of_a_place_is_a_place() -> None:
    found = inside('<subject qcode="N2:NO" type="cptType:5"><name>Norway</name><facet qcode="geoProp:5"/></subject>')
    assert [place.name for place in found.places] == ["Norway"]
    assert not found.subjects


def test_a_subject_of_an_agencys_own_brings_the_topic_that_it_belongs_to() -> None:
    subject = (
        '<subject qcode="own:7"><name>ferries</name><broader qcode="medtop:20000337"><name>transport</name></broader></subject>'
    )
    found = inside(subject)
    assert [(one.name, one.code) for one in found.subjects] == [("ferries", "own:7"), ("transport", "medtop:20000337")]


def test_a_place_that_has_a_number_and_no_name_is_none() -> None:
    assert inside('<subject type="cpnat:geoArea" qcode="placealias:7576"/>').places == ()


def test_a_text_whose_first_words_stand_in_for_a_headline_keeps_them() -> None:
    found = read(MESSAGE.format(meta="", title="").replace("on Wednesday.</p>", "on Wednesday.</p><p>Nobody was hurt.</p>"))[0]
    assert found.headline == "A ferry ran aground on Wednesday."
    assert found.body == "A ferry ran aground on Wednesday.\n\nNobody was hurt."


def test_signs_that_were_escaped_twice_are_printed() -> None:
    found = read(MESSAGE.format(meta="", title="").replace("on Wednesday", "at one o&amp;#39;clock &amp;quot;sharp&amp;quot;"))[0]
    assert found.body == 'A ferry ran aground at one o\'clock "sharp".'


@pytest.mark.parametrize(("status", "mark"), [("U", "update"), ("C", "correction"), ("D", "kill")])
def test_what_reuters_signals_of_an_edit_is_marked(status: str, mark: str) -> None:
    (found,) = read(ITEM.format(version="2", status="usable", note="", signal="x", embargo=f'<signal qcode="edStat:{status}"/>'))
    assert mark in found.marks
    assert (found.pub_status is PubStatus.CANCELED) == (status == "D")


@pytest.mark.parametrize("status", ["x:draft", "stat:pending", "https://wire.example/status/secret"])
def test_a_status_that_is_not_known_withholds_with_a_note(status: str) -> None:
    body = ITEM.format(version=1, embargo="", status="S", note="", signal="update").replace("stat:S", status)
    (found,) = sniff.read(Delivery("wire", RECEIVED, body.encode())).items
    assert found.pub_status is PubStatus.WITHHELD
    assert any(status in note for note in found.notes)


GERMAN, FRENCH = "Der Rat will sparen.", "Le conseil veut faire des économies dans presque tous les services de la ville."
BILINGUAL = f"""<newsItem guid="b1" version="1" xml:lang="de"><itemMeta>
<versionCreated>2026-03-04T10:00:00Z</versionCreated></itemMeta>
<contentMeta><headline xml:lang="fr">Le conseil économise</headline><headline role="x:seo" xml:lang="de">Rat: Sparen</headline>
<headline xml:lang="de">Rat spart</headline><language tag="de"/></contentMeta><contentSet>
<inlineXML xml:lang="fr"><html><body><p>{FRENCH}</p></body></html></inlineXML>
<inlineXML xml:lang="de"><html><body><p>{GERMAN}</p></body></html></inlineXML></contentSet></newsItem>"""


def test_of_several_languages_headline_and_text_are_those_of_the_item() -> None:
    (found,) = read(BILINGUAL)
    assert (found.headline, found.body) == ("Rat spart", GERMAN)
    (other,) = read(BILINGUAL.replace(GERMAN, ""))
    assert other.body == FRENCH


def test_an_item_without_a_time_has_that_of_its_message() -> None:
    bare = '<newsItem guid="b2"><contentMeta><headline>Ferry aground off Vik</headline></contentMeta></newsItem>'
    (found,) = read(f"<newsMessage><header><sent>2026-03-04T11:00:00Z</sent></header><itemSet>{bare}</itemSet></newsMessage>")
    assert found.version_created == dt.datetime(2026, 3, 4, 11, tzinfo=UTC)


@pytest.mark.parametrize(("creator", "byline"), [("Reuters", ""), ("kraftz", ""), ("berg.ann", ""), ("Ada Berg", "Ada Berg")])
def test_a_creator_that_is_an_agency_or_a_login_is_no_byline(creator: str, byline: str) -> None:
    (found,) = read(
        f"""<newsItem guid="b3"><contentMeta><headline>Ferry aground off Vik</headline><creator qcode="x:1"><name>{creator}</name>
        </creator></contentMeta></newsItem>"""
    )
    assert found.byline == byline


@pytest.mark.parametrize(
    "inside",
    [
        """<html><body><article><h1 itemprop="headline">Ferry aground</h1><figure><img src="a.jpg"/><div>Photo: B</div>
        <figcaption>The ferry</figcaption></figure><div itemprop="creator">By Ada Berg</div><p>One.</p><p>Two.</p></article>
        <aside><div itemprop="comment">Why so?</div></aside></body></html>""",
        """<idf><group type="header"><element type="headline">Ferry aground</element><element type="dateline">Vik</element></group>
        <group type="body"><element type="paragraph">One.</element><object type="x"><data><caption>Ferry</caption></data></object>
        <element type="paragraph">Two.</element></group></idf>""",
    ],
)
def test_headlines_captions_and_comments_inside_are_none_of_the_text(inside: str) -> None:
    (found,) = read(
        f"""<newsItem guid="b4"><contentMeta><headline>Ferry aground off Vik</headline></contentMeta><contentSet><inlineXML>{inside}
        </inlineXML></contentSet></newsItem>"""
    )
    assert found.body == "One.\n\nTwo."


def test_paragraphs_of_idf_are_parted_and_its_headline_and_objects_are_no_text() -> None:
    idf = """<idf><group type="body"><element type="headline">Ferry aground</element><element type="preamble">At Vik.</element>
    <element type="body">No one was hurt.</element><object type="x-im/image"><text>A ferry</text></object></group></idf>"""
    body = f'<newsItem guid="urn:7"><contentSet><inlineXML>{idf}</inlineXML></contentSet></newsItem>'
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), body.encode())).items
    assert found.body == "At Vik.\n\nNo one was hurt."


def test_a_package_without_words_is_no_item_beside_others() -> None:
    package = '<packageItem guid="urn:7-pack"><groupSet><group><itemRef residref="urn:7"/></group></groupSet></packageItem>'
    news = '<newsItem guid="urn:7"><contentMeta><headline>Ferry aground</headline></contentMeta></newsItem>'
    body = f"<newsMessage><itemSet>{package}{news}</itemSet></newsMessage>"
    reading = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), body.encode()))
    assert ([one.uri for one in reading.items], reading.lost) == (["urn:7"], 0)
    assert len(sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), package.encode())).items) == 1


def test_a_signal_to_remove_is_a_kill() -> None:
    body = """<planningItem guid="urn:7"><itemMeta><signal qcode="wireinstruct:remove"/></itemMeta><contentMeta>
    <headline>Meeting at Vik</headline></contentMeta></planningItem>"""
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), body.encode())).items
    assert found.pub_status == "canceled"
