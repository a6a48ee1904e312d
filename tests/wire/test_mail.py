"""Mail: alone, in mailboxes, with attachments, and the copy that agencies and press offices send in it."""

from __future__ import annotations

import base64
import datetime as dt
from email.message import EmailMessage

import pytest

from copytaster.model import UTC, Delivery, PubStatus
from copytaster.wire import mime, sniff
from tests.wire.mails import mail, read

TEXT = """HAMBURG (dpa) - Der Hafen bleibt geschlossen. Das sagte ein Sprecher am Mittwoch in Hamburg vor Journalisten, die lange
gewartet hatten.

Er sprach nicht lange.
"""
NINJS = b'{"uri": "urn:x:1", "type": "text", "headline": "Attached headline", "versioncreated": "2025-10-08T10:00:00Z"}'


def message(subject: str = "Hafen bleibt zu", text: str = TEXT, **fields: str) -> EmailMessage:
    return mail(subject, text, **{"From": "Agentur <dienst@agentur.example>", "Message_ID": "<1@agentur.example>", **fields})


def test_a_message_is_an_item() -> None:
    (item,) = read(message("=?utf-8?q?EILMELDUNG=3A_Hafen_bleibt_f=C3=BCr_immer_zu?=")).items
    assert item.headline == "EILMELDUNG: Hafen bleibt für immer zu"
    assert (item.uri, item.info_source) == ("1@agentur.example", "Agentur")
    assert item.version_created == dt.datetime(2025, 10, 8, 12, 30, tzinfo=UTC)
    assert (item.language, item.origin, item.marks) == ("de", "dpa", ("urgent",))
    assert item.body.startswith("HAMBURG (dpa) - Der Hafen")
    assert "gewartet hatten.\n\nEr sprach" in item.body


def test_an_answer_names_what_it_answers_and_loses_its_prefix() -> None:
    (item,) = read(message("AW: Re: Hafen bleibt zu", In_Reply_To="<0@agentur.example>")).items
    assert item.headline == "Hafen bleibt zu"
    assert [(r.rel, r.uri) for r in item.related] == [("in-reply-to", "0@agentur.example")]


def test_an_embargo_in_the_text_of_a_mail_holds_it_back() -> None:
    (item,) = read(message(text=f"Sperrfrist: Freitag, 10. Oktober 2025, 18.00 Uhr MESZ\n\n{TEXT}")).items
    assert item.embargoed_until == dt.datetime(2025, 10, 10, 16, 0, tzinfo=UTC)
    assert "Sperrfrist" not in item.body


@pytest.mark.parametrize(
    ("field", "end"),
    [
        ("10 October 2025 18:00 GMT", dt.datetime(2025, 10, 10, 18, 0, tzinfo=UTC)),
        ("10 October 2025 18:00", dt.datetime(2025, 10, 11, 2, 0, tzinfo=UTC)),
        ("2025-10-10", dt.datetime(2025, 10, 11, 8, 0, tzinfo=UTC)),
    ],
)
def test_an_embargo_without_a_zone_ends_late_and_never_early(field: str, end: dt.datetime) -> None:
    copy = f".HEADLINE Harbour\n.SLUG harbour\n.EMBARGO {field}\n.TEXT\nClosed for a week, he said.\n"
    (item,) = read(message("copy", copy)).items
    assert item.embargoed_until == end


def test_an_embargo_whose_end_cannot_be_read_withholds_the_item() -> None:
    (item,) = read(message(text=f"Sperrfrist bis zum Ende der Rede\n\n{TEXT}")).items
    assert (item.embargoed_until, item.pub_status) == (None, PubStatus.WITHHELD)


def test_dot_copy_names_its_fields() -> None:
    copy = ".HEADLINE Harbour stays closed\n.SLUG harbour-closure\n.BYLINE By Ann Reporter\n.PRIORITY 2\n"
    copy += ".TEXT\n  LONDON (AP) -- Closed.\n"
    (item,) = read(message("copy for tonight", copy)).items
    assert (item.headline, item.slugline, item.byline, item.urgency) == (
        "Harbour stays closed",
        "harbour-closure",
        "By Ann Reporter",
        2,
    )
    assert (item.dateline, item.origin, item.body) == ("LONDON (AP)", "AP", "LONDON (AP) -- Closed.")


def test_the_page_beside_a_notice_is_the_text_and_the_signature_is_none() -> None:
    made = message(text="This mail has a page.\n")
    made.add_alternative(
        "<p>The harbour <b>stays</b> closed until engineers have looked at every crane.</p><p>Twice.</p>", subtype="html"
    )
    (item,) = read(made).items
    assert item.body == "The harbour stays closed until engineers have looked at every crane.\n\nTwice."
    (item,) = read(message(text=f"{TEXT}\n-- \nAgentur GmbH\nHRB 1\n")).items
    assert "GmbH" not in item.body


