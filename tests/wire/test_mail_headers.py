"""Subjects, dates and senders of mails; mail that was passed on in the text of another; and mail that is no copy."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, PubStatus
from tests.wire.mails import HEAD, RELEASE, mail, mixed, only, read

TEXT = "Harbour of Vik shut for a month\n\nVIK - The harbour of Vik closes on Monday for a month, its owner said on Tuesday.\n"


@pytest.mark.parametrize(
    "subject",
    [
        "[EXTERNAL] Harbour closed",
        "[EXT] Re: Harbour closed",
        "Fwd: [uni-press] Fw: Harbour closed",
        "***SPAM*** Harbour closed",
        "Re[2]: Harbour closed",
        "Odp: Harbour closed",
        "Doorst: Harbour closed",
        "YNT: Harbour closed",
        "转发: Harbour closed",
        "回复：Harbour closed",
        "PRESS RELEASE: Harbour closed",
        "For immediate release: Harbour closed",
        "*For immediate release* Harbour closed",
        "[Press] Harbour closed",
    ],
)
def test_what_was_put_in_front_of_a_subject_is_no_headline(subject: str) -> None:
    item = only(mail(subject, List_Id="Press office <press.lists.example>"))
    assert item.headline == "Harbour closed"


@pytest.mark.parametrize(
    "subject",
    [
        "[EXCLUSIVE] Harbour closed",
        "[LIVE] Harbour closed",
        "I: the harbour of a poet",
        "R: a language turns 30",
        "PD: three held after fire",
        "Press release law passed",
        "[EMBARGOED until 00:01 GMT 10 October 2025] Re: harbour",
    ],
)
def test_words_of_a_headline_stay(subject: str) -> None:
    assert only(mail(subject)).headline == subject


def test_a_mark_that_is_a_word_as_well_goes_where_the_mail_answers_another() -> None:
    assert only(mail("R: Harbour closed", In_Reply_To="<0@harbour.example>")).headline == "Harbour closed"


@pytest.mark.parametrize("subject", ["(no subject)", "Press release", "PRESSEMITTEILUNG", ""])
def test_a_subject_that_says_nothing_leaves_the_headline_to_the_text(subject: str) -> None:
    assert only(mail(subject, TEXT)).headline == "Harbour of Vik shut for a month"


def test_a_subject_that_says_nothing_stands_where_there_is_no_text() -> None:
    assert only(mail("Press release", "\n")).headline == "Press release"


def test_an_encoded_subject_that_lost_its_last_sign_is_read() -> None:
    assert only(HEAD + b"Subject: =?utf-8?B?Q2Fmw6kgY2xvc2Vz?\n\n" + RELEASE.encode()).headline == "Café closes"


def test_the_time_of_the_header_is_more_exact_than_the_day_of_a_dateline() -> None:
    copy = "VIK, Norway, Oct. %d, 2025 /PRNewswire/ -- Acme Corp. today opened a plant that will employ 200 people.\n"
    assert only(mail(text=copy % 8)).version_created == dt.datetime(2025, 10, 8, 12, 30, tzinfo=UTC)
    assert only(mail(text=copy % 1)).day == dt.date(2025, 10, 1)


@pytest.mark.parametrize("date", [b"", b"Date: Mi, 04 M=E4r 2026 09.00\n", b"Date: Thu, 01 Jan 1970 00:00:00 +0000\n"])
def test_mail_without_a_date_that_can_be_read_is_dated_by_the_server_and_says_so(date: bytes) -> None:
    raw = b"From: a@b.example\nSubject: Harbour closed\nReceived: from a by b;\n Wed, 08 Oct 2025 12:31:00 +0000\n" + date
    item = only(raw + b"\nIt is closed for a week.\n")
    assert item.version_created == dt.datetime(2025, 10, 8, 12, 31, tzinfo=UTC)
    assert any(note.startswith("dated by the mail server") for note in item.notes)


def test_an_address_as_archives_of_lists_print_it_has_its_name() -> None:
    assert only(mail(From="ann at agency.example (Ann Reporter)")).byline == "Ann Reporter"


@pytest.mark.parametrize("name", ["Uni", "Map", "App"])
def test_a_sender_whose_name_is_a_word_is_no_agency(name: str) -> None:
    assert only(mail(From=f"{name} <a@b.example>")).origin == ""
    assert only(mail(From=f"{name.upper()} <a@b.example>")).origin == name.upper()


PASSED_ON = {
    "outlook": "-----Original Message-----\nFrom: Uni Press <press@uni.example>\nSent: Tuesday, October 7, 2025 8:00 AM\n"
    "To: Tom Desk\nSubject: Gates lift themselves\n\n{}",
    "gmail": "---------- Forwarded message ---------\nFrom: Uni Press <press@uni.example>\nDate: Tue, Oct 7, 2025 at 8:00 AM\n"
    "Subject: Gates lift themselves\nTo: <tom@desk.example>\n\n\n{}",
    "apple": "> Begin forwarded message:\n>\n> From: Uni Press <press@uni.example>\n> Subject: Gates lift themselves\n"
    "> Date: 7 October 2025 at 08:00:00\n> To: tom@desk.example\n>\n> {}",
    "german": "Von: Uni Press <press@uni.example>\nGesendet: Dienstag, 7. Oktober 2025 08:00\nAn: Redaktion\n"
    "Betreff: Gates lift themselves\n\n{}",
    "french": "De : Uni Press <press@uni.example>\nEnvoyé : mardi 7 octobre 2025 08:00\nÀ : Rédaction\n"
    "Objet : Gates lift themselves\n\n{}",
    "thunderbird": "-------- Forwarded Message --------\nSubject: \tGates lift themselves\nDate: \tTue, 7 Oct 2025 08:00:00 +0200\n"
    "From: \tUni Press <press@uni.example>\nTo: \ttom@desk.example\n\n\n{}",
    "bold, a line apart": "*From:* Uni Press <press@uni.example>\n\n*Sent:* Tuesday, 7 October 2025 08:00\n\n*To:* Tom\n\n"
    "*Subject:* Gates lift themselves\n\n{}",
}


@pytest.mark.parametrize("kind", PASSED_ON)
@pytest.mark.parametrize("above", ["", "FYI\n\nTom\n\n", "Worth a page?\n\n-- \nTom Desk\nNews editor\n\n"])
def test_mail_passed_on_in_a_text_is_of_its_sender_and_date(kind: str, above: str) -> None:
    lines = RELEASE.replace("\n", "\n> ") if kind == "apple" else RELEASE
    item = only(mail("Fwd: Gates lift themselves", above + PASSED_ON[kind].format(lines), From="Tom Desk <tom@desk.example>"))
    assert (item.headline, item.byline, item.info_source) == ("Gates lift themselves", "Uni Press", "Uni Press")
    assert item.version_created == dt.datetime(2025, 10, 7, 6, 0, tzinfo=UTC)
    assert item.body.startswith("VIK, 8 October 2025 - Engineers")
    assert item.body.endswith("said Ann Reporter, who led it.")
    assert item.ed_note == ("Worth a page?" if "Worth" in above else "")


def test_embargoes_in_any_place_of_mail_passed_on_are_read() -> None:
    passed, order = PASSED_ON["gmail"].format(RELEASE), "EMBARGOED UNTIL 00:01 GMT 10 OCTOBER 2025"
    for made in (
        mail("Fwd: New gates", passed.replace("Subject: ", f"Subject: {order}: ")),
        mail(f"Fwd: {order}: New gates", passed),
        mail("Fwd: New gates", f"This is embargoed until 00:01 GMT 10 October 2025.\n\n{passed}"),
        mail("Fwd: New gates", passed.replace("VIK, 8", f"{order}\n\nVIK, 8")),
    ):
        assert only(made).embargoed_until == dt.datetime(2025, 10, 10, 0, 1, tzinfo=UTC)


def test_an_embargo_in_the_subject_of_what_is_answered_holds() -> None:
    quoted = PASSED_ON["outlook"].format(RELEASE).replace("Subject: ", "Subject: STRICTLY EMBARGOED: ")
    item = only(mail("RE: New gates", f"Thanks, we will run it at five.\n\n{quoted}"))
    assert item.pub_status is PubStatus.WITHHELD


def test_an_answer_and_copy_with_fields_in_front_are_not_passed_on() -> None:
    item = only(mail("RE: Gates", f"Thanks, it is 20 and not 200.\n\n{PASSED_ON['outlook'].format(RELEASE)}"))
    assert item.byline == "Press Office"
    assert "it is 20 and not 200" in item.body
    item = only(mail("copy", f"From: Ann Reporter\nDate: 7 October 2025\nSubject: Harbour closed\n\n{RELEASE}"))
    assert (item.headline, item.byline) == ("Harbour closed", "Ann Reporter")


def test_copy_with_an_older_mail_far_below_it_stays_whole() -> None:
    item = only(mail("Gates", f"{RELEASE * 6}\n{PASSED_ON['gmail'].format('Can you write 60 lines? It is for Friday.')}"))
    assert item.byline == "Press Office"
    assert "by the heat of the day" in item.body


@pytest.mark.parametrize(
    ("subject", "fields"),
    [
        ("Automatic reply: Your story", {"Auto_Submitted": "auto-replied"}),
        ("Abwesenheitsnotiz: Hafen", {"Auto_Submitted": "auto-generated", "X_Auto_Response_Suppress": "All"}),
        ("Your message to Press awaits approval", {"X_List_Administrivia": "yes", "Auto_Submitted": "auto-generated"}),
    ],
)
def test_an_automatic_answer_is_refused_with_a_reason(subject: str, fields: dict[str, str]) -> None:
    with pytest.raises(Unreadable, match="no copy"):
        read(mail(subject, "I am out of the office until 9 March.\n", **fields))


def test_a_newsletter_that_a_program_sent_is_copy() -> None:
    made = mail(Auto_Submitted="auto-generated", X_Auto_Response_Suppress="All", Precedence="bulk")
    assert only(made).headline == "New gates lift themselves"


def test_an_automatic_answer_in_a_mailbox_costs_no_other_message() -> None:
    line = b"From a@b.example Wed Oct  8 14:30:00 2025\n"
    box = line + mail("Automatic reply: x", Auto_Submitted="auto-replied").as_bytes() + b"\n" + line + mail().as_bytes()
    reading = read(box)
    assert [item.headline for item in reading.items] == ["New gates lift themselves"]
    assert (reading.lost, reading.notes) == (1, ("message 1: an automatic answer and no copy",))


def test_a_report_on_delivery_is_no_copy_and_what_it_returns_is_none() -> None:
    returned = b"Content-Type: message/rfc822\n\nFrom: desk@desk.example\nSubject: Internal question\n\nDo not tell anybody.\n"
    status = b"Content-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n"
    text = b"Content-Type: text/plain\n\nYour message could not be delivered.\n"
    with pytest.raises(Unreadable, match="a report on another mail"):
        read(mixed(text, status, returned, kind=b"report; report-type=delivery-status"))


@pytest.mark.parametrize(
    "part",
    [
        b"Content-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n",
        b"Content-Type: message/disposition-notification\n\nDisposition: manual-action; displayed\n",
        b"Content-Type: text/rfc822-headers\n\nFrom: desk@desk.example\nSubject: Internal question\n",
        b"Content-Type: application/pgp-keys; name=a.asc\n\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBFabcdefghij\nabcd\n",
        b"Content-Type: application/octet-stream; name=a.asc\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA1234567890ab\nabcd\n",
        b"Content-Type: message/external-body; access-type=anon-ftp\n\nContent-Type: text/plain\nContent-ID: <1@x>\n",
        b"Content-Type: text/plain; name=disclaimer.txt\n\nThis e-mail is confidential. If you received it in error, delete it.\n",
    ],
)
def test_what_machines_and_lawyers_attach_is_no_headline(part: bytes) -> None:
    assert len(read(mixed(b"Content-Type: text/plain\n\n" + RELEASE.encode(), part)).items) == 1


def test_dot_copy_with_several_blocks_is_several_items() -> None:
    block = ".HEADLINE %s\n.SLUG %s\n.BYLINE By Ann Reporter\n.TEXT\nVIK (AP) -- %s\n\n"
    text = block % ("Harbour closed", "harbour", "It closes on Monday.") + block % ("Ferry aground", "ferry", "Nobody was hurt.")
    first, second = read(mail("copy for tonight", text)).items
    assert (first.headline, first.slugline, second.headline, second.slugline) == (
        "Harbour closed",
        "harbour",
        "Ferry aground",
        "ferry",
    )
    assert (first.body, second.body) == ("VIK (AP) -- It closes on Monday.", "VIK (AP) -- Nobody was hurt.")
    assert (first.uri, second.uri) == ("1@harbour.example", "1@harbour.example#2")


def test_the_subject_orders_an_embargo_though_the_text_has_a_headline_of_its_own() -> None:
    text = ".HEADLINE Gates lift themselves\n.SLUG gates\n.TEXT\nVIK (AP) -- They do.\n"
    item = only(mail("EMBARGOED until 00:01 GMT 10 October 2025: gates", text))
    assert (item.headline, item.embargoed_until) == ("Gates lift themselves", dt.datetime(2025, 10, 10, 0, 1, tzinfo=UTC))


def test_what_stands_below_mail_that_is_quoted_is_kept() -> None:
    quoted = PASSED_ON["apple"].format(RELEASE.replace("\n", "\n> "))
    item = only(mail("Fwd: Gates lift themselves", f"{quoted}\n\nI would run it on Friday, with a picture.\n"))
    assert item.ed_note == "I would run it on Friday, with a picture."
    assert item.byline == "Uni Press"


ALERT = """=== News - 2 new results for [Vik harbour] ===

