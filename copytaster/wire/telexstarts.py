"""The first line of a telex by IPTC 7901 ("bdt0311 4 wi 140 dpa 0788"), where no control character stands in front of it, as in
files that a converter wrote and in mail.

Any service is known by the shape of the line, with what stands below it: keywords, a heading that "=" closes, a dateline or the
group of figures that dates it. It must not take a list or a table for telex, whose lines have no such thing below them.
"""

from __future__ import annotations

import re

from copytaster.wire import dategroups

# Source and number, priority, category, words, then codes, an agency, its own number or the day.
_LINE = re.compile(
    r"(?:^|(?<=[\x01-\x04\x0c]))[ \t\x00-\x08\x0b-\x1f\ufeff]{0,8}"
    r"(?P<source>[A-Za-z]{2,4})\d{3,5}[ \t]{1,9}[1-9][ \t]{1,9}[A-Za-z]{1,5}[ \t]{1,9}\d{1,5}"
    r"(?P<further>[ \t][^\n\x02]{0,90})?(?=$|\x02)",
    re.MULTILINE,
)
# Further fields are codes and names, parted by blanks: no sentence has so few small words.
_FURTHER = re.compile(r"[^.!?:;\"“„»]*(?:\b(?:Mo|Di|Mi|Do|Fr|Sa|So)\.?,? ?\d{1,2}\. ?(?:\d{1,2}\.|[^\W\d_]{3,9}\.?) ?\d{2,4})?\s*")
_MOST_FIELDS = 9
_BELOW = re.compile(
    r"\x02|[=+][ \t]*$|^[^\n]{2,160}/[ \t]*$|^[^\n()]{2,50}\([A-Za-zÀ-ÿ/ -]{2,24}\)[ \t]*[-–—:.=A-ZÀ-Þ]", re.MULTILINE
)
_FAR = 1200
# Blanks, and what teleprinters send before the first letter.
_BLANK = " \t\n\ufeff" + "".join(map(chr, range(32)))


def starts(text: str) -> list[int]:
    """Where messages open in a text, by their first lines."""
    found = [(one.start("source"), one.end()) for one in _LINE.finditer(text) if _are_fields(one["further"] or "")]
    ends = [*(start for start, _ in found), len(text)][1:]
    return [start for (start, end), last in zip(found, ends, strict=True) if _is_followed(text[end : min(end + _FAR, last)])]


def opens(text: str) -> bool:
    """Whether a text begins with a message."""
    first = next(iter(starts(text)), None)
    return first is not None and not text[:first].strip(_BLANK)


def _are_fields(further: str) -> bool:
    return len(further.split()) <= _MOST_FIELDS and _FURTHER.fullmatch(further) is not None


def _is_followed(below: str) -> bool:
    """Whether the lines below a first line are those of a telex."""
    return _BELOW.search(below) is not None or any(map(dategroups.is_line, below.split("\n")))
