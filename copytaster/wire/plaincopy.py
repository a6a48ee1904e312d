"""One piece of copy as plain text: fields in front of it, or a headline, a byline and paragraphs, as press offices and desks
mail it.

Two ways are read. Dot copy and its kin name each field on a line of its own, above the text:

    .HEADLINE Harbour stays closed            Headline: Harbour stays closed
    .SLUG harbour-closure                     Slug: harbour-closure
    .BYLINE By Ann Reporter                   Embargo: 8 October 2025 18:00 GMT

Otherwise the first lines tell themselves apart: marks, a headline without a full stop, a byline, a dateline that opens the
text. It must not take a list of headlines for a text (headlines.py).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item, Subject
from copytaster.text import marks
from copytaster.text.markup import one_line, tidy
from copytaster.wire import anpahead, dates, embargo, running, telex
from copytaster.wire.decode import decode, is_text
from copytaster.wire.embargowords import WEEKDAYS
from copytaster.wire.reading import Reading, stand_in, urgency_of

_NAMES = {
    "headline": "headline head title hl rubric schlagzeile titel überschrift titre titulo título titolo otsikko subject",
    "slugline": "slug slugline keyword keywords stichwort stikkord",
    "byline": "byline by author autor auteur reporter writer from",
    "dateline": "dateline place location ort spitzmarke",
    "date": "date time datum timestamp sent published fecha data",
    "urgency": "priority urgency prio priorität",
    "category": "category cat section ressort desk service",
    "ednote": "eds ed-note ednote note advisory editors hinweis achtung",
    "embargo": "embargo sperrfrist hold release",
    "source": "source credit agency quelle fuente fonte bron provider",
    "summary": "summary abstract lead standfirst teaser lede ingress vorspann",
    "language": "language lang sprache",
    "version": "version take revision",
    "body": "body text copy story",
    "id": "id ref reference code number",
}
_FIELD_OF = {word: name for name, words in _NAMES.items() for word in words.split()}
_FIELD = re.compile(r"^(?:\.(?P<dot>[A-Za-zÀ-ÿ-]{2,12})(?:\s*[:=]\s*|\s+|$)|(?P<word>[A-Za-zÀ-ÿ-]{2,12})\s*[:=]\s*)(?P<value>.*)$")
_BYLINE = re.compile(r"^(?:by|von|par|por|di|av|af|door)\s+[^\W\d_][^.!?]{2,80}$", re.IGNORECASE)
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-z][^()\n/]{1,50}?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?)"
    r"\s*[(/](?P<agency>[^()\n/]{2,30})[)/]\s*[-–—:.]*"
)
# "TROMSØ, Norway, Feb. 1, 2026 /PRNewswire/": a dateline with a year tells the day.
_DATED = re.compile(r"^[A-ZÀ-Þ][^\n/(]{1,60}?,\s+(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})\s*[/(]")
_CAPITALS = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .,-]{2,40}(?:, \w+\.? \d{1,2}(?:, \d{4})?)?\s*[(/–—-]")
_RELEASE = re.compile(
    r"^(?:(?:source|quelle)\s*:|(?:media release|press release|news release|pressemitteilung|communiqué|for immediate release)\b)",
    re.IGNORECASE,
)
_TO_EDITORS = re.compile(
    r"(?:eds?|editors?)\b\s*[:.]"
    r"|(?:attention|achtung)[\s:,!-]{1,3}(?:all |an alle )?(?:news |picture |photo )?(?:editors?|desks?|newsrooms?|redaktion)",
    re.IGNORECASE,
)
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?] +[A-ZÀ-Þ]")
_LONGEST_LABEL, _LONGEST_REMARK, _LONGEST_NOTE = 80, 120, 240
# An order below an address or a masthead stands within so many lines.
_TOP_LINES = 20
_MOST_BLOCKS = 1000
_DOTS = re.compile(r"^\.(?:TEXT|BODY)\b", re.MULTILINE | re.IGNORECASE)
_DOT = re.compile(r"^\.[A-Z]{2,12}(?:[ \t:=].*)?$", re.IGNORECASE)
# Small words that bylines have; with more of others a line is a sentence ("By Monday the harbour will be closed").
_MOST_PLAIN = 2
_OF_BYLINES = frozenset(
    """and und et y e i og och en with mit avec con for für pour at in im of the a an our de la le les du des del della di da dos
    das van von der den zu zur al el bin ibn ben to from staff writer writers reporter reporters correspondent correspondents
    editor special senior chief political diplomatic foreign business sports science local agency agencies news korrespondent
    redakteur redakteurin notre unser unsere unserem unserer envoyé spécial correspondant correspondante corresponsal enviado
    """.split()
)
# "By Monday" names nobody; Sun Yu and Mon Laferte write.
_OF_TIME = frozenset(day for day in WEEKDAYS if len(day) >= len("monday"))
# A head behind carets opens within so many lines.
_CARETS = 8
_INDENTED = re.compile(r"\t| {3,}\S")
_LONGEST_HEADLINE, _OF_A_SENTENCE = 240, 12
# Scripts that put no blank between words.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff][^\n]{12}")
# A headline runs over so many lines; where more stand together the first is it, and a table or list stands below.
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Copy:
    """What stands in a text: its named fields, and the lines below them."""

    fields: dict[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()


def looks_like(head: bytes) -> bool:
    """Whether bytes are running text, with fields in front of it or without: some paragraph of it reads as sentences."""
    if not is_text(head) or head.lstrip()[:1] in (b"<", b"{", b"["):
        return False
    text = decode(head)[0]
    return len(_parted(text).fields) >= 2 or running.is_story(text)


def read(delivery: Delivery) -> Reading:
    """The item that a text is, or those of each block of dot copy. Raises `Unreadable` where no block is one."""
    text, notes = decode(delivery.body)
    parts = blocks(text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(parts) == 1:
        return Reading("copy", (item(text),), notes=notes)
    found: list[Item] = []
    trouble = list(notes)
    ordered = "\n".join(orders_above(parts))
    for number, part in enumerate(parts, start=1):
        try:
            one = item(part)
        except Unreadable as error:
            trouble.append(f"block {number}: {error}")
        else:
            found.append(replace(one, ed_note="\n".join(filter(None, (one.ed_note, ordered)))) if ordered else one)
    if not found:
        raise Unreadable(trouble[-1])
    return Reading("copy", tuple(found), notes=tuple(trouble), lost=len(parts) - len(found))


def blocks(text: str) -> list[str]:
    """The pieces of a text: of dot copy each block with fields in front of it is one."""
    if len(_DOTS.findall(text)) < 2:
        return [text]
    found: list[list[str]] = [[]]
    is_text = False
    for line in text.split("\n"):
        is_dot = _DOT.match(line) is not None
        if is_text and is_dot and not _DOTS.match(line) and len(found) < _MOST_BLOCKS:
            found.append([])
            is_text = False
        is_text = is_text or _DOTS.match(line) is not None
        found[-1].append(line)
    return ["\n".join(lines) for lines in found]


def orders_above(parts: Sequence[str]) -> list[str]:
    """The lines above the first of several blocks that order an embargo: they hold all of them."""
    top = re.split(r"^\.[A-Za-z]", parts[0], maxsplit=1, flags=re.MULTILINE)[0] if len(parts) > 1 else ""
    return [line for line in map(str.strip, top.split("\n")) if embargo.of_headline(line, None)[0]]


def item(text: str, headline: str = "") -> Item:
    """A text as an item. `headline` is what stands outside of it, as the subject of a mail does."""
    copy = _parted(text)
    said, lines = dict(copy.fields), list(copy.lines)
    del copy  # a million short lines are 60 MB
    if said.get("body"):
        lines.insert(0, said["body"])
    found: tuple[str, ...] = ()
    if any(line.lstrip().startswith("^") for line in lines[:_CARETS]):
        said, lines, found = _with_carets(said, lines, headline)
    head, lines, above = _heading(lines, bool(said.get("headline") or headline))
    found = tuple(dict.fromkeys((*found, *above)))
    printed, aside = telex.parted(lines)
    text = "\n".join(printed)
    del lines, printed  # with them, 5 MB of two letters a line peak at 340 MB
    body = telex.quoted(telex.prose(text.split("\n")))
    title = one_line(said.get("headline") or headline or head.get("headline", ""))
    notes: list[str] = []
    if not title:
        title, note = stand_in(body, said.get("slugline", ""))
        notes.append(note)
    if not title:
        raise Unreadable("a text without a headline or a sentence")
    when = dates.read(said.get("date", ""), said.get("language"))
    if not when.is_read and (printed_day := _DATED.match(body)):
        when = dates.read(printed_day["date"])
    if not when.is_read:
        notes.append(when.note or "undated: the text gives no time")
    dateline = _DATELINE.match(body)
    return Item(
        headline=title,
        uri=said.get("id") or None,
        version=said.get("version") or None,
        slugline=one_line(said.get("slugline", "")),
        dateline=said.get("dateline") or (dateline.group().rstrip(" -–—:.") if dateline else ""),
        byline=one_line(said.get("byline") or head.get("byline", "")),
        ed_note=tidy("\n".join(filter(None, (said.get("ednote"), head.get("ednote"), "\n".join(aside))))),
        urgency=urgency_of(said.get("urgency", "")),
        embargoed_until=_embargo(said.get("embargo", ""), when.instant, said.get("language")),
        version_created=when.instant,
        day=when.day,
        credit_line=one_line(said.get("source", "")),
        subjects=tuple(Subject(one_line(part)) for part in re.split(r"[,;]", said.get("category", "")) if part.strip()),
        language=said.get("language") or None,
        summary=one_line(said.get("summary", "")),
        body=body,
        marks=found,
        notes=tuple(notes),
    )


def _parted(text: str) -> Copy:
    """The fields in front of a text and the lines behind them. One field alone is a line of the text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    said: dict[str, list[str]] = {}
    last, place = "", len(lines)
    for number, raw in enumerate(lines):
        line = raw.strip()
        found = _FIELD.match(line)
        name = _FIELD_OF.get((found["dot"] or found["word"]).lower()) if found else None
        if found and name and name not in said:
            said[name], last = [found["value"].strip()], name
            if name == "body":
                return Copy(_joined(said), tuple(lines[number + 1 :]))
        elif not line and not said:
            continue
        elif raw[:1].isspace() and line and last:
            said[last].append(line)
        else:
            place = number
            break
    return Copy(_joined(said), tuple(lines[place:])) if len(said) >= 2 else Copy({}, tuple(lines))


