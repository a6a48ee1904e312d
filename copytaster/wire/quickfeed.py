"""The fast way through a feed: well-formed RSS and Atom as publishers make them, read with lxml into feedparser's shape.

An entry is a plain dictionary with feedparser's names (`title`, `title_detail`, `links`, `published`, ...), so that what feedparser
says of the same bytes can be laid beside it: `copytaster eval feeds` does so on every document it is given, and tests do on the
fixtures. Whatever is broken, old or odd is not read here at all: `read` answers None, and feedparser reads it (syndication.py).
It reads six times as many entries a second as feedparser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import entities
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from copytaster.wire import bounds, elements

Entry = dict[str, Any]
Element = etree._Element

_ATOM = "http://www.w3.org/2005/atom"
_OF_ATOM = f"{{{_ATOM}}}"
_XHTML = "http://www.w3.org/1999/xhtml"
_PREFIXES = {
    "": "",
    "http://backend.userland.com/rss": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    _ATOM: "",
    "http://purl.org/dc/elements/1.1/": "dc_",
    "http://purl.org/dc/terms/": "dcterms_",
    "http://purl.org/rss/1.0/modules/content/": "content_",
    "http://search.yahoo.com/mrss/": "media_",
    "http://search.yahoo.com/mrss": "media_",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes_",
    "http://www.georss.org/georss": "georss_",
    "http://www.opengis.net/gml": "gml_",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo_",
    "http://purl.org/syndication/thread/1.0": "thr_",
    "http://wellformedweb.org/commentapi/": "wfw_",
    "http://purl.org/rss/1.0/modules/slash/": "slash_",
    "http://purl.org/rss/1.0/modules/syndication/": "sy_",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner_",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf_",
    "http://www.w3.org/1999/xhtml": "xhtml_",
    "http://podlove.org/simple-chapters": "psc_",
    "http://backend.userland.com/creativecommonsrssmodule": "cc_",
    "http://web.resource.org/cc/": "cc_",
}
# Addresses that joining to another changes nothing of, as most in feeds are: looking takes a twentieth of the time of joining. One
# that ends in "?", "#" or ";" would lose it.
_WHOLE = re.compile(
    r"https?://[a-z0-9.-]+(?::[0-9]+)?(?:/[\w.~%!$&'()*+,=:@/-]*)?(?:\?[\w.~%!$&'()*+,=:@/-][\w.~%!$&'()*+,=:@/?-]*)?", re.ASCII
)
_OPENING = re.compile(rb"(?:\xef\xbb\xbf|[ \t\r\n])*+<")
# A declaration that a parser may see. Any other is taken off, and so is what stands before one.
_SOUND = re.compile(
    rb"""<(?!\?xml)|<\?xml version=(["'])1\.0\1(?: encoding=(["'])[Uu][Tt][Ff]-8\2)?(?: standalone=(["'])(?:yes|no)\3)?\s*\?>"""
)
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf|\s)*+<\?xml[^>]*\?>")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w.-]+\.\w{2,}")
_AMPERSAND = re.compile(r"&([A-Za-z0-9_]+);")
_CLOSING = re.compile(r"</(\w+)>|&#?\w+;")
_TAGS = re.compile(r"</?(\w+)")
_ENTITIES = re.compile(r"&(\w+);")
_VERSIONS = {"0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
# How many tags of an entry are read, and how long a name may be in which an address of mail is sought. The 3,059 entries of
# `feeds/real-feeds-share.tar.gz` have at most 34 tags, and names of 46 letters.
MOST_TAGS, LONGEST_NAME = 300, 2_000
_HTML = ("text/html", "application/xhtml+xml")
_KINDS = {"text": "text/plain", "plain": "text/plain", "html": "text/html", "xhtml": "application/xhtml+xml"}
HTML_TAGS = frozenset(
    """a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code col colgroup
    command datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption figure font footer
    form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd keygen label legend li m map menu meter multicol nav nextid noscript
    ol optgroup option output p pre progress q s samp section select small sound source spacer span strike strong sub sup
    table tbody td textarea tfoot th thead time tr tt u ul var video""".split()
)


# Where some publishers put the whole text of an entry, or what it says in short, and where a picture says what it shows.
FULLER = ("yandex_full-text", "turbo_content", "full-text", "full_text", "fulltext", "story", "text")
INTRODUCING = ("dcterms_abstract", "excerpt", "lead", "teaser", "intro", "standfirst")
SHORTER = (*INTRODUCING, "subtitle", "media_description", "media_text")
_CAPTIONS = ("media_description", "media_text", "media_title")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed in feedparser's shape: its version, what it says of itself, its entries as they stand, and the tags and attributes
    that stand in it and in them, with their namespaces."""

    version: str
    about: Entry
    entries: list[Entry]
    tags: frozenset[str]


