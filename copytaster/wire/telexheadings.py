"""The heading of a telex by IPTC 7901: which of its lines are the headline, and which are marks, the byline, a subtitle or words to
editors, as "(Berichtigung: ...)", "(Foto Produktion)", "Sperrfrist 3. November 10.00 Uhr" or "Utl.: ..." above and below it.

It must not take the only line for anything but the headline, nor lose words: what is no headline goes to the note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copytaster.text import marks
from copytaster.text.markup import tidy
from copytaster.wire import embargo, telex

_BYLINE = re.compile(r"(?:by|von|par|per|por|di|av|af)\s+[^\W\d_]", re.IGNORECASE)
_SUBTITLE = re.compile(r"(?:Utl|Untertitel|Zwischentitel|Subhead|Subtitle)\s*\.?:\s*(?P<said>.*)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\((?P<said>.{2,})\)[\s.]*")
# "Berichtigung (im zweiten Satz richtig: 1.400)".
_MARKED = re.compile(r"(?P<mark>[^()]{3,40}?)\s*\([^()].*\)[\s.:]*")
# "Korrektur: im ersten Satz muss es heißen ...".
_MENDED = re.compile(
    r"\b(?:richtig|muss (?:es )?(?:\w+ )?heißen|(?:im|in der) \w+ (?:satz|absatz|zeile)|(?:bien )?lire|para(?:graphe?)?|graf)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[:;,!]\s+|\s+[-–—]\s+|:$")
# "Frei für Online ab 10.00 Uhr" on a line below the order.
_RELEASED = re.compile(r"(?:frei|freigegeben|free|libre)\b.{0,80}", re.IGNORECASE)
_TAKE = re.compile(
    r"(?:\s[-–—]\s|\(|^)(?:(?:Teil|Part|Partie|Parte|Deel|Del|Take)\s+(?P<number>\d{1,2})\s*(?:von|of|sur|de|di|van|av|af|/)\s*\d{1,2}"
    r"|(?P<before>\d{1,2})\. ?Teil)\b[^()]{0,30}\)?\s*$",
    re.IGNORECASE,
)
_LONGEST_ORDER, _MOST_LINES, _LONGEST_REMARK = 160, 8, 900
_SHORTEST_HEADLINE = 25


@dataclass(frozen=True, slots=True)
class Heading:
    """What the lines of a heading say; `notes` are words to editors."""

    headline: str = ""
    byline: str = ""
    summary: str = ""
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read(lines: list[str]) -> Heading:
    """The heading that some lines are. Keyword lines that end with a colon open the headline, as ats has it."""
    rest: list[str] = []
    found: list[str] = []
    notes: list[str] = []
    subtitle: list[str] = []
    byline = ""
    whole = _whole([line for line in (tidy(telex.clean(line)).replace("\n", " ") for line in lines) if line])
    for line, following in zip(whole, [*whole, ""][1:], strict=True):
        told = _remark(line, following, bool(notes))
        if marks.is_mark(line):
            found += marks.marks_of_line(line)
        elif told is not None:
            notes.append(line)
            found += told
        elif rest and _BYLINE.match(line):
            byline = line
        elif byline:
            byline += f", {line}"
        elif rest and (below := _SUBTITLE.fullmatch(line)):
            subtitle.append(below["said"])
        elif subtitle:
            subtitle.append(line)
        else:
            rest.append(line)
    while len(rest) > 1 and len(rest[0]) < _SHORTEST_HEADLINE and " " not in rest[0].rstrip(":"):
        found.append(rest.pop(0).lower()) if not rest[0].endswith(":") and marks.is_mark(rest[0]) else rest.pop(0)
    headline = telex.quoted(" ".join(rest))
    return Heading(headline, byline, " ".join(subtitle), tuple(dict.fromkeys([*found, *_take(headline)])), tuple(notes))


def _whole(lines: list[str]) -> list[str]:
    """The lines of a heading, each with those below it that its bracket runs over."""
    whole: list[str] = []
    place = 0
    while place < len(lines):
        line, end = lines[place], place + 1
        opens = line.startswith("(") or marks.is_mark(line.partition("(")[0])
        while opens and line.count("(") > line.count(")") and end < min(len(lines), place + _MOST_LINES):
            line, end = f"{line} {lines[end]}", end + 1
        is_closed = line.count("(") == line.count(")") and len(line) <= _LONGEST_REMARK
        whole.append(line if is_closed else lines[place])
        place = end if is_closed else place + 1
    return whole


def _remark(line: str, following: str, has_remark: bool) -> list[str] | None:
    """The marks of a line that is a word to editors, which may be none; None of any other line."""
    if len(line) > _LONGEST_REMARK:
        return None
    if boxed := _IN_BRACKETS.fullmatch(line):
        return [*_opening_marks(boxed["said"]), *_take(line)]
    if (marked := _MARKED.fullmatch(line)) and marks.is_mark(marked["mark"]):
        return list(marks.marks_of_line(marked["mark"]))
    if not following or following[:1].islower():
        return None
    opening = _opening_marks(line)
    if opening and _MENDED.search(line):
        return opening
    if len(line) <= _LONGEST_ORDER and embargo.of_headline(line, None)[0]:
        return []
    return [] if has_remark and _RELEASED.fullmatch(line) else _take(line) if _TAKE.match(line) else None


def _opening_marks(text: str) -> list[str]:
    """The marks that words to editors open with: "Achtung - Planungshinweis", "2. Zusammenfassung - Neu: Zitat"."""
    found: list[str] = []
    for part in _PARTS.split(text[:200], maxsplit=4):
        if not marks.is_mark(part):
            break
        found += marks.marks_of_line(part)
    return found


def _take(headline: str) -> list[str]:
    """The mark of a story that is sent in parts: "... - Teil 2 von 2"."""
    found = _TAKE.search(headline[-80:])
    return [f"take {int(found['number'] or found['before'])}"] if found else []
