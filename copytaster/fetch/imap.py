"""A mailbox on a server, read over IMAP with TLS. Nothing there is changed: the folder is opened for reading, no flag is set.

The address says where: imaps://user@mail.example.org/INBOX, or imap:// for a server that begins in plain text and turns to TLS
(STARTTLS). The password is the source's setting. Blocking: to be called in a thread.
"""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import imaplib
import re
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from copytaster.fetch.answer import sentence
from copytaster.fetch.drops import MAX_LOOK, Looked, failed, looked
from copytaster.fetch.guard import AddressInfo, Guard, NotDialled
from copytaster.fetch.limits import FetchSettings
from copytaster.fetch.mailboxes import MAX_MESSAGE
from copytaster.fetch.outcome import Outcome, Trouble
from copytaster.fetch.session import trust
from copytaster.model import Delivery, Source, SourceState

_AT_ONCE = 50
_LONGEST_LOOK = 300.0
# After so many looks that failed in a row, over half an hour, a message that is refused is passed over.
_PATIENCE = 5
# The standard library reads lines of a million bytes; a number has up to ten figures and a blank.
_STRETCH = 90_000
_PASSWORD = "check the user and password (--set user=NAME --set password=SECRET); some providers want an app password"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mailbox is and who opens it."""

    host: str
    port: int
    is_tls: bool
    user: str
    password: str
    folder: str


class Connection(imaplib.IMAP4):
    """The standard library's IMAP, that dials only what the guard lets it, speaks TLS, and stops reading at a limit."""

    def __init__(self, place: Place, settings: FetchSettings, budget: int) -> None:
        self._guard = Guard(settings.allow)
        self._tls = trust(settings.ca_file) or ssl.create_default_context()
        self._place = place
        self._left = budget
        self._deadline = time.monotonic() + _LONGEST_LOOK
        super().__init__(place.host, place.port, timeout=settings.silence_seconds)
        if not place.is_tls:
            try:
                self.starttls(self._tls)
            except BaseException:
                self.shutdown()
                raise

    def _create_socket(self, timeout: float | None) -> socket.socket:
        problem: OSError = OSError(f"there is no host named {self._place.host!r}")
        for info in socket.getaddrinfo(self._place.host, self._place.port, type=socket.SOCK_STREAM):
            try:
                return self._connected(info, timeout)
            except ssl.SSLError:
                raise
            except OSError as error:
                problem = error
        raise problem

    def _connected(self, info: AddressInfo, timeout: float | None) -> socket.socket:
        sock = self._guard.socket(info)
        try:
            sock.settimeout(timeout)
            sock.connect(info[4])
            return self._tls.wrap_socket(sock, server_hostname=self._place.host) if self._place.is_tls else sock
        except BaseException:
            sock.close()
            raise

    def read(self, size: int) -> bytes:
        """So many bytes, as the server announced them, if that many are still wanted."""
        self._spend(size)
        return super().read(size)

    def readline(self) -> bytes:
        """One line."""
        line = super().readline()
        self._spend(len(line))
        return line

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0 or time.monotonic() > self._deadline:
            raise self.abort("the server sends more than was asked for, or takes too long over it")


def look_imap(source: Source, state: SourceState, *, now: dt.datetime, settings: FetchSettings, max_look: int = MAX_LOOK) -> Looked:
    """The messages of a folder that were not handed on yet, oldest first. Never raises for what the server does."""
    try:
        place = where(source)
        server = Connection(place, settings, 2 * max_look + 4 * MAX_MESSAGE)
        try:
            return _look(server, place, source, state, now, max_look)
        finally:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                server.logout()
            with contextlib.suppress(OSError):
                server.shutdown()
    except Trouble as error:
        trouble = error
    except NotDialled as error:
        advice = "if that is meant, add the network to allow_addresses in the settings"
        trouble = Trouble(Outcome.REFUSED, f"it is not asked, because {error}", advice=advice)
    except ssl.SSLError as error:
        trouble = Trouble(Outcome.UNREACHABLE, f"its certificate cannot be trusted, or it does not speak TLS ({error})"[:300])
    except TimeoutError:
        trouble = Trouble(Outcome.SLOW, f"the server was silent for {settings.silence_seconds:g} s")
    except (OSError, imaplib.IMAP4.error, ValueError) as error:
        trouble = Trouble(Outcome.UNREACHABLE, f"the mailbox cannot be read ({str(error)[:200]})")
    after = failed(state, "", now=now, status=trouble.outcome.value)
    return Looked((), replace(after, problem=sentence(source, trouble, after.next_check)))


