"""RSS, Atom and RDF feeds of every age and state become items: the fast way where a feed is well made, with feedparser where not.

It must not resolve an address over the network, and no markup passes: headline, summary and body are plain text. Both readers
hand on feedparser's shape of an entry; what becomes of it is decided here, once. A feed that is broken in one place is read
by feedparser entry by entry, so that the break costs at most the entry it stands in (brokenfeed.py).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import UTC, Credit, Delivery, Item, Media, Place, Relation, Subject
from copytaster.text.markup import one_line, plain, tidy
from copytaster.wire import bounds, brokenfeed, dates, feedcopy, quickfeed
from copytaster.wire.addresses import web_address
from copytaster.wire.decode import declared_by, decode
from copytaster.wire.reading import Reading, stand_in
from copytaster.wire.tolerant import Told

# An entry of Atom may be a document of its own (RFC 4287, 2).
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:(?:rss|feed|RDF|channel)[\s>]|entry\s[^<>]{0,2000}www\.w3\.org/2005/Atom)", re.IGNORECASE)
# What is left of "Ann Berg (mailto:ann@a.example)" where the address is taken out.
_MAILTO = re.compile(r"\s*[(<]?\bmailto:\s*[)>]?\s*$")
_ABOUT = {
    "title": "title",
    "link": "homepage",
    "language": "language",
    "subtitle": "description",
    "ttl": "ttl",
    "sy_updateperiod": "update_period",
    "sy_updatefrequency": "update_frequency",
    "skiphours": "skip_hours",
    "skipdays": "skip_days",
    "rights": "rights",
    "id": "id",
}
# Where feeds made by hand date their entries.
_OTHER_DATES = """prism_publicationdate published_at publish_date publishdate publicationdate publication_date pub_date
datepublished date_published postdate post_date date created_at lastupdated updated_at""".split()
_HTML = ("text/html", "application/xhtml+xml")
_LINK, _LONGEST_LINK = re.compile(r"<a [^<>]*>[^<>]*</a>"), 2_000
# Markup that was escaped once too often, or stands in a CDATA section beside elements: all of it is markup, and HTML's.
_MARKUP = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|table|blockquote|figure|img|a|span|strong|em|b|i)(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE
)
# Elements that no headline is about, and that nobody types for a reader to see.
_DANGEROUS = re.compile(
    r"<\s*/?\s*(?:script|style|iframe|object|embed|img|a|br|svg|form|input|link|meta|base)\b[^<]*>?", re.IGNORECASE
)


def looks_like(head: bytes) -> bool:
    """Whether bytes open like an RSS, Atom or RDF document, in any encoding that keeps ASCII."""
    flat = head.replace(b"\x00", b"")
    return bool(_ROOT.search(flat)) and not re.match(rb"[\s\xef\xbb\xbf\xff\xfe]*(?:<!doctype html|<html)", flat, re.IGNORECASE)


def read(delivery: Delivery) -> Reading:
    """The entries of a feed as items, oldest first (a feed has its newest on top). Broken entries cost no other."""
    version, about, entries, notes, lost, tags = parsed(delivery.body, delivery.media_type, delivery.address)
    if not entries and not version:
        raise Unreadable(f"not a feed: {notes[0]}" if notes else "not a feed")
    base = delivery.address or about.get("link", "")
    items, empty, count = [], 0, len(entries)
    most = bounds.most(len(delivery.body), bounds.ENTRY)
    if len(entries) > most:
        entries, notes, lost = entries[:most], (*notes, bounds.rest(most)), lost + len(entries) - most
    # Those of an Atom feed wrote what names nobody and comes from no other feed (RFC 4287, 4.2.1).
    authors = _names(about) if version.startswith("atom") else ""
    copy = feedcopy.held(delivery.body, delivery.media_type, tags)
    for place in range(len(entries) - 1, -1, -1):
        entry = entries[place]
        found = item(entry, about, base, "" if "source" in entry else authors)
        if found is not None and (held := copy.of(place, count, found.uri, found.headline)) is not None:
            found = feedcopy.beside(found, held)
        if found is None:
            empty += 1
        else:
            items.append(found)
    if empty:
        notes = (*notes, f"{empty} entries hold neither a headline, a text nor an address")
    return Reading(version or "feed", tuple(items), _about(about), notes, lost=lost + empty)


def parsed(body: bytes, media_type: str = "", base: str = "") -> Told:
    """A feed in feedparser's shape."""
    notes: tuple[str, ...] = ()
    quick = quickfeed.read(body, base)
    if quick is None:
        text, notes = decode(body, declared_by(media_type))
        quick = quickfeed.read(text, base) if text.encode(errors="replace") != body else None
    if quick is not None:
        return Told(quick.version, quick.about, quick.entries, notes, tags=quick.tags)
    told = brokenfeed.read(text, base)
    return told._replace(notes=(*notes, *told.notes))


