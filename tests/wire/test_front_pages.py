"""What a page is guessed to list: every family of teasers on it, however they are built, menus left out and orders of embargo
heeded.
"""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import PubStatus
from copytaster.wire import listing, pagetree, sniff
from tests.wire.test_listings import BESIDE, DAYS, EN, guessed_again, page, read


def listed(each: str, headlines: list[str] = EN) -> str:
    """Entries of one make: `{n}` is the number, `{h}` the headline, `{d}` the day of each."""
    return "".join(each.format(n=n, h=h, d=f"{d:%-d %B %Y}", iso=d) for n, (d, h) in enumerate(zip(DAYS, headlines, strict=False)))


ROWS = listed("<li><a href='/n/{n}'>{h}</a></li>")
R_ROWS = listed("<li class='r'><a href='/n/{n}'>{h}</a></li>")
MENU_ROWS = listed("<li><a href='/m/{n}'>{h} of the town</a></li>")
ARCHIVE = (
    "<article class='post'><header class='entry-header'><h2 class='entry-title'><a href='/n/{n}'>{h}</a></h2>"
    "<div><time datetime='{iso}T08:30:00Z'>{d}</time></div></header>"
    "<div><p>Said a spokeswoman for the town on Monday.</p></div></article>"
)
CARD = (
    "<div class='card'><a href='/n/{n}'><img src='/i/{n}.jpg' alt=''></a><div><h3>{h}</h3><p>Said a spokeswoman on Monday.</p>"
    "<a href='/n/{n}'>Read more</a></div><div class='card-footer'><small>{d}</small></div></div>"
)
MORE = "<div class='item'><h3>{h}</h3><p>Said a spokeswoman on Monday, who gave no reasons. <a href='/n/{n}'>More</a></p></div>"
SECTIONED = (
    "<div class='t'><a href='/n/{n}'><img alt='' src='/{n}.jpg'></a><a href='/c/ports'>Ports and inland waterways</a>"
    "<h2><a href='/n/{n}'>{h}</a></h2><p>It was said on Monday that the matter would be looked into by a commission of three, "
    "which reports to the council at the beginning of next year, after all who are concerned have been heard.</p></div>"
)
PICTURES = "<div class='item'><a href='/n/{n}'><img src='/{n}.jpg' alt='{h}'></a></div>"
BOXES = {"heads of entries": ARCHIVE, "card": CARD, "more": MORE, "section named first": SECTIONED, "pictures": PICTURES}


@pytest.mark.parametrize("each", BOXES.values(), ids=BOXES)
def test_an_entry_is_found_wherever_its_link_and_its_headline_stand(each: str) -> None:
    delivery = page(listed(each))
    for items in (read(delivery), guessed_again(delivery)):
        assert [(i.headline, i.url) for i in items] == [(h, f"https://town.example/n/{n}") for n, h in enumerate(EN)]


@pytest.mark.parametrize(
    "name", ["ministry-of-social-affairs", "navy-news", "nav-float-right", "shareholder-news", "lang-en", "sinav-haberleri"]
)
def test_a_box_is_no_menu_because_part_of_its_name_is_that_of_one(name: str) -> None:
    inner = f"<div class='{name}'><ul class='r'>{ROWS}</ul></div>"
    assert [i.headline for i in read(page(inner))] == EN


@pytest.mark.parametrize(
    "name", ["main-nav", "siteNavigation", "mega-menu", "menu-item", "social-links", "lang-switcher", "page-footer"]
)
def test_what_is_named_like_a_menu_is_none_of_the_news(name: str) -> None:
    inner = f"<div class='{name}'><ul class='m'>{MENU_ROWS}</ul></div>{BESIDE}"
    assert [i.headline for i in read(page(inner))] == EN


LEAD = (
    "<div class='hero'><h2><a href='/lead'>Government falls after a night of votes</a></h2><p>So it was said on Monday.</p></div>"
)
SECOND = "<div class='second'><h3><a href='/second'>President asks rival to form cabinet</a></h3></div>"


def test_the_leads_of_a_front_page_are_listed_with_its_other_headlines() -> None:
    delivery = page(f"{LEAD}{SECOND}<ul class='more'>{ROWS}</ul>")
    for items in (read(delivery), guessed_again(delivery)):
        assert [i.url.rpartition("/")[2] for i in items] == ["lead", "second", *"012345"]


def test_all_sections_of_a_front_page_are_listed_and_each_page_once() -> None:
    sections = "".join(
        f"<section><h2>{name}</h2>"
        + listed(f"<div class='{name}'><a href='/{name}/{{n}}'>Once more in {name}: {{h}}</a></div>")
        + "</section>"
        for name in ("politics", "economy", "culture")
    )
    again = listed("<div class='seen'><h4><a href='/politics/{n}'>In politics once more: {h}</a></h4></div>")
    delivery = page(sections + again)
    for items in (read(delivery), guessed_again(delivery)):
        assert len(items) == len({i.url for i in items}) == 18


