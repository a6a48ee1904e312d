"""Which line speaks for a story."""

from __future__ import annotations

import datetime as dt

from copytaster.desk.standing import leading
from copytaster.model import UTC, Dated, Item, Line, Version

DAY = dt.datetime(2025, 10, 3, 12, tzinfo=UTC)


def _line(id: int, *, began: int, last: int, day: int | None = None) -> Line:
    """A line begun and last mended so many hours after noon of 3 October, of a day of October."""
    item = Item(f"Line {id}", day=dt.date(2025, 10, day) if day else None)
    first, time = (DAY + dt.timedelta(hours=hours) for hours in (began, last))
    return Line(id, Version(id, "wire", id, time, time, Dated.INSTANT, item), "wire", first, time, 1, 1, 0)


def test_a_line_whose_words_were_mended_later_does_not_speak_for_what_happened_since() -> None:
    suspended, lifted = _line(1, began=0, last=60, day=3), _line(2, began=50, last=58, day=5)
    assert leading([suspended, lifted]).id == 2


def test_a_line_without_a_day_speaks_while_it_has_news_and_a_new_one_speaks_before_it() -> None:
    grows, beside, new = _line(1, began=0, last=70), _line(2, began=30, last=31), _line(3, began=69, last=69)
    assert leading([grows, beside]).id == 1
    assert leading([grows, beside, new]).id == 3


def test_a_day_ahead_of_its_copy_does_not_make_a_line_speak() -> None:
    assert leading([_line(1, began=0, last=1, day=30), _line(2, began=5, last=6, day=3)]).id == 2
