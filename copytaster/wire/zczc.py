"""Telex without control characters: messages that ZCZC opens and NNNN closes, as ANSA, AAP and services for brokers send them.

    ZCZC0815/SXA                  ZCZC AAP                 ZCZC
    ROM03                         #harbour                 AN#26945219
    R POL S0A QBXB                $Harbour stays closed    PD#06 June 2026 14:00:00
    PORTO CHIUSO                  *17000000                TI#Harbour stays closed
     (ANSA) - ROMA, 4 MAR - ...   The harbour ...          TX#
    NNNN                          NNNN                     The harbour ...

Signs and names in front of lines tell what they are; lines of routing are left out; below the head stands copy (plaincopy.py).
"""

from __future__ import annotations

import re
from dataclasses import replace

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item, Subject
from copytaster.text.markup import one_line
from copytaster.wire import bounds, bulletin, dates, plaincopy, telex
from copytaster.wire.decode import decode
from copytaster.wire.reading import Reading
from copytaster.wire.topics import code_of, subject_of

_OPENS = re.compile(r"[\s\x00-\x1f]*ZCZC(?:\b|\d)", re.IGNORECASE)
_CLOSED = re.compile(r"^[ \t\x00-\x08]*N{4}[ \t\x00-\x08]*$", re.MULTILINE)
_OPENING = re.compile(r"ZCZC(?P<serial>[^\n]*)\n?", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[A-Z]{2})#(?P<value>.*)")
_SIGNED = re.compile(r"(?P<name>[%#$:*@~&])(?P<value>.*)")
_ROUTING = re.compile(
    r"(?=[^\n]*\d)(?:[A-Z0-9/]{1,6}[ \t]+){0,6}[A-Z0-9/]{1,6}"
    r"|(?=[^\n]*\(\d[A-Z]{1,3}\))(?:[A-Z0-9/]{1,10}(?:[ \t]?\([A-Z0-9]{2,4}\))?[ \t]*){1,8}"
)
# "YY TDR", "HH TDCom": how urgent, twice, and whom it is for, below a number.
_URGENT = re.compile(r"([A-Z])\1 [A-Z]{2}[A-Za-z]{1,4}(?: [A-Z0-9()]{2,12})*")
_SENT = re.compile(r"^[ \t]*(?P<when>\d{1,2}-[A-Z]{3}-\d{2,4}[ \t]+\d{1,2}:\d{2})\b[^\n]*$", re.MULTILINE)
_FIELD_OF = {
    "$": "headline",
    "#": "slugline",
    ":": "take",
    "*": "code",
    "TI": "headline",
    "AB": "summary",
    "PD": "date",
    "DT": "date",
    "BY": "byline",
    "KY": "keywords",
    "SO": "source",
    "AN": "id",
    "TX": "text",
}
_LONGEST_HEAD = 24


def looks_like(head: bytes) -> bool:
    """Whether bytes open like a message of this kind."""
    return bool(_OPENS.match(head[:200].decode("latin-1")))


def read(delivery: Delivery) -> Reading:
    """The items of a transmission, one for each message."""
    text, notes = decode(delivery.body)
    found, trouble = [], list(notes)
    most = bounds.most(len(delivery.body), bounds.TELEX)
    messages = [part for part in _CLOSED.split(telex.ended(text)) if part.strip("\x00\x03\x04\x1a \t\n")]
    if len(messages) > most:
        trouble.append(bounds.rest(most))
    for message in messages[:most]:
        try:
            found.append(_item(message))
        except Unreadable as error:
            trouble.append(str(error))
    if not found:
        raise Unreadable(trouble[-1] if trouble else "no message stands in this transmission")
    return Reading("zczc", tuple(found), notes=tuple(trouble), lost=len(messages) - len(found))


def _item(message: str) -> Item:
    message = _OPENING.sub("", message, count=1)
    if bulletin.is_opened(telex.clean(message)):
        return bulletin.item(message)
    fields, text = _parted(message)
    fields |= _titled(fields)
    if text.lstrip().startswith(fields.get("headline", "") + "\n"):
        text = text.lstrip().partition("\n")[2]
    sent = _SENT.search(text)
    when = dates.read(fields.get("date", "") or (sent["when"] if sent else ""))
    copy = plaincopy.item(text[: sent.start()] if sent else text, fields.get("headline", ""))
    dated = when.is_read
    return replace(
        copy,
        uri=fields.get("id") or copy.uri,
        slugline=fields.get("slugline") or copy.slugline,
        byline=fields.get("byline") or copy.byline,
        credit_line=fields.get("source") or copy.credit_line,
        summary=fields.get("summary") or copy.summary,
        subjects=(*copy.subjects, *_subjects(fields)),
        version_created=when.instant if dated else copy.version_created,
        day=when.day if dated else copy.day,
        notes=tuple(note for note in copy.notes if not (dated and note.startswith("undated"))),
    )


def _parted(message: str) -> tuple[dict[str, str], str]:
    """The fields of a head, and the text below it."""
    fields: dict[str, str] = {}
    lines = telex.clean(message).split("\n")
    last = ""
    for place, line in enumerate(lines[:_LONGEST_HEAD]):
        found = _NAMED.fullmatch(line.strip()) or _SIGNED.fullmatch(line.strip())
        if found:
            last = _FIELD_OF.get(found["name"], "")
            if last == "text":
                return fields, "\n".join([found["value"], *lines[place + 1 :]])
            if len(found["value"].strip()) > 1:
                fields.setdefault(last, one_line(found["value"]))
        elif last and line.strip() and any(_NAMED.fullmatch(one.strip()) for one in lines[place + 1 : _LONGEST_HEAD]):
            fields[last] = f"{fields.get(last, '')} {line.strip()}".strip()
        elif line.strip() and not _ROUTING.fullmatch(line.strip()) and not (place == 0 and _URGENT.fullmatch(line.strip())):
            return fields, "\n".join(lines[place:])
    return fields, ""


def _titled(fields: dict[str, str]) -> dict[str, str]:
    """The headline of lists and results, which have a keyword and what the list is instead: "#Port Vik" above ":ARRIVALS Saturday",
    or a kind and the list, ":LIST :Port Vik ARRIVALS". A kind is no slugline: all lists have it.
    """
    slug, take = fields.get("slugline", ""), fields.get("take", "")
    if fields.get("headline") or not take or take.startswith("("):
        return {}
    if slug:
        return {"headline": take if take.startswith(slug) else f"{slug}: {take}"}
    kind, _, title = map(str.strip, take.partition(" :"))
    return {"keywords": fields.get("keywords") or kind, **({"headline": title} if title else {})}


def _subjects(fields: dict[str, str]) -> tuple[Subject, ...]:
    codes = [subject_of("", code) for code in re.findall(r"\b\d{8}\b", fields.get("code", "")) if code_of(code)]
    words = [fields["keywords"]] if fields.get("keywords") else []
    return (*codes, *(Subject(word) for word in words))
