"""XML from agencies becomes a tree of bare names, safely: no network, no DTD, no entity that grows, no depth without end.

Namespaces are taken off, because every agency declares them in its own way and none means anything by it. A document that is broken
is read as far as it goes, with a note. Comments and processing instructions are left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from html import entities
from itertools import islice

from lxml import etree

from copytaster.errors import Unreadable
from copytaster.text.markup import one_line, plain
from copytaster.wire.decode import declared_by, decode

Element = etree._Element
# A document larger than this is not one news item; feeds and archives have readers of their own.
LARGEST = 24_000_000
# Agencies' documents have a tag every 22 bytes at the most (`agency/agency-samples.tar.gz`).
_TAGS_ALWAYS, _BYTES_A_TAG = 50_000, 10
# No element of an agency has as many attributes; to rename one a tree looks at all others.
_MOST_ATTRIBUTES = 1_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile("<!DOCTYPE", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
# Entities by name, those left out that XML knows itself.
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_OPENING, _CLOSING = "<![CDATA[", "]]>"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAME = re.compile(r"[^\W\d][\w.-]*")
_NUMBER = re.compile(r"&#(?:(x)([0-9a-fA-F]{1,12})|(\d{1,12}));?")
_PROLOGUE = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_ROOT_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?(?:>|\Z)", re.DOTALL | re.IGNORECASE)
# No name of an element begins with a stroke: "<https://a.example/1|Ferry back>" is a link out of a chat.
_ROOT = re.compile(r"<(?!\w+://)(?:[\w.-]+:)?([\w.-]+)([^>]*)")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,32};)")


def tree(body: bytes, media_type: str = "") -> tuple[Element, tuple[str, ...]]:
    """The root of a document with namespaces taken off, and notes on what was mended. Raises `Unreadable` where there is none."""
    if len(body) > LARGEST:
        raise Unreadable(f"an XML document of {len(body):,} bytes; at most {LARGEST:,} are read")
    text, notes = _bounded(*decode(body, declared_by(media_type)))
    try:
        root = parse(text)
    except etree.XMLSyntaxError as error:
        try:
            root = parse(mended(text), recover=True)
        except etree.XMLSyntaxError:
            raise Unreadable(f"not an XML document: {error.msg}") from None
        notes = (*notes, f"malformed XML, read as far as it goes: {error.msg}")
    if root is None:
        raise Unreadable("the XML document has no root element")
    return bare(root), notes


def _bounded(text: str, notes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """A document cut where it has more tags than any real one: a tree of nothing but tags takes 60 times the bytes."""
    most = max(_TAGS_ALWAYS, len(text) // _BYTES_A_TAG)
    if text.count("<") <= most:
        return text, notes
    place = next(islice(re.finditer("<", text), most, None)).start()
    return text[:place], (*notes, f"more than {most:,} tags in so few bytes: the rest was not read")


def parse(text: str, *, recover: bool = False) -> Element:
    """The root of a document, read with every door closed. Raises `XMLSyntaxError` unless it may recover."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
        encoding="utf-8",
    )
    text = without_declarations(text)
    return etree.fromstring(text.encode("utf-8", errors="replace"), parser)


def without_declarations(text: str) -> str:
    """A document without its XML declaration and DOCTYPE: what they could declare is either known by now or dangerous.

    Entities that HTML knows are replaced, others stay and are left out of the text; control characters go.
    """
    text = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).lstrip()
    head = text[:100_000]
    # Looked for at one place alone: where one does not end, the next thousand do not either.
    if (opening := _DECLARED.search(text, 0, 5000)) and (found := _DOCTYPE.match(head, opening.start())):
        text = text[: found.start()] + text[found.end() :]
    if _FORBIDDEN.search(text):
        text = _FORBIDDEN.sub("", text)
    return "".join(_resolved(text)) if "&" in text else text


def mended(text: str) -> str:
    """A document whose lone ampersands are escaped, so that recovering does not drop the words behind them, and without the numbers
    of characters that there are not."""
    return _NUMBER.sub(_possible, _BARE_AMPERSAND.sub("&amp;", text))


