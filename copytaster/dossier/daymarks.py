"""The days that stand beside told sentences where a reader could not know them: copy in the present tense says none.

A mark is no part of the words that are cited: it stands before them, and the check of a printed text leaves it out.
"""

from __future__ import annotations

from collections.abc import Sequence

from copytaster.dossier.values import Precision, Sentence, When


def day_marks(told: Sequence[Sentence]) -> list[str]:
    """For each sentence of a section the day to set before it; nothing where its words say it or the one before was of that day."""
    marks: list[str] = []
    last: When | None = None
    for one in told:
        says = one.when is None or _says(one.text, one.when)
        marks.append("" if says or one.when == last else str(one.when))
        last = one.when or last
    return marks


def _says(text: str, when: When) -> bool:
    if when.precision == Precision.YEAR:
        return str(when.first.year) in text
    if when.precision == Precision.MONTH:
        return f"{when.first:%B %Y}" in text
    days = (f"{d.day} {d:%B %Y}" in text for d in (when.first, when.last))
    return any(days)
