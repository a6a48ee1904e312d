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
from copytaster.dossier.alone import OF_A_BODY, QUOTED, leading
from copytaster.dossier.analyse import Read
from copytaster.dossier.values import Edit
from copytaster.text.dates import TimeExpression, is_past_week
from copytaster.text.timewords import ENGLISH_MONTHS, TABLES

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


def tell(
    read: Read, before: Read | None, cast: Cast, *, day: dt.date | None, as_of: dt.date | None, speaker: Edit | None = None
) -> Told | None:
    """The sentence made to stand alone, or None where that cannot be done without adding something. `speaker` names who is "he"
    behind a quotation."""
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
    elif body := OF_A_BODY.match(opening):
        name = _body(before, body["noun"])
        if name is None:
            return None
        made.append(
            Edit(start, start + body.end("noun"), opening[: body.end("noun")], f"The {name}", "named in the sentence before")
        )
    elif speaker is not None and _is_first_he(text, speaker):
        made.append(speaker)
    elif not _he_is_named(read, cast):
        return None
    bare = _TITLE.sub(" ", QUOTED.sub(" ", text))
    if _VAGUE.search(bare) and _is_old(day, as_of) and not _all_replaced(bare, made):
        return None
    told = apply(text, made)
    return None if _BROKEN.search(told.text) and not _BROKEN.search(text) else told


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


# "Acting via his lawyers, John Smith pleaded": a phrase without a verb of its own, after whose comma comes the name it waits for.
_FRONT = re.compile(
    r"(?:[A-Z][a-z]+ing|In|At|After|Before|During|On|From|With|Through|Despite|Following|As|Since|Upon)\s[^,;.]{3,80},\s"
)


def _is_first_he(text: str, speaker: Edit) -> bool:
    """Whether nobody is "he" before the speaker, but in quotation marks."""
    first = _HE.search(QUOTED.sub(lambda m: " " * len(m.group()), text))
    return first is not None and first.start() == speaker.start


def _is_named_next(read: Read, pronoun: re.Match[str], cast: Cast) -> bool:
    """Whether whoever "his" means in the phrase that opens a sentence is the person whom the words after its comma name."""
    front = _FRONT.match(read.text)
    if front is None or not pronoun.end() < front.end() or pronoun.group().lower() not in {"his", "her"}:
        return False
    subject = next((m for m in read.names if m.start - read.start >= front.end()), None)
    actor = cast.of(read.version, subject) if subject else None
    if subject is None or actor is None or actor.kind not in {"person", "name"}:
        return False
    gap = read.text[front.end() : subject.start - read.start].strip()
    return gap == subject.role if gap else actor.kind == "person" or " " in subject.text


def _body(before: Read | None, noun: str) -> str | None:
    """The one name in the sentence before that has this noun in it: the court is "Supreme Court of Estonia"."""
    if before is None:
        return None
    head = noun.capitalize()
    of = r"(?:\sof\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)?"
    named = re.compile(rf"(?:(?:[A-Z][\w’'-]*\s)+{head}{of}|{head}\sof\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)")
    found = {m.group().removeprefix("The ") for m in named.finditer(before.text)}
    return found.pop() if len(found) == 1 and not re.search(rf"\b{noun}\b", before.text) else None


_DOES_IT = re.compile(r"(?:\b[A-Z][\w’'-]+\s)+(?:[a-z]+ly\s)?[a-z]{3,}(?:ed|es|[^aeiou]s)\s\Z")


