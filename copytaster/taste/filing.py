"""Where the headings of wires lead: worked out from what lines are filed under and from the stories in which these lines stand.

A story is filed under what more than half of its filed lines stand under, or half of them with the first, else under what the
first does; a development is led by the first story that is filed under it. Only this counts, not the way there: what stood
elsewhere before a second look or a decision leaves no trace, so that a desk that lived through a day and one that is told of it
agree. It must not know any words but those of headings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from copytaster.taste.headings import Key, Path, agreed, alike, keys, renamed, tells, within


class Filing:
    """The lines of some stories by the headings that wires gave them, one after the other, and what follows from these."""

    def __init__(self, filed: Iterable[tuple[int, int, Path]] = ()) -> None:
        self._root: dict[Key, Key] = {}
        self._latest: dict[int, Path] = {}
        self._lines: dict[int, set[int]] = {}
        self._under: dict[int, dict[Path, None]] = {}
        # The paths in the order in which a line was last put under each.
        self._paths: dict[Path, None] = {}
        self._voted: dict[int, Path] = {}
        self._stories: dict[Key, set[int]] = {}
        self.is_stale = False
        for line, story, path in filed:
            self._take(line, story, path)
        for story in self._lines:
            self._vote(story)
        self.is_stale = False

    def add(self, line: int, story: int, path: Path) -> None:
        """Take in that a line of a story is filed under a path. Where two developments that were known turn out to be one, all is
        to be worked out anew, and `is_stale` says so."""
        if not self.is_stale:
            self._take(line, story, path)
            self._vote(story)

    def story_of(self, path: Path) -> int | None:
        """The first of the stories that are filed under the innermost heading of a path."""
        known = (self._stories.get(self._find(key)) for key in keys(path) if key in self._root)
        return min(next((stories for stories in known if stories), ()), default=None)

    def path_of(self, story: int) -> Path | None:
        """What a story is filed under."""
        return self._voted.get(story)

    def leads(self) -> Iterator[tuple[Key, int]]:
        """All that headings are looked up by, with the story that each leads to."""
        for key in self._root:
            if stories := self._stories.get(self._find(key)):
                yield key, min(stories)

    def held(self) -> Iterator[tuple[Path, tuple[Path, ...]]]:
        """Each development by one of its paths, with what may hold it, the likeliest first: what its wires put it under, what
        most of its lines stand under before what few do, from within outwards; then what its own name names."""
        lines = Counter(self._latest.values())
        together: dict[Key, list[Path]] = {}
        for path in self._paths:
            together.setdefault(self._root_of(path), []).append(path)
        for paths in together.values():
            outer = {self._root_of(path[:end]): path[:end] for path in paths for end in range(len(path) - 1, 0, -1)}
            counts: Counter[Key] = Counter()
            for path in paths:
                counts.update({self._root_of(path[:end]): lines[path] for end in range(1, len(path))})
            inner = sum(lines[path] for path in paths if len(path) > 1)
            likely = sorted(outer, key=lambda root: (2 * counts[root] <= inner, -len(outer[root])))
            named = [(name,) for path in reversed(paths) for name in within(path[-1])]
            yield paths[0], (*[outer[root] for root in likely], *named)

    def told(self) -> Iterator[tuple[frozenset[str], int]]:
        """What headings tell in words of their own, with the story that each leads to."""
        for path in self._paths:
            if (words := tells(path[-1])) and (story := self.story_of(path)) is not None:
                yield words, story

    def apart(self, lines: Iterable[int]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """For some lines the number of what each is filed under (-1: nothing), and for two numbers whether they are two
        developments of which neither holds the other."""
        numbers: dict[Key, int] = {}
        nested: set[tuple[int, int]] = set()
        found = []
        for line in lines:
            path = self._latest.get(line, ())
            held = [numbers.setdefault(self._root_of(path[:end]), len(numbers)) for end in range(1, len(path) + 1)]
            found.append(held[-1] if held else -1)
            nested.update((one, held[-1]) for one in held)
        apart = np.ones((len(numbers), len(numbers)), np.bool_)
        for one, other in nested:
            apart[one, other] = apart[other, one] = False
        return np.array(found, np.int32), apart

    def _take(self, line: int, story: int, path: Path) -> None:
        self._lines.setdefault(story, set()).add(line)
        old = self._latest.get(line)
        if old == path:
            return
        self._latest[line] = path
        if path not in self._paths:
            for end in range(1, len(path) + 1):
                self._unite(keys(path[:end]))
        mates = self._under.setdefault(story, {})
        one = [other for other in mates if path not in mates and alike(other, path)]
        if old and renamed(old, path):
            one.append(old)
        for other in one:
            self._unite((keys(other)[0], keys(path)[0]))
        mates[path] = None
        self._paths.pop(path, None)
        self._paths[path] = None

    def _unite(self, names: Iterable[Key]) -> None:
        """Let some keys lead to one development."""
        names = list(names)
        roots = list(dict.fromkeys([self._find(key) for key in names if key in self._root]))
        root = roots[0] if roots else names[0]
        for key in (*roots, *names):
            if key in roots or key not in self._root:
                self._root[key] = root
        self.is_stale = self.is_stale or len(roots) > 1

    def _find(self, key: Key) -> Key:
        while (root := self._root[key]) != key:
            key = root
        return key

    def _root_of(self, path: Path) -> Key:
        return self._find(keys(path)[0])

    def _vote(self, story: int) -> None:
        latest = [self._latest[line] for line in sorted(self._lines[story])]
        roots = [[self._root_of(path[:end]) for end in range(1, len(path) + 1)] for path in latest]
        number, place = agreed(roots)
        if (old := self._voted.get(story)) is not None:
            self._stories[self._root_of(old)].discard(story)
        self._voted[story] = chosen = latest[number][: place + 1]
        self._stories.setdefault(self._root_of(chosen), set()).add(story)
