"""Checks on a text that people write: the same questions that a composed dossier is asked before print.

`check_analysis` takes Markdown (or what was read from it) and says what is missing; `outline` gives its timeline, claims, actors.
It must not change the text, and it does not know whether what is written is true.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from copytaster.dossier.actors import Cast, cast
from copytaster.dossier.analyse import Analysed, Read, analyse, day_of
from copytaster.dossier.check import differ, is_one_event, passed, stale
from copytaster.dossier.claims import hear
from copytaster.dossier.contests import contests, overtakes
from copytaster.dossier.happened import happened
from copytaster.dossier.sides import find_sides, with_sides
from copytaster.dossier.standing import Standing, standing
from copytaster.dossier.support import Unsupported, tolls, unclaimed, unsupported
from copytaster.dossier.values import Actor, Claim, Contest, Event, Field, Finding, Precision, SectionKey, Severity, Side, When
from copytaster.dossier.written import Analysis, Written, read_markdown
from copytaster.model import UTC, Dated, Item, Version
from copytaster.text.words import words

_QUOTES = ("“", '"', "«", "„")
_NO_TIME = dt.datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Outline:
    """What a written text holds: dated events, actors with their sides, claims, and which of them stand against each other."""

    timeline: tuple[Event, ...]
    actors: tuple[Actor, ...]
    sides: tuple[Side, ...]
    claims: tuple[Claim, ...]
    contests: tuple[Contest, ...]


def outline(text: str | Analysis, *, day: dt.date | None = None) -> Outline:
    """The timeline, actors and claims of a written text. Citations point at the text itself (version 0)."""
    written = read_markdown(text) if isinstance(text, str) else text
    version, analysed, _ = _as_version(written, day)
    everyone = cast([analysed])
    sides = find_sides(written.title, [analysed], everyone)
    contested, said = contests(hear([(version, analysed)], everyone, sides), sides)
    return Outline(
        tuple(_events(written, analysed, everyone)),
        tuple(with_sides(everyone, sides).values()),
        sides,
        tuple(said),
        contested,
    )


def check_analysis(
    text: str | Analysis,
    *,
    copy: Sequence[Version] = (),
    later: Sequence[Version] = (),
    day: dt.date | None = None,
    killed: Collection[int] = (),
    line_of: Mapping[int, int] | None = None,
    has_desk: bool = True,
    today: dt.date | None = None,
) -> tuple[Finding, ...]:
    """What speaks against printing a written text, gravest first.

    `copy` holds the versions that its marks may name, with those that took their place; `later` is copy on the same matter that may
    have overtaken what the text says. `today` is the day it is read on: what it looks ahead to may have passed. Without `has_desk`
    no mark of a version can be followed, and that is said once.
    """
    written = read_markdown(text) if isinstance(text, str) else text
    version, analysed, _ = _as_version(written, day)
    stands = standing(copy, line_of=line_of, killed=killed)
    found = [
        *_sources(written, {v.id: v for v in copy}, stands, today or day, has_desk=has_desk),
        *_passed(written, day, today),
        *_order(written, analysed),
        *_figures(written),
        *_overtaken(written, version, analysed, later),
        *_voices(written, outline(written, day=day)),
    ]
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return tuple(sorted(found, key=lambda f: (order[f.severity], f.code == "uncited")))


def _as_version(written: Analysis, day: dt.date | None) -> tuple[Version, Analysed, list[int]]:
    """The text as a version of its own, one sentence a paragraph, so that the readers of copy can read it."""
    body = "\n".join(s.text for s in written.sentences)
    time = dt.datetime.combine(day, dt.time(), UTC) if day else _NO_TIME
    dated = Dated.DAY if day else Dated.ARRIVAL
    version = Version(0, "desk", 0, time, time, dated, Item(headline=written.title, body=body, day=day, language=written.language))
    analysed = analyse(version)
    starts: list[int] = []
    at = 0
    for sentence in written.sentences:
        starts.append(at)
        at += len(sentence.text) + 1
    return version, analysed, starts


def _place(sentence: Written) -> str:
    return f"{sentence.heading or 'Standfirst'}, sentence {sentence.number}"


def _passed(written: Analysis, day: dt.date | None, today: dt.date | None) -> Iterator[Finding]:
    """Sentences that look ahead to a day that has come, by the day of the text itself or by the day it is read on."""
    for sentence in written.sentences:
        if reason := passed(sentence.text, day, today or day):
            yield Finding("stale", _place(sentence), reason, Severity.WARNING, sentence.text)


def _sources(
    written: Analysis, by_id: Mapping[int, Version], stands: Standing, today: dt.date | None, *, has_desk: bool
) -> list[Finding]:
    found: list[Finding] = []
    bare = [s for s in written.sentences if not s.sources]
    if written.sentences and len(bare) == len(written.sentences):
        reason = f"none of the {len(bare)} sentences has a source"
        found.append(Finding("no-sources", "the whole text", reason, Severity.ERROR))
    found += [
        Finding("uncited", _place(s), "no source stands with this sentence", Severity.ERROR, s.text) for s in bare if not s.lost
    ]
    for heading, key in written.headings:
        section = [s for s in written.sentences if s.heading == heading]
        if section and not any(s.sources for s in section):
            found.append(Finding("unsourced-section", heading, "no sentence of this section has a source", Severity.ERROR))
        if key is None:
            found.append(Finding("unknown-section", heading, "the heading names none of the six sections", Severity.NOTE))
    marks = sorted({s for w in written.sentences for s in w.sources if s.startswith("v:")})
    if marks and not has_desk:
        named = ", ".join(f"{{{mark}}}" for mark in marks[:6])
        reason = f"no desk is known here, so these marks cannot be followed: {named}; name the desk's folder with --data"
        found.append(Finding("no-desk", "the whole text", reason, Severity.ERROR))
    for sentence in written.sentences:
        reason = "the text has no footnote {}: nothing stands behind this mark"
        found += [Finding("lost-source", _place(sentence), reason.format(m), Severity.ERROR, sentence.text) for m in sentence.lost]
        if has_desk:
            found += _against_copy(sentence, by_id, stands, today)
    return found


def _against_copy(sentence: Written, by_id: Mapping[int, Version], stands: Standing, today: dt.date | None) -> Iterator[Finding]:
    """The sentence held against the versions that it cites by number."""
    place = _place(sentence)
    ids = [int(s[2:]) for s in sentence.sources if s.startswith("v:")]
    for one in ids:
        if one not in by_id:
            yield Finding("lost-source", place, f"version {one} is not in the copy", Severity.ERROR, sentence.text)
        elif one in stands.dead:
            yield Finding("killed-source", place, f"version {one} was killed", Severity.ERROR, sentence.text)
    cited = [by_id[i] for i in ids if i in by_id]
    if not cited:
        return
    missing = _unsaid(sentence.text, cited)
    for what in missing:
        reason = f"no cited source has the {what.kind} “{what.words}”"
        yield Finding(f"unsourced-{what.kind}", place, reason, Severity.ERROR, sentence.text)
    heads = [head for v in cited if (head := stands.now(v.id)) is not None]
    if not missing and {h.id for h in heads} != {v.id for v in cited} and heads:
        for what in _unsaid(sentence.text, heads):
            reason = f"version {heads[-1].id} took the place of {cited[-1].id} and has no {what.kind} “{what.words}”"
            yield Finding("moved-span", place, reason, Severity.ERROR, sentence.text)
    if (reason := stale(sentence.text, day_of(cited[0]), today)) and not passed(sentence.text, None, today):
        yield Finding("stale", place, reason, Severity.WARNING, sentence.text)


def _unsaid(text: str, cited: Sequence[Version]) -> list[Unsupported]:
    texts = [t for v in cited for t in (v.item.headline, v.item.summary, v.item.body) if t]
    return [*unsupported(text, texts, day=day_of(cited[0])), *unclaimed(text, texts)]


def _figures(written: Analysis) -> Iterator[Finding]:
    """Sentences of the text that give different tolls for one event."""
    told = [(s, frozenset(words(s.text)), t) for s in written.sentences if (t := tolls(s.text))]
    for place, (one, terms, mine) in enumerate(told):
        for other, others, theirs in told[:place]:
            if is_one_event(terms, others) and (pair := differ(theirs, mine)):
                reason = f"“{pair[1].printed}” {pair[1].fate} here, “{pair[0].printed}” in {_place(other)}"
                yield Finding("contradiction", _place(one), reason, Severity.WARNING, one.text)


def _overtaken(written: Analysis, version: Version, analysed: Analysed, later: Sequence[Version]) -> Iterator[Finding]:
    """What the text has somebody say, and later copy has overtaken."""
    copy = [(v, analyse(v)) for v in standing(later).versions]
    if not copy:
        return
    everyone = cast([analysed, *(a for _, a in copy)])
    sides = find_sides(written.title, [analysed, *(a for _, a in copy)], everyone)
    mine, theirs = hear([(version, analysed)], everyone, sides), hear(copy, everyone, sides)
    by_start = {(r.field, r.start): r.text for r in analysed.sentences}
    places = {s.text: _place(s) for s in written.sentences}
    for early in mine:
        why = next((w for late in theirs if (w := overtakes(early, late))), "")
        if why:
            text = by_start.get((early.claim.citation.field, early.claim.sentence), early.claim.words)
            yield Finding("overtaken", places.get(text, "the whole text"), f"“{early.claim.words}”: {why}", Severity.WARNING, text)


def _dated(written: Analysis, analysed: Analysed, *, of_what_is_said: bool = True) -> list[tuple[Written, When]]:
    """Each sentence that names a date, with what it dates; sentences are told apart by their text. Without `of_what_is_said` a date
    in somebody's words does not count: they were said later."""
    by_text: dict[str, Written] = {}
    for one in written.sentences:
        by_text.setdefault(one.text, one)
    result = []
    for read in analysed.sentences:
        sentence = by_text.get(read.text)
        if not of_what_is_said:
            read = _outside_of_statements(read)
        if sentence and read.field == Field.BODY and any(t.first and t.precision for t in read.times):
            when, _, _ = happened(read, analysed.day)
            if when is None and of_what_is_said:
                when, _, _ = happened(
                    read, None
                )  # of a text that looks back over years any date in a sentence is a part of its story
            if when:
                result.append((sentence, when))
    return result