def test_what_is_attached_is_read_by_the_detector() -> None:
    made = message()
    made.add_attachment(NINJS, maintype="application", subtype="json", filename="item.bin")
    made.add_attachment(b"%PDF-1.4 \x00\x01", maintype="application", subtype="pdf", filename="x.pdf")
    assert [item.headline for item in read(made).items] == ["Hafen bleibt zu", "Attached headline"]


def test_what_is_attached_and_cannot_be_read_is_named_and_a_signature_is_not() -> None:
    made = message()
    made.add_attachment(b"%PDF-1.4 \x00\x01", maintype="application", subtype="pdf", filename="figures.pdf")
    made.add_attachment(b"\x30\x80\x06\x00", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    reading = read(made)
    assert len(reading.items) == 1
    (note,) = reading.notes
    assert note.startswith("figures.pdf: a PDF document")


def test_every_message_of_a_mailbox_is_read_and_a_quoted_from_is_no_message() -> None:
    one = message("One", "Text of the first message, which is one sentence long.\n\nFrom here on it goes.\n")
    body = b"".join(
        b"From a@b.example Wed Oct  8 14:30:00 2025\n" + m.as_bytes().replace(b"\nFrom here", b"\n>From here") + b"\n"
        for m in (one, message("Two"))
    )
    reading = read(body)
    assert [item.headline for item in reading.items] == ["One", "Two"]
    assert "From here on it goes." in reading.items[0].body


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [("quoted-printable", b"Sch=C3=B6n=\n er Hafen bleibt zu"), ("base64", "Schön er Hafen bleibt zu".encode()), ("7bit", b"")],
)
def test_transfer_encodings_are_undone(encoding: str, raw: bytes) -> None:
    body = base64.encodebytes(raw) if encoding == "base64" else raw or "Schön er Hafen bleibt zu".encode()
    head = (
        b"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: " + encoding.encode()
    )
    assert mime.part(head + b"\n\n" + body).bytes().decode().strip() == "Schön er Hafen bleibt zu"


def test_broken_headers_boundaries_and_nesting_cost_no_error() -> None:
    nested = b"From: a@b.example\nSubject: Deep\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n) for n in range(200)
    )
    (item,) = read(nested + b"\n\ntext").items
    assert item.headline == "Deep"
    broken = b"From: a@b.example\nSubject: =?utf-8?q?=ZZ?= =?no-such?b?!!?=\n"
    broken += b"Content-Type: multipart/mixed; boundary*0*=%FF\n\nhello there"
    assert len(read(broken).items) == 1


@pytest.mark.parametrize("top", ["", "BC-Storm Oda, 1st Ld-Writethru,0420<\n", "^BC-Storm Oda, 1st Ld-Writethru,0420<\n"])
def test_a_head_behind_carets_in_a_mail_is_read_as_on_the_telex(top: str) -> None:
    copy = f"{top}^Storm Oda makes landfall near Bodoe<\n^Eds: UPDATES with quotes, details.<\n"
    copy += f"^By KARI NES=\n^Associated Press Writer=\n\tBODOE, Norway (AP) _ {TEXT}\n"
    (item,) = read(message("BC-Storm Oda, 1st Ld-Writethru", copy)).items
    assert (item.headline, item.slugline) == ("Storm Oda makes landfall near Bodoe", "BC-Storm Oda, 1st Ld-Writethru")
    assert item.ed_note == "Eds: UPDATES with quotes, details."
    assert item.byline.startswith("By KARI NES")
    assert {"writethru 1", "update"} <= set(item.marks)
    assert "^" not in item.body
    assert "<" not in item.body
    assert item.body.startswith("BODOE, Norway (AP)")


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "koi8-r"])
def test_letters_that_stand_unpacked_in_a_header_are_read(charset: str) -> None:
    subject = "Гавань закрыта" if charset == "koi8-r" else "Häfen geschlossen: Entwurf beschließt Öffnung"
    head = f"From: A <a@b.example>\nSubject: {subject}\nMessage-ID: <1@b>\nContent-Type: text/plain; charset={charset}\n\nText.\n"
    assert read(head.encode(charset)).items[0].headline == subject


def test_a_word_or_two_attached_as_text_are_no_headline() -> None:
    made = message()
    made.add_attachment(b"data\n", maintype="text", subtype="plain", filename="attachment.txt")
    assert [item.headline for item in read(made).items] == ["Hafen bleibt zu"]


def test_a_text_that_is_called_packed_and_is_not_is_printed_as_it_is() -> None:
    raw = b"From: a@wire.example\r\nTo: b@wire.example\r\nSubject: Ferry aground\r\nDate: Wed, 04 Mar 2026 10:00:00 +0000\r\n"
    raw += (
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nA ferry ran aground off Vik.\r\nNobody was hurt.\r\n"
    )
    (found,) = sniff.read(Delivery("wire", dt.datetime(2026, 3, 5, tzinfo=UTC), raw)).items
    assert "A ferry ran aground off Vik." in found.body


