"""The patterns of time expressions, built once per language from its table (text/timewords.py). No arithmetic stands here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from copytaster.text.timewords import TABLES, TimeWords

_YEAR = r"(?:1[0-9]|20)\d\d"
_VAGUE = "early|late|earlier|later|mid|anfang|mitte|ende|début|mi|fin|principios|mediados|finales"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|º|\.)?"
# What is counted, so that the figure before it is no year.
_COUNTED = (
    "people|persons|patients|victims|cases|deaths|residents|students|workers|families|men|women|troops|soldiers|jobs|miles|km"
    "|kilometers|shares|points|tons|feet|dollars|homes|houses"
)
_SPELLED_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SPELLED_UNITS = "one|two|three|four|five|six|seven|eight|nine"
# How far to look for a verb before and after an expression (characters), and where the look ends.
_WINDOW, _AFTER = 160, 50
STOP = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])[.;!?](?=\s|$)|\n")
_NEVER = "(?!)"
# What stands right before an expression that is still to come, whatever the verb.
_UNTIL = re.compile(
    r"(?:\bas\s+(?:soon|late)\s+as|\bno\s+later\s+than|ahead\s+of|run-up\s+to|(?<!up )\b(?-i:until|till|by|before)"
    r"|\bby\s+(?:the\s+(?:end|start|beginning|middle)\s+of|early|late|mid))\s*\Z",
    re.IGNORECASE,
)
_AS_EARLY = re.compile(r"\bas\s+early\s+as\s*\Z", re.IGNORECASE)
# "warned as early as November", "was used as early as May": the verb right before it is past.
_WAS_EARLY = re.compile(r"\b(?:[a-z]{3,}ed|was|were|began|knew|said|told)\s+(?:[a-z]+\s+)?\Z")


@dataclass(frozen=True)
class Rules:
    """The rules of one language: `whole` matches, `single[name]` reads.

    An expression holds one of the `triggers` (or a number that `digits` takes), and before it only `openers`.
    """

    whole: re.Pattern[str]
    single: Mapping[str, re.Pattern[str]]
    triggers: frozenset[str]
    openers: frozenset[str]
    tense: re.Pattern[str]
    plurals: frozenset[str]

    def is_future(self, text: str, start: int, end: int) -> bool:
        """Whether the nearest verb of the sentence looks ahead: the last one before the expression, else the first after it."""
        before = text[max(0, start - _WINDOW) : start]
        before = before[max((m.end() for m in STOP.finditer(before)), default=0) :]
        nearest = None
        for found in self.tense.finditer(before):
            nearest = found
        if _UNTIL.search(before):
            return True
        if as_early := _AS_EARLY.search(before):
            return nearest is None or nearest.group("future") is not None or not _WAS_EARLY.search(before[: as_early.start()])
        if nearest is None:
            nearest = self.tense.search(STOP.split(text[end : end + _AFTER])[0])
        return nearest is not None and nearest.group("future") is not None


def _any(words: Iterable[str]) -> str:
    listed = sorted((re.escape(w).replace(r"\ ", r"\s+") for w in words), key=len, reverse=True)
    return "(?:" + "|".join(listed) + ")" if listed else _NEVER


@cache
def rules(language: str) -> Rules:
    """The compiled rules of a language that has a table."""
    words = TABLES[language]
    patterns = _patterns(words)
    single = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}
    # Inner groups lose their names in the big pattern: one named group per rule is left, so that lastgroup names the rule.
    whole = "|".join(f"(?P<{name}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', p)})" for name, p in patterns.items())
    plurals = frozenset(u for u in words.units if u.endswith(("s", "en", "n")) and u not in {"mois", "mes"})
    tense = rf"(?<![\w-])(?:(?P<future>{words.future_cues})|{words.past_cues})(?!\w)"
    return Rules(
        re.compile(whole, re.IGNORECASE),
        single,
        _triggers(words),
        _openers(words),
        re.compile(tense, re.IGNORECASE),
        plurals,
    )


DIGITS = re.compile(r"(?:1[0-9]|20)\d\d(?!\d)|\d{1,4}[:/.-]\d|\d0['’]?s\b|\d{1,2}\s?[ap]\.?m\b|\d{1,2}\s+in\s+the", re.IGNORECASE)
WORD = re.compile(r"\d+|[^\W\d_]+")


def _triggers(w: TimeWords) -> frozenset[str]:
    """The words of which every expression without a telling number has one; of names of several words the last."""
    named = [*w.months, *w.weekdays, *w.units, *w.relative, *w.refs, *w.adverbs, *w.seasons, *w.day_parts, *w.holidays]
    english = ["noon", "midnight", "thanksgiving", "easter", "election", "period", "thousand", "nineteen"]
    english += [f"{ten}ties" for ten in "twen thir for fif six seven eigh nine".split()]
    found = {WORD.findall(name.lower())[-1] for name in named}
    return frozenset(found | (set(english) if w.language == "en" else set()))


def _openers(w: TimeWords) -> frozenset[str]:
    """The words that may stand in an expression before its trigger."""
    listed = [*w.numbers, *w.vague, *w.past, *w.this, *w.next, *w.ordinals, *w.every, *w.weekdays, *w.ago, *w.hence, *w.months]
    listed += _VAGUE.split("|")
    listed += (
        "the of in on a an and at more most full whole straight same that fiscal year ago earlier over for during this comparable"
        " latest its around end half next la le el los las den dem der die das am im de del du year's trading business working"
    ).split()
    return frozenset(word for name in listed for word in WORD.findall(name.lower()))


def _patterns(w: TimeWords) -> dict[str, str]:
    """Rule name -> pattern, most particular first. The order is the precedence."""
    month, weekday = rf"(?P<mon>{_any(w.months)})(?!\w)", rf"(?P<wd>{_any(w.weekdays)})(?!\w)"
    unit = rf"(?P<unit>{_any(w.units)})(?!\w)"
    number = rf"(?P<num>\d+(?:,\d{{3}})*(?:\.\d+)?|{_any([*w.numbers, *w.vague])})"
    part = rf"(?P<part>{_any(w.day_parts)})(?!\w)"
    which = _any([*w.past, *w.this, *w.next])
    of = r"(?:\s+(?:of|de|del|du))?"
    the = r"(?:the\s+|den\s+|dem\s+|der\s+|die\s+|das\s+|le\s+|la\s+|el\s+|am\s+)?"
    vague = rf"(?:(?:{_VAGUE})[\s-]+(?:of\s+|in\s+|de\s+)?)?"
    spelled = rf"nineteen[\s-]+(?:{_SPELLED_TENS})(?:[\s-]+(?:{_SPELLED_UNITS}))?" if w.language == "en" else _NEVER
    year = rf"(?:(?:\s?,)?{of}\s*(?P<year>{_YEAR}|['’]\d\d(?!\d)|{spelled}))?(?!\d)"
    relative_year = r"(?:\s+(?:of\s+)?(?P<rel>this|last|next)\s+year)?" if w.language == "en" else "(?P<rel>)"
    leading = rf"(?:{_bare(weekday)},?\s+{the})?"
    after = rf"(?:\s+(?P<after>{_any([*w.past, *w.next])})(?!\w))?"
    whole = r"(?![\s-]+old|(?<=quarter)\s+of\s|(?<=quarters)\s+of\s)"
    more = r"(?:\s+(?:more|full|consecutive|straight|whole|trading|business|working))?"
    refs = rf"\b(?:(?:more|most)\s+)?(?P<ref>{_any(w.refs)})\b(?!\s+(?:{_bare(number)}\s+)?{_bare(unit)})"
    found = {
        "iso": r"\b(?P<y>(?:1[0-9]|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)\b",
        "slashed": r"(?<![\d/.])(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})[/.](?P<y>\d{4}|\d\d)(?![\d/])",
        "clock": _clock(w, weekday, month),
        "mdy": rf"\b{leading}{the}{month}\s+(?P<day>{_DAY})(?![\w:%]|[.,]\d)(?:\s*[-–]\s*{_DAY}(?!\w))?{year}{relative_year}",
        "dmy": rf"\b{leading}{the}(?P<day>{_DAY}){of}\s+{month}{year}{relative_year}",
        **(_english(w) if w.language == "en" else {}),
        "decade": rf"(?:\b{the}{vague}|\b)(?:(?P<dec>(?:1[0-9]|20)\d0|(?<=['’`])\d0)['’]?s)\b",
        "century": rf"\b{the}{vague}(?P<cent>\d\d)(?:st|nd|rd|th|e|\.)?[\s-]+(?:century|jahrhundert|siècle)\b",
        "month": rf"\b{vague}(?P<part>){the}(?:(?P<which>{which})\s+)?{month}(?!\.?\s+\d{{1,2}}(?!\d)){year}{relative_year}",
        "season": rf"\b{vague}{the}(?:(?P<which>{which})\s+)?(?:past\s+)?(?P<season>{_any(w.seasons)})\b{year}",
        "ago": _ago(w, number, unit),
        "set": rf"\b{_any(w.every)}\s+(?:(?:{number}\s+)?{unit}|{weekday})",
        "deictic": rf"\b{vague}{the}(?P<which>{which}|latest)\s+(?:fiscal\s+)?(?:{number}\s+)?{unit}(?P<after>)(?!-)",
        "same": rf"\b(?:later\s+|earlier\s+)?(?:the\s+same|that\s+same|that|same)\s+{unit}",
        "thispart": rf"\b(?:later\s+|earlier\s+|early\s+|late\s+)?(?P<which>this|last|cette|ce)\s+{part}",
        "relative": rf"\b(?:late\s+|early\s+|earlier\s+|later\s+)?(?P<rel>{_any(w.relative)})(?!\w)(?:\s+{part})?",
        "weekday": rf"\b(?:late\s+|early\s+)?{the}(?:(?P<which>{which})\s+)?{weekday}{after}(?:\s+{part})?",
        "holiday": rf"\b(?:last\s+|this\s+|next\s+)?(?P<hol>{_any(w.holidays)})(?!\w){year}",
        "duration": rf"\b{number}(?P<half>\s+1/2|\s+and\s+a\s+half)?{more}[\s-]+{unit}{whole}(?:-long)?",
        "plural": rf"\b(?P<unit>{_any(_bare_plurals(w))})\b(?![\s-]+old)",
        "adverb": rf"\b(?P<adv>{_any(w.adverbs)})\b(?!\s+(?-i:[A-Z]))",
        "ref": refs,
        "year": rf"(?<![\d$€£,.:/#-])\b{the}{vague}(?:fiscal\s+)?(?P<year>{_YEAR})(?![\d%]|[.,]\d|-\w|\s+(?:{_COUNTED})\b)",
    }
    if w.ago_first:
        found["deictic"] = _after_noun(the, which, number, unit)
    return found


def _bare(pattern: str) -> str:
    return re.sub(r"[(][?]P<[a-z0-9]+>", "(?:", pattern)


def _bare_plurals(w: TimeWords) -> list[str]:
    return ["days", "weeks", "months", "years", "decades", "centuries", "hours"] if w.language == "en" else []


def _clock(w: TimeWords, weekday: str, month: str) -> str:
    """5:30 p.m. EST Tuesday; 0603 GMT; noon Saturday. The day after it belongs to it."""
    zone = r"(?:\s+(?:local\s+time|(?-i:[A-Z]{2,4})\b|\((?-i:[A-Z]{2,4})\)))?"
    day = rf"(?:,?\s+(?:on\s+)?(?P<onday>{_bare(weekday)}|{_bare(month)}\s+{_DAY}(?!\d)))?"
    digits = r"(?P<h>\d{1,2})(?::(?P<min>\d\d))?(?::\d\d)?(?:\s?(?P<ampm>[ap]\.?m\b\.?))?"
    if w.language != "en":
        return r"(?<![\d.:$])(?P<h>\d{1,2}):(?P<min>\d\d)(?P<ampm>)(?P<named>)(?P<onday>)(?P<inpart>)(?![\d:%])"
    spoken = r"(?P<h2>\d{1,2})\s+in\s+the\s+(?P<inpart>morning|afternoon|evening)"
    return rf"(?<![\d.:$,])(?:{spoken}|{digits}(?![\d:%])|\b(?P<named>noon|midnight)\b){zone}{day}"


def _english(w: TimeWords) -> dict[str, str]:
    """Rules that only English has a need for: business quarters and what refers to them, spelled years, the weekend, feasts."""
    owner = rf"(?:(?:(?P<year0>{_YEAR})|(?P<rel0>last|this|next)\s+year)(?:'s|’s)?\s+)?"
    tail = rf"(?:(?:\s+of|,)?\s+(?:(?:fiscal\s+)?(?P<year>{_YEAR})|(?P<rel>last|this|next)\s+year)(?!'s|’s))?"
    ago = r"(?P<ago>(?:comparable\s+)?year[\s-](?:ago|earlier)\s+)?"
    size = r"(?P<size>quarter|half)\b(?!\s+of\s+(?:the|a|all|its)\b|\s+century)"
    fiscal = r"(?:fiscal(?:-year)?\s+)?"
    feast = "(?P<feast>thanksgiving|easter|election)"
    return {
        "quarter": rf"\b(?:the\s+)?{ago}{owner}{fiscal}(?P<ord>{_any(w.ordinals)})(?:\s+fiscal)?[\s-]+{size}{tail}",
        "yearago": r"\b(?:the\s+)?(?:comparable\s+)?year[\s-](?:ago|earlier)\b(?:\s+(?:period|quarter|level|figure)\b)?",
        "ayearago": r"\ba\s+year\s+(?P<word>ago|earlier|before)\b(?!\s+(?:the|he|she|it|they)\b)",
        "thequarter": rf"\bthe\s+(?:(?P<year>{_YEAR})\s+|(?P<which>latest|current|same)\s+)?(?P<noun>quarter|period)\b(?!\s+of\b)",
        "spelled": rf"\b(?:the\s+year\s+)?nineteen[\s-]+(?P<ten>{_SPELLED_TENS})(?:[\s-]+(?P<one>{_SPELLED_UNITS}))?\b",
        "twothousand": rf"\bthe\s+year\s+two\s+thousand(?:\s+(?:and\s+)?(?P<one>{_SPELLED_UNITS}))?\b",
        "nineties": r"\b(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<ten>twen|thir|for|fif|six|seven|eigh|nine)ties\b",
        "weekend": r"\b(?:the|over\s+the)\s+(?P<which>(?:past|last|coming|next)\s+)?weekend\b",
        "yearend": r"\b(?:the\s+)?(?:year[\s-]end|end\s+of\s+(?:the|this)\s+year|year's\s+end)\b",
        "wholeyear": r"\b(?:the|its|a)\s+(?:full|whole|fiscal)\s+year\b(?!\s+(?:ended|ending|to)\b)(?!\s+\d)",
        "theyear": r"\b(?:for|in|during|of)\s+the\s+year\b(?!-|\s+(?:two|ago))(?P<ended>\s+(?:ended|ending|to|before|after))?",
        "feast": rf"\b(?:last\s+|this\s+|next\s+)?{feast}(?:\s+(?P<what>day|sunday|monday|week))?\b(?:,?\s+(?P<year>{_YEAR}))?",
    }


def _ago(w: TimeWords, number: str, unit: str) -> str:
    if w.ago_first:
        return rf"\b(?P<dir>{_any([*w.ago, *w.hence])})\s+{number}\s+{unit}"
    after = _any([*w.ago, *w.hence, *w.earlier, *w.later])
    return rf"\b{number}(?:\s+and\s+a\s+half)?[\s-]+{unit}(?:\s+or\s+so)?[\s-]+(?P<dir>{after})\b"


def _after_noun(the: str, which: str, number: str, unit: str) -> str:
    """ "la semaine dernière", "letzte Woche": the word stands before or after the unit."""
    before = rf"(?:(?P<which>{which})\s+)?(?:{number}\s+)?{unit}"
    return rf"\b{the}(?=(?:{which})\s|\w+\s+(?:\w+\s+)?(?:{which})(?!\w)){before}(?:\s+(?P<after>{which})(?!\w))?"
