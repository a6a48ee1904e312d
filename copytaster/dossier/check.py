"""The check before print: every sentence, event and claim of a dossier held against the copy that stands now.

Findings carry a code, a place and a reason. An error holds the edition back; `require_cited` raises `Uncited` for the gravest of
them, a sentence without a source. It must not mend anything.

    uncited            a sentence without a citation
    lost-source        a cited version is not in the copy, or a footnote is not defined
    no-desk            a written text cites versions, and no desk was named that has them
    killed-source      a cited version was killed
    moved-span         the cited words do not stand at their place, or no longer stand in the latest version
    altered            the sentence is not its cited words with its recorded edits
    unsourced-name     a name that no cited source has (unsourced-number, -date, -claim likewise)
    before-trigger     an event told after the trigger that happened before it
    contradiction      two sentences give different figures for the same thing
    overtaken          later copy took the place of what somebody says in it
    stale              it speaks of a "now" that is past, or looks ahead to a day that has come
    no-voice           a side that nobody quotes
    unsourced-section  a section none of whose sentences has a source
    one-origin         a section, or all of the dossier, known from one origin only
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from copytaster.dossier.alone import QUOTED
from copytaster.dossier.analyse import day_of, field_text
from copytaster.dossier.crowds import crowd_of
from copytaster.dossier.resolve import apply
from copytaster.dossier.standing import Standing, standing
from copytaster.dossier.support import Toll, tolls, unclaimed, unsupported
from copytaster.dossier.values import Citation, Dossier, Edit, Finding, Section, SectionKey, Sentence, Severity
from copytaster.errors import Uncited
from copytaster.model import Version
from copytaster.text.dates import find
from copytaster.text.outlets import voices
from copytaster.text.timewords import ENGLISH_MONTHS
from copytaster.text.words import words

_AFTER = (SectionKey.ESCALATION, SectionKey.REACTIONS, SectionKey.CONSEQUENCES)


def require_cited(dossier: Dossier) -> None:
    """Raise `Uncited` where any sentence, event or claim has no citation."""
    for section in dossier.sections:
        for place, sentence in enumerate(section.sentences, start=1):
            if not sentence.citations:
                raise Uncited(f"{dossier.name}: {section.title}, sentence {place} has no source: {sentence.text[:80]!r}")
    for event in dossier.timeline:
        if not event.citations:
            raise Uncited(f"{dossier.name}: timeline, {event.when} has no source: {event.text[:80]!r}")


def check(
    dossier: Dossier,
    copy: Sequence[Version],
    *,
    line_of: Mapping[int, int] | None = None,
    killed: Collection[int] = (),
    today: dt.date | None = None,
) -> tuple[Finding, ...]:
    """Everything that speaks against printing a dossier as it is, gravest first. `today` is the day it is read on; without it
    that of its latest copy, which may lie long back."""
    stands = standing(copy, line_of=line_of, killed=killed)
    by_id = {v.id: v for v in copy}
    read_on = today or (dossier.as_of.date() if dossier.as_of else None)
    found = [f for section in dossier.sections for f in _section(section, dossier, by_id, stands, read_on)]
    for event in dossier.timeline:
        found += _spans(f"Timeline, {event.when}", event.text, event.citations, event.edits, by_id, stands)
    for claim in dossier.claims:
        found += _spans(f"Claims, {claim.speaker}", "", (claim.citation,), (), by_id, stands)
    found += _figures(dossier)
    found += _of_one_origin(dossier)
    found += _silent(dossier)
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return tuple(sorted(found, key=lambda f: order[f.severity]))


def _section(
    section: Section, dossier: Dossier, by_id: Mapping[int, Version], stands: Standing, read_on: dt.date | None
) -> Iterator[Finding]:
    if section.sentences and not any(s.citations for s in section.sentences):
        yield Finding("unsourced-section", section.title, "no sentence of this section has a source", Severity.ERROR)
    for number, sentence in enumerate(section.sentences, start=1):
        place = f"{section.title}, sentence {number}"
        if not sentence.citations:
            yield Finding("uncited", place, "no source says this", Severity.ERROR, sentence.text)
            continue
        yield from _spans(place, sentence.text, sentence.citations, sentence.edits, by_id, stands, smoothed=sentence.smoothed)
        yield from _order(place, section.key, sentence, dossier.trigger)
        yield from _overtaken(place, sentence, by_id, read_on)


def _of_one_origin(dossier: Dossier) -> Iterator[Finding]:
    """The sections that are known from one origin; said once where all of the dossier is."""
    told = {s.title: voices(o for one in s.sentences for o in one.origins) for s in dossier.sections if len(s.sentences) > 1}
    everyone = voices(o for s in dossier.sections for one in s.sentences for o in one.origins)
    if told and sum(bool(s.sentences) for s in dossier.sections) > 1 and len(everyone) == 1:
        yield Finding("one-origin", "All sections", f"all of it is known from {everyone[0]} only", Severity.NOTE)
        return
    for title, origins in told.items():
        if len(origins) == 1:
            yield Finding("one-origin", title, f"all of it is known from {origins[0]} only", Severity.NOTE)


def _silent(dossier: Dossier) -> Iterator[Finding]:
    """A side that nobody quotes while the other speaks; said once, as a note, where the copy quotes neither."""
    missing = [s.name for s in dossier.sides if s.key in dossier.cover.missing]
    if missing and len(missing) == len(dossier.sides) > 1:
        yield Finding("no-voice", "Reactions", f"no side is quoted: neither {' nor '.join(missing)}", Severity.NOTE)
        return
    for name in missing:
        yield Finding("no-voice", "Reactions", f"{name} {'are' if crowd_of(name) else 'is'} not quoted anywhere", Severity.WARNING)


def _spans(
    place: str,
    text: str,
    citations: Sequence[Citation],
    edits: Sequence[Edit],
    by_id: Mapping[int, Version],
    stands: Standing,
    *,
    smoothed: bool = False,
) -> Iterator[Finding]:
    for citation in citations:
        finding = _span(place, citation, by_id, stands)
        if finding:
            yield finding
    if not text or not citations:
        return
    first = citations[0]
    wrong = any(first.words[e.start : e.end] != e.old for e in edits)
    if wrong or apply(first.words, edits).text != text:
        day = day_of(by_id[first.version]) if first.version in by_id else None
        spans = [c.words for c in citations]
        if smoothed:
            # What was resolved in the composed form ("on Tuesday") stands for the source here too.
            spans.append(apply(first.words, edits).text)
        missing = [*unsupported(text, spans, day=day), *unclaimed(text, spans)]
        for one in missing:
            yield Finding(f"unsourced-{one.kind}", place, f"no cited source has the {one.kind} “{one.words}”", Severity.ERROR, text)
        if not smoothed:
            yield Finding("altered", place, "the sentence is not the words of its source", Severity.WARNING, text)


def _span(place: str, citation: Citation, by_id: Mapping[int, Version], stands: Standing) -> Finding | None:
    version = by_id.get(citation.version)
    if version is None:
        return Finding("lost-source", place, f"version {citation.version} is not in the copy", Severity.ERROR, citation.words)
    if citation.version in stands.dead:
        return Finding(
            "killed-source", place, f"version {citation.version} ({version.source}) was killed", Severity.ERROR, citation.words
        )
    if field_text(version, citation.field)[citation.start : citation.end] != citation.words:
        return Finding("moved-span", place, f"version {citation.version} does not say this there", Severity.ERROR, citation.words)
    head = stands.now(citation.version)
    if head and head.id != version.id and not _still_says(head, citation.words):
        reason = f"version {head.id} took the place of {version.id} and no longer says this"
        return Finding("moved-span", place, reason, Severity.ERROR, citation.words)
    return None


def _still_says(version: Version, words: str) -> bool:
    item = version.item
    bare = " ".join(words.split())
    return any(bare in " ".join(text.split()) for text in (item.headline, item.summary, item.body))


def _order(place: str, key: SectionKey, sentence: Sentence, trigger: dt.date | None) -> Iterator[Finding]:
    if trigger and sentence.when and key in _AFTER and sentence.when.last < trigger:
        reason = f"{sentence.when} lies before the trigger of {trigger.day} {trigger:%B %Y}"
        yield Finding("before-trigger", place, reason, Severity.ERROR, sentence.text)


# A "now" in copy is past after so many days.
FRESH = dt.timedelta(days=30)
NOW = re.compile(
    r"\b(?:now|currently|at present|at the moment|nowadays|so far|to date|as yet|recently|in recent (?:days|weeks|months)|today"
    r"|tomorrow|tonight|this (?:week|month|year)|next (?:week|month|year))\b",
    re.IGNORECASE,
)


def _overtaken(place: str, sentence: Sentence, by_id: Mapping[int, Version], read_on: dt.date | None) -> Iterator[Finding]:
    if sentence.overtaken:
        yield Finding("overtaken", place, sentence.overtaken, Severity.WARNING, sentence.text)
    version = by_id.get(sentence.citations[0].version)
    day = day_of(version) if version else None
    if reason := stale(sentence.text, day, read_on):
        yield Finding("stale", place, reason, Severity.WARNING, sentence.text)


def stale(text: str, day: dt.date | None, as_of: dt.date | None) -> str:
    """Why a sentence of copy of `day` is stale as of a later day; nothing where it is not. What stands in quotation marks was said
    then."""
    if day is None or as_of is None or as_of <= day:
        return ""
    bare = QUOTED.sub(" ", text)
    if as_of - day > FRESH and (m := NOW.search(bare)):
        return f"“{m.group()}” was written on {day.day} {day:%B %Y}"
    if EXPECTED.search(bare):
        ahead = [
            t for t in find(bare, anchor=day) if t.first and t.last and t.precision in {"day", "month", "year"} and t.first > day
        ]
        if ahead and all(t.last and t.last < as_of for t in ahead):
            return f"it looks ahead to {ahead[-1].text}, and that has passed"
    return ""


_OUTLOOK = re.compile(
    r"\b(?:will|shall)\b|\b(?:is|are) (?:to|due|set|going|(?:now |still |also )?(?:expected|planned|scheduled|slated))\b",
    re.IGNORECASE,
)


def passed(text: str, written: dt.date | None, today: dt.date | None) -> str:
    """Why an outlook is past: it still looks ahead, and every day that it names with its year lies before `today`."""
    bare = QUOTED.sub(" ", text)
    if today is None or not _OUTLOOK.search(bare):
        return ""
    named = [t for t in find(bare, anchor=written) if t.last and t.precision and re.search(r"\b(?:19|20)\d\d\b", t.text)]
    if named and all(t.last and t.last < today for t in named):
        return f"it looks ahead to {named[-1].text}, and that has passed"
    return ""


EXPECTED = re.compile(
    r"\b(?:will|would|is to|are to|expected|plans?|planned|scheduled|set to|due|intends?|is going to|are going to)\b", re.IGNORECASE
)

# Two sentences that share this much of the longer one's words speak of one event, so that their tolls can contradict each other.
_ONE_EVENT = 0.5


def is_one_event(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two sentences, by their words, tell of one event: a strike on one house is not all strikes of that day."""
    return len(left & right) >= _ONE_EVENT * max(len(left), len(right), 1)


