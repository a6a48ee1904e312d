"""The time that a list of headlines prints for an entry where no time element holds it: in the entry, beside its link, or in a line
above or below it. It must not guess: where lines with days stand on both sides of the entries, neither is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from copytaster.wire import dates, embargo
from copytaster.wire.elements import Element

_LONGEST, _MOST_ELEMENTS, _MOST_READ, _MOST_BESIDE = 60, 60, 8, 3_000
# Three digits in all: "23 Nov" alone has no year, and is no day.
_DIGITS = re.compile(r"\d\D*\d\D*\d")
_NAMED = re.compile(r"(?:^|[\s_-])(?:date|time|day|when|posted|published|datum|zeit|fecha|data|jour)(?:$|[\s_-])", re.IGNORECASE)
_OF_EMBARGO = re.compile(r"embargo|sperrfrist", re.IGNORECASE)
# A date is printed with a weekday, a month and a few small words; a sentence has more, and ends.
_WORD, _SENTENCE, _ENDS = re.compile(r"[^\W\d_]{2,}"), 6, (".", "!", "?", "…", "。")


def inside(box: Element, headline: Element | None, language: str) -> dates.When:
    """The time that is printed in an entry outside of its headline: where it is named so, else the first."""
    printed = [piece for piece in _pieces(box, headline) if _DIGITS.search(piece[0]) and not _is_other(piece[0])]
    for text, _ in islice(sorted(printed, key=lambda piece: not piece[1]), _MOST_READ):
        if _is_time(when := dates.read(text, language)):
            return when
    return dates.NEVER


def around(boxes: Iterable[Element], language: str) -> dict[Element, dates.When]:
    """The day that stands in a line of its own above entries, or below each: `<dt>23 May 2026</dt><dd>...`. One level up, too."""
    found: dict[Element, dates.When] = {}
    level = {box: [box] for box in boxes}
    for _ in range(2):
        above: dict[Element, list[Element]] = {}
        for element, held in level.items():
            if (parent := element.getparent()) is not None:
                above.setdefault(parent, []).extend(held)
        for parent in above:
            for element, when in _beside(parent, level, language):
                found.update({box: when for box in level[element] if box not in found})
        level = above
    return found


def _beside(parent: Element, entries: dict[Element, list[Element]], language: str) -> Iterator[tuple[Element, dates.When]]:
    """The entries among the children of an element, each with the time in a line before it, or after it."""
    row: list[Element | dates.When] = [*_times(parent.text, language)]
    for child in islice(parent, _MOST_BESIDE):
        row += [child] if child in entries else _times(_short(child), language)
        row += _times(child.tail, language)
    if not row or isinstance(row[0], dates.When) == isinstance(row[-1], dates.When):
        return
    # From the end where a time stands: each entry has the last one that was met.
    last = dates.NEVER
    is_above = isinstance(row[0], dates.When)
    for one in row if is_above else reversed(row):
        if isinstance(one, dates.When):
            last = one
        else:
            yield one, last
            last = last if is_above else dates.NEVER


def _times(text: str | None, language: str) -> list[dates.When]:
    """The time that a line prints, if it does."""
    if text is None or not _DIGITS.search(line := text[: _LONGEST + 1].strip()) or len(line) > _LONGEST:
        return []
    if embargo.is_embargoed(line):
        return []
    return [when] if _is_time(when := dates.read(line, language)) else []


def is_of_embargo(element: Element) -> bool:
    """Whether an element is named as holding the end of an embargo: that is no time of the entry."""
    return bool(_OF_EMBARGO.search(element.get("class") or ""))


def is_day(text: str, language: str) -> bool:
    """Whether a text is a day or a time and nothing besides, as a heading above entries may be."""
    return len(text) <= _LONGEST // 2 and bool(_DIGITS.search(text)) and _is_time(dates.read(text, language))


def _is_time(when: dates.When) -> bool:
    return when.is_read and "only a year" not in when.note


def _is_other(text: str) -> bool:
    """Whether a line that holds a time is of something else: a sentence ("The law of 1 May 2020 ..."), or an order of embargo."""
    is_sentence = text.endswith(_ENDS) and len(_WORD.findall(text)) >= _SENTENCE
    return is_sentence or embargo.of_headline(text, None)[0]


def _pieces(box: Element, headline: Element | None) -> Iterator[tuple[str, bool]]:
    """The short texts of an entry, and whether they are named as times: those of whole elements first, as a day may be parted into
    several.
    """
    within = set() if headline is None or headline is box else set(headline.iter())
    elements = [element for element in islice(box.iter(), _MOST_ELEMENTS) if element not in within and not is_of_embargo(element)]
    holding = set() if headline is None else {headline, *headline.iterancestors()}
    for element in elements:
        if element not in holding and (text := _short(element)):
            yield text, bool(_NAMED.search(element.get("class") or ""))
    for element in (*elements, *([headline] if headline is not None and headline is not box else [])):
        for part in (element.text if element not in within else None, element.tail if element is not box else None):
            if part and len(part.strip()) <= _LONGEST:
                yield part.strip(), False


def _short(element: Element) -> str:
    """The text of an element where it is short, else nothing."""
    parts, size = [], 0
    for part in element.itertext():
        parts.append(str(part).strip())
        size += len(parts[-1])
        if size > _LONGEST:
            return ""
    return " ".join(filter(None, parts))
