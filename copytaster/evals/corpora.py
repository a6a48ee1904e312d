"""Files of a corpus in its own layout, whether unpacked or still in its archive. It must not write anything."""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from copytaster.errors import Misconfigured


def files(data: Path, *endings: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Every file below `data` with one of the endings, with its place, in the order of names. `data` may be a folder, a .tar or
    .tar.gz archive, or one file (gzipped or not)."""
    if not data.exists():
        raise Misconfigured(f"{data}: there is no such file or folder")
    found = False
    for place, content in _every(data):
        if place.name.endswith(endings) and not place.name.startswith("."):
            found = True
            yield place, content
    if not found:
        raise Misconfigured(f"{data}: no file ending in {', '.join(endings)} was found")


def _every(data: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    if data.is_dir():
        for path in sorted(p for p in data.rglob("*") if p.is_file()):
            yield PurePosixPath(path.relative_to(data).as_posix()), path.read_bytes()
    elif tarfile.is_tarfile(data):
        with tarfile.open(data) as archive:
            members = sorted((m for m in archive.getmembers() if m.isfile()), key=lambda m: m.name)
            for member in members:
                file = archive.extractfile(member)
                if file is not None:
                    yield PurePosixPath(member.name), file.read()
    elif data.suffix == ".gz":
        yield PurePosixPath(data.stem), gzip.decompress(data.read_bytes())
    else:
        yield PurePosixPath(data.name), data.read_bytes()
