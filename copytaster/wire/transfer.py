"""The packing that parts of a mail travel in (RFC 2045), undone. It must not lose what servers and lists wrote behind it: a footer
stands unpacked below a packed text.
"""

from __future__ import annotations

import binascii
import re

# What base64 has none of: other signs, and blanks between letters.
_UNPACKED = re.compile(rb"[^A-Za-z0-9+/=\s]|[A-Za-z0-9+/][ \t]++[A-Za-z0-9+/]")
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
_OTHER = bytes(sign for sign in range(256) if sign not in _LETTERS)
# A line that is packed and no word: packed lines have 60 to 76 letters, and the last one may end in signs that fill it up.
_PACKED_LINE = re.compile(rb"^[A-Za-z0-9+/]{60,}+={0,2}[ \t]*+\r?$", re.MULTILINE)
_PACKED = re.compile(rb"^(?:[A-Za-z0-9+/]{40,}+={0,2}|[A-Za-z0-9+/]{2,39}={1,2})[ \t]*+\r?$", re.MULTILINE)
_SOFT = re.compile(rb"=[ \t]++(?=\r?\n)")


def unpacked(raw: bytes, encoding: str) -> bytes:
    """The bytes of a part whose header names a transfer encoding; as they came where it is none, or plainly not true."""
    named = re.split(r"[\s;(]", encoding.strip().lower(), maxsplit=1)[0]
    try:
        if named == "base64":
            return _of_base64(raw)
        return binascii.a2b_qp(_SOFT.sub(b"=", raw)) if named == "quoted-printable" else raw
    except binascii.Error:
        return raw


def _of_base64(raw: bytes) -> bytes:
    other = _UNPACKED.search(raw)
    if other is None:
        return _letters(raw)
    begin = raw.rfind(b"\n", 0, other.start()) + 1
    if not _PACKED.search(raw, 0, begin):
        return raw if not _PACKED_LINE.search(raw) else _letters(raw)
    if _PACKED_LINE.search(raw, begin):
        return _letters(raw)  # a sign or two were damaged on the way
    return _letters(raw[:begin]) + b"\n" + raw[begin:]


def _letters(raw: bytes) -> bytes:
    kept = raw.translate(None, _OTHER)
    return binascii.a2b_base64(kept[: len(kept) - (len(kept) % 4 == 1)] + b"=" * (-len(kept) % 4))
