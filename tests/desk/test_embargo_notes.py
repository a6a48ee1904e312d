"""Embargoes as agencies and press offices word them, in every field that can carry one, through to what the desk serves."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from copytaster.desk.desk import Desk
from copytaster.model import UTC, Delivery, Source, Version
from copytaster.store.base import Wanted
from tests.conftest import Clock

ISSUED = dt.datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
TEXT = "The ministry said that the railway between the two towns is to be built after all. Nobody had expected that."


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    """An instant of the days after the issue."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=UTC)


# What is printed, and when it ends.
ENDS = {
    "Embargoed until 23 November 2026 09:00 UTC": at(23, 9),
    "EMBARGOED until 24 November 2026 09:00 GMT": at(24, 9),
    "Embargo: 2026-11-23T09:00Z": at(23, 9),
    "Embargo: 2026-11-23T09:00:00+01:00": at(23, 8),
    "Embargo: 23.11.2026, 09:00 GMT": at(23, 9),
    "Embargoed until 25 November 2026 10:30": at(25, 18, 30),
    "Embargo until 23/11/2026 09:00": at(23, 17),
    "Embargo bis 23. November 2026, 09:00 Uhr": at(23, 8),
    "Sperrfrist: 23. November 2026, 06:00 Uhr": at(23, 5),
    "Sperrfrist: 23.11., 06.00 Uhr": at(23, 5),
    "Sperrfrist: Dienstag, 24. November, 24:00 Uhr MEZ": at(24, 23),
    "Sperrfrist Montag 6.00 Uhr": at(23, 5),
    "Embargo fino alle 10:00 del 23 novembre 2026": at(23, 9),
    "Embargo fino alle ore 10 del 23 novembre 2026": at(23, 9),
    "STRICTLY EMBARGOED until 00.01 Tuesday 24 November": at(24, 8, 1),
    "STRICTLY EMBARGOED until 00:01 GMT Tuesday 24 November 2026": at(24, 0, 1),
    "Strictly embargoed until 1 a.m. EST Nov. 24": at(24, 6),
    "Sous embargo jusqu'au 23 novembre 2026 à 10h00": at(23, 15),
    "Sous embargo jusqu'au 23 novembre 2026 à 10h00 (heure de Paris)": at(23, 9),
    "Embargado hasta las 10:00 del 23 de noviembre de 2026": at(23, 16),
    "Embargado hasta las 10 de la noche del 23 de noviembre": at(24, 4),
    "Embargado até 23 de novembro de 2026, às 10h00": at(23, 13),
    "Эмбарго до 23 ноября 2026 г. 10:00 МСК": at(23, 7),
    "Эмбарго до 10:00 23 ноября": at(23, 8),
    "Embargo do 23 listopada 2026, godz. 10.00": at(23, 9),
    "Embargo till 23 november 2026 kl. 10.00": at(23, 18),
    "Not for publication before 09:00 GMT on 23 November 2026": at(23, 9),
    "For release at 0900 GMT on November 23, 2026": at(23, 9),
    "Embargo until 0900 GMT / 1000 CET on 23 November": at(23, 9),
    "Embargoed until midnight GMT on 23 November 2026": at(24, 0),
    "Embargoed until noon GMT on 23 November 2026": at(23, 12),
    "Embargoed until 09:00 on 23 November 2026 (CET)": at(23, 8),
    "Embargoed until 9am UTC+2, 23 November 2026": at(23, 7),
    "Embargoed until 0800 GMT": at(23, 8),
    "Embargoed until 8 a.m. GMT tomorrow": at(23, 8),
    "Embargoed until 3/12/2026 09:00 GMT": at(3, 9, month=12),
    "Embargoed until 23 November 2026 GMT": at(24, 0),
    "Achtung Redaktionen: Sperrfrist: Dienstag, 24. November 2026, 06.00 Uhr MEZ": at(24, 5),
    "Nicht zur Veröffentlichung vor Dienstag, 24. November, 18.00 Uhr": at(24, 17),
    "Frei ab 24.11.2026 um 5 Uhr": at(24, 4),
    "Freigabe: 24.11.2026 06:00": at(24, 5),
    "Veröffentlichung erst ab 24.11.2026, 6 Uhr": at(24, 5),
    "Es gilt eine Sperrfrist bis Mittwoch, den 25.11.2026, 09:00 Uhr": at(25, 8),
    "Embargoed for 00:01 GMT Tuesday 24 November": at(24, 0, 1),
    "This story is embargoed for publication and broadcast until 00:01 GMT Tuesday 24 November": at(24, 0, 1),
    "Please do not use before 06:00 GMT on 24 November 2026": at(24, 6),
    "Publication not before 24 November 2026 06:00 GMT": at(24, 6),
    "Interdit de publication avant le 24 novembre 2026 à 6h (heure de Paris)": at(24, 5),
    "No publicar antes del 24 de noviembre de 2026 a las 10:00": at(24, 16),
    "Niet publiceren voor dinsdag 24 november 2026, 06.00 uur": at(24, 5),
    "Får ej publiceras före 24 november 2026 kl. 06.00 CET": at(24, 5),
    "Sperrefrist: 24. november 2026 kl. 06.00 CET": at(24, 5),
    "Må ikke offentliggøres før 24. november 2026 kl. 06.00 CET": at(24, 5),
    "Vapaa julkaistavaksi 24.11.2026 klo 6.00": at(24, 4),
    "解禁日時：2026年11月23日 午後6時": at(23, 9),
    "【情報解禁 2026年11月23日(月) 18:00】": at(23, 10),
    "禁发至2026年11月23日18时": at(23, 10),
    "禁止发布至2026年11月23日下午6:00": at(23, 10),
    "엠바고: 2026년 11월 23일 오전 10시": at(23, 1),
    "엠바고 11월 23일 오후 10시 30분": at(23, 13, 30),
    "محظور النشر حتى 23 نوفمبر 2026 الساعة 10:00 بتوقيت غرينتش": at(23, 10),
    "محظور النشر حتى 23 نوفمبر 2026 الساعة 10:00 مساء": at(23, 22),
}
# What is printed, and cannot be read: it is withheld.
ENDLESS = [
    "Embargoed until the end of the speech",
    "Embargoed until 09:00 GMT on the 23rd inst.",
    "Embargoed until 09:00 GMT next Tuesday",
    "Embargoed until 09:00 GMT, day 327",
    "Embargo do wieczora, 09:00 GMT",
    "Embargoed until 35 November 2026 09:00 GMT",
    "Sperrfrist: Frei für Dienstagausgaben",
    "محظور النشر حتى نهاية الخطاب",
]
NEWS = [
    "EU lifts arms embargo on Eritrea until 2027",
    "Oil embargo until spring",
    "Embargo until 1 January 2027 hits exporters hard",
    "Embargo on Russian oil enters into force at 09:00 GMT on 5 December",
    "Embargoed weapons found on board of a freighter",
    "Russia extends food embargo until 31 December 2026",
    "Moscou prolonge l'embargo jusqu'au 31 décembre 2026",
    "Rusia prolonga el embargo hasta el 31 de diciembre",
    "Эмбарго на нефть продлено до 1 декабря",
    "Sperrfrist für Erstligatransfers läuft am 30. November ab",
    "For release at the box office from Friday: Dune 3",
    "Bis 24.11., 11 Uhr gesperrt: A8 nach Unfall",
    "Veröffentlichung nicht vor 2027: Rockstar verschiebt das Spiel",
    "Frei ab 12 Jahren: der neue Film",
    "Freigabe: Behörde lässt Impfstoff zu",
    "Embargoed for years, Cuba looks abroad",
    "Publication not before 2027, say scientists",
    "Hold until spring, investors say",
    "Film is not for release before Christmas, studio says",
    "大麻解禁 11月23日から",
    "アユ釣り解禁、23日午前6時から",
    "中国对日本水产品禁令解除 11月23日18时生效",
    "政府：未成年人不得进入网吧",
    "정부, 엠바고 파기 논란",
    "محكمة تفرض حظر النشر في قضية الفساد",
]


