"""The news of each line told: what its headline announces stands in some section, before background takes the room.

Of a few lines nearly each is told, of many the weightiest, and always the last. It must not choose which sentence says the news
(dossier/announced), nor tell twice what a sentence that stands already says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copytaster.dossier.begun import follows
from copytaster.dossier.choose import in_time, overlap
from copytaster.dossier.oneevent import is_one_event, is_one_nth_day, is_reworded, is_surely_one, is_told_again
from copytaster.dossier.support import tolls
from copytaster.dossier.telling import Candidate
from copytaster.dossier.tolls import undated
from copytaster.dossier.values import Field, SectionKey
from copytaster.text.numbers import NUMBER_WORDS

# The news of so many lines is told, of more lines only the weightiest; for it a section grows by so many sentences, and by twice as
# many where all that happened stands in one, because nothing began it.
_MOST, _GROWS = 30, 6
# The later half of the copy counts up to this much more: what was decided last is asked for before how it began.
_LATER = 0.5
# A told sentence says a line's news when it has this share of its words' weight and is of the same day.
_SAYS = 0.6
_DAY = dt.timedelta(days=1)
# In these sections news may take the place of what is none.
_ROOMS = (
    SectionKey.BACKGROUND,
    SectionKey.TRIGGER,
    SectionKey.ESCALATION,
    SectionKey.REACTIONS,
    SectionKey.CONSEQUENCES,
)


@dataclass(frozen=True, slots=True)
class Rooms:
    """The sections as chosen so far, how large each is, what words weigh, and the day of the trigger."""

    chosen: Mapping[SectionKey, list[Candidate]]
    sizes: Mapping[SectionKey, int]
    rarity: Mapping[str, float]
    trigger: dt.date | None


def tell_news(told: Sequence[Candidate], placed: dict[int, SectionKey], rooms: Rooms) -> None:
    """Give a place to the news of every line that no chosen sentence tells, in `placed` and among what is chosen."""
    news = [place for place, c in enumerate(told) if c.announces]
    if not news:
        return
    last = max(told[p].day or dt.date.min for p in news)
    for place in _in_turn(told, news)[:_MOST]:
        c = told[place]
        stand = [one for group in rooms.chosen.values() for one in group]
        if any(_tells(one, c, rooms.rarity) for one in stand):
            _take_later(told, placed, c, rooms)
            continue
        if c.announces > 1 and not any(one.announces == 1 and one.citation.version == c.citation.version for one in stand):
            continue  # what goes on with news that is not told
        key = placed.get(place) or _home(c, rooms.trigger)
        if _let_in(c, rooms, key, is_last=c.day == last):
            placed[place] = key


def _drop_twice(short: Sequence[Candidate], chosen: Mapping[SectionKey, list[Candidate]]) -> None:
    """Of two that tell of "the third day" of one thing the one goes that only continues, or is lighter; and a headline whose dead
    another sentence of that day counts."""
    for group in chosen.values():
        for c in sorted(group, key=lambda one: (not follows(one.told.text), one.weight)):
            others = [one for one in (*short, *group) if one is not c]
            if any(is_one_nth_day(one, c) for one in others) or _counts_only(c, others):
                group.remove(c)


def _counts_only(c: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether a headline that stands as a sentence counts dead whom sentences of its day count too."""
    dead = {(t.fate, t.value) for t in tolls(undated(c.read))} if c.citation.field == Field.HEADLINE else set()
    counted = {(t.fate, t.value) for one in others if one.when == c.when for t in tolls(undated(one.read))}
    return bool(dead) and dead <= counted and len(others) > 1


def _drop_repeats(standfirst: Sequence[Candidate], chosen: Mapping[SectionKey, list[Candidate]]) -> None:
    """Take out of the sections what only says again, in other words, what the standfirst or another sentence there tells."""
    told = [*standfirst, *(c for group in chosen.values() for c in group)]
    for group in chosen.values():
        for c in list(group):
            if any(one.citation != c.citation and _is_the_same(one, c) for one in told):
                group.remove(c)
                told.remove(c)
                continue
            if c.announces or c.voice or c.is_future:
                continue
            if any(one.citation != c.citation and is_told_again(c, one) for one in told):
                group.remove(c)
                told.remove(c)


# So long a sentence is not written twice of two events: its page stands again, under another day.
_A_BLURB = 80


def _is_the_same(one: Candidate, c: Candidate) -> bool:
    return one.told.text == c.told.text and len(c.told.text) >= _A_BLURB


def _take_later(told: Sequence[Candidate], placed: dict[int, SectionKey], c: Candidate, rooms: Rooms) -> None:
    """Of two wordings of one report the later one is told: it counted last. The earlier one stands nowhere any more."""
    stands = any(one.citation == c.citation for group in rooms.chosen.values() for one in group)
    for group in rooms.chosen.values():
        for one in [one for one in group if one.announces and _arrived(one) < _arrived(c) and is_reworded(one, c)]:
            at = group.index(one)
            group[at : at + 1] = [] if stands else [c]
            stands = True
            for place in [p for p in placed if told[p].citation == one.citation]:
                del placed[place]


