"""What a page says of its own article, and what it says of other things."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import fulltext, pagebyline, pagedates, pagetitles, pagetree, scriptjson, sniff

WORDS = "The minister told parliament on Tuesday that the quay would stay shut until engineers had looked at every crane twice."
MORE = "Dockers had gone home on Monday after a container fell from a great height and hurt three of their colleagues badly."
HEADLINE = "Quay stays shut after a crane falls"
ADDRESS = "https://courier.example/news/quay"
OWN: dict[str, Any] = {
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "url": ADDRESS,
    "datePublished": "2026-11-03T13:05:00Z",
    "author": {"name": "Ann Reporter"},
}
OTHERS: list[dict[str, Any]] = [
    {
        "@type": "NewsArticle",
        "headline": f"Last week's story number {n} on trains",
        "url": f"https://courier.example/old/{n}",
        "datePublished": "2026-10-01T10:00:00Z",
        "author": {"name": "Somebody Else"},
        "articleBody": "Trains and planes, a long text about something else. " * 60,
    }
    for n in range(3)
]


def script(*things: object) -> str:
    return "".join(f"<script type='application/ld+json'>{json.dumps(thing)}</script>" for thing in things)


def page(
    head: str = "", top: str = "", *, behind: str = "", title: str = f"{HEADLINE} | The Courier", heading: str = HEADLINE
) -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body>"
        "<nav><a href='/'>Home</a></nav><main><article>"
        f"<h1>{HEADLINE}</h1>{top}<p>{WORDS}</p><p>{MORE}</p><p>{WORDS}</p><p>{MORE}</p>{behind}</article></main></body></html>"
    )


def read(text: str | bytes, address: str = ADDRESS) -> Item:
    body = text.encode() if isinstance(text, str) else text
    reading = sniff.read(Delivery("page", dt.datetime(2026, 11, 23, tzinfo=UTC), body, address))
    assert reading.format == "page", [item.headline for item in reading.items]
    return reading.items[0]


CARD = "<meta property='og:type' content='article'>"


# Linked data


@pytest.mark.parametrize("things", [(*OTHERS, OWN), (OWN, OTHERS), ([*OTHERS, OWN],), ({"@graph": [*OTHERS, OWN]},)])
def test_related_stories_are_not_the_article_of_a_page(things: tuple[object, ...]) -> None:
    item = read(page(script(*things)))
    assert (item.headline, item.byline) == (HEADLINE, "Ann Reporter")
    assert item.first_created == dt.datetime(2026, 11, 3, 13, 5, tzinfo=UTC)
    assert "Trains" not in item.body


def test_an_article_is_told_by_its_headline_where_nothing_has_an_address() -> None:
    bare = [{name: value for name, value in thing.items() if name != "url"} for thing in (*OTHERS, OWN)]
    assert read(page(script(*bare)), "").headline == HEADLINE


def test_an_article_told_to_search_engines_in_other_words_is_still_the_page_s_own() -> None:
    item = read(page(script(OWN | {"headline": "Harbour closure explained: all you must know", "url": ""}), CARD))
    assert item.byline == "Ann Reporter"


def test_the_only_article_of_a_page_may_stand_under_an_old_address_in_other_words() -> None:
    told = OWN | {"headline": "Harbour closure explained: all you must know", "url": "https://courier.example/older-words"}
    assert read(page(script(told), CARD)).byline == "Ann Reporter"
    told["url"] = ADDRESS
    assert read(page(script(told, *OTHERS)), f"{ADDRESS}/amp").byline == "Ann Reporter"


def test_a_film_within_an_article_is_not_the_article() -> None:
    film = {"@type": "VideoObject", "name": "Watch how it fell", "url": "https://courier.example/film", "uploadDate": "2026-01-01"}
    item = read(page(script(film) + "<meta property='article:published_time' content='2026-11-03T13:05:00Z'>"))
    assert (item.headline, item.first_created) == (HEADLINE, dt.datetime(2026, 11, 3, 13, 5, tzinfo=UTC))


def test_an_outlet_is_no_article() -> None:
    outlet = {
        "@type": "NewsMediaOrganization",
        "name": "The Courier",
        "url": "https://courier.example/",
        "description": "News from the coast.",
    }
    item = read(page(script(outlet) + "<meta name='description' content='It may last.'>" + CARD))
    assert (item.headline, item.url, item.summary, item.info_source) == (HEADLINE, ADDRESS, "It may last.", "The Courier")


def test_an_author_that_is_only_referred_to_is_looked_up() -> None:
    told = {
        "@graph": [
            OWN | {"author": {"@id": "#ann"}, "publisher": {"@id": "#us"}},
            {"@type": "Person", "@id": "#ann", "name": "Ann Reporter"},
            {"@type": "Organization", "@id": "#us", "name": "The Courier"},
        ]
    }
    item = read(page(script(told)))
    assert (item.byline, item.info_source) == ("Ann Reporter", "The Courier")


def test_a_live_blog_has_all_its_entries_the_newest_first() -> None:
    posts = [
        {
            "@type": "BlogPosting",
            "headline": f"Entry {n}",
            "datePublished": f"2026-11-03T1{n}:00:00Z",
            "articleBody": f"[{n}] {WORDS} " * 6,
        }
        for n in range(4)
    ]
    blog = OWN | {"@type": "LiveBlogPosting", "liveBlogUpdate": posts}
    item = read(page(script(blog)))
    assert item.headline == HEADLINE
    assert [item.body.index(f"Entry {n}") for n in (3, 2, 1, 0)] == sorted(item.body.index(f"Entry {n}") for n in range(4))


def test_a_page_of_one_film_is_told_by_it() -> None:
    film = {"@type": "VideoObject", "name": HEADLINE, "uploadDate": "2026-11-03T13:05:00Z"}
    assert read(page(script(film))).first_created == dt.datetime(2026, 11, 3, 13, 5, tzinfo=UTC)


SOUND = json.dumps(OWN)


@pytest.mark.parametrize(
    "text",
    [
        SOUND[:-1] + ",}",
        f"<!--\n{SOUND}\n//-->",
        f"/*<![CDATA[*/{SOUND}/*]]>*/",
        f"//<![CDATA[\n{SOUND}\n//]]>",
        f"// what search engines are told\n{SOUND}",
        SOUND + "}",
        SOUND + SOUND,
        SOUND.replace("Ann Reporter", r"Ann O\'Reporter"),
        SOUND.replace('"', "&quot;"),
        SOUND.replace("Ann Reporter", 'Ann "Bo" Reporter'),
    ],
)
def test_linked_data_with_a_slip_is_read(text: str) -> None:
    found = next(iter(scriptjson.values(text)))
    assert found["headline"] == HEADLINE
    assert found["author"]["name"].startswith("Ann ")


@pytest.mark.parametrize("text", ["var x = {a: 1}", "", "{{name}}", '{"a": "b', "[", "function () { return {} }"])
def test_a_script_that_is_no_json_holds_no_values(text: str) -> None:
    assert list(scriptjson.values(text)) == []


def test_what_looks_like_a_slip_in_a_text_of_linked_data_stays() -> None:
    told = OWN | {"headline": "What {a, } and [b,] mean, and // why <!-- so -->"}
    assert next(iter(scriptjson.values(json.dumps(told) + "}")))["headline"] == told["headline"]


# Times


@pytest.mark.parametrize(
    "elsewhere",
    [
        "<blockquote class='embedded-post'><p>Posted on <time datetime='2018-03-12T19:30:12Z'>Mar 12</time></p></blockquote>",
        "<div><ul><li><a href='/1'>Quite another story is told</a> <span class='post-date'>09/09/2019</span></li></ul></div>",
        "<aside itemscope itemtype='https://schema.org/Article'><meta itemprop='datePublished' content='2025-01-01'></aside>",
        "<aside><p itemscope itemtype='https://schema.org/Article'><meta itemprop='datePublished' content='2025-01-01'></aside>",
        "<ul id='comments'><li class='comment'><time pubdate datetime='2026-12-01T10:00:00Z'>1 Dec</time> So true!</li></ul>",
    ],
)
def test_the_time_of_something_else_on_a_page_is_not_the_article_s(elsewhere: str) -> None:
    item = read(page(CARD, behind=elsewhere))
    assert (item.first_created, item.day) == (None, None)
    item = read(page(CARD, "<p class='dateline'>3 November 2026</p>", behind=elsewhere))
    assert item.day == dt.date(2026, 11, 3)


def test_the_time_of_an_agenda_above_the_headline_is_not_the_article_s() -> None:
    above = (
        "<div><ul><li><time datetime='2026-12-22'>22 December</time> <a href='/x'>Council meets on the budget</a></li></ul></div>"
    )
    text = page(CARD, "<p>Le <time datetime='2026-11-03T13:05:00Z'>3 Nov</time></p>").replace("<h1>", f"{above}<h1>")
    assert read(text).first_created == dt.datetime(2026, 11, 3, 13, 5, tzinfo=UTC)


def test_the_day_of_the_visit_in_the_head_of_a_site_dates_nothing() -> None:
    text = (
        page(CARD).replace("<nav>", "<div>Monday, 23 November 2026</div><nav>").replace("main>", "div>").replace("article>", "div>")
    )
    item = read(text)
    assert (item.first_created, item.day) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "<small>3 November 2026</small>",
        "<p>3 November 2026</p>",
        "<h3>Datum: 03.11.2026, Rubrik: Hafen</h3>",
        "<ul><li>3 novembre 2026</li><li>Par Elba</li></ul>",
        "<p>Press release | 3 November 2026 | Brussels</p>",
        "<div>Dienstag, 3. November 2026 | Von Ann Reporter, Berlin</div>",
        "<p>Madrid - 03 nov 2026</p>",
        "<p>Ann Reporter<br>November 3rd, 2026</p>",
        "<p><b>Published:</b> 3 November 2026 by Ann Reporter</p>",
    ],
)
def test_a_day_printed_below_the_headline_dates_the_article(line: str) -> None:
    assert read(page(CARD, line)).day == dt.date(2026, 11, 3)


@pytest.mark.parametrize(
    "line",
    [
        "<p>The law of 1 January 2020 is dead</p>",
        "<p>Since 1 January 2020 nobody knows</p>",
        "<p>— A. Speaker on Sunday, October 13th, 2019 in an article in a local paper</p>",
        "<h2>What 11 September 2001 means for the port</h2>",
        "<h2>Concert on the quay, 24 December 2026</h2>",
        "<p>When it happens: 24 December 2026</p>",
    ],
)
def test_a_day_in_a_sentence_below_the_headline_dates_nothing(line: str) -> None:
    item = read(page(CARD, line))
    assert (item.first_created, item.day) == (None, None)


@pytest.mark.parametrize(
    ("line", "published", "changed"),
    [
        ("Updated: November 4, 2026 9:12 AM EST | Published: November 3, 2026 2:05 PM EST", (3, 19, 5), (4, 14, 12)),
        ("Published 3 Nov 2026, 14:05 CET | Updated 3 Nov 2026, 16:30 CET", (3, 13, 5), (3, 15, 30)),
        ("입력 2026.11.03. 오후 2:05 수정 2026.11.03. 오후 4:30", (3, 14, 5), (3, 16, 30)),
        ("14:05 03.11.2026 (обновлено: 16:30 03.11.2026)", (3, 14, 5), (3, 16, 30)),
    ],
)
def test_the_time_of_a_change_is_not_that_of_publication(line: str, published: tuple[int, ...], changed: tuple[int, ...]) -> None:
    found = pagedates.stamps(line, "en")
    assert found.published.instant == dt.datetime(2026, 11, *published, tzinfo=UTC)
    assert found.modified.instant == dt.datetime(2026, 11, *changed, tzinfo=UTC)


def test_time_elements_say_by_their_labels_which_of_them_is_a_change() -> None:
    line = "<p><span>Updated <time datetime='2026-11-04T09:12:00Z'>4 Nov</time></span>"
    line += "<span>Published <time datetime='2026-11-03T13:05:00Z'>3 Nov</time></span></p>"
    item = read(page(CARD, line))
    assert (item.first_created, item.version_created) == (
        dt.datetime(2026, 11, 3, 13, 5, tzinfo=UTC),
        dt.datetime(2026, 11, 4, 9, 12, tzinfo=UTC),
    )


def test_a_clock_without_a_zone_has_the_zone_that_the_page_gives_it_elsewhere() -> None:
    told = OWN | {"datePublished": "2026-11-03T14:05:00", "dateModified": "2026-11-03T14:30:00"}
    item = read(page(script(told) + "<meta property='article:published_time' content='2026-11-03T14:05:00+01:00'>"))
    assert item.first_created == dt.datetime(2026, 11, 3, 13, 5, tzinfo=UTC)
    assert item.version_created == dt.datetime(2026, 11, 3, 13, 30, tzinfo=UTC)
    assert not any("UTC" in note for note in item.notes)


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='dcterms.issued' content='2026-11-03'>",
        "<meta name='citation_date' content='2026/11/03'>",
        "<meta name='pdate' content='20261103'>",
        "<meta property='dc:date dc:created' content='2026-11-03'>",
        """<meta name='parsely-page' content='{"pub_date": "2026-11-03"}'>""",
        script({"@graph": [{"@type": "WebPage", "datePublished": "2026-11-03"}, {"@type": "WebSite", "name": "x"}]}),
    ],
)
def test_days_stand_in_the_heads_of_pages_under_many_names(head: str) -> None:
    assert read(page(head)).day == dt.date(2026, 11, 3)


@pytest.mark.parametrize(
    ("printed", "language", "day"),
    [
        ("11/3/2026 2:05:00 PM", "en", 3),
        ("11/3/2026 2:05:00 PM", "en-GB", 3),
        ("3/11/2026 2:05:00 PM", "en-GB", 3),
        ("03/11/2026", "en", 3),
    ],
)
def test_figures_as_an_american_program_prints_them_are_read_month_first(printed: str, language: str, day: int) -> None:
    text = page(f"<meta name='bt:pubDate' content='{printed}'>").replace("lang='en'", f"lang='{language}'")
    item = read(text)
    assert (item.day or (item.first_created and item.first_created.date())) == dt.date(2026, 11, day)


# Names


@pytest.mark.parametrize(
    ("head", "top", "behind", "byline"),
    [
        ("<meta name='author' content='admin'>", "<p class='author'>By Ann Reporter</p>", "", "Ann Reporter"),
        ("<meta name='author' content='admin'>", "", "", "admin"),
        ("<meta name='author' content='By Ann Reporter and Bo Writer'>", "", "", "Ann Reporter and Bo Writer"),
        ("<meta name='byl' content='By ANN REPORTER'>", "", "", "ANN REPORTER"),
        ("<meta name='citation_author' content='Reporter, Ann'>", "", "", "Reporter, Ann"),
        ("", "<address>By <a href='/ann'>Ann Reporter</a></address>", "", "Ann Reporter"),
        ("", "<address>Quay Street 1, Port Town</address>", "", ""),
        ("", "<p class='byline'>By <a rel='author'>Ann Reporter</a> Published 11:11 PM EST Nov 19, 2026</p>", "", "Ann Reporter"),
        ("", "", "<div class='related'><h3>Other story</h3><span class='byline'>By Some Body</span></div>", ""),
        ("", "<a rel='author'>Ann Reporter</a><span class='byline'><time>Sa 13 Jul 2026</time></span>", "", "Ann Reporter"),
        ("", "<span class='byline'>von der Leyen</span>", "", "von der Leyen"),
        (script(OWN | {"author": {"name": ""}}), "<p class='byline'>By <b rel='author'>Ann Reporter</b></p>", "", "Ann Reporter"),
    ],
)
def test_the_byline_is_the_name_of_who_wrote_the_article(head: str, top: str, behind: str, byline: str) -> None:
    assert read(page(CARD + head, top, behind=behind)).byline == byline


@pytest.mark.parametrize(
    ("title", "name", "bare"),
    [
        ("交通部长宣布港口继续关闭直至检查完成_新闻中心_新浪网", "新浪网", "交通部长宣布港口继续关闭直至检查完成"),
        ("港湾ストライキ、3週目に突入へ：海辺新聞", "海辺新聞", "港湾ストライキ、3週目に突入へ"),
        ("Quay stays shut / The Courier", "The Courier", "Quay stays shut"),
        ("Quay stays shut :: The Courier", "The Courier", "Quay stays shut"),
        ("Quay stays shut ‹ The Courier", "The Courier", "Quay stays shut"),
        ("The Courier: Quay stays shut", "The Courier", "Quay stays shut"),
        ("London: quay stays shut again", "London", "London: quay stays shut again"),
        ("Minister reads The Courier", "The Courier", "Minister reads The Courier"),
        ("snake_case_names in new code", "code", "snake_case_names in new code"),
    ],
)
def test_a_name_that_the_page_tells_is_taken_off_whatever_parts_it(title: str, name: str, bare: str) -> None:
    assert pagetitles.without_sign(title, name) == bare


def test_what_systems_call_a_page_is_no_headline() -> None:
    assert read(page(script(OWN | {"headline": "Article"}))).headline == HEADLINE


def test_the_outlet_s_name_on_top_of_a_page_is_no_headline() -> None:
    text = page("<meta property='og:title' content='The Courier'>" + CARD, title=HEADLINE).replace(
        "<h1>", "<h1>The Courier</h1><h1>"
    )
    assert read(text).headline == HEADLINE


def test_where_only_the_outlet_s_name_stands_in_title_and_heading_the_next_heading_counts() -> None:
    text = (
        page(CARD, title="The Courier")
        .replace("<h1>", "<h1 class='logo'>The Courier</h1><h2>")
        .replace(f"{HEADLINE}</h1>", f"{HEADLINE}</h2>")
    )
    assert read(text).headline == HEADLINE


def test_a_name_below_a_post_is_its_author_s() -> None:
    text = page(CARD, behind="<div class='post-footer'>Posted by <a rel='author'>Ann Reporter</a></div>")
    assert read(text).byline == "Ann Reporter"


def test_the_own_reader_keeps_short_entries_of_lists_that_are_no_links() -> None:
    behind = "<ul><li>East: closed</li><li>West: open</li><li><a href='/x'>More</a></li></ul><p>Ends.</p>"
    body = read(page(CARD, behind=behind)).body
    assert "East: closed" in body
    assert "West: open" in body
    assert "More" not in body


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h1>Quay stays shut<br>after a crane falls</h1>", "Quay stays shut after a crane falls"),
        ("<h1><span>Ports</span><span>Quay stays shut</span></h1>", "Ports Quay stays shut"),
        ("<h1><span>Q</span>uay <b>s</b>tays<wbr> <i>s</i>hut</h1>", "Quay stays shut"),
        ("<div><p>It is twice.</p><p>Dockers say.</p></div>", "It is twice. Dockers say."),
        ("<p>H<sub>2</sub>O is <a href='/x'>wet</a>, they say</p>", "H2O is wet, they say"),
    ],
)
def test_what_stands_apart_for_the_eye_is_not_run_together(markup: str, text: str) -> None:
    assert pagetree.texts(pagetree.tree(f"<html><body>{markup}</body></html>")[0][0]) == text


# Addresses


@pytest.mark.parametrize("named", ["https://courier.example/", "https://courier.example", "https://.example"])
def test_the_root_of_a_site_is_no_article_s_address(named: str) -> None:
    item = read(page(f"<link rel='canonical' href='{named}'><meta property='og:url' content='{named}'>" + CARD))
    assert (item.url, item.uri) == (ADDRESS, ADDRESS)


def test_a_page_that_stands_at_the_root_keeps_its_address() -> None:
    root = "https://courier.example/"
    assert read(page(f"<link rel='canonical' href='{root}'>" + CARD), root).url == root


# Embargoes

ENDS = dt.datetime(2026, 11, 25, 7, tzinfo=UTC)
ISSUED = "<meta property='article:published_time' content='2026-11-23T10:00:00Z'>"
ORDER = "EMBARGOED UNTIL 07:00 GMT, 25 November 2026"


@pytest.mark.parametrize(
    "text",
    [
        page(CARD + ISSUED, f"<p class='meta'><strong>{ORDER}</strong></p>"),
        page(CARD + ISSUED, f"<span>{ORDER}</span>"),
        page(CARD + ISSUED).replace("<h1>", f"<div class='notice'><p>{ORDER}</p></div><h1>"),
        page(CARD + ISSUED).replace("<article>", f"<header><p>{ORDER}</p></header><article>"),
        page(CARD + ISSUED, behind=f"<div class='embargo-box'>{ORDER}</div>"),
        page(CARD + ISSUED).replace("<main>", f"<div><strong>{ORDER}</strong></div><main>"),
        page(CARD + ISSUED, f"<p>{ORDER}</p>").replace("h1>", "big>"),
        page(CARD + ISSUED + "<meta name='embargo' content='2026-11-25T07:00:00Z'>"),
        page(CARD + ISSUED, "<p>Press release 112</p><p>Sperrfrist: 25. November 2026, 7.00 Uhr GMT</p>"),
    ],
)
def test_an_embargo_printed_around_the_headline_holds_the_article(text: str) -> None:
    padded = text.replace("</head>", f"<style>{'.a{color:red}' * 400}</style></head>")
    for one in (text, padded):
        item = read(one)
        assert item.embargoed_until == ENDS
        assert "embargo" in item.marks


@pytest.mark.parametrize(
    "top",
    ["<p>Oil embargo</p>", "<p>Embargo lifted on 25 November 2026</p>", "<p class='embargo'>How the embargo of 1973 hit us</p>"],
)
def test_news_about_embargoes_holds_no_article(top: str) -> None:
    item = read(page(CARD + ISSUED, top))
    assert (item.embargoed_until, item.pub_status) == (None, PubStatus.USABLE)


def test_an_embargo_that_a_page_only_names_withholds_it() -> None:
    assert read(page(CARD + ISSUED + "<meta name='embargo' content='true'>")).pub_status is PubStatus.WITHHELD
    assert read(page(CARD + ISSUED + "<meta name='embargo' content='false'>")).pub_status is PubStatus.USABLE


def test_the_embargo_of_a_page_holds_the_entry_of_a_feed_that_links_to_it() -> None:
    found = fulltext.read(page(CARD + ISSUED, f"<p><b>{ORDER}</b></p>").encode(), ADDRESS)
    item = fulltext.joined(Item(HEADLINE, url=ADDRESS), found)
    assert item.embargoed_until == ENDS
    longer = fulltext.joined(Item(HEADLINE, url=ADDRESS, embargoed_until=ENDS + dt.timedelta(days=1)), found)
    assert longer.embargoed_until == ENDS + dt.timedelta(days=1)
    free = fulltext.joined(Item(HEADLINE, url=ADDRESS), fulltext.read(page(CARD + ISSUED).encode(), ADDRESS))
    assert (free.embargoed_until, free.pub_status) == (None, PubStatus.USABLE)


def test_bylines_are_read_without_a_page_s_help() -> None:
    found = pagetree.Page.of("<p>x</p>", pagetree.tree("<p>x</p>"))
    assert pagebyline.byline(found, [], None) == ""


# What only looks so


def test_a_film_beside_an_article_lends_it_no_headline() -> None:
    film = (
        '<script type="application/ld+json">{"@type": "VideoObject", "name": "Watch the crane fall from above today",'
        ' "uploadDate": "2025-01-01T10:00:00Z", "author": {"name": "Bo Filmer"}}</script>'
    )
    item = read(page(film + CARD + ISSUED))
    assert (item.headline, item.byline) == (HEADLINE, "")
    assert item.version_created != dt.datetime(2025, 1, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "name"), [("By Theresa May · 3 November 2026", "Theresa May"), ("Par Lagerkvist", "Par Lagerkvist")]
)
def test_a_name_that_is_also_a_month_or_a_word_stays_whole(printed: str, name: str) -> None:
    assert read(page(CARD + ISSUED, f"<p class='byline'>{printed}</p>")).byline == name


def test_an_end_beyond_all_calendars_withholds() -> None:
    item = read(page(CARD + ISSUED, "<p>Embargo: 31.12.9999, 23:59 Uhr</p>"))
    assert (item.embargoed_until, item.pub_status) == (None, PubStatus.WITHHELD)


@pytest.mark.parametrize(
    "beside",
    [
        "<div><a href='/2'>Embargo: UN to vote on 25 November at 10:00</a></div>",
        "<div class='meta'><a class='tag' href='/t/e'>EMBARGO</a></div>",
    ],
)
def test_a_link_to_news_of_an_embargo_holds_no_article(beside: str) -> None:
    item = read(page(CARD + ISSUED, behind=beside))
    assert (item.embargoed_until, item.pub_status) == (None, PubStatus.USABLE)


def test_the_one_headline_that_microformats_name_counts_before_the_title() -> None:
    text = f"<p>{WORDS}</p><p>{MORE}</p><p>{WORDS}</p><p>{MORE}</p>"
    body = f"<!doctype html><html><head><title>News of The Courier</title></head><body><span class='entry-title'>{HEADLINE}</span>"
    assert read(f"{body}{text}</body></html>").headline == HEADLINE


@pytest.mark.parametrize("line", ["Submitted on Tue, 2026-11-03 13:05", "Submitted by ann on Tue, 11/03/2026 - 13:05"])
def test_the_day_above_the_text_counts_where_the_headline_stands_above_the_article(line: str) -> None:
    text = f"<p>{WORDS}</p><p>{MORE}</p>" * 5 + "<a href='/n/1'>Flood warnings lifted along the river</a>"
    body = f"<h1>{HEADLINE}</h1><div><article><div><span class='submitted'>{line}</span><div>{text}</div></div></article></div>"
    item = read(f"<!doctype html><html lang='en-US'><head><title>{HEADLINE}</title></head><body>{body}</body></html>")
    assert item.first_created == dt.datetime(2026, 11, 3, 13, 5, tzinfo=UTC)