# "on Monday" and "in March" are no places.
_AT = re.compile(
    rf"\b(?:in|at|near|outside|off|on)\s(?:the\s)?(?!(?:{ENGLISH_MONTHS}|[A-Z][a-z]+day)\b)"
    r"(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)"
)


def are_elsewhere(left: str, right: str) -> bool:
    """Whether each of two sentences tells of a place that the other does not name: two shootings of one day."""
    mine, theirs = (_AT.search(text) for text in (left, right))
    return bool(mine and theirs and mine["place"] not in right and theirs["place"] not in left)


def _figures(dossier: Dossier) -> Iterator[Finding]:
    """Sentences that tell of the same event of one day and give different tolls."""
    told: list[tuple[str, Sentence, frozenset[str], tuple[Toll, ...]]] = []
    for section in dossier.sections:
        for number, sentence in enumerate(section.sentences, start=1):
            place = f"{section.title}, sentence {number}"
            here = tolls(sentence.text)
            terms = frozenset(words(sentence.text)) if here else frozenset()
            for before, other, others, theirs in told if here and sentence.when else ():
                if other.when != sentence.when or are_elsewhere(other.text, sentence.text):
                    continue
                if is_one_event(terms, others) and (pair := differ(theirs, here)):
                    reason = f"“{pair[1].printed}” {pair[1].fate} here, “{pair[0].printed}” in {before}"
                    yield Finding("contradiction", place, reason, Severity.WARNING, sentence.text)
            if here:
                told.append((place, sentence, terms, here))


def differ(left: Sequence[Toll], right: Sequence[Toll]) -> tuple[Toll, Toll] | None:
    """Two tolls of one fate that cannot both be right: "at least 20" allows 24, not 19."""
    for a in left:
        for b in right:
            if a.fate == b.fate and a.value != b.value and not any(t.fate == a.fate and t.value == b.value for t in left):
                lower = min((a, b), key=lambda t: t.value)
                if not lower.is_bound:
                    return a, b
    return None
