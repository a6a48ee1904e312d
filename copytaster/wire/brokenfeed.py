"""The tolerant way through a feed that is broken, old or odd: what stands between the breaks is saved, the rest is for feedparser.

A feed that is well-formed but odd is read by feedparser as a whole. One that is broken is cut into its entries; the longest
runs of sound entries are read the fast way, and only an entry that is broken itself goes to feedparser, alone, so that a
break costs at most the entry it stands in. (feedparser reads all behind a CDATA section or a comment that never closes as one
text.)

feedparser is given text that is already decoded, never an address or a file name: it would fetch the one and open the other. Its
costs are bounded: attributes and categories by the ten thousand take it quadratic time.
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from typing import Any

import feedparser
import feedparser.mixin
from lxml import etree

from copytaster.wire import bounds, elements, quickfeed

# An identity is what was printed: joined to the address of the feed it would change with the address.
feedparser.mixin._FeedParserMixin.can_be_relative_uri.discard("id")

Entry = dict[str, Any]
Told = tuple[str, Entry, list[Entry], tuple[str, ...]]

_DECLARATION = re.compile(r"\A[^<]*<\?xml[^>]*\?*>")
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|rdf|channel)\b[^>]*>", re.IGNORECASE)
_CHANNEL = re.compile(r"<(?:[\w.-]+:)?channel\b[^>]*>", re.IGNORECASE)
_TOKEN = re.compile(r"<!\[CDATA\[|<!--|<(/?)(?:[\w.-]+:)?(item|entry)(?=[\s>/])[^>]*>", re.IGNORECASE)
_NEXT_ENTRY = re.compile(r"</(?:[\w.-]+:)?(item|entry)\s*>\s*<(?:[\w.-]+:)?\1[\s>]", re.IGNORECASE)
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):[A-Za-z_]|\s([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*\s*=")
_OPEN_CDATA = re.compile(r"<!\[CDATA\[(?![^\x00]*?\]\]>)")
_LONG_ENTITY = re.compile(r"<!ENTITY[^>]{300,}>|<!ENTITY\s+%[^>]*>|<!ENTITY[^>]*&\w[^>]*>")
_LONG_TAG = re.compile(r"<[^<>]{20000,}>?")
_MANY_CATEGORIES = re.compile(
    r"((?:<(?:[\w-]+:)?(category|subject|keywords)\b[^<>]*>(?:[^<]*</[^<>]*>)?\s*){300})(?:<(?:[\w-]+:)?\2\b[^<>]*>(?:[^<]*</[^<>]*>)?\s*)+"
)
_KNOWN = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "georss": "http://www.georss.org/georss",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "atom": "http://www.w3.org/2005/Atom",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
# The most that feedparser is asked to read: whole documents in characters, and single broken entries of one feed. At these
# bounds the worst 5 MB that the tests could make takes it 0.9 s.
_LARGEST_WHOLE, _LARGEST_ENTRY, _MOST_BROKEN = 1_500_000, 200_000, 150
# Where so many entries are broken, a run of others is read only where it is sound as a whole.
_MOST_MENDED = 3000


def read(text: str, base: str = "") -> Told:
    """A feed in feedparser's shape: version, what it says of itself, its entries, and notes on what was wrong."""
    text = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1) if "<?xml" in text[:2000] else text
    text = text[max(text.find("<"), 0) :]
    if "<!ENTITY" in text[:65_536] and text.rfind("<![CDATA[") <= text.rfind("]]>"):
        return _by_feedparser(_LONG_ENTITY.sub("", text[:_LARGEST_WHOLE]), base)
    clean = elements.without_declarations(text)
    if clean != text and (quick := quickfeed.read(clean, base)) is not None:
        return (
            quick.version,
            quick.about,
            quick.entries,
            ("malformed: it holds characters or declarations that XML does not allow",),
        )
    trouble = _trouble(text)
    if not trouble and len(text) <= _LARGEST_WHOLE:
        return _by_feedparser(text, base)
    pieces = _cut(text)
    if not pieces.entries:
        return _by_feedparser(text[:_LARGEST_WHOLE], base)
    return _saved(pieces, base, trouble or "too large to be read as a whole")


def _trouble(text: str) -> str:
    """What makes a document no well-formed XML; empty where nothing does."""
    try:
        elements.parse(text)
    except etree.XMLSyntaxError as error:
        return error.msg or "not well-formed"
    return ""


