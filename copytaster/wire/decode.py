"""Bytes become text, whatever encoding they are really in. It must never fail: what cannot be decoded is replaced and noted."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of some bytes with notes on what was wrong: byte-order mark, then UTF-8, then `declared`, then Windows-1252.

    UTF-8 comes before what is declared because text that decodes as UTF-8 is UTF-8, whatever a header says.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        where = error.start
    for name in (declared, "windows-1252"):
        try:
            if name:
                return data.decode(name), (f"not UTF-8 (byte {where}); read as {name}",)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("utf-8", errors="replace"), (f"not UTF-8 (byte {where}); bytes that make no sense were replaced",)
