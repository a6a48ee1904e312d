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
        ("Wed, 08 Oct 2025 14:5:7 GMT", "2025-10-08T14:05:07"),
        ("8 Oct 2025 9:5", "2025-10-08T09:05:00"),
        ("Wed Oct  8 14:30:00 2025", "2025-10-08T14:30:00"),
        ("2015-08-05T16:59:42Z", "2015-08-05T16:59:42"),
        ("2026-02-17T11:51:49-0500", "2026-02-17T16:51:49"),
        ("2025-10-08T14:30:00.123456789Z", "2025-10-08T14:30:00"),
        ("2025-10-08T24:00:00Z", "2025-10-09T00:00:00"),
        ("20140829T134951+0000", "2014-08-29T13:49:51"),
        ("20251008143000 +0200", "2025-10-08T12:30:00"),
        ("20251008T143000 CEST", "2025-10-08T12:30:00"),
        ("20160512T00:05:13+02:00", "2016-05-11T22:05:13"),
        ("1518478934", "2018-02-12T23:42:14"),
        ("1581646440000", "2020-02-14T02:14:00"),
        ("Seg, 24 Set 2018 19:18:49 -0300", "2018-09-24T22:18:49"),
        ("mer, 16 nov 2022 00:38:15 +0100", "2022-11-15T23:38:15"),
        ("среда, 8 октября 2025, 14:30 (МСК)", "2025-10-08T11:30:00"),
        ("2025-10-08T14:30:00+02:00[Europe/Brussels]", "2025-10-08T12:30:00"),
        ("2025-01-08T14:30:00[Europe/Brussels]", "2025-01-08T13:30:00"),
        ("2025-10-08 14:30 Europe/Berlin", "2025-10-08T12:30:00"),
        ("Wed, 08 Oct 2025 14:30:00 America/New_York", "2025-10-08T18:30:00"),
        ("October 8, 2025 2:30 PM (US/Eastern)", "2025-10-08T18:30:00"),
        ("2:30  PM ET Wed, 8 October 2025", "2025-10-08T18:30:00"),
        ("Wed, 08 10 2025 14:30:00 +0000", "2025-10-08T14:30:00"),
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
        ("2025-10-08 2:30 PM", "2025-10-08T14:30:00"),
        ("2025-10-08 12:05:00 AM", "2025-10-08T00:05:00"),
        ("Oct 8, 2025, 2:30\u202fPM", "2025-10-08T14:30:00"),
        ("Wed, 8 Oct 2025 14:30:00 \u22120400", "2025-10-08T18:30:00"),
        ("8 Oct 2025 24:00 GMT", "2025-10-09T00:00:00"),
        ("31.12.2025 24:00", "2026-01-01T00:00:00"),
        ("1759933800.5", "2025-10-08T14:30:00.5"),
        ("1759933800000000", "2025-10-08T14:30:00"),
        ("2025100814", "2025-10-08T14:00:00"),
        ("2568-10-08T14:30:00+07:00", "2025-10-08T07:30:00"),
        ("Wed, 08 Oct 2568 14:30:00 +0700", "2025-10-08T07:30:00"),
        ("8 ต.ค. 68 10:30 น.", "2025-10-08T10:30:00"),
        ("پنجشنبه ۱۷ مهر ۱۴۰۴ - ۱۴:۳۰", "2025-10-09T14:30:00"),
        ("٨\u200f/١٠\u200f/٢٠٢٥، ٢:٣٠ م", "2025-10-08T14:30:00"),
        ("8 EKİM 2025 ÇARŞAMBA 14:30", "2025-10-08T14:30:00"),
        ("二〇二五年十月八日 十四时三十分", "2025-10-08T14:30:00"),
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
        "2025. gada 8. oktobrī",
        "8. oktobra 2025",
        "8 تشرين الأول 2025",
        "8 أكتوبر/تشرين الأول 2025",
        "16 ربيع الآخر 1447 هـ الموافق 8 أكتوبر 2025",
        "1447/04/16 هـ - 2025/10/08 م",
        "08 Tháng Mười 2025",
        "8 ഒക്ടോബർ 2025",
        "8 ΟΚΤΩΒΡΙΟΥ 2025",
        "8 pazdziernika 2025",
        "8 ต.ค. 68",
        "8 ต.ค. 25",
        "114年10月8日",
        "令和七年十月八日",
        "۱۴۰۴/۰۷/۱۶",
        "۱۶ مهر ۱۴۰۴",
        "2025-W41-3",
        "2025W413",
        "2025-281",
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


@pytest.mark.parametrize(
    ("printed", "language"),
    [
        ("1404/07/17", None),
        ("1447/04/16", "ar"),
        ("16/4/1447 هـ", "ar"),
        ("۱۴۴۷/۰۴/۱۶", "ur"),
        ("२०८२/०६/२२", "ne"),
        ("Wed, 16 Jul 1404 14:30:00 +0330", "en"),
    ],
)
def test_a_day_of_a_calendar_that_is_not_reckoned_is_undated_and_says_so(printed: str, language: str | None) -> None:
    when = dates.read(printed, language)
    assert (when.instant, when.day) == (None, None)
    assert "calendar" in when.note


