"""The hours and days in which a feed asks not to be read (RSS 2.0: skipHours and skipDays, in GMT). Pure.

A hint like ttl, heeded within the bounds of a source's pace: an agency's wire is not left alone for a weekend.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOUR = dt.timedelta(hours=1)


def skipped(about: Mapping[str, str]) -> str:
    """What a feed says of itself, as a note to keep: hours, a stroke, days from Monday as nought. Nothing where all are skipped.

    Hours go from 0 to 23; those who begin with 1 (RSS 0.91) mean midnight by 24.
    """
    hours = {
        int(word) % 24 for word in re.findall(r"\d+", about.get("skip_hours", ""), re.ASCII) if len(word) < 3 and int(word) < 25
    }
    days = {_DAYS.index(word) for word in about.get("skip_days", "").lower().split() if word in _DAYS}
    if len(hours) == 24 or len(days) == len(_DAYS) or not (hours or days):
        return ""
    return f"{' '.join(map(str, sorted(hours)))}/{' '.join(map(str, sorted(days)))}"


def past(when: dt.datetime, note: str, latest: dt.datetime) -> dt.datetime:
    """The first time from `when` on that is not skipped, but none later than `latest`."""
    try:
        hours, days = ({int(word) for word in part.split()} for part in note.split("/"))
    except ValueError:
        return when
    while when < latest and (when.hour in hours or when.weekday() in days):
        when = when.replace(minute=0, second=0, microsecond=0) + _HOUR
    return min(when, latest)
