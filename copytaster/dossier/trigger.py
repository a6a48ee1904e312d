"""The trigger of a situation: the day to which most later copy comes back, if something begins on it.

A day is one only if a deed that can begin something is told of it as news (dossier/begun) and later copy comes back to it
(dossier/leaning): never one strike of many, a meeting, a statement, or what ends the matter. Copy that begins in the middle of a
long situation has no trigger, and none is better than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from copytaster.dossier.begun import Kind, has_begun, is_apart, kind_of
from copytaster.dossier.leaning import Copy, comes_back
from copytaster.dossier.support import counts_dead
from copytaster.dossier.telling import Candidate
from copytaster.dossier.values import Precision
from copytaster.text.words import words

# The trigger is told over this many days: copy comes in the evening and the next morning.
TRIGGER_DAYS = 2
# Copy that cites a day by its date counts from the third day on: before, it is the news of that day itself. In a few texts of the
# next days the day that most of them name counts too, if so many do.
_LATER = dt.timedelta(days=3)
_FEW_TEXTS = 3
# What happened this long before the first copy can still be its trigger; after so long a day counts half.
_BEFORE = dt.timedelta(days=400)
_HALVED = dt.timedelta(days=730)
_DAY = dt.timedelta(days=1)
# So many days are looked at closely, those first to which most copy comes back.
_ASKED = 16
# Dates in so many later texts speak for a day among many alike; otherwise more must come back to it than there are alike.
_CITED = 3
# What alone can stand for all that copy of two days is about.
_ALONE = frozenset({Kind.DISASTER, Kind.VIOLENCE, Kind.UNREST, Kind.POWER})
_OPINION = frozenset({"evaluation", "anecdote", "expectation"})
_PACTS = frozenset("agreement treaty accord deal pact plan proposal memorandum ceasefire truce peace".split())

# What lasts by its name, and began long before most copy on it; "the Twelve-Day War" and "the 2020 war" say when.
_LONG = re.compile(
    r"\b(?:wars?|conflicts?|insurgenc(?:y|ies)|campaign|operations|crimes?|shootings|season|siege|violence|attacks|strikes|terrorism"
    r"|corruption|pandemic|(?<!political )(?<!constitutional )crisis)\b",
    re.IGNORECASE,
)
_SERIES = re.compile(r"\b(?:season|shootings|crimes?)\b", re.IGNORECASE)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|[- ]Day\b")
_CITED_ALL = 2
# The war of the two presidents' releases began on a day that 11 of 393 texts name and of which none tells that it began.
_CITED_SURELY = 5


def is_series(name: str) -> bool:
    """Whether a situation is by its name a row of like events: a season, shootings."""
    return _SERIES.search(name) is not None


def is_long(name: str) -> bool:
    """Whether a situation is called after what lasts or comes again: a war, an insurgency, a season, a crisis without a year."""
    return is_series(name) or (_LONG.search(name) is not None and not _DATED.search(name))


Citing = Mapping[dt.date, set[int]]


@dataclass(frozen=True)
class Trigger:
    """The day of a trigger, and the sentences (by their place) that tell what began on it."""

    day: dt.date
    begins: tuple[int, ...] = ()
    kind: Kind | None = None


def find_trigger(name: str, told: Sequence[Candidate], copy: Copy | None = None) -> Trigger | None:
    """The day on which that began which the copy on situation `name` is about; None where no day is surely that."""
    published = {c.day for c in told if c.day}
    if not published:
        return None
    first, last = min(published), max(published)
    copy = copy or Copy.of(told)
    days, months = _citing(told)
    of_most = _named_by_most(told, copy)
    days = {**days, **of_most}
    of_pact = not _PACTS.isdisjoint(words(name))
    best: tuple[float, Trigger] | None = None
    asked = _asked(told, days, months, first, last)
    cited = {day: len(days.get(day, ())) for day in asked}
    for day, places in sorted(asked.items()):
        if copy.versions > _SMALL and not _stands_out(day, cited, copy):
            continue
        begins = _begins(day, places, copy, of_pact)
        if not begins and day in of_most:
            begins = _begins(day, places, copy, of_pact, near=0.0)  # what all is about need not be told at length
        for found in begins or _surely(day, cited[day], copy, day in of_most):
            if any(len(v) > max(1, cited[day]) for d, v in days.items() if first - _BEFORE <= d < day):
                continue  # what copy comes back to more surely lies before: this came of it
            if _is_none(name, found, days.get(day, ()), copy):
                continue
            by_month = 0.5 * len(months.get(day.replace(day=1), ()))
            score = _score(found, copy, cited[day], by_month) * _fades(day, last)
            # Of days to which about as much copy comes back the first began it.
            if score and (best is None or score > best[0] * (_SURELY_MORE if day - best[1].day > _DAY else 1.0)):
                best = (score, found)
    return best[1] if best else None


_SURELY_MORE = 2.0


def _fades(day: dt.date, last: dt.date) -> float:
    return float(0.5 ** ((last - day) / _HALVED))


def _is_none(name: str, found: Trigger, cited: Collection[int], copy: Copy) -> bool:
    """Whether what a day tells begins nothing, for all that the texts `cited` come back to it: of a war it takes much copy or the
    word that it began; what is under way already, goes before a vote or is only mentioned is no beginning."""
    if is_long(name) and len(cited) < _CITED_ALL and not _is_said(found, copy):
        return True
    is_sure = len(cited) >= _CITED_SURELY  # so much copy dates it that day, whatever some called ongoing before
    if not is_sure and _is_under_way(name, found.day, copy.told):
        return True
    return _is_of_campaign(name, found, copy) or _is_in_passing(found, cited, copy)


def _citing(told: Sequence[Candidate]) -> tuple[Citing, Citing]:
    """Which versions come back to each day by its date, and to each month (named by its first day)."""
    days: dict[dt.date, set[int]] = defaultdict(set)
    months: dict[dt.date, set[int]] = defaultdict(set)
    for c in told:
        for time in c.read.times if c.day else ():
            if c.opens and c.when and c.when.first == time.first:
                continue  # the day of a text's own news
            if c.day and time.first and time.last and c.day - time.last >= _LATER and time.precision in {"day", "month"}:
                (days if time.precision == "day" else months)[time.first].add(c.citation.version)
    return days, months


def _named_by_most(told: Sequence[Candidate], copy: Copy) -> Citing:
    """In a few texts the days that more than half of them name by the date, each on a later day, with those texts."""
    named: dict[dt.date, set[int]] = defaultdict(set)
    for c in told if copy.versions <= _SMALL else ():
        for time in c.read.times:
            if time.precision == "day" and time.first and c.day and c.day > time.first:
                named[time.first].add(c.citation.version)
    return {day: texts for day, texts in named.items() if len(texts) >= _FEW_TEXTS and 2 * len(texts) > copy.versions}


def _asked(
    told: Sequence[Candidate], days: Citing, months: Citing, first: dt.date, last: dt.date
) -> Mapping[dt.date, Sequence[int]]:
    """The days that are asked for a beginning, each with the sentences of news that tell of it."""
    places: dict[dt.date, list[int]] = defaultdict(list)
    for place, c in enumerate(told):
        if c.when is None or c.lasts or c.is_future or c.read.role.label in _OPINION:
            continue
        if c.when.precision == Precision.DAY and first - _BEFORE <= c.when.first <= last:
            places[c.when.first].append(place)
    ranked = sorted(places, key=lambda d: (-len(days.get(d, ())) - 0.5 * len(months.get(d.replace(day=1), ())), d))
    return {day: places[day] for day in ranked[:_ASKED]}


def _surely(day: dt.date, cited: int, copy: Copy, is_of_most: bool) -> list[Trigger]:
    """A day that so many of much copy, or most of a few texts, come back to by its date is a beginning whatever is told of it."""
    return [Trigger(day)] if is_of_most or (cited >= _CITED_SURELY and copy.versions > _SMALL) else []


def _stands_out(day: dt.date, cited: Mapping[dt.date, int], copy: Copy) -> bool:
    """Whether of the days of much copy one is come back to well more than any other, and most copy does not lie before it."""
    most = max((n for d, n in cited.items() if abs(d - day) > _DAY), default=0)
    return cited[day] >= _OUT * most and 2 * _before(day, copy) <= copy.versions


# In full texts on eight topics the days that began something had 1.6 to 9 times as many texts come back to them as any other day;
# where an epidemic only rose none had more than 1.3 times as many. Of a war that began years before one had 2.3, after half of it.
_OUT = 1.5
# What is told far from the centre of the copy, beside what is near it, is another matter that the texts mention.
_NEAR, _FEW = 0.4, 3


def _begins(day: dt.date, places: Sequence[int], copy: Copy, of_pact: bool, *, near: float = _NEAR) -> list[Trigger]:
    """The beginnings that some sentences of a day tell, one of a kind: what texts lead with first."""
    found: dict[Kind, list[int]] = defaultdict(list)
    least = near * max(copy.told[p].weight for p in places) if len(places) > _FEW else 0.0
    for place in sorted(places, key=lambda p: (not copy.told[p].opens, -copy.told[p].weight))[:_SENTENCES]:
        if copy.told[place].weight < least or _is_one_of_many(place, copy.told) or _is_count_of_days(copy.told[place]):
            continue
        kind = kind_of(copy.told[place].told.text, of_pact=of_pact)
        if kind is None and has_begun(copy.told[place].told.text):
            kind = Kind.UNREST
        if kind is not None:
            found[kind].append(place)
    return [Trigger(day, tuple(begins), kind) for kind, begins in sorted(found.items())]


# What the copy of an earlier day calls so did not begin today: "amid ongoing protests".
_ONGOING = re.compile(
    r"\b(?:ongoing|continu(?:e|es|ed|ing)|spreading|weeks? of|days? of)\s(?P<what>(?:[\w-]+\s?){1,3})", re.IGNORECASE
)
_ELECTION = re.compile(r"\b(?:elections?|referendum)\b", re.IGNORECASE)
_WON = re.compile(r"\b(?:winner|wins?|won|elected|victory)\b", re.IGNORECASE)


def _is_under_way(name: str, day: dt.date, told: Sequence[Candidate]) -> bool:
    """Whether copy of a day before says that what the situation is called after goes on already."""
    called = frozenset(words(name))
    before = (c for c in told if c.day and c.day < day)
    return any(not called.isdisjoint(words(m["what"])) for c in before for m in _ONGOING.finditer(c.told.text))


def _is_of_campaign(name: str, found: Trigger, copy: Copy) -> bool:
    """Whether a deed of law only goes before a vote: a party that is barred from it does not begin it, a winner does."""
    is_vote = found.kind == Kind.LAW and _ELECTION.search(name) is not None
    return is_vote and not any(_WON.search(copy.told[p].told.text) for p in found.begins)


# "Part of an ongoing attack", "the latest in a string": said of what the same text has just told.
_OF_MANY = re.compile(
    r"\b(?:part of an? (?:ongoing|wider|larger)|(?:latest|another|one) (?:in|of) a (?:series|string|wave))\b", re.IGNORECASE
)


def _is_one_of_many(place: int, told: Sequence[Candidate]) -> bool:
    """Whether a sentence, or the next one of its text, says that what it tells is one of a row."""
    behind = [c for c in told[place + 1 : place + 2] if c.citation.version == told[place].citation.version]
    return any(_OF_MANY.search(c.told.text) for c in (told[place], *behind))


# What lasts for days has killed so many by the day of the copy; on which day it began that does not say.
_OF_DAYS = re.compile(
    r"\b(?:rains?|rainfall|floods?|flooding|landslides?|mudslides?|wildfires?|heat ?wave|outbreak)\b", re.IGNORECASE
)


def _is_count_of_days(c: Candidate) -> bool:
    """Whether a sentence only counts the dead of rains or fires and names no day."""
    return bool(counts_dead(c.told.text) and _OF_DAYS.search(c.told.text)) and not c.read.times


_SENTENCES = 40


def _score(found: Trigger, copy: Copy, cited: int, by_month: float) -> float:
    """How much copy comes back to a beginning; 0 where too little does, or where it is one of many alike."""
    if not found.begins:
        return _DATED_BACK * cited + by_month
    back = _coming_back(found, copy)
    alike = max(_alike(found, copy), _before(found.day, copy))
    strength = _DATED_BACK * cited + (len(back) if copy.versions <= _SMALL else min(cited, len(back)))
    if cited >= _CITED or strength > alike:
        return strength + by_month + (_IS_SAID if _is_said(found, copy) else 0.0)
    return 0.5 if not alike and _stands_alone(found, copy) else 0.0


def _is_said(found: Trigger, copy: Copy) -> bool:
    return any(has_begun(copy.told[p].told.text) for p in found.begins)


# Copy that comes back to a day by its date does so more surely than by words.
_DATED_BACK = 2
# In copy of more texts than this some share words by chance: there dates must bear out what words say.
_SMALL = 30


# That something began, said in so many words, counts as so many texts.
_IS_SAID = 1.0


def _is_in_passing(found: Trigger, cited: Collection[int], copy: Copy) -> bool:
    """Whether of more than a few texts one alone tells of a beginning, names its day, and has other news than that."""
    if copy.versions <= _FEW_TEXTS:
        return False
    told = [copy.told[p] for p in found.begins]
    by = {c.citation.version for c in told}
    return len(by) == 1 and by >= set(cited) and not any(c.opens or c.announces == 1 for c in told) and not _is_said(found, copy)


def _coming_back(found: Trigger, copy: Copy) -> set[int]:
    """The versions of that day or later that come back to a beginning by its names and words."""
    back: set[int] = set()
    for place in found.begins[:_CLOSELY]:
        early = copy.told[place]
        telling = copy.telling(early)
        for other in copy.sharing(telling):
            later = copy.told[other]
            if later.citation.version not in back and comes_back(later, early, telling):
                back.add(later.citation.version)
    return back - {copy.told[p].citation.version for p in found.begins}


_CLOSELY = 3


def _alike(found: Trigger, copy: Copy) -> int:
    """On how many other days an event of the same kind is told as news that does not come back to this one."""
    other: set[dt.date] = set()
    early = copy.told[found.begins[0]]
    telling = copy.telling(early)
    for c in copy.told:
        when = c.when.first if c.when else None
        if when is None or when == found.day or when in other or not c.opens or c.read.role.label in _OPINION:
            continue
        if is_apart(c.told.text) and not comes_back(c, early, telling):
            other.add(when)
    return len(other)


def _before(day: dt.date, copy: Copy) -> int:
    """How many versions spoke of the situation before a day."""
    return len({c.citation.version for c in copy.told if c.day and c.day < day - _DAY})


def _stands_alone(found: Trigger, copy: Copy) -> bool:
    """Whether all copy is of two days and nothing else in it began: a quake, and the alert that went with it."""
    days = {c.day or (c.citation.time.date() if c.citation.time else found.day) for c in copy.told}
    return copy.versions > 1 and max(days) - min(days) <= TRIGGER_DAYS * _DAY and found.kind in _ALONE
