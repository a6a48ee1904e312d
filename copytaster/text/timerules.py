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
_COUNTED = "people|men|women|troops|soldiers|jobs|miles|km|kilometers|shares|points|tons|feet|dollars|homes|houses"
# How far to look for a word of the future on either side, and where the look ends.
_WINDOW = 70
_STOP = re.compile(r"[.;!?\n](?:\s|$)")


@dataclass(frozen=True)
class Rules:
    """The rules of one language: `whole` finds, `single[name]` reads, `trigger` says cheaply that there is nothing to find."""

    whole: re.Pattern[str]
    single: Mapping[str, re.Pattern[str]]
    trigger: re.Pattern[str]
    future: re.Pattern[str]
    plurals: frozenset[str]

    def is_future(self, text: str, start: int, end: int) -> bool:
        """Whether a word of the future stands in the same sentence before the expression, or closely after it."""
        before = text[max(0, start - _WINDOW) : start]
        before = before[max((m.end() for m in _STOP.finditer(before)), default=0) :]
        after = _STOP.split(text[end : end + 30])[0]
        return bool(self.future.search(before) or self.future.search(after))


def _any(words: Iterable[str]) -> str:
    words = list(words)
    if not words:
        return "(?!)"
    return "(?:" + "|".join(sorted((re.escape(w).replace(r"\ ", r"\s+") for w in words), key=len, reverse=True)) + ")"


@cache
def rules(language: str) -> Rules:
    """The compiled rules of a language that has a table."""
    words = TABLES[language]
    single = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _patterns(words).items()}
    # Inner groups lose their names in the big pattern: one named group per rule is left, so that lastgroup names the rule.
    whole = "|".join(f"(?P<{name}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', p)})" for name, p in _patterns(words).items())
    triggers = [
        *words.months,
        *words.weekdays,
        *words.units,
        *words.relative,
        *words.refs,
        *words.adverbs,
        *words.seasons,
        *words.day_parts,
    ]
    return Rules(
        re.compile(whole, re.IGNORECASE),
        single,
        re.compile(rf"\d{{1,4}}[:/-]\d\d|{_YEAR}|\d0s\b|[ap]\.?m\b|\b{_any(triggers)}(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{words.future_cues})(?!\w)", re.IGNORECASE),
        frozenset(u for u in words.units if u.endswith(("s", "en", "n")) and u != "mois"),
    )


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
    year = rf"(?:,?{of}\s*(?P<year>{_YEAR}|['’]\d\d(?!\d)))?(?!\d)"
    leading = rf"(?:{weekday.replace('?P<wd>', '?:')},?\s+{the})?"
    after = rf"(?:\s+(?P<after>{_any([*w.past, *w.next])})(?!\w))?"
    more = r"(?:\s+(?:more|full|consecutive|straight|whole))?"
    found = {
        "iso": r"\b(?P<y>(?:1[0-9]|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)\b",
        "slashed": r"(?<![\d/.])(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})[/.](?P<y>\d{4}|\d\d)(?![\d/])",
        "mdy": rf"\b{leading}{month}\s+(?P<day>{_DAY})(?![\w:%]|[.,]\d)(?:\s*[-–]\s*{_DAY}(?!\w))?{year}",
        "dmy": rf"\b{leading}{the}(?P<day>{_DAY}){of}\s+{month}{year}",
        "quarter": _quarter(w),
        "decade": rf"(?:\b{the}{vague}|\b)(?:(?P<dec>(?:1[0-9]|20)\d0|(?<=['’])\d0)['’]?s)\b",
        "century": rf"\b{the}{vague}(?P<cent>\d\d)(?:st|nd|rd|th|e|\.)?\s+(?:century|jahrhundert|siècle)\b",
        "month": rf"\b{vague}(?P<part>){the}(?:(?P<which>{which})\s+)?{month}(?!\s+\d{{1,2}}(?!\d)){year}",
        "season": rf"\b{vague}{the}(?:(?P<which>{which})\s+)?(?P<season>{_any(w.seasons)})\b{year}",
        "clock": r"(?<![\d.:$])(?P<h>\d{1,2})(?::(?P<min>\d\d))?(?::\d\d)?(?:\s?(?P<ampm>[ap]\.?m\b\.?))?(?![\d:%])",
        "ago": _ago(w, number, unit),
        "set": rf"\b{_any(w.every)}\s+(?:(?:{number}\s+)?{unit}|{weekday})",
        "deictic": rf"\b{vague}{the}(?P<which>{which}|latest)\s+(?:fiscal\s+)?(?:{number}\s+)?{unit}(?P<after>)",
        "same": rf"\b(?:later\s+|earlier\s+)?(?:the\s+same|that\s+same|that|same)\s+{unit}",
        "thispart": rf"\b(?:later\s+|earlier\s+|early\s+)?(?:this|cette|ce)\s+{part}",
        "relative": rf"\b(?:late\s+|early\s+|earlier\s+|later\s+)?(?P<rel>{_any(w.relative)})(?!\w)(?:\s+{part})?",
        "weekday": rf"\b(?:late\s+|early\s+)?(?:(?P<which>{which})\s+)?{weekday}{after}(?:\s+{part})?",
        "duration": rf"\b{number}(?P<half>\s+1/2|\s+and\s+a\s+half)?{more}[\s-]+{unit}(?![\s-]+old)(?:-long)?",
        "plural": rf"\b(?P<unit>{_any([u for u in w.units if u in _bare_plurals(w)])})\b(?![\s-]+old)",
        "adverb": rf"\b(?P<adv>{_any(w.adverbs)})\b",
        "ref": rf"\b(?P<ref>{_any(w.refs)})\b",
        "year": rf"(?<![\d$€£,.:/#-])\b{the}{vague}(?:fiscal\s+)?(?P<year>{_YEAR})(?![\d%]|[.,]\d|-\w|\s+(?:{_COUNTED})\b)",
    }
    if w.ago_first:
        found["deictic"] = _after_noun(w, the, which, number, unit)
    return found


