"""Intake: deliveries are kept, read, and their new versions judged. An outer door: nothing that a wire sends may stop it.

The bytes are on the disk before anybody looks inside. A delivery that cannot be read goes into quarantine with the reason; one that
was kept but not read before the process died is read at the next start.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

from copytaster.collecting import seldom_collecting
from copytaster.desk import articles
from copytaster.desk.articles import Articles
from copytaster.desk.holding import Held, Waiting
from copytaster.desk.judging import Judging
from copytaster.desk.rulings import Rulings
from copytaster.errors import StoreTrouble, Unknown, Unreadable
from copytaster.model import UTC, Dated, Delivery, Item, PubStatus, Source, Version
from copytaster.store.base import Pen, Received, Store
from copytaster.wire import fulltext, sniff
from copytaster.wire.reading import Reading, digest

log = logging.getLogger(__name__)

# The formats of web pages, and where a source's selectors stand in its settings.
PAGES = frozenset({"page", "listing"})
_SELECT = "select."


@dataclass(slots=True)
class Intake:
    """What came of some deliveries."""

    deliveries: int = 0
    repeats: int = 0
    quarantined: int = 0
    entries: int = 0
    items: int = 0
    held: int = 0
    lost: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    about: dict[str, dict[str, str]] = field(default_factory=dict)
    change: int = 0


Progress = Callable[[int], None]


class Receiver:
    """The way in: from deliveries to what stands on the pages."""

    def __init__(self, store: Store, judging: Judging, rulings: Callable[[], Rulings], *, batch: int) -> None:
        self._store = store
        self._judging = judging
        self._rulings = rulings
        self._batch = batch

    def receive(self, deliveries: Iterable[Delivery], *, texts: Articles | None = None, progress: Progress | None = None) -> Intake:
        """Keep some deliveries, then read and judge them. Returns when all of it is on the disk. `texts` holds the articles that
        were read from pages among them (desk/articles.py)."""
        done = Intake()
        stream = iter(deliveries)
        while part := list(islice(stream, self._batch)):
            with self._store.pen() as pen:
                kept = [pen.keep(delivery) for delivery in part]
            done.deliveries += len(part)
            done.repeats += sum(k.repeat for k in kept)
            fresh = [(k.id, delivery) for k, delivery in zip(kept, part, strict=True) if not k.repeat]
            self._read(fresh, done, progress, texts or {})
        return done

    def catch_up(self) -> Intake:
        """Read what was kept and not read when the process ended."""
        done = Intake()
        records = reversed(self._store.deliveries(state="kept"))
        waiting = [(r.id, delivery) for r in records if (delivery := self._store.delivery(r.id)) is not None]
        self._read(waiting, done, None, articles.read_apart(delivery for _, delivery in waiting if articles.is_page(delivery)))
        return done

    def read_again(self, delivery: int | None = None) -> Intake:
        """Read a quarantined delivery once more, or all of them: the reader may have learnt. Raises `Unknown` for one that lies
        elsewhere."""
        done = Intake()
        lying = sorted(record.id for record in self._store.deliveries(state="quarantined"))
        if delivery is not None and delivery not in lying:
            raise Unknown(f"no delivery {delivery} lies in quarantine; `copytaster quarantine` lists those that do")
        for one in lying if delivery is None else [delivery]:
            if (found := self._store.delivery(one)) is not None:
                self._read([(one, found)], done, None, {})
        return done

    def release(self, now: dt.datetime) -> int:
        """Judge what an embargo held back until now. Returns how many versions were released."""
        due = [version for version in self._store.held(now) if version.item.pub_status is not PubStatus.WITHHELD]
        if not due:
            return 0
        held = Held(self._store.held(None), now)
        out = [v for v in due if not held.is_overruled(v) and not held.is_replaced(v, self._store)]
        # The kill of copy that was not out yet waited with it.
        coming = [(one, *held.kills_of(one)) for one in out]
        try:
            return self._let_out([version for versions in coming for version in versions])
        except StoreTrouble:
            raise
        except Exception:
            # The outer door: one of these breaks us. The others must not stay behind for it.
            log.exception("%d versions could not be let out together", len(out))
            return self._let_out_one_by_one(coming)

    def _let_out_one_by_one(self, coming: Iterable[Sequence[Version]]) -> int:
        out: set[int] = set()
        for versions in coming:
            left = [version for version in versions if version.id not in out]
            try:
                self._let_out(left)
            except StoreTrouble:
                raise
            except Exception:
                log.exception("version %d could not be let out", left[0].id)
            else:
                out.update(version.id for version in left)
        return len(out)

    def release_these(self, ids: Sequence[int]) -> int:
        """Judge held versions that an editor lets out before their time. Raises `Unknown` for a version that is not held."""
        waiting = {version.id: version for version in self._store.held(None)}
        if missing := [id_ for id_ in ids if id_ not in waiting]:
            raise Unknown(f"no version {missing[0]} is held back; `copytaster held` lists those that are")
        return self._let_out([waiting[id_] for id_ in ids])

    def _let_out(self, versions: Sequence[Version]) -> int:
        """Judge what was held, all of it in one transaction: copy shows no moment before the kill that waited with it."""
        coming = {version.id: version for version in versions}
        if coming:
            ordered = [coming[id_] for id_ in sorted(coming)]
            with self._judged() as pen:
                pen.release([version.id for version in ordered])
                for part in _parts(ordered, self._batch):
                    self._judging.take(pen, part, self._rulings())
        return len(coming)

    def judge_everything_again(self, *, progress: Progress | None = None) -> int:
        """Drop all calls and judge all versions anew, in their order of arrival; decisions bind as they did."""
        count = 0
        with self._judged() as pen:
            pen.forget_calls()
            self._judging.begin()
            stream = pen.all_versions()
            while part := list(islice(stream, self._batch)):
                self._judging.take(pen, part, self._rulings())
                count += len(part)
                if progress:
                    progress(len(part))
        return count

    @contextmanager
    def _judged(self) -> Iterator[Pen]:
        """A pen whose failure leaves no taster that learnt what was not written: it is made anew from the store."""
        self._judging.ready(self._store)
        try:
            with self._store.pen() as pen:
                yield pen
        except BaseException:
            self._judging.forget()
            raise

    def _read(self, deliveries: Sequence[tuple[int, Delivery]], done: Intake, progress: Progress | None, texts: Articles) -> None:
        with seldom_collecting():
            self._read_all(deliveries, done, progress, texts)

    def _read_all(
        self, deliveries: Sequence[tuple[int, Delivery]], done: Intake, progress: Progress | None, texts: Articles
    ) -> None:
        pages = [id_ for id_, delivery in deliveries if articles.is_page(delivery)]
        copy = [(id_, delivery) for id_, delivery in deliveries if not articles.is_page(delivery)]
        for part in _by_items(self._readings(copy, done), self._batch):
            try:
                self._take_in(part, done, texts)
            except StoreTrouble:
                raise
            except Exception:
                # The outer door: one of these brings something that breaks us. The others must not suffer for it.
                log.exception("%d deliveries could not be taken in together", len(part))
                for one in part:
                    self._take_in_alone(one, done, texts)
            if progress:
                progress(sum(len(reading.items) for _, _, reading in part))
        if pages:
            with self._store.pen() as pen:
                for id_ in pages:
                    pen.mark_read(id_, 0)

    def _take_in(self, part: Sequence[tuple[int, Delivery, Reading]], done: Intake, texts: Articles) -> None:
        """Store and judge some readings in one transaction; `done` counts them when they stand."""
        with self._judged() as pen:
            received = self._receive(pen, part, texts)
            versions = [one.version for one in received if not one.held]
            if versions:
                self._judging.take(pen, versions, self._rulings())
            self._judging.heed(pen, [one.version for one in received if one.held], self._rulings())
            for id_, _, reading in part:
                pen.mark_read(id_, len(reading.items))
            number = pen.number
        done.items += len(received)
        done.held += sum(one.held for one in received)
        done.change = number

    def _take_in_alone(self, one: tuple[int, Delivery, Reading], done: Intake, texts: Articles) -> None:
        try:
            self._take_in([one], done, texts)
        except StoreTrouble:
            raise
        except Exception as error:
            log.exception("delivery %s of %s could not be taken in", one[0], one[1].source)
            self._quarantine(one[0], one[1], f"taking it in failed: {type(error).__name__}: {error}", done)

    def _readings(self, deliveries: Iterable[tuple[int, Delivery]], done: Intake) -> Iterator[tuple[int, Delivery, Reading]]:
        sources: dict[str, Source | None] = {}
        for id_, delivery in deliveries:
            if delivery.source not in sources:
                sources[delivery.source] = self._store.source(delivery.source)
            source = sources[delivery.source]
            try:
                reading = sniff.read(delivery, selectors(source))
                check_kind(source, delivery, reading)
            except Unreadable as error:
                self._quarantine(id_, delivery, str(error), done)
                continue
            except Exception as error:  # the outer door: a reader that fails must not stop the wire
                log.exception("delivery %s of %s could not be read", id_, delivery.source)
                self._quarantine(id_, delivery, f"the reader failed: {type(error).__name__}: {error}", done)
                continue
            done.lost += reading.lost
            done.entries += len(reading.items)
            done.notes += [f"{delivery.source}: {note}" for note in reading.notes]
            done.about[delivery.source] = dict(reading.about)
            yield id_, delivery, reading

    def _quarantine(self, id: int, delivery: Delivery, problem: str, done: Intake) -> None:
        done.quarantined += 1
        done.problems.append(f"{delivery.source} ({delivery.address or 'no address'}): {problem}")
        with self._store.pen() as pen:
            pen.quarantine(id, problem)

    def _receive(self, pen: Pen, part: Sequence[tuple[int, Delivery, Reading]], texts: Articles) -> list[Received]:
        """Store what is new in some readings. What is held may not be judged yet."""
        received: list[Received] = []
        waiting = Waiting(pen)
        number = pen.last_version()
        for id_, delivery, reading in part:
            new: list[Received] = []
            for item, fingerprint in _new(pen, delivery.source, reading.items):
                number += 1
                whole = fulltext.joined(item, texts[item.url]) if item.url in texts else item
                version = _version(number, id_, delivery, whole)
                new.append(Received(version, fingerprint, waiting.holds(version)))
            pen.receive(new)
            received += new
        return received


def selectors(source: Source | None) -> dict[str, str]:
    """The selectors of a source that is a page with a list of headlines, asked for or handed over: its settings under "select."."""
    if source is None:
        return {}
    return {name.removeprefix(_SELECT): value for name, value in source.settings.items() if name.startswith(_SELECT)}


def check_kind(source: Source | None, delivery: Delivery, reading: Reading) -> None:
    """A feed that answers with something else is no wire: plain text says "Service unavailable", a page "Please log in"."""
    if source is None or source.kind != "feed":
        return
    if reading.format == "headlines":
        said = " ".join(delivery.body[:80].decode("utf-8", errors="replace").split())
        raise Unreadable(f"plain text where a feed should be: {said!r}")
    if reading.format in PAGES:
        said = next((item.headline for item in reversed(reading.items)), "")
        raise Unreadable(f"a web page where a feed should be, beginning {said[:80]!r}")


def _new(pen: Pen, source: str, items: Sequence[Item]) -> Iterator[tuple[Item, str]]:
    """The items that say something this source has not said last. An item with an identifier of its own is new when it
    differs from the last version under it, so a wire that goes back to an earlier wording is told; any other when its
    source never said it. Identifiers that stand twice in one delivery cannot be trusted and do not count."""
    fingerprints = [digest(item) for item in items]
    seen: set[str] = set()
    uses = Counter(item.uri for item in items if item.uri)
    trusted = {uri for uri, count in uses.items() if count == 1}
    known = pen.known(source, [made for item, made in zip(items, fingerprints, strict=True) if item.uri not in trusted])
    latest = pen.latest_digests(source, list(trusted))
    for item, fingerprint in zip(items, fingerprints, strict=True):
        is_repeat = latest.get(item.uri) == fingerprint if item.uri in trusted else fingerprint in known
        if not is_repeat and fingerprint not in seen:
            seen.add(fingerprint)
            yield item, fingerprint


def _version(number: int, delivery_id: int, delivery: Delivery, item: Item) -> Version:
    """The version with the instant it is sorted by. What claims to be from the future is sorted by its arrival."""
    arrived = delivery.received
    if item.version_created is not None:
        return Version(number, delivery.source, delivery_id, arrived, min(item.version_created, arrived), Dated.INSTANT, item)
    if item.day is not None:
        midnight = dt.datetime.combine(item.day, dt.time(), UTC)
        return Version(number, delivery.source, delivery_id, arrived, midnight, Dated.DAY, item)
    return Version(number, delivery.source, delivery_id, arrived, arrived, Dated.ARRIVAL, item)


def _parts(versions: Sequence[Version], size: int) -> Iterator[Sequence[Version]]:
    for start in range(0, len(versions), size):
        yield versions[start : start + size]


def _by_items(readings: Iterable[tuple[int, Delivery, Reading]], size: int) -> Iterator[list[tuple[int, Delivery, Reading]]]:
    """Readings in portions of about `size` items: a transaction each."""
    part: list[tuple[int, Delivery, Reading]] = []
    count = 0
    for reading in readings:
        part.append(reading)
        count += len(reading[2].items)
        if count >= size:
            yield part
            part, count = [], 0
    if part:
        yield part
