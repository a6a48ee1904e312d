"""Messages taken apart: header, parts, bytes of each part (RFC 5322, MIME), and the messages of a mailbox.

Headers are read by the standard library; bodies are parted here, so that no nesting and no line count makes it slow: each
level is split once, and there are few levels. It must not judge what a part is good for (mail.py).
"""

from __future__ import annotations

import email.header
import email.message
import email.parser
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from copytaster.errors import Unreadable
from copytaster.text.fromlines import opens
from copytaster.wire import signed
from copytaster.wire.decode import decode
from copytaster.wire.transfer import unpacked

_FROM_LINE = re.compile(rb"^From [^\n]*\n", re.MULTILINE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_GAP = re.compile(rb"\r?\n\r?\n|\A\r?\n")
# Header lines that mail has. Where nothing parts header and text, the text begins at the first line that is none of these.
_NAMES = (
    rb"(?:from|to|cc|bcc|subject|date|sent|message-id|in-reply-to|references|reply-to|sender|received|return-path|delivered-to|mime-version"
    rb"|content-[\w-]+|importance|priority|precedence|organi[sz]ation|user-agent|list-[\w-]+|dkim-[\w-]+|arc-[\w-]+|received-spf"
    rb"|authentication-results|errors-to|thread-[\w-]+|auto-submitted|feedback-id|resent-[\w-]+|envelope-to|lines|status"
    rb"|x-[\w-]+)[ \t]*:"
)
_TOP = re.compile(rb"(?:" + _NAMES + rb"[^\n]*(?:\n|\Z)(?:[ \t]+[^\s][^\n]*(?:\n|\Z))*)*+", re.IGNORECASE)
_HEADER_LINE = re.compile(_NAMES, re.IGNORECASE)
# As archives of lists print an address.
_SPELLED_AT = re.compile(r"^([^\s<>\"()@,]+) at ([\w-]+(?:\.[\w-]+)+)(?=\s|$)")
_STRAY = re.compile(rb"^(?![^\s:]+[ \t]*:|[ \t]|\r?$|>?From )", re.MULTILINE)
_MOST_BROKEN = 3
# A boundary that the header does not name: the line above a part's header.
_BOUNDARY = re.compile(
    rb"^--([!-~]{1,70}?)[ \t]*\r?\nContent-(?:Type|Transfer-Encoding|Disposition)[ \t]*:", re.MULTILINE | re.IGNORECASE
)
_LOOKED_AT = 4000
_UNPARTED = "no empty line parts header and text: the text begins at its first line that is no header's"
_LARGEST_HEAD, _LONGEST_HEADER, _MOST_PARTS, _DEEPEST = 64_000, 2000, 1_000, 8
# To take their parameters apart costs the square of their length: 5 MB of messages with 2,000 signs took 4.9 s, .7 so; of 600, 1.6.
_LONGEST_PARAMETERS = 600
_WITH_PARAMETERS = ("Content-Type", "Content-Disposition")
# An encoded word whose last sign was lost.
_CUT_SHORT = re.compile(r"(=\?[\w*.-]+\?[bq]\?[^?\s]*\?)(?=\s|$)", re.IGNORECASE)
_ENCODED = re.compile(r"=\?[\w*.-]+\?[bq]\?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A message, or a part of one: its header and its bytes as they came."""

    head: email.message.Message
    raw: bytes
    note: str = ""
    # The number of the multipart/alternative it stands in, the outermost; 0 for a part that is no choice.
    choice: int = 0

    @property
    def kind(self) -> str:
        """Its media type, in small letters."""
        return self.head.get_content_type()

    @property
    def charset(self) -> str:
        """The encoding that it says it has."""
        return str(self.parameter("charset"))

    @property
    def filename(self) -> str:
        """The name that it would be filed under; empty for the text of a message."""
        return str(self.head.get_filename() or "") if self._sound("filename") else "?"

    @property
    def is_inline(self) -> bool:
        """Whether it says that it is to be shown with the text."""
        return str(self.head.get("Content-Disposition") or "").strip().lower().startswith("inline")

    def parameter(self, name: str) -> str:
        """A parameter of its media type."""
        if not self._sound(name):
            return ""
        found = self.head.get_param(name)
        return str(found[2] if isinstance(found, tuple) else found or "")

    def header(self, name: str) -> str:
        """A header line, decoded (RFC 2047)."""
        raw = self._as_sent(name)[:_LONGEST_HEADER].replace("\r", "").replace("\n", "")
        if not _ENCODED.search(raw):
            return " ".join(raw.split())
        try:
            parts = email.header.decode_header(_CUT_SHORT.sub(r"\1=", raw))
        except (ValueError, LookupError, AssertionError):
            return " ".join(raw.split())
        text = "".join(part if isinstance(part, str) else decode(part, charset or "")[0] for part, charset in parts)
        return " ".join(text.split())

    def sender(self) -> tuple[str, str]:
        """The name and the address that it is from. Brackets in brackets, deeper than anybody writes, are no name."""
        printed = _SPELLED_AT.sub(r"\1@\2", self.header("From"))
        return email.utils.parseaddr(printed) if printed.count("(") < _DEEPEST else ("", printed)

    def _as_sent(self, name: str) -> str:
        """A header line as it came. Letters that stand in it unpacked, as mail programs of the forgetful kind send them, are in
        UTF-8 or in the encoding of the text below."""
        sent = next((value for key, value in self.head.raw_items() if key.lower() == name.lower()), "")
        return sent if sent.isascii() else decode(sent.encode("utf-8", "surrogateescape"), self.charset)[0]

    def bytes(self) -> bytes:
        """What it holds, unpacked from its transfer encoding, unless it is plainly not packed at all."""
        return unpacked(self.raw, str(self.head.get("Content-Transfer-Encoding") or ""))

    def _sound(self, name: str) -> bool:
        """Whether the standard library can read a parameter: it falls over some that are broken."""
        try:
            self.head.get_param(name, header="content-disposition" if name == "filename" else "content-type")
        except (ValueError, LookupError, AssertionError):
            return False
        return True


def messages(body: bytes) -> Iterator[Part]:
    """The messages of a mailbox, or the one that the bytes are."""
    body = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not body.startswith(b"From "):
        yield part(body)
        return
    begin = 0
    for found in _FROM_LINE.finditer(body):
        if found.start() and not _opens(body, found.start(), found.end()):
            continue
        if body[begin : found.start()].strip():
            yield part(_QUOTED_FROM.sub(rb"\1", body[begin : found.start()]))
        begin = found.end()
    if body[begin:].strip():
        yield part(_QUOTED_FROM.sub(rb"\1", body[begin:]))


def is_mailbox(head: bytes) -> bool:
    """Whether bytes open with a message of a mailbox."""
    if not head.startswith(b"From "):
        return False
    line, _, rest = head.partition(b"\n")
    return opens(line, rest.partition(b"\n")[0])


def _opens(body: bytes, start: int, end: int) -> bool:
    """Whether the line between two places of a mailbox opens a message."""
    is_parted = body[max(0, start - 3) : start].endswith((b"\n\n", b"\n\r\n"))
    return opens(body[start:end], body[end : end + _LONGEST_HEADER].partition(b"\n")[0], is_parted=is_parted)


def part(raw: bytes) -> Part:
    """A message or part from its bytes."""
    head, body, note = _halves(raw)
    try:
        found = email.parser.BytesHeaderParser().parsebytes(head[:_LARGEST_HEAD])
        for name in _WITH_PARAMETERS:
            if len(sent := str(found.get(name) or "")) > _LONGEST_PARAMETERS:
                found.replace_header(name, sent[:_LONGEST_PARAMETERS])
        return Part(found, body, note)
    except (ValueError, LookupError, AssertionError, RecursionError) as error:
        raise Unreadable(f"a message whose header cannot be read: {error}") from None


def top(raw: bytes) -> bytes:
    """The header lines of mail that bytes open with."""
    found = _TOP.match(raw[:_LARGEST_HEAD])
    return found.group() if found else b""


def _halves(raw: bytes) -> tuple[bytes, bytes, str]:
    """Header and body, and what is wrong with them. An empty line parts them; some programs leave it out, or break a long header
    line without indenting what goes on.
    """
    gap = _GAP.search(raw)
    head = raw[: gap.start()] if gap else raw
    stray = len(_STRAY.findall(head[:_LARGEST_HEAD]))
    if gap and not stray:
        return head, raw[gap.end() :], ""
    if gap and stray <= _MOST_BROKEN and _HEADER_LINE.match(head, head.rfind(b"\n") + 1):
        return _STRAY.sub(b" ", head[:_LARGEST_HEAD]), raw[gap.end() :], ""
    known = top(raw)
    return known, raw[len(known) :], _UNPARTED if known and raw[len(known) :].strip() else ""


def leaves(whole: Part) -> list[Part]:
    """The parts of a message that hold something, in their order; a message attached to it is one of them."""
    found: list[Part] = []
    waiting = [(whole, 0, 0)]
    choices = 0
    while waiting and len(found) < _MOST_PARTS:
        one, depth, choice = waiting.pop()
        if one.kind in signed.KINDS and depth < _DEEPEST and (inside := signed.content(one.bytes())):
            waiting.append((part(inside), depth + 1, choice))
        elif not one.kind.startswith("multipart/"):
            found.append(replace(one, choice=choice) if choice else one)
        elif depth < _DEEPEST:
            if one.kind == "multipart/alternative" and not choice:
                choice = choices = choices + 1
            waiting += [(inner, depth + 1, choice) for inner in reversed(_inner(one))]
    return found


def _inner(one: Part) -> list[Part]:
    """The parts inside a part. Without a boundary, or where none stands in the text, its text is all there is."""
    boundary = one.parameter("boundary").strip().encode("utf-8", "surrogateescape")
    places = _places(one.raw, boundary)
    if not places and (printed := _BOUNDARY.search(one.raw, 0, _LOOKED_AT)):
        places = _places(one.raw, printed.group(1))
    if not places:
        return [Part(email.message.Message(), one.raw)]
    make = _of_digest if one.kind == "multipart/digest" else part
    found = []
    for (number, here), following in zip(places, [*(match for _, match in places[1:]), None], strict=True):
        end = following.start() if following else len(one.raw)
        if here.group(1) or number == _MOST_PARTS:
            break
        found.append(
            make(one.raw[here.end() : end].removeprefix(b"\r").removeprefix(b"\n").removesuffix(b"\n").removesuffix(b"\r"))
        )
    return found


def _places(raw: bytes, boundary: bytes) -> list[tuple[int, re.Match[bytes]]]:
    """Where a boundary stands, numbered; so many of them at the most."""
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*\r?$", re.MULTILINE)
    return list(zip(range(_MOST_PARTS + 1), line.finditer(raw), strict=False)) if boundary else []


def _of_digest(raw: bytes) -> Part:
    """A part of a digest, which is a message unless it says otherwise (RFC 2046, 5.1.5). Some lists leave out the empty line in
    front of its header.
    """
    found = part(raw)
    if found.kind.startswith("message/") or not raw.strip():
        return found
    whole = email.message.Message()
    whole["Content-Type"] = "message/rfc822"
    if found.head.get("From") and (found.head.get("Subject") or found.head.get("Date")):
        return Part(whole, raw)
    return found if found.head.get("Content-Type") else Part(whole, found.raw)