class InDoubt(Exception):
    """Something stands in the feed that this reader does not vouch for."""


def read(document: str | bytes, base: str = "") -> Feed | None:
    """A feed, or None where there is any doubt how to read it. Addresses are joined to `base`, the feed's own address.

    Bytes are taken for UTF-8, whatever they declare, and are none of this reader's where they are not.
    """
    try:
        data = document.encode() if isinstance(document, str) else document
        root = _root(data)
        return _Reader(root, base, bounds.most(len(data), bounds.ENTRY)).feed() if root is not None else None
    except (InDoubt, etree.XMLSyntaxError, UnicodeError):
        return None


def _root(data: bytes) -> Element | None:
    """The root element; entities that HTML knows and XML does not are resolved on a second try.

    The parser is given the bytes as they came: it is as strict about UTF-8 as Python is, and decoding and encoding a document takes
    half as long as parsing it.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    if not _OPENING.match(data) or data.find(b"<!DOCTYPE", 0, 4096) >= 0 or data.find(b"<!ENTITY", 0, 65536) >= 0:
        return None
    try:
        root = etree.fromstring(data if _SOUND.match(data) else _without_declaration(data), parser)
    except etree.XMLSyntaxError as error:
        if "Entity" not in (error.msg or ""):
            raise
        root = elements.parse(data.decode())
    return None if len(parser.error_log) and any("Entity" not in entry.message for entry in parser.error_log) else root


def _without_declaration(data: bytes) -> bytes:
    """A document without what declares its encoding. Raises `UnicodeDecodeError` where that is no UTF-8, as no parser sees it."""
    found = _DECLARATION.match(data)
    return data[len(found.group().decode().encode()) :] if found else data


class _Reader:
    """One feed on its way: names already told, the language in force, the entry in hand."""

    def __init__(self, root: Element, base: str, most: int) -> None:
        self.root = root
        self.most = most
        self.short: dict[str, str] = {}
        self.attributes: set[str] = set()
        self.readers: dict[str, Callable[[_Reader, Element], None] | None] = {}
        self.atom = False
        self.language: str | None = None
        self.base = base
        self.entry: Entry = {}
        self.tags: set[tuple[str | None, str | None, str | None]] = set()
        self.has_content = self.has_picture = False

    def feed(self) -> Feed:
        name = self.name(self.root)
        if name == "rss":
            version = self.root.get("version", "")
            channels = [child for child in self.root if self.name(child) == "channel"]
            if len(channels) != 1 or len(self.root) != 1:
                raise InDoubt("not one channel")
            known = _VERSIONS.get(version) or ("rss20" if version.startswith("2.") else "rss")
            return self._read(known, channels[0], "item", channels[0])
        if name == "feed" and self.root.tag.lower() == f"{{{_ATOM}}}feed":
            self.atom = True
            return self._read("atom10", self.root, "entry", self.root)
        if name == "rdf_rdf" and "http://purl.org/rss/1.0/" in self.root.nsmap.values():
            channels = [child for child in self.root if self.name(child) == "channel"]
            return self._read("rss10", self.root, "item", channels[0] if len(channels) == 1 else self.root)
        raise InDoubt(name)

    def _read(self, version: str, parent: Element, item: str, channel: Element) -> Feed:
        self.language = self.root.get(_LANG) or parent.get(_LANG)
        self.base = _joined(_joined(self.base, self.root.get(_BASE, "")), parent.get(_BASE, ""))
        about = self._about(channel, item)
        other = {"item": "entry", "entry": "item"}[item]
        entries = []
        for child in parent:
            name = self.name(child)
            if name == item:
                entries.append(self._entry(child))
                if len(entries) > self.most:
                    break
            elif name == other:
                raise InDoubt(f"an {other} in a feed of {item}s")
        return Feed(version, about, entries, frozenset((*self.short, *self.attributes)))

    def _about(self, channel: Element, item: str) -> Entry:
        """What the feed says of itself. Its entries may stand between, and a language holds from where it stands."""
        about: Entry = {"links": []}
        if self.language:
            about["language"] = self.language.replace("_", "-")
        seen_entry = False
        for child in channel:
            name = self.name(child)
            if name == item:
                seen_entry = True
            elif name in ("language", "dc_language"):
                if seen_entry:
                    raise InDoubt("the language stands below an entry")
                self.language = about["language"] = _bare(child)
            elif name == "link":
                self._link(about, child)
            elif name in ("title", "dc_title"):
                about.setdefault("title", self._detail(child, "text/plain")["value"])
            elif name in ("description", "subtitle", "tagline", "dc_description"):
                about["subtitle"] = self._detail(child, "text/html")["value"]
            elif name in (
                "ttl",
                "sy_updateperiod",
                "sy_updatefrequency",
                "rights",
                "copyright",
                "dc_rights",
                "dc_publisher",
                "id",
                "generator",
            ):
                about[name] = _bare(child)
            elif name == "image" and len(child):
                about["image"] = {"href": next((_bare(e) for e in child if self.name(e) == "url"), "")}
            elif name in ("skiphours", "skipdays"):
                about[name] = " ".join(_bare(e) for e in child)
            elif name == "author":
                about.setdefault("authors", []).append(self._person(child))
        return about

    def _entry(self, element: Element) -> Entry:
        self.entry = entry = {}
        self.tags.clear()
        self.has_content = self.has_picture = False
        if element.attrib:
            self.attributes.update(map(str, element.attrib))
        about = element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
        if about:
            entry["id"] = about
        outer, self.language = self.language, element.get(_LANG, self.language)
        whole, self.base = self.base, _joined(self.base, element.get(_BASE, ""))
        readers = self.readers
        for child in element:
            tag = child.tag
            reader = readers[tag] if tag in readers else self._reader(child)
            if reader is not None:
                reader(self, child)
            elif len(child):
                self._unknown(child)
            elif self.short[tag] and not child.attrib:
                entry.setdefault(self.short[tag], _bare(child))
        self.language, self.base = outer, whole
        return entry

    def _reader(self, element: Element) -> Callable[[_Reader, Element], None] | None:
        """What reads elements of a tag that is met for the first time."""
        found = self.readers[element.tag] = _READERS.get(self.name(element))
        return found

    def name(self, element: Element) -> str:
        """A tag in feedparser's manner: the prefix of its namespace and its local name, in small letters.

        A namespace that is not known goes by the prefix that the feed gives it: there are many spellings of the known ones.
        """
        tag = element.tag
        known = self.short.get(tag)
        if known is None:
            space, _, local = tag[1:].rpartition("}") if tag[:1] == "{" else ("", "", tag)
            prefix = _PREFIXES.get(space.lower())
            if prefix is None:
                prefix = f"{element.prefix.lower()}_" if element.prefix else "?_"
            known = self.short[tag] = prefix + local.lower()
        return known

    def _unknown(self, element: Element) -> None:
        """An element nobody here knows may hold others that feedparser would read as the entry's own."""
        for inner in element.iterdescendants():
            if self.name(inner) in _READERS:
                raise InDoubt(f"{inner.tag} inside {element.tag}")

    def _detail(self, element: Element, kind: str) -> Entry:
        """A text with its type: escaped markup, markup in the tree, or plain text."""
        language, base = self.language, self.base
        if element.attrib:
            kind = element.get("type", kind).lower()
            kind = _KINDS.get(kind, kind)
            language = element.get(_LANG, language)
            base = _joined(base, element.get(_BASE, ""))
            if (kind != "text/plain" and kind not in _HTML) or element.get("mode"):
                raise InDoubt(f"content of type {kind}")
        if len(element):
            if kind != "application/xhtml+xml":
                raise InDoubt("markup that is declared to be none")
            value = _inner(element)
        else:
            value = mended((element.text or "").strip())
            if kind == "text/plain" and not self.atom and looks_like_html(value):
                kind = "text/html"
        return {"type": kind, "language": language or None, "base": base, "value": value}

    def title(self, element: Element) -> None:
        if "title" in self.entry and not self.entry.get("title_of_media"):
            self._check_title()
            return
        detail = self._detail(element, "text/plain")
        if detail["value"] or "title" not in self.entry:
            self.entry["title"], self.entry["title_detail"] = detail["value"], detail
            self.entry.pop("title_of_media", None)
            if not detail["value"]:
                self.entry["title_of_media"] = True

    def media_title(self, element: Element) -> None:
        if "title" not in self.entry:
            self.title(element)
            self.entry["title_of_media"] = True
        else:
            self._check_title()

    def _check_title(self) -> None:
        """A second title says nothing, but behind a picture feedparser takes it for the first."""
        if self.has_picture:
            raise InDoubt("a second title behind a picture")

    def description(self, element: Element) -> None:
        self._text(element, "text/html")

    def summary(self, element: Element) -> None:
        self._text(element, "text/plain")

    def _text(self, element: Element, kind: str) -> None:
        """A second description of an entry without content is its content: so feedparser reads podcasts."""
        detail = self._detail(element, kind)
        if "summary" in self.entry and not self.has_content:
            self._add_content(detail)
        elif detail["value"] or "summary" not in self.entry:
            self.entry["summary"], self.entry["summary_detail"] = detail["value"], detail

    def media_description(self, element: Element) -> None:
        """The caption of a picture is the text of an entry only where it has no other."""
        self.entry.setdefault("media_description", self._detail(element, "text/html")["value"])

    def told_elsewhere(self, element: Element) -> None:
        """A text under a name of its own, which counts where it says more than the names that all feeds have."""
        value = _inner(element) if len(element) else (element.text or "").strip()
        if len(value) > len(self.entry.get(self.name(element), "")):
            self.entry[self.name(element)] = value

    def content(self, element: Element) -> None:
        if element.get("src"):
            self.entry.setdefault("links", []).append(
                {"rel": "enclosure", "href": element.get("src"), "type": element.get("type", "")}
            )
        self._add_content(self._detail(element, "text/plain"))
        if element.get("src"):
            self.entry["content"][-1]["src"] = element.get("src")

    def encoded(self, element: Element) -> None:
        self._add_content(self._detail(element, "text/html"))

    def _add_content(self, detail: Entry) -> None:
        self.has_content = True
        self.entry.setdefault("content", []).append(detail)
        self.entry.setdefault("summary", detail["value"])

    def link(self, element: Element) -> None:
        self._link(self.entry, element)

    def _link(self, context: Entry, element: Element) -> None:
        base = self.base
        given = element.items()
        if given:
            attributes = {
                str(name).lower().removeprefix(_OF_ATOM): str(value)
                for name, value in given
                if name[0] != "{" or str(name).lower().startswith(_OF_ATOM)
            }
            for name in ("rel", "type"):
                if name in attributes:
                    attributes[name] = attributes[name].lower()
            href = attributes.pop("url", None) or attributes.pop("uri", None) or attributes.get("href")
            base = _joined(base, element.get(_BASE, ""))
            attributes.setdefault("rel", "alternate")
            attributes.setdefault("type", "application/atom+xml" if attributes["rel"] == "self" else "text/html")
        else:
            attributes, href = {"rel": "alternate", "type": "text/html"}, None
        context.setdefault("links", []).append(attributes)
        if href is not None:
            attributes["href"] = href = _joined(base, href)
            if attributes["rel"] == "alternate" and _KINDS.get(attributes["type"], attributes["type"]) in _HTML:
                context["link"] = href
        elif len(element):
            raise InDoubt("markup inside a link")
        else:
            text = (element.text or "").strip()
            context["link"] = _AMPERSAND.sub(r"&\1", text.replace("&amp;", "&")) if "&" in text else text
            if context["link"]:
                attributes["href"] = context["link"] = _joined(base, context["link"])

    def identity(self, element: Element) -> None:
        value = _bare(element)
        is_link = element.get("isPermaLink", element.get("ispermalink", "true")) == "true"
        self.entry["id"] = value
        self.entry.setdefault("guidislink", is_link and "link" not in self.entry)
        if is_link:
            self.entry.setdefault("link", _joined(self.base, value) if self.base else value)

    def published(self, element: Element) -> None:
        self.entry["published"] = _bare(element)

    def updated(self, element: Element) -> None:
        self.entry["updated"] = _bare(element)

    def created(self, element: Element) -> None:
        self.entry["created"] = _bare(element)

    def author(self, element: Element) -> None:
        person = self._person(element)
        self.entry.setdefault("authors", []).append(person)
        name, email = person.get("name"), person.get("email")
        if not len(element):
            self.entry["author"] = mended(_bare(element))
        elif name or email:
            self.entry["author"] = f"{name} ({email})" if name and email else name or email
        if name or email:
            self.entry["author_detail"] = person

    def contributor(self, element: Element) -> None:
        self.entry.setdefault("contributors", []).append(
            self._person(element) if len(element) else {"name": mended(_bare(element))}
        )

    def _person(self, element: Element) -> Entry:
        if len(element):
            person: Entry = {}
            for child in element:
                name = {"uri": "href", "url": "href", "homepage": "href"}.get(self.name(child), self.name(child))
                if name in ("name", "email", "href"):
                    person[name] = mended(_bare(child)) if name != "href" else _joined(self.base, _bare(child))
                elif name in _READERS:
                    raise InDoubt(f"{child.tag} inside a person")
            return person
        text = mended(_bare(element))
        mail = _MAIL.search(text)
        if not mail:
            return {"name": text} if text else {}
        name = (
            text.replace(mail.group(), "").replace("()", "").replace("<>", "").strip().removeprefix("(").removesuffix(")").strip()
        )
        return {"name": name, "email": mail.group()} if name else {"email": mail.group()}

    def category(self, element: Element) -> None:
        if len(element):
            raise InDoubt("markup inside a category")
        attributes = element.attrib
        term, label = attributes.get("term"), attributes.get("label")
        scheme = attributes.get("scheme", attributes.get("domain"))
        text = _bare(element)
        if not (term or scheme or label or text):
            self.entry.setdefault("tags", [])
            return
        self._tag(term or text or None, scheme, label)
        if term and text:
            self._tag(text, None, None)

    def _tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tags = self.entry.setdefault("tags", [])
        if len(tags) < MOST_TAGS and (term, scheme, label) not in self.tags:
            self.tags.add((term, scheme, label))
            tags.append({"term": term, "scheme": scheme, "label": label})

    def keywords(self, element: Element) -> None:
        for term in _bare(element).split(","):
            if term.strip():
                self._tag(term.strip(), "http://www.itunes.com/" if self.name(element) == "itunes_keywords" else None, None)

    def itunes_category(self, element: Element) -> None:
        self._tag(element.get("text"), "http://www.itunes.com/", None)
        for child in element:
            self.itunes_category(child)

    def media_category(self, element: Element) -> None:
        scheme = element.get("scheme", "http://search.yahoo.com/mrss/category_schema")
        self._tag(_bare(element) or None, scheme, element.get("label"))

    def flag(self, element: Element) -> None:
        value = element.text or ""
        if self.name(element) == "itunes_block":
            self.entry["itunes_block"] = int(value in ("yes", "Yes"))
        else:
            self.entry["itunes_explicit"] = {"yes": True, "clean": False}.get(value)

    def address(self, element: Element) -> None:
        self.entry[self.name(element)] = _joined(self.base, _bare(element))

    def enclosure(self, element: Element) -> None:
        attributes = {name.lower(): value for name, value in _attributes(element).items()}
        href = attributes.pop("url", None) or attributes.pop("uri", None) or attributes.get("href")
        if href:
            attributes["href"] = href
        self.entry.setdefault("links", []).append({**attributes, "rel": "enclosure"})

    def source(self, element: Element) -> None:
        if len(element):
            raise InDoubt("an entry taken over from another feed")
        source = {"title": mended(_bare(element))}
        if element.get("url"):
            source["href"] = str(element.get("url"))
        self.entry["source"] = source

    def media(self, element: Element) -> None:
        """media:group, media:content and what stands in them."""
        name = self.name(element)
        if name == "media_content":
            self.entry.setdefault("media_content", []).append(_attributes(element))
            said = {self.name(child): _bare(child) for child in element}
            if caption := next(filter(None, map(said.get, _CAPTIONS)), None):
                self.entry.setdefault("captions", {}).setdefault(element.get("url") or "", caption)
        for child in element:
            reader = _READERS.get(self.name(child))
            if reader is None:
                if len(child):
                    self._unknown(child)
            elif self.name(child).startswith("media_"):
                reader(self, child)
            else:
                raise InDoubt(f"{child.tag} inside {element.tag}")

    def thumbnail(self, element: Element) -> None:
        self.entry.setdefault("media_thumbnail", []).append(_attributes(element))

    def credit(self, element: Element) -> None:
        self.entry.setdefault("media_credit", []).append({**_attributes(element), "content": _bare(element)})

    def player(self, element: Element) -> None:
        self.entry["media_player"] = {**_attributes(element), "content": _bare(element)}

    def itunes_image(self, element: Element) -> None:
        href = element.get("href") or element.get("url")
        if href:
            self.entry["image"] = {"href": href}

    def image(self, element: Element) -> None:
        """A picture of RSS without the elements that make it one: feedparser keeps nothing of it."""
        if len(element) or element.attrib:
            raise InDoubt("markup inside a picture")
        self.has_picture = True

    def subtitle(self, element: Element) -> None:
        self.entry["subtitle"] = self._detail(element, "text/plain")["value"]

    def rights(self, element: Element) -> None:
        detail = self._detail(element, "text/plain")
        self.entry["rights"], self.entry["rights_detail"] = detail["value"], detail

    def publisher(self, element: Element) -> None:
        person = self._person(element)
        self.entry["publisher"], self.entry["publisher_detail"] = mended(_bare(element)), person

    def entry_language(self, element: Element) -> None:
        self.entry["language"] = self.language = _bare(element)

    def reply(self, element: Element) -> None:
        self.entry["thr_in-reply-to"] = _attributes(element)

    def point(self, element: Element) -> None:
        try:
            latitude, longitude = map(float, _bare(element).replace(",", " ").split()[:2])
        except ValueError:
            self.entry["where"] = {}
            return
        self.entry["where"] = {"type": "Point", "coordinates": (longitude, latitude)}

    def box(self, element: Element) -> None:
        """The corners of a stretch of land, which takes the place of a point that was named before."""
        try:
            numbers = list(map(float, _bare(element).replace(",", " ").split()))
        except ValueError:
            self.entry["where"] = {}
            return
        corners = tuple((longitude, latitude) for latitude, longitude in zip(numbers[::2], numbers[1::2], strict=False))
        self.entry["where"] = {"type": "Box", "coordinates": corners}

    def doubt(self, element: Element) -> None:
        raise InDoubt(str(element.tag))


