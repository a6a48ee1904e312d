"""Whether a page holds an article, a list of headlines, or a notice in the place of either."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery
from copytaster.wire import pagenotices, sniff
from copytaster.wire.reading import Reading

WORDS = "The minister told parliament on Tuesday that the quay would stay shut until engineers had looked at every crane twice."
MORE = "Dockers had gone home on Monday after a container fell from a great height and hurt three of their colleagues badly."
HEADLINE = "Quay stays shut after a crane falls"
TEXT = f"<p>{WORDS}</p><p>{MORE}</p><p>Then all went home.</p>"
HEADLINES = [
    "Minister resigns over rail tender",
    "Flood warnings lifted along the river",
    "Court rejects appeal in bank fraud case",
    "Nurses vote for a walkout in January",
    "Airport closes its runway for repairs",
    "Central bank holds its main rate",
    "Parliament passes budget after debate",
    "Ferry to the islands runs again",
]


def read(body: str, address: str = "https://courier.example/news/quay") -> Reading:
    return sniff.read(Delivery("page", dt.datetime(2026, 11, 23, tzinfo=UTC), body.encode(), address))


def links(more: str = "") -> str:
    return "".join(f"<li><a href='/n/{n}'>{told}</a>{more.format(n=n + 1)}</li>" for n, told in enumerate(HEADLINES))


def page(inside: str, title: str = f"{HEADLINE} | The Courier", head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body>{inside}</body></html>"


@pytest.mark.parametrize(
    "inside",
    [
        f"<main><h1>{HEADLINE}</h1>{TEXT}</main><ul>{links()}</ul>",
        f"<div class='side'><ul>{links()}</ul></div><div><h2>{HEADLINE}</h2>{TEXT}</div>",
        f"<main><h1>{HEADLINE}</h1>{TEXT}<div class='more'><ul>{links()}</ul></div></main>",
    ],
)
@pytest.mark.parametrize("head", ["", "<meta property='og:type' content='website'>"])
def test_a_short_article_beside_bare_links_is_an_article(inside: str, head: str) -> None:
    reading = read(page(inside, head=head))
    assert (reading.format, reading.items[0].headline) == ("page", HEADLINE)
    assert WORDS in reading.items[0].body


def test_a_short_article_that_is_dated_in_its_head_is_one_whatever_stands_beside_it() -> None:
    head = "<meta property='article:published_time' content='2026-11-03T13:05:00Z'>"
    reading = read(page(f"<h1>{HEADLINE}</h1>{TEXT}<ul>{links(' <span>{n} November 2026</span>')}</ul>", head=head))
    assert reading.format == "page"


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("News | Ministry", f"<h1>News</h1><p>{WORDS}</p><ul>{links()}</ul>"),
        (
            "Latest news from the ministry | Ministry",
            f"<h1>Latest news from the ministry</h1><p>{WORDS}</p><p>{MORE}</p><ul>{links()}</ul>",
        ),
        ("What the ministry says on ports", f"<h1>What the ministry says on ports</h1><p>{WORDS}</p><ul>{links()}</ul>"),
        (
            "What the ministry says on ports",
            f"<h1>What the ministry says on ports</h1><p>{WORDS}</p><p>{MORE}</p><ul>{links(' <i>{n} November 2026</i>')}</ul>",
        ),
        (
            "What the ministry says on ports",
            f"<h1>What the ministry says on ports</h1><ul>{links(f'<p>{WORDS} {{n}}</p>')}</ul>",
        ),
    ],
)
def test_a_list_with_a_few_words_above_it_stays_a_list(title: str, inside: str) -> None:
    reading = read(page(inside, title))
    assert reading.format == "listing"
    assert {item.headline for item in reading.items} == set(HEADLINES)


def test_a_front_page_that_its_card_calls_an_article_is_a_list() -> None:
    teasers = "".join(
        f"<div class='t'><h2><a href='/n/{n}'>{told}</a></h2><p>{WORDS}</p></div>" for n, told in enumerate(HEADLINES)
    )
    head = "<meta property='og:type' content='article'><meta property='og:title' content='The Courier - All from the coast'>"
    assert read(page(f"<h1>News</h1>{teasers}", "News", head)).format == "listing"


def test_articles_that_linked_data_lists_make_no_article_of_the_page() -> None:
    told = "".join(
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{told}", "url": "https://courier.example/n/{n}"}}</script>'
        for n, told in enumerate(HEADLINES[:3])
    )
    for head in (told, told.replace('"url"', '"about"')):
        assert (
            read(page(f"<h1>News</h1><ul>{links()}</ul>", "News | The Courier", head), "https://courier.example/news").format
            == "listing"
        )


def test_text_that_is_left_beside_a_list_is_told_of() -> None:
    long = "".join(f"<p>{WORDS} {n}</p>" for n in range(6))
    reading = read(page(f"<h1>News</h1>{long}<ul>{links(' <i>{n} November 2026</i>')}</ul>", "News | Ministry"))
    assert reading.format == "listing"
    assert any("characters of other text were left" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Page not found | The Courier", "Page not found"),
        ("Page not found – The Courier", "Oops! That page can’t be found."),
        ("404 - Page not found", "404: we cannot find that page"),
        ("Ihre Datenschutzeinstellungen", "Der Kurier ist Teil von Kurier"),
        ("Zustimmung | Die Zeitung", "Die Zeitung mit Werbung lesen"),
        ("Sign in - The Courier", "Sign in to your account"),
        ("Just a moment...", "courier.example"),
    ],
)
def test_a_notice_in_the_place_of_an_article_is_refused_by_name(title: str, heading: str) -> None:
    text = "<p>It may have been moved, or you may have typed the address incorrectly. Try the search below, dear reader.</p>" * 5
    for beside in ("", f"<ul>{links()}</ul>"):
        with pytest.raises(Unreadable, match="a notice in the place of an article"):
            read(page(f"<main><h1>{heading}</h1>{text}</main>{beside}", title, "<meta property='og:type' content='article'>"))


@pytest.mark.parametrize(
    "headline",
    [
        "404 people held after the march",
        "Page not found: how the web forgets",
        "Access denied to reporters at the summit in the capital",
        "Consent is what the law lacks, judges say",
        "Login data of millions stolen",
        "503 ships wait in the roads",
    ],
)
def test_news_about_such_things_is_no_notice(headline: str) -> None:
    assert not pagenotices.is_one(headline, f"{headline} | The Courier", WORDS)


def test_a_notice_with_a_day_is_copy() -> None:
    text = page(f"<h1>Access denied</h1><p class='date'>3 November 2026</p>{TEXT}", "Access denied | The Courier")
    assert read(text).items[0].headline == "Access denied"


def test_a_question_about_cookies_on_top_is_no_part_of_a_text() -> None:
    asked = "We use cookies to make this site better; by continuing you accept them."
    assert pagenotices.without(f"{asked}\n\n{WORDS}\n\n{MORE}", HEADLINE) == f"{WORDS}\n\n{MORE}"
    told = f"The bakers use cookies of oat, they agree.\n\n{WORDS}"
    assert pagenotices.without(told, "Why bakers love cookies") == told
    assert pagenotices.without(asked, HEADLINE) == asked


def test_offers_below_a_text_are_no_part_of_it_and_are_told_of() -> None:
    offers = "<div class='o'><p>Subscribe now and get three months for one.</p><p>Already have an account? Log in.</p></div>"
    head = "<meta property='og:type' content='article'>"
    item = read(page(f"<article><h1>{HEADLINE}</h1>{TEXT}{offers}</article>", head=head)).items[0]
    assert item.body.endswith("Then all went home.")
    assert pagenotices.OFFERED in item.notes
    told = f"{WORDS}\n\nSubscribers to the plan were told to log in on Monday."
    assert pagenotices.without_offers(told) == (told, "")


@pytest.mark.parametrize(
    "before",
    [
        "<br />\n<b>Warning</b>:  Use of an undefined thing in <b>/www/x.php</b> on line <b>9</b><br />\n",
        "<!-- " + "served by node 14 " * 400 + "-->\n",
    ],
)
def test_a_page_is_known_behind_what_its_program_puts_before_it(before: str) -> None:
    text = before + page(f"<h1>{HEADLINE}</h1><p class='date'>3 November 2026</p>{TEXT}")
    reading = read(text)
    assert (reading.format, reading.items[0].headline) == ("page", HEADLINE)


def test_a_piece_of_a_page_is_read_as_one() -> None:
    reading = read(f"<h1>{HEADLINE}</h1>\n<p class='date'>3 November 2026</p>{TEXT}")
    assert (reading.items[0].headline, reading.items[0].day) == (HEADLINE, dt.date(2026, 11, 3))
    reading = read(f"<p>{WORDS}</p><p>{MORE}</p><p>{WORDS}</p><p>{MORE}</p>")
    assert reading.items[0].headline == WORDS
    assert any("stand in" in note for note in reading.items[0].notes)


def test_a_list_in_a_script_is_found_though_the_page_names_itself_twice() -> None:
    entries = ", ".join(f'{{"title": "{told}", "url": "https://courier.example/n/{n}"}}' for n, told in enumerate(HEADLINES))
    told = f'<script type="application/json">{{"items": [{entries}]}}</script>'
    for name in ("News", "What the ministry says on ports"):
        assert read(page(f"<h1>{name}</h1>{told}", f"{name} | Ministry")).format == "listing"


def test_xml_whose_root_is_called_like_an_element_of_pages_is_no_page() -> None:
    assert read(f"<b><headline>{HEADLINE}</headline><date>2026-11-03</date><text>{WORDS}</text></b>").format == "xml"


@pytest.mark.parametrize("headline", ["Home prices fall again in October", "503 service personnel honoured in Vik"])
def test_a_headline_that_begins_like_the_name_of_another_kind_of_page_is_that_of_an_article(headline: str) -> None:
    long = f"<p>{WORDS}</p><p>{MORE}</p>" * 8
    stories = links(" <time datetime='2026-11-0{n}T10:00:00Z'></time>")
    reading = read(page(f"<h1>{headline}</h1><p>3 November 2026</p>{long}<ul>{stories}</ul>", title=f"{headline} | The Courier"))
    assert (reading.format, reading.items[0].headline) == ("page", headline)


def test_the_sections_of_entries_are_no_entries() -> None:
    cards = "".join(
        f"<div class='card'><div class='kicker'><a href='/topic/{n}'>Topic of the whole week {n}</a></div>"
        f"<h2><a href='/n/{n}'>{told}</a></h2></div>"
        for n, told in enumerate(HEADLINES)
    )
    assert sorted(item.headline for item in read(page(cards, title="News"), "https://courier.example/").items) == sorted(HEADLINES)


def test_a_release_under_its_kind_is_an_article_beside_dated_cards() -> None:
    inside = f"<h1>Press release</h1><h2>{HEADLINE}</h2><p>3 November 2026</p>{TEXT * 3}"
    reading = read(page(f"{inside}<ul>{links(' <time datetime=2026-11-0{n}T10:00:00Z></time>')}</ul>"))
    assert (reading.format, reading.items[0].headline) == ("page", HEADLINE)


LONG = "\n\n".join([WORDS, MORE, WORDS, MORE])


@pytest.mark.parametrize(
    "below",
    [
        "More Must-Reads From The Courier\n\n- Minister resigns over rail tender\n\n- Want more? Sign up.",
        "Related stories\n\nFlood warnings lifted along the river\n\nNurses vote for a walkout",
        "เรื่องที่เกี่ยวข้อง\n\n- ท่าเรือเปิดอีกครั้ง",
        "Lesen Sie auch:\n\nHochwasser an der Elbe geht zurück",
        "Comentarios\n\n- La redacción retira lo que insulta.",
    ],
)
def test_other_stories_below_a_text_are_left_out_and_a_note_says_so(below: str) -> None:
    assert pagenotices.without_others(f"{LONG}\n\n{below}") == (LONG, pagenotices.LEFT)


@pytest.mark.parametrize(
    "below",
    [
        f"Read more\n\n{WORDS}",
        "Related stories\n\nFlood warnings lifted\n\nThe ferry sails again.",
        "Related stories",
        "Minister resigns over rail tender\n\nFlood warnings lifted",
        "More people than ever\n\ncame to the quay",
    ],
)
def test_a_text_that_goes_on_below_a_heading_keeps_all_of_it(below: str) -> None:
    assert pagenotices.without_others(f"{LONG}\n\n{below}") == (f"{LONG}\n\n{below}", "")


def test_a_text_that_is_all_but_a_list_of_others_stays_whole() -> None:
    assert pagenotices.without_others("Ferry back\n\nRelated\n\nFlood lifted") == ("Ferry back\n\nRelated\n\nFlood lifted", "")


def test_the_note_of_what_was_left_out_stands_on_the_item() -> None:
    below = "<h3>Related stories</h3><p>Flood warnings lifted along the river</p><p>Nurses vote for a walkout</p>"
    item = read(page(f"<main><h1>{HEADLINE}</h1>{TEXT}<p>{MORE}</p>{below}</main>")).items[0]
    assert "Nurses" not in item.body
    assert pagenotices.LEFT in item.notes
