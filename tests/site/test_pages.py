"""Pages: what each shows, in HTML and as JSON, on an empty desk, a desk with one line, and the demo."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib import resources

import pytest

from copytaster.desk.desk import Desk
from copytaster.model import Delivery, Source, SourceState
from copytaster.site import pages, telling
from copytaster.site.faces import Ask
from copytaster.wire import headlines as page_reader
from tests.conftest import START, Counting, Served, headlines
from tests.site.test_live import event

PAGES = ("/", "/wire", "/situations", "/search", "/search?q=gold", "/tasted", "/health", "/about", "/decisions", "/desk")


def seed_page() -> list[str]:
    text = resources.files("copytaster.demo").joinpath("data/seed-page/page.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() not in ("", "-")]


def visible(html: str) -> str:
    """The text of a page as a reader gets it."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    text = re.sub(r"</?(?:ins|del|mark|q|strong|em|a|span)\b[^>]*>", "", text)
    text = re.sub(r"<[^>]+>", " ", text)
    for entity, char in (("&#39;", "'"), ("&#34;", '"'), ("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return " ".join(text.split())


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_desk_has_every_page(served: Served, path: str) -> None:
    html = served.page(path)
    assert "<h1" in html
    assert "None" not in visible(html)
    assert "Undefined" not in html


@pytest.mark.parametrize("path", PAGES)
def test_a_desk_with_one_line_has_every_page(served: Served, path: str) -> None:
    served.desk.receive([headlines("Gold tops record for the first time")])
    assert "None" not in visible(served.page(path))


def test_one_line_stands_on_wire_front_page_and_in_a_story_of_its_own(served: Served) -> None:
    served.desk.receive([headlines("Gold tops record for the first time")])
    for path in ("/", "/wire", "/search?q=gold"):
        assert "Gold tops record for the first time" in visible(served.page(path))
    line = served.values("/wire.json")["wire"][0]
    story = served.values(f"/story/{line['story']}.json")
    assert story["story"]["counts"] == "1 line, 1 wire, 1 origin"
    assert served.values(f"{line['url']}.json")["line"]["id"] == line["id"]


def test_the_front_page_shows_the_whole_of_the_seed_page(served_demo: Served) -> None:
    shown = visible(served_demo.page("/"))
    missing = [line for line in seed_page() if " ".join(line.split()) not in shown]
    assert missing == []


def test_the_seed_page_gives_its_50_headlines_its_analysis_and_its_rail(served_demo: Served) -> None:
    text = resources.files("copytaster.demo").joinpath("data/seed-page/page.txt").read_bytes()
    items = page_reader.read(Delivery("x", START, text)).items
    front = served_demo.values("/front.json")
    (page,) = front["pages"]
    assert sum(line["versions"] for line in page["lines"]) == 50
    assert len(page["lines"]) == 47
    assert len(front["rail"]) == 11
    (analysis,) = front["analyses"]
    assert len(analysis["sections"]) == 6
    assert analysis["standfirst"]
    assert len(items) == 62


def test_each_ranked_story_says_how_much_stands_behind_it_and_why_it_stands_there(served_demo: Served) -> None:
    stories = served_demo.values("/front.json")["stories"]
    assert len(stories) >= 20
    weights = [story["weight"] for story in stories]
    assert weights == sorted(weights, reverse=True)
    for story in stories:
        assert re.match(r"\d+ lines?, (\d+ versions?, )?\d+ wires?, \d+ origins?$", story["counts"])
        assert story["reasons"]


def test_the_rail_marks_what_has_gone_stale_and_says_by_what(served_demo: Served) -> None:
    rail = {piece["headline"]: piece for piece in served_demo.values("/front.json")["rail"]}
    venice = rail["Holy souls on display at 2024 Venice Biennale"]
    assert venice["state"] == "stale"
    assert "2024" in venice["why"]
    assert rail['Activists organise "flotilla" with aid for Gaza']["state"] == "stale"


def test_a_line_unfolds_to_its_versions_with_diff_time_kind_and_reason(served_demo: Served) -> None:
    rows = served_demo.values("/wire.json?source=seed-page&q=qatar")["wire"]
    (row,) = [row for row in rows if "third day" in row["headline"]]
    new, old = row["chain"]
    assert (new["headline"][:3], old["headline"][:6]) == ("US,", "Qatar,")
    assert {"op": "added", "text": "US,"} in new["headline_diff"]
    assert new["kinds"]
    assert new["why"]
    html = served_demo.page("/wire?source=seed-page&q=qatar")
    assert "<ins>US,</ins>" in html


def test_the_wire_pages_on_through_all_lines_once(served_demo: Served) -> None:
    seen: list[int] = []
    before = ""
    while True:
        page = served_demo.values(f"/wire.json?later=1&before={before}" if before else "/wire.json?later=1")
        seen += [row["id"] for row in page["wire"]]
        before = page["next"]
        if not before:
            break
    assert len(seen) == len(set(seen))
    from copytaster.store.base import Wanted

    assert len(seen) == served_demo.desk.store.count_lines(Wanted())


def test_every_page_of_the_demo_answers_and_links_only_to_what_is_there(served_demo: Served) -> None:
    queue, seen = ["/"], {"/"}
    while queue and len(seen) < 260:
        path = queue.pop(0)
        status, headers, body = served_demo.ask(path)
        assert status in (200, 308), path
        if status == 308 or "text/html" not in headers["content-type"]:
            continue
        for link in re.findall(r'href="(/[^"#]*)"', body.decode()):
            link = link.replace("&amp;", "&")
            if link not in seen and not link.startswith("/static"):
                seen.add(link)
                queue.append(link)
    assert len(seen) > 200


def test_a_story_has_its_lines_its_sources_its_development_and_its_situation(served_demo: Served) -> None:
    ranked = served_demo.values("/front.json")["stories"]
    story = next(s for s in ranked if s["lines"] > 3)
    values = served_demo.values(story["url"] + ".json")
    assert len(values["lines"]) >= story["lines"]
    assert values["outlets"]
    assert "<svg" in served_demo.page(story["url"])


def test_a_dossier_cites_every_sentence_and_the_citation_stands_in_its_source(served_demo: Served) -> None:
    situations = [s for g in served_demo.values("/situations.json")["groups"] for s in g["situations"]]
    told = 0
    for situation in situations[:25]:
        dossier = served_demo.values(situation["url"] + ".json")["dossier"]
        assert [section["key"] for section in dossier["sections"]] == [
            "standfirst", "background", "trigger", "escalation", "reactions", "consequences", "outlook",
        ]  # fmt: skip
        for section in dossier["sections"]:
            assert section["sentences"] or section["note"]
            for sentence in section["sentences"]:
                told += 1
                assert sentence["citations"]
                for citation in sentence["citations"]:
                    version = served_demo.desk.store.version(citation["version"])
                    assert version is not None
                    text = getattr(version.item, citation["field"])
                    assert text[citation["start"] : citation["end"]] == citation["words"]
    assert told > 40


def test_the_analysis_shows_its_checks_to_the_desk(served_demo: Served) -> None:
    (analysis,) = served_demo.values("/front.json")["analyses"]
    values = served_demo.values(analysis["url"] + ".json")
    codes = {finding["code"] for finding in values["findings"]}
    assert {"before-trigger", "no-sources", "no-voice"} <= codes
    late = next(f for f in values["findings"] if f["code"] == "before-trigger")
    assert "December 2024" in late["reason"]
    assert "June 2025" in late["reason"]


def test_an_analysis_that_is_not_published_is_for_the_desk_only(served: Served) -> None:
    text = (
        "---\ntitle: A long view\n---\nIt began.\n\n## Background\n\nMore [of it](javascript:alert(1)) <script>alert(2)</script>\n"
    )
    served.desk.receive([Delivery("wire", START, text.encode())])
    from copytaster.model import Genre
    from copytaster.store.base import Wanted

    (line,) = served.desk.store.lines(Wanted(genre=Genre.ANALYSIS))
    assert served.ask(f"/analysis/{line.id}")[0] == 404
    assert "A long view" not in served.page("/")
    status, _, body = served.ask(f"/analysis/{line.id}", headers={"Authorization": f"Bearer {served.token}"})
    assert status == 200
    assert not re.search(rb"(href|src)=.javascript:", body)
    assert b"<script>alert" not in body
    served.desk.publish_analysis(line.id, over_findings=True)
    assert "A long view" in served.page("/")


def test_hostile_copy_is_text_on_every_face(served: Served) -> None:
    nasty = '"><script>alert(1)</script><img src=x onerror=alert(2)> & \u202e\x00 ends'
    body = json.dumps({"title": f"Headline {nasty}", "text": f"Body {nasty}", "url": "javascript:alert(3)"}).encode()
    served.desk.receive([Delivery("wire", START, body)])
    line = served.values("/wire.json")["wire"][0]
    for path in ("/", "/wire", line["url"], f"/story/{line['story']}", "/search?q=headline", "/feed.rss", "/wire.atom"):
        text = served.page(path)
        assert "<script>alert" not in text
        assert "onerror=alert(2)>" not in text.replace("&gt;", "")
        assert "javascript:" not in text
    assert '"><script>' not in served.page("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")


@pytest.mark.parametrize(
    "path",
    ["/line/999", "/story/0", "/situation/x", "/line/999999999999999999999", "/analysis/1", "/edition/1", "/nothing", "/version/1"],
)
def test_what_is_not_there_is_told_in_words(served: Served, path: str) -> None:
    status, headers, body = served.ask(path)
    assert status == 404
    assert "text/html" in headers["content-type"]
    assert b"<h1>" in body
    status, _, body = served.ask(path + ".json")
    assert (status, "error" in json.loads(body)) == (404, True)


@pytest.mark.parametrize("query", ["since=yesterday", "at=never", "until=2025-99-99"])
def test_a_time_that_is_none_is_told(served: Served, query: str) -> None:
    path = f"/?{query}" if query.startswith("at") else f"/wire?{query}"
    status, _, body = served.ask(path)
    assert status == 400
    assert b"is no time" in body


def test_what_was_merged_keeps_its_address(served: Served) -> None:
    served.desk.receive([headlines("Volcano erupts near Reykjavik", "Chess champion loses final in Samarkand")])
    served.desk.decide("merge", [1, 2], level="story")
    status, headers, _ = served.ask("/story/2-chess")
    assert (status, headers["location"].split("-")[0]) == (308, "/story/1")


def test_pages_are_answered_with_304_until_something_changes(served: Served) -> None:
    served.desk.receive([headlines("Gold tops record")])
    _, headers, _ = served.ask("/wire")
    again = served.ask("/wire", headers={"If-None-Match": headers["etag"]})
    assert (again[0], again[2]) == (304, b"")
    served.desk.receive([headlines("Silver falls far", minutes=5)])
    assert served.ask("/wire", headers={"If-None-Match": headers["etag"]})[0] == 200


def test_pages_come_compressed_to_whoever_can_read_that(served_demo: Served) -> None:
    import gzip

    _, headers, body = served_demo.ask("/", headers={"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body).decode() == served_demo.page("/")
    assert len(body) < 60_000


def test_pages_bring_nothing_from_elsewhere(served_demo: Served) -> None:
    _, headers, body = served_demo.ask("/")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert not re.search(rb'<(script|img|iframe|link rel="stylesheet")[^>]+(src|href)="https?:', body)
    assert not re.search(rb'\sstyle="|\son\w+="', body)


def test_a_name_that_points_here_from_elsewhere_gets_nothing(served: Served) -> None:
    assert served.ask("/", headers={"Host": "evil.example"})[0] == 421
    assert served.ask("/", headers={"Host": "localhost:1234"})[0] == 200


def test_attribution_stands_where_copy_is_shown(served_demo: Served) -> None:
    story = next(s for s in served_demo.values("/front.json")["stories"])
    for path in ("/", "/wire", story["url"], "/search?q=gaza", story["lead"]["url"]):
        html = served_demo.page(path)
        assert "Wikipedia contributors" in html
        assert 'href="https://creativecommons.org/licenses/by-sa/4.0/" rel="license"' in html
    assert "Wikipedia Current Events, citing" in visible(served_demo.page("/wire"))


def test_undated_lines_say_so(served_demo: Served) -> None:
    html = served_demo.page("/wire?source=seed-page")
    assert html.count("undated; read 8 Oct 2025") >= 47


def test_the_front_page_can_be_had_as_of_a_past_day(served_demo: Served) -> None:
    then = served_demo.values("/front.json?at=2025-10-05T20:00")
    assert then["past"]
    titles = " ".join(story["title"] for story in then["stories"])
    assert "Moldova" in titles or "Czech" in titles or "Takaichi" in titles
    for story in then["stories"]:
        assert story["time"]["iso"] <= "2025-10-05T20:00"


def test_health_tells_sources_and_quarantine(served: Served) -> None:
    served.desk.add_source(Source("other", "Another wire"))
    served.desk.receive([Delivery("other", START, b"\x00\x01" * 50, "somewhere")])
    values = served.values("/health.json")
    assert {wire["key"] for wire in values["wires"]} == {"wire", "other"}
    assert values["quarantine"][0]["size"] == 100


def test_wires_in_trouble_stand_first_on_the_page_of_health(served: Served) -> None:
    served.desk.add_source(Source("ill", "An ill wire", address="https://ill.example/"))
    served.desk.keep_state(SourceState("ill", status="failing", checked=START, failures=9, problem="It does not answer."))
    assert served.values("/health.json")["wires"][0]["key"] == "ill"


def test_a_story_of_many_lines_is_not_a_question_a_line(desk: Desk) -> None:
    desk.receive([headlines(*(event(n) for n in range(40)))])
    desk.decide("merge", [story.id for story in desk.store.stories()], level="story")
    (story,) = desk.store.stories()
    counted = Counting(desk.store)
    page = pages.story(Ask(desk, {"id": str(story.id)}, {}, None, ""))
    assert len(page.values["lines"]) == 40
    assert counted.questions < 15


def test_an_edition_is_read_without_the_others(own_demo: Desk) -> None:
    edition = own_demo.store.editions()[0]
    with own_demo.store.pen() as pen:
        for n in range(20):
            pen.put_edition(replace(edition, key=str(10_000 + n)))
    counted = Counting(own_demo.store)
    telling.edition(Ask(own_demo, {"id": str(edition.id)}, {}, None, ""))
    assert counted.rows < 20


def test_a_line_that_is_dated_years_ahead_says_so_wherever_it_stands(desk: Desk, served: Served) -> None:
    dated = {"Spacecraft lands": "2031-05-01T09:00:00Z", "Mill reopens": "2025-10-08"}
    body = "\n".join(json.dumps({"title": title, "date": date}) for title, date in dated.items())
    desk.receive([Delivery("wire", START, body.encode(), "test")])
    rows = {row["headline"]: row["dated_ahead"] for row in served.values("/wire.json")["wire"]}
    assert rows["Spacecraft lands"]["iso"].startswith("2031-05-01T09:00")
    assert rows["Mill reopens"] is None
    for path in ("/wire", "/line/1", "/line/2"):
        page = served.ask(path)[2].decode()
        assert ("dated in the future: 1 May 2031" in page) == ("Spacecraft lands" in page)


def test_health_says_how_many_lie_in_quarantine_when_it_shows_some(served: Served) -> None:
    bad = [Delivery("wire", START, b"\x00\x01\x02" * n) for n in range(10, 113)]
    served.desk.receive(bad)
    text = served.page("/health")
    assert text.count('<span class="small">delivery ') == 100
    assert re.search(r"The 100 latest of 103", text)
