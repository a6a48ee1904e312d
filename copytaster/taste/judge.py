"""The streaming state of all judges: what the desk calls for every version that arrives.

    for version in versions:                      # in order of arrival
        call = taster.match(version)              # a version of what?        changes nothing
        ...                                       # the desk overlays decisions: the line it really stands in
        if it opened a line:
            call = taster.place(version)          # which story?              changes nothing
            if it opened a story:
                call = taster.attach(version)     # which situation?          changes nothing
        taster.learn(version, line=..., story=..., situation=...)

Calls name what the machine thinks; labels given to `learn` and `relabel` are what holds after the editors' decisions. Two tasters
that learnt the same versions with the same labels judge alike. It must not read a clock: the time of a version is in the version.

Featured pieces and analyses are not folded with wire copy and open no story, nor do a wire's test messages: `place` answers None
for them, and `learn` is then called with `story=None`.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from copytaster.model import Genre, Item, LineCall, LineKind, PubStatus, SituationCall, StoryCall, Version
from copytaster.taste import chains, headings, lines, stories
from copytaster.taste.copies import copied
from copytaster.taste.filing import Filing
from copytaster.taste.foretold import foretold
from copytaster.taste.gathering import crowding_alone, weights
from copytaster.taste.learned import logistic, network
from copytaster.taste.renewed import KILLING, Kills, is_numbered_with
from copytaster.taste.secondlook import TIES, Settled, changed, developments, first_filed, regroup, settled
from copytaster.taste.traits import Traits, language_of, remembered, traits
from copytaster.taste.trees import trees
from copytaster.taste.window import NONE, Floats, Places, Query, Rows, Window, query
from copytaster.taste.wording import later

_CAPACITY = 200_000
# A wire's rewrites come within a day and a half; what is filed under the same day may be reworded months later.
_REWRITE_WINDOW = 36 * 3600.0
_RECENT = 2000
# Of one wire, the rows that share this part of their weight are read closely, the nearest two of them: four are as good (F1 of
# pairs .849 and .849 on many outlets, .770 and .770 on front pages).
_REWRITE_NEAR = 0.2
_REWRITES_READ = 2
# Of other wires, the rows that share this part of their weight may be the same dispatch; the nearest of them only are read.
_COPY_NEAR = 0.35
_COPIES_READ = 3
# Versions under one slugline share this part of their weight at least.
_CHAIN_NEAR = 0.1
# What a wire files under one day belongs together as if it had come within these seconds.
_FILED_TOGETHER = 6 * 3600.0
# Where a rewrite is as likely as not; precision and recall there: train/lines.py.
_SAME_LINE = 0.5
# Copy that names its sources, and none that the other names, must be this likely. Of the folds of one day in
# versions/current-events that share no source, 5 of 7 below it join two events and 1 of 11 above (January to April 2025); in the
# four months after these 2 of 5 and 1 of 16.
_FROM_ELSEWHERE = 0.7
# Copy that is so many seconds apart is half as near. Stories run for days, situations for months.
_STORY_FADES = 4 * 86400.0
_SITUATION_FADES = 120 * 86400.0
# A second look takes in what came within two weeks, and no more lines than fit a square table in memory.
_UNSETTLED = 14 * 86400.0
_LOOKED_AT = 6500
# Situations are looked at over a year and a month.
_DEVELOPS = 400 * 86400.0
_APART = frozenset({Genre.FEATURE, Genre.ANALYSIS})


@dataclass(frozen=True, slots=True)
class Consolidation:
    """What a second look over settled stories changes: lines that move, stories that move to another situation. `parents` names
    the larger situation of all that the wire files under one, changed or not: an outer heading may be met after an inner one."""

    stories: tuple[StoryCall, ...] = ()
    situations: tuple[SituationCall, ...] = ()
    parents: Mapping[int, int] = field(default_factory=dict)


_NOTHING_MOVED: Mapping[int, int] = {}


@dataclass(slots=True)
class _Look:
    """One version looked at: its time in seconds, its traits, and the rows near it, with how many seconds `away` each is, and
    whether it is of the same wire (`own`)."""

    version: int
    time: float
    traits: Traits
    asked: Query
    rows: Places
    cosines: Floats
    away: NDArray[np.float64]
    own: NDArray[np.bool_]
    faded: Floats
    crowd: float

    def nearest_first(self, places: Places) -> list[int]:
        """Some of the rows, the nearest first."""
        order = (-self.cosines.take(places)).argsort(kind="stable")
        found: list[int] = self.rows.take(places.take(order)).tolist()
        return found


class Taster:
    """All judges over one stream. Memory is bounded by `capacity`, the number of versions remembered, not by the stream; only the
    headings that wires file under are kept for good, so that copy of the next year finds its situation."""

    def __init__(self, capacity: int = _CAPACITY) -> None:
        self._capacity = capacity
        self._window = Window(capacity)
        self._sources: dict[str, int] = {}
        self._recent: OrderedDict[int, Traits] = OrderedDict()
        self._last: _Look | None = None
        self._by_uri: dict[tuple[str, str], int] = {}
        self._situation_of: dict[int, int] = {}
        self._filed: dict[int, headings.Path] = {}
        self._filing = Filing()
        self._led: dict[headings.Key, int] = {}
        self._text: dict[int, tuple[str, ...]] = {}
        self._day: dict[int, dt.date] = {}
        self._cited: dict[int, frozenset[str]] = {}
        self._foreign: dict[int, str] = {}
        self._origin: dict[int, str] = {}
        self._marks: dict[int, frozenset[str]] = {}
        self._by_slug: dict[tuple[str, str], int] = {}
        self._kills = Kills()

    @property
    def remembered(self) -> int:
        """How many versions are in memory."""
        return self._window.count

    def match(self, version: Version) -> LineCall:
        """Whether a version opens a line or is a version of one that is known."""
        call = self._matched(version)
        return self._renewed(version, call) or call

    def _matched(self, version: Version) -> LineCall:
        item = version.item
        known = self._by_uri.get((version.source, item.uri)) if item.uri else None
        if known is not None:
            return self._chained(version, known)
        if item.pub_status is PubStatus.CANCELED and (killed := self._killed(version)):
            return killed
        if (kill := self._kills.awaiting(version)) is not None:
            return LineCall(version.id, LineKind.VERSION, kill, 1.0, "the wire killed it before it came")
        if item.genre in _APART:
            return LineCall(version.id, LineKind.NEW, why="a featured piece, not folded with the wire")
        look = self._look(version)
        call = self._continued(version, look) or self._rewritten(version, look)
        return (call.kind is LineKind.NEW and self._copied(version, look)) or call

    def place(self, version: Version) -> StoryCall | None:
        """The story of the line that `version` opened; named by that line when it opens one. None for a featured piece."""
        if version.item.genre in _APART or stories.is_test(version.item.headline):
            return None
        look = self._look(version)
        window, time = self._window, look.time
        found = stories.best(weights("stories"), window, look.rows, look.faded, len(look.asked.words), look.crowd)
        if found is None:
            return StoryCall(version.id, version.id, why="no story near it")
        score = stories.likelihood(found.score)
        if found.score < 0:
            return StoryCall(version.id, version.id, None, score, f"not near enough to “{window.headline[found.row]}”")
        headline = window.headline[found.row]
        known = partial(self._known, found.row) if window.places[found.row] else None
        if apart := stories.apart(headline, look.traits, known):
            return StoryCall(version.id, version.id, None, score, f"{apart} than “{headline}”")
        why = stories.why(look.traits, headline, time - float(window.time[found.row]))
        return StoryCall(version.id, int(window.story[found.slot]), int(window.line[found.row]), score, why)

    def attach(self, version: Version) -> SituationCall:
        """The situation of the story that `version` opened; named by that story when it opens one.

        What the wire itself files under comes first: its innermost heading names the situation, the next one its parent. A rubric
        ("Crime in Germany") names none: what stands under it is gathered as if it had no heading.
        """
        if path := headings.developments(version.item.situation):
            filing = self._now_filed()
            known = self._leads(path, filing)
            known = version.id if known is None else known
            parent = self._parent([path[:end] for end in range(len(path) - 1, 0, -1)], known, filing)
            return SituationCall(version.id, known, score=1.0, why=f"the wire files it under “{path[-1]}”", parent=parent)
        look = self._look(version)
        window, time = self._window, look.time
        near = stories.faded(look.cosines, look.away, _SITUATION_FADES)
        found = stories.best(weights("situations"), window, look.rows, near, len(look.asked.words), look.crowd)
        if found is None or found.score < 0:
            return SituationCall(version.id, version.id, why="no situation near it")
        headline = window.headline[found.row]
        if stories.elsewhere(headline, look.traits.headline):
            return SituationCall(version.id, version.id, why=f"{stories.ELSEWHERE} than “{headline}”")
        story = int(window.story[found.slot])
        why = stories.why(look.traits, headline, time - float(window.time[found.row]))
        return SituationCall(version.id, self._situation_of.get(story, story), story, stories.likelihood(found.score), why)

    def learn(self, version: Version, *, line: int, story: int | None = None, situation: int | None = None) -> None:
        """Take a version into the window under the labels that hold for it."""
        item = version.item
        if item.pub_status is PubStatus.CANCELED:
            self.heed(version, line=line)
        if item.uri:
            self._by_uri[version.source, item.uri] = version.id
        if item.genre in _APART:
            return
        look = self._look(version)
        before, time = self._window.count, look.time
        self._window.add(
            look.asked,
            (look.rows, look.cosines),
            version=version.id,
            source=self._sources.setdefault(version.source, len(self._sources)),
            time=time,
            line=line,
            story=NONE if story is None else story,
            headline=look.traits.headline,
            crowded=look.crowd,
            places=look.traits.places,
        )
        if look.traits.text:
            self._text[version.id] = look.traits.text
        if item.day:
            self._day[version.id] = item.day
        if cited := _cited(item):
            self._cited[version.id] = cited
        if (language := language_of(item)) != "en":
            self._foreign[version.id] = language
        if item.origin:
            self._origin[version.id] = item.origin
        if item.marks:
            self._marks[version.id] = chains.kinds(item)
        if slug := chains.slug(item):
            self._by_slug[version.source, slug] = version.id
        if story is not None and situation is not None:
            if situation != story or story in self._situation_of:
                self._situation_of[story] = situation
            if path := headings.developments(item.situation):
                self._filed[version.id] = path
                self._filing.add(line, story, path)
        self._recall(version.id, look.traits)
        self._last = None
        if self._window.count < before:
            self._forget()

    def heed(self, kill: Version, *, line: int) -> None:
        """Know a kill of a line: what its wire sends later is a line of its own. Nothing of its words is learnt."""
        self._kills.heed(kill, line=line, known=self._by_uri)

    def relabel(
        self,
        *,
        lines: Mapping[int, int] | None = None,
        stories: Mapping[int, int] | None = None,
        situations: Mapping[int, int] | None = None,
    ) -> None:
        """Labels changed by a decision: version -> line, line -> story, story -> situation."""
        window = self._window
        for version, line in (lines or {}).items():
            row = window.row_of.get(version)
            if row is not None:
                window.line[row] = line
        self._move(stories or {})
        self._situation_of.update(situations or {})
        if lines:
            self._kills.relabel(lines)
        if lines or stories:
            self._filing.is_stale = True
        self._last = None

    def _move(self, stories: Mapping[int, int]) -> None:
        """Put lines into other stories. A story that begins so stands in the situation of the one that its first line leaves;
        of one that ends nothing is kept."""
        window = self._window
        stood = {line: window.story_of(row) for line in sorted(stories) if (row := window.row_of.get(line)) is not None}
        begun = {story for line in stood if not window.has_rows(story := stories[line])}
        for line, before in stood.items():
            if (story := stories[line]) in begun:
                begun.remove(story)
                self._situation_of[story] = self._situation_of.get(before, before)
        window.move(stories)
        for story in {*stood.values()} - set(self._led.values()):
            if not window.has_rows(story):
                self._situation_of.pop(story, None)

    def measure(self) -> None:
        """Take anew what is summed up of stories. Called where a second look ends, and at the same place when a stream is learnt
        again, so that both know the same."""
        self._window.measure()
        self._last = None

    def consolidate(
        self,
        now: dt.datetime,
        *,
        bound: Mapping[int, int] | None = None,
        apart: Collection[tuple[int, int]] = (),
        most: int = _LOOKED_AT,
    ) -> Consolidation:
        """A second look over what came within two weeks before `now`: which lines should stand in another story. Changes nothing.

        `bound` holds the stories that editors put lines into; `apart` the pairs of lines that never stand in one story.
        """
        groups = self._gathered(now, bound or {}, apart, most)
        before = {line: self._window.story_of(self._window.row_of[line]) for line in groups}
        moved = [
            StoryCall(line, story, None if line == story else story, 1.0, self._again(line, story))
            for line, story in changed(before, groups).items()
        ]
        filing = self._worked_out(groups) if moved else self._now_filed()
        developed = self._developed(now, groups, most, filing)
        parents = self._parents(filing, {call.story: call.situation for call in developed})
        return Consolidation(tuple(moved), tuple(developed), parents)

    def _again(self, member: int, first: int) -> str:
        """Why a second look put something where it stands: all that belongs together hangs on what was there first."""
        if member == first:
            return "a second look: the first of what belongs together"
        row = self._window.row_of.get(first)
        told = "there" if row is None else f"with “{self._window.headline[row]}”"
        return f"a second look, now that more is known, puts it {told}"

    def _gathered(
        self, now: dt.datetime, bound: Mapping[int, int], apart: Collection[tuple[int, int]], most: int
    ) -> dict[int, int]:
        """The story of each line that came lately, gathered anew."""
        rows = self._openers(now.timestamp() - _UNSETTLED)[-most:]
        if len(rows) < 2:
            return {}
        return regroup(
            weights("stories"),
            network("stories-kin"),
            settled(self._window, rows),
            half_life=_STORY_FADES,
            bound=bound,
            apart=apart,
            unlike=self._unlike(rows),
        )

    def _unlike(self, rows: Rows) -> NDArray[np.bool_] | None:
        """Which pairs of lines one wire files under two developments; None where none is filed."""
        if not self._filed:
            return None
        of, apart = self._now_filed().apart(self._window.line[rows].tolist())
        source = self._window.source[rows]
        filed = (of >= 0).nonzero()[0]
        found = np.zeros((len(rows), len(rows)), np.bool_)
        found[np.ix_(filed, filed)] = apart[of[filed][:, None], of[filed]] & (source[filed][:, None] == source[filed])
        return found

    def _unfiled(self, of: Settled, filed: Mapping[int, int]) -> NDArray[np.bool_] | None:
        """Which pairs of stories are of one wire that files the one and not the other, though it did file under that heading before
        the other began; None where none is filed."""
        if not filed:
            return None
        window = self._window
        source = np.array([window.source[row] if (row := window.row_of.get(story)) is not None else NONE for story in of.names])
        began = first_filed(of, filed)
        since = np.array([began[filed[story]] if story in filed else np.inf for story in of.names])
        unfiled = np.isinf(since) & (source >= 0)
        found: NDArray[np.bool_] = unfiled & (since[:, None] < of.times) & (source[:, None] == source)
        return found | found.T

    def _openers(self, since: float) -> Rows:
        """The first row of each line of the stories that had news since an instant."""
        window, count = self._window, self._window.count
        opens = (window.slot[:count] != NONE) & (window.line[:count] == window.version[:count])
        lately = np.zeros(window.slots + 1, np.bool_)
        lately[window.slot[:count][opens & (window.time[:count] >= since)]] = True
        return np.nonzero(opens & lately[window.slot[:count]])[0].astype(np.int32)

    def _now_filed(self) -> Filing:
        """What is filed where, as lines stand now."""
        if self._filing.is_stale:
            self._filing = self._worked_out({})
        return self._filing

    def _worked_out(self, moved: Mapping[int, int]) -> Filing:
        """What is filed where, with some lines moved to other stories."""
        window, rows = self._window, self._window.row_of
        lines = [(int(window.line[rows[version]]), rows[version], path) for version, path in self._filed.items()]
        return Filing((line, moved.get(line) or window.story_of(row), path) for line, row, path in lines)

    def _led_by(self, path: headings.Path, filing: Filing) -> int | None:
        """The story that leads what the innermost heading of a path names; one that is forgotten leads on."""
        forgotten = (self._led[key] for key in headings.keys(path) if key in self._led)
        return next(forgotten, None) or filing.story_of(path)

    def _leads(self, path: headings.Path, filing: Filing, moved: Mapping[int, int] = _NOTHING_MOVED) -> int | None:
        """The situation that the innermost heading of a path names, wherever decisions and second looks have put it since."""
        story = self._led_by(path, filing)
        return None if story is None else moved.get(story, self._situation_of.get(story, story))

    def _parent(
        self, outer: Sequence[headings.Path], situation: int, filing: Filing, moved: Mapping[int, int] = _NOTHING_MOVED
    ) -> int | None:
        """The situation of the first of the outer headings that names one."""
        known = (self._leads(path, filing, moved) for path in outer)
        return next((one for one in known if one is not None and one != situation), None)

    def _parents(self, filing: Filing, moved: Mapping[int, int]) -> dict[int, int]:
        """The larger situation of every one that the wire files under another, as far as the larger one is known by now."""
        found: dict[int, int] = {}
        for path, outer in filing.held():
            situation = self._leads(path, filing, moved)
            parent = None if situation is None else self._parent(outer, situation, filing, moved)
            if situation is not None and parent is not None and found.get(parent) != situation:
                found.setdefault(situation, parent)
        return found

    def _developed(self, now: dt.datetime, groups: Mapping[int, int], most: int, filing: Filing) -> list[SituationCall]:
        """Stories that belong to another situation than they stand in. What the wire itself files stays where it is filed."""
        window = self._window
        rows = self._openers(now.timestamp() - _DEVELOPS)[-most:]
        if len(rows) < 2:
            return []
        story_of = {int(window.line[row]): groups.get(int(window.line[row]), window.story_of(row)) for row in rows.tolist()}
        of = developments(window, rows, story_of, self._situation_of)
        filed = {story: led for story in of.names if (path := filing.path_of(story)) and (led := self._led_by(path, filing))}
        found = regroup(
            weights("situations"),
            network("situations-kin"),
            of,
            half_life=_SITUATION_FADES,
            ties=TIES,
            bound={**filed, **foretold(self._window, of, filed, filing)},
            at_once=False,
            unlike=self._unfiled(of, filed),
        )
        before = dict(zip(of.names, of.groups, strict=True))
        return [
            SituationCall(story, situation, None if story == situation else situation, 1.0, self._moved(story, situation, filing))
            for story, situation in changed(before, found).items()
            if not (story in filed and self._situation_of.get(story, story) == situation)
        ]

    def _moved(self, story: int, situation: int, filing: Filing) -> str:
        path = filing.path_of(story)
        return f"the wire files a line of it under “{path[-1]}”" if path else self._again(story, situation)

    def _forget(self) -> None:
        """What the window has forgotten is forgotten here too."""
        known = self._window.row_of
        self._text = {v: t for v, t in self._text.items() if v in known}
        self._day = {v: d for v, d in self._day.items() if v in known}
        self._cited = {v: cited for v, cited in self._cited.items() if v in known}
        self._foreign = {v: code for v, code in self._foreign.items() if v in known}
        self._origin = {v: name for v, name in self._origin.items() if v in known}
        self._marks = {v: marks for v, marks in self._marks.items() if v in known}
        self._forget_filed()
        self._by_uri = {k: v for k, v in self._by_uri.items() if v in known}
        self._by_slug = {k: v for k, v in self._by_slug.items() if v in known}
        self._kills.forget(known)
        lead = set(self._led.values())
        self._situation_of = {
            story: of for story, of in self._situation_of.items() if story in lead or self._window.slot_of(story) is not None
        }

    def _forget_filed(self) -> None:
        """Headings whose first story is forgotten lead to it for good."""
        before, known = self._filing, self._window.row_of
        self._filed = {version: path for version, path in self._filed.items() if version in known}
        self._filing = self._worked_out({})
        now = dict(self._filing.leads())
        for key, story in before.leads():
            if now.get(key) != story:
                self._led.setdefault(key, story)

    def _look(self, version: Version) -> _Look:
        if self._last is None or self._last.version != version.id:
            seen = traits(version.item)
            asked = query(seen.weights)
            rows, cosines = self._window.near(asked)
            time = version.time.timestamp()
            away = np.abs(self._window.time.take(rows) - time)
            own = self._window.source.take(rows) == self._sources.get(version.source, NONE)
            faded = stories.faded(cosines, away, _STORY_FADES)
            self._last = _Look(version.id, time, seen, asked, rows, cosines, away, own, faded, crowding_alone(faded))
        return self._last

    def _known(self, row: int) -> Traits:
        """The traits of a remembered row; those learnt or asked for lately are kept, since rewrites come in bursts."""
        version = int(self._window.version[row])
        found = self._recent.get(version)
        if found is None:
            found = remembered(self._window.headline[row], self._text.get(version, ()), self._foreign.get(version, "en"))
            self._recall(version, found)
        return found

    def _recall(self, version: int, found: Traits) -> None:
        if len(self._recent) >= _RECENT:
            self._recent.popitem(last=False)
        self._recent[version] = found

    def _chained(self, version: Version, known: int) -> LineCall:
        if version.item.pub_status is PubStatus.CANCELED:
            return LineCall(version.id, LineKind.KILL, known, 1.0, "the wire kills the item it sent under this id")
        row = self._window.row_of.get(known)
        if row is not None and self._window.headline[row] == version.item.headline and not version.item.version:
            return LineCall(version.id, LineKind.REPEAT, known, 1.0, "the wire's own id, the same headline")
        if "correction" in chains.kinds(version.item) or "sig:correction" in version.item.signals:
            return LineCall(version.id, LineKind.CORRECTION, known, 1.0, "the wire corrects the item it sent under this id")
        return LineCall(version.id, LineKind.VERSION, known, 1.0, "the wire's own id says so")

    def _killed(self, version: Version) -> LineCall | None:
        """What a kill under an id of its own means: the item that it answers, or the one whose headline it quotes."""
        for relation in version.item.related:
            known = self._by_uri.get((version.source, relation.uri)) if relation.uri and relation.rel in KILLING else None
            if known is not None:
                return LineCall(version.id, LineKind.KILL, known, 1.0, "the wire kills the item that this answers")
            if relation.rel == "kills" and relation.headline:
                quoted = replace(version, item=replace(version.item, headline=relation.headline, summary="", body=""))
                call = self._rewritten(quoted, self._look(quoted))
                self._last = None  # what was looked at is the quotation, not the version
                if call.of is not None:
                    return replace(call, kind=LineKind.KILL, why=f"the wire kills “{relation.headline}”; {call.why}")
        return None

    def _renewed(self, version: Version, call: LineCall) -> LineCall | None:
        """A line of its own for copy that its wire sends after it killed the line that the copy would be a version of. What says
        no more than what was killed is that again, unless its wire numbers it higher."""
        row = self._window.row_of.get(call.of or 0)
        line = 0 if row is None else int(self._window.line[row])
        kill = self._kills.over(version, line)
        if kill is None or (not is_numbered_with(version.item, kill.item) and self._was_said(version, line)):
            return None
        return LineCall(version.id, LineKind.NEW, why="the wire sends it after a kill of what it would be a version of")

    def _was_said(self, version: Version, line: int) -> bool:
        """Whether a line has a text, where there is none the headline, of a version already."""
        window, told = self._window, traits(version.item)
        for row in (window.line[: window.count] == line).nonzero()[0].tolist():
            text = self._text.get(int(window.version[row]), ())
            if (text == told.text) if text or told.text else (window.headline[row] == version.item.headline):
                return True
        return False

    def _rewritten(self, version: Version, look: _Look) -> LineCall:
        window, time = self._window, look.time
        near = ((look.cosines >= _REWRITE_NEAR) & look.own).nonzero()[0]
        if len(near) and version.item.day is None:
            near = near.compress(look.away.take(near) <= _REWRITE_WINDOW)
        if not len(near):
            return LineCall(version.id, LineKind.NEW, why="nothing near it on this wire")
        compared: list[tuple[int, lines.Likeness]] = []
        for row in look.nearest_first(near):
            known = int(window.version[row])
            seconds = time - float(window.time[row])
            if version.item.day is not None and self._day.get(known) == version.item.day:
                seconds = min(abs(seconds), _FILED_TOGETHER)
            elif abs(seconds) > _REWRITE_WINDOW or self._is_of_another_day(known, version.item):
                continue
            compared.append((row, lines.compare(self._known(row), look.traits, seconds)))
            if len(compared) == _REWRITES_READ:
                break
        if not compared:
            return LineCall(version.id, LineKind.NEW, why="nothing near it on this wire")
        logits = trees("lines").value([likeness.signs for _, likeness in compared]).tolist()
        standing = [place for place, (_, likeness) in enumerate(compared) if not likeness.veto]
        place = max(standing or range(len(compared)), key=lambda p: logits[p])
        (row, likeness), score = compared[place], round(logistic(logits[place]), 3)
        veto = likeness.veto or (score >= _SAME_LINE and self._falls(row, look, look.rows.take(near)))
        least = _SAME_LINE
        if self._is_from_elsewhere(int(window.version[row]), version.item):
            least, veto = _FROM_ELSEWHERE, veto or lines.other_subject(likeness, self._known(row), look.traits)
        if veto or score < least:
            reason = veto or "too little is kept"
            return LineCall(version.id, LineKind.NEW, None, score, f"{reason}; nearest is “{window.headline[row]}”")
        told = lines.told(likeness, window.headline[row], look.traits.headline)
        why = f"same wire, {later(time - float(window.time[row]))}; {told}"
        same = not (likeness.added or likeness.dropped) and self._text.get(int(window.version[row]), ()) == look.traits.text
        return LineCall(version.id, LineKind.REPEAT if same else LineKind.VERSION, int(window.version[row]), score, why)

    def _is_from_elsewhere(self, known: int, item: Item) -> bool:
        """Whether a version and copy name their sources, and none of the same. A toll that rises goes on with what was told."""
        cited, before = _cited(item), self._cited.get(known)
        return bool(cited and before) and cited.isdisjoint(before or ()) and not lines.is_rising_toll(item.headline)

    def _is_of_another_day(self, known: int, item: Item) -> bool:
        """Whether a wire that files by days filed copy under another one than a version, from other sources: the toll or the vote
        of the next day, told in the same words. Where it moves copy to another day, that keeps its source; a toll that rises is
        that of the day before. In versions/current-events of January to April 2025, of 67 folds of two days that share no source
        6 are rising tolls and some 8 more one event, of 10 that share one all; in the four months after 15 of 47, and 26 of 26.
        """
        day = self._day.get(known)
        return bool(day and item.day and day != item.day) and self._is_from_elsewhere(known, item)

    def _falls(self, row: int, look: _Look, near: NDArray[np.integer]) -> str:
        """How far the count of a version lies below what the line of a row said last, where that is not the row itself: the toll of
        the next day begins where that of the day before began."""
        if not look.traits.values:
            return ""
        last = int(near[self._window.line.take(near) == self._window.line[row]].max())
        return "" if last == row else lines.falls(self._known(last), look.traits)

    def _continued(self, version: Version, look: _Look) -> LineCall | None:
        """What the wire itself chains by slugline and mark, where it gives no id: a version of the last one under that slugline."""
        slug = chains.slug(version.item)
        known = self._by_slug.get((version.source, slug)) if slug else None
        row = None if known is None else self._window.row_of.get(known)
        if known is None or row is None:
            return None
        marks = chains.kinds(version.item)
        seconds = version.time.timestamp() - float(self._window.time[row])
        if abs(seconds) > _REWRITE_WINDOW or not chains.continues(self._marks.get(known, frozenset()), marks):
            return None
        near = float(look.cosines[look.rows == row].sum())
        likeness = lines.compare(self._known(row), look.traits, seconds)
        if near < _CHAIN_NEAR or likeness.veto:
            return None
        kind = LineKind.KILL if "kill" in marks else LineKind.CORRECTION if "correction" in marks else LineKind.VERSION
        why = f"{chains.told(version.item.marks, version.item.slugline)}, {later(seconds)}"
        return LineCall(version.id, kind, known, max(0.9, round(near, 3)), why)

    def _copied(self, version: Version, look: _Look) -> LineCall | None:
        """The same dispatch in another outlet, where it was plainly copied and not merely told of the same event."""
        window, time = self._window, look.time
        # Near, and of another wire: true is more than false.
        close = ((look.cosines >= _COPY_NEAR) > look.own).nonzero()[0]
        if len(close):
            close = close.compress(look.away.take(close) <= _REWRITE_WINDOW)
        if not len(close):
            return None
        order = close.take((-look.cosines.take(close)).argsort(kind="stable")[:_COPIES_READ])
        language, has_text = language_of(version.item), bool(look.traits.text)
        for row, near in zip(look.rows.take(order).tolist(), look.cosines.take(order).tolist(), strict=True):
            known = int(window.version[row])
            alone = not has_text and known not in self._text and self._foreign.get(known, "en") == language
            # Two headlines of one language without a text are the same only if they are sought by the same words.
            if alone and not window.is_sought_by(row, look.asked.words):
                continue
            why = copied(self._known(row), look.traits, origins=(self._origin.get(known, ""), version.item.origin))
            if why:
                return LineCall(
                    version.id,
                    LineKind.REPEAT,
                    known,
                    round(min(near, 1.0), 3),
                    f"printed elsewhere {later(time - float(window.time[row]))}: {why}",
                )
        return None


def _cited(item: Item) -> frozenset[str]:
    """The addresses that copy names as its sources."""
    return frozenset(credit.url for credit in item.credits if credit.url)