def _outside_of_statements(read: Read) -> Read:
    said = [span for s in read.says if s.source for span in s.content]
    return replace(read, times=tuple(t for t in read.times if not any(a <= t.start < b for a, b in said)))


def _order(written: Analysis, analysed: Analysed) -> list[Finding]:
    """Events told after the trigger that happened before it."""
    dated = _dated(written, analysed, of_what_is_said=False)
    triggers = [when for sentence, when in dated if sentence.section == SectionKey.TRIGGER]
    if not triggers:
        return []
    trigger = min(triggers, key=lambda w: w.first)
    after = {SectionKey.ESCALATION, SectionKey.REACTIONS, SectionKey.CONSEQUENCES}
    return [
        Finding(
            "before-trigger",
            _place(sentence),
            f"{when} is told as {sentence.section.value if sentence.section else ''}, and the trigger is of {trigger}",
            Severity.ERROR,
            sentence.text,
        )
        for sentence, when in dated
        if sentence.section in after and when.last < trigger.first
    ]


def _voices(written: Analysis, seen: Outline) -> list[Finding]:
    """Sides that nobody quotes: no words of theirs in quotation marks."""
    quoted = {c.side for c in seen.claims if c.direct or any(q in c.words for q in _QUOTES)}
    silent = [s for s in seen.sides if s.key not in quoted]
    if not seen.sides or not silent:
        return []
    if len(silent) == len(seen.sides):
        names = " nor ".join(s.name for s in silent)
        return [Finding("no-voice", "the whole text", f"no side is quoted: neither {names}", Severity.WARNING)]
    return [Finding("no-voice", "the whole text", f"{s.name} is not quoted", Severity.WARNING) for s in silent]


def _events(written: Analysis, analysed: Analysed, everyone: Cast) -> list[Event]:
    reads = {r.text: r for r in analysed.sentences}
    events = []
    for sentence, when in _dated(written, analysed):
        read = reads[sentence.text]
        actors = tuple(a.key for a in everyone.in_span(read, read.start, read.end))
        events.append(Event(when, sentence.text, (), sentence.section, actors))
    return sorted(events, key=lambda e: (e.when.first, e.when.precision != Precision.DAY))
