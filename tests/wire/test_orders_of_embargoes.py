"""Orders of embargoes as press offices word them, wherever they stand at the top of copy, and news that only speaks of them."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import pytest

from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import embargo, notices, sniff
from tests.wire import mails

NOW = dt.datetime(2026, 3, 4, 9, 5, tzinfo=UTC)
SENT = "Wed, 04 Mar 2026 09:00:00 +0000"
TEXT = (
    "LONDON, 4 March 2026 - Engineers have found a cheaper way of keeping heat in salt, a study that appears on Thursday says.\n\n"
    '"Nobody thought it would work," said Ann Reporter, who led it. The trial ran for three years.\n'
)


def letter(text: str, subject: str = "Salt keeps heat") -> EmailMessage:
    return mails.mail(subject, text, From="Press <p@x.example>", Date=SENT)


def read(made: EmailMessage) -> tuple[Item, ...]:
    return sniff.read(Delivery("mail", NOW, made.as_bytes())).items


def mail(text: str, subject: str = "Salt keeps heat") -> Item:
    return read(letter(text, subject))[0]


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=UTC)


ORDERS = [
    ("Embargoed for release: 00:01 UK time Thursday 5 March 2026", at(5, 0, 1)),
    ("EMBARGOED until 2:00 p.m. U.S. Eastern Time Thursday, 5 March 2026", at(5, 19)),
    ("Embargo lifts: 5 March 2026 at 16:00 London time (GMT)", at(5, 16)),
    ("FOR RELEASE: 8:30 a.m. EST, Thursday, March 5, 2026", at(5, 13, 30)),
    ("RELEASE DATE: Thursday 5 March 2026 at 10:00 GMT", at(5, 10)),
    ("Frei zur Veröffentlichung ab 5. März 2026, 6 Uhr", at(5, 5)),
    ("ACHTUNG SPERRFRIST: Freitag, 6. März, 05:00 Uhr", at(6, 4)),
    ("Klausulert til torsdag 5. mars kl. 06.00", None),
    ("Julkaistavissa 5.3.2026 klo 10.00", at(5, 8)),
    ("Embargó: 2026. március 5. 10:00", None),
    ("Embargo până la 5 martie 2026, ora 10:00", None),
    ("Información embargada hasta el jueves 5 de marzo a las 10:00 CET", at(5, 9)),
    ("보도시점: 2026.3.5.(목) 12:00", at(5, 3)),
    ("報道解禁日時：2026年3月5日 午前10時", at(5, 1)),
    ("[press] EMBARGO 5 March 0001 GMT: Salt keeps heat", at(5, 0, 1)),
    ("Press release UNDER EMBARGO: salt keeps heat", None),
    ("EMBARGOED: Salt keeps heat", None),
    ("*EMBARGOED FOR 10PM WEDNESDAY* Poll: voters tire of salt", at(5, 6)),
    ("Salt keeps heat - EMBARGO 00:01 GMT 5 MARCH", at(5, 0, 1)),
    ("Print embargo: 5 March 2026 18:00 GMT. Online embargo: 6 March 2026 06:00 GMT", at(6, 6)),
    ("Online embargo: 00:01 GMT, 6 March 2026 / print embargo: 18:00 GMT, 5 March 2026", at(6, 0, 1)),
    ("EMBARGO: broadcast from 18:00 GMT on 5 March; print 6 March; online from 00:01 GMT on 7 March", at(7, 0, 1)),
    ("EMBARGO moved to 6 March 2026, 18:00 GMT (was 5 March 2026)", at(6, 18)),
    ("EMBARGO extended from 5 March 18:00 GMT to 6 March 18:00 GMT", at(6, 18)),
    ("NEW EMBARGO: 6 March 2026, 18:00 GMT", at(6, 18)),
    ("Embargo: Thursday 5 March (print), Friday 6 March (online)", at(7, 8)),
    ("EMBARGOED until 5 March 2026 at 18:00 UTC\u22125", at(5, 23)),
    ("EMBARGOED until 5 March 2026 at 18:00 IST", at(5, 17)),
]


@pytest.mark.parametrize(("order", "end"), ORDERS)
@pytest.mark.parametrize("place", ["subject", "first line", "below an address"])
def test_an_order_holds_copy_back_wherever_it_stands_at_the_top(order: str, end: dt.datetime | None, place: str) -> None:
    if place == "subject":
        item = mail(TEXT, order)
    else:
        item = mail(
            f"{order}\n\n{TEXT}"
            if place == "first line"
            else f"Dear editor,\n\nplease find our release below.\n\n{order}\n\n{TEXT}"
        )
    assert "embargo" in item.marks
    assert item.embargoed_until is not None or item.pub_status is PubStatus.WITHHELD
    if end is not None:
        assert item.embargoed_until == end


@pytest.mark.parametrize(
    "text",
    [
        f"EMBARGOED UNTIL\n00:01 GMT THURSDAY 5 MARCH 2026\n\n{TEXT}",
        f"Material in this news release is embargoed until   USDL-26-0312\n7:01 p.m. (EST) Wednesday, March 4, 2026\n\n{TEXT}",
    ],
)
def test_an_end_that_stands_in_the_line_below_its_order_is_read(text: str) -> None:
    assert mail(text).embargoed_until == at(5, 0, 1)


def test_an_order_below_the_day_and_number_of_a_release_holds_it_on_pages_and_in_feeds_too() -> None:
    feed = (
        "<rss version='2.0'><channel><item><title>Salt keeps heat</title><pubDate>" + SENT + "</pubDate><description>"
        "<![CDATA[<p>Press release No. 112</p><p>Geneva, 4 March 2026</p><p>STRICTLY EMBARGOED until 00:01 GMT, 5 March 2026</p>"
        "<p>Engineers have found a cheaper way of keeping heat in salt.</p>]]></description></item></channel></rss>"
    )
    (item,) = sniff.read(Delivery("feed", NOW, feed.encode())).items
    assert item.embargoed_until == at(5, 0, 1)


NEWS = [
    "BRUSSELS (Reuters) - The European Union agreed on an oil embargo against Oda, the Commission said. It starts on 1 July.",
    "NEW YORK - The Security Council extended the arms embargo on Oda until 31 March 2027. The vote was 15-0, diplomats said.",
    "Das Gas-Embargo der EU gilt ab Donnerstag, 1. Juli 2027, 0 Uhr, wie die Kommission mitteilte. Es ist das zehnte Paket.",
    "The company will hold until Friday 6 March talks with trainees, it said. Nothing else was known on Wednesday.",
    "Good morning. The minister says the embargo on Oda stays until 2029. In other news: the harbour of Vik closes.",
    "We hold until further notice all flights from Vik, the airline said on Tuesday in a statement to the press.",
    "Oda extends food embargo until end of 2027",
    "Oda extends its grain export embargo until December 31",
    "Release date: 12 March 2027, the makers of the game said on Tuesday, two years later than planned at first.",
]


@pytest.mark.parametrize("lead", NEWS)
def test_news_that_speaks_of_embargoes_is_whole_and_free(lead: str) -> None:
    item = mail(f"{lead}\n\nMinisters met for nine hours.\n", "News of the day")
    assert (item.pub_status, item.embargoed_until, item.ed_note) == (PubStatus.USABLE, None, "")
    assert item.body.startswith(lead)


@pytest.mark.parametrize(
    "headline",
    [
        "Under embargo: how Oda lives",
        "Embargo on Oda holds",
        "Iran embargo lifted as talks resume",
        "Embargo extended to 31 July 2027",
        "New embargo on Oda from 1 July",
        "Embargo: 50 years since the ships stopped",
        "Online embargo fails: Oda sells on",
    ],
)
def test_a_headline_about_an_embargo_orders_none(headline: str) -> None:
    assert embargo.of_headline(headline, NOW) == (False, None)


def test_the_day_that_a_release_came_out_on_is_no_embargo_and_a_later_one_is() -> None:
    assert mail(f"For Release Wednesday, March 4, 2026\n\n{TEXT}").embargoed_until is None
    assert mail(f"For Release Thursday, March 5, 2026\n\n{TEXT}").embargoed_until is not None
    assert mail(f"For immediate release\n\n{TEXT}").embargoed_until is None


@pytest.mark.parametrize(
    "lead",
    [
        "By Monday the harbour of Vik will be closed to all ships, and two hundred\npeople will be without work, the mayor said.",
        "Von Montag an bleibt der Hafen von Vik für alle Schiffe geschlossen",
        "Source code of the computers of the harbour of Vik was\npublished on Tuesday by a group that calls itself Oda.",
        "Achtung: Die Polizei warnt vor falschen Beamten in Vik. Zwei Menschen verloren am Dienstag 20.000 Euro.",
        "Attention. That was the first word of the captain when the ferry ran aground off Vik on Tuesday.",
    ],
)
def test_a_first_line_that_only_begins_like_a_byline_or_a_note_stays_in_the_text(lead: str) -> None:
    item = mail(f"{lead}\n\nThe owner did not answer questions.\n", "News of the day")
    assert item.body.startswith(lead.replace("\n", " "))
    assert item.byline == "Press"


@pytest.mark.parametrize(
    "byline", ["By Ann Reporter", "By our diplomatic correspondent", "Von Ann Schreiber, dpa", "By SUN YU and MAY LEE"]
)
def test_a_byline_is_still_one(byline: str) -> None:
    assert mail(f"{byline}\n\n{TEXT}").byline == byline


@pytest.mark.parametrize(
    "text",
    [
        "BRISTOL - The article on heat in salt was retracted on Tuesday.\n\nFor more please contact the press office.",
        "Das Ministerium hat den Bericht zum Hafen zurückgezogen.\n\nRückfragen bitte an presse@land.example.",
        "All items sold since January were withdrawn from shops. Please call 0800 000.",
    ],
)
def test_news_of_a_withdrawal_with_a_polite_word_is_no_kill(text: str) -> None:
    assert not notices.kills(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bitte verwenden Sie unsere Meldung „Hafen von Vik geschlossen“ nicht. Wir ziehen sie zurück.",
        "Merci de ne pas tenir compte de notre communiqué « Le port de Vik fermé ». Il est annulé.",
        'Press Office would like to recall the message, "Salt keeps heat".',
        'Please disregard our earlier press release "Salt keeps heat", which was sent in error before the embargo.',
    ],
)
def test_orders_to_throw_a_release_away_are_kills(text: str) -> None:
    assert notices.kills(text)
    assert mail(text, "Withdrawal").pub_status is PubStatus.CANCELED


@pytest.mark.parametrize(
    "order",
    [
        "EMBARGOED UNTIL 00:01 GMT\nFRIDAY 6 MARCH 2026",
        "This press release is strictly embargoed until 00:01 GMT on\nFriday 6 March 2026.",
        "Embargo : 0h01 GMT\nle vendredi 6 mars 2026",
        "EMBARGO LIFTED 00:01 GMT 6 MARCH 2026",
        "EMBARGOED until 00:01 GMT 6 March 2026 (no embargo on the pictures)",
        "We ask you to respect the embargo until 6 March 2026, 00:01 GMT.",
        "Attached is our release, embargoed until 00:01 GMT Friday 6 March.",
    ],
)
def test_the_day_of_an_end_counts_wherever_it_stands_behind_the_order(order: str) -> None:
    assert mail(f"{order}\n\n{TEXT}").embargoed_until == at(6, 0, 1)


@pytest.mark.parametrize(
    "order",
    ["This release is embargoed.", "EMBARGO – NOT FOR PUBLICATION", "Embargo until further notice", "Embargo until 31.12.9999"],
)
def test_an_order_without_an_end_that_can_be_read_withholds(order: str) -> None:
    assert mail(f"{order}\n\n{TEXT}").pub_status is PubStatus.WITHHELD


def test_a_day_without_a_year_is_read_as_of_the_arrival_of_copy_without_a_date() -> None:
    text = f"<p>{TEXT * 4}</p>"
    page = f"<html><h1>Salt keeps heat at half the cost</h1><p>EMBARGOED UNTIL 6 March, 00:01 GMT</p>{text}</html>"
    (item,) = sniff.read(Delivery("page", NOW, page.encode(), "https://x.example/a")).items
    assert item.embargoed_until == at(6, 0, 1)


def test_an_order_counts_in_whichever_part_of_a_mail_it_stands() -> None:
    made = letter("EMBARGOED until 00:01 GMT 6 March 2026. View this email in your browser: https://x.example/1\n")
    made.add_alternative(f"<p>{TEXT * 2}</p>", subtype="html")
    (item,) = read(made)
    assert item.embargoed_until == at(6, 0, 1)


@pytest.mark.parametrize(
    "footer",
    [
        "If you are not the intended recipient please delete this message.",
        "Please ignore this email if you have already registered.",
        "1. The arms embargo against Oda was imposed in 2011.",
    ],
)
def test_what_stands_below_a_release_neither_kills_nor_holds_it(footer: str) -> None:
    assert mail(f"{TEXT}\n\nNotes to editors\n\n{footer}\n").pub_status is PubStatus.USABLE
    assert mail(f"{TEXT}\n\n{footer}\n").pub_status is PubStatus.USABLE


def test_a_line_that_begins_with_contacts_is_text() -> None:
    body = mail("A short text of the port says it is\ncontacts that count, in the end.\n\nThe rest of it is here.\n").body
    assert "contacts that count" in body
    assert body.endswith("The rest of it is here.")


def test_an_order_above_several_pieces_of_dot_copy_holds_them_all() -> None:
    top = "EMBARGOED until 00:01 GMT 6 March 2026\n\n"
    items = read(letter(f"{top}.HEADLINE Gates open\n.TEXT\nThey open.\n\n.HEADLINE Gates shut\n.TEXT\nThey shut.\n", "two"))
    assert [one.embargoed_until for one in items] == [at(6, 0, 1), at(6, 0, 1)]


def test_the_first_day_of_all_is_no_embargo() -> None:
    assert embargo.of_field("0001-01-01T00:00:00", NOW, "en", []) == (None, ())
