"""The days that stand beside told sentences where a reader could not know them: copy in the present tense says none.

A mark is no part of the words that are cited: it stands before them, and the check of a printed text leaves it out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from copytaster.dossier.values import Precision, Sentence, When
from copytaster.text.timewords import ENGLISH_MONTHS

# So far from the day before it a sentence without a day may stand unmarked: copy comes in the evening and the next morning.
_NEAR = dt.timedelta(days=1)
_SAYS_A_DATE = re.compile(rf"\b(?:{ENGLISH_MONTHS})\b|\b(?:1[5-9]|20)\d\d\b")


def day_marks(told: Sequence[Sentence]) -> list[str]:
    """For each sentence of a section the day to set before it; nothing where its words say it or the one before was of that day.

    A sentence without a day of its own is marked with that of its copy where it would read as of the day marked before it: not
    where it goes on with the text told before, unless somebody speaks in it, on whatever day he did; what somebody says is never
    told without any day.
    """
    marks: list[str] = []
    last: When | None = None
    version = 0
    of_copy = False
    for one in told:
        if one.when is None:
            goes_on = version == _version(one) and (of_copy or not one.speaker)
            day = _copy_day(one)
            is_clear = goes_on or (_is_near(day, last) if last and day else not one.speaker)
            mark = f"copy of {day.day} {day:%B %Y}" if day and not is_clear else ""
            marks.append(mark)
            if mark and day:
                last, version, of_copy = When(day, day, Precision.DAY), _version(one), True
            continue
        is_told = _says(one.text, one.when) or (one.when == last and not of_copy)
        marks.append("" if is_told else str(one.when))
        last, version, of_copy = one.when, _version(one), False
    return marks


# So many days a section tells before each is a paragraph of its own: two days in three sentences read well as one.
_MANY_DAYS = 3


def paragraphs(told: Sequence[Sentence]) -> list[list[tuple[str, Sentence]]]:
    """The sentences of a section with their marks, in paragraphs: one a day where many days are told, else a single one. A sentence
    without a day stays with the one before it."""
    if not told:
        return []
    marked = list(zip(day_marks(told), told, strict=True))
    starts = [0]
    last = told[0].when
    for place, (mark, one) in enumerate(marked[1:], start=1):
        if mark or (one.when is not None and one.when != last):
            starts.append(place)
        last = one.when or last
    if len(starts) < _MANY_DAYS:
        return [marked]
    return [marked[start:end] for start, end in zip(starts, [*starts[1:], len(marked)], strict=True)]


def _version(one: Sentence) -> int:
    return one.citations[0].version if one.citations else 0


def _copy_day(one: Sentence) -> dt.date | None:
    """The day of the copy of a sentence whose words name no date."""
    time = one.citations[0].time if one.citations else None
    return None if time is None or _SAYS_A_DATE.search(one.text) else time.date()


def _is_near(day: dt.date, last: When) -> bool:
    return last.first - _NEAR <= day <= last.last + _NEAR


def _says(text: str, when: When) -> bool:
    if when.precision == Precision.YEAR:
        return str(when.first.year) in text
    if when.precision == Precision.MONTH:
        return f"{when.first:%B %Y}" in text
    days = (f"{d.day} {d:%B %Y}" in text for d in (when.first, when.last))
    return any(days)
