"""What an agency document says of itself to a simple eye: what anybody would expect a reader to find. Written against the formats'
specifications, sharing no code with the readers (copytaster/wire).

It gathers candidates: every text in an element or field that the format names for a headline, an identity, a date, a text, and
whether it speaks of a kill, a correction or an embargo. Where no headline is given, the words of the text may stand in. It must
not decide which of them is the right one.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from copytaster.model import UTC

SAME_TEXT = 0.9
_ROOTS = {
    "newsItem": "g2", "packageItem": "g2", "planningItem": "g2", "conceptItem": "g2", "newsMessage": "g2", "NewsML": "newsml",
    "nitf": "nitf", "rss": "own", "feed": "own",
}  # fmt: skip
# Vocabularies, and pieces of documents that stand in manuals.
_NO_COPY = ("knowledgeItem", "catalogItem", "catalog", "groupSet", "contentMeta", "contentSet", "EuroVoc", "Response")
_HEADLINES = {
    "g2": ("headline", "itemMeta/title", "concept/name", "hl1"), "newsml": ("HeadLine", "Headline", "hl1"),
    "nitf": ("hl1", "title", "headline"), "own": ("headline", "title", "Headline", "HeadLine", "tittel", "rubrik"),
}  # fmt: skip
_IDS = {
    "g2": ("@guid",), "newsml": ("PublicIdentifier", "NewsItemId", "guid"),
    "nitf": ("doc-id@id-string", "du-key@key"), "own": ("id", "guid", "NewsCompID", "ItemId", "ContentID"),
}  # fmt: skip
_DATES = {
    "g2": ("versionCreated", "firstCreated", "contentCreated", "contentModified"),
    "newsml": ("ThisRevisionCreated", "FirstCreated", "DateAndTime"),
    "nitf": ("date.issue@norm", "date.release@norm", "story.date@norm", "doc.date@norm", "pubdata@date.publication"),
    "own": ("updated", "published", "pubDate", "ArrivalDateTime"),
}  # fmt: skip
_BODIES = {
    "g2": ("inlineXML",),
    "newsml": ("body.content", "DataContent", "media-caption"),
    "nitf": ("body.content",),
    "own": ("body.content",),
}
_TELEX_HEAD = re.compile(rb"^[\s\x00-\x1f]{0,8}\x01")
_TAG = re.compile(r"<[^>]*>")
# Under these JSON names an item, and gives the end of its embargo.
_NAMES = ("uri", "guid", "urn", "itemid", "uno", "altId", "id")
_ENDS = ("embargoed", "embargo", "embargoeduntil", "embargoedUntil")
# What AP hangs on its addresses names the query and the session, not the item.
_SESSION = re.compile(r"\?qt=.*")


@dataclass(slots=True)
class Evidence:
    """What a document says; sets of candidates, each in plain form. `body` is the words of its longest text, `texts` all of
    them."""

    headlines: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    dates: set[dt.datetime] = field(default_factory=set)
    body: list[str] = field(default_factory=list)
    texts: str = ""
    kill: bool = False
    correction: bool = False
    embargo: bool = False


def gathered(name: str, body: bytes) -> Evidence | None:
    """What a document says; None where it is no copy."""
    if name.endswith((".xsd", ".md", ".xsl", ".xslt", ".xls", ".xlsx", ".ini", ".py", "INDEX.json")) or "/specification/" in name:
        return None
    head = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if "should_fail" in name or "/not-valid/" in name:
        return None
    if head == b"<":
        return _of_xml(body)
    if head in (b"{", b"["):
        return _of_json(body)
    return Evidence() if name.endswith((".tst", ".txt", ".eml")) and "requirements" not in name else None


def plain(text: str) -> str:
    """A text as it is compared: markup, marks of quotation, white space and the case of letters gone."""
    bare = html.unescape(_TAG.sub(" ", html.unescape(text)))
    bare = unicodedata.normalize("NFKC", bare).replace("``", '"').replace("''", '"')
    return " ".join(re.sub(r"[\"“”„»«‘’'`]", "", bare).split()).casefold()


def likeness(expected: list[str], found: str) -> float:
    """How many of the words of two texts are the same, as F1."""
    words = _words(found)
    common = sum((Counter(expected) & Counter(words)).values())
    return 2 * common / max(len(expected) + len(words), 1)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", plain(text))


def _of_xml(body: bytes) -> Evidence | None:
    try:
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", body.decode("utf-8-sig"))  # some declare another encoding and are UTF-8
    except UnicodeDecodeError:
        text = ""
    try:
        root = ET.fromstring(text or body)  # noqa: S314  # test corpora on one's own disk
    except (ET.ParseError, ValueError, LookupError):
        return None
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
        element.attrib = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    if root.tag in _NO_COPY:
        return None
    kind = _ROOTS.get(root.tag, "own")
    if kind == "own" and not _values(root, _HEADLINES[kind]):
        return None
    if root.tag == "newsMessage" and not any(root.iter(tag) and root.find(f".//{tag}") is not None for tag in _ROOTS):
        return None
    found = Evidence()
    found.headlines = {plain(text) for text in _values(root, _HEADLINES[kind])} - {""}
    found.ids = set(_values(root, _IDS[kind]))
    found.dates = {when for text in _values(root, _dated(root, kind)) if (when := moment(text))}
    texts = [" ".join(_pieces(e)) for tag in _BODIES[kind] for e in root.iter(tag)] + _parted(root)
    found.texts = plain(" ".join(texts))
    found.body = max(map(_words, texts), key=len, default=[])
    found.body = found.body if len(found.body) >= 20 else []
    _warn(root, found)
    return found


def _dated(root: ET.Element, kind: str) -> tuple[str, ...]:
    """Where the dates of a document stand; the release of one under embargo is the end of that."""
    is_held = any((e.get("management-status") or "").lower() == "embargoed" for e in root.iter("docdata"))
    return tuple(name for name in _DATES[kind] if not is_held or name != "date.release@norm")


def _parted(root: ET.Element) -> list[str]:
    """A lead and a body that NewsML keeps in components of their own, as one text."""
    told = dict[str, str]()
    for component in root.iter("NewsComponent"):
        role = next((e.get("FormalName", "").lower() for e in component.iterfind("Role")), "")
        if role in ("lead", "body"):
            told.setdefault(role, " ".join(text for e in component.iter("DataContent") for text in _pieces(e)))
    return [f"{told['lead']} {told['body']}"] if len(told) == 2 else []


def _pieces(element: ET.Element) -> Iterator[str]:
    """The texts inside an element, that of media and of heads left out."""
    if element.tag in ("media", "head", "body.head", "style", "script", "media-caption", "ContentItem", "header", "object"):
        return
    if element.tag == "element" and element.get("type") == "headline":
        return
    yield element.text or ""
    for child in element:
        yield from _pieces(child) if element.tag != "DataContent" or child.tag != "media" else ()
        yield child.tail or ""


def _values(root: ET.Element, names: tuple[str, ...]) -> list[str]:
    """The texts and attributes at some names: `element`, `parent/element`, `@attribute`, `element@attribute`."""
    found = []
    for name in names:
        tag, _, attribute = name.partition("@")
        for element in root.iterfind(f".//{tag}") if "/" in tag else root.iter(tag or None):
            text = element.get(attribute, "") if attribute else " ".join("".join(element.itertext()).split())
            if text.strip():
                found.append(text.strip())
    return found


def _warn(root: ET.Element, found: Evidence) -> None:
    for element in root.iter():
        said = " ".join(filter(None, (element.get("qcode"), element.get("FormalName"), element.get("uri")))).lower()
        text = (element.text or "").strip()
        if element.tag in ("pubStatus", "Status"):
            told = said or text.lower()
            found.kill |= bool(re.search(r"cancel|withheld|withdrawn|kill|delete", told))
            found.embargo |= "embargo" in told
        if element.tag in ("signal", "Instruction", "edNote"):
            found.correction |= re.search(r"sig:correction|^correction", said) is not None
            found.correction |= re.match(r"(?i)\W*correct(s|ion)\b", text) is not None
            found.kill |= bool(re.search(r"sig:kill|:(?:kill|remove)\b|^kill", said))
        if element.tag == "embargoed" and text:
            found.embargo = True
        if element.tag == "StatusWillChange":
            found.embargo |= "embargo" in " ".join(e.get("FormalName", "") for e in element.iter()).lower()
        if element.tag == "du-key" or element.tag == "docdata":
            found.kill |= "kill" in (element.get("management-status") or element.get("status") or "").lower()
            found.embargo |= "embargo" in (element.get("management-status") or "").lower()
        if element.tag == "correction" and text.lower() in ("true", "1"):
            found.correction = True


def _of_json(body: bytes) -> Evidence | None:
    try:
        value = json.loads(body.decode("utf-8-sig"))
    except (ValueError, UnicodeDecodeError):
        return None
    thing = _first_news(value, 0)
    if thing is None:
        return None
    found = Evidence()
    lines = [thing.get(name) for name in ("headline", "title", "headlines", "headline_main")]
    found.headlines = {plain(text) for text in _strings(lines, "value", "main", "headline")} - {""}
    found.ids = {_SESSION.sub("", str(thing[n])) for n in _NAMES if isinstance(thing.get(n), str)}
    stamps = [thing.get(name) for name in ("versioncreated", "version_created", "versionCreated", "firstcreated", "firstCreated")]
    found.dates = {when for text in _strings(stamps) if (when := moment(text))}
    texts = [text for name, held in thing.items() if name.lower().startswith("body") for text in _strings([held], "value")]
    longest = max((_words(text) for text in texts), key=len, default=[])
    found.body = longest if len(longest) >= 20 else []
    given = [thing.get(name) for name in ("pubstatus", "pubStatus", "state", "status", "editorialtypes")]
    told = {text.lower().rpartition(":")[2] for text in _strings(given)}
    found.kill = not told.isdisjoint(("canceled", "withheld", "cancelled", "killed", "recalled", "kill"))
    found.embargo = "embargoed" in told or any(thing.get(name) for name in _ENDS)
    signals = " ".join(_strings([thing.get("signals"), thing.get("signal")], "qcode", "name", "code", "literal", "uri")).lower()
    found.correction = "sig:correction" in signals
    return found


def _first_news(value: Any, depth: int) -> dict[str, Any] | None:
    """The first object of a document that has a headline, or a uri beside a type; none where it is a schema or a list of others."""
    if isinstance(value, dict):
        if "$schema" in value and "properties" in value:
            return None
        has_headline = isinstance(value.get("headline") or value.get("headlines") or value.get("headline_main"), str | list)
        is_news = has_headline or (value.get("versioncreated") and value.get("pubstatus"))
        if is_news and any(isinstance(value.get(name), str) for name in _NAMES[:-1]):
            return value
        if has_headline and not value.get("uri"):
            return None
        if value.get("uri") and (has_headline or value.get("type") or value.get("versioncreated") or value.get("standard")):
            return value
        held: list[Any] = list(value.values())
    else:
        held = value if isinstance(value, list) else []
    return next((one for part in held if depth < 4 and (one := _first_news(part, depth + 1))), None)


def _strings(values: list[Any], *names: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from _strings(value, *names)
        elif isinstance(value, dict):
            yield from _strings([value.get(name) for name in names], *names)


def moment(text: str) -> dt.datetime | None:
    """A time in one of the two ways that these formats print it; None for any other."""
    found = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?", text.strip())
    if not found:
        return None
    year, month, day, hour, minute = map(int, found.groups()[:5])
    try:
        at = dt.datetime(year, month, day, hour, minute, int(found.group(6) or 0), tzinfo=UTC)
    except ValueError:
        return None
    zone = found.group(7)
    if zone and zone != "Z":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        at -= dt.timedelta(hours=hours, minutes=minutes) * (1 if zone[0] == "+" else -1)
    return at