Vik harbour closes for a month
The Harbour Times
The harbour of Vik closes on Monday for a month after the
storm, its owner said.
<https://www.google.com/url?rct=j&sa=t&url=https://harbourtimes.example/vik&ct=ga>

Ferry aground off Vik
Oda Post
A ferry ran aground off Vik on Tuesday.
<https://www.google.com/url?rct=j&sa=t&url=https://odapost.example/ferry&ct=ga>


- - - - - - - - - - - - - - - -
You asked for this alert.
<https://www.google.com/alerts/remove?source=alertsmail>
"""


def test_each_result_of_an_alert_is_an_item_of_its_outlet() -> None:
    first, second = read(mail("Google Alert - Vik harbour", ALERT)).items
    assert (first.headline, first.url, first.info_source) == (
        "Vik harbour closes for a month",
        "https://harbourtimes.example/vik",
        "The Harbour Times",
    )
    assert (second.headline, second.summary, second.byline) == (
        "Ferry aground off Vik",
        "A ferry ran aground off Vik on Tuesday.",
        "",
    )
    assert second.version_created == dt.datetime(2025, 10, 8, 12, 30, tzinfo=UTC)


def test_an_alert_that_has_not_as_many_results_as_it_says_stays_whole() -> None:
    assert "Ferry aground" in only(mail("Google Alert - Vik harbour", ALERT.replace("2 new", "3 new"))).body


ENTRIES = """Oda Post

