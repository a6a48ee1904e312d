"""Checks on a text that people write: the same questions that a composed dossier is asked before print.

`check_analysis` takes Markdown (or what was read from it) and says what is missing; `outline` gives its timeline, claims, actors.
It must not change the text, and it does not know whether what is written is true.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from copytaster.dossier.actors import Cast, cast
from copytaster.dossier.analyse import Analysed, analyse
from copytaster.dossier.claims import hear
from copytaster.dossier.contests import contests
from copytaster.dossier.sides import find_sides, with_sides
from copytaster.dossier.support import unsupported
from copytaster.dossier.telling import happened
from copytaster.dossier.values import Actor, Claim, Contest, Event, Field, Finding, Precision, SectionKey, Severity, Side, When
from copytaster.dossier.written import Analysis, Written, read_markdown
from copytaster.model import UTC, Dated, Item, Version

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
    text: str | Analysis, *, copy: Sequence[Version] = (), day: dt.date | None = None, killed: Collection[int] = ()
) -> tuple[Finding, ...]:
    """What speaks against printing a written text, gravest first. `copy` holds the versions that its marks may name."""
    written = read_markdown(text) if isinstance(text, str) else text
    _, analysed, _ = _as_version(written, day)
    by_id = {v.id: v for v in copy}
    found = [*_sources(written, by_id, killed), *_order(written, analysed), *_voices(written, outline(written, day=day))]
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return tuple(sorted(found, key=lambda f: order[f.severity]))


def _as_version(written: Analysis, day: dt.date | None) -> tuple[Version, Analysed, list[int]]:
    """The text as a version of its own, one sentence a paragraph, so that the readers of copy can read it."""
    body = "\n".join(s.text for s in written.sentences)
    time = dt.datetime.combine(day, dt.time(), UTC) if day else _NO_TIME
    dated = Dated.DAY if day else Dated.ARRIVAL
    version = Version(0, "desk", 0, time, time, dated, Item(headline=written.title, body=body, day=day))
    analysed = analyse(version)
    starts: list[int] = []
    at = 0
    for sentence in written.sentences:
        starts.append(at)
        at += len(sentence.text) + 1
    return version, analysed, starts


def _place(sentence: Written) -> str:
    return f"{sentence.heading or 'Standfirst'}, sentence {sentence.number}"


def _sources(written: Analysis, by_id: Mapping[int, Version], killed: Collection[int]) -> list[Finding]:
    found: list[Finding] = []
    bare = [s for s in written.sentences if not s.sources]
    if written.sentences and len(bare) == len(written.sentences):
        reason = f"none of the {len(bare)} sentences has a source"
        found.append(Finding("no-sources", "the whole text", reason, Severity.ERROR))
    found += [Finding("uncited", _place(s), "no source stands with this sentence", Severity.ERROR, s.text) for s in bare]
    for heading, key in written.headings:
        section = [s for s in written.sentences if s.heading == heading]
        if section and not any(s.sources for s in section):
            found.append(Finding("unsourced-section", heading, "no sentence of this section has a source", Severity.ERROR))
        if key is None:
            found.append(Finding("unknown-section", heading, "the heading names none of the six sections", Severity.NOTE))
    for sentence in written.sentences:
        found += _against_copy(sentence, by_id, killed)
    return found


def _against_copy(sentence: Written, by_id: Mapping[int, Version], killed: Collection[int]) -> list[Finding]:
    """The sentence held against the versions that it cites by number."""
    ids = [int(s[2:]) for s in sentence.sources if s.startswith("v:")]
    found = [
        Finding("lost-source", _place(sentence), f"version {i} is not in the copy", Severity.ERROR, sentence.text)
        for i in ids
        if i not in by_id
    ]
    found += [
        Finding("killed-source", _place(sentence), f"version {i} was killed", Severity.ERROR, sentence.text)
        for i in ids
        if i in killed
    ]
    cited = [by_id[i] for i in ids if i in by_id]
    if cited:
        texts = [t for v in cited for t in (v.item.headline, v.item.summary, v.item.body)]
        for one in unsupported(sentence.text, texts, day=cited[0].time.date()):
            reason = f"no cited source has the {one.kind} “{one.words}”"
            found.append(Finding(f"unsourced-{one.kind}", _place(sentence), reason, Severity.ERROR, sentence.text))
    return found


def _dated(written: Analysis, analysed: Analysed) -> list[tuple[Written, When]]:
    """Each sentence that names a date, with what it dates; sentences are told apart by their text."""
    by_text: dict[str, Written] = {}
    for one in written.sentences:
        by_text.setdefault(one.text, one)
    result = []
    for read in analysed.sentences:
        sentence = by_text.get(read.text)
        if sentence and read.field == Field.BODY and any(t.first and t.precision for t in read.times):
            when, _ = happened(read, analysed.day)
            if when:
                result.append((sentence, when))
    return result


def _order(written: Analysis, analysed: Analysed) -> list[Finding]:
    """Events told after the trigger that happened before it."""
    dated = _dated(written, analysed)
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
