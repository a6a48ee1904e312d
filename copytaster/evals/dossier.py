"""`copytaster eval dossier`: dossiers composed from any copy, and whether the check before print holds them.

PATH is a folder (or archive) of copy as evals/dossiercopy.py reads it: every folder is one situation, or as many as its items name.
For each a dossier is composed; then every sentence is held against its spans, faults are planted one at a time, and the check is
run on the clean dossier and on the clean text as a person would write it (Markdown with marks, numbers and names respelt).

    with_span           share of sentences whose first citation is in the copy, stands there, and gives the sentence
    sides_quoted        of the situations in whose copy two sides speak (with_two_voices): the share in whose text both do
    planted, found      faults planted; share that the check found; by kind in the rows
    false_alarms        findings (notes left out) for fifty clean sentences, dossier and written text together
    seconds_cold        CPU-seconds for the largest situation from nothing; seconds_new: for one more article
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from copytaster.dossier.analyse import Analysed, analyse, field_text
from copytaster.dossier.analysis import check_analysis
from copytaster.dossier.check import check
from copytaster.dossier.compose import compose
from copytaster.dossier.kept import Kept
from copytaster.dossier.resolve import apply
from copytaster.dossier.values import Dossier, Finding, SectionKey, Sentence, Severity
from copytaster.errors import Misconfigured
from copytaster.evals import Score
from copytaster.evals.corpus import share
from copytaster.evals.dossiercopy import Situation, situations
from copytaster.evals.planted import plant, told
from copytaster.model import Version
from copytaster.text.numbers import numbers


@dataclass(frozen=True)
class Made:
    """A dossier with what it was made from and how long that took, in CPU-seconds."""

    situation: Situation
    dossier: Dossier
    cold: float
    warm: float


def run(data: Path) -> Score:
    """Score the dossiers of every situation below `data`."""
    found, notes = situations(data)
    if not found:
        raise Misconfigured(f"{data}: no situation of eight dated texts or more was found; {'; '.join(notes[:3])}")
    made = [_made(one) for one in found]
    sentences = [(m, s) for m in made for _, _, s in told(m.dossier)]
    held = sum(1 for m, s in sentences if has_span(s, {v.id: v for v in m.situation.versions}))
    planted, missed, errors = _planted(made)
    alarms, clean, alarm_errors = _alarms(made)
    voiced = [m for m in made if len(_sides_heard(m.dossier)) > 1]
    largest = max(made, key=lambda m: len(m.situation.versions))
    figures: dict[str, float | int | str] = {
        "situations": len(made),
        "articles": sum(len(m.situation.versions) for m in made),
        "sentences": len(sentences),
        "with_span": share(held, len(sentences)),
        "with_two_voices": len(voiced),
        "sides_quoted": share(sum(_sides_heard(m.dossier) <= _sides_told(m.dossier) for m in voiced), len(voiced)),
        "one_origin": share(sum(s.has_one_origin for _, s in sentences), len(sentences)),
        "planted": sum(planted.values()),
        "found": share(sum(planted.values()) - sum(missed.values()), sum(planted.values())),
        "clean_sentences": clean,
        "false_alarms": round(50 * alarms / clean, 3) if clean else 0.0,
        "largest": len(largest.situation.versions),
        "seconds_cold": round(largest.cold, 2),
        "seconds_new": round(largest.warm, 2),
    }
    for kind in sorted(planted):
        figures[f"found_{kind.replace(' ', '_').replace('-', '_')}"] = share(planted[kind] - missed[kind], planted[kind])
    rows = tuple(_row(m) for m in made)
    return Score("dossier", figures, tuple(notes), (*errors[:60], *alarm_errors[:60]), rows)


def _made(one: Situation) -> Made:
    start = time.process_time()
    read = {v.id: analyse(v) for v in one.versions}
    dossier = compose(one.name, one.versions, analyses=read)
    check(dossier, one.versions)
    cold = time.process_time() - start
    return Made(one, dossier, cold, _once_more(one, read))


def _once_more(one: Situation, read: dict[int, Analysed]) -> float:
    """CPU-seconds for the last article, when all the others have been read and told."""
    last, kept = one.versions[-1], Kept()
    before = {number: analysed for number, analysed in read.items() if number != last.id}
    compose(one.name, one.versions[:-1], analyses=before, kept=kept)
    start = time.process_time()
    before[last.id] = analyse(last)
    dossier = compose(one.name, one.versions, analyses=before, kept=kept)
    check(dossier, one.versions)
    return time.process_time() - start


def has_span(sentence: Sentence, by_id: dict[int, Version]) -> bool:
    """Whether every citation stands where it says, and the first, with its recorded edits, is the sentence."""
    if not sentence.citations:
        return False
    for c in sentence.citations:
        version = by_id.get(c.version)
        if version is None or field_text(version, c.field)[c.start : c.end] != c.words:
            return False
    first = sentence.citations[0].words
    return all(first[e.start : e.end] == e.old for e in sentence.edits) and apply(first, sentence.edits).text == sentence.text


def _sides_told(dossier: Dossier) -> set[str]:
    return {s.side for _, _, s in told(dossier) if s.side}


def _sides_heard(dossier: Dossier) -> set[str]:
    """The sides for which somebody speaks anywhere in the copy."""
    return {c.side for c in dossier.claims if c.side}


def _planted(made: Sequence[Made]) -> tuple[Counter[str], Counter[str], list[str]]:
    planted: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    errors = []
    for m in made:
        for fault in plant(m.dossier, m.situation.versions):
            planted[fault.kind] += 1
            if not fault.is_found():
                missed[fault.kind] += 1
                errors.append(f"missed: {fault.kind} in {m.situation.name}, {fault.place}")
    return planted, missed, errors


def _alarms(made: Sequence[Made]) -> tuple[int, int, list[str]]:
    alarms, clean, errors = 0, 0, []
    for m in made:
        sentences = sum(1 for _ in told(m.dossier))
        findings = [*check(m.dossier, m.situation.versions), *_as_written(m)]
        # That later copy overtook a claim, or that nobody quotes a side, is so: it is no false alarm.
        false = [f for f in findings if f.severity is not Severity.NOTE and f.code not in {"overtaken", "no-voice"}]
        alarms += len(false)
        clean += 2 * sentences
        errors += [f"false alarm: {f.code}, {f.place}: {f.reason} ({m.situation.name}): {f.words[:120]}" for f in false]
    return alarms, clean, errors


def _as_written(m: Made) -> tuple[Finding, ...]:
    """What the check finds in the same text as a person would write it."""
    copy = {c.version for _, _, s in told(m.dossier) for c in s.citations}
    day = m.dossier.as_of.date() if m.dossier.as_of else None
    return check_analysis(as_written(m.dossier), copy=[v for v in m.situation.versions if v.id in copy], day=day)


def as_written(dossier: Dossier) -> str:
    """A dossier as Markdown with marks of versions, its numbers spelt the other way and its sentences marked one by one."""
    blocks = [f"# {dossier.title}"]
    for section in dossier.sections:
        if section.sentences:
            if section.key is not SectionKey.STANDFIRST:
                blocks.append(f"## {section.title}")
            blocks.append("\n\n".join(_line(s) for s in section.sentences))
    return "\n\n".join(blocks) + "\n"


def _line(sentence: Sentence) -> str:
    text = " ".join(respelt(sentence.text).split())
    return f"{text} {''.join(f'{{v:{c.version}}}' for c in sentence.citations[:1])}"


_SPELT = dict(enumerate("zero one two three four five six seven eight nine ten eleven twelve".split()))


def respelt(text: str) -> str:
    """The same text with small counts in words made digits, and the other way round."""
    for n in reversed(list(_plain_counts(text))):
        other = _SPELT[int(n[2])] if text[n[0] : n[1]].isdigit() else str(int(n[2]))
        text = text[: n[0]] + (other.capitalize() if n[0] == 0 else other) + text[n[1] :]
    return text


def _plain_counts(text: str) -> Iterator[tuple[int, int, float]]:
    """Small counts that can be spelt otherwise: no part of a name, a date or a range."""
    for n in numbers(text):
        if n.kind == "count" and n.value in _SPELT and n.printed.lower() in {_SPELT[int(n.value)], str(int(n.value))}:
            after, before = text[n.end :], text[: n.start]
            is_bound = re.match(r"\s?(?:[A-Z]|%|[-–])", after) or re.search(r"[A-Z][\w’'-]*\s\Z|[-–$€£]\Z", before)
            if not is_bound:
                yield n.start, n.start + len(n.printed), n.value


def _row(m: Made) -> dict[str, float | int | str]:
    d = m.dossier
    return {
        "situation": m.situation.name,
        "articles": len(m.situation.versions),
        "sentences": sum(1 for _ in told(d)),
        "trigger": str(d.trigger or ""),
        "sides": ", ".join(s.name for s in d.sides),
        "sides_in_text": ", ".join(sorted(_sides_told(d))),
        "contests": len(d.contests),
        "overtaken": sum(bool(c.overtaken_by) for c in d.claims),
    }
