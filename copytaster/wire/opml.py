"""OPML: lists of feeds in and out. It must not fetch anything, and entities in the file are never resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from lxml import etree

from copytaster.errors import Unreadable
from copytaster.model import Source
from copytaster.text.markup import one_line
from copytaster.text.words import fold
from copytaster.wire import elements


def looks_like(head: bytes) -> bool:
    """Whether bytes open like an OPML document."""
    return re.search(rb"<opml[\s>]", head, re.IGNORECASE) is not None


def read(body: bytes) -> list[Source]:
    """The feeds of an OPML document with the folder each lies in. Outlines without an address are folders."""
    root, _ = elements.tree(body)
    if not re.search(r"opml$", str(root.tag), re.IGNORECASE):
        raise Unreadable("not an OPML document")
    found: dict[str, Source] = {}
    _walk(root, "", found)
    return list(found.values())


def _walk(element: etree._Element, folder: str, found: dict[str, Source]) -> None:
    for outline in element.iterchildren(tag=etree.Element):
        attributes = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        name = one_line(attributes.get("title") or attributes.get("text") or "")
        address = attributes.get("xmlurl", "").strip()
        if address and address not in found:
            found[address] = Source(
                key=key_of(name or address),
                name=name or address,
                address=address,
                homepage=attributes.get("htmlurl", "").strip(),
                folder=folder,
            )
        is_folder = outline.tag.lower() == "outline" and not address
        _walk(outline, "/".join(filter(None, (folder, name))) if is_folder else folder, found)


def key_of(name: str) -> str:
    """A short name for addresses and commands: letters and digits, parted by dashes."""
    bare = re.sub(r"^https?://(www\.)?", "", fold(name))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60] or "source"


def write(sources: Iterable[Source], title: str) -> str:
    """The feeds among some sources as an OPML 2.0 document, grouped by folder."""
    folders: dict[str, list[Source]] = {}
    for source in sources:
        if source.address.startswith(("http://", "https://")):
            folders.setdefault(source.folder, []).append(source)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"<head><title>{_escape(title)}</title></head>", "<body>"]
    for folder in sorted(folders):
        indent = "  " if folder else ""
        if folder:
            lines.append(f"<outline text={quoteattr(folder)} title={quoteattr(folder)}>")
        lines.extend(
            f'{indent}<outline type="rss" text={quoteattr(s.name)} title={quoteattr(s.name)} xmlUrl={quoteattr(s.address)}'
            + (f" htmlUrl={quoteattr(s.homepage)}" if s.homepage else "")
            + "/>"
            for s in folders[folder]
        )
        if folder:
            lines.append("</outline>")
    return "\n".join([*lines, "</body>", "</opml>", ""])


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