def of_mail(subject: str, text: str) -> bytes:
    """A mail with a subject and a text."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "Press <press@a.example>", "desk@b.example", "<1@a.example>"
    mail["Subject"], mail["Date"] = subject, f"{ISSUED:%a, %d %b %Y %H:%M:%S} +0000"
    mail.set_content(text)
    return mail.as_bytes()


def of_ninjs(**fields: str) -> bytes:
    """A ninjs item."""
    usual = {
        "uri": "urn:1",
        "version": "1",
        "type": "text",
        "pubstatus": "usable",
        "versioncreated": f"{ISSUED:%Y-%m-%dT%H:%M:%SZ}",
    }
    return json.dumps({**usual, "headline": "Rail plan", "body_text": TEXT, **fields}).encode()


def of_g2(note: str) -> bytes:
    """A NewsML-G2 item with a note to editors."""
    return f"""<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:g2:1" version="1"
standard="NewsML-G2" standardversion="2.33" conformance="power"><itemMeta><itemClass qcode="ninat:text"/><provider literal="X"/>
<versionCreated>{ISSUED:%Y-%m-%dT%H:%M:%SZ}</versionCreated><pubStatus qcode="stat:usable"/><edNote>{note}</edNote></itemMeta>
<contentMeta><headline>Rail plan</headline></contentMeta><contentSet><inlineXML>
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{TEXT}</p></body></html></inlineXML></contentSet></newsItem>""".encode()


FORMATS: dict[str, Callable[[str], bytes]] = {
    "mail": lambda note: of_mail("Rail plan", f"{note}\n\n{TEXT}\n"),
    "mail subject": lambda note: of_mail(f"{note}: Rail plan", f"{TEXT}\n"),
    "mail subject with a dash": lambda note: of_mail(f"{note} - Rail plan", f"{TEXT}\n"),
    "ninjs note": lambda note: of_ninjs(edNote=note),
    "ninjs note among others": lambda note: of_ninjs(edNote=f"Adds 3 quotes.\n{note}.\nA picture moved at 18:15 GMT."),
    "ninjs headline": lambda note: of_ninjs(headline=f"{note}: Rail plan"),
    "ninjs text": lambda note: of_ninjs(body_text=f"{note}\n\n{TEXT}"),
    "NewsML-G2": of_g2,
    "dot copy": lambda note: (
        f".HEADLINE Rail plan\n.SLUG rail\n.DATE {ISSUED:%Y-%m-%dT%H:%M:%SZ}\n.EDNOTE {note}\n.TEXT\n{TEXT}\n".encode()
    ),
}


def served(desk: Desk, clock: Clock, body: bytes, when: dt.datetime) -> list[Version]:
    """What the desk shows at an instant, once it let out what is due."""
    clock.now = when
    if body and not desk.store.deliveries(limit=1):
        desk.receive([Delivery("wire", ISSUED, body, "test")])
    desk.release()
    return [line.head for line in desk.store.lines(Wanted(limit=5))]


@pytest.mark.parametrize("note", ENDS)
def test_copy_is_served_when_its_embargo_ends_and_not_a_second_before(desk: Desk, clock: Clock, note: str) -> None:
    clock.now = ISSUED
    for form, made in FORMATS.items():
        desk.add_source(Source(form, form, kind="folder"))
        assert desk.receive([Delivery(form, ISSUED, made(note), "test")]).held == 1, form
    assert {v.source: v.item.embargoed_until for v in desk.held()} == dict.fromkeys(FORMATS, ENDS[note])
    clock.now = ENDS[note] - dt.timedelta(seconds=1)
    assert (desk.release(), desk.store.lines(Wanted(limit=5))) == (0, [])
    clock.now = ENDS[note]
    assert (desk.release(), desk.held()) == (len(FORMATS), [])
    assert all("embargo" in line.head.item.marks for line in desk.store.lines(Wanted(limit=5)))


@pytest.mark.parametrize("note", ENDLESS)
def test_copy_whose_embargo_has_an_end_that_cannot_be_read_is_never_served(desk: Desk, clock: Clock, note: str) -> None:
    clock.now = ISSUED + dt.timedelta(days=400)
    for form, made in FORMATS.items():
        is_news = "headline" in form or "subject" in form or form == "ninjs text"
        body = made(f"Strictly {note[:1].lower()}{note[1:]}" if is_news else note)
        desk.add_source(Source(form, form, kind="folder"))
        assert desk.receive([Delivery(form, ISSUED, body, "test")]).held == 1, form
    assert (desk.release(), desk.store.lines(Wanted(limit=5))) == (0, [])


def test_a_note_whose_end_stands_before_the_order_withholds(desk: Desk, clock: Clock) -> None:
    clock.now = ISSUED + dt.timedelta(days=400)
    desk.add_source(Source("wire", "Wire", kind="folder"))
    assert desk.receive([Delivery("wire", ISSUED, of_ninjs(edNote="11月23日10时前不得发布"), "test")]).held == 1
    desk.release()
    assert desk.store.lines(Wanted(limit=5)) == []


def test_a_german_note_may_name_the_end_before_the_order(desk: Desk, clock: Clock) -> None:
    clock.now = ISSUED
    desk.add_source(Source("wire", "Wire", kind="folder"))
    desk.receive([Delivery("wire", ISSUED, of_ninjs(edNote="Bis 24.11.2026, 11 Uhr gesperrt", language="de"), "test")])
    assert [version.item.embargoed_until for version in desk.held()] == [at(24, 10)]


@pytest.mark.parametrize(
    "note", ["Sperrfrist: keine", "Sperrfrist: sofort frei", "Embargo: none", "Embargo levé", "Embargo: aucun."]
)
def test_an_embargo_that_a_note_says_there_is_not_holds_nothing(desk: Desk, clock: Clock, note: str) -> None:
    for form in ("ninjs note", "NewsML-G2", "mail"):
        desk.add_source(Source(form, form, kind="folder"))
        assert desk.receive([Delivery(form, ISSUED, FORMATS[form](note), "test")]).held == 0, form


@pytest.mark.parametrize("headline", NEWS)
def test_news_about_an_embargo_is_not_held(desk: Desk, clock: Clock, headline: str) -> None:
    assert [v.item.headline for v in served(desk, clock, of_ninjs(headline=headline), ISSUED)] == [headline]


@pytest.mark.parametrize(
    "field", ["23 November 2026 09:00 UTC", "2026-11-23T09:00Z", "20261123T090000Z", "Mon, 23 Nov 2026 10:00 +0100"]
)
@pytest.mark.parametrize("name", ["embargoed", "embargo"])
def test_a_field_of_ninjs_gives_the_end(desk: Desk, clock: Clock, name: str, field: str) -> None:
    assert served(desk, clock, of_ninjs(**{name: field}), at(23, 9) - dt.timedelta(seconds=1)) == []
    assert len(served(desk, clock, b"", at(23, 9))) == 1


def test_the_language_of_an_item_says_where_a_time_without_a_zone_is_meant(desk: Desk, clock: Clock) -> None:
    served(desk, clock, of_ninjs(edNote="Embargo: 23 November 2026, 09:00", language="sv"), ISSUED)
    assert [v.item.embargoed_until for v in desk.held()] == [at(23, 8)]
