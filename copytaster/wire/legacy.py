"""Which of the old encodings some bytes are in that declare none and are not UTF-8: tables out of spreadsheets, text files.

Told by what text in it would look like: letters where letters belong, capitals at the beginning of words, and mostly those
letters and characters that its languages use most. It must not answer where the bytes could as well be Windows-1252.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

_SAMPLE, _FEWEST = 6_000, 6
# Signs that print uses in any language.
_PRINT = frozenset("“”„‘’‚«»‹›–—…•§°©®™€£№¿¡·´¨¸ª º¹²³¼½¾×±µ、。・「」『』（），：；！？％〜～　")
# The letters beyond ASCII that the languages of an encoding use most, and in which order the encodings are asked.
_EUROPE = "äöüßéèàçñóíáúâêôåøæãõëïîûùìòœ"
_CENTRAL = "ąćęłńóśźżáčďéěíňřšťúůýžäöüőűăâîșțşţđô"
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёіїєґ"
_SINGLE = (
    ("cp1252", _EUROPE),
    ("cp1254", "ışğçöüâîİ"),
    ("cp1250", _CENTRAL),
    ("iso8859-2", _CENTRAL),
    ("cp1257", "āčēģīķļņšūžąęėįųūõäöü"),
    ("cp1251", _CYRILLIC),
    ("koi8-r", _CYRILLIC),
    ("cp866", _CYRILLIC),
    ("iso8859-5", _CYRILLIC),
    ("cp1253", "αοιετσνηρπκμλυςάέίόήύώθγδβχωφξζψ"),
    ("cp1255", "יוהלאמרתבשנדחקעפגכטסזצםןךףץ"),
    ("cp1256", "المنويرتبةعدسفقكحجأىشطخصإءضذثزغظآئؤهپچگیک"),
    ("cp874", "นรอกเงมยลวดทสตะปบคหแจพชขใไโผถศาิี่้ั็ุู์ำืึ"),
    ("mac-roman", _EUROPE),
    ("cp850", _EUROPE),
)
# The share of the commonest third of its alphabet that prose reaches; what is read wrongly spreads over all of it.
_COMMON = {
    "cp1251": 14, "koi8-r": 14, "cp866": 14, "iso8859-5": 14, "cp1253": 14, "cp1255": 12, "cp1256": 16, "cp874": 44,
}  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")
# No word has one of these inside.
_INSIDE = re.compile(r"(?<=[^\W\d_])[¹²³¼½¾¿¡£§¶±µª¥¢¤¦¬¯¨´¸×÷](?=[^\W\d_])")
_SOUND, _AHEAD = 0.6, 0.12


def guess(data: bytes) -> str:
    """The encoding that some bytes are in; empty where too little speaks for any."""
    sample = _sample(data)
    high = [byte for byte in sample if byte >= 0x80]
    if len(high) < _FEWEST:
        return ""
    if eastern := _eastern(sample):
        return eastern
    told = {name: _worth(sample, name, letters) for name, letters in _SINGLE}
    best = max(told, key=lambda name: told[name])
    return best if told[best] >= _SOUND and told[best] >= told["cp1252"] + _AHEAD else ""


def _sample(data: bytes) -> bytes:
    """Lines that hold bytes beyond ASCII, so many as tell enough."""
    found, size = [], 0
    for line in data[:400_000].splitlines():
        if not line.isascii():
            found.append(line)
            size += len(line)
            if size >= _SAMPLE:
                break
    return b"\n".join(found)[: 4 * _SAMPLE]


def _worth(sample: bytes, name: str, usual: str) -> float:
    """How much a sample looks like text when it is read in an encoding, up to 1."""
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return 0.0
    words = [word for word in _LETTERS.findall(text) if not word.isascii()]
    beyond = [sign for sign in text if not sign.isascii()]
    printed = sum(sign in _PRINT for sign in beyond) - len(_INSIDE.findall(text))
    own = set(usual) | set(usual.upper())
    common = set(usual[: _COMMON[name]]) | set(usual[: _COMMON[name]].upper()) if name in _COMMON else own
    letters = (sum(sign in common for sign in beyond) + printed) / len(beyond)
    if name in _COMMON and not any(len(word) > 2 for word in words):
        return 0.0  # "è" alone is a letter of every alphabet
    if name in _COMMON:
        letters = min(1.0, letters * 1.25) if sum(sign in own for sign in beyond) + printed >= 0.9 * len(beyond) else 0.0
    elif (longer := "".join(word for word in words if len(word) > 2)) and sum(not s.isascii() for s in longer) > 0.5 * len(longer):
        return 0.0
    return letters * (1 - sum(map(_is_odd, words)) / max(len(words), 1))


def _is_odd(word: str) -> bool:
    """Whether no word is written so: a capital behind a small letter, or two scripts in one."""
    is_mixed = any(sign >= "\u0370" for sign in word) and any(sign < "\u0250" for sign in word)
    return is_mixed or any(one.islower() and two.isupper() for one, two in pairwise(word))


def _eastern(sample: bytes) -> str:
    """The encoding of Chinese, Japanese or Korean text, by the rows of their tables that hold what is written most."""
    kana = _share(sample, "cp932", lambda lead, _: lead in (0x82, 0x83))
    if kana >= 0.25:
        return "cp932"
    pairs = _share(sample, "euc_jp", lambda lead, _: lead in (0xA4, 0xA5))
    if pairs >= 0.25:
        return "euc_jp"
    if _share(sample, "cp949", lambda lead, trail: 0xB0 <= lead <= 0xC8 and trail >= 0xA1) >= 0.93:
        return "cp949"
    if _share(sample, "gb18030", lambda lead, trail: 0xB0 <= lead <= 0xD7 and trail >= 0xA1) >= 0.8:
        return "gb18030"
    return "big5hkscs" if _share(sample, "big5hkscs", lambda lead, _: 0xA4 <= lead <= 0xC6) >= 0.85 else ""


def _share(sample: bytes, name: str, is_common: Callable[[int, int], bool]) -> float:
    """The share of the pairs of bytes that stand in the common rows; none where the sample is not in the encoding."""
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return 0.0
    # Four pairs of Hong Kong's Big5 are two signs each, the second of which has no pair of its own.
    signs = [sign.encode(name, "ignore") for sign in text if not sign.isascii() and sign not in _PRINT]
    pairs = [packed for packed in signs if len(packed) > 1]
    if len(pairs) * 2 < _FEWEST or len(pairs) < 0.8 * len(signs):
        return 0.0
    return sum(is_common(pair[0], pair[1]) for pair in pairs) / len(pairs)