def _by_feedparser(text: str, base: str) -> Told:
    text = _MANY_CATEGORIES.sub(r"\1", _LONG_TAG.sub("", text))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            found = feedparser.parse(
                io.BytesIO(text.encode("utf-8", errors="replace")),
                sanitize_html=False,
                resolve_relative_uris=False,
                response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base},
            )
        except (TypeError, ValueError, AttributeError, LookupError, AssertionError, RecursionError) as error:
            # Closing tags that never opened make it fall over its own stack, among other things.
            return "", {}, [], (f"malformed: feedparser fails on it ({type(error).__name__})",)
    trouble = found.get("bozo_exception") if found.get("bozo") else None
    return found.version or "", found.feed, found.entries, (f"malformed: {trouble}",) if trouble else ()


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A document cut up: what stands before its first entry and behind its last, and each entry as it was printed."""

    head: str
    entries: list[str]
    tail: str


def _cut(text: str) -> _Pieces:
    """The entries of a document as they stand in it, whatever is broken inside one."""
    starts: list[int] = []
    ends: list[int] = []
    place, open_at = 0, -1
    while found := _TOKEN.search(text, place):
        place = found.end()
        mark = found.group()
        if mark in ("<![CDATA[", "<!--"):
            place = _behind(text, place, "-->" if mark == "<!--" else "]]>")
        elif found.group(1):
            if open_at >= 0:
                starts.append(open_at)
                ends.append(found.end())
                open_at = -1
        elif not mark.endswith("/>"):
            if open_at >= 0:
                starts.append(open_at)
                ends.append(found.start())
            open_at = found.start()
    if open_at >= 0:
        starts.append(open_at)
        ends.append(len(text))
    if not starts:
        return _Pieces(text, [], "")
    return _Pieces(text[: starts[0]], [text[a:b] for a, b in zip(starts, ends, strict=True)], text[ends[-1] :])


def _behind(text: str, place: int, closing: str) -> int:
    """The place behind a CDATA section or comment; where it began, if it never closes or would swallow the entries that follow."""
    end = text.find(closing, place)
    if end < 0:
        return place
    following = _NEXT_ENTRY.search(text, place, end)
    return place if following else end + len(closing)


def _saved(pieces: _Pieces, base: str, trouble: str) -> Told:
    frame = _Frame.of(pieces)
    entries: list[Entry] = []
    version, broken, lost = "", 0, 0
    waiting = [pieces.entries[: bounds.most(sum(map(len, pieces.entries)), bounds.ENTRY) + 1]]
    while waiting:
        run = waiting.pop()
        feed = quickfeed.read(frame.around("".join(run)), base)
        if feed is not None and len(feed.entries) == len(run):
            entries += feed.entries
            version = feed.version
        elif broken >= _MOST_MENDED:
            lost += len(run)
        elif len(run) > 1:
            middle = len(run) // 2
            waiting += [run[middle:], run[:middle]]
        else:
            broken += 1
            found = _one(frame, run[0], base, broken)
            entries += found
            lost += not found
    said = quickfeed.read(frame.around(""), base)
    told = _by_feedparser(frame.around(""), base) if said is None else (said.version, said.about, [], ())
    notes = [f"malformed: {trouble}"] + (
        [f"{broken} of {len(pieces.entries)} entries are broken, {lost} cannot be read"] if broken else []
    )
    return version or told[0], told[1], entries, tuple(notes)


def _one(frame: _Frame, entry: str, base: str, count: int) -> list[Entry]:
    """A broken entry: mended where that is enough, else as feedparser reads it."""
    if len(entry) > _LARGEST_ENTRY:
        entry = entry[:_LARGEST_ENTRY]
    mended = elements.mended(elements.without_declarations(_OPEN_CDATA.sub("", entry)))
    feed = quickfeed.read(frame.around(mended), base) or quickfeed.read(frame.around(mended + frame.closing(mended)), base)
    if feed is not None and feed.entries:
        return feed.entries[:1]
    return _by_feedparser(frame.around(entry), base)[2][:1] if count <= _MOST_BROKEN else []


@dataclass(frozen=True, slots=True)
class _Frame:
    """What has to stand around an entry so that it is a feed of its own: the root with all namespaces, and what the feed says."""

    opening: str
    ending: str
    name: str

    @staticmethod
    def of(pieces: _Pieces) -> _Frame:
        head = pieces.head
        root = _ROOT.search(head)
        name = root.group(1).lower() if root else "rss"
        first = pieces.entries[0]
        if root is None and re.match(r"<(?:[\w.-]+:)?entry", first):
            name = "feed"
        used = {a or b for piece in (head, *pieces.entries) for a, b in _PREFIX.findall(piece)} - {"xml", "xmlns"}
        tag = root.group() if root else "<rss version='2.0'>"
        declared = set(re.findall(r"xmlns:([\w.-]+)\s*=", tag))
        extra = "".join(f' xmlns:{p}="{_KNOWN.get(p.lower(), "urn:undeclared:" + p)}"' for p in sorted(used - declared))
        said = head[root.end() :] if root else ""
        said = _without_broken(said)
        if name == "feed":
            space = "" if re.search(r"\sxmlns\s*=", tag) else ' xmlns="http://www.w3.org/2005/Atom"'
            opening = (tag if root and name == root.group(1).lower() else "<feed>").rstrip("/>") + space + extra + ">"
            return _Frame(opening + said, "</feed>", name)
        if name == "rdf":
            return _Frame(tag.rstrip("/>") + extra + ">" + said, re.sub(r"<([\w.:-]+).*", r"</\1>", tag, flags=re.DOTALL), name)
        channel = _CHANNEL.search(said)
        said = said[channel.end() :] if channel else said
        opening = (tag if name == "rss" else "<rss version='2.0'>").rstrip("/>")
        opening = re.sub(r"<[\w.-]+:rss", "<rss", opening)
        return _Frame(f"{opening}{extra}><channel>{said}", "</channel></rss>", name)

    def around(self, entries: str) -> str:
        """A whole document that holds these entries."""
        return self.opening + entries + self.ending

    def closing(self, entry: str) -> str:
        """The end tag of an entry that lacks it."""
        found = re.match(r"<([\w.:-]+)", entry)
        return f"</{found.group(1)}>" if found and f"</{found.group(1)}" not in entry else ""


def _without_broken(said: str) -> str:
    """What a feed says of itself, or nothing where that would spoil the entries put behind it."""
    body = _CHANNEL.sub("", said, count=1)
    spaces = "".join(f' xmlns:{p}="urn:x"' for p in {a or b for a, b in _PREFIX.findall(said)} - {"xml", "xmlns"})
    try:
        elements.parse(f"<x{spaces}>{body}</x>")
    except etree.XMLSyntaxError:
        mended = elements.mended(elements.without_declarations(body))
        try:
            elements.parse(f"<x{spaces}>{mended}</x>")
        except etree.XMLSyntaxError:
            return "".join(re.findall(r"<(?:title|link|language|description|ttl)>[^<]*</\w+>", said)[:10])
        return mended
    return said
