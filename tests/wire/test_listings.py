"""Pages without a feed, built in different ways: what they list is found with its links and the days that they print."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from copytaster.desk.intake import selectors
from copytaster.model import Delivery, Item, Source
from copytaster.wire import listing, sniff
from tests.conftest import START

EN = ["Harbour strike enters its third week", "Minister resigns over rail tender", "Flood warnings lifted along the river"]
EN += ["Court rejects appeal in bank fraud case", "Parliament passes budget after night debate", "Nurses vote for January walkout"]
DE = ["Hafenstreik geht in die dritte Woche", "Ministerin tritt wegen Vergabe zurück", "Hochwasserwarnung an der Elbe aufgehoben"]
DE += ["Gericht weist Berufung im Bankenprozess ab", "Parlament beschließt den Haushalt", "Pflegekräfte stimmen für Ausstand"]
JA = ["港湾ストライキ、3週目に突入", "鉄道入札問題で大臣が辞任", "エルベ川の洪水警報が解除", "銀行詐欺事件の控訴を棄却"]
JA += ["議会、徹夜の審議で予算を可決", "看護師、1月のスト実施を決定"]
MENU = "<nav><ul><li><a href='/n'>News of the whole town</a></li><li><a href='/c'>Contact the press office</a></li></ul></nav>"
DAYS = [dt.date(2025, 10, 20 - n) for n in range(6)]


def page(inner: str, *, lang: str = "en", head: str = "") -> Delivery:
    """A page of a press office that holds something."""
    top = f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Press releases</title>{head}</head>'
    body = f"{top}<body>{MENU}<main><h1>Latest</h1>{inner}</main></body></html>".encode()
    return Delivery("press", START, body, "https://town.example/press/", "text/html; charset=utf-8")


def read(delivery: Delivery) -> list[Item]:
    """What the page lists, in its order; by the guessed selectors the same comes out."""
    reading = sniff.read(delivery)
    assert reading.format == "listing"
    return list(reversed(reading.items))


def guessed_again(delivery: Delivery) -> list[Item]:
    return list(reversed(listing.read(delivery, listing.guess(delivery).rules).items))


BESIDE = (
    "<ul class='r'>"
    + "".join(f"<li>{d:%-d %B %Y} <a href='{n}.html'>{h}</a></li>" for n, (d, h) in enumerate(zip(DAYS, EN, strict=True)))
    + "</ul>"
)
ROWS = "".join(
    f"<tr><td>{d:%d.%m.%Y}</td><td><a href='{n}.html'>{h}</a></td></tr>" for n, (d, h) in enumerate(zip(DAYS, DE, strict=True))
)
PARTED = "".join(
    f"<div class='e'><p><span>{d.day}</span> <span>{d:%b}</span> <span>{d.year}</span></p><h3><a href='{n}.html'>{h}</a></h3>"
    f"<p>{h}. That was said on Monday by a spokeswoman for the town, who gave no reasons for it.</p></div>"
    for n, (d, h) in enumerate(zip(DAYS, EN, strict=True))
)
TERMS = (
    "<dl>"
    + "".join(
        f"<dt>{d.year}年{d.month}月{d.day}日</dt><dd><a href='{n}.html'>{h}</a></dd>"
        for n, (d, h) in enumerate(zip(DAYS, JA, strict=True))
    )
    + "</dl>"
)
BELOW = (
    "<div>"
    + "".join(f"<h3><a href='{n}.html'>{h}</a></h3><p>{d:%-d %B %Y}</p>" for n, (d, h) in enumerate(zip(DAYS, EN, strict=True)))
    + "</div>"
)
GROUPS = "".join(
    f"<section><h2>{d:%-d %B %Y}</h2><ul class='g'><li><a href='{n}.html'>{h}</a></li></ul></section>"
    for n, (d, h) in enumerate(zip(DAYS, EN, strict=True))
)


@pytest.mark.parametrize(
    ("body", "lang", "headlines"),
    [
        (BESIDE, "en", EN),
        (f"<table>{ROWS}</table>", "de", DE),
        (PARTED, "en", EN),
        (TERMS, "ja", JA),
        (BELOW, "en", EN),
        (GROUPS, "en", EN),
    ],
    ids=["beside the link", "table", "parted into elements", "terms of a list", "below", "above a group"],
)
def test_a_day_is_read_wherever_a_list_prints_it(body: str, lang: str, headlines: list[str]) -> None:
    delivery = page(body, lang=lang)
    for items in (read(delivery), guessed_again(delivery)):
        assert [i.headline for i in items] == headlines
        assert [i.day for i in items] == DAYS
        assert items[1].url == "https://town.example/press/1.html"


def test_a_day_that_may_belong_to_either_neighbour_belongs_to_none() -> None:
    flat = "".join(
        f"<h3><a href='{n}.html'>{h}</a></h3><p>{d:%-d %B %Y}</p>" for n, (d, h) in enumerate(zip(DAYS, EN, strict=True))
    )
    items = read(page(f"<div><p>Changed 30 October 2025</p>{flat}</div>"))
    assert {i.day for i in items} == {None}


def test_links_begin_where_the_page_says_that_they_begin() -> None:
    items = read(page(BESIDE, head="<base href='https://cdn.example/town/'>"))
    assert items[0].url == "https://cdn.example/town/0.html"


def test_cards_that_are_links_as_a_whole_give_their_headline_alone_though_each_has_a_class_of_its_own() -> None:
    cards = "".join(
        f"<a class='css-a{n}' href='/x/{n}'><div><div>Politics</div><div>{h}</div><div>{h}, officials said on Monday.</div>"
        "<div>3 hours ago</div><div>Read more</div></div></a>"
        for n, h in enumerate(EN)
    )
    delivery = page(f"<div class='css-1x'>{cards}</div>")
    assert [i.headline for i in read(delivery)] == [i.headline for i in guessed_again(delivery)] == EN


def test_teasers_long_enough_for_an_article_are_still_a_list() -> None:
    said = " It was said on Monday that the matter would be looked into by a commission of three, which reports next year." * 3
    teasers = "".join(f"<div class='t'><h3><a href='{n}'>{h}</a></h3><p>{h}.{said}</p></div>" for n, h in enumerate(EN))
    assert [i.headline for i in read(page(teasers))] == EN


def test_a_paper_that_names_itself_in_linked_data_is_no_article() -> None:
    owner = json.dumps({"@context": "https://schema.org", "@type": "NewsMediaOrganization", "name": "The Courier"})
    assert len(read(page(BESIDE, head=f'<script type="application/ld+json">{owner}</script>'))) == len(EN)


def test_headlines_that_stand_in_scripts_only_are_found() -> None:
    entries = [
        {"id": n, "title": h, "href": f"/n/{n}", "publishedAt": f"{d}T08:00:00Z"}
        for n, (d, h) in enumerate(zip(DAYS, EN, strict=True))
    ]
    state = json.dumps({"props": {"pageProps": {"articles": entries, "menu": [{"name": "All news", "href": "/news"}] * 9}}})
    items = read(page(f'<div id="app"></div><script id="__NEXT_DATA__" type="application/json">{state}</script>'))
    assert [(i.headline, i.url) for i in items] == [(h, f"https://town.example/n/{n}") for n, h in enumerate(EN)]
    assert items[0].version_created == dt.datetime(2025, 10, 20, 8, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", ["window.__INITIAL_STATE__ = ", "window['__NUXT__']=", "self.__DATA__ = "])
def test_headlines_that_a_script_hands_to_a_program_are_found(name: str) -> None:
    entries = [{"title": h, "url": f"/n/{n}", "publishedAt": f"{d}"} for n, (d, h) in enumerate(zip(DAYS, EN, strict=True))]
    state = json.dumps({"user": None, "articles": entries}).replace("null", "undefined")
    items = read(page(f"<div id='app'></div><script>var a = 1; {name}{state}; run(a)</script>"))
    assert [(i.headline, i.url, i.day) for i in items] == [
        (h, f"https://town.example/n/{n}", d) for n, (d, h) in enumerate(zip(DAYS, EN, strict=True))
    ]


@pytest.mark.parametrize("value", ["(function(a){return {articles: []}}(1))", "{articles: []}", "{" * 5000, '{"a": [' * 900])
def test_what_a_script_hands_over_that_is_no_data_is_passed_over(value: str) -> None:
    assert len(read(page(f"{BESIDE}<script>window.__NUXT__ = {value};</script>"))) == len(EN)


def test_a_long_list_is_read_to_its_end() -> None:
    rows = "".join(f'<li><a href="/r/{n}">The port of Vik closes pier {n} for a week</a></li>' for n in range(1_000))
    page = f"<html><body><h1>All releases</h1><ul>{rows}</ul></body></html>".encode()
    reading = sniff.read(Delivery("port", dt.datetime(2026, 3, 5, tzinfo=dt.UTC), page, "https://port.example/all"))
    assert len(reading.items) == 1_000


def test_a_list_of_articles_in_linked_data_is_a_list_and_no_article() -> None:
    things = [
        {"@type": "NewsArticle", "headline": h, "url": f"https://town.example/n/{n}", "datePublished": f"{d}"}
        for n, (d, h) in enumerate(zip(DAYS, EN, strict=True))
    ]
    listed = {
        "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "position": n, "item": t} for n, t in enumerate(things)],
    }
    items = read(page("", head=f'<script type="application/ld+json">{json.dumps(listed)}</script>'))
    assert [i.headline for i in items] == EN


def test_an_article_with_a_list_of_others_in_its_linked_data_stays_an_article() -> None:
    own = {"@type": "NewsArticle", "headline": "Ferry resumes", "datePublished": "2025-10-20"}
    others = [{"@type": "NewsArticle", "headline": h, "url": f"https://town.example/n/{n}"} for n, h in enumerate(EN)]
    head = f'<script type="application/ld+json">{json.dumps([own, *others])}</script>'
    reading = sniff.read(page("<article><h1>Ferry resumes</h1><p>The ferry sails again from Monday.</p></article>", head=head))
    assert (reading.format, reading.items[0].headline) == ("page", "Ferry resumes")


def test_a_list_that_came_as_a_file_leads_where_the_page_says_it_stands() -> None:
    inner = "".join(f"<article><h2><a href='/n/{n}'>• {told}</a></h2></article>" for n, told in enumerate(EN))
    for head in (
        '<link rel="canonical" href="https://town.example/"/>',
        '<meta property="og:url" content="https://town.example/"/>',
    ):
        items = read(replace(page(inner, head=head), address=""))
        assert [(item.headline, item.url) for item in items] == [(told, f"https://town.example/n/{n}") for n, told in enumerate(EN)]


def test_a_list_in_a_file_needs_no_address_and_its_selectors_count() -> None:
    dated = "<li class=t><h3><a href='/n/{0}'>{1}</a></h3><time datetime='{2}'>{2}</time></li>"
    boxes = "".join(dated.format(n, one, day) for n, (one, day) in enumerate(zip(EN, DAYS, strict=True)))
    page = f"<html><head><title>Post</title></head><body><ul>{boxes}</ul></body></html>".encode()
    handed = Delivery("post", START, page, "/home/editor/page.html")
    assert [item.url for item in sniff.read(handed).items] == [""] * 6
    source = Source("post", "Post", kind="handed over", settings={"select.item": "li.t", "select.headline": "h3"})
    assert source.kind != "page"
    assert len(sniff.read(handed, selectors(source)).items) == 6
