"""A mailbox on a server as a source."""

from __future__ import annotations

import asyncio
import dataclasses
import ssl
from pathlib import Path

import pytest
from asking import NOW, QUICK, run
from mailserver import MailServer

from copytaster.fetch.drops import Looked
from copytaster.fetch.imap import look_imap, where
from copytaster.fetch.limits import FetchSettings
from copytaster.fetch.outcome import Trouble
from copytaster.model import Source, SourceState

STATE = SourceState("mail")


def message(n: int, size: int = 10) -> bytes:
    """A message as it travels."""
    return f"Subject: Dispatch {n}\r\n\r\n".encode() + b"\xe4\r\n" * size


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    """A server's side of TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def settings(certificate: Path) -> FetchSettings:
    """Settings that trust the server."""
    return dataclasses.replace(QUICK, ca_file=str(certificate))


def mail(address: str, **own: str) -> Source:
    """A mailbox as a source, with the right user and password unless others are given."""
    return Source("mail", "Mail", kind="imap", address=address, settings={"user": "desk", "password": "pä ss", **own})


def looked(
    server: MailServer,
    settings: FetchSettings,
    state: SourceState = STATE,
    *,
    folder: str = "INBOX",
    max_look: int = 10**6,
    **own: str,
) -> Looked:
    """Look into a server's mailbox once."""

    async def look() -> Looked:
        async with server:
            return await asyncio.to_thread(
                look_imap, mail(server.address(folder), **own), state, now=NOW, settings=settings, max_look=max_look
            )

    return run(look())


def bodies(found: Looked) -> list[bytes]:
    """What a look handed on."""
    return [d.body for d in found.deliveries]


@pytest.mark.parametrize("way", ["tls", "starttls"])
@pytest.mark.parametrize("capabilities", ["IMAP4rev1 AUTH=PLAIN", "IMAP4rev1"])
def test_messages_come_raw_over_tls_and_nothing_is_changed(
    way: str, capabilities: str, tls: ssl.SSLContext, settings: FetchSettings
) -> None:
    password = "pä ss" if "PLAIN" in capabilities else "pass word"
    server = MailServer({"INBOX": {n: message(n) for n in (3, 5, 9)}}, capabilities=capabilities, password=password, **{way: tls})
    found = looked(server, settings, password=password)
    assert found.state.problem == ""
    assert bodies(found) == [message(n) for n in (3, 5, 9)]
    assert found.deliveries[0].media_type == "message/rfc822"
    assert "pass" not in found.deliveries[0].address
    assert not [c for c in server.commands if c.split()[0] in {"SELECT", "STORE"} or "BODY[" in c]


def test_only_what_came_since_is_asked_for(tls: ssl.SSLContext, settings: FetchSettings) -> None:
    server = MailServer({"INBOX": {1: message(1)}}, tls=tls)
    first = looked(server, settings)
    assert bodies(looked(server, settings, first.state)) == []
    server.folders["INBOX"][2] = message(2)
    server.commands.clear()
    second = looked(server, settings, first.state)
    assert bodies(second) == [message(2)]
    assert not [c for c in server.commands if c.startswith("UID FETCH 1 ")]
    assert second.state.changed == NOW


def test_a_mailbox_that_was_made_anew_is_read_from_the_beginning(tls: ssl.SSLContext, settings: FetchSettings) -> None:
    server = MailServer({"INBOX": {1: message(1), 2: message(2)}}, tls=tls)
    state = looked(server, settings).state
    server.validity = 8
    server.folders["INBOX"] = {1: message(11)}
    assert bodies(looked(server, settings, state)) == [message(11)]


def test_a_large_mailbox_is_taken_in_portions_and_nothing_is_lost(tls: ssl.SSLContext, settings: FetchSettings) -> None:
    server = MailServer({"INBOX": {n: message(n, 300) for n in range(1, 131)}}, tls=tls)
    state, got = STATE, []
    for _ in range(20):
        found = looked(server, settings, state, max_look=20_000)
        state = found.state
        got += bodies(found)
    assert got == [message(n, 300) for n in range(1, 131)]
    assert state.next_check is not None
    assert state.next_check > NOW


def test_a_folder_may_have_any_name(tls: ssl.SSLContext, settings: FetchSettings) -> None:
    server = MailServer({'Eingang/&AMQ-mter &- \\"x\\"': {1: message(1)}}, tls=tls)
    assert bodies(looked(server, settings, folder="Eingang/%C3%84mter%20%26%20%22x%22")) == [message(1)]


@pytest.mark.parametrize(
    ("own", "folder", "misbehave", "status", "words"),
    [
        ({"password": "wrong"}, "INBOX", "", "denied", "does not let desk in; check the user and password"),
        ({}, "Archive", "", "missing", "no folder 'Archive'"),
        ({}, "INBOX", "silent", "slow", "silent for 0.4 s"),
        ({}, "INBOX", "endless", "unreachable", "more than was asked for"),
        ({"user": "desk\r\nx DELETE INBOX"}, "INBOX", "", "denied", "does not let"),
        ({}, "IN%0d%0aBOX", "", "missing", "no folder"),
    ],
)
def test_trouble_is_one_clear_sentence_without_the_password(
    own: dict[str, str], folder: str, misbehave: str, status: str, words: str, tls: ssl.SSLContext, settings: FetchSettings
) -> None:
    server = MailServer({"INBOX": {1: message(1)}}, tls=tls, misbehave=misbehave)
    found = looked(server, settings, folder=folder, **own)
    assert found.state.status == status, found.state.problem
    assert words in found.state.problem
    assert found.state.problem.startswith("Mail (imaps://127.0.0.1:")
    assert "pä ss" not in found.state.problem
    assert bodies(found) == []
    assert not [c for c in server.commands if "DELETE" in c]
    assert found.state.next_check is not None


