"""Which of the things that a page's linked data tells of is the article of this page. It must not take a related story, an entry
of a list or the outlet itself for it.

A page names its article by the address where it stands and by the headline that it shows. What has another address and other words
is another article, however much is told of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from copytaster.text.markup import one_line
from copytaster.wire import dates, pagetree
from copytaster.wire.addresses import web_address
from copytaster.wire.pagehead import likeness, pairs

Thing = dict[str, Any]
_TELLING = ("headline", "datePublished", "articleBody", "author")
_ARTICLES = re.compile(
    r"(?!.*(?:organization|newspaper|letter|website)$)"
    r"(?:.*article|blogposting|liveblogposting|socialmediaposting|report|review|.*news.*)$"
)
_FILMS, _PAGES = frozenset(("videoobject", "audioobject")), frozenset(("webpage", "itempage"))
_LIVE = "liveblogposting"
_REFERRING = ("author", "creator", "publisher")
_MOST, _MOST_TITLES = 300, 30
# Two wordings for one article share more pairs of letters than this, those of two articles on one event fewer as a rule.
_ALIKE = 0.6
# So many headlines of which the page shows none as its own are entries of a list.
_A_LIST = 3
# What a section is called has fewer words.
_HEADLINE = 4
_AMP = re.compile(r"(?:[/.]amp|/amp\.html)$")


def own(things: list[Thing], addresses: Sequence[str], titles: Sequence[str]) -> list[Thing]:
    """What linked data tells of a page's article, what fits best first; nothing where it tells of other articles only.

    `addresses` are those that the page may have, the first of them where its links begin; `titles` is what it is called in its head
    and its headings.
    """
    found = list(_articles(things))
    here = {key for address in addresses if (key := _key(address))}
    shown = [held for title in titles[:_MOST_TITLES] if (held := pairs(title))]
    told = [(thing, _is_here(thing, here, addresses[0] if addresses else ""), likeness(_headline(thing), shown)) for thing in found]
    if any(is_here or alike >= _ALIKE for _, is_here, alike in told):
        is_certain = any(is_here for _, is_here, _ in told)
        told = [one for one in told if one[1] or (one[1] is None and _fits(*one)) or (not is_certain and one[2] >= _ALIKE)]
    else:
        # The only article on a page with a headline is that page's, under an old address and in words for search engines.
        is_film = bool(found) and bool(pagetree.kinds(found[0]) & _FILMS)
        is_alone = len(told) == 1 and not is_film and any(len(title.split()) >= _HEADLINE for title in titles)
        told = [one for one in told if (one[1] is None and not (is_film and shown)) or is_alone or not (here and shown)]
        if len({_headline(thing) for thing, _, _ in told}) >= (_A_LIST if shown else 2):
            return []
    told.sort(key=lambda one: (_LIVE not in pagetree.kinds(one[0]), -bool(one[1]) - (one[2] >= _ALIKE), -_filled(one[0])))
    return [thing for thing, _, _ in told]


def pages(things: list[Thing]) -> list[Thing]:
    """What linked data tells of the page as such, its times among it."""
    return [thing for thing in things[:_MOST] if pagetree.kinds(thing) & _PAGES]


def outlet(things: list[Thing]) -> str:
    """The name of the news organization whose page it is."""
    named = (one_line(str(t.get("name") or "")) for t in things[:_MOST] if "newsmediaorganization" in pagetree.kinds(t))
    return next(filter(None, named), "")


def text(things: list[Thing]) -> str:
    """The text of an article as its linked data has it; of a live blog all entries, the newest first."""
    told = max((str(t.get("articleBody") or "") for t in things), key=len, default="")
    posts = next((_posts(t) for t in things if _LIVE in pagetree.kinds(t)), [])
    live = "\n\n".join(filter(None, (_post(post) for post in posts)))
    return live if len(live) > len(told) else told


def _articles(things: list[Thing]) -> Iterator[Thing]:
    """The articles among some things, without the entries of live blogs; a film where there is no article."""
    known = {str(t["@id"]): t for t in things if isinstance(t.get("@id"), str) and len(t) > 1}
    entries = {id(post) for t in things for post in _posts(t)}
    found = [t for t in things if id(t) not in entries and any(map(_ARTICLES.match, pagetree.kinds(t)))]
    found = found or [t for t in things if pagetree.kinds(t) & _FILMS and (t.get("headline") or t.get("name"))]
    for thing in found[:_MOST]:
        yield thing | {name: _meant(thing[name], known) for name in _REFERRING if thing.get(name)}


def _meant(value: Any, known: dict[str, Thing]) -> Any:
    """A value, or what it refers to by an identifier."""
    if isinstance(value, list):
        return [_meant(one, known) for one in value[:_MOST_TITLES]]
    if isinstance(value, dict) and not value.get("name") and isinstance(value.get("@id"), str):
        return known.get(value["@id"], value)
    return value


def _posts(thing: Thing) -> list[Thing]:
    held = thing.get("liveBlogUpdate")
    held = held if isinstance(held, list) else [held]
    posts = [post for post in held if isinstance(post, dict)][:_MOST]
    stamped = [(when, post) for post in posts if (when := dates.read(str(post.get("datePublished") or "")).instant) is not None]
    if len(stamped) < len(posts):
        return posts
    return [post for _, post in sorted(stamped, key=lambda one: one[0], reverse=True)]


def _post(post: Thing) -> str:
    headline, told = one_line(str(post.get("headline") or "")), str(post.get("articleBody") or "").strip()
    return told if not headline or told.startswith(headline) else f"{headline}\n\n{told}".strip()


def _headline(thing: Thing) -> str:
    return one_line(str(thing.get("headline") or thing.get("name") or ""))


def _filled(thing: Thing) -> int:
    return sum(bool(thing.get(name)) for name in _TELLING)


def _fits(thing: Thing, _: bool | None, alike: float) -> bool:
    """Whether a thing without an address tells of the page's article, or has no headline to tell it by."""
    return alike >= _ALIKE or not _headline(thing)


def _is_here(thing: Thing, here: set[tuple[str, str]], base: str) -> bool | None:
    """Whether the address of a thing is the page's own; None where it has none, or only that of a site."""
    named = [pagetree.string(thing.get(name), "@id", "url") for name in ("mainEntityOfPage", "url")]
    told = (web_address(name, base) for name in (named if any(named) else [pagetree.string(thing.get("@id"))]))
    keys = {key for name in told if (key := _key(name)) and key[0].partition("/")[2]}
    if not keys:
        return None
    return any(one[0] == other[0] and (one[1] == other[1] or not (one[1] and other[1])) for one in keys for other in here)


def _key(address: str) -> tuple[str, str] | None:
    """A site with the path on it, and the query behind it: what tells two pages apart. None for no address of the web."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return parts.netloc.lower().removeprefix("www.") + _AMP.sub("", parts.path.rstrip("/")), parts.query
