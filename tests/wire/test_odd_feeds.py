"""What the fast reader of feeds takes on is read as feedparser reads it; entities are resolved outside CDATA sections alone."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item
from copytaster.wire import elements, quickfeed, sniff, syndication, tolerant

BASE = "https://example.org/feed"
RECEIVED = dt.datetime(2025, 10, 9, 7, tzinfo=UTC)
HEAD = (
    '<rss version="2.0" xmlns:georss="http://www.georss.org/georss" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Harbour</title>'
)
ENTRY = "<title>Ferry back</title><link>https://example.org/1</link>"


def feed(inner: str) -> str:
    return f"{HEAD}<item>{ENTRY}{inner}</item></channel></rss>"


@pytest.mark.parametrize(
    "inner",
    [
        "<image>https://example.org/a.jpg</image>",
        "<image/>",
        "<image>https://example.org/a.jpg</image><description>It sails &lt;b&gt;again&lt;/b&gt;</description>",
        '<itunes:image href="https://example.org/b.jpg"/><image>https://example.org/a.jpg</image>',
        "<georss:point>45.5 -73.5</georss:point><georss:box>19.2 -108.7 71.7 -38.4</georss:box>",
        "<georss:box>19.2 -108.7 71.7 -38.4</georss:box><georss:point>45.5, -73.5</georss:point>",
        "<georss:box>19.2 west 71.7</georss:box><georss:featurename>Vik</georss:featurename>",
        "<georss:box>19.2 -108.7 71.7</georss:box>",
    ],
)
def test_pictures_and_stretches_of_land_are_read_as_feedparser_reads_them(inner: str) -> None:
    quick = quickfeed.read(feed(inner), BASE)
    _, about, entries, *_ = tolerant.read(feed(inner), BASE)
    assert quick is not None
    assert syndication.item(quick.entries[0], quick.about, BASE) == syndication.item(entries[0], about, BASE)


@pytest.mark.parametrize(
    "inner",
    [
        "<image><url>https://example.org/a.jpg</url></image>",
        '<image href="https://example.org/a.jpg"/>',
        "<image>https://example.org/a.jpg</image><title>Another</title>",
        "<image>https://example.org/a.jpg</image><media:title>Another</media:title>",
    ],
)
def test_a_picture_that_changes_what_follows_is_left_to_feedparser(inner: str) -> None:
    assert quickfeed.read(feed(inner), BASE) is None


@pytest.mark.parametrize(
    "head",
    [
        "",
        "\n",
        "\ufeff",
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n",
        '\ufeff\n<?xml version="1.0" encoding="utf-8"?>',
        '<?xml version="1.0" encoding="iso-8859-1"?>',
        '<?xml version="1.0" encoding="utf-16"?>',
        '<?xml version="1.0" encoding="no such"?>',
        "<?xml?>",
        "<!-- a &eacute; -->",
    ],
)
@pytest.mark.parametrize("inner", ["<description>été</description>", "<description>&eacute;té</description>"])
def test_bytes_are_read_as_the_text_they_hold_whatever_they_declare(head: str, inner: str) -> None:
    document = head + feed(inner)
    quick = quickfeed.read(document.encode(), BASE)
    assert quick is not None
    assert quick == quickfeed.read(document, BASE)
    assert quick.entries[0]["summary"] == "été"
    assert syndication.parsed(document.encode(), "", BASE)[3] == ()


@pytest.mark.parametrize("wrong", [b"\xe9", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\xfe", b"\x80"])
@pytest.mark.parametrize(
    "around", ["<description>%</description>", "<description><![CDATA[%]]></description>", "<!-- % -->", "<a b='%'/>"]
)
def test_bytes_that_are_no_utf_8_are_not_read_in_a_hurry(wrong: bytes, around: str) -> None:
    document = feed(around).encode().replace(b"%", b"caf" + wrong + b" bar")
    assert quickfeed.read(document, BASE) is None
    notes = syndication.parsed(document, "", BASE)[3]
    assert any("UTF-8" in note for note in notes)


def test_bytes_that_are_no_utf_8_in_a_declaration_are_told() -> None:
    document = b"<?xml version='1.0' \xe9?>" + feed("<description>A</description>").encode()
    assert quickfeed.read(document, BASE) is None
    assert "UTF-8" in syndication.parsed(document, "", BASE)[3][0]


@pytest.mark.parametrize("name", ["utf-16", "utf-32", "utf-16-be", "utf-16-le", "koi8-r"])
def test_a_feed_in_another_encoding_is_decoded_first(name: str) -> None:
    document = f'<?xml version="1.0" encoding="{name}"?>{feed("<description>Паром</description>")}'.encode(name)
    assert quickfeed.read(document, BASE) is None
    assert syndication.parsed(document, "", BASE)[2][0]["summary"] == "Паром"


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("<a>&eacute;t&eacute; &amp; &lt;b&gt; &#233;</a>", "<a>été &amp; &lt;b&gt; &#233;</a>"),
        (
            "<a><![CDATA[&eacute;]]>&eacute;<![CDATA[<![CDATA[&eacute;]]>&eacute;</a>",
            "<a><![CDATA[&eacute;]]>é<![CDATA[<![CDATA[&eacute;]]>é</a>",
        ),
        ("<a>&eacute;<![CDATA[&eacute;</a>", "<a>é<![CDATA[é</a>"),
        ("<a><![CDATA[]]>&nosuch;</a>", "<a><![CDATA[]]></a>"),
        ("<a><![CDATA[>]]&eacute;]]></a>", "<a><![CDATA[>]]&eacute;]]></a>"),
    ],
)
def test_entities_are_resolved_but_not_in_cdata(text: str, resolved: str) -> None:
    assert elements.without_declarations(text) == resolved


@pytest.mark.parametrize(
    ("available", "until"),
    [
        ("start=2025-10-10T06:00:00Z;scheme=W3C-DTF", dt.datetime(2025, 10, 10, 6, tzinfo=UTC)),
        ("2025-10-10T08:00:00+02:00", dt.datetime(2025, 10, 10, 6, tzinfo=UTC)),
        ("2025-10-01T06:00:00Z", None),
        ("soon", None),
    ],
)
def test_an_entry_that_is_available_later_than_it_was_issued_is_under_embargo(available: str, until: dt.datetime | None) -> None:
    body = (
        '<rss version="2.0" xmlns:dcterms="http://purl.org/dc/terms/"><channel><title>T</title><item><title>Ferry aground</title>'
        f"<pubDate>Thu, 09 Oct 2025 06:00:00 GMT</pubDate><dcterms:available>{available}</dcterms:available></item></channel></rss>"
    )
    (item,) = sniff.read(Delivery("w", dt.datetime(2025, 10, 9, 7, tzinfo=UTC), body.encode())).items
    assert item.embargoed_until == until
    assert ("embargo" in item.marks) is (until is not None)


def test_an_entry_that_is_nothing_but_a_film_is_not_lost() -> None:
    text = f'{HEAD}<item><media:content url="https://example.org/ferry.mp4" type="video/mp4"/></item></channel></rss>'
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, tzinfo=UTC), text.encode())).items
    assert (found.headline, found.media[0].url) == ("https://example.org/ferry.mp4", "https://example.org/ferry.mp4")


def test_an_open_section_costs_its_entry_alone_where_the_feed_declares_entities() -> None:
    entries = [f"<item><title>Ferry {n}</title><link>https://example.org/{n}</link></item>" for n in range(6)]
    entries[2] = entries[2].replace("</item>", "<description><![CDATA[ open</item>")
    doctype = '<!DOCTYPE rss [<!ENTITY % latin PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN" "http://example.org/x.ent">]>'
    text = f'<?xml version="1.0"?>{doctype}<rss version="0.92"><channel><title>Vik</title>{"".join(entries)}</channel></rss>'
    found = sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, tzinfo=UTC), text.encode())).items
    assert {item.headline for item in found} >= {f"Ferry {n}" for n in range(6) if n != 2}


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title>'
    "<author><name>Vik Port</name><email>a@vik.example</email></author>"
)


@pytest.mark.parametrize("end", ["</feed>", "<broken"])
@pytest.mark.parametrize(
    ("inner", "byline"),
    [
        ("", "Vik Port"),
        ("<author><name>Ann Berg</name></author>", "Ann Berg"),
        ("<source><title>Elsewhere</title></source>", ""),
    ],
)
def test_the_author_of_an_atom_feed_wrote_what_names_nobody_and_comes_from_no_other_feed(inner: str, byline: str, end: str) -> None:
    entry = f"<entry><title>Ferry back</title><id>urn:1</id><updated>2025-10-08T09:30:00Z</updated>{inner}</entry>"
    (found,) = sniff.read(Delivery("wire", RECEIVED, (ATOM + entry + end).encode(), BASE)).items
    assert found.byline == byline


def test_no_address_of_an_author_is_left_half_in_the_byline() -> None:
    inner = "<author>Ann Berg (mailto:ann@vik.example)</author>"
    (found,) = sniff.read(Delivery("wire", RECEIVED, feed(inner).encode(), BASE)).items
    assert found.byline == "Ann Berg"


def test_the_title_of_a_json_feed_that_is_but_a_tag_is_meant_literally() -> None:
    body = b'{"version": "https://jsonfeed.org/version/1.1", "title": "Vik", "items": [{"id": "1", "title": "</example>"}]}'
    (found,) = sniff.read(Delivery("wire", RECEIVED, body, BASE)).items
    assert found.headline == "</example>"


def test_a_feed_of_which_nothing_can_be_made_is_refused_with_a_reason() -> None:
    body = b"<rss " + b"xmlns:a=' " * 12_000 + b">"
    with pytest.raises(Unreadable, match="not a feed"):
        sniff.read(Delivery("gazette", dt.datetime(2025, 10, 9, tzinfo=UTC), body))


def test_a_broken_feed_that_says_much_of_itself_keeps_its_entries_and_its_name() -> None:
    said = "<a>said</a>" * 3_000
    items = "<item><title>A &nbsp B</title></item><item><title>C</title></item>"
    body = f"<rss version='2.0'><channel><title>Harbour</title>{said}{items}"
    reading = sniff.read(Delivery("gazette", dt.datetime(2025, 10, 9, tzinfo=UTC), body.encode()))
    assert len(reading.items) == 2
    assert reading.about["title"] == "Harbour"


def test_a_feed_that_is_too_large_to_be_read_as_a_whole_says_so() -> None:
    entity = "<!DOCTYPE rss [<!ENTITY a 'Harbour'>]>"
    items = "".join(f"<item><title>Ferry {n}</title><description>{'It sails. ' * 100}</description></item>" for n in range(1_600))
    reading = sniff.read(
        Delivery("gazette", dt.datetime(2025, 10, 9, tzinfo=UTC), f"{entity}{HEAD}{items}</channel></rss>".encode())
    )
    assert len(reading.items) > 1_000
    assert any("the rest was not read" in note for note in reading.notes)


@pytest.mark.parametrize("broken", ["", "&"])
def test_the_first_tags_of_an_entry_are_read_where_it_has_more_than_any_real_one(broken: str) -> None:
    tags = "".join(f"<category>c{n}</category>" for n in range(400))
    reading = sniff.read(Delivery("gazette", dt.datetime(2025, 10, 9, tzinfo=UTC), feed(broken + tags).encode()))
    assert [subject.name for subject in reading.items[0].subjects] == [f"c{n}" for n in range(300)]


@pytest.mark.parametrize("broken", ["x<br>", "<b>x <i>y</b>", "x &amp y <p>z"])
def test_a_feed_in_which_every_entry_is_broken_is_read_to_its_end(broken: str) -> None:
    entry = "<item><title>Pier %d &amp; quay</title><link>https://a.example/%d</link><description>%s</description></item>"
    entries = "".join(entry % (number, number, broken) for number in range(400))
    document = f"{HEAD}{entries}</channel></rss>"
    reading = sniff.read(Delivery("gazette", dt.datetime(2025, 10, 9, tzinfo=UTC), document.encode()))
    assert (len(reading.items), reading.lost) == (400, 0)
    assert {item.headline for item in reading.items} == {f"Pier {number} & quay" for number in range(400)}
    assert {item.summary[:1] for item in reading.items} == {"x"}


def test_entries_that_cannot_be_read_count_as_lost() -> None:
    document = f"{HEAD}<item><title>One</title></item>{'<item>&</item>' * 3}</channel></rss>"
    reading = sniff.read(Delivery("gazette", dt.datetime(2025, 10, 9, tzinfo=UTC), document.encode()))
    assert [item.headline for item in reading.items] == ["One"]
    assert reading.lost == 3


def entry_of(inner: str, spaces: str = "") -> Item:
    return sniff.read(Delivery("a", RECEIVED, feed(inner).replace("<rss ", f"<rss {spaces} ", 1).encode())).items[0]


@pytest.mark.parametrize(
    ("inner", "spaces"),
    [
        ("<yandex:full-text>The quay is open again.</yandex:full-text>", 'xmlns:yandex="http://news.yandex.ru"'),
        ("<turbo:content><![CDATA[<p>The quay is open again.</p>]]></turbo:content>", 'xmlns:turbo="http://turbo.yandex.ru"'),
        ('<fulltext type="html">&lt;p&gt;The quay is open again.&lt;/p&gt;</fulltext>', ""),
        ("<story><p>The quay is <b>open</b> again.</p></story>", ""),
        ("<tags/><story>The quay is open again.</story>", ""),
    ],
)
def test_the_whole_text_is_read_from_where_publishers_put_it(inner: str, spaces: str) -> None:
    found = entry_of(f"<description>Open.</description>{inner}", spaces)
    assert (found.summary, found.body) == ("Open.", "The quay is open again.")


@pytest.mark.parametrize(
    "description",
    ["", '<description>&amp;nbsp;&lt;a href="https://example.org/1"&gt;Read&lt;/a&gt;&lt;img src="x.gif"/&gt;</description>'],
)
@pytest.mark.parametrize("name", ["media:description", "media:text", "itunes:subtitle", "dcterms:abstract", "excerpt"])
def test_an_entry_that_says_no_more_than_read_on_is_summed_up_by_what_stands_beside(name: str, description: str) -> None:
    inner = f"{description}<{name}>The quay opens at dawn.</{name}>"
    assert entry_of(inner, 'xmlns:dcterms="http://purl.org/dc/terms/"').summary == "The quay opens at dawn."


def test_a_summary_with_words_of_its_own_is_none_of_a_link() -> None:
    inner = "<description>Ferries sail. &lt;a href=''&gt;More&lt;/a&gt;</description><media:description>A crane</media:description>"
    assert entry_of(inner).summary == "Ferries sail. More"


@pytest.mark.parametrize(
    "inner",
    [
        '<media:content url="https://example.org/a.jpg"><media:description>Cranes at the quay</media:description></media:content>',
        '<media:content url="https://example.org/a.jpg"><media:text>Cranes at the quay</media:text></media:content>',
        '<media:content url="https://example.org/a.jpg"/><media:description>Cranes at the quay</media:description>',
    ],
)
def test_the_words_below_a_picture_stay_with_it(inner: str) -> None:
    found = entry_of(f"<description>Ferries sail again.</description>{inner}")
    assert [one.caption for one in found.media] == ["Cranes at the quay"]
    assert found.summary == "Ferries sail again."


def test_markup_beside_elements_of_a_description_is_no_copy() -> None:
    inner = '<description><img src="a.jpg" alt=""/><![CDATA[<p>The quay is <a href="x">open</a>.</p>]]></description>'
    assert entry_of(inner).summary == "The quay is open."


def test_angle_brackets_that_are_no_markup_stay() -> None:
    assert entry_of("<description>&amp;lt;p&amp;gt; opens a paragraph</description>").summary == "<p> opens a paragraph"


def test_an_entry_of_atom_may_stand_alone() -> None:
    body = (
        b'<entry xmlns="http://www.w3.org/2005/Atom"><title>Ferry back</title><id>urn:f:1</id><content>It sails.</content>'
        b'<link href="https://example.org/1"/><updated>2025-10-01T08:00:00Z</updated></entry>'
    )
    found = sniff.read(Delivery("a", RECEIVED, body)).items[0]
    assert (found.headline, found.url, found.body) == ("Ferry back", "https://example.org/1", "It sails.")


def test_prefixes_of_atom_and_xhtml_change_nothing() -> None:
    body = (
        b'<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml"><a:entry><a:title>Ferry</a:title>'
        b'<a:link a:rel="alternate" a:href="https://example.org/1"/><a:content type="xhtml"><h:div><h:p>It sails.</h:p><h:p>So '
        b"they <h:b>say</h:b>.</h:p></h:div></a:content></a:entry></a:feed>"
    )
    found = sniff.read(Delivery("a", RECEIVED, body)).items[0]
    assert (found.url, found.body) == ("https://example.org/1", "It sails.\n\nSo they say.")


def test_an_empty_summary_behind_the_text_takes_nothing_back() -> None:
    inner = "<description>Open.</description><content:encoded>The quay is open.</content:encoded><itunes:summary/>"
    found = entry_of(inner, 'xmlns:content="http://purl.org/rss/1.0/modules/content/"')
    assert (found.summary, found.body) == ("Open.", "The quay is open.")


@pytest.mark.parametrize(
    "inner",
    [
        "<date>2025-10-01T08:00:00Z</date>",
        '<prism:publicationDate xmlns:prism="urn:p">2025-10-01T08:00:00Z</prism:publicationDate>',
        "<published_at>2025-10-01 08:00:00 UTC</published_at><created_at>2025-09-01 08:00:00 UTC</created_at>",
        "<tags/><publishDate>Wed, 01 Oct 2025 10:00:00 +0200</publishDate>",
    ],
)
def test_an_entry_is_dated_by_other_names_where_it_has_no_date(inner: str) -> None:
    assert entry_of(inner).first_created == dt.datetime(2025, 10, 1, 8, tzinfo=UTC)
    known = f"<pubDate>Thu, 02 Oct 2025 08:00:00 GMT</pubDate>{inner}"
    assert entry_of(known).first_created == dt.datetime(2025, 10, 2, 8, tzinfo=UTC)


def test_a_date_that_cannot_be_read_is_not_made_good_by_another_name() -> None:
    found = entry_of("<pubDate>soon</pubDate><date>2025-10-01</date>")
    assert (found.first_created, found.day) == (None, None)


@pytest.mark.parametrize("name", ["description", "content:encoded"])
def test_marks_of_a_section_that_were_escaped_take_no_copy_with_them(name: str) -> None:
    inner = f"<{name}>&lt;![CDATA[&lt;p&gt;The quay is open.&lt;/p&gt;]]&gt;</{name}>"
    found = entry_of(inner, 'xmlns:content="http://purl.org/rss/1.0/modules/content/"')
    assert found.text == "The quay is open."


def test_an_introduction_stands_before_a_text_of_its_own() -> None:
    found = entry_of("<lead>Ferries sail.</lead><story>The quay is open again.</story>")
    assert (found.summary, found.body) == ("Ferries sail.", "The quay is open again.")


def test_a_headline_may_be_called_so() -> None:
    body = feed("").replace("title>Ferry back</title", "headline>Ferry back</headline")
    assert sniff.read(Delivery("a", RECEIVED, body.encode())).items[0].headline == "Ferry back"
