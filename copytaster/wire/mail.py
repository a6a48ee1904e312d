"""Mail, alone or in mailboxes: one message, one item, and those that it carries.

Subject, sender and date frame the text; what the text says of itself (fields in front of it, an embargo, a version mark)
counts more. Attachments, mail passed on and the messages of a digest become deliveries of their own: the detector reads them, or
says that they are no copy. It must not open an address.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from contextlib import suppress
from dataclasses import dataclass, replace

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item, Relation
from copytaster.text.markup import one_line
from copytaster.wire import (
    alerts,
    automatic,
    bounds,
    dates,
    digests,
    embargo,
    forwarded,
    furniture,
    jsonlines,
    jsontext,
    mailtext,
    mime,
    notices,
    plaincopy,
    subjects,
)
from copytaster.wire.reading import Reading

_HEADER = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|return-path|mime-version|delivered-to|dkim-signature|x-[\w-]+|"
    rb"content-type|reply-to|sender|list-id|arc-[\w-]+|authentication-results)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_MESSAGE = re.compile(rb"^(?:from|subject|received|message-id)\s*:", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(rb"^from[ \t]*:[^\n]*@", re.IGNORECASE | re.MULTILINE)
_SUBJECT = re.compile(rb"^(?:subject|date)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_MOST_NOTES = 100
# Parts that machines wrote for machines. What an address card, a calendar or a picture is, the detector says.
_OF_MACHINES = frozenset(
    """message/delivery-status message/global-delivery-status message/disposition-notification message/feedback-report
    message/external-body text/rfc822-headers message/rfc822-headers application/pgp-encrypted application/pgp-keys
    application/pgp-signature""".split()
)
_ARMOUR = b"-----BEGIN PGP "
_TNEF = b"\x78\x9f\x3e\x22"
_NAMELESS, _MOST_PASSED = "(no subject)", 5
# The lists that a message came by, as its header names them: by their addresses. Whom it is sent to is one where its host says so.
_LISTS = ("List-Post", "X-BeenThere", "X-Mailing-List", "Mailing-List")
_OF_LIST, _ON_HOST = re.compile(r"([\w.+-]{2,60})@"), re.compile(r"([\w.+-]{2,60})@(?:[\w-]{1,40}\.)?(?:lists?|groups|listserv)\.")
# Headers that some press offices set.
_EMBARGO_HEADERS = ("Embargo", "X-Embargo", "X-Embargo-Until", "X-Embargoed-Until", "Embargo-Until", "X-Sperrfrist", "Sperrfrist")
# A dateline's day and the time of the header are of one dispatch within so long.
_ONE_DISPATCH = dt.timedelta(hours=36)
# A date in the text so long after the mail was sent is no date of the text: no zone is as far ahead.
_ANNOUNCED = dt.timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: what it says itself, and what it carries. Of a `is_cover` nothing is told where what it carries is read, and one
    that `is_blank` tells nothing at all.
    """

    items: tuple[Item, ...]
    held: tuple[Delivery, ...] = ()
    is_cover: bool = False
    is_blank: bool = False


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
    """The items of a message, or of every message of a mailbox; not those that they carry."""
    letters, notes, lost = opened(delivery)
    return Reading("mail", tuple(item for letter in letters for item in letter.items), notes=notes, lost=lost)


def opened(delivery: Delivery) -> tuple[list[Letter], tuple[str, ...], int]:
    """The messages of a delivery, with notes on those that could not be read, and how many. Raises `Unreadable` where it is a
    message that is no copy.
    """
    found: list[Letter] = []
    notes: list[str] = []
    lost = number = 0
    most = bounds.most(len(delivery.body), bounds.MESSAGE)
    for number, message in enumerate(mime.messages(delivery.body), start=1):
        if number > most:
            lost += 1
            notes.insert(0, bounds.rest(most))
            break
        try:
            found.append(_letter(message, delivery, notes))
        except Unreadable as error:
            lost += 1
            notes.append(f"message {number}: {error}")
    if not found and number == 1:
        raise Unreadable(notes[-1].partition(": ")[2])
    return found, tuple(notes[:_MOST_NOTES]), lost