Harbour of Vik shut
https://odapost.example/1
Tue, 07 Oct 2025 18:00:00 +0000
The harbour of Vik closes on Monday for a month.

Ferry aground off Vik
https://odapost.example/2
Tue, 07 Oct 2025 19:00:00 +0000
A ferry ran aground.

--
Powered by a reader of feeds
"""


def test_new_entries_of_a_feed_are_items_with_their_links_and_times() -> None:
    first, second = read(mail("Oda Post: 2 new", ENTRIES)).items
    assert (first.headline, first.url) == ("Harbour of Vik shut", "https://odapost.example/1")
    assert second.version_created == dt.datetime(2025, 10, 7, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        f"{RELEASE}\nMore information\nhttps://harbour.example/more\n\nPictures\nhttps://harbour.example/pictures\n",
        ENTRIES.replace("Oda Post\n", "EMBARGOED until 00:01 GMT 10 October 2025\n", 1),
        ENTRIES.replace("Ferry aground off Vik\n", f"{RELEASE}\nFerry aground off Vik\n"),
    ],
)
def test_a_text_with_links_for_other_reasons_stays_whole(text: str) -> None:
    item = only(mail("Gates", text))
    assert "https://" in item.body
    assert ("EMBARGOED" in text) is (item.embargoed_until is not None)


def test_an_embargo_of_the_subject_holds_for_each_entry() -> None:
    items = read(mail("EMBARGOED until 00:01 GMT 10 October 2025: 2 new", ENTRIES)).items
    assert [item.embargoed_until for item in items] == [dt.datetime(2025, 10, 10, 0, 1, tzinfo=UTC)] * 2


def test_copy_that_quotes_the_header_of_a_mail_is_not_passed_on() -> None:
    quoted = "From: John <john@harbour.example>\nTo: Jane\nDate: 3 March 2025\nSubject: gates\n\nWe must not tell anybody."
    item = only(mail("Harbour knew of broken gates", f"VIK - The harbour knew. One mail of March reads:\n\n{quoted}\n"))
    assert item.byline == "Press Office"
    assert "The harbour knew." in item.body


def test_a_name_in_the_address_of_the_desk_is_no_list() -> None:
    raw = HEAD.replace(b"desk@desk.example", b"Live Desk <live@desk.example>") + b"Subject: [LIVE] Harbour closed\n\nIt is.\n"
    assert only(raw).headline == "[LIVE] Harbour closed"


def test_a_day_in_the_text_that_is_yet_to_come_is_that_of_what_it_announces() -> None:
    text = "Date: 12 November 2025, 10:00 GMT\nPlace: Town hall, Vik\n\nThe mayor invites the press to talk about the harbour.\n"
    item = only(mail("Press conference of the mayor", text))
    assert item.version_created == dt.datetime(2025, 10, 8, 12, 30, tzinfo=UTC)
    assert any("2025-11-12" in note and "announces" in note for note in item.notes)
    text = text.replace("12 November", "7 October")
    assert only(mail("Press conference of the mayor", text)).version_created == dt.datetime(2025, 10, 7, 10, tzinfo=UTC)