def _joined(base: str, address: str) -> str:
    """An address as it stands where there is no base to join it to."""
    if not base or not address:
        return address or base
    if _WHOLE.fullmatch(address):
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _attributes(element: Element) -> dict[str, str]:
    return dict(element.items())  # type: ignore[arg-type]


def _bare(element: Element) -> str:
    """The text of an element without children; the text of all of it otherwise."""
    return ((element.text if not len(element) else "".join(map(str, element.itertext()))) or "").strip()


def _inner(element: Element) -> str:
    """The markup inside an element, without a single enclosing div, as feedparser hands it on."""
    whole = str(etree.tostring(element, encoding="unicode", with_tail=False))
    inner = whole[whole.index(">") + 1 : whole.rindex("</")].strip()
    for prefix, space in element[0].nsmap.items():
        if prefix and space == _XHTML:
            inner = inner.replace(f"<{prefix}:", "<").replace(f"</{prefix}:", "</")
    if (
        len(element) == 1
        and str(element[0].tag).rpartition("}")[2].lower() == "div"
        and not (element.text or "").strip()
        and inner.endswith("</div>")
    ):
        inner = inner[inner.index(">") + 1 : -6].strip()
    return mended(inner)


def mended(text: str) -> str:
    """UTF-8 that was taken for Latin-1 and encoded again, put right, as feedparser does."""
    if text.isascii():
        return text
    try:
        return text.encode("iso-8859-1").decode("utf-8")
    except UnicodeError:
        return text


