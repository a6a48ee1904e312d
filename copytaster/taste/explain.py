"""Two or more texts judged in pairs, with the reasons in words: what stands behind `copytaster taste TEXT...`.

The very judges of the desk speak here, on made-up versions that came from one wire at the same time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from copytaster.model import UTC, Dated, Item, LineKind, Version
from copytaster.taste.changes import compare
from copytaster.taste.judge import Taster

_NEVER = dt.datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tasted:
    """The judgment on two texts: one line? one story? with score and reason of each, and the advisory when they are one line."""

    first: str
    second: str
    same_line: bool
    line_score: float
    line_why: str
    same_story: bool
    story_score: float
    story_why: str
    advisory: str = ""


def explain(texts: Sequence[str]) -> tuple[Tasted, ...]:
    """Each pair of some headlines (a text after the first line break is the body), in the order in which they are given."""
    versions = [_version(number, text) for number, text in enumerate(texts, start=1)]
    return tuple(_pair(a, b) for i, a in enumerate(versions) for b in versions[i + 1 :])


def _version(number: int, text: str) -> Version:
    headline, _, body = text.strip().partition("\n")
    return Version(number, "given", 0, _NEVER, _NEVER, Dated.ARRIVAL, Item(headline.strip(), body=body.strip()))


def _pair(a: Version, b: Version) -> Tasted:
    taster = Taster()
    taster.learn(a, line=a.id, story=a.id, situation=a.id)
    line = taster.match(b)
    story = taster.place(b)
    same_line = line.kind is not LineKind.NEW
    joins = story is not None and story.story == a.id
    return Tasted(
        first=a.item.headline,
        second=b.item.headline,
        same_line=same_line,
        line_score=line.score,
        line_why=line.why,
        same_story=same_line or joins,
        story_score=story.score if story else 0.0,
        story_why=story.why if story else "",
        advisory=compare(a, b).advisory if same_line else "",
    )
