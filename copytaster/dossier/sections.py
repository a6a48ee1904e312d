"""Which section a sentence belongs to, seen from the whole situation: time, sides and cue words decide, the role only helps.

What happened before the trigger (dossier/trigger) is background, what followed is escalation; what a side says is a reaction; what
looks ahead is outlook. What was news in June is background in October. Where there is no trigger what happened is told in order.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from copytaster.dossier.alone import QUOTED
from copytaster.dossier.begun import follows, is_apart, is_arranged, is_deed
from copytaster.dossier.finite import is_past, looks_ahead
from copytaster.dossier.leaning import Copy
from copytaster.dossier.support import tolls
from copytaster.dossier.telling import Candidate
from copytaster.dossier.trigger import TRIGGER_DAYS, Trigger, is_long
from copytaster.dossier.values import Citation, Precision, SectionKey, When
from copytaster.text.words import words

_DAY = dt.timedelta(days=1)
# Without a trigger what lies this long before the first copy is background, and what came since is what happened.
_LONG_BEFORE = dt.timedelta(days=45)

CONSEQUENCE = re.compile(
    r"\b(?:as a result|led to|leading to|caus(?:es|ed|ing)|prompt(?:s|ed|ing)|forc(?:ed|ing)|forces (?:\w+ ){1,3}to\b"
    r"|result(?:s|ed|ing) in"
    r"|consequences?"
    r"|fallout|displac\w+|homeless|evacuat\w+|suspend\w+|cancel\w+|halt(?:s|ed|ing)|clos(?:es|ed|ing)|clos(?:e|ure)"
    r"|prices?|shares|markets?|shortages?|refugees?|damages?|destroyed|bann?(?:s|ed|ing)|sanctions?|tariffs?"
    r"|strain(?:s|ed|ing)|deteriorat\w+|weaken\w*)\b",
    re.IGNORECASE,
)
# A sentence names a cause behind one of these words, or, before one of the others, as what does something.
_CAUSE = re.compile(
    r"\b(?:after|following|due to|because of|as a (?:result|consequence) of|in (?:response|reaction|retaliation) (?:to|for)"
    r"|in the (?:wake|aftermath) of|caused by|prompted by|triggered by|sparked by|blamed on|owing to)\s(?P<cause>[^.;]+)",
    re.IGNORECASE,
)
_BRINGS = re.compile(
    r"(?P<cause>[^.;,]+?)\s(?:led to|leads to|has led to|result(?:s|ed) in|prompt(?:s|ed)|caus(?:es|ed)|forc(?:es|ed))\b"
)
OUTLOOK = re.compile(
    r"\b(?:will|would|could|may|might|expected|expects?|plans?|planned|scheduled|hopes?|intends?|set to|aims? to"
    r"|likely|upcoming|future|uncertain|remains to be seen"
    r"|if\b.{0,80}\bwould|next (?:week|month|year)|warn(?:s|ed)? (?:of|that))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Course:
    """What a sentence is placed by: the situation's name, its copy, the trigger, and the days it is told and read on."""

    name: str
    copy: Copy
    trigger: Trigger | None = None
    as_of: dt.date | None = None
    today: dt.date | None = None

    @property
    def day(self) -> dt.date | None:
        """The day of the trigger."""
        return self.trigger.day if self.trigger else None

    @cached_property
    def begun(self) -> Sequence[tuple[Candidate, frozenset[str]]]:
        """What began, each sentence with its telling words."""
        told = [self.copy.told[p] for p in self.trigger.begins[:_BEGUN]] if self.trigger else []
        return [(c, self.copy.telling(c)) for c in told]

    @cached_property
    def begins(self) -> frozenset[Citation]:
        """The citations of the sentences that tell what began."""
        return frozenset(c.citation for c, _ in self.begun)


_BEGUN = 4


