"""Full-text search with FTS5. Only the newest 2,000 matches that fit the question are ranked, so that any word answers at once
however many there are.

What a person types is never taken for FTS5's own language: words, "phrases in quotes", -words left out, and a star at the end of a
word for its beginnings. Chinese, Japanese and Thai are sought as pairs of characters.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from copytaster.store.base import Hit
from copytaster.store.codec import micros
from copytaster.store.sqlite import rows
from copytaster.text.words import is_unspaced, pairs

# Ranking 2,000 matches takes 3.5 ms (median), ranking all of a frequent word's at a million items 61-768 ms.
_RANKED = 2000
_PART = re.compile(r'(-?)"([^"]*)"|(-?)([^\s"]+)')
_WORD = re.compile(r"\w+", re.UNICODE)
# A headline's word tells more than a body's; older wordings count as much as the one that stands.
_WEIGHTS = "8.0, 3.0, 1.0, 2.0"


def question(text: str) -> str:
    """What a person typed in FTS5's language; every word must be there, in any order. Matches nothing if no word is in it."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for m in _PART.finditer(text):
        negative, typed = (m.group(1), m.group(2)) if m.group(2) is not None else (m.group(3), m.group(4))
        found = _WORD.findall(typed)
        if not found:
            continue
        if any(is_unspaced(word) for word in found):
            phrase = "pairs : " + _quoted([pair for word in found for pair in pairs(word)])
        else:
            phrase = _quoted(found) + ("*" if typed.endswith("*") else "")
        (unwanted if negative else wanted).append(phrase)
    if not wanted:
        return '""'
    return " AND ".join(wanted) + "".join(f" NOT {phrase}" for phrase in unwanted)


def _quoted(words: list[str]) -> str:
    return '"' + " ".join(words) + '"'


def find(
    ask: Callable[[str, Sequence[Any]], list[rows.Row]], text: str, *, limit: int, source: str, until: dt.datetime | None
) -> list[Hit]:
    """The lines that a search finds, best first: one hit a line, from the best of its versions."""
    match = question(text)
    of_wire, names = rows.of_wire(source)
    conditions = {
        of_wire: names if source else None,
        "line.first_time <= ?": [micros(until)] if until else None,
    }
    return _hits(ask, match, _best(ask, match, conditions, limit))


def near(
    ask: Callable[[str, Sequence[Any]], list[rows.Row]],
    words: Sequence[str],
    *,
    after: dt.datetime | None,
    until: dt.datetime | None,
    limit: int,
) -> list[int]:
    """The lines that have any of some words in a headline, those with the most and the rarest of them first."""
    if not words:
        return []
    match = "headline : (" + " OR ".join(_quoted(_WORD.findall(word)) for word in words) + ")"
    conditions = {
        "line.time > ?": [micros(after)] if after else None,
        "line.first_time <= ?": [micros(until)] if until else None,
    }
    return list(_best(ask, match, conditions, limit))


def _best(
    ask: Callable[[str, Sequence[Any]], list[rows.Row]], match: str, conditions: Mapping[str, Sequence[Any] | None], limit: int
) -> dict[int, tuple[int, float]]:
    """The best lines of the newest matches that fit, each with its best version and score.

    The conditions are asked before the cut: a wire with five lines is found under a word that others print all day. In a wire
    that has few of very many matches this looks at them all, one microsecond each.
    """
    used = {condition: values for condition, values in conditions.items() if values is not None}
    where = " AND ".join(["search MATCH ?", "line.spiked = 0", *used])
    ranked = ask(
        f"""SELECT version, line, score FROM (
              SELECT search.rowid AS version, line.id AS line, bm25(search, {_WEIGHTS}) AS score
              FROM search CROSS JOIN stands ON stands.version = search.rowid CROSS JOIN line ON line.id = stands.line
              WHERE {where} ORDER BY search.rowid DESC LIMIT {_RANKED}
            ) ORDER BY score, version DESC LIMIT ?""",
        [match, *(value for values in used.values() for value in values), limit * 4],
    )
    best: dict[int, tuple[int, float]] = {}
    for version, line, score in ranked:
        if line not in best and len(best) < limit:
            best[line] = (version, -score)
    return best


def _hits(ask: Callable[[str, Sequence[Any]], list[rows.Row]], match: str, best: dict[int, tuple[int, float]]) -> list[Hit]:
    if not best:
        return []
    marks = ",".join("?" * len(best))
    lines = {
        row[0]: rows.line(row) for row in ask(f"SELECT {rows.LINE} FROM {rows.LINE_FROM} WHERE line.id IN ({marks})", list(best))
    }
    versions = [version for version, _ in best.values()]
    snippets: dict[int, str] = dict(
        ask(
            f"""SELECT rowid, snippet(search, -1, char(2), char(3), ' … ', 24) FROM search
                WHERE search MATCH ? AND rowid IN ({marks})""",
            [match, *versions],
        )
    )
    return [Hit(lines[line], version, snippets.get(version, ""), score) for line, (version, score) in best.items()]
