"""The encodings of texts that declare none, scored on sentences that Python encodes: what counts is the text, not a name.

`data` is what `language` takes: files of sentences named by their language, or JSON lines. Each language is written in the old
encodings that its newsrooms had, as one sentence, ten, two thousand characters, and as rows of a table whose other columns are
ASCII. Only the half of the sentences is taken that chose no threshold (wire/legacy.py). It must not name an encoding.
"""

from __future__ import annotations

import time
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from copytaster.errors import Misconfigured
from copytaster.evals import Score
from copytaster.evals.corpus import share
from copytaster.evals.language import known
from copytaster.wire.decode import decode

_WESTERN = ("cp1252", "iso8859-1", "iso8859-15", "mac-roman", "cp850", "cp437")
_WRITTEN = {
    **dict.fromkeys(("de", "fr", "es", "it", "pt", "sv", "da", "nb", "no", "fi", "nl", "is", "en"), _WESTERN),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "hr", "sl"), ("cp1250", "iso8859-2", "cp852")),
    **dict.fromkeys(("lt", "lv", "et"), ("cp1257", "iso8859-13")),
    "ru": ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"),
    "uk": ("cp1251", "koi8-u"),
    "bg": ("cp1251",),
    "el": ("cp1253", "iso8859-7"),
    "he": ("cp1255", "iso8859-8"),
    "ar": ("cp1256", "iso8859-6"),
    "tr": ("cp1254", "iso8859-9"),
    "th": ("cp874",),
    "ja": ("cp932", "euc_jp", "iso2022_jp", "utf-16-le"),
    "ko": ("cp949", "utf-16-le"),
    "zh": ("gb18030", "big5hkscs", "utf-16-le"),
}
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\xa0": " ", "«": '"', "»": '"'}
)
_ROW = "%d;2025-11-23T08:15:00Z;https://news.example/%d/story;%s;politics;en"
# Samples of each shape for one language in one encoding.
_EACH, _MOST_ERRORS = 20, 20


def run(data: Path) -> Score:
    """Score the telling of encodings. Raises `Misconfigured` where there are no sentences of a language that had old ones."""
    right: dict[str, list[bool]] = defaultdict(list)
    errors: list[str] = []
    seconds = 0.0
    decode("Привет".encode("koi8-r"))  # the tables are loaded before the clock runs
    for language, encoding, shape, text in _samples(known(data)):
        body = text.encode(encoding)
        began = time.process_time()
        told, notes = decode(body)
        seconds += time.process_time() - began
        right["all"].append(told == text)
        right[shape].append(told == text)
        right[encoding].append(told == text)
        if told != text:
            errors.append(f"{language} in {encoding}, {shape}: {'; '.join(notes)}: {told[:60]}")
    if not right:
        raise Misconfigured(f"no sentences in files named by a language with old encodings stand in {data}")
    figures: dict[str, float | int | str] = {
        "samples": len(right["all"]),
        "right": share(sum(right["all"]), len(right["all"])),
        **{name: share(sum(right[name]), len(right[name])) for name in ("one", "ten", "long", "table")},
        "windows_1252": share(sum(right["cp1252"]), len(right["cp1252"])),
        "ms": round(1000 * seconds / len(right["all"]), 2),
    }
    rows: tuple[dict[str, float | int | str], ...] = tuple(
        {"encoding": name, "right": share(sum(held), len(held))} for name, held in right.items()
    )
    return Score("encodings", figures, errors=tuple(errors[:: max(1, len(errors) // _MOST_ERRORS)]), rows=rows)


def _samples(texts: dict[str, list[str]]) -> Iterator[tuple[str, str, str, str]]:
    """Language, encoding, shape and text of each sample; a sample has a letter beyond ASCII."""
    for language, lines in texts.items():
        held = [line for line in lines if zlib.crc32(line.encode()) % 2]
        for encoding in _WRITTEN.get(language, ()):
            fit = [line for line in (_fitting(line.strip(), encoding) for line in held) if not line.isascii()]
            for shape, text in _shapes(fit):
                yield language, encoding, shape, text


def _fitting(line: str, encoding: str) -> str:
    """A line as one wrote it in an encoding, with the typewriter's marks where it has none of print; empty where it cannot be."""
    for one in (line, line.translate(_PLAIN)):
        try:
            one.encode(encoding)
        except UnicodeEncodeError:
            continue
        return one
    return ""


def _shapes(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Samples of each shape, from other lines each as long as there are some."""
    if not lines:
        return
    for number in range(_EACH):
        ten = [lines[(number * 10 + n) % len(lines)] for n in range(10)]
        yield "one", ten[0]
        yield "ten", "\n".join(ten)
        yield "long", "\n".join(lines[(number * 40 + n) % len(lines)] for n in range(40))[:2000]
        yield "table", "".join(_ROW % (n, n, line.replace(";", ",")) + "\r\n" for n, line in enumerate(ten))
