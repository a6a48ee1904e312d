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

import datetime as dt
import re
from dataclasses import replace
from functools import partial
from string import ascii_lowercase

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item, Subject
from copytaster.text.markup import one_line, tidy
from copytaster.wire import bounds, bulletin, dategroups, datelines, dates, notices, plaincopy, signoffs, telex
from copytaster.wire.decode import decode
from copytaster.wire.reading import Reading
from copytaster.wire.topics import code_of, subject_of

_OPENS = re.compile(r"[\s\x00-\x1f]*ZCZC(?:\b|\d)", re.IGNORECASE)
# NNNN may stand behind the date, or get lost: then the next message closes the one before.
_CLOSED = re.compile(r"(?<![A-Z])N{4}[ \t\x00-\x08]*$|^(?=[ \t\x00-\x08]{0,8}ZCZC(?:\b|\d))", re.MULTILINE)
_OPENING = re.compile(r"ZCZC(?P<serial>[^\n]*)\n?", re.IGNORECASE)
# "DEL22", "KUN0044": a service and its number of the day. A number of zeros tells nothing.
_SERIAL = re.compile(r"\s*(?P<serial>[A-Z]{2,4}(?=\d*[1-9])\d{1,5})\s*", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[A-Z]{2})#(?P<value>.*)")
_SIGNED = re.compile(r"(?P<name>[%#$:*@~&])(?P<value>.*)")
_ROUTING = re.compile(
    r"(?=[^\n]*\d)(?:[A-Z0-9/]{1,6}[ \t]+){0,6}[A-Z0-9/]{1,6}"
    r"|[A-Z]{2,4}\d{3,6}(?:(?:_[A-Z0-9]{2,6}){1,4}|(?: [A-Z0-9/]{1,6}){1,11})|[^\W\d_a-z]{1,5} ?\d{3,5}"
    r"|(?=[^\n]*\(\d[A-Z]{1,3}\))(?:[A-Z0-9/]{1,10}(?:[ \t]?\([A-Z0-9]{2,4}\))?[ \t]*){1,8}"
)
# "NAT-CYCLONE", "РОССИЯ-КОСМОС-ЗАПУСК" above a headline, with blanks in it where the headline is not in capitals.
_SLUG = re.compile(r"[^\W\d_]{2,20}(?:[-/][^\W_]{1,20}){1,6}")
_SLUG_OF_WORDS = re.compile(r"[A-Z]{3,5}(?:-[A-Z0-9]{1,20}){1,4}(?: [A-Z0-9-]{1,20}){1,3}")
# PTI's date: month, day, hour and minute.
_SHORT_DATE = re.compile(r"(?P<month>\d{2})(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})")
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
# "+++EMBARGO ALLE 10+++ ISTAT: PIL +0,2%": the headline stands behind the order.
_ORDERED = re.compile(r"\s{0,80}\+{2,3}[^+\n]{3,80}\+{2,3}[ \t]*\S[^\n]{4,200}")
# "== Manovra: ... ="
_FRAMED = re.compile(r"^=+\s+|\s+=+$")
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
            found.append(_item(message, delivery.received))
        except Unreadable as error:
            trouble.append(str(error))
    if not found:
        raise Unreadable(trouble[-1] if trouble else "no message stands in this transmission")
    return Reading("zczc", tuple(found), notes=tuple(trouble), lost=len(messages) - len(found))


def _item(message: str, received: dt.datetime) -> Item:
    opening = _OPENING.search(message)
    serial = _SERIAL.fullmatch(opening["serial"]) if opening else None
    message = _OPENING.sub("", message, count=1)
    if bulletin.is_opened(telex.clean(message)):
        return bulletin.item(message)
    fields, text = _parted(message)
    fields |= _titled(fields)
    if text.lstrip().startswith(fields.get("headline", "") + "\n"):
        text = text.lstrip().partition("\n")[2]
    if not fields.get("headline") and (ordered := _ORDERED.match(text)):
        fields["headline"], text = one_line(ordered.group()), text[ordered.end() :]
    sent = _SENT.search(text)
    when = dates.read(fields.get("date", "") or (sent["when"] if sent else ""))
    lines = (text[: sent.start()] if sent else text).split("\n")
    told, note = (when.instant, "") if when.is_read else _dated(lines, received)
    signs = signoffs.parted(lines)
    copy = plaincopy.item("\n".join(lines), fields.get("headline", ""))
    dated = when.is_read or told is not None
    headline = _FRAMED.sub("", copy.headline) or copy.headline
    address = partial(_address, when=told)
    is_kill = notices.takes_back(headline, copy.body)
    return replace(
        copy,
        headline=headline,
        uri=fields.get("id") or copy.uri or (address(serial["serial"].lower()) if serial else None),
        dateline=copy.dateline or datelines.of(copy.body),
        ed_note=tidy("\n".join((copy.ed_note, *signs))),
        marks=(*copy.marks, "kill") if is_kill else copy.marks,
        related=notices.relations(headline, copy.body, address) if is_kill else copy.related,
        slugline=fields.get("slugline") or copy.slugline,
        byline=fields.get("byline") or copy.byline,
        credit_line=fields.get("source") or copy.credit_line,
        summary=fields.get("summary") or copy.summary,
        subjects=(*copy.subjects, *_subjects(fields)),
        version_created=told if dated else copy.version_created,
        day=when.day if when.is_read else copy.day,
        notes=tuple(one for one in (*copy.notes, note) if one and not (dated and one.startswith("undated"))),
    )


def _address(serial: str, when: dt.datetime | None) -> str | None:
    """The id of a message: services count from one each day. Without a day a number is no id."""
    return f"zczc:{serial}:{when.date().isoformat()}" if when and serial.strip(f"{ascii_lowercase}0") else None


def _dated(lines: list[str], received: dt.datetime) -> tuple[dt.datetime | None, str]:
    """When a message was sent by the line that dates it, which is taken off with what stands below it."""
    end, printed, _ = signoffs.dated(lines)
    if printed:
        del lines[end:]
        return dategroups.read(printed, received)
    while lines and not lines[-1].strip():
        lines.pop()
    short = _SHORT_DATE.fullmatch(lines[-1].strip()) if lines else None
    for year in (received.year, received.year - 1):
        if short is None:
            break
        try:
            month, day, hour, minute = map(int, short.groups())
            when = dt.datetime(year, month, day, hour, minute, tzinfo=UTC)
        except ValueError:
            continue
        if when <= received + dt.timedelta(days=2):
            lines.pop()
            return when, "only month and day are given: the year of arrival is assumed"
    return None, ""


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
        elif "headline" not in fields and "slugline" not in fields and _is_slug(line.strip(), lines[place + 1 : place + 2]):
            fields["slugline"] = line.strip()
        elif line.strip() and not _ROUTING.fullmatch(line.strip()) and not (place == 0 and _URGENT.fullmatch(line.strip())):
            return fields, "\n".join(lines[place:])
    return fields, ""


def _is_slug(line: str, following: list[str]) -> bool:
    """Whether a line names what a message is about, above its headline."""
    below = following[0].strip() if following else ""
    if " " not in below or line.upper() != line:
        return False
    return _SLUG.fullmatch(line) is not None or (_SLUG_OF_WORDS.fullmatch(line) is not None and below.upper() != below)


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