def where(source: Source) -> Place:
    """The mailbox that a source's address names. Raises `Trouble` where it names none."""
    parts = urlsplit(source.address)
    if parts.scheme not in {"imap", "imaps"} or not parts.hostname:
        raise Trouble(Outcome.BROKEN, "the address is no mailbox", advice="write it like imaps://user@mail.example.org/INBOX")
    user = source.settings.get("user") or unquote(parts.username or "")
    password = source.settings.get("password") or unquote(parts.password or "")
    if not user or not password:
        raise Trouble(
            Outcome.DENIED,
            "the mailbox has no user or no password",
            advice="give both: copytaster add ADDRESS --set user=NAME --set password=SECRET",
        )
    is_tls = parts.scheme == "imaps"
    folder = unquote(parts.path.lstrip("/")) or "INBOX"
    return Place(parts.hostname, parts.port or (993 if is_tls else 143), is_tls, user, password, folder)


def _look(server: Connection, place: Place, source: Source, state: SourceState, now: dt.datetime, max_look: int) -> Looked:
    _log_in(server, place)
    validity, count = _open(server, place.folder)
    known, _, last = state.notes.get("imap", "").partition(":")
    done = int(last) if known == validity and last.isdigit() else 0
    waiting, is_all = _numbers(server, done, count)
    deliveries: list[Delivery] = []
    problems: list[str] = []
    size, was_cut = 0, False
    try:
        for number, length in _sizes(server, waiting):
            if length > MAX_MESSAGE:
                problems.append(
                    f"message {number} in {place.folder} has more than {MAX_MESSAGE // 1024 // 1024} MiB and was left there"
                )
            elif body := _given(server, number, problems, is_patient=state.failures < _PATIENCE):
                deliveries.append(Delivery(source.key, now, body, f"{source.key}/{place.folder};uid={number}", "message/rfc822"))
                size += len(body)
            done = number
            if size >= max_look:
                break
    except (OSError, imaplib.IMAP4.error) as error:
        if not deliveries:
            raise
        # What came whole is handed on; the rest waits there for the next look.
        was_cut = True
        problems.append(f"the mailbox broke off after message {done} ({str(error)[:100]}); it is looked into again in a minute")
    is_full = not was_cut and ((bool(waiting) and done < waiting[-1]) or not is_all)
    problem = f"{source.name or source.key}: {problems[0]}." if problems else ""
    kept = looked(state, now=now, has_news=bool(deliveries), is_full=is_full, problem=problem)
    return Looked(tuple(deliveries), replace(kept, notes={**state.notes, "imap": f"{validity}:{done}"}), tuple(problems))


