"""Mail on the disk as a source."""

from __future__ import annotations

import datetime as dt
import mailbox
import os
from email.message import EmailMessage
from pathlib import Path

import pytest
from asking import NOW

from copytaster.fetch.drops import Looked
from copytaster.fetch.mailboxes import look_maildir, look_mbox
from copytaster.model import Source, SourceState

STATE = SourceState("mail")


def source(path: Path) -> Source:
    """A mailbox as a source."""
    return Source("mail", "Mail", kind="mail", address=str(path))


def message(n: int, body: str = "Copy.\n") -> EmailMessage:
    """A message with a number."""
    made = EmailMessage()
    made["Subject"], made["Message-ID"] = f"Dispatch {n}", f"<{n}@agency.example>"
    made.set_content(body)
    return made


def bodies(looked: Looked) -> list[bytes]:
    """What a look handed on."""
    return [d.body for d in looked.deliveries]


def age(path: Path, seconds: float = 60) -> None:
    """Let a file have been changed so many seconds before now."""
    os.utime(path, (NOW.timestamp() - seconds,) * 2)


@pytest.fixture
def maildir(tmp_path: Path) -> mailbox.Maildir:
    """An empty maildir."""
    return mailbox.Maildir(tmp_path / "maildir", create=True)


def test_each_message_of_a_maildir_is_handed_on_once_whatever_its_flags(maildir: mailbox.Maildir, tmp_path: Path) -> None:
    keys = [maildir.add(message(n)) for n in range(3)]
    first = look_maildir(source(tmp_path / "maildir"), STATE, now=NOW)
    assert sorted(bodies(first)) == sorted(maildir.get_bytes(key) for key in keys)
    flagged = maildir.get_message(keys[0])
    flagged.set_subdir("cur")
    flagged.add_flag("S")
    maildir[keys[0]] = flagged
    key = maildir.add(message(3))
    second = look_maildir(source(tmp_path / "maildir"), first.state, now=NOW)
    assert bodies(second) == [maildir.get_bytes(key)]


def test_a_maildir_is_left_as_it_was(maildir: mailbox.Maildir, tmp_path: Path) -> None:
    maildir.add(message(1))
    before = sorted(str(p) for p in tmp_path.rglob("*"))
    look_maildir(source(tmp_path / "maildir"), STATE, now=NOW)
    assert sorted(str(p) for p in tmp_path.rglob("*")) == before


def test_what_is_no_maildir_or_no_mbox_is_said_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("Dear Sir")
    for looked, words in (
        (look_maildir(source(tmp_path), STATE, now=NOW), "is no maildir"),
        (look_mbox(source(tmp_path / "text"), STATE, now=NOW + dt.timedelta(days=9999)), "is no mbox"),
        (look_mbox(source(tmp_path / "none"), STATE, now=NOW), "there is no file or folder"),
        (look_mbox(source(tmp_path), STATE, now=NOW), "is a folder"),
    ):
        assert words in looked.state.problem
        assert str(tmp_path) in looked.state.problem
        assert looked.state.problem.startswith("Mail: ")
        assert looked.state.next_check is not None


def mbox(path: Path, *messages: EmailMessage) -> Path:
    """Add messages to an mbox as a mail program does."""
    box = mailbox.mbox(path)
    for one in messages:
        box.add(mailbox.mboxMessage(one))
    box.close()
    age(path)
    return path


def test_messages_are_handed_on_raw_and_without_what_the_file_needed(tmp_path: Path) -> None:
    path = mbox(tmp_path / "box", message(1, "From the front\nFrom here on\n"), message(2))
    got = bodies(look_mbox(source(path), STATE, now=NOW))
    assert len(got) == 2
    assert got[0].startswith(b"Subject: Dispatch 1")
    assert b"\nFrom the front\nFrom here on\n" in got[0]
    assert b"\nFrom " not in got[1]


