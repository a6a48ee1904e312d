"""A sentence made to stand alone: "on Tuesday" becomes a date, a leading pronoun a name; what cannot be resolved is not told.

Each replacement is an `Edit` that says what stood there and why it reads otherwise; with the edits undone, the words are the
source's own. It must not rephrase anything else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from copytaster.dossier.actors import Cast
from copytaster.dossier.alone import QUOTED, leading
from copytaster.dossier.analyse import Read
from copytaster.dossier.values import Edit
from copytaster.text.dates import TimeExpression

_HE = re.compile(r"(?<![\w'’])(?:he|she|him|his|her|hers|himself|herself)(?![\w'’])", re.IGNORECASE)
_SUBJECT = re.compile(r"\A(He|She)\s")
_VAGUE = re.compile(
    r"(?<![\w-])(?:now|currently|recently|today|tonight|so far|this morning|this afternoon|this evening|at the moment"
    r"|soon|the other day|nowadays)(?![\w-])",
    re.IGNORECASE,
)
# "USA Today"
_TITLE = re.compile(r"(?<=\b[A-Z]{3} )Today\b|(?<=\bRussia )Today\b")
_PREPOSITION = re.compile(
    r"\b(on|in|since|by|until|till|from|before|after|during|of|for|between|to|over|within|throughout|around"
    r"|late|early|earlier|later)\s+\Z",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(r"\d{4}")
# A time that is told from another one ("the same day", "two days later"): it stands only beside that one, in the same sentence.
_TOLD_FROM = re.compile(r"\b(?:same|that|following|previous|preceding|before|after|the next)\b", re.IGNORECASE)
_SAME_DAY = re.compile(r"\bthe same (?:day|night|week|month|year)\b")
_APART = re.compile(r"\b(?:later|earlier)\b", re.IGNORECASE)
_OF_THE_COPY = re.compile(r"\b(?:this|today|last|next|(?:mon|tues|wednes|thurs|fri|satur|sun)day|in [A-Z])", re.IGNORECASE)
# A clock's time says no day and means what it says.
_CLOCK = re.compile(r"T\d")
# "now" in copy older than this is no longer now.
_FRESH = dt.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as it can be told: its text, and the edits that made it from the cited words."""

    text: str
    edits: tuple[Edit, ...] = ()


def tell(read: Read, before: Read | None, cast: Cast, *, day: dt.date | None, as_of: dt.date | None) -> Told | None:
    """The sentence made to stand alone, or None where that cannot be done without adding something."""
    text = read.text
    if not read.alone:
        return None
    first = leading(text)
    edits = [*([first] if first else []), *_times(read, day)]
    if None in edits:
        return None
    made = [e for e in edits if e is not None]
    start = max((e.end for e in made if e.start == 0), default=0)
    opening = text[start:]
    if subject := _SUBJECT.match(opening):
        name = _antecedent(before, cast)
        if name is None or name.split()[-1] in opening:
            return None  # who is named in the sentence itself is not its "he"
        made.append(Edit(start + subject.start(1), start + subject.end(1), subject.group(1), name, "named in the sentence before"))
    elif not _he_is_named(read, cast):
        return None
    bare = _TITLE.sub(" ", QUOTED.sub(" ", text))
    if _VAGUE.search(bare) and _is_old(day, as_of) and not _all_replaced(bare, made):
        return None
    return apply(text, made)


def apply(words: str, edits: Sequence[Edit]) -> Told:
    """Cited words with edits made, its first letter a capital."""
    text = words
    for edit in sorted(edits, key=lambda e: -e.start):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return Told(text[:1].upper() + text[1:], tuple(sorted(edits, key=lambda e: e.start)))


def _antecedent(before: Read | None, cast: Cast) -> str | None:
    """The one person that the sentence before names, so that "he" can only be that person."""
    if before is None:
        return None
    people = {a.key: a for a in cast.in_span(before, before.start, before.end) if a.kind == "person"}
    return next(iter(people.values())).name if len(people) == 1 else None


def _he_is_named(read: Read, cast: Cast) -> bool:
    """Whether whoever "he" or "her" means is named earlier in the same sentence."""
    pronoun = _HE.search(QUOTED.sub(lambda m: " " * len(m.group()), read.text))
    if not pronoun:
        return True
    known = cast.in_span(read, read.start, read.start + pronoun.start())
    return any(a.kind in {"person", "name"} for a in known) or bool(
        re.search(
            r"\b(?:man|woman|president|minister|leader|driver|victim|suspect|boy|girl|soldier|journalist|king|queen|pope)\b",
            read.text[: pronoun.start()],
            re.IGNORECASE,
        )
    )


def _is_old(day: dt.date | None, as_of: dt.date | None) -> bool:
    return day is None or as_of is None or as_of - day > _FRESH


def _all_replaced(text: str, edits: Sequence[Edit]) -> bool:
    return all(any(e.start <= m.start() < e.end for e in edits) for m in _VAGUE.finditer(text))


def _times(read: Read, day: dt.date | None) -> list[Edit | None]:
    """Every time that only makes sense on the day of the copy, said in full. None stands for one that cannot be."""
    edits: list[Edit | None] = [None] if _SAME_DAY.search(read.text) and not read.times else []
    quoted = [(m.start(), m.end()) for m in QUOTED.finditer(read.text)]
    has_day = False
    for time in read.times:
        start, end = time.start - read.start, time.end - read.start
        if time.type not in {"DATE", "TIME"} or end > len(read.text) or any(a <= start < b for a, b in quoted):
            continue
        is_vague = time.value.endswith("_REF") or (time.precision == "" and time.type == "TIME")
        if is_vague and not _is_told_from(time.text):
            continue
        if _CLOCK.search(time.value) and not _DAY_NAMED.search(time.text):
            continue
        if _is_told_from(time.text):
            edits += [] if has_day else [None]
        elif not _ABSOLUTE.search(time.text):
            edits.append(_said_in_full(read.text, start, end, time) if day else None)
        has_day = has_day or time.precision == "day"
    return edits


