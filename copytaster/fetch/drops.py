"""Copy that lies on this machine: single files, drop folders, bytes from a pipe. Nothing is moved, changed or deleted there.

A folder is looked through at each check; a file in it is handed on once for each state (name, size, time of change) that it is
found in. Files that are still being written, hidden ones and ways out of the folder are passed over.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from copytaster.errors import Unreachable
from copytaster.fetch.headers import printable
from copytaster.model import Delivery, Source, SourceState

MAX_FILE = 256 * 1024 * 1024
# How much one look hands on; what is left over is taken at the next.
MAX_LOOK = 64 * 1024 * 1024
# A file that was changed this recently may still be written to.
_SETTLED = dt.timedelta(seconds=2)
# A look costs the machine next to nothing and bothers nobody.
_WAIT = dt.timedelta(seconds=60)
_LONGEST_WAIT = dt.timedelta(hours=1)
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp", "~")
_DEPTH = 8
_MARK = 12


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a file or folder brought: the copy, the state to keep (no sooner than the copy), and files that failed."""

    deliveries: tuple[Delivery, ...]
    state: SourceState
    problems: tuple[str, ...] = ()


def from_bytes(source: Source, body: bytes, *, now: dt.datetime, name: str = "standard input") -> Delivery:
    """Bytes that somebody handed over. Raises `Unreachable` when there are none."""
    if not body:
        raise Unreachable(f"{name} is empty; there is nothing to read")
    return Delivery(source.key, now, body, name)


def from_file(source: Source, path: Path, *, now: dt.datetime, max_bytes: int = MAX_FILE) -> Delivery:
    """The bytes of one file. Raises `Unreachable` with one clear sentence when they cannot be had."""
    try:
        # Opening must not wait: a named pipe in a folder would hold the desk for ever.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Unreachable(f"{printable(str(path))} is not an ordinary file; name one, or pipe its content in")
            body = file.read(max_bytes + 1)
    except OSError as error:
        raise Unreachable(why(path, error)) from None
    if len(body) > max_bytes:
        raise Unreachable(f"{printable(str(path))} has more than {max_bytes / 1024 / 1024:.0f} MiB; cut it into smaller files")
    return from_bytes(source, body, now=now, name=printable(str(path)))


def look(source: Source, state: SourceState, *, now: dt.datetime, max_look: int = MAX_LOOK) -> Looked:
    """What is new in the file or folder that a source names. Never raises for what the disk does: trouble is in the state."""
    root = Path(source.address).expanduser()
    found = ((mark, partial(from_file, source, path, now=now)) for mark, path in _marked(root, now))
    return gather(source, state, found, now=now, max_look=max_look)


def gather(
    source: Source,
    state: SourceState,
    found: Iterable[tuple[str, Callable[[], Delivery]]],
    *,
    now: dt.datetime,
    max_look: int = MAX_LOOK,
) -> Looked:
    """Take what has a mark that the state does not know, up to `max_look` bytes. `found` is everything that lies there now."""
    seen = state.notes.get("seen", "")
    known = {seen[at : at + _MARK] for at in range(0, len(seen), _MARK)}
    present, deliveries, problems = set(), [], []
    size, is_full = 0, False
    try:
        for mark, take in found:
            present.add(mark)
            if mark in known or is_full:
                continue
            try:
                delivery = take()
            except Unreachable as error:
                problems.append(str(error))
                continue
            deliveries.append(delivery)
            known.add(mark)
            size += len(delivery.body)
            is_full = size >= max_look
    except OSError as error:
        trouble = f"{source.name or source.key}: {why(Path(source.address).expanduser(), error)}."
        return Looked((), failed(state, trouble, now=now))
    problem = f"{source.name or source.key}: {len(problems)} files cannot be read; the first: {problems[0]}." if problems else ""
    kept = looked(state, now=now, has_news=bool(deliveries), is_full=is_full, problem=problem)
    kept = replace(kept, notes={**state.notes, "seen": "".join(sorted(known & present))})
    return Looked(tuple(deliveries), kept, tuple(problems))


def looked(state: SourceState, *, now: dt.datetime, has_news: bool, is_full: bool = False, problem: str = "") -> SourceState:
    """The state after a look that worked. One that was cut off goes on at once."""
    return replace(
        state,
        status="ok",
        checked=now,
        succeeded=now,
        changed=now if has_news else state.changed,
        failures=0,
        problem=problem,
        next_check=now if is_full else now + _WAIT,
    )


def failed(state: SourceState, problem: str, *, now: dt.datetime, status: str = "unreachable") -> SourceState:
    """The state after a look that did not work: the wait doubles, up to an hour."""
    failures = state.failures + 1
    wait = min(_WAIT * 2 ** min(failures - 1, 10), _LONGEST_WAIT)
    return replace(state, status=status, checked=now, next_check=now + wait, failures=failures, problem=problem)


def mark_of(*parts: object) -> str:
    """A short mark that changes when any of the parts does."""
    return hashlib.sha256("\0".join(map(str, parts)).encode(errors="surrogateescape")).hexdigest()[:_MARK]


def _marked(root: Path, now: dt.datetime) -> Iterator[tuple[str, Path]]:
    """The settled files at or below a path, oldest first, each with a mark that changes when the file does."""
    found = []
    for path in _files(root):
        try:
            facts = path.stat()
        except FileNotFoundError:
            continue  # it was there a moment ago
        changed = dt.datetime.fromtimestamp(facts.st_mtime, dt.UTC)
        if path == root or not dt.timedelta(0) <= now - changed < _SETTLED:
            found.append((facts.st_mtime_ns, path, mark_of(path.relative_to(root), facts.st_size, facts.st_mtime_ns)))
    for _, path, mark in sorted(found):
        yield mark, path


def _files(root: Path) -> Iterator[Path]:
    """The ordinary files at or below a path; hidden and unfinished ones, and links that lead out of it, are left out."""
    if not root.is_dir():
        root.stat()
        yield root
        return
    home = root.resolve()
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = [] if len(here.relative_to(root).parts) >= _DEPTH else sorted(f for f in folders if not f.startswith("."))
        for name in names:
            path = here / name
            is_wanted = not name.startswith(".") and not name.lower().endswith(_UNFINISHED)
            if is_wanted and path.is_file() and path.resolve().is_relative_to(home):
                yield path


def why(path: Path, error: OSError) -> str:
    """What the disk's refusal means, in words."""
    name = printable(str(path))
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return f"there is no file or folder {name}; check the path"
    if error.errno == errno.EISDIR:
        return f"{name} is a folder, not a file; add it as a folder, or name a file in it"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"{name} may not be read by the user that the desk runs as; change its permissions"
    return f"{name} cannot be read ({error.strerror or error})"
