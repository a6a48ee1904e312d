"""What editors decide: checked, written down, and carried out at once. Each is undone by another decision, never by erasing.

A decision names versions, not what the machine made of them, so it holds whatever is judged later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from copytaster.desk.judging import Judging
from copytaster.desk.refresh import Touched, refresh
from copytaster.desk.rulings import LINE, SITUATION, STORY, Rulings, level_of, undone
from copytaster.errors import Undecidable, Unknown
from copytaster.model import Decision, DecisionKind
from copytaster.store.base import Pen, Store


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision that was carried out: what was written, what changed, and a sentence that says so."""

    decision: Decision
    said: str
    change: int


_FLAGS = {
    DecisionKind.TASTE: "tasted",
    DecisionKind.SPIKE: "spiked",
    DecisionKind.PIN: "pinned",
    DecisionKind.CORRECT: "corrected",
    DecisionKind.KILL: "killed",
}


# What each decision can be made on; the first is meant where none is named.
_LEVELS: Mapping[DecisionKind, tuple[str, ...]] = {
    DecisionKind.TASTE: (LINE, STORY),
    DecisionKind.SPIKE: (LINE, STORY),
    DecisionKind.PIN: (LINE, STORY),
    DecisionKind.CORRECT: (LINE, SITUATION),
    DecisionKind.KILL: (LINE,),
    DecisionKind.SAME: (LINE,),
    DecisionKind.NOT_SAME: (LINE,),
    DecisionKind.MERGE: (STORY, SITUATION),
    DecisionKind.SPLIT: (STORY, SITUATION),
}


class Decisions:
    """The editors' side of a desk."""

    def __init__(self, store: Store, judging: Judging) -> None:
        self._store = store
        self._judging = judging
        self.rulings = Rulings(store.decisions())

    def decide(
        self,
        kind: DecisionKind,
        on: Sequence[int],
        *,
        at: dt.datetime,
        level: str = "",
        by: str = "desk",
        note: str = "",
        headline: str = "",
    ) -> Ruling:
        """Write down a decision on lines, stories or situations (`level`; the usual one of the decision if empty) and carry it out.

        Raises `Unknown` for what is not there and `Undecidable` for what makes no sense.
        """
        level = _level(kind, level)
        with self._deciding() as pen:
            anchors = self._anchors(pen, kind, on, level)
            detail = {"level": level}
            if kind is DecisionKind.SPLIT:
                detail |= {"seen": str(pen.last_version()), "rest": str(_rest(pen, anchors, level))}
            if kind is DecisionKind.CORRECT:
                if level == SITUATION and not headline.strip():
                    raise Undecidable("a situation is corrected by its right name: give it as the headline")
                if not headline.strip() and not note.strip():
                    raise Undecidable("a correction needs the right headline, a note that says what was wrong, or both")
                detail["headline"] = headline.strip()
            made = pen.decide(Decision(0, kind, tuple(anchors), at, by, note.strip(), detail))
            self._carry_out(pen, made)
            number = pen.number
        return Ruling(made, _said(made), number)

    def undo(self, id: int, *, at: dt.datetime, by: str = "desk", note: str = "") -> Ruling:
        """Take a decision back. Taking back an undo brings the first one into effect again."""
        with self._deciding() as pen:
            found = pen.decision(id)
            if found is None:
                raise Unknown(f"there is no decision {id}")
            if id in undone(pen.decisions(kind=DecisionKind.UNDO)):
                raise Undecidable(f"decision {id} ({found.kind}) was taken back already")
            made = pen.decide(Decision(0, DecisionKind.UNDO, found.on, at, by, note.strip(), dict(found.detail), undoes=id))
            self._carry_out(pen, _last_meant(pen, found))
            number = pen.number
        return Ruling(made, f"Taken back: decision {id} ({found.kind}).", number)

    def published(self, pen: Pen, anchor: int, *, at: dt.datetime, by: str, note: str, detail: dict[str, str]) -> Decision:
        """Write down that an edition was published."""
        return pen.decide(Decision(0, DecisionKind.PUBLISH, (anchor,), at, by, note, detail))

    @contextmanager
    def _deciding(self) -> Iterator[Pen]:
        """A pen whose failure leaves nothing that was meant to bind: not in the rulings, and not in what the taster learnt."""
        self._judging.ready(self._store)
        before = self.rulings
        try:
            with self._store.pen() as pen:
                yield pen
        except BaseException:
            if self.rulings is not before:
                self.rulings = before
                self._judging.forget()
            raise

    def _carry_out(self, pen: Pen, decision: Decision) -> None:
        self.rulings = Rulings(pen.decisions())
        level = level_of(decision)
        if decision.kind in _FLAGS and level == SITUATION:
            refresh(pen, _renamed(pen, decision.on), self.rulings)
        elif decision.kind in _FLAGS:
            refresh(pen, _around(pen, decision.on), self.rulings)
        elif decision.kind is not DecisionKind.PUBLISH:
            rest = (int(decision.detail["rest"]),) if decision.kind is DecisionKind.SPLIT else ()
            self._judging.settle(pen, level, (*decision.on, *rest), self.rulings)

    def _anchors(self, pen: Pen, kind: DecisionKind, on: Sequence[int], level: str) -> list[int]:
        """The versions that a decision is made on, checked."""
        wanted = list(dict.fromkeys(on))
        if not wanted:
            raise Undecidable(f"{kind}: on what? Name a line, story or situation by its number")
        if kind in (DecisionKind.SAME, DecisionKind.NOT_SAME, DecisionKind.MERGE) and len(wanted) < 2:
            raise Undecidable(f"{kind}: this takes two different numbers")
        if kind is DecisionKind.NOT_SAME and len(wanted) != 2:
            raise Undecidable(f"{kind}: this takes two numbers")
        found = list(dict.fromkeys(self._anchor(pen, kind, number, level) for number in wanted))
        if len(found) < 2 <= len(wanted) and kind is DecisionKind.MERGE:
            raise Undecidable(f"{kind}: {' and '.join(map(str, wanted))} are one already")
        return found

    def _anchor(self, pen: Pen, kind: DecisionKind, number: int, level: str) -> int:
        if kind in (DecisionKind.SAME, DecisionKind.NOT_SAME):
            if pen.line_of(number) is None:
                raise Unknown(f"there is no version {number}")
            return number
        # A split names what leaves: lines leave a story, stories leave a situation.
        parts = {STORY: LINE, SITUATION: STORY}.get(level, level) if kind is DecisionKind.SPLIT else level
        found = pen.moved(parts, number) or number
        exists = {LINE: pen.line, STORY: pen.story, SITUATION: pen.situation}[parts](found)
        if exists is None:
            raise Unknown(f"there is no {parts} {number}")
        return found


