"""After labels changed: lines, stories and situations written anew from what stands in them, or taken away where nothing does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from copytaster.desk.holding import Stops
from copytaster.desk.rulings import LINE, SITUATION, STORY, Rulings
from copytaster.desk.standing import line_of, situation_of, story_of
from copytaster.model import DecisionKind, Line, LineCall, Situation, SituationCall, Story, Version
from copytaster.store.base import Pen
from copytaster.taste.situations import name_of


@dataclass(slots=True)
class Touched:
    """What a batch or a decision has to do with. `fresh` holds lines that began in it, with all their versions; where
    `renamed`, the situations are named anew."""

    lines: set[int] = field(default_factory=set)
    stories: set[int] = field(default_factory=set)
    situations: set[int] = field(default_factory=set)
    fresh: dict[int, list[Version]] = field(default_factory=dict)
    calls: dict[int, LineCall] = field(default_factory=dict)
    story_of_line: dict[int, int | None] = field(default_factory=dict)
    situation_of_story: dict[int, int | None] = field(default_factory=dict)
    renamed: bool = False
    moved: dict[str, dict[int, int]] = field(default_factory=lambda: {"line": {}, "story": {}, "situation": {}})

    def add(self, version: Version, call: LineCall, *, line: int, story: int | None, situation: int | None, opens: bool) -> None:
        """A version was judged."""
        self.calls[version.id] = call
        if opens:
            self.fresh[line] = []
        if line in self.fresh:
            self.fresh[line].append(version)
        self.lines.add(line)
        self.story_of_line[line] = story
        if story is not None:
            self.stories.add(story)
            self.situation_of_story[story] = situation
            if situation is not None:
                self.situations.add(situation)

    def __ior__(self, other: Touched) -> Touched:
        self.lines |= other.lines
        self.stories |= other.stories
        self.situations |= other.situations
        return self


def refresh(pen: Pen, touched: Touched, rulings: Rulings) -> None:
    """Write what stands for all that was touched."""
    lines = _lines(pen, touched, rulings)
    pen.put_lines(lines)
    pen.drop(LINE, {id_: touched.moved["line"].get(id_, id_) for id_ in touched.lines - {line.id for line in lines}})
    members = _members(pen, touched, lines)
    stories = _stories(pen, touched, rulings, members)
    pen.put_stories(stories)
    pen.drop(STORY, {id_: touched.moved["story"].get(id_, id_) for id_ in touched.stories - {s.id for s in stories}})
    situations = _situations(pen, touched, members, stories, rulings)
    pen.put_situations(situations)
    gone = touched.situations - {s.id for s in situations}
    pen.drop("situation", {id_: touched.moved["situation"].get(id_, id_) for id_ in gone})


def _lines(pen: Pen, touched: Touched, rulings: Rulings) -> list[Line]:
    found = []
    stops = Stops(pen.orders_held())
    for id_ in sorted(touched.lines):
        versions = touched.fresh.get(id_) or pen.versions_of_line(id_)
        if not versions:
            continue
        ids = [version.id for version in versions]
        calls = touched.calls if id_ in touched.fresh else pen.line_calls(ids)
        story = touched.story_of_line[id_] if id_ in touched.story_of_line else pen.story_of(id_)
        stopped = stops.stopping(versions) is not None
        found.append(line_of(versions, calls, story=story, flags=rulings.flags(LINE, ids), id=id_, stopped=stopped))
    return found


def _members(pen: Pen, touched: Touched, lines: Iterable[Line]) -> dict[int, list[Line]]:
    """The lines of the stories touched, newest first. A story that began in the batch has no others than those just made."""
    made: dict[int, list[Line]] = {}
    for line in lines:
        if line.story in touched.fresh and line.story in touched.stories:
            made.setdefault(line.story, []).append(line)
    for held in made.values():
        held.sort(key=lambda line: (line.time, line.head.id), reverse=True)
    read = pen.lines_of_stories(sorted(touched.stories - made.keys()))
    return {story: made[story] if story in made else read[story] for story in sorted(touched.stories)}


def _stories(pen: Pen, touched: Touched, rulings: Rulings, lines: Mapping[int, list[Line]]) -> list[Story]:
    found = []
    # Asked from the stories' side: the book grows for ever, a batch does not.
    decided = pen.decided_in(touched.stories) if rulings.flagged(STORY) else {}
    for id_, members in lines.items():
        if members:
            situation = touched.situation_of_story[id_] if id_ in touched.situation_of_story else pen.situation_of(id_)
            flags = rulings.flags(STORY, decided.get(id_, ()))
            found.append(story_of(members, situation=situation, flags=flags, id=id_))
    return found


# A situation's name is thought over when it has grown to so many stories, not each time a line comes in.
_NAMED_AT = frozenset(
    {1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 64, 80, 100, 128, 160, 200, 256, 320, 400, 512, 640, 800}
)


def _is_due(before: int, now: int) -> bool:
    """Whether a situation has come to a size, or past one, at which its name is thought over."""
    return now in _NAMED_AT or any(min(before, now) < size <= max(before, now) for size in _NAMED_AT)


def _situations(
    pen: Pen, touched: Touched, read: Mapping[int, list[Line]], made: Iterable[Story], rulings: Rulings
) -> list[Situation]:
    held = _held(pen, touched, made)
    given = _given_names(pen, held, rulings)
    calls = pen.situation_calls([story.id for stories in held.values() for story in stories])
    found = []
    for id_, stories in held.items():
        known = None if id_ in touched.fresh else pen.situation(id_)
        stays = known is not None and not touched.renamed and not _is_due(known.stories, len(stories))
        name = given.get(id_) or (known.name if known and stays else name_of(_lines_of(pen, stories, read)))
        parent = _parent(pen, id_, [calls[story] for story in sorted([s.id for s in stories]) if story in calls], held)
        found.append(situation_of(stories, name=name, id=id_, parent=parent))
    return found


def _given_names(pen: Pen, held: Mapping[int, list[Story]], rulings: Rulings) -> dict[int, str]:
    """What editors named situations; whatever the machine would say, it holds until it is taken back."""
    if not rulings.flagged(SITUATION):
        return {}
    found = {}
    for id_, stories in held.items():
        decided = pen.decided_in([story.id for story in stories])
        flags = rulings.flags(SITUATION, [version for versions in decided.values() for version in versions])
        if DecisionKind.CORRECT in flags:
            found[id_] = flags[DecisionKind.CORRECT].detail.get("headline", "")
    return found


def _held(pen: Pen, touched: Touched, made: Iterable[Story]) -> dict[int, list[Story]]:
    """The stories of the situations touched, newest first; as with lines, one that began in the batch has none but those just
    made. What has no stories is left out."""
    held: dict[int, list[Story]] = {}
    for story in sorted(made, key=lambda story: (story.time, story.id), reverse=True):
        if story.situation in touched.fresh and story.situation in touched.situations:
            held.setdefault(story.situation, []).append(story)
    for id_ in touched.situations - held.keys():
        if stories := pen.stories(situation=id_):
            held[id_] = stories
    return dict(sorted(held.items()))


def _lines_of(pen: Pen, stories: Iterable[Story], read: Mapping[int, list[Line]]) -> list[Line]:
    """The lines of some stories; those of stories that were just read are at hand."""
    ids = [story.id for story in stories]
    found = pen.lines_of_stories([id_ for id_ in ids if id_ not in read])
    return [line for id_ in ids for line in (read[id_] if id_ in read else found.get(id_, ()))]


def _parent(pen: Pen, situation: int, calls: Iterable[SituationCall], made: Container[int]) -> int | None:
    """The larger situation: the one that most calls name, if it stands or is just being `made`, and is not this one."""
    named = Counter(call.parent for call in calls if call.parent not in (None, situation))
    for parent, _ in named.most_common():
        found = pen.moved("situation", parent or 0) or parent
        if found and (found in made or pen.situation(found) is not None) and not _is_within(pen, found, situation):
            return found
    return None


def _is_within(pen: Pen, situation: int, larger: int) -> bool:
    """Whether a situation is the larger one or part of it: wires file the same two headings either way round."""
    seen: set[int] = set()
    at: int | None = situation
    while at is not None and at not in seen:
        if at == larger:
            return True
        seen.add(at)
        known = pen.situation(at)
        at = known.parent if known else None
    return False
