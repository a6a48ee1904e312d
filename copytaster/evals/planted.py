"""Faults planted in a clean dossier, one at a time, to see whether the check finds each. It must not plant what is no fault."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from copytaster.dossier.check import check
from copytaster.dossier.cover import cover
from copytaster.dossier.support import Toll, tolls
from copytaster.dossier.values import Dossier, Section, SectionKey, Sentence
from copytaster.model import PubStatus, Version
from copytaster.text.names import mentions
from copytaster.text.numbers import numbers
from copytaster.text.timewords import ENGLISH_MONTHS

_STRANGERS = ("Ruritania", "Count Orlok", "Gondor")
# So many sentences of a dossier get each fault in turn.
_EACH = 8


@dataclass(frozen=True)
class Planted:
    """A dossier with one fault, the copy to hold it against, and the codes of which one must be found at its place."""

    kind: str
    dossier: Dossier
    copy: tuple[Version, ...]
    killed: frozenset[int]
    place: str
    codes: frozenset[str]
    line_of: Mapping[int, int] | None = None

    def is_found(self) -> bool:
        """Whether the check finds this fault where it is."""
        findings = check(self.dossier, self.copy, killed=self.killed, line_of=self.line_of)
        return any(f.code in self.codes and f.place.startswith(self.place) for f in findings)


def plant(dossier: Dossier, copy: Sequence[Version]) -> Iterator[Planted]:
    """Every fault that can be planted in a dossier."""
    whole = tuple(copy)
    by_id = {v.id: v for v in copy}
    every = list(told(dossier))
    for key, place, sentence in every[:: max(1, len(every) // _EACH)]:
        at = _place(dossier, key, place)
        for kind, changed, codes in _changed(sentence):
            yield Planted(kind, _with(dossier, key, place, changed), whole, frozenset(), at, codes)
        first = sentence.citations[0].version
        dead = frozenset({c.version for c in sentence.citations})
        yield Planted("killed source", dossier, whole, dead, at, frozenset({"killed-source"}))
        withdrawn = tuple(_canceled(v) if v.id == first else v for v in whole)
        yield Planted("canceled by its wire", dossier, withdrawn, frozenset(), at, frozenset({"killed-source"}))
        yield Planted("lost source", dossier, tuple(v for v in whole if v.id != first), frozenset(), at, frozenset({"lost-source"}))
        later = _reworded(by_id[first])
        chain = {v.id: v.id for v in whole} | {later.id: first}
        yield Planted("reworded source", dossier, (*whole, later), frozenset(), at, frozenset({"moved-span"}), chain)
    yield from _structure(dossier, whole)


def told(dossier: Dossier) -> Iterator[tuple[SectionKey, int, Sentence]]:
    """Every sentence of a dossier with its section and its place there."""
    for section in dossier.sections:
        for place, sentence in enumerate(section.sentences):
            yield section.key, place, sentence


def _place(dossier: Dossier, key: SectionKey, place: int) -> str:
    return f"{dossier.section(key).title}, sentence {place + 1}"


def _changed(sentence: Sentence) -> Iterator[tuple[str, Sentence, frozenset[str]]]:
    text = sentence.text
    names = [m for m in mentions(text) if m.end - m.start > 3]
    if names:
        stranger = next(s for s in _STRANGERS if s not in text)
        other = text[: names[-1].start] + stranger + text[names[-1].end :]
        yield "unsourced name", replace(sentence, text=other), frozenset({"unsourced-name"})
    counts = [n for n in numbers(text) if n.kind == "count" and re.fullmatch(r"[\d,]+|[A-Za-z-]+", n.printed)]
    counts = [n for n in counts if not re.match(rf"\s(?:{ENGLISH_MONTHS})", text[n.end :])]
    if counts:
        n = counts[0]
        # A figure that the sources give for something else is no planted fault of this kind: the next one that none of them has.
        told = {k.value for c in sentence.citations for k in numbers(c.words)}
        changed = next(v for v in count(int(n.value) + 7, 7) if v not in told)
        other = text[: n.start] + str(changed) + text[n.start + len(n.printed) :]
        yield "changed figure", replace(sentence, text=other), frozenset({"unsourced-number", "unsourced-date"})
    if m := re.search(rf"\b(\d{{1,2}}) (?:{ENGLISH_MONTHS}) \d{{4}}", text):
        day = 1 + (int(m.group(1)) + 10) % 28
        other = text[: m.start(1)] + str(day) + text[m.end(1) :]
        yield "changed date", replace(sentence, text=other), frozenset({"unsourced-date", "unsourced-number"})
    if m := re.search(r"\b(is|are|was|were|has|have|had|will|would)\s", text):
        other = text[: m.end()] + "not " + text[m.end() :]
        yield "turned round", replace(sentence, text=other), frozenset({"unsourced-claim", "altered"})
    yield "no source", replace(sentence, citations=()), frozenset({"uncited"})
    added = text.rstrip(".!?") + ", which many had long feared and nobody had ever dared to say."
    yield "words added", replace(sentence, text=added), frozenset({"unsourced-claim", "altered"})


def _structure(dossier: Dossier, copy: tuple[Version, ...]) -> Iterator[Planted]:
    """Faults of a whole dossier: an order turned round, a side silenced, a section without sources, two tolls for one event."""
    if dossier.trigger:
        early = [s for s in dossier.section(SectionKey.BACKGROUND).sentences if s.when and s.when.last < dossier.trigger]
        for one in early[:_EACH]:
            for key in (SectionKey.ESCALATION, SectionKey.CONSEQUENCES, SectionKey.REACTIONS):
                section = dossier.section(key)
                moved = _put(dossier, replace(section, sentences=(*section.sentences, one)))
                at = _place(dossier, key, len(section.sentences))
                yield Planted("out-of-order event", moved, copy, frozenset(), at, frozenset({"before-trigger"}))
    for side in dossier.sides:
        if side.key in dossier.cover.quoted:
            sections = tuple(replace(s, sentences=tuple(x for x in s.sentences if x.side != side.key)) for s in dossier.sections)
            claims = tuple(c for c in dossier.claims if c.side != side.key)
            silenced = replace(dossier, sections=sections, claims=claims, cover=cover(sections, dossier.sides, claims))
            yield Planted("silenced side", silenced, copy, frozenset(), "Reactions", frozenset({"no-voice"}))
    for section in dossier.sections:
        if section.sentences:
            bare = replace(section, sentences=tuple(replace(s, citations=()) for s in section.sentences))
            codes = frozenset({"unsourced-section"})
            yield Planted("section without a source", _put(dossier, bare), copy, frozenset(), section.title, codes)
    for key, _, sentence in told(dossier):
        counted = [t for t in tolls(sentence.text) if t.printed.isdigit() and not t.is_bound and t.value > 3]
        other = _with_fewer(sentence.text, counted[0]) if counted and sentence.when else ""
        if other:
            section = dossier.section(key)
            twice = _put(dossier, replace(section, sentences=(*section.sentences, replace(sentence, text=other))))
            at = _place(dossier, key, len(section.sentences))
            yield Planted("contradicting toll", twice, copy, frozenset(), at, frozenset({"contradiction"}))
    # What is old stands in the background, or, where there is no trigger, first in what happened.
    aged = SectionKey.BACKGROUND if dossier.section(SectionKey.BACKGROUND).sentences else SectionKey.ESCALATION
    for number, sentence in enumerate(dossier.section(aged).sentences[:_EACH]):
        time = sentence.citations[0].time
        if dossier.as_of and time and dossier.as_of - time > dt.timedelta(days=40):
            old = replace(sentence, text=sentence.text.rstrip(".") + " and this is so now.")
            made = _with(dossier, aged, number, old)
            yield Planted("stale fact", made, copy, frozenset(), dossier.section(aged).title, frozenset({"stale"}))


def _with_fewer(text: str, toll: Toll) -> str:
    """A text whose toll is three less; empty where its figure does not stand as one: "all the 30 that killed 30 people"."""
    for found in re.finditer(rf"\b{toll.printed}\b", text):
        other = text[: found.start()] + str(int(toll.value) - 3) + text[found.end() :]
        if toll not in tolls(other):
            return other
    return ""


def _with(dossier: Dossier, key: SectionKey, place: int, sentence: Sentence) -> Dossier:
    section = dossier.section(key)
    return _put(dossier, replace(section, sentences=(*section.sentences[:place], sentence, *section.sentences[place + 1 :])))


def _put(dossier: Dossier, section: Section) -> Dossier:
    return replace(dossier, sections=tuple(section if s.key == section.key else s for s in dossier.sections))


def _canceled(version: Version) -> Version:
    return replace(version, item=replace(version.item, pub_status=PubStatus.CANCELED))


def _reworded(version: Version) -> Version:
    """A later version of the same line that says something else."""
    text = "The desk withdraws what was said here and will write again."
    item = replace(version.item, headline=text, body=text, summary="", uri=version.item.uri or f"line:{version.id}")
    return replace(version, id=10_000_000 + version.id, time=version.time + dt.timedelta(hours=1), item=item)
