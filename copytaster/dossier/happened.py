"""When what a sentence tells happened, and when a statement in it was made: from the times it names and the day of its news.

It must not date an event by when it was told where the words give another day, nor by a year that is part of a name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from copytaster.dossier.analyse import Analysed, Read
from copytaster.dossier.dating import dating
from copytaster.dossier.finite import is_past, is_told_now, looks_ahead, tells_what_holds
from copytaster.dossier.resolve import NOUN_AFTER
from copytaster.dossier.values import Field, Precision, When
from copytaster.text.dates import TimeExpression
from copytaster.text.quotes import Attribution

# What is told of the day of a report is told of the day that its first sentence names, if that lies this little before it.
_NEWS = dt.timedelta(days=7)
_EXACT = {"day": 0, "week": 1, "month": 1, "quarter": 2, "season": 2, "half": 2, "year": 3}
_PRECISION = {
    "day": Precision.DAY,
    "week": Precision.SPAN,
    "month": Precision.MONTH,
    "quarter": Precision.SPAN,
    "season": Precision.SPAN,
    "half": Precision.SPAN,
    "year": Precision.YEAR,
}


def happened(
    read: Read, day: dt.date | None, *, news: dt.date | None = None, tells_of_past: bool = False, is_lead: bool = False
) -> tuple[When | None, bool, bool]:
    """When what a sentence tells happened: the most exact date in it that is not ahead, else the day of the `news`; whether it
    looks ahead; and whether it tells what lasts ("since June", "parties use primaries") and happened on no day. What a text opens
    with (`is_lead`) is its news.
    """
    dated = [t for t in read.times if t.type in {"DATE", "TIME"} and t.first and t.last and t.precision in _EXACT]
    dated = [t for t in dated if not (_is_in_a_name(read, t) or _is_a_clock(t))]
    past = [t for t in dated if day is None or (t.first and t.first <= day)]
    begun = [t for t in past if _SINCE.search(read.text[: t.start - read.start])]
    lasts = bool(begun) and len(begun) == len(past)
    if lasts and (read.role.label in _IS_NEWS or is_lead or all(day and t.first and day - t.first <= _NEWS for t in begun)):
        past = []  # "killed since Friday" is the news of its own day
    if _FORECAST.search(read.text):
        return None, True, False
    now = bool(_COUNTS_ON.search(read.text)) or (tells_what_holds if tells_of_past else is_told_now)(read.text)
    hung = dating(read, past, now=now, day=day) if day else past  # what has no day of its own has only the times that it names
    if hung and (days := _of_days(read, hung, past)):
        return days, False, lasts
    if hung:
        best = _opening(read, hung) or min(hung, key=lambda t: (t in begun, _EXACT[t.precision], t.start))
        if best.first and best.last and not (day and best.last > day and best.precision != "day" and read.role.label == "main"):
            return When(best.first, best.last, _PRECISION[best.precision]), False, lasts
    is_told = read.role.label in {*_IS_NEWS, "evaluation", "none"}
    if not past and any(day and t.first and t.first > day for t in dated) and (not is_told or looks_ahead(read.text)):
        return None, True, False
    if tells_of_past and not is_past(read.text):
        return None, read.role.label == "expectation", True
    if day and (
        is_told
        or (is_lead and (read.role.label in _BEFORE or (read.role.label == "history" and now and not tells_of_past)))
        or (now and past and not tells_of_past and read.role.label == "previous")
    ):
        of = news or day
        return When(of, of, Precision.DAY), False, False
    return None, read.role.label == "expectation", False


_BEFORE = frozenset({"context", "previous"})
# "The toll of the collapse last week rises to 67": only a time that opens it is its day.
_COUNTS_ON = re.compile(
    r"\b(?:toll|total|number)\b[^.]{0,160}?\b(?:rises|rose|increases|increased|climbs|climbed|grows|grew|reaches|reached|passes)\b"
)


def _of_days(read: Read, hung: Sequence[TimeExpression], past: Sequence[TimeExpression]) -> When | None:
    """The days from the first to the last, where a sentence tells of several: "Riga voted on 3 May, and Narva did on 9 May"."""
    days = [t for t in hung if t.precision == "day" and t.first]
    named = [t for t in past if t.precision == "day" and t.first]
    together = len(days) == len(hung) == _TWO and _CLAUSES.search(read.text[days[0].end - read.start : days[1].start - read.start])
    listed = len({t.first for t in named}) > _TWO and len(hung) == 1 and hung[0] == named[-1]
    of = days if together else named if listed else []
    found = sorted(t.first for t in of if t.first)
    if not found or found[0] == found[-1]:
        return None
    return When(found[0], found[-1], Precision.SPAN)


_TWO = 2
# Another clause begins between two days, or nothing but "and" stands there.
_CLAUSES = re.compile(r",? and\s(?:on\s)?\Z|, (?:and|while)\b.*\b(?:was|were|held|had|[a-z]{3,}ed)\b")


def _opening(read: Read, hung: Sequence[TimeExpression]) -> TimeExpression | None:
    """The time that a sentence opens with, where it tells of several days in it: "In 2019 ... on 6 February, ... on 22 October"."""
    first = hung[0]
    days = {
        t.first
        for t in hung[1:]
        if t.precision == "day" and t.first and first.first and first.last and first.first <= t.first <= first.last
    }
    opens = first.start - read.start <= len("In the ")
    return first if opens and first.precision != "day" and len(days) > 1 else None


# What was forecast is no event, even where its day has come.
_FORECAST = re.compile(r"\A[^,;]{0,80}\b(?:is|are|was|were|had been) (?:expected|forecast|projected|predicted) to\b")
# What is done by saying it, on the day that it is said for: "declared an emergency on 31 January".
_DEED = re.compile(
    r"(?:declare|order|sign|designate|appoint|nominate|ban|impose|suspend|dismiss|name|extend|nickname)[sd]?|banned"
    r"|according to|reportedly|by reports",
    re.IGNORECASE,
)


def is_deed(cue: str) -> bool:
    """Whether a cue makes no statement of its own day: a deed done in words, or a source that is named beside what happened."""
    return any(_DEED.fullmatch(part) for part in (cue.strip(), *cue.split()))


_IS_NEWS = frozenset({"main", "consequence"})
_A_DAY = re.compile(r"[A-Z][a-z]+day|to(?:day|night|morrow)|yesterday|morning|afternoon|evening|night|\d{1,2}(?:st|nd|rd|th)?\Z")


def _is_a_clock(time: TimeExpression) -> bool:
    """Whether a time is one of the clock alone: it says no day."""
    return time.type == "TIME" and "T" in time.value and not _A_DAY.search(time.text)


_SINCE = re.compile(r"\b(?:[Ss]ince\b[^,;.]{0,40}|retroactive(?:ly)? to |effective (?:from |on )?)\Z")
# "the 2019 Chicago Marathon", "a 2005 law", "the 2027 Asian Cup": a year right before its noun names a thing and dates nothing;
# "In 2019 Trump won" does.
_YEAR = re.compile(r"(?:the\s+|fiscal\s+)?\d{4}\Z", re.IGNORECASE)
_DATING = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|of|[Dd]uring|early|late|mid)[\s-]\Z")


# "in 2027 Asian Cup qualifiers"
_CONTEST = re.compile(
    r"(?:\s[A-Z][\w’'-]*){1,3}\s(?:Cup|Championships?|Games|Olympics|Open|Prix|Marathon|Masters|League|Nations|Tour|Bowl|Festival|Awards?"
    r"|Elections?|Season)\b"
)


def _is_in_a_name(read: Read, time: TimeExpression) -> bool:
    if time.precision != "year" or not _YEAR.match(time.text):
        return False
    has_article = time.text.lower().startswith("the")
    before = read.text[: time.start - read.start]
    if _CONTEST.match(read.text, time.end - read.start):
        return True
    return (has_article or not _DATING.search(before)) and NOUN_AFTER.match(read.text, time.end - read.start) is not None


def day_of_news(analysed: Analysed) -> dt.date | None:
    """The day that a text reports of: a past day in its first sentence, else the day of the copy."""
    first = _lead(analysed)
    if first is None or analysed.day is None:
        return analysed.day
    named = [t for t in without_eponyms(first).times if t.precision == "day" and t.type in {"DATE", "TIME"} and not _is_a_clock(t)]
    named = [t for t in named if not _SINCE.search(first.text[: t.start - first.start])]
    days = [t.first for t in dating(first, named, now=is_told_now(first.text), day=analysed.day) if t.first]
    past = [d for d in days if d <= analysed.day]
    return past[0] if past and analysed.day - past[0] <= _NEWS and len(past) == 1 else analysed.day


def _lead(analysed: Analysed) -> Read | None:
    """The sentence that a text opens with; where that says nothing of what its headline announces (the key of a map, a note of the
    page), the first below it that says most of that."""
    text = [r for r in analysed.sentences if r.field != Field.HEADLINE][:_TOP]
    if not text or not text[0].terms.isdisjoint(asked := _asked(analysed)):
        return text[0] if text else None
    best = max(text, key=lambda r: len(r.terms & asked))
    return best if len(best.terms & asked) >= _SAYS * len(asked) else text[0]


# So many sentences at the top may be the page's own, and so much of the headline a lead says.
_TOP, _SAYS = 8, 0.4


def _asked(analysed: Analysed) -> frozenset[str]:
    return frozenset[str]().union(*(r.terms for r in analysed.sentences if r.field == Field.HEADLINE))


# "On Tuesday", "Late on Tuesday": a paragraph that opens so tells of that day until it names another.
_OPENS_PARAGRAPH = re.compile(r"(?:(?:Also|Late|Later|Early|Earlier)\s)?(?:[Oo]n\s)?\Z")


def day_of_paragraph(read: Read, day: dt.date | None) -> When | None:
    """The past day that a paragraph opens with, by the sentence that opens it."""
    first = read.times[0] if read.times else None
    if first is None or first.first is None or day is None or first.precision != "day" or first.type != "DATE":
        return None
    if not _OPENS_PARAGRAPH.match(read.text[: first.start - read.start]) or not day - _NEWS <= first.first <= day:
        return None
    return When(first.first, first.first, Precision.DAY)


def is_told_in_past(analysed: Analysed) -> bool:
    """Whether a text tells its news in the past tense, so that a present tense in it tells what lasts. Agencies do; the Current
    Events of an encyclopedia do not."""
    first = [r for r in analysed.sentences if r.field != Field.HEADLINE][:1]
    return analysed.language.startswith("en") and any(
        is_past(r.text) and not (_PRESENT.search(r.text) or is_told_now(r.text)) for r in first
    )


_PRESENT = re.compile(r"\b(?:is|are|says|say|kills|announces|begins|reports)\b")


# "He said, repeating his January 2 remarks": that day he had said it before.
_REPEATS = re.compile(r"\b(?:repeating|reiterating|echoing|recalling)\s(?:\w+\s){0,3}\Z")


def spoken_on(read: Read, said: Attribution, day: dt.date | None, news: dt.date | None) -> When | None:
    """When a statement was made: at the past time beside it and not in it ("In 2007 ... called"), else on the day of the news."""
    for time in read.times:
        inside = any(start <= time.start < end for start, end in said.content)
        inside = inside or _REPEATS.search(read.text[: time.start - read.start]) is not None
        if not inside and time.first and time.last and time.precision in _EXACT and day and time.last <= day:
            return When(time.first, time.last, _PRECISION[time.precision])
    return When(news, news, Precision.DAY) if news else None


# "the October 7 attacks" names an event and dates none; of which year it is, its own day does not say.
_EPONYM = re.compile(
    r"\s+(?:attacks?|massacres?|war|accords?|agreement|revolution|protests?|bombings?|movement|coup|uprising|elections?)\b"
)


def without_eponyms(read: Read) -> Read:
    """The sentence without times that are part of an event's name."""
    kept = tuple(t for t in read.times if not _is_eponym(read, t))
    return replace(read, times=kept) if len(kept) < len(read.times) else read


