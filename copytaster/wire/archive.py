"""Packed archives: zip, tar, and what is packed as a whole (packed.py). Each member becomes a delivery of its own. Nothing is
written, nothing grows unbounded.

A member whose name points out of its archive, that is encrypted, a link, or a bomb is refused with a note; the others are read.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError

from copytaster.errors import Unreadable
from copytaster.model import Delivery
from copytaster.wire import packed
from copytaster.wire.bounds import Room

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_TRICK = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:|[\x00-\x1f]")
# Pictures, sound, programs, and what lies beside copy: what builds its pages, tells of its folder, or says where in a web archive
# what stands.
_NO_COPY = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.)|/$"
    r"|\.(?:jpe?g|png|gif|webp|tiff?|bmp|svg|ico|mp[34]|m4[av]|mov|avi|webm|og[gv]|wav|pdf|docx?|xlsx?|pptx?|exe|dll|class)$"
    r"|\.(?:css|m?js|map|woff2?|ttf|otf|eot|db|sqlite3?|ini|cdxj?|idx|cdxj?\.gz)$"
    r"|(?:^|/)(?:licen[cs]e|copying|readme|robots)(?:\.(?:txt|md|rst))?$",
    re.IGNORECASE,
)
# A WACZ (specs.webrecorder.net): the copy is in its WARC files, all else tells of them or says it again.
_WACZ, _OF_WACZ = "datapackage.json", re.compile(r"archive/.*\.warc(?:\.gz)?$", re.IGNORECASE)
_BROKEN_TAR = (tarfile.TarError, EOFError, ValueError, OSError)
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    MemoryError,
    NotImplementedError,
    EOFError,
    ValueError,
    RuntimeError,
    OSError,
)


def looks_like(head: bytes) -> bool:
    """Whether bytes open like a packed archive."""
    return head.startswith(_ZIP) or packed.form_of(head) is not None or head[257:262] == b"ustar"


def members(delivery: Delivery, notes: list[str], room: Room) -> Iterator[Delivery]:
    """The members of an archive, one after the other; what is refused is named in `notes`."""
    form = packed.form_of(delivery.body[:16])
    if form is not None:
        yield _of(delivery, "", packed.unpacked(delivery.body, form, room))
    elif delivery.body.startswith(_ZIP):
        yield from _of_zip(delivery, notes, room)
    else:
        yield from _of_tar(delivery, notes, room)


def _of(delivery: Delivery, name: str, body: bytes) -> Delivery:
    address = f"{delivery.address}!/{name}" if name else delivery.address
    return Delivery(delivery.source, delivery.received, body, address)


def _of_zip(delivery: Delivery, notes: list[str], room: Room) -> Iterator[Delivery]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(delivery.body))
        entries = archive.infolist()
    except _BROKEN_ZIP as error:
        raise Unreadable(f"a zip archive that cannot be opened: {error}") from None
    if sum(entry.compress_size for entry in entries) > len(delivery.body) * 1.1 + 1000:
        raise Unreadable("a zip archive whose members overlap: a bomb")
    names = [entry.filename for entry in entries]
    is_wacz = _WACZ in names and any(map(_OF_WACZ.match, names))
    for entry in entries:
        if is_wacz and not _OF_WACZ.match(entry.filename):
            continue
        if not (why := _refused(entry, room)):
            if _NO_COPY.search(entry.filename):
                continue
            try:
                with archive.open(entry) as file:
                    body = file.read(room.largest() + 1)
            except _BROKEN_ZIP as error:
                why = str(error)
            else:
                if len(body) <= room.largest():
                    room.take(len(body))
                    yield _of(delivery, entry.filename, body)
                    continue
                why = "unpacks to more than it says: a bomb"
        notes.append(f"{entry.filename[:80]!r}: {why}")


def _refused(entry: zipfile.ZipInfo, room: Room) -> str:
    """Why a member is not read; empty where it is."""
    if _TRICK.search(entry.filename):
        return "a name that points out of the archive"
    if entry.flag_bits & 0x1:
        return "encrypted"
    if (entry.external_attr >> 16) & 0o170000 == 0o120000:
        return "a link"
    return room.refusal(entry.file_size, entry.compress_size)


def _of_tar(delivery: Delivery, notes: list[str], room: Room) -> Iterator[Delivery]:
    """The members of a tar archive. One that was cut off gives what stands before the cut, half a member too."""
    body = delivery.body
    try:
        with tarfile.open(fileobj=io.BytesIO(body), mode="r:") as archive:
            while (member := _next(archive)) is not None:
                if why := _refused_of_tar(member, room):
                    notes.append(f"{member.name[:80]!r}: {why}")
                elif member.isfile() and not _NO_COPY.search(member.name):
                    room.take(member.size)
                    yield _of(delivery, member.name, body[member.offset_data : member.offset_data + member.size])
            end = body[archive.offset : archive.offset + tarfile.BLOCKSIZE]
    except _BROKEN_TAR as error:
        raise Unreadable(f"a tar archive that cannot be opened: {error}") from None
    if not end or end.strip(b"\x00"):
        notes.append("the archive is cut off or broken: what stands behind the break was not read")


def _next(archive: tarfile.TarFile) -> tarfile.TarInfo | None:
    """The next member; None where the archive ends, or breaks off behind its first."""
    try:
        return archive.next()
    except _BROKEN_TAR:
        return None


def _refused_of_tar(member: tarfile.TarInfo, room: Room) -> str:
    if _TRICK.search(member.name):
        return "a name that points out of the archive"
    if not member.isfile() and not member.isdir():
        return "a link" if member.issym() or member.islnk() else "a device"
    return room.refusal(member.size, member.size)
