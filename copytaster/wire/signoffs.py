"""What stands below the text of a telex and is no part of it: the signs of those who wrote it ("(Schluss) kre/ab",
"ram-bur/tp/cbn", "EFE abc/def"), the number that its service gave it, and the line that dates it.

It must not take the last words of a text for signs: signs stand behind a whole sentence.
"""

from __future__ import annotations

import re

from copytaster.wire import dategroups

_SIGN = r"[^\W\d_]{2,5}(?:-[^\W\d_]{1,5})?"
_SIGNS = rf"(?:\./\.)?/?{_SIGN}(?:[ ]?/{{1,2}}[ ]?{_SIGN}){{1,6}}/?"
_END = r"\((?:Schluss|Ende|end|fin|fine|fim|slutt|slut|more|suite|segue|forts(?:etzung|\.)?(?: folgt)?)\)"
_SERVICE = r"(?:dpa(?:-\w{2,8})?|kna|sda|apa|ats|epd|sid|efe|afp|rtr|agi|ansa|lusa|pap|kuna|ntb)"
# These are nothing else, whatever stands above them.
_PLAIN = re.compile(
    rf"{_END}(?:\s*{_SIGNS}|\s*[a-z]{{2,5}})?|(?:dpa(?:-\w{{2,8}})?|kna|sda|apa|ats|epd|sid)(?:[ /][a-z0-9 /-]{{0,50}})?"
    rf"|{_SERVICE}[ /]{_SIGNS}|\d{{6,8}} {_SIGNS}|\((?:SDA|ATS|AFP|KNA)[^()]{{0,40}}\)"
    r"|(?:\((?:con )?(?:fotos?|v[ií]deos?|audio|photos?|infografía|grafik|bild)[^()]{0,20}\)\s*){1,4}|ISSN [\d -]{8,14}",
    re.IGNORECASE,
)
# These could be words, if the sentence above went on.
_DOUBTFUL = re.compile(rf"{_SIGNS}|\./\.[A-Z/ -]{{0,20}}|[a-z]{{2,4}}\.[a-z]{{2,4}}|[a-z]{{2,4}}/|\({_SIGN}/[A-Z][a-z]+\)")
_CAPITALS = re.compile(r"[A-Z]{2,4}(?: [A-Z]{2,4}){0,5}")
_SENTENCE_ENDS = re.compile(r"[.!?…:)\]*”»\"'/](?:\s?[A-Z]{2,5})?$")
# The agency that signs a text, behind which a name in capitals is a sign: "(ANSA).", "PTI ABC".
_SIGNED = re.compile(r"\([A-Z]{2,5}\)\.?$|[.!?”\"'] ?(?:PTI|UNI|ANI)(?: [A-Z]{2,4})*$")
# The same at the end of the last line of a text.
_BEHIND = re.compile(
    rf"(?<=[.!?…)»”\"'])(?:\s*{_END}|\s*{_SIGNS}|\s+{_SERVICE} {_SIGNS}|\s+PTI(?: [A-Z]{{2,4}}){{1,6}})$", re.IGNORECASE
)
_LONGEST, _MOST, _LAST = 70, 8, 14


def dated(lines: list[str]) -> tuple[int, str, list[str]]:
    """Of the lines of a telex: how many stand above the line that dates it, that line, and those below it. Without such a line
    all are above it."""
    end = len(lines)
    looked = 0
    while end and looked < _LAST:
        end -= 1
        if lines[end].strip():
            looked += 1
            if dategroups.is_line(lines[end]):
                return end, lines[end].strip(), [line for line in lines[end + 1 :] if line.strip()]
    return len(lines), "", []


def parted(lines: list[str]) -> list[str]:
    """Takes the signs off the end of some lines, and gives them in their order."""
    signs: list[str] = []
    while len(signs) < _MOST:
        while lines and not lines[-1].strip():
            lines.pop()
        if len(lines) < 2:
            break
        line = lines[-1].strip()
        above = next((one.strip() for one in reversed(lines[-4:-1]) if one.strip()), "")
        if _is_sign(line, above):
            if not dategroups.is_line(line):
                signs.append(line)
            lines.pop()
        elif found := _BEHIND.search(line, max(0, len(line) - _LONGEST)):
            signs.append(found.group().strip())
            lines[-1] = lines[-1].rstrip()[: -len(found.group())]
        else:
            break
    return signs[::-1]


def _is_sign(line: str, above: str) -> bool:
    if len(line) > _LONGEST:
        return False
    if _PLAIN.fullmatch(line) or dategroups.is_line(line):
        return True
    if _CAPITALS.fullmatch(line) and _SIGNED.search(above[-_LONGEST:]):
        return True
    return _DOUBTFUL.fullmatch(line) is not None and _SENTENCE_ENDS.search(above[-_LONGEST:]) is not None
