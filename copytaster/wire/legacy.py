"""Which of the old encodings some bytes are in that declare none and are not UTF-8: tables out of spreadsheets, text files.

chardet tells it by statistics of the languages (docs/decisions/006-encodings-by-chardet.md). It must not answer where the bytes
could as well be Windows-1252, nor look at what they declare (decode.py).
"""

from __future__ import annotations

import re

# What a newsroom may meet. chardet knows more: the code pages of mainframes and those of small places, which look like anything.
_MET = tuple(
    "utf-16-be utf-16-le utf-32-be utf-32-le iso2022_jp_2 iso2022_jp_2004 iso2022_jp_ext iso2022_kr hz big5hkscs cp932 cp949"
    " euc_jis_2004 euc_kr gb18030 shift_jis_2004 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 tis-620"
    " koi8-r koi8-u iso8859-1 iso8859-2 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-13 iso8859-15"
    " iso8859-16 mac-roman mac-cyrillic cp437 cp850 cp852 cp866".split()
)
_WESTERN = ("cp1252", "iso8859-1")
# Of one headline there is too little to tell; most are Windows-1252. Where they read as such, they are unless another encoding is
# likelier by a sixth: 1.000 of single headlines in it are told then instead of .955, in those east of it .966 (.968), in DOS's
# and the Macintosh's .83 (.91); of ten headlines as many as before. One half of the texts chose this, the other is in the record.
_AS_LIKELY = 0.85
_LETTERS = "äöüßéèàçñóíáúâêôåøæãõëïîûùìòœ"
_UNLIKE = re.compile(
    rf"[^\x00-\x7f{_LETTERS}{_LETTERS.upper()}“”„‘’‚«»–—…•§°©®€£¿¡ªº ²½™]"
    rf"|(?<=[a-zß-ÿœ])[{_LETTERS.upper()}]|(?<=[^\W\d_])(?:[„‚¿¡£€§•]|[«»“”…–—°²ªº™½](?=[^\W\d_]))"
)
# In other alphabets no word has an ASCII letter beside one of theirs: "città" would be "cittа".
_OTHERS = frozenset("koi8-r koi8-u cp866 cp1251 iso8859-5 mac-cyrillic cp1253 iso8859-7 cp1255 iso8859-8 cp1256 iso8859-6".split())
_MIXED = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
# Programs, whose bytes in twos make odd letters, have controls among them; no text goes without a blank, a line end or a stop.
_WIDE, _CONTROL = ("utf-16", "utf-32"), re.compile(r"[\x00-\x06\x0e-\x15\x17-\x1a\x7f-\x84]")
# What opens and closes messages of the telex, and shifts between its types; no more than so much of a message.
_TELEX, _FEW = bytes((1, 2, 3, 4, 7, 14, 15, 17, 18, 19, 20, 22, 30, 31)), 0.1
# Letters of those of DOS, the Macintosh and Windows that in ISO 8859 would be controls, which no text has.
_C1 = re.compile(rb"[\x80-\x84\x86-\x9f]")
_BLANK = re.compile(r"[\s，。、]")
_BEYOND = re.compile(rb"[\x80-\xff]")
# So much is looked at, from a little before the first byte beyond ASCII on.
_SAMPLE, _BEFORE = 200_000, 1_000


def guess(data: bytes) -> str:
    """The encoding that some bytes are in; empty where it may be Windows-1252, and where they are no text."""
    import chardet

    found = _BEYOND.search(data)
    start = max(found.start() - _BEFORE, 0) if found else 0
    # Letters of two and four bytes stay whole.
    sample = _without_controls(data[start - start % 4 :][:_SAMPLE])
    told = chardet.detect_all(sample, ignore_threshold=True, compat_names=False, include_encodings=_MET)
    if _C1.search(sample):
        told = [one for one in told if not (one["encoding"] or "").startswith("iso8859")] or told
    best = told[0]["encoding"] or ""
    western = max((one["confidence"] for one in told if one["encoding"] in _WESTERN), default=0)
    if best in _WESTERN or (best.startswith(_WIDE) and not _is_wide(sample.decode(best, errors="replace"))):
        return ""
    is_near = western >= _AS_LIKELY * told[0]["confidence"] or (best in _OTHERS and _MIXED.search(sample))
    return "" if is_near and best != "iso8859-15" and _is_western(sample) else best


def _without_controls(sample: bytes) -> bytes:
    """A sample without the control characters of the telex, if it has a few: with them chardet takes it for a program."""
    bare = sample.translate(None, _TELEX) if b"\x00" not in sample else sample
    return bare if len(sample) - len(bare) <= _FEW * len(sample) else sample


def _is_wide(text: str) -> bool:
    """Whether what letters of two or four bytes make is text."""
    return bool(_BLANK.search(text)) and not _CONTROL.search(text)


def _is_western(sample: bytes) -> bool:
    """Whether bytes read as Windows-1252 have its usual letters and signs only, where these belong."""
    try:
        return not _UNLIKE.search(sample.decode("cp1252"))
    except UnicodeDecodeError:
        return False