def section_of(c: Candidate, course: Course) -> SectionKey | None:
    """The section of one sentence, or None where none fits."""
    role, ahead, trigger = c.read.role, _looks_ahead(c.told.text), course.day
    if c.is_future or (ahead and (role.outlook or role.label == "expectation")):
        is_sure = role.outlook or bool(_ahead(c))
        if is_sure and ahead and _is_recent(c, course) and not _is_settled(c, course):
            return SectionKey.OUTLOOK
        if (c.is_future and c.when) or not _is_heard(c):
            return None
    if trigger and c.stands and c.stands.last < trigger:
        return SectionKey.BACKGROUND
    if _is_reaction(c) and (trigger is None or c.day is None or c.day >= trigger) and not _was_said_long_before(c, course):
        return SectionKey.REACTIONS
    if c.citation in course.begins:
        return SectionKey.TRIGGER
    if _is_background(c, course):
        return SectionKey.BACKGROUND
    if not c.opens and c.when and looks_ahead(c.told.text):
        return None  # "The U.S. would sublease it": what may come of the news did not happen
    if _is_told_deed(c) and (since := c.spoken or c.when or (When(c.day, c.day, Precision.DAY) if c.day else None)):
        return SectionKey.TRIGGER if trigger and _is_of_trigger(c, since, course) else SectionKey.ESCALATION
    if trigger and c.when and c.read.role.label not in _OPINION and _is_of_trigger(c, c.when, course):
        return SectionKey.TRIGGER
    if _may_follow(c) and _is_consequence(c, course):
        return SectionKey.CONSEQUENCES
    if c.when and c.read.role.label not in _OPINION and c.when.precision != Precision.YEAR:
        return SectionKey.ESCALATION
    if c.day is None and c.read.role.label == "main":
        return SectionKey.ESCALATION  # a headline of a page without times is news, of a day that is not known
    return SectionKey.BACKGROUND if c.read.role.label == "context" and c.day is None else None


def opened(placed: dict[int, SectionKey], course: Course) -> dict[int, SectionKey]:
    """The sections of sentences, where news that a statement makes before anything has happened is what happened: an accusation
    with which a crisis begins answers nothing."""
    told = course.copy.told
    days = [c.when.first for p, key in placed.items() if key == SectionKey.ESCALATION and (c := told[p]).when]
    if course.trigger or not days:
        return placed
    first = min(days)
    return {
        p: SectionKey.ESCALATION
        if key == SectionKey.REACTIONS and (c := told[p]).announces == 1 and c.stands and c.stands.last < first
        else key
        for p, key in placed.items()
    }


_OPINION = frozenset({"evaluation", "anecdote"})


def _is_background(c: Candidate, course: Course) -> bool:
    trigger, first = course.day, course.copy.first
    if trigger:
        if c.when is None and _TO_COME.search(QUOTED.sub(" ", c.told.text)) and looks_ahead(c.told.text):
            return False  # "is set to be replaced by": what was to come is no background of what came
        is_before = bool((c.day and c.day < trigger) or (c.when and c.when.first < trigger))
        return is_before or (c.read.role.label == "history" and not _may_be_later(c, course))
    if c.when and first:
        return c.when.last < first - _LONG_BEFORE or c.when.precision == Precision.YEAR
    return c.read.role.label == "history"