def test_a_message_that_is_too_large_is_named_and_does_not_stop_the_others(tls: ssl.SSLContext, settings: FetchSettings) -> None:
    found = looked(MailServer({"INBOX": {1: message(1), 2: message(2)}}, tls=tls, misbehave="huge"), settings)
    assert len(found.problems) == 2
    assert "message 1 in INBOX has more than 64 MiB" in found.state.problem
    assert found.state.notes["imap"] == "7:2"


def test_a_message_that_vanished_meanwhile_is_no_trouble(tls: ssl.SSLContext, settings: FetchSettings) -> None:
    found = looked(MailServer({"INBOX": {1: message(1)}}, tls=tls, misbehave="vanish"), settings)
    assert (found.state.status, bodies(found)) == ("ok", [])


@pytest.mark.parametrize("misbehave", ["no search", "no sizes", "no text", "drop", "nil"])
def test_what_a_server_refuses_for_once_is_neither_lost_nor_handed_on_twice(
    misbehave: str, tls: ssl.SSLContext, settings: FetchSettings
) -> None:
    server = MailServer({"INBOX": {n: message(n) for n in (1, 2, 3)}}, tls=tls, misbehave=misbehave)
    first = looked(server, settings)
    assert first.state.problem
    assert first.state.next_check is not None
    assert first.state.next_check > NOW
    server.misbehave = ""
    second = looked(server, settings, first.state)
    assert bodies(first) + bodies(second) == [message(n) for n in (1, 2, 3)]


def test_what_came_before_a_break_is_handed_on(tls: ssl.SSLContext, settings: FetchSettings) -> None:
    server = MailServer({"INBOX": {n: message(n) for n in (1, 2, 3)}}, tls=tls, misbehave="drop", bad=3)
    found = looked(server, settings)
    assert bodies(found) == [message(1), message(2)]
    assert "broke off after message 2" in found.state.problem
    assert found.state.notes["imap"] == "7:2"


@pytest.mark.parametrize("misbehave", ["no text", "nil"])
def test_a_message_that_is_refused_for_good_does_not_hold_up_the_others(
    misbehave: str, tls: ssl.SSLContext, settings: FetchSettings
) -> None:
    server = MailServer({"INBOX": {n: message(n) for n in (1, 2, 3)}}, tls=tls, misbehave=misbehave)
    state, got, problems = STATE, [], []
    for _ in range(8):
        found = looked(server, settings, state)
        state = found.state
        got += bodies(found)
        problems += found.problems
    assert got == [message(1), message(3)]
    assert any("message 2 was left there" in problem for problem in problems)


@pytest.mark.parametrize("misbehave", ["chatty", "sizeless"])
def test_a_server_that_says_more_or_less_than_was_asked_is_understood(
    misbehave: str, tls: ssl.SSLContext, settings: FetchSettings
) -> None:
    server = MailServer({"INBOX": {n: message(n) for n in (1, 2)}}, tls=tls, misbehave=misbehave)
    assert bodies(looked(server, settings)) == [message(1), message(2)]


def test_a_folder_of_very_many_messages_is_searched_in_stretches(tls: ssl.SSLContext, settings: FetchSettings) -> None:
    """To name them all at once takes a longer line than the standard library reads."""
    many = dict.fromkeys(range(1_000_000, 1_150_000), b"x") | {1_200_000: message(1), 1_400_000: message(2)}
    server = MailServer({"INBOX": many}, tls=tls)
    state = dataclasses.replace(STATE, notes={"imap": "7:1000000"})
    found = looked(server, dataclasses.replace(settings, silence_seconds=5), state, max_look=1)
    assert bodies(found) == [b"x"], found.state.problem
    state = dataclasses.replace(STATE, notes={"imap": "7:1149999"})
    found = looked(server, settings, state, max_look=10**6)
    assert bodies(found) == [message(1)]
    assert found.state.next_check == NOW
    assert bodies(looked(server, settings, found.state)) == [message(2)]


def test_a_password_never_travels_in_plain_text(settings: FetchSettings) -> None:
    server = MailServer({"INBOX": {1: message(1)}})
    found = looked(server, settings)
    assert found.state.status == "unreachable"
    assert "TLS not supported" in found.state.problem
    assert not [c for c in server.commands if c.startswith(("AUTH", "LOGIN"))]


def test_a_certificate_that_nobody_signed_is_refused(tls: ssl.SSLContext) -> None:
    server = MailServer({"INBOX": {1: message(1)}}, tls=tls)
    found = looked(server, QUICK)
    assert "certificate" in found.state.problem
    assert server.commands == []


def test_a_mail_server_inside_is_not_dialled(tls: ssl.SSLContext, settings: FetchSettings) -> None:
    server = MailServer({"INBOX": {1: message(1)}}, tls=tls)
    found = looked(server, dataclasses.replace(settings, allow=()))
    assert found.state.status == "refused"
    assert "127.0.0.1 is this machine itself" in found.state.problem
    assert server.connections == 0


def test_an_address_names_the_mailbox() -> None:
    place = where(Source("m", "M", address="imaps://me%40example.org:p%2Fw@mail.example.org/Lists/AP"))
    assert (place.host, place.port, place.user, place.password, place.folder) == (
        "mail.example.org",
        993,
        "me@example.org",
        "p/w",
        "Lists/AP",
    )
    assert where(mail("imap://mail.example.org")).folder == "INBOX"
    for address in ("https://mail.example.org/", "imaps://", "INBOX"):
        with pytest.raises(Trouble, match="no mailbox"):
            where(mail(address))
    with pytest.raises(Trouble, match="no password"):
        where(Source("m", "M", address="imaps://me@mail.example.org/"))
