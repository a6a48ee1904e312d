"""The files of a corpus, wherever it lies: a folder, one file, or a packed archive of them. It must not unpack onto the disk."""

from __future__ import annotations

import bz2
import gzip
import io
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from copytaster.errors import Misconfigured

_GZIP, _BZIP = b"\x1f\x8b", b"BZh"


def files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a corpus with its name in it, in the order of the names; files that are gzipped are unpacked."""
    if not path.exists():
        raise Misconfigured(f"there is no data at {path}")
    if path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.is_file()):
            yield from _opened(str(file.relative_to(path)), file.read_bytes())
    else:
        yield from _opened(path.name, path.read_bytes())


def _opened(name: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    if name.endswith((".tar", ".tar.gz", ".tgz", ".tar.bz2")):
        with tarfile.open(fileobj=io.BytesIO(body)) as archive:
            for member in sorted(archive.getmembers(), key=lambda m: m.name):
                held = archive.extractfile(member) if member.isfile() else None
                if held is not None:
                    yield from _opened(member.name, held.read())
    elif name.endswith(".gz") and body.startswith(_GZIP):
        yield name[:-3], _unpacked(gzip.decompress, body)
    elif name.endswith(".bz2") and body.startswith(_BZIP):
        yield name[:-4], _unpacked(bz2.decompress, body)
    else:
        yield name, body


def _unpacked(unpack: Callable[[bytes], bytes], body: bytes) -> bytes:
    """A packed file unpacked; one that is broken (test suites hold some) as it is."""
    try:
        return unpack(body)
    except (OSError, EOFError, ValueError, zlib.error):
        return body


def share(part: float, whole: float) -> float:
    """A share rounded for printing; 0 where there is nothing."""
    return round(part / whole, 4) if whole else 0.0
