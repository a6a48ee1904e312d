"""The head of ANPA 1312 copy: slug, headline, byline and what is said to editors, each behind "^" and closed by "<" or "=".

    ^BC-Harbour, 1st Ld-Writethru,0120<
    ^$adv07<
    ^Harbour stays closed for
    a second week<
    ^By ANN REPORTER=

A field may run over several lines; of some the caret got lost, of some the closing sign. A headline is the first field that is
nothing else. It must not draw the text into the head: the lines of a text are indented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from copytaster.text.markup import tidy
from copytaster.wire import anpaorders, telex

_ASIDE = re.compile(
    r"(?:ap|afp|kyodo|eds?|editor|editors|with|note|advisory|photo|graphic|video|budget|moving|for release|embargo"
    r"|upcoming|hfr)\b[^a-z]*"
    r"(?:photo|graphic|video|eds?|note|:|s:|'s note|\d)|(?:eds?|editors?|advisory|editor's note)\s*:?\s|ap (?:photo|video|graphic)"
    r"|\((?:[^()]|\([^()]*\)){1,300}\)$|(?:\(c\)|©|c\.?|copyright)\s*(?:19|20)\d\d\b"
    r"|for (?:immediate release|(?:release|use) (?:at will|any ?time|(?:up)?on receipt))\b|\$[a-z]{2,6}\b|%\d\d\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"by\s+[^\W\d_]", re.IGNORECASE)
_AGENCY = re.compile(r"(?:the )?associated press|ap [\w ]*writers?|for the associated press|kyodo news", re.IGNORECASE)
# How many words the copy has, or its day, behind its slug.
_WORDS = re.compile(r",?\s*(?:(?<=\s)\d{1,2}-\d{1,2}|\d{1,5})?\s*$")
_CYCLES = ("BC-", "AP-", "AM-", "PM-")
# Of a list of what is to come the first line says that it is one.
_COMING = re.compile(r"(?:here (?:are|is)|the following|these are|following (?:are|is))\b", re.IGNORECASE)
_INDENTED = re.compile(r"\t| {3}")
_DATELINE, _TABLE = re.compile(r"\([A-Z][A-Za-z]{1,12}\)\s?[_–—-]"), re.compile(r";[^;\n]{0,40};|^%\d\d")
# A head has no more lines, and a line no more carets: 5 MB of "^a" took 3.1 s and 290 MB.
HEAD = 400
# A field runs over so many lines, and over so many where no sign closes it; without carets a head has so many.
_LONGEST_FIELD, _OPEN, _ON_TOP, _CLOSED = 16, 3, 4, 40
_FIRST = 6


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a message says. `orders` are those lines to editors by which the copy is held."""

    slug: str
    headline: str = ""
    byline: str = ""
    aside: list[str] = field(default_factory=list)
    orders: list[str] = field(default_factory=list)
    marks: tuple[str, ...] = ()


def parted(text: str) -> tuple[list[str], list[str]]:
    """The fields of the head, and the lines of the text."""
    lines = text.split("\n")
    if any(line.startswith("^") for line in lines[:_FIRST]):
        return _behind_carets(lines)
    first = next((place for place, line in enumerate(lines[:_FIRST]) if line.strip()), 0)
    return _closed(lines, first) if lines[first].rstrip()[-1:] == "<" else _on_top(lines, first)


def heading(fields: list[str], short: str) -> Head:
    """What the fields of a head say. `short` is the slug as the header has it, cut off."""
    slug, headline = "", ""
    byline: list[str] = []
    aside: list[str] = []
    orders: list[str] = []
    found: list[str] = []
    for raw in fields:
        line = " ".join(tidy(telex.clean(raw)).rstrip("<=+ ").split())
        if not line or re.fullmatch(r"\*?\d+", line):
            continue
        if not slug and _is_slug(line, short):
            slug = line
        elif orders and aside[-1:] == orders[-1:] and anpaorders.is_time(line):
            orders[-1] = aside[-1] = f"{orders[-1]} {line}"
        elif anpaorders.is_order(line):
            orders.append(line)
            aside.append(line)
        elif told := anpaorders.notice(line):
            found += told
            aside.append(line)
        elif _ASIDE.match(line):
            aside.append(line)
        elif _BYLINE.match(line) or (byline and _AGENCY.match(line)):
            byline.append(line)
        elif not headline and not (_COMING.match(line) and "budget" in anpaorders.of_slug(slug or short)):
            headline = telex.quoted(line)
        else:
            byline.append(line) if byline and ":" not in line[:20] else aside.append(line)
    bare = _WORDS.sub("", slug, count=1) or short
    found += [mark for one in {bare, short} for mark in anpaorders.of_slug(one)]
    found += [mark for line in aside for mark in anpaorders.of_note(line) if mark != "advisory" or not headline]
    if orders or any(map(anpaorders.is_advance, (slug, short))):
        found.append("embargo")
    return Head(bare, headline, ", ".join(byline), aside, orders, tuple(dict.fromkeys(found)))


def _is_slug(line: str, short: str) -> bool:
    return line.upper().startswith(_CYCLES) or line.partition(",")[0][:12] == short[:12]


def _behind_carets(lines: list[str]) -> tuple[list[str], list[str]]:
    place, fields = 0, list[str]()
    while place < min(len(lines), HEAD):
        if lines[place].startswith("^"):
            end = _end_of_field(lines, place)
            fields += [piece for piece in " ".join(lines[place:end]).split("^", HEAD) if piece.strip()]
            place = end
        elif not lines[place].strip():
            place += 1
        else:
            break
    return fields, lines[place:]


def _end_of_field(lines: list[str], place: int) -> int:
    """The place behind the last line of the field that opens at a place: it runs on to the sign that closes it, or to the next."""
    if _is_closed(lines[place]):
        return place + 1
    for at in range(place + 1, min(place + _LONGEST_FIELD, len(lines))):
        line = lines[at]
        if line.startswith("^"):
            return at if at - place <= _OPEN else place + 1
        if not line.strip() or _INDENTED.match(line) or _DATELINE.search(line[:100]) or _TABLE.search(line[:100]):
            break
        if _is_closed(line):
            return at + 1
    return place + 1


def _is_closed(line: str) -> bool:
    return line.rstrip()[-1:] in ("<", "=")


def _closed(lines: list[str], first: int) -> tuple[list[str], list[str]]:
    """The same where the carets got lost and the signs that close the fields did not."""
    fields, running, end = list[str](), list[str](), first
    for place, line in enumerate(lines[first : first + _CLOSED], first):
        if not line.strip() or _INDENTED.match(line) or _DATELINE.search(line[:100]) or _TABLE.search(line[:100]):
            break
        running.append(line)
        if _is_closed(line):
            fields.append(" ".join(running))
            running.clear()
            end = place + 1
    return fields, lines[end:]


def _on_top(lines: list[str], first: int) -> tuple[list[str], list[str]]:
    """The same where no sign parts head and text: the lines above the first that is indented, else the first two."""
    text = next((place for place, line in enumerate(lines[first : first + _ON_TOP + 1], first) if _INDENTED.match(line)), None)
    if text is None:
        return [line for line in lines[:2] if line.strip()], lines[2:]
    fields: list[str] = []
    for line in filter(str.strip, lines[first:text]):
        is_one = bool(fields) and not fields[-1].upper().startswith(_CYCLES) and not fields[-1].rstrip().endswith(("+", "=", "<"))
        if is_one and not _BYLINE.match(line) and not _ASIDE.match(line):
            fields[-1] = f"{fields[-1].rstrip()} {line.strip()}"
        else:
            fields.append(line)
    return fields, lines[text:]
