"""What the telex formats share: messages between control characters, and lines that were broken to the width of a teleprinter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from itertools import pairwise

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item
from copytaster.text.markup import tidy
from copytaster.wire import bounds
from copytaster.wire.decode import decode
from copytaster.wire.reading import Reading

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
# A line of at least this share of the widest line, followed by another, was broken by the machine and not by the writer. On
# the telex samples of `agency/agency-samples.tar.gz` ragged lines end at 70 % of the width or later.
_FULL = 0.62
_NARROWEST, _WIDEST = 40, 110
_LINE_END = re.compile(r"\r*\n\r*|\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Control characters by their names, as published examples have them, and as the pictures of Unicode. A start of heading opens such
# a text.
_TOP = 400
_NAMED = re.compile(r"[\[<{](SOH|STX|ETX|EOT)[\]>}]", re.IGNORECASE)
_SIGNS = {"SOH": SOH, "STX": STX, "ETX": ETX, "EOT": EOT}
_PICTURED = {0x2400 + code: code if 1 <= code <= 4 else None for code in range(0x20)}
_NOT_FOR_PRINT = re.compile(
    r"^\W*(?:the following information is not (?:intended )?for publication"
    r"|die folgenden informationen sind nicht zur veröffentlichung"
    r"|ots-originaltext presseaussendung|rückfragehinweise?:"
    r"|n'est pas destinée? à la publication"
    r"|(?:notes? to editors?|editorial contacts|(?:dpa )?(?:notebook|notizblock|contacts))\s*(?:[:.*#=_-]|$))\W*",
    re.IGNORECASE,
)


def read(
    delivery: Delivery,
    form: str,
    item: Callable[[str, dt.datetime], Item],
    starts: Callable[[str], list[int]] | None = None,
    header: re.Pattern[str] | None = None,
) -> Reading:
    """The items of a transmission in a telex format, one for each message. `item` reads a message, and raises `Unreadable` where
    it is none: that message alone is lost. `starts` finds messages in front of which no control character stands; by `header`
    those are parted of which none has one. Raises `Unreadable` where no message can be read."""
    text, notes = decode(delivery.body)
    found, trouble = [], list(notes)
    most = bounds.most(len(delivery.body), bounds.TELEX)
    for count, message in enumerate(messages(controlled(ended(text)), starts, header)):
        if count >= most:
            trouble.append(bounds.rest(most))
            break
        try:
            found.append(item(message, delivery.received))
        except Unreadable as error:
            trouble.append(str(error))
    if not found:
        raise Unreadable(trouble[-1] if trouble else "no message stands in this transmission")
    return Reading(form, tuple(found), notes=tuple(trouble), lost=len(trouble) - len(notes))


def ended(text: str) -> str:
    """A text whose lines end as ours do. A teleprinter's carriage took two characters to come back: lines end CR CR LF, and some
    converters leave LF CR or CR alone.
    """
    return _LINE_END.sub("\n", text) if "\r" in text else text


def parts(head: bytes) -> list[str]:
    """What may be headings among the first bytes of a transmission: of a message whose start of heading got lost, its beginning."""
    text = controlled(ended(head.decode("utf-8", errors="replace")))
    return text.split(SOH)[1:] or ([text] if STX in text else [])


def controlled(text: str) -> str:
    """A text with its control characters, where it has their names or pictures instead."""
    top = text[:_TOP].lstrip(" \t\n\ufeff")
    if top.startswith("\u2401"):
        return text.translate(_PICTURED)
    first = _NAMED.match(top)
    is_named = first is not None and first.group(1).upper() == "SOH"
    return _NAMED.sub(lambda found: _SIGNS[found.group(1).upper()], text) if is_named else text


def messages(text: str, starts: Callable[[str], list[int]] | None = None, header: re.Pattern[str] | None = None) -> list[str]:
    """The messages of a transmission, each from its start of heading on, or from where `starts` finds one, or
    where there is no start at all a header opens one. What stands before the
    first, and behind the end of each, is noise of the line."""
    noise, *rest = text.split(SOH)
    found = [part for part in rest if part.strip()]
    if starts:
        places = starts(noise)
        lost_its_start = STX in noise[: places[0] if places else None] and not found
        found = [
            *_cut(noise, [0, *places] if lost_its_start else places),
            *(piece for part in found for piece in _cut(part, [0, *starts(part)])),
        ]
    if not found and header:
        opened = [one.start() for one in header.finditer(text)]
        found = [text[begin:end] for begin, end in pairwise([*opened, len(text)])]
    return [part.partition(EOT)[0] for part in found] or [text]


def _cut(text: str, places: list[int]) -> list[str]:
    """The pieces of a text from each of some places to the next."""
    return [piece for start, end in pairwise([*places, len(text)]) if (piece := text[start:end]).strip()]


def clean(text: str) -> str:
    """A text without control characters."""
    return _CONTROL.sub("", text.replace("\x0c", "\n"))


def prose(lines: list[str]) -> str:
    """Lines of a telex as paragraphs: an empty line, an indented line and a short line part them."""
    width = max((len(line.rstrip()) for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        text = "\n".join(lines)
        del lines  # of a million short ones nobody else may hold, 60 MB
        return tidy(text)
    paragraphs: list[str] = []
    running: list[str] = []
    before = ""
    for line in lines:
        bare = line.strip()
        opens = line[:1] == "\t" or line[:3].isspace() or bare.startswith(("- ", "– ", "* ", "• ", "#"))
        if running and (not bare or opens or len(before) < width * _FULL):
            paragraphs.append(" ".join(running))
            running.clear()
        if bare:
            running.append(bare)
        before = bare
    return tidy("\n\n".join((*paragraphs, " ".join(running))))


def parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines to be printed, and those behind the mark that they are for editors only."""
    for place, line in enumerate(lines):
        if _NOT_FOR_PRINT.match(line):
            end = place
            while end and (
                not lines[end - 1].strip() or re.fullmatch(r"[\W_]*|#+\s*dpa\s+notebook\W*", lines[end - 1].strip(), re.IGNORECASE)
            ):
                end -= 1
            return lines[:end], lines[place:]
    return lines, []


def quoted(text: str) -> str:
    """The typewriter's quotation marks and dashes as print has them."""
    return text.replace("``", "“").replace("''", "”").replace(" _ ", " — ")
