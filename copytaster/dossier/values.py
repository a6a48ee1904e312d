"""The nouns of a dossier as frozen values: what is told, and where each word of it stands. Nothing here reads, judges or prints.

Every `Sentence`, `Event` and `Claim` carries `Citation`s: a version, a field of it, and a span of characters, with the words that
stood there. `dossier/check.py` holds them against the versions that stand now.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field


class Field(enum.StrEnum):
    """The part of an item that a span lies in."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    BODY = "body"


class SectionKey(enum.StrEnum):
    """The standfirst and the six sections, in their order."""

    STANDFIRST = "standfirst"
    BACKGROUND = "background"
    TRIGGER = "trigger"
    ESCALATION = "escalation"
    REACTIONS = "reactions"
    CONSEQUENCES = "consequences"
    OUTLOOK = "outlook"


TITLES = {
    SectionKey.STANDFIRST: "In short",
    SectionKey.BACKGROUND: "Background",
    SectionKey.TRIGGER: "Trigger",
    SectionKey.ESCALATION: "Escalation",
    SectionKey.REACTIONS: "Reactions",
    SectionKey.CONSEQUENCES: "Consequences",
    SectionKey.OUTLOOK: "Outlook",
}
# What stands over the escalation where nothing escalated: what came of a trigger, and what happened where there is none.
FOLLOWED, HAPPENED = "What followed", "What happened"


class Precision(enum.StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SPAN = "span"


class Severity(enum.StrEnum):
    """What a finding does: an error holds the edition back, a warning is shown to the desk, a note is only told."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of characters in one field of a version, and the words that stood there. `outlets` are those the copy credits."""

    version: int
    source: str
    field: Field
    start: int
    end: int
    words: str
    outlets: tuple[str, ...] = ()
    url: str = ""
    time: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A resolved word: `old` stood at `start` of the cited words and is told as `new`, for the reason given ("on Tuesday")."""

    start: int
    end: int
    old: str
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class When:
    """A date or a span of days. For a day, `first` and `last` are the same."""

    first: dt.date
    last: dt.date
    precision: Precision

    def __str__(self) -> str:
        if self.precision == Precision.DAY:
            return f"{self.first.day} {self.first:%B %Y}"
        if self.precision == Precision.MONTH:
            return f"{self.first:%B %Y}"
        if self.precision == Precision.YEAR:
            return f"{self.first.year}"
        return f"{self.first.day} {self.first:%B %Y} to {self.last.day} {self.last:%B %Y}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A told sentence. `text` is the words of the first citation with `edits` made; the others say the same.

    `origins` are who it is known from; with fewer than two it is marked on the page. `why` says why it stands in its section;
    `overtaken` which later claim took the place of what somebody says in it; `smoothed`: a language model's wording, borne out by
    the sources.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    edits: tuple[Edit, ...] = ()
    when: When | None = None
    role: str = ""
    speaker: str = ""
    side: str = ""
    origins: tuple[str, ...] = ()
    why: str = ""
    overtaken: str = ""
    smoothed: bool = False

    @property
    def has_one_origin(self) -> bool:
        """Whether this is known from one origin only."""
        return len(self.origins) == 1


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `note` says why it is empty, where it is."""

    key: SectionKey
    title: str
    sentences: tuple[Sentence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, dated by when it happened; one entry with all its sources. `told` counts the versions that tell it."""

    when: When
    text: str
    citations: tuple[Citation, ...] = ()
    section: SectionKey | None = None
    actors: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    told: int = 1
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, body, state, people or place in this situation, with every name it goes by. `side` is the key of a `Side`.

    `state` is the code of the state that copy connects it with, `stands_for` of the one that it holds an office or is an organ of.
    """

    key: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    side: str = ""
    state: str = ""
    role: str = ""
    mentions: int = 0
    citations: tuple[Citation, ...] = ()
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A side in this situation: the actor that leads it, those that stand with it, and who acts against it (`foes`)."""

    key: str
    name: str
    actors: tuple[str, ...] = ()
    foes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """Who acts on whom: actor keys, the verb as printed, how often, and where. `tone` is -1 (against) to 1 (with)."""

    actor: str
    target: str
    verb: str
    count: int
    tone: int = 0
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that somebody makes, verbatim. `sentence` is where the sentence around it starts in its field;
    `overtaken_by` is the key of a later claim that took its place.
    """

    key: str
    speaker: str
    cue: str
    words: str
    citation: Citation
    direct: bool = False
    actor: str = ""
    side: str = ""
    sentence: int = 0
    said: dt.date | None = None
    origins: tuple[str, ...] = ()
    overtaken_by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """Claims side by side on one question, without a verdict. `question` is made of words that the claims share."""

    question: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: a code for machines, the place and the reason for people."""

    code: str
    place: str
    reason: str
    severity: Severity = Severity.WARNING
    words: str = ""


@dataclass(frozen=True, slots=True)
class SectionCover:
    """How much of a section is sourced, from how many origins, and which sides it quotes."""

    key: SectionKey
    sentences: int
    sourced: int
    origins: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover meter: a row per section, the sides that are quoted and those that are missing."""

    sections: tuple[SectionCover, ...] = ()
    quoted: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """The sourced backgrounder on a situation. `sections` holds the standfirst and the six in their order.

    `versions` are the ids of all versions it rests on; `as_of` is the time of the latest copy it was composed from.
    """

    name: str
    title: str
    sections: tuple[Section, ...] = ()
    timeline: tuple[Event, ...] = ()
    actors: tuple[Actor, ...] = ()
    sides: tuple[Side, ...] = ()
    relations: tuple[Relation, ...] = ()
    claims: tuple[Claim, ...] = ()
    contests: tuple[Contest, ...] = ()
    cover: Cover = field(default_factory=Cover)
    versions: tuple[int, ...] = ()
    as_of: dt.datetime | None = None
    trigger: dt.date | None = None

    def section(self, key: SectionKey) -> Section:
        """The section of that key; an empty one where there is none."""
        return next((s for s in self.sections if s.key == key), Section(key, TITLES[key]))
