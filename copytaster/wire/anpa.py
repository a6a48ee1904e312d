"""ANPA 1312 wire copy, as AP, UPI, Reuters, Kyodo and others send it: header with service, category, slug, date and words, then
the text.

    SOH service and number, format
    priority category, font, slug, month-day words
    STX ^slug, version and words<
        ^headline, notes to editors, bylines, each behind "^" and closed by "<" or "="
        text
    ETX transmission line with date and time

Reuters and Kyodo have no carets (anpahead.py), and on the way all control characters may get lost. Alerts have no headline: the
first words of the text stand in; kills and lists of what is to come go by their slug. Copy that its head orders to be held must not
come out before its end (anpaorders.py).
"""

from __future__ import annotations

import datetime as dt
import re

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item, PubStatus, Subject
from copytaster.wire import anpahead, anpaorders, anpatimes, embargo, telex
from copytaster.wire.reading import Reading, stand_in

_FIRST = r"(?P<service>[a-zA-Z]{1,3})(?P<number>\d{3,4})(?P<agency>[A-Za-z]{0,12})"
# Between level and slug stand signs for the typesetter, or blanks alone.
_SECOND = (
    r"[ \t]{0,9}(?P<priority>[a-z])\s(?P<category>[a-z])(?:[\x0e-\x1f]{1,9}\s{0,40}|[ \t]{1,40})(?P<slug>[^\n]{0,120}?)"
    r"\s{1,40}(?P<date>\d{1,2}-\d{1,2})\s{1,40}(?P<words>\d{1,5})(?![\d-])"
)
_HEADER = re.compile(rf"\s*{_FIRST}\x1f(?P<format>[^\n]*)\n{_SECOND}", re.IGNORECASE)
# Without control characters both lines of the header must be whole.
_BARE = re.compile(
    rf"^[\x00-\x08\x0e-\x1f ]{{0,9}}{_FIRST}(?P<format>[^\n]{{0,20}})\n{_SECOND}[^\n\w]{{0,20}}(?:\n|\Z)",
    re.IGNORECASE | re.MULTILINE,
)
# Without a header the first field is a slug with its words, closed as the next is.
_SLUGGED = re.compile(
    r"\^?(?P<slug>(?:BC|AM|PM|AP)-[^\n<^]{2,80}),[ ]?\d{2,5}<[ \t]{0,9}\n\^?[^\n<]{1,300}(?:\n[^\n<^]{1,300})?<[ \t]{0,9}\n"
)
_NOISE = "".join(map(chr, range(33))) + "\ufeff"
_DATELINE = re.compile(
    r"\s*(?:([^()\n]{2,60}?\s*\([A-Z][^()\n]{1,30}\))\s*[-–—_]*\s"
    r"|([A-Z][A-Z .'’-]{1,40}(?:, [A-Z][\w. ]{1,20}?)?(?:, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2})?)"
    r"\s+[-–—_]{1,2}\s)"
)
_SIGN = re.compile(r"=+\s*(?P<sign>[A-Za-z ]{2,20})|(?P<name>(?i:reuters?))|\^?END")
# The column widths of a table, for the typesetter.
_TABLE_CODE = re.compile(r"\s*%\d{1,3}\s*<?\s*")
# By the sign of the wire, or by the format that the header names.
_AGENCIES = {
    "AP": "AP",
    "KWS": "Kyodo",
    "NYT": "New York Times News Service",
    "SH": "Scripps Howard News Service",
    "UPI": "UPI",
    "REUTE": "Reuters",
}
# So many lines end a text at the most; an embargo is ordered within so many characters of its beginning.
_ENDING, _TOP = 4, 300
# "f" would be a flash, but AP sends features with it: it says nothing.
_URGENCY = {"b": 2, "u": 3, "r": 4, "d": 5, "s": 6, "w": 6}


def looks_like(head: bytes) -> bool:
    """Whether bytes hold an ANPA header, with its control characters or without, or the slug and headline of copy that lost it."""
    if any(_HEADER.match(part) for part in telex.parts(head)):
        return True
    text = telex.ended(head.decode("utf-8", "replace")).lstrip(_NOISE)
    return not text.startswith("^") and bool(_BARE.match(text) or _SLUGGED.match(text))


