"""Mails made for the tests of reading them."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

from copytaster.model import UTC, Delivery, Item
from copytaster.wire import sniff
from copytaster.wire.reading import Reading

RELEASE = """VIK, 8 October 2025 - Engineers have found a way to lift the gates of a harbour by the heat of the day. It costs half
as much as pumps, the team said in a study that comes out on Friday.

"We did not expect this to work," said Ann Reporter, who led it.
"""
HEAD = b"From: Press Office <press@harbour.example>\nTo: desk@desk.example\nDate: Wed, 08 Oct 2025 14:30:00 +0200\n"


def mail(subject: str = "New gates lift themselves", text: str = RELEASE, **fields: str) -> EmailMessage:
    """A mail of a press office."""
    made = EmailMessage()
    made["From"], made["To"] = fields.pop("From", "Press Office <press@harbour.example>"), "desk@desk.example"
    made["Subject"], made["Message-ID"] = subject, fields.pop("Message_ID", "<1@harbour.example>")
    made["Date"] = fields.pop("Date", "Wed, 08 Oct 2025 14:30:00 +0200")
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def read(body: bytes | EmailMessage) -> Reading:
    """What the detector makes of a mail that came on 9 October 2025."""
    raw = body.as_bytes() if isinstance(body, EmailMessage) else body
    return sniff.read(Delivery("mail", dt.datetime(2025, 10, 9, tzinfo=UTC), raw))


def only(body: bytes | EmailMessage) -> Item:
    """The one item of a mail."""
    (item,) = read(body).items
    return item


def mixed(*parts: bytes, kind: bytes = b"mixed", subject: bytes = b"Harbour closed") -> bytes:
    """A mail of several parts, each with its header."""
    head = HEAD + b"Subject: " + subject + b"\nMIME-Version: 1.0\nContent-Type: multipart/" + kind + b'; boundary="b"\n\n'
    return head + b"".join(b"--b\n" + part + b"\n" for part in parts) + b"--b--\n"
