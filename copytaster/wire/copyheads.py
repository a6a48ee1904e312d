"""What stands above a piece of plain copy: marks, keywords, a headline, a byline, when it was sent, notes to editors. It must not
take the first sentence of the text for any of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from copytaster.text import marks
from copytaster.wire import ednote, embargo, running, stamps
from copytaster.wire.embargowords import WEEKDAYS

_BYLINE = re.compile(r"^(?:by|von|par|por|di|av|af|door)\s+[^\W\d_][^.!?]{2,80}$", re.IGNORECASE)
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-z][^()\n/]{1,50}?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?)"
    r"\s*[(/](?P<agency>[^()\n/]{2,30})[)/]\s*[-–—:.]*"
)
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
# "(Adds comment)", "(ATTN: UPDATES ...)", "(Withdraws story ...)": a line in brackets that says what was done to the copy.
_REMARK = re.compile(
    r"\((?:(?:ATTN|Eds?|Achtung)\b|(?i:adds?|updates?|updating|recasts?|corrects?|refil(?:e|es|ing)|repeats?|rewrites|inserts"
    r"|removes|clarifies|deletes|changes|restores|trims|fixes|withdraws|with\b|new throughout|neu|ergänzt|aktualisiert|berichtigt"
    r"|korrigiert|wiederholung|ajoute|actualise|corrige|actualiza|añade|amplía|corrige|aggiorna|aggiunge|atualiza)\b)[^()\n]{2,300}\)"
)
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?] +[A-ZÀ-Þ]")
_KEYWORDS = re.compile(r"[^\W\d_][^\s/()]{1,30}(?:/[^\W\d_][^\s/()]{1,30}){1,6}/?")
# Whom to ask, above a release: down to the next empty line.
_CONTACT = re.compile(
    r"(?:(?:media|press) )?contacts?\s*:|(?:presse|medien)?kontakt\s*:|contacto?(?: de prensa)?\s*:", re.IGNORECASE
)
_LONGEST_LABEL, _LONGEST_REMARK, _LONGEST_NOTE, _LONGEST_CONTACT = 80, 120, 240, 6
# An order below an address or a masthead stands within so many lines, and a head is no longer than this.
_TOP_LINES, _MOST = 20, 12
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
_INDENTED = re.compile(r"\t| {3,}\S")
_LONGEST_HEADLINE, _OF_A_SENTENCE = 240, 12
# Scripts that put no blank between words.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff][^\n]{12}")
# A headline runs over so many lines; where more stand together the first is it, and a table or list stands below.
_MOST_LINES = 3
# A line with a dateline is the first paragraph, and no headline with a bracket in it, from this length on.
_OPENING = 80


@dataclass(slots=True)
class Head:
    """What stands above a text; `date` is the line that says when it was sent."""

    headline: str = ""
    slugline: str = ""
    byline: str = ""
    date: str = ""
    notes: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


def read(lines: list[str], *, has_headline: bool) -> tuple[Head, list[str]]:
    """What stands above a text, and the lines left."""
    head = Head()
    title: list[str] = []
    first = place = 0
    is_whole = has_headline
    while place < min(len(lines), _MOST):
        line = lines[place].strip()
        if taken := _aside(head, lines, place, has_title=bool(title)):
            place += taken
        elif not line:
            is_whole = is_whole or bool(title)
            place += 1
        elif not is_whole and _is_title(line, title, lines, place):
            first = first if title else place
            title.append(line)
            place += 1
        else:
            break
        if title and _INDENTED.match(lines[place] if place < len(lines) else "") and not _INDENTED.match(lines[first]):
            break  # on the telex paragraphs are indented, headlines are not
    if len(title) > _MOST_LINES:
        title, place = title[:1], first + 1
    head.headline = " ".join(title)
    # An order below an address or a masthead stays in the text, too.
    head.notes += embargo.orders("\n".join(lines[place : place + _TOP_LINES]), _LONGEST_NOTE)
    return head, lines[place:]


def _aside(head: Head, lines: list[str], place: int, *, has_title: bool) -> int:
    """How many lines from a place on are something else than headline or text; they are written down."""
    line = lines[place].strip()
    if not line:
        return 0
    below = next((at for at in range(place + 1, len(lines)) if lines[at].strip()), None)
    following = lines[below].strip() if below is not None else ""
    if marks.is_mark(line):
        head.marks += marks.marks_of_line(line)
        return 1
    if not head.byline and _is_byline(line, lines[place + 1 : place + 2]):
        head.byline = line
        return 1
    if _is_note(whole := embargo.joined(line, following)):
        head.notes.append(whole)
        return 1 if whole == line or below is None else below + 1 - place
    if _REMARK.fullmatch(line) and (following or ednote.marks(line)):
        head.notes.append(line)
        return 1
    if following and not head.date and stamps.is_stamp(line.split("|")[0].strip()):
        head.date = line.split("|")[0]
        return 1
    if following and not has_title and not head.slugline and _KEYWORDS.fullmatch(line):
        head.slugline = line.rstrip("/")
        return 1
    if not has_title and _CONTACT.match(line):
        return _contact(head, lines[place : place + _LONGEST_CONTACT])
    return int(_is_label(line) and bool(following) and not following[:1].islower())


def _contact(head: Head, lines: Sequence[str]) -> int:
    """The lines of an address, down to the empty line below it."""
    end = next((at for at, line in enumerate(lines) if not line.strip()), 1)
    head.notes += [line.strip() for line in lines[:end]]
    return end


def _is_title(line: str, title: list[str], lines: list[str], place: int) -> bool:
    below = lines[place + 1 : place + 1 + _MOST_LINES]
    if len(line) > _LONGEST_HEADLINE or _is_sentence(line, below):
        return False
    return not (title and running.is_sentence(line) and not running.is_sentence(title[-1]))


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


def _is_sentence(line: str, below: list[str]) -> bool:
    """Whether a line opens running text: it has a dateline, or ends like a sentence, or runs on in the next line. A town in
    capitals opens none where a dateline with an agency stands below it."""
    if _DATELINE.match(line) or running.opens(line):
        return True
    if _CAPITALS.match(line) and not marks.of_headline(line).marks and not any(map(_opens, map(str.strip, below))):
        return True
    if running.is_sentence(line) and (len(line.split()) > _OF_A_SENTENCE or _UNSPACED.search(line)):
        return True
    after = below[0].strip() if below else ""
    return len(line) > 65 and after[:1].islower() and len(after) > 65


def _opens(line: str) -> bool:
    return _DATELINE.match(line) is not None and len(line) > _OPENING