SERVICES = ["Vehicle registration and licences", "Public transport and railways", "Shipping, ports and waterways"]
SERVICES += [
    "Careers at the town hall",
    "Procurement and tender notices",
    "Freedom of information requests",
    "Water and waste fees",
]
SERVICES += ["Publications and statistics", "Schools and kindergartens here", "Parking and traffic permits"]


def test_dated_entries_are_the_news_and_not_a_longer_menu_beside_them() -> None:
    menu = "".join(f"<li><a href='/s/{n}'>{name}</a></li>" for n, name in enumerate(SERVICES))
    body = listed("<div class='t'><h2><a href='/n/{n}'>{h}</a></h2><span>{d}</span></div>")
    assert [i.headline for i in read(page(f"<div><ul class='level1'>{menu}</ul></div><div>{body}</div>"))] == EN


def test_what_is_read_most_does_not_hide_the_news() -> None:
    most = listed("<li><a href='/r/{n}'>What our readers like to read in winter: {h}</a></li>")
    body = listed("<div class='t'><h2><a href='/n/{n}'>{h}</a></h2><p>Said a spokeswoman on Monday.</p><span>{d}</span></div>")
    assert [i.headline for i in read(page(f"<div>{body}</div><div class='most-read'><ol>{most}</ol></div>"))] == EN


def test_links_in_the_sentences_of_an_article_are_no_entries() -> None:
    said = "The harbour stays closed for another week, as was decided by the council on Monday, and "
    paragraphs = "".join(f"<p>{said}<a href='/n/{n}'>{h}</a>, which nobody had foreseen.</p>" for n, h in enumerate(EN))
    assert listing.guessed(pagetree.tree(f"<html><body><article>{paragraphs}</article></body></html>")) is None


@pytest.mark.parametrize("href", ["#", "#none", "javascript:void(0)", "javascript:fn_view('{n}')"])
def test_the_rows_of_a_board_whose_links_a_script_leads_on_are_entries_without_an_address(href: str) -> None:
    row = "<tr><td>1{n}</td><td class='l'><a href=\"" + href + '" onclick="fn_view(\'{n}\')">{h}</a></td><td>{d}</td></tr>'
    delivery = page(f"<table><tbody>{listed(row)}</tbody></table>")
    chosen = list(reversed(listing.read(delivery, {"item": "tbody tr", "headline": "td.l"}).items))
    for items in (read(delivery), guessed_again(delivery), chosen):
        assert [(i.headline, i.url, i.uri, i.day) for i in items] == [(h, "", None, d) for h, d in zip(EN, DAYS, strict=True)]


def test_a_menu_that_a_script_opens_is_no_list() -> None:
    toggles = listed("<li><a href='#' data-toggle='dropdown'>{h}</a></li>")
    with pytest.raises(Unreadable):
        sniff.read(page(f"<ul>{toggles}</ul>"))


def test_the_day_of_an_entry_is_that_of_its_line_and_not_one_that_a_sentence_names() -> None:
    inner = listed(
        "<div class='t'><h2><a href='/n/{n}'>{h}</a></h2><p>The law of 1 January 2020 will be changed.</p>"
        "<p class='when'>{d}</p></div>"
    )
    assert [i.day for i in read(page(inner))] == DAYS
    undated = listed("<div class='t'><h2><a href='/n/{n}'>{h}</a></h2><p>The law of 1 January 2020 will be changed.</p></div>")
    assert {i.day for i in read(page(undated))} == {None}


@pytest.mark.parametrize(
    "each", ["{d} <a href='{n}.htm'>{h}</a><br>", "<a href='{n}.htm'>{h}</a> ({d})<br>"], ids=["before", "behind"]
)
def test_days_between_links_and_breaks_are_read(each: str) -> None:
    delivery = page(f"<p>{listed(each)}</p>")
    for items in (read(delivery), guessed_again(delivery)):
        assert [(i.headline, i.day) for i in items] == list(zip(EN, DAYS, strict=True))


def test_a_picture_that_is_loaded_late_is_taken_and_not_its_blank() -> None:
    late = "<div class='t'><img src='{blank}' data-src='/{{n}}.jpg'><h2><a href='/n/{{n}}'>{{h}}</a></h2></div>"
    for blank in ("data:image/gif;base64,R0lGOD", "/blank.gif"):
        assert read(page(listed(late.format(blank=blank))))[1].image == "https://town.example/1.jpg"
    several = "<div class='t'><img srcset='/{n}-s.jpg 320w, /{n}-l.jpg 640w'><h2><a href='/n/{n}'>{h}</a></h2></div>"
    assert read(page(listed(several)))[1].image == "https://town.example/1-s.jpg"


