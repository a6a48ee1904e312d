"""JSON of web interfaces: what content systems, newspapers and search engines wrap news in, read alike."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item
from copytaster.wire import sniff

TOLD: dict[str, Any] = {"title": "Ferry aground off Vik", "body": "<p>A ferry ran aground off Vik on Wednesday.</p>"}
WHEN = dt.datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
SHAPES: dict[str, Any] = {
    "one object in an answer": {"data": {**TOLD, "date": "20260304T100000+0000", "release_id": "7"}},
    "objects with attributes": {"data": [{"type": "a", "id": "7", "attributes": {**TOLD, "published_at": "2026-03-04T10:00:00Z"}}]},
    "hits of a search": {"took": 3, "hits": {"total": 1, "hits": [{"_id": "x", "_source": {
        "guid": "7", "type": "text", "headline": "Ferry aground off Vik", "body_html": TOLD["body"],
        "versioncreated": "2026-03-04T10:00:00Z"
    }}]}},
    "texts in objects": [{"id": 7, "date": "2026-03-04T11:00:00", "date_gmt": "2026-03-04T10:00:00", "author": 3,
        "title": {"rendered": "Ferry aground off Vik"}, "content": {"rendered": TOLD["body"], "protected": False}}],
    "results with fields": {"response": {"status": "ok", "results": [{"id": "7", "webTitle": "Ferry aground off Vik",
        "webPublicationDate": "2026-03-04T10:00:00Z", "fields": {"bodyText": "A ferry ran aground off Vik on Wednesday."}}]}},
    "paragraphs in a list": {"response": {"docs": [{"id": "7", "headline": {"main": "Ferry aground off Vik"},
        "news": ["A ferry ran aground off Vik on Wednesday."], "published": "2026-03-04T10:00:00Z"}]}},
}  # fmt: skip


def items(value: Any) -> tuple[Item, ...]:
    return sniff.read(Delivery("wire", dt.datetime(2026, 3, 5, tzinfo=UTC), json.dumps(value).encode())).items


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_news_is_read_from_every_shape(shape: str) -> None:
    (found,) = items(SHAPES[shape])
    assert (found.headline, found.uri, found.body) == (
        "Ferry aground off Vik",
        "7",
        "A ferry ran aground off Vik on Wednesday.",
    )
    assert found.version_created == WHEN
    assert found.byline == ""


def test_the_list_of_news_is_found_among_longer_lists() -> None:
    others = [{"id": str(n), "type": "people"} for n in range(5)]
    assert [item.headline for item in items({"data": [TOLD], "included": others})] == ["Ferry aground off Vik"]


def test_dates_of_a_database_are_read() -> None:
    told = {"guid": "7", "type": "text", "headline": "Ferry aground", "versioncreated": {"$date": 1772618400000}}
    assert items(told)[0].version_created == WHEN


def test_an_answer_of_tt_is_read_whole_and_without_what_stands_above_the_text() -> None:
    text = "En färja har gått på grund utanför Vik. " * 5 + "Ingen skadades."
    page = "<html><head><title>Färja på grund</title></head><body><h1>Färja på grund</h1>"
    page += f'<div class="dat"><span>Inrikes</span><span>TT</span></div><p>{text}</p></body></html>'
    hit = {"uri": "http://wire.example/1", "type": "text", "headline": "Färja på grund", "body_html5": page}
    hit["body_text"] = f"Färja på grund\nInrikes TT\n{text}"
    found = items({"hits": [hit, hit | {"uri": "http://wire.example/2"}], "total": 2})
    assert [item.uri for item in found] == ["http://wire.example/1", "http://wire.example/2"]
    assert found[0].body == text


def test_nitf_in_a_field_is_no_text_where_there_is_another() -> None:
    told = {
        "uri": "http://wire.example/1",
        "type": "text",
        "headline": "Ferry aground",
        "body_html5": "<p>A ferry ran aground.</p>",
    }
    nitf = (
        "<TTNITF><HEAD><DATESENT>20260304</DATESENT></HEAD><BODY><P>A ferry ran aground, and more stands here.</P></BODY></TTNITF>"
    )
    assert items(told | {"body_ttnitf": nitf})[0].body == "A ferry ran aground."
    assert "and more stands here" in items({**told, "body_html5": "", "body_ttnitf": nitf})[0].body


def test_what_a_distributor_keeps_of_the_agencys_own_subjects_counts() -> None:
    told = {"uri": "http://wire.example/1", "type": "text", "headline": "Ferry aground", "slug": "ferry", "version": "1"}
    kept = {
        "subjects": {"code": ["news", "news:uk"]},
        "agencyMetadata": {"subject": [{"code": "medtop:11000000", "name": "politics"}]},
    }
    (found,) = items(told | kept)
    assert [subject.code or subject.name for subject in found.subjects] == ["news", "news:uk", "medtop:11000000"]
    assert found.slugline == "ferry"


@pytest.mark.parametrize(
    "around",
    [
        lambda news: {"articles": {"page": 1, "count": 2, "results": news}},
        lambda news: {"data": {"search": {"totalHits": 2, "pageInfo": {"next": "x"}, "items": news}}},
        lambda news: {"data": {"viewer": {"wire": {"stories": news}}}},
        lambda news: {"searchresult": {"documents": 2, "document": news}},
        lambda news: {"facets": [{"name": "a", "count": 1}] * 9, "answer": {"found": {"articles": news}}},
        lambda news: {"data": {"articles": {"edges": [{"cursor": str(n), "node": one} for n, one in enumerate(news)]}}},
    ],
)
@pytest.mark.parametrize(
    "told",
    [
        {"title": "Ferry aground off Vik", "body": "A ferry ran aground."},
        {"headLine": "Ferry aground off Vik", "bodyXhtml": "<p>A ferry ran aground.</p>", "uri": "urn:wire:7"},
        {"titulo": "Ferry aground off Vik", "texto": "A ferry ran aground."},
        {"header": {"text": "Ferry aground off Vik", "matches": 0}, "body": {"text": "A ferry ran aground."}},
        {"content": {"title": "Ferry aground off Vik", "body": "A ferry ran aground."}},
    ],
    ids=str,
)
def test_a_list_deep_in_an_answer_is_found(around: Any, told: dict[str, Any]) -> None:
    found = items(around([{**told, "published": "2026-03-04T10:00:00Z"}, {**told, "published": "2026-03-04T11:00:00Z"}]))
    assert [(item.headline, item.body) for item in found] == [("Ferry aground off Vik", "A ferry ran aground.")] * 2


PARAGRAPHS = "A ferry ran aground.\n\nWhat next\n\nIt is towed on Friday."
BLOCKS: dict[str, Any] = {
    "Arc": {"content_elements": [
        {"_id": "1", "type": "text", "content": "A ferry ran aground."},
        {"_id": "2", "type": "image", "url": "https://wire.example/p.jpg", "caption": "The ferry"},
        {"_id": "3", "type": "header", "content": "What next"},
        {"type": "list", "items": [{"type": "text", "content": "It is <b>towed</b> on Friday."}]},
    ]},
    "paragraphs": {"content": ["A ferry ran aground.", "What next", "It is towed on Friday."]},
    "Editor.js": {"blocks": [
        {"type": "paragraph", "data": {"text": "A ferry ran aground."}},
        {"type": "header", "data": {"text": "What next", "level": 2}},
        {"type": "list", "data": {"items": ["It is towed on Friday."]}},
    ]},
    "Draft.js": {"body": {"entityMap": {}, "blocks": [
        {"key": "a", "text": text, "type": "unstyled"} for text in PARAGRAPHS.split("\n\n")
    ]}},
    "Sanity": {"body": [
        {"_type": "block", "children": [{"_type": "span", "text": "A ferry ran "}, {"_type": "span", "text": "aground."}]},
        {"_type": "image", "caption": "The ferry"},
        {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "What next"}]},
        {"_type": "block", "children": [{"_type": "span", "text": "It is towed on Friday."}]},
    ]},
    "Contentful": {"content": {"nodeType": "document", "content": [
        {"nodeType": "paragraph", "content": [
            {"nodeType": "text", "value": "A ferry "},
            {"nodeType": "hyperlink", "data": {"uri": "x"}, "content": [{"nodeType": "text", "value": "ran"}]},
            {"nodeType": "text", "value": " aground."},
        ]},
        {"nodeType": "embedded-asset-block", "data": {}, "content": []},
        {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "What next"}]},
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "It is towed on Friday."}]},
    ]}},
    "TipTap": {"body": {"type": "doc", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "A ferry "}, {"type": "text", "text": "ran aground."}]},
        {"type": "heading", "content": [{"type": "text", "text": "What next"}]},
        {"type": "bulletList", "content": [
            {"type": "listItem", "content": [
                {"type": "paragraph", "content": [{"type": "text", "text": "It is towed on Friday."}]},
            ]},
        ]},
    ]}},
    "Lexical": {"body": {"root": {"type": "root", "children": [
        {"type": "paragraph", "children": [{"type": "text", "text": text}]} for text in PARAGRAPHS.split("\n\n")
    ]}}},
    "WordPress": {"blocks": [
        {"blockName": "core/paragraph", "innerHTML": "<p>A ferry ran aground.</p>"},
        {"blockName": "core/heading", "innerHTML": "<h2>What next</h2>"},
        {"blockName": "core/paragraph", "innerHTML": "<p>It is towed on Friday.</p>"},
    ]},
    "Guardian": {"blocks": {"main": {"elements": [{"type": "image"}]}, "body": [
        {"id": "a", "bodyHtml": "<p>A ferry ran aground.</p><p>What next</p>", "bodyTextSummary": "A ferry"},
        {"id": "b", "bodyHtml": "<p>It is towed on Friday.</p>", "elements": []},
    ]}},
}  # fmt: skip


@pytest.mark.parametrize("kind", BLOCKS)
@pytest.mark.parametrize("head", [{"title": "Ferry aground off Vik"}, {"headlines": {"basic": "Ferry aground off Vik"}}], ids=str)
def test_a_text_in_blocks_is_that_of_one_article(kind: str, head: dict[str, Any]) -> None:
    story = {"_id": "7", **head, **BLOCKS[kind], "publish_date": "2026-03-04T10:00:00Z"}
    for document in (story, [story], {"results": [story]}):
        (found,) = items(document)
        assert (found.headline, found.uri, found.body) == ("Ferry aground off Vik", "7", PARAGRAPHS)
        assert found.version_created == WHEN


def test_a_story_of_arc_has_its_author_and_no_version_of_its_form() -> None:
    story = {"_id": "7", "type": "story", "version": "0.10.9", "headlines": {"basic": "Ferry aground"}, **BLOCKS["Arc"]}
    (found,) = items(story | {"credits": {"by": [{"type": "author", "name": "Ada Berg"}]}})
    assert (found.byline, found.version) == ("Ada Berg", None)


def test_a_list_of_stories_under_the_name_of_blocks_is_a_list() -> None:
    story = {"_id": "7", "type": "story", "headlines": {"basic": "Ferry aground"}, **BLOCKS["Arc"]}
    assert len(items({"type": "results", "count": 2, "content_elements": [story, story | {"_id": "8"}]})) == 2


@pytest.mark.parametrize(
    "name",
    """published published_at publishedDate pub_date webPublicationDate datePublished modified dateModified lastModified updatedAt
    dateCreated publish_date""".split(),
)
def test_what_looks_like_ninjs_is_dated_by_the_names_of_interfaces(name: str) -> None:
    told = {"uri": "urn:wire:7", "headline": "Ferry aground", "body_text": "A ferry ran aground.", name: "2026-03-04T10:00:00Z"}
    assert items([told])[0].version_created == WHEN


def test_what_looks_like_ninjs_is_of_its_last_change() -> None:
    told = {"uri": "urn:wire:7", "type": "article", "headline": "Ferry aground", "body_text": "A ferry ran aground."}
    times = {"created": "2026-03-04T08:00:00Z", "published": "2026-03-04T09:00:00Z"}
    assert items(told | times)[0].version_created == WHEN - dt.timedelta(hours=1)
    (found,) = items(told | times | {"modified": "2026-03-04T10:00:00Z"})
    assert (found.first_created, found.version_created) == (WHEN - dt.timedelta(hours=2), WHEN)


def test_an_article_of_the_guardian_has_its_address_and_its_trail() -> None:
    told = {"id": "world/7", "type": "article", "webUrl": "https://wire.example/7", "webPublicationDate": "2026-03-04T10:00:00Z"}
    fields = {"headline": "Ferry aground", "body": "<p>A ferry ran aground.</p>", "trailText": "It is <b>towed</b>"}
    (found,) = items({"response": {"results": [told | {"fields": fields}]}})
    assert (found.url, found.summary, found.version_created) == ("https://wire.example/7", "It is towed", WHEN)


@pytest.mark.parametrize(
    ("told", "uri"),
    [
        ({"uno": "newsml.wire.example.20260304T100000Z.doc-7", "afpshortid": "7"}, "newsml.wire.example.20260304T100000Z.doc-7"),
        ({"an": "WIRE000020260304em34000xx", "id": "9"}, "WIRE000020260304em34000xx"),
        ({"_urn": "urn:newsml:wire.example:20260304:7", "_version": 3, "id": "0e4d25"}, "urn:newsml:wire.example:20260304:7"),
        ({"an": "2026", "id": "9"}, "9"),
        ({"an": 2026}, None),
    ],
)
def test_an_article_is_known_by_what_all_its_versions_share(told: dict[str, Any], uri: str | None) -> None:
    assert items([TOLD | told])[0].uri == uri


def test_the_words_over_copy_of_ap_are_a_byline() -> None:
    told = {
        "uri": "urn:wire:7",
        "type": "text",
        "headline": "Ferry aground",
        "bylines": [{"by": "By ADA BERG"}, {"by": "By LIV DAL"}],
    }
    assert items(told)[0].byline == "By ADA BERG, By LIV DAL"


@pytest.mark.parametrize(
    "provider", ["Wire Times", {"name": "Wire Times"}, [{"_type": "Organization", "name": "Wire Times"}]], ids=str
)
def test_an_outlet_is_read_from_objects(provider: Any) -> None:
    assert items([TOLD | {"provider": provider}])[0].credit_line == "Wire Times"


def test_the_place_of_an_article_that_was_taken_away_is_none() -> None:
    removed = {"title": "[Removed]", "description": "[Removed]", "content": "[Removed]", "publishedAt": "1970-01-01T00:00:00Z"}
    assert [item.headline for item in items({"articles": [TOLD, removed]})] == ["Ferry aground off Vik"]


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("ONLY AVAILABLE IN PAID PLANS", ""),
        ("Only available in corporate plans.", ""),
        ("A ferry ran aground off… [+3120 chars]", "A ferry ran aground off…"),
        ("A ferry ran aground... [812 chars]", "A ferry ran aground..."),
        ("The film is only available in paid plans.", "The film is only available in paid plans."),
        ("The message had 812 chars [sic]", "The message had 812 chars [sic]"),
    ],
)
def test_what_an_interface_puts_for_copy_is_no_copy(printed: str, body: str) -> None:
    assert items([{"title": "Ferry aground off Vik", "content": printed}])[0].body == body


@pytest.mark.parametrize("name", ["bodyXML", "teksti", "bodyXhtml"])
def test_a_text_is_found_under_the_names_of_more_houses(name: str) -> None:
    assert items([{"title": "Ferry aground off Vik", name: "<p>A ferry ran aground.</p>"}])[0].body == "A ferry ran aground."


def test_an_interface_says_when_an_article_first_came_out() -> None:
    told = {"firstPublishedDate": "2026-03-04T09:00:00Z", "publishedDate": "2026-03-04T10:00:00Z"}
    (found,) = items([TOLD | told])
    assert (found.first_created, found.version_created) == (WHEN - dt.timedelta(hours=1), WHEN)


def test_an_article_in_the_words_of_its_language_is_no_list_of_its_keywords() -> None:
    told = {"titulo": "El puerto cierra", "texto": "El puerto cierra el viernes.", "tags": [{"name": "puerto", "title": "Puerto"}]}
    assert [item.headline for item in items(told)] == ["El puerto cierra"]


def test_a_dateline_and_a_list_of_creators_are_read() -> None:
    (found,) = items([TOLD | {"dateline": "VIK", "creator": ["Ada Berg", "Liv Dal"]}])
    assert (found.dateline, found.byline) == ("VIK", "Ada Berg, Liv Dal")


@pytest.mark.parametrize("name", ["articles", "items", "stories", "data"])
def test_a_wire_that_has_a_title_is_read_for_its_news_and_not_for_its_title(name: str) -> None:
    news = [
        {"title": f"Pier {number} closed", "url": f"https://a.example/{number}", "publishedAt": "2026-11-20T10:00:00Z"}
        for number in (1, 2)
    ]
    wire = {"title": "The wire of Vik", "link": "https://a.example", "updated": "2026-11-20T11:00:00Z", name: news}
    items = sniff.read(Delivery("wire", dt.datetime(2026, 11, 24, tzinfo=UTC), json.dumps(wire).encode())).items
    assert {item.headline for item in items} == {"Pier 1 closed", "Pier 2 closed"}
    story = {"title": "Pier closed", "body": "It is closed.", "date": "2026-11-20", name: news}
    (item,) = sniff.read(Delivery("wire", dt.datetime(2026, 11, 24, tzinfo=UTC), json.dumps(story).encode())).items
    assert item.headline == "Pier closed"


def test_an_article_that_is_all_a_document_holds_is_read_under_any_name() -> None:
    release = {"Title": "Ferry aground", "Body": "A ferry ran aground.", "Id": 7, "PublishDate": "2026-03-04T10:00:00Z"}
    (item,) = items({"Release": release})
    assert (item.headline, item.body) == ("Ferry aground", "A ferry ran aground.")
    with pytest.raises(Unreadable):
        items({"error": {"title": "Forbidden", "text": "No key was sent."}})


def test_headlines_with_a_first_date_alone_are_news_in_a_list_deep_down() -> None:
    lines = [{"headLine": "Ferry aground", "uri": "tag:1", "firstCreated": "2026-03-04T10:00:00Z"}]
    (item,) = items({"data": {"search": {"totalHits": 1, "items": lines}}})
    assert (item.headline, item.uri) == ("Ferry aground", "tag:1")
