"""A page of an outlet becomes an item: schema.org and OpenGraph for what it says of itself, its article for the text.

A page that holds no article, such as a front page, is a listing: the headlines on it become items (listing.py). It must not take a
menu, a cookie notice or a list of links for an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Genre, Item, Media, Subject
from copytaster.text.markup import one_line, plain
from copytaster.wire import embargo, listing, pagebody, pagefacts, pagenotices, pagetree, scripted
from copytaster.wire.addresses import web_address
from copytaster.wire.elements import Element
from copytaster.wire.pagefacts import Facts
from copytaster.wire.reading import Reading, stand_in

# A text below the first is no article unless the page says that it is one; above the second it is one, whatever else is there.
_SHORTEST, _LONG_ENOUGH = 400, 1500
_MOSTLY_LINKS = 0.5
# Of the links beside an article fewer have a day or a text; of the entries on a front page headlines are more than this share.
_MOSTLY_TOLD, _FRONT_LINKS = 0.3, 0.3
# What an article says of its own at the least; below it is the introduction to a list.
_OWN = 200
# A name of so few words with one for news in it is that of a section.
_SHORT_NAME = 3
_FRONT = re.compile(
    r"\W*(?:home|homepage|startseite|accueil|inicio|início|página principal|главная|首页|首頁|ホーム|홈)\W*(?:\s[|–—·-]\s.*)?$",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"\b(?:news|press releases|latest|archives?|aktuelles|nachrichten|pressemitteilungen|meldungen|übersicht|archiv|actualités"
    r"|communiqués|noticias|notícias|comunicados|notizie|comunicati|nieuws|nyheter|nyheder|новости)\b",
    re.IGNORECASE,
)
# A text has the end of a sentence or clause in its first characters; one letter a million times over has none.
_SENTENCE, _WITHIN = re.compile(r"[^\W\d_][.,:;!?…。、，！？؟،۔।]"), 2_000
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def looks_like(head: bytes) -> bool:
    """Whether bytes open like an HTML page."""
    return pagetree.is_html(head)


def read(delivery: Delivery) -> Reading:
    """The article of a page as an item; the headlines of a page that has none."""
    text, notes = pagetree.text_of(delivery.body, delivery.media_type)
    root = pagetree.tree(text)
    # A page that came as a file has no address that its links could be joined to.
    address = web_address(delivery.address)
    facts = pagefacts.facts(root, text, address)
    item = _item(text, root, facts)
    if not facts.told and not (item.first_created or item.day) and pagenotices.is_one(item.headline, facts.title, item.body):
        raise Unreadable(f"a notice in the place of an article: “{facts.title or item.headline}”")
    if not facts.certain:
        # A page that came as a file may say itself where its links lead.
        found = listing.guessed(root, address or facts.address or pagetree.canonical(root))
        if found is not None and _is_list(item, facts, found, address):
            return Reading("listing", found.items, _about(root, facts), (*notes, *_left(item.body, found)))
        is_short = len(item.body) < _LONG_ENOUGH and not facts.carded and not (facts.headed and len(item.body) >= _OWN)
        if is_short and (shown := scripted.listed(text, address)):
            return Reading("listing", shown, _about(root, facts), notes)
    says = facts.certain or facts.carded or item.version_created or item.day
    if not item.headline or (not says and len(item.body) < (_OWN if facts.headed else _SHORTEST)):
        raise Unreadable("a page without an article and without a list of headlines")
    return Reading("page", (item,), _about(root, facts), notes)


def _is_list(item: Item, facts: Facts, found: listing.Guess, address: str) -> bool:
    """Whether a page is a list of headlines rather than an article with links beside it.

    It is one where its text stands in the entries. Else a page whose heading and head bear one headline is an article if it says
    something of its own and its links are bare: those of a menu or of other stories, without days and texts.
    """
    own = _own(item.body, found)
    if 2 * len(own) < len("".join(_lines(item.body))):
        return True
    told = sum(bool(one.version_created or one.day or one.summary) for one in found.items)
    is_bare = told < _MOSTLY_TOLD * len(found.items)
    if _is_front(address, item.headline) and (found.linked > _FRONT_LINKS or not is_bare):
        return True
    if len(item.body) >= _LONG_ENOUGH or facts.carded:
        return False
    is_named = _LISTING.search(item.headline) is not None
    if facts.headed and is_bare and len(own) >= _OWN and not is_named:
        return False
    if is_named and not is_bare and len(item.headline.split()) <= _SHORT_NAME:
        return True
    return found.linked > _MOSTLY_LINKS or not facts.headline


def _is_front(address: str, headline: str) -> bool:
    """Whether a page is the first of a site: by its address, or by what it calls itself."""
    parts = urlsplit(address)
    return bool(address and not parts.path.strip("/") and not parts.query) or bool(_FRONT.match(headline))


def _left(body: str, found: listing.Guess) -> tuple[str, ...]:
    """What is said of running text on a page that was taken for a list."""
    own = _own(body, found)
    return (f"taken for a list of headlines: {len(own):,} characters of other text were left",) if len(own) >= _SHORTEST else ()


def _own(body: str, found: listing.Guess) -> str:
    """What was taken for an article's text and does not stand in the entries of a list."""
    return "".join(line for line in _lines(body) if line not in found.text)


