"""Situations told: the dossier composed from what stands now, its check, and the editions that were published.

What a version says is analysed once and kept at hand, so that one new line costs one analysis. It must not print: whether a finding
holds an edition back is decided here, how it looks is not.
"""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from copytaster.collecting import seldom_collecting
from copytaster.dossier.analyse import Analysed, analyse
from copytaster.dossier.analysis import Outline, check_analysis, outline
from copytaster.dossier.check import check
from copytaster.dossier.compose import compose
from copytaster.dossier.corrected import corrected
from copytaster.dossier.draft import Revision, revisions
from copytaster.dossier.kept import Kept
from copytaster.dossier.largerroles import Larger
from copytaster.dossier.plain import plain, restore
from copytaster.dossier.standing import standing
from copytaster.dossier.values import Dossier, Finding, Severity
from copytaster.dossier.written import Analysis, of_item
from copytaster.errors import Uncited, Undecidable, Unknown
from copytaster.model import Genre, Line, Situation, Version
from copytaster.store.base import Edition, Reader
from copytaster.text.names import mentions, state_names

# A dossier is composed from at most so many lines, the newest of the situation.
_MOST_LINES = 2000
_ANALYSES = 20_000
# So many other lines are asked whether they overtake what a dossier or an analysis says.
_BESIDE = 120
_DOSSIERS = 32
_KEPT = 8

DOSSIER, ANALYSIS = "dossier", "analysis"


@dataclass(frozen=True, slots=True)
class Told:
    """A dossier with the copy it rests on: versions by number, the line of each, and what speaks against printing it."""

    situation: Situation
    dossier: Dossier
    versions: dict[int, Version]
    line_of: dict[int, int]
    findings: tuple[Finding, ...]
    killed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Examined:
    """An analysis with what it holds and what speaks against printing it."""

    line: Line
    outline: Outline
    findings: tuple[Finding, ...]


class Teller:
    """Composes dossiers, keeping analyses and the last dossiers at hand. `larger` is the larger role model, if one is set."""

    def __init__(self, larger: Larger | None = None) -> None:
        self._larger = larger
        self._analyses: OrderedDict[int, Analysed] = OrderedDict()
        self._dossiers: OrderedDict[tuple[int, int, dt.date | None], Told] = OrderedDict()
        self._kept: OrderedDict[int, Kept] = OrderedDict()
        self._guard = threading.RLock()

    def tell(self, reader: Reader, situation: Situation, *, until: dt.datetime | None = None, today: dt.date | None = None) -> Told:
        """The dossier on a situation as the copy stands now, without lines that began after `until` (unless all did)."""
        key = (situation.id, reader.change_number(), today)
        with self._guard:
            if key in self._dossiers:
                return self._dossiers[key]
            with seldom_collecting():
                told = self._told(reader, situation, until, today)
            self._dossiers[key] = told
            while len(self._dossiers) > _DOSSIERS:
                self._dossiers.popitem(last=False)
            return told

    def _told(self, reader: Reader, situation: Situation, until: dt.datetime | None, today: dt.date | None) -> Told:
        every = lines_of(reader, situation)
        lines = [line for line in every if until is None or line.first_time <= until] or every
        killed = [version.id for line in lines if line.killed for version in reader.versions_of_line(line.id)]
        line_of: dict[int, int] = {}
        copy: list[Version] = []
        rectified: set[int] = set()
        story_of: dict[int, int] = {}
        for line in lines:
            versions = [line.head] if line.versions == 1 else reader.versions_of_line(line.id)
            if line.corrected_headline:
                versions = [corrected(v, line.corrected_headline) for v in versions]
                rectified |= {v.id for v in versions}
            for version in versions:
                line_of[version.id] = line.id
                story_of[version.id] = line.story or line.id
            copy += versions
        heads = {line.head.id for line in lines}
        analyses = {v.id: analyse(v, self._larger) if v.id in rectified else self._analysed(v) for v in copy if v.id in heads}
        beside = beside_of(reader, situation.name, set(line_of.values()))
        dossier = compose(
            situation.name,
            copy,
            line_of=line_of,
            story_of=story_of,
            killed=killed,
            analyses=analyses,
            beside=list(beside.values()),
            kept=self._kept_of(situation.id),
            today=today,
        )
        for version in beside.values():
            if version.id in dossier.versions:
                copy.append(version)
                line_of[version.id] = reader.line_of(version.id) or version.id
        findings = check(dossier, copy, line_of=line_of, killed=killed, today=today)
        return Told(situation, dossier, {v.id: v for v in copy}, line_of, findings, tuple(killed))

    def _kept_of(self, situation: int) -> Kept:
        """What was worked out for a situation's last dossier; of the few told last."""
        held = self._kept.pop(situation, None) or Kept()
        self._kept[situation] = held
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return held

    def _analysed(self, version: Version) -> Analysed:
        found = self._analyses.get(version.id)
        if found is None:
            found = self._analyses[version.id] = analyse(version, self._larger)
            while len(self._analyses) > _ANALYSES:
                self._analyses.popitem(last=False)
        return found