def read(delivery: Delivery) -> Reading:
    """The items of a transmission, one for each message."""
    return telex.read(delivery, "anpa1312", _item, header=_BARE)


def _item(message: str, received: dt.datetime) -> Item:
    header, rest = _opened(message)
    text, _, end = rest.partition(telex.ETX)
    fields, lines = anpahead.parted(text)
    head = anpahead.heading(fields, header["slug"])
    lines, end, sign = _without_end(lines, end)
    body = telex.quoted(telex.prose([telex.clean(line).rstrip("<") for line in lines if not _TABLE_CODE.fullmatch(line)]))
    aside = head.aside
    if not body and len(aside) > 2:
        # A list of headlines has nothing but its head.
        body, aside = "\n".join(aside), []
    dateline = _DATELINE.match(body)
    notes: list[str] = []
    headline = head.headline
    if not headline and not {"kill", "hold", "budget"}.isdisjoint(head.marks):
        headline = head.slug
        notes.append("no headline: the slug stands in")
    if not headline:
        headline, note = stand_in(body[dateline.end() :] if dateline else body, head.slug)
        notes.append(note)
    if not headline:
        raise Unreadable("a message without headline or text")
    when, wire, trouble = anpatimes.sent(telex.clean(end), header["date"], received)
    notes += [trouble] if trouble else []
    serial = f"anpa1312:{header['service']}{header['number']}" if header["number"] else None
    until = _until(head, body, when or received)
    return Item(
        headline=headline,
        uri=f"{serial}:{when.date().isoformat()}" if serial and when else serial,
        slugline=head.slug,
        dateline=next(filter(None, dateline.groups())) if dateline else "",
        byline=head.byline,
        ed_note="\n".join(aside),
        urgency=_URGENCY.get(header["priority"].lower()),
        pub_status=PubStatus.WITHHELD if "embargo" in head.marks and until is None else PubStatus.USABLE,
        embargoed_until=until,
        version_created=when,
        credit_line=header["agency"] or sign or _AGENCIES.get(wire) or _AGENCIES.get(header["format"].strip().upper(), wire),
        subjects=(Subject(header["category"].lower(), header["category"].lower(), "anpa"),) if header["category"] else (),
        body=body,
        marks=head.marks,
        notes=tuple(notes),
    )


def _opened(message: str) -> tuple[dict[str, str], str]:
    """What the header of a message says, and what stands behind it."""
    _, opened, rest = message.partition(telex.STX)
    if found := _HEADER.match(message) or _BARE.match(message := message.lstrip(_NOISE)):
        return found.groupdict(), rest if opened else message[found.end() - 1 :].partition("\n")[2]
    if found := _SLUGGED.match(message):
        return dict.fromkeys(_HEADER.groupindex, "") | {"slug": found["slug"]}, message
    raise Unreadable(f"no ANPA header: {message[:40]!r}")


def _until(head: anpahead.Head, body: str, issued: dt.datetime) -> dt.datetime | None:
    """Until when the head holds a message; where the first lines of the text order it too, the latest counts."""
    if "embargo" not in head.marks or (until := anpaorders.end(head.orders, head.slug, issued)) is None:
        return None
    return max([until, *filter(None, embargo.of_top(body[:_TOP], issued, "en"))])


def _without_end(lines: list[str], end: str) -> tuple[list[str], str, str]:
    """The lines without what ends them: the line that should stand behind the text, and the agency's sign ("==Kyodo", "Reuter")."""
    sign = ""
    for _ in range(_ENDING):
        while lines and not lines[-1].strip(" \t<\x0c"):
            lines.pop()
        if not lines:
            break
        last = lines[-1].strip(" \t<")
        if anpatimes.is_signed(last):
            end = f"{last}\n{end}"
        elif found := _SIGN.fullmatch(last):
            sign = sign or found["sign"] or ("Reuters" if found["name"] else "")
        else:
            break
        lines.pop()
    return lines, end, sign
