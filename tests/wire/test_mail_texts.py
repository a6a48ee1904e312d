"""The text of a mail: its parts, how they are packed, and what stands around it."""

from __future__ import annotations

import base64

import pytest

from tests.wire.mails import HEAD, RELEASE, mail, mixed, only, read

FIRST = "The harbour of Vik closes on Monday for a month after the storm broke its gates."
SECOND = "The owner said that 200 people lose their work. The mayor called it a disaster."
PLAIN, PAGE = b"Content-Type: text/plain; charset=utf-8\n\n%s\n", b"Content-Type: text/html; charset=utf-8\n\n<p>%s</p>\n"


@pytest.mark.parametrize("kind", [PLAIN, PAGE])
def test_a_text_in_several_parts_is_put_together(kind: bytes) -> None:
    picture = b"Content-Type: image/jpeg; name=a.jpg\nContent-Disposition: inline; filename=a.jpg\n\n/9j/4AAQ\n"
    assert only(mixed(kind % FIRST.encode(), picture, kind % SECOND.encode())).body == f"{FIRST}\n\n{SECOND}"


def test_a_text_and_a_page_that_say_the_same_are_one() -> None:
    assert only(mixed(PLAIN % FIRST.encode(), PAGE % FIRST.encode())).body == FIRST


def test_a_banner_or_footer_in_a_part_of_its_own_is_no_text() -> None:
    banner = b"CAUTION: This email originated from outside of the organisation. Do not click links."
    footer = b"_______________________________________________\nPress mailing list\nhttps://lists.example/listinfo/press"
    assert only(mixed(PLAIN % banner, PLAIN % FIRST.encode(), PLAIN % footer)).body == FIRST


@pytest.mark.parametrize(
    "notice",
    [
        b"Your email client does not support HTML emails. To view this message visit https://news.example/view/1?recipient=abc",
        b"https://t.example/a/0123456789012345678901234567890123456789\n[image: Logo]",
    ],
)
def test_a_page_counts_where_the_text_beside_it_says_only_that_there_is_one(notice: bytes) -> None:
    assert only(mixed(PLAIN % notice, PAGE % FIRST.encode(), kind=b"alternative")).body == FIRST


def test_a_short_text_beside_a_page_counts() -> None:
    assert only(mixed(PLAIN % FIRST.encode(), PAGE % f"{FIRST}<br>Follow us".encode(), kind=b"alternative")).body == FIRST


@pytest.mark.parametrize(
    "head",
    [
        b'Content-Type: text/plain; charset=utf-8; name="body.txt"\n',
        b"Content-Type: text/plain\nContent-Disposition: attachment; filename=body.txt\n",
    ],
)
def test_a_text_with_a_name_is_the_text_where_there_is_no_other(head: bytes) -> None:
    item = only(HEAD + b"Subject: Harbour closed\n" + head + b"\n" + FIRST.encode())
    assert (item.headline, item.body) == ("Harbour closed", FIRST)


def test_a_page_that_is_shown_inline_under_a_name_is_the_text() -> None:
    part = b"Content-Type: text/html; name=m.html\nContent-Disposition: inline; filename=m.html\n\n<p>" + FIRST.encode() + b"</p>\n"
    assert only(mixed(part)).body == FIRST


def test_a_text_with_a_name_beside_another_is_attached() -> None:
    part = b"Content-Type: text/plain\nContent-Disposition: inline; filename=r.txt\n\n" + RELEASE.encode()
    assert len(read(mixed(PLAIN % FIRST.encode(), part)).items) == 2


def test_a_boundary_that_the_header_misnames_is_found() -> None:
    body = mixed(PLAIN % FIRST.encode(), PAGE % b"Twice", kind=b"alternative").replace(b'boundary="b"', b'boundary="c"')
    assert only(body).body == FIRST


def test_enriched_text_is_read() -> None:
    raw = HEAD + b"Subject: x\nContent-Type: text/enriched\n\n<bold>The harbour</bold> of Vik closes.\n\nIt opens in May.\n"
    assert only(raw).body == "The harbour of Vik closes.\n\nIt opens in May."


def test_a_footer_below_a_packed_text_spoils_nothing() -> None:
    head = HEAD + b"Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    packed = base64.encodebytes((RELEASE * 9).encode())
    for footer in (
        b"\n-- \nYou received this message because you are subscribed to the Google Groups press group.\n",
        b"_______________________________________________\nPress mailing list\nhttps://lists.example/listinfo/press\n",
    ):
        assert only(head + packed + footer).body == only(head + packed).body
    damaged = packed[:100] + b"!" + packed[100:]
    assert only(head + damaged).body == only(head + packed).body


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        (b"Quoted-Printable (see RFC 2045)", b"F=C3=BCr 20 =E2=82=AC"),
        (b"quoted-printable", b"F=C3= \n=BCr 20 =E2=82=AC"),
        (b"QUOTED-PRINTABLE;", b"F=C3=BCr 20 =\n=E2=82=AC"),
    ],
)
def test_quoted_text_is_undone_however_it_is_named_and_broken(encoding: bytes, raw: bytes) -> None:
    head = HEAD + b"Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: " + encoding
    assert only(head + b"\n\nDas kostet " + raw + b" am Tag.\n").body == "Das kostet Für 20 € am Tag."