_DAY_NAMED = re.compile(r"[A-Z][a-z]+day|to(?:day|night|morrow)|yesterday|morning|afternoon|evening|night", re.IGNORECASE)


def _is_told_from(printed: str) -> bool:
    """Whether a time means a day that other words name: "the next day" in copy is no day after that of the copy."""
    return bool(_TOLD_FROM.search(printed) or (_APART.search(printed) and not _OF_THE_COPY.search(printed)))


# "its January 3 alert": a date between an article and a noun stays without a preposition.
_OWNED = re.compile(r"\b(?:the|its|his|her|their|a|an|[A-Z]\w+['’]s)\s\Z")


# "the June 2 primaries": what follows a day with an article is the noun that it belongs to, unless it is one of these.
_NO_NOUN = (
    "and|or|but|in|at|on|by|to|for|from|with|after|before|as|that|when|where|while|who|which|was|were|is|are|has|had|have|will"
    "|would|of|during|following|amid|because|since|until|near|over|under|against|between|saying|said|told|through"
)
NOUN_AFTER = re.compile(rf"\s+(?!(?:{_NO_NOUN})\b)[A-Za-z]")
# "Yesterday was", "July saw": the day is what is spoken of, and takes no preposition.
_SUBJECT_OF = re.compile(r"\s+(?:is|was|marks|marked|saw|sees|came|will be|has been|had been)\b")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_BARE_MONTH = re.compile(rf"(?:early|late|mid)?[\s-]*(?:{_MONTHS})\Z", re.IGNORECASE)
_ABOUT, _NEARLY = re.compile(r"\b(?:about|around)\s\Z"), re.compile(r"\b(?:nearly|almost|over|than|least|most)\s\Z")


def _said_in_full(text: str, start: int, end: int, time: TimeExpression) -> Edit | None:
    if time.first is None or time.last is None:
        return None
    if text[end : end + 2] in {"'s", "’s"}:
        return _owning(text, start, end + 2, time)
    if end == len(text) and text[end - 1] == ".":
        end -= 1  # the full stop of the sentence, which "Feb." takes for its own
    before = _PREPOSITION.search(text[:start])
    said, preposition = _said(time)
    if not said or re.match(r"-\w", text[end:]) or (time.text.endswith(" ago") and _NEARLY.search(text[:start])):
        return None
    kept = before.group(1).lower() if before else ""
    why = f"“{time.text}” in copy of that day"
    if _OWNED.search(text[:start]):
        return Edit(start, end, text[start:end], said, why)
    article = re.match(r"the\s", text[start:end], re.IGNORECASE)
    if article and time.precision in {"day", "month"} and NOUN_AFTER.match(text, end):
        return Edit(start, end, text[start:end], f"{article.group()}{said}", why)
    if time.text.endswith(" ago") and (about := _ABOUT.search(text[:start])):
        return Edit(about.start(), end, text[about.start() : end], f"around {said}", why)
    if kept in {"on", "in"}:
        start = before.start(1) if before else start
        kept = ""
    elif not kept and (_BARE_MONTH.match(text[start:end]) or _SUBJECT_OF.match(text, end)):
        lead = re.match(r"(?:early|late|mid)[\s-]+", text[start:end], re.IGNORECASE)
        return Edit(start, end, text[start:end], f"{lead.group() if lead else ''}{said}", why)
    modifier = re.match(r"(?:the\s+)?(early|late|earlier|later|mid)\b[\s-]*", text[start:end], re.IGNORECASE)
    word = modifier.group(1).lower() + " " if modifier and time.precision != "day" else ""
    new = said if kept and kept not in {"late", "early", "earlier", "later"} else f"{word}{preposition} {said}"
    return Edit(start, end, text[start:end], new, why)


def _owning(text: str, start: int, end: int, time: TimeExpression) -> Edit | None:
    """ "Monday's attack" as "the 6 October 2025 attack"; "last week's" as "the", which says no more than is known."""
    said, _ = _said(time)
    if not said or _OWNED.search(text[:start]) or not NOUN_AFTER.match(text, end):
        return None
    if time.precision not in {"day", "week", "month", "year"} or "T" in time.value:
        return None
    named = "the" if time.precision == "week" else f"the {said}"
    return Edit(start, end, text[start:end], named, f"“{time.text}” in copy of that day")


def _said(time: TimeExpression) -> tuple[str, str]:
    """A resolved time in words with its preposition; nothing where it cannot be said well."""
    first = time.first
    if first is None:
        return "", ""
    if time.precision == "day":
        day = f"{first.day} {first:%B %Y}"
        part = time.value.partition("T")[2]
        words = {"MO": "the morning", "AF": "the afternoon", "EV": "the evening", "NI": "the night"}.get(part)
        return (f"{words} of {day}", "in") if words and part != "NI" else (day, "on") if not part else (f"the night of {day}", "on")
    if time.precision == "month":
        return f"{first:%B %Y}", "in"
    if time.precision == "year":
        return f"{first.year}", "in"
    if time.precision == "week":
        return f"the week of {first.day} {first:%B %Y}", "in"
    if time.precision == "quarter":
        return f"the {('first', 'second', 'third', 'fourth')[(first.month - 1) // 3]} quarter of {first.year}", "in"
    return "", ""
