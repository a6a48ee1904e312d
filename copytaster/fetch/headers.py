"""What HTTP headers say about asking again: validators, freshness, pleas to wait. Pure; it must not trust a header."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime

from copytaster.model import UTC

Headers = Mapping[str, str]
RawHeaders = Sequence[tuple[bytes, bytes]]

_MAX_AGE = re.compile(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
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
            return text if text.isprintable() else None
    return None


def freshness(headers: Headers, now: dt.datetime) -> float | None:
    """For how many seconds the server says that its answer will not change: Cache-Control's max-age less Age, else Expires."""
    told = _MAX_AGE.search(headers.get("Cache-Control", ""))
    if told:
        return _positive(float(told[1]) - _number(headers.get("Age", "")))
    if "Cache-Control" in headers:
        return None
    expires = http_date(headers.get("Expires", ""))
    return _positive((expires - _sent(headers, now)).total_seconds()) if expires else None


def retry_after(headers: Headers, now: dt.datetime) -> float | None:
    """How many seconds the server asks to wait: Retry-After in either form, else its rate-limit headers when nothing is left."""
    told = headers.get("Retry-After", "").strip()
    if told:
        date = http_date(told)
        seconds = (date - _sent(headers, now)).total_seconds() if date else _number(told)
        return _positive(seconds)
    if headers.get("X-RateLimit-Remaining", headers.get("RateLimit-Remaining", "")).strip() == "0":
        reset = _number(headers.get("X-RateLimit-Reset", headers.get("RateLimit-Reset", "")))
        # Some count seconds from now, some give the instant: no wait is longer than a year, no instant is earlier than 2001.
        return _positive(reset - now.timestamp() if reset > 1_000_000_000 else reset)
    return None


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


def links(headers: Sequence[str]) -> dict[str, str]:
    """The first target of each relation in the Link headers: `hub` and `self` are what WebSub looks for."""
    found: dict[str, str] = {}
    for header in headers:
        for target, rest in re.findall(r"<([^<>]{1,2000})>([^<]{0,2000})", header[:16_000]):
            relation = re.search(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,]+))", rest, re.IGNORECASE)
            for name in (relation[1] or relation[2] or "").lower().split() if relation else ():
                if target.isprintable():
                    found.setdefault(name, target.strip())
    return found


def _sent(headers: Headers, now: dt.datetime) -> dt.datetime:
    """When the server thinks that it answered: its clock may be wrong, and its other dates are wrong by as much."""
    return http_date(headers.get("Date", "")) or now


def _number(text: str) -> float:
    found = re.match(r"\s*(\d{1,12})", text)
    return float(found[1]) if found else 0.0


def _positive(seconds: float) -> float | None:
    return seconds if seconds > 0 else None
