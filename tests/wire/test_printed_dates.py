"""Dates as the world's wires print them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copytaster.model import UTC
from copytaster.wire import dates


@pytest.mark.parametrize(
    ("printed", "instant"),
    [
        ("Tue, 28 May 2019 11:51:32 GMT", "2019-05-28T11:51:32"),
        ("Sun, 17 Jan 2021 10:45:00 +0100", "2021-01-17T09:45:00"),
        ("Sat 25 Sep 2010 01:30:00 GMT", "2010-09-25T01:30:00"),
        ("Thu, 01 Aug 2019 16:15 EDT", "2019-08-01T20:15:00"),
        ("Sun, 30Mar 2025 12:41:13 +0530", "2025-03-30T07:11:13"),
        ("Mon, 31 Mar 202510:50:41 +0530", "2025-03-31T05:20:41"),
        ("Sat, Dec 16 2023 02:02:33 PM", "2023-12-16T14:02:33"),
        ("Wed, 08 Oct 2025 14:30:00 GMT+0200 (CEST)", "2025-10-08T12:30:00"),
        ("08-Oct-2025 14:30:00 CEST", "2025-10-08T12:30:00"),
        ("Wed Oct  8 14:30:00 2025", "2025-10-08T14:30:00"),
        ("2015-08-05T16:59:42Z", "2015-08-05T16:59:42"),
        ("2026-02-17T11:51:49-0500", "2026-02-17T16:51:49"),
        ("2025-10-08T14:30:00.123456789Z", "2025-10-08T14:30:00"),
        ("2025-10-08T24:00:00Z", "2025-10-09T00:00:00"),
        ("20140829T134951+0000", "2014-08-29T13:49:51"),
        ("20160512T00:05:13+02:00", "2016-05-11T22:05:13"),
        ("1518478934", "2018-02-12T23:42:14"),
        ("1581646440000", "2020-02-14T02:14:00"),
        ("Seg, 24 Set 2018 19:18:49 -0300", "2018-09-24T22:18:49"),
        ("mer, 16 nov 2022 00:38:15 +0100", "2022-11-15T23:38:15"),
        ("среда, 8 октября 2025, 14:30 (МСК)", "2025-10-08T11:30:00"),
        ("Τετ, 08 Οκτ 2025 10:00:00 +0300", "2025-10-08T07:00:00"),
        ("2025年10月8日 14時05分", "2025-10-08T14:05:00"),
        ("2025년 10월 8일 오후 3:05", "2025-10-08T15:05:00"),
        ("๘ ตุลาคม ๒๕๖๘ 10:00", "2025-10-08T10:00:00"),
        ("mercredi 8 octobre 2025 à 14h30", "2025-10-08T14:30:00"),
        ("8 de octubre de 2025 a las 14:30", "2025-10-08T14:30:00"),
        ("Mittwoch, 8. Oktober 2025, 14.30 Uhr", "2025-10-08T14:30:00"),
        ("2025. október 8. 14:30", "2025-10-08T14:30:00"),
        ("2025. 10. 8. 14:30", "2025-10-08T14:30:00"),
        ("2025. 10. 08. 오후 2:30", "2025-10-08T14:30:00"),
        ("2025-10-08T14:30:00+0100Z", "2025-10-08T13:30:00"),
        ("October 8, 2025 at 2:30 p.m. EDT", "2025-10-08T18:30:00"),
    ],
)
def test_an_instant_is_read_in_the_forms_and_languages_it_is_printed_in(printed: str, instant: str) -> None:
    assert dates.read(printed).instant == dt.datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "printed",
    [
        "2025-10-08",
        "20251008",
        "8 أكتوبر 2025",
        "令和7年10月8日",
        "8 tháng 10 năm 2025",
        "Oct. 8th, 2025",
        "miércoles, 8 octubre 2025",
        "2025/10/08",
        "2025. 10. 8.",
        "8 באוקטובר 2025",
        "८ अक्तूबर २०२५",
        "2025. gada 8. oktobris",
    ],
)
def test_a_date_without_a_time_is_a_day_and_no_instant(printed: str) -> None:
    assert dates.read(printed) == dates.When(day=dt.date(2025, 10, 8))


@pytest.mark.parametrize(
    "printed",
    ["0000-00-00 00:00:00", "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 01:00:00 +0100", "0001-01-01T00:00:00", "1899-12-30", "0"],
)
def test_a_zero_date_is_no_date_and_says_so(printed: str) -> None:
    when = dates.read(printed)
    assert (when.instant, when.day) == (None, None)
    assert when.note


@pytest.mark.parametrize(
    "printed", ["now", "yesterday", "YYYYMMDD000000-HHMM", "2025-13-45", "31/02/2025", "99999999999999", "x" * 5000]
)
def test_what_cannot_be_read_is_named_and_nothing_is_put_in_its_place(printed: str) -> None:
    when = dates.read(printed)
    assert (when.instant, when.day) == (None, None)
    assert "not read" in when.note


def test_an_old_date_that_is_not_zero_stands() -> None:
    assert dates.read("1969-07-21T02:56:00Z").instant == dt.datetime(1969, 7, 21, 2, 56, tzinfo=UTC)


def test_figures_that_could_be_two_days_say_how_they_were_read() -> None:
    assert dates.read("03/04/2025", "en-GB").day == dt.date(2025, 4, 3)
    assert dates.read("03/04/2025", "en-US").day == dt.date(2025, 3, 4)
    assert "day first" in dates.read("03/04/2025").note
    assert dates.read("03.04.2025").note == ""


def test_a_month_that_two_languages_name_alike_needs_the_language() -> None:
    assert dates.read("8 listopada 2025", "pl").day == dt.date(2025, 11, 8)
    assert dates.read("8. listopada 2025.", "hr").day == dt.date(2025, 10, 8)
    assert dates.read("8 listopada 2025").day is None


def test_a_time_without_a_zone_is_read_as_utc_and_noted() -> None:
    when = dates.read("2025-10-08T14:30:00")
    assert when.instant == dt.datetime(2025, 10, 8, 14, 30, tzinfo=UTC)
    assert "no time zone" in when.note


@given(st.text(max_size=60) | st.from_regex(r"\d{1,4}[-/. ]\w{1,9}[-/. ]\d{1,4} \d{1,3}:\d{1,3} ?\w{0,5}", fullmatch=True))
def test_no_text_makes_reading_fail(text: str) -> None:
    when = dates.read(text, "de")
    assert when.instant is None or when.instant.tzinfo is UTC


@given(st.floats() | st.integers())
def test_no_number_makes_reading_fail(value: float) -> None:
    dates.of_number(value)


@pytest.mark.parametrize("printed", ["23 नवंबर 2026", "23 नवम्बर 2026", "२३ नवम्बर २०२६"])
def test_hindi_months_are_read_in_both_spellings(printed: str) -> None:
    assert dates.read(printed).day == dt.date(2026, 11, 23)


@pytest.mark.parametrize("zone", ["Z", "+01:00", "-0500"])
def test_seconds_that_lack_their_nought_are_seconds(zone: str) -> None:
    assert dates.read(f"2026-03-04T12:35:9{zone}").instant == dates.read(f"2026-03-04T12:35:09{zone}").instant
