"""The tolerant way through a feed that is broken, old or odd: what stands between the breaks is saved, the rest is for feedparser.

A feed that is well-formed but odd is read by feedparser as a whole. One that is broken is cut into its entries; the longest
runs of sound entries are read the fast way, and only an entry that is broken itself goes to feedparser, alone, so that a
break costs at most the entry it stands in. (feedparser reads all behind a CDATA section or a comment that never closes as one
text.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from heapq import nsmallest

from lxml import etree

from copytaster.wire import bounds, elements, quickfeed, tolerant
from copytaster.wire.tolerant import Entry, Told

_DECLARATION = re.compile(r"\A[^<]*<\?xml[^>]*\?*>")
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|rdf|channel)\b[^>]*>", re.IGNORECASE)
_CHANNEL = re.compile(r"<(?:[\w.-]+:)?channel\b[^>]*>", re.IGNORECASE)
_TOKEN = re.compile(r"<!\[CDATA\[|<!--|<(/?)(?:[\w.-]+:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_NEXT_ENTRY = re.compile(r"</(?:[\w.-]+:)?(item|entry)\s*>\s*<(?:[\w.-]+:)?\1[\s>]", re.IGNORECASE)
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):[A-Za-z_]|\s([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*\s*=")
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
# How much of a broken entry is read, and how many broken entries of one feed feedparser is asked to read, all of them together no
# longer than it reads of a whole one.
_LARGEST_ENTRY, _MOST_BROKEN = 200_000, 150
# What a feed says of itself is parsed anew with each run of entries: of one that says more than this only the words of these names.
_LONGEST_HEAD, _MOST_PREFIXES = 20_000, 200
_SAID = re.compile(r"<(?:title|link|language|description|ttl)>[^<]{0,2000}</\w+>")
# Where so many entries are broken, a run of others is read only where it is sound as a whole.
_MOST_MENDED = 3000
_TEXTS = ("{*}title", "{*}description", "{*}summary", "{*}content", "{*}encoded")


def read(text: str, base: str = "") -> Told:
    """A feed that is no well-formed XML, or that the fast way does not know."""
    text = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1) if "<?xml" in text[:2000] else text
    text = text[max(text.find("<"), 0) :]
    if "<!ENTITY" in text[:65_536] and text.rfind("<![CDATA[") <= text.rfind("]]>"):
        return tolerant.read(tolerant.without_bombs(text), base)
    clean = elements.without_declarations(text)
    if clean != text and (quick := quickfeed.read(clean, base)) is not None:
        trouble = "malformed: it holds characters or declarations that XML does not allow"
        return Told(quick.version, quick.about, quick.entries, (trouble,))
    trouble = _trouble(text)
    if not trouble and tolerant.reads_whole(text):
        return tolerant.read(text, base)
    pieces = _cut(text)
    if not pieces.entries:
        return tolerant.read(text, base)
    return _saved(pieces, base, trouble or "too large to be read as a whole")


def _trouble(text: str) -> str:
    """What makes a document no well-formed XML; empty where nothing does."""
    try:
        elements.parse(text)
    except etree.XMLSyntaxError as error:
        return error.msg or "not well-formed"
    return ""


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
    closings = _Closings(text)
    while found := _TOKEN.search(text, place):
        place, mark = found.end(), found.group()
        if mark in ("<![CDATA[", "<!--"):
            place = closings.behind(place, "-->" if mark == "<!--" else "]]>")
            continue
        place = text.find(">", place) + 1
        if not place:
            break
        if found.group(1):
            if open_at >= 0:
                starts.append(open_at)
                ends.append(place)
                open_at = -1
        elif text[place - 2] != "/":
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


class _Closings:
    """Where CDATA sections and comments of a text end. What was found once is not sought again, however many of them are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: dict[str, int] = {}
        self.next_entry = (-1, -1)

    def behind(self, place: int, closing: str) -> int:
        """The place behind a section; where it began, if it never closes or would swallow the entries that follow.

        Places must not go back from one call to the next.
        """
        if self.found.get(closing, -1) < place:
            end = self.text.find(closing, place)
            self.found[closing] = end if end >= 0 else len(self.text)
        end = self.found[closing]
        if end == len(self.text):
            return place
        return place if self._entry_ends(place) <= end else end + len(closing)

    def _entry_ends(self, place: int) -> int:
        """Where the next end of an entry with the beginning of another stands."""
        if self.next_entry[0] < place:
            found = _NEXT_ENTRY.search(self.text, place)
            self.next_entry = found.span() if found else (len(self.text), len(self.text))
        return self.next_entry[1]


