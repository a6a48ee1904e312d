"""What a dossier says in short: how it began and how it stands, in the words of the leads that tell it.

The news itself, not its preparation: who won rather than that the polls closed, the quake rather than the alert. What leans on a
sentence told below, and what is only said, gives way. It must not tell again what a section then has nothing without.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from copytaster.dossier.alone import QUOTED
from copytaster.dossier.begun import is_apart, is_arranged, is_deed, main_clause
from copytaster.dossier.choose import choose, overlap
from copytaster.dossier.leaning import comes_back, names_day
from copytaster.dossier.sections import Course
from copytaster.dossier.support import tolls
from copytaster.dossier.telling import Candidate, is_denied
from copytaster.dossier.trigger import is_long, is_series
from copytaster.dossier.values import Citation, SectionKey
from copytaster.text.numbers import numbers
from copytaster.text.words import words

_LATER = (SectionKey.ESCALATION, SectionKey.CONSEQUENCES, SectionKey.REACTIONS)
_NEWS = frozenset({"main", "consequence", "none", "context"})
_SURELY_NEWS, _PERHAPS = frozenset({"main", "consequence"}), 0.7
# Of what happened the last is what a reader asks for; over a long situation the last quarter is of late.
_LATELY, _QUARTER = dt.timedelta(days=14), 4
_STALE = 0.7
# What opens a text is its news; what ends the matter, or counts the dead, is its outcome; a meeting or an alert prepares it.
_LEAD, _NO_LEAD = 1.5, 0.6
_OUTCOME = re.compile(
    r"\b(?:wins?|won|awarded|elect(?:s|ed)|winner|defeat(?:s|ed)?|resign(?:s|ed)?|oust(?:s|ed)|flees|fled|convict(?:s|ed)|acquit(?:s|ted)"
    r"|sentence[sd]|pleads?|pleaded|unlawful|guilty|toll|kill(?:s|ed)|dies|died|dead|sign(?:s|ed)"
    r"|comes into (?:effect|force)|sworn in|impeach\w*|releas(?:es|ed)|ends?|ended|remov(?:es|ed)|dissolv(?:es|ed)|agree[sd]?"
    r"|re-?enable[sd]?|restore[sd]|surpass(?:es|ed)|arrest(?:s|ed)|captur(?:es|ed)|strikes|struck|seiz(?:es|ed)|retains?|becomes?"
    r"|became|blocks?|blocked)\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:wins?|won|awarded|elected|winner|verdict|guilty|convict(?:s|ed)|acquit\w+|sentenced|unlawful|unconstitutional)\b",
    re.IGNORECASE,
)
# What ends a war is its news whoever says so.
_TURNS = re.compile(
    r"\b(?:sign\w*|agree\w*|announc\w*)\b.{0,80}\b(?:to (?:formally )?end|ending|cease-?fire|truce)\b"
    r"|\bcomes? into (?:effect|force)\b|\b(?:takes|took|taken|taking|seizes|seized) power\b",
    re.IGNORECASE,
)
_DEAD = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+)?(?:confirmed\s+)?(?:killed|dead)\b|\bkill(?:s|ing)\b|\btoll\b|\bdeath of an?\b",
    re.IGNORECASE,
)
_SETTLES, _TURNED, _PREPARES, _SAID_ONLY = 1.4, 1.8, 0.4, 0.7
_POLLS = re.compile(
    r"\b(?:voting|polls?|polling)\b.{0,60}\b(?:conclud|open|clos|begin|began|takes? place|day)\w*|\bday of the election\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(r"\b(?:declin|refus|den)(?:es?|ied|ies|ed)\b", re.IGNORECASE)
# What pictures show is told of by who saw it.
_SHOWN = re.compile(r"\b(?:footage|videos?|pictures?|images|photographs|maps?)\b[^,;]{0,50}\bshows?\b", re.IGNORECASE)
# "Four were killed in the attack": which one, the sentence does not say.
_KNOWN = re.compile(
    r"\b(?:the|this|that) (?:attack|strike|shooting|crash|incident|accident|explosion|collapse|ruling|decision|earthquake|fire"
    r"|killing|raid|operation|clashes|protests|motion|lawsuit|notice|agreement|deal|talks|disaster|storm|ship|plane|suspect)\b"
    r"(?!['’]|\s(?:of|on|in|at|against|near|by|for|between|that|which|to|over|with|from|[A-Z]))"
)
_A_DEATH = 0.4
_NAMED, _CALLED_SO, _FEWEST = 1.5, 0.5, 4
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Of "the 2020 war" a clash of 2021 is not the news; nor is an accident that of an insurgency.
_AFTERMATH = 0.25
_ACCIDENT = re.compile(r"\b(?:accidents?|accidentally|collid\w+|collision|derail\w+|crash(?:es|ed)?|landslides?)\b", re.IGNORECASE)
_TRIED = 3
# So many are read closely, and of so many the copy is asked what comes back to them.
_READ, _ASKED = 80, 12
_SAME_WORDS = 0.8


def standfirst(
    told: Sequence[Candidate],
    placed: Mapping[int, SectionKey],
    chosen: Mapping[SectionKey, list[Candidate]],
    rarity: Mapping[str, float],
    course: Course,
) -> list[Candidate]:
    """How it began, where something did, and the latest of what followed: the weightiest news of both, not told again by the
    sections where something else is left to tell."""
    begun = [c for c in _news(told, placed, (SectionKey.TRIGGER,)) if c.citation in course.begins or not course.begins]
    begun = [replace(c, weight=_worth(c, course)) for c in begun]
    recent = sorted(_news(told, placed, _LATER), key=lambda c: -c.weight * _lately(c, course) * (_LEAD if c.opens else _NO_LEAD))
    later = [replace(c, weight=_worth(c, course) * _lately(c, course)) for c in recent[:_READ]]
    later = sorted(later, key=lambda c: (-c.weight, c.citation.version, c.citation.start))[:_ASKED]
    later = [replace(c, weight=c.weight * _covered(c, course)) for c in later]
    found = _first_told(choose(begun, _TRIED, rarity=rarity), chosen, course)
    told_in_turn = [*_weightiest(later, course), *choose(later, _TRIED, taken=found, rarity=rarity)]
    found += _first_told(told_in_turn, chosen, course)
    if len(found) == 1 and found[0] not in begun:
        least = _FAR_FROM_IT * max(c.weight for c in later)
        newest = [c for c in _newest(later, course) if c.day != found[0].day and c.weight >= least]
        newest = [c for c in newest if choose([c], 1, taken=found, rarity=rarity)]
        found += _first_told(newest, chosen, course)
    return sorted(found, key=lambda c: (c.stands.first if c.stands else c.day or dt.date.min, c.citation.version))


# The newest of copy that a search collected may be about something else: so light a one is not told in short. Between .2 and .35
# the demo and 117 other situations read the same.
_FAR_FROM_IT = 0.35


def _first_told(found: Sequence[Candidate], chosen: Mapping[SectionKey, list[Candidate]], course: Course) -> list[Candidate]:
    """The first sentence of some that the sections can do without."""
    one = next((c for c in found if _withdrawn(c, chosen, course)), None)
    return [one] if one else []


# So many events of a kind, and half of the news, are a row, of which the last one is not the sum.
_A_ROW = 2


def _weightiest(later: Sequence[Candidate], course: Course) -> list[Candidate]:
    """Of a row of strikes or storms the one that killed most; nothing where something else weighs most."""
    row = [c for c in later if is_apart(c.told.text) or _dead(c)]
    if len(row) < _A_ROW or 2 * len(row) < len(later) or max(later, key=lambda c: c.weight) not in row:
        return []
    dead = [(_dead(c), c.day or dt.date.min, c) for c in row if not _is_beside(c, course)]
    most = max(dead, key=lambda one: one[:2], default=None)
    return [most[2]] if most and most[0] else []


def _newest(later: Sequence[Candidate], course: Course) -> list[Candidate]:
    """The news of the last day, the weightiest first; none where that is the aftermath."""
    last = max((c.day for c in later if c.day), default=None)
    found = [c for c in later if c.day == last and (c.opens or c.announces == 1) and not _is_aftermath(c, course)]
    return sorted(found, key=lambda c: -c.weight)


def _news(told: Sequence[Candidate], placed: Mapping[int, SectionKey], keys: Collection[SectionKey]) -> list[Candidate]:
    found = [
        told[p]
        for p, k in placed.items()
        if k in keys and told[p].read.role.label in _NEWS and told[p].day and (k != SectionKey.REACTIONS or _has_side(told[p]))
    ]
    return [c for c in found if not (c.leans or c.lasts or c.announces > 1 or is_denied(c) or _points(c))]


def _has_side(c: Candidate) -> bool:
    return bool(c.voice and c.voice.side)


def _points(c: Candidate) -> bool:
    bare = QUOTED.sub(" ", c.told.text)
    return _KNOWN.search(bare) is not None or _NOTHING.search(main_clause(bare)) is not None


_NOTHING = re.compile(r"\A(?:As of|By) .{0,40}\bno\b|\bno evidence\b", re.IGNORECASE)


def _worth(c: Candidate, course: Course) -> float:
    """The weight of a sentence as one that sums up."""
    text = c.told.text
    worth = (
        math.sqrt(c.weight)
        * (_LEAD if c.opens or c.announces == 1 else _NO_LEAD)
        * (1.0 if c.read.role.label in _SURELY_NEWS else _PERHAPS)
    )
    if is_arranged(text) or _POLLS.search(text) or _REFUSES.search(main_clause(text)) or _SHOWN.search(text):
        worth *= _PREPARES
    elif _OUTCOME.search(QUOTED.sub(" ", text)):
        worth *= _SETTLES * (_SETTLES if _DECIDED.search(main_clause(text)) else 1.0)
    if _TURNS.search(text):
        worth *= _TURNED
    elif c.voice and not is_deed(text):
        worth *= _SAID_ONLY
    counts = _DEAD.search(text) and (not is_long(course.name) or is_series(course.name))
    dead = max((t.value for t in tolls(main_clause(text)) if t.fate == "killed"), default=0.0)
    called = frozenset(words(course.name))
    if len(called) >= _FEWEST and len(called & c.read.terms) >= _CALLED_SO * len(called):
        worth *= _NAMED
    if _is_aftermath(c, course):
        worth *= _AFTERMATH
    if _is_beside(c, course):
        worth *= _PREPARES
    return worth * (1.0 + _A_DEATH * math.log1p(dead if counts else 0.0))


def _is_aftermath(c: Candidate, course: Course) -> bool:
    """Whether a sentence tells of a year after the one in the situation's name."""
    years = _YEAR.findall(course.name)
    return bool(years and c.when and c.when.first.year > int(max(years)))


