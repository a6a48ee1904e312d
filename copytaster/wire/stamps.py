"""Days and times that stand on lines of text by themselves, as somebody wrote or pasted them: "28-Oct-2026", "Montag, 26. Oktober
2026", "14:00 28Oct26". It must not take part of a sentence for one.
"""

from __future__ import annotations

import datetime as dt
import re

from copytaster.wire import datelines, dates
from copytaster.wire.dates import NEVER, When
from copytaster.wire.embargowords import WEEKDAYS

# A line that says only when is short.
SHORT = 40
_FIGURES = (
    r"(?:\d{1,2}-?[A-Za-z]{3,9}-?(?:\d{4}|\d{2})|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{4}\. \d{1,2}\. \d{1,2}\.?"
    r"|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})"
    r"|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
)
DAY = (
    rf"(?:{_FIGURES}|\d{{1,2}}(?:st|nd|rd|th|\.|º|er)?\s(?:de\s|of\s)?[^\W\d_]{{3,12}}\.?(?:,?\s(?:de\s)?\d{{4}})?"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?)"
)
CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])[:h][0-5]\d(?::\d{2}(?:\.\d{1,6})?)?|\d{1,2}\.\d{2}(?=\s?(?:[Uu]hr|[AaPp][Mm])))"
    r"(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:Z|\s?(?:[Uu]hr|GMT|UTC|[A-Z]{1,3}E?S?T)\b)?"
)
WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
STAMP = rf"(?:{WEEKDAY}{DAY}(?:(?:,|\s[-–—|])?(?:\s+|T)(?:at\s|um\s|à\s|kl\.?\s)?{CLOCK})?|{CLOCK}(?:,?\s+{WEEKDAY}{DAY})?)"
ONLY_DAY = re.compile(rf"[-–—=*#\s]*{WEEKDAY}(?P<day>{DAY})(?:,\s[^\W\d_]{{2,12}})?[-–—=*:\s]*")
ONLY_CLOCK, ONLY_STAMP = re.compile(CLOCK), re.compile(STAMP)
# What may stand around the time of a message: "Published: ...", "... [BFW]", "... (18:00 GMT)".
_BESIDE = re.compile(r"^[^\W\d_]{2,12}\s?:\s*|\s*[(\[][^()\[\]]{2,20}[)\]]$")
HAS_CLOCK = re.compile(rf"(?:^|[\sT]){CLOCK}")


def is_stamp(line: str) -> bool:
    """Whether a line of any text says a whole day, with its time or without, and nothing else."""
    if len(line) > 2 * SHORT:
        return False
    bare = _BESIDE.sub("", line.strip())
    return 0 < len(bare) <= SHORT and (ONLY_STAMP.fullmatch(bare) or ONLY_DAY.fullmatch(bare)) is not None and is_day(bare)


def is_time(stamp: str) -> bool:
    return ONLY_CLOCK.fullmatch(stamp) is not None or is_day(stamp)


def is_day(stamp: str) -> bool:
    """Whether a stamp is a day with its year."""
    when = dates.read(stamp)
    return when.is_read and "only a" not in when.note


def is_yearless(line: str) -> bool:
    return re.search(r"\d{4}|\d[./-]\d{2}(?!\d)", line) is None


def day_over(heading: str, around: str | None, received: dt.datetime | None) -> When:
    """The day over some headlines; without a year the last such day, if it is of the weekday that is named."""
    day = dates.read(heading, around) if heading else NEVER
    if not heading or day.is_read or received is None or not is_yearless(heading):
        return day
    last = datelines.day(heading, received)
    named = next((WEEKDAYS[word] for word in re.findall(r"[^\W\d_]+", heading.lower()) if word in WEEKDAYS), None)
    return last if last.day and named in (None, last.day.weekday()) else day