def lines_of(reader: Reader, situation: Situation) -> list[Line]:
    """The lines of a situation that a dossier may rest on, oldest first: of all situations below it too."""
    ids = [situation.id, *reader.situations_below(situation.id)]
    stories = [story.id for id_ in ids for story in reader.stories(situation=id_)]
    lines = [line for members in reader.lines_of_stories(stories).values() for line in members if not line.spiked]
    return sorted(lines, key=lambda line: (line.time, line.id))[-_MOST_LINES:]


def beside_of(reader: Reader, name: str, known: Collection[int] = ()) -> dict[int, Version]:
    """The latest versions of other lines that name the two states which a situation or a title names: what may overtake it."""
    codes = list(dict.fromkeys(m.state for m in mentions(name) if m.state))[:2]
    if len(codes) < 2:
        return {}
    hits = [h for code in codes for h in reader.search(state_names().get(code, code), limit=_BESIDE)]
    lines = [h.line for h in hits if h.line.id not in known and not (h.line.killed or h.line.spiked)]
    heads = {line.head.id: _head(line) for line in lines if line.genre is Genre.CURRENT}
    return {number: head for number, head in heads.items() if set(codes) <= _states_in(head)}


def _head(line: Line) -> Version:
    """The version that stands, as the desk corrected it."""
    return corrected(line.head, line.corrected_headline) if line.corrected_headline else line.head


def _states_in(version: Version) -> set[str]:
    item = version.item
    return {m.state for m in mentions(f"{item.headline}\n{item.text[:4000]}")}


def draft_of(told: Told, edition: Edition) -> tuple[Revision, ...]:
    """What the next edition of a dossier would change from its last one, and why."""
    held: Dossier = restore(Dossier, json.loads(edition.content))
    return revisions(held, told.dossier, standing(told.versions.values(), line_of=told.line_of, killed=told.killed))


def examine(reader: Reader, line: Line, *, today: dt.date | None = None) -> Examined:
    """An analysis written at the desk, checked as a dossier is."""
    if line.genre is not Genre.ANALYSIS:
        raise Unknown(f"line {line.id} is no analysis")
    written = of_item(line.head.item)
    day = line.head.item.day or line.head.time.date()
    findings = examine_text(reader, written, day=day, title=line.headline, own=line.id, today=today)
    return Examined(line, outline(written, day=day), findings)


def examine_text(
    reader: Reader, written: Analysis, *, day: dt.date | None, title: str = "", own: int | None = None, today: dt.date | None = None
) -> tuple[Finding, ...]:
    """What speaks against printing a text, held against the versions of the desk that its marks name (`{v:1234}`), those that took
    their place, and other copy on its sides. `own` is the line of the text itself, where it has one."""
    cited = {int(s[2:]) for w in written.sentences for s in w.sources if s.startswith("v:") and s[2:].isdigit()}
    lines = {line for one in cited if (line := reader.line_of(one)) is not None}
    held = [line for line in (reader.line(one) for one in sorted(lines)) if line is not None]
    copy = {v.id: v for v in reader.versions(sorted(cited))}
    line_of: dict[int, int] = {}
    killed: list[int] = []
    for one in held:
        for version in reader.versions_of_line(one.id):
            copy[version.id] = corrected(version, one.corrected_headline) if one.corrected_headline else version
            line_of[version.id] = one.id
            if one.killed:
                killed.append(version.id)
    later = list(beside_of(reader, title or written.title, {own} if own else ()).values())
    return check_analysis(written, copy=list(copy.values()), later=later, day=day, killed=killed, line_of=line_of, today=today)


def edition_of_dossier(told: Told) -> tuple[str, str]:
    """Title and frozen content of an edition. Raises `Uncited` where a sentence has no source that stands."""
    grave = [f for f in told.findings if f.severity is Severity.ERROR]
    if grave:
        raise Uncited(
            f"{told.situation.name}: {len(grave)} finding{'s' if len(grave) > 1 else ''} hold this edition back."
            f" The first: {grave[0].place}: {grave[0].reason}"
        )
    return told.dossier.title, json.dumps(plain(told.dossier), ensure_ascii=False)


def edition_of_analysis(examined: Examined, *, over_findings: bool) -> tuple[str, str]:
    """Title and frozen content of an analysis. What the check found is shown to the desk; printing over it must be said."""
    grave = [f for f in examined.findings if f.severity is Severity.ERROR]
    if grave and not over_findings:
        raise Undecidable(
            f"{examined.line.headline}: the check found {len(grave)} grave faults, the first: {grave[0].place}: {grave[0].reason}."
            " Mend them, or publish over them with a note."
        )
    item = examined.line.head.item
    content = {"title": item.headline, "standfirst": item.summary, "body": item.body, "version": examined.line.head.id}
    return item.headline, json.dumps(content, ensure_ascii=False)


def resting_on(editions: Sequence[Edition], versions: set[int]) -> list[Edition]:
    """The editions with a sentence that rests on one of some versions."""
    found = []
    for edition in editions:
        content = json.loads(edition.content)
        if edition.kind == DOSSIER and versions & set(content.get("versions", ())):
            found.append(edition)
    return found
