"""What a mail carries: attachments, mail passed on, and digests; and the orders of the mail that hold for them."""

from __future__ import annotations

import base64
import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, PubStatus
from tests.wire.mails import HEAD, RELEASE, mail, mixed, only, read

END = dt.datetime(2025, 10, 10, 0, 1, tzinfo=UTC)
OLD = b"From: Uni Press <press@uni.example>\nSubject: New gates lift themselves\nMessage-ID: <o@uni.example>\n"
OLD += b"Date: Tue, 07 Oct 2025 08:00:00 +0000\n\n" + RELEASE.encode()


def carrying(subject: str, body: bytes = RELEASE.encode(), text: str = "Please find our release attached.\n") -> bytes:
    made = mail(subject, text)
    made.add_attachment(body, maintype="text", subtype="plain", filename="release.txt")
    return made.as_bytes()


def passing_on(subject: str, text: str) -> bytes:
    return mixed(
        b"Content-Type: text/plain\n\n" + text.encode(), b"Content-Type: message/rfc822\n\n" + OLD, subject=subject.encode()
    )


def test_an_embargo_of_a_mail_holds_for_what_is_attached_to_it() -> None:
    cover, release = read(carrying("EMBARGOED until 00:01 GMT 10 October 2025: New gates")).items
    assert cover.embargoed_until == release.embargoed_until == END
    assert "embargo" in release.marks


def test_a_mail_that_is_withheld_withholds_what_is_attached_to_it() -> None:
    cover, release = read(carrying("STRICTLY EMBARGOED - New gates")).items
    assert cover.pub_status is release.pub_status is PubStatus.WITHHELD


def test_an_embargo_of_what_is_attached_holds_for_the_mail_whose_subject_is_its_headline() -> None:
    cover, release = read(carrying("New gates", b"EMBARGOED until 00:01 GMT 10 October 2025\n\n" + RELEASE.encode())).items
    assert cover.embargoed_until == release.embargoed_until == END
    assert "embargo" in cover.marks


def test_an_embargo_of_one_attachment_does_not_hold_for_another() -> None:
    made = mail("Two releases", "Please find two releases attached.\n")
    for name, order in (("a.txt", b"EMBARGOED until 00:01 GMT 10 October 2025\n\n"), ("b.txt", b"")):
        made.add_attachment(order + RELEASE.encode(), maintype="text", subtype="plain", filename=name)
    assert [item.embargoed_until for item in read(made).items] == [END, END, None]


def test_a_longer_embargo_of_what_is_attached_stays() -> None:
    body = b"EMBARGOED until 00:01 GMT 12 October 2025\n\n" + RELEASE.encode()
    assert read(carrying("EMBARGOED until 00:01 GMT 10 October 2025: New gates", body)).items[
        1
    ].embargoed_until == END + dt.timedelta(days=2)


def test_what_is_attached_without_date_and_sender_has_those_of_the_mail() -> None:
    _, release = read(carrying("New gates")).items
    assert release.version_created == dt.datetime(2025, 10, 8, 12, 30, tzinfo=UTC)
    assert (release.info_source, release.byline) == ("Press Office", "Press Office")
    assert not any(note.startswith("undated") for note in release.notes)
    assert release.pub_status is PubStatus.USABLE


def test_orders_of_one_message_of_a_mailbox_do_not_hold_for_what_another_carries() -> None:
    line = b"From press@harbour.example Wed Oct  8 14:30:00 2025\n"
    box = line + carrying("EMBARGOED until 00:01 GMT 10 October 2025: New gates") + b"\n" + line + carrying("New cranes")
    assert [item.embargoed_until for item in read(box).items] == [END, END, None, None]


def test_mail_passed_on_as_it_was_is_one_item_of_its_sender_and_date() -> None:
    item = only(passing_on("Fwd: New gates lift themselves", "FYI\n"))
    assert (item.uri, item.byline, item.headline) == ("o@uni.example", "Uni Press", "New gates lift themselves")
    assert item.version_created == dt.datetime(2025, 10, 7, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Fwd: New gates (EMBARGOED till 10 October 2025 00:01 GMT)", "FYI\n"),
        ("Fwd: New gates", "This is embargoed until 00:01 GMT 10 October 2025.\n"),
    ],
)
def test_an_embargo_that_is_said_where_mail_is_passed_on_holds_for_it(subject: str, text: str) -> None:
    item = only(passing_on(subject, text))
    assert (item.uri, item.embargoed_until) == ("o@uni.example", END)


def test_what_a_colleague_writes_beside_mail_that_is_passed_on_is_kept() -> None:
    items = read(passing_on("Fwd: New gates", "The mayor denies all of this, I called him this morning.\n")).items
    assert [item.byline for item in items] == ["Press Office", "Uni Press"]


def test_a_subject_that_says_something_else_than_the_mail_that_is_passed_on_is_kept() -> None:
    assert [item.headline for item in read(passing_on("Mayor resigns over gates", "FYI\n")).items] == [
        "Mayor resigns over gates",
        "New gates lift themselves",
    ]


def test_mail_without_a_subject_and_a_text_that_carries_nothing_readable_is_refused() -> None:
    with pytest.raises(Unreadable, match="PDF"):
        read(HEAD + b"Content-Type: application/pdf; name=a.pdf\n\n%PDF-1.4 \x01\n")


