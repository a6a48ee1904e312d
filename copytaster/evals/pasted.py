"""Pasted text: whether a list of headlines is read as a list with every line of it, and a story as one item.

`data` is JSON lines of articles, each with a `title` and a `text` whose paragraphs stand on lines; any other names are passed over.
Titles are drawn into lists of two to fifty, one a line and with empty lines between. Each article is written with empty lines
between its paragraphs, without, broken to a width, and with every sentence in a line of its own, down to two, five or ten of them.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from copytaster.errors import CopytasterError, Misconfigured
from copytaster.evals import Score
from copytaster.evals.corpus import files, share
from copytaster.model import UTC, Delivery
from copytaster.wire import sniff

_RECEIVED = dt.datetime(2026, 11, 1, 12, tzinfo=UTC)
_SIZES, _DRAWS, _FEWEST = (2, 3, 5, 10, 20, 50), 50, 50
_PARAGRAPHS, _WIDTH, _MOST = (2, 5, 10), 72, 150
_SENTENCE_END = re.compile(r"(?<=[a-z]{3}[.!?])\s+(?=[A-Z])")
_MOST_ERRORS = 20


def run(data: Path) -> Score:
    """Score the reading of pasted text. Raises `Misconfigured` where fewer than 50 articles stand in the data."""
    articles = list(_articles(data))
    if len(articles) < _FEWEST:
        raise Misconfigured(f"{len(articles)} articles with a title and a text stand in {data}; at least {_FEWEST} are needed")
    right: dict[str, list[bool]] = defaultdict(list)
    errors: list[str] = []
    chance = random.Random(1)
    for shape, text, items in (*_lists(articles, chance), *_stories(articles, chance)):
        found = _count(text)
        right[shape].append(found == items)
        if found != items:
            errors.append(f"{shape}: {found} items and not {items}: {text[:80]!r}")
    lists, stories = ([one for name, held in right.items() if name.startswith(kind) for one in held] for kind in ("list", "story"))
    figures: dict[str, float | int | str] = {
        "lists": len(lists),
        "lists_right": share(sum(lists), len(lists)),
        "stories": len(stories),
        "stories_right": share(sum(stories), len(stories)),
        **{name: share(sum(held), len(held)) for name, held in right.items()},
    }
    return Score("pasted", figures, errors=tuple(errors[:: max(1, len(errors) // _MOST_ERRORS)]))


def _articles(data: Path) -> Iterator[tuple[str, list[str]]]:
    for _, body in files(data):
        for line in body.decode("utf-8", errors="replace").splitlines():
            try:
                told = json.loads(line)
            except ValueError:
                continue
            if isinstance(told, dict) and isinstance(told.get("title"), str) and isinstance(told.get("text"), str):
                title, paragraphs = " ".join(told["title"].split()), [p.strip() for p in told["text"].split("\n") if p.strip()]
                if title and paragraphs:
                    yield title, paragraphs


def _lists(articles: list[tuple[str, list[str]]], chance: random.Random) -> Iterator[tuple[str, str, int]]:
    titles = sorted({title for title, _ in articles})
    for shape, between in (("list_lines", "\n"), ("list_blank_lines", "\n\n")):
        for size in _SIZES:
            for _ in range(_DRAWS):
                drawn = chance.sample(titles, min(size, len(titles)))
                yield shape, between.join(drawn), len(drawn)


def _stories(articles: list[tuple[str, list[str]]], chance: random.Random) -> Iterator[tuple[str, str, int]]:
    for title, paragraphs in chance.sample(articles, min(_MOST, len(articles))):
        kept = chance.choice(_PARAGRAPHS)
        sentences = [one for paragraph in paragraphs for one in _SENTENCE_END.split(paragraph)][:kept]
        yield "story_blank_lines", "\n\n".join([title, *paragraphs[:kept]]), 1
        yield "story_lines", "\n".join([title, *paragraphs[:kept]]), 1
        yield "story_wrapped", "\n\n".join([title, *(textwrap.fill(one, _WIDTH) for one in paragraphs[:kept])]), 1
        yield "story_sentences", "\n\n".join([title, *sentences]), 1


def _count(text: str) -> int:
    """How many items a pasted text is read as; none where it is refused."""
    try:
        return len(sniff.read(Delivery("paste", _RECEIVED, text.encode())).items)
    except CopytasterError:
        return 0