def looks_like_html(text: str) -> bool:
    """Whether a text of no declared kind is meant as HTML: a closing tag or an entity, and none that HTML does not know."""
    if "<" not in text and "&" not in text:
        return False
    return (
        bool(_CLOSING.search(text))
        and all(tag.lower() in HTML_TAGS for tag in _TAGS.findall(text))
        and all(entity in entities.entitydefs for entity in _ENTITIES.findall(text))
    )


_READERS: dict[str, Callable[[_Reader, Element], None]] = {
    **dict.fromkeys(("title", "dc_title"), _Reader.title),
    "media_title": _Reader.media_title,
    **dict.fromkeys(("description", "dc_description"), _Reader.description),
    **dict.fromkeys(("summary", "itunes_summary"), _Reader.summary),
    "media_description": _Reader.media_description,
    **dict.fromkeys((*FULLER, *INTRODUCING, "media_text"), _Reader.told_elsewhere),
    "content": _Reader.content,
    "content_encoded": _Reader.encoded,
    "link": _Reader.link,
    **dict.fromkeys(("guid", "id"), _Reader.identity),
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms_issued"), _Reader.published),
    **dict.fromkeys(("updated", "modified", "dc_date", "dcterms_modified", "lastbuilddate"), _Reader.updated),
    **dict.fromkeys(("created", "dcterms_created"), _Reader.created),
    **dict.fromkeys(("author", "dc_creator", "dc_author", "itunes_author", "managingeditor"), _Reader.author),
    **dict.fromkeys(("contributor", "dc_contributor"), _Reader.contributor),
    **dict.fromkeys(("category", "dc_subject", "keywords"), _Reader.category),
    **dict.fromkeys(("itunes_keywords", "media_keywords"), _Reader.keywords),
    "itunes_category": _Reader.itunes_category,
    "media_category": _Reader.media_category,
    **dict.fromkeys(("itunes_block", "itunes_explicit"), _Reader.flag),
    **dict.fromkeys(("comments", "wfw_comment", "wfw_commentrss"), _Reader.address),
    "itunes_subtitle": _Reader.subtitle,
    "itunes_link": _Reader.itunes_image,
    "enclosure": _Reader.enclosure,
    "source": _Reader.source,
    **dict.fromkeys(("media_group", "media_content"), _Reader.media),
    "media_thumbnail": _Reader.thumbnail,
    "media_credit": _Reader.credit,
    "media_player": _Reader.player,
    "itunes_image": _Reader.itunes_image,
    **dict.fromkeys(("rights", "copyright", "dc_rights"), _Reader.rights),
    **dict.fromkeys(("dc_publisher", "webmaster"), _Reader.publisher),
    **dict.fromkeys(("language", "dc_language"), _Reader.entry_language),
    "thr_in-reply-to": _Reader.reply,
    "georss_point": _Reader.point,
    "georss_box": _Reader.box,
    "image": _Reader.image,
    **dict.fromkeys(
        """fullitem body xhtml_body abstract tags name email uri url homepage textinput expirationdate info where
        georss_where georss_line
        georss_polygon gml_point gml_pos gml_polygon gml_linestring geo_point dcterms_valid newlocation
        media_restriction media_rating media_license cloud psc_chapters
        cc_license""".split(),
        _Reader.doubt,
    ),
}  # fmt: skip
