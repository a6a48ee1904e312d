"""The nouns of the house (docs/glossary.md) as frozen values. Nothing here reads, writes, judges or knows the time.

Three kinds of value follow one dispatch on its way: what was *received* (`Delivery`, `Item`, `Version`), what the machine
*judged* (`LineCall`, `Change`, `StoryCall`, `SituationCall`, `Weight`), and what editors *decided* (`Decision`). What a page shows
(`Line`, `Story`, `Situation`) is calls overlaid by decisions.

All times are aware and in UTC. All identifiers of versions, lines, stories and situations are positive integers: a line is named
by its first version, a story by its first line, a situation by its first story, so that judging again gives the same names.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, make_dataclass
from operator import attrgetter
from typing import Any

UTC = dt.UTC
# Clocks of publishers run ahead by seconds and minutes, never by hours: a time further ahead of its arrival is to be told.
CLOCK_ERROR = dt.timedelta(minutes=15)


class Pace(enum.StrEnum):
    """How often a source can have news: the class that bounds polling."""

    WIRE = "wire"
    NEWS = "news"
    SLOW = "slow"


class Genre(enum.StrEnum):
    """What kind of copy an item is, as far as the desk treats kinds differently."""

    CURRENT = "current"
    FEATURE = "feature"
    ANALYSIS = "analysis"
    ADVISORY = "advisory"


class PubStatus(enum.StrEnum):
    """Publishing status, as in NewsML-G2 and ninjs."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class Dated(enum.StrEnum):
    """What the time of a version rests on. `ARRIVAL` means undated: the time is that of the delivery, not of the item."""

    INSTANT = "instant"
    DAY = "day"
    ARRIVAL = "arrival"


# The kind of a source whose copy was handed over once, or that is asked no more.
HANDED_OVER = "handed over"
_NEVER_ASKED = frozenset((HANDED_OVER, "desk", "headlines", "jsonl"))


