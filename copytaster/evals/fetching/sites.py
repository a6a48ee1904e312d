"""Sites with habits, for the recorder: what each says at an instant, and how long it wants to be left alone after that.

The wait stands beside the answer in plain seconds, so that the recorder does not read headers with the code that it judges.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass

from copytaster.evals.loopback import Request, reply
from copytaster.model import Pace

HOUR, DAY = 3600.0, 86400.0
_FEED = (
    b"<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><title>%d</title>%s"
    b"<item><title>Edition %d</title></item></channel></rss>"
)
_NOON, _EVENING = "Date: Wed, 08 Oct 2025 12:00:00 GMT", "Wed, 08 Oct 2025 18:00:00 GMT"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer. `wait` is how long the owner wants to be left alone; `is_last` when the address shall never be asked again."""

    status: int
    headers: tuple[str, ...] = ()
    body: bytes = b""
    wait: float = 0.0
    is_last: bool = False
    hangs_up: bool = False

    def raw(self) -> bytes:
        """The bytes on the wire. The connection ends with them, as it would long have ended before the next poll."""
        return reply(self.body, f"{self.status} X", "Connection: close", *self.headers)

    def header(self, name: str) -> str | None:
        """A header's value exactly as it was sent."""
        return next((h.partition(": ")[2] for h in self.headers if h.lower().startswith(f"{name}: ")), None)


Play = Callable[[Request, float, int], Said]


@dataclass(frozen=True, slots=True)
class Habit:
    """A site at a path. `play` gets the request, the seconds since the beginning, and how many requests came before."""

    path: str
    play: Play
    pace: Pace = Pace.NEWS
    is_source: bool = True
    has_validators: bool = True