_TO_COME = re.compile(r"\b(?:will|shall|(?:is|are) (?:to|set|due|expected|scheduled|planned|going|likely))\b")
_SAYS_BEFORE = re.compile(
    r"\b(?:previous(?:ly)?|former(?:ly)?|before|earlier|once|first|originally|initially|used to|until|since|prior|ago|founded|born"
    r"|(?:in|since|from|until|by|after) (?:the )?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_HAD = re.compile(r"\bhad\b")


def _may_be_later(c: Candidate, course: Course) -> bool:
    """Whether a sentence without a day, of copy since the trigger, may tell what came after it: it tells a deed in the past and
    says nothing of before, or tells in what had become of what began."""
    text = QUOTED.sub(" ", c.told.text)
    if c.when or c.lasts or not is_past(text) or _SAYS_BEFORE.search(text) or _names_before(c, course):
        return False
    if not _HAD.search(text):
        return True
    return any(len(telling & c.read.terms) >= _SAME_WORDS for _, telling in course.begun)


_A = re.compile(r"\ban?\s\Z")


def _names_before(c: Candidate, course: Course) -> bool:
    """Whether a sentence names a time before the trigger ("after Russia annexed Crimea in March"); "a 2005 law" names a thing."""
    day = course.day
    named = [t for t in c.read.times if day and t.last and t.last < day and t.precision in {"day", "week", "month", "year"}]
    return any(not _A.search(c.read.text[: t.start - c.read.start]) for t in named)


def _was_said_long_before(c: Candidate, course: Course) -> bool:
    first = course.copy.first
    return bool(course.day is None and first and c.stands and c.stands.last < first - _LONG_BEFORE)


def _is_reaction(c: Candidate) -> bool:
    """Whether somebody on a side, or who is quoted, makes a statement; what is done, and what is only counted, is an event."""
    if not (c.voice and (c.voice.side or _is_heard(c))) or c.voice.printed.lower() == c.citation.source.lower():
        return False
    text = c.told.text
    if _ACCUSES_IN_LAW.search(c.voice.printed) or (not c.voice.side and _NO_COMMENT.search(text)):
        return False
    if text[0] in '"“':
        return True
    if is_event_told(c):
        return False
    if c.is_quoted and not is_deed(text):
        return True
    return not is_deed(text) and not (_COUNTS.search(text) and tolls(text))


# What is sued for or charged answers nothing: it is what is answered. Nor is it an answer that somebody gives none.
_IN_LAW = r"(?:notice|lawsuit|suit|indictment|complaint|petition|motion|charges)"
_ACCUSES_IN_LAW = re.compile(rf"\b{_IN_LAW}\Z|\A(?:the|an?|its|his|her|their)\s(?:[\w-]+\s)?{_IN_LAW}\b", re.IGNORECASE)
_NO_COMMENT = re.compile(
    r"(?:\bno comment|(?:\bnot|n['’]t) (?:give|make|offer) any comments?|\bdeclin\w+ to comment|\brefus\w+ to comment)\b"
)

# "The army says it has captured the city", "says its troops have liberated": the deed is the news, and who says so stands in it.
_SAYS_OF_ITSELF = re.compile(
    r"\b(?:say|says|said|claim|claims|claimed|announce|announces|announced|report|reports|reported|affirms?|affirmed)\s+(?:that\s+)?"
    r"(?P<deed>(?P<who>it|they|he|she|we|its|their|his|her"
    r"|(?:[\w-]+\s){0,2}(?:troops|forces|soldiers|army|military|units|fighters|police))\b"
    r"(?:\s(?:own|armed|security|troops|forces|soldiers|army|military|navy|units|fighters|police))*"
    r"\s(?P<has>(?:has|have|had)\s)?(?:also\s|now\s|successfully\s)?(?P<verb>\w+)\s.+)",
)
_ITSELF = frozenset({"it", "they", "he", "she", "we"})
_TAKEN = frozenset("captured liberated retaken recaptured seized conquered freed occupied taken".split())
_WORD_IN_MARKS = re.compile(r"[\"“](\w+)[\"”]")


def _is_told_deed(c: Candidate) -> bool:
    """Whether the news of a sentence is what somebody says that he, or his troops, did."""
    if c.voice is None:
        return False
    said = _SAYS_OF_ITSELF.search(QUOTED.sub(" ", _WORD_IN_MARKS.sub(r"\1", c.told.text)))
    if said is None or said["verb"] in _NO_DEED:
        return False
    is_perfect = said["has"] is not None and said["verb"].endswith(_PAST) and said["who"] in _ITSELF
    return said["verb"] in _TAKEN or is_perfect or (said["verb"].endswith(_PAST) and is_deed(said["deed"]))


def is_event_told(c: Candidate) -> bool:
    """Whether what somebody says is an event and no reaction: what he did himself, or a count of the dead."""
    return _is_told_deed(c) or _COUNTED.search(c.told.text) is not None


_PAST = ("ed", "struck", "shot", "hit", "sunk", "sank", "taken", "took")
_NO_DEED = frozenset("been supported wanted needed asked agreed remained expected intended planned opposed continued".split())
# "says that 2,783 soldiers were killed": a count is told and nothing answered.
_COUNTED = re.compile(
    r"\b(?:says?|said|claims?|claimed)\s+(?:that\s+)?(?:at least\s|more than\s|some\s|up to\s)?(?:\d[\d,.]*|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|one)\s(?:[\w-]+\s){1,5}(?:was|were|are|have been|had been)\s"
    r"(?:killed|injured|wounded|dead|captured|missing)\b"
)


# "Trump announces that at least six people were killed": the count is the news.
_COUNTS = re.compile(
    r"\b(?:announc\w+|confirm\w*|report\w*|update[sd]?)\s+(?:that\s+)?(?:at least\s|more than\s|some\s)?\S+\s(?:\w+\s){0,3}",
    re.IGNORECASE,
)


@lru_cache(maxsize=32_768)
def _looks_ahead(text: str) -> bool:
    """Whether the copy itself looks ahead: what somebody says will be is a statement."""
    return OUTLOOK.search(text) is not None and OUTLOOK.search(QUOTED.sub(" ", text)) is not None


def _may_follow(c: Candidate) -> bool:
    """Whether a sentence tells news with a word of consequence, and no event of its own: another strike is no consequence."""
    if c.read.role.label in _OPINION or not (c.when or c.day) or c.lasts:
        return False
    return CONSEQUENCE.search(c.told.text) is not None and not is_apart(c.told.text)


def _is_consequence(c: Candidate, course: Course) -> bool:
    """Whether a sentence itself names what began, or what the situation is called after, as the cause of what it tells."""
    text = c.told.text
    for m in _CAUSE.finditer(text):
        cause = frozenset(words(m["cause"]))
        if (
            cause & _deeds_in(course.name)
            or any(cause & telling for telling in _before(c, course))
            or _names_day_of(c, m, course.day)
        ):
            return True
    for m in _BRINGS.finditer(text):
        cause = frozenset(words(m["cause"]))
        if any(len(cause & telling) >= _SURELY_IT for telling in _before(c, course)) or _names_day_of(c, m, course.day):
            return True
    return False


_SURELY_IT = 2


def _before(c: Candidate, course: Course) -> list[frozenset[str]]:
    return [telling for early, telling in course.begun if early.citation != c.citation]


_NAMED_DEED = frozenset(
    """offensive invasion war earthquake quake flood collapse crash explosion outbreak pandemic strike protest coup mutiny uprising
    hurricane typhoon cyclone storm wildfire fire eruption blockade siege assassination shooting bombing attack incursion
    shutdown lockdown blackout outage""".split()
)


def _deeds_in(name: str) -> frozenset[str]:
    return frozenset() if is_long(name) else frozenset(words(name)) & _NAMED_DEED


def _names_day_of(c: Candidate, cause: re.Match[str], day: dt.date | None) -> bool:
    """Whether the words of a cause name the day, or the month, of the trigger."""
    return any(
        t.first and t.last and day and t.first <= day <= t.last and t.precision in {"day", "month"} and t.text in cause["cause"]
        for t in c.read.times
    )


def _is_of_trigger(c: Candidate, when: When, course: Course) -> bool:
    """Whether a sentence tells what began: of that day, but what came of it; of the next one the same told again."""
    day, begun = course.day, course.begun
    assert day
    if when.precision == Precision.MONTH:
        return when.first == day
    if not begun:
        return day <= when.first <= when.last < day + TRIGGER_DAYS * _DAY
    if when.first == when.last == day:
        return not (follows(c.told.text) or is_arranged(c.told.text))
    is_next = day <= when.first <= when.last < day + TRIGGER_DAYS * _DAY
    return is_next and any(len(telling & c.read.terms) >= _SAME_WORDS and is_apart(c.told.text) for _, telling in begun)


_SAME_WORDS = 3


def _is_heard(c: Candidate) -> bool:
    """Whether somebody who is on no side is named and quoted word for word, or takes a stance."""
    return bool(c.voice and ((c.voice.actor and c.is_quoted) or c.is_stance))


def _is_recent(c: Candidate, course: Course) -> bool:
    """Whether what looked ahead still does: copy of the last weeks, or a date that has not come, by the copy and by the day it is
    read on."""
    as_of = course.as_of
    if as_of is None or c.day is None:
        return as_of is None
    ahead = _ahead(c)
    read_on = max(as_of, course.today or as_of)
    return any(d > read_on for d in ahead) or (not ahead and as_of - c.day <= _STILL_AHEAD)


# So long an outlook without a date stays one. Of the demo's that were older than this when the copy ended all had been overtaken.
_STILL_AHEAD = dt.timedelta(days=14)


def _is_settled(c: Candidate, course: Course) -> bool:
    """Whether later copy tells what became of it: the news of a later text has two of its telling words."""
    telling = course.copy.telling(c)
    was_said = not _ahead(c) and _CONDITION.search(QUOTED.sub(" ", c.told.text)) is not None
    for place in course.copy.sharing(telling):
        later = course.copy.told[place]
        is_news = later.opens and later.day is not None and c.day is not None and later.day > c.day
        if is_news and not later.is_future and len(telling & later.read.terms) >= _SETTLED:
            return True
        # "Stated he would leave if the senate voted against him", of copy whose news is his removal.
        of_it = later.announces == 1 and later.citation.version == c.citation.version and later.place < c.place
        if of_it and was_said and not later.is_future and len(telling & later.read.terms) >= _SETTLED:
            return True
    return False


_SETTLED = 2
# A condition or a warning comes before what it is about.
_CONDITION = re.compile(r"\b(?:said|stated|announced|vowed|pledged|promised|threatened)\b.*\b(?:if|unless)\b|\bwarned\b")


def _ahead(c: Candidate) -> list[dt.date]:
    """The dates that a sentence names and that lay ahead of it when it was reported."""
    return [t.first for t in c.read.times if c.day and t.first and t.first > c.day]