@pytest.mark.parametrize(
    ("solar", "day"),
    [
        ("1357/11/22", "1979-02-11"),
        ("1388/03/22", "2009-06-12"),
        ("1399/12/30", "2021-03-20"),
        ("1400/01/01", "2021-03-21"),
        ("1403/12/30", "2025-03-20"),
        ("1404/01/01", "2025-03-21"),
        ("1320/06/03", "1941-08-25"),
    ],
)
def test_days_of_the_solar_year_that_history_dates_twice(solar: str, day: str) -> None:
    assert dates.read(solar, "fa").day == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("printed", "language", "instant"),
    [
        ("föstudagur, 3. október 2025, 08:05", "is", "2025-10-03T08:05:00"),
        ("يوم الأربعاء 8 أكتوبر 2025 10:30", "ar", "2025-10-08T10:30:00"),
        ("10:30 8/10/2025 م", "ar", "2025-10-08T10:30:00"),
        ("8 أكتوبر 2025م الساعة 10:30 ص", "ar", "2025-10-08T10:30:00"),
        ("8 أكتوبر 2025 الساعة 10:30 مساءً", "ar", "2025-10-08T22:30:00"),
        ("am 8. Oktober 2025 um 12:30 Uhr", "de", "2025-10-08T12:30:00"),
        ("2025-10-08 PM 2:30", "ko", "2025-10-08T14:30:00"),
        ("2025년 10월 8일 오후 9시 5분", "ko", "2025-10-08T21:05:00"),
        ("28 Feb 2025, 2:05 PTG", "ms", "2025-02-28T14:05:00"),
        ("28 shkurt 2025, 2:05 m.d.", "sq", "2025-02-28T14:05:00"),
        ("8 Ekim 2025 ÖS 2:30", "tr", "2025-10-08T14:30:00"),
        ("8 Ekim 2025 2:30 ÖS", "tr", "2025-10-08T14:30:00"),
        ("2025-10-08 2:30 CH", "vi", "2025-10-08T14:30:00"),
        ("৮ অক্টোবর ২০২৫, বিকেল ৪:৩০", "bn", "2025-10-08T16:30:00"),
        ("۸ اکتبر ۲۰۲۵ ۲:۳۰ بعدازظهر", "fa", "2025-10-08T14:30:00"),
    ],
)
def test_the_half_of_the_day_is_named_beside_the_clock_or_nowhere(printed: str, language: str, instant: str) -> None:
    assert dates.read(printed, language).instant == dt.datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "language", "instant"),
    [
        ("2025. gada 13. janvāris 09:05", "lv", "2025-01-13T09:05:00"),
        ("2025\u202fж. 13 қаңтар, 09:05", "kk", "2025-01-13T09:05:00"),
        ("2025-ж., 13-январь 09:05", "ky", "2025-01-13T09:05:00"),
        ("13 janvier, 09:05, 2025", "fr", None),
        ("09:05 January 13, 2025", "en", "2025-01-13T09:05:00"),
        ("Edition 5 Monday 13 January 2025 09:05", "en", "2025-01-13T09:05:00"),
        ("09:05 lundi 13 janvier 2025", "fr", "2025-01-13T09:05:00"),
        ("13 Jan 09h05", "fr", None),
        ("2025-10-08 14.30", "fi", "2025-10-08T14:30:00"),
        ("13 جنوری، 2025 09:05", "ur", "2025-01-13T09:05:00"),
        ("25. 10. 8. 14:30", "hu", None),
        ("25. 10. 08. 14:30", "ko", "2025-10-08T14:30:00"),
    ],
)
def test_figures_of_a_clock_or_a_day_are_no_year(printed: str, language: str, instant: str | None) -> None:
    wanted = dt.datetime.fromisoformat(instant).replace(tzinfo=UTC) if instant else None
    assert dates.read(printed, language).instant == wanted


@pytest.mark.parametrize("printed", ["1404/12/30", "1404/13/01", "1404/07/31", "1404/00/01"])
def test_a_day_that_the_solar_year_has_not_is_undated(printed: str) -> None:
    assert (dates.read(printed, "fa").instant, dates.read(printed, "fa").day) == (None, None)


@pytest.mark.parametrize(
    "printed",
    [
        "2025-10-08T25:00:00Z",
        "8 Oct 2025 24:30",
        "Wed, 08 Oct 2025 14:30:00 +9999",
        "Wed, 08 Oct 2025 14:30:00 +0275",
        "2025-10-08T14:30:00+15:00",
        "2025-366",
        "2025-W54-1",
        "98年10月8日 25:00",
    ],
)
def test_what_no_clock_and_no_calendar_shows_gives_no_instant(printed: str) -> None:
    assert dates.read(printed).instant is None