def _arrived(c: Candidate) -> tuple[dt.datetime, int]:
    return c.citation.time or dt.datetime.min.replace(tzinfo=dt.UTC), c.citation.version


def in_short(found: Sequence[Candidate], chosen: Mapping[SectionKey, list[Candidate]]) -> list[Candidate]:
    """The standfirst with news told by the line whose news it is, and with what goes on with it."""
    short: list[Candidate] = []
    for one in found:
        news = None if one.announces else _own_news(one, chosen)
        if news is not None:
            for group in chosen.values():
                group[:] = [c for c in group if c.citation != news.citation]
        short += [news or one, *_taken_along(news or one, chosen)]
    _drop_repeats(short, chosen)
    _drop_twice(short, chosen)
    return short


def _own_news(one: Candidate, chosen: Mapping[SectionKey, list[Candidate]]) -> Candidate | None:
    """The sentence that announces what another one only says again; not where its section would be left empty."""
    groups = (group for group in chosen.values() if len(group) > 1)
    return next((c for group in groups for c in group if c.announces == 1 and is_told_again(one, c)), None)


def _taken_along(one: Candidate, chosen: Mapping[SectionKey, list[Candidate]]) -> list[Candidate]:
    """What goes on with the news of the same text, taken from its section when that news moves to the standfirst: "six are rescued,
    the remaining seven have died" means nothing without the ship. It stays where its section would be left empty."""
    gone: list[Candidate] = []
    for group in chosen.values():
        going = [c for c in group if c.announces > 1 and c.place > one.place and c.citation.version == one.citation.version]
        if len(going) < len(group):
            group[:] = [c for c in group if c not in going]
            gone += going
    return gone


def _in_turn(told: Sequence[Candidate], news: Sequence[int]) -> list[int]:
    """The news of lines by weight, of later copy first; at the head the last of all, at the end what goes on with them."""
    ordered = sorted(news, key=lambda p: (told[p].day or dt.date.min, p))
    worth = {p: told[p].weight * (1.0 + _LATER * at / len(ordered)) for at, p in enumerate(ordered)}
    last = max(ordered, key=lambda p: (told[p].announces == 1, told[p].day or dt.date.min, p))
    return [last, *sorted((p for p in ordered if p != last), key=lambda p: (told[p].announces, -worth[p], p))]


def _tells(one: Candidate, c: Candidate, rarity: Mapping[str, float]) -> bool:
    """Whether a chosen sentence says the news that another one tells."""
    if one.citation == c.citation:
        return True
    if _is_the_same(one, c):
        return True
    if not one.announces:
        return False
    if is_reworded(one, c):
        return True
    if one.when is None or c.when is None or max(one.when.first - c.when.last, c.when.first - one.when.last) > _DAY:
        return False
    return is_one_event(one, c, rarity) if one.when == c.when else is_surely_one(one, c, _SAYS)


def _home(c: Candidate, trigger: dt.date | None) -> SectionKey:
    """Where news stands that no section asked for."""
    day = c.when.last if c.when else c.day
    return SectionKey.BACKGROUND if trigger and day and day < trigger else SectionKey.ESCALATION


def _let_in(c: Candidate, rooms: Rooms, key: SectionKey, *, is_last: bool) -> bool:
    group = rooms.chosen[key]
    if key not in _ROOMS:
        return False
    repeated = [one for one in group if not one.announces and overlap(one.read.terms, c.read.terms, rooms.rarity) >= _SAYS]
    if not repeated and len(group) >= rooms.sizes[key] + (_GROWS if rooms.trigger else 2 * _GROWS):
        spare = _of_a_row(group, c)
        weakest = spare or min(group, key=lambda one: (one.announces == 1, one.announces, one.weight))
        if spare is None and weakest.announces == 1 and not (is_last or weakest.weight < c.weight):
            return False
        repeated = [weakest]
    group[:] = in_time([*(one for one in group if one not in repeated), c])
    return True


# So many reports in the same words but for their figures are a row; of a row that has more, one makes room for what is like none.
_A_ROW, _LIKE = 4, 0.6


def _of_a_row(group: Sequence[Candidate], c: Candidate) -> Candidate | None:
    """The lightest of a row of like reports, not the first nor the last, where what wants in is like none of them: a seventh day's
    dead stand in the timeline, an execution would stand there alone."""
    for one in group:
        row = [other for other in group if _is_like(one, other)]
        if len(row) > _A_ROW and not any(_is_like(c, other) for other in row):
            return min(row[1:-1], key=lambda other: other.weight)
    return None


def _is_like(one: Candidate, other: Candidate) -> bool:
    mine, theirs = ({t for t in c.read.terms if not (t[0].isdigit() or t in NUMBER_WORDS)} for c in (one, other))
    return len(mine & theirs) >= _LIKE * max(len(mine), len(theirs), 1)