def _he_is_named(read: Read, cast: Cast) -> bool:
    """Whether whoever "he" or "her" means is named earlier in the same sentence."""
    pronoun = _HE.search(QUOTED.sub(lambda m: " " * len(m.group()), read.text))
    if not pronoun:
        return True
    if _is_named_next(read, pronoun, cast):
        return True
    end = pronoun.start()
    doing = _DOES_IT.search(read.text[:end]) if pronoun.group() == "him" else None
    if doing:
        end = doing.start()  # "Theresa May appointed him": who does it is not "him"
    known = cast.in_span(read, read.start, read.start + end)
    return any(a.kind == "person" or (a.kind == "name" and not doing) for a in known) or bool(
        re.search(
            r"\b(?:man|woman|president|minister|leader|driver|victim|suspect|boy|girl|soldier|journalist|king|queen|pope)\b",
            read.text[:end],
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
    before: TimeExpression | None = None
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
        if time.text.lower() in TABLES["en"].holidays and NOUN_AFTER.match(read.text, end):
            continue  # "May Day rallies"
        if _is_told_from(time.text):
            made = _day_before(read, start, end, time, day) if not has_day else None
            edits += [made] if made or not has_day else []
        elif not _ABSOLUTE.search(time.text):
            made = _said_in_full(read.text, start, end, time, after=before.end - read.start if before else 0) if day else None
            if before and made and not _is_told_from(before.text) and (once := _said_once(read, before, time)):
                edits = [e for e in edits if e is None or not once.start <= e.start < once.end]
                edits += [once] if once.end > made.start else [once, made]
            else:
                edits.append(made)
        has_day = has_day or time.precision == "day"
        before = time
    return edits


_DAY_BEFORE = re.compile(r"(?:on\s)?the (?:previous day|day before)\Z", re.IGNORECASE)


def _day_before(read: Read, start: int, end: int, time: TimeExpression, day: dt.date | None) -> Edit | None:
    """ "the previous day" in the sentence that a text opens with, where no day stands before it: that before the copy's."""
    if read.place > 1 or read.start or not day or time.first != day - dt.timedelta(days=1) or not _DAY_BEFORE.match(time.text):
        return None
    if read.text[end:].lstrip()[:1] not in {"", ",", "."} and not _GOES_ON.match(read.text, end):
        return None
    on = re.search(r"\b[Oo]n\s\Z", read.text[:start])
    at = on.start() if on else start
    return Edit(at, end, read.text[at:end], f"on {time.first.day} {time.first:%B %Y}", f"“{time.text}” in copy of the day after")


_GOES_ON = re.compile(r"\s(?:that|which|in|at|on|by|and|when|where|after|before|against|near|to|from|with)\b")


_BESIDE = re.compile(r"\s*[,(—–-]?\s*(?:on\s+)?\Z")
_CLOSES = re.compile(r"\s*[)—–,]|\s-(?=\s)")


def _said_once(read: Read, one: TimeExpression, other: TimeExpression) -> Edit | None:
    """Two times side by side that mean one ("on Monday - today -", "next month on August 2"): the edit that leaves one out."""
    text, gap = read.text, read.text[one.end - read.start : other.start - read.start]
    if not _BESIDE.match(gap) or one.first is None or one.last is None or other.first is None or other.precision != "day":
        return None
    if one.precision == "day" and one.first == other.first:
        start, end = one.end - read.start, other.end - read.start - (1 if other.text.endswith(".") else 0)
        closing = _CLOSES.match(text, end) if re.search(r"[,(—–-]", gap) else None
        end = closing.end() if closing else end
        return Edit(start, end, text[start:end], "", f"“{other.text}” is that day")
    if one.precision == "month" and one.first <= other.first <= one.last:
        start = one.start - read.start
        if lead := re.search(r"\b(?:in|during)\s+\Z", text[:start]):
            start = lead.start()
        end = one.end - read.start + len(gap) - len(re.sub(r"\A[\s,]*", "", gap))
        return Edit(start, end, text[start:end], "", f"“{one.text}” is the month of that day")
    return None


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
_BARE_MONTH = re.compile(rf"(?:early|late|mid)?[\s-]*(?:{ENGLISH_MONTHS})\Z", re.IGNORECASE)
_ABOUT, _NEARLY = re.compile(r"\b(?:about|around)\s\Z"), re.compile(r"\b(?:nearly|almost|over|than|least|most)\s\Z")


# "early", "late" before a time; "mid-July".
_MODIFIER = re.compile(r"(?:the\s+)?(?P<word>(?:early|late|earlier|later|mid)\b[\s-]*)", re.IGNORECASE)
# The second of "Monday and Tuesday" takes no preposition; "last week" takes no "in", so that one before it belongs to a verb.
_COORDINATE = re.compile(r"\s*,?\s*(?:and|or|to)\s+\Z")
_TAKES_NO_IN = re.compile(
    r"(?:last|this|next|today|yesterday|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.IGNORECASE
)
_AND_A_DAY = re.compile(r"\s+(and|or|to)\s+(\d{1,2})(?![\d:,.]*\d|\s*(?:a\.?m|p\.?m|%|[a-z]))")


def _said_in_full(text: str, start: int, end: int, time: TimeExpression, *, after: int = 0) -> Edit | None:
    """The time at a place of a sentence said in full; `after` is where the time before it ended."""
    if time.first is None or time.last is None:
        return None
    if "T" in time.value and _CLOCK.search(time.value):
        return _day_of_clock(text, start, time)
    if text[end : end + 2] in {"'s", "’s"}:
        return _owning(text, start, end + 2, time)
    if end == len(text) and text[end - 1] == ".":
        end -= 1  # the full stop of the sentence, which "Feb." takes for its own
    said, preposition = _said(time)
    if not said or re.match(r"-\w", text[end:]) or (time.text.endswith(" ago") and _NEARLY.search(text[:start])):
        return None
    why = f"“{time.text}” in copy of that day"
    if special := _in_its_place(text, start, end, time, said, why, after):
        return special
    before = _PREPOSITION.search(text[:start])
    kept = before.group(1).lower() if before else ""
    modifier = _MODIFIER.match(text[start:end])
    word = modifier["word"].lower() if modifier else ""
    if time.precision == "month" and word and (_BARE_MONTH.match(text[start:end]) or kept):
        said, word = f"{word}{said}", ""
    if kept == "in" and _TAKES_NO_IN.match(text[start:end]):
        preposition = "on" if time.precision == "day" else "during"
    elif kept in {"on", "in"}:
        start = before.start(1) if before else start
        kept = ""
    elif not kept and (_BARE_MONTH.match(text[start:end]) or _SUBJECT_OF.match(text, end)):
        return Edit(start, end, text[start:end], said, why)
    spaced = f"{word.strip()} " if word else ""
    new = said if kept and kept not in {"late", "early", "earlier", "later", "in"} else f"{spaced}{preposition} {said}"
    return Edit(start, end, text[start:end], new, why)


def _in_its_place(text: str, start: int, end: int, time: TimeExpression, said: str, why: str, after: int) -> Edit | None:
    """A time that takes no preposition where it stands: owned, before its noun, the second of two, after "about"."""
    if _OWNED.search(text[:start]):
        if this := re.search(r"\bthis\s\Z", text[:start]):
            start = this.start()
        return Edit(start, end, text[start:end], said, why)
    if re.match(r"past\b", text[start:end]) and (this := re.search(r"\b(?:in\s+)?this\s\Z", text[:start])):
        return Edit(this.start(), end, text[this.start() : end], f"in {said}", why)
    article = re.match(r"the\s", text[start:end], re.IGNORECASE)
    if article and time.precision in {"day", "month"} and NOUN_AFTER.match(text, end):
        return Edit(start, end, text[start:end], f"{article.group()}{said}", why)
    if time.text.endswith(" ago") and (about := _ABOUT.search(text[:start])):
        return Edit(about.start(), end, text[about.start() : end], f"around {said}", why)
    if after and _COORDINATE.match(text[after:start]) and time.precision == "day" and "T" not in time.value:
        modifier = _MODIFIER.match(text[start:end])
        return Edit(start, end, text[start:end], f"{modifier['word'].strip()} on {said}" if modifier else said, why)
    if time.precision == "day" and (second := _AND_A_DAY.match(text, end)) and time.first and time.text[-1:].isdigit():
        on = re.search(r"\b[Oo]n\s\Z", text[:start])
        return Edit(
            on.start() if on else start,
            second.end(),
            text[on.start() if on else start : second.end()],
            f"{'on ' if on else ''}{time.first.day} {second[1]} {second[2]} {time.first:%B %Y}",
            why,
        )
    return None


_DAY_OF_CLOCK = re.compile(
    r"(?:on\s+)?(?:early\s+|late\s+)?(?:[A-Z][a-z]+day|today|yesterday|tomorrow|[A-Z][a-z]+\.?\s+\d{1,2}(?!\d))", re.IGNORECASE
)


def _day_of_clock(text: str, start: int, time: TimeExpression) -> Edit | None:
    """The day in "2 p.m. on Saturday" said in full; the time of the clock stays."""
    day = _DAY_OF_CLOCK.search(time.text)
    if day is None or time.first is None:
        return None
    new = f"on {time.first.day} {time.first:%B %Y}"
    end = start + day.end()
    if part := _PART.match(text, end):
        end = part.end()  # "midnight Wednesday night"
    return Edit(start + day.start(), end, text[start + day.start() : end], new, f"“{day.group()}” in copy of that day")


_PART = re.compile(r"\s+(?:morning|afternoon|evening|night)\b")


# What an edit of a time must not leave behind: a preposition before another one.
_BROKEN = re.compile(
    r"\b(?:at|from|through|since|until|by|of|for|this|past|the|about|as|reached|entered)\s+(?:in|on)\s+"
    rf"(?:the (?:week|morning|afternoon|evening|night) of|\d{{1,2}}\s(?:{ENGLISH_MONTHS})|(?:{ENGLISH_MONTHS})\s\d{{4}})"
)


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
        return (f"{words} of {day}", "in" if part != "NI" else "on") if words else (day, "on")
    if time.precision == "month":
        return f"{first:%B %Y}", "in"
    if time.precision == "year":
        return f"{first.year}", "in"
    if time.value.endswith("-WE"):
        return f"the weekend of {first.day} {first:%B %Y}", "over"
    if time.precision == "week" and is_past_week(time.text) and time.last:
        return f"the week to {time.last.day} {time.last:%B %Y}", "in"
    if time.precision == "week":
        return f"the week of {first.day} {first:%B %Y}", "in"
    if time.precision == "quarter":
        return f"the {('first', 'second', 'third', 'fourth')[(first.month - 1) // 3]} quarter of {first.year}", "in"
    return "", ""