def _joined(said: dict[str, list[str]]) -> dict[str, str]:
    """Fields whose values ran over several lines, each on one."""
    return {name: " ".join(filter(None, lines)) for name, lines in said.items()}


def _with_carets(said: dict[str, str], lines: list[str], subject: str) -> tuple[dict[str, str], list[str], tuple[str, ...]]:
    """Copy whose head stands behind carets, as on the telex (anpahead.py): its fields, the lines below it, and the marks found.
    What frames it, as the subject of a mail does, is its slug.
    """
    first = next(place for place, line in enumerate(lines) if line.lstrip().startswith("^"))
    top = lines[first : first + anpahead.HEAD]
    fields, rest = anpahead.parted("\n".join(line.lstrip() if line.lstrip().startswith("^") else line for line in top))
    head = anpahead.heading([*filter(str.strip, lines[:first]), *fields], said.get("slugline") or subject)
    found = {"headline": head.headline, "slugline": head.slug, "byline": head.byline, "ednote": "\n".join(head.aside)}
    below = [line.rstrip().rstrip("<") for line in (*rest, *lines[first + anpahead.HEAD :])]
    return said | {name: value for name, value in found.items() if value}, below, head.marks


def _heading(lines: list[str], has_headline: bool) -> tuple[dict[str, str], list[str], tuple[str, ...]]:
    """Headline, byline and note that stand above a text, the lines left, and the marks found."""
    head: dict[str, str] = {}
    found: list[str] = []
    notes: list[str] = []
    place = 0
    title: list[str] = []
    at: list[int] = []
    while place < len(lines) and place < 12:
        line = lines[place].strip()
        following = next((x.strip() for x in lines[place + 1 :] if x.strip()), "")
        if not line:
            if title and not has_headline:
                head.setdefault("headline", " ".join(title))
        elif marks.is_mark(line):
            found += marks.marks_of_line(line)
        elif "byline" not in head and _is_byline(line, lines[place + 1 : place + 2]):
            head["byline"] = line
        elif _is_note(whole := embargo.joined(line, following)):
            notes.append(whole)
            if whole != line:
                place = next(at for at in range(place + 1, len(lines)) if lines[at].strip())
        elif _is_label(line) and following and not following[:1].islower():
            pass
        elif (
            not has_headline
            and "headline" not in head
            and len(line) <= _LONGEST_HEADLINE
            and not _is_sentence(line, lines[place + 1 : place + 2])
            and not (title and running.is_sentence(line) and not running.is_sentence(title[-1]))
        ):
            title.append(line)
            at.append(place)
        else:
            break
        place += 1
        if title and _INDENTED.match(lines[place] if place < len(lines) else "") and not _INDENTED.match(lines[at[0]]):
            break  # on the telex paragraphs are indented, headlines are not
    if len(title) > _MOST_LINES:
        head["headline"], place = title[0], at[0] + 1
    if title and not has_headline:
        head.setdefault("headline", " ".join(title))
    # An order below an address or a masthead stays in the text, too.
    head["ednote"] = "\n".join([*notes, *embargo.orders("\n".join(lines[place : place + _TOP_LINES]), _LONGEST_NOTE)])
    return head, lines[place:], tuple(dict.fromkeys(found))