@pytest.mark.parametrize(
    ("printed", "language", "instant"),
    [
        ("Oct. 8, 2025 2:30 P.M. ET", "en", "2025-10-08T18:30:00"),
        ("Thu, 15 Jan 2026 09:00 ET", "en", "2026-01-15T14:00:00"),
        ("Nov 2, 2025 2:30 a.m. ET", "en", "2025-11-02T07:30:00"),
        ("Mar 9, 2025 3:30 a.m. PT", "en", "2025-03-09T10:30:00"),
        ("Apr 3, 2006 9:00 am CT", "en", "2006-04-03T14:00:00"),
        ("08 Oct 2025 14:30 IST", "en-IE", "2025-10-08T13:30:00"),
        ("08 Oct 2025 14:30 IST", "hi", "2025-10-08T09:00:00"),
        ("08 Oct 2025 14:30 IST", "he", "2025-10-08T12:30:00"),
        ("08 Oct 2025 14:30 CST", "zh-CN", "2025-10-08T06:30:00"),
        ("08 Oct 2025 14:30 BST", "bn", "2025-10-08T08:30:00"),
        ("08 Oct 2025 14:30 AST", "ar", "2025-10-08T11:30:00"),
        ("8 Oct 2025 14:30 (GMT+7)", "vi", "2025-10-08T07:30:00"),
        ("Wed, 8 Oct 2025 14:30:00 (CEST)", "de", "2025-10-08T12:30:00"),
        ("8 Okt 2025 14:30 Uhr (MEZ)", "de", "2025-10-08T13:30:00"),
        ("Wed, 8 Oct 2025 14:30:00 +0200 (EDT)", "en", "2025-10-08T12:30:00"),
        ("Wed, 8 Oct 2025 14:30:00 (Reuters)", "en", "2025-10-08T14:30:00"),
        ("08 Oct 2025 14:30 PST", "en-PH", "2025-10-08T06:30:00"),
    ],
)
def test_a_zone_is_what_its_name_means_there_and_then(printed: str, language: str, instant: str) -> None:
    assert dates.read(printed, language).instant == dt.datetime.fromisoformat(instant).replace(tzinfo=UTC)


def test_two_figures_of_a_year_that_could_be_a_day_are_noted() -> None:
    assert "day first" in dates.read("25-10-08").note
    assert dates.read("8 Oct 49").day == dt.date(2049, 10, 8)
    assert dates.read("8 Oct 50").day == dt.date(1950, 10, 8)


def test_figures_that_only_taiwan_counts_so_need_the_language() -> None:
    assert dates.read("114/10/08", "zh-TW").day == dt.date(2025, 10, 8)
    assert dates.read("114/10/08").day is None


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


_FORMS = [
    "%d.%m.%Y",
    "%m/%d/%Y",
    "%d/%m/%y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%d %b %Y",
    "%B %d, %Y",
    "%A, %d de %B %y",
    "Updated 10.30 %d.%m.%Y",
    "%d",
]
_CLOCKS = [" %H:%M", ", %H:%M:%S", " %I:%M%p", ". %I:%M %p", " 24:00", " 25:10", " %H:%M Uhr", " %H:%M UTC"]


@given(
    st.datetimes(timezones=st.just(UTC)).filter(lambda at: 1960 < at.year < 2049),
    st.sampled_from(_FORMS),
    st.sampled_from(_CLOCKS),
    st.sampled_from(["", "en-us", "zh", "th"]),
)
def test_a_day_that_is_known_already_is_read_with_its_clock_as_any_other(
    at: dt.datetime, form: str, clock: str, language: str
) -> None:
    printed = at.strftime(form + clock)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dates, "_with_clock", lambda text, language: None)
        dates._at_hand.cache_clear()
        expected = dates.read(printed, language)
    dates._at_hand.cache_clear()
    assert dates.read(printed, language) == expected


@pytest.mark.parametrize(("printed", "day"), [("Nov. 2025", (2025, 11, 1)), ("novembre 2025", (2025, 11, 1))])
def test_a_month_alone_is_its_first_day_and_says_so(printed: str, day: tuple[int, int, int]) -> None:
    assert dates.read(printed) == dates.When(day=dt.date(*day), note="only a year or month is given")


@pytest.mark.parametrize("printed", ["2025-10-08 14:30 Middle/Earth", "8.10.2025 14:30 Middle/Earth"])
def test_a_place_that_no_table_knows_is_named(printed: str) -> None:
    when = dates.read(printed)
    assert when.instant == dt.datetime(2025, 10, 8, 14, 30, tzinfo=UTC)
    assert "Middle/Earth not known" in when.note


@pytest.mark.parametrize(
    ("printed", "note"), [("8/16/25", ""), ("16/8/25", "16/8/25: read as day first"), ("8/6/2025", "8/6/2025: read as day first")]
)
def test_a_note_says_which_way_round_a_day_was_read_where_it_could_be_two(printed: str, note: str) -> None:
    assert dates.read(printed).note == note
