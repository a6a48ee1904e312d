"""A page of an outlet becomes an item: schema.org and OpenGraph for what it says of itself, its article for the text.

A page that holds no article, such as a front page, is a listing: the headlines on it become items (listing.py). It must not take a
menu, a cookie notice or a list of links for an article.
"""

from __future__ import annotations

from collections.abc import Iterator

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Genre, Item, Media, Subject
from copytaster.text.markup import one_line, plain
from copytaster.wire import listing, pagebody, pagefacts, pagetree, scripted
from copytaster.wire.addresses import web_address
from copytaster.wire.elements import Element
from copytaster.wire.pagefacts import Facts
from copytaster.wire.reading import Reading

# A text below the first is no article unless the page says that it is one; above the second it is one, whatever else is there.
_SHORTEST, _LONG_ENOUGH = 400, 1500
_MOSTLY_LINKS = 0.5
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def looks_like(head: bytes) -> bool:
    """Whether bytes open like an HTML page."""
    return pagetree.is_html(head)


def read(delivery: Delivery) -> Reading:
    """The article of a page as an item; the headlines of a page that has none."""
    text, notes = pagetree.text_of(delivery.body, delivery.media_type)
    root = pagetree.tree(text)
    facts = pagefacts.facts(root, text, delivery.address)
    item = _item(text, root, facts)
    if not facts.certain:
        found = listing.guessed(root, delivery.address)
        is_short = len(item.body) < _LONG_ENOUGH
        if found is not None and (
            (is_short and (found.linked > _MOSTLY_LINKS or not facts.headline)) or _is_within(item.body, found)
        ):
            return Reading("listing", found.items, _about(root, facts), notes)
        if is_short and (shown := scripted.listed(text, delivery.address)):
            return Reading("listing", shown, _about(root, facts), notes)
    if not item.headline or (not facts.certain and len(item.body) < _SHORTEST and not (item.version_created or item.day)):
        raise Unreadable("a page without an article and without a list of headlines")
    return Reading("page", (item,), _about(root, facts), notes)


def _is_within(body: str, found: listing.Guess) -> bool:
    """Whether most of what was taken for an article's text stands in the entries of a list."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    return sum(len(line) for line in lines if " ".join(line.split()) in found.text) > _MOSTLY_LINKS * sum(map(len, lines)) > 0


def _item(text: str, root: Element, facts: Facts) -> Item:
    body = pagebody.body(text, root, facts.body)
    notes = []
    when = facts.published
    changed = facts.modified if facts.modified.instant and (not when.instant or facts.modified.instant >= when.instant) else when
    if not (when.instant or when.day or changed.instant):
        notes.append("undated: the page gives no time")
    notes += [note for note in (when.note,) if note]
    if facts.paid:
        notes.append("behind a paywall: the text may be cut")
    summary = plain(facts.summary)
    if body.startswith(f"{facts.headline}\n"):
        body = body[len(facts.headline) :].lstrip()
    return Item(
        headline=facts.headline,
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