@dataclass(frozen=True, slots=True)
class Source:
    """One wire: a stream of copy that is read."""

    key: str
    name: str
    kind: str = "feed"
    address: str = ""
    homepage: str = ""
    pace: Pace = Pace.NEWS
    language: str | None = None
    attribution: str = ""
    licence: str = ""
    licence_url: str = ""
    folder: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_asked(self) -> bool:
        """Whether the desk asks it by itself, so that it can fare well or ill."""
        return self.kind not in _NEVER_ASKED and bool(self.address)


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the desk knows of asking a source: validators echoed byte for byte, when to ask again, how it fares."""

    source: str
    status: str = "new"
    etag: str | None = None
    last_modified: str | None = None
    checked: dt.datetime | None = None
    next_check: dt.datetime | None = None
    succeeded: dt.datetime | None = None
    changed: dt.datetime | None = None
    failures: int = 0
    problem: str = ""
    moved_to: str | None = None
    seconds: float | None = None
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delivery:
    """The raw bytes of one arrival, before anybody looked inside. `received` is when they came."""

    source: str
    received: dt.datetime
    body: bytes
    address: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic that the wire itself names: an IPTC Media Topic (`code`), a category, or a development that it files under."""

    name: str
    code: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet that the copy names as its source, with the address it gives."""

    outlet: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the wire itself names, with its code and its coordinates (degrees) where it gives them."""

    name: str
    code: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, sound or film that goes with an item: its address, its media type or kind, its caption and who made it."""

    url: str
    type: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Another object that an item names, and how it stands to it: "in-reply-to", "related", "member", "previous", "translation
    of".
    """

    rel: str
    uri: str = ""
    url: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One news object in one version, as read from a delivery. A missing field is None or empty, never invented.

    Names follow ninjs. `body` is plain text, paragraphs parted by a blank line. `day` is the calendar day that the copy is
    filed under where the wire gives no instant. `position` is its place on a page that has an order and no times (0 is the
    top). `notes` say what could not be read and was left out. `type` is text, picture, video, audio, graphic, composite,
    planning or event. `marks` are the version marks of agencies (text/marks.py). `usage` holds rights and terms as printed.
    `situation` holds the developments that the wire itself files the item under, outermost first.
    """

    headline: str
    uri: str | None = None
    version: str | None = None
    slugline: str = ""
    dateline: str = ""
    byline: str = ""
    ed_note: str = ""
    urgency: int | None = None
    signals: tuple[str, ...] = ()
    pub_status: PubStatus = PubStatus.USABLE
    embargoed_until: dt.datetime | None = None
    first_created: dt.datetime | None = None
    version_created: dt.datetime | None = None
    day: dt.date | None = None
    info_source: str = ""
    credit_line: str = ""
    origin: str = ""
    credits: tuple[Credit, ...] = ()
    subjects: tuple[Subject, ...] = ()
    situation: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    language: str | None = None
    summary: str = ""
    body: str = ""
    url: str = ""
    image: str = ""
    genre: Genre = Genre.CURRENT
    position: int | None = None
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    type: str = "text"
    places: tuple[Place, ...] = ()
    media: tuple[Media, ...] = ()
    related: tuple[Relation, ...] = ()
    usage: str = ""

    @property
    def text(self) -> str:
        """The longest running text that the item has: body, else summary, else nothing."""
        return self.body or self.summary


_NAMES = tuple(one.name for one in fields(Item))
_VALUES = attrgetter(*_NAMES)
# An item that can still be written to: it has the same slots, so that it becomes one by a change of its class.
_Open = make_dataclass("_Open", _NAMES, slots=True, eq=False, repr=False)


def changed(item: Item, values: Mapping[str, Any]) -> Item:
    """A copy of an item with some of its values changed; the item stays as it is. Raises `AttributeError` for a name it has not.

    It does what `dataclasses.replace` does in an eighth of the time, which counts because nearly every item that is read is changed
    once more.
    """
    made: Any = _Open(*_VALUES(item))
    for name, value in values.items():
        setattr(made, name, value)
    made.__class__ = Item
    one: Item = made
    return one


@dataclass(frozen=True, slots=True)
class Version:
    """An item that the store has received: its identity, its delivery, and the instant it is sorted by.

    `time` is `version_created`, else the start of `day`, else the arrival; `dated` says which. `arrived` is when its delivery came.
    """

    id: int
    source: str
    delivery: int
    arrived: dt.datetime
    time: dt.datetime
    dated: Dated
    item: Item


class LineKind(enum.StrEnum):
    """What a version is to the line it stands in."""

    NEW = "new"
    VERSION = "version"
    REPEAT = "repeat"
    CORRECTION = "correction"
    KILL = "kill"


@dataclass(frozen=True, slots=True)
class LineCall:
    """The judgment on where a version stands: a line of its own, or a version of what `of` is (an earlier version's id)."""

    version: int
    kind: LineKind
    of: int | None = None
    score: float = 0.0
    why: str = ""


class ChangeKind(enum.StrEnum):
    """The kind of change between two versions, computed from the texts."""

    ALERT_EXPANDED = "alert expanded"
    LEAD_REPLACED = "lead replaced"
    ACTOR_ADDED = "actor added"
    ACTOR_DROPPED = "actor dropped"
    NUMBER_CHANGED = "number changed"
    QUOTE_ADDED = "quote added"
    CORRECTION = "correction"
    EXTENDED = "extended"
    SHORTENED = "shortened"
    REWORDED = "reworded"
    HEADLINE_ONLY = "headline only"
    UNCHANGED = "unchanged"
    KILLED = "killed"


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A run of words: `same`, `added` or `removed`."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a new version changed: word diffs, the kinds (most telling first), and the advisory line an agency would write."""

    old: int
    new: int
    kinds: tuple[ChangeKind, ...]
    headline: tuple[DiffPart, ...]
    text: tuple[DiffPart, ...]
    advisory: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class StoryCall:
    """The judgment on which story a line belongs to. `near` is the line that drew it there; None when it opens a story."""

    line: int
    story: int
    near: int | None = None
    score: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class SituationCall:
    """The judgment on which situation a story belongs to. `near` is the story that drew it there; `parent` the larger situation
    that this one is part of, where one is known."""

    story: int
    situation: int
    near: int | None = None
    score: float = 0.0
    why: str = ""
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """Where a story stands on the front page (higher is higher) and why, in words a reader understands."""

    value: float
    reasons: tuple[str, ...] = ()


class DecisionKind(enum.StrEnum):
    """What an editor can decide. Each is undone by `UNDO`, which names the decision it takes back."""

    TASTE = "taste"
    SPIKE = "spike"
    PIN = "pin"
    MERGE = "merge"
    SPLIT = "split"
    SAME = "same"
    NOT_SAME = "not the same"
    PUBLISH = "publish"
    CORRECT = "correct"
    KILL = "kill"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decided. `on` are version ids (a line is named by its first version, a story by its first line), so that a
    decision holds whatever the machine judges later. `detail` carries the words of a correction, the name of an edition."""

    id: int
    kind: DecisionKind
    on: tuple[int, ...]
    at: dt.datetime
    by: str = "desk"
    note: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The successive versions of one piece of copy, folded into one row of the wire list. `head` is the version that stands.

    `places` are the wires that carry it, the first to bring it first: copy of one origin may be printed in several.
    """

    id: int
    head: Version
    source: str
    first_time: dt.datetime
    time: dt.datetime
    versions: int
    story: int | None
    changed: int
    genre: Genre = Genre.CURRENT
    origins: tuple[str, ...] = ()
    tasted: bool = False
    spiked: bool = False
    pinned: bool = False
    killed: bool = False
    corrected_headline: str = ""
    correction: str = ""
    places: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        """The headline as the desk prints it: the editor's correction, else the wire's own words."""
        return self.corrected_headline or self.head.item.headline


@dataclass(frozen=True, slots=True)
class Story:
    """The lines, from any wire, that report one event and its direct follow-ups."""

    id: int
    title: str
    first_time: dt.datetime
    time: dt.datetime
    lines: int
    versions: int
    wires: int
    origins: int
    situation: int | None
    changed: int
    pinned: bool = False
    spiked: bool = False
    tasted: bool = False
    urgency: int | None = None
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """Stories that belong to one long development, over weeks or years."""

    id: int
    name: str
    first_time: dt.datetime
    time: dt.datetime
    stories: int
    lines: int
    changed: int
    parent: int | None = None
