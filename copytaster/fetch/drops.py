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
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from copytaster.errors import Unreachable
from copytaster.model import Delivery, Source, SourceState

MAX_FILE = 256 * 1024 * 1024
# How much one look hands on; what is left over is taken at the next.
MAX_LOOK = 64 * 1024 * 1024
# A file that was changed this recently may still be written to.
_SETTLED = dt.timedelta(seconds=2)
# A look costs the machine next to nothing and bothers nobody.
_WAIT = dt.timedelta(seconds=60)
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
                raise Unreachable(f"{path} is not an ordinary file; name one, or pipe its content in")
            body = file.read(max_bytes + 1)
    except OSError as error:
        raise Unreachable(_why(path, error)) from None
    if len(body) > max_bytes:
        raise Unreachable(f"{path} has more than {max_bytes / 1024 / 1024:.0f} MiB; cut it into smaller files")
    return from_bytes(source, body, now=now, name=str(path))


def look(source: Source, state: SourceState, *, now: dt.datetime, max_look: int = MAX_LOOK) -> Looked:
    """What is new in the file or folder that a source names. Never raises for what the disk does: trouble is in the state."""
    root = Path(source.address).expanduser()
    known = _known(state)
    present, deliveries, problems = set(), [], []
    size, is_full = 0, False
    try:
        for path, mark in _marked(root, now):
            present.add(mark)
            if mark in known or is_full:
                continue
            try:
                delivery = from_file(source, path, now=now)
            except Unreachable as error:
                problems.append(f"{error}")
                continue
            deliveries.append(delivery)
            known.add(mark)
            size += len(delivery.body)
            is_full = size >= max_look
    except OSError as error:
        problem = f"{source.name or source.key}: {_why(root, error)}."
        failures = state.failures + 1
        failed = replace(state, status="unreachable", checked=now, next_check=now + _WAIT, failures=failures, problem=problem)
        return Looked((), failed)
    kept = replace(
        state,
        status="ok",
        checked=now,
        succeeded=now,
        changed=now if deliveries else state.changed,
        failures=0,
        problem=f"{source.name or source.key}: {len(problems)} files cannot be read; the first: {problems[0]}." if problems else "",
        next_check=now if is_full else now + _WAIT,
        notes={**state.notes, "seen": "".join(sorted(known & present))},
    )
    return Looked(tuple(deliveries), kept, tuple(problems))


def _marked(root: Path, now: dt.datetime) -> Iterator[tuple[Path, str]]:
    """The settled files at or below a path, oldest first, each with a mark that changes when the file does."""
    found = []
    for path in _files(root):
        facts = path.stat()
        changed = dt.datetime.fromtimestamp(facts.st_mtime, dt.UTC)
        if path == root or not dt.timedelta(0) <= now - changed < _SETTLED:
            name = f"{path.relative_to(root)}\0{facts.st_size}\0{facts.st_mtime_ns}"
            found.append((facts.st_mtime_ns, path, hashlib.sha256(os.fsencode(name)).hexdigest()[:_MARK]))
    for _, path, mark in sorted(found):
        yield path, mark


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


def _known(state: SourceState) -> set[str]:
    seen = state.notes.get("seen", "")
    return {seen[at : at + _MARK] for at in range(0, len(seen), _MARK)}


def _why(path: Path, error: OSError) -> str:
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return f"there is no file or folder {path}; check the path"
    if error.errno == errno.EISDIR:
        return f"{path} is a folder, not a file; add it as a folder, or name a file in it"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"{path} may not be read by the user that the desk runs as; change its permissions"
    return f"{path} cannot be read ({error.strerror or error})"
