"""Plain text with headlines: pasted lists, and pages saved as text (a ticker, an analysis, a rail of featured pieces).

A page as text has three parts, each optional and in this order:

    -                                   a ticker: every headline after a line that holds only a dash
    First headline
    -
    Second headline
    Title of an analysis                one running text: title, standfirst, then headings with their paragraphs
    A standfirst of some sentences. ...
    A heading
    A paragraph. ...
                                        the rail: single lines, each after an empty line
    A featured piece

    Another featured piece

A list of headlines without dashes is a ticker too; what somebody pasted around them (clocks, days, links, outlets) is parted from
them (pasted.py). Lines that carry no time are undated; all keep their place on the page. It must not guess a time.
"""

from __future__ import annotations

import re
from dataclasses import replace

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Genre, Item
from copytaster.text.markup import one_line, tidy
from copytaster.wire import bounds, dates, embargo, pasted, running
from copytaster.wire.decode import decode, is_text
from copytaster.wire.reading import Reading, stand_in

_DASH = {"-", "–", "—", "*", "•"}
# "FERRY AGROUND ** TUG SENT ** ", "+++ Fähre gestrandet +++ Schlepper unterwegs +++"
_BETWEEN = re.compile(r"\s(?:\*{2,3}|\+{2,3}|/{3}|•••)\s")
_FEW_LINES, _A_TICKER = 8, 2
# So many long lines are an article, unless most others are short and no line speaks of what those before it speak of.
_AN_ARTICLE, _FEW_LONG, _ALIKE, _LOOKED_AT = 3, 0.9, 0.5, 60
# A line that begins with brackets: a clock, an agency, a link. Other text that does is JSON or XML, or was to be.
_BOXED = re.compile(rb"""\[[^\[\]{}"\n]{1,40}\][ \t]+[^\s,]|\[[^\[\]"\n]+\]\(http|<https?://[^<>\n]+>""")
_SENTENCE_END = (".", "!", "?", "…", "”", '"')
# A line this long, or one that ends like a sentence, is running text; a shorter one without a full stop is a headline.
_LONGEST_HEADLINE = 200
# A list may hold summaries of a sentence or three; lines beyond this are no list.
_LONGEST_LINE = 700


def looks_like(head: bytes) -> bool:
    """Whether bytes may be a list of headlines: text without markup whose lines are mostly short."""
    opening = head.lstrip()
    if not is_text(head) or opening[:1] == b"{" or (opening[:1] in (b"[", b"<") and not _BOXED.match(opening)):
        return False
    lines = _lines(decode(head)[0])
    lines = [line for line in lines if line]
    return bool(lines) and sum(len(line) <= _LONGEST_LINE for line in lines) >= len(lines) / 2


def read(delivery: Delivery) -> Reading:
    """The items of a page as text: ticker lines and featured pieces in page order, an analysis as one item in Markdown."""
    text, notes = decode(delivery.body)
    most = bounds.most(len(delivery.body), bounds.ROW)
    lines = _lines(text)
    if sum(map(bool, lines)) > most:
        lines, notes = lines[:most], (*notes, bounds.rest(most))
    order = next((line for line in lines if line), "")
    if embargo.is_alone(order):
        lines = lines[lines.index(order) + 1 :]
    ticker, rest = _ticker(lines)
    article, rail = _article_and_rail(rest)
    told: list[str] = []
    items = [_headline(one, place, Genre.CURRENT) for place, one in enumerate(pasted.entries(ticker, told, delivery.received))]
    if article:
        items.append(_analysis(article, len(items)))
    items += [_headline(pasted.Entry(line), len(items) + place, Genre.FEATURE) for place, line in enumerate(rail)]
    if embargo.is_alone(order):
        items = [replace(one, ed_note=order) for one in items]
    if not items:
        raise Unreadable("no headline stands in this text: each headline goes on a line of its own")
    # The page has its newest line on top, unless its times tell otherwise. Items are handed on oldest first, as every wire does.
    times = [item.version_created or (dates.midnight(item.day) if item.day else None) for item in items]
    dated = [time for time in times if time]
    is_oldest_first = len(dated) > 1 and dated[0] < dated[-1]
    return Reading("headlines", tuple(items if is_oldest_first else reversed(items)), notes=(*notes, *told))


def _lines(text: str) -> list[str]:
    """The lines of a text; a ticker that was pasted as it ran along the screen has its headlines between stars or crosses."""
    lines = [line.strip() for line in text.splitlines()]
    if len(lines) <= _FEW_LINES and len(_BETWEEN.findall(text)) >= _A_TICKER:
        return [one for line in lines for one in map(str.strip, _BETWEEN.split(f" {line} ")) if one]
    return lines


def _ticker(lines: list[str]) -> tuple[list[str], list[str]]:
    """The headlines at the top of a page, and what is left below them."""
    if not any(line in _DASH for line in lines):
        bare = [line for line in lines if line]
        long = sum(len(line) > _LONGEST_HEADLINE for line in bare)
        if long < _AN_ARTICLE or (long <= _FEW_LONG * len(bare) and running.likeness(bare[:_LOOKED_AT]) < _ALIKE):
            return bare, []
        if running.is_sentence(bare[0]) and not running.is_one(bare[:_LOOKED_AT]):
            return bare, []  # briefs, each a paragraph
        return [], lines
    found: list[str] = []
    place = 0
    while place < len(lines):
        if not lines[place]:
            place += 1
        elif lines[place] in _DASH:
            following = next((i for i in range(place + 1, len(lines)) if lines[i]), None)
            if following is None:
                break
            if lines[following] not in _DASH:
                found.append(lines[following])
                following += 1
            place = following
        else:
            break
    return found, lines[place:]


def _article_and_rail(lines: list[str]) -> tuple[list[str], list[str]]:
    """Running text (title, standfirst, headings, paragraphs) and the single lines, each after an empty line, that follow it."""
    long = [i for i, line in enumerate(lines) if len(line) > _LONGEST_HEADLINE]
    if not long:
        return [], [line for line in lines if line]
    last = long[-1]
    return [line for line in lines[: last + 1] if line], [line for line in lines[last + 1 :] if line]


def _headline(one: pasted.Entry, place: int, genre: Genre) -> Item:
    note = f"undated: “{one.said}” is no whole date" if one.said else "undated: the page gives no time"
    title, body = one_line(one.headline), ""
    told: tuple[str, ...] = ()
    if len(title) > _LONGEST_HEADLINE:
        body, (title, stands) = title, stand_in(title)
        told = (stands,)
    return Item(
        headline=title,
        body=body,
        version_created=one.when.instant,
        day=one.when.day,
        url=one.url,
        credit_line=one.outlet,
        genre=genre,
        position=place,
        notes=told if one.when.is_read else (*told, note),
    )


def _analysis(lines: list[str], place: int) -> Item:
    """Title, standfirst (what stands before the first heading), and the rest as Markdown with `##` headings."""
    title, *rest = lines if len(lines[0]) <= _LONGEST_HEADLINE else ["", *lines]
    standfirst: list[str] = []
    body: list[str] = []
    for line in rest:
        if _is_heading(line):
            body.append(f"## {line}")
        elif body:
            body.append(line)
        else:
            standfirst.append(line)
    told, summary = tidy("\n\n".join(body)), tidy(" ".join(standfirst))
    return Item(
        headline=one_line(title) or stand_in(summary or told)[0],
        summary=summary,
        body=told,
        genre=Genre.ANALYSIS,
        position=place,
        notes=("undated: the page gives no time",),
    )


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and not line.endswith(_SENTENCE_END)