def _dead(c: Candidate) -> float:
    """How many a sentence counts as killed by what it tells: no total, and nobody killed before."""
    text = QUOTED.sub(" ", c.told.text)
    text = _BY_OTHERS.split(main_clause(text) if _TURNS_BACK.match(text) else text)[0]
    who = _WERE_KILLED.match(text)
    both = sum(n.value for n in numbers(who["who"]) if n.kind == "count") if who else 0.0
    counted = (t.value for t in tolls(text) if t.fate == "killed")
    return max(both, float(_A_DEAD.search(text) is not None), *counted)


_A_DEAD = re.compile(r"\bdeath of an?\b", re.IGNORECASE)
_BY_OTHERS = re.compile(r",?\s(?:bringing|raising|rais(?:es|ed)|that (?:had )?kill\w*|which|since|after|following|ahead of)\b")
_TURNS_BACK = re.compile(r"(?:In (?:response|retaliation)|After|Following)\b")
# "Eight civilians and two officers are killed": ten.
_WERE_KILLED = re.compile(r"(?P<who>[^,;]{4,110}?\band\b[^,;]{2,80}?)\s(?:are|were)\s(?:also\s)?killed\b")


def _is_beside(c: Candidate, course: Course) -> bool:
    """Whether an accident is told of what is called after a war or an attack."""
    return (is_long(course.name) or _ATTACK.search(course.name) is not None) and _ACCIDENT.search(c.told.text) is not None


