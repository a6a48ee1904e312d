"""One version read for a dossier: its sentences with roles, times, names and attributions. The result can be kept with the version.

`analyse` depends on the version alone, so that a dossier over thousands of versions costs only what is new. It must not compare
versions with each other.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from copytaster.dossier.alone import can_stand, captions
from copytaster.dossier.attributions import attributions
from copytaster.dossier.corrected import is_corrected
from copytaster.dossier.furniture import comments_from, is_furniture, without_furniture
from copytaster.dossier.headlined import is_said, is_title
from copytaster.dossier.largerroles import Larger
from copytaster.dossier.roles import Role, roles
from copytaster.dossier.values import Field
from copytaster.model import Dated, Genre, Version
from copytaster.text.dates import TimeExpression, find
from copytaster.text.names import Mention, mentions
from copytaster.text.quotes import Attribution, without_that
from copytaster.text.sentences import sentences
from copytaster.text.words import words


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence of a version as read: its span in `field`, and what stands in it (spans count from the start of the field).

    `alone` says whether its words can stand without those around them (dossier/alone).
    """

    version: int
    field: Field
    start: int
    end: int
    text: str
    place: int
    role: Role
    times: tuple[TimeExpression, ...]
    names: tuple[Mention, ...]
    says: tuple[Attribution, ...]
    terms: frozenset[str]
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Analysed:
    """A version as read. `day` is the day its times were resolved against, None where it has no date of its own."""

    version: int
    day: dt.date | None
    language: str
    sentences: tuple[Read, ...]


def day_of(version: Version) -> dt.date | None:
    """The day that a version speaks from; None where it carries no date of its own. A bare headline is of the day on which it came
    in: it says "wins", and its list holds what is new; not a list of features, which may hold what is old."""
    if version.dated == Dated.ARRIVAL and (version.item.text or version.item.genre is Genre.FEATURE):
        return None
    return version.item.day or version.time.date()


def analyse(version: Version, larger: Larger | None = None) -> Analysed:
    """A version read sentence by sentence. Headline first, then the summary where there is no body, then the body. `larger` gives
    the sentences their roles where it is there."""
    day = day_of(version)
    language = version.item.language or "en"
    read = [r for field, text in told_fields(version) for r in _read_field(version, field, text, day, language)]
    found = iter(_roles([r for r in read if r.field != Field.HEADLINE], version, day, language, larger))
    for place, r in enumerate(read):
        read[place] = _placed(r, place, _HEADLINE if r.field == Field.HEADLINE else next(found))
    return Analysed(version.id, day, language, tuple(read))


def _placed(r: Read, place: int, role: Role) -> Read:
    return Read(r.version, r.field, r.start, r.end, r.text, place, role, r.times, r.names, r.says, r.terms, r.alone)


def _roles(told: list[Read], version: Version, day: dt.date | None, language: str, larger: Larger | None) -> list[Role]:
    text = version.item.text
    ends = [0, *(r.end for r in told)]
    return roles(
        [r.text for r in told],
        times=[r.times for r in told],
        speech=[bool(r.says) for r in told],
        anchor=day,
        headline=version.item.headline,
        names=[frozenset(m.key for m in r.names) for r in told],
        terms=[r.terms for r in told],
        opens=[place == 0 or "\n" in text[ends[place] : r.start] for place, r in enumerate(told)],
        wanted=[r.alone for r in told],
        language=language,
        larger=larger,
    )


def told_fields(version: Version) -> Iterator[tuple[Field, str]]:
    """The fields of a version that a dossier reads. A headline that the running text repeats is left to the text."""
    item = version.item
    text = item.body or item.summary
    bare = item.headline.removesuffix("…").rstrip(" .")
    if bare and not text.startswith(bare):
        yield Field.HEADLINE, item.headline
    if item.body:
        yield Field.BODY, item.body
    elif item.summary:
        yield Field.SUMMARY, item.summary


def field_text(version: Version, field: Field) -> str:
    """The text of one field of a version."""
    item = version.item
    return {Field.HEADLINE: item.headline, Field.SUMMARY: item.summary, Field.BODY: item.body}[field]


T = TypeVar("T", Mention, TimeExpression, Attribution)
_NO_ROLE = Role("none", 0.0, False)
_HEADLINE = Role("main", 0.9, False)


def _read_field(version: Version, field: Field, text: str, day: dt.date | None, language: str) -> Iterator[Read]:
    parted = sentences(text, language.split("-")[0])
    # A headline is no sentence that a page's blocks could have run into.
    cut = parted if field == Field.HEADLINE else without_furniture(parted)
    told = comments_from(cut)
    starts = [s.start for s in cut]
    named = mentions(text, language)
    names = _allotted(named, starts)
    times = _allotted(find(text, anchor=day, language=language), starts)
    # A headline above a text is not told, but where it is the desk's: nobody asks who speaks in it.
    heard = (
        ()
        if field == Field.HEADLINE and version.item.text and not is_corrected(version)
        else attributions(text, cut, language=language)
    )
    is_above = field == Field.HEADLINE and bool(version.item.text)
    pictured = captions(text)
    says = _allotted([_bare(text, a) for a in heard], starts)
    for place, s in enumerate(cut):
        here = tuple(times.get(place, ()))
        opens = here[0].end - s.start if here and here[0].start == s.start else 0
        yield Read(
            version.id,
            field,
            s.start,
            s.end,
            s.text,
            place,
            _NO_ROLE,
            here,
            tuple(names.get(place, ())),
            tuple(says.get(place, ())),
            frozenset(words(s.text)),
            place < told
            and can_stand(s.text, field, opens)
            and not (is_furniture(s.text) or (is_above and (is_title(s.text) or is_said(s.text, named))))
            and not any(start <= s.start < end for start, end in pictured),
        )


def _bare(text: str, said: Attribution) -> Attribution:
    return replace(said, content=tuple(without_that(text, span) for span in said.content))


def _allotted(found: list[T], starts: list[int]) -> dict[int, list[T]]:
    """What was found in a field, by the sentence it begins in."""
    result: dict[int, list[T]] = {}
    for one in found:
        start = one.cue[0] if isinstance(one, Attribution) else one.start
        result.setdefault(bisect_right(starts, start) - 1, []).append(one)
    return result