def _saved(pieces: _Pieces, base: str, trouble: str) -> Told:
    frame = _Frame.of(pieces)
    entries: list[Entry] = []
    version, broken, lost, tags = "", 0, 0, 0
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
            entry = run[0][:_LARGEST_ENTRY]
            found = _one(frame, entry, base, is_asked=broken <= _MOST_BROKEN and tags <= tolerant.MOST_ELEMENTS)
            tags += entry.count("<")
            entries += found
            lost += not found
    said = quickfeed.read(frame.around(""), base)
    told = tolerant.read(frame.around(""), base) if said is None else Told(said.version, said.about, [])
    notes = [f"malformed: {trouble}"] + (
        [f"{broken} of {len(pieces.entries)} entries are broken, {lost} cannot be read"] if broken else []
    )
    return Told(version or told.version, told.about, entries, tuple(notes), lost)


def _one(frame: _Frame, entry: str, base: str, *, is_asked: bool) -> list[Entry]:
    """A broken entry: mended where that is enough, else as feedparser reads it, where it is asked, or as far as it can be read."""
    mended = elements.mended(elements.without_declarations(_without_open_sections(entry)))
    feed = quickfeed.read(frame.around(mended), base) or quickfeed.read(frame.around(mended + frame.closing(mended)), base)
    if feed is not None and feed.entries:
        return feed.entries[:1]
    return tolerant.read(frame.around(entry), base).entries[:1] if is_asked else _recovered(frame, mended, base)


def _recovered(frame: _Frame, entry: str, base: str) -> list[Entry]:
    """A broken entry as far as libxml2 makes a tree of it, in a tenth of the time: where feedparser has read enough of them."""
    try:
        root: etree._Element | None = elements.parse(frame.around(entry), recover=True)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return []
    # Markup that stands in a text as it is: to the reader it is text that holds markup.
    for element in [one for one in root.iter(*_TEXTS) if len(one)]:
        said = (element.text or "") + "".join(etree.tostring(inner, encoding="unicode") for inner in element)
        for inner in list(element):
            element.remove(inner)
        element.text = said
    feed = quickfeed.read(etree.tostring(root, encoding="unicode"), base)
    return feed.entries[:1] if feed is not None else []


def _without_open_sections(entry: str) -> str:
    """An entry without the marks that open a CDATA section behind the last that closes one."""
    closed = entry.rfind("]]>") + 1
    return entry[:closed] + entry[closed:].replace("<![CDATA[", "")


def _tag(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first tag of a kind. What has no ">" behind it is none, and is not looked at."""
    return pattern.search(text, 0, text.rfind(">") + 1)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What has to stand around an entry so that it is a feed of its own: the root with all namespaces, and what the feed says."""

    opening: str
    ending: str
    name: str

    @staticmethod
    def of(pieces: _Pieces) -> _Frame:
        head = pieces.head
        root = _tag(_ROOT, head)
        name = root.group(1).lower() if root else "rss"
        first = pieces.entries[0]
        if root is None and re.match(r"<(?:[\w.-]+:)?entry", first):
            name = "feed"
        used = {a or b for piece in (head, *pieces.entries) for a, b in _PREFIX.findall(piece)} - {"xml", "xmlns"}
        tag = root.group() if root else "<rss version='2.0'>"
        declared = set(re.findall(r"xmlns:([\w.-]+)\s*=", tag))
        missing = nsmallest(_MOST_PREFIXES, used - declared, key=lambda p: (p.lower() not in _KNOWN, p))
        extra = "".join(f' xmlns:{p}="{_KNOWN.get(p.lower(), "urn:undeclared:" + p)}"' for p in missing)
        said = head[root.end() :] if root else ""
        said = _without_broken(said)
        if name == "feed":
            space = "" if re.search(r"\sxmlns\s*=", tag) else ' xmlns="http://www.w3.org/2005/Atom"'
            opening = (tag if root and name == root.group(1).lower() else "<feed>").rstrip("/>") + space + extra + ">"
            return _Frame(opening + said, "</feed>", name)
        if name == "rdf":
            return _Frame(tag.rstrip("/>") + extra + ">" + said, re.sub(r"<([\w.:-]+).*", r"</\1>", tag, flags=re.DOTALL), name)
        channel = _tag(_CHANNEL, said)
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
    if len(said) > _LONGEST_HEAD:
        return "".join(_SAID.findall(said)[:10])
    channel = _tag(_CHANNEL, said)
    body = said[: channel.start()] + said[channel.end() :] if channel else said
    spaces = "".join(f' xmlns:{p}="urn:x"' for p in {a or b for a, b in _PREFIX.findall(said)} - {"xml", "xmlns"})
    try:
        elements.parse(f"<x{spaces}>{body}</x>")
    except etree.XMLSyntaxError:
        mended = elements.mended(elements.without_declarations(body))
        try:
            elements.parse(f"<x{spaces}>{mended}</x>")
        except etree.XMLSyntaxError:
            return "".join(_SAID.findall(said)[:10])
        return mended
    return said
