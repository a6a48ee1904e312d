"""What HTTP headers say about asking again: validators, freshness, pleas to wait. Pure; it must not trust a header."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from multidict import MultiMapping

from copytaster.model import UTC

Headers = MultiMapping[str]
RawHeaders = Sequence[tuple[bytes, bytes]]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_QUOTED = r"\"(?:[^\"\\]|\\.)*\""
_DIRECTIVE = re.compile(rf"([^\s,;=\"]+)(?:\s*=\s*({_QUOTED}|[^\s,;]*))?")
# A link's address and its parameters (RFC 8288): what stands in quotes may hold commas, semicolons and other links.
_LINK = re.compile(rf"<([^<>]{{1,2000}})>((?:\s*;\s*[^\s=;,\"<>]+(?:\s*=\s*(?:{_QUOTED}|[^\s;,\"]*))?)*)")
_PARAMETER = re.compile(rf";\s*([^\s=;,\"]+)(?:\s*=\s*({_QUOTED}|[^\s;,\"]*))?")
# No server keeps longer ones; a header of this length would be echoed at every request.
_LONGEST_VALIDATOR = 1024


def validator(raw: RawHeaders, name: bytes) -> str | None:
    """The value of ETag or Last-Modified exactly as it came, so that it can be echoed byte for byte.

    None where it cannot be: what is not UTF-8 would leave this machine as other bytes than it came in, and a wrong validator is
    worse than none. The value is never parsed; `Last-Modified: yesterday` goes back as it is.
    """
    for key, value in raw:
        if key.lower() == name and value and len(value) <= _LONGEST_VALIDATOR:
            try:
                text = value.decode()
            except UnicodeDecodeError:
                return None
            return None if _CONTROL.search(text) else text
    return None


def freshness(headers: Headers, now: dt.datetime) -> float | None:
    """For how many seconds the server says that its answer will not change: Cache-Control's max-age less Age, else Expires.

    All lines of Cache-Control count as one list, of which the first of a name stands (RFC 9111, 4.2.1). What must not be kept, or
    not be used unasked, is fresh for no time whatever else stands beside it; `no-cache="Set-Cookie"` speaks of that header only.
    """
    told: dict[str, str] = {}
    for name, value in _directives(headers):
        told.setdefault(name, value)
    if "no-store" in told or told.get("no-cache") == "":
        return None
    if "max-age" in told:
        return _positive((_seconds(told["max-age"]) or 0.0) - (_seconds(headers.get("Age", "")) or 0.0))
    expires = http_date(headers.get("Expires", ""))
    return _positive((expires - _sent(headers, now)).total_seconds()) if expires else None


def retry_after(headers: Headers, now: dt.datetime) -> float | None:
    """How many seconds the server asks to wait: Retry-After in either form (the longest of several), else its rate-limit headers
    when nothing is left. What is neither seconds nor a date ("5 minutes") says nothing."""
    waits = [_plea(told, headers, now) for told in headers.getall("Retry-After", ())]
    if found := max((wait for wait in waits if wait is not None), default=None):
        return _positive(found)
    if headers.get("X-RateLimit-Remaining", headers.get("RateLimit-Remaining", "")).strip() == "0":
        reset = _seconds(headers.get("X-RateLimit-Reset", headers.get("RateLimit-Reset", ""))) or 0.0
        # Some count seconds from now, some give the instant: no wait is longer than a year, no instant is earlier than 2001.
        return _positive(reset - now.timestamp() if reset > 1_000_000_000 else reset)
    return None


def _plea(told: str, headers: Headers, now: dt.datetime) -> float | None:
    date = http_date(told)
    return (date - _sent(headers, now)).total_seconds() if date else _seconds(told)


def http_date(text: str) -> dt.datetime | None:
    """An HTTP date as an aware time in UTC; None where it is none."""
    try:
        found = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def media_type(headers: Headers) -> str:
    """The media type without its parameters, in lower case; empty where none is given that makes sense."""
    found = headers.get("Content-Type", "").partition(";")[0].strip().lower()[:100]
    return found if found.isascii() and found.isprintable() else ""


def printable(text: str) -> str:
    """Text from outside that any page and any database can hold: no halves of characters, no control characters."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)


def links(headers: Sequence[str], base: str = "") -> dict[str, str]:
    """The first target of each relation in the Link headers: `hub` and `self` are what WebSub looks for.

    Targets are made whole with `base`, the address that gave the answer. A link with an `anchor` speaks of something else.
    """
    found: dict[str, str] = {}
    for header in headers:
        for target, rest in _LINK.findall(header[:16_000]):
            told: dict[str, str] = {}
            for name, value in _PARAMETER.findall(rest):
                told.setdefault(name.lower(), _unquoted(value))
            if "anchor" in told or not target.isprintable():
                continue
            for name in told.get("rel", "").lower().split():
                found.setdefault(name, _whole(base, target.strip()))
    return found


def _whole(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:
        return target


def _directives(headers: Headers) -> Iterator[tuple[str, str]]:
    for name, value in _DIRECTIVE.findall(",".join(headers.getall("Cache-Control", ()))[:16_000]):
        yield name.lower(), _unquoted(value)


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value[:1] == '"' and value[-1:] == '"' and len(value) > 1 else value


def _sent(headers: Headers, now: dt.datetime) -> dt.datetime:
    """When the server thinks that it answered: its clock may be wrong, and its other dates are wrong by as much."""
    return http_date(headers.get("Date", "")) or now


def _seconds(text: str) -> float | None:
    """A count of seconds, which some give with a fraction; None where it is none."""
    return float(text) if re.fullmatch(r"\s*\d{1,30}(?:\.\d{1,9})?\s*", text, re.ASCII) else None


def _positive(seconds: float) -> float | None:
    return seconds if seconds > 0 else None