def _bare_plurals(w: TimeWords) -> frozenset[str]:
    return frozenset({"days", "weeks", "months", "years", "decades", "centuries", "hours"} if w.language == "en" else ())


def _quarter(w: TimeWords) -> str:
    if not w.ordinals:
        return r"(?!)(?P<ord>)(?P<size>)(?P<year>)(?P<rel>)(?P<year0>)(?P<rel0>)"
    owner = rf"(?:(?:(?P<year0>{_YEAR})|(?P<rel0>last|this|next)\s+year)(?:'s|’s)?\s+)?"
    tail = rf"(?:(?:\s+of|,)?\s+(?:(?:fiscal\s+)?(?P<year>{_YEAR})|(?P<rel>last|this|next)\s+year))?"
    return rf"\b(?:the\s+)?{owner}(?:fiscal\s+)?(?P<ord>{_any(w.ordinals)})(?:\s+fiscal)?[\s-]+(?P<size>quarter|half)\b{tail}"


def _ago(w: TimeWords, number: str, unit: str) -> str:
    after = [*w.earlier, *w.later]
    if w.ago_first:
        before = [*w.ago, *w.hence]
        return rf"\b(?P<dir>{_any([*before])})\s+{number}\s+{unit}"
    return rf"\b{number}(?:\s+and\s+a\s+half)?[\s-]+{unit}[\s-]+(?P<dir>{_any([*w.ago, *w.hence, *after])})\b"


def _after_noun(w: TimeWords, the: str, which: str, number: str, unit: str) -> str:
    """ "la semaine dernière", "letzte Woche": the word stands before or after the unit."""
    before = rf"(?:(?P<which>{which})\s+)?(?:{number}\s+)?{unit}"
    return rf"\b{the}(?=(?:{which})\s|\w+\s+(?:\w+\s+)?(?:{which})(?!\w)){before}(?:\s+(?P<after>{which})(?!\w))?"
