"""Lists of feeds that the desk keeps in step with."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from copytaster.fetch.subscriptions import bare, step
from copytaster.model import Source, SourceState

OPML = Source("starter", "Starter list", kind="opml", address="https://example.org/list.opml")


def feed(n: int, *, name: str = "", folder: str = "", owner: str = "", key: str = "") -> Source:
    """A feed; `owner` is the list that brought it."""
    settings = {"list": owner} if owner else {}
    return Source(key or f"feed-{n}", name or f"Feed {n}", address=f"https://example.org/{n}", folder=folder, settings=settings)


def ours(*numbers: int) -> list[Source]:
    """Feeds that the list had brought."""
    return [feed(n, owner="starter") for n in numbers]


def test_what_is_new_in_the_list_is_added_under_its_name() -> None:
    found = step(OPML, [feed(1), feed(2)], ours(1))
    assert found.added == tuple(ours(2))
    assert (found.removed, found.changed) == ((), ())


def test_what_has_gone_from_the_list_is_removed() -> None:
    assert [s.key for s in step(OPML, [feed(1), feed(2)], ours(1, 2, 3)).removed] == ["feed-3"]


def test_a_new_name_or_folder_is_taken_over_and_nothing_else() -> None:
    held = [dataclasses.replace(ours(1)[0], language="de")]
    (changed,) = step(OPML, [feed(1, name="New name", folder="World")], held).changed
    assert changed == dataclasses.replace(held[0], name="New name", folder="World")


def test_what_an_editor_or_another_list_added_is_never_touched() -> None:
    held = [feed(1, name="My name"), feed(2, owner="another"), *ours(3)]
    found = step(OPML, [feed(1), feed(2, folder="World"), feed(3)], held)
    assert (found.added, found.removed, found.changed) == ((), (), ())


def test_the_same_feed_under_another_spelling_is_the_same() -> None:
    spelt = dataclasses.replace(feed(1), address="http://WWW.example.org:80/1/#top")
    found = step(OPML, [spelt, feed(1)], ours(1))
    assert (found.added, found.removed, found.changed) == ((), (), ())


def test_a_feed_that_moved_answers_to_both_its_addresses() -> None:
    states = {"feed-1": SourceState("feed-1", moved_to="https://new.example/feed")}
    for address in ("https://example.org/1", "https://new.example/feed/"):
        found = step(OPML, [dataclasses.replace(feed(1), address=address)], ours(1), states=states)
        assert (found.added, found.removed) == ((), ())


def test_a_key_that_is_taken_is_not_taken_twice() -> None:
    held = [feed(9, key="ap")]
    found = step(OPML, [feed(1, key="ap"), feed(2, key="ap")], held)
    assert [s.key for s in found.added] == ["ap-2", "ap-3"]


def test_a_list_that_has_lost_most_of_its_feeds_is_not_followed_until_an_editor_agrees() -> None:
    held = ours(*range(20))
    for listed in ([], [feed(n) for n in range(8)], [feed(n) for n in range(12, 99)]):
        found = step(OPML, listed, held)
        assert (found.added, found.removed, found.changed) == ((), (), ())
        assert "of its 20 feeds, and is not followed until an editor agrees: copytaster add" in found.why_not
        assert len(step(OPML, listed, held, is_agreed=True).removed) >= 12
    assert len(step(OPML, [feed(n) for n in range(12)], held).removed) == 8
    assert len(step(OPML, [], ours(1, 2)).removed) == 2


@given(st.lists(st.integers(0, 30)), st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_a_second_step_finds_nothing_more_to_do(listed: list[int], mine: set[int], others: set[int]) -> None:
    held = [*ours(*mine), *(feed(n) for n in others - mine)]
    found = step(OPML, [feed(n) for n in listed], held, is_agreed=True)
    gone = {s.key for s in found.removed}
    after = [s for s in held if s.key not in gone] + list(found.added)
    again = step(OPML, [feed(n) for n in listed], after)
    assert (again.added, again.removed, again.changed) == ((), (), ())
    assert len({s.key for s in after}) == len(after)


@given(st.text(max_size=40))
def test_no_address_is_so_odd_that_it_cannot_be_compared(text: str) -> None:
    assert isinstance(bare(text), str)