def _letter(message: mime.Part, delivery: Delivery, notes: list[str]) -> Letter:
    if refused := automatic.refusal(message):
        raise Unreadable(refused)
    parts = mime.leaves(message)
    bodies = mailtext.bodies(parts)
    held = _attached([part for part in parts if part not in bodies], delivery, notes)
    subject, kind = _subject(message)
    printed = mailtext.decoded(bodies)
    text = mailtext.text(printed)
    inner = digests.messages(subject, text)
    held += [
        Delivery(delivery.source, delivery.received, one, f"{delivery.address}!/message {number}", "message/rfc822")
        for number, one in enumerate(inner, start=1)
    ]
    is_digest = bool(inner) or (digests.is_digest(subject, text) and any(part.kind == "message/rfc822" for part in parts))
    name = " ".join(message.sender())
    carried = [_subject_of(one) for one in held if looks_like(one.body[:4096])]
    has_mail = bool(carried) and (kind == "forward" or not subject or subject in carried)
    items = _items(message, furniture.cleared(text) if not is_digest else "", subject, kind)
    if is_digest and (ordered := digests.orders(text)):
        items = tuple(_noted(item, *ordered) for item in items or (_framed(Item(headline=_NAMELESS), message),))
    elif len(items) == 1:
        said = f"{items[0].headline}\n{items[0].ed_note}\n{items[0].body}"
        items = (_noted(items[0], *(line for line in mailtext.orders(printed) if line not in said)),)
    items = tuple(item for item in items if item.headline.strip())
    # What was all order went into the note, and is handed on with it.
    is_order = any(not item.body and embargo.is_embargoed(item.ed_note) for item in items)
    is_cover = is_digest or (has_mail and (forwarded.says_nothing(text, name) or is_order))
    is_blank = not items
    if is_blank and not held:
        raise Unreadable("a message without a subject and without a text")
    return Letter(items or (_framed(Item(headline=_NAMELESS), message),), tuple(held), is_cover or is_blank, is_blank)


def _attached(parts: list[mime.Part], delivery: Delivery, notes: list[str]) -> list[Delivery]:
    """What is attached to a message, as deliveries."""
    held = []
    for part in parts:
        if part.kind in _OF_MACHINES or part.kind.endswith("-signature"):
            continue
        body = part.bytes() if part.kind.partition("/")[0] in ("text", "application", "message") else b""
        named = part.filename or part.kind
        if body.lstrip().startswith(_ARMOUR):
            notes.append(f"{named[:80]}: a key or a text under a key (PGP): it cannot be opened here")
        elif body.startswith(_TNEF):
            notes.append(f"{named[:80]}: a mail packed by Outlook (TNEF): have it sent as plain text or HTML")
        elif body.strip() and not (
            part.kind in mailtext.TEXTS and furniture.is_nothing_else(mailtext.text(mailtext.decoded([part])))
        ):
            held.append(Delivery(delivery.source, delivery.received, body, f"{delivery.address}!/{named}", part.kind))
    return held


def _subject_of(held: Delivery) -> str:
    """The subject of a mail that another carries."""
    try:
        return _subject(mime.part(held.body))[0]
    except Unreadable:
        return ""


def _subject(message: mime.Part) -> tuple[str, str]:
    """The subject of a message without what was put in front of it, and what the message is by it (subjects.py)."""
    subject = message.header("Subject")
    refers = bool(message.header("In-Reply-To") or message.header("References"))
    return subjects.plain(subject, _lists(message) if "[" in subject else (), refers=refers)


def _lists(message: mime.Part) -> set[str]:
    """The names of the lists that a message came by, in small letters."""
    name, _, rest = message.header("List-Id").lower().partition("<")
    found = {name.strip(' "'), rest.partition(".")[0]} | set(_ON_HOST.findall(message.header("To").lower()))
    return found.union(*(_OF_LIST.findall(message.header(one).lower()) for one in _LISTS)) - {""}


def _items(message: mime.Part, text: str, subject: str, kind: str) -> tuple[Item, ...]:
    """The items that a message is itself; none where it has neither a subject nor a text."""
    if passed := forwarded.of(text, kind):
        return (_passed_on(message, passed, subject),)
    text = mailtext.unsigned(text)
    ordered = [one for one in (subject, *forwarded.subjects(text)) if embargo.of_headline(one, None)[0]]
    return tuple(_noted(item, *(one for one in ordered if one not in item.headline)) for item in _read(message, text, subject))


def _read(message: mime.Part, text: str, subject: str) -> tuple[Item, ...]:
    """The items of a text."""
    if found := _of_json(text):
        return (_framed(found, message, text),)
    if told := alerts.items(text):
        return tuple(replace(_framed(one, message, number=number), byline="") for number, one in enumerate(told, start=1))
    blocks = plaincopy.blocks(text)
    if not "".join(blocks).strip():
        return (_framed(Item(headline=one_line(subject)), message),) if one_line(subject).strip() else ()
    ordered = plaincopy.orders_above(blocks)
    items = (_framed(_of_text(block, subject), message, block, number) for number, block in enumerate(blocks, start=1))
    return tuple(_noted(item, *(line for line in ordered if line not in item.ed_note)) for item in items)


def _of_text(text: str, subject: str) -> Item:
    """A text as an item; its subject is no headline where it says only what kind of mail it is."""
    if subjects.is_bare(subject):
        try:
            return plaincopy.item(text, "")
        except Unreadable:
            pass
    return plaincopy.item(text, subject)


