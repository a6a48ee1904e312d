"""Text that is one piece of copy though no sentence says so: a table below its heading (results, prices), a headline with nothing
but its time and its agency below it, a brief in points. It must not take a list of headlines for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copytaster.wire import copytails, running, stamps

# A table has so many rows, in so much of its lines; no column of it is a headline, which has more words.
_ROWS, _TABLE, _WORDS, _LONGEST = 3, 0.6, 4, 200
_COLUMNS = re.compile(r"\s*\t\s*|\s{2,}")
_FIGURE = re.compile(r"[-+±]?[\d][\d.,'’:/ -]{0,12}[%€$£]?|[-+]?\d{1,3}\s?[-:]\s?\d{1,3}")
# Below the headline of an alert stand so few lines; so many are looked at.
_AN_ALERT, _LOOKED_AT = 5, 200
# "Oct 28 (Reuters) - Vik Ferries AS:", and points below it.
_OPENS_POINTS = re.compile(r"[^\n(]{2,40}\([^()\n]{2,20}\)\s*[-–—]{1,2}\s*[^\n]{2,80}:$")
_POINT = re.compile(r"[*•·-]\s")
_OPENS_WITHIN = 3


def is_one(text: str) -> bool:
    """Whether a text without sentences is one piece of copy."""
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n", _LOOKED_AT)[:_LOOKED_AT]]
    lines = [line for line in lines if any(map(str.isalnum, line))]
    return len(lines) > 1 and (_is_table(lines) or _is_alert(lines) or _is_in_points(lines))


def _is_table(lines: Sequence[str]) -> bool:
    rows = [columns for line in lines if len(line) <= _LONGEST and len(columns := _COLUMNS.split(line)) > 1]
    if len(rows) < _ROWS or len(rows) < _TABLE * len(lines) or len(_COLUMNS.split(lines[0])) > 1:
        return False
    # The first may name the columns.
    are_figures = all(any(map(_FIGURE.fullmatch, row)) for row in rows[1:])
    return are_figures and all(len(one.split()) <= _WORDS for row in rows for one in row)


def _is_alert(lines: Sequence[str]) -> bool:
    below = lines[1:]
    if len(below) > _AN_ALERT or stamps.is_stamp(lines[0]) or running.is_sentence(lines[0]):
        return False
    return all(stamps.is_stamp(line) or copytails.is_end(line) for line in below) and any(map(copytails.is_end, below))


def _is_in_points(lines: Sequence[str]) -> bool:
    opening = next(
        (place for place, line in enumerate(lines[:_OPENS_WITHIN]) if _OPENS_POINTS.match(line) and running.opens(line)), 0
    )
    return opening > 0 and opening + 1 < len(lines) and _POINT.match(lines[opening + 1]) is not None
