"""JSON of web interfaces: what content systems, newspapers and search engines wrap news in, read alike."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

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
