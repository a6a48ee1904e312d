"""OPML: lists of feeds in and out. It must not fetch anything, and entities in the file are never resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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


def title_of(body: bytes) -> str:
    """What an OPML document calls itself; empty where it does not say."""
    try:
        root, _ = elements.tree(body)
    except Unreadable:
        return ""
    return one_line(next((e.text or "" for e in root.iter(tag=etree.Element) if str(e.tag).lower() == "title"), ""))


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
    top = _Folder()
    for source in sources:
        if source.address.startswith(("http://", "https://")):
            top.at(source.folder).sources.append(source)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"<head><title>{_escape(title)}</title></head>", "<body>", *_written(top, ""), "</body>", "</opml>", ""]
    return "\n".join(lines)


# Folders in folders, no deeper than this; a name that holds more strokes keeps them.
_DEEPEST = 20


@dataclass(slots=True)
class _Folder:
    """A folder of a list: its feeds, and the folders in it by name."""

    sources: list[Source] = field(default_factory=list)
    folders: dict[str, _Folder] = field(default_factory=dict)

    def at(self, path: str) -> _Folder:
        """The folder of that path in this one, made where it is not there."""
        here = self
        for name in filter(None, path.split("/", _DEEPEST)):
            here = here.folders.setdefault(name, _Folder())
        return here


def _written(folder: _Folder, indent: str) -> Iterator[str]:
    for s in folder.sources:
        home = f" htmlUrl={quoteattr(s.homepage)}" if s.homepage else ""
        name = quoteattr(s.name)
        yield f'{indent}<outline type="rss" text={name} title={name} xmlUrl={quoteattr(s.address)}{home}/>'
    for name, inner in sorted(folder.folders.items()):
        yield f"{indent}<outline text={quoteattr(name)} title={quoteattr(name)}>"
        yield from _written(inner, f"{indent}  ")
        yield f"{indent}</outline>"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