def _possible(found: re.Match[str]) -> str:
    number = int(found.group(2), 16) if found.group(1) else int(found.group(3))
    return found.group() if number < 0x110000 and not _FORBIDDEN.match(chr(number)) else ""


def _resolved(text: str) -> Iterator[str]:
    """The stretches of a document with entities resolved, but for CDATA sections, which have none."""
    place = 0
    while (start := text.find(_OPENING, place)) >= 0 and (end := text.find(_CLOSING, start + len(_OPENING))) >= 0:
        yield _NAMED.sub(_meant, text[place:start])
        place = end + len(_CLOSING)
        yield text[start:place]
    yield _NAMED.sub(_meant, text[place:])


def _meant(found: re.Match[str]) -> str:
    known = f"{found.group(1)};" in entities.html5
    return html.unescape(found.group()).replace("&", "&amp;").replace("<", "&lt;") if known else ""


def bare(root: Element) -> Element:
    """The same tree with namespaces taken off all elements and attributes; of an attribute that comes twice the plain one stays."""
    for reference in list(root.iter(etree.Entity)):
        drop(reference)
    for element in root.iter(etree.Element):
        if len(element.attrib) > _MOST_ATTRIBUTES:
            element.attrib.clear()
        if element.tag[0] == "{":
            element.tag = _sound(element.tag.rpartition("}")[2])
        for name in [str(n) for n in element.attrib if str(n)[0] == "{"]:
            local = "lang" if name.endswith("}lang") else _sound(name.rpartition("}")[2])
            try:
                value = element.attrib.pop(name)
            except KeyError:
                # A namespace with a brace in it: no name of the tree's own leads there.
                continue
            if local not in element.attrib:
                element.attrib[local] = value
    return root


def drop(element: Element) -> None:
    """Take an element out of its tree, keeping the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _sound(name: str) -> str:
    """A name that a tree takes: recovering from broken XML leaves names with colons and worse."""
    return name if _NAME.fullmatch(name) else "_" + re.sub(r"[^\w.-]", "_", name)


def bare_name(name: str) -> str:
    """A name that a tree takes, without what stands before its colon; empty where there is none."""
    local = name.rpartition(":")[2]
    return local if _NAME.fullmatch(local) else ""


def printable(text: str) -> str:
    """A text without the signs that XML forbids."""
    return _FORBIDDEN.sub("", text)


def line(element: Element | None) -> str:
    """The text of an element on one line, markup inside it gone; empty where there is no element."""
    if element is None:
        return ""
    if len(element) == 0:
        return " ".join((element.text or "").split()) if "<" not in (element.text or "") else one_line(element.text or "")
    return one_line(serial(element))


def prose(element: Element | None) -> str:
    """The text of an element as paragraphs; empty where there is no element."""
    return plain(serial(element)) if element is not None else ""


def serial(element: Element) -> str:
    """An element as markup again, without what follows it."""
    return str(etree.tostring(element, encoding="unicode", with_tail=False))


def first(element: Element | None, *paths: str) -> Element | None:
    """The first element that stands at one of some paths, in the order of the paths."""
    if element is not None:
        for path in paths:
            found = element.find(path)
            if found is not None:
                return found
    return None


def lines(element: Element | None, *paths: str) -> Iterator[str]:
    """The texts that are not empty at some paths, in the order of the paths."""
    if element is not None:
        for path in paths:
            for found in element.iterfind(path):
                if text := line(found):
                    yield text


def said(element: Element | None, *paths: str) -> str:
    """The first text that is not empty at some paths."""
    return next(lines(element, *paths), "")


@lru_cache(maxsize=8)
def root_name(head: bytes) -> tuple[str, str]:
    """The bare name of a document's root element and all of its opening tag, as far as the first bytes tell; ("", "") for no
    XML. Half of the formats ask it of the same bytes.
    """
    flat = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").decode("latin-1")
    if not flat.startswith("<"):
        return "", ""
    flat = _ROOT_DOCTYPE.sub("", _PROLOGUE.sub("", flat), count=1).lstrip()
    found = _ROOT.match(flat)
    return (found.group(1), found.group(2)) if found else ("", "")
