"""Kills that come by mail, under an id of their own: they reach what they kill, whether that is out yet or not."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import pytest

from copytaster.desk.desk import Desk
from copytaster.model import UTC, Delivery, LineKind, Source
from copytaster.store.base import Wanted
from tests.conftest import Clock

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=UTC)
HEADLINE = "Railway to be built after all, ministry says"
TEXT = "LONDON (PA) - The railway between the two towns is to be built after all, the ministry said. Nobody had expected that."
KILLS = {
    "an answer": ("Re: a story of ours", "MANDATORY KILL\n\nEDITORS:\n\nThe minister was misquoted.\n", "<1@pa.example>"),
    "the same headline": (f"KILL: {HEADLINE}", "The story is wrong.", ""),
    "a notice that quotes it": ("Kill notice", f"Please kill our story “{HEADLINE}” of this morning; it is wrong.", ""),
    "a German notice": (
        "Achtung: Meldung zurückgezogen",
        f'Die Meldung "{HEADLINE}" wird zurückgezogen. Bitte nicht verwenden.',
        "",
    ),
    "a French notice": ("Annulation", f"La dépêche « {HEADLINE} » est annulée. Veuillez ne pas l’utiliser.", ""),
}
NEWS = {
    "Journal withdraws study of vaccines": "The article was withdrawn by the journal on Monday, its publisher said.",
    "Newspaper apologises to mayor": "The story was retracted on Monday, a spokesman said with regret.",
    "Mann zieht Klage zurück": "Berlin (dpa) - Die Klage ist zurückgezogen, wie ein Bericht des Gerichts am Montag zeigte.",
}


def mail(subject: str, text: str, number: int, answers: str = "") -> Delivery:
    """A mail of the agency, a minute after the one before."""
    made = EmailMessage()
    when = NOW + dt.timedelta(minutes=number)
    made["From"], made["To"], made["Subject"] = "PA <desk@pa.example>", "desk@b.example", subject
    made["Message-ID"], made["Date"] = f"<{number}@pa.example>", f"{when:%a, %d %b %Y %H:%M:%S} +0000"
    if answers:
        made["In-Reply-To"] = answers
    made.set_content(text)
    return Delivery("pa", when, made.as_bytes(), "mail")


@pytest.fixture
def wire(desk: Desk, clock: Clock) -> Desk:
    clock.now = NOW + dt.timedelta(hours=1)
    desk.add_source(Source("pa", "PA", kind="maildir"))
    return desk


@pytest.mark.parametrize("kill", KILLS)
def test_a_kill_by_mail_kills_the_line_that_it_means(wire: Desk, kill: str) -> None:
    subject, text, answers = KILLS[kill]
    wire.receive([mail(HEADLINE, TEXT, 1), mail("Harbour stays closed for a week", "The harbour stays closed.", 2)])
    wire.receive([mail(subject, text, 3, answers)])
    lines = {line.id: line for line in wire.store.lines(Wanted())}
    assert {key: line.killed for key, line in lines.items()} == {1: True, 2: False}
    assert [version.id for version in wire.store.versions_of_line(1)] == [3, 1]


@pytest.mark.parametrize("kill", KILLS)
def test_a_kill_of_copy_under_embargo_says_nothing_before_its_time_and_binds_after(wire: Desk, clock: Clock, kill: str) -> None:
    subject, text, answers = KILLS[kill]
    wire.receive([mail(HEADLINE, f"Embargo: 24 November 2026 06:00 GMT\n\n{TEXT}", 1), mail(subject, text, 2, answers)])
    assert (len(wire.held()), wire.store.lines(Wanted())) == (2, [])
    clock.now = dt.datetime(2026, 11, 24, 6, tzinfo=UTC)
    assert wire.release() == 2
    assert [line.killed for line in wire.store.lines(Wanted())] == [True]


@pytest.mark.parametrize("headline", NEWS)
def test_news_of_a_withdrawal_kills_nothing(wire: Desk, headline: str) -> None:
    wire.receive([mail(headline, NEWS[headline], 1)])
    assert [line.killed for line in wire.store.lines(Wanted())] == [False]


def test_a_kill_that_quotes_a_headline_says_why(wire: Desk) -> None:
    subject, text, answers = KILLS["a notice that quotes it"]
    wire.receive([mail(HEADLINE, TEXT, 1), mail(subject, text, 2, answers)])
    call = wire.store.line_calls([2])[2]
    assert (call.kind, call.of) == (LineKind.KILL, 1)
    assert call.why.startswith(f"the wire kills “{HEADLINE}”")
