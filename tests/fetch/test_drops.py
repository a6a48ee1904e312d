"""Files, folders and pipes as sources."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from pathlib import Path

import pytest
from asking import NOW

from copytaster.errors import Unreachable
from copytaster.fetch.drops import Looked, from_bytes, from_file, look
from copytaster.model import Source, SourceState

STATE = SourceState("drop")


def drop(path: Path) -> Source:
    """A source that is a file or a folder."""
    return Source("drop", "Drop", kind="folder", address=str(path))


def put(path: Path, body: bytes = b"copy", *, age: float = 60) -> Path:
    """Write a file that was changed so many seconds before now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    os.utime(path, (NOW.timestamp() - age, NOW.timestamp() - age))
    return path


def bodies(looked: Looked) -> list[bytes]:
    """What a look handed on."""
    return [d.body for d in looked.deliveries]


def test_a_file_is_handed_on_as_it_is(tmp_path: Path) -> None:
    delivery = from_file(drop(tmp_path), put(tmp_path / "a.xml", b"\xff\0copy"), now=NOW)
    assert (delivery.body, delivery.received, delivery.source) == (b"\xff\0copy", NOW, "drop")
    assert delivery.address == str(tmp_path / "a.xml")


def test_a_missing_file_a_folder_an_empty_one_and_a_huge_one_are_told_apart(tmp_path: Path) -> None:
    cases = {
        tmp_path / "none": "there is no file or folder",
        tmp_path: "is a folder, not a file",
        put(tmp_path / "empty", b""): "is empty",
        put(tmp_path / "file") / "below": "there is no file or folder",
    }
    for path, words in cases.items():
        with pytest.raises(Unreachable, match=words) as caught:
            from_file(drop(tmp_path), path, now=NOW)
        assert str(path) in str(caught.value)
    with pytest.raises(Unreachable, match="more than 0 MiB"):
        from_file(drop(tmp_path), put(tmp_path / "large", b"12345"), now=NOW, max_bytes=4)


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = put(tmp_path / "locked")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(Unreachable, match="permissions"):
        from_file(drop(tmp_path), path, now=NOW)


def test_a_name_that_is_not_text_is_handed_on_as_text(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.xml"))
    put(odd, b"copy")
    (delivery,) = look(drop(tmp_path), STATE, now=NOW).deliveries
    assert delivery.body == b"copy"
    delivery.address.encode()
    odd.unlink()
    with pytest.raises(Unreachable) as caught:
        from_file(drop(tmp_path), odd, now=NOW)
    str(caught.value).encode()


def test_a_named_pipe_does_not_hold_the_desk(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unreachable, match="not an ordinary file"):
        from_file(drop(tmp_path), tmp_path / "pipe", now=NOW)
    assert bodies(look(drop(tmp_path), STATE, now=NOW)) == []


def test_an_empty_pipe_into_the_desk_is_an_error() -> None:
    with pytest.raises(Unreachable, match="standard input is empty"):
        from_bytes(drop(Path("-")), b"", now=NOW)


def test_a_folder_is_handed_on_oldest_first_and_once(tmp_path: Path) -> None:
    put(tmp_path / "b", b"2", age=50)
    put(tmp_path / "sub" / "a", b"1", age=90)
    put(tmp_path / "c", b"3", age=10)
    first = look(drop(tmp_path), STATE, now=NOW)
    assert bodies(first) == [b"1", b"2", b"3"]
    second = look(drop(tmp_path), first.state, now=NOW)
    assert bodies(second) == []
    assert second.state.changed == NOW


def test_a_file_that_changed_or_came_with_an_old_date_is_handed_on(tmp_path: Path) -> None:
    put(tmp_path / "a", b"1")
    state = look(drop(tmp_path), STATE, now=NOW).state
    put(tmp_path / "a", b"1b", age=30)
    put(tmp_path / "old", b"2", age=9e6)
    assert bodies(look(drop(tmp_path), state, now=NOW)) == [b"2", b"1b"]


def test_what_was_seen_is_forgotten_with_the_file(tmp_path: Path) -> None:
    for n in range(100):
        put(tmp_path / str(n))
    state = look(drop(tmp_path), STATE, now=NOW).state
    for n in range(100):
        (tmp_path / str(n)).unlink()
    assert look(drop(tmp_path), state, now=NOW).state.notes["seen"] == ""


def test_a_file_that_is_still_being_written_waits_for_the_next_look(tmp_path: Path) -> None:
    put(tmp_path / "now", age=1)
    put(tmp_path / "feed.xml.part")
    put(tmp_path / ".hidden")
    put(tmp_path / ".git" / "config")
    put(tmp_path / "tomorrow", b"skewed clock", age=-86_400)
    looked = look(drop(tmp_path), STATE, now=NOW)
    assert bodies(looked) == [b"skewed clock"]
    assert bodies(look(drop(tmp_path), looked.state, now=NOW + dt.timedelta(seconds=5))) == [b"copy"]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path / "secret", b"secret")
    folder = tmp_path / "drop"
    put(folder / "a", b"a")
    (folder / "out").symlink_to(secret)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "in").symlink_to(folder / "a")
    assert set(bodies(look(drop(folder), STATE, now=NOW))) == {b"a"}


def test_a_large_folder_is_taken_in_portions_and_nothing_is_lost(tmp_path: Path) -> None:
    for n in range(10):
        put(tmp_path / str(n), b"x" * 100, age=100 - n)
    state, got = STATE, []
    for _ in range(5):
        looked = look(drop(tmp_path), state, now=NOW, max_look=250)
        state = looked.state
        got += bodies(looked)
        assert len(looked.deliveries) <= 3
    assert len(got) == 10


def test_the_next_look_is_at_once_while_there_is_more(tmp_path: Path) -> None:
    put(tmp_path / "1", b"x" * 100)
    put(tmp_path / "2", b"x" * 100)
    assert look(drop(tmp_path), STATE, now=NOW, max_look=50).state.next_check == NOW
    later = look(drop(tmp_path), STATE, now=NOW).state.next_check
    assert later is not None
    assert later > NOW


def test_one_bad_file_does_not_cost_the_others(tmp_path: Path) -> None:
    put(tmp_path / "bad", b"")
    put(tmp_path / "good", b"good")
    looked = look(drop(tmp_path), STATE, now=NOW)
    assert bodies(looked) == [b"good"]
    assert "bad is empty" in looked.problems[0]
    assert looked.state.problem.startswith("Drop: 1 files cannot be read")


def test_a_folder_that_is_not_there_is_trouble_that_names_it_and_passes(tmp_path: Path) -> None:
    looked = look(drop(tmp_path / "none"), STATE, now=NOW)
    assert looked.state.status == "unreachable"
    assert f"Drop: there is no file or folder {tmp_path / 'none'}; check the path." == looked.state.problem
    put(tmp_path / "none" / "a")
    mended = look(drop(tmp_path / "none"), looked.state, now=NOW)
    assert (mended.state.status, mended.state.failures, mended.state.problem) == ("ok", 0, "")


def test_a_single_file_as_source_is_handed_on_again_when_it_changes(tmp_path: Path) -> None:
    path = put(tmp_path / "feed.xml", b"1", age=0)
    one = dataclasses.replace(drop(path), kind="file")
    first = look(one, STATE, now=NOW)
    assert bodies(first) == [b"1"]
    assert bodies(look(one, first.state, now=NOW)) == []
    put(path, b"22", age=0)
    assert bodies(look(one, first.state, now=NOW)) == [b"22"]
