"""All that can be asked of the store, in SQL. It must not write: the pen and the reading connections share it.

One class a kind of table, each a few plain questions; `Reads` is all of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from copytaster.model import (
    Change,
    Decision,
    DecisionKind,
    Delivery,
    Line,
    LineCall,
    Situation,
    SituationCall,
    Source,
    SourceState,
    Story,
    StoryCall,
    Version,
)
from copytaster.store.base import DeliveryRecord, Edition, Figures, Hit, Wanted
from copytaster.store.codec import instant, micros, unpack_change, unpack_source, unpack_state
from copytaster.store.packing import unpack
from copytaster.store.sqlite import rows
from copytaster.store.sqlite.search import find, near, question

_MANY = 500
# The lines of pages that carry no times, by the index `version_undated`, which is made for these conditions.
_UNDATED = """version CROSS JOIN stands ON stands.version = version.id
    CROSS JOIN line ON line.id = stands.line AND line.head = version.id AND line.genre = 'current' AND line.spiked = 0
    WHERE version.dated = 'arrival' AND json_extract(version.rest, '$.position') IS NOT NULL"""


# What is held back, by its index: left to itself SQLite walks through all versions in their order.
_HELD = f"SELECT {rows.VERSION} FROM version INDEXED BY version_held WHERE held = 1"


class Ask:
    """The one way to a connection: `_rows(sql, values)`."""

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[rows.Row]:
        raise NotImplementedError

    def _matches(self, sql: str, values: Sequence[Any] = ()) -> list[rows.Row]:
        """The rows of a question to the search index."""
        return self._rows(sql, values)

    def _row(self, sql: str, values: Sequence[Any] = ()) -> rows.Row | None:
        found = self._rows(sql, values)
        return found[0] if found else None

    def _value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        found = self._row(sql, values)
        return found[0] if found else None

    def _in(self, sql: str, ids: Iterable[Any], *extra: Any) -> list[rows.Row]:
        """The rows of a question with `IN (?)`, asked in portions that any SQLite takes."""
        wanted = list(ids)
        found: list[rows.Row] = []
        for start in range(0, len(wanted), _MANY):
            part = wanted[start : start + _MANY]
            found += self._rows(sql.replace("(?)", f"({','.join('?' * len(part))})", 1), [*extra, *part])
        return found


class ReadsReceived(Ask):
    """Sources, deliveries, versions."""

    def sources(self) -> list[Source]:
        return [unpack_source(row[0]) for row in self._rows("SELECT value FROM source ORDER BY added, rowid")]

    def source(self, key: str) -> Source | None:
        packed = self._value("SELECT value FROM source WHERE key = ?", (key,))
        return unpack_source(packed) if packed else None

    def state(self, source: str) -> SourceState:
        packed = self._value("SELECT value FROM source_state WHERE source = ?", (source,))
        return unpack_state(packed) if packed else SourceState(source)

    def states(self) -> dict[str, SourceState]:
        return {row[0]: unpack_state(row[1]) for row in self._rows("SELECT source, value FROM source_state")}

    def delivery(self, id: int) -> Delivery | None:
        row = self._row(
            "SELECT source, received, body, packed, address, media_type FROM delivery JOIN raw USING (digest) WHERE id = ?", (id,)
        )
        if row is None:
            return None
        body = unpack(row[3], row[2])
        return Delivery(row[0], instant(row[1]), body, row[4], row[5])

    def deliveries(self, *, state: str | None = None, source: str | None = None, limit: int | None = None) -> list[DeliveryRecord]:
        where, values = _where({"delivery.state = ?": state, "delivery.source = ?": source})
        sql = f"SELECT {rows.DELIVERY} FROM {rows.DELIVERY_FROM} {where} ORDER BY delivery.id DESC LIMIT ?"
        return [rows.delivery(row) for row in self._rows(sql, [*values, -1 if limit is None else limit])]

    def last_received(self) -> dt.datetime | None:
        value = self._value("SELECT max(received) FROM delivery")
        return None if value is None else instant(value)

    def version(self, id: int) -> Version | None:
        return next(iter(self.versions([id])), None)

    def versions(self, ids: Iterable[int]) -> list[Version]:
        found = self._in(f"SELECT {rows.VERSION} FROM version WHERE held = 0 AND id IN (?)", ids)
        return sorted((rows.version(row) for row in found), key=lambda v: v.id, reverse=True)

    def all_versions(self, *, after: int = 0) -> Iterator[Version]:
        while True:
            sql = f"SELECT {rows.VERSION} FROM version WHERE held = 0 AND id > ? ORDER BY id LIMIT ?"
            part = [rows.version(row) for row in self._rows(sql, (after, _MANY))]
            yield from part
            if len(part) < _MANY:
                return
            after = part[-1].id

    def known(self, source: str, digests: Sequence[str]) -> set[str]:
        found = self._in("SELECT digest FROM version WHERE source = ? AND digest IN (?)", digests, source)
        return {row[0] for row in found}

    def latest_digests(self, source: str, uris: Sequence[str]) -> dict[str, str]:
        found = self._in("SELECT uri, digest, max(id) FROM version WHERE source = ? AND uri IN (?) GROUP BY uri", uris, source)
        return {row[0]: row[1] for row in found}

    def last_version(self) -> int:
        return int(self._value("SELECT coalesce(max(id), 0) FROM version"))

    def held(self, until: dt.datetime | None) -> list[Version]:
        if until is None:
            return [rows.version(row) for row in self._rows(f"{_HELD} ORDER BY id")]
        return [rows.version(row) for row in self._rows(f"{_HELD} AND embargoed_until <= ? ORDER BY id", (micros(until),))]

    def orders_held(self) -> list[Version]:
        # Of an item that is usable no status is packed.
        return [rows.version(row) for row in self._rows(f"{_HELD} AND json_extract(rest, '$.pub_status') IS NOT NULL ORDER BY id")]

    def versions_under(self, source: str, uris: Sequence[str]) -> list[Version]:
        found = self._in(f"SELECT {rows.VERSION} FROM version WHERE held = 0 AND source = ? AND uri IN (?)", uris, source)
        return sorted((rows.version(row) for row in found), key=lambda v: v.id, reverse=True)


class ReadsLines(Ask):
    """Lines, their versions, and what was judged of them."""

    def line(self, id: int) -> Line | None:
        row = self._row(f"SELECT {rows.LINE} FROM {rows.LINE_FROM} WHERE line.id = ?", (id,))
        return rows.line(row) if row else None

    def lines(self, wanted: Wanted) -> list[Line]:
        sql = "SELECT {} FROM {} {} ORDER BY line.time DESC, line.head DESC LIMIT ?"
        ask = self._matches if wanted.text else self._rows
        found = [
            rows.line(row)
            for where, values in _parts(wanted)
            for row in ask(sql.format(rows.LINE, rows.LINE_FROM, where), [*values, wanted.limit])
        ]
        return sorted(found, key=lambda line: (line.time, line.head.id), reverse=True)[: wanted.limit] if wanted.source else found

    def count_lines(self, wanted: Wanted) -> int:
        ask = self._matches if wanted.text else self._rows
        return sum(int(ask(f"SELECT count(*) FROM line {where}", values)[0][0]) for where, values in _parts(wanted))

    def lines_by_id(self, ids: Iterable[int]) -> list[Line]:
        found = self._in(f"SELECT {rows.LINE} FROM {rows.LINE_FROM} WHERE line.id IN (?)", ids)
        return sorted((rows.line(row) for row in found), key=lambda line: (line.time, line.head.id), reverse=True)

    def lines_of_story(self, story: int) -> list[Line]:
        sql = f"SELECT {rows.LINE} FROM {rows.LINE_FROM} WHERE line.story = ? ORDER BY line.time DESC, line.head DESC"
        return [rows.line(row) for row in self._rows(sql, (story,))]

    def lines_of_stories(self, stories: Sequence[int]) -> dict[int, list[Line]]:
        found = self._in(
            f"SELECT {rows.LINE} FROM {rows.LINE_FROM} WHERE line.story IN (?) ORDER BY line.time DESC, line.head DESC", stories
        )
        result: dict[int, list[Line]] = {story: [] for story in stories}
        for row in found:
            line = rows.line(row)
            result[line.story or 0].append(line)
        return result

    def lines_changed(self, after: int, limit: int = 200, *, line: int | None = None, wanted: Wanted | None = None) -> list[Line]:
        where, values = _wanted(wanted or Wanted(genre=None, spiked=True))
        later, mark = ("line.changed > ?", [after]) if line is None else ("(line.changed, line.id) > (?, ?)", [after, line])
        where = f"{where} AND {later}" if where else f"WHERE {later}"
        sql = f"SELECT {rows.LINE} FROM {rows.LINE_FROM} {where} ORDER BY line.changed, line.id LIMIT ?"
        return [rows.line(row) for row in self._rows(sql, [*values, *mark, limit])]

    def undated(self, until: dt.datetime, *, limit: int = 400) -> list[Line]:
        read_last = self._rows(
            f"""SELECT * FROM (
                  SELECT source.key, (
                    SELECT version.delivery FROM {_UNDATED} AND version.source = source.key AND line.first_time <= ?
                    ORDER BY version.delivery DESC LIMIT 1
                  ) AS delivery FROM source ORDER BY source.added, source.rowid
                ) WHERE delivery IS NOT NULL""",
            (micros(until),),
        )
        found: list[Line] = []
        for source, delivery in read_last:
            sql = f"""SELECT {rows.LINE} FROM {_UNDATED} AND version.source = ? AND version.delivery = ? AND line.first_time <= ?
                      ORDER BY json_extract(version.rest, '$.position'), version.id LIMIT ?"""
            found += [rows.line(row) for row in self._rows(sql, (source, delivery, micros(until), limit))]
        return found

    def opened_after(self, version: int) -> int:
        """How many versions were judged to open a line after `version` arrived."""
        return int(self._value("SELECT count(*) FROM line_call WHERE version > ? AND kind = 'new'", (version,)))

    def line_of(self, version: int) -> int | None:
        value = self._value("SELECT line FROM stands WHERE version = ?", (version,))
        return None if value is None else int(value)

    def versions_of_line(self, line: int) -> list[Version]:
        joined = "stands JOIN version ON version.id = stands.version"
        sql = f"SELECT {rows.VERSION} FROM {joined} WHERE stands.line = ? ORDER BY version.id DESC"
        return [rows.version(row) for row in self._rows(sql, (line,))]

    def line_calls(self, versions: Iterable[int]) -> dict[int, LineCall]:
        found = self._in(f"SELECT {rows.LINE_CALL} FROM line_call WHERE version IN (?)", versions)
        return {row[0]: rows.line_call(row) for row in found}

    def changes(self, versions: Iterable[int]) -> dict[int, Change]:
        found = self._in("SELECT version, change FROM line_call WHERE change IS NOT NULL AND version IN (?)", versions)
        return {row[0]: unpack_change(row[0], row[1]) for row in found}


class ReadsStories(Ask):
    """Stories and situations, and what was judged of them."""

    def story(self, id: int) -> Story | None:
        row = self._row(f"SELECT {rows.STORY} FROM story WHERE id = ?", (id,))
        return rows.story(row) if row else None

    def story_of(self, line: int) -> int | None:
        value = self._value("SELECT story FROM line WHERE id = ?", (line,))
        return None if value is None else int(value)

    def stories(
        self,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        situation: int | None = None,
        limit: int | None = None,
    ) -> list[Story]:
        where, values = _where(
            {
                "time >= ?": None if since is None else micros(since),
                "first_time <= ?": None if until is None else micros(until),
                "situation = ?": situation,
            }
        )
        sql = f"SELECT {rows.STORY} FROM story {where} ORDER BY time DESC, id DESC LIMIT ?"
        return [rows.story(row) for row in self._rows(sql, [*values, -1 if limit is None else limit])]

    def pinned_stories(self) -> list[Story]:
        return [rows.story(row) for row in self._rows(f"SELECT {rows.STORY} FROM story WHERE pinned = 1 ORDER BY id")]

    def story_calls(self, lines: Iterable[int]) -> dict[int, StoryCall]:
        found = self._in(f"SELECT {rows.STORY_CALL} FROM story_call WHERE line IN (?)", lines)
        return {row[0]: rows.story_call(row) for row in found}

    def situation(self, id: int) -> Situation | None:
        row = self._row(f"SELECT {rows.SITUATION} FROM situation WHERE id = ?", (id,))
        return rows.situation(row) if row else None

    def situation_of(self, story: int) -> int | None:
        value = self._value("SELECT situation FROM story WHERE id = ?", (story,))
        return None if value is None else int(value)

    def situations(self, *, at_least: int = 2, text: str = "", limit: int | None = None) -> list[Situation]:
        sql = (
            f"SELECT {rows.SITUATION} FROM situation WHERE stories >= ? AND name LIKE ? ESCAPE '\\'"
            " ORDER BY stories DESC, time DESC LIMIT ?"
        )
        pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        return [rows.situation(row) for row in self._rows(sql, (at_least, pattern, -1 if limit is None else limit))]

    def situations_below(self, id: int) -> list[int]:
        sql = """WITH RECURSIVE below (id) AS (
                   SELECT id FROM situation WHERE parent = ?
                   UNION SELECT situation.id FROM situation JOIN below ON parent = below.id
                 ) SELECT id FROM below WHERE id <> ? ORDER BY id"""
        return [row[0] for row in self._rows(sql, (id, id))]

    def situation_calls(self, stories: Iterable[int]) -> dict[int, SituationCall]:
        found = self._in(f"SELECT {rows.SITUATION_CALL} FROM situation_call WHERE story IN (?)", stories)
        return {row[0]: rows.situation_call(row) for row in found}

    def gone(self, level: str, after: int, limit: int = 200) -> list[int]:
        sql = "SELECT id FROM moved WHERE level = ? AND changed > ? ORDER BY changed, id LIMIT ?"
        return [row[0] for row in self._rows(sql, (level, after, limit))]

    def moved(self, level: str, id: int) -> int | None:
        seen = set()
        target: int | None = None
        while id not in seen:
            seen.add(id)
            value = self._value("SELECT to_id FROM moved WHERE level = ? AND id = ? AND to_id <> id", (level, id))
            if value is None:
                break
            target = id = int(value)
        return target


class ReadsDecided(ReadsLines):
    """Decisions and editions; figures, memory and search over everything."""

    def decisions(
        self, *, on: Iterable[int] | None = None, kind: DecisionKind | None = None, limit: int | None = None
    ) -> list[Decision]:
        if on is not None:
            named = {row[0] for row in self._in("SELECT decision FROM decided_on WHERE version IN (?)", on)}
            found = self._in(f"SELECT {rows.DECISION} FROM decision WHERE id IN (?)", named)
            made = sorted((rows.decision(row) for row in found), key=lambda d: -d.id)
            return [d for d in made if kind in (None, d.kind)][:limit]
        where, values = _where({"kind = ?": kind})
        sql = f"SELECT {rows.DECISION} FROM decision {where} ORDER BY id DESC LIMIT ?"
        return [rows.decision(row) for row in self._rows(sql, [*values, -1 if limit is None else limit])]

    def decided_in(self, stories: Iterable[int]) -> dict[int, list[int]]:
        sql = """SELECT DISTINCT line.story, stands.version FROM line JOIN stands ON stands.line = line.id
                 JOIN decided_on ON decided_on.version = stands.version WHERE line.story IN (?) ORDER BY stands.version"""
        found: dict[int, list[int]] = {}
        for story, version in self._in(sql, stories):
            found.setdefault(story, []).append(version)
        return found

    def decision(self, id: int) -> Decision | None:
        row = self._row(f"SELECT {rows.DECISION} FROM decision WHERE id = ?", (id,))
        return rows.decision(row) if row else None

    def editions(self, *, kind: str | None = None, key: str | None = None) -> list[Edition]:
        where, values = _where({"kind = ?": kind, "key = ?": key})
        return [rows.edition(row) for row in self._rows(f"SELECT {rows.EDITION} FROM edition {where} ORDER BY id DESC", values)]

    def edition(self, id: int) -> Edition | None:
        row = self._row(f"SELECT {rows.EDITION} FROM edition WHERE id = ?", (id,))
        return rows.edition(row) if row else None

    def change_number(self) -> int:
        return int(self._value("SELECT coalesce(max(number), 0) FROM change"))

    def memory(self, key: str) -> str | None:
        value = self._value("SELECT value FROM memory WHERE key = ?", (key,))
        return None if value is None else str(value)

    def figures(self) -> Figures:
        # Each is counted in an index: none of these reads a body.
        row = self._row(
            """SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM delivery),
                (SELECT count(*) FROM delivery WHERE state = 'quarantined'),
                (SELECT count(*) FROM version) - (SELECT count(*) FROM version WHERE held = 1),
                (SELECT count(*) FROM line), (SELECT count(*) FROM stands) - (SELECT count(*) FROM line),
                (SELECT count(*) FROM story), (SELECT count(*) FROM situation WHERE stories > 1),
                (SELECT count(*) FROM decision), (SELECT count(*) FROM edition), (SELECT coalesce(sum(size), 0) FROM raw),
                (SELECT count(*) FROM version WHERE held = 1)"""
        )
        assert row is not None
        return Figures(*(int(value) for value in row))

    def near(
        self, words: Sequence[str], *, after: dt.datetime | None = None, until: dt.datetime | None = None, limit: int = 50
    ) -> list[Line]:
        return self.lines_by_id(near(self._matches, words, after=after, until=until, limit=limit))

    def search(self, text: str, *, limit: int = 50, source: str = "", until: dt.datetime | None = None) -> list[Hit]:
        return find(self._matches, text, limit=limit, source=source, until=until)


class Reads(ReadsReceived, ReadsStories, ReadsDecided):
    """Everything that can be asked."""


def _where(conditions: dict[str, Any]) -> tuple[str, list[Any]]:
    used = {condition: value for condition, value in conditions.items() if value is not None}
    return ("WHERE " + " AND ".join(used)) if used else "", list(used.values())


def _parts(wanted: Wanted) -> list[tuple[str, list[Any]]]:
    """A question to the wire list in parts that share no line. What a wire brought first and what it carries too are asked one
    after the other: each by its index."""
    parts = (rows.brought_by, rows.carried_by) if wanted.source else (rows.of_wire,)
    return [_wanted(wanted, part) for part in parts]


def _wanted(wanted: Wanted, of_wire: Callable[[str], tuple[str, list[str]]] = rows.of_wire) -> tuple[str, list[Any]]:
    """The WHERE of a question to the wire list. Text is sought in all versions of a line; `of_wire` says which lines are those of a
    wire."""
    conditions: list[str] = []
    values: list[Any] = []

    def add(condition: str, *given: Any) -> None:
        conditions.append(condition)
        values.extend(given)

    if wanted.genre is not None:
        add("line.genre = ?", str(wanted.genre))
    if wanted.source:
        condition, names = of_wire(wanted.source)
        add(condition, *names)
    if wanted.since:
        add("line.time >= ?", micros(wanted.since))
    if wanted.until:
        add("line.first_time <= ?", micros(wanted.until))
    if wanted.before:
        add("(line.time, line.head) < (?, ?)", micros(wanted.before[0]), wanted.before[1])
    if wanted.story is not None:
        add("line.story = ?", wanted.story)
    if not wanted.spiked:
        add("line.spiked = 0")
    if wanted.tasted:
        add("line.tasted = 1")
    if wanted.text.strip():
        add(
            "line.id IN (SELECT line FROM stands WHERE version IN (SELECT rowid FROM search WHERE search MATCH ?))",
            question(wanted.text),
        )
    return ("WHERE " + " AND ".join(conditions)) if conditions else "", values
