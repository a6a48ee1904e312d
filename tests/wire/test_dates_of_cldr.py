"""Every short and long form in which CLDR writes a day and a time, in the languages whose months the desk knows."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from copytaster.wire import dates

babel = pytest.importorskip("babel")
sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
from bake_months import LANGUAGES  # noqa: E402

DAYS = [
    dt.datetime.fromisoformat(day)
    for day in ("2025-01-13T09:05", "2025-03-31T00:05", "2025-04-05T12:05", "2025-10-08T14:05", "2025-12-31T23:05")
]
SAMPLES = [
    (language, day, kind, with_time)
    for language in [*LANGUAGES, "en_US", "en_GB", "es_MX", "pt_PT", "zh_TW", "sr_Latn", "nl_BE", "de_CH"]
    for day in DAYS
    for kind in ("full", "long", "medium", "short")
    for with_time in (False, True)
    if not (with_time and kind == "full")  # they end with a zone's name in words
]


def read(language: str, day: dt.datetime, kind: str, with_time: bool) -> tuple[str, str]:
    """What comes of a printed date: right, undated, noted (could be two days), or wrong; with the text."""
    from babel.dates import format_date, format_datetime

    text = format_datetime(day, kind, locale=language) if with_time else format_date(day.date(), kind, locale=language)
    when = dates.read(text, language.replace("_", "-"))
    found = when.instant.replace(tzinfo=None, second=0) if when.instant else when.day
    if found in (day if with_time else day.date(), day.date()):
        return "right", text
    if found is None:
        return "undated", text
    return ("noted" if "read as day first" in when.note else "wrong"), text


def test_no_date_that_cldr_writes_is_read_as_another() -> None:
    came: dict[str, list[str]] = {"right": [], "undated": [], "noted": [], "wrong": []}
    for sample in SAMPLES:
        outcome, text = read(*sample)
        came[outcome].append(f"{sample[0]}: {text}")
    assert came["wrong"] == []
    assert len(came["right"]) >= 0.98 * len(SAMPLES), came["undated"][:20]
    assert {one[:3] for one in came["noted"]} <= {"en:"}


@pytest.mark.parametrize(
    "form", ["{clock} {day}", "{clock}, {day}", "{clock} | {day}", "{day}, {clock}", "{day} - {clock}", "{day}\u00a0{clock}"]
)
def test_a_clock_on_either_side_of_a_day_is_its_clock(form: str) -> None:
    from babel.dates import format_date

    wrong, right, count = [], 0, 0
    for language, day, kind, with_time in SAMPLES:
        if with_time or kind == "short":
            continue
        text = form.format(clock=f"{day:%H:%M}", day=format_date(day.date(), kind, locale=language))
        when = dates.read(text, language.replace("_", "-"))
        count += 1
        right += when.instant is not None and when.instant.replace(tzinfo=None) == day
        if (when.instant and when.instant.replace(tzinfo=None) != day) or (when.day and when.day != day.date()):
            wrong.append(f"{language}: {text}")
    assert wrong == []
    assert right >= 0.97 * count
