"""What stands brought into line with the decisions in effect, on each of the three levels.

Only what hangs together with the versions named is looked at: all that stands in the same lines, stories or situations. It must
not write anything but labels; `refresh` writes the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from copytaster.desk.overlay import Act, Join, Leave, Part, around, overlay
from copytaster.desk.refresh import Touched
from copytaster.desk.rulings import LINE, SITUATION, STORY, Rulings
from copytaster.model import Line, Story
from copytaster.store.base import Pen


@dataclass(slots=True)
class Settled:
    """Labels that changed on each level, and what is to be written anew because of it."""

    lines: dict[int, int] = field(default_factory=dict)
    stories: dict[int, int] = field(default_factory=dict)
    situations: dict[int, int] = field(default_factory=dict)
    touched: Touched = field(default_factory=Touched)
    above: set[int] = field(default_factory=set)


def settle_lines(pen: Pen, versions: Iterable[int], rulings: Rulings, also: Iterable[int] = ()) -> Settled:
    """Which of the versions around some versions, and in the lines `also`, stand in one line."""
    lines = around(versions, rulings.acts(LINE), pen.line_of, also)
    stood = {version.id: line for line in lines for version in pen.versions_of_line(line)}
    calls = pen.line_calls(stood)
    parents = {id_: call.of for id_, call in calls.items() if call.of is not None}
    labels = overlay(stood, parents, rulings.acts(LINE))
    settled = Settled(lines={version: line for version, line in labels.items() if stood[version] != line})
    pen.label_versions(settled.lines)
    touched = settled.touched
    touched.lines = lines | set(labels.values())
    story_of = {line: pen.story_of(line) for line in lines}
    for version, line in sorted(labels.items()):
        # A line that comes apart stays in the story it stood in; a line that is joined stands where its first version stood.
        touched.story_of_line.setdefault(line, story_of.get(line, story_of[stood[version]]))
    touched.stories = {story for story in [*story_of.values(), *touched.story_of_line.values()] if story is not None}
    touched.moved["line"] = {line: labels[line] for line in lines if labels.get(line, line) != line}
    settled.above = set(touched.stories)
    return settled


def settle_stories(pen: Pen, versions: Iterable[int], rulings: Rulings, also: Iterable[int] = ()) -> Settled:
    """Which of the lines around some versions, and in the stories `also`, stand in one story."""
    acts = _in_terms_of(rulings.acts(STORY), pen.line_of)
    seeds = [line for version in versions if (line := pen.line_of(version)) is not None]
    stories = around(seeds, acts, pen.story_of, also)
    lines = {line.id: line for members in pen.lines_of_stories(sorted(stories)).values() for line in members}
    labels = overlay(lines, _near_lines(pen, lines), acts)
    changed = {line: story for line, story in labels.items() if lines[line].story != story}
    settled = Settled(stories=changed)
    pen.put_lines([replace(lines[line], story=story) for line, story in changed.items()])
    touched = settled.touched
    touched.stories = stories | set(labels.values())
    situation_of = {story: pen.situation_of(story) for story in stories}
    for line, story in sorted(labels.items()):
        touched.situation_of_story.setdefault(story, situation_of.get(story, situation_of[lines[line].story or story]))
    touched.situations = {s for s in [*situation_of.values(), *touched.situation_of_story.values()] if s is not None}
    touched.moved["story"] = {story: labels[story] for story in stories if labels.get(story, story) != story}
    settled.above = set(touched.situations)
    return settled


def _near_lines(pen: Pen, lines: Mapping[int, Line]) -> dict[int, int]:
    """The machine's edges between lines: the line that drew each in; for a line cut from another, that other."""
    calls = pen.story_calls(lines)
    near = {line: call.near for line, call in calls.items() if call.near is not None}
    orphans = [line for line in lines if line not in calls]
    near.update({version: call.of for version, call in pen.line_calls(orphans).items() if call.of is not None})
    found = {}
    for line, version in near.items():
        target = pen.line_of(version)
        if target is not None:
            found[line] = target
    return found


def _hanging(pen: Pen, situations: Iterable[int], story_of: Callable[[int], int | None]) -> tuple[dict[int, Story], dict[int, int]]:
    """The stories of some situations, and the machine's edges between them: the story that drew each in."""
    stories = {story.id: story for situation in situations for story in pen.stories(situation=situation)}
    parents = {}
    for story, call in pen.situation_calls(stories).items():
        # A story that a wire's heading put into a situation hangs on the story that opened it.
        target = story_of(call.situation if call.near is None else call.near)
        if target is not None and target != story:
            parents[story] = target
    return stories, parents


def settle_situations(pen: Pen, versions: Iterable[int], rulings: Rulings, also: Iterable[int] = ()) -> Settled:
    """Which of the stories around some versions, and in the situations `also`, stand in one situation."""

    def story_of(version: int) -> int | None:
        line = pen.line_of(version)
        return None if line is None else pen.story_of(line)

    acts = _in_terms_of(rulings.acts(SITUATION), story_of)
    seeds = [story for version in versions if (story := story_of(version)) is not None]
    situations = around(seeds, acts, pen.situation_of, also)
    stories, parents = _hanging(pen, situations, story_of)
    # A story that was taken out of another one comes with its own call, which may lead to a situation that nothing here stands in.
    if beyond := {pen.situation_of(target) for target in parents.values() if target not in stories} - {None}:
        situations = around(seeds, acts, pen.situation_of, {*also, *(s for s in beyond if s is not None)})
        stories, parents = _hanging(pen, situations, story_of)
    labels = overlay(stories, parents, acts)
    settled = Settled(situations={story: s for story, s in labels.items() if stories[story].situation != s})
    pen.put_stories([replace(stories[story], situation=s) for story, s in settled.situations.items()])
    touched = settled.touched
    touched.situations = situations | set(labels.values())
    touched.moved["situation"] = {s: labels[s] for s in situations if labels.get(s, s) != s}
    return settled


def _in_terms_of(acts: Sequence[Act], node_of: Callable[[int], int | None]) -> list[Act]:
    """Acts on versions as acts on what those versions stand in; versions that stand nowhere are left out."""
    found: list[Act] = []
    for act in acts:
        nodes = tuple(dict.fromkeys(node for version in act.nodes if (node := node_of(version)) is not None))
        if isinstance(act, Leave) and nodes:
            found.append(Leave(nodes, act.seen, node_of(act.rest) or 0))
        elif len(nodes) > 1:
            found.append(Join(nodes) if isinstance(act, Join) else Part((nodes[0], nodes[1])))
    return found
