"""Mailboxes in one file: where a message begins, and what only looks as if one did."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.model import UTC, Delivery, Item
from copytaster.wire import sniff

HEAD = b"From: Ann <ann@agency.example>\nSubject: %s\nDate: Wed, 08 Oct 2025 14:30:00 +0200\nMessage-ID: <%s@agency.example>\n\n"
ONE, TWO = HEAD % (b"Harbour closed", b"1"), HEAD % (b"Ferry aground", b"2")
LINE = b"From ann@agency.example Wed Oct  8 14:30:00 2025\n"


def read(body: bytes) -> tuple[Item, ...]:
    reading = sniff.read(Delivery("mail", dt.datetime(2025, 10, 9, tzinfo=UTC), body))
    assert reading.format == "mail"
    return reading.items


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        b"From ann@agency.example Wed Oct  8 14:30\n",
        b'From "Ann Reporter"@agency.example Wed Oct  8 14:30:00 2025\n',
        b"From ann at agency.example  Wed Oct  8 14:30:00 2025\n",
        b"From 1845@xxx Wed Oct 08 14:30:00 +0000 2025\n",
        b"From - Wed Oct 08 14:30:00 2025\r\n",
        b"From MAILER-DAEMON Wed Oct  8 14:30:00 CEST 2025\n",
    ],
)
def test_a_message_begins_at_each_line_that_programs_write_above_one(line: bytes) -> None:
    one, two = read(line + ONE + b"It is closed for a week.\n\n" + line + TWO + b"Nobody was hurt.\n")
    assert (one.headline, one.body, two.headline, two.body) == (
        "Harbour closed",
        "It is closed for a week.",
        "Ferry aground",
        "Nobody was hurt.",
    )


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_a_message_begins_though_no_empty_line_stands_above_it(ending: bytes) -> None:
    box = LINE + ONE + b"It is closed for a week.\n" + LINE + TWO + b"Nobody was hurt.\n"
    assert [item.body for item in read(box.replace(b"\n", ending))] == ["It is closed for a week.", "Nobody was hurt."]


@pytest.mark.parametrize(
    "line",
    [
        b"From Monday on the harbour is closed, and ferries go from Oda.",
        b"From bob@desk.example Wed Oct  8 14:30:00 2025\nthis line was quoted.",
        b"From the mayor, on Wed Oct 8 14:30, came a denial.",
        b"From 2024 to 2025 the harbour was closed:\nit silted up.",
    ],
)
def test_a_sentence_that_begins_with_from_is_no_message(line: bytes) -> None:
    one, two = read(LINE + ONE + b"It is closed.\n\n" + line + b"\n\n" + LINE + TWO + b"Nobody was hurt.\n")
    assert one.body.startswith("It is closed.\n\nFrom ")
    assert two.headline == "Ferry aground"
