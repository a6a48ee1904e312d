"""Which line speaks for a story."""

from __future__ import annotations

import datetime as dt

from copytaster.desk.standing import leading, line_of
from copytaster.model import UTC, Dated, Item, Line, LineCall, LineKind, PubStatus, Version

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


def _standing(*items: Item) -> Line:
    """The line of some items that came in this order."""
    versions = [
        Version(n, "wire", n, DAY, DAY + dt.timedelta(minutes=n), Dated.INSTANT, item) for n, item in enumerate(items, start=1)
    ]
    calls = {
        v.id: LineCall(v.id, LineKind.VERSION if v.id > 1 else LineKind.NEW, 1 if v.id > 1 else None, 1.0, "") for v in versions
    }
    return line_of(versions, calls, story=None, flags={})


def test_an_earlier_version_that_comes_late_does_not_take_the_place_of_the_later_one() -> None:
    second, first = (Item(f"Version {n}", uri="urn:1", version=str(n)) for n in (2, 1))
    assert _standing(second, first).head.item.headline == "Version 2"
    again = Item("Version 2, sent again", uri="urn:1", version="2")
    assert _standing(second, first, again).head.item.headline == "Version 2, sent again"
    tenth, ninth = (Item(f"Version {n}", uri="urn:1", version=str(n)) for n in (10, 9))
    assert _standing(tenth, ninth).head.item.headline == "Version 10"


def test_versions_of_another_item_and_versions_without_a_number_stand_as_they_came() -> None:
    assert _standing(Item("A", uri="urn:1", version="7"), Item("B", uri="urn:2", version="1")).head.item.headline == "B"
    assert _standing(Item("A", uri="urn:1", version="7"), Item("B", uri="urn:1")).head.item.headline == "B"


def test_copy_that_comes_after_its_kill_is_killed() -> None:
    kill = Item("Minister arrested", uri="urn:1", version="2", pub_status=PubStatus.CANCELED)
    late = Item("Minister arrested", uri="urn:1", version="1")
    assert _standing(kill, late).killed
    assert not _standing(late, Item("Minister held", uri="urn:1", version="2")).killed
