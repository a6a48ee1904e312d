"""One open transaction: everything that is written, and what reading sees of it meanwhile. It must not commit by itself."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from copytaster.model import Decision, Delivery, Line, Situation, SituationCall, Source, SourceState, Story, StoryCall
from copytaster.store.base import Calls, Edition, Kept, Received
from copytaster.store.codec import micros, pack_change, pack_detail, pack_item, pack_list, pack_source, pack_state
from copytaster.store.packing import pack
from copytaster.store.sqlite import rows
from copytaster.store.sqlite.reads import Reads
from copytaster.text.words import is_unspaced, tokens


class Pen(Reads):
    """The writing half of the store, for as long as one transaction is open."""

    def __init__(self, connection: sqlite3.Connection, now: dt.datetime) -> None:
        self._connection = connection
        self._now = now
        self._unindexed: list[tuple[Any, ...]] = []
        self.number = self.change_number() + 1
        self.is_seen = False

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[rows.Row]:
        return self._connection.execute(sql, values).fetchall()

    def _matches(self, sql: str, values: Sequence[Any] = ()) -> list[rows.Row]:
        self._index()
        return self._rows(sql, values)

    def _write(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self._connection.execute(sql, values)

    def _write_many(self, sql: str, values: list[tuple[Any, ...]]) -> None:
        if values:
            self._connection.executemany(sql, values)

    def _show(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Write something that readers see: the transaction takes a change number."""
        self.is_seen = True
        return self._write(sql, values)

    def _show_many(self, sql: str, values: list[tuple[Any, ...]]) -> None:
        self.is_seen |= bool(values)
        self._write_many(sql, values)

    # What is remembered and received

    def remember(self, key: str, value: str | None) -> None:
        if value is None:
            self._write("DELETE FROM memory WHERE key = ?", (key,))
        else:
            self._write("INSERT INTO memory VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value))

    def put_source(self, source: Source) -> None:
        if self.source(source.key) == source:
            return
        self._show(
            """INSERT INTO source (key, name, added, value) VALUES (?, ?, ?, ?)
               ON CONFLICT DO UPDATE SET name = excluded.name, value = excluded.value""",
            (source.key, source.name, micros(self._now), pack_source(source)),
        )

    def put_state(self, state: SourceState) -> None:
        self._write(
            "INSERT INTO source_state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (state.source, pack_state(state)),
        )

    def keep(self, delivery: Delivery) -> Kept:
        digest = hashlib.sha256(delivery.body).hexdigest()
        last = self._row("SELECT digest, state FROM delivery WHERE source = ? ORDER BY id DESC LIMIT 1", (delivery.source,))
        repeat = last is not None and last[0] == digest and last[1] in ("read", "repeat")
        if self._row("SELECT 1 FROM raw WHERE digest = ?", (digest,)) is None:
            self._write("INSERT INTO raw VALUES (?, ?, ?, ?)", (digest, len(delivery.body), *pack(delivery.body)))
        cursor = self._write(
            "INSERT INTO delivery (source, received, digest, address, media_type, state) VALUES (?, ?, ?, ?, ?, ?)",
            (
                delivery.source,
                micros(delivery.received),
                digest,
                delivery.address,
                delivery.media_type,
                "repeat" if repeat else "kept",
            ),
        )
        assert cursor.lastrowid is not None
        return Kept(cursor.lastrowid, repeat)

    def mark_read(self, delivery: int, items: int) -> None:
        self._write("UPDATE delivery SET state = 'read', problem = '', items = ? WHERE id = ?", (items, delivery))

    def quarantine(self, delivery: int, problem: str) -> None:
        self._write("UPDATE delivery SET state = 'quarantined', problem = ? WHERE id = ?", (problem, delivery))

    def receive(self, received: Sequence[Received]) -> None:
        values = []
        for one in received:
            version, item = one.version, one.version.item
            embargo = None if item.embargoed_until is None else micros(item.embargoed_until)
            values.append(
                (
                    version.id,
                    version.source,
                    version.delivery,
                    micros(version.arrived),
                    micros(version.time),
                    version.dated.value,
                    one.digest,
                    int(one.held),
                    embargo,
                    item.uri,
                    item.headline,
                    item.summary,
                    item.body,
                    _pairs(item.headline, item.summary, item.body),
                    pack_item(item),
                )
            )
        self._write_many(f"INSERT INTO version VALUES ({','.join('?' * 15)})", values)
        self._unindexed += [(v[0], *v[10:14]) for v in values if not v[7]]

    def _index(self) -> None:
        """Put what was received into the search index: at the end of the transaction, or before it is searched. FTS5 gathers words
        in memory and writes them out as soon as another table is written to: done delivery by delivery, storing took a twelfth
        longer."""
        waiting, self._unindexed = self._unindexed, []
        self._write_many("INSERT INTO search (rowid, headline, summary, body, pairs) VALUES (?, ?, ?, ?, ?)", waiting)

    def release(self, versions: Sequence[int]) -> None:
        for version in versions:
            self._write("UPDATE version SET held = 0 WHERE id = ?", (version,))
            self._write(
                """INSERT INTO search (rowid, headline, summary, body, pairs)
                   SELECT id, headline, summary, body, pairs FROM version WHERE id = ?""",
                (version,),
            )

    # What is judged, and what stands

    def call(self, calls: Sequence[Calls]) -> None:
        self._show_many(
            "INSERT OR REPLACE INTO line_call VALUES (?, ?, ?, ?, ?, ?)",
            [(c.line.version, c.line.kind.value, c.line.of, c.line.score, c.line.why, pack_change(c.change)) for c in calls],
        )
        self.call_again(stories=[c.story for c in calls if c.story], situations=[c.situation for c in calls if c.situation])

    def call_again(self, *, stories: Sequence[StoryCall] = (), situations: Sequence[SituationCall] = ()) -> None:
        self._show_many(
            "INSERT OR REPLACE INTO story_call VALUES (?, ?, ?, ?, ?)",
            [(c.line, c.story, c.near, c.score, c.why) for c in stories],
        )
        self._show_many(
            "INSERT OR REPLACE INTO situation_call VALUES (?, ?, ?, ?, ?, ?)",
            [(c.story, c.situation, c.near, c.score, c.why, c.parent) for c in situations],
        )

    def label_versions(self, lines: Mapping[int, int]) -> None:
        self._show_many("INSERT OR REPLACE INTO stands VALUES (?, ?)", list(lines.items()))

    def put_lines(self, lines: Sequence[Line]) -> None:
        self._show_many(
            f"INSERT OR REPLACE INTO line VALUES ({','.join('?' * 17)})",
            [
                (
                    line.id,
                    line.head.id,
                    line.source,
                    micros(line.first_time),
                    micros(line.time),
                    line.versions,
                    line.story,
                    line.genre.value,
                    pack_list(line.origins),
                    line.tasted,
                    line.spiked,
                    line.pinned,
                    line.killed,
                    line.corrected_headline,
                    line.correction,
                    self.number,
                    pack_list(line.places),
                )
                for line in lines
            ],
        )
        self._show_many(
            "INSERT OR IGNORE INTO line_place VALUES (?, ?)",
            [(place, line.id) for line in lines for place in line.places if place != line.source],
        )
        self._show_many("DELETE FROM moved WHERE level = 'line' AND id = ?", [(line.id,) for line in lines])

    def put_stories(self, stories: Sequence[Story]) -> None:
        self._show_many(
            f"INSERT OR REPLACE INTO story VALUES ({','.join('?' * 15)})",
            [
                (
                    s.id,
                    s.title,
                    micros(s.first_time),
                    micros(s.time),
                    s.lines,
                    s.versions,
                    s.wires,
                    s.origins,
                    s.situation,
                    s.tasted,
                    s.pinned,
                    s.spiked,
                    s.urgency,
                    pack_list(s.days),
                    self.number,
                )
                for s in stories
            ],
        )
        self._show_many("DELETE FROM moved WHERE level = 'story' AND id = ?", [(s.id,) for s in stories])

    def put_situations(self, situations: Sequence[Situation]) -> None:
        self._show_many(
            "INSERT OR REPLACE INTO situation VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(s.id, s.name, micros(s.first_time), micros(s.time), s.stories, s.lines, s.parent, self.number) for s in situations],
        )
        self._show_many("DELETE FROM moved WHERE level = 'situation' AND id = ?", [(s.id,) for s in situations])

    def drop(self, level: str, gone: Mapping[int, int]) -> None:
        table = {"line": "line", "story": "story", "situation": "situation"}[level]
        self._show_many(f"DELETE FROM {table} WHERE id = ?", [(id_,) for id_ in gone])
        self._show_many(
            "INSERT OR REPLACE INTO moved VALUES (?, ?, ?, ?)", [(level, id_, to, self.number) for id_, to in gone.items()]
        )

    def forget_calls(self) -> None:
        for level in ("line", "story", "situation"):
            self._write(f"INSERT OR IGNORE INTO moved SELECT '{level}', id, id, ? FROM {level}", (self.number,))
        for table in ("line_call", "story_call", "situation_call", "stands", "line_place", "line", "story", "situation"):
            self._show(f"DELETE FROM {table}")

    # What is decided

    def decide(self, decision: Decision) -> Decision:
        cursor = self._show(
            "INSERT INTO decision (kind, at, by, note, detail, undoes) VALUES (?, ?, ?, ?, ?, ?)",
            (
                decision.kind.value,
                micros(decision.at),
                decision.by,
                decision.note,
                pack_detail(decision.detail),
                decision.undoes,
            ),
        )
        assert cursor.lastrowid is not None
        made = replace(decision, id=cursor.lastrowid)
        self._show_many("INSERT INTO decided_on VALUES (?, ?, ?)", [(made.id, i, v) for i, v in enumerate(made.on)])
        return made

    def put_edition(self, edition: Edition) -> Edition:
        number = self._value(
            "SELECT coalesce(max(number), 0) + 1 FROM edition WHERE kind = ? AND key = ?", (edition.kind, edition.key)
        )
        cursor = self._show(
            """INSERT INTO edition (kind, key, number, title, at, content, note, decision, anchor)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                edition.kind,
                edition.key,
                number,
                edition.title,
                micros(edition.at),
                edition.content,
                edition.note,
                edition.decision,
                edition.anchor,
            ),
        )
        assert cursor.lastrowid is not None
        return replace(edition, id=cursor.lastrowid, number=number)

    def finish(self) -> None:
        """Index what was received, and write the change number down, if anything that readers see was written under it."""
        self._index()
        if self.is_seen:
            self._write("INSERT INTO change VALUES (?, ?)", (self.number, micros(self._now)))


def _pairs(*texts: str) -> str:
    """Text of unspaced scripts as pairs of characters for the search index; nothing for all other texts."""
    return " ".join(token for text in texts if is_unspaced(text) for token in tokens(text))