# A day of the week that is a name or any such day: Super Tuesday, Black Friday, a Sunday.
_NAMED_DAY = re.compile(
    r"\b(?:Super|Black|Bloody|Good|Ash|Palm|Easter|Holy|Maundy|Shrove|Fat|Cyber|Giving|Red|White|Blue|Casual|[Aa])\s\Z"
)


# "USA Today"; "the year it was found" says no year.
_TITLED = re.compile(r"[A-Z][\w.]*\s\Z")
_FOUR_FIGURES = re.compile(r"\d{4}")
_LONGEST_WORD = 40
_ANY_YEAR = re.compile(r"(?:(?:for|in|of) )?the (?:year|month|week|day)\Z", re.IGNORECASE)


def _is_eponym(read: Read, time: TimeExpression) -> bool:
    start, end = time.start - read.start, time.end - read.start
    before = read.text[max(0, start - _LONGEST_WORD) : start]
    if time.text.endswith("day") and _NAMED_DAY.search(before):
        return True
    if (time.text == "Today" and _TITLED.search(before)) or _ANY_YEAR.match(time.text):
        return True
    if not before.lower().endswith("the ") and not time.text.lower().startswith("the "):
        return False
    bare = not _FOUR_FIGURES.search(time.text) and any(c.isdigit() for c in time.text)
    return bare and _EPONYM.match(read.text, end) is not None
