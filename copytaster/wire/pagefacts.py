"""What a page says of the article it holds: headline, times, authors, section, picture; and where it contradicts itself, whom
to believe.

schema.org is asked first, then OpenGraph and the meta elements that publishing systems set, then microdata and the page's own
heading and time elements. On `pages/publisher-pages.tar.gz` (258 pages, 40 countries; `copytaster eval pages`) the order was
not fitted to single pages: it is the order in which publishers fill these fields by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from copytaster.text.markup import one_line
from copytaster.wire import dates, pagebyline, pagedates, pagehead, pageorders, pagethings, pagetitles, pagetree
from copytaster.wire.addresses import web_address
from copytaster.wire.elements import Element
from copytaster.wire.pagethings import Thing
from copytaster.wire.pagetitles import first

_CARDS = ("article", "news", "newsarticle")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of its article; what it does not say is empty. `told` says that its linked data tells of the article,
    `certain` that it calls itself one, `carded` that its card for networks does, `headed` that a heading on it and its head bear
    the same headline. `embargo` is the end of one that its head gives, `orders` the lines around its heading that order one.
    """

    headline: str = ""
    title: str = ""
    published: dates.When = dates.NEVER
    modified: dates.When = dates.NEVER
    byline: str = ""
    publisher: str = ""
    summary: str = ""
    body: str = ""
    section: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    language: str = ""
    address: str = ""
    image: str = ""
    identity: str = ""
    paid: bool = False
    told: bool = False
    certain: bool = False
    carded: bool = False
    headed: bool = False
    embargo: str = ""
    usage: str = ""
    orders: str = ""


def facts(root: Element, text: str, base: str = "") -> Facts:
    """What a page says of its article."""
    linked = pagetree.linked_data(text)
    page = pagetree.Page.of(text, root)
    metas = page.metas
    links = [e.get("href") or "" for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower()]
    here = [base, *(web_address(value, base) for value in (*links, first(metas, "og:url")))]
    titles = pagetitles.titles(page)
    things = pagethings.own(linked, here, titles)
    publisher = _publisher(things, metas) or pagethings.outlet(linked)
    language = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    language = language or first(metas, "og:locale", "content-language", "language", "dc.language").replace("_", "-")
    headline = pagetitles.headline(page, things, publisher)
    shown = pagehead.heading(root, headline)
    near = pagehead.lines(shown)
    published, modified = pagedates.times(page, things, pagethings.pages(linked), language, near, shown)
    carded = first(metas, "og:type").lower() in _CARDS
    headed = shown is not None and pagehead.is_same(pagetree.texts(shown), headline) and pagetitles.is_in_head(headline, page)
    return Facts(
        headline=headline,
        published=published,
        modified=modified,
        byline=pagebyline.byline(page, things, shown),
        publisher=publisher,
        summary=_summary(things, metas),
        body=pagethings.text(things),
        section=tuple(_listed(things, metas, "articleSection", ("article:section", "section"))),
        keywords=tuple(_listed(things, metas, "keywords", ("article:tag", "news_keywords", "keywords"))[:30]),
        language=language,
        address=_address(links, things, metas, base),
        image=_image(things, metas, base),
        identity=next((str(t["@id"]) for t in things if isinstance(t.get("@id"), str)), ""),
        paid=any(str(t.get("isAccessibleForFree")).lower() in ("false", "http://schema.org/false") for t in things),
        title=pagetitles.without_sign(pagetree.title(root), publisher),
        told=bool(things),
        certain=bool(things) or (headed and (carded or "article:published_time" in metas)),
        carded=carded,
        headed=headed,
        embargo=pageorders.told(metas),
        usage=one_line(first(metas, "rights", "dc.rights", "dcterms.rights", "usageterms")),
        orders=pageorders.printed(page, near, shown, published.instant, language),
    )


def _publisher(things: list[Thing], metas: Mapping[str, list[str]]) -> str:
    """Who publishes the page: the name on its card where its linked data has it, too, else the first that is told."""
    named = [name for t in things if (name := pagetree.string(t.get("publisher"), "name"))]
    card = first(metas, "og:site_name")
    return card if card in named or not named else named[0]


def _summary(things: list[Thing], metas: Mapping[str, list[str]]) -> str:
    told = next(filter(None, (one_line(str(t.get("description") or "")) for t in things)), "")
    return told or first(metas, "og:description", "description", "twitter:description", "dc.description")


def _listed(things: list[Thing], metas: Mapping[str, list[str]], name: str, others: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for thing in things:
        held = thing.get(name)
        for one in held if isinstance(held, list) else [held]:
            if isinstance(one, str):
                found += [one] if isinstance(held, list) else one.split(",")
        if found:
            break
    if not found:
        found = [part for other in others for value in metas.get(other, ()) for part in value.split(",")]
    return list(dict.fromkeys(one_line(text) for text in found if 1 < len(text.strip()) < 80))


def _address(links: Sequence[str], things: list[Thing], metas: Mapping[str, list[str]], base: str) -> str:
    """The address of an article: the one that its page names, else where it was found. The root of a site is no article's, whatever
    a page says: all of them would be one.
    """
    told = [pagetree.string(t.get("mainEntityOfPage"), "@id", "url") or pagetree.string(t.get("url")) for t in things]
    own = web_address(base)
    named = [web_address(value, base) for value in (*links, first(metas, "og:url"), *told)]
    return next((value for value in named if value and (not _is_root(value) or (own and _is_root(own)))), own)


def _is_root(address: str) -> bool:
    """Whether an address names a whole site, or none that there can be."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    host = parts.hostname or ""
    return (not parts.path.strip("/") and not parts.query) or host.startswith(".") or "." not in host.strip(".")


def _image(things: list[Thing], metas: Mapping[str, list[str]], base: str) -> str:
    told = [pagetree.string(t.get("image"), "url", "contentUrl", "@id") for t in things]
    return next(filter(None, (web_address(value, base) for value in (first(metas, "og:image", "twitter:image"), *told))), "")