def test_a_sender_in_brackets_without_end_costs_no_other_message_of_a_mailbox() -> None:
    line = b"From a@b.example Wed Oct 08 09:30:00 2025\n"
    broken = line + b"Subject: Tram plan dropped\nFrom: " + b"(" * 1900 + b"\n\nThe tram plan is dropped.\n\n"
    reading = sniff.read(
        Delivery(
            "mail",
            dt.datetime(2025, 10, 9, tzinfo=UTC),
            broken + line + b"Subject: Harbour closed\nFrom: a@b.example\n\nIt is closed.\n",
        )
    )
    assert [item.headline for item in reading.items] == ["Tram plan dropped", "Harbour closed"]


def test_what_stands_behind_a_header_of_a_megabyte_is_the_text_and_the_header_is_none() -> None:
    body = b"Subject: Harbour closed\nFrom: a@b.example\nX-Long: " + b"a" * 1_000_000 + b"\n\nIt is closed for a week.\n"
    (item,) = sniff.read(Delivery("mail", dt.datetime(2025, 10, 9, tzinfo=UTC), body)).items
    assert (item.headline, item.body) == ("Harbour closed", "It is closed for a week.")


UNPARTED = (
    b"From: Ann Reporter <ann@agency.example>\nTo: desk@desk.example\nSubject: Harbour stays\n closed\n"
    b"Date: Wed, 08 Oct 2025 14:30:00 +0200\n"
)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
@pytest.mark.parametrize("behind", [b"", b"\nThe storm broke its gates.\n"])
def test_mail_whose_header_no_empty_line_closes_is_read_as_mail_with_a_note(ending: bytes, behind: bytes) -> None:
    reading = read((UNPARTED + b"The harbour stays closed for a week.\nSo the mayor.\n" + behind).replace(b"\n", ending))
    (item,) = reading.items
    assert (reading.format, item.headline, item.byline) == ("mail", "Harbour stays closed", "Ann Reporter")
    assert item.version_created == dt.datetime(2025, 10, 8, 12, 30, tzinfo=UTC)
    assert item.body.startswith("The harbour stays closed for a week.")
    assert ("storm broke" in item.body) is bool(behind)
    assert any("no empty line" in note for note in item.notes)


def test_a_text_without_an_empty_line_before_it_is_unpacked_and_decoded_as_its_header_says() -> None:
    head = b"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n"
    (item,) = read(UNPARTED + head + b"Der B=FCrgermeister sagte, der Hafen bleibe geschlossen.\n").items
    assert item.body == "Der Bürgermeister sagte, der Hafen bleibe geschlossen."


def test_a_line_that_is_no_headers_belongs_to_the_text_though_it_has_a_colon() -> None:
    assert read(UNPARTED + b"Update: the harbour is open again.\n").items[0].body == "Update: the harbour is open again."


def test_a_header_line_that_was_broken_without_a_blank_is_one_line_again() -> None:
    (item,) = read(UNPARTED.replace(b"stays\n closed", b"stays closed for\na week") + b"\nThe storm broke its gates.\n").items
    assert (item.headline, item.body) == ("Harbour stays closed for a week", "The storm broke its gates.")
    assert item.version_created == dt.datetime(2025, 10, 8, 12, 30, tzinfo=UTC)
    assert item.notes == ()


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        (b"Harbour closed\nFrom: ann@agency.example, a letter\nFerry aground\n", "headlines"),
        (b"From: Paris with love\nSubject: to change\nFerry aground\nTug sent\n", "copy"),
        (b"Subject: to change\nFerry aground\nTug sent\n", "headlines"),
        (b"From harbour to harbour, 2025 was a year of storms\nFerry aground\nTug sent\n", "headlines"),
        (b"From 1 January 2026 ferries cost more\nFerry aground\nTug sent\n", "headlines"),
    ],
)
def test_headlines_that_look_like_a_header_line_or_two_are_no_mail(text: bytes, format_: str) -> None:
    assert read(text).format == format_


def test_a_paragraph_of_a_mailbox_that_begins_with_from_and_has_a_year_is_no_message() -> None:
    one = b"From ann@agency.example Wed Oct 08 2025\n" + UNPARTED + b"\nIt was so.\n\nFrom 2024 to 2025 the harbour was closed.\n"
    daemon = b"\nFrom MAILER-DAEMON Thu Oct  9 10:00:00 2025\n" + UNPARTED + b"\nIt is open.\n"
    first, second = read(one + daemon).items
    assert first.body == "It was so.\n\nFrom 2024 to 2025 the harbour was closed."
    assert second.body == "It is open."
