"""Judging as copy arrives: the machine calls, decisions overlay, what stands is written. One transaction for a batch.

It must not read deliveries or talk to the network; it is handed versions and an open pen. The very same path serves the live desk,
a backfill and judging everything again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from copytaster.desk.holding import Stops, is_order, uris_stopped_by
from copytaster.desk.refresh import Touched, refresh
from copytaster.desk.rulings import LINE, SITUATION, STORY, Rulings
from copytaster.desk.settle import settle_lines, settle_situations, settle_stories
from copytaster.model import Change, LineKind, PubStatus, SituationCall, StoryCall, Version
from copytaster.store.base import Calls, Pen, Reader
from copytaster.taste.changes import called
from copytaster.taste.judge import Taster

# Labels that were just given are kept at hand; older ones are asked of the store.
_LABELS_AT_HAND = 100_000
# When a desk is opened, the taster learns again what arrived in the last so many versions.
_REPLAYED = 100_000


# So many lines open between two second looks: a twentieth of a second on the demo, seconds with thousands of lines in two weeks.
_SECOND_LOOK = 100
# Where a day ends, so many are enough: what was filed or told late on a day is not left for the next hundred.
_AT_DAYS_END = 40
_LOOKED_AGAIN = "second look"
_LEVELS = (LINE, STORY, SITUATION)
_SETTLE = (settle_lines, settle_stories, settle_situations)


@dataclass(slots=True)
class _Labels:
    """version -> line, line -> story, story -> situation, as far as they were given lately."""

    lines: dict[int, int] = field(default_factory=dict)
    stories: dict[int, int | None] = field(default_factory=dict)
    situations: dict[int, int | None] = field(default_factory=dict)

    def trim(self) -> None:
        for labels in (self.lines, self.stories, self.situations):
            if len(labels) > _LABELS_AT_HAND:
                labels.clear()


class Judging:
    """The taster of a desk with the labels that hold after the editors' decisions.

    With `only_lines` versions are folded into lines and no more is asked: no stories, no situations, no second looks.
    """

    def __init__(self, *, only_lines: bool = False) -> None:
        self._only_lines = only_lines
        self.begin()
        self._is_ready = False

    def begin(self) -> None:
        """A taster that knows nothing yet."""
        self.taster = Taster()
        self._labels = _Labels()
        self._at_hand: Mapping[int, Version] = {}
        self._opened = 0
        self._day = dt.date.min
        self._is_ready = True

    def forget(self) -> None:
        """What was learnt may not be what was written: the taster is made anew before it judges again."""
        self._is_ready = False

    def ready(self, reader: Reader) -> None:
        """Make the taster what it was: it learns what the store holds, under the labels that stand."""
        if self._is_ready:
            return
        self.begin()
        first = max(0, reader.last_version() - _REPLAYED)
        looked = int(reader.memory(_LOOKED_AGAIN) or 0)
        for version in reader.all_versions(after=first):
            line = reader.line_of(version.id)
            if line is not None:
                story = reader.story_of(line)
                situation = None if story is None else reader.situation_of(story)
                self.taster.learn(version, line=line, story=story, situation=situation)
                self._day = version.arrived.date()
            if version.id == looked:
                self.taster.measure()
        for order in reader.orders_held():
            self._stop(reader, order)
        self._opened = reader.opened_after(looked)

    def heed(self, pen: Pen, held: Sequence[Version], rulings: Rulings) -> None:
        """Carry out, on copy that is out, orders that are held back themselves; what they say is not judged."""
        touched = Touched()
        for order in held:
            touched.lines |= self._stop(pen, order)
        for line in touched.lines:
            if (story := pen.story_of(line)) is not None:
                touched.stories.add(story)
                if (situation := pen.situation_of(story)) is not None:
                    touched.situations.add(situation)
        if touched.lines:
            refresh(pen, touched, rulings)

    def _stop(self, reader: Reader, order: Version) -> set[int]:
        """The lines that an order stops; of a kill the taster knows it from now on."""
        if not is_order(order.item):
            return set()
        named = [version.id for version in reader.versions_under(order.source, uris_stopped_by(order.item))]
        if order.item.pub_status is PubStatus.CANCELED and (of := self.taster.match(order).of) is not None:
            named.append(of)
        stops = Stops([order])
        lines = {line for id_ in named if (line := reader.line_of(id_)) is not None}
        lines = {line for line in lines if stops.stopping(reader.versions_of_line(line)) is not None}
        if order.item.pub_status is PubStatus.CANCELED:
            for line in lines:
                self.taster.heed(order, line=line)
        return lines

    def take(self, pen: Pen, versions: Sequence[Version], rulings: Rulings) -> Touched:
        """Judge versions that were received, in their order of arrival; write what was judged and what then stands.

        A second look is taken whenever enough lines have opened since the last, wherever a batch ends: how copy was cut into
        batches changes nothing.
        """
        touched = Touched()
        waiting = list(versions)
        self._at_hand = {version.id: version for version in waiting}
        while waiting:
            part = self._up_to_second_look(pen, waiting, touched, rulings)
            del waiting[:part]
        self._labels.trim()
        self._at_hand = {}
        return touched

    def _up_to_second_look(self, pen: Pen, versions: Sequence[Version], touched: Touched, rulings: Rulings) -> int:
        """Judge and write the first of some versions, as many as come before a second look is due. Returns how many."""
        batch = Touched()
        calls: list[Calls] = []
        is_due = False
        for version in versions:
            calls.append(self._judge(pen, version, batch))
            self._opened += calls[-1].line.kind is LineKind.NEW and not self._only_lines
            if is_due := self._is_due(version.arrived.date()):
                break
        judged = versions[: len(calls)]
        pen.call(calls)
        pen.label_versions({version.id: self._labels.lines[version.id] for version in judged})
        refresh(pen, batch, rulings)
        self._obey(pen, judged, rulings, batch)
        touched |= batch
        if is_due:
            touched |= self.look_again(pen, judged[-1], rulings)
        return len(judged)

    def _is_due(self, day: dt.date) -> bool:
        """Whether a second look is due, the last version judged being of a day."""
        begins, self._day = day != self._day, day
        return self._opened >= (_AT_DAYS_END if begins else _SECOND_LOOK)

    def _judge(self, pen: Pen, version: Version, touched: Touched) -> Calls:
        line_call = self.taster.match(version)
        opens = line_call.kind is LineKind.NEW or line_call.of is None
        line = version.id if opens else self._line(pen, line_call.of or version.id)
        story_call: StoryCall | None = None
        situation_call: SituationCall | None = None
        change: Change | None = None
        if opens and self._only_lines:
            self._labels.stories[line] = None
        elif opens:
            story_call = self.taster.place(version)
            self._labels.stories[line] = story_call.story if story_call else None
            if story_call and story_call.story == line:
                situation_call = self.taster.attach(version)
                self._labels.situations[line] = situation_call.situation
        elif (older := self._at_hand.get(line_call.of or 0) or pen.version(line_call.of or 0)) is not None:
            change = called(older, version)
        story = self._story(pen, line)
        situation = None if story is None else self._situation(pen, story)
        self._labels.lines[version.id] = line
        self.taster.learn(version, line=line, story=story, situation=situation)
        touched.add(version, line_call, line=line, story=story, situation=situation, opens=opens)
        return Calls(line_call, change, story_call, situation_call)

    def _line(self, pen: Pen, version: int) -> int:
        if version not in self._labels.lines:
            self._labels.lines[version] = pen.line_of(version) or version
        return self._labels.lines[version]

    def _story(self, pen: Pen, line: int) -> int | None:
        if line not in self._labels.stories:
            self._labels.stories[line] = pen.story_of(line)
        return self._labels.stories[line]

    def _situation(self, pen: Pen, story: int) -> int | None:
        if story not in self._labels.situations:
            self._labels.situations[story] = pen.situation_of(story)
        return self._labels.situations[story]

    def _obey(self, pen: Pen, versions: Sequence[Version], rulings: Rulings, touched: Touched) -> None:
        """Where one of the versions is named in a decision (everything is judged again), the decision is carried out."""
        for level in _LEVELS:
            bound = [version.id for version in versions if rulings.is_bound(level, version.id)]
            if bound:
                self.settle(pen, level, bound, rulings)

    def settle(self, pen: Pen, level: str, versions: Iterable[int], rulings: Rulings) -> Touched:
        """Bring what stands into line with the decisions in effect, for all that some versions stand in: on a level, then on those
        above it, because what holds lines together holds their stories together too."""
        named = list(versions)
        touched = Touched()
        also: set[int] = set()
        for settle in _SETTLE[_LEVELS.index(level) :]:
            settled = settle(pen, named, rulings, also)
            refresh(pen, settled.touched, rulings)
            self.taster.relabel(lines=settled.lines, stories=settled.stories, situations=settled.situations)
            also = settled.above
            touched |= settled.touched
        self._labels = _Labels()
        return touched

    def look_again(self, pen: Pen, last: Version, rulings: Rulings) -> Touched:
        """The second look over stories that have settled, when `last` was the last to arrive; decisions bind it."""
        named = {line for version in rulings.named(STORY) if (line := pen.line_of(version)) is not None}
        bound = {line: story for line in named if (story := pen.story_of(line)) is not None}
        moves = self.taster.consolidate(last.arrived, bound=bound)
        self._opened = 0
        pen.remember(_LOOKED_AGAIN, str(last.id))
        touched = Touched()
        if moves.stories:
            pen.call_again(stories=moves.stories)
            touched |= self.settle(pen, STORY, [i for call in moves.stories for i in (call.line, call.story)], rulings)
        if moves.situations:
            pen.call_again(situations=moves.situations)
            touched |= self.settle(pen, SITUATION, [call.story for call in moves.situations], rulings)
        if parents := self._new_parents(pen, moves.parents):
            pen.call_again(situations=parents)
            larger = Touched(situations={call.situation for call in parents})
            refresh(pen, larger, rulings)
            touched |= larger
        self.taster.measure()
        return touched

    def _new_parents(self, pen: Pen, parents: Mapping[int, int]) -> list[SituationCall]:
        """The calls that name another larger situation than they named before; none where the situation has gone. What a second
        look took out of another story has no call yet."""
        known = pen.situation_calls(sorted(parents))
        for situation in parents:
            if situation not in known and pen.situation_of(situation) == situation:
                known[situation] = SituationCall(situation, situation, score=1.0, why="a second look: the wire files it here")
        changed = [replace(call, parent=parents[of]) for of, call in known.items() if call.parent != parents[of]]
        # What its other stories said when they came gives way where together they would name another.
        for of, parent in parents.items():
            if (known_as := pen.situation(of)) is not None and known_as.parent not in (None, parent):
                calls = pen.situation_calls([story.id for story in pen.stories(situation=of) if story.id != of]).values()
                changed += [replace(call, parent=parent) for call in calls if call.parent not in (None, parent)]
        return changed
