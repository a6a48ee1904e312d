"""Pages of outlets: their article, or the headlines that they list."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from copytaster.errors import Misconfigured, Unreadable
from copytaster.model import UTC, Delivery
from copytaster.wire import listing, pagebody, pagetitles, pagetree, sniff

PARAGRAPH = (
    "The minister told parliament on Tuesday that the harbour would stay closed until engineers had looked at every crane twice. "
)
ARTICLE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Harbour stays closed | The Courier</title>
<meta property="og:title" content="Harbour stays closed, minister says"><meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2025-10-08T14:30:00+01:00"><link rel="canonical" href="/news/harbour">
<script>document.write('<p>not this</p>')</script>
<script type="application/ld+json">{
    json.dumps(
        {
            "@context": "https://schema.org",
            "@graph": [
                {
                    "@type": "NewsArticle",
                    "headline": "Harbour stays closed",
                    "datePublished": "2025-10-08T14:30:00+01:00",
                    "dateModified": "2025-10-08T16:00:00+01:00",
                    "author": [{"name": "Ann Reporter"}, {"name": "Bo Writer"}],
                    "publisher": {"name": "The Courier"},
                    "articleSection": "Local",
                    "description": "It may last.",
                }
            ],
        }
    )
}</script></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav><div class="cookie-banner"><p>{
    "We use cookies, dear reader, for this. " * 9
}</p></div>
<article class="story has-sidebar"><h1>Harbour stays closed</h1><p>{PARAGRAPH * 3}</p><h2>What next</h2><p>{
    PARAGRAPH * 3
}</p></article>
<div class="comments"><p>{"First! " * 60}</p></div></body></html>"""


def delivery(body: str | bytes, address: str = "https://courier.example/news/harbour?utm=x") -> Delivery:
    return Delivery("page", dt.datetime(2025, 10, 9, tzinfo=UTC), body.encode() if isinstance(body, str) else body, address)


def test_an_article_says_what_schema_org_says_of_it() -> None:
    (item,) = sniff.read(delivery(ARTICLE)).items
    assert item.headline == "Harbour stays closed"
    assert item.byline == "Ann Reporter, Bo Writer"
    assert item.first_created == dt.datetime(2025, 10, 8, 13, 30, tzinfo=UTC)
    assert item.version_created == dt.datetime(2025, 10, 8, 15, 0, tzinfo=UTC)
    assert (item.url, item.uri) == ("https://courier.example/news/harbour",) * 2
    assert item.language == "en"
    assert item.info_source == "The Courier"


@pytest.mark.parametrize(
    "read", [lambda text: pagebody.body(text, pagetree.tree(text)), lambda text: pagebody.by_density(pagetree.tree(text))]
)
def test_the_text_of_an_article_is_its_paragraphs_and_nothing_around_them(read: object) -> None:
    body = read(ARTICLE)  # type: ignore[operator]
    assert body.count("every crane twice") == 6
    for other in ("cookies", "First!", "not this", "Home"):
        assert other not in body


def test_a_page_that_shows_less_than_it_tells_search_engines_gives_the_whole() -> None:
    told = "A long paragraph of the whole text that stands behind the wall, told to machines only. " * 20
    page = (
        "<html><head><title>x</title></head><body><article><p>"
        + "A first paragraph for all to read, and then a wall. " * 3
        + "</p></article></body></html>"
    )
    assert pagebody.body(page, pagetree.tree(page), told).startswith("A long paragraph of the whole")


@pytest.mark.parametrize(
    ("title", "publisher", "bare"),
    [
        ("Harbour closed | The Courier", "The Courier", "Harbour closed"),
        ("Hafen bleibt zu - Politik - Kurier", "Kurier", "Hafen bleibt zu - Politik"),
        ("Courier: Harbour stays closed for weeks", "Other", "Courier: Harbour stays closed for weeks"),
        ("Trump - Putin talks end", "", "Trump - Putin talks end"),
    ],
)
def test_the_name_of_the_outlet_is_no_part_of_a_headline(title: str, publisher: str, bare: str) -> None:
    assert pagetitles.without_sign(title, publisher) == bare


def test_a_time_in_the_page_counts_where_the_head_gives_none() -> None:
    page = "<html><body><article><h1>Harbour stays closed</h1><time datetime='2025-10-08T10:00:00Z'>now</time>"
    page += f"<p>{PARAGRAPH * 8}</p></article></body></html>"
    assert sniff.read(delivery(page)).items[0].version_created == dt.datetime(2025, 10, 8, 10, tzinfo=UTC)


def front_page(count: int = 12) -> str:
    boxes = "".join(
        f"<article class='teaser t{n}'><h3><a href='/n/{n}.html'>Headline number {n} about the harbour</a></h3>"
        f"<p>Short text {n}.</p>"
        f"<time datetime='2025-10-0{n % 9 + 1}T08:00:00Z'>today</time></article>"
        for n in range(count)
    )
    menu = "".join(f"<li><a href='/section/{n}'>A section of the paper {n}</a></li>" for n in range(30))
    return f"<html><head><title>The Courier</title></head><body><nav><ul>{menu}</ul></nav><main>{boxes}</main></body></html>"


def test_a_front_page_is_a_list_of_headlines_with_their_links_and_times() -> None:
    reading = sniff.read(delivery(front_page(), "https://courier.example/"))
    assert reading.format == "listing"
    assert [i.headline for i in reading.items][-1] == "Headline number 0 about the harbour"
    assert reading.items[-1].url == "https://courier.example/n/0.html"
    assert reading.items[-1].version_created == dt.datetime(2025, 10, 1, 8, tzinfo=UTC)
    assert len(reading.items) == 12


def test_a_guess_names_the_rules_that_find_its_entries_again() -> None:
    page = delivery(front_page(), "https://courier.example/")
    guess = listing.guess(page)
    again = listing.read(page, guess.rules)
    assert [i.url for i in again.items] == [i.url for i in guess.items]


def test_given_selectors_find_what_they_select() -> None:
    page = delivery(front_page(), "https://courier.example/")
    rules = {"item": "article.teaser", "headline": "h3 a", "link": "h3 a", "summary": "p", "date": "time"}
    reading = sniff.read(page, rules)
    assert reading.items[-1].summary == "Short text 0."
    assert len(reading.items) == 12


@pytest.mark.parametrize(
    "rules", [{}, {"item": "article", "colour": "red"}, {"item": "((("}, {"item": "article", "headline": "a["}]
)
def test_rules_that_are_none_are_named(rules: dict[str, str]) -> None:
    with pytest.raises(Misconfigured):
        listing.read(delivery(front_page()), rules)


def test_a_page_without_article_and_without_headlines_is_refused() -> None:
    with pytest.raises(Unreadable, match="without an article"):
        sniff.read(delivery("<html><head><title>Welcome, reader</title></head><body><form><input></form></body></html>"))


def test_no_address_that_runs_something_passes() -> None:
    page = front_page().replace("/n/3.html", "javascript:alert(1)").replace("/n/4.html", "data:text/html,x")
    for item in sniff.read(delivery(page, "https://courier.example/")).items:
        assert item.url.startswith("https://") or item.url == ""
