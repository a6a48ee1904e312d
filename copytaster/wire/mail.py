"""Mail, alone or in mailboxes: one message, one item, and those that its attachments hold.

Subject, sender and date frame the text; what the text says of itself (fields in front of it, an embargo, a version mark)
counts more. Attachments become deliveries of their own: the detector reads them, or says that they are no copy. It must not
open an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item, Relation
from copytaster.text.markup import one_line, plain
from copytaster.wire import bounds, dates, jsonlines, jsontext, mime, notices, plaincopy
from copytaster.wire.decode import decode
from copytaster.wire.reading import Reading

_HEADER = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|return-path|mime-version|delivered-to|dkim-signature|x-[\w-]+|"
    rb"content-type|reply-to|sender|list-id|arc-[\w-]+|authentication-results)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_MESSAGE = re.compile(rb"^(?:from|subject|received|message-id)\s*:", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(rb"^from[ \t]*:[^\n]*@", re.IGNORECASE | re.MULTILINE)
_SUBJECT = re.compile(rb"^(?:subject|date)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_SUBJECT_MARKS = re.compile(r"^(?:(?:re|aw|fwd?|wg|tr|rv|sv|vs|antw|enc)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_MOST_NOTES = 100
_TEXTS = ("text/plain", "text/html")


def looks_like(head: bytes) -> bool:
    """Whether bytes open with the header of a message or of a mailbox."""
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if mime.is_mailbox(head):
        return True
    top = head.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
    found = {name.lower() for name in _HEADER.findall(top)}
    lines = [line for line in top.splitlines() if line and line[:1] not in b" \t"]
    shaped = sum(bool(re.match(rb"[A-Za-z][\w-]*:", line)) for line in lines)
    if len(found) >= 2 and shaped >= len(lines) * 0.9 and _MESSAGE.search(top):
        return True
    # Where no empty line parts header and text. Without an address it may be fields in front of copy (plaincopy.py).
    plain_head = mime.top(head)
    return bool(_ADDRESS.search(plain_head) and _SUBJECT.search(plain_head))


def read(delivery: Delivery) -> Reading:
    """The items of a message, or of every message of a mailbox."""
    return opened(delivery)[0]


def opened(delivery: Delivery) -> tuple[Reading, list[Delivery]]:
    """The items of a message or mailbox, and what is attached to it as deliveries of their own. It may be these alone."""
    found: list[Item] = []
    held: list[Delivery] = []
    notes: list[str] = []
    lost = 0
    most = bounds.most(len(delivery.body), bounds.MESSAGE)
    for number, message in enumerate(mime.messages(delivery.body), start=1):
        if number > most:
            lost += 1
            notes.insert(0, bounds.rest(most))
            break
        try:
            parts = mime.leaves(message)
            held += _attached(parts, delivery)
            found.append(_item(message, parts))
        except Unreadable as error:
            lost += 1
            notes.append(f"message {number}: {error}")
    return Reading("mail", tuple(found), notes=tuple(notes[:_MOST_NOTES]), lost=lost), held


def _attached(parts: list[mime.Part], delivery: Delivery) -> Iterator[Delivery]:
    for part in parts:
        if (part.kind in _TEXTS and not part.filename) or part.kind.endswith("-signature"):
            continue
        body = part.bytes() if part.kind.partition("/")[0] in ("text", "application", "message") else b""
        if body.strip():
            yield Delivery(delivery.source, delivery.received, body, f"{delivery.address}!/{part.filename or part.kind}", part.kind)


def _item(message: mime.Part, parts: list[mime.Part]) -> Item:
    text = _text(parts)
    subject = _SUBJECT_MARKS.sub("", message.header("Subject"))
    found = _of_json(text) or (plaincopy.item(text, subject) if text.strip() else None)
    if found is None:
        if not subject:
            raise Unreadable("a message without a subject and without a text")
        found = Item(headline=one_line(subject))
    name, address = message.sender()
    when = dates.read(message.header("Date"))
    notes = [note for note in found.notes if not note.startswith("undated")]
    notes += [message.note] if message.note else []
    if not (when.instant or found.version_created or found.day):
        notes.append(when.note or "undated: the message gives no time")
    answered = message.header("In-Reply-To").strip("<> ")
    related = [*found.related, *([Relation("in-reply-to", answered)] if answered else [])]
    if notices.kills(text):
        found = replace(found, marks=tuple(dict.fromkeys((*found.marks, "kill"))), ed_note=found.ed_note or found.body)
        related += [Relation("kills", headline=title)] if (title := notices.named(text)) else []
    return replace(
        found,
        uri=found.uri or message.header("Message-ID").strip("<> ") or None,
        byline=found.byline or one_line(name),
        info_source=found.info_source or one_line(name or address),
        version_created=found.version_created or (None if found.day else when.instant),
        language=found.language or message.header("Content-Language") or None,
        related=tuple(related),
        notes=tuple(notes),
    )


def _of_json(text: str) -> Item | None:
    """An item that the body holds as JSON, as the forms of some desks send it: every field a list of one."""
    if not jsontext.is_json(text[:200].encode("utf-8", "replace")):
        return None
    try:
        value = jsontext.load(text.strip().replace("\n", " "))
        flat = {k.lower(): v[0] if isinstance(v, list) and len(v) == 1 else v for k, v in value.items()}
        return jsonlines.read_values([(1, flat)], most=1).items[0]
    except (Unreadable, AttributeError, IndexError):
        return None


def _text(parts: list[mime.Part]) -> str:
    """The text of a message: its plain part, unless that is only a notice and the page beside it says more."""
    texts = {"text/plain": "", "text/html": ""}
    for part in parts:
        if part.kind in texts and not part.filename and not texts[part.kind]:
            body = decode(part.bytes(), part.charset)[0]
            texts[part.kind] = _unflowed(part, body) if part.kind == "text/plain" else plain(body)
    bare, page = texts["text/plain"].strip(), texts["text/html"]
    chosen = page if len(page) > 40 and len(bare) < len(page) / 3 else bare or page
    return _SIGNATURE.sub("", chosen)


def _unflowed(part: mime.Part, text: str) -> str:
    """Lines that a mail program broke (format=flowed, RFC 3676) put together again."""
    text = text.replace("\r\n", "\n")
    if part.parameter("format").lower() != "flowed":
        return text
    space = "" if part.parameter("delsp").lower() == "yes" else " "
    return re.sub(r"(?<!^--) \n(?!\n|>)", space, text, flags=re.MULTILINE)