def _level(kind: DecisionKind, named: str) -> str:
    """The level that a decision is made on. Raises `Undecidable` where it means nothing there."""
    if kind not in _LEVELS:
        raise Undecidable(f"{kind}: this is not decided on lines, stories or situations")
    if named and named not in _LEVELS[kind]:
        raise Undecidable(f"{kind}: this is decided on a {' or a '.join(_LEVELS[kind])}, not on a {named}")
    return named or _LEVELS[kind][0]


def _rest(pen: Pen, leaving: Sequence[int], level: str) -> int:
    """One of those that stay when some leave their story or situation. Raises `Undecidable` where nothing would stay."""
    if level == SITUATION:
        situations = {pen.situation_of(story) for story in leaving}
        members = {s.id for situation in situations if situation for s in pen.stories(situation=situation)}
    else:
        stories = {pen.story_of(line) for line in leaving}
        members = {line.id for story in stories if story for line in pen.lines_of_story(story)}
    stay = members - set(leaving)
    if not stay:
        raise Undecidable("nothing would stay behind: what is named stands alone already")
    return min(stay)


def _around(pen: Pen, versions: Iterable[int]) -> Touched:
    """The lines and stories that some versions stand in."""
    touched = Touched()
    for version in versions:
        line = pen.line_of(version)
        if line is not None:
            touched.lines.add(line)
            story = pen.story_of(line)
            if story is not None:
                touched.stories.add(story)
    return touched


def _renamed(pen: Pen, versions: Iterable[int]) -> Touched:
    """The situations that some versions stand in, their names to be thought over."""
    stories = _around(pen, versions).stories
    return Touched(situations={one for story in stories if (one := pen.situation_of(story)) is not None}, renamed=True)


def _last_meant(pen: Pen, decision: Decision) -> Decision:
    """What an undo is about in the end: an undo of an undo is about the decision that both speak of."""
    while decision.undoes is not None:
        earlier = pen.decision(decision.undoes)
        if earlier is None:
            break
        decision = earlier
    return decision


_SEVERAL = {LINE: "Lines", STORY: "Stories", SITUATION: "Situations"}


def _said(decision: Decision) -> str:
    level = decision.detail.get("level", LINE)
    numbers = " and ".join(str(number) for number in decision.on)
    several = len(decision.on) > 1
    if decision.kind in _FLAGS:
        names, verb = (_SEVERAL[level], "are") if several else (level.capitalize(), "is")
        return f"{names} {numbers} {verb} {_FLAGS[decision.kind]}. Undo: decision {decision.id}."
    said = {
        DecisionKind.SAME: f"Versions {numbers} stand in one line from now on.",
        DecisionKind.NOT_SAME: f"Versions {numbers} stand apart from now on.",
        DecisionKind.MERGE: f"{'Stories' if level == STORY else 'Situations'} {numbers} are one from now on.",
        DecisionKind.SPLIT: f"{'Stories' if level == SITUATION else 'Lines'} {numbers} left and stand on their own from now on."
        if several
        else f"{'Story' if level == SITUATION else 'Line'} {numbers} left and stands on its own from now on.",
    }[decision.kind]
    return f"{said} Undo: decision {decision.id}."