END = dt.datetime(2025, 10, 26, 0, 1, tzinfo=dt.UTC)
ORDERS = {
    "a line of its own": "<span>EMBARGOED until 00:01 GMT, 26 October 2025</span> <a href='/n/9'>Ferry is to sail once again</a>",
    "bare text": "EMBARGOED until 00:01 GMT, 26 October 2025: <a href='/n/9'>Ferry is to sail once again</a>",
    "a shorter paragraph": "<a href='/n/9'>Ferry is to sail once again</a><p>Under embargo until 00:01 GMT, 26 October 2025</p><p>"
    "It was said on Monday that the ferry would sail again, if the council agrees.</p>",
    "an element named so": "<a href='/n/9'>Ferry is to sail once again</a> "
    "<span class='embargo-until'>26 October 2025, 00:01 GMT</span>",
    "an attribute": "<a href='/n/9'>Ferry is to sail once again</a> <time class='embargo' datetime='2025-10-26T00:01:00Z'></time>",
    "parted into elements": "<a href='/n/9'>Ferry is to sail once again</a> "
    "<b>Embargo:</b> <i>26 October 2025</i>, <i>00:01 GMT</i>",
    "parted before it": "<b>Embargoed</b> <i>until 26 October 2025,</i> <i>00:01 GMT</i> "
    "<a href='/n/9'>Ferry is to sail once again</a>",
    "a field": "<meta itemprop='embargo' content='2025-10-26T00:01:00Z'><a href='/n/9'>Ferry is to sail once again</a>",
}


@pytest.mark.parametrize("inner", ORDERS.values(), ids=ORDERS)
def test_an_embargo_that_an_entry_prints_anywhere_holds_it_and_no_other(inner: str) -> None:
    day = "" if "<time" in inner else " <time datetime='2025-10-20T08:00:00Z'></time>"
    rows = listed("<li class='r'><a href='/n/{n}'>{h}</a> <time datetime='{iso}T08:00:00Z'></time></li>")
    items = read(page(f"<ul><li class='r'>{inner}{day}</li>{rows}</ul>"))
    assert items[0].headline == "Ferry is to sail once again"
    assert [i.embargoed_until for i in items] == [END, *[None] * len(EN)]
    assert items[0].ed_note
    assert items[0].version_created in (None, dt.datetime(2025, 10, 20, 8, tzinfo=dt.UTC))
    assert items[0].day is None


@pytest.mark.parametrize("name", ["embargoed", "is-embargoed"])
def test_an_entry_that_is_named_embargoed_is_withheld(name: str) -> None:
    items = read(page(f"<ul class='x'><li class='r {name}'><a href='/n/9'>Ferry is to sail once again</a></li>{R_ROWS}</ul>"))
    assert {i.headline: i.pub_status for i in items}["Ferry is to sail once again"] is PubStatus.WITHHELD
    assert [i.pub_status for i in items].count(PubStatus.USABLE) == len(EN)


@pytest.mark.parametrize(
    "inner",
    [
        "<li class='r tag-embargo category-embargo'><a href='/n/9'>Ferry is to sail once again</a></li>",
        "<li class='r'><a href='/n/9'>Ferry is to sail once again</a> <span>Arms embargo on the islands</span></li>",
        "<li class='r'><a href='/n/9'>Ferry is to sail once again</a> <span class='embargo'></span></li>",
        "<li class='r'><a href='/n/9'>Ferry is to sail once again</a> <span class='embargo'>No embargo</span></li>",
    ],
    ids=["a subject", "news of one", "an empty element", "none"],
)
def test_news_about_an_embargo_and_an_empty_field_hold_no_entry(inner: str) -> None:
    items = read(page(f"<ul>{inner}{R_ROWS}</ul>"))
    assert {(i.pub_status, i.embargoed_until) for i in items} == {(PubStatus.USABLE, None)}


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='/n/{n}'>{h}</a></li><li>Embargo: 26 October 2025, 00:01 GMT</li>",
        "<li><a href='/n/{n}'>{h} <em>EMBARGOED UNTIL 26 October 2025, 00:01 GMT</em></a></li>",
    ],
)
def test_an_order_in_a_line_beside_an_entry_or_within_its_link_holds_it_and_is_no_day(row: str) -> None:
    items = read(page(f"<ul>{listed(row)}</ul>"))
    assert {i.embargoed_until for i in items} == {END}
    assert {(i.version_created, i.day) for i in items} == {(None, None)}