def _passed_on(message: mime.Part, passed: forwarded.Forward, outer: str) -> Item:
    """The mail that a message passes on, as an item. What was written above it, or as its subject, speaks to editors."""
    subject, kind = subjects.plain(passed.subject)
    said = [outer] if outer.casefold() not in subject.casefold() else []
    for _ in range(_MOST_PASSED):
        said.append(passed.comment)
        if (deeper := forwarded.of(passed.text, kind)) is None:
            break
        said.append(subject)
        passed = deeper
        subject, kind = subjects.plain(passed.subject)
    text = mailtext.unsigned(furniture.cleared(passed.text))
    title = subject or outer or _NAMELESS
    found = _of_text(text, title) if text.strip() else Item(headline=one_line(title))
    colleague = " ".join(message.sender())
    comments = [mailtext.unsigned(f"{one}\n").strip() for one in said]
    name, address = email.utils.parseaddr(passed.sender) if "@" in passed.sender else (passed.sender, "")
    when, told = _printed(passed.date, message)
    found = replace(
        found,
        byline=found.byline or one_line(name),
        info_source=found.info_source or one_line(name or address),
        version_created=found.version_created or when,
        day=None if when else found.day,
        notes=(*found.notes, *([told] if told else []), f"passed on by {one_line(colleague)}"),
    )
    found = _noted(found, *(one for one in comments if not forwarded.says_nothing(one, colleague)))
    return _framed(found, message, text)


def _printed(date: str, message: mime.Part) -> tuple[dt.datetime | None, str]:
    """When the mail was sent that a message passes on. Without a zone its date is by the clock of whoever passed it on."""
    when = dates.read(date)
    if when.instant is None:
        return None, when.note if date else ""
    ahead = email.utils.parsedate_tz(message.header("Date"))
    instant = when.instant
    if "no time zone" in when.note and ahead and ahead[9]:
        with suppress(OverflowError):
            return instant - dt.timedelta(seconds=ahead[9]), "no time zone given: read by the clock of whoever passed it on"
    return instant, when.note


def _framed(found: Item, message: mime.Part, text: str = "", number: int = 1) -> Item:
    """An item with what the header of its message says where it says nothing itself. It was read of `text`, and `number` is its
    place in the message.
    """
    name, address = message.sender()
    sent, told = _sent(message)
    notes = [note for note in found.notes if not note.startswith("undated")]
    notes += [message.note] if message.note else []
    is_one = found.day is not None and sent is not None and abs(sent - dates.midnight(found.day)) <= _ONE_DISPATCH
    dated = found.version_created is not None or (found.day is not None and not is_one)
    printed = found.version_created or (dates.midnight(found.day) if found.day else None)
    if sent and printed and printed - sent > _ANNOUNCED:
        dated = False
        notes.append(f"its text names {printed:%Y-%m-%d}, after it was sent: the day of what it announces")
    if told and not dated:
        notes.append(told)
    answered = message.header("In-Reply-To").strip("<> ")
    related = [*found.related, *([Relation("in-reply-to", answered)] if answered else [])]
    if notices.kills(text):
        found = replace(found, marks=tuple(dict.fromkeys((*found.marks, "kill"))), ed_note=found.ed_note or found.body)
        told = notices.named(text)
        related += [Relation("kills", headline=told)] if told and told not in {one.headline for one in related} else []
    if ordered := next(filter(None, map(message.header, _EMBARGO_HEADERS)), ""):
        found = _noted(found, ordered if embargo.is_embargoed(ordered) else f"Embargo: {ordered}")
    uri = message.header("Message-ID").strip("<> ") or None
    return replace(
        found,
        uri=found.uri or (uri if number == 1 or not uri else f"{uri}#{number}"),
        byline=found.byline or one_line(name),
        info_source=found.info_source or one_line(name or address),
        version_created=found.version_created if dated else sent,
        day=found.day if dated else None,
        language=found.language or message.header("Content-Language") or None,
        related=tuple(related),
        notes=tuple(notes),
    )


def _sent(message: mime.Part) -> tuple[dt.datetime | None, str]:
    """When a message was sent, else when the last server had it, and what is to be noted."""
    when = dates.read(message.header("Date"))
    if when.instant:
        return when.instant, ""
    taken = dates.read(message.header("Received").rpartition(";")[2].strip())
    if taken.instant:
        return taken.instant, "dated by the mail server: the message gives no date that can be read"
    return None, when.note or "undated: the message gives no time"


def _noted(item: Item, *said: str) -> Item:
    """An item with more words to editors."""
    return replace(item, ed_note="\n".join(filter(None, (*said, item.ed_note)))) if said else item


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