def item(entry: dict[str, Any], feed: dict[str, Any], base: str = "", authors: str = "") -> Item | None:
    """An entry as an item, by `authors` where it names none; None where it holds neither a headline, a text nor an address."""
    contents = _dicts(entry, "content")
    longest = max(contents, key=lambda part: len(part.get("value") or ""), default=None)
    body = max((_prose(longest), *_told(entry, quickfeed.FULLER)), key=len)
    summary = (
        _prose(entry.get("summary_detail")) if "summary_detail" in entry else "" if body else plain(entry.get("summary") or "")
    )
    if not summary or (not body and _is_bare_link(entry.get("summary_detail"))):
        summary = next(_told(entry, quickfeed.INTRODUCING if body else quickfeed.SHORTER), summary)
    url = web_address(_address(entry), base)
    uri = entry.get("id") or entry.get("link") or None
    media = _media(entry, base)
    headline, notes = _headline(entry, summary or body, url or uri or next((one.url for one in media), None))
    if not headline:
        return None
    first, updated, trouble = _times(entry)
    if trouble or (first is None and updated is None):
        notes.append(trouble or "undated: no time is given")
    issued = (updated or first or dates.NEVER).instant
    return Item(
        headline=headline,
        uri=uri,
        byline=_byline(entry) or authors,
        embargoed_until=_available(entry, issued),
        first_created=first.instant if first else None,
        version_created=issued,
        day=(updated or first or dates.NEVER).day,
        info_source=one_line(entry.get("publisher", "") or ""),
        credit_line=", ".join(
            dict.fromkeys(one_line(c.get("content") or "") for c in _dicts(entry, "media_credit") if c.get("content"))
        ),
        credits=_credits(entry, base),
        subjects=tuple(Subject(one_line(t["term"]), scheme=t.get("scheme") or "") for t in _dicts(entry, "tags") if t.get("term")),
        language=entry.get("language")
        or (longest or entry.get("title_detail") or {}).get("language")
        or feed.get("language")
        or None,
        summary="" if body and summary == body else summary,
        body=body,
        url=url,
        image=_image(entry, base, media),
        media=media,
        places=_places(entry),
        related=_related(entry, base),
        usage=one_line(entry.get("rights") or ""),
        notes=tuple(notes),
    )


