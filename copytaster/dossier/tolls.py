"""Tolls that later copy raised: which sentences give a count that is no longer the last one, and whether two can be of one event.

A later sentence takes the place of an earlier one only where it says itself that the count grew. It must not decide which is true.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from copytaster.dossier.analyse import Read
from copytaster.dossier.choose import overlap
from copytaster.dossier.support import Toll, tolls
from copytaster.dossier.telling import Candidate
from copytaster.text.names import STATE_KINDS

# "The death toll rises to 64": without such words a higher count may be of another day's strike.
_GROWN = re.compile(
    r"\b(?:toll|total|ris(?:es|en|ing)|rose|increas(?:es|ed|ing)|climb(?:s|ed|ing)|grow(?:s|n|ing)|grew)\b", re.IGNORECASE
)
# So long a toll grows, and so much of the shorter sentence's weight in words both share.
_GROWS = dt.timedelta(days=30)
_SAME = 0.35


def outgrown(told: Sequence[Candidate], rarity: Mapping[str, float]) -> dict[int, str]:
    """The sentences (by their place in `told`) whose count a later one raised, and what that one says."""
    counted = [(place, c, found) for place, c in enumerate(told) if c.day and (found := tolls(undated(c.read)))]
    later = [(c, found) for _, c, found in counted if _GROWN.search(c.told.text)]
    result: dict[int, tuple[float, str]] = {}
    for place, early, old in counted:
        for late, new in later:
            toll = _raised(old, new)
            if toll is None or not _is_after(early, late) or overlap(early.read.terms, late.read.terms, rarity) < _SAME:
                continue
            if not _counts_no_less(early.read, late.read):
                continue
            if toll.value > result.get(place, (0.0, ""))[0]:
                assert late.day
                result[place] = (toll.value, f"a later count is {toll.printed} {toll.fate}, {late.day.day} {late.day:%B %Y}")
    return {**_told_otherwise(counted), **{place: why for place, (_, why) in result.items()}}


# "In response to an attack on 24 September that injured 50": an event told before, with its day.
_OF_BEFORE = re.compile(r"\b(?:attacks?|strikes?|ambush|raid|bombing|shooting|crash|collapse|explosion)\b[^.;]{0,90}\Z")
_AND_ITS_TOLL = re.compile(r"\s?,?\s(?:that|which)\s(?:killed|injured|wounded)\b")
_DAYS_OFF = dt.timedelta(days=2)


def _told_otherwise(counted: Sequence[tuple[int, Candidate, Sequence[Toll]]]) -> dict[int, str]:
    """The sentences whose event later copy looks back at with another count, or another day than that of their copy."""
    found: dict[int, str] = {}
    for _, late, new in counted:
        for time in late.read.times:
            start, end = time.start - late.read.start, time.end - late.read.start
            is_back = _OF_BEFORE.search(late.read.text[:start]) and _AND_ITS_TOLL.match(late.read.text, end)
            if time.precision != "day" or time.first is None or not is_back:
                continue
            for place, early, old in counted:
                if (
                    early.day is None
                    or early.citation.version == late.citation.version
                    or not _is_named_by(early, late, time.first)
                ):
                    continue
                dated = f"{late.day.day} {late.day:%B %Y}" if late.day else ""
                toll = next((n for n in new for o in old if n.fate == o.fate and n.value != o.value), None)
                if early.when and early.when.first == time.first and toll is not None and dated:
                    found[place] = f"a later count is {toll.printed} {toll.fate}, {dated}"
                elif early.when and early.when.first != time.first and not early.read.times and dated:
                    found[place] = f"copy of {dated} has it on {time.first.day} {time.first:%B %Y}"
    return found


def _is_named_by(early: Candidate, late: Candidate, day: dt.date) -> bool:
    """Whether an earlier sentence tells of a day, or of the copy of the two days after it, with a name that the later one has."""
    if early.day is None or late.day is None or not day <= early.day <= day + _DAYS_OFF or early.day > late.day:
        return False
    own = {m.key for m in early.read.names if m.kind not in STATE_KINDS}
    return not own.isdisjoint(m.key for m in late.read.names) or _shares_most(early, late)


def _shares_most(early: Candidate, late: Candidate) -> bool:
    return overlap(early.read.terms, late.read.terms) >= _SAME


_WORLD = re.compile(r"\b(?:world-?wide|globally|global(?: death)? toll|(?:in|around|across|throughout) the world)\b", re.IGNORECASE)


def _counts_no_less(early: Read, late: Read) -> bool:
    """Whether a later count is of all that an earlier one counts: the dead of one state are none of those of the world,
    nor of those of a count that names neither that state nor a place in it."""
    if _WORLD.search(early.text):
        return _WORLD.search(late.text) is not None
    mine, theirs = _places(early), _places(late)
    states = {key for key, is_state in theirs if is_state}
    return not states or not mine.isdisjoint(theirs)


def _places(read: Read) -> frozenset[tuple[str, bool]]:
    return frozenset((m.key, m.kind in STATE_KINDS) for m in read.names if m.kind in STATE_KINDS or m.kind == "place")


def _is_after(early: Candidate, late: Candidate) -> bool:
    return bool(early.day and late.day and dt.timedelta() < late.day - early.day <= _GROWS)


def _raised(old: Sequence[Toll], new: Sequence[Toll]) -> Toll | None:
    return next((n for n in new for o in old if n.fate == o.fate and n.value > o.value), None)


def may_be_one_toll(left: str, right: str, *, apart: float) -> bool:
    """Whether two sentences can tell one event: no fate is counted in both with values more than `apart` times each other."""
    mine = {t.fate: t.value for t in tolls(left)}
    for toll in tolls(right):
        other = mine.get(toll.fate)
        if other is not None and max(other, toll.value) > apart * max(1.0, min(other, toll.value)):
            return False
    return True


def undated(read: Read) -> str:
    """The words of a sentence without its times: "killed on 8 October" is no toll of eight."""
    text = read.text
    for t in read.times:
        start, end = t.start - read.start, t.end - read.start
        text = text[:start] + " " * (end - start) + text[end:]
    return text