_ATTACK = re.compile(r"\b(?:bombings?|attacks?|shootings?|assassination|strikes|offensive)\b", re.IGNORECASE)


def _lately(c: Candidate, course: Course) -> float:
    """How late it is told: the first days of what is of late count less than a third."""
    first, last = course.copy.first, course.copy.last
    if not (c.day and first and last):
        return 1.0
    return 1.0 - _STALE * min(1.0, (last - c.day) / max(_LATELY, (last - first) / _QUARTER))


def _covered(c: Candidate, course: Course) -> float:
    """More for what later copy comes back to: of a war its turn, not one strike of eight."""
    telling = course.copy.telling(c)
    back = {
        later.citation.version
        for place in course.copy.sharing(telling)
        for later in (course.copy.told[place],)
        if comes_back(later, c, telling) or (c.when and c.when.first == c.when.last and names_day(later, c.when.first))
    }
    # No copy can have come back yet to the news of the last day: it counts as if one text had.
    is_newest = c.opens and c.day is not None and c.day == course.copy.last
    return 1.0 + 0.4 * math.log1p(max(len(back), int(is_newest)))


def _withdrawn(c: Candidate, chosen: Mapping[SectionKey, list[Candidate]], course: Course) -> bool:
    """Whether what the standfirst tells can be left out of the sections: it stays where a section would have nothing else, where
    it is what began, and where what happened would be told by one sentence."""
    begins = course.begins
    left: dict[SectionKey, list[Candidate]] = {}
    for key, group in chosen.items():
        kept = [one for one in group if one.citation != c.citation and not _says_it_too(one, c)]
        if len(kept) == len(group):
            continue
        if all(one.leans for one in kept) or (
            key == SectionKey.TRIGGER and begins and not any(_begins_too(k, c, begins) for k in kept)
        ):
            return False
        if key == SectionKey.ESCALATION and course.trigger is None and len(kept) < _A_COURSE:
            return False
        left[key] = kept
    for key, kept in left.items():
        chosen[key][:] = kept
    return True


def _begins_too(one: Candidate, c: Candidate, begins: Collection[Citation]) -> bool:
    """Whether another text's sentence tells what began, so that the trigger is told without `c` and what goes on with it."""
    return one.citation in begins and one.citation.version != c.citation.version


# What happened is told in order, and an order has two.
_A_COURSE = 2


def _says_it_too(one: Candidate, c: Candidate) -> bool:
    return one.when == c.when and overlap(one.read.terms, c.read.terms) >= _SAME_WORDS