DIGEST = b"Content-Type: text/plain\n\nSend Press mailing list submissions to\n\tpress@lists.example\n"


@pytest.mark.parametrize("gap", [b"\n", b""])
def test_each_message_of_a_digest_is_an_item(gap: bytes) -> None:
    two = OLD.replace(b"New gates lift themselves", b"Ferry aground").replace(b"<o@", b"<p@")
    parts = b"Content-Type: multipart/digest; boundary=d\n\n" + b"".join(
        b"--d\n" + (gap or b"Message: 1\n") + one + b"\n" for one in (OLD, two)
    )
    items = read(mixed(DIGEST, parts + b"--d--", subject=b"Press Digest, Vol 12, Issue 3")).items
    assert [(item.headline, item.uri, item.byline) for item in items] == [
        ("New gates lift themselves", "o@uni.example", "Uni Press"),
        ("Ferry aground", "p@uni.example", "Uni Press"),
    ]


RULE, TOP_RULE = "-" * 30, "-" * 70
MESSAGES = """Message: 1
Date: Tue, 07 Oct 2025 08:00:00 +0000
From: Press Section <press@uni.example>
Subject: [Press] Gates lift themselves
To: press@lists.example
Message-ID: <m1@uni.example>

The gates of the harbour lift themselves, the section said.

--{blank}
Press Section

{rule}

Date: Tue, 07 Oct 2025 09:00:00 +0000
From: Tram Office <tram@uni.example>
Subject: Tram opens

The tram opens on Monday.

{rule}

It runs each hour.

{rule}

_______________________________________________
Press mailing list

End of Press Digest, Vol 12, Issue 3
************************************
""".format(rule=RULE, blank=" ")


def test_each_message_of_a_digest_that_is_one_text_is_an_item() -> None:
    top = f"Today's Topics:\n\n   1. Gates lift themselves (Press Section)\n\n{TOP_RULE}\n\n"
    first, second = read(mail("Press Digest, Vol 12, Issue 3", top + MESSAGES)).items
    assert (first.headline, first.uri, first.byline) == ("Gates lift themselves", "m1@uni.example", "Press Section")
    assert first.body == "The gates of the harbour lift themselves, the section said."
    assert second.version_created == dt.datetime(2025, 10, 7, 9, 0, tzinfo=UTC)
    assert "It runs each hour." in second.body
    assert "End of" not in second.body


def test_an_embargo_of_a_digest_holds_for_its_messages() -> None:
    top = f"Today's Topics:\n\n   1. Gates\n\n{TOP_RULE}\n\n"
    items = read(mail("EMBARGOED until 00:01 GMT 10 October 2025: Press Digest", top + MESSAGES)).items
    assert [item.embargoed_until for item in items] == [END, END]


def test_a_text_with_rules_in_it_is_no_digest() -> None:
    text = f"The harbour is closed.\n\n{RULE}\n\nFrom: noon on\nDate: Monday\n\nThe ferry runs again, the city said on Tuesday.\n"
    item = only(mail("Two notes", text))
    assert "The harbour is closed." in item.body
    assert "The ferry runs again" in item.body


@pytest.mark.parametrize("subject", ["Press Digest, Vol 12", ""])
def test_an_embargo_above_the_topics_of_a_digest_holds_for_its_messages(subject: str) -> None:
    order = "EMBARGOED until 00:01 GMT 10 October 2025"
    top = f"{order}\n\nToday's Topics:\n\n   1. STRICTLY EMBARGOED: Gates\n\n{TOP_RULE}\n\n"
    items = read(mail(subject, top + MESSAGES)).items
    assert [(item.embargoed_until, item.pub_status) for item in items] == [(END, PubStatus.USABLE)] * 2


def ber(tag: int, content: bytes, *, is_open: bool = False) -> bytes:
    """A value in ASN.1, with its length or without."""
    if is_open:
        return bytes([tag, 0x80]) + content + b"\0\0"
    size = len(content).to_bytes(3)
    return bytes([tag, 0x83]) + size + content


@pytest.mark.parametrize("is_open", [False, True])
def test_a_mail_that_is_packed_with_its_signature_is_read(is_open: bool) -> None:
    inner = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + RELEASE.encode()
    octets = ber(0x24, ber(4, inner[:100]) + ber(4, inner[100:]), is_open=True) if is_open else ber(4, inner)
    data = ber(0x30, bytes.fromhex("06092a864886f70d010701") + ber(0xA0, octets, is_open=is_open), is_open=is_open)
    signed = ber(0x30, b"\x02\x01\x01\x31\x00" + data, is_open=is_open)
    packed = ber(0x30, bytes.fromhex("06092a864886f70d010702") + ber(0xA0, signed, is_open=is_open), is_open=is_open)
    head = HEAD + b"Subject: New gates\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
    raw = head + b"Content-Transfer-Encoding: base64\n\n"
    item = only(raw + base64.encodebytes(packed))
    assert (item.headline, item.body.startswith("VIK, 8 October 2025")) == ("New gates", True)
    for end in range(60, len(packed), 7):
        assert read(raw + base64.encodebytes(packed[:end])).items[0].headline == "New gates"


def test_encrypted_mail_is_refused_with_a_reason() -> None:
    head = HEAD + b"Subject: New gates\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
    with pytest.raises(Unreadable, match="encrypted"):
        read(head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(bytes.fromhex("308006092a864886f70d010703a080")))