def _lines(body: str) -> list[str]:
    return [" ".join(line.split()) for line in body.split("\n") if line.strip()]


def _item(text: str, root: Element, facts: Facts) -> Item:
    body = pagenotices.without(pagebody.body(text, root, facts.body), facts.headline)
    body, offered = pagenotices.without_offers(body)
    body, left = pagenotices.without_others(body)
    notes: list[str] = [left] if left else []
    when = facts.published
    changed = facts.modified if facts.modified.instant and (not when.instant or facts.modified.instant >= when.instant) else when
    until, marks = embargo.of_field(facts.embargo, changed.instant, facts.language[:2] or None, notes)
    if not (when.is_read or changed.instant):
        notes.append("undated: the page gives no time")
    notes += [note for note in (when.note,) if note]
    if facts.paid:
        notes.append("behind a paywall: the text may be cut")
    elif offered:
        notes.append(offered)
    summary = plain(facts.summary)
    if body.startswith(f"{facts.headline}\n"):
        body = body[len(facts.headline) :].lstrip()
    headline = facts.headline
    if not headline and len(body) >= _SHORTEST and _SENTENCE.search(body, 0, _WITHIN):
        headline, note = stand_in(body, facts.address)
        notes.append(note)
    return Item(
        headline=headline,
        uri=facts.address or facts.identity or None,
        byline=facts.byline,
        first_created=when.instant,
        version_created=changed.instant or when.instant,
        day=when.day,
        info_source=facts.publisher,
        subjects=tuple(dict.fromkeys(Subject(name) for name in (*facts.section, *facts.keywords))),
        language=facts.language or None,
        summary="" if summary and body.startswith(summary) else summary,
        body=body,
        url=facts.address,
        image=facts.image,
        media=(Media(facts.image, "image"),) if facts.image else (),
        genre=Genre.CURRENT,
        notes=tuple(notes),
        ed_note=facts.orders,
        usage=facts.usage,
        marks=marks,
        embargoed_until=until,
    )


def _about(root: Element, facts: Facts) -> dict[str, str]:
    found = {"title": facts.publisher, "language": facts.language, "feed": _feed(root)}
    return {name: one_line(value) for name, value in found.items() if value}


def feeds_of(delivery: Delivery) -> dict[str, str]:
    """The feeds that a page names, their whole addresses with what they are called there, as the page has them in order."""
    root = pagetree.tree(pagetree.text_of(delivery.body, delivery.media_type)[0])
    base = pagetree.base_of(root, delivery.address)
    found = ((web_address(one_line(link.get("href") or ""), base), link) for link in _feeds(root))
    return {address: one_line(link.get("title") or "")[:80] for address, link in found if address}


def _feed(root: Element) -> str:
    return next((link.get("href") or "" for link in _feeds(root)), "")


def _feeds(root: Element) -> Iterator[Element]:
    for link in root.iter("link"):
        if "alternate" in (link.get("rel") or "").lower() and (link.get("type") or "").lower() in _FEEDS and link.get("href"):
            yield link
