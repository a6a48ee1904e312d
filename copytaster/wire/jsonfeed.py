"""JSON Feed 1.0 and 1.1 (jsonfeed.org), and RSS as JSON (Winer): their items. It must not invent a title where a post has none."""

from __future__ import annotations

from typing import Any

from copytaster.model import Delivery, Item, Media, Relation, Subject
from copytaster.text.markup import one_line, plain, tidy
from copytaster.wire import bounds, dates, orders
from copytaster.wire.addresses import web_address
from copytaster.wire.jsontext import dicts, string
from copytaster.wire.reading import Reading, stand_in

_SAID = frozenset(("title", "content_html", "content_text", "summary", "date_published"))


def fits(value: Any) -> bool:
    """Whether a value is a JSON Feed, or a feed whose version line was forgotten, or RSS as JSON."""
    if not isinstance(value, dict):
        return False
    if "jsonfeed.org" in string(value, "version") or isinstance(value.get("rss"), dict):
        return True
    entries = value.get("items")
    return (
        isinstance(entries, list) and bool({"feed_url", "home_page_url"} & set(value)) and all(isinstance(e, dict) for e in entries)
    )


def is_entry(value: dict[str, Any]) -> bool:
    """Whether an object alone may be an entry: whoever wrote one, and what is attached to it, have addresses as well."""
    return "id" in value or ("url" in value and not _SAID.isdisjoint(value))


def read(value: dict[str, Any], delivery: Delivery) -> Reading:
    """The items of a feed, oldest first."""
    if isinstance(value.get("rss"), dict):
        channel = value["rss"].get("channel")
        value = _of_rss(channel if isinstance(channel, dict) else {})
    base = delivery.address or string(value, "home_page_url")
    entries = dicts(value.get("items"))
    most = bounds.most(len(delivery.body), bounds.RECORD)
    found = [item for entry in reversed(entries[:most]) if (item := _item(entry, value, base)) is not None]
    lost = len(value.get("items") or ()) - len(found) if isinstance(value.get("items"), list) else 0
    left = bounds.rest(most) if len(entries) > most else f"{lost} entries hold neither a headline, a text nor an address"
    notes = (left,) if lost else ()
    return Reading("jsonfeed", tuple(found), _about(value), notes, lost=lost)


def _about(value: dict[str, Any]) -> dict[str, str]:
    names = {
        "title": "title",
        "home_page_url": "homepage",
        "language": "language",
        "description": "description",
        "feed_url": "self",
        "next_url": "next",
    }
    found = {name: one_line(string(value, key)) for key, name in names.items()}
    for hub in dicts(value.get("hubs")):
        # Other kinds of hub (rssCloud) speak another language than WebSub.
        if string(hub, "url") and string(hub, "type").lower() in ("", "websub", "pubsubhubbub"):
            found.setdefault("hub", string(hub, "url"))
    if value.get("expired") is True:
        found["expired"] = "yes"
    return {name: text for name, text in found.items() if text}


def _item(entry: dict[str, Any], feed: dict[str, Any], base: str) -> Item | None:
    body = plain(string(entry, "content_html")) or tidy(string(entry, "content_text"))
    summary = plain(string(entry, "summary"))
    url = web_address(string(entry, "url"), base) or web_address(string(entry, "external_url"), base)
    # A title is plain text, though many write markup into it: what nothing else is left of is meant literally.
    title, notes = string(entry, "title"), list[str]()
    headline = one_line(title) or " ".join(title.split())
    if not headline:
        headline, note = stand_in(summary or body, url or string(entry, "id"))
        notes.append(note)
    if not headline:
        return None
    first = dates.read(string(entry, "date_published"))
    changed = dates.read(string(entry, "date_modified"))
    created = changed.instant or first.instant
    if created is None:
        notes.append(first.note or changed.note or "undated: no time is given")
    language = string(entry, "language") or string(feed, "language") or None
    extensions = [held for name, held in entry.items() if name.startswith("_") and isinstance(held, dict)]
    ordered = orders.of({**entry, **{k: v for held in extensions for k, v in held.items()}}, created, language, notes)
    external = web_address(string(entry, "external_url"), base)
    tags = entry.get("tags")
    return Item(
        headline=headline,
        uri=string(entry, "id") or url or None,
        byline=_byline(entry) or _byline(feed),
        first_created=first.instant,
        version_created=created,
        day=changed.day or first.day,
        subjects=tuple(Subject(one_line(str(tag))) for tag in tags if isinstance(tag, str | int)) if isinstance(tags, list) else (),
        language=language,
        summary="" if summary == body else summary,
        body=body,
        url=url,
        image=web_address(string(entry, "image", "banner_image"), base),
        media=tuple(
            Media(address, string(a, "mime_type"), one_line(string(a, "title")))
            for a in dicts(entry.get("attachments"))
            if (address := web_address(string(a, "url"), base))
        ),
        related=(Relation("related", "", external),) if external and external != url else (),
        notes=tuple(notes),
        **ordered,
    )


def _byline(value: dict[str, Any]) -> str:
    people = dicts(value.get("authors")) or dicts(value.get("author"))
    return ", ".join(dict.fromkeys(filter(None, (one_line(string(person, "name")) for person in people))))


def _of_rss(channel: dict[str, Any]) -> dict[str, Any]:
    """RSS as JSON in the names of JSON Feed."""
    entries = []
    for entry in dicts(channel.get("item")):
        guid = entry.get("guid")
        entries.append(
            {
                "id": string(guid, "#value") if isinstance(guid, dict) else string(entry, "guid", "link"),
                "url": string(entry, "link"),
                "title": string(entry, "title"),
                "content_html": string(entry, "description"),
                "date_published": string(entry, "pubDate"),
                "author": {"name": string(entry, "author")},
                "attachments": [{"url": string(e, "url"), "mime_type": string(e, "type")} for e in dicts(entry.get("enclosure"))],
            }
        )
    return {
        "title": string(channel, "title"),
        "home_page_url": string(channel, "link"),
        "description": string(channel, "description"),
        "language": string(channel, "language"),
        "items": entries,
    }
