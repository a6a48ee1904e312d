"""Mail that lies on this machine: maildir folders and mbox files. Each message is handed on once, raw; the mailbox stays as it was.

A maildir names its messages for good, whatever flags a reader hangs on them. An mbox is one file that grows, and that mail programs
write anew when messages are deleted or flagged: what was handed on before is known by its Message-ID and its body.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from copytaster.errors import Unreachable
from copytaster.fetch.drops import MAX_LOOK, Looked, failed, from_file, gather, mark_of, why
from copytaster.model import Delivery, Source, SourceState
from copytaster.text.fromlines import opens

MAX_MESSAGE = 64 * 1024 * 1024
_SETTLED = dt.timedelta(seconds=2)
_TAIL = 4096
_LINE = 1024 * 1024
_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>\r\n]{1,500}>)", re.IGNORECASE | re.MULTILINE)
# The flags that mail programs write into a message each time they touch it.
_FLAGS = re.compile(rb"^(?:x-)?status:.*\r?\n", re.IGNORECASE | re.MULTILINE)


def look_maildir(source: Source, state: SourceState, *, now: dt.datetime, max_look: int = MAX_LOOK) -> Looked:
    """The messages of a maildir that were not handed on yet, oldest first."""
    root = Path(source.address).expanduser()
    if not (root / "cur").is_dir() or not (root / "new").is_dir():
        problem = f"{source.name or source.key}: {root} is no maildir (it has no folders named cur and new); check the path."
        return Looked((), failed(state, problem, now=now))
    found = ((mark, partial(from_file, source, path, now=now, max_bytes=MAX_MESSAGE)) for mark, path in _mails(root))
    return gather(source, state, found, now=now, max_look=max_look)


def look_mbox(source: Source, state: SourceState, *, now: dt.datetime, max_look: int = MAX_LOOK) -> Looked:
    """The messages of an mbox that were not handed on yet, in their order."""
    path = Path(source.address).expanduser()
    try:
        with path.open("rb") as file:
            changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
            if dt.timedelta(0) <= now - changed < _SETTLED:
                return Looked((), replace(state, checked=now, next_check=now + _SETTLED))
            return _new_messages(source, state, file, now, max_look)
    except OSError as error:
        return Looked((), failed(state, f"{source.name or source.key}: {why(path, error)}.", now=now))


def _mails(root: Path) -> Iterator[tuple[str, Path]]:
    """The messages of a maildir, oldest first, under the part of their name that never changes."""
    found = []
    for folder in ("cur", "new"):
        for path in (root / folder).iterdir():
            with contextlib.suppress(FileNotFoundError):  # moved from new to cur meanwhile: the next look finds it
                facts = path.lstat()
                if not path.name.startswith(".") and stat.S_ISREG(facts.st_mode):
                    found.append((facts.st_mtime_ns, path))
    for _, path in sorted(found):
        yield mark_of(path.name.partition(":")[0]), path


def _new_messages(source: Source, state: SourceState, file: BinaryIO, now: dt.datetime, max_look: int) -> Looked:
    begin = _unchanged_up_to(file, state)
    file.seek(begin)
    if not begin and file.read(5) not in {b"From ", b""}:
        problem = f'{source.name or source.key}: {source.address} is no mbox (it does not begin with "From "); check the path.'
        return Looked((), failed(state, problem, now=now))
    file.seek(begin)
    messages, end, size = [], begin, 0
    for stop, message in _messages(file):
        end = stop
        messages.append((_mark(message), partial(_delivery, source, message, now)))
        size += len(message)
        if size >= max_look:
            break
    got = gather(source, state, messages, now=now, max_look=sys.maxsize)
    # Marks of what stands before `begin` were not found in this look, but are wanted on the day the file is written anew.
    seen = got.state.notes["seen"] if not begin else state.notes.get("seen", "") + got.state.notes["seen"]
    notes = {**got.state.notes, "seen": seen, "mbox": f"{end}:{_tail(file, end)}"}
    has_more = end < file.seek(0, os.SEEK_END)
    return replace(got, state=replace(got.state, notes=notes, next_check=now if has_more else got.state.next_check))


def _unchanged_up_to(file: BinaryIO, state: SourceState) -> int:
    """Where the last look ended, if what stood before that place still stands there; else the beginning."""
    end, _, tail = state.notes.get("mbox", "").partition(":")
    if not end.isdigit():
        return 0
    return int(end) if _tail(file, int(end)) == tail else 0


def _tail(file: BinaryIO, end: int) -> str:
    """A fingerprint of the bytes before a place."""
    begin = max(0, end - _TAIL)
    file.seek(begin)
    return hashlib.sha256(file.read(end - begin)).hexdigest()[:16]


def _messages(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each message from here on, without its "From " line and the quoting that the file needs, and where it ends."""
    lines: list[bytes] = []
    size, is_blank, is_begun, at = 0, True, False, file.tell()
    following = file.readline(_LINE)
    while line := following:
        following = file.readline(_LINE)
        if opens(line, following, is_parted=is_blank) if is_begun else line.startswith(b"From "):
            if is_begun:
                yield at, b"".join(lines)
            lines, size, is_begun = [], 0, True
        elif size <= MAX_MESSAGE:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
            size += len(line)
        is_blank = line in {b"\n", b"\r\n"}
        at += len(line)
    if is_begun:
        yield at, b"".join(lines)


def _delivery(source: Source, message: bytes, now: dt.datetime) -> Delivery:
    if len(message) > MAX_MESSAGE:
        raise Unreachable(f"a message in {source.address} has more than {MAX_MESSAGE // 1024 // 1024} MiB")
    return Delivery(source.key, now, message, source.address, "message/rfc822")


def _mark(message: bytes) -> str:
    blank = re.search(rb"\r?\n\r?\n", message)
    head, body = (message[: blank.start()], message[blank.end() :]) if blank else (message, b"")
    named = _MESSAGE_ID.search(head)
    return mark_of(named[1] if named else _FLAGS.sub(b"", head + b"\n"), hashlib.sha256(body).hexdigest())
