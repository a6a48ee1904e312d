"""The Store protocol: what the desk asks of a database, whichever it is. It must not name one.

Reading methods may be called from any thread. Writing goes through `pen()`: one writer at a time, one transaction, one change
number, taken only where something was written that readers see: what stands, what was called and decided, editions, the sources'
names. What is received, how a source fares and what is remembered takes none, so that a poll that brings nothing voids no page.
All that a transaction writes is seen at once or not at all; when `pen()` has closed without an error it is on the disk.

Three kinds of table lie behind it. *Received* (sources, deliveries, versions) is never edited. *Judged* (calls) can be dropped and
made again. *Decided* (decisions, editions) is only appended to. What stands (lines, stories, situations) is calls overlaid by
decisions: it is written by the desk and can be rebuilt from the other three.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from copytaster.model import (
    Change,
    Decision,
    DecisionKind,
    Delivery,
    Genre,
    Line,
    LineCall,
    Situation,
    SituationCall,
    Source,
    SourceState,
    Story,
    StoryCall,
    Version,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A delivery that is on the disk: its number, and whether these bytes were the last this source sent (nothing to read)."""

    id: int
    repeat: bool


@dataclass(frozen=True, slots=True)
class Received:
    """A version as it is written: the value, the fingerprint of what it says, and whether an embargo holds it back."""

    version: Version
    digest: str
    held: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """What is known of a delivery without its bytes. `state` is kept, read or quarantined."""

    id: int
    source: str
    received: dt.datetime
    address: str
    size: int
    state: str
    problem: str = ""
    items: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question to the wire list. `until` hides what began later; `before` continues a page: time and head of its last line."""

    limit: int = 50
    source: str = ""
    text: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    before: tuple[dt.datetime, int] | None = None
    story: int | None = None
    genre: Genre | None = Genre.CURRENT
    spiked: bool = False
    tasted: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that a search found: the best of its versions, with the words found marked in `snippet` by \\x02 and \\x03."""

    line: Line
    version: int
    snippet: str
    score: float


@dataclass(frozen=True, slots=True)
class Edition:
    """One published state of a dossier or an analysis. `content` is its JSON, frozen; a correction is another edition."""

    id: int
    kind: str
    key: str
    number: int
    title: str
    at: dt.datetime
    content: str
    note: str = ""
    decision: int | None = None
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Calls:
    """What the machine judged of one version."""

    line: LineCall
    change: Change | None = None
    story: StoryCall | None = None
    situation: SituationCall | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """How much lies in the store."""

    sources: int = 0
    deliveries: int = 0
    quarantined: int = 0
    items: int = 0
    lines: int = 0
    folds: int = 0
    stories: int = 0
    situations: int = 0
    decisions: int = 0
    editions: int = 0
    bytes: int = 0
    held: int = 0


