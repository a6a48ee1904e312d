"""What fields of XML of a house's own are by their shape, where no name tells: nobody knows the names of all languages.

The longest of sentences is the text, paragraphs of one name are, the first line of a few words is the headline, what reads as a
date with its year is one. It must only be asked where names do not tell, and what it answers is noted.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from copytaster.wire import dates, xmlfields, xmlnames
from copytaster.wire.elements import Element, line
from copytaster.wire.xmlfields import Fields, Held, text_of

_SENTENCE = re.compile(r"[.!?…。！？।؟۔][\"'”’»」)\]]{0,3}\s*$")
# Thai, Lao, Burmese and Khmer end sentences with no sign or a space.
_UNMARKED, _MANY_SIGNS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 40
_NO_COPY = re.compile(
    r"copyright|right|licen|disclaim|legal|terms|usage|contact|about|boiler|caption|instruct|note|restrict|format|path|file|query|comment|alt$"
)
_NO_LINE = re.compile(r"https?:|www\.|@|[{}<>=;|]|\w/\w+/")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")
_PARAGRAPHS = frozenset(
    "p para par paragraph absatz akapit graf abzats абзац kappale stycke avsnitt odstavec bekezdés parágrafo".split()
)
_WORD, _FEWEST_OF_A_LINE = re.compile(r"[^\W\d_]{2,}"), 3
_FEWEST_WORDS, _FEWEST_SIGNS, _LONGEST_LINE, _LONGEST_DATE, _MOST_WORDS = 5, 12, 200, 40, 30
_MOST, _MOST_PARTS = 400, 40


def words(text: str) -> int:
    """How many words a text has; two signs of a script without spaces count as one."""
    return len(text.split()) + sum(sign >= "\u0e00" and not "\uac00" <= sign <= "\ud7a3" for sign in text[:_LONGEST_LINE]) // 2


def paragraphs(element: Element) -> Element | None:
    """The paragraphs that stand among the other fields of an element, as one text."""
    found = [child for child in islice(element, _MOST) if xmlnames.plain(child.tag) in _PARAGRAPHS and line(child)]
    if not found:
        tags = [
            child.tag for child in islice(element, _MOST) if not len(child) and xmlnames.plain(child.tag) not in xmlnames.MEANINGS
        ]
        tag = next((one for one in dict.fromkeys(tags) if tags.count(one) > 1), None) if len(set(tags)) < len(tags) else None
        found = [child for child in islice(element, _MOST) if tag is not None and child.tag == tag]
        if not found or not all(_is_prose(line(child)) for child in found):
            return None
    whole = etree.Element("div")
    for child in found:
        one = copy.deepcopy(child)
        one.tag, one.tail = "p", None
        whole.append(one)
    return whole


def text(fields: Fields) -> Held | None:
    """The text of an element: its paragraphs, else the longest field of sentences that no name explains, if it tells more than
    the summary."""
    for holder in (fields.element, *fields.groups):
        if (found := paragraphs(holder)) is not None:
            return found
    told = [(len(one), held) for held in _unknown(fields) if _is_small(held) and _is_prose(one := text_of(held))]
    longest, held = max(told, key=lambda pair: pair[0], default=(0, None))
    return held if longest > len(fields.said("summary")) else None


def headline(fields: Fields) -> str:
    """The first line of a few words that no name explains."""
    lines = (text_of(held) for held in _unknown(fields) if isinstance(held, str) or not len(held))
    return next((one for one in lines if _is_line(one)), "")


def date(fields: Fields, language: str) -> dates.When:
    """The first field that reads as a date with its year, whatever its name, but for dates of other things."""
    for name in fields.unknown:
        held = fields.named[name]
        if (not isinstance(held, str) and len(held)) or xmlnames.is_of_no_copy(name):
            continue
        printed = text_of(held)
        when = dates.read(printed, language) if len(printed) <= _LONGEST_DATE and _YEAR.search(printed) else dates.NEVER
        if when.is_read and not when.note.startswith("only a"):
            return xmlfields.with_clock(fields, name, when, language)
    return dates.NEVER


def _unknown(fields: Fields) -> Iterator[Held]:
    """What stands under names that are not known."""
    return (fields.named[name] for name in fields.unknown if not _NO_COPY.search(name))


def _is_small(held: Held) -> bool:
    """Whether a field is text or holds no more than paragraphs: what holds more is looked into, and not at."""
    if isinstance(held, str):
        return True
    return len(held) <= _MOST and all(len(child) <= _MOST_PARTS and not any(map(len, child)) for child in held)


def _is_prose(printed: str) -> bool:
    if words(printed) < _FEWEST_WORDS or len(printed) <= _FEWEST_SIGNS:
        return False
    return _SENTENCE.search(printed) is not None or len(_UNMARKED.findall(printed[:_LONGEST_LINE])) >= _MANY_SIGNS


def _is_line(printed: str) -> bool:
    if len(printed) > _LONGEST_LINE or _SENTENCE.search(printed) or _NO_LINE.search(printed):
        return False
    if not _FEWEST_OF_A_LINE <= sum(map(words, _WORD.findall(printed))) <= _MOST_WORDS:
        return False
    return sum(map(str.isalpha, printed)) * 2 > len(printed) and not dates.read(printed[:_LONGEST_DATE]).is_read


def completed(fields: Fields) -> list[str]:
    """Put the text, where no name tells it, and the headline, where none tells either, among some fields; the notes that say so."""
    notes, is_headed = [], bool(fields.said("headline"))
    if not fields.said("text") and (held := text(fields)) is not None:
        fields.take("body", held, 0)
        notes.append("text taken by its shape: its name is not known")
        if not is_headed and (found := headline(fields)):
            fields.take("title", found, 0)
            notes.append("headline taken by its shape: its name is not known")
    return notes