def _site(
    *,
    etag: Callable[[int, int], str | None] = lambda edition, asked: f'"e{edition}"',
    modified: Callable[[int], str | None] = lambda edition: f"Wed, 08 Oct 2025 {edition % 24:02d}:00:00 GMT",
    period: float = 10 * DAY,
    fresh: str = "",
    fresh_again: str = "",
    wait: float = 0.0,
    extra: tuple[str, ...] = (),
    hint: bytes = b"",
) -> Play:
    """A site that works: a new edition every `period`, 304 for whoever shows what is current."""

    def play(request: Request, now: float, asked: int) -> Said:
        edition = int(now // period)
        tag, date = etag(edition, asked), modified(edition)
        marks = tuple(f"{name}: {value}" for name, value in (("ETag", tag), ("Last-Modified", date)) if value)
        sent_tag, sent_date = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        is_current = sent_tag == tag if sent_tag is not None else sent_date is not None and sent_date == date
        if is_current:
            return Said(304, (*marks, *((fresh_again,) if fresh_again else ())), wait=wait)
        return Said(200, (*marks, *((fresh,) if fresh else ()), *extra), _FEED % (edition, hint, edition), wait=wait)

    return play


def _now_and_then(every: int, then: Said, otherwise: Play) -> Play:
    """A site that answers differently each so many requests."""
    return lambda request, now, asked: then if asked % every == every - 1 else otherwise(request, now, asked)


def _at_times(then: Said, otherwise: Play, *, period: float, share: float) -> Play:
    """A site that answers differently in a part of each period, though not at first."""
    return lambda request, now, asked: then if (now / period) % 1 > 1 - share else otherwise(request, now, asked)


def _gone_later(request: Request, now: float, asked: int) -> Said:
    return _site()(request, now, asked) if now < DAY else Said(410, is_last=True)


def _packed(request: Request, now: float, asked: int) -> Said:
    said = _site()(request, now, asked)
    return Said(said.status, (*said.headers, "Content-Encoding: gzip"), gzip.compress(said.body)) if said.body else said


HABITS: tuple[Habit, ...] = (
    Habit("/steady", _site()),
    Habit("/steady-wire", _site(), Pace.WIRE),
    Habit("/steady-slow", _site(), Pace.SLOW),
    Habit("/busy", _site(period=HOUR)),
    Habit("/busy-wire", _site(period=600), Pace.WIRE),
    Habit("/packed", _packed),
    Habit("/etag-only", _site(modified=lambda edition: None, period=6 * HOUR)),
    Habit("/date-only", _site(etag=lambda edition, asked: None, period=6 * HOUR)),
    Habit("/weak-etag", _site(etag=lambda edition, asked: f'W/"{edition}-gzip;x,y"')),
    Habit("/bare-etag", _site(etag=lambda edition, asked: f"{edition}--not quoted")),
    Habit("/long-etag", _site(etag=lambda edition, asked: f'"{edition}{"x" * 900}"')),
    Habit("/odd-date", _site(etag=lambda edition, asked: None, modified=lambda edition: f"tue,  7-oct-25 {edition}:00")),
    # The ETag changes while date and text do not: who skips it then asks for everything ever after.
    Habit("/etag-moves-alone", _site(etag=lambda edition, asked: f'"{asked // 5}"', modified=lambda edition: "same")),
    Habit("/cookie", _site(extra=("Set-Cookie: reader=1; Path=/",))),
    Habit("/fresh", _site(fresh="Cache-Control: max-age=43200", wait=43200)),
    Habit("/fresh-wire", _site(fresh="Cache-Control: public, max-age=1800", wait=1800), Pace.WIRE),
    Habit("/fresh-again", _site(fresh="Cache-Control: max-age=60", fresh_again="Cache-Control: max-age=10800")),
    Habit("/aged", _site(fresh="Cache-Control: max-age=14400", extra=("Age: 3600",), wait=10800)),
    Habit("/ttl", _site(wait=6600, hint=b"<ttl>110</ttl>")),
    Habit("/sy", _site(wait=3600, hint=b"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>")),
    Habit("/plea", _now_and_then(6, Said(429, ("Retry-After: 86400",), wait=86400), _site())),
    Habit(
        "/plea-and-fresh", _now_and_then(6, Said(429, ("Retry-After: 60", "Cache-Control: max-age=100000"), wait=100000), _site())
    ),
    Habit("/plea-forbidden", _now_and_then(5, Said(403, ("Retry-After: 10800",), wait=10800), _site())),
    Habit("/plea-busy", _now_and_then(4, Said(503, ("Retry-After: 7200",), wait=7200), _site())),
    Habit("/plea-wordless", _now_and_then(5, Said(429, wait=3600), _site())),
    # The same wishes in forms that are as lawful and seldom met.
    Habit("/fresh-in-two-lines", _site(fresh="Cache-Control: public", extra=("Cache-Control: max-age=43200",), wait=43200)),
    Habit("/fresh-until", _site(fresh="Cache-Control: public", extra=(_NOON, f"Expires: {_EVENING}"), wait=21600)),
    Habit("/pause-with-a-good-answer", _site(extra=("Retry-After: 14400",), wait=14400)),
    Habit("/ttl-with-a-fraction", _site(wait=5400, hint=b"<ttl>90.0</ttl>")),
    Habit("/sy-frequency-alone", _site(wait=3600, hint=b"<sy:updateFrequency>24</sy:updateFrequency>")),
    Habit(
        "/plea-until", _now_and_then(6, Said(429, (_NOON, "Retry-After: Wednesday, 08-Oct-25 18:00:00 GMT"), wait=21600), _site())
    ),
    Habit(
        "/plea-until-asctime", _now_and_then(6, Said(503, (_NOON, "Retry-After: Wed Oct  8 18:00:00 2025"), wait=21600), _site())
    ),
    Habit("/plea-in-words", _now_and_then(5, Said(429, ("Retry-After: 5 minutes",), wait=3600), _site())),
    Habit("/etag-with-a-comma", _site(etag=lambda edition, asked: f'"{edition}, \\"b\\"", "c"')),
    Habit("/etag-of-odd-letters", _site(etag=lambda edition, asked: f'"{edition}\xc2\xa0\xe2\x80\x8b"')),
    Habit("/part", _now_and_then(5, Said(206, ('ETag: "part"',), b"<rss"), _site())),
    Habit("/moved-oddly", lambda request, now, asked: Said(301, ("Location: /moved-\xe4",), is_last=True)),
    Habit("/moved-%E4", _site(), is_source=False),
    # Redirects that lead to one mirror and then to another; a login page that steps in now and then.
    Habit("/mirrors", lambda request, now, asked: Said(302, (f"Location: /mirror-{asked % 3}",))),
    Habit("/mirror-0", _site(), is_source=False),
    Habit("/mirror-1", _site(period=DAY), is_source=False),
    Habit("/mirror-2", _site(), is_source=False),
    Habit("/portal", _now_and_then(4, Said(302, ("Location: /login",)), _site())),
    Habit(
        "/login",
        lambda request, now, asked: Said(200, ('ETag: "login"',), b"<html><body>Log in</body></html>"),
        is_source=False,
        has_validators=False,
    ),
    Habit("/choice", lambda request, now, asked: Said(300, ("Location: /choice-end",))),
    Habit("/choice-end", _site(), is_source=False),
    Habit("/errors", _at_times(Said(500, ('ETag: "error"',), b"sorry"), _site(), period=8 * HOUR, share=0.4)),
    Habit("/hangs-up", _at_times(Said(0, hangs_up=True), _site(), period=8 * HOUR, share=0.4)),
    Habit("/missing", _at_times(Said(404, (), b"not here"), _site(), period=DAY, share=0.5)),
    Habit("/gone", _gone_later),
    Habit("/moved", lambda request, now, asked: Said(301, ("Location: /moved-here",), is_last=True)),
    Habit("/moved-here", _site(), is_source=False),
    Habit("/moved-far", lambda request, now, asked: Said(308, ("Location: /moved-farther",), is_last=True)),
    Habit("/moved-farther", lambda request, now, asked: Said(301, ("Location: /moved-farthest",), is_last=True), is_source=False),
    Habit("/moved-farthest", _site(), is_source=False),
    Habit("/detour", lambda request, now, asked: Said(302, ("Location: /detour-end",))),
    Habit("/detour-end", _site(), is_source=False),
    Habit("/no-validators", _site(etag=lambda edition, asked: None, modified=lambda edition: None), has_validators=False),
)
