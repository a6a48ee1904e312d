"""The names that wires give to time zones become hours ahead of UTC. It must not guess: a name that is not known has no hours.

A name is one offset, but for those of North America that leave open whether it is summer ("ET"), which follow the law of the day,
and for those that two countries share ("IST", "CST"), where the language of the wire decides.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

_ZONES = {
    "": 0.0, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2,
    "mez": 1, "mesz": 2,
    "eet": 2, "eest": 3, "msk": 3, "мск": 3, "msd": 4, "trt": 3, "ast": -4, "adt": -3, "est": -5, "edt": -4,
    "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "nst": -3.5,
    "ndt": -2.5, "brt": -3,
    "brst": -2, "art": -3, "clt": -4, "clst": -3, "cot": -5, "pet": -5, "vet": -4, "ist": 5.5, "idt": 3, "pkt": 5, "npt": 5.75,
    "hkt": 8, "sgt": 8,
    "myt": 8, "pht": 8, "wib": 7, "wita": 8, "wit": 9, "ict": 7, "jst": 9, "kst": 9, "awst": 8, "acst": 9.5, "acdt": 10.5,
    "aest": 10,
    "aedt": 11, "nzst": 12, "nzdt": 13, "sast": 2, "cat": 2, "eat": 3, "wat": 1, "irst": 3.5, "gst": 4, "azt": 4, "uzt": 5,
    "almt": 5,
}  # fmt: skip
# Without "standard" or "daylight": the hours in winter.
_AMERICAN = {"et": -5, "ct": -6, "mt": -7, "pt": -8}
# Names that mean something else where a language is spoken: India's and Ireland's IST, Chicago's and China's CST.
_LOCAL = {
    ("cst", "zh"): 8, ("ist", "he"): 2, ("ist", "iw"): 2, ("ist", "en-ie"): 1, ("ist", "ga"): 1, ("bst", "bn"): 6,
    ("bst", "en-bd"): 6, ("ast", "ar"): 3, ("pst", "en-ph"): 8, ("pst", "fil"): 8, ("pst", "tl"): 8, ("est", "en-au"): 10,
    ("cst", "en-au"): 9.5, ("wst", "en-au"): 8, ("amt", "hy"): 4, ("mst", "ms"): 8, ("mst", "en-my"): 8,
}  # fmt: skip


def zone_of(name: str, language: str = "", at: dt.datetime | None = None) -> float | None:
    """The hours that a zone's name is ahead of UTC; None where it is not known. `at` is the local time that it stands behind."""
    name, language = name.lower(), language.lower().replace("_", "-")
    for known in (language, language.partition("-")[0]):
        if (name, known) in _LOCAL:
            return _LOCAL[name, known]
    if name in _AMERICAN:
        return _AMERICAN[name] + (1 if at and _is_american_summer(at) else 0)
    return _ZONES.get(name)


@lru_cache(maxsize=1024)
def of_place(name: str) -> dt.tzinfo | None:
    """The clock of a place by its name in IANA's table of time zones ("Europe/Brussels"); None where it is none."""
    return ZoneInfo(name) if name in _places() else None


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split())


def _is_american_summer(at: dt.datetime) -> bool:
    """Whether the United States' summer time holds: second Sunday of March to first of November, before 2007 first of April to
    last of October, in both cases from 2 o'clock on (15 U.S.C. 260a)."""
    begins, ends = ((3, 8), (11, 1)) if at.year >= 2007 else ((4, 1), (10, 25))
    return _sunday(at.year, *begins) <= at.replace(tzinfo=None) < _sunday(at.year, *ends)


def _sunday(year: int, month: int, day: int) -> dt.datetime:
    """Two o'clock on the first Sunday on or after a day."""
    first = dt.datetime(year, month, day, 2)  # noqa: DTZ001 - a local time
    return first + dt.timedelta(days=6 - first.weekday())
