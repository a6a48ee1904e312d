"""The desk: one value that conducts the whole house. `open_desk` is the way in, for the library, the command line and the pages.

It must not know SQL, HTTP routes or templates; it calls the pure rooms and the hands, and hands out values.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from copytaster import settings as settings_module
from copytaster.desk import demo
from copytaster.desk.adding import Added, add, named, retire
from copytaster.desk.articles import Articles
from copytaster.desk.decisions import Decisions, Ruling
from copytaster.desk.encoders import larger
from copytaster.desk.falling import fallen
from copytaster.desk.fetching import Asked, are_due, ask_now
from copytaster.desk.front import Front, front
from copytaster.desk.intake import Intake, Progress, Receiver
from copytaster.desk.judging import Judging
from copytaster.desk.printing import Printed, print_dossier, uri_of
from copytaster.desk.rulings import undone
from copytaster.desk.smoothing import smoothed
from copytaster.desk.telling import (
    ANALYSIS,
    DOSSIER,
    Examined,
    Teller,
    Told,
    edition_of_analysis,
    edition_of_dossier,
    examine,
)
from copytaster.dossier.check import check
from copytaster.dossier.fallen import Fallen
from copytaster.dossier.plain import restore
from copytaster.dossier.printed import Imprint, as_values
from copytaster.dossier.rewrite import Smoothed
from copytaster.dossier.values import Dossier
from copytaster.errors import Misconfigured, StoreTrouble, Undecidable, Unknown
from copytaster.model import UTC, DecisionKind, Delivery, Genre, Pace, Source, SourceState, Version
from copytaster.settings import Settings
from copytaster.store.base import Edition, Store, Wanted
from copytaster.store.sqlite import open_store

log = logging.getLogger(__name__)

_CLOCK = "clock"
Clock = Callable[[], dt.datetime]


def open_desk(
    data: str | Path | None = None,
    *,
    settings: Settings | None = None,
    writable: bool = True,
    clock: Clock | None = None,
    only_lines: bool = False,
) -> Desk:
    """The desk whose files lie in `data` (else where the settings say), made if it is not there.

    With `writable` this process alone may write until the desk is closed; without, it only reads, beside any that writes. With
    `only_lines` copy is folded and not placed in stories until it is judged again by a desk opened without. Raises
    `StoreBusy` where another process holds the pen, `StoreTrouble` where the files cannot be used, `Misconfigured` for settings.
    """
    held = settings or settings_module.load({"data": data})
    if writable:
        try:
            held.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreTrouble(f"{held.data}: the desk's folder cannot be made ({error.strerror})") from error
    real = clock or (lambda: dt.datetime.now(UTC))
    larger(held.roles_encoder, held.roles_weights)  # what is wrong with it is said before the store is opened
    return Desk(held, open_store(held.database, now=real, writable=writable), real, only_lines=only_lines)


class Desk:
    """One desk: its store, its judges, its decisions."""

    def __init__(self, settings: Settings, store: Store, clock: Clock, *, only_lines: bool = False) -> None:
        self.settings = settings
        self.store = store
        self._clock = clock
        self._judging = Judging(only_lines=only_lines)
        self._teller = Teller(larger(settings.roles_encoder, settings.roles_weights))
        self._decisions = Decisions(store, self._judging)
        self._receiver = Receiver(store, self._judging, lambda: self._decisions.rulings, batch=settings.batch)
        self._at_work = threading.RLock()
        self._listeners: list[Callable[[int], None]] = []
        if store.is_writable() and store.deliveries(state="kept", limit=1):
            self._receiver.catch_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the pen back and close the files."""
        self.store.close()

    def announce(self, address: str) -> None:
        """Say beside the database where this desk takes orders, for commands that find it held."""
        self.store.announce(address)

    # Time

    def now(self) -> dt.datetime:
        """The desk's time: the real one, or where a demo's clock stands."""
        stands_at = self.store.memory(_CLOCK)
        return dt.datetime.fromisoformat(stands_at) if stands_at else self._clock()

    def real_now(self) -> dt.datetime:
        """The real time, also where the desk's clock stands: sources are asked in real time."""
        return self._clock()

    def set_clock(self, when: dt.datetime | None) -> None:
        """Let the desk's clock stand at an instant (a demo), or go again (None)."""
        with self.store.pen() as pen:
            pen.remember(_CLOCK, when.isoformat() if when else None)

    @property
    def is_demo(self) -> bool:
        """Whether the desk's clock stands: a demo."""
        return self.store.memory(_CLOCK) is not None

    # What comes in

    def add_source(self, source: Source) -> Source:
        """Have a source on the desk from now on; one that is known is brought up to date."""
        if not source.key:
            raise Misconfigured("a source needs a key")
        with self.store.pen() as pen:
            pen.put_source(source)
        return source

    def keep_state(self, state: SourceState) -> None:
        """Keep what was learnt of a source."""
        with self.store.pen() as pen:
            pen.put_state(state)

    def change_state(self, source: str, change: Callable[[SourceState], SourceState]) -> SourceState:
        """Change what is known of a source, from what stands at this moment: a poll and a hub may write at once."""
        with self.store.pen() as pen:
            state = change(pen.state(source))
            pen.put_state(state)
        return state

    def add(
        self,
        what: str,
        *,
        name: str = "",
        pace: Pace | None = None,
        ask: bool = True,
        body: bytes | None = None,
        kind: str = "",
        settings: Mapping[str, str] | None = None,
    ) -> Added:
        """Add an address, a file, a folder, a mailbox or an OPML list, and take in what is there. `settings` are the source's
        own (docs/fetching.md); those that it has and that are not named stay."""
        return add(self, what, name=name, pace=pace, ask=ask, body=body, kind=kind, settings=settings)

    def retire(self, names: Sequence[str]) -> list[Source]:
        """Ask some sources no more, named by key, name or address. What they brought stays. Raises `Unknown`."""
        return retire(self, names)

    def fetch(
        self, keys: Sequence[str] = (), *, even_early: bool = False, on_each: Callable[[Asked], None] | None = None
    ) -> list[Asked]:
        """Ask those of the sources named (by key, name or address), or of all, that are due, and take in what is new. `even_early`
        asks the others too, but of those that are gone for good only what is named. Embargoes that have ended are let go first."""
        self.release()
        sources = [s for s in self.store.sources() if s.is_asked]
        if keys:
            sources = named(sources, keys)
        else:
            states = self.store.states()
            sources = [s for s in sources if s.key not in states or states[s.key].status != "gone"]
        return ask_now(self, sources if even_early else are_due(self, sources), on_each=on_each)

    def receive(self, deliveries: Iterable[Delivery], *, texts: Articles | None = None, progress: Progress | None = None) -> Intake:
        """Keep, read and judge some deliveries. When it returns, all of it is on the disk. `texts` holds the articles that were
        read from pages among them."""
        with self._at_work:
            done = self._receiver.receive(deliveries, texts=texts, progress=progress)
        self._tell()
        return done

    def load_demo(self, *, until: dt.datetime | None = None, progress: Progress | None = None) -> Intake:
        """Load the demo's wires, those that came up to `until` or all, and let the clock stand where the demo does."""
        for source in demo.SOURCES:
            self.add_source(source)
        coming = [d for d in demo.deliveries() if until is None or d.received <= until]
        self.set_clock(until or demo.CLOCK)
        done = self.receive(coming, progress=progress)
        for line in self.store.lines(Wanted(source=demo.SEED.key, genre=Genre.ANALYSIS)):
            if not self.editions(ANALYSIS, line.id):
                self.publish_analysis(line.id, note="as it came; what the check found stands beside it", over_findings=True)
        return done

    def release(self) -> int:
        """Judge what an embargo held back until now. Returns how many versions that were."""
        with self._at_work:
            count = self._receiver.release(self.now())
        if count:
            self._tell()
        return count

    def held(self) -> list[Version]:
        """The versions that are held back: under an embargo, or withheld by their wire."""
        return self.store.held(None)

    def let_out(self, versions: Sequence[int]) -> int:
        """Judge and show held versions now, whatever their wire says of them. Returns how many that were."""
        with self._at_work:
            count = self._receiver.release_these(versions)
        self._tell()
        return count

    def read_again(self, delivery: int | None = None) -> Intake:
        """Read a quarantined delivery once more, or all of them."""
        with self._at_work:
            done = self._receiver.read_again(delivery)
        self._tell()
        return done

    def judge_again(self, *, progress: Progress | None = None) -> int:
        """Drop all calls and judge everything anew; decisions bind as they did. Returns how many versions were judged."""
        with self._at_work:
            count = self._receiver.judge_everything_again(progress=progress)
        self._tell()
        return count

    # What is decided

    def decide(
        self,
        kind: DecisionKind | str,
        on: Sequence[int],
        *,
        level: str = "",
        by: str = "desk",
        note: str = "",
        headline: str = "",
    ) -> Ruling:
        """An editor's decision on lines, stories or situations, written down and carried out at once. Without a `level` it is made
        on what it is usually made on: a merge on stories, a kill on lines."""
        with self._at_work:
            made = self._decisions.decide(
                DecisionKind(kind), on, at=self._clock(), level=level, by=by, note=note, headline=headline
            )
        self._tell()
        return made

    def undo(self, decision: int, *, by: str = "desk", note: str = "") -> Ruling:
        """Take a decision back."""
        with self._at_work:
            made = self._decisions.undo(decision, at=self._clock(), by=by, note=note)
        self._tell()
        return made

    # What is told and published

    def tell(self, situation: int) -> Told:
        """The dossier on a situation as the copy stands now, with what speaks against printing it."""
        return self._teller.tell(
            self.store, self.find("situation", situation), until=self.now() if self.is_demo else None, today=self.now().date()
        )

    def smooth(self, situation: int) -> tuple[Told, Smoothed]:
        """The dossier on a situation as a language model would smooth it, as far as its sources bear that out."""
        told = self.tell(situation)
        made = smoothed(told.dossier, self.settings)
        findings = check(
            made.dossier, list(told.versions.values()), line_of=told.line_of, killed=told.killed, today=self.now().date()
        )
        return replace(told, dossier=made.dossier, findings=findings), made

    def examine(self, analysis: int) -> Examined:
        """An analysis written at the desk, with its outline and what the check found."""
        return examine(self.store, self.find("line", analysis), today=self.now().date())

    def publish_dossier(self, situation: int, *, by: str = "desk", note: str = "", smooth: bool = False) -> Edition:
        """Freeze the dossier on a situation as its next edition, smoothed by the language model where that is asked for. Raises
        `Uncited` where a sentence has no source that stands.
        """
        # Held while it is told and checked too: what comes or is killed meanwhile would be printed unseen.
        with self._at_work:
            told = self.smooth(situation)[0] if smooth else self.tell(situation)
            title, content = edition_of_dossier(told)
            return self._publish(DOSSIER, told.situation.id, title, content, by=by, note=note)

    def publish_analysis(self, analysis: int, *, by: str = "desk", note: str = "", over_findings: bool = False) -> Edition:
        """Freeze an analysis as its next edition; over grave findings only where that is said."""
        with self._at_work:
            examined = self.examine(analysis)
            title, content = edition_of_analysis(examined, over_findings=over_findings)
            return self._publish(ANALYSIS, examined.line.id, title, content, by=by, note=note)

    def print_dossier(self, situation: int, form: str, *, edition: int | None = None) -> Printed:
        """A dossier as a file: what stands now, or the edition of a number. Raises `Unknown` where there is no such edition."""
        found = self.find("situation", situation)
        uri = uri_of(self.settings.public_address, found.id)
        if edition is None:
            told = self.tell(found.id).dossier
            imprint = Imprint(self.settings.title, 0, self.now(), uri)
            return print_dossier(told, form, imprint, uri=uri, fallen=self.fallen(told, printed=False))
        held = next((e for e in self.editions(DOSSIER, found.id) if e.number == edition), None)
        if held is None:
            raise Unknown(f"there is no edition {edition} of the dossier on situation {found.id}")
        return self.print_edition(held, form)

    def print_edition(self, edition: Edition, form: str) -> Printed:
        """A published dossier as a file, marked where it rests on copy that was killed, corrected or reworded since."""
        uri = uri_of(self.settings.public_address, edition.anchor)
        imprint = Imprint(self.settings.title, edition.number, edition.at, uri)
        held: Dossier = restore(Dossier, json.loads(edition.content))
        return print_dossier(held, form, imprint, uri=uri, fallen=self.fallen(held, printed=True))

    def content_of(self, edition: Edition) -> Mapping[str, Any]:
        """What an edition holds as plain values, a dossier's marked as its files are."""
        if edition.kind != DOSSIER:
            content: dict[str, Any] = json.loads(edition.content)
            return content
        held: Dossier = restore(Dossier, json.loads(edition.content))
        uri = uri_of(self.settings.public_address, edition.anchor)
        return as_values(held, Imprint(self.settings.title, edition.number, edition.at, uri), self.fallen(held, printed=True))

    def fallen(self, dossier: Dossier, *, printed: bool) -> Fallen:
        """What has become of the sources of a dossier: of an edition since it was printed, or of a draft."""
        return fallen(self.store, dossier, printed=printed)

    def _publish(self, kind: str, anchor: int, title: str, content: str, *, by: str, note: str) -> Edition:
        last = next(iter(self.editions(kind, anchor)), None)
        if last is not None and (last.title, last.content) == (title, content):
            raise Undecidable(f"nothing has changed since edition {last.number}, so it stays the newest; no edition was made")
        at = self._clock()
        with self._at_work, self.store.pen() as pen:
            made = self._decisions.published(pen, anchor, at=at, by=by, note=note, detail={"level": kind, "title": title})
            edition = pen.put_edition(
                Edition(0, kind, str(anchor), 0, title, at, content, note=note, decision=made.id, anchor=anchor)
            )
        self._tell()
        return edition

    def editions(self, kind: str, anchor: int) -> list[Edition]:
        """The editions of a dossier or an analysis that were published and not taken back, newest first."""
        gone = undone(self.store.decisions(kind=DecisionKind.UNDO))
        return [e for e in self.store.editions(kind=kind, key=str(anchor)) if e.decision not in gone]

    # What is shown

    def front(self, at: dt.datetime | None = None) -> Front:
        """The front page now, or as of a past moment."""
        return front(self.store, at or self.now(), hours=self.settings.front_hours, limit=self.settings.front_stories)

    def find(self, level: str, id: int) -> Any:
        """A line, story or situation by its number, followed to where it was merged. Raises `Unknown`."""
        ask = {"line": self.store.line, "story": self.store.story, "situation": self.store.situation}[level]
        found = ask(id) or ask(self.store.moved(level, id) or 0)
        if found is None:
            raise Unknown(f"there is no {level} {id}")
        return found

    # Who listens

    def listen(self, listener: Callable[[int], None]) -> Callable[[], None]:
        """Have `listener` called with the change number after every change, in the thread that made it. Returns the way to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self) -> None:
        number = self.store.change_number()
        for listener in list(self._listeners):
            listener(number)