def _dicts(entry: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The parts of an entry under a name; feedparser leaves texts where a broken feed has other things."""
    held = entry.get(name)
    return [part for part in held if isinstance(part, dict)] if isinstance(held, list | tuple) else []


def _dict(entry: dict[str, Any], name: str) -> dict[str, Any]:
    held = entry.get(name)
    return held if isinstance(held, dict) else {}


def _prose(detail: dict[str, Any] | None) -> str:
    """The text of a part: markup becomes text, what is declared as text stays as it is."""
    if not detail:
        return ""
    value = detail.get("value") or ""
    if "<![CDATA[" in value:
        # Marks of a section that were escaped, or stand in another.
        value = value.replace("<![CDATA[", "").replace("]]>", "")
    if detail.get("type") not in _HTML and not _DANGEROUS.search(value):
        return tidy(value)
    text = plain(value)
    return plain(text) if text[:1] == "<" and _MARKUP.match(text) and quickfeed.looks_like_html(text) else text


def _told(entry: dict[str, Any], names: Iterable[str]) -> Iterator[str]:
    """What an entry says under any of some names."""
    for name in names:
        # Past feedparser's own `get`, which asks under every other name, too.
        value = dict.get(entry, name)
        if isinstance(value, str) and (text := plain(value)):
            yield text


def _is_bare_link(detail: dict[str, Any] | None) -> bool:
    """Whether a part holds no word but those of one link: "Read more"."""
    markup = str(detail.get("value") or "") if detail else ""
    return len(markup) <= _LONGEST_LINK and markup.count("<a ") == 1 and not plain(_LINK.sub("", markup))


def _headline(entry: dict[str, Any], text: str, address: str | None) -> tuple[str, list[str]]:
    """The headline of an entry; what stands in for it where it has none, with a note."""
    detail = entry.get("title_detail") or {"type": "text/html"}
    headline = " ".join(_prose({**detail, "value": entry.get("title")}).split()) or one_line(next(_told(entry, ("headline",)), ""))
    if headline:
        return headline, []
    named = address or next((link["href"] for link in _dicts(entry, "links") if link.get("href")), "")
    headline, note = stand_in(text, named)
    return headline, [note]


def _times(entry: dict[str, Any]) -> tuple[dates.When | None, dates.When | None, str]:
    """When an entry was first published and when it was last changed, and what is wrong with a time that it gives."""
    found: dict[str, dates.When] = {}
    trouble = ""
    for name in ("published", "updated", "created"):
        # Asking feedparser's own dictionary for "updated" where only "published" stands makes it warn and answer with the other.
        printed = dict.get(entry, name)
        if not printed:
            continue
        when = dates.read(str(printed))
        if when.instant is None and when.day is None:
            told = dict.get(entry, f"{name}_parsed")
            if told and "zero date" not in when.note:
                when = dates.When(dt.datetime.fromtimestamp(calendar.timegm(told), UTC))
            else:
                trouble = when.note or trouble
                continue
        trouble = when.note or trouble
        found[name] = when
    first = found.get("published") or found.get("created")
    if not found and not trouble:
        first = next(filter(lambda when: when.is_read, map(dates.read, _told(entry, _OTHER_DATES))), None)
    return first, found.get("updated"), trouble


def _byline(entry: dict[str, Any]) -> str:
    """The names of those who wrote an entry; an address of theirs only where no name is given."""
    return _names(entry) or one_line(entry.get("author") or "")


def _names(told: dict[str, Any]) -> str:
    """The names of the authors of an entry or a feed, each once."""
    names = [_MAILTO.sub("", one_line(person.get("name") or "")) for person in _dicts(told, "authors") if person]
    return ", ".join(dict.fromkeys(filter(None, names)))


def _address(entry: dict[str, Any]) -> str:
    if entry.get("link"):
        return str(entry["link"])
    links = [
        link for link in _dicts(entry, "links") if link.get("href") and link.get("rel") not in ("self", "edit", "replies", "hub")
    ]
    return str(links[0]["href"]) if links else ""


def _credits(entry: dict[str, Any], base: str) -> tuple[Credit, ...]:
    source = _dict(entry, "source")
    title = one_line(source.get("title") or "")
    return (Credit(title, web_address(source.get("href") or source.get("link") or "", base)),) if title else ()


def _image(entry: dict[str, Any], base: str, media: tuple[Media, ...]) -> str:
    for thing in (*_dicts(entry, "media_thumbnail"), _dict(entry, "image")):
        if address := web_address(str(thing.get("url") or thing.get("href") or ""), base):
            return address
    return next((one.url for one in media if one.type.startswith("image")), "")


def _media(entry: dict[str, Any], base: str) -> tuple[Media, ...]:
    found = {}
    captions = _dict(entry, "captions")
    for thing in (*_dicts(entry, "media_content"), *(link for link in _dicts(entry, "links") if link.get("rel") == "enclosure")):
        address = web_address(str(thing.get("url") or thing.get("href") or ""), base)
        if address and address not in found:
            caption = one_line(captions.get(str(thing.get("url") or "")) or "")
            found[address] = Media(address, str(thing.get("type") or thing.get("medium") or ""), caption)
    if len(found) == 1 and not (only := next(iter(found.values()))).caption:
        # What stands beside the one picture of an entry is its caption.
        return (replace(only, caption=next(_told(entry, ("media_description",)), "")),)
    return tuple(found.values())


def _places(entry: dict[str, Any]) -> tuple[Place, ...]:
    where = _dict(entry, "where")
    name = one_line(str(entry.get("georss_featurename") or ""))
    latitude, longitude = entry.get("geo_lat"), entry.get("geo_long")
    try:
        if where.get("type") == "Point":
            longitude, latitude = where["coordinates"][:2]
        if latitude is not None and longitude is not None and abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180:
            return (Place(name, latitude=float(latitude), longitude=float(longitude)),)
    except (TypeError, ValueError):
        pass
    return (Place(name),) if name else ()


def _related(entry: dict[str, Any], base: str) -> tuple[Relation, ...]:
    found = []
    reply = _dict(entry, "thr_in-reply-to")
    if reply.get("ref") or reply.get("href"):
        found.append(Relation("in-reply-to", str(reply.get("ref") or ""), web_address(str(reply.get("href") or ""), base)))
    found += [
        Relation(str(link["rel"]), "", address)
        for link in _dicts(entry, "links")
        if link.get("rel") in ("related", "via") and (address := web_address(str(link.get("href") or ""), base))
    ]
    return tuple(found)


def _available(entry: dict[str, Any], issued: dt.datetime | None) -> dt.datetime | None:
    """From when copy may be used, where its feed says so (dcterms:available) and means later than its issue."""
    printed = str(entry.get("dcterms_available") or "")
    when = dates.read(printed.partition(";")[0].rpartition("=")[2]).instant if printed else None
    return when if when is not None and (issued is None or when > issued) else None


def _about(feed: dict[str, Any]) -> dict[str, str]:
    found = {name: one_line(str(feed.get(key) or "")) for key, name in _ABOUT.items()}
    found["homepage"] = web_address(found["homepage"])
    for link in feed.get("links", ()):
        if link.get("rel") in ("hub", "self") and link.get("href"):
            found.setdefault(link["rel"], link["href"])
    return {name: value for name, value in found.items() if value}