def test_text_in_seven_bits_is_read() -> None:
    raw = HEAD + b"Subject: x\nContent-Type: text/plain; charset=utf-7\n\nDer Hafen f+APw-r +ANY-l bleibt zu.\n"
    assert only(raw).body == "Der Hafen für Öl bleibt zu."


@pytest.mark.parametrize("rule", ["--", "---", "- -"])
def test_a_rule_between_items_is_no_signature(rule: str) -> None:
    text = f"1. Port closes\nThe port closes on Monday, its owner said.\n\n{rule}\n\n2. Ferry aground\nNobody was hurt.\n"
    body = only(mail("Daily brief", text)).body
    assert "Port closes" in body
    assert "Nobody was hurt." in body


def test_a_rule_below_a_masthead_is_no_signature() -> None:
    assert "by the heat of the day" in only(mail(text=f"University of Bristol\nPress Office\n--\n{RELEASE}")).body
    page = f"<p>University press office</p><div>--</div><p>{FIRST}</p>".encode()
    assert FIRST in only(HEAD + b"Subject: x\nContent-Type: text/html\n\n" + page).body


def test_a_signature_goes_and_a_long_text_below_two_hyphens_stays() -> None:
    assert only(mail(text=f"{FIRST}\n\n-- \nAnn Press\nTel. 0123\n")).body == FIRST
    assert "by the heat of the day" in only(mail(text=f"{FIRST}\n\n-- \n{RELEASE * 4}")).body
    assert SECOND in only(mail(text=f"{FIRST}\n\n-- \n2. Jobs\n\n{SECOND}\n")).body


@pytest.mark.parametrize(
    "around",
    [
        "View this email in your browser (https://news.example/1?e=[ID])\n\n{}",
        "CAUTION: This email originated from outside of the organization. Do not click links.\n\n__________\n\n{}",
        "{}\n\nSent from my iPhone",
        "{}\n\nThis email and any files transmitted with it are confidential and intended solely for the addressee.\n\n"
        "Please consider the environment before printing this email.",
        "{}\n\n--\nYou received this message because you are subscribed to the group.\nTo unsubscribe write to x@groups.example.",
        "{}\n\nWenn Sie diese E-Mail nicht mehr erhalten möchten, klicken Sie bitte hier: https://x.example/ab",
        "{}\n\n_______________________________________________\nPress mailing list\nPress@lists.example\n",
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{}\n\n-----BEGIN PGP SIGNATURE-----\n\niQEzBAEB\n=abcd\n"
        "-----END PGP SIGNATURE-----\n",
    ],
)
def test_what_programs_and_lawyers_put_around_a_text_goes(around: str) -> None:
    assert only(mail(text=around.format(FIRST))).body == FIRST


@pytest.mark.parametrize(
    "line",
    [
        "Read how a new browser was made in Vik, where engineers have worked on it for years, said the city.",
        "This message is confidential, the note began, and the mayor had signed it himself on Tuesday.",
        "To unsubscribers the paper offered nothing, its owner said.",
        "The mailing list of the harbour was stolen.",
    ],
)
def test_copy_that_speaks_of_mail_stays(line: str) -> None:
    for text in (f"{line}\n\n{FIRST}", f"{FIRST}\n\n{line}"):
        assert line in only(mail(text=text)).body


def test_the_title_of_a_page_and_what_it_hides_are_no_text() -> None:
    page = "<html><head><title>*|MC:SUBJECT|*</title></head><body><div style='display:none;max-height:0'>Preheader &zwnj;</div>"
    raw = HEAD + b"Subject: x\nContent-Type: text/html\n\n" + f"{page}<p>{FIRST}</p></body></html>".encode()
    assert only(raw).body == FIRST


def test_a_banner_that_orders_an_embargo_stays() -> None:
    text = f"View this email in your browser\n\nEMBARGOED UNTIL 00:01 GMT 10 OCTOBER 2025\n\n{RELEASE}"
    assert only(mail(text=text)).embargoed_until is not None


@pytest.mark.parametrize(
    "text",
    [
        "The port opened.\n\n____________________\nThe mayor is first on the list.",
        "The port opened.\n\nUnsubscribe buttons must work with one click from 2026, the law says.",
        "The port opened.\n\nTo stop receiving gas from the east, Vik builds a terminal on the quay.",
        "The port opened.\n\nSent from my heart to you all",
        "Read the report in your browser\n\nThe port opened.",
    ],
)
def test_copy_that_only_begins_like_furniture_stays(text: str) -> None:
    body = only(mail("Port opens", text)).body
    assert all(word in body for word in text.replace("_", " ").split())


def test_copy_right_below_a_banner_stays() -> None:
    banner = "CAUTION: This email originated from outside of the organisation.\nDo not click links unless you know the sender.\n"
    body = only(mail("Port opens", f"{banner}The harbour of Vik is closed, the mayor said.\nIt opens on Friday.\n")).body
    assert body.startswith("The harbour of Vik is closed")
    assert "Friday" in body