def _is_note(line: str) -> bool:
    """Whether a line above a text speaks to editors: it orders an embargo, or is short and speaks of one on copy."""
    if _TO_EDITORS.match(line) or embargo.of_headline(line[:_LONGEST_NOTE], None)[0]:
        return True
    if len(line) > _LONGEST_REMARK or _DATELINE.match(line) or _TWO_SENTENCES.search(line) or not embargo.is_embargoed(line):
        return False
    return embargo.speaks(line) or embargo.forbids(line)


def _is_byline(line: str, following: list[str]) -> bool:
    """Whether a line names who wrote: names and offices, no day, and no sentence that runs on in the next line."""
    if not _BYLINE.match(line) or (following and following[0][:1].islower()):
        return False
    words = re.findall(r"[^\W\d_]+", line)[1:]
    plain = [word for word in words if word.islower() and word not in _OF_BYLINES]
    return words[0].lower() not in _OF_TIME and len(plain) <= _MOST_PLAIN


def _is_label(line: str) -> bool:
    """Whether a line says only what kind of copy stands below it: "Press release No. 112", "Source: Ministry of Ports"."""
    found = _RELEASE.match(line) if len(line) < _LONGEST_LABEL else None
    return found is not None and (found.group().endswith(":") or not line.endswith((".", "!", "?", "…")))


def _is_sentence(line: str, following: list[str]) -> bool:
    """Whether a line opens running text: it has a dateline, or ends like a sentence, or runs on in the next line."""
    if _DATELINE.match(line) or _CAPITALS.match(line) or running.opens(line):
        return True
    if running.is_sentence(line) and (len(line.split()) > _OF_A_SENTENCE or _UNSPACED.search(line)):
        return True
    after = following[0].strip() if following else ""
    return len(line) > 65 and after[:1].islower() and len(after) > 65


def _embargo(text: str, issued: dt.datetime | None, language: str | None) -> dt.datetime | None:
    if not text or text.lower() in ("none", "no", "nein", "immediate", "-"):
        return None
    return embargo.until(text, issued, language)
