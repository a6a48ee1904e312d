"""Bytes become text, whatever encoding they are really in. It must never fail: what cannot be decoded is replaced and noted.

What declares nothing and is no UTF-8 is told by its letters (legacy.py), else read as Windows-1252. So is what only looks like
UTF-8: letters of two bytes of which one is zero, and those encodings of the East that write all in ASCII behind an escape.
"""

from __future__ import annotations

import codecs
import re

from copytaster.wire import legacy

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What publishers mean by these names is the larger set that browsers read (WHATWG Encoding Standard).
_MEANT = {
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "euc_jis_2004": "euc_jp",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']?([A-Za-z0-9._:-]{2,40})""")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_WIDE = ("utf-16", "utf-32")
_SHIFTED = ("iso2022", "hz")
_SHIFTS = (b"\x1b$", b"~{")
_HEAD = 4096
_PARAMETER = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)


def decode(data: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of some bytes with notes on what was wrong: byte-order mark, UTF-8, `declared`, what the bytes declare, what
    their letters tell, Windows-1252.

    UTF-8 comes before what is declared because text that decodes as UTF-8 is UTF-8, whatever a header says.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), ()
    if b"\x00" in data[:_HEAD] and (wide := legacy.guess(data[:_HEAD])).startswith(_WIDE):
        return data.decode(wide, errors="replace"), ()
    if any(shift in data for shift in _SHIFTS) and (shifted := _shifted(data, declared)):
        return data.decode(shifted, errors="replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        where = error.start
    inside = declared_in(data[:_HEAD])
    for name in (declared, inside):
        text = _named(data, name)
        if text is not None:
            return text, ()
    if _is_damaged_utf8(data):
        return data.decode("utf-8", errors="replace"), (f"damaged UTF-8 (byte {where}): bytes that make no sense were replaced",)
    if name := legacy.guess(data):
        text = _named(data, name)
        noted = f"not UTF-8 (byte {where}), and no encoding is named; by its letters it is {name}"
        return text if text is not None else data.decode(name, errors="replace"), (noted,)
    text = _named(data, "windows-1252")
    return text if text is not None else data.decode("latin-1"), (f"not UTF-8 (byte {where}); read as windows-1252",)


def is_text(head: bytes) -> bool:
    """Whether some bytes are text in any encoding, two bytes a letter among them, and no picture or program."""
    return b"\x00" not in head or "\x00" not in decode(head)[0]


def declared_in(head: bytes) -> str:
    """The encoding that an XML declaration or an HTML meta element names; empty where there is none."""
    found = _XML.match(head) or _META.search(head)
    return found.group(1).decode("ascii") if found else ""


def declared_by(media_type: str) -> str:
    """The encoding that a media type names: "text/xml; charset=koi8-r"."""
    found = _PARAMETER.search(media_type)
    return found.group(1) if found else ""


def _named(data: bytes, name: str) -> str | None:
    """The text in a named encoding; None where the name is unknown, is UTF-8 (which has failed), or does not fit."""
    try:
        codec = codecs.lookup(name).name if name else ""
    except LookupError:
        return None
    if (
        not codec
        or codec.startswith(("utf", "idna", "punycode", "raw", "unicode"))
        or codec in ("base64", "hex", "zlib", "bz2", "uu", "quopri")
    ):
        return None
    for candidate in (_MEANT.get(codec, codec), codec):
        try:
            return data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _shifted(data: bytes, declared: str) -> str:
    """The encoding that writes letters of the East as pairs of ASCII, which an escape opens; empty where escapes open none."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        name = ""
    for candidate in (name, legacy.guess(data) if data.isascii() else ""):
        if candidate.startswith(_SHIFTED):
            return candidate
    return ""


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 with some that are broken: text in another encoding next to never makes a letter of several bytes."""
    sample = data[:200_000]
    text = sample.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    several = sum(byte >= 0xC0 for byte in sample) - broken
    return several * 2 >= broken and several > 0