def _log_in(server: Connection, place: Place) -> None:
    try:
        if "AUTH=PLAIN" in server.capabilities:
            server.authenticate("PLAIN", lambda _: f"\0{place.user}\0{place.password}".encode())
        else:
            server.login(_quoted(place.user), place.password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        # The server's own words may repeat what was sent.
        raise Trouble(Outcome.DENIED, f"the mail server does not let {place.user} in", advice=_PASSWORD) from None


def _open(server: Connection, folder: str) -> tuple[str, int]:
    """Open a folder for reading; gives the number under which its numbering of messages is valid, and how many there are."""
    answer, count = server.select(_quoted(_utf7(folder)), readonly=True)
    if answer != "OK":
        raise Trouble(Outcome.MISSING, f"there is no folder {folder!r} in the mailbox", advice="check the end of the address")
    _, found = server.response("UIDVALIDITY")
    validity = found[0].decode() if found and isinstance(found[0], bytes) and found[0].isdigit() else "0"
    return validity, int(count[0]) if count and count[0] and count[0].isdigit() else 0


def _asked(server: Connection, *command: str) -> list[object]:
    """What the server says to a command on messages. A refusal is no empty answer: what it kept back would be lost."""
    answer, found = server.uid(*command)
    if answer != "OK":
        words = b" ".join(part for part in found if isinstance(part, bytes)).decode("utf-8", "replace")
        raise server.error(f"the server refused {command[0]}: {words[:150]}")
    return list(found)


def _numbers(server: Connection, done: int, count: int) -> tuple[list[int], bool]:
    """The numbers of messages after the one that was done last, rising, and whether they are all there are.

    A folder of so many messages that naming them takes more than a line may have is searched in stretches, up to one that has some.
    """
    _, said = server.response("UIDNEXT")
    after = int(said[0]) if said and isinstance(said[0], bytes) and said[0].isdigit() else 0
    if count <= _STRETCH or not after:
        return _found(server, done, f"{done + 1}:*"), True
    for first in range(done + 1, after, _STRETCH):
        if found := _found(server, done, f"{first}:{first + _STRETCH - 1}"):
            return found, first + _STRETCH >= after
    return [], True


def _found(server: Connection, done: int, span: str) -> list[int]:
    words = b" ".join(part for part in _asked(server, "SEARCH", f"UID {span}") if isinstance(part, bytes)).split()
    # The range n:* always holds the last message, even when its number is smaller.
    return sorted({int(word) for word in words if word.isdigit() and int(word) > done})


def _sizes(server: Connection, numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Each message's number and size, some at a time; nought where the server does not tell the size."""
    for at in range(0, len(numbers), _AT_ONCE):
        some = numbers[at : at + _AT_ONCE]
        sizes: dict[int, int] = {}
        for line in _asked(server, "FETCH", ",".join(map(str, some)), "(UID RFC822.SIZE)"):
            uid, size = (
                re.search(rb"\b" + name + rb" (\d+)", line, re.IGNORECASE) if isinstance(line, bytes) else None
                for name in (b"UID", b"RFC822.SIZE")
            )
            if uid:
                sizes[int(uid[1])] = max(int(size[1]) if size else 0, sizes.get(int(uid[1]), 0))
        # A message of which nothing is told was deleted meanwhile.
        yield from ((number, sizes[number]) for number in some if number in sizes)


def _message(server: Connection, number: int) -> bytes:
    """The raw bytes of a message; none when it was deleted meanwhile. Raises where it is there and its bytes are not."""
    found = _asked(server, "FETCH", str(number), "(BODY.PEEK[])")
    for part in found:
        if isinstance(part, tuple) and len(part) > 1 and b"BODY[" in part[0].upper() and _is_of(part[0], number):
            return bytes(part[1])
    if any(isinstance(part, bytes) and b"BODY[" in part.upper() and _is_of(part, number) for part in found):
        raise server.error(f"the server has message {number} and does not give its text")
    return b""


def _given(server: Connection, number: int, problems: list[str], *, is_patient: bool) -> bytes:
    """The raw bytes of a message. One that the server keeps refusing shall not hold up those behind it for ever: it is left."""
    try:
        return _message(server, number)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        if is_patient:
            raise
        problems.append(f"message {number} was left there ({str(error)[:150]})")
        return b""


def _is_of(said: bytes, number: int) -> bool:
    """Whether what the server says is of a message; it may speak of others unasked."""
    uid = re.search(rb"\bUID (\d+)", said, re.IGNORECASE)
    return uid is None or int(uid[1]) == number


def _quoted(text: str) -> str:
    if re.search(r"[\r\n\0]", text):
        raise Trouble(Outcome.BROKEN, "a user or folder holds a line break", advice="check the source's address and settings")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _utf7(folder: str) -> str:
    """IMAP's own way of writing folder names that are not ASCII (RFC 3501, 5.1.3)."""

    def shifted(run: re.Match[str]) -> str:
        packed = base64.b64encode(run[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
        return f"&{packed}-"

    return re.sub(r"[^\x20-\x7e]+", shifted, folder.replace("&", "&-"))