def test_a_growing_mbox_is_read_on_from_where_it_was_left(tmp_path: Path) -> None:
    path = mbox(tmp_path / "box", message(1), message(2))
    first = look_mbox(source(path), STATE, now=NOW)
    assert len(bodies(first)) == 2
    assert bodies(look_mbox(source(path), first.state, now=NOW)) == []
    mbox(path, message(3))
    second = look_mbox(source(path), first.state, now=NOW)
    assert [b"Dispatch 3" in body for body in bodies(second)] == [True]


def test_an_mbox_that_was_written_anew_gives_only_what_is_new(tmp_path: Path) -> None:
    path = mbox(tmp_path / "box", *(message(n) for n in range(9)))
    state = look_mbox(source(path), STATE, now=NOW).state
    box = mailbox.mbox(path)
    box.remove(0)
    flagged = mailbox.mboxMessage(box[3])
    flagged.set_flags("RO")
    box[3] = flagged
    box.add(message(10))
    box.close()
    age(path)
    second = look_mbox(source(path), state, now=NOW)
    assert [b"Dispatch 10" in body for body in bodies(second)] == [True]


def test_a_message_id_that_an_agency_uses_twice_does_not_hide_the_second_dispatch(tmp_path: Path) -> None:
    path = mbox(tmp_path / "box", message(1, "First lead.\n"), message(1, "Second lead.\n"))
    assert len(bodies(look_mbox(source(path), STATE, now=NOW))) == 2


def test_a_large_mbox_is_taken_in_portions_and_nothing_is_lost(tmp_path: Path) -> None:
    path = mbox(tmp_path / "box", *(message(n, "x" * 500) for n in range(10)))
    state, got = STATE, []
    for _ in range(6):
        looked = look_mbox(source(path), state, now=NOW, max_look=1500)
        state = looked.state
        got += bodies(looked)
        assert len(looked.deliveries) <= 3
    assert len(got) == 10
    assert state.next_check is not None
    assert state.next_check > NOW


def test_an_mbox_that_is_being_written_waits(tmp_path: Path) -> None:
    path = mbox(tmp_path / "box", message(1))
    age(path, 1)
    looked = look_mbox(source(path), STATE, now=NOW)
    assert bodies(looked) == []
    assert len(bodies(look_mbox(source(path), looked.state, now=NOW + dt.timedelta(seconds=5)))) == 1


def test_an_empty_mbox_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "box").write_bytes(b"")
    age(tmp_path / "box")
    looked = look_mbox(source(tmp_path / "box"), STATE, now=NOW)
    assert (looked.state.status, bodies(looked)) == ("ok", [])


def test_a_sentence_that_begins_with_from_opens_no_message_of_an_mbox(tmp_path: Path) -> None:
    line = b"From ann@agency.example Wed Oct  8 14:30:00 2025\n"
    first = b"Subject: One\n\nIt is closed.\n\nFrom Monday on the harbour is closed, and ferries go from Oda.\n"
    path = tmp_path / "box"
    path.write_bytes(line + first + b"\n" + line + b"Subject: Two\n\nIt is open.\n" + line + b"Subject: Three\n\nFerry aground.\n")
    age(path)
    looked = look_mbox(source(path), STATE, now=NOW)
    assert [body.strip() for body in bodies(looked)] == [
        first.strip(),
        b"Subject: Two\n\nIt is open.",
        b"Subject: Three\n\nFerry aground.",
    ]
    assert looked.state.notes["mbox"].startswith(f"{path.stat().st_size}:")


def test_an_mbox_in_portions_is_read_on_at_the_beginning_of_a_message(tmp_path: Path) -> None:
    path = mbox(tmp_path / "box", *(message(n, "It is closed.\n\nFrom Monday on there is a ferry.\n") for n in range(3)))
    state, got = STATE, []
    for _ in range(4):
        looked = look_mbox(source(path), state, now=NOW, max_look=1)
        state = looked.state
        got += bodies(looked)
    assert [b"From Monday on" in body for body in got] == [True, True, True]