class Reader(Protocol):
    """Everything that can be asked of a store. Lists are newest first unless said otherwise.

    `undated` gives the lines of every page that carries no times as it was last read, wire by wire and in the page's own order.
    `held` gives what is held back, `orders_held` what of it is a kill or withheld, `versions_under` what is out under some ids.
    `lines_changed` gives lines in the order of their changes, those after change `after`; with `line` it goes on within that change
    after that line. `moved` says where a line, story or situation went that stands no more, `gone` which of a level went after a
    change number. `decisions` takes versions that a decision names any of; `decided_in` gives the versions in stories that any
    decision names. `near` gives lines with any of some words in a headline: those that share most with them, up to `limit`.
    """

    def change_number(self) -> int: ...
    def figures(self) -> Figures: ...
    def memory(self, key: str) -> str | None: ...

    def sources(self) -> list[Source]: ...
    def source(self, key: str) -> Source | None: ...
    def state(self, source: str) -> SourceState: ...
    def states(self) -> dict[str, SourceState]: ...

    def delivery(self, id: int) -> Delivery | None: ...
    def deliveries(
        self, *, state: str | None = None, source: str | None = None, limit: int | None = None
    ) -> list[DeliveryRecord]: ...
    def last_received(self) -> dt.datetime | None: ...

    def version(self, id: int) -> Version | None: ...
    def versions(self, ids: Iterable[int]) -> list[Version]: ...
    def all_versions(self, *, after: int = 0) -> Iterator[Version]: ...
    def known(self, source: str, digests: Sequence[str]) -> set[str]: ...
    def latest_digests(self, source: str, uris: Sequence[str]) -> dict[str, str]: ...
    def last_version(self) -> int: ...
    def held(self, until: dt.datetime | None) -> list[Version]: ...
    def orders_held(self) -> list[Version]: ...
    def versions_under(self, source: str, uris: Sequence[str]) -> list[Version]: ...

    def line(self, id: int) -> Line | None: ...
    def lines(self, wanted: Wanted) -> list[Line]: ...
    def lines_by_id(self, ids: Iterable[int]) -> list[Line]: ...
    def count_lines(self, wanted: Wanted) -> int: ...
    def lines_of_story(self, story: int) -> list[Line]: ...
    def lines_of_stories(self, stories: Sequence[int]) -> dict[int, list[Line]]: ...
    def lines_changed(
        self, after: int, limit: int = 200, *, line: int | None = None, wanted: Wanted | None = None
    ) -> list[Line]: ...
    def undated(self, until: dt.datetime, *, limit: int = 400) -> list[Line]: ...
    def opened_after(self, version: int) -> int: ...
    def line_of(self, version: int) -> int | None: ...
    def versions_of_line(self, line: int) -> list[Version]: ...
    def line_calls(self, versions: Iterable[int]) -> dict[int, LineCall]: ...
    def changes(self, versions: Iterable[int]) -> dict[int, Change]: ...

    def story(self, id: int) -> Story | None: ...
    def story_of(self, line: int) -> int | None: ...
    def stories(
        self,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        situation: int | None = None,
        limit: int | None = None,
    ) -> list[Story]: ...
    def pinned_stories(self) -> list[Story]: ...
    def story_calls(self, lines: Iterable[int]) -> dict[int, StoryCall]: ...

    def situation(self, id: int) -> Situation | None: ...
    def situation_of(self, story: int) -> int | None: ...
    def situations(self, *, at_least: int = 2, text: str = "", limit: int | None = None) -> list[Situation]: ...
    def situations_below(self, id: int) -> list[int]: ...
    def situation_calls(self, stories: Iterable[int]) -> dict[int, SituationCall]: ...

    def moved(self, level: str, id: int) -> int | None: ...
    def gone(self, level: str, after: int, limit: int = 200) -> list[int]: ...

    def decisions(
        self, *, on: Iterable[int] | None = None, kind: DecisionKind | None = None, limit: int | None = None
    ) -> list[Decision]: ...
    def decided_in(self, stories: Iterable[int]) -> dict[int, list[int]]: ...
    def decision(self, id: int) -> Decision | None: ...
    def edition(self, id: int) -> Edition | None: ...
    def editions(self, *, kind: str | None = None, key: str | None = None) -> list[Edition]: ...

    def near(
        self, words: Sequence[str], *, after: dt.datetime | None = None, until: dt.datetime | None = None, limit: int = 50
    ) -> list[Line]: ...
    def search(self, text: str, *, limit: int = 50, source: str = "", until: dt.datetime | None = None) -> list[Hit]: ...


class Pen(Reader, Protocol):
    """One open transaction. What it reads includes what it wrote.

    `number` is the change number it writes under. `drop` takes lines, stories or situations away and remembers where each went.
    """

    number: int

    def remember(self, key: str, value: str | None) -> None: ...
    def put_source(self, source: Source) -> None: ...
    def put_state(self, state: SourceState) -> None: ...

    def keep(self, delivery: Delivery) -> Kept: ...
    def mark_read(self, delivery: int, items: int) -> None: ...
    def quarantine(self, delivery: int, problem: str) -> None: ...

    def receive(self, received: Sequence[Received]) -> None: ...
    def release(self, versions: Sequence[int]) -> None: ...
    def call(self, calls: Sequence[Calls]) -> None: ...
    def call_again(self, *, stories: Sequence[StoryCall] = (), situations: Sequence[SituationCall] = ()) -> None: ...
    def label_versions(self, lines: Mapping[int, int]) -> None: ...
    def put_lines(self, lines: Sequence[Line]) -> None: ...
    def put_stories(self, stories: Sequence[Story]) -> None: ...
    def put_situations(self, situations: Sequence[Situation]) -> None: ...
    def drop(self, level: str, gone: Mapping[int, int]) -> None: ...
    def forget_calls(self) -> None: ...

    def decide(self, decision: Decision) -> Decision: ...
    def put_edition(self, edition: Edition) -> Edition: ...


class Store(Reader, Protocol):
    """A database that a desk keeps its copy in."""

    def pen(self) -> AbstractContextManager[Pen]: ...
    def is_writable(self) -> bool: ...
    def announce(self, address: str) -> None: ...
    def close(self) -> None: ...
